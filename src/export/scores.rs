//! How papers name the scoring standard.

use crate::lang::Lang;
use crate::review::Review;
use crate::scoring::Sheet;
use crate::words;

/// The standard and its version as papers name it: by its title where it is at hand, else as the review does.
pub(super) fn standard(review: &Review, sheet: &Sheet) -> Option<String> {
    let frame = review.frame().settled().filter(|frame| !frame.pack.is_empty())?.clone();
    let name = sheet.standard.as_ref().map_or(frame.pack, |standard| standard.name.clone());
    Some(if frame.version.is_empty() { name } else { format!("{name}（{}）", edition(&frame.version)) })
}

/// `第1版`, as papers print it: without spaces.
pub(super) fn edition(version: &str) -> String {
    words::edition(version, Lang::Zh).replace(' ', "")
}
