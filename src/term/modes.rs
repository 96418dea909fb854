//! The modes the terminal is put into, and their way back on every exit.
//!
//! Only modes that are set and reset blindly: nothing is ever asked of the terminal, for some never
//! answer and the answer of others lands among the keys. No kitty flags (input methods lose text
//! under them), no OSC (titles and clipboards are not ours), and of the mouse only buttons, wheel and
//! movement while a button is held: reports of mere movement would wake a sleeping program.
//!
//! The terminal is written to past `std::io::stdout`, whose lock the panicking thread may hold.

use std::fs::File;
use std::io::{self, Write};
use std::os::fd::AsFd;
use std::panic;
use std::process;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::terminal::{disable_raw_mode, enable_raw_mode};

use crate::import;

/// Alternate screen with saved cursor, paste in brackets, mouse buttons, as SGR reports, focus, no wrap at the
/// right edge, no cursor.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[?2004h\x1b[?1002h\x1b[?1006h\x1b[?1004h\x1b[?7l\x1b[?25l";

/// A frame cut off in the middle is ended (2026) and colours taken back; then [`ENTER`] undone, last first.
const LEAVE: &[u8] = b"\x1b[?2026l\x1b[0m\x1b[?25h\x1b[?7h\x1b[?1004l\x1b[?1006l\x1b[?1002l\x1b[?2004l\x1b[?1049l";

/// Larger windows are drawn in this corner of them: some terminals claim 65535 x 65535.
const SIZE_MAX: (u16, u16) = (1000, 400);

/// What Rust programs end with that panic.
const PANIC_CODE: i32 = 101;

/// What a terminal has that does not know its size (a serial line says 0 x 0).
const SIZE_UNKNOWN: (u16, u16) = (80, 24);

/// The terminal and whether it is in our modes. Dropped, it is as it was.
#[derive(Debug)]
pub struct Modes {
    out: File,
    entered: AtomicBool,
}

impl Modes {
    /// Holds the terminal behind standard output; changes nothing yet.
    pub fn of_stdout() -> io::Result<Self> {
        let out = File::from(io::stdout().as_fd().try_clone_to_owned()?);
        Ok(Self { out, entered: AtomicBool::new(false) })
    }

    /// The terminal, to draw on: unbuffered.
    pub fn output(&self) -> io::Result<File> {
        self.out.try_clone()
    }

    /// Sets the modes. On an error none is left set.
    #[expect(clippy::disallowed_methods, reason = "the one place that sets raw mode")]
    pub fn enter(&self) -> io::Result<()> {
        if self.entered.swap(true, Ordering::SeqCst) {
            return Ok(());
        }
        let entered = enable_raw_mode().and_then(|()| (&self.out).write_all(ENTER));
        if entered.is_err() {
            self.leave();
        }
        entered
    }

    /// Puts everything back; from any thread, any number of times. A terminal that is gone is left so.
    #[expect(clippy::disallowed_methods, reason = "the one place that resets raw mode")]
    pub fn leave(&self) {
        if self.entered.swap(false, Ordering::SeqCst) {
            let _ = (&self.out).write_all(LEAVE);
            let _ = disable_raw_mode();
        }
    }
}

impl Modes {
    /// From now on a panic, on whatever thread, first puts everything back, then says what it has to say and ends the
    /// program: nothing goes on over a screen that is no longer ours. What was accepted is in the journal. Only a panic
    /// inside a reader of reports, which is caught there and told as a refusal, passes by.
    #[expect(clippy::disallowed_methods, reason = "exits only after the modes are left")]
    pub fn restore_on_panic(self: &Arc<Self>) {
        let modes = Arc::clone(self);
        let say = panic::take_hook();
        panic::set_hook(Box::new(move |panicked| {
            if import::catches_panics() {
                return;
            }
            modes.leave();
            say(panicked);
            process::exit(PANIC_CODE);
        }));
    }
}

impl Drop for Modes {
    fn drop(&mut self) {
        self.leave();
    }
}

/// The size of the window in columns and rows, never 0 and never absurd.
pub fn window_size() -> (u16, u16) {
    crossterm::terminal::size().map_or(SIZE_UNKNOWN, |(cols, rows)| sane_size(cols, rows))
}

/// As the terminal says, within what can be drawn.
pub(super) fn sane_size(cols: u16, rows: u16) -> (u16, u16) {
    if cols == 0 || rows == 0 {
        return SIZE_UNKNOWN;
    }
    (cols.min(SIZE_MAX.0), rows.min(SIZE_MAX.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The modes a sequence sets or resets, as `(number, sign)`.
    fn modes(sequence: &[u8]) -> Vec<(&str, &str)> {
        let text = std::str::from_utf8(sequence).expect("ASCII");
        text.split("\x1b[?").skip(1).map(|mode| mode.split_at(mode.find(['h', 'l']).expect("a sign"))).collect()
    }

    #[test]
    fn every_mode_is_put_back_in_reverse_order() {
        let entered = modes(ENTER);
        let left: Vec<_> = modes(LEAVE).into_iter().filter(|(number, _)| *number != "2026").rev().collect();
        assert_eq!(entered.len(), 7);
        assert_eq!(left.len(), 7);
        for ((entered, set), (left, reset)) in entered.into_iter().zip(left) {
            assert_eq!(entered, left);
            assert_ne!(set, reset.get(..1).expect("a sign"), "{entered}");
        }
    }

    #[test]
    fn a_window_is_never_empty_nor_absurd() {
        assert_eq!(sane_size(0, 0), (80, 24));
        assert_eq!(sane_size(120, 0), (80, 24));
        assert_eq!(sane_size(1, 1), (1, 1));
        assert_eq!(sane_size(65535, 65535), (1000, 400));
    }
}
