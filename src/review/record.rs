//! The record: all known events, and everything that is read from their fold.

use serde_json::Value;

use super::{Act, Comment, Event, EventId, Finding, Kind, LinkSays, Mark, Reviewer, Stage, Stamp, Standing};

/// The review: the set of events and its fold. Changed by [`Review::accept`] alone.
#[derive(Clone, Debug, Default)]
pub struct Review {}

/// What is wrong with a record; it is read all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Which event, if one.
    pub event: Option<EventId>,
    /// What, in both languages (zh, en).
    pub what: (String, String),
}

/// An object with its key and its number on screen (问1, 注1: by time, then event id).
#[derive(Clone, Debug, PartialEq)]
pub struct Named<T> {
    /// Key, `c3f…`.
    pub key: String,
    /// From 1; a finding's own `no` once it has one.
    pub number: u32,
    /// What stands.
    pub standing: Standing<T>,
    /// First put: who.
    pub by: String,
    /// First put: when.
    pub at: String,
}

/// What undo or redo would do next.
#[derive(Clone, Debug, PartialEq)]
pub struct Undo {
    /// The act to commit.
    pub act: Act,
    /// The event it takes back or brings back: its changes name it for the reader.
    pub of: EventId,
}

impl Review {
    /// Reads a `review` member's value. Faults are listed, nothing is dropped.
    pub fn parse(text: &str) -> Result<(Self, Vec<Fault>), super::EventError> {
        todo!("{text}")
    }

    /// The member's value as it is saved: events one a line, then `current`.
    pub fn to_json(&self, report_sha256: &str) -> String {
        todo!("{report_sha256}")
    }

    /// Whether there is nothing to save.
    pub fn is_empty(&self) -> bool {
        self.events().next().is_none()
    }

    /// Takes an event into the record. An event already known changes nothing. The only way in.
    pub fn accept(&mut self, event: Event) {
        todo!("{event:?}")
    }

    /// Takes back events whose write failed, as if they had never come.
    pub fn refuse(&mut self, events: &[EventId]) {
        todo!("{events:?}")
    }

    /// Makes the event of an act: heads, `over`, keys of new objects, id. Changes nothing.
    pub fn stamp(&self, act: &Act, stamp: &Stamp) -> Event {
        todo!("{act:?} {stamp:?}")
    }

    /// All events in the order they are shown and written: (at, id).
    pub fn events(&self) -> impl Iterator<Item = &Event> {
        todo!();
        #[expect(unreachable_code, reason = "gives the type until the body is written")]
        std::iter::empty()
    }

    /// One event.
    pub fn event(&self, id: EventId) -> Option<&Event> {
        todo!("{id}")
    }

    /// Events that no known event names as `prev`: the record's head.
    pub fn heads(&self) -> Vec<EventId> {
        todo!()
    }

    /// Missing `prev` or `over`, ids that are no hash, withdrawals of others' acts.
    pub fn faults(&self) -> Vec<Fault> {
        todo!()
    }

    /// Goes up by one with every change: what is computed from the fold may be kept by it.
    pub fn revision(&self) -> u64 {
        todo!()
    }

    /// What stands about any object, untyped.
    pub fn standing(&self, kind: Kind, key: &str) -> Standing<Value> {
        todo!("{kind:?} {key}")
    }

    /// Keys of one kind about which something stands, sorted.
    pub fn keys(&self, kind: Kind) -> Vec<String> {
        todo!("{kind:?}")
    }

    /// The mark on an item in a stage.
    pub fn mark(&self, stage: Stage, item: &str) -> Standing<Mark> {
        todo!("{stage:?} {item}")
    }

    /// Who a reviewer key is.
    pub fn reviewer(&self, key: &str) -> Option<Reviewer> {
        todo!("{key}")
    }

    /// All comments, by number.
    pub fn comments(&self) -> &[Named<Comment>] {
        todo!()
    }

    /// All findings, by number.
    pub fn findings(&self) -> &[Named<Finding>] {
        todo!()
    }

    /// Indices into [`Review::comments`] of those on an item or paragraph.
    pub fn comments_on(&self, id: &str) -> &[usize] {
        todo!("{id}")
    }

    /// Indices into [`Review::findings`] of those on an item or paragraph.
    pub fn findings_on(&self, id: &str) -> &[usize] {
        todo!("{id}")
    }

    /// What the reviewer says about a link, ids in report order.
    pub fn link(&self, a: &str, b: &str) -> Standing<LinkSays> {
        todo!("{a} {b}")
    }

    /// The report hash the review judged, if one is put.
    pub fn judged_sha256(&self) -> Option<String> {
        todo!()
    }

    /// One's latest act that still shows, and how to take it back.
    pub fn undo(&self, by: &str) -> Option<Undo> {
        todo!("{by}")
    }

    /// One's latest withdrawal that may be taken back, while nothing else was put there since.
    pub fn redo(&self, by: &str) -> Option<Undo> {
        todo!("{by}")
    }

    /// Keys of objects on which opinions differ.
    pub fn conflicts(&self) -> Vec<(Kind, String)> {
        todo!()
    }
}
