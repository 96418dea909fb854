//! What was read of a report before it becomes an assessment: one flat list of entries, each in a list
//! of the assessment with its places in the text, so that a person can look through it and put right
//! what was read wrong (`correct`). The words of an entry are those at its places, so they can
//! never differ from the report.

use std::collections::HashSet;
use std::sync::Arc;

use super::Imported;
use super::account::{Account, Left, Place, Sourced, Told};
use super::assessment::{
    Annex, Assessment, Claimed, Funds, Indicator, Item, Report, SelfRating, Span, Stretch, TextParagraph, WorkItem, WorkPart,
};
use crate::lang::{Words, tr};

/// The lists of an assessment, and one for text that is in none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum List {
    /// 职责.
    Duties,
    /// 任务.
    Work,
    /// Parts of the task before them.
    Parts,
    /// 指标.
    Indicators,
    /// 成效.
    Achievements,
    /// 问题.
    Issues,
    /// 措施.
    Measures,
    /// Text of the chapters on items that is in no item.
    Nowhere,
}

impl List {
    /// All, in the order of an assessment.
    pub const ALL: [Self; 8] =
        [Self::Duties, Self::Work, Self::Parts, Self::Indicators, Self::Achievements, Self::Issues, Self::Measures, Self::Nowhere];

    /// Its name.
    pub const fn words(self) -> Words {
        match self {
            Self::Duties => tr("Duties", "职责"),
            Self::Work => tr("Work", "任务"),
            Self::Parts => tr("Parts", "分项"),
            Self::Indicators => tr("Indicators", "指标"),
            Self::Achievements => tr("Achievements", "成效"),
            Self::Issues => tr("Issues", "自查问题"),
            Self::Measures => tr("Measures", "措施"),
            Self::Nowhere => tr("In no list", "没有归入的文字"),
        }
    }

    /// Where it stands among the lists; parts stand with their tasks.
    pub(super) fn rank(self) -> Self {
        if self == Self::Parts { Self::Work } else { self }
    }
}

/// Something that was read: an item, or text that is in none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub(super) list: List,
    /// The printed number without its sign; empty where none is.
    pub(super) no: String,
    /// Where it stands, in the order of the text; never empty.
    pub(super) stretches: Vec<Stretch>,
    /// The leading phrase of a task.
    pub(super) title: String,
    /// What is known of an indicator. It stays when the entry is moved away, so that it may come back.
    pub(super) indicator: Option<Box<Indicator>>,
    pub(super) doubts: Vec<(String, String)>,
}

impl Entry {
    /// Text of one place, of which nothing more is known.
    pub(super) fn of_stretch(list: List, stretch: Stretch) -> Self {
        Self { list, no: String::new(), stretches: vec![stretch], title: String::new(), indicator: None, doubts: Vec::new() }
    }

    /// An indicator.
    pub(super) fn of_indicator(indicator: Indicator) -> Self {
        let stretch = Stretch { no: String::new(), at: indicator.at };
        Self { indicator: Some(Box::new(indicator)), ..Self::of_stretch(List::Indicators, stretch) }
    }

    /// The list it is in.
    pub fn list(&self) -> List {
        self.list
    }

    /// Its printed number without the sign behind; empty where none is.
    pub fn no(&self) -> &str {
        &self.no
    }

    /// Why it should be looked at, (zh, en).
    pub fn doubts(&self) -> &[(String, String)] {
        &self.doubts
    }

    /// What is known of it, if it is an indicator.
    pub(super) fn indicator(&self) -> Option<&Indicator> {
        self.indicator.as_deref().filter(|_| self.list == List::Indicators)
    }

    /// Values of an indicator as printed: target, actual value, weight, self score; `None` where the report gives none.
    pub fn values(&self) -> Option<[Option<&str>; 4]> {
        let Indicator { target, actual, weight, self_score, .. } = self.indicator()?;
        Some([target, actual, weight, self_score].map(Option::as_deref))
    }

