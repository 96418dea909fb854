//! 沟通: talks with the department, taken down and gone back to. What was asked in one and not answered is
//! asked for in the list of evidence still to come.

use super::App;
use super::reviewing::{After, Goes};
use crate::command::Command;
use crate::lang::tr;
use crate::overlays::{CallChoice, CallField, Choice, Menu, MenuRow, Overlay, Purpose};
use crate::panes::{Open, latest};
use crate::review::{Act, Call, CommentKind, Kind, Put, Standing};

/// Characters of a field's text in a menu.
const SHOWN_CHARS_MAX: usize = 30;

/// A talk as it stands; of differing ones the latest.
pub(super) fn call(open: &Open, key: &str) -> Option<Call> {
    let standing: Standing<Call> = open.review.typed(Kind::Call, key);
    latest(&standing).cloned()
}

impl App {
    /// The talks, latest first, and a way to take one down.
    pub(super) fn list_calls(&mut self) {
        let Some(reviewing) = &self.reviewing else { return };
        let open = &reviewing.open;
        let keys = open.review.keys(Kind::Call);
        let mut calls: Vec<(String, Call)> = keys.into_iter().filter_map(|key| call(open, &key).map(|call| (key, call))).collect();
        calls.sort_by(|(_, one), (_, other)| other.at.cmp(&one.at));
        let mut rows = vec![MenuRow::new(self.say(tr("Take down a new talk", "记一次新的沟通")), "", Choice::Call(CallChoice::New))];
        for (key, call) in calls {
            let waits = call.answer.trim().is_empty() && !call.questions.is_empty();
            let state = self.say(if waits { tr("to come", "待提供") } else { tr("answered", "已答复") });
            let state = if call.questions.is_empty() && call.answer.is_empty() { "" } else { state };
            let due = if waits { call.due.as_str() } else { "" };
            let effect = [call.at.as_str(), state, due].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ");
            rows.push(MenuRow::new(call.with, effect, Choice::Call(CallChoice::Open(key))));
        }
        let title = self.say(tr("Talks with the department", "与部门的沟通"));
        let foot = self.say(tr(
            "What was asked and not answered is asked for in the list of evidence",
            "所问未答的，列入需补充资料清单；记录本身不对外",
        ));
        self.overlays.push(Overlay::Menu(Menu::new(tr("Calls", "沟通"), title, rows).wide().foot(foot)));
    }

    pub(super) fn choose_call(&mut self, choice: CallChoice) {
        match choice {
            CallChoice::List => self.list_calls(),
            CallChoice::Open(key) => self.open_call(&key),
            CallChoice::New => self.change_calls(|app| {
                let title = super::describe::purpose(&Purpose::NewCall, &app.reviewing.as_ref()?.open, app.lang);
                app.edit_new(Purpose::NewCall, title);
                Some(())
            }),
            CallChoice::Edit(key, field) => self.change_calls(|app| {
                let open = &app.reviewing.as_ref()?.open;
                let purpose = Purpose::CallText(key.clone(), field);
                let (title, text) = (super::describe::purpose(&purpose, open, app.lang), field.text(&call(open, &key)?));
                app.edit_text(purpose, title, text, CommentKind::default());
                Some(())
            }),
        }
    }

    /// Does something that ends in an act, if acts may be made.
    fn change_calls(&mut self, change: impl FnOnce(&mut Self) -> Option<()>) {
        if let Err(why) = self.facts().file_writable() {
            return self.warn(why);
        }
        if self.known(Command::Calls) {
            change(self);
        }
    }

    /// The fields of a talk, each a digit.
    fn open_call(&mut self, key: &str) {
        let Some(reviewing) = &self.reviewing else { return };
        let standing: Standing<Call> = reviewing.open.review.typed(Kind::Call, key);
        if standing.is_conflict() {
            return self.ask_settle(Kind::Call, key);
        }
        let Some(call) = latest(&standing) else { return };
        let mut rows: Vec<MenuRow> = CallField::ALL
            .into_iter()
            .map(|field| {
                let line: String = field.text(call).lines().collect::<Vec<_>>().join("；").chars().take(SHOWN_CHARS_MAX).collect();
                MenuRow::new(field.words().say(self.lang), line, Choice::Call(CallChoice::Edit(key.to_owned(), field)))
            })
            .collect();
        rows.push(MenuRow::new(
            self.say(tr("Remove", "删除")),
            self.with_keys(self.say(tr("{undo} brings it back", "按 {undo} 可撤销"))),
            Choice::Remove(Kind::Call, key.to_owned()),
        ));
        rows.push(MenuRow::new(self.say(tr("All talks", "回到沟通记录")), "", Choice::Call(CallChoice::List)));
        let title = format!("{}  {}", Command::Calls.row().short.say(self.lang), call.with);
        let next = CallField::ALL.iter().position(|field| field.text(call).is_empty()).unwrap_or(0);
        self.overlays.push(Overlay::Menu(Menu::new(tr("Calls", "沟通"), title, rows).wide().starting_at(next)));
    }

    pub(super) fn new_call(&mut self, with: String) {
        let slot = Purpose::NewCall.slot();
        let put = Put::add(Kind::Call, &Call { with: with.trim().to_owned(), ..Call::default() });
        let said = self.lang.pick("talk kept: what was asked next", "已记下，请接着填所问").to_owned();
        self.commit(Act::Put(vec![put]), After { said, drop_draft: Some((slot, with)), goes: Goes::ItsCall, ..After::default() });
    }

    /// Sets a field to what was written. What it cannot hold is there to be mended.
    pub(super) fn write_call(&mut self, key: String, field: CallField, text: String) {
        let slot = Purpose::CallText(key.clone(), field).slot();
        if let Some(why) = field.refuses(&text) {
            self.draft(slot.clone(), Some(text));
            self.take_up(&slot);
            return self.warn(why);
        }
        let Some(mut call) = self.reviewing.as_ref().and_then(|reviewing| call(&reviewing.open, &key)) else { return };
        field.set_text(&mut call, &text);
        let said = format!("{} {}", field.words().say(self.lang), self.lang.pick("kept", "已填"));
        let then = Some(Choice::Call(CallChoice::Open(key.clone())));
        let after = After { said, drop_draft: Some((slot, text)), then, ..After::default() };
        self.commit(Act::Put(vec![Put::set(Kind::Call, key, &call)]), after);
    }
}
