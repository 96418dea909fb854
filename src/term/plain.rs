//! The line mode's loop: lines in from standard input, lines out to standard output, nothing else.
//!
//! What takes long is done at once rather than by workers, so a script finds everything in place; timers
//! ring while the next line is waited for. At the end of input the program leaves as `quit` does.

use std::io::{self, BufRead, Write};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender};
use std::thread;
use std::time::Duration;

use super::Session;
use crate::app::Talk;
use crate::command::Msg;

/// A longer line is no writing of anybody's (bytes).
const LINE_BYTES_MAX: u64 = 1 << 20;
/// Messages one line may come to: a command, its answer, what that leads to.
const STEPS_MAX: usize = 100;

/// Talks until the session is over or input ends. Gives back what kept output from being written.
pub fn talk(session: &mut Session, out: &mut dyn Write, prompt: &str) -> io::Result<()> {
    let (send, lines) = mpsc::sync_channel(1);
    thread::spawn(move || read_lines(&send));
    let mut talk = Talk::default();
    settle(session);
    let mut written = say(&mut talk, session, out, prompt);
    while written.is_ok() && !session.is_over() {
        match next(session, &lines) {
            Ok(line) => {
                take_line(&mut talk, session, &line);
                written = say(&mut talk, session, out, prompt);
            }
            Err(RecvTimeoutError::Timeout) => {
                settle(session);
            }
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    if !session.is_over() {
        // Nobody is left to be asked.
        session.send(Msg::Leave);
    }
    written
}

/// One line with all it comes to.
pub fn take_line(talk: &mut Talk, session: &mut Session, line: &str) {
    let mut msgs = talk.hear(&session.app, line);
    for _ in 0..STEPS_MAX {
        for msg in msgs {
            session.take(msg);
            settle(session);
        }
        msgs = talk.then(&session.app);
        if msgs.is_empty() {
            return;
        }
    }
}

/// Rings what is due, syncs what was done.
fn settle(session: &mut Session) {
    for _ in 0..STEPS_MAX {
        session.wake();
        session.settle();
        if session.deadline_ms().is_none_or(|due| due > session.clock.ms()) {
            return;
        }
    }
}

fn next(session: &Session, lines: &Receiver<String>) -> Result<String, RecvTimeoutError> {
    match session.deadline_ms() {
        None => lines.recv().map_err(RecvTimeoutError::from),
        Some(due) => lines.recv_timeout(Duration::from_millis(due.saturating_sub(session.clock.ms()))),
    }
}

fn say(talk: &mut Talk, session: &Session, out: &mut dyn Write, prompt: &str) -> io::Result<()> {
    for line in talk.says(&session.app) {
        writeln!(out, "{line}")?;
    }
    if !session.is_over() {
        write!(out, "{prompt}")?;
    }
    out.flush()
}

/// Lines until the end of input, or of who listens.
fn read_lines(send: &SyncSender<String>) {
    let mut input = io::stdin().lock();
    loop {
        let mut line = Vec::new();
        match io::Read::take(&mut input, LINE_BYTES_MAX).read_until(b'\n', &mut line) {
            Ok(0) | Err(_) => return,
            Ok(_) => {}
        }
        let line = String::from_utf8_lossy(&line);
        if send.send(line.trim_end_matches(['\r', '\n']).to_owned()).is_err() {
            return;
        }
    }
}
