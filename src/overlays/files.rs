//! A file to open or to import: a folder's entries, or a path typed.

use std::path::PathBuf;

use ratatui::layout::Rect;

use super::{Choice, OverCx, Reply, centred};
use crate::command::{Entry, EntryKind, Key, KeyCode, Target};
use crate::lang::{Words, tr};
use crate::ui::textbox::{Did, Shape, TextBox};
use crate::ui::{Canvas, Role};

pub(super) const MODE: Words = tr("Open", "打开");
pub(super) const HINTS: &[(Words, Words)] = &[
    (tr("Up Down", "上下键"), tr("choose", "选")),
    (tr("Enter", "回车"), tr("open", "打开")),
    (tr("type", "打字"), tr("a path, or filter", "路径，或筛选")),
    (tr("Esc", "Esc"), tr("close", "关闭")),
    (tr("Ctrl-C", "Ctrl-C"), tr("how to leave", "怎样退出")),
];

/// The entries of a folder.
#[derive(Debug)]
pub struct Files {
    folder: PathBuf,
    entries: Vec<Entry>,
    typed: TextBox,
    cursor: usize,
    top: usize,
    /// Whether a report text is wanted rather than an assessment.
    import: bool,
}

impl Files {
    /// The entries of `folder`, assessments or texts first.
    pub fn new(folder: PathBuf, entries: Vec<Entry>, import: bool) -> Self {
        let wanted = if import { EntryKind::Text } else { EntryKind::Assessment };
        let (mut first, rest): (Vec<Entry>, Vec<Entry>) =
            entries.into_iter().filter(|e| e.kind == wanted || e.kind == EntryKind::Folder).partition(|entry| entry.kind == wanted);
        if let Some(parent) = folder.parent() {
            first.extend(rest);
            first.push(Entry { path: parent.to_owned(), kind: EntryKind::Folder });
        } else {
            first.extend(rest);
        }
        Self { folder, entries: first, typed: TextBox::new(Shape::OneLine, ""), cursor: 0, top: 0, import }
    }

    /// Whether a report text is wanted.
    pub fn imports(&self) -> bool {
        self.import
    }

    fn matching(&self) -> Vec<&Entry> {
        let wanted = self.typed.text().trim().to_lowercase();
        self.entries.iter().filter(|entry| wanted.is_empty() || self.name(entry).to_lowercase().contains(&wanted)).collect()
    }

    fn name(&self, entry: &Entry) -> String {
        if Some(entry.path.as_path()) == self.folder.parent() {
            return "../".to_owned();
        }
        let name = entry.path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        if entry.kind == EntryKind::Folder { format!("{name}/") } else { name }
    }

    pub(super) fn key(&mut self, cx: &OverCx<'_>, key: Key) -> Reply {
        let last = self.matching().len().saturating_sub(1);
        match key.code {
            KeyCode::Esc => return Reply::Close,
            KeyCode::Up => self.cursor = self.cursor.checked_sub(1).unwrap_or(last),
            KeyCode::Down => self.cursor = if self.cursor >= last { 0 } else { self.cursor + 1 },
            KeyCode::PageDown => self.cursor = (self.cursor + 10).min(last),
            KeyCode::PageUp => self.cursor = self.cursor.saturating_sub(10),
            KeyCode::Enter => return self.open(self.cursor),
            _ => match self.typed.key(key, cx.now_ms) {
                Did::Changed => self.cursor = 0,
                Did::NotMine => return Reply::NotMine,
                Did::Moved | Did::TooLong => {}
            },
        }
        Reply::Stay
    }

    fn open(&self, row: usize) -> Reply {
        let typed = self.typed.text().trim();
        let Some(entry) = self.matching().get(row).copied().filter(|_| !typed.contains('/')) else {
            if typed.is_empty() {
                return Reply::Refuse(tr("Nothing here to open: type a path", "这里没有可打开的文件：请输入路径"));
            }
            return Reply::CloseAnd(self.choice(self.folder.join(typed)));
        };
        match entry.kind {
            EntryKind::Folder => Reply::Do(Choice::List(entry.path.clone())),
            EntryKind::Assessment | EntryKind::Text => Reply::CloseAnd(self.choice(entry.path.clone())),
        }
    }

    fn choice(&self, path: PathBuf) -> Choice {
        if self.import { Choice::Import(path) } else { Choice::Open(path) }
    }

    pub(super) fn paste(&mut self, cx: &OverCx<'_>, text: &str) -> Reply {
        self.typed.insert(text.trim(), cx.now_ms);
        self.cursor = 0;
        Reply::Stay
    }

    pub(super) fn click(&mut self, row: usize) -> Reply {
        self.open(row)
    }

    fn area(screen: Rect) -> Rect {
        centred(
            Rect { height: screen.height.saturating_sub(1), ..screen },
            84.min(screen.width.saturating_sub(4)),
            22.min(screen.height.saturating_sub(3)),
        )
    }

    pub(super) fn settle(&mut self, cx: &OverCx<'_>, screen: Rect) {
        let area = Self::area(screen);
        self.typed.settle(area.width.saturating_sub(8), 1, cx.look.width);
        let shown = usize::from(area.height.saturating_sub(6)).max(1);
        self.cursor = self.cursor.min(self.matching().len().saturating_sub(1));
        self.top = self.top.min(self.matching().len().saturating_sub(shown)).min(self.cursor);
        if self.cursor >= self.top + shown {
            self.top = self.cursor + 1 - shown;
        }
    }

    pub(super) fn draw(&self, cx: &OverCx<'_>, canvas: &mut Canvas<'_, Target>) {
        let area = Self::area(canvas.area());
        let title = cx.say(if self.import {
            tr("Import a report text (.txt .md)", "导入自评报告（txt md）")
        } else {
            tr("Open an assessment (.json)", "打开审核文件（json）")
        });
        let inside = canvas.frame(area, title, Role::You);
        let (x, room) = (inside.x + 2, inside.width.saturating_sub(4));
        canvas.put_fit(x, inside.y, room, &self.folder.display().to_string(), Role::Quiet);
        canvas.put(x, inside.y + 1, 1, "›", Role::YouStrong);
        let field = Rect { x: x + 2, y: inside.y + 1, width: room.saturating_sub(2), height: 1 };
        if self.typed.text().is_empty() {
            canvas.put_fit(
                field.x + 1,
                field.y,
                field.width.saturating_sub(1),
                cx.say(tr("type to filter, or a path", "打字即筛选，或输入路径")),
                Role::Quiet,
            );
        }
        self.typed.draw(canvas, field, true);
        let matching = self.matching();
        if matching.is_empty() {
            canvas.put(
                x,
                inside.y + 3,
                room,
                cx.say(tr("Nothing of this name here; Enter opens the path typed", "这里没有这个名字；回车按输入的路径打开")),
                Role::Text,
            );
        }
        for (at, y) in (self.top..matching.len()).zip(inside.y + 3..inside.bottom()) {
            let line = Rect { x: x - 1, y, width: room + 2, height: 1 };
            canvas.put_fit(x + 1, y, room.saturating_sub(1), &self.name(matching[at]), Role::Text);
            if at == self.cursor {
                canvas.tint(line, Role::Here);
            }
            canvas.hit(line, Target::OverlayRow(at));
        }
    }
}
