//! How the findings are drawn: a row of the list, the form, what stands where there is none.

use std::collections::HashSet;
use std::ops::Range;

use ratatui::layout::Rect;

use super::fields::{Before, FORM, Field, FieldRow};
use super::{FindingsPane, latest};
use crate::command::{Command, Target};
use crate::lang::tr;
use crate::panes::Cx;
use crate::review::{Finding, FindingState, Rectification, Severity};
use crate::ui::{Canvas, Role, Sheet, UNBOUND_COLS};
use crate::words;

/// A list as wide as this says where each finding hangs.
const PLACES_FROM_COLS: u16 = 100;

/// Columns of [`stands`] in a row of the list.
const STANDS_COLS_MAX: u16 = 34;

/// Where it stands in a few words: ruled on, else its state; and how far its rectification is.
fn stands(cx: &Cx<'_>, finding: &Finding) -> String {
    let unsettled = finding.state != FindingState::Settled;
    let ruling = finding.ruling.as_ref().filter(|_| unsettled).map(|ruling| words::decided(ruling.to, finding));
    let state = cx.say(ruling.unwrap_or(words::finding_state(finding.state)));
    match finding.rectification {
        Rectification::None => state.to_owned(),
        rectification => format!("{state}  {}", cx.say(words::rectification(rectification))),
    }
}

