//! What is so right now, for the commands: which may run, and what they are called.

use super::{App, Pane};
use crate::command::{Facts, View};

impl App {
    /// What is so right now, for the commands.
    pub(super) fn facts(&self) -> Facts {
        let Some(reviewing) = &self.reviewing else {
            return if self.batch().is_some() { self.batch_facts() } else { self.import.facts() };
        };
        let open = &reviewing.open;
        let item = reviewing.item();
        let state = item.map(|item| open.state(item, self.stage()));
        let in_text = reviewing.in_text();
        let me = self.me.as_ref().map_or("", |me| me.key.as_str());
        let mut facts = Facts {
            file: true,
            in_batch: self.batches.shown.is_some(),
            cannot_write: open.cannot_write(),
            view: reviewing.view,
            item,
            reviewable: item.is_some_and(|item| open.reviewable(item)),
            marked: state.as_ref().is_some_and(|state| state.mark.is_some()),
            conflict: state.as_ref().is_some_and(|state| state.conflict),
            in_text,
            other_end: if in_text { item.is_some() } else { reviewing.place().is_some() },
            written_on: state.as_ref().is_some_and(|state| !state.comments.is_empty() || !state.findings.is_empty()),
            finding: false,
            suspected: item.is_some_and(|item| !open.suspicions.on(item).is_empty() || !open.suspicions.of_all(item).is_empty()),
            open_hits: item.map_or(0, |item| open.suspicions.open_on(item)),
            dismissed: 0,
            sheet: open.desk.sheet().is_some(),
            row: item.is_some_and(|item| item.kind() == crate::report::ItemKind::Indicator) && open.desk.sheet().is_some(),
            proposals: 0,
            ruled: 0,
            its_finding: state.as_ref().is_some_and(|state| !state.findings.is_empty()),
            links: item.is_some_and(|item| !open.linked(item).is_empty()),
            searched: reviewing.hunt.is_some(),
            filtered: reviewing.filter.is_some(),
            in_list: reviewing.view == View::Items && reviewing.pane == Pane::Lists,
            selecting: (in_text && reviewing.reading.is_selecting())
                || (reviewing.view == View::Checks && reviewing.checks.is_selecting())
                || (reviewing.view == View::Items && !in_text && reviewing.lists.is_stretching()),
            selected: self.selected_count(),
            repeatable: self.keys_kept.repeats(),
            undo: open.review.undo(me).is_some(),
            redo: open.review.redo(me).is_some(),
            ..Facts::default()
        };
        if let Some(pane) = reviewing.pane_of(reviewing.view) {
            pane.facts(open, &mut facts);
        }
        self.signing_facts(&mut facts);
        facts.conflict |= self.disputed_score().is_some();
        facts
    }
}
