//! The top: department and progress, views, who reviews, what is saved.

use ratatui::layout::Rect;

use crate::app::App;
use crate::app::layout::Frame as Plan;
use crate::app::reviewing::Reviewing;
use crate::command::{Target, View};
use crate::lang::tr;
use crate::panes::Cx;
use crate::panes::batch::Batch;
use crate::panes::lists::reviewed;
use crate::panes::preview::{Preview, file_name};
use crate::review::Stage;
use crate::ui::{Canvas, Role};
use crate::words;

/// Columns of the progress bar.
const BAR_COLS: u16 = 20;

pub(super) fn start_top(app: &App, canvas: &mut Canvas<'_, Target>, top: Rect) {
    let used = canvas.put(1, top.y, top.width, tr("Shenyue", "审阅").say(app.lang), Role::YouStrong);
    let alone = tr("this computer only, no network", "本机使用，不连网络").say(app.lang);
    let end = canvas.put_right(top.right() - 1, top.y, 40, alone, Role::Text);
    let does = tr("review of performance self-assessments", "部门整体支出绩效自评复核").say(app.lang);
    canvas.put_fit(3 + used, top.y, end.saturating_sub(used + 5), does, Role::Strong);
}

pub(super) fn preview_top(app: &App, preview: &Preview, canvas: &mut Canvas<'_, Target>, top: Rect) {
    let mut x = 1 + canvas.put(1, top.y, 10, tr("Shenyue", "审阅").say(app.lang), Role::YouStrong) + 2;
    x += canvas.put(x, top.y, 10, tr("Import", "导入").say(app.lang), Role::Strong) + 2;
    let marking = preview.draft().marking().unwrap_or_default();
    let end = canvas.put_right(top.right() - 1, top.y, 30, marking, Role::Text);
    let names: Vec<String> = preview.files().iter().map(|file| file_name(file)).collect();
    canvas.put_fit(x, top.y, end.saturating_sub(x + 2), &names.join("  "), Role::Strong);
}

pub(super) fn batch_top(app: &App, batch: &Batch, canvas: &mut Canvas<'_, Target>, top: Rect) {
    let mut x = 1 + canvas.put(1, top.y, 10, tr("Shenyue", "审阅").say(app.lang), Role::YouStrong) + 2;
    x += canvas.put(x, top.y, 10, tr("Folder", "文件夹").say(app.lang), Role::Strong) + 2;
    let end = canvas.put_right(top.right() - 1, top.y, 40, &who(app), Role::Text);
    canvas.put_fit(x, top.y, end.saturating_sub(x + 2), &file_name(batch.folder()), Role::Strong);
}

fn tab_name(reviewing: &Reviewing, cx: &Cx<'_>, view: View) -> String {
    match reviewing.pane_of(view) {
        Some(pane) => pane.tab_name(cx.open, cx.lang),
        None if view == View::Text => cx.say(tr("Report", "报告原文")).to_owned(),
        None => cx.say(tr("Items", "审核内容")).to_owned(),
    }
}

/// `已保存 10:02`, or what is unwritten and why.
fn saved(app: &App, reviewing: &Reviewing) -> (String, Role) {
    let n = reviewing.unwritten_acts();
    if reviewing.open.cannot_write().is_some() {
        return (tr("read-only", "只读").say(app.lang).to_owned(), Role::Warn);
    }
    if let Some(trouble) = &reviewing.trouble
        && n > 0
    {
        let why = trouble.why.trim_end_matches(['。', '.']);
        return (app.lang.pick(format!("{n} unwritten: {why}"), format!("{n} 处待写入：{why}")), Role::Warn);
    }
    if n > 0 && !reviewing.saves_on_pause() {
        return (app.lang.pick(format!("{n} unwritten: large file, on leaving"), format!("{n} 处待写入：文件大，退出时写入")), Role::Text);
    }
    let drafts = reviewing.drafts.len();
    if drafts > 0 {
        return (app.lang.pick(format!("drafts {drafts}"), format!("草稿 {drafts} 份")), Role::You);
    }
    if n > 0 {
        return (tr("kept", "已记下").say(app.lang).to_owned(), Role::Text);
    }
    match &reviewing.saved {
        Some(clock) => (format!("{} {clock}", tr("saved", "已保存").say(app.lang)), Role::Text),
        None => (tr("nothing new", "尚无新操作").say(app.lang).to_owned(), Role::Text),
    }
}

