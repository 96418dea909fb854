//! The few disk operations the store needs, so that tests can fail them and cut their power.

use std::fmt::Debug;

/// (to be written)
pub trait Vfs: Debug + Send + Sync {}

/// The real disk.
#[derive(Debug, Default)]
pub struct RealVfs;
impl Vfs for RealVfs {}
