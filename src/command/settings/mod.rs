//! What a user may choose: one table, read from `config.toml`, the environment and the command line.
//!
//! The loader, `shenyue config`, the settings window and the README's table are made from
//! [`SETTINGS`]: a setting is one row there. Pure: text in, choices and faults out. A wrong entry is
//! told and the default is used; nothing here ever stops the program.

mod config;
mod edit;
mod fault;
mod page;
mod table;

pub use config::{Config, Source, System};
pub use edit::{Change, edit};
pub use fault::{About, Fault, Place};
pub use page::{markdown, sample};
pub use table::{Choice, Kind, Row, SETTINGS, Setting, Value};

/// Where settings stand, below the folder of this user's settings.
pub const FILE_NAME: &str = "config.toml";
/// The table of keys in it.
pub const KEYS: &str = "keys";
