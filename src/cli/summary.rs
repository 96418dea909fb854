//! `shenyue export --summary FOLDER`: one sheet over all assessments in a folder and its
//! sub-folders: the departments of the folder view.
//!
//! A file that is no assessment, or cannot be read, is told of and the others go on.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::{Context, Failure, absolute, print_lines, tell};
use crate::batch::EntryKind;
use crate::export::{Format, Over, Record, Summary, Templates};
use crate::report::Places;
use crate::term::{self, Departments};

/// A bureau has some hundred departments; more in one folder is a mistake.
const FILES_MAX: usize = 2_000;

/// Where it is made from, as what, to where.
pub(super) struct Wanted<'a> {
    pub folder: &'a Path,
    pub formats: Vec<Format>,
    pub output: Option<&'a Path>,
    pub templates: Templates,
    pub over: Over,
}

pub(super) fn run(wanted: &Wanted<'_>, cx: &Context) -> Result<ExitCode, Failure> {
    let lang = cx.lang;
    let folder = absolute(wanted.folder)?;
    let mut summary = Summary::default();
    for file in assessments(&folder, cx)? {
        let name = file.strip_prefix(&folder).unwrap_or(&file).to_string_lossy().into_owned();
        match cx.read(&file) {
            Ok(opened) => {
                let places = Places::of_report(&opened.report);
                let own = |name: &str| cx.home.rules(&*cx.vfs, name);
                let standard = term::standard(&opened.review, &own, lang).unwrap_or_else(|trouble| {
                    tell(&format!("! {name}: {} {}", trouble.what, trouble.why));
                    None
                });
                summary.add(&name, &Record::by(&opened.report, &opened.review, &places, standard.as_ref()));
            }
            Err(failure) => tell(&lang.pick(format!("! left out: {}", failure.text()), format!("! 未列入：{}", failure.text()))),
        }
    }
    if summary.count() == 0 {
        return Err(Failure::input(
            lang.pick(format!("{}: no assessment in this folder", folder.display()), format!("文件夹里没有审核文件：{}", folder.display())),
        ));
    }
    let output = wanted.output.map_or_else(|| Ok(folder), absolute)?;
    let written = term::write_summary(&*cx.vfs, &summary, &wanted.templates, &wanted.formats, &output, wanted.over, lang);
    let written = written.map_err(|failure| super::export::refused(failure, lang))?;
    print_lines(&written.iter().map(|path| path.display().to_string()).collect::<Vec<_>>()).map(|()| ExitCode::SUCCESS)
}

/// The assessments of a folder and its sub-folders, as the folder view lists them.
fn assessments(folder: &Path, cx: &Context) -> Result<Vec<PathBuf>, Failure> {
    let lang = cx.lang;
    let Departments { entries, more } = term::departments(&*cx.vfs, folder, &|| false).map_err(|error| Failure::reading(&error, lang))?;
    let files: Vec<PathBuf> = entries.into_iter().filter(|entry| entry.kind == EntryKind::Assessment).map(|entry| entry.path).collect();
    if more || files.len() > FILES_MAX {
        return Err(Failure::input(lang.pick(
            format!("{}: more than {FILES_MAX} files, or too many sub-folders; split the folder", folder.display()),
            format!("文件夹里的文件超过 {FILES_MAX} 个，或子文件夹过多，请分开汇总：{}", folder.display()),
        )));
    }
    Ok(files)
}
