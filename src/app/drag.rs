//! The mouse beyond a click: twice on one place, and dragging: over text it stretches a passage, over
//! rows a range, on the border between lists and card it moves that.

use super::App;
use crate::command::{Command, Mouse, MouseDoes, Target, View};

/// Two clicks within this are one double click (ms).
const TWICE_MS: u64 = 400;

/// The last press of the button.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Pressed {
    /// Where, while it is held.
    held: Option<(Target, u16)>,
    last: Option<(Target, u64)>,
}

impl App {
    /// Notes a press; says whether it is the second on one place.
    pub(super) fn press(&mut self, mouse: &Mouse, on: Target) -> bool {
        if mouse.does != MouseDoes::Click {
            return false;
        }
        let twice = self.pressed.last.is_some_and(|(last, at)| last == on && self.now_ms.saturating_sub(at) <= TWICE_MS);
        let last = if twice { None } else { Some((on, self.now_ms)) };
        self.pressed = Pressed { held: Some((on, mouse.x)), last };
        twice
    }

    /// What Enter Enter does: the natural thing.
    pub(super) fn double_click(&mut self, on: Target) {
        match on {
            Target::ListRow(..) | Target::Paragraph(..) => self.run_if_it_may(Command::Passage),
            Target::BatchRow(_) => self.open_row(),
            Target::FindingRow(_) | Target::Field(_) => self.run_if_it_may(Command::Edit),
            _ => {}
        }
    }

    pub(super) fn drag(&mut self, mouse: &Mouse) {
        if mouse.does == MouseDoes::Release || !self.overlays.is_empty() {
            self.pressed.held = None;
            return;
        }
        let Some((from, from_x)) = self.pressed.held else { return };
        let Some(reviewing) = &mut self.reviewing else { return };
        match (from, mouse.on) {
            (Target::Splitter, _) => reviewing.list_cols = Some(mouse.x),
            (Target::Paragraph(paragraph, row), Some(Target::Paragraph(to, to_row))) => {
                reviewing.reading.drag(&reviewing.open, (paragraph, row, from_x), (to, to_row, mouse.x));
            }
            (Target::ListRow(list, row), Some(Target::ListRow(to, to_row)))
                if list == to && reviewing.view == View::Items && row != to_row =>
            {
                reviewing.lists.drag_range(list, row, to_row);
            }
            _ => {}
        }
    }
}
