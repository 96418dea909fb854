//! The rows of the coverage view: holes by what is missing, links that may be by what they would join,
//! the table of who answers whom. Laid anew when one enters the view, changes its face, folds something
//! or the report has been studied; never because of a link just made: a row that is mended stays, and
//! says so.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::lang::{Words, tr};
use crate::panes::{LinkStands, Open};
use crate::report::{Amended, Coverage, ItemKind, ItemRef};
use crate::review::{Standing, supplement_of};

/// What the view shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Face {
    #[default]
    Holes,
    Proposed,
    Table,
}

impl Face {
    pub(super) const ALL: [Self; 3] = [Self::Holes, Self::Proposed, Self::Table];

    pub(super) fn next(self) -> Self {
        match self {
            Self::Holes => Self::Proposed,
            Self::Proposed => Self::Table,
            Self::Table => Self::Holes,
        }
    }

    pub(super) const fn words(self) -> Words {
        match self {
            Self::Holes => tr("Holes", "缺口"),
            Self::Proposed => tr("Proposed", "待确认"),
            Self::Table => tr("Table", "全表"),
        }
    }
}

/// What an item lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hole {
    DutyWithoutWork,
    WorkWithoutIndicator,
    IndicatorWithoutWork,
    MissedWithoutIssue,
    IssueWithoutMeasure,
    MeasureUnheld,
}

impl Hole {
    pub(super) const ALL: [Self; 6] = [
        Self::DutyWithoutWork,
        Self::WorkWithoutIndicator,
        Self::IndicatorWithoutWork,
        Self::MissedWithoutIssue,
        Self::IssueWithoutMeasure,
        Self::MeasureUnheld,
    ];

    pub(super) const fn words(self) -> Words {
        match self {
            Self::DutyWithoutWork => tr("Duties without work", "职责未见任务"),
            Self::WorkWithoutIndicator => tr("Work without indicator", "任务未见指标"),
            Self::IndicatorWithoutWork => tr("Indicators without duty or work", "指标未对应职责、任务"),
            Self::MissedWithoutIssue => tr("Missed targets without issue", "未达标而未见自查问题"),
            Self::IssueWithoutMeasure => tr("Issues without measure", "自查问题未见措施"),
            Self::MeasureUnheld => tr("Measures without owner or deadline", "措施未明确责任或时限"),
        }
    }

    /// Whether its items have weights.
    pub(super) fn weighs(self) -> bool {
        matches!(self, Self::IndicatorWithoutWork | Self::MissedWithoutIssue)
    }

    /// Whether it is asked of such an item at all.
    pub(super) fn asks_of(self, open: &Open, item: ItemRef) -> bool {
        match self {
            Self::DutyWithoutWork => item.kind() == ItemKind::Duty,
            Self::WorkWithoutIndicator => matches!(item.kind(), ItemKind::Work | ItemKind::Part) && open.reviewable(item),
            Self::IndicatorWithoutWork | Self::MissedWithoutIssue => item.kind() == ItemKind::Indicator,
            Self::IssueWithoutMeasure => item.kind() == ItemKind::Issue,
            Self::MeasureUnheld => item.kind() == ItemKind::Measure,
        }
    }

    /// Whether an item of the report has it now.
    pub(super) fn is_in(self, open: &Open, known: &Known, item: ItemRef) -> bool {
        match (self, item) {
            (Self::DutyWithoutWork, ItemRef::Duty(_)) => !is_linked(open, item, &[ItemKind::Work, ItemKind::Part]),
            (Self::WorkWithoutIndicator, ItemRef::Work(_)) => open.reviewable(item) && !is_linked(open, item, &[ItemKind::Indicator]),
            // What is linked with the whole is linked with its parts.
            (Self::WorkWithoutIndicator, ItemRef::Part(n, _)) => {
                [item, ItemRef::Work(n)].iter().all(|one| !is_linked(open, *one, &[ItemKind::Indicator]))
            }
            (Self::IndicatorWithoutWork, ItemRef::Indicator(_)) => {
                !is_linked(open, item, &[ItemKind::Duty, ItemKind::Work, ItemKind::Part])
            }
            (Self::MissedWithoutIssue, ItemRef::Indicator(n)) => known.is_missed(n) && !is_linked(open, item, &[ItemKind::Issue]),
            (Self::IssueWithoutMeasure, ItemRef::Issue(_)) => !is_linked(open, item, &[ItemKind::Measure]),
            (Self::MeasureUnheld, ItemRef::Measure(n)) => known.is_unheld(n),
            _ => false,
        }
    }
}

