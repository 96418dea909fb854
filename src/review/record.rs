//! The record: all known events, and everything that is read from their fold.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::event::{Act, Event, EventError, EventId, ObjectKey, Stamp};
use super::fold::{Fold, Standing};
use super::member::Member;
use super::notes::{Named, Notes};
use super::undo::{self, Undo};
use super::{
    Comment, Fault, Finding, Frame, Kind, LinkSays, Locked, Mark, Opinion, Reviewer, Score, Signoff, Stage, Supplement, faults, keys, lock,
    member, stamp,
};

/// What stands about the objects of one kind, read once an act touched it: whoever walks all of them
/// parses nothing.
type Typed<T> = BTreeMap<String, Standing<T>>;

/// The review: the set of events and its fold. Changed by [`Review::accept`] alone.
#[derive(Clone, Debug, Default)]
pub struct Review {
    fold: Fold,
    member: Member,
    revision: u64,
    marks: Typed<Mark>,
    scores: Typed<Score>,
    supplements: Typed<Supplement>,
    comments: Notes<Comment>,
    findings: Notes<Finding>,
}

impl Review {
    /// Reads a `review` member's value. Faults are listed, nothing is dropped: a member that cannot
    /// be kept whole (an entry of `events` that is no object) is an error.
    pub fn parse(text: &str) -> Result<(Self, Vec<Fault>), EventError> {
        let (member, events, current) = member::parse(text)?;
        let mut review = Self { member, ..Self::default() };
        review.accept_all(events);
        let mut faults = review.faults();
        if let Some(current) = current {
            faults.extend(member::differences(&current, &review.fold));
        }
        Ok((review, faults))
    }

    /// The member's value as it is saved: events one a line, then `current`. `report_sha256` names
    /// the report bytes it is saved with.
    pub fn to_json(&self, report_sha256: &str) -> String {
        member::write(&self.member, report_sha256, &self.fold)
    }

    /// Whether the `format` is not one this version writes: to be opened read-only.
    pub fn newer_format(&self) -> bool {
        self.member.is_newer()
    }

    /// The `report_sha256` it was read with.
    pub fn report_sha256(&self) -> Option<&str> {
        self.member.report_sha256.as_deref()
    }

    /// Whether there is nothing to save.
    pub fn is_empty(&self) -> bool {
        self.fold.shown.is_empty()
    }

    /// Takes an event into the record. An event already known changes nothing. The only way in.
    pub fn accept(&mut self, event: Event) {
        let Some(touched) = self.fold.accept(event) else { return };
        self.revision += 1;
        for ObjectKey { kind, key } in touched {
            match Kind::named(&kind) {
                Some(Kind::Mark) => refresh(&mut self.marks, &self.fold, Kind::Mark, &key),
                Some(Kind::Score) => refresh(&mut self.scores, &self.fold, Kind::Score, &key),
                Some(Kind::Supplement) => refresh(&mut self.supplements, &self.fold, Kind::Supplement, &key),
                Some(Kind::Comment) => self.comments.refresh(&self.fold, &key),
                Some(Kind::Finding) => self.findings.refresh(&self.fold, &key),
                _ => {}
            }
        }
    }

    /// [`Review::accept`] for many at once, in any order. Those that were new come back.
    pub fn accept_all(&mut self, events: impl IntoIterator<Item = Event>) -> Vec<EventId> {
        let new = self.fold.accept_all(events);
        self.revision += 1;
        self.read_all();
        new
    }

    /// Takes in all that another record knows. The events that were new come back, as shown.
    pub fn union(&mut self, other: &Self) -> Vec<Event> {
        let new = self.accept_all(other.events().cloned());
        new.into_iter().filter_map(|id| self.event(id)).cloned().collect()
    }

    /// Takes back events whose write failed, as if they had never come.
    pub fn refuse(&mut self, events: &[EventId]) {
        self.fold = std::mem::take(&mut self.fold).without(events);
        self.revision += 1;
        self.read_all();
    }

    /// Makes the event of an act: heads, `over`, keys of new objects, id. Changes nothing. `None`
    /// if nothing is left to record: an empty act, a bulk act on nothing but conflicts, the taking
    /// away of what is not there. Of two puts of one object the later is recorded.
    ///
    /// # Panics
    /// If a new object is asked for of a kind whose keys say what it is about.
    pub fn stamp(&self, act: &Act, stamp: &Stamp) -> Option<Event> {
        stamp::stamp(&self.fold, act, stamp)
    }

    /// The objects a bulk act (more than one put) leaves alone, because opinions on them differ.
    pub fn skipped(&self, act: &Act) -> Vec<ObjectKey> {
        stamp::skipped(&self.fold, act)
    }

