//! The faces that are lists: the steps of the bridge and what decides the grade; like deductions. A line is
//! found by its number, so that a list of thousands costs what it shows.

use ratatui::layout::Rect;

use super::columns::points;
use super::face::Face;
use crate::command::Target;
use crate::lang::{Lang, tr};
use crate::panes::{Cx, Open};
use crate::report::money;
use crate::scoring::{Alike, Bridge, Case, Decider, Sheet, Step};
use crate::ui::{Canvas, Role};

/// Room for the name of a row.
const NAME_COLS: u16 = 26;
/// Room for a column of points.
const POINTS_COLS: u16 = 10;

/// A line of such a face.
#[derive(Clone, Copy, Debug)]
pub(super) enum Line<'a> {
    /// Where the bridge starts: the self scores.
    Start(&'a Bridge),
    /// A step of the bridge, and the one before it.
    Step(&'a Step, Option<&'a Step>),
    /// Where it ends: the review scores.
    End(&'a Bridge),
    /// Where the total stands among the grades, or what it lacks.
    Stands,
    /// An open finding that takes points; whether it is among the fewest that decide the grade.
    Decider(&'a Decider, bool),
    /// One matter.
    Matter(&'a Alike),
    /// One case of it.
    Case(&'a Alike, &'a Case),
}

impl Line<'_> {
    /// The row of the sheet it is about.
    pub(super) fn row(&self) -> Option<usize> {
        match self {
            Self::Step(step, _) => Some(step.row),
            Self::Case(_, case) => Some(case.row),
            _ => None,
        }
    }

    /// The finding behind it, by key.
    pub(super) fn finding(&self) -> Option<&str> {
        match self {
            Self::Step(step, _) => step.finding.as_deref(),
            Self::Case(_, case) => Some(&case.finding),
            Self::Decider(decider, _) => Some(&decider.finding),
            _ => None,
        }
    }
}

/// How many lines a face has.
pub(super) fn count(open: &Open, face: Face) -> usize {
    match face {
        Face::Sheet | Face::Sides => 0,
        Face::Bridge => open.desk.bridge().map_or(0, |bridge| {
            let open_findings = open.desk.shown().and_then(|sheet| sheet.edge.as_ref()).map_or(0, |edge| edge.open.len());
            bridge.steps.len() + 3 + open_findings
        }),
        Face::Alike => open.desk.alike().iter().map(|one| one.cases.len() + 1).sum(),
    }
}

/// A line of a face.
pub(super) fn line(open: &Open, face: Face, at: usize) -> Option<Line<'_>> {
    match face {
        Face::Sheet | Face::Sides => None,
        Face::Bridge => bridge_line(open, at),
        Face::Alike => {
            let mut left = at;
            for one in open.desk.alike() {
                if left == 0 {
                    return Some(Line::Matter(one));
                }
                if let Some(case) = one.cases.get(left - 1) {
                    return Some(Line::Case(one, case));
                }
                left -= one.cases.len() + 1;
            }
            None
        }
    }
}

fn bridge_line(open: &Open, at: usize) -> Option<Line<'_>> {
    let bridge = open.desk.bridge()?;
    let Some(nth) = at.checked_sub(1) else { return Some(Line::Start(bridge)) };
    if let Some(step) = bridge.steps.get(nth) {
        return Some(Line::Step(step, nth.checked_sub(1).and_then(|before| bridge.steps.get(before))));
    }
    match nth - bridge.steps.len() {
        0 => Some(Line::End(bridge)),
        1 => Some(Line::Stands),
        rest => {
            let edge = open.desk.shown()?.edge.as_ref()?;
            Some(Line::Decider(edge.open.get(rest - 2)?, rest - 2 < edge.decide))
        }
    }
}

/// The heads of the columns.
pub(super) fn draw_heads(cx: &Cx<'_>, canvas: &mut Canvas<'_, Target>, area: Rect, face: Face) {
    let laid = Laid::of(area);
    let (name, said, points, after) = match face {
        Face::Alike => (tr("Matter, indicator", "问题、指标"), tr("Finding", "所记问题"), tr("Points", "扣分"), tr("Of weight", "占分值")),
        _ => (tr("Indicator", "指标"), tr("Step", "步骤"), tr("Points", "增减"), tr("Sum", "累计")),
    };
    canvas.put_fit(laid.name, area.y, NAME_COLS, cx.say(name), Role::Quiet);
    canvas.put_fit(laid.said, area.y, laid.said_cols, cx.say(said), Role::Quiet);
    canvas.put_right(laid.points, area.y, POINTS_COLS, cx.say(points), Role::Quiet);
    canvas.put_right(laid.after, area.y, POINTS_COLS, cx.say(after), Role::Quiet);
}

/// Where the columns stand.
struct Laid {
    name: u16,
    said: u16,
    said_cols: u16,
    /// Right edges.
    points: u16,
    after: u16,
}

impl Laid {
    fn of(area: Rect) -> Self {
        let after = area.right().saturating_sub(2);
        let points = after.saturating_sub(POINTS_COLS);
        let name = area.x + 3;
        let said = name + NAME_COLS + 2;
        Self { name, said, said_cols: points.saturating_sub(POINTS_COLS + said), points, after }
    }
}

