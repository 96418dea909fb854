//! The desk on a simulated disk: what was promised is found again, whatever became of journal,
//! name, folder, disk or the other window.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::path::Path;
use std::sync::Arc;

use shenyue::lang::Lang;
use shenyue::review::{EventId, Review};
use shenyue::store::vfs::rig::{Op, Rig, Verdict};
use shenyue::store::vfs::sim::SimVfs;
use shenyue::store::vfs::{Promise, Vfs};
use shenyue::store::{Access, Desk, Intent, OfferAnswer, Offered, Opened, RealVfs, StoreError};

mod session;
use session::{REPORT, Told, event, file, home, is_report_untouched, lost, recover};

const ROOT: &str = "/r";
const JOURNAL: &str = "/r/d/.x.json.shenyue-journal";

fn root() -> &'static Path {
    Path::new(ROOT)
}

/// A disk with the assessment on it.
fn disk() -> SimVfs {
    let sim = SimVfs::new(&["/r/d"]);
    sim.put("/r/d/x.json", REPORT.as_bytes());
    sim
}

fn arc(sim: &SimVfs) -> Arc<dyn Vfs> {
    Arc::new(sim.clone())
}

fn open_at(sim: &SimVfs, path: &str) -> Opened {
    Desk::open(arc(sim), &home(root()), Path::new(path), Intent::Review("")).unwrap()
}

fn open(sim: &SimVfs) -> Opened {
    open_at(sim, "/r/d/x.json")
}

/// Records acts `from..to`, one sync each; gives their ids.
fn act(desk: &mut Desk, review: &mut Review, numbers: std::ops::Range<u32>) -> Vec<EventId> {
    let one = |n| {
        let event = event(review, n);
        desk.append(std::slice::from_ref(&event)).unwrap();
        desk.sync().unwrap();
        review.accept(event.clone());
        event.id
    };
    numbers.map(one).collect()
}

/// A disk after a kill with `acts` acts in the journal and a draft, nothing in the file.
fn killed_with(acts: u32) -> (SimVfs, Vec<EventId>) {
    let sim = disk();
    let Opened { mut desk, mut review, .. } = open(&sim);
    let ids = act(&mut desk, &mut review, 0..acts);
    desk.draft("comment", Some("数据缺")).unwrap();
    (sim.after_kill(), ids)
}

fn found(opened: &Opened) -> &[Offered] {
    opened.offer.as_ref().map_or(&[], |offer| &offer.found)
}

fn ids(offered: &Offered) -> Vec<EventId> {
    offered.events.iter().map(|event| event.id).collect()
}

#[test]
fn looking_leaves_nothing_behind() {
    let sim = disk();
    let opened = open(&sim);
    assert_eq!(opened.access, Access::Write);
    assert!(opened.offer.is_none() && opened.notice.is_none());
    opened.desk.close().unwrap();
    assert_eq!(sim.files(), [file(root())]);
    assert_eq!(sim.bytes(file(root())).unwrap(), REPORT.as_bytes());
}

#[test]
fn a_session_leaves_the_file_and_its_previous_generation() {
    let sim = disk();
    session::sit(&arc(&sim), root(), 0, 12, true, &mut |_| {}).unwrap();
    assert_eq!(sim.files(), [root().join("d/.x.json.shenyue-prev"), file(root())]);
    assert!(is_report_untouched(&sim, root()));
    let Opened { review, offer, faults, .. } = open(&sim);
    assert!(offer.is_none());
    assert!(faults.is_empty(), "{faults:?}");
    assert!(review.events().count() >= 12);
}

#[test]
fn saving_what_the_file_has_writes_nothing() {
    let sim = disk();
    let Opened { mut desk, mut review, .. } = open(&sim);
    act(&mut desk, &mut review, 0..3);
    desk.save(&review).unwrap();
    let before = (sim.logged(), sim.bytes(file(root())));
    desk.save(&review).unwrap();
    assert_eq!((sim.bytes(file(root())), desk.unwritten()), (before.1, 0));
}

