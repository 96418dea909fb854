//! Writing: comments, findings and their fields, with drafts and phrases.

use super::App;
use super::reviewing::{After, Goes};
use crate::command::{Command, Effect, Timer, View};
use crate::lang::{Words, tr};
use crate::overlays::{Choice, Editor, EditorStart, Menu, MenuRow, Overlay, Purpose, TourDid};
use crate::panes::findings::Field;
use crate::panes::latest;
use crate::review::{Act, Comment, CommentKind, FindingState, Kind, Locked, Put, Quote, anchor};
use crate::words;

pub(super) const FINDING_DISPUTED: Words =
    tr("Opinions differ here: settle them first with {rule}", "这个问题有不一致的意见：先按 {rule} 会商确定");
const COMMENT_DISPUTED: Words = tr("Opinions differ here: settle them first with {rule}", "这里有不一致的意见：先按 {rule} 会商确定");

impl App {
    /// What a comment or finding hangs on here: the item, or the paragraph; and the passage if asked.
    pub(super) fn target(&self, with_passage: bool) -> Option<(Vec<String>, Option<Quote>, String)> {
        let reviewing = self.reviewing.as_ref()?;
        let report = &reviewing.open.report;
        if self.selected_count() > 0 {
            let on: Vec<String> = reviewing.selected().into_iter().map(|item| report.id(item)).collect();
            let name = self.lang.pick(format!("{} selected items", on.len()), format!("所选 {} 项", on.len()));
            return Some((on, None, name));
        }
        let passage = reviewing.reading.passage();
        let (on, name) = match reviewing.item() {
            Some(item) => (report.id(item), reviewing.open.name(item, self.lang)),
            None if reviewing.in_text() => {
                let n = passage.paragraph + 1;
                (report.paragraph(passage.paragraph).id, self.lang.pick(format!("paragraph {n}"), format!("第 {n} 段")))
            }
            None => return None,
        };
        let quote = with_passage.then(|| anchor(report, passage)).filter(|quote| !quote.exact.is_empty());
        Some((vec![on], quote, name))
    }

    pub(super) fn comment(&mut self, on_passage: bool) {
        let command = if on_passage { Command::CommentPassage } else { Command::Comment };
        if !self.known(command) {
            return;
        }
        let selecting = self.reviewing.as_ref().is_some_and(|reviewing| reviewing.reading.is_selecting());
        let Some((on, quote, name)) = self.target(on_passage || selecting) else { return };
        let title = format!("{}  {name}", self.say(tr("Comment", "批注")));
        self.edit_text(Purpose::NewComment { on, quote }, title, String::new(), CommentKind::default());
    }

    pub(super) fn raise_finding(&mut self) {
        if self.view_now() == View::Checks {
            return self.record_hits();
        }
        if !self.known(Command::Finding) {
            return;
        }
        let in_text = self.reviewing.as_ref().is_some_and(|reviewing| reviewing.in_text());
        let drafts = self.drafts_of_hits();
        if !in_text && self.selected_count() == 0 && !drafts.is_empty() {
            return self.offer_drafts(drafts);
        }
        self.write_finding();
    }

    /// Asks for the title of a finding on what the keys are on.
    pub(super) fn write_finding(&mut self) {
        let in_text = self.reviewing.as_ref().is_some_and(|reviewing| reviewing.in_text());
        let Some((on, quote, name)) = self.target(in_text) else { return };
        let title = format!("{}  {name}", self.say(tr("Raise a finding: its title", "记为问题：先写标题")));
        self.edit_text(Purpose::NewFinding { on, quote }, title, String::new(), CommentKind::default());
    }

    /// Opens the editor on nothing written yet.
    pub(super) fn edit_new(&mut self, purpose: Purpose, title: String) {
        self.edit_text(purpose, title, String::new(), CommentKind::default());
    }

