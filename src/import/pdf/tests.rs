//! Whole files, made here by hand: what is written must come out, and what is broken must be named.

use std::fmt::Write as _;
use std::io::Read;

use encoding_rs::GB18030;
use proptest::prelude::*;

use crate::import::refusal::{ImportError, Unreadable};
use crate::import::source::Content;

/// Reads a file that nobody waits for.
fn read(bytes: &[u8]) -> Result<Content, Unreadable> {
    super::read(bytes, &|_| std::ops::ControlFlow::Continue(())).map_err(|why| match why {
        ImportError::Unreadable(why) => why,
        other => panic!("{other}"),
    })
}

/// A font of the kind most Chinese papers had before subsets: GBK strings, no map.
const GBK: &str = "<</Type/Font/Subtype/Type0/BaseFont/FangSong_GB2312/Encoding/GBK-EUC-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2\
    /BaseFont/FangSong_GB2312/DW 1000/W[814 939 500]>>]>>";

/// Writes a file of pages, all with `font` as F.
struct Book {
    font: String,
    pages: Vec<Vec<u8>>,
    /// Members of every page beside the usual.
    page_members: &'static str,
    /// Further objects, numbered from 10.
    objects: Vec<Vec<u8>>,
}

impl Book {
    fn of(font: &str) -> Self {
        Self { font: font.to_owned(), pages: Vec::new(), page_members: "", objects: Vec::new() }
    }

    /// A page that shows lines, each at its place, in GBK.
    fn page(mut self, lines: &[(f64, f64, &str)]) -> Self {
        let mut content = String::from("BT /F 12 Tf ");
        for (x, y, text) in lines {
            let (bytes, _, _) = GB18030.encode(text);
            let hex = bytes.iter().fold(String::new(), |mut hex, byte| {
                write!(hex, "{byte:02X}").expect("strings take all");
                hex
            });
            write!(content, "1 0 0 1 {x} {y} Tm <{hex}> Tj ").expect("strings take all");
        }
        content.push_str("ET\n");
        self.pages.push(content.into_bytes());
        self
    }

    fn drawing(mut self, content: &str) -> Self {
        match self.pages.last_mut() {
            Some(page) => page.extend_from_slice(content.as_bytes()),
            None => self.pages.push(content.as_bytes().to_vec()),
        }
        self
    }

    /// Objects as they stand in the file, by number.
    fn numbered(&self) -> Vec<(u32, Vec<u8>)> {
        let first = 100_u32;
        let numbers: Vec<u32> = (first..).step_by(2).take(self.pages.len()).collect();
        let kids = numbers.iter().fold(String::new(), |kids, number| kids + &format!("{number} 0 R "));
        let mut objects = vec![
            (1, b"<</Type/Catalog/Pages 2 0 R>>".to_vec()),
            (2, format!("<</Type/Pages/Kids[{kids}]/Count {}/MediaBox[0 0 595 842]>>", self.pages.len()).into_bytes()),
            (3, self.font.clone().into_bytes()),
        ];
        objects.extend((10..).zip(self.objects.iter().cloned()));
        for (number, content) in numbers.into_iter().zip(&self.pages) {
            let page = format!(
                "<</Type/Page/Parent 2 0 R/Resources<</Font<</F 3 0 R>>/XObject<</X 10 0 R>>>>/Contents {} 0 R{}>>",
                number + 1,
                self.page_members
            );
            objects.push((number, page.into_bytes()));
            objects.push((number + 1, stream("", content)));
        }
        objects
    }

    fn bytes(&self) -> Vec<u8> {
        let mut file = b"%PDF-1.7\n".to_vec();
        let mut table = String::from("xref\n0 1\n0000000000 65535 f \n");
        for (number, object) in self.numbered() {
            writeln!(table, "{number} 1\n{:010} 00000 n ", file.len()).expect("strings take all");
            file.extend(format!("{number} 0 obj\n").into_bytes());
            file.extend(object);
            file.extend(b"\nendobj\n");
        }
        let start = file.len();
        file.extend(format!("{table}trailer\n<</Size 1000/Root 1 0 R>>\nstartxref\n{start}\n%%EOF").into_bytes());
        file
    }
}

fn stream(members: &str, content: &[u8]) -> Vec<u8> {
    [format!("<</Length {}{members}>>\nstream\n", content.len()).as_bytes(), content, b"\nendstream"].concat()
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut deflated = Vec::new();
    flate2::read::ZlibEncoder::new(bytes, flate2::Compression::best()).read_to_end(&mut deflated).expect("memory is read");
    deflated
}

/// Paragraphs, `page: number and text`.
fn paragraphs(file: &[u8]) -> Vec<String> {
    let content = read(file).expect("the file is readable");
    content.paragraphs.iter().map(|p| format!("{}: {}{}", p.page.unwrap_or(0), p.no, p.text.iter().collect::<String>())).collect()
}

