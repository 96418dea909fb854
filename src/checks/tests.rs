//! Words for the tests of checks: a report as JSON, a check by its id, and what it says.

use serde_json::{Value, json};

use super::{Facts, State, Verdict, check, run, run_one};
use crate::lang::Lang;
use crate::report::Report;
use crate::review::{Act, Kind, Put, Review, Stamp};
use crate::rules::{BASE, Pack, bundled_text, load};

const SAMPLE: &str = include_str!("../../assets/sample.json");

pub(super) fn base() -> Pack {
    load(BASE, bundled_text(BASE).expect("it is bundled"), &|_| None).expect("it loads")
}

/// The base pack with `rest` laid over it.
pub(super) fn own(rest: &str) -> Pack {
    let text = format!("id = \"own\"\nversion = \"1\"\nname = \"本委口径\"\nextends = \"base\"\n{rest}");
    load("own", &text, &|_| None).expect("it loads")
}

pub(super) fn report(json: &Value) -> Report {
    Report::load(json.to_string().into_bytes()).expect("it is an assessment").report
}

/// A review with these objects.
pub(super) fn review(puts: &[(Kind, &str, Value)]) -> Review {
    review_of([puts.iter().map(|(kind, key, value)| Put::set(*kind, (*key).to_owned(), value)).collect()])
}

/// A review of these acts, one after another.
pub(super) fn review_of(acts: impl IntoIterator<Item = Vec<Put>>) -> Review {
    let mut review = Review::default();
    let stamp = Stamp { by: "r-1".to_owned(), seat: "r-1@pc".to_owned(), at: "2026-11-23T10:02:00+08:00".to_owned() };
    for puts in acts {
        if let Some(event) = review.stamp(&Act::Put(puts), &stamp) {
            review.accept(event);
        }
    }
    review
}

/// What a check says of a report, by the base pack and without a review.
pub(super) fn ask(id: &str, json: &Value) -> Answer {
    ask_by(id, json, &Review::default(), &base())
}

pub(super) fn ask_by(id: &str, json: &Value, review: &Review, pack: &Pack) -> Answer {
    let report = report(json);
    let facts = Facts::of(&report, review, pack);
    Answer::of(&run_one(check(id).expect("there is such a check"), &facts))
}

/// A verdict as tests compare it.
#[derive(Debug)]
pub(super) struct Answer {
    pub state: State,
    /// The hits' details, or the pass's or skip's, in Chinese, one a line.
    pub said: String,
    /// The keys of the hits.
    pub keys: Vec<String>,
    /// The conditions of the hits, one a line.
    pub conditions: String,
}

impl Answer {
    fn of(verdict: &Verdict) -> Self {
        let lines = |lang| super::details(verdict).into_iter().map(|said| said.say(lang)).collect::<Vec<_>>().join("\n");
        let (said, english) = (lines(Lang::Zh), lines(Lang::En));
        assert!(!said.is_empty() && !english.is_empty(), "{} says nothing", verdict.check.id);
        let hits = verdict.hits();
        for one in hits {
            assert!(!one.hit.condition.is_empty() && !one.hit.about.is_empty(), "{} does not say of what", verdict.check.id);
            assert!(!one.hit.condition.contains(verdict.check.id), "a check's id stands in no paper");
        }
        Self {
            state: verdict.state(),
            said,
            keys: hits.iter().map(|one| one.key.clone()).collect(),
            conditions: hits.iter().map(|one| one.hit.condition.as_str()).collect::<Vec<_>>().join("\n"),
        }
    }
}

/// Asserts a table of reports: the state, and words that must be said.
pub(super) fn assert_table(id: &str, cases: &[(Value, State, &str)]) {
    for (json, state, words) in cases {
        let answer = ask(id, json);
        assert_eq!(answer.state, *state, "{id} on {json}: {}", answer.said);
        assert!(answer.said.contains(words), "{id} on {json}: {}", answer.said);
    }
    let states: Vec<State> = cases.iter().map(|case| case.1).collect();
    assert!(states.contains(&State::Pass) && states.contains(&State::Skip), "{id}: a pass and a skip are part of its table");
    assert!(states.contains(&State::Fail) || states.contains(&State::Warn), "{id}: a hit is part of its table");
}

