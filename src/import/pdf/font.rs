//! From the bytes a page shows to characters and their widths.
//!
//! A font says what its codes mean in one of several ways, or not at all. What it does not say is
//! never guessed: such a code shows as U+FFFD, and is counted.

use std::collections::HashMap;

use encoding_rs::{BIG5, Encoding, GB18030};

use super::cmap::CMap;
use super::encoding;
use super::file::File;
use super::fold::fold_into;
use super::object::{Dict, Object};

/// Widths of one font.
const WIDTHS_MAX: usize = 100_000;
/// Shapes are measured in thousandths of the font's size.
const UNIT: f64 = 1000.0;

/// A code as shown: what it says, and how far the next one is.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Shown {
    pub text: String,
    /// How many of its characters are unknown.
    pub unknown: u32,
    /// In units of the font's size; along the line, or down it where [`Font::is_vertical`].
    pub advance: f64,
    /// Whether it is the one byte 32, which word spacing widens.
    pub is_space_byte: bool,
}

/// A font.
#[derive(Debug)]
pub(super) struct Font {
    /// As the file names it, without the tag of a subset.
    pub name: String,
    pub is_vertical: bool,
    codes: Codes,
    meanings: Option<CMap>,
    widths: Widths,
}

/// Which bytes make a code, and what it shows where no map says so.
#[derive(Debug)]
enum Codes {
    /// One byte each; what each shows.
    Bytes(Box<[Option<char>; 256]>),
    /// Two bytes each, which only the map explains.
    Pairs,
    /// By a map of the file's own.
    Mapped(CMap),
    /// Unicode in units of so many bytes; 0 for UTF-8.
    Unicode(usize),
    /// An encoding of one or more bytes, with the shape that its ASCII begins at.
    Legacy { encoding: &'static Encoding, leads: std::ops::RangeInclusive<u8>, ascii_cid: u32 },
    /// An encoding we do not know: nothing can be told, not even where codes end.
    Foreign,
}

#[derive(Debug, Default)]
struct Widths {
    default: f64,
    single: HashMap<u32, f64>,
    /// first, last, width
    ranges: Vec<(u32, u32, f64)>,
}

impl Widths {
    fn of(&self, cid: u32) -> f64 {
        let in_range = || {
            let after = self.ranges.partition_point(|(first, _, _)| *first <= cid);
            self.ranges.get(..after)?.last().filter(|(_, last, _)| *last >= cid).map(|(_, _, width)| *width)
        };
        self.single.get(&cid).copied().or_else(in_range).unwrap_or(self.default)
    }
}

impl Font {
    /// Reads a font from its dictionary.
    pub fn read(file: &mut File, dict: &Dict) -> Self {
        let base = file.member(dict, b"BaseFont");
        let name = String::from_utf8_lossy(base.name().unwrap_or(b"?")).into_owned();
        let name = name.split_once('+').map_or(name.as_str(), |(_, rest)| rest).chars().filter(|c| !c.is_control()).take(60).collect();
        let meanings = dict.get(b"ToUnicode".as_slice()).cloned().and_then(|map| file.stream(&map)).map(|(_, bytes)| CMap::parse(&bytes));
        let kind = file.member(dict, b"Subtype");
        if kind.name() == Some(b"Type0") {
            Self::read_composite(file, dict, name, meanings)
        } else {
            Self::read_simple(file, dict, name, meanings, kind.name().unwrap_or_default())
        }
    }