/// Whether an item is linked with one of these kinds.
pub(super) fn is_linked(open: &Open, item: ItemRef, kinds: &[ItemKind]) -> bool {
    open.linked(item).iter().any(|(other, _)| kinds.contains(&other.kind()))
}

/// Whether a duty has an indicator, its own or of its work.
pub(super) fn has_indicator(open: &Open, duty: ItemRef) -> bool {
    let linked = open.linked(duty);
    let is_work = |item: &ItemRef| matches!(item.kind(), ItemKind::Work | ItemKind::Part);
    linked.iter().any(|(other, _)| other.kind() == ItemKind::Indicator)
        || linked.iter().any(|(other, _)| is_work(other) && is_linked(open, *other, &[ItemKind::Indicator]))
}

/// What report and supplements tell.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    coverage: Option<Arc<Coverage>>,
    amended: Arc<Amended>,
}

impl Known {
    fn of(open: &Open) -> Self {
        let Some(coverage) = open.coverage.clone() else { return Self::default() };
        let values: Vec<(ItemRef, &str, String)> = open
            .review
            .supplements()
            .filter_map(|(key, standing)| {
                let (id, path) = supplement_of(key)?;
                let Standing::Settled(said) = standing else { return None };
                Some((open.report.find(&id)?, path, said.value.value.clone()))
            })
            .collect();
        let amended = coverage.with(&open.report, values.iter().map(|(item, path, value)| (*item, *path, value.as_str())));
        Self { coverage: Some(coverage), amended: Arc::new(amended) }
    }

    pub(super) fn coverage(&self) -> Option<&Coverage> {
        self.coverage.as_deref()
    }

    pub(super) fn weight(&self, item: ItemRef) -> Option<Decimal> {
        self.coverage().and_then(|of| self.amended.weight(of, item))
    }

    fn is_missed(&self, indicator: u32) -> bool {
        self.coverage().is_some_and(|of| self.amended.is_missed(of, indicator))
    }

    fn is_unheld(&self, measure: u32) -> bool {
        self.coverage().is_some_and(|of| self.amended.is_unheld(of, measure))
    }
}

/// What heads some rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    Hole(Hole),
    /// Links that would join these kinds; parts of work are work.
    Pair(ItemKind, ItemKind),
    /// The table of items of this kind.
    Table(ItemKind),
}

/// One row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Row {
    /// So many rows.
    Section { section: Section, folded: bool },
    /// An item that lacked something when the rows were laid.
    Lacks(Hole, ItemRef),
    /// A link that may be, by its place among the proposals.
    Proposal(usize),
    /// An item of the table.
    Line(ItemRef),
}

/// More columns no screen has.
const COLUMNS_MAX: usize = 2_000;

/// The rows, and what is folded.
#[derive(Clone, Debug, Default)]
pub(super) struct Rows {
    pub(super) face: Face,
    pub(super) known: Known,
    all: Vec<Row>,
    /// The columns of the tables of duties and of issues.
    columns: [Vec<ItemRef>; 2],
    closed: Vec<Section>,
    laid: bool,
    /// What is counted, as of which revision of the record.
    counts: Counts,
    counted: Option<u64>,
}

/// How much of what is asked of items is not answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct HoleCount {
    /// Items of which it is asked, and the weights they state.
    pub asked: usize,
    pub asked_weight: Decimal,
    /// Those that lack it, the weights they state, and how many state none.
    pub open: usize,
    pub weight: Decimal,
    pub unknown: usize,
    /// Those of them for which a link is proposed.
    pub proposed: usize,
}

/// How many holes and proposals there are now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    holes: [HoleCount; Hole::ALL.len()],
    /// Links that stand.
    pub(super) linked: usize,
    pub(super) proposed: usize,
    /// Proposals confirmed, and rejected.
    pub(super) ruled: (usize, usize),
}

impl Counts {
    /// How many items lack this.
    pub(super) fn of(&self, hole: Hole) -> HoleCount {
        Hole::ALL.iter().position(|one| *one == hole).map_or_else(HoleCount::default, |at| self.holes[at])
    }

