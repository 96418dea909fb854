//! What is worth a look on a sheet. A flag never changes a figure.

use crate::lang::Said;
use crate::review::Severity;

/// What a flag is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FlagKind {
    /// Opinions differ.
    Disputed,
    /// The chosen standard is not the one at hand, or was not found.
    Standard,
    /// Weights do not add up to their whole.
    WeightSum,
    /// A score above its weight or a weight that is none.
    Bounds,
    /// Points that cannot be read.
    Unreadable,
    /// More is deducted than there is.
    Exceeds,
    /// The same matter is deducted twice.
    Twice,
    /// A score below the weight without a reason.
    NoReason,
    /// A score above the department's own without a reason.
    AboveSelf,
    /// A judgement outside the standard's band.
    Band,
    /// Those who gave a figure gave different ones.
    Differs,
    /// Far over target.
    Over,
    /// 自评预警: results far better than the money spent.
    Red,
    /// 自评预警: much of the budget is not spent, or there is none.
    Yellow,
    /// 分值未设定.
    NoWeight,
    /// An indicator that the standard has no row for.
    Beside,
    /// A standard that stands in no official paper, or a row that is only in part confirmed.
    Unsure,
}

impl FlagKind {
    /// Its name in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Disputed => "disputed",
            Self::Standard => "standard",
            Self::WeightSum => "weight_sum",
            Self::Bounds => "bounds",
            Self::Unreadable => "unreadable",
            Self::Exceeds => "exceeds",
            Self::Twice => "twice",
            Self::NoReason => "no_reason",
            Self::AboveSelf => "above_self",
            Self::Band => "band",
            Self::Differs => "differs",
            Self::Over => "over",
            Self::Red => "red",
            Self::Yellow => "yellow",
            Self::NoWeight => "no_weight",
            Self::Beside => "beside",
            Self::Unsure => "unsure",
        }
    }
}

/// Something worth a look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flag {
    /// What it is about.
    pub kind: FlagKind,
    /// How bad.
    pub severity: Severity,
    /// In a sentence.
    pub said: Said,
}

impl Flag {
    pub(super) fn new(kind: FlagKind, severity: Severity, said: Said) -> Self {
        Self { kind, severity, said }
    }
}
