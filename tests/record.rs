//! Properties of the record, over generated histories of three reviewers who merge, undo and rule:
//! what stands depends on the set of acts alone.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

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
        prop_assert_eq!(&faults, &[]);
        prop_assert_eq!(saved(&again), text);
        prop_assert_eq!(reads(&again), reads(&whole));
        prop_assert!(again.events().eq(whole.events()));
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
