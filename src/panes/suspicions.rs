//! 疑点 as the reader meets them: what the checks found, what was said of each hit, and which items
//! each is about. Kept by the record's revision; nothing here is worked out for a frame.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::checks::{About, Checked, Decisions, Handled, Hit, State, Suspicion, Verdict};
use crate::report::{ItemKind, ItemRef, Report};
use crate::review::Review;

/// A hit: which check's, and which of its hits. Good until the checks have run anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct HitRef {
    /// The check, by its place among the verdicts.
    pub verdict: usize,
    /// The hit, by its place among the check's.
    pub hit: usize,
}

/// Hits about one item.
#[derive(Clone, Debug, Default)]
struct OnItem {
    own: Vec<HitRef>,
    /// Hits of a check that hit every item of its kind: they say nothing of this one.
    of_all: Vec<HitRef>,
}

/// What the checks found, and what stands about each hit.
#[derive(Debug, Default)]
pub struct Suspicions {
    checked: Option<Arc<Checked>>,
    handled: Vec<Vec<Handled>>,
    on: HashMap<ItemRef, OnItem>,
    /// By paragraph and where the words begin that a hit quotes; hits that say nothing of one item left out.
    quoted: BTreeMap<(u32, u32), Vec<HitRef>>,
    open: usize,
    all: usize,
    /// The checks broke off when they ran last: what they said.
    broke_off: Option<String>,
}

impl Suspicions {
    /// Takes what the checks said now.
    pub(super) fn take(&mut self, checked: Arc<Checked>, report: &Report, review: &Review) {
        self.on.clear();
        self.quoted.clear();
        for (verdict, of) in checked.verdicts.iter().enumerate() {
            let found: BTreeSet<ItemRef> = of.hits().iter().flat_map(|one| items(&one.hit)).collect();
            let mut of_kind: HashMap<ItemKind, usize> = HashMap::new();
            for item in &found {
                *of_kind.entry(item.kind()).or_default() += 1;
            }
            for (hit, one) in of.hits().iter().enumerate() {
                let is_of_all = |item: ItemRef| is_all(report, item.kind(), of_kind.get(&item.kind()).copied().unwrap_or(0));
                if !items(&one.hit).any(is_of_all) {
                    for place in &one.hit.quotes {
                        self.quoted.entry((place.paragraph, place.start)).or_default().push(HitRef { verdict, hit });
                    }
                }
                for item in items(&one.hit) {
                    let of_all = is_of_all(item);
                    let on = self.on.entry(item).or_default();
                    if of_all { &mut on.of_all } else { &mut on.own }.push(HitRef { verdict, hit });
                }
            }
        }
        self.checked = Some(checked);
        self.broke_off = None;
        self.refresh(report, review);
    }

    /// Reads anew what stands about each hit.
    pub(super) fn refresh(&mut self, report: &Report, review: &Review) {
        let Some(checked) = &self.checked else { return };
        let decisions = Decisions::of(review);
        self.handled = checked.verdicts.iter().map(|verdict| decisions.on_hits(report, verdict)).collect();
        self.all = self.handled.iter().map(Vec::len).sum();
        self.open = self.handled.iter().flatten().filter(|one| one.is_open()).count();
    }

    /// The checks broke off. What they said before, if anything, stays.
    pub fn break_off(&mut self, why: String) {
        self.broke_off = Some(why);
    }

    /// Why they broke off when they ran last.
    pub fn why_broken_off(&self) -> Option<&str> {
        self.broke_off.as_deref()
    }

    /// What the checks said, once they have run.
    pub fn checked(&self) -> Option<&Arc<Checked>> {
        self.checked.as_ref()
    }

    /// What each check said; nothing before they have run.
    pub fn verdicts(&self) -> &[Verdict] {
        self.checked.as_ref().map_or(&[], |checked| &checked.verdicts)
    }

    /// A check's answer and a hit of it.
    pub fn hit(&self, at: HitRef) -> Option<(&Verdict, &Suspicion)> {
        let verdict = self.verdicts().get(at.verdict)?;
        Some((verdict, verdict.hits().get(at.hit)?))
    }

    /// The hit that a dismissal of this key is about; without a key the first open one.
    pub fn find(&self, key: &str) -> Option<HitRef> {
        let all = self.verdicts().iter().enumerate();
        let mut hits = all.flat_map(|(verdict, of)| of.hits().iter().enumerate().map(move |(hit, one)| (HitRef { verdict, hit }, one)));
        hits.find(|(at, one)| if key.is_empty() { self.handled(*at).is_open() } else { one.key == key }).map(|(at, _)| at)
    }

    /// What was done about a hit.
    pub fn handled(&self, at: HitRef) -> &Handled {
        self.handled.get(at.verdict).and_then(|of| of.get(at.hit)).unwrap_or(&Handled::Open)
    }

    /// Hits about this item; those of checks that hit every item of its kind are left out.
    pub fn on(&self, item: ItemRef) -> &[HitRef] {
        self.on.get(&item).map_or(&[], |on| &on.own)
    }

    /// Hits of checks that hit every item of this item's kind.
    pub fn of_all(&self, item: ItemRef) -> &[HitRef] {
        self.on.get(&item).map_or(&[], |on| &on.of_all)
    }

    /// Hits that quote words of a paragraph, by the scalar at which the words begin.
    pub fn in_paragraph(&self, n: u32) -> impl Iterator<Item = (u32, &[HitRef])> {
        self.quoted.range((n, 0)..=(n, u32::MAX)).map(|((_, start), hits)| (*start, hits.as_slice()))
    }

    /// Whether any of these hits is open.
    pub fn are_open(&self, hits: &[HitRef]) -> bool {
        hits.iter().any(|at| self.handled(*at).is_open())
    }

    /// How many hits about this item are open.
    pub fn open_on(&self, item: ItemRef) -> usize {
        self.on(item).iter().filter(|at| self.handled(**at).is_open()).count()
    }

    /// Open hits, and all.
    pub fn counts(&self) -> (usize, usize) {
        (self.open, self.all)
    }

    /// How many checks are in a state; one whose hits were all decided on is in none.
    pub fn in_state(&self, state: State) -> usize {
        self.checks().filter(|(verdict, settled)| !settled && verdict.state() == state).count()
    }

    /// How many checks hit, every hit having been recorded or dismissed.
    pub fn settled(&self) -> usize {
        self.checks().filter(|(_, settled)| *settled).count()
    }

    /// Each check, and whether all it found was decided on.
    fn checks(&self) -> impl Iterator<Item = (&Verdict, bool)> {
        let settled = |handled: &Vec<Handled>| !handled.is_empty() && !handled.iter().any(Handled::is_open);
        self.verdicts().iter().zip(self.handled.iter().map(settled))
    }
}

/// The items a hit is about.
fn items(hit: &Hit) -> impl Iterator<Item = ItemRef> {
    hit.about.iter().filter_map(|about| if let About::Item(item) = about { Some(*item) } else { None })
}

/// Whether so many items of a kind are all there are.
fn is_all(report: &Report, kind: ItemKind, count: usize) -> bool {
    let counts = report.counts();
    let all = match kind {
        ItemKind::Duty => counts.duties,
        ItemKind::Work => counts.work_items,
        ItemKind::Part => counts.parts,
        ItemKind::Indicator => counts.indicators,
        ItemKind::Issue => counts.issues,
        ItemKind::Measure => counts.measures,
    };
    count > 1 && count >= all as usize
}
