//! The workbook's words, each kept once.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::MAIN;
use crate::export::xml::{escaped, visible};

/// What a cell can hold, in UTF-16 units, as spreadsheets count.
const CELL_UNITS_MAX: usize = 32_767;
/// And in line breaks.
const LINE_BREAKS_MAX: usize = 250;

/// The table of words.
#[derive(Debug, Default)]
pub(super) struct Strings {
    known: HashMap<String, usize>,
    list: Vec<String>,
}

impl Strings {
    /// The number of `text`, made visible and cut to what a cell holds: the cut is stated in the cell.
    pub fn index(&mut self, text: &str) -> usize {
        let text = cut(text);
        if let Some(known) = self.known.get(&text) {
            return *known;
        }
        let index = self.list.len();
        self.known.insert(text.clone(), index);
        self.list.push(text);
        index
    }

    pub fn to_xml(&self) -> String {
        let mut xml = format!("<sst xmlns=\"{MAIN}\">");
        for text in &self.list {
            write!(xml, "<si><t xml:space=\"preserve\">{}</t></si>", literal(&escaped(text))).expect("a string takes all");
        }
        xml + "</sst>"
    }
}

/// `text` as a cell can hold it.
pub(super) fn cut(text: &str) -> String {
    let text = visible(text);
    let mut breaks = 0;
    let joined = text.chars().map(|c| {
        breaks += usize::from(c == '\n');
        if c == '\n' && breaks > LINE_BREAKS_MAX { ' ' } else { c }
    });
    let text: String = joined.collect();
    let units = text.encode_utf16().count();
    if units <= CELL_UNITS_MAX {
        return text;
    }
    let said = format!("……（全文{}字，超过单元格容量，此处截断，全文见审核文件）", text.chars().count());
    let mut room = CELL_UNITS_MAX - said.encode_utf16().count();
    let kept = text.chars().take_while(|c| {
        let fits = c.len_utf16() <= room;
        room = room.saturating_sub(c.len_utf16());
        fits
    });
    kept.collect::<String>() + &said
}

/// `_x0041_` would be read as the character of that number: its first sign is written as one.
fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("_x") {
        let is_number = after.as_bytes().get(..5).is_some_and(|next| next.ends_with(b"_") && next[..4].iter().all(u8::is_ascii_hexdigit));
        out.push_str(before);
        out.push_str(if is_number { "_x005F_x" } else { "_x" });
        rest = after;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_too_long_is_cut_and_says_so() {
        let text = cut(&"长".repeat(40_000));
        assert!(text.encode_utf16().count() <= CELL_UNITS_MAX);
        assert!(text.ends_with("……（全文40000字，超过单元格容量，此处截断，全文见审核文件）"));
        let text = cut(&"𠮷".repeat(20_000));
        assert!(text.encode_utf16().count() <= CELL_UNITS_MAX && text.contains("全文20000字"));
        assert_eq!(cut(&"长".repeat(32_767)).chars().count(), 32_767);
        assert_eq!(cut(&"\n".repeat(1_000)).matches('\n').count(), LINE_BREAKS_MAX);
    }

    #[test]
    fn what_looks_like_an_escaped_character_stays_as_it_is() {
        assert_eq!(literal("a_x0041_b_xyz_ _x000D_"), "a_x005F_x0041_b_xyz_ _x005F_x000D_");
    }
}
