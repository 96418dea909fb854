//! From the bytes of a stream as stored to the bytes it stands for, every stage of them paid.

use std::io::Read;

use flate2::read::{DeflateDecoder, ZlibDecoder};

use super::object::{Dict, Object};
use crate::import::purse::Purse;

/// A decoded stream.
pub(super) struct Decoded {
    pub bytes: Vec<u8>,
    /// Whether all of it could be read; else `bytes` is what stood before the damage.
    pub is_whole: bool,
}

/// One stream inflates to no more, in any stage: the text of a page is some 100 KB, a font some MB.
pub(super) const STREAM_MAX: usize = 16 << 20;
/// A stream passes through no more filters.
const FILTERS_MAX: usize = 4;

/// Applies the filters of `dict`, whose members are resolved. `None` for filters of images, which hold no text.
pub(super) fn decode(dict: &Dict, raw: &[u8], purse: &mut Purse) -> Option<Decoded> {
    let one_or_many = |key: &[u8], short: &[u8]| match dict.get(key).or_else(|| dict.get(short)) {
        Some(Object::Array(members)) => members.clone(),
        Some(Object::Null) | None => Vec::new(),
        Some(other) => vec![other.clone()],
    };
    let filters = one_or_many(b"Filter", b"F");
    let parameters = one_or_many(b"DecodeParms", b"DP");
    if filters.len() > FILTERS_MAX {
        return None;
    }
    let limit = STREAM_MAX.min(purse.left());
    let mut decoded = Decoded { bytes: raw.get(..raw.len().min(limit)).unwrap_or_default().to_vec(), is_whole: raw.len() <= limit };
    for (at, filter) in filters.iter().enumerate() {
        let parameters = parameters.get(at).and_then(Object::dict);
        let limit = STREAM_MAX.min(purse.left());
        let input = std::mem::take(&mut decoded.bytes);
        let (bytes, is_whole) = match filter.name()? {
            b"FlateDecode" | b"Fl" => inflate(&input, limit),
            b"LZWDecode" | b"LZW" => {
                lzw(&input, limit, parameters.and_then(|p| p.get(b"EarlyChange".as_slice())).and_then(Object::index) != Some(0))
            }
            b"ASCIIHexDecode" | b"AHx" => ascii_hex(&input),
            b"ASCII85Decode" | b"A85" => ascii_85(&input, limit),
            b"RunLengthDecode" | b"RL" => run_length(&input, limit),
            b"Crypt" => (input, true),
            _ => return None,
        };
        // What a later stage drops has cost as much.
        purse.spend(bytes.len().min(limit)).ok()?;
        decoded.is_whole &= is_whole;
        decoded.bytes = match parameters {
            Some(parameters) => unpredict(bytes, parameters)?,
            None => bytes,
        };
    }
    Some(decoded)
}

/// Inflates zlib data; where its head is wrong, the bare deflate data.
fn inflate(input: &[u8], limit: usize) -> (Vec<u8>, bool) {
    let (bytes, is_whole) = read_up_to(ZlibDecoder::new(input), limit);
    if !bytes.is_empty() || is_whole {
        return (bytes, is_whole);
    }
    read_up_to(DeflateDecoder::new(input.get(2..).unwrap_or_default()), limit)
}

/// What can be read, and whether that is all. One byte more than allowed tells a bomb from a stream that just fits.
fn read_up_to(source: impl Read, limit: usize) -> (Vec<u8>, bool) {
    let mut bytes = Vec::new();
    let is_read = source.take(u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1)).read_to_end(&mut bytes).is_ok();
    let is_within = bytes.len() <= limit;
    bytes.truncate(limit);
    (bytes, is_read && is_within)
}

