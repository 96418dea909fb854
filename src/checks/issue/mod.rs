//! Q: the issues the department names itself, what it will do about them, and its rating beside them.

mod answers;
mod rating;
#[cfg(test)]
mod tests;

pub(super) use answers::{ANSWERED, ASSERTION, VAGUE_MEASURE};
pub(super) use rating::{HIGH_SCORE, REASON};

use super::Facts;

/// Whether a text gives a reason. Words of one character (系, 受) are too many other words' to count here.
fn gives_reason(facts: &Facts<'_>, text: &str) -> bool {
    facts.pack.words("reason").iter().any(|word| word.chars().nth(1).is_some() && text.contains(word.as_str()))
}
