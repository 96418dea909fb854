//! The rows of a scoring standard: what each is worth, what it reckons with, and how points follow.

use rust_decimal::Decimal;
use serde::Deserialize;

use super::{Class, Confidence, number};
use crate::report::FundField;

/// A row of a scoring standard, of any level. Its level follows from its `parent`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Item {
    /// Unique in the pack (`H1-A2`): stands wherever an indicator's id may.
    pub code: String,
    /// The row it is part of; none at level 1.
    pub parent: Option<String>,
    /// As the form prints it.
    pub title: String,
    /// 分值; none only in a template, where it is for a person to fill in.
    #[serde(deserialize_with = "number::maybe")]
    pub points: Option<Decimal>,
    /// The report's own indicators of these classes stand under this row; their weights make up its points.
    pub takes: Vec<Class>,
    /// How its actual value follows from the funds, where it does.
    pub formula: Option<Formula>,
    /// How its points follow from its actual value; none for rows that others are part of.
    pub rule: Option<Scoring>,
    /// 佐证材料 to ask for.
    pub evidence: String,
    /// 计分规则 as the form prints it, in our words.
    pub standard: String,
    /// How sure the row is.
    pub confidence: Confidence,
    /// Where it was read.
    pub source: String,
}

impl Item {
    /// Whether it may be used without a person's word: rows only remembered are off.
    pub fn is_on(&self) -> bool {
        self.confidence != Confidence::Weak
    }
}

/// A ratio of figures of the funds, in percent: `numerator ÷ denominator × 100`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Formula {
    /// As the form prints it.
    pub text: String,
    /// What is divided.
    pub numerator: Sum,
    /// By what.
    pub denominator: Sum,
}

/// Figures of the funds, added and taken away: `three_public.total.actual - three_public.total.prior`.
/// Empty where the report's structure has no such figure: then a person gives the value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Sum(pub Vec<Term>);

/// One figure of a sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Term {
    /// Added.
    Plus(FundField),
    /// Taken away.
    Minus(FundField),
}

impl TryFrom<String> for Sum {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let mut terms = Vec::new();
        // The sign that waits for its figure.
        let mut sign: Option<fn(FundField) -> Term> = None;
        for word in text.split_whitespace() {
            match word {
                "+" | "-" if sign.is_some() => return Err(format!("`{word}` follows another sign")),
                "+" => sign = Some(Term::Plus),
                "-" => sign = Some(Term::Minus),
                name if sign.is_none() && !terms.is_empty() => return Err(format!("there is no + or - before `{name}`")),
                name => {
                    let field = FundField::named(name).ok_or_else(|| format!("`{name}` is no figure of `funds`"))?;
                    terms.push(sign.take().unwrap_or(Term::Plus)(field));
                }
            }
        }
        if sign.is_some() {
            return Err("it ends in a sign".to_owned());
        }
        Ok(Self(terms))
    }
}

/// How points follow from an actual value. `w` is the row's points, A the actual, T the target.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Scoring {
    /// `w × A ÷ of`, at most `w`: execution rates and the like.
    Ratio {
        /// What earns all points (100 %).
        #[serde(deserialize_with = "number::number")]
        of: Decimal,
    },
    /// The points of the first band that holds A (bands are ascending, each with its upper edge).
    Bands {
        /// The bands.
        bands: Vec<Band>,
    },
    /// All points up to (or down to) `full`; beyond it `minus` for each `per`.
    Step {
        /// Which way is good.
        better: Better,
        /// The last value that earns all points.
        #[serde(deserialize_with = "number::number")]
        full: Decimal,
        /// How much beyond it costs `minus`.
        #[serde(deserialize_with = "number::number")]
        per: Decimal,
        /// What that costs.
        #[serde(deserialize_with = "number::number")]
        minus: Decimal,
        /// Whether a begun step costs its part, or nothing until it is whole.
        #[serde(default)]
        rounding: Rounding,
    },
    /// Points for each condition that holds.
    Checklist {
        /// The conditions.
        entries: Vec<Entry>,
    },
    /// `minus` for each breach a person finds; floor 0.
    Breaches {
        /// What a breach costs.
        #[serde(deserialize_with = "number::number")]
        minus: Decimal,
        /// What counts as one.
        entries: Vec<String>,
    },
    /// ≥: met earns all, missed earns `w × A ÷ T`, or nothing below `pass` percent and
    /// `w × (rate − pass) ÷ (1 − pass)` above it.
    Forward {
        /// 及格线 in percent; none = proportional from 0.
        #[serde(default, deserialize_with = "number::maybe")]
        pass: Option<Decimal>,
    },
    /// ≤: met earns all; missed by `reverse`.
    Reverse {
        /// How a missed upper limit is scored.
        reverse: ReverseKind,
    },
    /// =: like forward; at target 0 all or nothing.
    Equal,
    /// A person's judgement within the pack's qualitative bands.
    Qualitative,
    /// All or nothing.
    Binary,
    /// A satisfaction rate: by `bands` if there are any (shares of `w` in percent), else like forward.
    Satisfaction {
        /// Lower edges, descending, with the share of points in percent.
        #[serde(default)]
        bands: Vec<Band>,
    },
}

/// A band: up to and with `upto`; the last has none. For satisfaction: from `from` on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Band {
    /// Upper edge, inclusive.
    #[serde(deserialize_with = "number::maybe")]
    pub upto: Option<Decimal>,
    /// Lower edge, inclusive.
    #[serde(deserialize_with = "number::maybe")]
    pub from: Option<Decimal>,
    /// What it earns.
    #[serde(deserialize_with = "number::number")]
    pub points: Decimal,
}

/// A condition and what it earns.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Entry {
    /// The condition.
    pub text: String,
    /// What it earns.
    #[serde(deserialize_with = "number::number")]
    pub points: Decimal,
}

/// Which way is good.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Better {
    /// The less the better: beyond is above.
    #[default]
    Lower,
    /// The more the better: beyond is below.
    Higher,
}

/// How a begun step counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// By its part.
    #[default]
    Proportional,
    /// Not until it is whole.
    WholeSteps,
}

/// How a missed upper limit is scored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReverseKind {
    /// `w × (1 − (A − T) ÷ T)`, 0 from 2 T on: the fiscal system.
    #[default]
    Linear,
    /// `w × T ÷ A`: Hubei.
    InverseRatio,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_has_one_sign_before_each_figure_but_the_first() {
        let sum = |text: &str| Sum::try_from(text.to_owned());
        let (plus, minus) = (Term::Plus(FundField::ADJUSTED), Term::Minus(FundField::INITIAL));
        assert_eq!(sum("adjusted - initial"), Ok(Sum(vec![plus, minus])));
        assert_eq!(sum("- initial + adjusted"), Ok(Sum(vec![minus, plus])));
        assert_eq!(sum(" "), Ok(Sum(Vec::new())));
        for wrong in ["adjusted initial", "- - initial", "adjusted + - initial", "adjusted -", "+", "adjusted - nothing"] {
            assert!(sum(wrong).is_err(), "{wrong}");
        }
    }
}
