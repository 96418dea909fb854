//! Moving: inside a pane, between panes and views, to what one looks for, and back.

use super::{App, AtWork, Pane};
use crate::command::{Command, View};
use crate::import::List;
use crate::lang::{Words, tr};
use crate::overlays::{Choice, Menu, MenuRow, Overlay, TourDid};
use crate::panes::Step;
use crate::panes::lists::LISTS;
use crate::report::ItemRef;
use crate::review::MarkTo;

/// What one looks for among the items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seek {
    Open,
    Suspicion,
    Finding,
    Comment,
    Evidence,
}

pub(super) const NONE_ON: Words = tr("none further on", "后面没有了");
pub(super) const NONE_BACK: Words = tr("none further back", "前面没有了");

impl App {
    pub(super) fn step(&mut self, step: Step) {
        let page = self.page_rows();
        if let Some(preview) = &mut self.import.preview {
            let moved = preview.step(step, page);
            return self.tell_end(step, moved);
        }
        if let Some(moved) = self.step_in_batch(step) {
            return self.tell_end(step, moved);
        }
        let Some(reviewing) = &mut self.reviewing else { return };
        let moved = match reviewing.view {
            View::Items if reviewing.pane == Pane::Lists => {
                let moved = reviewing.lists.step(step, page);
                if moved {
                    reviewing.follow();
                }
                moved
            }
            View::Items if reviewing.pane == Pane::Card => {
                let before = reviewing.card_top;
                reviewing.card_top = u16::try_from(step.from(before.into(), u32::from(u16::MAX), page)).unwrap_or(u16::MAX);
                true
            }
            _ => match reviewing.pane_mut() {
                Some((own, open, _)) => own.step(open, step, page),
                None => reviewing.reading.step(&reviewing.open, step, page),
            },
        };
        if moved {
            self.tour_notes(TourDid::Moved);
        }
        self.tell_end(step, moved);
    }

    /// Says so where the cursor could not move.
    fn tell_end(&mut self, step: Step, moved: bool) {
        if !moved {
            let text = match step {
                Step::Rows(rows) | Step::HalfPages(rows) if rows < 0 => tr("at the start", "已到开头"),
                Step::First => tr("at the start", "已到开头"),
                _ => tr("at the end", "已到末尾"),
            };
            self.tell(self.say(text));
        }
    }

    pub(super) fn sideways(&mut self, by: i32) {
        if let Some(preview) = &mut self.import.preview {
            return preview.sideways(by);
        }
        let Some(reviewing) = &mut self.reviewing else { return };
        if reviewing.in_text() {
            reviewing.reading.stretch(&reviewing.open, by);
        } else if let Some((pane, open, _)) = reviewing.pane_mut() {
            pane.sideways(open, by);
        } else if !reviewing.lists.fold(&reviewing.open.report, by < 0) {
            self.next_pane(by > 0);
        } else {
            reviewing.follow();
        }
    }

    pub(super) fn next_item(&mut self) {
        if self.import.preview.is_some() {
            return self.step(Step::Rows(1));
        }
        let Some(reviewing) = &mut self.reviewing else { return };
        match reviewing.view {
            View::Items if !reviewing.in_text() => {
                if reviewing.lists.next_item(&reviewing.open.report) {
                    reviewing.follow();
                    self.tour_notes(TourDid::Moved);
                } else {
                    self.tell(
                        self.say(tr("at the end of this list; {next-pane} goes to the next", "本栏已到末尾；按 {next-pane} 到下一栏")),
                    );
                }
            }
            View::Coverage => {
                if !reviewing.coverage.seek(&reviewing.open) {
                    self.tell(self.say(NONE_ON));
                }
            }
            View::Council => self.turn_page(true),
            _ if reviewing.in_text() || reviewing.view == View::Text => self.step(Step::HalfPages(2)),
            _ => self.step(Step::Rows(1)),
        }
    }

