//! A text box made for Chinese: grapheme caret, soft wrap with 避头尾, undo by phrase, word motion by
//! character class, and the real terminal cursor at the caret.

use ratatui::layout::Rect;

use super::Canvas;
use crate::command::Key;
use crate::text::Width;

/// More than this and a paste is surely a mistake (characters).
pub const CHARS_MAX: usize = 100_000;

/// How many lines a box takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One line, scrolled sideways: names, numbers, search. Line ends become spaces.
    OneLine,
    /// Any number of lines.
    Prose,
}

/// What a key did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Did {
    /// The text changed.
    Changed,
    /// The caret or selection moved.
    Moved,
    /// The key is not the box's: a command.
    NotMine,
    /// It would pass [`CHARS_MAX`]: nothing was inserted.
    TooLong,
}

/// A text being edited.
#[derive(Clone, Debug)]
pub struct TextBox {
    text: String,
}

impl TextBox {
    /// A box holding `text`, caret at its end.
    pub fn new(shape: Shape, text: &str) -> Self {
        todo!("{shape:?} {text}")
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The caret, a byte offset on a grapheme boundary.
    pub fn caret(&self) -> usize {
        todo!()
    }

    /// Scalars in the text.
    pub fn chars(&self) -> usize {
        self.text.chars().count()
    }

    /// A key. Characters, arrows (`Shift` selects, `Ctrl` by word), `Home` `End` (screen row; `Ctrl`: text),
    /// `PgUp` `PgDn`, `Backspace` `Delete` (`Ctrl`: word; `Ctrl-W`), `Enter` (in prose), `Ctrl-Z` `Ctrl-Y` undo and redo by
    /// phrase, `Ctrl-A` select all, `Ctrl-X` cut `Ctrl-V` insert what was cut (own clipboard), `Ctrl-U` to line start, `Ctrl-K` to line end.
    /// `now_ms` is any growing clock: a pause of one second ends an undo group.
    pub fn key(&mut self, key: Key, now_ms: u64) -> Did {
        todo!("{key:?} {now_ms}")
    }

    /// Inserts text at the caret, replacing the selection: paste, phrases, an input method's commit.
    pub fn insert(&mut self, text: &str, now_ms: u64) -> Did {
        todo!("{text} {now_ms}")
    }

    /// Brings the caret into view for an area of this size. Call before drawing whenever the size or text changed.
    pub fn settle(&mut self, cols: u16, rows: u16, width: Width) {
        todo!("{cols} {rows} {width:?}")
    }

    /// Rows the text takes at this width.
    pub fn height(&self, cols: u16, width: Width) -> u16 {
        todo!("{cols} {width:?}")
    }

    /// Draws the text; with `has_keys` the selection is lit and the real cursor put at the caret.
    pub fn draw<T>(&self, canvas: &mut Canvas<'_, T>, area: Rect, has_keys: bool) {
        todo!("{area:?} {has_keys} {}", canvas.area())
    }

    /// Puts the caret where the mouse points, relative to the area's corner.
    pub fn click(&mut self, x: u16, y: u16) {
        todo!("{x} {y}")
    }
}
