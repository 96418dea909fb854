//! Comments and findings as lists: numbered, and found by what they are on.
//!
//! Only the notes an act touched are read anew; what is on an item is looked up when first asked.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::de::DeserializeOwned;

use super::fold::{Fold, Shown};
use super::judged::judged;
use super::{Comment, Finding, Kind, Standing};

/// An object with its key and its number on screen (问1, 注1: by time, then event id).
#[derive(Clone, Debug, PartialEq)]
pub struct Named<T> {
    /// Key, `c3f…`.
    pub key: String,
    /// From 1; a finding's own `no` once it has one, and then those without count on from the highest.
    pub number: u32,
    /// What stands.
    pub standing: Standing<T>,
    /// First put: who.
    pub by: String,
    /// First put: when.
    pub at: String,
}

/// A kind of object that reviewers write freely: what it is on, and a number of its own.
pub(super) trait Note: DeserializeOwned {
    const KIND: Kind;

    /// Ids of items and paragraphs.
    fn places(&self) -> impl Iterator<Item = &str>;

    /// The number it keeps.
    fn no(&self) -> Option<u32>;
}

impl Note for Comment {
    const KIND: Kind = Kind::Comment;

    fn places(&self) -> impl Iterator<Item = &str> {
        self.on.iter().chain(self.quote.iter().map(|quote| &quote.paragraph)).map(String::as_str)
    }

    fn no(&self) -> Option<u32> {
        None
    }
}

impl Note for Finding {
    const KIND: Kind = Kind::Finding;

    fn places(&self) -> impl Iterator<Item = &str> {
        self.on.iter().chain(self.quotes.iter().map(|quote| &quote.paragraph)).map(String::as_str)
    }

    fn no(&self) -> Option<u32> {
        self.no
    }
}

/// All notes of a kind, by number.
#[derive(Clone, Debug)]
pub(super) struct Notes<T> {
    list: Vec<Named<T>>,
    on: OnceLock<HashMap<String, Vec<usize>>>,
}

impl<T> Default for Notes<T> {
    fn default() -> Self {
        Self { list: Vec::new(), on: OnceLock::new() }
    }
}

impl<T: Note> Notes<T> {
    pub(super) fn all(fold: &Fold) -> Self {
        let mut notes = Self::default();
        let keys = fold.objects.get(T::KIND.name()).into_iter().flat_map(|objects| objects.keys());
        notes.list = keys.filter_map(|key| named(fold, key)).collect();
        notes.list.sort_by_cached_key(|note| order(fold, note));
        notes.number();
        notes
    }

    /// Reads one note anew.
    pub(super) fn refresh(&mut self, fold: &Fold, key: &str) {
        self.list.retain(|note| note.key != key);
        if let Some(note) = named(fold, key) {
            let place = order(fold, &note);
            let at = self.list.partition_point(|other| order(fold, other) < place);
            self.list.insert(at, note);
        }
        self.number();
        self.on = OnceLock::new();
    }

    pub(super) fn list(&self) -> &[Named<T>] {
        &self.list
    }

    /// Indices into [`Notes::list`] of those on an item or paragraph.
    pub(super) fn on(&self, id: &str) -> &[usize] {
        let index = self.on.get_or_init(|| {
            let mut index: HashMap<String, Vec<usize>> = HashMap::new();
            for (n, note) in self.list.iter().enumerate() {
                for place in note.standing.values().flat_map(T::places) {
                    let there = index.entry(place.to_owned()).or_default();
                    if there.last() != Some(&n) {
                        there.push(n);
                    }
                }
            }
            index
        });
        index.get(id).map_or(&[], Vec::as_slice)
    }

    fn number(&mut self) {
        let mut last: u32 = 0;
        for note in &mut self.list {
            note.number = no(note).unwrap_or(last.saturating_add(1));
            last = last.max(note.number);
        }
    }
}

/// Those with a number of their own first, then the others as shown.
fn order<T: Note>(fold: &Fold, note: &Named<T>) -> (u32, Option<Shown>) {
    (no(note).unwrap_or(u32::MAX), fold.object(T::KIND.name(), &note.key).map(|object| object.first))
}

fn no<T: Note>(note: &Named<T>) -> Option<u32> {
    note.standing.values().filter_map(T::no).max()
}

