//! The one table of settings: name, what it may be, its default, words in both languages.

use crate::lang::{Lang, Said, Words, tr};
use crate::said;

/// A word that may be chosen, as it is written and as it is said.
pub type Choice = (&'static str, Words);

/// What a setting may be.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// One of these words, the first if nothing is chosen.
    Choice(&'static [Choice]),
    /// Yes or no.
    Switch {
        /// If nothing is chosen.
        default: bool,
    },
    /// A whole number between two others, both included.
    Number {
        /// The smallest.
        least: u32,
        /// The largest.
        most: u32,
        /// If nothing is chosen.
        default: u32,
        /// Of what.
        unit: Words,
    },
    /// A name or a path; empty if nothing is chosen.
    Text {
        /// What empty means.
        empty: Words,
    },
}

/// What was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// One of the words of a [`Kind::Choice`].
    Word(&'static str),
    /// Of a [`Kind::Switch`].
    Switch(bool),
    /// Of a [`Kind::Number`].
    Number(u32),
    /// Of a [`Kind::Text`].
    Text(String),
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// Which setting.
    pub setting: Setting,
    /// Its name in the file.
    pub name: &'static str,
    /// Its flag on the command line; empty if it has none.
    pub flag: &'static str,
    /// What it may be.
    pub kind: Kind,
    /// Two or three words.
    pub short: Words,
    /// One line.
    pub long: Words,
}

macro_rules! settings {
    ($($setting:ident $name:literal $flag:literal $kind:expr, $en:literal $zh:literal, $en_long:literal $zh_long:literal;)*) => {
        /// Everything a user can choose, beside keys.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[expect(missing_docs, reason = "SETTINGS says what each is, in words the user sees")]
        pub enum Setting { $($setting,)* }

        /// Every setting, in the order of the file.
        pub const SETTINGS: &[Row] = &[$(Row {
            setting: Setting::$setting,
            name: $name,
            flag: $flag,
            kind: $kind,
            short: tr($en, $zh),
            long: tr($en_long, $zh_long),
        },)*];
    };
}

const LANGUAGES: &[Choice] = &[("auto", tr("as the system", "按系统")), ("zh", tr("Chinese", "中文")), ("en", tr("English", "英文"))];
const THEMES: &[Choice] = &[
    ("auto", tr("automatic: dark ground, no colour under NO_COLOR", "自动：深色，设有 NO_COLOR 时单色")),
    ("dark", tr("dark ground", "深色")),
    ("light", tr("light ground", "浅色")),
    ("mono", tr("no colour", "单色")),
];
const LINES: &[Choice] = &[("unicode", tr("drawn", "制表符")), ("ascii", tr("ASCII only", "只用 ASCII"))];
const WIDTHS: &[Choice] = &[("narrow", tr("one column", "一列")), ("wide", tr("two columns", "两列"))];

settings! {
    Language "language" "--lang" Kind::Choice(LANGUAGES), "Language" "语言",
        "Language of screen and messages" "界面和提示的语言";
    Theme "theme" "--theme" Kind::Choice(THEMES), "Colours" "配色",
        "Colours of the screen" "界面配色";
    Lines "lines" "--ascii" Kind::Choice(LINES), "Lines and signs" "线条和记号",
        "Lines and signs; ascii for terminals whose font lacks the others" "线条和记号；终端字体缺字时用 ascii";
    Ambiguous "ambiguous" "--ambiguous" Kind::Choice(WIDTHS), "Width of “ ” — …" "“”—…的宽度",
        "How many columns the terminal gives to “ ” — … ① ·; if rows are out of line, try wide (lines are then ASCII)" "终端给“”—…①·这类字符几列；行列对不齐就改用 wide（线条随之用 ASCII）";
    Legend "legend" "" Kind::Switch { default: true }, "Legend" "图例",
        "Whether the signs are explained above the bottom line" "底部是否显示记号说明";
    SaveAfter "save_after" "" Kind::Number { least: 1, most: 600, default: 3, unit: tr("seconds", "秒") }, "Save after" "停顿多久保存",
        "How long after the last act the file is written; every act is kept in the journal at once all the same" "停顿多少秒后写入文件；每一步操作都已随时记下，与此无关";
    Rules "rules" "--rules" Kind::Text { empty: tr("the base standard", "通用标准 base") }, "Scoring standard" "评分标准",
        "The scoring standard to check by, unless the review names one: a name (see `shenyue rules`) or a .toml file" "核查所用的评分标准，审核中另有记载的除外：名称（见 shenyue rules）或 .toml 文件";
    RulesFolder "rules_folder" "" Kind::Text { empty: tr("rules beside config.toml", "config.toml 旁的 rules") }, "Folder of standards" "评分标准文件夹",
        "Where one's own scoring standards are, each NAME.toml" "自己的评分标准放在哪里，每套一个 名称.toml";
    Templates "templates" "--templates" Kind::Text { empty: tr("templates beside config.toml", "config.toml 旁的 templates") }, "Folder of templates" "文书模板文件夹",
        "Where one's own templates of the papers are (see `shenyue templates`)" "自己的文书模板放在哪里（见 shenyue templates）";
    Phrases "phrases" "" Kind::Text { empty: tr("phrases.txt beside config.toml, or the built-in ones", "config.toml 旁的 phrases.txt，没有则用内置的") }, "Phrases" "常用意见",
        "A file of phrases of one's own, one a line; {编号} {名称} {位置} {部门} {年度} are filled in" "自己的常用意见文件，一行一条；{编号} {名称} {位置} {部门} {年度} 写入时换成所在项的内容";
}

/// No path or name is longer (bytes).
const TEXT_BYTES_MAX: usize = 4096;

impl Setting {
    /// Its row.
    pub fn row(self) -> &'static Row {
        let row = SETTINGS.get(self as usize).expect("the table and the enum are made together");
        debug_assert!(row.setting == self);
        row
    }
}

