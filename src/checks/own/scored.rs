//! What the review scores: the sheet of the latest stage that has scores, by the rules at hand.

use rust_decimal::Decimal;

use crate::checks::{About, Facts, Skip};
use crate::review::{Finding, FindingState};
use crate::said;
use crate::scoring::{Row, Sheet};

/// The sheet of the latest stage that has scores.
pub(super) fn scored(facts: &Facts<'_>) -> Result<Sheet, Skip> {
    let stage = facts.review.scored_stage().ok_or_else(|| Skip(said!("the review has no scores yet", "尚无复核得分")))?;
    Ok(Sheet::of(facts.report, facts.review, Some(facts.pack), stage))
}

/// What a hit on a row is about: its indicator, else the standard as a whole.
pub(super) fn about(row: &Row) -> About {
    row.at.map_or(About::Report, About::Item)
}

/// What findings take from a row: number, finding, points as they are written there.
pub(super) fn taken<'a>(facts: &'a Facts<'_>, row: &'a Row) -> impl Iterator<Item = (u32, &'a Finding, Decimal)> {
    row.deductions.iter().filter_map(|taken| {
        let named = facts.review.findings().get(taken.of.index)?;
        Some((named.number, named.standing.settled()?, taken.of.points?))
    })
}

/// Findings that stand, with their numbers.
pub(super) fn standing<'a>(facts: &'a Facts<'_>) -> impl Iterator<Item = (u32, &'a Finding)> {
    let all = facts.review.findings().iter();
    all.filter_map(|named| Some((named.number, named.standing.settled()?))).filter(|(_, finding)| finding.state != FindingState::Withdrawn)
}
