//! The `review` member's place in the file: how it is cut out and put in.
//!
//! Cut: from the end of the value before it (if it is first: from its key) to the end of its own
//! value (if first: to the next key). A new one goes after the last value as `,\n  "review": {…}`.
//! So `cut(insert(x)) = x`, and nothing else in the file is ever touched.

use super::json::{Kind, Span};
use crate::lang::{Words, tr};

/// What is written before a new member's value.
pub(super) const BEFORE_NEW: &str = ",\n  \"review\": ";

/// The top-level `review` member of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReviewMember {
    /// None yet.
    Absent,
    /// One object: its value's bytes.
    One(Span),
    /// Two members, or one that is no object: the file opens read-only, with this reason.
    Unusable(Words),
}

/// Where the member is, what is cut with it, and where a new one goes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Splice {
    pub(super) member: ReviewMember,
    /// What is not part of the report: the member with its comma; empty if there is none to cut.
    pub(super) cut: Span,
    /// After the last value of the file's object.
    pub(super) append_at: u32,
}

/// Follows the file's own members and finds the [`Splice`].
#[derive(Debug, Default)]
pub(super) struct SpliceFinder {
    last_value_end: u32,
    /// The first `review` member: its value's kind and span, and what to cut.
    first: Option<(Kind, Span, Span)>,
    /// How many `review` members there are.
    count: u32,
    key_start: u32,
    /// The member stands first, so the next key ends the cut.
    to_next_key: bool,
}

impl SpliceFinder {
    pub(super) fn key(&mut self, key: Span, is_review: bool) {
        if let (true, Some((.., cut))) = (self.to_next_key, &mut self.first) {
            cut.end = key.start;
            self.to_next_key = false;
        }
        if is_review {
            self.key_start = key.start;
        }
    }

    pub(super) fn value(&mut self, value: Span, kind: Kind, is_review: bool) {
        if is_review {
            self.count += 1;
            if self.first.is_none() {
                self.to_next_key = self.last_value_end == 0;
                let start = if self.to_next_key { self.key_start } else { self.last_value_end };
                self.first = Some((kind, value, Span { start, end: value.end }));
            }
        }
        self.last_value_end = value.end;
    }

    pub(super) fn finish(self) -> Splice {
        let member = match self.first {
            None => ReviewMember::Absent,
            Some(_) if self.count > 1 => {
                ReviewMember::Unusable(tr("there are two review records in the file", "文件中有两份审核记录（review 成员重复）"))
            }
            Some((Kind::Object, span, _)) => ReviewMember::One(span),
            Some(_) => ReviewMember::Unusable(tr("the review record is not an object", "文件中的审核记录（review 成员）不是对象")),
        };
        let none = Span { start: self.last_value_end, end: self.last_value_end };
        let cut = match (member, self.first) {
            (ReviewMember::One(_), Some((.., cut))) => cut,
            _ => none,
        };
        Splice { member, cut, append_at: self.last_value_end }
    }
}
