//! What is wrong with a report, shown with its arithmetic.
//!
//! A [`Check`] is one `static` in its family's file and one row of [`CHECKS`]: a pure function over
//! [`Facts`], which are the report with the reviewer's supplements, the review and the rule pack, read
//! once. It passes, hits or says why it could not look: "no data" never looks like "passed". Numbers
//! are decimals; limits and word lists come from the pack. Nothing here knows a clock, a file or a screen.
//!
//! To add a check: write its `static` and its `run` in the family's file, with tests that it hits,
//! passes and skips (see `tests.rs` for the words they are written in), put its row into [`CHECKS`], and a
//! change of the sample that turns it into `mutations.rs`.

mod budget;
mod check;
mod checked;
mod dates;
mod draft;
mod duty;
mod facts;
mod grounds;
mod handled;
mod indicator;
mod issue;
#[cfg(test)]
mod mutations;
mod numbers;
mod own;
mod passage;
mod run;
mod signing;
mod standard;
#[cfg(test)]
mod tests;
mod text;
mod told;
mod way;
mod wording;

use crate::report::money;

pub use crate::lang::Said;

pub use check::{About, Check, Family, Found, Hit, Hits, Kind, Ran, Skip, Weight};
pub use checked::{Checked, Reads};
pub use draft::draft;
pub use facts::{Facts, Line, Work};
pub use handled::{Decisions, Handled, HitId, numbers};
pub use run::{Outcome, State, Summary, Suspicion, Verdict, details, lint, run, run_one, state_words};
pub use signing::{HandedBack, SignOff, Signing, sign_off};
pub use way::{Obstacle, Topic, Weighs, Whereabouts, standing_in_the_way};

/// All checks, in the order they are shown.
pub static CHECKS: &[&Check] = &[
    &budget::RATE,
    &budget::BASE,
    &budget::SPLIT,
    &budget::OVERSPENT,
    &budget::ROWS,
    &budget::FINAL_ACCOUNT,
    &budget::ADJUSTMENT,
    &budget::THREE_PUBLIC,
    &budget::BLOCKS,
    &budget::UNSPENT,
    &budget::UNIT_COST,
    &budget::WARNING,
    &indicator::TARGET,
    &indicator::ACTUAL,
    &indicator::CLAIMED,
    &indicator::WEIGHTS,
    &indicator::SCORES,
    &indicator::WITHIN,
    &indicator::RULE,
    &indicator::DEVIATION,
    &indicator::OVER,
    &indicator::BOUNDED,
    &indicator::UNITS,
    &indicator::SIGN,
    &indicator::FITS,
    &indicator::CLASSES,
    &indicator::TWICE,
    &indicator::HOLLOW,
    &indicator::SURVEY,
    &indicator::COUNT_OF_RATE,
    &indicator::VAGUE,
    &indicator::DUTIES,
    &indicator::DATES,
    &indicator::EVIDENCE,
    &duty::WITHOUT_WORK,
    &duty::WITHOUT_DUTY,
    &duty::WITHOUT_RESULT,
    &text::YEARS,
    &text::REPEAT,
    &text::RESIDUE,
    &text::NUMBERING,
    &text::CHAPTERS,
    &text::PAPERS,
    &text::PRAISE,
    &issue::ANSWERED,
    &issue::VAGUE_MEASURE,
    &issue::ASSERTION,
    &issue::HIGH_SCORE,
    &issue::REASON,
    &standard::POINTS,
    &standard::STANDARD,
    &standard::EDGE,
    &standard::EQUAL,
    &standard::FAR_OVER,
    &standard::ZERO_TARGET,
    &standard::DENOMINATOR,
    &standard::LEVELS,
    &standard::SIGNATURE,
    &own::BLANK,
    &own::WITHOUT_REASON,
    &own::STATED,
    &own::UNPROVED,
    &own::ABOVE_SELF,
    &own::UNLIKE,
    &own::COUNTS,
    &own::PASSED,
];

/// The check of this id.
pub fn check(id: &str) -> Option<&'static Check> {
    CHECKS.iter().find(|check| check.id == id).copied()
}
