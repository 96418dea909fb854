//! Drives the program as its user: keys and pastes in, the screen and the files on disk out.
//!
//! Everything is real (`App`, `Session`, `Runner`, a folder on disk) but the terminal and the clock,
//! which stands still until a test lets time pass.

#![allow(dead_code, reason = "each test file uses its own part of it")]
#![allow(clippy::unwrap_used, reason = "a test may panic")]

pub mod svg;

use std::cell::Cell;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::date;
use shenyue::app::{App, Settings};
use shenyue::command::settings::{Config, Setting, System, Value};
use shenyue::command::{Key, Me, Mouse, MouseDoes, Msg, Target};
use shenyue::lang::Lang;
use shenyue::report::Report;
use shenyue::review::{Review, Reviewer, Stage};
use shenyue::store::{Home, RealVfs, Vfs};
use shenyue::term::{Clock, Runner, Session, World};
use shenyue::text::{Width, hidden};
use shenyue::ui::{Frame, Lines, Look, Theme, ThemeName};
use tempfile::TempDir;

/// A small report of an invented bureau: everything a report has, fits a screen.
pub const BUREAU: &str = include_str!("../data/culture_bureau.json");

/// How the program is started.
#[derive(Clone, Debug)]
pub struct Setup {
    pub size: (u16, u16),
    pub lang: Lang,
    pub look: Look,
    /// Who reviews; nobody: the program asks.
    pub reviewer: Option<Me>,
    pub read_only: bool,
    /// The text of the user's settings; else what the file holds.
    pub settings: Option<&'static str>,
    /// Files opened last, beside those of this folder.
    pub recent: Vec<PathBuf>,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            size: (120, 36),
            lang: Lang::Zh,
            look: Look::default(),
            reviewer: Some(reviewer("张三")),
            read_only: false,
            settings: None,
            recent: Vec::new(),
        }
    }
}

/// The program in a window, its files in a folder of their own.
pub struct Harness {
    dir: Rc<TempDir>,
    setup: Setup,
    now_ms: Rc<Cell<u64>>,
    pub session: Session,
}

/// Starts on 23 November 2026, 10:02 in Guangzhou. No two stamps are of the same second, as no two acts of a person are.
#[derive(Debug)]
struct StoppedClock {
    now_ms: Rc<Cell<u64>>,
    stamps: Cell<i64>,
}

impl Clock for StoppedClock {
    fn stamp(&self) -> String {
        self.stamps.set(self.stamps.get() + 1);
        let passed = i64::try_from(self.now_ms.get()).unwrap().milliseconds().seconds(self.stamps.get());
        let now = date(2026, 11, 23).at(10, 2, 0, 0).checked_add(passed).unwrap();
        now.strftime("%Y-%m-%dT%H:%M:%S+08:00").to_string()
    }

    fn ms(&self) -> u64 {
        self.now_ms.get()
    }
}

impl Harness {
    /// Opens `json` as `x.json`.
    pub fn open(json: &str) -> Self {
        Self::open_with(json, Setup::default())
    }

    /// Opens the report of the bureau.
    pub fn bureau() -> Self {
        Self::open(BUREAU)
    }

    pub fn open_with(json: &str, setup: Setup) -> Self {
        let mut harness = Self::start(setup);
        fs::write(harness.file(), json).unwrap();
        harness.open_file();
        harness
    }

    /// Opens the bundled sample, as `--sample` does.
    pub fn sample(setup: Setup) -> Self {
        let mut harness = Self::start(setup);
        let file = harness.session.runner.open_sample().unwrap();
        harness.send(Msg::Opened(Box::new(file)));
        harness
    }

    /// The start page.
    pub fn start(setup: Setup) -> Self {
        let dir = Rc::new(tempfile::tempdir().unwrap());
        let now_ms = Rc::new(Cell::new(0));
        let session = start(&dir, &now_ms, &setup);
        Self { dir, setup, now_ms, session }
    }

