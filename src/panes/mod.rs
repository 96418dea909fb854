//! The panes: each holds what is local to it (cursor, scroll, folds), moves it, and draws it.
//! None changes the review; what a reader asks for goes through the app.

pub mod batch;
pub mod card;
mod check_card;
mod check_rows;
pub mod checks;
pub mod council;
pub mod coverage;
pub mod desk;
pub mod filter;
pub mod findings;
mod list_card;
pub mod lists;
mod margin;
mod open;
pub mod preview;
pub mod reading;
pub mod scores;
pub mod signing;
pub mod start;
pub mod suspicions;
mod trial;
mod view_pane;

pub use open::{ItemState, LinkStands, Open, Tally, latest};
pub use view_pane::{HintRow, OnEnter, ViewPane};

use std::ops::Range;

use crate::command::{Keymap, Target};
use crate::lang::{Lang, Words};
use crate::review::Stage;
use crate::search::Query;
use crate::text::fit;
use crate::ui::{Canvas, Look, Role, Spans};
use crate::words;

/// What a pane needs to draw: the open file and how to speak of it.
#[derive(Clone, Copy, Debug)]
pub struct Cx<'a> {
    /// The open file.
    pub open: &'a Open,
    /// Language of the screen.
    pub lang: Lang,
    /// Colours, lines, widths.
    pub look: Look,
    /// The stage whose marks are shown.
    pub stage: Stage,
    /// For the keys a pane names.
    pub keymap: &'a Keymap,
    /// How much is reviewed.
    pub tally: &'a Tally,
    /// What was searched for: lit wherever it is shown.
    pub hits: Option<&'a Query>,
    /// What the lists are filtered by.
    pub filter: Option<&'a filter::Filter>,
}

impl Cx<'_> {
    /// `words` in the language of the screen.
    pub fn say(&self, words: Words) -> &'static str {
        words.say(self.lang)
    }

    /// Bytes of a shown text to be lit, and how.
    pub fn lit(&self, text: &str) -> Vec<(Range<usize>, Role)> {
        let spans = self.hits.map_or_else(Vec::new, |query| query.spans(text));
        spans.into_iter().map(|span| (span, Role::Found)).collect()
    }

    /// As [`Canvas::put_fit`], with what was searched for lit.
    pub fn put_lit(&self, canvas: &mut Canvas<'_, Target>, (x, y): (u16, u16), cols_max: u16, text: &str, base: Role) -> u16 {
        let text = fit(text, cols_max.into(), self.look.width);
        canvas.put_spans(x, y, cols_max, &Spans { text: &text, at: 0, base, over: &self.lit(&text) })
    }

    /// Columns of a card's label gutter.
    pub fn gutter(&self) -> u16 {
        self.lang.pick(10, 6)
    }

    /// A finding's name on screen: 问1, #1.
    pub fn finding_name(&self, number: u32) -> String {
        words::finding_name(self.lang, number)
    }

    /// A comment's name on screen: 注1, c1.
    pub fn comment_name(&self, number: u32) -> String {
        words::comment_name(self.lang, number)
    }
}

/// A step of the cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// So many rows down, negative up.
    Rows(i32),
    /// So many half pages down, negative up.
    HalfPages(i32),
    /// To the first.
    First,
    /// To the last.
    Last,
}

impl Step {
    /// Where a cursor at `row` of `count` rows goes, `page` rows being shown. Stops at the ends.
    pub fn from(self, row: u32, count: u32, page: u16) -> u32 {
        let last = count.saturating_sub(1);
        match self {
            Self::Rows(rows) => row.saturating_add_signed(rows).min(last),
            Self::HalfPages(halves) => row.saturating_add_signed(halves * i32::from((page / 2).max(1))).min(last),
            Self::First => 0,
            Self::Last => last,
        }
    }
}

/// The first row to show so that `row` is among `shown` rows from the top, moving as little as can be.
pub fn bring_into_view(top: u32, row: u32, count: u32, shown: u16) -> u32 {
    let shown = u32::from(shown.max(1));
    let top = top.min(count.saturating_sub(shown));
    if row < top {
        row
    } else if row >= top + shown {
        row + 1 - shown
    } else {
        top
    }
}
