//! The `review` member of the assessment file: read and written whole.
//!
//! The events are the record; `current` is their fold, for other programs to read, and is never
//! taken over. Members this version does not know are kept as they are written.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::Value;

use super::event::{Event, EventError};
use super::fold::{Fold, Object, PutAt};
use super::{Fault, Kind, wire};

/// The format this version writes.
const FORMAT: &str = "shenyue.review/1";

/// What the member holds besides events and fold.
#[derive(Clone, Debug, Default)]
pub(super) struct Member {
    /// `format` as written, if it is not ours.
    format: Option<String>,
    pub report_sha256: Option<String>,
    /// Keys and values as written.
    unknown: Vec<(String, String)>,
}

impl Member {
    pub(super) fn is_newer(&self) -> bool {
        self.format.is_some()
    }
}

/// The member, its events, and `current` as written.
pub(super) fn parse(text: &str) -> Result<(Member, Vec<Event>, Option<String>), EventError> {
    let (mut member, mut events, mut current) = (Member::default(), Vec::new(), None);
    for wire::Member { name, key, value } in wire::members(text)? {
        match name.as_str() {
            "format" => {
                let is_ours = serde_json::from_str::<String>(value).is_ok_and(|format| format == FORMAT);
                member.format = (!is_ours).then(|| value.to_owned());
            }
            "report_sha256" if member.report_sha256.is_none() => member.report_sha256 = serde_json::from_str(value).ok(),
            "report_sha256" => {}
            "events" => {
                for (n, element) in wire::elements(value)?.into_iter().enumerate() {
                    events.push(Event::parse(element).map_err(|EventError::Shape(why)| EventError::Shape(format!("events[{n}]: {why}")))?);
                }
            }
            "current" => current = Some(value.to_owned()),
            _ => member.unknown.push((key.to_owned(), value.to_owned())),
        }
    }
    Ok((member, events, current))
}

/// The member's value, indented as a member of the file's top level.
pub(super) fn write(member: &Member, report_sha256: &str, fold: &Fold) -> String {
    let format = member.format.clone().unwrap_or_else(|| wire::json(&FORMAT));
    let mut out = format!("{{\n    \"format\": {format},\n    \"report_sha256\": {}", wire::json(&report_sha256));
    for (key, value) in &member.unknown {
        out.extend([",\n    ", key, ": ", value]);
    }
    out.push_str(",\n    \"events\": [");
    let events = fold.shown.iter().filter_map(|(_, id)| fold.node(*id));
    let lines = events.enumerate().map(|(n, node)| format!("{}\n      {}", comma(n), node.event.line()));
    out.extend(lines);
    out.push_str(if fold.shown.is_empty() { "]" } else { "\n    ]" });
    out.push_str(",\n    \"current\": {");
    let mut kinds = 0;
    for kind in kinds_in_order(fold) {
        let objects = fold.objects.get(kind).into_iter().flatten().filter(|(_, object)| fold.shows(object));
        let rows: Vec<String> = objects.map(|(key, object)| format!("\n        {}", row(fold, key, object))).collect();
        if !rows.is_empty() {
            write!(out, "{}\n      {}: [{}\n      ]", comma(kinds), wire::json(&kind), rows.join(","))
                .expect("writing to a string cannot fail");
            kinds += 1;
        }
    }
    out.push_str(if kinds == 0 { "}\n  }" } else { "\n    }\n  }" });
    out
}

/// Known kinds in the order of the format, then the others by name.
fn kinds_in_order(fold: &Fold) -> impl Iterator<Item = &str> {
    let unknown = fold.objects.keys().map(String::as_str).filter(|kind| Kind::named(kind).is_none());
    Kind::ALL.iter().map(|kind| kind.name()).chain(unknown)
}

fn row(fold: &Fold, key: &str, object: &Object) -> String {
    let mut by_event: Vec<PutAt> = object.standing.clone();
    by_event.sort_unstable();
    let value = |put: &PutAt| {
        let (event, change) = fold.put(*put);
        let (by, at) = (wire::json(&event.stamp.by), wire::json(&event.stamp.at));
        format!("{{\"value\": {}, \"by\": {by}, \"at\": {at}}}", change.text)
    };
    let values: Vec<String> = by_event.iter().map(value).collect();
    format!("{{\"key\": {}, \"values\": [{}]}}", wire::json(&key), values.join(", "))
}

fn comma(n: usize) -> &'static str {
    if n == 0 { "" } else { "," }
}

/// Where `current` as written is not the fold.
pub(super) fn differences(current: &str, fold: &Fold) -> Vec<Fault> {
    let Some(written) = rows_written(current) else {
        return vec![fault("current 无法识别".to_owned(), "current cannot be read".to_owned())];
    };
    let mut ours: BTreeMap<(String, String), Value> = BTreeMap::new();
    for (kind, objects) in &fold.objects {
        for (key, object) in objects.iter().filter(|(_, object)| fold.shows(object)) {
            let row = serde_json::from_str(&row(fold, key, object)).expect("a row is written as JSON");
            ours.insert((kind.clone(), key.clone()), row);
        }
    }
    let keys: BTreeSet<&(String, String)> = ours.keys().chain(written.keys()).collect();
    let differing = keys.into_iter().filter(|key| ours.get(key) != written.get(key));
    let tell = |(kind, key): &(String, String)| {
        fault(format!("current 中 {kind} {key} 与操作记录不一致"), format!("current: {kind} {key} is not what the events say"))
    };
    differing.map(tell).collect()
}

