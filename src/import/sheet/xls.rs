//! The reader of xls workbooks (Excel 97–2003, WPS et): the records of the stream `Workbook`.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::btree_map::{BTreeMap, Entry};
use std::rc::Rc;

use rust_decimal::Decimal;

use super::super::purse::Purse;
use super::super::refusal::Unreadable;
use super::super::sniff::Kind;
use super::super::source::Content;
use super::cfb::{self, long, short};
use super::format::Format;
use super::{CELL_COST, PURSE, SHEETS_MAX, Sheet, SheetRow, content};

/// Excel 97 and later.
const BIFF8: u16 = 0x0600;

/// Reads a workbook, all its sheets in their order.
pub(in super::super) fn read(bytes: &[u8]) -> Result<Content, Unreadable> {
    let stream = cfb::stream(bytes, &["Workbook", "Book"])?;
    let mut purse = Purse::of(PURSE);
    let globals = Globals::read(&stream, &mut purse)?;
    let mut sheets = Vec::new();
    for (name, is_hidden, at) in &globals.sheets {
        let rows = rows(stream.get(*at as usize..).unwrap_or_default(), &globals, &mut purse)?;
        sheets.push(Sheet { name: name.clone(), is_hidden: *is_hidden, rows });
    }
    content(sheets, &mut purse)
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
    formats: Vec<Rc<Format>>,
}

