//! For tests: a [`Vfs`] whose operations a rule counts, fails, shortens, skips or holds back.
//!
//! The rule sees every operation before it happens, with its number from 0, so that a test can
//! sweep "the n-th operation fails" or end the process there.

use std::ffi::OsString;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::{Promise, Stat, Vfs, VfsFile};

/// An operation about to happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Op {
    /// `real_path`, `stat`, `list`, `promise`.
    Look,
    /// `open`.
    Open,
    /// `create_new`.
    Create,
    /// `open_lock`.
    OpenLock,
    /// A file's `try_lock`, `try_share`.
    TryLock,
    /// `rename`.
    Rename,
    /// `link`.
    Link,
    /// `remove`.
    Remove,
    /// `make_dir`.
    MakeDir,
    /// `sync_dir`.
    SyncDir,
    /// A file's `read`.
    Read,
    /// A file's `write_at`.
    Write,
    /// A file's `truncate`.
    Truncate,
    /// A file's `take_rights`.
    Rights,
    /// A file's `sync_data`, `sync_all`.
    Sync,
}

/// What becomes of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It happens.
    Go,
    /// It fails with this error number, nothing done.
    Fail(i32),
    /// A write stores half of its bytes and says so; anything else happens.
    Short,
    /// It says it was done, and was not.
    Skip,
    /// A write says it was done, and happens only before the same file is next written or read.
    Hold,
}

type Rule = dyn Fn(u64, Op, &Path) -> Verdict + Send + Sync;

/// See the module.
pub struct Rig {
    inner: Arc<dyn Vfs>,
    turn: Arc<Turn>,
}

struct Turn {
    next: AtomicU64,
    rule: Box<Rule>,
}

impl fmt::Debug for Turn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Turn").field(&self.next).finish()
    }
}

impl fmt::Debug for Rig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Rig").field(&self.turn).finish()
    }
}

impl Rig {
    /// Rigs `inner` with a rule: number of the operation, its kind, its path.
    pub fn new(inner: Arc<dyn Vfs>, rule: impl Fn(u64, Op, &Path) -> Verdict + Send + Sync + 'static) -> Self {
        let turn = Turn { next: AtomicU64::new(0), rule: Box::new(rule) };
        Self { inner, turn: Arc::new(turn) }
    }

    /// How many operations there were.
    pub fn operations(&self) -> u64 {
        self.turn.next.load(Ordering::SeqCst)
    }

    fn file(&self, path: &Path, file: Box<dyn VfsFile>) -> Box<dyn VfsFile> {
        Box::new(RigFile { inner: file, path: path.to_owned(), turn: Arc::clone(&self.turn), held: None })
    }
}

impl Turn {
    fn ask(&self, op: Op, path: &Path) -> Verdict {
        let n = self.next.fetch_add(1, Ordering::SeqCst);
        (self.rule)(n, op, path)
    }

    /// Asks, and does `work` unless told otherwise; only work without a result can be skipped.
    fn take(&self, op: Op, path: &Path, work: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
        match self.ask(op, path) {
            Verdict::Fail(errno) => Err(io::Error::from_raw_os_error(errno)),
            Verdict::Skip => Ok(()),
            Verdict::Go | Verdict::Short | Verdict::Hold => work(),
        }
    }

    fn take_for<T>(&self, op: Op, path: &Path, work: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        match self.ask(op, path) {
            Verdict::Fail(errno) => Err(io::Error::from_raw_os_error(errno)),
            _ => work(),
        }
    }
}

impl Vfs for Rig {
    fn real_path(&self, path: &Path) -> io::Result<PathBuf> {
        self.turn.take_for(Op::Look, path, || self.inner.real_path(path))
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn VfsFile>> {
        self.turn.take_for(Op::Open, path, || self.inner.open(path)).map(|file| self.file(path, file))
    }

    fn create_new(&self, path: &Path, mode: u32) -> io::Result<Box<dyn VfsFile>> {
        self.turn.take_for(Op::Create, path, || self.inner.create_new(path, mode)).map(|file| self.file(path, file))
    }

    fn open_lock(&self, path: &Path, mode: u32) -> io::Result<Box<dyn VfsFile>> {
        self.turn.take_for(Op::OpenLock, path, || self.inner.open_lock(path, mode)).map(|file| self.file(path, file))
    }

    fn stat(&self, path: &Path) -> io::Result<Stat> {
        self.turn.take_for(Op::Look, path, || self.inner.stat(path))
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        self.turn.take_for(Op::Look, folder, || self.inner.list(folder))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.turn.take(Op::Rename, to, || self.inner.rename(from, to))
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.turn.take(Op::Link, to, || self.inner.link(from, to))
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.turn.take(Op::Remove, path, || self.inner.remove(path))
    }

    fn make_dir(&self, path: &Path) -> io::Result<()> {
        self.turn.take(Op::MakeDir, path, || self.inner.make_dir(path))
    }

    fn sync_dir(&self, folder: &Path) -> io::Result<()> {
        self.turn.take(Op::SyncDir, folder, || self.inner.sync_dir(folder))
    }

    fn promise(&self, folder: &Path) -> io::Result<Promise> {
        self.turn.take_for(Op::Look, folder, || self.inner.promise(folder))
    }
}

#[derive(Debug)]
struct RigFile {
    inner: Box<dyn VfsFile>,
    path: PathBuf,
    turn: Arc<Turn>,
    held: Option<(Vec<u8>, u64)>,
}

impl RigFile {
    fn write_held(&mut self) -> io::Result<()> {
        self.held.take().map_or(Ok(()), |(late, at)| self.inner.write_all_at(&late, at))
    }
}

impl VfsFile for RigFile {
    fn stat(&self) -> io::Result<Stat> {
        self.turn.take_for(Op::Look, &self.path, || self.inner.stat())
    }

    fn read(&mut self, bytes_max: u64) -> io::Result<Vec<u8>> {
        self.write_held()?;
        self.turn.take_for(Op::Read, &self.path, || self.inner.read(bytes_max))
    }

    fn write_at(&mut self, bytes: &[u8], offset: u64) -> io::Result<usize> {
        let verdict = self.turn.ask(Op::Write, &self.path);
        self.write_held()?;
        match verdict {
            Verdict::Go => self.inner.write_at(bytes, offset),
            Verdict::Fail(errno) => Err(io::Error::from_raw_os_error(errno)),
            Verdict::Skip => Ok(bytes.len()),
            Verdict::Short => self.inner.write_at(bytes.get(..bytes.len().div_ceil(2)).unwrap_or_default(), offset),
            Verdict::Hold => {
                self.held = Some((bytes.to_vec(), offset));
                Ok(bytes.len())
            }
        }
    }

    fn truncate(&mut self, len: u64) -> io::Result<()> {
        self.turn.take(Op::Truncate, &self.path, || self.inner.truncate(len))
    }

    fn take_rights(&mut self, of: &Stat) -> io::Result<()> {
        self.turn.take(Op::Rights, &self.path, || self.inner.take_rights(of))
    }

    fn sync_data(&mut self) -> io::Result<()> {
        self.turn.take(Op::Sync, &self.path, || self.inner.sync_data())
    }

    fn sync_all(&mut self) -> io::Result<()> {
        self.turn.take(Op::Sync, &self.path, || self.inner.sync_all())
    }

    fn try_lock(&mut self) -> io::Result<bool> {
        self.turn.take_for(Op::TryLock, &self.path, || self.inner.try_lock())
    }

    fn try_share(&mut self) -> io::Result<bool> {
        self.turn.take_for(Op::TryLock, &self.path, || self.inner.try_share())
    }
}