#[test]
fn a_save_begins_the_journal_anew_with_open_drafts() {
    let sim = disk();
    let Opened { mut desk, mut review, .. } = open(&sim);
    act(&mut desk, &mut review, 0..3);
    desk.draft("finding", Some("说明：")).unwrap();
    assert_eq!(desk.unwritten(), 3);
    desk.save(&review).unwrap();
    assert_eq!(desk.unwritten(), 0);
    let opened = open(&sim.after_kill());
    assert_eq!(found(&opened).len(), 1);
    assert_eq!(found(&opened)[0].drafts, [("finding".to_owned(), "说明：".to_owned())]);
    assert!(found(&opened)[0].events.is_empty());
}

#[test]
fn work_the_file_lacks_is_offered_and_restored() {
    let (sim, acts) = killed_with(4);
    let Opened { mut desk, mut review, offer, .. } = open(&sim);
    let offer = offer.unwrap();
    assert_eq!(ids(&offer.found[0]), acts);
    assert!(offer.found[0].same_report && offer.found[0].moved_from.is_none() && offer.found[0].torn_lines == 0);
    let (events, drafts) = desk.answer(offer, OfferAnswer::Restore).unwrap();
    assert_eq!(drafts, [("comment".to_owned(), "数据缺".to_owned())]);
    review.accept_all(events);
    desk.draft("comment", None).unwrap();
    desk.save(&review).unwrap();
    desk.close().unwrap();
    let opened = open(&sim);
    assert!(opened.offer.is_none());
    assert_eq!(lost(&opened.review, &acts), []);
}

#[test]
fn a_journal_with_a_damaged_head_is_kept_and_told_of() {
    let (sim, _) = killed_with(2);
    let mut bytes = sim.open(Path::new(JOURNAL)).unwrap().read(1 << 20).unwrap();
    bytes[30] ^= 1;
    sim.put(JOURNAL, &bytes);
    let opened = open(&sim);
    let kept = format!("{JOURNAL}.tail-1");
    assert!(opened.notice.unwrap().0.contains(&kept));
    assert_eq!(sim.open(Path::new(&kept)).unwrap().read(1 << 20).unwrap(), bytes);
}

#[test]
fn who_only_looks_is_told_of_work_that_waits() {
    let (sim, acts) = killed_with(2);
    let opened = Desk::open(arc(&sim), &home(root()), Path::new("/r/d/x.json"), Intent::Read).unwrap();
    assert!(opened.offer.is_none());
    assert_eq!(opened.waiting.iter().flat_map(ids).collect::<Vec<_>>(), acts);
}

#[test]
fn work_put_off_is_offered_again() {
    let (sim, acts) = killed_with(2);
    let Opened { mut desk, offer, mut review, .. } = open(&sim);
    desk.answer(offer.unwrap(), OfferAnswer::Later).unwrap();
    let more = act(&mut desk, &mut review, 10..12);
    desk.save(&review).unwrap();
    desk.close().unwrap();
    let opened = open(&sim);
    assert_eq!(found(&opened).iter().flat_map(ids).collect::<Vec<_>>(), acts);
    assert_eq!(lost(&opened.review, &more), []);
    drop(opened);
    let (_, review) = recover(&arc(&sim), root());
    assert_eq!(lost(&review, acts.iter().chain(&more)), []);
}

#[test]
fn an_offer_left_unanswered_is_put_off_by_the_first_act() {
    let (sim, acts) = killed_with(2);
    let Opened { mut desk, mut review, .. } = open(&sim);
    act(&mut desk, &mut review, 10..11);
    drop(desk);
    assert_eq!(found(&open(&sim.after_kill())).iter().flat_map(ids).filter(|id| acts.contains(id)).count(), 2);
}

#[test]
fn an_offer_may_be_taken_after_acts_of_this_session() {
    let (sim, before) = killed_with(2);
    let Opened { mut desk, mut review, offer, .. } = open(&sim);
    let now = act(&mut desk, &mut review, 10..12);
    desk.draft("comment", Some("新的")).unwrap();
    let (events, _) = desk.answer(offer.unwrap(), OfferAnswer::Restore).unwrap();
    review.accept_all(events);
    drop(desk);
    let (_, review) = recover(&arc(&sim.after_kill()), root());
    assert_eq!(lost(&review, before.iter().chain(&now)), []);
}

