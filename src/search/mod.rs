//! Search over items, report text, comments and findings at once: as written, folded (case, width,
//! 繁简), or by pinyin. Pure: no screen, no clock; a [`Hunt`] is done in steps small enough that a
//! key never waits for one.

mod early;
mod fold;
mod hunt;
mod index;
mod pinyin;
mod query;
mod shown;

pub use fold::{fold, folded};
pub use hunt::{Group, Hit, Hunt};
pub use index::{Index, SaidTexts, Source};
pub use query::Query;
pub use shown::{Context, Shown};
