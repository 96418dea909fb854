//! How papers name the scoring standard.

use crate::lang::Lang;
use crate::review::Review;
use crate::scoring::Sheet;
use crate::words;

/// The standard and its version as papers name it: as it is at hand, which is what scores are reckoned by; else
/// as the review names it. Where the two differ the reviewer is told ([`super::remarks`]).
pub(super) fn standard(review: &Review, sheet: &Sheet) -> Option<String> {
    let frame = review.frame().settled().filter(|frame| !frame.pack.is_empty())?.clone();
    let (name, version) =
        sheet.standard.as_ref().map_or((frame.pack, frame.version), |standard| (standard.name.clone(), standard.version.clone()));
    Some(if version.is_empty() { name } else { format!("{name}（{}）", edition(&version)) })
}

/// `第1版`, as papers print it: without spaces.
pub(super) fn edition(version: &str) -> String {
    words::edition(version, Lang::Zh).replace(' ', "")
}