    pub(super) fn edit_text(&mut self, purpose: Purpose, title: String, text: String, kind: CommentKind) {
        let Some(reviewing) = &self.reviewing else { return };
        let item = reviewing.item();
        let place = match &purpose {
            Purpose::NewComment { quote: Some(_), .. } | Purpose::NewFinding { quote: Some(_), .. } => {
                let (no, heading) = reviewing.open.heading(reviewing.reading.paragraph());
                format!("{no} {heading}")
            }
            _ => String::new(),
        };
        let draft = reviewing.drafts.get(&purpose.slot()).cloned();
        let phrases = self.offered(&purpose, item);
        let asks = super::scoring::asks(&reviewing.open, &purpose);
        self.overlays.push(Overlay::Editor(Box::new(Editor::new(EditorStart { title, purpose, text, draft, kind, asks, phrases, place }))));
    }

    /// What becomes of a text put aside, in the bottom bar.
    pub(super) fn put_aside(&mut self) {
        let drafts = self.reviewing.as_ref().map_or(0, |reviewing| reviewing.drafts.len());
        if drafts > 0 {
            self.tell(self.lang.pick("draft kept; the same key takes it up again", "草稿已保留，再按原来的键接着写"));
        }
    }

    /// The drafts put aside: taken up again or dropped.
    pub(super) fn list_drafts(&mut self) {
        let Some(reviewing) = &self.reviewing else { return };
        let mut rows = Vec::new();
        for (slot, text) in &reviewing.drafts {
            let line: String = text.lines().next().unwrap_or("").chars().take(24).collect();
            let about =
                Purpose::of_slot(slot).map_or_else(String::new, |purpose| super::describe::purpose(&purpose, &reviewing.open, self.lang));
            rows.push(MenuRow::new(format!("{about}  {line}"), self.say(tr("go on writing", "接着写")), Choice::TakeUp(slot.clone())));
            rows.push(MenuRow::new(format!("{about}  {line}"), self.say(tr("drop it", "丢弃")), Choice::Draft(slot.clone(), None)));
        }
        if rows.is_empty() {
            return self.warn(tr("No drafts put aside", "没有收起的草稿"));
        }
        self.overlays.push(Overlay::Menu(Menu::new(tr("Drafts", "草稿"), self.say(tr("Drafts put aside", "收起的草稿")), rows)));
    }

    pub(super) fn take_up(&mut self, slot: &str) {
        if !self.known(Command::Drafts) {
            return;
        }
        let Some(purpose) = Purpose::of_slot(slot) else {
            return self.warn(tr("Another version kept this draft", "这份草稿是另一版本的程序留下的"));
        };
        if let Some(why) = self.disputes(&purpose) {
            return self.warn(why);
        }
        let Some(reviewing) = &mut self.reviewing else { return };
        if let Purpose::NewComment { on, .. } | Purpose::NewFinding { on, .. } = &purpose
            && let Some(item) = on.iter().find_map(|id| reviewing.open.report.find(id))
        {
            reviewing.leave_trail();
            reviewing.go_item(item);
        }
        let stands = match &purpose {
            Purpose::EditComment(key) => reviewing
                .open
                .review
                .comments()
                .iter()
                .find(|named| named.key == *key)
                .and_then(|named| latest(&named.standing))
                .map(|comment| comment.text.clone()),
            Purpose::FindingText(keys, field) => super::answering::stands_in(&reviewing.open, keys, *field),
            Purpose::CallText(key, field) => super::calls::call(&reviewing.open, key).map(|call| field.text(&call)),
            Purpose::Opinion(key, _) | Purpose::Decision(key, ..) => reviewing.open.finding(key).map(|_| String::new()),
            Purpose::Supply(..) => Some(super::scoring::supplied_text(&reviewing.open, &purpose)),
            Purpose::NewComment { .. }
            | Purpose::NewFinding { .. }
            | Purpose::NewCall
            | Purpose::Dismiss(_)
            | Purpose::Deduct(_)
            | Purpose::Level(_)
            | Purpose::Sign(_)
            | Purpose::HandBack(..)
            | Purpose::SupplyTable
            | Purpose::TryPoints(_)
            | Purpose::Source => Some(String::new()),
            Purpose::Score(rows, cell) => Some(super::scoring::stands_in(&reviewing.open, rows, *cell)),
        };
        let Some(text) = stands else {
            return self.warn(tr(
                "What it was for is gone; drop it, or bring that back with {undo}",
                "它所属的批注或问题已删除；可丢弃，或按 {undo} 撤销删除",
            ));
        };
        let title = super::describe::purpose(&purpose, &reviewing.open, self.lang);
        self.edit_text(purpose, title, text, CommentKind::default());
    }

