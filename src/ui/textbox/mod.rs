//! A text box made for Chinese: grapheme caret, soft wrap with 避头尾, undo by phrase, word motion by
//! character class, and the real terminal cursor at the caret.
//!
//! The rows always match the text: every edit lays it out anew (a few milliseconds for the longest
//! text allowed), so motion between two draws sees what the next draw will show.

mod history;
#[cfg(test)]
mod tests;
mod view;
mod words;

use std::ops::Range;

use self::history::History;
use self::view::View;
use crate::command::{Key, KeyCode};
use crate::text::{hidden, step_after, step_before, step_onto};

/// More than this and a paste is surely a mistake (characters).
pub const CHARS_MAX: usize = 100_000;

/// Input methods may commit a phrase as a paste: what is no longer than this joins what was typed.
const PHRASE_CHARS_MAX: usize = 16;

/// How many lines a box takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One line, scrolled sideways: names, numbers, search. Line ends become spaces.
    OneLine,
    /// Any number of lines.
    Prose,
    /// Lines whose cells are parted by tabs: shown as blanks, kept as they are.
    Table,
}

impl Shape {
    /// Whether it takes more than one line.
    pub fn has_lines(self) -> bool {
        matches!(self, Self::Prose | Self::Table)
    }
}

/// What a key did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Did {
    /// The text changed.
    Changed,
    /// The box took the key: the caret or selection moved, or there was nothing to do.
    Moved,
    /// The key is not the box's: a command.
    NotMine,
    /// It would pass [`CHARS_MAX`]: nothing was inserted.
    TooLong,
}

/// A text being edited.
#[derive(Clone, Debug)]
pub struct TextBox {
    shape: Shape,
    text: String,
    caret: usize,
    /// The other end of the selection.
    anchor: Option<usize>,
    /// The column that Up and Down keep.
    goal: Option<usize>,
    /// What `Ctrl-X` took.
    cut: String,
    history: History,
    view: View,
}

