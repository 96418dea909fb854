//! What can go wrong with a file, and what the reader does next.

use std::io;
use std::path::PathBuf;

use crate::lang::{Lang, Words};
use crate::report::ParseError;

/// Why a file could not be opened, kept or written. [`StoreError::say`] gives the four parts a
/// reader needs: what happened, why, what was kept, what to do next.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A setting, a sample or a folder could not be read or written.
    #[error("{path}: {doing}: {source}", doing = doing.say(Lang::En))]
    Io {
        /// Which file.
        path: PathBuf,
        /// What was being done.
        doing: Words,
        /// The system's answer.
        source: io::Error,
    },
    /// The assessment could not be read.
    #[error("{path}: cannot be opened: {source}")]
    Open {
        /// Which file.
        path: PathBuf,
        /// The system's answer.
        source: io::Error,
    },
    /// A folder, a pipe, a device or a file the kernel makes up.
    #[error("{path}: not a regular file")]
    NotRegular {
        /// Which.
        path: PathBuf,
    },
    /// More than the program holds; also a save that would make it so.
    #[error("{path}: more than {mib_max} MiB")]
    TooLarge {
        /// Which file.
        path: PathBuf,
        /// The limit, in MiB.
        mib_max: u64,
    },
    /// Not an assessment.
    #[error("{path}: {source}")]
    Parse {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: ParseError,
    },
    /// Open for reading only.
    #[error("{path}: open for reading only")]
    ReadOnly {
        /// Which file.
        path: PathBuf,
    },
    /// The journal could not be written: what was to be recorded is not, all before it is.
    #[error("{journal}: cannot be written: {source}")]
    Journal {
        /// Which journal.
        journal: PathBuf,
        /// The system's answer.
        source: io::Error,
    },
    /// The disk did not confirm the journal: what was appended since the last sync is not promised.
    #[error("{journal}: the disk did not confirm it: {source}")]
    Sync {
        /// Which journal.
        journal: PathBuf,
        /// The system's answer.
        source: io::Error,
    },
    /// A journal read back was not what had been written.
    #[error("{journal}: reads back otherwise than it was written")]
    Unverified {
        /// Which journal.
        journal: PathBuf,
    },
    /// An offer could not be settled; the journals are all still there.
    #[error("{journal}: cannot be settled: {source}")]
    Recover {
        /// Which journal.
        journal: PathBuf,
        /// The system's answer.
        source: io::Error,
    },
    /// The file could not be written; it is as it was.
    #[error("{path}: cannot be saved: {source}; all work is in {journal}")]
    Save {
        /// Which file.
        path: PathBuf,
        /// Where the work is.
        journal: PathBuf,
        /// The system's answer.
        source: io::Error,
    },
    /// The file was written, but the disk did not confirm its new name.
    #[error("{path}: saved, but the disk did not confirm it: {source}; all work is also in {journal}")]
    Unconfirmed {
        /// Which file.
        path: PathBuf,
        /// Where the work is as well.
        journal: PathBuf,
        /// The system's answer.
        source: io::Error,
    },
    /// The report in the file was changed by someone else; nothing was written.
    #[error("{path}: the report was changed on disk since it was opened; your work is safe in {journal}")]
    Changed {
        /// Which file.
        path: PathBuf,
        /// Where the work is.
        journal: PathBuf,
    },
    /// The review in the file was replaced by one we cannot join ours with; nothing was written.
    #[error("{path}: the review was changed on disk and cannot be joined with yours, which is safe in {journal}")]
    ReviewChanged {
        /// Which file.
        path: PathBuf,
        /// Where the work is.
        journal: PathBuf,
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
    #[expect(clippy::too_many_lines, reason = "one arm an error, nothing else")]
    pub fn say(&self, lang: Lang) -> Trouble {
        let pick = |en: &str, zh: &str| lang.pick(en, zh).to_owned();
        let untouched = || pick("The file was not changed.", "文件没有改动。");
        let in_journal = |journal: &PathBuf| {
            let journal = journal.display();
            lang.pick(format!("All recorded work is safe in {journal}."), format!("已记录的内容都保存在 {journal}，没有丢失。"))
        };
        let reopen = || {
            pick(
                "Open the file again: the program offers your work back and shows what the report says now.",
                "重新打开该文件，按提示恢复您的记录，再对照改动后的报告复核。",
            )
        };
        match self {
            Self::Io { path, doing, source } => Trouble {
                what: lang.pick(
                    format!("{}: {} failed", path.display(), doing.say(lang)),
                    format!("{}失败：{}", doing.say(lang), path.display()),
                ),
                why: why(source, lang),
                kept: pick("The assessment is not concerned.", "不影响审核文件。"),
                next: next(source, lang),
            },
            Self::Open { path, source } => Trouble {
                what: lang.pick(format!("{} cannot be opened", path.display()), format!("打不开 {}", path.display())),
                why: why(source, lang),
                kept: untouched(),
                next: next(source, lang),
            },
            Self::NotRegular { path } => Trouble {
                what: lang.pick(format!("{} cannot be opened", path.display()), format!("打不开 {}", path.display())),
                why: pick("It is a folder, a pipe or a device, not a file.", "这是文件夹、管道或设备，不是文件。"),
                kept: untouched(),
                next: pick("Choose an assessment file (.json).", "请选择审核文件（.json）。"),
            },
            Self::TooLarge { path, mib_max } => Trouble {
                what: lang.pick(format!("{} is too large", path.display()), format!("文件过大：{}", path.display())),
                why: lang.pick(format!("The program holds at most {mib_max} MiB."), format!("本程序最多处理 {mib_max} MiB。")),
                kept: pick("The file was not changed; recorded work stays in its journal.", "文件没有改动，已记录的内容仍在操作记录中。"),
                next: pick("Check that this is an assessment; take attachments out of it.", "请确认这是审核文件，并把其中的附件内容移出。"),
            },
            Self::Parse { path, source } => Trouble {
                what: lang.pick(format!("{} is not an assessment", path.display()), format!("{} 不是审核文件", path.display())),
                why: source.what(lang),
                kept: untouched(),
                next: source.next(lang),
            },
            Self::ReadOnly { path } => Trouble {
                what: pick("Nothing was recorded", "没有记录"),
                why: lang.pick(format!("{} is open for reading only.", path.display()), format!("{} 以只读方式打开。", path.display())),
                kept: untouched(),
                next: pick(
                    "Open it for writing, or copy it to a folder of your own.",
                    "请以可写方式重新打开，或复制到自己的文件夹后再打开。",
                ),
            },
            Self::Journal { journal, source } => Trouble {
                what: pick("Not recorded: the journal cannot be written", "没有记上：操作记录写不进去"),
                why: why(source, lang),
                kept: in_journal(journal),
                next: next(source, lang),
            },
            Self::Sync { journal, source } => Trouble {
                what: pick("Not recorded: the disk did not confirm the write", "没有记上：磁盘没有确认写入"),
                why: why(source, lang),
                kept: lang.pick(
                    format!("All that was confirmed before is safe, in the file or in {}.", journal.display()),
                    format!("此前已确认的内容都在文件或 {} 中，没有丢失。", journal.display()),
                ),
                next: pick(
                    "Do it again: a fresh journal is begun. If it happens again, save and copy the file to another disk.",
                    "请再做一次，程序将另起一份操作记录；若再次出现，请保存后把文件复制到另一块磁盘。",
                ),
            },
            Self::Unverified { journal } => Trouble {
                what: pick("Not recorded: the disk gives back something else than was written", "没有记上：磁盘读回的内容与写入的不同"),
                why: pick("The disk or its connection is damaged.", "磁盘或其连接已损坏。"),
                kept: in_journal(journal),
                next: pick("Copy the file to another disk and go on there.", "请把文件复制到另一块磁盘后继续。"),
            },
            Self::Recover { journal, source } => Trouble {
                what: pick("The work found was not restored", "找到的记录没有恢复"),
                why: why(source, lang),
                kept: in_journal(journal),
                next: next(source, lang),
            },
            Self::Save { path, journal, source } => Trouble {
                what: lang.pick(format!("{} could not be saved", path.display()), format!("没有写入 {}", path.display())),
                why: why(source, lang),
                kept: in_journal(journal),
                next: next(source, lang),
            },
            Self::Unconfirmed { path, journal, source } => Trouble {
                what: lang.pick(
                    format!("{} was written, but the disk did not confirm it", path.display()),
                    format!("已写入 {}，但磁盘没有确认", path.display()),
                ),
                why: why(source, lang),
                kept: in_journal(journal),
                next: pick("Save again; leave the disk connected until it succeeds.", "请再保存一次，成功之前不要拔出磁盘。"),
            },
            Self::Changed { path, journal } => Trouble {
                what: lang.pick(format!("{} was not saved", path.display()), format!("没有写入 {}", path.display())),
                why: pick("Someone else changed the report in it since it was opened.", "打开之后，文件中的报告内容被其他程序改动过。"),
                kept: in_journal(journal),
                next: reopen(),
            },
            Self::ReviewChanged { path, journal } => Trouble {
                what: lang.pick(format!("{} was not saved", path.display()), format!("没有写入 {}", path.display())),
                why: pick("The review in it was replaced by one this version cannot read.", "文件中的审核记录被换成了本版本读不懂的内容。"),
                kept: in_journal(journal),
                next: reopen(),
            },
        }
    }
}

