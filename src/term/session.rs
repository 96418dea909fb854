//! The program without a terminal: messages in, effects done, answers in, until nothing is left to do.
//!
//! The loop of the real program and the harness of the tests both drive this, so what a test saw is
//! what a reviewer gets. Whatever was appended while a batch of messages was taken is synced once,
//! by [`Session::settle`], before anything is drawn; if that fails the whole batch is refused.

use std::collections::VecDeque;
use std::sync::Arc;

use super::{Clock, Runner, folder};
use crate::app::App;
use crate::command::settings::{Change, Setting};
use crate::command::{Effect, Msg, Timer, Unexported};
use crate::report::Report;
use crate::review::Act;

/// Model, world and clock.
#[derive(Debug)]
pub struct Session {
    /// The model.
    pub app: App,
    /// The world.
    pub runner: Runner,
    /// The time.
    pub clock: Box<dyn Clock>,
    timers: Vec<(Timer, u64)>,
    over: bool,
}

impl Session {
    /// A session in which nothing has happened yet.
    pub fn new(app: App, runner: Runner, clock: Box<dyn Clock>) -> Self {
        Self { app, runner, clock, timers: Vec::new(), over: false }
    }

    /// One message with all it causes: afterwards a frame may be drawn.
    pub fn send(&mut self, msg: Msg) {
        self.take(msg);
        self.settle();
    }

    /// One message of a batch with all it causes but the sync: see [`Session::settle`].
    pub fn take(&mut self, msg: Msg) {
        // What was typed behind the key that ended the program is no longer meant for it.
        if self.over {
            return;
        }
        let mut effects = VecDeque::new();
        self.update(msg, &mut effects);
        while let Some(effect) = effects.pop_front() {
            for answer in self.perform(effect, &mut effects) {
                self.update(answer, &mut effects);
            }
        }
    }

    /// What a worker found out about a report, unless another has been opened since.
    pub fn take_studied(&mut self, of: &Arc<Report>, msg: Msg) {
        if self.runner.has_open(of) {
            self.take(msg);
        }
    }

    /// Ends a batch: makes it durable, or takes it back.
    pub fn settle(&mut self) {
        if let Some(refused) = self.runner.sync_acts() {
            self.take(refused);
        }
        if self.over {
            self.runner.close();
        }
    }

    /// When the next timer is due, on this session's clock.
    pub fn deadline_ms(&self) -> Option<u64> {
        self.timers.iter().map(|(_, due)| *due).min()
    }

    /// Sends every timer that is due.
    pub fn wake(&mut self) {
        let now = self.clock.ms();
        let due: Vec<Timer> = self.timers.extract_if(.., |(_, due)| *due <= now).map(|(timer, _)| timer).collect();
        for timer in due {
            self.take(Msg::Wake(timer));
        }
    }

    /// Whether the program has ended.
    pub fn is_over(&self) -> bool {
        self.over
    }

    fn update(&mut self, msg: Msg, effects: &mut VecDeque<Effect>) {
        effects.extend(self.app.update(msg, self.clock.ms()));
    }

