//! How far a long import is, on one line of standard error that is wiped at the end; only where that is a
//! terminal, so that scripts and logs never see it.

use std::cell::Cell;
use std::io::{self, IsTerminal as _, Write as _};
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use crate::import::Progress;
use crate::lang::Lang;

/// What is done sooner needs no word.
const SAID_AFTER: Duration = Duration::from_millis(500);
/// A line is not read faster.
const SAID_EVERY: Duration = Duration::from_millis(100);

/// The line.
pub(super) struct Line {
    lang: Lang,
    /// When it may next be written; `None` where nobody would see it.
    next: Cell<Option<Instant>>,
    written: Cell<bool>,
}

impl Line {
    /// A line nothing was written on yet.
    pub fn new(lang: Lang) -> Self {
        let next = io::stderr().is_terminal().then(|| Instant::now() + SAID_AFTER);
        Self { lang, next: Cell::new(next), written: Cell::new(false) }
    }

    /// Writes how far it is, if it is time to. Never calls the import off: Ctrl-C ends the program, and nothing is half written.
    pub fn tell(&self, progress: Progress) -> ControlFlow<()> {
        let now = Instant::now();
        if self.next.get().is_some_and(|next| next <= now) {
            self.next.set(Some(now + SAID_EVERY));
            self.written.set(true);
            // If nobody listens there, there is nobody to tell.
            let _ = write!(io::stderr(), "\r\x1b[K{}", progress.say(self.lang));
        }
        ControlFlow::Continue(())
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        if self.written.get() {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}
