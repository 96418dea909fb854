//! What the report says of its indicators and funds, read once: a report never changes.

use crate::report::{Funds, Indicator, ItemRef, Report, SelfRating};
use crate::rules::Class;

/// What the report says that scores are made of. Reading costs a pass over the report; whoever shows a
/// sheet keeps this and makes the sheet anew from it.
#[derive(Clone, Debug, Default)]
pub struct Stated {
    /// Its indicators, in report order.
    pub indicators: Vec<StatedIndicator>,
    /// Its funds.
    pub funds: Funds,
    /// Its rating of itself.
    pub self_rating: SelfRating,
}

/// One of the report's indicators.
#[derive(Clone, Debug)]
pub struct StatedIndicator {
    /// Which.
    pub at: ItemRef,
    /// Its id.
    pub id: String,
    /// Its fields.
    pub says: Indicator,
    /// Its class, stated or read from its levels' words.
    pub class: Option<Class>,
}

impl StatedIndicator {
    /// What it is called: its name, else its level 3.
    pub fn name(&self) -> &str {
        if self.says.name.is_empty() { self.level(2) } else { &self.says.name }
    }

    /// Level 1 to 3 from 0, as printed; empty where there is none.
    pub fn level(&self, n: usize) -> &str {
        self.says.levels.get(n).map_or("", String::as_str)
    }
}

impl Stated {
    /// Reads it.
    pub fn of(report: &Report) -> Self {
        let indicator = |n| {
            let (at, says) = (ItemRef::Indicator(n), report.indicator(n));
            StatedIndicator { at, id: report.id(at), class: Class::of(&says), says }
        };
        Self {
            indicators: (0..report.counts().indicators).map(indicator).collect(),
            funds: report.funds().clone(),
            self_rating: report.self_rating().clone(),
        }
    }
}
