//! One act of a reviewer, as it is journalled, saved, undone, merged and audited.
//!
//! An event *is* its JSON text: what is typed here is read from it and never written back. So key
//! order, escapes, number spelling and members of newer programs survive every load and save, and
//! the name of an event, the hash of its text, can be recomputed by anybody.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::{Kind, wire};

/// First 16 bytes of SHA-256 over the event's JSON text without its `id`, without white space between tokens.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId(pub [u8; 16]);

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl Serialize for EventId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl fmt::Debug for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Not 32 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not 32 hexadecimal digits")]
pub struct NotAnId;

impl FromStr for EventId {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        if text.len() != 32 || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(NotAnId);
        }
        let number = u128::from_str_radix(text, 16).map_err(|_too_large| NotAnId)?;
        Ok(Self(number.to_be_bytes()))
    }
}

/// What an event speaks about: kind and key, `{"mark": "first/duty-3"}`. Unknown kinds are kept.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectKey {
    /// Kind as written.
    pub kind: String,
    /// Key as written.
    pub key: String,
}

/// One object's new value inside an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Which object.
    pub object: ObjectKey,
    /// Its whole new value as written, white space between tokens removed; `null` takes it away.
    pub text: Box<str>,
    /// The events whose value this replaces.
    pub over: Vec<EventId>,
}

impl Change {
    /// The new value; `None` takes the object away.
    pub fn value(&self) -> Option<Value> {
        serde_json::from_str(&self.text).expect("read once when the event was parsed")
    }
}

/// Who acts, where, when: given by the store at the moment of writing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stamp {
    /// Reviewer key, `r-7f3a…`.
    pub by: String,
    /// account@computer.
    pub seat: String,
    /// RFC 3339 with offset, to the second.
    pub at: String,
}

/// What a reviewer asks to be recorded; becomes an [`Event`] by [`super::Review::stamp`].
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// New values, all together one act.
    Put(Vec<Put>),
    /// Undo (or, of withdrawals, redo).
    Withdraw(Vec<EventId>),
}

/// One object's new value, as asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Put {
    /// Which kind of object.
    pub kind: Kind,
    /// Which one.
    pub key: PutKey,
    /// Its whole new value; `None` takes it away.
    pub value: Option<Value>,
    /// Whether this rules a conflict: it then replaces all standing values, else only one's own
    /// where several stand.
    pub rules: bool,
}

impl Put {
    /// Gives the object under `key` a whole new value.
    pub fn set(kind: Kind, key: impl Into<String>, value: &impl Serialize) -> Self {
        Self { kind, key: PutKey::Is(key.into()), value: Some(tree(value)), rules: false }
    }

    /// Makes a new comment, finding or call.
    pub fn add(kind: Kind, value: &impl Serialize) -> Self {
        Self { kind, key: PutKey::New, value: Some(tree(value)), rules: false }
    }

    /// Takes the object under `key` away.
    pub fn clear(kind: Kind, key: impl Into<String>) -> Self {
        Self { kind, key: PutKey::Is(key.into()), value: None, rules: false }
    }

    /// The same as a ruling: it replaces all that stands.
    #[must_use]
    pub fn ruling(self) -> Self {
        Self { rules: true, ..self }
    }
}

fn tree(value: &impl Serialize) -> Value {
    serde_json::to_value(value).expect("strings, numbers and maps with string keys always have a JSON tree")
}

/// The key of a put.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PutKey {
    /// An object that exists, or whose key is given by what it is about.
    Is(String),
    /// A new comment, finding or call: the stamp makes its key.
    New,
}

/// One act of a reviewer. Unknown members and kinds are kept in `raw`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its name: the hash of `raw`.
    pub id: EventId,
    /// The `id` it was read with, as written, where that is not its hash: it is written again, so
    /// that the fault stays visible, and others may name the event by it.
    pub claimed: Option<Box<str>>,
    /// The heads of the record when it was made.
    pub prev: Vec<EventId>,
    /// Who.
    pub stamp: Stamp,
    /// What changed; empty for a withdrawal or an unknown act.
    pub changes: Vec<Change>,
    /// What it withdraws.
    pub withdraw: Vec<EventId>,
    /// Paths of members that have a known name but could not be read: they count for nothing.
    pub unread: Vec<String>,
    /// Its JSON text without `id`, without white space between tokens; written again as it is.
    pub raw: Box<str>,
}

/// Why a text is no event.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EventError {
    /// Not JSON, or not an object with the members an event needs.
    #[error("not an event: {0}")]
    Shape(String),
}

impl From<serde_json::Error> for EventError {
    fn from(error: serde_json::Error) -> Self {
        Self::Shape(error.to_string())
    }
}