    pub(super) fn focus_list(&mut self, list: usize) {
        if let Some(preview) = &mut self.import.preview {
            let lists = [List::Duties, List::Work, List::Indicators, List::Issues];
            return lists.get(list).into_iter().for_each(|list| preview.go_list(*list));
        }
        let Some(reviewing) = &mut self.reviewing else { return };
        reviewing.show(View::Items);
        reviewing.pane = Pane::Lists;
        reviewing.lists.set_focus(list);
        reviewing.follow();
    }

    pub(super) fn focus_pane(&mut self, pane: Pane) {
        if let Some(preview) = &mut self.import.preview {
            return preview.focus_text();
        }
        let Some(reviewing) = &mut self.reviewing else { return };
        reviewing.show(View::Items);
        reviewing.pane = pane;
    }

    /// Tab: the four lists, the card, the text; in another view what it walks; of a passage that is being
    /// selected the other end.
    pub(super) fn next_pane(&mut self, on: bool) {
        if let Some(preview) = &mut self.import.preview {
            return preview.tab();
        }
        let Some(reviewing) = &mut self.reviewing else { return };
        if let Some((pane, open, _)) = reviewing.pane_mut() {
            return pane.tab(open, if on { 1 } else { -1 });
        }
        if reviewing.in_text() && reviewing.reading.is_selecting() {
            reviewing.reading.swap_end();
            let start = reviewing.reading.moves_start();
            return self.tell(self.say(if start {
                tr("arrows move the start", "方向键移动开头")
            } else {
                tr("arrows move the end", "方向键移动末尾")
            }));
        }
        if reviewing.view == View::Text {
            return self.show_view(View::Items);
        }
        let at = match reviewing.pane {
            Pane::Lists => reviewing.lists.focus(),
            Pane::Card => LISTS,
            Pane::Text => LISTS + 1,
        };
        let count = LISTS + 2;
        match (at + if on { 1 } else { count - 1 }) % count {
            LISTS => self.focus_pane(Pane::Card),
            to if to > LISTS => self.focus_pane(Pane::Text),
            list => self.focus_list(list),
        }
    }

    pub(super) fn run_view(&mut self, command: Command) {
        self.show_view(match command {
            Command::ViewText => View::Text,
            Command::ViewFindings => View::Findings,
            Command::ViewCoverage => View::Coverage,
            Command::ViewChecks => View::Checks,
            _ => View::Items,
        });
    }

    pub(super) fn show_view(&mut self, view: View) {
        let Some(reviewing) = &mut self.reviewing else { return };
        if view == View::Coverage && reviewing.view != view {
            reviewing.coverage.enter();
        }
        reviewing.show(view);
        if view == View::Items && reviewing.pane == Pane::Text {
            reviewing.pane = Pane::Lists;
        }
    }

    pub(super) fn next_view(&mut self, on: bool) {
        let at = View::ALL.iter().position(|view| *view == self.view_now()).unwrap_or(0);
        let to = (at + if on { 1 } else { View::ALL.len() - 1 }) % View::ALL.len();
        self.show_view(View::ALL[to]);
    }

    pub(super) fn reorder(&mut self) {
        let Some(reviewing) = &mut self.reviewing else { return };
        let order = match reviewing.view {
            View::Coverage => {
                reviewing.coverage.next_face();
                reviewing.coverage.face(self.lang)
            }
            View::Scores => {
                reviewing.scores.next_face();
                reviewing.scores.face().words().say(self.lang)
            }
            _ => {
                reviewing.checks.reorder();
                reviewing.checks.order(self.lang)
            }
        };
        self.tell(order);
    }

    pub(super) fn zoom(&mut self) {
        if let Some(reviewing) = &mut self.reviewing {
            reviewing.zoomed = !reviewing.zoomed;
        }
    }

