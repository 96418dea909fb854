//! A batch: many departments' assessments side by side, each as the figures one line has room for.
//!
//! Pure: figures of a report and its record. No file is read here and nothing is kept of a report but its
//! figures, so that a province's files fit the memory of a desk computer. The folder view and the
//! 复核结果汇总表 both take their figures from here, so that they cannot differ.

mod figures;
mod found;
mod row;
mod state;

pub use figures::{Figures, Handler, Lack, suspicions};
pub use found::{Found, FoundHit, Looked, Quest, Sought};
pub use row::{Beside, Content, Entry, EntryKind, Known, Row, Seen};
pub use state::State;
