//! 会商: which findings are talked over, and what a decision makes of one. The screen and the minutes
//! ask the same.

use std::collections::HashSet;

use super::{Finding, FindingState, Kind, Review, Ruling, RulingTo, Severity};

/// The findings that were talked over or are to be: members gave opinions or differ on them, or the
/// department answered. Places in [`Review::findings`], in their order. A hint goes out to nobody, so an
/// answer to one is none.
pub fn in_council(review: &Review) -> Vec<usize> {
    let keys = review.keys(Kind::Opinion);
    let spoken_of: HashSet<&str> = keys.iter().filter_map(|key| key.split_once('/').map(|(finding, _)| finding)).collect();
    let is_answered = |finding: &Finding| finding.severity != Severity::Hint && (finding.response.is_some() || finding.ruling.is_some());
    let is_up = |named: &super::Named<Finding>| {
        let standing = &named.standing;
        standing.is_conflict() || spoken_of.contains(named.key.as_str()) || standing.settled().is_some_and(is_answered)
    };
    let findings = review.findings().iter().enumerate();
    findings.filter(|(_, named)| is_up(named)).map(|(at, _)| at).collect()
}

/// The reviewers of the record who have not said what they hold of a finding, by key.
pub fn silent(review: &Review, finding: &str) -> Vec<String> {
    let spoken = review.opinions(finding);
    let is_silent = |key: &String| !spoken.iter().any(|(member, _)| member == key);
    review.keys(Kind::Reviewer).into_iter().filter(is_silent).collect()
}

/// What a council decides of a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// 维持, 调整 or 撤销, as the answer to the department.
    pub to: RulingTo,
    /// What it takes from one of its rows, by the deductions' indicator; none: that stays.
    pub points: Option<(String, String)>,
    /// Why.
    pub reason: String,
}

impl Decision {
    /// The finding as decided: upheld or adjusted it is settled, accepted it is withdrawn. What was replied to
    /// the department before is kept.
    #[must_use]
    pub fn on(&self, finding: &Finding) -> Finding {
        let mut decided = finding.clone();
        let before = decided.ruling.take();
        let (reply, more) = before.map(|ruling| (ruling.reply, ruling.more)).unwrap_or_default();
        decided.ruling = Some(Ruling { to: self.to, reason: self.reason.trim().to_owned(), reply, more });
        decided.state = if self.to == RulingTo::Accepted { FindingState::Withdrawn } else { FindingState::Settled };
        if let Some((row, points)) = &self.points {
            // What is decided is what the finding takes from the row: of several deductions on it one is left.
            let mut rest = Some(points);
            decided.deductions.retain_mut(|deduction| {
                let is_it = deduction.indicator == *row;
                let new = rest.take_if(|_| is_it);
                if let Some(points) = new {
                    deduction.points.clone_from(points);
                }
                !is_it || new.is_some()
            });
        }
        decided
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::fixture::put;
    use super::super::{Deduction, Put};
    use super::*;

    #[test]
    fn what_was_talked_over_or_answered_is_up_and_an_answered_hint_is_not() {
        let mut review = Review::default();
        let add = |title: &str, more: serde_json::Value| {
            let mut value = json!({"title": title, "on": ["duty-1"]});
            value.as_object_mut().into_iter().for_each(|object| object.extend(more.as_object().cloned().unwrap_or_default()));
            Put::set(Kind::Finding, format!("f{title}"), &value)
        };
        put(&mut review, "r-1", [add("1", json!({}))]);
        put(&mut review, "r-1", [add("2", json!({"response": {"text": "不认可"}}))]);
        put(&mut review, "r-1", [add("3", json!({"response": {"text": "不认可"}, "severity": "hint"}))]);
        put(&mut review, "r-1", [add("4", json!({}))]);
        put(&mut review, "r-2", [Put::set(Kind::Opinion, "f4/r-2", &json!({"to": "drop"}))]);
        let titles =
            |review: &Review| -> Vec<String> { in_council(review).into_iter().map(|at| review.findings()[at].key.clone()).collect() };
        assert_eq!(titles(&review), ["f2", "f4"]);
        let mut other = review.clone();
        put(&mut review, "r-1", [add("1", json!({"severity": "major"}))]);
        put(&mut other, "r-2", [add("1", json!({"severity": "severe"}))]);
        review.union(&other);
        assert_eq!(titles(&review), ["f1", "f2", "f4"]);
    }

    #[test]
    fn a_decision_settles_adjusts_or_withdraws() {
        let deduction =
            |n: u32, points: &str| Deduction { indicator: format!("indicator-{n}"), points: points.into(), ..Deduction::default() };
        let finding = Finding { deductions: vec![deduction(1, "3.75"), deduction(2, "1")], ..Finding::default() };
        let decide = |to, points| Decision { to, points, reason: " 部分成立 ".into() }.on(&finding);
        let adjusted = decide(RulingTo::Partly, Some(("indicator-2".to_owned(), "0.5".to_owned())));
        assert_eq!(adjusted.deductions, [deduction(1, "3.75"), deduction(2, "0.5")]);
        assert_eq!((adjusted.state, adjusted.ruling.map(|ruling| ruling.reason)), (FindingState::Settled, Some("部分成立".to_owned())));
        let twice = Finding { deductions: vec![deduction(1, "2"), deduction(2, "1"), deduction(1, "1.5")], ..Finding::default() };
        let once = Decision { to: RulingTo::Partly, points: Some(("indicator-1".to_owned(), "3".to_owned())), reason: String::new() };
        assert_eq!(once.on(&twice).deductions, [deduction(1, "3"), deduction(2, "1")], "all that it takes from the row");
        assert_eq!(decide(RulingTo::Accepted, None).state, FindingState::Withdrawn);
        assert_eq!(decide(RulingTo::Rejected, Some(("indicator-7".to_owned(), "9".to_owned()))).deductions, finding.deductions);
    }
}
