//! The folder view: a batch of departments, a row each, with what is known of it so far. Sorted by any
//! column; the cursor stays on its department however the rows are laid anew. Reads no file.

mod card;
mod columns;
mod draw;
mod order;
mod sift;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use ratatui::layout::Rect;

use super::filter::Filter;
use super::{Step, bring_into_view};
use crate::batch::{Content, Entry, Known, Row, Sought, State};
use crate::command::Keymap;
use crate::lang::{Lang, tr};
use crate::review::Stage;
use crate::ui::Look;
use crate::words;
pub use columns::Column;
use columns::{Due, laid};
pub use sift::{Dated, Rows};

/// From so many rows on the card below the list has room for all it says.
const TALL_FROM_ROWS: u16 = 26;

/// What the view needs to draw.
#[derive(Clone, Copy, Debug)]
pub struct BatchCx<'a> {
    /// Language of the screen.
    pub lang: Lang,
    /// Colours, lines, widths.
    pub look: Look,
    /// For the keys it names.
    pub keymap: &'a Keymap,
    /// The reviewer's stage: what waits for them.
    pub stage: Stage,
    /// What days are compared with: see [`Batch::today`].
    pub today: Option<Date>,
}

/// How far the reading is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reading {
    /// The folder is being listed.
    #[default]
    Listing,
    /// Files are being read, then their suspicions counted.
    Running,
    /// The reader stopped it.
    Stopped,
    /// Nothing more comes.
    Done,
}

/// Sums over all rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Rows whose file has been read, or refused.
    pub read: usize,
    /// Rows whose suspicions are counted.
    pub counted: usize,
    /// Departments all of whose items carry a mark.
    pub reviewed: usize,
    /// Departments signed off by the first review at least.
    pub submitted: usize,
    /// Packages nobody has imported.
    pub packages: usize,
    /// Files that are no assessment or cannot be read.
    pub refused: usize,
    /// Open suspicions.
    pub suspicions: usize,
    /// Findings.
    pub findings: usize,
    /// Departments with something that was to come and is late.
    pub late: usize,
}

/// The folder view.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    folder: PathBuf,
    rows: Vec<Row>,
    /// Rows as they are shown, by their place among all.
    shown: Vec<u32>,
    /// The column they are sorted by, and whether from its other end.
    order: Column,
    reversed: bool,
    cursor: u32,
    top: u32,
    /// Rows on screen, as of the last settling.
    page: u16,
    /// Whether the folder holds more than is shown.
    more: bool,
    /// What days are compared with.
    today: Option<Date>,
    due: Due,
    reading: Reading,
    totals: Totals,
    /// What is shown of them, and which rows that keeps: one that no longer fits stays until one filters anew.
    filter: Option<Filter<Rows>>,
    kept: Vec<bool>,
}

impl Batch {
    /// A folder of which nothing is known yet.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder, ..Self::default() }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The day of the last listing.
    pub fn today(&self) -> Option<Date> {
        self.today
    }

    /// How far the reading is.
    pub fn reading(&self) -> Reading {
        self.reading
    }

    /// The reading goes on, or not.
    pub fn set_reading(&mut self, reading: Reading) {
        self.reading = reading;
    }

    /// Sums over all rows.
    pub fn totals(&self) -> Totals {
        self.totals
    }

    /// What is known of files, so that only what changed is read again.
    pub fn known(&self) -> Vec<Known> {
        self.rows.iter().filter_map(Row::known).collect()
    }

    /// The row under the cursor.
    pub fn here(&self) -> Option<&Row> {
        self.rows.get(*self.shown.get(self.cursor as usize)? as usize)
    }

    /// The assessments shown that can be looked through, in their order.
    pub fn sought(&self) -> impl Iterator<Item = Sought> {
        let shown = self.shown.iter().filter_map(|n| self.rows.get(*n as usize));
        let files = shown.filter(|row| !matches!(row.content, Content::Package(_)));
        files.map(|row| Sought::new(row.path.clone(), row.title().to_owned()))
    }

    /// Rows shown, and all.
    pub fn counts(&self) -> (usize, usize) {
        (self.shown.len(), self.rows.len())
    }

    /// What the rows are filtered by.
    pub fn filter(&self) -> Option<&Filter<Rows>> {
        self.filter.as_ref()
    }

