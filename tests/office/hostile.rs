//! Files that are broken, or made to harm: refused by name, in bounded time and memory, and never with a crash.

use std::io::{Cursor, Write};

use proptest::prelude::*;
use shenyue::import::{Danger, ImportError, Unreadable};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::document::{docx, p};
use super::workbook::{xls, xlsx};
use super::{import, package, refusal};

fn dangerous(danger: Danger) -> ImportError {
    ImportError::Unreadable(Unreadable::Dangerous(danger))
}

#[test]
fn a_part_that_inflates_without_end_is_refused() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    let blanks = vec![b' '; 1 << 20];
    for _ in 0..150 {
        zip.write_all(&blanks).unwrap();
    }
    let bomb = zip.finish().unwrap().into_inner();
    assert!(bomb.len() < 1 << 20);
    assert_eq!(refusal(&bomb), dangerous(Danger::Inflates));
}

#[test]
fn entities_depth_and_parts_are_refused() {
    let of = |part: &str| refusal(&package(&[("word/document.xml", part)]));
    assert_eq!(
        of("<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><w:document><w:p>&a;</w:p></w:document>"),
        dangerous(Danger::Entities)
    );
    assert_eq!(of(&"<w:tbl>".repeat(5_000)), dangerous(Danger::Depth));
    let names: Vec<String> = (0..20_001).map(|n| format!("{n}")).collect();
    let many: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
    assert!(matches!(refusal(&package(&many)), ImportError::Unreadable(_)));
}

#[test]
fn broken_packages_are_called_broken() {
    let whole = docx(&p("一、存在的问题"));
    assert!(matches!(refusal(&whole[..whole.len() / 2]), ImportError::Unreadable(_)));
    assert_eq!(refusal(&package(&[("word/document.xml", "<w:document><w:p>")])), ImportError::Unreadable(Unreadable::Damaged));
    assert_eq!(refusal(&package(&[("xl/workbook.xml", "")])), ImportError::NotAReport(shenyue::import::Genre::Empty));
}

/// Elements of documents and sheets, to be nested at random.
fn tag() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(vec![
        "<w:p>",
        "</w:p>",
        "<w:r>",
        "</w:r>",
        "<w:t>",
        "</w:t>",
        "<w:tbl>",
        "</w:tbl>",
        "<w:tr>",
        "</w:tr>",
        "<w:tc>",
        "</w:tc>",
        "<w:br/>",
        "<w:vMerge/>",
        "<w:gridSpan w:val=\"9999999\"/>",
        "<w:gridBefore w:val=\"77\"/>",
        "<w:pPr>",
        "</w:pPr>",
        "<w:numId w:val=\"1\"/>",
        "<w:ilvl w:val=\"8\"/>",
        "<w:del>",
        "</w:del>",
        "<mc:Fallback>",
        "</mc:Fallback>",
        "<w:txbxContent>",
        "</w:txbxContent>",
        "<w:outlineLvl w:val=\"255\"/>",
        "<w:lastRenderedPageBreak/>",
        "<w:sym w:char=\"F0FE\"/>",
        "一、存在的问题",
        "1.甲不足。",
        "&lt;",
        "<row r=\"4294967295\">",
        "</row>",
        "<c r=\"XFD1\">",
        "<c r=\"A1\" t=\"s\">",
        "<c s=\"1\">",
        "</c>",
        "<v>",
        "</v>",
        "0.98399999999999999",
        "1E308",
        "指标名称",
        "分值",
    ])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn parts_put_together_at_random_never_crash(tags in proptest::collection::vec(tag(), 0..80)) {
        let part = format!("<x>{}</x>", tags.concat());
        for (names, whole) in [(["word/document.xml", "word/numbering.xml"], &part), (["xl/workbook.xml", "xl/sharedStrings.xml"], &part)] {
            let refused = import(&[("x", &package(&names.map(|name| (name, whole.as_str()))))]);
            prop_assert!(!matches!(refused, Err(refused) if refused.why == ImportError::Unreadable(Unreadable::ReaderFailed)));
        }
        let rows = package(&[
            ("xl/workbook.xml", "<workbook><sheet name=\"a\" id=\"r\"/></workbook>"),
            ("xl/_rels/workbook.xml.rels", "<R><R Id=\"r\" Target=\"s.xml\"/></R>"),
            ("xl/s.xml", &part),
        ]);
        let refused = import(&[("x", &rows)]);
        prop_assert!(!matches!(refused, Err(refused) if refused.why == ImportError::Unreadable(Unreadable::ReaderFailed)));
    }

    #[test]
    fn bytes_changed_at_random_never_crash(changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..12)) {
        for mut bytes in [docx(&p("一、存在的问题")), xlsx(&[("a", &[&["指标名称", "分值"], &["甲率", "=1"]])]), xls(&[&["指标名称", "分值"], &["甲率", "=1"]])] {
            for (at, byte) in &changes {
                let at = at.index(bytes.len());
                bytes[at] = *byte;
            }
            let refused = import(&[("x", &bytes)]);
            prop_assert!(!matches!(refused, Err(refused) if refused.why == ImportError::Unreadable(Unreadable::ReaderFailed)));
        }
    }
}
