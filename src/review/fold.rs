//! From events to what stands now.
//!
//! The rule, for every set of events, whatever order they came in:
//! 1. An event *counts* unless an event of the same reviewer that counts withdraws it.
//! 2. A put that counts *replaces*, of its own object, the puts its `over` names, and those *their*
//!    `over` names, and so on. The way may lead through withdrawn puts: with C over B over A, A stays
//!    replaced while B or C counts. Where nothing that counts leads to a put any more, it is back.
//! 3. The puts that count and are not replaced stand: one value if they are equal, else a conflict.
//!
//! One more event costs what it touches: the events it withdraws and the objects of those.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use jiff::Timestamp;
use serde::de::DeserializeOwned;

use super::{Change, Event, EventId, ObjectKey};

/// A value with who said it and when.
#[derive(Clone, Debug, PartialEq)]
pub struct Said<T> {
    /// The value.
    pub value: T,
    /// Reviewer key.
    pub by: String,
    /// When, as stamped.
    pub at: String,
    /// By which event.
    pub event: EventId,
}

/// What stands about an object.
#[derive(Clone, Debug, PartialEq)]
pub enum Standing<T> {
    /// Nothing, or taken away.
    Nothing,
    /// One value (equal ones count as one).
    Settled(Said<T>),
    /// 意见不一致: written without seeing each other; all are shown until somebody rules.
    /// `None` = one of them takes the object away.
    Conflict(Vec<Said<Option<T>>>),
}

impl<T> Standing<T> {
    /// The settled value.
    pub fn settled(&self) -> Option<&T> {
        match self {
            Self::Settled(said) => Some(&said.value),
            _ => None,
        }
    }

    /// What stands, also where opinions differ: the latest said. Opinions come by time, then by event id.
    pub fn latest(&self) -> Option<&T> {
        match self {
            Self::Nothing => None,
            Self::Settled(said) => Some(&said.value),
            Self::Conflict(all) => all.iter().rev().find_map(|said| said.value.as_ref()),
        }
    }

    /// Whether opinions differ.
    pub fn is_conflict(&self) -> bool {
        matches!(self, Self::Conflict(_))
    }

    /// All values that stand, settled or not.
    pub fn values(&self) -> impl Iterator<Item = &T> {
        let (one, several) = match self {
            Self::Nothing => (None, &[][..]),
            Self::Settled(said) => (Some(&said.value), &[][..]),
            Self::Conflict(said) => (None, said.as_slice()),
        };
        one.into_iter().chain(several.iter().filter_map(|said| said.value.as_ref()))
    }
}

/// Place in time for the reader's eye, then name: the order in which anything is shown.
pub(super) type Shown = (Timestamp, EventId);

/// Place after everything an event was made in knowledge of, even where a clock went back: the
/// latest time among its ancestors and itself, then the longest way to it.
pub(super) type Course = (Timestamp, u32, EventId);

/// When an object was made: the time, how many acts it was made in knowledge of, the event and which
/// of its changes. Two objects never share it.
pub(super) type Made = (Timestamp, u32, EventId, usize);

/// An event and what the others make of it.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub event: Event,
    /// Whether nobody withdrew it.
    pub counts: bool,
    /// Where it is shown.
    pub shown: Shown,
    /// Where it stands in the course of the work.
    pub course: Course,
}

/// One put: the event and which of its changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct PutAt {
    pub event: EventId,
    pub change: usize,
}

/// An object: everything said about it, and what stands.
#[derive(Clone, Debug)]
pub(super) struct Object {
    /// All known puts, withdrawn ones too.
    pub puts: Vec<PutAt>,
    /// The one that was made first, whatever the clocks say.
    first: PutAt,
    /// Those that count and are not replaced, as shown.
    pub standing: Vec<PutAt>,
    /// Whether `standing` differ.
    pub conflict: bool,
}

/// What one reviewer did, in the course of the work.
#[derive(Clone, Debug, Default)]
struct Acts {
    puts: BTreeSet<Course>,
    withdrawals: BTreeSet<Course>,
}

