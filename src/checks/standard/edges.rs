//! Values on which rules turn: a total on a grade's edge, an equal sign overfulfilled, a limit passed twice
//! over, a target of 0.

use rust_decimal::Decimal;

use crate::checks::money::{number, short};
use crate::checks::{About, Check, Facts, Family, Found, Hit, Kind, Line, Ran, Skip};
use crate::lang::{Words, tr};
use crate::review::{Dimension, Severity};
use crate::said;

const SYSTEM: Words = tr("Scoring rules of the fiscal system; the scoring standard in use", "预算管理一体化系统自评计分规则及所用评分标准");

/// An indicator with target and actual, both numbers.
fn compared<'a>(facts: &'a Facts<'_>, signs: &'a [&str]) -> impl Iterator<Item = (&'a Line, Decimal, Decimal)> {
    let has_sign = |line: &&Line| line.says.comparator.as_deref().is_some_and(|sign| signs.contains(&sign.trim()));
    facts.indicators.iter().filter(has_sign).filter_map(|line| {
        let same = line.says.target.as_ref()?.unit == line.says.actual.as_ref()?.unit;
        let numbers = number(line.says.target.as_ref()).zip(number(line.says.actual.as_ref())).filter(|_| same);
        numbers.map(|(target, actual)| (line, target, actual))
    })
}

/// A total exactly on an edge.
pub(in crate::checks) static EDGE: Check = Check {
    id: "N3",
    asks: tr("total against grade edges", "总分与等级分界"),
    title: tr("Total exactly on the edge of a grade", "自评总分恰为等级分界值"),
    family: Family::Standard,
    kind: Kind::Agreement,
    needs: tr("the total", "自评总分"),
    basis: SYSTEM,
    severity: Severity::Hint,
    dimension: Dimension::Compliance,
    effect: "总分恰好落在等级分界上，不同评分标准对分界值的归属规定不同，等级可能因此不同。",
    advice: "写明所用评分标准及分界值的归属，重点复核临界指标的得分。",
    run: edge,
};

fn edge(facts: &Facts<'_>) -> Ran {
    let Some(total) = number(facts.self_rating.score.as_ref()) else {
        return Err(Skip(said!("no total is stated", "报告未列自评总分")));
    };
    let grades = &facts.pack.grades;
    let (total_said, pack_en, pack_zh) = (total.normalize(), &facts.pack.name_en, &facts.pack.name);
    let Some(grade) = grades.of(total) else {
        return Err(Skip(said!("the scoring standard has no grades", "所用评分标准没有等级划分")));
    };
    if !grades.cuts.contains(&total) {
        return Ok(Found::Pass(said!("{total_said} lies on no edge: {grade}", "{total_said} 分不在等级分界上，对应等级为“{grade}”")));
    }
    let side = if grades.lower_inclusive { ("and above", "含本数") } else { ("above only", "不含本数") };
    let (en, zh) = side;
    let detail = said!(
        "{total_said} is exactly an edge; by {pack_en} ({en}) it is “{grade}”",
        "{total_said} 分恰为等级分界；按{pack_zh}（{zh}）为“{grade}”"
    );
    let condition = format!("自评总分 {total_said} 分恰为等级分界值，按所用评分标准（{zh}）对应等级为“{grade}”。请说明等级评定的依据。");
    Ok(Found::hit(Hit::warn([About::SelfRating], detail, condition).from([total.to_string(), grade.to_owned()])))
}

/// An equal sign with more than asked for.
pub(in crate::checks) static EQUAL: Check = Check {
    id: "N4",
    asks: tr("indicators with an equal sign", "“＝”类指标完成值"),
    title: tr("Equal-sign indicator is over-fulfilled", "“＝”类指标完成值超过指标值"),
    family: Family::Standard,
    kind: Kind::Agreement,
    needs: tr("indicators with an equal sign, target and actual", "计算符号为“＝”的指标及其指标值、完成值"),
    basis: SYSTEM,
    severity: Severity::Hint,
    dimension: Dimension::Reasonableness,
    effect: "计算符号为“＝”的指标超额完成，系统仍按满分计，可能掩盖目标不准或超范围实施。",
    advice: "说明超出指标值的原因；应为“≥”的，更正计算符号。",
    run: equal,
};

