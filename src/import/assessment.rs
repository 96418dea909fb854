//! The assessment as it is written: members and their order are those of the published format.
//!
//! What the report does not state is left out; the lists are always there, if empty.

use serde::{Serialize, Serializer};

/// A span of the narrative: `start..end` in Unicode scalars of a paragraph's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Span {
    pub paragraph: usize,
    pub start: usize,
    pub end: usize,
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct At {
            text: String,
            start: usize,
            end: usize,
        }
        At { text: paragraph_id(self.paragraph), start: self.start, end: self.end }.serialize(serializer)
    }
}

/// A part of an item that stands in one paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    /// The number printed before it, its sign included.
    pub no: String,
    /// Its words.
    pub at: Span,
}

/// The id of paragraph `at`, from 0.
pub(super) fn paragraph_id(at: usize) -> String {
    format!("p-{}", at + 1)
}

#[derive(Debug, Serialize)]
pub(super) struct Assessment<'a> {
    pub format: &'static str,
    pub report: &'a Report,
    pub text: &'a [TextParagraph],
    pub duties: Vec<Item>,
    pub work_items: Vec<WorkItem>,
    #[serde(skip_serializing_if = "Funds::is_empty")]
    pub funds: &'a Funds,
    pub indicators: Vec<Indicator>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub indicators_claimed: Option<Claimed>,
    pub achievements: Vec<Item>,
    pub issues: Vec<Item>,
    pub measures: Vec<Item>,
    #[serde(rename = "self", skip_serializing_if = "SelfRating::is_empty")]
    pub rating: &'a SelfRating,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub annexes: &'a [Annex],
}

/// A file that came with the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Annex {
    pub name: String,
    pub sha256: String,
}

impl Report {
    /// Hands out every text that was taken from the report.
    pub fn each_text(&mut self, each: &mut dyn FnMut(&mut String)) {
        let Self { title, department, issued, kind, marking, year: _, source: _ } = self;
        [title, department, issued, kind, marking].into_iter().flatten().for_each(each);
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Report {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub department: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issued: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub marking: Option<String>,
    pub source: Source,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Source {
    pub file: String,
    pub sha256: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct TextParagraph {
    pub id: String,
    pub level: u8,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub no: String,
    pub text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
}

/// A duty, achievement, issue or measure.
#[derive(Debug, Serialize)]
pub(super) struct Item {
    pub id: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub no: String,
    pub text: String,
    pub at: Span,
}

#[derive(Debug, Serialize)]
pub(super) struct WorkItem {
    pub id: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub no: String,
    pub title: String,
    pub text: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<WorkPart>,
    pub at: Span,
}

#[derive(Debug, Serialize)]
pub(super) struct WorkPart {
    pub id: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub no: String,
    pub title: String,
    pub text: String,
    pub at: Span,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Funds {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub initial: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub adjusted: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub executed: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basic: Option<Split>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project: Option<Split>,
    /// Where the figures of the whole stand.
    #[serde(skip_serializing_if = "FundPlaces::is_empty")]
    pub at: FundPlaces,
}

/// Where the figures of [`Funds`] with the same names stand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct FundPlaces {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub initial: Option<Span>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub adjusted: Option<Span>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub executed: Option<Span>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate: Option<Span>,
}

impl FundPlaces {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Funds {
    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// 基本支出 or 项目支出.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Split {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub budget: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub executed: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Indicator {
    pub id: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<String>,
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nature: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comparator: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actual: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub self_score: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standard: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deviation_reason: Option<String>,
    pub at: Span,
}

impl Indicator {
    /// An indicator of which only the name is known yet.
    pub fn named(name: String, at: Span) -> Self {
        Self {
            id: String::new(),
            levels: Vec::new(),
            name,
            nature: None,
            comparator: None,
            target: None,
            actual: None,
            unit: None,
            weight: None,
            self_score: None,
            standard: None,
            deviation_reason: None,
            at,
        }
    }
}

impl Indicator {
    /// Hands out every text that was taken from the report.
    pub fn each_text(&mut self, each: &mut dyn FnMut(&mut String)) {
        let Self { levels, name, nature, target, actual, unit, standard, deviation_reason, .. } = self;
        levels.iter_mut().for_each(&mut *each);
        each(name);
        [nature, target, actual, unit, standard, deviation_reason].into_iter().flatten().for_each(each);
    }

    /// Takes over what is not known yet from another telling of the same indicator.
    pub fn complete(&mut self, other: Self) {
        if self.levels.is_empty() {
            self.levels = other.levels;
        }
        let fill = |own: &mut Option<String>, theirs: Option<String>| *own = own.take().or(theirs);
        if self.target.is_none() {
            fill(&mut self.comparator, other.comparator);
        }
        fill(&mut self.nature, other.nature);
        fill(&mut self.target, other.target);
        fill(&mut self.actual, other.actual);
        fill(&mut self.unit, other.unit);
        fill(&mut self.weight, other.weight);
        fill(&mut self.self_score, other.self_score);
        fill(&mut self.standard, other.standard);
        fill(&mut self.deviation_reason, other.deviation_reason);
    }
}

impl Indicator {
    /// Where another telling of the same indicator states another value, (zh, en).
    pub fn differences(&self, other: &Self) -> Vec<(String, String)> {
        let bare = |value: &Option<String>| value.as_deref().map(bare_value);
        let rows = [
            ("指标值", "target", &self.target, &other.target),
            ("完成值", "actual", &self.actual, &other.actual),
            ("分值", "weight", &self.weight, &other.weight),
            ("自评分", "self score", &self.self_score, &other.self_score),
        ];
        let differ = rows.into_iter().filter(|(_, _, own, theirs)| own.is_some() && theirs.is_some() && bare(own) != bare(theirs));
        differ
            .map(|(zh, en, own, theirs)| {
                let [own, theirs] = [own, theirs].map(|value| value.as_deref().unwrap_or_default());
                let name = &self.name;
                (
                    format!("{name}：{zh}自评表为 {own}，正文为 {theirs}，以自评表为准"),
                    format!("{name}: {en} {own} in the table, {theirs} in the text; the table counts"),
                )
            })
            .collect()
    }
}

/// A value for comparison: blanks, signs and unit left out, so that 95 % and ≥95% are the same.
pub(super) fn bare_value(value: &str) -> String {
    let text: Vec<char> = value.chars().collect();
    let words = super::scalars::squeezed(&text);
    let digits: String = words.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    if digits.is_empty() {
        words
    } else if digits.contains('.') {
        digits.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        digits
    }
}

/// How many indicators the text says there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Claimed {
    pub count: u32,
    pub at: Span,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct SelfRating {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grade: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conclusion: Option<String>,
}

impl SelfRating {
    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
