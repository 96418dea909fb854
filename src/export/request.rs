//! What is asked of an export: which papers, as what, to where; and what stands in its way.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Checks, Format, Paper, Templates};
use crate::lang::{Words, tr};
use crate::rules::Pack;

/// Which papers, as what, to where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Which.
    pub papers: Vec<Paper>,
    /// As what; a paper is written as those that suit it.
    pub formats: Vec<Format>,
    /// Where, absolute.
    pub folder: PathBuf,
    /// What the files' names begin with: the assessment's own name.
    pub stem: String,
    /// Whether what changed since the last export is marked.
    pub marks: Marks,
    /// Whether files that are in the way are written over.
    pub over: Over,
}

/// What papers are made with, beside the record: read and worked out once for a choice of papers, so that
/// what is looked at is what is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kit {
    /// How they are worded.
    pub templates: Templates,
    /// What the checks found; `None`: not run.
    pub checks: Option<Checks>,
    /// The scoring standard that the review names, if it is at hand.
    pub standard: Option<Arc<Pack>>,
}

/// What papers' names begin with: the assessment's own name without its ending.
pub fn stem(file: &Path) -> String {
    file.file_stem().map_or_else(|| "审核".to_owned(), |stem| stem.to_string_lossy().into_owned())
}

/// What changed since the last export.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Marks {
    /// A bar beside it, a shade behind it.
    #[default]
    Shown,
    /// Nothing: a clean copy to be signed.
    Clean,
}

/// What is done about a file in the way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Over {
    /// It is asked about.
    #[default]
    Ask,
    /// It is written over.
    Write,
}

/// A file in the way, and why it is not simply written over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InTheWay {
    /// Which.
    pub path: PathBuf,
    /// Why.
    pub why: Why,
}

/// Why a file is not simply written over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Somebody edited it since it was exported.
    Edited,
    /// It was made from a record that has acts this one lacks.
    Newer,
    /// It is no paper of this program's.
    Other,
}

impl Why {
    /// In the reader's words.
    pub const fn words(self) -> Words {
        match self {
            Self::Edited => tr("edited since it was exported", "导出后有人改动过"),
            Self::Newer => tr("made from a record that has acts this file lacks", "由含有其他操作的审核记录导出"),
            Self::Other => tr("not known to be exported from here, or a plain table", "不能确认是本程序导出的"),
        }
    }
}
