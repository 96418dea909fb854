//! Text cut or padded to a number of columns.

use std::borrow::Cow;

use super::{Width, cols, glyphs};

/// Stands where something was cut: one column on every terminal.
const CUT: &str = "»";

/// Cuts `text` to at most `cols_max` columns, ending in `»` when something was cut.
/// A wide character is never split: the result may be one column short.
pub fn fit(text: &str, cols_max: usize, width: Width) -> Cow<'_, str> {
    if text.len() <= cols_max && cols(text, width) <= cols_max {
        return Cow::Borrowed(text);
    }
    let mut used = 0;
    let mut end = 0; // what fits if a » must follow
    let room = cols_max.saturating_sub(1);
    for glyph in glyphs(text, width) {
        used += glyph.cols;
        if used > cols_max {
            let kept = text.get(..end).expect("a glyph ends on a boundary");
            return Cow::Owned(if cols_max == 0 { String::new() } else { format!("{kept}{CUT}") });
        }
        if used <= room {
            end = glyph.end();
        }
    }
    Cow::Borrowed(text)
}

/// `text` with spaces before it up to `cols_wanted` columns; longer text stays as it is.
pub fn pad_left(text: &str, cols_wanted: usize, width: Width) -> String {
    format!("{}{text}", " ".repeat(cols_wanted.saturating_sub(cols(text, width))))
}
