//! For tests: files in memory, and every state in which a power cut may leave them.
//!
//! What was not synced may be there, be missing, be torn within a 512-byte sector, or have left
//! zeros where it lengthened a file; names given and removed since the last sync of their folder
//! may be there or not, each on its own. A rename is all or nothing. This is weaker than ext4,
//! XFS or Btrfs promise, on purpose: what holds here does not depend on the file system.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

use super::{FileKind, Promise, Stat, Vfs, VfsFile};

const SECTOR: usize = 512;

/// A disk in memory. Clones are the same disk.
#[derive(Clone, Debug, Default)]
pub struct SimVfs {
    disk: Arc<Mutex<Disk>>,
}

#[derive(Debug, Default)]
struct Disk {
    /// As it was when the log began: all of it durable.
    base: State,
    /// As programs see it.
    now: State,
    /// What led from `base` to `now`.
    log: Vec<Logged>,
    locked: BTreeSet<Inode>,
    promise: Option<Promise>,
    clock: i64,
}

type Inode = u64;

#[derive(Clone, Debug, Default)]
struct State {
    names: BTreeMap<PathBuf, Node>,
    files: BTreeMap<Inode, File>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Node {
    Folder,
    File(Inode),
}

#[derive(Clone, Debug, Default)]
struct File {
    bytes: Vec<u8>,
    changed: i64,
    mode: u32,
}

#[derive(Clone, Debug)]
enum Logged {
    /// Names given (`Some`) or removed, in one step.
    Names(Vec<(PathBuf, Option<Node>)>),
    Write(Inode, usize, Vec<u8>),
    Truncate(Inode, usize),
    SyncFile(Inode),
    SyncFolder(PathBuf),
}

impl SimVfs {
    /// An empty disk with some folders, their parents too.
    pub fn new(folders: &[&str]) -> Self {
        let sim = Self::default();
        let mut disk = sim.disk();
        for folder in folders.iter().flat_map(|folder| Path::new(folder).ancestors()) {
            disk.base.names.insert(folder.to_owned(), Node::Folder);
        }
        disk.now = disk.base.clone();
        drop(disk);
        sim
    }

    /// Puts a file there, durably.
    pub fn put(&self, path: &str, bytes: &[u8]) {
        let mut disk = self.disk();
        let inode = disk.new_inode();
        disk.clock += 1;
        let file = File { bytes: bytes.to_vec(), changed: disk.clock, mode: 0o644 };
        let disk = &mut *disk;
        for state in [&mut disk.base, &mut disk.now] {
            state.names.insert(path.into(), Node::File(inode));
            state.files.insert(inode, file.clone());
        }
    }

    /// A file's bytes as programs see them.
    pub fn bytes(&self, path: impl AsRef<Path>) -> Option<Vec<u8>> {
        let disk = self.disk();
        let inode = disk.inode(path.as_ref()).ok()?;
        Some(disk.now.files[&inode].bytes.clone())
    }

    /// All files, sorted.
    pub fn files(&self) -> Vec<PathBuf> {
        let disk = self.disk();
        disk.now.names.iter().filter(|(_, node)| **node != Node::Folder).map(|(path, _)| path.clone()).collect()
    }

    /// Makes the disk promise less.
    pub fn set_promise(&self, promise: Promise) {
        self.disk().promise = Some(promise);
    }

    /// How many operations have changed or synced the disk: the points at which power may go.
    pub fn logged(&self) -> usize {
        self.disk().log.len()
    }

    /// The disk as a killed process leaves it: everything it did is there, its locks are gone.
    #[must_use]
    pub fn after_kill(&self) -> Self {
        let disk = self.disk();
        Self::starting_from(disk.now.clone(), disk.promise)
    }

