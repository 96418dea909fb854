//! What a check is, and what it has to say.

use crate::lang::{Said, Words};
use crate::report::{ItemRef, Place, Report};
use crate::review::{Dimension, Severity};

use super::Facts;
use super::wording::nest;

/// One check: what it asks, of what, on which grounds. Each is one `static` in its family's file and
/// one row of [`super::CHECKS`].
#[derive(Debug)]
pub struct Check {
    /// `B01`. Never on paper.
    pub id: &'static str,
    /// What it looks at, as a heading of what holds or could not be checked.
    pub asks: Words,
    /// What is wrong when it hits, as a heading.
    pub title: Words,
    /// Which family.
    pub family: Family,
    /// How its silence and its hits are to be read.
    pub kind: Kind,
    /// What the report must state for it to speak.
    pub needs: Words,
    /// 依据: on which grounds it is asked; a pack may put its own in its place.
    pub basis: Words,
    /// How bad a hit is, unless the pack says otherwise.
    pub severity: Severity,
    /// 问题类别 of a finding made from a hit.
    pub dimension: Dimension,
    /// 影响, in the words of papers: these are Chinese, whatever the screen speaks.
    pub effect: &'static str,
    /// 建议, in the words of papers.
    pub advice: &'static str,
    /// Looks. Pure: the same facts give the same answer.
    pub run: fn(&Facts<'_>) -> Ran,
}

/// The families, by the first letter of an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// B: funds.
    Budget,
    /// I: indicators.
    Indicator,
    /// D: duties and work.
    Duty,
    /// T: the text.
    Text,
    /// Q: issues and measures.
    Issue,
    /// N: scoring standards.
    Standard,
    /// R: the reviewer's own work.
    Review,
}

/// How a check's silence and its hits are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// "Is it stated?" Absence is the hit.
    Presence,
    /// Compares stated things. Absence of one is a skip.
    Agreement,
    /// Works from links or wording. Its hit is for a person to confirm.
    Judgement,
}

/// What a check gives: something found, or why it could not look.
pub type Ran = Result<Found, Skip>;

/// What a check that looked has found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// All is well: the arithmetic or the evidence.
    Pass(Said),
    /// At least one hit.
    Hits(Hits),
}

impl Found {
    /// The hits; without any, `pass` says what was looked at.
    pub fn of(hits: Hits, pass: impl FnOnce() -> Said) -> Self {
        if hits.is_empty() { Self::Pass(pass()) } else { Self::Hits(hits) }
    }

    /// One hit.
    pub fn hit(hit: Hit) -> Self {
        Self::Hits(Hits { kept: vec![hit], more: 0 })
    }
}

/// No reviewer reads more hits of one check; further ones are counted.
const HITS_MAX: usize = 200;

/// The hits of a check: the first of them, and how many more there are. A file made to hit a hundred
/// thousand times costs no more than a list that a person can read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    pub(super) kept: Vec<Hit>,
    pub(super) more: usize,
}

impl Hits {
    /// Keeps a hit, or counts it.
    pub fn push(&mut self, hit: Hit) {
        if self.kept.len() < HITS_MAX {
            self.kept.push(hit);
        } else {
            self.more += 1;
        }
    }

    /// Whether nothing hit.
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }
}

impl Extend<Hit> for Hits {
    fn extend<I: IntoIterator<Item = Hit>>(&mut self, hits: I) {
        hits.into_iter().for_each(|hit| self.push(hit));
    }
}

impl FromIterator<Hit> for Hits {
    fn from_iter<I: IntoIterator<Item = Hit>>(hits: I) -> Self {
        let mut all = Self::default();
        all.extend(hits);
        all
    }
}

/// Why a check could not look, and what it would need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skip(pub Said);

/// What a hit is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum About {
    /// An item.
    Item(ItemRef),
    /// A paragraph, from 0.
    Paragraph(u32),
    /// The report as a whole.
    Report,
    /// Its funds.
    Funds,
    /// Its rating of itself.
    SelfRating,
}

impl About {
    /// Its id: an item's or paragraph's own, else a word for the part of the report.
    pub fn id(self, report: &Report) -> String {
        match self {
            Self::Item(at) => report.id(at),
            Self::Paragraph(n) => report.paragraph(n).id,
            Self::Report => "report".to_owned(),
            Self::Funds => "funds".to_owned(),
            Self::SelfRating => "self".to_owned(),
        }
    }
}

/// How sure a hit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// 不符, 缺项.
    Fail,
    /// 待核实.
    Warn,
}

/// One thing a check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// How sure.
    pub weight: Weight,
    /// What it is about, the main thing first.
    pub about: Vec<About>,
    /// Passages.
    pub quotes: Vec<Place>,
    /// The arithmetic or the evidence.
    pub detail: Said,
    /// 问题描述 for a paper, put as the department can be asked.
    pub condition: String,
    /// What it was found from, beside the items it is about: a dismissal stands while these stand.
    pub operands: Vec<String>,
    /// Whether it is the one hit that lists all of its kind.
    pub lists_all: bool,
}

/// No reviewer reads more passages of one hit.
const QUOTES_MAX: usize = 500;

impl Hit {
    /// A hit that is sure.
    pub fn fail(about: impl IntoIterator<Item = About>, mut detail: Said, mut condition: String) -> Self {
        for said in [&mut detail.en, &mut detail.zh, &mut condition] {
            nest(said);
        }
        Self {
            weight: Weight::Fail,
            about: about.into_iter().collect(),
            quotes: Vec::new(),
            detail,
            condition,
            operands: Vec::new(),
            lists_all: false,
        }
    }

    /// A hit for a person to confirm.
    pub fn warn(about: impl IntoIterator<Item = About>, detail: Said, condition: String) -> Self {
        Self { weight: Weight::Warn, ..Self::fail(about, detail, condition) }
    }

    /// The same, with passages.
    #[must_use]
    pub fn quoting(mut self, quotes: impl IntoIterator<Item = Place>) -> Self {
        self.quotes.extend(quotes);
        self.quotes.truncate(QUOTES_MAX);
        self
    }

    /// The same, as the one hit that lists all of its kind.
    #[must_use]
    pub fn listing_all(mut self) -> Self {
        self.lists_all = true;
        self
    }

    /// The same, with what it was found from.
    #[must_use]
    pub fn from(mut self, operands: impl IntoIterator<Item = String>) -> Self {
        self.operands.extend(operands);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hits_beyond_the_bound_are_counted_not_kept() {
        let hit = || Hit::fail([About::Report], Said::default(), "甲".to_owned());
        let hits: Hits = std::iter::repeat_with(hit).take(HITS_MAX + 3).collect();
        assert_eq!((hits.kept.len(), hits.more), (HITS_MAX, 3));
        let many = hit().quoting(std::iter::repeat_n(Place::default(), QUOTES_MAX + 1));
        assert_eq!(many.quotes.len(), QUOTES_MAX);
    }
}
