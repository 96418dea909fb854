//! B: the department's funds.

mod change;
mod execution;
mod stated;
mod sums;
#[cfg(test)]
mod tests;

pub(super) use change::{ADJUSTMENT, THREE_PUBLIC, UNIT_COST};
pub(super) use execution::{OVERSPENT, RATE, UNSPENT, WARNING};
pub(super) use stated::{BASE, BLOCKS};
pub(super) use sums::{FINAL_ACCOUNT, ROWS, SPLIT};

use crate::lang::{Words, tr};

/// Grounds for checks of figures against each other.
const TRUE_AND_EXACT: Words = tr(
    "Measures for project evaluation (Ministry of Finance, 2020 No. 10): a unit answers for its self-assessment being true and exact",
    "《项目支出绩效评价管理办法》（财预〔2020〕10号）关于单位对自评结果的真实性和准确性负责的要求",
);
