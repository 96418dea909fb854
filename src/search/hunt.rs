//! One search under way: looked through stretch by stretch, hits kept by where they are and how sure.

use super::early::Early;
use super::index::{Index, SaidTexts, Source, Texts};
use super::query::Query;
use crate::lang::{Words, tr};

/// More hits than this nobody walks; the count says `+`.
const HITS_MAX: usize = 100_000;
/// Of what is found before the report is indexed so many are kept, or a flood in the text would leave no room for
/// items; the index finds the others a moment later.
pub(super) const EARLY_HITS_MAX: usize = 5_000;
/// A step looks through so many bytes as written: two milliseconds or so.
const PLAIN_BYTES_A_STEP: usize = 8 << 20;
/// The same for pinyin, which costs more.
const SPELT_BYTES_A_STEP: usize = 1 << 20;
/// A step ends with so many new hits, however few bytes it took.
const HITS_A_STEP: usize = 5_000;
/// Looked through at once inside a step.
const STRETCH_BYTES: usize = 256 << 10;

/// Where hits are, in the order they are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// 审核内容.
    Items,
    /// 报告原文.
    Text,
    /// 批注.
    Comments,
    /// 问题.
    Findings,
}

impl Group {
    /// All, in order.
    pub const ALL: [Self; 4] = [Self::Items, Self::Text, Self::Comments, Self::Findings];

    /// Its heading.
    pub const fn words(self) -> Words {
        match self {
            Self::Items => tr("Items", "审核内容"),
            Self::Text => tr("Report", "报告原文"),
            Self::Comments => tr("Comments", "批注"),
            Self::Findings => tr("Findings", "问题"),
        }
    }

    fn of(source: Source) -> Self {
        match source {
            Source::Item(_) => Self::Items,
            Source::Paragraph(_) => Self::Text,
            Source::Comment(_) => Self::Comments,
            Source::Finding(_) => Self::Findings,
        }
    }
}

/// How sure a hit is: the surest come first in their group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rank {
    /// As written, where a field of an item, comment or finding begins.
    Start,
    /// As written.
    Plain,
    /// By pinyin.
    Spelt,
}

const RANKS: usize = 3;

/// One place where what is looked for was found. An item, comment or finding is one hit however often it
/// says it; in the report text each place is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Where.
    pub source: Source,
    /// First scalar in the paragraph as shown, its number before it; elsewhere of no meaning.
    pub start: u32,
    /// Scalars.
    pub len: u32,
    entry: u32,
}

impl Hit {
    /// Where it is listed.
    pub fn group(&self) -> Group {
        Group::of(self.source)
    }

    /// Whether it is the same place as another.
    fn is_at(&self, other: &Self) -> bool {
        (self.source, self.start) == (other.source, other.start)
    }
}

/// Which texts are looked through next, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Next {
    spelt: bool,
    said: bool,
    at: usize,
}

/// A search: what is looked for, what was found so far, and which hit one is at.
#[derive(Clone, Debug)]
pub struct Hunt {
    query: Query,
    /// By group and rank.
    found: [Vec<Hit>; Group::ALL.len() * RANKS],
    /// What was found before the report was indexed.
    pub(super) early: Early,
    /// Texts of the report in which alone it can be, if that is known.
    among: Option<Vec<u32>>,
    /// `None`: all is looked through.
    next: Option<Next>,
    /// More hits than this are not kept.
    most: usize,
    full: bool,
    /// The hit one is at, by bucket and place in it; the first until one has moved.
    at: Option<(usize, usize)>,
}

impl Hunt {
    /// A search for `query`, nothing looked through yet. If it only narrows what `before` found, nothing else is looked at.
    pub fn new(query: Query, before: Option<&Self>) -> Self {
        let narrowed = before.filter(|before| before.next.is_none() && !before.full && query.narrows(&before.query));
        let among = narrowed.map(|before| {
            let hits = before.found.iter().flatten().filter(|hit| matches!(hit.source, Source::Item(_) | Source::Paragraph(_)));
            let mut among: Vec<u32> = hits.map(|hit| hit.entry).collect();
            among.sort_unstable();
            among.dedup();
            among
        });
        let next = Some(Next { spelt: false, said: false, at: 0 });
        let early = Early::new(query.text());
        Self { query, found: Default::default(), early, among, next, most: EARLY_HITS_MAX, full: false, at: None }
    }

    /// What is looked for.
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// Whether there is more to look through.
    pub fn is_running(&self) -> bool {
        self.next.is_some()
    }

    /// Whether there are more hits than are kept.
    pub fn is_full(&self) -> bool {
        self.full
    }

