//! The maps of a font: which bytes make a code, what the code shows, which shape it takes.

use std::collections::HashMap;

use super::object::{Lexer, Object, Token};

/// Codes of one font: none has more shapes than this.
const CODES_MAX: usize = 150_000;

/// A map from codes to text, to shapes (CIDs), or both.
#[derive(Clone, Debug, Default)]
pub(super) struct CMap {
    spaces: Vec<Space>,
    texts: HashMap<u32, String>,
    /// Ranges of codes whose text counts on from the first: low, high, text of low.
    text_ranges: Vec<(u32, u32, String)>,
    cid_ranges: Vec<(u32, u32, u32)>,
    /// The map that this one completes, by its name.
    pub base: Option<Vec<u8>>,
}

/// Codes of one length; each byte lies between those of `low` and `high`.
#[derive(Clone, Debug)]
struct Space {
    low: Vec<u8>,
    high: Vec<u8>,
}

impl Space {
    fn holds(&self, bytes: &[u8]) -> bool {
        bytes.len() == self.low.len() && self.low.iter().zip(&self.high).zip(bytes).all(|((low, high), byte)| (low..=high).contains(&byte))
    }
}

impl CMap {
    /// Reads a map. What it does not understand it passes over.
    pub fn parse(bytes: &[u8]) -> Self {
        let mut map = Self::default();
        let mut lexer = Lexer::new(bytes, 0);
        let mut operands: Vec<Object> = Vec::new();
        while let Some(token) = lexer.token() {
            match token {
                Token::Object(object) if operands.len() < CODES_MAX => operands.push(object),
                Token::Object(_) => {}
                Token::Word(word) => {
                    map.take(&word, &operands);
                    operands.clear();
                }
            }
        }
        map.text_ranges.sort_by_key(|(low, _, _)| *low);
        map.cid_ranges.sort_by_key(|(low, _, _)| *low);
        map
    }

    fn take(&mut self, word: &[u8], operands: &[Object]) {
        let code = |object: &Object| object.text().and_then(code_of);
        match word {
            b"endcodespacerange" => {
                for pair in operands.chunks_exact(2) {
                    if let (Some(low), Some(high)) = (pair[0].text(), pair[1].text())
                        && (1..=4).contains(&low.len())
                        && low.len() == high.len()
                    {
                        self.spaces.push(Space { low: low.to_vec(), high: high.to_vec() });
                    }
                }
            }
            b"endbfchar" => {
                for pair in operands.chunks_exact(2) {
                    if let Some(code) = code(&pair[0]) {
                        self.add_text(code, &pair[1]);
                    }
                }
            }
            b"endbfrange" => {
                for range in operands.chunks_exact(3) {
                    let (Some(low), Some(high)) = (code(&range[0]), code(&range[1])) else { continue };
                    match &range[2] {
                        Object::Array(members) => {
                            for (code, member) in (low..=high).zip(members) {
                                self.add_text(code, member);
                            }
                        }
                        other => {
                            if let Some(text) = other.text().and_then(utf16).filter(|_| self.text_ranges.len() < CODES_MAX) {
                                self.text_ranges.push((low, high, text));
                            }
                        }
                    }
                }
            }
            b"endcidrange" => {
                for range in operands.chunks_exact(3) {
                    self.add_cids(code(&range[0]), code(&range[1]), &range[2]);
                }
            }
            b"endcidchar" => {
                for pair in operands.chunks_exact(2) {
                    self.add_cids(code(&pair[0]), code(&pair[0]), &pair[1]);
                }
            }
            b"usecmap" => self.base = operands.last().and_then(Object::name).map(<[u8]>::to_vec),
            _ => {}
        }
    }

    fn add_text(&mut self, code: u32, text: &Object) {
        let text = match text {
            Object::Name(name) => super::encoding::character(name).map(String::from),
            other => other.text().and_then(utf16),
        };
        if let Some(text) = text.filter(|_| self.texts.len() < CODES_MAX) {
            self.texts.insert(code, text);
        }
    }

    fn add_cids(&mut self, low: Option<u32>, high: Option<u32>, cid: &Object) {
        if let (Some(low), Some(high), Some(cid)) = (low, high, cid.index().and_then(|cid| u32::try_from(cid).ok()))
            && self.cid_ranges.len() < CODES_MAX
        {
            self.cid_ranges.push((low, high, cid));
        }
    }

