//! The model: the open file, the panes, what stands on top. [`App::update`] takes a message and
//! answers with effects; [`App::view`] draws. No files, no clock, no threads.

mod acts;
mod answering;
mod batch;
mod calls;
mod checking;
mod committing;
mod council;
mod covering;
mod describe;
mod drag;
mod exporting;
mod facts;
mod find;
mod folder_search;
mod go;
mod history;
mod importing;
mod keys;
mod layout;
mod leaving;
mod looking;
mod menu;
mod mouse;
mod opening;
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
mod stage;
mod todo;
mod view;
mod writing;

use std::path::PathBuf;
use std::sync::Arc;

use crate::command::settings::Config;
use crate::command::{Effect, Key, Me, Msg, Target, Timer, View};
use crate::export::{Kit, Wanted};
use crate::lang::{Lang, Words, tr};
use crate::overlays::{Choice, Menu, MenuLine, MenuRow, OverCx, Overlay, Reply, Tour};
use crate::panes::start::Start;
use crate::report::Report;
use crate::review::{Review, Stage};
use crate::store::Trouble;
use crate::ui::{Frame, Look, Role};

pub use layout::Pane;
use leaving::Leaving;
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
    /// Who reviews, in the stage they have in the open file.
    me: Option<Me>,
    /// The stage they named last, on this computer.
    usual_stage: Option<Stage>,
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
            usual_stage: me.as_ref().map(|me| me.reviewer.stage),
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
        let hit_waits = self.let_hit_wait(&msg);
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
            Msg::OpenFailed(trouble) => {
                self.go_on_without_found();
                self.trouble(tr("Not opened", "没有打开"), &trouble, vec![]);
            }
            Msg::Report(path) => self.start_import(vec![path]),
            Msg::Importing(no, progress) => self.show_progress(no, progress),
            Msg::Read(no, read) => self.import_read(no, read),
            Msg::NotImported(trouble) => self.not_imported(&trouble),
            Msg::Folder(folder, entries) => self.show_folder(folder, entries),
            Msg::OpenBatch(folder) => self.open_batch(folder),
            Msg::Batch(no, news) => self.batch_news(no, news),
            Msg::Sought(no, looked) => self.sought(no, looked),
            Msg::Committed(event) => self.committed(&event),
            Msg::Unchanged => self.unchanged(),
            Msg::Refused(events, trouble) => self.refused(&events, &trouble),
            Msg::Restored(events, drafts) => self.restored(events, drafts),
            Msg::Offered(offer) => self.overlays.push(Overlay::Menu(describe::recover_menu(&offer, self.lang))),
            Msg::Introduced(me) => {
                self.usual_stage = Some(me.reviewer.stage);
                self.me = Some(me);
            }
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
            Msg::OwnPacks(packs) => self.take_packs(*packs),
            Msg::Covered(coverage) => {
                if let Some(reviewing) = &mut self.reviewing {
                    reviewing.open.coverage = Some(coverage);
                }
            }
            Msg::Checked(checked) => self.checked(checked),
            Msg::Weighed(signing) => self.weighed(signing),
            Msg::NotWeighed(why) => self.not_weighed(why),
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
        if hit_waits {
            self.tell_of_hit();
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
        self.said = Some(Said { text: self.with_keys(&text.into()), warns: false });
    }

    /// Tells something beside what was said already.
    fn tell_also(&mut self, text: impl Into<String>) {
        let before = self.said.take();
        self.tell(text);
        if let (Some(before), Some(said)) = (before, &mut self.said) {
            said.text = format!("{}{}{}", before.text, self.lang.pick("; ", "；"), said.text);
            said.warns = before.warns;
        }
    }

    fn warn(&mut self, words: Words) {
        self.said = Some(Said { text: self.with_keys(self.say(words)), warns: true });
    }

    /// `text` with the keys in force for the commands it names in braces: `{link}`.
    fn with_keys(&self, text: &str) -> String {
        self.config.keymap().put_keys(text, self.lang)
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
            quest: self.batches.quests.quest.as_ref(),
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
