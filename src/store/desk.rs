//! The desk: one open assessment, its journal and its lock.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::journal::{Header, Journal};
use super::lock::{Holder, Lock, Tried};
use super::names::{Names, folder, make_dirs};
use super::record::{Record, Said};
use super::recover::{self, Search};
use super::save::{self, OnDisk};
use super::vfs::{FileKind, Promise};
use super::{Home, StoreError, Vfs};
use crate::report::{Loaded, Odd, Report};
use crate::review::{Event, Fault, Review};

/// Nobody puts work off this often.
const LATER_MAX: u32 = 1000;

/// One open assessment file.
#[derive(Debug)]
pub struct Desk {
    vfs: Arc<dyn Vfs>,
    file: OnDisk,
    journal: Journal,
    /// `None`: open for reading only.
    lock: Option<Lock>,
    /// Where the journal stands.
    names: Names,
    /// An offer has not been answered: own journals are not to be touched.
    offer_open: bool,
}

/// Whether work can be written, and if not why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Access {
    /// Journal and file can be written.
    Write,
    /// Another window holds the file: who, or where.
    Held(String),
    /// Asked for by `--read-only`.
    Asked,
    /// A newer format, an unusable review member, a folder and state directory that cannot be
    /// written: in both languages (zh, en).
    Cannot(String, String),
}

