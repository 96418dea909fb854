//! The picture: top, view, legend, keys, what stands on top. Reads the plan that `settle` made the
//! cursors fit; changes nothing.

use ratatui::layout::Rect;

use super::layout::{Breadth, COLS_MIN, Frame as Plan, Items, Pane, ROWS_MIN};
use super::reviewing::Reviewing;
use super::{App, Said};
use crate::command::{Command, Facts, Found, Keymap, Target, View};
use crate::lang::{Lang, Words, tr};
use crate::panes::card::card;
use crate::panes::lists::{LISTS, NAMES, reviewed};
use crate::panes::{Cx, latest};
use crate::report::{ItemKind, ItemRef};
use crate::review::{FindingState, MarkTo, Stage};
use crate::text::cols;
use crate::ui::{Canvas, Frame, Look, Role, Sheet};
use crate::words;

/// How the program speaks and looks just now.
#[derive(Clone, Copy, Debug)]
pub(super) struct Speech<'a> {
    pub lang: Lang,
    pub look: Look,
    pub stage: Stage,
    pub keymap: &'a Keymap,
}

/// The largest window drawn: a larger one is drawn to here.
const COLS_MAX: u16 = 1_000;
/// The largest window drawn: a larger one is drawn to here.
const ROWS_MAX: u16 = 400;

impl App {
    fn speech(&self) -> Speech<'_> {
        Speech { lang: self.lang, look: self.look, stage: self.stage(), keymap: &self.keymap }
    }

    fn screen(&self) -> (u16, u16) {
        (self.size.0.clamp(1, COLS_MAX), self.size.1.clamp(1, ROWS_MAX))
    }

    /// Rows a page key walks over.
    pub(super) fn page_rows(&self) -> u16 {
        Plan::of(self.screen()).body.height.saturating_sub(3).max(2)
    }

    /// Brings every cursor into view for the window as it is.
    pub(super) fn settle(&mut self) {
        let screen = self.screen();
        let plan = Plan::of(screen);
        if let Some(mut reviewing) = self.reviewing.take() {
            settle_reviewing(&mut reviewing, &self.speech(), &plan);
            self.reviewing = Some(reviewing);
        }
        if let Some(mut overlay) = self.overlays.pop() {
            if let (crate::overlays::Overlay::Linker(linker), Some(reviewing)) = (&mut overlay, &self.reviewing) {
                let linked: Vec<ItemRef> = reviewing.open.linked(linker.item()).into_iter().map(|(other, _)| other).collect();
                linker.refresh(&linked);
            }
            let facts = self.facts();
            overlay.settle(&self.over_cx(&facts), Rect { x: 0, y: 0, width: screen.0, height: screen.1 });
            self.overlays.push(overlay);
        }
    }
}

fn card_sheet(cx: &Cx<'_>, reviewing: &Reviewing, cols: u16) -> Option<Sheet<Target>> {
    reviewing.lists.item().map(|item| card(cx, item, cols))
}

/// The areas of the items view; the card is measured at the width it will have.
fn item_areas(reviewing: &Reviewing, speech: &Speech<'_>, plan: &Plan) -> (Items, Option<Sheet<Target>>) {
    let areas_for = |rows| plan.items(speech.lang, &reviewing.lists, reviewing.pane, reviewing.zoomed, rows);
    let guess = areas_for(0);
    let cx = reviewing.cx(speech);
    let width = if guess.card.is_empty() { guess.preview.width } else { guess.card.width };
    let sheet = card_sheet(&cx, reviewing, plan.inside(Rect { width, height: 9, ..guess.card }).width);
    let rows = sheet.as_ref().map_or(0, Sheet::height);
    (areas_for(rows), sheet)
}

fn settle_reviewing(reviewing: &mut Reviewing, speech: &Speech<'_>, plan: &Plan) {
    let of = (reviewing.open.review.revision(), speech.stage);
    if reviewing.tally_of != Some(of) {
        reviewing.tally = reviewing.open.tally(speech.stage);
        reviewing.tally_of = Some(of);
    }
    let (areas, sheet) = item_areas(reviewing, speech, plan);
    reviewing.lists.settle(areas.list_rows);
    let card_rows = plan.inside(areas.card).height;
    let card_rows_all = sheet.map_or(0, |sheet| sheet.height());
    reviewing.card_top = reviewing.card_top.min(card_rows_all.saturating_sub(card_rows));
    let text = match reviewing.view {
        View::Text => plan.prose(plan.body),
        _ => plan.prose(areas.text),
    };
    let mut reading = std::mem::take(&mut reviewing.reading);
    if !text.is_empty() {
        reading.settle(&reviewing.cx(speech), text);
    }
    reviewing.reading = reading;
    let mut findings = std::mem::take(&mut reviewing.findings);
    findings.settle(&reviewing.cx(speech), plan.body);
    reviewing.findings = findings;
}

