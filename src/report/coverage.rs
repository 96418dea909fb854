//! What the report tells of how its duties, work, indicators, issues and measures answer each other,
//! links apart: which links may be, which targets were missed, what weighs how much, which measures
//! nobody is held to. What is not stated is unknown; nothing is supposed.

use std::cmp::Ordering;
use std::collections::HashMap;

use rust_decimal::Decimal;

use super::{Approx, Indicator, ItemRef, Links, Measure, Proposal, Quantity, Report, proposals};

/// What the report tells, by item. Costs a pass over all items: made off the key path.
#[derive(Debug, Default)]
pub struct Coverage {
    /// Links that may be, in report order.
    pub proposals: Vec<Proposal>,
    by_item: HashMap<ItemRef, Vec<usize>>,
    indicators: Vec<Told>,
    unheld: Vec<bool>,
}

/// What an indicator tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Told {
    missed: bool,
    weight: Option<Decimal>,
}

impl Coverage {
    /// Reads all of it; `stated` are the links the report has already.
    pub fn of(report: &Report, stated: &Links) -> Self {
        let counts = report.counts();
        let proposals = proposals(report, stated);
        let mut by_item: HashMap<ItemRef, Vec<usize>> = HashMap::new();
        for (at, proposal) in proposals.iter().enumerate() {
            by_item.entry(proposal.from).or_default().push(at);
            by_item.entry(proposal.to).or_default().push(at);
        }
        Self {
            proposals,
            by_item,
            indicators: (0..counts.indicators).map(|n| Told::of(&report.indicator(n))).collect(),
            unheld: (0..counts.measures).map(|n| is_unheld(&report.measure(n))).collect(),
        }
    }

    /// The links that may be of an item.
    pub fn of_item(&self, item: ItemRef) -> impl Iterator<Item = &Proposal> {
        self.by_item.get(&item).into_iter().flatten().filter_map(|at| self.proposals.get(*at))
    }

    /// Whether an indicator's target was missed, as far as sign, target and actual can be compared.
    pub fn is_missed(&self, indicator: u32) -> bool {
        self.indicators.get(indicator as usize).is_some_and(|told| told.missed)
    }

    /// The weight of an item: indicators alone have one, where it is stated.
    pub fn weight(&self, item: ItemRef) -> Option<Decimal> {
        match item {
            ItemRef::Indicator(n) => self.indicators.get(n as usize)?.weight,
            _ => None,
        }
    }

    /// Whether a measure lacks an owner or a deadline.
    pub fn is_unheld(&self, measure: u32) -> bool {
        self.unheld.get(measure as usize).is_some_and(|unheld| *unheld)
    }

    /// The same with what the reviewer supplied: field paths and values, by item.
    #[must_use]
    pub fn with<'a>(&self, report: &Report, supplied: impl IntoIterator<Item = (ItemRef, &'a str, &'a str)>) -> Amended {
        let mut amended = Amended::default();
        let mut indicators: Vec<(u32, Indicator)> = Vec::new();
        let mut measures: Vec<(u32, Measure)> = Vec::new();
        for (item, path, value) in supplied {
            match item {
                ItemRef::Indicator(n) => {
                    let one = of(&mut indicators, n, || report.indicator(n));
                    match path {
                        "target" => one.target = Some(Quantity::parse(value)),
                        "actual" => one.actual = Some(Quantity::parse(value)),
                        "weight" => one.weight = Some(Quantity::parse(value)),
                        "comparator" => one.comparator = Some(value.to_owned()),
                        _ => {}
                    }
                }
                ItemRef::Measure(n) => {
                    let one = of(&mut measures, n, || report.measure(n));
                    match path {
                        "owner" => one.owner = Some(value.to_owned()),
                        "deadline" => one.deadline = Some(value.to_owned()),
                        _ => {}
                    }
                }
                _ => {}
            }
        }
        amended.indicators = indicators.iter().map(|(n, one)| (*n, Told::of(one))).collect();
        amended.unheld = measures.iter().map(|(n, one)| (*n, is_unheld(one))).collect();
        amended
    }
}

fn of<T>(all: &mut Vec<(u32, T)>, n: u32, read: impl FnOnce() -> T) -> &mut T {
    let at = all.iter().position(|(known, _)| *known == n).unwrap_or_else(|| {
        all.push((n, read()));
        all.len() - 1
    });
    &mut all[at].1
}

/// What is told otherwise once the reviewer's supplements are laid over the report.
#[derive(Debug, Default)]
pub struct Amended {
    indicators: Vec<(u32, Told)>,
    unheld: Vec<(u32, bool)>,
}

