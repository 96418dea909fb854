//! What happens to the program ([`Msg`]) and what it asks of the world ([`Effect`]): plain data, so
//! that a recorded list of messages replays a session in a test.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::Date;

use super::settings::Change;
use super::{Command, Key, View};
use crate::batch::{Content, Entry as BatchEntry, Known, Looked};
use crate::checks::{Checked, Reads, Signing};
use crate::export::{InTheWay, Kit, Wanted};
use crate::import::{Draft, Progress};
use crate::report::{Coverage, Links, Odd, Places, Report};
use crate::review::{Act, Event, EventId, Fault, Review, Reviewer, Stage};
use crate::rules::{Pack, PackError};
use crate::scoring::Stated;
use crate::search::{Index, Query};
use crate::store::{Access, Offer, OfferAnswer, Trouble};

/// Something that happened.
#[derive(Debug)]
pub enum Msg {
    /// A key was pressed.
    Key(Key),
    /// A command was asked for by its name.
    Command(Command),
    /// A row was asked for by its number.
    Point(Target),
    /// Recorded keys, the first to be pressed now.
    Replay(Vec<Key>),
    /// Text arrived at once: a paste, or an input method's commit.
    Paste(String),
    /// The mouse, already told what it points at.
    Mouse(Mouse),
    /// The window is now this large (columns, rows).
    Resize(u16, u16),
    /// The window has the focus again.
    Focus,
    /// A timer asked for by [`Effect::Wake`] is due.
    Wake(Timer),
    /// A signal asks the program to end: it leaves safely, asking nothing.
    Leave,
    /// A file is open.
    Opened(Box<File>),
    /// It could not be opened; what was open stays open.
    OpenFailed(Trouble),
    /// What was to be opened is a report as it arrived: it is to be imported.
    Report(PathBuf),
    /// How far an import is.
    Importing(ImportNo, Progress),
    /// It is read, or was refused.
    Read(ImportNo, Result<Box<ReadFiles>, Trouble>),
    /// What was read could not be written as an assessment; it is still there.
    NotImported(Trouble),
    /// What a folder holds that can be opened.
    Folder(PathBuf, Vec<Entry>),
    /// What was to be opened is a folder: its departments are to be shown.
    OpenBatch(PathBuf),
    /// What a reading of a batch has found out.
    Batch(BatchNo, BatchNews),
    /// What came of looking through files of a folder, by their place in what was asked.
    Sought(QuestNo, Vec<(u32, Looked)>),
    /// An act is recorded; shown only if the sync before the next draw succeeds.
    Committed(Event),
    /// The act would have changed nothing: it was not recorded.
    Unchanged,
    /// Acts could not be recorded: as if they had never been asked for.
    Refused(Vec<EventId>, Trouble),
    /// An offer was settled: what came back, and its drafts.
    Restored(Vec<Event>, Vec<(String, String)>),
    /// It could not be settled, and is made once more.
    Offered(Offer),
    /// The reviewer is known under this key.
    Introduced(Me),
    /// The report's hash is known: acts may be made.
    Hashed(String),
    /// The links the report states, and where its items stand, are known.
    Studied(Links, Places),
    /// What the report says that scores are made of is known.
    Stated(Arc<Stated>),
    /// The office's own scoring standards are read.
    OwnPacks(Box<OwnPacks>),
    /// How the report's items may answer each other is known.
    Covered(Arc<Coverage>),
    /// What the checks say: of the review as it was when they were asked.
    Checked(Arc<Checked>),
    /// What a signature would be put to: of the review as it was when it was asked.
    Weighed(Arc<Signing>),
    /// The checks broke off, on a review that says these words to them: what they stumbled over.
    NotChecked(Reads, String),
    /// The report may be searched.
    Indexed(Arc<Index>),
    /// The review is in the file. The time for the screen, and what someone else had written meanwhile.
    Saved(String, Vec<Event>),
    /// It is not; everything is in the journal.
    SaveFailed(Trouble),
    /// The phrases of the user's file, as text; `None`: there is none.
    Phrases(Option<String>),
    /// What was chosen leads nowhere, and was not written: why.
    Unchosen(String),
    /// It holds for this run, but could not be written: why.
    Unwritten(String),
    /// Someone else changed the file on disk.
    ChangedOutside,
    /// What papers are made with is read and worked out.
    PapersReady(Result<Arc<Kit>, Trouble>),
    /// So many of so many papers are made.
    Exporting(usize, usize),
    /// The papers are written; or not, and why.
    Exported(Result<Vec<PathBuf>, Unexported>),
}

