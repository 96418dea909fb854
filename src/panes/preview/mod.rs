//! What was read of a report, before it is written: the lists left, the text right, the words of the
//! row one is on lit in it. Walks and draws; what can be put right, and how, is the import's to know.

mod draw;
mod rows;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use ratatui::layout::Rect;

use super::{Step, bring_into_view};
use crate::import::{At, Corrections, Draft, List, Passage};
use crate::lang::{Lang, Words, tr};
use crate::ui::{Look, Page, ParagraphView, Prose, Reader};
use rows::{Row, rows};

/// How it speaks and looks.
#[derive(Clone, Copy, Debug)]
pub struct PreviewCx {
    /// Language of the screen.
    pub lang: Lang,
    /// Colours, lines, widths.
    pub look: Look,
}

impl PreviewCx {
    /// `words` in the language of the screen.
    fn say(self, words: Words) -> &'static str {
        words.say(self.lang)
    }
}

/// Which half has the keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Half {
    #[default]
    Lists,
    Text,
}

/// An entry's words in a paragraph.
#[derive(Clone, Copy, Debug)]
struct Lit {
    paragraph: usize,
    start: usize,
    end: usize,
    entry: usize,
}

/// The preview of an import.
#[derive(Debug)]
pub struct Preview {
    corrections: Corrections,
    files: Vec<PathBuf>,
    unfolded: BTreeSet<List>,
    funds_unfolded: bool,
    rows: Vec<Row>,
    /// Where entries stand, in the order of the text.
    lit: Vec<Lit>,
    cursor: u32,
    top: u32,
    half: Half,
    reader: Reader,
    /// The cursor moved: the text is to show what it is on.
    follows: bool,
}

/// The text as prose: the printed number stands before the words.
struct Narrative<'a>(&'a Draft);

impl Prose for Narrative<'_> {
    fn count(&self) -> usize {
        self.0.passages()
    }

    fn paragraph(&self, n: usize) -> ParagraphView<'_> {
        let Passage { no, text, level, .. } = self.0.passage(n);
        let after_body = n > 0 && self.0.passage(n - 1).level == 0;
        ParagraphView { text: format!("{no}{text}").into(), indent: 0, strong: level > 0, gap_before: level > 0 && after_body }
    }
}

/// Where the two halves stand; the text has its rule as first row.
struct Areas {
    lists: Rect,
    text: Rect,
    /// What is said of the row one is on.
    card: Rect,
}

/// From this width on the text stands beside the lists.
const BESIDE_FROM_COLS: u16 = 100;
/// Columns of the lists beside the text.
const LIST_COLS: u16 = 48;
/// Columns before the prose: number and bar.
const MARGIN_COLS: u16 = 9;
/// Prose is read at most this wide.
const PROSE_COLS_MAX: u16 = 72;

impl Areas {
    fn of(body: Rect) -> Self {
        if body.width >= BESIDE_FROM_COLS {
            let right = Rect { x: body.x + LIST_COLS + 1, width: body.width - LIST_COLS - 1, ..body };
            let card = (right.height / 3).clamp(6, 12).min(right.height);
            let text = Rect { height: right.height - card, ..right };
            return Self { lists: Rect { width: LIST_COLS, ..body }, text, card: Rect { y: text.bottom(), height: card, ..right } };
        }
        let rows = (body.height * 11 / 20).min(body.height);
        let lists = Rect { height: rows, ..body };
        let card = 3.min(body.height - rows);
        let text = Rect { y: lists.bottom(), height: body.height - rows - card, ..body };
        Self { lists, text, card: Rect { y: text.bottom(), height: card, ..body } }
    }

    fn page(&self, look: Look) -> Page {
        let cols = self.text.width.saturating_sub(MARGIN_COLS + 2).clamp(1, PROSE_COLS_MAX);
        Page { cols, rows: self.text.height.saturating_sub(1), width: look.width, revision: 0 }
    }
}

impl Preview {
    /// What was read of `files`, the lists folded, the first under the cursor.
    pub fn new(draft: Draft, files: Vec<PathBuf>) -> Self {
        let mut preview = Self {
            corrections: Corrections::new(draft),
            files,
            unfolded: BTreeSet::new(),
            funds_unfolded: false,
            rows: Vec::new(),
            lit: Vec::new(),
            cursor: 0,
            top: 0,
            half: Half::Lists,
            reader: Reader::default(),
            follows: true,
        };
        preview.read_anew();
        preview
    }

    /// What stands now.
    pub fn draft(&self) -> &Draft {
        self.corrections.draft()
    }

    /// The draft with the way back.
    pub fn corrections(&self) -> &Corrections {
        &self.corrections
    }

