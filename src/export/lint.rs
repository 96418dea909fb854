//! What a reviewer should see before papers go out: what the checks of the reviewer's own work found, what
//! is missing in findings, what is undecided, what the papers leave out. Shown, never in the way: the
//! reviewer decides.

use super::Record;
use crate::checks::Verdict;
use crate::lang::Lang;
use crate::review::{Deadline, Finding, FindingState, RulingTo, Severity, Stage};

/// A remark, in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    zh: String,
    en: String,
}

impl Remark {
    /// The remark in the reader's language.
    pub fn say(&self, lang: Lang) -> &str {
        lang.pick(&self.en, &self.zh)
    }

    /// What a check of the reviewer's own work found: what is wrong, how often, and the first place of it.
    pub(super) fn of_own_work(verdict: &Verdict) -> Option<Self> {
        let hits = verdict.hits();
        let first = &hits.first()?.hit.detail;
        let (title, n) = (verdict.heading(), hits.len());
        let say = |lang: Lang, many: String, detail: &str| format!("{}{many}{}{detail}", title.say(lang), lang.pick(": ", "："));
        let many = |text: String| if n > 1 { text } else { String::new() };
        Some(Self {
            zh: say(Lang::Zh, many(format!("（{n} 处，首处）")), &first.zh),
            en: say(Lang::En, many(format!(" ({n}, the first)")), &first.en),
        })
    }
}

/// A part a finding must have, and whether one has it.
type Part = (&'static str, &'static str, fn(&Finding) -> bool);

const PARTS: [Part; 6] = [
    ("依据", "criteria", |finding| finding.criteria.trim().is_empty()),
    ("问题描述", "condition", |finding| finding.condition.trim().is_empty()),
    ("整改建议", "advice", |finding| finding.recommendation.trim().is_empty()),
    ("问题类别", "category", |finding| finding.dimension.is_none()),
    ("责任单位", "owner", |finding| finding.owner.trim().is_empty()),
    ("整改时限", "deadline", |finding| Deadline::parse(&finding.deadline).is_none()),
];

/// Everything worth saying about a record before its papers are made, the weightiest first.
pub fn remarks(record: &Record<'_>) -> Vec<Remark> {
    let (report, review) = (record.report, record.review);
    let mut remarks = Vec::new();
    let mut say = |zh: String, en: String| remarks.push(Remark { zh, en });
    if review.judged_sha256().is_some_and(|judged| judged != report.sha256()) {
        say("报告与审核时的不同，请先核对有修改的审核项".into(), "the report is not the one that was reviewed".into());
    }
    for own in record.checks.iter().flat_map(|checks| &checks.own) {
        say(own.zh.clone(), own.en.clone());
    }
    let numbers = |of: &dyn Fn(&Finding) -> bool| -> Vec<u32> {
        let all = review.findings().iter().filter_map(|named| Some((named.number, named.standing.settled()?)));
        all.filter(|(_, finding)| of(finding)).map(|(number, _)| number).collect()
    };
    let differing: Vec<u32> = review.findings().iter().filter(|named| named.standing.is_conflict()).map(|named| named.number).collect();
    if !differing.is_empty() {
        let (zh, en) = listed(&differing);
        say(format!("{zh}意见不一致，未列入文书"), format!("{en}: opinions differ, not in the papers"));
    }
    for (zh_part, en_part, lacks) in PARTS {
        let lacking = numbers(&|finding| finding.goes_out() && lacks(finding));
        if !lacking.is_empty() {
            let (zh, en) = listed(&lacking);
            say(format!("{zh}未填{zh_part}"), format!("{en}: no {en_part}"));
        }
    }
    let bad = |finding: &Finding| {
        finding.deductions.iter().any(|deduction| rust_decimal::Decimal::from_str_exact(deduction.points.trim()).is_err())
    };
    let unread = numbers(&|finding| finding.goes_out() && bad(finding));
    if !unread.is_empty() {
        let (zh, en) = listed(&unread);
        say(format!("{zh}的扣分不是数字，未计入"), format!("{en}: a deduction is no number and counts for nothing"));
    }
    let drafts = numbers(&|finding| finding.goes_out() && finding.state == FindingState::Draft);
    if !drafts.is_empty() {
        let n = drafts.len();
        say(format!("{n}个问题还是“拟提”，未经复审确认"), format!("{n} findings are drafts, not confirmed"));
    }
    let unreasoned = numbers(&|finding| finding.ruling.as_ref().is_some_and(|ruling| ruling.reason.trim().is_empty()));
    if !unreasoned.is_empty() {
        let (zh, en) = listed(&unreasoned);
        say(format!("{zh}未写采纳理由"), format!("{en}: ruled on without a reason"));
    }
    let kept = numbers(&|finding| {
        finding.state != FindingState::Withdrawn && finding.ruling.as_ref().is_some_and(|ruling| ruling.to == RulingTo::Accepted)
    });
    if !kept.is_empty() {
        let (zh, en) = listed(&kept);
        say(format!("{zh}的反馈意见已采纳，问题还未撤销"), format!("{en}: the answer was accepted, the finding not withdrawn"));
    }
    let hints = numbers(&|finding| finding.severity == Severity::Hint);
    if !hints.is_empty() {
        let (zh, en) = listed(&hints);
        say(format!("{zh}为提示，只列入底稿"), format!("{en}: hints, in the working paper only"));
    }
    let items = || report.items().filter(|item| report.is_reviewable(*item)).map(|item| (item, report.id(item)));
    let open = items().filter(|(_, id)| Stage::ALL.iter().all(|stage| review.mark(*stage, id).settled().is_none())).count();
    if open > 0 {
        say(format!("{open}项尚未审核"), format!("{open} items are not reviewed"));
    }
    let stale = items().filter(|(item, id)| {
        let mark = Stage::ALL.iter().rev().find_map(|stage| review.mark(*stage, id).settled().cloned());
        mark.is_some_and(|mark| !mark.content.is_empty() && mark.content != report.content(*item))
    });
    let stale = stale.count();
    if stale > 0 {
        say(format!("{stale}项审核后报告有修改"), format!("{stale} items changed since they were marked"));
    }
    remarks
}

/// `问1、问3`; many are counted.
fn listed(numbers: &[u32]) -> (String, String) {
    const LISTED_MAX: usize = 8;
    let some = &numbers[..numbers.len().min(LISTED_MAX)];
    let join = |before: &str, between: &str| some.iter().map(|number| format!("{before}{number}")).collect::<Vec<_>>().join(between);
    let (zh, en) = (join("问", "、"), join("#", ", "));
    match numbers.len().checked_sub(LISTED_MAX) {
        None | Some(0) => (zh, en),
        Some(more) => (format!("{zh}等{}个", numbers.len()), format!("{en} and {more} more")),
    }
}
