//! What is found before the report is indexed: words as they were typed, straight in the bytes of the file.
//!
//! A file of forty megabytes takes a worker a second to fold; its bytes are passed over in a few
//! milliseconds. What is written otherwise (case, width, 繁简, pinyin, escaped) the index finds when it is
//! there, and the same places again: they are not listed twice.

use std::collections::{HashMap, HashSet};

use memchr::memmem::Finder;

use super::hunt::{Hit, Hunt};
use super::index::{Source, fold_into};
use crate::report::{Holder, ItemRef, Report};

/// A step passes over so many bytes: a few milliseconds.
const BYTES_A_STEP: usize = 16 << 20;
/// A step looks so many places over: each is read and folded.
const LOOKED_A_STEP: usize = 200;
/// A step finds the word so many times, in words it knows or in what is no item and no paragraph: some milliseconds.
const MATCHES_A_STEP: usize = 5_000;
/// A step reads places of so many bytes together: some milliseconds.
const READ_A_STEP: usize = 256 << 10;
/// A longer place is left to the index: reading it could not be broken off.
const PLACE_BYTES_MAX: usize = 1 << 20;
/// More places than this are not found early: whoever reads them all will have the index by then.
const LOOKED_MAX: usize = 2_000;

/// How far the bytes are passed over.
#[derive(Clone, Debug)]
pub(super) struct Early {
    /// The longest word as it was typed.
    word: Option<Finder<'static>>,
    at: usize,
    /// Whose words were looked through.
    looked: HashSet<Source>,
    /// Hits found so far that the index has yet to find, by where and where in the text: each one's place in its bucket.
    found: HashMap<(Source, u32), usize>,
    found_any: bool,
}

impl Early {
    /// `text` as it was typed.
    pub fn new(text: &str) -> Self {
        // What JSON escapes stands otherwise in the file.
        let words = text.split_whitespace().filter(|word| !word.contains(['"', '\\', '/']) && !word.contains(char::is_control));
        let word = words.max_by_key(|word| word.len()).map(|word| Finder::new(word).into_owned());
        Self { word, at: 0, looked: HashSet::new(), found: HashMap::new(), found_any: false }
    }

    /// Whether there are bytes that were not passed over.
    pub fn is_running(&self) -> bool {
        self.word.is_some()
    }

    /// Nothing more is looked for so.
    pub fn end(&mut self) {
        self.word = None;
    }

    /// A hit was found, which stands at this place in its bucket.
    pub fn found(&mut self, hit: &Hit, place: usize) {
        self.found.insert((hit.source, hit.start), place);
        self.found_any = true;
    }

    /// Whether anything was.
    pub fn found_any(&self) -> bool {
        self.found_any
    }

    /// Where this stands in its bucket, if it was found early. It is told once.
    pub fn take(&mut self, hit: &Hit) -> Option<usize> {
        self.found.remove(&(hit.source, hit.start))
    }

    /// Hits are to be ordered: none stands any more where it stood.
    pub fn forget_places(&mut self) {
        self.found = HashMap::new();
    }

    /// The next places that hold the word, and were not looked through yet.
    fn next(&mut self, report: &Report) -> Vec<Source> {
        let (Some(word), bytes) = (&self.word, report.bytes()) else { return Vec::new() };
        let end = (self.at + BYTES_A_STEP).min(bytes.len());
        let mut places = Vec::new();
        let (mut matches, mut read) = (0, 0);
        while matches < MATCHES_A_STEP && read < READ_A_STEP && places.len() < LOOKED_A_STEP {
            let Some(at) = bytes.get(self.at..end).and_then(|stretch| word.find(stretch)) else {
                // A word across the seam is found from the other side.
                let seam = if end == bytes.len() { 0 } else { word.needle().len() };
                self.at = self.at.max(end.saturating_sub(seam));
                break;
            };
            let byte = self.at + at;
            self.at = byte + 1;
            matches += 1;
            for (holder, held) in report.holding(byte) {
                let source = match holder {
                    Holder::Item(item) => Source::Item(item),
                    Holder::Paragraph(n) => Source::Paragraph(n),
                };
                if !matches!(source, Source::Item(ItemRef::Work(_))) {
                    // Nothing else is inside: however often it says the word, it is looked through once.
                    self.at = self.at.max(held.end);
                }
                if held.len() <= PLACE_BYTES_MAX && self.looked.insert(source) {
                    places.push(source);
                    read += held.len();
                }
            }
        }
        if self.at >= bytes.len() || self.looked.len() >= LOOKED_MAX {
            self.end();
        }
        places
    }
}

impl Hunt {
    /// Looks through the next bytes of a report that is not indexed yet.
    pub fn step_early(&mut self, report: &Report) {
        for source in self.early.next(report) {
            let mut text = String::new();
            match source {
                Source::Item(item) => report.say(item, &mut |field| fold_into(&mut text, field)),
                Source::Paragraph(n) => {
                    let paragraph = report.paragraph(n);
                    fold_into(&mut text, &(paragraph.no + &paragraph.text));
                }
                Source::Comment(_) | Source::Finding(_) => {}
            }
            self.look_early(&text, source);
        }
    }