impl Globals {
    fn read(stream: &[u8], purse: &mut Purse) -> Result<Self, Unreadable> {
        let mut globals = Self::default();
        let mut own: HashMap<u16, Rc<Format>> = HashMap::new();
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
                0x00FC => globals.strings = strings(&record.parts, purse)?,
                0x041E => {
                    let code = short(data, 2).and_then(|len| text(data.get(4..)?, usize::from(len)));
                    own.extend(short(data, 0).zip(code.map(|code| Rc::new(Format::of(&code)))));
                }
                0x00E0 => styles.extend(short(data, 2)),
                0x000A => break,
                _ => {}
            }
        }
        let format = |id| Rc::clone(own.entry(id).or_insert_with(|| Rc::new(Format::built_in(id.into()))));
        globals.formats = styles.into_iter().map(format).collect();
        Ok(globals)
    }

    /// The format of the style whose number stands in `data` at `at`.
    fn format(&self, data: &[u8], at: usize) -> &Format {
        short(data, at).and_then(|style| self.formats.get(usize::from(style))).map_or(&Format::General, Rc::as_ref)
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
fn strings(parts: &[&[u8]], purse: &mut Purse) -> Result<Vec<String>, Unreadable> {
    let mut at = Parts { all: parts, part: 0, offset: 8 };
    let count = parts.first().and_then(|part| long(part, 4)).unwrap_or(0);
    let mut strings = Vec::new();
    for _ in 0..count {
        let Some(string) = at.string() else { break };
        purse.spend(CELL_COST)?;
        strings.push(string);
    }
    Ok(strings)
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
fn rows(records_of_sheet: &[u8], globals: &Globals, purse: &mut Purse) -> Result<Vec<SheetRow>, Unreadable> {
    let mut rows = BTreeMap::new();
    let mut formula: Option<(u16, u16)> = None;
    for record in records(records_of_sheet) {
        let data = record.data();
        if record.kind == 0x000A {
            break;
        }
        // Sheets may begin at the same place: what is read again is paid again.
        purse.spend(1)?;
        let (Some(row), Some(col)) = (short(data, 0), short(data, 2)) else { continue };
        let mut put = |row: u16, col: u16, text: Cow<str>| own_row(&mut rows, row, purse)?.add(col.into(), &text, purse);
        match record.kind {
            0x00FD => {
                let text = long(data, 6).and_then(|at| globals.strings.get(at as usize));
                put(row, col, text.map_or(Cow::Borrowed(""), |text| Cow::Borrowed(text)))?;
            }
            0x0204 => put(row, col, short(data, 6).and_then(|len| text(data.get(8..)?, len.into())).unwrap_or_default().into())?,
            0x0203 => put(row, col, globals.format(data, 4).print(&double(data, 6)).into())?,
            0x027E => put(row, col, globals.format(data, 4).print(&packed(long(data, 6).unwrap_or(0))).into())?,
            0x00BD => {
                let many = data.get(4..data.len().saturating_sub(2)).unwrap_or_default().chunks_exact(6);
                for (col, cell) in (col..).zip(many) {
                    put(row, col, globals.format(cell, 0).print(&packed(long(cell, 2).unwrap_or(0))).into())?;
                }
            }
            0x0205 if data.get(7) == Some(&0) => put(row, col, if data.get(6) == Some(&1) { "是" } else { "否" }.into())?,
            0x0006 => match (short(data, 12), data.get(6)) {
                (Some(0xFFFF), Some(0)) => formula = Some((row, col)),
                (Some(0xFFFF), _) => {}
                _ => put(row, col, globals.format(data, 4).print(&double(data, 6)).into())?,
            },
            // The text a formula gave, in the record after it.
            0x0207 => {
                if let Some((row, col)) = formula.take() {
                    let text = text(data.get(2..).unwrap_or_default(), short(data, 0).unwrap_or(0).into());
                    put(row, col, text.unwrap_or_default().into())?;
                }
            }
            0x0208 => own_row(&mut rows, row, purse)?.is_hidden = data.get(12).is_some_and(|flags| flags & 0x20 != 0),
            _ => {}
        }
    }
    let mut rows: Vec<SheetRow> = rows.into_values().collect();
    for row in &mut rows {
        row.cells.sort_by_key(|cell| cell.col);
    }
    Ok(rows)
}

/// The row of this number from 0, paid for when it is new.
fn own_row<'a>(rows: &'a mut BTreeMap<u16, SheetRow>, row: u16, purse: &mut Purse) -> Result<&'a mut SheetRow, Unreadable> {
    Ok(match rows.entry(row) {
        Entry::Occupied(own) => own.into_mut(),
        Entry::Vacant(place) => {
            purse.spend(CELL_COST)?;
            place.insert(SheetRow { number: u32::from(row) + 1, ..SheetRow::default() })
        }
    })
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
        assert_eq!(strings(&[&first, &second], &mut Purse::of(PURSE)).as_deref(), Ok(["一二a".to_owned(), "xy".to_owned()].as_slice()));
    }

    /// A record as it stands in the stream.
    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let len = u16::try_from(data.len()).expect("records are short");
        [&kind.to_le_bytes()[..], &len.to_le_bytes(), data].concat()
    }

    #[test]
    fn a_text_that_many_cells_share_is_paid_for_by_each_across_sheets() {
        const LEN: usize = 8000;
        let shared = [&[1, 0, 0, 0, 1, 0, 0, 0][..], &8000_u16.to_le_bytes(), &[0], &[b'a'; LEN]].concat();
        let mut purse = Purse::of(PURSE);
        let globals = Globals::read(&record(0x00FC, &shared), &mut purse).expect("it is well made");
        let cells: Vec<u8> =
            (0..200_u16).flat_map(|col| record(0x00FD, &[[1, 0], col.to_le_bytes(), [0; 2], [0; 2], [0; 2]].concat())).collect();
        let sheets = (0..20).map_while(|_| rows(&cells, &globals, &mut purse).ok()).count();
        assert_eq!(sheets, PURSE / (200 * LEN + 200 * (CELL_COST + 1)));
        assert!(purse.is_empty());
    }

    proptest::proptest! {
        #[test]
        fn no_records_make_it_panic(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..400)) {
            let mut purse = Purse::of(PURSE);
            let _ = Globals::read(&bytes, &mut purse).map(|globals| rows(&bytes, &globals, &mut purse));
            let _ = strings(&[&bytes, &bytes], &mut purse);
            let whole = [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), &bytes].concat();
            let _ = read(&whole);
        }
    }
}