    /// A folder of departments, `批次`, with these files in it.
    pub fn batch(files: &[(&str, &str)], setup: Setup) -> Self {
        let mut harness = Self::start(setup);
        for (name, text) in files {
            let path = harness.folder().join("批次").join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let folder = harness.folder().join("批次");
        harness.send(Msg::OpenBatch(folder));
        harness
    }

    fn open_file(&mut self) {
        let file = self.session.runner.open(&self.file()).unwrap();
        self.send(Msg::Opened(Box::new(file)));
    }

    /// Leaves with `q` and opens the file again.
    pub fn reopen(mut self) -> Self {
        self.keys("q");
        assert!(self.session.is_over(), "q did not leave:\n{}", self.picture());
        self.open_again()
    }

    /// Pulls the plug and opens the file again.
    pub fn crash(self) -> Self {
        self.open_again()
    }

    /// Opens the file again, however it was left.
    pub fn open_again(self) -> Self {
        let Self { dir, setup, now_ms, session } = self;
        drop(session);
        now_ms.set(now_ms.get() + 60_000);
        let session = start(&dir, &now_ms, &setup);
        let mut again = Self { dir, setup, now_ms, session };
        again.open_file();
        again
    }

    /// A second window on the same file, by another user of the same computer.
    pub fn second_window(&self) -> Self {
        let (dir, now_ms) = (Rc::clone(&self.dir), Rc::clone(&self.now_ms));
        let session = start(&dir, &now_ms, &self.setup);
        let mut second = Self { dir, setup: self.setup.clone(), now_ms, session };
        second.open_file();
        second
    }

    /// The assessment.
    pub fn file(&self) -> PathBuf {
        self.dir.path().join("x.json")
    }

    pub fn folder(&self) -> &Path {
        self.dir.path()
    }

    /// Presses keys as the command table writes them, parted by spaces: `j j Enter 2 C-s`.
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        for name in keys.split(' ').filter(|name| !name.is_empty()) {
            let key = Key::named(name).unwrap_or_else(|| panic!("{name} is no key"));
            self.press(key);
        }
        self
    }

    pub fn press(&mut self, key: Key) -> &mut Self {
        self.send(Msg::Key(key))
    }

    /// Types characters one by one, as an input method sends them.
    pub fn text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            self.press(Key::char(c));
        }
        self
    }

    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.send(Msg::Paste(text.to_owned()))
    }

    pub fn resize(&mut self, cols: u16, rows: u16) -> &mut Self {
        self.send(Msg::Resize(cols, rows))
    }

    /// Clicks on the first place where the frame shows `text`.
    #[track_caller]
    pub fn click(&mut self, text: &str) -> &mut Self {
        let (x, y) = self.find(text).unwrap_or_else(|| panic!("{text} is not on the screen:\n{}", self.picture()));
        self.mouse(MouseDoes::Click, x, y)
    }

    pub fn mouse(&mut self, does: MouseDoes, x: u16, y: u16) -> &mut Self {
        let on = self.frame().hit((x, y).into()).copied();
        self.send(Msg::Mouse(Mouse { does, on, x, y }))
    }

    /// One message as the loop takes it.
    pub fn send(&mut self, msg: Msg) -> &mut Self {
        self.session.take(msg);
        self.session.wake();
        self.session.settle();
        self
    }

    /// Lets time pass; timers that become due ring.
    pub fn wait_ms(&mut self, ms: u64) -> &mut Self {
        self.now_ms.set(self.now_ms.get() + ms);
        self.session.wake();
        self.session.settle();
        self
    }

    /// The theme it was started with.
    pub fn theme(&self) -> Theme {
        self.setup.look.theme
    }

    pub fn frame(&self) -> Frame<Target> {
        self.session.app.view()
    }

    /// The screen as it is read.
    pub fn screen(&self) -> Vec<String> {
        self.frame().text()
    }

    pub fn picture(&self) -> String {
        self.screen().join("\n")
    }

    /// The bottom line.
    pub fn bottom(&self) -> String {
        self.screen().last().unwrap().clone()
    }

    /// The first row that shows `text`.
    #[track_caller]
    pub fn row(&self, text: &str) -> String {
        self.screen().into_iter().find(|row| row.contains(text)).unwrap_or_else(|| panic!("no row shows {text}:\n{}", self.picture()))
    }

    /// `text` is on the screen.
    #[track_caller]
    pub fn expect(&mut self, text: &str) -> &mut Self {
        assert!(self.picture().contains(text), "{text} is not on the screen:\n{}", self.picture());
        self
    }

    /// `text` is not on the screen.
    #[track_caller]
    pub fn refuse(&mut self, text: &str) -> &mut Self {
        assert!(!self.picture().contains(text), "{text} is on the screen:\n{}", self.picture());
        self
    }

    /// The bottom line says `text`.
    #[track_caller]
    pub fn says(&mut self, text: &str) -> &mut Self {
        assert!(self.bottom().contains(text), "the bottom line does not say {text}:\n{}", self.picture());
        self
    }

    fn find(&self, text: &str) -> Option<(u16, u16)> {
        let wanted: Vec<char> = text.chars().collect();
        let frame = self.frame();
        let area = frame.buffer.area;
        area.positions().map(|at| (at.x, at.y)).find(|&(x, y)| {
            let mut rest = wanted.as_slice();
            for x in x..area.right() {
                let shown: Vec<char> = frame.buffer[(x, y)].symbol().chars().collect();
                match rest.strip_prefix(shown.as_slice()) {
                    Some(after) => rest = after,
                    None => return false,
                }
                if rest.is_empty() {
                    return true;
                }
            }
            false
        })
    }

    /// The record in memory.
    pub fn review(&self) -> &Review {
        self.session.app.review()
    }

    /// The record as the file on disk has it.
    pub fn review_on_disk(&self) -> Review {
        let report = self.report_on_disk();
        report.review_text().map_or_else(Review::default, |text| Review::parse(text).unwrap().0)
    }

    pub fn report_on_disk(&self) -> Report {
        Report::load(fs::read(self.file()).unwrap()).unwrap().report
    }

    /// The file without its review member.
    pub fn evidence(&self) -> String {
        String::from_utf8(self.report_on_disk().without_review().concat()).unwrap()
    }
}

