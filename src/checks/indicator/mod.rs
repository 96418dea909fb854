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
use super::money::exact;
use super::{About, Facts, Line, Skip};
use crate::lang::{Words, tr};
use crate::report::Quantity;
use crate::said;

/// Grounds for what a self-assessment table must give.
const TABLE: Words = tr(
    "Self-assessment table of 2020 No. 10: target, actual, weight, score and reasons for deviation are given for each indicator",
    "财预〔2020〕10号所附自评表的填列要求：年度指标值、实际完成值、分值、得分、偏差原因分析及改进措施逐项填列",
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

/// A number to reckon with, if there is one.
fn number(quantity: Option<&Quantity>) -> Option<Decimal> {
    exact(quantity?).ok().map(|exact| exact.value)
}

/// The sign of an indicator.
fn sign(line: &Line) -> Option<&'static str> {
    line.says.sign()
}

fn about(line: &Line) -> [About; 1] {
    [About::Item(line.at)]
}
