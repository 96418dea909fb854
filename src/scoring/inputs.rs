//! What the reviewer says that scores are made of, at one stage.
//!
//! A stage builds on those before it: a score that an earlier stage put stands until this one puts its
//! own, and so do the deductions of earlier findings. Opinions that differ count for nothing until
//! somebody rules.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rust_decimal::Decimal;

use super::Who;
use crate::report::{Quantity, money};
use crate::review::{
    EventId, Finding, FindingState, Frame, Review, Said, Score, ScoreFrom, Signoff, Stage, Standing, Supplement, supplement_of,
};

/// A score as it was put.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PutScore {
    /// In which stage.
    pub stage: Stage,
    /// By whom.
    pub who: Who,
    /// By which act; none where it is only tried.
    pub event: Option<EventId>,
    /// 复核认定完成值, as written.
    pub verified: Option<String>,
    /// What it starts from.
    pub from: Option<ScoreFrom>,
    /// 扣分原因及依据.
    pub reason: String,
}

impl PutScore {
    /// Nothing put yet.
    pub(super) fn blank(stage: Stage) -> Self {
        Self { stage, who: Who::default(), event: None, verified: None, from: None, reason: String::new() }
    }

    fn of(stage: Stage, said: &Said<Score>) -> Self {
        Self {
            stage,
            who: who(said),
            event: Some(said.event),
            verified: said.value.verified_actual.clone(),
            from: said.value.from.clone(),
            reason: said.value.reason.trim().to_owned(),
        }
    }

    /// Whether it is what was said: an act never changes, and says one thing of a row in a stage.
    fn is(&self, stage: Stage, said: &Said<Score>) -> bool {
        self.stage == stage && self.event == Some(said.event)
    }
}

/// A finding of this or an earlier stage that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its key.
    pub finding: String,
    /// Its number on screen.
    pub number: u32,
    /// Its title.
    pub title: String,
    /// See [`Deducted::matter`].
    pub matter: String,
    /// The items it is on.
    pub on: Vec<String>,
}

/// A deduction of a finding that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deducted {
    /// The finding's key.
    pub finding: String,
    /// Its place in [`Review::findings`].
    pub index: usize,
    /// Its number on screen.
    pub number: u32,
    /// Its title.
    pub title: String,
    /// 依据.
    pub criteria: String,
    /// What finds it: the check's id, else its title. The same matter is deducted once.
    pub matter: String,
    /// The passages it quotes.
    pub quotes: Vec<String>,
    /// The stage it was raised in.
    pub stage: Stage,
    /// How far it has come.
    pub state: FindingState,
    /// By whom.
    pub who: Who,
    /// The row it names: an indicator's id or the code of the standard's row.
    pub row: String,
    /// Points as written.
    pub written: String,
    /// And as a number; none where they cannot be read or are below 0.
    pub points: Option<Decimal>,
}

impl Deducted {
    /// Whether the department or a later stage may still change it.
    pub fn is_open(&self) -> bool {
        self.state != FindingState::Settled
    }
}

/// A supplement with who put it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Supplied {
    /// What was read in.
    pub supplement: Supplement,
    /// By whom.
    pub who: Who,
}

/// A sign-off with who gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedBy {
    /// The figures as signed.
    pub signoff: Signoff,
    /// By whom.
    pub who: Who,
    /// Its event: the head to print.
    pub event: EventId,
}

/// What the reviewer says that scores are made of, at one stage.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// The stage.
    pub stage: Stage,
    /// The scoring standard that was chosen.
    pub frame: Option<(Frame, Who)>,
    /// Whether opinions on the standard differ.
    pub is_frame_disputed: bool,
    /// Scores by row.
    pub scores: HashMap<Arc<str>, Arc<PutScore>>,
    /// Rows on whose score opinions differ.
    pub disputed: HashSet<String>,
    /// Supplements by item, then field.
    pub supplements: HashMap<String, HashMap<String, Supplied>>,
    /// Deductions of findings of this or an earlier stage that are not withdrawn, by the finding's number.
    pub deductions: Vec<Arc<Deducted>>,
    /// The findings themselves, by number.
    pub findings: Vec<Found>,
    /// Findings on which opinions differ, by number: their deductions do not count yet.
    pub disputed_findings: Vec<u32>,
    /// The sign-off of this stage.
    pub signoff: Option<SignedBy>,
}

impl Inputs {
    /// Reads them.
    pub fn of(review: &Review, stage: Stage) -> Self {
        Self::default().again(review, stage)
    }

