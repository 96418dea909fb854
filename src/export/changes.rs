//! What changed since a paper was last exported, and whether anybody has edited it since.
//!
//! A docx or xlsx carries digests of its paragraphs and rows. A re-export over it compares, and marks
//! what the earlier one did not say. An export from the *same* record keeps the earlier comparison, so
//! the same record over the same file gives the same bytes, however often. A seal over the rest of the
//! file tells whether it is still as it was written.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::io::{Cursor, Read as _};

use sha2::{Digest as _, Sha256};

use super::model::Content;
use super::package::{TRACE_PART, seal};

/// The namespace of the part.
pub(super) const NAMESPACE: &str = "urn:shenyue:paper:1";
/// A paper has about a dozen parts.
const PARTS_MAX: usize = 100;
/// A paper of a thousand findings unpacks to some MB.
const UNPACKED_BYTES_MAX: u64 = 64 << 20;
/// Of a digest, in bytes: two paragraphs of one paper will not agree in them by chance.
const DIGEST_BYTES: usize = 8;

/// What a paper says of itself for the next export.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Trace {
    heads: Vec<String>,
    /// Digest and source of each paragraph and row.
    pieces: Vec<(String, String)>,
    /// The digests it was compared with; `None`: there was no earlier paper.
    before: Option<Vec<String>>,
}

/// A file that stands where a paper is to go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Earlier {
    /// A paper of this program's, as it was written.
    Ours(Made),
    /// One that somebody has edited since.
    Edited(Made),
    /// Something else.
    Other,
}

/// What an earlier paper says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Made {
    /// The head of the record it was made from.
    pub heads: Vec<String>,
    pieces: Vec<String>,
    before: Option<Vec<String>>,
}

impl Trace {
    /// Marks what `content` says and the earlier paper did not.
    pub(super) fn compare(content: &mut Content, heads: &[String], earlier: Option<&Made>) -> Self {
        let before = earlier.and_then(|made| if made.heads == heads { made.before.clone() } else { Some(made.pieces.clone()) });
        let known: Option<HashSet<&str>> = before.as_ref().map(|before| before.iter().map(String::as_str).collect());
        let mut pieces = Vec::new();
        content.pieces(|text, piece| {
            let digest = digest(text);
            piece.changed = known.as_ref().is_some_and(|known| !known.contains(digest.as_str()));
            pieces.push((digest, piece.source.clone()));
        });
        Self { heads: heads.to_vec(), pieces, before }
    }

    /// The part. Everything in it is hex or an id.
    pub(super) fn to_xml(&self, seal: &str) -> String {
        let mut xml = format!("<paper xmlns=\"{NAMESPACE}\" record=\"{}\" seal=\"{seal}\">", self.heads.join(" "));
        if let Some(before) = &self.before {
            write!(xml, "<before>{}</before>", before.join(" ")).expect("a string takes all");
        }
        for (digest, source) in &self.pieces {
            write!(xml, "\n<piece digest=\"{digest}\" from=\"{}\"/>", super::xml::escaped(source)).expect("a string takes all");
        }
        xml + "</paper>"
    }
}

impl Earlier {
    /// What the file at a paper's place is. Bounded, whatever it holds.
    pub fn read(bytes: &[u8]) -> Self {
        let Some(parts) = unpack(bytes) else { return plain(bytes) };
        let Some((_, trace)) = parts.iter().find(|(name, _)| name == TRACE_PART) else { return Self::Other };
        let trace = String::from_utf8_lossy(trace);
        let (Some(record), Some(sealed)) = (between(&trace, "record=\"", "\""), between(&trace, "seal=\"", "\"")) else {
            return Self::Other;
        };
        let pieces = trace.split("<piece digest=\"").skip(1).filter_map(|rest| rest.split('"').next());
        let made = Made {
            heads: words(record),
            pieces: pieces.map(str::to_owned).collect(),
            before: between(&trace, "<before>", "</before>").map(words),
        };
        let others = parts.iter().filter(|(name, _)| name != TRACE_PART);
        if seal(others.map(|(name, bytes)| (name.as_str(), bytes.as_slice()))) == sealed { Self::Ours(made) } else { Self::Edited(made) }
    }

    /// What it says of itself, if it is a paper of this program's.
    pub fn made(&self) -> Option<&Made> {
        match self {
            Self::Ours(made) | Self::Edited(made) => Some(made),
            Self::Other => None,
        }
    }
}

/// The last line of a Markdown copy, or the last member of a JSON one, in which its seal stands.
const SEALED: (&str, &str) = ("shenyue record=", " seal=");

/// What stands behind the seal: in Markdown, in JSON.
pub(super) const SEAL_ENDS: [&str; 2] = [" -->\n", "\"\n}\n"];

/// What a plain copy says of itself behind its text: its record, and a seal over what stands before.
pub(super) fn plain_seal(text: &str, heads: &[String]) -> String {
    format!("{}{}{}{}", SEALED.0, heads.join(","), SEALED.1, super::hex(&Sha256::digest(text)))
}

fn plain(bytes: &[u8]) -> Earlier {
    let Ok(text) = std::str::from_utf8(bytes) else { return Earlier::Other };
    let Some((before, said)) = text.rsplit_once(SEALED.0) else { return Earlier::Other };
    let Some((record, sealed)) = said.split_once(SEALED.1) else { return Earlier::Other };
    let made = Made { heads: record.split(',').filter(|head| !head.is_empty()).map(str::to_owned).collect(), ..Made::default() };
    let ours = super::hex(&Sha256::digest(before));
    let is_same = SEAL_ENDS.iter().any(|end| sealed.strip_suffix(end) == Some(&*ours));
    if is_same { Earlier::Ours(made) } else { Earlier::Edited(made) }
}

/// Names and contents, sorted by name.
fn unpack(bytes: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    if archive.len() > PARTS_MAX {
        return None;
    }
    let mut parts = Vec::new();
    let mut room = UNPACKED_BYTES_MAX;
    for n in 0..archive.len() {
        let entry = archive.by_index(n).ok()?;
        let name = entry.name().ok()?.into_owned();
        let mut part = Vec::new();
        entry.take(room).read_to_end(&mut part).ok()?;
        room -= part.len() as u64;
        parts.push((name, part));
    }
    parts.sort();
    // One that filled the room may have been cut.
    (room > 0).then_some(parts)
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    Some(text.split_once(before)?.1.split_once(after)?.0)
}

fn words(text: &str) -> Vec<String> {
    text.split_ascii_whitespace().map(str::to_owned).collect()
}

fn digest(text: &str) -> String {
    let hash = Sha256::digest(text);
    super::hex(hash.get(..DIGEST_BYTES).unwrap_or_default())
}
