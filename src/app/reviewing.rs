//! The state of reviewing one open file: its panes, where one is, what waits to be written.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::checking::Asking;
use super::layout::{Items, Pane};
use super::scoring::Supplying;
use super::signing::Weighing;
use crate::command::{File, Target, View};
use crate::export::Wanted;
use crate::panes::checks::ChecksPane;
use crate::panes::council::CouncilPane;
use crate::panes::coverage::CoveragePane;
use crate::panes::filter::{Filter, Sift};
use crate::panes::findings::FindingsPane;
use crate::panes::lists::Lists;
use crate::panes::reading::Reading;
use crate::panes::scores::ScoresPane;
use crate::panes::signing::SigningPane;
use crate::panes::{Cx, Open, Tally, ViewPane};
use crate::report::{ItemRef, Place};
use crate::review::{EventId, MarkTo, Put, Stage, Standing, mark_key};
use crate::search::{Hit, Hunt, Index, SaidTexts};
use crate::store::Trouble;
use crate::ui::Sheet;

/// What is to be said and done once an act is recorded.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct After {
    /// The answer in the bottom bar.
    pub said: String,
    /// The stage whose sign-off it takes back: whether that is open again is known only then, and said instead.
    pub takes_back: Option<Stage>,
    /// The draft that became the act: its slot and text.
    pub drop_draft: Option<(String, String)>,
    /// Drafts of what the act takes away, by slot.
    pub drop_drafts_of: Vec<String>,
    /// The selection has been acted on.
    pub lets_go: bool,
    /// What was tried is so now.
    pub ends_trial: bool,
    /// Where the keys go.
    pub goes: Goes,
    /// What is asked next.
    pub then: Option<crate::overlays::Choice>,
    /// The papers to write.
    pub export: Option<crate::export::Wanted>,
    /// What the tour notes.
    pub tour: Option<crate::overlays::TourDid>,
}

/// Where the keys go once an act is recorded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Goes {
    /// They stay.
    #[default]
    Nowhere,
    /// On to the next item.
    NextItem,
    /// To the finding the act made.
    ItsFinding,
    /// To the talk the act made.
    ItsCall,
    /// To the next field of the finding form.
    NextField,
}

/// Which hit is gone to once it is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WantsHit {
    /// The first: Enter was pressed before there was one.
    First,
    /// The one chosen before the file was opened; the first, if that is no more.
    This(Hit),
    /// That one, but one has begun to work meanwhile: only who asks for the next hit is led there.
    Later(Hit),
}

/// A place one was at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    pub view: View,
    pub pane: Pane,
    pub item: Option<ItemRef>,
    pub passage: Place,
    pub finding: usize,
}

/// Reviewing one open file.
#[derive(Debug)]
pub(super) struct Reviewing {
    pub open: Open,
    pub lists: Lists,
    pub reading: Reading,
    pub findings: FindingsPane,
    pub coverage: CoveragePane,
    pub checks: ChecksPane,
    pub scores: ScoresPane,
    pub signing: SigningPane,
    pub council: CouncilPane,
    pub asking: Asking,
    pub weighing: Weighing,
    /// Values that wait for their source.
    pub supplying: Option<Supplying>,
    pub view: View,
    /// The views it was opened over, the items below them all: Esc goes back to the last.
    under: Vec<View>,
    pub pane: Pane,
    pub zoomed: bool,
    pub card_top: u16,
    /// Where all stands in the items view, and the card, if it is shown: as of the last settling.
    pub areas: Items,
    pub card: Option<Sheet<Target>>,
    /// Where one was, oldest first, and how far back one has gone.
    pub trail: Vec<Spot>,
    pub trail_at: usize,
    /// Acts the file does not have yet.
    pub unwritten: Vec<EventId>,
    /// When the file was last written.
    pub saved: Option<String>,
    /// Why it could not be.
    pub trouble: Option<Trouble>,
    /// The reader asked for the save that is under way.
    pub asked_save: bool,
    /// Drafts put aside, by slot.
    pub drafts: BTreeMap<String, String>,
    pub after: Option<After>,
    /// The report, once it may be searched; what reviewers wrote; the search under way or done.
    pub index: Option<Arc<Index>>,
    pub said_texts: SaidTexts,
    pub hunt: Option<Hunt>,
    /// Places kept, latest first.
    pub bookmarks: Vec<Bookmark>,
    /// The papers as they were chosen when one left them to mend something.
    pub papers_left: Option<Wanted>,
    /// Columns the reader gave the lists.
    pub list_cols: Option<u16>,
    /// The draft that was being written when the file was left.
    pub reopens: Option<String>,
    /// What the lists are filtered by; what is tried while it is typed; what will filter them once all items are looked at.
    pub filter: Option<Filter>,
    pub sift: Option<Sift>,
    pub applying: Option<Sift>,
    /// The hit to go to once it is found.
    pub wants_hit: Option<WantsHit>,
    /// Texts that became acts not yet in the file: event, slot, text. A refused act gives its text back.
    pub finished: Vec<(EventId, String, String)>,
    /// How much is reviewed, as of a revision and stage.
    pub tally: Tally,
    pub tally_of: Option<(u64, Stage)>,
}

