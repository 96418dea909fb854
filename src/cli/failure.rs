//! Why a command ended without doing what was asked, and the exit code that says so.

use std::fmt::Display;
use std::process::ExitCode;

use crate::lang::Lang;
use crate::store::{StoreError, Trouble};

/// A command that could not be done.
#[derive(Debug)]
pub(super) struct Failure {
    kind: FailureKind,
    text: String,
}

/// The exit codes of failure; 1 is no failure but a fault that `verify` found.
#[derive(Clone, Copy, Debug)]
enum FailureKind {
    Usage = 2,
    Input = 3,
    Output = 4,
}

impl Failure {
    /// The command line asks for something that cannot be.
    pub(super) fn usage(text: impl Into<String>) -> Self {
        Self { kind: FailureKind::Usage, text: text.into() }
    }

    /// The input was refused.
    pub(super) fn input(text: impl Into<String>) -> Self {
        Self { kind: FailureKind::Input, text: text.into() }
    }

    /// The output could not be written.
    pub(super) fn output(text: impl Into<String>) -> Self {
        Self { kind: FailureKind::Output, text: text.into() }
    }

    /// A file could not be read.
    pub(super) fn reading(error: &StoreError, lang: Lang) -> Self {
        Self::input(lines(error.say(lang)))
    }

    /// A file could not be written.
    pub(super) fn writing(error: &StoreError, lang: Lang) -> Self {
        Self::output(lines(error.say(lang)))
    }

    /// Something on the way to the screen failed.
    pub(super) fn screen(error: impl Display) -> Self {
        Self::output(error.to_string())
    }

    /// What to say, without a final line end.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The exit code.
    pub(super) fn exit_code(&self) -> ExitCode {
        ExitCode::from(self.kind as u8)
    }
}

/// A trouble as lines: what happened, why, what was kept, what to do next.
pub(super) fn lines(trouble: Trouble) -> String {
    let parts = [trouble.what, trouble.why, trouble.kept, trouble.next];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}
