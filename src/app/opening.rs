//! A file that was opened: what it brings with it, what was found beside it, who comes after the start page.

use super::leaving::Leaving;
use super::reviewing::Reviewing;
use super::{App, Said, describe};
use crate::command::{Effect, File, Timer};
use crate::lang::tr;
use crate::overlays::{Overlay, Tour};
use crate::panes::batch::Reading;
use crate::panes::start::{Chosen, WayIn};
use crate::review::Event;
use crate::store::OfferAnswer;

impl App {
    pub(super) fn opened(&mut self, file: File) {
        let sample = file.sample;
        let notice = file.notice.clone();
        let resume = file.resume.clone();
        let (odd, faults) = (file.odd.len(), file.faults.len());
        // Drafts alone are simply taken up again; acts are asked about.
        let only_drafts =
            file.offer.as_ref().is_some_and(|offer| offer.found.iter().all(|found| found.events.is_empty() && found.moved_from.is_none()));
        let offer = file.offer.as_ref().filter(|_| !only_drafts).map(|offer| describe::recover_menu(offer, self.lang));
        self.overlays.clear();
        self.import.end();
        // What was wrong with the settings must be seen.
        self.said = self.said.take().filter(|said| said.warns && self.reviewing.is_none());
        self.leaving = None;
        self.tour = sample.then(Tour::of_sample);
        // Opened anew, for another program changed it: the stage one chose in it stays.
        let is_same_file = self.reviewing.as_ref().is_some_and(|before| before.open.path == file.path);
        let reviewing = Reviewing::new(file);
        if let Some(why) = reviewing.open.why_not_written(self.lang) {
            self.said = Some(Said { text: why, warns: true });
        } else if odd + faults > 0 {
            let text = self.lang.pick(
                format!("noted while loading: {} ({{palette}} “what was odd”)", odd + faults),
                format!("载入时发现 {} 处情况，按 {{palette}} 看“载入情况”", odd + faults),
            );
            self.said = Some(Said { text: self.with_keys(&text), warns: true });
        }
        if let Some((zh, en)) = notice {
            self.said = Some(Said { text: self.lang.pick(en, zh), warns: true });
        }
        self.reviewing = Some(Box::new(reviewing));
        self.resume(resume.as_deref());
        self.go_to_found();
        if !is_same_file {
            self.take_stage();
        }
        self.overlays.extend(offer.map(Overlay::Menu));
        if only_drafts {
            self.effects.push(Effect::Answer(OfferAnswer::Restore));
        }
        self.effects.push(Effect::Wake(Timer::Study, 0));
    }

    /// The report's hash is known: is it the one that was judged?
    pub(super) fn hashed(&mut self, sha256: &str) {
        let judged = self.reviewing.as_ref().and_then(|reviewing| reviewing.open.review.judged_sha256());
        if judged.is_some_and(|judged| judged != sha256) {
            // It comes a moment after what opening said, and does not replace it.
            let before = self.said.take();
            self.warn(tr(
                "The report is not the one that was reviewed; items whose content changed carry ~",
                "报告与审核时的不同；内容有修改的项标有 ~，请重看",
            ));
            if let Some(before) = before {
                self.tell_also(before.text);
            }
        }
    }

    pub(super) fn restored(&mut self, events: Vec<Event>, drafts: Vec<(String, String)>) {
        let Some(reviewing) = &mut self.reviewing else { return };
        let (acts, kept) = (events.iter().filter(|event| !describe::introduces(event)).count(), drafts.len());
        reviewing.unwritten.extend(events.iter().map(|event| event.id));
        reviewing.open.review.accept_all(events);
        for (slot, text) in drafts {
            // What was typed since is newer.
            reviewing.drafts.entry(slot).or_insert(text);
        }
        if !reviewing.unwritten.is_empty() && reviewing.saves_on_pause() {
            self.effects.push(Effect::Wake(Timer::Save, self.config.save_after_ms()));
        }
        let text = match (acts, kept) {
            (0, 0) => self.lang.pick("kept as it is, and offered again next time", "都还留着，下次打开再问").to_owned(),
            (0, _) => self.lang.pick(
                format!("{kept} drafts put aside: find “drafts” with {{palette}}"),
                format!("有 {kept} 份没写完的草稿，按 {{palette}} 找“草稿”"),
            ),
            _ => self.lang.pick(format!("{acts} acts and {kept} drafts restored"), format!("已恢复 {acts} 步操作、{kept} 份草稿")),
        };
        self.tell(text);
        if self.reopen_draft() && acts == 0 {
            // It is before the reader: only what else was put aside is news.
            self.said = None;
            if kept > 1 {
                let others = kept - 1;
                self.tell(self.lang.pick(
                    format!("{others} more drafts: find “drafts” with {{palette}}"),
                    format!("另有 {others} 份草稿，按 {{palette}} 找“草稿”"),
                ));
            }
        }
    }

    pub(super) fn start_chosen(&mut self, chosen: Option<Chosen>) {
        match chosen {
            None => {}
            Some(Chosen::Recent(path)) => self.effects.push(Effect::Open(path)),
            Some(Chosen::Way(way)) => match way {
                WayIn::Open | WayIn::Import => {
                    self.wants_report = way == WayIn::Import;
                    self.effects.push(Effect::List(self.folder.clone()));
                }
                WayIn::Recent => {}
                WayIn::Sample => self.effects.push(Effect::OpenSample),
                WayIn::Leave => self.leave(Leaving::Program),
            },
        }
    }

    pub(super) fn look_outside(&mut self) {
        if self.reviewing.is_some() {
            self.effects.push(Effect::LookOutside);
        } else if self.batch().is_some_and(|batch| batch.reading() == Reading::Done) {
            self.read_batch();
        }
    }
}