#[test]
fn closing_before_the_answer_keeps_the_journal() {
    let (sim, acts) = killed_with(2);
    open(&sim).desk.close().unwrap();
    assert_eq!(ids(&found(&open(&sim))[0]), acts);
}

#[test]
fn a_journal_cut_or_damaged_anywhere_gives_a_prefix() {
    let sim = disk();
    let Opened { mut desk, mut review, .. } = open(&sim);
    let mut confirmed = Vec::new();
    for n in 0..3 {
        let id = act(&mut desk, &mut review, n..n + 1)[0];
        confirmed.push((sim.bytes(JOURNAL).unwrap().len(), id));
    }
    desk.draft("comment", Some("数据")).unwrap();
    let whole = sim.bytes(JOURNAL).unwrap();
    let mut cases: Vec<(usize, Vec<u8>)> = Vec::new();
    for cut in 0..=whole.len() {
        let (head, tail) = whole.split_at(cut);
        cases.push((cut, head.to_vec()));
        cases.push((cut, [head, &vec![0; tail.len()]].concat()));
        let garbage: Vec<u8> = (0..tail.len().min(700)).map(|i| u8::try_from((i * 31 + cut * 7) % 256).unwrap()).collect();
        cases.push((cut, [head, &garbage].concat()));
        if let Some(byte) = whole.get(cut) {
            let mut flipped = whole.clone();
            flipped[cut] = byte ^ (1 << (cut % 8));
            cases.push((cut, flipped));
        }
    }
    assert!(cases.len() > 5000, "{}", cases.len());
    for (good, bytes) in cases {
        let sim = disk();
        sim.put(JOURNAL, &bytes);
        let opened = open(&sim);
        let restored: Vec<EventId> = found(&opened).iter().flat_map(ids).collect();
        let all: Vec<EventId> = confirmed.iter().map(|(_, id)| *id).collect();
        assert!(all.starts_with(&restored), "good to {good}: not a prefix");
        let promised = confirmed.iter().take_while(|(len, _)| *len <= good).count();
        assert!(restored.len() >= promised, "good to {good}: {} of {promised}", restored.len());
    }
}

#[test]
fn a_torn_tail_is_counted_and_kept_aside() {
    let (sim, acts) = killed_with(2);
    let journal = [sim.bytes(JOURNAL).unwrap(), b"{\"sum\":\"torn".to_vec()].concat();
    sim.put(JOURNAL, &journal);
    let Opened { mut desk, offer, .. } = open(&sim);
    let offer = offer.unwrap();
    assert_eq!((ids(&offer.found[0]), offer.found[0].torn_lines), (acts, 1));
    desk.answer(offer, OfferAnswer::Restore).unwrap();
    assert_eq!(sim.bytes(format!("{JOURNAL}.tail-1")).unwrap(), b"{\"sum\":\"torn");
}

#[test]
fn a_renamed_file_is_offered_its_journal_and_a_copy_is_not() {
    let (sim, acts) = killed_with(2);
    sim.put("/r/d/copy.json", REPORT.as_bytes());
    assert!(open_at(&sim, "/r/d/copy.json").offer.is_none());
    sim.rename(Path::new("/r/d/x.json"), Path::new("/r/d/y.json")).unwrap();
    let Opened { mut desk, offer, .. } = open_at(&sim, "/r/d/y.json");
    let offer = offer.unwrap();
    assert_eq!(offer.found[0].moved_from.as_deref(), Some(Path::new("/r/d/x.json")));
    assert_eq!(ids(&offer.found[0]), acts);
    desk.answer(offer, OfferAnswer::Restore).unwrap();
    assert_eq!(sim.bytes(JOURNAL), None, "its work is in the new journal");
    drop(desk);
    assert_eq!(ids(&found(&open_at(&sim.after_kill(), "/r/d/y.json"))[0]), acts);
}