    /// Whether anything may still be found before the index is there.
    pub fn is_early(&self) -> bool {
        self.early.is_running()
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::super::hunt::{EARLY_HITS_MAX, Group};
    use super::*;
    use crate::search::{Index, Query, SaidTexts};

    const REPORT: &str = r#"{"text": [{"no": "一、", "text": "公文"}, {"text": "印发公文1846件，交换公文277件。"}],
        "work_items": [{"title": "公文办理", "parts": [{"title": "公文交换"}, {"title": "Abc"}]}],
        "duties": [{"text": "负责公文交换"}, {"text": "公文办理"}], "indicators": [{"name": "交換份数", "standard": "ABC以份计"}]}"#;

    fn early(query: &str) -> (Report, Hunt) {
        let report = Report::load(REPORT.into()).unwrap().report;
        let mut hunt = Hunt::new(Query::new(query).unwrap(), None);
        while hunt.is_early() {
            hunt.step_early(&report);
        }
        (report, hunt)
    }

    fn sources(hunt: &Hunt) -> Vec<(Source, u32, u32)> {
        (0..hunt.count()).map(|n| hunt.nth(n).unwrap()).map(|hit| (hit.source, hit.start, hit.len)).collect()
    }

    #[test]
    fn what_stands_there_as_typed_is_found_without_an_index_and_listed_once_with_it() {
        for query in ["公文", "公文 交换", "交换", "Abc", "1846", "gw", "没有"] {
            let (report, mut hunt) = early(query);
            let index = Index::of_report(&report);
            let (early, here) = (sources(&hunt), hunt.here());
            while hunt.step(&index, &SaidTexts::default()) {}
            let mut whole = Hunt::new(Query::new(query).unwrap(), None);
            whole.early.end();
            while whole.step(&index, &SaidTexts::default()) {}
            assert_eq!(sources(&hunt), sources(&whole), "{query}");
            assert!(early.iter().all(|hit| sources(&whole).contains(hit)), "{query}: {early:?}");
            assert!(here.is_none_or(|here| hunt.go_to(here)), "{query}");
        }
        assert_eq!(sources(&early("公文").1).len(), 7);
        assert_eq!(sources(&early("Abc").1).len(), 1, "the index finds ABC as well");
    }

    fn of_json(json: String, query: &str) -> (Report, Hunt) {
        (Report::load(json.into_bytes()).unwrap().report, Hunt::new(Query::new(query).unwrap(), None))
    }

    #[test]
    fn a_flood_in_the_text_leaves_room_for_items() {
        let paragraph = format!(r#"{{"text": "{}"}}"#, "的".repeat(3_000));
        let (report, mut hunt) =
            of_json(format!(r#"{{"text": [{}], "duties": [{{"text": "我的"}}]}}"#, vec![paragraph; 60].join(",")), "的");
        while hunt.is_early() {
            hunt.step_early(&report);
        }
        assert_eq!((hunt.count_in(Group::Text), hunt.count_in(Group::Items), hunt.is_running()), (EARLY_HITS_MAX, 0, true));
        let index = Index::of_report(&report);
        while hunt.step(&index, &SaidTexts::default()) {}
        assert_eq!((hunt.count_in(Group::Items), hunt.count(), hunt.is_full()), (1, 100_000, true));
        let places: HashSet<(Source, u32)> = sources(&hunt).into_iter().map(|(source, start, _)| (source, start)).collect();
        assert_eq!(places.len(), hunt.count(), "none is listed twice");
    }

    #[test]
    fn one_step_takes_only_so_much_however_often_a_word_is_said() {
        let title = "a".repeat(4 * MATCHES_A_STEP);
        let (report, mut hunt) = of_json(format!(r#"{{"work_items": [{{"title": "{title}", "parts": [{{"title": "ab"}}]}}]}}"#), "a");
        let mut steps = 0;
        while hunt.is_early() {
            hunt.step_early(&report);
            steps += 1;
        }
        assert_eq!((steps, hunt.count()), (5, 2), "the title is gone through with breaks, and the part behind it is found");
        let long = "a".repeat(PLACE_BYTES_MAX);
        let (report, mut hunt) = of_json(format!(r#"{{"duties": [{{"text": "{long}"}}, {{"text": "ab"}}]}}"#), "a");
        hunt.step_early(&report);
        assert_eq!(
            (hunt.is_early(), sources(&hunt)),
            (false, vec![(Source::Item(ItemRef::Duty(1)), 0, 0)]),
            "the long one is left to the index"
        );
    }

    #[test]
    fn one_stays_at_a_hit_that_was_found_early() {
        let (report, mut hunt) = early("公文");
        hunt.go(5);
        let here = hunt.here().unwrap();
        let index = Index::of_report(&report);
        while hunt.step(&index, &SaidTexts::default()) {}
        let at = hunt.here().unwrap();
        assert_eq!((at.source, at.start), (here.source, here.start));
    }
}
