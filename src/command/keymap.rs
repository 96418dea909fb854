//! From keys to commands: the table's keys, with the user's key file over them.

use std::collections::BTreeMap;

use super::table::{COMMANDS, Command};
use super::{Key, KeyCode};
use crate::lang::{Lang, Words, tr};

/// What a key, after those pressed before it, means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A command.
    Command(Command),
    /// The start of chords: what may follow.
    Prefix(Vec<(String, Command)>),
    /// Nothing.
    Nothing,
}

/// The keys in force.
#[derive(Clone, Debug)]
pub struct Keymap {
    chords: BTreeMap<Vec<Key>, Command>,
    shown: BTreeMap<Command, Vec<String>>,
}

/// Why a key file was not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyFileError {
    /// Not TOML.
    #[error("line {line}: {what}")]
    Toml {
        /// Line, from 1.
        line: usize,
        /// What the reader of TOML says.
        what: String,
    },
    /// No such command.
    #[error("no command is called {0}")]
    Command(String),
    /// No such key.
    #[error("{command}: {key} is no key; write a, C-s, A-o, F5, PageDown, or a chord such as g d")]
    Key {
        /// For which command.
        command: String,
        /// As written.
        key: String,
    },
    /// A key that would hide the chords it begins.
    #[error("{key} begins the keys of {other}: give {other} other keys first")]
    Hides {
        /// The key.
        key: String,
        /// Whose keys it begins.
        other: &'static str,
    },
    /// One key for two commands.
    #[error("{key} is given to both {one} and {other}")]
    Twice {
        /// The key.
        key: String,
        /// First.
        one: &'static str,
        /// Second.
        other: &'static str,
    },
}

impl Default for Keymap {
    fn default() -> Self {
        Self::with_user_file("").expect("the table's own keys are unique: a test says so")
    }
}

impl Keymap {
    /// The table's keys, replaced command by command by what the file says:
    /// `accept = ["a", "F5"]`, one line a command.
    pub fn with_user_file(file: &str) -> Result<Self, KeyFileError> {
        let given: BTreeMap<String, Vec<String>> = toml::from_str(file).map_err(|error| {
            let line = error.span().map_or(1, |span| file.bytes().take(span.start).filter(|b| *b == b'\n').count() + 1);
            KeyFileError::Toml { line, what: error.message().to_owned() }
        })?;
        for name in given.keys() {
            if !COMMANDS.iter().any(|row| row.name == name) {
                return Err(KeyFileError::Command(name.clone()));
            }
        }
        let mut keymap = Self { chords: BTreeMap::new(), shown: BTreeMap::new() };
        for row in COMMANDS {
            let keys = given.get(row.name).map_or_else(|| row.keys.iter().map(ToString::to_string).collect(), Clone::clone);
            for key in &keys {
                let chord = parse_chord(key).ok_or_else(|| KeyFileError::Key { command: row.name.to_owned(), key: key.clone() })?;
                if let Some(other) = keymap.chords.insert(chord, row.command) {
                    return Err(KeyFileError::Twice { key: key.clone(), one: other.row().name, other: row.name });
                }
            }
            keymap.shown.insert(row.command, keys);
        }
        let begins = |short: &[Key]| keymap.chords.iter().find(|(long, _)| long.len() > short.len() && long.starts_with(short));
        for chord in keymap.chords.keys() {
            if let Some((_, other)) = begins(chord) {
                let key = chord.iter().map(|key| key_name(*key)).collect::<Vec<_>>().join(" ");
                return Err(KeyFileError::Hides { key, other: other.row().name });
            }
        }
        Ok(keymap)
    }

    /// What `key` means after `before`.
    pub fn find(&self, before: &[Key], key: Key) -> Found {
        let pressed: Vec<Key> = before.iter().copied().chain([key]).collect();
        if let Some(command) = self.chords.get(&pressed) {
            return Found::Command(*command);
        }
        let follow: Vec<(String, Command)> = self
            .chords
            .iter()
            .filter(|(chord, _)| chord.len() > pressed.len() && chord.starts_with(&pressed))
            .filter_map(|(chord, command)| chord.get(pressed.len()).map(|next| (key_name(*next), *command)))
            .collect();
        if follow.is_empty() { Found::Nothing } else { Found::Prefix(follow) }
    }

