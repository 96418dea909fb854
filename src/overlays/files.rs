//! A file to open or to import: a folder's entries, or a path typed.

use std::path::PathBuf;

use ratatui::layout::Rect;

use super::picker::{Picked, Picker};
use super::spoken::{Asks, Spoken};
use super::{Choice, OverCx, Reply, centred};
use crate::command::{Entry, EntryKind, Key, KeyCode, Target};
use crate::lang::{Lang, Words, tr};
use crate::ui::{Canvas, Role};

pub(super) const MODE: Words = tr("Open", "打开");
const HINTS: &[(Words, Words)] = &[
    (tr("Up Down", "上下键"), tr("choose", "选")),
    (tr("Enter", "回车"), tr("open", "打开")),
    (tr("Tab", "Tab"), tr("the whole folder", "整个文件夹")),
    (tr("type", "打字"), tr("a path, or filter", "路径，或筛选")),
    (tr("Esc", "Esc"), tr("close", "关闭")),
    (tr("Ctrl-C", "Ctrl-C"), tr("how to leave", "怎样退出")),
];

/// The entries of a folder.
#[derive(Debug)]
pub struct Files {
    folder: PathBuf,
    entries: Vec<Entry>,
    picker: Picker,
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
        Self { folder, entries: first, picker: Picker::new(), import }
    }

    /// Its keys; a folder is opened, not imported.
    pub(super) fn hints(&self) -> Vec<(Words, Words)> {
        HINTS.iter().filter(|(key, _)| !self.import || key.say(Lang::En) != "Tab").copied().collect()
    }

    fn matching(&self) -> Vec<&Entry> {
        self.entries.iter().filter(|entry| self.picker.matches(&self.name(entry))).collect()
    }

    fn name(&self, entry: &Entry) -> String {
        if Some(entry.path.as_path()) == self.folder.parent() {
            return "../".to_owned();
        }
        let name = entry.path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        if entry.kind == EntryKind::Folder { format!("{name}/") } else { name }
    }

    pub(super) fn key(&mut self, cx: &OverCx<'_>, key: Key) -> Reply {
        if key.code == KeyCode::Tab && !self.import {
            return Reply::CloseAnd(Choice::Open(self.folder.clone()));
        }
        match self.picker.key(cx, key, self.matching().len()) {
            Picked::Moved => Reply::Stay,
            Picked::Row(row) => self.open(row),
            Picked::Close => Reply::Close,
            Picked::NotMine => Reply::NotMine,
        }
    }

    fn open(&self, row: usize) -> Reply {
        let typed = self.picker.typed();
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
        self.picker.paste(cx, text);
        Reply::Stay
    }

    pub(super) fn click(&mut self, row: usize) -> Reply {
        self.open(row)
    }

    pub(super) fn speak(&self, cx: &OverCx<'_>) -> Spoken {
        let rows = self.matching().into_iter().map(|entry| self.name(entry)).collect();
        let title = format!("{}  {}", cx.say(MODE), self.folder.display());
        Spoken::rows(title, rows, Asks::RowOrWords)
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
        let count = self.matching().len();
        self.picker.settle(cx, area.width.saturating_sub(8), area.height.saturating_sub(5), (count, count), |row| (row, row));
    }

    pub(super) fn draw(&self, cx: &OverCx<'_>, canvas: &mut Canvas<'_, Target>) {
        let area = Self::area(canvas.area());
        let title = cx.say(if self.import {
            tr("Import a report (docx pdf txt md)", "导入自评报告（docx pdf txt md）")
        } else {
            tr("Open an assessment (.json); Tab: the whole folder", "打开审核文件（json）；Tab 打开整个文件夹")
        });
        let inside = canvas.frame(area, title, Role::You);
        let (x, room) = (inside.x + 2, inside.width.saturating_sub(4));
        canvas.put_fit(x, inside.y, room, &self.folder.display().to_string(), Role::Quiet);
        let line = Rect { x, y: inside.y + 1, width: room, height: 1 };
        self.picker.draw_filter(cx, canvas, line, tr("type to filter, or a path", "打字即筛选，或输入路径"));
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
        for (at, y) in (self.picker.top()..matching.len()).zip(inside.y + 3..inside.bottom()) {
            canvas.put_fit(x + 1, y, room.saturating_sub(1), &self.name(matching[at]), Role::Text);
            self.picker.finish_row(canvas, Rect { x: x - 1, y, width: room + 2, height: 1 }, at);
        }
    }
}
