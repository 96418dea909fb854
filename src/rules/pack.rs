//! A rule pack as it stands after all that it extends.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Class, Item, ReverseKind, number};
use crate::review::Severity;

/// A rule pack. Made by [`super::load`], which has verified it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Pack {
    /// Its name for `--rules` and `frame`.
    pub id: String,
    /// Goes up with every change of a rule.
    pub version: String,
    /// Title, as screens and papers print it.
    pub name: String,
    /// Title in English.
    pub name_en: String,
    /// The pack whose rules hold where this one says nothing.
    pub extends: Option<String>,
    /// Where it applies.
    pub place: String,
    /// 文号.
    pub doc_no: String,
    /// From when, as printed.
    pub valid_from: String,
    /// Until when, as printed.
    pub valid_to: String,
    /// What it judges.
    pub object: Subject,
    /// How finished it is.
    pub status: Status,
    /// Said beside everything made with it, if it stands in no official paper.
    pub unofficial: bool,
    /// How sure the pack as a whole is.
    pub confidence: Confidence,
    /// Where it was read.
    pub source: String,
    /// What its user should know.
    pub note: String,
    /// From when something is worth a question.
    pub thresholds: Thresholds,
    /// Grades and their cuts.
    pub grades: Grades,
    /// How execution is scored.
    pub budget: Budget,
    /// The bands of qualitative indicators.
    pub qualitative: Qualitative,
    /// Over-fulfilment.
    pub over: Over,
    /// What indicator weights add up to.
    pub weights: Weights,
    /// How the report's own indicators are scored.
    pub indicators: IndicatorRules,
    /// Feedback and rectification.
    pub deadlines: Deadlines,
    /// What the report must hold besides its chapters.
    pub expects: Expects,
    /// The outline.
    pub sections: Vec<Section>,
    /// Word lists by name ([`super::Pack::words`]).
    pub lexicons: BTreeMap<String, Vec<String>>,
    /// Switches and severities by check id.
    pub checks: BTreeMap<String, CheckRule>,
    /// 口径 (words of their 依据) in the order in which they prevail where one matter falls under several.
    pub prevails: Vec<String>,
    /// The scoring standard.
    pub items: Vec<Item>,
    /// The packs it extends, nearest first.
    #[serde(skip)]
    pub lineage: Vec<String>,
    /// SHA-256, lower-case hex, over its text and the texts it extends.
    #[serde(skip)]
    pub sha256: String,
}

impl Pack {
    /// A word list; empty if the pack has none of this name.
    pub fn words(&self, lexicon: &str) -> &[String] {
        self.lexicons.get(lexicon).map_or(&[], Vec::as_slice)
    }

    /// What the pack says of a check.
    pub fn check(&self, id: &str) -> CheckRule {
        self.checks.get(id).cloned().unwrap_or_default()
    }

    /// The row of this code.
    pub fn item(&self, code: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.code == code)
    }

    /// The rows directly below a row; at level 1 those that have no parent.
    pub fn below<'a>(&'a self, code: Option<&'a str>) -> impl Iterator<Item = &'a Item> {
        self.items.iter().filter(move |item| item.parent.as_deref() == code)
    }
}

/// What a pack judges.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// 部门整体支出.
    #[default]
    Department,
    /// 项目支出.
    Project,
    /// Either.
    Any,
}

/// How finished a pack is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// From papers that were read.
    Sourced,
    /// This program's own choice.
    #[default]
    Default,
    /// A skeleton: to be filled in before it can score.
    Template,
}

/// How sure a row's source is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Confidence {
    /// The sentence or figure itself was read.
    #[serde(rename = "SEEN")]
    Seen,
    /// Read in part: “部分核实”.
    #[serde(rename = "PART")]
    Part,
    /// Well known, not read: “待核实”.
    #[default]
    #[serde(rename = "GK+")]
    Known,
    /// Only remembered: off until a person confirms it.
    #[serde(rename = "GK-")]
    Weak,
}

