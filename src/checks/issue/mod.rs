//! Q: the issues the department names itself, what it will do about them, and its rating beside them.

mod answers;
mod rating;
#[cfg(test)]
mod tests;

pub(super) use answers::{ANSWERED, ASSERTION, VAGUE_MEASURE};
pub(super) use rating::{HIGH_SCORE, REASON};
