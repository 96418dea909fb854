//! What was chosen in the program, carried out: written into the settings' file, and in force for
//! what is read from disk.

use std::sync::Arc;

use super::{Runner, pack};
use crate::command::Msg;
use crate::command::settings::{Change, Config, Setting, Value, edit};
use crate::lang::Lang;
use crate::store::{Elsewhere, Home, StoreError, Vfs};

/// Where the settings put what is the user's own.
pub fn elsewhere(config: &Config) -> Elsewhere {
    Elsewhere {
        rules: config.text(Setting::RulesFolder),
        templates: config.text(Setting::Templates),
        phrases: config.text(Setting::Phrases),
    }
}

impl Runner {
    /// Lets a choice hold and writes it. What leads nowhere is answered with [`Msg::Unchosen`] and not
    /// written; what cannot be written holds for this run, and is told.
    pub(super) fn keep_setting(&mut self, change: &Change, lang: Lang) -> Vec<Msg> {
        self.world.lang = lang;
        let mut answers = match self.follow(change, lang) {
            Ok(answers) => answers,
            Err(why) => return vec![Msg::Unchosen(why)],
        };
        if let Err(why) = write(&*self.world.vfs, &self.world.home, change, lang) {
            answers.push(Msg::Unwritten(why));
        }
        answers
    }

    fn follow(&mut self, change: &Change, lang: Lang) -> Result<Vec<Msg>, String> {
        let Change::Set(setting, Value::Text(text)) = change else { return Ok(Vec::new()) };
        let path = (!text.is_empty()).then(|| self.world.home.path(text));
        if *setting != Setting::Rules
            && let Some(path) = &path
            && self.world.vfs.stat(path).is_err()
        {
            let path = path.display();
            return Err(lang.pick(format!("{path} is not there"), format!("没有 {path}")));
        }
        let home = &mut self.world.home;
        let beside = Home::at(home.config.clone(), home.state.clone(), home.seat.clone());
        match setting {
            Setting::Rules if text.is_empty() => self.world.rules = None,
            Setting::Rules => {
                let pack = pack(&*self.world.vfs, home, text).map_err(|error| error.say(lang))?;
                self.world.rules = Some(Arc::new(pack));
            }
            Setting::RulesFolder => home.rules = path.unwrap_or(beside.rules),
            Setting::Templates => home.templates = path.unwrap_or(beside.templates),
            Setting::Phrases => {
                home.phrases = path.unwrap_or(beside.phrases);
                return Ok(vec![Msg::Phrases(home.phrases(&*self.world.vfs))]);
            }
            _ => {}
        }
        Ok(Vec::new())
    }
}

/// Reads the file as it is now, changes one entry, writes it whole.
fn write(vfs: &dyn Vfs, home: &Home, change: &Change, lang: Lang) -> Result<(), String> {
    let told = |error: StoreError| {
        let trouble = error.say(lang);
        lang.pick(
            format!("for this run only: {} {}", trouble.what, trouble.why),
            format!("只在这次有效：{}。{}", trouble.what, trouble.why),
        )
    };
    let text = home.settings(vfs).map_err(told)?.unwrap_or_default();
    let text = edit(&text, change, lang).map_err(|fault| {
        let fault = fault.say(&home.settings_path(), lang);
        lang.pick(format!("for this run only: {fault}"), format!("只在这次有效：{fault}"))
    })?;
    home.write_settings(vfs, &text).map_err(told)
}
