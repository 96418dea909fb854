//! The hits of a search while it is typed: by where they are, each in its context, with what stands
//! round the one under the cursor. Esc leaves everything as it was.

use std::ops::Range;

use ratatui::layout::Rect;

use super::hit_list::{HitList, divide};
use super::prompt::Prompt;
use super::{OverCx, Reply};
use crate::command::{Key, Target};
use crate::lang::{Lang, Words, tr};
use crate::panes::card::card;
use crate::panes::reading::Reading;
use crate::panes::{Cx, latest};
use crate::report::{ItemRef, Place};
use crate::search::{Group, Hit, Hunt, Query, Shown, Source};
use crate::ui::{Canvas, Role, Sheet};

pub(super) const MODE: Words = tr("Search", "查找");
const HINTS: &[(Words, Words)] = &[
    (tr("Up Down", "上下键"), tr("choose", "选一处")),
    (tr("Enter", "回车"), tr("stay there", "停在此处")),
    (tr("Esc", "Esc"), tr("back to where you were", "回原处")),
    (tr("Ctrl-C", "Ctrl-C"), tr("how to leave", "怎样退出")),
];

/// Where nothing was found there is nothing to choose.
pub(super) fn hints(cx: &OverCx<'_>) -> Vec<(Words, Words)> {
    let found = cx.hunt.is_some_and(|hunt| hunt.count() > 0);
    HINTS.iter().copied().skip(if found { 0 } else { 2 }).collect()
}

/// From this width on the hits and what is round them stand side by side.
const BESIDE_FROM_COLS: u16 = 100;
/// Columns of the hits then.
const LIST_COLS: u16 = 46;

/// The search on screen; what was found is the app's.
#[derive(Debug)]
pub struct Search {
    list: HitList,
    around: Around,
    /// What `around` shows.
    of: Option<Hit>,
}

/// What stands round a hit.
#[derive(Debug)]
enum Around {
    Nothing,
    Text(Box<Reading>),
    Card(ItemRef, Option<Sheet<Target>>),
}

/// One line of the list.
enum Line {
    Heading(Group),
    Blank,
    Hit(usize),
}

impl Search {
    /// An empty line; what was searched for last stands by.
    pub fn new(last: Option<&Hunt>, lang: Lang) -> Self {
        let asks = last.map_or_else(
            || tr("text, pinyin or initials", "文字、拼音或首字母").say(lang).to_owned(),
            |hunt| hunt.query().text().to_owned(),
        );
        Self { list: HitList::new("", asks), around: Around::Nothing, of: None }
    }

    pub(super) fn prompt(&self) -> &Prompt {
        &self.list.prompt
    }

    pub(super) fn key(&mut self, cx: &OverCx<'_>, key: Key) -> Reply {
        self.list.key(cx, key, cx.hunt.map_or((0, 0), |hunt| (hunt.position(), hunt.count())))
    }

    pub(super) fn paste(&mut self, cx: &OverCx<'_>, text: &str) -> Reply {
        self.list.paste(cx, text)
    }

    pub(super) fn click(cx: &OverCx<'_>, row: usize) -> Reply {
        HitList::click(cx.hunt.map(Hunt::position), row)
    }

    /// The list, and what is round a hit.
    fn areas(body: Rect) -> (Rect, Rect) {
        if body.width >= BESIDE_FROM_COLS {
            let list = Rect { width: LIST_COLS, ..body };
            return (list, Rect { x: list.right() + 1, width: body.width - LIST_COLS - 1, ..body });
        }
        let rows = body.height / 2;
        (Rect { height: rows, ..body }, Rect { y: body.y + rows, height: body.height - rows, ..body })
    }

    pub(super) fn settle(&mut self, cx: &OverCx<'_>, screen: Rect) {
        let (list, around) = Self::areas(cx.body);
        self.list.measure(cx, screen, list);
        let (Some(panes), Some(hunt)) = (&cx.panes, cx.hunt) else { return };
        let headed = headed(list);
        let (count, at) = (lines(hunt, headed), line_of(hunt, hunt.position(), headed));
        let has_heading = matches!(line(hunt, at.saturating_sub(1), headed), Some(Line::Heading(_)));
        self.list.show(at, has_heading, count);
        let here = hunt.here();
        if here != self.of {
            self.of = here;
            self.around = here.map_or(Around::Nothing, |hit| Around::of(panes, hit));
        }
        match &mut self.around {
            Around::Nothing => {}
            Around::Text(reading) => reading.settle(panes, Reading::below_rule(around)),
            Around::Card(item, sheet) => *sheet = Some(card(panes, *item, around.width.saturating_sub(3))),
        }
    }

