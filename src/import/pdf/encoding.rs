//! The encodings of simple fonts: one byte a character, by name or by the names of the shapes.

use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1252};

use super::object::Object;

/// What the byte `code` shows in one of the encodings the standard names.
pub(super) fn named(encoding: &[u8], code: u8) -> Option<char> {
    let of = |encoding: &'static Encoding| {
        let bytes = [code];
        let (text, malformed) = encoding.decode_without_bom_handling(&bytes);
        text.chars().next().filter(|c| !malformed && !c.is_control())
    };
    match encoding {
        b"WinAnsiEncoding" => of(WINDOWS_1252),
        b"MacRomanEncoding" => of(MACINTOSH),
        b"StandardEncoding" => standard(code),
        _ => None,
    }
}

fn standard(code: u8) -> Option<char> {
    match code {
        0x27 => Some('’'),
        0x60 => Some('‘'),
        0x20..=0x7E => Some(char::from(code)),
        0xA1..=0xFB => STANDARD.chars().nth(usize::from(code - 0xA1)).filter(|c| *c != ' '),
        _ => None,
    }
}

/// 0xA1 … 0xFB of the standard encoding; a space is a gap.
const STANDARD: &str = "¡¢£⁄¥ƒ§¤'“«‹›ﬁﬂ –†‡· ¶•‚„”»…‰ ¿ `´ˆ˜¯˘˙¨ ˚¸ ˝˛ˇ—                Æ ª    ŁØŒº     æ   ı  łøœß";

/// Codes that show other shapes than their encoding says: `[39 /quotesingle 96 /grave …]`.
pub(super) fn differences(members: &[Object]) -> Vec<(u8, Option<char>)> {
    let mut code = 0_usize;
    let mut found = Vec::new();
    for member in members {
        match member {
            Object::Name(name) => {
                if let Ok(byte) = u8::try_from(code) {
                    found.push((byte, character(name)));
                }
                code += 1;
            }
            other => code = other.index().unwrap_or(usize::from(u8::MAX) + 1),
        }
    }
    found
}

/// The character a shape is named for: `A`, `five`, `uni4E00`, `u20BB7`, `bullet`. `None` for names like `g17`, which say nothing.
pub(super) fn character(name: &[u8]) -> Option<char> {
    let name = str::from_utf8(name).ok()?.split('.').next()?;
    if matches!(name, "space" | "nbspace") {
        return Some(' ');
    }
    if let Some(row) = NAMES.split_whitespace().find_map(|row| row.split_once('=').filter(|(own, _)| *own == name)) {
        return row.1.chars().next();
    }
    let mut letters = name.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        return letter.is_ascii_alphanumeric().then_some(letter);
    }
    let digits = name
        .strip_prefix("uni")
        .filter(|digits| digits.len() == 4)
        .or_else(|| name.strip_prefix('u').filter(|digits| (4..=6).contains(&digits.len())))?;
    u32::from_str_radix(digits, 16).ok().and_then(char::from_u32)
}

/// Names of shapes that reports use, and what they show.
const NAMES: &str = "\
    zero=0 one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 exclam=! quotedbl=\" numbersign=# dollar=$ \
    percent=% ampersand=& quotesingle=' parenleft=( parenright=) asterisk=* plus=+ comma=, hyphen=- minus=− sfthyphen=- period=. slash=/ colon=: \
    semicolon=; less=< equal== greater=> question=? at=@ bracketleft=[ backslash=\\ bracketright=] asciicircum=^ underscore=_ grave=` \
    braceleft={ bar=| braceright=} asciitilde=~ quoteleft=‘ quoteright=’ quotedblleft=“ quotedblright=” quotesinglbase=‚ quotedblbase=„ \
    endash=– emdash=— bullet=• ellipsis=… middot=· periodcentered=· degree=° plusminus=± multiply=× divide=÷ perthousand=‰ section=§ \
    paragraph=¶ copyright=© registered=® trademark=™ yen=¥ cent=¢ sterling=£ Euro=€ currency=¤ dagger=† daggerdbl=‡ guillemotleft=« \
    guillemotright=» guilsinglleft=‹ guilsinglright=› lessequal=≤ greaterequal=≥ notequal=≠ approxequal=≈ fi=ﬁ fl=ﬂ mu=µ onehalf=½ \
    onequarter=¼ threequarters=¾ exclamdown=¡ questiondown=¿ fraction=⁄ brokenbar=¦ infinity=∞ arrowright=→ arrowleft=← checkmark=✓ \
    eacute=é egrave=è agrave=à aacute=á uacute=ú ugrave=ù iacute=í igrave=ì oacute=ó ograve=ò udieresis=ü odieresis=ö adieresis=ä germandbls=ß";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_by_their_encoding() {
        assert_eq!(named(b"WinAnsiEncoding", 0x93), Some('“'));
        assert_eq!(named(b"MacRomanEncoding", 0xD2), Some('“'));
        assert_eq!(named(b"StandardEncoding", 0xAA), Some('“'));
        assert_eq!(named(b"StandardEncoding", 0xD0), Some('—'));
        assert_eq!(named(b"StandardEncoding", 0xFB), Some('ß'));
        assert_eq!(named(b"MacExpertEncoding", 0x41), None);
    }

    #[test]
    fn shapes_are_known_by_their_names() {
        for (name, shown) in [
            ("five", Some('5')),
            ("A", Some('A')),
            ("uni4E00", Some('一')),
            ("u20BB7", Some('𠮷')),
            ("comma.alt", Some(',')),
            ("g17", None),
            ("cid_12", None),
        ] {
            assert_eq!(character(name.as_bytes()), shown, "{name}");
        }
    }

    #[test]
    fn differences_count_on_from_their_number() {
        let members =
            [Object::Int(48), Object::Name(b"zero".to_vec()), Object::Name(b"g9".to_vec()), Object::Int(300), Object::Name(b"A".to_vec())];
        assert_eq!(differences(&members), [(48, Some('0')), (49, None)]);
    }
}
