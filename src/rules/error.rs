//! What is wrong with a pack, and where.

use crate::lang::Lang;

/// A pack that cannot be used. Nothing of it is taken over.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{pack}: line {line}: {en}")]
pub struct PackError {
    /// The pack's name or file, as it was asked for.
    pub pack: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, in English.
    pub en: String,
    /// What is wrong, in Chinese.
    pub zh: String,
}

impl PackError {
    pub(super) fn new(pack: &str, line: usize, en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self { pack: pack.to_owned(), line, en: en.into(), zh: zh.into() }
    }

    /// Where and what, for a reader.
    pub fn say(&self, lang: Lang) -> String {
        let Self { pack, line, en, zh } = self;
        lang.pick(format!("scoring standard {pack}, line {line}: {en}"), format!("评分标准 {pack} 第 {line} 行：{zh}"))
    }
}