    pub(super) fn draw(&self, cx: &OverCx<'_>, canvas: &mut Canvas<'_, Target>) {
        let Some(panes) = &cx.panes else { return };
        canvas.clear(cx.body);
        let (list, around) = Self::areas(cx.body);
        let query = cx.hunt.map_or("", |hunt| hunt.query().text());
        let title = format!("{}  {query}", cx.say(MODE));
        canvas.rule(list.x, list.y, list.width, title.trim_end(), &cx.hunt.map_or_else(String::new, |hunt| counted(hunt, cx.lang)), true);
        let rows = Rect { y: list.y + 1, height: list.height.saturating_sub(1), ..list };
        let end = cx.hunt.map_or(rows.y, |hunt| self.draw_hits(panes, hunt, canvas, rows));
        let nothing = cx.hunt.filter(|hunt| hunt.count() == 0).map(|hunt| (hunt.query().text(), hunt.is_running()));
        tips(cx, canvas, below(rows, end), nothing);
        divide(canvas, cx.body, list);
        match &self.around {
            Around::Nothing => canvas.rule(around.x, around.y, around.width, "", "", false),
            Around::Text(reading) => reading.draw_ruled(panes, canvas, around, false),
            Around::Card(item, sheet) => {
                canvas.rule(around.x, around.y, around.width, &shown(panes).label(Source::Item(*item)), "", false);
                let inside = Rect {
                    x: around.x + 2,
                    y: around.y + 1,
                    width: around.width.saturating_sub(3),
                    height: around.height.saturating_sub(1),
                };
                if let Some(sheet) = sheet {
                    sheet.draw(canvas, inside, 0);
                }
            }
        }
    }

    /// Draws the hits; gives the first row left free.
    fn draw_hits(&self, panes: &Cx<'_>, hunt: &Hunt, canvas: &mut Canvas<'_, Target>, area: Rect) -> u16 {
        let headed = headed(area);
        let (here, label_cols) = (hunt.position(), label_cols(panes.lang));
        let mut y = area.y;
        let mut group_said = None;
        for n in self.list.top..lines(hunt, headed).min(self.list.top + usize::from(area.height)) {
            match line(hunt, n, headed) {
                Some(Line::Heading(group)) => {
                    let says = format!("{} {}", group.words().say(panes.lang), hunt.count_in(group));
                    canvas.put_fit(area.x + 2, y, area.width.saturating_sub(3), &says, Role::Text);
                }
                Some(Line::Hit(at)) => {
                    let Some(hit) = hunt.nth(at) else { break };
                    let row = Rect { x: area.x + 1, y, width: area.width.saturating_sub(1), height: 1 };
                    let group = hit.group();
                    let mut end = row.right() - 1;
                    if !headed && group_said.replace(group) != Some(group) {
                        let says = format!("{} {}", group.words().say(panes.lang), hunt.count_in(group));
                        end = canvas.put_right(end, y, 20, &says, Role::Text) - 2;
                    }
                    if at == here {
                        canvas.put(row.x, y, 1, "›", Role::You);
                    }
                    canvas.put_fit(row.x + 2, y, label_cols, &shown(panes).label(hit.source), Role::Text);
                    let x = row.x + 2 + label_cols + 1;
                    panes.put_lit(canvas, (x, y), end.saturating_sub(x), shown(panes).context(hit, hunt.query()).row(), Role::Text);
                    if at == here {
                        canvas.tint(row, Role::Here);
                    }
                    canvas.hit(row, Target::OverlayRow(at));
                }
                Some(Line::Blank) | None => {}
            }
            y += 1;
        }
        y
    }
}

impl Around {
    /// The text round its place; where there is none the card of its item.
    fn of(panes: &Cx<'_>, hit: Hit) -> Self {
        match place_of(panes, hit) {
            Some(place) => {
                let mut reading = Reading::new(&panes.open.report);
                reading.go(panes.open, place);
                Self::Text(Box::new(reading))
            }
            None => item_of(panes, hit).map_or(Self::Nothing, |item| Self::Card(item, None)),
        }
    }
}

/// Where in the report text a hit is, or what it hangs on.
pub(crate) fn place_of(panes: &Cx<'_>, hit: Hit) -> Option<Place> {
    let open = panes.open;
    match hit.source {
        Source::Item(item) => open.report.item(item).place,
        Source::Paragraph(paragraph) => {
            let before = u32::try_from(open.report.paragraph(paragraph).no.chars().count()).unwrap_or(0);
            let (start, end) = (hit.start.saturating_sub(before), (hit.start + hit.len).saturating_sub(before));
            Some(Place { paragraph, start, end })
        }
        Source::Comment(at) => {
            let comment = latest(&open.review.comments().get(at)?.standing)?;
            open.places_of(&comment.on, comment.quote.as_slice()).first().map(|(place, _)| *place)
        }
        Source::Finding(at) => {
            let finding = latest(&open.review.findings().get(at)?.standing)?;
            open.places_of(&finding.on, &finding.quotes).first().map(|(place, _)| *place)
        }
    }
}