#[test]
fn pages_are_told_of_and_it_may_be_called_off_between_them() {
    let book = Book::of(GBK).page(&[(72.0, 700.0, "甲")]).page(&[(72.0, 700.0, "乙")]).page(&[(72.0, 700.0, "丙")]);
    let told = std::cell::RefCell::new(Vec::new());
    let called_off = super::read(&book.bytes(), &|progress| {
        told.borrow_mut().push((progress.done, progress.all));
        if progress.done == 1 { std::ops::ControlFlow::Break(()) } else { std::ops::ControlFlow::Continue(()) }
    });
    assert_eq!(called_off.err(), Some(ImportError::CalledOff));
    assert_eq!(*told.borrow(), [(0, 3), (1, 3)]);
}

#[test]
fn lines_of_a_page_become_paragraphs_and_no_digit_is_lost() {
    let text = [
        (96.0, 700.0, "一、年初预算29094.17万元，全年执行28999.44万元，执行率为百分之九十九"),
        (72.0, 678.0, "点六七，比上年提高。"),
        (96.0, 656.0, "二、存在问题。"),
    ];
    let book = Book::of(GBK).page(&text);
    assert_eq!(
        paragraphs(&book.bytes()),
        ["1: 一、年初预算29094.17万元，全年执行28999.44万元，执行率为百分之九十九点六七，比上年提高。", "1: 二、存在问题。"]
    );
}

#[test]
fn a_paragraph_goes_on_overleaf_and_page_numbers_are_furniture() {
    let full = "正文一行写满，直到右边为止不留空白，共计三十四个字或者更多一些字才是";
    let book = Book::of(GBK)
        .page(&[(96.0, 700.0, "第一段不满。"), (96.0, 678.0, &full.chars().take(33).collect::<String>()), (270.0, 40.0, "— 1 —")])
        .page(&[(72.0, 700.0, "下页接着写完。"), (96.0, 678.0, "另一段。"), (270.0, 40.0, "— 2 —")]);
    let found = paragraphs(&book.bytes());
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found[1].starts_with("1: 正文一行") && found[1].ends_with("下页接着写完。"), "{found:?}");
    let furniture: Vec<_> = read(&book.bytes()).expect("readable").furniture;
    assert_eq!(furniture, [(1, "— 1 —".to_owned()), (2, "— 2 —".to_owned())]);
}

