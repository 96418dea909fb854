//! What the departments of a folder say of what is typed: hits by department, each in its context. Enter
//! opens the department there; Esc leads back to the list.

use ratatui::layout::Rect;

use super::hit_list::{HitList, divide};
use super::prompt::Prompt;
use super::search::{MODE, below, label_cols, marked, tips};
use super::{Choice, OverCx, Reply};
use crate::batch::{FoundHit, Quest, Sought};
use crate::command::{Key, KeyCode, Target};
use crate::lang::{Lang, Words, tr};
use crate::search::Query;
use crate::text::fit;
use crate::ui::{Canvas, Role, Sheet, Spans};

const HINTS: &[(Words, Words)] = &[
    (tr("Enter", "回车"), tr("open it there", "打开到此处")),
    (tr("Esc", "Esc"), tr("departments", "回部门列表")),
    (tr("Tab", "Tab"), tr("next department", "下一部门")),
    (tr("Up Down", "上下键"), tr("choose", "选一处")),
    (tr("Ctrl-C", "Ctrl-C"), tr("how to leave", "怎样退出")),
];

/// Where nothing was found there is nothing to choose.
pub(super) fn hints(cx: &OverCx<'_>) -> Vec<(Words, Words)> {
    let found = cx.quest.is_some_and(|quest| quest.listed() > 0);
    HINTS.iter().filter(|(key, _)| found || matches!(key.say(Lang::En), "Esc" | "Ctrl-C")).copied().collect()
}

/// From this width on the hits and the words round the one under the cursor stand side by side.
const BESIDE_FROM_COLS: u16 = 110;
/// Rows of the words round a hit below the list.
const AROUND_ROWS: u16 = 6;

/// The search on screen; what was found is the app's.
#[derive(Debug)]
pub struct FolderSearch {
    list: HitList,
    /// How many departments the filter shows, and of how many: only these are looked through.
    sifted: Option<(usize, usize)>,
}

