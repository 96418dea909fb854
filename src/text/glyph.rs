//! One character as a reader sees it: its place in the source, its safe shape, its columns.
//!
//! A control, direction, tag or invisible character is shown as a visible mark (`␛`, `⟨RLO⟩`), and
//! more of them on one base, or marks piled up beyond reason, as a count (`⟨TAG⟩+5`). Joiners and variation selectors are drawn
//! where they have work to do, in emoji and in Han variants, and marked anywhere else.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

/// How many columns this terminal gives to characters whose width Unicode leaves open (`“ — … ·`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Width {
    /// One column: nearly every terminal.
    #[default]
    Narrow,
    /// Two columns: terminals set so by hand.
    Wide,
}

/// More marks than this on one character are a flood, not writing.
const COMBINING_MAX: usize = 8;

/// No character in use is longer, emoji of four people included (bytes); what follows is counted.
const SHOWN_LEN_MAX: usize = 64;

/// One character as a reader sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glyph<'a> {
    /// Byte offset in the source.
    pub at: usize,
    /// Bytes it takes in the source.
    pub len: usize,
    /// What may be drawn: never a control, direction or invisible character.
    pub shown: Cow<'a, str>,
    /// Columns of `shown`, at least 1.
    pub cols: usize,
    /// Whether `shown` stands for something that must not be drawn; it may then be several glyphs itself.
    pub marked: bool,
}

impl Glyph<'_> {
    /// Byte offset after it in the source.
    pub fn end(&self) -> usize {
        self.at + self.len
    }
}

/// Iterator over [`Glyph`]s, made by [`glyphs`].
#[derive(Clone, Debug)]
pub struct Glyphs<'a> {
    rest: &'a str,
    at: usize,
    width: Width,
}

/// The characters of `text` as a reader sees them, in order, covering every byte once.
pub fn glyphs(text: &str, width: Width) -> Glyphs<'_> {
    Glyphs { rest: text, at: 0, width }
}

/// Columns `text` takes on one line, its marks included.
pub fn cols(text: &str, width: Width) -> usize {
    glyphs(text, width).map(|glyph| glyph.cols).sum()
}

impl<'a> Iterator for Glyphs<'a> {
    type Item = Glyph<'a>;

    // Nearly everything that is drawn is plain, and it is drawn at every key: this much is worth inlining.
    #[inline]
    fn next(&mut self) -> Option<Glyph<'a>> {
        let Some((len, cols)) = leads_plain(self.rest.as_bytes()) else { return self.next_other() };
        // Nothing joins two plain characters: no need to ask for the grapheme.
        let after = self.rest.as_bytes().get(len..)?;
        if !after.is_empty() && leads_plain(after).is_none() {
            return self.next_other();
        }
        let (at, source) = self.take(len);
        Some(Glyph { at, len, shown: Cow::Borrowed(source), cols, marked: false })
    }
}

impl<'a> Glyphs<'a> {
    /// The next `len` bytes, and where they stand.
    fn take(&mut self, len: usize) -> (usize, &'a str) {
        let (source, rest) = self.rest.split_at(len);
        let at = self.at;
        self.rest = rest;
        self.at += len;
        (at, source)
    }

    /// The next grapheme, be it what it may.
    #[inline(never)]
    fn next_other(&mut self) -> Option<Glyph<'a>> {
        let len = self.rest.graphemes(true).next()?.len();
        let (at, source) = self.take(len);
        Some(shape(at, source, self.width))
    }
}

/// Bytes and columns of the plain character that a text begins with: one that is drawn as it is and never joins a plain
/// neighbour, the same on every terminal. ASCII, nearly all Han, full-width punctuation and letters.
#[inline]
fn leads_plain(text: &[u8]) -> Option<(usize, usize)> {
    match *text {
        [b' '..=b'~', ..] => Some((1, 1)),
        // U+4E00 to U+9FFF; U+3000 to U+3029; U+FF01 to U+FF60.
        [0xe4, 0xb8..=0xbf, ..]
        | [0xe5..=0xe9, ..]
        | [0xe3, 0x80, 0x80..=0xa9, ..]
        | [0xef, 0xbc, 0x81..=0xbf, ..]
        | [0xef, 0xbd, 0x80..=0xa0, ..] => Some((3, 2)),
        _ => None,
    }
}

