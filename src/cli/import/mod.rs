//! `shenyue import FILE… -o OUT`: an assessment from a report and its score tables, with what was
//! found, what was not, and what found no place; of a folder of packages, one each.

mod json;
mod packages;
mod progress;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::args::{Format, FormatArg, both};
use super::failure::lines;
use super::{Context, Failure, absolute, print, print_lines};
use crate::term::{ImportFailure, Outcome, import_files, import_packages};

/// From what to what.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(value_name = "FILE", required = true, help = both!(
        "The report (docx, pdf, txt, md) and the score tables (xlsx, xls) if they came apart; or a folder with one sub-folder a department",
        "报告（docx、pdf、txt、md）；自评表（xlsx、xls）单独报送的一并写上；或一个文件夹，其中一个部门一个子文件夹"))]
    files: Vec<PathBuf>,
    #[arg(short, long = "output", value_name = "OUT", help = both!("The file to make; else the first file's own name, as .json", "生成的文件；不写则与第一个文件同名，扩展名为 .json"))]
    output: Option<PathBuf>,
    #[command(flatten)]
    format: FormatArg,
}

pub(super) fn run(args: &Args, cx: &Context) -> Result<ExitCode, Failure> {
    if let [folder] = args.files.as_slice()
        && folder.is_dir()
    {
        return folder_of_packages(folder, args, cx);
    }
    let files: Vec<PathBuf> = args.files.iter().map(|file| absolute(file)).collect::<Result<_, _>>()?;
    let output = args.output.as_deref().map(absolute).transpose()?;
    let line = progress::Line::new(cx.lang);
    let imported = import_files(&*cx.vfs, &files, output.as_deref(), cx.lang, &|progress| line.tell(progress));
    drop(line);
    let (path, imported) = imported.map_err(|failure| match failure {
        ImportFailure::Input(trouble) => Failure::input(lines(trouble)),
        ImportFailure::Output(trouble) => Failure::output(lines(trouble)),
    })?;
    let shown: &Path = args.output.as_deref().unwrap_or(&path);
    match args.format.format {
        Format::Text => {
            let mut page = imported.account.page(cx.lang);
            page.push(cx.lang.pick(format!("written: {}", path.display()), format!("已生成 {}", path.display())));
            page.push(cx.lang.pick(format!("next: shenyue {}", shown.display()), format!("接着：shenyue {}", shown.display())));
            print_lines(&page)?;
        }
        Format::Json => print(&json::object(&imported.account, &path))?,
    }
    Ok(ExitCode::SUCCESS)
}

/// One sub-folder a department.
fn folder_of_packages(folder: &Path, args: &Args, cx: &Context) -> Result<ExitCode, Failure> {
    let folder = absolute(folder)?;
    let into = args.output.as_deref().map_or_else(|| Ok(folder.clone()), absolute)?;
    if !into.is_dir() {
        let into = into.display();
        return Err(Failure::usage(cx.lang.pick(
            format!("{into} is no folder: -o names the folder for the assessments"),
            format!("{into} 不是文件夹：导入整个文件夹时，-o 写存放审核文件的文件夹"),
        )));
    }
    let line = progress::Line::new(cx.lang);
    let packages = import_packages(&*cx.vfs, &folder, &into, cx.lang, &|progress| line.tell(progress));
    drop(line);
    let packages = packages.map_err(|error| Failure::reading(&error, cx.lang))?;
    if packages.is_empty() {
        return Err(Failure::input(cx.lang.pick(
            format!("{} has no sub-folders: put each department's files into one of its own", folder.display()),
            format!("{} 里没有子文件夹：请一个部门一个子文件夹", folder.display()),
        )));
    }
    match args.format.format {
        Format::Text => print_lines(&packages::page(&packages, cx.lang))?,
        Format::Json => print(&packages::list(&packages))?,
    }
    let any = packages.iter().any(|package| matches!(package.outcome, Outcome::Made(_) | Outcome::Kept { .. }));
    Ok(if any { ExitCode::SUCCESS } else { ExitCode::from(3) })
}
