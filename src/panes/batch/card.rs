//! The department under the cursor in full: what its row has no room for.

use std::path::Path;

use ratatui::layout::Rect;

use super::{BatchCx, columns};
use crate::batch::{Content, Figures, Lack, Row};
use crate::command::Target;
use crate::lang::{Lang, Words, tr};
use crate::report::money;
use crate::ui::{Canvas, Role};
use crate::words;

/// Draws it into the lines there are, the most needed first.
pub(super) fn draw(cx: BatchCx<'_>, canvas: &mut Canvas<'_, Target>, area: Rect, row: &Row, folder: &Path) {
    let lines = match &row.content {
        Content::Waiting => vec![(tr("File", "文件"), path(row, folder), Role::Quiet)],
        Content::Refused(_, why) => vec![(tr("Why", "原因"), why.clone(), Role::Bad), (tr("File", "文件"), path(row, folder), Role::Text)],
        Content::Package(files) => vec![
            (tr("Papers", "材料"), names(files), Role::Text),
            (
                tr("Next", "下一步"),
                tr("Enter imports them, to be looked through first", "回车导入：先看读出了什么，再接受").say(cx.lang).to_owned(),
                Role::Text,
            ),
        ],
        Content::Read(_, figures) => of_figures(cx, &path(row, folder), figures),
    };
    let gutter = cx.lang.pick(11, 9);
    for ((label, says, role), y) in lines.iter().zip(area.y..area.bottom()) {
        canvas.put_fit(area.x, y, gutter, label.say(cx.lang), Role::Quiet);
        canvas.put_fit(area.x + gutter, y, area.width.saturating_sub(gutter), says, *role);
    }
}

fn path(row: &Row, folder: &Path) -> String {
    row.path.strip_prefix(folder).unwrap_or(&row.path).display().to_string()
}

fn names(files: &[std::path::PathBuf]) -> String {
    let names = files.iter().filter_map(|file| file.file_name()).map(|name| name.to_string_lossy().into_owned());
    names.collect::<Vec<_>>().join("  ")
}

fn of_figures(cx: BatchCx<'_>, path: &str, figures: &Figures) -> Vec<(Words, String, Role)> {
    let lang = cx.lang;
    let mut lines = Vec::new();
    if let Some(trouble) = &figures.trouble {
        lines.push((tr("Trouble", "注意"), trouble.clone(), Role::Warn));
    }
    if let Some(who) = &figures.beside.held {
        let says = lang.pick(format!("{who} reviews it now; opened here it is read-only"), format!("{who} 正在审核，此处打开为只读"));
        lines.push((tr("In use", "在用"), says, Role::Warn));
    }
    if figures.beside.unwritten {
        let says = tr("work that is not in the file: open it to restore it", "有操作尚未写入文件，打开时可恢复").say(lang);
        lines.push((tr("Unwritten", "待写入"), says.to_owned(), Role::Warn));
    }
    let lacks: Vec<String> = figures.lacks.iter().map(|lack| lack.say(lang)).collect();
    let lacks = if lacks.is_empty() { tr("nothing", "不缺").say(lang).to_owned() } else { lacks.join(lang.pick(", ", "，")) };
    lines.push((tr("Lacks", "缺什么"), lacks, Role::Text));
    lines.push((tr("Review", "审核"), review(cx, figures), Role::Text));
    lines.push((tr("Scores", "得分"), scores(figures, lang), Role::Text));
    let year = figures.year.as_deref().unwrap_or("");
    lines.push((tr("File", "文件"), format!("{path}  {year}").trim_end().to_owned(), Role::Quiet));
    lines
}

/// `初审 张三 · 已审 4/46 · 严重 1 · 时限 2026-12-01`.
fn review(cx: BatchCx<'_>, figures: &Figures) -> String {
    let lang = cx.lang;
    let mut says: Vec<String> = figures.handlers.iter().map(|who| format!("{} {}", words::stage(who.stage).say(lang), who.name)).collect();
    let (done, all) = figures.items;
    says.push(lang.pick(format!("reviewed {done}/{all}"), format!("已审 {done}/{all}")));
    if let Some((done, all)) = figures.weight {
        let (done, all) = (done.normalize(), all.normalize());
        says.push(lang.pick(format!("by weight {done}/{all}"), format!("按分值 {done}/{all}")));
    }
    let found = words::SEVERITIES.iter().zip(figures.findings).filter(|(_, n)| *n > 0);
    says.extend(found.map(|(severity, n)| format!("{} {n}", words::severity(*severity).say(lang))));
    if let Some(day) = figures.due {
        let late = figures.late_days(cx.today).map_or_else(String::new, |days| format!(" {}", columns::late(lang, days)));
        says.push(lang.pick(format!("due {day}{late}"), format!("时限 {day}{late}")));
    }
    says.join(" · ")
}

fn scores(figures: &Figures, lang: Lang) -> String {
    let is_stated = !figures.lacks.contains(&Lack::OwnScore);
    let none = || if is_stated { tr("no exact number", "不是确数") } else { tr("not stated", "未列") }.say(lang).to_owned();
    let own = figures.own_score.map_or_else(none, |score| money::short(score, 2));
    let ours = figures.score.map_or_else(|| tr("not complete", "未评完").say(lang).to_owned(), |score| money::short(score, 2));
    let mut says =
        vec![lang.pick(format!("self {own}"), format!("自评 {own}")), lang.pick(format!("review {ours}"), format!("复核 {ours}"))];
    if let Some(change) = figures.score_change() {
        says.push(lang.pick(format!("change {}", money::short(change, 2)), format!("增减 {}", money::short(change, 2))));
    }
    says.extend(figures.grade.clone());
    says.join(" · ")
}
