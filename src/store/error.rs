//! What can go wrong with a file, and what the reader does next.

use std::io;
use std::path::PathBuf;

use crate::lang::Lang;
use crate::report::ParseError;

/// Why a file could not be opened, kept or written. [`StoreError::say`] gives the four parts a
/// reader needs: what happened, why, what was kept, what to do next.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// An operation on a path failed.
    #[error("{path}: {doing}: {source}")]
    Io {
        /// Which file.
        path: PathBuf,
        /// What was being done.
        doing: &'static str,
        /// The system's answer.
        source: io::Error,
    },
    /// Not an assessment.
    #[error("{path}: {source}")]
    Parse {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: ParseError,
    },
}

/// An error as the reader is told it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// What happened, one line.
    pub what: String,
    /// Why.
    pub why: String,
    /// What was kept.
    pub kept: String,
    /// What to do next.
    pub next: String,
}

impl StoreError {
    /// The error in the reader's words.
    pub fn say(&self, lang: Lang) -> Trouble {
        todo!("{lang:?}")
    }
}
