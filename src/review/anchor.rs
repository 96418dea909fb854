//! Quotes: how a passage is remembered and found again in a report whose text changed.
//!
//! The words must be there verbatim; what stands around them tells equal passages apart. The
//! paragraph a quote was taken from goes first, but only among equals: ids count paragraphs, so one
//! new paragraph moves all that follow.

use super::Quote;
use crate::report::{Place, Report};

/// Scalars kept on either side of a quote: enough to tell apart rows that differ in a figure.
const SURROUNDINGS: usize = 16;

/// Where a quote stands now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Found: by its words with their surroundings.
    At(Place),
    /// The words are in several places and nothing tells them apart; the first is given.
    Unsure(Place),
    /// The report no longer says this.
    Gone,
}

/// The quote for a passage: its words and up to 16 scalars on either side.
pub fn anchor(report: &Report, place: Place) -> Quote {
    let paragraph = report.paragraph(place.paragraph);
    let text: Vec<char> = paragraph.text.chars().collect();
    let end = (place.end as usize).min(text.len());
    let start = (place.start as usize).min(end);
    let [prefix, suffix] = surroundings(&text, start, end);
    let written = |chars: &[char]| chars.iter().collect();
    Quote {
        exact: written(&text[start..end]),
        prefix: written(prefix),
        suffix: written(suffix),
        paragraph: paragraph.id,
        more: serde_json::Map::new(),
    }
}

/// Finds a quote again: its own paragraph first, then all others. Reads every paragraph, unless its
/// own still has it with the same surroundings.
pub fn find_quote(report: &Report, quote: &Quote) -> Anchor {
    find(quote, report.find_paragraph(&quote.paragraph), report.counts().paragraphs, |n| report.paragraph(n).text)
}

fn find(quote: &Quote, own: Option<u32>, paragraphs: u32, text: impl Fn(u32) -> String) -> Anchor {
    let sought = Sought::new(quote);
    let mut best = Best::default();
    if let Some(own) = own {
        sought.search(own, &text(own), &mut best);
        if best.likeness == Some(sought.perfect()) {
            return best.anchor();
        }
    }
    let mut elsewhere = Best::default();
    for n in (0..paragraphs).filter(|n| Some(*n) != own) {
        sought.search(n, &text(n), &mut elsewhere);
    }
    if elsewhere.likeness > best.likeness { elsewhere.anchor() } else { best.anchor() }
}

/// Up to 16 scalars before and after a passage.
fn surroundings(text: &[char], start: usize, end: usize) -> [&[char]; 2] {
    let before = start.saturating_sub(SURROUNDINGS);
    let after = text.len().min(end + SURROUNDINGS);
    [&text[before..start], &text[end..after]]
}

struct Sought {
    exact: Vec<char>,
    prefix: Vec<char>,
    suffix: Vec<char>,
}

impl Sought {
    fn new(quote: &Quote) -> Self {
        let scalars = |text: &str| text.chars().collect();
        Self { exact: scalars(&quote.exact), prefix: scalars(&quote.prefix), suffix: scalars(&quote.suffix) }
    }

    /// The likeness of a passage whose surroundings are unchanged.
    fn perfect(&self) -> usize {
        self.prefix.len() + self.suffix.len() + 2
    }

    /// Scalars in common with the quote's surroundings, and one more for a side wholly the same.
    fn likeness(&self, before: &[char], after: &[char]) -> usize {
        let common = |pairs: &mut dyn Iterator<Item = (&char, &char)>| pairs.take_while(|(a, b)| a == b).count();
        let prefix = common(&mut before.iter().rev().zip(self.prefix.iter().rev()));
        let suffix = common(&mut after.iter().zip(&self.suffix));
        prefix + suffix + usize::from(before == self.prefix) + usize::from(after == self.suffix)
    }

    /// Weighs every occurrence in a paragraph, overlapping ones too.
    fn search(&self, paragraph: u32, text: &str, best: &mut Best) {
        if self.exact.is_empty() {
            return;
        }
        let text: Vec<char> = text.chars().collect();
        for (start, passage) in text.windows(self.exact.len()).enumerate() {
            if passage == self.exact {
                let end = start + passage.len();
                let [before, after] = surroundings(&text, start, end);
                let scalar = |n: usize| u32::try_from(n).expect("a paragraph has fewer than 2^32 scalars");
                best.weigh(self.likeness(before, after), Place { paragraph, start: scalar(start), end: scalar(end) });
            }
        }
    }
}

/// The likest passage so far, and whether another is as like.
#[derive(Default)]
struct Best {
    likeness: Option<usize>,
    place: Option<Place>,
    several: bool,
}

impl Best {
    fn weigh(&mut self, likeness: usize, place: Place) {
        match Some(likeness).cmp(&self.likeness) {
            std::cmp::Ordering::Less => {}
            std::cmp::Ordering::Equal => self.several = true,
            std::cmp::Ordering::Greater => *self = Self { likeness: Some(likeness), place: Some(place), several: false },
        }
    }