impl Event {
    /// Reads an event as written in a file or journal. Any JSON object is one; what cannot be read
    /// of it is listed in `unread`. An `id` that is not the hash is in `claimed`.
    pub fn parse(text: &str) -> Result<Self, EventError> {
        let text = wire::without_space(text)?;
        let mut claimed = None;
        let mut raw = String::with_capacity(text.len());
        for member in wire::members(&text)? {
            if member.name == "id" && claimed.is_none() {
                claimed = Some(member.value);
            } else {
                raw.push(if raw.is_empty() { '{' } else { ',' });
                raw.push_str(member.key);
                raw.push(':');
                raw.push_str(member.value);
            }
        }
        raw.push_str(if raw.is_empty() { "{}" } else { "}" });
        let id = EventId(leading_bytes(&Sha256::digest(raw.as_bytes())));
        let claimed = claimed.filter(|value| serde_json::from_str(value).ok().and_then(|name: String| name.parse().ok()) != Some(id));

        let mut event = Self {
            id,
            claimed: claimed.map(Box::from),
            prev: Vec::new(),
            stamp: Stamp::default(),
            changes: Vec::new(),
            withdraw: Vec::new(),
            unread: Vec::new(),
            raw: Box::from(""),
        };
        event.read(&raw)?;
        event.raw = raw.into();
        Ok(event)
    }

    /// The line that is written: `id` first, then `raw`'s members.
    pub fn line(&self) -> String {
        let members = self.raw.strip_prefix('{').expect("an event's text is an object");
        let comma = if members == "}" { "" } else { "," };
        match &self.claimed {
            Some(claimed) => format!("{{\"id\":{claimed}{comma}{members}"),
            None => format!("{{\"id\":\"{}\"{comma}{members}", self.id),
        }
    }

    /// The name it claims, where that is not its hash but could be one.
    pub(super) fn claimed_id(&self) -> Option<EventId> {
        serde_json::from_str::<String>(self.claimed.as_deref()?).ok()?.parse().ok()
    }

    /// Whether it only says who reviews and which report: `u` passes over such an event.
    pub fn is_introduction(&self) -> bool {
        let introduces = |object: &ObjectKey| object.kind == "reviewer" || (object.kind == "report" && object.key == "sha256");
        !self.changes.is_empty() && self.changes.iter().all(|change| introduces(&change.object))
    }

    fn read(&mut self, raw: &str) -> Result<(), EventError> {
        let mut seen = [false; 2];
        for member in wire::members(raw)? {
            match member.name.as_str() {
                "by" => seen[0] = read_string(member.value, &mut self.stamp.by),
                "at" => seen[1] = read_string(member.value, &mut self.stamp.at),
                "seat" if !read_string(member.value, &mut self.stamp.seat) => self.unread.push("seat".to_owned()),
                "prev" => self.prev = read_ids("prev", member.value, &mut self.unread),
                "withdraw" => self.withdraw = read_ids("withdraw", member.value, &mut self.unread),
                "changes" => self.read_changes(member.value),
                _ => {}
            }
        }
        let missing = ["by", "at"].into_iter().zip(seen).filter(|(_, seen)| !seen);
        self.unread.extend(missing.map(|(name, _)| name.to_owned()));
        Ok(())
    }

    fn read_changes(&mut self, array: &str) {
        let Ok(elements) = wire::elements(array) else { return self.unread.push("changes".to_owned()) };
        for (n, element) in elements.into_iter().enumerate() {
            let path = format!("changes[{n}]");
            match read_change(&path, element, &mut self.unread) {
                Some(change) => {
                    if let Some(twice) = self.changes.iter().position(|earlier| earlier.object == change.object) {
                        self.changes.remove(twice);
                        self.unread.push(path);
                    }
                    self.changes.push(change);
                }
                None => self.unread.push(path),
            }
        }
    }
}

/// `None` if the put or its value cannot be read.
fn read_change(path: &str, element: &str, unread: &mut Vec<String>) -> Option<Change> {
    let (mut object, mut text, mut over) = (None, None, Vec::new());
    for member in wire::members(element).ok()? {
        match member.name.as_str() {
            "put" => object = read_object_key(member.value),
            "value" => text = Some(member.value).filter(|text| serde_json::from_str::<Value>(text).is_ok()),
            "over" => over = read_ids(&format!("{path}.over"), member.value, unread),
            _ => {}
        }
    }
    Some(Change { object: object?, text: text?.into(), over })
}

fn read_object_key(put: &str) -> Option<ObjectKey> {
    let [member] = wire::members(put).ok()?.try_into().ok()?;
    Some(ObjectKey { kind: member.name, key: serde_json::from_str(member.value).ok()? })
}

fn read_string(value: &str, into: &mut String) -> bool {
    serde_json::from_str(value).map(|text| *into = text).is_ok()
}

fn read_ids(path: &str, array: &str, unread: &mut Vec<String>) -> Vec<EventId> {
    let Ok(elements) = wire::elements(array) else {
        unread.push(path.to_owned());
        return Vec::new();
    };
    let mut ids = Vec::with_capacity(elements.len());
    for (n, element) in elements.into_iter().enumerate() {
        match serde_json::from_str::<String>(element).ok().and_then(|name| name.parse().ok()) {
            Some(id) => ids.push(id),
            None => unread.push(format!("{path}[{n}]")),
        }
    }
    ids
}