    /// The event that says who reviews (under the key in `stamp`) and which report, to be recorded
    /// before the first act; `None` if the record says both already.
    pub fn introduction(&self, reviewer: &Reviewer, report_sha256: &str, stamp: &Stamp) -> Option<Event> {
        stamp::introduction(&self.fold, reviewer, report_sha256, stamp)
    }

    /// All events in the order they are shown and written: (at, id).
    pub fn events(&self) -> impl Iterator<Item = &Event> {
        self.fold.shown.iter().filter_map(|(_, id)| self.event(*id))
    }

    /// One event.
    pub fn event(&self, id: EventId) -> Option<&Event> {
        self.fold.node(id).map(|node| &node.event)
    }

    /// Whether a known event counts: nobody withdrew it.
    pub fn counts(&self, id: EventId) -> bool {
        self.fold.node(id).is_some_and(|node| node.counts)
    }

    /// Events that no known event names as `prev`, sorted: the record's head.
    pub fn heads(&self) -> Vec<EventId> {
        self.fold.heads.iter().copied().collect()
    }

    /// Missing `prev` or `over`, ids that are no hash, withdrawals of others' acts, what cannot be read.
    pub fn faults(&self) -> Vec<Fault> {
        faults::of_record(&self.fold)
    }

    /// Goes up by one with every change: what is computed from the fold may be kept by it.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// What stands about any object, untyped.
    pub fn standing(&self, kind: Kind, key: &str) -> Standing<Value> {
        self.fold.standing(kind.name(), key)
    }

    /// What stands about any object, as `T`; a value that is no `T` does not show (it is a fault).
    pub fn typed<T: DeserializeOwned>(&self, kind: Kind, key: &str) -> Standing<T> {
        self.fold.standing(kind.name(), key)
    }

    /// Keys of one kind about which something stands, sorted.
    pub fn keys(&self, kind: Kind) -> Vec<String> {
        let objects = self.fold.objects.get(kind.name()).into_iter().flatten();
        objects.filter(|(_, object)| self.fold.shows(object)).map(|(key, _)| key.clone()).collect()
    }

    /// The mark on an item in a stage.
    pub fn mark(&self, stage: Stage, item: &str) -> Standing<Mark> {
        self.marks.get(&keys::mark_key(stage, item)).cloned().unwrap_or(Standing::Nothing)
    }

    /// All marks of a stage with the ids of their items, in the order of their keys.
    pub fn marks(&self, stage: Stage) -> impl Iterator<Item = (Cow<'_, str>, &Standing<Mark>)> {
        of_stage(&self.marks, stage)
    }

