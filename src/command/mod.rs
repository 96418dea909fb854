//! Keys, commands, messages, effects: what can be asked for, in one table.

mod key;
mod message;

pub use key::{Key, KeyCode};
pub use message::{Effect, Entry, EntryKind, File, Me, Mouse, MouseDoes, Msg, Timer};

/// What a click means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// (grows with the panes)
    Nothing,
}
