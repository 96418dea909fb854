//! The line mode's help: a page one can listen to, then as much more as is asked for.

use super::word::{Asked, asked};
use crate::command::{COMMANDS, Command, Facts, Group, Keymap, Row};
use crate::lang::{Lang, Words, tr};

/// What a review takes, from the first item to the papers.
const DAILY: [(Words, &[Command]); 7] = [
    (
        tr("Walk", "走动"),
        &[
            Command::NextItem,
            Command::Up,
            Command::NextOpen,
            Command::PaneDuties,
            Command::PaneWork,
            Command::PaneIndicators,
            Command::PaneIssues,
            Command::Back,
        ],
    ),
    (tr("Mark", "标记"), &[Command::Accept, Command::Problem, Command::NeedsEvidence, Command::NotApplicable, Command::ClearMark]),
    (tr("Write", "写"), &[Command::Comment, Command::Finding, Command::Edit, Command::Link, Command::Remove]),
    (tr("Score", "评分"), &[Command::Standard, Command::Score, Command::Deduct, Command::Supply]),
    (
        tr("Look", "换页"),
        &[Command::ViewItems, Command::ViewText, Command::ViewChecks, Command::ViewFindings, Command::ViewScores, Command::ViewCoverage],
    ),
    (tr("Find", "找"), &[Command::Search, Command::Filter, Command::Todo]),
    (tr("Keep", "收尾"), &[Command::Undo, Command::Save, Command::ViewSigning, Command::Export, Command::Quit]),
];

/// What `help` and what follows it come to.
pub(super) fn lines(about: &str, facts: &Facts, keymap: &Keymap, lang: Lang) -> Vec<String> {
    let told = Told { facts, keymap, lang };
    let about = about.trim().to_lowercase();
    let is = |words: Words| [Lang::Zh, Lang::En].iter().any(|lang| words.say(*lang).to_lowercase() == about);
    if about.is_empty() {
        return told.daily();
    }
    if is(tr("all", "全部")) {
        return Group::ALL.iter().flat_map(|group| told.group(*group)).collect();
    }
    if let Some(group) = Group::ALL.iter().find(|group| is(group.words())) {
        return told.group(*group);
    }
    match asked(&about) {
        Asked::Command(command, _) => vec![told.command(command.row())],
        Asked::Either(found, _) | Asked::Several(found) => found.iter().map(|command| told.command(command.row())).collect(),
        Asked::Own(..) | Asked::Number(_) => told.daily(),
        Asked::Unknown => {
            vec![lang.pick("no command is called so; “help all” lists all", "没有这个命令；“帮助 全部”列出所有命令").to_owned()]
        }
    }
}

struct Told<'a> {
    facts: &'a Facts,
    keymap: &'a Keymap,
    lang: Lang,
}

impl Told<'_> {
    fn daily(&self) -> Vec<String> {
        let intro = [
            tr(
                "Type a command's word; what it asks may follow: comment No evidence attached. A number goes to that row.",
                "输入命令的词，要写的内容可以跟在后面，如：批注 数据缺失。输入数字到那一行。",
            ),
            tr(
                "show says where you are in full; list names the rows here; progress how much is reviewed; menu what can be done here.",
                "看：读出当前一项；清单：读出本栏各行；进度：已审多少；操作：此处能做什么。",
            ),
        ];
        let groups: Vec<String> = Group::ALL.iter().map(|group| group.words().say(self.lang).to_lowercase()).collect();
        let groups = groups.join(self.lang.pick(", ", "、"));
        let more = self.lang.pick(
            format!("More: help and a word says what it does; help and a group ({groups}) lists it; help all lists everything."),
            format!("更多：“帮助”加词，说明这个命令；“帮助”加类（{groups}），列出一类；“帮助 全部”列出所有命令。"),
        );
        let colon = self.lang.pick(": ", "：");
        let rows = DAILY.iter().map(|(head, commands)| {
            let words: Vec<String> = commands.iter().map(|command| self.keymap.key_of(*command, self.lang)).collect();
            format!("{}{colon}{}", head.say(self.lang), words.join(self.lang.pick(", ", "、")))
        });
        intro.iter().map(|words| words.say(self.lang).to_owned()).chain(rows).chain([more]).collect()
    }

    /// What may run here first, then what may not and why.
    fn group(&self, group: Group) -> Vec<String> {
        let (here, not_here): (Vec<&Row>, Vec<&Row>) =
            COMMANDS.iter().filter(|row| row.group == group).partition(|row| (row.when)(self.facts).is_ok());
        let head = group.words().say(self.lang).to_owned();
        std::iter::once(head).chain(here.into_iter().chain(not_here).map(|row| self.command(row))).collect()
    }

    /// `批注：批注本项`, and why not where it may not run.
    fn command(&self, row: &Row) -> String {
        let (word, does) = (self.keymap.key_of(row.command, self.lang), row.long.say(self.lang));
        let says = self.lang.pick(format!("{word}: {does}"), format!("{word}：{does}"));
        match (row.when)(self.facts) {
            Ok(()) => says,
            Err(why) => {
                let why = self.keymap.put_keys(why.say(self.lang), self.lang);
                self.lang.pick(format!("{says} (not here: {why})"), format!("{says}（此处不能用：{why}）"))
            }
        }
    }
}
