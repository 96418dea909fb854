//! Who reviews: name, unit, stage, asked once before the first act.

use ratatui::layout::Rect;

use super::spoken::{Asks, Spoken};
use super::{Choice, OverCx, Reply, centred};
use crate::command::{Command, Key, KeyCode, Me, Target};
use crate::lang::{Words, tr};
use crate::review::{Reviewer, Stage};
use crate::ui::textbox::{Did, Shape, TextBox};
use crate::ui::{Canvas, Role};
use crate::words;

pub(super) const MODE: Words = tr("Reviewer", "审核人");
pub(super) const HINTS: &[(Words, Words)] = &[
    (tr("Tab", "Tab"), tr("next", "下一栏")),
    (tr("Left Right", "左右键"), tr("stage", "选环节")),
    (tr("Enter", "回车"), tr("next, then done", "下一栏，最后完成")),
    (tr("Esc", "Esc"), tr("back, nothing is marked", "返回，不作操作")),
    (tr("Ctrl-C", "Ctrl-C"), tr("how to leave", "怎样退出")),
];

/// The form. What was asked for runs once it is filled.
#[derive(Debug)]
pub struct Introduce {
    name: TextBox,
    unit: TextBox,
    stage: usize,
    field: usize,
    known: Me,
    then: Option<Command>,
    same_name: Vec<Me>,
}

impl Introduce {
    /// Asks, starting from what is known; `then` runs afterwards. `same_name` are the reviewers the
    /// record already has: whether one of that name is oneself is asked next, by [`Choice::Same`].
    pub fn new(known: Me, then: Option<Command>, same_name: Vec<Me>) -> Self {
        let stage = Stage::ALL.iter().position(|stage| *stage == known.reviewer.stage).unwrap_or(0);
        Self {
            name: TextBox::new(Shape::OneLine, &known.reviewer.name),
            unit: TextBox::new(Shape::OneLine, &known.reviewer.unit),
            stage,
            field: 0,
            known,
            then,
            same_name,
        }
    }

    pub(super) fn key(&mut self, cx: &OverCx<'_>, key: Key) -> Reply {
        match key.code {
            KeyCode::Esc => return Reply::CloseAnd(Choice::Unnamed),
            KeyCode::Tab | KeyCode::Down => self.field = (self.field + 1) % 3,
            KeyCode::BackTab | KeyCode::Up => self.field = (self.field + 2) % 3,
            KeyCode::Enter if self.field < 2 => self.field += 1,
            KeyCode::Enter | KeyCode::F(2) => return self.finish(),
            KeyCode::Char('s') if key.ctrl => return self.finish(),
            _ if self.field == 2 => match key.in_ascii().code {
                KeyCode::Left => self.stage = (self.stage + 2) % 3,
                KeyCode::Right | KeyCode::Char(' ') => self.stage = (self.stage + 1) % 3,
                KeyCode::Char(c @ '1'..='3') => self.stage = c as usize - '1' as usize,
                _ => return Reply::Refuse(tr("Left, Right or a digit chooses the stage, Enter ends", "左右键或数字选环节，回车完成")),
            },
            _ => {
                let field = if self.field == 0 { &mut self.name } else { &mut self.unit };
                if field.key(key, cx.now_ms) == Did::NotMine {
                    return Reply::NotMine;
                }
            }
        }
        Reply::Stay
    }

    fn finish(&mut self) -> Reply {
        let name = self.name.text().trim().to_owned();
        if name.is_empty() {
            self.field = 0;
            return Reply::Refuse(tr("A name is needed: it stands beside every act", "请填姓名：每一步操作都署名"));
        }
        let unit = self.unit.text().trim().to_owned();
        let reviewer = Reviewer { name, unit, stage: Stage::ALL[self.stage], more: serde_json::Map::new() };
        let alike = |me: &Me| me.reviewer.name == reviewer.name && me.reviewer.unit == reviewer.unit;
        // Oneself in another stage; or nobody who could be mistaken for another.
        if alike(&self.known) || (self.known.key.is_empty() && !self.same_name.iter().any(alike)) {
            let me = Choice::Introduced(Me { key: self.known.key.clone(), reviewer });
            return Reply::CloseAnd(match self.then {
                Some(command) => Choice::All(vec![me, Choice::Run(command)]),
                None => me,
            });
        }
        // A name corrected, or somebody else at this computer; a name the record has, or a namesake.
        let key = self.same_name.iter().find(|me| alike(me)).map_or_else(|| self.known.key.clone(), |me| me.key.clone());
        Reply::CloseAnd(Choice::Same(Me { key, reviewer }, self.then))
    }

