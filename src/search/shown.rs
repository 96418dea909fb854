//! How a hit is said in a list: what tells where it is, and the words round it.

use super::hunt::Hit;
use super::index::{Source, comment_fields, finding_fields};
use super::query::Query;
use crate::lang::Lang;
use crate::report::{Places, Report};
use crate::review::Review;
use crate::words;

/// Characters of a text shown before a hit in a row.
const ROW_BEFORE_CHARS: usize = 6;
/// Characters kept before a hit, for where there is more room than a row.
const BEFORE_CHARS: usize = 60;
/// Characters kept from there on; a row cuts what is too much.
const AFTER_CHARS: usize = 200;

/// What hits are in.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// What the department says.
    pub report: &'a Report,
    /// What reviewers say.
    pub review: &'a Review,
    /// What stands under which heading.
    pub places: &'a Places,
    /// The language of labels.
    pub lang: Lang,
}

/// The words round a hit, on one line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    text: String,
    /// Where a row begins.
    row: usize,
}

impl Context {
    /// From a little before the hit, but no earlier than its clause: for a row.
    pub fn row(&self) -> &str {
        self.text.get(self.row..).unwrap_or_default()
    }

    /// As much round it as is kept.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Round byte `at` of a text.
    fn around(text: &str, at: usize) -> Self {
        let before: Vec<char> = text.get(..at).unwrap_or_default().chars().rev().take(BEFORE_CHARS).collect();
        let near = before.iter().take(ROW_BEFORE_CHARS);
        let clause = near.take_while(|c| !matches!(c, '。' | '，' | '；' | '、' | '：' | '\n' | '”' | '）')).count();
        let row = before.iter().skip(clause).map(|c| c.len_utf8()).sum();
        let rest = text.get(at..).unwrap_or_default().chars().take(AFTER_CHARS);
        let text = before.into_iter().rev().chain(rest).map(|c| if c == '\n' || c == '\r' { ' ' } else { c }).collect();
        Self { text, row }
    }
}

impl Shown<'_> {
    /// What says where a hit is: `指标 6`, `二（二）`, `问5`.
    pub fn label(&self, source: Source) -> String {
        let lang = self.lang;
        match source {
            Source::Item(item) => format!("{} {}", words::item_kind(item.kind()).say(lang), self.report.item(item).no),
            Source::Paragraph(n) => {
                let (trail, _) = self.places.heading(self.report, n);
                if trail.is_empty() { lang.pick(format!("p. {}", n + 1), format!("第 {} 段", n + 1)) } else { trail }
            }
            Source::Comment(at) => self.review.comments().get(at).map_or_else(String::new, |named| words::comment_name(lang, named.number)),
            Source::Finding(at) => self.review.findings().get(at).map_or_else(String::new, |named| words::finding_name(lang, named.number)),
        }
    }

    /// The words round a hit: in the first field that says it.
    pub fn context(&self, hit: Hit, query: &Query) -> Context {
        let mut best: Option<Context> = None;
        let mut field = |text: &str| {
            if best.is_none()
                && let Some(span) = query.spans(text).first()
            {
                best = Some(Context::around(text, span.start));
            }
        };
        match hit.source {
            Source::Paragraph(n) => {
                let paragraph = self.report.paragraph(n);
                let shown = paragraph.no + &paragraph.text;
                let at = shown.char_indices().nth(hit.start as usize).map_or(0, |(at, _)| at);
                return Context::around(&shown, at);
            }
            Source::Item(item) => {
                field(&self.report.item(item).name);
                self.report.say(item, &mut field);
            }
            Source::Comment(at) => {
                if let Some(comment) = self.review.comments().get(at).and_then(|named| named.standing.latest()) {
                    comment_fields(comment, &mut field);
                }
            }
            Source::Finding(at) => {
                if let Some(finding) = self.review.findings().get(at).and_then(|named| named.standing.latest()) {
                    finding_fields(finding, &mut field);
                }
            }
        }
        best.unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_begins_with_the_clause_and_no_more_than_a_little_before_the_hit() {
        let text = "全年印发公文1846件，交换公文277件";
        let row = |at: &str| Context::around(text, text.find(at).expect("it is there")).row().to_owned();
        assert_eq!(row("交换"), "交换公文277件");
        assert_eq!(row("1846"), "全年印发公文1846件，交换公文277件");
        assert_eq!(Context::around(text, text.len()).row(), "公文277件");
        assert_eq!(Context::around("甲\n乙", 4), Context { text: "甲 乙".to_owned(), row: 4 });
    }
}