    fn perform(&mut self, effect: Effect, effects: &mut VecDeque<Effect>) -> Vec<Msg> {
        match effect {
            Effect::Open(path) if path.is_dir() => vec![Msg::OpenBatch(path)],
            Effect::Open(path) if self.runner.is_report(&path) => vec![Msg::Report(path)],
            Effect::Open(path) => {
                let opened = self.runner.open(&path);
                self.runner.opened(opened)
            }
            Effect::OpenSample => {
                let opened = self.runner.open_sample();
                self.runner.opened(opened)
            }
            // A folder typed where a report is wanted: its papers are offered.
            Effect::Import(_, files) if files.len() == 1 && files.iter().all(|path| path.is_dir()) => {
                files.into_iter().map(|path| Msg::Folder(path.clone(), folder::list(&path))).collect()
            }
            Effect::Import(no, files) => self.runner.import(no, files),
            Effect::CallOff(no) => self.runner.call_off(no),
            Effect::WriteImport(path, json) => self.runner.write_import(&path, &json),
            Effect::List(path) => vec![Msg::Folder(path.clone(), folder::list(&path))],
            Effect::ReadBatch(no, folder, known) => self.runner.read_batch(no, folder, known, &self.clock.stamp()),
            Effect::StopBatch => self.runner.stop_batch(),
            Effect::Seek(no, query, files) => self.runner.seek(no, query, files),
            Effect::StopSeeking => self.runner.stop_seeking(),
            Effect::Answer(answer) => self.runner.answer(answer),
            Effect::Introduce(me) => self.runner.introduce(me, &self.clock.stamp()),
            Effect::ActAs(me) => self.runner.act_as(me),
            Effect::Commit(act) => self.commit(&act, effects),
            Effect::Draft(slot, text) => self.runner.draft(&slot, text.as_deref()),
            Effect::Sync => self.runner.sync(),
            Effect::Save => self.runner.save(self.app.review(), self.clock.time()),
            Effect::PreparePapers => self.runner.prepare_papers(self.app.review()),
            // The numbers that papers carry are on disk before the papers are begun.
            Effect::Export(wanted, kit) => match self.runner.sync_acts() {
                Some(refused) => vec![refused, Msg::Exported(Err(Unexported::Stopped))],
                None => self.runner.export(self.app.review(), *wanted, kit),
            },
            Effect::StopExport => self.runner.stop_export(),
            Effect::Study => self.runner.study(),
            Effect::Check => self.runner.check(self.app.review()),
            Effect::Weigh(stage) => self.runner.weigh(self.app.review(), stage),
            Effect::KeepFilters(filters) => self.runner.keep_filters(&filters),
            Effect::KeepPlace(place) => self.runner.keep_place(&place),
            Effect::KeepSetting(change) => {
                let answers = self.runner.keep_setting(&change, self.app.lang());
                if matches!(change, Change::Set(Setting::Rules | Setting::RulesFolder, _)) {
                    effects.push_back(Effect::Check);
                }
                answers
            }
            Effect::Replay(keys) => vec![Msg::Replay(keys)],
            Effect::Wake(timer, after_ms) => self.set_timer(timer, after_ms),
            Effect::LookOutside => self.runner.look_outside(),
            Effect::Close => self.runner.close(),
            Effect::Quit => {
                self.over = true;
                Vec::new()
            }
        }
    }

    /// Before the first act that needs them, the judged report and the reviewer are put by an event of their own.
    fn commit(&mut self, act: &Act, effects: &mut VecDeque<Effect>) -> Vec<Msg> {
        let stamp = self.runner.stamp(self.clock.stamp());
        // What changes nothing leaves no trace, not even of who would have made it.
        if self.app.review().stamp(act, &stamp).is_none() {
            return vec![Msg::Unchanged];
        }
        if let Some(changed) = self.runner.look_before_act() {
            self.update(changed, effects);
        }
        if let Some(introduction) = self.runner.introduction(self.app.review(), &stamp) {
            let recorded = self.runner.append(introduction);
            let refused = matches!(recorded, Msg::Refused(..));
            self.update(recorded, effects);
            if refused {
                return Vec::new();
            }
        }
        let event = self.app.review().stamp(act, &stamp);
        event.map(|event| self.runner.append(event)).into_iter().collect()
    }

    /// A pause begins anew; but a draft is synced so long after the first key, however steadily one types.
    fn set_timer(&mut self, timer: Timer, after_ms: u64) -> Vec<Msg> {
        let runs = self.timers.iter().any(|(set, _)| *set == timer);
        if runs && timer == Timer::SyncDraft {
            return Vec::new();
        }
        self.timers.retain(|(set, _)| *set != timer);
        self.timers.push((timer, self.clock.ms() + after_ms));
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use std::cell::Cell;
    use std::fs;
    use std::rc::Rc;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use tempfile::TempDir;

    use super::*;
    use crate::app::Settings;
    use crate::command::{Key, KeyCode, Me};
    use crate::export::{Format, Kit, Marks, Over, Paper, Templates, Wanted};
    use crate::lang::Lang;
    use crate::review::{Kind, Reviewer};
    use crate::store::vfs::rig::{Op, Rig, Verdict};
    use crate::store::{Home, RealVfs};
    use crate::term::{SystemClock, World};

    const ASSESSMENT: &str = r#"{"format": "shenyue.assessment/1", "text": [], "work_items": [], "indicators": [], "issues": [], "measures": [],
        "duties": [{"id": "duty-1", "text": "负责全市示例工作。"}, {"id": "duty-2", "text": "负责示例资料。"}]}"#;

