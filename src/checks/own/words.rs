//! What the reviewer's words say against what the scores do.

use rust_decimal::Decimal;

use super::scored::{about, scored, taken};
use crate::checks::money::{percent, short};
use crate::checks::numbers::numbers;
use crate::checks::{Check, Facts, Family, Found, Hit, Hits, Kind, Ran, Skip, Weight, grounds};
use crate::lang::tr;
use crate::review::{Dimension, MarkTo, Severity};
use crate::said;
use crate::scoring::Row;

/// What a reason says is taken is what is taken.
pub(in crate::checks) static STATED: Check = Check {
    id: "R03",
    asks: tr("stated and taken deductions", "扣分说明与实际扣分"),
    title: tr("Stated deduction differs from the one taken", "扣分说明与实际扣分不一致"),
    family: Family::Review,
    kind: Kind::Agreement,
    needs: tr("a reason that states a share or points", "写明扣分比例或分数的理由"),
    basis: grounds::REVIEWED,
    severity: Severity::Severe,
    dimension: Dimension::Consistency,
    effect: "扣分说明与实际扣分不符，复核文书自相矛盾。",
    advice: "核对扣分比例和分数，更正说明或得分。",
    run: stated,
};

/// A number after 扣: a share of the weight in percent, or points.
enum Stated {
    Share(Decimal),
    Points(Decimal),
}

fn stated(facts: &Facts<'_>) -> Ran {
    let sheet = scored(facts)?;
    let tolerance = facts.pack.thresholds.stated_share_tolerance.value;
    let mut looked = 0_usize;
    let mut hits = Hits::default();
    for row in sheet.counted() {
        let (Some(lost), Some(weight)) = (row.lost(), row.weight()) else { continue };
        let whole = std::iter::once((row.reason(), lost));
        let parts = taken(facts, row)
            .flat_map(|(_, finding, points)| [(finding.condition.as_str(), points), (finding.calculation.as_str(), points)]);
        for (words, taken) in whole.chain(parts) {
            let Some(stated) = stated_in(words) else { continue };
            looked += 1;
            let name = &row.name;
            let (says, does, agrees) = match stated {
                Stated::Share(share) => {
                    let Some(taken) = percent(taken, weight) else { continue };
                    (format!("{}%", share.normalize()), format!("{}%", short(taken, 1)), (taken - share).abs() <= tolerance)
                }
                Stated::Points(points) => (format!("{} 分", points.normalize()), format!("{} 分", taken.normalize()), taken == points),
            };
            if !agrees {
                let detail = said!(
                    "“{name}”: “扣 {says}” is stated, {does} is taken (weight {weight})",
                    "“{name}”：说明“扣 {says}”，实扣 {does}（分值 {weight}）"
                );
                let condition = format!("指标“{name}”扣分说明为扣{says}，实际扣{does}，两者不一致。");
                hits.push(Hit::fail([about(row)], detail, condition).from([words.to_owned()]));
            }
        }
    }
    if looked == 0 {
        return Err(Skip(said!("no reason states a share or points", "扣分理由未写明比例或分数")));
    }
    Ok(Found::of(hits, || said!("{looked} stated deductions are as taken", "{looked} 处扣分说明与实际扣分一致")))
}

/// The only number that follows 扣 or 扣减 with % or 分; two of them are a sum, which is not read.
fn stated_in(words: &str) -> Option<Stated> {
    let chars: Vec<char> = words.chars().collect();
    let mut found = numbers(&chars).into_iter().filter_map(|number| {
        let before: String = chars[..number.digits.start].iter().filter(|c| !c.is_whitespace()).collect();
        let says = ["扣", "扣减", "扣除", "核减"].iter().any(|verb| before.ends_with(verb));
        let value = Decimal::from_str_exact(&number.plain).ok().filter(|_| says)?;
        let after = chars[number.digits.end..].iter().find(|c| !c.is_whitespace());
        match after {
            _ if number.is_percent => Some(Stated::Share(value)),
            Some('分') => Some(Stated::Points(value)),
            _ => None,
        }
    });
    found.next().filter(|_| found.next().is_none())
}

/// What nothing proves earns nothing.
pub(in crate::checks) static UNPROVED: Check = Check {
    id: "R04",
    asks: tr("points without evidence", "无佐证指标的得分"),
    title: tr("No evidence, yet points", "认定无佐证材料但仍给分"),
    family: Family::Review,
    kind: Kind::Agreement,
    needs: tr("an indicator that is said to have no evidence", "已认定无佐证材料的指标"),
    basis: grounds::REVIEWED,
    severity: Severity::Major,
    dimension: Dimension::Compliance,
    effect: "认定无佐证材料而仍给分，与复核口径不符。",
    advice: "按复核口径核减，或说明给分的事实依据。",
    run: unproved,
};

fn unproved(facts: &Facts<'_>) -> Ran {
    let sheet = scored(facts)?;
    let mut looked = 0_usize;
    let mut hits = Hits::default();
    for row in sheet.counted() {
        let Some((says, sure)) = says_unproved(facts, row) else { continue };
        looked += 1;
        let Some(points) = row.score.filter(|points| *points > Decimal::ZERO) else { continue };
        let (name, points) = (&row.name, points.normalize());
        let detail = said!("“{name}”: “{says}”, yet {points} points", "“{name}”：“{says}”，复核得分 {points} 分");
        let condition = format!("指标“{name}”已认定“{says}”，复核仍给{points}分。");
        let weight = if sure { Weight::Fail } else { Weight::Warn };
        hits.push(Hit { weight, ..Hit::fail([about(row)], detail, condition) }.from([says]));
    }
    if looked == 0 {
        return Err(Skip(said!("no indicator is said to have no evidence", "没有认定无佐证材料的指标")));
    }
    Ok(Found::of(hits, || said!("{looked} indicators without evidence earn nothing", "{looked} 项无佐证材料的指标均未给分")))
}

/// What says that nothing proves it: a word of the reviewer's, or a mark, which is less sure.
fn says_unproved(facts: &Facts<'_>, row: &Row) -> Option<(String, bool)> {
    let words = facts.pack.words("no_evidence");
    let texts = std::iter::once(row.reason()).chain(taken(facts, row).map(|(_, finding, _)| finding.condition.as_str()));
    let said = texts.flat_map(|text| words.iter().filter(move |word| text.contains(word.as_str()))).next();
    if let Some(word) = said {
        return Some((word.clone(), true));
    }
    let mark = facts.review.mark(facts.review.scored_stage()?, &row.id);
    (mark.settled().map(|mark| mark.to) == Some(MarkTo::NeedsEvidence)).then(|| ("待补充佐证材料".to_owned(), false))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stated_deduction_is_read_where_there_is_one() {
        let read = |words: &str| match stated_in(words) {
            Some(Stated::Share(share)) => format!("{share}%"),
            Some(Stated::Points(points)) => format!("{points}分"),
            None => String::new(),
        };
        let cases = ["未提供问卷，扣60%", "按口径扣减 2.70 分", "扣1分，再扣2分", "完成率60%", "扣款3万元"];
        assert_eq!(cases.map(read), ["60%", "2.70分", "", "", ""]);
    }
}
