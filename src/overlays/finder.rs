//! A list of places to go to or acts to look at: typing filters, Enter opens. History, what is left
//! to do, bookmarks.

use ratatui::layout::Rect;

use super::picker::{Picked, Picker};
use super::spoken::{Asks, Spoken, joined};
use super::{Choice, OverCx, Reply};
use crate::command::{Key, Target};
use crate::lang::{Words, tr};
use crate::text::{cols, wrap};
use crate::ui::{Canvas, Role};

pub(super) const HINTS: &[(Words, Words)] = &[
    (tr("Up Down", "上下键"), tr("choose", "选")),
    (tr("Enter", "回车"), tr("open", "打开")),
    (tr("type", "打字"), tr("filter", "筛选")),
    (tr("Esc", "Esc"), tr("close", "关闭")),
    (tr("Ctrl-C", "Ctrl-C"), tr("how to leave", "怎样退出")),
];

/// So many rows say one row whole: no sentence of ours is longer on 80 columns.
const WHOLE_ROWS: u16 = 3;
const NOWHERE: Words = tr("This is about the record as a whole", "这一条说的是整个审核，没有可到的位置");

/// One line.
#[derive(Clone, Debug)]
pub struct FinderRow {
    /// What it is.
    pub says: String,
    /// What there is to know of it, at the right.
    pub right: String,
    /// What it means: taken back, done.
    pub role: Role,
    /// What Enter does; nothing: there is no place to go to.
    pub choice: Choice,
}

/// The list.
#[derive(Debug)]
pub struct Finder {
    mode: Words,
    title: String,
    foot: String,
    /// Rows below the list in which the row under the cursor stands whole.
    whole: u16,
    rows: Vec<FinderRow>,
    picker: Picker,
    /// Where nothing is in it: what that means.
    empty: Words,
}

impl Finder {
    /// A list under a title; `empty` is said where it has no row.
    pub fn new(mode: Words, title: String, rows: Vec<FinderRow>, empty: Words) -> Self {
        Self { mode, title, foot: String::new(), whole: 0, rows, picker: Picker::new(), empty }
    }

    /// A line below the rows.
    #[must_use]
    pub fn foot(mut self, foot: String) -> Self {
        self.foot = foot;
        self
    }

    /// Rows are long: one that is cut is said whole below the list while the cursor is on it.
    #[must_use]
    pub fn whole(mut self) -> Self {
        self.whole = WHOLE_ROWS;
        self
    }

    pub(super) fn mode(&self) -> Words {
        self.mode
    }

    fn matching(&self) -> Vec<&FinderRow> {
        self.rows.iter().filter(|row| self.picker.finds(&row.says) || self.picker.finds(&row.right)).collect()
    }

    pub(super) fn key(&mut self, cx: &OverCx<'_>, key: Key) -> Reply {
        match self.picker.key(cx, key, self.matching().len()) {
            Picked::Moved => Reply::Stay,
            Picked::Row(row) => self.open(row),
            Picked::Close => Reply::Close,
            Picked::NotMine => Reply::NotMine,
        }
    }

    fn open(&self, row: usize) -> Reply {
        match self.matching().get(row) {
            Some(FinderRow { choice: Choice::Nothing, .. }) => Reply::Refuse(NOWHERE),
            Some(row) => Reply::CloseAnd(row.choice.clone()),
            None => Reply::Refuse(self.empty),
        }
    }

    pub(super) fn paste(&mut self, cx: &OverCx<'_>, text: &str) -> Reply {
        self.picker.paste(cx, text);
        Reply::Stay
    }

    pub(super) fn click(&self, row: usize) -> Reply {
        self.open(row)
    }

    pub(super) fn speak(&self, cx: &OverCx<'_>) -> Spoken {
        let rows: Vec<String> = self.matching().into_iter().map(|row| joined(&row.says, &row.right)).collect();
        let lines = if rows.is_empty() { vec![cx.keymap.put_keys(cx.say(self.empty), cx.lang)] } else { Vec::new() };
        Spoken::rows(self.title.clone(), rows, Asks::RowOrWords).with(lines)
    }

    fn area(screen: Rect) -> Rect {
        Picker::area(screen, 110, 30)
    }

    fn foot_rows(&self) -> u16 {
        u16::from(!self.foot.is_empty()) + self.whole
    }

    pub(super) fn settle(&mut self, cx: &OverCx<'_>, screen: Rect) {
        let count = self.matching().len();
        self.picker.settle_list(cx, Self::area(screen), count, self.foot_rows());
    }

    pub(super) fn draw(&self, cx: &OverCx<'_>, canvas: &mut Canvas<'_, Target>) {
        let matching = self.matching();
        let rows = self.picker.draw_list(cx, canvas, Self::area(canvas.area()), &self.title, matching.len());
        let (x, room, last) = (rows.x, rows.width, rows.bottom() - self.foot_rows());
        for ((at, row), y) in matching.iter().enumerate().skip(self.picker.top()).zip(rows.y..last) {
            let right = u16::try_from(cols(&row.right, cx.look.width)).unwrap_or(u16::MAX).min(room / 2);
            canvas.put_fit(x, y, room.saturating_sub(right + 2), &row.says, row.role);
            canvas.put_right(x + room, y, right, &row.right, Role::Text);
            self.picker.finish_row(canvas, Rect { x: x - 1, y, width: room + 2, height: 1 }, at);
        }
        if matching.is_empty() {
            canvas.put_fit(x, rows.y, room, &cx.keymap.put_keys(cx.say(self.empty), cx.lang), Role::Text);
        }
        if !self.foot.is_empty() {
            canvas.put_fit(x, last, room, &self.foot, Role::Quiet);
        }
        let is_cut = |row: &&&FinderRow| cols(&row.says, cx.look.width) + cols(&row.right, cx.look.width) + 2 > usize::from(room);
        if let Some(row) = matching.get(self.picker.at()).filter(|_| self.whole > 0).filter(is_cut) {
            let said = row.says.trim_start();
            let lines = wrap(said, room.into(), cx.look.width);
            for (line, y) in lines.into_iter().zip(rows.bottom() - self.whole..rows.bottom()) {
                canvas.put(x, y, room, said.get(line.start..line.end).expect("rows end on boundaries"), Role::Quiet);
            }
        }
    }
}
