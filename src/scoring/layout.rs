//! Which rows a sheet has: the report's indicators, or the rows of the scoring standard with the
//! report's indicators under or in them.
//!
//! Nothing is guessed: an indicator is a row of the standard if it carries that row's name, else it
//! stands under the row that takes its class, else it is beside the standard and earns nothing by it
//! until the reviewer gives it a weight.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use rust_decimal::Decimal;

use super::build::Place;
use super::{Stands, Stated, StatedIndicator};
use crate::report::FundField;
use crate::rules::{Class, Confidence, Item, Pack, Term};

/// A row before anything is reckoned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Slot {
    /// Index into [`Stated::indicators`].
    pub indicator: Option<usize>,
    /// Index into [`Pack::items`]: the row whose rule and points it has.
    pub item: Option<usize>,
    /// Level 1 and 2.
    pub levels: [String; 2],
    pub stands: Stands,
}

impl Slot {
    /// The indicator and the standard's row that a row is; at least one of them.
    pub(super) fn place<'a>(&self, stated: &'a Stated, pack: Option<&'a Pack>) -> Place<'a> {
        Place { one: self.indicator.map(|n| &stated.indicators[n]), item: self.item.zip(pack).map(|(n, pack)| &pack.items[n]) }
    }
}

/// A level-1 or level-2 heading over rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The code of the standard's row; none for headings of the report.
    pub code: Option<String>,
    /// As printed.
    pub title: String,
    /// 1 or 2 (a standard may go deeper).
    pub depth: usize,
    /// Its points by the standard, or as the reviewer set them.
    pub points: Option<Decimal>,
    /// The rows under it, indices into [`super::Sheet::rows`].
    pub rows: Range<usize>,
    /// Whether the report's indicators stand under it, so that an empty one is a hole.
    pub takes: bool,
}

/// The rows and their headings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Layout {
    pub slots: Vec<Slot>,
    pub groups: Vec<Group>,
    /// The row of each name: an indicator's id, the code of the standard's row.
    pub named: HashMap<String, usize>,
}

/// Lays the standard's rows over the report's indicators. `named`: the rows that the reviewer named in
/// the frame.
pub(super) fn layout(stated: &Stated, pack: Option<&Pack>, named: &HashSet<&str>) -> Layout {
    let pack = pack.filter(|pack| !pack.items.is_empty());
    let mut layout = match pack {
        Some(pack) => Laying::of(stated, pack, named).lay(),
        None => by_report(stated),
    };
    for (n, slot) in layout.slots.iter().enumerate() {
        for name in slot.place(stated, pack).ids() {
            layout.named.entry(name.to_owned()).or_insert(n);
        }
    }
    layout
}

/// The report's own table: headings are runs of equal words.
fn by_report(stated: &Stated) -> Layout {
    let mut layout = Layout::default();
    for n in 0..stated.indicators.len() {
        layout.slots.push(own(stated, n, Stands::Counted));
    }
    layout.groups = headings(&layout.slots, 0);
    layout
}

fn own(stated: &Stated, n: usize, stands: Stands) -> Slot {
    let one = &stated.indicators[n];
    let level = |n: usize| if one.level(n) == one.name() { String::new() } else { one.level(n).to_owned() };
    Slot { indicator: Some(n), item: None, levels: [level(0), level(1)], stands }
}

/// Runs of rows with one level 1, and within them of one level 2.
fn headings(slots: &[Slot], from: usize) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for depth in [1, 2] {
        let mut start = from;
        while start < slots.len() {
            let words = &slots[start].levels[..depth];
            let run = slots[start..].iter().take_while(|slot| &slot.levels[..depth] == words).count();
            if let Some(title) = words.last().filter(|title| !title.is_empty()) {
                let rows = start..start + run;
                groups.push(Group { code: None, title: title.clone(), depth, points: None, rows, takes: false });
            }
            start += run;
        }
    }
    groups.sort_by_key(|group| (group.rows.start, group.depth));
    groups
}

struct Laying<'a> {
    stated: &'a Stated,
    pack: &'a Pack,
    named: &'a HashSet<&'a str>,
    /// The indicator in each of the standard's rows, by index of the row.
    within: HashMap<usize, usize>,
    /// The indicators under each row that takes classes.
    under: HashMap<usize, Vec<usize>>,
    /// Those beside the standard.
    beside: Vec<usize>,
    below: HashMap<Option<&'a str>, Vec<usize>>,
    layout: Layout,
}

impl<'a> Laying<'a> {
    fn of(stated: &'a Stated, pack: &'a Pack, named: &'a HashSet<&'a str>) -> Self {
        let mut below: HashMap<Option<&str>, Vec<usize>> = HashMap::new();
        for (n, item) in pack.items.iter().enumerate() {
            below.entry(item.parent.as_deref()).or_default().push(n);
        }
        let mut laying = Self {
            stated,
            pack,
            named,
            within: HashMap::new(),
            under: HashMap::new(),
            beside: Vec::new(),
            below,
            layout: Layout::default(),
        };
        laying.place();
        laying
    }

    fn is_leaf(&self, item: &Item) -> bool {
        item.takes.is_empty() && !self.below.contains_key(&Some(item.code.as_str()))
    }

