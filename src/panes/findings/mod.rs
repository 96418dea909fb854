//! The findings: the list above, the form of the one under the cursor below. Several may be selected,
//! for what is said of them all at once: no answer came, all are confirmed, all were told to rectify.

mod draw;
mod fields;

use std::collections::BTreeSet;
use std::ops::Range;

use ratatui::layout::Rect;

pub use fields::{Before, FORM, Field, FieldRow, Filled, row_of};

use super::open::latest;
use super::{Cx, HintRow, OnEnter, Open, Step, ViewPane, bring_into_view};
use crate::command::{Command, Facts, Target};
use crate::lang::{Lang, tr};
use crate::report::{ItemRef, Place};
use crate::review::{Finding, FindingState, Severity};
use crate::ui::{Canvas, Role, UNBOUND_COLS};
use crate::words;

/// The 操作菜单 on a finding.
const MENU: &[Command] = &[
    Command::Edit,
    Command::Passage,
    Command::Remove,
    Command::Copy,
    Command::ViewCouncil,
    Command::FindingState,
    Command::Response,
    Command::Ruling,
    Command::Rectify,
];
/// The same while several are selected.
const BULK_MENU: &[Command] = &[Command::FindingState, Command::Response, Command::Ruling, Command::Rectify, Command::Select];

/// The findings view.
#[derive(Clone, Debug, Default)]
pub struct FindingsPane {
    cursor: usize,
    /// The finding the cursor is on, by its key: it stays there however the list grows.
    here: Option<String>,
    top: u32,
    /// The field the keys are on, if they are in the form.
    field: Option<usize>,
    form_top: u16,
    /// Those selected one by one, by key, and the key where a range begins that ends at the cursor.
    chosen: BTreeSet<String>,
    range: Option<String>,
}

impl FindingsPane {
    /// The finding under the cursor, by its place in the list.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// The field the keys are on.
    pub fn field(&self) -> Option<Field> {
        self.field.and_then(|at| FORM.get(at)).map(|row| row.field)
    }

    /// Goes to a finding, and to a field of it or to the list.
    pub fn go(&mut self, finding: usize, field: Option<Field>) {
        self.cursor = finding;
        self.here = None;
        self.field = field.and_then(|field| FORM.iter().position(|row| row.field == field));
    }

    /// The next field (or the previous), from the list into the form; wraps back to the list.
    pub fn next_field(&mut self, back: bool) {
        self.field = match (self.field, back) {
            (None, false) => Some(0),
            (None, true) => Some(FORM.len() - 1),
            (Some(0), true) => None,
            (Some(at), true) => Some(at - 1),
            (Some(at), false) => (at + 1 < FORM.len()).then_some(at + 1),
        };
    }

    /// To the next field once one is filled; stays on the last.
    pub fn advance(&mut self) {
        self.field = self.field.map(|at| (at + 1).min(FORM.len() - 1));
    }

    /// From the form back to the list; `false` if the keys were there already.
    pub fn leave_form(&mut self) -> bool {
        self.field.take().is_some()
    }

    /// Starts a range at the cursor, or ends it.
    pub fn select_range(&mut self, open: &Open) {
        if self.range.is_some() {
            self.end_range(open);
        } else {
            self.range = key_of(open, self.cursor);
            self.field = None;
        }
    }

    /// Selects the finding under the cursor, or lets it go.
    pub fn toggle(&mut self, open: &Open) {
        self.end_range(open);
        if let Some(key) = key_of(open, self.cursor)
            && !self.chosen.remove(&key)
        {
            self.chosen.insert(key);
        }
    }

    /// Selects all, or lets them go if all are.
    pub fn toggle_all(&mut self, open: &Open) {
        self.end_range(open);
        let all: BTreeSet<String> = open.review.findings().iter().map(|named| named.key.clone()).collect();
        self.chosen = if self.chosen == all { BTreeSet::new() } else { all };
    }

    /// Lets the selection go; `false` if there is none.
    pub fn let_go(&mut self) -> bool {
        let had = self.is_selecting();
        self.range = None;
        self.chosen.clear();
        had
    }

    /// Whether any are selected.
    pub fn is_selecting(&self) -> bool {
        self.range.is_some() || !self.chosen.is_empty()
    }

    /// Whether a range is being stretched.
    pub fn is_stretching(&self) -> bool {
        self.range.is_some()
    }

    /// What an act here is about, by place in the list: the selected while the keys are in the list, else
    /// the one under the cursor.
    pub fn targets(&self, open: &Open) -> Vec<usize> {
        if self.is_selecting() && self.field.is_none() {
            return self.selected(open);
        }
        (self.cursor < open.review.findings().len()).then_some(self.cursor).into_iter().collect()
    }

