//! A search through the assessments of a folder: which departments say it, and where each does.
//!
//! Of a file nothing is kept but its hits, and of these so many: one goes on from hit to hit in the
//! department itself. Departments stand in the order they had in the list.

use std::path::{Path, PathBuf};

use super::row::brief;
use crate::lang::Lang;
use crate::report::{Places, Report};
use crate::review::Review;
use crate::search::{Context, Hit, Hunt, Query, Shown};

/// Of one department so many hits are listed: who wants more opens it.
const HITS_LISTED_MAX: usize = 20;
/// So many hits are kept of all departments, each with the words round it: some megabytes. Beyond, each has one.
const HITS_KEPT_MAX: usize = 10_000;

/// A hit as it is listed.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundHit {
    /// Where it is.
    pub hit: Hit,
    /// What says so.
    pub label: String,
    /// The words round it.
    pub context: Context,
}

/// What one department says of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The department, as its report names it.
    pub title: Option<String>,
    /// How often.
    pub count: usize,
    /// Whether there are more than are counted.
    pub full: bool,
    /// The first of them; one at least.
    pub hits: Vec<FoundHit>,
}

impl Found {
    /// Of a search that is done; `None`: nothing was found.
    pub fn of(report: &Report, review: &Review, hunt: &Hunt, lang: Lang) -> Option<Self> {
        let count = hunt.count();
        if count == 0 {
            return None;
        }
        let places = Places::of_report(report);
        let shown = Shown { report, review, places: &places, lang };
        let hit = |hit: Hit| FoundHit { hit, label: brief(&shown.label(hit.source)), context: shown.context(hit, hunt.query()) };
        let hits = (0..HITS_LISTED_MAX).map_while(|n| hunt.nth(n)).map(hit).collect();
        Some(Self { title: report.meta().department.as_deref().map(brief), count, full: hunt.is_full(), hits })
    }
}

/// What came of looking through one file.
#[derive(Clone, Debug, PartialEq)]
pub enum Looked {
    /// It does not say it.
    Nothing,
    /// It does.
    Found(Box<Found>),
    /// It cannot be read.
    Refused,
}

/// A department that is looked through.
#[derive(Clone, Debug)]
pub struct Sought {
    /// Its file.
    pub path: PathBuf,
    /// What it is called in the list.
    pub name: String,
    /// What came of it; none: it has yet to be looked through.
    looked: Option<Looked>,
}

impl Sought {
    /// What is called so, not looked through yet.
    pub fn new(path: PathBuf, name: String) -> Self {
        Self { path, name, looked: None }
    }

    /// What it says, if it says it.
    pub fn found(&self) -> Option<&Found> {
        if let Some(Looked::Found(found)) = &self.looked { Some(found) } else { None }
    }

    /// What it is called.
    pub fn title(&self) -> &str {
        self.found().and_then(|found| found.title.as_deref()).unwrap_or(&self.name)
    }
}

/// A search through a folder: what was found so far, and the hit one is at.
#[derive(Clone, Debug)]
pub struct Quest {
    query: Query,
    among: Vec<Sought>,
    kept: usize,
    /// Department and hit; the first found until one has moved.
    at: Option<(usize, usize)>,
}

impl Quest {
    /// A search through these, in this order. Where it only narrows what `before` found, departments that do not say
    /// that are not looked through again; what could not be read may be by now.
    pub fn new(query: Query, among: Vec<Sought>, before: Option<&Self>) -> Self {
        let mut quest = Self { query, among, kept: 0, at: None };
        if let Some(before) = before.filter(|before| quest.query.narrows(&before.query) && quest.is_among_same(before)) {
            for (sought, before) in quest.among.iter_mut().zip(&before.among) {
                sought.looked = before.looked.clone().filter(|looked| matches!(looked, Looked::Nothing));
            }
        }
        quest
    }

    fn is_among_same(&self, other: &Self) -> bool {
        self.among.len() == other.among.len() && self.among.iter().zip(&other.among).all(|(one, other)| one.path == other.path)
    }

    /// What is looked for.
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// The files that have yet to be looked through, by their place.
    pub fn to_look(&self) -> Vec<(u32, PathBuf)> {
        let waiting = (0..).zip(&self.among).filter(|(_, sought)| sought.looked.is_none());
        waiting.map(|(n, sought)| (n, sought.path.clone())).collect()
    }

