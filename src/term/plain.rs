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
                match line {
                    Line::Whole(line) => take_line(&mut talk, session, &line),
                    Line::TooLong => talk.hear_too_long(&session.app),
                }
                written = say(&mut talk, session, out, prompt);
            }
            Err(RecvTimeoutError::Timeout) => {
                settle(session);
                // Else the next line would answer what nobody has heard.
                if talk.has_news(&session.app) {
                    written = if prompt.is_empty() { Ok(()) } else { writeln!(out) };
                    written = written.and_then(|()| say(&mut talk, session, out, prompt));
                }
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

fn next(session: &Session, lines: &Receiver<Line>) -> Result<Line, RecvTimeoutError> {
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
fn read_lines(send: &SyncSender<Line>) {
    let mut input = io::stdin().lock();
    while let Ok(Some(line)) = read_line(&mut input) {
        if send.send(line).is_err() {
            return;
        }
    }
}

/// A line of input.
#[derive(Debug, PartialEq, Eq)]
enum Line {
    Whole(String),
    /// Longer than any may be. Nothing of it is kept: its rest is no line of its own.
    TooLong,
}

/// The next line; none at the end of input.
fn read_line(input: &mut impl BufRead) -> io::Result<Option<Line>> {
    let mut line = Vec::new();
    let len = io::Read::take(&mut *input, LINE_BYTES_MAX + 1).read_until(b'\n', &mut line)?;
    if len as u64 > LINE_BYTES_MAX && line.last() != Some(&b'\n') {
        input.skip_until(b'\n')?;
        return Ok(Some(Line::TooLong));
    }
    let line = String::from_utf8_lossy(&line);
    Ok((len > 0).then(|| Line::Whole(line.trim_end_matches(['\r', '\n']).to_owned())))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    #[test]
    fn the_rest_of_a_line_that_is_too_long_is_no_line() {
        let max = usize::try_from(LINE_BYTES_MAX).unwrap();
        let input = format!("{}\n{}accept\r\nnext\n{}", "a".repeat(max), "b".repeat(max), "c".repeat(max + 1));
        let mut input = input.as_bytes();
        let mut lines = Vec::new();
        while let Some(line) = read_line(&mut input).unwrap() {
            lines.push(line);
        }
        assert_eq!(lines, [Line::Whole("a".repeat(max)), Line::TooLong, Line::Whole("next".into()), Line::TooLong]);
    }
}