    /// The files that were read.
    pub fn files(&self) -> &[PathBuf] {
        &self.files
    }

    /// The entry the cursor is on.
    pub fn entry(&self) -> Option<usize> {
        match self.row()? {
            Row::Entry(at) => Some(*at),
            Row::List(_) | Row::Funds | Row::Amount(_) | Row::Table => None,
        }
    }

    /// The amounts that the cursor is on: one, or all on the row of the funds.
    fn amounts(&self) -> Vec<At> {
        let funds = self.draft().funds();
        match self.row() {
            Some(Row::Amount(n)) => funds.get(*n).and_then(|amount| amount.at).into_iter().collect(),
            Some(Row::Funds) => funds.iter().filter_map(|amount| amount.at).collect(),
            _ => Vec::new(),
        }
    }

    /// The list the cursor is on or in.
    fn list(&self) -> Option<List> {
        match self.row()? {
            Row::Entry(at) => {
                self.draft().entries().get(*at).map(|entry| if entry.list() == List::Parts { List::Work } else { entry.list() })
            }
            Row::List(list) => Some(*list),
            Row::Funds | Row::Amount(_) | Row::Table => None,
        }
    }

    fn row(&self) -> Option<&Row> {
        self.rows.get(self.cursor as usize)
    }

    /// Takes a correction of the entry under the cursor, and goes to the one it leaves at `entry`.
    pub fn correct(&mut self, (next, entry): (Draft, usize)) {
        let Some(at) = self.entry() else { return };
        self.corrections.take(next, at);
        self.show(entry);
    }

    /// Takes the last correction back, and goes to where it was made; whether there was one.
    pub fn undo(&mut self) -> bool {
        let at = self.corrections.undo();
        if let Some(at) = at {
            self.show(at);
        }
        at.is_some()
    }

    /// Makes it again; whether there was one.
    pub fn redo(&mut self) -> bool {
        let at = self.corrections.redo();
        if let Some(at) = at {
            self.show(at);
        }
        at.is_some()
    }

    /// Unfolds the list of an entry and goes there.
    fn show(&mut self, entry: usize) {
        if let Some(shown) = self.draft().entries().get(entry) {
            let list = shown.list();
            self.unfolded.insert(if list == List::Parts { List::Work } else { list });
        }
        self.read_anew();
        if let Some(row) = self.rows.iter().position(|row| *row == Row::Entry(entry)) {
            self.go(u32::try_from(row).unwrap_or(u32::MAX));
        }
    }

    fn read_anew(&mut self) {
        let draft = self.corrections.draft();
        self.rows = rows(draft, &self.unfolded, self.funds_unfolded);
        let places = |(at, entry)| draft.places(entry).map(move |place| (at, place));
        let lit = draft.entries().iter().enumerate().flat_map(places);
        self.lit = lit.map(|(entry, at)| Lit { paragraph: at.paragraph, start: at.start, end: at.end, entry }).collect();
        self.lit.sort_by_key(|lit| (lit.paragraph, lit.start, lit.entry));
        self.go(self.cursor);
    }

    fn go(&mut self, row: u32) {
        self.cursor = row.min(u32::try_from(self.rows.len().saturating_sub(1)).unwrap_or(u32::MAX));
        self.follows = true;
    }

    /// Moves the cursor, or the text; says whether it moved. `page` rows are shown.
    pub fn step(&mut self, step: Step, page: u16) -> bool {
        if self.half == Half::Text {
            let narrative = Narrative(self.corrections.draft());
            match step {
                Step::Rows(rows) => self.reader.scroll_by(&narrative, rows as isize),
                Step::HalfPages(halves) => {
                    self.reader.scroll_by(&narrative, halves as isize * isize::try_from(page / 2).unwrap_or(1).max(1));
                }
                Step::First => self.reader.start(&narrative),
                Step::Last => self.reader.end(&narrative),
            }
            return true;
        }
        let before = self.cursor;
        let count = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        self.go(step.from(before, count, page));
        self.cursor != before
    }

    /// Left folds the list one is in, right unfolds it.
    pub fn sideways(&mut self, by: i32) {
        if self.half == Half::Lists && matches!(self.row(), Some(Row::Funds | Row::Amount(_))) {
            self.funds_unfolded = by > 0;
            self.read_anew();
            if let Some(row) = self.rows.iter().position(|row| *row == Row::Funds).filter(|_| by < 0) {
                self.go(u32::try_from(row).unwrap_or(u32::MAX));
            }
            return;
        }
        let Some(list) = self.list().filter(|_| self.half == Half::Lists) else { return };
        if by > 0 {
            self.unfolded.insert(list);
        } else {
            self.unfolded.remove(&list);
        }
        self.read_anew();
        if by < 0 {
            self.go_list(list);
        }
    }

