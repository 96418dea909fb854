//! Undo and redo are acts like any other: a withdrawal, and the withdrawal of withdrawals.
//!
//! "Latest" is what was made in knowledge of all the others, not what a clock says last: two acts
//! in one second, or a clock that was put back, undo in the order they were made.

use super::event::{Act, Event, EventId};
use super::fold::{Fold, Node};

/// What undo or redo would do next.
#[derive(Clone, Debug, PartialEq)]
pub struct Undo {
    /// The act to commit.
    pub act: Act,
    /// The event it takes back or brings back: its changes name it for the reader.
    pub of: EventId,
}

/// One's latest act that still shows: of which at least one value stands.
pub(super) fn undo(fold: &Fold, by: &str) -> Option<Undo> {
    let shows = |event: &Event| event.changes.iter().any(|change| stands(fold, event.id, change));
    let latest = own(fold, by).map(|node| &node.event).find(|event| !event.is_introduction() && shows(event))?;
    Some(Undo { act: Act::Withdraw(vec![latest.id]), of: latest.id })
}

/// One's latest withdrawal of an act on whose objects nothing was put since.
pub(super) fn redo(fold: &Fold, by: &str) -> Option<Undo> {
    own(fold, by).find_map(|withdrawal| {
        let taken_back = |id: &EventId| fold.node(*id).filter(|node| !node.counts && !node.event.changes.is_empty());
        let acts: Vec<&Node> = fold.withdrawn_by(&withdrawal.event).iter().filter_map(taken_back).collect();
        let of = acts.first()?.event.id;
        if !acts.iter().all(|act| untouched_since(fold, &act.event, withdrawal)) {
            return None;
        }
        let counts = |id: &EventId| fold.node(*id).is_some_and(|node| node.counts);
        let mut withdrawals: Vec<EventId> = acts.iter().flat_map(|act| fold.withdrawers_of(&act.event)).filter(counts).collect();
        withdrawals.sort_unstable();
        withdrawals.dedup();
        Some(Undo { act: Act::Withdraw(withdrawals), of })
    })
}

/// One's events that count, latest first.
fn own<'a>(fold: &'a Fold, by: &'a str) -> impl Iterator<Item = &'a Node> {
    fold.course.iter().rev().filter_map(|(.., id)| fold.node(*id)).filter(move |node| node.counts && node.event.stamp.by == by)
}

fn stands(fold: &Fold, event: EventId, change: &super::Change) -> bool {
    let object = fold.object(&change.object.kind, &change.object.key);
    object.is_some_and(|object| object.standing.iter().any(|put| put.event == event))
}

fn untouched_since(fold: &Fold, act: &Event, withdrawal: &Node) -> bool {
    let mut standing =
        act.changes.iter().filter_map(|change| fold.object(&change.object.kind, &change.object.key)).flat_map(|object| &object.standing);
    standing.all(|put| fold.node(put.event).is_some_and(|node| node.course < withdrawal.course))
}