    fn read_composite(file: &mut File, dict: &Dict, name: String, meanings: Option<CMap>) -> Self {
        let descendants = file.member(dict, b"DescendantFonts");
        let descendant = descendants.array().and_then(<[_]>::first).map(|first| file.resolve(first));
        let descendant = descendant.as_ref().and_then(Object::dict).cloned().unwrap_or_default();
        let encoding = dict.get(b"Encoding".as_slice()).cloned().unwrap_or(Object::Null);
        let own_map = file.stream(&encoding);
        let encoding = file.resolve(&encoding);
        let encoding = encoding.name().map(<[u8]>::to_vec);
        let mut is_vertical = encoding.as_ref().is_some_and(|name| name.ends_with(b"-V"));
        let codes = match (&encoding, own_map) {
            (Some(name), _) => predefined(name),
            (None, Some((map_dict, bytes))) => {
                is_vertical = map_dict.get(b"WMode".as_slice()).and_then(Object::index) == Some(1);
                let map = CMap::parse(&bytes);
                match &map.base {
                    Some(base) if !map.has_spaces() => predefined(base),
                    _ => Codes::Mapped(map),
                }
            }
            (None, None) => Codes::Foreign,
        };
        let widths = composite_widths(file, &descendant, is_vertical);
        Self { name, is_vertical, codes, meanings, widths }
    }

    fn read_simple(file: &mut File, dict: &Dict, name: String, meanings: Option<CMap>, kind: &[u8]) -> Self {
        let descriptor = file.member(dict, b"FontDescriptor").dict().cloned();
        let flags = descriptor.as_ref().and_then(|d| d.get(b"Flags".as_slice())).and_then(Object::index).unwrap_or(0);
        let is_symbolic = descriptor.is_some() && flags & 4 != 0 && flags & 32 == 0;
        let encoding = file.member(dict, b"Encoding");
        let (base, differences) = match &encoding {
            Object::Name(name) => (Some(name.clone()), Vec::new()),
            Object::Dict(own) => {
                let base = file.member(own, b"BaseEncoding").name().map(<[u8]>::to_vec);
                (base, encoding::differences(file.member(own, b"Differences").array().unwrap_or_default()))
            }
            _ => (None, Vec::new()),
        };
        // A font of symbols, and one drawn by hand, has an encoding of its own that nobody can know.
        let implied = match kind {
            b"Type3" => b"".as_slice(),
            _ if is_symbolic || matches!(name.as_str(), "Symbol" | "ZapfDingbats") => b"",
            b"TrueType" => b"WinAnsiEncoding",
            _ => b"StandardEncoding",
        };
        let base = base.unwrap_or_else(|| implied.to_vec());
        let mut shown = Box::new([None; 256]);
        for (code, slot) in (0..=u8::MAX).zip(shown.iter_mut()) {
            *slot = encoding::named(&base, code);
        }
        for (code, character) in differences {
            shown[usize::from(code)] = character;
        }
        let widths = simple_widths(file, dict, descriptor.as_ref(), kind);
        Self { name, is_vertical: false, codes: Codes::Bytes(shown), meanings, widths }
    }

    /// What `bytes` show, code by code.
    pub fn show(&self, bytes: &[u8]) -> Vec<Shown> {
        let mut shown = Vec::new();
        let mut rest = bytes;
        while !rest.is_empty() {
            let len = self.code_len(rest).clamp(1, rest.len());
            let (own, after) = rest.split_at(len);
            rest = after;
            let code = own.iter().take(4).fold(0, |code, byte| (code << 8) | u32::from(*byte));
            let meant = self.meanings.as_ref().and_then(|map| map.text(code)).filter(|text| !text.is_empty() && text != "\0");
            let mut text = String::new();
            let meant = meant.or_else(|| self.decode(own, code)).unwrap_or_else(|| char::REPLACEMENT_CHARACTER.to_string());
            let unknown = fold_into(&mut text, &meant);
            shown.push(Shown { text, unknown, advance: self.widths.of(self.cid(own, code)) / UNIT, is_space_byte: own == b" " });
        }
        shown
    }

    fn code_len(&self, bytes: &[u8]) -> usize {
        match &self.codes {
            Codes::Bytes(_) => 1,
            Codes::Pairs | Codes::Foreign => 2,
            Codes::Mapped(map) => map.code_len(bytes),
            Codes::Unicode(0) => bytes.first().map_or(1, |first| first.leading_ones().max(1) as usize),
            Codes::Unicode(2) => {
                if matches!(bytes.first(), Some(0xD8..=0xDB)) {
                    4
                } else {
                    2
                }
            }
            Codes::Unicode(unit) => *unit,
            Codes::Legacy { encoding, leads, .. } => match bytes {
                [first, ..] if !leads.contains(first) => 1,
                [_, 0x30..=0x39, ..] if *encoding == GB18030 => 4,
                _ => 2,
            },
        }
    }

