//! From bytes to text: which encodings are read, and what to do about the others.

use super::Unreadable;

/// Reads UTF-8, with or without a byte order mark, and UTF-16 with one.
pub(super) fn decode(bytes: &[u8]) -> Result<String, Unreadable> {
    if bytes.starts_with(b"%PDF") {
        return Err(Unreadable::Pdf);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return Err(Unreadable::Office);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        return utf16(rest, u16::from_le_bytes);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        return utf16(rest, u16::from_be_bytes);
    }
    let body = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = str::from_utf8(body).map_err(|fault| {
        let line = 1 + memchr::memchr_iter(b'\n', body.get(..fault.valid_up_to()).unwrap_or_default()).count();
        Unreadable::Encoding { line }
    })?;
    if text.contains('\0') { Err(Unreadable::Binary) } else { Ok(text.to_owned()) }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Unreadable> {
    let (pairs, odd) = bytes.as_chunks::<2>();
    if !odd.is_empty() {
        return Err(Unreadable::Binary);
    }
    char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).collect::<Result<_, _>>().map_err(|_lone_surrogate| Unreadable::Binary)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_order_mark_is_no_text() {
        assert_eq!(decode(b"\xEF\xBB\xBF\xE4\xB8\x80").as_deref(), Ok("一"));
        assert_eq!(decode(b"\xFF\xFE\x00\x4E").as_deref(), Ok("一"));
        assert_eq!(decode(b"\xFE\xFF\x4E\x00").as_deref(), Ok("一"));
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        assert_eq!(decode(b"%PDF-1.7"), Err(Unreadable::Pdf));
        assert_eq!(decode(b"PK\x03\x04\x14"), Err(Unreadable::Office));
        assert_eq!(decode(b"abc\n\xD2\xBB\xA1\xA2"), Err(Unreadable::Encoding { line: 2 }));
        assert_eq!(decode(b"a\0b"), Err(Unreadable::Binary));
        assert_eq!(decode(b"\xFF\xFE\x00"), Err(Unreadable::Binary));
    }
}