/// The known events and their fold.
#[derive(Clone, Debug, Default)]
pub(super) struct Fold {
    nodes: HashMap<EventId, Node>,
    /// Names claimed by events whose hash they are not.
    claims: HashMap<EventId, BTreeSet<EventId>>,
    /// Who withdraws a name.
    withdrawers: HashMap<EventId, Vec<EventId>>,
    /// Names given as `prev`.
    followed: HashSet<EventId>,
    pub heads: BTreeSet<EventId>,
    pub shown: BTreeSet<Shown>,
    acts: HashMap<String, Acts>,
    pub objects: BTreeMap<String, BTreeMap<String, Object>>,
}

impl Fold {
    pub(super) fn node(&self, id: EventId) -> Option<&Node> {
        self.nodes.get(&id)
    }

    fn known_node(&self, id: EventId) -> &Node {
        self.nodes.get(&id).expect("indices name known events")
    }

    fn known_node_mut(&mut self, id: EventId) -> &mut Node {
        self.nodes.get_mut(&id).expect("indices name known events")
    }

    /// The event behind a put, and the change.
    pub(super) fn put(&self, at: PutAt) -> (&Event, &Change) {
        let event = &self.known_node(at.event).event;
        (event, event.changes.get(at.change).expect("a put is made from its event's changes"))
    }

    /// The known events a name stands for: the one whose hash it is, else those that claim it.
    pub(super) fn named(&self, name: EventId) -> impl Iterator<Item = EventId> {
        let real = self.nodes.contains_key(&name).then_some(name);
        let claimed = if real.is_some() { None } else { self.claims.get(&name) };
        real.into_iter().chain(claimed.into_iter().flatten().copied())
    }

    /// The names a known event is called by.
    fn names(&self, event: &Event) -> impl Iterator<Item = EventId> {
        let claimed = event.claimed_id().filter(|name| !self.nodes.contains_key(name));
        std::iter::once(event.id).chain(claimed)
    }

    /// The events that an event withdraws: known, and of the same reviewer.
    pub(super) fn withdrawn_by(&self, event: &Event) -> Vec<EventId> {
        let own = |id: &EventId| self.known_node(*id).event.stamp.by == event.stamp.by;
        event.withdraw.iter().flat_map(|name| self.named(*name)).filter(own).collect()
    }

    /// The events that withdraw an event, counting or not.
    pub(super) fn withdrawers_of(&self, event: &Event) -> Vec<EventId> {
        let own = |id: &EventId| self.known_node(*id).event.stamp.by == event.stamp.by;
        self.names(event).filter_map(|name| self.withdrawers.get(&name)).flatten().copied().filter(own).collect()
    }

    /// One's puts that count, latest first.
    pub(super) fn puts_of(&self, by: &str) -> impl Iterator<Item = &Node> {
        self.counting(self.acts.get(by).map(|acts| &acts.puts))
    }

    /// One's withdrawals that count, latest first.
    pub(super) fn withdrawals_of(&self, by: &str) -> impl Iterator<Item = &Node> {
        self.counting(self.acts.get(by).map(|acts| &acts.withdrawals))
    }

    fn counting<'a>(&'a self, acts: Option<&'a BTreeSet<Course>>) -> impl Iterator<Item = &'a Node> {
        acts.into_iter().flatten().rev().map(|(.., id)| self.known_node(*id)).filter(|node| node.counts)
    }

    pub(super) fn object(&self, kind: &str, key: &str) -> Option<&Object> {
        self.objects.get(kind)?.get(key)
    }

    /// The event that made an object, and when it came among all that make objects: by the clock, in one
    /// second as they were made, in one act as it names them.
    pub(super) fn made(&self, object: &Object) -> (&Event, Made) {
        let PutAt { event: id, change } = object.first;
        let Node { event, shown: (time, _), course: (_, way, _), .. } = self.known_node(id);
        (event, (*time, *way, id, change))
    }

    /// Whether anything stands about an object: more than that it was taken away.
    pub(super) fn shows(&self, object: &Object) -> bool {
        object.standing.iter().any(|put| &*self.put(*put).1.text != "null")
    }

