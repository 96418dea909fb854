//! What the reviewer says: a list of acts, only ever appended to, and its fold.
//!
//! An [`Event`] is one act. [`Review::accept`] is the only way a review changes; undo is one more
//! act. Two reviewers' records merge by the union of their events, in any order, any number of
//! times. No clock decides anything.

mod anchor;
mod event;
mod fold;
mod objects;
mod record;

pub use anchor::{Anchor, anchor, find_quote};
pub use event::{Act, Change, Event, EventError, EventId, ObjectKey, Put, PutKey, Stamp};
pub use fold::{Said, Standing};
pub use objects::{
    Comment, CommentKind, Deduction, Dimension, EvidenceNote, Finding, FindingState, Kind, LinkSays, Mark, MarkTo, Origin, Quote,
    Rectification, Response, Reviewer, Ruling, RulingTo, Severity, Stage,
};
pub use record::{Fault, Named, Review, Undo};
