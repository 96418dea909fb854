//! 得分调整过程: from the department's score to ours, step by step, summing exactly.
//!
//! Each row walks from its rounded self score over what its score starts from and each deduction to its
//! rounded review score; the bridge of the sheet is the walk of all rows. So the steps add up to the
//! difference whatever was edited, row by row and in all.

use rust_decimal::Decimal;

use super::amount::rounded;
use super::{Row, Sheet, from_words};
use crate::lang::{Lang, Said};
use crate::review::ScoreFrom;
use crate::said;

/// What a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepKind {
    /// The department gave no score; the review gives this.
    Unscored,
    /// To what the standard reckons.
    Formula,
    /// To the full weight.
    Weight,
    /// To the points that the reviewer gives.
    Reviewer,
    /// What a finding takes.
    Deduction,
    /// Rounding of what is finer than two places.
    Rounding,
    /// Not scored yet: the department's score is left out.
    Open,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What it is.
    pub kind: StepKind,
    /// The row, an index into [`Sheet::rows`].
    pub row: usize,
    /// The finding behind it, by key.
    pub finding: Option<String>,
    /// Points, signed.
    pub points: Decimal,
    /// What the sum is after it.
    pub after: Decimal,
    /// In a few words.
    pub said: Said,
    /// Why: the formula's sentence, the reviewer's reason, the grounds of the finding.
    pub basis: Said,
}

/// The way from the department's score to ours.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bridge {
    /// The sum of the rounded self scores there are.
    pub start: Decimal,
    /// Whether every row has one.
    pub is_start_complete: bool,
    /// The steps, row by row.
    pub steps: Vec<Step>,
    /// The sum of the review scores there are.
    pub end: Decimal,
    /// Whether every row has one, so that this is the total.
    pub is_end_complete: bool,
}

impl Bridge {
    /// The bridge of all rows that are part of the total.
    pub fn of(sheet: &Sheet) -> Self {
        let start = sheet.own.known.unwrap_or_default();
        let mut walk = Walk { after: start, steps: Vec::new() };
        for (n, row) in sheet.rows.iter().enumerate().filter(|(_, row)| row.counts()) {
            walk.row(n, row);
        }
        Self {
            start,
            is_start_complete: sheet.own.missing.is_empty(),
            end: walk.after,
            steps: walk.steps,
            is_end_complete: sheet.total.missing.is_empty(),
        }
    }

    /// The bridge of one row.
    pub fn of_row(sheet: &Sheet, row: usize) -> Self {
        let one = &sheet.rows[row];
        let start = one.own().map(rounded);
        let mut walk = Walk { after: start.unwrap_or_default(), steps: Vec::new() };
        walk.row(row, one);
        Self {
            start: start.unwrap_or_default(),
            is_start_complete: start.is_some(),
            end: walk.after,
            steps: walk.steps,
            is_end_complete: one.score.is_some(),
        }
    }
}

struct Walk {
    after: Decimal,
    steps: Vec<Step>,
}

impl Walk {
    fn row(&mut self, n: usize, row: &Row) {
        let mut at = row.own().map(rounded);
        let (Some(base), Some(score), Some(from)) = (row.base, row.score, row.from()) else {
            if let Some(own) = at.filter(|own| !own.is_zero()) {
                self.step(StepKind::Open, n, -own, said!("not scored yet", "复核未评分"), Said::default());
            }
            return;
        };
        let base = rounded(base);
        if let (Some(own), ScoreFrom::Points(_), Some(formula)) = (at, from, row.formula.points()) {
            self.by_formula(n, row, formula - own);
            at = Some(formula);
        }
        match (at, from) {
            (None, _) => {
                let (en, zh) = (from_words(from).say(Lang::En), from_words(from).say(Lang::Zh));
                self.any(StepKind::Unscored, n, base, said!("no self score; {en}", "自评未列得分，取{zh}"), reason(row));
            }
            (Some(own), ScoreFrom::Formula) => self.by_formula(n, row, base - own),
            (Some(own), ScoreFrom::Weight) => self.any(StepKind::Weight, n, base - own, said!("full weight", "取满分"), reason(row)),
            (Some(own), ScoreFrom::Points(_)) => {
                self.any(StepKind::Reviewer, n, base - own, said!("reviewer's points", "复核评定"), reason(row));
            }
            (Some(_), ScoreFrom::SelfScore) => {}
        }
        let mut left = base;
        for taken in row.deductions.iter().filter(|taken| !taken.points.is_zero()) {
            let (number, title, criteria) = (taken.of.number, &taken.of.title, &taken.of.criteria);
            let basis = Said { en: criteria.clone(), zh: criteria.clone() };
            self.step(StepKind::Deduction, n, -taken.points, said!("finding {number}: {title}", "问{number}：{title}"), basis);
            if let Some(step) = self.steps.last_mut() {
                step.finding = Some(taken.of.finding.clone());
            }
            left -= taken.points;
        }
        self.any(StepKind::Rounding, n, score - left, said!("rounding", "四舍五入"), Said::default());
    }

    fn by_formula(&mut self, n: usize, row: &Row, points: Decimal) {
        let basis = match &row.formula {
            super::Reckoned::Points(reckoning) => reckoning.sentence.clone(),
            super::Reckoned::Judged(_) | super::Reckoned::Not(_) => Said::default(),
        };
        self.any(StepKind::Formula, n, points, said!("by the standard", "按评分标准计算"), basis);
    }

    /// A step, unless it changes nothing.
    fn any(&mut self, kind: StepKind, row: usize, points: Decimal, said: Said, basis: Said) {
        if !points.is_zero() {
            self.step(kind, row, points, said, basis);
        }
    }

    fn step(&mut self, kind: StepKind, row: usize, points: Decimal, said: Said, basis: Said) {
        self.after += points;
        self.steps.push(Step { kind, row, finding: None, points, after: self.after, said, basis });
    }
}

fn reason(row: &Row) -> Said {
    Said { en: row.reason().to_owned(), zh: row.reason().to_owned() }
}
