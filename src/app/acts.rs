//! Writing: what becomes an act of the record, and the forms that lead to one.

use super::reviewing::{After, Goes};
use super::{App, Leaving};
use crate::checks::Handled;
use crate::command::{Command, Effect, Me, View};
use crate::lang::tr;
use crate::overlays::{CallChoice, Choice, Introduce, Linker, Menu, MenuLine, MenuRow, Overlay, TourDid};
use crate::panes::Open;
use crate::panes::findings::Field;
use crate::panes::suspicions::HitRef;
use crate::report::{ItemRef, Report};
use crate::review::{Act, Event, EventId, Kind, LinkSays, Mark, MarkTo, Put, PutKey, Standing, link_key, mark_key};
use crate::ui::Role;
use crate::words;

/// More items than this are not offered for linking one by one.
const LINK_ITEMS_MAX: usize = 20_000;

/// What a mark command puts; `None`: it clears.
pub(super) fn mark_of(command: Command) -> Option<MarkTo> {
    match command {
        Command::Accept => Some(MarkTo::Accepted),
        Command::Problem => Some(MarkTo::Problem),
        Command::NeedsEvidence => Some(MarkTo::NeedsEvidence),
        Command::NotApplicable => Some(MarkTo::NotApplicable),
        _ => None,
    }
}

/// A mark, or its taking away.
pub(super) fn put_mark(report: &Report, item: ItemRef, key: String, to: Option<MarkTo>) -> Put {
    match to {
        Some(to) => Put::set(Kind::Mark, key, &Mark { to, content: report.content(item), more: serde_json::Map::new() }),
        None => Put::clear(Kind::Mark, key),
    }
}

/// What all of these items are linked with.
pub(super) fn linked_with_all(open: &Open, items: &[ItemRef]) -> Vec<ItemRef> {
    let linked = |item: &ItemRef| open.linked(*item).into_iter().map(|(other, _)| other).collect::<Vec<_>>();
    let mut all = items.first().map(linked).unwrap_or_default();
    for item in items.iter().skip(1) {
        let these = linked(item);
        all.retain(|other| these.contains(other));
    }
    all
}

impl App {
    /// Whether the reviewer is known; if not, asks, and runs the command afterwards.
    pub(super) fn known(&mut self, then: Command) -> bool {
        match &self.me {
            None => {
                self.introduce(Some(then));
                return false;
            }
            // Named on the command line: without a key of their own acts would be nobody's.
            Some(me) if me.key.is_empty() => self.effects.push(Effect::Introduce(me.clone())),
            Some(_) => {}
        }
        true
    }

    pub(super) fn introduce(&mut self, then: Option<Command>) {
        let same_name = self.reviewing.as_ref().map_or_else(Vec::new, |reviewing| {
            let review = &reviewing.open.review;
            let keys = review.keys(Kind::Reviewer);
            keys.into_iter().filter_map(|key| Some(Me { reviewer: review.reviewer(&key)?, key })).collect()
        });
        let known = self.me.clone().unwrap_or_default();
        self.overlays.push(Overlay::Introduce(Introduce::new(known, then, same_name)));
    }

