//! Plain files beside the assessments: a report text that is read, a new file that is made.

use std::io;
use std::path::{Path, PathBuf};

use super::journal::create_afresh;
use super::names::{Names, folder, make_dirs};
use super::{StoreError, Vfs, save};
use crate::lang::tr;

/// Reads a regular file whole, if it is not larger than the program holds.
pub fn read(vfs: &dyn Vfs, path: &Path) -> Result<Vec<u8>, StoreError> {
    save::read(vfs, path).map(|(bytes, _)| bytes).map_err(|problem| problem.on_opening(path))
}

/// Writes files, each whole and synced, over whatever stands at their paths, which are absolute; their
/// folder is made if need be. All are on disk before the first takes its name: where the disk is full or
/// a folder closed, nothing that stands there is touched.
pub fn write_over(vfs: &dyn Vfs, files: &[(PathBuf, Vec<u8>)]) -> Result<(), StoreError> {
    let failed = |path: &Path, source| StoreError::Io { path: path.to_owned(), doing: tr("writing a paper", "写入文书"), source };
    let fresh = |path: &Path| Names::beside(path).fresh();
    let made = files.iter().try_for_each(|(path, bytes)| {
        make_dirs(vfs, folder(path)).and_then(|()| write(vfs, &fresh(path), &[bytes])).map_err(|source| failed(path, source))
    });
    let done = made.and_then(|()| {
        files.iter().try_for_each(|(path, _)| {
            vfs.rename(&fresh(path), path).and_then(|()| vfs.sync_dir(folder(path))).map_err(|source| failed(path, source))
        })
    });
    if done.is_err() {
        // Those that have their names are gone from here already.
        for (path, _) in files {
            let _ = vfs.remove(&fresh(path));
        }
    }
    done
}

/// The text files of a folder whose names end so, by name: an office's templates. A folder that is not there has none.
pub fn texts(vfs: &dyn Vfs, folder: &Path, ending: &str, bytes_max: u64) -> Result<Vec<(String, String)>, StoreError> {
    let failed = |path: &Path, source| StoreError::Io { path: path.to_owned(), doing: tr("reading templates", "读取模板"), source };
    if !folder.is_absolute() {
        // Without a home there is no such place.
        return Ok(Vec::new());
    }
    let names = match vfs.list(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        names => names.map_err(|source| failed(folder, source))?,
    };
    let mut names: Vec<String> = names.into_iter().filter_map(|name| name.into_string().ok()).collect();
    names.retain(|name| name.ends_with(ending) && !name.starts_with('.'));
    names.sort();
    let text = |name: String| {
        let path = folder.join(&name);
        let read = vfs.open(&path).and_then(|mut file| file.read(bytes_max));
        let text = read.and_then(|bytes| String::from_utf8(bytes).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error)));
        text.map(|text| (name, text)).map_err(|source| failed(&path, source))
    };
    names.into_iter().map(text).collect()
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
    fn papers_are_written_over_all_or_none() {
        let vfs = crate::store::vfs::sim::SimVfs::new(&["/d"]);
        vfs.put("/d/a.docx", b"old");
        let files = |text: &[u8]| vec![(PathBuf::from("/d/a.docx"), text.to_vec()), (PathBuf::from("/d/new/b.xlsx"), text.to_vec())];
        write_over(&vfs, &files(b"one")).unwrap();
        assert_eq!(
            (vfs.bytes(Path::new("/d/a.docx")).unwrap(), vfs.bytes(Path::new("/d/new/b.xlsx")).unwrap()),
            (b"one".to_vec(), b"one".to_vec())
        );
        let rig = crate::store::vfs::rig::Rig::new(std::sync::Arc::new(vfs.clone()), |n, operation, _| {
            use crate::store::vfs::rig::{Op, Verdict};
            if operation == Op::Write && n > 4 { Verdict::Fail(rustix::io::Errno::NOSPC.raw_os_error()) } else { Verdict::Go }
        });
        assert!(write_over(&rig, &files(b"two")).is_err());
        assert_eq!(vfs.bytes(Path::new("/d/a.docx")).unwrap(), b"one");
        assert_eq!(vfs.list(Path::new("/d")).unwrap().len(), 2, "nothing is left beside them");
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
