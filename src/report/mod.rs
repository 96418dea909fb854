//! What the department says: the assessment file as evidence.
//!
//! The bytes are kept as they came and never changed. One pass of [`json`] finds where each item
//! stands; its fields are read when it is shown. Nothing here can be set.

mod coverage;
mod fields;
mod fund_field;
mod index;
mod item;
pub mod json;
mod links;
mod load;
mod model;
pub mod money;
mod odd;
mod places;
mod proposals;
mod quantity;
mod read;
mod refuse;
#[expect(clippy::module_inception, reason = "the report's own file in its layer")]
mod report;
mod schema;
mod shape;
mod splice;

pub use coverage::{Amended, Coverage};
pub use fund_field::FundField;
pub use item::{Counts, Item, ItemKind, ItemLabel, ItemRef, Place};
pub use links::Links;
pub use load::{ITEMS_MAX, Loaded};
pub use model::{
    Achievement, Annex, Claimed, Duty, Enclosed, Evidence, FundRow, Funds, Indicator, Issue, Measure, Meta, Paragraph, Part, PublicExpense,
    ResultFigure, SelfRating, Spending, WorkItem,
};
pub use odd::Odd;
pub use places::Places;
pub use proposals::{Proposal, proposals};
pub use quantity::{Approx, Quantity};
pub use refuse::{FILE_BYTES_MAX, ParseError};
pub use report::{Holder, Report, hex};
pub use schema::schema;
pub use splice::ReviewMember;
