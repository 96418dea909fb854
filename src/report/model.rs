//! What a report's records say. Everything is as printed; nothing here can be set in a report.

use super::{Place, Quantity};

/// What stands at the head of the report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meta {
    /// 标题.
    pub title: Option<String>,
    /// 部门.
    pub department: Option<String>,
    /// 年度, as a string.
    pub year: Option<String>,
    /// 成文日期, as printed.
    pub issued: Option<String>,
    /// 部门整体支出绩效自评 and the like.
    pub kind: Option<String>,
    /// 密级 or 内部资料: shown on every screen.
    pub marking: Option<String>,
    /// The document this file was made from.
    pub source_file: Option<String>,
    /// Its SHA-256, as the file states it.
    pub source_sha256: Option<String>,
}

/// One paragraph of the narrative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// `p-18`.
    pub id: String,
    /// 0 body, 1… heading depth.
    pub level: u8,
    /// Printed number, `（一）`; not repeated in `text`.
    pub no: String,
    /// The text.
    pub text: String,
    /// Page, where known.
    pub page: Option<u32>,
}

/// 主要职责.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Duty {
    /// Printed number.
    pub no: String,
    /// Text.
    pub text: String,
}

/// 重点工作任务, without its parts ([`Report::part`] reads those).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkItem {
    /// Printed number.
    pub no: String,
    /// Leading phrase.
    pub title: String,
    /// Text.
    pub text: String,
}

/// A part of a work item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// Printed number.
    pub no: String,
    /// Leading phrase.
    pub title: String,
    /// Text.
    pub text: String,
    /// Figures it reports.
    pub results: Vec<ResultFigure>,
}

/// A figure a part reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultFigure {
    /// What is counted.
    pub label: String,
    /// The figure.
    pub value: Option<Quantity>,
    /// Its unit.
    pub unit: Option<String>,
    /// The count a rate refers to.
    pub of: Option<Quantity>,
}

/// 绩效指标.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Indicator {
    /// Level 1, 2, 3 as printed.
    pub levels: Vec<String>,
    /// Name.
    pub name: String,
    /// 数量 质量 时效 … as stated.
    pub class: Option<String>,
    /// 定量 or 定性.
    pub nature: Option<String>,
    /// `≥ ≤ = > <` or 定性, as stated; else the one printed with the target (`≥95%`).
    pub comparator: Option<String>,
    /// 年度指标值.
    pub target: Option<Quantity>,
    /// Last year's.
    pub prior_target: Option<Quantity>,
    /// 实际完成值.
    pub actual: Option<Quantity>,
    /// 计量单位.
    pub unit: Option<String>,
    /// 分值.
    pub weight: Option<Quantity>,
    /// 自评得分.
    pub self_score: Option<Quantity>,
    /// 计分规则: how it is scored, as the report prints it beside it.
    pub standard: Option<String>,
    /// 偏差原因.
    pub deviation_reason: Option<String>,
    /// 佐证材料.
    pub evidence: Vec<Evidence>,
    /// 支出: what its output cost.
    pub spend: Option<Quantity>,
    /// 完成时间, as printed.
    pub finished: Option<String>,
    /// 验收时间, as printed.
    pub accepted: Option<String>,
}

impl Indicator {
    /// Its sign (`≥ ≤ = > <`), stated in ASCII or in words; none where it is 定性 or not stated.
    pub fn sign(&self) -> Option<&'static str> {
        match self.comparator.as_deref()?.trim() {
            "≥" | ">=" | "≧" | "＞＝" | "大于等于" | "不低于" => Some("≥"),
            "≤" | "<=" | "≦" | "＜＝" | "小于等于" | "不高于" | "不超过" => Some("≤"),
            "=" | "＝" | "等于" => Some("="),
            ">" | "＞" | "大于" => Some(">"),
            "<" | "＜" | "小于" => Some("<"),
            _ => None,
        }
    }
}

/// 佐证材料.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Name.
    pub name: String,
    /// Page.
    pub page: Option<String>,
    /// SHA-256 of its file, as stated.
    pub sha256: Option<String>,
    /// Who gave it.
    pub provider: Option<String>,
    /// 有, 无, 待补.
    pub status: Option<String>,
}