    /// Hits so far.
    pub fn count(&self) -> usize {
        self.found.iter().map(Vec::len).sum()
    }

    /// Hits so far in a group.
    pub fn count_in(&self, group: Group) -> usize {
        self.found[group as usize * RANKS..][..RANKS].iter().map(Vec::len).sum()
    }

    /// Hit `n` in the order they are listed, from 0.
    pub fn nth(&self, n: usize) -> Option<Hit> {
        let (bucket, at) = self.bucket(n)?;
        self.found[bucket].get(at).copied()
    }

    /// The place in the list of the hit one is at, from 0.
    pub fn position(&self) -> usize {
        let Some((bucket, at)) = self.at else { return 0 };
        self.found[..bucket].iter().map(Vec::len).sum::<usize>() + at
    }

    /// The hit one is at.
    pub fn here(&self) -> Option<Hit> {
        self.nth(self.position())
    }

    /// Goes to a hit by its place in the list, or the last; stays there whatever is found before it.
    pub fn go(&mut self, n: usize) {
        self.at = self.bucket(n.min(self.count().saturating_sub(1)));
    }

    /// Goes to this hit, if it is found by now; says whether it is.
    pub fn go_to(&mut self, hit: Hit) -> bool {
        let place = |hits: &Vec<Hit>| hits.iter().position(|one| one.is_at(&hit));
        let found = self.found.iter().enumerate().find_map(|(bucket, hits)| Some((bucket, place(hits)?)));
        self.at = found.or(self.at);
        found.is_some()
    }

    fn bucket(&self, n: usize) -> Option<(usize, usize)> {
        let mut left = n;
        for (bucket, hits) in self.found.iter().enumerate() {
            if left < hits.len() {
                return Some((bucket, left));
            }
            left -= hits.len();
        }
        None
    }

    /// Looks through the next stretch; says whether there is more. The same index and texts must be given each time.
    pub fn step(&mut self, index: &Index, said: &SaidTexts) -> bool {
        self.early.end();
        if self.most < HITS_MAX {
            // What was found early filled nothing: every group is looked at.
            (self.most, self.full) = (HITS_MAX, false);
        }
        let (mut bytes, before) = (0, self.count());
        while let Some(next) = self.next {
            let texts = if next.said { &said.texts } else { &index.texts };
            let source = |n| if next.said { said.source(n) } else { index.source(n) };
            let (at, looked) = match self.among.take().filter(|_| !next.said) {
                Some(among) => {
                    let looked = self.among_these(texts, &among, next, &source);
                    self.among = Some(among);
                    looked
                }
                None => self.stretch(texts, next, &source),
            };
            bytes += looked;
            let done = at >= if next.said || self.among.is_none() { texts.count() } else { self.among.as_ref().map_or(0, Vec::len) };
            if (done || self.full) && !next.said && !next.spelt {
                self.order_early();
            }
            self.next = match (done, next.said, next.spelt) {
                _ if self.full => None,
                (false, ..) => Some(Next { at, ..next }),
                (true, false, _) => Some(Next { said: true, at: 0, ..next }),
                (true, true, false) if self.query.words().iter().any(|word| word.spelt.is_some()) => {
                    Some(Next { spelt: true, said: false, at: 0 })
                }
                (true, true, _) => None,
            };
            let most = if next.spelt { SPELT_BYTES_A_STEP } else { PLAIN_BYTES_A_STEP };
            if bytes >= most || self.count() - before >= HITS_A_STEP {
                break;
            }
        }
        self.next.is_some()
    }

    /// Looks on from a place in the list of the only texts it can be in.
    fn among_these(&mut self, texts: &Texts, among: &[u32], next: Next, source: &impl Fn(usize) -> Source) -> (usize, usize) {
        let mut bytes = 0;
        let mut at = next.at;
        while let Some(&entry) = among.get(at).filter(|_| bytes < STRETCH_BYTES) {
            let text = texts.text(entry as usize);
            self.look(next.spelt, entry as usize, text, source);
            bytes += text.len();
            at += 1;
        }
        (at, bytes)
    }

