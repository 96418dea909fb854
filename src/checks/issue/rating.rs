//! The department's rating of itself beside the issues and shortfalls it states.

use super::gives_reason;
use crate::checks::money::exact;
use crate::checks::{About, Check, Facts, Family, Found, Hit, Hits, Kind, Line, Ran, Skip, grounds};
use crate::lang::tr;
use crate::report::ItemRef;
use crate::review::{Dimension, Severity};
use crate::said;

/// A very high score sits ill with issues; no issue at all is no self-assessment.
pub(in crate::checks) static HIGH_SCORE: Check = Check {
    id: "Q04",
    asks: tr("score beside issues", "自评得分与存在问题"),
    title: tr("Score and issues do not agree", "自评得分与存在问题不相称"),
    family: Family::Issue,
    kind: Kind::Agreement,
    needs: tr("the department's score", "自评得分"),
    basis: grounds::ISSUES,
    severity: Severity::Major,
    dimension: Dimension::Reasonableness,
    effect: "自评得分与所列问题不相称，自评结论的客观性不足。",
    advice: "对照所列问题逐项说明扣分情况；未列问题的，结合未达标指标和资金执行情况补充分析。",
    run: high_score,
};

fn high_score(facts: &Facts<'_>) -> Ran {
    let Some(score) = &facts.self_rating.score else { return Err(Skip(said!("the report states no score", "报告未列自评得分"))) };
    let value = exact(score).map_err(|why| Skip(crate::checks::facts::unfit(&score.raw, "the score", "自评得分", why)))?.value;
    let (raw, high, n) = (&score.raw, facts.pack.thresholds.high_score.value.normalize(), facts.issues.len());
    let is_none = |text: &str| matches!(text.trim().trim_end_matches('。'), "无" | "暂无" | "没有") || facts.says("issue_none", text);
    let real = facts.issues.iter().filter(|(issue, _)| !is_none(&issue.text)).count();
    if real == 0 {
        let detail = said!("score {raw}, and no issue is stated", "自评得分 {raw}，未列存在问题");
        let condition = format!("报告自评得分{raw}，未列存在问题。请结合未完成指标、预算执行和管理情况补充分析存在问题。");
        return Ok(Found::hit(Hit::fail([About::SelfRating], detail, condition).from([raw.clone()]).listing_all()));
    }
    if value < high {
        return Ok(Found::Pass(said!("{raw} < {high}, with {n} issues stated", "{raw} < {high}，列明问题 {n} 个")));
    }
    let detail = said!("{raw} ≥ {high}, with {n} issues stated", "自评得分 {raw} ≥ {high}，同时列明问题 {n} 个");
    let condition = format!("报告自评得分{raw}，同时列明存在问题{n}个。请说明所列问题在自评得分中的扣分情况。");
    let items = (0_u32..).zip(&facts.issues).map(|(n, _)| About::Item(ItemRef::Issue(n)));
    let hit = Hit::fail(std::iter::once(About::SelfRating).chain(items), detail, condition);
    Ok(Found::hit(hit.quoting(facts.issues.iter().filter_map(|(_, place)| *place)).from([raw.clone()]).listing_all()))
}

/// What is lost has a reason.
pub(in crate::checks) static REASON: Check = Check {
    id: "Q05",
    asks: tr("reasons for lost points", "失分原因"),
    title: tr("Points lost without a reason", "失分指标未说明原因"),
    family: Family::Issue,
    kind: Kind::Agreement,
    needs: tr("indicators with weight and score", "列有分值和自评得分的指标"),
    basis: tr(
        "By analogy, the self-assessment table of 2020 No. 10: reasons for deviation and measures are given for each indicator",
        "参照财预〔2020〕10号所附自评表的填列要求：偏差原因分析及改进措施逐项填列",
    ),
    severity: Severity::Major,
    dimension: Dimension::Completeness,
    effect: "指标失分未说明原因，无法判断偏差性质，也无法据此改进。",
    advice: "补充该指标的偏差原因及改进措施。",
    run: reason,
};

fn reason(facts: &Facts<'_>) -> Ran {
    let read = |line: &Line| Some((exact(line.says.weight.as_ref()?).ok()?.value, exact(line.says.self_score.as_ref()?).ok()?.value));
    let scored: Vec<_> = facts.indicators.iter().filter_map(|line| Some((line, read(line)?))).collect();
    if scored.is_empty() {
        return Err(Skip(said!("no indicator has both weight and score", "没有同时列明分值和自评得分的指标")));
    }
    let mut hits = Hits::default();
    for (line, (weight, score)) in scored.iter().filter(|(_, (weight, score))| score < weight) {
        let name = &line.says.name;
        if line.says.deviation_reason.as_deref().is_some_and(|reason| !matches!(reason.trim(), "" | "无" | "—" | "-" | "/")) {
            continue;
        }
        if line.place.is_some_and(|place| is_explained(facts, place)) {
            continue;
        }
        let lost = (*weight - *score).normalize();
        let (weight, score) = (weight.normalize(), score.normalize());
        let detail = said!(
            "“{name}”: {weight} − {score} = {lost} points lost, no reason",
            "“{name}”：{weight} − {score} = {lost} 分，未说明失分原因"
        );
        let condition = format!("指标“{name}”分值{weight}分，自评得分{score}分，失{lost}分，未说明偏差原因。请补充原因及改进措施。");
        hits.push(Hit::fail([About::Item(line.at)], detail, condition).quoting(line.place));
    }
    let n = scored.len();
    Ok(Found::of(hits, || said!("of {n} scored indicators none loses points without a reason", "{n} 项已评分指标，失分的均已说明原因")))
}

/// Whether the paragraph gives a reason from the indicator on.
fn is_explained(facts: &Facts<'_>, place: crate::report::Place) -> bool {
    let Some(passage) = facts.passages.get(place.paragraph as usize) else { return false };
    let from = passage.sentences.partition_point(|range| range.end <= place.start as usize);
    let mut after = passage.sentences[from..].iter().take(2);
    after.any(|range| gives_reason(facts, &passage.chars[range.clone()].iter().collect::<String>()))
}
