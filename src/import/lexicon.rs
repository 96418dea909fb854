//! The words by which a chapter is known, as data: what it is about, and the words around it.
//!
//! A heading is read as a chain of these words. It names a section when the chain covers it, so
//! that 下一步改进措施 does and 改进作风建设 does not.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a stretch of a report is about. Where a heading names several, the first here wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Section {
    /// Read over: other years' findings, use of results.
    Aside,
    /// 存在的问题
    Issues,
    /// 改进措施
    Measures,
    /// 主要成效
    Achievements,
    /// 自评结论
    Conclusion,
    /// 绩效目标和指标, and how far they were reached
    Goals,
    /// 年度总体工作和重点工作任务
    Work,
    /// 主要职责
    Duties,
    /// 部门整体收支
    Funds,
    /// 经验做法
    Practices,
    /// 原因分析, apart from the problems themselves
    Causes,
    /// 基本情况
    Overview,
    /// 机构设置, 财务管理 and the like
    Other,
}

use Section::{Achievements, Aside, Causes, Conclusion, Duties, Funds, Goals, Issues, Measures, Other, Overview, Practices, Work};

/// Words that name a section, parted by blanks.
const NAMES: &[(Section, &str)] = &[
    (
        Aside,
        "上年 上年度 上一年 上一年度 以前年度 往年 去年 结果应用 结果公开 附件 附表 附录 附注 名词解释 需要说明的问题 \
         其他需要说明的问题 其他需要说明的情况 与预算安排相结合 预算安排相结合 公开情况 \
         项目绩效自评 项目自评 项目绩效自评结果 自评结果应用 评价结果应用",
    ),
    (Issues, "问题 不足 不足之处 薄弱环节 困难 短板"),
    (
        Measures,
        "措施 建议 对策 下一步 下步工作 下一步打算 下一步工作安排 今后打算 工作打算 努力方向 改进计划 整改计划 整改方案 改进情况 后续工作计划 后续计划 后续工作 \
         后续工作安排 下一步计划 下一步工作计划 下一步工作 下年度工作计划 下阶段工作 今后工作 \
         改进工作 举措 具体措施 解决措施 应对措施 改进思路 工作思路 意见 解决办法 方向",
    ),
    (Achievements, "成效 主要工作成效 成绩 业绩 主要绩效 成果 亮点"),
    (Conclusion, "结论 综合结论 总体评价 综合评价 自评分 得分 评分 自评结果 评价结果 等次 等级 自评情况"),
    (
        Goals,
        "目标 指标 预期目标 履职效能 履职绩效 履职情况 职责履行 产出 效果 效益 效率 经济性 效率性 效益性 公平性 有效性 满意度 \
         绩效表现 绩效情况 绩效完成情况 绩效目标完成情况 绩效实现情况",
    ),
    (
        Work,
        "重点工作 重点任务 工作任务 年度工作 总体工作 主要工作 主要工作内容 工作内容 年度任务 主要任务 工作计划 工作要点 中心工作 \
         重点工作目标 重点工作绩效目标 重点任务目标 重点工作任务目标 重点工作任务绩效目标",
    ),
    (Duties, "职责 职能 机构职能"),
    (Funds, "整体支出 支出规模 使用方向 收支 收入 支出情况 支出使用 资金情况 资金使用 资金支出 执行率 决算 经费 预算 资金管理"),
    (Practices, "经验 做法"),
    (Causes, "原因分析 主要原因 产生原因 问题原因 成因"),
    (Overview, "概况 基本情况 基本概况 简介"),
    (
        Other,
        "机构 机构组成 内设机构 组织架构 人员 编制 财务管理 预算管理 预算编制 绩效管理 资产管理 制度建设 管理制度 内部控制 政府采购 \
         信息公开 三公 三公经费 运行成本 其他 其它 说明事项 需说明 佐证材料 目的 组织过程 组织实施 组织情况 工作过程 前期准备 \
         评价方法 基本支出 项目支出",
    ),
];

/// Words that stand around those and say nothing of their own.
const AROUND: &str = "\
    部门 单位 本部门 本单位 我部门 我单位 我局 我厅 我委 我办 我院 我市 我县 我区 全市 全区 全县 市级 区级 县级 省级 财政 预算绩效 \
    资金 项目 政策 整体 支出 整体支出绩效 绩效 自评 自我评价 评价 评估 年 年度 本年度 当年 全年 年初 主要 重点 总体 各项 相关 有关 \
    其中 的 及 和 与 以及 等 、 是 为 有 如下 以下 包括 几个 几点 情况 分析 说明 综述 概述 描述 工作 任务 完成 实现 落实 设置 设立 \
    设定 申报 制定 计划 管理 使用 执行 运行 履行 履职 开展 取得 存在 发现 反映 原因 方面 拟 采取 进一步 改进 整改 后续 今后 偏离 \
    偏差 未完成 目前 当前 对应 针对性 部分 数 数量 质量 时效 社会 经济 生态 可持续 影响 规模 服务对象 群众 社会公众 ( ) “ ” : , - ― — \
    《 》";

