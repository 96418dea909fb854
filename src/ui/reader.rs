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
        let highest = self.walk(prose, last, 1 - shown);
        let near = (self.walk(prose, first, -2 * shown)..=self.walk(prose, last, shown)).contains(&self.top);
        self.top = if near { self.top.max(highest).min(first) } else { self.walk(prose, first, -(shown / 3)) };
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

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use proptest::prelude::*;

    use super::*;

    /// Paragraphs made on demand; counts how often one is asked for.
    struct Book {
        count: usize,
        asked: Cell<usize>,
        text: fn(usize) -> String,
    }

    impl Book {
        fn new(count: usize, text: fn(usize) -> String) -> Self {
            Self { count, asked: Cell::new(0), text }
        }
    }

    impl Prose for Book {
        fn count(&self) -> usize {
            self.count
        }

        fn paragraph(&self, n: usize) -> ParagraphView<'_> {
            self.asked.set(self.asked.get() + 1);
            ParagraphView { text: (self.text)(n).into(), indent: u16::from(n % 2 == 1) * 2, strong: false, gap_before: n.is_multiple_of(3) }
        }
    }

    const PAGE: Page = Page { cols: 20, rows: 5, width: Width::Narrow, revision: 0 };

    /// Of one to four rows.
    fn mixed(n: usize) -> String {
        "我厅全年预算执行率九成".repeat(n % 4)
    }

    fn open(book: &Book) -> Reader {
        let mut reader = Reader::default();
        reader.settle(book, PAGE);
        reader
    }

    /// Paragraph and row of each row shown; blank rows as none.
    fn shown(reader: &Reader) -> Vec<(usize, Option<usize>)> {
        reader.rows().iter().map(|row| (row.paragraph, row.text.as_ref().map(|_| row.row))).collect()
    }

    #[test]
    fn rows_follow_each_other_with_blank_rows_between_groups() {
        let book = Book::new(5, mixed);
        let mut reader = open(&book);
        assert_eq!(shown(&reader), [(0, Some(0)), (1, Some(0)), (1, Some(1)), (2, Some(0)), (2, Some(1))]);
        reader.scroll_by(&book, 3);
        assert_eq!(shown(&reader), [(2, Some(0)), (2, Some(1)), (2, Some(2)), (3, None), (3, Some(0))]);
        assert!(reader.rows()[4].first() && !reader.rows()[3].first() && !reader.rows()[1].first());
        reader.scroll_by(&book, -1);
        assert_eq!(shown(&reader)[0], (1, Some(1)));
    }

    #[test]
    fn the_last_screen_is_full_and_the_first_starts_at_the_start() {
        let book = Book::new(30, mixed);
        let mut reader = open(&book);
        reader.scroll_by(&book, 1_000_000);
        assert_eq!(reader.rows().len(), 5);
        let end = reader.rows().to_vec();
        reader.end(&book);
        assert_eq!(reader.rows(), end);
        assert_eq!(end[4].paragraph, 29);
        reader.scroll_by(&book, -1_000_000);
        assert_eq!(shown(&reader)[0], (0, Some(0)));
        reader.end(&book);
        reader.start(&book);
        assert_eq!(shown(&reader)[0], (0, Some(0)));
    }

    #[test]
    fn a_page_keeps_one_row_of_the_last() {
        let book = Book::new(30, mixed);
        let mut reader = open(&book);
        let last = reader.rows()[4].clone();
        reader.page_by(&book, 1);
        assert_eq!(reader.rows()[0], last);
        reader.page_by(&book, -1);
        assert_eq!(shown(&reader)[0], (0, Some(0)));
    }

    #[test]
    fn a_narrower_window_starts_with_the_same_words() {
        let book = Book::new(30, mixed);
        let mut reader = open(&book);
        reader.scroll_by(&book, 9);
        let before = reader.rows()[0].clone();
        reader.settle(&book, Page { cols: 9, ..PAGE });
        let after = reader.rows()[0].clone();
        let first = before.text.expect("a row of words").start;
        assert_eq!(after.paragraph, before.paragraph);
        assert!(after.text.expect("a row of words").contains(&first));
    }

    #[test]
    fn what_is_revealed_moves_as_little_as_need_be_or_to_a_third() {
        let book = Book::new(300, mixed);
        let mut reader = open(&book);
        reader.reveal(&book, 1, 0..6);
        assert_eq!(shown(&reader)[0], (0, Some(0)), "it was in view");
        reader.reveal(&book, 3, 0..usize::MAX);
        assert_eq!(shown(&reader)[4], (3, Some(3)), "its end comes to the last row");
        reader.reveal(&book, 2, 0..6);
        assert_eq!(shown(&reader)[0], (2, Some(0)), "its start comes to the first row");
        reader.reveal(&book, 200, 0..6);
        assert_eq!(shown(&reader)[1].0, 200, "far away: a third down");
        reader.reveal(&book, 999, 0..6);
        assert_eq!(shown(&reader)[1].0, 200, "there is none");
    }

    #[test]
    fn a_part_longer_than_the_screen_shows_its_start() {
        let book = Book::new(3, |_| "预算".repeat(100));
        let mut reader = open(&book);
        reader.reveal(&book, 1, 0..usize::MAX);
        assert_eq!((reader.rows()[1].paragraph, reader.rows()[1].first()), (1, true));
        reader.scroll_by(&book, 4);
        reader.reveal(&book, 1, 0..usize::MAX);
        assert_eq!((reader.rows()[0].paragraph, reader.rows()[0].first()), (1, true));
    }

    #[test]
    fn an_empty_text_has_no_rows_and_a_shrunk_one_is_scrolled_back() {
        let none = Book::new(0, mixed);
        let mut reader = open(&none);
        reader.scroll_by(&none, 3);
        reader.reveal(&none, 0, 0..1);
        reader.end(&none);
        assert_eq!(reader.rows(), []);

        let book = Book::new(100, mixed);
        let mut reader = open(&book);
        reader.end(&book);
        let short = Book::new(2, mixed);
        reader.settle(&short, Page { revision: 1, ..PAGE });
        assert_eq!(shown(&reader), [(0, Some(0)), (1, Some(0)), (1, Some(1))]);
    }

    #[test]
    fn a_hundred_thousand_paragraphs_cost_what_is_shown() {
        let book = Book::new(100_000, mixed);
        let mut reader = open(&book);
        reader.end(&book);
        for _ in 0..10 {
            reader.page_by(&book, -1);
        }
        reader.reveal(&book, 50_000, 0..1);
        reader.scroll_by(&book, -20);
        assert!(book.asked.get() < 120, "{} paragraphs asked for", book.asked.get());
    }

    #[test]
    fn what_is_kept_laid_out_is_bounded() {
        let book = Book::new(100, |_| "\n".repeat(4_999));
        let mut reader = open(&book);
        for paragraph in 0..100 {
            reader.reveal(&book, paragraph, 0..1);
        }
        assert!(reader.rows_laid <= ROWS_KEPT + 5_000);
        assert_eq!(reader.rows_laid, reader.laid.values().map(|laid| laid.rows.len()).sum::<usize>());
    }

    #[derive(Clone, Debug)]
    enum Move {
        By(isize),
        Page(isize),
        Start,
        End,
        Reveal(usize, usize),
        Settle(u16, u16),
    }

    fn movement() -> impl Strategy<Value = Move> {
        prop_oneof![
            (-12..12_isize).prop_map(Move::By),
            (-2..3_isize).prop_map(Move::Page),
            Just(Move::Start),
            Just(Move::End),
            (0..45_usize, 0..120_usize).prop_map(|(n, at)| Move::Reveal(n, at)),
            (1..30_u16, 0..9_u16).prop_map(|(cols, rows)| Move::Settle(cols, rows)),
        ]
    }

    proptest! {
        #[test]
        fn any_moves_show_a_window_of_all_rows(count in 0..40_usize, moves in prop::collection::vec(movement(), 0..24)) {
            let book = Book::new(count, mixed);
            let mut reader = open(&book);
            let mut page = PAGE;
            for one in moves {
                // All rows of the text at this width.
                let mut whole = Reader::default();
                match one {
                    Move::Settle(cols, rows) => page = Page { cols, rows, ..page },
                    Move::By(_) | Move::Page(_) | Move::Start | Move::End | Move::Reveal(..) => {}
                }
                whole.settle(&book, Page { rows: u16::MAX, ..page });
                let all = whole.rows();
                let top = |reader: &Reader| reader.rows().first().and_then(|first| all.iter().position(|row| row == first));
                let before = top(&reader);
                match one {
                    Move::By(rows) => reader.scroll_by(&book, rows),
                    Move::Page(pages) => reader.page_by(&book, pages),
                    Move::Start => reader.start(&book),
                    Move::End => reader.end(&book),
                    Move::Reveal(n, at) => reader.reveal(&book, n, at..at + 1),
                    Move::Settle(..) => reader.settle(&book, page),
                }
                let shown = usize::from(page.rows);
                let last_top = all.len().saturating_sub(shown.max(1));
                prop_assert_eq!(reader.rows().len(), shown.min(all.len()));
                if reader.rows().is_empty() {
                    continue;
                }
                let after = top(&reader);
                let start = after.expect("the first row is one of all");
                prop_assert_eq!(reader.rows(), &all[start..start + reader.rows().len()]);
                match one {
                    Move::By(rows) => {
                        let wanted = before.map(|before| before.saturating_add_signed(rows).min(last_top));
                        prop_assert!(wanted.is_none() || wanted == after);
                    }
                    Move::Start => prop_assert_eq!(start, 0),
                    Move::End => prop_assert_eq!(start, last_top),
                    Move::Reveal(n, at) if n < count => {
                        let row = all.iter().rposition(|row| row.paragraph == n && row.text.as_ref().is_some_and(|text| text.start <= at));
                        prop_assert!(row.is_some_and(|row| (start..start + shown).contains(&row)));
                    }
                    Move::Reveal(..) | Move::Page(_) | Move::Settle(..) => {}
                }
            }
        }
    }
}
