//! The score view (评分表): its faces, the cursor in each, and the card of what it is on. Changes nothing
//! of the review: what is scored and deducted goes through the app.

mod card;
mod cell;
mod columns;
mod face;
mod grid;
mod ledger;

use std::collections::BTreeSet;

use ratatui::layout::Rect;

pub use cell::Cell;
pub use face::Face;

use super::list_card::inside;
use super::{Cx, HintRow, OnEnter, Open, Step, ViewPane, bring_into_view};
use crate::command::{Command, Facts, Target};
use crate::lang::{Lang, tr};
use crate::report::{ItemRef, Place};
use crate::scoring::{Row, Sheet};
use crate::ui::{Canvas, Role, UNBOUND_COLS};
use crate::words;

const MENU: &[Command] = &[
    Command::Edit,
    Command::Deduct,
    Command::Adopt,
    Command::Score,
    Command::ScoreReason,
    Command::Supply,
    Command::Trial,
    Command::ItsFinding,
    Command::Standard,
    Command::More,
];
const MENU_NO_STANDARD: &[Command] = &[
    Command::Standard,
    Command::Edit,
    Command::Deduct,
    Command::Score,
    Command::ScoreReason,
    Command::Supply,
    Command::ItsFinding,
    Command::Passage,
    Command::Table,
    Command::More,
];
const MENU_NO_ROW: &[Command] = &[Command::Standard, Command::Supply, Command::Table, Command::More];
const MENU_CASE: &[Command] = &[Command::ItsFinding, Command::ScoreRow, Command::Level, Command::Passage, Command::Comment, Command::Order];
const MENU_MATTER: &[Command] = &[Command::Level, Command::Order];
/// What stands on the second page of the menu.
const MORE: &[Command] = &[
    Command::ViewBridge,
    Command::ViewSides,
    Command::ViewAlike,
    Command::Select,
    Command::Toggle,
    Command::SelectAll,
    Command::Passage,
    Command::Item,
    Command::Comment,
    Command::Table,
];

const HINTS: &[HintRow] = &[
    (Command::Menu, None),
    (Command::Standard, None),
    (Command::Deduct, None),
    (Command::Adopt, None),
    (Command::Edit, None),
    (Command::Score, None),
    (Command::Order, None),
    (Command::Select, None),
];
const HINTS_LINES: &[HintRow] = &[
    (Command::Menu, Some(tr("open", "打开"))),
    (Command::Order, None),
    (Command::ItsFinding, None),
    (Command::ScoreRow, None),
    (Command::Passage, None),
];
const HINTS_ALIKE: &[HintRow] =
    &[(Command::Menu, None), (Command::Level, None), (Command::ItsFinding, None), (Command::ScoreRow, None), (Command::Order, None)];

/// The score view.
#[derive(Clone, Debug, Default)]
pub struct ScoresPane {
    face: Face,
    /// The row of the sheet the keys are on.
    cursor: usize,
    /// And its id: the cursor stays there whatever standard is laid over the report.
    here: Option<String>,
    cell: Cell,
    /// The row at which choosing several began.
    anchor: Option<String>,
    /// Rows chosen one by one, by id.
    marked: BTreeSet<String>,
    /// The line the keys are on in a face that is a list.
    at: usize,
    top: u32,
    in_card: bool,
    card_top: u16,
}

impl ScoresPane {
    /// The face that is shown.
    pub fn face(&self) -> Face {
        self.face
    }

    /// Shows a face.
    pub fn show(&mut self, face: Face) {
        if self.face != face {
            (self.face, self.at, self.top, self.in_card, self.card_top) = (face, 0, 0, false, 0);
        }
    }

    /// Shows the next face.
    pub fn next_face(&mut self) {
        self.show(self.face.next());
    }

