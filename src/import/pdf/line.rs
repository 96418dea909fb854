//! From glyphs to printed lines: which stand side by side, and where a blank is between them.

use super::glyph::Glyph;

/// Glyphs that stand together, without a wide gap between them.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub text: String,
    pub x0: f64,
    pub x1: f64,
    pub y: f64,
    pub size: f64,
    pub is_artifact: bool,
}

/// A printed line: pieces parted by gaps that are wider than any blank.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub pieces: Vec<Piece>,
}

/// All below in heights of the font. A gap so wide may part columns or cells.
const GAP: f64 = 0.85;
/// Between Latin letters, a blank of a quarter is usual.
const LATIN_BLANK: f64 = 0.18;
/// Digits are set apart to fill a line, but not so far.
const DIGIT_BLANK: f64 = 0.38;
/// Between Chinese and Latin programs leave a quarter that is no blank.
const HAN_BLANK: f64 = 0.75;
/// Lines are further apart; a raised number is nearer.
const SAME_LINE: f64 = 0.45;
/// A glyph drawn again so near makes it bold.
const BOLD: f64 = 0.12;

impl Line {
    /// Where a line of one piece begins and ends.
    pub fn x0(&self) -> f64 {
        self.pieces.first().map_or(0.0, |piece| piece.x0)
    }

    pub fn x1(&self) -> f64 {
        self.pieces.last().map_or(0.0, |piece| piece.x1)
    }

    pub fn y(&self) -> f64 {
        self.pieces.first().map_or(0.0, |piece| piece.y)
    }

    /// Height of its largest font.
    pub fn size(&self) -> f64 {
        self.pieces.iter().map(|piece| piece.size).fold(0.0, f64::max)
    }

    /// The text of the line; gaps become one blank.
    pub fn text(&self) -> String {
        self.pieces.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    pub fn is_artifact(&self) -> bool {
        !self.pieces.is_empty() && self.pieces.iter().all(|piece| piece.is_artifact)
    }
}

/// Gathers glyphs into pieces, from the top down and from left to right.
pub(super) fn pieces(mut glyphs: Vec<Glyph>) -> Vec<Piece> {
    glyphs.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut found = Vec::new();
    let same_line = |a: &Glyph, b: &Glyph| b.y - a.y < a.size.max(b.size) * SAME_LINE;
    for row in glyphs.chunk_by_mut(same_line) {
        row.sort_by(|a, b| a.x.total_cmp(&b.x));
        read_row(row, &mut found);
    }
    found
}

/// Pieces in reading order become lines: those side by side are one.
pub(super) fn lines(pieces: Vec<Piece>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for piece in pieces {
        match lines.last_mut() {
            Some(line)
                if (piece.y - line.y()).abs() < piece.size.max(line.size()) * SAME_LINE && piece.x0 >= line.x1() - piece.size * 0.5 =>
            {
                line.pieces.push(piece);
            }
            _ => lines.push(Line { pieces: vec![piece] }),
        }
    }
    lines
}

fn read_row(row: &[Glyph], found: &mut Vec<Piece>) {
    let mut piece: Option<Piece> = None;
    let mut before: Option<&Glyph> = None;
    let mut blank_between = false;
    for glyph in row {
        if glyph.is_blank() {
            blank_between = true;
            continue;
        }
        let again = before.is_some_and(|before| before.text == glyph.text && (glyph.x - before.x).abs() < glyph.size * BOLD);
        if again {
            continue;
        }
        let gap = before.map_or(0.0, |before| glyph.x - before.right());
        let size = before.map_or(glyph.size, |before| before.size.min(glyph.size));
        if gap > size * GAP {
            found.extend(piece.take());
        }
        let own = piece.get_or_insert_with(|| Piece {
            text: String::new(),
            x0: glyph.x,
            x1: glyph.x,
            y: glyph.y,
            size: glyph.size,
            is_artifact: true,
        });
        let has_blank = blank_between && gap > size * 0.05 || before.is_some_and(|before| gap > size * blank_width(before, glyph));
        if has_blank && !own.text.is_empty() && !own.text.ends_with(' ') {
            own.text.push(' ');
        }
        own.text.push_str(glyph.text.trim());
        own.x1 = own.x1.max(glyph.right());
        // The larger font tells the line: raised numbers are small.
        if glyph.size > own.size {
            (own.size, own.y) = (glyph.size, glyph.y);
        }
        own.is_artifact &= glyph.is_artifact;
        (before, blank_between) = (Some(glyph), false);
    }
    found.extend(piece);
}

/// How wide a gap between two glyphs is a blank.
fn blank_width(before: &Glyph, glyph: &Glyph) -> f64 {
    let (left, right) = (before.text.chars().next_back(), glyph.text.chars().next());
    let is = |test: fn(&char) -> bool| left.as_ref().is_some_and(test) && right.as_ref().is_some_and(test);
    let in_figure = |c: &char| c.is_ascii_digit() || matches!(c, '.' | ',' | '%');
    if is(in_figure) {
        DIGIT_BLANK
    } else if is(char::is_ascii_alphanumeric) {
        LATIN_BLANK
    } else {
        HAN_BLANK
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Glyphs of `text` from `x` on, each as wide as its kind; a `_` is a gap of one height without a glyph.
    fn set(text: &str, x: f64, y: f64) -> Vec<Glyph> {
        let mut x = x;
        let mut glyphs = Vec::new();
        for c in text.chars() {
            let width = if c.is_ascii() { 5.0 } else { 10.0 };
            if c != '_' {
                glyphs.push(Glyph { text: c.to_string(), x, y, width, size: 10.0, is_artifact: false });
            }
            x += width;
        }
        glyphs
    }

    fn texts(glyphs: Vec<Glyph>) -> Vec<String> {
        lines(pieces(glyphs)).iter().map(|line| line.pieces.iter().map(|p| p.text.clone()).collect::<Vec<_>>().join("|")).collect()
    }

    #[test]
    fn blanks_stand_only_where_there_is_one() {
        assert_eq!(texts(set("预算29094.17万元", 0.0, 0.0)), ["预算29094.17万元"]);
        assert_eq!(texts(set("目录 共 3 页", 0.0, 0.0)), ["目录 共 3 页"]);
        assert_eq!(texts(set("Word_count", 0.0, 0.0)), ["Word count"]);
        assert_eq!(texts(set("甲局___乙局", 0.0, 0.0)), ["甲局|乙局"]);
        // Set apart to fill the line.
        let mut apart = set("共计300万元", 0.0, 0.0);
        apart.iter_mut().zip([0.0, 2.0, 4.0, 6.0, 8.0, 10.0, 12.0]).for_each(|(glyph, by)| glyph.x += by);
        assert_eq!(texts(apart), ["共计300万元"]);
    }

    #[test]
    fn bold_by_drawing_twice_is_read_once() {
        let mut twice = set("人人", 0.0, 0.0);
        twice.extend(set("人人", 0.4, 0.0));
        assert_eq!(texts(twice), ["人人"]);
    }

    #[test]
    fn a_raised_number_stays_in_its_line() {
        let mut glyphs = set("面积5平方米", 0.0, 100.0);
        glyphs.push(Glyph { text: "2".into(), x: 55.0, y: 96.5, width: 3.0, size: 6.0, is_artifact: false });
        glyphs.extend(set("下一行", 0.0, 118.0));
        assert_eq!(texts(glyphs), ["面积5平方米2", "下一行"]);
    }
}