    fn selected(&self, open: &Open) -> Vec<usize> {
        let range = self.range_rows(open);
        (0..open.review.findings().len()).filter(|at| self.is_selected(open, &range, *at)).collect()
    }

    fn range_rows(&self, open: &Open) -> Range<usize> {
        let start = self.range.as_ref().and_then(|key| open.review.findings().iter().position(|named| named.key == *key));
        start.map_or(0..0, |start| start.min(self.cursor)..start.max(self.cursor) + 1)
    }

    fn is_selected(&self, open: &Open, range: &Range<usize>, at: usize) -> bool {
        range.contains(&at) || open.review.findings().get(at).is_some_and(|named| self.chosen.contains(&named.key))
    }

    /// A range ends; what it held stays selected.
    fn end_range(&mut self, open: &Open) {
        if self.range.is_some() {
            self.chosen = self.selected(open).into_iter().filter_map(|at| key_of(open, at)).collect();
            self.range = None;
        }
    }

    /// How an area is parted into list and form.
    pub fn areas(area: Rect, count: usize) -> (Rect, Rect) {
        let rows = u16::try_from(count).unwrap_or(u16::MAX).clamp(1, (area.height / 3).max(3));
        let list = Rect { height: (rows + 1).min(area.height), ..area };
        let gap = u16::from(area.height >= 28);
        let form = Rect { y: list.bottom() + gap, height: area.height.saturating_sub(list.height + gap), ..area };
        (list, form)
    }
}

fn key_of(open: &Open, at: usize) -> Option<String> {
    open.review.findings().get(at).map(|named| named.key.clone())
}

const FORM_HINTS: &[HintRow] = &[(Command::Menu, Some(tr("fill in", "填写此栏"))), (Command::NextPane, None), (Command::Cancel, None)];
const LIST_HINTS: &[HintRow] = &[
    (Command::Menu, None),
    (Command::NextPane, Some(tr("its form", "填写"))),
    (Command::Response, None),
    (Command::Ruling, None),
    (Command::Rectify, None),
    (Command::FindingState, None),
    (Command::Select, None),
    (Command::Passage, None),
    (Command::Cancel, None),
];

impl FindingsPane {
    fn finding<'a>(&self, open: &'a Open) -> Option<&'a Finding> {
        latest(&open.review.findings().get(self.cursor)?.standing)
    }
}

impl ViewPane for FindingsPane {
    fn tab_name(&self, open: &Open, lang: Lang) -> String {
        let findings = open.review.findings().iter().filter_map(|named| latest(&named.standing));
        let unsettled = findings.filter(|finding| !matches!(finding.state, FindingState::Withdrawn | FindingState::Settled)).count();
        format!("{} {unsettled}", tr("Findings", "问题").say(lang))
    }

    fn words(&self, cx: &Cx<'_>) -> Vec<String> {
        self.form(cx, Rect { width: UNBOUND_COLS, ..Rect::ZERO }).0.words()
    }

    /// The one the finding hangs on.
    fn item(&self, open: &Open) -> Option<ItemRef> {
        self.finding(open)?.on.iter().find_map(|id| open.report.find(id))
    }

    /// Its quote, else its item or paragraph.
    fn place(&self, open: &Open) -> Option<Place> {
        let finding = self.finding(open)?;
        open.places_of(&finding.on, &finding.quotes).first().map(|(place, _)| *place)
    }

    fn about(&self, open: &Open, lang: Lang) -> Option<String> {
        if self.is_selecting() {
            let n = self.selected(open).len();
            return Some(lang.pick(format!("{n} selected findings"), format!("所选 {n} 个问题")));
        }
        self.finding(open).map(|finding| finding.title.clone())
    }

    fn position(&self, open: &Open, lang: Lang) -> Option<String> {
        let (at, count) = (self.cursor + 1, open.review.findings().len());
        (count > 0).then(|| words::nth(lang, at, count))
    }

    fn facts(&self, open: &Open, facts: &mut Facts) {
        let named = open.review.findings().get(self.cursor);
        facts.finding = named.is_some();
        facts.in_list = facts.finding;
        facts.follow_up = self.field().is_some_and(Field::follows_up);
        facts.selecting = self.is_selecting();
        facts.conflict |= named.is_some_and(|named| named.standing.is_conflict());
    }

    /// In the list or the form.
    fn step(&mut self, open: &Open, step: Step, page: u16) -> bool {
        let count = open.review.findings().len();
        if let Some(field) = self.field {
            let to = step.from(u32::try_from(field).unwrap_or(0), u32::try_from(FORM.len()).unwrap_or(0), page) as usize;
            self.field = Some(to);
            return to != field;
        }
        let to = step.from(u32::try_from(self.cursor).unwrap_or(0), u32::try_from(count).unwrap_or(u32::MAX), page) as usize;
        let moved = to != self.cursor;
        self.cursor = to;
        self.here = None;
        moved
    }