impl TextBox {
    /// A box holding `text` as it is, caret at its end.
    pub fn new(shape: Shape, text: &str) -> Self {
        Self {
            shape,
            text: text.to_owned(),
            caret: text.len(),
            anchor: None,
            goal: None,
            cut: String::new(),
            history: History::default(),
            view: View::new(shape, text),
        }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The caret, a byte offset on a grapheme boundary.
    pub fn caret(&self) -> usize {
        self.caret
    }

    /// Scalars in the text.
    pub fn chars(&self) -> usize {
        self.text.chars().count()
    }

    /// What is selected, if anything is.
    pub fn selection(&self) -> Option<Range<usize>> {
        let anchor = self.anchor.filter(|&anchor| anchor != self.caret)?;
        Some(anchor.min(self.caret)..anchor.max(self.caret))
    }

    /// A key. Characters, arrows (`Shift` selects, `Ctrl` by word), `Home` `End` (screen row; `Ctrl`: text),
    /// `PgUp` `PgDn`, `Backspace` `Delete` (`Ctrl`: word; `Ctrl-W`), `Enter` (in prose), `Ctrl-Z` `Ctrl-Y` undo and redo by
    /// phrase, `Ctrl-A` select all, `Ctrl-X` cut `Ctrl-V` insert what was cut (own clipboard), `Ctrl-U` to line start, `Ctrl-K` to line end.
    /// `now_ms` is any growing clock: a pause of one second ends an undo group.
    pub fn key(&mut self, key: Key, now_ms: u64) -> Did {
        if key.alt {
            return Did::NotMine;
        }
        let prose = self.shape.has_lines();
        let page = isize::from(self.view.page());
        match (key.code, key.ctrl) {
            (KeyCode::Char(c), false) => self.insert(c.encode_utf8(&mut [0; 4]), now_ms),
            (KeyCode::Enter, false) if prose => self.insert("\n", now_ms),
            (KeyCode::Tab, false) if self.shape == Shape::Table => self.insert("\t", now_ms),

            (KeyCode::Left, false) => self.go_side(step_before(&self.text, self.caret), |s| s.start, key.shift),
            (KeyCode::Right, false) => self.go_side(step_after(&self.text, self.caret), |s| s.end, key.shift),
            (KeyCode::Left, true) => self.go(words::before(&self.text, self.caret), key.shift),
            (KeyCode::Right, true) => self.go(words::after(&self.text, self.caret), key.shift),
            (KeyCode::Up, false) if prose => self.go_rows(-1, key.shift),
            (KeyCode::Down, false) if prose => self.go_rows(1, key.shift),
            (KeyCode::PageUp, false) if prose => self.go_rows(-page, key.shift),
            (KeyCode::PageDown, false) if prose => self.go_rows(page, key.shift),
            (KeyCode::Home, false) => self.go(self.view.row_of(self.caret).start, key.shift),
            (KeyCode::End, false) => self.go_row_end(key.shift),
            (KeyCode::Home, true) => self.go(0, key.shift),
            (KeyCode::End, true) => self.go(self.text.len(), key.shift),
            (KeyCode::Char('a'), true) => self.select_all(),

            (KeyCode::Backspace, false) | (KeyCode::Char('h'), true) => self.delete(step_before(&self.text, self.caret), now_ms),
            (KeyCode::Delete, false) => self.delete(step_after(&self.text, self.caret), now_ms),
            (KeyCode::Backspace | KeyCode::Char('w'), true) => self.delete_run(words::before(&self.text, self.caret), now_ms),
            (KeyCode::Delete, true) => self.delete_run(words::after(&self.text, self.caret), now_ms),
            (KeyCode::Char('u'), true) => self.delete_run(self.line().start, now_ms),
            (KeyCode::Char('k'), true) => self.delete_run(self.line().end, now_ms),
            (KeyCode::Char('x'), true) => self.cut(now_ms),
            (KeyCode::Char('v'), true) => self.paste(&self.cut.clone(), now_ms),

            (KeyCode::Char('z'), true) => self.undo(),
            (KeyCode::Char('y'), true) => self.redo(),
            _ => Did::NotMine,
        }
    }

    /// Inserts text at the caret, replacing the selection: paste, phrases, an input method's commit.
    /// Tabs become two spaces save in a table; control, direction and other invisible characters are left out.
    pub fn insert(&mut self, text: &str, now_ms: u64) -> Did {
        if text.chars().nth(PHRASE_CHARS_MAX).is_none() {
            return self.put(text, now_ms);
        }
        self.paste(text, now_ms)
    }

    /// Inserts as an undo step of its own.
    fn paste(&mut self, text: &str, now_ms: u64) -> Did {
        self.history.close();
        let did = self.put(text, now_ms);
        self.history.close();
        did
    }

    fn put(&mut self, text: &str, now_ms: u64) -> Did {
        let new = cleaned(text, self.shape);
        if new.is_empty() {
            return Did::Moved;
        }
        let range = self.selection().unwrap_or(self.caret..self.caret);
        let gone = self.text.get(range.clone()).map_or(0, |gone| gone.chars().count());
        if self.chars() - gone + new.chars().count() > CHARS_MAX {
            return Did::TooLong;
        }
        self.replace(range, &new, now_ms);
        Did::Changed
    }

    /// Deletes the selection, or what lies between the caret and `to`.
    fn delete(&mut self, to: usize, now_ms: u64) -> Did {
        let range = self.selection().unwrap_or(self.caret.min(to)..self.caret.max(to));
        if range.is_empty() {
            return Did::Moved;
        }
        self.replace(range, "", now_ms);
        Did::Changed
    }

    /// As [`Self::delete`], an undo step of its own.
    fn delete_run(&mut self, to: usize, now_ms: u64) -> Did {
        self.history.close();
        let did = self.delete(to, now_ms);
        self.history.close();
        did
    }

    fn cut(&mut self, now_ms: u64) -> Did {
        let Some(range) = self.selection() else { return Did::Moved };
        self.text.get(range).expect("a selection ends on boundaries").clone_into(&mut self.cut);
        self.delete_run(self.caret, now_ms)
    }

    fn undo(&mut self) -> Did {
        let Some(step) = self.history.undo() else { return Did::Moved };
        let (range, old, caret) = (step.at..step.at + step.inserted.len(), step.removed.clone(), step.caret);
        self.splice(range, &old, caret);
        Did::Changed
    }

    fn redo(&mut self) -> Did {
        let Some(step) = self.history.redo() else { return Did::Moved };
        let (range, new) = (step.at..step.at + step.removed.len(), step.inserted.clone());
        let caret = range.start + new.len();
        self.splice(range, &new, caret);
        Did::Changed
    }

    /// Every edit by hand comes through here.
    fn replace(&mut self, range: Range<usize>, new: &str, now_ms: u64) {
        let old = self.text.get(range.clone()).expect("edits are cut at boundaries");
        self.history.record(range.start, old, new, self.caret, now_ms);
        let caret = range.start + new.len();
        self.splice(range, new, caret);
    }

    /// Changes the text; glyphs may join across the seam, so the caret steps past what it would split.
    fn splice(&mut self, range: Range<usize>, new: &str, caret: usize) {
        self.text.replace_range(range, new);
        self.view.lay(&self.text);
        self.place(step_onto(&self.text, caret.min(self.text.len())), None);
    }

    /// The line the caret is in, between two `\n`.
    fn line(&self) -> Range<usize> {
        let (before, after) = self.text.split_at(self.caret);
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let end = after.find('\n').map_or(self.text.len(), |at| self.caret + at);
        start..end
    }

    fn select_all(&mut self) -> Did {
        self.history.close();
        self.place(self.text.len(), Some(0));
        Did::Moved
    }

    fn go(&mut self, to: usize, select: bool) -> Did {
        self.history.close();
        let anchor = select.then(|| self.anchor.unwrap_or(self.caret));
        self.place(to, anchor);
        Did::Moved
    }

    /// One glyph aside; without `select` a selection is left at that side instead.
    fn go_side(&mut self, to: usize, side: impl Fn(&Range<usize>) -> usize, select: bool) -> Did {
        let to = self.selection().filter(|_| !select).map_or(to, |selection| side(&selection));
        self.go(to, select)
    }

    /// Rows up or down, past the first or last one to the text's start or end.
    fn go_rows(&mut self, by: isize, select: bool) -> Did {
        let (row, col) = self.view.place_of(&self.text, self.caret);
        let goal = self.goal.unwrap_or(col);
        let target = row.saturating_add_signed(by).min(self.view.rows() - 1);
        if target == row {
            return self.go(if by < 0 { 0 } else { self.text.len() }, select);
        }
        let (to, at_row_end) = self.view.at(&self.text, target, goal);
        self.go(to, select);
        self.goal = Some(goal);
        self.view.at_row_end = at_row_end;
        Did::Moved
    }

    fn go_row_end(&mut self, select: bool) -> Did {
        let end = self.view.row_of(self.caret).end;
        self.go(end, select);
        self.view.at_row_end = true;
        Did::Moved
    }

    fn place(&mut self, caret: usize, anchor: Option<usize>) {
        self.caret = caret;
        self.anchor = anchor;
        self.goal = None;
        self.view.at_row_end = false;
    }
}

/// `text` as a box takes it.
fn cleaned(text: &str, shape: Shape) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => clean.push(if shape.has_lines() { '\n' } else { ' ' }),
            '\t' if shape == Shape::Table => clean.push(c),
            '\t' => clean.push_str("  "),
            // Parts of emoji and of Han variants.
            '\u{200d}' | '\u{fe0e}' | '\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' => clean.push(c),
            c if hidden(c) => {}
            c => clean.push(c),
        }
    }
    clean
}
