//! Counts, weights and scores against what they must add up to.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{TABLE, TRUE_AND_EXACT, about, all_listed, lines, number};
use crate::checks::money::{CENT, HUNDRED, exact, percent, round};
use crate::checks::wording::is_measured;
use crate::checks::{About, Check, Facts, Family, Found, Hit, Hits, Kind, Line, Ran, Skip, Weight};
use crate::lang::tr;
use crate::report::FundField;
use crate::review::{Dimension, Severity};
use crate::said;

/// As many indicators as the text says there are.
pub(in crate::checks) static CLAIMED: Check = Check {
    id: "I03",
    asks: tr("number of indicators", "指标数量"),
    title: tr("Not as many indicators as claimed", "所称指标数量与列举数量不一致"),
    family: Family::Indicator,
    kind: Kind::Agreement,
    needs: tr("the number the text claims, and indicators", "报告所称指标数量和列举的指标"),
    basis: TRUE_AND_EXACT,
    severity: Severity::Minor,
    dimension: Dimension::Consistency,
    effect: "指标数量前后不一致，可能存在漏列指标或表述错误。",
    advice: "核对指标清单，更正数量或补列指标。",
    run: claimed,
};

fn claimed(facts: &Facts<'_>) -> Ran {
    let lines = lines(facts)?;
    let claim = facts.report.indicators_claimed();
    let Some(count) = number(claim.count.as_ref()) else {
        return Err(Skip(said!("the text claims no number of indicators", "报告未写明指标数量")));
    };
    let listed = lines.len();
    // A name may have been cut at 、 or not: each part that reads like a name of its own may be one.
    let more: usize = lines.iter().map(|line| parts(&line.says.name).saturating_sub(1)).sum();
    let agrees = count == Decimal::from(listed);
    if agrees && more == 0 {
        let commas = lines.iter().find(|line| line.says.name.contains('、')).map(|line| &line.says.name);
        let (note_en, note_zh) = commas.map_or_else(Default::default, |name| (format!("; “{name}” is one"), format!("（“{name}”为一项）")));
        return Ok(Found::Pass(said!("{count} claimed, {listed} listed{note_en}", "所称 {count} 项，列举 {listed} 项，一致{note_zh}")));
    }
    let may_agree = agrees || count == Decimal::from(listed + more);
    let weight = if may_agree { Weight::Warn } else { Weight::Fail };
    let (note_en, note_zh) = if more > 0 {
        let all = listed + more;
        (format!(" ({all} if names are cut at every mark)"), format!("（含顿号的名称如拆开，为 {all} 项）"))
    } else {
        Default::default()
    };
    let detail = said!("{count} claimed, {listed} listed{note_en}", "所称 {count} 项，列举 {listed} 项{note_zh}");
    let condition = format!("报告称设置 {count} 项指标，实际列举 {listed} 项{note_zh}。请核对指标清单。");
    let hit =
        Hit::fail([About::Report], detail, condition).quoting(claim.place).from([count.to_string(), listed.to_string(), more.to_string()]);
    Ok(Found::hit(Hit { weight, ..hit }.listing_all()))
}

/// How many names a name would be if it were cut at 、: parts that do not read like names stay together.
fn parts(name: &str) -> usize {
    let parts: Vec<&str> = name.split('、').collect();
    if parts.iter().all(|part| is_measured(part)) { parts.len() } else { 1 }
}

/// Weights add up.
pub(in crate::checks) static WEIGHTS: Check = Check {
    id: "I04",
    asks: tr("weights of indicators", "指标分值"),
    title: tr("Weights do not add up or are missing", "指标分值合计不正确或未列明"),
    family: Family::Indicator,
    kind: Kind::Agreement,
    needs: tr("weights of indicators", "指标分值"),
    basis: TABLE,
    severity: Severity::Major,
    dimension: Dimension::Consistency,
    effect: "分值缺失或合计不正确，自评总分无法计算或不准确。",
    advice: "按评分标准补充、更正各级指标分值，使下级分值之和等于上级分值、总分等于100分。",
    run: weights,
};