    fn sideways(&mut self, _: &Open, by: i32) {
        if by > 0 && self.field.is_none() {
            self.next_field(false);
        } else if by < 0 {
            self.leave_form();
        }
    }

    fn tab(&mut self, _: &Open, by: i32) {
        self.next_field(by < 0);
    }

    fn step_out(&mut self) -> bool {
        self.leave_form() || self.let_go()
    }

    fn on_enter(&self, open: &Open) -> OnEnter {
        if self.field.is_some() {
            OnEnter::Run(Command::Edit)
        } else if open.review.findings().is_empty() {
            OnEnter::Nothing(tr("No finding yet: {finding} on an item raises one", "还没有问题：在审核内容上按 {finding} 记为问题"))
        } else {
            OnEnter::Menu(if self.is_selecting() { BULK_MENU } else { MENU })
        }
    }

    fn hints(&self) -> &'static [HintRow] {
        if self.field.is_some() { FORM_HINTS } else { LIST_HINTS }
    }

    fn settle(&mut self, cx: &Cx<'_>, area: Rect) {
        let findings = cx.open.review.findings();
        let count = findings.len();
        let there = self.here.as_ref().and_then(|key| findings.iter().position(|named| named.key == *key));
        self.cursor = there.unwrap_or(self.cursor).min(count.saturating_sub(1));
        self.here = findings.get(self.cursor).map(|named| named.key.clone());
        if count == 0 {
            self.field = None;
        }
        let (list, form) = Self::areas(area, count);
        let row = u32::try_from(self.cursor).unwrap_or(0);
        self.top = bring_into_view(self.top, row, u32::try_from(count).unwrap_or(u32::MAX), list.height.saturating_sub(1));
        let (sheet, lines) = self.form(cx, form);
        let shown = form.height.saturating_sub(1);
        let at = self.field.unwrap_or(0);
        let Range { start, end } = lines.get(at).cloned().unwrap_or_default();
        if end > self.form_top + shown {
            self.form_top = end.saturating_sub(shown).min(start);
        }
        self.form_top = self.form_top.min(start).min(sheet.height().saturating_sub(shown));
        if at == 0 {
            self.form_top = 0;
        }
    }

    fn draw(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_, Target>, area: Rect) {
        let findings = cx.open.review.findings();
        let (list, form) = Self::areas(area, findings.len());
        let in_list = self.field.is_none();
        let by =
            |severity: Severity| findings.iter().filter_map(|named| latest(&named.standing)).filter(|f| f.severity == severity).count();
        let mut counts: Vec<String> = words::SEVERITIES
            .iter()
            .filter_map(|&severity| Some((severity, by(severity))).filter(|(_, n)| *n > 0))
            .map(|(severity, n)| format!("{} {n}", cx.say(words::severity(severity))))
            .collect();
        if self.is_selecting() {
            let n = self.selected(cx.open).len();
            counts.insert(0, cx.lang.pick(format!("{n} selected"), format!("已选 {n}")));
        }
        canvas.rule(list.x, list.y, list.width, cx.say(tr("Findings", "问题")), &counts.join("   "), in_list);
        if findings.is_empty() {
            draw::empty(cx, canvas, area);
            return;
        }
        let range = self.range_rows(cx.open);
        for (at, y) in (self.top as usize..findings.len()).zip(list.y + 1..list.bottom()) {
            let selected = self.is_selected(cx.open, &range, at);
            self.draw_row(cx, canvas, (at, selected), Rect { y, height: 1, ..list });
        }
        let Some(named) = findings.get(self.cursor) else { return };
        let title = format!("{}  {}", cx.finding_name(named.number), latest(&named.standing).map_or("", |finding| finding.title.as_str()));
        let by = format!("{}  {}", cx.open.who(&named.by), words::when(&named.at));
        canvas.rule(form.x, form.y, form.width, &title, &by, !in_list);
        let (mut sheet, lines) = self.form(cx, form);
        if let Some(query) = cx.hits {
            sheet.light(|text| query.spans(text), Role::Found);
        }
        let inside = Rect { x: form.x + 2, y: form.y + 1, width: form.width.saturating_sub(3), height: form.height.saturating_sub(1) };
        sheet.draw(canvas, inside, self.form_top);
        if let Some(at) = self.field {
            for line in lines.get(at).cloned().unwrap_or_default() {
                if let Some(y) = (line.checked_sub(self.form_top)).map(|row| inside.y + row).filter(|y| *y < inside.bottom()) {
                    canvas.cell_line(form.x, y, "┃", Role::You);
                }
            }
        }
    }
}
