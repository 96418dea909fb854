//! Searching all departments of a folder: what is typed becomes a search that a worker makes file by file;
//! a hit opens its department there, and leaving that leads back to the hits.

use std::path::{Path, PathBuf};

use super::App;
use super::reviewing::WantsHit;
use crate::batch::{Looked, Quest, Sought};
use crate::command::{Effect, QuestNo, Timer};
use crate::lang::tr;
use crate::overlays::{FolderSearch, Overlay};
use crate::panes::batch::Batch;
use crate::search::{Hit, Hunt, Query};

/// The search through the folder that is shown.
#[derive(Debug, Default)]
pub(super) struct Quests {
    /// The number of the last one asked for.
    last: QuestNo,
    /// What is looked for and was found, while its hits are shown or one of them is open.
    pub quest: Option<Quest>,
    /// It changed since a worker was asked.
    asks: bool,
    /// Enter was pressed before anything was found.
    wants_hit: bool,
    /// The department that is being opened, and what is gone to in it.
    goes_to: Option<(PathBuf, Query, Hit)>,
}

impl App {
    pub(super) fn open_folder_search(&mut self) {
        self.batches.quests.quest = None;
        self.show_folder_search("");
    }

    fn show_folder_search(&mut self, text: &str) {
        let shown = self.batches.shown.as_deref();
        let sifted = shown.filter(|batch| batch.filter().is_some()).map(Batch::counts);
        self.overlays.push(Overlay::FolderSearch(FolderSearch::new(text, sifted, self.lang)));
    }

    /// The search while its hits are shown.
    pub(super) fn quest_mut(&mut self) -> Option<&mut Quest> {
        if self.batch().is_some() { self.batches.quests.quest.as_mut() } else { None }
    }

    /// Looks for what is typed, from now on: in the departments shown, in their order.
    pub(super) fn seek_in_folder(&mut self, text: &str) {
        let before = self.batches.quests.quest.take();
        let among: Vec<Sought> = self.batch().map_or_else(Vec::new, |batch| batch.sought().collect());
        let quests = &mut self.batches.quests;
        quests.quest = Query::new(text).map(|query| Quest::new(query, among, before.as_ref()));
        quests.wants_hit = false;
        self.ask_folder_later();
    }

    /// The departments are known: what was typed before they were is looked for in them.
    pub(super) fn seek_in_listed(&mut self) {
        let early = self.batches.quests.quest.as_ref().filter(|quest| quest.progress().1 == 0);
        if let Some(text) = early.map(|quest| quest.query().text().to_owned()) {
            self.seek_in_folder(&text);
        }
    }

    /// Asks a worker once no key waits: who types a word is not to begin a search with each letter.
    fn ask_folder_later(&mut self) {
        self.batches.quests.asks = true;
        self.effects.push(Effect::Wake(Timer::Seek, 0));
    }

    pub(super) fn ask_folder(&mut self) {
        if !std::mem::take(&mut self.batches.quests.asks) {
            return;
        }
        self.stop_quest();
        let quests = &self.batches.quests;
        let Some((quest, files)) = quests.quest.as_ref().map(|quest| (quest, quest.to_look())) else { return };
        if !files.is_empty() {
            self.effects.push(Effect::Seek(quests.last, quest.query().clone(), files));
        }
    }

    /// What is under way still tells; its news are those of another search now.
    fn stop_quest(&mut self) {
        let quests = &mut self.batches.quests;
        quests.last = QuestNo(quests.last.0.wrapping_add(1));
        self.effects.push(Effect::StopSeeking);
    }

    /// What came of looking through files.
    pub(super) fn sought(&mut self, no: QuestNo, looked: Vec<(u32, Looked)>) {
        if no != self.batches.quests.last {
            return;
        }
        let Some(quest) = self.quest_mut() else { return };
        quest.take(looked);
        let found = quest.listed() > 0 || !quest.is_running();
        if found && std::mem::take(&mut self.batches.quests.wants_hit) {
            self.open_at_hit();
        }
    }

    /// Enter: opens the department of the hit under the cursor, or of the first there will be.
    pub(super) fn open_at_hit(&mut self) {
        let quests = &mut self.batches.quests;
        match quests.quest.as_ref().map(|quest| (quest, quest.here())) {
            None => self.warn(tr("Type what to look for; Esc goes back", "请输入要找的字；Esc 返回")),
            Some((quest, None)) if quest.is_running() => quests.wants_hit = true,
            Some((_, None)) => self.warn(tr("Nothing found; Esc goes back", "没有找到；Esc 返回")),
            Some((quest, Some((sought, hit)))) => {
                let path = sought.path.clone();
                quests.goes_to = Some((path.clone(), quest.query().clone(), hit.hit));
                self.stop_quest();
                self.stop_batch();
                self.effects.push(Effect::Open(path));
            }
        }
    }

    /// The department that was to be opened cannot be: the search and the reading that stopped for it go on.
    pub(super) fn go_on_without_found(&mut self) {
        let Some((path, ..)) = self.batches.quests.goes_to.take() else { return };
        let Some(quest) = self.quest_mut() else { return };
        quest.forget(&path);
        self.read_batch();
        self.ask_folder_later();
    }

    /// The department that was to be opened is open: to the hit it was opened for.
    pub(super) fn go_to_found(&mut self) {
        let goes_to = self.batches.quests.goes_to.take();
        if let (Some((_, query, hit)), Some(reviewing)) = (goes_to, &mut self.reviewing) {
            reviewing.said_texts.refresh(&reviewing.open.review);
            reviewing.hunt = Some(Hunt::new(query, None));
            reviewing.wants_hit = Some(WantsHit::This(hit));
        }
    }

    /// Esc: back to the departments.
    pub(super) fn leave_folder_search(&mut self) {
        self.stop_quest();
        let quests = &mut self.batches.quests;
        (quests.quest, quests.asks, quests.wants_hit) = (None, false, false);
    }

    /// Back from the department a hit was in: the hits as they were, and what was not looked through yet; the
    /// department itself may say something else now.
    pub(super) fn back_to_quest(&mut self, from: &Path) {
        let Some(quest) = &mut self.batches.quests.quest else { return };
        quest.forget(from);
        let text = quest.query().text().to_owned();
        self.show_folder_search(&text);
        self.ask_folder_later();
    }
}