    /// What power going after the first `done` operations may leave: all states if there are few,
    /// else nothing unsynced, everything, each single loss and survival, and `random` mixtures.
    pub fn after_power_cut(&self, done: usize, random: usize) -> Vec<Self> {
        const FATES: u8 = 4;
        let (sure, unsure) = self.sure(done);
        let open = unsure.iter().map(|(logged, synced)| if *synced { 0 } else { logged.fates() }).sum();
        let mut plans: Vec<Vec<u8>> = Vec::new();
        if open <= 3 {
            for n in 0..usize::from(FATES).pow(u32::try_from(open).expect("at most 3")) {
                plans.push((0..open).map(|i| u8::try_from(n >> (2 * i) & 3).expect("two bits")).collect());
            }
        } else {
            for all in [0, 1] {
                plans.push(vec![all; open]);
                for i in 0..open {
                    for fate in (0..FATES).filter(|&fate| fate != all) {
                        let mut plan = vec![all; open];
                        plan[i] = fate;
                        plans.push(plan);
                    }
                }
            }
            let mut seed = done as u64;
            for _ in 0..random {
                plans.push((0..open).map(|_| u8::try_from(next_random(&mut seed) % u64::from(FATES)).expect("below 4")).collect());
            }
        }
        let promise = self.disk().promise;
        let left = |plan: Vec<u8>| {
            let mut left = sure.clone();
            let mut fates = plan.into_iter();
            for (logged, synced) in &unsure {
                if *synced {
                    left.apply(logged);
                } else {
                    left.apply_by_fate(logged, &mut fates);
                }
            }
            left.drop_lost_folders();
            Self::starting_from(left, promise)
        };
        plans.into_iter().map(left).collect()
    }

    /// The disk after those of the first `done` operations before which nothing is open, and the
    /// others with whether they are synced.
    fn sure(&self, done: usize) -> (State, Vec<(Logged, bool)>) {
        let disk = self.disk();
        let (mut files, mut folders) = (BTreeSet::new(), BTreeSet::new());
        let mut log: Vec<(Logged, bool)> = Vec::new();
        for logged in disk.log[..done].iter().rev() {
            let synced = match logged {
                Logged::SyncFile(inode) => {
                    files.insert(*inode);
                    true
                }
                Logged::SyncFolder(folder) => {
                    folders.insert(folder.clone());
                    true
                }
                Logged::Names(changes) => changes[0].0.parent().is_some_and(|folder| folders.contains(folder)),
                Logged::Write(inode, ..) | Logged::Truncate(inode, _) => files.contains(inode),
            };
            log.push((logged.clone(), synced));
        }
        log.reverse();
        let unsure = log.split_off(log.iter().position(|(_, synced)| !synced).unwrap_or(log.len()));
        let mut sure = disk.base.clone();
        for (logged, _) in &log {
            sure.apply(logged);
        }
        (sure, unsure)
    }

    fn starting_from(state: State, promise: Option<Promise>) -> Self {
        let mut now = state;
        for node in now.names.values() {
            if let Node::File(inode) = node {
                now.files.entry(*inode).or_default();
            }
        }
        let disk = Disk { base: now.clone(), now, promise, clock: 1000, ..Disk::default() };
        Self { disk: Arc::new(Mutex::new(disk)) }
    }

    fn disk(&self) -> MutexGuard<'_, Disk> {
        self.disk.lock().expect("no test panics while it changes the disk")
    }

    fn file(&self, inode: Inode) -> Box<dyn VfsFile> {
        Box::new(SimFile { disk: Arc::clone(&self.disk), inode, holds_lock: false })
    }
}