    /// A file may say something else now.
    pub fn forget(&mut self, path: &Path) {
        for sought in self.among.iter_mut().filter(|sought| sought.path == path) {
            self.kept -= sought.found().map_or(0, |found| found.hits.len());
            sought.looked = None;
        }
    }

    /// What came of looking through files, by their place.
    pub fn take(&mut self, looked: Vec<(u32, Looked)>) {
        for (n, mut looked) in looked {
            let Some(sought) = self.among.get_mut(n as usize) else { continue };
            self.kept -= sought.found().map_or(0, |found| found.hits.len());
            if let Looked::Found(found) = &mut looked {
                found.hits.truncate(HITS_KEPT_MAX.saturating_sub(self.kept).max(1));
                self.kept += found.hits.len();
            }
            sought.looked = Some(looked);
        }
    }

    /// Departments looked through, and all.
    pub fn progress(&self) -> (usize, usize) {
        (self.among.iter().filter(|sought| sought.looked.is_some()).count(), self.among.len())
    }

    /// Whether there is more to look through.
    pub fn is_running(&self) -> bool {
        self.among.iter().any(|sought| sought.looked.is_none())
    }

    /// Departments that cannot be read.
    pub fn refused(&self) -> usize {
        self.among.iter().filter(|sought| matches!(sought.looked, Some(Looked::Refused))).count()
    }

    /// Departments that say it, each with its place, and what it says.
    pub fn found(&self) -> impl Iterator<Item = (usize, &Sought, &Found)> {
        self.among.iter().enumerate().filter_map(|(n, sought)| Some((n, sought, sought.found()?)))
    }

    /// Hits of all departments; whether there are more.
    pub fn count(&self) -> (usize, bool) {
        self.found().fold((0, false), |(count, full), (_, _, found)| (count + found.count, full || found.full))
    }

    /// Hits that are listed.
    pub fn listed(&self) -> usize {
        self.kept
    }

    /// The place among the listed hits of the one that one is at.
    pub fn position(&self) -> usize {
        let Some((department, hit)) = self.at else { return 0 };
        let before = self.found().take_while(|(n, ..)| *n < department).map(|(.., found)| found.hits.len()).sum::<usize>();
        let inside = self.among.get(department).and_then(Sought::found).map_or(0, |found| hit.min(found.hits.len().saturating_sub(1)));
        (before + inside).min(self.listed().saturating_sub(1))
    }

    /// Goes to a listed hit, or the last; stays there whatever is found before it.
    pub fn go(&mut self, to: usize) {
        self.at = self.place(to.min(self.listed().saturating_sub(1))).or(self.at);
    }

    /// Department and hit of a place among those that are listed.
    fn place(&self, at: usize) -> Option<(usize, usize)> {
        let mut left = at;
        for (n, _, found) in self.found() {
            if left < found.hits.len() {
                return Some((n, left));
            }
            left -= found.hits.len();
        }
        None
    }

    /// The first hit of the next department that says it, or of the one before; stays at the ends.
    pub fn next_department(&self, on: bool) -> usize {
        let here = self.position();
        let mut first = 0;
        let mut before = 0;
        for (.., found) in self.found() {
            if on && first > here {
                return first;
            }
            if !on && first + found.hits.len() > here {
                return before;
            }
            before = first;
            first += found.hits.len();
        }
        if on { before } else { 0 }
    }

