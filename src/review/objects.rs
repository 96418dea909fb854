//! The objects of a review, as typed values. Members this version does not know are kept in `more`.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The kinds of objects a review may hold; each has its row in the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Who reviews.
    Reviewer,
    /// `sha256`, `table`, `annex-<n>`.
    Report,
    /// `<stage>/<item>`.
    Mark,
    /// 批注.
    Comment,
    /// 问题.
    Finding,
    /// `<stage>/<indicator>`.
    Score,
    /// 评分标准.
    Frame,
    /// 补录.
    Supplement,
    /// A dismissed 疑点.
    Dismissal,
    /// `a+b`.
    Link,
    /// 会商.
    Opinion,
    /// 沟通.
    Call,
    /// Sign-off of a stage.
    Signoff,
}

impl Kind {
    /// All, in the order `current` lists them.
    pub const ALL: [Self; 13] = [
        Self::Reviewer,
        Self::Report,
        Self::Mark,
        Self::Comment,
        Self::Finding,
        Self::Score,
        Self::Frame,
        Self::Supplement,
        Self::Dismissal,
        Self::Link,
        Self::Opinion,
        Self::Call,
        Self::Signoff,
    ];

    /// Its name in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reviewer => "reviewer",
            Self::Report => "report",
            Self::Mark => "mark",
            Self::Comment => "comment",
            Self::Finding => "finding",
            Self::Score => "score",
            Self::Frame => "frame",
            Self::Supplement => "supplement",
            Self::Dismissal => "dismissal",
            Self::Link => "link",
            Self::Opinion => "opinion",
            Self::Call => "call",
            Self::Signoff => "signoff",
        }
    }

    /// The kind of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The letter before the keys that are made for new objects of this kind. `None`: its keys say
    /// what the object is about.
    pub(super) const fn letter(self) -> Option<char> {
        match self {
            Self::Comment => Some('c'),
            Self::Finding => Some('f'),
            Self::Call => Some('t'),
            _ => None,
        }
    }
}

/// 初审 复审 审定.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// 初审.
    #[default]
    First,
    /// 复审.
    Recheck,
    /// 审定.
    Final,
}

impl Stage {
    /// All, in their order.
    pub const ALL: [Self; 3] = [Self::First, Self::Recheck, Self::Final];

    /// Its name in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Recheck => "recheck",
            Self::Final => "final",
        }
    }
}

/// Who reviews.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reviewer {
    /// 姓名.
    pub name: String,
    /// 单位.
    #[serde(default)]
    pub unit: String,
    /// 环节.
    #[serde(default)]
    pub stage: Stage,
    /// Members of a newer version.
    #[serde(flatten)]
    pub more: Map<String, Value>,
}

/// What a mark says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MarkTo {
    /// 无疑问 · 核实无误 · 可行.
    Accepted,
    /// 有问题.
    Problem,
    /// 待补资料.
    NeedsEvidence,
    /// 不适用.
    NotApplicable,
}

/// A mark on an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// What it says.
    pub to: MarkTo,
    /// The item's content hash at the time ("审核后报告有修改" is derived from it).
    #[serde(default)]
    pub content: String,
    /// Members of a newer version.
    #[serde(flatten)]
    pub more: Map<String, Value>,
}

/// Kinds of comment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CommentKind {
    /// 问题.
    Problem,
    /// 疑问.
    #[default]
    Question,
    /// 建议.
    Suggestion,
    /// 说明.
    Note,
    /// 电话核实.
    Call,
}

/// A quoted passage with what stands around it, so that it is found again in a revised report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// The passage, verbatim.
    pub exact: String,
    /// Up to 16 scalars before it.
    #[serde(default)]
    pub prefix: String,
    /// Up to 16 scalars after it.
    #[serde(default)]
    pub suffix: String,
    /// The paragraph it was taken from.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub paragraph: String,
    /// Members of a newer version.
    #[serde(flatten)]
    pub more: Map<String, Value>,
}

/// 批注.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// Ids of items or paragraphs.
    #[serde(default)]
    pub on: Vec<String>,
    /// Kind.
    #[serde(default)]
    pub kind: CommentKind,
    /// Text.
    #[serde(default)]
    pub text: String,
    /// The passage, if it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<Quote>,
    /// Members of a newer version.
    #[serde(flatten)]
    pub more: Map<String, Value>,
}

/// 严重 较重 一般 提示.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// 严重.
    Severe,
    /// 较重.
    Major,
    /// 一般.
    #[default]
    Minor,
    /// 提示.
    Hint,
}

/// 问题类别.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// 真实性.
    Truth,
    /// 完整性.
    Completeness,
    /// 一致性.
    Consistency,
    /// 合规性.
    Compliance,
    /// 合理性.
    Reasonableness,
    /// 规范性.
    Form,
}

/// The road of a finding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingState {
    /// 拟提.
    #[default]
    Draft,
    /// 复审确认.
    Confirmed,
    /// 征求意见.
    Consulting,
    /// 已反馈.
    Replied,
    /// 定稿.
    Settled,
    /// 撤销.
    Withdrawn,
}