    /// Ids of the items with a settled mark in a stage.
    pub fn marked(&self, stage: Stage) -> impl Iterator<Item = Cow<'_, str>> {
        self.marks(stage).filter(|(_, mark)| mark.settled().is_some()).map(|(item, _)| item)
    }

    /// All scores of a stage with the ids of their rows, in the order of their keys.
    pub fn scores(&self, stage: Stage) -> impl Iterator<Item = (Cow<'_, str>, &Standing<Score>)> {
        of_stage(&self.scores, stage)
    }

    /// The latest stage that has scores.
    pub fn scored_stage(&self) -> Option<Stage> {
        Stage::ALL.into_iter().rev().find(|stage| self.scores(*stage).next().is_some())
    }

    /// The score of a row in a stage.
    pub fn score(&self, stage: Stage, row: &str) -> &Standing<Score> {
        self.scores.get(&keys::score_key(stage, row)).unwrap_or(&Standing::Nothing)
    }

    /// All supplements with their keys ([`super::supplement_of`]), in the order of their keys.
    pub fn supplements(&self) -> impl Iterator<Item = (&str, &Standing<Supplement>)> {
        self.supplements.iter().map(|(key, supplement)| (key.as_str(), supplement))
    }

    /// The scoring standard that the review uses.
    pub fn frame(&self) -> Standing<Frame> {
        self.typed(Kind::Frame, "frame")
    }

    /// The sign-off of a stage.
    pub fn signoff(&self, stage: Stage) -> Standing<Signoff> {
        self.typed(Kind::Signoff, stage.name())
    }

    /// Whether anything stands as the sign-off of a stage; reads nothing of it.
    pub fn is_signed(&self, stage: Stage) -> bool {
        lock::is_signed(&self.fold, stage)
    }

    /// The last of the signed stages from this one on: what locks those who work in it out.
    pub fn signed_from(&self, stage: Stage) -> Option<Stage> {
        lock::signed_from(&self.fold, stage)
    }

    /// The acts that stand as the sign-off of a stage; more than one where two signed without seeing each
    /// other. Reads nothing of them.
    pub fn signed_by(&self, stage: Stage) -> impl Iterator<Item = &Event> {
        lock::signed_by(&self.fold, stage)
    }

    /// All acts of one reviewer that sign a stage and count: what taking the sign-off back withdraws.
    pub fn own_sign_offs(&self, stage: Stage, by: &str) -> Vec<EventId> {
        lock::own_sign_offs(&self.fold, stage, by)
    }

    /// Why an act may not be made by one who works in `stage`: a sign-off locks what it touches.
    pub fn locks(&self, act: &Act, stage: Stage) -> Option<Locked> {
        lock::locked(&self.fold, act, stage)
    }

    /// The opinions of members on a finding, with their reviewer keys.
    pub fn opinions(&self, finding: &str) -> Vec<(String, Standing<Opinion>)> {
        let of = |key: &String| key.strip_prefix(finding)?.strip_prefix('/').map(str::to_owned);
        let keys = self.keys(Kind::Opinion);
        keys.iter().filter_map(|key| Some((of(key)?, self.typed(Kind::Opinion, key)))).collect()
    }

    /// Keys of those who made an act beyond saying who they are, in the order of their first.
    pub fn acting(&self) -> Vec<String> {
        let mut keys: Vec<String> = Vec::new();
        for event in self.events().filter(|event| self.counts(event.id)) {
            let is_act =
                event.changes.iter().any(|change| ![Kind::Reviewer.name(), Kind::Report.name()].contains(&change.object.kind.as_str()));
            if is_act && !keys.contains(&event.stamp.by) {
                keys.push(event.stamp.by.clone());
            }
        }
        keys
    }

    /// Who a reviewer key is.
    pub fn reviewer(&self, key: &str) -> Option<Reviewer> {
        self.typed(Kind::Reviewer, key).values().next().cloned()
    }

    /// All comments, by number.
    pub fn comments(&self) -> &[Named<Comment>] {
        self.comments.list()
    }

    /// All findings, by number.
    pub fn findings(&self) -> &[Named<Finding>] {
        self.findings.list()
    }

    /// Indices into [`Review::comments`] of those on an item or paragraph.
    pub fn comments_on(&self, id: &str) -> &[usize] {
        self.comments.on(id)
    }

    /// Indices into [`Review::findings`] of those on an item or paragraph.
    pub fn findings_on(&self, id: &str) -> &[usize] {
        self.findings.on(id)
    }

    /// What the reviewer says about a link, ids in report order.
    pub fn link(&self, a: &str, b: &str) -> Standing<LinkSays> {
        self.typed(Kind::Link, &keys::link_key(a, b))
    }

    /// The report hash the review judged, if one is put and undisputed.
    pub fn judged_sha256(&self) -> Option<String> {
        self.typed(Kind::Report, "sha256").settled().cloned()
    }

    /// One's latest act that still shows, and how to take it back.
    pub fn undo(&self, by: &str) -> Option<Undo> {
        undo::undo(&self.fold, by)
    }

    /// One's acts that count, made after an event: what going back to it takes back.
    pub fn own_since(&self, by: &str, id: EventId) -> Vec<EventId> {
        undo::since(&self.fold, by, id)
    }

    /// One's latest withdrawal that may be taken back, while nothing else was put there since.
    pub fn redo(&self, by: &str) -> Option<Undo> {
        undo::redo(&self.fold, by)
    }

    /// Keys of objects on which opinions differ.
    pub fn conflicts(&self) -> Vec<(Kind, String)> {
        let objects = |kind: Kind| self.fold.objects.get(kind.name()).into_iter().flatten();
        let differ = |kind| objects(kind).filter(|(_, object)| object.conflict).map(move |(key, _)| (kind, key.clone()));
        Kind::ALL.into_iter().flat_map(differ).collect()
    }

    fn read_all(&mut self) {
        self.marks = all(&self.fold, Kind::Mark);
        self.scores = all(&self.fold, Kind::Score);
        self.supplements = all(&self.fold, Kind::Supplement);
        self.comments = Notes::all(&self.fold);
        self.findings = Notes::all(&self.fold);
    }
}

/// Those of a stage, by the id of what they are about.
fn of_stage<T>(typed: &Typed<T>, stage: Stage) -> impl Iterator<Item = (Cow<'_, str>, &Standing<T>)> {
    let item = move |key| str::strip_prefix(key, stage.name())?.strip_prefix('/').map(keys::read);
    typed.range(format!("{}/", stage.name())..).map_while(move |(key, standing)| Some((item(key)?, standing)))
}

fn all<T: DeserializeOwned>(fold: &Fold, kind: Kind) -> Typed<T> {
    let mut typed = Typed::new();
    for key in fold.objects.get(kind.name()).into_iter().flat_map(|objects| objects.keys()) {
        refresh(&mut typed, fold, kind, key);
    }
    typed
}

fn refresh<T: DeserializeOwned>(typed: &mut Typed<T>, fold: &Fold, kind: Kind, key: &str) {
    match fold.standing(kind.name(), key) {
        Standing::Nothing => _ = typed.remove(key),
        standing => _ = typed.insert(key.to_owned(), standing),
    }
}
