//! Several scores side by side: self, formula, 初审, 复审, 审定, each with who and when.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::{Row, Sheet, Who, Workbook};
use crate::review::{Review, Stage};
use crate::rules::Pack;

/// The scores of one stage.
#[derive(Clone, Debug)]
pub struct Side {
    book: Workbook,
    /// Its total: as signed, where it is signed.
    pub total: Option<Decimal>,
    /// And its grade.
    pub grade: Option<String>,
}

/// One score of one stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SideScore {
    /// Points: as signed, where the stage is signed.
    pub points: Decimal,
    /// Who put it last.
    pub who: Option<Who>,
    /// An earlier stage put it, and this one let it stand.
    pub is_carried: bool,
}

/// The stages that have anything of their own, in their order; the first is always among them. All
/// sheets have the same rows, by the standard of `book`. `before`: those of an earlier state of the record.
pub fn sides(book: &Workbook, review: &Review, before: &[Side]) -> Vec<Side> {
    let own = |stage: &Stage| {
        let found = review.findings().iter().flat_map(|named| named.standing.values()).any(|finding| finding.stage == *stage);
        *stage == Stage::First || found || review.scores(*stage).next().is_some() || review.signoff(*stage).settled().is_some()
    };
    let side = |stage| {
        let known = before.iter().map(|side| &side.book).find(|book| book.sheet().stage == stage);
        Side::of(known.unwrap_or(book).clone(), review, stage, book.pack().map(Arc::clone))
    };
    Stage::ALL.into_iter().filter(own).map(side).collect()
}

impl Side {
    fn of(mut book: Workbook, review: &Review, stage: Stage, pack: Option<Arc<Pack>>) -> Self {
        book.turn(review, stage, pack);
        let sheet = book.sheet();
        let (total, grade) = match sheet.signed.as_ref().map(|signed| &signed.signoff) {
            Some(signoff) => (signoff.total.as_deref().and_then(super::inputs::points), signoff.grade.clone()),
            None => (sheet.total.figure(), sheet.grade.clone()),
        };
        Self { book, total, grade }
    }

    /// Its sheet: of the record as it is now.
    pub fn sheet(&self) -> &Sheet {
        self.book.sheet()
    }

    /// The score of a row (an index into the sheet's rows).
    pub fn score(&self, row: usize) -> Option<SideScore> {
        let row: &Row = &self.sheet().rows[row];
        let put = row.put.as_ref();
        let signed = self.sheet().signed.as_ref().map(|signed| signed.signoff.scores.get(&row.id));
        let points = match signed {
            Some(signed) => signed.and_then(|points| super::inputs::points(points)),
            None => row.score,
        };
        let carried = put.is_some_and(|put| put.stage < self.sheet().stage);
        Some(SideScore { points: points?, who: put.map(|put| put.who.clone()), is_carried: carried })
    }
}
