//! Does in the world what the program asks for, and answers with messages. Knows no terminal.

use std::cell::RefCell;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex};

use super::batch::Reading;
use super::seeking::Seeking;
use super::study::{Study, checked, own_packs, weigh};
use super::{Input, importing, kit, worker};
use crate::batch::Known;
use crate::checks::Reads;
use crate::command::{BatchNo, File, ImportNo, Me, Msg, QuestNo, ReadFiles};
use crate::export::{Kit, Wanted};
use crate::import::caught_saying;
use crate::lang::Lang;
use crate::report::Report;
use crate::review::{Event, EventId, Review, Stage, Stamp, reviewer_key};
use crate::rules::Pack;
use crate::search::Query;
use crate::store::{Access, Desk, Home, Intent, Offer, OfferAnswer, Opened, StoreError, Vfs};

/// The bundled sample, unreviewed.
const SAMPLE: &[u8] = include_bytes!("../../assets/sample.json");

/// What a [`Runner`] works with.
#[derive(Debug)]
pub struct World {
    /// The disk.
    pub vfs: Arc<dyn Vfs>,
    /// This user's directories.
    pub home: Home,
    /// The language troubles are told in.
    pub lang: Lang,
    /// Open files only to look at them.
    pub read_only: bool,
    /// Who acts, if known.
    pub me: Option<Me>,
    /// What is checked by, unless the review names its own; `None`: the base pack.
    pub rules: Option<Arc<Pack>>,
    /// Where workers send what they found; without it the work is done at once, as tests like it.
    pub post: Option<Sender<Input>>,
}

/// Executes effects against the store.
#[derive(Debug)]
pub struct Runner {
    pub(super) world: World,
    open: Option<Open>,
    /// The import whose answer is waited for, and the word that stops it.
    importing: Option<(ImportNo, Arc<AtomicBool>)>,
    /// Set to stop the reading of a batch that runs.
    stop_batch: Arc<AtomicBool>,
    /// Set to stop the search through a folder that runs; held while one reads.
    stop_seeking: Arc<AtomicBool>,
    turn_to_seek: Arc<Mutex<()>>,
    /// Acts that the file lacked when it was closed.
    left_unwritten: usize,
    /// The reviewer was named for this run alone.
    named_for_now: bool,
    /// Set to stop the export that runs.
    stop_export: Arc<AtomicBool>,
}

/// The open file.
#[derive(Debug)]
struct Open {
    desk: Desk,
    report: Arc<Report>,
    offer: Option<Offer>,
    /// Acts that were appended since the last sync.
    unsynced: Vec<EventId>,
    access: Access,
    /// It was told that the file was changed by another program.
    told_changed: bool,
}

impl World {
    /// Opens a file for whoever reviews now.
    fn open(&self, path: &Path) -> Result<Opened, StoreError> {
        let name = self.me.as_ref().map_or("", |me| &me.reviewer.name);
        let intent = if self.read_only { Intent::Read } else { Intent::Review(name) };
        Desk::open(Arc::clone(&self.vfs), &self.home, path, intent)
    }
}

impl Runner {
    /// Nothing open yet.
    pub fn new(world: World) -> Self {
        let named_for_now = world.me.as_ref().is_some_and(|me| me.key.is_empty());
        Self {
            world,
            open: None,
            importing: None,
            stop_batch: Arc::default(),
            stop_seeking: Arc::default(),
            turn_to_seek: Arc::default(),
            left_unwritten: 0,
            named_for_now,
            stop_export: Arc::default(),
        }
    }

    /// From now on what takes long is done by workers that send what they found through `post`.
    pub fn work_through(&mut self, post: Sender<Input>) {
        self.world.post = Some(post);
    }

    /// Opens a file; on an error what was open stays open.
    pub fn open(&mut self, path: &Path) -> Result<File, StoreError> {
        let reopens = self.open.as_ref().is_some_and(|open| path.canonicalize().is_ok_and(|path| path == open.desk.path()));
        if reopens {
            // Its lock is ours: it would seem held by another window.
            self.close();
        }
        let opened = self.world.open(path)?;
        Ok(self.take_opened(opened))
    }

