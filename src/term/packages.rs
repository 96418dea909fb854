//! A folder of packages, one sub-folder a department: one assessment each, and who lacks what.
//!
//! What stands there is never written over: a department imported before is left as it is, and one
//! whose file holds a review says so. What is left out of a package is said with its reason: who lacks what
//! is told from it.

use std::ffi::{OsStr, OsString};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::importing::{ImportFailure, holds_review, import_files, shown_name};
use crate::import::{Account, Kind, Progress, Step, Watch, kind_of};
use crate::lang::{Lang, tr};
use crate::store::vfs::FileKind;
use crate::store::{StoreError, Trouble, Vfs, read};

/// A bureau has some hundred departments.
const PACKAGES_MAX: usize = 2_000;
/// A package has some dozen files.
const FILES_MAX: usize = 200;

/// What came of one department.
#[derive(Debug)]
pub struct Package {
    /// The name of its folder.
    pub name: String,
    /// The assessment, made or found.
    pub output: PathBuf,
    /// What was done.
    pub outcome: Outcome,
    /// Files that no reader takes, with what they are.
    pub foreign: Vec<(String, Kind)>,
    /// What else was left out, each with the reason, said.
    pub unread: Vec<(String, String)>,
}

/// What was done with a package.
#[derive(Debug)]
pub enum Outcome {
    /// An assessment was made of it.
    Made(Box<Account>),
    /// One stands there already; it was left as it is.
    Kept {
        /// Whether it holds a review.
        reviewed: bool,
    },
    /// Nothing in it can be read.
    Nothing,
    /// What is in it was refused.
    Refused(Trouble),
}

/// What stands in one folder that is to be imported.
#[derive(Default)]
struct Content {
    /// Files that a reader takes.
    files: Vec<PathBuf>,
    foreign: Vec<(String, Kind)>,
    unread: Vec<(String, String)>,
}

/// Imports every sub-folder of `folder`; the assessments go into `into`, named after the sub-folders. `watch` is
/// told which one it is at.
pub fn import_packages(vfs: &dyn Vfs, folder: &Path, into: &Path, lang: Lang, watch: Watch<'_>) -> Result<Vec<Package>, StoreError> {
    let entries = entries(vfs, folder)?;
    let folders: Vec<&OsString> = entries.iter().filter(|(_, kind)| matches!(kind, Ok(FileKind::Folder))).map(|(name, _)| name).collect();
    let mut packages = Vec::with_capacity(folders.len());
    for (done, own) in folders.iter().enumerate() {
        if watch(Progress { step: Step::Departments, done, all: folders.len() }).is_break() {
            break;
        }
        let name = shown_name(own);
        packages.push(if done < PACKAGES_MAX {
            package(vfs, &folder.join(own), into, name, lang)
        } else {
            let outcome = Outcome::Refused(one_too_many(lang));
            Package { output: into.join(format!("{name}.json")), name, outcome, foreign: Vec::new(), unread: Vec::new() }
        });
    }
    Ok(packages)
}

fn package(vfs: &dyn Vfs, folder: &Path, into: &Path, name: String, lang: Lang) -> Package {
    let output = into.join(format!("{name}.json"));
    let (content, trouble) = match sorted_out(vfs, folder, lang) {
        Ok(content) => (content, None),
        Err(error) => (Content::default(), Some(error.say(lang))),
    };
    let outcome = if vfs.stat(&output).is_ok() {
        Outcome::Kept { reviewed: holds_review(vfs, &output) }
    } else if let Some(trouble) = trouble {
        Outcome::Refused(trouble)
    } else if content.files.is_empty() {
        Outcome::Nothing
    } else {
        match import_files(vfs, &content.files, Some(&output), lang, &|_| ControlFlow::Continue(())) {
            Ok((_, imported)) => Outcome::Made(Box::new(imported.account)),
            Err(ImportFailure::Input(trouble) | ImportFailure::Output(trouble)) => Outcome::Refused(trouble),
        }
    };
    Package { name, output, outcome, foreign: content.foreign, unread: content.unread }
}

/// What a folder holds: what a reader takes, the rest by what it is or why it was not read.
fn sorted_out(vfs: &dyn Vfs, folder: &Path, lang: Lang) -> Result<Content, StoreError> {
    let mut content = Content::default();
    for (nth, (name, kind)) in entries(vfs, folder)?.into_iter().enumerate() {
        let (path, shown) = (folder.join(&name), shown_name(&name));
        if nth >= FILES_MAX {
            let why = lang.pick(format!("more than {FILES_MAX} files in one package."), format!("一个部门的文件超过 {FILES_MAX} 个。"));
            content.unread.push((shown, why));
            continue;
        }
        if matches!(kind, Ok(FileKind::Folder)) {
            let why =
                tr("a folder in a package is not opened; put its files beside it.", "部门文件夹里的下级文件夹不打开，请把文件移到上一级。");
            content.unread.push((shown, why.say(lang).to_owned()));
            continue;
        }
        match read(vfs, &path) {
            Err(error) => content.unread.push((shown, error.say(lang).why)),
            Ok(bytes) => match kind_of(&bytes) {
                kind if kind.is_readable() => content.files.push(path),
                kind => content.foreign.push((shown, kind)),
            },
        }
    }
    Ok(content)
}

/// The names in a folder in order, with what stands there, where it can be told; hidden ones and assessments left out.
fn entries(vfs: &dyn Vfs, folder: &Path) -> Result<Vec<(OsString, std::io::Result<FileKind>)>, StoreError> {
    let mut names = vfs.list(folder).map_err(|source| StoreError::Io {
        path: folder.to_owned(),
        doing: tr("listing the folder", "读取文件夹"),
        source,
    })?;
    names.retain(|name| !is_ours(name));
    names.sort_by_cached_key(|name| shown_name(name));
    let with_kind = |name: OsString| {
        let kind = vfs.stat(&folder.join(&name)).map(|stat| stat.kind);
        (name, kind)
    };
    Ok(names.into_iter().map(with_kind).collect())
}

fn is_ours(name: &OsStr) -> bool {
    matches!(name.as_encoded_bytes().first(), Some(b'.' | b'~')) || Path::new(name).extension().is_some_and(|ext| ext == "json")
}

fn one_too_many(lang: Lang) -> Trouble {
    Trouble {
        what: lang.pick("The package was not imported", "未导入").to_owned(),
        why: lang
            .pick(format!("More than {PACKAGES_MAX} departments in one folder."), format!("一个文件夹里的部门超过 {PACKAGES_MAX} 个。")),
        kept: lang.pick("Nothing was written.", "没有写入任何文件。").to_owned(),
        next: lang.pick("Import the rest from a folder of their own.", "请把其余部门另放一个文件夹再导入。").to_owned(),
    }
}
