//! The folder view: reading the batch, opening a department and coming back to its row, going to the next
//! that waits for this reviewer.

use std::path::{Path, PathBuf};

use super::folder_search::Quests;
use super::{App, Leaving, Said};
use crate::batch::{Content, Row};
use crate::command::{BatchNews, BatchNo, Command, Effect, Facts, Target, Timer};
use crate::lang::tr;
use crate::overlays::{FilterBox, Overlay, Sifted};
use crate::panes::Step;
use crate::panes::batch::{Batch, BatchCx, Reading, Rows};
use crate::panes::filter::Filter;
use crate::words;

/// The batch that is shown, or lies below the review that was opened from it.
#[derive(Debug, Default)]
pub(super) struct Batches {
    /// The number of the last reading begun.
    last: BatchNo,
    pub shown: Option<Box<Batch>>,
    /// The filter that is typed, while it waits to be counted by.
    typed: Option<String>,
    /// How many rows the filter that is typed keeps, and of how many.
    pub trying: Option<(usize, usize)>,
    /// The search through all of it.
    pub quests: Quests,
}

impl App {
    /// Shows the departments of a folder.
    pub(super) fn open_batch(&mut self, folder: PathBuf) {
        self.overlays.clear();
        self.said = None;
        self.folder.clone_from(&folder);
        self.batches.shown = Some(Box::new(Batch::new(folder)));
        self.leave_folder_search();
        self.read_batch();
    }

    /// Reads what is not known, or has changed since.
    pub(super) fn read_batch(&mut self) {
        let Some(batch) = &mut self.batches.shown else { return };
        if batch.reading() == Reading::Stopped {
            batch.set_reading(Reading::Listing);
        }
        self.batches.last = BatchNo(self.batches.last.0.wrapping_add(1));
        self.effects.push(Effect::ReadBatch(self.batches.last, batch.folder().to_owned(), batch.known()));
    }

    /// Rules or language are others now: all is read anew, once the rows are seen.
    pub(super) fn forget_batch(&mut self) {
        let Some(batch) = &mut self.batches.shown else { return };
        batch.forget();
        if self.batch().is_some() {
            self.read_batch();
        }
    }

    pub(super) fn stop_batch(&mut self) {
        if let Some(batch) = self.batches.shown.as_mut().filter(|batch| batch.reading() != Reading::Done) {
            batch.set_reading(Reading::Stopped);
        }
        // What is under way still tells; its news are those of another reading now.
        self.batches.last = BatchNo(self.batches.last.0.wrapping_add(1));
        self.effects.push(Effect::StopBatch);
    }

    pub(super) fn batch_news(&mut self, no: BatchNo, news: BatchNews) {
        let Some(batch) = self.batches.shown.as_mut().filter(|_| no == self.batches.last) else { return };
        match news {
            BatchNews::Listed(entries, more, today) => {
                batch.list(entries, more, today);
                self.seek_in_listed();
            }
            BatchNews::Read(read) => batch.read(read),
            BatchNews::Counted(counted) => batch.count(counted),
            BatchNews::Done => batch.set_reading(Reading::Done),
            BatchNews::NotListed(trouble) => {
                self.batches.shown = None;
                self.trouble(tr("Not opened", "没有打开"), &trouble, vec![]);
            }
        }
    }

    /// The batch, while it is what the keys are for.
    pub(super) fn batch(&self) -> Option<&Batch> {
        self.batches.shown.as_deref().filter(|_| self.reviewing.is_none() && self.import.preview.is_none())
    }

    /// The same, to be changed.
    pub(super) fn batch_mut(&mut self) -> Option<&mut Batch> {
        self.batches.shown.as_deref_mut().filter(|_| self.reviewing.is_none() && self.import.preview.is_none())
    }

