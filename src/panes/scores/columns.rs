//! The columns of the score sheet: which are shown at which width, and what stands in each. What a narrow
//! window leaves out, the card of the row has.

use ratatui::layout::Rect;
use rust_decimal::Decimal;

use super::cell::Cell;
use super::face::Face;
use crate::command::Target;
use crate::lang::{Lang, Words, tr};
use crate::panes::Cx;
use crate::report::money;
use crate::review::{Severity, Stage};
use crate::scoring::{Field, Origin, Row, Sheet, Side, Stands, Total};
use crate::ui::{Canvas, Role};
use crate::words;

/// From this width on there is room for targets, self figures and deviations.
const MIDDLE_FROM_COLS: u16 = 100;
/// From this width on all columns are shown.
const WIDE_FROM_COLS: u16 = 140;
/// Room for a name where the reason has what is left.
const NAME_COLS_WIDE: u16 = 26;

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Sign,
    Level1,
    Level2,
    Name,
    Nature,
    Target,
    Unit,
    Weight,
    SelfActual,
    SelfScore,
    Verified,
    Formula,
    Score,
    Taken,
    Deviation,
    Refs,
    Reason,
    Stage(Stage),
}

/// A column's head, its columns in Chinese and in English, and whether it is aligned to the right. 0
/// columns: what is left.
type Spec = (Column, Words, u16, u16, bool);

const NONE: Words = tr("", "");
const SIGN: Spec = (Column::Sign, NONE, 3, 3, false);
const NAME: Spec = (Column::Name, tr("Indicator", "指标"), 0, 0, false);
const WEIGHT: Spec = (Column::Weight, tr("Weight", "分值"), 7, 7, true);
const SELF_SCORE: Spec = (Column::SelfScore, tr("Self", "自评分"), 7, 7, true);
const VERIFIED: Spec = (Column::Verified, tr("Verified", "认定值"), 8, 8, true);
const FORMULA: Spec = (Column::Formula, tr("Formula", "公式分"), 7, 7, true);
const SCORE: Spec = (Column::Score, tr("Review", "复核分"), 7, 7, true);
const TAKEN: Spec = (Column::Taken, tr("Cut", "扣分"), 6, 6, true);
const DEVIATION: Spec = (Column::Deviation, tr("Deviates", "偏离度"), 9, 9, true);
const REFS: Spec = (Column::Refs, NONE, 7, 6, false);
const TARGET: Spec = (Column::Target, tr("Target", "指标值"), 9, 9, true);
const UNIT: Spec = (Column::Unit, tr("Unit", "单位"), 5, 5, false);
const SELF_ACTUAL: Spec = (Column::SelfActual, tr("Actual", "自评完成"), 8, 8, true);
const LEVEL2: Spec = (Column::Level2, tr("Class", "类别"), 8, 10, false);

const NARROW: &[Spec] = &[SIGN, NAME, WEIGHT, SELF_SCORE, VERIFIED, SCORE, TAKEN, REFS];
const MIDDLE: &[Spec] = &[SIGN, LEVEL2, NAME, TARGET, UNIT, WEIGHT, SELF_ACTUAL, SELF_SCORE, VERIFIED, FORMULA, SCORE, TAKEN, REFS];
const WIDE: &[Spec] = &[
    SIGN,
    (Column::Level1, tr("Level 1", "一级"), 8, 10, false),
    (Column::Level2, tr("Level 2", "二级"), 8, 10, false),
    (Column::Name, tr("Level 3", "三级指标"), NAME_COLS_WIDE, NAME_COLS_WIDE, false),
    (Column::Nature, tr("Kind", "性质"), 8, 8, false),
    TARGET,
    UNIT,
    WEIGHT,
    SELF_ACTUAL,
    SELF_SCORE,
    VERIFIED,
    FORMULA,
    SCORE,
    TAKEN,
    DEVIATION,
    REFS,
    (Column::Reason, tr("Reason", "扣分原因"), 0, 0, false),
];

