//! The findings: the list above, the form of the one under the cursor below.

use std::ops::Range;

use ratatui::layout::Rect;
use serde::{Deserialize, Serialize};

use super::open::latest;
use super::{Cx, HintRow, OnEnter, Open, Step, ViewPane, bring_into_view};
use crate::command::{Command, Facts, Target};
use crate::lang::{Lang, Words, tr};
use crate::report::{ItemRef, Place};
use crate::review::{Deadline, EvidenceNote, Finding, FindingState, Response, Severity};
use crate::ui::{Canvas, Role, Sheet, UNBOUND_COLS};
use crate::words;

/// A field of the form, in the order it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// 标题.
    Title,
    /// 严重程度.
    Severity,
    /// 问题类别.
    Dimension,
    /// 依据.
    Criteria,
    /// 问题描述.
    Condition,
    /// 原因分析.
    Cause,
    /// 影响.
    Effect,
    /// 整改建议.
    Recommendation,
    /// 计算过程.
    Calculation,
    /// 佐证, one name a line.
    Evidence,
    /// 部门反馈.
    Response,
    /// 状态.
    State,
    /// 整改.
    Rectification,
    /// 责任单位.
    Owner,
    /// 整改时限.
    Deadline,
}

/// How a field is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filled {
    /// Typed.
    Text,
    /// Typed, on one line.
    Line,
    /// Chosen from a menu.
    Choice,
}

/// A row of the form.
#[derive(Clone, Copy, Debug)]
pub struct FieldRow {
    /// Which.
    pub field: Field,
    /// Its label.
    pub words: Words,
    /// How it is filled.
    pub filled: Filled,
    /// What belongs there, when it is empty: shown after `? 待填` for the required ones.
    pub asks: Option<Words>,
    /// A blank row before it where there is room.
    pub gap: bool,
}

const fn row(field: Field, words: Words, filled: Filled, asks: Option<Words>, gap: bool) -> FieldRow {
    FieldRow { field, words, filled, asks, gap }
}

/// The form, in order. Required: criteria, condition, recommendation.
pub const FORM: &[FieldRow] = &[
    row(Field::Title, tr("Title", "标题"), Filled::Line, Some(tr("one line that names it", "一句话说明是什么问题")), false),
    row(Field::Severity, tr("Severity", "严重程度"), Filled::Choice, None, false),
    row(Field::Dimension, tr("Category", "问题类别"), Filled::Choice, None, false),
    row(
        Field::Criteria,
        tr("Criteria", "依据"),
        Filled::Text,
        Some(tr("document and article, or this batch's rule (required)", "文件和条款，或本批次通知的要求（必填）")),
        true,
    ),
    row(Field::Condition, tr("Condition", "问题描述"), Filled::Text, Some(tr("what was found (required)", "查到的事实（必填）")), false),
    row(Field::Cause, tr("Cause", "原因分析"), Filled::Text, None, false),
    row(Field::Effect, tr("Effect", "影响"), Filled::Text, None, false),
    row(Field::Recommendation, tr("Advice", "整改建议"), Filled::Text, Some(tr("what to do (required)", "要求怎样整改（必填）")), false),
    row(Field::Calculation, tr("Workings", "计算过程"), Filled::Text, None, true),
    row(Field::Evidence, tr("Evidence", "佐证"), Filled::Text, None, false),
    row(Field::Response, tr("Response", "部门反馈"), Filled::Text, None, true),
    row(Field::State, tr("State", "状态"), Filled::Choice, None, true),
    row(Field::Rectification, tr("Follow-up", "整改"), Filled::Choice, None, false),
    row(Field::Owner, tr("Owner", "责任单位"), Filled::Line, None, false),
    row(
        Field::Deadline,
        tr("Deadline", "整改时限"),
        Filled::Line,
        Some(tr("2026-12-31, or within 30 days: 30日内", "如 2026-12-31、收到通知后30日内")),
        false,
    ),
];

