//! The report and its parts, read from their spans when asked for.

use super::{Counts, Item, ItemRef, Loaded, ParseError, Place, Quantity, ReviewMember};

/// The assessment file: bytes as they came, and where each item stands in them.
#[derive(Debug)]
pub struct Report {
    _bytes: Vec<u8>,
}

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
    /// `≥ ≤ = > <` or 定性.
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
    /// 评分标准.
    pub standard: Option<String>,
    /// 偏差原因.
    pub deviation_reason: Option<String>,
    /// 佐证材料.
    pub evidence: Vec<Evidence>,
}

/// 佐证材料.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Name.
    pub name: String,
    /// Page.
    pub page: Option<String>,
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
    /// Text.
    pub text: String,
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

impl Report {
    /// Scans and indexes a file. The bytes are kept, never changed.
    pub fn load(bytes: Vec<u8>) -> Result<Loaded, ParseError> {
        todo!("{}", bytes.len())
    }

    /// The whole file as it came, BOM and all.
    pub fn bytes(&self) -> &[u8] {
        todo!()
    }

    /// Where the `review` member stands.
    pub fn review_member(&self) -> &ReviewMember {
        todo!()
    }

    /// The `review` member's value as text, if there is one usable.
    pub fn review_text(&self) -> Option<&str> {
        todo!()
    }

    /// SHA-256, lower-case hex, of the file with the `review` member cut out. Costs a pass over
    /// the bytes at first call, then is remembered.
    pub fn sha256(&self) -> &str {
        todo!()
    }

    /// The bytes of the report alone: the file with the `review` member cut out, in slices.
    pub fn without_review(&self) -> [&[u8]; 2] {
        todo!()
    }

    /// The file with `review` as the review member's value, in slices to write one after another:
    /// everything outside that member is byte-identical.
    ///
    /// # Panics
    /// If the review member is unusable: such a file is open read-only.
    pub fn with_review<'a>(&'a self, review: &'a str) -> [&'a [u8]; 4] {
        todo!("{review}")
    }

    /// Head of the report.
    pub fn meta(&self) -> &Meta {
        todo!()
    }

    /// How many of each kind.
    pub fn counts(&self) -> Counts {
        todo!()
    }

    /// Parts of work item `work` (from 0).
    pub fn part_count(&self, work: u32) -> u32 {
        todo!("{work}")
    }

    /// An item as lists and cards show it. Panics if `at` is out of range.
    pub fn item(&self, at: ItemRef) -> Item {
        todo!("{at:?}")
    }

    /// The item's id alone.
    pub fn id(&self, at: ItemRef) -> String {
        todo!("{at:?}")
    }

    /// The item with this id.
    pub fn find(&self, id: &str) -> Option<ItemRef> {
        todo!("{id}")
    }

    /// First 16 hex of SHA-256 over the item's fields as printed: tells an item whose content changed.
    pub fn content(&self, at: ItemRef) -> String {
        todo!("{at:?}")
    }

    /// A paragraph of the narrative, from 0.
    pub fn paragraph(&self, n: u32) -> Paragraph {
        todo!("{n}")
    }

    /// The paragraph with this id.
    pub fn find_paragraph(&self, id: &str) -> Option<u32> {
        todo!("{id}")
    }

    /// Duty `n`, from 0.
    pub fn duty(&self, n: u32) -> Duty {
        todo!("{n}")
    }

    /// Work item `n`, from 0.
    pub fn work_item(&self, n: u32) -> WorkItem {
        todo!("{n}")
    }

    /// Part `m` of work item `n`, from 0.
    pub fn part(&self, n: u32, m: u32) -> Part {
        todo!("{n} {m}")
    }

    /// Indicator `n`, from 0.
    pub fn indicator(&self, n: u32) -> Indicator {
        todo!("{n}")
    }

    /// Issue `n`, from 0.
    pub fn issue(&self, n: u32) -> Issue {
        todo!("{n}")
    }

    /// Measure `n`, from 0.
    pub fn measure(&self, n: u32) -> Measure {
        todo!("{n}")
    }

    /// Funds as stated.
    pub fn funds(&self) -> &Funds {
        todo!()
    }

    /// The department's rating of itself.
    pub fn self_rating(&self) -> &SelfRating {
        todo!()
    }

    /// The ids an item names as linked, as it states them (one way; see [`super::Links`]).
    pub fn stated_links(&self, at: ItemRef) -> Vec<String> {
        todo!("{at:?}")
    }

    /// The place a span names, if its paragraph exists and it lies inside.
    pub fn place_text(&self, place: Place) -> String {
        todo!("{place:?}")
    }
}