    /// Shows only rows that fit, or all again; says how many.
    pub fn filter_by(&mut self, filter: Option<Filter<Rows>>) -> usize {
        self.filter = filter;
        self.sift_all();
        self.relay();
        self.shown.len()
    }

    /// How many rows a filter would keep. Costs a pass over the rows.
    pub fn count_kept(&self, filter: &Filter<Rows>) -> usize {
        self.rows.iter().filter(|row| filter.keeps(Dated { row, today: self.today })).count()
    }

    fn sift_all(&mut self) {
        let keeps = |row| self.filter.as_ref().is_none_or(|filter| filter.keeps(Dated { row, today: self.today }));
        self.kept = self.rows.iter().map(keeps).collect();
    }

    /// A row of which more is known now: if what was asked could not be told before, it is now.
    fn sift_row(&mut self, n: u32) {
        if let (Some(row), Some(kept), Some(filter)) = (self.rows.get(n as usize), self.kept.get_mut(n as usize), &self.filter) {
            *kept = filter.keeps(Dated { row, today: self.today });
        }
    }

    /// The listing: what is known of files that are still there stays.
    pub fn list(&mut self, entries: Vec<Entry>, more: bool, today: Option<Date>) {
        let here = self.here().map(|row| row.path.clone());
        let mut before: HashMap<PathBuf, Row> = self.rows.drain(..).map(|row| (row.path.clone(), row)).collect();
        let fresh = |entry: Entry| {
            let row = Row::of(entry);
            match before.remove(&row.path) {
                Some(known) if matches!(row.content, Content::Waiting) && !matches!(known.content, Content::Package(_)) => known,
                _ => row,
            }
        };
        self.rows = entries.into_iter().map(fresh).collect();
        self.today = today;
        self.sift_all();
        self.more = more;
        self.reading = Reading::Running;
        self.lay();
        if let Some(at) =
            here.and_then(|path| self.shown.iter().position(|n| self.rows.get(*n as usize).is_some_and(|row| row.path == path)))
        {
            self.cursor = place(at);
        }
    }

    /// What was found out holds no longer, as by other rules or in another language: all is to be read anew.
    pub fn forget(&mut self) {
        for row in self.rows.iter_mut().filter(|row| !matches!(row.content, Content::Package(_))) {
            row.content = Content::Waiting;
        }
        self.relay();
    }

    /// What files say.
    pub fn read(&mut self, read: Vec<(u32, Content)>) {
        for (n, mut content) in read {
            let Some(row) = self.rows.get_mut(n as usize) else { continue };
            // Until they are counted anew, the suspicions counted last are the nearest there is.
            if let (Content::Read(_, now), Some(before)) = (&mut content, row.figures()) {
                now.suspicions = before.suspicions;
            }
            let is_new = matches!(row.content, Content::Waiting | Content::Package(_));
            row.content = content;
            if is_new {
                self.sift_row(n);
            }
        }
        self.relay();
    }

    /// How many suspicions are open.
    pub fn count(&mut self, counted: Vec<(u32, Result<usize, String>)>) {
        for (n, count) in counted {
            let Some(Content::Read(_, figures)) = self.rows.get_mut(n as usize).map(|row| &mut row.content) else { continue };
            let is_new = figures.suspicions.is_none();
            match count {
                Ok(count) => figures.suspicions = Some(count),
                Err(why) => figures.trouble = Some(why),
            }
            if is_new {
                self.sift_row(n);
            }
        }
        self.relay();
    }

    /// Lays the rows anew; the cursor stays on its department.
    fn relay(&mut self) {
        let here = self.shown.get(self.cursor as usize).copied();
        self.lay();
        if let Some(at) = here.and_then(|here| self.shown.iter().position(|n| *n == here)) {
            self.cursor = place(at);
        }
    }

    fn lay(&mut self) {
        self.totals = totals(&self.rows, self.today);
        let is_due = self.rows.iter().filter_map(Row::figures).any(|figures| figures.due.is_some());
        self.due = if is_due { Due::Some } else { Due::Nothing };
        self.shown = order::ordered(&self.rows, self.order, self.reversed);
        if self.filter.is_some() {
            self.shown.retain(|n| self.kept.get(*n as usize).copied().unwrap_or(true));
        }
        self.cursor = self.cursor.min(place(self.shown.len()).saturating_sub(1));
    }