fn start(dir: &TempDir, now_ms: &Rc<Cell<u64>>, setup: &Setup) -> Session {
    let home = Home::at(dir.path().join("config"), dir.path().join("state"), "zhang@pc-07".to_owned());
    let vfs: Arc<dyn Vfs> = Arc::new(RealVfs);
    let remembered = home.reviewer(&*vfs).map(|(key, reviewer)| Me { key, reviewer });
    let me = remembered.or_else(|| setup.reviewer.clone());
    let text = setup.settings.map(str::to_owned).or_else(|| home.settings(&*vfs).unwrap());
    let mut config = Config::read(text.as_deref(), System { lang: setup.lang, no_color: false }, &|_| None);
    let words = [
        (
            Setting::Theme,
            "dark",
            match setup.look.theme.0 {
                ThemeName::Dark => "dark",
                ThemeName::Light => "light",
                ThemeName::Mono => "mono",
            },
        ),
        (Setting::Lines, "unicode", if setup.look.lines == Lines::Ascii { "ascii" } else { "unicode" }),
        (Setting::Ambiguous, "narrow", if setup.look.width == Width::Wide { "wide" } else { "narrow" }),
    ];
    for (setting, _, word) in words.into_iter().filter(|(_, usual, word)| usual != word) {
        config.flag(setting, Value::Word(word));
    }
    let settings = Settings {
        config,
        // It is shown, and must be the same for everybody who looks.
        settings_file: "/home/zhang/.config/shenyue/config.toml".into(),
        me: me.clone(),
        recent: home.recent(&*vfs).into_iter().chain(setup.recent.clone()).collect(),
        folder: dir.path().to_owned(),
        phrases: None,
        filters: home.filters(&*vfs),
    };
    let world = World { vfs, home, lang: setup.lang, read_only: setup.read_only, me, rules: None, post: None };
    Session::new(
        App::new(settings, setup.size),
        Runner::new(world),
        Box::new(StoppedClock { now_ms: Rc::clone(now_ms), stamps: Cell::new(0) }),
    )
}

/// A reviewer of the city's finance bureau, known on this computer.
pub fn reviewer(name: &str) -> Me {
    let reviewer = Reviewer { name: name.to_owned(), unit: "示例市财政局".to_owned(), stage: Stage::First, ..Reviewer::default() };
    Me { key: format!("r-{name}"), reviewer }
}

/// The file of `one` with the acts of both.
pub fn merged(one: &str, other: &str) -> String {
    let load = |file: &str| Report::load(file.as_bytes().to_vec()).unwrap().report;
    let (one, other) = (load(one), load(other));
    let [mut all, more] =
        [&one, &other].map(|report| report.review_text().map_or_else(Review::default, |text| Review::parse(text).unwrap().0));
    all.union(&more);
    String::from_utf8(one.with_review(&all.to_json(one.sha256())).concat()).unwrap()
}

/// The bureau's file after another reviewer pressed these keys.
pub fn by_another(name: &str, keys: &str) -> String {
    let mut other = Harness::open_with(BUREAU, Setup { reviewer: Some(reviewer(name)), ..Setup::default() });
    other.keys(keys).keys("q");
    fs::read_to_string(other.file()).unwrap()
}

/// Asserts that a frame holds nothing a terminal would take for anything but a character.
#[track_caller]
pub fn assert_safe(frame: &Frame<Target>) {
    /// Joiner and variation selectors have work to do in emoji and Han variants.
    fn joins(c: char) -> bool {
        matches!(c, '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
    }
    for cell in &frame.buffer.content {
        let symbol = cell.symbol();
        assert!(symbol.len() <= 64, "a flood of marks: {symbol:?}");
        assert!(!symbol.chars().any(|c| c.is_control() || (hidden(c) && !joins(c))), "unsafe: {symbol:?}");
    }
}

/// Asserts that bytes for a terminal are text and `CSI` sequences alone.
#[track_caller]
pub fn assert_safe_bytes(bytes: &[u8]) {
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c == '\u{1b}' {
            assert_eq!(chars.next(), Some('['), "an escape that is no CSI");
            let end = chars.find(|c| !matches!(c, '0'..='9' | ';' | '?'));
            assert!(end.is_some_and(|c| c.is_ascii_alphabetic()), "CSI ends in {end:?}");
        } else {
            // The cursor goes to the next row's start so; cells never hold these.
            assert!(matches!(c, '\r' | '\n') || !c.is_control(), "a control character: {c:?}");
        }
    }
}
