//! The columns of the folder view: which are shown at which width, and what stands in each. What a narrow
//! window leaves out, the card of the row has.

use ratatui::layout::Rect;

use super::BatchCx;
use crate::batch::{Content, Figures, Row, State};
use crate::command::Target;
use crate::lang::{Lang, Words, tr};
use crate::report::money;
use crate::ui::{Canvas, Role};

/// From this width on there is room for people, grades and days.
const MIDDLE_FROM_COLS: u16 = 110;
/// From this width on all columns are shown.
const WIDE_FROM_COLS: u16 = 150;
/// Room for a name where what is missing has what is left.
const NAME_COLS_WIDE: u16 = 30;

/// A column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Column {
    /// 部门, in the order of the folder.
    #[default]
    Name,
    /// 状态.
    State,
    /// 经办.
    Handler,
    /// 已审.
    Items,
    /// 已审分值.
    Weight,
    /// 疑点.
    Suspicions,
    /// 问题.
    Findings,
    /// 自评分.
    OwnScore,
    /// 复核分.
    Score,
    /// 等级.
    Grade,
    /// 时限.
    Due,
    /// 缺什么.
    Lacks,
}

impl Column {
    /// Its head.
    pub const fn words(self) -> Words {
        match self {
            Self::Name => tr("Department", "部门"),
            Self::State => tr("State", "状态"),
            Self::Handler => tr("By", "经办"),
            Self::Items => tr("Reviewed", "已审"),
            Self::Weight => tr("Weight", "已审分值"),
            Self::Suspicions => tr("Susp.", "疑点"),
            Self::Findings => tr("Found", "问题"),
            Self::OwnScore => tr("Self", "自评分"),
            Self::Score => tr("Review", "复核分"),
            Self::Grade => tr("Grade", "等级"),
            Self::Due => tr("Due", "时限"),
            Self::Lacks => tr("Lacks", "缺什么"),
        }
    }

    /// Its columns in Chinese and in English, with room for its head and the sign of the order, and whether it is aligned to the right. 0: what is left.
    const fn spec(self) -> (u16, u16, bool) {
        match self {
            Self::Name | Self::Lacks => (0, 0, false),
            Self::State | Self::Due => (10, 10, false),
            Self::Handler => (8, 9, false),
            Self::Items => (9, 10, true),
            Self::Weight => (11, 11, true),
            Self::Suspicions | Self::Findings => (6, 7, true),
            Self::OwnScore | Self::Score => (8, 8, true),
            Self::Grade => (6, 7, false),
        }
    }
}

const NARROW: &[Column] = &[Column::Name, Column::State, Column::Items, Column::Suspicions, Column::Findings, Column::Score];
/// The same where something is due: that is before a score.
const NARROW_DUE: &[Column] = &[Column::Name, Column::State, Column::Items, Column::Suspicions, Column::Findings, Column::Due];
const MIDDLE: &[Column] = &[
    Column::Name,
    Column::State,
    Column::Handler,
    Column::Items,
    Column::Suspicions,
    Column::Findings,
    Column::OwnScore,
    Column::Score,
    Column::Grade,
    Column::Due,
];
const WIDE: &[Column] = &[
    Column::Name,
    Column::State,
    Column::Handler,
    Column::Items,
    Column::Weight,
    Column::Suspicions,
    Column::Findings,
    Column::OwnScore,
    Column::Score,
    Column::Grade,
    Column::Due,
    Column::Lacks,
];

/// The columns where they stand.
pub(super) struct Laid {
    columns: Vec<(Column, Rect)>,
    area: Rect,
}

/// Whether anything is due in any department.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Due {
    #[default]
    Nothing,
    Some,
}

/// Lays the columns in an area.
pub(super) fn laid(area: Rect, lang: Lang, due: Due) -> Laid {
    let columns = match area.width {
        0..MIDDLE_FROM_COLS if due == Due::Some => NARROW_DUE,
        0..MIDDLE_FROM_COLS => NARROW,
        MIDDLE_FROM_COLS..WIDE_FROM_COLS => MIDDLE,
        _ => WIDE,
    };
    let cols = |column: &Column| match column.spec() {
        (0, ..) if *column == Column::Name && columns.contains(&Column::Lacks) => Some(NAME_COLS_WIDE),
        (0, ..) => None,
        (zh, en, _) => Some(lang.pick(en, zh)),
    };
    // A sign before the name, a blank behind each, the border at either side.
    let fixed: u16 = columns.iter().map(|column| cols(column).unwrap_or(0) + 1).sum();
    let rest = area.width.saturating_sub(fixed + 4);
    let mut x = area.x + 3;
    let columns = columns.iter().map(|column| {
        let width = cols(column).unwrap_or(rest);
        let at = Rect { x, y: 0, width, height: 1 };
        x += width + 1;
        (*column, at)
    });
    Laid { columns: columns.collect(), area }
}

impl Laid {
    /// The columns, from the left.
    pub fn columns(&self) -> impl Iterator<Item = Column> {
        self.columns.iter().map(|(column, _)| *column)
    }

    /// The heads; the one the rows are sorted by is marked.
    pub fn draw_heads(&self, cx: BatchCx<'_>, canvas: &mut Canvas<'_, Target>, y: u16, (order, reversed): (Column, bool)) {
        for (n, (column, at)) in self.columns.iter().enumerate() {
            let here = *column == order;
            let head = column.words().say(cx.lang);
            let sign = if reversed { "▴" } else { "▾" };
            let head = if here { format!("{head} {sign}") } else { head.to_owned() };
            put(canvas, Rect { y, ..*at }, &head, if here { Role::You } else { Role::Quiet }, column.spec().2);
            canvas.hit(Rect { y, ..*at }, Target::BatchHead(n));
        }
    }