    fn take_opened(&mut self, opened: Opened) -> File {
        self.close();
        let access = opened.access.clone();
        let file = File {
            path: opened.desk.path().to_owned(),
            journal: opened.desk.journal_path().to_owned(),
            report: Arc::clone(&opened.report),
            review: opened.review,
            odd: opened.odd,
            faults: opened.faults,
            access: opened.access,
            offer: opened.offer.clone(),
            notice: opened.notice,
            sample: false,
            resume: self.world.home.place(&*self.world.vfs, opened.desk.path()),
        };
        self.open =
            Some(Open { desk: opened.desk, report: opened.report, offer: opened.offer, unsynced: Vec::new(), access, told_changed: false });
        file
    }

    pub(super) fn answer(&mut self, answer: OfferAnswer) -> Vec<Msg> {
        let lang = self.world.lang;
        let Some(open) = &mut self.open else { return Vec::new() };
        let Some(offer) = open.offer.take() else { return Vec::new() };
        match open.desk.answer(offer.clone(), answer) {
            Ok((events, drafts)) => vec![Msg::Restored(events, drafts)],
            // The trouble is told first, on top of the question that stays open.
            Err(error) => {
                open.offer = Some(offer.clone());
                vec![Msg::Offered(offer), Msg::Refused(Vec::new(), error.say(lang))]
            }
        }
    }

    /// The stamp of an act made at `at`.
    pub(super) fn stamp(&self, at: String) -> Stamp {
        let by = self.world.me.as_ref().map(|me| me.key.clone()).unwrap_or_default();
        Stamp { by, seat: self.world.home.seat.clone(), at }
    }

    /// Writes an event to the journal. It is promised, and may be drawn, only after [`Runner::sync_acts`].
    pub(super) fn append(&mut self, event: Event) -> Msg {
        let lang = self.world.lang;
        let open = self.open.as_mut().expect("an act is made on an open file");
        match open.desk.append(std::slice::from_ref(&event)) {
            Ok(()) => {
                open.unsynced.push(event.id);
                Msg::Committed(event)
            }
            Err(error) => Msg::Refused(vec![event.id], error.say(lang)),
        }
    }

    /// Syncs the acts of a batch, if there are any. On an error all of them are refused.
    pub(super) fn sync_acts(&mut self) -> Option<Msg> {
        if self.open.as_ref()?.unsynced.is_empty() { None } else { self.sync().pop() }
    }

    pub(super) fn sync(&mut self) -> Vec<Msg> {
        let lang = self.world.lang;
        let Some(open) = &mut self.open else { return Vec::new() };
        let acts = std::mem::take(&mut open.unsynced);
        open.desk.sync().err().map(|error| Msg::Refused(acts, error.say(lang))).into_iter().collect()
    }

    pub(super) fn draft(&mut self, slot: &str, text: Option<&str>) -> Vec<Msg> {
        let lang = self.world.lang;
        let Some(open) = &mut self.open else { return Vec::new() };
        open.desk.draft(slot, text).err().map(|error| Msg::Refused(Vec::new(), error.say(lang))).into_iter().collect()
    }

    /// Writes the review into the file; `at` is the time for the screen.
    pub(super) fn save(&mut self, review: &Review, at: String) -> Vec<Msg> {
        let lang = self.world.lang;
        let Some(open) = &mut self.open else { return Vec::new() };
        vec![match open.desk.save(review) {
            Ok(saved) => {
                // In the file, synced: what was appended for it is promised too.
                open.unsynced.clear();
                open.told_changed = false;
                Msg::Saved(at, saved.merged)
            }
            Err(error) => Msg::SaveFailed(error.say(lang)),
        }]
    }

    /// Starts working out what acts and links need; the answers come as messages.
    pub(super) fn study(&self) -> Vec<Msg> {
        let Some(open) = &self.open else { return Vec::new() };
        let study = Study {
            report: Arc::clone(&open.report),
            path: open.desk.path().to_owned(),
            home: self.world.home.clone(),
            vfs: Arc::clone(&self.world.vfs),
        };
        let mut found = Vec::new();
        match self.world.post.clone() {
            None => {
                study.run(|msg| found.push(msg));
                study.index(|msg| found.push(msg));
            }
            Some(post) => {
                let study = Arc::new(study);
                // Nobody listens any more when the program ends meanwhile.
                let tell = move |study: &Study, msg| _ = post.send(Input::Studied(Arc::clone(&study.report), msg));
                let (indexer, tell_index) = (Arc::clone(&study), tell.clone());
                worker::spawn(move || indexer.index(|msg| tell_index(&indexer, msg)));
                worker::spawn(move || study.run(|msg| tell(&study, msg)));
            }
        }
        found
    }