    /// A name that differs from the one known here, or one the record has already: who is it?
    fn ask_same(&mut self, me: Me, then: Option<Command>) {
        let known = self.me.as_ref().map_or("", |known| known.reviewer.name.as_str());
        let run = |me: Me| {
            let introduced = Choice::Introduced(me);
            then.map_or_else(|| introduced.clone(), |command| Choice::All(vec![introduced.clone(), Choice::Run(command)]))
        };
        let corrects = self.me.as_ref().is_some_and(|known| known.key == me.key);
        let name = me.reviewer.name.clone();
        let other = run(Me { key: String::new(), reviewer: me.reviewer.clone() });
        let rows = if corrects {
            vec![
                MenuRow::new(
                    self.lang.pick(format!("Somebody else: {name}"), format!("换人：由{name}审核")),
                    self.lang.pick(format!("earlier acts stay {known}'s"), format!("以前的操作仍是{known}的")),
                    other,
                ),
                MenuRow::new(
                    self.lang.pick(format!("The same person: {known} is {name}"), format!("同一人：{known}改为{name}")),
                    self.say(tr("earlier acts bear the new name too", "以前的操作也改署新名")),
                    run(me),
                ),
            ]
        } else {
            vec![
                MenuRow::new(
                    self.say(tr("That is me", "是本人")),
                    self.say(tr("you may take back those acts", "可以撤销自己以前的操作")),
                    run(me),
                ),
                MenuRow::new(self.say(tr("A namesake", "同名的另一人")), self.say(tr("kept apart", "分开记录")), other),
            ]
        };
        let title = if corrects {
            tr("Another name", "姓名变了")
        } else {
            tr("The record has this name already", "操作记录里已有同名的人")
        };
        self.overlays.push(Overlay::Menu(Menu::new(tr("Reviewer", "审核人"), self.say(title), rows).on_esc(Some(Choice::Unnamed))));
    }

    /// Asks for an act to be recorded, whatever key, menu or playing back led to it: the one way there, and
    /// so the one place that asks what a sign-off locks.
    pub(super) fn commit(&mut self, act: Act, after: After) {
        let stage = self.stage();
        let Some(reviewing) = &mut self.reviewing else { return };
        if let Some(why) = reviewing.open.review.locks(&act, stage) {
            return self.refuse_locked(why, after);
        }
        reviewing.after = Some(after);
        self.effects.push(Effect::Commit(act));
    }

    /// What follows an act once it is recorded.
    pub(super) fn after(&mut self, after: After, event: &Event) {
        self.tell(after.takes_back.map_or(after.said, |stage| self.taken_back(stage).to_owned()));
        let mut then = after.then;
        if let Some((slot, text)) = after.drop_draft {
            self.draft(slot.clone(), None);
            if let Some(reviewing) = &mut self.reviewing {
                reviewing.finished.push((event.id, slot, text));
            }
        }
        for slot in after.drop_drafts_of {
            let text = self.reviewing.as_ref().and_then(|reviewing| reviewing.drafts.get(&slot).cloned());
            self.draft(slot.clone(), None);
            if let (Some(reviewing), Some(text)) = (&mut self.reviewing, text) {
                reviewing.finished.push((event.id, slot, text));
            }
        }
        if let Some(reviewing) = &mut self.reviewing {
            if after.lets_go {
                reviewing.let_go();
            }
            if after.ends_trial {
                reviewing.open.desk.end_trial();
            }
            if after.goes == Goes::NextField {
                reviewing.findings.advance();
            }
            if after.goes == Goes::NextItem && !reviewing.in_text() && reviewing.view == View::Items {
                if reviewing.lists.next_item(&reviewing.open.report) {
                    reviewing.follow();
                } else if let Some(said) = &mut self.said {
                    said.text.push_str(self.lang.pick("; the end of this list", "；本栏已到末尾"));
                }
            }
            if after.goes == Goes::ItsCall
                && let Some(change) = event.changes.first()
            {
                then = Some(Choice::Call(CallChoice::Open(change.object.key.clone())));
            }
            if after.goes == Goes::ItsFinding
                && let Some(change) = event.changes.first()
                && let Some(at) = reviewing.open.review.findings().iter().position(|named| named.key == change.object.key)
            {
                reviewing.leave_trail();
                reviewing.show(View::Findings);
                reviewing.findings.go(at, Some(Field::Criteria));
            }
        }
        if let Some(choice) = then {
            self.choose(choice);
        }
        if let Some(wanted) = after.export {
            self.start_export(wanted);
        }
        if let Some(did) = after.tour {
            self.tour_notes(did);
        }
    }

