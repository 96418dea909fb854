//! What stands on top of the panes and has the keys: menus, the editor, help, forms. None changes
//! the review: each answers with a [`Choice`] for the app to carry out.

mod calls;
mod editor;
mod exporting;
mod files;
mod filter;
mod finder;
mod folder_search;
mod help;
mod hit_list;
mod introduce;
mod linker;
mod menu;
mod paper;
mod picker;
mod prompt;
mod save_as;
mod scores;
mod search;
mod settings;
mod spoken;
mod tour;

use std::path::{Path, PathBuf};

use ratatui::layout::Rect;

pub use calls::{CallChoice, CallField};
pub use editor::{Editor, Phrase, Purpose, Start as EditorStart};
pub use exporting::{Due, Exporting, REMARKS, weighs};
pub use files::Files;
pub use filter::{FilterBox, Sifted};
pub use finder::{Finder, FinderRow};
pub use folder_search::FolderSearch;
pub use help::{Help, HelpKind};
pub use introduce::Introduce;
pub use linker::Linker;
pub use menu::{Menu, MenuLine, MenuRow};
pub use paper::Paper;
pub use prompt::Prompt;
pub use save_as::SaveAs;
pub use scores::{Asked, Deducting, ScoreChoice, TryPoints};
pub use search::Search;
pub(crate) use search::{item_of, place_of};
pub use settings::{SettingLine, SettingsBox, lines as setting_lines};
pub use spoken::{Asks, Spoken};
pub use tour::{Did as TourDid, Tour};

use crate::batch::Quest;
use crate::command::settings::{Change, Config};
use crate::command::{Command, Facts, Key, Keymap, Me, Target};
use crate::export::{Remark, Wanted};
use crate::import::{Cut, List};
use crate::lang::{Lang, Words, tr};
use crate::panes::Cx;
use crate::panes::filter::Sift;
use crate::panes::findings::Field;
use crate::report::ItemRef;
use crate::review::{CommentKind, EventId, Kind, Receipt, Stage};
use crate::search::Hunt;
use crate::store::OfferAnswer;
use crate::ui::{Canvas, Look};

/// What has the keys.
#[derive(Debug)]
pub enum Overlay {
    /// Numbered answers.
    Menu(Menu),
    /// A text being written.
    Editor(Box<Editor>),
    /// Help or palette.
    Help(Help),
    /// Who reviews.
    Introduce(Introduce),
    /// A file to open or import.
    Files(Files),
    /// Items to link.
    Linker(Linker),
    /// Lines to read or copy.
    Paper(Paper),
    /// The papers to write.
    Exporting(Exporting),
    /// A search and its hits.
    Search(Box<Search>),
    /// A search through the departments of a folder.
    FolderSearch(FolderSearch),
    /// A filter being typed.
    Filter(Box<FilterBox>),
    /// Places to go to, acts to look at.
    Finder(Box<Finder>),
    /// Where an assessment is written.
    SaveAs(SaveAs),
    /// The settings.
    Settings(SettingsBox),
}

