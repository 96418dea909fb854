//! A reviewer at work, as a script: what the tests of kills, power cuts and failing disks share.
//!
//! The script goes on after errors as the program does, and tells of every act whether it was
//! promised (its sync succeeded) or refused.

#![allow(dead_code, reason = "each test uses what it needs")]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use shenyue::report::Report;
use shenyue::review::{Act, Event, EventId, Kind, Put, Review, Stamp};
use shenyue::store::{Access, Desk, Home, Intent, OfferAnswer, Opened, StoreError, Vfs};

/// An assessment whose bytes a re-serialisation would change.
pub const REPORT: &str = "\u{feff}{\"format\": \"shenyue.assessment/1\",\r\n  \"report\": {\"department\":\"\\u5ba1\\/阅厅\", \"year\": 2024},\n\
  \"duties\" : [ {\"id\":\"duty-1\",\"text\":\"拟订规划\"},{\"id\":\"duty-2\",\"text\":\"组织实施\"} ],\n\
  \"indicators\": [{\"id\":\"indicator-1\",\"name\":\"完成率\",\"target\":1E22,\"actual\":29094.170}], \"of ours\": null, \"of ours\": 1e2}\n";

/// What became of an act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// Its sync succeeded: it may never be lost.
    Promised(EventId),
    /// It was not recorded: it may not come back.
    Refused(EventId),
    /// A save succeeded.
    Saved,
}

/// Nth stamp: a second later each.
fn stamp(n: u32) -> Stamp {
    Stamp {
        by: "r-0123456789ab".into(),
        seat: "zhang@pc-07".into(),
        at: format!("2026-11-23T{:02}:{:02}:{:02}+08:00", 8 + n / 3600, n / 60 % 60, n % 60),
    }
}

/// The nth act: marks, comments, a withdrawal now and then.
pub fn event(review: &Review, n: u32) -> Event {
    let act = match (n % 5, review.undo("r-0123456789ab")) {
        (4, Some(undo)) => undo.act,
        (0 | 4, _) => Act::Put(vec![Put::add(
            Kind::Comment,
            &serde_json::json!({"on": ["duty-1"], "text": format!("第 {n} 条：{}", "数据".repeat(80))}),
        )]),
        (n5, _) => {
            let mark = serde_json::json!({"to": if n.is_multiple_of(2) { "accepted" } else { "problem" }, "content": format!("{n}")});
            Act::Put(vec![Put::set(Kind::Mark, format!("first/duty-{n5}"), &mark)])
        }
    };
    review.stamp(&act, &stamp(n)).expect("the act says something")
}

/// Where the script works: `<root>/d/x.json`, `<root>/state`, `<root>/config`.
pub fn home(root: &Path) -> Home {
    Home::at(root.join("config"), root.join("state"), "zhang@pc-07".into())
}

pub fn file(root: &Path) -> PathBuf {
    root.join("d/x.json")
}

/// The whole script: two sessions with drafts, batches, saves, of so many acts; the second is left
/// without closing.
pub fn work(vfs: &Arc<dyn Vfs>, root: &Path, acts: (u32, u32), mut tell: impl FnMut(Told)) {
    let _ = sit(vfs, root, 0, acts.0, true, &mut tell);
    let _ = sit(vfs, root, 100, acts.1, false, &mut tell);
}

/// One session of `acts` acts from number `first`.
pub fn sit(vfs: &Arc<dyn Vfs>, root: &Path, first: u32, acts: u32, leaves: bool, tell: &mut impl FnMut(Told)) -> Result<(), StoreError> {
    let Opened { mut desk, mut review, access, offer, .. } = Desk::open(Arc::clone(vfs), &home(root), &file(root), Intent::Review(""))?;
    if access != Access::Write {
        return Ok(());
    }
    if let Some(offer) = offer {
        let (events, _) = desk.answer(offer, OfferAnswer::Restore)?;
        review.accept_all(events);
    }
    let mut n = first;
    while n < first + acts {
        for text in ["数", "数据", "数据缺失"] {
            let _ = desk.draft("comment", Some(text));
        }
        // One act, or a batch of held-down keys with one sync for all.
        let mut batch = Vec::new();
        for _ in 0..=(n % 3) {
            let event = event(&review, n);
            n += 1;
            match desk.append(std::slice::from_ref(&event)) {
                Ok(()) => {
                    review.accept(event.clone());
                    batch.push(event.id);
                }
                Err(_) => tell(Told::Refused(event.id)),
            }
        }
        if desk.sync().is_ok() {
            batch.into_iter().map(Told::Promised).for_each(&mut *tell);
        } else {
            review.refuse(&batch);
            batch.into_iter().map(Told::Refused).for_each(&mut *tell);
        }
        let _ = desk.draft("comment", None);
        if n % 4 == 1 && desk.save(&review).is_ok() {
            tell(Told::Saved);
        }
    }
    if leaves {
        if desk.save(&review).is_ok() {
            tell(Told::Saved);
        }
        desk.close()?;
    }
    Ok(())
}

/// Everything that is known when the file is opened again and what is offered is restored.
pub fn recover(vfs: &Arc<dyn Vfs>, root: &Path) -> (Desk, Review) {
    let Opened { mut desk, mut review, access, offer, .. } =
        Desk::open(Arc::clone(vfs), &home(root), &file(root), Intent::Review("")).expect("opens");
    assert_eq!(access, Access::Write);
    if let Some(offer) = offer {
        let (events, _) = desk.answer(offer, OfferAnswer::Restore).expect("is restored");
        review.accept_all(events);
    }
    (desk, review)
}

/// Which of `promised` are not in `review`.
pub fn lost<'a>(review: &Review, promised: impl IntoIterator<Item = &'a EventId>) -> Vec<EventId> {
    promised.into_iter().filter(|id| review.event(**id).is_none()).copied().collect()
}

/// Whether the report in the file is what it was, byte for byte.
pub fn is_report_untouched(vfs: &dyn Vfs, root: &Path) -> bool {
    let bytes = vfs.open(&file(root)).and_then(|mut file| file.read(1 << 20)).unwrap_or_default();
    Report::load(bytes).is_ok_and(|loaded| loaded.report.without_review().concat() == REPORT.as_bytes())
}