    /// The key that hints show for a command, in words of the keyboard; empty if it has none.
    pub fn key_of(&self, command: Command, lang: Lang) -> String {
        self.shown.get(&command).and_then(|keys| keys.first()).map_or_else(String::new, |key| spoken(key, lang))
    }

    /// All keys of a command.
    pub fn keys_of(&self, command: Command, lang: Lang) -> Vec<String> {
        self.shown.get(&command).map_or_else(Vec::new, |keys| keys.iter().map(|key| spoken(key, lang)).collect())
    }
}

const NAMED: &[(&str, KeyCode, Words)] = &[
    ("Enter", KeyCode::Enter, tr("Enter", "回车")),
    ("Esc", KeyCode::Esc, tr("Esc", "Esc")),
    ("Tab", KeyCode::Tab, tr("Tab", "Tab")),
    ("S-Tab", KeyCode::BackTab, tr("Shift-Tab", "Shift-Tab")),
    ("Space", KeyCode::Char(' '), tr("Space", "空格")),
    ("Backspace", KeyCode::Backspace, tr("Backspace", "退格")),
    ("Delete", KeyCode::Delete, tr("Delete", "Delete")),
    ("Insert", KeyCode::Insert, tr("Insert", "Insert")),
    ("Up", KeyCode::Up, tr("Up", "上")),
    ("Down", KeyCode::Down, tr("Down", "下")),
    ("Left", KeyCode::Left, tr("Left", "左")),
    ("Right", KeyCode::Right, tr("Right", "右")),
    ("Home", KeyCode::Home, tr("Home", "Home")),
    ("End", KeyCode::End, tr("End", "End")),
    ("PageUp", KeyCode::PageUp, tr("PgUp", "PgUp")),
    ("PageDown", KeyCode::PageDown, tr("PgDn", "PgDn")),
];

/// `"g d"` as keys.
fn parse_chord(text: &str) -> Option<Vec<Key>> {
    let chord: Option<Vec<Key>> = text.split_whitespace().map(Key::named).collect();
    chord.filter(|keys| !keys.is_empty())
}

impl Key {
    /// The key that the table and the user's file write so: `a`, `C-s`, `A-o`, `F5`, `PageDown`.
    pub fn named(name: &str) -> Option<Self> {
        if let Some((_, code, _)) = NAMED.iter().find(|(named, ..)| *named == name) {
            return Some(Self::plain(*code));
        }
        if let Some(rest) = name.strip_prefix("C-").filter(|rest| !rest.is_empty()) {
            return Self::named(rest).map(|key| Self { ctrl: true, ..key });
        }
        if let Some(rest) = name.strip_prefix("A-").filter(|rest| !rest.is_empty()) {
            return Self::named(rest).map(|key| Self { alt: true, ..key });
        }
        if let Some(number) = name.strip_prefix('F').and_then(|n| n.parse::<u8>().ok()).filter(|n| (1..=12).contains(n)) {
            return Some(Self::plain(KeyCode::F(number)));
        }
        let mut chars = name.chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) => Some(Self::char(c)),
            _ => None,
        }
    }
}

/// The key as the table writes it.
fn key_name(key: Key) -> String {
    let code = NAMED.iter().find(|(_, code, _)| *code == key.code).map_or_else(
        || match key.code {
            KeyCode::Char(c) => c.to_string(),
            KeyCode::F(n) => format!("F{n}"),
            _ => String::new(),
        },
        |(name, ..)| (*name).to_owned(),
    );
    format!("{}{}{code}", if key.ctrl { "C-" } else { "" }, if key.alt { "A-" } else { "" })
}

