//! Short words for the tests of the record.

use serde_json::json;

use super::{Act, Event, EventId, Kind, Put, Review, Stamp, Standing};

/// A stamp at 10:02:`second`.
pub(super) fn stamp(by: &str, second: u32) -> Stamp {
    Stamp { by: by.to_owned(), seat: format!("{by}@pc"), at: format!("2026-11-23T10:02:{second:02}+08:00") }
}

/// A mark on duty 3 in the first stage.
pub(super) fn mark(to: &str) -> Put {
    mark_on("duty-3", to)
}

pub(super) fn mark_on(item: &str, to: &str) -> Put {
    Put::set(Kind::Mark, format!("first/{item}"), &json!({"to": to}))
}

/// Stamps and accepts one act at 10:02:00.
pub(super) fn put(review: &mut Review, by: &str, puts: impl IntoIterator<Item = Put>) -> EventId {
    act(review, by, &Act::Put(puts.into_iter().collect()))
}

pub(super) fn withdraw(review: &mut Review, by: &str, id: EventId) -> EventId {
    act(review, by, &Act::Withdraw(vec![id]))
}

pub(super) fn act(review: &mut Review, by: &str, act: &Act) -> EventId {
    act_at(review, act, &stamp(by, 0))
}

pub(super) fn act_at(review: &mut Review, act: &Act, stamp: &Stamp) -> EventId {
    let event = review.stamp(act, stamp).expect("the act records something");
    let id = event.id;
    review.accept(event);
    id
}

/// What stands about the mark on duty 3, `to` alone, sorted: one word or several.
pub(super) fn marks(review: &Review) -> Vec<String> {
    let standing: Standing<super::Mark> = review.typed(Kind::Mark, "first/duty-3");
    let mut words: Vec<String> = standing.values().map(|mark| format!("{:?}", mark.to)).collect();
    words.sort_unstable();
    words
}

/// A record of events written by hand, ids left out.
pub(super) fn record(events: &[&str]) -> Review {
    let mut review = Review::default();
    review.accept_all(events.iter().map(|text| Event::parse(text).expect("the test writes events")));
    review
}

/// The faults of a record in English, one a line.
pub(super) fn faults(review: &Review) -> String {
    review.faults().into_iter().map(|fault| fault.what.1 + "\n").collect()
}
