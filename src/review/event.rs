//! One act of a reviewer, as it is journalled, saved, undone, merged and audited.

use std::fmt;

use serde_json::Value;

use super::Kind;

/// First 16 bytes of SHA-256 over the event's JSON text without its `id`, without white space between tokens.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId(pub [u8; 16]);

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
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
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Which object.
    pub object: ObjectKey,
    /// Its whole new value; `None` takes it away.
    pub value: Option<Value>,
    /// The events whose value this replaces.
    pub over: Vec<EventId>,
}

/// Who acts, where, when: given by the store at the moment of writing.
#[derive(Clone, Debug, PartialEq, Eq)]
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

/// The key of a put.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PutKey {
    /// An object that exists, or whose key is given by what it is about.
    Is(String),
    /// A new object: the stamp makes its key.
    New,
}

/// One act of a reviewer. Unknown members and kinds are kept in `raw`.
#[derive(Clone, Debug)]
pub struct Event {
    /// Its name.
    pub id: EventId,
    /// The heads of the record when it was made.
    pub prev: Vec<EventId>,
    /// Who.
    pub stamp: Stamp,
    /// What changed; empty for a withdrawal or an unknown act.
    pub changes: Vec<Change>,
    /// What it withdraws.
    pub withdraw: Vec<EventId>,
    /// Its JSON text without `id`, kept and written again as it is.
    pub raw: Box<str>,
}

/// Why a text is no event.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EventError {
    /// Not JSON, or not an object with the members an event needs.
    #[error("not an event: {0}")]
    Shape(String),
}

impl Event {
    /// Reads an event as written in a file or journal: an `id` that is not its hash is reported
    /// in the second value (the event still counts).
    pub fn parse(text: &str) -> Result<(Self, Option<String>), EventError> {
        todo!("{text}")
    }

    /// The line that is written: `id` first, then `raw`'s members.
    pub fn line(&self) -> String {
        todo!()
    }
}