#[test]
fn a_ruled_table_becomes_rows_and_its_head_overleaf_is_not_read_again() {
    let rules = "72 700 300 -20 re S 72 680 300 -20 re S 172 700 m 172 660 l S 272 700 m 272 660 l S ";
    let row = |y: f64, cells: [&'static str; 3]| [(76.0, y, cells[0]), (176.0, y, cells[1]), (276.0, y, cells[2])];
    let head = row(686.0, ["三级指标", "指标值", "完成值"]);
    let page = |cells| [head.as_slice(), &row(666.0, cells)].concat();
    let book = Book::of(GBK).page(&page(["培训人次", "≥300", "326"])).drawing(rules).page(&page(["满意度", "95%", "96.5%"])).drawing(rules);
    assert_eq!(paragraphs(&book.bytes()), ["1: 三级指标\t指标值\t完成值", "1: 培训人次\t≥300\t326", "2: 满意度\t95%\t96.5%"]);
}

#[test]
fn drawings_turned_pages_and_all_ways_to_move_are_followed() {
    let mut book = Book::of(GBK);
    // 甲 = BCD7, 乙 = D2D2, 丙 = B1FB, 丁 = B6A1
    book.objects.push(stream("/Subtype/Form/Matrix[1 0 0 1 0 100]", b"BT /F 12 Tf 14 TL 72 500 Td <BCD7> Tj T* <D2D2> Tj ET"));
    let file = book.drawing("q 1 0 0 1 0 -50 cm /X Do Q BT /F 12 Tf 72 400 Td [<B1FB> -500 <B6A1>] TJ 0 -20 TD (8) ' ET").bytes();
    assert_eq!(paragraphs(&file), ["1: 甲乙", "1: 丙丁8"]);
    for members in ["/Rotate 90", "/Rotate 180", "/Rotate 270"] {
        let turned = match members {
            "/Rotate 90" => "0 1 -1 0 500 100",
            "/Rotate 180" => "-1 0 0 -1 500 400",
            _ => "0 -1 1 0 100 500",
        };
        let mut book = Book::of(GBK).drawing(&format!("BT /F 12 Tf {turned} Tm <BCD7D2D2> Tj ET"));
        book.page_members = members;
        assert_eq!(paragraphs(&book.bytes()), ["1: 甲乙"], "{members}");
    }
    // A table set lengthwise on an upright page.
    assert_eq!(paragraphs(&Book::of(GBK).drawing("BT /F 12 Tf 0 1 -1 0 300 100 Tm <BCD7> Tj <D2D2> Tj ET").bytes()), ["1: 甲乙"]);
}

#[test]
fn a_font_that_does_not_say_what_it_shows_is_refused_by_name() {
    let font = "<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+FZXBSJW/Encoding/Identity-H/DescendantFonts[<</Subtype/CIDFontType2>>]>>";
    let file = Book::of(font).drawing("BT /F 12 Tf 72 500 Td <00010002> Tj ET").bytes();
    assert_eq!(read(&file).err(), Some(Unreadable::Font("FZXBSJW".to_owned())));
}

#[test]
fn single_unknown_characters_are_shown_and_counted() {
    let map = stream("", b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <20> <7E> <0020> endbfrange");
    let mut book = Book::of("<</Type/Font/Subtype/Type3/Name/Own/ToUnicode 10 0 R/FontMatrix[.001 0 0 .001 0 0]/FirstChar 0/Widths[500]>>");
    book.objects.push(map);
    let file = book.drawing(&format!("BT /F 2 Tf 72 500 Td ({}\\377) Tj ET", "a".repeat(150))).bytes();
    let content = read(&file).expect("readable");
    assert!(content.paragraphs.iter().any(|p| p.text.contains(&char::REPLACEMENT_CHARACTER)));
    assert!(content.doubts[0].0.contains("1 个字符"), "{:?}", content.doubts);
}

#[test]
fn pages_without_text_are_a_scan() {
    assert_eq!(read(&Book::of(GBK).drawing("q 595 0 0 842 0 0 cm /X Do Q").bytes()).err(), Some(Unreadable::NoText));
}

#[test]
fn text_over_a_scan_is_read_with_a_doubt() {
    let file = Book::of(GBK).drawing("BT 3 Tr /F 12 Tf 72 500 Td <BCD7> Tj ET").bytes();
    assert!(read(&file).expect("readable").doubts[0].0.contains("OCR"));
}

#[test]
fn what_is_locked_only_against_printing_opens_and_what_asks_for_a_password_does_not() {
    for file in [
        include_bytes!("../../../tests/data/pdf/open-rc4-40.pdf").as_slice(),
        include_bytes!("../../../tests/data/pdf/open-rc4.pdf"),
        include_bytes!("../../../tests/data/pdf/open-aes128.pdf"),
        include_bytes!("../../../tests/data/pdf/open-aes256r5.pdf"),
        include_bytes!("../../../tests/data/pdf/open-aes256.pdf"),
    ] {
        assert_eq!(paragraphs(file), ["1: Budget 29094.17"]);
    }
    assert_eq!(read(include_bytes!("../../../tests/data/pdf/locked.pdf")).err(), Some(Unreadable::Locked));
}

#[test]
fn a_file_whose_table_of_objects_is_gone_is_searched() {
    let file = Book::of(GBK).page(&[(72.0, 700.0, "甲局12.5万元")]).bytes();
    let table = memchr::memmem::find(&file, b"xref").expect("it has one");
    assert_eq!(paragraphs(&file[..table]), ["1: 甲局12.5万元"]);
    let shifted = [b"%PDF-1.4\n%junk\n".as_slice(), &file].concat();
    assert_eq!(paragraphs(&shifted), ["1: 甲局12.5万元"]);
}

#[test]
fn objects_kept_in_streams_are_found() {
    let book = Book::of(GBK).page(&[(72.0, 700.0, "乙局")]);
    let (kept, plain): (Vec<_>, Vec<_>) = book.numbered().into_iter().partition(|(number, _)| number % 2 == 0 || *number < 10);
    let (mut index, mut bodies) = (String::new(), Vec::new());
    for (number, object) in &kept {
        write!(index, "{number} {} ", bodies.len()).expect("strings take all");
        bodies.extend_from_slice(object);
        bodies.push(b' ');
    }
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut entries: Vec<(u32, [u8; 4])> = (0_u8..).zip(&kept).map(|(at, (number, _))| (*number, [2, 0, 50, at])).collect();
    let packed = deflated(&[index.as_bytes(), &bodies].concat());
    let members = format!("/Type/ObjStm/N {}/First {}/Filter/FlateDecode", kept.len(), index.len());
    for (number, object) in plain.into_iter().chain([(50, stream(&members, &packed))]) {
        let at = u16::try_from(file.len()).expect("the file is short").to_be_bytes();
        entries.push((number, [1, at[0], at[1], 0]));
        file.extend(format!("{number} 0 obj").into_bytes());
        file.extend(object);
        file.extend(b"endobj\n");
    }
    entries.sort_unstable();
    let index = entries.iter().fold(String::new(), |index, (number, _)| index + &format!("{number} 1 "));
    let table: Vec<u8> = entries.iter().flat_map(|(_, entry)| *entry).collect();
    let start = file.len();
    let members = format!("/Type/XRef/Size 1000/W[1 2 1]/Index[{index}]/Root 1 0 R/Filter/FlateDecode");
    file.extend([b"60 0 obj".as_slice(), &stream(&members, &deflated(&table)), b"endobj\n"].concat());
    file.extend(format!("startxref\n{start}\n%%EOF").into_bytes());
    assert_eq!(paragraphs(&file), ["1: 乙局"]);
    // Without its table, too.
    assert_eq!(paragraphs(&file[..start]), ["1: 乙局"]);
}

#[test]
fn hostile_files_end_and_are_named() {
    assert_eq!(read(b"%PDF-1.7").err(), Some(Unreadable::Damaged));
    assert_eq!(read(b"").err(), Some(Unreadable::Damaged));
    // Pages that contain each other.
    let cycle = b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Kids[2 0 R 2 0 R]>>endobj";
    assert_eq!(read(cycle).err(), Some(Unreadable::Damaged));
    // A drawing that draws itself, twice each time.
    let mut book = Book::of(GBK);
    book.objects.push(stream("/Subtype/Form/Resources<</XObject<</X 10 0 R>>>>", &b"/X Do ".repeat(40)));
    assert!(read(&book.drawing("/X Do").bytes()).is_err());
    // A length that refers to the stream it belongs to, and one that lies.
    let mut book = Book::of(GBK);
    book.objects.push(b"<</Length 10 0 R/Subtype/Form>>stream\nBT /F 12 Tf 72 500 Td <BCD7> Tj ET\nendstream".to_vec());
    assert_eq!(paragraphs(&book.drawing("/X Do").bytes()), ["1: 甲"]);
    // A page that inflates without end.
    let mut bomb = Book::of(GBK).page(&[(72.0, 700.0, "甲")]);
    bomb.objects.push(stream("/Subtype/Form/Filter/FlateDecode", &deflated(&vec![b' '; 64 << 20])));
    let content = read(&bomb.drawing(&"/X Do ".repeat(100)).bytes()).expect("what stands before is read");
    assert!(content.doubts.iter().any(|(zh, _)| zh.contains("损坏")), "{:?}", content.doubts);
    // Deeper than any stack.
    let deep = Book::of(GBK).drawing(&format!("{}{}", "[".repeat(1 << 20), "q ".repeat(1 << 20)));
    assert_eq!(read(&deep.bytes()).err(), Some(Unreadable::NoText));
}

/// A file with all that can be wrong in it: tables, drawings, maps, compressed streams.
fn seed() -> Vec<u8> {
    let mut book = Book::of(GBK);
    book.objects.push(stream("/Subtype/Form/Filter/FlateDecode", &deflated(b"BT /F 12 Tf 72 300 Td <BCD7> Tj ET 10 10 100 100 re S")));
    book.page(&[(72.0, 700.0, "一、预算12.5万元"), (72.0, 680.0, "其后"), (72.0, 40.0, "— 1 —")])
        .drawing("/X Do 72 700 300 -20 re S 172 700 m 172 660 l S q 1 0 0 1 5 5 cm Q")
        .page(&[(72.0, 700.0, "二、问题")])
        .bytes()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_change_to_a_file_makes_the_reader_panic(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12), cut in any::<prop::sample::Index>(), cuts in any::<bool>()) {
        let mut file = seed();
        for (at, byte) in changes {
            let at = at.index(file.len());
            file[at] = byte;
        }
        if cuts {
            let end = cut.index(file.len());
            file.truncate(end);
        }
        let _ = read(&file);
    }

    #[test]
    fn no_words_of_the_syntax_in_any_order_make_the_reader_panic(words in prop::collection::vec(prop::sample::select(vec![
        "q", "Q", "cm", "BT", "ET", "Tf", "/F", "/X", "Do", "Tj", "TJ", "'", "\"", "[", "]", "<<", ">>", "(", ")", "<BCD7>", "1e300", "-1", "0", "12",
        "72", "700", "Td", "TD", "Tm", "T*", "Tz", "Ts", "TL", "re", "m", "l", "c", "h", "S", "f", "B", "n", "BI", "ID", "EI", "BDC", "BMC", "EMC", "/Artifact",
    ]), 0..200)) {
        let mut book = Book::of(GBK);
        book.objects.push(stream("/Subtype/Form", b"BT /F 1 Tf <BCD7> Tj ET"));
        let _ = read(&book.drawing(&words.join(" ")).bytes());
    }
}
