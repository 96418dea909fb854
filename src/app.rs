//! The model: report, review, panes, overlays. `update` takes a message and answers with effects;
//! `view` draws. No files, no clock, no threads.

use std::path::PathBuf;

use ratatui::layout::Rect;

use crate::command::{Effect, Me, Msg, Target};
use crate::lang::Lang;
use crate::report::Report;
use crate::review::Review;
use crate::ui::{Frame, Look};

/// What the program starts with.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Language of the screen.
    pub lang: Lang,
    /// Colours, lines, widths.
    pub look: Look,
    /// Who sits here, if they have said so before.
    pub me: Option<Me>,
    /// Files opened last, newest first.
    pub recent: Vec<PathBuf>,
    /// The working folder, for the start page.
    pub folder: PathBuf,
    /// The user's key file, `keys.toml`, as text.
    pub keys: Option<String>,
    /// The user's phrases, one a line, as text.
    pub phrases: Option<String>,
}

/// The program.
#[derive(Debug)]
pub struct App {}

impl App {
    /// The start page, in a window of this size (columns, rows).
    pub fn new(settings: Settings, size: (u16, u16)) -> Self {
        todo!("{settings:?} {size:?}")
    }

    /// Takes a message; what must be done in the world comes back. `now_ms` is any growing clock.
    pub fn update(&mut self, msg: Msg, now_ms: u64) -> Vec<Effect> {
        todo!("{msg:?} {now_ms}")
    }

    /// The picture of what stands now.
    pub fn view(&self) -> Frame<Target> {
        Frame::new(Rect::ZERO)
    }

    /// The open report.
    pub fn report(&self) -> Option<&Report> {
        todo!()
    }

    /// The record of the open file; empty on the start page.
    pub fn review(&self) -> &Review {
        todo!()
    }

    /// The language of the screen.
    pub fn lang(&self) -> Lang {
        todo!()
    }
}
