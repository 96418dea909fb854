//! The real disk: std, and rustix for what std lacks.

use std::ffi::OsString;
use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::os::unix::fs::{DirBuilderExt as _, FileExt, MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::thread;

use rustix::fs::{OFlags, StatVfsMountFlags};

use super::{FileKind, Promise, Stat, Vfs, VfsFile};

/// The real disk.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealVfs;

/// `O_NONBLOCK`: a pipe must not make us wait. `O_NOCTTY`: a terminal must not become ours.
const LOOK: OFlags = OFlags::NONBLOCK.union(OFlags::NOCTTY);

/// File systems whose files the kernel makes up as they are read: endless or "empty".
const MADE_UP: [u32; 4] = [0x9fa0, 0x6265_6572, 0x6462_6720, 0x7472_6163];

/// More names than this are not looked at: no folder of reports has them.
const NAMES_MAX: usize = 100_000;

/// A file of so many bytes is read by two threads: to give the memory for it costs the kernel as much
/// time as to copy it there.
const HALVED_FROM: usize = 8 << 20;

impl Vfs for RealVfs {
    fn real_path(&self, path: &Path) -> io::Result<PathBuf> {
        fs::canonicalize(path)
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn VfsFile>> {
        Ok(Box::new(File::options().read(true).custom_flags(flags(LOOK)).open(path)?))
    }

    fn create_new(&self, path: &Path, mode: u32) -> io::Result<Box<dyn VfsFile>> {
        // O_EXCL does not follow a symlink either.
        Ok(Box::new(File::options().read(true).write(true).create_new(true).mode(mode).open(path)?))
    }

    fn open_lock(&self, path: &Path, mode: u32) -> io::Result<Box<dyn VfsFile>> {
        let with = |options: &mut OpenOptions| options.custom_flags(flags(LOOK | OFlags::NOFOLLOW)).open(path);
        let file = match with(File::options().read(true).write(true).create(true).truncate(false).mode(mode)) {
            // Left behind by another user: enough to take its lock.
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => with(File::options().read(true))?,
            other => other?,
        };
        Ok(Box::new(file))
    }

    fn stat(&self, path: &Path) -> io::Result<Stat> {
        Ok(stat(&fs::metadata(path)?))
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        fs::read_dir(folder)?.take(NAMES_MAX).map(|entry| Ok(entry?.file_name())).collect()
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::hard_link(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn make_dir(&self, path: &Path) -> io::Result<()> {
        match DirBuilder::new().mode(0o700).create(path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => Ok(()),
            other => other,
        }
    }

    fn sync_dir(&self, folder: &Path) -> io::Result<()> {
        match File::open(folder)?.sync_all() {
            // Some file systems cannot sync a folder and say so.
            Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
            other => other,
        }
    }

    fn promise(&self, folder: &Path) -> io::Result<Promise> {
        if rustix::fs::statvfs(folder)?.f_flag.contains(StatVfsMountFlags::RDONLY) {
            return Ok(Promise::ReadOnly);
        }
        Ok(match magic(rustix::fs::statfs(folder)?.f_type) {
            0x4d44 => Promise::Weak("FAT"),
            0x2011_bab0 => Promise::Weak("exFAT"),
            0x5346_544e | 0x7366_746e => Promise::Weak("NTFS"),
            0x6969 => Promise::Weak("NFS"),
            0x517b | 0xff53_4d42 | 0xfe53_4d42 => Promise::Weak("SMB"),
            0x6573_5546 => Promise::Weak("FUSE"),
            0x0102_1997 => Promise::Weak("9P"),
            0x0102_1994 | 0x8584_58f6 => Promise::Memory,
            _ => Promise::Keeps,
        })
    }
}

impl VfsFile for File {
    fn stat(&self) -> io::Result<Stat> {
        let mut stat = stat(&self.metadata()?);
        if stat.kind == FileKind::Regular && MADE_UP.contains(&magic(rustix::fs::fstatfs(self)?.f_type)) {
            stat.kind = FileKind::Other;
        }
        Ok(stat)
    }

    fn read(&mut self, bytes_max: u64) -> io::Result<Vec<u8>> {
        let expected = self.metadata()?.len().min(bytes_max);
        let mut bytes = vec![0; usize::try_from(expected).unwrap_or(0)];
        // A file that has shrunk meanwhile is read anew; one that has grown, on to its end.
        if bytes.len() < HALVED_FROM || read_halves(self, &mut bytes).is_err() {
            bytes.clear();
        }
        let have = bytes.len() as u64;
        self.seek(SeekFrom::Start(have))?;
        self.take(bytes_max + 1 - have).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn write_at(&mut self, bytes: &[u8], offset: u64) -> io::Result<usize> {
        FileExt::write_at(self, bytes, offset)
    }

    fn truncate(&mut self, len: u64) -> io::Result<()> {
        self.set_len(len)
    }

    fn take_rights(&mut self, of: &Stat) -> io::Result<()> {
        let now = stat(&self.metadata()?);
        let mut mode = of.mode;
        if now.owner != of.owner {
            let (uid, gid) = (rustix::fs::Uid::from_raw(of.owner.0), rustix::fs::Gid::from_raw(of.owner.1));
            let all_kept = rustix::fs::fchown(&*self, Some(uid), Some(gid)).is_ok();
            if !all_kept && rustix::fs::fchown(&*self, None, Some(gid)).is_err() && now.owner.1 != of.owner.1 {
                // What the old group might do is not for ours.
                mode &= !0o070;
            }
        }
        self.set_permissions(fs::Permissions::from_mode(mode))
    }

    fn sync_data(&mut self) -> io::Result<()> {
        Self::sync_data(self)
    }

    fn sync_all(&mut self) -> io::Result<()> {
        Self::sync_all(self)
    }

    fn try_lock(&mut self) -> io::Result<bool> {
        tried(Self::try_lock(self))
    }

    fn try_share(&mut self) -> io::Result<bool> {
        tried(Self::try_lock_shared(self))
    }
}

fn tried(lock: Result<(), TryLockError>) -> io::Result<bool> {
    match lock {
        Ok(()) => Ok(true),
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// Fills `bytes` from the start of the file, each half by a thread.
fn read_halves(file: &File, bytes: &mut [u8]) -> io::Result<()> {
    let half = bytes.len() / 2;
    let (front, back) = bytes.split_at_mut(half);
    thread::scope(|scope| {
        let back = thread::Builder::new().spawn_scoped(scope, || file.read_exact_at(back, half as u64))?;
        file.read_exact_at(front, 0)?;
        back.join().expect("a read does not panic")
    })
}

fn flags(flags: OFlags) -> i32 {
    i32::try_from(flags.bits()).expect("open flags fit an int: open(2) takes one")
}

/// The file system's number; its type differs between architectures, its 32 bits do not.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "magic numbers are 32 bits, sign-extended on some systems")]
fn magic(f_type: impl Into<i64>) -> u32 {
    f_type.into() as u32
}

fn stat(meta: &fs::Metadata) -> Stat {
    Stat {
        kind: match () {
            () if meta.is_file() => FileKind::Regular,
            () if meta.is_dir() => FileKind::Folder,
            () => FileKind::Other,
        },
        id: (meta.dev(), meta.ino()),
        len: meta.len(),
        changed: (meta.mtime(), meta.mtime_nsec()),
        mode: meta.mode() & 0o777,
        owner: (meta.uid(), meta.gid()),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use std::os::unix::fs::symlink;
    use std::time::{Duration, Instant};

    use super::*;

    fn kind(path: &Path) -> FileKind {
        RealVfs.open(path).unwrap().stat().unwrap().kind
    }

    #[test]
    fn what_is_no_file_is_told_without_waiting() {
        let dir = tempfile::tempdir().unwrap();
        let pipe = dir.path().join("pipe");
        rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, rustix::fs::Mode::RUSR, 0).unwrap();
        let began = Instant::now();
        assert_eq!(kind(&pipe), FileKind::Other);
        assert_eq!(kind(Path::new("/dev/zero")), FileKind::Other);
        assert_eq!(kind(Path::new("/proc/self/status")), FileKind::Other);
        assert_eq!(kind(dir.path()), FileKind::Folder);
        assert!(began.elapsed() < Duration::from_millis(100));
    }

    #[test]
    fn reading_stops_one_byte_after_the_limit() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("x");
        fs::write(&path, "12345").unwrap();
        let read = |max| RealVfs.open(&path).unwrap().read(max).unwrap();
        assert_eq!((read(3).len(), read(5).len(), read(9).len()), (4, 5, 5));
    }

    #[test]
    fn a_large_file_is_read_in_halves_that_meet() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("x");
        let bytes: Vec<u8> = (0..=HALVED_FROM).map(|n| n.to_le_bytes()[n % 3]).collect();
        fs::write(&path, &bytes).unwrap();
        let read = |max: usize| RealVfs.open(&path).unwrap().read(max as u64).unwrap();
        assert!(read(2 * HALVED_FROM) == bytes);
        assert!(read(bytes.len()) == bytes);
        assert!(read(HALVED_FROM) == bytes, "one byte after the limit");
        let mut too_long = vec![0; bytes.len() + 1];
        assert!(read_halves(&File::open(&path).unwrap(), &mut too_long).is_err(), "a file that has shrunk is read anew");
    }

    #[test]
    fn a_new_file_is_never_made_through_a_symlink() {
        let dir = tempfile::tempdir().unwrap();
        let (link, target) = (dir.path().join("link"), dir.path().join("target"));
        symlink(&target, &link).unwrap();
        assert_eq!(RealVfs.create_new(&link, 0o600).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert!(RealVfs.open_lock(&link, 0o600).is_err());
        assert!(!target.exists());
    }

    #[test]
    fn a_lock_is_held_until_the_file_is_dropped() {
        let dir = tempfile::tempdir().unwrap();
        let open = || RealVfs.open_lock(&dir.path().join("lock"), 0o600).unwrap();
        let (mut first, mut second) = (open(), open());
        assert!(first.try_lock().unwrap());
        assert!(!second.try_lock().unwrap());
        drop(first);
        assert!(second.try_lock().unwrap());
    }

    #[test]
    fn those_who_look_share_a_lock_that_nobody_has() {
        let open = |dir: &tempfile::TempDir| RealVfs.open_lock(&dir.path().join("lock"), 0o600).unwrap();
        let dir = tempfile::tempdir().unwrap();
        let (mut first, mut second, mut third) = (open(&dir), open(&dir), open(&dir));
        assert!(first.try_share().unwrap() && second.try_share().unwrap());
        assert!(!third.try_lock().unwrap());
        drop((first, second));
        assert!(third.try_lock().unwrap());
        assert!(!open(&dir).try_share().unwrap());
    }

    #[test]
    fn rights_are_taken_over() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("x");
        let mut file = RealVfs.create_new(&path, 0o600).unwrap();
        let like = Stat { mode: 0o640, ..file.stat().unwrap() };
        file.take_rights(&like).unwrap();
        assert_eq!(RealVfs.stat(&path).unwrap().mode, 0o640);
    }
}
