//! From a word to what it asks for: the command table's names in both languages, unambiguous beginnings
//! of them, and a few words that only the line mode needs.

use crate::command::{COMMANDS, Command};
use crate::lang::{Lang, Words, tr};

/// Words the name of a command may have.
const NAME_WORDS_MAX: usize = 4;

/// What a line asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// A command, and what follows its name: the answer to what it asks first.
    Command(Command, String),
    /// One of several commands of this very name, whichever may run, and what follows.
    Either(Vec<Command>, String),
    /// Something about the line mode itself, and what follows.
    Own(Own, String),
    /// The row of this number, from 1.
    Number(usize),
    /// Nothing is called so.
    Unknown,
    /// Several begin so.
    Several(Vec<Command>),
}

/// Words of the line mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Own {
    /// Say again where one is, in full.
    Show,
    /// Name the rows of the list one is in.
    List,
    /// How much is reviewed.
    Progress,
    /// What can be said.
    Help,
}

/// Each in both languages.
const OWN: [(Own, Words); 5] = [
    (Own::Show, tr("show", "看")),
    (Own::List, tr("list", "清单")),
    (Own::Progress, tr("progress", "进度")),
    (Own::Help, tr("help", "帮助")),
    (Own::Help, tr("?", "？")),
];

/// Words one says for commands that are called otherwise on screen.
const ALSO: [(&str, Command); 6] = [
    ("批注", Command::Comment),
    ("ok", Command::Accept),
    ("previous", Command::Up),
    ("上一项", Command::Up),
    ("exit", Command::Quit),
    ("find", Command::Search),
];

/// What a line asks for.
pub(super) fn asked(line: &str) -> Asked {
    let line = line.trim();
    if let Ok(number) = line.parse::<usize>() {
        return Asked::Number(number);
    }
    // The longest head that is a name; the rest is an answer. Then a beginning of one.
    let ends = word_ends(line);
    for end in ends.iter().rev() {
        let (head, rest) = line.split_at(*end);
        if let Some(found) = exact(&head.to_lowercase(), rest.trim()) {
            return found;
        }
    }
    let (head, rest) = line.split_at(ends.first().copied().unwrap_or(line.len()));
    beginning(&head.to_lowercase(), rest.trim())
}

/// Where the first words of a line end: no more of them than a name has.
fn word_ends(line: &str) -> Vec<usize> {
    let blanks = line.match_indices(char::is_whitespace).map(|(at, _)| at);
    let behind_words = blanks.filter(|at| line.get(..*at).is_some_and(|head| !head.is_empty() && !head.ends_with(char::is_whitespace)));
    behind_words.chain([line.len()]).take(NAME_WORDS_MAX).collect()
}

fn exact(word: &str, rest: &str) -> Option<Asked> {
    if let Some((own, _)) = OWN.iter().find(|(_, words)| is(*words, word)) {
        return Some(Asked::Own(*own, rest.to_owned()));
    }
    let also = ALSO.iter().find(|(name, _)| *name == word).map(|(_, command)| *command);
    let named = || COMMANDS.iter().find(|row| row.name == word).map(|row| row.command);
    if let Some(command) = also.or_else(named) {
        return Some(Asked::Command(command, rest.to_owned()));
    }
    let called: Vec<Command> = COMMANDS.iter().filter(|row| is(row.short, word)).map(|row| row.command).collect();
    match *called {
        [] => None,
        [command] => Some(Asked::Command(command, rest.to_owned())),
        _ => Some(Asked::Either(called, rest.to_owned())),
    }
}

fn is(words: Words, word: &str) -> bool {
    [Lang::En, Lang::Zh].iter().any(|lang| words.say(*lang).eq_ignore_ascii_case(word))
}

