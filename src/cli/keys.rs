//! `shenyue keys`: all keys, from the one table of commands.

use std::process::ExitCode;

use super::args::both;
use super::{Failure, print};
use crate::lang::Lang;

/// How to print them.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(long, help = both!("As Markdown tables, for papers", "输出 Markdown 表格"))]
    markdown: bool,
}

pub(super) fn run(args: &Args, lang: Lang) -> Result<ExitCode, Failure> {
    todo!("{} {lang:?}", args.markdown)
}