/// What an overlay asks the app to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Choice {
    /// Run a command.
    Run(Command),
    /// Go to an item.
    Go(ItemRef),
    /// Search for a text as it is typed.
    Seek(String),
    /// Look at a hit, by its place in the list.
    GoHit(usize),
    /// Go to the hit one looks at, and stay there.
    TakeHit,
    /// Back to where one was, nothing searched for.
    LeaveSearch,
    /// What can be done about an act of the record.
    LookAtAct(EventId),
    /// Take back these acts of one's own (or withdrawals: bring back).
    Withdraw(Vec<EventId>),
    /// Try a filter as it is typed.
    Sift(String),
    /// Filter by this; empty: show all.
    Filter(String),
    /// Leave the filter as it was.
    LeaveFilter,
    /// Choose a setting, or a command's keys.
    Change(Change),
    /// Keep a filter: name, expression.
    KeepFilter(String, String),
    /// Forget the filter of this name.
    DropFilter(String),
    /// Go to a paragraph, from 0.
    GoParagraph(u32),
    /// Edit a comment.
    EditComment(String),
    /// Remove an object.
    Remove(Kind, String),
    /// Go to a finding, by its place in the list.
    OpenFinding(usize),
    /// Set a chosen field of findings.
    SetField(Vec<String>, Field, usize),
    /// Write a field of findings, or choose it.
    EditField(Vec<String>, Field),
    /// Set a typed field of findings to a text that is offered.
    SetText(Vec<String>, Field, String),
    /// The department did not answer to findings.
    Unanswered(Vec<String>),
    /// Something about talks with the department.
    Call(CallChoice),
    /// A text is finished.
    Finish(Purpose, String, CommentKind),
    /// Keep (or drop) the draft of a text.
    Draft(String, Option<String>),
    /// Links made or denied: of these items with another.
    Link(Vec<ItemRef>, ItemRef, bool),
    /// Take this opinion: the value an event gave.
    Settle(Kind, String, EventId),
    /// Draft a finding from the suspicion of this name.
    RecordHit(String),
    /// Ask for the title of a finding of one's own.
    WriteFinding,
    /// Something about scores.
    Score(ScoreChoice),
    /// Sign the reviewer's stage, with the reason why what stands in the way was passed over.
    Sign(String),
    /// Ask for that reason, then sign.
    SignWithReason,
    /// Take back one's own sign-off.
    TakeBack,
    /// Write a text whose purpose says all else.
    Write(Purpose),
    /// Ask which deduction of this finding is adjusted.
    DecideWhich(String),
    /// Whether the score table came.
    Receive(Receipt),
    /// Settle an offer of recovered work.
    Answer(OfferAnswer),
    /// Who reviews.
    Introduced(Me),
    /// In which stage they review the open file.
    ActAs(Stage),
    /// Whether a reviewer of that name is oneself; then what was asked for.
    Same(Me, Option<Command>),
    /// Nobody said who reviews: what was asked for is not done.
    Unnamed,
    /// A text was put aside.
    PutAside,
    /// Take up the draft kept under this slot.
    TakeUp(String),
    /// Open or import a file.
    Open(PathBuf),
    /// Import a report.
    Import(PathBuf),
    /// Do not wait for the import any more.
    CallOff,
    /// Move the entry of the import under the cursor to a list.
    Resection(List),
    /// Split it.
    Split(Cut),
    /// Write what was read as this file.
    WriteImport(PathBuf),
    /// Leave the import, nothing written.
    DropImport,
    /// List a folder.
    List(PathBuf),
    /// Show a paper as text.
    LookAt(crate::export::Paper),
    /// Show lines to read: their title, the lines.
    Read(String, Vec<String>),
    /// List what to look at before papers go out, each with the way to it.
    ListRemarks(Vec<Remark>),
    /// Leave the choice of papers as it is, to come back to it.
    LeavePapers,
    /// Write papers.
    Export(Box<Wanted>),
    /// Write the same papers into a folder that is asked for.
    ExportElsewhere(Box<Wanted>),
    /// Write again.
    Retry,
    /// Leave although the file cannot be written.
    LeaveUnwritten,
    /// End the program.
    End,
    /// Several, one after another.
    All(Vec<Choice>),
    /// Nothing more.
    Nothing,
}

/// What a key did to an overlay.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// It stays.
    Stay,
    /// It goes away.
    Close,
    /// It stays, and something is to be done.
    Do(Choice),
    /// It goes away, and something is to be done.
    CloseAnd(Choice),
    /// The key does nothing here, because.
    Refuse(Words),
    /// The key is not the overlay's: a command of the bottom bar.
    NotMine,
}

/// What an overlay needs to draw and to answer.
#[derive(Clone, Copy, Debug)]
pub struct OverCx<'a> {
    /// Language of the screen.
    pub lang: Lang,
    /// Colours, lines, widths.
    pub look: Look,
    /// The settings in force.
    pub config: &'a Config,
    /// Where they are kept.
    pub settings_file: &'a Path,
    /// The keys in force.
    pub keymap: &'a Keymap,
    /// What is so right now.
    pub facts: &'a Facts,
    /// A growing clock.
    pub now_ms: u64,
    /// The open file as panes see it.
    pub panes: Option<Cx<'a>>,
    /// The search under way.
    pub hunt: Option<&'a Hunt>,
    /// The search through a folder under way.
    pub quest: Option<&'a Quest>,
    /// The filter that is tried.
    pub sift: Option<&'a Sift>,
    /// How many departments of a folder the filter that is tried keeps, and of how many.
    pub rows_kept: Option<(usize, usize)>,
    /// Where views are drawn.
    pub body: Rect,
    /// Where the passage the keys are on is shown.
    pub passage: Option<Rect>,
}

impl OverCx<'_> {
    /// `words` in the language of the screen.
    pub fn say(&self, words: Words) -> &'static str {
        words.say(self.lang)
    }
}

/// A key and what it does, for the bottom bar.
pub type Hint = (String, String);

