//! The settings as pages: the commented file that `shenyue config` prints, the README's table.

use std::fmt::{self, Write};

use super::KEYS;
use super::table::{Kind, SETTINGS};
use crate::command::{COMMANDS, Group};
use crate::lang::{Lang, tr};

/// What stands at the head of a file the program makes.
pub(super) fn head(lang: Lang) -> String {
    let says =
        tr("Settings of shenyue. `shenyue config` shows all that can stand here.", "审阅（shenyue）的设置。可写的项见 shenyue config。");
    format!("# {}\n\n", says.say(lang))
}

/// A complete file: every setting with its default, explained; every command's keys as comments.
pub fn sample(lang: Lang) -> String {
    let mut page = String::new();
    for line in [
        tr("Settings of shenyue: every one of them, with its default.", "审阅（shenyue）的全部设置，值为默认值。"),
        tr(
            "`shenyue config --path` says where this file belongs; `shenyue config --check` checks it.",
            "文件位置见 shenyue config --path；写完用 shenyue config --check 检查。",
        ),
        tr(
            "The command line wins over the environment (SHENYUE_THEME=light), that over this file.",
            "命令行参数优先，其次环境变量（如 SHENYUE_THEME=light），再次本文件。",
        ),
        tr("A wrong entry is told on screen, and its default is used.", "写错的项会在屏幕上说明，并按默认值。"),
        tr("Paths: from this file's folder, or with ~/ from the home folder.", "路径从本文件所在文件夹算起，~/ 开头的从用户目录算起。"),
    ] {
        add(&mut page, format_args!("# {}\n", line.say(lang)));
    }
    for row in SETTINGS {
        add(&mut page, format_args!("\n# {}{}\n", row.long.say(lang), lang.pick(".", "。")));
        match row.kind {
            Kind::Choice(words) => {
                for (name, words) in words {
                    add(&mut page, format_args!("#   {name}: {}\n", words.say(lang)));
                }
            }
            Kind::Switch { .. } | Kind::Number { .. } => add(&mut page, format_args!("#   {}\n", row.wanted().say(lang))),
            Kind::Text { empty } => add(&mut page, format_args!("#   {}{}\n", lang.pick("empty: ", "空："), empty.say(lang))),
        }
        add(&mut page, format_args!("{} = {}\n", row.name, row.default().written()));
    }
    page.push('\n');
    for line in [
        tr(
            "Keys, one line a command, replacing all of its keys; remove the # before the line to change it.",
            "按键，一行一个命令，写出的键替换该命令的全部键；去掉行首 # 再改。",
        ),
        tr(
            "A key: a, F5, Enter, PageDown, C-s (Ctrl-S), A-o (Alt-O); one after another: g d.",
            "键的写法：a、F5、Enter、PageDown、C-s（Ctrl-S）、A-o（Alt-O）；先后按两键：g d。",
        ),
    ] {
        add(&mut page, format_args!("# {}\n", line.say(lang)));
    }
    add(&mut page, format_args!("[{KEYS}]\n"));
    for group in Group::ALL {
        add(&mut page, format_args!("\n# {}\n", group.words().say(lang)));
        for row in COMMANDS.iter().filter(|row| row.group == group) {
            let keys: Vec<String> = row.keys.iter().map(|key| toml::Value::String((*key).to_owned()).to_string()).collect();
            add(&mut page, format_args!("#{} = [{}]  # {}\n", row.name, keys.join(", "), row.long.say(lang)));
        }
    }
    page
}

fn add(page: &mut String, text: fmt::Arguments<'_>) {
    page.write_fmt(text).expect("a string takes everything");
}

/// The README's table of settings.
pub fn markdown(lang: Lang) -> String {
    let mut page = lang
        .pick(
            "| setting | what | may be (the default first) | also |\n|---|---|---|---|\n",
            "| 设置 | 含义 | 可写（默认值在前） | 另可用 |\n|---|---|---|---|\n",
        )
        .to_owned();
    for row in SETTINGS {
        let may = match row.kind {
            Kind::Choice(words) => words
                .iter()
                .map(|(name, words)| format!("`\"{name}\"` {}", words.say(lang)))
                .collect::<Vec<_>>()
                .join(lang.pick(", ", "、")),
            Kind::Switch { default } => format!("`{default}` `{}`", !default),
            Kind::Number { least, most, default, unit } => format!("`{default}` {}（{least}–{most}）", unit.say(lang)),
            Kind::Text { empty } => format!("`\"\"` {}", empty.say(lang)),
        };
        let flag = if row.flag.is_empty() { String::new() } else { format!("`{}` ", row.flag) };
        add(&mut page, format_args!("| `{}` | {} | {may} | {flag}`{}` |\n", row.name, row.long.say(lang), row.variable()));
    }
    page
}

#[cfg(test)]
mod tests {
    use super::super::{Config, System};
    use super::*;

    #[test]
    fn the_sample_is_right_as_it_is_and_with_its_keys_taken_out_of_comments() {
        for lang in [Lang::Zh, Lang::En] {
            let page = sample(lang);
            let is_entry = |line: &str| line.starts_with('#') && !line.starts_with("# ");
            let uncommented: Vec<&str> =
                page.lines().map(|line| if is_entry(line) { line.trim_start_matches('#') } else { line }).collect();
            let uncommented = uncommented.join("\n");
            for text in [&page, &uncommented] {
                let read = Config::read(Some(text), System::default(), &|_| None);
                assert_eq!(read.faults(), [], "{text}");
                for row in SETTINGS {
                    assert_eq!(read.value(row.setting), row.default(), "{}", row.name);
                }
            }
            assert_eq!(Config::read(Some(&uncommented), System::default(), &|_| None).keymap().shown(), Config::default().keymap().shown());
            assert!(COMMANDS.iter().all(|row| uncommented.contains(&format!("\n{} = [", row.name))));
        }
    }

    #[test]
    fn each_language_speaks_for_itself() {
        assert!(
            !sample(Lang::En).lines().filter(|line| !line.contains("{编号}")).any(|line| line.chars().any(|c| ('一'..='龥').contains(&c)))
        );
    }
}