/// splitmix64: the same mixtures at every run.
fn next_random(seed: &mut u64) -> u64 {
    *seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (*seed ^ (*seed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

fn sectors(mut at: usize, mut bytes: &[u8]) -> Vec<(usize, &[u8])> {
    let mut pieces = Vec::new();
    while !bytes.is_empty() {
        let (piece, rest) = bytes.split_at(bytes.len().min(SECTOR - at % SECTOR));
        pieces.push((at, piece));
        at += piece.len();
        bytes = rest;
    }
    pieces
}

fn store(file: &mut Vec<u8>, at: usize, bytes: &[u8]) {
    if file.len() < at + bytes.len() {
        file.resize(at + bytes.len(), 0);
    }
    file[at..at + bytes.len()].copy_from_slice(bytes);
}

impl Logged {
    /// How many things can each be lost on their own.
    fn fates(&self) -> usize {
        match self {
            Self::Names(_) | Self::Truncate(..) => 1,
            Self::Write(_, at, bytes) => sectors(*at, bytes).len(),
            Self::SyncFile(_) | Self::SyncFolder(_) => 0,
        }
    }
}

impl State {
    fn apply(&mut self, logged: &Logged) {
        match logged {
            Logged::Names(changes) => self.name(changes),
            Logged::Write(inode, at, bytes) => store(self.bytes(*inode), *at, bytes),
            Logged::Truncate(inode, len) => self.bytes(*inode).resize(*len, 0),
            Logged::SyncFile(_) | Logged::SyncFolder(_) => {}
        }
    }

    /// Fate 0: lost; 1: there; 2: half there (all or nothing, where that cannot be); 3: zeros.
    fn apply_by_fate(&mut self, logged: &Logged, fates: &mut impl Iterator<Item = u8>) {
        let mut next = || fates.next().expect("the plan has a fate for each");
        match logged {
            Logged::SyncFile(_) | Logged::SyncFolder(_) => {}
            Logged::Names(_) | Logged::Truncate(..) => {
                if next() % 2 == 1 {
                    self.apply(logged);
                }
            }
            Logged::Write(inode, at, bytes) => {
                let file = self.bytes(*inode);
                for (at, piece) in sectors(*at, bytes) {
                    match next() {
                        0 => {}
                        1 => store(file, at, piece),
                        2 => store(file, at, &piece[..piece.len() / 2]),
                        _ => store(file, at, &vec![0; piece.len()]),
                    }
                }
            }
        }
    }

    fn bytes(&mut self, inode: Inode) -> &mut Vec<u8> {
        &mut self.files.entry(inode).or_default().bytes
    }

    /// What was in a lost folder is lost, and so are files without a name.
    fn drop_lost_folders(&mut self) {
        let is_lost = |path: &Path| path.parent().is_some_and(|parent| self.names.get(parent) != Some(&Node::Folder));
        let lost: Vec<PathBuf> = self.names.keys().filter(|path| is_lost(path)).cloned().collect();
        for path in lost {
            self.names.remove(&path);
        }
        let named: BTreeSet<Inode> =
            self.names.values().filter_map(|node| if let Node::File(inode) = node { Some(*inode) } else { None }).collect();
        self.files.retain(|inode, _| named.contains(inode));
    }

    fn name(&mut self, changes: &[(PathBuf, Option<Node>)]) {
        for (path, node) in changes {
            match node {
                Some(node) => self.names.insert(path.clone(), *node),
                None => self.names.remove(path),
            };
        }
    }
}

impl Disk {
    fn new_inode(&self) -> Inode {
        self.now.files.keys().next_back().map_or(1, |last| last + 1)
    }

    fn inode(&self, path: &Path) -> io::Result<Inode> {
        match self.now.names.get(path) {
            Some(Node::File(inode)) => Ok(*inode),
            Some(Node::Folder) => Err(io::ErrorKind::IsADirectory.into()),
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }

    fn names(&mut self, changes: Vec<(PathBuf, Option<Node>)>) -> io::Result<()> {
        let folder = changes[0].0.parent().unwrap_or(Path::new("/"));
        if self.promise == Some(Promise::ReadOnly) {
            return Err(io::ErrorKind::ReadOnlyFilesystem.into());
        }
        if self.now.names.get(folder) != Some(&Node::Folder) {
            return Err(io::ErrorKind::NotFound.into());
        }
        self.now.name(&changes);
        self.log.push(Logged::Names(changes));
        Ok(())
    }

    fn create(&mut self, path: &Path, mode: u32) -> io::Result<Inode> {
        if self.now.names.contains_key(path) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        let inode = self.new_inode();
        self.names(vec![(path.to_owned(), Some(Node::File(inode)))])?;
        self.now.files.insert(inode, File { mode, ..File::default() });
        Ok(inode)
    }

    fn stat(&self, inode: Inode) -> Stat {
        let file = &self.now.files[&inode];
        Stat {
            kind: FileKind::Regular,
            id: (1, inode),
            len: file.bytes.len() as u64,
            changed: (file.changed, 0),
            mode: file.mode,
            owner: (0, 0),
        }
    }

    fn changed(&mut self, inode: Inode) -> &mut File {
        self.clock += 1;
        let file = self.now.files.get_mut(&inode).expect("an open file is there");
        file.changed = self.clock;
        file
    }
}

impl Vfs for SimVfs {
    fn real_path(&self, path: &Path) -> io::Result<PathBuf> {
        self.stat(path).map(|_| path.to_owned())
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn VfsFile>> {
        let inode = self.disk().inode(path)?;
        Ok(self.file(inode))
    }

    fn create_new(&self, path: &Path, mode: u32) -> io::Result<Box<dyn VfsFile>> {
        let inode = self.disk().create(path, mode)?;
        Ok(self.file(inode))
    }

    fn open_lock(&self, path: &Path, mode: u32) -> io::Result<Box<dyn VfsFile>> {
        let mut disk = self.disk();
        let inode = match disk.inode(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => disk.create(path, mode)?,
            other => other?,
        };
        drop(disk);
        Ok(self.file(inode))
    }

    fn stat(&self, path: &Path) -> io::Result<Stat> {
        let disk = self.disk();
        if disk.now.names.get(path) == Some(&Node::Folder) {
            return Ok(Stat { kind: FileKind::Folder, id: (1, 0), len: 0, changed: (0, 0), mode: 0o755, owner: (0, 0) });
        }
        Ok(disk.stat(disk.inode(path)?))
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        let disk = self.disk();
        if disk.now.names.get(folder) != Some(&Node::Folder) {
            return Err(io::ErrorKind::NotFound.into());
        }
        let inside = disk.now.names.keys().filter(|path| path.parent() == Some(folder));
        Ok(inside.filter_map(|path| path.file_name()).map(OsString::from).collect())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut disk = self.disk();
        let inode = disk.inode(from)?;
        disk.names(vec![(to.to_owned(), Some(Node::File(inode))), (from.to_owned(), None)])
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut disk = self.disk();
        let inode = disk.inode(from)?;
        if matches!(disk.promise, Some(Promise::Weak(_))) {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        if disk.now.names.contains_key(to) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        disk.names(vec![(to.to_owned(), Some(Node::File(inode)))])
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut disk = self.disk();
        disk.inode(path)?;
        disk.names(vec![(path.to_owned(), None)])
    }

    fn make_dir(&self, path: &Path) -> io::Result<()> {
        let mut disk = self.disk();
        match disk.now.names.get(path) {
            Some(Node::Folder) => Ok(()),
            Some(Node::File(_)) => Err(io::ErrorKind::AlreadyExists.into()),
            None => disk.names(vec![(path.to_owned(), Some(Node::Folder))]),
        }
    }

    fn sync_dir(&self, folder: &Path) -> io::Result<()> {
        self.disk().log.push(Logged::SyncFolder(folder.to_owned()));
        Ok(())
    }

    fn promise(&self, _: &Path) -> io::Result<Promise> {
        Ok(self.disk().promise.unwrap_or(Promise::Keeps))
    }
}

#[derive(Debug)]
struct SimFile {
    disk: Arc<Mutex<Disk>>,
    inode: Inode,
    holds_lock: bool,
}

impl SimFile {
    fn disk(&self) -> MutexGuard<'_, Disk> {
        self.disk.lock().expect("no test panics while it changes the disk")
    }
}

impl Drop for SimFile {
    fn drop(&mut self) {
        if self.holds_lock
            && let Ok(mut disk) = self.disk.lock()
        {
            disk.locked.remove(&self.inode);
        }
    }
}

impl VfsFile for SimFile {
    fn stat(&self) -> io::Result<Stat> {
        Ok(self.disk().stat(self.inode))
    }

    fn read(&mut self, bytes_max: u64) -> io::Result<Vec<u8>> {
        let mut bytes = self.disk().now.files[&self.inode].bytes.clone();
        bytes.truncate(usize::try_from(bytes_max + 1).unwrap_or(usize::MAX));
        Ok(bytes)
    }

    fn write_at(&mut self, bytes: &[u8], offset: u64) -> io::Result<usize> {
        let mut disk = self.disk();
        let at = usize::try_from(offset).expect("tests write small files");
        store(&mut disk.changed(self.inode).bytes, at, bytes);
        disk.log.push(Logged::Write(self.inode, at, bytes.to_vec()));
        Ok(bytes.len())
    }

    fn truncate(&mut self, len: u64) -> io::Result<()> {
        let mut disk = self.disk();
        let len = usize::try_from(len).expect("tests write small files");
        disk.changed(self.inode).bytes.resize(len, 0);
        disk.log.push(Logged::Truncate(self.inode, len));
        Ok(())
    }

    fn take_rights(&mut self, of: &Stat) -> io::Result<()> {
        self.disk().now.files.get_mut(&self.inode).expect("an open file is there").mode = of.mode;
        Ok(())
    }

    fn sync_data(&mut self) -> io::Result<()> {
        self.disk().log.push(Logged::SyncFile(self.inode));
        Ok(())
    }

    fn sync_all(&mut self) -> io::Result<()> {
        self.sync_data()
    }

    fn try_lock(&mut self) -> io::Result<bool> {
        let taken = self.disk().locked.insert(self.inode);
        self.holds_lock |= taken;
        Ok(taken || self.holds_lock)
    }

    /// Told as it is now: in memory nobody keeps looking.
    fn try_share(&mut self) -> io::Result<bool> {
        Ok(self.holds_lock || !self.disk().locked.contains(&self.inode))
    }
}
