//! Like cases side by side: one matter, what it costs on each row, and where it costs nothing.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::amount::printed;
use super::{Inputs, Sheet};
use crate::lang::Said;
use crate::report::money;
use crate::said;

/// One matter wherever it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alike {
    /// A check's id or the findings' common title.
    pub matter: String,
    /// As the first finding is titled.
    pub title: String,
    /// Its cases, by row.
    pub cases: Vec<Case>,
}

/// One case: a finding on a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The finding's key.
    pub finding: String,
    /// Its number.
    pub number: u32,
    /// The row, an index into [`Sheet::rows`].
    pub row: usize,
    /// What it is to take; 0 where it takes nothing.
    pub points: Decimal,
    /// The same as a share of the row's weight, percent; none without a weight.
    pub share: Option<Decimal>,
}

impl Alike {
    /// Whether the cases cost different points and different shares: like cases are treated alike if
    /// either is the same for all.
    pub fn is_uneven(&self) -> bool {
        let differs = |value: fn(&Case) -> Option<Decimal>| self.cases.windows(2).any(|pair| value(&pair[0]) != value(&pair[1]));
        differs(|case| Some(case.points)) && differs(|case| case.share)
    }

    /// `2 points in 6 items, 0 in 3`.
    pub fn said(&self) -> Said {
        let mut counts: BTreeMap<Decimal, usize> = BTreeMap::new();
        for case in &self.cases {
            *counts.entry(case.points).or_default() += 1;
        }
        let each = |say: fn(String, usize) -> String, with: &str| {
            counts.iter().rev().map(|(points, n)| say(printed(*points), *n)).collect::<Vec<_>>().join(with)
        };
        let title = &self.title;
        let en = each(|points, n| format!("{points} points in {n}"), ", ");
        let zh = each(|points, n| format!("扣 {points} 分 {n} 项"), "，");
        said!("“{title}”: {en}", "“{title}”：{zh}")
    }
}

/// All matters that were found on more than one row, uneven ones first.
pub fn alike(sheet: &Sheet, inputs: &Inputs) -> Vec<Alike> {
    let mut all: BTreeMap<&str, Alike> = BTreeMap::new();
    for found in inputs.findings.iter().filter(|found| !found.matter.is_empty()) {
        let deducted = inputs.deductions.iter().filter(|deducted| deducted.finding == found.finding);
        let mut points: BTreeMap<usize, Decimal> = found.on.iter().filter_map(|id| Some((sheet.row(id)?, Decimal::ZERO))).collect();
        for deducted in deducted {
            if let Some((row, taken)) = sheet.row(&deducted.row).zip(deducted.points) {
                let sum = points.entry(row).or_default();
                *sum = sum.saturating_add(taken);
            }
        }
        let cases = points.into_iter().map(|(row, points)| Case {
            finding: found.finding.clone(),
            number: found.number,
            row,
            points,
            share: sheet.rows[row].weight().and_then(|weight| money::percent(points, weight)),
        });
        let alike = all.entry(&found.matter).or_insert_with(|| Alike {
            matter: found.matter.clone(),
            title: found.title.clone(),
            cases: Vec::new(),
        });
        alike.cases.extend(cases);
    }
    let mut all: Vec<Alike> = all.into_values().filter(|alike| alike.cases.len() > 1).collect();
    for alike in &mut all {
        alike.cases.sort_by_key(|case| (case.row, case.number));
    }
    all.sort_by_key(|alike| !alike.is_uneven());
    all
}
