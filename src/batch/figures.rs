//! The figures of one assessment.

use std::borrow::Cow;
use std::collections::BTreeSet;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::row::brief;
use super::{Beside, State};
use crate::checks::{Checked, Decisions, Handled};
use crate::lang::{Lang, tr};
use crate::report::{ItemRef, Report, money};
use crate::review::{Call, Deadline, Finding, Kind, Receipt, Rectification, Review, Severity, Stage};
use crate::said;
use crate::scoring::Sheet;

/// More calls than this are looked through by nobody.
const CALLS_MAX: usize = 1_000;

/// What one line has room for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// 部门.
    pub department: Option<String>,
    /// 年度.
    pub year: Option<String>,
    /// How far it has come.
    pub state: Option<State>,
    /// Who made acts, by stage.
    pub handlers: Vec<Handler>,
    /// What it lacks, the gravest first.
    pub lacks: Vec<Lack>,
    /// Items with a mark of any stage, and all that may carry one.
    pub items: (u32, u32),
    /// Weight of the indicators among them, and of all, if any is stated.
    pub weight: Option<(Decimal, Decimal)>,
    /// Suspicions nobody has decided on; none: not counted yet.
    pub suspicions: Option<usize>,
    /// Findings that papers carry: severe, major, minor.
    pub findings: [usize; 3],
    /// 自评得分, if it is a number to reckon with: none where it is only about (约95).
    pub own_score: Option<Decimal>,
    /// 复核得分; none while it is incomplete.
    pub score: Option<Decimal>,
    /// 等级.
    pub grade: Option<String>,
    /// The nearest day by which something is to come: what was asked for in a call, or a rectification.
    pub due: Option<Date>,
    /// Who reviews it now, or work that is not in the file: that is offered when the file is opened.
    pub beside: Beside,
    /// What went wrong with it: its record cannot be read, its checks broke off.
    pub trouble: Option<String>,
}

/// Somebody who works on it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Handler {
    /// In which stage.
    pub stage: Stage,
    /// Their name.
    pub name: String,
    /// Their reviewer key.
    pub key: String,
}

/// What an assessment lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// The self-assessment table, as the reviewer knows of it; not received unless they say otherwise.
    Table(Receipt),
    /// The report's text.
    Text,
    /// Any indicator.
    Indicators,
    /// So many indicators state no target.
    Targets(u32),
    /// So many state nothing of what was done.
    Actuals(u32),
    /// 自查问题.
    Issues,
    /// 自评得分.
    OwnScore,
}

impl Lack {
    /// In words.
    pub fn say(self, lang: Lang) -> String {
        let said = match self {
            Self::Table(Receipt::ConfirmedAbsent) => return tr("no score table was handed in", "确认未报送自评表").say(lang).to_owned(),
            Self::Table(_) => return tr("score table not received", "未收到自评表").say(lang).to_owned(),
            Self::Text => return tr("no report text", "无报告原文").say(lang).to_owned(),
            Self::Indicators => return tr("no indicators", "未列指标").say(lang).to_owned(),
            Self::Issues => return tr("no issues stated", "未列自查问题").say(lang).to_owned(),
            Self::OwnScore => return tr("no self score", "未列自评得分").say(lang).to_owned(),
            Self::Targets(n) => said!("{n} indicators without target", "{n} 项指标无指标值"),
            Self::Actuals(n) => said!("{n} indicators without actual value", "{n} 项指标无完成值"),
        };
        lang.pick(said.en, said.zh)
    }
}

impl Figures {
    /// Of a report and its record. `sheet`: as papers print it. Costs a pass over the report; its suspicions
    /// are left to [`suspicions`], which costs many.
    pub fn of(report: &Report, review: &Review, sheet: &Sheet) -> Self {
        let meta = report.meta();
        let (items, weight) = progress(report, review);
        Self {
            department: meta.department.as_deref().map(brief),
            year: meta.year.as_deref().map(brief),
            state: Some(State::of(review)),
            handlers: handlers(review),
            lacks: lacks(report, review),
            items,
            weight,
            suspicions: None,
            findings: [Severity::Severe, Severity::Major, Severity::Minor].map(|severity| found(review, severity)),
            own_score: money::number(report.self_rating().score.as_ref()),
            score: sheet.total.figure(),
            grade: sheet.grade.clone(),
            due: due(review),
            beside: Beside::default(),
            trouble: None,
        }
    }

    /// How the score differs from the department's own.
    pub fn score_change(&self) -> Option<Decimal> {
        self.score?.checked_sub(self.own_score?)
    }

    /// Whether every item carries a mark.
    pub fn is_reviewed(&self) -> bool {
        self.items.0 >= self.items.1
    }