/// The rule packs of an office's own.
#[derive(Clone, Debug, Default)]
pub struct OwnPacks {
    /// Those that can be used.
    pub packs: Vec<Arc<Pack>>,
    /// What is wrong with the others.
    pub faulty: Vec<PackError>,
}

/// Which import of this run: an answer to one that was called off is not taken for the next one's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ImportNo(pub u32);

/// Which reading of a batch of this run: news of another are not taken for this one's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BatchNo(pub u32);

/// Which search through a folder of this run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct QuestNo(pub u32);

/// What a reading of a batch has found out. Rows are told by their place in the listing.
#[derive(Clone, Debug, PartialEq)]
pub enum BatchNews {
    /// The departments, by name, before any file is read; whether there are more than are shown; the day.
    Listed(Vec<BatchEntry>, bool, Option<Date>),
    /// The folder cannot be listed.
    NotListed(Trouble),
    /// What files say.
    Read(Vec<(u32, Content)>),
    /// How many suspicions are open; or why they could not be counted.
    Counted(Vec<(u32, Result<usize, String>)>),
    /// Nothing more comes.
    Done,
}

/// What was read of a report's files.
#[derive(Debug)]
pub struct ReadFiles {
    /// To be looked through.
    pub draft: Draft,
    /// The files.
    pub files: Vec<PathBuf>,
    /// A free name for the assessment.
    pub output: PathBuf,
    /// An assessment of the same name that holds a review already.
    pub reviewed: Option<PathBuf>,
}

/// Why no paper was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unexported {
    /// Files are in the way: what was asked for, and they.
    InTheWay(Box<Wanted>, Vec<InTheWay>),
    /// Nothing suits: no paper, or no format for it.
    Nothing,
    /// The reviewer stopped it: nothing was written.
    Stopped,
    /// A template or the rules are wrong, or the disk refused.
    Trouble(Trouble),
}

/// An open file, as the store gives it.
#[derive(Debug)]
pub struct File {
    /// Where, symlinks resolved.
    pub path: PathBuf,
    /// Where its journal is.
    pub journal: PathBuf,
    /// The evidence.
    pub report: Arc<Report>,
    /// The record.
    pub review: Review,
    /// What was odd about the file.
    pub odd: Vec<Odd>,
    /// What was wrong with the record.
    pub faults: Vec<Fault>,
    /// May it be written?
    pub access: Access,
    /// Work the file lacks.
    pub offer: Option<Offer>,
    /// What to say about the place (zh, en).
    pub notice: Option<(String, String)>,
    /// Whether it is the sample's private copy: the tour runs.
    pub sample: bool,
    /// Where this user left it, as [`Effect::KeepPlace`] was given it.
    pub resume: Option<String>,
}

/// A file that can be opened or imported, or a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Where.
    pub path: PathBuf,
    /// What it is.
    pub kind: EntryKind,
}

/// What an [`Entry`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// A folder to go into.
    Folder,
    /// `.json`: to open.
    Assessment,
    /// A report or a score table: to import.
    Text,
}

/// Who works here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Me {
    /// Reviewer key; empty until the first act makes it.
    pub key: String,
    /// Name, unit, stage.
    pub reviewer: Reviewer,
}

/// A mouse event over what the last frame showed there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mouse {
    /// What was done.
    pub does: MouseDoes,
    /// What stands there.
    pub on: Option<Target>,
    /// Column of the screen.
    pub x: u16,
    /// Row of the screen.
    pub y: u16,
}

