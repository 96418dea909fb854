//! Looking through the assessments of a folder for what is searched, one file after another.
//!
//! Of a file nothing is kept but its hits, and one search reads at a time, so that the memory of typing a
//! word is one report, however large the files are and however fast one types.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::batch::Told;
use crate::batch::{Found, Looked};
use crate::import::caught;
use crate::lang::Lang;
use crate::search::{Hunt, Index, Query, SaidTexts};
use crate::store::{Glance, Vfs, glance};

/// What a search needs.
#[derive(Debug)]
pub(super) struct Seeking {
    pub vfs: Arc<dyn Vfs>,
    pub lang: Lang,
    pub query: Query,
    /// Each with its place in the list.
    pub files: Vec<(u32, PathBuf)>,
    /// Held while files are read.
    pub turn: Arc<Mutex<()>>,
}

impl Seeking {
    /// Looks through the files. `tell` takes what was found, the first hits at once; `stopped` is asked before each
    /// file and between the steps through one.
    pub fn run(&self, tell: &dyn Fn(Vec<(u32, Looked)>), stopped: &dyn Fn() -> bool) {
        // Whoever broke off while it had the turn holds nothing any more.
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let mut told = Told::new(tell);
        let mut found_before = false;
        for (n, path) in &self.files {
            if stopped() {
                return;
            }
            let Some(looked) = caught(|| self.look(path, stopped)).unwrap_or(Some(Looked::Refused)) else { return };
            let is_first = !found_before && matches!(looked, Looked::Found(_));
            told.add((*n, looked));
            if is_first {
                found_before = true;
                told.end();
            }
        }
        told.end();
    }

    /// What one file says; `None`: nobody wants to know any more.
    fn look(&self, path: &Path, stopped: &dyn Fn() -> bool) -> Option<Looked> {
        let Ok(Glance { report, review, .. }) = glance(&*self.vfs, path) else { return Some(Looked::Refused) };
        let (index, mut said) = (Index::of_report(&report), SaidTexts::default());
        said.refresh(&review);
        let mut hunt = Hunt::new(self.query.clone(), None);
        while hunt.step(&index, &said) {
            if stopped() {
                return None;
            }
        }
        let found = Found::of(&report, &review, &hunt, self.lang);
        Some(found.map_or(Looked::Nothing, |found| Looked::Found(Box::new(found))))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use std::cell::{Cell, RefCell};
    use std::fs;

    use super::*;
    use crate::store::RealVfs;
    use crate::store::vfs::rig::{Op, Rig, Verdict};

    fn seeking(dir: &Path, query: &str, count: u32) -> Seeking {
        let files = (0..count).map(|n| (n, dir.join(format!("{n}.json")))).collect();
        let query = Query::new(query).unwrap();
        Seeking { vfs: Arc::new(RealVfs), lang: Lang::Zh, query, files, turn: Arc::default() }
    }

    fn folder(texts: &[&str]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for (n, text) in texts.iter().enumerate() {
            let json = serde_json::json!({"duties": [{"text": text}]}).to_string();
            fs::write(dir.path().join(format!("{n}.json")), json).unwrap();
        }
        dir
    }

    #[test]
    fn the_first_hit_is_told_at_once_and_what_cannot_be_read_stops_nothing() {
        let dir = folder(&["预算", "公文交换", "公文"]);
        fs::write(dir.path().join("3.json"), "{\"duties\": [").unwrap();
        let told = RefCell::new(Vec::new());
        seeking(dir.path(), "gw", 5).run(&|news| told.borrow_mut().push(news), &|| false);
        let told = told.into_inner();
        let [first, rest] = told.as_slice() else { panic!("{told:?}") };
        assert!(matches!(first.as_slice(), [(0, Looked::Nothing), (1, Looked::Found(_))]));
        assert!(matches!(rest.as_slice(), [(2, Looked::Found(_)), (3, Looked::Refused), (4, Looked::Refused)]));
    }

    #[test]
    fn a_search_does_not_ask_who_reviews() {
        let dir = folder(&["公文"]);
        let disk = Rig::new(Arc::new(RealVfs), |_, op, _| {
            assert!(op != Op::TryLock, "a lock is probed");
            Verdict::Go
        });
        fs::write(dir.path().join(".0.json.shenyue-lock"), "{}").unwrap();
        let told = Cell::new(0);
        let seeking = Seeking { vfs: Arc::new(disk), ..seeking(dir.path(), "公文", 1) };
        seeking.run(&|news| told.set(told.get() + news.iter().filter(|(_, looked)| matches!(looked, Looked::Found(_))).count()), &|| false);
        assert_eq!(told.get(), 1);
    }

    #[test]
    fn a_search_that_is_stopped_reads_no_further_file() {
        let dir = folder(&["公文", "公文", "公文"]);
        let (told, asked) = (Cell::new(0), Cell::new(0));
        let stopped = || {
            asked.set(asked.get() + 1);
            asked.get() > 1
        };
        seeking(dir.path(), "公文", 3).run(&|news| told.set(told.get() + news.len()), &stopped);
        assert_eq!(told.get(), 1);
    }
}
