//! The names a template may use, list by list, and which of them must not leave the house.
//!
//! One table for three readers: templates are held against it when they are read, outside papers get
//! their scope stripped by it, and `shenyue templates` prints it.

/// Where a paper goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Audience {
    /// To the department.
    Outside,
    /// Nowhere: the bureau's own.
    Inside,
}

/// The number of a row in its list, from 1: every list has it.
pub const ROW: &str = "序号";

/// What one list's rows have.
#[derive(Clone, Copy, Debug)]
pub struct Names {
    /// The list; empty: what can be asked for anywhere.
    pub list: &'static str,
    /// In which list it stands; empty: it can be asked for anywhere.
    pub within: &'static str,
    /// Whether it may leave the house.
    pub audience: Audience,
    /// Its fields.
    pub fields: &'static [&'static str],
    /// Its fields that must not leave the house.
    pub inside: &'static [&'static str],
}

const fn outside(list: &'static str, within: &'static str, fields: &'static [&'static str]) -> Names {
    Names { list, within, audience: Audience::Outside, fields, inside: &[] }
}

/// A list of findings. 计算过程 holds what a check noted for the reviewer, too: of it only 算式, what is reckoned, goes
/// out.
const fn finding(list: &'static str, audience: Audience) -> Names {
    Names { list, within: "", audience, fields: FINDING, inside: &["计算过程"] }
}

const FINDING: &[&str] = &[
    "编号",
    "标题",
    "严重程度",
    "类别",
    "依据",
    "描述",
    "问题表述",
    "原因",
    "影响",
    "建议",
    "算式",
    "事项",
    "位置",
    "原文",
    "扣分",
    "扣分说明",
    "拟扣分",
    "最终扣分",
    "佐证",
    "责任单位",
    "期限",
    "状态",
    "反馈",
    "反馈单位",
    "反馈日期",
    "采纳情况",
    "采纳理由",
    "答复",
    "整改状态",
    "完成情况",
    "责任人",
    "整改结果",
    "证明材料",
    "未完成原因",
    "核验人",
    "核验日期",
    "销号日期",
];

