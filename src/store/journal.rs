//! The journal: every act is on disk here before it is shown.
//!
//! JSON lines: a header, then events and drafts. Each line begins with a hash over the one before
//! it and itself, so that a journal is good up to its first line that does not match, whatever a
//! power cut did to the rest, and a line refused earlier cannot come back behind a later one.
//!
//! A journal is only ever added to while it is good and confirmed. After an error, and to start
//! anew, a fresh one is written beside it, synced, read back and renamed over it.

use std::collections::{BTreeMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::names::{ended, folder};
use super::{StoreError, Vfs, vfs::VfsFile};
use crate::review::{Event, EventId};

const FORMAT: &str = "shenyue.journal/1";

/// More than this is no journal of ours: it is written anew long before.
pub(super) const JOURNAL_BYTES_MAX: u64 = 256 << 20;

/// Drafts may add this much before the journal is written anew without the old ones.
const DRAFT_BYTES_MAX: u64 = 4 << 20;

/// What a journal is about; its first line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Header {
    journal: String,
    /// The real path of the assessment.
    pub path: PathBuf,
    /// The report it judges.
    pub report_sha256: String,
}

impl Header {
    pub fn new(path: &Path, report_sha256: &str) -> Self {
        Self { journal: FORMAT.into(), path: utf8(path), report_sha256: report_sha256.into() }
    }

    /// Whether the journal was kept for the assessment at `path`.
    pub fn is_for(&self, path: &Path) -> bool {
        self.path == utf8(path)
    }
}

/// JSON has no other characters; what a path has besides is replaced, the same way each time.
fn utf8(path: &Path) -> PathBuf {
    path.to_string_lossy().into_owned().into()
}

/// A draft as it stands in a line; `None`: done with.
#[derive(Debug, Serialize, Deserialize)]
struct Draft<S> {
    draft: S,
    text: Option<S>,
}

/// Hash over all lines so far.
type Chain = u64;

/// The line for `body` (the inside of a JSON object) after `chain`.
fn line(chain: &mut Chain, body: &str) -> String {
    assert!(!body.contains('\n'), "an event is one line");
    *chain = after(*chain, body.as_bytes());
    format!("{{\"sum\":\"{:016x}\",{body}}}\n", *chain)
}

fn after(chain: Chain, body: &[u8]) -> Chain {
    let hash = Sha256::new().chain_update(chain.to_be_bytes()).chain_update(body).finalize();
    Chain::from_be_bytes(std::array::from_fn(|i| hash[i]))
}

/// What an event's line says.
fn body(event: &Event) -> String {
    format!("\"event\":{}", event.line())
}

fn inside(json: &str) -> &str {
    json.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).expect("a struct is written as an object")
}

/// What a journal says.
#[derive(Debug, Default)]
pub(super) struct Contents {
    /// `None`: not even the first line can be read.
    pub header: Option<Header>,
    pub events: Vec<Event>,
    pub drafts: BTreeMap<String, String>,
    /// What follows the last good line.
    pub tail: Vec<u8>,
    /// Whole, but of another version: not to be touched.
    pub is_foreign: bool,
}

impl Contents {
    /// Reads up to the first line that does not match.
    pub fn read(bytes: &[u8]) -> Self {
        let mut contents = Self::default();
        let mut chain = Chain::default();
        let mut rest = bytes;
        while let Some(end) = memchr::memchr(b'\n', rest) {
            let (line, more) = rest.split_at(end + 1);
            if contents.take(&mut chain, line).is_none() {
                break;
            }
            rest = more;
        }
        contents.tail = rest.to_vec();
        contents
    }

    /// Takes one line, line end included; `None` if it is not what was written.
    fn take(&mut self, chain: &mut Chain, line: &[u8]) -> Option<()> {
        let (sum, rest) = line.strip_prefix(b"{\"sum\":\"")?.split_at_checked(16)?;
        let body = rest.strip_prefix(b"\",")?.strip_suffix(b"}\n")?;
        let next = after(*chain, body);
        if format!("{next:016x}").as_bytes() != sum {
            return None;
        }
        let body = str::from_utf8(body).ok()?;
        if self.header.is_none() {
            let header = serde_json::from_str(&format!("{{{body}}}")).ok().filter(|header: &Header| header.journal == FORMAT);
            self.is_foreign = header.is_none();
            self.header = Some(header?);
        } else if let Some(event) = body.strip_prefix("\"event\":") {
            self.events.push(Event::parse(event).ok()?);
        } else {
            let Draft { draft, text }: Draft<String> = serde_json::from_str(&format!("{{{body}}}")).ok()?;
            match text {
                Some(text) => self.drafts.insert(draft, text),
                None => self.drafts.remove(&draft),
            };
        }
        *chain = next;
        Some(())
    }

