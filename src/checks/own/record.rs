//! The record of the review: what its words count, and whether it shows what was found in order.

use super::scored::standing;
use crate::checks::numbers::numbers;
use crate::checks::{About, Check, Facts, Family, Found, Hit, Hits, Kind, Ran, Skip, grounds};
use crate::lang::tr;
use crate::report::ItemKind;
use crate::review::{Dimension, Kind as Object, MarkTo, Severity, Stage};
use crate::said;

/// What a finding counts is what it is on.
pub(in crate::checks) static COUNTS: Check = Check {
    id: "R07",
    asks: tr("counts in findings", "问题表述的数量与记录"),
    title: tr("Count in a finding differs from what is recorded", "问题表述的数量与记录不一致"),
    family: Family::Review,
    kind: Kind::Agreement,
    needs: tr("a finding that counts items", "写明数量的问题"),
    basis: grounds::REVIEWED,
    severity: Severity::Major,
    dimension: Dimension::Consistency,
    effect: "复核文书中的数量与底稿不符，结论易被质疑。",
    advice: "核对问题涉及的指标或事项，更正数量或补充关联对象。",
    run: counts,
};

/// What is counted, by its kind of item.
const COUNTED: [(&str, ItemKind); 5] = [
    ("指标", ItemKind::Indicator),
    ("职责", ItemKind::Duty),
    ("任务", ItemKind::Work),
    ("措施", ItemKind::Measure),
    ("问题", ItemKind::Issue),
];

fn counts(facts: &Facts<'_>) -> Ran {
    let mut looked = 0_usize;
    let mut hits = Hits::default();
    for (number, finding) in standing(facts) {
        for (word, kind) in COUNTED {
            let on: Vec<_> = finding.on.iter().filter_map(|id| facts.report.find(id)).filter(|at| at.kind() == kind).collect();
            let told = counts_of(&finding.condition, word);
            // A count of more than it is about (the report's 10 indicators) is no count of the finding's own.
            if on.len() < 2 || told.is_empty() {
                continue;
            }
            looked += 1;
            let recorded = on.len();
            if told.contains(&recorded) {
                continue;
            }
            let told = told.iter().map(ToString::to_string).collect::<Vec<_>>().join("、");
            let detail = said!(
                "finding {number} says {told} ({word}), {recorded} are recorded with it",
                "问{number} 表述为 {told} 项{word}，记录的对象为 {recorded} 项"
            );
            let condition = format!("复核发现问题表述为{told}项{word}，所附对象为{recorded}项，两者不一致。");
            hits.push(Hit::fail(on.into_iter().map(About::Item), detail, condition).from([finding.condition.clone()]));
        }
    }
    if looked == 0 {
        return Err(Skip(said!("no finding counts the items it is on", "没有写明数量并关联多个对象的问题")));
    }
    Ok(Found::of(hits, || said!("{looked} counts in findings are as recorded", "{looked} 处数量表述与记录一致")))
}

/// The numbers before a word: `3项指标`, `3 个绩效指标`.
fn counts_of(text: &str, word: &str) -> Vec<usize> {
    const BETWEEN_CHARS_MAX: usize = 6;
    let chars: Vec<char> = text.chars().collect();
    let counted = numbers(&chars).into_iter().filter(|number| {
        let after: String = chars[number.digits.end..].iter().filter(|c| !c.is_whitespace()).take(BETWEEN_CHARS_MAX).collect();
        after.starts_with(['项', '个', '条']) && after.contains(word)
    });
    counted.filter_map(|number| number.plain.parse().ok()).collect()
}

/// What was found in order is proof of work.
pub(in crate::checks) static PASSED: Check = Check {
    id: "R08",
    asks: tr("record of what was found in order", "核实无误事项的记录"),
    title: tr("Nothing is recorded as found in order", "未记录核实无误的事项"),
    family: Family::Review,
    kind: Kind::Presence,
    needs: tr("marks or findings", "审核标记或问题"),
    basis: grounds::REVIEWED,
    severity: Severity::Minor,
    dimension: Dimension::Completeness,
    effect: "底稿只有问题、没有核实无误的记录，不能证明复核已覆盖全部内容。",
    advice: "对已核实无误的职责、任务、指标和措施逐项标记。",
    run: passed,
};

fn passed(facts: &Facts<'_>) -> Ran {
    let marks = facts.review.keys(Object::Mark).len();
    let findings = standing(facts).count();
    if marks == 0 && findings == 0 {
        return Err(Skip(said!("the review has neither marks nor findings yet", "尚无审核标记和问题")));
    }
    let stages = [Stage::First, Stage::Recheck, Stage::Final];
    let fine = stages.into_iter().flat_map(|stage| facts.review.marks(stage));
    let n = fine.filter(|(_, mark)| mark.settled().is_some_and(|mark| mark.to == MarkTo::Accepted)).count();
    if n > 0 {
        return Ok(Found::Pass(said!("{n} items are marked as in order", "已标记核实无误 {n} 项")));
    }
    let detail =
        said!("{marks} marks and {findings} findings, none says in order", "审核标记 {marks} 项、问题 {findings} 个，没有核实无误的记录");
    Ok(Found::hit(Hit::fail([About::Report], detail, "复核记录中没有核实无误的事项。".to_owned()).listing_all()))
}
