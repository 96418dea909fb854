//! Long prose on a screen: which rows are shown, and where scrolling leads.
//!
//! The position is a paragraph and a row in it, and only paragraphs that are shown or passed over are
//! wrapped, so a text of 100 000 paragraphs costs what one screen of it costs. Draws nothing: the
//! pane puts numbers, signs and highlighted text beside the rows it gets from [`Reader::rows`].

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use crate::text::{Row, Width, wrap};

/// Rows kept laid out, a few MB; beyond that they are laid out again when needed.
const ROWS_KEPT: usize = 50_000;

/// A text of numbered paragraphs.
pub trait Prose {
    /// How many there are.
    fn count(&self) -> usize;

    /// Paragraph `n`, counted from 0 and below [`Prose::count`].
    fn paragraph(&self, n: usize) -> ParagraphView<'_>;
}

/// One paragraph as it is to be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ParagraphView<'a> {
    /// The words.
    pub text: Cow<'a, str>,
    /// Columns left free before each row.
    pub indent: u16,
    /// Whether it is a heading.
    pub strong: bool,
    /// Whether a blank row stands before it; never before the first.
    pub gap_before: bool,
}

/// What decides where rows end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Columns for text.
    pub cols: u16,
    /// Rows shown.
    pub rows: u16,
    /// Columns of ambiguous characters.
    pub width: Width,
    /// Another number whenever any paragraph may have changed.
    pub revision: u64,
}

/// One row on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReaderRow {
    /// Which paragraph.
    pub paragraph: usize,
    /// Row of the paragraph, from 0.
    pub row: usize,
    /// Bytes of the paragraph's text; none on the blank row before it.
    pub text: Option<Range<usize>>,
}

impl ReaderRow {
    /// Whether the paragraph's words begin here: where its number stands.
    pub fn first(&self) -> bool {
        self.row == 0 && self.text.is_some()
    }
}

/// A window on a [`Prose`]. After the size or the text changed [`Reader::settle`] comes first.
#[derive(Clone, Debug, Default)]
pub struct Reader {
    page: Page,
    top: Place,
    rows: Vec<ReaderRow>,
    laid: HashMap<usize, Laid>,
    rows_laid: usize,
}

/// A row of the whole text: paragraph, and line in it with the blank row as its first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    paragraph: usize,
    line: usize,
}

#[derive(Clone, Debug)]
struct Laid {
    gap: usize,
    rows: Vec<Row>,
}

impl Laid {
    fn lines(&self) -> usize {
        self.gap + self.rows.len()
    }

    /// The line that holds byte `at`.
    fn line_of(&self, at: usize) -> usize {
        self.gap + self.rows.partition_point(|row| row.start <= at).saturating_sub(1)
    }
}

impl Reader {
    /// The rows to draw, from the top: at most [`Page::rows`].
    pub fn rows(&self) -> &[ReaderRow] {
        &self.rows
    }

    /// Takes the size and the text as they are now. The row at the top stays the one with the same words.
    pub fn settle(&mut self, prose: &impl Prose, page: Page) {
        let anchor = self.rows.first().and_then(|row| Some((row.paragraph, row.text.clone()?.start)));
        let same = Page { rows: self.page.rows, ..page } == self.page;
        self.page = page;
        if !same {
            self.laid.clear();
            self.rows_laid = 0;
            if let Some((paragraph, at)) = anchor.filter(|(paragraph, _)| *paragraph < prose.count()) {
                self.top = Place { paragraph, line: self.lay(prose, paragraph).line_of(at) };
            }
        }
        self.fill(prose);
    }

    /// Scrolls by rows, down if positive. Costs what it passes over: see [`Reader::end`].
    pub fn scroll_by(&mut self, prose: &impl Prose, rows: isize) {
        self.top = self.walk(prose, self.top, rows);
        self.fill(prose);
    }

    /// Scrolls by screens less one row, down if positive.
    pub fn page_by(&mut self, prose: &impl Prose, pages: isize) {
        self.scroll_by(prose, pages.saturating_mul(self.shown().max(2) - 1));
    }

    /// To the first row.
    pub fn start(&mut self, prose: &impl Prose) {
        self.top = Place::default();
        self.fill(prose);
    }

