//! Scores: whether each is given, has a reason, and like is scored like.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::scored::{about, scored, taken};
use crate::checks::money::{HUNDRED, percent, short};
use crate::checks::{About, Check, Facts, Family, Found, Hit, Hits, Kind, Ran, Skip, grounds};
use crate::lang::tr;
use crate::review::{Dimension, Severity};
use crate::said;
use crate::scoring::Row;

/// Each indicator has a score.
pub(in crate::checks) static BLANK: Check = Check {
    id: "R01",
    asks: tr("review scores given", "复核得分填写情况"),
    title: tr("Review score is blank", "复核得分未填写"),
    family: Family::Review,
    kind: Kind::Presence,
    needs: tr("at least one review score", "至少一项复核得分"),
    basis: grounds::REVIEWED,
    severity: Severity::Severe,
    dimension: Dimension::Completeness,
    effect: "复核得分不完整，总分和等级无法确定。",
    advice: "补填复核得分；无法评分的，标注不适用并说明原因。",
    run: blank,
};

fn blank(facts: &Facts<'_>) -> Ran {
    let sheet = scored(facts)?;
    let hits = sheet.counted().filter(|row| row.base.is_none()).map(|row| {
        let name = &row.name;
        let detail = said!("“{name}” has no review score", "“{name}”未填复核得分，或选用公式而无完成值");
        Hit::fail([about(row)], detail, format!("指标“{name}”未填写复核得分。"))
    });
    let (hits, n) = (hits.collect(), sheet.counted().count());
    Ok(Found::of(hits, || said!("all {n} indicators have a review score", "{n} 项指标均已填写复核得分")))
}

/// Each deduction has a reason that cites its grounds.
pub(in crate::checks) static WITHOUT_REASON: Check = Check {
    id: "R02",
    asks: tr("reasons for deductions", "扣分理由"),
    title: tr("Deduction without a reason", "扣分未说明理由或依据"),
    family: Family::Review,
    kind: Kind::Presence,
    needs: tr("a review score below its weight", "低于分值的复核得分"),
    basis: grounds::REVIEWED,
    severity: Severity::Severe,
    dimension: Dimension::Compliance,
    effect: "扣分没有理由和依据，部门反馈时无法答复，复核结论难以成立。",
    advice: "逐项补充扣分的事实和依据（文件条款或复核口径编号）。",
    run: without_reason,
};

fn without_reason(facts: &Facts<'_>) -> Ran {
    let sheet = scored(facts)?;
    let below: Vec<&Row> = sheet.counted().filter(|row| row.lost().is_some_and(|lost| lost > Decimal::ZERO)).collect();
    if below.is_empty() {
        return Err(Skip(said!("no review score is below its weight", "没有低于分值的复核得分")));
    }
    let mut hits = Hits::default();
    for row in &below {
        let name = &row.name;
        let Some((lost, weight)) = row.lost().zip(row.weight()) else { continue };
        let lost = lost.normalize();
        for (number, finding, points) in taken(facts, row) {
            if finding.criteria.trim().is_empty() || finding.condition.trim().is_empty() {
                let points = points.normalize();
                let detail = said!(
                    "“{name}”: finding {number} takes {points} points but states no grounds or no facts",
                    "“{name}”：问{number} 扣 {points} 分，未写明依据或事实"
                );
                let condition = format!("指标“{name}”扣{points}分，对应问题未写明依据或事实。");
                hits.push(Hit::fail([about(row)], detail, condition));
            }
        }
        let started_below = row.base.is_some_and(|base| base < weight);
        let is_self = started_below && row.base == row.own();
        if started_below && !is_self && row.reason().is_empty() && row.deductions.is_empty() {
            let detail = said!("“{name}”: {lost} points taken, no reason", "“{name}”：核减 {lost} 分，未写扣分原因");
            hits.push(Hit::fail([about(row)], detail, format!("指标“{name}”核减{lost}分，未说明扣分原因及依据。")));
        }
    }
    let n = below.len();
    Ok(Found::of(hits, || said!("{n} scores below their weight have a reason", "{n} 项低于分值的复核得分均有理由和依据")))
}

/// A score above the department's own has a reason.
pub(in crate::checks) static ABOVE_SELF: Check = Check {
    id: "R05",
    asks: tr("scores above the department's own", "复核得分高于自评得分"),
    title: tr("Review score above the department's own without a reason", "复核得分高于自评得分，未说明理由"),
    family: Family::Review,
    kind: Kind::Agreement,
    needs: tr("review scores and the department's own", "复核得分和自评得分"),
    basis: grounds::REVIEWED,
    severity: Severity::Major,
    dimension: Dimension::Consistency,
    effect: "复核调高得分而无理由，复核结论的客观性不足。",
    advice: "说明调高的事实和依据，或更正复核得分。",
    run: above_self,
};