/// As [`leads_plain`], of a character.
fn plain_cols(c: char) -> Option<usize> {
    leads_plain(c.encode_utf8(&mut [0; 4]).as_bytes()).map(|(_, cols)| cols)
}

/// Whether every terminal gives `shown` the same columns. Behind anything else the cursor is where the
/// terminal, not we, thinks it is.
pub fn is_sure(shown: &str) -> bool {
    leads_plain(shown.as_bytes()).is_some_and(|(len, _)| len == shown.len())
}

/// The safe shape of one grapheme.
fn shape(at: usize, source: &str, width: Width) -> Glyph<'_> {
    let len = source.len();
    let drawn = |shown, cols, marked| Glyph { at, len, shown, cols, marked };
    let mut chars = source.chars();
    let first = chars.next().expect("a grapheme has at least one character");
    match source {
        "\r\n" => return drawn(Cow::Borrowed("␊"), 1, true),
        "\t" => return drawn(Cow::Borrowed("  "), 2, false),
        _ if chars.as_str().is_empty() && char_cols(first, width) > 0 && !hidden(first) => {
            return drawn(Cow::Borrowed(source), char_cols(first, width), false);
        }
        _ => {}
    }
    let mut shape =
        Shape { shown: String::with_capacity(len.min(SHOWN_LEN_MAX)), cols: 0, base_cols: 0, combining: 0, dropped: 0, marked: false };
    let mut chars = source.chars().peekable();
    while let Some(c) = chars.next() {
        // What it would join is what is shown before it: something between them may have been dropped.
        let before = shape.shown.chars().next_back();
        shape.push(c, before, chars.peek().copied(), width);
    }
    if shape.dropped > 0 {
        shape.mark(&format!("+{}", shape.dropped), width);
    }
    drawn(Cow::Owned(shape.shown), shape.cols, shape.marked)
}

/// A grapheme being made safe.
struct Shape {
    shown: String,
    cols: usize,
    /// Columns of the character that joiners and combining marks go to; 0 when there is none.
    base_cols: usize,
    combining: usize,
    dropped: usize,
    marked: bool,
}

impl Shape {
    fn push(&mut self, c: char, before: Option<char>, after: Option<char>, width: Width) {
        if self.shown.len() + c.len_utf8() > SHOWN_LEN_MAX {
            self.dropped += 1;
            return;
        }
        let own_cols = char_cols(c, width);
        let joins = match c {
            '\u{200d}' => before.is_some_and(joins_emoji) && after.is_some_and(is_pictograph),
            '\u{fe0e}' | '\u{fe0f}' => before.is_some_and(|before| is_pictograph(before) || is_keycap(before, after)),
            // The variant of a Han character.
            '\u{e0100}'..='\u{e01ef}' => before.is_some_and(|before| char_cols(before, Width::Narrow) == 2 && !is_pictograph(before)),
            _ => is_pictograph(c) && before.is_some_and(|before| before == '\u{200d}' || is_skin(c) && joins_emoji(before)),
        };
        if joins && self.base_cols > 0 {
            // The parts of one emoji share its columns: two.
            self.shown.push(c);
            if self.base_cols == 1 && (c == '\u{fe0f}' || own_cols == 2) {
                self.base_cols = 2;
                self.cols += 1;
            }
        } else if own_cols > 0 && !hidden(c) {
            self.shown.push(c);
            self.cols += own_cols;
            self.base_cols = own_cols;
        } else if self.marked || self.combining == COMBINING_MAX {
            self.dropped += 1;
        } else if let Some(mark) = mark(c) {
            self.mark(&mark, width);
        } else if self.base_cols == 0 {
            // Nothing it could be seen on.
            self.mark(&format!("⟨U+{:04X}⟩", c as u32), width);
        } else {
            self.combining += 1;
            self.shown.push(c);
        }
    }

