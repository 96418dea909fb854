//! In which stage one reviews this file. The record knows a reviewer by the stage they worked in there; this
//! computer remembers only the stage they named last, which is the usual one and may be another.

use super::App;
use crate::command::Effect;
use crate::lang::tr;
use crate::overlays::{Choice, Menu, MenuLine, MenuRow, Overlay};
use crate::review::Stage;
use crate::ui::Role;
use crate::words;

impl App {
    /// The stage whose marks are made and shown.
    pub(super) fn stage(&self) -> Stage {
        self.me.as_ref().map_or(Stage::First, |me| me.reviewer.stage)
    }

    /// Goes on in the stage one had in the file that was opened. One who is new to it and whose usual stage has
    /// been handed on is asked: what they would do is locked.
    pub(super) fn take_stage(&mut self) {
        let (Some(me), Some(reviewing)) = (&self.me, &self.reviewing) else { return };
        let usual = *self.usual_stage.get_or_insert(me.reviewer.stage);
        let review = &reviewing.open.review;
        let known = review.reviewer(&me.key).map(|of| of.stage);
        // What one had is over where it is handed on; what one named since is not.
        let known = known.filter(|stage| review.signed_from(*stage).is_none() || review.signed_from(usual).is_some());
        let is_new = review.reviewer(&me.key).is_none();
        let signed = review.signed_from(usual).filter(|_| is_new && reviewing.open.cannot_write().is_none());
        let open = Stage::ALL.into_iter().find(|stage| review.signed_from(*stage).is_none());
        let by = signed.and_then(|signed| review.signed_by(signed).last()).map(|event| reviewing.open.who(&event.stamp.by));
        self.act_as(known.unwrap_or(usual));
        if let Some(stage) = known.filter(|stage| *stage != usual) {
            let word = self.say(words::stage(stage));
            let said = self.lang.pick(
                format!("you reviewed this file in {word}: so it goes on; another stage: {{reviewer}}"),
                format!("您在本文件中是{word}，按{word}继续；改环节按 {{reviewer}}"),
            );
            self.tell_also(said);
        }
        if let (Some(signed), Some(open)) = (signed, open) {
            self.ask_stage(usual, signed, open, &by.unwrap_or_default());
        }
    }

    fn ask_stage(&mut self, usual: Stage, signed: Stage, open: Stage, by: &str) {
        let word = |stage| words::stage(stage).say(self.lang);
        let (is_signed, is_usual) = (word(signed), word(usual));
        let body = self.lang.pick(
            format!("{is_signed} was handed on by {by}; your usual stage is {is_usual}."),
            format!("{is_signed}已由{by}提交；您在本机登记的环节是{is_usual}。"),
        );
        let rows = vec![
            MenuRow::new(
                word(open),
                self.say(tr("in this file; your usual stage stays", "仅本文件；本机登记的环节不变")),
                Choice::ActAs(open),
            ),
            MenuRow::new(is_usual, self.say(tr("to look: it is locked", "已锁定，只能查看")), Choice::ActAs(usual)),
        ];
        let title = self.say(tr("Review it in which stage?", "以哪个环节审核？"));
        self.overlays.push(Overlay::Menu(Menu::new(tr("Stage", "环节"), title, rows).body(vec![MenuLine::new(body, Role::Text)])));
    }

    /// Acts in this stage from now on, on this file.
    pub(super) fn act_as(&mut self, stage: Stage) {
        if let Some(me) = &mut self.me
            && me.reviewer.stage != stage
        {
            me.reviewer.stage = stage;
            self.effects.push(Effect::ActAs(me.clone()));
        }
    }

    /// The file is left: the usual stage again.
    pub(super) fn leave_stage(&mut self) {
        if let Some(usual) = self.usual_stage {
            self.act_as(usual);
        }
    }
}
