//! Writing the review into the file: a splice, never a re-serialisation.
//!
//! Everything is written beside the file, synced, and renamed over it; before that the file is
//! compared, byte for byte, with what was read or written last. If someone else wrote a review
//! meanwhile, both are joined; if they changed the report, nothing is written.

use std::borrow::Cow;
use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use super::journal::create_afresh;
use super::names::{Names, folder};
use super::vfs::{FileKind, Stat};
use super::{StoreError, Vfs};
use crate::report::{Report, ReviewMember};
use crate::review::{Event, EventId, Review};

/// Larger files are refused, and no save makes one: a report of 40 MB with its review fits well.
const FILE_MIB_MAX: u64 = 256;

/// Someone who writes the same file this often while we save is a program gone wild.
const TRIES_MAX: usize = 5;

/// The assessment on disk, as far as it is known.
#[derive(Debug)]
pub(super) struct OnDisk {
    vfs: Arc<dyn Vfs>,
    path: PathBuf,
    names: Names,
    report: Arc<Report>,
    /// SHA-256 of the whole file; `None`: its bytes are those of the report as it was loaded.
    hash: Option<Hash>,
    /// The events in it.
    events: HashSet<EventId>,
    stat: Stat,
    /// Whether the last rename is known to be durable.
    is_confirmed: bool,
}

type Hash = [u8; 32];

