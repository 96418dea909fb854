//! A sheet: labelled lines on one left edge, such as an item's card or a finding's form.
//!
//! Built anew for each frame from what it shows; it wraps, but never scrolls itself.

use std::ops::Range;

use ratatui::layout::Rect;

use super::{Canvas, Role};
use crate::text::{Width, cols, wrap};

/// Signs that stand before words which say the same.
const SIGNS: [&str; 8] = ["!", "?", "~", "&", "o", "-", "✓", "✗"];

fn is_sign(text: &str) -> bool {
    SIGNS.contains(&text)
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Columns from the sheet's left edge.
    pub x: u16,
    /// What it says.
    pub text: String,
    /// What it means.
    pub role: Role,
}

impl Piece {
    /// The piece with its found parts as pieces of their own.
    fn parted(self, find: impl Fn(&str) -> Vec<Range<usize>>, role: Role, width: Width) -> Vec<Self> {
        let found = find(&self.text);
        if found.is_empty() {
            return vec![self];
        }
        let mut parts = Vec::new();
        let mut x = self.x;
        let mut from = 0;
        let mut add = |part: Range<usize>, role| {
            if let Some(text) = self.text.get(part).filter(|text| !text.is_empty()) {
                parts.push(Self { x, text: text.to_owned(), role });
                x = x.saturating_add(u16::try_from(cols(text, width)).unwrap_or(u16::MAX));
            }
        };
        for span in found {
            add(from..span.start, self.role);
            from = span.end;
            add(span, role);
        }
        add(from..self.text.len(), self.role);
        parts
    }
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<T> {
    /// From left to right.
    pub pieces: Vec<Piece>,
    /// Aligned to the right edge.
    pub right: Option<(String, Role)>,
    /// What a click on it means.
    pub target: Option<T>,
}

/// Labelled lines, `cols` columns wide, text standing `gutter` columns in.
#[derive(Clone, Debug)]
pub struct Sheet<T> {
    lines: Vec<Line<T>>,
    cols: u16,
    gutter: u16,
    width: Width,
    target: Option<T>,
}

/// Columns of a sheet that is not drawn but said: its prose is not wrapped (but for the longest).
pub const UNBOUND_COLS: u16 = u16::MAX;

/// Prose is read at most this wide (36 Chinese characters), however wide the window.
const PROSE_COLS_MAX: u16 = 76;

impl<T: Copy> Sheet<T> {
    /// An empty sheet.
    pub fn new(cols: u16, gutter: u16, width: Width) -> Self {
        Self { lines: Vec::new(), cols, gutter, width, target: None }
    }

    /// What a click on the lines that follow means.
    pub fn target(&mut self, target: Option<T>) {
        self.target = target;
    }

    /// Its lines so far.
    pub fn height(&self) -> u16 {
        u16::try_from(self.lines.len()).unwrap_or(u16::MAX)
    }

    /// Its lines in words alone, empty ones left out. A sign that words follow is not said; where a text is cut
    /// it is said by dots.
    pub fn words(&self) -> Vec<String> {
        let line = |line: &Line<T>| {
            let (mut words, mut end) = (String::new(), 0);
            let count = line.pieces.len();
            for (_, piece) in line.pieces.iter().enumerate().filter(|(at, piece)| at + 1 == count || !is_sign(piece.text.trim())) {
                // What stands apart on screen is apart in words.
                words.push_str(if words.is_empty() || usize::from(piece.x) <= end { "" } else { " " });
                let is_told = matches!(piece.role, Role::Warn | Role::Bad | Role::Ok);
                let said = piece.text.split_once(' ').filter(|(sign, _)| is_told && is_sign(sign)).map_or(&*piece.text, |(_, said)| said);
                words.push_str(said);
                end = usize::from(piece.x) + cols(&piece.text, self.width);
            }
            if let Some((right, _)) = &line.right {
                words.push_str("  ");
                words.push_str(right.split_once(' ').filter(|(sign, _)| is_sign(sign)).map_or(right, |(_, word)| word));
            }
            words.trim().replace('»', "…")
        };
        self.lines.iter().map(line).filter(|words| !words.is_empty()).collect()
    }

