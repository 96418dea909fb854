//! Decimals as reviewers reckon: money in 万元, rates in percent, agreement within half a unit of the
//! last printed digit.

use rust_decimal::{Decimal, RoundingStrategy};

use super::{Approx, Quantity};

/// What is more than this is no figure of a department: two of them can be multiplied without overflow.
const VALUE_MAX: Decimal = Decimal::from_parts(1_316_134_912, 2328, 0, false, 0);

/// The money tolerance for each addend of a cross-sum, in 万元: 尾差.
pub const CENT: Decimal = Decimal::from_parts(1, 0, 0, false, 2);

/// A hundred, for percents.
pub const HUNDRED: Decimal = Decimal::ONE_HUNDRED;

/// A value with its exactness: half a unit of its last printed digit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exact {
    /// The value.
    pub value: Decimal,
    /// Half a unit of its last printed digit.
    pub half_unit: Decimal,
    /// As printed, with its unit.
    pub printed: String,
}

/// Why a quantity cannot be reckoned with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inexact {
    /// 近 约 余 多.
    About,
    /// No number, or one out of bounds.
    Unreadable,
    /// Its unit is not one of money.
    Unit,
}

/// A number that may be reckoned with: exact, within bounds.
pub fn exact(quantity: &Quantity) -> Result<Exact, Inexact> {
    let value = value(quantity)?;
    Ok(Exact { value, half_unit: half_unit(value.scale()), printed: quantity.raw.trim().to_owned() })
}

/// The same, the number alone.
pub fn value(quantity: &Quantity) -> Result<Decimal, Inexact> {
    if quantity.approx == Approx::About {
        return Err(Inexact::About);
    }
    quantity.value.filter(|value| value.abs() <= VALUE_MAX).ok_or(Inexact::Unreadable)
}

/// The number of a quantity, if there is one that may be reckoned with.
pub fn number(quantity: Option<&Quantity>) -> Option<Decimal> {
    value(quantity?).ok()
}

/// An amount in 万元. `unit` is that of the table where none is printed with the figure.
pub fn money(quantity: &Quantity, unit: Option<&str>) -> Result<Exact, Inexact> {
    let Exact { value, half_unit, printed } = exact(quantity)?;
    let unit = quantity.unit.as_deref().or(unit).unwrap_or("万元");
    let in_wan = match unit {
        "元" => Decimal::new(1, 4),
        "千元" => Decimal::new(1, 1),
        "万元" | "万" => Decimal::ONE,
        "百万元" => HUNDRED,
        "亿元" | "亿" => Decimal::from(10_000),
        _ => return Err(Inexact::Unit),
    };
    let printed = if quantity.unit.is_some() { printed } else { format!("{printed} {unit}") };
    Ok(Exact { value: value * in_wan, half_unit: half_unit * in_wan, printed })
}

/// A rate in percent: `99.7%`, `99.7`, or a fraction of 1 as spreadsheets print it.
pub fn rate(quantity: &Quantity) -> Result<Exact, Inexact> {
    let exact = exact(quantity)?;
    match quantity.unit.as_deref() {
        None if exact.value.abs() <= Decimal::ONE && exact.value.scale() > 0 => {
            Ok(Exact { value: exact.value * HUNDRED, half_unit: exact.half_unit * HUNDRED, printed: exact.printed })
        }
        Some("%") | None => Ok(exact),
        Some(_) => Err(Inexact::Unit),
    }
}

/// `part ÷ whole` in percent; none if the whole is 0 or the quotient has no bounds.
pub fn percent(part: Decimal, whole: Decimal) -> Option<Decimal> {
    part.checked_div(whole)?.checked_mul(HUNDRED)
}

/// Half a unit of the digit at `scale`.
fn half_unit(scale: u32) -> Decimal {
    Decimal::try_new(5, scale + 1).unwrap_or(Decimal::ZERO)
}

/// Rounded half up, as the field does.
pub fn round(value: Decimal, places: u32) -> Decimal {
    value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
}

/// A rounded value without trailing noughts: for running text.
pub fn short(value: Decimal, places: u32) -> String {
    round(value, places).normalize().to_string()
}

/// An amount with commas and two decimals.
pub fn amount(value: Decimal) -> String {
    let text = format!("{:.2}", round(value, 2));
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |digits| ("-", digits));
    let (whole, cents) = digits.split_once('.').unwrap_or((digits, "00"));
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}.{cents}")
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    fn dec(text: &str) -> Decimal {
        Decimal::from_str_exact(text).unwrap()
    }

    #[test]
    fn the_bound_is_ten_million_million() {
        assert_eq!(VALUE_MAX, dec("10000000000000"));
        assert!(VALUE_MAX.checked_mul(VALUE_MAX).is_some());
        assert_eq!(CENT, dec("0.01"));
    }

    #[test]
    fn money_is_reckoned_in_ten_thousands() {
        let cases = [
            ("29,094.17万元", "29094.17", "0.005"),
            ("2.9亿元", "29000", "500"),
            ("1000元", "0.1", "0.00005"),
            ("12.50", "12.50", "0.005"),
        ];
        for (printed, value, half) in cases {
            let money = money(&Quantity::parse(printed), None).unwrap();
            assert_eq!((money.value, money.half_unit), (dec(value), dec(half)), "{printed}");
        }
        assert_eq!(money(&Quantity::parse("3"), Some("亿元")).unwrap().printed, "3 亿元");
        assert_eq!(money(&Quantity::parse("3件"), None), Err(Inexact::Unit));
        assert_eq!(money(&Quantity::parse("近3万元"), None), Err(Inexact::About));
        assert_eq!(exact(&Quantity::parse("99999999999999999999")), Err(Inexact::Unreadable));
    }

    #[test]
    fn a_rate_is_read_with_its_sign_or_as_a_fraction() {
        let read = ["99.7%", "99.7", "0.997", "1"].map(|printed| rate(&Quantity::parse(printed)).unwrap().value);
        assert_eq!(read, ["99.7", "99.7", "99.700", "1"].map(dec));
    }

    #[test]
    fn amounts_have_commas_and_two_decimals() {
        let amounts = ["94.73", "28999.445", "-1234567", "0"].map(|value| amount(dec(value)));
        assert_eq!(amounts, ["94.73", "28,999.45", "-1,234,567.00", "0.00"]);
        assert_eq!((short(dec("99.67441"), 4), short(dec("30.00"), 2)), ("99.6744".to_owned(), "30".to_owned()));
    }
}
