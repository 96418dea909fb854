//! Comments and findings as lists: numbered, and found by what they are on.
//!
//! Only the notes an act touched are read anew; what is on an item is looked up when first asked.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::de::DeserializeOwned;

use super::fold::{Fold, Shown};
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
    let standing = fold.standing(T::KIND.name(), key);
    if matches!(standing, Standing::Nothing) {
        return None;
    }
    let (_, first) = fold.object(T::KIND.name(), key)?.first;
    let stamp = &fold.node(first)?.event.stamp;
    Some(Named { key: key.to_owned(), number: 0, standing, by: stamp.by.clone(), at: stamp.at.clone() })
}
