//! The reader of xls workbooks (Excel 97–2003, WPS et): the records of the stream `Workbook`.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::super::refusal::{Danger, Unreadable};
use super::super::sniff::Kind;
use super::super::source::Content;
use super::cfb::{self, long, short};
use super::format::Format;
use super::{Cell, SHEETS_MAX, Sheet, SheetRow, content};

/// A workbook has no more cells.
const CELLS_MAX: usize = 2_000_000;
/// Excel 97 and later.
const BIFF8: u16 = 0x0600;

/// Reads a workbook, all its sheets in their order.
pub(in super::super) fn read(bytes: &[u8]) -> Result<Content, Unreadable> {
    let stream = cfb::stream(bytes, &["Workbook", "Book"])?;
    let globals = Globals::read(&stream)?;
    let mut cells = 0;
    let mut sheets = Vec::new();
    for (name, is_hidden, at) in &globals.sheets {
        let rows = rows(stream.get(*at as usize..).unwrap_or_default(), &globals, &mut cells)?;
        sheets.push(Sheet { name: name.clone(), is_hidden: *is_hidden, rows });
    }
    content(sheets)
}

/// A record: its kind, and its data with those of the records that continue it.
struct Record<'a> {
    kind: u16,
    parts: Vec<&'a [u8]>,
}

impl<'a> Record<'a> {
    fn data(&self) -> &'a [u8] {
        self.parts.first().copied().unwrap_or_default()
    }
}

/// The records from here on. What is cut off ends them.
fn records(mut rest: &[u8]) -> impl Iterator<Item = Record<'_>> {
    const CONTINUE: u16 = 0x003C;
    let mut next = move || -> Option<(u16, &[u8])> {
        let (kind, len) = (short(rest, 0)?, usize::from(short(rest, 2)?));
        let data = rest.get(4..4 + len)?;
        rest = rest.get(4 + len..)?;
        Some((kind, data))
    };
    let mut ahead = next();
    std::iter::from_fn(move || {
        let (kind, data) = ahead.take()?;
        let mut parts = vec![data];
        ahead = next();
        while let Some((CONTINUE, more)) = ahead {
            parts.push(more);
            ahead = next();
        }
        Some(Record { kind, parts })
    })
}

/// What stands before the sheets.
#[derive(Default)]
struct Globals {
    /// Name, whether hidden, and where its records begin.
    sheets: Vec<(String, bool, u32)>,
    strings: Vec<String>,
    /// By the number of a cell's style.
    formats: Vec<Format>,
}

impl Globals {
    fn read(stream: &[u8]) -> Result<Self, Unreadable> {
        let mut globals = Self::default();
        let mut own: HashMap<u16, Format> = HashMap::new();
        let mut styles = Vec::new();
        for (nth, record) in records(stream).enumerate() {
            let data = record.data();
            match record.kind {
                0x0809 if nth == 0 && short(data, 0) != Some(BIFF8) => return Err(Unreadable::Foreign(Kind::Xls)),
                0x002F => return Err(Unreadable::Foreign(Kind::Locked)),
                0x0085 if globals.sheets.len() < SHEETS_MAX => {
                    let is_sheet = data.get(5) == Some(&0);
                    let name = data.get(6).and_then(|len| text(data.get(7..)?, usize::from(*len))).unwrap_or_default();
                    if let (true, Some(at)) = (is_sheet, long(data, 0)) {
                        globals.sheets.push((name, data.get(4).is_some_and(|state| state & 3 != 0), at));
                    }
                }
                0x00FC => globals.strings = strings(&record.parts),
                0x041E => {
                    let code = short(data, 2).and_then(|len| text(data.get(4..)?, usize::from(len)));
                    own.extend(short(data, 0).zip(code.map(|code| Format::of(&code))));
                }
                0x00E0 => styles.extend(short(data, 2)),
                0x000A => break,
                _ => {}
            }
        }
        globals.formats = styles.into_iter().map(|id| own.get(&id).cloned().unwrap_or_else(|| Format::built_in(id.into()))).collect();
        Ok(globals)
    }
}

/// A text of `len` characters: a byte that says whether each takes one or two, then they.
fn text(data: &[u8], len: usize) -> Option<String> {
    let (flags, chars) = data.split_first()?;
    if flags & 1 == 0 {
        return Some(chars.iter().take(len).map(|byte| char::from(*byte)).collect());
    }
    let units: Vec<u16> = chars.as_chunks::<2>().0.iter().take(len).map(|unit| u16::from_le_bytes(*unit)).collect();
    Some(String::from_utf16_lossy(&units))
}

/// The shared texts; one may be cut where a record is continued, and then says its width anew.
fn strings(parts: &[&[u8]]) -> Vec<String> {
    let mut at = Parts { all: parts, part: 0, offset: 8 };
    let count = parts.first().and_then(|part| long(part, 4)).unwrap_or(0);
    (0..count).map_while(|_| at.string()).collect()
}

struct Parts<'a> {
    all: &'a [&'a [u8]],
    part: usize,
    offset: usize,
}

impl Parts<'_> {
    fn is_at_end(&self) -> bool {
        self.all.get(self.part).is_none_or(|part| self.offset >= part.len())
    }

    fn byte(&mut self) -> Option<u8> {
        while self.is_at_end() {
            self.part += 1;
            self.offset = 0;
            self.all.get(self.part)?;
        }
        let byte = self.all.get(self.part)?.get(self.offset).copied();
        self.offset += 1;
        byte
    }

    fn short(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn skip(&mut self, bytes: usize) -> Option<()> {
        for _ in 0..bytes {
            self.byte()?;
        }
        Some(())
    }

    fn string(&mut self) -> Option<String> {
        let len = self.short()?;
        let mut flags = self.byte()?;
        let runs = if flags & 8 == 0 { 0 } else { usize::from(self.short()?) };
        let extra = if flags & 4 == 0 { 0 } else { usize::from(self.short()?) + (usize::from(self.short()?) << 16) };
        let mut units = Vec::with_capacity(len.into());
        for _ in 0..len {
            if self.is_at_end() {
                flags = self.byte()?;
            }
            units.push(if flags & 1 == 0 { self.byte()?.into() } else { self.short()? });
        }
        self.skip(runs * 4)?;
        self.skip(extra)?;
        Some(String::from_utf16_lossy(&units))
    }
}

