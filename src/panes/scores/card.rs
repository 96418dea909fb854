//! The card of a row: where each figure comes from, how the standard reckons, what the review score
//! starts from and what findings take, what is worth a look.

use super::columns::{percent, points};
use super::ledger::{Line, signed};
use crate::command::{Command, Target};
use crate::lang::{Lang, Words, tr};
use crate::panes::Cx;
use crate::review::Severity;
use crate::scoring::{Bridge, DEVIATION, Field, Origin, Reckoned, Row, Sheet, Stands, Step, from_words};
use crate::ui::{Role, Sheet as Lines};

/// Of the steps of a formula, of the flags of a row, a card shows at most so many.
const SHOWN_MAX: usize = 40;
/// Room for the words of a step.
const SAID_COLS_MAX: usize = 44;

/// The card of a row.
pub(super) fn of_row(cx: &Cx<'_>, sheet: &Sheet, row: &Row, cols: u16) -> Lines<Target> {
    let mut lines = Lines::new(cols, gutter(cx), cx.look.width);
    not_scored(cx, &mut lines, sheet, row);
    score(cx, &mut lines, sheet, row);
    sides(cx, &mut lines, row);
    if !row.standard.is_empty() {
        lines.prose(cx.say(tr("Rule", "计分规则")), &row.standard, 0, Role::Text);
    }
    reckoning(cx, &mut lines, row);
    given(cx, &mut lines, tr("Target", "指标值"), &row.target);
    given(cx, &mut lines, tr("Actual", "完成值"), &row.actual);
    given(cx, &mut lines, tr("Weight", "分值"), &row.weight);
    given(cx, &mut lines, tr("Self score", "自评得分"), &row.own);
    deviation(cx, &mut lines, row);
    if !row.deviation_reason.is_empty() {
        lines.prose(cx.say(tr("They say", "偏差原因")), &row.deviation_reason, 0, Role::Quote);
    }
    for flag in row.flags.iter().chain(&sheet.flags).take(SHOWN_MAX) {
        let role = if flag.severity == Severity::Hint { Role::Text } else { Role::Warn };
        lines.prose(cx.say(tr("Look at", "提示")), flag.said.say(cx.lang), 0, role);
    }
    lines.gap();
    lines.prose(cx.say(tr("Deviation", "偏离度")), cx.say(DEVIATION), 0, Role::Quiet);
    cited(cx, &mut lines, sheet, row);
    lines
}

/// The card of a line of a list: what a step rests on, and the way of the whole row.
pub(super) fn of_line(cx: &Cx<'_>, sheet: &Sheet, line: Line<'_>, cols: u16) -> Lines<Target> {
    let mut lines = Lines::new(cols, gutter(cx), cx.look.width);
    if let Line::Step(step, _) = line {
        let basis = step.basis.say(cx.lang);
        lines.prose(cx.say(tr("Step", "步骤")), step.said.say(cx.lang), 0, Role::Strong);
        if !basis.is_empty() {
            lines.prose(cx.say(tr("Grounds", "依据")), basis, 0, Role::Text);
        }
        lines.gap();
    }
    match (line.row(), line) {
        (Some(row), _) => bridge(cx, &mut lines, &Bridge::of_row(sheet, row)),
        (None, Line::Matter(_)) => lines.prose(
            "",
            cx.say(tr(
                "One matter is judged by its check, else by its title. Like cases cost the same points or the same share of the weight.",
                "同一核查项或同一标题视为同一事项；同类问题扣分应当相同，或占分值的比例相同。",
            )),
            0,
            Role::Text,
        ),
        (None, _) => {
            missing(cx, &mut lines, sheet);
            lines.prose("", cx.say(BRIDGE), 0, Role::Quiet);
        }
    }
    lines
}

/// What the bridge is.
const BRIDGE: Words = tr(
    "The steps add up to the review score less the self score, exactly. Enter on a step opens its finding, or its row.",
    "各步相加等于复核得分减自评得分，分毫不差。在某一步上按回车打开它的问题，没有问题的打开那一行。",
);