    fn anchor(&self) -> Anchor {
        match self.place {
            None => Anchor::Gone,
            Some(place) if self.several => Anchor::Unsure(place),
            Some(place) => Anchor::At(place),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quote(text: &str, exact: &str) -> Quote {
        let (prefix, suffix) = text.split_once(exact).unwrap_or_default();
        Quote { exact: exact.to_owned(), prefix: prefix.to_owned(), suffix: suffix.to_owned(), ..Quote::default() }
    }

    fn found(quote: &Quote, own: Option<u32>, paragraphs: &[&str]) -> Anchor {
        let count = u32::try_from(paragraphs.len()).unwrap_or(0);
        find(quote, own, count, |n| paragraphs.get(n as usize).copied().unwrap_or_default().to_owned())
    }

    fn at(paragraph: u32, start: u32, end: u32) -> Anchor {
        Anchor::At(Place { paragraph, start, end })
    }

    #[test]
    fn a_quote_is_found_in_its_own_paragraph_by_its_surroundings() {
        let text = "办结率100%，满意率100%。";
        let second = Quote { prefix: "办结率100%，满意率".to_owned(), suffix: "。".to_owned(), ..quote(text, "100%") };
        assert_eq!(found(&second, Some(0), &[text]), at(0, 11, 15));
        assert_eq!(found(&second, Some(0), &["全年办结率100%，群众满意率100%。"]), at(0, 15, 19), "surroundings changed in part");
    }

    #[test]
    fn a_paragraph_that_moved_takes_its_quotes_along() {
        let text = "预算执行率为96.5%，较上年提高";
        let quote = quote(text, "96.5%");
        assert_eq!(found(&quote, Some(1), &["新增一段", "另有96.5%", text]), at(2, 6, 11));
        assert_eq!(found(&quote, Some(0), &["执行率96.5%，", "共96.5%"]), at(0, 3, 8), "among worse ones its own goes first");
        assert_eq!(found(&quote, None, &["执行率", "共96.5%"]), at(1, 1, 6));
    }

    #[test]
    fn what_nothing_tells_apart_is_unsure_and_other_words_are_gone() {
        let quote = quote("甲1项，", "1项");
        assert_eq!(found(&quote, Some(0), &["乙1项；丙1项；"]), Anchor::Unsure(Place { paragraph: 0, start: 1, end: 3 }));
        assert_eq!(found(&quote, None, &["乙1项；", "丙1项；"]), Anchor::Unsure(Place { paragraph: 0, start: 1, end: 3 }));
        assert_eq!(found(&quote, Some(0), &["甲 1 项，"]), Anchor::Gone);
        assert_eq!(found(&Quote::default(), Some(0), &["甲"]), Anchor::Gone);
    }

    #[test]
    fn occurrences_that_overlap_are_weighed_each() {
        let quote = Quote { exact: "哈哈".to_owned(), prefix: "哈".to_owned(), suffix: "。".to_owned(), ..Quote::default() };
        assert_eq!(found(&quote, Some(0), &["哈哈哈。"]), at(0, 1, 3));
    }

    fn report(paragraphs: &[&str]) -> Report {
        let text: Vec<_> = paragraphs.iter().map(|text| serde_json::json!({"text": text})).collect();
        let json = serde_json::json!({"report": {"title": "自评报告"}, "text": text, "duties": [{"text": "甲"}]});
        Report::load(json.to_string().into_bytes()).expect("it is an assessment").report
    }

    #[test]
    fn a_passage_is_found_again_after_the_report_was_revised() {
        let before = report(&["部门概况", "全年印发文件3265件，办结率100%，群众满意率达到100%，较上年提高。"]);
        let place = Place { paragraph: 1, start: 27, end: 31 };
        let quote = anchor(&before, place);
        assert_eq!((quote.exact.as_str(), quote.suffix.as_str(), quote.paragraph.as_str()), ("100%", "，较上年提高。", "p-2"));
        assert_eq!(quote.prefix, "，办结率100%，群众满意率达到");
        assert_eq!(find_quote(&before, &quote), Anchor::At(place));
        let after = report(&["部门概况", "办结率100%。", "全年印发文件3270件，办结率100%，群众满意率达到100%，较上年提高。"]);
        assert_eq!(find_quote(&after, &quote), Anchor::At(Place { paragraph: 2, ..place }));
        assert_eq!(find_quote(&report(&["部门概况"]), &quote), Anchor::Gone);
    }

    #[test]
    fn a_place_beyond_its_paragraph_is_cut_to_it() {
        let report = report(&["甲乙"]);
        assert_eq!(anchor(&report, Place { paragraph: 0, start: 1, end: 9 }).exact, "乙");
        assert_eq!(anchor(&report, Place { paragraph: 0, start: 8, end: 3 }).exact, "");
    }
}
