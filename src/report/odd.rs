//! What is odd about a file that could be read: the same oddity once, with how often it is so.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::refuse::lines;

/// Nobody reads more; the rest is counted.
const ODD_MAX: usize = 200;
/// A longer name is cut where it is told.
const NAME_CHARS_MAX: usize = 40;

/// Something about the file that is not as it should be but could be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Odd {
    /// JSON path, `indicators[3].weight`; the first where the same is odd more than once.
    pub path: String,
    /// Line in the file, from 1.
    pub line: u32,
    /// What was odd and what was kept, in both languages (zh, en).
    pub what: (String, String),
}

/// What is odd, apart from where.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Oddity<'a> {
    /// Sections that are not there.
    Missing(String),
    /// A `format` that is none of ours.
    Format(String),
    /// A member that the format does not know.
    Unknown(Cow<'a, str>),
    /// A key that is there twice.
    Twice(&'static str),
    /// A value that cannot stand there, and what should.
    Shape(Wanted),
    /// A single value where a list should be.
    Alone,
    /// A bare string where an object should be.
    Bare,
    /// Elements without an id.
    NoId,
    /// An id that is there twice or is reserved.
    Renamed(Cow<'a, str>),
    /// A place in a paragraph that is not there or not so long.
    Place,
}

/// What a member should hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Wanted {
    Text,
    Flag,
    List,
    Record,
}

struct Seen {
    path: String,
    offset: u32,
    times: u32,
}

/// Collects oddities.
#[derive(Default)]
pub(super) struct Oddities<'a> {
    /// By the record it is in, the member if it is one that is known, and what it is.
    seen: HashMap<(&'static str, Option<&'static str>, Oddity<'a>), Seen>,
    unlisted: u32,
}

impl<'a> Oddities<'a> {
    /// `(record, member)` tells in which kind of place; `path` is asked for only the first time.
    pub(super) fn note(
        &mut self,
        (record, member): (&'static str, Option<&'static str>),
        oddity: Oddity<'a>,
        offset: u32,
        path: impl FnOnce() -> String,
    ) {
        let full = self.seen.len() >= ODD_MAX;
        match self.seen.entry((record, member, oddity)) {
            Entry::Occupied(mut seen) => seen.get_mut().times += 1,
            Entry::Vacant(_) if full => self.unlisted += 1,
            Entry::Vacant(new) => {
                new.insert(Seen { path: path(), offset, times: 1 });
            }
        }
    }

    /// In file order, with lines.
    pub(super) fn list(self, text: &str) -> Vec<Odd> {
        let mut seen: Vec<_> = self.seen.into_iter().map(|((.., oddity), seen)| (oddity, seen)).collect();
        seen.sort_by(|(_, a), (_, b)| (a.offset, &a.path).cmp(&(b.offset, &b.path)));
        let (mut line, mut counted) = (1, 0);
        let mut list: Vec<_> = seen
            .into_iter()
            .map(|(oddity, Seen { path, offset, times })| {
                let offset = offset as usize;
                line += lines(text.as_bytes().get(counted..offset).unwrap_or_default());
                counted = offset;
                Odd { path, line: u32::try_from(line).unwrap_or(u32::MAX), what: oddity.words(times) }
            })
            .collect();
        if self.unlisted > 0 {
            let what = (format!("另有 {} 处异常未列出", self.unlisted), format!("{} more oddities are not listed", self.unlisted));
            list.push(Odd { path: String::new(), line: 1, what });
        }
        list
    }
}

impl Oddity<'_> {
    /// zh and en.
    fn words(&self, times: u32) -> (String, String) {
        let (zh, en) = match self {
            Self::Missing(names) => (format!("没有 {names}：按空白处理"), format!("no {names}: taken as empty")),
            Self::Format(format) => {
                let format = short(format);
                (
                    format!("format 为“{format}”：按 shenyue.assessment/1 读取"),
                    format!("format is “{format}”: read as shenyue.assessment/1"),
                )
            }
            Self::Unknown(name) => {
                let name = short(name);
                (format!("格式中没有 {name}：保留在文件中，不显示"), format!("{name} is not in the format: kept in the file, not shown"))
            }
            Self::Twice(name) => (
                format!("{name} 重复：都保留在文件中，显示最后一个"),
                format!("{name} is there more than once: all are kept, the last is shown"),
            ),
            Self::Shape(wanted) => {
                let (zh, en) = wanted.words();
                (format!("应为{zh}：保留在文件中，不显示"), format!("should be {en}: kept in the file, not shown"))
            }
            Self::Alone => ("应为列表：按只有一项的列表读取".into(), "should be a list: read as a list of one".into()),
            Self::Bare => ("只有文字，没有其他成员：作为本条内容读取".into(), "text alone, no object: read as what it says".into()),
            Self::NoId => ("没有 id：按所在位置编号".into(), "no id: numbered by its place".into()),
            Self::Renamed(id) => {
                let id = short(id);
                (
                    format!("id“{id}”重复或为保留字：依次按“{id}#2”等处理"),
                    format!("id “{id}” is used again or reserved: taken as “{id}#2” and so on"),
                )
            }
            Self::Place => ("所指的原文位置不存在：不能定位到原文".into(), "there is no such place in the text: it leads nowhere".into()),
        };
        if times == 1 { (zh, en) } else { (format!("{zh}（同类共 {times} 处）"), format!("{en} ({times} times)")) }
    }
}

/// Names in a hostile file may be megabytes long.
pub(super) fn short(name: &str) -> Cow<'_, str> {
    match name.char_indices().nth(NAME_CHARS_MAX) {
        Some((end, _)) => Cow::Owned(format!("{}…", name.get(..end).unwrap_or_default())),
        None => Cow::Borrowed(name),
    }
}

impl Wanted {
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Text => ("文字或数字", "text or a number"),
            Self::Flag => ("true 或 false", "true or false"),
            Self::List => ("列表", "a list"),
            Self::Record => ("对象 {…}", "an object"),
        }
    }
}
