//! Two figures of one row as numbers of one unit: 277.2万件 stands against 2,700,000 件 as 2,772,000.

use rust_decimal::Decimal;

use crate::lang::Said;
use crate::report::{Quantity, money};
use crate::said;

/// An actual and a target as numbers of one unit, each where it is a number to reckon with. `fallback` is the unit
/// of what is written without one. As they are where the units agree or only one is known; else by what 万 and 亿
/// before the same unit stand for; money in 万元. An error says why they cannot be set against each other.
pub(super) fn in_one(actual: &Quantity, target: &Quantity, fallback: &str) -> Result<(Option<Decimal>, Option<Decimal>), Said> {
    let fallback = Some(fallback).filter(|unit| !unit.is_empty());
    let (one, other) = (actual.unit.as_deref().or(fallback), target.unit.as_deref().or(fallback));
    let plain = |quantity: &Quantity| money::value(quantity).ok();
    let as_they_are = (plain(actual), plain(target));
    match (one, other) {
        (Some(one), Some(other)) if one != other => {
            let in_money = |quantity| money::money(quantity, fallback).ok().map(|exact| exact.value);
            if let (Some(actual), Some(target)) = (in_money(actual), in_money(target)) {
                return Ok((Some(actual), Some(target)));
            }
            let ((one_times, one_unit), (other_times, other_unit)) = (scale(one), scale(other));
            // Whether a bare number is meant in 万 too, nobody says.
            if actual.unit.is_none() && other_times > 1 || target.unit.is_none() && one_times > 1 {
                return Err(half_said());
            }
            if one_unit != other_unit && !one_unit.is_empty() && !other_unit.is_empty() {
                return Err(said!(
                    "actual ({one}) and target ({other}) are in different units",
                    "完成值（{one}）与指标值（{other}）计量单位不同，不能计算"
                ));
            }
            let times = |value: Option<Decimal>, by: u32| value.and_then(|value| value.checked_mul(by.into()));
            Ok((times(as_they_are.0, one_times), times(as_they_are.1, other_times)))
        }
        (Some(unit), None) | (None, Some(unit)) if scale(unit).0 > 1 => Err(half_said()),
        _ => Ok(as_they_are),
    }
}

fn half_said() -> Said {
    said!(
        "only one of actual and target is written in 万 or 亿: write both with their unit",
        "完成值与指标值只有一个写明“万”或“亿”，不能计算；请都写明计量单位"
    )
}

/// What a unit's 万 or 亿 stands for, and the unit behind it. 千 stands alone or belongs to the unit: 千克.
fn scale(unit: &str) -> (u32, &str) {
    if unit == "千" {
        return (1_000, "");
    }
    let scales = [("亿", 100_000_000), ("万", 10_000)];
    scales.into_iter().find_map(|(sign, times)| Some((times, unit.strip_prefix(sign)?))).unwrap_or((1, unit))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    #[test]
    fn figures_are_set_against_each_other_in_one_unit_or_not_at_all() {
        let both = |actual: &str, target: &str, fallback: &str| {
            let (actual, target) = in_one(&Quantity::parse(actual), &Quantity::parse(target), fallback).ok()?;
            Some((actual.unwrap().normalize().to_string(), target.unwrap().normalize().to_string()))
        };
        for (actual, target, fallback, expected) in [
            ("277.2万件", "2,700,000件", "", Some(("2772000", "2700000"))),
            ("277.2万件", "270", "万件", Some(("277.2", "270"))),
            ("277.2万件", "270万", "", Some(("2772000", "2700000"))),
            ("277.2万件", "270万件", "", Some(("277.2", "270"))),
            ("1.2亿人次", "11000万人次", "", Some(("120000000", "110000000"))),
            ("12000元", "1.5万元", "", Some(("1.2", "1.5"))),
            ("95%", "90", "", Some(("95", "90"))),
            ("18", "20", "次", Some(("18", "20"))),
            ("277.2万件", "2,700,000", "", None),
            ("20", "30万", "人次", None),
            ("5万份", "5万件", "", None),
            ("2千克", "2克", "", None),
        ] {
            let expected = expected.map(|(one, other): (&str, &str)| (one.to_owned(), other.to_owned()));
            assert_eq!(both(actual, target, fallback), expected, "{actual} {target} {fallback}");
        }
    }
}