    pub(super) fn draft(&mut self, slot: String, text: Option<String>) {
        let Some(reviewing) = &mut self.reviewing else { return };
        match &text {
            Some(text) => {
                reviewing.drafts.insert(slot.clone(), text.clone());
            }
            None if reviewing.drafts.remove(&slot).is_none() => return,
            None => {}
        }
        self.effects.push(Effect::Draft(slot, text));
        self.effects.push(Effect::Wake(Timer::SyncDraft, super::SYNC_DRAFT_AFTER_MS));
    }

    /// Whether what a text changes is in dispute: it would stand beside another's words, and put them in one's own
    /// mouth.
    fn disputes(&self, purpose: &Purpose) -> Option<Words> {
        let open = &self.reviewing.as_ref()?.open;
        match purpose {
            // Of several those are written that are not in dispute.
            Purpose::FindingText(keys, _) => {
                let mut found = keys.iter().filter_map(|key| open.finding(key)).peekable();
                (found.peek().is_some() && found.all(|named| named.standing.is_conflict())).then_some(FINDING_DISPUTED)
            }
            Purpose::EditComment(key) => {
                let named = open.review.comments().iter().find(|named| named.key == *key)?;
                named.standing.is_conflict().then_some(COMMENT_DISPUTED)
            }
            _ => None,
        }
    }

