//! Signals as messages.
//!
//! The first that asks the program to end lets it leave as `q` does, work kept. A second does not
//! wait: what was accepted is in the journal anyway.

use std::io;
use std::process;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGXFSZ};
use signal_hook::iterator::Signals;

use super::{Input, Modes};

/// What a shell reports for a program that ended by signal `n`.
pub(super) fn exit_code(signal: i32) -> i32 {
    128 + signal
}

/// From now on a write beyond the limit of `ulimit -f` fails, as on a full disk, instead of ending the program.
pub fn survive_size_limit() -> io::Result<()> {
    signal_hook::flag::register(SIGXFSZ, Arc::default()).map(drop)
}

/// Listens on a thread of its own until the program ends.
#[expect(clippy::disallowed_methods, reason = "exits only after the modes are left")]
pub(super) fn spawn_listener(modes: Arc<Modes>, post: Sender<Input>) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT])?;
    thread::spawn(move || {
        let mut leaving = false;
        for signal in signals.forever() {
            let input = match signal {
                SIGTSTP => Input::Stop,
                SIGCONT => Input::Continued,
                _ if leaving => {
                    modes.leave();
                    process::exit(exit_code(signal));
                }
                _ => {
                    leaving = true;
                    Input::Signal(signal)
                }
            };
            if post.send(input).is_err() {
                return;
            }
        }
    });
    Ok(())
}

/// Stops this process as if the signal had not been caught; returns when it is continued.
pub(super) fn stop_here() {
    // Fails only for signals without a default action to emulate.
    let _ = signal_hook::low_level::emulate_default_handler(SIGTSTP);
}
