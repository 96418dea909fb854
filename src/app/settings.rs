//! What is chosen while the program runs: it holds at once, and is written into the settings' file.

use super::{App, Said};
use crate::command::settings::{Change, Config, Setting, Value};
use crate::command::{Command, Effect};
use crate::overlays::{Overlay, SettingsBox};
use crate::ui::{Look, ThemeName};

/// What is said at the start about wrong settings.
pub(super) fn faults_said(config: &Config) -> Option<Said> {
    let lang = config.lang();
    let first = config.faults().first()?.say_short(lang);
    let key = config.keymap().key_of(Command::Settings, lang);
    let text = match config.faults().len() {
        1 => first,
        n => lang.pick(format!("{n} wrong settings ({key} lists them); {first}"), format!("设置有 {n} 处写错（按 {key} 查看）；{first}")),
    };
    Some(Said { text, warns: true })
}

impl App {
    /// Takes a choice and has it written.
    pub(super) fn change(&mut self, change: Change) {
        let before = Box::new(self.config.clone());
        if let Err(why) = self.config.change(&change) {
            self.said = Some(Said { text: why.say(self.lang).to_owned(), warns: true });
            return;
        }
        self.config_before = Some(before);
        self.look_again();
        let is_about_rows = matches!(change, Change::Set(Setting::Language | Setting::Rules | Setting::RulesFolder, _));
        self.effects.push(Effect::KeepSetting(change));
        if is_about_rows {
            self.forget_batch();
        }
    }

    /// What was chosen leads nowhere: what was before holds again.
    pub(super) fn unchosen(&mut self, why: String) {
        if let Some(before) = self.config_before.take() {
            self.config = *before;
            self.look_again();
        }
        self.said = Some(Said { text: why, warns: true });
    }

    /// Opens the settings, or turns one of them.
    pub(super) fn run_setting(&mut self, command: Command) {
        match command {
            Command::Legend => self.change(Change::Set(Setting::Legend, Value::Switch(!self.config.legend()))),
            Command::Language => self.change(Change::Set(Setting::Language, Value::Word(self.lang.pick("zh", "en")))),
            Command::Theme => self.next_theme(),
            _ => self.overlays.push(Overlay::Settings(SettingsBox::default())),
        }
    }

    /// Dark, light, no colour, and round again.
    fn next_theme(&mut self) {
        let next = match self.look.theme.0 {
            ThemeName::Dark => "light",
            ThemeName::Light => "mono",
            ThemeName::Mono => "dark",
        };
        self.change(Change::Set(Setting::Theme, Value::Word(next)));
    }

    fn look_again(&mut self) {
        (self.lang, self.look) = (self.config.lang(), Look::of(&self.config));
    }
}