impl Confidence {
    /// Its code in packs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Seen => "SEEN",
            Self::Part => "PART",
            Self::Known => "GK+",
            Self::Weak => "GK-",
        }
    }
}

/// A number from which something is worth a question.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Threshold {
    /// The number, in the unit its field says.
    #[serde(deserialize_with = "number::number")]
    pub value: Decimal,
    /// How sure it is.
    pub confidence: Confidence,
    /// Where it was read.
    pub source: String,
}

macro_rules! thresholds {
    ($($(#[doc = $doc:literal])+ $name:ident,)+) => {
        /// The numbers from which something is worth a question.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct Thresholds {
            $($(#[doc = $doc])+ pub $name: Threshold,)+
        }

        impl Thresholds {
            /// All, with their names.
            pub fn all(&self) -> Vec<(&'static str, &Threshold)> {
                vec![$((stringify!($name), &self.$name)),+]
            }
        }
    };
}

thresholds! {
    /// B07: share of the initial budget that may be adjusted without a word, percent.
    adjustment_max,
    /// B10: unspent share of the budget from which a reason is asked, percent.
    unspent_explain,
    /// B11: the least a unit of output can have cost, yuan.
    unit_cost_min,
    /// B11: the most, yuan.
    unit_cost_max,
    /// B12: red from this gap between results and money on, percent of the results.
    red_gap,
    /// B12: yellow from this unspent share on, percent.
    yellow_unspent,
    /// I08: deviation that needs no reason, percent of the target.
    deviation_max,
    /// I09: over-fulfilment from which the target looks too low, percent of the target.
    over_flag,
    /// T02: verbatim runs from this length on, characters.
    repeat_min,
    /// D01 D02: work that says less than this on average is too short to compare by wording, characters.
    wording_min,
    /// Q04: a score from here on sits ill with issues listed.
    high_score,
    /// R03: how far a taken share may be from the stated one, points of percent.
    stated_share_tolerance,
}

/// Grades, best first: `cuts[n]` is the least score of `names[n]`; the last name is for all below.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Grades {
    /// 优 良 中 差.
    pub names: Vec<String>,
    /// One fewer than names, descending.
    #[serde(deserialize_with = "number::list")]
    pub cuts: Vec<Decimal>,
    /// Whether a score exactly on a cut has the better grade.
    pub lower_inclusive: bool,
    /// How sure.
    pub confidence: Confidence,
    /// Where it was read.
    pub source: String,
}

impl Grades {
    /// The grade of a score.
    pub fn of(&self, score: Decimal) -> Option<&str> {
        let reaches = |cut: &Decimal| score > *cut || self.lower_inclusive && score == *cut;
        let at = self.cuts.iter().position(reaches).unwrap_or(self.cuts.len());
        self.names.get(at).map(String::as_str)
    }
}

/// Which budget execution is measured by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BudgetBase {
    /// 全年（调整后）预算数.
    #[default]
    Adjusted,
    /// 年初预算数.
    Initial,
}

/// What a budget of 0 gives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ZeroBudget {
    /// No score.
    #[default]
    Skip,
    /// 0.
    Zero,
    /// Divided by 1, as the fiscal system does.
    One,
}

/// How execution is scored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Budget {
    /// Its points; 0 = the pack scores none.
    #[serde(deserialize_with = "number::number")]
    pub points: Decimal,
    /// Measured by which budget.
    pub base: BudgetBase,
    /// Whether more than 100 % earns no more than its points.
    pub cap: bool,
    /// A budget of 0.
    pub zero_budget: ZeroBudget,
    /// By bands instead of in proportion: from, points.
    pub bands: Vec<super::Band>,
    /// How sure.
    pub confidence: Confidence,
    /// Where it was read.
    pub source: String,
}