impl Field {
    /// Its row of the form.
    pub fn row(self) -> &'static FieldRow {
        FORM.iter().find(|row| row.field == self).expect("every field has its row: a test says so")
    }

    /// The typed text of the field, as it is edited.
    pub fn text(self, finding: &Finding) -> String {
        match self {
            Self::Title => finding.title.clone(),
            Self::Criteria => finding.criteria.clone(),
            Self::Condition => finding.condition.clone(),
            Self::Cause => finding.cause.clone(),
            Self::Effect => finding.effect.clone(),
            Self::Recommendation => finding.recommendation.clone(),
            Self::Calculation => finding.calculation.clone(),
            Self::Evidence => finding.evidence.iter().map(|note| note.name.as_str()).collect::<Vec<_>>().join("\n"),
            Self::Response => finding.response.as_ref().map_or_else(String::new, |response| response.text.clone()),
            Self::Owner => finding.owner.clone(),
            Self::Deadline => finding.deadline.clone(),
            Self::Severity | Self::Dimension | Self::State | Self::Rectification => String::new(),
        }
    }

    /// Sets the typed text. What else an evidence of the same name holds is kept.
    pub fn set_text(self, finding: &mut Finding, text: &str) {
        match self {
            Self::Title => text.clone_into(&mut finding.title),
            Self::Criteria => text.clone_into(&mut finding.criteria),
            Self::Condition => text.clone_into(&mut finding.condition),
            Self::Cause => text.clone_into(&mut finding.cause),
            Self::Effect => text.clone_into(&mut finding.effect),
            Self::Recommendation => text.clone_into(&mut finding.recommendation),
            Self::Calculation => text.clone_into(&mut finding.calculation),
            Self::Evidence => {
                let old = std::mem::take(&mut finding.evidence);
                finding.evidence = text
                    .lines()
                    .map(str::trim)
                    .filter(|name| !name.is_empty())
                    .map(|name| {
                        old.iter()
                            .find(|note| note.name == name)
                            .cloned()
                            .unwrap_or_else(|| EvidenceNote { name: name.to_owned(), ..EvidenceNote::default() })
                    })
                    .collect();
            }
            Self::Response => {
                let text = text.trim();
                finding.response =
                    (!text.is_empty()).then(|| Response { text: text.to_owned(), ..finding.response.take().unwrap_or_default() });
            }
            Self::Owner => text.clone_into(&mut finding.owner),
            Self::Deadline => finding.deadline = Deadline::parse(text).map_or_else(|| text.to_owned(), |deadline| deadline.kept()),
            Self::Severity | Self::Dimension | Self::State | Self::Rectification => {}
        }
    }

    /// What it says on screen: the typed text, or the word for what was chosen.
    pub fn says(self, finding: &Finding, lang: Lang) -> String {
        let words = match self {
            Self::Severity => words::severity(finding.severity),
            Self::Dimension => finding.dimension.map_or(tr("to be chosen", "待定"), words::dimension),
            Self::State => words::finding_state(finding.state),
            Self::Rectification => words::rectification(finding.rectification),
            _ => return self.text(finding),
        };
        words.say(lang).to_owned()
    }

    /// Why the field cannot hold the text; nothing is always allowed.
    pub fn refuses(self, text: &str) -> Option<Words> {
        let is_wrong = self == Self::Deadline && !text.trim().is_empty() && Deadline::parse(text).is_none();
        is_wrong.then_some(tr(
            "No day that a notice can print: 2026-12-31, or 30日内",
            "不是日期或期限：请写 2026-12-31、2026年12月31日或“收到通知后30日内”",
        ))
    }

    /// Whether it must be filled before a paper may carry the finding.
    pub fn required(self) -> bool {
        matches!(self, Self::Criteria | Self::Condition | Self::Recommendation)
    }
}