fn beginning(word: &str, rest: &str) -> Asked {
    if word.is_empty() {
        return Asked::Unknown;
    }
    let begins = |name: &str| name.to_lowercase().starts_with(word);
    let says = |words: Words| [Lang::En, Lang::Zh].iter().any(|lang| begins(words.say(*lang)));
    let own: Vec<Own> = OWN.iter().filter(|(_, words)| says(*words)).map(|(own, _)| *own).collect();
    let found: Vec<_> = COMMANDS.iter().filter(|row| begins(row.name) || says(row.short)).collect();
    match (own.as_slice(), found.as_slice()) {
        ([own], []) => Asked::Own(*own, rest.to_owned()),
        ([], [row]) => Asked::Command(row.command, rest.to_owned()),
        ([], []) => Asked::Unknown,
        _ => Asked::Several(found.iter().map(|row| row.command).collect()),
    }
}

/// Why a command makes no sense line by line, and what does; `None` if it does.
pub(super) fn only_on_screen(command: Command) -> Option<Words> {
    Some(match command {
        Command::Zoom | Command::Legend | Command::Theme | Command::Tour | Command::PaneCard => {
            tr("That is for the screen; here “show” says all of the item", "这是屏幕上的事；这里用“看”读出全部内容")
        }
        Command::HalfDown | Command::HalfUp | Command::PageDown | Command::PageUp => {
            tr("There are no pages here: a number goes to that row", "这里不分页：输入编号直接到那一行")
        }
        Command::Record | Command::Play => {
            tr("Keys are not recorded here: a script of lines does it", "这里不录按键：把命令写成脚本，从标准输入读入即可")
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_asked_for_by_any_of_its_names_and_by_unambiguous_beginnings() {
        for (line, command, rest) in [
            ("accept", Command::Accept, ""),
            ("无疑问", Command::Accept, ""),
            ("Needs-Evidence", Command::NeedsEvidence, ""),
            ("next open", Command::NextOpen, ""),
            ("下一未审", Command::NextOpen, ""),
            ("comment 数据缺失 请补", Command::Comment, "数据缺失 请补"),
            ("批注 数据缺失", Command::Comment, "数据缺失"),
            ("undo", Command::Undo, ""),
            ("撤销", Command::Undo, ""),
            ("needs", Command::NeedsEvidence, ""),
            ("退出", Command::Quit, ""),
            ("quit", Command::Quit, ""),
        ] {
            assert_eq!(asked(line), Asked::Command(command, rest.to_owned()), "{line}");
        }
    }

    #[test]
    fn what_may_mean_several_is_asked_back_and_numbers_are_rows() {
        assert_eq!(asked("next"), Asked::Command(Command::NextItem, String::new()));
        assert!(matches!(asked("p"), Asked::Several(_)));
        assert_eq!(asked("飞"), Asked::Unknown);
        assert_eq!(asked(""), Asked::Unknown);
        assert_eq!(asked(" 12 "), Asked::Number(12));
        assert_eq!(asked("看"), Asked::Own(Own::Show, String::new()));
        assert_eq!(asked("prog"), Asked::Own(Own::Progress, String::new()));
        assert_eq!(asked("帮助 标记"), Asked::Own(Own::Help, "标记".to_owned()));
        assert_eq!(asked("会商确定"), Asked::Either(vec![Command::Rule, Command::Decide], String::new()));
    }

    #[test]
    fn only_so_many_first_words_of_a_line_are_tried_as_a_name_and_no_name_has_more() {
        assert_eq!(word_ends("comment  a b"), [7, 10, 12]);
        assert_eq!(word_ends(&"a ".repeat(1 << 19)), [1, 3, 5, 7]);
        for row in COMMANDS {
            for name in [row.name, row.short.say(Lang::En), row.short.say(Lang::Zh)] {
                assert!(name.split_whitespace().count() <= NAME_WORDS_MAX, "{name}");
            }
        }
    }

    #[test]
    fn every_command_can_be_asked_for() {
        for row in COMMANDS.iter().filter(|row| row.command != Command::Help) {
            assert_eq!(asked(row.name), Asked::Command(row.command, String::new()), "{}", row.name);
            let zh = row.short.say(Lang::Zh);
            match asked(zh) {
                Asked::Command(command, _) => assert_eq!(command, row.command, "{zh}"),
                Asked::Either(commands, _) => assert!(commands.contains(&row.command), "{zh}"),
                other => panic!("{zh}: {other:?}"),
            }
        }
    }
}
