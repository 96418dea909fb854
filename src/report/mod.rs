//! What the department says: the assessment file as evidence.
//!
//! The bytes are kept as they came and never changed. One pass of [`json`] finds where each item
//! stands; its fields are read when it is shown. Nothing here can be set.

mod item;
pub mod json;
mod links;
mod places;
mod load;
mod model;
mod quantity;
mod schema;

pub use item::{Counts, Item, ItemKind, ItemRef, Place};
pub use links::Links;
pub use places::Places;
pub use load::{Loaded, Odd, ParseError, ReviewMember};
pub use model::{
    Achievement, Duty, Evidence, Funds, Indicator, Issue, Measure, Meta, Paragraph, Part, Report, ResultFigure, SelfRating, WorkItem,
};
pub use quantity::{Approx, Quantity};
pub use schema::schema;