fn equal(facts: &Facts<'_>) -> Ran {
    let all: Vec<_> = compared(facts, &["=", "＝", "等于"]).collect();
    if all.is_empty() {
        return Err(Skip(said!("no indicator has an equal sign with numbers", "没有计算符号为“＝”且可比较的指标")));
    }
    let n = all.len();
    let over = all.into_iter().filter(|(_, target, actual)| actual > target && !target.is_zero());
    let hits = over.map(|(line, target, actual)| {
        let (name, target, actual) = (&line.says.name, target.normalize(), actual.normalize());
        let detail = said!("“{name}” = {target}, but {actual} was done", "“{name}”指标值 ＝{target}，完成 {actual}");
        let condition = format!("指标“{name}”计算符号为“＝”，指标值 {target}，实际完成 {actual}。请说明超出的原因，或更正计算符号。");
        Hit::warn([About::Item(line.at)], detail, condition).quoting(line.place)
    });
    Ok(Found::of(hits.collect(), || said!("{n} equal-sign indicators are not over-fulfilled", "{n} 项“＝”类指标未超过指标值")))
}

/// A limit passed more than twice over.
pub(in crate::checks) static FAR_OVER: Check = Check {
    id: "N5",
    asks: tr("limits passed", "反向指标超限"),
    title: tr("Upper limit passed by its double or more", "反向指标完成值达到指标值两倍以上"),
    family: Family::Standard,
    kind: Kind::Agreement,
    needs: tr("indicators with an upper limit, target and actual", "计算符号为“≤”的指标及其指标值、完成值"),
    basis: SYSTEM,
    severity: Severity::Minor,
    dimension: Dimension::Reasonableness,
    effect: "反向指标达到指标值两倍，按系统规则得0分，按比例规则仍可得分，不同评分标准结果差异较大。",
    advice: "说明超限原因，并写明该指标采用的计分规则。",
    run: far_over,
};

fn far_over(facts: &Facts<'_>) -> Ran {
    let all: Vec<_> =
        compared(facts, &["≤", "<", "<=", "≦", "＜", "不高于", "不超过"]).filter(|(_, target, _)| *target > Decimal::ZERO).collect();
    if all.is_empty() {
        return Err(Skip(said!("no indicator has an upper limit with numbers", "没有计算符号为“≤”且可比较的指标")));
    }
    let n = all.len();
    let over = all.into_iter().filter(|(_, target, actual)| *actual >= *target + *target);
    let hits = over.map(|(line, target, actual)| {
        let times = actual.checked_div(target).map_or_else(String::new, |times| short(times, 2));
        let (name, target, actual) = (&line.says.name, target.normalize(), actual.normalize());
        let detail = said!(
            "“{name}” ≤ {target}, but {actual}: {actual} ÷ {target} = {times}",
            "“{name}”指标值 ≤{target}，完成 {actual}：{actual} ÷ {target} = {times} 倍"
        );
        let condition = format!("指标“{name}”指标值不超过 {target}，实际为 {actual}，达到指标值的 {times} 倍。请说明原因和计分依据。");
        Hit::fail([About::Item(line.at)], detail, condition).quoting(line.place)
    });
    Ok(Found::of(hits.collect(), || {
        said!("{n} upper limits are kept or passed by less than their double", "{n} 项反向指标均未达到指标值的两倍")
    }))
}

/// A target of 0.
pub(in crate::checks) static ZERO_TARGET: Check = Check {
    id: "N6",
    asks: tr("targets of 0", "指标值为零"),
    title: tr("Target is 0", "指标值为零"),
    family: Family::Standard,
    kind: Kind::Agreement,
    needs: tr("targets as numbers", "定量指标值"),
    basis: SYSTEM,
    severity: Severity::Hint,
    dimension: Dimension::Reasonableness,
    effect: "指标值为零时不能按完成比例计分，只能按是否达到计满分或零分，得分对完成情况不敏感。",
    advice: "说明指标值为零的依据；可改用发生率、下降幅度等能够分档计分的指标。",
    run: zero_target,
};

fn zero_target(facts: &Facts<'_>) -> Ran {
    let all: Vec<(&Line, Decimal)> = facts.indicators.iter().filter_map(|line| Some((line, number(line.says.target.as_ref())?))).collect();
    if all.is_empty() {
        return Err(Skip(said!("no target is a number", "没有定量指标值")));
    }
    let n = all.len();
    let hits = all.into_iter().filter(|(_, target)| target.is_zero()).map(|(line, _)| {
        let (name, printed) = (&line.says.name, line.says.target.as_ref().map_or("0", |target| target.raw.as_str()));
        let detail = said!("“{name}”: target {printed}: all or nothing", "“{name}”指标值为 {printed}，只能计满分或零分");
        let condition = format!("指标“{name}”的指标值为 {printed}，无法按完成比例计分。请说明设定依据和计分方法。");
        Hit::warn([About::Item(line.at)], detail, condition).quoting(line.place)
    });
    Ok(Found::of(hits.collect(), || said!("none of {n} targets is 0", "{n} 项指标值均不为零")))
}