fn who(app: &App) -> String {
    app.me.as_ref().map_or_else(String::new, |me| {
        let stage = words::stage(me.reviewer.stage).say(app.lang);
        app.lang.pick(format!("{}, {stage}", me.reviewer.name), format!("{} {stage}", me.reviewer.name))
    })
}

/// How the reviewer's stage is signed, or that it is to be signed again; else the latest stage that is.
fn signed(app: &App, reviewing: &Reviewing) -> Option<(String, Role)> {
    let (stage, review) = (app.stage(), &reviewing.open.review);
    let latest = Stage::ALL.into_iter().rev().find(|earlier| *earlier <= stage && review.is_signed(*earlier))?;
    let changed = reviewing.open.signing.as_ref().is_some_and(|signing| signing.of.1 == latest && signing.needs_resign());
    let (words, role) = if changed { (words::RESIGN, Role::Warn) } else { (words::signed(latest), Role::Ok) };
    Some((words.say(app.lang).to_owned(), role))
}

pub(super) fn top(app: &App, reviewing: &Reviewing, cx: &Cx<'_>, canvas: &mut Canvas<'_, Target>, plan: &Plan) {
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
        let view = tab_name(reviewing, cx, reviewing.view);
        let x = 1 + canvas.put(1, 0, 24, &format!(" {view} "), Role::Chip) + 1;
        let mut end = canvas.put_right(right, 0, right / 2, &saved, saved_role);
        let said = [(marking, Role::Text), (who(app), Role::Text)].into_iter();
        for (text, role) in signed(app, reviewing).into_iter().chain(said).chain([(reviewed(app.lang, (done, all)), Role::Text)]) {
            if !text.is_empty() && end > x + 24 {
                end = canvas.put_right(end.saturating_sub(2), 0, end.saturating_sub(x + 14), &text, role);
            }
        }
        canvas.put_fit(x, 0, end.saturating_sub(x + 2), &department, Role::Strong);
        return;
    }
    let mut x = 1 + canvas.put(1, 0, 10, cx.say(tr("Shenyue", "审阅")), Role::YouStrong) + 2;
    let percent = (done * 100).checked_div(all).unwrap_or(0);
    let percent_x = canvas.put_right(right, 0, 5, &format!("{percent}%"), Role::Text);
    let bar_x = (right - 4).min(percent_x).saturating_sub(BAR_COLS + 1);
    let full = (u32::from(BAR_COLS) * done).checked_div(all).and_then(|cols| u16::try_from(cols).ok()).unwrap_or(0);
    canvas.hline(bar_x, 0, BAR_COLS, false, Role::Line);
    canvas.hline(bar_x, 0, full.max(u16::from(done > 0)), true, Role::You);
    let progress = app.lang.pick(format!("reviewed {done}/{all}"), format!("已审 {done}/{all}"));
    let end = canvas.put_right(bar_x - 1, 0, 30, &progress, Role::Text);
    x += canvas.put_fit(x, 0, end.saturating_sub(x + 2), &department, Role::Strong) + 2;
    let year = meta.year.as_deref().unwrap_or("");
    let kind = meta.kind.as_deref().unwrap_or(cx.say(tr("self-assessment", "绩效自评")));
    canvas.put_fit(x, 0, end.saturating_sub(x + 2), format!("{year} {kind}").trim(), Role::Text);
    let mut x = 1;
    for view in View::ALL {
        let name = tab_name(reviewing, cx, view);
        let role = if view == reviewing.view { Role::Chip } else { Role::Text };
        let used = canvas.put(x, 1, 40, &format!(" {name} "), role);
        canvas.hit(Rect { x, y: 1, width: used, height: 1 }, Target::View(view));
        x += used + 1;
    }
    let mut end = canvas.put_right(right, 1, right.saturating_sub(x), &saved, saved_role);
    for (text, role) in signed(app, reviewing).into_iter().chain([(who(app), Role::Text), (marking, Role::Text)]) {
        if !text.is_empty() && end > x + 4 {
            end = canvas.put_right(end.saturating_sub(3), 1, end.saturating_sub(x + 4), &text, role);
        }
    }
}
