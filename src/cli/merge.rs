//! `shenyue merge A B… -o OUT`: all acts over A's report. The union of events is the merge, so nothing
//! is decided here; what was judged differently stays open until somebody rules.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::args::both;
use super::{Context, Failure, absolute, print_lines, tell};
use crate::lang::{Lang, Words, tr};
use crate::report::Report;
use crate::review::Review;
use crate::store::{self, Access, Opened};

/// Which files.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(value_name = "FILE", required = true, num_args = 2.., help = both!("Reviewed assessments; the report of the first is kept", "审核过的审核文件，以第一个的报告为准"))]
    files: Vec<PathBuf>,
    #[arg(short, long = "output", value_name = "OUT", required = true, help = both!("The file to write; it must not exist", "写到哪个文件，该文件不能已存在"))]
    output: PathBuf,
}

const REPORT_DIFFERS: Words = tr(
    "  its report differs: judgements of items that changed are shown as stale",
    "  其报告与第一个文件不同：内容有变的事项，其标记将显示“审核后报告有修改”",
);

pub(super) fn run(args: &Args, cx: &Context) -> Result<ExitCode, Failure> {
    let mut files = args.files.iter();
    let first = files.next().expect("clap asks for two files");
    let base = read_whole(first, cx)?;
    let mut review = base.review;
    let mut receipt = vec![say_first(first, &review, cx.lang)];
    for file in files {
        let other = read_whole(file, cx)?;
        let new = review.union(&other.review);
        receipt.push(say_other(file, other.review.events().count(), new.len(), cx.lang));
        if other.report.sha256() != base.report.sha256() {
            receipt.push(REPORT_DIFFERS.say(cx.lang).to_owned());
            tell(&warn_of_reports((first, &base.report), (file, &other.report), cx.lang));
        }
    }
    let json = review.to_json(base.report.sha256());
    store::create(&*cx.vfs, &absolute(&args.output)?, &base.report.with_review(&json))
        .map_err(|error| Failure::writing(&error, cx.lang))?;
    receipt.push(say_output(&args.output, &review, cx.lang));
    print_lines(&receipt).map(|()| ExitCode::SUCCESS)
}

/// A record that cannot be read whole cannot be joined with another: what is not understood would be left out.
fn read_whole(file: &Path, cx: &Context) -> Result<Opened, Failure> {
    let opened = cx.read(file)?;
    match &opened.access {
        Access::Cannot(zh, en) => {
            let (file, why) = (file.display(), cx.lang.pick(en, zh));
            Err(Failure::input(cx.lang.pick(
                format!("{file}: {why}\nNothing was merged, no file was written."),
                format!("{file}：{why}\n没有合并，也没有生成文件。"),
            )))
        }
        _ => Ok(opened),
    }
}

fn warn_of_reports((first, base): (&Path, &Report), (file, other): (&Path, &Report), lang: Lang) -> String {
    let name = |report: &Report| {
        let meta = report.meta();
        [&meta.department, &meta.year].into_iter().filter_map(Option::as_deref).collect::<Vec<_>>().join(" ")
    };
    let (one, two, first, file) = (name(base), name(other), first.display(), file.display());
    lang.pick(
        format!("WARNING: {first} ({one}) and {file} ({two}) review different reports; all acts now stand over the report of {first}. Check that this is meant."),
        format!("注意：{first}（{one}）与 {file}（{two}）审核的不是同一份报告，合并后都以 {first} 的报告为准，请确认没有选错文件。"),
    )
}

fn say_first(file: &Path, review: &Review, lang: Lang) -> String {
    let (file, acts) = (file.display(), review.events().count());
    lang.pick(format!("{file}: {acts} acts, and the report"), format!("{file}：操作 {acts} 条，采用其报告"))
}

fn say_other(file: &Path, acts: usize, new: usize, lang: Lang) -> String {
    let (file, known) = (file.display(), acts - new);
    lang.pick(
        format!("{file}: {acts} acts, {new} new, {known} known already"),
        format!("{file}：操作 {acts} 条，新增 {new} 条，已有 {known} 条"),
    )
}

fn say_output(file: &Path, review: &Review, lang: Lang) -> String {
    let (file, acts, open) = (file.display(), review.events().count(), review.conflicts().len());
    if open == 0 {
        return lang.pick(format!("{file}: {acts} acts, no opinions differ"), format!("{file}：操作 {acts} 条，没有不一致的意见"));
    }
    lang.pick(
        format!("{file}: {acts} acts, {open} differing opinions left open"),
        format!("{file}：操作 {acts} 条，意见不一致 {open} 处，待会商确定"),
    )
}
