//! Which rule pack a command judges by.

use super::{Context, Failure, absolute};
use crate::command::settings::Setting;
use crate::rules::{BASE, Pack};
use crate::term::{self, NoPack};

impl Context {
    /// The pack of a name or path, as given on the command line: see [`term::pack`].
    pub(super) fn pack(&self, asked: &str) -> Result<Pack, Failure> {
        let path = if term::is_pack_file(asked) { absolute(asked.as_ref())?.to_str().map(str::to_owned) } else { None };
        term::pack(&*self.vfs, &self.home, path.as_deref().unwrap_or(asked)).map_err(|error| match error {
            NoPack::Unknown(_) => Failure::usage(error.say(self.lang)),
            NoPack::Store(error) => Failure::reading(&error, self.lang),
            NoPack::NotText(_) | NoPack::Pack(_) => Failure::input(error.say(self.lang)),
        })
    }

    /// The pack of the flag, else that of the settings, if either names one. A wrong flag ends the command.
    pub(super) fn asked_pack(&self, flag: Option<&str>) -> Result<Option<Pack>, Failure> {
        if let Some(asked) = flag {
            return self.pack(asked).map(Some);
        }
        let Some(chosen) = self.config.text(Setting::Rules) else { return Ok(None) };
        term::pack(&*self.vfs, &self.home, &chosen).map(Some).map_err(|error| {
            let (name, says) = (Setting::Rules.row().name, error.say(self.lang));
            Failure::input(format!("{} {name}: {says}", self.home.settings_path().display()))
        })
    }

    /// The same, or the base pack.
    pub(super) fn asked_pack_or_base(&self, flag: Option<&str>) -> Result<Pack, Failure> {
        self.asked_pack(flag)?.map_or_else(|| self.pack(BASE), Ok)
    }
}