/// 整改.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rectification {
    /// 未下达.
    #[default]
    None,
    /// 已下达.
    Issued,
    /// 整改中.
    InProgress,
    /// 待核验.
    ToVerify,
    /// 已销号.
    Closed,
}

/// A deduction that hangs on a finding. Points are a decimal as text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deduction {
    /// Indicator id or the pack's item code.
    pub indicator: String,
    /// Points, `"2.70"`.
    pub points: String,
    /// Members of a newer version.
    #[serde(flatten)]
    pub more: Map<String, Value>,
}

/// 佐证 as the reviewer records it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EvidenceNote {
    /// 名称.
    pub name: String,
    /// 页码.
    pub page: String,
    /// 盖章.
    pub sealed: Option<bool>,
    /// 提供人.
    pub provider: String,
    /// 收到日期.
    pub received: String,
    /// 能否证明.
    pub proves: String,
    /// Members of a newer version.
    #[serde(flatten)]
    pub more: Map<String, Value>,
}

/// Where a finding came from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// Check id; absent when made by hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check: Option<String>,
    /// The rule pack it was checked by: name and version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// Hash of what the check found it from; of several hits taken together, their hashes with blanks between.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inputs: Option<String>,
    /// Members this version does not use.
    #[serde(flatten)]
    pub more: Map<String, Value>,
}

/// 部门反馈.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Response {
    /// What the department says.
    pub text: String,
    /// When.
    #[serde(default)]
    pub at: String,
    /// Members of a newer version.
    #[serde(flatten)]
    pub more: Map<String, Value>,
}

/// 采纳情况.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RulingTo {
    /// 采纳(撤销).
    Accepted,
    /// 部分采纳(调整).
    Partly,
    /// 不采纳(维持).
    Rejected,
}

/// 采纳情况 with its reason and our reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ruling {
    /// Which.
    pub to: RulingTo,
    /// Why.
    #[serde(default)]
    pub reason: String,
    /// 我方答复.
    #[serde(default)]
    pub reply: String,
    /// Members of a newer version.
    #[serde(flatten)]
    pub more: Map<String, Value>,
}

/// 问题, in the five-part form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Finding {
    /// Its number once a paper carried it out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no: Option<u32>,
    /// The stage it was raised in.
    pub stage: Stage,
    /// Ids of items or paragraphs.
    pub on: Vec<String>,
    /// Passages.
    pub quotes: Vec<Quote>,
    /// 严重程度.
    pub severity: Severity,
    /// 问题类别; `None` = not yet chosen.
    pub dimension: Option<Dimension>,
    /// 标题.
    pub title: String,
    /// 依据.
    pub criteria: String,
    /// 事实 (问题描述).
    pub condition: String,
    /// 原因.
    pub cause: String,
    /// 影响.
    pub effect: String,
    /// 建议.
    pub recommendation: String,
    /// 计算过程.
    pub calculation: String,
    /// 佐证.
    pub evidence: Vec<EvidenceNote>,
    /// 扣分.
    pub deductions: Vec<Deduction>,
    /// By hand, by a check, carried over.
    pub origin: Origin,
    /// 状态.
    pub state: FindingState,
    /// 部门反馈.
    pub response: Option<Response>,
    /// 采纳情况.
    pub ruling: Option<Ruling>,
    /// 整改.
    pub rectification: Rectification,
    /// 责任单位.
    pub owner: String,
    /// 整改时限, as [`super::Deadline`] reads it.
    pub deadline: String,
    /// Members of a newer version.
    #[serde(flatten)]
    pub more: Map<String, Value>,
}

impl Finding {
    /// Whether papers that go out carry it: not withdrawn, and no mere hint.
    pub fn goes_out(&self) -> bool {
        self.state != FindingState::Withdrawn && self.severity != Severity::Hint
    }
}

/// Whether a table or an annex came (`report` objects `table`, `annex-<n>`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Receipt {
    /// 已收到.
    Received,
    /// 未收到: what only it could tell is open.
    NotReceived,
    /// 确认未报送: what only it could tell is missing.
    ConfirmedAbsent,
}

/// 补录: a value that the report does not give or gave unreadably, as the reviewer read it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Supplement {
    /// The value as read.
    pub value: String,
    /// Where: scan page, telephone, later filing.
    pub source: String,
    /// Note.
    pub note: String,
    /// Members of a newer version.
    #[serde(flatten)]
    pub more: Map<String, Value>,
}

/// A suspicion that the reviewer does not take up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Dismissal {
    /// Hash of what it was found from; it stands while that is the same.
    pub inputs: String,
    /// Why.
    pub reason: String,
    /// Members of a newer version.
    #[serde(flatten)]
    pub more: Map<String, Value>,
}

/// Whether two items are linked, in the reviewer's judgement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkSays {
    /// Linked.
    Yes,
    /// Not linked, though the report says so.
    No,
}
