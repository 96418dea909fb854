//! What a sign-off locks. A signed stage is what was handed on: until its reviewer withdraws the
//! sign-off or a later stage hands it back, nothing that its figures and words rest on is changed by
//! an act of those who work in it or before it. The next stage works over it, with marks and scores of
//! its own.
//!
//! Asked of every act before it is recorded ([`super::Review::locks`]), so that no way of making one
//! needs to know. What others wrote elsewhere is taken in whole when files meet: a record is never cut,
//! and what that changes beside a signed sheet is said there.

use std::collections::HashSet;

use super::event::{Act, Event, EventId, ObjectKey, PutKey};
use super::fold::Fold;
use super::{Finding, Kind, Stage};

/// Why an act may not be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Locked {
    /// The stage is signed.
    Signed(Stage),
    /// The sign-off of this later stage stands on it, and is taken back first.
    Under(Stage),
    /// A stage is signed by those who work in it, and handed back by those of a later one.
    NotYours(Stage),
    /// A sign-off that was withdrawn or handed back does not come back with its old figures: the stage is signed
    /// anew.
    Redone(Stage),
}

/// Whether anything stands as the sign-off of a stage.
pub(super) fn is_signed(fold: &Fold, stage: Stage) -> bool {
    fold.object(Kind::Signoff.name(), stage.name()).is_some_and(|object| fold.shows(object))
}

/// The acts that stand as the sign-off of a stage: one, or more where two signed without seeing each other.
pub(super) fn signed_by(fold: &Fold, stage: Stage) -> impl Iterator<Item = &Event> {
    let standing = fold.object(Kind::Signoff.name(), stage.name()).into_iter().flat_map(|object| &object.standing);
    standing.map(|put| fold.put(*put)).filter(|(_, change)| &*change.text != "null").map(|(event, _)| event)
}

/// All acts of one reviewer that sign a stage and count, one replaced by a later one too: taken back
/// together, none of them comes to stand again.
pub(super) fn own_sign_offs(fold: &Fold, stage: Stage, by: &str) -> Vec<EventId> {
    let puts = fold.object(Kind::Signoff.name(), stage.name()).into_iter().flat_map(|object| &object.puts);
    let own = puts.map(|put| fold.put(*put)).filter(|(event, change)| event.stamp.by == by && &*change.text != "null");
    own.map(|(event, _)| event.id).filter(|id| fold.node(*id).is_some_and(|node| node.counts)).collect()
}

/// What an act touches that a sign-off locks, for one who works in `stage`; `None`: it may be made.
pub(super) fn locked(fold: &Fold, act: &Act, stage: Stage) -> Option<Locked> {
    let door = Door { fold, stage };
    match act {
        Act::Put(puts) => puts.iter().find_map(|put| {
            let key = if let PutKey::Is(key) = &put.key { key.as_str() } else { "" };
            door.of_put(put.kind, key, put.value.as_ref())
        }),
        Act::Withdraw(ids) => ids.iter().find_map(|id| door.of_withdrawal(*id)),
    }
}

/// One who works in a stage, before the record as it is.
struct Door<'a> {
    fold: &'a Fold,
    stage: Stage,
}

