//! The program: see [`shenyue::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    shenyue::cli::main()
}