/// The 操作菜单 on a finding.
const MENU: &[Command] = &[Command::Edit, Command::Passage, Command::Remove, Command::Copy, Command::ViewCouncil];

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

    /// How an area is parted into list and form.
    pub fn areas(area: Rect, count: usize) -> (Rect, Rect) {
        let rows = u16::try_from(count).unwrap_or(u16::MAX).clamp(1, (area.height / 3).max(3));
        let list = Rect { height: (rows + 1).min(area.height), ..area };
        let gap = u16::from(area.height >= 28);
        let form = Rect { y: list.bottom() + gap, height: area.height.saturating_sub(list.height + gap), ..area };
        (list, form)
    }

    fn draw_row(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_, Target>, at: usize, line: Rect) {
        let named = &cx.open.review.findings()[at];
        let Some(finding) = latest(&named.standing) else { return };
        let here = at == self.cursor;
        let (x, y) = (line.x, line.y);
        if here {
            canvas.put(x + 1, y, 1, "›", Role::You);
        }
        let name = cx.finding_name(named.number);
        let mut at_x = x + 3;
        at_x += canvas.put(at_x, y, 7, &name, Role::You).max(4) + 1;
        let severity_role = match finding.severity {
            Severity::Severe => Role::Bad,
            Severity::Major => Role::Warn,
            Severity::Minor | Severity::Hint => Role::Text,
        };
        at_x += canvas.put(at_x, y, 8, cx.say(words::severity(finding.severity)), severity_role) + 2;
        let state = cx.say(words::finding_state(finding.state));
        let conflict = named.standing.is_conflict();
        let missing = Field::ALL_REQUIRED.iter().filter(|field| field.text(finding).trim().is_empty()).count();
        let missing = if missing > 0 && !conflict { format!("{} {missing}  ", cx.say(tr("? to fill", "? 待填"))) } else { String::new() };
        let mut right = canvas.put_right(line.right() - 1, y, 24, state, Role::Text);
        if conflict {
            right = canvas.put_right(right - 1, y, 2, "&", Role::Warn);
        }
        right = canvas.put_right(right.saturating_sub(2), y, 16, missing.trim_end(), Role::Warn);
        let place = finding.on.first().map(|id| cx.open.on_name(id, cx.lang));
        let room = right.saturating_sub(at_x + 2);
        let title_cols = if room > 60 { room / 2 } else { room };
        let done = matches!(finding.state, FindingState::Withdrawn | FindingState::Settled);
        cx.put_lit(
            canvas,
            (at_x, y),
            title_cols,
            &finding.title,
            if here {
                Role::Strong
            } else if done {
                Role::Quiet
            } else {
                Role::Text
            },
        );
        if let Some(place) = place.filter(|_| room > 60) {
            canvas.put_fit(at_x + title_cols + 2, y, room - title_cols - 2, &place, Role::Text);
        }
        if here && self.field.is_none() {
            canvas.tint(Rect { x: x + 1, width: line.width - 1, ..line }, Role::Here);
        }
        canvas.hit(line, Target::FindingRow(at));
    }

    /// The form's sheet, and the lines of each field.
    fn form(&self, cx: &Cx<'_>, area: Rect) -> (Sheet<Target>, Vec<Range<u16>>) {
        let mut sheet = Sheet::new(
            if area.width == UNBOUND_COLS { UNBOUND_COLS } else { area.width.saturating_sub(3) },
            cx.lang.pick(12, 10),
            cx.look.width,
        );
        let mut lines = Vec::new();
        let Some(named) = cx.open.review.findings().get(self.cursor) else { return (sheet, lines) };
        let Some(finding) = latest(&named.standing) else { return (sheet, lines) };
        if named.standing.is_conflict() {
            let key = cx.keymap.key_of(Command::Rule, cx.lang);
            sheet.line(
                "",
                &[
                    ("& ", Role::Warn),
                    (cx.say(words::CONFLICT), Role::Text),
                    ("    ", Role::Text),
                    (&key, Role::YouStrong),
                    (" ", Role::Text),
                    (cx.say(Command::Rule.row().short), Role::Text),
                ],
            );
        }
        for (at, row) in FORM.iter().enumerate() {
            if row.gap && area.height >= 22 {
                sheet.gap();
            }
            let start = sheet.height();
            sheet.target(Some(Target::Field(at)));
            let label = cx.say(row.words);
            field_lines(cx, &mut sheet, row, label, finding);
            if self.field == Some(at) {
                sheet.light_label(start, Role::YouStrong);
            }
            lines.push(start..sheet.height());
            if row.field == Field::Dimension {
                places(cx, &mut sheet, finding);
            }
        }
        (sheet, lines)
    }
}