/// 自查问题.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Issue {
    /// Printed number.
    pub no: String,
    /// Text.
    pub text: String,
    /// 原因.
    pub cause: Option<String>,
    /// 涉及金额.
    pub amount: Option<Quantity>,
}

/// 改进措施.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Measure {
    /// Printed number.
    pub no: String,
    /// Text.
    pub text: String,
    /// 责任单位、责任人.
    pub owner: Option<String>,
    /// 时限.
    pub deadline: Option<String>,
    /// 产出.
    pub output: Option<String>,
}

/// 主要成效.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Achievement {
    /// `achievement-2`.
    pub id: String,
    /// Text.
    pub text: String,
    /// Where the report says it.
    pub place: Option<Place>,
}

/// How many indicators the text says there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claimed {
    /// The number.
    pub count: Option<Quantity>,
    /// Where the report says it.
    pub place: Option<Place>,
}

/// 部门整体收支.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Funds {
    /// 万元 or 元.
    pub unit: Option<String>,
    /// 年初预算数.
    pub initial: Option<Quantity>,
    /// 调整后预算数.
    pub adjusted: Option<Quantity>,
    /// 执行数.
    pub executed: Option<Quantity>,
    /// 支出执行率.
    pub rate: Option<Quantity>,
    /// 基本支出.
    pub basic: Spending,
    /// 项目支出.
    pub project: Spending,
    /// The fund table's rows, as printed.
    pub rows: Vec<FundRow>,
    /// 收入.
    pub income: Option<Quantity>,
    /// 结转结余.
    pub carryover: Option<Quantity>,
    /// 决算数.
    pub final_account: Option<Quantity>,
    /// 因公出国（境）费.
    pub abroad: PublicExpense,
    /// 公务用车费.
    pub vehicles: PublicExpense,
    /// 公务接待费.
    pub reception: PublicExpense,
    /// “三公”经费合计.
    pub three_public: PublicExpense,
    /// 政府采购预算.
    pub procurement_budget: Option<Quantity>,
    /// 政府采购实际.
    pub procurement_actual: Option<Quantity>,
    /// 在用固定资产.
    pub assets_in_use: Option<Quantity>,
    /// 固定资产总额.
    pub assets_total: Option<Quantity>,
    /// 在职人员.
    pub staff_actual: Option<Quantity>,
    /// 编制数.
    pub staff_approved: Option<Quantity>,
    /// Payments of the quarters, in order; one that is not stated is none.
    pub quarterly: Vec<Option<Quantity>>,
}

/// 预算数 and 执行数.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spending {
    /// 预算数.
    pub budget: Option<Quantity>,
    /// 执行数.
    pub executed: Option<Quantity>,
}

/// A row of the fund table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FundRow {
    /// What the row is called.
    pub name: String,
    /// 预算数.
    pub budget: Option<Quantity>,
    /// 执行数.
    pub executed: Option<Quantity>,
    /// 执行率.
    pub rate: Option<Quantity>,
}

/// One of the “三公” expenses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublicExpense {
    /// 预算数.
    pub budget: Option<Quantity>,
    /// 实际支出.
    pub actual: Option<Quantity>,
    /// 上年支出.
    pub prior: Option<Quantity>,
}

/// What came with the report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Enclosed {
    /// 附件.
    pub annexes: Vec<Annex>,
    /// 联系人.
    pub contact: Option<String>,
    /// 联系电话.
    pub telephone: Option<String>,
    /// 是否盖章: `true`, `false`, or as stated.
    pub sealed: Option<String>,
}

/// 附件.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Annex {
    /// Name.
    pub name: String,
    /// Page.
    pub page: Option<String>,
    /// SHA-256 of its file, as stated.
    pub sha256: Option<String>,
}

/// 自评结论.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SelfRating {
    /// 自评得分.
    pub score: Option<Quantity>,
    /// 等级.
    pub grade: Option<String>,
    /// 结论.
    pub conclusion: Option<String>,
}
