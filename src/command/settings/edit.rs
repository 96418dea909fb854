//! One entry of the file changed, everything else as its owner wrote it: comments, order, blanks.

use toml_edit::{Array, DocumentMut, Item, Table, Value as Toml};

use super::fault::{About, Fault, Place};
use super::table::{Setting, Value};
use super::{KEYS, page};
use crate::command::Command;
use crate::lang::{Lang, Said};
use crate::said;
use crate::text::not_toml;

/// What is to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A setting.
    Set(Setting, Value),
    /// A command's keys.
    Keys(Command, Vec<String>),
}

/// `file` with the change. An empty file gets a line that says what it is. A file that is no TOML is
/// left to its owner: the error says where.
pub fn edit(file: &str, change: &Change, lang: Lang) -> Result<String, Fault> {
    let (mark, text) = match file.strip_prefix('\u{feff}') {
        Some(text) => ("\u{feff}", text),
        None => ("", file),
    };
    let crlf = text.contains("\r\n");
    let text = if text.trim().is_empty() { page::head(lang) } else { text.replace("\r\n", "\n") };
    let mut document: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| {
        let at = error.span().map_or(0, |span| span.start);
        let Said { en, zh } = not_toml(&text, at, error.message());
        Fault { place: Place::at(&text, at), about: About::File, says: said!("{en}; mend it, then choose again", "{zh}；改好后再设") }
    })?;
    match change {
        Change::Set(setting, value) => put(&mut document, setting.row().name, toml_of(value)),
        Change::Keys(command, keys) => {
            if !document.get(KEYS).is_some_and(Item::is_table_like) {
                let mut table = Table::new();
                let comments = take_comments(&mut document);
                table.decor_mut().set_prefix(comments.as_deref().unwrap_or("\n"));
                document.insert(KEYS, Item::Table(table));
            }
            let keys = Toml::Array(keys.iter().collect::<Array>());
            let name = command.row().name;
            if let Some(table) = document.get_mut(KEYS).and_then(Item::as_table_like_mut) {
                match table.get_mut(name).and_then(Item::as_value_mut) {
                    Some(old) => replace(old, keys),
                    None => _ = table.insert(name, Item::Value(keys)),
                }
            }
        }
    }
    let text = document.to_string();
    Ok(mark.to_owned() + &if crlf { text.replace('\n', "\r\n") } else { text })
}

fn put(document: &mut DocumentMut, name: &str, value: Toml) {
    if let Some(old) = document.get_mut(name).and_then(Item::as_value_mut) {
        return replace(old, value);
    }
    let comments = take_comments(document);
    document.insert(name, Item::Value(value));
    if let (Some(comments), Some(mut key)) = (comments, document.key_mut(name)) {
        key.leaf_decor_mut().set_prefix(comments);
    }
}

/// The text of a file of comments alone: it stays above what is written.
fn take_comments(document: &mut DocumentMut) -> Option<String> {
    let comments = document.trailing().as_str().map(str::to_owned).filter(|_| document.is_empty())?;
    document.set_trailing("");
    Some(comments)
}

/// The new value with the blanks and comments of the old one.
fn replace(old: &mut Toml, mut new: Toml) {
    *new.decor_mut() = old.decor().clone();
    *old = new;
}

fn toml_of(value: &Value) -> Toml {
    match value {
        Value::Word(word) => (*word).into(),
        Value::Switch(on) => (*on).into(),
        Value::Number(number) => i64::from(*number).into(),
        Value::Text(text) => text.as_str().into(),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::super::{Config, SETTINGS, System, sample};
    use super::*;

    fn set(file: &str, setting: Setting, value: Value) -> String {
        edit(file, &Change::Set(setting, value), Lang::Zh).unwrap()
    }

    #[test]
    fn a_change_keeps_comments_order_and_blanks() {
        let file = "# 张三的设置\n\nlines   = \"ascii\"  # 老终端\n# 下面是配色\ntheme = 'light' # 白天\n\n[keys]\n# 常用\naccept = [\"F5\"]\n# 完\n";
        assert_eq!(set(file, Setting::Theme, Value::Word("dark")), file.replace("'light'", "\"dark\""));
        let keys = edit(file, &Change::Keys(Command::Accept, vec!["a".into(), "F6".into()]), Lang::Zh).unwrap();
        assert_eq!(keys, file.replace("[\"F5\"]", "[\"a\", \"F6\"]"));
        let more = set(file, Setting::SaveAfter, Value::Number(9));
        assert_eq!(more, file.replace("# 白天\n", "# 白天\nsave_after = 9\n"));
    }

    #[test]
    fn a_file_of_comments_keeps_them_above_and_windows_lines_stay_so() {
        assert_eq!(set("# 只有注释\n", Setting::Legend, Value::Switch(false)), "# 只有注释\nlegend = false\n");
        let keys = edit("# 只有注释\n", &Change::Keys(Command::Accept, vec!["a".into()]), Lang::Zh).unwrap();
        assert_eq!(keys, "# 只有注释\n[keys]\naccept = [\"a\"]\n");
        let dos = "\u{feff}# 注\r\ntheme = \"dark\"\r\n";
        assert_eq!(set(dos, Setting::Theme, Value::Word("mono")), "\u{feff}# 注\r\ntheme = \"mono\"\r\n");
    }

    #[test]
    fn an_empty_file_says_what_it_is_and_every_change_is_read_back() {
        let mut file = String::new();
        for row in SETTINGS {
            let value = row.default().next(row, 1).unwrap_or_else(|| Value::Text("D:\\模板 \"一\"".into()));
            file = set(&file, row.setting, value.clone());
            let read = Config::read(Some(&file), System::default(), &|_| None);
            assert_eq!((read.value(row.setting), read.faults().len()), (value, 0), "{file}");
        }
        file = edit(&file, &Change::Keys(Command::Accept, vec!["F5".into()]), Lang::Zh).unwrap();
        let read = Config::read(Some(&file), System::default(), &|_| None);
        assert!(read.has_own_keys(Command::Accept) && read.faults().is_empty(), "{file}");
        assert!(file.starts_with("# "), "{file}");
    }

    #[test]
    fn the_sample_can_be_changed_too() {
        for lang in [Lang::Zh, Lang::En] {
            let file = sample(lang);
            let changed = set(&file, Setting::Theme, Value::Word("light"));
            assert_eq!(changed.lines().count(), file.lines().count());
            assert_eq!(changed.lines().zip(file.lines()).filter(|(one, other)| one != other).count(), 1);
        }
    }

    #[test]
    fn a_file_that_is_no_toml_is_left_alone() {
        let refused = edit("theme = \nlines = \"ascii\"\n", &Change::Set(Setting::Theme, Value::Word("dark")), Lang::Zh).unwrap_err();
        assert!(matches!(refused.place, Place::File { line: 1, .. }));
    }
}
