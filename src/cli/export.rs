//! `shenyue export FILE`: the papers of a review, beside the file or where one says.
//!
//! It records nothing, for nobody acts here: numbers that no paper has fixed yet are printed as they are
//! now, and the papers say so. The window fixes them when it exports.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use super::args::both;
use super::failure::lines;
use super::{Context, Failure, absolute, print_lines, summary, tell};
use crate::command::Unexported;
use crate::export::{Format, Marks, Over, PAPERS, Paper, Record, Wanted, When, due, remarks, ripe, stem, unnumbered};
use crate::lang::Lang;
use crate::report::Places;
use crate::term;

/// Which papers, as what, to where.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(value_name = "FILE", required_unless_present = "summary", help = both!("The assessment", "审核文件"))]
    file: Option<PathBuf>,
    #[arg(long, value_name = "FOLDER", conflicts_with_all = ["file", "papers", "rules", "clean"],
        help = both!("One summary over all assessments in a folder, a row a department (xlsx; also md, csv)", "把文件夹里的全部审核文件汇总成一张表，一个部门一行（xlsx，也可 md、csv）"))]
    summary: Option<PathBuf>,
    #[arg(long, value_name = "docx,xlsx,md,csv,json", value_delimiter = ',', help = both!("As what; else docx, xlsx and md", "导出格式；不写则为 docx、xlsx、md"))]
    format: Vec<String>,
    #[arg(short, long = "output", value_name = "DIR", help = both!("Into which folder; else beside the file", "导出到哪个文件夹；不写则在审核文件旁边"))]
    output: Option<PathBuf>,
    #[arg(long, value_name = "NAMES", value_delimiter = ',', help = both!("Which papers, or all; else those the review is ripe for (`shenyue templates` lists them)", "导出哪些文书，全部写 all；不写则按审核进度选（名称见 shenyue templates）"))]
    papers: Vec<String>,
    #[arg(long, value_name = "DIR", help = both!("Templates in place of the program's own", "用这个文件夹里的模板替换内置模板"))]
    templates: Option<PathBuf>,
    #[arg(long, value_name = "STANDARD", help = both!("The scoring standard to check by, unless the review names its own; else base", "核对所用的评分标准，审核中另有记载的除外；不写则用 base"))]
    rules: Option<String>,
    #[arg(long, help = both!("Do not mark what changed since the last export", "不标出与上次导出不同之处"))]
    clean: bool,
    #[arg(long, help = both!("Write over files that were edited or are newer", "覆盖改动过的或更新的文件"))]
    force: bool,
}

/// In place of names: every paper but the forms that only some offices ask for.
const ALL: &str = "all";

