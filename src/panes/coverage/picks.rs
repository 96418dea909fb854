//! What is chosen of the rows of the coverage view: a range that is being stretched, and single rows, items
//! or links that may be. Kept by what a row is about, so that rows laid anew keep what was chosen.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use super::rows::{Row, Rows};
use crate::report::ItemRef;

/// What a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Pick {
    Item(ItemRef),
    Link(ItemRef, ItemRef),
}

impl Pick {
    /// Of a row; a heading is about nothing.
    pub fn of(rows: &Rows, at: usize) -> Option<Self> {
        match rows.get(at)? {
            Row::Lacks(_, item) | Row::Line(item) => Some(Self::Item(item)),
            Row::Proposal(at) => rows.known.coverage()?.proposals.get(at).map(|one| Self::Link(one.from, one.to)),
            Row::Section { .. } => None,
        }
    }
}

/// What is chosen.
#[derive(Clone, Debug, Default)]
pub(super) struct Picks {
    /// The row on which stretching began.
    anchor: Option<usize>,
    single: BTreeSet<Pick>,
}

impl Picks {
    /// Starts stretching at a row, or lets all go.
    pub fn stretch(&mut self, from: Option<usize>) {
        match from {
            Some(row) => self.anchor = Some(row),
            None => *self = Self::default(),
        }
    }

    pub fn is_stretching(&self) -> bool {
        self.anchor.is_some()
    }

    pub fn any(&self) -> bool {
        self.anchor.is_some() || !self.single.is_empty()
    }

    /// Lets all go; says whether there was anything.
    pub fn let_go(&mut self) -> bool {
        let had = self.any();
        *self = Self::default();
        had
    }

    /// Chooses these, or lets them go if all are chosen.
    pub fn toggle(&mut self, picks: &[Pick]) {
        if picks.iter().all(|pick| self.single.contains(pick)) {
            for pick in picks {
                self.single.remove(pick);
            }
        } else {
            self.single.extend(picks);
        }
    }

    /// The rows between where stretching began and the cursor.
    pub fn range(&self, cursor: usize) -> Option<RangeInclusive<usize>> {
        self.anchor.map(|anchor| anchor.min(cursor)..=anchor.max(cursor))
    }

    /// Whether a row is chosen.
    pub fn has(&self, row: usize, cursor: usize, pick: Option<Pick>) -> bool {
        self.range(cursor).is_some_and(|range| range.contains(&row)) || pick.is_some_and(|pick| self.single.contains(&pick))
    }

    /// All that is chosen, each once, in report order. Nothing is gathered unless a range is being stretched.
    pub fn all(&self, rows: &Rows, cursor: usize) -> Cow<'_, BTreeSet<Pick>> {
        match self.range(cursor) {
            None => Cow::Borrowed(&self.single),
            Some(range) => Cow::Owned(self.single.iter().copied().chain(range.filter_map(|row| Pick::of(rows, row))).collect()),
        }
    }

    /// Ends stretching and keeps what it took in: where a row is says nothing once the rows are laid anew.
    pub fn keep(&mut self, rows: &Rows, cursor: usize) {
        let range = self.range(cursor).into_iter().flatten();
        self.single.extend(range.filter_map(|row| Pick::of(rows, row)));
        self.anchor = None;
    }
}