/// The vocabulary.
pub const VOCABULARY: &[Names] = &[
    Names {
        list: "",
        within: "",
        audience: Audience::Outside,
        fields: &[
            "部门",
            "年度",
            "报告名称",
            "报告日期",
            "标志",
            "征求意见稿",
            "报告校验码",
            "记录校验码",
            "记录时间",
            "审核人",
            "审核单位",
            "初审人",
            "复审人",
            "审定人",
            "编号说明",
            "评分标准",
            "金额单位",
            "年初预算",
            "调整后预算",
            "执行数",
            "执行率",
            "收支构成",
            "自评得分",
            "自评等级",
            "自评结论",
            "分值合计",
            "自评得分合计",
            "扣分合计",
            "未计扣分",
            "复核得分",
            "复核等级",
            "评分说明",
            "职责数",
            "任务数",
            "指标数",
            "自查问题数",
            "措施数",
            "审核项数",
            "已审项数",
            "审结项数",
            "审核构成",
            "无疑问项数",
            "有问题项数",
            "待补项数",
            "不适用项数",
            "问题数",
            "问题构成",
            "扣分问题数",
            "撤销数",
            "反馈数",
            "未反馈数",
            "采纳数",
            "部分采纳数",
            "不采纳数",
            "采纳构成",
            "所引依据",
            "未核数",
            "资料数",
        ],
        inside: &[
            "部门数",
            "未审完数",
            "会商数",
            "参会人",
            "未审项数",
            "排除数",
            "核对数",
            "核对构成",
            "相符数",
            "不符数",
            "待核实数",
            "核对说明",
            "批注数",
            "提示数",
        ],
    },
    Names {
        list: "汇总",
        within: "",
        audience: Audience::Inside,
        fields: &[
            "文件",
            "部门",
            "年度",
            "报告名称",
            "自评得分",
            "自评等级",
            "复核得分",
            "复核等级",
            "得分增减",
            "评分标准",
            "评分说明",
            "问题数",
            "严重数",
            "较重数",
            "一般数",
            "扣分合计",
            "反馈数",
            "采纳构成",
            "撤销数",
            "待补项数",
            "进度",
            "审核人",
            "记录时间",
            "记录校验码",
        ],
        inside: &[],
    },
    Names { list: "汇总问题", within: "", audience: Audience::Inside, fields: FINDING, inside: &["部门", "计算过程"] },
    outside("严重程度", "", &["名称", "问题数"]),
    finding("问题", Audience::Outside),
    finding("反馈", Audience::Outside),
    Names {
        list: "指标",
        within: "",
        audience: Audience::Outside,
        fields: &[
            "一级",
            "二级",
            "三级",
            "性质",
            "指标值",
            "单位",
            "分值",
            "完成值",
            "自评得分",
            "认定值",
            "起评",
            "起评分",
            "扣分",
            "复核得分",
            "核减分",
            "偏离度",
            "扣分原因",
            "佐证",
        ],
        inside: &["公式得分", "计算过程", "审核人", "日期", "标记", "批注"],
    },
    outside("调整", "", &["事项", "指标", "分值", "调整后", "依据"]),
    outside("未核", "", &["事项", "原因"]),
    outside("处室", "", &["名称", "资料数"]),
    outside("资料", "处室", &["名称", "用途", "位置", "期限"]),
    outside("补录", "", &["事项", "字段", "值", "来源", "说明"]),
    Names {
        list: "审核项",
        within: "",
        audience: Audience::Inside,
        fields: &["种类", "编号", "内容", "位置", "标记", "环节", "审核人", "日期", "问题", "批注", "修改"],
        inside: &[],
    },
    finding("全部问题", Audience::Inside),
    Names {
        list: "会商", within: "", audience: Audience::Inside, fields: FINDING, inside: &["意见构成", "未表态", "计算过程"]
    },
    Names {
        list: "意见", within: "会商", audience: Audience::Inside, fields: &["成员", "意见", "分值", "理由", "日期"], inside: &[]
    },
    Names {
        list: "批注",
        within: "",
        audience: Audience::Inside,
        fields: &["编号", "种类", "事项", "位置", "内容", "审核人", "日期"],
        inside: &[],
    },
    Names {
        list: "核对", within: "", audience: Audience::Inside, fields: &["编号", "名称", "结果", "说明", "事项", "处理"], inside: &[]
    },
    Names {
        list: "排除",
        within: "",
        audience: Audience::Inside,
        fields: &["编号", "疑点", "事项", "理由", "现状", "审核人", "日期"],
        inside: &[],
    },
    Names {
        list: "沟通", within: "", audience: Audience::Inside, fields: &["对方", "电话", "日期", "所问", "答复", "期限"], inside: &[]
    },
];

/// What a list's rows have.
pub fn names(list: &str) -> Option<&'static Names> {
    VOCABULARY.iter().find(|names| names.list == list)
}

/// Where a field of a list's rows may go; `None`: there is no such field.
pub(super) fn field(list: &str, name: &str) -> Option<Audience> {
    let names = names(list)?;
    if (name == ROW && !list.is_empty()) || names.fields.contains(&name) {
        return Some(names.audience);
    }
    names.inside.contains(&name).then_some(Audience::Inside)
}

/// Where the list `name` may go that stands in the list `within`.
pub(super) fn list(within: &str, name: &str) -> Option<Audience> {
    let names = names(name).filter(|names| !names.list.is_empty())?;
    (names.within == within || names.within.is_empty()).then_some(names.audience)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_in_their_list_and_every_list_has_its_place() {
        for names in VOCABULARY {
            let mut all: Vec<&str> = names.fields.iter().chain(names.inside).copied().collect();
            all.sort_unstable();
            let count = all.len();
            all.dedup();
            assert_eq!(all.len(), count, "{}", names.list);
            assert!(!all.contains(&ROW));
            assert!(VOCABULARY.iter().any(|other| other.list == names.within), "{}", names.list);
        }
    }

    #[test]
    fn what_stays_inside_is_known_by_its_list_or_its_name() {
        assert_eq!(field("", "部门"), Some(Audience::Outside));
        assert_eq!(field("", "批注数"), Some(Audience::Inside));
        assert_eq!(field("核对", "名称"), Some(Audience::Inside));
        assert_eq!(field("问题", "批注"), None);
        assert_eq!(list("", "批注"), Some(Audience::Inside));
        assert_eq!(list("严重程度", "问题"), Some(Audience::Outside));
        assert_eq!(list("", "资料"), None);
    }
}
