//! The desk: one open assessment, its journal and its lock.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Home, StoreError, Vfs};
use crate::report::{Odd, Report};
use crate::review::{Event, Fault, Review};

/// One open assessment file.
#[derive(Debug)]
pub struct Desk {}

/// Whether work can be written, and if not why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Access {
    /// Journal and file can be written.
    Write,
    /// Another window holds the file: who, where, process.
    Held(String),
    /// Asked for by `--read-only`.
    Asked,
    /// A newer format, an unusable review member, a folder and state directory that cannot be
    /// written: in both languages (zh, en).
    Cannot(String, String),
}

/// What [`Desk::open`] gives.
#[derive(Debug)]
pub struct Opened {
    /// The open file; keep it to commit and save.
    pub desk: Desk,
    /// The evidence.
    pub report: Arc<Report>,
    /// The record as the file has it (without what is offered).
    pub review: Review,
    /// What was odd about the file.
    pub odd: Vec<Odd>,
    /// What was wrong with the record.
    pub faults: Vec<Fault>,
    /// May it be written?
    pub access: Access,
    /// Work the file lacks, found in journals.
    pub offer: Option<Offer>,
    /// A place that cannot keep promises, said on screen (zh, en): the journal is elsewhere.
    pub notice: Option<(String, String)>,
}

/// Work that was accepted but is not in the file.
#[derive(Clone, Debug)]
pub struct Offer {
    /// One for each journal it was found in, this file's own first.
    pub found: Vec<Offered>,
}

/// What one journal offers.
#[derive(Clone, Debug)]
pub struct Offered {
    /// The journal.
    pub journal: PathBuf,
    /// Events the file lacks, in journal order.
    pub events: Vec<Event>,
    /// Drafts: slot and text.
    pub drafts: Vec<(String, String)>,
    /// The path the journal was kept for, if it is not this file's.
    pub moved_from: Option<PathBuf>,
    /// Whether the report it judged is this one byte for byte.
    pub same_report: bool,
    /// Lines that could not be read (torn by a power cut), kept aside.
    pub torn_lines: usize,
}

/// The reviewer's answer to an [`Offer`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfferAnswer {
    /// Take all of it: the events are committed, the drafts kept.
    Restore,
    /// Leave it: the journals are renamed and kept, nothing is deleted; asked again next time.
    Later,
}

/// A save that succeeded.
#[derive(Debug)]
pub struct Saved {
    /// Local time `10:02` for the screen.
    pub clock: String,
    /// Events someone else had written into the file meanwhile: now in the file and to be accepted.
    pub merged: Vec<Event>,
}

impl Desk {
    /// Opens a file: bounded read, lock, journal search. The journal is not touched before
    /// [`Desk::answer`] when there is an offer.
    pub fn open(vfs: Arc<dyn Vfs>, home: &Home, path: &Path, read_only: bool) -> Result<Opened, StoreError> {
        todo!("{vfs:p} {home:?} {path:?} {read_only}")
    }

    /// Settles an offer. On [`OfferAnswer::Restore`] the events are in the journal, synced, and
    /// are given back to be accepted, with the drafts.
    pub fn answer(&mut self, offer: Offer, answer: OfferAnswer) -> Result<(Vec<Event>, Vec<(String, String)>), StoreError> {
        todo!("{offer:?} {answer:?}")
    }

    /// Writes events to the journal. They are promised only when [`Desk::sync`] has returned.
    pub fn append(&mut self, events: &[Event]) -> Result<(), StoreError> {
        todo!("{events:?}")
    }

    /// Writes a draft (`None`: it is finished or dropped) to the journal, unsynced.
    pub fn draft(&mut self, slot: &str, text: Option<&str>) -> Result<(), StoreError> {
        todo!("{slot} {text:?}")
    }

    /// Makes everything appended durable (fdatasync). On an error the journal is poisoned: the
    /// next append writes a fresh one from `unsaved` events kept in memory.
    pub fn sync(&mut self) -> Result<(), StoreError> {
        todo!()
    }

    /// Writes the review into the file: splice, temp, fsync, re-hash of the target, previous
    /// generation, rename, fsync of the folder; then the journal starts anew, with open drafts.
    pub fn save(&mut self, review: &Review) -> Result<Saved, StoreError> {
        todo!("{review:?}")
    }

    /// Whether the file on disk is not the one that was read or written last (by stat; save hashes).
    pub fn changed_outside(&self) -> bool {
        todo!()
    }

    /// Whether events are in the journal that the file lacks.
    pub fn unwritten(&self) -> usize {
        todo!()
    }

    /// Ends: an empty journal and the lock are removed.
    pub fn close(self) -> Result<(), StoreError> {
        todo!()
    }

    /// Where the file is, symlinks resolved.
    pub fn path(&self) -> &Path {
        todo!()
    }

    /// Where the journal is.
    pub fn journal_path(&self) -> &Path {
        todo!()
    }
}
