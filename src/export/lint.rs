//! What a reviewer should see before papers go out: what the checks of the reviewer's own work found, what
//! is missing in findings, what is undecided, what the papers leave out. Shown, never in the way: the
//! reviewer decides.

use rust_decimal::Decimal;

use super::Record;
use crate::checks::{About, Verdict};
use crate::lang::{Lang, Said};
use crate::report::{ItemRef, Report};
use crate::review::{Deadline, Finding, FindingState, Named, RulingTo, Severity, Stage};
use crate::said;
use crate::scoring::FlagKind;

/// A remark, and where to go to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    said: Said,
    /// How much it weighs: the papers are wrong, weak, or merely less than they could be.
    pub severity: Severity,
    /// What it is about, as far as it is about something.
    pub spots: Vec<Spot>,
}

/// What a remark is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// Where it is.
    pub on: On,
    /// What is so there, if it is not the same everywhere.
    pub said: Option<Said>,
}

/// A place to go to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum On {
    /// A finding, by its place in the list.
    Finding(usize),
    /// An item.
    Item(ItemRef),
    /// A paragraph, from 0.
    Paragraph(u32),
}

/// Of a remark on more places nobody goes through all from here: the to-do list has them.
const SPOTS_MAX: usize = 100;

impl Remark {
    fn new(severity: Severity, said: Said, on: impl IntoIterator<Item = On>) -> Self {
        Self { said, severity, spots: on.into_iter().take(SPOTS_MAX).map(|on| Spot { on, said: None }).collect() }
    }

    /// The remark in the reader's language.
    pub fn say(&self, lang: Lang) -> &str {
        self.said.say(lang)
    }

    /// What a check of the reviewer's own work found: what is wrong, how often, and the first place of it.
    pub(super) fn of_own_work(verdict: &Verdict) -> Option<Self> {
        let hits = verdict.hits();
        let first = &hits.first()?.hit.detail;
        let (title, n) = (verdict.heading(), hits.len());
        let say = |lang: Lang, many: String, detail: &str| format!("{}{many}{}{detail}", title.say(lang), lang.pick(": ", "："));
        let many = |text: String| if n > 1 { text } else { String::new() };
        let zh = say(Lang::Zh, many(format!("（{n} 处，首处）")), &first.zh);
        let en = say(Lang::En, many(format!(" ({n}, the first)")), &first.en);
        let spot = |one: &crate::checks::Suspicion| {
            let on = one.hit.about.iter().find_map(|about| On::of(*about))?;
            Some(Spot { on, said: (n > 1).then(|| one.hit.detail.clone()) })
        };
        let spots = hits.iter().filter_map(spot).take(SPOTS_MAX).collect();
        Some(Self { said: Said { en, zh }, severity: verdict.severity, spots })
    }
}

impl On {
    fn of(about: About) -> Option<Self> {
        match about {
            About::Item(item) => Some(Self::Item(item)),
            About::Paragraph(paragraph) => Some(Self::Paragraph(paragraph)),
            About::Report | About::Funds | About::SelfRating => None,
        }
    }
}

/// What a finding may be wanting in, how bad that is, and what is said behind the findings' names.
type Want = (Severity, &'static str, &'static str, fn(&Finding) -> bool);

const WANTS: &[Want] = &[
    (Severity::Severe, "的扣分不是数字，未计入", ": a deduction is no number and counts for nothing", |finding| {
        finding.goes_out() && finding.deductions.iter().any(|deduction| Decimal::from_str_exact(deduction.points.trim()).is_err())
    }),
    (Severity::Severe, "的反馈意见已采纳，问题还未撤销", ": the answer was accepted, the finding not withdrawn", |finding| {
        finding.state != FindingState::Withdrawn && finding.ruling.as_ref().is_some_and(|ruling| ruling.to == RulingTo::Accepted)
    }),
    (Severity::Major, "未填依据", ": no criteria", |finding| finding.goes_out() && finding.criteria.trim().is_empty()),
    (Severity::Major, "未填问题描述", ": no condition", |finding| finding.goes_out() && finding.condition.trim().is_empty()),
    (Severity::Major, "未填整改建议", ": no advice", |finding| finding.goes_out() && finding.recommendation.trim().is_empty()),
    (Severity::Major, "还是“拟提”，未经复审确认", ": drafts, not confirmed", |finding| {
        finding.goes_out() && finding.state == FindingState::Draft
    }),
    (Severity::Major, "未写采纳理由", ": ruled on without a reason", |finding| {
        finding.ruling.as_ref().is_some_and(|ruling| ruling.reason.trim().is_empty())
    }),
    (Severity::Minor, "未填问题类别", ": no category", |finding| finding.goes_out() && finding.dimension.is_none()),
    (Severity::Minor, "未填责任单位", ": no owner", |finding| finding.goes_out() && finding.owner.trim().is_empty()),
    (Severity::Minor, "未填整改时限", ": no deadline", |finding| finding.goes_out() && Deadline::parse(&finding.deadline).is_none()),
    (Severity::Hint, "为提示，只列入底稿", ": hints, in the working paper only", |finding| finding.severity == Severity::Hint),
];