/// From this width on a stage's score has room for who gave it.
const WHO_FROM_COLS: u16 = 20;
const FIRST: Column = Column::Stage(Stage::First);
const RECHECK: Column = Column::Stage(Stage::Recheck);
const FINAL: Column = Column::Stage(Stage::Final);
const SIDES_NARROW: &[Spec] = &[
    SIGN,
    NAME,
    WEIGHT,
    SELF_SCORE,
    FORMULA,
    (FIRST, words::stage(Stage::First), 8, 12, true),
    (RECHECK, words::stage(Stage::Recheck), 8, 8, true),
    (FINAL, words::stage(Stage::Final), 8, 8, true),
];
const SIDES_WIDE: &[Spec] = &[
    SIGN,
    NAME,
    WEIGHT,
    SELF_SCORE,
    FORMULA,
    (FIRST, words::stage(Stage::First), 31, 31, true),
    (RECHECK, words::stage(Stage::Recheck), 31, 31, true),
    (FINAL, words::stage(Stage::Final), 31, 31, true),
];

/// The columns where they stand.
pub(super) struct Laid {
    columns: Vec<(Column, Words, Rect, bool)>,
}

/// Lays the columns of a face in an area.
pub(super) fn laid(area: Rect, face: Face, lang: Lang) -> Laid {
    let specs = match (face, area.width) {
        (Face::Sides, 0..WIDE_FROM_COLS) => SIDES_NARROW,
        (Face::Sides, _) => SIDES_WIDE,
        (_, 0..MIDDLE_FROM_COLS) => NARROW,
        (_, MIDDLE_FROM_COLS..WIDE_FROM_COLS) => MIDDLE,
        _ => WIDE,
    };
    let fixed: u16 = specs.iter().map(|(_, _, zh, en, _)| lang.pick(en, zh) + 1).sum();
    let rest = area.width.saturating_sub(fixed + 2);
    let mut x = area.x + 1;
    let columns = specs.iter().map(|&(column, head, zh, en, right)| {
        let width = Some(lang.pick(en, zh)).filter(|cols| *cols > 0).unwrap_or(rest);
        let at = Rect { x, y: 0, width, height: 1 };
        x += width + 1;
        (column, head, at, right)
    });
    Laid { columns: columns.collect() }
}

impl Laid {
    /// Where a figure the reviewer may give stands, if the width shows it.
    pub(super) fn cell(&self, cell: Cell) -> Option<Rect> {
        let wanted = match cell {
            Cell::Weight => Column::Weight,
            Cell::Verified => Column::Verified,
            Cell::Score => Column::Score,
            Cell::Reason => Column::Reason,
        };
        self.columns.iter().find(|(column, ..)| *column == wanted).map(|(_, _, at, _)| *at)
    }

    pub(super) fn draw_heads(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_, Target>, y: u16) {
        for (_, head, at, right) in &self.columns {
            put(canvas, Rect { y, ..*at }, cx.say(*head), Role::Quiet, *right);
        }
    }

    /// Draws a row. `before`: the row above it on screen, whose levels are not said again.
    pub(super) fn draw(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_, Target>, y: u16, (at, row): (usize, &Row), before: Option<&Row>) {
        for (column, _, place, right) in &self.columns {
            let place = Rect { y, ..*place };
            if *column == Column::Sign {
                let tried = cx.open.desk.trial().is_some_and(|trial| trial.changes(at));
                let (sign, role) = if tried { ("~", Role::Warn) } else { sign(row) };
                canvas.put(place.x, y, 1, sign, role);
                continue;
            }
            if *column == Column::Refs {
                refs(cx, canvas, place, row);
                continue;
            }
            let (text, role) = match column {
                Column::Stage(stage) => side(cx, *stage, (at, &row.id), place.width >= WHO_FROM_COLS),
                _ => text(cx, *column, at, row, before),
            };
            let role = if row.counts() { role } else { Role::Quiet };
            put(canvas, place, &text, role, *right);
        }
    }

    /// The totals: what is known of each, and how many rows are scored.
    pub(super) fn draw_totals(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_, Target>, y: u16, sheet: &Sheet) {
        let counted = || sheet.counted();
        let scored = counted().filter(|row| row.score.is_some()).count();
        let open = counted().count() - scored;
        let weight_x = self.cell(Cell::Weight).map_or(0, |at| at.x);
        for (column, _, at, right) in &self.columns {
            let mut at = Rect { y, ..*at };
            if *column == Column::Name {
                // Targets have no total: the words may stand there.
                at.width = weight_x.saturating_sub(at.x + 1);
            }
            let total = |total: &Total| total.known.map_or_else(String::new, points);
            let text = match column {
                Column::Name => {
                    cx.lang.pick(format!("Total  scored {scored}, open {open}"), format!("合计  已评 {scored} 项，未评 {open} 项"))
                }
                Column::Weight => total(&sheet.weight),
                Column::SelfScore => total(&sheet.own),
                Column::Formula => total(&sheet.formula),
                Column::Score => total(&sheet.total),
                Column::Taken => {
                    let taken: Decimal = sheet.counted().filter(|row| row.score.is_some()).map(Row::taken).sum();
                    if taken.is_zero() { String::new() } else { points(taken) }
                }
                Column::Stage(stage) => side_total(cx, *stage),
                _ => continue,
            };
            put(canvas, at, &text, Role::Strong, *right);
        }
    }
}

