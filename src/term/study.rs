//! What is worked out about a file once its first frame stands, off the key path.

use std::path::PathBuf;
use std::sync::Arc;

use crate::command::Msg;
use crate::report::{Links, Places, Report};
use crate::search::Index;
use crate::store::{Home, Vfs};

/// The work, with all it needs.
#[derive(Debug)]
pub(super) struct Study {
    pub report: Arc<Report>,
    pub path: PathBuf,
    pub home: Home,
    pub vfs: Arc<dyn Vfs>,
}

impl Study {
    /// Does it, telling each thing when it is known: the hash first, for acts wait for it.
    pub fn run(&self, mut tell: impl FnMut(Msg)) {
        tell(Msg::Hashed(self.report.sha256().to_owned()));
        tell(Msg::Studied(Links::of_report(&self.report), Places::of_report(&self.report)));
        // A help for next time: nothing is lost if it cannot be written.
        let _ = self.home.remember_recent(&*self.vfs, &self.path);
    }

    /// What is searched: on a thread of its own, for somebody may press `/` at once.
    pub fn index(&self, mut tell: impl FnMut(Msg)) {
        tell(Msg::Indexed(Arc::new(Index::of_report(&self.report))));
    }
}
