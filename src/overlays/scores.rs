//! What menus about scores ask for: a standard, what a score starts from, a deduction on its way.

use serde::{Deserialize, Serialize};

use super::Choice;
use crate::panes::scores::Cell;
use crate::review::ScoreFrom;
use crate::scoring::Deduct;

/// What is to become of scores.
#[derive(Clone, Debug, PartialEq)]
pub enum ScoreChoice {
    /// Ask whether this scoring standard may replace the one chosen, if need be; then take it.
    AskStandard(String),
    /// Take this scoring standard; none: score by none.
    TakeStandard(Option<String>),
    /// The rows of these ids start from this; none: they are not scored.
    From(Vec<String>, Option<ScoreFrom>),
    /// Points are typed for the rows of these ids.
    TypePoints(Vec<String>),
    /// The next thing to ask about a deduction, else the deduction.
    Deduct(Box<Deducting>),
    /// These cases (finding, row) are to take so many points.
    Level(Vec<(String, String)>, String),
    /// How many points is typed.
    TypeLevel(Vec<(String, String)>),
    /// A figure of the rows is tried.
    TryCell(Cell),
    /// The trial is accepted; once it is recorded, this.
    AcceptTrial(Box<Choice>),
    /// Another standard is tried.
    TryStandard,
    /// How many points are tried is typed.
    TryPoints(TryPoints),
    /// A field of an item is supplied.
    Supply(String, String),
    /// A figure of the funds is supplied.
    SupplyFunds,
    /// A table is pasted.
    SupplyTable,
    /// The pasted table is taken.
    TakeTable(String),
    /// Where values are from is typed, beginning so.
    TypeSource(String),
    /// Values are from there.
    Source(String),
}

/// Whose points are tried.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TryPoints {
    /// What one finding takes from one row.
    Deduction(String, String),
    /// What every finding of a matter takes.
    Matter(String),
}

/// A deduction on its way to becoming a finding.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Deducting {
    /// As far as it is known.
    pub deduct: Deduct,
    /// The line it was typed in, for its draft.
    pub line: String,
    /// What has been asked.
    pub asked: Asked,
}

/// How far the questions about a deduction have come, in order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Asked {
    /// Nothing yet.
    #[default]
    Nothing,
    /// What the score starts from.
    From,
    /// 依据.
    Basis,
    /// Whether the same matter may be deducted again.
    Again,
}
