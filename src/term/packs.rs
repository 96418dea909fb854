//! Which rule pack is judged by: a file, one of the user's own, or a bundled one.

use std::path::{Path, PathBuf};

use crate::lang::Lang;
use crate::rules::{self, BUNDLED, Pack, PackError};
use crate::store::{self, Home, StoreError, Vfs};

/// Why there is no such pack.
#[derive(Debug, thiserror::Error)]
pub enum NoPack {
    /// Neither the user's nor bundled.
    #[error("there is no scoring standard {0}")]
    Unknown(String),
    /// The file cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// It is no text.
    #[error("{0}: not UTF-8 text")]
    NotText(PathBuf),
    /// It says what cannot be.
    #[error(transparent)]
    Pack(#[from] PackError),
}

/// The pack of a name or path. A name is sought in the user's folder of packs first, so an own pack may
/// stand in for a bundled one; what holds `/` or ends in `.toml` is a file, an absolute path by now.
pub fn pack(vfs: &dyn Vfs, home: &Home, asked: &str) -> Result<Pack, NoPack> {
    let own = |name: &str| home.rules(vfs, name);
    if !is_file(asked) {
        return rules::named(asked, &own)?.ok_or_else(|| NoPack::Unknown(asked.to_owned()));
    }
    let path = home.path(asked);
    let text = String::from_utf8(store::read(vfs, &path)?).map_err(|_error| NoPack::NotText(path))?;
    Ok(rules::load(asked, &text, &own)?)
}

/// Whether a path rather than a name is asked for.
pub fn is_file(asked: &str) -> bool {
    asked.contains('/') || Path::new(asked).extension().is_some_and(|extension| extension == "toml")
}

impl NoPack {
    /// The error in the reader's words, on one line.
    pub fn say(&self, lang: Lang) -> String {
        match self {
            Self::Unknown(name) => {
                let known: Vec<&str> = BUNDLED.iter().map(|(name, _)| *name).collect();
                let known = known.join(" ");
                lang.pick(
                    format!("there is no scoring standard {name}; bundled: {known}; or give a .toml file"),
                    format!("没有名为 {name} 的评分标准；内置的有：{known}；也可以给出 .toml 文件"),
                )
            }
            Self::Store(error) => {
                let trouble = error.say(lang);
                format!("{} {}", trouble.what, trouble.why)
            }
            Self::NotText(path) => {
                let path = path.display();
                lang.pick(format!("{path}: not UTF-8 text"), format!("{path}：不是 UTF-8 文本"))
            }
            Self::Pack(error) => error.say(lang),
        }
    }
}
