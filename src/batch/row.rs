//! A row of a batch: a file, and what is known of it so far.

use std::path::PathBuf;

use super::Figures;

/// Characters kept of a name out of a file, which may be megabytes long: more than a line has room for.
const NAME_CHARS_MAX: usize = 60;

/// A name as it is listed: cut where it is longer than any line.
pub(super) fn brief(name: &str) -> String {
    let mut chars = name.chars();
    let cut: String = chars.by_ref().take(NAME_CHARS_MAX).collect();
    if chars.next().is_some() { cut + "…" } else { cut }
}

/// What the folder's listing tells of a department, before any file is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The assessment; of a package the file it would be imported to.
    pub path: PathBuf,
    /// Its name without ending, the sub-folders it lies in before it.
    pub name: String,
    /// What stands there.
    pub kind: EntryKind,
}

/// What an [`Entry`] is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// An assessment file.
    Assessment,
    /// A sub-folder with a department's papers that nobody has imported yet: these.
    Package(Vec<PathBuf>),
}

/// What tells a file's content from another's, as far as its clock tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Device and inode.
    pub id: (u64, u64),
    /// Bytes.
    pub len: u64,
    /// Last change of the content: seconds and nanoseconds.
    pub changed: (i64, i64),
}

/// What stands beside a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// Who reviews it at this moment, if somebody does.
    pub held: Option<String>,
    /// A journal waits for it: then it may have work that the file lacks.
    pub unwritten: bool,
}

/// A file whose figures are known as of a look: it is read again only if it has changed since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The file.
    pub path: PathBuf,
    /// As it was.
    pub seen: Seen,
    /// What stood beside it; none: that was not looked for.
    pub beside: Option<Beside>,
    /// Whether its suspicions are counted.
    pub counted: bool,
}

/// What is known of a file.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// It has yet to be read.
    Waiting,
    /// Its papers have yet to be imported.
    Package(Vec<PathBuf>),
    /// What it says.
    Read(Seen, Box<Figures>),
    /// It is no assessment, or cannot be read: why.
    Refused(Option<Seen>, String),
}

/// A row.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The assessment.
    pub path: PathBuf,
    /// Its name in the listing.
    pub name: String,
    /// What is known of it.
    pub content: Content,
}

impl Row {
    /// A row of which only its name is known.
    pub fn of(entry: Entry) -> Self {
        let content = match entry.kind {
            EntryKind::Assessment => Content::Waiting,
            EntryKind::Package(files) => Content::Package(files),
        };
        Self { path: entry.path, name: entry.name, content }
    }

    /// Its figures, once it is read.
    pub fn figures(&self) -> Option<&Figures> {
        if let Content::Read(_, figures) = &self.content { Some(figures) } else { None }
    }

    /// What it is called: the department, where the file says so.
    pub fn title(&self) -> &str {
        self.figures().and_then(|figures| figures.department.as_deref()).unwrap_or(&self.name)
    }

    /// As of which look it is known, if it is.
    pub fn known(&self) -> Option<Known> {
        let (seen, beside, counted) = match &self.content {
            Content::Read(seen, figures) => (*seen, Some(figures.beside.clone()), figures.suspicions.is_some()),
            Content::Refused(Some(seen), _) => (*seen, None, true),
            Content::Waiting | Content::Package(_) | Content::Refused(None, _) => return None,
        };
        Some(Known { path: self.path.clone(), seen, beside, counted })
    }
}
