//! From events to what stands now.

use super::EventId;

/// A value with who said it and when.
#[derive(Clone, Debug, PartialEq)]
pub struct Said<T> {
    /// The value.
    pub value: T,
    /// Reviewer key.
    pub by: String,
    /// When, as stamped.
    pub at: String,
    /// By which event.
    pub event: EventId,
}

/// What stands about an object.
#[derive(Clone, Debug, PartialEq)]
pub enum Standing<T> {
    /// Nothing, or taken away.
    Nothing,
    /// One value (equal ones count as one).
    Settled(Said<T>),
    /// 意见不一致: written without seeing each other; all are shown until somebody rules.
    /// `None` = one of them takes the object away.
    Conflict(Vec<Said<Option<T>>>),
}

impl<T> Standing<T> {
    /// The settled value.
    pub fn settled(&self) -> Option<&T> {
        match self {
            Self::Settled(said) => Some(&said.value),
            _ => None,
        }
    }

    /// Whether opinions differ.
    pub fn is_conflict(&self) -> bool {
        matches!(self, Self::Conflict(_))
    }
}
