//! From an act, as a reviewer asks for it, to the event that is recorded.

use std::fmt::Write as _;

use super::event::{Act, Event, EventId, ObjectKey, Put, PutKey, Stamp, key_digest};
use super::fold::Fold;
use super::{Kind, Reviewer, Standing, wire::json};

/// The event of an act; `None` if nothing is left to record.
pub(super) fn stamp(fold: &Fold, act: &Act, stamp: &Stamp) -> Option<Event> {
    match act {
        Act::Put(puts) => {
            let skipped = skipped(fold, act);
            let is_later = |n: usize, put: &Put| puts.iter().skip(n + 1).any(|later| (later.kind, &later.key) == (put.kind, &put.key));
            let is_kept = |n: usize, put: &Put| match &put.key {
                PutKey::New => true,
                PutKey::Is(key) => {
                    let is_skipped = skipped.iter().any(|object| object.kind == put.kind.name() && object.key == *key);
                    !is_skipped && !is_later(n, put) && !takes_away_nothing(fold, put, key)
                }
            };
            let kept: Vec<&Put> = puts.iter().enumerate().filter(|(n, put)| is_kept(*n, put)).map(|(_, put)| put).collect();
            puts_event(fold, &kept, stamp)
        }
        Act::Withdraw(ids) if ids.is_empty() => None,
        Act::Withdraw(ids) => Some(event(fold, stamp, &format!("\"withdraw\":{}", json(ids)))),
    }
}

/// What a bulk act leaves alone.
pub(super) fn skipped(fold: &Fold, act: &Act) -> Vec<ObjectKey> {
    let puts = match act {
        Act::Put(puts) if puts.len() > 1 => puts.as_slice(),
        _ => &[],
    };
    let conflicting = |put: &Put| match &put.key {
        PutKey::Is(key) if !put.rules && fold.object(put.kind.name(), key).is_some_and(|object| object.conflict) => {
            Some(ObjectKey { kind: put.kind.name().to_owned(), key: key.clone() })
        }
        _ => None,
    };
    puts.iter().filter_map(conflicting).collect()
}

/// Who reviews and which report; `None` if both are said.
pub(super) fn introduction(fold: &Fold, reviewer: &Reviewer, report_sha256: &str, stamp: &Stamp) -> Option<Event> {
    let known: Standing<Reviewer> = fold.standing(Kind::Reviewer.name(), &stamp.by);
    let same = |known: &Reviewer| (&known.name, &known.unit, known.stage) == (&reviewer.name, &reviewer.unit, reviewer.stage);
    let judged: Standing<String> = fold.standing(Kind::Report.name(), "sha256");
    let puts = [
        (!said(&judged, &stamp.by, |sha256| sha256 == report_sha256)).then(|| Put::set(Kind::Report, "sha256", &report_sha256)),
        (!said(&known, &stamp.by, same)).then(|| Put::set(Kind::Reviewer, stamp.by.clone(), reviewer)),
    ];
    puts_event(fold, &puts.iter().flatten().collect::<Vec<_>>(), stamp)
}

/// Whether that is settled, or what one says oneself where opinions differ.
fn said<T>(standing: &Standing<T>, by: &str, it: impl Fn(&T) -> bool) -> bool {
    match standing {
        Standing::Nothing => false,
        Standing::Settled(said) => it(&said.value),
        Standing::Conflict(all) => all.iter().any(|said| said.by == by && said.value.as_ref().is_some_and(&it)),
    }
}

fn puts_event(fold: &Fold, puts: &[&Put], stamp: &Stamp) -> Option<Event> {
    let mut changes = String::new();
    for (index, put) in puts.iter().enumerate() {
        let value = json(&put.value);
        let (key, over) = match &put.key {
            PutKey::Is(key) => (key.clone(), over(fold, put, key, &stamp.by)),
            PutKey::New => (new_key(fold, put.kind, &value, index, stamp), Vec::new()),
        };
        let comma = if index == 0 { "" } else { "," };
        let over = if over.is_empty() { String::new() } else { format!(",\"over\":{}", json(&over)) };
        write!(changes, "{comma}{{\"put\":{{\"{}\":{}}},\"value\":{value}{over}}}", put.kind.name(), json(&key))
            .expect("writing to a string cannot fail");
    }
    (!puts.is_empty()).then(|| event(fold, stamp, &format!("\"changes\":[{changes}]")))
}

/// Whether it takes away what is not there: `u` would then have nothing to show.
fn takes_away_nothing(fold: &Fold, put: &Put, key: &str) -> bool {
    put.value.is_none() && !fold.object(put.kind.name(), key).is_some_and(|object| fold.shows(object))
}

/// The events a put replaces: all that stand about its object; where opinions differ, only one's
/// own, unless it rules.
fn over(fold: &Fold, put: &Put, key: &str, by: &str) -> Vec<EventId> {
    let Some(object) = fold.object(put.kind.name(), key) else { return Vec::new() };
    let all = put.rules || !object.conflict;
    let standing = object.standing.iter().map(|at| fold.put(*at).0);
    let mut over: Vec<EventId> = standing.filter(|event| all || event.stamp.by == by).map(|event| event.id).collect();
    over.sort_unstable();
    over
}