    /// A finished text becomes an act.
    pub(super) fn finish(&mut self, purpose: Purpose, text: String, kind: CommentKind) {
        if let Some(why) = self.disputes(&purpose) {
            self.draft(purpose.slot(), Some(text));
            return self.warn(why);
        }
        let drop_draft = Some((purpose.slot(), text.clone()));
        if let Purpose::Dismiss(hits) = &purpose {
            let (puts, after) = self.dismissed(hits, &text);
            return self.commit(Act::Put(puts), After { drop_draft, ..after });
        }
        match purpose {
            Purpose::Deduct(row) => return self.deduct_line(row, text),
            Purpose::Score(rows, cell) => return self.set_cell(&rows, cell, text),
            Purpose::FindingText(keys, field) => return self.write_field(&keys, field, text),
            Purpose::NewCall => return self.new_call(text),
            Purpose::CallText(key, field) => return self.write_call(key, field, text),
            Purpose::Sign(stage) if stage == self.stage() => return self.sign(&text),
            Purpose::HandBack(stage, on) => return self.hand_back(stage, on, text),
            Purpose::Opinion(finding, to) => return self.opine(&finding, to, text),
            Purpose::Decision(finding, to, row) => return self.decide(&finding, to, row, text),
            Purpose::Level(cases) => return self.level_typed(&cases, &text),
            Purpose::Supply(item, field) => return self.supply_typed(item, field, text),
            Purpose::SupplyTable => return self.supply_table(text),
            Purpose::Source => return self.supply_from(&text),
            Purpose::TryPoints(of) => return self.try_points_typed(&of, &text),
            _ => {}
        }
        let stage = self.stage();
        let Some(reviewing) = &mut self.reviewing else { return };
        let (put, after) = match purpose {
            Purpose::NewComment { on, quote } => {
                self.keys_kept.did(super::repeat::Did::Comment(text.clone(), kind));
                let comment = Comment { on, kind, text, quote, more: serde_json::Map::new() };
                let said = if self.config.keymap().is_by_word() {
                    tr("comment kept", "已批注")
                } else {
                    tr("comment kept; switch the input method back", "已批注；请把输入法切回英文")
                };
                let said = said.say(self.lang).to_owned();
                (Put::add(Kind::Comment, &comment), After { said, lets_go: true, tour: Some(TourDid::Commented), ..After::default() })
            }
            Purpose::EditComment(key) => {
                let named = reviewing.open.review.comments().iter().find(|named| named.key == key);
                let Some(mut comment) = named.and_then(|named| latest(&named.standing)).cloned() else { return };
                comment.text = text;
                comment.kind = kind;
                let said = self.lang.pick("comment changed", "批注已修改").to_owned();
                (Put::set(Kind::Comment, key, &comment), After { said, ..After::default() })
            }
            Purpose::NewFinding { on, quote } => {
                let mark = reviewing.mark_beside(&on, stage);
                let finding = reviewing.open.draft_finding(on, quote, text, stage, self.lang);
                let said = match mark {
                    Some(_) => self.lang.pick("raised, its item marked a problem: criteria next", "已记为问题，请填依据；本项已标为有问题"),
                    None => self.lang.pick("raised: criteria next", "已记为问题，请填依据"),
                };
                let after = After {
                    said: said.to_owned(),
                    drop_draft,
                    lets_go: true,
                    goes: Goes::ItsFinding,
                    tour: Some(TourDid::Found),
                    ..After::default()
                };
                return self.commit(Act::Put(std::iter::once(Put::add(Kind::Finding, &finding)).chain(mark).collect()), after);
            }
            // Written while one worked in another stage.
            Purpose::Sign(_) => return self.warn(words::locked(Locked::NotYours(stage))),
            // Done with above.
            _ => return,
        };
        self.commit(Act::Put(vec![put]), After { drop_draft, ..after });
    }

    /// Edits the field the keys are on, or what the reviewer wrote on the item.
    pub(super) fn edit(&mut self) {
        if !self.known(Command::Edit) {
            return;
        }
        let Some(reviewing) = &mut self.reviewing else { return };
        if reviewing.view == View::Scores {
            let cell = reviewing.scores.cell();
            return self.edit_cell(cell);
        }
        if reviewing.view == View::Findings {
            let Some(field) = reviewing.findings.field() else {
                return reviewing.findings.next_field(false);
            };
            let keys = self.findings_here().filter(|keys| keys.len() == 1);
            return keys.into_iter().for_each(|keys| self.edit_field(&keys, field));
        }
        let choices = self.written_here(false);
        self.choose_or_ask(choices, tr("Edit which?", "修改哪一条？"));
    }

    /// What was written on the item: the reviewer's own comments, and findings.
    fn written_here(&self, to_remove: bool) -> Vec<MenuRow> {
        let Some(reviewing) = &self.reviewing else { return Vec::new() };
        let Some(item) = reviewing.item() else { return Vec::new() };
        let open = &reviewing.open;
        let id = open.report.id(item);
        let me = self.me.as_ref().map_or("", |me| me.key.as_str());
        let mut rows = Vec::new();
        for named in open.review.comments_on(&id).iter().map(|at| &open.review.comments()[*at]) {
            let Some(comment) = latest(&named.standing) else { continue };
            if named.by != me {
                continue;
            }
            let what = format!("{}  {}", words::comment_name(self.lang, named.number), comment.text.lines().next().unwrap_or(""));
            let choice = if to_remove { Choice::Remove(Kind::Comment, named.key.clone()) } else { Choice::EditComment(named.key.clone()) };
            rows.push(MenuRow::new(what, "", choice));
        }
        for &at in open.review.findings_on(&id) {
            let named = &open.review.findings()[at];
            let Some(finding) = latest(&named.standing) else { continue };
            let what = format!("{}  {}", words::finding_name(self.lang, named.number), finding.title);
            let choice = if to_remove { Choice::Remove(Kind::Finding, named.key.clone()) } else { Choice::OpenFinding(at) };
            rows.push(MenuRow::new(what, "", choice));
        }
        rows
    }