    /// Looks on from a text; gives the text after the last looked at, and the bytes.
    fn stretch(&mut self, texts: &Texts, next: Next, source: &impl Fn(usize) -> Source) -> (usize, usize) {
        if texts.count() == 0 {
            return (0, 0);
        }
        let (to, stretch) = texts.stretch(next.at, STRETCH_BYTES);
        if next.spelt {
            for n in next.at..to {
                self.look(true, n, texts.text(n), source);
            }
            return (to, stretch.len());
        }
        let base = texts.start(next.at);
        let Some(rarest) = self.query.words().iter().max_by_key(|word| word.len).map(|word| word.finder.clone()) else { return (to, 0) };
        let mut from = 0;
        while let Some(at) = stretch.as_bytes().get(from..).and_then(|rest| rarest.find(rest)) {
            let (n, start) = texts.at(base + from + at);
            let text = texts.text(n);
            self.look(false, n, text, source);
            from = start + text.len() - base;
        }
        (to, stretch.len())
    }

    /// Looks through one text.
    fn look(&mut self, spelt: bool, n: usize, text: &str, source: &impl Fn(usize) -> Source) {
        if spelt { self.look_spelt(n, text, source(n)) } else { self.look_plain(n, text, source(n)) }
    }

    fn look_plain(&mut self, n: usize, text: &str, source: Source) {
        let words = self.query.words();
        let firsts: Option<Vec<usize>> = words.iter().map(|word| word.finder.find(text.as_bytes())).collect();
        let Some(firsts) = firsts else { return };
        let (first, len) = (firsts[0], words[0].len);
        let Source::Paragraph(_) = source else {
            let starts = first == 0 || text.as_bytes().get(first - 1) == Some(&b'\n');
            return self.add(if starts { Rank::Start } else { Rank::Plain }, n, source, (0, 0));
        };
        let mut scalars = Scalars::of(text);
        if words.len() > 1 {
            return self.add(Rank::Plain, n, source, scalars.span(first, first + len));
        }
        let finder = words[0].finder.clone();
        for at in finder.find_iter(text.as_bytes()) {
            self.add(Rank::Plain, n, source, scalars.span(at, at + len));
            if self.full {
                return;
            }
        }
    }

    fn look_spelt(&mut self, n: usize, text: &str, source: Source) {
        let words = self.query.words();
        let mut scalars = Scalars::of(text);
        if let ([word], Source::Paragraph(_)) = (words, source) {
            let word = word.clone();
            let mut from = 0;
            while let Some(at) = text.get(from..).and_then(|rest| word.spelt_in(rest)).filter(|_| !self.full) {
                self.add(Rank::Spelt, n, source, scalars.span(from + at.start, from + at.end));
                from += at.end;
            }
            return;
        }
        let mut by_pinyin = false;
        let mut first = None;
        for word in words {
            let plain = word.finder.find(text.as_bytes()).map(|at| at..at + word.len);
            let Some(span) = plain.clone().or_else(|| word.spelt_in(text)) else { return };
            by_pinyin |= plain.is_none();
            first = first.or(Some(span));
        }
        if let Some(span) = first.filter(|_| by_pinyin) {
            self.add(Rank::Spelt, n, source, scalars.span(span.start, span.end));
        }
    }

    fn add(&mut self, rank: Rank, n: usize, source: Source, (start, len): (u32, u32)) {
        let entry = u32::try_from(n).unwrap_or(u32::MAX);
        let hit = Hit { source, start, len, entry };
        let bucket_no = Group::of(source) as usize * RANKS + rank as usize;
        let bucket = &mut self.found[bucket_no];
        if let Some(early) = self.early.take(&hit).and_then(|place| bucket.get_mut(place)).filter(|early| early.is_at(&hit)) {
            early.entry = entry;
        } else if self.count() >= self.most {
            self.full = true;
        } else {
            self.found[bucket_no].push(hit);
        }
    }

    /// Adds what a text says that was found before the report was indexed.
    pub(super) fn look_early(&mut self, text: &str, source: Source) {
        let before: Vec<usize> = self.found.iter().map(Vec::len).collect();
        self.look_plain(usize::MAX, text, source);
        for (bucket, before) in self.found.iter().zip(before) {
            bucket.iter().enumerate().skip(before).for_each(|(place, hit)| self.early.found(hit, place));
        }
        if self.full {
            self.early.end();
        }
    }

    /// All that is written so is found: what was found early goes to its place.
    fn order_early(&mut self) {
        if self.early.found_any() {
            let here = self.at.and_then(|(bucket, at)| self.found[bucket].get(at).copied());
            self.early.forget_places();
            for bucket in &mut self.found {
                bucket.sort_by_key(|hit| (hit.entry, hit.start));
            }
            if let Some(here) = here {
                self.go_to(here);
            }
        }
    }
}

/// Counts characters to places further and further on in one text, so that many hits cost one pass.
struct Scalars<'a> {
    text: &'a str,
    byte: usize,
    count: u32,
}