    /// A row.
    pub fn draw(&self, cx: BatchCx<'_>, canvas: &mut Canvas<'_, Target>, y: u16, row: &Row) {
        let (sign, role) = sign(cx, row);
        canvas.put(self.area.x + 1, y, 1, sign, role);
        let mut columns = self.columns.iter();
        let Some((_, name)) = columns.next() else { return };
        let title_role = if matches!(row.content, Content::Waiting) { Role::Quiet } else { Role::Text };
        canvas.put_fit(name.x, y, name.width, row.title(), title_role);
        let rest = || {
            let x = name.right() + 1;
            Rect { x, y, width: self.area.right().saturating_sub(x + 1), height: 1 }
        };
        match &row.content {
            Content::Waiting => _ = canvas.put(rest().x, y, 4, "…", Role::Quiet),
            Content::Refused(_, why) => _ = canvas.put_fit(rest().x, y, rest().width, why, Role::Bad),
            Content::Package(files) => {
                let n = files.len();
                let says = cx.lang.pick(format!("not imported: {n} files; Enter imports"), format!("未导入：{n} 份材料，回车导入"));
                canvas.put_fit(rest().x, y, rest().width, &says, Role::Warn);
            }
            Content::Read(_, figures) => {
                for (column, at) in columns {
                    let (text, role) = text(cx, *column, figures);
                    put(canvas, Rect { y, ..*at }, &text, role, column.spec().2);
                }
            }
        }
    }
}

fn put(canvas: &mut Canvas<'_, Target>, at: Rect, text: &str, role: Role, right: bool) {
    if right {
        canvas.put_right(at.right(), at.y, at.width, text, role);
    } else {
        canvas.put_fit(at.x, at.y, at.width, text, role);
    }
}

/// What stands before a name: broken, in use, with work that is not in the file, late, done.
fn sign(cx: BatchCx<'_>, row: &Row) -> (&'static str, Role) {
    match &row.content {
        Content::Refused(..) => ("✗", Role::Bad),
        Content::Package(_) => ("+", Role::Warn),
        Content::Read(_, figures) if figures.trouble.is_some() => ("!", Role::Warn),
        Content::Read(_, figures) if figures.beside.held.is_some() => ("=", Role::You),
        Content::Read(_, figures) if figures.beside.unwritten => ("~", Role::Warn),
        Content::Read(_, figures) if figures.late_days(cx.today).is_some() => ("!", Role::Bad),
        Content::Read(_, figures) if figures.state.is_some_and(|state| state.waits_for(cx.stage)) => (" ", Role::Text),
        Content::Read(..) => ("✓", Role::Ok),
        Content::Waiting => (" ", Role::Quiet),
    }
}

fn text(cx: BatchCx<'_>, column: Column, figures: &Figures) -> (String, Role) {
    let or_none = |text: Option<String>| text.map_or_else(|| ("-".to_owned(), Role::Quiet), |text| (text, Role::Text));
    let count = |count: usize, role| if count == 0 { ("0".to_owned(), Role::Quiet) } else { (count.to_string(), role) };
    match column {
        Column::Name => (String::new(), Role::Text),
        Column::State => {
            let state = figures.state.unwrap_or(State::Untouched);
            let role = match state {
                State::Untouched => Role::Quiet,
                State::Returned => Role::Warn,
                State::Reviewing => Role::You,
                State::Submitted | State::Rechecked => Role::Text,
                State::Approved => Role::Ok,
            };
            (state.words().say(cx.lang).to_owned(), role)
        }
        Column::Handler => or_none(figures.handlers.first().map(|who| who.name.clone())),
        Column::Items => {
            let (done, all) = figures.items;
            (format!("{done}/{all}"), if figures.is_reviewed() { Role::Ok } else { Role::Text })
        }
        Column::Weight => or_none(figures.weight.map(|(done, all)| format!("{}/{}", done.normalize(), all.normalize()))),
        Column::Suspicions => match figures.suspicions {
            None => ("…".to_owned(), Role::Quiet),
            Some(open) => count(open, Role::Warn),
        },
        // That some are severe is told without colour too.
        Column::Findings if figures.findings[0] > 0 => (format!("!{}", figures.findings_all()), Role::Bad),
        Column::Findings => count(figures.findings_all(), Role::Text),
        Column::OwnScore => or_none(figures.own_score.map(|score| money::short(score, 2))),
        Column::Score => or_none(figures.score.map(|score| money::short(score, 2))),
        Column::Grade => or_none(figures.grade.clone()),
        Column::Due => match figures.late_days(cx.today) {
            Some(days) => (late(cx.lang, days), Role::Bad),
            None => or_none(figures.due.map(|day| day.to_string())),
        },
        Column::Lacks => {
            let between = cx.lang.pick(", ", "，");
            let lacks: Vec<String> = figures.lacks.iter().map(|lack| lack.say(cx.lang)).collect();
            (lacks.join(between), Role::Text)
        }
    }
}

/// `逾期 3 天`.
pub(super) fn late(lang: Lang, days: i32) -> String {
    lang.pick(format!("{days} d late"), format!("逾期{days}天"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Width, cols};

    #[test]
    fn every_head_has_room_for_the_sign_of_the_order() {
        for column in WIDE {
            let (zh, en, _) = column.spec();
            for (lang, room) in [(Lang::Zh, zh), (Lang::En, en)] {
                let head = format!("{} ▾", column.words().say(lang));
                assert!(room == 0 || cols(&head, Width::Narrow) <= room.into(), "{head}");
            }
        }
    }
}