    /// By how many days what was to come is late; none: nothing is.
    pub fn late_days(&self, today: Option<Date>) -> Option<i32> {
        let late = self.due?.until(today?).ok()?.get_days();
        (late > 0).then_some(late)
    }

    /// Findings that papers carry.
    pub fn findings_all(&self) -> usize {
        self.findings.iter().sum()
    }
}

/// Suspicions on which nobody has decided, among what the checks said of this report.
pub fn suspicions(report: &Report, review: &Review, checked: &Checked) -> usize {
    let decisions = Decisions::of(review);
    let handled = checked.verdicts.iter().flat_map(|verdict| decisions.on_hits(report, verdict));
    handled.filter(Handled::is_open).count()
}

fn handlers(review: &Review) -> Vec<Handler> {
    let people = review.acting().into_iter().filter_map(|key| review.reviewer(&key).map(|who| (key, who)));
    let named = people.filter(|(_, who)| !who.name.is_empty());
    let mut handlers: Vec<Handler> = named.map(|(key, who)| Handler { stage: who.stage, name: who.name, key }).collect();
    handlers.sort();
    // One person at two computers has two keys.
    handlers.dedup_by(|next, kept| (next.stage, &next.name) == (kept.stage, &kept.name));
    handlers
}

/// Items with a mark and all; the same by the weight of indicators.
fn progress(report: &Report, review: &Review) -> ((u32, u32), Option<(Decimal, Decimal)>) {
    let marked: BTreeSet<String> = Stage::ALL.into_iter().flat_map(|stage| review.marked(stage)).map(Cow::into_owned).collect();
    let items = marked.iter().filter_map(|id| report.find(id)).filter(|item| report.is_reviewable(*item)).count();
    let mut weight = None;
    for n in 0..report.counts().indicators {
        let at = ItemRef::Indicator(n);
        if let Some(points) = report.indicator(n).weight.and_then(|weight| weight.value) {
            let (done, all) = weight.get_or_insert((Decimal::ZERO, Decimal::ZERO));
            *all = all.saturating_add(points);
            if !marked.is_empty() && marked.contains(&report.id(at)) {
                *done = done.saturating_add(points);
            }
        }
    }
    ((u32::try_from(items).unwrap_or(u32::MAX), report.counts().reviewable()), weight)
}

fn found(review: &Review, severity: Severity) -> usize {
    let settled = review.findings().iter().filter_map(|named| named.standing.settled());
    settled.filter(|finding| finding.goes_out() && finding.severity == severity).count()
}

fn lacks(report: &Report, review: &Review) -> Vec<Lack> {
    let counts = report.counts();
    let indicators = || (0..counts.indicators).map(|n| report.indicator(n));
    let table = review.typed::<Receipt>(Kind::Report, "table").settled().copied();
    let mut lacks = Vec::new();
    match table {
        Some(Receipt::Received) => {}
        Some(said) => lacks.push(Lack::Table(said)),
        None if holds_table(report) => {}
        None => lacks.push(Lack::Table(Receipt::NotReceived)),
    }
    let without = |lacks: fn(&crate::report::Indicator) -> bool| u32::try_from(indicators().filter(lacks).count()).unwrap_or(u32::MAX);
    let (targets, actuals) = (without(|one| one.target.is_none()), without(|one| one.actual.is_none()));
    let of = [
        (counts.paragraphs == 0, Lack::Text),
        (counts.indicators == 0, Lack::Indicators),
        (targets > 0, Lack::Targets(targets)),
        (actuals > 0, Lack::Actuals(actuals)),
        (counts.issues == 0, Lack::Issues),
        (report.self_rating().score.is_none(), Lack::OwnScore),
    ];
    lacks.extend(of.into_iter().filter_map(|(lacks, what)| lacks.then_some(what)));
    lacks
}

/// Whether the report itself holds the score table: an indicator that stands in a row of cells.
fn holds_table(report: &Report) -> bool {
    let places = (0..report.counts().indicators).filter_map(|n| report.item(ItemRef::Indicator(n)).place);
    let paragraphs: BTreeSet<u32> = places.map(|place| place.paragraph).collect();
    paragraphs.into_iter().any(|n| n < report.counts().paragraphs && report.paragraph(n).text.contains('\t'))
}