    /// Takes one event in; the objects whose standing it may have changed come back. `None` if it
    /// was known already.
    pub(super) fn accept(&mut self, event: Event) -> Option<Vec<ObjectKey>> {
        let id = event.id;
        if self.nodes.contains_key(&id) {
            return self.respell(&event).then(|| self.fold_all());
        }
        let comes_late = self.followed.contains(&id);
        self.insert(event);
        // Only claimed names can make a circle, or mean another event tomorrow.
        if comes_late || !self.claims.is_empty() {
            return Some(self.fold_all());
        }
        self.place(id);
        let affected = self.recount(self.downstream(id));
        Some(self.refold(&affected))
    }

    /// Takes many events in and folds once; those that were new come back, in the order given.
    pub(super) fn accept_all(&mut self, events: impl IntoIterator<Item = Event>) -> Vec<EventId> {
        let (mut new, mut respelt) = (Vec::new(), false);
        for event in events {
            if self.nodes.contains_key(&event.id) {
                respelt |= self.respell(&event);
            } else {
                new.push(event.id);
                self.insert(event);
            }
        }
        if respelt || !new.is_empty() {
            self.fold_all();
        }
        new
    }

    /// The fold without some events, as if they had never come.
    pub(super) fn without(self, refused: &[EventId]) -> Self {
        let mut fold = Self::default();
        fold.accept_all(self.nodes.into_values().map(|node| node.event).filter(|event| !refused.contains(&event.id)));
        fold
    }

    /// Of two spellings of one event that differ in a wrong `id`, the same is kept in any order:
    /// the right one, else the lesser. Whether it changed.
    fn respell(&mut self, other: &Event) -> bool {
        let known = &mut self.nodes.get_mut(&other.id).expect("only a known event is respelt").event;
        if known.claimed <= other.claimed {
            return false;
        }
        if let Some(claimants) = known.claimed_id().and_then(|name| self.claims.get_mut(&name)) {
            claimants.remove(&other.id);
        }
        known.claimed.clone_from(&other.claimed);
        if let Some(name) = other.claimed_id() {
            self.claims.entry(name).or_default().insert(other.id);
        }
        true
    }

    /// Indexes an event that is not known yet.
    fn insert(&mut self, event: Event) {
        let id = event.id;
        if let Some(name) = event.claimed_id() {
            self.claims.entry(name).or_default().insert(id);
        }
        for name in &event.withdraw {
            self.withdrawers.entry(*name).or_default().push(id);
        }
        self.followed.extend(&event.prev);
        let shown = (event.stamp.at.parse().unwrap_or(Timestamp::MIN), id);
        self.shown.insert(shown);
        for (change, Change { object, .. }) in event.changes.iter().enumerate() {
            let put = PutAt { event: id, change };
            let objects = self.objects.entry(object.kind.clone()).or_default();
            objects.entry(object.key.clone()).or_insert_with(|| Object::new(put)).puts.push(put);
        }
        self.nodes.insert(id, Node { event, counts: true, shown, course: (shown.0, 0, id) });
    }

    /// Where an event stands after its known ancestors.
    fn course_of(&self, event: &Event) -> Course {
        let own = self.known_node(event.id).shown.0;
        let ancestors = event.prev.iter().flat_map(|name| self.named(*name)).map(|id| self.known_node(id).course);
        ancestors.fold((own, 0, event.id), |(latest, way, id), (time, length, _)| (latest.max(time), way.max(length.saturating_add(1)), id))
    }

    /// Gives an event its place behind its `prev`: in the course, among its reviewer's acts, as a
    /// head. Once for each event, parents first.
    fn place(&mut self, id: EventId) {
        let course = self.course_of(&self.known_node(id).event);
        self.known_node_mut(id).course = course;
        let event = &self.known_node(id).event;
        let followed: Vec<EventId> = event.prev.iter().flat_map(|name| self.named(*name)).collect();
        let is_head = self.names(event).all(|name| !self.followed.contains(&name));
        let (by, puts, withdraws) = (event.stamp.by.clone(), !event.changes.is_empty(), !event.withdraw.is_empty());
        let acts = self.acts.entry(by).or_default();
        acts.puts.extend(puts.then_some(course));
        acts.withdrawals.extend(withdraws.then_some(course));
        for prev in followed {
            self.heads.remove(&prev);
        }
        self.heads.extend(is_head.then_some(id));
    }

