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
