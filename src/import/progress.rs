//! How far an import is, for the one who waits for it and may call it off.

use std::ops::ControlFlow;

use super::refusal::ImportError;
use crate::lang::Lang;

/// What is being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Departments, each with files of its own.
    Departments,
    /// Files are read, one after another.
    Files,
    /// The pages of one of them.
    Pages,
    /// Chapters are told apart.
    Outline,
    /// Items, indicators and figures are taken from their chapters.
    Items,
}

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub step: Step,
    /// So many are done.
    pub done: usize,
    /// Of so many.
    pub all: usize,
}

impl Progress {
    /// One line without an end.
    pub fn say(self, lang: Lang) -> String {
        let Self { step, done, all } = self;
        match step {
            Step::Departments => {
                lang.pick(format!("importing department {} of {all}", done + 1), format!("正在导入第 {} 个部门，共 {all} 个", done + 1))
            }
            Step::Files if all == 1 => lang.pick("reading the file", "正在读取文件").to_owned(),
            Step::Files => lang.pick(format!("reading file {} of {all}", done + 1), format!("正在读取第 {} 个文件，共 {all} 个", done + 1)),
            Step::Pages => lang.pick(format!("reading page {} of {all}", done + 1), format!("正在读取第 {} 页，共 {all} 页", done + 1)),
            Step::Outline => lang.pick("telling chapters apart", "正在分辨章节").to_owned(),
            Step::Items => lang.pick("taking items and figures", "正在提取各项内容和数字").to_owned(),
        }
    }
}

/// Who waits for an import: is told how far it is, and says whether it is to go on.
pub type Watch<'a> = &'a dyn Fn(Progress) -> ControlFlow<()>;

/// Tells `watch`; an error if the import is called off.
pub(super) fn tell(watch: Watch<'_>, step: Step, done: usize, all: usize) -> Result<(), ImportError> {
    match watch(Progress { step, done, all }) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(ImportError::CalledOff),
    }
}