    pub(super) fn mark(&mut self, command: Command) {
        if !self.known(command) {
            return;
        }
        self.keys_kept.did(super::repeat::Did::Mark(command));
        if self.selected_count() > 0 {
            return self.mark_selected(command);
        }
        let stage = self.stage();
        let Some(reviewing) = &self.reviewing else { return };
        let Some(item) = reviewing.item() else { return };
        let shown = reviewing.open.report.item(item);
        let key = mark_key(stage, &shown.id);
        let to = mark_of(command);
        let said_before = reviewing.open.state(item, stage);
        if said_before.mark == to && !said_before.conflict && !said_before.stale {
            // Said already: nothing to record, but `a` still goes on.
            let said = to.map_or_else(String::new, |to| {
                self.lang.pick(
                    format!("{} already", words::mark(to, item.kind()).say(self.lang)),
                    format!("已是“{}”", words::mark(to, item.kind()).say(self.lang)),
                )
            });
            self.tell(said);
            if to == Some(MarkTo::Accepted) {
                self.next_item();
            }
            return;
        }
        let put = put_mark(&reviewing.open.report, item, key, to);
        let word = to.map_or(words::OPEN, |to| words::mark(to, item.kind())).say(self.lang);
        let mut said = format!("{} {} {word}", words::item_kind(item.kind()).say(self.lang), shown.no);
        // What is replaced is said, and by whom it was; so is what stands against it.
        if let Standing::Settled(before) = reviewing.open.review.mark(stage, &shown.id) {
            let was = words::mark(before.value.to, item.kind()).say(self.lang);
            let mine = self.me.as_ref().is_some_and(|me| me.key == before.by);
            let who = if mine { String::new() } else { reviewing.open.who(&before.by) };
            said.push_str(&self.lang.pick(format!(" (was {was} {who})"), format!("（原为{who}{was}）")));
        }
        match (to, said_before.findings.first()) {
            (Some(MarkTo::Accepted), Some(number)) => {
                said.push_str(&self.lang.pick(format!("; finding #{number} stands"), format!("；本项记有问{number}")));
            }
            (Some(MarkTo::Problem), None) => {
                said.push_str(&self.with_keys(self.lang.pick("; {finding} raises a finding", "；{finding} 记为问题")));
            }
            _ => {}
        }
        self.commit(
            Act::Put(vec![put]),
            After {
                said,
                goes: if to == Some(MarkTo::Accepted) { Goes::NextItem } else { Goes::Nowhere },
                tour: to.is_some().then_some(TourDid::Marked),
                ..After::default()
            },
        );
    }

    pub(super) fn undo(&mut self) {
        if self.view_now() == View::Scores && self.untry() {
            return;
        }
        self.undo_or_redo(true);
    }

    pub(super) fn redo(&mut self) {
        self.undo_or_redo(false);
    }

    fn undo_or_redo(&mut self, undo: bool) {
        let Some(reviewing) = &self.reviewing else { return };
        let Some(me) = &self.me else { return };
        let review = &reviewing.open.review;
        let Some(found) = (if undo { review.undo(&me.key) } else { review.redo(&me.key) }) else { return };
        let what = review.event(found.of).map_or_else(String::new, |event| super::describe::event(event, &reviewing.open, None, self.lang));
        // Keys that were played are one step.
        let step = self.keys_kept.step_of(found.of).filter(|_| undo);
        let step: Vec<EventId> = step.into_iter().flatten().copied().filter(|id| review.counts(*id)).collect();
        if undo && step.len() < 2 && review.event(found.of).is_some_and(super::signing::is_sign_off) {
            return self.run_if_it_may(Command::TakeBack);
        }
        let act = if step.len() > 1 { Act::Withdraw(step) } else { found.act };
        let said = format!("{}{what}", if undo { self.lang.pick("undone: ", "已撤销：") } else { self.lang.pick("redone: ", "已重做：") });
        self.commit(act, After { said, ..After::default() });
    }

