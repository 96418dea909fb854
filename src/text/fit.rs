//! Text cut or padded to a number of columns.

use std::borrow::Cow;

use super::{Width, cols, glyphs};

/// Stands where something was cut: one column on every terminal.
pub const CUT: &str = "»";

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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_does_not_fit_is_cut_between_characters_and_says_so() {
        for (text, cols_max, expected) in [
            ("预算执行率", 10, "预算执行率"),
            ("预算执行率", 9, "预算执行»"),
            ("预算执行率", 8, "预算执»"),
            ("预算执行率", 2, "»"),
            ("预算执行率", 1, "»"),
            ("预算执行率", 0, ""),
            ("", 0, ""),
            ("abcdef", 6, "abcdef"),
            ("abcdef", 5, "abcd»"),
            ("2021年预算", 9, "2021年预»"),
            ("2021年预算", 8, "2021年»"),
        ] {
            assert_eq!(fit(text, cols_max, Width::Narrow), expected, "{text} at {cols_max}");
        }
    }

    proptest! {
        #[test]
        fn a_fitted_text_fits(text in "[a-c汉字“”\u{301}\u{200b}👩\u{200d}]{0,12}", cols_max in 0..20_usize) {
            let fitted = fit(&text, cols_max, Width::Narrow);
            prop_assert!(cols(&fitted, Width::Narrow) <= cols_max);
            let kept = fitted.strip_suffix(CUT).unwrap_or(&fitted);
            prop_assert!(text.starts_with(kept));
        }
    }
}
