//! Which papers the work is ripe for. An office sends nothing from a review that is not done, and asks the
//! department before it concludes: so the choice of papers begins with those, and says why.

use super::Record;
use super::papers::{PAPERS, Paper, When};
use crate::lang::Lang;
use crate::review::{Finding, FindingState, Kind, Severity, Stage};

/// How far the work is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ripe {
    /// Items are open, or findings are drafts, incomplete or disputed.
    Working {
        /// Items without a mark.
        items: usize,
        /// Findings that could not be sent as they stand.
        findings: usize,
    },
    /// All is done; the department has yet to be heard on some finding.
    Consulting,
    /// Every finding that stands was answered and ruled on, or settled.
    Final,
}

/// How far the record is.
pub fn ripe(record: &Record<'_>) -> Ripe {
    let (report, review) = (record.report, record.review);
    let items = report.items().filter(|item| report.is_reviewable(*item)).map(|item| report.id(item));
    let open = items.filter(|id| Stage::ALL.iter().all(|stage| review.mark(*stage, id).settled().is_none())).count();
    let disputed = review.findings().iter().filter(|named| named.standing.is_conflict()).count();
    let out = || review.findings().iter().filter_map(|named| named.standing.settled()).filter(|finding| finding.goes_out());
    let lacks = |finding: &&Finding| {
        let parts = [&finding.criteria, &finding.condition, &finding.recommendation];
        finding.state == FindingState::Draft || parts.iter().any(|part| part.trim().is_empty())
    };
    let findings = disputed + out().filter(lacks).count();
    if open + findings > 0 {
        return Ripe::Working { items: open, findings };
    }
    let unanswered = |finding: &Finding| finding.response.as_ref().is_some_and(|response| !response.came());
    let is_heard = |finding: &Finding| finding.ruling.is_some() || finding.state == FindingState::Settled || unanswered(finding);
    if out().all(is_heard) { Ripe::Final } else { Ripe::Consulting }
}

/// The papers the record is ripe for, in the order of the table.
pub fn due(record: &Record<'_>) -> Vec<Paper> {
    let review = record.review;
    let is_answered = |finding: &Finding| finding.severity != Severity::Hint && (finding.response.is_some() || finding.ruling.is_some());
    let answered = review.findings().iter().filter_map(|named| named.standing.settled()).any(is_answered);
    let councils = !review.keys(Kind::Opinion).is_empty() || review.findings().iter().any(|named| named.standing.is_conflict());
    let ripe = ripe(record);
    let is_due = |when: When| match (when, ripe) {
        (When::Always, _) | (When::Consulting | When::Outward, Ripe::Consulting) | (When::Final | When::Outward, Ripe::Final) => true,
        (When::Answered, Ripe::Consulting | Ripe::Final) => answered,
        (When::Council, _) => councils,
        _ => false,
    };
    PAPERS.iter().filter(|row| is_due(row.when)).map(|row| row.paper).collect()
}

impl Ripe {
    /// What is said of it where papers are chosen.
    pub fn say(self, lang: Lang) -> String {
        match self {
            Self::Working { items, findings } => lang.pick(
                format!("Work is not done ({items} items open, {findings} findings to finish): only the working paper and the request for evidence are chosen"),
                format!("审核还没有完成（{items}项未审，{findings}个问题待完善或确认）：只预选内部底稿和需补充资料清单"),
            ),
            Self::Consulting => lang.pick(
                "Findings have not been answered yet: the draft for comment is chosen, not the final opinion",
                "问题还没有征求部门意见：预选征求意见稿，不预选正式的复核意见",
            ).to_owned(),
            Self::Final => lang.pick("Every finding is settled: the final papers are chosen", "问题均已定稿或有采纳结论：预选正式文书").to_owned(),
        }
    }
}