    fn mark(&mut self, mark: &str, width: Width) {
        self.shown.push_str(mark);
        self.cols += mark.chars().map(|c| char_cols(c, width)).sum::<usize>();
        self.base_cols = 0;
        self.marked = true;
    }
}

/// What may stand before a joiner: an emoji or what follows one.
fn joins_emoji(c: char) -> bool {
    is_pictograph(c) || c == '\u{fe0f}'
}

fn is_skin(c: char) -> bool {
    matches!(c, '\u{1f3fb}'..='\u{1f3ff}')
}

fn is_keycap(before: char, after: Option<char>) -> bool {
    matches!(before, '0'..='9' | '#' | '*') && after == Some('\u{20e3}')
}

/// Whether `c` lies in the blocks that hold emoji.
fn is_pictograph(c: char) -> bool {
    matches!(c,
        '©' | '®' | '‼' | '⁉' | '™' | 'ℹ' | '\u{2190}'..='\u{21ff}' | '\u{2300}'..='\u{23ff}' | '\u{24c2}' | '\u{25a0}'..='\u{27bf}'
        | '\u{2900}'..='\u{297f}' | '\u{2b00}'..='\u{2bff}' | '〰' | '〽' | '㊗' | '㊙' | '\u{1f000}'..='\u{1faff}')
}

/// Columns of one character; 0 for what combines.
fn char_cols(c: char, width: Width) -> usize {
    match width {
        Width::Narrow => c.width(),
        Width::Wide => c.width_cjk(),
    }
    .unwrap_or(0)
}

/// Whether `c` is never drawn by itself: a control, direction, tag or invisible character. Joiners and
/// variation selectors are among them, although in emoji they are drawn.
pub fn hidden(c: char) -> bool {
    plain_cols(c).is_none() && mark(c).is_some()
}