    /// The department and the hit one is at.
    pub fn here(&self) -> Option<(&Sought, &FoundHit)> {
        let (department, hit) = self.place(self.position())?;
        let sought = self.among.get(department)?;
        Some((sought, sought.found()?.hits.get(hit)?))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use crate::search::{Index, SaidTexts};

    fn found(text: &str, query: &Query) -> Looked {
        let json = serde_json::json!({"report": {"department": "甲局"}, "duties": [{"text": text}, {"text": text}]});
        let report = Report::load(json.to_string().into_bytes()).unwrap().report;
        let (index, mut said, mut hunt) = (Index::of_report(&report), SaidTexts::default(), Hunt::new(query.clone(), None));
        said.refresh(&Review::default());
        while hunt.step(&index, &said) {}
        Found::of(&report, &Review::default(), &hunt, Lang::Zh).map_or(Looked::Nothing, |found| Looked::Found(Box::new(found)))
    }

    fn among(count: usize) -> Vec<Sought> {
        (0..count).map(|n| Sought::new(format!("/{n}.json").into(), format!("{n}"))).collect()
    }

    fn quest(texts: &[&str], query: &str) -> Quest {
        let query = Query::new(query).unwrap();
        let mut quest = Quest::new(query.clone(), among(texts.len()), None);
        quest.take((0..).zip(texts).map(|(n, text)| (n, found(text, &query))).collect());
        quest
    }

    #[test]
    fn departments_keep_their_order_and_one_stays_at_a_hit_whatever_comes_before_it() {
        let query = Query::new("公文").unwrap();
        let mut quest = Quest::new(query.clone(), among(3), None);
        quest.take(vec![(2, found("公文", &query))]);
        quest.go(1);
        assert_eq!((quest.position(), quest.progress(), quest.is_running()), (1, (1, 3), true));
        quest.take(vec![(0, found("公文", &query)), (1, Looked::Refused)]);
        assert_eq!((quest.position(), quest.listed(), quest.refused(), quest.is_running()), (3, 4, 1, false));
        assert_eq!(quest.here().unwrap().0.title(), "甲局");
        assert_eq!((quest.next_department(true), quest.next_department(false)), (2, 0));
    }

    #[test]
    fn narrowing_looks_only_where_it_was_found_and_where_nobody_has_looked() {
        let before = quest(&["公文", "预算", "公文交换"], "公");
        let narrower = |text, before| Quest::new(Query::new(text).unwrap(), among(3), before).to_look();
        assert_eq!(narrower("公文", Some(&before)).into_iter().map(|(n, _)| n).collect::<Vec<_>>(), [0, 2]);
        assert_eq!(narrower("预", Some(&before)).len(), 3);
    }

    #[test]
    fn what_could_not_be_read_is_tried_again_when_one_types_on() {
        let mut before = quest(&["预算", "公文"], "公");
        before.take(vec![(0, Looked::Nothing), (1, Looked::Refused)]);
        let to_look = Quest::new(Query::new("公文").unwrap(), among(2), Some(&before)).to_look();
        assert_eq!(to_look.into_iter().map(|(n, _)| n).collect::<Vec<_>>(), [1]);
    }

    #[test]
    fn names_of_any_length_are_kept_short() {
        let long = "局".repeat(100_000);
        let json = serde_json::json!({"report": {"department": long}, "text": [{"no": long, "level": 1, "text": "公文"}], "duties": [{"text": "预算"}]});
        let report = Report::load(json.to_string().into_bytes()).unwrap().report;
        let mut hunt = Hunt::new(Query::new("公文").unwrap(), None);
        while hunt.step(&Index::of_report(&report), &SaidTexts::default()) {}
        let found = Found::of(&report, &Review::default(), &hunt, Lang::Zh).unwrap();
        let chars = |text: &str| text.chars().count();
        assert_eq!((found.title.as_deref().map(chars), chars(&found.hits[0].label)), (Some(61), 61));
    }

    #[test]
    fn a_file_that_may_have_changed_is_looked_through_again() {
        let mut quest = quest(&["公文", "公文"], "公文");
        quest.go(3);
        quest.forget(Path::new("/1.json"));
        assert_eq!((quest.to_look().len(), quest.listed(), quest.position()), (1, 2, 1));
        quest.take(vec![(1, found("公文", &quest.query.clone()))]);
        assert_eq!((quest.listed(), quest.position()), (4, 3));
    }

    #[test]
    fn of_many_hits_each_department_lists_some_and_never_none() {
        let query = Query::new("公文").unwrap();
        let Looked::Found(mut many) = found("公文", &query) else { panic!("it says it") };
        many.hits = vec![many.hits[0].clone(); HITS_LISTED_MAX];
        let departments = HITS_KEPT_MAX / HITS_LISTED_MAX + 10;
        let mut quest = Quest::new(query, among(departments), None);
        quest.take((0..).take(departments).map(|n| (n, Looked::Found(many.clone()))).collect());
        assert_eq!(quest.listed(), HITS_KEPT_MAX + 10);
        assert!(quest.found().all(|(.., found)| !found.hits.is_empty()));
    }
}
