//! The full-screen views beside items and report text: what each must be able to do. A view is a
//! pane of its own file, a row in [`View`](crate::command::View) and an arm in the app's
//! `Reviewing::pane`; everything else asks this trait.

use ratatui::layout::Rect;

use super::{Cx, Open, Step};
use crate::command::{Command, Facts, Target};
use crate::lang::{Lang, Words};
use crate::report::{ItemRef, Place};
use crate::ui::Canvas;

/// What Enter does where the keys are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnEnter {
    /// Opens the numbered menu of these commands, the natural one first.
    Menu(&'static [Command]),
    /// Runs one.
    Run(Command),
    /// Nothing, because.
    Nothing(Words),
}

/// A command in the bottom bar, under its own name or another that says it better here.
pub type HintRow = (Command, Option<Words>);

/// A view: local state, how one walks it, how it is drawn. Changes nothing of the review.
pub trait ViewPane {
    /// The words on its tab, with what is still open in it.
    fn tab_name(&self, open: &Open, lang: Lang) -> String;

    /// What the keys are on, in lines: all that its card says.
    fn words(&self, cx: &Cx<'_>) -> Vec<String>;

    /// The item the keys are on.
    fn item(&self, open: &Open) -> Option<ItemRef>;

    /// Where that stands in the report: where `gd` leads.
    fn place(&self, open: &Open) -> Option<Place>;

    /// What a menu opened here is about; `None`: the item.
    fn about(&self, open: &Open, lang: Lang) -> Option<String>;

    /// Where one is, for the right of the bottom bar.
    fn position(&self, open: &Open, lang: Lang) -> Option<String>;

    /// Adds what commands ask about this view.
    fn facts(&self, open: &Open, facts: &mut Facts);

    /// The findings behind what the keys are on, by their place in the list; empty: those of the item.
    fn findings(&self, _: &Open) -> Vec<usize> {
        Vec::new()
    }

    /// Moves the cursor; says whether it moved. `page` rows are shown.
    fn step(&mut self, open: &Open, step: Step, page: u16) -> bool;

    /// Left (negative) or right.
    fn sideways(&mut self, open: &Open, by: i32);

    /// Tab (1) or Shift-Tab (-1).
    fn tab(&mut self, open: &Open, by: i32);

    /// Esc: one step out inside the view; `false` if there is none.
    fn step_out(&mut self) -> bool {
        false
    }

    /// What Enter does.
    fn on_enter(&self, open: &Open) -> OnEnter;

    /// The second page of the menu: what its digits did not reach.
    fn more(&self, _: &Open) -> &'static [Command] {
        &[]
    }

    /// The keys most useful here, best first.
    fn hints(&self) -> &'static [HintRow];

    /// Brings the cursor into view.
    fn settle(&mut self, cx: &Cx<'_>, area: Rect);

    /// Draws it.
    fn draw(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_, Target>, area: Rect);
}