    fn choose_or_ask(&mut self, rows: Vec<MenuRow>, title: Words) {
        match rows.as_slice() {
            [] => self.warn(tr("Only others' comments here: write your own with {comment}", "这里只有他人的批注：按 {comment} 另写一条")),
            [only] => {
                let choice = only.choice.clone();
                self.choose(choice);
            }
            _ => {
                let title_text = self.with_keys(self.say(title));
                self.overlays.push(Overlay::Menu(Menu::new(tr("Choose", "选择"), title_text, rows)));
            }
        }
    }

    pub(super) fn remove(&mut self) {
        if !self.known(Command::Remove) {
            return;
        }
        if (self.view_now() == View::Checks && self.bring_back()) || self.reopen_links() {
            return;
        }
        let Some(reviewing) = &self.reviewing else { return };
        if reviewing.view == View::Findings {
            if reviewing.findings.is_selecting() {
                return self.warn(tr(
                    "One by one: {cancel} lets go of the selected; {finding-state} withdraws them all",
                    "请一个一个删：{cancel} 取消多选；要一并撤销按 {finding-state}",
                ));
            }
            let Some(named) = reviewing.open.review.findings().get(reviewing.findings.cursor()) else { return };
            let withdrawn =
                words::FINDING_STATES.iter().position(|state| *state == FindingState::Withdrawn).expect("it is one of the states");
            let rows = vec![
                MenuRow::new(
                    words::finding_state(FindingState::Withdrawn).say(self.lang),
                    self.say(tr("it stays, with its number, as withdrawn", "保留在清单里，编号不变")),
                    Choice::SetField(vec![named.key.clone()], Field::State, withdrawn),
                ),
                MenuRow::new(
                    self.say(tr("Remove", "删除")),
                    self.with_keys(
                        self.say(tr("later findings move up one number; {undo} brings it back", "后面的问题编号顺延；按 {undo} 可撤销")),
                    ),
                    Choice::Remove(Kind::Finding, named.key.clone()),
                ),
            ];
            let title = words::finding_name(self.lang, named.number);
            return self.overlays.push(Overlay::Menu(Menu::new(tr("Choose", "选择"), title, rows)));
        }
        let rows = self.written_here(true);
        self.choose_or_ask(rows, tr("Remove which? {undo} brings it back", "删除哪一条？按 {undo} 可撤销"));
    }

    pub(super) fn remove_object(&mut self, kind: Kind, key: String) {
        // Drafts of what is gone have no place to go.
        let of_it = |slot: &&String| Purpose::of_slot(slot).is_some_and(|purpose| purpose.is_of(&key));
        let slots: Vec<String> = self.reviewing.iter().flat_map(|reviewing| reviewing.drafts.keys().filter(of_it).cloned()).collect();
        let said = self.lang.pick("removed; {undo} brings it back", "已删除，按 {undo} 撤销").to_owned();
        self.commit(Act::Put(vec![Put::clear(kind, key)]), After { said, drop_drafts_of: slots, ..After::default() });
    }

    pub(super) fn edit_comment(&mut self, key: String) {
        let Some(reviewing) = &self.reviewing else { return };
        let Some(named) = reviewing.open.review.comments().iter().find(|named| named.key == key) else { return };
        if named.standing.is_conflict() {
            return self.warn(COMMENT_DISPUTED);
        }
        let Some(comment) = latest(&named.standing) else { return };
        let title = format!("{}{}", self.lang.pick("Comment c", "批注 注"), named.number);
        let (text, kind) = (comment.text.clone(), comment.kind);
        self.edit_text(Purpose::EditComment(key), title, text, kind);
    }
}
