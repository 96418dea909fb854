//! `shenyue templates [NAME]`: the templates of the papers, to be copied and changed.

use std::process::ExitCode;

use super::args::both;
use super::{Context, Failure, print, print_lines};
use crate::export::{Audience, PAPERS, ROW, SUMMARY, VOCABULARY, template_text};
use crate::lang::{Lang, tr};

/// Which.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(value_name = "NAME", help = both!("A template to print, such as opinion.toml; else the list", "要输出的模板，如 opinion.toml；不写则列出全部"))]
    name: Option<String>,
    #[arg(long, conflicts_with = "name", help = both!("List what templates may ask for", "列出模板里可用的名称"))]
    names: bool,
}

pub(super) fn run(args: &Args, cx: &Context) -> Result<ExitCode, Failure> {
    let lang = cx.lang;
    match &args.name {
        Some(name) => {
            let text = template_text(name).ok_or_else(|| {
                Failure::usage(lang.pick(
                    format!("there is no template {name}: `shenyue templates` lists them"),
                    format!("没有模板“{name}”：shenyue templates 列出全部"),
                ))
            })?;
            print(text)?;
        }
        None if args.names => print_lines(&names(lang))?,
        None => print_lines(&list(cx))?,
    }
    Ok(ExitCode::SUCCESS)
}

fn list(cx: &Context) -> Vec<String> {
    let lang = cx.lang;
    let goes = |audience| match audience {
        Audience::Outside => tr("for outside", "对外"),
        Audience::Inside => tr("inside", "内部"),
    };
    let mut lines: Vec<String> = PAPERS
        .iter()
        .chain([&SUMMARY])
        .map(|row| format!("{:<13} {:<17} {}  {}", row.name, row.template, goes(row.audience).say(lang), row.words.say(lang)))
        .collect();
    lines.push(format!("{:<13} {:<17} {}", "", crate::export::STYLE_FILE, lang.pick("page, fonts, sizes", "页面、字体、字号")));
    lines.push(String::new());
    lines.push(lang.pick(
        format!("Own templates are put under the same name into {}", cx.home.templates.display()),
        format!("自己的模板用同名文件放在 {}", cx.home.templates.display()),
    ));
    lines.push(
        lang.pick(
            "shenyue templates opinion.toml > …/opinion.toml prints one to begin with",
            "shenyue templates opinion.toml > …/opinion.toml 取出一份来改",
        )
        .to_owned(),
    );
    lines
}

fn names(lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    for names in VOCABULARY {
        let head = match (names.list, names.within) {
            ("", _) => lang.pick("anywhere", "任何地方").to_owned(),
            (list, "") => list.to_owned(),
            (list, within) => lang.pick(format!("{list}, in {within}"), format!("{list}（在{within}之内）")),
        };
        let inside =
            if names.audience == Audience::Inside { lang.pick("  (inside papers only)", "  （只供内部文书）") } else { "" };
        lines.push(format!("{head}{inside}"));
        let row = (!names.list.is_empty()).then_some(ROW);
        lines.push(format!("    {}", row.iter().chain(names.fields).map(|name| format!("{{{name}}}")).collect::<Vec<_>>().join(" ")));
        if !names.inside.is_empty() {
            let fields: Vec<String> = names.inside.iter().map(|name| format!("{{{name}}}")).collect();
            lines.push(format!("    {}{}", lang.pick("inside papers only: ", "只供内部文书："), fields.join(" ")));
        }
    }
    lines
}