/// One line of the list.
enum Line<'a> {
    Department(&'a Sought),
    /// With its place among the listed.
    Hit(usize, &'a FoundHit),
}

impl FolderSearch {
    /// A line with what was looked for, if one comes back to it. `sifted`: how many departments the filter shows, and of
    /// how many, if there is a filter.
    pub fn new(text: &str, sifted: Option<(usize, usize)>, lang: Lang) -> Self {
        let among = sifted.map_or_else(
            || lang.pick("in all departments", "各部门一起找").to_owned(),
            |(kept, all)| {
                lang.pick(format!("only in the {kept} of {all} departments filtered"), format!("只在筛选出的 {kept}/{all} 个部门里找"))
            },
        );
        let asks = lang.pick(format!("{among}: text, pinyin, initials"), format!("{among}：文字、拼音、首字母"));
        Self { list: HitList::new(text, asks), sifted }
    }

    pub(super) fn prompt(&self) -> &Prompt {
        &self.list.prompt
    }

    /// Tab goes from department to department; the rest is as in any list of hits.
    pub(super) fn key(&mut self, cx: &OverCx<'_>, key: Key) -> Reply {
        let department = |on| Reply::Do(Choice::GoHit(cx.quest.map_or(0, |quest| quest.next_department(on))));
        match key.code {
            KeyCode::Tab => department(true),
            KeyCode::BackTab => department(false),
            _ => self.list.key(cx, key, cx.quest.map_or((0, 0), |quest| (quest.position(), quest.listed()))),
        }
    }

    pub(super) fn paste(&mut self, cx: &OverCx<'_>, text: &str) -> Reply {
        self.list.paste(cx, text)
    }

    pub(super) fn click(cx: &OverCx<'_>, row: usize) -> Reply {
        HitList::click(cx.quest.map(Quest::position), row)
    }

    /// The list, and what is round a hit.
    fn areas(body: Rect) -> (Rect, Rect) {
        if body.width >= BESIDE_FROM_COLS {
            let list = Rect { width: body.width * 3 / 5, ..body };
            return (list, Rect { x: list.right() + 1, width: body.width - list.width - 1, ..body });
        }
        let rows = body.height.saturating_sub(AROUND_ROWS);
        (Rect { height: rows, ..body }, Rect { y: body.y + rows, height: body.height - rows, ..body })
    }

    pub(super) fn settle(&mut self, cx: &OverCx<'_>, screen: Rect) {
        let (list, _) = Self::areas(cx.body);
        self.list.measure(cx, screen, list);
        let Some(quest) = cx.quest else { return };
        let (at, is_first) = line_of(quest, quest.position());
        self.list.show(at, is_first, lines(quest).count());
    }

    pub(super) fn draw(&self, cx: &OverCx<'_>, canvas: &mut Canvas<'_, Target>) {
        canvas.clear(cx.body);
        let (list, around) = Self::areas(cx.body);
        let query = cx.quest.map_or("", |quest| quest.query().text());
        let title = format!("{}  {query}", cx.say(MODE));
        canvas.rule(
            list.x,
            list.y,
            list.width,
            title.trim_end(),
            &cx.quest.map_or_else(String::new, |quest| self.counted(cx, quest)),
            true,
        );
        let rows = Rect { y: list.y + 1, height: list.height.saturating_sub(1), ..list };
        let end = cx.quest.map_or(rows.y, |quest| self.draw_lines(cx, quest, canvas, rows));
        let nothing = cx.quest.filter(|quest| quest.listed() == 0).map(|quest| (quest.query().text(), quest.is_running()));
        tips(cx, canvas, below(rows, end), nothing);
        divide(canvas, cx.body, list);
        let here = cx.quest.and_then(|quest| quest.here().map(|(sought, hit)| (quest.query(), sought, hit)));
        canvas.rule(around.x, around.y, around.width, here.map_or("", |(_, sought, _)| sought.title()), "", false);
        if let Some((query, sought, hit)) = here {
            draw_around(cx, canvas, around, (query, sought, hit));
        }
    }

    /// Draws the hits by department; gives the first row left free.
    fn draw_lines(&self, cx: &OverCx<'_>, quest: &Quest, canvas: &mut Canvas<'_, Target>, area: Rect) -> u16 {
        let (here, label_cols) = (quest.position(), label_cols(cx.lang));
        let mut y = area.y;
        for line in lines(quest).skip(self.list.top).take(area.height.into()) {
            match line {
                Line::Department(sought) => {
                    let count =
                        sought.found().map_or_else(String::new, |found| said_count(cx.lang, found.count, found.full, found.hits.len()));
                    let end = canvas.put_right(area.right().saturating_sub(1), y, area.width / 2, &count, Role::Quiet);
                    canvas.put_fit(area.x + 1, y, end.saturating_sub(area.x + 2), sought.title(), Role::Strong);
                }
                Line::Hit(at, hit) => {
                    let row = Rect { x: area.x + 1, y, width: area.width.saturating_sub(1), height: 1 };
                    canvas.put_fit(row.x + 2, y, label_cols, &hit.label, Role::Text);
                    let x = row.x + 2 + label_cols + 1;
                    let room = row.right().saturating_sub(x + 1);
                    let text = fit(hit.context.row(), room.into(), cx.look.width);
                    let over = marked(quest.query(), &text);
                    canvas.put_spans(x, y, room, &Spans { text: &text, at: 0, base: Role::Text, over: &over });
                    if at == here {
                        canvas.tint(row, Role::Here);
                    }
                    canvas.hit(row, Target::OverlayRow(at));
                }
            }
            y += 1;
        }
        y
    }

    /// `37 处 · 12 个部门 · 已查 34/60`.
    fn counted(&self, cx: &OverCx<'_>, quest: &Quest) -> String {
        let (count, full) = quest.count();
        let more = if quest.is_running() || full { "+" } else { "" };
        let departments = quest.found().count();
        let mut said = cx.lang.pick(format!("{count}{more} hits in {departments}"), format!("{count}{more} 处，{departments} 个部门"));
        if let Some((kept, all)) = self.sifted {
            said.push_str(&cx.lang.pick(format!(" · only the {kept}/{all} filtered"), format!(" · 只查筛选出的 {kept}/{all} 个部门")));
        }
        let ((looked, all), refused) = (quest.progress(), quest.refused());
        if looked < all {
            said.push_str(&cx.lang.pick(format!(" · searched {looked}/{all}"), format!(" · 已查 {looked}/{all}")));
        }
        if refused > 0 {
            said.push_str(&cx.lang.pick(format!(" · {refused} cannot be opened"), format!(" · {refused} 个打不开")));
        }
        said
    }
}

/// Where the hit under the cursor is, and as many words round it as there is room for.
fn draw_around(cx: &OverCx<'_>, canvas: &mut Canvas<'_, Target>, area: Rect, (query, sought, hit): (&Query, &Sought, &FoundHit)) {
    let inside = Rect { x: area.x + 2, y: area.y + 1, width: area.width.saturating_sub(3), height: area.height.saturating_sub(1) };
    let mut sheet = Sheet::new(inside.width, cx.lang.pick(8, 6), cx.look.width);
    let group = cx.say(hit.hit.group().words());
    sheet.line(cx.say(tr("Where", "位置")), &[(group, Role::Text), ("  ", Role::Text), (&hit.label, Role::Strong)]);
    sheet.prose(cx.say(tr("Words", "文字")), hit.context.text(), 0, Role::Text);
    if area.height > AROUND_ROWS {
        let name = sought.path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        sheet.line(cx.say(tr("File", "文件")), &[(&name, Role::Quiet)]);
    }
    sheet.light(|text| query.spans(text), Role::Found);
    sheet.draw(canvas, inside, 0);
}

/// The lines, a heading before the hits of each department.
fn lines(quest: &Quest) -> impl Iterator<Item = Line<'_>> {
    let mut at = 0;
    quest.found().flat_map(move |(_, sought, found)| {
        let first = at;
        at += found.hits.len();
        std::iter::once(Line::Department(sought)).chain((first..).zip(&found.hits).map(|(at, hit)| Line::Hit(at, hit)))
    })
}

/// At which line a hit stands, and whether it is the first of its department.
fn line_of(quest: &Quest, hit: usize) -> (usize, bool) {
    let (mut left, mut line) = (hit, 0);
    for (.., found) in quest.found() {
        if left < found.hits.len() {
            return (line + 1 + left, left == 0);
        }
        left -= found.hits.len();
        line += found.hits.len() + 1;
    }
    (line, false)
}

/// `12 处`, and how many of them are listed, if not all.
fn said_count(lang: Lang, count: usize, full: bool, listed: usize) -> String {
    let more = if full { "+" } else { "" };
    if listed < count {
        lang.pick(format!("{count}{more} hits, the first {listed}"), format!("{count}{more} 处，列出前 {listed} 处"))
    } else {
        lang.pick(format!("{count} hits"), format!("{count} 处"))
    }
}

/// `第 6 处/37`.
pub(super) fn position(cx: &OverCx<'_>) -> Option<String> {
    let quest = cx.quest.filter(|quest| quest.listed() > 0)?;
    let (at, all) = (quest.position() + 1, quest.listed());
    let more = if quest.is_running() { "+" } else { "" };
    Some(cx.lang.pick(format!("{at} of {all}{more}"), format!("第 {at} 处/{all}{more}")))
}
