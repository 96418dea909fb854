//! The figures of a row that the reviewer may give.

use serde::{Deserialize, Serialize};

use crate::lang::{Words, tr};

/// A figure of a row that the reviewer may give.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    /// 分值.
    Weight,
    /// 认定值.
    #[default]
    Verified,
    /// 复核分: what it starts from.
    Score,
    /// 扣分原因及依据.
    Reason,
}

impl Cell {
    const ALL: [Self; 4] = [Self::Weight, Self::Verified, Self::Score, Self::Reason];

    /// What it is called.
    pub const fn words(self) -> Words {
        match self {
            Self::Weight => tr("Weight", "分值"),
            Self::Verified => tr("Verified value", "认定值"),
            Self::Score => tr("Review score", "复核分"),
            Self::Reason => tr("Reason", "原因"),
        }
    }

    /// What is asked where nothing is typed yet.
    pub const fn asks(self) -> Words {
        match self {
            Self::Weight => tr("points it is worth", "这一行的分值"),
            Self::Verified => tr("the actual value as verified, with its unit if it has another", "核实后的完成值，计量单位不同的带上单位"),
            Self::Score => tr("points, before deductions", "复核评定的分数（未减问题扣分）"),
            Self::Reason => tr("why, and on which grounds", "为什么这样评，依据是什么"),
        }
    }

    pub(super) fn step(self, by: i32) -> Self {
        let at = Self::ALL.iter().position(|cell| *cell == self).unwrap_or(0);
        let to = if by < 0 { at.saturating_sub(1) } else { (at + 1).min(Self::ALL.len() - 1) };
        Self::ALL[to]
    }
}