const FORM_HINTS: &[HintRow] = &[(Command::Menu, Some(tr("fill in", "填写此栏"))), (Command::NextPane, None), (Command::Cancel, None)];
const LIST_HINTS: &[HintRow] =
    &[(Command::Menu, None), (Command::NextPane, None), (Command::Passage, None), (Command::Remove, None), (Command::Cancel, None)];

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

    /// The one the finding hangs on.
    fn words(&self, cx: &Cx<'_>) -> Vec<String> {
        self.form(cx, Rect { width: UNBOUND_COLS, ..Rect::ZERO }).0.words()
    }

    fn item(&self, open: &Open) -> Option<ItemRef> {
        self.finding(open)?.on.iter().find_map(|id| open.report.find(id))
    }

    /// Its quote, else its item or paragraph.
    fn place(&self, open: &Open) -> Option<Place> {
        let finding = self.finding(open)?;
        open.places_of(&finding.on, &finding.quotes).first().map(|(place, _)| *place)
    }

    fn about(&self, open: &Open, _: Lang) -> Option<String> {
        self.finding(open).map(|finding| finding.title.clone())
    }

    fn position(&self, open: &Open, lang: Lang) -> Option<String> {
        let (at, count) = (self.cursor + 1, open.review.findings().len());
        (count > 0).then(|| words::nth(lang, at, count))
    }

    fn facts(&self, open: &Open, facts: &mut Facts) {
        let named = open.review.findings().get(self.cursor);
        facts.finding = named.is_some();
        facts.follow_up = matches!(self.field(), Some(Field::Rectification | Field::Owner | Field::Deadline));
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
        self.leave_form()
    }

    fn on_enter(&self, open: &Open) -> OnEnter {
        if self.field.is_some() {
            OnEnter::Run(Command::Edit)
        } else if open.review.findings().is_empty() {
            OnEnter::Nothing(tr("No finding yet: F on an item raises one", "还没有问题：在审核内容上按 F 记为问题"))
        } else {
            OnEnter::Menu(MENU)
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
        let counts: Vec<String> = words::SEVERITIES
            .iter()
            .filter_map(|&severity| Some((severity, by(severity))).filter(|(_, n)| *n > 0))
            .map(|(severity, n)| format!("{} {n}", cx.say(words::severity(severity))))
            .collect();
        canvas.rule(list.x, list.y, list.width, cx.say(tr("Findings", "问题")), &counts.join("   "), in_list);
        if findings.is_empty() {
            empty(cx, canvas, area);
            return;
        }
        for (at, y) in (self.top as usize..findings.len()).zip(list.y + 1..list.bottom()) {
            self.draw_row(cx, canvas, at, Rect { y, height: 1, ..list });
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

impl Field {
    const ALL_REQUIRED: [Self; 3] = [Self::Criteria, Self::Condition, Self::Recommendation];
}

/// The lines of one field.
fn field_lines(cx: &Cx<'_>, sheet: &mut Sheet<Target>, row: &FieldRow, label: &str, finding: &Finding) {
    match row.field {
        Field::Severity | Field::Dimension | Field::Rectification => {
            sheet.line(label, &[(&row.field.says(finding, cx.lang), Role::Text)]);
        }
        Field::State => {
            let mut pieces: Vec<(&str, Role)> = Vec::new();
            for state in words::FINDING_STATES.into_iter().filter(|state| *state != FindingState::Withdrawn || finding.state == *state) {
                if !pieces.is_empty() {
                    pieces.push((" › ", Role::Quiet));
                }
                pieces.push((cx.say(words::finding_state(state)), if state == finding.state { Role::Chip } else { Role::Text }));
            }
            sheet.line(label, &pieces);
        }
        _ => {
            let text = row.field.text(finding);
            if !text.trim().is_empty() {
                sheet.prose(label, &text, 0, Role::Text);
            } else if let Some(asks) = row.asks {
                let fill = cx.say(tr("to fill: ", "待填："));
                sheet.line(label, &[("? ", Role::Warn), (fill, Role::Text), (cx.say(asks), Role::Text)]);
            } else {
                sheet.line(label, &[(cx.say(tr("not yet", "未填")), Role::Quiet)]);
            }
        }
    }
}

/// Where the finding hangs: items, then quoted passages.
fn places(cx: &Cx<'_>, sheet: &mut Sheet<Target>, finding: &Finding) {
    let label = cx.say(tr("Place", "位置"));
    let mut first = true;
    for id in &finding.on {
        let name = cx.open.on_name(id, cx.lang);
        sheet.line(if first { label } else { "" }, &[(&name, Role::Text)]);
        first = false;
    }
    for quote in &finding.quotes {
        sheet.prose(if first { label } else { "" }, &quote.exact, 0, Role::Quote);
        first = false;
    }
}

/// No finding yet: what is missing, and the next key.
fn empty(cx: &Cx<'_>, canvas: &mut Canvas<'_, Target>, area: Rect) {
    let x = area.x + (area.width / 2).saturating_sub(26).max(3);
    let y = area.y + (area.height / 3).max(2);
    let room = area.right().saturating_sub(x);
    canvas.put(x, y, room, cx.say(tr("No finding yet", "还没有问题")), Role::Strong);
    for (offset, (key, says)) in [
        (cx.keymap.key_of(Command::Finding, cx.lang), tr("on an item or a passage raises one", "在审核内容或原文上记为问题")),
        (cx.keymap.key_of(Command::ViewItems, cx.lang), tr("back to the items", "回到审核内容")),
        (cx.keymap.key_of(Command::Menu, cx.lang), tr("the menu has it too", "操作菜单里也有")),
    ]
    .into_iter()
    .enumerate()
    {
        let y = y + 2 + u16::try_from(offset).expect("three");
        let used = canvas.put(x, y, room, &key, Role::YouStrong).max(8);
        canvas.put(x + used + 2, y, room.saturating_sub(used + 2), cx.say(says), Role::Text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_typed_field_gives_back_what_was_set() {
        for row in FORM {
            assert_eq!(row.field.row().field, row.field);
            if row.filled == Filled::Choice {
                continue;
            }
            let mut finding = Finding::default();
            row.field.set_text(&mut finding, "会议纪要");
            assert_eq!(row.field.text(&finding), "会议纪要", "{:?}", row.field);
        }
    }

    #[test]
    fn renaming_one_evidence_keeps_what_the_others_hold() {
        let mut finding = Finding::default();
        Field::Evidence.set_text(&mut finding, "自评表\n会议纪要");
        finding.evidence[0].page = "3".to_owned();
        Field::Evidence.set_text(&mut finding, "自评表\n\n 培训签到表 ");
        let names: Vec<(&str, &str)> = finding.evidence.iter().map(|note| (note.name.as_str(), note.page.as_str())).collect();
        assert_eq!(names, [("自评表", "3"), ("培训签到表", "")]);
    }
}