/// What a heading says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    /// The section it names, the first of several.
    pub section: Section,
    /// Whether it names another one too: 评价结论及建议.
    pub several: bool,
    /// Scalars known, and of how many.
    pub known: usize,
    /// Length of the heading.
    pub of: usize,
    /// Whether it ends in known words, of which one names a section: …局存在的主要问题.
    pub ends_known: bool,
}

impl Reading {
    /// Whether at least `percent` of the heading is known words.
    pub fn covers(self, percent: usize) -> bool {
        self.known * 100 >= self.of * percent
    }
}

/// Reads a heading, in its plain form without blanks.
pub(super) fn read(heading: &[char]) -> Option<Reading> {
    let (mut section, mut several, mut known, mut tail_named, mut at) = (None::<Section>, false, 0, false, 0);
    while at < heading.len() {
        let rest = heading.get(at..).unwrap_or_default();
        let (len, named) = longest(rest);
        if len == 0 {
            tail_named = false;
        } else if let Some(named) = named {
            // 存在的问题及原因分析 is one section: what stands under it may still be named 预算管理.
            let minor = |section: Section| matches!(section, Funds | Causes | Overview | Other);
            several |= section.is_some_and(|other| other != named && !minor(other) && !minor(named));
            section = Some(section.map_or(named, |other| other.min(named)));
            tail_named = true;
        }
        known += len;
        at += len.max(1);
    }
    section.map(|section| Reading { section, several, known, of: heading.len(), ends_known: tail_named })
}

/// Whether a text is nothing but words that stand around.
pub(super) fn is_around(text: &[char]) -> bool {
    let mut at = 0;
    while at < text.len() {
        match longest(text.get(at..).unwrap_or_default()) {
            (0, _) | (_, Some(_)) => return false,
            (len, None) => at += len,
        }
    }
    true
}

/// A known word, and the section it names.
struct Word {
    text: Vec<char>,
    names: Option<Section>,
}

/// All words by their first character, the longest first.
static WORDS: LazyLock<HashMap<char, Vec<Word>>> = LazyLock::new(|| {
    let names = NAMES.iter().flat_map(|(section, words)| words.split(' ').map(move |word| (word, Some(*section))));
    let mut by_first: HashMap<char, Vec<Word>> = HashMap::new();
    for (word, names) in names.chain(AROUND.split(' ').map(|word| (word, None))) {
        let text: Vec<char> = word.chars().collect();
        by_first.entry(text[0]).or_default().push(Word { text, names });
    }
    for words in by_first.values_mut() {
        words.sort_by_key(|word| Reverse(word.text.len()));
    }
    by_first
});

/// The longest known word that `text` begins with, and the section it names.
fn longest(text: &[char]) -> (usize, Option<Section>) {
    let digits = text.iter().take_while(|c| c.is_ascii_digit()).count();
    if digits > 0 {
        return (digits, None);
    }
    let words = text.first().and_then(|first| WORDS.get(first));
    let word = words.and_then(|words| words.iter().find(|word| text.starts_with(&word.text)));
    word.map_or((0, None), |word| (word.text.len(), word.names))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(heading: &str) -> Option<Section> {
        let heading: Vec<char> = heading.chars().collect();
        read(&heading).filter(|reading| reading.covers(75)).map(|reading| reading.section)
    }

    #[test]
    fn chapters_are_known_by_their_words() {
        for (heading, expected) in [
            ("主要职责", Duties),
            ("年度总体工作和重点工作任务", Work),
            ("部门整体收支情况", Funds),
            ("部门整体绩效管理情况", Other),
            ("自评结论综述", Conclusion),
            ("各项工作任务绩效目标完成情况分析", Goals),
            ("主要工作成效", Achievements),
            ("存在的主要问题", Issues),
            ("下一步改进措施", Measures),
            ("存在的问题及原因分析", Issues),
            ("上年度存在问题整改情况", Aside),
            ("绩效自评结果应用情况", Aside),
        ] {
            assert_eq!(section(heading), Some(expected), "{heading}");
        }
    }

    #[test]
    fn a_task_named_with_a_word_of_the_field_is_no_chapter() {
        for heading in ["提高绩效指标编报质量", "加强财政支出管理", "推进成本绩效分析", "深化“放管服”改革", "绩效运行监督有待进一步加强"]
        {
            assert_eq!(section(heading), None, "{heading}");
        }
    }
}
