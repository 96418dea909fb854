//! `shenyue completions SHELL`: made from the command line itself.

use std::process::ExitCode;

use clap_complete::Shell;

use super::args::{both, command};
use super::{Failure, print};
use crate::lang::Lang;

/// For which shell.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(value_name = "SHELL", hide_possible_values = true, help = both!("bash, zsh, fish, elvish or powershell", "bash、zsh、fish、elvish 或 powershell"))]
    shell: Shell,
}

pub(super) fn run(args: &Args, lang: Lang) -> Result<ExitCode, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command(lang), "shenyue", &mut script);
    print(&String::from_utf8_lossy(&script)).map(|()| ExitCode::SUCCESS)
}
