//! The file on disk: loading, the journal, saving by splice, the lock, recovery, settings.
//!
//! A decision is on disk (fdatasync) before it is shown. All disk access goes through [`Vfs`], so
//! that tests can fail it and cut its power.

mod desk;
mod error;
mod home;
mod journal;
mod lock;
mod names;
mod plain;
mod record;
mod recover;
mod save;
pub mod vfs;

pub use desk::{Access, Desk, Intent, Offer, OfferAnswer, Offered, Opened, Restored, Saved};
pub use error::{StoreError, Trouble};
pub use home::{Elsewhere, Home};
pub use plain::{create, read, texts, write_over};
pub use record::{Glance, beside, glance, seen};
pub use vfs::{RealVfs, Vfs};