/// A place kept by the reader, by its id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Bookmark {
    Item(String),
    Paragraph(String),
}

/// Farther back than this nobody goes.
const TRAIL_MAX: usize = 200;

impl Reviewing {
    pub fn new(file: File) -> Self {
        let open = Open::new(file);
        let lists = Lists::new(&open.report);
        let reading = Reading::new(&open.report);
        let mut reviewing = Self {
            open,
            lists,
            reading,
            findings: FindingsPane::default(),
            coverage: CoveragePane::default(),
            checks: ChecksPane::default(),
            scores: ScoresPane::default(),
            signing: SigningPane::default(),
            council: CouncilPane::default(),
            asking: Asking::default(),
            weighing: Weighing::default(),
            supplying: None,
            view: View::Items,
            under: Vec::new(),
            pane: Pane::Lists,
            zoomed: false,
            card_top: 0,
            areas: Items::default(),
            card: None,
            trail: Vec::new(),
            trail_at: 0,
            unwritten: Vec::new(),
            saved: None,
            trouble: None,
            asked_save: false,
            drafts: BTreeMap::new(),
            after: None,
            index: None,
            said_texts: SaidTexts::default(),
            hunt: None,
            bookmarks: Vec::new(),
            reopens: None,
            list_cols: None,
            papers_left: None,
            filter: None,
            sift: None,
            applying: None,
            wants_hit: None,
            finished: Vec::new(),
            tally: Tally::default(),
            tally_of: None,
        };
        reviewing.follow();
        reviewing
    }

    /// Whether the file is written by itself on a pause: large ones on leaving.
    pub fn saves_on_pause(&self) -> bool {
        self.open.report.bytes().len() <= super::SAVE_ON_PAUSE_MAX
    }

    /// Whether the keys are in the report text, if there is any.
    pub fn in_text(&self) -> bool {
        let there = self.view == View::Text || (self.view == View::Items && self.pane == Pane::Text);
        there && self.open.report.counts().paragraphs > 0
    }

    /// The items that an act is about, beyond the one under the cursor: those selected where the keys are.
    pub fn selected(&self) -> Vec<ItemRef> {
        match self.view {
            View::Items if self.pane != Pane::Text => self.lists.selected(&self.open),
            View::Coverage => self.coverage.selected(&self.open),
            _ => Vec::new(),
        }
    }

    /// Lets go of all that is selected, in whatever view.
    pub fn let_go(&mut self) {
        self.lists.let_go();
        self.findings.let_go();
        self.coverage.let_go();
        self.reading.select(false);
        self.checks.select(false);
        self.scores.select(false);
    }

    /// The item the keys are on; in the text the one whose passage it is.
    pub fn item(&self) -> Option<ItemRef> {
        match self.pane_of(self.view) {
            Some(pane) => pane.item(&self.open),
            None if self.in_text() => self.item_in_text(),
            None => self.lists.item(),
        }
    }

    /// The item whose passage the text cursor is on: the shortest. Of several that say the same
    /// words, and where the cursor came along with the lists, the one the lists are on.
    fn item_in_text(&self) -> Option<ItemRef> {
        let passage = self.reading.passage();
        let listed = self.lists.item();
        let there = self.open.places.in_paragraph(passage.paragraph).iter();
        there
            .filter(|(place, _)| (place.start..place.end).contains(&passage.start))
            .min_by_key(|(place, item)| {
                let other = listed != Some(*item);
                (other || *place != passage, place.end - place.start, other)
            })
            .map(|(_, item)| *item)
    }

    /// The lists and the card follow the text, so that what is shown is what is acted on.
    pub fn follow_text(&mut self) {
        if self.view != View::Items || !self.in_text() {
            return;
        }
        if let Some(item) = self.item_in_text().filter(|item| self.lists.item() != Some(*item)) {
            self.lists.go(&self.open.report, item);
            self.card_top = 0;
        }
    }

    /// Acts the file does not have yet, as the reviewer counts them.
    pub fn unwritten_acts(&self) -> usize {
        let events = self.unwritten.iter().filter_map(|id| self.open.review.event(*id));
        events.filter(|event| !super::describe::introduces(event)).count()
    }

