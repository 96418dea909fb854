//! What is worked out about a file once its first frame stands, off the key path.

use std::path::PathBuf;
use std::sync::Arc;

use crate::checks::{Checked, Signing, pack_named};
use crate::command::Msg;
use crate::report::{Coverage, Links, Places, Report};
use crate::review::{Review, Stage};
use crate::rules::{self, BASE, Pack, bundled_text};
use crate::scoring::Stated;
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
        let links = Links::of_report(&self.report);
        tell(Msg::Studied(links.clone(), Places::of_report(&self.report)));
        tell(Msg::Covered(Arc::new(Coverage::of(&self.report, &links))));
        tell(Msg::Stated(Arc::new(Stated::of(&self.report))));
        // A help for next time: nothing is lost if it cannot be written.
        let _ = self.home.remember_recent(&*self.vfs, &self.path);
    }

    /// What is searched: on a thread of its own, for somebody may press `/` at once.
    pub fn index(&self, mut tell: impl FnMut(Msg)) {
        tell(Msg::Indexed(Arc::new(Index::of_report(&self.report))));
    }
}

/// What the checks say of the review as it is: by the pack it names, else by `rules`, else by the base
/// pack. `own` gives the text of a pack of the user's own.
pub(super) fn checked(report: &Report, review: &Review, rules: Option<Arc<Pack>>, own: &dyn Fn(&str) -> Option<String>) -> Checked {
    let named = pack_named(review);
    let found = named.as_deref().and_then(|name| load(name, own));
    let missing_pack = named.filter(|_| found.is_none());
    Checked { missing_pack, ..Checked::of(report, review, found.or(rules).unwrap_or_else(base_pack)) }
}

/// What a signature on a stage would be put to, by the same rules as the checks.
pub(super) fn weigh(report: &Report, review: &Review, stage: Stage, rules: Option<Arc<Pack>>, own: &dyn Fn(&str) -> Option<String>) -> Msg {
    let standard = pack_named(review).and_then(|name| load(&name, own));
    let pack = standard.clone().or(rules).unwrap_or_else(base_pack);
    Msg::Weighed(Arc::new(Signing::of(report, review, &pack, standard.as_deref(), stage)))
}

fn load(name: &str, own: &dyn Fn(&str) -> Option<String>) -> Option<Arc<Pack>> {
    let text = own(name).or_else(|| bundled_text(name).map(str::to_owned))?;
    rules::load(name, &text, own).ok().map(Arc::new)
}

/// What is checked by where nobody says otherwise: read anew for each run, for that is off the key path.
fn base_pack() -> Arc<Pack> {
    let text = bundled_text(BASE).expect("the base pack is bundled");
    Arc::new(rules::load(BASE, text, &|_| None).expect("every bundled pack loads: a test says so"))
}
