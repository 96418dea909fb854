//! Where the text stands on the screen: rows, the part shown, the caret's cell.
//!
//! One column is kept free at the right, so that the caret has a cell behind a full row.

use std::iter;

use ratatui::layout::Rect;

use super::{Shape, TextBox};
use crate::text::{Row, Width, cols, glyphs, step_before, step_onto, wrap};
use crate::ui::{Canvas, Role};

/// Until the first [`TextBox::settle`].
const COLS_FIRST: u16 = 80;

/// The text laid out.
#[derive(Clone, Debug)]
pub(super) struct View {
    shape: Shape,
    width: Width,
    cols: u16,
    rows_shown: u16,
    /// Always those of the text; at least one, starts strictly growing.
    rows: Vec<Row>,
    /// The first row shown.
    top: usize,
    /// The first byte shown of a one-line box.
    left: usize,
    /// A caret between two rows stands at the end of the upper one.
    pub(super) at_row_end: bool,
}

impl View {
    pub(super) fn new(shape: Shape, text: &str) -> Self {
        let mut view =
            Self { shape, width: Width::default(), cols: COLS_FIRST, rows_shown: 1, rows: Vec::new(), top: 0, left: 0, at_row_end: false };
        view.lay(text);
        view
    }

    /// Lays the text out anew.
    pub(super) fn lay(&mut self, text: &str) {
        self.rows = lay(self.shape, text, self.cols, self.width);
        self.left = step_onto(text, self.left.min(text.len()));
    }

    pub(super) fn rows(&self) -> usize {
        self.rows.len()
    }

    /// Rows a page key moves.
    pub(super) fn page(&self) -> i16 {
        i16::try_from(self.rows_shown.saturating_sub(1).max(1)).unwrap_or(i16::MAX)
    }

    /// The row the caret stands in.
    pub(super) fn row_of(&self, caret: usize) -> Row {
        self.rows[self.row_index(caret)]
    }

    fn row_index(&self, caret: usize) -> usize {
        let index = self.rows.partition_point(|row| row.start <= caret).saturating_sub(1);
        let between = self.at_row_end && index > 0 && self.rows[index - 1].end == caret;
        index - usize::from(between)
    }

    /// Row and column of the caret; spaces hanging over a row's end share its last column.
    pub(super) fn place_of(&self, text: &str, caret: usize) -> (usize, usize) {
        let index = self.row_index(caret);
        let col = cols(text.get(self.start(index)..caret).unwrap_or_default(), self.width);
        (index, col.min(usize::from(self.cols.saturating_sub(1))))
    }

    /// The caret's place at a column of a row, and whether it is that row's end rather than the next one's start.
    pub(super) fn at(&self, text: &str, index: usize, col: usize) -> (usize, bool) {
        let row = self.rows[index];
        let start = self.start(index);
        let mut used = 0;
        for glyph in glyphs(text.get(start..row.end).unwrap_or_default(), self.width) {
            used += glyph.cols;
            if used > col {
                return (start + glyph.at, false);
            }
        }
        (row.end, true)
    }

    /// The first byte of a row that is shown.
    fn start(&self, index: usize) -> usize {
        match self.shape {
            Shape::OneLine => self.left,
            Shape::Prose | Shape::Table => self.rows[index].start,
        }
    }

    fn settle(&mut self, text: &str, caret: usize, cols: u16, rows: u16, width: Width) {
        if (self.cols, self.width) != (cols, width) {
            (self.cols, self.width) = (cols, width);
            self.lay(text);
        }
        self.rows_shown = rows;
        match self.shape {
            Shape::Prose | Shape::Table => {
                let (row, shown) = (self.row_index(caret), usize::from(rows.max(1)));
                let top = self.top.clamp((row + 1).saturating_sub(shown), row);
                self.top = top.min(self.rows.len().saturating_sub(shown));
            }
            Shape::OneLine => {
                let room = usize::from(cols.saturating_sub(1));
                // No emptier at the right than need be, the caret inside.
                let left = self.left.min(start_within(text, text.len(), room, width));
                self.left = left.clamp(start_within(text, caret, room, width), caret);
            }
        }
    }
}

impl TextBox {
    /// Brings the caret into view for an area of this size. Call before drawing whenever the size or text changed.
    pub fn settle(&mut self, cols: u16, rows: u16, width: Width) {
        self.view.settle(&self.text, self.caret, cols, rows, width);
    }

    /// Rows the text takes at this width.
    pub fn height(&self, cols: u16, width: Width) -> u16 {
        let rows = if (self.view.cols, self.view.width) == (cols, width) {
            self.view.rows.len()
        } else {
            lay(self.shape, &self.text, cols, width).len()
        };
        u16::try_from(rows).unwrap_or(u16::MAX)
    }

    /// Draws the text; with `has_keys` the selection is lit and the real cursor put at the caret.
    pub fn draw<T>(&self, canvas: &mut Canvas<'_, T>, area: Rect, has_keys: bool) {
        let view = &self.view;
        let selection = self.selection().filter(|_| has_keys).unwrap_or_default();
        for (y, index) in area.rows().map(|row| row.y).zip(view.top..view.rows.len()) {
            let (start, end) = (view.start(index), view.rows[index].end);
            canvas.put(area.x, y, area.width, self.text.get(start..end).unwrap_or_default(), Role::Text);
            if !selection.is_empty() {
                let x = |at: usize| u16::try_from(cols(self.text.get(start..at).unwrap_or_default(), view.width)).unwrap_or(u16::MAX);
                let (from, to) = (selection.start.max(start), selection.end.min(end));
                // A line end that is selected shows as one column.
                let line_end = self.text.get(end..).is_some_and(|rest| rest.starts_with(['\n', '\r']));
                let more = u16::from(line_end && selection.contains(&end));
                if from <= to {
                    let left = x(from).min(area.width);
                    let right = x(to).saturating_add(more).min(area.width);
                    canvas.tint(Rect { x: area.x + left, y, width: right - left, height: 1 }, Role::Chip);
                }
            }
        }
        if has_keys && !area.is_empty() {
            let (row, col) = view.place_of(&self.text, self.caret);
            let row = u16::try_from(row.saturating_sub(view.top)).unwrap_or(u16::MAX).min(area.height - 1);
            let col = u16::try_from(col).unwrap_or(u16::MAX).min(area.width - 1);
            canvas.caret(area.x + col, area.y + row);
        }
    }

    /// Puts the caret where the mouse points, relative to the area's corner.
    pub fn click(&mut self, x: u16, y: u16) {
        let index = (self.view.top + usize::from(y)).min(self.view.rows() - 1);
        let (to, at_row_end) = self.view.at(&self.text, index, x.into());
        self.go(to, false);
        self.view.at_row_end = at_row_end;
    }
}

fn lay(shape: Shape, text: &str, cols: u16, width: Width) -> Vec<Row> {
    match shape {
        Shape::OneLine => vec![Row { start: 0, end: text.len() }],
        Shape::Prose | Shape::Table => wrap(text, cols.saturating_sub(1).into(), width),
    }
}

/// The first place from which everything up to `end` takes at most `room` columns.
fn start_within(text: &str, end: usize, room: usize, width: Width) -> usize {
    let glyph_starts = iter::successors(Some(end), |&at| (at > 0).then(|| step_before(text, at)));
    let mut start = end;
    let mut used = 0;
    for at in glyph_starts.skip(1) {
        used += cols(text.get(at..start).unwrap_or_default(), width);
        if used > room {
            break;
        }
        start = at;
    }
    start
}
