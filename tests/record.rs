//! Properties of the record, over generated histories of three reviewers who merge, undo and rule:
//! what stands depends on the set of acts alone.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use serde_json::{Value, json};
use shenyue::review::{Act, Event, EventId, Kind, Put, PutKey, Review, Stamp};

const SHA256: &str = "5d41402abc4b2a76b9719d911017c592ae1e2c9d2f4b1d3a6f0e7c8b9a0d1e2f";

/// What a reviewer does next.
#[derive(Clone, Debug)]
enum Step {
    Put(Vec<(usize, Option<u8>)>),
    Comment(u8),
    Rule(usize, u8),
    Undo,
    Redo,
    /// Withdraws any known event, be it replaced long ago, a withdrawal or another's (which is void).
    Withdraw(usize),
    /// Takes in all that another knows.
    Merge(usize),
}

fn step() -> impl Strategy<Value = Step> {
    let put = (0..4usize, proptest::option::weighted(0.85, 0..3u8));
    prop_oneof![
        6 => proptest::collection::vec(put, 1..4).prop_map(Step::Put),
        1 => (0..3u8).prop_map(Step::Comment),
        1 => (0..4usize, 0..3u8).prop_map(|(item, value)| Step::Rule(item, value)),
        3 => Just(Step::Undo),
        2 => Just(Step::Redo),
        2 => (0..20usize).prop_map(Step::Withdraw),
        2 => (0..3usize).prop_map(Step::Merge),
    ]
}

fn history() -> impl Strategy<Value = Vec<(usize, Step)>> {
    proptest::collection::vec((0..3usize, step()), 1..40)
}

fn mark(to: u8) -> Value {
    let to = ["accepted", "problem", "needs_evidence"][usize::from(to)];
    json!({"to": to, "content": "0011223344556677"})
}

fn act_of(review: &Review, by: &str, step: &Step) -> Option<Act> {
    let put =
        |item: usize, value: Option<Value>, rules| Put { kind: Kind::Mark, key: PutKey::Is(format!("first/duty-{item}")), value, rules };
    match step {
        Step::Put(puts) => Some(Act::Put(puts.iter().map(|(item, to)| put(*item, to.map(mark), false)).collect())),
        Step::Comment(n) => Some(Act::Put(vec![Put::add(Kind::Comment, &json!({"on": ["duty-1"], "text": format!("批注 {n}")}))])),
        Step::Rule(item, to) => Some(Act::Put(vec![put(*item, Some(mark(*to)), true)])),
        Step::Undo => review.undo(by).map(|undo| undo.act),
        Step::Redo => review.redo(by).map(|redo| redo.act),
        Step::Withdraw(n) => review.events().nth(*n).map(|event| Act::Withdraw(vec![event.id])),
        Step::Merge(_) => None,
    }
}

fn stamp(reviewer: usize, second: usize) -> Stamp {
    // Several acts share a second, and the third reviewer's clock runs backwards.
    let second = if reviewer == 2 { 59 - second / 3 } else { second / 3 };
    Stamp { by: format!("r-{reviewer}"), seat: format!("u{reviewer}@pc"), at: format!("2026-11-23T10:02:{second:02}+08:00") }
}

/// Lets three reviewers work, each on an own copy.
fn play(history: &[(usize, Step)]) -> [Review; 3] {
    let mut reviews = [Review::default(), Review::default(), Review::default()];
    for (n, (who, step)) in history.iter().enumerate() {
        if let Step::Merge(from) = step {
            let other = reviews[*from].clone();
            reviews[*who].union(&other);
            continue;
        }
        let stamp = stamp(*who, n);
        let event = act_of(&reviews[*who], &stamp.by, step).and_then(|act| reviews[*who].stamp(&act, &stamp));
        reviews[*who].accept_all(event);
    }
    reviews
}

fn union(a: &Review, b: &Review) -> Review {
    let mut both = a.clone();
    both.union(b);
    both
}

fn saved(review: &Review) -> String {
    review.to_json(SHA256)
}

fn current(review: &Review) -> Value {
    serde_json::from_str::<Value>(&saved(review)).unwrap()["current"].clone()
}

fn accepted_in(order: impl IntoIterator<Item = Event>) -> Review {
    let mut review = Review::default();
    order.into_iter().for_each(|event| review.accept(event));
    review
}

/// Everything that is read from a record, beside what is saved.
fn reads(review: &Review) -> String {
    let by = ["r-0", "r-1", "r-2"];
    let undo: Vec<_> = by.iter().map(|by| (review.undo(by), review.redo(by))).collect();
    format!(
        "{undo:?} {:?} {:?} {:?} {:?} {:?}",
        review.heads(),
        review.conflicts(),
        review.comments(),
        review.comments_on("duty-1"),
        review.faults()
    )
}

/// The fold as the format words it, computed from the saved events alone: by object the values
/// that stand, `null` among them.
fn fold_by_the_book(saved: &str) -> BTreeMap<String, BTreeSet<String>> {
    let whole: Value = serde_json::from_str(saved).unwrap();
    let events = whole["events"].as_array().unwrap();
    let counts: BTreeMap<&str, bool> = events.iter().map(|event| (event["id"].as_str().unwrap(), counts(event, events))).collect();
    let puts: Vec<(&str, String, &Value)> = events
        .iter()
        .flat_map(|event| event["changes"].as_array().into_iter().flatten().map(move |change| (event, change)))
        .map(|(event, change)| (event["id"].as_str().unwrap(), change["put"].to_string(), change))
        .collect();
    let mut standing: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (id, object, change) in puts.iter().filter(|(id, ..)| counts[id]) {
        let others = puts.iter().filter(|(other, about, _)| counts[other] && about == object);
        if !others.into_iter().any(|(_, _, other)| leads_to(other, object, id, &puts)) {
            standing.entry(object.clone()).or_default().insert(change["value"].to_string());
        }
    }
    standing
}

