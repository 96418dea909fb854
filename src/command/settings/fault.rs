//! What is wrong with an entry, and where it stands.

use std::path::Path;

use super::table::Setting;
use crate::command::Command;
use crate::lang::{Lang, Said};
use crate::text::line_column;

/// Where a wrong entry stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// In the file: line and column in characters, both from 1.
    File {
        /// The line.
        line: usize,
        /// The column.
        column: usize,
    },
    /// The file as a whole.
    Whole,
    /// A variable of the environment.
    Variable(String),
}

/// What a wrong entry is about: where the settings window shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// One setting.
    Setting(Setting),
    /// The keys of one command.
    Keys(Command),
    /// Neither: a name that is none, a line that is no TOML.
    File,
}

/// A wrong entry. The default is used in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub place: Place,
    /// What it is about.
    pub about: About,
    /// What is wrong, and what may stand there.
    pub says: Said,
}

impl Place {
    /// The place of a byte of `text`.
    pub(super) fn at(text: &str, byte: usize) -> Self {
        let (line, column) = line_column(text, byte);
        Self::File { line, column }
    }
}

impl Fault {
    /// `path:3:9: what is wrong`, as editors and compilers write places.
    pub fn say(&self, path: &Path, lang: Lang) -> String {
        let says = self.says.say(lang);
        match &self.place {
            Place::File { line, column } => format!("{}:{line}:{column}: {says}", path.display()),
            Place::Whole => format!("{}: {says}", path.display()),
            Place::Variable(name) => format!("{name}: {says}"),
        }
    }

    /// The same, short enough for the bottom line.
    pub fn say_short(&self, lang: Lang) -> String {
        let says = self.says.say(lang);
        match &self.place {
            Place::File { line, column } => lang.pick(
                format!("config.toml line {line} column {column}: {says}"),
                format!("config.toml 第 {line} 行第 {column} 列：{says}"),
            ),
            Place::Whole => lang.pick(format!("config.toml: {says}"), format!("config.toml：{says}")),
            Place::Variable(name) => lang.pick(format!("{name}: {says}"), format!("{name}：{says}")),
        }
    }
}
