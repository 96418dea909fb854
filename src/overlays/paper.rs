//! Lines to read, or to copy with the mouse: nothing but the text, no frame beside it.

use ratatui::layout::Rect;

use super::spoken::{Asks, Spoken};
use super::{OverCx, Reply};
use crate::command::{Key, KeyCode, Target};
use crate::lang::{Words, tr};
use crate::text::wrap;
use crate::ui::{Canvas, Role};

pub(super) const MODE: Words = tr("Read", "阅读");
pub(super) const HINTS: &[(Words, Words)] = &[(tr("Up Down", "上下键"), tr("scroll", "滚动")), (tr("Esc", "Esc"), tr("close", "关闭"))];

/// A text over the whole screen.
#[derive(Debug)]
pub struct Paper {
    title: String,
    lines: Vec<(String, Role)>,
    top: usize,
    shown: usize,
    rows: usize,
}

impl Paper {
    /// Shows `lines`; each is wrapped, a copied line has no breaks of ours where the terminal joins them.
    pub fn new(title: String, lines: Vec<String>) -> Self {
        Self::lit(title, lines.into_iter().map(|line| (line, Role::Text)).collect())
    }

    /// The same, each line in a role of its own.
    pub fn lit(title: String, lines: Vec<(String, Role)>) -> Self {
        Self { title, lines, top: 0, shown: 1, rows: 0 }
    }

    pub(super) fn key(&mut self, key: Key) -> Reply {
        let last = self.rows.saturating_sub(self.shown);
        match key.in_ascii().code {
            KeyCode::Up | KeyCode::Char('k') => self.top = self.top.saturating_sub(1),
            KeyCode::Down | KeyCode::Char('j') => self.top = (self.top + 1).min(last),
            KeyCode::PageUp => self.top = self.top.saturating_sub(self.shown),
            KeyCode::PageDown | KeyCode::Char(' ') => self.top = (self.top + self.shown).min(last),
            KeyCode::Home => self.top = 0,
            KeyCode::End => self.top = last,
            KeyCode::Esc | KeyCode::Enter => return Reply::Close,
            KeyCode::Char('q') if !key.ctrl => return Reply::Close,
            _ => return Reply::NotMine,
        }
        Reply::Stay
    }

    pub(super) fn speak(&self) -> Spoken {
        let lines = self.lines.iter().map(|(line, _)| line.clone()).collect();
        Spoken::rows(self.title.clone(), Vec::new(), Asks::Nothing).with(lines)
    }

    fn wrapped(&self, cx: &OverCx<'_>, cols: u16) -> Vec<(&str, Role)> {
        self.lines
            .iter()
            .flat_map(|(line, role)| {
                wrap(line, cols.into(), cx.look.width)
                    .into_iter()
                    .map(|row| (line.get(row.start..row.end).expect("rows end on boundaries"), *role))
            })
            .collect()
    }

    fn area(screen: Rect) -> Rect {
        Rect { height: screen.height.saturating_sub(1), ..screen }
    }

    pub(super) fn settle(&mut self, cx: &OverCx<'_>, screen: Rect) {
        let area = Self::area(screen);
        self.shown = usize::from(area.height.saturating_sub(2)).max(1);
        self.rows = self.wrapped(cx, area.width).len();
        self.top = self.top.min(self.rows.saturating_sub(self.shown));
    }

    pub(super) fn draw(&self, cx: &OverCx<'_>, canvas: &mut Canvas<'_, Target>) {
        let area = Self::area(canvas.area());
        canvas.clear(area);
        canvas.rule(area.x, area.y, area.width, &self.title, &format!("{}/{}", (self.top + self.shown).min(self.rows), self.rows), true);
        for ((line, role), y) in self.wrapped(cx, area.width).into_iter().skip(self.top).zip(area.y + 1..area.bottom()) {
            canvas.put(area.x, y, area.width, line, role);
        }
    }
}
