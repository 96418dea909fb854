//! From keys to commands: the table's keys, with the user's keys over them.

use std::collections::BTreeMap;

use super::table::{COMMANDS, Command};
use super::{Key, KeyCode};
use crate::lang::{Lang, Said, Words, tr};
use crate::said;

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
    told: Told,
}

/// How commands are named to the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    /// By their keys.
    Keys,
    /// By their words: the line mode has no keys.
    Words,
}

/// Two commands whose keys cannot both be.
#[derive(Debug)]
struct Clash {
    key: String,
    one: Command,
    other: Command,
    /// The first's key begins the other's chord.
    hides: bool,
}

impl Clash {
    /// Why `command` cannot have its keys.
    fn says(&self, command: Command) -> Said {
        let (name, key) = (command.row().name, &self.key);
        let other = if self.one == command { self.other } else { self.one }.row();
        let (other, en, zh) = (other.name, other.short.say(Lang::En), other.short.say(Lang::Zh));
        if self.hides {
            said!(
                "{name}: {key} begins the keys of {other} ({en}); give that one other keys first. Its own keys hold",
                "{name}：{key} 是 {other}（{zh}）组合键的开头，请先给后者换键；现仍用原来的键"
            )
        } else {
            said!(
                "{name}: {key} already belongs to {other} ({en}); give that one other keys first. Its own keys hold",
                "{name}：{key} 已是 {other}（{zh}）的键，请先给后者换键；现仍用原来的键"
            )
        }
    }
}

fn no_key(command: Command, key: &str) -> Said {
    let name = command.row().name;
    let key: String = key.chars().take(20).collect();
    said!(
        "{name}: {key} is no key; write a, C-s, A-o, F5, PageDown, or one after another: g d. Its own keys hold",
        "{name}：{key} 不是键；写法如 a、C-s、A-o、F5、PageDown，先后按两键写 g d；现仍用原来的键"
    )
}

impl Default for Keymap {
    fn default() -> Self {
        let (keymap, wrong) = Self::with(&[]);
        debug_assert!(wrong.is_empty(), "the table's own keys are unique: a test says so");
        keymap
    }
}

impl Keymap {
    /// The table's keys, replaced command by command by those given. A command whose given keys cannot be
    /// keeps the table's, and why is said.
    pub fn with(given: &[(Command, Vec<String>)]) -> (Self, Vec<(Command, Said)>) {
        let mut wrong = Vec::new();
        let mut taken: BTreeMap<Command, Vec<Vec<Key>>> = BTreeMap::new();
        for (command, keys) in given {
            match keys.iter().map(|key| parse_chord(key).ok_or_else(|| no_key(*command, key))).collect() {
                Ok(chords) => _ = taken.insert(*command, chords),
                Err(says) => wrong.push((*command, says)),
            }
        }
        // Each round drops one of those given; the table alone has no clash.
        loop {
            let (keymap, clash) = Self::laid(&taken);
            let Some(clash) = clash else { return (keymap, wrong) };
            let at_fault = [clash.one, clash.other].into_iter().filter(|command| taken.contains_key(command));
            let Some(command) = at_fault.max_by_key(|command| given.iter().position(|(of, _)| of == command)) else {
                return (keymap, wrong);
            };
            taken.remove(&command);
            wrong.push((command, clash.says(command)));
        }
    }

    /// The keys laid out, and the first two that cannot both be.
    fn laid(taken: &BTreeMap<Command, Vec<Vec<Key>>>) -> (Self, Option<Clash>) {
        let mut keymap = Self { chords: BTreeMap::new(), shown: BTreeMap::new(), told: Told::Keys };
        let mut clash = None;
        for row in COMMANDS {
            let chords = taken.get(&row.command).cloned().unwrap_or_else(|| row.keys.iter().filter_map(|key| parse_chord(key)).collect());
            for chord in &chords {
                let before = keymap.chords.insert(chord.clone(), row.command).filter(|before| *before != row.command);
                if let (None, Some(one)) = (&clash, before) {
                    clash = Some(Clash { key: written(chord), one, other: row.command, hides: false });
                }
            }
            keymap.shown.insert(row.command, chords.iter().map(|chord| written(chord)).collect());
        }
        let begins = |short: &[Key]| keymap.chords.iter().find(|(long, _)| long.len() > short.len() && long.starts_with(short));
        let hides = || keymap.chords.iter().find_map(|(chord, one)| begins(chord).map(|(_, other)| (chord, *one, *other)));
        let clash = clash.or_else(|| hides().map(|(chord, one, other)| Clash { key: written(chord), one, other, hides: true }));
        (keymap, clash)
    }

    /// The same keys, each command told by its word instead.
    #[must_use]
    pub fn by_word(self) -> Self {
        Self { told: Told::Words, ..self }
    }

    /// Whether commands are told by their words.
    pub fn is_by_word(&self) -> bool {
        self.told == Told::Words
    }

    /// Every command's keys, as the table writes them.
    pub fn shown(&self) -> &BTreeMap<Command, Vec<String>> {
        &self.shown
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
        if self.is_by_word() {
            return word(command, lang).to_owned();
        }
        self.shown.get(&command).and_then(|keys| keys.first()).map_or_else(String::new, |key| spoken(key, lang))
    }