    /// Esc: stops an export, lets go of the passage, steps out inside a view, leaves the zoom, the view for
    /// the one it was opened over, the text, the tour; in that order.
    pub(super) fn cancel(&mut self) {
        if self.at_work == Some(AtWork::Export) {
            return self.stop_export();
        }
        let Some(reviewing) = &mut self.reviewing else { return };
        if reviewing.reading.is_selecting() {
            reviewing.reading.select(false);
        } else if reviewing.pane_mut().is_some_and(|(pane, ..)| pane.step_out()) {
        } else if reviewing.view == View::Scores
            && let Some(trial) = reviewing.open.desk.trial()
        {
            if trial.count() == 0 {
                reviewing.open.desk.end_trial();
            } else {
                self.warn(tr(
                    "A trial is under way: {accept-trial} accepts it, {drop-trial} drops it, {undo} takes its last step back",
                    "正在试算：{accept-trial} 采纳，{drop-trial} 放弃，{undo} 撤回上一处改动",
                ));
            }
        } else if reviewing.zoomed {
            reviewing.zoomed = false;
        } else if reviewing.step_back() {
            if reviewing.pane == Pane::Text {
                reviewing.pane = Pane::Lists;
            }
        } else if reviewing.pane != Pane::Lists {
            reviewing.pane = Pane::Lists;
        } else if reviewing.lists.let_go() {
        } else if reviewing.hunt.take().is_some() {
            self.tell(self.say(tr("hits no longer lit", "不再标出查找结果")));
        } else if reviewing.filter.is_some() {
            self.clear_filter();
        } else if self.tour.take().is_some() {
            self.tell(self.say(tr("tour closed; “{palette} tour” opens it again", "引导已关闭；按 {palette} 找“新手引导”可再打开")));
        } else {
            let key = self.config.keymap().key_of(Command::Quit, self.lang);
            let does = self.say(super::describe::called(Command::Quit, &self.facts()));
            let says = self.lang.pick(format!("Nothing to close here; {key}: {does}"), format!("这里没有可关闭的；按 {key} {does}"));
            self.said = Some(super::Said { text: says, warns: true });
        }
    }

    /// From the item to its passage, from the passage to its item.
    pub(super) fn passage(&mut self) {
        let Some(reviewing) = &mut self.reviewing else { return };
        if reviewing.in_text() {
            let Some(item) = reviewing.item() else { return };
            reviewing.leave_trail();
            return reviewing.go_item(item);
        }
        let Some(place) = reviewing.place() else { return };
        reviewing.leave_trail();
        reviewing.show(View::Text);
        reviewing.reading.go(&reviewing.open, place);
    }

    pub(super) fn go_paragraph(&mut self, paragraph: u32) {
        let Some(reviewing) = &mut self.reviewing else { return };
        let count = reviewing.open.report.counts().paragraphs;
        if paragraph >= count {
            let text = self.lang.pick(format!("the report has {count} paragraphs"), format!("报告共 {count} 段"));
            return self.tell(text);
        }
        reviewing.leave_trail();
        reviewing.show(View::Text);
        reviewing.reading.go_paragraph(&reviewing.open, paragraph);
    }

    pub(super) fn go_item(&mut self, item: ItemRef) {
        if let Some(reviewing) = &mut self.reviewing {
            reviewing.leave_trail();
            reviewing.go_item(item);
        }
    }

    pub(super) fn open_finding(&mut self, at: usize) {
        if let Some(reviewing) = &mut self.reviewing {
            reviewing.leave_trail();
            reviewing.show(View::Findings);
            reviewing.findings.go(at, None);
        }
    }

    pub(super) fn linked(&mut self) {
        let Some(reviewing) = &self.reviewing else { return };
        let Some(item) = reviewing.item() else { return };
        let rows: Vec<MenuRow> = reviewing
            .open
            .linked(item)
            .into_iter()
            .map(|(other, _)| MenuRow::new(reviewing.open.name(other, self.lang), "", Choice::Go(other)))
            .collect();
        if let [only] = rows.as_slice() {
            let choice = only.choice.clone();
            return self.choose(choice);
        }
        let title = format!("{}  {}", self.say(tr("Linked with", "关联的项")), reviewing.open.name(item, self.lang));
        self.overlays.push(Overlay::Menu(Menu::new(tr("Links", "关联"), title, rows)));
    }

