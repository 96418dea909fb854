//! The model: the open file, the panes, what stands on top. [`App::update`] takes a message and
//! answers with effects; [`App::view`] draws. No files, no clock, no threads.

mod acts;
mod answering;
mod batch;
mod calls;
mod checking;
mod council;
mod covering;
mod describe;
mod drag;
mod exporting;
mod find;
mod go;
mod history;
mod importing;
mod keys;
mod layout;
mod looking;
mod phrases;
mod plain;
mod repeat;
mod resume;
mod reviewing;
mod scoring;
mod select;
mod settings;
mod sift;
mod signing;
mod todo;
mod view;
mod writing;

use std::path::PathBuf;
use std::sync::Arc;

use crate::command::settings::Config;
use crate::command::{Command, Effect, File, Key, Me, Mouse, MouseDoes, Msg, Target, Timer, View};
use crate::export::{Kit, Wanted};
use crate::lang::{Lang, Words, tr};
use crate::overlays::{Choice, Menu, MenuLine, MenuRow, OverCx, Overlay, Reply, Tour};
use crate::panes::Step;
use crate::panes::batch::Reading;
use crate::panes::start::{Chosen, Start, WayIn};
use crate::report::Report;
use crate::review::{Event, EventId, Review};
use crate::store::{OfferAnswer, Trouble};
use crate::ui::{Frame, Look, Role};

pub use layout::Pane;
pub use plain::Talk;
use reviewing::Reviewing;

/// What the program starts with.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// What was chosen: language, colours, keys.
    pub config: Config,
    /// Who sits here, if they have said so before.
    pub me: Option<Me>,
    /// Files opened last, newest first.
    pub recent: Vec<PathBuf>,
    /// The working folder, for the start page.
    pub folder: PathBuf,
    /// Where the settings are kept.
    pub settings_file: PathBuf,
    /// The user's phrases, one a line, as text.
    pub phrases: Option<String>,
    /// Filters kept by name.
    pub filters: Vec<(String, String)>,
}

/// A draft is synced this long after a key (ms).
const SYNC_DRAFT_AFTER_MS: u64 = 200;
/// A file larger than this is written on leaving, not on every pause (bytes).
const SAVE_ON_PAUSE_MAX: usize = 8 * 1024 * 1024;

/// The program.
#[derive(Debug)]
pub struct App {
    /// What was chosen; `lang` and `look` are what it comes to.
    config: Config,
    /// What it was before the last choice, should that prove wrong.
    config_before: Option<Box<Config>>,
    settings_file: PathBuf,
    lang: Lang,
    look: Look,
    me: Option<Me>,
    folder: PathBuf,
    phrases: Vec<phrases::Kept>,
    filters: Vec<(String, String)>,
    size: (u16, u16),
    start: Start,
    batches: batch::Batches,
    reviewing: Option<Box<Reviewing>>,
    overlays: Vec<Overlay>,
    tour: Option<Tour>,
    /// Keys of a chord pressed so far.
    chord: Vec<Key>,
    /// Recorded keys, what is recorded or played now, and what `.` does again.
    keys_kept: repeat::KeysKept,
    /// The last answer, at the right of the bottom bar.
    said: Option<Said>,
    ctrl_c: bool,
    leaving: Option<Leaving>,
    /// Where leaving led when the file could not be written: trying again goes on there.
    was_leaving: Option<Leaving>,
    /// What a worker does that Esc stops.
    at_work: Option<AtWork>,
    /// Whether a report is to be chosen in the list of files, to import it.
    wants_report: bool,
    /// The import that is waited for or looked through.
    import: importing::Import,
    /// What papers are made with, as last read; `None` until somebody asks for papers.
    kit: Option<Arc<Kit>>,
    /// Papers that are asked for once more, for another folder.
    papers_again: Option<Wanted>,
    /// Where the mouse button went down, and when.
    pressed: drag::Pressed,
    effects: Vec<Effect>,
    now_ms: u64,
    empty: Review,
}

/// Work that Esc stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum AtWork {
    /// Papers are being made.
    Export,
}

/// The last answer.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Said {
    text: String,
    /// A refusal or a warning: lit, and kept to the left where it is seen.
    warns: bool,
}