#[test]
fn a_journal_in_use_is_not_offered_to_a_renamed_file() {
    let sim = disk();
    let Opened { mut desk, mut review, .. } = open(&sim);
    act(&mut desk, &mut review, 0..2);
    sim.rename(Path::new("/r/d/x.json"), Path::new("/r/d/y.json")).unwrap();
    assert!(open_at(&sim, "/r/d/y.json").offer.is_none());
}

#[test]
fn a_journal_of_another_report_says_so() {
    let (sim, acts) = killed_with(2);
    sim.put("/r/d/x.json", REPORT.replace("29094.170", "29094.17").as_bytes());
    let opened = open(&sim);
    assert!(!found(&opened)[0].same_report);
    assert_eq!(ids(&found(&opened)[0]), acts);
}

#[test]
fn a_report_changed_meanwhile_is_not_written() {
    let sim = disk();
    let Opened { mut desk, mut review, .. } = open(&sim);
    let acts = act(&mut desk, &mut review, 0..3);
    let changed = REPORT.replace("29094.170", "29094.17");
    sim.put("/r/d/x.json", changed.as_bytes());
    assert!(desk.changed_outside());
    assert!(matches!(desk.save(&review), Err(StoreError::Changed { .. })));
    assert_eq!(sim.bytes(file(root())).unwrap(), changed.as_bytes());
    desk.close().unwrap();
    assert_eq!(ids(&found(&open(&sim))[0]), acts);
}

#[test]
fn two_writers_lose_nothing() {
    const ENOLCK: i32 = 37;
    // As on a share where locks do not work: two computers, each with its own state directory.
    let sim = disk();
    sim.set_promise(Promise::Weak("NFS"));
    let lockless = || -> Arc<dyn Vfs> {
        Arc::new(Rig::new(arc(&sim), |_, op, _| if op == Op::TryLock { Verdict::Fail(ENOLCK) } else { Verdict::Go }))
    };
    let sit = |state: &str| {
        let mut home = home(root());
        home.state = state.into();
        Desk::open(lockless(), &home, &file(root()), Intent::Review("")).unwrap()
    };
    let (mut a, mut b) = (sit("/r/a"), sit("/r/b"));
    assert_eq!((&a.access, &b.access), (&Access::Write, &Access::Write));
    let mut all = Vec::new();
    for turn in 0..20 {
        for (who, first) in [(&mut a, 0), (&mut b, 1000)] {
            all.extend(act(&mut who.desk, &mut who.review, first + turn..first + turn + 1));
            if turn % 3 != first % 2 {
                let saved = who.desk.save(&who.review).unwrap();
                who.review.accept_all(saved.merged);
            }
        }
    }
    for who in [&mut a, &mut b] {
        let saved = who.desk.save(&who.review).unwrap();
        who.review.accept_all(saved.merged);
    }
    assert!(is_report_untouched(&sim, root()));
    assert_eq!(lost(&open(&sim).review, &all), []);
}

#[test]
fn a_save_through_a_symlink_replaces_its_target_and_keeps_the_mode() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let dir = tempfile::tempdir().unwrap();
    let (target, link) = (dir.path().join("评价.json"), dir.path().join("link.json"));
    std::fs::write(&target, REPORT).unwrap();
    std::fs::set_permissions(&target, std::fs::Permissions::from_mode(0o640)).unwrap();
    symlink(&target, &link).unwrap();
    let opened = Desk::open(Arc::new(RealVfs), &home(dir.path()), &link, Intent::Review("")).unwrap();
    let (mut desk, mut review) = (opened.desk, opened.review);
    let acts = act(&mut desk, &mut review, 0..2);
    desk.save(&review).unwrap();
    desk.close().unwrap();
    assert!(link.is_symlink());
    assert_eq!(std::fs::metadata(&target).unwrap().permissions().mode() & 0o777, 0o640);
    let again = Desk::open(Arc::new(RealVfs), &home(dir.path()), &target, Intent::Review("")).unwrap();
    assert_eq!(lost(&again.review, &acts), []);
    again.desk.close().unwrap();
    let mut names: Vec<_> = std::fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, [".评价.json.shenyue-prev", "link.json", "评价.json"]);
}

