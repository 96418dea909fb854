//! What is looked for: words that must all be there, each as written or as pinyin.

use std::ops::Range;

use memchr::memmem::Finder;

use super::fold::folded;
use super::pinyin::Spelt;

/// More words than this are surely a pasted text: the rest is left out.
const WORDS_MAX: usize = 16;
/// Nobody looks for more characters than this.
const CHARS_MAX: usize = 200;
/// In one row no more places are lit.
const SPANS_MAX: usize = 64;

/// What is looked for.
#[derive(Clone, Debug)]
pub struct Query {
    text: String,
    words: Vec<Word>,
}

/// Two that were typed alike look for the same.
impl PartialEq for Query {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Query {}

#[derive(Clone, Debug)]
pub(super) struct Word {
    pub finder: Finder<'static>,
    pub len: usize,
    pub spelt: Option<Spelt>,
}

impl Query {
    /// The words of `text`; `None` if there are none.
    pub fn new(text: &str) -> Option<Self> {
        let shown: String = text.trim().chars().take(CHARS_MAX).collect();
        let words: Vec<Word> = folded(&shown)
            .split_whitespace()
            .take(WORDS_MAX)
            .map(|word| Word { finder: Finder::new(word).into_owned(), len: word.len(), spelt: Spelt::new(word) })
            .collect();
        (!words.is_empty()).then_some(Self { text: shown, words })
    }

    /// As it was typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether all that this finds is among what `other` finds.
    pub fn narrows(&self, other: &Self) -> bool {
        folded(&self.text).starts_with(&folded(&other.text))
    }

    pub(super) fn words(&self) -> &[Word] {
        &self.words
    }

    /// Whether a text, not folded, has all the words.
    pub fn is_in(&self, text: &str) -> bool {
        let folded = folded(text);
        self.words.iter().all(|word| word.finder.find(folded.as_bytes()).is_some() || word.spelt_in(&folded).is_some())
    }

    /// Where the words stand in a text as it is shown: bytes, in order. Costs a pass over the text.
    pub fn spans(&self, text: &str) -> Vec<Range<usize>> {
        let folded = folded(text);
        let mut found: Vec<Range<usize>> = Vec::new();
        for word in &self.words {
            let plain = word.finder.find_iter(folded.as_bytes()).take(SPANS_MAX).map(|at| at..at + word.len);
            found.extend(plain);
            let mut from = 0;
            while let Some(at) = folded.get(from..).and_then(|rest| word.spelt_in(rest)).filter(|_| found.len() < 2 * SPANS_MAX) {
                found.push(from + at.start..from + at.end);
                from += at.end;
            }
        }
        found.sort_unstable_by_key(|span| (span.start, span.end));
        found.dedup_by(|next, kept| {
            let overlaps = next.start < kept.end;
            kept.end = if overlaps { kept.end.max(next.end) } else { kept.end };
            overlaps
        });
        in_original(text, &folded, &found)
    }
}

impl Word {
    /// The first place in folded `text` where the word is read as pinyin.
    pub fn spelt_in(&self, text: &str) -> Option<Range<usize>> {
        let spelt = self.spelt.as_ref()?;
        text.char_indices().filter(|(_, c)| spelt.may_begin(*c)).find_map(|(at, _)| {
            let read = spelt.at_start(text.get(at..)?).filter(|read| read.spelt)?;
            Some(at..at + read.len)
        })
    }
}

/// Bytes of the folded text as bytes of the text: both have the same characters, of other lengths.
fn in_original(text: &str, folded: &str, spans: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut chars =
        text.char_indices().map(|(at, _)| at).chain([text.len()]).zip(folded.char_indices().map(|(at, _)| at).chain([folded.len()]));
    let mut place = |wanted: usize, last: (usize, usize)| {
        if last.1 == wanted { last } else { chars.find(|(_, folded)| *folded == wanted).unwrap_or(last) }
    };
    let mut last = (usize::MAX, usize::MAX);
    spans
        .iter()
        .map(|span| {
            last = place(span.start, last);
            let start = last.0;
            last = place(span.end, last);
            start..last.0
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lit(query: &str, text: &str) -> Vec<String> {
        let query = Query::new(query).expect("it has words");
        query.spans(text).into_iter().map(|span| text.get(span).expect("on boundaries").to_owned()).collect()
    }

    #[test]
    fn all_words_light_up_however_they_are_written() {
        assert_eq!(lit("公文", "印发公文，交换公文"), ["公文", "公文"]);
        assert_eq!(lit("ｇｗｊｈ", "电子公文交換份数"), ["公文交換"]);
        assert_eq!(lit("ABC 預算", "预算ａｂｃ"), ["预算", "ａｂｃ"]);
        assert_eq!(lit("公 公文", "公文"), ["公文"], "one span where they overlap");
        assert!(lit("公文", "公 文").is_empty());
    }

    #[test]
    fn nothing_but_spaces_is_no_query() {
        assert!(Query::new(" \u{3000} ").is_none());
        assert_eq!(Query::new(" 公文 ").map(|query| query.text().to_owned()).as_deref(), Some("公文"));
    }

    #[test]
    fn a_text_must_have_every_word() {
        let query = Query::new("gw 1846").expect("it has words");
        assert!(query.is_in("印发公文1846件") && !query.is_in("印发公文") && !query.is_in("1846件"));
    }
}
