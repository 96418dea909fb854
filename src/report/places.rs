//! Which items stand where in the text, and under which headings: the way from a passage back to its item.

use super::{ItemRef, Paragraph, Place, Report};

/// Every item with a known place, in text order, and every heading.
#[derive(Clone, Debug, Default)]
pub struct Places {
    spans: Vec<(Place, ItemRef)>,
    headings: Vec<Heading>,
}

/// A paragraph that heads others, and the heading it stands under, by its place among them.
#[derive(Clone, Copy, Debug)]
struct Heading {
    paragraph: u32,
    level: u8,
    under: Option<usize>,
}

impl Places {
    /// Reads every item's place and every paragraph. Costs a pass over the file: run it after the first frame.
    pub fn of_report(report: &Report) -> Self {
        let mut spans: Vec<(Place, ItemRef)> =
            report.items().filter_map(|item| report.item(item).place.map(|place| (place, item))).collect();
        spans.sort_unstable_by_key(|(place, item)| (place.paragraph, place.start, place.end, *item));
        Self { spans, headings: headings(report) }
    }

    /// The headings a paragraph stands under, itself among them, outermost first.
    pub fn headings_over(&self, paragraph: u32) -> Vec<u32> {
        let nearest = self.headings.partition_point(|heading| heading.paragraph <= paragraph).checked_sub(1);
        let heading = |at: &usize| self.headings[*at];
        let mut over: Vec<u32> = std::iter::successors(nearest, |at| heading(at).under).map(|at| heading(&at).paragraph).collect();
        over.reverse();
        over
    }

    /// The printed numbers of the headings a paragraph stands under, and the words of the nearest.
    pub fn heading(&self, report: &Report, paragraph: u32) -> (String, String) {
        let over: Vec<Paragraph> = self.headings_over(paragraph).into_iter().map(|n| report.paragraph(n)).collect();
        let trail = over.iter().map(|heading| heading.no.trim_end_matches(['、', '.', '．'])).collect();
        (trail, over.last().map_or_else(String::new, |nearest| nearest.text.clone()))
    }

    /// The items that stand in a paragraph, in text order.
    pub fn in_paragraph(&self, paragraph: u32) -> &[(Place, ItemRef)] {
        let from = self.spans.partition_point(|(place, _)| place.paragraph < paragraph);
        let to = self.spans.partition_point(|(place, _)| place.paragraph <= paragraph);
        self.spans.get(from..to).unwrap_or_default()
    }
}

fn headings(report: &Report) -> Vec<Heading> {
    let mut all: Vec<Heading> = Vec::new();
    for paragraph in 0..report.counts().paragraphs {
        let level = report.paragraph(paragraph).level;
        if level > 0 {
            let mut under = all.len().checked_sub(1);
            while let Some(before) = under.and_then(|at| all.get(at)).filter(|before| before.level >= level) {
                under = before.under;
            }
            all.push(Heading { paragraph, level, under });
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_stands_under_the_nearest_heading_of_each_higher_level() {
        let levels = [0, 1, 2, 0, 3, 2, 0, 1, 0];
        let text: Vec<_> = levels.iter().map(|level| serde_json::json!({"text": "甲", "level": level})).collect();
        let json = serde_json::json!({"text": text, "duties": [{"text": "甲"}]});
        let report = Report::load(json.to_string().into_bytes()).expect("it is an assessment").report;
        let places = Places::of_report(&report);
        let over: Vec<Vec<u32>> = (0..9).map(|n| places.headings_over(n)).collect();
        assert_eq!(over, [vec![], vec![1], vec![1, 2], vec![1, 2], vec![1, 2, 4], vec![1, 5], vec![1, 5], vec![7], vec![7]]);
    }
}
