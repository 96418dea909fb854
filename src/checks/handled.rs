//! What reviewers have done about each hit of a check: made it a finding, dismissed it, or nothing yet. Screen,
//! command line and papers all ask here.

use std::collections::HashMap;

use super::{Suspicion, Verdict};
use crate::report::Report;
use crate::review::{Dismissal, Finding, Kind, Review, Said, Standing};

/// What was done about a hit.
#[derive(Clone, Debug, PartialEq)]
pub enum Handled {
    /// Nothing yet.
    Open,
    /// A finding was made of it.
    Recorded {
        /// Its place among the findings.
        at: usize,
        /// Its number.
        number: u32,
        /// What it was found from has changed since.
        changed: bool,
    },
    /// It was dismissed, and what it was found from is the same.
    Dismissed(Said<Dismissal>),
    /// It was dismissed, but what it was found from has changed since.
    Changed(Said<Dismissal>),
    /// Reviewers differ on whether it is dismissed.
    Disputed,
}

impl Handled {
    /// Its token in JSON.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Recorded { .. } => "recorded",
            Self::Dismissed(_) => "dismissed",
            Self::Changed(_) => "changed",
            Self::Disputed => "disputed",
        }
    }

    /// Whether a reviewer has yet to decide.
    pub const fn is_open(&self) -> bool {
        matches!(self, Self::Open | Self::Changed(_) | Self::Disputed)
    }

    /// The number of the finding made of it.
    pub const fn number(&self) -> Option<u32> {
        match self {
            Self::Recorded { number, .. } => Some(*number),
            _ => None,
        }
    }
}

/// The numbers of the findings made of hits, each once, in order.
pub fn numbers<'a>(all: impl IntoIterator<Item = &'a Handled>) -> Vec<u32> {
    let mut numbers: Vec<u32> = all.into_iter().filter_map(Handled::number).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// A hit as decisions on it know it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HitId {
    /// Key of a dismissal of it.
    pub key: String,
    /// Hash of what it was found from.
    pub inputs: String,
    /// Ids of what it is about.
    pub about: Vec<String>,
    /// It is all that its check can find, whatever it is about.
    pub lists_all: bool,
}

impl HitId {
    /// Of a hit of a check on `report`.
    pub fn of(report: &Report, one: &Suspicion) -> Self {
        Self {
            key: one.key.clone(),
            inputs: one.inputs.clone(),
            about: one.hit.about.iter().map(|about| about.id(report)).collect(),
            lists_all: one.hit.lists_all,
        }
    }
}

/// What a review says of hits, ready to be asked about many.
#[derive(Debug)]
pub struct Decisions<'a> {
    review: &'a Review,
    /// Findings made of hits, by check: place, number, finding.
    made: HashMap<&'a str, Vec<(usize, u32, &'a Finding)>>,
}

impl<'a> Decisions<'a> {
    /// Of a review as it is now. Costs a pass over its findings.
    pub fn of(review: &'a Review) -> Self {
        let mut made: HashMap<&str, Vec<_>> = HashMap::new();
        for (at, named) in review.findings().iter().enumerate() {
            if let Some(finding) = named.standing.latest()
                && let Some(check) = &finding.origin.check
            {
                made.entry(check).or_default().push((at, named.number, finding));
            }
        }
        Self { review, made }
    }

    /// What was done about a hit of a check.
    pub fn on(&self, check: &str, hit: &HitId) -> Handled {
        // A finding made of several hits holds the hash of each.
        let inputs = |finding: &Finding| finding.origin.inputs.clone().unwrap_or_default();
        let is_same = |finding: &Finding| inputs(finding).split(' ').any(|inputs| inputs == hit.inputs);
        // Once what it was found from has changed, a finding on the same items is still this hit's; one made of
        // several hits is on those of all of them.
        let is_alike = |finding: &Finding| {
            let is_of_several = inputs(finding).contains(' ');
            let is_on_it = !hit.about.is_empty() && hit.about.iter().all(|id| finding.on.contains(id));
            hit.lists_all || is_on_it && (is_of_several || finding.on.len() == hit.about.len())
        };
        let made = self.made.get(check).map_or(&[][..], Vec::as_slice);
        let found = made.iter().find(|(.., finding)| is_same(finding)).or_else(|| made.iter().find(|(.., finding)| is_alike(finding)));
        if let Some((at, number, finding)) = found {
            return Handled::Recorded { at: *at, number: *number, changed: !is_same(finding) };
        }
        match self.review.typed::<Dismissal>(Kind::Dismissal, &hit.key) {
            Standing::Nothing => Handled::Open,
            Standing::Conflict(_) => Handled::Disputed,
            Standing::Settled(said) if said.value.inputs == hit.inputs => Handled::Dismissed(said),
            Standing::Settled(said) => Handled::Changed(said),
        }
    }

    /// What was done about each hit of a check's answer, in its order.
    pub fn on_hits(&self, report: &Report, verdict: &Verdict) -> Vec<Handled> {
        verdict.hits().iter().map(|one| self.on(verdict.check.id, &HitId::of(report, one))).collect()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::tests::review;
    use super::*;

    fn hit(key: &str, inputs: &str, about: &[&str]) -> HitId {
        let about = about.iter().map(|id| (*id).to_owned()).collect();
        HitId { key: key.into(), inputs: inputs.into(), about, lists_all: false }
    }

    #[test]
    fn a_hit_is_recorded_dismissed_changed_or_open() {
        let review = review(&[
            (Kind::Finding, "f1", json!({"title": "甲", "origin": {"check": "T02", "inputs": "aa bb"}})),
            (Kind::Dismissal, "T02@p-1", json!({"inputs": "cc", "reason": "引文"})),
        ]);
        let decisions = Decisions::of(&review);
        let hits = [("T02@p-9", "bb"), ("T02@p-1", "cc"), ("T02@p-1", "dd"), ("T02@p-2", "ee")];
        let said = hits.map(|(key, inputs)| decisions.on("T02", &hit(key, inputs, &["p-7"])));
        assert_eq!([0, 1, 2, 3].map(|n| said[n].name()), ["recorded", "dismissed", "changed", "open"]);
        assert!(matches!(&said[1], Handled::Dismissed(said) if said.value.reason == "引文"));
        assert_eq!(said.iter().map(Handled::is_open).collect::<Vec<_>>(), [false, false, true, true]);
        assert_eq!(numbers(&said), [1]);
        assert_eq!(decisions.on("T03", &hit("T03@p-9", "bb", &["p-7"])), Handled::Open);
    }

    #[test]
    fn a_finding_on_the_same_items_is_the_hits_also_when_its_inputs_changed() {
        let review = review(&[
            (Kind::Finding, "f1", json!({"title": "甲", "on": ["duty-1"], "origin": {"check": "C01", "inputs": "aa"}})),
            (Kind::Finding, "f2", json!({"title": "乙", "on": ["duty-2", "duty-3"], "origin": {"check": "C01", "inputs": "bb cc"}})),
        ]);
        let decisions = Decisions::of(&review);
        let on = |about: &[&str]| decisions.on("C01", &hit("C01", "zz", about));
        assert_eq!(on(&["duty-1"]), Handled::Recorded { at: 0, number: 1, changed: true });
        assert_eq!(on(&["duty-3"]), Handled::Recorded { at: 1, number: 2, changed: true });
        assert_eq!(on(&["duty-4"]), Handled::Open);
        let whole = HitId { lists_all: true, ..hit("C01", "zz", &["duty-4"]) };
        assert_eq!(decisions.on("C01", &whole), Handled::Recorded { at: 0, number: 1, changed: true });
    }
}