/// Where leaving leads once the file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Leaving {
    /// Out of the program.
    Program,
    /// Out of it, whether the file could be written or not: a signal asked.
    ProgramAnyway,
    /// To the start page.
    File,
}

impl App {
    /// The start page, in a window of this size (columns, rows).
    pub fn new(settings: Settings, size: (u16, u16)) -> Self {
        let Settings { config, settings_file, me, recent, folder, phrases, filters } = settings;
        Self {
            lang: config.lang(),
            look: Look::of(&config),
            said: settings::faults_said(&config),
            config,
            config_before: None,
            settings_file,
            me,
            folder,
            phrases: phrases::of_file(phrases.as_deref()),
            filters,
            size,
            start: Start::new(recent),
            batches: batch::Batches::default(),
            reviewing: None,
            overlays: Vec::new(),
            tour: None,
            chord: Vec::new(),
            keys_kept: repeat::KeysKept::default(),
            ctrl_c: false,
            leaving: None,
            was_leaving: None,
            at_work: None,
            wants_report: false,
            import: importing::Import::default(),
            kit: None,
            papers_again: None,
            pressed: drag::Pressed::default(),
            effects: Vec::new(),
            now_ms: 0,
            empty: Review::default(),
        }
    }

    /// Takes a message; what must be done in the world comes back, in order. `now_ms` is any growing clock.
    pub fn update(&mut self, msg: Msg, now_ms: u64) -> Vec<Effect> {
        self.now_ms = now_ms;
        match msg {
            Msg::Key(key) => self.key(key),
            Msg::Command(command) => self.asked_for(command),
            Msg::Point(target) => self.click(target),
            Msg::Replay(keys) => self.replay(keys),
            Msg::Paste(text) => self.paste(&text),
            Msg::Mouse(mouse) => self.mouse(&mouse),
            Msg::Resize(cols, rows) => self.size = (cols, rows),
            Msg::Focus => self.look_outside(),
            Msg::Wake(timer) => self.wake(timer),
            Msg::Leave => self.leave(Leaving::ProgramAnyway),
            Msg::Opened(file) => self.opened(*file),
            Msg::OpenFailed(trouble) => self.trouble(tr("Not opened", "没有打开"), &trouble, vec![]),
            Msg::Report(path) => self.start_import(vec![path]),
            Msg::Importing(no, progress) => self.show_progress(no, progress),
            Msg::Read(no, read) => self.import_read(no, read),
            Msg::NotImported(trouble) => self.not_imported(&trouble),
            Msg::Folder(folder, entries) => self.show_folder(folder, entries),
            Msg::OpenBatch(folder) => self.open_batch(folder),
            Msg::Batch(no, news) => self.batch_news(no, news),
            Msg::Committed(event) => self.committed(&event),
            Msg::Unchanged => self.unchanged(),
            Msg::Refused(events, trouble) => self.refused(&events, &trouble),
            Msg::Restored(events, drafts) => self.restored(events, drafts),
            Msg::Offered(offer) => self.overlays.push(Overlay::Menu(describe::recover_menu(&offer, self.lang))),
            Msg::Introduced(me) => self.me = Some(me),
            Msg::Hashed(sha256) => self.hashed(&sha256),
            Msg::Studied(links, places) => {
                if let Some(reviewing) = &mut self.reviewing {
                    reviewing.open.links = links;
                    reviewing.open.places = places;
                }
            }
            Msg::Stated(stated) => {
                if let Some(reviewing) = &mut self.reviewing {
                    reviewing.open.desk.take_stated(stated);
                }
            }
            Msg::OwnPacks(packs) => {
                if let Some(reviewing) = &mut self.reviewing {
                    reviewing.open.desk.take_packs(*packs);
                }
            }
            Msg::Covered(coverage) => {
                if let Some(reviewing) = &mut self.reviewing {
                    reviewing.open.coverage = Some(coverage);
                }
            }
            Msg::Checked(checked) => self.checked(checked),
            Msg::Weighed(signing) => self.weighed(signing),
            Msg::NotChecked(reads, why) => self.not_checked(reads, why),
            Msg::Indexed(index) => self.indexed(index),
            Msg::Saved(clock, merged) => self.saved(clock, merged),
            Msg::PapersReady(kit) => self.papers_ready(kit),
            Msg::Exporting(done, all) => self.exporting(done, all),
            Msg::Exported(done) => self.exported(done),
            Msg::Phrases(text) => self.phrases = phrases::of_file(text.as_deref()),
            Msg::Unchosen(why) => self.unchosen(why),
            Msg::Unwritten(why) => self.said = Some(Said { text: why, warns: true }),
            Msg::SaveFailed(trouble) => self.save_failed(&trouble),
            Msg::ChangedOutside => self.warn(tr(
                "The file was changed by another program; saving takes its review in, or says what to do",
                "文件被别的程序改动过；保存时会并入其中的审核，或说明怎么办",
            )),
        }
        self.check_later();
        self.weigh_later();
        self.settle();
        std::mem::take(&mut self.effects)
    }

