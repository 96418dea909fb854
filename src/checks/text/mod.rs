//! T: the text itself. Only words are judged here; what figures say is for the other families.

mod numbering;
mod outline;
mod praise;
mod repeat;
mod residue;
#[cfg(test)]
mod tests;
mod years;

pub(super) use numbering::NUMBERING;
pub(super) use outline::{CHAPTERS, PAPERS};
pub(super) use praise::PRAISE;
pub(super) use repeat::REPEAT;
pub(super) use residue::RESIDUE;
pub(super) use years::YEARS;

use super::{Facts, Skip};
use crate::said;

/// There must be a narrative.
fn narrative(facts: &Facts<'_>) -> Result<(), Skip> {
    if facts.passages.is_empty() { Err(Skip(said!("the file holds no narrative", "文件中没有报告原文"))) } else { Ok(()) }
}
