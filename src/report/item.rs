//! Items: what a reviewer walks, marks and writes about, and their place in the text.

use std::cmp::Ordering;

/// The lists of an assessment, and the parts inside work items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ItemKind {
    /// 主要职责.
    Duty,
    /// 重点工作任务; carries a mark only if it has no parts.
    Work,
    /// A part of a work item (一是…).
    Part,
    /// 绩效指标.
    Indicator,
    /// 自查问题.
    Issue,
    /// 改进措施.
    Measure,
}

/// An item by its place in its list, from 0. Order is report order, parts behind their work item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ItemRef {
    /// `duties[n]`.
    Duty(u32),
    /// `work_items[n]`.
    Work(u32),
    /// `work_items[n].parts[m]`.
    Part(u32, u32),
    /// `indicators[n]`.
    Indicator(u32),
    /// `issues[n]`.
    Issue(u32),
    /// `measures[n]`.
    Measure(u32),
}

impl ItemRef {
    /// Which list, where in it, and which part; a work item stands before its parts.
    fn rank(self) -> (ItemKind, u32, Option<u32>) {
        match self {
            Self::Part(n, m) => (ItemKind::Work, n, Some(m)),
            Self::Duty(n) | Self::Work(n) | Self::Indicator(n) | Self::Issue(n) | Self::Measure(n) => (self.kind(), n, None),
        }
    }

    /// Which list it is in.
    pub fn kind(self) -> ItemKind {
        match self {
            Self::Duty(_) => ItemKind::Duty,
            Self::Work(_) => ItemKind::Work,
            Self::Part(..) => ItemKind::Part,
            Self::Indicator(_) => ItemKind::Indicator,
            Self::Issue(_) => ItemKind::Issue,
            Self::Measure(_) => ItemKind::Measure,
        }
    }
}

impl Ord for ItemRef {
    fn cmp(&self, other: &Self) -> Ordering {
        self.rank().cmp(&other.rank())
    }
}

impl PartialOrd for ItemRef {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A span of the report text: paragraph by its place (from 0), offsets in Unicode scalars.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Place {
    /// Paragraph, from 0.
    pub paragraph: u32,
    /// First scalar of the span in the paragraph's `text`.
    pub start: u32,
    /// Scalar after the last.
    pub end: u32,
}

/// What every list row and card needs of an item, whatever its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Where it stands.
    pub at: ItemRef,
    /// Its id, unique in the file (a second use carries `#2`).
    pub id: String,
    /// For display: the printed number where it is one of digits, else its place from 1; parts always `3.2`.
    pub no: String,
    /// One line that names it: title, name, or the text itself.
    pub name: String,
    /// All of its text (a work item's or part's `text`; else the same as `name`).
    pub text: String,
    /// Where the report says it, if known.
    pub place: Option<Place>,
}

/// What a list's row shows of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemLabel {
    /// See [`Item::no`].
    pub no: String,
    /// See [`Item::name`].
    pub name: String,
}

/// How many of each kind there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Duties.
    pub duties: u32,
    /// Work items.
    pub work_items: u32,
    /// Parts of all work items.
    pub parts: u32,
    /// Work items without parts: these carry a mark themselves.
    pub work_items_whole: u32,
    /// Indicators.
    pub indicators: u32,
    /// Issues.
    pub issues: u32,
    /// Measures.
    pub measures: u32,
    /// Paragraphs of the narrative.
    pub paragraphs: u32,
}

impl Counts {
    /// Items that carry a mark: duties, parts (a work item only without parts), indicators, issues, measures.
    pub fn reviewable(self) -> u32 {
        self.duties + self.parts + self.work_items_whole + self.indicators + self.issues + self.measures
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use crate::report::Report;

    #[test]
    fn items_are_ordered_as_the_report_has_them() {
        let json = r#"{"duties": [{"text": "一"}], "work_items": [{"title": "甲", "parts": [{"title": "一是"}, {"title": "二是"}]}, {"title": "乙"}],
            "indicators": [{"name": "率"}], "issues": [{"text": "慢"}], "measures": [{"text": "快"}]}"#;
        let report = Report::load(json.into()).unwrap().report;
        let items: Vec<ItemRef> = report.items().collect();
        assert_eq!(items.len(), 8);
        assert!(items.is_sorted(), "{items:?}");
    }
}
