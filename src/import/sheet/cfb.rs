//! A stream of an OLE container, the shell of old office files: sectors chained by an allocation table.
//!
//! Every chain is followed no further than the file has sectors, so a loop ends.

use super::super::refusal::Unreadable;

/// The largest stream that is read.
const STREAM_MAX: usize = 96 << 20;
/// Marks that end a chain are above this.
const SECTORS_MAX: u32 = 0xFFFF_FFFA;
/// Bytes of a directory entry.
const ENTRY: usize = 128;
/// Places of allocation sectors in the header itself.
const IN_HEADER: usize = 109;

/// The stream of this name, one of several it may have.
pub(super) fn stream(bytes: &[u8], names: &[&str]) -> Result<Vec<u8>, Unreadable> {
    let file = File::open(bytes).ok_or(Unreadable::Damaged)?;
    let directory = file.chain(long(bytes, 48).ok_or(Unreadable::Damaged)?, &file.table, Unit::Sector, bytes.len());
    let entries: Vec<Entry> = directory.chunks_exact(ENTRY).filter_map(Entry::read).collect();
    let wanted = names.iter().find_map(|name| entries.iter().find(|entry| entry.name == *name)).ok_or(Unreadable::Damaged)?;
    if wanted.len > STREAM_MAX {
        return Err(Unreadable::Dangerous(super::super::refusal::Danger::Size));
    }
    let cutoff = long(bytes, 56).unwrap_or(4096) as usize;
    if wanted.len >= cutoff {
        return Ok(file.chain(wanted.start, &file.table, Unit::Sector, wanted.len));
    }
    let root = entries.iter().find(|entry| entry.is_root).ok_or(Unreadable::Damaged)?;
    let short = file.chain(root.start, &file.table, Unit::Sector, root.len);
    let table = words(&file.chain(long(bytes, 60).unwrap_or(SECTORS_MAX), &file.table, Unit::Sector, bytes.len()));
    Ok(file.chain(wanted.start, &table, Unit::Short(&short), wanted.len))
}

struct File<'a> {
    bytes: &'a [u8],
    sector: usize,
    short: usize,
    table: Vec<u32>,
}

/// Where the pieces of a chain lie.
#[derive(Clone, Copy)]
enum Unit<'a> {
    Sector,
    Short(&'a [u8]),
}

impl<'a> File<'a> {
    fn open(bytes: &'a [u8]) -> Option<Self> {
        let size = |at| short(bytes, at).filter(|shift| (4..=16).contains(shift)).map(|shift| 1_usize << shift);
        let mut file = Self { bytes, sector: size(30)?, short: size(32)?, table: Vec::new() };
        let mut places: Vec<u32> = (0..IN_HEADER).map_while(|n| long(bytes, 76 + 4 * n)).collect();
        let mut more = long(bytes, 68)?;
        let sectors = bytes.len() / file.sector;
        for _ in 0..sectors {
            let Some(sector) = file.sector(more) else { break };
            let mut own = words(sector);
            more = own.pop().unwrap_or(SECTORS_MAX);
            places.append(&mut own);
        }
        let tables = places.into_iter().filter(|place| *place < SECTORS_MAX).take(sectors);
        file.table = tables.filter_map(|place| file.sector(place).map(words)).flatten().collect();
        Some(file)
    }

    fn sector(&self, n: u32) -> Option<&'a [u8]> {
        let start = (n as usize).checked_add(1)?.checked_mul(self.sector)?;
        self.bytes.get(start..self.bytes.len().min(start + self.sector)).filter(|sector| n < SECTORS_MAX && !sector.is_empty())
    }

    /// The pieces of a chain one after another, at most `len` bytes.
    fn chain(&self, start: u32, table: &[u32], unit: Unit, len: usize) -> Vec<u8> {
        let mut stream = Vec::new();
        let mut at = start;
        for _ in 0..=table.len() {
            let piece = match unit {
                Unit::Sector => self.sector(at),
                Unit::Short(stream) => {
                    let start = (at as usize).saturating_mul(self.short);
                    stream.get(start..stream.len().min(start.saturating_add(self.short))).filter(|piece| !piece.is_empty())
                }
            };
            let (Some(piece), Some(next)) = (piece, table.get(at as usize)) else { break };
            stream.extend_from_slice(piece);
            if stream.len() >= len {
                break;
            }
            at = *next;
        }
        stream.truncate(len);
        stream
    }
}

struct Entry {
    name: String,
    is_root: bool,
    start: u32,
    len: usize,
}

impl Entry {
    fn read(entry: &[u8]) -> Option<Self> {
        let len = usize::from(short(entry, 64)?).saturating_sub(2).min(62);
        let units: Vec<u16> = (0..len / 2).map_while(|n| short(entry, 2 * n)).collect();
        Some(Self {
            name: String::from_utf16_lossy(&units),
            is_root: entry.get(66) == Some(&5),
            start: long(entry, 116)?,
            len: long(entry, 120)? as usize,
        })
    }
}

fn words(bytes: &[u8]) -> Vec<u32> {
    bytes.as_chunks::<4>().0.iter().map(|word| u32::from_le_bytes(*word)).collect()
}

pub(super) fn short(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk::<2>().map(|bytes| u16::from_le_bytes(*bytes))
}

pub(super) fn long(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk::<4>().map(|bytes| u32::from_le_bytes(*bytes))
}
