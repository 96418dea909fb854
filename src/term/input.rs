//! What comes from outside: keys, pastes, the mouse, signals, the answers of workers, all through one
//! channel, so that the program has one thing to sleep on.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;

use crossterm::event::{self, Event, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use rustix::event::{PollFd, PollFlags, poll};

use super::modes::sane_size;
use crate::command::{Key, KeyCode, MouseDoes, Msg};
use crate::report::Report;

/// Rows one notch of the wheel moves.
const WHEEL_ROWS: i16 = 3;

/// Something that came from outside.
#[derive(Debug)]
pub enum Input {
    /// Complete as it is.
    Msg(Msg),
    /// The mouse at a column and row: what stands there, the last frame knows.
    Mouse(MouseDoes, u16, u16),
    /// What a worker found out about a report; of no use when another has been opened since.
    Studied(Arc<Report>, Msg),
    /// A signal asks the program to end; its number.
    Signal(i32),
    /// The terminal is gone.
    Gone,
    /// Stop until continued, as any program does for `kill -TSTP`.
    Stop,
    /// Continued: the shell may have changed the terminal's modes.
    Continued,
}

/// Reads the terminal on a thread of its own until the program ends.
pub(super) fn spawn_reader(post: Sender<Input>) {
    thread::spawn(move || {
        loop {
            let input = match event::read() {
                Ok(event) => read(event),
                Err(_) => Some(Input::Gone),
            };
            let gone = matches!(input, Some(Input::Gone));
            if input.is_some_and(|input| post.send(input).is_err()) || gone {
                return;
            }
        }
    });
}

/// Notices a terminal that hangs up. SIGHUP may be ignored (`nohup`), and crossterm spins on a dead terminal.
pub(super) fn spawn_hangup_watch(post: Sender<Input>) {
    thread::spawn(move || {
        let stdin = io::stdin();
        // Asking for no event leaves those that are always reported: hang-up and error.
        let mut watched = [PollFd::new(&stdin, PollFlags::empty())];
        loop {
            match poll(&mut watched, None) {
                Err(rustix::io::Errno::INTR) => {}
                Ok(_) => {
                    // The program is over if nobody listens.
                    let _ = post.send(Input::Gone);
                    return;
                }
                Err(_) => return,
            }
        }
    });
}

/// What an event of the terminal means, if anything.
fn read(event: Event) -> Option<Input> {
    Some(match event {
        Event::Key(key) => Input::Msg(Msg::Key(read_key(key)?)),
        // Terminals paste line ends as carriage returns.
        Event::Paste(text) => Input::Msg(Msg::Paste(text.replace("\r\n", "\n").replace('\r', "\n"))),
        Event::Mouse(mouse) => read_mouse(mouse)?,
        Event::Resize(cols, rows) => {
            let (cols, rows) = sane_size(cols, rows);
            Input::Msg(Msg::Resize(cols, rows))
        }
        Event::FocusGained => Input::Msg(Msg::Focus),
        Event::FocusLost => return None,
    })
}

fn read_key(key: KeyEvent) -> Option<Key> {
    use crossterm::event::KeyCode as Theirs;
    if key.kind == KeyEventKind::Release {
        return None;
    }
    let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
    let alt = key.modifiers.contains(KeyModifiers::ALT);
    let shift = key.modifiers.contains(KeyModifiers::SHIFT);
    let code = match key.code {
        // What Backspace sends on terminals set up for ^H.
        Theirs::Char('h') if ctrl && !alt => return Some(Key::plain(KeyCode::Backspace)),
        Theirs::Char(c) => return Some(Key { code: KeyCode::Char(c), ctrl, alt, shift: false }),
        Theirs::BackTab => return Some(Key { code: KeyCode::BackTab, ctrl, alt, shift: false }),
        Theirs::Tab if shift => return Some(Key { code: KeyCode::BackTab, ctrl, alt, shift: false }),
        Theirs::Enter => KeyCode::Enter,
        Theirs::Esc => KeyCode::Esc,
        Theirs::Tab => KeyCode::Tab,
        Theirs::Backspace => KeyCode::Backspace,
        Theirs::Delete => KeyCode::Delete,
        Theirs::Insert => KeyCode::Insert,
        Theirs::Left => KeyCode::Left,
        Theirs::Right => KeyCode::Right,
        Theirs::Up => KeyCode::Up,
        Theirs::Down => KeyCode::Down,
        Theirs::Home => KeyCode::Home,
        Theirs::End => KeyCode::End,
        Theirs::PageUp => KeyCode::PageUp,
        Theirs::PageDown => KeyCode::PageDown,
        Theirs::F(n) => KeyCode::F(n),
        _ => return None,
    };
    Some(Key { code, ctrl, alt, shift })
}

fn read_mouse(mouse: MouseEvent) -> Option<Input> {
    let does = match mouse.kind {
        MouseEventKind::Down(MouseButton::Left) => MouseDoes::Click,
        MouseEventKind::Drag(MouseButton::Left) => MouseDoes::Drag,
        MouseEventKind::Up(MouseButton::Left) => MouseDoes::Release,
        MouseEventKind::Down(MouseButton::Right) => MouseDoes::Menu,
        MouseEventKind::ScrollUp => MouseDoes::Wheel(-WHEEL_ROWS),
        MouseEventKind::ScrollDown => MouseDoes::Wheel(WHEEL_ROWS),
        _ => return None,
    };
    Some(Input::Mouse(does, mouse.column, mouse.row))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::KeyCode as Theirs;

    fn key(code: Theirs, modifiers: KeyModifiers) -> Option<Key> {
        read_key(KeyEvent::new(code, modifiers))
    }

    #[test]
    fn shift_is_in_the_character_and_only_elsewhere_a_modifier() {
        assert_eq!(key(Theirs::Char('C'), KeyModifiers::SHIFT), Some(Key::char('C')));
        assert_eq!(key(Theirs::Left, KeyModifiers::SHIFT), Some(Key { shift: true, ..Key::plain(KeyCode::Left) }));
        assert_eq!(key(Theirs::BackTab, KeyModifiers::SHIFT), Some(Key::plain(KeyCode::BackTab)));
    }

    #[test]
    fn chinese_arrives_as_characters() {
        assert_eq!(key(Theirs::Char('审'), KeyModifiers::NONE), Some(Key::char('审')));
    }

    #[test]
    fn both_codes_of_backspace_are_backspace() {
        assert_eq!(key(Theirs::Backspace, KeyModifiers::NONE), Some(Key::plain(KeyCode::Backspace)));
        assert_eq!(key(Theirs::Char('h'), KeyModifiers::CONTROL), Some(Key::plain(KeyCode::Backspace)));
    }

    #[test]
    fn a_key_let_go_is_no_key() {
        let released = KeyEvent::new_with_kind(Theirs::Char('a'), KeyModifiers::NONE, KeyEventKind::Release);
        assert_eq!(read_key(released), None);
    }

    #[test]
    fn pasted_line_ends_become_one_kind() {
        let Some(Input::Msg(Msg::Paste(text))) = read(Event::Paste("一\r二\r\n三\n".into())) else { panic!("no paste") };
        assert_eq!(text, "一\n二\n三\n");
    }

    #[test]
    fn an_absurd_window_is_cut_to_what_can_be_drawn() {
        let Some(Input::Msg(Msg::Resize(cols, rows))) = read(Event::Resize(65535, 65535)) else { panic!("no resize") };
        assert_eq!((cols, rows), (1000, 400));
    }

    #[test]
    fn the_mouse_clicks_drags_and_wheels_and_its_mere_movement_is_nothing() {
        let at = |kind| read_mouse(MouseEvent { kind, column: 7, row: 3, modifiers: KeyModifiers::NONE });
        assert!(matches!(at(MouseEventKind::Down(MouseButton::Left)), Some(Input::Mouse(MouseDoes::Click, 7, 3))));
        assert!(matches!(at(MouseEventKind::Down(MouseButton::Right)), Some(Input::Mouse(MouseDoes::Menu, 7, 3))));
        assert!(matches!(at(MouseEventKind::ScrollUp), Some(Input::Mouse(MouseDoes::Wheel(-3), 7, 3))));
        assert!(at(MouseEventKind::Moved).is_none());
        assert!(matches!(at(MouseEventKind::Drag(MouseButton::Left)), Some(Input::Mouse(MouseDoes::Drag, 7, 3))));
        assert!(matches!(at(MouseEventKind::Up(MouseButton::Left)), Some(Input::Mouse(MouseDoes::Release, 7, 3))));
        assert!(at(MouseEventKind::Up(MouseButton::Right)).is_none());
    }
}