/// What a file is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intent<'a> {
    /// To look: no lock, nothing written.
    Read,
    /// To review, by whoever has this name (empty: they have not said so); others who come read it.
    Review(&'a str),
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
    /// The same where it cannot be offered, for the file is open for reading only.
    pub waiting: Vec<Offered>,
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

/// What was restored: events to be accepted, and drafts, slot and text.
pub type Restored = (Vec<Event>, Vec<(String, String)>);

/// A save that succeeded.
#[derive(Debug)]
pub struct Saved {
    /// Events someone else had written into the file meanwhile: now in the file and to be accepted.
    pub merged: Vec<Event>,
}

impl Desk {
    /// Opens a file: bounded read, lock, journal search. What a journal offers is not touched
    /// before [`Desk::answer`].
    pub fn open(vfs: Arc<dyn Vfs>, home: &Home, path: &Path, intent: Intent<'_>) -> Result<Opened, StoreError> {
        let failed = |source| StoreError::Open { path: path.to_owned(), source };
        let path = vfs.real_path(path).map_err(failed)?;
        // Told by name first: nobody wants a lock file beside a folder.
        if vfs.stat(&path).map_err(failed)?.kind != FileKind::Regular {
            return Err(StoreError::NotRegular { path });
        }
        let beside = Names::beside(&path);
        let away = Names::away(&home.state, &path);
        let (mut access, lock) = match intent {
            Intent::Read => (Access::Asked, None),
            Intent::Review(name) => take_lock(&vfs, &Holder::here(home, name), &beside, away.as_ref()),
        };

        let (bytes, stat) = save::read(&*vfs, &path).map_err(|problem| problem.on_opening(&path))?;
        let Loaded { report, odd, newer_format } =
            Report::load(bytes).map_err(|source| StoreError::Parse { path: path.clone(), source })?;
        let Record { review, faults, cannot } = Record::read(&report, newer_format);
        if let Some((zh, en)) = cannot {
            access = Access::Cannot(zh, en);
        }
        let report = Arc::new(report);
        let mut ready = Ready::to_read(&beside, access);
        let search = Search { vfs: &*vfs, path: &path, report: &report, review: &review, beside: &beside, away: away.as_ref() };
        if let (Access::Write, Some(lock)) = (&ready.access, &lock) {
            ready = Ready::to_write(&search, lock.path() == beside.lock())?;
        } else {
            ready.waiting = search.run().offered;
            if !ready.waiting.is_empty() {
                ready.notice = waiting(&ready.access);
            }
        }
        let Ready { access, names, offer, waiting, notice } = ready;
        let desk = Self {
            journal: Journal::new(Arc::clone(&vfs), names.journal(), stat.mode),
            file: OnDisk::new(Arc::clone(&vfs), path, Arc::clone(&report), &review, stat),
            vfs,
            lock: lock.filter(|_| access == Access::Write),
            names,
            offer_open: offer.is_some(),
        };
        Ok(Opened { desk, report, review, odd, faults, access, offer, waiting, notice })
    }

    /// Settles an offer. On [`OfferAnswer::Restore`] the events are in the journal, synced, and
    /// are given back to be accepted, with the drafts. After an error all journals are still
    /// there, and the offer may be answered again.
    pub fn answer(&mut self, offer: Offer, answer: OfferAnswer) -> Result<Restored, StoreError> {
        self.check_writable()?;
        if answer == OfferAnswer::Later {
            self.put_off()?;
            return Ok((Vec::new(), Vec::new()));
        }
        for Offered { journal, .. } in &offer.found {
            recover::keep_tail(&*self.vfs, journal).map_err(|source| StoreError::Recover { journal: journal.clone(), source })?;
        }
        let drafts = recover::drafts(&offer.found);
        let (journals, events): (Vec<PathBuf>, Vec<Vec<Event>>) =
            offer.found.into_iter().map(|found| (found.journal, found.events)).unzip();
        let events = events.concat();
        self.journal.take_in(&self.header(), &events, &drafts)?;
        for journal in journals.iter().filter(|journal| *journal != self.journal.path()) {
            // All of it is here now; if it cannot go, it is offered once more.
            let _ = recover::discard(&*self.vfs, journal);
        }
        self.offer_open = false;
        Ok((events, drafts.into_iter().collect()))
    }

    /// Writes events to the journal, all or none. They are promised only when [`Desk::sync`] has
    /// returned. An offer that was not answered is put off.
    pub fn append(&mut self, events: &[Event]) -> Result<(), StoreError> {
        self.prepare()?;
        self.journal.append(&self.header(), events)
    }

    /// Writes a draft (`None`: it is finished or dropped) to the journal, unsynced. If the write
    /// fails, it is kept in memory and goes into the next journal that can be written.
    pub fn draft(&mut self, slot: &str, text: Option<&str>) -> Result<(), StoreError> {
        self.prepare()?;
        self.journal.draft(&self.header(), slot, text)
    }

    /// Makes everything appended durable (fdatasync). After an error no event appended since the
    /// last success is promised, nor will it be found again; the next append begins a fresh
    /// journal with everything that was promised before.
    pub fn sync(&mut self) -> Result<(), StoreError> {
        if self.lock.is_none() {
            return Ok(());
        }
        self.journal.sync(&self.header())
    }

    /// Writes the review into the file: splice, temp, fsync, comparison with the file, previous
    /// generation, rename, fsync of the folder; then the journal starts anew, with open drafts.
    /// Nothing is written if the file has all of `review`.
    pub fn save(&mut self, review: &Review) -> Result<Saved, StoreError> {
        self.check_writable()?;
        let merged = self.file.save(review, self.journal.path())?;
        self.journal.forget(&self.header(), self.file.events());
        Ok(Saved { merged })
    }

    /// Whether the file on disk is not the one that was read or written last (by stat; save compares).
    pub fn changed_outside(&self) -> bool {
        self.file.looks_changed()
    }

    /// Whoever has this name reviews from now on: the lock says so to others.
    pub fn reviewed_by(&mut self, name: &str) {
        if let Some(lock) = &mut self.lock {
            lock.hold_for(name);
        }
    }

    /// How many events are in the journal that the file lacks.
    pub fn unwritten(&self) -> usize {
        self.journal.events_len()
    }

    /// Ends: an empty journal and the lock are removed.
    pub fn close(self) -> Result<(), StoreError> {
        if self.lock.is_none() || self.offer_open { Ok(()) } else { self.journal.close() }
    }

    /// Where the file is, symlinks resolved.
    pub fn path(&self) -> &Path {
        self.file.path()
    }

    /// Where the journal is.
    pub fn journal_path(&self) -> &Path {
        self.journal.path()
    }

    fn header(&self) -> Header {
        Header::new(self.file.path(), self.file.report().sha256())
    }

    fn check_writable(&self) -> Result<(), StoreError> {
        match &self.lock {
            Some(_) => Ok(()),
            None => Err(StoreError::ReadOnly { path: self.path().to_owned() }),
        }
    }

    fn prepare(&mut self) -> Result<(), StoreError> {
        self.check_writable()?;
        if self.offer_open { self.put_off() } else { Ok(()) }
    }

    /// Makes room for a new journal: an old one is kept under another name.
    fn put_off(&mut self) -> Result<(), StoreError> {
        let journal = self.journal.path();
        let failed = |source| StoreError::Recover { journal: journal.to_owned(), source };
        if self.vfs.stat(journal).is_ok() {
            let later = (1..=LATER_MAX).map(|n| self.names.later(n)).find(|later| self.vfs.stat(later).is_err());
            let later = later.ok_or_else(|| failed(io::ErrorKind::AlreadyExists.into()))?;
            self.vfs.rename(journal, &later).and_then(|()| self.vfs.sync_dir(folder(journal))).map_err(failed)?;
        }
        self.offer_open = false;
        Ok(())
    }
}

/// Locks beside the file, or where nothing can be written there, in the state directory.
fn take_lock(vfs: &Arc<dyn Vfs>, holder: &Holder, beside: &Names, away: Option<&Names>) -> (Access, Option<Lock>) {
    use io::ErrorKind::{PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
    let tried = Lock::take(vfs, beside.lock(), holder).or_else(|error| {
        let cannot_hold_it = matches!(error.kind(), PermissionDenied | ReadOnlyFilesystem | StorageFull | QuotaExceeded);
        let away = away.filter(|_| cannot_hold_it).ok_or(error)?;
        make_dirs(&**vfs, &away.folder)?;
        Lock::take(vfs, away.lock(), holder)
    });
    match tried {
        Ok(Tried::Taken(lock)) => (Access::Write, Some(lock)),
        Ok(Tried::Held(who)) => (Access::Held(who), None),
        Err(error) => (
            Access::Cannot(
                format!("文件夹 {} 不能写入，本机也没有可存放操作记录的位置（{error}）", beside.folder.display()),
                format!("{} cannot be written, and there is no place for a journal on this computer ({error})", beside.folder.display()),
            ),
            None,
        ),
    }
}

/// Where the journal goes, and what to say of it.
type Place = (Names, Option<Said>);

/// How a desk may be used.
struct Ready {
    access: Access,
    /// Where the journal goes.
    names: Names,
    offer: Option<Offer>,
    /// Found, but nothing can be offered.
    waiting: Vec<Offered>,
    notice: Option<Said>,
}

impl Ready {
    fn to_read(beside: &Names, access: Access) -> Self {
        Self { access, names: beside.clone(), offer: None, waiting: Vec::new(), notice: None }
    }

    /// Looks for work to offer and for a place for the journal.
    fn to_write(search: &Search<'_>, is_writable: bool) -> Result<Self, StoreError> {
        let Search { vfs, path, beside, away, .. } = *search;
        let mut finds = search.run();
        if is_writable && !(finds.offered.is_empty() && finds.stale.is_empty()) {
            // A save may have been killed just before this: what the file has, it has for good.
            vfs.sync_dir(&beside.folder).map_err(|source| StoreError::Open { path: path.to_owned(), source })?;
        }
        let mut kept = Vec::new();
        for journal in &finds.stale {
            match recover::keep_tail(vfs, journal) {
                Ok(tail) => kept.extend(tail),
                // What cannot be kept elsewhere is not to be replaced.
                Err(_) => finds.barred.push(journal.clone()),
            }
        }
        let (names, notice) = match Self::place(vfs, beside, away, is_writable, &finds.barred) {
            Ok(place) => place,
            Err((zh, en)) => {
                return Ok(Self { waiting: finds.offered, ..Self::to_read(beside, Access::Cannot(zh, en)) });
            }
        };
        for journal in finds.stale.iter().filter(|journal| !finds.barred.contains(journal)) {
            // If it cannot go, it is only litter: the file has all of it.
            let _ = recover::discard(vfs, journal);
        }
        let offer = (!finds.offered.is_empty()).then_some(Offer { found: finds.offered });
        let notice = kept.iter().map(|tail| unreadable_rest(tail)).chain(notice).reduce(both);
        Ok(Self { access: Access::Write, names, offer, waiting: Vec::new(), notice })
    }

    /// Where the journal goes: beside the file if its disk keeps promises and the folder can be
    /// written, else in the state directory; and what to say of it. An error says why there is no place.
    fn place(vfs: &dyn Vfs, beside: &Names, away: Option<&Names>, is_writable: bool, barred: &[PathBuf]) -> Result<Place, Said> {
        let promise = match vfs.promise(&beside.folder) {
            Ok(promise) if is_writable => promise,
            Ok(_) => Promise::ReadOnly,
            Err(_) => Promise::Keeps,
        };
        let is_barred = barred.contains(&beside.journal());
        let (zh, en) = match promise {
            Promise::Keeps if !is_barred => return Ok((beside.clone(), None)),
            Promise::Memory if !is_barred => {
                let zh = "文件在内存盘上，关机即失，请复制到硬盘";
                let en = "this folder is in memory and gone at the next start: copy the file to a disk";
                return Ok((beside.clone(), Some((zh.into(), en.into()))));
            }
            Promise::ReadOnly => {
                ("文件所在位置不能写入，审核记录不会写进文件".into(), "nothing can be written beside the file, nor into it".into())
            }
            Promise::Weak(name) => (format!("{name} 盘断电时可能丢失数据"), format!("{name} may lose data when power goes")),
            Promise::Keeps | Promise::Memory => {
                let journal = beside.journal();
                (format!("{} 无法读取或正被占用", journal.display()), format!("{} cannot be read or is in use", journal.display()))
            }
        };
        match away.filter(|away| !barred.contains(&away.journal()) && make_dirs(vfs, &away.folder).is_ok()) {
            Some(away) => {
                let place = away.folder.display();
                let notice = (format!("{zh}：操作记录存于 {place}"), format!("{en}: the journal is in {place}"));
                Ok((away.clone(), Some(notice)))
            }
            None if matches!(promise, Promise::Weak(_)) && !is_barred => Ok((beside.clone(), Some((zh, en)))),
            None => Err((format!("{zh}，也没有其他可存放操作记录的位置"), format!("{en}, and there is no other place for the journal"))),
        }
    }
}

/// What to say of a journal of which something could not be read.
fn unreadable_rest(tail: &Path) -> Said {
    let tail = tail.display();
    (
        format!("操作记录中有无法读取的内容，原样保留在 {tail}"),
        format!("part of the journal could not be read; it is kept as it was in {tail}"),
    )
}

fn both((zh, en): Said, (more_zh, more_en): Said) -> Said {
    (format!("{zh}；{more_zh}"), format!("{en}; {more_en}"))
}

/// What to say where work is waiting that cannot be offered.
fn waiting(access: &Access) -> Option<Said> {
    match access {
        Access::Asked | Access::Cannot(..) => Some((
            "另有未写入文件的记录，以可写方式打开时可恢复".to_owned(),
            "there is work that the file lacks: open it for writing to restore it".to_owned(),
        )),
        Access::Write | Access::Held(_) => None,
    }
}
