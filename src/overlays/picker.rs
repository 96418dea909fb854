//! A filter line over a list: typing narrows, arrows choose. Files, items to link, help and palette
//! each say what their rows are; how one walks and filters them is the same.

use ratatui::layout::Rect;

use super::OverCx;
use crate::command::{Key, KeyCode, Target};
use crate::lang::Words;
use crate::search::Query;
use crate::ui::textbox::{Did, Shape, TextBox};
use crate::ui::{Canvas, Role};

/// What a key did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Picked {
    /// The cursor or the filter.
    Moved,
    /// The row under the cursor was chosen.
    Row(usize),
    /// The list is to be closed.
    Close,
    /// The key is not the list's.
    NotMine,
}

/// The filter and the cursor.
#[derive(Debug)]
pub(super) struct Picker {
    filter: TextBox,
    cursor: usize,
    top: usize,
    shown: usize,
}

impl Picker {
    /// An empty filter, the cursor on the first row.
    pub(super) fn new() -> Self {
        Self { filter: TextBox::new(Shape::OneLine, ""), cursor: 0, top: 0, shown: 1 }
    }

    /// What was typed, without spaces around it.
    pub(super) fn typed(&self) -> &str {
        self.filter.text().trim()
    }

    /// Whether `text` has every word that was typed, case aside.
    pub(super) fn matches(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        self.typed().to_lowercase().split_whitespace().all(|word| text.contains(word))
    }

    /// Whether `text` has every word that was typed, folded or as pinyin.
    pub(super) fn finds(&self, text: &str) -> bool {
        Query::new(self.typed()).is_none_or(|query| query.is_in(text))
    }

    /// The first line shown.
    pub(super) fn top(&self) -> usize {
        self.top
    }

    /// Puts the cursor on a row.
    pub(super) fn point(&mut self, row: usize) {
        self.cursor = row;
    }

    /// A key, `rows` being the rows that match.
    pub(super) fn key(&mut self, cx: &OverCx<'_>, key: Key, rows: usize) -> Picked {
        let last = rows.saturating_sub(1);
        match key.code {
            KeyCode::Esc => return Picked::Close,
            KeyCode::Enter => return Picked::Row(self.cursor),
            KeyCode::Up => self.cursor = self.cursor.checked_sub(1).unwrap_or(last),
            KeyCode::Down => self.cursor = if self.cursor >= last { 0 } else { self.cursor + 1 },
            KeyCode::PageDown => self.cursor = (self.cursor + self.shown).min(last),
            KeyCode::PageUp => self.cursor = self.cursor.saturating_sub(self.shown),
            _ => match self.filter.key(key, cx.now_ms) {
                Did::Changed => self.start(),
                Did::NotMine => return Picked::NotMine,
                Did::Moved | Did::TooLong => {}
            },
        }
        Picked::Moved
    }

    /// Text that arrived at once goes into the filter.
    pub(super) fn paste(&mut self, cx: &OverCx<'_>, text: &str) {
        self.filter.insert(text.trim(), cx.now_ms);
        self.start();
    }

    fn start(&mut self) {
        self.cursor = 0;
        self.top = 0;
    }

    /// Keeps the cursor on one of `rows` and in view. `line_of` says at which of `lines` a row stands,
    /// and from which on it should be seen (a heading above it).
    pub(super) fn settle(
        &mut self,
        cx: &OverCx<'_>,
        filter_cols: u16,
        shown: u16,
        (rows, lines): (usize, usize),
        line_of: impl Fn(usize) -> (usize, usize),
    ) {
        self.filter.settle(filter_cols, 1, cx.look.width);
        self.shown = usize::from(shown.max(1));
        self.cursor = self.cursor.min(rows.saturating_sub(1));
        let (from, at) = line_of(self.cursor);
        if from < self.top {
            self.top = from;
        } else if at >= self.top + self.shown {
            self.top = at + 1 - self.shown;
        }
        self.top = self.top.min(lines.saturating_sub(self.shown));
    }

    /// Draws the filter line; `asks` stands there while nothing is typed.
    pub(super) fn draw_filter(&self, cx: &OverCx<'_>, canvas: &mut Canvas<'_, Target>, line: Rect, asks: Words) {
        canvas.put(line.x, line.y, 1, "›", Role::YouStrong);
        let field = Rect { x: line.x + 2, width: line.width.saturating_sub(2), ..line };
        if self.filter.text().is_empty() {
            canvas.put_fit(field.x + 1, field.y, field.width.saturating_sub(1), cx.say(asks), Role::Quiet);
        }
        self.filter.draw(canvas, field, true);
    }

    /// Ends a row that was drawn into `line`: lights it if the cursor is there, and takes clicks.
    pub(super) fn finish_row(&self, canvas: &mut Canvas<'_, Target>, line: Rect, row: usize) {
        if row == self.cursor {
            canvas.tint(line, Role::Here);
        }
        canvas.hit(line, Target::OverlayRow(row));
    }
}