    /// Sorts by a column; by the same one again, from its other end.
    pub fn sort_by(&mut self, column: Column) {
        self.reversed = self.order == column && !self.reversed;
        self.order = column;
        self.relay();
    }

    /// Sorts by the next column shown, or the one before; in a batch that is what left and right do.
    pub fn sort_sideways(&mut self, area: Rect, lang: Lang, by: i32) {
        let columns: Vec<Column> = laid(area, lang, self.due).columns().collect();
        let at = columns.iter().position(|column| *column == self.order).unwrap_or(0);
        let next = at.saturating_add_signed(by.signum() as isize).min(columns.len().saturating_sub(1));
        if let Some(column) = columns.get(next).filter(|column| **column != self.order) {
            self.sort_by(*column);
        }
    }

    /// Turns the order round.
    pub fn turn(&mut self) {
        self.sort_by(self.order);
    }

    /// What it is sorted by.
    pub fn order(&self, lang: Lang) -> String {
        let from = if self.reversed { tr(", other end first", "，倒序") } else { tr("", "") };
        format!("{}{}", self.order.words().say(lang), from.say(lang))
    }

    /// The column of a head.
    pub fn head(&self, area: Rect, lang: Lang, at: usize) -> Option<Column> {
        laid(area, lang, self.due).columns().nth(at)
    }

    /// Moves the cursor; says whether it moved.
    pub fn step(&mut self, step: Step) -> bool {
        let before = self.cursor;
        self.cursor = step.from(self.cursor, place(self.shown.len()), self.page.max(2));
        before != self.cursor
    }

    /// Puts the cursor on a row.
    pub fn point(&mut self, row: u32) {
        self.cursor = row.min(place(self.shown.len()).saturating_sub(1));
    }

    /// Puts the cursor on the department of this file.
    pub fn go(&mut self, path: &Path) {
        if let Some(at) = self.shown.iter().position(|n| self.rows.get(*n as usize).is_some_and(|row| row.path == path)) {
            self.cursor = place(at);
        }
    }

    /// Goes to the next department that fits (`by` below 0: the one before), from the last on to the first; says whether there is one.
    pub fn seek(&mut self, by: i32, fits: impl Fn(&Row) -> bool) -> bool {
        let count = self.shown.len();
        let found = (1..=count).map(|far| (self.cursor as usize + if by < 0 { count - far } else { far }) % count).find(|at| {
            let row = self.shown.get(*at).and_then(|n| self.rows.get(*n as usize));
            row.is_some_and(&fits)
        });
        found.inspect(|at| self.cursor = place(*at)).is_some()
    }

    /// Where one is, for the right of the bottom bar.
    pub fn position(&self, lang: Lang) -> Option<String> {
        (!self.shown.is_empty()).then(|| words::nth(lang, self.cursor + 1, self.shown.len()))
    }

    /// Brings the cursor into view.
    pub fn settle(&mut self, area: Rect) {
        self.page = parts(area).1.height;
        self.top = bring_into_view(self.top, self.cursor, place(self.shown.len()), self.page);
    }
}

/// The line of totals, the list below its heads, and the card.
fn parts(area: Rect) -> (Rect, Rect, Rect) {
    let card_rows = if area.height >= TALL_FROM_ROWS { 7 } else { 4 };
    let strip = Rect { height: 1, ..area };
    let list = Rect { y: area.y + 2, height: area.height.saturating_sub(2 + card_rows), ..area };
    (strip, list, Rect { y: list.bottom(), height: card_rows.min(area.bottom().saturating_sub(list.bottom())), ..area })
}

/// A place among rows; a listing is bounded far below this.
fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn totals(rows: &[Row], today: Option<Date>) -> Totals {
    let mut totals = Totals::default();
    for row in rows {
        match &row.content {
            Content::Waiting => {}
            Content::Package(_) => totals.packages += 1,
            Content::Refused(..) => {
                totals.read += 1;
                totals.refused += 1;
            }
            Content::Read(_, figures) => {
                totals.read += 1;
                totals.counted += usize::from(figures.suspicions.is_some() || figures.trouble.is_some());
                totals.reviewed += usize::from(figures.is_reviewed());
                totals.submitted += usize::from(figures.state.is_some_and(|state| state >= State::Submitted));
                totals.suspicions += figures.suspicions.unwrap_or(0);
                totals.findings += figures.findings_all();
                totals.late += usize::from(figures.late_days(today).is_some());
            }
        }
    }
    totals
}