fn new_key(fold: &Fold, kind: Kind, value: &str, index: usize, stamp: &Stamp) -> String {
    let letter = kind.letter().unwrap_or_else(|| panic!("the key of a new {} says what it is about", kind.name()));
    let heads: Vec<String> = fold.heads.iter().map(EventId::to_string).collect();
    let index = index.to_string();
    let parts = [stamp.by.as_str(), &stamp.at].into_iter().chain(heads.iter().map(String::as_str)).chain([index.as_str(), value]);
    format!("{letter}{}", key_digest(parts))
}

fn event(fold: &Fold, stamp: &Stamp, does: &str) -> Event {
    let Stamp { by, seat, at } = stamp;
    let (prev, by, seat, at) = (json(&fold.heads), json(by), json(seat), json(at));
    let text = format!("{{\"prev\":{prev},\"by\":{by},\"seat\":{seat},\"at\":{at},{does}}}");
    Event::parse(&text).expect("a JSON object was just written")
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use serde_json::json;

    use super::super::Review;
    use super::super::fixture::{mark, mark_on, marks, put, stamp};
    use super::*;

    #[test]
    fn a_bulk_act_skips_conflicts_and_names_them() {
        let (mut review, mut other) = (Review::default(), Review::default());
        put(&mut review, "r-1", [mark("accepted")]);
        put(&mut other, "r-2", [mark("problem")]);
        review.union(&other);
        let bulk = Act::Put(vec![mark("needs_evidence"), mark_on("duty-4", "accepted")]);
        let names: Vec<String> = review.skipped(&bulk).into_iter().map(|object| object.key).collect();
        assert_eq!(names, ["first/duty-3"]);
        let event = review.stamp(&bulk, &stamp("r-1", 1)).unwrap();
        assert_eq!(event.changes.iter().map(|change| change.object.key.as_str()).collect::<Vec<_>>(), ["first/duty-4"]);

        let only_conflicts = Act::Put(vec![mark("needs_evidence"), mark("problem")]);
        assert_eq!(review.stamp(&only_conflicts, &stamp("r-1", 1)), None);
        assert!(review.skipped(&Act::Put(vec![mark("problem")])).is_empty(), "one put is no bulk act");
        let rulings = Act::Put(vec![mark("problem").ruling(), mark_on("duty-4", "problem")]);
        review.accept(review.stamp(&rulings, &stamp("r-1", 1)).unwrap());
        assert_eq!(marks(&review), ["Problem"]);
    }

    #[test]
    fn new_objects_have_keys_of_their_own_even_with_one_text_in_one_second() {
        let mut review = Review::default();
        let same = || Put::add(Kind::Comment, &json!({"text": "数据缺失"}));
        put(&mut review, "r-1", [same(), same()]);
        put(&mut review, "r-1", [same()]);
        let keys = review.keys(Kind::Comment);
        assert_eq!(keys.len(), 3);
        assert!(keys.iter().all(|key| key.len() == 13 && key.starts_with('c')), "{keys:?}");
        assert_eq!(review.heads().len(), 1);
    }

    #[test]
    fn the_key_of_a_new_object_is_the_hash_the_format_names() {
        let mut review = Review::default();
        let first = put(&mut review, "r-1", [mark("accepted")]).to_string();
        put(&mut review, "r-1", [Put::add(Kind::Finding, &json!({"title": "甲"}))]);
        let digest = key_digest(["r-1", "2026-11-23T10:02:00+08:00", &first, "0", "{\"title\":\"甲\"}"]);
        assert_eq!(review.keys(Kind::Finding), [format!("f{digest}")]);
    }

    #[test]
    fn no_object_stands_twice_in_an_event_and_nothing_is_taken_away_twice() {
        let mut review = Review::default();
        let event = review.stamp(&Act::Put(vec![mark("accepted"), mark("problem")]), &stamp("r-1", 0)).unwrap();
        assert_eq!(event.changes.len(), 1);
        review.accept(event);
        assert_eq!(marks(&review), ["Problem"]);
        let clear = Act::Put(vec![Put::clear(Kind::Mark, "first/duty-3")]);
        review.accept(review.stamp(&clear, &stamp("r-1", 1)).unwrap());
        assert_eq!((marks(&review), review.stamp(&clear, &stamp("r-1", 2))), (vec![], None));
        assert_eq!(review.stamp(&Act::Withdraw(vec![]), &stamp("r-1", 2)), None);
    }

    #[test]
    fn an_act_asked_for_twice_in_a_second_is_two_events() {
        let mut review = Review::default();
        let [once, again] = [(); 2].map(|()| put(&mut review, "r-1", [mark("accepted")]));
        assert_ne!(once, again);
    }
}