impl Overlay {
    /// A key.
    pub fn key(&mut self, cx: &OverCx<'_>, key: Key) -> Reply {
        match self {
            Self::Menu(menu) => menu.key(key),
            Self::Editor(editor) => editor.key(cx, key),
            Self::Help(help) => help.key(cx, key),
            Self::Introduce(form) => form.key(cx, key),
            Self::Files(files) => files.key(cx, key),
            Self::Linker(linker) => linker.key(cx, key),
            Self::Paper(paper) => paper.key(key),
            Self::Exporting(papers) => papers.key(cx, key),
            Self::Search(search) => search.key(cx, key),
            Self::FolderSearch(search) => search.key(cx, key),
            Self::Filter(filter) => filter.key(cx, key),
            Self::Finder(finder) => finder.key(cx, key),
            Self::SaveAs(form) => form.key(cx, key),
            Self::Settings(settings) => settings.key(cx, key),
        }
    }

    /// Text that arrived at once.
    pub fn paste(&mut self, cx: &OverCx<'_>, text: &str) -> Reply {
        match self {
            Self::Menu(_) | Self::Paper(_) => Reply::Stay,
            Self::Editor(editor) => editor.paste(cx, text),
            Self::Help(help) => help.paste(cx, text),
            Self::Introduce(form) => form.paste(cx, text),
            Self::Files(files) => files.paste(cx, text),
            Self::Linker(linker) => linker.paste(cx, text),
            Self::Exporting(papers) => papers.paste(cx, text),
            Self::Search(search) => search.paste(cx, text),
            Self::FolderSearch(search) => search.paste(cx, text),
            Self::Filter(filter) => filter.paste(cx, text),
            Self::Finder(finder) => finder.paste(cx, text),
            Self::SaveAs(form) => form.paste(cx, text),
            Self::Settings(settings) => settings.paste(cx, text),
        }
    }

    /// A click on one of its rows.
    pub fn click(&mut self, cx: &OverCx<'_>, row: usize) -> Reply {
        match self {
            Self::Menu(menu) => menu.click(row),
            Self::Editor(editor) => editor.click_row(cx, row),
            Self::Help(help) => help.click(cx, row),
            Self::Introduce(form) => form.click(row),
            Self::Files(files) => files.click(row),
            Self::Linker(linker) => linker.click(row),
            Self::Search(_) => Search::click(cx, row),
            Self::FolderSearch(_) => FolderSearch::click(cx, row),
            Self::Filter(filter) => filter.click(row),
            Self::Finder(finder) => finder.click(row),
            Self::Paper(_) | Self::SaveAs(_) => Reply::Stay,
            Self::Exporting(papers) => papers.click(row),
            Self::Settings(settings) => settings.click(cx, row),
        }
    }

    /// Brings its cursor into view for a screen of this size.
    pub fn settle(&mut self, cx: &OverCx<'_>, screen: Rect) {
        match self {
            Self::Menu(menu) => menu.settle(cx, screen),
            Self::Editor(editor) => editor.settle(cx, screen),
            Self::Help(help) => help.settle(cx, screen),
            Self::Introduce(form) => form.settle(cx, screen),
            Self::Files(files) => files.settle(cx, screen),
            Self::Linker(linker) => linker.settle(cx, screen),
            Self::Paper(paper) => paper.settle(cx, screen),
            Self::Exporting(papers) => papers.settle(cx, screen),
            Self::Search(search) => search.settle(cx, screen),
            Self::FolderSearch(search) => search.settle(cx, screen),
            Self::Filter(filter) => filter.settle(cx, screen),
            Self::Finder(finder) => finder.settle(cx, screen),
            Self::SaveAs(form) => form.settle(cx, screen),
            Self::Settings(settings) => settings.settle(cx, screen),
        }
    }

    /// Draws it over what is there.
    pub fn draw(&self, cx: &OverCx<'_>, canvas: &mut Canvas<'_, Target>) {
        match self {
            Self::Menu(menu) => menu.draw(cx, canvas),
            Self::Editor(editor) => editor.draw(cx, canvas),
            Self::Help(help) => help.draw(cx, canvas),
            Self::Introduce(form) => form.draw(cx, canvas),
            Self::Files(files) => files.draw(cx, canvas),
            Self::Linker(linker) => linker.draw(cx, canvas),
            Self::Paper(paper) => paper.draw(cx, canvas),
            Self::Exporting(papers) => papers.draw(cx, canvas),
            Self::Search(search) => search.draw(cx, canvas),
            Self::FolderSearch(search) => search.draw(cx, canvas),
            Self::Filter(filter) => filter.draw(cx, canvas),
            Self::Finder(finder) => finder.draw(cx, canvas),
            Self::SaveAs(form) => form.draw(cx, canvas),
            Self::Settings(settings) => settings.draw(cx, canvas),
        }
    }

