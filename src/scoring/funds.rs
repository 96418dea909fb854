//! The actual value of a standard's row that follows from the funds.

use rust_decimal::Decimal;

use super::Inputs;
use super::amount::Amount;
use crate::lang::Said;
use crate::report::{FundField, Funds, Quantity, money};
use crate::rules::{Formula, Sum, Term, ZeroBudget};
use crate::said;

/// What the funds give for a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Share {
    /// A rate in percent, and whether the reviewer supplied a part of it.
    Rate(Amount),
    /// The row has no such figures: a person gives the value.
    Asked,
    /// A figure is missing or is not a number one can calculate with, or there is nothing to divide by.
    Missing(Said),
    /// Nothing to divide by, and the standard gives no points then.
    NoPoints(Said),
}

/// Reckons it; supplements stand over the report's own figures.
pub(super) fn share(formula: Option<&Formula>, funds: &Funds, inputs: &Inputs, zero: ZeroBudget) -> Share {
    let Some(formula) = formula.filter(|formula| !formula.numerator.0.is_empty() && !formula.denominator.0.is_empty()) else {
        return Share::Asked;
    };
    let (over, under) = match (sum(&formula.numerator, funds, inputs), sum(&formula.denominator, funds, inputs)) {
        (Ok(over), Ok(under)) => (over, under),
        (Err(why), _) | (_, Err(why)) => return Share::Missing(why),
    };
    let text = &formula.text;
    if under.is_zero() {
        return match zero {
            ZeroBudget::One => Amount::percent(over, Decimal::ONE).map_or_else(|| too_large(text), Share::Rate),
            ZeroBudget::Zero => Share::NoPoints(said!("divides by 0 ({text}): no points", "分母为 0（{text}），按标准不得分")),
            ZeroBudget::Skip => Share::Missing(said!("divides by 0 ({text}): cannot be calculated", "分母为 0（{text}），不能计算")),
        };
    }
    Amount::percent(over, under).map_or_else(|| too_large(text), Share::Rate)
}

fn too_large(text: &str) -> Share {
    Share::Missing(said!("cannot be calculated: {text}", "不能计算：{text}"))
}

fn sum(sum: &Sum, funds: &Funds, inputs: &Inputs) -> Result<Decimal, Said> {
    let mut total = Decimal::ZERO;
    for term in &sum.0 {
        let (Term::Plus(field) | Term::Minus(field)) = *term;
        let value = figure(field, funds, inputs)?;
        let next = if matches!(term, Term::Plus(_)) { total.checked_add(value) } else { total.checked_sub(value) };
        total = next.ok_or_else(|| said!("the figures are too large", "数值过大"))?;
    }
    Ok(total)
}

fn figure(field: FundField, funds: &Funds, inputs: &Inputs) -> Result<Decimal, Said> {
    let (en, zh) = (field.en(), field.zh());
    let supplied = inputs.supplied("funds", field.path()).map(|supplied| Quantity::parse(&supplied.supplement.value));
    let Some(quantity) = supplied.as_ref().or(field.of(funds)) else {
        return Err(said!("{en} is not stated", "未列{zh}"));
    };
    // Heads are counted, all else is money.
    let value = if field.path().starts_with("staff.") { money::exact(quantity) } else { money::money(quantity, funds.unit.as_deref()) };
    let raw = &quantity.raw;
    value
        .map(|exact| exact.value)
        .map_err(|_why| said!("{en} is not a number one can calculate with (“{raw}”)", "{zh}（“{raw}”）不是可计算的数"))
}
