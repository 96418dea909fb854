//! Undo by phrase: what was typed without a pause, up to a punctuation mark, is one step.

use crate::text::{Class, class};

/// A pause this long ends a step.
const PAUSE_MS: u64 = 1000;

/// More steps than anyone takes back; the oldest is forgotten.
const STEPS_MAX: usize = 1000;

/// One change that is undone at once: at `at`, `removed` became `inserted`.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub(super) at: usize,
    pub(super) removed: String,
    pub(super) inserted: String,
    /// Where the caret stood before.
    pub(super) caret: usize,
}

/// The steps taken; those from `done` on were undone and can be redone.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    steps: Vec<Step>,
    done: usize,
    /// When the last step was added to, while it may still grow.
    open_ms: Option<u64>,
}

impl History {
    /// Notes a change, in the last step if it goes on there.
    pub(super) fn record(&mut self, at: usize, removed: &str, inserted: &str, caret: usize, now_ms: u64) {
        self.steps.truncate(self.done);
        let open = self.open_ms.is_some_and(|last_ms| now_ms.saturating_sub(last_ms) < PAUSE_MS);
        if !(open && self.steps.last_mut().is_some_and(|last| last.grow(at, removed, inserted))) {
            self.steps.push(Step { at, removed: removed.to_owned(), inserted: inserted.to_owned(), caret });
        }
        // Typed and at once taken back: nothing to undo.
        let idle = self.steps.pop_if(|last| last.removed == last.inserted).is_some();
        if self.steps.len() > STEPS_MAX {
            self.steps.remove(0);
        }
        self.done = self.steps.len();
        self.open_ms = (!idle && !ends_phrase(inserted)).then_some(now_ms);
    }

    /// The next change is a step of its own.
    pub(super) fn close(&mut self) {
        self.open_ms = None;
    }

    /// The step to take back.
    pub(super) fn undo(&mut self) -> Option<&Step> {
        self.close();
        self.done = self.done.checked_sub(1)?;
        self.steps.get(self.done)
    }

    /// The step to take again.
    pub(super) fn redo(&mut self) -> Option<&Step> {
        self.close();
        let step = self.steps.get(self.done)?;
        self.done += 1;
        Some(step)
    }
}

impl Step {
    /// Takes the change in if it goes on where this one ends.
    fn grow(&mut self, at: usize, removed: &str, inserted: &str) -> bool {
        let end = self.at + self.inserted.len();
        let deletes = self.inserted.is_empty();
        match (removed.is_empty(), inserted.is_empty()) {
            // Types on.
            (true, false) if at == end && !deletes => self.inserted.push_str(inserted),
            // Takes back what it has just typed.
            (false, true) if at + removed.len() == end && at >= self.at && !deletes => self.inserted.truncate(at - self.at),
            // Backspaces on.
            (false, true) if at + removed.len() == self.at && deletes => {
                self.removed.insert_str(0, removed);
                self.at = at;
            }
            // Deletes on.
            (false, true) if at == self.at && deletes => self.removed.push_str(removed),
            _ => return false,
        }
        true
    }
}

fn ends_phrase(inserted: &str) -> bool {
    inserted.chars().next_back().is_some_and(|c| c == '\n' || matches!(class(c), Class::Open | Class::Close | Class::Mark))
}