fn ascii_hex(input: &[u8]) -> (Vec<u8>, bool) {
    let digits: Vec<u8> = input
        .iter()
        .take_while(|b| **b != b'>')
        .filter_map(|b| char::from(*b).to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
        .collect();
    (digits.chunks(2).map(|pair| pair[0] * 16 + pair.get(1).copied().unwrap_or(0)).collect(), true)
}

fn ascii_85(input: &[u8], limit: usize) -> (Vec<u8>, bool) {
    let mut bytes = Vec::new();
    let mut group: Vec<u8> = Vec::with_capacity(5);
    let mut take = |group: &mut Vec<u8>| {
        let missing = 5 - group.len();
        group.resize(5, 84);
        let value = group.iter().fold(0_u32, |value, digit| value.wrapping_mul(85).wrapping_add(u32::from(*digit)));
        bytes.extend(value.to_be_bytes().iter().take(4 - missing));
        group.clear();
        bytes.len() <= limit
    };
    let mut within = true;
    for byte in input.iter().take_while(|b| **b != b'~') {
        match byte {
            b'z' if group.is_empty() => {
                group.resize(5, 0);
                within = take(&mut group);
            }
            b'!'..=b'u' => {
                group.push(byte - b'!');
                if group.len() == 5 {
                    within = take(&mut group);
                }
            }
            _ => {}
        }
        if !within {
            break;
        }
    }
    if group.len() > 1 && within {
        within = take(&mut group);
    }
    (bytes, within)
}

fn run_length(input: &[u8], limit: usize) -> (Vec<u8>, bool) {
    let mut bytes = Vec::new();
    let mut rest = input;
    while let Some((length, after)) = rest.split_first() {
        if *length == 128 {
            return (bytes, true);
        }
        if bytes.len() > limit {
            break;
        }
        let count = usize::from(*length) + 1;
        if *length < 128 {
            bytes.extend_from_slice(after.get(..count.min(after.len())).unwrap_or_default());
            rest = after.get(count..).unwrap_or_default();
        } else {
            let Some((byte, after)) = after.split_first() else { break };
            bytes.extend(std::iter::repeat_n(*byte, 257 - usize::from(*length)));
            rest = after;
        }
    }
    (bytes, rest.is_empty())
}

/// LZW as TIFF has it: codes from 9 to 12 bits, most significant first.
fn lzw(input: &[u8], limit: usize, early: bool) -> (Vec<u8>, bool) {
    const CLEAR: usize = 256;
    const END: usize = 257;
    const CODES_MAX: usize = 4096;
    let mut bytes: Vec<u8> = Vec::new();
    // A code stands for a stretch of the output: where it begins and how long it is.
    let mut stretches: Vec<(usize, usize)> = Vec::new();
    let mut before: Option<(usize, usize)> = None;
    let (mut bits, mut held, mut width) = (0_u32, 0_u32, 9_u32);
    for byte in input {
        bits = (bits << 8) | u32::from(*byte);
        held += 8;
        if held < width {
            continue;
        }
        held -= width;
        let code = usize::try_from((bits >> held) & ((1 << width) - 1)).unwrap_or(END);
        bits &= (1 << held) - 1;
        if code == CLEAR {
            stretches.clear();
            (before, width) = (None, 9);
            continue;
        }
        if code == END || bytes.len() > limit {
            return (bytes, code == END);
        }
        let start = bytes.len();
        match (code, code.checked_sub(258).and_then(|at| stretches.get(at).copied()), before) {
            (0..CLEAR, _, _) => bytes.push(u8::try_from(code).unwrap_or(0)),
            (_, Some((from, len)), _) => bytes.extend_from_within(from..from + len),
            // The code that is about to be made: the stretch before and its first byte again.
            (_, None, Some((from, len))) if code == 258 + stretches.len() => {
                bytes.extend_from_within(from..from + len);
                bytes.extend_from_within(from..=from);
            }
            _ => return (bytes, false),
        }
        if let Some((from, len)) = before.filter(|_| 258 + stretches.len() < CODES_MAX) {
            // The stretch before and the first byte of this one stand side by side in the output.
            stretches.push((from, len + 1));
        }
        before = Some((start, bytes.len() - start));
        width = match 258 + stretches.len() + usize::from(early) {
            0..512 => 9,
            512..1024 => 10,
            1024..2048 => 11,
            _ => 12,
        };
    }
    (bytes, true)
}

/// Undoes the prediction of PNG and TIFF: what is stored is the difference to the neighbour.
fn unpredict(bytes: Vec<u8>, parameters: &Dict) -> Option<Vec<u8>> {
    let parameter = |key: &[u8], default: usize| parameters.get(key).map_or(Some(default), Object::index);
    let predictor = parameter(b"Predictor", 1)?;
    if predictor < 2 {
        return Some(bytes);
    }
    let (colors, bits, columns) = (parameter(b"Colors", 1)?, parameter(b"BitsPerComponent", 8)?, parameter(b"Columns", 1)?);
    let pixel = colors.checked_mul(bits)?.div_ceil(8).max(1);
    let width = colors.checked_mul(bits)?.checked_mul(columns)?.div_ceil(8).max(1);
    if predictor == 2 {
        let mut bytes = bytes;
        // Text and tables of a file are bytes; other depths are images.
        for row in bytes.chunks_mut(width).filter(|_| bits == 8) {
            for at in pixel..row.len() {
                row[at] = row[at].wrapping_add(row[at - pixel]);
            }
        }
        return Some(bytes);
    }
    let mut out: Vec<u8> = Vec::with_capacity(bytes.len());
    for stored in bytes.chunks(width.checked_add(1)?) {
        let (kind, row) = stored.split_first()?;
        let start = out.len();
        for (at, byte) in row.iter().enumerate() {
            let left = if at >= pixel { out[start + at - pixel] } else { 0 };
            let up = (start + at).checked_sub(width).map_or(0, |above| out[above]);
            let corner = if at >= pixel { (start + at).checked_sub(width + pixel).map_or(0, |above| out[above]) } else { 0 };
            let predicted = match kind {
                1 => left,
                2 => up,
                3 => u8::midpoint(left, up),
                4 => paeth(left, up, corner),
                _ => 0,
            };
            out.push(byte.wrapping_add(predicted));
        }
    }
    Some(out)
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let estimate = i16::from(left) + i16::from(up) - i16::from(corner);
    [left, up, corner].into_iter().min_by_key(|value| (estimate - i16::from(*value)).abs()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::pdf::object::Lexer;

    fn decoded(dict: &str, raw: &[u8]) -> Option<Vec<u8>> {
        let object = Lexer::new(dict.as_bytes(), 0).object();
        decode(object.as_ref().and_then(Object::dict).unwrap_or(&Dict::new()), raw, &mut Purse::of(1000)).map(|decoded| decoded.bytes)
    }

    fn deflated(bytes: &[u8]) -> Vec<u8> {
        let mut deflated = Vec::new();
        flate2::read::ZlibEncoder::new(bytes, flate2::Compression::fast()).read_to_end(&mut deflated).expect("memory is read");
        deflated
    }

    #[test]
    fn each_filter_gives_back_what_was_put_in() {
        assert_eq!(decoded("<</Filter/ASCIIHexDecode>>", b"48 65 6C>").as_deref(), Some(b"Hel".as_slice()));
        assert_eq!(decoded("<</Filter[/A85]>>", b"87cURD]j7BEbo80~>").as_deref(), Some(b"Hello world!".as_slice()));
        assert_eq!(decoded("<</Filter/RunLengthDecode>>", &[1, b'a', b'b', 254, b'c', 128]).as_deref(), Some(b"abccc".as_slice()));
        // The example of the standard.
        let example = [0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01];
        assert_eq!(decoded("<</Filter/LZWDecode>>", &example).as_deref(), Some(&[45, 45, 45, 45, 45, 65, 45, 45, 45, 66][..]));
        let stored = deflated(&[2, 1, 2, 2, 1, 1]);
        let predicted = decoded("<</Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 2>>>>", &stored);
        assert_eq!(predicted.as_deref(), Some(&[1, 2, 2, 3][..]));
        assert_eq!(decoded("<</Filter/DCTDecode>>", b"image"), None);
    }

    #[test]
    fn no_stream_grows_beyond_the_limit() {
        let bomb = deflated(&vec![0; 1_000_000]);
        let dict = Dict::from([(b"Filter".to_vec(), Object::Name(b"FlateDecode".to_vec()))]);
        let decoded = decode(&dict, &bomb, &mut Purse::of(1000));
        assert!(decoded.is_some_and(|decoded| decoded.bytes.len() <= 1000 && !decoded.is_whole));
    }
}
