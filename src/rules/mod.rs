//! Rule packs: what one ministry, province or commission asks, as data (`assets/rules/*.toml`).
//!
//! A [`Pack`] holds thresholds, grade cuts, the outline a report must have, word lists, which checks
//! run and how severe each is, and the rows of a scoring standard. Rules that contradict each other
//! live in packs, never in code. A pack names another it `extends` and states only what differs.
//! Every row says how sure its source is: what is only remembered stays off until a person confirms it.
//! Reading files is not done here: who loads a pack hands over its text.

mod bundled;
mod choose;
mod class;
mod error;
mod load;
mod number;
mod pack;
mod points;
mod scoring;
mod verify;

pub use bundled::{BASE, BUNDLED, bundled_text};
pub use choose::{Chosen, Lacking, Own, choose, differs, named, standard_of};
pub use class::Class;
pub use error::PackError;
pub use load::load;
pub use pack::{
    Block, Budget, BudgetBase, CheckRule, Confidence, DayKind, Deadlines, Expects, Grades, IndicatorRules, Over, OverAction, Pack, Paper,
    Qualitative, Section, Statement, Status, Subject, Threshold, Thresholds, Weights, ZeroBudget,
};
pub use points::Points;
pub use scoring::{Band, Better, Entry, Formula, Item, ReverseKind, Rounding, Scoring, Sum, Term};