fn leading_bytes<const N: usize>(digest: &[u8]) -> [u8; N] {
    *digest.first_chunk().expect("SHA-256 has 32 bytes")
}

/// First 12 hex of SHA-256 over `parts` with U+001F between: the body of the keys the program makes.
pub(super) fn key_digest<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    let joined = parts.into_iter().collect::<Vec<_>>().join("\u{1f}");
    let bytes: [u8; 6] = leading_bytes(&Sha256::digest(joined.as_bytes()));
    bytes.iter().fold(String::with_capacity(12), |hex, byte| hex + &format!("{byte:02x}"))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    const RAW: &str = r#"{"prev":[],"by":"r-1","seat":"zhang@pc-07","at":"2026-11-23T10:02:11+08:00","changes":[{"put":{"mark":"first/duty-3"},"value":{"to":"accepted"}}]}"#;

    fn with_value(value: &str) -> String {
        format!(r#"{{"by":"r-1","at":"2026-11-23T10:02:11+08:00","changes":[{{"put":{{"supplement":"funds/rate"}},"value":{value}}}]}}"#)
    }

    #[test]
    fn the_id_is_the_hash_of_the_text_without_it() {
        let event = Event::parse(RAW).unwrap();
        let hex = format!("{:x}", u128::from_be_bytes(leading_bytes(&Sha256::digest(RAW))));
        assert_eq!(event.id, hex.parse().unwrap());
        assert_eq!(&*event.raw, RAW);
        assert_eq!(event.line(), format!("{{\"id\":\"{hex}\",{}", RAW.strip_prefix('{').unwrap()));
        assert_eq!(Event::parse(&event.line()).unwrap(), event);
    }

    #[test]
    fn indenting_or_moving_the_id_changes_no_event() {
        let event = Event::parse(RAW).unwrap();
        let indented = RAW.replace(',', " ,\n\t").replace(':', " : ").replace("10 : 02 : 11+08 : 00", "10:02:11+08:00");
        assert_eq!(Event::parse(&indented).unwrap(), event);
        let moved = format!("{} , \"\\u0069d\" : \"{}\" }}", RAW.strip_suffix('}').unwrap(), event.id);
        assert_eq!(Event::parse(&moved).unwrap(), event);
    }

    #[test]
    fn spelling_order_and_unknown_members_are_kept() {
        let raw = with_value(r#"{"z":2.70,"a":"\u5ba1\/","n":1e999}"#).replace("\"by\"", "\"mood\":{\"x\":1},\"by\"");
        let event = Event::parse(&raw).unwrap();
        assert_eq!(&*event.raw, raw);
        assert_eq!(event.unread, ["changes[0]"], "a number that no program can hold is kept, not read");
        let event = Event::parse(&with_value("{\"z\": 2.70}")).unwrap();
        assert_eq!(&*event.changes[0].text, "{\"z\":2.70}");
    }

    #[test]
    fn an_id_that_is_not_the_hash_is_written_again() {
        for claimed in ["\"00000000000000000000000000000000\"", "\"nine\"", "9"] {
            let line = format!("{{\"id\":{claimed},{}", RAW.strip_prefix('{').unwrap());
            let event = Event::parse(&line).unwrap();
            assert_eq!(event.claimed.as_deref(), Some(claimed));
            assert_eq!(event.line(), line);
            assert_eq!(event.id, Event::parse(RAW).unwrap().id);
        }
    }

    #[test]
    fn what_cannot_be_read_is_listed_and_the_rest_is_read() {
        let text = r#"{"by":7,"at":"2026-11-23T10:02:11+08:00","prev":"x","withdraw":["y"],
            "changes":[{"patch":1},{"put":{"mark":"a"},"value":1},{"put":{"mark":"b"}},{"put":{"mark":"a"},"value":2}]}"#;
        let event = Event::parse(text).unwrap();
        assert_eq!(event.unread, ["prev", "withdraw[0]", "changes[0]", "changes[2]", "changes[3]", "by"]);
        assert_eq!(event.changes.iter().map(|change| &*change.text).collect::<Vec<_>>(), ["2"], "of an object put twice the later");
        assert!(Event::parse("[1]").is_err());
        assert!(Event::parse("{\"by\":}").is_err());
        assert_eq!(Event::parse("{}").unwrap().line(), format!("{{\"id\":\"{}\"}}", Event::parse("{}").unwrap().id));
    }

    #[test]
    fn deep_nesting_is_kept_and_not_followed() {
        let deep = "[".repeat(200_000) + &"]".repeat(200_000);
        let event = Event::parse(&with_value(&deep)).unwrap();
        assert!(event.raw.contains(&deep));
        assert_eq!(event.unread, ["changes[0]"]);
        assert_eq!(Event::parse(&format!("{{\"prev\":{deep}}}")).unwrap().unread.len(), 3);
    }
}