    pub(super) fn batch_cx(&self) -> BatchCx<'_> {
        BatchCx {
            lang: self.lang,
            look: self.look,
            keymap: self.config.keymap(),
            stage: self.stage(),
            today: self.batch().and_then(Batch::today),
        }
    }

    /// What commands ask about it.
    pub(super) fn batch_facts(&self) -> Facts {
        Facts {
            batch: true,
            importable: self.batch().and_then(Batch::here).is_some_and(|row| matches!(row.content, Content::Package(_))),
            ..Facts::default()
        }
    }

    /// Runs a command in the folder view; `false`: it means the same as everywhere.
    pub(super) fn run_in_batch(&mut self, command: Command) -> bool {
        let (area, lang) = (self.body(), self.lang);
        let Some(batch) = self.batch_mut() else { return false };
        match command {
            Command::Menu => self.open_row(),
            Command::Cancel => self.leave_batch(),
            Command::Refilter => {
                let filter = batch.filter().cloned();
                batch.filter_by(filter);
                self.read_batch();
            }
            Command::Left => batch.sort_sideways(area, lang, -1),
            Command::Right => batch.sort_sideways(area, lang, 1),
            Command::Order => batch.turn(),
            Command::NextItem | Command::NextOpen => self.seek_row(1),
            Command::PrevOpen => self.seek_row(-1),
            Command::Home => {
                self.stop_batch();
                self.batches.shown = None;
            }
            _ => return false,
        }
        self.tell_order(command);
        true
    }

    fn tell_order(&mut self, command: Command) {
        if let (Command::Left | Command::Right | Command::Order, Some(batch)) = (command, self.batch()) {
            let order = batch.order(self.lang);
            self.tell(self.lang.pick(format!("sorted by {order}"), format!("按{order}排列")));
        }
    }

    pub(super) fn step_in_batch(&mut self, step: Step) -> Option<bool> {
        self.batch_mut().map(|batch| batch.step(step))
    }

    pub(super) fn click_in_batch(&mut self, on: Target) -> bool {
        let (area, lang) = (self.body(), self.lang);
        let Some(batch) = self.batch_mut() else { return false };
        match on {
            Target::BatchRow(row) => batch.point(row),
            Target::BatchHead(at) => {
                if let Some(column) = batch.head(area, lang, at) {
                    batch.sort_by(column);
                    self.tell_order(Command::Order);
                }
            }
            _ => return false,
        }
        true
    }

    pub(super) fn open_row_filter(&mut self) {
        let text = self.batch().and_then(Batch::filter).map_or_else(String::new, |filter| filter.text().to_owned());
        self.overlays.push(Overlay::Filter(Box::new(FilterBox::new(Sifted::Rows, &text, &self.filters, self.lang))));
    }

    /// Tries what is typed: counted once no key waits.
    pub(super) fn try_row_filter(&mut self, text: &str) {
        self.batches.typed = Some(text.to_owned());
        self.effects.push(Effect::Wake(Timer::Seek, 0));
    }

    pub(super) fn count_rows_kept(&mut self) {
        let Some(text) = self.batches.typed.take() else { return };
        let filter = Filter::<Rows>::parse(&text, &self.my_key(), self.lang).ok().flatten();
        self.batches.trying = self.batch().zip(filter).map(|(batch, filter)| (batch.count_kept(&filter), batch.counts().1));
    }

    /// Shows only the departments that fit; an empty expression shows all again.
    pub(super) fn filter_rows(&mut self, text: &str) {
        let filter = match Filter::<Rows>::parse(text, &self.my_key(), self.lang) {
            Err(error) => {
                self.said = Some(Said { text: error.say(self.lang), warns: true });
                return;
            }
            Ok(filter) => filter,
        };
        self.overlays.retain(|overlay| !matches!(overlay, Overlay::Filter(_)));
        self.batches.trying = None;
        let is_filtered = filter.is_some();
        let Some(batch) = self.batch_mut() else { return };
        let (kept, all) = (batch.filter_by(filter), batch.counts().1);
        let says = words::kept(self.lang, kept, all);
        self.tell(if is_filtered { format!("{says}{}", self.lang.pick("; {cancel} shows all", "；{cancel} 取消筛选")) } else { says });
    }

    /// Opens the review of the department under the cursor, or imports its papers.
    pub(super) fn open_row(&mut self) {
        let Some(Row { path, content, .. }) = self.batch().and_then(Batch::here).cloned() else { return };
        self.stop_batch();
        match content {
            Content::Package(files) => {
                self.start_import(files);
                self.import.goes_to(path);
            }
            Content::Waiting | Content::Read(..) | Content::Refused(..) => self.effects.push(Effect::Open(path)),
        }
    }

    /// The next department (`by` below 0: the one before) that waits for this reviewer: to be begun, gone on with, imported.
    fn seek_row(&mut self, by: i32) {
        let stage = self.stage();
        let waits = |row: &Row| match &row.content {
            Content::Package(_) => true,
            // Somebody else is at it.
            Content::Read(_, figures) if figures.beside.held.is_some() => false,
            Content::Read(_, figures) => figures.beside.unwritten || figures.state.is_some_and(|state| state.waits_for(stage)),
            Content::Waiting | Content::Refused(..) => false,
        };
        if !self.batch_mut().is_some_and(|batch| batch.seek(by, waits)) {
            self.warn(tr("No department waits for you", "没有等您处理的部门"));
        }
    }

    /// Esc: lets go of the filter; stops the reading; then to the start page.
    fn leave_batch(&mut self) {
        let Some(batch) = self.batch() else { return };
        if batch.filter().is_some() {
            return self.filter_rows("");
        }
        if matches!(batch.reading(), Reading::Listing | Reading::Running) {
            self.stop_batch();
            return self.tell(self.say(tr("stopped; {refilter} goes on", "已停止读取，按 {refilter} 继续")));
        }
        self.stop_batch();
        self.batches.shown = None;
    }

    /// Back from a review to its row, whose figures are read anew.
    pub(super) fn back_to_batch(&mut self, from: &Path) {
        if let Some(batch) = self.batches.shown.as_deref_mut() {
            batch.go(from);
            self.read_batch();
            self.back_to_quest(from);
        }
    }

    /// Where leaving a review leads: to the folder it was opened from, else out of the program.
    pub(super) fn way_out(&self) -> Leaving {
        if self.reviewing.is_some() && self.batches.shown.is_some() { Leaving::File } else { Leaving::Program }
    }
}
