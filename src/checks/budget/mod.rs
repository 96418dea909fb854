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

use super::grounds::TRUE_AND_EXACT;
