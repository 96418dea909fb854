//! What the reader is told after an import: what was found, what the text does not say.

use super::assessment::Assessment;

/// One line a matter, (zh, en).
pub(super) fn notes(found: &Assessment, unplaced: usize) -> Vec<(String, String)> {
    let mut notes = Vec::new();
    let mut say = |zh: String, en: String| notes.push((zh, en));
    let parts: usize = found.work_items.iter().map(|item| item.parts.len()).sum();
    let (duties, work, indicators) = (found.duties.len(), found.work_items.len(), found.indicators.len());
    let (achievements, issues, measures) = (found.achievements.len(), found.issues.len(), found.measures.len());
    say(
        format!(
            "职责 {duties} 项，任务 {work} 项（{parts} 个分项），指标 {indicators} 项，成效 {achievements} 段，问题 {issues} 个，措施 {measures} 条"
        ),
        format!(
            "{duties} duties, {work} work items ({parts} parts), {indicators} indicators, {achievements} achievements, {issues} issues, {measures} measures"
        ),
    );
    for (empty, zh, en) in [
        (duties == 0, "未见主要职责", "no duties found"),
        (work == 0, "未见重点工作任务", "no work items found"),
        (issues == 0, "未见存在的问题", "no issues found"),
        (measures == 0, "未见改进措施", "no measures found"),
        (indicators == 0, "未见绩效指标", "no indicators found"),
        (found.report.department.is_none(), "未见部门名称", "department not stated"),
        (found.report.year.is_none(), "未见年度", "year not stated"),
        (found.funds.initial.is_none(), "未见年初预算数", "initial budget not stated"),
        (found.funds.adjusted.is_none(), "未见调整后预算数", "adjusted budget not stated"),
        (found.funds.executed.is_none(), "未见执行数", "spending not stated"),
        (found.funds.rate.is_none(), "未见支出执行率", "execution rate not stated"),
        (found.rating.score.is_none(), "未见自评得分", "self score not stated"),
        (found.rating.grade.is_none(), "未见自评等级", "self grade not stated"),
    ] {
        if empty {
            say(zh.to_owned(), en.to_owned());
        }
    }
    let lacking = |member: fn(&super::assessment::Indicator) -> bool| found.indicators.iter().filter(|indicator| member(indicator)).count();
    for (count, zh, en) in [
        (lacking(|indicator| indicator.target.is_none()), "指标值", "target"),
        (lacking(|indicator| indicator.actual.is_none()), "完成值", "actual value"),
        (lacking(|indicator| indicator.weight.is_none()), "分值", "weight"),
    ] {
        if count > 0 {
            say(format!("{count} 项指标未见{zh}"), format!("{count} indicators without a stated {en}"));
        }
    }
    if let Some(claimed) = found.indicators_claimed.filter(|claimed| usize::try_from(claimed.count) != Ok(indicators)) {
        let count = claimed.count;
        say(
            format!("报告称 {count} 项指标，读出 {indicators} 项"),
            format!("the report claims {count} indicators, {indicators} were read"),
        );
    }
    if found.report.kind.as_deref().is_some_and(|kind| kind.contains("项目") && !kind.contains("整体"))
        || found.report.title.as_deref().is_some_and(|title| title.contains("项目支出") && !title.contains("整体"))
    {
        say(
            "这是项目支出自评，不是部门整体支出自评".to_owned(),
            "this assesses one project, not the department's overall spending".to_owned(),
        );
    }
    if unplaced > 0 {
        say(format!("{unplaced} 处文字未归入任何项目，列于其后"), format!("{unplaced} pieces of text found no place; they are listed"));
    }
    notes
}
