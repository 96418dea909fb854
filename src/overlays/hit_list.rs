//! A line that is searched for while it is typed, and the list of hits under it: what the search of a file and that
//! of a folder have in common. What was found is the app's.

use ratatui::layout::Rect;

use super::prompt::Prompt;
use super::{Choice, OverCx, Reply};
use crate::command::{Key, KeyCode, Target};
use crate::lang::tr;
use crate::ui::textbox::Did;
use crate::ui::{Canvas, Role};

/// The line, and which rows of the list are in view.
#[derive(Debug)]
pub(super) struct HitList {
    pub(super) prompt: Prompt,
    /// The first row in view.
    pub(super) top: usize,
    /// Rows in view.
    rows: usize,
}

impl HitList {
    pub(super) fn new(text: &str, asks: String) -> Self {
        Self { prompt: Prompt::new("/", text, asks), top: 0, rows: 1 }
    }

    /// A key, while hit `at` of `count` is looked at.
    pub(super) fn key(&mut self, cx: &OverCx<'_>, key: Key, (at, count): (usize, usize)) -> Reply {
        let last = count.saturating_sub(1);
        let page = self.rows.saturating_sub(1).max(1);
        let to = match key.code {
            KeyCode::Esc => return Reply::CloseAnd(Choice::LeaveSearch),
            KeyCode::Enter => return Reply::Do(Choice::TakeHit),
            KeyCode::Up => at.checked_sub(1).unwrap_or(last),
            KeyCode::Down | KeyCode::F(3) if at >= last => 0,
            KeyCode::Down | KeyCode::F(3) => at + 1,
            KeyCode::PageUp => at.saturating_sub(page),
            KeyCode::PageDown => (at + page).min(last),
            _ => {
                let did = self.prompt.key(cx, key);
                return self.did(did);
            }
        };
        Reply::Do(Choice::GoHit(to))
    }

    pub(super) fn paste(&mut self, cx: &OverCx<'_>, text: &str) -> Reply {
        let did = self.prompt.insert(cx, text.trim());
        self.did(did)
    }

    fn did(&mut self, did: Did) -> Reply {
        match did {
            Did::Changed => {
                self.top = 0;
                Reply::Do(Choice::Seek(self.prompt.text().to_owned()))
            }
            Did::Moved => Reply::Stay,
            Did::TooLong => Reply::Refuse(tr("Too long: nothing was inserted", "太长，没有插入")),
            Did::NotMine => Reply::NotMine,
        }
    }

    /// A click looks at a hit; on the one looked at it is taken.
    pub(super) fn click(at: Option<usize>, row: usize) -> Reply {
        Reply::Do(if at == Some(row) { Choice::TakeHit } else { Choice::GoHit(row) })
    }

    /// Takes the measure of the line and of the list, whose first row is its title.
    pub(super) fn measure(&mut self, cx: &OverCx<'_>, screen: Rect, list: Rect) {
        self.prompt.settle(cx, screen.width);
        self.rows = usize::from(list.height.saturating_sub(1)).max(1);
    }

    /// Brings line `at` of `count` into view, and the heading above it if it has one.
    pub(super) fn show(&mut self, at: usize, has_heading: bool, count: usize) {
        let from = if has_heading { at.saturating_sub(1) } else { at };
        if from < self.top {
            self.top = from;
        } else if at >= self.top + self.rows {
            self.top = at + 1 - self.rows;
        }
        self.top = self.top.min(count.saturating_sub(self.rows));
    }
}

/// The border between the list and what stands beside it, if it does.
pub(super) fn divide(canvas: &mut Canvas<'_, Target>, body: Rect, list: Rect) {
    if list.width < body.width {
        canvas.vline(list.right(), body.y, body.height, false, Role::Line);
        canvas.cell_line(list.right(), body.y, "┬", Role::Line);
        canvas.cell_line(list.right(), body.bottom(), "┴", Role::Line);
    }
}
