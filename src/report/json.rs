//! Our JSON scanner: spans only, iterative, bounded in depth, count and length.
//!
//! `serde_json::Value` changes number spelling, drops duplicate keys and needs 88 bytes of memory
//! for one of input; evidence must survive untouched. Held to serde_json by property tests.

/// Where a value stands: byte offsets in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// First byte of the value.
    pub start: usize,
    /// Byte after its last.
    pub end: usize,
}