impl FindingsPane {
    pub(super) fn draw_row(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_, Target>, (at, selected): (usize, bool), line: Rect) {
        let named = &cx.open.review.findings()[at];
        let Some(finding) = latest(&named.standing) else { return };
        let here = at == self.cursor;
        let (x, y) = (line.x, line.y);
        if selected {
            canvas.put(x + 1, y, 1, "*", Role::YouStrong);
        } else if here {
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
        let state = stands(cx, finding);
        let conflict = named.standing.is_conflict();
        let missing = Field::ALL_REQUIRED.iter().filter(|field| field.text(finding).trim().is_empty()).count();
        let missing = if missing > 0 && !conflict { format!("{} {missing}  ", cx.say(tr("? to fill", "? 待填"))) } else { String::new() };
        let mut right = canvas.put_right(line.right() - 1, y, STANDS_COLS_MAX, &state, Role::Text);
        if conflict {
            right = canvas.put_right(right - 1, y, 2, "&", Role::Warn);
        }
        right = canvas.put_right(right.saturating_sub(2), y, 16, missing.trim_end(), Role::Warn);
        let place = finding.on.first().map(|id| cx.open.on_name(id, cx.lang));
        let room = right.saturating_sub(at_x + 2);
        // The same in every row, whatever stands at its right: places stand in a column.
        let has_places = line.width >= PLACES_FROM_COLS;
        let title_cols = if has_places { (line.width * 2 / 5).min(room) } else { room };
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
        if let Some(place) = place.filter(|_| has_places) {
            canvas.put_fit(at_x + title_cols + 2, y, room.saturating_sub(title_cols + 2), &place, Role::Text);
        }
        if here && self.field.is_none() {
            canvas.tint(Rect { x: x + 1, width: line.width - 1, ..line }, Role::Here);
        }
        canvas.hit(line, Target::FindingRow(at));
    }

    /// The form's sheet, and the lines of each field.
    pub(super) fn form(&self, cx: &Cx<'_>, area: Rect) -> (Sheet<Target>, Vec<Range<u16>>) {
        let mut sheet = Sheet::new(
            if area.width == UNBOUND_COLS { UNBOUND_COLS } else { area.width.saturating_sub(3) },
            cx.lang.pick(14, 12),
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
        // Heard, a form is as long as it is empty: what is not filled in is named in one line.
        let (is_spoken, mut blank) = (area.width == UNBOUND_COLS, Vec::new());
        for (at, row) in FORM.iter().enumerate() {
            sheet.target(Some(Target::Field(at)));
            let is_roomy = area.height >= 22;
            match row.before {
                Before::Gap if is_roomy => sheet.gap(),
                Before::Nothing | Before::Gap => {}
                Before::Heading(words) => {
                    sheet.gap();
                    sheet.flush(cx.say(words), Role::Strong);
                }
            }
            let start = sheet.height();
            let label = cx.say(row.words);
            if is_spoken && is_blank(cx, row, finding) {
                blank.push(label);
                lines.push(start..start);
                continue;
            }
            field_lines(cx, &mut sheet, row, label, finding);
            if self.field == Some(at) {
                sheet.light_label(start, Role::YouStrong);
            }
            lines.push(start..sheet.height());
            if row.field == Field::Dimension {
                places(cx, &mut sheet, finding);
            }
        }
        if !blank.is_empty() {
            sheet.gap();
            sheet.line(cx.say(tr("not yet", "未填")), &[(&blank.join(cx.lang.pick(", ", "、")), Role::Text)]);
        }
        (sheet, lines)
    }
}

/// Whether there is nothing to say of a field but that it is empty.
fn is_blank(cx: &Cx<'_>, row: &FieldRow, finding: &Finding) -> bool {
    let asks = row.asks.is_some() && wants(row.field, finding);
    row.field != Field::Points && !asks && row.field.says(finding, cx.lang).trim().is_empty()
}

/// Whether an empty field is to be filled: what a paper needs, and once it is ruled on the reason.
fn wants(field: Field, finding: &Finding) -> bool {
    match field {
        Field::Title | Field::Deadline => true,
        Field::Reason => finding.ruling.is_some(),
        field => field.required(),
    }
}

/// The lines of one field.
fn field_lines(cx: &Cx<'_>, sheet: &mut Sheet<Target>, row: &FieldRow, label: &str, finding: &Finding) {
    match row.field {
        Field::Points if !finding.deductions.is_empty() => {
            for (n, deduction) in finding.deductions.iter().enumerate() {
                let points = format!("{} ", deduction.points);
                let of = cx.open.row_name(&deduction.indicator, cx.lang);
                sheet.line(if n == 0 { label } else { "" }, &[(&points, Role::Strong), (&of, Role::Text)]);
            }
        }
        Field::Severity | Field::Dimension | Field::Ruling | Field::Rectification | Field::Done => {
            sheet.line(label, &[(&row.field.says(finding, cx.lang), Role::Text)]);
        }
        Field::State => {
            let here = format!("[{}]", cx.say(words::finding_state(finding.state)));
            let mut pieces: Vec<(&str, Role)> = Vec::new();
            for state in words::FINDING_STATES.into_iter().filter(|state| *state != FindingState::Withdrawn || finding.state == *state) {
                if !pieces.is_empty() {
                    pieces.push((" › ", Role::Quiet));
                }
                // Told from the others without colour too.
                let is_here = state == finding.state;
                pieces.push(if is_here { (&here, Role::Chip) } else { (cx.say(words::finding_state(state)), Role::Text) });
            }
            sheet.line(label, &pieces);
        }
        _ => {
            let text = row.field.says(finding, cx.lang);
            if !text.trim().is_empty() {
                sheet.prose(label, &text, 0, Role::Text);
            } else if let Some(asks) = row.asks.filter(|_| wants(row.field, finding)) {
                let fill = cx.say(tr("to fill: ", "待填："));
                sheet.line(label, &[("? ", Role::Warn), (fill, Role::Text), (cx.say(asks), Role::Text)]);
            } else {
                let empty = if row.field == Field::Points { tr("none", "不扣分") } else { tr("not yet", "未填") };
                sheet.line(label, &[(cx.say(empty), Role::Quiet)]);
            }
        }
    }
}

/// Where the finding hangs: items, then quoted passages. A passage that is no more than an item's own words, or was
/// quoted before, is not said twice.
fn places(cx: &Cx<'_>, sheet: &mut Sheet<Target>, finding: &Finding) {
    let label = cx.say(tr("Place", "位置"));
    let mut first = true;
    let mut said: HashSet<String> = HashSet::new();
    for id in &finding.on {
        let name = cx.open.on_name(id, cx.lang);
        sheet.line(if first { label } else { "" }, &[(&name, Role::Text)]);
        first = false;
        said.extend(cx.open.report.find(id).into_iter().flat_map(|item| {
            let item = cx.open.report.item(item);
            [item.name, item.text].map(|words| words.trim().to_owned())
        }));
    }
    for quote in &finding.quotes {
        if !said.insert(quote.exact.trim().to_owned()) {
            continue;
        }
        sheet.prose(if first { label } else { "" }, &quote.exact, 0, Role::Quote);
        first = false;
    }
}

/// No finding yet: what is missing, and the next key.
pub(super) fn empty(cx: &Cx<'_>, canvas: &mut Canvas<'_, Target>, area: Rect) {
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
