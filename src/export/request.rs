//! What is asked of an export: which papers, as what, to where; and what stands in its way.

use std::path::PathBuf;

use super::{Format, Paper};
use crate::lang::{Words, tr};

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
