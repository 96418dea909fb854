//! From suspicions to a draft finding that a reviewer could send as it stands. Hits of one check that are
//! taken together are one finding: what ten indicators lack is one fault of the report, not ten.

use std::collections::{BTreeSet, HashMap};

use super::{Suspicion, Verdict};
use crate::report::Report;
use crate::review::{Finding, Origin, Stage, anchor};
use crate::rules::Pack;

/// What the report does not say is not made up: the cause is the department's to give.
const CAUSE: &str = "报告未说明，请部门补充说明原因。";

/// The draft finding of hits of one check by `pack`. Papers are Chinese, whatever the screen speaks.
pub fn draft(report: &Report, pack: &Pack, verdict: &Verdict, hits: &[&Suspicion], stage: Stage) -> Finding {
    let check = verdict.check;
    let mut named = BTreeSet::new();
    let about = hits.iter().flat_map(|one| &one.hit.about).filter(|about| named.insert(**about));
    let mut seen = BTreeSet::new();
    let quotes = hits.iter().flat_map(|one| &one.hit.quotes).filter(|place| seen.insert((place.paragraph, place.start, place.end)));
    let conditions: Vec<&str> = hits.iter().map(|one| one.hit.condition.as_str()).collect();
    Finding {
        stage,
        on: about.map(|about| about.id(report)).collect(),
        quotes: quotes.map(|place| anchor(report, *place)).collect(),
        severity: verdict.severity,
        dimension: Some(check.dimension),
        title: check.title.say(crate::lang::Lang::Zh).to_owned(),
        criteria: verdict.basis.zh.clone(),
        condition: together(&conditions),
        cause: CAUSE.to_owned(),
        effect: check.effect.to_owned(),
        recommendation: check.advice.to_owned(),
        calculation: hits.iter().map(|one| one.hit.detail.zh.as_str()).collect::<Vec<_>>().join("\n"),
        origin: Origin {
            check: Some(check.id.to_owned()),
            version: Some(format!("{} {}", pack.id, pack.version)),
            inputs: Some(hits.iter().map(|one| one.inputs.as_str()).collect::<Vec<_>>().join(" ")),
            ..Origin::default()
        },
        ..Finding::default()
    }
}

/// Conditions as one text: what each says of its own, then once what several of them ask (`请补充。`).
fn together(conditions: &[&str]) -> String {
    let [first, rest @ ..] = conditions else { return String::new() };
    if rest.is_empty() {
        return (*first).to_owned();
    }
    // The first sentence of each is its own, whatever it says.
    let sentences: Vec<(&str, Vec<&str>)> = conditions
        .iter()
        .map(|text| {
            let mut sentences = text.split_inclusive('。');
            (sentences.next().unwrap_or_default(), sentences.collect())
        })
        .collect();
    let mut said: HashMap<&str, usize> = HashMap::new();
    sentences.iter().flat_map(|(_, others)| others).for_each(|sentence| *said.entry(*sentence).or_default() += 1);
    let is_shared = |sentence: &&str| said.get(sentence).is_some_and(|times| *times > 1);
    let own = sentences.iter().map(|(first, others)| {
        let others = others.iter().copied().filter(|sentence| !is_shared(sentence));
        std::iter::once(*first).chain(others).collect::<String>().trim_end_matches('。').to_owned()
    });
    let mut seen = BTreeSet::new();
    let shared = sentences.iter().flat_map(|(_, others)| others).copied().filter(|sentence| is_shared(sentence) && seen.insert(*sentence));
    format!("共{}处：{}。{}", conditions.len(), own.collect::<Vec<_>>().join("；"), shared.collect::<String>())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::tests::{base, report};
    use super::super::{Facts, check, run_one};
    use super::*;
    use crate::review::Review;

    #[test]
    fn what_all_conditions_end_with_is_said_once() {
        assert_eq!(together(&["甲未列。请补充。"]), "甲未列。请补充。");
        assert_eq!(together(&["甲未列。请补充。", "乙未列。请补充。"]), "共2处：甲未列；乙未列。请补充。");
        assert_eq!(together(&["甲未列。", "甲未列。"]), "共2处：甲未列；甲未列。");
        assert_eq!(together(&["甲。乙。请核对。", "丙。请核对。"]), "共2处：甲。乙；丙。请核对。");
        let some = ["甲未列。请补充。", "乙未列。请补充。正文另有一数，请确认。", "丙未列。请补充。"];
        assert_eq!(together(&some), "共3处：甲未列；乙未列。正文另有一数，请确认；丙未列。请补充。");
    }

    #[test]
    fn hits_of_one_check_become_one_finding_over_all_their_items() {
        let report = report(&json!({"text": [{"id": "p-1", "text": "培训期数、调研次数"}], "indicators": [
            {"name": "培训期数", "at": {"text": "p-1", "start": 0, "end": 4}}, {"name": "调研次数", "at": {"text": "p-1", "start": 5, "end": 9}}]}));
        let (none, pack) = (Review::default(), base());
        let verdict = run_one(check("I01").expect("there is such a check"), &Facts::of(&report, &none, &pack));
        let hits: Vec<&Suspicion> = verdict.hits().iter().collect();
        let finding = draft(&report, &pack, &verdict, &hits, Stage::First);
        assert_eq!(finding.on, ["indicator-1", "indicator-2"]);
        assert_eq!(finding.quotes.iter().map(|quote| quote.exact.as_str()).collect::<Vec<_>>(), ["培训期数", "调研次数"]);
        assert_eq!(
            finding.condition,
            "共2处：指标“培训期数”未列年度指标值；指标“调研次数”未列年度指标值。请提供经批复的年度指标值及其设定依据。"
        );
        assert_eq!(finding.calculation.lines().count(), 2);
        assert_eq!(finding.origin.inputs, Some(format!("{} {}", hits[0].inputs, hits[1].inputs)));
    }
}
