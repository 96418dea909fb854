//! The settings, some of them wrong; and what is told without any colour.

use std::path::Path;

use ratatui::style::Color;
use shenyue::ui::{Look, Theme, ThemeName};

use crate::harness::{BUREAU, Harness, Setup};
use crate::{compare, same_as_file, written};

const WRONG: &str = "theme = \"粉\"\nlines = ascii\n[keys]\naccept = [\"F5\"]\nproblem = [\"c\"]\nfinding = [\"e\"]\n";

fn wrong(setup: Setup) -> Harness {
    Harness::open_with(BUREAU, Setup { settings: Some(WRONG), ..setup })
}

#[test]
fn settings() {
    compare("settings", |setup| {
        let mut app = Harness::open_with(BUREAU, setup);
        app.keys(", Down");
        app
    });
}

#[test]
fn settings_that_are_wrong() {
    compare("settings_wrong", |setup| {
        let mut app = wrong(setup);
        app.keys(", End");
        app
    });
}

#[test]
fn the_keys_of_commands() {
    compare("settings_keys", |setup| {
        let mut app = wrong(setup);
        app.keys(", End Enter Down Down");
        app
    });
}

/// As `NO_COLOR` has it, lines drawn, in the smallest window: signs and words are all there is.
fn without_colour(name: &str, scene: impl Fn(Setup) -> Harness) {
    let look = Look { theme: Theme(ThemeName::Mono), ..Look::default() };
    let app = scene(Setup { size: (80, 24), look, ..Setup::default() });
    let frame = app.frame();
    for cell in frame.buffer.content() {
        assert_eq!((cell.fg, cell.bg), (Color::Reset, Color::Reset), "{name}: a colour at {:?}", cell.symbol());
    }
    same_as_file(&Path::new("tests/screens").join(format!("mono_{name}.txt")), &written("80x24 mono", &app));
}

#[test]
fn settings_without_colour() {
    without_colour("settings", |setup| {
        let mut app = wrong(setup);
        app.keys(", End");
        app
    });
}

#[test]
fn findings_without_colour() {
    without_colour("findings", crate::findings::answered);
}

#[test]
fn the_score_desk_without_colour() {
    without_colour("scores", |setup| {
        let mut app = crate::scores::scored(setup);
        app.keys("v s g g j j");
        app
    });
}

#[test]
fn a_folder_without_colour() {
    without_colour("folder", crate::folder::batch);
}