impl Amended {
    /// See [`Coverage::is_missed`].
    pub fn is_missed(&self, of: &Coverage, indicator: u32) -> bool {
        let own = self.indicators.iter().find(|(n, _)| *n == indicator);
        own.map_or_else(|| of.is_missed(indicator), |(_, told)| told.missed)
    }

    /// See [`Coverage::weight`].
    pub fn weight(&self, of: &Coverage, item: ItemRef) -> Option<Decimal> {
        let own = self.indicators.iter().find(|(n, _)| item == ItemRef::Indicator(*n));
        own.map_or_else(|| of.weight(item), |(_, told)| told.weight)
    }

    /// See [`Coverage::is_unheld`].
    pub fn is_unheld(&self, of: &Coverage, measure: u32) -> bool {
        let own = self.unheld.iter().find(|(n, _)| *n == measure);
        own.map_or_else(|| of.is_unheld(measure), |(_, unheld)| *unheld)
    }
}

impl Told {
    fn of(indicator: &Indicator) -> Self {
        Self { missed: is_missed(indicator), weight: indicator.weight.as_ref().and_then(|weight| weight.value) }
    }
}

/// Known only where sign, target and actual are numbers of one unit, each exact. A rate of 100 may be
/// printed with or without its sign of percent; other units must agree.
fn is_missed(indicator: &Indicator) -> bool {
    let exact = |one: &Option<Quantity>| one.clone().filter(|one| one.approx == Approx::Exact && one.value.is_some());
    let (Some(target), Some(actual)) = (exact(&indicator.target), exact(&indicator.actual)) else { return false };
    let same_unit = match (&target.unit, &actual.unit) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    };
    let (true, Some(target_value), Some(value)) = (same_unit, target.value, actual.value) else { return false };
    let compared = value.cmp(&target_value);
    match indicator.comparator.as_deref().map(str::trim).or_else(|| target.bound()) {
        Some("≥" | ">=" | "≧") => compared == Ordering::Less,
        Some("≤" | "<=" | "≦") => compared == Ordering::Greater,
        Some(">" | "＞") => compared != Ordering::Greater,
        Some("<" | "＜") => compared != Ordering::Less,
        Some("=" | "＝") => compared != Ordering::Equal,
        _ => false,
    }
}

fn is_unheld(measure: &Measure) -> bool {
    let lacks = |said: &Option<String>| said.as_deref().is_none_or(|said| said.trim().is_empty());
    lacks(&measure.owner) || lacks(&measure.deadline)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    fn coverage(file: &str) -> (Report, Coverage) {
        let report = Report::load(file.as_bytes().to_vec()).unwrap().report;
        let coverage = Coverage::of(&report, &Links::of_report(&report));
        (report, coverage)
    }

    #[test]
    fn a_target_is_missed_only_where_numbers_of_one_unit_say_so() {
        let missed = |comparator: &str, target: &str, actual: &str| {
            let file = format!(
                r#"{{"indicators": [{{"name": "甲", "comparator": "{comparator}", "target": "{target}", "actual": "{actual}"}}]}}"#
            );
            coverage(&file).1.is_missed(0)
        };
        assert!(missed("≥", "95%", "94.9%"));
        assert!(missed("≤", "10天", "12天"));
        assert!(missed("=", "3", "2"));
        assert!(!missed("≥", "95%", "95%"));
        assert!(!missed("≥", "100次", "99场"), "other units are not compared");
        assert!(!missed("≥", "100次", "近90次"), "what is not exact is not compared");
        assert!(!missed("", "100次", "90次"), "without a sign nothing is known");
        assert!(!missed("≥", "完成", "未完成"));
    }

    #[test]
    fn weights_and_owners_are_the_reports_or_the_reviewers() {
        let (report, coverage) = coverage(
            r#"{"indicators": [{"name": "甲", "weight": "5"}, {"name": "乙"}],
                "measures": [{"text": "甲", "owner": "办公室", "deadline": "2022年6月"}, {"text": "乙", "owner": "办公室"}]}"#,
        );
        assert_eq!(coverage.weight(ItemRef::Indicator(0)), Some(Decimal::from(5)));
        assert_eq!(coverage.weight(ItemRef::Indicator(1)), None, "not stated is unknown");
        assert!(!coverage.is_unheld(0) && coverage.is_unheld(1));
        let supplied = [(ItemRef::Indicator(1), "weight", "8"), (ItemRef::Measure(1), "deadline", "2022年底")];
        let amended = coverage.with(&report, supplied);
        assert_eq!(amended.weight(&coverage, ItemRef::Indicator(1)), Some(Decimal::from(8)));
        assert_eq!(amended.weight(&coverage, ItemRef::Indicator(0)), Some(Decimal::from(5)));
        assert!(!amended.is_unheld(&coverage, 1));
    }
}