    /// A disk that lets a test say which operations fail, and counts syncs.
    #[derive(Clone, Default)]
    struct Disk {
        failing: Arc<std::sync::Mutex<Vec<Op>>>,
        syncs: Arc<AtomicUsize>,
    }

    impl Disk {
        fn fail(&self, operations: &[Op]) {
            *self.failing.lock().unwrap() = operations.to_vec();
        }

        fn syncs(&self) -> usize {
            self.syncs.load(Ordering::SeqCst)
        }

        fn rig(&self) -> Rig {
            let disk = self.clone();
            Rig::new(Arc::new(RealVfs), move |_, operation, _| {
                disk.syncs.fetch_add(usize::from(operation == Op::Sync), Ordering::SeqCst);
                let fails = disk.failing.lock().unwrap().contains(&operation);
                if fails { Verdict::Fail(rustix::io::Errno::IO.raw_os_error()) } else { Verdict::Go }
            })
        }
    }

    fn session(dir: &TempDir, disk: &Disk, clock: Box<dyn Clock>) -> Session {
        let path = dir.path().join("x.json");
        if !path.exists() {
            fs::write(&path, ASSESSMENT).unwrap();
        }
        let me = Some(Me { key: "r-0123456789ab".into(), reviewer: Reviewer { name: "张三".into(), ..Reviewer::default() } });
        let home = Home::at(dir.path().join("config"), dir.path().join("state"), "zhang@pc".into());
        let world = World { vfs: Arc::new(disk.rig()), home, lang: Lang::Zh, read_only: false, me: me.clone(), rules: None, post: None };
        let app = App::new(Settings { me, ..Settings::default() }, (120, 36));
        let mut session = Session::new(app, Runner::new(world), clock);
        let file = session.runner.open(&path).unwrap();
        session.send(Msg::Opened(Box::new(file)));
        session.wake();
        session
    }

    fn key(c: char) -> Msg {
        Msg::Key(Key::char(c))
    }

    fn marks(session: &Session) -> Vec<String> {
        session.app.review().keys(Kind::Mark)
    }

    #[test]
    fn the_acts_of_a_batch_share_one_sync() {
        let (dir, disk) = (tempfile::tempdir().unwrap(), Disk::default());
        let mut session = session(&dir, &disk, Box::new(SystemClock::start()));
        session.send(key('x'));
        let before = disk.syncs();
        for msg in [key('e'), key('j'), key('x'), key('e')] {
            session.take(msg);
        }
        session.settle();
        assert_eq!(disk.syncs() - before, 1);
        assert_eq!(marks(&session), ["first/duty-1", "first/duty-2"]);
        session.settle();
        assert_eq!(disk.syncs() - before, 1, "nothing new, nothing to sync");
    }

    #[test]
    fn a_sync_that_fails_takes_the_whole_batch_back() {
        let (dir, disk) = (tempfile::tempdir().unwrap(), Disk::default());
        let mut session = session(&dir, &disk, Box::new(SystemClock::start()));
        session.send(key('x'));
        let events = session.app.review().events().count();
        disk.fail(&[Op::Sync]);
        session.take(key('j'));
        session.take(key('x'));
        session.take(key('e'));
        session.settle();
        assert_eq!(session.app.review().events().count(), events);
        assert_eq!(marks(&session), ["first/duty-1"]);
        disk.fail(&[]);
        // The trouble is told in a box; then the disk is well again.
        session.send(Msg::Key(Key::plain(KeyCode::Esc)));
        session.send(key('e'));
        assert_eq!(marks(&session), ["first/duty-1", "first/duty-2"]);
    }