    /// The picture of what stands now.
    pub fn view(&self) -> Frame<Target> {
        self.view_on(Frame::default())
    }

    /// The same, drawn where `frame` has its memory.
    pub fn view_on(&self, frame: Frame<Target>) -> Frame<Target> {
        view::view(self, frame)
    }

    /// The open report.
    pub fn report(&self) -> Option<&Report> {
        self.reviewing.as_ref().map(|reviewing| &*reviewing.open.report)
    }

    /// The record of the open file; empty on the start page.
    pub fn review(&self) -> &Review {
        self.reviewing.as_ref().map_or(&self.empty, |reviewing| &reviewing.open.review)
    }

    /// The language of the screen.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    fn say(&self, words: Words) -> &'static str {
        words.say(self.lang)
    }

    fn tell(&mut self, text: impl Into<String>) {
        self.said = Some(Said { text: text.into(), warns: false });
    }

    fn warn(&mut self, words: Words) {
        self.said = Some(Said { text: self.with_keys(self.say(words)), warns: true });
    }

    /// `text` with the keys in force for the commands it names in braces: `{link}`.
    fn with_keys(&self, text: &str) -> String {
        self.config.keymap().put_keys(text, self.lang)
    }

    fn opened(&mut self, file: File) {
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
        let reviewing = Reviewing::new(file);
        if let Some(why) = reviewing.open.why_not_written(self.lang) {
            self.said = Some(Said { text: why, warns: true });
        } else if odd + faults > 0 {
            let text = self.lang.pick(
                format!("noted while loading: {} (: “what was odd”)", odd + faults),
                format!("载入时发现 {} 处情况，按 : 看“载入情况”", odd + faults),
            );
            self.said = Some(Said { text, warns: true });
        }
        if let Some((zh, en)) = notice {
            self.said = Some(Said { text: self.lang.pick(en, zh), warns: true });
        }
        self.reviewing = Some(Box::new(reviewing));
        self.resume(resume.as_deref());
        self.overlays.extend(offer.map(Overlay::Menu));
        if only_drafts {
            self.effects.push(Effect::Answer(OfferAnswer::Restore));
        }
        self.effects.push(Effect::Wake(Timer::Study, 0));
    }

    /// The report's hash is known: is it the one that was judged?
    fn hashed(&mut self, sha256: &str) {
        let judged = self.reviewing.as_ref().and_then(|reviewing| reviewing.open.review.judged_sha256());
        if judged.is_some_and(|judged| judged != sha256) {
            self.warn(tr(
                "The report is not the one that was reviewed; items whose content changed carry ~",
                "报告与审核时的不同；内容有修改的项标有 ~，请重看",
            ));
        }
    }

    fn committed(&mut self, event: &Event) {
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

    fn refused(&mut self, events: &[EventId], trouble: &Trouble) {
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

    fn restored(&mut self, events: Vec<Event>, drafts: Vec<(String, String)>) {
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
            (0, _) => {
                self.lang.pick(format!("{kept} drafts put aside: find “drafts” with :"), format!("有 {kept} 份没写完的草稿，按 : 找“草稿”"))
            }
            _ => self.lang.pick(format!("{acts} acts and {kept} drafts restored"), format!("已恢复 {acts} 步操作、{kept} 份草稿")),
        };
        self.tell(text);
        if self.reopen_draft() && acts == 0 {
            // It is before the reader: only what else was put aside is news.
            self.said = None;
            if kept > 1 {
                let others = kept - 1;
                self.tell(
                    self.lang.pick(format!("{others} more drafts: find “drafts” with :"), format!("另有 {others} 份草稿，按 : 找“草稿”")),
                );
            }
        }
    }

    fn saved(&mut self, clock: String, merged: Vec<Event>) {
        let Some(reviewing) = &mut self.reviewing else { return };
        reviewing.unwritten.clear();
        reviewing.trouble = None;
        reviewing.asked_save = false;
        reviewing.finished.clear();
        self.was_leaving = None;
        reviewing.saved = Some(clock);
        let took_in = merged.len();
        reviewing.open.review.accept_all(merged);
        if took_in > 0 {
            let text = self.lang.pick(
                format!("saved; {took_in} acts another had written were taken in"),
                format!("已保存，并入他人写下的 {took_in} 步操作"),
            );
            self.tell(text);
        }
        self.go_on_leaving();
    }

    fn save_failed(&mut self, trouble: &Trouble) {
        let leaving = self.leaving;
        if leaving == Some(Leaving::ProgramAnyway) {
            self.effects.push(Effect::Quit);
            return;
        }
        let mut rows =
            vec![MenuRow::new(self.say(tr("Try again", "重试")), self.say(tr("after mending the cause", "排除原因之后")), Choice::Retry)];
        if leaving.is_some() {
            let effect = self.say(tr("the acts stay in the journal and are offered next time", "操作记录里都有，下次打开时恢复"));
            rows.push(MenuRow::new(self.say(tr("Leave all the same", "仍然退出")), effect, Choice::LeaveUnwritten));
        }
        rows.push(MenuRow::new(
            self.say(tr("Go on", "接着看")),
            self.say(tr("write later; you will be reminded", "稍后再存，会再提醒")),
            Choice::Nothing,
        ));
        if let Some(reviewing) = &mut self.reviewing {
            let again = reviewing.trouble.replace(trouble.clone()).is_some();
            // Written by itself on a pause: said once on top, then only in the top bar.
            if again && leaving.is_none() && !reviewing.asked_save {
                return;
            }
            reviewing.asked_save = false;
        }
        self.was_leaving = self.leaving.take();
        self.trouble(tr("The file was not written", "没有写入文件"), trouble, rows);
    }

    /// What happened, why, what was kept, what next: in that order, then the ways on.
    fn trouble(&mut self, title: Words, trouble: &Trouble, mut rows: Vec<MenuRow>) {
        if rows.is_empty() {
            rows.push(MenuRow::new(self.say(tr("Go on", "知道了")), "", Choice::Nothing));
        }
        let mut body = vec![MenuLine::new(format!("✗ {}", trouble.what), Role::Strong)];
        for (words, text) in
            [(tr("Why", "原因"), &trouble.why), (tr("Kept", "已保留"), &trouble.kept), (tr("Next", "下一步"), &trouble.next)]
        {
            if !text.is_empty() {
                body.push(MenuLine { label: words.say(self.lang), text: text.clone(), role: Role::Text });
            }
        }
        self.said = None;
        self.overlays.push(Overlay::Menu(Menu::new(tr("Trouble", "出错"), self.say(title), rows).body(body)));
    }

    fn wake(&mut self, timer: Timer) {
        match timer {
            Timer::SyncDraft => {
                self.effects.push(Effect::Sync);
            }
            Timer::Save => {
                self.keep_place();
                if self.reviewing.as_ref().is_some_and(|reviewing| !reviewing.unwritten.is_empty()) {
                    self.effects.push(Effect::Save);
                }
            }
            Timer::Seek => self.seek_on(),
            Timer::Study => self.effects.push(Effect::Study),
            Timer::Check => self.effects.push(Effect::Check),
        }
    }

    fn look_outside(&mut self) {
        if self.reviewing.is_some() {
            self.effects.push(Effect::LookOutside);
        } else if self.batch().is_some_and(|batch| batch.reading() == Reading::Done) {
            self.read_batch();
        }
    }

    /// Writes what is unwritten, then goes where `leaving` leads.
    fn leave(&mut self, leaving: Leaving) {
        if leaving != Leaving::ProgramAnyway && (self.asks_before_dropping(leaving) || self.asks_before_losing_trial(leaving)) {
            return;
        }
        self.leaving = Some(leaving);
        match &self.reviewing {
            Some(reviewing) if !reviewing.unwritten.is_empty() => self.effects.push(Effect::Save),
            _ => self.go_on_leaving(),
        }
    }

    fn go_on_leaving(&mut self) {
        match self.leaving.take() {
            None => {}
            Some(Leaving::Program | Leaving::ProgramAnyway) => {
                self.keep_place();
                self.effects.push(Effect::Quit);
            }
            Some(Leaving::File) => {
                self.keep_place();
                let left = self.reviewing.take().map(|reviewing| reviewing.open.path);
                if let Some(path) = &left {
                    let mut recent = self.start.recent().to_vec();
                    recent.retain(|known| known != path);
                    recent.insert(0, path.clone());
                    self.start = Start::new(recent);
                }
                self.overlays.clear();
                self.tour = None;
                self.effects.push(Effect::Close);
                if let Some(path) = left {
                    self.back_to_batch(&path);
                }
            }
        }
    }

    fn mouse(&mut self, mouse: &Mouse) {
        self.ctrl_c = false;
        if matches!(mouse.does, MouseDoes::Drag | MouseDoes::Release) {
            return self.drag(mouse);
        }
        if let MouseDoes::Wheel(rows) = mouse.does {
            if self.overlays.is_empty() {
                self.step(Step::Rows(rows.into()));
            } else {
                let code = if rows > 0 { crate::command::KeyCode::Down } else { crate::command::KeyCode::Up };
                self.key(Key::plain(code));
            }
            return;
        }
        let Some(on) = mouse.on else { return };
        match on {
            Target::Command(command) => self.run_if_it_may(command),
            Target::OverlayRow(row) => {
                if let Some(mut overlay) = self.overlays.pop() {
                    let facts = self.facts();
                    let reply = overlay.click(&self.over_cx(&facts), row);
                    self.reply(overlay, reply, None);
                } else if self.reviewing.is_none() && self.import.preview.is_none() && self.batch().is_none() {
                    let chosen = self.start.choose(row);
                    self.start_chosen(chosen);
                }
            }
            Target::TextBox(x, y) => {
                if let Some(Overlay::Editor(editor)) = self.overlays.last_mut() {
                    editor.click_text(mouse.x.saturating_sub(x), mouse.y.saturating_sub(y));
                }
            }
            _ if !self.overlays.is_empty() => {}
            on => {
                let twice = self.press(mouse, on);
                self.click(on);
                if mouse.does == MouseDoes::Menu {
                    self.run_if_it_may(Command::Menu);
                } else if twice {
                    self.double_click(on);
                }
            }
        }
    }

    fn start_chosen(&mut self, chosen: Option<Chosen>) {
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

    fn over_cx<'a>(&'a self, facts: &'a crate::command::Facts) -> OverCx<'a> {
        let reviewing = self.reviewing.as_deref();
        OverCx {
            lang: self.lang,
            look: self.look,
            config: &self.config,
            settings_file: &self.settings_file,
            keymap: self.config.keymap(),
            facts,
            now_ms: self.now_ms,
            panes: reviewing.map(|reviewing| reviewing.cx(&self.speech())),
            hunt: reviewing.and_then(|reviewing| reviewing.hunt.as_ref()),
            sift: reviewing.and_then(|reviewing| reviewing.sift.as_ref()),
            rows_kept: self.batches.trying,
            body: self.body(),
            passage: reviewing.and_then(|reviewing| reviewing.passage_rows(self.body())),
        }
    }

    /// What an overlay answered. `key` is the key it was given, if it was one.
    fn reply(&mut self, overlay: Overlay, reply: Reply, key: Option<Key>) {
        match reply {
            Reply::Stay => self.overlays.push(overlay),
            Reply::Close => {}
            Reply::Do(choice) => {
                let replaced = matches!(choice, Choice::List(_));
                if !replaced {
                    self.overlays.push(overlay);
                }
                self.choose(choice);
            }
            Reply::CloseAnd(choice) => self.choose(choice),
            Reply::Refuse(why) => {
                self.overlays.push(overlay);
                self.warn(why);
            }
            Reply::NotMine => {
                let takes_text = overlay.takes_text();
                self.overlays.push(overlay);
                if let Some(key) = key {
                    self.key_under(key, takes_text);
                }
            }
        }
    }

    fn view_now(&self) -> View {
        self.reviewing.as_ref().map_or(View::Items, |reviewing| reviewing.view)
    }
}