impl Door<'_> {
    /// The sign-off of this stage, or of a later one: that rests on what the earlier stages hold.
    fn signed(&self, stage: Stage) -> Option<Locked> {
        signed_from(self.fold, stage).map(Locked::Signed)
    }

    /// A later sign-off than that of `stage`.
    fn over(&self, stage: Stage) -> Option<Locked> {
        signed_from(self.fold, stage).filter(|later| *later > stage).map(Locked::Under)
    }

    fn of_put(&self, kind: Kind, key: &str, value: Option<&serde_json::Value>) -> Option<Locked> {
        match kind {
            Kind::Signoff => self.of_signoff(key, value.is_some()),
            Kind::Finding => {
                let new: Option<Finding> = value.and_then(|value| serde_json::from_value(value.clone()).ok());
                let old: Vec<Finding> = self.fold.standing(kind.name(), key).values().cloned().collect();
                if new.as_ref().is_some_and(|new| !old.is_empty() && old.iter().all(|old| is_follow_up(old, new))) {
                    return None;
                }
                self.of_object(kind, key)
            }
            _ => self.of_object(kind, key),
        }
    }

    /// Signing, or handing back.
    fn of_signoff(&self, key: &str, signs: bool) -> Option<Locked> {
        let of = Stage::ALL.into_iter().find(|stage| stage.name() == key)?;
        let is_mine = if signs { of == self.stage } else { of < self.stage };
        if is_mine { self.over(of) } else { Some(Locked::NotYours(of)) }
    }

    fn of_object(&self, kind: Kind, key: &str) -> Option<Locked> {
        match kind {
            Kind::Mark | Kind::Score => {
                let stage = key.split_once('/').and_then(|(name, _)| Stage::ALL.into_iter().find(|stage| stage.name() == name));
                stage.and_then(|stage| self.signed(stage))
            }
            // What everything in the stage rests on, and what is said in it.
            Kind::Comment | Kind::Frame | Kind::Supplement | Kind::Dismissal | Kind::Link | Kind::Finding => self.signed(self.stage),
            Kind::Report => self.signed(self.stage).filter(|_| key != "sha256"),
            // A member's opinion is their own until all is decided.
            Kind::Opinion => self.signed(Stage::Final),
            Kind::Reviewer | Kind::Call | Kind::Signoff => None,
        }
    }

    /// Taking acts back, or bringing them back, touches all that they put.
    fn of_withdrawal(&self, id: EventId) -> Option<Locked> {
        touched(self.fold, id).into_iter().find_map(|(id, again)| {
            let changes = &self.fold.node(id)?.event.changes;
            changes.iter().find_map(|change| {
                let ObjectKey { kind, key } = &change.object;
                match Kind::named(kind)? {
                    Kind::Signoff => self.of_signoff_again(key, &*change.text != "null", again),
                    kind => self.of_object(kind, key),
                }
            })
        })
    }

    /// Taking back a sign-off (or a handing back), or bringing it back.
    fn of_signoff_again(&self, key: &str, signs: bool, again: bool) -> Option<Locked> {
        let of = Stage::ALL.into_iter().find(|stage| stage.name() == key)?;
        // A sign-off that comes again, a handing back that goes: either way the old figures would stand.
        if signs == again { Some(Locked::Redone(of)) } else { self.over(of) }
    }
}

/// The last of the signed stages from this one on.
pub(super) fn signed_from(fold: &Fold, stage: Stage) -> Option<Stage> {
    Stage::ALL.into_iter().rev().find(|later| *later >= stage && is_signed(fold, *later))
}

/// The acts that count otherwise once an act is withdrawn: itself, what it withdraws, what that withdraws and so
/// on; whether each comes again. Each is met twice at most, however withdrawals were forged to meet.
fn touched(fold: &Fold, id: EventId) -> Vec<(EventId, bool)> {
    let (mut found, mut seen) = (vec![(id, false)], HashSet::from([(id, false)]));
    let mut next = 0;
    while let Some((id, again)) = found.get(next).copied() {
        next += 1;
        let Some(node) = fold.node(id) else { continue };
        let targets = fold.withdrawn_by(&node.event).into_iter().map(|id| (id, !again));
        found.extend(targets.filter(|target| seen.insert(*target)));
    }
    found
}

/// What of a finding comes after the sign-off: the number a paper gives it, who puts it right by when, and how
/// far that is.
const FOLLOW_UP: [&str; 5] = ["no", "owner", "deadline", "rectification", "remedy"];

