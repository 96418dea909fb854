//! The few disk operations the store needs, so that tests can fail them and cut their power.
//!
//! [`RealVfs`] is the disk. [`sim`] keeps files in memory and knows what a power cut may leave of
//! them; [`rig`] lets a test fail, shorten, delay or count operations of another `Vfs`. The last
//! two are for tests only and live here because tests of the whole program need them as well.

use std::ffi::OsString;
use std::fmt::Debug;
use std::io;
use std::path::{Path, PathBuf};

mod real;
pub mod rig;
pub mod sim;

pub use real::RealVfs;

/// A disk. Paths are absolute; what is not said to follow symlinks does not.
pub trait Vfs: Debug + Send + Sync {
    /// The path with all symlinks resolved.
    fn real_path(&self, path: &Path) -> io::Result<PathBuf>;
    /// Opens for reading, following symlinks; never waits, whatever stands there.
    fn open(&self, path: &Path) -> io::Result<Box<dyn VfsFile>>;
    /// Makes a file that does not exist, for reading and writing.
    fn create_new(&self, path: &Path, mode: u32) -> io::Result<Box<dyn VfsFile>>;
    /// Opens a lock file for writing, making it if need be.
    fn open_lock(&self, path: &Path, mode: u32) -> io::Result<Box<dyn VfsFile>>;
    /// What stands at `path`, symlinks followed.
    fn stat(&self, path: &Path) -> io::Result<Stat>;
    /// The names in a folder, in no order.
    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>>;
    /// Replaces `to` by `from` in one step.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Gives the file at `from` the further name `to`, which must be free.
    fn link(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a name.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Makes a folder for this user alone (0700); it may exist already. Its parent must exist.
    fn make_dir(&self, path: &Path) -> io::Result<()>;
    /// Makes names given and removed in a folder durable.
    fn sync_dir(&self, folder: &Path) -> io::Result<()>;
    /// What may be expected of the disk a folder is on.
    fn promise(&self, folder: &Path) -> io::Result<Promise>;
}

/// An open file. Dropping it closes it and gives up its lock.
pub trait VfsFile: Debug + Send {
    /// What it is now.
    fn stat(&self) -> io::Result<Stat>;
    /// Reads from the start, at most `bytes_max + 1` bytes: one more tells that there is more.
    fn read(&mut self, bytes_max: u64) -> io::Result<Vec<u8>>;
    /// Writes at an offset; may write less than all and says how much.
    fn write_at(&mut self, bytes: &[u8], offset: u64) -> io::Result<usize>;
    /// Cuts the file to a length.
    fn truncate(&mut self, len: u64) -> io::Result<()>;
    /// Gives the file another's owner, group and mode as far as this user may; never wider rights.
    fn take_rights(&mut self, of: &Stat) -> io::Result<()>;
    /// Makes content and length durable (fdatasync).
    fn sync_data(&mut self) -> io::Result<()>;
    /// Makes content, length and rights durable (fsync).
    fn sync_all(&mut self) -> io::Result<()>;
    /// Takes the file's lock without waiting: `false` if someone else has it.
    fn try_lock(&mut self) -> io::Result<bool>;
    /// Takes the file's lock together with others who only look, without waiting: `false` if someone has it for
    /// themselves. Enough to tell, and possible where a file open for reading cannot be locked (NFS).
    fn try_share(&mut self) -> io::Result<bool>;
}

impl dyn VfsFile {
    /// Writes all of `bytes` at `offset`, in as many steps as it takes.
    pub fn write_all_at(&mut self, mut bytes: &[u8], mut offset: u64) -> io::Result<()> {
        while !bytes.is_empty() {
            match self.write_at(bytes, offset) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(n) => {
                    bytes = bytes.get(n..).unwrap_or_default();
                    offset += n as u64;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stat {
    /// What kind of thing.
    pub kind: FileKind,
    /// Device and inode: tells a file from another that took its name.
    pub id: (u64, u64),
    /// Bytes.
    pub len: u64,
    /// Last change of the content: seconds and nanoseconds.
    pub changed: (i64, i64),
    /// Permission bits.
    pub mode: u32,
    /// Owner and group.
    pub owner: (u32, u32),
}

impl Stat {
    /// Whether this is the same file with the same content, as far as its clock tells.
    pub fn is_same_content(&self, other: &Self) -> bool {
        (self.kind, self.id, self.len, self.changed) == (other.kind, other.id, other.len, other.changed)
    }
}

/// Kinds of things a path may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A regular file on a disk.
    Regular,
    /// A folder.
    Folder,
    /// A pipe, socket, device, or a file the kernel makes up (`/proc`, `/sys`).
    Other,
}

/// What a disk can be trusted with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Promise {
    /// What was synced survives a power cut; a rename is all or nothing.
    Keeps,
    /// Not journaled, or not ours to sync: FAT, exFAT, NTFS, network shares. Its name.
    Weak(&'static str),
    /// In memory: gone at the next start of the computer.
    Memory,
    /// Mounted read-only.
    ReadOnly,
}
