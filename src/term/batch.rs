//! Reading a batch: which departments a folder holds, then what each file says, then what the checks find.
//!
//! The listing comes before any file is read, and of a file nothing is kept but its figures: the memory of a
//! reading is one report. What cannot be read is a row with its reason; nothing stops the others.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::civil::Date;

use super::importing::shown_name;
use super::study::checked;
use crate::batch::{Content, Entry, EntryKind, Figures, Known, Seen, suspicions};
use crate::command::BatchNews;
use crate::import::caught;
use crate::lang::{Lang, tr};
use crate::rules::{self, Pack};
use crate::scoring::Sheet;
use crate::store::vfs::FileKind;
use crate::store::{Glance, Home, StoreError, Vfs, beside, glance, seen};

/// A province has some thousand departments; more in one folder are not shown.
pub(super) const ENTRIES_MAX: usize = 20_000;
/// Of so many folders the names are read: each department may have one for its papers.
const FOLDERS_MAX: usize = 20_000;
/// Cities, districts, departments: deeper nobody sorts them.
const DEPTH_MAX: usize = 4;
/// What was found out is told so often.
const TELL_EVERY: Duration = Duration::from_millis(100);
/// Rows told at once.
const TOLD_MAX: usize = 256;
/// A package has some dozen files; the import says what it leaves out.
const PACKAGE_FILES_MAX: usize = 200;

/// What a reading needs.
#[derive(Debug)]
pub(super) struct Reading {
    pub vfs: Arc<dyn Vfs>,
    pub home: Home,
    pub rules: Option<Arc<Pack>>,
    pub lang: Lang,
    pub folder: PathBuf,
    pub known: Vec<Known>,
    /// What days are compared with.
    pub today: Option<Date>,
}

impl Reading {
    /// Reads the batch. `tell` takes the news; `stopped` is asked before each folder and file.
    pub fn run(&self, tell: &dyn Fn(BatchNews), stopped: &dyn Fn() -> bool) {
        let listed = match departments(&*self.vfs, &self.folder, stopped) {
            Ok(listed) => listed,
            Err(error) => return tell(BatchNews::NotListed(error.say(self.lang))),
        };
        if stopped() {
            return;
        }
        tell(BatchNews::Listed(listed.entries.clone(), listed.more, self.today));
        let known: HashMap<&Path, &Known> = self.known.iter().map(|known| (known.path.as_path(), known)).collect();
        let mut to_count = Vec::new();
        let tell_read = |read| tell(BatchNews::Read(read));
        let mut told = Told::new(&tell_read);
        for (n, entry) in (0..).zip(&listed.entries).filter(|(_, entry)| entry.kind == EntryKind::Assessment) {
            if stopped() {
                return;
            }
            let known = known.get(entry.path.as_path()).filter(|known| self.holds(known));
            if known.is_none() {
                told.add((n, self.read(&entry.path)));
            }
            if !known.is_some_and(|known| known.counted) {
                to_count.push((n, entry));
            }
        }
        told.end();
        let tell_counted = |counted| tell(BatchNews::Counted(counted));
        let mut told = Told::new(&tell_counted);
        for (n, entry) in to_count {
            if stopped() {
                return;
            }
            // What could not be read is a row with its reason already.
            if let Some(count) = self.count(&entry.path) {
                told.add((n, count));
            }
        }
        told.end();
        tell(BatchNews::Done);
    }

    /// Whether a file is as it was when it was looked at, and so is what stands beside it.
    fn holds(&self, known: &Known) -> bool {
        seen(&*self.vfs, &known.path) == Some(known.seen)
            && known.beside.as_ref().is_none_or(|before| *before == beside(&*self.vfs, &self.home, &known.path))
    }

    /// What a file says.
    fn read(&self, path: &Path) -> Content {
        let refused = |seen: Option<Seen>, why: String| Content::Refused(seen, why);
        let read = caught(|| glance(&*self.vfs, path).map(|glance| self.figures(path, &glance)));
        match read {
            Some(Ok((seen, figures))) => Content::Read(seen, Box::new(figures)),
            Some(Err(error)) => refused(seen(&*self.vfs, path), error.say(self.lang).why),
            None => refused(seen(&*self.vfs, path), tr("reading it broke off", "读取时出错中断").say(self.lang).to_owned()),
        }
    }

