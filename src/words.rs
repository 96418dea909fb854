//! The field's words for what the program stores as tokens: one word for one thing, on every
//! screen. What the department printed stays as printed.

use std::fmt::Display;

use crate::lang::{Lang, Words, tr};
use crate::report::ItemKind;
use crate::review::{
    CommentKind, Dimension, Done, Finding, FindingState, Locked, MarkTo, OpinionTo, Receipt, Rectification, RulingTo, Severity, Stage,
};

/// Where one is in a list, from 1: `第 1/14 项`.
pub fn nth(lang: Lang, at: impl Display, all: impl Display) -> String {
    lang.pick(format!("{at} of {all}"), format!("第 {at}/{all} 项"))
}

/// The same among the places where a check hit: `第 1/64 处`.
pub fn nth_place(lang: Lang, at: impl Display, all: impl Display) -> String {
    lang.pick(format!("{at} of {all}"), format!("第 {at}/{all} 处"))
}

/// How many of a list a filter keeps: `符合 7/46 项`.
pub fn kept(lang: Lang, kept: impl Display, all: impl Display) -> String {
    lang.pick(format!("{kept} of {all} items"), format!("符合 {kept}/{all} 项"))
}

/// `2026-11-23 10:02` of a stamp: what is not written so stays as it is.
pub fn when(at: &str) -> String {
    at.get(..16).unwrap_or(at).replace('T', " ")
}

/// The sign of several marks that share a row of the report text.
pub fn several(lang: Lang, count: usize) -> String {
    lang.pick(format!("{count}x"), format!("{count}处"))
}

/// The number of a comment: 注1.
pub fn comment_name(lang: Lang, number: u32) -> String {
    format!("{}{number}", lang.pick("c", "注"))
}

/// The number of a finding: 问1.
pub fn finding_name(lang: Lang, number: u32) -> String {
    format!("{}{number}", lang.pick("#", "问"))
}

/// What a finding may be on beside items and paragraphs, by its id: a part of the report, or the whole.
pub fn report_part(id: &str) -> Option<Words> {
    match id {
        "report" => Some(tr("The report", "整个报告")),
        "funds" => Some(tr("Funds", "资金收支")),
        "self" => Some(tr("Self rating", "自评结论")),
        _ => None,
    }
}

/// A kind of item.
pub const fn item_kind(kind: ItemKind) -> Words {
    match kind {
        ItemKind::Duty => tr("Duty", "职责"),
        ItemKind::Work | ItemKind::Part => tr("Work", "任务"),
        ItemKind::Indicator => tr("Indicator", "指标"),
        ItemKind::Issue => tr("Issue", "自查问题"),
        ItemKind::Measure => tr("Measure", "措施"),
    }
}

/// What a mark says; "fine" has its own word for each kind of item.
pub const fn mark(to: MarkTo, on: ItemKind) -> Words {
    match (to, on) {
        (MarkTo::Accepted, ItemKind::Indicator) => tr("Fine", "核实无误"),
        (MarkTo::Accepted, ItemKind::Measure) => tr("Fine", "可行"),
        (MarkTo::Accepted, _) => tr("Fine", "无疑问"),
        (MarkTo::Problem, _) => tr("Problem", "有问题"),
        (MarkTo::NeedsEvidence, _) => tr("Needs evidence", "待补资料"),
        (MarkTo::NotApplicable, _) => tr("N/A", "不适用"),
    }
}

/// No mark yet.
pub const OPEN: Words = tr("Open", "未审");
/// Opinions differ.
pub const CONFLICT: Words = tr("Conflict", "意见不一致");
/// The item's content is not what was marked.
pub const STALE: Words = tr("Report changed since the review", "审核后报告有修改");

/// A reviewer's stage.
pub const fn stage(stage: Stage) -> Words {
    match stage {
        Stage::First => tr("First review", "初审"),
        Stage::Recheck => tr("Re-check", "复审"),
        Stage::Final => tr("Approval", "审定"),
    }
}

/// What signing a stage is called.
pub const fn signing(stage: Stage) -> Words {
    match stage {
        Stage::First => tr("Hand on for re-check", "提交复审"),
        Stage::Recheck => tr("Hand on for approval", "提交审定"),
        Stage::Final => tr("Approve", "审定"),
    }
}

