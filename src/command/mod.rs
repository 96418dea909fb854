//! Keys, commands, messages, effects: what can be asked for, in one table.

mod facts;
mod key;
mod keymap;
mod message;
mod table;

pub use facts::{Facts, Signed, View};
pub use key::{Key, KeyCode};
pub use keymap::{Found, KeyFileError, Keymap, markdown};
pub use message::{
    BatchNews, BatchNo, Effect, Entry, EntryKind, File, ImportNo, Me, Mouse, MouseDoes, Msg, ReadFiles, Target, Timer, Unexported,
};
pub use table::{COMMANDS, Command, Group, Row};
