//! The start page: five numbered ways in, the files opened last, and where the work lies.

use std::path::PathBuf;

use ratatui::layout::Rect;

use crate::command::{Key, KeyCode, Keymap, Target};
use crate::lang::{Lang, Words, tr};
use crate::ui::{Canvas, Role};

/// The ways in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WayIn {
    /// 打开.
    Open,
    /// 导入.
    Import,
    /// 最近.
    Recent,
    /// 练习样例.
    Sample,
    /// 退出.
    Leave,
}

const WAYS: [(WayIn, Words, Words); 5] = [
    (WayIn::Open, tr("Open", "打开"), tr("an assessment file, .json, or a folder of them", "已有的审核文件 .json，或各部门所在的文件夹")),
    (WayIn::Import, tr("Import", "导入"), tr("a self-assessment report: docx pdf txt md", "自评报告（docx pdf txt md）")),
    (WayIn::Recent, tr("Recent", "最近"), tr("the files below", "下面列出的文件")),
    (
        WayIn::Sample,
        tr("Practice", "练习样例"),
        tr("an unreviewed report, in a copy of its own; about ten minutes", "一份未审的报告，在它自己的副本上练，约十分钟"),
    ),
    (WayIn::Leave, tr("Leave", "退出"), tr("", "")),
];

/// What the reader chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// One of the ways in.
    Way(WayIn),
    /// A file opened before.
    Recent(PathBuf),
}

/// The start page.
#[derive(Clone, Debug)]
pub struct Start {
    recent: Vec<PathBuf>,
    cursor: usize,
}

/// More recent files than this are not listed.
const RECENT_MAX: usize = 8;

impl Start {
    /// The page, its cursor on the most likely way in.
    pub fn new(recent: Vec<PathBuf>) -> Self {
        let cursor = if recent.is_empty() { 3 } else { WAYS.len() };
        Self { recent, cursor }
    }

    /// Files opened last.
    pub fn recent(&self) -> &[PathBuf] {
        &self.recent
    }

    fn rows(&self) -> usize {
        WAYS.len() + self.recent.len().min(RECENT_MAX)
    }

    /// A key: digits, arrows, Enter. `None`: the key is not the page's.
    pub fn key(&mut self, key: Key) -> Option<Option<Chosen>> {
        let key = key.in_ascii();
        match key.code {
            KeyCode::Up | KeyCode::Char('k') => self.cursor = self.cursor.checked_sub(1).unwrap_or(self.rows() - 1),
            KeyCode::Down | KeyCode::Char('j') => self.cursor = (self.cursor + 1) % self.rows(),
            KeyCode::Enter => return Some(self.choose(self.cursor)),
            KeyCode::Char(c @ '1'..='5') if !key.ctrl => return Some(self.choose(c as usize - '1' as usize)),
            _ => return None,
        }
        Some(None)
    }

    /// A row was chosen. 最近 leads to the files below it.
    pub fn choose(&mut self, row: usize) -> Option<Chosen> {
        self.cursor = row.min(self.rows() - 1);
        match WAYS.get(row) {
            Some((WayIn::Recent, ..)) => {
                if !self.recent.is_empty() {
                    self.cursor = WAYS.len();
                }
                None
            }
            Some((way, ..)) => Some(Chosen::Way(*way)),
            None => self.recent.get(row - WAYS.len()).cloned().map(Chosen::Recent),
        }
    }

    /// Draws the page.
    pub fn draw(&self, lang: Lang, keymap: &Keymap, canvas: &mut Canvas<'_, Target>, area: Rect) {
        let width = area.width.saturating_sub(4).min(96);
        let x = area.x + (area.width - width) / 2;
        let mut y = area.y + if area.height >= 28 { 4 } else { 1 };
        canvas.put(x + 1, y, width, tr("Where to start", "从哪里开始").say(lang), Role::Strong);
        y += 2;
        let row = |canvas: &mut Canvas<'_, Target>, at: usize, y: u16| {
            let line = Rect { x, y, width, height: 1 };
            if at == self.cursor {
                canvas.tint(line, Role::Here);
            }
            canvas.hit(line, Target::OverlayRow(at));
        };
        for (at, (_, what, effect)) in WAYS.iter().enumerate() {
            canvas.put(x + 2, y, 2, &(at + 1).to_string(), Role::YouStrong);
            canvas.put(x + 6, y, 10, what.say(lang), if at == self.cursor { Role::Strong } else { Role::Text });
            canvas.put_fit(x + 18, y, width.saturating_sub(20), effect.say(lang), Role::Text);
            row(canvas, at, y);
            y += 1;
        }
        y += 1;
        canvas.rule(x, y, width, tr("Recent", "最近").say(lang), "", false);
        y += 1 + u16::from(area.height >= 28);
        if self.recent.is_empty() {
            canvas.put_fit(
                x + 2,
                y,
                width.saturating_sub(3),
                tr("No file opened yet: 4 is a good start", "还没有打开过文件：第一次可以从 4 开始").say(lang),
                Role::Text,
            );
            y += 1;
        }
        for (at, path) in self.recent.iter().take(RECENT_MAX).enumerate() {
            let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            let used = canvas.put_fit(x + 2, y, width / 2, &name, Role::Text);
            let folder = path.parent().map_or_else(String::new, |folder| folder.display().to_string());
            let folder_x = x + 2 + used.max(24) + 2;
            canvas.put_fit(folder_x, y, (x + width).saturating_sub(folder_x + 1), &folder, Role::Quiet);
            row(canvas, WAYS.len() + at, y);
            y += 1;
        }
        y += 1;
        for says in [
            tr(
                "The review is written into the file you open: copy it, you have it all.",
                "审核结果就写在打开的那个文件里，复制它就是全部工作。",
            ),
            tr(
                "On USB and network disks the record may wait elsewhere; the screen says where.",
                "盘不可靠时（U 盘、网络盘），操作记录暂存用户目录，屏幕会写明位置。",
            ),
            tr("Hard to read? “theme” under {palette} changes the colours.", "字看不清：按 {palette} 找“换配色”，可换浅色、深色、单色。"),
        ] {
            if y < area.bottom() {
                canvas.put_fit(x + 2, y, width.saturating_sub(3), &keymap.put_keys(says.say(lang), lang), Role::Text);
                y += 1;
            }
        }
    }
}
