//! `shenyue schema`: the JSON Schema of the file, for other programs.

use std::process::ExitCode;

use super::{Failure, print};
use crate::report;

/// None.
#[derive(Debug, clap::Args)]
pub(super) struct Args {}

pub(super) fn run(_: &Args) -> Result<ExitCode, Failure> {
    print(report::schema()).map(|()| ExitCode::SUCCESS)
}