    pub(super) fn holes(&self) -> usize {
        self.holes.iter().map(|of| of.open).sum()
    }
}

impl Rows {
    pub(super) fn all(&self) -> &[Row] {
        &self.all
    }

    pub(super) fn get(&self, at: usize) -> Option<Row> {
        self.all.get(at).copied()
    }

    pub(super) fn counts(&self) -> &Counts {
        &self.counts
    }

    /// Has the rows laid anew at the next settling.
    pub(super) fn renew(&mut self) {
        self.laid = false;
    }

    pub(super) fn show(&mut self, face: Face) {
        self.face = face;
        self.laid = false;
    }

    pub(super) fn is_closed(&self, section: Section) -> bool {
        self.closed.contains(&section)
    }

    /// Folds or unfolds a section.
    pub(super) fn fold(&mut self, section: Section, fold: bool) {
        self.closed.retain(|closed| *closed != section);
        if fold {
            self.closed.push(section);
        }
        self.laid = false;
    }

    /// Whether the report has been studied since the rows were laid.
    fn is_studied(&self, open: &Open) -> bool {
        match (&self.known.coverage, &open.coverage) {
            (Some(was), Some(is)) => !Arc::ptr_eq(was, is),
            (None, None) => false,
            _ => true,
        }
    }

    /// Whether the next refresh lays the rows anew.
    pub(super) fn is_stale(&self, open: &Open) -> bool {
        !self.laid || self.is_studied(open)
    }

    /// Lays the rows if they are to be laid anew, and counts if the record has changed.
    pub(super) fn refresh(&mut self, open: &Open) {
        let studied = self.is_studied(open);
        let revision = Some(open.review.revision());
        if self.counted != revision || studied {
            self.known = Known::of(open);
            self.counts = self.count(open);
            self.counted = revision;
        }
        if !self.laid || studied {
            self.laid = true;
            self.lay(open);
        }
    }

    fn count(&self, open: &Open) -> Counts {
        let mut counts = Counts::default();
        for item in open.report.items() {
            // Each link is met from both its ends.
            counts.linked += open.linked(item).iter().filter(|(other, _)| item < *other).count();
            for (hole, of) in Hole::ALL.iter().zip(&mut counts.holes) {
                if !hole.asks_of(open, item) {
                    continue;
                }
                let weight = self.known.weight(item);
                of.asked += 1;
                of.asked_weight = of.asked_weight.saturating_add(weight.unwrap_or_default());
                if hole.is_in(open, &self.known, item) {
                    of.open += 1;
                    of.weight = of.weight.saturating_add(weight.unwrap_or_default());
                    of.unknown += usize::from(weight.is_none());
                    of.proposed += usize::from(*hole != Hole::MeasureUnheld && open.proposed(item).next().is_some());
                }
            }
        }
        for proposal in self.known.coverage().map_or(&[][..], |of| &of.proposals) {
            match open.link_stands(proposal.from, proposal.to) {
                LinkStands::Open => counts.proposed += 1,
                LinkStands::Linked => counts.ruled.0 += 1,
                LinkStands::Denied => counts.ruled.1 += 1,
            }
        }
        counts
    }

    fn lay(&mut self, open: &Open) {
        self.all.clear();
        match self.face {
            Face::Holes => {
                for hole in Hole::ALL {
                    let items = open.report.items().filter(|item| hole.is_in(open, &self.known, *item));
                    let rows: Vec<Row> = items.map(|item| Row::Lacks(hole, item)).collect();
                    self.section(Section::Hole(hole), rows);
                }
            }
            Face::Proposed => {
                let proposals = self.known.coverage.clone();
                let proposals = proposals.as_ref().map_or(&[][..], |of| &of.proposals);
                let kinds = |at: &usize| (whole(proposals[*at].from.kind()), whole(proposals[*at].to.kind()));
                let mut pairs: Vec<(ItemKind, ItemKind)> = Vec::new();
                for at in 0..proposals.len() {
                    let pair = kinds(&at);
                    if !pairs.contains(&pair) {
                        pairs.push(pair);
                    }
                }
                for pair in pairs {
                    let rows = (0..proposals.len()).filter(|at| kinds(at) == pair).map(Row::Proposal).collect();
                    self.section(Section::Pair(pair.0, pair.1), rows);
                }
            }
            Face::Table => {
                for (kind, columns) in [ItemKind::Duty, ItemKind::Issue].into_iter().zip(0..) {
                    self.columns[columns] = all_columns(open, kind);
                    let rows = open.report.items().filter(|item| item.kind() == kind).map(Row::Line).collect();
                    self.section(Section::Table(kind), rows);
                }
            }
        }
    }

