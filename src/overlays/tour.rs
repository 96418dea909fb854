//! The tour: five steps over an unreviewed copy, each done for real, gone when all are done.

use std::cmp::Ordering;

use ratatui::layout::Rect;

use crate::command::{Command, Keymap, Target};
use crate::lang::{Lang, Words, tr};
use crate::ui::{Canvas, Role};

/// Something the reader did that a step waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Did {
    /// Moved to another item.
    Moved,
    /// Marked an item.
    Marked,
    /// Finished a comment.
    Commented,
    /// Raised a finding.
    Found,
    /// Looked where the files are.
    SawFiles,
}

struct Step {
    name: Words,
    waits_for: Did,
    does: Words,
    keys: &'static [Command],
    note: Words,
}

const STEPS: [Step; 5] = [
    Step {
        name: tr("move", "移动"),
        waits_for: Did::Moved,
        does: tr("Go to another item with the arrows, or {next-item}.", "用上下方向键或{next-item}，走到别的项。"),
        keys: &[Command::Down, Command::NextItem],
        note: tr("The card and the report text follow. Looking never means accepting.", "卡片和原文跟着换。只看不算审过，什么也不会改变。"),
    },
    Step {
        name: tr("mark", "标记"),
        waits_for: Did::Marked,
        does: tr("Mark the item fine with {accept}, or {menu} and 2.", "按 {accept} 标为无疑问；或按{menu}，再按 2。"),
        keys: &[Command::Accept, Command::Menu],
        note: tr(
            "Letters do nothing? Input method on: Shift, or {menu} and digits.",
            "字母键没反应？输入法在中文状态：按 Shift 切换，或用{menu}加数字。",
        ),
    },
    Step {
        name: tr("comment", "写批注"),
        waits_for: Did::Commented,
        does: tr(
            "Press {comment} (or {menu}, 6), write a line, Ctrl-S or F2 finishes.",
            "按 {comment}（或{menu}再按 6）写一句批注，Ctrl-S 或 F2 完成。",
        ),
        keys: &[Command::Comment],
        note: tr("Then switch the input method back (Shift). Esc keeps a draft.", "写完把输入法切回英文（Shift）。Esc 收起，草稿保留。"),
    },
    Step {
        name: tr("finding", "记为问题"),
        waits_for: Did::Found,
        does: tr(
            "Press {finding} (or {menu}, 7), give it a title, Enter. {undo} undoes.",
            "按 {finding}（或{menu}再按 7）写标题，回车。按 {undo} 撤销。",
        ),
        keys: &[Command::Finding, Command::Undo],
        note: tr(
            "Criteria, condition, advice: fill them in the form, Tab then Enter.",
            "依据、问题描述、整改建议在表单里填：Tab 走到，回车填写。",
        ),
    },
    Step {
        name: tr("the files", "文件在哪里"),
        waits_for: Did::SawFiles,
        does: tr(
            "Press {palette} and choose “where files are”; {quit} leaves and asks nothing.",
            "按 {palette} 选“文件位置”看一看；按 {quit} 随时退出，什么都不问。",
        ),
        keys: &[Command::Palette, Command::Quit],
        note: tr("All work is in that one file. Every step is on disk at once.", "全部工作就在那一个文件里，每一步都先存盘再显示。"),
    },
];

/// Narrow enough to leave the lists free at 120 columns.
const COLS: u16 = 74;

/// The tour, at one of its steps.
#[derive(Clone, Debug, Default)]
pub struct Tour {
    at: usize,
    done: [bool; STEPS.len()],
    on_copy: bool,
}

impl Tour {
    /// The tour over the sample's private copy: it says that nothing can go wrong there.
    pub fn of_sample() -> Self {
        Self { on_copy: true, ..Self::default() }
    }

    /// Takes note of what the reader did; `true` when the tour is over.
    pub fn note(&mut self, did: Did) -> bool {
        if let Some(step) = STEPS.iter().position(|step| step.waits_for == did) {
            // Steps are done in order; doing a later one first counts when its turn comes.
            self.done[step] |= step <= self.at || did != Did::Moved;
            while self.at < STEPS.len() && self.done[self.at] {
                self.at += 1;
            }
        }
        self.at >= STEPS.len()
    }

    /// Which step, from 1.
    pub fn step(&self) -> usize {
        self.at + 1
    }

    /// Draws the step over the lower right, leaving the lists free.
    pub fn draw(&self, lang: Lang, keymap: &Keymap, canvas: &mut Canvas<'_, Target>) {
        let screen = canvas.area();
        let Some(step) = STEPS.get(self.at) else { return };
        let width = COLS.min(screen.width.saturating_sub(4));
        let height = 8;
        let area =
            Rect { x: screen.right().saturating_sub(width + 2) / 2 * 2, y: screen.bottom().saturating_sub(height + 2), width, height };
        let title = format!(
            "{}  {}",
            tr("Tour", "新手引导").say(lang),
            lang.pick(format!("step {} of {}", self.step(), STEPS.len()), format!("第 {} 步/{}", self.step(), STEPS.len()))
        );
        let inside = canvas.frame(area, &title, Role::You);
        if self.on_copy {
            let note = format!(" {} ", tr("a copy: nothing can go wrong", "样例的副本，改坏无妨").say(lang));
            canvas.put_right(area.right() - 2, area.y, 36, &note, Role::Text);
        }
        let x = inside.x + 2;
        let room = inside.width.saturating_sub(4);
        let mut at = x;
        for (index, other) in STEPS.iter().enumerate() {
            let sign = if index < self.at { "✓ ".to_owned() } else { format!("{} ", index + 1) };
            let role = match index.cmp(&self.at) {
                Ordering::Less => Role::Quiet,
                Ordering::Equal => Role::YouStrong,
                Ordering::Greater => Role::Text,
            };
            let word = format!("{sign}{}", other.name.say(lang));
            at += canvas.put(at, inside.y, inside.right().saturating_sub(at), &word, role);
            if index + 1 < STEPS.len() {
                at += canvas.put(at, inside.y, inside.right().saturating_sub(at), "  ", Role::Line);
            }
        }
        canvas.put_fit(x, inside.y + 2, room, &keymap.put_keys(step.does.say(lang), lang), Role::Strong);
        canvas.put_fit(x, inside.y + 3, room, &keymap.put_keys(step.note.say(lang), lang), Role::Text);
        let mut at = x;
        for command in step.keys {
            at += canvas.put(at, inside.y + 5, room, &keymap.key_of(*command, lang), Role::YouStrong) + 1;
            at += canvas.put(at, inside.y + 5, inside.right().saturating_sub(at), command.row().short.say(lang), Role::Text) + 3;
        }
        canvas.put_right(
            inside.right() - 2,
            inside.y + 5,
            24,
            &keymap.put_keys(tr("{cancel} ends the tour", "{cancel} 不看引导").say(lang), lang),
            Role::Text,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Width, cols};

    #[test]
    fn no_line_of_the_tour_is_cut() {
        for step in &STEPS {
            for line in [step.does, step.note] {
                for lang in [Lang::Zh, Lang::En] {
                    let line = Keymap::default().put_keys(line.say(lang), lang);
                    assert!(cols(&line, Width::Narrow) <= usize::from(COLS) - 6, "{line}");
                }
            }
        }
    }
}