    /// An event, what it withdraws, what that withdraws, and so on.
    fn downstream(&self, id: EventId) -> Vec<EventId> {
        let (mut found, mut seen) = (vec![id], HashSet::from([id]));
        let mut next = 0;
        while let Some(id) = found.get(next) {
            let targets = self.withdrawn_by(&self.known_node(*id).event);
            found.extend(targets.into_iter().filter(|target| seen.insert(*target)));
            next += 1;
        }
        found
    }

    /// Decides anew which of `ids` count; all others are decided. Gives `ids` back.
    fn recount(&mut self, ids: Vec<EventId>) -> Vec<EventId> {
        let (sorted, circular) = parents_first(&ids, |id| self.withdrawers_of(&self.known_node(id).event));
        for id in sorted {
            let withdrawers = self.withdrawers_of(&self.known_node(id).event);
            let counts = !withdrawers.iter().any(|by| self.known_node(*by).counts);
            self.known_node_mut(id).counts = counts;
        }
        // Only forged ids can withdraw each other in a circle: such withdrawals are void.
        let circle: HashSet<EventId> = circular.iter().copied().collect();
        for id in circular {
            let withdrawers = self.withdrawers_of(&self.known_node(id).event);
            let counts = !withdrawers.iter().any(|by| !circle.contains(by) && self.known_node(*by).counts);
            self.known_node_mut(id).counts = counts;
        }
        ids
    }

    /// Folds the objects of some events anew and names them.
    fn refold(&mut self, ids: &[EventId]) -> Vec<ObjectKey> {
        let changes = ids.iter().flat_map(|id| &self.known_node(*id).event.changes);
        let touched: BTreeSet<ObjectKey> = changes.map(|change| change.object.clone()).collect();
        for ObjectKey { kind, key } in &touched {
            let object = self.object(kind, key).expect("every put is indexed under its object");
            let standing = self.standing_puts(&object.puts);
            let conflict = self.differ(&standing);
            let first = object.puts.iter().min_by_key(|put| (self.known_node(put.event).course, put.change));
            let first = first.copied().unwrap_or(object.first);
            let objects = self.objects.get_mut(kind).and_then(|objects| objects.get_mut(key));
            let object = objects.expect("every put is indexed under its object");
            (object.first, object.standing, object.conflict) = (first, standing, conflict);
        }
        touched.into_iter().collect()
    }

    fn fold_all(&mut self) -> Vec<ObjectKey> {
        self.heads.clear();
        self.acts.clear();
        for node in self.nodes.values_mut() {
            node.course = (node.shown.0, 0, node.shown.1);
        }
        let ids: Vec<EventId> = self.shown.iter().map(|(_, id)| *id).collect();
        let prevs = |id| self.known_node(id).event.prev.iter().flat_map(|name| self.named(*name)).collect();
        let (sorted, circular) = parents_first(&ids, prevs);
        for id in sorted.into_iter().chain(circular) {
            self.place(id);
        }
        let ids = self.recount(ids);
        self.refold(&ids)
    }

    fn standing_puts(&self, puts: &[PutAt]) -> Vec<PutAt> {
        let change_of: HashMap<EventId, &Change> = puts.iter().map(|put| (put.event, self.put(*put).1)).collect();
        let counts = |put: &&PutAt| self.known_node(put.event).counts;
        let mut replaced = HashSet::new();
        let mut reached: Vec<EventId> = puts.iter().filter(counts).map(|put| put.event).collect();
        while let Some(id) = reached.pop() {
            let over = change_of.get(&id).into_iter().flat_map(|change| &change.over).flat_map(|name| self.named(*name));
            reached.extend(over.filter(|older| change_of.contains_key(older) && replaced.insert(*older)));
        }
        let mut standing: Vec<PutAt> = puts.iter().filter(counts).filter(|put| !replaced.contains(&put.event)).copied().collect();
        standing.sort_by_key(|put| self.known_node(put.event).shown);
        standing
    }

    fn differ(&self, standing: &[PutAt]) -> bool {
        let mut changes = standing.iter().map(|put| self.put(*put).1);
        let Some(first) = changes.next() else { return false };
        changes.any(|other| other.text != first.text && other.value() != first.value())
    }

