//! Which texts a spreadsheet would take for a formula. They are words here, whatever they look like.

/// Begins like one: also full-width, as an input method writes it, and behind white space.
pub(super) fn looks_like(text: &str) -> bool {
    let first = text.trim_start().chars().next();
    text.starts_with(['\t', '\r']) || first.is_some_and(|first| "=+-@＝＋－＠".contains(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_like_a_formula_is_told_from_words() {
        for text in ["=cmd|'/C calc'!A0", "+1", "-1", "@SUM(A1)", "＝1+1", "＠x", " =1", "\t=1", "\rx"] {
            assert!(looks_like(text), "{text:?}");
        }
        for text in ["", "预算=执行", "1-2", "“=1”", "（-）"] {
            assert!(!looks_like(text), "{text:?}");
        }
    }
}
