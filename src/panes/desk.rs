//! The score sheet of the open file and what follows from it: kept with what it was made of, made anew
//! when the record or the stage is another and a view shows it. Changes nothing.

use std::sync::Arc;

use super::trial::Trial;
use crate::command::OwnPacks;
use crate::review::{Act, Review, Stage};
use crate::rules::{self, BASE, BUNDLED, Pack, PackError, Subject, bundled_text};
use crate::scoring::{Alike, Bridge, Change, Refused, Sheet, Side, Stated, Workbook, accept, alike, sides};

/// The sheet, and what it is made of.
#[derive(Clone, Debug, Default)]
pub struct Desk {
    /// The sheet and what it is made of, once what the report says has been read off the key path.
    book: Option<Workbook>,
    /// The scoring standard that the review names, if it is at hand.
    pack: Option<Arc<Pack>>,
    /// The office's own standards.
    own: OwnPacks,
    of: Option<(u64, Stage)>,
    /// What is tried beside it.
    trial: Option<Trial>,
    /// What follows from the sheet that is shown: made when it is shown, let go of with the sheet.
    bridge: Option<Bridge>,
    /// Of the record at this revision, by the standards that are read.
    sides: (Option<u64>, Vec<Side>),
    alike: Option<Vec<Alike>>,
}

impl Desk {
    /// What the report says is known.
    pub fn take_stated(&mut self, stated: Arc<Stated>) {
        self.book = Some(Workbook::new(stated));
        self.of = None;
        self.sides = (None, Vec::new());
    }

    /// The office's own standards are read.
    pub fn take_packs(&mut self, own: OwnPacks) {
        self.own = own;
        self.pack = None;
        self.of = None;
        self.sides = (None, Vec::new());
    }

    /// A standard by its id: the office's own stands in for a bundled one.
    pub fn find(&self, id: &str) -> Option<Arc<Pack>> {
        let own = self.own.packs.iter().find(|pack| pack.id == id).cloned();
        own.or_else(|| bundled(id).map(Arc::new))
    }

    /// The standards that can be chosen to score by: the bundled ones for departments first, then the
    /// office's own, with what is wrong with those that cannot be used.
    pub fn standards(&self) -> (Vec<Arc<Pack>>, &[PackError]) {
        let bundled = standards().into_iter().map(Arc::new).filter(|pack| !self.own.packs.iter().any(|own| own.id == pack.id));
        let own = self.own.packs.iter().filter(|pack| !pack.items.is_empty() || pack.grades.names.len() > 1).cloned();
        (bundled.chain(own).collect(), &self.own.faulty)
    }

    /// Whether a standard is the office's own.
    pub fn is_own(&self, id: &str) -> bool {
        self.own.packs.iter().any(|pack| pack.id == id)
    }

    /// The sheet; none until the report has been read.
    pub fn sheet(&self) -> Option<&Sheet> {
        self.book.as_ref().map(Workbook::sheet)
    }

    /// A row of the standard by its title, found by its code.
    pub fn row_title(&self, code: &str) -> Option<String> {
        let sheet = self.sheet()?;
        sheet.rows.get(sheet.row(code)?).map(|row| row.name.clone())
    }

    /// The sheet that is shown: as it would be while figures are tried, else as it is.
    pub fn shown(&self) -> Option<&Sheet> {
        self.trial.as_ref().map(|trial| &trial.what_if().after).or_else(|| self.sheet())
    }

    /// 试算, while figures are tried.
    pub fn trial(&self) -> Option<&Trial> {
        self.trial.as_ref()
    }

    /// How many things are tried.
    pub fn tried(&self) -> usize {
        self.trial.as_ref().map_or(0, Trial::count)
    }

    /// Starts trying, if that was not done.
    pub fn start_trial(&mut self) {
        if let Some(book) = &self.book {
            self.trial.get_or_insert_with(|| Trial::of(book.sheet()));
        }
    }

    /// Tries changes on top of those tried already.
    pub fn try_changes(&mut self, changes: Vec<Change>) {
        self.start_trial();
        if let Some(trial) = &mut self.trial {
            trial.add(changes);
        }
        self.reckon_trial();
    }