    /// Where it begins.
    pub(super) fn start(&self) -> Span {
        self.stretches.first().map(|stretch| stretch.at).expect("an entry stands somewhere")
    }
}

/// A place of an entry: scalars of a paragraph, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct At {
    /// The paragraph.
    pub paragraph: usize,
    /// The first scalar.
    pub start: usize,
    /// Behind the last.
    pub end: usize,
}

impl From<Span> for At {
    fn from(Span { paragraph, start, end }: Span) -> Self {
        Self { paragraph, start, end }
    }
}

/// An amount of the funds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount<'a> {
    /// What it is called.
    pub words: Words,
    /// As printed; none where it was not seen.
    pub amount: Option<&'a str>,
    /// Where it stands.
    pub at: Option<At>,
}

/// A paragraph of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage<'a> {
    /// Its printed number.
    pub no: &'a str,
    /// Its words.
    pub text: &'a str,
    /// Heading depth from 1; 0 is body.
    pub level: u8,
    /// The page it begins on, where that is known.
    pub page: Option<u32>,
}

/// What no correction changes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Base {
    pub report: Report,
    pub text: Vec<TextParagraph>,
    /// Where each paragraph came from.
    pub places: Vec<Place>,
    pub funds: Funds,
    pub rating: SelfRating,
    pub claimed: Option<Claimed>,
    pub annexes: Vec<Annex>,
    pub sources: Vec<Sourced>,
    pub conflicts: Vec<(String, String)>,
    pub doubts: Vec<(String, String)>,
    pub furniture: Vec<Left>,
}

/// What was read, as it stands now. A copy shares the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub(super) base: Arc<Base>,
    /// By list, parts behind their task.
    pub(super) entries: Vec<Entry>,
}

impl Draft {
    /// All entries, list by list, parts behind their task.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// How many paragraphs the text has.
    pub fn passages(&self) -> usize {
        self.base.text.len()
    }

