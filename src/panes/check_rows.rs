//! The rows of the checks view: sections, in them checks, and under a check that hit several times its
//! hits. Laid anew when the checks have run, when another order is asked for, or when something is
//! folded; never because of what a reviewer says of a hit: a list does not re-sort under the hand.

use std::sync::Arc;

use super::suspicions::{HitRef, Suspicions};
use crate::checks::{About, Checked, State, Verdict};
use crate::lang::{Words, tr};
use crate::review::Severity;
use crate::words;

/// By what the rows are put together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Order {
    #[default]
    Severity,
    Item,
    State,
}

impl Order {
    pub(super) fn next(self) -> Self {
        match self {
            Self::Severity => Self::Item,
            Self::Item => Self::State,
            Self::State => Self::Severity,
        }
    }

    pub(super) const fn words(self) -> Words {
        match self {
            Self::Severity => tr("by severity", "按严重程度"),
            Self::Item => tr("by item", "按项"),
            Self::State => tr("by result", "按结果"),
        }
    }
}

/// What heads some rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    Severity(Severity),
    State(State),
    /// What its hits are about.
    About(About),
    /// Hits that list all of their kind.
    Several,
}

/// One row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Row {
    /// So many checks or hits.
    Section { section: Section, count: usize, folded: bool },
    /// A check that hit several times, or did not hit.
    Check { verdict: usize, folded: bool },
    /// A hit, under its check or instead of it.
    Hit { at: HitRef, nested: bool },
}

/// A row's name, which outlives the next run of the checks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Name {
    Section(Section),
    Check(&'static str),
    Hit(String),
}

/// The rows, and what is folded.
#[derive(Clone, Debug)]
pub(super) struct Rows {
    pub(super) order: Order,
    all: Vec<Row>,
    /// What each section holds, folded or not.
    sections: Vec<(Section, Vec<Member>)>,
    /// Sections that are closed; the others are open.
    closed: Vec<Section>,
    /// Checks that are open; the others are closed.
    opened: Vec<&'static str>,
    /// Of which answer they are rows, and whether folds or order have changed since.
    of: Option<Arc<Checked>>,
    stale: bool,
}

impl Default for Rows {
    /// What holds or could not be checked is proof of work: there, but closed.
    fn default() -> Self {
        let closed = vec![Section::State(State::Skip), Section::State(State::Pass)];
        Self { order: Order::default(), all: Vec::new(), sections: Vec::new(), closed, opened: Vec::new(), of: None, stale: true }
    }
}

impl Rows {
    pub(super) fn all(&self) -> &[Row] {
        &self.all
    }

    pub(super) fn get(&self, at: usize) -> Option<Row> {
        self.all.get(at).copied()
    }

    /// Whether each row is a hit, not a check.
    pub(super) fn by_hit(&self) -> bool {
        self.order == Order::Item
    }

    pub(super) fn reorder(&mut self) {
        self.order = self.order.next();
        self.stale = true;
    }

    /// Lays the rows anew if they are not those of what is known now; says whether they were.
    pub(super) fn refresh(&mut self, of: &Suspicions) -> bool {
        let same = match (&self.of, of.checked()) {
            (Some(was), Some(is)) => Arc::ptr_eq(was, is),
            (None, None) => true,
            _ => false,
        };
        if same && !self.stale {
            return false;
        }
        self.of = of.checked().cloned();
        self.stale = false;
        self.all.clear();
        let sections = sections(self.order, of.verdicts());
        for (section, members) in &sections {
            let folded = self.closed.contains(section);
            self.all.push(Row::Section { section: *section, count: members.len(), folded });
            if !folded {
                for member in members {
                    self.lay(of.verdicts(), *member);
                }
            }
        }
        self.sections = sections;
        true
    }

    fn lay(&mut self, verdicts: &[Verdict], member: Member) {
        let verdict = match member {
            Member::Hit(at) => return self.all.push(Row::Hit { at, nested: false }),
            Member::Check(verdict) => verdict,
        };
        let Some(of) = verdicts.get(verdict) else { return };
        let hits = of.hits().len();
        if hits == 1 {
            return self.all.push(Row::Hit { at: HitRef { verdict, hit: 0 }, nested: false });
        }
        let folded = !self.opened.contains(&of.check.id);
        self.all.push(Row::Check { verdict, folded });
        if !folded {
            self.all.extend((0..hits).map(|hit| Row::Hit { at: HitRef { verdict, hit }, nested: true }));
        }
    }

    /// What the row is called.
    pub(super) fn name(&self, of: &Suspicions, at: usize) -> Option<Name> {
        Some(match self.get(at)? {
            Row::Section { section, .. } => Name::Section(section),
            Row::Check { verdict, .. } => Name::Check(of.verdicts().get(verdict)?.check.id),
            Row::Hit { at, .. } => Name::Hit(of.hit(at)?.1.key.clone()),
        })
    }

