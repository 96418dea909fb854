//! Which items stand where in the text: the way from a passage back to its item.

use super::{ItemRef, Place, Report};

/// Every item with a known place, in text order.
#[derive(Clone, Debug, Default)]
pub struct Places {
    spans: Vec<(Place, ItemRef)>,
}

impl Places {
    /// Reads every item's place. Costs a pass over all items: run it after the first frame.
    pub fn of_report(report: &Report) -> Self {
        let mut spans: Vec<(Place, ItemRef)> =
            report.items().filter_map(|item| report.item(item).place.map(|place| (place, item))).collect();
        spans.sort_unstable_by_key(|(place, item)| (place.paragraph, place.start, place.end, *item));
        Self { spans }
    }

    /// The items that stand in a paragraph, in text order.
    pub fn in_paragraph(&self, paragraph: u32) -> &[(Place, ItemRef)] {
        let from = self.spans.partition_point(|(place, _)| place.paragraph < paragraph);
        let to = self.spans.partition_point(|(place, _)| place.paragraph <= paragraph);
        self.spans.get(from..to).unwrap_or_default()
    }

    /// The item with the shortest span around a scalar of a paragraph.
    pub fn item_at(&self, paragraph: u32, scalar: u32) -> Option<ItemRef> {
        self.in_paragraph(paragraph)
            .iter()
            .filter(|(place, _)| (place.start..place.end).contains(&scalar))
            .min_by_key(|(place, _)| place.end - place.start)
            .map(|(_, item)| *item)
    }
}