    /// An empty line, unless the last one is.
    pub fn gap(&mut self) {
        if self.lines.last().is_some_and(|line| !line.pieces.is_empty()) {
            self.lines.push(Line { pieces: Vec::new(), right: None, target: None });
        }
    }

    /// A line with a label in the gutter (may be empty) and pieces after it, two columns apart
    /// where a piece does not say otherwise.
    pub fn line(&mut self, label: &str, pieces: &[(&str, Role)]) {
        let mut line = Line { pieces: Vec::new(), right: None, target: self.target };
        if !label.is_empty() {
            line.pieces.push(Piece { x: 0, text: label.to_owned(), role: Role::Quiet });
        }
        let mut x = self.gutter;
        for (text, role) in pieces {
            line.pieces.push(Piece { x, text: (*text).to_owned(), role: *role });
            x = x.saturating_add(u16::try_from(cols(text, self.width)).unwrap_or(u16::MAX));
        }
        self.lines.push(line);
    }

    /// A line on the very left edge, over the gutter: a heading.
    pub fn flush(&mut self, text: &str, role: Role) {
        self.lines.push(Line { pieces: vec![Piece { x: 0, text: text.to_owned(), role }], right: None, target: self.target });
    }

    /// Words at the right edge of the first line.
    pub fn right_of_first(&mut self, text: &str, role: Role) {
        if let Some(line) = self.lines.first_mut() {
            line.right = Some((text.to_owned(), role));
        }
    }

    /// Words at the right edge of the last line.
    pub fn right(&mut self, text: &str, role: Role) {
        if let Some(line) = self.lines.last_mut() {
            line.right = Some((text.to_owned(), role));
        }
    }

    /// Gives the label of the last labelled line another role.
    pub fn light_label(&mut self, from: u16, role: Role) {
        if let Some(piece) = self.lines.get_mut(usize::from(from)).and_then(|line| line.pieces.first_mut()) {
            piece.role = role;
        }
    }

    /// Prose with a label before its first row, `indent` columns past the gutter.
    pub fn prose(&mut self, label: &str, text: &str, indent: u16, role: Role) {
        let x = self.gutter + indent;
        let most = if self.cols == UNBOUND_COLS { UNBOUND_COLS } else { PROSE_COLS_MAX };
        let room = self.cols.saturating_sub(x).clamp(1, most);
        for (index, row) in wrap(text, room.into(), self.width).into_iter().enumerate() {
            let mut line = Line { pieces: Vec::new(), right: None, target: self.target };
            if index == 0 && !label.is_empty() {
                line.pieces.push(Piece { x: 0, text: label.to_owned(), role: Role::Quiet });
            }
            let text = text.get(row.start..row.end).expect("rows end on boundaries");
            line.pieces.push(Piece { x, text: text.to_owned(), role });
            self.lines.push(line);
        }
    }

    /// Gives the parts of each line that `find` names, in bytes and in order, another role.
    pub fn light(&mut self, find: impl Fn(&str) -> Vec<Range<usize>>, role: Role) {
        for line in &mut self.lines {
            line.pieces = std::mem::take(&mut line.pieces).into_iter().flat_map(|piece| piece.parted(&find, role, self.width)).collect();
        }
    }

    /// Draws from line `top` on; what does not fit below is left out.
    pub fn draw(&self, canvas: &mut Canvas<'_, T>, area: Rect, top: u16) {
        for (line, y) in self.lines.iter().skip(top.into()).zip(area.top()..area.bottom()) {
            let right_cols = line.right.as_ref().map_or(0, |(text, role)| {
                let x = canvas.put_right(area.right(), y, area.width, text, *role);
                area.right() - x + 1
            });
            for piece in &line.pieces {
                let x = area.x.saturating_add(piece.x);
                let room = (area.right().saturating_sub(right_cols)).saturating_sub(x);
                canvas.put_fit(x, y, room, &piece.text, piece.role);
            }
            if let Some(target) = line.target {
                canvas.hit(Rect { y, height: 1, ..area }, target);
            }
        }
    }
}
