//! What a signature on a stage would be put to: the sheet, what stands in its way, and an account of the
//! work. Worked out whole off the key path, of one state of the record; changes nothing.

use std::collections::BTreeMap;

use super::{Facts, Obstacle, Weighs, standing_in_the_way};
use crate::report::Report;
use crate::review::{EventId, FindingState, Kind, Review, Severity, Stage, Standing};
use crate::rules::Pack;
use crate::scoring::Sheet;

/// What a signature would be put to, as of one state of the record.
#[derive(Clone, Debug)]
pub struct Signing {
    /// The revision of the record, and the stage.
    pub of: (u64, Stage),
    /// What would be signed, or was.
    pub sheet: Sheet,
    /// What stands in the way, worst first.
    pub way: Vec<Obstacle>,
    /// Items with a mark in this stage, and all that carry one.
    pub marked: (usize, usize),
    /// Findings that stand, by severity.
    pub findings: BTreeMap<Severity, usize>,
    /// 补录.
    pub supplements: usize,
    /// Acts that count.
    pub acts: usize,
    /// The head of the record.
    pub heads: Vec<EventId>,
    /// The stages that are signed, and how.
    pub signed: Vec<(Stage, SignOff)>,
    /// The latest handing back of this stage or a later one.
    pub handed_back: Option<HandedBack>,
}

/// A sign-off, for its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignOff {
    /// Reviewer key.
    pub by: String,
    /// As stamped.
    pub at: String,
    /// 总分 as signed.
    pub total: Option<String>,
    /// 等级 as signed.
    pub grade: Option<String>,
    /// What was passed over.
    pub waived: usize,
    /// Why.
    pub reason: String,
    /// Two signed without seeing each other, and not the same figures.
    pub is_disputed: bool,
}

/// 退回修改.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandedBack {
    /// Which stage was handed back.
    pub stage: Stage,
    /// By whom.
    pub by: String,
    /// As stamped.
    pub at: String,
    /// Why.
    pub reason: String,
}

impl Signing {
    /// Looks at everything, by the rules of `pack`; `standard` is the scoring standard that the review names, if
    /// it is at hand. Costs passes over report and record: not on a key.
    pub fn of(report: &Report, review: &Review, pack: &Pack, standard: Option<&Pack>, stage: Stage) -> Self {
        let sheet = Sheet::of(report, review, standard, stage);
        let way = standing_in_the_way(&Facts::of(report, review, pack), &sheet);
        let reviewable = report.items().filter(|item| report.is_reviewable(*item));
        let marks = reviewable.map(|item| review.mark(stage, &report.id(item)).settled().is_some());
        let marked = marks.fold((0, 0), |(done, all), is_marked| (done + usize::from(is_marked), all + 1));
        let mut findings = BTreeMap::new();
        let stands = review.findings().iter().filter_map(|named| named.standing.settled());
        for finding in stands.filter(|finding| finding.stage <= stage && finding.state != FindingState::Withdrawn) {
            *findings.entry(finding.severity).or_default() += 1;
        }
        Self {
            of: (review.revision(), stage),
            sheet,
            way,
            marked,
            findings,
            supplements: review.supplements().filter(|(_, said)| !matches!(said, Standing::Nothing)).count(),
            acts: review.events().filter(|event| !event.is_introduction() && review.counts(event.id)).count(),
            heads: review.heads(),
            signed: Stage::ALL.into_iter().filter_map(|stage| Some((stage, sign_off(review, stage)?))).collect(),
            handed_back: handed_back(review, stage),
        }
    }

    /// Those in the way that are of one weight.
    pub fn weighing(&self, weight: Weighs) -> impl Iterator<Item = &Obstacle> {
        self.way.iter().filter(move |obstacle| obstacle.weighs() == weight)
    }

    /// Whether what was signed is no longer so.
    pub fn needs_resign(&self) -> bool {
        let is_disputed = self.signed.iter().any(|(stage, sign_off)| *stage == self.of.1 && sign_off.is_disputed);
        is_disputed || (self.sheet.signed.is_some() && !self.way.is_empty())
    }
}

/// How a stage is signed. Where two signed, the latest is told, and that they differ.
pub fn sign_off(review: &Review, stage: Stage) -> Option<SignOff> {
    let standing = review.signoff(stage);
    let is_disputed = standing.is_conflict();
    let (signoff, by, at) = match standing {
        Standing::Nothing => return None,
        Standing::Settled(said) => (said.value, said.by, said.at),
        Standing::Conflict(all) => all.into_iter().rev().find_map(|said| Some((said.value?, said.by, said.at)))?,
    };
    let waived = signoff.waived.len();
    Some(SignOff { by, at, total: signoff.total, grade: signoff.grade, waived, reason: signoff.reason, is_disputed })
}

/// The latest act that counts and took away the sign-off of a stage from `stage` on.
fn handed_back(review: &Review, stage: Stage) -> Option<HandedBack> {
    let of = |event: &crate::review::Event| {
        let of = |stage: &Stage| {
            let is_it = |change: &crate::review::Change| change.object.kind == Kind::Signoff.name() && change.object.key == stage.name();
            event.changes.iter().any(|change| is_it(change) && &*change.text == "null")
        };
        Stage::ALL.into_iter().filter(|later| *later >= stage).find(of)
    };
    let backs = review.events().filter(|event| review.counts(event.id)).filter_map(|event| Some((event, of(event)?)));
    let (event, stage) = backs.last()?;
    let comment = event.changes.iter().find(|change| change.object.kind == Kind::Comment.name()).and_then(crate::review::Change::value);
    let reason = comment.and_then(|comment| comment.get("text")?.as_str().map(str::to_owned)).unwrap_or_default();
    Some(HandedBack { stage, by: event.stamp.by.clone(), at: event.stamp.at.clone(), reason })
}