/// What the total still lacks.
fn missing(cx: &Cx<'_>, lines: &mut Lines<Target>, sheet: &Sheet) {
    for (n, missing) in sheet.total.missing.iter().take(SHOWN_MAX).enumerate() {
        let label = if n == 0 { cx.say(tr("Missing", "还缺")) } else { "" };
        let row = missing.row.map_or_else(String::new, |row| format!("{}  ", super::ledger::row_name(sheet, row)));
        lines.prose(label, &format!("{row}{}", missing.said.say(cx.lang)), 0, Role::Warn);
    }
    let more = sheet.total.missing.len().saturating_sub(SHOWN_MAX);
    if more > 0 {
        lines.prose("", &cx.lang.pick(format!("and {more} more"), format!("另有 {more} 项")), 0, Role::Text);
    }
}

/// What stands where the sheet has no rows.
pub(super) fn of_nothing(cx: &Cx<'_>, sheet: &Sheet, cols: u16) -> Lines<Target> {
    let mut lines = Lines::new(cols, 0, cx.look.width);
    lines.prose("", cx.say(tr("The report lists no indicators.", "报告未列绩效指标。")), 0, Role::Text);
    choose(cx, &mut lines, sheet);
    lines
}

fn gutter(cx: &Cx<'_>) -> u16 {
    cx.lang.pick(12, 10)
}

/// How to come to a score, where nothing can be scored yet.
fn choose(cx: &Cx<'_>, lines: &mut Lines<Target>, sheet: &Sheet) {
    if sheet.standard.is_some() {
        return;
    }
    let key = cx.keymap.key_of(Command::Standard, cx.lang);
    if sheet.findings_only {
        let says = cx.lang.pick(
            format!("Findings only, by choice: nothing is scored. {key} chooses a standard after all."),
            format!("已选只提问题，不评分；要评分按 {key} 选评分标准。"),
        );
        return lines.prose("", &says, 0, Role::Text);
    }
    let says = match cx.lang {
        Lang::En => format!("No scoring standard is chosen: {key} chooses one. Without it nothing is calculated and no grade is given."),
        Lang::Zh => format!("评分标准未选：按 {key} 选一个；不选就不计算、不定等级，文书也不出得分。"),
    };
    lines.prose("", &says, 0, Role::Warn);
}

fn not_scored(cx: &Cx<'_>, lines: &mut Lines<Target>, sheet: &Sheet, row: &Row) {
    let label = cx.say(tr("Missing", "还缺"));
    match row.stands {
        Stands::Counted => {}
        Stands::Off => {
            let says = tr(
                "This row of the standard was not confirmed from its paper: set its weight to take it in.",
                "该行未核实原表：填上分值即算核实并计入合计。",
            );
            lines.prose(label, cx.say(says), 0, Role::Warn);
        }
        Stands::Beside => {
            let says =
                tr("The standard has no row for it: it counts once you set its weight.", "评分标准没有对应的行：填上分值才计入合计。");
            lines.prose(label, cx.say(says), 0, Role::Warn);
        }
    }
    choose(cx, lines, sheet);
}

/// The review score and how it came about, line by line.
fn score(cx: &Cx<'_>, lines: &mut Lines<Target>, sheet: &Sheet, row: &Row) {
    let label = cx.say(tr("Review", "复核得分"));
    let Some(put) = &row.put else {
        return unscored(cx, lines, row, label);
    };
    let who = format!("{}  {}", cx.open.who(&put.who.by), crate::words::when(&put.who.at));
    match (&put.from, row.base, row.score) {
        (Some(from), Some(base), Some(score)) => {
            let base = format!("{} {}", cx.say(from_words(from)), points(base));
            line(lines, label, &[(&points(score), Role::Strong), (&base, Role::Text), (&who, Role::Quiet)]);
        }
        (Some(from), _, _) => {
            let missing = cx.say(tr("which is not there", "但没有可用的数值"));
            line(lines, label, &[(cx.say(from_words(from)), Role::Text), (missing, Role::Warn), (&who, Role::Quiet)]);
        }
        (None, ..) => line(lines, label, &[(cx.say(tr("not scored", "未评分")), Role::Quiet), (&who, Role::Quiet)]),
    }
    match sheet.row(&row.id).filter(|_| row.score.is_some()) {
        Some(at) => bridge(cx, lines, &Bridge::of_row(sheet, at)),
        None => taken(cx, lines, row),
    }
    if !row.reason().is_empty() {
        lines.prose(cx.say(tr("Reason", "原因")), row.reason(), 0, Role::Text);
    }
}