/// That a stage is signed.
pub const fn signed(stage: Stage) -> Words {
    match stage {
        Stage::First => tr("First review handed on", "初审已提交"),
        Stage::Recheck => tr("Re-check handed on", "复审已提交"),
        Stage::Final => tr("Approved", "已审定"),
    }
}

/// That by choice nothing is scored.
pub const FINDINGS_ONLY: Words = tr("findings only, no scores", "只提问题，不评分");

/// What was signed is no longer so.
pub const RESIGN: Words = tr("Sign again", "需重新提交");

/// Why an act is not made: a sign-off locks what it touches, and how that is opened again.
pub const fn locked(why: Locked) -> Words {
    match why {
        Locked::Signed(Stage::First) => tr(
            "The first review is handed on and locked: {view-signing} takes it back, or the re-check hands it back",
            "初审已提交，内容已锁定：按 {view-signing} 撤回提交，或由复审退回修改",
        ),
        Locked::Signed(Stage::Recheck) => tr(
            "The re-check is handed on and locked: {view-signing} takes it back, or the approval hands it back",
            "复审已提交，内容已锁定：按 {view-signing} 撤回提交，或由审定退回修改",
        ),
        Locked::Signed(Stage::Final) => {
            tr("It is approved and locked: {view-signing} takes the approval back", "已审定，内容已锁定：按 {view-signing} 撤回审定")
        }
        Locked::Under(Stage::Final) => tr("It is approved: the approval is taken back first", "已经审定：须先撤回审定，或由审定退回复审"),
        Locked::Under(_) => tr("A later stage has signed: that is taken back first", "后一环节已经提交：须先由它撤回，或退回"),
        Locked::NotYours(_) => tr(
            "A stage is signed by its own reviewer and handed back by a later stage: look at “who reviews”",
            "各环节由本环节的人提交，由后面的环节退回：请核对“审核人”的环节",
        ),
        Locked::Redone(_) => tr(
            "A sign-off that was taken or handed back does not come back: its stage is signed anew",
            "退回不能撤销，撤回的提交不能重做：由本环节重新提交",
        ),
    }
}

/// A kind of comment.
pub const fn comment_kind(kind: CommentKind) -> Words {
    match kind {
        CommentKind::Problem => tr("Problem", "问题"),
        CommentKind::Question => tr("Question", "疑问"),
        CommentKind::Suggestion => tr("Suggestion", "建议"),
        CommentKind::Note => tr("Note", "说明"),
        CommentKind::Call => tr("Call", "电话核实"),
    }
}

/// The kinds of comment in the order they are offered.
pub const COMMENT_KINDS: [CommentKind; 5] =
    [CommentKind::Problem, CommentKind::Question, CommentKind::Suggestion, CommentKind::Note, CommentKind::Call];

/// 严重程度.
pub const fn severity(severity: Severity) -> Words {
    match severity {
        Severity::Severe => tr("Severe", "严重"),
        Severity::Major => tr("Major", "较重"),
        Severity::Minor => tr("Minor", "一般"),
        Severity::Hint => tr("Hint", "提示"),
    }
}

/// The severities, worst first.
pub const SEVERITIES: [Severity; 4] = [Severity::Severe, Severity::Major, Severity::Minor, Severity::Hint];

/// 问题类别.
pub const fn dimension(dimension: Dimension) -> Words {
    match dimension {
        Dimension::Truth => tr("Truth", "真实性"),
        Dimension::Completeness => tr("Completeness", "完整性"),
        Dimension::Consistency => tr("Consistency", "一致性"),
        Dimension::Compliance => tr("Compliance", "合规性"),
        Dimension::Reasonableness => tr("Reasonableness", "合理性"),
        Dimension::Form => tr("Form", "规范性"),
    }
}

/// The dimensions in the order they are offered.
pub const DIMENSIONS: [Dimension; 6] =
    [Dimension::Truth, Dimension::Completeness, Dimension::Consistency, Dimension::Compliance, Dimension::Reasonableness, Dimension::Form];

/// 状态 of a finding.
pub const fn finding_state(state: FindingState) -> Words {
    match state {
        FindingState::Draft => tr("Draft", "拟提"),
        FindingState::Confirmed => tr("Confirmed", "复审确认"),
        FindingState::Consulting => tr("Consulting", "征求意见"),
        FindingState::Replied => tr("Replied", "已反馈"),
        FindingState::Settled => tr("Settled", "定稿"),
        FindingState::Withdrawn => tr("Withdrawn", "撤销"),
    }
}