    /// Folds or unfolds the list whose row the cursor is on; whether it is on one.
    pub fn toggle_fold(&mut self) -> bool {
        let is_unfolded = match self.row() {
            Some(Row::List(list)) => self.unfolded.contains(list),
            Some(Row::Funds) => self.funds_unfolded,
            _ => return false,
        };
        self.sideways(if is_unfolded { -1 } else { 1 });
        true
    }

    /// Whether the row the cursor is on is a list's, and whether it is unfolded.
    pub fn list_here(&self) -> Option<(List, bool)> {
        match self.row()? {
            Row::List(list) => Some((*list, self.unfolded.contains(list))),
            Row::Entry(_) | Row::Funds | Row::Amount(_) | Row::Table => None,
        }
    }

    /// To a list's row.
    pub fn go_list(&mut self, list: List) {
        self.half = Half::Lists;
        if let Some(row) = self.rows.iter().position(|row| *row == Row::List(list)) {
            self.go(u32::try_from(row).unwrap_or(u32::MAX));
        }
    }

    /// From the lists to the text and back.
    pub fn tab(&mut self) {
        self.half = if self.half == Half::Lists { Half::Text } else { Half::Lists };
    }

    /// To the text.
    pub fn focus_text(&mut self) {
        self.half = Half::Text;
    }

    /// Out of the text; whether the keys were there.
    pub fn step_out(&mut self) -> bool {
        std::mem::take(&mut self.half) == Half::Text
    }

    /// To the next entry (or the one before) that should be looked at; whether there is one.
    pub fn seek_doubt(&mut self, on: bool) -> bool {
        let entries = self.draft().entries();
        let doubtful = |at: &usize| !entries[*at].doubts().is_empty();
        // From a list's row on: its first entry comes next.
        let (from, here) = if let Some(at) = self.entry() {
            (at + 1, at)
        } else {
            let below = self.rows.iter().skip(self.cursor as usize).find_map(|row| match row {
                Row::List(list) => entries.iter().position(|entry| entry.list() >= *list),
                Row::Entry(at) => Some(*at),
                Row::Funds | Row::Amount(_) | Row::Table => None,
            });
            let at = below.unwrap_or(entries.len());
            (at, at)
        };
        let found = if on { (from..entries.len()).find(doubtful) } else { (0..here).rev().find(doubtful) };
        if let Some(at) = found {
            self.half = Half::Lists;
            self.show(at);
        }
        found.is_some()
    }

    /// A click on a row.
    pub fn point(&mut self, row: u32) {
        self.half = Half::Lists;
        self.go(row);
    }

    /// What a menu opened here is about.
    pub fn about(&self, lang: Lang) -> String {
        match self.row() {
            Some(Row::Entry(at)) => {
                let entry = &self.draft().entries()[*at];
                let text: String = self.draft().text(entry).chars().take_while(|c| *c != '\n').take(24).collect();
                format!("{} {} {text}", entry.list().words().say(lang), entry.no())
            }
            Some(Row::List(list)) => list.words().say(lang).to_owned(),
            Some(Row::Amount(n)) => self.draft().funds()[*n].words.say(lang).to_owned(),
            Some(Row::Funds) => FUNDS.say(lang).to_owned(),
            Some(Row::Table) | None => TABLE.say(lang).to_owned(),
        }
    }

    /// Brings cursor and text into view.
    pub fn settle(&mut self, cx: PreviewCx, body: Rect) {
        let areas = Areas::of(body);
        let count = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        self.top = bring_into_view(self.top, self.cursor, count, areas.lists.height.saturating_sub(1));
        let narrative = Narrative(self.corrections.draft());
        self.reader.settle(&narrative, areas.page(cx.look));
        if !std::mem::take(&mut self.follows) {
            return;
        }
        let first = match self.row() {
            Some(Row::Entry(at)) => self.draft().places(&self.draft().entries()[*at]).next(),
            Some(Row::List(list)) => {
                let draft = self.draft();
                let first = draft.of(*list).next();
                first.and_then(|entry| draft.places(entry).next())
            }
            Some(Row::Funds | Row::Amount(_)) => self.amounts().first().copied(),
            _ => None,
        };
        if let Some(at) = first {
            let bytes = draw::shown_bytes(self.corrections.draft().passage(at.paragraph), at.start, at.end);
            self.reader.reveal(&Narrative(self.corrections.draft()), at.paragraph, bytes);
        }
    }
}

const FUNDS: Words = tr("Funds", "资金");
const TABLE: Words = tr("Score table", "自评表");

/// The name an assessment of `path` would have on screen.
pub fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}
