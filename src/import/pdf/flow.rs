//! From printed lines to paragraphs, by where the lines begin and end.
//!
//! A line goes on in the next if the next one's first word would not have fitted behind it. A first
//! line is told by its indent, a heading by its size, the end of a paragraph by a line that is not full.

use super::column::Side;
use super::glyph::{Glyph, Rule};
use super::line::{Line, lines, pieces};
use crate::import::marks::{Style, mark_at};
use crate::import::scalars::{cannot_begin, is_stop, plain};

/// A line and where it stands in the file.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub page: u32,
    pub side: Side,
    pub line: Line,
}

/// An indent is at least so many heights of the font.
const INDENT: f64 = 1.2;
/// Lines of a paragraph begin within so many heights of each other.
const EVEN: f64 = 0.7;
/// Lines of one paragraph have fonts that differ by no more than this factor.
const SIZES: f64 = 1.12;
/// Lines of one paragraph stand no further apart than this many times the usual.
const APART: f64 = 1.4;

/// The margins of a text.
#[derive(Clone, Copy, Debug)]
struct Margins {
    left: f64,
    right: f64,
    /// From one line to the next.
    leading: f64,
}

/// How the lines of a file run: its margins, by column.
#[derive(Debug)]
pub(super) struct Flow {
    margins: [Margins; 3],
}

impl Flow {
    const SIDES: [Side; 3] = [Side::Whole, Side::Left, Side::Right];

    /// Measures all lines of a file.
    pub fn of<'a>(lines: impl Iterator<Item = &'a Placed>) -> Self {
        let lines: Vec<&Placed> = lines.collect();
        let of_side = |side| lines.iter().filter(|own| own.side == side).map(|own| &own.line).collect::<Vec<_>>();
        Self { margins: Self::SIDES.map(|side| Margins::of(&of_side(side))) }
    }

    fn margins(&self, side: Side) -> Margins {
        self.margins[Self::SIDES.iter().position(|own| *own == side).unwrap_or(0)]
    }

    /// Joins lines, given in reading order, into paragraphs, each with the page it begins on.
    pub fn paragraphs(&self, placed: &[Placed]) -> Vec<(u32, String)> {
        let mut found: Vec<(u32, String)> = Vec::new();
        let mut open: Vec<&Placed> = Vec::new();
        for own in placed {
            let goes_on = open.last().is_some_and(|last| goes_on(&open, last, own, self.margins(last.side), self.margins(own.side)));
            let text = own.line.text();
            if let Some((_, paragraph)) = found.last_mut().filter(|_| goes_on) {
                append(paragraph, &text);
            } else {
                open.clear();
                found.push((own.page, text));
            }
            open.push(own);
        }
        found
    }
}

/// The paragraphs of a cell.
pub(super) fn cell(glyphs: Vec<Glyph>, bounds: &Rule) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut before: Option<Line> = None;
    for line in lines(pieces(glyphs)) {
        let text = line.text();
        let goes_on = before.as_ref().is_some_and(|before| {
            // Cells are set to the left, the middle or the right: what is free on both sides counts.
            let padding = line.size();
            let free = (bounds.x1 - bounds.x0) - (before.x1() - before.x0()) - padding;
            let is_full = free < first_word(&text) * line.size();
            let is_finished = is_finished(&before.text());
            !begins_item(&text) && (is_full || !is_finished) || is_full && !is_finished
        });
        match found.last_mut().filter(|_| goes_on) {
            Some(paragraph) => append(paragraph, &text),
            None => found.push(text),
        }
        before = Some(line);
    }
    found
}

impl Margins {
    fn of(lines: &[&Line]) -> Self {
        let size = median(lines.iter().map(|line| line.size())).unwrap_or(12.0);
        let body: Vec<&Line> = lines.iter().copied().filter(|line| (line.size() - size).abs() < size * 0.2).collect();
        let left = outermost(body.iter().map(|line| line.x0()), size).unwrap_or(0.0);
        let right = outermost(body.iter().map(|line| -line.x1()), size).map_or(0.0, |right| -right);
        let steps = body.windows(2).map(|pair| pair[1].y() - pair[0].y()).filter(|step| *step > size * 0.8 && *step < size * 4.0);
        Self { left, right, leading: median(steps).unwrap_or(size * 2.0) }
    }
}

/// The smallest place where several lines begin; a single one may be out of line.
fn outermost(places: impl Iterator<Item = f64>, size: f64) -> Option<f64> {
    let mut places: Vec<f64> = places.collect();
    places.sort_by(f64::total_cmp);
    let several = places.windows(2).find(|pair| pair[1] - pair[0] < size * 0.5).map(|pair| pair[0]);
    let first = places.first().copied()?;
    Some(several.unwrap_or(first))
}

fn median(values: impl Iterator<Item = f64>) -> Option<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

/// Whether `own` goes on the paragraph of the lines `open`, of which `last` is the last. `ending` are the
/// margins of the column that ends, `margins` those of the column that goes on, mostly the same.
fn goes_on(open: &[&Placed], last: &Placed, own: &Placed, ending: Margins, margins: Margins) -> bool {
    let (before, line) = (&last.line, &own.line);
    let text = line.text();
    let size = line.size().max(before.size());
    if size > line.size().min(before.size()) * SIZES || last.side != own.side && (last.side == Side::Whole || own.side == Side::Whole) {
        return false;
    }
    if text.chars().next().is_some_and(cannot_begin) {
        return true;
    }
    let is_same_block = last.page == own.page && last.side == own.side;
    if is_same_block && line.y() - before.y() > margins.leading * APART {
        return false;
    }
    let is_full = ending.right - before.x1() < (first_word(&text) + 0.4) * size;
    if !is_full || begins_item(&text) && is_finished(&before.text()) {
        return false;
    }
    let even = |a: f64, b: f64| (a - b).abs() < EVEN * size;
    let indent = line.x0() - margins.left;
    match open {
        // After the first line of a paragraph: it was indented and the others are not, or none is,
        // or they hang behind its number.
        [first] if is_same_block => {
            let first_indent = first.line.x0() - margins.left;
            let is_hanging = indent > first_indent && begins_item(&first.line.text());
            if even(indent, first_indent) { first_indent < INDENT * size } else { indent < first_indent || is_hanging }
        }
        _ if is_same_block => even(line.x0(), before.x0()),
        // Overleaf.
        _ => indent < INDENT * size || open.len() > 1 && even(indent, before.x0() - ending.left),
    }
}

/// How many heights of the font the first word of a line takes: a figure is not parted, nor a mark from what it follows.
fn first_word(text: &str) -> f64 {
    let latin = text.chars().take_while(char::is_ascii_graphic).count();
    let word = if latin > 0 { f64::from(u32::try_from(latin).unwrap_or(u32::MAX)) * 0.55 } else { 1.0 };
    let after = text.chars().nth(latin.max(1)).is_some_and(cannot_begin);
    word + if after { 1.0 } else { 0.0 }
}

fn begins_item(text: &str) -> bool {
    let text: Vec<char> = text.chars().take(12).collect();
    mark_at(&text, 0).is_some_and(|mark| mark.style != Style::Clause)
}

fn is_finished(text: &str) -> bool {
    let last = text.chars().rev().find(|c| !matches!(plain(*c), '”' | '’' | ')' | '》' | '"'));
    last.is_some_and(|c| is_stop(c) || plain(c) == ':')
}

/// Two lines become one; between Latin words a blank.
fn append(paragraph: &mut String, text: &str) {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    if latin(paragraph.chars().next_back()) && latin(text.chars().next()) {
        paragraph.push(' ');
    }
    paragraph.push_str(text);
}