fn named<T: Note>(fold: &Fold, key: &str) -> Option<Named<T>> {
    let object = fold.object(T::KIND.name(), key)?;
    let standing: Standing<T> = fold.standing(T::KIND.name(), key);
    let is_numbered = standing.settled().is_some_and(|note| note.no().is_some());
    let standing = if is_numbered { judged(fold, object, standing) } else { standing };
    if matches!(standing, Standing::Nothing) {
        return None;
    }
    let (_, first) = object.first;
    let stamp = &fold.node(first)?.event.stamp;
    Some(Named { key: key.to_owned(), number: 0, standing, by: stamp.by.clone(), at: stamp.at.clone() })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::fixture::{act_at, faults, put, stamp, withdraw};
    use super::super::{Act, Put, Review};
    use super::*;

    fn comment(review: &mut Review, second: u32, text: &str) -> String {
        let add = Put::add(Kind::Comment, &json!({"on": ["duty-1"], "text": text}));
        let id = act_at(review, &Act::Put(vec![add]), &stamp("r-1", second));
        review.event(id).and_then(|event| event.changes.first()).map(|change| change.object.key.clone()).unwrap_or_default()
    }

    fn listed(review: &Review) -> Vec<(u32, String)> {
        let text = |note: &Named<Comment>| note.standing.values().map(|comment| comment.text.clone()).collect::<Vec<_>>().join("|");
        review.comments().iter().map(|note| (note.number, text(note))).collect()
    }

    #[test]
    fn comments_are_numbered_by_their_first_put_and_found_by_what_they_are_on() {
        let mut review = Review::default();
        let early = comment(&mut review, 9, "甲");
        comment(&mut review, 5, "乙");
        assert_eq!(listed(&review), [(1, "乙".to_owned()), (2, "甲".to_owned())]);
        let edit = Put::set(Kind::Comment, early, &json!({"on": ["duty-2"], "text": "丙", "quote": {"exact": "x", "paragraph": "p-1"}}));
        put(&mut review, "r-1", [edit]);
        assert_eq!(listed(&review), [(1, "乙".to_owned()), (2, "丙".to_owned())]);
        assert_eq!([review.comments_on("duty-1"), review.comments_on("duty-2"), review.comments_on("p-1")], [&[0], &[1], &[1]]);
        assert!(review.comments_on("duty-3").is_empty());
    }

    #[test]
    fn a_comment_taken_away_gives_its_number_back() {
        let mut review = Review::default();
        let keys = ["甲", "乙"].map(|text| comment(&mut review, 1, text));
        let clear = put(&mut review, "r-1", [Put::clear(Kind::Comment, keys[0].clone())]);
        assert_eq!(listed(&review), [(1, "乙".to_owned())]);
        withdraw(&mut review, "r-1", clear);
        assert_eq!(review.comments().len(), 2);
    }

    #[test]
    fn findings_without_a_number_count_on_from_the_printed_ones() {
        let mut review = Review::default();
        let add = |title: &str, no: Option<u32>| Put::add(Kind::Finding, &json!({"title": title, "no": no, "on": ["duty-1"]}));
        put(&mut review, "r-1", [add("新", None), add("二", Some(2)), add("五", Some(5))]);
        let numbers: Vec<(u32, String)> = review
            .findings()
            .iter()
            .filter_map(|note| note.standing.settled().map(|finding| (note.number, finding.title.clone())))
            .collect();
        assert_eq!(numbers, [(2, "二".to_owned()), (5, "五".to_owned()), (6, "新".to_owned())]);
        assert_eq!(review.findings_on("duty-1"), [0, 1, 2]);
    }

    #[test]
    fn opinions_that_differ_about_a_comment_are_both_listed() {
        let mut review = Review::default();
        let key = comment(&mut review, 1, "甲");
        let mut other = review.clone();
        put(&mut review, "r-1", [Put::set(Kind::Comment, key.clone(), &json!({"text": "乙"}))]);
        put(&mut other, "r-2", [Put::clear(Kind::Comment, key)]);
        review.union(&other);
        assert!(review.comments().iter().all(|note| note.standing.is_conflict()));
        assert_eq!(listed(&review), [(1, "乙".to_owned())]);
    }

    #[test]
    fn a_value_of_another_shape_is_a_fault_and_stays_untyped() {
        let mut review = Review::default();
        put(&mut review, "r-1", [Put::set(Kind::Comment, "c1", &json!({"kind": "praise"}))]);
        assert!(review.comments().is_empty());
        assert!(review.standing(Kind::Comment, "c1").settled().is_some());
        assert!(faults(&review).contains("comment c1 cannot be read"), "{}", faults(&review));
    }
}
