//! 问题: a finding in its five parts, what the department answered, what became of it.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Quote, Stage};

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
    /// What the department says; empty: it was asked, and nothing came in time.
    pub text: String,
    /// The office that answered; empty: the department.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
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
    /// 采纳（撤销）.
    Accepted,
    /// 部分采纳（调整）.
    Partly,
    /// 不采纳（维持）.
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

/// 是否完成, as the ledger asks it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Done {
    /// 已完成.
    Yes,
    /// 部分完成.
    Partly,
    /// 未完成.
    No,
    /// 持续推进.
    Ongoing,
}

/// 整改情况: what the department did about a finding, and who verified it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Remedy {
    /// 责任人.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub person: String,
    /// 整改结果.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub result: String,
    /// 是否完成; `None`: nobody said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub done: Option<Done>,
    /// 证明材料.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub proof: String,
    /// 未完成原因.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub unfinished: String,
    /// 核验人.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub verifier: String,
    /// 核验日期.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub verified: String,
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
    /// 整改情况.
    #[serde(skip_serializing_if = "Remedy::is_empty")]
    pub remedy: Remedy,
    /// Members of a newer version.
    #[serde(flatten)]
    pub more: Map<String, Value>,
}

impl Response {
    /// Whether the department said anything.
    pub fn came(&self) -> bool {
        !self.text.trim().is_empty()
    }
}

impl Remedy {
    /// Whether nothing is known yet.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Finding {
    /// Whether papers that go out carry it: not withdrawn, and no mere hint.
    pub fn goes_out(&self) -> bool {
        self.state != FindingState::Withdrawn && self.severity != Severity::Hint
    }

    /// Takes down what the department answers, or takes the answer away. A finding that was answered was
    /// sent: it goes on to 已反馈, and back to 征求意见 without an answer and a ruling on it.
    pub fn answer(&mut self, response: Option<Response>) {
        self.response = response;
        match (self.state, self.is_heard()) {
            (FindingState::Draft | FindingState::Confirmed | FindingState::Consulting, true) => self.state = FindingState::Replied,
            (FindingState::Replied, false) => self.state = FindingState::Consulting,
            _ => {}
        }
    }

    /// Rules on the answer, or takes the ruling away; the reason and the reply given stay. What is
    /// accepted withdraws the finding; any other ruling brings one back that was withdrawn so.
    pub fn rule(&mut self, to: Option<RulingTo>) {
        let was = self.ruling.take();
        let was_accepted = was.as_ref().is_some_and(|ruling| ruling.to == RulingTo::Accepted);
        self.ruling = to.map(|to| match was {
            Some(ruling) => Ruling { to, ..ruling },
            None => Ruling { to, reason: String::new(), reply: String::new(), more: Map::new() },
        });
        self.state = match (to, self.state) {
            (Some(RulingTo::Accepted), _) => FindingState::Withdrawn,
            (_, FindingState::Withdrawn) if was_accepted => FindingState::Replied,
            (Some(_), FindingState::Draft | FindingState::Confirmed | FindingState::Consulting) => FindingState::Replied,
            (_, state) => state,
        };
        if self.state == FindingState::Replied && !self.is_heard() {
            self.state = FindingState::Consulting;
        }
    }

    fn is_heard(&self) -> bool {
        self.response.is_some() || self.ruling.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered() -> Finding {
        let mut finding = Finding { state: FindingState::Consulting, ..Finding::default() };
        finding.answer(Some(Response { text: "有签到表".to_owned(), ..Response::default() }));
        finding
    }

    #[test]
    fn an_answer_moves_a_finding_on_and_its_loss_back() {
        let mut finding = answered();
        assert_eq!(finding.state, FindingState::Replied);
        finding.answer(None);
        assert_eq!(finding.state, FindingState::Consulting);
        let mut settled = Finding { state: FindingState::Settled, ..Finding::default() };
        settled.answer(Some(Response::default()));
        assert_eq!(settled.state, FindingState::Settled);
    }

    #[test]
    fn what_is_accepted_is_withdrawn_until_it_is_ruled_otherwise() {
        let mut finding = answered();
        finding.rule(Some(RulingTo::Accepted));
        assert_eq!(finding.state, FindingState::Withdrawn);
        finding.rule(Some(RulingTo::Partly));
        assert_eq!(finding.state, FindingState::Replied);
        finding.rule(Some(RulingTo::Accepted));
        finding.rule(None);
        assert_eq!((finding.state, &finding.ruling), (FindingState::Replied, &None));
        finding.answer(None);
        assert_eq!(finding.state, FindingState::Consulting);
        let mut withdrawn = Finding { state: FindingState::Withdrawn, ..Finding::default() };
        withdrawn.rule(Some(RulingTo::Rejected));
        assert_eq!(withdrawn.state, FindingState::Withdrawn, "withdrawn for another reason it stays so");
    }

    #[test]
    fn another_ruling_keeps_the_reason_given() {
        let mut finding = answered();
        finding.rule(Some(RulingTo::Partly));
        finding.ruling.as_mut().expect("ruled").reason = "补充材料可证明一部分".to_owned();
        finding.rule(Some(RulingTo::Rejected));
        assert_eq!(finding.ruling.map(|ruling| (ruling.to, ruling.reason)), Some((RulingTo::Rejected, "补充材料可证明一部分".to_owned())));
    }
}