pub(super) fn run(args: &Args, cx: &Context) -> Result<ExitCode, Failure> {
    let lang = cx.lang;
    let formats = if args.format.is_empty() { Format::USUAL.to_vec() } else { named(&args.format, format, lang)? };
    let folder = args.templates.as_deref().map(absolute).transpose()?.unwrap_or_else(|| cx.home.templates.clone());
    if args.templates.is_some() && cx.vfs.stat(&folder).is_err() {
        return Err(Failure::input(
            lang.pick(format!("{}: no such folder", folder.display()), format!("没有这个文件夹：{}", folder.display())),
        ));
    }
    if let Some(of) = &args.summary {
        let formats = if args.format.is_empty() { vec![Format::Xlsx] } else { formats };
        let templates = term::templates(&*cx.vfs, &folder, lang).map_err(|trouble| Failure::input(lines(trouble)))?;
        let over = if args.force { Over::Write } else { Over::Ask };
        let wanted = summary::Wanted { folder: of, formats, output: args.output.as_deref(), templates, over };
        return summary::run(&wanted, cx);
    }
    let Some(file) = &args.file else { return Err(Failure::usage(lang.pick("a file is wanted", "请写审核文件"))) };
    let opened = cx.read(file)?;
    let (report, review) = (&*opened.report, &opened.review);
    let beside = || absolute(file).map(|file| file.parent().map_or_else(PathBuf::new, std::path::Path::to_path_buf));
    let rules = cx.asked_pack(args.rules.as_deref())?.map(Arc::new);
    let own = |name: &str| cx.home.rules(&*cx.vfs, name);
    let kit =
        term::kit(&*cx.vfs, (report, review), &folder, rules.as_ref(), &own, lang).map_err(|trouble| Failure::input(lines(trouble)))?;
    let places = Places::of_report(report);
    let record = Record::with(report, review, &places, &kit);
    let papers = match args.papers.as_slice() {
        [] => {
            tell(&format!("! {}", ripe(&record).say(lang)));
            due(&record)
        }
        [all] if all == ALL => PAPERS.iter().filter(|row| row.when != When::Asked).map(|row| row.paper).collect(),
        names => named(names, paper, lang)?,
    };
    let wanted = Wanted {
        papers,
        formats,
        folder: args.output.as_deref().map_or_else(beside, absolute)?,
        stem: stem(file),
        marks: if args.clean { Marks::Clean } else { Marks::Shown },
        over: if args.force { Over::Write } else { Over::Ask },
    };
    for remark in remarks(&record) {
        tell(&format!("! {}", remark.say(lang)));
    }
    let loose = unnumbered(review).len();
    if loose > 0 {
        tell(&lang.pick(
            format!("! {loose} findings have no fixed number yet: exporting from the window fixes them"),
            format!("! {loose}个问题的编号还是暂编的：在窗口里导出（v e）才会固定"),
        ));
    }
    let written = term::export(&*cx.vfs, (report, review), &kit, &wanted, lang, |_, _| ControlFlow::Continue(()))
        .map_err(|failure| refused(failure, lang))?;
    print_lines(&written.iter().map(|path| path.display().to_string()).collect::<Vec<_>>()).map(|()| ExitCode::SUCCESS)
}

pub(super) fn refused(failure: Unexported, lang: Lang) -> Failure {
    match failure {
        Unexported::Trouble(trouble) => Failure::output(lines(trouble)),
        Unexported::Stopped => Failure::output(lang.pick("stopped: nothing was written", "已停止，没有写入任何文件")),
        Unexported::Nothing => Failure::usage(lang.pick("none of these papers is written in that format", "所选的文书都没有这种格式")),
        Unexported::InTheWay(_, files) => {
            let mut text = lang
                .pick("Not exported, nothing was written: these files are in the way", "没有导出，也没有写入任何文件：下列文件不能直接覆盖")
                .to_owned();
            for file in files {
                text = format!(
                    "{text}
  {}  {}",
                    file.path.display(),
                    file.why.words().say(lang)
                );
            }
            text.push_str(lang.pick(
                "\nMove them, choose another folder with -o, or write over them with --force.",
                "\n请移走它们，或用 -o 换一个文件夹，或加 --force 覆盖。",
            ));
            Failure::output(text)
        }
    }
}

fn format(name: &str) -> Option<Format> {
    Format::ALL.into_iter().find(|format| format.name() == name)
}

fn paper(name: &str) -> Option<Paper> {
    PAPERS.iter().find(|row| row.name == name || row.file == name).map(|row| row.paper)
}

/// What the names stand for, each once.
fn named<T: PartialEq>(names: &[String], find: impl Fn(&str) -> Option<T>, lang: Lang) -> Result<Vec<T>, Failure> {
    let mut found = Vec::new();
    for name in names {
        let Some(one) = find(name.trim()) else {
            return Err(Failure::usage(lang.pick(
                format!("{name}: no such paper or format; `shenyue templates` lists the papers"),
                format!("没有“{name}”这种文书或格式；文书名称见 shenyue templates"),
            )));
        };
        if !found.contains(&one) {
            found.push(one);
        }
    }
    Ok(found)
}
