//! Points of one of the report's own indicators, as a pack has them: what is met, what is missed.

use rust_decimal::{Decimal, RoundingStrategy};

use super::{IndicatorRules, ReverseKind};

/// Points and how they came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Points {
    /// Rounded half up to two places, between 0 and the weight.
    pub points: Decimal,
    /// The same before it was rounded.
    pub exact: Decimal,
    /// The sum that gave them, as the field writes it.
    pub sum: String,
}

impl IndicatorRules {
    /// The points for `actual` against `target` by the indicator's sign (`≥ > = ≤ <`). None where the
    /// sign is another, the target is negative (no rule says what its share is) or the numbers have no quotient.
    ///
    /// A met target earns all; a negative actual counts as 0. Missed: forward and equal in proportion
    /// (from the pass mark on, if the pack has one), reverse by the pack's kind; at target 0 all or nothing.
    pub fn points(&self, sign: &str, target: Decimal, actual: Decimal, weight: Decimal) -> Option<Points> {
        if target < Decimal::ZERO {
            return None;
        }
        let actual = actual.max(Decimal::ZERO);
        let [w, t, a] = [weight, target, actual].map(|value| value.normalize());
        let given = |points: Decimal, sum: String| {
            let exact = points.clamp(Decimal::ZERO, weight.max(Decimal::ZERO));
            Points { points: rounded(exact), exact, sum }
        };
        // All products come before the one division: a third of 7.035 is 2.345, not 2.3449….
        let share = |of: Decimal, by: Decimal, sum: String| Some(given(weight.checked_mul(of)?.checked_div(by)?, sum));
        match sign {
            "=" if target.is_zero() && actual > target => Some(given(Decimal::ZERO, format!("{a} > {t}，0"))),
            // With an equal sign more than the target is also full, as the fiscal system has it: flagged elsewhere.
            "≥" | ">" | "=" if actual >= target => Some(given(weight, format!("{a} ≥ {t}，{w}"))),
            "≥" | ">" | "=" => {
                let Some(pass) = self.forward_pass.map(|pass| pass / Decimal::ONE_HUNDRED) else {
                    return share(actual, target, format!("{a} ÷ {t} × {w}"));
                };
                let beyond = actual.checked_sub(target.checked_mul(pass)?)?;
                if beyond.is_sign_negative() && !beyond.is_zero() {
                    return Some(given(Decimal::ZERO, format!("{a} < {t}，0")));
                }
                let by = target.checked_mul(Decimal::ONE - pass)?;
                let pass = pass.normalize();
                share(beyond, by, format!("({a} ÷ {t} − {pass}) ÷ (1 − {pass}) × {w}"))
            }
            "≤" | "<" if actual <= target => Some(given(weight, format!("{a} ≤ {t}，{w}"))),
            "≤" | "<" => match self.reverse {
                ReverseKind::Linear => {
                    let left = target.checked_add(target)?.checked_sub(actual)?;
                    share(left, target, format!("(1 − ({a} − {t}) ÷ {t}) × {w}"))
                }
                ReverseKind::InverseRatio => share(target, actual, format!("{t} ÷ {a} × {w}")),
            },
            _ => None,
        }
    }
}

fn rounded(points: Decimal) -> Decimal {
    points.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    fn dec(text: &str) -> Decimal {
        Decimal::from_str_exact(text).unwrap()
    }

    #[test]
    fn the_vectors_of_the_three_rules() {
        let system = IndicatorRules::default();
        let hubei = IndicatorRules { reverse: ReverseKind::InverseRatio, ..IndicatorRules::default() };
        let core = IndicatorRules { forward_pass: Some(Decimal::from(60)), ..IndicatorRules::default() };
        let cases = [
            ("≥", "80", ["8.00", "8.00", "5.00"]),
            ("≥", "59", ["5.90", "5.90", "0.00"]),
            ("≥", "130", ["10.00", "10.00", "10.00"]),
            ("≤", "120", ["8.00", "8.33", "8.00"]),
            ("≤", "150", ["5.00", "6.67", "5.00"]),
            ("≤", "200", ["0.00", "5.00", "0.00"]),
            ("=", "80", ["8.00", "8.00", "5.00"]),
            ("≥", "-5", ["0.00", "0.00", "0.00"]),
        ];
        for (sign, actual, expected) in cases {
            for (rules, expected) in [&system, &hubei, &core].into_iter().zip(expected) {
                let points = rules.points(sign, dec("100"), dec(actual), dec("10")).unwrap();
                assert_eq!(points.points, dec(expected), "{sign} {actual}: {}", points.sum);
            }
        }
    }

    #[test]
    fn a_third_is_not_rounded_before_it_is_multiplied() {
        let rules = IndicatorRules::default();
        assert_eq!(rules.points("≥", dec("3"), dec("1"), dec("7.035")).unwrap().points, dec("2.35"));
        assert_eq!(rules.points("≥", dec("7.035"), dec("2.345"), dec("3")).unwrap().points, dec("1.00"));
        let points = rules.points("≥", dec("1"), dec("0.1234567890123456789012345678"), dec("12.34")).unwrap();
        assert_eq!(points.points, dec("1.52"));
    }

    #[test]
    fn at_target_0_it_is_all_or_nothing_or_no_quotient() {
        let rules = IndicatorRules::default();
        let points = |sign: &str, actual: &str| rules.points(sign, Decimal::ZERO, dec(actual), dec("5")).map(|points| points.points);
        assert_eq!((points("=", "0"), points("=", "1")), (Some(dec("5")), Some(dec("0"))));
        assert_eq!((points("≤", "0"), points("≤", "1"), points("定性", "1")), (Some(dec("5")), None, None));
    }

    #[test]
    fn a_negative_target_has_no_share() {
        // Down by 5 % was asked, 3 % were reached: neither all points nor a proportion of them.
        let points = |sign: &str, actual: &str| IndicatorRules::default().points(sign, dec("-5"), dec(actual), dec("10"));
        assert_eq!([points("≤", "-3"), points("≤", "-6"), points("≥", "-10")], [None, None, None]);
    }
}
