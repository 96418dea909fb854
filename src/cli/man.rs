//! `shenyue man`: the manual page, made from the command line itself.

use std::process::ExitCode;

use super::args::command;
use super::{Failure, print};
use crate::lang::Lang;

/// None.
#[derive(Debug, clap::Args)]
pub(super) struct Args {}

pub(super) fn run(_: &Args, lang: Lang) -> Result<ExitCode, Failure> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command(lang)).render(&mut page).map_err(Failure::screen)?;
    print(&String::from_utf8_lossy(&page)).map(|()| ExitCode::SUCCESS)
}
