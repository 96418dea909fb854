//! A zip of a few parts, always the same bytes for the same parts: no time, no computer, no compressor
//! that chooses by processor. Written here because that is all a paper needs of the format.

use miniz_oxide::deflate::compress_to_vec;

/// miniz's own default: the larger levels take twice the time for a hundredth of the size.
const LEVEL: u8 = 6;
/// 1 January 1980, the first day the format knows: a paper's time stands in its properties.
const DATE: u16 = 0x21;
const VERSION: u16 = 20;
const DEFLATED: u16 = 8;

/// The archive of these parts, in this order. Names are ASCII; a part and the whole stay below 4 GiB.
pub(super) fn pack(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut archive = Vec::new();
    let mut directory = Vec::new();
    for (name, bytes) in parts {
        let at = len(archive.len());
        let packed = compress_to_vec(bytes, LEVEL);
        let mut common = Vec::new();
        for short in [VERSION, 0, DEFLATED, 0, DATE] {
            common.extend(short.to_le_bytes());
        }
        for long in [crc32fast::hash(bytes), len(packed.len()), len(bytes.len()), len(name.len())] {
            common.extend(long.to_le_bytes());
        }
        // The name's length is two bytes, and so is the length of the extra field after it: none.
        archive.extend(*b"PK\x03\x04");
        archive.extend(&common);
        archive.extend(name.as_bytes());
        archive.extend(packed);
        directory.extend(*b"PK\x01\x02");
        directory.extend(VERSION.to_le_bytes());
        directory.extend(&common);
        // No comment, disk 0, no attributes.
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (count, at) = (u16::try_from(parts.len()).expect("a paper has a dozen parts"), len(archive.len()));
    archive.extend(&directory);
    archive.extend(*b"PK\x05\x06\0\0\0\0");
    archive.extend(count.to_le_bytes());
    archive.extend(count.to_le_bytes());
    archive.extend(len(directory.len()).to_le_bytes());
    archive.extend(at.to_le_bytes());
    archive.extend([0; 2]);
    archive
}

fn len(bytes: usize) -> u32 {
    u32::try_from(bytes).expect("a paper is no larger than the report it is made from, and that is bounded")
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use std::io::{Cursor, Read};

    use super::*;

    #[test]
    fn another_reader_finds_the_parts_as_they_were() {
        let parts = [("a.xml".to_owned(), "部门".repeat(10_000).into_bytes()), ("b/c.xml".to_owned(), Vec::new())];
        let mut archive = zip::ZipArchive::new(Cursor::new(pack(&parts))).unwrap();
        assert_eq!(archive.len(), 2);
        for (name, bytes) in &parts {
            let mut read = Vec::new();
            archive.by_name(name).unwrap().read_to_end(&mut read).unwrap();
            assert_eq!(read, *bytes);
        }
    }
}
