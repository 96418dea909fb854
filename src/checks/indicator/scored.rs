//! Scores against what was done, and what was done against what was planned.

use rust_decimal::Decimal;

use super::{SET_WELL, TABLE, about, lines, number, sign};
use crate::checks::money::{CENT, HUNDRED, percent, short};
use crate::checks::{Check, Facts, Family, Found, Hit, Hits, Kind, Line, Ran, Skip};
use crate::lang::tr;
use crate::review::{Dimension, Severity};
use crate::rules::Class;
use crate::said;

/// The score follows from the rule.
pub(in crate::checks) static RULE: Check = Check {
    id: "I07",
    asks: tr("scores by the rule", "得分计算"),
    title: tr("Score does not follow from the rule", "指标得分与完成情况不符"),
    family: Family::Indicator,
    kind: Kind::Agreement,
    needs: tr("target, actual, sign, weight and score", "指标值、完成值、计算符号、分值和得分"),
    basis: tr(
        "By analogy, the measures for project evaluation (Ministry of Finance, 2020 No. 10): a target met earns all points, one missed its share",
        "参照《项目支出绩效评价管理办法》（财预〔2020〕10号）关于定量指标完成指标值的记满分、未完成的按完成比例计分的要求",
    ),
    severity: Severity::Major,
    dimension: Dimension::Truth,
    effect: "自评得分与完成情况不对应，自评总分不真实。",
    advice: "按计分规则重新计算该指标得分；另有规定的，说明并提供依据。",
    run: rule,
};

fn rule(facts: &Facts<'_>) -> Ran {
    let lines = lines(facts)?;
    let mut hits = Hits::default();
    let mut reckoned = 0_usize;
    for line in lines {
        let Some(Scored { score, weight, formula, sum }) = scored(facts, line) else { continue };
        reckoned += 1;
        if (score - formula).abs() <= CENT {
            continue;
        }
        let (name, score, formula) = (&line.says.name, score.normalize(), formula.normalize());
        let detail =
            said!("“{name}”: {sum} = {formula}, but the score is {score}", "“{name}”：{sum} = {formula} 分，自评得分为 {score} 分");
        let printed =
            |path, quantity: Option<&crate::report::Quantity>| quantity.map(|one| facts.printed(line.at, path, one)).unwrap_or_default();
        let (target, actual) = (printed("target", line.says.target.as_ref()), printed("actual", line.says.actual.as_ref()));
        let condition = format!(
            "指标“{name}”年度指标值 {target}，实际完成 {actual}，分值 {} 分，按计分规则应得 {formula} 分，自评得分 {score} 分。请说明计分依据。",
            weight.normalize()
        );
        hits.push(Hit::fail(about(line), detail, condition).quoting(line.place));
    }
    if reckoned == 0 {
        return Err(Skip(said!(
            "no indicator states target, actual, sign, weight and score as numbers",
            "没有同时列明指标值、完成值、计算符号、分值和得分的定量指标"
        )));
    }
    Ok(Found::of(hits, || said!("{reckoned} scores follow from the rule", "{reckoned} 项指标得分与计分规则一致")))
}

/// An indicator's score as it is and as the rule gives it.
struct Scored {
    score: Decimal,
    weight: Decimal,
    formula: Decimal,
    sum: String,
}

fn scored(facts: &Facts<'_>, line: &Line) -> Option<Scored> {
    let (score, weight) = (number(line.says.self_score.as_ref())?, number(line.says.weight.as_ref())?);
    // What is no score of this weight is I06's.
    if score < Decimal::ZERO || score > weight {
        return None;
    }
    let (target, actual) = (number(line.says.target.as_ref())?, number(line.says.actual.as_ref())?);
    // What is counted in different units cannot be compared: that is I11's.
    if line.says.target.as_ref()?.unit != line.says.actual.as_ref()?.unit {
        return None;
    }
    if line.class == Some(Class::Satisfaction) && !facts.pack.indicators.satisfaction.is_empty() {
        return None;
    }
    let points = facts.pack.indicators.points(sign(line)?, target, actual, weight)?;
    Some(Scored { score, weight, formula: points.points, sum: points.sum })
}

/// How far an actual is from its target, in percent of the target.
fn deviation(line: &Line) -> Option<(Decimal, Decimal, Decimal)> {
    let (target, actual) = (number(line.says.target.as_ref())?, number(line.says.actual.as_ref())?);
    if line.says.target.as_ref()?.unit != line.says.actual.as_ref()?.unit {
        return None;
    }
    Some((target, actual, percent(actual - target, target)?))
}

/// Whether a reason is given.
fn has_reason(line: &Line) -> bool {
    line.says.deviation_reason.as_deref().is_some_and(|reason| !matches!(reason.trim(), "" | "无" | "/" | "—" | "-" | "无偏差"))
}

/// A score below its weight without a reason is Q05's.
fn is_cut_without_reason(line: &Line) -> bool {
    let cut = number(line.says.self_score.as_ref()).zip(number(line.says.weight.as_ref())).is_some_and(|(score, weight)| score < weight);
    cut && !has_reason(line)
}

/// Whether more is better: by its sign.
fn is_forward(line: &Line) -> bool {
    !matches!(sign(line), Some("≤" | "<"))
}

