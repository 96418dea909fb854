//! What stands beside an assessment, and where else it may stand.
//!
//! `x.json` has `.x.json.shenyue-journal`, `-lock`, `-prev` and, while a save runs, `-new`. Where
//! its folder cannot keep a journal, the state directory does, under the SHA-256 of the file's path.

use std::ffi::{OsStr, OsString};
use std::fmt::Write as _;
use std::io;
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::Vfs;

/// Longest file name on Linux, in bytes.
const NAME_BYTES_MAX: usize = 255;
/// Room for the longest ending: `.shenyue-journal.later-` and a number.
const ENDING_BYTES_MAX: usize = 32;

const JOURNAL: &str = ".shenyue-journal";

/// The names that belong to one assessment, in one folder.
#[derive(Clone, Debug)]
pub(super) struct Names {
    pub folder: PathBuf,
    stem: OsString,
}

impl Names {
    /// Names beside the file at `path`, which is absolute.
    pub fn beside(path: &Path) -> Self {
        let name = path.file_name().unwrap_or_default();
        let mut stem = OsString::from(".");
        if name.len() + 1 + ENDING_BYTES_MAX <= NAME_BYTES_MAX {
            stem.push(name);
        } else {
            stem.push(sha256(name.as_bytes()).get(..16).unwrap_or_default());
        }
        Self { folder: folder(path).to_owned(), stem }
    }

    /// Names in the state directory, if there is one.
    pub fn away(state: &Path, path: &Path) -> Option<Self> {
        let folder = state.is_absolute().then(|| state.join("journals"))?;
        Some(Self { folder, stem: sha256(path.as_os_str().as_bytes()).into() })
    }

    pub fn journal(&self) -> PathBuf {
        self.with(JOURNAL)
    }

    /// Where a journal goes that the reviewer does not want now.
    pub fn later(&self, n: u32) -> PathBuf {
        self.with(&format!("{JOURNAL}.later-{n}"))
    }

    pub fn lock(&self) -> PathBuf {
        self.with(".shenyue-lock")
    }

    /// The generation before the last save.
    pub fn previous(&self) -> PathBuf {
        self.with(".shenyue-prev")
    }

    /// The file while it is being written.
    pub fn fresh(&self) -> PathBuf {
        self.with(".shenyue-new")
    }

    /// Whether a journal of this name is of this assessment.
    pub fn owns(&self, journal: &JournalName) -> bool {
        journal.stem == self.stem
    }

    fn with(&self, ending: &str) -> PathBuf {
        let mut name = self.stem.clone();
        name.push(ending);
        self.folder.join(name)
    }
}

/// The name of a journal, own or not, in use or put off for later.
#[derive(Debug)]
pub(super) struct JournalName {
    stem: OsString,
}

impl JournalName {
    /// `None`: the name is not a journal's (nor that of one being written, nor of a torn tail).
    pub fn of(name: &OsStr) -> Option<Self> {
        let bytes = name.as_bytes();
        let at = memchr::memmem::rfind(bytes, JOURNAL.as_bytes())?;
        let (stem, ending) = (bytes.get(..at)?, bytes.get(at + JOURNAL.len()..)?);
        (ending.is_empty() || ending.starts_with(b".later-")).then(|| Self { stem: OsString::from_vec(stem.to_vec()) })
    }

    /// The name of the file it stands beside; a guess in the state directory.
    pub fn file(&self) -> Option<&OsStr> {
        self.stem.as_bytes().strip_prefix(b".").map(OsStr::from_bytes)
    }
}

/// The folder a file is in.
pub(super) fn folder(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new("/"))
}

/// A path with `ending` after its last byte.
pub(super) fn ended(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// Makes a folder and what it stands in, durably.
pub(super) fn make_dirs(vfs: &dyn Vfs, path: &Path) -> io::Result<()> {
    if vfs.stat(path).is_ok() {
        return Ok(());
    }
    let Some(parent) = path.parent().filter(|_| path.is_absolute()) else {
        return Err(io::ErrorKind::NotFound.into());
    };
    make_dirs(vfs, parent)?;
    vfs.make_dir(path)?;
    vfs.sync_dir(parent)
}

/// SHA-256 in lower-case hex.
pub(super) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        write!(hex, "{byte:02x}").expect("a string takes all");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_beside_the_file() {
        let names = Names::beside(Path::new("/d/x.json"));
        assert_eq!(names.journal(), Path::new("/d/.x.json.shenyue-journal"));
        assert_eq!(names.previous(), Path::new("/d/.x.json.shenyue-prev"));
    }

    #[test]
    fn a_name_too_long_for_an_ending_is_shortened() {
        let long = "绩".repeat(83) + ".json";
        let name = Names::beside(&Path::new("/d").join(long)).later(99);
        assert!(name.file_name().is_some_and(|name| name.len() <= NAME_BYTES_MAX), "{name:?}");
    }

    #[test]
    fn journals_are_told_by_their_names() {
        let names = Names::beside(Path::new("/d/x.json"));
        for (name, own) in [(".x.json.shenyue-journal", Some(true)), (".x.json.shenyue-journal.later-2", Some(true))]
            .into_iter()
            .chain([(".y.json.shenyue-journal", Some(false)), (".x.json.shenyue-journal.new", None), (".x.json.shenyue-prev", None)])
            .chain([(".x.json.shenyue-journal.tail-1", None), ("x.json", None)])
        {
            assert_eq!(JournalName::of(OsStr::new(name)).map(|journal| names.owns(&journal)), own, "{name}");
        }
    }
}