    #[test]
    fn papers_are_not_begun_on_acts_that_are_not_on_disk() {
        let (dir, disk) = (tempfile::tempdir().unwrap(), Disk::default());
        let mut session = session(&dir, &disk, Box::new(SystemClock::start()));
        session.send(key('x'));
        disk.fail(&[Op::Sync]);
        session.take(key('j'));
        session.take(key('x'));
        let wanted = Wanted {
            papers: vec![Paper::Findings],
            formats: vec![Format::Md],
            folder: dir.path().to_owned(),
            stem: "x".into(),
            marks: Marks::default(),
            over: Over::default(),
        };
        let kit = Arc::new(Kit { templates: Templates::built_in(), checks: None, standard: None });
        let answers = session.perform(Effect::Export(Box::new(wanted), kit), &mut VecDeque::new());
        assert!(matches!(answers[..], [Msg::Refused(..), Msg::Exported(Err(Unexported::Stopped))]), "{answers:?}");
    }

    #[test]
    fn the_reviewer_is_introduced_once_before_the_first_act() {
        let (dir, disk) = (tempfile::tempdir().unwrap(), Disk::default());
        let mut session = session(&dir, &disk, Box::new(SystemClock::start()));
        session.send(key('x'));
        session.send(key('e'));
        let review = session.app.review();
        assert_eq!(review.reviewer("r-0123456789ab").unwrap().name, "张三");
        assert_eq!(review.judged_sha256().as_deref(), Some(session.app.report().unwrap().sha256()));
        assert_eq!(review.events().count(), 3);
    }

    #[test]
    fn what_was_found_out_about_another_report_is_dropped() {
        let (dir, disk) = (tempfile::tempdir().unwrap(), Disk::default());
        let mut session = session(&dir, &disk, Box::new(SystemClock::start()));
        let other = Arc::new(Report::load(ASSESSMENT.into()).unwrap().report);
        session.take_studied(&other, Msg::Leave);
        assert!(!session.is_over());
    }

    #[test]
    fn keys_typed_behind_the_end_are_not_acts() {
        let (dir, disk) = (tempfile::tempdir().unwrap(), Disk::default());
        let mut session = session(&dir, &disk, Box::new(SystemClock::start()));
        session.take(key('q'));
        session.take(key('x'));
        session.settle();
        assert!(session.is_over());
        assert!(session.app.review().is_empty());
    }

    #[test]
    fn a_signal_ends_it_even_if_the_file_cannot_be_written_and_the_acts_come_back() {
        let (dir, disk) = (tempfile::tempdir().unwrap(), Disk::default());
        let mut ended = session(&dir, &disk, Box::new(SystemClock::start()));
        ended.send(key('x'));
        disk.fail(&[Op::Rename]);
        ended.send(Msg::Leave);
        assert!(ended.is_over());
        assert_eq!(ended.runner.unwritten(), 2, "introduction and mark");
        assert_eq!(fs::read_to_string(dir.path().join("x.json")).unwrap(), ASSESSMENT);
        drop(ended);
        disk.fail(&[]);
        let mut next = session(&dir, &disk, Box::new(SystemClock::start()));
        assert!(marks(&next).is_empty());
        next.send(Msg::Key(Key::plain(KeyCode::Enter)));
        assert_eq!(marks(&next), ["first/duty-1"]);
    }

    #[test]
    fn an_offer_that_could_not_be_restored_is_made_once_more() {
        let (dir, disk) = (tempfile::tempdir().unwrap(), Disk::default());
        let mut killed = session(&dir, &disk, Box::new(SystemClock::start()));
        killed.send(key('x'));
        drop(killed);
        let mut next = session(&dir, &disk, Box::new(SystemClock::start()));
        disk.fail(&[Op::Create]);
        next.send(Msg::Key(Key::plain(KeyCode::Enter)));
        assert!(marks(&next).is_empty());
        disk.fail(&[]);
        // The trouble stands on top of the question.
        next.send(Msg::Key(Key::plain(KeyCode::Esc)));
        next.send(Msg::Key(Key::plain(KeyCode::Enter)));
        assert_eq!(marks(&next), ["first/duty-1"]);
    }

    #[test]
    fn a_window_that_only_looks_shows_the_file_as_it_is_now() {
        let (dir, disk) = (tempfile::tempdir().unwrap(), Disk::default());
        let mut first = session(&dir, &disk, Box::new(SystemClock::start()));
        let mut second = session(&dir, &disk, Box::new(SystemClock::start()));
        first.send(key('x'));
        first.send(Msg::Leave);
        second.send(Msg::Focus);
        assert_eq!(marks(&second), ["first/duty-1"]);
        second.send(key('j'));
        second.send(key('x'));
        assert_eq!(marks(&second).len(), 2, "the holder has left: now it writes");
    }

