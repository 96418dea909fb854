//! A figure with everybody who gave it: the report, the scoring standard, the reviewer.
//!
//! Nothing that was given is thrown away: the one in force stands first, the others beside it.

use rust_decimal::Decimal;

use crate::lang::{Words, tr};
use crate::report::money;
use crate::report::{FundField, Quantity};

/// Who said something, and when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Who {
    /// Reviewer key, `r-7f3a…`.
    pub by: String,
    /// As stamped.
    pub at: String,
}

/// Where a figure comes from, in the order in which they prevail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// 复核认定: put with the score.
    Verified,
    /// 复核设定: put with the scoring standard.
    Frame,
    /// 复核补录.
    Supplement,
    /// Reckoned from the report's funds, as the standard's row says.
    Funds,
    /// The scoring standard.
    Standard,
    /// The report.
    Report,
}

impl Origin {
    /// Its name in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Frame => "frame",
            Self::Supplement => "supplement",
            Self::Funds => "funds",
            Self::Standard => "standard",
            Self::Report => "report",
        }
    }

    /// What it is called.
    pub const fn words(self) -> Words {
        match self {
            Self::Verified => tr("verified", "复核认定"),
            Self::Frame => tr("set by the reviewer", "复核设定"),
            Self::Supplement => tr("supplied by the reviewer", "复核补录"),
            Self::Funds => tr("calculated from the funds", "按资金数据计算"),
            Self::Standard => tr("scoring standard", "评分标准"),
            Self::Report => tr("report", "报告"),
        }
    }
}

/// The fields of a row that may be supplied, in the order of forms.
pub const SUPPLIABLE: [&str; 4] = ["target", "weight", "actual", "self_score"];

/// What a field that may be supplied is called; its path where nobody knows it.
pub fn supplied_words(item: &str, field: &str) -> Words {
    if item == "funds" {
        return FundField::named(field).map_or(tr("a figure of the funds", "资金数据"), |field| tr(field.en(), field.zh()));
    }
    match field {
        "target" => tr("target", "指标值"),
        "weight" => tr("weight", "分值"),
        "actual" => tr("actual", "完成值"),
        "self_score" => tr("self score", "自评得分"),
        _ => tr("a figure", "数值"),
    }
}

/// A figure as one of them gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// As written.
    pub value: Quantity,
    /// By whom.
    pub origin: Origin,
    /// Which reviewer, and when, where it is a reviewer's.
    pub who: Option<Who>,
    /// Where the reviewer has it from, or how it was reckoned.
    pub source: String,
}

/// A figure with everybody who gave it; the first is in force.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field(Vec<Given>);

impl Field {
    /// A field of these, the one that prevails first. Of one origin the first counts.
    pub(super) fn of(given: impl IntoIterator<Item = Given>) -> Self {
        let mut all: Vec<Given> = given.into_iter().collect();
        all.sort_by_key(|given| given.origin);
        Self(all)
    }

    /// The one in force.
    pub fn in_force(&self) -> Option<&Given> {
        self.0.first()
    }

    /// All, the one in force first.
    pub fn all(&self) -> &[Given] {
        &self.0
    }

    /// What one of them gave.
    pub fn by(&self, origin: Origin) -> Option<&Given> {
        self.0.iter().find(|given| given.origin == origin)
    }

    /// The one in force as a number to reckon with; none where it is only about so much or no number.
    pub fn number(&self) -> Option<Decimal> {
        money::value(&self.in_force()?.value).ok()
    }

    /// Whether those who gave it gave different figures. Numbers agree within half a unit of the last
    /// digit of the coarser.
    pub fn differs(&self) -> bool {
        self.0.windows(2).any(|pair| !agree(&pair[0].value, &pair[1].value))
    }
}

fn agree(one: &Quantity, other: &Quantity) -> bool {
    let units_agree = one.unit == other.unit || one.unit.is_none() || other.unit.is_none();
    match (money::exact(one), money::exact(other)) {
        (Ok(one), Ok(other)) => units_agree && (one.value - other.value).abs() <= one.half_unit.max(other.half_unit),
        _ => one.raw.trim() == other.raw.trim(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(origin: Origin, raw: &str) -> Given {
        Given { value: Quantity::parse(raw), origin, who: None, source: String::new() }
    }

    #[test]
    fn what_prevails_stands_first_and_the_others_are_kept() {
        let field = Field::of([given(Origin::Report, "90"), given(Origin::Verified, "85"), given(Origin::Supplement, "88")]);
        assert_eq!(field.all().iter().map(|given| given.value.raw.as_str()).collect::<Vec<_>>(), ["85", "88", "90"]);
        assert_eq!((field.number(), field.differs()), (Some(Decimal::from(85)), true));
        assert_eq!(field.by(Origin::Report).map(|given| given.value.raw.as_str()), Some("90"));
    }

    #[test]
    fn what_is_printed_coarser_agrees_within_its_last_digit() {
        let differs = |one: &str, other: &str| Field::of([given(Origin::Funds, one), given(Origin::Report, other)]).differs();
        assert!(!differs("99.6744%", "99.7%"));
        assert!(differs("99.6744%", "99.8%"));
        assert!(differs("近30次", "30次"));
        assert!(differs("3万件", "3件"));
    }
}
