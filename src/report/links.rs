//! Which items the report itself links: a link counts if either side states it.

use super::{ItemRef, Report};

/// The links a report states, both ways.
#[derive(Clone, Debug, Default)]
pub struct Links {
    /// Each linked item and where its row in `ends` begins; by item.
    rows: Vec<(ItemRef, usize)>,
    /// The other ends, row after row.
    ends: Vec<ItemRef>,
}

impl Links {
    /// Reads every item's links. Costs a pass over all items: run it after the first frame.
    /// What links to an id that is not in the report, or to itself, is no link.
    pub fn of_report(report: &Report) -> Self {
        let mut pairs = Vec::new();
        for at in report.items() {
            for id in report.stated_links(at) {
                if let Some(to) = report.find(&id).filter(|&to| to != at) {
                    pairs.extend([(at, to), (to, at)]);
                }
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        let mut rows: Vec<(ItemRef, usize)> = Vec::new();
        for (n, &(from, _)) in pairs.iter().enumerate() {
            if rows.last().is_none_or(|&(last, _)| last != from) {
                rows.push((from, n));
            }
        }
        Self { rows, ends: pairs.into_iter().map(|(_, to)| to).collect() }
    }

    /// The items linked with `item`, in report order.
    pub fn of(&self, item: ItemRef) -> &[ItemRef] {
        let Ok(row) = self.rows.binary_search_by_key(&item, |&(from, _)| from) else { return &[] };
        let end = self.rows.get(row + 1).map_or(self.ends.len(), |&(_, start)| start);
        &self.ends[self.rows[row].1..end]
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use ItemRef::{Duty, Indicator, Issue, Measure, Part, Work};

    fn links(file: &str) -> Links {
        Links::of_report(&Report::load(file.as_bytes().to_vec()).unwrap().report)
    }

    #[test]
    fn a_link_counts_if_either_side_states_it() {
        let links = links(
            r#"{"duties": [{}, {}], "work_items": [{"duties": ["duty-2"], "parts": [{}]}],
                "indicators": [{"duties": ["duty-2", "duty-1"], "work_items": ["work-1.1", "work-1"]}],
                "issues": [{"measures": ["measure-2"]}], "measures": [{"issues": ["issue-1"]}, {"issues": ["issue-1"]}]}"#,
        );
        assert_eq!(links.of(Duty(0)), [Indicator(0)]);
        assert_eq!(links.of(Duty(1)), [Work(0), Indicator(0)]);
        assert_eq!(links.of(Indicator(0)), [Duty(0), Duty(1), Work(0), Part(0, 0)]);
        assert_eq!(links.of(Part(0, 0)), [Indicator(0)]);
        assert_eq!(links.of(Issue(0)), [Measure(0), Measure(1)]);
        assert_eq!(links.of(Measure(1)), [Issue(0)]);
    }

    #[test]
    fn what_is_not_in_the_report_is_no_link() {
        let links = links(r#"{"text": [{}], "duties": [{}], "work_items": [{"duties": ["duty-9", "p-1", "work-1", "report", ""]}]}"#);
        assert!(links.of(Work(0)).is_empty());
        assert!(links.of(Duty(0)).is_empty());
    }
}