/// `None` if it has not the shape this version writes.
fn rows_written(current: &str) -> Option<BTreeMap<(String, String), Value>> {
    let Value::Object(kinds) = serde_json::from_str(current).ok()? else { return None };
    let mut rows = BTreeMap::new();
    for (kind, list) in kinds {
        let Value::Array(list) = list else { return None };
        for row in list {
            let key = row.get("key")?.as_str()?.to_owned();
            rows.insert((kind.clone(), key), row);
        }
    }
    Some(rows)
}

fn fault(zh: String, en: String) -> Fault {
    Fault {
        event: None, what: (zh + "：以操作记录为准，下次保存时改写", en + ": the events hold, it is rewritten at the next save")
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::super::fixture::{mark, marks, put, record};
    use super::super::{Put, Review};
    use super::*;

    #[test]
    fn the_member_is_written_as_the_format_shows_it() {
        let one = r#"{"prev":[],"by":"r-1","seat":"zhang@pc","at":"2026-11-23T10:02:11+08:00","changes":[{"put":{"mark":"first/duty-3"},"value":{"to":"accepted","points":2.70}}]}"#;
        let two = r#"{"by":"r-2","at":"2026-11-23T10:02:10+08:00","changes":[{"put":{"weather":"x"},"value":"rain"},{"put":{"mark":"first/duty-4"},"value":null}]}"#;
        let review = record(&[one, two]);
        let ids: Vec<String> = review.events().map(|event| event.id.to_string()).collect();
        let expected = format!(
            r#"{{
    "format": "shenyue.review/1",
    "report_sha256": "5d41",
    "events": [
      {{"id":"{}",{},
      {{"id":"{}",{}
    ],
    "current": {{
      "mark": [
        {{"key": "first/duty-3", "values": [{{"value": {{"to":"accepted","points":2.70}}, "by": "r-1", "at": "2026-11-23T10:02:11+08:00"}}]}}
      ],
      "weather": [
        {{"key": "x", "values": [{{"value": "rain", "by": "r-2", "at": "2026-11-23T10:02:10+08:00"}}]}}
      ]
    }}
  }}"#,
            ids[0],
            two.strip_prefix('{').unwrap(),
            ids[1],
            one.strip_prefix('{').unwrap()
        );
        assert_eq!(review.to_json("5d41"), expected);
    }

    #[test]
    fn an_empty_record_is_a_member_too() {
        let (review, faults) = Review::parse(&Review::default().to_json("5d41")).unwrap();
        assert!(review.is_empty() && faults.is_empty() && !review.newer_format());
        assert_eq!(review.report_sha256(), Some("5d41"));
    }

    #[test]
    fn unknown_members_and_a_newer_format_are_kept_as_written() {
        let text = r#"{"format": "shenyue.review/2", "mood": {"a" : 1.0}, "events": [], "\u006dore": [ ]}"#;
        let (review, faults) = Review::parse(text).unwrap();
        assert!(review.newer_format() && faults.is_empty());
        let written = review.to_json("5d41");
        assert!(written.contains("\"format\": \"shenyue.review/2\""), "{written}");
        assert!(written.contains("\"mood\": {\"a\" : 1.0},\n    \"\\u006dore\": [ ],\n"), "{written}");
        assert!(!Review::parse(r#"{"format": "shenyue.review\/1"}"#).unwrap().0.newer_format());
    }

    #[test]
    fn current_is_never_taken_over() {
        let mut review = Review::default();
        put(&mut review, "r-1", [mark("accepted"), Put::set(Kind::Report, "table", &"received")]);
        let text = review.to_json("5d41");
        let (at, to) = (text.rfind("accepted").unwrap(), "problem");
        let mut altered = text.clone();
        altered.replace_range(at..at + "accepted".len(), to);
        let (again, faults) = Review::parse(&altered).unwrap();
        assert_eq!(marks(&again), ["Accepted"]);
        assert_eq!(faults.len(), 1);
        assert!(faults[0].what.1.contains("mark first/duty-3"), "{faults:?}");
        assert_eq!(again.to_json("5d41"), text);
        let (_, faults) = Review::parse(&text.replace("\"current\": {", "\"current\": {\"mark\": 7, \"x\": {}, ")).unwrap();
        assert!(faults.iter().any(|fault| fault.what.1.contains("cannot be read")), "{faults:?}");
    }

    #[test]
    fn an_entry_that_is_no_event_is_refused_with_its_place() {
        let why = Review::parse(r#"{"events": [{"by": "r-1"}, 7]}"#).unwrap_err().to_string();
        assert!(why.contains("events[1]"), "{why}");
        assert!(Review::parse("[]").is_err());
    }
}
