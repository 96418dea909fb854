//! From bytes to a report: tolerant, with a list of what was odd; refusals say what to do.

use super::{Report, json::Span};

/// Something about the file that is not as it should be but could be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Odd {
    /// JSON path, `indicators[3].weight`.
    pub path: String,
    /// Line in the file, from 1.
    pub line: u32,
    /// What was odd and what was kept, in both languages (zh, en).
    pub what: (String, String),
}

/// The top-level `review` member of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReviewMember {
    /// None yet.
    Absent,
    /// One object: its value's bytes.
    One(Span),
    /// Two members, or one that is no object: the file opens read-only.
    Unusable(&'static str),
}

/// A loaded file.
#[derive(Debug)]
pub struct Loaded {
    /// The evidence.
    pub report: Report,
    /// What was odd, in file order.
    pub odd: Vec<Odd>,
    /// Whether the `format` is a newer major: read-only, all kept.
    pub newer_format: bool,
}

/// Why a file is no assessment, or not one we can hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParseError {}
