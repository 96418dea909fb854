//! Finding work that was accepted but is not in the file: in its own journals, and in those of the
//! same report under another name or in another place. Nothing found is lost before the reviewer
//! has answered, and a recovery that is cut short can be done again.

use std::collections::{BTreeMap, HashSet};
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use super::journal::{Contents, JOURNAL_BYTES_MAX};
use super::names::{JournalName, Names, ended, folder};
use super::vfs::VfsFile;
use super::{Offered, Vfs};
use crate::report::Report;
use crate::review::{EventId, Review};

/// What is looked for, and where.
pub(super) struct Search<'a> {
    pub vfs: &'a dyn Vfs,
    pub path: &'a Path,
    pub report: &'a Report,
    pub review: &'a Review,
    pub beside: &'a Names,
    pub away: Option<&'a Names>,
}

/// What a search found.
#[derive(Debug, Default)]
pub(super) struct Finds {
    /// Journals with something that the file lacks, own ones first.
    pub offered: Vec<Offered>,
    /// Own journals with nothing of the kind.
    pub stale: Vec<PathBuf>,
    /// Own journals that cannot be read, or that another process has in use: not to be replaced.
    pub barred: Vec<PathBuf>,
}

/// More stray journals than this are not read: each costs time at every opening.
const OTHERS_MAX: usize = 100;

impl Search<'_> {
    /// Looks through the file's folder and the state directory: one listing each.
    pub fn run(&self) -> Finds {
        let mut finds = Finds::default();
        let mut known: HashSet<EventId> = self.review.events().map(|event| event.id).collect();
        let (own, others) = self.journals();
        for journal in own {
            match open(self.vfs, &journal) {
                Ok(Some(contents)) => match self.offer(&journal, contents, &mut known) {
                    Some(offered) => finds.offered.push(offered),
                    None => finds.stale.push(journal),
                },
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Ok(None) | Err(_) => finds.barred.push(journal),
            }
        }
        for journal in others.into_iter().take(OTHERS_MAX) {
            let Ok(Some(contents)) = open(self.vfs, &journal) else { continue };
            let Some(header) = &contents.header else { continue };
            // Its own file will be offered it; a copy is simply what was written.
            let has_file = !header.is_for(self.path) && self.vfs.stat(&header.path).is_ok();
            if !has_file && header.report_sha256 == self.report.sha256() {
                finds.offered.extend(self.offer(&journal, contents, &mut known));
            }
        }
        finds
    }

    /// Own journals, those in use first, and other files' whose file is gone from here.
    fn journals(&self) -> (Vec<PathBuf>, Vec<PathBuf>) {
        let places = || [Some(self.beside), self.away].into_iter().flatten();
        let mut own: Vec<PathBuf> = places().map(Names::journal).collect();
        let mut others = Vec::new();
        for names in places() {
            // A folder that cannot be listed has at least its own journal, which is tried by name.
            let mut found: Vec<OsString> = self.vfs.list(&names.folder).unwrap_or_default();
            found.sort();
            let stands_here =
                |name: &JournalName| name.file().is_some_and(|file| found.binary_search_by(|n| n.as_os_str().cmp(file)).is_ok());
            for name in &found {
                let path = names.folder.join(name);
                match JournalName::of(name) {
                    Some(journal) if names.owns(&journal) => own.push(path),
                    Some(journal) if !stands_here(&journal) => others.push(path),
                    _ => {}
                }
            }
        }
        let mut seen = HashSet::new();
        own.retain(|path| seen.insert(path.clone()));
        (own, others)
    }

    fn offer(&self, journal: &Path, contents: Contents, known: &mut HashSet<EventId>) -> Option<Offered> {
        let torn_lines = contents.torn_lines();
        let events: Vec<_> = contents.events.into_iter().filter(|event| known.insert(event.id)).collect();
        let header = contents.header?;
        (!events.is_empty() || !contents.drafts.is_empty()).then(|| Offered {
            journal: journal.to_owned(),
            events,
            drafts: contents.drafts.into_iter().collect(),
            same_report: header.report_sha256 == self.report.sha256(),
            moved_from: (!header.is_for(self.path)).then_some(header.path),
            torn_lines,
        })
    }
}

/// Reads a journal; `None` if another process has it in use.
fn open(vfs: &dyn Vfs, path: &Path) -> io::Result<Option<Contents>> {
    let mut file = vfs.open(path)?;
    // Where locks do not work, nobody can tell.
    if matches!(file.try_share(), Ok(false)) {
        return Ok(None);
    }
    read(&mut *file).map(Some)
}

fn read(file: &mut dyn VfsFile) -> io::Result<Contents> {
    let bytes = file.read(JOURNAL_BYTES_MAX)?;
    if bytes.len() as u64 > JOURNAL_BYTES_MAX {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    let contents = Contents::read(&bytes);
    if contents.is_foreign { Err(io::ErrorKind::Unsupported.into()) } else { Ok(contents) }
}

/// Keeps what follows the last good line of a journal beside it, so that the journal may go. Gives
/// the file it is kept in, if there is such a rest.
pub(super) fn keep_tail(vfs: &dyn Vfs, journal: &Path) -> io::Result<Option<PathBuf>> {
    let contents = match vfs.open(journal) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        file => read(&mut *file?)?,
    };
    if contents.torn_lines() == 0 {
        return Ok(None);
    }
    for n in 1..=TAILS_MAX {
        let aside = ended(journal, &format!(".tail-{n}"));
        match vfs.create_new(&aside, 0o600) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                if vfs.open(&aside)?.read(JOURNAL_BYTES_MAX)? == contents.tail {
                    return Ok(Some(aside));
                }
            }
            Err(error) => return Err(error),
            Ok(mut file) => {
                file.write_all_at(&contents.tail, 0)?;
                file.sync_all()?;
                vfs.sync_dir(folder(journal))?;
                return Ok(Some(aside));
            }
        }
    }
    // So many power cuts and nobody has looked: the oldest are enough.
    Ok(None)
}

/// Each is a power cut that the reviewer has been told of.
const TAILS_MAX: u32 = 20;

/// Removes a journal whose work is elsewhere by now; its torn tail is kept.
pub(super) fn discard(vfs: &dyn Vfs, journal: &Path) -> io::Result<()> {
    keep_tail(vfs, journal)?;
    match vfs.remove(journal) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// All drafts of an offer, one for each slot; where two journals have one for the same slot, both
/// texts are kept, one after the other.
pub(super) fn drafts(found: &[Offered]) -> BTreeMap<String, String> {
    let mut drafts: BTreeMap<String, String> = BTreeMap::new();
    for (slot, text) in found.iter().flat_map(|offered| &offered.drafts) {
        let kept = drafts.entry(slot.clone()).or_default();
        if kept.is_empty() {
            kept.clone_from(text);
        } else if kept != text {
            *kept = format!("{kept}\n{text}");
        }
    }
    drafts
}
