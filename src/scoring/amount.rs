//! A value as a fraction: divided once, at the end, so that nothing is lost on the way.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use crate::report::money;

/// A value as numerator and denominator (above 0), and how it was had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Amount {
    over: Decimal,
    under: Decimal,
    /// `95.88 ÷ 100 = 95.88%`; empty for a value as it is.
    how: String,
}

impl Amount {
    /// A value as it is.
    pub(super) fn plain(value: Decimal) -> Self {
        Self { over: value, under: Decimal::ONE, how: String::new() }
    }

    /// `over ÷ under`, in percent. None where `under` is not above 0.
    pub(super) fn percent(over: Decimal, under: Decimal) -> Option<Self> {
        if under <= Decimal::ZERO {
            return None;
        }
        let share = Self { over: over.checked_mul(Decimal::ONE_HUNDRED)?, under, how: String::new() };
        let (over, under, rate) = (printed(over), printed(under), printed(money::round(share.value()?, 4)));
        Some(Self { how: format!("{over} ÷ {under} = {rate}%"), ..share })
    }

    /// The value, divided.
    pub(super) fn value(&self) -> Option<Decimal> {
        self.over.checked_div(self.under)
    }

    /// How it was had, else the value.
    pub(super) fn words(&self) -> String {
        if self.how.is_empty() { self.value().map(printed).unwrap_or_default() } else { self.how.clone() }
    }

    pub(super) fn times(&self, by: Decimal) -> Option<Self> {
        Some(Self { over: self.over.checked_mul(by)?, under: self.under, how: String::new() })
    }

    /// Divided by what is above 0.
    pub(super) fn over(&self, by: Decimal) -> Option<Self> {
        let under = self.under.checked_mul(by).filter(|under| *under > Decimal::ZERO)?;
        Some(Self { over: self.over, under, how: String::new() })
    }

    pub(super) fn less(&self, by: Decimal) -> Option<Self> {
        Some(Self { over: self.over.checked_sub(self.under.checked_mul(by)?)?, under: self.under, how: String::new() })
    }

    pub(super) fn negated(self) -> Self {
        Self { over: -self.over, ..self }
    }

    /// Against a number.
    pub(super) fn compare(&self, with: Decimal) -> Option<Ordering> {
        Some(self.over.cmp(&self.under.checked_mul(with)?))
    }

    /// The whole part.
    pub(super) fn whole(&self) -> Option<Decimal> {
        Some(self.value()?.trunc())
    }
}

/// A number without trailing noughts.
pub(super) fn printed(value: Decimal) -> String {
    value.normalize().to_string()
}

/// Points as they are printed: two places, half up.
pub(super) fn rounded(points: Decimal) -> Decimal {
    let mut points = money::round(points, 2);
    points.rescale(2);
    points
}