#[test]
fn a_second_window_reads_and_is_told_who_writes() {
    let sim = disk();
    let first = open(&sim);
    let mut second = open(&sim);
    assert_eq!(second.access, Access::Held("zhang@pc-07".to_owned()));
    assert!(matches!(second.desk.append(&[]), Err(StoreError::ReadOnly { .. })));
    second.desk.close().unwrap();
    first.desk.close().unwrap();
    assert_eq!(open(&sim).access, Access::Write);
}

#[test]
fn reading_only_touches_nothing() {
    let (sim, _) = killed_with(2);
    let before = sim.logged();
    let opened = Desk::open(arc(&sim), &home(root()), &file(root()), Intent::Read).unwrap();
    assert_eq!(opened.access, Access::Asked);
    assert!(opened.notice.is_some(), "work is waiting in the journal");
    opened.desk.close().unwrap();
    assert_eq!(sim.logged(), before);
}

#[test]
fn on_a_weak_disk_the_journal_is_in_the_state_directory() {
    let sim = disk();
    sim.set_promise(Promise::Weak("exFAT"));
    let Opened { mut desk, mut review, notice, .. } = open(&sim);
    assert!(notice.is_some_and(|(zh, en)| zh.contains("exFAT") && en.contains("exFAT")));
    let acts = act(&mut desk, &mut review, 0..2);
    assert!(desk.journal_path().starts_with("/r/state/journals"));
    let sim = sim.after_kill();
    assert_eq!(ids(&found(&open(&sim))[0]), acts);
    // Moved to another stick: found by its report.
    sim.rename(Path::new("/r/d/x.json"), Path::new("/r/d/z.json")).unwrap();
    assert_eq!(ids(&found(&open_at(&sim, "/r/d/z.json"))[0]), acts);
}

#[test]
fn a_weak_disk_without_links_keeps_the_previous_generation_as_a_copy() {
    let sim = disk();
    sim.set_promise(Promise::Weak("FAT"));
    let Opened { mut desk, mut review, .. } = open(&sim);
    act(&mut desk, &mut review, 0..2);
    desk.save(&review).unwrap();
    assert_eq!(sim.bytes("/r/d/.x.json.shenyue-prev").unwrap(), REPORT.as_bytes());
    assert!(is_report_untouched(&sim, root()));
}

#[test]
fn without_any_place_for_a_journal_nothing_can_be_recorded() {
    let sim = disk();
    sim.set_promise(Promise::ReadOnly);
    let opened = open(&sim);
    assert!(matches!(opened.access, Access::Cannot(..)), "{:?}", opened.access);
}

#[test]
fn an_unusable_review_opens_for_reading() {
    for (n, review) in ["[]", "{\"format\": \"shenyue.review/2\", \"events\": []}", "{\"events\": [1]}"].into_iter().enumerate() {
        let sim = disk();
        let path = format!("/r/d/{n}.json");
        sim.put(&path, REPORT.replacen("\"duties\"", &format!("\"review\": {review}, \"duties\""), 1).as_bytes());
        let before = sim.files();
        let opened = open_at(&sim, &path);
        assert!(matches!(opened.access, Access::Cannot(..)), "{review}: {:?}", opened.access);
        assert_eq!(sim.files(), before, "no lock is left");
    }
}

#[test]
fn what_a_failing_sync_refused_does_not_come_back() {
    let sim = disk();
    let syncs = std::sync::atomic::AtomicU32::new(0);
    // The first sync makes the journal, the second confirms the first act, the third fails.
    let rig = Rig::new(arc(&sim), move |_, op, _| {
        let n = if op == Op::Sync { syncs.fetch_add(1, std::sync::atomic::Ordering::SeqCst) } else { 0 };
        if n == 2 { Verdict::Fail(5) } else { Verdict::Go }
    });
    let Opened { mut desk, mut review, .. } = Desk::open(Arc::new(rig), &home(root()), &file(root()), Intent::Review("")).unwrap();
    let kept = act(&mut desk, &mut review, 0..1);
    let refused = event(&review, 1);
    desk.append(std::slice::from_ref(&refused)).unwrap();
    assert!(matches!(desk.sync(), Err(StoreError::Sync { .. })));
    assert_eq!(desk.unwritten(), 1);
    assert_eq!(ids(&found(&open(&sim.after_kill()))[0]), kept);
    let more = act(&mut desk, &mut review, 2..3);
    assert_eq!(ids(&found(&open(&sim.after_kill()))[0]), [kept, more].concat());
}

