//! `shenyue import TEXT -o OUT`: an assessment from a report text, with what was found and what was not.

use std::path::PathBuf;
use std::process::ExitCode;

use super::args::both;
use super::failure::lines;
use super::{Context, Failure, absolute, print_lines};
use crate::import::Imported;
use crate::lang::Lang;
use crate::term::{ImportFailure, import_file};

/// From what to what.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(value_name = "TEXT", required = true, help = both!("The report, as .txt or .md", "报告正文，.txt 或 .md"))]
    texts: Vec<PathBuf>,
    #[arg(short, long = "output", value_name = "OUT", help = both!("The file to make; else the text's own name, as .json", "生成的文件；不写则与报告同名，扩展名为 .json"))]
    output: Option<PathBuf>,
}

pub(super) fn run(args: &Args, cx: &Context) -> Result<ExitCode, Failure> {
    let [text] = args.texts.as_slice() else {
        return Err(Failure::usage(
            cx.lang.pick("one text at a time: several inputs cannot be joined yet", "每次只能导入一个文本；暂不支持多个文件合成一份"),
        ));
    };
    let output = args.output.as_deref().map(absolute).transpose()?;
    let made = import_file(&*cx.vfs, &absolute(text)?, output.as_deref(), cx.lang).map_err(|failure| match failure {
        ImportFailure::Input(trouble) => Failure::input(lines(trouble)),
        ImportFailure::Output(trouble) => Failure::output(lines(trouble)),
    })?;
    let (path, imported) = made;
    let mut said = say_found(&imported, cx.lang);
    said.push(cx.lang.pick(format!("written: {}", path.display()), format!("已生成 {}", path.display())));
    let shown = args.output.as_deref().unwrap_or(&path).display();
    said.push(cx.lang.pick(format!("next: shenyue {shown}"), format!("接着：shenyue {shown}")));
    print_lines(&said).map(|()| ExitCode::SUCCESS)
}

fn say_found(imported: &Imported, lang: Lang) -> Vec<String> {
    let mut said: Vec<String> = imported.notes.iter().map(|(zh, en)| lang.pick(en, zh).clone()).collect();
    if !imported.unplaced.is_empty() {
        let n = imported.unplaced.len();
        said.push(lang.pick(format!("placed nowhere, {n}:"), format!("未能归类的文字 {n} 处：")));
        said.extend(
            imported.unplaced.iter().map(|(line, text)| lang.pick(format!("  line {line}: {text}"), format!("  第 {line} 行：{text}"))),
        );
    }
    said
}
