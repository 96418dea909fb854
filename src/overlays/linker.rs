//! Items to link with one item: all others, found by typing; Enter links or unlinks.

use ratatui::layout::Rect;

use super::{Choice, OverCx, Reply, centred};
use crate::command::{Key, KeyCode, Target};
use crate::lang::{Words, tr};
use crate::report::ItemRef;
use crate::ui::textbox::{Did, Shape, TextBox};
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
    item: ItemRef,
    title: String,
    /// Each with its name and whether it is linked now.
    others: Vec<(ItemRef, String, bool)>,
    filter: TextBox,
    cursor: usize,
    top: usize,
}

impl Linker {
    /// Links for `item`, named in the title.
    pub fn new(item: ItemRef, title: String, others: Vec<(ItemRef, String, bool)>) -> Self {
        Self { item, title, others, filter: TextBox::new(Shape::OneLine, ""), cursor: 0, top: 0 }
    }

    /// Which item it is about.
    pub fn item(&self) -> ItemRef {
        self.item
    }

    /// Shows what is linked now.
    pub fn refresh(&mut self, linked: &[ItemRef]) {
        for (other, _, on) in &mut self.others {
            *on = linked.contains(other);
        }
    }

    fn matching(&self) -> Vec<usize> {
        let wanted = self.filter.text().trim().to_lowercase();
        (0..self.others.len()).filter(|at| wanted.split_whitespace().all(|word| self.others[*at].1.to_lowercase().contains(word))).collect()
    }

    pub(super) fn key(&mut self, cx: &OverCx<'_>, key: Key) -> Reply {
        let last = self.matching().len().saturating_sub(1);
        match key.code {
            KeyCode::Esc => return Reply::Close,
            KeyCode::Up => self.cursor = self.cursor.checked_sub(1).unwrap_or(last),
            KeyCode::Down => self.cursor = if self.cursor >= last { 0 } else { self.cursor + 1 },
            KeyCode::PageDown => self.cursor = (self.cursor + 10).min(last),
            KeyCode::PageUp => self.cursor = self.cursor.saturating_sub(10),
            KeyCode::Enter => return self.choose(self.cursor),
            _ => match self.filter.key(key, cx.now_ms) {
                Did::Changed => self.cursor = 0,
                Did::NotMine => return Reply::NotMine,
                Did::Moved | Did::TooLong => {}
            },
        }
        Reply::Stay
    }

    fn choose(&self, row: usize) -> Reply {
        match self.matching().get(row).and_then(|at| self.others.get(*at)) {
            Some((other, _, on)) => Reply::Do(Choice::Link(self.item, *other, !on)),
            None => Reply::Refuse(tr("No item matches", "没有匹配的项")),
        }
    }

    pub(super) fn paste(&mut self, cx: &OverCx<'_>, text: &str) -> Reply {
        self.filter.insert(text, cx.now_ms);
        self.cursor = 0;
        Reply::Stay
    }

    pub(super) fn click(&mut self, row: usize) -> Reply {
        self.cursor = row;
        self.choose(row)
    }

    fn area(screen: Rect) -> Rect {
        centred(
            Rect { height: screen.height.saturating_sub(1), ..screen },
            84.min(screen.width.saturating_sub(4)),
            24.min(screen.height.saturating_sub(3)),
        )
    }

    pub(super) fn settle(&mut self, cx: &OverCx<'_>, screen: Rect) {
        let area = Self::area(screen);
        self.filter.settle(area.width.saturating_sub(8), 1, cx.look.width);
        let shown = usize::from(area.height.saturating_sub(4)).max(1);
        let count = self.matching().len();
        self.cursor = self.cursor.min(count.saturating_sub(1));
        self.top = self.top.min(count.saturating_sub(shown)).min(self.cursor);
        if self.cursor >= self.top + shown {
            self.top = self.cursor + 1 - shown;
        }
    }

    pub(super) fn draw(&self, cx: &OverCx<'_>, canvas: &mut Canvas<'_, Target>) {
        let area = Self::area(canvas.area());
        let inside = canvas.frame(area, &format!("{}  {}", cx.say(MODE), self.title), Role::You);
        let (x, room) = (inside.x + 2, inside.width.saturating_sub(4));
        canvas.put(x, inside.y, 1, "›", Role::YouStrong);
        let field = Rect { x: x + 2, y: inside.y, width: room.saturating_sub(2), height: 1 };
        if self.filter.text().is_empty() {
            canvas.put_fit(field.x + 1, field.y, field.width.saturating_sub(1), cx.say(tr("type to filter", "打字即筛选")), Role::Quiet);
        }
        self.filter.draw(canvas, field, true);
        let matching = self.matching();
        for (row, y) in (self.top..matching.len()).zip(inside.y + 2..inside.bottom()) {
            let (_, name, on) = &self.others[matching[row]];
            let line = Rect { x: x - 1, y, width: room + 2, height: 1 };
            canvas.put(x, y, 1, if *on { "#" } else { " " }, Role::You);
            canvas.put_fit(x + 2, y, room.saturating_sub(2), name, if *on { Role::Strong } else { Role::Text });
            if row == self.cursor {
                canvas.tint(line, Role::Here);
            }
            canvas.hit(line, Target::OverlayRow(row));
        }
        if matching.is_empty() {
            canvas.put(x, inside.y + 2, room, cx.say(tr("No item matches", "没有匹配的项")), Role::Text);
        }
    }
}