    /// Starts the checks on the open report and the record as it is now.
    pub(super) fn check(&self, review: &Review) -> Vec<Msg> {
        let rules = self.world.rules.clone();
        let (review, vfs, home) = (review.clone(), Arc::clone(&self.world.vfs), self.world.home.clone());
        self.work(move |report, tell| {
            let own = |name: &str| home.rules(&*vfs, name);
            // A check that stumbles over a report must not take the review with it.
            tell(match caught_saying(|| checked(report, &review, rules.as_ref(), &own)) {
                Ok(checked) => Msg::Checked(Arc::new(checked)),
                Err(why) => Msg::NotChecked(Reads::of(&review), why),
            });
        })
    }

    /// Reads the office's own standards anew: other rules hold now.
    pub(super) fn rules_changed(&self) -> Msg {
        Msg::OwnPacks(Box::new(own_packs(&self.world.home, &*self.world.vfs)))
    }

    /// Starts looking at what stands in the way of signing a stage of the record as it is now.
    pub(super) fn weigh(&self, review: &Review, stage: Stage) -> Vec<Msg> {
        let rules = self.world.rules.clone();
        let (review, vfs, home) = (review.clone(), Arc::clone(&self.world.vfs), self.world.home.clone());
        self.work(move |report, tell| {
            let own = |name: &str| home.rules(&*vfs, name);
            tell(match caught_saying(|| weigh(report, &review, stage, rules.as_ref(), &own)) {
                Ok(signing) => Msg::Weighed(Arc::new(signing)),
                Err(why) => Msg::NotWeighed(why),
            });
        })
    }

    /// Starts reading templates and running the checks for papers of the record as it is now.
    pub(super) fn prepare_papers(&self, review: &Review) -> Vec<Msg> {
        let (review, lang) = (review.clone(), self.world.lang);
        let (vfs, home, rules) = (Arc::clone(&self.world.vfs), self.world.home.clone(), self.world.rules.clone());
        self.work(move |report, tell| {
            let own = |name: &str| home.rules(&*vfs, name);
            let kit = kit(&*vfs, (report, &review), &home.templates, rules.as_ref(), &own, lang);
            tell(Msg::PapersReady(kit.map(Arc::new)));
        })
    }

    /// Starts writing papers of the record as it is now.
    pub(super) fn export(&mut self, review: &Review, wanted: Wanted, kit: Arc<Kit>) -> Vec<Msg> {
        let (review, lang, vfs) = (review.clone(), self.world.lang, Arc::clone(&self.world.vfs));
        // One of its own for each: what stopped the last must not stop the next.
        self.stop_export = Arc::default();
        let stop = Arc::clone(&self.stop_export);
        self.work(move |report, tell| {
            let done = super::export(&*vfs, (report, &review), &kit, &wanted, lang, |done, all| {
                tell(Msg::Exporting(done, all));
                if stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            });
            tell(Msg::Exported(done));
        })
    }

    /// Stops the export that runs, if one does.
    pub(super) fn stop_export(&self) -> Vec<Msg> {
        self.stop_export.store(true, Ordering::Relaxed);
        Vec::new()
    }

    /// Does `work` on the open report off the key path; its answers come as messages.
    fn work(&self, work: impl FnOnce(&Report, &mut dyn FnMut(Msg)) + Send + 'static) -> Vec<Msg> {
        let Some(open) = &self.open else { return Vec::new() };
        let report = Arc::clone(&open.report);
        let mut found = Vec::new();
        match self.world.post.clone() {
            None => work(&report, &mut |msg| found.push(msg)),
            Some(post) => {
                // Nobody listens any more when the program ends meanwhile.
                worker::spawn(move || work(&report, &mut |msg| _ = post.send(Input::Studied(Arc::clone(&report), msg))));
            }
        }
        found
    }

    /// Makes a private copy of the bundled sample and opens it.
    pub fn open_sample(&mut self) -> Result<File, StoreError> {
        let path = self.world.home.sample_copy(&*self.world.vfs, SAMPLE)?;
        self.open(&path).map(|file| File { sample: true, ..file })
    }

