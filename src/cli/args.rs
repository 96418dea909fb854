//! The command line as a table: what may be given, in both languages at the point of use.
//!
//! clap knows one language, so every text here is written as [`both!`], two texts in one, and
//! [`command`] keeps the half that is wanted. Headings and errors of clap's own are in [`super::usage`].

use std::path::PathBuf;

use clap::{CommandFactory, Parser, Subcommand, ValueEnum};

use super::{check, completions, config, export, import, keys, man, merge, rules, schema, score, show, templates, verify};
use crate::lang::Lang;

/// Between the two languages of a text.
const PARTED: char = '\u{1f}';

/// English and Chinese as one text: see [`command`].
macro_rules! both {
    ($en:literal, $zh:literal) => {
        concat!($en, "\u{1f}", $zh)
    };
}
pub(super) use both;

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "shenyue",
    version,
    about = both!(
        "Review a department's performance self-assessment: read, mark, annotate, record findings. Works without a network.",
        "审阅部门整体支出绩效自评：阅读、标记、批注、记录问题。不需要网络。"
    ),
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true
)]
pub(super) struct Args {
    /// What to do instead of opening a window.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// How to open.
    #[command(flatten)]
    pub open: OpenArgs,
    /// Language of screen and messages.
    #[arg(long, global = true, value_name = "zh|en", hide_possible_values = true, help = both!("Language", "语言"))]
    pub lang: Option<LangName>,
    #[arg(short, long, global = true, action = clap::ArgAction::Help, help = both!("Print this help", "显示本说明"))]
    help: Option<bool>,
    #[arg(short = 'V', long, action = clap::ArgAction::Version, help = both!("Print the version", "显示版本"))]
    version: Option<bool>,
}

/// How the program is opened on a file.
#[derive(Debug, Default, PartialEq, Eq, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(super) struct OpenArgs {
    #[arg(value_name = "FILE", help = both!("The assessment to open, a report to import, or a folder of departments; without it, the start page", "要打开的审核文件、要导入的报告，或放着各部门审核文件的文件夹；不写则显示起始页"))]
    pub file: Option<PathBuf>,
    #[arg(long, conflicts_with = "file", help = both!("Open a private copy of the bundled sample, with a tour", "打开内置样例的一份副本，带引导"))]
    pub sample: bool,
    #[arg(long, value_name = "dark|light|mono", hide_possible_values = true, help = both!("Colours; mono if NO_COLOR is set", "配色；设有 NO_COLOR 时为 mono（单色）"))]
    pub theme: Option<Theme>,
    #[arg(long, help = both!("Draw lines and signs in ASCII", "线条和符号只用 ASCII 字符"))]
    pub ascii: bool,
    #[arg(long, value_name = "narrow|wide", hide_possible_values = true, help = both!("How many columns the terminal gives to “ ” — …: one or two", "终端给“”—…这类字符一列（narrow）还是两列（wide）"))]
    pub ambiguous: Option<Ambiguous>,
    #[arg(long, help = both!("Line by line, for screen readers, serial consoles and scripts: commands by word, from standard input", "逐行模式：供读屏软件、串口终端和脚本用，从标准输入读命令词"))]
    pub plain: bool,
    #[arg(long, help = both!("Only look: nothing is written", "只看：不写任何内容"))]
    pub read_only: bool,
    #[arg(long, value_name = "STANDARD", help = both!("The scoring standard to check by, unless the review names one: a name (see `shenyue rules`) or a .toml file", "核查所用的评分标准，审核中另有记载的除外：名称（见 shenyue rules）或 .toml 文件"))]
    pub rules: Option<String>,
    #[arg(long, value_name = "NAME", help = both!("Who reviews", "审核人姓名"))]
    pub reviewer: Option<String>,
}

/// What can be done without a window.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    #[command(about = both!("Make an assessment from a report text", "由报告文本生成审核文件"))]
    Import(import::Args),
    #[command(about = both!("Check reports: what is wrong, with its arithmetic", "核查自评报告：列出疑点及计算过程"))]
    Check(check::Args),
    #[command(about = both!("Print the score sheet: scores, totals, grade, bridge, what if", "列出评分表：得分、合计、等级、得分调整过程、试算"))]
    Score(score::Args),
    #[command(about = both!("Print progress, marks, comments and findings", "列出进度、标记、批注和问题"))]
    Show(show::Args),
    #[command(about = both!("Check report, record and fold: what holds, what does not", "核对报告、操作记录及其结果：哪些成立，哪些不成立"))]
    Verify(verify::Args),
    #[command(about = both!("Write the papers of a review: docx, xlsx, md, csv, json", "导出文书：复核意见、清单、台账、底稿等"))]
    Export(export::Args),
    #[command(about = both!("List or print the templates of the papers", "列出或输出文书模板"))]
    Templates(templates::Args),
    #[command(about = both!("Join the reviews of several people over one report", "把几个人对同一报告的审核合并到一个文件"))]
    Merge(merge::Args),
    #[command(about = both!("List checks and scoring standards, or show one standard", "列出核查项和评分标准，或显示其中一套"))]
    Rules(rules::Args),
    #[command(about = both!("Print the JSON Schema of the file", "输出文件格式（JSON Schema）"))]
    Schema(schema::Args),
    #[command(about = both!("Print all settings with their defaults; check a file of settings", "列出全部设置及默认值；检查设置文件"))]
    Config(config::Args),
    #[command(about = both!("Print all keys", "列出全部按键"))]
    Keys(keys::Args),
    #[command(about = both!("Print completions for a shell", "输出命令行补全脚本"))]
    Completions(completions::Args),
    #[command(about = both!("Print the manual page", "输出手册页"))]
    Man(man::Args),
}

