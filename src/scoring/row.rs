//! One row of the sheet: every figure with who gave it, what the standard reckons, what the reviewer
//! decided, and what follows.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::acts::points_of;
use super::amount::rounded;
use super::{Deducted, Field, Flag, Origin, PutScore, Reckoned, units};
use crate::lang::{Said, Words, tr};
use crate::report::{ItemRef, Quantity, money};
use crate::review::ScoreFrom;
use crate::rules::Confidence;
use crate::said;

/// Whether a row is part of the total.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// It is.
    Counted,
    /// A row of the standard that was only remembered or never seen: off until the reviewer names it in
    /// the frame. The total is incomplete without it.
    Off,
    /// One of the report's indicators that the chosen standard has no row for.
    Beside,
}

/// A deduction as it bears on its row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The finding's deduction.
    pub of: Arc<Deducted>,
    /// What it takes: no more than is left.
    pub points: Decimal,
}

/// Where a formula was read, and how sure that is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cited {
    /// The standard and the place in it.
    pub source: String,
    /// How sure.
    pub confidence: Confidence,
}

/// One row of the sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What scores, deductions and supplements name it by: the indicator's id, else the code of the
    /// standard's row.
    pub id: String,
    /// The report's indicator, if it is one.
    pub at: Option<ItemRef>,
    /// The code of the standard's row, if it is one (or is in one).
    pub item: Option<String>,
    /// Level 1 and 2.
    pub levels: [String; 2],
    /// Level 3.
    pub name: String,
    /// 性质: its sign, 定性, or the kind of the standard's rule.
    pub nature: String,
    /// 计量单位.
    pub unit: String,
    /// 计分规则, as the standard or the report prints it.
    pub standard: String,
    /// The department's reason for its deviation.
    pub deviation_reason: String,
    /// Whether it is part of the total.
    pub stands: Stands,
    /// Whether it is the rate of execution.
    pub is_execution: bool,
    /// 年度指标值.
    pub target: Field,
    /// 分值.
    pub weight: Field,
    /// 完成值: verified, supplied, reckoned, reported.
    pub actual: Field,
    /// 自评得分.
    pub own: Field,
    /// What the standard gives.
    pub formula: Reckoned,
    /// And where that is written.
    pub cited: Cited,
    /// What the reviewer put, in this stage or the latest before it.
    pub put: Option<Arc<PutScore>>,
    /// Opinions on the score differ: there is none until somebody rules.
    pub is_disputed: bool,
    /// What the score starts from, in points.
    pub base: Option<Decimal>,
    /// What findings take, by number.
    pub deductions: Vec<Taken>,
    /// 复核得分, two places.
    pub score: Option<Decimal>,
    /// What is worth a look, worst first.
    pub flags: Vec<Flag>,
}

impl Row {
    /// 分值 in force.
    pub fn weight(&self) -> Option<Decimal> {
        self.weight.number()
    }

    /// 自评得分 in force.
    pub fn own(&self) -> Option<Decimal> {
        self.own.number()
    }

    /// 自评完成值: as the report has it.
    pub fn self_actual(&self) -> Option<&Quantity> {
        self.actual.by(Origin::Report).map(|given| &given.value)
    }

    /// 复核认定完成值, as put.
    pub fn verified(&self) -> Option<&Quantity> {
        self.actual.by(Origin::Verified).map(|given| &given.value)
    }

    /// What the score starts from; none = not scored.
    pub fn from(&self) -> Option<&ScoreFrom> {
        self.put.as_ref()?.from.as_ref()
    }

    /// What the row would start from by this, in points; else why there is no such figure.
    pub fn figure(&self, from: &ScoreFrom) -> Result<Decimal, Said> {
        match from {
            ScoreFrom::SelfScore => self.own().ok_or_else(|| said!("there is no self score", "没有自评得分")),
            ScoreFrom::Weight => self.weight().ok_or_else(|| said!("no weight is set", "未设定分值")),
            ScoreFrom::Formula => match &self.formula {
                Reckoned::Points(reckoning) => Ok(reckoning.points),
                Reckoned::Judged(_) => Err(said!("a judgement: give points within its bands", "定性指标由人评判：在分档内给分")),
                Reckoned::Not(why) => Err(why.clone()),
            },
            ScoreFrom::Points(written) => points_of(written).map_err(|why| why.said()),
        }
    }

    /// The reviewer's reason; where none is written and the score starts from the standard's, how that is reckoned: so
    /// the reason follows the figures. In Chinese, as papers are.
    pub fn reason(&self) -> &str {
        let written = self.put.as_ref().map_or("", |put| &put.reason);
        match (self.from(), &self.formula) {
            (Some(ScoreFrom::Formula), Reckoned::Points(reckoning)) if written.is_empty() => &reckoning.sentence.zh,
            _ => written,
        }
    }

    /// Whether it is part of the total.
    pub fn counts(&self) -> bool {
        self.stands == Stands::Counted
    }

    /// Whether its score is in the total, and with it what findings take.
    pub fn is_scored(&self) -> bool {
        self.counts() && self.score.is_some()
    }

    /// 核减分 against the department: 自评得分 − 复核得分. Negative where the review gives more.
    pub fn cut(&self) -> Option<Decimal> {
        Some(self.own()? - self.score?)
    }

    /// What the review score is below the weight.
    pub fn lost(&self) -> Option<Decimal> {
        Some(self.weight()? - self.score?)
    }

    /// 得分偏离度: (自评得分 − 复核得分) ÷ 自评得分, percent, exact. None at a self score of 0.
    pub fn score_deviation(&self) -> Option<Decimal> {
        money::percent(self.cut()?, self.own()?)
    }

    /// 完成偏离度: (完成值 − 指标值) ÷ 指标值, percent, of the values in force. None where they are not of one unit.
    pub fn value_deviation(&self) -> Option<Decimal> {
        let (actual, target) = (self.actual.in_force()?, self.target.in_force()?);
        let (actual, target) = units::in_one(&actual.value, &target.value, &self.unit).ok()?;
        money::percent(actual?.checked_sub(target?)?, target?)
    }

    /// 复核得分 if a finding took nothing from it.
    pub fn score_without(&self, finding: &str) -> Option<Decimal> {
        let others = self.deductions.iter().filter(|taken| taken.of.finding != finding).filter_map(|taken| taken.of.points);
        Some(rounded(others.fold(self.base?, |left, points| left - points.min(left))))
    }

    /// All that findings take.
    pub fn taken(&self) -> Decimal {
        self.deductions.iter().map(|taken| taken.points).sum()
    }
}

/// 偏离度 as it is defined on screen and in the foot of papers.
pub const DEVIATION: Words = tr(
    "Deviation of scores: (self − review) ÷ self. Deviation of values: (actual − target) ÷ target.",
    "得分偏离度 =（自评得分 − 复核得分）÷ 自评得分；完成偏离度 =（完成值 − 指标值）÷ 指标值。",
);

/// What a score starts from, in words.
pub fn from_words(from: &ScoreFrom) -> Words {
    match from {
        ScoreFrom::Formula => tr("by the standard", "按评分标准计算"),
        ScoreFrom::SelfScore => tr("self score", "自评得分"),
        ScoreFrom::Weight => tr("full weight", "分值"),
        ScoreFrom::Points(_) => tr("reviewer's points", "复核评定"),
    }
}