    /// The answer to having opened a file.
    pub(super) fn opened(&self, opened: Result<File, StoreError>) -> Vec<Msg> {
        vec![opened.map_or_else(|error| Msg::OpenFailed(error.say(self.world.lang)), |file| Msg::Opened(Box::new(file)))]
    }

    /// Whether what stands at `path` is a report as it arrived, to be imported rather than opened.
    pub fn is_report(&self, path: &Path) -> bool {
        importing::is_report(&*self.world.vfs, path)
    }

    /// Starts reading the files of a report; the answers come as messages.
    pub(super) fn import(&mut self, no: ImportNo, files: Vec<PathBuf>) -> Vec<Msg> {
        let called_off = Arc::new(AtomicBool::new(false));
        self.importing = Some((no, Arc::clone(&called_off)));
        let (vfs, lang) = (Arc::clone(&self.world.vfs), self.world.lang);
        let read = move |tell: &dyn Fn(Msg)| {
            let watch = |progress| {
                tell(Msg::Importing(no, progress));
                if called_off.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            };
            let draft = importing::read_files(&*vfs, &files, lang, &watch);
            let read = draft.map(|draft| {
                let (output, reviewed) = importing::proposed_name(&*vfs, files.first().map_or(Path::new("report"), PathBuf::as_path));
                Box::new(ReadFiles { draft, files, output, reviewed })
            });
            tell(Msg::Read(no, read));
        };
        self.beside(read)
    }

    /// Lets the reader of files know that nobody waits for it.
    pub(super) fn call_off(&mut self, no: ImportNo) -> Vec<Msg> {
        if let Some((_, called_off)) = self.importing.take_if(|(running, _)| *running == no) {
            called_off.store(true, Ordering::Relaxed);
        }
        Vec::new()
    }

    /// Starts reading a batch, instead of what was read before; the news come as messages. `at` is the time as stamps have it.
    pub(super) fn read_batch(&mut self, no: BatchNo, folder: PathBuf, known: Vec<Known>, at: &str) -> Vec<Msg> {
        self.stop_batch();
        let stop = Arc::new(AtomicBool::new(false));
        self.stop_batch = Arc::clone(&stop);
        let World { vfs, home, rules, lang, .. } = &self.world;
        let today = at.get(..10).and_then(|day| day.parse().ok());
        let reading = Reading { vfs: Arc::clone(vfs), home: home.clone(), rules: rules.clone(), lang: *lang, folder, known, today };
        let stopped = move || stop.load(Ordering::Relaxed);
        self.beside(move |tell| reading.run(&|news| tell(Msg::Batch(no, news)), &stopped))
    }

    /// Stops the reading of a batch, if one runs.
    pub(super) fn stop_batch(&self) -> Vec<Msg> {
        self.stop_batch.store(true, Ordering::Relaxed);
        Vec::new()
    }

    /// Starts looking through files of a folder, instead of what was looked for before.
    pub(super) fn seek(&mut self, no: QuestNo, query: Query, files: Vec<(u32, PathBuf)>) -> Vec<Msg> {
        self.stop_seeking();
        // One of its own for each: what stopped the last must not stop the next.
        let stop = Arc::new(AtomicBool::new(false));
        self.stop_seeking = Arc::clone(&stop);
        let World { vfs, lang, .. } = &self.world;
        let turn = Arc::clone(&self.turn_to_seek);
        let seeking = Seeking { vfs: Arc::clone(vfs), lang: *lang, query, files, turn };
        let stopped = move || stop.load(Ordering::Relaxed);
        self.beside(move |tell| seeking.run(&|looked| tell(Msg::Sought(no, looked)), &stopped))
    }

    /// Stops the search through a folder, if one runs.
    pub(super) fn stop_seeking(&self) -> Vec<Msg> {
        self.stop_seeking.store(true, Ordering::Relaxed);
        Vec::new()
    }

    /// Does `work` off the key path; its answers come as messages.
    fn beside(&self, work: impl FnOnce(&dyn Fn(Msg)) + Send + 'static) -> Vec<Msg> {
        match self.world.post.clone() {
            None => {
                let found = RefCell::new(Vec::new());
                work(&|msg| found.borrow_mut().push(msg));
                found.into_inner()
            }
            Some(post) => {
                // Nobody listens any more when the program ends meanwhile.
                worker::spawn(move || work(&|msg| _ = post.send(Input::Msg(msg))));
                Vec::new()
            }
        }
    }