/// For whom a command speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// `--format`, of all commands that have an answer for programs too.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(super) struct FormatArg {
    #[arg(long, value_name = "text|json", hide_possible_values = true, hide_default_value = true, default_value = "text",
        help = both!("For people (text) or for programs (json)", "给人看（text）或给程序用（json）"))]
    pub format: Format,
}

/// Languages by their names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum LangName {
    Zh,
    En,
}

impl From<LangName> for Lang {
    fn from(name: LangName) -> Self {
        match name {
            LangName::Zh => Self::Zh,
            LangName::En => Self::En,
        }
    }
}

/// Themes by their names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Theme {
    Dark,
    Light,
    Mono,
}

impl Theme {
    /// As the settings write it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
            Self::Mono => "mono",
        }
    }
}

/// Widths by their names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Ambiguous {
    Narrow,
    Wide,
}

impl Ambiguous {
    /// As the settings write it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Narrow => "narrow",
            Self::Wide => "wide",
        }
    }
}

/// The command line speaking `lang`.
pub(super) fn command(lang: Lang) -> clap::Command {
    let usage =
        both!("shenyue [OPTIONS] [FILE|FOLDER]\n       shenyue <COMMAND> …", "shenyue [选项] [文件或文件夹]\n      shenyue <命令> …");
    speak(Args::command().override_usage(half(usage, lang)), lang)
}

/// Whether a command has this name.
pub(super) fn is_command(name: &std::ffi::OsStr) -> bool {
    Command::has_subcommand(name.to_str().unwrap_or_default())
}

/// The half of a [`both!`] text that is in `lang`; a text of one language is left as it is.
fn half(text: &str, lang: Lang) -> String {
    text.split_once(PARTED).map_or(text, |(en, zh)| lang.pick(en, zh)).to_owned()
}

fn speak(mut command: clap::Command, lang: Lang) -> clap::Command {
    let about = command.get_about().map(|about| half(&about.to_string(), lang));
    command = command.about(about.unwrap_or_default()).subcommand_help_heading(lang.pick("Commands", "命令"));
    command = command.help_template(
        lang.pick("{about-with-newline}\nUsage: {usage}\n\n{all-args}\n", "{about-with-newline}\n用法: {usage}\n\n{all-args}\n"),
    );
    command
        .mut_args(|arg| {
            let heading = if arg.is_positional() { lang.pick("Arguments", "参数") } else { lang.pick("Options", "选项") };
            let help = arg.get_help().map(|help| half(&help.to_string(), lang));
            arg.help(help.unwrap_or_default()).help_heading(heading)
        })
        .mut_subcommands(|command| speak(command, lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every_command(root: &clap::Command) -> Vec<&clap::Command> {
        std::iter::once(root).chain(root.get_subcommands()).collect()
    }

    #[test]
    fn the_table_is_sound() {
        command(Lang::Zh).debug_assert();
        command(Lang::En).debug_assert();
    }

    #[test]
    fn every_text_is_in_the_language_asked_for_and_none_is_missing() {
        let chinese = |text: &str| text.chars().any(|c| ('一'..='龥').contains(&c));
        for (lang, expected) in [(Lang::Zh, true), (Lang::En, false)] {
            let root = command(lang);
            for command in every_command(&root) {
                let about = command.get_about().expect("every command says what it is").to_string();
                assert_eq!(chinese(&about), expected, "{about}");
                for arg in command.get_arguments() {
                    let help = arg.get_help().expect("every argument says what it is").to_string();
                    assert!(!help.is_empty(), "{}", arg.get_id());
                    assert_eq!(chinese(&help), expected, "{help}");
                    assert!(!help.contains(PARTED));
                }
            }
        }
    }

    #[test]
    fn the_help_has_no_word_of_the_other_language() {
        let help = command(Lang::Zh).render_help().to_string();
        for english in ["Usage", "Options", "Commands", "Arguments", "Print"] {
            assert!(!help.contains(english), "{english} in\n{help}");
        }
    }
}
