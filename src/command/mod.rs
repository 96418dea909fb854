//! Keys, commands, settings, messages, effects: what can be asked for, in tables.

mod facts;
mod key;
mod keymap;
mod message;
pub mod settings;
mod table;

pub use facts::{Facts, Signed, View};
pub use key::{Key, KeyCode};
pub use keymap::{Found, Keymap, markdown};
pub use message::{
    BatchNews, BatchNo, Effect, Entry, EntryKind, File, ImportNo, Me, Mouse, MouseDoes, Msg, OwnPacks, QuestNo, ReadFiles, Target, Timer,
    Unexported,
};
pub use table::{COMMANDS, Command, Group, Row};
