//! A sheet with all it was made of, so that the next one costs what has changed: rows whose inputs are as
//! they were are taken over. What it holds is always the sheet that would be made from nothing.

use std::sync::Arc;

use super::sheet::Before;
use super::{Change, Inputs, Sheet, Stated, WhatIf};
use crate::review::{Review, Stage};
use crate::rules::Pack;

/// What one sheet is made of, and the sheet. Whoever shows sheets keeps it and turns it to the record after
/// each act.
#[derive(Clone, Debug)]
pub struct Workbook {
    stated: Arc<Stated>,
    pack: Option<Arc<Pack>>,
    inputs: Inputs,
    sheet: Sheet,
}

impl Workbook {
    /// Of a report about which nothing is recorded yet.
    pub fn new(stated: Arc<Stated>) -> Self {
        let inputs = Inputs::default();
        let sheet = Sheet::from_inputs(&stated, &inputs, None);
        Self { stated, pack: None, inputs, sheet }
    }

    /// The sheet.
    pub fn sheet(&self) -> &Sheet {
        &self.sheet
    }

    /// What the reviewer says that it is made of.
    pub fn inputs(&self) -> &Inputs {
        &self.inputs
    }

    /// The standard it is made by.
    pub fn pack(&self) -> Option<&Arc<Pack>> {
        self.pack.as_ref()
    }

    /// Turns to a stage of the record as it is, by this standard.
    pub fn turn(&mut self, review: &Review, stage: Stage, pack: Option<Arc<Pack>>) {
        let inputs = self.inputs.again(review, stage);
        self.sheet = self.made(&inputs, pack.as_ref());
        (self.inputs, self.pack) = (inputs, pack);
    }

    /// Tries changes, and another standard if one is given, on the sheet as it stands.
    pub fn what_if(&self, changes: &[Change], other: Option<&Arc<Pack>>) -> WhatIf {
        let tried = self.inputs.tried(&self.sheet, changes, other.map(|pack| &**pack));
        WhatIf { before: self.sheet.clone(), after: self.made(&tried, other.or(self.pack.as_ref())) }
    }

    fn made(&self, inputs: &Inputs, pack: Option<&Arc<Pack>>) -> Sheet {
        // A standard that is another object may be another: all its rows are made anew.
        let is_same = match (&self.pack, pack) {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            (one, other) => one.is_none() && other.is_none(),
        };
        let before = is_same.then_some(Before { inputs: &self.inputs, sheet: &self.sheet });
        Sheet::made(&self.stated, inputs, pack.map(|pack| &**pack), before.as_ref())
    }
}