impl Row {
    /// The setting of this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        SETTINGS.iter().find(|row| row.name == name)
    }

    /// The variable that sets it for one run.
    pub fn variable(&self) -> String {
        format!("SHENYUE_{}", self.name.to_uppercase())
    }

    /// What holds if nothing is chosen.
    pub fn default(&self) -> Value {
        match self.kind {
            Kind::Choice(words) => Value::Word(words.first().map_or("", |(name, _)| name)),
            Kind::Switch { default } => Value::Switch(default),
            Kind::Number { default, .. } => Value::Number(default),
            Kind::Text { .. } => Value::Text(String::new()),
        }
    }

    /// What a text means here: from the environment, or typed.
    pub fn parse(&self, text: &str) -> Option<Value> {
        match self.kind {
            Kind::Choice(_) => self.word(text),
            Kind::Switch { .. } => match text {
                "true" | "1" => Some(Value::Switch(true)),
                "false" | "0" => Some(Value::Switch(false)),
                _ => None,
            },
            Kind::Number { .. } => self.number(text.parse().ok()?),
            Kind::Text { .. } => self.text(text),
        }
    }

    pub(super) fn word(&self, text: &str) -> Option<Value> {
        let Kind::Choice(words) = self.kind else { return None };
        words.iter().find(|(name, _)| *name == text).map(|(name, _)| Value::Word(name))
    }

    pub(super) fn number(&self, number: u32) -> Option<Value> {
        let Kind::Number { least, most, .. } = self.kind else { return None };
        (least..=most).contains(&number).then_some(Value::Number(number))
    }

    pub(super) fn text(&self, text: &str) -> Option<Value> {
        let is_text = matches!(self.kind, Kind::Text { .. }) && text.len() <= TEXT_BYTES_MAX && !text.chars().any(char::is_control);
        is_text.then(|| Value::Text(text.to_owned()))
    }

    /// What it may be, in words.
    pub fn wanted(&self) -> Said {
        match self.kind {
            Kind::Choice(words) => {
                let names: Vec<String> = words.iter().map(|(name, _)| format!("\"{name}\"")).collect();
                let (en, zh) = (names.join(", "), names.join("、"));
                said!("one of {en}", "{zh} 中的一个")
            }
            Kind::Switch { .. } => said!("true or false", "true 或 false"),
            Kind::Number { least, most, unit, .. } => {
                let (en, zh) = (unit.say(Lang::En), unit.say(Lang::Zh));
                said!("a whole number from {least} to {most} ({en})", "{least} 至 {most} 的整数（{zh}）")
            }
            Kind::Text { .. } => said!("a text in quotes, on one line", "引号括起的一行文字"),
        }
    }
}