    /// What stands about an object, each value read by `read`; values that it cannot read are left out.
    fn read<T>(&self, object: &Object, read: impl Fn(&Change) -> Option<Option<T>>) -> Standing<T> {
        let said = |put: &PutAt| {
            let (event, change) = self.put(*put);
            let (by, at) = (event.stamp.by.clone(), event.stamp.at.clone());
            read(change).map(|value| Said { value, by, at, event: event.id })
        };
        if object.conflict {
            let all: Vec<_> = object.standing.iter().filter_map(said).collect();
            return if all.iter().any(|said| said.value.is_some()) { Standing::Conflict(all) } else { Standing::Nothing };
        }
        match object.standing.first().and_then(said) {
            Some(Said { value: Some(value), by, at, event }) => Standing::Settled(Said { value, by, at, event }),
            _ => Standing::Nothing,
        }
    }

    /// What stands about an object, typed.
    pub(super) fn standing<T: DeserializeOwned>(&self, kind: &str, key: &str) -> Standing<T> {
        self.object(kind, key).map_or(Standing::Nothing, |object| self.read(object, |change| serde_json::from_str(&change.text).ok()))
    }
}

impl Object {
    fn new(first: PutAt) -> Self {
        Self { puts: Vec::new(), first, standing: Vec::new(), conflict: false }
    }
}

