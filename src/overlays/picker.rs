//! A filter line over a list: typing narrows, arrows choose. Files, items to link, help and palette
//! each say what their rows are; how one walks and filters them is the same.

use ratatui::layout::Rect;

use super::{OverCx, centred};
use crate::command::{Key, KeyCode, Target};
use crate::lang::{Words, tr};
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

    /// The row the cursor is on.
    pub(super) fn at(&self) -> usize {
        self.cursor
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

    /// Where a list of at most so many columns and rows stands: over the middle, the bottom bar in sight.
    pub(super) fn area(screen: Rect, cols: u16, rows: u16) -> Rect {
        let room = Rect { height: screen.height.saturating_sub(1), ..screen };
        centred(room, cols.min(screen.width.saturating_sub(4)), rows.min(screen.height.saturating_sub(3)))
    }

    /// [`Picker::settle`] for a list of `count` plain rows in such an area, `foot` rows below them.
    pub(super) fn settle_list(&mut self, cx: &OverCx<'_>, area: Rect, count: usize, foot: u16) {
        let shown = area.height.saturating_sub(4 + foot);
        self.settle(cx, area.width.saturating_sub(8), shown, (count, count), |row| (row, row));
    }

    /// Draws the frame, the filter line and, where not all of `count` rows are in sight, which one the
    /// cursor is on. Gives the area of the rows.
    pub(super) fn draw_list(&self, cx: &OverCx<'_>, canvas: &mut Canvas<'_, Target>, area: Rect, title: &str, count: usize) -> Rect {
        let inside = canvas.frame(area, title, Role::You);
        let rows =
            Rect { x: inside.x + 2, y: inside.y + 2, width: inside.width.saturating_sub(4), height: inside.height.saturating_sub(2) };
        self.draw_filter(cx, canvas, Rect { y: inside.y, height: 1, ..rows }, tr("type to filter, pinyin too", "打字即筛选，可用拼音"));
        if count > self.shown {
            let at = format!(" {}/{count} ", self.cursor + 1);
            canvas.put_right(area.right() - 2, area.bottom() - 1, 16, &at, Role::Text);
        }
        rows
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