/// 得分调整过程 of one row, each deduction leading to its finding.
fn bridge(cx: &Cx<'_>, lines: &mut Lines<Target>, bridge: &Bridge) {
    let start = if bridge.is_start_complete { points(bridge.start) } else { cx.say(tr("none", "未列")).to_owned() };
    let said = |step: &Step| step.said.say(cx.lang).to_owned();
    let names: Vec<String> = bridge.steps.iter().map(said).collect();
    let cols = names.iter().map(|name| crate::text::cols(name, cx.look.width)).max().unwrap_or(0).clamp(12, SAID_COLS_MAX);
    let own = cx.say(tr("Self score", "自评得分"));
    let put = |lines: &mut Lines<Target>, label: &str, name: &str, role: Role, by: &str, after: &str| {
        let name = crate::text::fit(name, cols, cx.look.width);
        let gap = " ".repeat(cols.saturating_sub(crate::text::cols(&name, cx.look.width)));
        let by_role = if by.starts_with('-') { Role::Bad } else { Role::Ok };
        lines.line(label, &[(&format!("{name}{gap}"), role), (&format!("{by:>9}"), by_role), (&format!("{after:>9}"), Role::Text)]);
    };
    put(lines, cx.say(tr("Bridge", "调整过程")), own, Role::Text, "", &start);
    for (step, name) in bridge.steps.iter().zip(&names) {
        let at = step.finding.as_ref().and_then(|key| cx.open.review.findings().iter().position(|named| named.key == *key));
        lines.target(at.map(Target::FindingRow));
        let role = if step.finding.is_some() { Role::You } else { Role::Text };
        put(lines, "", name, role, &signed(step.points), &points(step.after));
        let basis = step.basis.say(cx.lang);
        if step.finding.is_some() && !basis.is_empty() {
            lines.prose("", basis, 2, Role::Quiet);
        }
    }
    lines.target(None);
}

/// What each stage gave the row, where more than one has scores.
fn sides(cx: &Cx<'_>, lines: &mut Lines<Target>, row: &Row) {
    let sides = cx.open.desk.sides();
    if sides.len() < 2 {
        return;
    }
    for (n, side) in sides.iter().enumerate() {
        let Some(at) = side.sheet().row(&row.id) else { continue };
        let label = if n == 0 { cx.say(tr("Stages", "各环节")) } else { "" };
        let stage = cx.say(crate::words::stage(side.sheet().stage));
        let Some(score) = side.score(at) else {
            line(lines, label, &[(stage, Role::Text), (cx.say(tr("not scored", "未评分")), Role::Quiet)]);
            continue;
        };
        let before = n.checked_sub(1).and_then(|before| sides[before].score(at));
        let differs = before.is_some_and(|before| before.points != score.points);
        let who = score.who.map_or_else(String::new, |who| format!("{}  {}", cx.open.who(&who.by), crate::words::when(&who.at)));
        let stands = if score.is_carried { cx.say(tr("as before", "沿用")) } else { "" };
        let reason = side.sheet().rows[at].reason();
        let role = if differs { Role::Warn } else { Role::Strong };
        line(
            lines,
            label,
            &[(stage, Role::Text), (&points(score.points), role), (stands, Role::Quiet), (&who, Role::Quiet), (reason, Role::Text)],
        );
    }
}

fn unscored(cx: &Cx<'_>, lines: &mut Lines<Target>, row: &Row, label: &'static str) {
    let says = if row.is_disputed {
        tr("opinions differ: none until somebody settles it", "意见不一致，会商确定前不计分")
    } else {
        tr("not scored", "未评分")
    };
    line(lines, label, &[(cx.say(says), Role::Quiet)]);
    taken(cx, lines, row);
}