    fn figures(&self, path: &Path, glance: &Glance) -> (Seen, Figures) {
        let Glance { report, review, seen, cannot } = glance;
        let own = |name: &str| self.home.rules(&*self.vfs, name);
        let pack = rules::standard_of(review).and_then(|name| rules::named(&name, &own).ok().flatten());
        let figures = Figures::of(report, review, &Sheet::as_printed(report, review, pack.as_ref()));
        let trouble = cannot.as_ref().map(|(zh, en)| self.lang.pick(en, zh).clone());
        (*seen, Figures { beside: beside(&*self.vfs, &self.home, path), trouble, ..figures })
    }

    /// Its open suspicions, or why they cannot be counted.
    fn count(&self, path: &Path) -> Option<Result<usize, String>> {
        let own = |name: &str| self.home.rules(&*self.vfs, name);
        let count = |glance: Glance| {
            let checked = checked(&glance.report, &glance.review, self.rules.as_ref(), &own);
            suspicions(&glance.report, &glance.review, &checked)
        };
        let glance = caught(|| glance(&*self.vfs, path).ok()).flatten()?;
        let broke = || tr("the checks broke off", "核查出错中断").say(self.lang).to_owned();
        Some(caught(|| count(glance)).ok_or_else(broke))
    }
}

/// News that wait to be told together.
pub(super) struct Told<'a, T> {
    tell: &'a dyn Fn(Vec<T>),
    found: Vec<T>,
    since: Instant,
}

impl<'a, T> Told<'a, T> {
    pub fn new(tell: &'a dyn Fn(Vec<T>)) -> Self {
        Self { tell, found: Vec::new(), since: Instant::now() }
    }

    pub fn add(&mut self, one: T) {
        self.found.push(one);
        if self.found.len() >= TOLD_MAX || self.since.elapsed() >= TELL_EVERY {
            self.end();
        }
    }

    pub fn end(&mut self) {
        if !self.found.is_empty() {
            (self.tell)(std::mem::take(&mut self.found));
        }
        self.since = Instant::now();
    }
}

/// The departments of a folder.
#[derive(Debug, Default)]
pub struct Departments {
    /// By name.
    pub entries: Vec<Entry>,
    /// Whether some are left out.
    pub more: bool,
}

/// Lists the departments of a folder: assessments, and sub-folders with papers that nobody has imported yet.
/// `stopped` is asked before each folder: then what was found so far is all.
pub fn departments(vfs: &dyn Vfs, folder: &Path, stopped: &dyn Fn() -> bool) -> Result<Departments, StoreError> {
    let mut listing = Listing { vfs, stopped, folders: HashSet::new(), found: Departments::default() };
    listing.folders.extend(vfs.stat(folder).ok().map(|stat| stat.id));
    let here = Inside::of(vfs, folder)?;
    listing.gather(&here, folder, "", DEPTH_MAX);
    let mut found = listing.found;
    found.entries.sort_by(|one, other| (&one.name, &one.path).cmp(&(&other.name, &other.path)));
    Ok(found)
}

/// A listing under way.
struct Listing<'a> {
    vfs: &'a dyn Vfs,
    stopped: &'a dyn Fn() -> bool,
    /// Folders gone into, by what tells them apart: links lead into none a second time.
    folders: HashSet<(u64, u64)>,
    found: Departments,
}

