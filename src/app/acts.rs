//! Writing: what becomes an act of the record, and the forms that lead to one.

use super::reviewing::After;
use super::{App, Leaving};
use crate::command::{Command, Effect, Me, Timer, View};
use crate::lang::tr;
use crate::overlays::{Choice, Editor, EditorStart, Introduce, Linker, Menu, MenuRow, Overlay, Paper, Purpose, TourDid};
use crate::panes::findings::{Field, Filled};
use crate::panes::latest;
use crate::report::ItemRef;
use crate::review::{
    Act, Comment, CommentKind, Event, Finding, Kind, LinkSays, Mark, MarkTo, Put, PutKey, Quote, Stage, Standing, anchor, link_key,
    mark_key,
};
use crate::ui::Role;
use crate::words;

/// More items than this are not offered for linking one by one.
const LINK_ITEMS_MAX: usize = 20_000;

impl App {
    /// The stage whose marks are made and shown.
    pub(super) fn stage(&self) -> Stage {
        self.me.as_ref().map_or(Stage::First, |me| me.reviewer.stage)
    }

    /// Whether the reviewer is known; if not, asks, and runs the command afterwards.
    fn known(&mut self, then: Command) -> bool {
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

    fn commit(&mut self, act: Act, after: After) {
        if let Some(reviewing) = &mut self.reviewing {
            reviewing.after = Some(after);
            self.effects.push(Effect::Commit(act));
        }
    }

    /// What follows an act once it is recorded.
    pub(super) fn after(&mut self, after: After, event: &Event) {
        self.tell(after.said);
        if let Some(slot) = after.drop_draft {
            self.draft(slot, None);
        }
        if let Some(reviewing) = &mut self.reviewing {
            if after.next_item && !reviewing.in_text() && reviewing.view == View::Items {
                if reviewing.lists.next_item(&reviewing.open.report) {
                    reviewing.follow();
                } else if let Some(said) = &mut self.said {
                    said.text.push_str(self.lang.pick("; the end of this list", "；本栏已到末尾"));
                }
            }
            if after.open_finding
                && let Some(change) = event.changes.first()
                && let Some(at) = reviewing.open.review.findings().iter().position(|named| named.key == change.object.key)
            {
                reviewing.leave_trail();
                reviewing.view = View::Findings;
                reviewing.findings.go(at, Some(Field::Criteria));
            }
        }
        if let Some(did) = after.tour {
            self.tour_notes(did);
        }
    }

    pub(super) fn mark(&mut self, command: Command) {
        if !self.known(command) {
            return;
        }
        let stage = self.stage();
        let Some(reviewing) = &self.reviewing else { return };
        let Some(item) = reviewing.item() else { return };
        let shown = reviewing.open.report.item(item);
        let key = mark_key(stage, &shown.id);
        let to = match command {
            Command::Accept => Some(MarkTo::Accepted),
            Command::Problem => Some(MarkTo::Problem),
            Command::NeedsEvidence => Some(MarkTo::NeedsEvidence),
            Command::NotApplicable => Some(MarkTo::NotApplicable),
            _ => None,
        };
        let state = reviewing.open.state(item, stage);
        if state.mark == to && !state.conflict && !state.stale {
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
        let put = match to {
            Some(to) => Put::set(Kind::Mark, key, &Mark { to, content: reviewing.open.report.content(item), more: serde_json::Map::new() }),
            None => Put::clear(Kind::Mark, key),
        };
        let word = to.map_or(words::OPEN, |to| words::mark(to, item.kind())).say(self.lang);
        let said = format!("{} {} {word}", words::item_kind(item.kind()).say(self.lang), shown.no);
        self.commit(
            Act::Put(vec![put]),
            After { said, next_item: to == Some(MarkTo::Accepted), tour: to.is_some().then_some(TourDid::Marked), ..After::default() },
        );
    }

    /// What a comment or finding hangs on here: the item, or the paragraph; and the passage if asked.
    fn target(&self, with_passage: bool) -> Option<(Vec<String>, Option<Quote>, String)> {
        let reviewing = self.reviewing.as_ref()?;
        let report = &reviewing.open.report;
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
        if !self.known(Command::Finding) {
            return;
        }
        let in_text = self.reviewing.as_ref().is_some_and(|reviewing| reviewing.in_text());
        let Some((on, quote, name)) = self.target(in_text) else { return };
        let title = format!("{}  {name}", self.say(tr("Raise a finding: its title", "记为问题：先写标题")));
        self.edit_text(Purpose::NewFinding { on, quote }, title, String::new(), CommentKind::default());
    }

    fn edit_text(&mut self, purpose: Purpose, title: String, text: String, kind: CommentKind) {
        let Some(reviewing) = &self.reviewing else { return };
        let item = reviewing.item();
        let place = match &purpose {
            Purpose::NewComment { quote: Some(_), .. } | Purpose::NewFinding { quote: Some(_), .. } => {
                reviewing.open.heading(reviewing.reading.paragraph()).0
            }
            _ => String::new(),
        };
        let draft = reviewing.drafts.get(&purpose.slot()).cloned();
        let phrases = self.phrases.iter().map(|phrase| self.fill(phrase, item)).collect();
        self.overlays.push(Overlay::Editor(Box::new(Editor::new(EditorStart { title, purpose, text, draft, kind, phrases, place }))));
    }

    /// A phrase with its placeholders filled from the item; what is unknown stays as it stands.
    fn fill(&self, phrase: &str, item: Option<ItemRef>) -> String {
        let Some(reviewing) = &self.reviewing else { return phrase.to_owned() };
        let report = &reviewing.open.report;
        let mut filled = phrase.to_owned();
        let meta = report.meta();
        for (slot, value) in [("{部门}", &meta.department), ("{年度}", &meta.year)] {
            if let Some(value) = value {
                filled = filled.replace(slot, value);
            }
        }
        if let Some(item) = item {
            let shown = report.item(item);
            let place = shown.place.map_or_else(String::new, |place| format!("“{}”", reviewing.open.cite(place).0));
            let name: String = shown.name.chars().take(40).collect();
            filled = filled.replace("{编号}", &shown.no).replace("{名称}", name.trim_end_matches('。'));
            if !place.is_empty() {
                filled = filled.replace("{位置}", &place);
            }
        }
        filled
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

    /// A finished text becomes an act.
    fn finish(&mut self, purpose: Purpose, text: String, kind: CommentKind) {
        let Some(reviewing) = &mut self.reviewing else { return };
        let drop_draft = Some(purpose.slot());
        let stage = self.me.as_ref().map_or(Stage::First, |me| me.reviewer.stage);
        let (put, after) = match purpose {
            Purpose::NewComment { on, quote } => {
                reviewing.reading.select(false);
                let comment = Comment { on, kind, text, quote, more: serde_json::Map::new() };
                let said = self.lang.pick("comment kept; switch the input method back", "已批注；请把输入法切回英文").to_owned();
                (Put::add(Kind::Comment, &comment), After { said, tour: Some(TourDid::Commented), ..After::default() })
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
                reviewing.reading.select(false);
                let finding = reviewing.open.draft_finding(on, quote, text, stage, self.lang);
                let said = self.lang.pick("finding raised: criteria next", "已记为问题，请填依据").to_owned();
                (Put::add(Kind::Finding, &finding), After { said, open_finding: true, tour: Some(TourDid::Found), ..After::default() })
            }
            Purpose::FindingText(key, field) => {
                let Some(mut finding) = reviewing.open.finding(&key).and_then(|named| latest(&named.standing)).cloned() else { return };
                field.set_text(&mut finding, &text);
                reviewing.findings.next_field(false);
                let said = format!("{} {}", field.row().words.say(self.lang), self.lang.pick("kept", "已填"));
                (Put::set(Kind::Finding, key, &finding), After { said, ..After::default() })
            }
        };
        self.commit(Act::Put(vec![put]), After { drop_draft, ..after });
    }

    /// Edits the field the keys are on, or what the reviewer wrote on the item.
    pub(super) fn edit(&mut self) {
        if !self.known(Command::Edit) {
            return;
        }
        let Some(reviewing) = &mut self.reviewing else { return };
        if reviewing.view == View::Findings {
            let Some(named) = reviewing.open.review.findings().get(reviewing.findings.cursor()) else { return };
            let Some(field) = reviewing.findings.field() else {
                return reviewing.findings.next_field(false);
            };
            let Some(finding) = latest(&named.standing) else { return };
            if named.standing.is_conflict() {
                return self.warn(tr("Opinions differ here: settle them first with !", "这个问题有不一致的意见：先按 ! 会商确定"));
            }
            let (key, number, finding) = (named.key.clone(), named.number, finding.clone());
            return self.edit_field(key, number, field, &finding);
        }
        let choices = self.written_here(false);
        self.choose_or_ask(choices, tr("Edit which?", "修改哪一条？"));
    }

    fn edit_field(&mut self, key: String, number: u32, field: Field, finding: &Finding) {
        let label = field.row().words.say(self.lang);
        let title = format!("{}{number}  {label}", self.lang.pick("#", "问"));
        let options: Vec<&str> = match field {
            Field::Severity => words::SEVERITIES.iter().map(|value| words::severity(*value).say(self.lang)).collect(),
            Field::Dimension => words::DIMENSIONS.iter().map(|value| words::dimension(*value).say(self.lang)).collect(),
            Field::State => words::FINDING_STATES.iter().map(|value| words::finding_state(*value).say(self.lang)).collect(),
            Field::Rectification => words::RECTIFICATIONS.iter().map(|value| words::rectification(*value).say(self.lang)).collect(),
            _ => return self.edit_text(Purpose::FindingText(key, field), title, field.text(finding), CommentKind::default()),
        };
        debug_assert!(field.row().filled == Filled::Choice);
        let now = match field {
            Field::Severity => words::SEVERITIES.iter().position(|value| *value == finding.severity),
            Field::Dimension => finding.dimension.and_then(|now| words::DIMENSIONS.iter().position(|value| *value == now)),
            Field::State => words::FINDING_STATES.iter().position(|value| *value == finding.state),
            _ => words::RECTIFICATIONS.iter().position(|value| *value == finding.rectification),
        };
        let rows = options.iter().enumerate().map(|(at, word)| MenuRow::new(*word, "", Choice::SetField(key.clone(), field, at))).collect();
        self.overlays.push(Overlay::Menu(Menu::new(tr("Choose", "选择"), title, rows).with_keys().starting_at(now.unwrap_or(0))));
    }

    fn set_field(&mut self, key: String, field: Field, at: usize) {
        let Some(reviewing) = &mut self.reviewing else { return };
        let Some(mut finding) = reviewing.open.finding(&key).and_then(|named| latest(&named.standing)).cloned() else { return };
        match field {
            Field::Severity => finding.severity = words::SEVERITIES[at],
            Field::Dimension => finding.dimension = Some(words::DIMENSIONS[at]),
            Field::State => finding.state = words::FINDING_STATES[at],
            Field::Rectification => finding.rectification = words::RECTIFICATIONS[at],
            _ => return,
        }
        reviewing.findings.next_field(false);
        let said = format!("{} {}", field.row().words.say(self.lang), self.lang.pick("kept", "已填"));
        self.commit(Act::Put(vec![Put::set(Kind::Finding, key, &finding)]), After { said, ..After::default() });
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
            let what = format!("{}{}  {}", self.lang.pick("c", "注"), named.number, comment.text.lines().next().unwrap_or(""));
            let choice = if to_remove { Choice::Remove(Kind::Comment, named.key.clone()) } else { Choice::EditComment(named.key.clone()) };
            rows.push(MenuRow::new(what, "", choice));
        }
        for &at in open.review.findings_on(&id) {
            let named = &open.review.findings()[at];
            let Some(finding) = latest(&named.standing) else { continue };
            let what = format!("{}{}  {}", self.lang.pick("#", "问"), named.number, finding.title);
            let choice = if to_remove { Choice::Remove(Kind::Finding, named.key.clone()) } else { Choice::OpenFinding(at) };
            rows.push(MenuRow::new(what, "", choice));
        }
        rows
    }

    fn choose_or_ask(&mut self, rows: Vec<MenuRow>, title: crate::lang::Words) {
        match rows.as_slice() {
            [] => self.warn(tr("Only others' comments here: write your own with c", "这里只有他人的批注：按 c 另写一条")),
            [only] => {
                let choice = only.choice.clone();
                self.choose(choice);
            }
            _ => {
                let title_text = self.say(title);
                self.overlays.push(Overlay::Menu(Menu::new(tr("Choose", "选择"), title_text, rows)));
            }
        }
    }

    pub(super) fn remove(&mut self) {
        if !self.known(Command::Remove) {
            return;
        }
        let Some(reviewing) = &self.reviewing else { return };
        if reviewing.view == View::Findings {
            let Some(named) = reviewing.open.review.findings().get(reviewing.findings.cursor()) else { return };
            let key = named.key.clone();
            return self.remove_object(Kind::Finding, key);
        }
        let rows = self.written_here(true);
        self.choose_or_ask(rows, tr("Remove which? u brings it back", "删除哪一条？按 u 可撤销"));
    }

    fn remove_object(&mut self, kind: Kind, key: String) {
        let said = self.lang.pick("removed; u brings it back", "已删除，按 u 撤销").to_owned();
        self.commit(Act::Put(vec![Put::clear(kind, key)]), After { said, ..After::default() });
    }

    pub(super) fn undo(&mut self) {
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
        let what = review.event(found.of).map_or_else(String::new, |event| super::describe::event(event, &reviewing.open, self.lang));
        let said = format!("{}{what}", if undo { self.lang.pick("undone: ", "已撤销：") } else { self.lang.pick("redone: ", "已重做：") });
        self.commit(found.act, After { said, ..After::default() });
    }

    pub(super) fn open_linker(&mut self) {
        if !self.known(Command::Link) {
            return;
        }
        let Some(reviewing) = &self.reviewing else { return };
        let Some(item) = reviewing.item() else { return };
        let open = &reviewing.open;
        let linked: Vec<ItemRef> = open.linked(item).into_iter().map(|(other, _)| other).collect();
        let others = open.report.items().filter(|other| *other != item && other.kind() != item.kind()).take(LINK_ITEMS_MAX);
        let others = others.map(|other| (other, open.name(other, self.lang), linked.contains(&other))).collect();
        let title = open.name(item, self.lang);
        self.overlays.push(Overlay::Linker(Linker::new(item, title, others)));
    }

    fn link(&mut self, one: ItemRef, other: ItemRef, on: bool) {
        let Some(reviewing) = &self.reviewing else { return };
        let open = &reviewing.open;
        let (a, b) = if one < other { (one, other) } else { (other, one) };
        let key = link_key(&open.report.id(a), &open.report.id(b));
        let stated = open.links.of(one).contains(&other);
        // A link the report states needs a word only when denied, any other only when made.
        let put = match (on, stated) {
            (true, true) | (false, false) => Put::clear(Kind::Link, key),
            (true, false) => Put::set(Kind::Link, key, &LinkSays::Yes),
            (false, true) => Put::set(Kind::Link, key, &LinkSays::No),
        };
        let name = open.name(other, self.lang);
        let said = if on {
            self.lang.pick(format!("linked with {name}"), format!("已关联 {name}"))
        } else {
            self.lang.pick(format!("no longer linked with {name}"), format!("已取消关联 {name}"))
        };
        self.commit(Act::Put(vec![put]), After { said, ..After::default() });
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
            found = mark.or(comment).or(finding);
        }
        let Some((kind, key)) = found else { return };
        let Standing::Conflict(all) = open.review.standing(kind, &key) else { return };
        let mut body = vec![(
            self.say(tr(
                "Each was written without seeing the other. Until it is settled all stand; nobody's word is lost.",
                "各自在未见对方意见时写下；会商确定之前都保留，谁的也不丢。",
            ))
            .to_owned(),
            Role::Text,
        )];
        let mut rows = Vec::new();
        for (at, said) in all.iter().enumerate() {
            let who = open.who(&said.by);
            let value =
                super::describe::value(kind, said.value.as_ref(), open.report.find(key.rsplit('/').next().unwrap_or("")), self.lang);
            body.push((format!("{who}  {}  {value}", crate::panes::card::when(&said.at)), Role::Strong));
            let what = self.lang.pick(format!("Take {who}'s: {value}"), format!("采用{who}的意见：{value}"));
            rows.push(MenuRow::new(
                what,
                self.say(tr("the rest stays in the record", "其余的留在操作记录")),
                Choice::Settle(kind, key.clone(), at),
            ));
        }
        rows.push(MenuRow::new(self.say(tr("Leave it for the meeting", "留待会商")), "", Choice::Nothing));
        let about = reviewing.item().map_or_else(String::new, |item| open.name(item, self.lang));
        let title = format!("{}  {about}", words::CONFLICT.say(self.lang));
        self.overlays.push(Overlay::Menu(Menu::new(tr("Settle", "会商确定"), title, rows).body(body)));
    }

    fn settle_conflict(&mut self, kind: Kind, key: &str, at: usize) {
        let Some(reviewing) = &self.reviewing else { return };
        let Standing::Conflict(all) = reviewing.open.review.standing(kind, key) else { return };
        let Some(taken) = all.get(at) else { return };
        let put = Put { kind, key: PutKey::Is(key.to_owned()), value: taken.value.clone(), rules: true };
        let said = self.lang.pick("settled", "已会商确定").to_owned();
        self.commit(Act::Put(vec![put]), After { said, ..After::default() });
    }

    pub(super) fn select(&mut self) {
        if let Some(reviewing) = &mut self.reviewing {
            let on = !reviewing.reading.is_selecting();
            reviewing.reading.select(on);
            if on {
                self.tell(self.say(tr(
                    "arrows stretch the passage; C comments, F raises a finding, Esc lets go",
                    "方向键伸缩；C 批注，F 记为问题，Esc 取消",
                )));
            }
        }
    }

    /// The text alone, to copy with the mouse.
    pub(super) fn copy(&mut self) {
        let Some(reviewing) = &self.reviewing else { return };
        let open = &reviewing.open;
        let lines = if reviewing.in_text() {
            vec![open.report.place_text(reviewing.reading.passage())]
        } else {
            let Some(item) = reviewing.item() else { return };
            super::describe::item_text(open, item, self.lang)
        };
        let title = self.say(tr("The text alone: copy with the mouse, Esc closes", "单独的文字：用鼠标选取复制，Esc 关闭")).to_owned();
        self.overlays.push(Overlay::Paper(Paper::new(title, lines)));
    }

    pub(super) fn history(&mut self) {
        let Some(reviewing) = &self.reviewing else { return };
        let open = &reviewing.open;
        let mut lines: Vec<String> = open
            .review
            .events()
            .map(|event| {
                let taken_back = if open.review.counts(event.id) { "" } else { self.lang.pick("  (taken back)", "  （已撤销）") };
                let who = open.who(&event.stamp.by);
                format!(
                    "{}  {who}  {}{taken_back}",
                    crate::panes::card::when(&event.stamp.at),
                    super::describe::event(event, open, self.lang)
                )
            })
            .collect();
        lines.reverse();
        if lines.is_empty() {
            lines.push(self.say(tr("No act yet.", "还没有操作。")).to_owned());
        }
        let heads: Vec<String> = open.review.heads().iter().map(ToString::to_string).collect();
        lines.push(String::new());
        lines.push(format!("{} {}", self.say(tr("Head of the record:", "操作记录校验码：")), heads.join(" ")));
        let title = self.say(tr("History, latest first", "操作记录，最近的在前")).to_owned();
        self.overlays.push(Overlay::Paper(Paper::new(title, lines)));
    }

    pub(super) fn show_odd(&mut self) {
        let Some(reviewing) = &self.reviewing else { return };
        let lines = super::describe::odd(&reviewing.open, self.lang);
        let title = self.say(tr("What was odd when the file was loaded", "载入文件时发现的情况")).to_owned();
        self.overlays.push(Overlay::Paper(Paper::new(title, lines)));
    }

    pub(super) fn show_places(&mut self) {
        let Some(reviewing) = &self.reviewing else { return };
        let open = &reviewing.open;
        let row = |words: crate::lang::Words, path: &std::path::Path| format!("{}  {}", words.say(self.lang), path.display());
        let mut lines = vec![
            row(
                tr(
                    "The file, report and review in one; copy it and you have the whole work:",
                    "审核文件，报告和审核都在其中，复制它就是全部工作：",
                ),
                &open.path,
            ),
            row(
                tr("The journal, every act as it is made; gone after a clean leave:", "操作记录，每一步随做随存；正常退出后清空："),
                &open.journal,
            ),
        ];
        if let Some((zh, en)) = &open.notice {
            lines.push(self.lang.pick(en, zh).clone());
        }
        let title = self.say(tr("Where the files are", "文件在哪里")).to_owned();
        self.overlays.push(Overlay::Paper(Paper::new(title, lines)));
        self.tour_notes(TourDid::SawFiles);
    }

    pub(super) fn save(&mut self) {
        if let Some(reviewing) = &mut self.reviewing {
            reviewing.asked_save = true;
            if reviewing.unwritten == 0 {
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
            Choice::GoParagraph(paragraph) => self.go_paragraph(paragraph),
            Choice::EditComment(key) => self.edit_comment(key),
            Choice::Remove(kind, key) => self.remove_object(kind, key),
            Choice::OpenFinding(at) => self.open_finding(at),
            Choice::SetField(key, field, at) => self.set_field(key, field, at),
            Choice::Finish(purpose, text, kind) => self.finish(purpose, text, kind),
            Choice::Draft(slot, text) => self.draft(slot, text),
            Choice::Link(one, other, on) => self.link(one, other, on),
            Choice::Settle(kind, key, at) => self.settle_conflict(kind, &key, at),
            Choice::Answer(answer) => self.answer_offer(answer),
            Choice::Introduced(me) => {
                self.me = Some(me.clone());
                self.effects.push(Effect::Introduce(me));
            }
            Choice::Open(path) => self.effects.push(Effect::Open(path)),
            Choice::Import(path) => self.effects.push(Effect::Import(path)),
            Choice::List(folder) => {
                self.folder.clone_from(&folder);
                self.effects.push(Effect::List(folder));
            }
            Choice::Retry => {
                if let Some(reviewing) = &mut self.reviewing {
                    reviewing.asked_save = true;
                }
                self.effects.push(Effect::Save);
            }
            Choice::LeaveUnwritten => {
                self.leaving = None;
                self.effects.push(Effect::Quit);
            }
            Choice::End => self.leave(Leaving::Program),
        }
    }

    fn edit_comment(&mut self, key: String) {
        let Some(reviewing) = &self.reviewing else { return };
        let Some(named) = reviewing.open.review.comments().iter().find(|named| named.key == key) else { return };
        let Some(comment) = latest(&named.standing) else { return };
        let title = format!("{}{}", self.lang.pick("Comment c", "批注 注"), named.number);
        let (text, kind) = (comment.text.clone(), comment.kind);
        self.edit_text(Purpose::EditComment(key), title, text, kind);
    }
}