/// The bands of qualitative indicators, shares of the points in percent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Qualitative {
    /// The best band reaches down to this, included.
    #[serde(deserialize_with = "number::number")]
    pub upper: Decimal,
    /// The middle band reaches down to this, included.
    #[serde(deserialize_with = "number::number")]
    pub middle: Decimal,
    /// How sure.
    pub confidence: Confidence,
    /// Where it was read.
    pub source: String,
}

/// What over-fulfilment asks for. It never reduces a score by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OverAction {
    /// Nothing.
    #[default]
    None,
    /// A reason.
    Reason,
    /// A person decides on a moderate reduction.
    Reduce,
}

/// Over-fulfilment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Over {
    /// What it asks for.
    pub action: OverAction,
    /// How sure.
    pub confidence: Confidence,
    /// Where it was read.
    pub source: String,
}

/// What indicator weights add up to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Weights {
    /// The points of the whole.
    #[serde(deserialize_with = "number::number")]
    pub total: Decimal,
    /// Sums that are right for the indicators alone: 100, or 90 beside execution's 10.
    #[serde(deserialize_with = "number::list")]
    pub sums: Vec<Decimal>,
}

/// How the report's own indicators are scored, where no row of the pack says otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct IndicatorRules {
    /// 及格线 of missed forward indicators, percent; none = proportional from 0.
    #[serde(deserialize_with = "number::maybe")]
    pub forward_pass: Option<Decimal>,
    /// Missed upper limits.
    pub reverse: ReverseKind,
    /// Satisfaction by bands (`from`, share of points in percent); none = like forward.
    pub satisfaction: Vec<super::Band>,
    /// How sure.
    pub confidence: Confidence,
    /// Where it was read.
    pub source: String,
}

/// Days, working or calendar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayKind {
    /// 自然日.
    #[default]
    Calendar,
    /// 工作日.
    Working,
}

/// Feedback and rectification.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Deadlines {
    /// From the result to its letter.
    pub feedback_days: Option<u32>,
    /// From the letter to the measures.
    pub measures_days: Option<u32>,
    /// From the letter to completion; none = a person enters it.
    pub completion_days: Option<u32>,
    /// Which days.
    pub days: DayKind,
    /// How sure.
    pub confidence: Confidence,
    /// Where it was read.
    pub source: String,
}

/// A block of figures a report is expected to give.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// 基本支出、项目支出.
    Split,
    /// “三公”经费.
    ThreePublic,
    /// 结转结余.
    Carryover,
    /// 政府采购.
    Procurement,
    /// 资产.
    Assets,
}

/// A statement of its own rating that a report is expected to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Statement {
    /// 自评得分.
    Score,
    /// 自评等级.
    Grade,
}

/// What a report is expected to carry as a paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Paper {
    /// The day it was signed.
    Day,
    /// A seal.
    Seal,
    /// Contact and telephone.
    Contact,
    /// Annexed tables.
    Annexes,
}

/// What the report must hold besides its chapters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Expects {
    /// Blocks of figures (B09).
    pub blocks: Vec<Block>,
    /// Classes of indicators (I14).
    pub classes: Vec<Class>,
    /// Its own rating (T05).
    pub statements: Vec<Statement>,
    /// As a paper (T06).
    pub papers: Vec<Paper>,
}

/// A chapter or section of the outline.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Section {
    /// Its printed number in the outline.
    pub code: String,
    /// As the outline prints it.
    pub title: String,
    /// It is there if a heading holds one of these; none = its title.
    pub any: Vec<String>,
    /// Whether a report without it is incomplete.
    pub mandatory: bool,
}

/// What a pack says of one check.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CheckRule {
    /// Whether it runs.
    pub on: bool,
    /// Instead of the check's own severity.
    pub severity: Option<Severity>,
    /// Instead of the check's own 依据: the commission's 口径 and its number.
    pub basis: Option<String>,
}

impl Default for CheckRule {
    fn default() -> Self {
        Self { on: true, severity: None, basis: None }
    }
}
