//! R: the reviewer's own work, before it is signed or handed in ([`super::lint`]).
//!
//! It judges what the review says, never what is true of the department. Where nothing is scored yet
//! it says so: an empty sheet has not passed.

mod record;
mod scored;
mod scores;
#[cfg(test)]
mod tests;
mod words;

pub(super) use record::{COUNTS, PASSED};
pub(super) use scores::{ABOVE_SELF, BLANK, UNLIKE, WITHOUT_REASON};
pub(super) use words::{STATED, UNPROVED};
