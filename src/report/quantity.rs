//! A quantity as printed, and its value where it has one.

use rust_decimal::Decimal;

/// How exact a printed quantity says it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Approx {
    /// As printed.
    Exact,
    /// 近, 余, 约, 多, 左右: never used as exact.
    About,
}

/// A quantity: its raw text, kept as printed, beside what could be read from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// As printed (`"300余"`, `29,094.17万元`, `29094.170`).
    pub raw: String,
    /// The number, digits and scale as printed; `None` when it cannot be read or held exactly.
    pub value: Option<Decimal>,
    /// The unit printed with it (`万元`, `%`), if any.
    pub unit: Option<String>,
    /// Whether it claims to be exact.
    pub approx: Approx,
}

impl Quantity {
    /// Reads a quantity as printed: full-width digits, thousands commas, a unit, 余 and its kin.
    pub fn parse(raw: &str) -> Self {
        todo!("{raw}")
    }
}