    /// The mode word and the keys, for the bottom bar.
    pub fn hints(&self, cx: &OverCx<'_>) -> (String, Vec<Hint>) {
        let (mode, hints): (&str, Vec<(Words, Words)>) = match self {
            Self::Menu(menu) => (menu.mode(cx), menu.hints()),
            Self::Editor(editor) => (editor.mode(cx), editor.hints()),
            Self::Help(help) => (help.mode(cx), help::HINTS.to_vec()),
            Self::Introduce(_) => (cx.say(introduce::MODE), introduce::HINTS.to_vec()),
            Self::Files(files) => (cx.say(files::MODE), files.hints()),
            Self::Linker(_) => (cx.say(linker::MODE), linker::HINTS.to_vec()),
            Self::Paper(_) => (cx.say(paper::MODE), paper::HINTS.to_vec()),
            Self::Exporting(_) => (cx.say(exporting::MODE), exporting::HINTS.to_vec()),
            Self::Search(_) => (cx.say(search::MODE), search::hints(cx)),
            Self::FolderSearch(_) => (cx.say(search::MODE), folder_search::hints(cx)),
            Self::Filter(_) => (cx.say(filter::MODE), filter::HINTS.to_vec()),
            Self::Finder(finder) => (cx.say(finder.mode()), finder::HINTS.to_vec()),
            Self::SaveAs(_) => (cx.say(save_as::MODE), save_as::HINTS.to_vec()),
            Self::Settings(window) => (cx.say(settings::MODE), window.hints().to_vec()),
        };
        (mode.to_owned(), hints.iter().map(|(key, does)| (cx.say(*key).to_owned(), cx.say(*does).to_owned())).collect())
    }

    /// What it says and asks, line by line.
    pub fn speak(&self, cx: &OverCx<'_>) -> Spoken {
        match self {
            Self::Menu(menu) => menu.speak(cx),
            Self::Editor(editor) => editor.speak(cx),
            Self::Help(help) => help.speak(cx),
            Self::Introduce(form) => form.speak(cx),
            Self::Files(files) => files.speak(cx),
            Self::Linker(linker) => linker.speak(cx),
            Self::Paper(paper) => paper.speak(),
            Self::Exporting(papers) => papers.speak(cx),
            Self::Search(_) | Self::FolderSearch(_) => Spoken::line(cx.say(tr("Search for", "查找")), Vec::new(), ""),
            Self::Filter(filter) => filter.speak(cx),
            Self::Finder(finder) => finder.speak(cx),
            Self::SaveAs(form) => form.speak(cx),
            Self::Settings(settings) => settings.speak(cx),
        }
    }

    /// The line typed in the bottom row, if it has one there.
    pub fn prompt(&self) -> Option<&Prompt> {
        match self {
            Self::Search(search) => Some(search.prompt()),
            Self::FolderSearch(search) => Some(search.prompt()),
            Self::Filter(filter) => Some(filter.prompt()),
            _ => None,
        }
    }

    /// Whether it takes a view's whole place rather than stopping the reader.
    pub fn is_view(&self) -> bool {
        matches!(self, Self::Search(_) | Self::FolderSearch(_))
    }

    /// What stands at the right of the bottom row.
    pub fn position(&self, cx: &OverCx<'_>) -> Option<String> {
        match self {
            Self::Search(_) => search::position(cx),
            Self::FolderSearch(_) => folder_search::position(cx),
            _ => None,
        }
    }

    /// Whether letters are text here.
    pub fn takes_text(&self) -> bool {
        match self {
            Self::Menu(_) | Self::Paper(_) => false,
            Self::Exporting(papers) => papers.takes_text(),
            Self::Settings(settings) => settings.takes_text(),
            _ => true,
        }
    }
}

/// An area of this size in the middle of the screen, kept inside it.
fn centred(screen: Rect, cols: u16, rows: u16) -> Rect {
    let width = cols.min(screen.width);
    let height = rows.min(screen.height);
    // On an even column: a wide character below is then rarely cut.
    let x = screen.x + (screen.width - width) / 2 / 2 * 2;
    Rect { x, y: screen.y + (screen.height - height) / 2, width, height }
}
