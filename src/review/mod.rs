//! What the reviewer says: a list of acts, only ever appended to, and its fold.
//!
//! An [`Event`] is one act. [`Review::accept`] is the only way a review changes; undo is one more
//! act. Two reviewers' records merge by the union of their events, in any order, any number of
//! times. No clock decides anything.

mod anchor;
mod calls;
mod council;
mod deadline;
mod event;
mod faults;
mod finding;
#[cfg(test)]
mod fixture;
mod fold;
mod judged;
mod keys;
mod lock;
mod member;
mod notes;
mod objects;
mod record;
mod scores;
mod stamp;
mod undo;
mod wire;

pub use anchor::{Anchor, Anchors, anchor, find_quote};
pub use calls::Call;
pub use council::{Decision, in_council, silent};
pub use deadline::Deadline;
pub use event::{Act, Change, Event, EventError, EventId, NotAnId, ObjectKey, Put, PutKey, Stamp};
pub use faults::Fault;
pub use finding::{
    Deduction, Dimension, Done, EvidenceNote, Finding, FindingState, Origin, Rectification, Remedy, Response, Ruling, RulingTo, Severity,
};
pub use fold::{Said, Standing};
pub use keys::{in_key, link_ids, link_key, mark_item, mark_key, opinion_key, reviewer_key, score_key, supplement_key, supplement_of};
pub use lock::Locked;
pub use notes::Named;
pub use objects::{Comment, CommentKind, Dismissal, Kind, LinkSays, Mark, MarkTo, Quote, Receipt, Reviewer, Stage, Supplement};
pub use record::Review;
pub use scores::{Frame, FrameRow, Opinion, OpinionTo, Score, ScoreFrom, Signoff};
pub use undo::Undo;