    pub(super) fn open_linker(&mut self) {
        if self.proposals_here() > 0 {
            return self.rule_links(LinkSays::Yes);
        }
        if !self.known(Command::Link) {
            return;
        }
        let Some(reviewing) = &self.reviewing else { return };
        let open = &reviewing.open;
        let selected = reviewing.selected();
        let (items, title) = match (selected.len(), reviewing.item()) {
            (0, None) => return,
            (0, Some(item)) => (vec![item], open.name(item, self.lang)),
            (n, _) => (selected, self.lang.pick(format!("{n} selected items"), format!("所选 {n} 项"))),
        };
        let linked = linked_with_all(open, &items);
        let others = open.report.items().filter(|other| items.iter().all(|item| other.kind() != item.kind())).take(LINK_ITEMS_MAX);
        let others = others.map(|other| (other, open.name(other, self.lang), linked.contains(&other))).collect();
        let says = |confidence: u8| self.lang.pick(format!("to confirm {confidence}%"), format!("待确认 {confidence}%"));
        let proposed = match items.as_slice() {
            [only] => open.proposed(*only).map(|(proposal, other)| (other, says(proposal.confidence))).collect(),
            _ => Vec::new(),
        };
        self.overlays.push(Overlay::Linker(Linker::new(items, title, others).proposing(proposed)));
    }

    /// Links items with another, or not, in one act.
    fn link(&mut self, items: &[ItemRef], other: ItemRef, on: bool) {
        let Some(reviewing) = &self.reviewing else { return };
        let open = &reviewing.open;
        let put = |&one: &ItemRef| {
            let (a, b) = if one < other { (one, other) } else { (other, one) };
            let key = link_key(&open.report.id(a), &open.report.id(b));
            let stated = open.links.of(one).contains(&other);
            // A link the report states needs a word only when denied, any other only when made.
            match (on, stated) {
                (true, true) | (false, false) => Put::clear(Kind::Link, key),
                (true, false) => Put::set(Kind::Link, key, &LinkSays::Yes),
                (false, true) => Put::set(Kind::Link, key, &LinkSays::No),
            }
        };
        let act = Act::Put(items.iter().map(put).collect());
        let name = open.name(other, self.lang);
        let mut said = if on {
            self.lang.pick(format!("linked with {name}"), format!("已关联 {name}"))
        } else {
            self.lang.pick(format!("no longer linked with {name}"), format!("已取消关联 {name}"))
        };
        if items.len() > 1 {
            let skipped = open.review.skipped(&act).len();
            said = format!("{said} ({}/{})", items.len() - skipped, items.len());
        }
        self.commit(act, After { said, ..After::default() });
    }

    /// Differing opinions: all of them, and whose to take.
    pub(super) fn rule_on_conflict(&mut self) {
        if !self.known(Command::Rule) {
            return;
        }
        let stage = self.stage();
        let Some(reviewing) = &self.reviewing else { return };
        let open = &reviewing.open;
        let mut found: Option<(Kind, String)> = None;
        if reviewing.view == View::Findings {
            found = open
                .review
                .findings()
                .get(reviewing.findings.cursor())
                .filter(|named| named.standing.is_conflict())
                .map(|named| (Kind::Finding, named.key.clone()));
        }
        if reviewing.view == View::Council {
            let named = reviewing.council.finding(open).filter(|named| named.standing.is_conflict());
            found = named.map(|named| (Kind::Finding, named.key.clone()));
        }
        if reviewing.view == View::Checks {
            let disputed = |at: &HitRef| *open.suspicions.handled(*at) == Handled::Disputed;
            let hit = reviewing.checks.hits(open).into_iter().find(disputed).and_then(|at| open.suspicions.hit(at));
            found = hit.map(|(_, one)| (Kind::Dismissal, one.key.clone()));
        }
        found = found.or_else(|| self.disputed_score());
        if let (None, Some(item)) = (&found, reviewing.item()) {
            let id = open.report.id(item);
            let mark = open.review.mark(stage, &id).is_conflict().then(|| (Kind::Mark, mark_key(stage, &id)));
            let comment = open
                .review
                .comments_on(&id)
                .iter()
                .map(|at| &open.review.comments()[*at])
                .find(|named| named.standing.is_conflict())
                .map(|named| (Kind::Comment, named.key.clone()));
            let finding = open
                .review
                .findings_on(&id)
                .iter()
                .map(|at| &open.review.findings()[*at])
                .find(|named| named.standing.is_conflict())
                .map(|named| (Kind::Finding, named.key.clone()));
            let link = open.disputed_link(item).map(|key| (Kind::Link, key.to_owned()));
            found = mark.or(comment).or(finding).or(link);
        }
        if let Some((kind, key)) = found {
            self.ask_settle(kind, &key);
        }
    }