impl Value {
    /// As the file writes it.
    pub fn written(&self) -> String {
        match self {
            Self::Word(word) => format!("\"{word}\""),
            Self::Switch(on) => on.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Text(text) => toml::Value::String(text.clone()).to_string(),
        }
    }

    /// In words, as the value of `row`.
    pub fn say(&self, row: &Row, lang: Lang) -> String {
        match (self, row.kind) {
            (Self::Word(word), Kind::Choice(words)) => {
                words.iter().find(|(name, _)| name == word).map_or_else(String::new, |(_, words)| words.say(lang).to_owned())
            }
            (Self::Switch(on), _) => if *on { tr("shown", "显示") } else { tr("hidden", "不显示") }.say(lang).to_owned(),
            (Self::Number(number), Kind::Number { unit, .. }) => format!("{number} {}", unit.say(lang)),
            (Self::Text(text), Kind::Text { empty }) if text.is_empty() => empty.say(lang).to_owned(),
            (Self::Text(text), _) => text.clone(),
            (Self::Word(_) | Self::Number(_), _) => String::new(),
        }
    }

    /// The next of the values that may be chosen without typing (`by` below 0: the one before); `None` if it must be typed.
    #[must_use]
    pub fn next(&self, row: &Row, by: i32) -> Option<Self> {
        match (self, row.kind) {
            (Self::Word(word), Kind::Choice(words)) => {
                let at = words.iter().position(|(name, _)| name == word)?;
                let to = if by < 0 { at + words.len() - 1 } else { at + 1 };
                words.get(to % words.len()).map(|(name, _)| Self::Word(name))
            }
            (Self::Switch(on), _) => Some(Self::Switch(!on)),
            (Self::Number(number), Kind::Number { least, most, .. }) => {
                let to = if by < 0 { number.saturating_sub(1) } else { number.saturating_add(1) };
                Some(Self::Number(to.clamp(least, most)))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sound() {
        let mut names: Vec<&str> = SETTINGS.iter().map(|row| row.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), SETTINGS.len(), "names are unique");
        for row in SETTINGS {
            assert_eq!(row.setting.row().name, row.name);
            assert_ne!(row.name, super::super::KEYS);
            let written = match row.default() {
                Value::Word(word) => word.to_owned(),
                Value::Text(text) => text,
                other => other.written(),
            };
            assert_eq!(row.parse(&written), Some(row.default()), "{} may be its default", row.name);
        }
    }

    #[test]
    fn what_may_be_chosen_without_typing_comes_round_or_stops_at_its_bounds() {
        let theme = Setting::Theme.row();
        let round = (0..4).fold(theme.default(), |value, _| value.next(theme, 1).expect("a choice"));
        assert_eq!(round, theme.default());
        assert_eq!(Value::Word("auto").next(theme, -1), Some(Value::Word("mono")));
        let after = Setting::SaveAfter.row();
        assert_eq!(Value::Number(1).next(after, -1), Some(Value::Number(1)));
        assert_eq!(Value::Number(3).next(after, 1), Some(Value::Number(4)));
        assert_eq!(Value::Text("x".into()).next(Setting::Rules.row(), 1), None);
    }

    #[test]
    fn a_value_out_of_bounds_or_with_controls_is_none() {
        assert_eq!(Setting::SaveAfter.row().parse("0"), None);
        assert_eq!(Setting::SaveAfter.row().parse("601"), None);
        assert_eq!(Setting::Theme.row().parse("pink"), None);
        assert_eq!(Setting::Templates.row().parse("a\u{1b}[2J"), None);
    }
}
