//! Where each item stands in the file: 28 bytes an item.

mod ids;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use super::fields::Fields;
use super::json::{Span, Value};
use super::shape::{List, PARAGRAPH};
use super::{Counts, ItemRef};

/// An element of one of the [`List`]s.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Node {
    /// The whole element.
    pub(super) value: Span,
    /// Its `id` member's value; empty if it has none.
    id: Span,
    /// Whether that is the id its place would give it.
    has_placed_id: bool,
    /// Its `at` member's value; empty if it has none.
    pub(super) at: Span,
}

/// An element by its list and its place in the list; parts are counted through all work items.
pub(super) type Element = (List, u32);

#[derive(Debug, Default)]
pub(super) struct Index {
    nodes: [Vec<Node>; List::ALL.len()],
    /// For each work item, how many parts stand before its own.
    parts_before: Vec<u32>,
    /// Ids that are not those of their place.
    by_id: HashMap<Box<str>, Element>,
    /// Elements whose id is neither the file's own nor that of their place.
    renamed: HashMap<Element, Box<str>>,
    /// How many scalars each paragraph has; read when a place in the text is first asked for.
    paragraph_chars: OnceLock<Vec<u32>>,
}

impl Index {
    fn nodes(&self, list: List) -> &[Node] {
        &self.nodes[list as usize]
    }

    fn node(&self, (list, n): Element) -> &Node {
        let nodes = self.nodes(list);
        assert!((n as usize) < nodes.len(), "{list:?} {n} of {}", nodes.len());
        &nodes[n as usize]
    }

    /// A list begins; if the file has it twice, the last counts.
    pub(super) fn begin_list(&mut self, list: List) {
        let keep = if list == List::Parts { self.parts_before.last().copied().unwrap_or(0) } else { 0 };
        self.nodes[list as usize].truncate(keep as usize);
        if list == List::WorkItems {
            self.nodes[List::Parts as usize].clear();
            self.parts_before.clear();
        }
    }

    pub(super) fn begin_element(&mut self, list: List) {
        if list == List::WorkItems {
            self.parts_before.push(self.len(List::Parts));
        }
        self.nodes[list as usize].push(Node::default());
    }

    /// Changes the element that began last.
    pub(super) fn last(&mut self, list: List, change: impl FnOnce(&mut Node)) {
        if let Some(node) = self.nodes[list as usize].last_mut() {
            change(node);
        }
    }

    pub(super) fn len(&self, list: List) -> u32 {
        u32::try_from(self.nodes(list).len()).expect("the scanner stops before that many")
    }

    pub(super) fn value<'a>(&self, text: &'a str, element: Element) -> Value<'a> {
        Value::at(text, self.node(element).value)
    }

    /// The value of an element's `at`.
    pub(super) fn at<'a>(&self, text: &'a str, element: Element) -> Option<Value<'a>> {
        let span = self.node(element).at;
        (span.start < span.end).then(|| Value::at(text, span))
    }

    /// How many scalars paragraph `n` has.
    pub(super) fn paragraph_chars(&self, text: &str, n: u32) -> u32 {
        let count = |n| {
            let fields = Fields::of(&PARAGRAPH, self.value(text, (List::Text, n)));
            u32::try_from(fields.words("text").chars().count()).expect("no longer than the file")
        };
        self.paragraph_chars.get_or_init(|| (0..self.len(List::Text)).map(count).collect())[n as usize]
    }

    pub(super) fn counts(&self) -> Counts {
        let whole = (0..self.len(List::WorkItems)).filter(|&work| self.part_count(work) == 0).count();
        Counts {
            duties: self.len(List::Duties),
            work_items: self.len(List::WorkItems),
            parts: self.len(List::Parts),
            work_items_whole: u32::try_from(whole).expect("no more than all"),
            indicators: self.len(List::Indicators),
            issues: self.len(List::Issues),
            measures: self.len(List::Measures),
            paragraphs: self.len(List::Text),
        }
    }

    pub(super) fn part_count(&self, work: u32) -> u32 {
        let first = self.parts_before[work as usize];
        self.parts_before.get(work as usize + 1).copied().unwrap_or_else(|| self.len(List::Parts)) - first
    }

    /// # Panics
    /// If there is no such item.
    pub(super) fn element(&self, at: ItemRef) -> Element {
        match at {
            ItemRef::Duty(n) => (List::Duties, n),
            ItemRef::Work(n) => (List::WorkItems, n),
            ItemRef::Part(work, n) => {
                assert!(n < self.part_count(work), "part {n} of {}", self.part_count(work));
                (List::Parts, self.parts_before[work as usize] + n)
            }
            ItemRef::Indicator(n) => (List::Indicators, n),
            ItemRef::Issue(n) => (List::Issues, n),
            ItemRef::Measure(n) => (List::Measures, n),
        }
    }

    /// The elements that hold a byte of the file, each with its bytes: a part, and the work item it is of.
    pub(super) fn holding(&self, byte: usize) -> impl Iterator<Item = (Element, Range<usize>)> {
        List::ALL.into_iter().filter_map(move |list| {
            let nodes = self.nodes(list);
            let n = nodes.partition_point(|node| node.value.start as usize <= byte).checked_sub(1)?;
            let bytes = nodes[n].value.start as usize..nodes[n].value.end as usize;
            bytes.contains(&byte).then_some(((list, u32::try_from(n).ok()?), bytes))
        })
    }

    /// The item that an element is; none for paragraphs and achievements.
    pub(super) fn item(&self, (list, n): Element) -> Option<ItemRef> {
        Some(match list {
            List::Duties => ItemRef::Duty(n),
            List::WorkItems => ItemRef::Work(n),
            List::Parts => {
                let (work, n) = self.part(n);
                ItemRef::Part(work, n)
            }
            List::Indicators => ItemRef::Indicator(n),
            List::Issues => ItemRef::Issue(n),
            List::Measures => ItemRef::Measure(n),
            List::Achievements | List::Text => return None,
        })
    }

    /// An element's JSON path.
    pub(super) fn path(&self, (list, n): Element) -> String {
        match list {
            List::Parts => {
                let (work, n) = self.part(n);
                format!("work_items[{work}].parts[{n}]")
            }
            _ => format!("{}[{n}]", list.record().path.trim_end_matches("[]")),
        }
    }

    /// Work item and place in it of a part counted through all.
    fn part(&self, n: u32) -> (u32, u32) {
        let work = self.parts_before.partition_point(|&before| before <= n) - 1;
        (u32::try_from(work).expect("counted in u32"), n - self.parts_before[work])
    }

    /// Every element.
    pub(super) fn elements(&self) -> impl Iterator<Item = Element> + use<> {
        let lens = List::ALL.map(|list| (list, self.len(list)));
        lens.into_iter().flat_map(|(list, len)| (0..len).map(move |n| (list, n)))
    }
}
