//! From printed lines to paragraphs: which lines belong together, and nothing between them.
//!
//! Typesetting cuts lines inside words and may put an empty line after each. Whether a line goes on
//! is told by its fullness where lines are wrapped at one width, else by what ends it and what follows.
//! Between two joined lines no blank is put, save between two Latin words; blanks inside a line stay.

use super::lexicon;
use super::lines::Line;
use super::marks::{Mark, Style, after_mark, mark_at};
use super::scalars::{cannot_begin, is_stop, plain, slice, squeeze};

/// A paragraph of the narrative.
#[derive(Clone, Debug)]
pub(super) struct Paragraph {
    /// The mark it begins with.
    pub mark: Option<Mark>,
    /// That mark as printed.
    pub no: String,
    /// The text after the mark.
    pub text: Vec<char>,
    /// Line of the source it begins at.
    pub line: u32,
    /// Page it begins on.
    pub page: Option<u32>,
    /// Heading depth from 1; 0 is body. Told by the outline.
    pub level: u8,
    /// Heading depth from 1 as its style says; 0 where none says so.
    pub heading: u8,
    /// Whether it is a row of a table: cells parted by tabs.
    pub is_row: bool,
    /// Which of several files it stands in.
    pub source: usize,
}

impl Paragraph {
    /// A paragraph that begins with this line.
    pub fn of(text: &[char], line: &Line) -> Self {
        Self { heading: line.heading, ..Self::new(text, line.number, line.page) }
    }

    /// A paragraph of whole text, the number it begins with included.
    pub fn new(text: &[char], line: u32, page: Option<u32>) -> Self {
        // A number in the first cell of a row is the cell's own.
        let is_row = text.contains(&'\t');
        let mark = mark_at(text, 0).filter(|_| !is_row);
        let body = mark.map_or(0, |mark| after_mark(text, 0, mark));
        let no = slice(text, 0, mark.map_or(0, |mark| mark.len)).iter().collect();
        let text = slice(text, body, text.len()).to_vec();
        Self { mark, no, text, line, page, level: 0, heading: 0, is_row, source: 0 }
    }

    /// The mark it begins with; a heading by its style alone has one without a number.
    pub fn mark_or_heading(&self) -> Option<Mark> {
        let styled = || (self.heading > 0 && self.is_phrase()).then_some(Mark { style: Style::Heading(self.heading), value: 0, len: 0 });
        self.mark.or_else(styled)
    }

    /// Whether it has the shape of a heading: short, one phrase, no full stop.
    pub fn is_phrase(&self) -> bool {
        let ends = self.text.last().is_some_and(|c| matches!(plain(*c), ':'));
        let inner = slice(&self.text, 0, self.text.len() - usize::from(ends));
        !inner.is_empty() && inner.len() <= PHRASE_MAX && !self.is_row && !inner.iter().any(|c| is_stop(*c) || plain(*c) == ':')
    }
}

/// A heading is not longer.
pub(super) const PHRASE_MAX: usize = 45;
/// Lines narrower than this many Han characters are cells of a form, not wrapped prose.
const WRAP_MIN: usize = 16;
/// Lines wider than this are paragraphs of their own.
const WRAP_MAX: usize = 75;
/// A first line is indented by two characters.
const INDENT: isize = 2;
/// What comes next may not fit either: a full line may be this much shorter.
const SLACK: isize = 4;

/// How the lines of a text were made.
#[derive(Clone, Copy, Debug)]
enum Layout {
    /// Every line its own paragraph.
    Loose,
    /// Cut at this width, so measured: on paper in Han characters, by programs in scalars.
    Wrapped { width: usize, measure: fn(&[char]) -> usize },
}

/// Joins lines into paragraphs.
pub(super) fn paragraphs(lines: &[Line]) -> Vec<Paragraph> {
    let layout = Layout::of(lines);
    let double_spaced = lines.iter().skip(1).filter(|line| line.blanks_before > 0).count() * 10 >= lines.len() * 7;
    let indents = layout.is_wrapped() && {
        let indented = lines.iter().filter(|line| line.indent_cols >= 2).count();
        indented > 1 && indented * 3 < lines.len() * 2
    };
    let mut joined: Vec<Paragraph> = Vec::new();
    let mut numbers = Numbers::default();
    let mut text: Vec<char> = Vec::new();
    let mut head: Option<&Line> = None;
    let mut before: Option<&Line> = None;
    for line in lines {
        let apart = line.blanks_before > u32::from(double_spaced && layout.is_wrapped()) || indents && line.indent_cols >= 2;
        let goes_on = before.is_some_and(|before| Join { layout, before, line, text: &text, apart }.goes_on(&numbers));
        if goes_on {
            let latin = |c: Option<&char>| c.is_some_and(char::is_ascii_alphabetic);
            if latin(text.last()) && latin(line.text.first()) {
                text.push(' ');
            }
        } else {
            joined.extend(head.map(|head| Paragraph::of(&text, head)));
            text.clear();
            head = Some(line);
            if let Some(mark) = mark_at(&line.text, 0) {
                numbers.count(mark);
            }
        }
        text.extend_from_slice(&line.text);
        before = Some(line);
    }
    joined.extend(head.map(|head| Paragraph::of(&text, head)));
    joined
}

