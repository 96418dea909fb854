//! What is worked out about a file once its first frame stands, off the key path.

use std::path::PathBuf;
use std::sync::Arc;

use crate::checks::{Checked, Signing};
use crate::command::{Msg, OwnPacks};
use crate::report::{Coverage, Links, Places, Report};
use crate::review::{Review, Stage};
use crate::rules::{self, Own, Pack, PackError};
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
        // Before the sheet can be made: it is made by one of them, if the record names it.
        tell(Msg::OwnPacks(Box::new(own_packs(&self.home, &*self.vfs))));
        tell(Msg::Stated(Arc::new(Stated::of(&self.report))));
        // A help for next time: nothing is lost if it cannot be written.
        let _ = self.home.remember_recent(&*self.vfs, &self.path);
    }

    /// What is searched: on a thread of its own, for somebody may press `/` at once.
    pub fn index(&self, mut tell: impl FnMut(Msg)) {
        tell(Msg::Indexed(Arc::new(Index::of_report(&self.report))));
    }
}

/// What a signature on a stage would be put to, by the same rules as the checks.
pub(super) fn weigh(report: &Report, review: &Review, stage: Stage, asked: Option<&Arc<Pack>>, own: Own<'_>) -> Signing {
    let chosen = rules::choose(review, asked, own);
    Signing::of(report, review, &chosen.pack, Some(&*chosen.pack).filter(|_| chosen.is_standard), stage)
}

/// The rule packs of the user's own. The record names a pack by its id, so its file must be called by it.
pub(super) fn own_packs(home: &Home, vfs: &dyn Vfs) -> OwnPacks {
    let own = |name: &str| home.rules(vfs, name);
    let mut packs = OwnPacks::default();
    for name in home.rule_names(vfs) {
        let Some(text) = own(&name) else { continue };
        match rules::load(&name, &text, &own) {
            Ok(pack) if pack.id == name => packs.packs.push(Arc::new(pack)),
            Ok(pack) => {
                let id = pack.id;
                packs.faulty.push(PackError {
                    pack: name,
                    line: 1,
                    en: format!("its file must be called {id}.toml, as its id"),
                    zh: format!("文件名应与 id 一致：{id}.toml"),
                });
            }
            Err(error) => packs.faulty.push(error),
        }
    }
    packs
}

/// What the checks say of the review as it is, by the rules that judge it: see [`rules::choose`].
pub(super) fn checked(report: &Report, review: &Review, asked: Option<&Arc<Pack>>, own: Own<'_>) -> Checked {
    Checked::of(report, review, rules::choose(review, asked, own))
}