    /// The row the keys are on.
    pub fn row<'a>(&self, open: &'a Open) -> Option<&'a Row> {
        let at = if self.face.is_rows() { self.cursor } else { self.line(open)?.row()? };
        open.desk.shown()?.rows.get(at)
    }

    /// The matter the keys are on, by its place among like cases.
    pub fn matter(&self, open: &Open) -> Option<usize> {
        let mut left = self.at;
        open.desk.alike().iter().position(|one| {
            let is_here = self.face == Face::Alike && left <= one.cases.len();
            left = left.saturating_sub(one.cases.len() + 1);
            is_here
        })
    }

    /// The figure the keys are on.
    pub fn cell(&self) -> Cell {
        self.cell
    }

    /// The rows the keys are on: all that are chosen, else that of the cursor.
    pub fn chosen<'a>(&self, open: &'a Open) -> Vec<&'a Row> {
        let Some(sheet) = open.desk.shown() else { return Vec::new() };
        if !self.face.is_rows() || !self.is_selecting() {
            return self.row(open).into_iter().collect();
        }
        sheet.rows.iter().enumerate().filter(|(at, _)| self.is_chosen(sheet, *at)).map(|(_, row)| row).collect()
    }

    /// Starts choosing several rows, or lets go of them all.
    pub fn select(&mut self, on: bool) {
        self.anchor = if on { self.here.clone() } else { None };
        if !on {
            self.marked.clear();
        }
    }

    /// Chooses the row of the cursor by itself, or lets go of it, and goes on; `false` at the last row.
    pub fn toggle(&mut self, open: &Open) -> bool {
        if let Some(id) = self.here.clone()
            && !self.marked.remove(&id)
        {
            self.marked.insert(id);
        }
        let at = self.cursor;
        self.set_cursor(open, at + 1);
        self.cursor > at
    }

    /// Chooses all rows, or lets go of them.
    pub fn toggle_all(&mut self, open: &Open) {
        let all = open.desk.shown().map_or(&[][..], |sheet| &sheet.rows);
        let every = all.iter().all(|row| self.marked.contains(&row.id));
        self.select(false);
        if !every {
            self.marked.extend(all.iter().map(|row| row.id.clone()));
        }
    }

    /// Whether several rows are being chosen.
    pub fn is_selecting(&self) -> bool {
        self.anchor.is_some() || !self.marked.is_empty()
    }

    /// Puts the cursor on a row or line.
    pub fn point(&mut self, open: &Open, row: usize) {
        self.in_card = false;
        self.set_cursor(open, row);
    }

    /// Shows the row of this id in the sheet.
    pub fn go(&mut self, id: String) {
        self.show(Face::Sheet);
        self.in_card = false;
        self.here = Some(id);
    }

    /// Gives the card the keys.
    pub fn focus_card(&mut self) {
        self.in_card = true;
    }

    fn is_chosen(&self, sheet: &Sheet, at: usize) -> bool {
        let (from, to) = self.range(sheet);
        let in_range = self.anchor.is_some() && (from..=to).contains(&at);
        in_range || sheet.rows.get(at).is_some_and(|row| self.marked.contains(&row.id))
    }

    fn range(&self, sheet: &Sheet) -> (usize, usize) {
        let anchor = self.anchor.as_ref().and_then(|id| sheet.rows.iter().position(|row| row.id == *id)).unwrap_or(self.cursor);
        (anchor.min(self.cursor), anchor.max(self.cursor))
    }

    /// How many rows or lines there are.
    fn count(&self, open: &Open) -> usize {
        if self.face.is_rows() { open.desk.shown().map_or(0, |sheet| sheet.rows.len()) } else { ledger::count(open, self.face) }
    }

    /// The line the keys are on in a face that is a list.
    fn line<'a>(&self, open: &'a Open) -> Option<ledger::Line<'a>> {
        ledger::line(open, self.face, self.at)
    }

    fn set_cursor(&mut self, open: &Open, to: usize) {
        let to = to.min(self.count(open).saturating_sub(1));
        self.card_top = 0;
        if !self.face.is_rows() {
            self.at = to;
            return;
        }
        self.cursor = to;
        self.here = open.desk.shown().and_then(|sheet| sheet.rows.get(to)).map(|row| row.id.clone());
    }

    /// Finds the row one was on.
    fn restore(&mut self, open: &Open) {
        self.at = self.at.min(self.count(open).saturating_sub(1));
        let Some(sheet) = open.desk.shown() else { return };
        let is_here = |row: &Row| Some(&row.id) == self.here.as_ref();
        if !sheet.rows.get(self.cursor).is_some_and(is_here) {
            let found = sheet.rows.iter().position(is_here).unwrap_or(self.cursor);
            self.cursor = found.min(sheet.rows.len().saturating_sub(1));
            self.here = sheet.rows.get(self.cursor).map(|row| row.id.clone());
            self.card_top = 0;
        }
    }

    fn cursor_now(&self) -> usize {
        if self.face.is_rows() { self.cursor } else { self.at }
    }
}

impl ViewPane for ScoresPane {
    fn tab_name(&self, open: &Open, lang: Lang) -> String {
        let words = if open.desk.trial().is_some() { tr("Scores: trial", "评分表 试算") } else { tr("Scores", "评分表") };
        words.say(lang).to_owned()
    }

    fn words(&self, cx: &Cx<'_>) -> Vec<String> {
        let name = self.row(cx.open).map(|row| row.name.clone());
        name.into_iter().chain(self.card(cx, UNBOUND_COLS).words()).collect()
    }

    fn item(&self, open: &Open) -> Option<ItemRef> {
        self.row(open)?.at
    }

    fn place(&self, open: &Open) -> Option<Place> {
        open.report.item(self.item(open)?).place
    }

    fn findings(&self, open: &Open) -> Vec<usize> {
        if self.face.is_rows() {
            return self.row(open).map_or_else(Vec::new, |row| row.deductions.iter().map(|taken| taken.of.index).collect());
        }
        let key = self.line(open).and_then(|line| line.finding().map(str::to_owned));
        key.and_then(|key| open.review.findings().iter().position(|named| named.key == key)).into_iter().collect()
    }

