//! Pinyin: a word typed without an input method against Han text, by full reading, initials, or a
//! mix; every reading of a character counts.
//!
//! The letters still wanted are the bits of one number, so a character costs a few operations
//! whatever was read before it, and nothing can blow up.

use std::collections::HashMap;
use std::sync::LazyLock;

use pinyin::ToPinyinMulti;

use super::fold::{HAN, fold, han};

/// A longer word is taken as it is written: nobody spells so much in one go, and its letters are bits.
const LETTERS_MAX: usize = 63;

/// How each character of [`HAN`] may be read.
static READINGS: LazyLock<Readings> = LazyLock::new(Readings::new);

struct Readings {
    /// The letters its readings begin with, as bits.
    initials: Vec<u32>,
    /// Where its readings begin in `all`; one more for the end.
    starts: Vec<u32>,
    /// Syllables by number.
    all: Vec<u16>,
    syllables: Vec<String>,
}

impl Readings {
    fn new() -> Self {
        let mut numbers: HashMap<String, u16> = HashMap::new();
        let mut table = Self { initials: Vec::new(), starts: vec![0], all: Vec::new(), syllables: Vec::new() };
        for c in HAN {
            let mut own: Vec<u16> = Vec::new();
            for reading in c.to_pinyin_multi().into_iter().flatten() {
                // ü is typed v, by some u.
                for typed in ["v", "u"].map(|letter| reading.plain().replace('ü', letter)) {
                    let next = u16::try_from(table.syllables.len()).expect("there are some four hundred syllables");
                    let number = *numbers.entry(typed.clone()).or_insert_with(|| {
                        table.syllables.push(typed);
                        next
                    });
                    if !own.contains(&number) {
                        own.push(number);
                    }
                }
            }
            let first = |number: &u16| table.syllables[usize::from(*number)].bytes().next().map_or(0, letter);
            table.initials.push(own.iter().map(first).fold(0, |bits, bit| bits | bit));
            table.all.extend(own);
            table.starts.push(u32::try_from(table.all.len()).expect("some thirty thousand readings"));
        }
        table
    }

    fn of(&self, at: usize) -> impl Iterator<Item = &str> {
        let numbers = self.starts[at] as usize..self.starts[at + 1] as usize;
        self.all[numbers].iter().map(|number| self.syllables[usize::from(*number)].as_str())
    }
}

/// The bit of a letter; none for what is no small letter.
fn letter(byte: u8) -> u32 {
    if byte.is_ascii_lowercase() { 1 << (byte - b'a') } else { 0 }
}

/// A word that may be read as pinyin.
#[derive(Clone, Debug)]
pub(super) struct Spelt {
    letters: Vec<char>,
}

/// How a place matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Read {
    /// Bytes it takes.
    pub len: usize,
    /// Whether any character was read rather than written so.
    pub spelt: bool,
}

impl Spelt {
    /// `None` if the folded `word` has no letter, so that nothing is to be read, or is too long.
    pub fn new(word: &str) -> Option<Self> {
        let letters: Vec<char> = word.chars().filter(|c| *c != '\'').collect();
        (letters.iter().any(char::is_ascii_lowercase) && letters.len() <= LETTERS_MAX).then_some(Self { letters })
    }

    /// Whether the word may begin with `c`, a folded character.
    pub fn may_begin(&self, c: char) -> bool {
        let first = self.letters[0];
        c == first || (first.is_ascii_lowercase() && han(c).is_some_and(|at| READINGS.initials[at] & letter(first as u8) != 0))
    }

    /// The shortest match at the start of folded `text`.
    pub fn at_start(&self, text: &str) -> Option<Read> {
        let end = 1_u64 << self.letters.len();
        // How many letters are behind us: as written alone, and with something read.
        let (mut written, mut read) = (1_u64, 0_u64);
        for (at, c) in text.char_indices() {
            let (mut next_written, mut next_read) = (0, 0);
            self.each(written | read, |from, bit| {
                if self.letters[from] == c {
                    next_written |= (written & bit) << 1;
                    next_read |= (read & bit) << 1;
                }
            });
            if let Some(han) = han(c) {
                self.each(written | read, |from, _| next_read |= self.after(from, han));
            }
            (written, read) = (next_written, next_read);
            if (written | read) & end != 0 {
                return Some(Read { len: at + c.len_utf8(), spelt: written & end == 0 });
            }
            if written | read == 0 {
                return None;
            }
        }
        None
    }

    fn each(&self, bits: u64, mut does: impl FnMut(usize, u64)) {
        let mut left = bits & ((1 << self.letters.len()) - 1);
        while left != 0 {
            let from = left.trailing_zeros();
            does(from as usize, 1 << from);
            left &= left - 1;
        }
    }

    /// Where the letters from `from` on lead by the readings of a character: its initial (zh and the like
    /// also whole), its full reading, or as much of it as was typed.
    fn after(&self, from: usize, han: usize) -> u64 {
        let wanted = &self.letters[from..];
        if !wanted[0].is_ascii_lowercase() || READINGS.initials[han] & letter(wanted[0] as u8) == 0 {
            return 0;
        }
        let mut to = 0;
        for reading in READINGS.of(han) {
            let same = reading.chars().zip(wanted).take_while(|(c, wanted)| c == *wanted).count();
            let digraph = reading.as_bytes().get(1) == Some(&b'h');
            if same >= 1 {
                to |= 1 << (from + 1);
            }
            if same >= 2 && digraph {
                to |= 1 << (from + 2);
            }
            if same == reading.len() || same == wanted.len() {
                to |= 1 << (from + same);
            }
        }
        to
    }
}

/// Works the table of readings out, so that the first search need not.
pub(super) fn prepare() {
    LazyLock::force(&READINGS);
    fold('审');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reads(word: &str, text: &str) -> bool {
        let spelt = Spelt::new(word).expect("it has letters");
        spelt.at_start(text).is_some_and(|read| read.spelt)
    }

    #[test]
    fn full_readings_initials_and_mixtures_are_read() {
        for word in ["gwjh", "gongwenjiaohuan", "gongwjh", "gwjiaohuan", "gw交换", "gwj换", "gongwenjiaoh", "gwjia"] {
            assert!(reads(word, "公文交换份数"), "{word}");
        }
        for word in ["gwjc", "wjh", "gongwenjiaox", "gonwen"] {
            assert!(!reads(word, "公文交换份数"), "{word}");
        }
    }

    #[test]
    fn every_reading_of_a_character_counts() {
        assert!(reads("chongqing", "重庆") && reads("zhongqing", "重庆") && reads("cq", "重庆") && reads("zhq", "重庆"));
        assert!(reads("kuaiji", "会计") && reads("huiji", "会计"));
        assert!(reads("lvhua", "绿化") && reads("luhua", "绿化") && reads("xi'an", "西安"));
    }

    #[test]
    fn what_is_written_so_is_not_spelt() {
        let spelt = Spelt::new("gw").expect("it has letters");
        assert_eq!(spelt.at_start("gw交换"), Some(Read { len: 2, spelt: false }));
        assert_eq!(spelt.at_start("公文"), Some(Read { len: 6, spelt: true }));
        assert!(Spelt::new("2021").is_none() && Spelt::new("公文").is_none() && Spelt::new(&"a".repeat(64)).is_none());
    }
}