impl<'a> Scalars<'a> {
    fn of(text: &'a str) -> Self {
        Self { text, byte: 0, count: 0 }
    }

    fn to(&mut self, byte: usize) -> u32 {
        let passed = self.text.get(self.byte..byte).map_or(0, |text| text.chars().count());
        self.count += u32::try_from(passed).unwrap_or(0);
        self.byte = byte;
        self.count
    }

    /// First scalar and scalars of the bytes between.
    fn span(&mut self, start: usize, end: usize) -> (u32, u32) {
        let first = self.to(start);
        (first, self.to(end) - first)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use crate::report::{ItemRef, Report};
    use crate::review::Review;

    const REPORT: &str = r#"{"text": [{"no": "一、", "text": "公文"}, {"text": "印发公文1846件，交換公文277件。重慶"}],
        "duties": [{"text": "负责公文交换"}, {"text": "公文办理"}], "indicators": [{"name": "交换份数", "standard": "GW以份计"}]}"#;

    fn hunt(query: &str, before: Option<&Hunt>) -> Hunt {
        let report = Report::load(REPORT.into()).unwrap().report;
        let (index, mut said) = (Index::of_report(&report), SaidTexts::default());
        said.refresh(&Review::default());
        let mut hunt = Hunt::new(Query::new(query).unwrap(), before);
        while hunt.step(&index, &said) {}
        hunt
    }

    fn sources(hunt: &Hunt) -> Vec<(Source, u32, u32)> {
        (0..hunt.count()).map(|n| hunt.nth(n).unwrap()).map(|hit| (hit.source, hit.start, hit.len)).collect()
    }

    #[test]
    fn items_come_before_text_and_those_that_begin_so_first() {
        let item = |n| (Source::Item(ItemRef::Duty(n)), 0, 0);
        let found = sources(&hunt("公文", None));
        let text = [(Source::Paragraph(0), 2, 2), (Source::Paragraph(1), 2, 2), (Source::Paragraph(1), 12, 2)];
        assert_eq!(found, [item(1), item(0)].into_iter().chain(text).collect::<Vec<_>>());
    }

    #[test]
    fn what_is_written_so_comes_before_what_is_read_so() {
        let found: Vec<Source> = sources(&hunt("gw", None)).into_iter().map(|(source, ..)| source).collect();
        assert_eq!(found.get(..3).unwrap(), [ItemRef::Indicator(0), ItemRef::Duty(0), ItemRef::Duty(1)].map(Source::Item));
        assert_eq!(found.len(), 6);
        assert_eq!(sources(&hunt("chongqing", None)), [(Source::Paragraph(1), 19, 2)]);
    }

    #[test]
    fn several_words_must_all_be_there() {
        assert_eq!(sources(&hunt("交换 1846", None)), [(Source::Paragraph(1), 10, 2)]);
        assert_eq!(sources(&hunt("jh 1846", None)), [(Source::Paragraph(1), 10, 2)]);
        assert_eq!(hunt("公文 没有", None).count(), 0);
    }

    #[test]
    fn narrowing_finds_what_a_new_search_finds() {
        for (before, after) in [("g", "gw"), ("gw", "gwj"), ("公", "公文"), ("公文", "公文 j"), ("gongw", "gongwen"), ("1", "18")] {
            let wide = hunt(before, None);
            assert_eq!(sources(&hunt(after, Some(&wide))), sources(&hunt(after, None)), "{before} {after}");
        }
    }

    #[test]
    fn one_stays_at_a_hit_whatever_is_found_before_it() {
        let mut found = hunt("公文", None);
        assert_eq!((found.position(), found.here().unwrap().source), (0, Source::Item(ItemRef::Duty(1))));
        found.go(4);
        let here = found.here().unwrap();
        found.add(Rank::Start, 0, Source::Item(ItemRef::Duty(9)), (0, 0));
        assert_eq!((found.position(), found.here().unwrap()), (5, here));
        found.go(99);
        assert_eq!(found.position(), 5);
    }

    #[test]
    fn a_flood_of_hits_is_cut() {
        let text = "的".repeat(HITS_MAX + 10);
        let report = Report::load(serde_json::json!({"text": [{"text": text}], "duties": [{}]}).to_string().into()).unwrap().report;
        let mut hunt = Hunt::new(Query::new("的").unwrap(), None);
        while hunt.step(&Index::of_report(&report), &SaidTexts::default()) {}
        assert!(hunt.is_full() && hunt.count() == HITS_MAX && hunt.nth(HITS_MAX - 1).unwrap().start == 99_999);
    }
}