    /// To the last row.
    pub fn end(&mut self, prose: &impl Prose) {
        self.top = Place { paragraph: usize::MAX, line: 0 };
        self.fill(prose);
    }

    /// Brings bytes `part` of a paragraph into view, its start before its end: by as few rows as will do
    /// if they are near, else to a third of the screen.
    pub fn reveal(&mut self, prose: &impl Prose, paragraph: usize, part: Range<usize>) {
        if paragraph >= prose.count() {
            return;
        }
        let laid = self.lay(prose, paragraph);
        let line = |at| Place { paragraph, line: laid.line_of(at) };
        let (first, last) = (line(part.start), line(part.end.saturating_sub(1).max(part.start)));
        let shown = self.shown();
        // With this at the top `last` is the bottom row.
        let least = self.walk(prose, last, 1 - shown);
        let near = (self.walk(prose, first, -2 * shown)..=self.walk(prose, last, shown)).contains(&self.top);
        self.top = if near { self.top.max(least).min(first) } else { self.walk(prose, first, -(shown / 3)) };
        self.fill(prose);
    }

    fn shown(&self) -> isize {
        isize::try_from(self.page.rows.max(1)).expect("16 bits fit")
    }

    /// Makes the rows from `top` on, after moving `top` up until the screen is full or the text's start reached.
    fn fill(&mut self, prose: &impl Prose) {
        self.rows.clear();
        let Some(last) = prose.count().checked_sub(1) else {
            self.top = Place::default();
            return;
        };
        let last = Place { paragraph: last, line: self.lay(prose, last).lines() - 1 };
        let lowest_top = self.walk(prose, last, 1 - self.shown());
        self.top = self.top.min(lowest_top);
        // After a change the paragraph may have fewer lines.
        self.top.line = self.top.line.min(self.lay(prose, self.top.paragraph).lines() - 1);

        let Place { mut paragraph, mut line } = self.top;
        let shown = usize::from(self.page.rows);
        while self.rows.len() < shown && paragraph <= last.paragraph {
            let room = shown - self.rows.len();
            let laid = self.lay(prose, paragraph);
            let lines = (line..laid.lines()).take(room).map(|line| ReaderRow {
                paragraph,
                row: line.saturating_sub(laid.gap),
                text: line.checked_sub(laid.gap).map(|row| laid.rows[row].start..laid.rows[row].end),
            });
            let lines: Vec<ReaderRow> = lines.collect();
            self.rows.extend(lines);
            (paragraph, line) = (paragraph + 1, 0);
        }
    }

    /// The place `by` rows further, or the first or last row of all.
    fn walk(&mut self, prose: &impl Prose, from: Place, by: isize) -> Place {
        let Some(last) = prose.count().checked_sub(1) else { return Place::default() };
        let Place { mut paragraph, mut line } = from;
        paragraph = paragraph.min(last);
        let mut left = by.unsigned_abs();
        if by < 0 {
            while left > line {
                if paragraph == 0 {
                    return Place::default();
                }
                left -= line + 1;
                paragraph -= 1;
                line = self.lay(prose, paragraph).lines() - 1;
            }
            return Place { paragraph, line: line - left };
        }
        loop {
            let last_line = self.lay(prose, paragraph).lines() - 1;
            if line + left <= last_line {
                return Place { paragraph, line: line + left };
            }
            if paragraph == last {
                return Place { paragraph, line: last_line };
            }
            left -= last_line + 1 - line.min(last_line + 1);
            (paragraph, line) = (paragraph + 1, 0);
        }
    }

    /// Paragraph `n` in rows.
    fn lay(&mut self, prose: &impl Prose, n: usize) -> &Laid {
        if !self.laid.contains_key(&n) {
            if self.rows_laid > ROWS_KEPT {
                self.laid.clear();
                self.rows_laid = 0;
            }
            let view = prose.paragraph(n);
            let rows = wrap(&view.text, self.page.cols.saturating_sub(view.indent).into(), self.page.width);
            self.rows_laid += rows.len();
            self.laid.insert(n, Laid { gap: usize::from(view.gap_before && n > 0), rows });
        }
        &self.laid[&n]
    }
}