/// What a click means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A view's tab.
    View(View),
    /// A list's title or empty room.
    List(usize),
    /// A row of a list.
    ListRow(usize, u32),
    /// The card.
    Card,
    /// A paragraph of the report text, at a row of it: the byte the row starts at.
    Paragraph(u32, usize),
    /// A row of an import's preview.
    PreviewRow(u32),
    /// A row of a batch.
    BatchRow(u32),
    /// The head of a column of it.
    BatchHead(usize),
    /// A finding's row.
    FindingRow(usize),
    /// A field of the finding form.
    Field(usize),
    /// A row of the coverage view.
    CoverageRow(usize),
    /// Its card.
    CoverageCard,
    /// A row of the checks view.
    CheckRow(usize),
    /// The card of the checks view.
    CheckCard,
    /// A row of the score sheet.
    ScoreRow(usize),
    /// The card of the score sheet.
    ScoreCard,
    /// A row of the sign-off view.
    SigningRow(usize),
    /// Its card.
    SigningCard,
    /// A row of what stands on top: menu, help, files.
    OverlayRow(usize),
    /// The text box on top, its corner at this column and row.
    TextBox(u16, u16),
    /// A command in the bottom bar.
    Command(Command),
    /// The border between lists and card, to be dragged.
    Splitter,
}

/// What a mouse does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MouseDoes {
    /// Left button, pressed.
    Click,
    /// Moved while the left button is held.
    Drag,
    /// Left button, let go.
    Release,
    /// Right button.
    Menu,
    /// Wheel, rows down (negative: up).
    Wheel(i16),
}

/// The one-shot deadlines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Timer {
    /// A draft is synced at most 200 ms after it was typed.
    SyncDraft,
    /// The file is written 3 s after the last act.
    Save,
    /// More of a search is to be done, once no key waits.
    Seek,
    /// The first frame of a file stands: what it did not need is worked out now.
    Study,
    /// What the checks read has changed: they are run, once no key waits.
    Check,
}

/// Something the program asks of the world.
#[derive(Debug, PartialEq)]
pub enum Effect {
    /// Open an assessment.
    Open(PathBuf),
    /// Make a private copy of the bundled sample and open it.
    OpenSample,
    /// Read the files of a report, off the key path.
    Import(ImportNo, Vec<PathBuf>),
    /// Nobody waits for that any more.
    CallOff(ImportNo),
    /// Make a file of an assessment and open it.
    WriteImport(PathBuf, String),
    /// List a folder.
    List(PathBuf),
    /// List a batch and read its files off the key path, but those that are as they are known. What was read before is stopped.
    ReadBatch(BatchNo, PathBuf, Vec<Known>),
    /// Stop reading it.
    StopBatch,
    /// Look through these files of a folder off the key path, each with its place. What was looked for before is stopped.
    Seek(QuestNo, Query, Vec<(u32, PathBuf)>),
    /// Stop looking.
    StopSeeking,
    /// Settle the offer of the file just opened.
    Answer(OfferAnswer),
    /// The reviewer said who they are: remembered on this computer.
    Introduce(Me),
    /// From now on acts are this reviewer's, in the open file alone.
    ActAs(Me),
    /// Record an act.
    Commit(Act),
    /// Keep a draft (`None`: done with).
    Draft(String, Option<String>),
    /// Sync what was appended.
    Sync,
    /// Write the review into the file.
    Save,
    /// Read the templates of the papers, which an office may have changed, and run the checks.
    PreparePapers,
    /// Write papers.
    Export(Box<Wanted>, Arc<Kit>),
    /// Stop writing papers, unless they are being written already.
    StopExport,
    /// Compute the report's hash, links and what is searched, off the key path.
    Study,
    /// Run the checks on the report and the review as it is now, off the key path.
    Check,
    /// Work out what stands in the way of signing a stage of the review as it is now, off the key path.
    Weigh(Stage),
    /// Send [`Msg::Wake`] after so many milliseconds (asked again: starts anew).
    Wake(Timer, u64),
    /// Has the file changed on disk?
    LookOutside,
    /// Keep where one is in the open file, for this user alone.
    KeepPlace(String),
    /// Keep these filters, each a name and an expression, for all files of this user.
    KeepFilters(Vec<(String, String)>),
    /// Write what was chosen into the settings, and let it hold for what reads files.
    KeepSetting(Change),
    /// Press these keys, one after another, each with all it causes.
    Replay(Vec<Key>),
    /// Leave the open file for the start page.
    Close,
    /// End the program.
    Quit,
}