    fn about(&self, open: &Open, lang: Lang) -> Option<String> {
        if let Some(matter) = self.matter(open).filter(|_| self.row(open).is_none()) {
            return open.desk.alike().get(matter).map(|one| one.title.clone());
        }
        let many = self.chosen(open).len();
        if many > 1 {
            return Some(lang.pick(format!("{many} rows"), format!("{many} 行")));
        }
        Some(self.row(open).map_or_else(|| self.face.words().say(lang).to_owned(), |row| row.name.clone()))
    }

    fn position(&self, open: &Open, lang: Lang) -> Option<String> {
        let count = self.count(open);
        let nth = words::nth(lang, self.cursor_now() + 1, count);
        (count > 0).then(|| if self.face == Face::Sheet { format!("{}  {nth}", self.cell.words().say(lang)) } else { nth })
    }

    fn facts(&self, open: &Open, facts: &mut Facts) {
        facts.row = self.row(open).is_some();
        facts.sheet = open.desk.shown().is_some();
        facts.pickable_rows = self.face.is_rows() && facts.row;
        facts.trying = open.desk.trial().is_some();
        facts.undo |= facts.trying;
        facts.matter = self.matter(open).is_some();
        facts.written_on |= facts.row;
        facts.its_finding |= !self.findings(open).is_empty();
    }

    fn step(&mut self, open: &Open, step: Step, page: u16) -> bool {
        if self.in_card {
            self.card_top = u16::try_from(step.from(self.card_top.into(), u32::from(u16::MAX), page)).unwrap_or(u16::MAX);
            return true;
        }
        let count = u32::try_from(self.count(open)).unwrap_or(u32::MAX);
        let before = self.cursor_now();
        let to = step.from(u32::try_from(before).unwrap_or(0), count, page) as usize;
        self.set_cursor(open, to);
        to != before
    }

    fn sideways(&mut self, _: &Open, by: i32) {
        self.in_card = false;
        if self.face == Face::Sheet {
            self.cell = self.cell.step(by);
        }
    }

    fn tab(&mut self, _: &Open, _: i32) {
        self.in_card = !self.in_card;
    }

    fn step_out(&mut self) -> bool {
        if std::mem::take(&mut self.in_card) {
            return true;
        }
        if self.is_selecting() {
            self.select(false);
            return true;
        }
        let was = self.face;
        self.show(Face::Sheet);
        was != self.face
    }

    fn on_enter(&self, open: &Open) -> OnEnter {
        let Some(sheet) = open.desk.shown() else {
            return OnEnter::Nothing(tr("The report is still being read", "正在读取报告，稍候"));
        };
        match (self.face, self.row(open)) {
            (Face::Bridge, _) if !self.findings(open).is_empty() => OnEnter::Run(Command::ItsFinding),
            (Face::Bridge, Some(_)) => OnEnter::Run(Command::ScoreRow),
            (Face::Bridge, None) => OnEnter::Nothing(tr(
                "A sum: Enter opens the finding or the row of a step",
                "这一行是合计；在步骤上按回车打开它的问题或那一行",
            )),
            (Face::Alike, Some(_)) => OnEnter::Menu(MENU_CASE),
            (Face::Alike, None) => OnEnter::Menu(MENU_MATTER),
            (Face::Sheet | Face::Sides, None) => OnEnter::Menu(MENU_NO_ROW),
            (Face::Sheet | Face::Sides, Some(_)) if sheet.standard.is_none() => OnEnter::Menu(MENU_NO_STANDARD),
            (Face::Sheet | Face::Sides, Some(_)) => OnEnter::Menu(MENU),
        }
    }

    fn more(&self, _: &Open) -> &'static [Command] {
        MORE
    }

    fn hints(&self) -> &'static [HintRow] {
        match self.face {
            Face::Sheet | Face::Sides => HINTS,
            Face::Bridge => HINTS_LINES,
            Face::Alike => HINTS_ALIKE,
        }
    }

    fn settle(&mut self, cx: &Cx<'_>, area: Rect) {
        self.restore(cx.open);
        let parts = self.parts(cx.open, area);
        let count = u32::try_from(self.count(cx.open)).unwrap_or(u32::MAX);
        self.top = bring_into_view(self.top, u32::try_from(self.cursor_now()).unwrap_or(0), count, parts.rows.height);
        let inside = inside(parts.card);
        self.card_top = self.card_top.min(self.card(cx, inside.width).height().saturating_sub(inside.height));
    }

    fn draw(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_, Target>, area: Rect) {
        if let Some(sheet) = cx.open.desk.shown() {
            return self.draw_all(cx, sheet, canvas, area);
        }
        let says = cx.say(tr("Reading the indicators", "正在读取指标，稍候即见"));
        canvas.put(area.x + 3, area.y + 2, area.width.saturating_sub(4), says, Role::Text);
    }
}
