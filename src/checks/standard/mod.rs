//! N: scoring standards and their edges.

mod edges;
mod papers;
mod rules;
#[cfg(test)]
mod tests;

pub(super) use edges::{EDGE, EQUAL, FAR_OVER, ZERO_TARGET};
pub(super) use papers::{DENOMINATOR, LEVELS, SIGNATURE};
pub(super) use rules::{POINTS, STANDARD};
