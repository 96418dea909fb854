//! Scores as the record has them: what was put, less what findings deduct.
//!
//! What only a scoring standard can reckon (`formula`, a grade) is not known here: such an indicator has
//! no score, and the papers say that the total is incomplete.

use std::collections::HashMap;

use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::Value;

use crate::report::{Quantity, Report};
use crate::review::{Finding, FindingState, Kind, Review, Stage, Standing, Supplement, score_key, supplement_key};

/// Scores and how they came about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scores {
    /// The standard in force and its version.
    pub standard: Option<String>,
    /// One for each indicator, in report order.
    pub rows: Vec<ScoreRow>,
    /// 等级.
    pub grade: Option<String>,
}

/// An indicator's score.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScoreRow {
    /// 分值 in force.
    pub weight: Option<Decimal>,
    /// 自评得分.
    pub self_score: Option<Decimal>,
    /// 复核认定完成值, as put.
    pub verified: Option<String>,
    /// 实际完成值 that the reviewer read in, as put.
    pub supplied: Option<String>,
    /// What the score starts from, in words.
    pub from: Option<&'static str>,
    /// And the points.
    pub base: Option<Decimal>,
    /// Deducted by findings: the finding's number and title, and points.
    pub deductions: Vec<(u32, String, Decimal)>,
    /// 复核得分; `None`: none was given.
    pub score: Option<Decimal>,
    /// The reviewer's reason.
    pub reason: String,
    /// Who put it, and when.
    pub by: Option<(String, String)>,
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
struct Put {
    verified_actual: Option<Value>,
    from: Option<Value>,
    reason: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Frame {
    pack: String,
    version: Value,
    rows: Vec<FrameRow>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct FrameRow {
    id: String,
    weight: Option<Value>,
}

impl Scores {
    /// What the record says, at the latest stage that has scores.
    pub fn as_recorded(report: &Report, review: &Review) -> Self {
        let keys = review.keys(Kind::Score);
        let has = |stage: &Stage| keys.iter().any(|key| key.strip_prefix(stage.name()).is_some_and(|rest| rest.starts_with('/')));
        let stage = Stage::ALL.into_iter().rev().find(has).unwrap_or_default();
        let frame = frame(review);
        let standard = Self::standard_of(review).map(|(pack, version)| match version {
            Some(version) => format!("{pack}（{version}）"),
            None => pack,
        });
        let deducted = deductions(review, stage);
        let rows = (0..report.counts().indicators).map(|n| row(report, review, n, stage, frame.as_ref(), &deducted)).collect();
        Self { standard, rows, grade: None }
    }

    /// The scoring standard the review uses, and its version.
    pub fn standard_of(review: &Review) -> Option<(String, Option<String>)> {
        let frame = frame(review).filter(|frame| !frame.pack.is_empty())?;
        let version = plain(&frame.version).filter(|version| !version.is_empty());
        Some((frame.pack, version))
    }

    /// The total and whether it is complete: the sum of the scores there are.
    pub fn total(&self) -> (Option<Decimal>, bool) {
        let scores = self.rows.iter().filter_map(|row| row.score);
        let total = scores.fold(None, |sum: Option<Decimal>, score| Some(sum.unwrap_or_default() + score));
        (total, !self.rows.is_empty() && self.rows.iter().all(|row| row.score.is_some()))
    }
}

fn frame(review: &Review) -> Option<Frame> {
    review.typed(Kind::Frame, "frame").settled().and_then(|value: &Value| Frame::deserialize(value).ok())
}

/// The number and title of a finding, and the points it deducts.
type Deductions = Vec<(u32, String, Decimal)>;

fn row(report: &Report, review: &Review, n: u32, stage: Stage, frame: Option<&Frame>, deducted: &HashMap<String, Deductions>) -> ScoreRow {
    let indicator = report.indicator(n);
    let id = report.id(crate::report::ItemRef::Indicator(n));
    let number = |quantity: &Option<Quantity>| quantity.as_ref().and_then(|quantity| quantity.value);
    let framed = frame.and_then(|frame| frame.rows.iter().find(|row| row.id == id)).and_then(|row| row.weight.as_ref()).and_then(decimal);
    let supplied = |field: &str| supplement(review, &id, field).and_then(|text| Quantity::parse(&text).value);
    let weight = framed.or_else(|| supplied("weight")).or_else(|| number(&indicator.weight));
    let self_score = supplied("self_score").or_else(|| number(&indicator.self_score));
    let standing: Standing<Value> = review.typed(Kind::Score, &score_key(stage, &id));
    let deductions = deducted.get(&id).cloned().unwrap_or_default();
    let Standing::Settled(said) = &standing else {
        return ScoreRow { weight, self_score, deductions, supplied: supplement(review, &id, "actual"), ..ScoreRow::default() };
    };
    let put = Put::deserialize(&said.value).unwrap_or_default();
    let (from, base) = match put.from.as_ref().and_then(plain).as_deref() {
        Some("self") => (Some("自评得分"), self_score),
        Some("weight") => (Some("分值"), weight),
        Some("formula") => (Some("按评分标准计算"), None),
        Some(number) => (Some("复核评定"), Decimal::from_str_exact(number).ok()),
        None => (None, None),
    };
    let deducted: Decimal = deductions.iter().map(|(_, _, points)| points).sum();
    let score = base.map(|base| crate::export::rounded((base - deducted).max(Decimal::ZERO)));
    let by = Some((said.by.clone(), said.at.clone()));
    ScoreRow {
        weight,
        self_score,
        supplied: supplement(review, &id, "actual"),
        verified: put.verified_actual.as_ref().and_then(plain),
        from,
        base,
        deductions,
        score,
        reason: put.reason,
        by,
    }
}

/// What findings of this or an earlier stage that stand deduct, by indicator.
fn deductions(review: &Review, stage: Stage) -> HashMap<String, Deductions> {
    let mut found: HashMap<String, Deductions> = HashMap::new();
    for named in review.findings() {
        let stands = |finding: &&Finding| finding.stage <= stage && finding.state != FindingState::Withdrawn;
        let Some(finding) = named.standing.settled().filter(stands) else { continue };
        for deduction in &finding.deductions {
            if let Ok(points) = Decimal::from_str_exact(deduction.points.trim()) {
                found.entry(deduction.indicator.clone()).or_default().push((named.number, finding.title.clone(), points));
            }
        }
    }
    found
}

/// A value that the reviewer read in for a field the report lacks.
fn supplement(review: &Review, item: &str, field: &str) -> Option<String> {
    let standing: Standing<Supplement> = review.typed(Kind::Supplement, &supplement_key(item, field));
    standing.settled().map(|supplement| supplement.value.clone())
}

/// A number or words, as written.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn decimal(value: &Value) -> Option<Decimal> {
    plain(value).and_then(|text| Quantity::parse(&text).value)
}