fn counts(event: &Value, events: &[Value]) -> bool {
    let withdraws =
        |other: &&Value| other["by"] == event["by"] && other["withdraw"].as_array().is_some_and(|ids| ids.contains(&event["id"]));
    !events.iter().filter(withdraws).any(|withdrawal| counts(withdrawal, events))
}

fn leads_to(change: &Value, object: &str, id: &str, puts: &[(&str, String, &Value)]) -> bool {
    change["over"].as_array().into_iter().flatten().any(|over| {
        over == id || puts.iter().any(|(event, about, older)| over == event && about == object && leads_to(older, object, id, puts))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn union_commutes_associates_and_is_idempotent(history in history()) {
        let [a, b, c] = play(&history);
        prop_assert_eq!(saved(&union(&a, &b)), saved(&union(&b, &a)));
        prop_assert_eq!(saved(&union(&union(&a, &b), &c)), saved(&union(&a, &union(&b, &c))));
        prop_assert_eq!(saved(&union(&a, &a)), saved(&a));
        prop_assert_eq!(saved(&union(&union(&a, &b), &b)), saved(&union(&a, &b)));
    }

    #[test]
    fn the_order_of_arrival_changes_nothing(history in history(), seed in any::<u64>()) {
        let [a, b, c] = play(&history);
        let whole = union(&union(&a, &b), &c);
        let mut events: Vec<Event> = whole.events().cloned().collect();
        events.sort_by_key(|event| u64::from_be_bytes(*event.id.0.first_chunk().unwrap()).wrapping_mul(seed | 1));
        let twice = events.iter().chain(&events).cloned();
        let again = accepted_in(twice);
        prop_assert_eq!(saved(&again), saved(&whole));
        prop_assert_eq!(reads(&again), reads(&whole));
    }

    #[test]
    fn what_is_saved_reads_back_the_same(history in history()) {
        let [a, b, c] = play(&history);
        let whole = union(&union(&a, &b), &c);
        let text = saved(&whole);
        let (again, faults) = Review::parse(&text).unwrap();
        prop_assert_eq!(faults, whole.faults());
        prop_assert_eq!(saved(&again), text);
        prop_assert_eq!(reads(&again), reads(&whole));
        prop_assert!(again.events().eq(whole.events()));
    }

    #[test]
    fn what_stands_is_what_the_format_says(history in history()) {
        let [a, b, c] = play(&history);
        let text = saved(&union(&union(&a, &b), &c));
        let by_the_book = fold_by_the_book(&text);
        let kept = |values: &BTreeSet<String>| values.iter().any(|value| value != "null");
        let expected: BTreeMap<String, BTreeSet<String>> = by_the_book.into_iter().filter(|(_, values)| kept(values)).collect();
        let whole: Value = serde_json::from_str(&text).unwrap();
        let mut shown: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (kind, rows) in whole["current"].as_object().unwrap() {
            for row in rows.as_array().unwrap() {
                let values = row["values"].as_array().unwrap().iter().map(|said| said["value"].to_string()).collect();
                shown.insert(json!({kind.clone(): row["key"]}).to_string(), values);
            }
        }
        prop_assert_eq!(shown, expected);
    }

    #[test]
    fn an_act_and_its_undo_are_as_if_nothing_was(history in history(), who in 0..3usize, step in step()) {
        let [a, b, _] = play(&history);
        let before = union(&a, &b);
        let stamp = stamp(who, 120);
        let Some(act) = act_of(&before, &stamp.by, &step) else { return Ok(()) };
        let Some(event) = before.stamp(&act, &stamp) else { return Ok(()) };
        let mut after = before.clone();
        let id = event.id;
        after.accept(event);
        let done = after.clone();
        let withdrawal = after.stamp(&Act::Withdraw(vec![id]), &stamp).unwrap();
        after.accept(withdrawal.clone());
        prop_assert_eq!(current(&after), current(&before));

        let again = after.stamp(&Act::Withdraw(vec![withdrawal.id]), &stamp).unwrap();
        after.accept(again);
        prop_assert_eq!(current(&after), current(&done));
    }

    #[test]
    fn undo_takes_the_latest_act_and_redo_brings_it_back(history in history(), who in 0..3usize) {
        let [a, b, c] = play(&history);
        let mut review = union(&union(&a, &b), &c);
        let stamp = stamp(who, 120);
        let mut states = vec![current(&review)];
        while let Some(undo) = review.undo(&stamp.by) {
            review.accept(review.stamp(&undo.act, &stamp).unwrap());
            prop_assert!(!review.counts(undo.of));
            states.push(current(&review));
        }
        while states.len() > 1 {
            prop_assert_eq!(Some(&current(&review)), states.last());
            states.pop();
            let redo = review.redo(&stamp.by).unwrap();
            review.accept(review.stamp(&redo.act, &stamp).unwrap());
        }
        prop_assert_eq!(Some(&current(&review)), states.last());
    }

    #[test]
    fn a_refused_batch_leaves_no_trace(history in history(), steps in proptest::collection::vec(step(), 1..5)) {
        let [a, b, _] = play(&history);
        let before = union(&a, &b);
        let mut review = before.clone();
        let mut batch: Vec<EventId> = Vec::new();
        let stamp = stamp(0, 120);
        for step in &steps {
            let event = act_of(&review, &stamp.by, step).and_then(|act| review.stamp(&act, &stamp));
            if let Some(event) = event {
                batch.push(event.id);
                review.accept(event);
            }
        }
        review.refuse(&batch);
        prop_assert_eq!(saved(&review), saved(&before));
        prop_assert_eq!(reads(&review), reads(&before));
    }
}
