//! The faces of the score view: the same scores looked at in other ways.

use crate::lang::{Words, tr};

/// What the score view shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Face {
    /// 评分表: row by row, edited in place.
    #[default]
    Sheet,
    /// 得分调整过程: from the self score to ours, step by step.
    Bridge,
    /// 各方评分: self, formula and each stage side by side.
    Sides,
    /// 同类扣分: one matter wherever it was found.
    Alike,
}

impl Face {
    /// All, in the order of the strip.
    pub const ALL: [Self; 4] = [Self::Sheet, Self::Bridge, Self::Sides, Self::Alike];

    /// What it is called.
    pub const fn words(self) -> Words {
        match self {
            Self::Sheet => tr("Score sheet", "评分表"),
            Self::Bridge => tr("Score bridge", "得分调整过程"),
            Self::Sides => tr("Scores side by side", "各方评分"),
            Self::Alike => tr("Like deductions", "同类扣分"),
        }
    }

    /// The next one.
    pub(super) fn next(self) -> Self {
        let at = Self::ALL.iter().position(|face| *face == self).unwrap_or(0);
        Self::ALL[(at + 1) % Self::ALL.len()]
    }

    /// Whether its lines are the rows of the sheet.
    pub const fn is_rows(self) -> bool {
        matches!(self, Self::Sheet | Self::Sides)
    }
}