fn weights(facts: &Facts<'_>) -> Ran {
    let lines = lines(facts)?;
    let (given, missing): (Vec<&Line>, Vec<&Line>) = lines.iter().partition(|line| number(line.says.weight.as_ref()).is_some());
    let (n, without) = (lines.len(), missing.len());
    if given.is_empty() {
        if !facts.awaits_table() {
            return Err(Skip(said!("no weights: a scoring standard can be laid over", "报告未列分值，可套用评分标准后核算")));
        }
        let detail = said!(
            "none of {n} indicators has a weight: the table has not been received",
            "{n} 项指标均未列分值（未收到自评表，报告正文未列）"
        );
        let condition = format!("报告所列 {n} 项指标均未列分值。请随自评表提供各项指标的分值和得分。");
        return Ok(Found::hit(Hit::warn([About::Report], detail, condition).listing_all()));
    }
    let sum: Decimal = given.iter().filter_map(|line| number(line.says.weight.as_ref())).sum();
    let is_whole = facts.pack.weights.sums.contains(&sum);
    let weight = if facts.awaits_table() { Weight::Warn } else { Weight::Fail };
    // What the text tells beside a sheet that is whole is no row of it.
    if !(missing.is_empty() || is_whole && facts.awaits_table()) {
        let names = missing.iter().map(|line| format!("“{}”", line.says.name)).collect::<Vec<_>>().join("、");
        let detail = said!("{without} of {n} indicators have no weight: {names}", "{n} 项指标中 {without} 项未列分值：{names}");
        let condition = format!("{n} 项指标中有 {without} 项未列分值：{names}。请补充。");
        let items = missing.iter().map(|line| About::Item(line.at));
        return Ok(Found::hit(Hit { weight, ..Hit::fail(items, detail, condition) }.listing_all()));
    }
    let n = given.len();
    let mut hits = Hits::default();
    let sums: Vec<String> = facts.pack.weights.sums.iter().map(ToString::to_string).collect();
    let (right_en, right_zh) = (sums.join(" or "), sums.join(" 或 "));
    if !is_whole {
        let is_short = facts.awaits_table() && facts.pack.weights.sums.iter().all(|whole| sum < *whole);
        let sum = sum.normalize();
        let (detail, condition, weight) = if is_short {
            (
                said!(
                    "{n} weights of the text add up to {sum}, not {right_en}: the table has not been received",
                    "报告正文所列 {n} 项指标分值合计 {sum} 分，不足 {right_zh} 分（未收到自评表）"
                ),
                format!("报告正文所列 {n} 项指标分值合计 {sum} 分，不足 {right_zh} 分。请随自评表提供全部指标的分值和得分。"),
                Weight::Warn,
            )
        } else {
            (
                said!("{n} weights add up to {sum}, not {right_en}", "{n} 项指标分值合计 {sum} 分，应为 {right_zh} 分"),
                format!("{n} 项指标分值合计 {sum} 分，与应有的 {right_zh} 分不符。请核对并更正。"),
                Weight::Fail,
            )
        };
        let hit = Hit { weight, ..Hit::fail([About::Report], detail, condition) };
        hits.push(hit.from([sum.to_string()]).listing_all());
    }
    for (level, (own, below)) in parents(&given) {
        if own != below {
            let (own, below) = (own.normalize(), below.normalize());
            let detail = said!("“{level}” has {own}, the weights below add up to {below}", "“{level}”为 {own} 分，下级分值合计 {below} 分");
            let condition = format!("上级指标“{level}”分值 {own} 分，下级指标分值合计 {below} 分，两者不符。请核对。");
            hits.push(Hit::fail([About::Report], detail, condition).from([level, own.to_string(), below.to_string()]));
        }
    }
    Ok(Found::of(hits, || said!("{n} weights add up to {sum}", "{n} 项指标分值合计 {sum} 分")))
}

/// Levels that print their points (`产出指标（50分）`): those, and the sum of the weights below.
fn parents(lines: &[&Line]) -> BTreeMap<String, (Decimal, Decimal)> {
    let mut parents: BTreeMap<String, (Decimal, Decimal)> = BTreeMap::new();
    for line in lines {
        let Some(weight) = number(line.says.weight.as_ref()) else { continue };
        // The last level is the indicator itself.
        for level in line.says.levels.iter().take(2) {
            if let Some(points) = points_of(level) {
                parents.entry(level.clone()).or_insert((points, Decimal::ZERO)).1 += weight;
            }
        }
    }
    parents
}

/// The points that a level's name prints in brackets.
fn points_of(level: &str) -> Option<Decimal> {
    let (_, inside) = level.rsplit_once(['（', '('])?;
    let points = inside.trim_end_matches(['）', ')']).strip_suffix('分')?;
    Decimal::from_str_exact(points.trim()).ok().filter(|points| *points <= HUNDRED)
}

/// Scores add up to the total.
pub(in crate::checks) static SCORES: Check = Check {
    id: "I05",
    asks: tr("total of the scores", "自评总分"),
    title: tr("Scores do not add up to the total", "各项得分合计不等于自评总分"),
    family: Family::Indicator,
    kind: Kind::Agreement,
    needs: tr("scores of indicators and the total", "各项自评得分和自评总分"),
    basis: TRUE_AND_EXACT,
    severity: Severity::Major,
    dimension: Dimension::Consistency,
    effect: "自评总分与分项得分不一致，自评结论和等级失去依据。",
    advice: "重新核算各项得分和总分，更正自评表和自评报告。",
    run: scores,
};