impl Layout {
    /// Wrapped prose shows in many unfinished lines of nearly one width.
    fn of(lines: &[Line]) -> Self {
        // A heading is short and unfinished too; in a text without line ends every piece counts.
        let counts = |line: &&Line| han_width(&line.text) >= WRAP_MIN || line.is_piece;
        let unfinished: Vec<&Line> =
            lines.iter().filter(|line| !is_finished(&line.text) && !line.text.contains(&'\t')).filter(counts).collect();
        let measures: [fn(&[char]) -> usize; 2] = [<[char]>::len, han_width];
        let commonest = measures.into_iter().filter_map(|measure| {
            let (width, lines) = commonest(unfinished.iter().map(|line| measure(&line.text)))?;
            Some((lines, Self::Wrapped { width, measure }))
        });
        let is_wrapped = |layout: &Self| {
            let full = unfinished.iter().filter(|line| layout.is_full(&line.text)).count();
            // Where lines are cut at a width, none is much longer.
            let longer = lines.iter().filter(|line| !line.is_piece && layout.shortage(&line.text) < -SLACK).count();
            full >= 3 && full * 10 >= lines.len() && full * 10 >= unfinished.len() * 6 && longer * 20 <= lines.len()
        };
        commonest.filter(|(_, layout)| is_wrapped(layout)).max_by_key(|(lines, _)| *lines).map_or(Self::Loose, |(_, layout)| layout)
    }

    fn is_wrapped(self) -> bool {
        matches!(self, Self::Wrapped { .. })
    }

    /// By how much a line is shorter than the width of its text.
    fn shortage(self, line: &[char]) -> isize {
        match self {
            Self::Loose => isize::MAX,
            Self::Wrapped { width, measure } => width.cast_signed() - measure(line).cast_signed(),
        }
    }

    fn is_full(self, line: &[char]) -> bool {
        self.shortage(line) <= SLACK
    }

    /// Whether a line goes on in the next but lacks the width of an indent: the first of a paragraph.
    fn is_indented(self, line: &[char]) -> bool {
        !is_finished(line) && (INDENT..=SLACK).contains(&self.shortage(line))
    }
}

/// The width that most lines have, and how many.
fn commonest(widths: impl Iterator<Item = usize>) -> Option<(usize, usize)> {
    let mut lines_of = [0_usize; WRAP_MAX + 1];
    for width in widths.filter(|width| *width <= WRAP_MAX) {
        lines_of[width] += 1;
    }
    let best = (WRAP_MIN..=WRAP_MAX).max_by_key(|width| (lines_of[*width], *width))?;
    (lines_of[best] > 0).then_some((best, lines_of[best]))
}

/// Width in Han characters, rounded up: what is not ASCII takes one, ASCII half.
fn han_width(line: &[char]) -> usize {
    line.iter().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>().div_ceil(2)
}

/// Whether a line ends as a sentence or a list's entry does.
fn is_finished(line: &[char]) -> bool {
    let closing = |c: &&char| matches!(plain(**c), '”' | '’' | ')' | '》' | '"');
    let last = line.iter().rev().find(|c| !closing(c));
    last.is_some_and(|c| is_stop(*c) || plain(*c) == ':')
}

/// The last number seen of each style.
#[derive(Default)]
struct Numbers(Vec<Mark>);

impl Numbers {
    fn count(&mut self, mark: Mark) {
        self.0.retain(|seen| seen.style != mark.style);
        self.0.push(mark);
    }

    /// Whether `mark` may be the next of its style: numbers begin at 1, go on, and are repeated or skipped by mistake.
    fn expect(&self, mark: Mark) -> bool {
        let follows = |seen: &&Mark| seen.style.is_kin(mark.style) && (seen.value..=seen.value + 2).contains(&mark.value);
        mark.value <= 1 || self.0.iter().any(|seen| follows(&seen))
    }
}

/// The question whether `line` goes on where `before`, the last line of `text`, ended.
struct Join<'a> {
    layout: Layout,
    before: &'a Line,
    line: &'a Line,
    text: &'a [char],
    apart: bool,
}

impl Join<'_> {
    fn goes_on(&self, numbers: &Numbers) -> bool {
        let (Some(last), Some(first)) = (self.before.text.last(), self.line.text.first()) else { return false };
        if self.before.text.contains(&'\t') || self.line.text.contains(&'\t') {
            return false;
        }
        if self.before.heading > 0 || self.line.heading > 0 {
            return false;
        }
        let finished = is_finished(&self.before.text);
        if cannot_begin(*first) {
            return true;
        }
        if let Some(mark) = mark_at(&self.line.text, 0).filter(|mark| mark.style != Style::Clause) {
            let full = self.layout.is_full(&self.before.text) && !self.before_is_heading();
            return !finished && (full || self.line.is_piece) && !numbers.expect(mark);
        }
        if matches!(plain(*last), ',' | '、' | '(' | '“' | '《') {
            return true;
        }
        if self.line.is_piece && !self.layout.is_wrapped() {
            return !finished && !self.before_is_heading();
        }
        if self.before_is_heading() && !self.layout.is_full(&self.before.text) {
            return false;
        }
        if self.layout.is_full(&self.before.text) {
            return !(self.apart || finished && self.layout.is_indented(&self.line.text));
        }
        // A page that turns inside a paragraph leaves a short line.
        self.line.after_page_turn && !finished && !self.is_phrase_before()
    }

    /// Whether what stands so far is known as a heading by its words.
    fn before_is_heading(&self) -> bool {
        if self.text.len() > PHRASE_MAX || is_finished(self.text) {
            return false;
        }
        let mark = mark_at(self.text, 0);
        let words = squeeze(slice(self.text, mark.map_or(0, |mark| after_mark(self.text, 0, mark)), self.text.len()));
        lexicon::read(&words).is_some_and(|reading| reading.covers(if mark.is_some() { 75 } else { 95 }))
    }

    fn is_phrase_before(&self) -> bool {
        self.before_is_heading() || mark_at(self.text, 0).is_some_and(|mark| mark.style.is_heading()) && self.text.len() <= PHRASE_MAX / 2
    }
}
