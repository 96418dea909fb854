//! What clap says about a command line it cannot read, in the user's language.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::lang::{Lang, tr};

/// One or two lines for the reader, the second saying what to do.
pub(super) fn say(error: &clap::Error, lang: Lang) -> String {
    let given = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(" "),
        _ => String::new(),
    };
    let arg = given(ContextKind::InvalidArg);
    let value = given(ContextKind::InvalidValue);
    let what = match error.kind() {
        ErrorKind::UnknownArgument => lang.pick(format!("unknown argument: {arg}"), format!("没有这个参数：{arg}")),
        ErrorKind::InvalidSubcommand => return no_command(&given(ContextKind::InvalidSubcommand), lang),
        ErrorKind::MissingRequiredArgument => lang.pick(format!("missing: {arg}"), format!("还缺：{arg}")),
        ErrorKind::InvalidValue if value.is_empty() => lang.pick(format!("{arg} needs a value"), format!("{arg} 后面要写一个值")),
        ErrorKind::InvalidValue => {
            let valid = given(ContextKind::ValidValue).replace(' ', lang.pick(", ", "、"));
            lang.pick(format!("{arg} cannot be {value}; it can be {valid}"), format!("{arg} 不能是 {value}，可以是 {valid}"))
        }
        ErrorKind::ArgumentConflict => {
            let other = given(ContextKind::PriorArg);
            lang.pick(format!("{arg} and {other} exclude each other"), format!("{arg} 与 {other} 不能同时用"))
        }
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            let needed = match error.get(ContextKind::MinValues).or_else(|| error.get(ContextKind::ExpectedNumValues)) {
                Some(ContextValue::Number(n)) => n.to_string(),
                _ => String::new(),
            };
            lang.pick(format!("{arg} needs at least {needed}"), format!("{arg} 至少要写 {needed} 个"))
        }
        ErrorKind::InvalidUtf8 => tr("an argument is not UTF-8", "有参数不是 UTF-8 编码").say(lang).to_owned(),
        _ => error.kind().to_string(),
    };
    with_next(&what, lang)
}

/// There is no such command.
pub(super) fn no_command(name: &str, lang: Lang) -> String {
    with_next(&lang.pick(format!("unknown command: {name}"), format!("没有这个命令：{name}")), lang)
}

fn with_next(what: &str, lang: Lang) -> String {
    let next = tr("`shenyue --help` lists what can be given", "用 shenyue --help 查看可以写什么").say(lang);
    format!("{what}\n{next}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args::command;

    fn said(line: &[&str], lang: Lang) -> String {
        let line = std::iter::once(&"shenyue").chain(line);
        say(&command(lang).try_get_matches_from(line).expect_err("wrong usage"), lang)
    }

    #[test]
    fn wrong_usage_is_told_in_the_users_language() {
        let first_line = |line: &[&str]| said(line, Lang::Zh).lines().next().expect("a line").to_owned();
        assert_eq!(first_line(&["--thema"]), "没有这个参数：--thema");
        assert_eq!(first_line(&["show"]), "还缺：<FILE>");
        assert_eq!(first_line(&["--theme", "pink"]), "--theme <dark|light|mono> 不能是 pink，可以是 dark、light、mono");
        assert_eq!(first_line(&["--sample", "a.json"]), "--sample 与 [FILE] 不能同时用");
        assert_eq!(first_line(&["merge", "a.json", "-o", "b.json"]), "<FILE> <FILE>... 至少要写 2 个");
        assert_eq!(first_line(&["--reviewer"]), "--reviewer <NAME> 后面要写一个值");
    }

    #[test]
    fn every_wrong_usage_says_where_to_look() {
        assert!(said(&["--thema"], Lang::En).ends_with("lists what can be given"));
    }
}