/// Everything worth saying about a record before its papers are made, worst first.
pub fn remarks(record: &Record<'_>) -> Vec<Remark> {
    let (report, review) = (record.report, record.review);
    let mut remarks = Vec::new();
    if review.judged_sha256().is_some_and(|judged| judged != report.sha256()) {
        let said = said!("the report is not the one that was reviewed", "报告与审核时的不同，请先核对有修改的审核项");
        remarks.push(Remark::new(Severity::Severe, said, []));
    }
    let of_standard = record.sheet.flags.iter().filter(|flag| flag.kind == FlagKind::Standard);
    remarks.extend(of_standard.map(|flag| Remark::new(flag.severity, flag.said.clone(), [])));
    remarks.extend(record.checks.iter().flat_map(|checks| &checks.own).cloned());
    let findings = || review.findings().iter().enumerate();
    let differing: Vec<(usize, u32)> =
        findings().filter(|(_, named)| named.standing.is_conflict()).map(|(at, named)| (at, named.number)).collect();
    remarks.extend(of_findings(Severity::Severe, &differing, "意见不一致，未列入文书", ": opinions differ, not in the papers"));
    for (severity, zh, en, wants) in WANTS {
        let is_wanting = |named: &Named<Finding>| named.standing.settled().is_some_and(wants);
        let wanting: Vec<(usize, u32)> = findings().filter(|(_, named)| is_wanting(named)).map(|(at, named)| (at, named.number)).collect();
        remarks.extend(of_findings(*severity, &wanting, zh, en));
    }
    remarks.extend(of_items(report, review));
    remarks.sort_by_key(|remark| remark.severity);
    remarks
}

/// Items nobody reviewed, and those that changed since.
fn of_items(report: &Report, review: &crate::review::Review) -> impl Iterator<Item = Remark> {
    let items: Vec<(ItemRef, String)> =
        report.items().filter(|item| report.is_reviewable(*item)).map(|item| (item, report.id(item))).collect();
    let last = |id: &str| Stage::ALL.iter().rev().find_map(|stage| review.mark(*stage, id).settled().cloned());
    let (mut open, mut stale) = (Vec::new(), Vec::new());
    for (item, id) in items {
        match last(&id) {
            None => open.push(On::Item(item)),
            Some(mark) if !mark.content.is_empty() && mark.content != report.content(item) => stale.push(On::Item(item)),
            Some(_) => {}
        }
    }
    let (n, changed) = (open.len(), stale.len());
    let said_open = said!("{n} items are not reviewed", "{n}项尚未审核");
    let said_stale = said!("{changed} items changed since they were marked", "{changed}项审核后报告有修改");
    [(Severity::Severe, said_stale, stale), (Severity::Major, said_open, open)]
        .into_iter()
        .filter(|(_, _, on)| !on.is_empty())
        .map(|(severity, said, on)| Remark::new(severity, said, on))
}

/// `问1、问3` and what they want; many are counted. None, if there are none.
fn of_findings(severity: Severity, findings: &[(usize, u32)], zh: &str, en: &str) -> Option<Remark> {
    const LISTED_MAX: usize = 8;
    let listed = &findings[..findings.len().min(LISTED_MAX)];
    let join = |before: &str, between: &str| listed.iter().map(|(_, number)| format!("{before}{number}")).collect::<Vec<_>>().join(between);
    let more = findings.len() - listed.len();
    let (count, more_en) =
        if more > 0 { (format!("等{}个", findings.len()), format!(" and {more} more")) } else { (String::new(), String::new()) };
    let (names, names_en) = (join("问", "、"), join("#", ", "));
    let said = said!("{names_en}{more_en}{en}", "{names}{count}{zh}");
    (!findings.is_empty()).then(|| Remark::new(severity, said, findings.iter().map(|(at, _)| On::Finding(*at))))
}