/// Draws the program.
pub(super) fn view(app: &App) -> Frame<Target> {
    let (width, height) = app.screen();
    let area = Rect { x: 0, y: 0, width, height };
    let mut frame = Frame::new(area);
    let mut canvas = Canvas::new(&mut frame, app.look);
    if width < COLS_MIN || height < ROWS_MIN {
        too_small(app, &mut canvas);
        return frame;
    }
    let plan = Plan::of((width, height));
    let facts = app.facts();
    match &app.reviewing {
        None => {
            start_top(app, &mut canvas, plan.top);
            app.start.draw(app.lang, &mut canvas, Rect { y: plan.top.y + 1, height: plan.body.bottom() - 1, ..plan.body });
        }
        Some(reviewing) => {
            let speech = app.speech();
            let cx = reviewing.cx(&speech);
            top(app, reviewing, &cx, &mut canvas, &plan);
            match reviewing.view {
                View::Items => items(reviewing, &speech, &mut canvas, &plan),
                View::Text => text(reviewing, &cx, &mut canvas, &plan),
                View::Findings => reviewing.findings.draw(&cx, &mut canvas, plan.body),
            }
        }
    }
    canvas.hline(0, plan.legend.y, width, false, Role::Line);
    if let Some(reviewing) = &app.reviewing {
        close(&mut canvas, app, reviewing, &plan);
        if app.legend && app.overlays.is_empty() && reviewing.view != View::Findings {
            legend(app, &mut canvas, plan.legend, reviewing);
        }
    }
    let over = app.over_cx(&facts);
    match app.overlays.last() {
        Some(overlay) => {
            let here = app.reviewing.as_ref().and_then(|reviewing| row_of_item(reviewing, &canvas));
            canvas.shade();
            // The row that is spoken of stays lit.
            if let Some(row) = here {
                canvas.tint(row, Role::Here);
            }
            overlay.draw(&over, &mut canvas);
        }
        None => {
            if let Some(tour) = &app.tour {
                tour.draw(app.lang, &app.keymap, &mut canvas);
            }
        }
    }
    hints(app, &facts, &mut canvas, plan.hints);
    frame
}

/// Where the list row of the current item was drawn.
fn row_of_item(reviewing: &Reviewing, canvas: &Canvas<'_, Target>) -> Option<Rect> {
    let (list, row) = reviewing.lists.here();
    let area = canvas.area_of(|target| *target == Target::ListRow(list, row))?;
    Some(Rect { x: area.x + 1, width: area.width.saturating_sub(1), ..area })
}

/// The one centred screen: now, needed, nothing is lost, how to leave.
fn too_small(app: &App, canvas: &mut Canvas<'_, Target>) {
    let area = canvas.area();
    let marking = app.reviewing.as_ref().and_then(|reviewing| reviewing.open.report.meta().marking.clone());
    let (width, height) = (area.width, area.height);
    let lines = [
        (tr("The window is small", "窗口小了").say(app.lang).to_owned(), Role::Strong),
        (format!("{}  {width} x {height}", tr("now", "现在").say(app.lang)), Role::Text),
        (format!("{}  {COLS_MIN} x {ROWS_MIN}", tr("needed", "需要").say(app.lang)), Role::Text),
        (tr("Enlarge it: nothing is lost", "放大窗口即可，什么都没有丢").say(app.lang).to_owned(), Role::Text),
        (format!("q {}  {}", tr("leave", "退出").say(app.lang), marking.unwrap_or_default()), Role::Text),
    ];
    let y = area.y + (height / 2).saturating_sub(3);
    for (at, (text, role)) in lines.iter().enumerate() {
        let used = u16::try_from(cols(text.trim_end(), app.look.width)).unwrap_or(width).min(width);
        let gap = u16::from(at > 0) + u16::from(at > 2);
        let y = y + u16::try_from(at).expect("five lines") + if height >= 9 { gap } else { 0 };
        canvas.put((width - used) / 2, y, width, text.trim_end(), *role);
    }
}

