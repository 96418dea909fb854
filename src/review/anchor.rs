//! Quotes: how a passage is remembered and found again in a report whose text changed.

use super::Quote;
use crate::report::{Place, Report};

/// Where a quote stands now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Found: by its words with their surroundings.
    At(Place),
    /// The words are in several places and nothing tells them apart; the first is given.
    Unsure(Place),
    /// The report no longer says this.
    Gone,
}

/// The quote for a passage: its words and up to 16 scalars on either side.
pub fn anchor(report: &Report, place: Place) -> Quote {
    todo!("{report:p} {place:?}")
}

/// Finds a quote again: its own paragraph first, then all others.
pub fn find_quote(report: &Report, quote: &Quote) -> Anchor {
    todo!("{report:p} {quote:?}")
}
