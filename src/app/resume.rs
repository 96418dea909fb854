//! Where one left a file, kept in the user's own state and never in the assessment: view, pane, item,
//! passage, filter, bookmarks, the text that was being written.

use serde::{Deserialize, Serialize};

use super::reviewing::{Bookmark, Reviewing};
use super::{App, Effect, Pane};
use crate::command::View;
use crate::lang::tr;
use crate::overlays::Overlay;
use crate::panes::findings::Field;
use crate::report::Place;

/// A place in one file, by names that a revised report still has.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Resume {
    view: View,
    pane: Pane,
    zoomed: bool,
    item: Option<String>,
    passage: Option<(String, u32, u32)>,
    finding: Option<(String, Option<Field>)>,
    filter: Option<String>,
    bookmarks: Vec<Bookmark>,
    draft: Option<String>,
}

impl Reviewing {
    fn resume(&self, draft: Option<String>) -> Resume {
        let report = &self.open.report;
        let passage = self.reading.passage();
        let in_report = passage.paragraph < report.counts().paragraphs;
        Resume {
            view: self.view,
            pane: self.pane,
            zoomed: self.zoomed,
            item: self.lists.item().map(|item| report.id(item)),
            passage: in_report.then(|| (report.paragraph(passage.paragraph).id, passage.start, passage.end)),
            finding: self.open.review.findings().get(self.findings.cursor()).map(|named| (named.key.clone(), self.findings.field())),
            filter: self.filter.as_ref().map(|filter| filter.text().to_owned()),
            bookmarks: self.bookmarks.clone(),
            draft,
        }
    }

    /// Goes back to a place; what is gone from the report is passed over.
    fn go_on_at(&mut self, at: &Resume) {
        if let Some(item) = at.item.as_ref().and_then(|id| self.open.report.find(id)) {
            self.lists.go(&self.open.report, item);
            self.follow();
        }
        if let Some((id, start, end)) = &at.passage
            && let Some(paragraph) = self.open.report.find_paragraph(id)
        {
            self.reading.go(&self.open, Place { paragraph, start: *start, end: *end });
        }
        if let Some((key, field)) = &at.finding
            && let Some(n) = self.open.review.findings().iter().position(|named| named.key == *key)
        {
            self.findings.go(n, *field);
        }
        (self.view, self.pane, self.zoomed) = (at.view, at.pane, at.zoomed);
        self.bookmarks.clone_from(&at.bookmarks);
        self.reopens.clone_from(&at.draft);
    }
}

impl App {
    /// Keeps where one is, for the next time.
    pub(super) fn keep_place(&mut self) {
        let Some(reviewing) = &self.reviewing else { return };
        let draft =
            self.overlays.iter().rev().find_map(|overlay| if let Overlay::Editor(editor) = overlay { Some(editor.slot()) } else { None });
        let json = serde_json::to_string(&reviewing.resume(draft)).expect("names and numbers always have JSON");
        self.effects.push(Effect::KeepPlace(json));
    }

    /// Goes on where one left, if that is known.
    pub(super) fn resume(&mut self, kept: Option<&str>) {
        let Some(at) = kept.and_then(|json| serde_json::from_str::<Resume>(json).ok()) else { return };
        let Some(reviewing) = &mut self.reviewing else { return };
        let start = reviewing.spot();
        reviewing.go_on_at(&at);
        let moved = reviewing.spot() != start;
        if let Some(filter) = &at.filter {
            self.filter_again(filter);
        }
        if moved && self.said.is_none() {
            self.tell(self.say(tr("where you left", "接着上次的位置")));
        }
    }

    /// Takes up the text that was being written when one left; says whether there was one.
    pub(super) fn reopen_draft(&mut self) -> bool {
        let Some(reviewing) = &mut self.reviewing else { return false };
        let slot = reviewing.reopens.take().filter(|slot| reviewing.drafts.contains_key(slot));
        if let Some(slot) = slot {
            self.take_up(&slot);
        }
        matches!(self.overlays.last(), Some(Overlay::Editor(_)))
    }
}