fn start_top(app: &App, canvas: &mut Canvas<'_, Target>, top: Rect) {
    let used = canvas.put(1, top.y, top.width, tr("Shenyue", "审阅").say(app.lang), Role::YouStrong);
    canvas.put(
        3 + used,
        top.y,
        top.width,
        tr("review of departments' performance self-assessments", "部门整体支出绩效自评复核").say(app.lang),
        Role::Strong,
    );
    canvas.put_right(top.right() - 1, top.y, 40, tr("this computer only, no network", "本机使用，不连网络").say(app.lang), Role::Text);
}

fn views(cx: &Cx<'_>) -> [(View, String); 3] {
    let open = cx.open.review.findings().iter().filter_map(|named| latest(&named.standing));
    let open = open.filter(|finding| !matches!(finding.state, FindingState::Withdrawn | FindingState::Settled)).count();
    [
        (View::Items, cx.say(tr("Items", "审核内容")).to_owned()),
        (View::Text, cx.say(tr("Report", "报告原文")).to_owned()),
        (View::Findings, format!("{} {open}", cx.say(tr("Findings", "问题")))),
    ]
}

/// `已保存 10:02`, or what is unwritten and why.
fn saved(app: &App, reviewing: &Reviewing) -> (String, Role) {
    let n = reviewing.unwritten;
    if reviewing.open.cannot_write().is_some() {
        return (tr("read-only", "只读").say(app.lang).to_owned(), Role::Warn);
    }
    if let Some(trouble) = &reviewing.trouble
        && n > 0
    {
        return (app.lang.pick(format!("{n} unwritten: {}", trouble.what), format!("{n} 处待写入：{}", trouble.what)), Role::Warn);
    }
    if n > 0 && !reviewing.saves_on_pause() {
        return (app.lang.pick(format!("{n} unwritten: large file, on leaving"), format!("{n} 处待写入：文件大，退出时写入")), Role::Text);
    }
    if n > 0 {
        return (tr("kept", "已记下").say(app.lang).to_owned(), Role::Text);
    }
    match &reviewing.saved {
        Some(clock) => (format!("{} {clock}", tr("saved", "已保存").say(app.lang)), Role::Text),
        None => (tr("as in the file", "与文件一致").say(app.lang).to_owned(), Role::Text),
    }
}

fn who(app: &App) -> String {
    app.me.as_ref().map_or_else(String::new, |me| {
        let stage = words::stage(me.reviewer.stage).say(app.lang);
        app.lang.pick(format!("{}, {stage}", me.reviewer.name), format!("{} {stage}", me.reviewer.name))
    })
}

