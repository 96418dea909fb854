//! The reader of plain text: encoding, lines, page furniture, paragraphs.

use super::refusal::Unreadable;
use super::source::{Content, Unit};
use super::{decode, lines, paragraphs};

/// Reads a text in any encoding that [`decode`] knows.
pub(super) fn read(bytes: &[u8]) -> Result<Content, Unreadable> {
    let decoded = decode::decode(bytes)?;
    let lines = lines::lines(&decoded.text);
    Ok(Content {
        paragraphs: paragraphs::paragraphs(&lines.body),
        furniture: lines.furniture,
        unit: Unit::Line,
        encoding: Some(decoded.encoding),
        doubts: Vec::new(),
    })
}
