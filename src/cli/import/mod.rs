//! `shenyue import FILE… -o OUT`: an assessment from a report and its score tables, with what was
//! found, what was not, and what found no place.

mod json;
mod text;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::ValueEnum;

use super::args::both;
use super::failure::lines;
use super::{Context, Failure, absolute, print, print_lines};
use crate::term::{ImportFailure, import_files};

/// From what to what.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(value_name = "FILE", required = true, help = both!(
        "The report (docx, pdf, txt, md), and the score tables (xlsx) if they came apart",
        "报告（docx、pdf、txt、md）；评分表（xlsx）单独报送的一并写上"))]
    files: Vec<PathBuf>,
    #[arg(short, long = "output", value_name = "OUT", help = both!("The file to make; else the first file's own name, as .json", "生成的文件；不写则与第一个文件同名，扩展名为 .json"))]
    output: Option<PathBuf>,
    #[arg(long, value_name = "text|json", hide_possible_values = true, hide_default_value = true, default_value = "text",
        help = both!("The account of the import for people (text) or for programs (json)", "导入情况给人看（text）或给程序用（json）"))]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Text,
    Json,
}

pub(super) fn run(args: &Args, cx: &Context) -> Result<ExitCode, Failure> {
    let files: Vec<PathBuf> = args.files.iter().map(|file| absolute(file)).collect::<Result<_, _>>()?;
    let output = args.output.as_deref().map(absolute).transpose()?;
    let (path, imported) = import_files(&*cx.vfs, &files, output.as_deref(), cx.lang).map_err(|failure| match failure {
        ImportFailure::Input(trouble) => Failure::input(lines(trouble)),
        ImportFailure::Output(trouble) => Failure::output(lines(trouble)),
    })?;
    let shown: &Path = args.output.as_deref().unwrap_or(&path);
    match args.format {
        Format::Text => print_lines(&text::page(&imported.account, &path, shown, cx.lang))?,
        Format::Json => print(&json::object(&imported.account, &path))?,
    }
    Ok(ExitCode::SUCCESS)
}
