//! From the files of a report on disk to an assessment beside them. Nothing that stands there is ever written over.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::import::{self, Draft, ImportError, Imported, Input, Refused, Watch};
use crate::lang::{Lang, tr};
use crate::report::{Report, ReviewMember};
use crate::store::{Trouble, Vfs, create, read};

/// Names tried, `x.json` `x-2.json` …, before it is surely a mistake.
const NAMES_MAX: u32 = 99;

/// Why nothing was imported.
#[derive(Debug)]
pub enum ImportFailure {
    /// The text was refused.
    Input(Trouble),
    /// The assessment could not be written.
    Output(Trouble),
}

/// Imports `files`, those of one department, into `output`, or beside the first under its own name; `watch` is
/// told how far it is. Gives the file that was made and what was found.
pub fn import_files(
    vfs: &dyn Vfs,
    files: &[PathBuf],
    output: Option<&Path>,
    lang: Lang,
    watch: Watch<'_>,
) -> Result<(PathBuf, Imported), ImportFailure> {
    let imported = read_files(vfs, files, lang, watch).map_err(ImportFailure::Input)?.imported();
    let output = match (output, files.first()) {
        (Some(output), _) => output.to_owned(),
        (None, first) => free_name(vfs, first.map_or(Path::new("report"), PathBuf::as_path), lang).map_err(ImportFailure::Output)?,
    };
    create(vfs, &output, &[imported.json.as_bytes()]).map_err(|error| ImportFailure::Output(error.say(lang)))?;
    Ok((output, imported))
}

/// Reads `files`, those of one department, up to where a person may look through what was found.
pub(super) fn read_files(vfs: &dyn Vfs, files: &[PathBuf], lang: Lang, watch: Watch<'_>) -> Result<Draft, Trouble> {
    let read = |file: &PathBuf| {
        let bytes = read(vfs, file).map_err(|error| error.say(lang))?;
        Ok((file.file_name().unwrap_or_default().to_string_lossy().into_owned(), bytes))
    };
    let inputs: Vec<(String, Vec<u8>)> = files.iter().map(read).collect::<Result<_, _>>()?;
    let inputs: Vec<Input> = inputs.iter().map(|(name, bytes)| Input { name, bytes }).collect();
    import::read(&inputs, watch).map_err(|refused| refusal(&refused, files, lang))
}

/// So much of a file is looked at to tell an assessment from a report: a byte order mark, blanks, and `{`.
const HEAD_BYTES: u64 = 256;

/// Whether what stands at `path` is to be imported rather than opened: it is not called `.json` and does not
/// begin as JSON does. What cannot be read is left to those who open it.
pub(super) fn is_report(vfs: &dyn Vfs, path: &Path) -> bool {
    let is_json = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
    let Ok(head) = vfs.open(path).and_then(|mut file| file.read(HEAD_BYTES)) else { return false };
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&head).trim_ascii_start();
    !is_json && !text.is_empty() && text.first() != Some(&b'{')
}

/// Writes an assessment where nothing stands yet.
pub(super) fn write_import(vfs: &dyn Vfs, path: &Path, json: &str, lang: Lang) -> Result<(), Trouble> {
    if vfs.stat(path).is_ok() {
        return Err(if holds_review(vfs, path) { reviewed_already(path, lang) } else { exists_already(path, lang) });
    }
    create(vfs, path, &[json.as_bytes()]).map_err(|error| error.say(lang))
}

fn exists_already(path: &Path, lang: Lang) -> Trouble {
    let say = |en: &str, zh: &str| lang.pick(en, zh).to_owned();
    Trouble {
        what: lang.pick(format!("{} exists already", path.display()), format!("已有同名文件 {}", path.display())),
        why: say("A file that stands there is never written over.", "已有的文件不会被覆盖。"),
        kept: say("What was read, with your corrections.", "读出的内容和所作更正都在。"),
        next: say("Choose another name.", "请换一个文件名。"),
    }
}

/// A free name for the assessment of `text`, and one of the same name that holds a review, if there is one.
pub(super) fn proposed_name(vfs: &dyn Vfs, text: &Path) -> (PathBuf, Option<PathBuf>) {
    let mut reviewed = None;
    for path in names(text) {
        if vfs.stat(&path).is_err() {
            return (path, reviewed);
        }
        if reviewed.is_none() && holds_review(vfs, &path) {
            reviewed = Some(path);
        }
    }
    // All are taken: the reader is asked anyway, and nothing is written over.
    (text.with_extension("json"), reviewed)
}

/// `x.json`, `x-2.json` … beside `x.txt`.
fn names(text: &Path) -> impl Iterator<Item = PathBuf> {
    let stem = text.file_stem().unwrap_or_default();
    (1..=NAMES_MAX).map(move |n| {
        let mut name = OsString::from(stem);
        if n > 1 {
            name.push(format!("-{n}"));
        }
        name.push(".json");
        text.with_file_name(name)
    })
}

/// Why a file was refused, and the next step.
fn refusal(refused: &Refused, files: &[PathBuf], lang: Lang) -> Trouble {
    let of_name = |path: &&PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy() == refused.file.as_str());
    let path = files.iter().find(of_name).map_or_else(|| refused.file.clone(), |path| path.display().to_string());
    Trouble {
        what: lang.pick(format!("{path}: cannot be imported"), format!("{path}：无法导入")),
        why: refused.why.say(lang),
        kept: tr("Nothing was written.", "没有写入任何文件。").say(lang).to_owned(),
        next: match &refused.why {
            ImportError::AnAssessment => lang.pick(format!("shenyue {path}"), format!("打开：shenyue {path}")),
            why => why.next_step(lang),
        },
    }
}

/// `x.json` beside `x.txt`, or with a number if there is one; but where one of them holds a review, that is what should be opened.
fn free_name(vfs: &dyn Vfs, text: &Path, lang: Lang) -> Result<PathBuf, Trouble> {
    for path in names(text) {
        if vfs.stat(&path).is_err() {
            return Ok(path);
        }
        if holds_review(vfs, &path) {
            return Err(reviewed_already(&path, lang));
        }
    }
    Err(reviewed_already(text, lang))
}

/// Whether the file at `path` is an assessment with a review in it.
pub(super) fn holds_review(vfs: &dyn Vfs, path: &Path) -> bool {
    let loaded = read(vfs, path).ok().and_then(|bytes| Report::load(bytes).ok());
    loaded.is_some_and(|loaded| *loaded.report.review_member() != ReviewMember::Absent)
}

fn reviewed_already(path: &Path, lang: Lang) -> Trouble {
    let path = path.display();
    let say = |en: &str, zh: &str| lang.pick(en, zh).to_owned();
    Trouble {
        what: lang.pick(format!("{path} holds a review already"), format!("{path} 已有审核记录")),
        why: say("Importing again would start a second one.", "再次导入会另起一份审核。"),
        kept: say("Nothing was written.", "没有写入任何文件。"),
        next: say("Open that file; or rename it, then import again.", "请直接打开该文件；确需重新导入，请先将它改名。"),
    }
}
