//! Items to link with one item or with those selected: all others, found by typing; Enter links or unlinks.

use ratatui::layout::Rect;

use super::picker::{Picked, Picker};
use super::spoken::{Asks, Spoken, joined};
use super::{Choice, OverCx, Reply};
use crate::command::{Key, Target};
use crate::lang::{Words, tr};
use crate::report::ItemRef;
use crate::ui::{Canvas, Role};

pub(super) const MODE: Words = tr("Link", "关联");
pub(super) const HINTS: &[(Words, Words)] = &[
    (tr("Up Down", "上下键"), tr("choose", "选")),
    (tr("Enter", "回车"), tr("link, or undo the link", "关联，再按取消")),
    (tr("type", "打字"), tr("filter", "筛选")),
    (tr("Esc", "Esc"), tr("done", "完成")),
    (tr("Ctrl-C", "Ctrl-C"), tr("how to leave", "怎样退出")),
];

/// The items that may be linked with one.
#[derive(Debug)]
pub struct Linker {
    items: Vec<ItemRef>,
    title: String,
    /// Each with its name and whether it is linked now.
    others: Vec<(ItemRef, String, bool)>,
    /// Those whose wording suggests a link, and what is said of it.
    proposed: Vec<(ItemRef, String)>,
    picker: Picker,
}

impl Linker {
    /// Links for `items`, named in the title.
    pub fn new(items: Vec<ItemRef>, title: String, others: Vec<(ItemRef, String, bool)>) -> Self {
        Self { items, title, others, proposed: Vec::new(), picker: Picker::new() }
    }

    /// Puts those that may be linked first, each with the words that say why.
    #[must_use]
    pub fn proposing(mut self, proposed: Vec<(ItemRef, String)>) -> Self {
        self.others.sort_by_key(|(other, ..)| !proposed.iter().any(|(may_be, _)| may_be == other));
        self.proposed = proposed;
        self
    }

    /// Which items it is about.
    pub fn items(&self) -> &[ItemRef] {
        &self.items
    }

    /// Shows what is linked now.
    pub fn refresh(&mut self, linked: &[ItemRef]) {
        for (other, _, on) in &mut self.others {
            *on = linked.contains(other);
        }
    }

    fn matching(&self) -> Vec<usize> {
        (0..self.others.len()).filter(|at| self.picker.finds(&self.others[*at].1)).collect()
    }

    pub(super) fn key(&mut self, cx: &OverCx<'_>, key: Key) -> Reply {
        match self.picker.key(cx, key, self.matching().len()) {
            Picked::Moved => Reply::Stay,
            Picked::Row(row) => self.choose(row),
            Picked::Close => Reply::Close,
            Picked::NotMine => Reply::NotMine,
        }
    }

    fn choose(&self, row: usize) -> Reply {
        match self.matching().get(row).and_then(|at| self.others.get(*at)) {
            Some((other, _, on)) => Reply::Do(Choice::Link(self.items.clone(), *other, !on)),
            None => Reply::Refuse(tr("No item matches", "没有匹配的项")),
        }
    }

    pub(super) fn paste(&mut self, cx: &OverCx<'_>, text: &str) -> Reply {
        self.picker.paste(cx, text);
        Reply::Stay
    }

    pub(super) fn click(&mut self, row: usize) -> Reply {
        self.picker.point(row);
        self.choose(row)
    }

    pub(super) fn speak(&self, cx: &OverCx<'_>) -> Spoken {
        let says = |at: usize| {
            let (other, name, on) = &self.others[at];
            let why = self.proposed.iter().find(|(may_be, _)| may_be == other).map_or("", |(_, why)| why);
            joined(name, if *on { cx.say(tr("linked", "已关联")) } else { why })
        };
        let rows = self.matching().into_iter().map(says).collect();
        Spoken::rows(format!("{}  {}", cx.say(MODE), self.title), rows, Asks::RowOrWords)
    }

    fn area(screen: Rect) -> Rect {
        Picker::area(screen, 84, 24)
    }

    pub(super) fn settle(&mut self, cx: &OverCx<'_>, screen: Rect) {
        let count = self.matching().len();
        self.picker.settle_list(cx, Self::area(screen), count, 0);
    }

    pub(super) fn draw(&self, cx: &OverCx<'_>, canvas: &mut Canvas<'_, Target>) {
        let matching = self.matching();
        let title = format!("{}  {}", cx.say(MODE), self.title);
        let rows = self.picker.draw_list(cx, canvas, Self::area(canvas.area()), &title, matching.len());
        for (row, y) in (self.picker.top()..matching.len()).zip(rows.y..rows.bottom()) {
            let (other, name, on) = &self.others[matching[row]];
            let why = self.proposed.iter().find(|(may_be, _)| may_be == other).filter(|_| !on);
            let (sign, role) = if *on { ("#", Role::You) } else { (if why.is_some() { "o" } else { " " }, Role::Warn) };
            canvas.put(rows.x, y, 1, sign, role);
            let end = rows.x + rows.width;
            let right = why.map_or(end, |(_, why)| canvas.put_right(end, y, rows.width / 2, why, Role::Quiet));
            canvas.put_fit(rows.x + 2, y, right.saturating_sub(rows.x + 3), name, if *on { Role::Strong } else { Role::Text });
            self.picker.finish_row(canvas, Rect { x: rows.x - 1, y, width: rows.width + 2, height: 1 }, row);
        }
        if matching.is_empty() {
            canvas.put(rows.x, rows.y, rows.width, cx.say(tr("No item matches", "没有匹配的项")), Role::Text);
        }
    }
}