    /// Asks whose word on an object is taken.
    pub(super) fn ask_settle(&mut self, kind: Kind, key: &str) {
        let Some(reviewing) = &self.reviewing else { return };
        let open = &reviewing.open;
        let Standing::Conflict(all) = open.review.standing(kind, key) else { return };
        let mut body = vec![MenuLine::new(
            self.say(tr(
                "Each was written without seeing the other. Until it is settled all stand; nobody's word is lost.",
                "各自在未见对方意见时写下；会商确定之前都保留，谁的也不丢。",
            )),
            Role::Text,
        )];
        let mut rows = Vec::new();
        let about = reviewing.item();
        let opinions = super::describe::opinions(kind, &all, about, self.lang);
        for (said, opinion) in all.iter().zip(opinions) {
            let who = open.who(&said.by);
            let mut lines = opinion.into_iter();
            let value = lines.next().unwrap_or_default();
            body.push(MenuLine::new(format!("{who}  {}  {value}", words::when(&said.at)), Role::Strong));
            body.extend(lines.map(|line| MenuLine::new(format!("  {line}"), Role::Text)));
            let what = self.lang.pick(format!("Take {who}'s: {value}"), format!("采用{who}的意见：{value}"));
            rows.push(MenuRow::new(
                what,
                self.say(tr("the rest stays in the record", "其余的留在操作记录")),
                Choice::Settle(kind, key.to_owned(), said.event),
            ));
        }
        rows.push(MenuRow::new(self.say(tr("Leave it for the meeting", "留待会商")), "", Choice::Nothing));
        let about = about.map_or_else(String::new, |item| open.name(item, self.lang));
        let title = format!("{}  {about}", words::CONFLICT.say(self.lang));
        self.overlays.push(Overlay::Menu(Menu::new(tr("Settle", "会商确定"), title, rows).body(body)));
    }

    fn settle_conflict(&mut self, kind: Kind, key: &str, event: EventId) {
        let Some(reviewing) = &self.reviewing else { return };
        let Standing::Conflict(all) = reviewing.open.review.standing(kind, key) else { return };
        // Someone else's word may have come meanwhile: the one that was chosen, or none.
        let Some(taken) = all.iter().find(|said| said.event == event) else { return };
        let put = Put { kind, key: PutKey::Is(key.to_owned()), value: taken.value.clone(), rules: true };
        let said = self.lang.pick("settled", "已会商确定").to_owned();
        self.commit(Act::Put(vec![put]), After { said, ..After::default() });
    }

    pub(super) fn save(&mut self) {
        if let Some(reviewing) = &mut self.reviewing {
            reviewing.asked_save = true;
            if reviewing.unwritten.is_empty() {
                let text = self.lang.pick("everything is in the file", "都已在文件里");
                self.tell(text);
            }
            self.effects.push(Effect::Save);
        }
    }