    /// Reads them once more; scores that these have already are not copied.
    pub(super) fn again(&self, review: &Review, stage: Stage) -> Self {
        let mut inputs = Self { stage, ..Self::default() };
        inputs.read_frame(review);
        for stage in Stage::ALL.into_iter().filter(|earlier| *earlier <= stage) {
            inputs.read_scores(review, stage, self);
        }
        for (key, standing) in review.supplements() {
            let (Some((item, field)), Standing::Settled(said)) = (supplement_of(key), standing) else { continue };
            let supplied = Supplied { supplement: said.value.clone(), who: who(said) };
            inputs.supplements.entry(item.into_owned()).or_default().insert(field.to_owned(), supplied);
        }
        inputs.read_findings(review);
        if let Standing::Settled(said) = review.signoff(stage) {
            inputs.signoff = Some(SignedBy { who: who(&said), event: said.event, signoff: said.value });
        }
        inputs
    }

    fn read_frame(&mut self, review: &Review) {
        match review.frame() {
            Standing::Nothing => {}
            Standing::Settled(said) => self.frame = Some((said.value.clone(), who(&said))),
            Standing::Conflict(_) => self.is_frame_disputed = true,
        }
    }

    fn read_scores(&mut self, review: &Review, stage: Stage, before: &Self) {
        for (row, standing) in review.scores(stage) {
            match standing {
                Standing::Nothing => {}
                Standing::Conflict(_) => {
                    self.scores.remove(&*row);
                    self.disputed.insert(row.into_owned());
                }
                Standing::Settled(said) => {
                    let known = before.scores.get_key_value(&*row).filter(|(_, put)| put.is(stage, said));
                    let (name, put) = match known {
                        Some((name, put)) => (Arc::clone(name), Arc::clone(put)),
                        None => (Arc::from(&*row), Arc::new(PutScore::of(stage, said))),
                    };
                    self.disputed.remove(&*row);
                    self.scores.insert(name, put);
                }
            }
        }
    }

    fn read_findings(&mut self, review: &Review) {
        for (index, named) in review.findings().iter().enumerate() {
            if named.standing.is_conflict() {
                if named.standing.values().any(|finding| counts(finding, self.stage) && !finding.deductions.is_empty()) {
                    self.disputed_findings.push(named.number);
                }
                continue;
            }
            let Some(finding) = named.standing.settled().filter(|finding| counts(finding, self.stage)) else { continue };
            let title = finding.title.trim().to_owned();
            let matter = finding.origin.check.clone().unwrap_or_else(|| title.clone());
            self.findings.push(Found {
                finding: named.key.clone(),
                number: named.number,
                title: title.clone(),
                matter: matter.clone(),
                on: finding.on.clone(),
            });
            for deduction in &finding.deductions {
                self.deductions.push(Arc::new(Deducted {
                    finding: named.key.clone(),
                    index,
                    number: named.number,
                    title: title.clone(),
                    criteria: finding.criteria.trim().to_owned(),
                    matter: matter.clone(),
                    quotes: finding.quotes.iter().map(|quote| quote.exact.clone()).filter(|quote| !quote.is_empty()).collect(),
                    stage: finding.stage,
                    state: finding.state,
                    who: Who { by: named.by.clone(), at: named.at.clone() },
                    row: deduction.indicator.clone(),
                    written: deduction.points.clone(),
                    points: points(&deduction.points),
                }));
            }
        }
    }

    /// 只提问题: the reviewer chose to score nothing.
    pub(super) fn are_findings_only(&self) -> bool {
        self.frame.as_ref().is_some_and(|(frame, _)| frame.findings_only)
    }

    /// The rows that the reviewer named with the standard.
    pub(super) fn named(&self) -> HashSet<&str> {
        self.frame.iter().flat_map(|(frame, _)| &frame.rows).map(|row| row.id.as_str()).collect()
    }

    /// A supplement of a field of an item.
    pub fn supplied(&self, item: &str, field: &str) -> Option<&Supplied> {
        self.supplements.get(item)?.get(field)
    }
}

fn counts(finding: &Finding, stage: Stage) -> bool {
    finding.stage <= stage && finding.state != FindingState::Withdrawn
}

fn who<T>(said: &Said<T>) -> Who {
    Who { by: said.by.clone(), at: said.at.clone() }
}

/// Points as written: an exact number, not below 0.
pub(super) fn points(written: &str) -> Option<Decimal> {
    money::value(&Quantity::parse(written)).ok().filter(|points| !points.is_sign_negative())
}
