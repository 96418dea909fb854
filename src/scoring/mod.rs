//! 评分: every score with where it comes from, every total with what it lacks.
//!
//! A [`Sheet`] is a pure function of the report, the review, the scoring standard and the stage. It
//! holds each figure with everybody who gave it ([`Field`]), what the standard reckons ([`Reckoned`]),
//! what the reviewer decided and what findings take. Nothing is invented: without a chosen standard
//! nothing is reckoned and no grade is given; without all its scores a sheet has no total but says what
//! is missing. Decimals only; products before the one division; half up, once, to two places; a total is
//! the sum of rounded items, because that is what gets stamped.
//!
//! What changes scores are acts of the review, made in [`acts`]; a what-if is the same sheet of other
//! [`Inputs`]. Whoever draws sheets keeps a [`Workbook`] of what the report says ([`Stated`], which costs
//! the pass over the report) and turns it to the record after each act.

mod accept;
mod acts;
mod alike;
mod amount;
mod bridge;
mod build;
mod cells;
mod field;
mod flag;
mod flags;
mod funds;
mod grade;
mod inputs;
mod layout;
mod pasted;
mod reckon;
mod resign;
mod row;
mod sheet;
mod sides;
mod stated;
#[cfg(test)]
mod tests;
mod units;
mod what_if;
mod workbook;

pub use accept::accept;
pub use acts::{Deduct, Edit, Names, Refused, are_points, choose, choose_none, deduct, edit, hand_back, level, sign, supplement, title_of};
pub use alike::{Alike, Case, alike};
pub use bridge::{Bridge, Step, StepKind};
pub use field::{Field, Given, Origin, SUPPLIABLE, Who, supplied_words};
pub use flag::{Flag, FlagKind};
pub use grade::{Cut, Decider, Edge};
pub use inputs::{Deducted, Found, Inputs, PutScore, SignedBy, Supplied};
pub use layout::Group;
pub use pasted::{Met, Pasted};
pub use reckon::{Judgement, Reckoned, Reckoning};
pub use resign::Resign;
pub use row::{Cited, DEVIATION, Row, Stands, Taken, from_words};
pub use sheet::{Missing, Sheet, Standard, Total};
pub use sides::{Side, SideScore, sides};
pub use stated::{Stated, StatedIndicator};
pub use what_if::{Change, WhatIf};
pub use workbook::Workbook;