#[test]
fn drafts_do_not_make_the_journal_grow_without_bound() {
    let sim = disk();
    let Opened { mut desk, mut review, .. } = open(&sim);
    let acts = act(&mut desk, &mut review, 0..1);
    let text = "数据缺失".repeat(3000);
    for n in 0..300 {
        desk.draft("comment", Some(&format!("{text}{n}"))).unwrap();
        desk.sync().unwrap();
    }
    let len = sim.bytes(JOURNAL).unwrap().len();
    assert!(len < 6 << 20, "{len}");
    let opened = open(&sim.after_kill());
    assert_eq!(ids(&found(&opened)[0]), acts);
    assert_eq!(found(&opened)[0].drafts, [("comment".to_owned(), format!("{text}299"))]);
}

/// What a rule does to one run of the script, and whether what was promised is found after it.
fn run_rigged(rule: impl Fn(u64, Op, &Path) -> Verdict + Send + Sync + 'static, case: &str, once: bool) -> u64 {
    let sim = disk();
    let rig = Arc::new(Rig::new(arc(&sim), rule));
    let mut told = Vec::new();
    let vfs: Arc<dyn Vfs> = Arc::clone(&rig) as _;
    session::work(&vfs, root(), (24, 15), |news| told.push(news));
    let after = sim.after_kill();
    assert!(is_report_untouched(&after, root()));
    let (_, review) = recover(&arc(&after), root());
    let promised: Vec<EventId> = told.iter().filter_map(|told| if let Told::Promised(id) = told { Some(*id) } else { None }).collect();
    assert_eq!(lost(&review, &promised), [], "{case}");
    if once {
        let refused = told.iter().filter_map(|told| if let Told::Refused(id) = told { Some(*id) } else { None });
        let back: Vec<EventId> = refused.filter(|id| review.event(*id).is_some()).collect();
        assert_eq!(back, [], "{case}: came back");
    }
    rig.operations()
}

#[test]
fn an_error_at_any_operation_loses_nothing() {
    const LASTING: [i32; 5] = [5, 28, 30, 122, 24]; // EIO ENOSPC EROFS EDQUOT EMFILE
    const PASSING: [i32; 6] = [4, 5, 28, 30, 122, 24]; // EINTR and those
    let operations = run_rigged(|_, _, _| Verdict::Go, "no error", true);
    let mut runs = 0;
    for (n, at) in (0..operations).enumerate() {
        let (passing, lasting) = (PASSING[n % PASSING.len()], LASTING[n % LASTING.len()]);
        run_rigged(move |i, _, _| if i == at { Verdict::Fail(passing) } else { Verdict::Go }, &format!("{passing} at {at}"), true);
        run_rigged(move |i, _, _| if i >= at { Verdict::Fail(lasting) } else { Verdict::Go }, &format!("{lasting} from {at}"), false);
        run_rigged(move |i, _, _| if i == at { Verdict::Short } else { Verdict::Go }, &format!("short at {at}"), true);
        runs += 3;
    }
    assert!(runs >= 1000, "{runs}");
}

#[test]
fn errors_are_told_in_both_languages() {
    let (sim, _) = killed_with(1);
    let rig = Rig::new(arc(&sim), |_, op, _| if op == Op::Create { Verdict::Fail(28) } else { Verdict::Go });
    let Opened { mut desk, offer, .. } = Desk::open(Arc::new(rig), &home(root()), &file(root()), Intent::Review("")).unwrap();
    let error = desk.answer(offer.unwrap(), OfferAnswer::Restore).unwrap_err();
    let zh = error.say(Lang::Zh);
    assert_eq!(zh.why, "磁盘已满。");
    assert!(zh.kept.contains(JOURNAL), "{zh:?}");
    assert_eq!(error.say(Lang::En).why, "The disk is full.");
}
