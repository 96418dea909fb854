//! Wraps text to a column width.
//!
//! Chinese has no spaces, so a break is allowed between any two Han characters, save before
//! closing marks such as 。 and after opening marks such as （ (避头尾, by pushing out: the
//! character before goes down too). Latin words and figures with their units stay whole when
//! they fit on a line. Widths come from [`super::glyphs`] alone.

use super::{Class, Glyph, Width, class, glyphs};

/// One screen row of a wrapped text: byte offsets into the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// First byte.
    pub start: usize,
    /// Byte after the last one drawn; a line end or the spaces it broke at may follow before the next row.
    pub end: usize,
}

/// Rows of `text`, each at most `cols_max` columns; at least one row. A hard line end (`\n`,
/// `\r\n`) starts a new row. One character wider than the line stands alone on its row.
pub fn wrap(text: &str, cols_max: usize, width: Width) -> Vec<Row> {
    let cols_max = cols_max.max(1);
    let mut rows = Vec::with_capacity(text.len() / (cols_max * 2) + 1);
    let mut line_start = 0;
    for end in memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
        let mut line = text.get(line_start..end).expect("a line end is a boundary");
        if end < text.len() {
            line = line.strip_suffix('\r').unwrap_or(line);
        }
        wrap_line(line, line_start, cols_max, width, &mut rows);
        line_start = end + 1;
    }
    rows
}

/// Greedy: fills the row, and when a glyph does not fit goes back to the last allowed break.
fn wrap_line(line: &str, base: usize, cols_max: usize, width: Width, rows: &mut Vec<Row>) {
    let mut row_start = 0;
    let mut used = 0;
    // The last place a break is allowed: where the row would end, where the next starts, columns up to there.
    let mut last_break: Option<(usize, usize)> = None;
    let mut after_break = 0; // columns since that next start
    let mut before: Option<Glyph<'_>> = None;
    for glyph in glyphs(line, width) {
        if let Some(prev) = &before
            && prev.at >= row_start
            && may_break(prev, &glyph)
        {
            last_break = Some((prev.end(), glyph.at));
            after_break = 0;
        }
        let space = glyph.shown == " ";
        // A space that does not fit hangs over the end: it is never drawn at a row's start.
        if used + glyph.cols > cols_max && used > 0 && !space {
            let (end, next) = match last_break {
                Some(found) if found.1 > row_start => found,
                _ => {
                    after_break = 0;
                    (glyph.at, glyph.at)
                }
            };
            rows.push(trimmed(line, base, row_start, end));
            row_start = next;
            used = after_break;
            last_break = None;
        }
        used += glyph.cols;
        after_break += glyph.cols;
        before = Some(glyph);
    }
    rows.push(trimmed_last(line, base, row_start, cols_max, width));
}

/// A row without the spaces it broke at.
fn trimmed(line: &str, base: usize, start: usize, end: usize) -> Row {
    let kept = line.get(start..end).expect("rows end on boundaries").trim_end_matches(' ');
    Row { start: base + start, end: base + start + kept.len() }
}

/// The last row keeps its spaces as far as they fit: a caret may stand after them.
fn trimmed_last(line: &str, base: usize, start: usize, cols_max: usize, width: Width) -> Row {
    let rest = line.get(start..).expect("rows start on boundaries");
    let mut used = 0;
    let mut end = 0;
    for glyph in glyphs(rest, width) {
        used += glyph.cols;
        if used > cols_max && end > 0 {
            break;
        }
        end = glyph.end();
    }
    Row { start: base + start, end: base + start + end }
}

/// Whether a line may end between `left` and `right`.
fn may_break(left: &Glyph<'_>, right: &Glyph<'_>) -> bool {
    let (Some(l), Some(r)) = (left.shown.chars().next_back(), right.shown.chars().next()) else {
        return true;
    };
    match (class(l), class(r)) {
        (_, Class::Space) => false, // the break comes after the space
        (Class::Space, r) => r != Class::Close,
        (Class::Open, _) | (_, Class::Close) => false,
        (Class::Word | Class::Digit, Class::Word | Class::Digit) => false,
        // 29,094.17 and 3.0 stay whole; 。 before a figure does not bind it.
        (Class::Close, Class::Digit) => !matches!(l, '.' | ',' | ':' | '·'),
        (Class::Close, Class::Word) => !matches!(l, '.' | ',' | '·'),
        (Class::Mark, Class::Digit | Class::Word) | (Class::Digit | Class::Word, Class::Mark) => false,
        _ => true,
    }
}
