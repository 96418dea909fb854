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
    let latest = fold.puts_of(by).map(|node| &node.event).find(|event| !event.is_introduction() && shows(event))?;
    Some(Undo { act: Act::Withdraw(vec![latest.id]), of: latest.id })
}

/// One's latest withdrawal of an act on whose objects nothing was put since.
pub(super) fn redo(fold: &Fold, by: &str) -> Option<Undo> {
    fold.withdrawals_of(by).find_map(|withdrawal| {
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

/// One's acts that count and were made in knowledge of this event, or after it by the clock; latest first.
pub(super) fn since(fold: &Fold, by: &str, id: EventId) -> Vec<EventId> {
    let Some(from) = fold.node(id).map(|node| node.course) else { return Vec::new() };
    let later = fold.puts_of(by).filter(|node| node.course > from && !node.event.is_introduction());
    later.map(|node| node.event.id).collect()
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

#[cfg(test)]
mod tests {
    use super::super::fixture::{act, act_at, mark, mark_on, marks, put, stamp};
    use super::super::{Act, Kind, Put, Review, Reviewer};

    fn undo(review: &mut Review) -> bool {
        let undo = review.undo("r-1");
        undo.inspect(|undo| _ = act(review, "r-1", &undo.act)).is_some()
    }

    fn redo(review: &mut Review) -> bool {
        let redo = review.redo("r-1");
        redo.inspect(|redo| _ = act(review, "r-1", &redo.act)).is_some()
    }

    #[test]
    fn acts_of_one_second_are_undone_in_the_order_they_were_made() {
        let mut review = Review::default();
        let acts: Vec<_> = (0..9).map(|n| put(&mut review, "r-1", [mark_on(&format!("duty-{n}"), "accepted")])).collect();
        for made in acts.iter().rev() {
            assert_eq!(review.undo("r-1").map(|undo| undo.of), Some(*made));
            undo(&mut review);
        }
        for made in &acts {
            assert_eq!(review.redo("r-1").map(|redo| redo.of), Some(*made));
            redo(&mut review);
        }
        assert!(!redo(&mut review));
    }

    #[test]
    fn a_clock_put_back_does_not_change_what_is_latest() {
        let mut review = Review::default();
        act_at(&mut review, &Act::Put(vec![mark("accepted")]), &stamp("r-1", 50));
        let last = act_at(&mut review, &Act::Put(vec![mark_on("duty-4", "accepted")]), &stamp("r-1", 7));
        assert_eq!(review.undo("r-1").map(|undo| undo.of), Some(last));
    }

    #[test]
    fn redo_ends_where_something_else_was_put_since() {
        let mut review = Review::default();
        put(&mut review, "r-1", [mark("accepted")]);
        undo(&mut review);
        put(&mut review, "r-1", [mark_on("duty-4", "accepted")]);
        let mut other = review.clone();
        assert!(redo(&mut review), "it was put elsewhere");
        assert_eq!(marks(&review), ["Accepted"]);
        put(&mut other, "r-2", [mark("problem")]);
        assert!(!redo(&mut other));
        assert_eq!(marks(&other), ["Problem"]);
    }

    #[test]
    fn undo_takes_nothing_of_others_and_passes_over_the_introduction() {
        let mut review = Review::default();
        let me = Reviewer { name: "张三".to_owned(), ..Reviewer::default() };
        let introduction = review.introduction(&me, "5d41", &stamp("r-1", 0)).expect("nothing is said yet");
        review.accept(introduction);
        assert_eq!(review.introduction(&me, "5d41", &stamp("r-1", 1)), None);
        assert_eq!((review.reviewer("r-1"), review.judged_sha256().as_deref()), (Some(me), Some("5d41")));
        put(&mut review, "r-2", [mark("problem")]);
        assert!(!undo(&mut review));
        put(&mut review, "r-1", [mark("accepted"), Put::set(Kind::Report, "table", &"received")]);
        assert!(undo(&mut review));
        assert_eq!(marks(&review), ["Problem"]);
    }

    #[test]
    fn an_act_that_was_replaced_whole_does_not_show() {
        let mut review = Review::default();
        put(&mut review, "r-1", [mark("accepted")]);
        put(&mut review, "r-2", [mark("problem")]);
        assert!(!undo(&mut review));
    }

    #[test]
    fn what_was_made_since_is_told_in_the_order_it_was_made_even_in_one_second() {
        let mut review = Review::default();
        let acts: Vec<_> = (0..6).map(|n| put(&mut review, "r-1", [mark_on(&format!("duty-{n}"), "accepted")])).collect();
        put(&mut review, "r-2", [mark_on("duty-9", "problem")]);
        let since: Vec<_> = acts[3..].iter().rev().copied().collect();
        assert_eq!(review.own_since("r-1", acts[2]), since);
        act(&mut review, "r-1", &Act::Withdraw(since));
        assert!(review.own_since("r-1", acts[2]).is_empty());
        assert_eq!(marks(&review).len(), 0, "duty-3 is not marked");
        assert!(redo(&mut review));
        assert_eq!(review.own_since("r-1", acts[2]).len(), 3);
    }
}
