//! A zip package, opened with suspicion: what is inflated is counted as it comes, never as it is declared.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::refusal::{Danger, Unreadable};

/// A report has dozens of parts, with many pictures hundreds.
const PARTS_MAX: usize = 20_000;
/// A part of text is not larger, inflated: some ten thousand pages.
const PART_MAX: u64 = 96 << 20;
/// All parts that are read of one package together.
const PACKAGE_MAX: u64 = 192 << 20;
/// Text in XML shrinks to a tenth, tables of one value to a hundredth; beyond this it was made to burst.
const RATIO_MAX: u64 = 400;
/// Below this size a ratio means nothing.
const RATIO_FROM: u64 = 4 << 20;

/// An open package. Archives inside it are never opened.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
}

impl<'a> Package<'a> {
    /// Reads the list of parts.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_broken| Unreadable::Damaged)?;
        if archive.len() > PARTS_MAX {
            return Err(Unreadable::Dangerous(Danger::Parts));
        }
        Ok(Self { archive, left: PACKAGE_MAX })
    }

    /// The names of all parts.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.archive.file_names_raw().filter_map(|name| str::from_utf8(name).ok())
    }

    /// A part as text, without a byte order mark. `None` if there is none of this name.
    pub fn part(&mut self, name: &str) -> Result<Option<String>, Unreadable> {
        let Some(at) = self.archive.index_for_name(name) else { return Ok(None) };
        let part = self.archive.by_index(at).map_err(|_broken| Unreadable::Damaged)?;
        let packed = part.compressed_size().max(1);
        let most = PART_MAX.min(self.left);
        let mut bytes = Vec::new();
        let mut stream = part.take(most + 1);
        // A megabyte at a time, so that a bomb is known before it has gone off.
        loop {
            let got = stream.by_ref().take(1 << 20).read_to_end(&mut bytes).map_err(|_broken| Unreadable::Damaged)? as u64;
            let len = bytes.len() as u64;
            if len > most || len > RATIO_FROM && len / packed > RATIO_MAX {
                return Err(Unreadable::Dangerous(Danger::Inflates));
            }
            if got == 0 {
                break;
            }
        }
        self.left -= bytes.len() as u64;
        xml_text(bytes).map(Some)
    }
}

/// XML is UTF-8, or UTF-16 with its mark.
fn xml_text(mut bytes: Vec<u8>) -> Result<String, Unreadable> {
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        let (text, _, broken) = encoding_rs::UTF_8.decode(&bytes);
        return if broken { Err(Unreadable::Damaged) } else { Ok(text.into_owned()) };
    }
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        bytes.drain(..3);
    }
    String::from_utf8(bytes).map_err(|_other| Unreadable::Damaged)
}
