//! What the reader is told after an import: what was found, what the text does not say, what found no place.

use super::assessment::Assessment;
use super::sniff::Kind;
use super::source::Unit;

/// The account of an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The files, the report first.
    pub sources: Vec<Sourced>,
    /// Whether indicators came with points: a score table was handed in.
    pub has_scores: bool,
    /// How much was found.
    pub counts: Counts,
    /// What was found and what was not, (zh, en), one line each.
    pub notes: Vec<(String, String)>,
    /// Where text and score table differ, (zh, en).
    pub conflicts: Vec<(String, String)>,
    /// Items that were told by weak signs, and why, (zh, en).
    pub doubts: Vec<(String, String)>,
    /// Text of the sections of items that is in no item.
    pub unplaced: Vec<Left>,
    /// Page numbers, running headers, contents that were taken out.
    pub furniture: Vec<Left>,
}

/// How many of each were found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[expect(missing_docs, reason = "named as the lists of the assessment are")]
pub struct Counts {
    pub paragraphs: usize,
    pub duties: usize,
    pub work_items: usize,
    pub parts: usize,
    pub indicators: usize,
    pub achievements: usize,
    pub issues: usize,
    pub measures: usize,
}

impl Counts {
    fn of(found: &Assessment<'_>) -> Self {
        Self {
            paragraphs: found.text.len(),
            duties: found.duties.len(),
            work_items: found.work_items.len(),
            parts: found.work_items.iter().map(|item| item.parts.len()).sum(),
            indicators: found.indicators.len(),
            achievements: found.achievements.len(),
            issues: found.issues.len(),
            measures: found.measures.len(),
        }
    }
}

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sourced {
    /// Its name.
    pub file: String,
    /// What it is.
    pub kind: Kind,
    /// The encoding of a text.
    pub encoding: Option<&'static str>,
    /// What its places are counted in.
    pub unit: Unit,
    /// SHA-256 of its bytes, in hex.
    pub sha256: String,
}

/// A place in a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Which of [`Account::sources`].
    pub file: usize,
    /// Line, paragraph, row or page, from 1: see [`Sourced::unit`].
    pub number: u32,
    /// Page, where it is known.
    pub page: Option<u32>,
}

/// A piece of text that is in no item.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Left {
    /// Where it stands.
    pub place: Place,
    /// As printed.
    pub text: String,
}

/// What the import knows beside the assessment.
pub(super) struct Told {
    pub sources: Vec<Sourced>,
    pub conflicts: Vec<(String, String)>,
    pub doubts: Vec<(String, String)>,
    pub unplaced: Vec<Left>,
    pub furniture: Vec<Left>,
}

impl Account {
    /// Sums up.
    pub(super) fn of(found: &Assessment<'_>, told: Told) -> Self {
        let Told { sources, conflicts, doubts, mut unplaced, mut furniture } = told;
        unplaced.sort();
        furniture.sort();
        let has_scores = found.indicators.iter().any(|indicator| indicator.self_score.is_some());
        Self { sources, has_scores, counts: Counts::of(found), notes: notes(found), conflicts, doubts, unplaced, furniture }
    }
}

/// One line a matter, (zh, en).
fn notes(found: &Assessment<'_>) -> Vec<(String, String)> {
    let mut notes = Vec::new();
    let mut say = |zh: String, en: String| notes.push((zh, en));
    let title = found.report.title.as_deref().unwrap_or_default();
    if title.contains("项目") && !title.contains("整体") && !title.contains("部门") {
        say(
            "注意：这是项目支出自评，不是部门整体支出自评".to_owned(),
            "attention: this assesses one project, not the department's overall spending".to_owned(),
        );
    }
    let Counts { duties, work_items: work, parts, indicators, achievements, issues, measures, .. } = Counts::of(found);
    say(
        format!(
            "职责 {duties} 项，任务 {work} 项（{parts} 个分项），指标 {indicators} 项，成效 {achievements} 段，问题 {issues} 个，措施 {measures} 条"
        ),
        format!(
            "duties {duties}, work items {work} (parts {parts}), indicators {indicators}, achievements {achievements}, issues {issues}, measures {measures}"
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
    notes
}