impl OnDisk {
    pub fn new(vfs: Arc<dyn Vfs>, path: PathBuf, report: Arc<Report>, review: &Review, stat: Stat) -> Self {
        let events = review.events().map(|event| event.id).collect();
        Self { vfs, names: Names::beside(&path), path, report, hash: None, events, stat, is_confirmed: true }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn report(&self) -> &Report {
        &self.report
    }

    /// The events in the file.
    pub fn events(&self) -> &HashSet<EventId> {
        &self.events
    }

    /// Whether another file has taken the name, or size or time differ.
    pub fn looks_changed(&self) -> bool {
        self.vfs.stat(&self.path).map_or(true, |now| !now.is_same_content(&self.stat))
    }

    /// Writes what `review` has and the file lacks, and gives back what the file had and `review`
    /// lacks. `journal`: where the work is if this fails.
    pub fn save(&mut self, review: &Review, journal: &Path) -> Result<Vec<Event>, StoreError> {
        let mut review = Cow::Borrowed(review);
        let mut merged = Vec::new();
        for _ in 0..TRIES_MAX {
            let has_news = review.events().any(|event| !self.events.contains(&event.id));
            if !has_news && !self.looks_changed() {
                return self.confirm(journal).map(|()| merged);
            }
            let fresh = if has_news { Some(self.write_fresh(&review).map_err(|problem| self.told(problem, journal))?) } else { None };
            let (bytes, stat) = read(&*self.vfs, &self.path).map_err(|problem| self.told(problem, journal))?;
            if !self.is_known(&bytes) {
                let theirs = self.review_in(&bytes, journal)?;
                self.hash = Some(Sha256::digest(&bytes).into());
                self.events = theirs.events().map(|event| event.id).collect();
                self.stat = stat;
                merged.extend(review.to_mut().union(&theirs));
                continue;
            }
            self.stat = stat;
            let Some(fresh) = fresh else { continue };
            self.keep_previous(&bytes).and_then(|()| fresh.publish(self, &review)).map_err(|source| self.failed(source, journal))?;
            return self.confirm(journal).map(|()| merged);
        }
        Err(StoreError::Changed { path: self.path.clone(), journal: journal.to_owned() })
    }

    /// The file as it is to be, beside it and synced.
    fn write_fresh(&self, review: &Review) -> Result<Fresh, Problem> {
        let json = review.to_json(self.report.sha256());
        let slices = self.report.with_review(&json);
        if slices.iter().map(|slice| slice.len() as u64).sum::<u64>() > FILE_MIB_MAX << 20 {
            return Err(Problem::TooLarge);
        }
        let path = self.names.fresh();
        let mut file = create_afresh(&*self.vfs, &path, 0o600)?;
        let mut fresh = Fresh { vfs: Arc::clone(&self.vfs), path: Some(path), hash: Hash::default(), stat: self.stat };
        let mut hash = Sha256::new();
        let mut len = 0;
        for slice in slices {
            file.write_all_at(slice, len)?;
            len += slice.len() as u64;
            hash.update(slice);
        }
        file.take_rights(&self.stat)?;
        file.sync_all()?;
        fresh.hash = hash.finalize().into();
        fresh.stat = file.stat()?;
        Ok(fresh)
    }

    /// Makes the file's new name durable.
    fn confirm(&mut self, journal: &Path) -> Result<(), StoreError> {
        if !self.is_confirmed {
            let told = |source| StoreError::Unconfirmed { path: self.path.clone(), journal: journal.to_owned(), source };
            self.vfs.sync_dir(folder(&self.path)).map_err(told)?;
            self.is_confirmed = true;
        }
        Ok(())
    }

    fn is_known(&self, bytes: &[u8]) -> bool {
        match &self.hash {
            None => bytes == self.report.bytes(),
            Some(hash) => Hash::from(Sha256::digest(bytes)) == *hash,
        }
    }

    /// The review someone else wrote, if the report around it is ours.
    fn review_in(&self, bytes: &[u8], journal: &Path) -> Result<Review, StoreError> {
        let changed = || StoreError::Changed { path: self.path.clone(), journal: journal.to_owned() };
        let Ok(theirs) = Report::load(bytes.to_vec()) else { return Err(changed()) };
        if theirs.report.sha256() != self.report.sha256() {
            return Err(changed());
        }
        let review = match theirs.report.review_text() {
            Some(text) => Review::parse(text).ok().map(|(review, _)| review).filter(|review| !review.newer_format()),
            None => (*theirs.report.review_member() == ReviewMember::Absent).then(Review::default),
        };
        review.ok_or_else(|| StoreError::ReviewChanged { path: self.path.clone(), journal: journal.to_owned() })
    }

    /// Keeps the generation that is about to be replaced: by a link, or where there are none by a copy.
    fn keep_previous(&self, bytes: &[u8]) -> io::Result<()> {
        let previous = self.names.previous();
        match self.vfs.remove(&previous) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        if self.vfs.link(&self.path, &previous).is_ok() {
            return Ok(());
        }
        let mut file = create_afresh(&*self.vfs, &previous, 0o600)?;
        file.write_all_at(bytes, 0)?;
        file.take_rights(&self.stat)?;
        file.sync_all()
    }

    fn failed(&self, source: io::Error, journal: &Path) -> StoreError {
        StoreError::Save { path: self.path.clone(), journal: journal.to_owned(), source }
    }

    fn told(&self, problem: Problem, journal: &Path) -> StoreError {
        match problem {
            Problem::Io(source) => self.failed(source, journal),
            Problem::TooLarge => StoreError::TooLarge { path: self.path.clone(), mib_max: FILE_MIB_MAX },
            // What was a file when it was opened is something else by now.
            Problem::NotRegular => StoreError::Changed { path: self.path.clone(), journal: journal.to_owned() },
        }
    }
}

/// A file written beside the one it is to replace; removed if it does not come to that.
struct Fresh {
    vfs: Arc<dyn Vfs>,
    path: Option<PathBuf>,
    hash: Hash,
    stat: Stat,
}

impl Fresh {
    fn publish(mut self, on_disk: &mut OnDisk, review: &Review) -> io::Result<()> {
        let path = self.path.as_ref().expect("published once");
        self.vfs.rename(path, &on_disk.path)?;
        self.path = None;
        on_disk.hash = Some(self.hash);
        on_disk.stat = self.stat;
        on_disk.is_confirmed = false;
        on_disk.events = review.events().map(|event| event.id).collect();
        Ok(())
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        if let Some(path) = &self.path {
            let _ = self.vfs.remove(path);
        }
    }
}

/// Why a file could not be read, or written anew.
#[derive(Debug)]
pub(super) enum Problem {
    Io(io::Error),
    NotRegular,
    TooLarge,
}

impl From<io::Error> for Problem {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl Problem {
    /// The problem as the one who opens a file is told it.
    pub fn on_opening(self, path: &Path) -> StoreError {
        let path = path.to_owned();
        match self {
            Self::Io(source) => StoreError::Open { path, source },
            Self::NotRegular => StoreError::NotRegular { path },
            Self::TooLarge => StoreError::TooLarge { path, mib_max: FILE_MIB_MAX },
        }
    }
}

/// Reads a regular file whole; if it is being written meanwhile, again.
pub(super) fn read(vfs: &dyn Vfs, path: &Path) -> Result<(Vec<u8>, Stat), Problem> {
    const BYTES_MAX: u64 = FILE_MIB_MAX << 20;
    const READS_MAX: usize = 3;
    let mut file = vfs.open(path)?;
    let mut before = file.stat()?;
    for _ in 0..READS_MAX {
        if before.kind != FileKind::Regular {
            return Err(Problem::NotRegular);
        }
        if before.len > BYTES_MAX {
            return Err(Problem::TooLarge);
        }
        let bytes = file.read(BYTES_MAX)?;
        let after = file.stat()?;
        if bytes.len() as u64 > BYTES_MAX {
            return Err(Problem::TooLarge);
        }
        if after.is_same_content(&before) && after.len == bytes.len() as u64 {
            return Ok((bytes, after));
        }
        before = after;
    }
    Err(io::Error::from(io::ErrorKind::ResourceBusy).into())
}
