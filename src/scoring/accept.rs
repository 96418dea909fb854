//! A what-if that is accepted: its changes as acts, all in one, so that undo takes them back at once.

use std::collections::BTreeMap;

use super::acts::{edited, points_of, unsigned};
use super::{Change, Edit, Inputs, Names, Refused, Row, Sheet, choose};
use crate::review::{Act, Finding, Frame, FrameRow, Kind, Put, Review, ScoreFrom, Supplement, supplement_key};
use crate::rules::Pack;
use crate::said;

/// What becomes of the record when changes are accepted.
struct Accepted<'a> {
    review: &'a Review,
    before: &'a Sheet,
    /// By row: the last word on each figure.
    edits: BTreeMap<String, Edit>,
    findings: BTreeMap<String, Finding>,
    frame: Option<Frame>,
    puts: Vec<Put>,
}

/// The act that makes a what-if so. `before`: the sheet it was tried on; `other`: the standard that was
/// tried. Its source is not known, so a supplied value is put without one.
pub fn accept(review: &Review, inputs: &Inputs, before: &Sheet, changes: &[Change], other: Option<&Pack>) -> Result<Act, Refused> {
    unsigned(review, before.stage)?;
    let mut accepted = Accepted { review, before, edits: BTreeMap::new(), findings: BTreeMap::new(), frame: None, puts: Vec::new() };
    for change in changes {
        accepted.take(inputs, change)?;
    }
    let edits = std::mem::take(&mut accepted.edits);
    for (id, edit) in &edits {
        let row = before.row(id).map(|at| &*before.rows[at]);
        let names = row.map_or(Names { id, code: None }, Names::from);
        accepted.puts.push(edited(review, before.stage, names, edit)?);
    }
    for (key, finding) in &accepted.findings {
        accepted.puts.push(Put::set(Kind::Finding, key.clone(), finding));
    }
    let rows = accepted.frame.as_ref().map(|frame| frame.rows.clone());
    match (other, accepted.frame) {
        (Some(pack), _) => {
            let stands = || inputs.frame.as_ref().map(|(frame, _)| frame.rows.clone()).unwrap_or_default();
            let Act::Put(puts) = choose(pack, rows.unwrap_or_else(stands)) else { return Ok(Act::Put(accepted.puts)) };
            accepted.puts.extend(puts);
        }
        (None, Some(frame)) if frame.pack.is_empty() => {
            return Err(Refused::Incomplete(said!("choose the scoring standard first", "先选评分标准，分值随它设定")));
        }
        (None, Some(frame)) => accepted.puts.push(Put::set(Kind::Frame, "frame", &frame)),
        (None, None) => {}
    }
    Ok(Act::Put(accepted.puts))
}

impl Accepted<'_> {
    fn take(&mut self, inputs: &Inputs, change: &Change) -> Result<(), Refused> {
        match change {
            Change::Verified { row, value } => self.edit(row).verified = Some(Some(value.clone())),
            Change::From { row, from } => {
                if let ScoreFrom::Points(written) = from {
                    points_of(written)?;
                }
                self.edit(row).from = Some(Some(from.clone()));
            }
            Change::Weight { row, value } => {
                points_of(value)?;
                let id = self.id_of(row);
                let frame = self.frame.get_or_insert_with(|| inputs.frame.as_ref().map(|(frame, _)| frame.clone()).unwrap_or_default());
                frame.rows.retain(|set| set.id != id);
                frame.rows.push(FrameRow { id, weight: Some(value.clone()), ..FrameRow::default() });
            }
            Change::Deduction { finding, row, points } => {
                points_of(points)?;
                let id = self.id_of(row);
                self.deductions(finding, points, |indicator| indicator == id || indicator == row);
            }
            Change::Matter { matter, points } => {
                points_of(points)?;
                for found in inputs.findings.iter().filter(|found| found.matter == *matter) {
                    self.deductions(&found.finding, points, |_| true);
                }
            }
            Change::Dropped { finding } => self.deductions(finding, "0", |_| true),
            Change::Supplied { item, field, value } => {
                let supplement = Supplement { value: value.clone(), ..Supplement::default() };
                self.puts.push(Put::set(Kind::Supplement, supplement_key(item, field), &supplement));
            }
        }
        Ok(())
    }

    fn id_of(&self, row: &str) -> String {
        self.row(row).map_or_else(|| row.to_owned(), |row| row.id.clone())
    }

    fn row(&self, row: &str) -> Option<&Row> {
        self.before.row(row).map(|at| &*self.before.rows[at])
    }

    fn edit(&mut self, row: &str) -> &mut Edit {
        let id = self.id_of(row);
        self.edits.entry(id).or_default()
    }

    /// Sets what a finding takes from the rows that fit.
    fn deductions(&mut self, key: &str, points: &str, fits: impl Fn(&str) -> bool) {
        if !self.findings.contains_key(key) {
            let named = self.review.findings().iter().find(|named| named.key == key);
            let Some(finding) = named.and_then(|named| named.standing.settled()) else { return };
            self.findings.insert(key.to_owned(), finding.clone());
        }
        let Some(finding) = self.findings.get_mut(key) else { return };
        for deduction in finding.deductions.iter_mut().filter(|deduction| fits(&deduction.indicator)) {
            points.clone_into(&mut deduction.points);
        }
    }
}