/// The cells of one sheet, row by row.
fn rows(records_of_sheet: &[u8], globals: &Globals, cells: &mut usize) -> Result<Vec<SheetRow>, Unreadable> {
    let mut rows: std::collections::BTreeMap<u16, SheetRow> = std::collections::BTreeMap::new();
    let mut formula: Option<(u16, u16)> = None;
    for record in records(records_of_sheet) {
        let data = record.data();
        if record.kind == 0x000A {
            break;
        }
        let (Some(row), Some(col)) = (short(data, 0), short(data, 2)) else { continue };
        let format = |at: usize| short(data, at).and_then(|style| globals.formats.get(usize::from(style))).unwrap_or(&Format::General);
        let mut put = |row: u16, col: u16, text: String| {
            let own = rows.entry(row).or_default();
            own.number = u32::from(row) + 1;
            if !text.trim().is_empty() {
                own.cells.push(Cell { col: col.into(), text });
                *cells += 1;
            }
        };
        match record.kind {
            0x00FD => {
                let text = long(data, 6).and_then(|at| globals.strings.get(at as usize).cloned());
                put(row, col, text.unwrap_or_default());
            }
            0x0204 => put(row, col, short(data, 6).and_then(|len| text(data.get(8..)?, len.into())).unwrap_or_default()),
            0x0203 => put(row, col, format(4).print(&double(data, 6))),
            0x027E => put(row, col, format(4).print(&packed(long(data, 6).unwrap_or(0)))),
            0x00BD => {
                let many = data.get(4..data.len().saturating_sub(2)).unwrap_or_default().chunks_exact(6);
                for (col, cell) in (col..).zip(many) {
                    let format = short(cell, 0).and_then(|style| globals.formats.get(usize::from(style))).unwrap_or(&Format::General);
                    put(row, col, format.print(&packed(long(cell, 2).unwrap_or(0))));
                }
            }
            0x0205 if data.get(7) == Some(&0) => put(row, col, if data.get(6) == Some(&1) { "是" } else { "否" }.to_owned()),
            0x0006 => match (short(data, 12), data.get(6)) {
                (Some(0xFFFF), Some(0)) => formula = Some((row, col)),
                (Some(0xFFFF), _) => {}
                _ => put(row, col, format(4).print(&double(data, 6))),
            },
            // The text a formula gave, in the record after it.
            0x0207 => {
                if let Some((row, col)) = formula.take() {
                    put(row, col, text(data.get(2..).unwrap_or_default(), short(data, 0).unwrap_or(0).into()).unwrap_or_default());
                }
            }
            0x0208 => {
                let own = rows.entry(row).or_default();
                own.number = u32::from(row) + 1;
                own.is_hidden = data.get(12).is_some_and(|flags| flags & 0x20 != 0);
            }
            _ => {}
        }
        if *cells > CELLS_MAX {
            return Err(Unreadable::Dangerous(Danger::Size));
        }
    }
    let mut rows: Vec<SheetRow> = rows.into_values().collect();
    for row in &mut rows {
        row.cells.sort_by_key(|cell| cell.col);
    }
    Ok(rows)
}

/// The shortest decimals that mean this binary fraction: nothing is computed with it.
fn double(data: &[u8], at: usize) -> String {
    let bytes = data.get(at..).and_then(|rest| rest.first_chunk::<8>());
    bytes.map(|bytes| f64::from_le_bytes(*bytes)).filter(|number| number.is_finite()).map_or(String::new(), |number| number.to_string())
}

/// A number in four bytes: an integer or the upper half of a binary fraction, a hundredth of it if the first bit says so.
fn packed(word: u32) -> String {
    let number = if word & 2 == 0 { f64::from_bits(u64::from(word & !3) << 32).to_string() } else { (word.cast_signed() >> 2).to_string() };
    if word & 1 == 0 {
        return number;
    }
    let hundredth = number.parse::<Decimal>().ok().and_then(|number| number.checked_div(Decimal::ONE_HUNDRED));
    hundredth.map_or(number, |number| number.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_numbers_are_decimals() {
        assert_eq!(packed(12345 << 2 | 3), "123.45");
        assert_eq!(packed((-7_i32 << 2).cast_unsigned() | 2), "-7");
        assert_eq!(packed(0x3FF0_0000), "1");
    }

    #[test]
    fn a_shared_text_may_go_on_in_the_next_record_at_another_width() {
        let first = [&[2, 0, 0, 0, 2, 0, 0, 0, 3, 0, 1][..], &[0x00, 0x4E], &[0x8C, 0x4E]].concat();
        let second = [0, b'a', 2, 0, 0, b'x', b'y'];
        assert_eq!(strings(&[&first, &second]), ["一二a", "xy"]);
    }

    proptest::proptest! {
        #[test]
        fn no_records_make_it_panic(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..400)) {
            let _ = Globals::read(&bytes).map(|globals| rows(&bytes, &globals, &mut 0));
            let _ = strings(&[&bytes, &bytes]);
            let whole = [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), &bytes].concat();
            let _ = read(&whole);
        }
    }
}