fn why(error: &io::Error, lang: Lang) -> String {
    let (en, zh) = match error.kind() {
        io::ErrorKind::NotFound => ("It is not there.", "文件或文件夹不存在。"),
        io::ErrorKind::PermissionDenied => ("You have no permission.", "没有权限。"),
        io::ErrorKind::StorageFull => ("The disk is full.", "磁盘已满。"),
        io::ErrorKind::QuotaExceeded => ("Your share of the disk is used up.", "您的磁盘配额已用完。"),
        io::ErrorKind::ReadOnlyFilesystem => ("The disk is read-only.", "磁盘是只读的。"),
        io::ErrorKind::AlreadyExists => ("There is a file of this name already.", "已有同名文件。"),
        io::ErrorKind::IsADirectory => ("It is a folder.", "这是文件夹。"),
        _ if error.raw_os_error() == Some(rustix::io::Errno::MFILE.raw_os_error()) => {
            ("The program has too many files open.", "打开的文件过多。")
        }
        io::ErrorKind::FileTooLarge => ("The system does not allow files so large.", "超过系统允许的文件大小。"),
        _ => return lang.pick(format!("The system says: {error}."), format!("系统没有完成操作（{error}）。")),
    };
    lang.pick(en, zh).to_owned()
}

fn next(error: &io::Error, lang: Lang) -> String {
    let (en, zh) = match error.kind() {
        io::ErrorKind::NotFound => {
            ("Check the path, and whether the disk is still connected.", "请检查路径是否正确、移动硬盘或 U 盘是否已拔出。")
        }
        io::ErrorKind::PermissionDenied => (
            "Check the rights of the file and its folder, or copy it to a folder of your own.",
            "请检查文件及所在文件夹的权限，或复制到自己的文件夹。",
        ),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            ("Delete what is not needed, then do it again.", "请删除不用的文件腾出空间，再做一次。")
        }
        io::ErrorKind::AlreadyExists => ("Choose another name.", "请换一个文件名。"),
        io::ErrorKind::IsADirectory => ("Choose a file in it.", "请选择其中的文件。"),
        io::ErrorKind::ReadOnlyFilesystem => ("Copy the file to a disk that can be written.", "请把文件复制到可写的磁盘后再打开。"),
        _ => ("Do it again; if it fails again, copy the file to another disk.", "请再试一次；若仍失败，请把文件复制到另一块磁盘。"),
    };
    lang.pick(en, zh).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_taken_is_said_to_be_and_another_asked_for() {
        let taken = StoreError::Io {
            path: "/d/x".into(),
            doing: crate::lang::tr("making a new file", "新建文件"),
            source: io::ErrorKind::AlreadyExists.into(),
        };
        let Trouble { why, next, .. } = taken.say(Lang::Zh);
        assert_eq!((why.as_str(), next.as_str()), ("已有同名文件。", "请换一个文件名。"));
    }

    #[test]
    fn every_error_tells_all_four_parts_in_both_languages() {
        let (path, journal) = (PathBuf::from("/d/x"), PathBuf::from("/d/j"));
        let source = || io::Error::from(io::ErrorKind::StorageFull);
        let all = [
            StoreError::Io { path: path.clone(), doing: crate::lang::tr("writing settings", "写入设置"), source: source() },
            StoreError::Open { path: path.clone(), source: source() },
            StoreError::NotRegular { path: path.clone() },
            StoreError::TooLarge { path: path.clone(), mib_max: 1 },
            StoreError::Parse { path: path.clone(), source: ParseError::Empty },
            StoreError::ReadOnly { path: path.clone() },
            StoreError::Journal { journal: journal.clone(), source: source() },
            StoreError::Sync { journal: journal.clone(), source: source() },
            StoreError::Unverified { journal: journal.clone() },
            StoreError::Recover { journal: journal.clone(), source: source() },
            StoreError::Save { path: path.clone(), journal: journal.clone(), source: source() },
            StoreError::Unconfirmed { path: path.clone(), journal: journal.clone(), source: source() },
            StoreError::Changed { path: path.clone(), journal: journal.clone() },
            StoreError::ReviewChanged { path, journal },
        ];
        let is_chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        for error in all {
            let (zh, en) = (error.say(Lang::Zh), error.say(Lang::En));
            for part in [zh.what, zh.why, zh.kept, zh.next] {
                assert!(is_chinese(&part), "{error}: {part}");
            }
            for part in [en.what, en.why, en.kept, en.next] {
                assert!(!part.is_empty() && !is_chinese(&part), "{error}: {part}");
            }
        }
    }
}
