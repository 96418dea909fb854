//! The readers: from the bytes of one file to paragraphs and rows of tables, in reading order.
//!
//! A format is one file with a `read` function and one row of [`READERS`]. A reader says what stands
//! in the file and where, never what it means. Parsers of office formats meet files of every kind of
//! brokenness, so a panic in one is caught at the single call below and told as a refusal.

use super::paragraphs::Paragraph;
use super::progress::Watch;
use super::refusal::{ImportError, Unreadable};
use super::sniff::{Kind, sniff};
use super::{docx, pdf, quiet, sheet, text};

/// A file as it arrived.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// Its name, without folder.
    pub name: &'a str,
    /// All of it.
    pub bytes: &'a [u8],
}

/// What stands in a file.
#[derive(Debug, Default)]
pub(super) struct Content {
    /// Paragraphs as they are meant to be read, page furniture left out. A row of a table is one
    /// paragraph with its cells parted by tabs; a cell that continues a merged one is empty.
    pub paragraphs: Vec<Paragraph>,
    /// Page numbers, running headers, contents: by line (page, paragraph) of the source.
    pub furniture: Vec<(u32, String)>,
    /// What numbers the lines of [`Paragraph::line`] and `furniture` count.
    pub unit: Unit,
    /// The encoding of a text.
    pub encoding: Option<&'static str>,
    /// What of it could not be read or is not sure, (zh, en).
    pub doubts: Vec<(String, String)>,
}

/// What a place in a source is counted in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// Lines of a text.
    #[default]
    Line,
    /// Paragraphs of a document, rows of its tables among them.
    Paragraph,
    /// Rows of the sheets, counted through.
    Row,
    /// Pages.
    Page,
}

struct Reader {
    kind: Kind,
    read: Read,
}

/// How a format is read.
enum Read {
    /// At once: what takes long is to understand it.
    Whole(fn(&[u8]) -> Result<Content, Unreadable>),
    /// Page by page, each told of.
    Watched(fn(&[u8], Watch<'_>) -> Result<Content, ImportError>),
}

const READERS: &[Reader] = &[
    Reader { kind: Kind::Text, read: Read::Whole(text::read) },
    Reader { kind: Kind::Docx, read: Read::Whole(docx::read) },
    Reader { kind: Kind::Pdf, read: Read::Watched(pdf::read) },
    Reader { kind: Kind::Xlsx, read: Read::Whole(sheet::read_xlsx) },
    Reader { kind: Kind::Xls, read: Read::Whole(sheet::read_xls) },
];

impl Kind {
    /// Whether there is a reader for it.
    pub fn is_readable(self) -> bool {
        READERS.iter().any(|reader| reader.kind == self)
    }
}

/// Reads a file by the reader of its kind.
pub(super) fn read(bytes: &[u8], watch: Watch<'_>) -> Result<(Kind, Content), ImportError> {
    let kind = sniff(bytes);
    let reader = READERS.iter().find(|reader| reader.kind == kind).ok_or(Unreadable::Foreign(kind))?;
    let content = caught(|| match reader.read {
        Read::Whole(read) => read(bytes).map_err(ImportError::Unreadable),
        Read::Watched(read) => read(bytes, watch),
    });
    content.map(|content| (kind, content))
}

/// What `read` gives; a panic in it is a refusal.
fn caught<T>(read: impl FnOnce() -> Result<T, ImportError>) -> Result<T, ImportError> {
    quiet::caught(read).unwrap_or(Err(ImportError::Unreadable(Unreadable::ReaderFailed)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_that_panics_is_a_refusal() {
        super::super::quiet_caught_panics();
        let read = || -> Result<(), ImportError> { panic!("index out of bounds: the len is 0") };
        assert_eq!(caught(read), Err(ImportError::Unreadable(Unreadable::ReaderFailed)));
    }
}
