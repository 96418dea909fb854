//! I: the performance indicators.

mod duties;
mod figures;
mod names;
mod scored;
mod signs;
mod stated;
mod sums;
#[cfg(test)]
mod tests;

pub(super) use duties::DUTIES;
pub(super) use figures::{COUNT_OF_RATE, DATES, SURVEY, VAGUE};
pub(super) use names::{FITS, HOLLOW, TWICE};
pub(super) use scored::{DEVIATION, OVER, RULE};
pub(super) use signs::{BOUNDED, SIGN, UNITS};
pub(super) use stated::{ACTUAL, CLASSES, EVIDENCE, TARGET};
pub(super) use sums::{CLAIMED, SCORES, WEIGHTS, WITHIN};

use rust_decimal::Decimal;

use super::grounds::TRUE_AND_EXACT;
use super::money::number;
use super::wording::is_measured;
use super::{About, Facts, Line, Skip};
use crate::lang::{Words, tr};
use crate::said;

/// Grounds for what a self-assessment table must give.
const TABLE: Words = tr(
    "By analogy, the self-assessment table of 2020 No. 10: target, actual, weight, score and reasons for deviation are given for each indicator",
    "参照财预〔2020〕10号所附自评表的填列要求：年度指标值、实际完成值、分值、得分、偏差原因分析及改进措施逐项填列",
);

/// Grounds for how indicators are set.
const SET_WELL: Words = tr(
    "Measures for performance targets of budgets: targets and indicators are specific, measurable and fit for the duty",
    "《中央部门预算绩效目标管理办法》（财预〔2015〕88号）关于绩效目标指向明确、细化量化、合理可行的要求",
);

/// There must be indicators.
fn lines<'a>(facts: &'a Facts<'_>) -> Result<&'a [Line], Skip> {
    if facts.indicators.is_empty() {
        Err(Skip(said!("the report has no indicators", "报告未列绩效指标")))
    } else {
        Ok(&facts.indicators)
    }
}

/// Only of all indicators can be said what they leave out: until the table came a report must count them,
/// or their weights must add up.
fn all_listed(facts: &Facts<'_>) -> Result<(), Skip> {
    let n = facts.indicators.len();
    let claimed = number(facts.report.indicators_claimed().count.as_ref());
    let weights: Option<Decimal> = facts.indicators.iter().map(|line| number(line.says.weight.as_ref())).sum();
    let is_whole = weights.is_some_and(|sum| facts.pack.weights.sums.contains(&sum));
    if !facts.awaits_table() || claimed == Some(Decimal::from(n)) || is_whole {
        return Ok(());
    }
    Err(Skip(said!(
        "the text lists {n} indicators, which need not be all: the score table is needed, which has not been received",
        "报告正文列 {n} 项指标，不一定是全部，须收到自评表后核对"
    )))
}

/// [`all_listed`], by name and not as the headings they stand under.
fn all_named(facts: &Facts<'_>) -> Result<(), Skip> {
    all_listed(facts)?;
    if facts.awaits_table() && facts.indicators.iter().any(is_heading) { Err(headings_alone()) } else { Ok(()) }
}

fn headings_alone() -> Skip {
    Skip(said!(
        "the text gives points by heading; the indicators stand in the score table, which has not been received",
        "报告正文仅列各类分值和得分，具体指标在自评表中，自评表尚未收到"
    ))
}

/// Whether a line is a heading of a scoring sheet that the text sums up: points, and nothing that is measured.
fn is_heading(line: &Line) -> bool {
    let says = &line.says;
    let has_points = says.weight.is_some() || says.self_score.is_some();
    has_points && says.target.is_none() && says.actual.is_none() && says.comparator.is_none() && !is_measured(&says.name)
}

/// The sign of an indicator.
fn sign(line: &Line) -> Option<&'static str> {
    line.says.sign()
}

fn about(line: &Line) -> [About; 1] {
    [About::Item(line.at)]
}
