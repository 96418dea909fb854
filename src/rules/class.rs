//! The classes of indicators, as forms and reports print them.

use serde::{Deserialize, Serialize};

use crate::report::Indicator;

/// What kind of result an indicator measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Class {
    /// 数量.
    #[serde(rename = "数量")]
    Quantity,
    /// 质量.
    #[serde(rename = "质量")]
    Quality,
    /// 时效.
    #[serde(rename = "时效")]
    Timeliness,
    /// 成本.
    #[serde(rename = "成本")]
    Cost,
    /// 经济效益.
    #[serde(rename = "经济效益")]
    Economic,
    /// 社会效益.
    #[serde(rename = "社会效益")]
    Social,
    /// 生态效益.
    #[serde(rename = "生态效益")]
    Ecological,
    /// 可持续影响.
    #[serde(rename = "可持续")]
    Sustainable,
    /// 满意度.
    #[serde(rename = "满意度")]
    Satisfaction,
}

impl Class {
    /// All, in the order of the national form.
    pub const ALL: [Self; 9] = [
        Self::Quantity,
        Self::Quality,
        Self::Timeliness,
        Self::Cost,
        Self::Economic,
        Self::Social,
        Self::Ecological,
        Self::Sustainable,
        Self::Satisfaction,
    ];

    /// As forms print it.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Quantity => "数量",
            Self::Quality => "质量",
            Self::Timeliness => "时效",
            Self::Cost => "成本",
            Self::Economic => "经济效益",
            Self::Social => "社会效益",
            Self::Ecological => "生态效益",
            Self::Sustainable => "可持续影响",
            Self::Satisfaction => "满意度",
        }
    }

    /// In English.
    pub const fn en(self) -> &'static str {
        match self {
            Self::Quantity => "quantity",
            Self::Quality => "quality",
            Self::Timeliness => "timeliness",
            Self::Cost => "cost",
            Self::Economic => "economic benefit",
            Self::Social => "social benefit",
            Self::Ecological => "ecological benefit",
            Self::Sustainable => "lasting effect",
            Self::Satisfaction => "satisfaction",
        }
    }

    /// Whether it is one of the benefits (效益).
    pub const fn is_benefit(self) -> bool {
        matches!(self, Self::Economic | Self::Social | Self::Ecological | Self::Sustainable)
    }

    /// The class of an indicator: as stated, else as the words of its levels name it, the nearest first.
    pub fn of(indicator: &Indicator) -> Option<Self> {
        let stated = indicator.class.as_deref().and_then(Self::read);
        stated.or_else(|| indicator.levels.iter().rev().find_map(|level| Self::read(level)))
    }

    /// The class that words name (`数量指标`, `社会效益`, `服务对象满意度`); none if they name no one class.
    pub fn read(words: &str) -> Option<Self> {
        const NAMES: [(&str, Class); 9] = [
            ("满意度", Class::Satisfaction),
            ("可持续", Class::Sustainable),
            ("生态", Class::Ecological),
            ("社会", Class::Social),
            ("经济效益", Class::Economic),
            ("成本", Class::Cost),
            ("时效", Class::Timeliness),
            ("质量", Class::Quality),
            ("数量", Class::Quantity),
        ];
        NAMES.iter().find(|(name, _)| words.contains(name)).map(|(_, class)| *class)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_is_read_from_the_words_of_a_form() {
        let read = ["数量指标", "社会效益指标", "服务对象满意度指标", "经济成本指标", "产出", ""].map(Class::read);
        let expected = [Some(Class::Quantity), Some(Class::Social), Some(Class::Satisfaction), Some(Class::Cost), None, None];
        assert_eq!(read, expected);
        assert!(Class::ALL.iter().all(|class| Class::read(class.zh()) == Some(*class)));
    }
}
