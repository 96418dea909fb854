//! A panic that is caught and told as a refusal is not also to be printed over the screen.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// What a panic says may quote what it stumbled over: so much of it is told.
const SAID_CHARS_MAX: usize = 200;

/// While it lives, panics of this thread print nothing, if [`quiet_caught_panics`] was called.
struct Quiet {
    before: bool,
}

impl Quiet {
    fn begin() -> Self {
        Self { before: QUIET.replace(true) }
    }
}

impl Drop for Quiet {
    fn drop(&mut self) {
        QUIET.set(self.before);
    }
}

/// What `work` gives; none if it panics. Nothing may outlive a call that panics, so that nothing is left half done.
pub fn caught<T>(work: impl FnOnce() -> T) -> Option<T> {
    caught_saying(work).ok()
}

/// The same; of one that panics, what it said.
pub fn caught_saying<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    let _quiet = Quiet::begin();
    panic::catch_unwind(AssertUnwindSafe(work)).map_err(|said| {
        let text = said.downcast_ref::<String>().map(String::as_str).or_else(|| said.downcast_ref::<&str>().copied());
        text.unwrap_or_default().chars().take(SAID_CHARS_MAX).collect()
    })
}

/// Whether a panic of this thread would be [`caught`] now.
pub fn catches_panics() -> bool {
    QUIET.get()
}

/// From now on a panic that is [`caught`] prints nothing; all others print as before.
pub fn quiet_caught_panics() {
    let print = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        if !catches_panics() {
            print(panic);
        }
    }));
}