fn due(review: &Review) -> Option<Date> {
    let day = |text: &str| if let Some(Deadline::Day(day)) = Deadline::parse(text) { Some(day) } else { None };
    let open = |finding: &&Finding| finding.goes_out() && finding.rectification != Rectification::Closed;
    let findings = review.findings().iter().filter_map(|named| named.standing.settled()).filter(open);
    let calls =
        review.keys(Kind::Call).into_iter().take(CALLS_MAX).filter_map(|key| review.typed::<Call>(Kind::Call, &key).settled().cloned());
    let awaited = calls.filter(|call| call.answer.trim().is_empty()).filter_map(|call| day(&call.due));
    findings.filter_map(|finding| day(&finding.deadline)).chain(awaited).min()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use serde_json::{Value, json};

    use super::*;
    use crate::review::{Act, Put, Stamp};

    const REPORT: &str = r#"{"report": {"department": "示例局", "year": "2025"}, "self": {"score": "95.5"}, "text": [{"text": "一、概况"}],
        "duties": [{"id": "d-1", "text": "管理"}], "indicators": [
        {"id": "i-1", "name": "甲", "weight": "60", "target": "5", "actual": "5"}, {"id": "i-2", "name": "乙", "weight": "40", "actual": "3"}]}"#;

    fn review(puts: &[(Kind, &str, Value)]) -> Review {
        let mut review = Review::default();
        for (kind, key, value) in puts {
            let put = if value.is_null() { Put::clear(*kind, *key) } else { Put::set(*kind, *key, value) };
            let stamp = Stamp { by: "r-1".into(), seat: "x".into(), at: "2026-11-23T10:02:11+08:00".into() };
            if let Some(event) = review.stamp(&Act::Put(vec![put]), &stamp) {
                review.accept(event);
            }
        }
        review
    }

    fn figures(puts: &[(Kind, &str, Value)]) -> Figures {
        let (report, review) = (Report::load(REPORT.into()).unwrap().report, review(puts));
        Figures::of(&report, &review, &Sheet::as_printed(&report, &review, None))
    }

    #[test]
    fn what_nobody_touched_says_what_it_lacks() {
        let found = figures(&[]);
        assert_eq!((found.state, found.items, found.findings), (Some(State::Untouched), (0, 3), [0; 3]));
        assert_eq!(found.weight, Some((Decimal::ZERO, Decimal::from(100))));
        assert_eq!(found.lacks, [Lack::Table(Receipt::NotReceived), Lack::Targets(1), Lack::Issues]);
        assert_eq!(found.own_score, Decimal::from_str_exact("95.5").ok());
    }

    #[test]
    fn a_self_score_beyond_all_bounds_or_only_about_is_none_and_no_difference_overflows() {
        for stated in ["-79228162514264337593543950335", "约95"] {
            let report = Report::load(REPORT.replace("95.5", stated).into()).unwrap().report;
            let review = Review::default();
            let found = Figures::of(&report, &review, &Sheet::as_printed(&report, &review, None));
            assert_eq!(found.own_score, None, "{stated}");
            assert!(!found.lacks.contains(&Lack::OwnScore), "{stated} is stated");
        }
        let far = Figures { own_score: Some(Decimal::MIN), score: Some(Decimal::MAX), ..Figures::default() };
        assert_eq!(far.score_change(), None);
    }

    #[test]
    fn marks_findings_and_days_are_counted() {
        let found = figures(&[
            (Kind::Reviewer, "r-1", json!({"name": "张三", "unit": "", "stage": "first"})),
            (Kind::Mark, "first/i-1", json!({"to": "accepted", "content": ""})),
            (Kind::Finding, "f1", json!({"title": "甲", "severity": "severe", "deadline": "2026-12-31", "on": ["i-1"]})),
            (Kind::Finding, "f2", json!({"title": "乙", "severity": "hint"})),
            (Kind::Call, "t1", json!({"due": "2026年12月1日前"})),
            (Kind::Report, "table", json!("received")),
        ]);
        assert_eq!((found.state, found.items, found.findings), (Some(State::Reviewing), (1, 3), [1, 0, 0]));
        assert_eq!(found.weight.map(|(done, _)| done), Some(Decimal::from(60)));
        assert_eq!(found.due.map(|day| day.to_string()).as_deref(), Some("2026-12-01"));
        let late = |day: &str| found.late_days(day.parse().ok());
        assert_eq!((late("2026-12-01"), late("2027-01-02"), found.late_days(None)), (None, Some(32), None));
        assert_eq!(found.handlers, [Handler { stage: Stage::First, name: "张三".into(), key: "r-1".into() }]);
        assert_eq!(found.lacks, [Lack::Targets(1), Lack::Issues]);
    }

    #[test]
    fn a_sign_off_taken_away_by_somebody_is_a_return() {
        let signed = (Kind::Signoff, "first", json!({"total": "90"}));
        assert_eq!(figures(std::slice::from_ref(&signed)).state, Some(State::Submitted));
        assert_eq!(figures(&[signed.clone(), (Kind::Signoff, "first", Value::Null)]).state, Some(State::Returned));
        assert_eq!(figures(&[signed, (Kind::Signoff, "recheck", json!({"total": "90"}))]).state, Some(State::Rechecked));
        assert!(State::Submitted.waits_for(Stage::Recheck) && !State::Submitted.waits_for(Stage::First));
    }
}
