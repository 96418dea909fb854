//! Where everything stands in a window of some size: a pure plan that `settle` and `view` share.

use ratatui::layout::Rect;

use crate::lang::Lang;
use crate::panes::lists::{LISTS, Lists};

/// Below this nothing useful fits.
pub const COLS_MIN: u16 = 60;
/// Below this nothing useful fits.
pub const ROWS_MIN: u16 = 16;

/// Narrower lists show no names.
const LIST_COLS_MIN: u16 = 24;
/// What is left for card and text at least.
const CARD_COLS_MIN: u16 = 50;

/// Which part of the items view has the keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pane {
    /// The four lists.
    #[default]
    Lists,
    /// The item's card.
    Card,
    /// The report text beside it.
    Text,
}

/// The three breakpoints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breadth {
    /// Under 100 columns: one pane.
    One,
    /// 100 to 139: lists, and the card over the text.
    Two,
    /// 140 and more: lists, card, text.
    Three,
}

/// The frame of every view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// One or two rows.
    pub top: Rect,
    /// The view.
    pub body: Rect,
    /// The rule with the legend.
    pub legend: Rect,
    /// The keys.
    pub hints: Rect,
    /// How broad the window is.
    pub breadth: Breadth,
    /// Whether there is room for blank rows.
    pub tall: bool,
}

/// The areas of the items view; an empty one is not shown. Card and text have their rule as first row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Items {
    /// The lists with their rules; when narrow the one list that is shown.
    pub lists: Rect,
    /// Rows of each list, rules apart.
    pub list_rows: [u16; LISTS],
    /// The preview under a narrow list.
    pub preview: Rect,
    /// The card.
    pub card: Rect,
    /// The report text.
    pub text: Rect,
}

impl Frame {
    /// The frame of a window.
    pub fn of(size: (u16, u16)) -> Self {
        let (width, height) = size;
        let breadth = match width {
            0..100 => Breadth::One,
            100..140 => Breadth::Two,
            _ => Breadth::Three,
        };
        let tall = height >= 30;
        let top_rows = if tall && breadth != Breadth::One { 2 } else { 1 };
        let row = |y, height| Rect { x: 0, y, width, height };
        Self {
            top: row(0, top_rows),
            body: row(top_rows, height.saturating_sub(top_rows + 2)),
            legend: row(height.saturating_sub(2), 1),
            hints: row(height.saturating_sub(1), 1),
            breadth,
            tall,
        }
    }

    /// Columns of the lists: what the reader gave them, or what is usual.
    fn list_cols(&self, lang: Lang, given: Option<u16>) -> u16 {
        let usual = match (self.breadth, lang) {
            (Breadth::Two, Lang::Zh) => 38,
            _ => 42,
        };
        given.map_or(usual, |cols| cols.clamp(LIST_COLS_MIN, self.body.width.saturating_sub(CARD_COLS_MIN).max(LIST_COLS_MIN)))
    }

    /// The items view. `card_rows` is what the card would take, `list_cols` what the reader gave the lists.
    pub fn items(&self, lang: Lang, lists: &Lists, pane: Pane, zoomed: bool, card_rows: u16, list_cols: Option<u16>) -> Items {
        let body = self.body;
        let mut areas = Items::default();
        if self.breadth == Breadth::One || zoomed {
            match pane {
                Pane::Lists => {
                    // A row of tabs and a rule stand above the list.
                    let inside = Rect { y: body.y + 2, height: body.height.saturating_sub(2), ..body };
                    let wanted = u16::try_from(lists.count(lists.focus())).unwrap_or(u16::MAX).max(1);
                    let preview = (inside.height / 3).max(4);
                    let rows = wanted.min(inside.height.saturating_sub(preview));
                    areas.lists = Rect { height: rows, ..inside };
                    areas.list_rows = [rows; LISTS];
                    areas.preview = Rect { y: inside.y + rows, height: inside.height - rows, ..inside };
                }
                Pane::Card => {
                    let rows = (card_rows + 1).clamp(6, (body.height * 3 / 5).max(6)).min(body.height);
                    areas.card = Rect { height: rows, ..body };
                    areas.text = Rect { y: body.y + rows, height: body.height - rows, ..body };
                }
                Pane::Text => areas.text = body,
            }
            return areas;
        }
        let list_cols = self.list_cols(lang, list_cols);
        areas.lists = Rect { width: list_cols, ..body };
        areas.list_rows = lists.heights(body.height);
        let rest = Rect { x: list_cols + 1, width: body.width.saturating_sub(list_cols + 1), ..body };
        if self.breadth == Breadth::Three {
            let card_cols = rest.width.saturating_sub(1) / 2;
            areas.card = Rect { width: card_cols, ..rest };
            areas.text = Rect { x: rest.x + card_cols + 1, width: rest.width.saturating_sub(card_cols + 1), ..rest };
        } else {
            let blank = u16::from(self.tall);
            let rows = (card_rows + 1 + 2 * blank).clamp(8, (body.height * 3 / 5).max(8)).min(body.height);
            areas.card = Rect { height: rows, ..rest };
            areas.text = Rect { y: rest.y + rows, height: rest.height.saturating_sub(rows), ..rest };
        }
        areas
    }

    /// Inside a pane: below its rule, a blank row where there is room, inside the margins.
    pub fn inside(&self, pane: Rect) -> Rect {
        let head = 1 + u16::from(self.tall);
        Rect {
            x: pane.x + 2,
            y: pane.y + head.min(pane.height),
            width: pane.width.saturating_sub(3),
            height: pane.height.saturating_sub(head),
        }
    }
}
