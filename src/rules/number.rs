//! Decimals in pack files: an integer as it is, anything finer in quotes, never a binary fraction.

use std::fmt;

use rust_decimal::Decimal;
use serde::Deserializer;
use serde::de::{Error, Visitor};

/// No figure of a scoring standard is larger: a thousand rows of it add up, and any of it times the money of a
/// department is still a decimal.
const VALUE_MAX: i64 = 1_000_000_000_000;

struct Number;

/// A number within bounds.
fn bounded<E: Error>(value: Decimal) -> Result<Decimal, E> {
    if value.abs() <= Decimal::from(VALUE_MAX) {
        Ok(value)
    } else {
        Err(E::custom(format_args!("{value} is out of bounds: no figure may be above {VALUE_MAX}")))
    }
}

impl Visitor<'_> for Number {
    type Value = Decimal;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an integer, or a decimal in quotes (\"0.5\")")
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Decimal, E> {
        bounded(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Decimal, E> {
        bounded(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Decimal, E> {
        Err(E::custom(format_args!("write {value} in quotes: \"{value}\"; scores are decimals, never floating point")))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Decimal, E> {
        bounded(Decimal::from_str_exact(value).map_err(|_error| E::custom(format_args!("\"{value}\" is no decimal number")))?)
    }
}

/// For fields that hold a decimal.
pub(super) fn number<'de, D: Deserializer<'de>>(from: D) -> Result<Decimal, D::Error> {
    from.deserialize_any(Number)
}

/// For fields that may hold one.
pub(super) fn maybe<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Decimal>, D::Error> {
    number(from).map(Some)
}

/// For lists of them.
pub(super) fn list<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Decimal>, D::Error> {
    #[derive(serde::Deserialize)]
    struct One(#[serde(deserialize_with = "number")] Decimal);
    let all: Vec<One> = serde::Deserialize::deserialize(from)?;
    Ok(all.into_iter().map(|one| one.0).collect())
}
