//! Links that may be: a reviewer confirms or rejects them, one or many, in one act.

use super::App;
use super::reviewing::After;
use crate::command::{Command, View};
use crate::lang::tr;
use crate::panes::LinkStands;
use crate::report::ItemRef;
use crate::review::{Act, Kind, LinkSays, Put, link_key};

/// More links than this are decided by nobody in one act.
const AT_ONCE_MAX: usize = 500;

impl App {
    /// How many undecided links the keys are on.
    pub(super) fn proposals_here(&self) -> usize {
        self.links_here(LinkStands::Open).len()
    }

    /// The links that may be the keys are on, of which this stands.
    fn links_here(&self, stands: LinkStands) -> Vec<(ItemRef, ItemRef)> {
        let Some(reviewing) = self.reviewing.as_ref().filter(|reviewing| reviewing.view == View::Coverage) else { return Vec::new() };
        let mut links = reviewing.coverage.links();
        links.retain(|(one, other)| reviewing.open.link_stands(*one, *other) == stands);
        links
    }

    /// Confirms or rejects the undecided links the keys are on, all of them one act.
    pub(super) fn rule_links(&mut self, says: LinkSays) {
        let command = if says == LinkSays::Yes { Command::Link } else { Command::Dismiss };
        if !self.known(command) {
            return;
        }
        let links = self.links_here(LinkStands::Open);
        if links.len() > AT_ONCE_MAX {
            return self.warn(tr("More than 500 at once: choose fewer", "一次超过 500 处：请少选一些"));
        }
        let Some(reviewing) = &mut self.reviewing else { return };
        let key = |(one, other): &(ItemRef, ItemRef)| link_key(&reviewing.open.report.id(*one), &reviewing.open.report.id(*other));
        let puts: Vec<Put> = links.iter().map(|link| Put::set(Kind::Link, key(link), &says)).collect();
        reviewing.coverage.select(false);
        let n = puts.len();
        let said = match says {
            LinkSays::Yes => {
                self.lang.pick(format!("{n} links confirmed; {{undo}} takes it back"), format!("已确认关联 {n} 处；按 {{undo}} 撤销"))
            }
            LinkSays::No => {
                self.lang.pick(format!("{n} links rejected; {{undo}} takes it back"), format!("已定为不关联 {n} 处；按 {{undo}} 撤销"))
            }
        };
        reviewing.coverage.seek(&reviewing.open);
        self.commit(Act::Put(puts), After { said, ..After::default() });
    }

    /// Opens again the decided links the keys are on; says whether there were any.
    pub(super) fn reopen_links(&mut self) -> bool {
        let mut links = self.links_here(LinkStands::Linked);
        links.extend(self.links_here(LinkStands::Denied));
        let Some(reviewing) = self.reviewing.as_ref().filter(|_| !links.is_empty()) else { return false };
        let key = |(one, other): &(ItemRef, ItemRef)| link_key(&reviewing.open.report.id(*one), &reviewing.open.report.id(*other));
        let puts = links.iter().map(|link| Put::clear(Kind::Link, key(link))).collect();
        let said = self.lang.pick("to be confirmed again", "已恢复为待确认").to_owned();
        self.commit(Act::Put(puts), After { said, ..After::default() });
        true
    }

    /// To the item the keys are on, in its list.
    pub(super) fn go_here(&mut self) {
        if let Some(item) = self.reviewing.as_ref().and_then(|reviewing| reviewing.item()) {
            self.go_item(item);
        }
    }
}