fn put(canvas: &mut Canvas<'_, Target>, at: Rect, text: &str, role: Role, right: bool) {
    if right {
        canvas.put_right(at.right(), at.y, at.width, text, role);
    } else {
        canvas.put_fit(at.x, at.y, at.width, text, role);
    }
}

/// Points as they are printed.
pub(super) fn points(value: Decimal) -> String {
    format!("{:.2}", money::round(value, 2))
}

/// A deviation as it is printed: `+60.00%`.
pub(super) fn percent(value: Decimal) -> String {
    let value = money::round(value, 2);
    let sign = if value > Decimal::ZERO { "+" } else { "" };
    format!("{sign}{value:.2}%")
}

fn raw(field: &Field) -> Option<String> {
    field.in_force().map(|given| given.value.raw.clone())
}

/// The worst thing about a row, in a sign.
fn sign(row: &Row) -> (&'static str, Role) {
    if row.is_disputed {
        return ("&", Role::Warn);
    }
    if row.stands == Stands::Off {
        return ("-", Role::Text);
    }
    let Some(score) = row.score else { return (" ", Role::Quiet) };
    if row.flags.iter().any(|flag| flag.severity <= Severity::Major) {
        return ("!", Role::Warn);
    }
    let full = row.weight().is_some_and(|weight| score >= weight);
    if full { ("✓", Role::Ok) } else { ("✗", Role::Bad) }
}

/// `问1 !2`: findings that take points, then what is worth a look.
fn refs(cx: &Cx<'_>, canvas: &mut Canvas<'_, Target>, at: Rect, row: &Row) {
    let mut x = at.x;
    let findings = match row.deductions.as_slice() {
        [] => String::new(),
        [only] => cx.finding_name(only.of.number),
        [first, rest @ ..] => format!("{}+{}", cx.finding_name(first.of.number), rest.len()),
    };
    if !findings.is_empty() {
        x += canvas.put(x, at.y, at.width, &findings, Role::You) + 1;
    }
    let flags = row.flags.iter().filter(|flag| flag.severity != Severity::Hint).count();
    if flags > 0 && x < at.right() {
        canvas.put(x, at.y, at.right() - x, &format!("!{flags}"), Role::Warn);
    }
}

fn text(cx: &Cx<'_>, column: Column, at: usize, row: &Row, before: Option<&Row>) -> (String, Role) {
    let level = |n: usize| {
        let said = before.is_some_and(|before| before.levels[..=n] == row.levels[..=n]);
        if said { String::new() } else { row.levels[n].clone() }
    };
    let unseen = |text: Option<String>, words: Words| match text {
        Some(text) => (text, Role::Text),
        None => (cx.say(words).to_owned(), Role::Quiet),
    };
    match column {
        Column::Level1 => (level(0), Role::Text),
        Column::Level2 => {
            let own = level(1);
            (if own.is_empty() && row.levels[1].is_empty() { level(0) } else { own }, Role::Text)
        }
        Column::Name => (format!("{} {}", at + 1, row.name), Role::Text),
        Column::Nature => (row.nature.clone(), Role::Text),
        Column::Target => lit(unseen(raw(&row.target).map(|target| signed(row, &target)), NONE), &row.target),
        Column::Unit => (row.unit.clone(), Role::Text),
        Column::Weight => lit(unseen(row.weight().map(points).or_else(|| raw(&row.weight)), tr("not set", "未设定")), &row.weight),
        Column::SelfActual => match (row.self_actual(), row.actual.by(Origin::Supplement)) {
            (_, Some(supplied)) => (supplied.value.raw.clone(), Role::You),
            (stated, None) => unseen(stated.map(|actual| actual.raw.clone()), tr("none", "未列")),
        },
        Column::SelfScore => lit(unseen(row.own().map(points).or_else(|| raw(&row.own)), tr("none", "未列")), &row.own),
        Column::Verified => match (row.verified(), row.actual.in_force()) {
            (Some(verified), _) => (verified.raw.clone(), Role::Strong),
            // Reckoned, not yet verified; what was supplied stands in its own column.
            (None, Some(given)) if given.origin == Origin::Funds => (given.value.raw.clone(), Role::Text),
            (None, Some(_)) => (String::new(), Role::Quiet),
            (None, None) => (cx.say(tr("open", "待定")).to_owned(), Role::Quiet),
        },
        Column::Formula => unseen(row.formula.points().map(points), NONE),
        Column::Score => match row.score {
            Some(score) => (points(score), Role::Strong),
            None => (cx.say(tr("open", "未评")).to_owned(), Role::Quiet),
        },
        Column::Taken => {
            let taken = row.taken();
            (if taken.is_zero() { String::new() } else { points(taken) }, Role::Bad)
        }
        Column::Deviation => unseen(row.value_deviation().map(percent), NONE),
        Column::Reason => (reason(row), Role::Text),
        Column::Sign | Column::Refs | Column::Stage(_) => (String::new(), Role::Text),
    }
}