fn scores(facts: &Facts<'_>) -> Ran {
    let lines = lines(facts)?;
    let Some(total) = number(facts.self_rating.score.as_ref()) else {
        return Err(Skip(said!("no total is stated", "报告未列自评总分")));
    };
    let given: Vec<Decimal> = lines.iter().filter_map(|line| number(line.says.self_score.as_ref())).collect();
    if given.len() < lines.len() {
        let (n, of) = (given.len(), lines.len());
        return Err(Skip(said!("only {n} of {of} indicators have a score", "{of} 项指标中仅 {n} 项列明得分")));
    }
    let sum: Decimal = given.iter().sum();
    let tolerance = CENT * Decimal::from(given.len());
    let has_row = lines.iter().any(|line| line.says.name.contains("执行率"));
    let execution = execution(facts).filter(|_| !has_row);
    let (n, sum_said, total_said) = (given.len(), sum.normalize(), total.normalize());
    if (sum - total).abs() <= tolerance {
        return Ok(Found::Pass(said!(
            "{n} scores add up to {sum_said}, the total is {total_said}",
            "{n} 项得分合计 {sum_said} 分，与自评总分 {total_said} 分一致"
        )));
    }
    if let Some(points) = execution.filter(|points| (sum + *points - total).abs() <= tolerance + CENT) {
        return Ok(Found::Pass(said!(
            "{n} scores add up to {sum_said}, with {points} for execution to the total {total_said}",
            "{n} 项得分合计 {sum_said} 分，加预算执行得分 {points} 分，与自评总分 {total_said} 分一致"
        )));
    }
    if sum < total {
        all_listed(facts)?;
    }
    let gap = (sum - total).abs().normalize();
    let detail = said!(
        "{n} scores add up to {sum_said}, the total is {total_said}: {gap} apart",
        "{n} 项得分合计 {sum_said} 分，自评总分 {total_said} 分，相差 {gap} 分"
    );
    let condition = format!("各项指标自评得分合计 {sum_said} 分，报告所列自评总分 {total_said} 分，相差 {gap} 分。请核对并更正。");
    Ok(Found::hit(Hit::fail([About::SelfRating], detail, condition).from([sum.to_string(), total.to_string()])))
}

/// Ten points for execution, as the national form has them beside the indicators.
fn execution(facts: &Facts<'_>) -> Option<Decimal> {
    let (budget, _) = facts.budget().ok()?;
    let executed = facts.money(FundField::EXECUTED).ok()?;
    let points = if facts.pack.budget.points.is_zero() { Decimal::TEN } else { facts.pack.budget.points };
    let rate = percent(executed.value, budget.value)?.min(HUNDRED);
    Some(round(rate * points / HUNDRED, 2))
}

/// Scores within their weights.
pub(in crate::checks) static WITHIN: Check = Check {
    id: "I06",
    asks: tr("scores within their weights", "得分范围"),
    title: tr("Score above its weight or below 0", "指标得分超过分值或为负数"),
    family: Family::Indicator,
    kind: Kind::Agreement,
    needs: tr("scores and weights of indicators", "自评得分和分值"),
    basis: TABLE,
    severity: Severity::Major,
    dimension: Dimension::Consistency,
    effect: "得分超出该指标分值范围，自评总分虚高或计算有误。",
    advice: "按分值更正该指标得分，并重新计算总分。",
    run: within,
};

fn within(facts: &Facts<'_>) -> Ran {
    let lines = lines(facts)?;
    let scored =
        lines.iter().filter_map(|line| Some((line, exact(line.says.self_score.as_ref()?).ok()?, exact(line.says.weight.as_ref()?).ok()?)));
    let scored: Vec<_> = scored.collect();
    if scored.is_empty() {
        return Err(Skip(said!("no indicator has both a score and a weight", "没有同时列明得分和分值的指标")));
    }
    let wrong = scored.iter().filter(|(_, score, weight)| score.value < Decimal::ZERO || score.value > weight.value);
    let hits = wrong.map(|(line, score, weight)| {
        let (name, score, weight) = (&line.says.name, &score.printed, &weight.printed);
        let detail = said!("“{name}”: score {score}, weight {weight}", "“{name}”自评得分 {score}，分值 {weight}");
        let condition = format!("指标“{name}”自评得分 {score}，超出该指标分值 {weight} 的范围。请更正。");
        Hit::fail(about(line), detail, condition).quoting(line.place)
    });
    let (hits, n) = (hits.collect(), scored.len());
    Ok(Found::of(hits, || said!("{n} scores lie within their weights", "{n} 项指标得分均在分值范围内")))
}