/// A large deviation without a reason.
pub(in crate::checks) static DEVIATION: Check = Check {
    id: "I08",
    asks: tr("deviation from targets", "指标偏离度"),
    title: tr("Large deviation without a reason", "完成值偏离较大且未说明原因"),
    family: Family::Indicator,
    kind: Kind::Agreement,
    needs: tr("targets and actuals as numbers", "定量指标的指标值和完成值"),
    basis: TABLE,
    severity: Severity::Minor,
    dimension: Dimension::Completeness,
    effect: "完成值明显偏离指标值，未说明原因，难以判断是执行偏差还是目标设定不合理。",
    advice: "说明偏差原因和改进措施；属目标设定不合理的，在下年度目标申报时调整。",
    run: deviates,
};

fn deviates(facts: &Facts<'_>) -> Ran {
    let lines = lines(facts)?;
    let (limit, flag) = (facts.pack.thresholds.deviation_max.value.normalize(), facts.pack.thresholds.over_flag.value);
    let mut hits = Hits::default();
    let mut compared = 0_usize;
    for line in lines {
        let Some((target, actual, by)) = deviation(line) else { continue };
        compared += 1;
        let is_over = is_forward(line) && by > flag - HUNDRED;
        if by.abs() <= limit || has_reason(line) || is_cut_without_reason(line) || is_over {
            continue;
        }
        let (name, by) = (&line.says.name, short(by, 2));
        let (target, actual) = (target.normalize(), actual.normalize());
        let detail = said!(
            "“{name}”: ({actual} − {target}) ÷ {target} = {by} %, beyond ±{limit} %, no reason given",
            "“{name}”：（{actual} − {target}）÷ {target} = {by} %，超过 ±{limit} %，未说明原因"
        );
        let condition = format!("指标“{name}”年度指标值 {target}，实际完成 {actual}，偏离 {by}%，未说明原因。请补充偏差原因和改进措施。");
        hits.push(Hit::fail(about(line), detail, condition).quoting(line.place));
    }
    if compared == 0 {
        return Err(Skip(said!("no indicator has target and actual as numbers of one unit", "没有可比较指标值和完成值的定量指标")));
    }
    Ok(Found::of(hits, || {
        said!("{compared} indicators: within ±{limit} % or explained", "{compared} 项指标偏离在 ±{limit} % 以内或已说明原因")
    }))
}

/// Far over target, or a target easier than last year's.
pub(in crate::checks) static OVER: Check = Check {
    id: "I09",
    asks: tr("level of targets", "指标值设定水平"),
    title: tr("Target looks too low", "指标值设定偏低"),
    family: Family::Indicator,
    kind: Kind::Agreement,
    needs: tr("targets with actuals or last year's targets", "指标值和完成值，或上年指标值"),
    basis: SET_WELL,
    severity: Severity::Minor,
    dimension: Dimension::Reasonableness,
    effect: "指标值设定偏低，目标约束力不足，指标得分不能反映真实绩效水平。",
    advice: "说明指标值的设定依据和大幅超额完成（或低于上年）的原因；确属设定偏低的，在下年度合理提高。",
    run: over,
};

fn over(facts: &Facts<'_>) -> Ran {
    let lines = lines(facts)?;
    let flag = facts.pack.thresholds.over_flag.value.normalize();
    let mut hits = Hits::default();
    let mut compared = 0_usize;
    for line in lines {
        let name = &line.says.name;
        if let Some((target, actual, by)) = deviation(line).filter(|_| is_forward(line)) {
            compared += 1;
            let done = by + HUNDRED;
            if done > flag {
                let (done, target, actual) = (short(done, 2), target.normalize(), actual.normalize());
                let detail = said!(
                    "“{name}”: {actual} ÷ {target} = {done} %, above {flag} %",
                    "“{name}”：{actual} ÷ {target} = {done} %，超过 {flag} %"
                );
                let condition = format!(
                    "指标“{name}”年度指标值 {target}，实际完成 {actual}，完成率 {done}%。请说明大幅超额完成的原因和指标值的设定依据。"
                );
                hits.push(Hit::fail(about(line), detail, condition).quoting(line.place));
            }
        }
        let targets = number(line.says.target.as_ref()).zip(number(line.says.prior_target.as_ref()));
        if let Some((target, prior)) = targets {
            compared += 1;
            let easier = if is_forward(line) { target < prior } else { target > prior };
            if easier {
                let (target, prior) = (target.normalize(), prior.normalize());
                let detail =
                    said!("“{name}”: target {target}, last year {prior}: easier", "“{name}”：本年指标值 {target}，上年 {prior}，要求降低");
                let condition = format!("指标“{name}”本年指标值 {target}，上年指标值 {prior}，要求低于上年。请说明调整原因和依据。");
                hits.push(Hit::fail(about(line), detail, condition).quoting(line.place));
            }
        }
    }
    if compared == 0 {
        return Err(Skip(said!(
            "no target can be compared with an actual or last year's target",
            "没有可与完成值或上年指标值比较的指标值"
        )));
    }
    Ok(Found::of(hits, || said!("no target looks too low", "未见超过 {flag} % 的超额完成，也未见低于上年的指标值")))
}