impl Listing<'_> {
    fn add(&mut self, path: &Path, name: String, kind: EntryKind) {
        if self.found.entries.len() < ENTRIES_MAX {
            self.found.entries.push(Entry { path: path.to_owned(), name, kind });
        } else {
            self.found.more = true;
        }
    }

    /// Whether a path is a folder to go into.
    fn enters(&mut self, path: &Path) -> bool {
        let Some(stat) = self.vfs.stat(path).ok().filter(|stat| stat.kind == FileKind::Folder) else { return false };
        if self.folders.len() >= FOLDERS_MAX {
            self.found.more = true;
            return false;
        }
        self.folders.insert(stat.id)
    }

    /// Adds what a folder holds, and what its sub-folders hold; `within` stands before each name.
    fn gather(&mut self, here: &Inside, folder: &Path, within: &str, depth: usize) {
        for (name, path) in &here.assessments {
            self.add(path, format!("{within}{name}"), EntryKind::Assessment);
        }
        let imported: HashSet<&String> = here.assessments.iter().map(|(name, _)| name).collect();
        let others: BTreeSet<&(String, PathBuf)> = here.others.iter().filter(|(_, path)| !is_paper(path)).collect();
        for (name, path) in others {
            if (self.stopped)() {
                return;
            }
            if !self.enters(path) {
                continue;
            }
            // What cannot be listed holds nothing that could be shown; one's own departments stand above it.
            let Ok(inside) = Inside::of(self.vfs, path) else { continue };
            let papers = inside.others.iter().map(|(_, path)| path).filter(|path| is_paper(path));
            let mut papers: Vec<PathBuf> = papers.take(PACKAGE_FILES_MAX).cloned().collect();
            let is_imported = imported.contains(name) || !inside.assessments.is_empty();
            if !papers.is_empty() && !is_imported {
                papers.sort();
                self.add(&folder.join(format!("{name}.json")), format!("{within}{name}"), EntryKind::Package(papers));
            }
            if depth > 1 {
                self.gather(&inside, path, &format!("{within}{name}/"), depth - 1);
            }
        }
    }
}

/// What one folder holds, each with its name as it is shown: two files may be shown alike.
struct Inside {
    assessments: Vec<(String, PathBuf)>,
    /// What may be a folder or papers.
    others: Vec<(String, PathBuf)>,
}

impl Inside {
    fn of(vfs: &dyn Vfs, folder: &Path) -> Result<Self, StoreError> {
        let failed = |source| StoreError::Io { path: folder.to_owned(), doing: tr("listing the folder", "读取文件夹"), source };
        let names = vfs.list(folder).map_err(failed)?;
        let mut inside = Self { assessments: Vec::new(), others: Vec::new() };
        for name in names.iter().filter(|name| !matches!(name.as_encoded_bytes().first(), Some(b'.' | b'~'))) {
            let path = folder.join(name);
            if ending(&path) == "json" {
                inside.assessments.push((shown_name(path.file_stem().unwrap_or_default()), path));
            } else {
                inside.others.push((shown_name(name), path));
            }
        }
        Ok(inside)
    }
}

fn ending(path: &Path) -> String {
    path.extension().and_then(OsStr::to_str).unwrap_or_default().to_ascii_lowercase()
}

