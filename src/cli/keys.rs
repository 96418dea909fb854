//! `shenyue keys`: all keys, from the one table of commands.

use std::process::ExitCode;

use super::args::both;
use super::{Context, Failure, print};
use crate::command;
use crate::command::Keymap;

/// How to print them.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(long, help = both!("As Markdown tables, for papers", "输出 Markdown 表格"))]
    markdown: bool,
}

pub(super) fn run(args: &Args, cx: &Context) -> Result<ExitCode, Failure> {
    // Papers are for everybody, the list is for this user.
    let tables =
        if args.markdown { command::markdown(&Keymap::default(), cx.lang) } else { command::markdown(cx.config.keymap(), cx.lang) };
    let text = if args.markdown { tables } else { plain(&tables) };
    print(&text).map(|()| ExitCode::SUCCESS)
}

/// The tables without the marks that make them Markdown.
fn plain(tables: &str) -> String {
    let rows = tables.lines().filter(|line| !line.starts_with("|---"));
    rows.map(|row| row.trim_matches(|c| c == '|' || c == ' ').replace(" | ", "  ").replace('`', "") + "\n").collect()
}
