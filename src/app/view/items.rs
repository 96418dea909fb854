//! The items view and the report text: lists, card, prose, and the borders between them.

use ratatui::layout::Rect;

use super::Speech;
use crate::app::layout::{Breadth, Frame as Plan, Items, Pane};
use crate::app::reviewing::Reviewing;
use crate::command::{Target, View};
use crate::lang::{Lang, tr};
use crate::panes::Cx;
use crate::panes::card::card;
use crate::panes::lists::NAMES;
use crate::report::ItemRef;
use crate::ui::{Canvas, Role, Sheet};
use crate::words;

/// The areas of the items view, and the card, if it is shown, at the width it will have.
pub(super) fn item_areas(reviewing: &Reviewing, speech: &Speech<'_>, plan: &Plan) -> (Items, Option<Sheet<Target>>) {
    let areas_for = |rows| plan.items(speech.lang, &reviewing.lists, reviewing.pane, reviewing.zoomed, rows, reviewing.list_cols);
    let guess = areas_for(0);
    let pane = if guess.card.is_empty() { guess.preview } else { guess.card };
    let shown = reviewing.lists.item().filter(|_| reviewing.view == View::Items && !pane.is_empty());
    let Some(item) = shown else { return (guess, None) };
    let sheet = card(&reviewing.cx(speech), item, plan.inside(Rect { height: 9, ..pane }).width);
    (areas_for(sheet.height()), Some(sheet))
}

pub(super) fn items(reviewing: &Reviewing, cx: &Cx<'_>, canvas: &mut Canvas<'_, Target>, plan: &Plan) {
    let areas = &reviewing.areas;
    let in_lists = reviewing.pane == Pane::Lists;
    if plan.breadth == Breadth::One || reviewing.zoomed {
        if in_lists {
            narrow_lists(reviewing, cx, canvas, plan, areas);
            if let Some(item) = reviewing.lists.item() {
                preview(cx, canvas, item, areas.preview, reviewing.card.as_ref());
            }
            return;
        }
    } else {
        let mut y = areas.lists.y;
        for (list, name) in NAMES.into_iter().enumerate() {
            let lit = in_lists && reviewing.lists.focus() == list;
            let title = format!("{} {}", list + 1, cx.say(name));
            let progress = reviewing.lists.tally(cx, list);
            canvas.rule(areas.lists.x, y, areas.lists.width, &title, &progress, lit);
            canvas.hit(Rect { y, height: 1, ..areas.lists }, Target::List(list));
            let rows = Rect { y: y + 1, height: areas.list_rows[list], ..areas.lists };
            reviewing.lists.draw(cx, canvas, list, rows, lit);
            y = rows.bottom();
        }
    }
    if !areas.card.is_empty() {
        card_pane(reviewing, cx, canvas, plan, areas.card);
    }
    if !areas.text.is_empty() {
        reviewing.reading.draw_ruled(cx, canvas, areas.text, reviewing.pane == Pane::Text);
    }
    if plan.breadth != Breadth::One && !reviewing.zoomed {
        dividers(canvas, plan, areas, reviewing);
    }
}

/// The columns' borders, with joints where rules meet them.
fn dividers(canvas: &mut Canvas<'_, Target>, plan: &Plan, areas: &Items, reviewing: &Reviewing) {
    let x = areas.lists.right();
    canvas.vline(x, plan.body.y, plan.body.height, false, Role::Line);
    canvas.hit(Rect { x, width: 1, ..plan.body }, Target::Splitter);
    let mut rules = Vec::new();
    let mut y = areas.lists.y;
    for rows in areas.list_rows {
        rules.push(y);
        y += 1 + rows;
    }
    for y in rules {
        let right = y == areas.card.y || (plan.breadth == Breadth::Two && y == areas.text.y);
        let sign = match (y == plan.body.y, right) {
            (true, _) => "┬",
            (false, true) => "┼",
            (false, false) => "┤",
        };
        canvas.cell_line(x, y, sign, Role::Line);
    }
    if plan.breadth == Breadth::Two && !areas.text.is_empty() {
        let on_left = {
            let mut y = areas.lists.y;
            areas.list_rows.iter().any(|rows| {
                let rule = y;
                y += 1 + rows;
                rule == areas.text.y
            })
        };
        canvas.cell_line(x, areas.text.y, if on_left { "┼" } else { "├" }, Role::Line);
    }
    if plan.breadth == Breadth::Three {
        let x = areas.card.right();
        canvas.vline(x, plan.body.y, plan.body.height, false, Role::Line);
        canvas.cell_line(x, plan.body.y, "┬", Role::Line);
        // The divider is also the scrollbar of the text.
        let all = usize::try_from(reviewing.open.report.counts().paragraphs).unwrap_or(usize::MAX).max(1);
        let (first, last) = reviewing.reading.shown();
        let rows = usize::from(plan.body.height.saturating_sub(1));
        let from = first.saturating_mul(rows) / all;
        let to = ((last + 1).saturating_mul(rows)).div_ceil(all).max(from + 1).min(rows);
        let start = plan.body.y + 1 + u16::try_from(from).unwrap_or(0);
        canvas.vline(x, start, u16::try_from(to - from).unwrap_or(1), true, Role::Line);
    }
}

