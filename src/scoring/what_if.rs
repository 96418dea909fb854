//! What if: the same sheet of other inputs, beside the one that stands. Nothing is recorded.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::{Inputs, Sheet, Stated};
use crate::lang::Said;
use crate::review::{Frame, FrameRow, ScoreFrom, Supplement};
use crate::rules::Pack;
use crate::said;

/// One thing that might be otherwise. Rows are named by id or by the code of the standard's row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// 认定完成值.
    Verified {
        /// The row.
        row: String,
        /// As written.
        value: String,
    },
    /// 分值.
    Weight {
        /// The row.
        row: String,
        /// As written.
        value: String,
    },
    /// What the score starts from.
    From {
        /// The row.
        row: String,
        /// What.
        from: ScoreFrom,
    },
    /// What one finding takes from one row.
    Deduction {
        /// The finding's key.
        finding: String,
        /// The row.
        row: String,
        /// Points, as written; `0` gives them back.
        points: String,
    },
    /// 扣分尺度: what every finding of one matter takes from each row.
    Matter {
        /// See [`super::Deducted::matter`].
        matter: String,
        /// Points, as written.
        points: String,
    },
    /// 不成立: a finding takes nothing from any row.
    Dropped {
        /// The finding's key.
        finding: String,
    },
    /// A figure that might be supplied (`funds`, `executed`).
    Supplied {
        /// The item.
        item: String,
        /// The field's path.
        field: String,
        /// As written.
        value: String,
    },
}

impl Inputs {
    /// The inputs as they would be with all these changes to the sheet that is made of them, by another standard
    /// if one is tried: then scores are given, whatever was chosen.
    pub(super) fn tried(&self, sheet: &Sheet, changes: &[Change], other: Option<&Pack>) -> Self {
        let mut tried = self.clone();
        if let Some((frame, _)) = tried.frame.as_mut().filter(|_| other.is_some()) {
            frame.findings_only = false;
        }
        for change in changes {
            tried.change(sheet, change);
        }
        tried
    }

    /// With one change more. A row is known by what is in force: names of the same row differ where
    /// an indicator stands in a row of the standard, and both are changed.
    fn change(&mut self, sheet: &Sheet, change: &Change) {
        match change {
            Change::Verified { row, value } => {
                self.put(&id_of(sheet, row)).verified = Some(value.clone()).filter(|value| !value.trim().is_empty());
            }
            Change::From { row, from } => self.put(&id_of(sheet, row)).from = Some(from.clone()),
            Change::Weight { row, value } => {
                let id = id_of(sheet, row);
                let (frame, _) = self.frame.get_or_insert_with(|| (Frame::default(), super::Who::default()));
                frame.rows.retain(|set| set.id != id);
                frame.rows.push(FrameRow { id, weight: Some(value.clone()), ..FrameRow::default() });
            }
            Change::Deduction { finding, row, points } => {
                let id = id_of(sheet, row);
                let these = |deducted: &super::Deducted| deducted.finding == *finding && (deducted.row == id || deducted.row == *row);
                self.set_points(points, these);
            }
            Change::Matter { matter, points } => self.set_points(points, |deducted| deducted.matter == *matter),
            Change::Dropped { finding } => self.set_points("0", |deducted| deducted.finding == *finding),
            Change::Supplied { item, field, value } => {
                let supplement = Supplement { value: value.clone(), ..Supplement::default() };
                let supplied = super::Supplied { supplement, who: super::Who::default() };
                self.supplements.entry(item.clone()).or_default().insert(field.clone(), supplied);
            }
        }
    }

    fn put(&mut self, row: &str) -> &mut super::PutScore {
        self.disputed.remove(row);
        let stage = self.stage;
        Arc::make_mut(self.scores.entry(row.into()).or_insert_with(|| Arc::new(super::PutScore::blank(stage))))
    }

    fn set_points(&mut self, points: &str, is: impl Fn(&super::Deducted) -> bool) {
        for deducted in self.deductions.iter_mut().filter(|deducted| is(deducted)).map(Arc::make_mut) {
            points.clone_into(&mut deducted.written);
            deducted.points = super::inputs::points(points);
        }
    }
}

fn id_of(sheet: &Sheet, row: &str) -> String {
    sheet.row(row).map_or_else(|| row.to_owned(), |n| sheet.rows[n].id.clone())
}

/// The sheet that stands and the one that would.
#[derive(Clone, Debug)]
pub struct WhatIf {
    /// As it stands.
    pub before: Sheet,
    /// As it would be.
    pub after: Sheet,
}

impl WhatIf {
    /// Tries changes, and another standard if one is given. Marked 试算 wherever it is shown.
    pub fn of(stated: &Stated, inputs: &Inputs, pack: Option<&Pack>, changes: &[Change], other: Option<&Pack>) -> Self {
        let before = Sheet::from_inputs(stated, inputs, pack);
        let after = Sheet::from_inputs(stated, &inputs.tried(&before, changes, other), other.or(pack));
        Self { before, after }
    }

    /// What the known part of the total would change by.
    pub fn difference(&self) -> Decimal {
        self.after.total.known.unwrap_or_default() - self.before.total.known.unwrap_or_default()
    }

    /// Rows whose score or weight would change: their place before (if they were there) and after.
    pub fn changed(&self) -> Vec<(Option<usize>, usize)> {
        let rows = self.after.rows.iter().enumerate().map(|(n, row)| (self.before.row(&row.id), n));
        rows.filter(|(before, after)| {
            let (before, after) = (before.map(|n| &self.before.rows[n]), &self.after.rows[*after]);
            before.is_none_or(|before| before.score != after.score || before.weight() != after.weight() || before.stands != after.stands)
        })
        .collect()
    }

    /// `82.40 良 → 78.00 中 (−4.40)`.
    pub fn said(&self) -> Said {
        let (before, after) = (figure(&self.before), figure(&self.after));
        let by = self.difference();
        let sign = if by.is_sign_negative() && !by.is_zero() { "−" } else { "+" };
        let by = format!("{sign}{:.2}", by.abs());
        let (Said { en: was, zh: before }, Said { en: would, zh: after }) = (before, after);
        said!("trial: {was} → {would} ({by})", "试算：{before} → {after}（{by}）")
    }
}

fn figure(sheet: &Sheet) -> Said {
    let known = sheet.total.known.map_or_else(|| "—".to_owned(), |known| format!("{known:.2}"));
    match (&sheet.grade, sheet.total.missing.is_empty()) {
        (Some(grade), _) => said!("{known} {grade}", "{known} {grade}"),
        (None, true) => said!("{known}", "{known}"),
        (None, false) => said!("{known} (incomplete)", "{known}（不完整）"),
    }
}