    /// The rows that show the passage the keys are on, while they are in the text.
    pub fn passage_rows(&self, body: ratatui::layout::Rect) -> Option<ratatui::layout::Rect> {
        let pane = if self.view == View::Text { body } else { self.areas.text };
        self.in_text().then(|| self.reading.passage_rows(&self.open, Reading::below_rule(pane)))?
    }

    /// Where in the report that stands.
    pub fn place(&self) -> Option<Place> {
        match self.pane_of(self.view) {
            Some(pane) => pane.place(&self.open),
            None => self.item().and_then(|item| self.open.report.item(item).place),
        }
    }

    /// A full-screen view beside items and text. Each has its arm here and in [`Self::pane_mut`].
    pub fn pane_of(&self, view: View) -> Option<&dyn ViewPane> {
        match view {
            View::Items | View::Text => None,
            View::Scores => Some(&self.scores),
            View::Findings => Some(&self.findings),
            View::Coverage => Some(&self.coverage),
            View::Checks => Some(&self.checks),
            View::Signing => Some(&self.signing),
            View::Council => Some(&self.council),
        }
    }

    /// The mark a new finding brings with it: on its only item, if nobody has marked that. Of several
    /// items each is looked at for itself.
    pub fn mark_beside(&self, on: &[String], stage: Stage) -> Option<Put> {
        let [id] = on else { return None };
        let item = self.open.report.find(id).filter(|item| self.open.reviewable(*item))?;
        let unmarked = matches!(self.open.review.mark(stage, id), Standing::Nothing);
        unmarked.then(|| super::acts::put_mark(&self.open.report, item, mark_key(stage, id), Some(MarkTo::Problem)))
    }

    /// The view that is shown, unless it is items or text, with what it is a view of.
    pub fn pane_mut(&mut self) -> Option<(&mut dyn ViewPane, &Open, &Tally)> {
        let pane: &mut dyn ViewPane = match self.view {
            View::Items | View::Text => return None,
            View::Scores => &mut self.scores,
            View::Findings => &mut self.findings,
            View::Coverage => &mut self.coverage,
            View::Checks => &mut self.checks,
            View::Signing => &mut self.signing,
            View::Council => &mut self.council,
        };
        Some((pane, &self.open, &self.tally))
    }

    /// The text follows the item.
    pub fn follow(&mut self) {
        self.card_top = 0;
        if let Some(place) = self.lists.item().and_then(|item| self.open.report.item(item).place) {
            self.reading.go(&self.open, place);
        }
    }

    pub fn spot(&self) -> Spot {
        Spot { view: self.view, pane: self.pane, item: self.lists.item(), passage: self.reading.passage(), finding: self.findings.cursor() }
    }

    /// Remembers where one is before a jump.
    pub fn leave_trail(&mut self) {
        let spot = self.spot();
        self.trail.truncate(self.trail_at);
        if self.trail.last() != Some(&spot) {
            self.trail.push(spot);
        }
        if self.trail.len() > TRAIL_MAX {
            self.trail.remove(0);
        }
        self.trail_at = self.trail.len();
    }

    /// Shows a view over the one that is shown, or comes back to it if it lies below.
    pub fn show(&mut self, view: View) {
        match self.under.iter().position(|below| *below == view) {
            Some(at) => self.under.truncate(at),
            None if view == View::Items => self.under.clear(),
            None if view != self.view => self.under.push(self.view),
            None => {}
        }
        self.view = view;
    }

    /// Back to the view this one was opened over; `false` in the items, which lie below all.
    pub fn step_back(&mut self) -> bool {
        if self.view == View::Items {
            return false;
        }
        self.view = self.under.pop().unwrap_or_default();
        true
    }

    /// Goes to a remembered place.
    pub fn return_to(&mut self, spot: Spot) {
        self.show(spot.view);
        self.pane = spot.pane;
        if let Some(item) = spot.item {
            self.lists.go(&self.open.report, item);
        }
        self.card_top = 0;
        self.reading.go(&self.open, spot.passage);
        self.findings.go(spot.finding, None);
    }

    /// Goes to an item, in the items view.
    pub fn go_item(&mut self, item: ItemRef) {
        self.show(View::Items);
        self.pane = Pane::Lists;
        self.lists.go(&self.open.report, item);
        self.follow();
    }

    pub fn cx<'a>(&'a self, cx: &super::view::Speech<'a>) -> Cx<'a> {
        Cx { hits: self.hunt.as_ref().map(Hunt::query), filter: self.filter.as_ref(), ..cx.cx(&self.open, &self.tally) }
    }
}
