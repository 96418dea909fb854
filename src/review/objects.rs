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