    /// `text` with the key of each command it names in braces; a command without a key is named as the palette finds it,
    /// and where all are, what is pressed is typed.
    pub fn put_keys(&self, text: &str, lang: Lang) -> String {
        let mut parts = text.split('{');
        let mut said = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let named = part.split_once('}').and_then(|(name, rest)| Some((COMMANDS.iter().find(|row| row.name == name)?, rest)));
            if let Some((row, rest)) = named
                && self.is_by_word()
            {
                if let Some(before) = said.strip_suffix("按 ") {
                    said = format!("{before}输入");
                }
                said.extend(["“", word(row.command, lang), "”"]);
                said.push_str(lang.pick(rest, rest.trim_start()));
            } else if let Some((row, rest)) = named {
                let key = self.key_of(row.command, lang);
                if key.is_empty() {
                    // As the palette finds it.
                    said.extend([&self.key_of(Command::Palette, lang), " “", row.short.say(lang), "”"]);
                } else {
                    said.push_str(&key);
                }
                said.push_str(rest);
            } else {
                said.push('{');
                said.push_str(part);
            }
        }
        said
    }

    /// All keys of a command.
    pub fn keys_of(&self, command: Command, lang: Lang) -> Vec<String> {
        if self.is_by_word() {
            return vec![word(command, lang).to_owned()];
        }
        self.shown.get(&command).map_or_else(Vec::new, |keys| keys.iter().map(|key| spoken(key, lang)).collect())
    }
}

/// What one types for a command where there are no keys.
fn word(command: Command, lang: Lang) -> &'static str {
    let row = command.row();
    lang.pick(row.name, row.short.say(Lang::Zh))
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

/// A chord as the table writes it: `g d`.
fn written(chord: &[Key]) -> String {
    chord.iter().map(|key| key_name(*key)).collect::<Vec<_>>().join(" ")
}

impl Key {
    /// The key that the table and the user's file write so: `a`, `C-s`, `A-o`, `F5`, `PageDown`.
    pub fn named(name: &str) -> Option<Self> {
        let is = |(named, _, words): &&(&str, KeyCode, Words)| {
            *named == name || [Lang::En, Lang::Zh].iter().any(|lang| words.say(*lang) == name)
        };
        if let Some((_, code, _)) = NAMED.iter().find(is) {
            return Some(Self::plain(*code));
        }
        // As help and the README print it.
        if let Some(rest) = name.strip_prefix("Ctrl-").filter(|rest| !rest.is_empty()) {
            let is_letter = rest.len() == 1;
            return Self::named(&if is_letter { rest.to_lowercase() } else { rest.to_owned() }).map(|key| Self { ctrl: true, ..key });
        }
        if let Some(rest) = name.strip_prefix("Alt-").filter(|rest| !rest.is_empty()) {
            let is_letter = rest.len() == 1;
            return Self::named(&if is_letter { rest.to_lowercase() } else { rest.to_owned() }).map(|key| Self { alt: true, ..key });
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

/// The keys as Markdown tables, such as the README's.
pub fn markdown(keymap: &Keymap, lang: Lang) -> String {
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
    use super::*;

    #[test]
    fn every_key_of_the_table_is_a_key_and_has_one_meaning() {
        assert!(Keymap::laid(&BTreeMap::new()).1.is_none());
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

    fn given(command: Command, keys: &[&str]) -> (Command, Vec<String>) {
        (command, keys.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn given_keys_replace_a_commands_own() {
        let (keymap, wrong) = Keymap::with(&[given(Command::Accept, &["F5", "g a"]), given(Command::Save, &["Ctrl-W"])]);
        assert!(wrong.is_empty(), "{wrong:?}");
        assert_eq!(keymap.find(&[], Key::plain(KeyCode::F(5))), Found::Command(Command::Accept));
        assert_eq!(keymap.find(&[], Key::char('a')), Found::Nothing);
        assert_eq!(keymap.find(&[], Key::ctrl('w')), Found::Command(Command::Save));
        assert_eq!(keymap.key_of(Command::Accept, Lang::Zh), "F5");
    }

    #[test]
    fn keys_that_cannot_be_leave_the_commands_own_and_say_why() {
        for (keys, why) in [("Hyper+a", "is no key"), ("x", "already belongs to problem"), ("g", "begins the keys")] {
            let (keymap, wrong) = Keymap::with(&[given(Command::Accept, &[keys])]);
            assert!(matches!(&wrong[..], [(Command::Accept, says)] if says.en.contains(why)), "{wrong:?}");
            assert_eq!(keymap.shown(), Keymap::default().shown());
        }
    }

    #[test]
    fn two_commands_may_change_places_and_of_two_given_the_same_key_the_first_keeps_it() {
        let (keymap, wrong) = Keymap::with(&[given(Command::Accept, &["x"]), given(Command::Problem, &["a"])]);
        assert!(wrong.is_empty(), "{wrong:?}");
        assert_eq!(keymap.find(&[], Key::char('x')), Found::Command(Command::Accept));
        let (keymap, wrong) = Keymap::with(&[given(Command::Accept, &["F5"]), given(Command::Problem, &["F5"])]);
        assert_eq!(wrong.len(), 1);
        assert_eq!(keymap.find(&[], Key::plain(KeyCode::F(5))), Found::Command(Command::Accept));
        assert_eq!(keymap.find(&[], Key::char('x')), Found::Command(Command::Problem));
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