    /// A paragraph, from 0.
    ///
    /// # Panics
    /// If there is none.
    pub fn passage(&self, n: usize) -> Passage<'_> {
        let TextParagraph { no, text, level, page, id: _ } = &self.base.text[n];
        Passage { no, text, level: *level, page: *page }
    }

    /// Where an entry stands, in the order of the text.
    pub fn places<'a>(&self, entry: &'a Entry) -> impl Iterator<Item = At> + 'a {
        entry.stretches.iter().map(|Stretch { at, .. }| At::from(*at))
    }

    /// The words of an entry, one paragraph a line; of an indicator its name.
    pub fn text(&self, entry: &Entry) -> String {
        if let Some(indicator) = entry.indicator() {
            return indicator.name.clone();
        }
        let mut text = String::new();
        for (nth, stretch) in entry.stretches.iter().enumerate() {
            if nth > 0 {
                text.push('\n');
                text.push_str(&stretch.no);
            }
            text.extend(self.words(stretch));
        }
        text
    }

    /// The words of a stretch.
    pub(super) fn words(&self, Stretch { at, .. }: &Stretch) -> impl Iterator<Item = char> + '_ {
        self.base.text[at.paragraph].text.chars().skip(at.start).take(at.end - at.start)
    }

    /// The name of the report's file.
    pub fn file(&self) -> &str {
        &self.base.report.source.file
    }

    /// The marking printed on it.
    pub fn marking(&self) -> Option<&str> {
        self.base.report.marking.as_deref()
    }

    /// How many indicators the text says there are.
    pub fn claimed(&self) -> Option<u32> {
        self.base.claimed.map(|claimed| claimed.count)
    }

    /// The amounts of the whole, what they are called, and where the report states them: `None` where one was not seen.
    pub fn funds(&self) -> [Amount<'_>; 4] {
        let Funds { initial, adjusted, executed, rate, at, .. } = &self.base.funds;
        [
            (tr("initial budget", "年初预算数"), initial, at.initial),
            (tr("adjusted budget", "调整后预算数"), adjusted, at.adjusted),
            (tr("spending", "执行数"), executed, at.executed),
            (tr("execution rate", "支出执行率"), rate, at.rate),
        ]
        .map(|(words, amount, at)| Amount { words, amount: amount.as_deref(), at: at.map(At::from) })
    }

    /// Whether indicators came with points: a score table was handed in.
    pub fn has_scores(&self) -> bool {
        self.of(List::Indicators).filter_map(Entry::indicator).any(|indicator| indicator.self_score.is_some())
    }

    /// The assessment and the account of it.
    pub fn imported(&self) -> Imported {
        let assessment = self.assessment();
        let json = serde_json::to_string_pretty(&assessment).expect("plain structs of strings and numbers always serialise") + "\n";
        Imported { json, account: self.account_of(&assessment) }
    }

    /// What was found, what was not, and what found no place.
    pub fn account(&self) -> Account {
        self.account_of(&self.assessment())
    }

    fn account_of(&self, assessment: &Assessment<'_>) -> Account {
        let base = &*self.base;
        let of_items = self.entries.iter().filter(|entry| entry.list != List::Nowhere).flat_map(|entry| &entry.doubts);
        let mut told = HashSet::new();
        let doubts = base.doubts.iter().chain(of_items).filter(|doubt| told.insert(*doubt)).cloned().collect();
        let unplaced = self.of(List::Nowhere).flat_map(|entry| &entry.stretches);
        let unplaced = unplaced.map(|stretch| {
            let mut text = stretch.no.clone();
            text.extend(self.words(stretch));
            Left { place: base.places[stretch.at.paragraph], text }
        });
        Account::of(
            assessment,
            Told {
                sources: base.sources.clone(),
                conflicts: base.conflicts.clone(),
                doubts,
                unplaced: unplaced.collect(),
                furniture: base.furniture.clone(),
            },
        )
    }

    /// The entries of one list.
    pub fn of(&self, list: List) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(move |entry| entry.list == list)
    }

    fn assessment(&self) -> Assessment<'_> {
        let Base { report, text, funds, rating, annexes, claimed, .. } = &*self.base;
        Assessment {
            format: "shenyue.assessment/1",
            report,
            text,
            duties: self.items(List::Duties, "duty"),
            work_items: self.work_items(),
            funds,
            indicators: self.indicators(),
            indicators_claimed: *claimed,
            achievements: self.items(List::Achievements, "achievement"),
            issues: self.items(List::Issues, "issue"),
            measures: self.items(List::Measures, "measure"),
            rating,
            annexes,
        }
    }

    fn items(&self, list: List, kind: &str) -> Vec<Item> {
        let item = |(n, entry): (usize, &Entry)| Item {
            id: format!("{kind}-{}", n + 1),
            no: entry.no.clone(),
            text: self.text(entry),
            at: entry.start(),
        };
        self.of(list).enumerate().map(item).collect()
    }

    fn work_items(&self) -> Vec<WorkItem> {
        let mut items: Vec<WorkItem> = Vec::new();
        for entry in &self.entries {
            let (no, title, text, at) = (entry.no.clone(), entry.title.clone(), self.text(entry), entry.start());
            match entry.list {
                List::Work => {
                    let id = format!("work-{}", items.len() + 1);
                    items.push(WorkItem { id, no, title, text, parts: Vec::new(), at });
                }
                List::Parts => {
                    let item = items.last_mut().expect("parts stand behind their task");
                    let id = format!("{}.{}", item.id, item.parts.len() + 1);
                    item.parts.push(WorkPart { id, no, title, text, at });
                }
                _ => {}
            }
        }
        items
    }

    fn indicators(&self) -> Vec<Indicator> {
        let indicator = |(entry, n): (&Entry, usize)| Some(Indicator { id: format!("indicator-{n}"), ..entry.indicator()?.clone() });
        self.of(List::Indicators).zip(1..).filter_map(indicator).collect()
    }
}