/// What a stage gave a row: quiet where it let an earlier score stand, lit where it gave another.
fn side(cx: &Cx<'_>, stage: Stage, (at, id): (usize, &str), with_who: bool) -> (String, Role) {
    let sides = cx.open.desk.sides();
    // While another standard is tried, the rows are others.
    let there = |side: &Side| side.sheet().stage == stage && side.sheet().rows.get(at).is_some_and(|row| row.id == id);
    let Some(n) = sides.iter().position(there) else { return (String::new(), Role::Quiet) };
    let Some(score) = sides[n].score(at) else {
        let is_disputed = sides[n].sheet().rows.get(at).is_some_and(|row| row.is_disputed);
        return if is_disputed {
            (cx.say(words::CONFLICT).to_owned(), Role::Warn)
        } else {
            (cx.say(tr("open", "未评")).to_owned(), Role::Quiet)
        };
    };
    let before = n.checked_sub(1).and_then(|before| sides[before].score(at));
    let changed = before.is_some_and(|before| before.points != score.points);
    let role = match (score.is_carried, changed) {
        (_, true) => Role::Warn,
        (true, false) => Role::Quiet,
        (false, false) => Role::Strong,
    };
    let figure = points(score.points);
    match score.who.filter(|_| with_who && (!score.is_carried || changed)) {
        Some(who) => (format!("{} {}  {figure}", cx.open.who(&who.by), words::when(&who.at)), role),
        None => (figure, role),
    }
}

/// A stage's total, as signed where it is; what is known of one that is not complete is marked so.
fn side_total(cx: &Cx<'_>, stage: Stage) -> String {
    let Some(side) = cx.open.desk.sides().iter().find(|side| side.sheet().stage == stage) else { return String::new() };
    match (side.total, side.sheet().total.known) {
        (Some(total), _) => format!("{} {}", side.grade.as_deref().unwrap_or_default(), points(total)).trim().to_owned(),
        (None, Some(known)) => format!("({})", points(known)),
        (None, None) => String::new(),
    }
}

/// What the reviewer supplied or set is told from what the report says.
fn lit((text, role): (String, Role), field: &Field) -> (String, Role) {
    let own = field.in_force().is_some_and(|given| matches!(given.origin, Origin::Supplement | Origin::Frame));
    (text, if own { Role::You } else { role })
}

/// The target with its sign, where it does not stand in its own column of a wide window.
fn signed(row: &Row, target: &str) -> String {
    let sign = matches!(row.nature.as_str(), "≥" | "≤" | "=" | ">" | "<");
    if sign && !target.starts_with(row.nature.as_str()) { format!("{}{target}", row.nature) } else { target.to_owned() }
}

/// The reviewer's reason, else what its findings say.
fn reason(row: &Row) -> String {
    if !row.reason().is_empty() {
        return row.reason().lines().next().unwrap_or_default().to_owned();
    }
    row.deductions.first().map_or_else(String::new, |taken| taken.of.title.clone())
}
