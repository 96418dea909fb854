//! What is wrong with a template, and where.

use crate::export::papers;
use crate::export::vocabulary::{self, ROW};
use crate::lang::{Lang, Said, Words};

/// A template that cannot be used: nothing is written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.say(Lang::En))]
pub struct TemplateError {
    file: String,
    /// From 1; 0: the file as a whole.
    line: usize,
    problem: Problem,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::export) enum Problem {
    /// No paper is made from a file of this name.
    File,
    /// Too large.
    TooLarge,
    /// Not TOML.
    Toml(Said),
    /// A name this place does not have.
    Unknown(String),
    /// A name this place must have.
    Missing(&'static str),
    /// Another kind of value is wanted.
    Wanted(Words),
    /// One of these is wanted.
    OneOf(Vec<&'static str>),
    /// A whole number up to this is wanted.
    Whole(u32),
    /// `{` without `}`.
    Brace,
    /// No such field here.
    Field(String, Vec<&'static str>),
    /// No such list here.
    List(String, Vec<&'static str>),
    /// It must not leave the house, and the paper does.
    Inside(String),
}

impl TemplateError {
    pub(in crate::export) fn new(file: &str, line: usize, problem: Problem) -> Self {
        Self { file: file.to_owned(), line, problem }
    }

    pub(in crate::export) fn no_such_file(name: &str) -> Self {
        Self::new(name, 0, Problem::File)
    }

    /// The error in the reader's words.
    pub fn say(&self, lang: Lang) -> String {
        let what = self.problem.say(lang);
        let Self { file, line, .. } = self;
        match line {
            0 => lang.pick(format!("{file}: {what}"), format!("{file}：{what}")),
            line => lang.pick(format!("{file}, line {line}: {what}"), format!("{file} 第 {line} 行：{what}")),
        }
    }
}

impl Problem {
    fn say(&self, lang: Lang) -> String {
        let listed = |names: &[&str]| names.join(lang.pick(", ", "、"));
        match self {
            Self::File => {
                let names: Vec<&str> = papers::all().map(|row| row.template).chain([super::STYLE_FILE]).collect();
                lang.pick(
                    format!("no paper is made from it; names: {}", listed(&names)),
                    format!("没有文书用这个模板；可用的文件名：{}", listed(&names)),
                )
            }
            Self::TooLarge => lang.pick("too large for a template", "文件过大，不像模板").to_owned(),
            Self::Toml(what) => what.say(lang).to_owned(),
            Self::Unknown(name) => lang.pick(format!("{name} means nothing here"), format!("这里不认识“{name}”")),
            Self::Missing(name) => lang.pick(format!("{name} is missing"), format!("缺少“{name}”")),
            Self::Wanted(words) => lang.pick(format!("{} is wanted", words.say(lang)), format!("这里应是{}", words.say(lang))),
            Self::OneOf(names) => lang.pick(format!("one of {} is wanted", listed(names)), format!("这里只能是：{}", listed(names))),
            Self::Whole(max) => lang.pick(format!("a whole number from 1 to {max} is wanted"), format!("这里应是 1 到 {max} 的整数")),
            Self::Brace => lang.pick("{ without }", "“{”没有对应的“}”").to_owned(),
            Self::Field(name, here) => {
                let here = if here.is_empty() { ROW.to_owned() } else { listed(here) };
                lang.pick(format!("there is no {{{name}}}; in this list: {here}"), format!("没有“{{{name}}}”；这里可用：{here}"))
            }
            Self::List(name, here) => lang
                .pick(format!("there is no list {name}; here: {}", listed(here)), format!("没有“{name}”这个清单；可用：{}", listed(here))),
            Self::Inside(name) => lang.pick(
                format!("{name} stays inside, and this paper goes to the department"),
                format!("“{name}”只供内部使用，这份文书对外，不能用"),
            ),
        }
    }
}

/// The fields of a list, for telling what would have been right.
pub(in crate::export) fn fields_of(list: &str) -> Vec<&'static str> {
    vocabulary::names(list).map(|names| names.fields.to_vec()).unwrap_or_default()
}
