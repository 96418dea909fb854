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