    /// Tries another standard.
    pub fn try_pack(&mut self, pack: Arc<Pack>) {
        self.start_trial();
        if let Some(trial) = &mut self.trial {
            trial.add_pack(pack);
        }
        self.reckon_trial();
    }

    /// Takes the last thing tried back; `false` if nothing is tried.
    pub fn untry(&mut self) -> bool {
        let taken = self.trial.as_mut().is_some_and(Trial::undo);
        self.reckon_trial();
        taken
    }

    /// Nothing is tried any more.
    pub fn end_trial(&mut self) {
        self.trial = None;
        self.reckon_trial();
    }

    /// The act that makes so what is tried; none if nothing is.
    pub fn accepted(&self, review: &Review) -> Option<Result<Act, Refused>> {
        let trial = self.trial.as_ref().filter(|_| self.tried() > 0)?;
        let book = self.book.as_ref()?;
        Some(accept(review, book.inputs(), book.sheet(), &trial.changes_all(), trial.pack().map(|pack| &**pack)))
    }

    fn reckon_trial(&mut self) {
        (self.bridge, self.alike) = (None, None);
        if let (Some(trial), Some(book)) = (&mut self.trial, &self.book) {
            trial.reckon(book);
        }
    }

    /// The scoring standard.
    pub fn pack(&self) -> Option<&Arc<Pack>> {
        self.pack.as_ref()
    }

    /// 得分调整过程 of the whole sheet, once it was asked for.
    pub fn bridge(&self) -> Option<&Bridge> {
        self.bridge.as_ref()
    }

    /// The scores of each stage that has any, once they were asked for. Their sheets have the rows of this one.
    pub fn sides(&self) -> &[Side] {
        &self.sides.1
    }

    /// Like cases, once they were asked for.
    pub fn alike(&self) -> &[Alike] {
        self.alike.as_deref().unwrap_or_default()
    }

    /// Turns the sheet to the record as it is, in this stage.
    pub fn refresh(&mut self, review: &Review, stage: Stage) {
        if self.book.is_none() || self.of == Some((review.revision(), stage)) {
            return;
        }
        self.of = Some((review.revision(), stage));
        let named = review.frame().settled().map(|frame| frame.pack.clone()).filter(|id| !id.is_empty());
        self.pack = named.and_then(|id| {
            let kept = self.pack.as_ref().filter(|pack| pack.id == id);
            kept.cloned().or_else(|| self.find(&id))
        });
        if let Some(book) = &mut self.book {
            book.turn(review, stage, self.pack.clone());
        }
        self.reckon_trial();
    }

    /// Reckons the bridge, if it is not there.
    pub fn want_bridge(&mut self) {
        if self.bridge.is_none() {
            self.bridge = self.shown().map(Bridge::of);
        }
    }

    /// Makes the sheets of all stages that have scores, if they are not there.
    pub fn want_sides(&mut self, review: &Review) {
        let now = Some(review.revision());
        if let Some(book) = self.book.as_ref().filter(|_| self.sides.0 != now) {
            self.sides = (now, sides(book, review, &self.sides.1));
        }
    }

    /// The same, where more than one stage has scores: then each row has several.
    pub fn want_sides_of_several(&mut self, review: &Review) {
        if Stage::ALL.into_iter().filter(|stage| review.scores(*stage).next().is_some()).count() > 1 {
            self.want_sides(review);
        }
    }

    /// Finds like cases, if that was not done.
    pub fn want_alike(&mut self) {
        if self.alike.is_none() {
            self.alike = self.shown().zip(self.book.as_ref()).map(|(sheet, book)| alike(sheet, book.inputs()));
        }
    }
}

/// A pack that comes with the program.
pub fn bundled(id: &str) -> Option<Pack> {
    rules::load(id, bundled_text(id)?, &|_| None).ok()
}

/// The packs that can be chosen to score by, those for departments first: they come with the program and
/// carry rules for points.
pub fn standards() -> Vec<Pack> {
    let all = BUNDLED.iter().filter(|(id, _)| *id != BASE).filter_map(|(id, _)| bundled(id));
    let mut standards: Vec<Pack> = all.filter(|pack| !pack.items.is_empty()).collect();
    standards.sort_by_key(|pack| match pack.object {
        Subject::Department => 0,
        Subject::Any => 1,
        Subject::Project => 2,
    });
    standards
}
