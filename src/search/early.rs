//! What is found before the report is indexed: words as they were typed, straight in the bytes of the file.
//!
//! A file of forty megabytes takes a worker a second to fold; its bytes are passed over in a few
//! milliseconds. What is written otherwise (case, width, 繁简, pinyin, escaped) the index finds when it is
//! there, and the same places again: they are not listed twice.

use std::collections::HashSet;

use memchr::memmem::Finder;

use super::hunt::{Hit, Hunt};
use super::index::{Source, fold_into};
use crate::report::{Holder, Report};

/// A step passes over so many bytes: a few milliseconds.
const BYTES_A_STEP: usize = 16 << 20;
/// A step looks so many places over: each is read and folded.
const LOOKED_A_STEP: usize = 200;
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
    /// Hits found so far: where, and where in the text.
    found: HashSet<(Source, u32)>,
    found_any: bool,
}

impl Early {
    /// `text` as it was typed.
    pub fn new(text: &str) -> Self {
        // What JSON escapes stands otherwise in the file.
        let words = text.split_whitespace().filter(|word| !word.contains(['"', '\\', '/']) && !word.contains(char::is_control));
        let word = words.max_by_key(|word| word.len()).map(|word| Finder::new(word).into_owned());
        Self { word, at: 0, looked: HashSet::new(), found: HashSet::new(), found_any: false }
    }

    /// Whether there are bytes that were not passed over.
    pub fn is_running(&self) -> bool {
        self.word.is_some()
    }

    /// Nothing more is looked for so.
    pub fn end(&mut self) {
        self.word = None;
    }

    pub fn found(&mut self, hit: &Hit) {
        self.found.insert((hit.source, hit.start));
        self.found_any = true;
    }

    /// Whether anything was.
    pub fn found_any(&self) -> bool {
        self.found_any
    }

    /// Whether this was found early. It is told once.
    pub fn has(&mut self, hit: &Hit) -> bool {
        !self.found.is_empty() && self.found.remove(&(hit.source, hit.start))
    }

    /// The next places that hold the word, and were not looked through yet.
    fn next(&mut self, report: &Report) -> Vec<Source> {
        let (Some(word), bytes) = (&self.word, report.bytes()) else { return Vec::new() };
        let end = (self.at + BYTES_A_STEP).min(bytes.len());
        let mut places = Vec::new();
        while let Some(at) = bytes.get(self.at..end).and_then(|stretch| word.find(stretch)) {
            let byte = self.at + at;
            self.at = byte + 1;
            let sources = report.holding(byte).map(|holder| match holder {
                Holder::Item(item) => Source::Item(item),
                Holder::Paragraph(n) => Source::Paragraph(n),
            });
            places.extend(sources.filter(|source| self.looked.insert(*source)));
            if places.len() >= LOOKED_A_STEP {
                break;
            }
        }
        if places.len() < LOOKED_A_STEP {
            // A word across the seam is found from the other side.
            self.at = if end == bytes.len() { end } else { end - word.needle().len().min(end - self.at) };
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
