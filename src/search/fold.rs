//! Folding: what a reader takes for the same letter is the same letter. Case, full and half width,
//! 繁 and 简; each character becomes exactly one, so that places in the folded text are places in
//! the text.

use std::sync::LazyLock;

/// Traditional characters of Big5 with their simplified form where GB 2312 has it, in pairs: who is whom as
/// `OpenCC`'s table of characters gives it.
const PAIRS: &str = include_str!("simplified.txt");

/// The unified Han characters that are folded, and that have a reading.
pub(super) const HAN: std::ops::RangeInclusive<char> = '\u{4e00}'..='\u{9fff}';

/// The folded form of every character of [`HAN`], by its place there.
static SIMPLIFIED: LazyLock<Vec<char>> = LazyLock::new(|| {
    let mut table: Vec<char> = HAN.collect();
    for pair in PAIRS.split_ascii_whitespace() {
        let mut chars = pair.chars();
        if let (Some(at), Some(to)) = (chars.next().and_then(han), chars.next()) {
            table[at] = to;
        }
    }
    table
});

/// The place of a character in [`HAN`].
pub(super) fn han(c: char) -> Option<usize> {
    HAN.contains(&c).then(|| c as usize - *HAN.start() as usize)
}

/// What `c` is taken for.
pub fn fold(c: char) -> char {
    match c {
        _ if c.is_ascii() => c.to_ascii_lowercase(),
        '\u{3000}' | '\u{a0}' => ' ',
        '！'..='～' => char::from_u32(c as u32 - 0xfee0).map_or(c, |c| c.to_ascii_lowercase()),
        _ => han(c).map_or_else(
            || {
                let mut lower = c.to_lowercase();
                // A capital that folds to two letters keeps its own: one character stays one.
                match (lower.next(), lower.next()) {
                    (Some(one), None) => one,
                    _ => c,
                }
            },
            |at| SIMPLIFIED[at],
        ),
    }
}

/// `text` folded, character by character.
pub fn folded(text: &str) -> String {
    text.chars().map(fold).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_width_and_script_make_no_difference() {
        assert_eq!(folded("ＧＷＪＨ 公文交換（１）"), "gwjh 公文交换(1)");
        assert_eq!(folded("廣州市財政局　績效"), "广州市财政局 绩效");
        assert_eq!(folded("Straße İ"), "straße İ");
    }

    #[test]
    fn each_character_stays_one() {
        for c in ['İ', 'ß', '萬', '～', '\u{3000}', '𠮷', 'é'] {
            assert_eq!(folded(&c.to_string()).chars().count(), 1, "{c}");
        }
    }

    #[test]
    fn every_pair_is_two_characters_and_folds_for_good() {
        assert!(PAIRS.split_ascii_whitespace().count() > 2_000);
        for pair in PAIRS.split_ascii_whitespace() {
            let [from, to] = <[char; 2]>::try_from(pair.chars().collect::<Vec<_>>()).expect("two");
            assert_eq!((fold(from), fold(to)), (to, to));
        }
    }
}
