//! Which items the report itself links: a link counts if either side states it.

use super::{ItemRef, Report};

/// The links a report states, both ways.
#[derive(Clone, Debug, Default)]
pub struct Links {}

impl Links {
    /// Reads every item's links. Costs a pass over all items: run it after the first frame.
    pub fn of_report(report: &Report) -> Self {
        todo!("{report:p}")
    }

    /// The items linked with `item`, in report order.
    pub fn of(&self, item: ItemRef) -> &[ItemRef] {
        todo!("{item:?}")
    }
}
