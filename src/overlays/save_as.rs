//! Where an assessment made of a report is written: one line, a free name in it already.

use std::path::{Path, PathBuf};

use ratatui::layout::Rect;

use super::spoken::Spoken;
use super::{Choice, OverCx, Reply, centred};
use crate::command::{Key, KeyCode, Target};
use crate::lang::{Words, tr};
use crate::ui::textbox::{Did, Shape, TextBox};
use crate::ui::{Canvas, Role};

pub(super) const MODE: Words = tr("Accept", "接受");
pub(super) const HINTS: &[(Words, Words)] =
    &[(tr("Enter", "回车"), tr("write it, start reviewing", "写入，开始审核")), (tr("Esc", "Esc"), tr("back", "返回"))];

/// The form.
#[derive(Debug)]
pub struct SaveAs {
    folder: PathBuf,
    path: TextBox,
    /// What should be known before.
    remarks: Vec<String>,
}

impl SaveAs {
    /// Proposes `path`; a name typed without a folder goes into that one's.
    pub fn new(path: &Path, remarks: Vec<String>) -> Self {
        let folder = path.parent().map_or_else(PathBuf::new, Path::to_owned);
        Self { folder, path: TextBox::new(Shape::OneLine, &path.display().to_string()), remarks }
    }

    pub(super) fn key(&mut self, cx: &OverCx<'_>, key: Key) -> Reply {
        match key.code {
            KeyCode::Esc => Reply::Close,
            KeyCode::Enter => self.finish(),
            _ => match self.path.key(key, cx.now_ms) {
                Did::NotMine => Reply::NotMine,
                Did::Changed | Did::Moved | Did::TooLong => Reply::Stay,
            },
        }
    }

    fn finish(&self) -> Reply {
        let typed = self.path.text().trim();
        if typed.is_empty() || typed.ends_with('/') {
            return Reply::Refuse(tr("A file name is needed", "请填文件名"));
        }
        let mut path = self.folder.join(typed);
        if !path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json")) {
            path.as_mut_os_string().push(".json");
        }
        Reply::CloseAnd(Choice::WriteImport(path))
    }

    pub(super) fn paste(&mut self, cx: &OverCx<'_>, text: &str) -> Reply {
        self.path.insert(text.trim(), cx.now_ms);
        Reply::Stay
    }

    pub(super) fn speak(&self, cx: &OverCx<'_>) -> Spoken {
        Spoken::line(cx.say(tr("File", "写成")), self.remarks.clone(), self.path.text())
    }

    fn area(&self, screen: Rect) -> Rect {
        let rows = 7 + u16::try_from(self.remarks.len()).unwrap_or(0);
        centred(Rect { height: screen.height.saturating_sub(1), ..screen }, 84.min(screen.width.saturating_sub(4)), rows)
    }

    pub(super) fn settle(&mut self, cx: &OverCx<'_>, screen: Rect) {
        self.path.settle(self.area(screen).width.saturating_sub(18), 1, cx.look.width);
    }

    pub(super) fn draw(&self, cx: &OverCx<'_>, canvas: &mut Canvas<'_, Target>) {
        let area = self.area(canvas.area());
        let inside = canvas.frame(area, cx.say(tr("Accept the import", "接受导入")), Role::You);
        let (x, room) = (inside.x + 3, inside.width.saturating_sub(6));
        let mut y = inside.y + 1;
        canvas.put(x, y, 10, cx.say(tr("File", "写成")), Role::YouStrong);
        self.path.draw(canvas, Rect { x: x + 8, y, width: room.saturating_sub(8), height: 1 }, true);
        y += 2;
        for remark in &self.remarks {
            canvas.put_fit(x, y, room, remark, Role::Warn);
            y += 1;
        }
        let says =
            tr("Your review will be kept in this file; the report's own file stays as it is.", "审核结果就写在这个文件里；报告原件不动。");
        canvas.put_fit(x, y, room, cx.say(says), Role::Quiet);
    }
}
