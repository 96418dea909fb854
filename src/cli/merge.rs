//! `shenyue merge A B… -o OUT`: all acts over A's report. The union of events is the merge, so nothing
//! is decided here; what was judged differently stays open until somebody rules.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::args::both;
use super::{Context, Failure, absolute, print_lines};
use crate::lang::{Lang, Words, tr};
use crate::review::Review;
use crate::store;

/// Which files.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(value_name = "FILE", required = true, num_args = 2.., help = both!("Reviewed assessments; the report of the first is kept", "审核过的自评文件，以第一个的报告为准"))]
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
    let base = cx.read(first)?;
    let mut review = base.review;
    let mut receipt = vec![say_first(first, &review, cx.lang)];
    for file in files {
        let other = cx.read(file)?;
        let new = review.union(&other.review);
        receipt.push(say_other(file, other.review.events().count(), new.len(), cx.lang));
        if other.report.sha256() != base.report.sha256() {
            receipt.push(REPORT_DIFFERS.say(cx.lang).to_owned());
        }
    }
    let json = review.to_json(base.report.sha256());
    store::create(&*cx.vfs, &absolute(&args.output)?, &base.report.with_review(&json))
        .map_err(|error| Failure::writing(&error, cx.lang))?;
    receipt.push(say_output(&args.output, &review, cx.lang));
    print_lines(&receipt).map(|()| ExitCode::SUCCESS)
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
    lang.pick(
        format!("{file}: {acts} acts, {open} differing opinions left open"),
        format!("{file}：操作 {acts} 条，意见不一致 {open} 处，待会商确定"),
    )
}