pub(super) fn sample() -> Value {
    serde_json::from_str(SAMPLE).expect("it is JSON")
}

/// The states of all checks of the report.
pub(super) fn states(json: &Value, review: &Review, pack: &Pack) -> Vec<(&'static str, State)> {
    let report = report(json);
    run(&Facts::of(&report, review, pack)).iter().map(|verdict| (verdict.check.id, verdict.state())).collect()
}

#[test]
fn every_check_is_one_row_with_all_its_words() {
    let mut ids: Vec<&str> = super::CHECKS.iter().map(|check| check.id).collect();
    for check in super::CHECKS {
        let letter = check.id.chars().next();
        let family = match check.family {
            super::Family::Budget => 'B',
            super::Family::Indicator => 'I',
            super::Family::Duty => 'D',
            super::Family::Text => 'T',
            super::Family::Issue => 'Q',
            super::Family::Standard => 'N',
            super::Family::Review => 'R',
        };
        assert_eq!(letter, Some(family), "{}", check.id);
        for words in [check.asks, check.title, check.needs, check.basis] {
            assert!(!words.say(Lang::Zh).is_empty() && !words.say(Lang::En).is_empty(), "{}", check.id);
        }
        assert!(!check.effect.is_empty() && !check.advice.is_empty(), "{}", check.id);
        assert!(!check.advice.contains('「') && !check.effect.contains('「'), "papers quote with “”: {}", check.id);
    }
    ids.dedup();
    assert_eq!(ids.len(), super::CHECKS.len());
}

#[test]
fn a_pack_switches_a_check_off_and_says_so() {
    let pack = own("[checks.B02]\non = false\n[checks.B01]\nseverity = \"hint\"\nbasis = \"本委口径第3条\"\n");
    let json = json!({"duties": [], "funds": {"executed": 1, "rate": "50%", "adjusted": 1}});
    let off = ask_by("B02", &json, &Review::default(), &pack);
    assert_eq!((off.state, off.said.as_str()), (State::Skip, "所用评分标准（本委口径）不作此项核查"));
    let report = report(&json);
    let review = Review::default();
    let facts = Facts::of(&report, &review, &pack);
    let verdict = run_one(check("B01").expect("there is such a check"), &facts);
    let finding = super::draft(&report, &pack, &verdict, &[&verdict.hits()[0]], crate::review::Stage::First);
    assert_eq!((finding.severity, finding.criteria.as_str()), (crate::review::Severity::Hint, "本委口径第3条"));
    assert_eq!(finding.origin.version.as_deref(), Some("own 1"));
}

#[test]
fn a_supplement_counts_and_is_named_as_the_reviewers() {
    let json = json!({"duties": [], "funds": {"executed": "96", "rate": "96%"}});
    assert_eq!(ask("B01", &json).state, State::Skip);
    let review = review(&[(Kind::Supplement, "funds/adjusted", json!({"value": "100万元", "source": "电话核实"}))]);
    let answer = ask_by("B01", &json, &review, &base());
    assert_eq!(
        (answer.state, answer.said.as_str()),
        (State::Pass, "96 万元 ÷ 100万元（复核补录） = 96 % → 96 %，与报告所列一致（按调整后预算数计算）")
    );
}

#[test]
fn a_dismissal_stands_while_its_inputs_stand() {
    use super::{Decisions, Handled};
    let pack = base();
    let on = |executed: &str, review: &Review| {
        let report = report(&json!({"duties": [], "funds": {"adjusted": "100", "executed": executed, "rate": "50%"}}));
        let none = Review::default();
        let facts = Facts::of(&report, &none, &pack);
        let verdict = run_one(check("B01").expect("there is such a check"), &facts);
        let handled = Decisions::of(review).on_hits(&report, &verdict).remove(0);
        (handled, verdict.hits()[0].inputs.clone())
    };
    let (open, inputs) = on("96", &Review::default());
    assert_eq!(open, Handled::Open);
    let dismissed = review(&[(Kind::Dismissal, "B01", json!({"inputs": inputs, "reason": "口径不同"}))]);
    assert!(matches!(on("96", &dismissed).0, Handled::Dismissed(said) if said.value.reason == "口径不同"));
    assert!(matches!(on("97", &dismissed).0, Handled::Changed(_)));
}
