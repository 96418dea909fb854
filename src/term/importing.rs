//! From the files of a report on disk to an assessment beside them. Nothing that stands there is ever written over.

use std::ffi::{OsStr, OsString};
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
        Ok((shown_name(file.file_name().unwrap_or_default()), bytes))
    };
    let inputs: Vec<(String, Vec<u8>)> = files.iter().map(read).collect::<Result<_, _>>()?;
    let inputs: Vec<Input> = inputs.iter().map(|(name, bytes)| Input { name, bytes }).collect();
    import::read(&inputs, watch).map_err(|refused| refusal(&refused, files, lang))
}

/// A name as people read it: archives packed under Windows leave names in GBK.
pub(super) fn shown_name(name: &OsStr) -> String {
    let decoded = encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(name.as_encoded_bytes());
    match (name.to_str(), decoded) {
        (Some(name), _) => name.to_owned(),
        (None, Some(name)) => name.into_owned(),
        (None, None) => name.to_string_lossy().into_owned(),
    }
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
    let of_name = |path: &&PathBuf| path.file_name().is_some_and(|name| shown_name(name) == refused.file);
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
    match proposed_name(vfs, text) {
        (_, Some(reviewed)) => Err(reviewed_already(&reviewed, lang)),
        (path, None) if vfs.stat(&path).is_ok() => Err(all_taken(&path, lang)),
        (path, None) => Ok(path),
    }
}

fn all_taken(path: &Path, lang: Lang) -> Trouble {
    let path = path.display();
    let say = |en: &str, zh: &str| lang.pick(en, zh).to_owned();
    Trouble {
        what: lang.pick(
            format!("{path} and its names up to -{NAMES_MAX} are all taken"),
            format!("{path} 及其后直至 -{NAMES_MAX} 的文件名都已被占用"),
        ),
        why: say("A file that stands there is never written over.", "已有的文件不会被覆盖。"),
        kept: say("Nothing was written.", "没有写入任何文件。"),
        next: say("Name the file with -o, or move the old ones away.", "请用 -o 指定文件名，或先移走旧文件。"),
    }
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

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use crate::store::RealVfs;

    #[test]
    fn names_that_are_all_taken_are_not_said_to_hold_a_review() {
        let dir = tempfile::tempdir().unwrap();
        let text = dir.path().join("报告.txt");
        names(&text).for_each(|path| std::fs::write(path, "{}").unwrap());
        let trouble = free_name(&RealVfs, &text, Lang::Zh).unwrap_err();
        assert!(trouble.what.contains("都已被占用"), "{}", trouble.what);
        std::fs::remove_file(dir.path().join("报告-7.json")).unwrap();
        assert_eq!(free_name(&RealVfs, &text, Lang::Zh).unwrap(), dir.path().join("报告-7.json"));
    }
}
