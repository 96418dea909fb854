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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::{Width, glyphs};

    #[test]
    fn a_step_never_splits_a_character() {
        let text = "e\u{301}👩‍🚀汉\r\n";
        let stops = [0, 3, 14, 17, 19];
        for pair in stops.windows(2) {
            assert_eq!(step_after(text, pair[0]), pair[1]);
            assert_eq!(step_before(text, pair[1]), pair[0]);
            assert_eq!(step_onto(text, pair[0] + 1), pair[1]);
        }
        assert_eq!((step_before(text, 0), step_after(text, 19)), (0, 19));
        assert_eq!(step_onto(text, 1000), 19);
    }

    proptest! {
        #[test]
        fn steps_are_the_ends_of_glyphs(text in "[a汉\u{301}\u{200d}👩🇨🇳\r\n]{0,16}", at in 0..80_usize) {
            let stops: Vec<usize> = glyphs(&text, Width::Narrow).map(|glyph| glyph.at).chain([text.len()]).collect();
            let onto = step_onto(&text, at);
            prop_assert_eq!(Some(onto), stops.iter().copied().find(|stop| *stop >= at.min(text.len())));
            let index = stops.iter().position(|stop| *stop == onto).unwrap_or_default();
            prop_assert_eq!(step_after(&text, onto), stops[(index + 1).min(stops.len() - 1)]);
            prop_assert_eq!(step_before(&text, onto), stops[index.saturating_sub(1)]);
        }
    }
}