    /// Where the row of this name is; a hit whose check is folded is at its check.
    pub(super) fn find(&self, of: &Suspicions, name: &Name) -> Option<usize> {
        let at = (0..self.all.len()).find(|at| self.name(of, *at).as_ref() == Some(name));
        at.or_else(|| match name {
            Name::Hit(key) => {
                let check = key.split(['@', '#']).next()?;
                (0..self.all.len()).find(|at| match self.all[*at] {
                    Row::Check { verdict, .. } => of.verdicts().get(verdict).is_some_and(|of| of.check.id == check),
                    Row::Hit { at, .. } => of.hit(at).is_some_and(|(of, _)| of.check.id == check),
                    Row::Section { .. } => false,
                })
            }
            _ => None,
        })
    }

    /// Folds or unfolds what the row heads, or folds what it stands under. Says which row to go to.
    pub(super) fn fold(&mut self, of: &Suspicions, at: usize, fold: bool) -> Option<Name> {
        let head = match (self.get(at)?, fold) {
            (Row::Section { folded, .. } | Row::Check { folded, .. }, fold) if folded != fold && self.heads(of, at) => at,
            (_, true) => (0..at).rev().find(|row| match (self.all[*row], self.all[at]) {
                (Row::Check { verdict, .. }, Row::Hit { at, nested: true }) => verdict == at.verdict,
                (Row::Section { .. }, _) => true,
                _ => false,
            })?,
            _ => return None,
        };
        let name = self.name(of, head)?;
        match (&name, fold) {
            (Name::Section(section), true) => self.closed.push(*section),
            (Name::Section(section), false) => self.closed.retain(|closed| closed != section),
            (Name::Check(id), true) => self.opened.retain(|opened| opened != id),
            (Name::Check(id), false) => self.opened.push(id),
            (Name::Hit(_), _) => return None,
        }
        self.stale = true;
        Some(name)
    }

    /// Whether something may be folded under the row.
    pub(super) fn heads(&self, of: &Suspicions, at: usize) -> bool {
        match self.get(at) {
            Some(Row::Section { .. }) => true,
            Some(Row::Check { verdict, .. }) => of.verdicts().get(verdict).is_some_and(|of| of.hits().len() > 1),
            Some(Row::Hit { .. }) | None => false,
        }
    }

    /// What a section holds, folded or not.
    pub(super) fn members(&self, section: Section) -> &[Member] {
        self.sections.iter().find(|(one, _)| *one == section).map_or(&[], |(_, members)| members)
    }

    /// The hits a row stands for: itself, or all of its check.
    pub(super) fn hits(&self, of: &Suspicions, at: usize) -> Vec<HitRef> {
        match self.get(at) {
            Some(Row::Hit { at, .. }) => vec![at],
            Some(Row::Check { verdict, .. }) => {
                let count = of.verdicts().get(verdict).map_or(0, |of| of.hits().len());
                (0..count).map(|hit| HitRef { verdict, hit }).collect()
            }
            Some(Row::Section { .. }) | None => Vec::new(),
        }
    }
}

/// What a section holds.
#[derive(Clone, Copy, Debug)]
pub(super) enum Member {
    Check(usize),
    Hit(HitRef),
}

fn sections(order: Order, verdicts: &[Verdict]) -> Vec<(Section, Vec<Member>)> {
    let checks = |fits: &dyn Fn(&Verdict) -> bool| -> Vec<Member> {
        let mut found: Vec<usize> = (0..verdicts.len()).filter(|at| fits(&verdicts[*at])).collect();
        found.sort_by_key(|at| verdicts[*at].state());
        found.into_iter().map(Member::Check).collect()
    };
    let hits = |verdict: &Verdict| matches!(verdict.state(), State::Fail | State::Warn);
    let of_state = |state| (Section::State(state), checks(&|verdict| verdict.state() == state));
    let mut sections = match order {
        Order::Severity => {
            let of = |severity| (Section::Severity(severity), checks(&|verdict| hits(verdict) && verdict.severity == severity));
            words::SEVERITIES.into_iter().map(of).collect()
        }
        Order::State => vec![of_state(State::Fail), of_state(State::Warn)],
        Order::Item => by_item(verdicts),
    };
    sections.extend([of_state(State::Skip), of_state(State::Pass)]);
    sections.retain(|(_, members)| !members.is_empty());
    sections
}

/// Hits by what they are about first, in report order; those that list all of a kind before them.
fn by_item(verdicts: &[Verdict]) -> Vec<(Section, Vec<Member>)> {
    let mut found: Vec<(Option<(u8, About)>, HitRef)> = Vec::new();
    for (verdict, of) in verdicts.iter().enumerate() {
        for (hit, one) in of.hits().iter().enumerate() {
            let about = one.hit.about.first().copied().unwrap_or(About::Report);
            let about = (one.hit.about.len() < 2 || !one.hit.lists_all)
                .then_some((u8::from(matches!(about, About::Item(_) | About::Paragraph(_))), about));
            found.push((about, HitRef { verdict, hit }));
        }
    }
    found.sort_by_key(|(about, _)| *about);
    let mut sections: Vec<(Section, Vec<Member>)> = Vec::new();
    for (about, at) in found {
        let section = about.map_or(Section::Several, |(_, about)| Section::About(about));
        match sections.last_mut().filter(|(last, _)| *last == section) {
            Some((_, members)) => members.push(Member::Hit(at)),
            None => sections.push((section, vec![Member::Hit(at)])),
        }
    }
    sections
}
