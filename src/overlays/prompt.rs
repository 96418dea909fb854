//! A line typed in the bottom row, the real cursor in it: what is searched for, what is filtered.

use ratatui::layout::Rect;

use super::OverCx;
use crate::command::{Key, Target};
use crate::ui::textbox::{Did, Shape, TextBox};
use crate::ui::{Canvas, Role};

/// A line with a sign before it.
#[derive(Debug)]
pub struct Prompt {
    sign: &'static str,
    line: TextBox,
    /// Shown while nothing is typed.
    asks: String,
}

impl Prompt {
    /// An empty line; `asks` stands there until something is typed.
    pub(super) fn new(sign: &'static str, text: &str, asks: String) -> Self {
        Self { sign, line: TextBox::new(Shape::OneLine, text), asks }
    }

    /// What was typed.
    pub(super) fn text(&self) -> &str {
        self.line.text()
    }

    /// Puts a text in, the caret at its end.
    pub(super) fn set(&mut self, text: &str) {
        self.line = TextBox::new(Shape::OneLine, text);
    }

    pub(super) fn key(&mut self, cx: &OverCx<'_>, key: Key) -> Did {
        self.line.key(key, cx.now_ms)
    }

    pub(super) fn insert(&mut self, cx: &OverCx<'_>, text: &str) -> Did {
        self.line.insert(text, cx.now_ms)
    }

    /// Columns it takes of a bottom row of `cols`.
    pub fn cols(cols: u16) -> u16 {
        (cols / 3).max(16)
    }

    pub(super) fn settle(&mut self, cx: &OverCx<'_>, cols: u16) {
        self.line.settle(Self::cols(cols).saturating_sub(2), 1, cx.look.width);
    }

    /// Draws it into the row at `x`; gives the columns used.
    pub fn draw(&self, canvas: &mut Canvas<'_, Target>, x: u16, y: u16, cols: u16) -> u16 {
        let room = Self::cols(cols);
        let sign = canvas.put(x, y, 2, self.sign, Role::You);
        let field = Rect { x: x + sign, y, width: room.saturating_sub(2), height: 1 };
        if self.line.text().is_empty() {
            canvas.put_fit(field.x + 1, y, field.width.saturating_sub(1), &self.asks, Role::Quiet);
        }
        self.line.draw(canvas, field, true);
        room
    }
}
