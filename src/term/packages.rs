//! A folder of packages, one sub-folder a department: one assessment each, and who lacks what.
//!
//! What stands there is never written over: a department imported before is left as it is, and one
//! whose file holds a review says so.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::importing::{ImportFailure, holds_review, import_files};
use crate::import::{Account, Kind, Progress, Step, Watch, kind_of};
use crate::lang::Lang;
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

/// Imports every sub-folder of `folder`; the assessments go into `into`, named after the sub-folders. `watch` is
/// told which one it is at.
pub fn import_packages(vfs: &dyn Vfs, folder: &Path, into: &Path, lang: Lang, watch: Watch<'_>) -> Result<Vec<Package>, StoreError> {
    let names = names(vfs, folder, PACKAGES_MAX, FileKind::Folder).map_err(|source| StoreError::Io {
        path: folder.to_owned(),
        doing: crate::lang::tr("listing the folder", "读取文件夹"),
        source,
    })?;
    let mut packages = Vec::with_capacity(names.len());
    for (done, name) in names.iter().enumerate() {
        if watch(Progress { step: Step::Departments, done, all: names.len() }).is_break() {
            break;
        }
        packages.push(package(vfs, &folder.join(name), into, name.clone(), lang));
    }
    Ok(packages)
}

fn package(vfs: &dyn Vfs, folder: &Path, into: &Path, name: String, lang: Lang) -> Package {
    let output = into.join(format!("{name}.json"));
    let (files, foreign) = sorted_out(vfs, folder);
    let outcome = if vfs.stat(&output).is_ok() {
        Outcome::Kept { reviewed: holds_review(vfs, &output) }
    } else if files.is_empty() {
        Outcome::Nothing
    } else {
        match import_files(vfs, &files, Some(&output), lang, &|_| ControlFlow::Continue(())) {
            Ok((_, imported)) => Outcome::Made(Box::new(imported.account)),
            Err(ImportFailure::Input(trouble) | ImportFailure::Output(trouble)) => Outcome::Refused(trouble),
        }
    };
    Package { name, output, outcome, foreign }
}

/// The files that a reader takes, and the others by what they are.
fn sorted_out(vfs: &dyn Vfs, folder: &Path) -> (Vec<PathBuf>, Vec<(String, Kind)>) {
    let (mut files, mut foreign) = (Vec::new(), Vec::new());
    for name in names(vfs, folder, FILES_MAX, FileKind::Regular).unwrap_or_default() {
        let path = folder.join(&name);
        let Ok(bytes) = read(vfs, &path) else { continue };
        match kind_of(&bytes) {
            kind if kind.is_readable() => files.push(path),
            kind => foreign.push((name, kind)),
        }
    }
    (files, foreign)
}

/// Names in a folder of one kind of thing, in order; hidden ones and assessments left out.
fn names(vfs: &dyn Vfs, folder: &Path, most: usize, kind: FileKind) -> std::io::Result<Vec<String>> {
    let names = vfs.list(folder)?.into_iter().filter_map(|name| name.into_string().ok());
    let ours = |name: &String| name.starts_with(['.', '~']) || Path::new(name).extension().is_some_and(|ext| ext == "json");
    let is_kind = |name: &String| vfs.stat(&folder.join(name)).is_ok_and(|stat| stat.kind == kind);
    let mut names: Vec<String> = names.filter(|name| !ours(name)).filter(is_kind).collect();
    names.sort();
    names.truncate(most);
    Ok(names)
}
