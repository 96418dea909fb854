//! The narrative, read once for all checks: paragraphs as scalars, cut into sentences.

use std::ops::Range;

use crate::report::{Place, Report};

/// A paragraph.
#[derive(Clone, Debug)]
pub struct Passage {
    /// `p-18`.
    pub id: String,
    /// 0 body, 1… heading depth.
    pub level: u8,
    /// Printed number.
    pub no: String,
    /// The text.
    pub text: String,
    /// The text as scalars: offsets of the format count these.
    pub chars: Vec<char>,
    /// Its sentences, in scalars.
    pub sentences: Vec<Range<usize>>,
}

/// A sentence of the narrative.
#[derive(Clone, Copy, Debug)]
pub struct Sentence<'a> {
    /// Where it stands.
    pub place: Place,
    /// Its scalars.
    pub chars: &'a [char],
}

impl Sentence<'_> {
    /// Whether it holds a word.
    pub fn says(&self, word: &str) -> bool {
        find(self.chars, word).is_some()
    }

    /// Whether it holds any of some words.
    pub fn says_any<W: AsRef<str>>(&self, words: &[W]) -> bool {
        words.iter().any(|word| self.says(word.as_ref()))
    }

    /// Whether it states a number.
    pub fn has_figure(&self) -> bool {
        self.chars.iter().any(|c| is_digit(*c))
    }

    /// Whether a place begins in it.
    pub fn holds(&self, place: Place) -> bool {
        place.paragraph == self.place.paragraph && (self.place.start..self.place.end).contains(&place.start)
    }

    /// Its text.
    pub fn text(&self) -> String {
        self.chars.iter().collect()
    }
}

/// Reads all paragraphs.
pub(super) fn passages(report: &Report) -> Vec<Passage> {
    let read = |n| {
        let paragraph = report.paragraph(n);
        let chars: Vec<char> = paragraph.text.chars().collect();
        let sentences = sentences(&chars);
        Passage { id: paragraph.id, level: paragraph.level, no: paragraph.no, text: paragraph.text, chars, sentences }
    };
    (0..report.counts().paragraphs).map(read).collect()
}

impl Passage {
    /// Whether it is a row of a table: cells parted by tabs.
    pub fn is_row(&self) -> bool {
        self.chars.contains(&'\t')
    }

    /// Its sentences; `n` is its own place.
    pub fn sentences(&self, n: u32) -> impl Iterator<Item = Sentence<'_>> {
        self.sentences.iter().map(move |range| Sentence { place: place(n, range), chars: &self.chars[range.clone()] })
    }
}

/// A place in paragraph `n`. Files are bounded, so are offsets.
pub fn place(n: u32, range: &Range<usize>) -> Place {
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Place { paragraph: n, start: offset(range.start), end: offset(range.end) }
}

/// Cut after 。！？； and the closing marks that follow.
fn sentences(chars: &[char]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, c) in chars.iter().enumerate() {
        let ends = is_stop(*c) && chars.get(at + 1).is_none_or(|next| !is_stop(*next) && !matches!(next, '”' | '’' | '）' | '』' | '」'));
        let closes = matches!(c, '”' | '’' | '）' | '』' | '」') && at > start && is_stop(chars[at - 1]);
        if ends || closes {
            found.push(start..at + 1);
            start = at + 1;
        }
    }
    if start < chars.len() {
        found.push(start..chars.len());
    }
    found
}

fn is_stop(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '；' | '!' | '?' | ';')
}

/// ASCII or full-width digit.
pub fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

/// Where a word first stands, in scalars.
pub fn find(chars: &[char], word: &str) -> Option<usize> {
    let mut letters = word.chars();
    let first = letters.next()?;
    let rest = letters.as_str();
    (0..chars.len()).find(|at| chars[*at] == first && rest.chars().zip(at + 1..).all(|(c, at)| chars.get(at) == Some(&c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn a_sentence_ends_with_its_stop_and_its_closing_mark() {
        let text = chars("甲。乙说“丙！”丁；戊");
        let found: Vec<String> = sentences(&text).into_iter().map(|range| text[range].iter().collect()).collect();
        assert_eq!(found, ["甲。", "乙说“丙！”", "丁；", "戊"]);
    }

    #[test]
    fn a_word_is_found_by_scalars() {
        assert_eq!(find(&chars("甲乙丙"), "丙"), Some(2));
        assert_eq!(find(&chars("甲乙"), "乙丙"), None);
        assert_eq!(find(&chars("甲"), ""), None);
    }
}