/// The item a hit is about.
pub(crate) fn item_of(panes: &Cx<'_>, hit: Hit) -> Option<ItemRef> {
    let open = panes.open;
    let on = match hit.source {
        Source::Item(item) => return Some(item),
        Source::Paragraph(_) => return None,
        Source::Comment(at) => &latest(&open.review.comments().get(at)?.standing)?.on,
        Source::Finding(at) => &latest(&open.review.findings().get(at)?.standing)?.on,
    };
    on.iter().find_map(|id| open.report.find(id))
}

/// How hits in the open file are said.
fn shown<'a>(panes: &'a Cx<'a>) -> Shown<'a> {
    let open = panes.open;
    Shown { report: &open.report, review: &open.review, places: &open.places, lang: panes.lang }
}

/// `9 处`, with a `+` while there may be more.
fn counted(hunt: &Hunt, lang: Lang) -> String {
    let more = if hunt.is_running() || hunt.is_full() { "+" } else { "" };
    lang.pick(format!("{}{more} hits", hunt.count()), format!("{}{more} 处", hunt.count()))
}

/// `第 6 处/9`.
pub(super) fn position(cx: &OverCx<'_>) -> Option<String> {
    let hunt = cx.hunt.filter(|hunt| hunt.count() > 0)?;
    let more = if hunt.is_running() || hunt.is_full() { "+" } else { "" };
    let (at, all) = (hunt.position() + 1, hunt.count());
    Some(cx.lang.pick(format!("{at} of {all}{more}"), format!("第 {at} 处/{all}{more}")))
}

/// Columns of what says where a hit is.
pub(super) fn label_cols(lang: Lang) -> u16 {
    lang.pick(12, 10)
}

/// What of an area lies below a row that is used, and the gap under it.
pub(super) fn below(area: Rect, y: u16) -> Rect {
    let y = (y + u16::from(y > area.y)).min(area.bottom());
    Rect { y, height: area.bottom() - y, ..area }
}

/// What else may be typed; and what was not found, and whether it still may be.
pub(super) fn tips(cx: &OverCx<'_>, canvas: &mut Canvas<'_, Target>, area: Rect, nothing: Option<(&str, bool)>) {
    let mut y = area.y;
    let room = area.width.saturating_sub(3);
    let mut say = |canvas: &mut Canvas<'_, Target>, text: &str, role| {
        if y < area.bottom() {
            canvas.put_fit(area.x + 2, y, room, text, role);
        }
        y += 1;
    };
    match nothing {
        Some((_, true)) => return say(canvas, cx.say(tr("searching…", "正在查找")), Role::Text),
        Some((text, false)) => {
            say(canvas, &cx.lang.pick(format!("Nothing found: {text}"), format!("没有找到：{text}")), Role::Strong);
            say(canvas, cx.say(tr("fewer words, or Esc", "少输几个字，或按 Esc 返回")), Role::Text);
            say(canvas, "", Role::Text);
        }
        None => {}
    }
    say(canvas, cx.say(tr("Pinyin works too: gwjh, gongwenjh find 公文交换", "拼音、首字母也可：gwjh 找到 公文交换")), Role::Text);
    say(canvas, cx.say(tr("width, case, traditional forms make no difference", "全角半角、繁体简体视作相同")), Role::Text);
    say(canvas, cx.say(tr("a space between words: all must be there", "空格隔开几个词：都要有")), Role::Text);
}

/// Where a text says what is looked for, to be lit.
pub(super) fn marked(query: &Query, text: &str) -> Vec<(Range<usize>, Role)> {
    query.spans(text).into_iter().map(|span| (span, Role::Found)).collect()
}

/// Whether groups have headings: where there is room.
fn headed(area: Rect) -> bool {
    area.height >= 16
}

/// How many lines the list has.
fn lines(hunt: &Hunt, headed: bool) -> usize {
    let groups = Group::ALL.into_iter().filter(|group| hunt.count_in(*group) > 0).count();
    hunt.count() + if headed { (groups * 2).saturating_sub(1) } else { 0 }
}

/// At which line a hit stands.
fn line_of(hunt: &Hunt, hit: usize, headed: bool) -> usize {
    if !headed {
        return hit;
    }
    let mut left = hit;
    let mut line = 0;
    for count in Group::ALL.map(|group| hunt.count_in(group)).into_iter().filter(|count| *count > 0) {
        if left < count {
            return line + 1 + left;
        }
        left -= count;
        line += count + 2;
    }
    line
}

/// What stands on a line.
fn line(hunt: &Hunt, n: usize, headed: bool) -> Option<Line> {
    if !headed {
        return (n < hunt.count()).then_some(Line::Hit(n));
    }
    let (mut left, mut before) = (n, 0);
    for group in Group::ALL {
        let count = hunt.count_in(group);
        match left {
            _ if count == 0 => continue,
            0 => return Some(Line::Heading(group)),
            _ if left <= count => return Some(Line::Hit(before + left - 1)),
            _ if left == count + 1 => return Some(Line::Blank),
            _ => {}
        }
        left -= count + 2;
        before += count;
    }
    None
}