fn top(app: &App, reviewing: &Reviewing, cx: &Cx<'_>, canvas: &mut Canvas<'_, Target>, plan: &Plan) {
    let meta = reviewing.open.report.meta();
    let department = meta
        .department
        .clone()
        .or_else(|| meta.title.clone())
        .unwrap_or_else(|| reviewing.open.path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned()));
    let (done, all) = (cx.tally.done.iter().sum::<u32>(), reviewing.open.report.counts().reviewable());
    let right = plan.top.right() - 1;
    let (saved, saved_role) = saved(app, reviewing);
    let marking = meta.marking.clone().unwrap_or_default();
    if plan.top.height < 2 {
        let view = views(cx).into_iter().find(|(view, _)| *view == reviewing.view).map_or_else(String::new, |(_, name)| name);
        let mut x = 1 + canvas.put(1, 0, 24, &format!(" {view} "), Role::Chip) + 1;
        let mut end = canvas.put_right(right, 0, right / 2, &saved, saved_role);
        for text in [marking, who(app), reviewed(app.lang, (done, all))] {
            if !text.is_empty() && end > x + 24 {
                end = canvas.put_right(end.saturating_sub(2), 0, end.saturating_sub(x + 14), &text, Role::Text);
            }
        }
        x += canvas.put_fit(x, 0, end.saturating_sub(x + 2), &department, Role::Strong);
        let _ = x;
        return;
    }
    let mut x = 1 + canvas.put(1, 0, 10, cx.say(tr("Shenyue", "审阅")), Role::YouStrong) + 2;
    /// Columns of the progress bar.
    const BAR_COLS: u16 = 20;
    let percent = if all == 0 { 0 } else { done * 100 / all };
    let percent_x = canvas.put_right(right, 0, 5, &format!("{percent}%"), Role::Text);
    let bar_x = (right - 4).min(percent_x).saturating_sub(BAR_COLS + 1);
    let full = if all == 0 { 0 } else { u16::try_from(u64::from(BAR_COLS) * u64::from(done) / u64::from(all)).unwrap_or(BAR_COLS) };
    canvas.hline(bar_x, 0, BAR_COLS, false, Role::Line);
    canvas.hline(bar_x, 0, full.max(u16::from(done > 0)), true, Role::You);
    let progress = app.lang.pick(format!("reviewed {done}/{all}"), format!("已审 {done}/{all}"));
    let end = canvas.put_right(bar_x - 1, 0, 30, &progress, Role::Text);
    x += canvas.put_fit(x, 0, end.saturating_sub(x + 2), &department, Role::Strong) + 2;
    let year = meta.year.as_deref().unwrap_or("");
    let kind = meta.kind.as_deref().unwrap_or(cx.say(tr("self-assessment", "绩效自评")));
    canvas.put_fit(x, 0, end.saturating_sub(x + 2), format!("{year} {kind}").trim(), Role::Text);
    let mut x = 1;
    for (view, name) in views(cx) {
        let role = if view == reviewing.view { Role::Chip } else { Role::Text };
        let used = canvas.put(x, 1, 40, &format!(" {name} "), role);
        canvas.hit(Rect { x, y: 1, width: used, height: 1 }, Target::View(view));
        x += used + 1;
    }
    let mut end = canvas.put_right(right, 1, right.saturating_sub(x), &saved, saved_role);
    for text in [who(app), marking] {
        if !text.is_empty() && end > x + 4 {
            end = canvas.put_right(end.saturating_sub(3), 1, end.saturating_sub(x + 4), &text, Role::Text);
        }
    }
}

fn items(reviewing: &Reviewing, speech: &Speech<'_>, canvas: &mut Canvas<'_, Target>, plan: &Plan) {
    let (areas, sheet) = item_areas(reviewing, speech, plan);
    let cx = reviewing.cx(speech);
    let in_lists = reviewing.pane == Pane::Lists;
    if plan.breadth == Breadth::One || reviewing.zoomed {
        if in_lists {
            narrow_lists(reviewing, &cx, canvas, plan, &areas);
            if let Some(item) = reviewing.lists.item() {
                preview(&cx, canvas, item, areas.preview, sheet.as_ref());
            }
            return;
        }
    } else {
        let mut y = areas.lists.y;
        for list in 0..LISTS {
            let lit = in_lists && reviewing.lists.focus() == list;
            let title = format!("{} {}", list + 1, cx.say(NAMES[list]));
            let progress = reviewed(cx.lang, reviewing.lists.progress(&cx, list));
            canvas.rule(areas.lists.x, y, areas.lists.width, &title, &progress, lit);
            canvas.hit(Rect { y, height: 1, ..areas.lists }, Target::List(list));
            let rows = Rect { y: y + 1, height: areas.list_rows[list], ..areas.lists };
            reviewing.lists.draw(&cx, canvas, list, rows, lit);
            y = rows.bottom();
        }
    }
    if !areas.card.is_empty() {
        card_pane(reviewing, &cx, canvas, plan, areas.card, sheet.as_ref());
    }
    if !areas.text.is_empty() {
        text_pane(reviewing, &cx, canvas, plan, areas.text, reviewing.pane == Pane::Text);
    }
    if plan.breadth != Breadth::One && !reviewing.zoomed {
        dividers(canvas, plan, &areas, reviewing);
    }
}

