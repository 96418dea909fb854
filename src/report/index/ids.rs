//! Which id each element has.
//!
//! Ids are read from the file when asked for; only those that differ from what their place would
//! give them are held in maps, so a file written by this program costs nothing here.

use std::borrow::Cow;
use std::collections::HashMap;

use super::{Element, Index};
use crate::report::json::{Span, Value};
use crate::report::odd::{Oddities, Oddity};
use crate::report::shape::List;

/// Ids that mean something else in the review's keys.
const RESERVED_IDS: [&str; 3] = ["report", "funds", "self"];

impl Index {
    pub(in crate::report) fn id(&self, text: &str, element: Element) -> String {
        if let Some(id) = self.renamed.get(&element) {
            return id.to_string();
        }
        self.own_id(text, element).map_or_else(|| self.placed_id(element), Cow::into_owned)
    }

    pub(in crate::report) fn find(&self, text: &str, id: &str) -> Option<Element> {
        self.by_id.get(id).copied().or_else(|| self.placed(id).filter(|&element| self.id(text, element) == id))
    }

    /// Notes the id of the element that began last; an empty span is none.
    pub(in crate::report) fn end_id(&mut self, text: &str, list: List, id: Span) {
        let Some(n) = self.len(list).checked_sub(1) else { return };
        self.last(list, |node| node.id = id);
        // Asked now, while the text is at hand: to come back for it would cost more than the question.
        let has_placed_id = self.own_id(text, (list, n)).is_some_and(|own| self.placed_in(list, &own) == Some(n));
        self.last(list, |node| node.has_placed_id = has_placed_id);
    }

    /// Gives every element its id: the file's own first, then by place; a second use gets `#2`.
    pub(in crate::report) fn give_ids<'a>(&mut self, text: &'a str, oddities: &mut Oddities<'a>) {
        let mut without = Vec::new();
        let mut uses = HashMap::new();
        for element in self.elements() {
            let is_placed = self.node(element).has_placed_id;
            if is_placed && self.by_id.is_empty() {
                continue;
            }
            let Some(own) = self.own_id(text, element) else {
                without.push(element);
                continue;
            };
            let taken = RESERVED_IDS.contains(&&*own)
                || self.by_id.contains_key(&*own)
                || (!is_placed && self.placed(&own).is_some_and(|other| other < element && self.keeps_placed_id(other)));
            if taken {
                self.rename(element, &own, &mut uses);
                self.note(text, element, Oddity::Renamed(own), oddities);
            } else if !is_placed {
                self.by_id.insert(own.into(), element);
            }
        }
        for element in without {
            let id = self.placed_id(element);
            if self.by_id.contains_key(&*id) {
                self.rename(element, &id, &mut uses);
                self.note(text, element, Oddity::Renamed(id.into()), oddities);
            } else {
                self.note(text, element, Oddity::NoId, oddities);
            }
        }
    }

    /// The id the file gives it.
    fn own_id<'a>(&self, text: &'a str, element: Element) -> Option<Cow<'a, str>> {
        let span = self.node(element).id;
        if span.start < span.end { Value::at(text, span).text().filter(|id| !id.is_empty()) } else { None }
    }

    /// The id its place gives it.
    fn placed_id(&self, element: Element) -> String {
        let (list, n) = element;
        let prefix = id_prefix(list);
        if list == List::Parts {
            let (work, n) = self.part(n);
            format!("{prefix}{}.{}", work + 1, n + 1)
        } else {
            format!("{prefix}{}", n + 1)
        }
    }

    /// The element whose id by its place this would be.
    fn placed(&self, id: &str) -> Option<Element> {
        List::ALL.into_iter().find_map(|list| Some((list, self.placed_in(list, id)?)))
    }

    /// As [`Index::placed`], of this list alone.
    fn placed_in(&self, list: List, id: &str) -> Option<u32> {
        let from_one = |digits: &str| if digits.starts_with(['+', '0']) { None } else { digits.parse::<u32>().ok()?.checked_sub(1) };
        let rest = id.strip_prefix(id_prefix(list))?;
        if list == List::Parts {
            let (work, n) = rest.split_once('.')?;
            let (work, n) = (from_one(work)?, from_one(n)?);
            let known = work < self.len(List::WorkItems) && n < self.part_count(work);
            known.then(|| self.parts_before[work as usize] + n)
        } else {
            from_one(rest).filter(|&n| n < self.len(list))
        }
    }

    fn note<'a>(&self, text: &str, element: Element, oddity: Oddity<'a>, oddities: &mut Oddities<'a>) {
        oddities.note((element.0.record().path, Some("id")), oddity, self.value(text, element).start(), || self.path(element));
    }

    fn keeps_placed_id(&self, element: Element) -> bool {
        self.node(element).has_placed_id && !self.renamed.contains_key(&element)
    }

    /// Gives it `id#2`, or the next number that is free.
    fn rename(&mut self, element: Element, id: &str, uses: &mut HashMap<String, u32>) {
        let count = uses.entry(id.to_owned()).or_insert(1);
        let free = loop {
            *count += 1;
            let free: Box<str> = format!("{id}#{count}").into();
            if !self.by_id.contains_key(&free) {
                break free;
            }
        };
        self.by_id.insert(free.clone(), element);
        self.renamed.insert(element, free);
    }
}

fn id_prefix(list: List) -> &'static str {
    match list {
        List::Duties => "duty-",
        List::WorkItems | List::Parts => "work-",
        List::Indicators => "indicator-",
        List::Issues => "issue-",
        List::Measures => "measure-",
        List::Achievements => "achievement-",
        List::Text => "p-",
    }
}