    pub(super) fn back(&mut self) {
        let Some(reviewing) = &mut self.reviewing else { return };
        if reviewing.trail_at == 0 {
            return self.tell(self.say(tr("nowhere further back", "没有更早的位置")));
        }
        if reviewing.trail_at == reviewing.trail.len() {
            let here = reviewing.spot();
            reviewing.trail.push(here);
        }
        reviewing.trail_at -= 1;
        let spot = reviewing.trail[reviewing.trail_at];
        reviewing.return_to(spot);
    }

    pub(super) fn forward(&mut self) {
        let Some(reviewing) = &mut self.reviewing else { return };
        if reviewing.trail_at + 1 >= reviewing.trail.len() {
            return self.tell(self.say(tr("nowhere further on", "没有更后的位置")));
        }
        reviewing.trail_at += 1;
        let spot = reviewing.trail[reviewing.trail_at];
        reviewing.return_to(spot);
    }

    /// The next (or previous) item of the whole file, in report order, that is what one looks for.
    pub(super) fn seek(&mut self, on: bool, what: Seek) {
        let stage = self.stage();
        if let Some(preview) = &mut self.import.preview {
            if !preview.seek_doubt(on) {
                self.tell(self.say(if on { NONE_ON } else { NONE_BACK }));
            }
            return;
        }
        let Some(reviewing) = &mut self.reviewing else { return };
        if reviewing.view == View::Findings && what == Seek::Finding {
            return self.step(Step::Rows(if on { 1 } else { -1 }));
        }
        if reviewing.view == View::Council && what == Seek::Finding {
            return self.turn_page(on);
        }
        if reviewing.view == View::Checks && what == Seek::Suspicion {
            if !reviewing.checks.seek(&reviewing.open, on) {
                self.tell(self.say(if on { NONE_ON } else { NONE_BACK }));
            }
            return;
        }
        let open = &reviewing.open;
        let fits = |item: ItemRef| match what {
            Seek::Open => open.reviewable(item) && !open.is_marked(item, stage),
            Seek::Evidence => open.review.mark(stage, &open.report.id(item)).settled().is_some_and(|mark| mark.to == MarkTo::NeedsEvidence),
            Seek::Suspicion => open.suspicions.open_on(item) > 0,
            Seek::Comment => !open.review.comments_on(&open.report.id(item)).is_empty(),
            Seek::Finding => !open.review.findings_on(&open.report.id(item)).is_empty(),
        };
        let here = reviewing.item();
        let items = || open.report.items();
        let not_here = |item: &ItemRef| Some(*item) != here;
        let found = match (on, here) {
            (true, Some(_)) => items().skip_while(not_here).skip(1).find(|item| fits(*item)),
            (true, None) => items().find(|item| fits(*item)),
            (false, _) => items().take_while(not_here).filter(|item| fits(*item)).last(),
        };
        let Some(item) = found else {
            return self.tell(self.say(if on { NONE_ON } else { NONE_BACK }));
        };
        if reviewing.in_text()
            && let Some(place) = reviewing.open.report.item(item).place
        {
            reviewing.leave_trail();
            reviewing.lists.go(&reviewing.open.report, item);
            return reviewing.reading.go(&reviewing.open, place);
        }
        self.go_item(item);
    }

    /// The next or the previous problem of the council.
    fn turn_page(&mut self, on: bool) {
        let Some(reviewing) = &mut self.reviewing else { return };
        if !reviewing.council.turn(&reviewing.open, if on { 1 } else { -1 }) {
            self.tell(self.say(if on { NONE_ON } else { NONE_BACK }));
        }
    }

    pub(super) fn tour_notes(&mut self, did: TourDid) {
        if let Some(tour) = &mut self.tour
            && tour.note(did)
        {
            self.tour = None;
            self.tell(self.say(tr("the tour is done; {help} shows everything else", "引导完成；按 {help} 看其余一切")));
        }
    }
}
