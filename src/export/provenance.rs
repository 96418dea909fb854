//! What a paper was made from, so that it can be asked where it comes from: the report by its hash, the
//! record by its head and time, who reviewed, by which standard, how much.
//!
//! No clock: a paper made from the same record says the same, whenever it is made.

use std::borrow::Cow;
use std::collections::BTreeSet;

use jiff::Timestamp;

use super::Record;
use crate::review::Stage;

/// The origin of a paper.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provenance {
    /// SHA-256 of the report's bytes.
    pub report_sha256: String,
    /// The record's head: ids of the events that no other follows.
    pub heads: Vec<String>,
    /// When the last act was made, as stamped; `None`: nothing was recorded.
    pub at: Option<String>,
    /// Who made acts, in Chinese enumeration.
    pub reviewers: String,
    /// Their units.
    pub units: String,
    /// The scoring standard and its version.
    pub standard: Option<String>,
    /// Items that carry a mark, and how many have one.
    pub items: (u32, u32),
    /// Findings that outside papers carry.
    pub findings: u32,
}

impl Provenance {
    pub(super) fn of(record: &Record<'_>, findings: usize) -> Self {
        let Record { report, review, .. } = record;
        let keys = review.acting();
        let people: Vec<_> = keys.iter().filter_map(|key| review.reviewer(key)).collect();
        let listed = |words: Vec<&str>| {
            let mut seen = BTreeSet::new();
            let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty() && seen.insert(*word)).collect();
            words.join("、")
        };
        let reviewable: BTreeSet<String> = report.items().filter(|item| report.is_reviewable(*item)).map(|item| report.id(item)).collect();
        let marked: BTreeSet<String> = Stage::ALL.into_iter().flat_map(|stage| review.marked(stage)).map(Cow::into_owned).collect();
        Self {
            report_sha256: report.sha256().to_owned(),
            heads: review.heads().iter().map(ToString::to_string).collect(),
            at: review.events().last().map(|event| event.stamp.at.clone()),
            reviewers: listed(people.iter().map(|person| person.name.as_str()).collect()),
            units: listed(people.iter().map(|person| person.unit.as_str()).collect()),
            standard: super::scores::standard(review, &record.sheet),
            items: (report.counts().reviewable(), u32::try_from(reviewable.intersection(&marked).count()).unwrap_or(u32::MAX)),
            findings: u32::try_from(findings).unwrap_or(u32::MAX),
        }
    }

    /// The time of the last act for a file's properties: in UTC, to the second.
    pub(super) fn utc(&self) -> Option<String> {
        let at: Timestamp = self.at.as_ref()?.parse().ok()?;
        Some(at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
    }

    /// `2026-11-23 10:02`, as the reviewer's clock had it.
    pub(super) fn time(&self) -> Option<String> {
        let at = self.at.as_ref()?;
        Some(format!("{} {}", at.get(..10)?, at.get(11..16)?))
    }

    /// What stands in a file's properties, outside papers included: nothing internal.
    pub(super) fn properties(&self) -> Vec<(&'static str, String)> {
        let mut properties = vec![("报告校验码", self.report_sha256.clone()), ("操作记录校验码", self.heads.join(" "))];
        properties.extend(self.time().map(|at| ("操作记录截至", at)));
        properties.push(("审核人", self.reviewers.clone()));
        properties.extend(self.standard.clone().map(|standard| ("评分标准", standard)));
        properties.push(("审核项", format!("{}项，已审{}项", self.items.0, self.items.1)));
        properties.push(("复核发现问题", format!("{}个", self.findings)));
        properties.push(("程序版本", env!("CARGO_PKG_VERSION").to_owned()));
        properties.retain(|(_, value)| !value.is_empty());
        properties
    }
}