    /// Makes a file of an assessment and opens it.
    pub(super) fn write_import(&mut self, path: &Path, json: &str) -> Vec<Msg> {
        if let Err(trouble) = importing::write_import(&*self.world.vfs, path, json, self.world.lang) {
            return vec![Msg::NotImported(trouble)];
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let opened = self.open(path).map(|file| {
            let notice = file.notice.or_else(|| Some((format!("已写成 {name}，可以开始审核"), format!("written as {name}: review it"))));
            File { notice, ..file }
        });
        self.opened(opened)
    }

    /// From now on acts are this reviewer's. One named for this run alone is not remembered, and has the same key in each such run.
    pub(super) fn introduce(&mut self, mut me: Me, at: &str) -> Vec<Msg> {
        if me.key.is_empty() {
            let at = if self.named_for_now { "" } else { at };
            me.key = reviewer_key(&me.reviewer.name, &me.reviewer.unit, &self.world.home.seat, at);
        }
        if !self.named_for_now {
            // If it cannot be remembered, the name is asked for again next time.
            let _ = self.world.home.remember_reviewer(&*self.world.vfs, &me.key, &me.reviewer);
        }
        self.act_as(me.clone());
        vec![Msg::Introduced(me)]
    }

    /// The same for the open file alone: nothing is remembered.
    pub(super) fn act_as(&mut self, me: Me) -> Vec<Msg> {
        if let Some(open) = &mut self.open {
            open.desk.reviewed_by(&me.reviewer.name);
        }
        self.world.me = Some(me);
        Vec::new()
    }

    /// A help for next time: if it cannot be kept, one starts at the beginning.
    pub(super) fn keep_place(&self, place: &str) -> Vec<Msg> {
        if let Some(open) = &self.open {
            let _ = self.world.home.remember_place(&*self.world.vfs, open.desk.path(), place);
        }
        Vec::new()
    }

    /// A help for next time: what cannot be kept is typed anew.
    pub(super) fn keep_filters(&self, filters: &[(String, String)]) -> Vec<Msg> {
        let lang = self.world.lang;
        let kept = self.world.home.remember_filters(&*self.world.vfs, filters);
        kept.err().map(|error| Msg::Refused(Vec::new(), error.say(lang))).into_iter().collect()
    }

    /// What the record must say before an act of this reviewer, if it does not say so yet.
    pub(super) fn introduction(&self, review: &Review, stamp: &Stamp) -> Option<Event> {
        let (me, open) = (self.world.me.as_ref()?, self.open.as_ref()?);
        review.introduction(&me.reviewer, open.report.sha256(), stamp)
    }

    pub(super) fn has_open(&self, report: &Arc<Report>) -> bool {
        self.open.as_ref().is_some_and(|open| Arc::ptr_eq(&open.report, report))
    }

    /// Whether another program changed the file. Where nothing is to be written, it is simply opened anew.
    pub(super) fn look_outside(&mut self) -> Vec<Msg> {
        let Some(open) = self.open.as_mut().filter(|open| open.desk.changed_outside()) else { return Vec::new() };
        open.told_changed = true;
        if open.access == Access::Write {
            return vec![Msg::ChangedOutside];
        }
        let path = open.desk.path().to_owned();
        match self.world.open(&path) {
            Ok(opened) => vec![Msg::Opened(Box::new(self.take_opened(opened)))],
            Err(_) => vec![Msg::ChangedOutside],
        }
    }

    /// The same before an act, told once until the file is written again.
    pub(super) fn look_before_act(&mut self) -> Option<Msg> {
        let open = self.open.as_mut().filter(|open| !open.told_changed && open.desk.changed_outside())?;
        open.told_changed = true;
        Some(Msg::ChangedOutside)
    }

    /// Acts that the open file lacks, or the last one lacked when it was closed; they are in its journal.
    pub fn unwritten(&self) -> usize {
        self.open.as_ref().map_or(self.left_unwritten, |open| open.desk.unwritten())
    }

    pub(super) fn close(&mut self) -> Vec<Msg> {
        if let Some(mut open) = self.open.take() {
            // Drafts of the last moment. If the disk refuses, there is nobody left to tell.
            let _ = open.desk.sync();
            self.left_unwritten = open.desk.unwritten();
            // A journal or lock that could not be removed is found, and settled, when the file is next opened.
            let _ = open.desk.close();
        }
        Vec::new()
    }
}