/// Draws a line. `standing`: where the total stands, in a sentence.
pub(super) fn draw(cx: &Cx<'_>, canvas: &mut Canvas<'_, Target>, area: Rect, line: Line<'_>, standing: &(String, Role)) {
    let laid = Laid::of(area);
    let y = area.y;
    let wide = laid.points.saturating_sub(POINTS_COLS + laid.name);
    let Some(sheet) = cx.open.desk.shown() else { return };
    match line {
        Line::Start(bridge) => {
            canvas.put_fit(laid.name, y, wide, &start_words(sheet, bridge, cx.lang), Role::Strong);
            canvas.put_right(laid.after, y, POINTS_COLS, &points(bridge.start), Role::Strong);
        }
        Line::Step(step, before) => {
            if before.is_none_or(|before| before.row != step.row) {
                canvas.put_fit(laid.name, y, NAME_COLS, &row_name(sheet, step.row), Role::Text);
            }
            let role = if step.finding.is_some() { Role::You } else { Role::Text };
            let used = canvas.put_fit(laid.said, y, laid.said_cols, step.said.say(cx.lang), role);
            let basis = step.basis.say(cx.lang).lines().next().unwrap_or_default();
            canvas.put_fit(laid.said + used + 2, y, laid.said_cols.saturating_sub(used + 2), basis, Role::Quiet);
            let role = if step.points.is_sign_negative() { Role::Bad } else { Role::Ok };
            canvas.put_right(laid.points, y, POINTS_COLS, &signed(step.points), role);
            canvas.put_right(laid.after, y, POINTS_COLS, &points(step.after), Role::Text);
        }
        Line::End(bridge) => {
            canvas.put_fit(laid.name, y, wide, &end_words(sheet, bridge, cx.lang), Role::Strong);
            canvas.put_right(laid.points, y, POINTS_COLS, &signed(bridge.end - bridge.start), Role::Strong);
            canvas.put_right(laid.after, y, POINTS_COLS, &points(bridge.end), Role::Strong);
        }
        Line::Stands => {
            canvas.put_fit(laid.name, y, laid.after.saturating_sub(laid.name), &standing.0, standing.1);
        }
        Line::Decider(decider, is_enough) => {
            let name = cx.finding_name(decider.number);
            let says = if is_enough {
                tr("still open: decides the grade", "尚未定稿，关系到等级")
            } else {
                tr("still open", "尚未定稿")
            };
            canvas.put_fit(laid.name, y, NAME_COLS, &format!("{name} {}", decider.title), Role::You);
            canvas.put_fit(laid.said, y, laid.said_cols, cx.say(says), if is_enough { Role::Warn } else { Role::Text });
            canvas.put_right(laid.points, y, POINTS_COLS, &signed(-decider.points), Role::Bad);
        }
        Line::Matter(one) => {
            let (sign, role) = if one.is_uneven() { ("!", Role::Warn) } else { (" ", Role::Strong) };
            canvas.put(area.x + 1, y, 1, sign, role);
            let room = laid.after.saturating_sub(laid.name);
            canvas.put_fit(laid.name, y, room, one.said().say(cx.lang), role);
        }
        Line::Case(one, case) => {
            canvas.put_fit(laid.name + 2, y, NAME_COLS - 2, &row_name(sheet, case.row), Role::Text);
            let name = cx.finding_name(case.number);
            canvas.put_fit(laid.said, y, laid.said_cols, &format!("{name} {}", case_title(cx.open, one, case)), Role::You);
            canvas.put_right(
                laid.points,
                y,
                POINTS_COLS,
                &points(case.points),
                if case.points.is_zero() { Role::Quiet } else { Role::Bad },
            );
            let share = case.share.map_or_else(String::new, |share| format!("{}%", money::round(share, 1).normalize()));
            canvas.put_right(laid.after, y, POINTS_COLS, &share, Role::Text);
        }
    }
}

/// As the case's own finding is titled: one matter may be worded in several ways.
fn case_title<'a>(open: &'a Open, one: &'a Alike, case: &Case) -> &'a str {
    let own = open.finding(&case.finding).and_then(|named| crate::panes::latest(&named.standing));
    own.map_or(&one.title, |finding| &finding.title)
}

/// `3 送戏下乡`.
pub(super) fn row_name(sheet: &Sheet, row: usize) -> String {
    format!("{} {}", row + 1, sheet.rows.get(row).map_or("", |row| &row.name))
}

/// A change in points: `+1.20`, `-0.50`.
pub(super) fn signed(value: rust_decimal::Decimal) -> String {
    let plus = if value.is_sign_negative() || value.is_zero() { "" } else { "+" };
    format!("{plus}{}", points(value))
}

fn start_words(sheet: &Sheet, bridge: &Bridge, lang: Lang) -> String {
    let counted = || sheet.counted();
    let (all, given) = (counted().count(), counted().filter(|row| row.own().is_some()).count());
    let head = lang.pick("Self score", "自评得分合计");
    if bridge.is_start_complete {
        return head.to_owned();
    }
    lang.pick(format!("{head} ({given} of {all} rows have one)"), format!("{head}（{all} 行中 {given} 行有自评分）"))
}

fn end_words(sheet: &Sheet, bridge: &Bridge, lang: Lang) -> String {
    let counted = || sheet.counted();
    let (all, scored) = (counted().count(), counted().filter(|row| row.score.is_some()).count());
    let head = lang.pick("Review score", "复核得分合计");
    if bridge.is_end_complete {
        return head.to_owned();
    }
    lang.pick(format!("{head} so far ({scored} of {all} rows scored)"), format!("{head}（{all} 行已评 {scored} 行，尚不完整）"))
}