/// The road of a finding, in order; withdrawn may come from any.
pub const FINDING_STATES: [FindingState; 6] = [
    FindingState::Draft,
    FindingState::Confirmed,
    FindingState::Consulting,
    FindingState::Replied,
    FindingState::Settled,
    FindingState::Withdrawn,
];

/// What a member of a council holds.
pub const fn opinion(to: OpinionTo) -> Words {
    match to {
        OpinionTo::Agree => tr("Uphold", "维持"),
        OpinionTo::Change => tr("Adjust", "调整"),
        OpinionTo::Drop => tr("Withdraw", "撤销"),
    }
}

/// `第 1 版`: which edition of a scoring standard; one that is no number stands as it is.
pub fn edition(version: &str, lang: crate::lang::Lang) -> String {
    let is_number = version.starts_with(|c: char| c.is_ascii_digit()) && version.chars().all(|c| c.is_ascii_digit() || c == '.');
    if is_number { lang.pick(format!("version {version}"), format!("第 {version} 版")) } else { version.to_owned() }
}

/// 采纳情况.
pub const fn ruling(to: RulingTo) -> Words {
    match to {
        RulingTo::Accepted => tr("Accepted (withdrawn)", "采纳（撤销）"),
        RulingTo::Partly => tr("Partly (adjusted)", "部分采纳（调整）"),
        RulingTo::Rejected => tr("Rejected (upheld)", "不采纳（维持）"),
    }
}

/// What was decided on a finding: how its answer was taken up; where the department has said nothing there is
/// nothing to take up, and the finding is upheld, adjusted or withdrawn.
pub fn decided(to: RulingTo, finding: &Finding) -> Words {
    if finding.response.as_ref().is_some_and(crate::review::Response::came) {
        return ruling(to);
    }
    match to {
        RulingTo::Accepted => tr("Withdrawn", "撤销"),
        RulingTo::Partly => tr("Adjusted", "调整"),
        RulingTo::Rejected => tr("Upheld", "维持"),
    }
}

/// Whether a table or an annex came.
pub const fn receipt(receipt: Receipt) -> Words {
    match receipt {
        Receipt::Received => tr("received", "已收到"),
        Receipt::NotReceived => tr("not received yet", "未收到"),
        Receipt::ConfirmedAbsent => tr("confirmed: none was handed in", "确认未报送"),
    }
}

/// What that means for the checks.
pub const fn receipt_means(receipt: Receipt) -> Words {
    match receipt {
        Receipt::Received => tr("what it does not state is missing", "表中没有的即为缺项"),
        Receipt::NotReceived => tr("what only it could tell is to be confirmed", "只有它才能说明的，待核实"),
        Receipt::ConfirmedAbsent => tr("what only it could tell is missing", "只有它才能说明的，即为缺项"),
    }
}

/// In the order they are offered.
pub const RECEIPTS: [Receipt; 3] = [Receipt::Received, Receipt::NotReceived, Receipt::ConfirmedAbsent];

/// 整改.
pub const fn rectification(state: Rectification) -> Words {
    match state {
        Rectification::None => tr("Not issued", "未下达"),
        Rectification::Issued => tr("Issued", "已下达"),
        Rectification::InProgress => tr("In progress", "整改中"),
        Rectification::ToVerify => tr("To verify", "待核验"),
        Rectification::Closed => tr("Closed", "已销号"),
    }
}

/// 整改, in its order.
pub const RECTIFICATIONS: [Rectification; 5] =
    [Rectification::None, Rectification::Issued, Rectification::InProgress, Rectification::ToVerify, Rectification::Closed];

/// The department was asked and did not answer.
pub const UNANSWERED: Words = tr("none came in time", "逾期未反馈");

/// No ruling yet.
pub const UNRULED: Words = tr("Undecided", "待研究");

/// 采纳情况, in the order it is offered.
pub const RULINGS: [RulingTo; 3] = [RulingTo::Accepted, RulingTo::Partly, RulingTo::Rejected];

/// 是否完成.
pub const fn done(done: Done) -> Words {
    match done {
        Done::Yes => tr("Done", "已完成"),
        Done::Partly => tr("Partly done", "部分完成"),
        Done::No => tr("Not done", "未完成"),
        Done::Ongoing => tr("Ongoing", "持续推进"),
    }
}

/// 是否完成, in the order it is offered.
pub const DONES: [Done; 4] = [Done::Yes, Done::Partly, Done::No, Done::Ongoing];