    /// How many lines, whole or torn, could not be read. Zeros are what a power cut leaves where
    /// nothing had been written yet.
    pub fn torn_lines(&self) -> usize {
        self.tail.split(|&byte| byte == b'\n').filter(|line| line.iter().any(|&byte| byte != 0)).count()
    }
}

/// The journal of an open assessment.
#[derive(Debug)]
pub(super) struct Journal {
    vfs: Arc<dyn Vfs>,
    path: PathBuf,
    mode: u32,
    /// The journal on disk, good up to `len`. `None`: it is to be written (anew) before the next line.
    good: Option<Good>,
    /// Events the assessment file lacks, as they are written.
    events: Vec<(EventId, String)>,
    /// How many of them are confirmed.
    confirmed: usize,
    /// Whether drafts are not confirmed.
    draft_pending: bool,
    drafts: BTreeMap<String, String>,
}

#[derive(Debug)]
struct Good {
    file: Box<dyn VfsFile>,
    len: u64,
    chain: Chain,
    /// Length that is confirmed.
    confirmed_len: u64,
    /// Length when it was written anew.
    fresh_len: u64,
}

impl Journal {
    /// A journal of which nothing is written before it is needed. `mode`: the assessment's.
    pub fn new(vfs: Arc<dyn Vfs>, path: PathBuf, mode: u32) -> Self {
        Self { vfs, path, mode: mode & 0o666, good: None, events: Vec::new(), confirmed: 0, draft_pending: false, drafts: BTreeMap::new() }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Events that are here and not in the file.
    pub fn events_len(&self) -> usize {
        self.events.len()
    }

    /// Whether the file and this journal have the same to say.
    pub fn is_empty(&self) -> bool {
        self.events.is_empty() && self.drafts.is_empty()
    }

    /// Adds events, all or none; they are promised when [`Journal::sync`] has returned.
    pub fn append(&mut self, header: &Header, events: &[Event]) -> Result<(), StoreError> {
        let lines: Vec<(EventId, String)> = events.iter().map(|event| (event.id, body(event))).collect();
        self.write(header, lines.iter().map(|(_, body)| body.as_str()))?;
        self.events.extend(lines);
        Ok(())
    }

    /// Notes a draft. It is kept in memory even if it cannot be written now.
    pub fn draft(&mut self, header: &Header, slot: &str, text: Option<&str>) -> Result<(), StoreError> {
        match text {
            Some(text) => self.drafts.insert(slot.to_owned(), text.to_owned()),
            None => self.drafts.remove(slot),
        };
        self.draft_pending = true;
        if self.good.as_ref().is_some_and(|good| good.len > good.fresh_len + DRAFT_BYTES_MAX) {
            self.good = None;
        }
        if self.good.is_none() {
            return self.write_anew(header);
        }
        let json = serde_json::to_string(&Draft { draft: slot, text }).expect("two strings are JSON");
        self.write(header, [inside(&json)].into_iter())
    }

    /// Confirms everything (fdatasync). After an error nothing since the last success is here, and
    /// the next line begins a fresh journal.
    pub fn sync(&mut self, header: &Header) -> Result<(), StoreError> {
        if self.confirmed == self.events.len() && !self.draft_pending {
            return Ok(());
        }
        let outcome = match &mut self.good {
            None => self.write_anew(header),
            Some(good) => match good.file.sync_data() {
                Ok(()) => {
                    good.confirmed_len = good.len;
                    Ok(())
                }
                Err(source) => {
                    // The kernel may now believe the lost pages clean: this file is never synced
                    // again. Cut, so that what is refused is not found at the next start.
                    let _ = good.file.truncate(good.confirmed_len);
                    self.good = None;
                    Err(StoreError::Sync { journal: self.path.clone(), source })
                }
            },
        };
        if outcome.is_ok() {
            self.confirmed = self.events.len();
            self.draft_pending = false;
        } else {
            self.events.truncate(self.confirmed);
        }
        outcome
    }

    /// Adds events and drafts from other journals and begins anew with them, confirmed; on an error
    /// everything is as before.
    pub fn take_in(&mut self, header: &Header, events: &[Event], drafts: &BTreeMap<String, String>) -> Result<(), StoreError> {
        let before = (self.events.clone(), self.drafts.clone());
        for event in events.iter().filter(|event| before.0.iter().all(|(id, _)| *id != event.id)) {
            self.events.push((event.id, body(event)));
        }
        for (slot, text) in drafts {
            self.drafts.entry(slot.clone()).or_insert_with(|| text.clone());
        }
        self.write_anew(header).inspect_err(|_| (self.events, self.drafts) = before)
    }

    /// Forgets the events that the file has now. An error is not told: the journal on disk has
    /// more than it needs, which harms nothing, and the next line begins a fresh one.
    pub fn forget(&mut self, header: &Header, saved: &HashSet<EventId>) {
        self.confirmed = self.events.iter().take(self.confirmed).filter(|(id, _)| !saved.contains(id)).count();
        self.events.retain(|(id, _)| !saved.contains(id));
        let was_here = self.good.is_some();
        self.good = None;
        if was_here || !self.is_empty() {
            let _ = self.write_anew(header);
        }
    }

    /// Removes the journal if it has nothing that the file lacks.
    pub fn close(self) -> Result<(), StoreError> {
        if !self.is_empty() {
            return Ok(());
        }
        match self.vfs.remove(&self.path) {
            Err(source) if source.kind() != io::ErrorKind::NotFound => Err(StoreError::Journal { journal: self.path, source }),
            _ => Ok(()),
        }
    }

    /// Adds lines, all or none.
    fn write<'a>(&mut self, header: &Header, bodies: impl Iterator<Item = &'a str>) -> Result<(), StoreError> {
        if self.good.is_none() {
            self.write_anew(header)?;
        }
        let good = self.good.as_mut().expect("just written");
        let mut chain = good.chain;
        let lines: String = bodies.map(|body| line(&mut chain, body)).collect();
        if let Err(source) = good.file.write_all_at(lines.as_bytes(), good.len) {
            if good.file.truncate(good.len).is_err() {
                self.good = None;
            }
            return Err(StoreError::Journal { journal: self.path.clone(), source });
        }
        good.len += lines.len() as u64;
        good.chain = chain;
        Ok(())
    }