    pub(super) fn paste(&mut self, cx: &OverCx<'_>, text: &str) -> Reply {
        match self.field {
            0 => self.name.insert(text, cx.now_ms),
            1 => self.unit.insert(text, cx.now_ms),
            _ => Did::NotMine,
        };
        Reply::Stay
    }

    pub(super) fn click(&mut self, row: usize) -> Reply {
        if row < 3 {
            self.field = row;
        } else {
            self.field = 2;
            self.stage = (row - 3).min(2);
        }
        Reply::Stay
    }

    pub(super) fn speak(&self, cx: &OverCx<'_>) -> Spoken {
        let mode = cx.say(MODE);
        match self.field {
            0 => Spoken::line(format!("{mode}  {}", cx.say(tr("name", "姓名"))), Vec::new(), self.name.text()),
            1 => Spoken::line(format!("{mode}  {}", cx.say(tr("unit", "单位"))), Vec::new(), self.unit.text()),
            _ => {
                let rows = Stage::ALL.iter().map(|stage| cx.say(words::stage(*stage)).to_owned()).collect();
                Spoken::rows(format!("{mode}  {}", cx.say(tr("stage", "环节"))), rows, Asks::Digit)
            }
        }
    }

    fn area(screen: Rect) -> Rect {
        centred(screen, 66.min(screen.width.saturating_sub(4)), 12)
    }

    pub(super) fn settle(&mut self, cx: &OverCx<'_>, screen: Rect) {
        let cols = Self::area(screen).width.saturating_sub(16);
        self.name.settle(cols, 1, cx.look.width);
        self.unit.settle(cols, 1, cx.look.width);
    }

    pub(super) fn draw(&self, cx: &OverCx<'_>, canvas: &mut Canvas<'_, Target>) {
        let area = Self::area(canvas.area());
        let inside = canvas.frame(area, cx.say(tr("Who reviews?", "由谁审核？")), Role::You);
        let x = inside.x + 3;
        let room = inside.width.saturating_sub(6);
        canvas.put_fit(
            x,
            inside.y + 1,
            room,
            cx.say(tr("Asked once: it signs every act; no act is unsigned.", "填好后不再问。每一步操作都署名，不署名不能标记。")),
            Role::Text,
        );
        let gutter = 8;
        for (at, (label, field)) in [(tr("Name", "姓名"), &self.name), (tr("Unit", "单位"), &self.unit)].into_iter().enumerate() {
            let y = inside.y + 3 + u16::try_from(at).expect("two");
            let lit = self.field == at;
            canvas.put(x, y, gutter, cx.say(label), if lit { Role::YouStrong } else { Role::Quiet });
            let line = Rect { x: x + gutter, y, width: room.saturating_sub(gutter), height: 1 };
            if lit {
                canvas.cell_line(x - 2, y, "┃", Role::You);
            }
            field.draw(canvas, line, lit);
            canvas.hit(line, Target::OverlayRow(at));
        }
        let y = inside.y + 5;
        let lit = self.field == 2;
        canvas.put(x, y, gutter, cx.say(tr("Stage", "环节")), if lit { Role::YouStrong } else { Role::Quiet });
        if lit {
            canvas.cell_line(x - 2, y, "┃", Role::You);
        }
        let mut at = x + gutter;
        for (index, stage) in Stage::ALL.into_iter().enumerate() {
            let word = format!(" {} {} ", index + 1, cx.say(words::stage(stage)));
            let used =
                canvas.put(at, y, inside.right().saturating_sub(at), &word, if index == self.stage { Role::Chip } else { Role::Text });
            canvas.hit(Rect { x: at, y, width: used, height: 1 }, Target::OverlayRow(3 + index));
            at += used + 1;
        }
        canvas.put_fit(
            x,
            inside.y + 7,
            room,
            cx.say(tr("Kept here, in the files you review, on their papers.", "存在本机和所审文件里，导出的文书上也有。")),
            Role::Quiet,
        );
    }
}
