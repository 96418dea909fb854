//! How a view of rows is parted and framed: a strip above, the list, the card of the row the keys are on.
//! What a row or a card says is the view's own.

use ratatui::layout::Rect;

use super::Cx;
use crate::command::Target;
use crate::lang::tr;
use crate::ui::{Canvas, Role, Sheet};

/// From so many columns on the card stands beside the list.
pub(super) const BESIDE_FROM_COLS: u16 = 110;
/// From so many rows on there is room for empty ones.
pub(super) const TALL_FROM_ROWS: u16 = 26;

/// Where the parts are.
pub(super) struct Parts {
    /// The line above.
    pub strip: Rect,
    /// The list under its rule.
    pub list: Rect,
    /// The card under its rule.
    pub card: Rect,
    /// Whether the card stands beside the list, not below it.
    pub beside: bool,
}

/// What a view asks for.
pub(super) struct Wish {
    /// How many rows its list has.
    pub rows: usize,
    /// How wide the list is with the card beside it; `None`: below it.
    pub beside_cols: Option<u16>,
    /// How much of the height the list takes at most with the card below it, in tenths.
    pub tenths: u16,
    /// Whether the keys are in the card, which then takes most of the height.
    pub in_card: bool,
}

impl Parts {
    /// Parts an area.
    pub fn of(area: Rect, wish: &Wish) -> Self {
        let tall = area.height >= TALL_FROM_ROWS;
        let head = if tall { 3 } else { 1 };
        let strip = Rect { y: area.y + u16::from(tall), height: 1, ..area };
        let below = Rect { y: area.y + head, height: area.height.saturating_sub(head), ..area };
        if let Some(width) = wish.beside_cols.filter(|_| area.width >= BESIDE_FROM_COLS) {
            let card = Rect { x: area.x + width + 1, width: area.width.saturating_sub(width + 1), ..below };
            return Self { strip, list: Rect { width, ..below }, card, beside: true };
        }
        let all = u16::try_from(wish.rows).unwrap_or(u16::MAX).saturating_add(1);
        let most = if wish.in_card { below.height / 4 } else { below.height * wish.tenths / 10 };
        let list = Rect { height: all.min(most.max(4)).min(below.height), ..below };
        Self { strip, list, card: Rect { y: list.bottom(), height: below.height - list.height, ..below }, beside: false }
    }

    /// The rows in view from `top` on, each with its line.
    pub fn lines(&self, top: u32, rows: usize) -> impl Iterator<Item = (usize, Rect)> + use<> {
        let list = self.list;
        (top as usize..rows).zip(list.y + 1..list.bottom()).map(move |(at, y)| (at, Rect { y, height: 1, ..list }))
    }

    /// The line between list and card, where they stand side by side; `area` is the view's.
    pub fn seam(&self, canvas: &mut Canvas<'_, Target>, area: Rect) {
        if self.beside {
            canvas.vline(self.list.right(), self.list.y, self.list.height, false, Role::Line);
            canvas.cell_line(self.list.right(), self.list.y, "┬", Role::Line);
            canvas.cell_line(self.list.right(), area.bottom(), "┴", Role::Line);
        }
    }
}

/// Over a drawn row: whether it is chosen, whether the keys are on it, what a click on it means.
pub(super) fn finish_row(canvas: &mut Canvas<'_, Target>, line: Rect, chosen: bool, here: bool, target: Target) {
    if chosen {
        canvas.put(line.x + 1, line.y, 1, "*", Role::You);
    }
    if here {
        canvas.tint(Rect { x: line.x + 1, width: line.width.saturating_sub(1), ..line }, Role::Here);
    }
    canvas.hit(line, target);
}

/// Inside a card: below its rule, inside the margins.
pub(super) fn inside(card: Rect) -> Rect {
    let head = if card.height >= TALL_FROM_ROWS { 2 } else { 1 };
    Rect { x: card.x + 2, y: card.y + head, width: card.width.saturating_sub(3), height: card.height.saturating_sub(head) }
}

/// Draws what a card says from row `top` on, and how much of it lies below.
pub(super) fn draw_sheet(cx: &Cx<'_>, canvas: &mut Canvas<'_, Target>, inside: Rect, sheet: &Sheet<Target>, top: u16, in_card: bool) {
    sheet.draw(canvas, inside, top);
    let hidden = sheet.height().saturating_sub(top + inside.height);
    if hidden > 0 && !inside.is_empty() {
        let key = cx.say(if in_card { tr("Down", "下键") } else { tr("Tab", "Tab") });
        let more = cx.lang.pick(format!(" {hidden} more: {key} "), format!(" 下面还有 {hidden} 行：{key} "));
        canvas.put_right(inside.right(), inside.bottom() - 1, 30, &more, Role::Text);
    }
}
