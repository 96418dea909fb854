//! The record as a file has it, and a glance at a file: its report and record without a lock, for whoever
//! looks at many; and what stands beside a file, which is looked at apart, for not everybody asks.

use std::path::Path;

use super::lock::held_by;
use super::names::Names;
use super::vfs::Stat;
use super::{Home, StoreError, Vfs, save};
use crate::batch::{Beside, Seen};
use crate::lang::Lang;
use crate::report::{Loaded, Report, ReviewMember};
use crate::review::{Fault, Review};

/// In both languages (zh, en).
pub type Said = (String, String);

/// The record in the file.
#[derive(Default)]
pub(super) struct Record {
    pub review: Review,
    pub faults: Vec<Fault>,
    /// Why it cannot be added to, if it cannot.
    pub cannot: Option<Said>,
}

impl Record {
    pub fn read(report: &Report, is_newer_format: bool) -> Self {
        let unreadable = |zh: String, en: String| Self { cannot: Some((zh, en)), ..Self::default() };
        if let ReviewMember::Unusable(what) = report.review_member() {
            return unreadable(what.say(Lang::Zh).into(), what.say(Lang::En).into());
        }
        let (review, faults) = match report.review_text().map(Review::parse) {
            None => Default::default(),
            Some(Ok(read)) => read,
            Some(Err(error)) => {
                return unreadable(
                    format!("文件中的审核记录无法识别（{error}）"),
                    format!("the review in the file cannot be read: {error}"),
                );
            }
        };
        let cannot = (is_newer_format || review.newer_format()).then(|| {
            ("文件由更新的版本写成，请升级本程序后再修改".into(), "written by a newer version: update this program to change it".into())
        });
        Self { review, faults, cannot }
    }
}

/// A file looked at: nothing is locked, nothing is written, no journal is read.
#[derive(Debug)]
pub struct Glance {
    /// The evidence.
    pub report: Report,
    /// The record as the file has it.
    pub review: Review,
    /// What tells its content from another.
    pub seen: Seen,
    /// Why the record cannot be added to, if it cannot.
    pub cannot: Option<Said>,
}

/// Looks at the file at `path`, which is absolute.
pub fn glance(vfs: &dyn Vfs, path: &Path) -> Result<Glance, StoreError> {
    let (bytes, stat) = save::read(vfs, path).map_err(|problem| problem.on_opening(path))?;
    let Loaded { report, newer_format, .. } = Report::load(bytes).map_err(|source| StoreError::Parse { path: path.to_owned(), source })?;
    let record = Record::read(&report, newer_format);
    Ok(Glance { report, review: record.review, seen: content(&stat), cannot: record.cannot })
}

/// What stands beside the file at `path`: somebody who reviews it, or a journal that waits. The journal of
/// whoever reviews it is not waiting.
pub fn beside(vfs: &dyn Vfs, home: &Home, path: &Path) -> Beside {
    let names: Vec<Names> = [Some(Names::beside(path)), Names::away(&home.state, path)].into_iter().flatten().collect();
    let held = names.iter().find_map(|names| held_by(vfs, &names.lock()));
    let unwritten = held.is_none() && names.iter().any(|names| vfs.stat(&names.journal()).is_ok());
    Beside { held, unwritten }
}

/// What tells the content at `path` from another, if anything stands there.
pub fn seen(vfs: &dyn Vfs, path: &Path) -> Option<Seen> {
    vfs.stat(path).ok().map(|stat| content(&stat))
}

fn content(stat: &Stat) -> Seen {
    Seen { id: stat.id, len: stat.len, changed: stat.changed }
}
