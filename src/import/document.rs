//! The text with its outline, and the questions every reader of items and figures asks of it.

use std::ops::Range;

use super::assessment::Span;
use super::head;
use super::lexicon::Section;
use super::outline::Segment;
use super::paragraphs::Paragraph;
use super::scalars::{slice, trim};

/// The report's text with its outline.
pub(super) struct Document<'a> {
    pub paragraphs: &'a [Paragraph],
    pub segments: &'a [Segment],
    /// Paragraphs of the report proper.
    pub body: Range<usize>,
    pub department: Option<&'a str>,
}

impl<'a> Document<'a> {
    /// The text of a span.
    pub fn text(&self, at: Span) -> &'a [char] {
        slice(&self.paragraphs[at.paragraph].text, at.start, at.end)
    }

    /// The text of a whole paragraph.
    pub fn paragraph_text(&self, at: usize) -> &'a [char] {
        &self.paragraphs[at].text
    }

    pub fn span(&self, segment: usize) -> Span {
        let Segment { paragraph, start, end, .. } = self.segments[segment];
        Span { paragraph, start, end }
    }

    /// A span without blanks and list punctuation around it.
    pub fn trimmed(&self, at: Span) -> Span {
        let (start, end) = trim(&self.paragraphs[at.paragraph].text, at.start, at.end);
        Span { start, end, ..at }
    }

    /// The section a segment stands in.
    pub fn section(&self, segment: usize) -> Option<Section> {
        let own = &self.segments[segment];
        own.opens.or_else(|| own.block.and_then(|head| self.segments[head].opens))
    }

    /// Segments of the report proper that say something: no headings, no rows of tables, no date or name at the foot.
    pub fn content(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.segments.len()).filter(|at| {
            let segment = &self.segments[*at];
            let paragraph = &self.paragraphs[segment.paragraph];
            let at_foot = || segment.mark.is_none() && head::is_foot(paragraph, self.department);
            self.body.contains(&segment.paragraph) && segment.opens.is_none() && !paragraph.is_row && !at_foot()
        })
    }
}
