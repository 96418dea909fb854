//! What the review scores: per indicator, in the latest stage that has scores.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde_json::Value;

use crate::checks::money::{exact, round};
use crate::checks::{Facts, Line, Skip};
use crate::report::Quantity;
use crate::review::{Finding, FindingState, Kind, Stage, score_key};
use crate::said;

/// An indicator with what the review says of its score.
pub(super) struct Scored<'a> {
    pub line: &'a Line,
    pub id: String,
    /// 分值.
    pub weight: Option<Decimal>,
    /// 自评得分.
    pub own: Option<Decimal>,
    /// What the points start from, before deductions; none = blank.
    pub from: Option<Decimal>,
    /// Why, as the reviewer wrote it.
    pub reason: String,
    /// Deductions of findings that stand: the finding's number, the finding, its points.
    pub taken: Vec<(u32, &'a Finding, Decimal)>,
}

impl Scored<'_> {
    /// 复核得分: what it starts from less what findings take, at least 0.
    pub fn points(&self) -> Option<Decimal> {
        let taken: Decimal = self.taken.iter().map(|(.., points)| *points).sum();
        Some(round((self.from? - taken).max(Decimal::ZERO), 2))
    }

    /// 核减分: what the weight has more than the score.
    pub fn lost(&self) -> Option<Decimal> {
        Some(self.weight? - self.points()?)
    }
}

/// The stages, latest first.
const STAGES: [Stage; 3] = [Stage::Final, Stage::Recheck, Stage::First];

/// The latest stage that has scores.
pub(super) fn stage(facts: &Facts<'_>) -> Option<Stage> {
    let keys = facts.review.keys(Kind::Score);
    STAGES.into_iter().find(|stage| keys.iter().any(|key| key.strip_prefix(stage.name()).is_some_and(|rest| rest.starts_with('/'))))
}

/// All indicators with their scores.
pub(super) fn scored<'a>(facts: &'a Facts<'_>) -> Result<Vec<Scored<'a>>, Skip> {
    let stage = stage(facts).ok_or_else(|| Skip(said!("the review has no scores yet", "尚无复核得分")))?;
    let mut deducted: BTreeMap<&str, Vec<(u32, &Finding, Decimal)>> = BTreeMap::new();
    for (number, finding) in standing(facts).filter(|(_, finding)| finding.stage <= stage) {
        for deduction in &finding.deductions {
            if let Some(points) = bounded(&deduction.points) {
                deducted.entry(&deduction.indicator).or_default().push((number, finding, points));
            }
        }
    }
    let of = |line: &'a Line| {
        let id = facts.report.id(line.at);
        let standing = facts.review.standing(Kind::Score, &score_key(stage, &id));
        let value = standing.settled();
        let weight = number(line.says.weight.as_ref());
        let own = number(line.says.self_score.as_ref());
        let verified = value.and_then(|value| text(value, "verified_actual")).map(|raw| Quantity::parse(&raw));
        let actual = number(verified.as_ref().or(line.says.actual.as_ref()));
        let from = value.and_then(|value| text(value, "from")).and_then(|from| match from.as_str() {
            "self" => own,
            "weight" => weight,
            "formula" => {
                let target = number(line.says.target.as_ref())?;
                let sign = line.says.comparator.as_deref().unwrap_or("≥");
                facts.pack.indicators.points(sign, target, actual?, weight?).map(|points| points.points)
            }
            points => bounded(points),
        });
        let reason = value.and_then(|value| text(value, "reason")).unwrap_or_default();
        let taken = deducted.get(id.as_str()).cloned().unwrap_or_default();
        Scored { line, id, weight, own, from, reason, taken }
    };
    Ok(facts.indicators.iter().map(of).collect())
}

/// Findings that stand, with their numbers.
pub(super) fn standing<'a>(facts: &'a Facts<'_>) -> impl Iterator<Item = (u32, &'a Finding)> {
    let all = facts.review.findings().iter();
    all.filter_map(|named| Some((named.number, named.standing.settled()?))).filter(|(_, finding)| finding.state != FindingState::Withdrawn)
}

fn number(quantity: Option<&Quantity>) -> Option<Decimal> {
    exact(quantity?).ok().map(|exact| exact.value)
}

fn bounded(points: &str) -> Option<Decimal> {
    number(Some(&Quantity::parse(points)))
}

/// A member of a score as text, whether it was written as a number or as text.
fn text(value: &Value, name: &str) -> Option<String> {
    match value.get(name)? {
        Value::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
