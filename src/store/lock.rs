//! One window writes an assessment at a time; a second one reads.
//!
//! The lock is a file of its own, never renamed: a lock on the assessment would stay with the old
//! generation at the first save. It is advice where locks do not work (some network shares); that
//! nobody's work is lost there either is the save's doing, which joins both records.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{Home, Vfs, vfs::VfsFile};

/// A lock that is held; dropping it removes the file, then gives it up.
#[derive(Debug)]
pub(super) struct Lock {
    vfs: Arc<dyn Vfs>,
    path: PathBuf,
    file: Box<dyn VfsFile>,
    holder: Holder,
}

/// What came of trying to lock.
#[derive(Debug)]
pub(super) enum Tried {
    Taken(Lock),
    /// Someone else has it: who, or where.
    Held(String),
}

/// Who holds a lock; the file's content.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Holder {
    /// Who reviews there, if they have said so.
    #[serde(default)]
    name: String,
    seat: String,
    pid: u32,
}

/// Whoever locks a file that is being removed under them, or looked at, tries again; more often is no accident.
const TRIES_MAX: usize = 100;

/// Whoever only looks who holds a lock is gone long before.
const LOOK_TIME: Duration = Duration::from_millis(5);

const HOLDER_BYTES_MAX: u64 = 4096;

impl Holder {
    /// This process, and who reviews in it (empty: nobody has said so).
    pub fn here(home: &Home, name: &str) -> Self {
        Self { name: name.to_owned(), seat: home.seat.clone(), pid: std::process::id() }
    }
}

impl Lock {
    /// Tries to lock, without waiting for another holder.
    pub fn take(vfs: &Arc<dyn Vfs>, path: PathBuf, holder: &Holder) -> io::Result<Tried> {
        for _ in 0..TRIES_MAX {
            let mut file = vfs.open_lock(&path, 0o644)?;
            // Where locks do not work: see the module.
            if matches!(file.try_lock(), Ok(false)) {
                if matches!(file.try_share(), Ok(true)) {
                    // Nobody holds it: somebody looks. Not to be in another's way meanwhile, it is let go.
                    drop(file);
                    thread::sleep(LOOK_TIME);
                    continue;
                }
                return Ok(Tried::Held(holding(&mut *file)));
            }
            // The one before us may have removed this very file after we opened it.
            let is_named = vfs.stat(&path).is_ok_and(|stat| file.stat().is_ok_and(|held| held.id == stat.id));
            if !is_named {
                continue;
            }
            let mut lock = Self { vfs: Arc::clone(vfs), path, file, holder: holder.clone() };
            lock.tell();
            return Ok(Tried::Taken(lock));
        }
        Err(io::ErrorKind::ResourceBusy.into())
    }

    /// From now on it is held for another name.
    pub fn hold_for(&mut self, name: &str) {
        if self.holder.name != name {
            name.clone_into(&mut self.holder.name);
            self.tell();
        }
    }

    /// Writes who holds it. Only for others to read: the lock holds without it (it may be another user's file).
    fn tell(&mut self) {
        let json = serde_json::to_vec(&self.holder).expect("a holder is JSON");
        let _ = self.file.truncate(0).and_then(|()| self.file.write_all_at(&json, 0));
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

/// Who holds the lock at `path`, if somebody does. One left by a crash is nobody's: it is shared for the moment
/// that tells, never taken.
pub(super) fn held_by(vfs: &dyn Vfs, path: &Path) -> Option<String> {
    let mut file = vfs.open(path).ok()?;
    matches!(file.try_share(), Ok(false)).then(|| holding(&mut *file))
}

/// Who, and at which computer: the person where they are known, else the account, unless that is a number.
fn holding(file: &mut dyn VfsFile) -> String {
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
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::store::RealVfs;
    use crate::store::vfs::rig::{Op, Rig, Verdict};

    fn holder(seat: &str, name: &str) -> Holder {
        Holder::here(&Home::at("/none".into(), "/none".into(), seat.into()), name)
    }

    fn take(vfs: &Arc<dyn Vfs>, path: &Path) -> Tried {
        Lock::take(vfs, path.to_owned(), &holder("a@b", "")).unwrap()
    }

    #[test]
    fn a_lock_on_a_file_that_was_removed_meanwhile_is_none() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("lock");
        let disk: Arc<dyn Vfs> = Arc::new(RealVfs);
        let first = Mutex::new(Some(take(&disk, &path)));
        let second = Arc::new(Mutex::new(None));
        let keep = Arc::clone(&second);
        // Between our opening and our locking, the first one leaves and a second one comes.
        let late: Arc<dyn Vfs> = Arc::new(Rig::new(Arc::clone(&disk), move |_, op, path| {
            if op == Op::TryLock && first.lock().unwrap().take().is_some() {
                *keep.lock().unwrap() = Some(take(&disk, path));
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
        let held = |holder: &Holder| {
            let lock = Lock::take(&vfs, path.clone(), holder).unwrap();
            let who = held_by(&*vfs, &path);
            drop(lock);
            who
        };
        assert_eq!(held(&holder("li@pc-01", "")).as_deref(), Some("li@pc-01"));
        assert_eq!(held(&holder("0@vm", "")).as_deref(), Some("vm"));
        assert_eq!(held(&holder("0@pc-01", "李四")).as_deref(), Some("李四 pc-01"));
    }

    #[test]
    fn a_lock_that_somebody_only_looks_at_is_taken_when_they_are_gone() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("lock");
        std::fs::write(&path, "{}").unwrap();
        let mut looks = RealVfs.open(&path).unwrap();
        assert!(looks.try_share().unwrap());
        assert_eq!(held_by(&RealVfs, &path), None, "two who look are no holders");
        // Gone at the second try.
        let (looks, tries) = (Mutex::new(Some(looks)), AtomicUsize::new(0));
        let disk: Arc<dyn Vfs> = Arc::new(Rig::new(Arc::new(RealVfs), move |_, op, _| {
            if op == Op::OpenLock && tries.fetch_add(1, Ordering::Relaxed) == 1 {
                looks.lock().unwrap().take();
            }
            Verdict::Go
        }));
        assert!(matches!(take(&disk, &path), Tried::Taken(_)));
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
