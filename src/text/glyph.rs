//! One character as a reader sees it: its place in the source, its safe shape, its columns.
//!
//! A control, direction, tag or invisible character is shown as a visible mark (`␛`, `⟨RLO⟩`);
//! more than eight combining marks on one base are shown as eight and a count.

use std::borrow::Cow;

use unicode_segmentation::{GraphemeIndices, UnicodeSegmentation};
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
    /// Whether `shown` stands for something that must not be drawn.
    pub marked: bool,
}

impl Glyph<'_> {
    /// Byte offset after it in the source.
    pub fn end(&self) -> usize {
        self.at + self.len
    }
}

/// Iterator over [`Glyph`]s, made by [`glyphs`].
pub struct Glyphs<'a> {
    text: &'a str,
    rest: GraphemeIndices<'a>,
    width: Width,
}

/// The characters of `text` as a reader sees them, in order, covering every byte once.
pub fn glyphs(text: &str, width: Width) -> Glyphs<'_> {
    Glyphs { text, rest: text.grapheme_indices(true), width }
}

/// Columns `text` takes on one line, its marks included.
pub fn cols(text: &str, width: Width) -> usize {
    if text.bytes().all(|b| (0x20..0x7f).contains(&b)) {
        return text.len();
    }
    glyphs(text, width).map(|g| g.cols).sum()
}

impl<'a> Iterator for Glyphs<'a> {
    type Item = Glyph<'a>;

    fn next(&mut self) -> Option<Glyph<'a>> {
        let (at, source) = self.rest.next()?;
        debug_assert!(self.text.is_char_boundary(at));
        Some(shape(at, source, self.width))
    }
}

/// The safe shape of one grapheme.
fn shape(at: usize, source: &str, width: Width) -> Glyph<'_> {
    let len = source.len();
    let mut chars = source.chars();
    let first = chars.next().expect("a grapheme has at least one character");
    if chars.as_str().is_empty() && mark(first).is_none() {
        let cols = char_cols(first, width);
        if cols > 0 {
            return Glyph { at, len, shown: Cow::Borrowed(source), cols, marked: false };
        }
    }
    if source == "\r\n" {
        return Glyph { at, len, shown: Cow::Borrowed("␊"), cols: 1, marked: true };
    }
    if first == '\t' {
        return Glyph { at, len, shown: Cow::Borrowed("  "), cols: 2, marked: false };
    }
    let emoji = source.chars().any(|c| char_cols(c, width) == 2);
    let mut shown = String::with_capacity(len);
    let mut marked = false;
    let mut combining = 0_usize;
    let mut cols = 0_usize;
    for (index, c) in source.chars().enumerate() {
        // Joiners and variation selectors belong to emoji and to Han variants, nowhere else.
        let joins = matches!(c, '\u{200d}' | '\u{fe0e}' | '\u{fe0f}' | '\u{e0100}'..='\u{e01ef}');
        if let Some(mark) = mark(c).filter(|_| !(joins && emoji && index > 0)) {
            shown.push_str(&mark);
            cols += mark.chars().map(|c| char_cols(c, width)).sum::<usize>();
            marked = true;
            continue;
        }
        let own = char_cols(c, width);
        if own == 0 {
            combining += 1;
            if combining > COMBINING_MAX {
                continue;
            }
            if cols == 0 {
                // A mark without a base gets one it can be seen on.
                shown.push('\u{25cc}');
                cols = char_cols('\u{25cc}', width);
                marked = true;
            }
            shown.push(c);
        } else if emoji && index > 0 && !marked {
            // The parts of one emoji share its columns.
            shown.push(c);
        } else {
            shown.push(c);
            cols += own;
        }
    }
    if combining > COMBINING_MAX {
        let more = format!("+{}", combining - COMBINING_MAX);
        cols += more.len();
        shown.push_str(&more);
        marked = true;
    }
    Glyph { at, len, shown: Cow::Owned(shown), cols: cols.max(1), marked }
}

/// Columns of one character; 0 for what combines.
fn char_cols(c: char, width: Width) -> usize {
    match width {
        Width::Narrow => c.width(),
        Width::Wide => c.width_cjk(),
    }
    .unwrap_or(0)
}

/// Whether every terminal gives `shown` the same columns: ASCII, Han and full-width characters alone.
/// A cursor behind anything else is where the terminal, not we, thinks it is.
pub fn is_sure(shown: &str) -> bool {
    let mut chars = shown.chars();
    let sure = matches!(
        chars.next(),
        Some(' '..='~' | '\u{3001}'..='\u{3029}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ff60}')
    );
    sure && chars.as_str().is_empty()
}

/// Whether `c` is never drawn itself: a control, direction, tag or invisible character. Joiners and
/// variation selectors count too, although inside an emoji they are drawn.
pub fn hidden(c: char) -> bool {
    mark(c).is_some()
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
        '\u{2061}'..='\u{2064}' => "INV",
        '\u{2066}' => "LRI",
        '\u{2067}' => "RLI",
        '\u{2068}' => "FSI",
        '\u{2069}' => "PDI",
        '\u{206a}'..='\u{206f}' => "FMT",
        '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' => "VS",
        '\u{feff}' => "BOM",
        '\u{fff9}'..='\u{fffb}' => "IA",
        '\u{1d173}'..='\u{1d17a}' => "MUS",
        '\u{e0000}'..='\u{e007f}' => "TAG",
        _ => return None,
    };
    Some(Cow::Owned(format!("⟨{name}⟩")))
}
