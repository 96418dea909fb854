//! A panic that is caught and told as a refusal is not also to be printed over the screen.

use std::cell::Cell;
use std::panic;

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// While it lives, panics of this thread print nothing, if [`quiet_caught_panics`] was called.
pub(super) struct Quiet {
    before: bool,
}

impl Quiet {
    pub fn begin() -> Self {
        Self { before: QUIET.replace(true) }
    }
}

impl Drop for Quiet {
    fn drop(&mut self) {
        QUIET.set(self.before);
    }
}

/// From now on a panic inside a reader, which is caught, prints nothing; all others print as before.
pub fn quiet_caught_panics() {
    let print = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        if !QUIET.get() {
            print(panic);
        }
    }));
}