    /// Whether it says which bytes make a code.
    pub fn has_spaces(&self) -> bool {
        !self.spaces.is_empty()
    }

    /// How many of `bytes` make the next code.
    pub fn code_len(&self, bytes: &[u8]) -> usize {
        let fits = |len: &usize| bytes.get(..*len).is_some_and(|code| self.spaces.iter().any(|space| space.holds(code)));
        let shortest = self.spaces.iter().map(|space| space.low.len()).min().unwrap_or(1);
        (1..=4).find(fits).unwrap_or(shortest)
    }

    /// What a code shows.
    pub fn text(&self, code: u32) -> Option<String> {
        if let Some(text) = self.texts.get(&code) {
            return Some(text.clone());
        }
        let (low, _, text) = last_with(&self.text_ranges, code, |(low, high, _)| (*low, *high))?;
        let mut characters: Vec<char> = text.chars().collect();
        let last = characters.pop()?;
        characters.push(char::from_u32(u32::from(last).checked_add(code - low)?)?);
        Some(characters.into_iter().collect())
    }

    /// The shape a code takes.
    pub fn cid(&self, code: u32) -> Option<u32> {
        let (low, _, cid) = last_with(&self.cid_ranges, code, |(low, high, _)| (*low, *high))?;
        cid.checked_add(code - low)
    }
}

/// The range that holds `code`, in ranges sorted by where they begin; ranges that lie in another come after it.
fn last_with<T>(ranges: &[T], code: u32, bounds: fn(&T) -> (u32, u32)) -> Option<&T> {
    /// Ranges that overlap are rare; so far back one is looked for.
    const BACK: usize = 8;
    let after = ranges.partition_point(|range| bounds(range).0 <= code);
    ranges.get(..after)?.iter().rev().take(BACK).find(|range| bounds(range).1 >= code)
}

fn code_of(bytes: &[u8]) -> Option<u32> {
    (bytes.len() <= 4).then(|| bytes.iter().fold(0, |code, byte| (code << 8) | u32::from(*byte)))
}

/// Text as maps write it: UTF-16, most significant byte first. A lone byte is a Latin letter.
fn utf16(bytes: &[u8]) -> Option<String> {
    if let [byte] = bytes {
        return Some(char::from(*byte).to_string());
    }
    let (pairs, odd) = bytes.as_chunks::<2>();
    if !odd.is_empty() || pairs.is_empty() {
        return None;
    }
    char::decode_utf16(pairs.iter().map(|pair| u16::from_be_bytes(*pair))).collect::<Result<_, _>>().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chars_ranges_and_arrays_of_a_map_are_read() {
        let map = CMap::parse(
            b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap
              1 begincodespacerange <0000> <FFFF> endcodespacerange
              2 beginbfchar <0003> <0020> <0004> <D842DFB7> endbfchar
              2 beginbfrange <0010> <0012> <4E00> <0020> <0021> [<9884> <7B97>] endbfrange
              1 begincidrange <0000> <00FF> 5 endcidrange endcmap",
        );
        assert_eq!(map.text(3).as_deref(), Some(" "));
        assert_eq!(map.text(4).as_deref(), Some("𠮷"));
        assert_eq!(map.text(0x12).as_deref(), Some("丂"));
        assert_eq!(map.text(0x21).as_deref(), Some("算"));
        assert_eq!(map.text(0x13), None);
        assert_eq!(map.cid(7), Some(12));
        assert_eq!(map.code_len(b"\x00\x03\x00"), 2);
    }

    #[test]
    fn codes_of_several_lengths_are_told_apart() {
        let map = CMap::parse(b"2 begincodespacerange <00> <80> <8140> <FEFE> endcodespacerange");
        assert_eq!(map.code_len(b"12"), 1);
        assert_eq!(map.code_len(&[0xD4, 0xA4]), 2);
        assert_eq!(map.code_len(&[0xFF, 0xFF]), 1);
    }

    #[test]
    fn hostile_ranges_take_no_room() {
        let map = CMap::parse(b"1 beginbfrange <00000000> <FFFFFFFF> <4E00> endbfrange beginbfchar <00 endbfchar");
        assert_eq!(map.text(0xFFFF_FFFF), None);
        assert_eq!(map.text(1).as_deref(), Some("丁"));
    }
}
