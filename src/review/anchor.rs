//! Quotes: how a passage is remembered and found again in a report whose text changed.
//!
//! The words must be there verbatim; what stands around them tells equal passages apart. The
//! paragraph a quote was taken from goes first, but only among equals: ids count paragraphs, so one
//! new paragraph moves all that follow.

use std::collections::HashMap;

use memchr::memmem::Finder;

use super::Quote;
use crate::report::{Place, Report};

/// Scalars kept on either side of a quote: enough to tell apart rows that differ in a figure.
const SURROUNDINGS: usize = 16;

/// Bytes that are compared for one quote before it is taken to stand where it was best so far: no
/// record, however made, keeps a reader waiting.
const COMPARED_BYTES_MAX: usize = 16 << 20;

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

impl Anchor {
    /// Where it stands, sure or not.
    pub fn place(self) -> Option<Place> {
        match self {
            Self::At(place) | Self::Unsure(place) => Some(place),
            Self::Gone => None,
        }
    }
}

/// The quotes of one report that were found so far. A report never changes: each is sought once.
#[derive(Clone, Debug, Default)]
pub struct Anchors {
    known: HashMap<Words, Anchor>,
}

/// What tells one quote from another.
type Words = [String; 4];

fn words(quote: &Quote) -> Words {
    [&quote.exact, &quote.prefix, &quote.suffix, &quote.paragraph].map(String::clone)
}

impl Anchors {
    /// Seeks the quotes not known yet, all in one pass over the report.
    pub fn learn<'a>(&mut self, report: &Report, quotes: impl IntoIterator<Item = &'a Quote>) {
        let mut new: HashMap<Words, &Quote> = HashMap::new();
        for quote in quotes {
            let words = words(quote);
            if !self.known.contains_key(&words) {
                new.insert(words, quote);
            }
        }
        let (words, quotes): (Vec<Words>, Vec<&Quote>) = new.into_iter().unzip();
        self.known.extend(words.into_iter().zip(find_quotes(report, &quotes)));
    }

    /// Where a quote stands; one that was not learnt is sought now.
    pub fn of(&self, report: &Report, quote: &Quote) -> Anchor {
        self.known.get(&words(quote)).copied().unwrap_or_else(|| find_quote(report, quote))
    }
}

/// The quote for a passage: its words and up to 16 scalars on either side.
pub fn anchor(report: &Report, place: Place) -> Quote {
    let paragraph = report.paragraph(place.paragraph);
    let text: Vec<char> = paragraph.text.chars().collect();
    let end = (place.end as usize).min(text.len());
    let start = (place.start as usize).min(end);
    let before = &text[start.saturating_sub(SURROUNDINGS)..start];
    let after = &text[end..text.len().min(end + SURROUNDINGS)];
    let written = |chars: &[char]| chars.iter().collect();
    Quote {
        exact: written(&text[start..end]),
        prefix: written(before),
        suffix: written(after),
        paragraph: paragraph.id,
        more: serde_json::Map::new(),
    }
}

/// Finds a quote again: its own paragraph first, then all others. Reads every paragraph, unless its
/// own still has it with the same surroundings.
pub fn find_quote(report: &Report, quote: &Quote) -> Anchor {
    find_quotes(report, &[quote]).pop().unwrap_or(Anchor::Gone)
}

fn find_quotes(report: &Report, quotes: &[&Quote]) -> Vec<Anchor> {
    let own = |quote: &&Quote| report.find_paragraph(&quote.paragraph);
    let sought: Vec<Sought<'_>> = quotes.iter().map(|quote| Sought::new(quote, own(quote))).collect();
    find(sought, report.counts().paragraphs, |n| report.paragraph(n).text)
}

fn find(mut sought: Vec<Sought<'_>>, paragraphs: u32, text: impl Fn(u32) -> String) -> Vec<Anchor> {
    for quote in &mut sought {
        if let Some(own) = quote.own {
            quote.search(own, &text(own));
        }
    }
    let mut left: Vec<&mut Sought<'_>> = sought.iter_mut().filter(|quote| !quote.is_settled()).collect();
    if !left.is_empty() {
        for n in 0..paragraphs {
            let text = text(n);
            left.iter_mut().filter(|quote| quote.own != Some(n)).for_each(|quote| quote.search(n, &text));
        }
    }
    sought.iter().map(Sought::anchor).collect()
}