fn taken(cx: &Cx<'_>, lines: &mut Lines<Target>, row: &Row) {
    for (n, taken) in row.deductions.iter().enumerate() {
        lines.target(Some(Target::FindingRow(taken.of.index)));
        let label = if n == 0 { cx.say(tr("Deducted", "问题扣分")) } else { "" };
        let name = cx.finding_name(taken.of.number);
        let minus = format!("-{}", points(taken.points));
        line(lines, label, &[(&name, Role::You), (&minus, Role::Bad), (&taken.of.title, Role::Text)]);
        if !taken.of.criteria.is_empty() {
            lines.prose("", &taken.of.criteria, 2, Role::Quiet);
        }
    }
    lines.target(None);
}

fn reckoning(cx: &Cx<'_>, lines: &mut Lines<Target>, row: &Row) {
    let label = cx.say(tr("Workings", "计算过程"));
    match &row.formula {
        Reckoned::Points(reckoning) => {
            for (n, step) in reckoning.steps.iter().take(SHOWN_MAX).enumerate() {
                lines.prose(if n == 0 { label } else { "" }, step.say(cx.lang), 0, Role::Text);
            }
            lines.right(&points(reckoning.points), Role::Strong);
        }
        Reckoned::Judged(bands) => {
            for (n, band) in bands.iter().enumerate() {
                let bounds = format!("{} - {}", points(band.least), points(band.most));
                let label = if n == 0 { cx.say(tr("A judgement", "定性评判")) } else { "" };
                line(lines, label, &[(&bounds, Role::Strong), (cx.say(band.words), Role::Text)]);
            }
        }
        Reckoned::Not(why) => lines.prose(label, why.say(cx.lang), 0, Role::Quiet),
    }
}

/// A figure with everybody who gave it, the one in force first.
fn given(cx: &Cx<'_>, lines: &mut Lines<Target>, label: Words, field: &Field) {
    for (n, given) in field.all().iter().enumerate() {
        let label = if n == 0 { cx.say(label) } else { "" };
        let role = if n == 0 { Role::Strong } else { Role::Text };
        let who = given.who.as_ref().map_or_else(String::new, |who| cx.open.who(&who.by));
        let origin = cx.say(given.origin.words());
        let own = matches!(given.origin, Origin::Verified | Origin::Frame | Origin::Supplement);
        let origin_role = if own { Role::You } else { Role::Quiet };
        line(lines, label, &[(&given.value.raw, role), (origin, origin_role), (&who, Role::Quiet), (&given.source, Role::Text)]);
    }
}

fn deviation(cx: &Cx<'_>, lines: &mut Lines<Target>, row: &Row) {
    let of = |words: Words, value| format!("{} {}", cx.say(words), percent(value));
    let values = row.value_deviation().map(|value| of(tr("values", "完成"), value));
    let scores = row.score_deviation().map(|value| of(tr("scores", "得分"), value));
    let both: Vec<String> = values.into_iter().chain(scores).collect();
    if !both.is_empty() {
        line(lines, cx.say(tr("Deviates", "偏离度")), &[(&both.join("   "), Role::Text)]);
    }
}

/// Where the rule was read, and how sure that is.
fn cited(cx: &Cx<'_>, lines: &mut Lines<Target>, sheet: &Sheet, row: &Row) {
    if sheet.standard.is_none() || row.cited.source.is_empty() {
        return;
    }
    let sure = cx.say(row.cited.confidence.words());
    lines.prose(cx.say(tr("Source", "出处")), &format!("{}（{sure}）", row.cited.source), 0, Role::Quiet);
}

/// A line whose pieces stand two columns apart.
fn line(lines: &mut Lines<Target>, label: &str, pieces: &[(&str, Role)]) {
    let mut apart: Vec<(&str, Role)> = Vec::new();
    for piece in pieces.iter().filter(|(text, _)| !text.is_empty()) {
        if !apart.is_empty() {
            apart.push(("  ", Role::Text));
        }
        apart.push(*piece);
    }
    lines.line(label, &apart);
}
