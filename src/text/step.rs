//! Steps of a caret: places in a text between two characters as a reader sees them.
//! They agree with [`super::glyphs`] and cost what they step over, not what the text holds.

use unicode_segmentation::GraphemeCursor;

/// The end of the glyph that starts at or holds byte `at`; the text's end when there is none.
pub fn step_after(text: &str, at: usize) -> usize {
    cursor(text, at).next_boundary(text, 0).ok().flatten().unwrap_or(text.len())
}

/// The start of the glyph that ends at or holds byte `at`; 0 when there is none.
pub fn step_before(text: &str, at: usize) -> usize {
    cursor(text, at).prev_boundary(text, 0).ok().flatten().unwrap_or(0)
}

/// `at` itself when it stands between two glyphs, else the end of the glyph it would split.
pub fn step_onto(text: &str, at: usize) -> usize {
    let at = text.ceil_char_boundary(at);
    match cursor(text, at).is_boundary(text, 0) {
        Ok(false) => step_after(text, at),
        _ => at,
    }
}

fn cursor(text: &str, at: usize) -> GraphemeCursor {
    GraphemeCursor::new(text.ceil_char_boundary(at), text.len(), true)
}