/// A quote while it is sought.
struct Sought<'a> {
    exact: &'a str,
    finder: Finder<'a>,
    prefix: Vec<char>,
    suffix: Vec<char>,
    own: Option<u32>,
    in_own: Best,
    elsewhere: Best,
    /// Occurrences that may still be weighed.
    left: usize,
}

impl<'a> Sought<'a> {
    fn new(quote: &'a Quote, own: Option<u32>) -> Self {
        let exact = quote.exact.as_str();
        Self {
            exact,
            finder: Finder::new(exact),
            prefix: quote.prefix.chars().collect(),
            suffix: quote.suffix.chars().collect(),
            own,
            in_own: Best::default(),
            elsewhere: Best::default(),
            left: COMPARED_BYTES_MAX / exact.len().max(SURROUNDINGS),
        }
    }

    /// Whether its own paragraph has it with unchanged surroundings.
    fn is_settled(&self) -> bool {
        self.exact.is_empty() || self.in_own.likeness == Some(self.prefix.len() + self.suffix.len() + 2)
    }

    fn anchor(&self) -> Anchor {
        if self.elsewhere.likeness > self.in_own.likeness { self.elsewhere.anchor() } else { self.in_own.anchor() }
    }

    /// Scalars in common with the quote's surroundings, and one more for a side wholly the same.
    fn likeness(&self, before: &str, after: &str) -> usize {
        let side = |there: &mut dyn Iterator<Item = char>, sought: &mut dyn ExactSizeIterator<Item = char>| {
            let (all, there) = (sought.len(), there.take(SURROUNDINGS).collect::<Vec<_>>());
            let common = there.iter().zip(sought).take_while(|(a, b)| *a == b).count();
            common + usize::from(common == all && common == there.len())
        };
        side(&mut before.chars().rev(), &mut self.prefix.iter().rev().copied()) + side(&mut after.chars(), &mut self.suffix.iter().copied())
    }

    /// Weighs the occurrences in a paragraph, overlapping ones too.
    fn search(&mut self, paragraph: u32, text: &str) {
        let Some(first) = self.exact.chars().next() else { return };
        let scalars = |text: &str| u32::try_from(text.chars().count()).expect("a paragraph has fewer than 2^32 scalars");
        let long = scalars(self.exact);
        let (mut from, mut counted, mut start) = (0, 0, 0);
        while let Some(found) = text.get(from..).and_then(|rest| self.finder.find(rest.as_bytes())) {
            if self.left == 0 {
                return;
            }
            self.left -= 1;
            let at = from + found;
            let (before, rest) = text.split_at(at);
            start += scalars(before.get(counted..).unwrap_or(""));
            let likeness = self.likeness(before, rest.get(self.exact.len()..).unwrap_or(""));
            let best = if self.own == Some(paragraph) { &mut self.in_own } else { &mut self.elsewhere };
            best.weigh(likeness, Place { paragraph, start, end: start + long });
            counted = at;
            from = at + first.len_utf8();
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
        let text = |n: u32| paragraphs.get(n as usize).copied().unwrap_or_default().to_owned();
        find(vec![Sought::new(quote, own)], count, text).pop().unwrap_or(Anchor::Gone)
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

    #[test]
    fn a_hostile_quote_costs_no_more_than_the_bytes_that_are_compared() {
        let text = "a".repeat(400_000);
        let quote = Quote { exact: "a".repeat(200_000), ..Quote::default() };
        assert_eq!(found(&quote, Some(0), &[&text]), at(0, 0, 200_000));
    }

    #[test]
    fn quotes_learnt_together_stand_where_each_stands_alone() {
        let report = report(&["甲1项，乙1项。", "丙2项。"]);
        let quotes = [quote("甲1项，", "1项"), quote("丙2项。", "2项"), quote("", "没有")];
        let mut anchors = Anchors::default();
        anchors.learn(&report, &quotes);
        anchors.learn(&report, &quotes);
        for quote in &quotes {
            assert_eq!(anchors.of(&report, quote), find_quote(&report, quote));
        }
        assert_eq!(anchors.known.len(), 3);
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