/// Whether a name is that of a report or a score table.
fn is_paper(path: &Path) -> bool {
    ["docx", "pdf", "txt", "md", "xlsx", "xls"].contains(&ending(path).as_str())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use std::cell::{Cell, RefCell};
    use std::fs;
    use std::os::unix::ffi::OsStrExt as _;
    use std::os::unix::fs::symlink;

    use super::*;
    use crate::batch::Beside;
    use crate::store::RealVfs;

    const ASSESSMENT: &str = r#"{"report": {"department": "示例局"}, "duties": [{"text": "管理"}], "indicators": [{"name": "甲"}]}"#;

    fn names(folder: &Path) -> Vec<(String, bool)> {
        let found = departments(&RealVfs, folder, &|| false).unwrap().entries;
        found.into_iter().map(|entry| (entry.name, entry.kind == EntryKind::Assessment)).collect()
    }

    fn reading(folder: &Path, known: Vec<Known>) -> Vec<BatchNews> {
        let home = Home::at(folder.join("none"), folder.join("none"), "x".into());
        let reading = Reading { vfs: Arc::new(RealVfs), home, rules: None, lang: Lang::Zh, folder: folder.to_owned(), known, today: None };
        let news = RefCell::new(Vec::new());
        reading.run(&|one| news.borrow_mut().push(one), &|| false);
        news.into_inner()
    }

    #[test]
    fn a_department_is_an_assessment_or_papers_that_wait_for_import() {
        let dir = tempfile::tempdir().unwrap();
        for folder in ["甲局", "乙局", "一区/丙局", "空"] {
            fs::create_dir_all(dir.path().join(folder)).unwrap();
        }
        for file in
            ["甲局.json", "甲局/报告.docx", "乙局/报告.docx", "乙局/评分表.xlsx", "一区/丙局.json", ".甲局.json.shenyue-lock", "说明.png"]
        {
            fs::write(dir.path().join(file), "").unwrap();
        }
        assert_eq!(names(dir.path()), [("一区/丙局".to_owned(), true), ("乙局".to_owned(), false), ("甲局".to_owned(), true)]);
    }

    #[test]
    fn files_that_are_shown_alike_are_each_a_row() {
        let dir = tempfile::tempdir().unwrap();
        let of_bytes = |bytes: &[u8]| dir.path().join(OsStr::from_bytes(bytes));
        let mut files = [dir.path().join("甲.json"), dir.path().join("甲.JSON"), of_bytes(b"\xff.json"), of_bytes(b"\xfe.json")];
        for file in &files {
            fs::write(file, "").unwrap();
        }
        let found = departments(&RealVfs, dir.path(), &|| false).unwrap().entries;
        let mut listed: Vec<PathBuf> = found.into_iter().map(|entry| entry.path).collect();
        listed.sort();
        files.sort();
        assert_eq!(listed, files);
    }

    #[test]
    fn links_lead_into_no_folder_twice_and_a_listing_can_be_stopped() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("一区")).unwrap();
        fs::write(dir.path().join("一区/甲.json"), "").unwrap();
        for n in 0..40 {
            symlink(".", dir.path().join(format!("环{n}"))).unwrap();
        }
        symlink("一区", dir.path().join("二区")).unwrap();
        let asked = Cell::new(0);
        let ask = |stops: bool| {
            asked.set(asked.get() + 1);
            stops
        };
        assert_eq!(departments(&RealVfs, dir.path(), &|| ask(false)).unwrap().entries.len(), 1);
        assert_eq!(asked.replace(0), 42, "each name is looked at once");
        assert!(departments(&RealVfs, dir.path(), &|| ask(true)).unwrap().entries.is_empty());
        assert_eq!(asked.get(), 1);
    }

    #[test]
    fn names_come_first_then_figures_then_suspicions_and_a_broken_file_has_its_reason() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("甲.json"), ASSESSMENT).unwrap();
        fs::write(dir.path().join("乙.json"), "{\"duties\": [").unwrap();
        let news = reading(dir.path(), Vec::new());
        let [BatchNews::Listed(entries, false, None), BatchNews::Read(read), BatchNews::Counted(counted), BatchNews::Done] = &news[..]
        else {
            panic!("{news:?}")
        };
        assert_eq!(entries.len(), 2);
        let Content::Refused(Some(_), why) = &read[0].1 else { panic!("{read:?}") };
        assert!(!why.is_empty());
        let Content::Read(seen, figures) = &read[1].1 else { panic!("{read:?}") };
        assert_eq!((figures.department.as_deref(), figures.items), (Some("示例局"), (0, 2)));
        assert!(matches!(counted[..], [(1, Ok(n))] if n > 0), "{counted:?}");
        let known = Known { path: dir.path().join("甲.json"), seen: *seen, beside: Some(Beside::default()), counted: true };
        let again = reading(dir.path(), vec![known.clone()]);
        assert!(
            matches!(&again[..], [_, BatchNews::Read(read), BatchNews::Done] if read.len() == 1),
            "only what is not known is read: {again:?}"
        );
        fs::write(dir.path().join("甲.json"), ASSESSMENT.replace("示例局", "另一局")).unwrap();
        assert!(matches!(&reading(dir.path(), vec![known])[1], BatchNews::Read(read) if read.len() == 2), "what has changed is read");
    }

    #[test]
    fn a_reading_that_is_stopped_says_nothing_more() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("甲.json"), ASSESSMENT).unwrap();
        let home = Home::at(dir.path().join("none"), dir.path().join("none"), "x".into());
        let folder = dir.path().to_owned();
        let reading = Reading { vfs: Arc::new(RealVfs), home, rules: None, lang: Lang::Zh, folder, known: Vec::new(), today: None };
        let news = RefCell::new(Vec::new());
        reading.run(&|one| news.borrow_mut().push(one), &|| true);
        assert!(news.into_inner().is_empty());
    }
}
