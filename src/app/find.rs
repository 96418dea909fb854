//! Searching: what is typed becomes a hunt that goes on step by step between keys, and hits are gone
//! through with `n` and `N`.

use std::sync::Arc;

use super::App;
use super::reviewing::WantsHit;
use crate::command::{Effect, MouseDoes, Msg, Timer, View};
use crate::lang::{Words, tr};
use crate::overlays::{Overlay, Search, item_of, place_of};
use crate::search::{Hit, Hunt, Index, Query, Source};

const NOT_FOUND: Words = tr("Nothing found: {search} looks for something else", "没有找到：按 {search} 换个词");

impl WantsHit {
    fn later(self) -> Option<Self> {
        match self {
            Self::First => None,
            Self::This(hit) | Self::Later(hit) => Some(Self::Later(hit)),
        }
    }
}

impl App {
    pub(super) fn open_search(&mut self) {
        if self.batch().is_some() {
            return self.open_folder_search();
        }
        self.refresh_hunt();
        let last = self.reviewing.as_ref().and_then(|reviewing| reviewing.hunt.as_ref());
        self.overlays.push(Overlay::Search(Box::new(Search::new(last, self.lang))));
    }

    /// Looks for what is typed, from now on.
    pub(super) fn seek_text(&mut self, text: &str) {
        if self.batch().is_some() {
            return self.seek_in_folder(text);
        }
        let Some(reviewing) = &mut self.reviewing else { return };
        let before = reviewing.hunt.take();
        let stale = reviewing.said_texts.refresh(&reviewing.open.review);
        reviewing.hunt = Query::new(text).map(|query| Hunt::new(query, before.as_ref().filter(|_| !stale)));
        reviewing.wants_hit = None;
        self.seek_later();
    }

    fn seek_later(&mut self) {
        if self.reviewing.as_ref().is_some_and(|reviewing| {
            reviewing.hunt.as_ref().is_some_and(|hunt| hunt.is_running() && (reviewing.index.is_some() || hunt.is_early()))
        }) {
            self.effects.push(Effect::Wake(Timer::Seek, 0));
        }
    }

    /// The next step of the search, when no key waits.
    pub(super) fn seek_on(&mut self) {
        self.count_rows_kept();
        self.ask_folder();
        if self.sift_on() {
            self.effects.push(Effect::Wake(Timer::Seek, 0));
        }
        let is_awaited = matches!(self.overlays.last(), None | Some(Overlay::Search(_)));
        let Some(reviewing) = &mut self.reviewing else { return };
        let Some(hunt) = &mut reviewing.hunt else { return };
        match &reviewing.index {
            Some(index) => _ = hunt.step(index, &reviewing.said_texts),
            None => hunt.step_early(&reviewing.open.report),
        }
        let found = match reviewing.wants_hit {
            None | Some(WantsHit::Later(_)) => false,
            Some(WantsHit::First) => hunt.count() > 0 || !hunt.is_running(),
            Some(WantsHit::This(hit)) => hunt.go_to(hit) || !hunt.is_running(),
        };
        if found && is_awaited {
            reviewing.wants_hit = None;
            self.take_hit();
        } else if found {
            reviewing.wants_hit = reviewing.wants_hit.and_then(WantsHit::later);
        }
        self.seek_later();
    }

    /// Whoever does something has begun to work: the hit the file was opened for pulls the cursor away no more. Says
    /// whether one was still to come.
    pub(super) fn let_hit_wait(&mut self, msg: &Msg) -> bool {
        let acts = match msg {
            Msg::Key(_) | Msg::Command(_) | Msg::Point(_) | Msg::Replay(_) | Msg::Paste(_) => true,
            Msg::Mouse(mouse) => !matches!(mouse.does, MouseDoes::Drag | MouseDoes::Release),
            _ => false,
        };
        let Some(reviewing) = self.reviewing.as_mut().filter(|_| acts) else { return false };
        let Some(WantsHit::This(hit)) = reviewing.wants_hit else { return false };
        reviewing.wants_hit = Some(WantsHit::Later(hit));
        true
    }

    /// Says how to come to the hit that waits, where nothing else was answered.
    pub(super) fn tell_of_hit(&mut self) {
        let waits = self.reviewing.as_ref().is_some_and(|reviewing| matches!(reviewing.wants_hit, Some(WantsHit::Later(_))));
        if waits && self.said.is_none() && self.overlays.is_empty() {
            self.tell(self.say(tr("{next-hit} goes to what was found", "按 {next-hit} 到查到的地方")));
        }
    }

    pub(super) fn indexed(&mut self, index: Arc<Index>) {
        if let Some(reviewing) = &mut self.reviewing {
            reviewing.index = Some(index);
            self.seek_later();
        }
    }