    /// Carries out what an overlay asks for.
    pub(super) fn choose(&mut self, choice: Choice) {
        match choice {
            Choice::Nothing => {}
            Choice::All(choices) => choices.into_iter().for_each(|choice| self.choose(choice)),
            Choice::Run(command) => self.run_if_it_may(command),
            Choice::Go(item) => self.go_item(item),
            Choice::Seek(text) => self.seek_text(&text),
            Choice::GoHit(n) => self.go_hit(n),
            Choice::TakeHit => self.take_hit(),
            Choice::LookAtAct(id) => self.look_at_act(id),
            Choice::Withdraw(ids) => self.withdraw(ids),
            Choice::LeaveSearch => self.leave_search(),
            Choice::Change(change) => self.change(change),
            Choice::Sift(text) => self.sift_text(&text),
            Choice::Filter(text) => self.filter_by(&text),
            Choice::LeaveFilter => self.leave_filter(),
            Choice::KeepFilter(name, text) => self.keep_filter(name, text),
            Choice::DropFilter(name) => self.drop_filter(&name),
            Choice::GoParagraph(paragraph) => self.go_paragraph(paragraph),
            Choice::EditComment(key) => self.edit_comment(key),
            Choice::Remove(kind, key) => self.remove_object(kind, key),
            Choice::OpenFinding(at) => self.open_finding(at),
            Choice::SetField(keys, field, at) => self.set_field(&keys, field, at),
            Choice::EditField(keys, field) => self.edit_field(&keys, field),
            Choice::SetText(keys, field, text) => self.set_text(&keys, field, &text),
            Choice::Unanswered(keys) => self.unanswered(&keys),
            Choice::Call(choice) => self.choose_call(choice),
            Choice::Finish(purpose, text, kind) => self.finish(purpose, text, kind),
            Choice::Draft(slot, text) => self.draft(slot, text),
            Choice::Link(items, other, on) => self.link(&items, other, on),
            Choice::Settle(kind, key, event) => self.settle_conflict(kind, &key, event),
            Choice::RecordHit(key) => self.record_hit(&key),
            Choice::WriteFinding => self.write_finding(),
            Choice::Score(choice) => self.choose_score(choice),
            Choice::Sign(reason) => self.sign(&reason),
            Choice::SignWithReason => self.ask_sign_reason(),
            Choice::TakeBack => self.take_back(),
            Choice::Write(purpose) => self.write(purpose),
            Choice::DecideWhich(finding) => self.ask_which_deduction(&finding),
            Choice::Receive(receipt) => self.receive(receipt),
            Choice::Answer(answer) => self.effects.push(Effect::Answer(answer)),
            Choice::ActAs(stage) => self.act_as(stage),
            Choice::Introduced(me) => {
                self.me = Some(me.clone());
                self.effects.push(Effect::Introduce(me));
            }
            Choice::Open(path) => self.effects.push(Effect::Open(path)),
            Choice::Import(path) => self.start_import(vec![path]),
            Choice::CallOff => self.call_off(),
            Choice::Resection(list) => self.resection(list),
            Choice::Split(cut) => self.split(&cut),
            Choice::WriteImport(path) => self.write_import(path),
            Choice::DropImport => self.drop_import(),
            Choice::List(folder) => {
                self.folder.clone_from(&folder);
                self.effects.push(Effect::List(folder));
            }
            Choice::Retry => {
                if let Some(reviewing) = &mut self.reviewing {
                    reviewing.asked_save = true;
                }
                self.leaving = self.was_leaving.take();
                self.effects.push(Effect::Save);
            }
            Choice::LeaveUnwritten => {
                self.leaving = Some(self.was_leaving.take().unwrap_or(Leaving::Program));
                self.go_on_leaving();
            }
            Choice::Same(me, then) => self.ask_same(me, then),
            Choice::Unnamed => self.warn(tr(
                "Not signed: nothing was recorded; you will be asked at the next mark",
                "没有署名，刚才的操作没有记下；下次操作时再问",
            )),
            Choice::PutAside => self.put_aside(),
            Choice::TakeUp(slot) => self.take_up(&slot),
            Choice::LookAt(paper) => self.look_at(paper),
            Choice::Read(title, lines) => self.read(title, lines),
            Choice::ListRemarks(remarks) => self.list_remarks(&remarks),
            Choice::LeavePapers => self.leave_papers(),
            Choice::Export(wanted) => self.export(*wanted),
            Choice::ExportElsewhere(wanted) => self.export_elsewhere(*wanted),
            Choice::End => self.leave(Leaving::Program),
        }
    }
}