    /// Writes everything into a fresh journal: synced, read back, renamed, its name synced.
    fn write_anew(&mut self, header: &Header) -> Result<(), StoreError> {
        self.good = None;
        let mut chain = Chain::default();
        let head = serde_json::to_string(header).expect("a header is JSON");
        let mut text = line(&mut chain, inside(&head));
        for (_, body) in &self.events {
            text += &line(&mut chain, body);
        }
        for (draft, text_of) in &self.drafts {
            let json = serde_json::to_string(&Draft { draft, text: Some(text_of) }).expect("two strings are JSON");
            text += &line(&mut chain, inside(&json));
        }
        let file = self.replace(text.as_bytes())?;
        let len = text.len() as u64;
        self.good = Some(Good { file, len, chain, confirmed_len: len, fresh_len: len });
        self.confirmed = self.events.len();
        self.draft_pending = false;
        Ok(())
    }

    fn replace(&self, bytes: &[u8]) -> Result<Box<dyn VfsFile>, StoreError> {
        let fresh = ended(&self.path, ".new");
        let failed = |source| {
            let _ = self.vfs.remove(&fresh);
            StoreError::Journal { journal: self.path.clone(), source }
        };
        let mut file = create_afresh(&*self.vfs, &fresh, self.mode).map_err(failed)?;
        // Tells whoever finds this journal under another name that it is in use. Where locks do
        // not work nobody can tell, and the journal is as good.
        let _ = file.try_lock();
        file.write_all_at(bytes, 0).map_err(failed)?;
        file.sync_all().map_err(failed)?;
        if file.read(JOURNAL_BYTES_MAX).map_err(failed)? != bytes {
            let _ = self.vfs.remove(&fresh);
            return Err(StoreError::Unverified { journal: self.path.clone() });
        }
        self.vfs.rename(&fresh, &self.path).map_err(failed)?;
        self.vfs.sync_dir(folder(&self.path)).map_err(failed)?;
        Ok(file)
    }
}

