//! 依据 that several families share. A pack may put its own in their place. What was issued for the evaluation of
//! projects (2020 No. 10) is cited as followed by analogy: the reports read here are of whole departments.

use crate::lang::{Words, tr};

/// For what is stated being true.
pub const TRUE_AND_EXACT: Words = tr(
    "By analogy, the measures for project evaluation (Ministry of Finance, 2020 No. 10): a unit answers for its self-assessment being true and exact",
    "参照《项目支出绩效评价管理办法》（财预〔2020〕10号）关于单位对自评结果的真实性和准确性负责的要求",
);

/// For what a report must hold.
pub const OUTLINE: Words =
    tr("Outline of the self-assessment report, as the scoring standard has it", "绩效自评报告提纲（所用评分标准列明的报告内容）");

/// For duties and work.
pub const DUTIES_DONE: Words = tr(
    "Common framework of 2013 No. 53: how duties were carried out",
    "《预算绩效评价共性指标体系框架》（财预〔2013〕53号）“职责履行”部分的要求",
);

/// For issues and what is done about them.
pub const ISSUES: Words = tr(
    "Outline of the self-assessment report: issues with their causes, and measures that answer them",
    "绩效自评报告提纲关于存在问题及原因分析、改进措施的要求",
);

/// For the reviewer's own work.
pub const REVIEWED: Words = tr(
    "The bureau's own review rules: every deduction has a reason that cites its grounds and fits what is taken",
    "复核工作质量要求：每项扣分应有事实和依据，扣分与理由一致，同类问题同一尺度",
);
