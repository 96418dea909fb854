//! Writing the file and leaving: nothing unwritten is left behind without a word.

use super::App;
use crate::command::Effect;
use crate::lang::tr;
use crate::overlays::{Choice, MenuRow};
use crate::panes::start::Start;
use crate::review::Event;
use crate::store::Trouble;

/// Where leaving leads once the file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Leaving {
    /// Out of the program.
    Program,
    /// Out of it, whether the file could be written or not: a signal asked.
    ProgramAnyway,
    /// To the start page.
    File,
}

impl App {
    pub(super) fn saved(&mut self, clock: String, merged: Vec<Event>) {
        let Some(reviewing) = &mut self.reviewing else { return };
        reviewing.unwritten.clear();
        reviewing.trouble = None;
        reviewing.asked_save = false;
        reviewing.finished.clear();
        self.was_leaving = None;
        reviewing.saved = Some(clock);
        let took_in = merged.len();
        reviewing.open.review.accept_all(merged);
        if took_in > 0 {
            let text = self.lang.pick(
                format!("saved; {took_in} acts another had written were taken in"),
                format!("已保存，并入他人写下的 {took_in} 步操作"),
            );
            self.tell(text);
        }
        self.go_on_leaving();
    }

    pub(super) fn save_failed(&mut self, trouble: &Trouble) {
        let leaving = self.leaving;
        if leaving == Some(Leaving::ProgramAnyway) {
            self.effects.push(Effect::Quit);
            return;
        }
        let mut rows =
            vec![MenuRow::new(self.say(tr("Try again", "重试")), self.say(tr("after mending the cause", "排除原因之后")), Choice::Retry)];
        if leaving.is_some() {
            let effect = self.say(tr("the acts stay in the journal and are offered next time", "操作记录里都有，下次打开时恢复"));
            rows.push(MenuRow::new(self.say(tr("Leave all the same", "仍然退出")), effect, Choice::LeaveUnwritten));
        }
        rows.push(MenuRow::new(
            self.say(tr("Go on", "接着看")),
            self.say(tr("write later; you will be reminded", "稍后再存，会再提醒")),
            Choice::Nothing,
        ));
        if let Some(reviewing) = &mut self.reviewing {
            let again = reviewing.trouble.replace(trouble.clone()).is_some();
            // Written by itself on a pause: said once on top, then only in the top bar.
            if again && leaving.is_none() && !reviewing.asked_save {
                return;
            }
            reviewing.asked_save = false;
        }
        self.was_leaving = self.leaving.take();
        self.trouble(tr("The file was not written", "没有写入文件"), trouble, rows);
    }

    /// Writes what is unwritten, then goes where `leaving` leads.
    pub(super) fn leave(&mut self, leaving: Leaving) {
        if leaving != Leaving::ProgramAnyway && (self.asks_before_dropping(leaving) || self.asks_before_losing_trial(leaving)) {
            return;
        }
        self.leaving = Some(leaving);
        match &self.reviewing {
            Some(reviewing) if !reviewing.unwritten.is_empty() => self.effects.push(Effect::Save),
            _ => self.go_on_leaving(),
        }
    }

    pub(super) fn go_on_leaving(&mut self) {
        match self.leaving.take() {
            None => {}
            Some(Leaving::Program | Leaving::ProgramAnyway) => {
                self.keep_place();
                self.effects.push(Effect::Quit);
            }
            Some(Leaving::File) => {
                self.keep_place();
                let left = self.reviewing.take().map(|reviewing| reviewing.open.path);
                if let Some(path) = &left {
                    let mut recent = self.start.recent().to_vec();
                    recent.retain(|known| known != path);
                    recent.insert(0, path.clone());
                    self.start = Start::new(recent);
                }
                self.leave_stage();
                self.overlays.clear();
                self.tour = None;
                self.effects.push(Effect::Close);
                if let Some(path) = left {
                    self.back_to_batch(&path);
                }
            }
        }
    }
}
