//! The texts that are searched, folded, end to end: a pass over them runs at memory speed.

use super::fold::fold;
use super::pinyin;
use crate::report::{ItemRef, Report};
use crate::review::{Comment, Finding, Review};

/// What one text is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// All an item says.
    Item(ItemRef),
    /// A paragraph of the narrative, its number before it.
    Paragraph(u32),
    /// A comment, by its place in the record's list.
    Comment(usize),
    /// A finding, by its place in the record's list.
    Finding(usize),
}

/// Folded texts, each ending in a line end; inside one, fields are parted by line ends as well.
#[derive(Clone, Debug, Default)]
pub(super) struct Texts {
    all: String,
    /// Where each begins; one more for the end.
    starts: Vec<u32>,
}

/// Beyond this (bytes) texts are not searched: the file itself may not be larger.
const TEXTS_BYTES_MAX: usize = u32::MAX as usize;

impl Texts {
    /// Adds one text, given field by field.
    fn push(&mut self, fields: impl FnOnce(&mut dyn FnMut(&str))) {
        if self.starts.is_empty() {
            self.starts.push(0);
        }
        fields(&mut |field| {
            if self.all.len() + field.len() < TEXTS_BYTES_MAX {
                fold_into(&mut self.all, field);
            }
        });
        self.starts.push(u32::try_from(self.all.len()).unwrap_or(u32::MAX));
    }

    pub fn count(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    pub fn text(&self, n: usize) -> &str {
        self.starts.get(n..n + 2).and_then(|ends| self.all.get(ends[0] as usize..ends[1] as usize)).unwrap_or_default()
    }

    /// Those from text `from` on, as many as have `bytes` bytes and at least one: the next to look at, and their bytes.
    pub fn stretch(&self, from: usize, bytes: usize) -> (usize, &str) {
        let start = self.starts.get(from).copied().unwrap_or_default() as usize;
        let to = self.starts.partition_point(|at| (*at as usize) < start + bytes).clamp(from + 1, self.count().max(from + 1));
        let end = self.starts.get(to).map_or(self.all.len(), |at| *at as usize);
        (to, self.all.get(start..end).unwrap_or_default())
    }

    /// Which text byte `at` is in, and where that begins.
    pub fn at(&self, at: usize) -> (usize, usize) {
        let n = self.starts.partition_point(|start| *start as usize <= at).saturating_sub(1);
        (n, self.starts[n] as usize)
    }

    pub fn start(&self, n: usize) -> usize {
        self.starts.get(n).map_or(self.all.len(), |at| *at as usize)
    }
}

/// Adds a field, folded, to a text.
pub(super) fn fold_into(text: &mut String, field: &str) {
    if !field.is_empty() {
        text.extend(field.chars().map(fold));
        text.push('\n');
    }
}

/// What the report says: its items, then its paragraphs. Never changes.
#[derive(Debug, Default)]
pub struct Index {
    items: Vec<ItemRef>,
    pub(super) texts: Texts,
}

impl Index {
    /// Reads the whole report. Costs a pass over the file: run it after the first frame.
    pub fn of_report(report: &Report) -> Self {
        pinyin::prepare();
        let mut index = Self { items: report.items().collect(), texts: Texts::default() };
        for item in &index.items {
            index.texts.push(|each| report.say(*item, each));
        }
        for n in 0..report.counts().paragraphs {
            let paragraph = report.paragraph(n);
            index.texts.push(|each| each(&(paragraph.no + &paragraph.text)));
        }
        index
    }

    pub(super) fn source(&self, n: usize) -> Source {
        self.items
            .get(n)
            .map_or_else(|| Source::Paragraph(u32::try_from(n - self.items.len()).unwrap_or(u32::MAX)), |item| Source::Item(*item))
    }
}

/// What reviewers say: comments, then findings, as of one revision of the record.
#[derive(Debug, Default)]
pub struct SaidTexts {
    revision: Option<u64>,
    comments: usize,
    pub(super) texts: Texts,
}

impl SaidTexts {
    /// Reads comments and findings anew if the record has changed; says whether it had.
    pub fn refresh(&mut self, review: &Review) -> bool {
        let revision = Some(review.revision());
        if self.revision == revision {
            return false;
        }
        *self = Self { revision, comments: review.comments().len(), texts: Texts::default() };
        for named in review.comments() {
            self.texts.push(|each| named.standing.values().for_each(|comment| comment_fields(comment, each)));
        }
        for named in review.findings() {
            self.texts.push(|each| named.standing.values().for_each(|finding| finding_fields(finding, each)));
        }
        true
    }

    pub(super) fn source(&self, n: usize) -> Source {
        n.checked_sub(self.comments).map_or(Source::Comment(n), Source::Finding)
    }
}

/// What of a comment is searched and shown for a hit.
pub(super) fn comment_fields(comment: &Comment, each: &mut dyn FnMut(&str)) {
    each(&comment.text);
    comment.quote.iter().for_each(|quote| each(&quote.exact));
}

/// What of a finding is searched and shown for a hit.
pub(super) fn finding_fields(finding: &Finding, each: &mut dyn FnMut(&str)) {
    let Finding { title, criteria, condition, cause, effect, recommendation, calculation, owner, .. } = finding;
    for text in [title, criteria, condition, cause, effect, recommendation, calculation, owner] {
        each(text);
    }
    finding.quotes.iter().for_each(|quote| each(&quote.exact));
    finding.evidence.iter().for_each(|note| each(&note.name));
    finding.response.iter().for_each(|response| each(&response.text));
}