/// The columns' borders end on the rule below them.
pub(super) fn close(canvas: &mut Canvas<'_, Target>, reviewing: &Reviewing, plan: &Plan) {
    if plan.breadth == Breadth::One || reviewing.view != View::Items || reviewing.zoomed {
        return;
    }
    let areas = &reviewing.areas;
    canvas.cell_line(areas.lists.right(), plan.legend.y, "┴", Role::Line);
    if plan.breadth == Breadth::Three {
        canvas.cell_line(areas.card.right(), plan.legend.y, "┴", Role::Line);
    }
}

/// One list takes the window: the four are tabs.
fn narrow_lists(reviewing: &Reviewing, cx: &Cx<'_>, canvas: &mut Canvas<'_, Target>, plan: &Plan, areas: &Items) {
    let y = plan.body.y;
    let mut x = 1;
    let focus = reviewing.lists.focus();
    let tail = format!("5 {}  6 {}", cx.say(tr("card", "卡片")), cx.say(tr("text", "原文")));
    let end = canvas.put_right(plan.body.right() - 1, y, 30, &tail, Role::Text);
    for (list, name) in NAMES.iter().enumerate() {
        let (done, all) = reviewing.lists.progress(cx, list);
        let role = if list == focus { Role::YouStrong } else { Role::Text };
        let name = if list == 3 && cx.lang == Lang::En { "Issues" } else { cx.say(*name) };
        let used = canvas.put_fit(x, y, end.saturating_sub(x + 1), &format!("{} {name} {done}/{all}", list + 1), role);
        canvas.hit(Rect { x, y, width: used, height: 1 }, Target::List(list));
        x += used + 2;
    }
    canvas.hline(0, y + 1, plan.body.width, true, Role::You);
    reviewing.lists.draw(cx, canvas, focus, areas.lists, true);
}

fn preview(cx: &Cx<'_>, canvas: &mut Canvas<'_, Target>, item: ItemRef, area: Rect, sheet: Option<&Sheet<Target>>) {
    if area.height < 2 {
        return;
    }
    let shown = cx.open.report.item(item);
    canvas.rule(area.x, area.y, area.width, &format!("{} {}", cx.say(words::item_kind(item.kind())), shown.no), "", false);
    if let Some(sheet) = sheet {
        let inside = Rect { x: area.x + 2, y: area.y + 1, width: area.width.saturating_sub(3), height: area.height - 1 };
        sheet.draw(canvas, inside, 0);
    }
}

fn card_pane(reviewing: &Reviewing, cx: &Cx<'_>, canvas: &mut Canvas<'_, Target>, plan: &Plan, area: Rect) {
    let lit = reviewing.pane == Pane::Card;
    let Some(item) = reviewing.lists.item() else {
        canvas.rule(area.x, area.y, area.width, "", "", lit);
        let says = cx.say(tr("Nothing in this list; Tab goes to the next", "本栏没有内容；Tab 到下一栏"));
        canvas.put_fit(area.x + 2, area.y + 2, area.width.saturating_sub(4), says, Role::Text);
        return;
    };
    let shown = cx.open.report.item(item);
    let title = format!("{} {}", cx.say(words::item_kind(item.kind())), shown.no);
    let (at, all) = reviewing.lists.position(item, &cx.open.report);
    canvas.rule(area.x, area.y, area.width, &title, &words::nth(cx.lang, at, all), lit);
    canvas.hit(area, Target::Card);
    let inside = plan.inside(area);
    if let Some(sheet) = &reviewing.card {
        sheet.draw(canvas, inside, reviewing.card_top);
        let hidden = sheet.height().saturating_sub(reviewing.card_top + inside.height);
        if hidden > 0 && !inside.is_empty() {
            let key = if lit { cx.say(tr("Down", "下键")) } else { cx.say(tr("5", "按 5")) };
            let more = cx.lang.pick(format!(" {hidden} more: {key} "), format!(" 下面还有 {hidden} 行：{key} "));
            canvas.put_right(inside.right(), inside.bottom() - 1, 30, &more, Role::Text);
        }
    }
}

pub(super) fn text(reviewing: &Reviewing, cx: &Cx<'_>, canvas: &mut Canvas<'_, Target>, plan: &Plan) {
    reviewing.reading.draw_ruled(cx, canvas, plan.body, true);
}