/// The visible mark that stands for `c`, if `c` must never be drawn itself.
fn mark(c: char) -> Option<Cow<'static, str>> {
    let name = match c {
        '\u{0}'..='\u{1f}' => {
            let picture = char::from_u32(0x2400 + c as u32).expect("control pictures are assigned");
            return Some(Cow::Owned(picture.to_string()));
        }
        '\u{7f}' => return Some(Cow::Borrowed("␡")),
        '\u{80}'..='\u{9f}' => return Some(Cow::Owned(format!("⟨{:02X}⟩", c as u32))),
        '\u{ad}' => "SHY",
        '\u{34f}' => "CGJ",
        '\u{61c}' => "ALM",
        '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' => "HF",
        '\u{17b4}' | '\u{17b5}' => "KIV",
        '\u{180b}'..='\u{180f}' => "MVS",
        '\u{200b}' => "ZWSP",
        '\u{200c}' => "ZWNJ",
        '\u{200d}' => "ZWJ",
        '\u{200e}' => "LRM",
        '\u{200f}' => "RLM",
        '\u{2028}' => "LS",
        '\u{2029}' => "PS",
        '\u{202a}' => "LRE",
        '\u{202b}' => "RLE",
        '\u{202c}' => "PDF",
        '\u{202d}' => "LRO",
        '\u{202e}' => "RLO",
        '\u{2060}' => "WJ",
        '\u{2061}'..='\u{2065}' => "INV",
        '\u{2066}' => "LRI",
        '\u{2067}' => "RLI",
        '\u{2068}' => "FSI",
        '\u{2069}' => "PDI",
        '\u{206a}'..='\u{206f}' | '\u{13430}'..='\u{1345f}' | '\u{1bca0}'..='\u{1bca3}' => "FMT",
        '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' => "VS",
        '\u{feff}' => "BOM",
        '\u{fff0}'..='\u{fffb}' => "IA",
        '\u{1d173}'..='\u{1d17a}' => "MUS",
        '\u{e0000}'..='\u{e00ff}' | '\u{e01f0}'..='\u{e0fff}' => "TAG",
        '\u{fdd0}'..='\u{fdef}' => "NCH",
        c if c as u32 & 0xfffe == 0xfffe => "NCH",
        _ => return None,
    };
    Some(Cow::Owned(format!("⟨{name}⟩")))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use proptest::prelude::*;

    use super::*;

    /// Written apart from `mark`: what must never reach a terminal by itself.
    fn is_unsafe(c: char) -> bool {
        c.is_control()
            || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202f}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
                && c != '\u{202f}'
            || matches!(c, '\u{fff0}'..='\u{fffb}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e0fff}' | '\u{180b}'..='\u{180f}')
    }

    fn is_joiner(c: char) -> bool {
        matches!(c, '\u{200d}' | '\u{fe0e}' | '\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
    }

    fn shown(text: &str) -> String {
        glyphs(text, Width::Narrow).map(|glyph| glyph.shown).collect()
    }

    #[test]
    fn columns_of_wide_narrow_and_mixed_text() {
        for (text, narrow, wide) in [
            ("", 0, 0),
            ("abc", 3, 3),
            ("预算", 4, 4),
            ("预算2021年", 10, 10),
            ("（三）、％", 10, 10),
            ("“好”——……·", 9, 16),
            ("①→■×°℃", 6, 12),
            ("㎡𠮷", 4, 4),
            ("ｶﾞ", 2, 2),
            ("e\u{301}", 1, 1),
            ("👍", 2, 2),
            ("👍🏽", 2, 2),
            ("👩‍👩‍👧‍👦", 2, 2),
            ("❤️", 2, 2),
            ("1️⃣", 2, 2),
            ("🇨🇳", 2, 2),
            ("葛\u{e0100}", 2, 2),
            ("\t", 2, 2),
        ] {
            assert_eq!(cols(text, Width::Narrow), narrow, "{text}");
            assert_eq!(cols(text, Width::Wide), wide, "{text}");
        }
    }

    #[test]
    fn what_must_not_be_drawn_is_marked() {
        for (text, expected) in [
            ("a\u{1b}[2Jb", "a␛[2Jb"),
            ("\u{0}\u{7}\u{7f}", "␀␇␡"),
            ("\u{9b}2J", "⟨9B⟩2J"),
            ("a\rb", "a␍b"),
            ("a\r\nb", "a␊b"),
            ("甲\u{202e}乙\u{2069}", "甲⟨RLO⟩乙⟨PDI⟩"),
            ("id\u{200b}1", "id⟨ZWSP⟩1"),
            ("\u{feff}预算", "⟨BOM⟩预算"),
            ("\u{200d}", "⟨ZWJ⟩"),
            ("a\u{200d}b", "a⟨ZWJ⟩b"),
            ("汉\u{200d}字", "汉⟨ZWJ⟩字"),
            ("👩\u{200d}", "👩⟨ZWJ⟩"),
            ("汉\u{fe0f}", "汉⟨VS⟩"),
            ("a\u{e0100}", "a⟨VS⟩"),
            ("a\u{e0041}", "a⟨TAG⟩"),
            ("🏴\u{e0067}\u{e0062}\u{e007f}", "🏴⟨TAG⟩+2"),
            ("soft\u{ad}hyphen", "soft⟨SHY⟩hyphen"),
            ("\u{301}a", "⟨U+0301⟩a"),
            ("\u{2028}", "⟨LS⟩"),
        ] {
            assert_eq!(shown(text), expected, "{text:?}");
            assert!(glyphs(text, Width::Narrow).any(|glyph| glyph.marked), "{text:?}");
        }
    }

    #[test]
    fn emoji_and_han_variants_are_drawn_as_one_glyph() {
        for text in ["👩‍👩‍👧‍👦", "👩🏽‍❤️‍💋‍👨🏻", "❤️", "1️⃣", "🇨🇳", "葛\u{e0100}", "👍🏽", "é"]
        {
            let all: Vec<_> = glyphs(text, Width::Narrow).collect();
            assert_eq!(all.len(), 1, "{text}");
            assert_eq!(all[0].shown, text);
            assert!(!all[0].marked, "{text}");
        }
    }

    #[test]
    fn a_flood_on_one_base_is_counted() {
        let text = format!("e{}", "\u{301}".repeat(10_000));
        assert_eq!(shown(&text), format!("e{}+9992", "\u{301}".repeat(8)));
        assert_eq!(cols(&text, Width::Narrow), 6);
        let text = "👩\u{200d}".repeat(1000);
        assert!(shown(&text).len() < 100);
        let text = "\u{1100}".repeat(1000);
        assert!(cols(&text, Width::Narrow) < 60);
    }

    #[test]
    fn every_character_alone_has_a_safe_shape_of_its_columns() {
        for c in '\0'..=char::MAX {
            let text = c.to_string();
            for width in [Width::Narrow, Width::Wide] {
                let glyph = glyphs(&text, width).next().unwrap();
                assert!(!glyph.shown.chars().any(is_unsafe), "{c:?}");
                assert_eq!(glyph.cols, glyph.shown.chars().map(|c| char_cols(c, width)).sum::<usize>(), "{c:?}");
                assert!(glyph.cols > 0);
                assert_eq!(glyph.marked, glyph.shown != text && c != '\t', "{c:?}");
            }
            if let Some(plain) = plain_cols(c) {
                assert_eq!((c.width(), c.width_cjk()), (Some(plain), Some(plain)), "{c:?}");
            }
        }
    }

    /// Characters that meet in hostile text.
    fn hostile() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            "[a-z0-9 汉字，。]",
            "[\u{0}-\u{1f}\u{7f}-\u{9f}\u{ad}\u{61c}\u{200b}-\u{200f}\u{2028}-\u{202e}\u{2060}-\u{206f}\u{feff}]",
            "[\u{300}-\u{305}\u{fe0e}\u{fe0f}\u{20e3}\u{e0041}\u{e0100}\u{1f3fb}\u{200d}]",
            "[👩🚀❤🇨🇳#1●→㊙]",
            "[\u{1100}\u{1161}\u{11a8}\u{600}\u{903}\u{94d}\u{915}\u{e33}]",
            any::<char>().prop_map(|c| c.to_string()),
        ];
        prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
    }

    #[test]
    fn what_a_dropped_character_parted_is_counted_as_it_is_drawn() {
        for text in ["\u{300}🏻\u{e0100}🏻", "\u{200d}🏻\u{94d}🏻"] {
            for glyph in glyphs(text, Width::Narrow) {
                assert_eq!(cols(&glyph.shown, Width::Narrow), glyph.cols, "{glyph:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn glyphs_are_the_graphemes_of_unicode(text in hostile()) {
            let ours: Vec<_> = glyphs(&text, Width::Narrow).map(|glyph| (glyph.at, glyph.len)).collect();
            let unicode: Vec<_> = text.grapheme_indices(true).map(|(at, grapheme)| (at, grapheme.len())).collect();
            prop_assert_eq!(ours, unicode);
        }

        #[test]
        fn nothing_unsafe_is_shown_and_a_mark_is_the_sum_of_its_parts(text in hostile(), wide: bool) {
            let width = if wide { Width::Wide } else { Width::Narrow };
            for glyph in glyphs(&text, width) {
                prop_assert!(glyph.cols > 0 && glyph.shown.len() <= SHOWN_LEN_MAX + 12);
                for (index, c) in glyph.shown.char_indices() {
                    let (before, after) = glyph.shown.split_at(index);
                    let joins = is_joiner(c)
                        && before.chars().next_back().is_some_and(|c| !is_unsafe(c) || is_joiner(c))
                        && (c != '\u{200d}' || after.chars().nth(1).is_some_and(is_pictograph));
                    prop_assert!(!is_unsafe(c) || joins, "{:?} in {:?}", c, glyph);
                }
                if glyph.marked {
                    let parts: Vec<_> = glyphs(&glyph.shown, width).collect();
                    prop_assert!(parts.iter().all(|part| !part.marked), "{:?}", parts);
                    prop_assert_eq!(parts.iter().map(|part| part.cols).sum::<usize>(), glyph.cols, "{:?}", glyph);
                }
            }
        }
    }
}