/// Makes a file, in place of one that a crash has left there.
pub(super) fn create_afresh(vfs: &dyn Vfs, path: &Path, mode: u32) -> io::Result<Box<dyn VfsFile>> {
    match vfs.create_new(path, mode) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            vfs.remove(path)?;
            vfs.create_new(path, mode)
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use proptest::prelude::*;

    use super::*;
    use crate::review::{Act, Kind, Put, Review, Stamp};

    fn event(review: &Review, text: &str) -> Event {
        let put = Put::add(Kind::Comment, &serde_json::json!({"on": ["duty-1"], "text": text}));
        let stamp = Stamp { by: "r-1".into(), seat: "a@b".into(), at: "2026-11-23T10:02:11+08:00".into() };
        review.stamp(&Act::Put(vec![put]), &stamp).unwrap()
    }

    fn journal(events: &[Event]) -> (String, Vec<Chain>) {
        let mut chain = Chain::default();
        let head = serde_json::to_string(&Header::new(Path::new("/d/x.json"), "77")).unwrap();
        let mut text = line(&mut chain, inside(&head));
        let mut chains = vec![chain];
        for event in events {
            text += &line(&mut chain, &body(event));
            chains.push(chain);
        }
        (text, chains)
    }

    #[test]
    fn what_was_written_is_read() {
        let events = [event(&Review::default(), "数据缺失"), event(&Review::default(), "tab\t\"引号\"")];
        let (text, _) = journal(&events);
        let contents = Contents::read(text.as_bytes());
        assert_eq!(contents.events.iter().map(Event::line).collect::<Vec<_>>(), events.each_ref().map(Event::line));
        assert!(contents.header.unwrap().is_for(Path::new("/d/x.json")));
        assert!(contents.tail.is_empty());
    }

    #[test]
    fn a_refused_line_does_not_come_back_behind_a_later_one() {
        let [first, refused, later] = ["一", "二", "三"].map(|text| event(&Review::default(), text));
        let (all, _) = journal(&[first.clone(), refused.clone()]);
        let left_behind = all.lines().last().unwrap();
        // As after a truncation that did not reach the disk: the old line stands whole after the new one.
        let (text, _) = journal(&[first.clone(), later.clone()]);
        let contents = Contents::read(format!("{text}{left_behind}\n").as_bytes());
        assert_eq!(contents.events.iter().map(|event| event.id).collect::<Vec<_>>(), [first.id, later.id]);
        assert_eq!(contents.torn_lines(), 1);
    }

    #[test]
    fn a_draft_is_what_was_written_last() {
        let (mut text, chains) = journal(&[]);
        let mut chain = chains[0];
        for (slot, draft) in [("c", Some("数")), ("f", Some("x")), ("c", Some("数据")), ("f", None)] {
            let json = serde_json::to_string(&Draft { draft: slot, text: draft }).unwrap();
            text += &line(&mut chain, inside(&json));
        }
        let drafts = Contents::read(text.as_bytes()).drafts;
        assert_eq!(drafts, BTreeMap::from([("c".to_owned(), "数据".to_owned())]));
    }

    #[test]
    fn a_journal_of_a_newer_version_is_foreign_and_garbage_is_not() {
        let mut chain = Chain::default();
        let newer = line(&mut chain, "\"journal\":\"shenyue.journal/2\",\"place\":1");
        assert!(Contents::read(newer.as_bytes()).is_foreign);
        assert!(!Contents::read(b"{\"sum\":\"garbage\"}\n").is_foreign);
        assert!(!Contents::read(b"").is_foreign);
    }

    #[test]
    fn zeros_are_no_torn_line() {
        let (text, _) = journal(&[]);
        let contents = Contents::read(&[text.as_bytes(), &[0; 700]].concat());
        assert_eq!((contents.torn_lines(), contents.tail.len()), (0, 700));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_a_panic_and_nothing_good_is_in_the_tail(junk in prop::collection::vec(any::<u8>(), 0..300), at in 0usize..800) {
            let (text, _) = journal(&[event(&Review::default(), "一")]);
            let mut bytes = text.into_bytes();
            let at = at.min(bytes.len());
            bytes.splice(at..at, junk);
            let contents = Contents::read(&bytes);
            prop_assert!(contents.events.len() <= 1);
            prop_assert!(bytes.ends_with(&contents.tail));
        }
    }
}
