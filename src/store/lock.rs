//! One window writes an assessment at a time; a second one reads.
//!
//! The lock is a file of its own, never renamed: a lock on the assessment would stay with the old
//! generation at the first save. It is advice where locks do not work (some network shares); that
//! nobody's work is lost there either is the save's doing, which joins both records.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Home, Vfs, vfs::VfsFile};

/// A lock that is held; dropping it removes the file, then gives it up.
#[derive(Debug)]
pub(super) struct Lock {
    vfs: Arc<dyn Vfs>,
    path: PathBuf,
    _file: Box<dyn VfsFile>,
}

/// What came of trying to lock.
#[derive(Debug)]
pub(super) enum Tried {
    Taken(Lock),
    /// Someone else has it: who, or where.
    Held(String),
}

/// Who holds a lock; the file's content.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Holder {
    /// Who reviews there, if they have said so.
    #[serde(default)]
    name: String,
    seat: String,
    pid: u32,
}

/// Whoever locks a file that is being removed under them tries again; more often is no accident.
const TRIES_MAX: usize = 100;

const HOLDER_BYTES_MAX: u64 = 4096;

impl Lock {
    /// Tries to lock, without waiting.
    pub fn take(vfs: &Arc<dyn Vfs>, path: PathBuf, home: &Home) -> io::Result<Tried> {
        for _ in 0..TRIES_MAX {
            let mut file = vfs.open_lock(&path, 0o644)?;
            // Where locks do not work: see the module.
            if matches!(file.try_lock(), Ok(false)) {
                return Ok(Tried::Held(holder(&mut *file)));
            }
            // The one before us may have removed this very file after we opened it.
            let is_named = vfs.stat(&path).is_ok_and(|stat| file.stat().is_ok_and(|held| held.id == stat.id));
            if !is_named {
                continue;
            }
            let name = home.reviewer(&**vfs).map(|(_, who)| who.name).unwrap_or_default();
            let holder = Holder { name, seat: home.seat.clone(), pid: std::process::id() };
            let json = serde_json::to_vec(&holder).expect("a holder is JSON");
            // Only for others to read: the lock holds without it (it may be another user's file).
            let _ = file.truncate(0).and_then(|()| file.write_all_at(&json, 0));
            return Ok(Tried::Taken(Self { vfs: Arc::clone(vfs), path, _file: file }));
        }
        Err(io::ErrorKind::ResourceBusy.into())
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Removed while held, so that nobody else's is. If it cannot be, it is only litter.
        let _ = self.vfs.remove(&self.path);
    }
}

/// Who holds the lock at `path`, if somebody does. One left by a crash is nobody's: it is held here for the
/// moment that tells.
pub(super) fn held_by(vfs: &dyn Vfs, path: &Path) -> Option<String> {
    let mut file = vfs.open(path).ok()?;
    matches!(file.try_lock(), Ok(false)).then(|| holder(&mut *file))
}

/// Who, and at which computer: the person where they are known, else the account, unless that is a number.
fn holder(file: &mut dyn VfsFile) -> String {
    let bytes = file.read(HOLDER_BYTES_MAX).unwrap_or_default();
    let Holder { name, seat, .. } = serde_json::from_slice(&bytes).unwrap_or_default();
    match (name.trim(), seat.split_once('@')) {
        ("", Some((account, computer))) if account.bytes().all(|byte| byte.is_ascii_digit()) => computer.to_owned(),
        ("", _) => seat,
        (name, Some((_, computer))) => format!("{name} {computer}"),
        (name, None) => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use std::sync::Mutex;

    use super::*;
    use crate::review::Reviewer;
    use crate::store::RealVfs;
    use crate::store::vfs::rig::{Op, Rig, Verdict};

    fn home(seat: &str) -> Home {
        Home::at("/none".into(), "/none".into(), seat.into())
    }

    fn take(vfs: &Arc<dyn Vfs>, path: &Path) -> Tried {
        Lock::take(vfs, path.to_owned(), &home("a@b")).unwrap()
    }

    #[test]
    fn a_lock_on_a_file_that_was_removed_meanwhile_is_none() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("lock");
        let disk: Arc<dyn Vfs> = Arc::new(RealVfs);
        let first = Mutex::new(Some(take(&disk, &path)));
        let second = Arc::new(Mutex::new(None));
        let holder = Arc::clone(&second);
        // Between our opening and our locking, the first one leaves and a second one comes.
        let late: Arc<dyn Vfs> = Arc::new(Rig::new(Arc::clone(&disk), move |_, op, path| {
            if op == Op::TryLock && first.lock().unwrap().take().is_some() {
                *holder.lock().unwrap() = Some(take(&disk, path));
            }
            Verdict::Go
        }));
        assert!(matches!(take(&late, &path), Tried::Held(_)));
        assert!(matches!(*second.lock().unwrap(), Some(Tried::Taken(_))));
    }

    #[test]
    fn a_lock_left_by_a_crash_is_taken_over() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("lock");
        std::fs::write(&path, "{\"seat\": \"li@pc-01\", \"pid\": 1}").unwrap();
        assert!(matches!(take(&(Arc::new(RealVfs) as Arc<dyn Vfs>), &path), Tried::Taken(_)));
        assert!(!path.exists());
    }

    #[test]
    fn who_holds_a_lock_is_a_person_where_they_are_known_else_an_account_else_a_computer() {
        let dir = tempfile::tempdir().unwrap();
        let vfs: Arc<dyn Vfs> = Arc::new(RealVfs);
        let path = dir.path().join("lock");
        let held = |home: &Home| {
            let lock = Lock::take(&vfs, path.clone(), home).unwrap();
            let who = held_by(&*vfs, &path);
            drop(lock);
            who
        };
        assert_eq!(held(&home("li@pc-01")).as_deref(), Some("li@pc-01"));
        assert_eq!(held(&home("0@vm")).as_deref(), Some("vm"));
        let known = Home::at(dir.path().join("config"), dir.path().join("state"), "0@pc-01".into());
        let who = Reviewer { name: "李四".into(), ..Reviewer::default() };
        known.remember_reviewer(&*vfs, "r-1", &who).unwrap();
        assert_eq!(held(&known).as_deref(), Some("李四 pc-01"));
    }

    #[test]
    fn a_lock_that_nobody_holds_is_not_made_and_not_taken_for_held() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("lock");
        assert_eq!(held_by(&RealVfs, &path), None);
        assert!(!path.exists());
        std::fs::write(&path, "{\"seat\": \"li@pc-01\", \"pid\": 1}").unwrap();
        assert_eq!(held_by(&RealVfs, &path), None);
    }
}
