//! Where settings, recent files and stray journals live on this computer, and who sits here.

use std::path::PathBuf;

/// The directories of this user. Made from `directories` by `Home::of_user`, from a folder in tests.
#[derive(Clone, Debug)]
pub struct Home {
    /// `keys.toml`, `phrases.toml`, `reviewer.json`, `recent.json`.
    pub config: PathBuf,
    /// Journals that cannot stand beside their file; samples' private copies.
    pub state: PathBuf,
    /// account@computer, for stamps.
    pub seat: String,
}