/// Whether only that changes.
fn is_follow_up(old: &Finding, new: &Finding) -> bool {
    let rest = |finding: &Finding| {
        let mut value = serde_json::to_value(finding).ok()?;
        let members = value.as_object_mut()?;
        members.retain(|name, _| !FOLLOW_UP.contains(&name.as_str()));
        Some(value)
    };
    rest(old).is_some_and(|old| Some(old) == rest(new))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::fixture::{act, act_at, put, stamp, withdraw};
    use super::super::{Act, Kind, Put, Review, Stage};
    use super::{Fold, Locked, touched};

    fn set(kind: Kind, key: &str, value: &Value) -> Put {
        Put::set(kind, key, value)
    }

    fn signed() -> (Review, super::EventId) {
        let mut review = Review::default();
        put(&mut review, "r-1", [set(Kind::Mark, "first/duty-1", &json!({"to": "problem"}))]);
        put(&mut review, "r-1", [set(Kind::Finding, "f1", &json!({"stage": "first", "title": "甲"}))]);
        let signoff = put(&mut review, "r-1", [set(Kind::Signoff, "first", &json!({"total": "80"}))]);
        (review, signoff)
    }

    fn locks(review: &Review, stage: Stage, one: Put) -> Option<Locked> {
        review.locks(&Act::Put(vec![one]), stage)
    }

    #[test]
    fn a_signed_stage_takes_no_act_of_those_who_work_in_it() {
        let (review, _) = signed();
        let puts = [
            set(Kind::Mark, "first/duty-2", &json!({"to": "accepted"})),
            Put::clear(Kind::Mark, "first/duty-1"),
            set(Kind::Score, "first/indicator-1", &json!({"from": "self"})),
            set(Kind::Finding, "f1", &json!({"stage": "first", "title": "乙"})),
            Put::clear(Kind::Finding, "f1"),
            Put::add(Kind::Finding, &json!({"stage": "first", "title": "新"})),
            Put::add(Kind::Comment, &json!({"text": "新"})),
            set(Kind::Supplement, "funds/initial", &json!({"value": "1"})),
            set(Kind::Frame, "frame", &json!({"pack": "base"})),
            set(Kind::Dismissal, "B01", &json!({"reason": "x"})),
            set(Kind::Link, "duty-1+work-1", &json!("yes")),
            set(Kind::Report, "table", &json!("received")),
        ];
        for one in puts {
            assert_eq!(locks(&review, Stage::First, one.clone()), Some(Locked::Signed(Stage::First)), "{one:?}");
            let bulk = Act::Put(vec![set(Kind::Opinion, "f1/r-1", &json!({"to": "agree"})), one]);
            assert_eq!(review.locks(&bulk, Stage::First), Some(Locked::Signed(Stage::First)));
        }
    }

    #[test]
    fn what_comes_after_a_sign_off_is_not_locked() {
        let (review, _) = signed();
        for one in [
            set(Kind::Finding, "f1", &json!({"stage": "first", "title": "甲", "no": 1, "rectification": "in_progress", "owner": "示例处"})),
            set(Kind::Opinion, "f1/r-1", &json!({"to": "agree"})),
            set(Kind::Report, "sha256", &json!("00")),
            set(Kind::Reviewer, "r-1", &json!({"name": "张三"})),
        ] {
            assert_eq!(locks(&review, Stage::First, one.clone()), None, "{one:?}");
        }
    }

    #[test]
    fn the_next_stage_works_over_it_but_not_in_it() {
        let (review, _) = signed();
        let free = [
            set(Kind::Mark, "recheck/duty-1", &json!({"to": "accepted"})),
            set(Kind::Finding, "f1", &json!({"stage": "first", "title": "乙", "state": "confirmed"})),
            Put::add(Kind::Comment, &json!({"text": "新"})),
        ];
        for one in free {
            assert_eq!(locks(&review, Stage::Recheck, one.clone()), None, "{one:?}");
        }
        let ruling = set(Kind::Mark, "first/duty-1", &json!({"to": "accepted"})).ruling();
        assert_eq!(locks(&review, Stage::Recheck, ruling), Some(Locked::Signed(Stage::First)));
    }

    #[test]
    fn an_earlier_stage_does_not_touch_the_findings_of_a_later_one_that_is_signed() {
        let mut review = Review::default();
        put(&mut review, "r-2", [set(Kind::Finding, "f1", &json!({"stage": "recheck"}))]);
        put(&mut review, "r-2", [set(Kind::Signoff, "recheck", &json!({}))]);
        let changed = set(Kind::Finding, "f1", &json!({"stage": "recheck", "title": "乙"}));
        assert_eq!(locks(&review, Stage::First, changed), Some(Locked::Signed(Stage::Recheck)));
    }

    #[test]
    fn an_earlier_stage_changes_nothing_that_a_later_sign_off_rests_on() {
        let mut review = Review::default();
        put(&mut review, "r-1", [set(Kind::Finding, "f1", &json!({"stage": "first", "title": "甲"}))]);
        let link = put(&mut review, "r-1", [set(Kind::Link, "duty-1+work-1", &json!("yes"))]);
        put(&mut review, "r-2", [set(Kind::Signoff, "recheck", &json!({"total": "80"}))]);
        for one in [
            set(Kind::Mark, "first/duty-1", &json!({"to": "problem"})),
            set(Kind::Score, "first/indicator-1", &json!({"from": "1"})),
            set(Kind::Finding, "f1", &json!({"stage": "first", "title": "乙"})),
            set(Kind::Frame, "frame", &json!({"pack": "base"})),
            set(Kind::Supplement, "funds/initial", &json!({"value": "1"})),
            Put::clear(Kind::Link, "duty-1+work-1"),
        ] {
            assert_eq!(locks(&review, Stage::First, one.clone()), Some(Locked::Signed(Stage::Recheck)), "{one:?}");
        }
        assert_eq!(review.locks(&Act::Withdraw(vec![link]), Stage::First), Some(Locked::Signed(Stage::Recheck)));
        assert_eq!(locks(&review, Stage::Final, set(Kind::Frame, "frame", &json!({"pack": "base"}))), None, "the next works over it");
    }

    #[test]
    fn undoing_a_handing_back_does_not_sign() {
        let (mut review, _) = signed();
        let handed_back = put(&mut review, "r-2", [Put::clear(Kind::Signoff, "first").ruling()]);
        put(&mut review, "r-1", [set(Kind::Mark, "first/duty-1", &json!({"to": "accepted"}))]);
        assert_eq!(review.undo("r-2").map(|undo| undo.of), Some(handed_back));
        assert_eq!(review.locks(&Act::Withdraw(vec![handed_back]), Stage::Recheck), Some(Locked::Redone(Stage::First)));
    }

    #[test]
    fn withdrawals_forged_to_meet_again_and_again_are_looked_at_once_each_way() {
        let mut review = Review::default();
        let mut last = vec![put(&mut review, "r-1", [set(Kind::Mark, "first/duty-1", &json!({"to": "problem"}))])];
        for _ in 0..16 {
            last = (0..2).map(|second| act_at(&mut review, &Act::Withdraw(last.clone()), &stamp("r-1", second))).collect();
        }
        let mut fold = Fold::default();
        fold.accept_all(review.events().cloned());
        assert!(touched(&fold, last[0]).len() <= 2 * review.events().count(), "{}", touched(&fold, last[0]).len());
        assert_eq!(review.locks(&Act::Withdraw(last), Stage::First), None);
    }

    #[test]
    fn undo_and_redo_meet_it_too() {
        let (mut review, signoff) = signed();
        let undo = |review: &Review| review.undo("r-1").map(|undo| undo.of);
        assert_eq!(undo(&review), Some(signoff));
        let mark = review.events().next().map(|event| event.id);
        let back = Act::Withdraw(mark.into_iter().collect());
        assert_eq!(review.locks(&back, Stage::First), Some(Locked::Signed(Stage::First)));
        assert_eq!(review.locks(&Act::Withdraw(vec![signoff]), Stage::First), None, "one's own sign-off is taken back");
        let taken_back = withdraw(&mut review, "r-1", signoff);
        assert_eq!(review.locks(&back, Stage::First), None);
        assert_eq!(review.locks(&Act::Withdraw(vec![taken_back]), Stage::First), Some(Locked::Redone(Stage::First)));

        let undone = act(&mut review, "r-1", &back);
        put(&mut review, "r-1", [set(Kind::Signoff, "first", &json!({}))]);
        assert_eq!(review.locks(&Act::Withdraw(vec![undone]), Stage::First), Some(Locked::Signed(Stage::First)), "redo");
    }

    #[test]
    fn sign_offs_stand_on_each_other_and_are_taken_back_from_the_top() {
        let (mut review, signoff) = signed();
        put(&mut review, "r-2", [set(Kind::Signoff, "recheck", &json!({}))]);
        let hand_back = || Put::clear(Kind::Signoff, "first").ruling();
        assert_eq!(locks(&review, Stage::Recheck, hand_back()), Some(Locked::Under(Stage::Recheck)));
        assert_eq!(locks(&review, Stage::Final, hand_back()), Some(Locked::Under(Stage::Recheck)));
        assert_eq!(review.locks(&Act::Withdraw(vec![signoff]), Stage::First), Some(Locked::Under(Stage::Recheck)));
        assert_eq!(locks(&review, Stage::Final, Put::clear(Kind::Signoff, "recheck").ruling()), None);
        put(&mut review, "r-3", [Put::clear(Kind::Signoff, "recheck").ruling()]);
        assert_eq!(locks(&review, Stage::First, hand_back()), Some(Locked::NotYours(Stage::First)), "one withdraws one's own");
        assert_eq!(locks(&review, Stage::Recheck, hand_back()), None);
        let other = set(Kind::Signoff, "final", &json!({}));
        assert_eq!(locks(&review, Stage::First, other), Some(Locked::NotYours(Stage::Final)));
    }

    #[test]
    fn opinions_are_given_until_all_is_decided() {
        let mut review = Review::default();
        put(&mut review, "r-3", [set(Kind::Signoff, "final", &json!({}))]);
        let opinion = set(Kind::Opinion, "f1/r-1", &json!({"to": "drop"}));
        assert_eq!(locks(&review, Stage::First, opinion), Some(Locked::Signed(Stage::Final)));
    }
}
