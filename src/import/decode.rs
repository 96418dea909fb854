//! From bytes to text. Tried in this order, each only if it explains every byte: a byte order mark,
//! UTF-8, the zero bytes of UTF-16, GB18030; last a guess among the others with Chinese in mind.
//! The encoding that was used is always told, for a guess can be wrong.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GB18030, UTF_16BE, UTF_16LE};

use super::refusal::Unreadable;

/// A text and the encoding it was in.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    pub text: String,
    pub encoding: &'static str,
}

/// Reads text in whatever encoding it is.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, Unreadable> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let body = bytes.get(mark..).unwrap_or_default();
        return strictly(encoding, body).map_or_else(
            || if encoding == encoding_rs::UTF_8 { Err(line_of_fault(body)) } else { Err(Unreadable::Binary) },
            |text| Ok(Decoded { text, encoding: encoding.name() }),
        );
    }
    // Chinese takes three bytes a character in UTF-8: with two only, it may be a word or two of GB18030.
    let is_text = |text: &&str| !text.contains('\0') && (text.is_ascii() || text.chars().any(|c| c >= '\u{800}'));
    if let Some(text) = str::from_utf8(bytes).ok().filter(is_text) {
        return Ok(Decoded { text: text.to_owned(), encoding: "UTF-8" });
    }
    if bytes.contains(&0) {
        return unmarked_utf16(bytes).ok_or(Unreadable::Binary);
    }
    if let Some(text) = strictly(GB18030, bytes).filter(|text| is_plausible(text)) {
        return Ok(Decoded { text, encoding: "GB18030" });
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guesses = [b"cn", b"tw"].map(|place| detector.guess(Some(place), Utf8Detection::Deny));
    let read = |encoding: &'static Encoding| {
        let text = strictly(encoding, bytes).filter(|text| is_plausible(text))?;
        Some(Decoded { text, encoding: encoding.name() })
    };
    guesses.into_iter().find_map(read).ok_or_else(|| line_of_fault(bytes))
}

/// The text, if every byte fits.
fn strictly(encoding: &'static Encoding, bytes: &[u8]) -> Option<String> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes).map(std::borrow::Cow::into_owned)
}

/// UTF-16 without a mark. Zero bytes alone do not tell which half comes first, for 一 and the
/// ideographic space have one on the other side; so the reading that is Chinese text counts.
fn unmarked_utf16(bytes: &[u8]) -> Option<Decoded> {
    let usual = |c: &char| matches!(*c, '\t' | '\n' | '\r' | ' '..='~' | '\u{2010}'..='\u{203B}' | '\u{2460}'..='\u{2473}' | '\u{25A0}'..='\u{25FF}' | '\u{3000}'..='\u{301F}' | '\u{4E00}'..='\u{9FFF}' | '\u{FF01}'..='\u{FF5E}');
    let readings = [UTF_16LE, UTF_16BE].into_iter().filter_map(|encoding| {
        let text = strictly(encoding, bytes)?;
        let (all, known) = (text.chars().count(), text.chars().filter(usual).count());
        (known * 10 >= all * 9).then_some((known, Decoded { text, encoding: encoding.name() }))
    });
    readings.max_by_key(|(known, _)| *known).map(|(_, decoded)| decoded)
}

/// Whether a text decoded on trust looks like one: no control characters but those of layout, few private ones.
fn is_plausible(text: &str) -> bool {
    let odd = |c: &char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{C}' | '\u{1A}') || ('\u{E000}'..='\u{F8FF}').contains(c);
    let (mut all, mut strange) = (0_usize, 0_usize);
    for c in text.chars() {
        all += 1;
        strange += usize::from(odd(&c));
    }
    strange * 100 <= all
}

fn line_of_fault(bytes: &[u8]) -> Unreadable {
    let valid = str::from_utf8(bytes).map_or_else(|fault| fault.valid_up_to(), str::len);
    Unreadable::Encoding { line: 1 + memchr::memchr_iter(b'\n', bytes.get(..valid).unwrap_or_default()).count() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "一、基本情况\n（一）主要职责。负责镕基工程𠮷，共12件。\n";

    #[test]
    fn every_encoding_of_chinese_offices_is_read_and_named() {
        let utf16 = |unit: fn(u16) -> [u8; 2]| TEXT.encode_utf16().flat_map(unit).collect::<Vec<u8>>();
        let (little, big) = (utf16(u16::to_le_bytes), utf16(u16::to_be_bytes));
        for (bytes, encoding) in [
            (TEXT.as_bytes().to_vec(), "UTF-8"),
            ([b"\xEF\xBB\xBF", TEXT.as_bytes()].concat(), "UTF-8"),
            ([b"\xFF\xFE", little.as_slice()].concat(), "UTF-16LE"),
            ([b"\xFE\xFF", big.as_slice()].concat(), "UTF-16BE"),
            (little, "UTF-16LE"),
            (big, "UTF-16BE"),
            (GB18030.encode(TEXT).0.into_owned(), "GB18030"),
        ] {
            assert_eq!(decode(&bytes), Ok(Decoded { text: TEXT.to_owned(), encoding }));
        }
    }

    #[test]
    fn the_shortest_gb_text_is_not_taken_for_another_script() {
        for text in ["是", "联通", "一"] {
            assert_eq!(decode(&GB18030.encode(text).0).map(|decoded| decoded.text).as_deref(), Ok(text));
        }
    }

    #[test]
    fn traditional_text_in_big5_is_guessed() {
        let (bytes, _, _) = encoding_rs::BIG5.encode("一、部門職責。負責農業發展、漁業管理與鄉村建設，統籌辦理各項業務。");
        // Nearly every Big5 text is also some text in GB18030; what matters is that it is told which was used.
        assert!(decode(&bytes).is_ok_and(|decoded| matches!(decoded.encoding, "Big5" | "gb18030" | "GB18030")));
    }

    #[test]
    fn bytes_that_are_no_text_are_refused() {
        assert_eq!(decode(b"a\0b\0\0\0\x01\x02"), Err(Unreadable::Binary));
        assert_eq!(decode(b"\xFF\xFE\x00"), Err(Unreadable::Binary));
        assert_eq!(decode(b"\xEF\xBB\xBFab\n\xFF"), Err(Unreadable::Encoding { line: 2 }));
        let noise: Vec<u8> = (0..2000_u32).map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()[0] | 1).collect();
        assert!(decode(&noise).is_err());
    }
}