    /// After an act the reviewers' texts are others: the same is searched for anew, and one stays at the same hit.
    fn refresh_hunt(&mut self) {
        let Some(reviewing) = &mut self.reviewing else { return };
        if !reviewing.said_texts.refresh(&reviewing.open.review) {
            return;
        }
        if let (Some(hunt), Some(index)) = (&mut reviewing.hunt, &reviewing.index) {
            let here = hunt.here();
            *hunt = Hunt::new(hunt.query().clone(), None);
            hunt.step(index, &reviewing.said_texts);
            if let Some(at) = here.and_then(|here| (0..hunt.count()).find(|n| hunt.nth(*n) == Some(here))) {
                hunt.go(at);
            }
        }
        self.seek_later();
    }

    pub(super) fn go_hit(&mut self, n: usize) {
        if let Some(quest) = self.quest_mut() {
            return quest.go(n);
        }
        if let Some(hunt) = self.reviewing.as_mut().and_then(|reviewing| reviewing.hunt.as_mut()) {
            hunt.go(n);
        }
    }

    /// Enter in the search: goes to the hit under the cursor, or to the first there will be.
    pub(super) fn take_hit(&mut self) {
        if self.batch().is_some() {
            return self.open_at_hit();
        }
        let Some(reviewing) = &mut self.reviewing else { return };
        match &reviewing.hunt {
            None => self.warn(tr("Type what to look for; Esc goes back", "请输入要找的字；Esc 返回")),
            Some(hunt) if hunt.count() == 0 && hunt.is_running() => reviewing.wants_hit = Some(WantsHit::First),
            Some(hunt) if hunt.count() == 0 && !self.overlays.iter().any(|overlay| matches!(overlay, Overlay::Search(_))) => {
                self.warn(NOT_FOUND);
            }
            Some(hunt) if hunt.count() == 0 => self.warn(tr("Nothing found; Esc goes back", "没有找到；Esc 返回")),
            Some(_) => {
                reviewing.wants_hit = None;
                self.overlays.retain(|overlay| !matches!(overlay, Overlay::Search(_)));
                self.show_hit();
            }
        }
    }

    pub(super) fn leave_search(&mut self) {
        if self.batch().is_some() {
            return self.leave_folder_search();
        }
        if let Some(reviewing) = &mut self.reviewing {
            reviewing.hunt = None;
            reviewing.wants_hit = None;
        }
    }

    /// The next hit, or the previous; from the last to the first.
    pub(super) fn walk_hits(&mut self, on: bool) {
        self.refresh_hunt();
        let Some(reviewing) = &mut self.reviewing else { return };
        let Some(hunt) = &mut reviewing.hunt else { return };
        if let Some(WantsHit::Later(hit)) = reviewing.wants_hit.take() {
            if hunt.go_to(hit) {
                return self.show_hit();
            }
            if hunt.is_running() {
                reviewing.wants_hit = Some(WantsHit::This(hit));
                return self.tell(self.say(tr("still searching", "正在查找")));
            }
        }
        let Some(last) = hunt.count().checked_sub(1) else { return self.warn(NOT_FOUND) };
        let at = hunt.position();
        hunt.go(match on {
            true if at >= last => 0,
            true => at + 1,
            false => at.checked_sub(1).unwrap_or(last),
        });
        self.show_hit();
    }

    /// Goes where the hit one is at is, and says which it is.
    fn show_hit(&mut self) {
        let Some(reviewing) = &self.reviewing else { return };
        let Some(hunt) = &reviewing.hunt else { return };
        let Some(hit) = hunt.here() else { return };
        let more = if hunt.is_running() || hunt.is_full() { "+" } else { "" };
        let (at, all, text) = (hunt.position() + 1, hunt.count(), hunt.query().text().to_owned());
        self.go_where(hit);
        self.tell(self.lang.pick(format!("{text}: {at} of {all}{more}"), format!("{text} 第 {at} 处/{all}{more}")));
    }

    fn go_where(&mut self, hit: Hit) {
        let speech = self.speech();
        let Some((place, item)) = self.reviewing.as_ref().map(|reviewing| {
            let cx = reviewing.cx(&speech);
            (place_of(&cx, hit), item_of(&cx, hit))
        }) else {
            return;
        };
        let Some(reviewing) = &mut self.reviewing else { return };
        match (hit.source, item, place) {
            (Source::Finding(at), ..) => self.open_finding(at),
            (Source::Item(_) | Source::Comment(_), Some(item), _) => self.go_item(item),
            (_, _, Some(place)) => {
                reviewing.leave_trail();
                reviewing.show(View::Text);
                reviewing.reading.go(&reviewing.open, place);
            }
            _ => {}
        }
    }
}
