//! Plain files beside the assessments: a report text that is read, a new file that is made.

use std::io;
use std::path::Path;

use super::journal::create_afresh;
use super::names::{Names, folder};
use super::{StoreError, Vfs, save};
use crate::lang::tr;

/// Reads a regular file whole, if it is not larger than the program holds.
pub fn read(vfs: &dyn Vfs, path: &Path) -> Result<Vec<u8>, StoreError> {
    save::read(vfs, path).map(|(bytes, _)| bytes).map_err(|problem| problem.on_opening(path))
}

/// Makes the file at `path`, which is absolute, of `slices`: whole and synced, or not at all, and
/// never over one that stands there.
pub fn create(vfs: &dyn Vfs, path: &Path, slices: &[&[u8]]) -> Result<(), StoreError> {
    let fresh = Names::beside(path).fresh();
    let made = write(vfs, &fresh, slices).and_then(|()| publish(vfs, &fresh, path));
    if made.is_err() {
        let _ = vfs.remove(&fresh);
    }
    made.map_err(|source| StoreError::Io { path: path.to_owned(), doing: tr("making a new file", "新建文件"), source })
}

fn write(vfs: &dyn Vfs, path: &Path, slices: &[&[u8]]) -> io::Result<()> {
    let mut file = create_afresh(vfs, path, 0o666)?;
    let mut len = 0;
    for slice in slices {
        file.write_all_at(slice, len)?;
        len += slice.len() as u64;
    }
    file.sync_all()
}

/// Gives the finished file its name. A link fails where the name is taken; where there are no links, one looks first.
fn publish(vfs: &dyn Vfs, fresh: &Path, path: &Path) -> io::Result<()> {
    match vfs.link(fresh, path) {
        Ok(()) => vfs.remove(fresh)?,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(error),
        Err(_) if vfs.stat(path).is_ok() => return Err(io::ErrorKind::AlreadyExists.into()),
        Err(_) => vfs.rename(fresh, path)?,
    }
    vfs.sync_dir(folder(path))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use std::fs;

    use super::*;
    use crate::store::RealVfs;

    #[test]
    fn a_new_file_is_made_whole_and_leaves_nothing_beside_it() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("办公厅.json");
        create(&RealVfs, &path, &[b"{", b"}"]).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"{}");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_stands_there_is_never_written_over() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("x.json");
        fs::write(&path, "kept").unwrap();
        assert!(create(&RealVfs, &path, &[b"{}"]).is_err());
        assert_eq!(fs::read(&path).unwrap(), b"kept");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }
}
