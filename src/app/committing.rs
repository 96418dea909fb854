//! What became of an act: it is on disk and the review takes it, or it is not and everything is as before.

use super::{App, Said, describe};
use crate::command::{Effect, Timer};
use crate::lang::tr;
use crate::overlays::{Choice, MenuRow};
use crate::review::{Event, EventId};
use crate::store::Trouble;

impl App {
    pub(super) fn committed(&mut self, event: &Event) {
        let Some(reviewing) = &mut self.reviewing else { return };
        reviewing.unwritten.push(event.id);
        let after = if describe::introduces(event) { None } else { reviewing.after.take() };
        reviewing.open.review.accept(event.clone());
        self.keys_kept.played(event);
        if reviewing.saves_on_pause() {
            self.effects.push(Effect::Wake(Timer::Save, self.config.save_after_ms()));
        }
        if let Some(after) = after {
            self.after(after, event);
        }
    }

    pub(super) fn refused(&mut self, events: &[EventId], trouble: &Trouble) {
        if events.is_empty() {
            // A draft: the text is still in its box, and what was asked for waits for no disk.
            self.said = Some(Said { text: format!("{} {}", trouble.what, trouble.why), warns: true });
            return;
        }
        let Some(reviewing) = &mut self.reviewing else { return };
        reviewing.open.review.refuse(events);
        reviewing.unwritten.retain(|id| !events.contains(id));
        reviewing.after = None;
        // The texts that were to become these acts are drafts again.
        let (back, kept) = std::mem::take(&mut reviewing.finished).into_iter().partition(|(id, ..)| events.contains(id));
        reviewing.finished = kept;
        let back: Vec<(EventId, String, String)> = back;
        for (_, slot, text) in back {
            self.draft(slot, Some(text));
        }
        let retry = vec![MenuRow::new(
            self.say(tr("Go on", "接着看")),
            self.say(tr("the act was not taken", "刚才的操作没有记下，可以再做一次")),
            Choice::Nothing,
        )];
        self.trouble(tr("Not recorded", "没有记下"), trouble, retry);
    }
}