    /// Finds each indicator its place.
    fn place(&mut self) {
        let leaves = self.pack.items.iter().enumerate().filter(|(_, item)| self.is_leaf(item));
        let by_name: HashMap<String, usize> = leaves.clone().map(|(n, item)| (folded(&item.title), n)).collect();
        let execution = leaves.clone().find(|(_, item)| is_execution(item)).map(|(n, _)| n);
        let mut takes: HashMap<Class, usize> = HashMap::new();
        let mut takes_all = None;
        for (n, item) in self.pack.items.iter().enumerate() {
            takes.extend(item.takes.iter().map(|class| (*class, n)));
            if Class::ALL.iter().all(|class| item.takes.contains(class)) {
                takes_all = Some(n);
            }
        }
        for (n, one) in self.stated.indicators.iter().enumerate() {
            let name = folded(one.name());
            let within = by_name.get(&name).copied().or_else(|| execution.filter(|_| EXECUTION.contains(&name.as_str())));
            if let Some(item) = within.filter(|item| !self.within.contains_key(item)) {
                self.within.insert(item, n);
            } else if let Some(item) = one.class.and_then(|class| takes.get(&class).copied()).or(takes_all) {
                self.under.entry(item).or_default().push(n);
            } else {
                self.beside.push(n);
            }
        }
    }

    fn lay(mut self) -> Layout {
        self.lay_below(None, &mut Vec::new());
        let from = self.layout.slots.len();
        for n in std::mem::take(&mut self.beside) {
            let id = self.stated.indicators[n].id.as_str();
            let stands = if self.named.contains(id) { Stands::Counted } else { Stands::Beside };
            self.layout.slots.push(own(self.stated, n, stands));
        }
        let beside = headings(&self.layout.slots, from);
        self.layout.groups.extend(beside);
        self.layout
    }

    /// The rows below one, depth first. The loader has seen that parents stand before their rows.
    fn lay_below(&mut self, code: Option<&'a str>, path: &mut Vec<String>) {
        for n in self.below.get(&code).cloned().unwrap_or_default() {
            let item = &self.pack.items[n];
            if self.is_leaf(item) {
                self.lay_leaf(n, path);
                continue;
            }
            let at = self.layout.groups.len();
            let start = self.layout.slots.len();
            self.layout.groups.push(Group {
                code: Some(item.code.clone()),
                title: item.title.clone(),
                depth: path.len() + 1,
                points: item.points,
                rows: start..start,
                takes: !item.takes.is_empty(),
            });
            path.push(item.title.clone());
            for own in self.under.remove(&n).unwrap_or_default() {
                self.lay_taken(own, path);
            }
            self.lay_below(Some(item.code.as_str()), path);
            path.pop();
            self.layout.groups[at].rows.end = self.layout.slots.len();
        }
    }

    fn lay_leaf(&mut self, n: usize, path: &[String]) {
        let item = &self.pack.items[n];
        let indicator = self.within.get(&n).copied();
        let is_named = |id: &str| self.named.contains(id);
        let confirmed = is_named(&item.code) || indicator.is_some_and(|at| is_named(&self.stated.indicators[at].id));
        let stands = if item.confidence != Confidence::Weak || confirmed { Stands::Counted } else { Stands::Off };
        // A row of level 1 is its own heading.
        let levels = if path.is_empty() { [item.title.clone(), String::new()] } else { levels(path) };
        self.layout.slots.push(Slot { indicator, item: Some(n), levels, stands });
    }

    /// One of the report's indicators under a row that takes its class.
    fn lay_taken(&mut self, n: usize, path: &[String]) {
        let mut levels = levels(path);
        let one: &StatedIndicator = &self.stated.indicators[n];
        if levels[1].is_empty() && one.level(1) != one.name() {
            one.level(1).clone_into(&mut levels[1]);
        }
        self.layout.slots.push(Slot { indicator: Some(n), item: None, levels, stands: Stands::Counted });
    }
}

fn levels(path: &[String]) -> [String; 2] {
    [path.first().cloned().unwrap_or_default(), path.get(1..).unwrap_or_default().last().cloned().unwrap_or_default()]
}

/// Names under which the report lists the rate of execution.
const EXECUTION: [&str; 8] =
    ["预算执行率", "执行率", "资金执行率", "支出执行率", "预算执行情况", "部门预算执行率", "部门整体支出执行率", "全年预算执行率"];

/// Whether a row is the rate of execution of the whole budget.
pub(super) fn is_execution(item: &Item) -> bool {
    let one = |terms: &[Term]| match terms {
        [Term::Plus(field)] => Some(*field),
        _ => None,
    };
    item.formula.as_ref().is_some_and(|formula| {
        one(&formula.numerator.0) == Some(FundField::EXECUTED)
            && matches!(one(&formula.denominator.0), Some(FundField::ADJUSTED | FundField::INITIAL))
    })
}

/// Whether one of the report's indicators is the rate of execution of the whole budget.
pub(super) fn is_named_execution(one: &StatedIndicator) -> bool {
    EXECUTION.contains(&folded(one.name()).as_str())
}

/// A name without punctuation and space: “三公”经费变动率 and 三公经费变动率 are one.
pub(super) fn folded(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).collect()
}
