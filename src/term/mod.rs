//! The terminal: its modes, what comes from it, and the loop that sleeps until something does.
//!
//! [`Session`] is the whole program without a terminal. [`run`] puts a terminal round it: keys, signals
//! and workers' answers arrive through one channel; held-down keys are drained first, then synced once,
//! then drawn once. There is no tick: without a message or a due timer the program does not wake.

mod batch;
mod choosing;
mod clock;
mod exporting;
mod folder;
mod importing;
mod input;
mod modes;
mod packages;
mod packs;
mod plain;
mod runner;
mod screen;
mod seeking;
mod session;
mod signals;
mod study;
mod worker;

use std::io::{self, IsTerminal};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use ratatui::layout::Position;
use signal_hook::consts::SIGHUP;

pub use batch::{Departments, departments};
pub use choosing::elsewhere;
pub use clock::{Clock, SystemClock};
pub use exporting::{export, kit, standard, templates, write_summary};
pub use importing::{ImportFailure, import_files};
pub use input::Input;
pub use modes::{Modes, window_size};
pub use packages::{Outcome, Package, import_packages};
pub use packs::{NoPack, is_file as is_pack_file, pack};
pub use plain::{take_line, talk};
pub use runner::{Runner, World};
pub use screen::Screen;
pub use session::Session;
pub use signals::survive_size_limit;

use crate::command::{Mouse, Msg, Target};
use crate::ui::Frame;

/// Inputs taken together before the sync and the draw they share.
const BATCH_MAX: usize = 256;

/// Whether standard input and output are a terminal that can be drawn on.
pub fn is_usable(term: Option<&str>) -> bool {
    term != Some("dumb") && io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// Runs the program on this terminal until it ends. Gives the exit code: 0, or 128 + the number of the signal that ended it.
/// Workers of the session send through `post`.
///
/// On return the terminal is as it was. Threads still wait for input: leave by `process::exit`.
pub fn run(session: &mut Session, post: Sender<Input>, inbox: &Receiver<Input>) -> io::Result<i32> {
    let modes = Arc::new(Modes::of_stdout()?);
    modes.restore_on_panic();
    signals::spawn_listener(Arc::clone(&modes), post.clone())?;
    modes.enter()?;
    let screen = Screen::new(modes.output()?);
    let mut desktop = Desktop { session, modes, screen, frame: Frame::default(), ended_by: None };
    desktop.draw();
    input::spawn_hangup_watch(post.clone());
    input::spawn_reader(post);
    desktop.run(inbox);
    desktop.modes.leave();
    Ok(desktop.ended_by.map_or(0, signals::exit_code))
}

/// The session and the terminal it is shown on.
struct Desktop<'a> {
    session: &'a mut Session,
    modes: Arc<Modes>,
    screen: Screen<std::fs::File>,
    /// What the reviewer sees, and so what a click means.
    frame: Frame<Target>,
    ended_by: Option<i32>,
}

impl Desktop<'_> {
    fn run(&mut self, inbox: &Receiver<Input>) {
        while self.ended_by.is_none() && !self.session.is_over() {
            match self.wait(inbox) {
                Ok(first) => std::iter::once(first).chain(inbox.try_iter()).take(BATCH_MAX).for_each(|input| self.take(input)),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => self.end(SIGHUP),
            }
            // Also after input: a held-down key must not keep a timer from ever being due.
            self.session.wake();
            self.session.settle();
            self.draw();
        }
    }

    /// Sleeps until something comes or the nearest timer is due.
    fn wait(&self, inbox: &Receiver<Input>) -> Result<Input, RecvTimeoutError> {
        match self.session.deadline_ms() {
            None => inbox.recv().map_err(RecvTimeoutError::from),
            Some(due) => inbox.recv_timeout(Duration::from_millis(due.saturating_sub(self.session.clock.ms()))),
        }
    }

    fn take(&mut self, input: Input) {
        match input {
            Input::Msg(msg) => self.session.take(msg),
            Input::Mouse(does, x, y) => {
                let on = self.frame.hit(Position { x, y }).copied();
                self.session.take(Msg::Mouse(Mouse { does, on, x, y }));
            }
            Input::Studied(report, msg) => self.session.take_studied(&report, msg),
            Input::Signal(signal) => self.end(signal),
            Input::Gone => self.end(SIGHUP),
            Input::Stop => {
                self.session.settle();
                self.modes.leave();
                signals::stop_here();
                self.enter_again();
            }
            Input::Continued => self.enter_again(),
        }
    }

    /// Leaves as `q` does, asking nothing.
    fn end(&mut self, signal: i32) {
        self.ended_by.get_or_insert(signal);
        self.session.take(Msg::Leave);
    }

    /// Others used the terminal meanwhile, and its window may have another size: nothing on it is known.
    fn enter_again(&mut self) {
        self.modes.leave();
        if self.modes.enter().is_err() {
            return self.end(SIGHUP);
        }
        self.screen.forget();
        let (cols, rows) = window_size();
        self.session.take(Msg::Resize(cols, rows));
    }

    fn draw(&mut self) {
        self.frame = self.session.app.view_on(std::mem::take(&mut self.frame));
        if self.screen.draw(&self.frame).is_err() && self.ended_by.is_none() {
            // Nothing can be shown any more.
            self.end(SIGHUP);
            self.session.settle();
        }
    }
}