/// A table key as a reader would say it: `C-s` is `Ctrl-S`, `g d` is `gd`.
fn spoken(key: &str, lang: Lang) -> String {
    let parts: Vec<String> = key
        .split_whitespace()
        .map(|part| {
            let (held, rest) = match part.split_at_checked(2) {
                Some(("C-", rest)) if !rest.is_empty() => ("Ctrl-", rest),
                Some(("A-", rest)) if !rest.is_empty() => ("Alt-", rest),
                _ => ("", part),
            };
            let name = NAMED.iter().find(|(name, ..)| *name == rest).map_or_else(
                || if held.is_empty() { rest.to_owned() } else { rest.to_uppercase() },
                |(_, _, words)| words.say(lang).to_owned(),
            );
            format!("{held}{name}")
        })
        .collect();
    parts.concat()
}

/// The key table of the README, made from the command table.
pub fn markdown(lang: Lang) -> String {
    let keymap = Keymap::default();
    let mut out = String::new();
    for group in super::Group::ALL {
        out.push_str("| ");
        out.push_str(group.words().say(lang));
        out.push_str(lang.pick(" | keys | name |\n|---|---|---|\n", " | 键 | 名称 |\n|---|---|---|\n"));
        for row in COMMANDS.iter().filter(|row| row.group == group) {
            let keys: Vec<String> = keymap.keys_of(row.command, lang).iter().map(|key| format!("`{key}`")).collect();
            for part in ["| ", row.long.say(lang), " | ", &keys.join(" "), " | `", row.name, "` |\n"] {
                out.push_str(part);
            }
        }
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    #[test]
    fn every_key_of_the_table_is_a_key_and_has_one_meaning() {
        Keymap::with_user_file("").unwrap();
        let mut names: Vec<&str> = COMMANDS.iter().map(|row| row.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), COMMANDS.len(), "names are unique");
        for row in COMMANDS {
            assert_eq!(row.command.row().name, row.name);
        }
    }

    #[test]
    fn a_chords_first_key_names_what_may_follow() {
        let keymap = Keymap::default();
        let Found::Prefix(follow) = keymap.find(&[], Key::char('v')) else { panic!("v starts chords") };
        assert!(follow.contains(&("t".to_owned(), Command::ViewText)));
        assert_eq!(keymap.find(&[Key::char('v')], Key::char('t')), Found::Command(Command::ViewText));
        assert_eq!(keymap.find(&[Key::char('v')], Key::char('j')), Found::Nothing);
    }

    #[test]
    fn the_users_file_replaces_a_commands_keys() {
        let keymap = Keymap::with_user_file("accept = [\"F5\", \"g a\"]").unwrap();
        assert_eq!(keymap.find(&[], Key::plain(KeyCode::F(5))), Found::Command(Command::Accept));
        assert_eq!(keymap.find(&[], Key::char('a')), Found::Nothing);
        assert_eq!(keymap.key_of(Command::Accept, Lang::Zh), "F5");
    }

    #[test]
    fn a_bad_key_file_says_where() {
        let broken = Keymap::with_user_file("accept = [\"a\"]\nproblem = x").unwrap_err();
        assert!(matches!(broken, KeyFileError::Toml { line: 2, .. }), "{broken}");
        assert_eq!(Keymap::with_user_file("fly = [\"a\"]").unwrap_err(), KeyFileError::Command("fly".to_owned()));
        assert!(matches!(Keymap::with_user_file("accept = [\"Ctrl+a\"]").unwrap_err(), KeyFileError::Key { .. }));
        assert!(matches!(Keymap::with_user_file("accept = [\"x\"]").unwrap_err(), KeyFileError::Twice { .. }));
        assert!(matches!(Keymap::with_user_file("accept = [\"g\"]").unwrap_err(), KeyFileError::Hides { .. }));
    }

    #[test]
    fn keys_are_spoken_as_the_keyboard_prints_them() {
        let keymap = Keymap::default();
        assert_eq!(keymap.key_of(Command::Save, Lang::Zh), "Ctrl-S");
        assert_eq!(keymap.key_of(Command::Menu, Lang::Zh), "回车");
        assert_eq!(keymap.key_of(Command::Passage, Lang::En), "gd");
        assert_eq!(keymap.keys_of(Command::Down, Lang::Zh), ["下", "j"]);
    }
}