/// `ids` so that each comes after those of its parents that are among them; and those that are in a
/// circle or behind one.
fn parents_first(ids: &[EventId], parents: impl Fn(EventId) -> Vec<EventId>) -> (Vec<EventId>, Vec<EventId>) {
    let mut waits: HashMap<EventId, usize> = ids.iter().map(|id| (*id, 0)).collect();
    let mut children: HashMap<EventId, Vec<EventId>> = HashMap::new();
    for id in ids {
        for parent in parents(*id) {
            if waits.contains_key(&parent) {
                children.entry(parent).or_default().push(*id);
                *waits.entry(*id).or_default() += 1;
            }
        }
    }
    let mut sorted: Vec<EventId> = ids.iter().filter(|id| waits.get(id) == Some(&0)).copied().collect();
    let mut next = 0;
    while let Some(id) = sorted.get(next) {
        for child in children.remove(id).unwrap_or_default() {
            let left = waits.entry(child).or_default();
            *left -= 1;
            if *left == 0 {
                sorted.push(child);
            }
        }
        next += 1;
    }
    let circular = ids.iter().filter(|id| waits.get(id) != Some(&0)).copied().collect();
    (sorted, circular)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{faults, mark, marks, put, record, stamp, withdraw};
    use super::super::{Act, Event, Review};

    #[test]
    fn what_a_withdrawn_act_had_replaced_stays_replaced_by_what_came_after() {
        let mut review = Review::default();
        let [a, b, c] = ["accepted", "problem", "needs_evidence"].map(|to| put(&mut review, "r-1", [mark(to)]));
        let undo_b = withdraw(&mut review, "r-1", b);
        assert_eq!(marks(&review), ["NeedsEvidence"], "c over b over a");
        let undo_c = withdraw(&mut review, "r-1", c);
        assert_eq!(marks(&review), ["Accepted"], "nothing that counts leads to a");
        withdraw(&mut review, "r-1", undo_b);
        assert_eq!(marks(&review), ["Problem"]);
        withdraw(&mut review, "r-1", undo_c);
        assert_eq!(marks(&review), ["NeedsEvidence"]);
        withdraw(&mut review, "r-1", a);
        assert_eq!(marks(&review), ["NeedsEvidence"]);
    }

    #[test]
    fn a_ruling_settles_and_its_undo_brings_both_back() {
        let (mut one, mut two) = (Review::default(), Review::default());
        put(&mut one, "r-1", [mark("accepted")]);
        put(&mut two, "r-2", [mark("problem")]);
        one.union(&two);
        assert_eq!(marks(&one), ["Accepted", "Problem"]);
        put(&mut one, "r-2", [mark("needs_evidence")]);
        assert_eq!(marks(&one), ["Accepted", "NeedsEvidence"], "an ordinary act replaces one's own value only");
        let ruling = put(&mut one, "r-3", [mark("problem").ruling()]);
        assert_eq!(marks(&one), ["Problem"]);
        withdraw(&mut one, "r-3", ruling);
        assert_eq!(marks(&one), ["Accepted", "NeedsEvidence"]);
    }

    #[test]
    fn equal_values_are_one() {
        let (mut one, mut two) = (Review::default(), Review::default());
        put(&mut one, "r-1", [mark("accepted")]);
        put(&mut two, "r-2", [mark("accepted")]);
        one.union(&two);
        assert!(one.conflicts().is_empty());
        put(&mut one, "r-2", [mark("problem")]);
        assert_eq!(marks(&one), ["Problem"], "what is settled is replaced whole");
    }

    #[test]
    fn nobody_withdraws_the_act_of_another() {
        let mut review = Review::default();
        let act = put(&mut review, "r-1", [mark("accepted")]);
        withdraw(&mut review, "r-2", act);
        assert_eq!(marks(&review), ["Accepted"]);
        assert!(faults(&review).contains("an act of somebody else (r-1)"));
    }

    #[test]
    fn a_withdrawal_may_come_before_what_it_withdraws() {
        let mut review = Review::default();
        let act = put(&mut review, "r-1", [mark("accepted")]);
        withdraw(&mut review, "r-1", act);
        let events: Vec<Event> = review.events().cloned().collect();
        let mut late = Review::default();
        let (acts, withdrawals): (Vec<Event>, Vec<Event>) = events.into_iter().partition(|event| event.withdraw.is_empty());
        late.accept_all(withdrawals);
        assert!(faults(&late).contains("is not in the record"));
        late.accept_all(acts);
        assert_eq!((marks(&late), faults(&late)), (vec![], String::new()));
    }

    #[test]
    fn an_act_with_a_wrong_id_is_still_the_act_that_others_name() {
        let mut review = Review::default();
        let first = put(&mut review, "r-1", [mark("accepted")]);
        put(&mut review, "r-1", [mark("problem")]);
        let honest = review.to_json("");
        let (forged, _) =
            Review::parse(&honest.replacen("{\"to\":\"accepted\"}", "{\"to\":\"not_applicable\"}", 1)).expect("it is a record");
        assert_eq!(marks(&forged), ["Problem"]);
        assert_eq!(faults(&forged).lines().count(), 1, "{}", faults(&forged));
        let (again, _) = Review::parse(&forged.to_json("")).expect("it is a record");
        assert_eq!(faults(&again), faults(&forged), "saving does not hide it");

        let mut merged = forged.clone();
        merged.union(&review);
        assert_eq!(marks(&merged), ["NotApplicable", "Problem"], "beside the true act the forged one stands for itself");
        let mut other_way = review.clone();
        other_way.union(&forged);
        assert_eq!(other_way.to_json(""), merged.to_json(""));
        assert!(merged.event(first).is_some());
    }

    #[test]
    fn forged_circles_end() {
        let [a, b] = ["a", "b"].map(|letter| letter.repeat(32));
        let event = |id: &str, other: &str| {
            format!(
                r#"{{"id":"{id}","prev":["{other}"],"by":"r-1","at":"2026-11-23T10:02:11+08:00","withdraw":["{other}"],
                "changes":[{{"put":{{"mark":"first/duty-3"}},"value":{{"to":"problem"}}}}]}}"#
            )
        };
        let review = record(&[&event(&a, &b), &event(&b, &a)]);
        assert_eq!(marks(&review), ["Problem"]);
        assert_eq!(review.undo("r-1").map(|undo| matches!(undo.act, Act::Withdraw(_))), Some(true));
    }

    #[test]
    fn a_long_chain_of_withdrawals_costs_no_stack() {
        let mut review = Review::default();
        let mut last = put(&mut review, "r-1", [mark("accepted")]);
        let mut chain = Vec::new();
        for _ in 0..20_000 {
            let Some(event) = review.stamp(&Act::Withdraw(vec![last]), &stamp("r-1", 0)) else { continue };
            last = event.id;
            chain.push(event);
        }
        review.accept_all(chain);
        assert_eq!(marks(&review), ["Accepted"]);
    }
}
