//! What a reviewer has done about each hit of a check: made it a finding, dismissed it, or nothing yet.

use super::Verdict;
use crate::review::{Dismissal, Kind, Review, Said, Standing};

/// What was done about a hit.
#[derive(Clone, Debug, PartialEq)]
pub enum Handled {
    /// Nothing yet, or reviewers differ.
    Open,
    /// A finding was made of it: the finding's number.
    Recorded(u32),
    /// It was dismissed, and what it was found from is the same.
    Dismissed(Said<Dismissal>),
    /// It was dismissed, but what it was found from has changed since.
    Changed(Said<Dismissal>),
}

impl Handled {
    /// Its token in JSON.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Recorded(_) => "recorded",
            Self::Dismissed(_) => "dismissed",
            Self::Changed(_) => "changed",
        }
    }
}

/// What was done about each hit of a check's answer, in its order.
pub fn handled(review: &Review, verdict: &Verdict) -> Vec<Handled> {
    handled_of(review, verdict.check.id, verdict.hits().iter().map(|one| (one.key.as_str(), one.inputs.as_str())))
}

/// The same for hits known by their keys and the hashes of what they were found from.
pub fn handled_of<'a>(review: &Review, check: &str, hits: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<Handled> {
    let findings = review.findings().iter().filter_map(|named| Some((named.number, named.standing.settled()?)));
    // A finding made of several hits holds the hash of each.
    let made = findings.filter(|(_, finding)| finding.origin.check.as_deref() == Some(check));
    let made: Vec<(u32, Vec<&str>)> =
        made.map(|(number, finding)| (number, finding.origin.inputs.iter().flat_map(|inputs| inputs.split(' ')).collect())).collect();
    let one = |(key, inputs): (&str, &str)| {
        if let Some((number, _)) = made.iter().find(|(_, of)| of.contains(&inputs)) {
            return Handled::Recorded(*number);
        }
        match review.typed::<Dismissal>(Kind::Dismissal, key) {
            Standing::Settled(said) if said.value.inputs == inputs => Handled::Dismissed(said),
            Standing::Settled(said) => Handled::Changed(said),
            Standing::Nothing | Standing::Conflict(_) => Handled::Open,
        }
    };
    hits.map(one).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::tests::review;
    use super::*;

    #[test]
    fn a_hit_is_recorded_dismissed_changed_or_open() {
        let review = review(&[
            (Kind::Finding, "f1", json!({"title": "甲", "origin": {"check": "T02", "inputs": "aa bb"}})),
            (Kind::Dismissal, "T02@p-1", json!({"inputs": "cc", "reason": "引文"})),
        ]);
        let hits = [("T02@p-9", "bb"), ("T02@p-1", "cc"), ("T02@p-1", "dd"), ("T02@p-2", "ee")];
        let names: Vec<&str> = handled_of(&review, "T02", hits.into_iter()).iter().map(Handled::name).collect();
        assert_eq!(names, ["recorded", "dismissed", "changed", "open"]);
        assert!(matches!(&handled_of(&review, "T02", hits.into_iter())[1], Handled::Dismissed(said) if said.value.reason == "引文"));
        assert!(handled_of(&review, "T03", hits.into_iter()).iter().all(|one| !matches!(one, Handled::Recorded(_))));
    }
}
