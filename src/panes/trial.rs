//! A trial beside the sheet that stands: what is tried, and what would come of it.

use std::sync::Arc;

use crate::rules::Pack;
use crate::scoring::{Change, Sheet, WhatIf, Workbook};

/// One thing tried.
#[derive(Clone, Debug)]
enum Tried {
    Changes(Vec<Change>),
    Pack(Arc<Pack>),
}

/// What is tried, step by step, and the sheet as it would be.
#[derive(Clone, Debug)]
pub struct Trial {
    tried: Vec<Tried>,
    what_if: WhatIf,
    /// The rows that would change, by their place in the sheet as it would be.
    changed: Vec<usize>,
}

impl Trial {
    pub(super) fn of(sheet: &Sheet) -> Self {
        Self { tried: Vec::new(), what_if: WhatIf { before: sheet.clone(), after: sheet.clone() }, changed: Vec::new() }
    }

    /// The sheet that stands and the one that would.
    pub fn what_if(&self) -> &WhatIf {
        &self.what_if
    }

    /// How many things are tried.
    pub fn count(&self) -> usize {
        self.tried.len()
    }

    /// Whether a row of the sheet as it would be is another than it is.
    pub fn changes(&self, row: usize) -> bool {
        self.changed.binary_search(&row).is_ok()
    }

    pub(super) fn changes_all(&self) -> Vec<Change> {
        let changes = self.tried.iter().filter_map(|tried| match tried {
            Tried::Changes(changes) => Some(changes),
            Tried::Pack(_) => None,
        });
        changes.flatten().cloned().collect()
    }

    pub(super) fn pack(&self) -> Option<&Arc<Pack>> {
        self.tried.iter().rev().find_map(|tried| match tried {
            Tried::Pack(pack) => Some(pack),
            Tried::Changes(_) => None,
        })
    }

    pub(super) fn add(&mut self, changes: Vec<Change>) {
        self.tried.push(Tried::Changes(changes));
    }

    pub(super) fn add_pack(&mut self, pack: Arc<Pack>) {
        self.tried.push(Tried::Pack(pack));
    }

    /// Takes the last one back; `false` if there is none.
    pub(super) fn undo(&mut self) -> bool {
        self.tried.pop().is_some()
    }

    /// Reckons anew: something was tried, or the record is another.
    pub(super) fn reckon(&mut self, book: &Workbook) {
        self.what_if = book.what_if(&self.changes_all(), self.pack());
        self.changed = self.what_if.changed().into_iter().map(|(_, after)| after).collect();
    }
}