    /// What a code shows by the font's encoding alone.
    fn decode(&self, own: &[u8], code: u32) -> Option<String> {
        match &self.codes {
            Codes::Bytes(shown) => own.first().and_then(|byte| shown[usize::from(*byte)]).map(String::from),
            Codes::Pairs | Codes::Mapped(_) | Codes::Foreign => None,
            Codes::Unicode(0) => str::from_utf8(own).ok().map(str::to_owned),
            Codes::Unicode(4) => char::from_u32(code).map(String::from),
            Codes::Unicode(_) => {
                let (pairs, odd) = own.as_chunks::<2>();
                let units = pairs.iter().map(|pair| u16::from_be_bytes(*pair));
                char::decode_utf16(units).collect::<Result<String, _>>().ok().filter(|_| odd.is_empty())
            }
            Codes::Legacy { encoding, .. } => {
                let (text, malformed) = encoding.decode_without_bom_handling(own);
                (!malformed).then(|| text.into_owned())
            }
        }
    }

    /// The shape a code takes, as far as its width needs it.
    fn cid(&self, own: &[u8], code: u32) -> u32 {
        let ascii = (0x20..0x7F).contains(&code);
        match &self.codes {
            Codes::Mapped(map) => map.cid(code).unwrap_or(code),
            // In all Chinese collections the shapes of ASCII begin so.
            Codes::Unicode(_) if ascii => code - 0x1F,
            Codes::Legacy { ascii_cid, .. } if ascii && own.len() == 1 => code - 0x20 + ascii_cid,
            // Other shapes have the default width.
            Codes::Unicode(_) | Codes::Legacy { .. } => u32::MAX,
            Codes::Bytes(_) | Codes::Pairs | Codes::Foreign => code,
        }
    }
}

/// The encodings that the standard knows by name, as far as Chinese reports use them.
fn predefined(name: &[u8]) -> Codes {
    let stem = name.strip_suffix(b"-H").or_else(|| name.strip_suffix(b"-V")).unwrap_or(name);
    let gb = |leads, ascii_cid| Codes::Legacy { encoding: GB18030, leads, ascii_cid };
    let big5 = |ascii_cid| Codes::Legacy { encoding: BIG5, leads: 0x81..=0xFE, ascii_cid };
    match stem {
        b"Identity" => Codes::Pairs,
        b"GBK-EUC" | b"GBK2K" => gb(0x81..=0xFE, 814),
        b"GBKp-EUC" => gb(0x81..=0xFE, 1),
        b"GB-EUC" => gb(0xA1..=0xFE, 814),
        b"GBpc-EUC" => gb(0xA1..=0xFC, 1),
        b"B5pc" | b"ETen-B5" => big5(1),
        b"ETenms-B5" | b"HKscs-B5" => big5(13648),
        _ if stem.starts_with(b"Uni") && stem.ends_with(b"UTF8") => Codes::Unicode(0),
        _ if stem.starts_with(b"Uni") && stem.ends_with(b"UTF32") => Codes::Unicode(4),
        _ if stem.starts_with(b"Uni") && (stem.ends_with(b"UTF16") || stem.ends_with(b"UCS2")) => Codes::Unicode(2),
        _ => Codes::Foreign,
    }
}

fn composite_widths(file: &mut File, descendant: &Dict, is_vertical: bool) -> Widths {
    if is_vertical {
        let height = file.member(descendant, b"DW2").array().and_then(|pair| pair.get(1)?.number()).unwrap_or(-UNIT);
        return Widths { default: height.abs(), ..Widths::default() };
    }
    let mut widths = Widths { default: file.member(descendant, b"DW").number().unwrap_or(UNIT), ..Widths::default() };
    let list = file.member(descendant, b"W");
    let mut rest = list.array().unwrap_or_default().iter();
    while let Some(first) = rest.next().and_then(Object::index).and_then(|first| u32::try_from(first).ok()) {
        match rest.next().map(|second| file.resolve(second)) {
            Some(Object::Array(list)) => {
                let room = WIDTHS_MAX.saturating_sub(widths.single.len());
                widths.single.extend((first..).zip(list.iter().take(room).map(|width| width.number().unwrap_or(UNIT))));
            }
            Some(second) => {
                let end = second.index().and_then(|end| u32::try_from(end).ok());
                let (Some(end), Some(width)) = (end, rest.next().and_then(Object::number)) else { break };
                widths.ranges.push((first, end, width));
            }
            None => break,
        }
    }
    widths.ranges.sort_by_key(|(first, _, _)| *first);
    widths
}

fn simple_widths(file: &mut File, dict: &Dict, descriptor: Option<&Dict>, kind: &[u8]) -> Widths {
    let missing = descriptor.and_then(|d| d.get(b"MissingWidth".as_slice())).and_then(Object::number);
    // The fonts every viewer has come without widths; their digits take a little more than half.
    let mut widths = Widths { default: missing.filter(|width| *width > 0.0).unwrap_or(556.0), ..Widths::default() };
    let first = file.member(dict, b"FirstChar").index().and_then(|first| u32::try_from(first).ok()).unwrap_or(0);
    // A font drawn by hand has units of its own.
    let matrix = file.member(dict, b"FontMatrix");
    let own_unit = matrix.array().and_then(|m| m.first()?.number()).filter(|_| kind == b"Type3").unwrap_or(1.0 / UNIT) * UNIT;
    if let Object::Array(list) = file.member(dict, b"Widths") {
        let list: Vec<f64> = list.iter().take(256).map(|width| file.resolve(width).number().unwrap_or(0.0) * own_unit).collect();
        widths.single.extend((first..).zip(list));
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    fn font(codes: Codes) -> Font {
        Font { name: String::new(), is_vertical: false, codes, meanings: None, widths: Widths { default: UNIT, ..Widths::default() } }
    }

    fn shown(font: &Font, bytes: &[u8]) -> (String, u32) {
        let shown = font.show(bytes);
        (shown.iter().map(|code| code.text.as_str()).collect(), shown.iter().map(|code| code.unknown).sum())
    }

    #[test]
    fn digits_between_chinese_bytes_keep_their_places() {
        // An odd run of digits is what readers that take bytes in pairs corrupt.
        let text = "29094份，预算执行率99.95%，𠮷";
        for name in [&b"GBK-EUC-H"[..], b"GBKp-EUC-H", b"GBK2K-H"] {
            let (bytes, _, _) = GB18030.encode(text);
            assert_eq!(shown(&font(predefined(name)), &bytes), (text.to_owned(), 0));
        }
        let (bytes, _, _) = GB18030.encode("共3个，12.5万元");
        assert_eq!(shown(&font(predefined(b"GB-EUC-V")), &bytes).0, "共3个，12.5万元");
        let (bytes, _, _) = BIG5.encode("預算執行率99.9%");
        assert_eq!(shown(&font(predefined(b"ETen-B5-H")), &bytes).0, "預算執行率99.9%");
    }

    #[test]
    fn unicode_encodings_need_no_map() {
        let utf16: Vec<u8> = "执行率9𠮷".encode_utf16().flat_map(u16::to_be_bytes).collect();
        for name in [&b"UniGB-UCS2-H"[..], b"UniGB-UTF16-H"] {
            assert_eq!(shown(&font(predefined(name)), &utf16).0, "执行率9𠮷");
        }
        assert_eq!(shown(&font(predefined(b"UniGB-UTF8-H")), "率9".as_bytes()).0, "率9");
    }

    #[test]
    fn what_a_font_does_not_say_is_not_guessed() {
        assert_eq!(shown(&font(predefined(b"Identity-H")), &[0, 1, 0, 2]), ("\u{FFFD}\u{FFFD}".to_owned(), 2));
        assert_eq!(shown(&font(predefined(b"90ms-RKSJ-H")), b"12").1, 1);
        assert_eq!(shown(&font(predefined(b"GBK-EUC-H")), &[0xD4]).1, 1);
    }
}