    #[test]
    fn a_change_by_another_program_is_told_before_the_next_act_and_the_act_counts() {
        let (dir, disk) = (tempfile::tempdir().unwrap(), Disk::default());
        let mut session = session(&dir, &disk, Box::new(SystemClock::start()));
        fs::write(dir.path().join("x.json"), format!("{ASSESSMENT}\n")).unwrap();
        let stamp = session.runner.look_before_act();
        assert!(matches!(stamp, Some(Msg::ChangedOutside)));
        assert!(session.runner.look_before_act().is_none(), "told once");
        session.send(key('x'));
        assert_eq!(marks(&session), ["first/duty-1"]);
    }

    #[test]
    fn a_reviewer_named_for_one_run_is_not_remembered_and_keeps_one_key() {
        let (dir, disk) = (tempfile::tempdir().unwrap(), Disk::default());
        let me = Me { key: String::new(), reviewer: Reviewer { name: "李四".into(), ..Reviewer::default() } };
        let home = Home::at(dir.path().join("config"), dir.path().join("state"), "zhang@pc".into());
        let introduced = |at: &str| {
            let world = World {
                vfs: Arc::new(disk.rig()),
                home: home.clone(),
                lang: Lang::Zh,
                read_only: false,
                me: Some(me.clone()),
                rules: None,
                post: None,
            };
            match Runner::new(world).introduce(me.clone(), at).pop() {
                Some(Msg::Introduced(me)) => me.key,
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(introduced("2026-11-23T10:02:11+08:00"), introduced("2026-11-24T10:02:11+08:00"));
        assert!(home.reviewer(&RealVfs).is_none());
    }

    /// A clock that a test moves.
    #[derive(Debug, Default)]
    struct Moved(Rc<Cell<u64>>);

    impl Clock for Moved {
        fn stamp(&self) -> String {
            "2026-11-23T10:02:11+08:00".into()
        }

        fn ms(&self) -> u64 {
            self.0.get()
        }
    }

    #[test]
    fn steady_typing_does_not_put_off_the_sync_of_a_draft() {
        let (dir, disk) = (tempfile::tempdir().unwrap(), Disk::default());
        let clock = Moved::default();
        let now = Rc::clone(&clock.0);
        let mut session = session(&dir, &disk, Box::new(clock));
        session.send(key('c'));
        session.send(key('一'));
        let before = disk.syncs();
        for at in [150, 300, 450, 600] {
            now.set(at);
            session.take(key('字'));
            session.wake();
            session.settle();
        }
        assert!(disk.syncs() > before);
    }

    #[test]
    fn the_draft_is_on_disk_when_the_program_ends() {
        let (dir, disk) = (tempfile::tempdir().unwrap(), Disk::default());
        let mut session = session(&dir, &disk, Box::new(SystemClock::start()));
        session.send(key('c'));
        session.send(key('一'));
        session.send(key('二'));
        let before = disk.syncs();
        session.send(Msg::Leave);
        assert!(session.is_over());
        assert_eq!(disk.syncs() - before, 1);
    }

    #[test]
    fn a_pause_writes_the_file_and_then_nothing_is_due() {
        let (dir, disk) = (tempfile::tempdir().unwrap(), Disk::default());
        let clock = Moved::default();
        let now = Rc::clone(&clock.0);
        let mut session = session(&dir, &disk, Box::new(clock));
        assert_eq!(session.deadline_ms(), None);
        session.send(key('x'));
        now.set(2000);
        session.send(key('e'));
        assert_eq!(session.deadline_ms(), Some(5000), "each act starts the pause anew");
        session.wake();
        assert_eq!(fs::read_to_string(dir.path().join("x.json")).unwrap(), ASSESSMENT, "not yet");
        now.set(5000);
        session.wake();
        session.settle();
        assert!(fs::read_to_string(dir.path().join("x.json")).unwrap().contains("needs_evidence"));
        assert_eq!(session.deadline_ms(), None);
    }
}
