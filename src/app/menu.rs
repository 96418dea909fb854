//! The numbered 操作菜单: what can be done here, the natural thing first.

use super::App;
use crate::command::Command;
use crate::lang::tr;
use crate::overlays::{Choice, Menu, MenuRow, Overlay};
use crate::panes::OnEnter;

/// The 操作菜单 on an item. Its digits are learnt: what may not run keeps its place, and says why when chosen.
const ITEM_MENU: [Command; 10] = [
    Command::Passage,
    Command::Accept,
    Command::Problem,
    Command::NeedsEvidence,
    Command::NotApplicable,
    Command::Comment,
    Command::Finding,
    Command::Link,
    Command::Edit,
    Command::Copy,
];
/// In the report text: the same digits for the same things.
const TEXT_MENU: [Command; 10] = [
    Command::Passage,
    Command::Accept,
    Command::Problem,
    Command::NeedsEvidence,
    Command::NotApplicable,
    Command::CommentPassage,
    Command::Finding,
    Command::Select,
    Command::Edit,
    Command::Copy,
];

impl App {
    /// The numbered menu of what can be done here: the natural thing first.
    pub(super) fn open_menu(&mut self) {
        let facts = self.facts();
        let Some(reviewing) = &self.reviewing else { return };
        let pane = reviewing.pane_of(reviewing.view);
        let mut commands = match pane.map(|pane| pane.on_enter(&reviewing.open)) {
            Some(OnEnter::Run(command)) => return self.run_if_it_may(command),
            Some(OnEnter::Nothing(why)) => return self.warn(why),
            Some(OnEnter::Menu(commands)) => commands.to_vec(),
            None if reviewing.in_text() => TEXT_MENU.to_vec(),
            None => ITEM_MENU.to_vec(),
        };
        if facts.conflict {
            // Then settling it is the natural thing; all other digits stay what they are.
            let last = commands.len();
            commands.push(Command::Rule);
            commands.swap(0, last);
        }
        self.offer(commands);
    }

    /// The second page of the menu.
    pub(super) fn open_more(&mut self) {
        let Some(reviewing) = &self.reviewing else { return };
        let more = reviewing.pane_of(reviewing.view).map_or(&[][..], |pane| pane.more(&reviewing.open));
        if more.is_empty() {
            return self
                .warn(tr("The menu has one page here; {palette} finds everything", "此处的操作菜单只有一页；按 {palette} 找全部命令"));
        }
        self.offer(more.to_vec());
    }

    /// Commands as a numbered menu, with all else below them.
    fn offer(&mut self, commands: Vec<Command>) {
        let facts = self.facts();
        let Some(reviewing) = &self.reviewing else { return };
        let pane = reviewing.pane_of(reviewing.view);
        let mut rows: Vec<MenuRow> = commands
            .into_iter()
            .map(|command| {
                let bulk =
                    if facts.selected > 0 && command.row().group == crate::command::Group::Mark { self.bulk_label(command) } else { None };
                let row = MenuRow::new(
                    bulk.unwrap_or_else(|| super::describe::called(command, &facts).say(self.lang).to_owned()),
                    self.config.keymap().key_of(command, self.lang),
                    Choice::Run(command),
                );
                if (command.row().when)(&facts).is_ok() { row } else { row.quiet() }
            })
            .collect();
        // With an input method on this is the way to views, search, undo and all else.
        let others = self.say(tr("all else …", "其他 …"));
        rows.push(MenuRow::new(others, self.config.keymap().key_of(Command::Palette, self.lang), Choice::Run(Command::Palette)));
        let about = pane
            .and_then(|pane| pane.about(&reviewing.open, self.lang))
            .or_else(|| facts.item.map(|item| reviewing.open.name(item, self.lang)));
        let about = if facts.selected > 0 {
            Some(self.lang.pick(format!("{} selected items", facts.selected), format!("所选 {} 项", facts.selected)))
        } else {
            about
        };
        let about = about.unwrap_or_else(|| {
            let n = reviewing.reading.paragraph() + 1;
            self.lang.pick(format!("paragraph {n}"), format!("第 {n} 段"))
        });
        let title = format!("{}  {about}", self.say(tr("Menu", "操作")));
        let foot = self.say(tr("Digits work with any input method", "右边是直接按的键，中文状态下用数字"));
        self.overlays.push(Overlay::Menu(Menu::new(tr("Menu", "操作"), title, rows).with_keys().foot(foot)));
    }
}
