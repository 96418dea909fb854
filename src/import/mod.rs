//! From a report as it arrives to an assessment: nothing invented, every item pointing at its
//! place in the text, everything that found no place listed.

/// What an import gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The assessment JSON, pretty-printed, ending in a line end.
    pub json: String,
    /// What was found and what was not, for the reader (zh, en), one line each.
    pub notes: Vec<(String, String)>,
    /// Text that was placed nowhere, with its line in the source.
    pub unplaced: Vec<(u32, String)>,
}

/// Why nothing could be imported.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// The bytes are not text in an encoding we read.
    #[error("not readable as text: {0}")]
    NotText(String),
    /// Text, but nothing of a self-assessment in it.
    #[error("no duties, work items, indicators, issues or measures found: this seems to be no self-assessment report")]
    NotAReport,
}

/// Reads a report text as it comes: lines cut mid-word, blank lines between, page breaks.
/// `source_name` and the SHA-256 of `bytes` go into `report.source`.
pub fn import_text(bytes: &[u8], source_name: &str) -> Result<Imported, ImportError> {
    todo!("{} {source_name}", bytes.len())
}
