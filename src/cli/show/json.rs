//! The answer for programs. Stable: an object is never a bare value but `values`, a list of who says
//! what; more than one is 意见不一致. Names and tokens are those of the file format.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use serde::Serialize;
use serde_json::Value;

use super::{Progress, Signed, is_stale, reviewable};
use crate::report::Report;
use crate::review::{Kind, Named, Review, Reviewer, Stage, Standing, mark_key};

#[derive(Serialize)]
struct Shown<'a> {
    file: &'a Path,
    report: Head<'a>,
    reviewers: Vec<Person>,
    progress: Vec<Progress>,
    marks: Vec<Row>,
    /// Keys of marks on items that say something else by now: 审核后报告有修改.
    stale: Vec<String>,
    comments: Vec<Row>,
    findings: Vec<Row>,
    /// Suspicions that were dismissed, by check and first item.
    dismissals: Vec<Row>,
    /// Opinions of members, by finding and member.
    opinions: Vec<Row>,
    /// The stages that are signed.
    signoffs: Vec<Row>,
    /// Of each signed stage what is no longer as it was signed.
    needs_resign: BTreeMap<&'static str, Vec<String>>,
    conflicts: Vec<Conflict>,
    heads: Vec<String>,
}

#[derive(Serialize)]
struct Head<'a> {
    title: Option<&'a str>,
    department: Option<&'a str>,
    year: Option<&'a str>,
    marking: Option<&'a str>,
    sha256: &'a str,
    judged_sha256: Option<String>,
}

#[derive(Serialize)]
struct Person {
    key: String,
    #[serde(flatten)]
    reviewer: Reviewer,
}

/// What stands about one object.
#[derive(Serialize)]
struct Row {
    key: String,
    /// 问1, 注1.
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<u32>,
    values: Vec<Said>,
}

#[derive(Serialize)]
struct Said {
    /// `null`: somebody takes it away.
    value: Value,
    by: String,
    at: String,
}

#[derive(Serialize)]
struct Conflict {
    kind: &'static str,
    key: String,
}

/// One JSON object, ending in a line end.
pub(super) fn object(file: &Path, report: &Report, review: &Review, signed: &[Signed]) -> String {
    let meta = report.meta();
    let shown = Shown {
        file,
        report: Head {
            title: meta.title.as_deref(),
            department: meta.department.as_deref(),
            year: meta.year.as_deref(),
            marking: meta.marking.as_deref(),
            sha256: report.sha256(),
            judged_sha256: review.judged_sha256(),
        },
        reviewers: review.keys(Kind::Reviewer).into_iter().filter_map(|key| person(key, review)).collect(),
        progress: Stage::ALL.map(|stage| Progress::of(stage, report, review)).into(),
        marks: marks(report, review),
        stale: stale(report, review),
        comments: review.comments().iter().map(row).collect(),
        findings: review.findings().iter().map(row).collect(),
        dismissals: of_kind(Kind::Dismissal, review),
        opinions: of_kind(Kind::Opinion, review),
        signoffs: of_kind(Kind::Signoff, review),
        needs_resign: signed
            .iter()
            .map(|signed| (signed.stage.name(), signed.changed.iter().map(|said| said.zh.clone()).collect()))
            .collect(),
        conflicts: review.conflicts().into_iter().map(|(kind, key)| Conflict { kind: kind.name(), key }).collect(),
        heads: review.heads().iter().map(ToString::to_string).collect(),
    };
    serde_json::to_string_pretty(&shown).expect("strings and numbers are JSON") + "\n"
}

fn person(key: String, review: &Review) -> Option<Person> {
    review.reviewer(&key).map(|reviewer| Person { key, reviewer })
}

/// The marks of each stage, items in report order; then those on items that the report no longer has.
fn marks(report: &Report, review: &Review) -> Vec<Row> {
    let items: Vec<String> = reviewable(report).into_iter().map(|item| report.id(item)).collect();
    let mut keys: Vec<String> = Stage::ALL.iter().flat_map(|stage| items.iter().map(|item| mark_key(*stage, item))).collect();
    let known: HashSet<String> = keys.iter().cloned().collect();
    keys.extend(review.keys(Kind::Mark).into_iter().filter(|key| !known.contains(key)));
    let rows = keys.into_iter().map(|key| Row { values: said(&review.standing(Kind::Mark, &key)), number: None, key });
    rows.filter(|row| !row.values.is_empty()).collect()
}

fn stale(report: &Report, review: &Review) -> Vec<String> {
    let all = Stage::ALL.into_iter().flat_map(|stage| reviewable(report).into_iter().map(move |item| (stage, item)));
    all.filter_map(|(stage, item)| {
        let id = report.id(item);
        review.mark(stage, &id).values().any(|mark| is_stale(mark, report, item)).then(|| mark_key(stage, &id))
    })
    .collect()
}

fn of_kind(kind: Kind, review: &Review) -> Vec<Row> {
    review.keys(kind).into_iter().map(|key| Row { values: said(&review.standing(kind, &key)), number: None, key }).collect()
}

fn row<T: Serialize>(object: &Named<T>) -> Row {
    Row { key: object.key.clone(), number: Some(object.number), values: said(&object.standing) }
}

fn said<T: Serialize>(standing: &Standing<T>) -> Vec<Said> {
    let json = |value: Option<&T>| serde_json::to_value(value).expect("objects of a review are JSON");
    match standing {
        Standing::Nothing => Vec::new(),
        Standing::Settled(one) => vec![Said { value: json(Some(&one.value)), by: one.by.clone(), at: one.at.clone() }],
        Standing::Conflict(all) => {
            all.iter().map(|one| Said { value: json(one.value.as_ref()), by: one.by.clone(), at: one.at.clone() }).collect()
        }
    }
}