    /// Of the links that would join these kinds: open, confirmed, rejected.
    pub(super) fn pair_counts(&self, open: &Open, pair: (ItemKind, ItemKind)) -> [usize; 3] {
        let mut counts = [0; 3];
        for one in self.known.coverage().map_or(&[][..], |of| &of.proposals) {
            if (whole(one.from.kind()), whole(one.to.kind())) == pair {
                counts[match open.link_stands(one.from, one.to) {
                    LinkStands::Open => 0,
                    LinkStands::Linked => 1,
                    LinkStands::Denied => 2,
                }] += 1;
            }
        }
        counts
    }

    /// The rows under the heading that a row is, or stands under.
    pub(super) fn under(&self, at: usize) -> std::ops::Range<usize> {
        let is_heading = |at: &usize| matches!(self.get(*at), Some(Row::Section { .. }));
        let first = (0..=at).rev().find(is_heading).map_or(0, |heading| heading + 1);
        first..(first..self.all.len()).find(is_heading).unwrap_or(self.all.len())
    }

    fn section(&mut self, section: Section, rows: Vec<Row>) {
        if rows.is_empty() {
            return;
        }
        let folded = self.is_closed(section);
        self.all.push(Row::Section { section, folded });
        if !folded {
            self.all.extend(rows);
        }
    }

    /// Whether a row still asks for something.
    pub(super) fn is_open(&self, open: &Open, at: usize) -> bool {
        match self.get(at) {
            Some(Row::Lacks(hole, item)) => hole.is_in(open, &self.known, item),
            Some(Row::Proposal(at)) => self.stands(open, at) == LinkStands::Open,
            Some(Row::Line(item)) => !lacks(open, item).is_empty(),
            Some(Row::Section { .. }) | None => false,
        }
    }

    /// What stands about a proposal.
    pub(super) fn stands(&self, open: &Open, at: usize) -> LinkStands {
        let proposal = self.known.coverage().and_then(|of| of.proposals.get(at));
        proposal.map_or(LinkStands::Open, |one| open.link_stands(one.from, one.to))
    }

    /// The columns of the table of these items.
    pub(super) fn columns(&self, rows: ItemKind) -> &[ItemRef] {
        &self.columns[usize::from(rows != ItemKind::Duty)]
    }

    /// The most columns a table has.
    pub(super) fn columns_most(&self) -> usize {
        self.columns.iter().map(Vec::len).max().unwrap_or(0)
    }
}

/// Duties are answered by work and indicators, issues by indicators and measures.
fn all_columns(open: &Open, rows: ItemKind) -> Vec<ItemRef> {
    let is_column = |item: &ItemRef| match rows {
        ItemKind::Duty => {
            matches!(item.kind(), ItemKind::Part | ItemKind::Indicator) || item.kind() == ItemKind::Work && open.reviewable(*item)
        }
        _ => matches!(item.kind(), ItemKind::Indicator | ItemKind::Measure),
    };
    open.report.items().filter(is_column).take(COLUMNS_MAX).collect()
}

/// What the item of a table lacks.
pub(super) fn lacks(open: &Open, item: ItemRef) -> Vec<ItemKind> {
    let mut lacks = Vec::new();
    match item.kind() {
        ItemKind::Duty => {
            if !is_linked(open, item, &[ItemKind::Work, ItemKind::Part]) {
                lacks.push(ItemKind::Work);
            }
            if !has_indicator(open, item) {
                lacks.push(ItemKind::Indicator);
            }
        }
        ItemKind::Issue if !is_linked(open, item, &[ItemKind::Measure]) => lacks.push(ItemKind::Measure),
        _ => {}
    }
    lacks
}

/// Parts of work are work.
fn whole(kind: ItemKind) -> ItemKind {
    if kind == ItemKind::Part { ItemKind::Work } else { kind }
}
