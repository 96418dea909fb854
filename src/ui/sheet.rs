//! A sheet: labelled lines on one left edge, such as an item's card or a finding's form.
//!
//! Built anew for each frame from what it shows; it wraps, but never scrolls itself.

use std::ops::Range;

use ratatui::layout::Rect;

use super::{Canvas, Role};
use crate::text::{CUT, Width, cols, wrap};

/// What a piece is when the line is not drawn but said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spoken {
    /// As it stands.
    Text,
    /// Not at all: a sign before words that say the same.
    Never,
    /// The sign at its end, that it is cut there, by dots.
    Cut,
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
    /// What it is in words. Never judged by its text: the department may have written the same.
    pub spoken: Spoken,
}

impl Piece {
    /// One that is said as it stands.
    fn new(x: u16, text: &str, role: Role) -> Self {
        Self { x, text: text.to_owned(), role, spoken: Spoken::Text }
    }

    /// The first column after it.
    fn end(&self, width: Width) -> u16 {
        self.x.saturating_add(u16::try_from(cols(&self.text, width)).unwrap_or(u16::MAX))
    }

    /// The piece with its found parts as pieces of their own.
    fn parted(self, find: impl Fn(&str) -> Vec<Range<usize>>, role: Role, width: Width) -> Vec<Self> {
        let found = find(&self.text);
        if found.is_empty() {
            return vec![self];
        }
        let mut parts = Vec::new();
        // Only the last one ends where the whole does.
        let spoken = if self.spoken == Spoken::Cut { Spoken::Text } else { self.spoken };
        let mut x = self.x;
        let mut from = 0;
        let mut add = |part: Range<usize>, role| {
            if let Some(text) = self.text.get(part).filter(|text| !text.is_empty()) {
                parts.push(Self { spoken, ..Self::new(x, text, role) });
                x = x.saturating_add(u16::try_from(cols(text, width)).unwrap_or(u16::MAX));
            }
        };
        for span in found {
            add(from..span.start, self.role);
            from = span.end;
            add(span, role);
        }
        add(from..self.text.len(), self.role);
        if let Some(last) = parts.last_mut() {
            last.spoken = self.spoken;
        }
        parts
    }
}

/// Words at the right edge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Right {
    /// A sign before words that say the same; may be empty.
    pub sign: String,
    /// What it says; may be empty.
    pub text: String,
    /// What it means.
    pub role: Role,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<T> {
    /// From left to right.
    pub pieces: Vec<Piece>,
    /// Aligned to the right edge.
    pub right: Option<Right>,
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
            for piece in line.pieces.iter().filter(|piece| piece.spoken != Spoken::Never) {
                // What stands apart on screen is apart in words.
                words.push_str(if words.is_empty() || piece.x <= end { "" } else { " " });
                match piece.text.strip_suffix(CUT).filter(|_| piece.spoken == Spoken::Cut) {
                    Some(kept) => words.extend([kept, "…"]),
                    None => words.push_str(&piece.text),
                }
                end = piece.end(self.width);
            }
            if let Some(right) = &line.right {
                words.push_str("  ");
                words.push_str(&right.text);
            }
            words.trim().to_owned()
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
            line.pieces.push(Piece::new(0, label, Role::Quiet));
        }
        let mut x = self.gutter;
        for (text, role) in pieces {
            let piece = Piece::new(x, text, *role);
            x = piece.end(self.width);
            line.pieces.push(piece);
        }
        self.lines.push(line);
    }

    /// A line whose pieces stand after a sign that means the same as they say.
    pub fn signed(&mut self, label: &str, (sign, role): (&str, Role), pieces: &[(&str, Role)]) {
        let sign = format!("{sign} ");
        self.line(label, &[&[(&*sign, role)], pieces].concat());
        if let Some(piece) = self.lines.last_mut().and_then(|line| line.pieces.get_mut(usize::from(!label.is_empty()))) {
            piece.spoken = Spoken::Never;
        }
    }

    /// Ends the last line with the sign that its text is cut there.
    pub fn cut(&mut self) {
        if let Some(piece) = self.lines.last_mut().and_then(|line| line.pieces.last_mut()) {
            piece.text.push_str(CUT);
            piece.spoken = Spoken::Cut;
        }
    }

    /// A line on the very left edge, over the gutter: a heading.
    pub fn flush(&mut self, text: &str, role: Role) {
        self.lines.push(Line { pieces: vec![Piece::new(0, text, role)], right: None, target: self.target });
    }

    /// Words at the right edge of the first line, after a sign that means the same (either may be empty).
    pub fn right_of_first(&mut self, sign: &str, text: &str, role: Role) {
        if let Some(line) = self.lines.first_mut() {
            line.right = Some(Right { sign: sign.to_owned(), text: text.to_owned(), role });
        }
    }

    /// Words at the right edge of the last line.
    pub fn right(&mut self, text: &str, role: Role) {
        if let Some(line) = self.lines.last_mut() {
            line.right = Some(Right { sign: String::new(), text: text.to_owned(), role });
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
                line.pieces.push(Piece::new(0, label, Role::Quiet));
            }
            let text = text.get(row.start..row.end).expect("rows end on boundaries");
            line.pieces.push(Piece::new(x, text, role));
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
            let right_cols = line.right.as_ref().map_or(0, |Right { sign, text, role }| {
                let text = format!("{sign} {text}");
                let x = canvas.put_right(area.right(), y, area.width, text.trim(), *role);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_not_said_and_what_the_department_wrote_is_whatever_it_looks_like() {
        let mut sheet: Sheet<()> = Sheet::new(UNBOUND_COLS, 6, Width::default());
        sheet.flush("- 督查»通报", Role::Strong);
        sheet.right_of_first("✓", "- 采纳", Role::Ok);
        sheet.signed("疑点", ("!", Role::Warn), &[("o", Role::Strong), ("  -", Role::Warn), ("  ?", Role::Text)]);
        sheet.signed("", ("-", Role::Quiet), &[("! 处", Role::Bad)]);
        sheet.line("位置", &[("?", Role::Text), ("  ", Role::Text), ("第一句", Role::Quote)]);
        sheet.cut();
        sheet.light(|text| text.find('句').map(|at| at..at + '句'.len_utf8()).into_iter().collect(), Role::Found);
        assert_eq!(sheet.words(), ["- 督查»通报  - 采纳", "疑点 o  -  ?", "! 处", "位置 ?  第一句…"]);
    }
}
