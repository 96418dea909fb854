//! A zip package, opened with suspicion.

use std::io::Cursor;

use zip::ZipArchive;

use super::refusal::{Danger, Unreadable};

/// A report has dozens of parts, with many pictures hundreds.
const PARTS_MAX: usize = 20_000;

/// An open package. Archives inside it are never opened.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
}

impl<'a> Package<'a> {
    /// Reads the list of parts.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_broken| Unreadable::Damaged)?;
        if archive.len() > PARTS_MAX {
            return Err(Unreadable::Dangerous(Danger::Parts));
        }
        Ok(Self { archive })
    }

    /// The names of all parts.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.archive.file_names_raw().filter_map(|name| str::from_utf8(name).ok())
    }
}
