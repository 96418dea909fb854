//! The sheet that papers print: of the latest stage that has scores, by the standard that was chosen.
//!
//! What is only tried (试算) never gets here: a pack that the review does not name is left out.

use crate::report::Report;
use crate::review::Review;
use crate::rules::Pack;
use crate::scoring::Sheet;

/// The sheet of a record.
pub(super) fn sheet(report: &Report, review: &Review, standard: Option<&Pack>) -> Sheet {
    let frame = review.frame();
    let chosen = standard.filter(|pack| frame.settled().is_some_and(|frame| frame.pack == pack.id));
    Sheet::of(report, review, chosen, review.scored_stage().unwrap_or_default())
}

/// The standard and its version as papers name it: by its title where it is at hand, else as the review does.
pub(super) fn standard(review: &Review, sheet: &Sheet) -> Option<String> {
    let frame = review.frame().settled().filter(|frame| !frame.pack.is_empty())?.clone();
    let name = sheet.standard.as_ref().map_or(frame.pack, |standard| standard.name.clone());
    Some(if frame.version.is_empty() { name } else { format!("{name}（{}）", frame.version) })
}