fn above_self(facts: &Facts<'_>) -> Ran {
    let sheet = scored(facts)?;
    let both: Vec<(&Row, Decimal, Decimal)> = sheet.counted().filter_map(|row| Some((row, row.score?, row.own()?))).collect();
    if both.is_empty() {
        return Err(Skip(said!("no indicator has both scores", "没有同时列有自评得分和复核得分的指标")));
    }
    let above = both.iter().filter(|(row, points, own)| points > own && row.reason().is_empty());
    let hits = above.map(|(row, points, own)| {
        let (name, points, own) = (&row.name, points.normalize(), own.normalize());
        let detail = said!("“{name}”: {points} > {own}, no reason", "“{name}”：复核得分 {points} > 自评得分 {own}，未说明理由");
        let condition = format!("指标“{name}”复核得分{points}分，高于自评得分{own}分，未说明理由。");
        Hit::fail([about(row)], detail, condition)
    });
    let (hits, n) = (hits.collect(), both.len());
    Ok(Found::of(hits, || {
        said!("of {n} scores none is above the department's own without a reason", "{n} 项复核得分均不高于自评得分或已说明理由")
    }))
}

/// The same fault costs the same share.
pub(in crate::checks) static UNLIKE: Check = Check {
    id: "R06",
    asks: tr("like cases", "同类问题扣分尺度"),
    title: tr("Like cases are treated differently", "同类问题扣分尺度不一致"),
    family: Family::Review,
    kind: Kind::Judgement,
    needs: tr("two deductions for the same fault", "两项以上同类问题的扣分"),
    basis: grounds::REVIEWED,
    severity: Severity::Major,
    dimension: Dimension::Consistency,
    effect: "同类问题扣分比例不同，复核尺度不统一，易引起异议。",
    advice: "统一同类问题的扣分比例；确有差别的，在扣分原因中说明。",
    run: unlike,
};

/// A taken deduction: its indicator's place, its name and its share of the weight, percent.
type Share<'a> = (About, &'a str, Decimal);

fn unlike(facts: &Facts<'_>) -> Ran {
    let sheet = scored(facts)?;
    let mut alike: BTreeMap<&str, Vec<Share<'_>>> = BTreeMap::new();
    for row in sheet.counted() {
        for deducted in row.deductions.iter().map(|taken| &taken.of) {
            let share = row.weight().zip(deducted.points).and_then(|(weight, points)| percent(points, weight));
            if let Some(share) = share.filter(|_| !deducted.matter.is_empty()) {
                alike.entry(&deducted.matter).or_default().push((about(row), &row.name, share));
            }
        }
    }
    alike.retain(|_, shares| shares.len() > 1);
    if alike.is_empty() {
        return Err(Skip(said!("no fault is deducted for twice", "没有两项以上的同类扣分")));
    }
    let tolerance = facts.pack.thresholds.stated_share_tolerance.value;
    let mut hits = Hits::default();
    for (kind, shares) in &alike {
        let least = shares.iter().min_by_key(|(.., share)| *share);
        let most = shares.iter().max_by_key(|(.., share)| *share);
        let Some(((a, one, low), (b, other, high))) = least.zip(most).filter(|(least, most)| most.2 - least.2 > tolerance) else {
            continue;
        };
        let title =
            crate::checks::check(kind).map_or_else(|| (*kind).to_owned(), |check| check.title.say(crate::lang::Lang::Zh).to_owned());
        let (low, high, limit) = (short(*low, 1), short((*high).min(HUNDRED), 1), tolerance.normalize());
        let detail = said!(
            "“{title}”: “{one}” loses {low} %, “{other}” {high} % (more than {limit} points apart); to be confirmed by a person",
            "“{title}”：“{one}”扣 {low}%，“{other}”扣 {high}%（相差超过 {limit} 个百分点），待人工确认"
        );
        let condition = format!("同为“{title}”，指标“{one}”扣分值的{low}%，指标“{other}”扣{high}%，尺度不一致。");
        hits.push(Hit::warn([*a, *b], detail, condition).from([title]));
    }
    let n = alike.len();
    Ok(Found::of(hits, || said!("{n} kinds of fault cost the same share each time", "{n} 类问题扣分比例一致")))
}