/// The columns' borders, with joints where rules meet them.
fn dividers(canvas: &mut Canvas<'_, Target>, plan: &Plan, areas: &Items, reviewing: &Reviewing) {
    let x = areas.lists.right();
    canvas.vline(x, plan.body.y, plan.body.height, false, Role::Line);
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
fn close(canvas: &mut Canvas<'_, Target>, app: &App, reviewing: &Reviewing, plan: &Plan) {
    if plan.breadth == Breadth::One || reviewing.view != View::Items || reviewing.zoomed {
        return;
    }
    let (areas, _) = item_areas(reviewing, &app.speech(), plan);
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

fn card_pane(reviewing: &Reviewing, cx: &Cx<'_>, canvas: &mut Canvas<'_, Target>, plan: &Plan, area: Rect, sheet: Option<&Sheet<Target>>) {
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
    let position = cx.lang.pick(format!("{at} of {all}"), format!("第 {at} 项/{all}"));
    canvas.rule(area.x, area.y, area.width, &title, &position, lit);
    canvas.hit(area, Target::Card);
    let inside = plan.inside(area);
    if let Some(sheet) = sheet {
        sheet.draw(canvas, inside, reviewing.card_top);
        let hidden = sheet.height().saturating_sub(reviewing.card_top + inside.height);
        if hidden > 0 && !inside.is_empty() {
            let more = cx.lang.pick(format!(" {hidden} more: 5 "), format!(" 下面还有 {hidden} 行：按 5 "));
            canvas.put_right(inside.right(), inside.bottom() - 1, 30, &more, Role::Text);
        }
    }
}

fn text_pane(reviewing: &Reviewing, cx: &Cx<'_>, canvas: &mut Canvas<'_, Target>, plan: &Plan, area: Rect, lit: bool) {
    let reading = &reviewing.reading;
    let count = cx.open.report.counts().paragraphs;
    let (no, heading) = if count == 0 { (String::new(), String::new()) } else { cx.open.heading(reading.paragraph()) };
    let title = format!("{}  {no} {heading}", cx.say(tr("Report", "报告原文")));
    let (first, last) = reading.shown();
    let right = if count == 0 {
        String::new()
    } else {
        cx.lang.pick(format!("{}-{} of {count}", first + 1, last + 1), format!("{}-{} / {count} 段", first + 1, last + 1))
    };
    canvas.rule(area.x, area.y, area.width, title.trim(), &right, lit);
    reading.draw(cx, canvas, plan.prose(area), lit);
}

fn text(reviewing: &Reviewing, cx: &Cx<'_>, canvas: &mut Canvas<'_, Target>, plan: &Plan) {
    text_pane(reviewing, cx, canvas, plan, plan.body, true);
}

fn legend(app: &App, canvas: &mut Canvas<'_, Target>, area: Rect, reviewing: &Reviewing) {
    let say = |words: Words| words.say(app.lang);
    let kind = match reviewing.item() {
        Some(item) if app.lang == Lang::Zh && reviewing.view == View::Items => item.kind(),
        _ => ItemKind::Duty,
    };
    let entries = [
        ("✓", Role::Ok, say(words::mark(MarkTo::Accepted, kind))),
        ("✗", Role::Bad, say(words::mark(MarkTo::Problem, kind))),
        ("?", Role::Warn, say(words::mark(MarkTo::NeedsEvidence, kind))),
        ("-", Role::Text, say(words::mark(MarkTo::NotApplicable, kind))),
        ("~", Role::Warn, say(tr("changed since", "报告有修改"))),
        ("&", Role::Warn, say(tr("conflict", "意见不一致"))),
        (app.lang.pick("#1", "问1"), Role::You, say(tr("finding", "问题"))),
        (app.lang.pick("c1", "注1"), Role::You, say(tr("comment", "批注"))),
    ];
    let cost = |(sign, _, says): &(&str, Role, &str)| cols(sign, app.look.width) + cols(says, app.look.width) + 3;
    // What does not fit is left out whole, the rarest signs first.
    let room = usize::from(area.width) - 6;
    let mut shown: Vec<(&str, Role, &str)> = entries.to_vec();
    for rare in ["~", "&", "-"] {
        if shown.iter().map(cost).sum::<usize>() > room {
            shown.retain(|(sign, ..)| *sign != rare);
        }
    }
    let used = u16::try_from(shown.iter().map(cost).sum::<usize>()).unwrap_or(0);
    let mut x = area.right().saturating_sub(used + 3);
    canvas.put(x, area.y, 1, " ", Role::Text);
    x += 1;
    for (sign, role, says) in shown {
        x += canvas.put(x, area.y, area.right().saturating_sub(x + 2), sign, role);
        x += canvas.put(x, area.y, area.right().saturating_sub(x + 2), &format!(" {says}  "), Role::Text);
    }
}

/// Mode, keys most useful first, then always saving, leaving, help; the last answer at the right.
fn hints(app: &App, facts: &Facts, canvas: &mut Canvas<'_, Target>, area: Rect) {
    let y = area.y;
    let blank = " ".repeat(area.width.into());
    canvas.put(0, y, area.width, &blank, Role::Text);
    let (mode, mode_role, pairs, tail) = bottom(app, facts);
    let mut x = 1 + canvas.put(1, y, 20, &mode, mode_role) + 2;
    let said = app.said.clone().or_else(|| standing_answer(app));
    if let Some(Said { text, warns: true }) = &said {
        x += canvas.put(x, y, 2, "! ", Role::Warn);
        canvas.put_fit(x, y, area.right().saturating_sub(x + 1), text, Role::Strong);
        return;
    }
    let cost = |(key, does, _): &Pair| u16::try_from(cols(key, app.look.width) + cols(does, app.look.width) + 3).unwrap_or(u16::MAX);
    let tail_cols: u16 = tail.iter().map(cost).sum();
    let mut end = area.right() - 1;
    if let Some(Said { text, .. }) = &said {
        let used = u16::try_from(cols(text, app.look.width)).unwrap_or(u16::MAX);
        let least: u16 = pairs.iter().take(3).map(cost).sum();
        if x + least + tail_cols + used + 2 < area.right() {
            end = canvas.put_right(end, y, used, text, Role::Text) - 2;
        }
    }
    for pair in pairs {
        if x + cost(&pair) + tail_cols <= end + 2 {
            x += draw_pair(app, canvas, x, y, &pair);
        }
    }
    for pair in tail {
        if x + cost(&pair) <= end + 3 {
            x += draw_pair(app, canvas, x, y, &pair);
        }
    }
}

/// A key, what it does, and the command a click runs.
type Pair = (String, String, Option<Command>);

fn draw_pair(_app: &App, canvas: &mut Canvas<'_, Target>, x: u16, y: u16, (key, does, command): &Pair) -> u16 {
    let room = canvas.area().right().saturating_sub(x);
    let mut used = canvas.put(x, y, room, key, Role::YouStrong) + 1;
    used += canvas.put(x + used, y, room.saturating_sub(used), does, Role::Text);
    if let Some(command) = command {
        canvas.hit(Rect { x, y, width: used, height: 1 }, Target::Command(*command));
    }
    used + 2
}

fn bottom(app: &App, facts: &Facts) -> (String, Role, Vec<Pair>, Vec<Pair>) {
    let lang = app.lang;
    let pair = |command: Command| (app.keymap.key_of(command, lang), command.row().short.say(lang).to_owned(), Some(command));
    let keep = [Command::Save, Command::Quit, Command::Help];
    if let Some(overlay) = app.overlays.last() {
        let (mode, pairs) = overlay.hints(&app.over_cx(facts));
        let pairs = pairs.into_iter().map(|(key, does)| (key, does, None)).collect();
        let tail = if overlay.takes_text() {
            vec![]
        } else if app.reviewing.is_some() {
            keep.iter().map(|command| pair(*command)).collect()
        } else {
            vec![pair(Command::Quit), pair(Command::Help)]
        };
        return (format!(" {mode} "), Role::Chip, pairs, tail);
    }
    let Some(reviewing) = &app.reviewing else {
        let pairs = [
            (tr("digit", "数字"), tr("choose", "选")),
            (tr("Up Down", "上下键"), tr("move", "移动")),
            (tr("Enter", "回车"), tr("go", "确定")),
        ];
        let pairs = pairs.iter().map(|(key, does)| (key.say(lang).to_owned(), does.say(lang).to_owned(), None)).collect();
        return (tr("Start", "起始页").say(lang).to_owned(), Role::Quiet, pairs, vec![pair(Command::Quit), pair(Command::Help)]);
    };
    if !app.chord.is_empty() {
        return chord(app);
    }
    if reviewing.reading.is_selecting() && reviewing.in_text() {
        let arrows = (tr("arrows", "方向键").say(lang).to_owned(), tr("stretch", "伸缩").say(lang).to_owned(), None);
        let pairs = vec![
            arrows,
            pair(Command::Menu),
            pair(Command::CommentPassage),
            pair(Command::Finding),
            pair(Command::Copy),
            pair(Command::Cancel),
        ];
        return (format!(" {} ", tr("Select", "选段").say(lang)), Role::Chip, pairs, keep.iter().map(|command| pair(*command)).collect());
    }
    let commands: &[Command] = match reviewing.view {
        View::Items if reviewing.pane != Pane::Text => &[
            Command::Menu,
            Command::Accept,
            Command::Problem,
            Command::NeedsEvidence,
            Command::Comment,
            Command::Finding,
            Command::Link,
            Command::Passage,
            Command::NextOpen,
        ],
        View::Items | View::Text => &[
            Command::Menu,
            Command::NextItem,
            Command::CommentPassage,
            Command::Select,
            Command::Passage,
            Command::Accept,
            Command::Finding,
        ],
        View::Findings if reviewing.findings.field().is_some() => &[Command::Menu, Command::NextPane, Command::Cancel],
        View::Findings => &[Command::Menu, Command::NextPane, Command::Passage, Command::Remove, Command::Cancel],
    };
    let mut pairs: Vec<Pair> =
        commands.iter().filter(|command| (command.row().when)(facts).is_ok()).map(|command| pair(*command)).collect();
    if let Some(kind) = facts.item.map(ItemRef::kind)
        && let Some((_, does, _)) = pairs.iter_mut().find(|(_, _, command)| *command == Some(Command::Accept))
    {
        words::mark(MarkTo::Accepted, kind).say(lang).clone_into(does);
    }
    // In the form Enter fills the field it is on.
    if reviewing.view == View::Findings
        && reviewing.findings.field().is_some()
        && let Some((_, does, _)) = pairs.first_mut()
    {
        tr("fill in", "填写此栏").say(lang).clone_into(does);
    }
    if facts.conflict {
        pairs.insert(1.min(pairs.len()), pair(Command::Rule));
    }
    pairs.push(("v".to_owned(), tr("views", "换视图").say(lang).to_owned(), None));
    let mode = if app.tour.is_some() { tr("Tour", "引导") } else { tr("Browse", "浏览") };
    let role = if app.tour.is_some() { Role::Chip } else { Role::Quiet };
    (
        if app.tour.is_some() { format!(" {} ", mode.say(lang)) } else { mode.say(lang).to_owned() },
        role,
        pairs,
        keep.iter().map(|command| pair(*command)).collect(),
    )
}

/// After a chord's first key: what may follow.
fn chord(app: &App) -> (String, Role, Vec<Pair>, Vec<Pair>) {
    let lang = app.lang;
    let pressed: String = app.chord.iter().filter_map(|key| key.typed()).collect();
    let (before, last) = app.chord.split_at(app.chord.len() - 1);
    let follow = match last.first().map(|key| app.keymap.find(before, *key)) {
        Some(Found::Prefix(follow)) => follow,
        _ => Vec::new(),
    };
    let pairs = follow.into_iter().map(|(key, command)| (key, command.row().short.say(lang).to_owned(), Some(command))).collect();
    (format!(" {pressed} "), Role::Chip, pairs, vec![("Esc".to_owned(), tr("never mind", "取消").say(lang).to_owned(), None)])
}

/// What stands at the right when nothing was answered: where one is.
fn standing_answer(app: &App) -> Option<Said> {
    let reviewing = app.reviewing.as_ref()?;
    if !app.overlays.is_empty() {
        return None;
    }
    let text = match reviewing.view {
        View::Findings => {
            let count = reviewing.open.review.findings().len();
            (count > 0).then(|| {
                app.lang.pick(
                    format!("{} of {count}", reviewing.findings.cursor() + 1),
                    format!("第 {} 个/{count}", reviewing.findings.cursor() + 1),
                )
            })?
        }
        View::Text => {
            let speech = app.speech();
            let n = reviewing.reading.marks_count(&reviewing.cx(&speech));
            (n > 0).then(|| app.lang.pick(format!("{n} marks here"), format!("{n} 处标记")))?
        }
        View::Items => {
            let (at, all) = reviewing.lists.position(reviewing.lists.item()?, &reviewing.open.report);
            app.lang.pick(format!("{at} of {all}"), format!("第 {at} 项/{all}"))
        }
    };
    Some(Said { text, warns: false })
}
