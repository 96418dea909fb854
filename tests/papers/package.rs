//! Each file as the rules of its package have it, so that no program asks to repair it: parts parse strictly,
//! types and relationships are whole, what is referred to exists, no id stands twice, nothing lies outside its
//! sheet. The schemas themselves are not at hand; these are the rules whose breach programs complain of.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::events::{BytesStart, Event};

use super::{Case, Format, parts};

/// An element: its name with its prefix, its attributes as they are named.
struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
    depth: usize,
}

/// All elements of a part, in order. Panics where the part is not well-formed: a tag that does not close, an
/// attribute given twice, an unknown entity, text outside the root, a prefix nobody declared.
fn elements(part: &str, xml: &str) -> Vec<Element> {
    let mut reader = quick_xml::Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let (mut all, mut depth, mut roots) = (Vec::new(), 0_usize, 0);
    let mut prefixes: Vec<BTreeSet<String>> = vec![BTreeSet::from(["xml".to_owned()])];
    let mut open = |start: &BytesStart<'_>, depth: usize, prefixes: &mut Vec<BTreeSet<String>>| {
        let name = start.name().as_ref().to_owned();
        let mut attributes = BTreeMap::new();
        for attribute in start.attributes() {
            let attribute = attribute.unwrap_or_else(|error| panic!("{part}: {name}: {error}"));
            let value = quick_xml::escape::unescape(&attribute.value).unwrap().into_owned();
            assert!(attributes.insert(attribute.key.as_ref().to_owned(), value).is_none(), "{part}: {name}: twice");
        }
        let mut known = prefixes.last().unwrap().clone();
        known.extend(attributes.keys().filter_map(|key| key.strip_prefix("xmlns:")).map(str::to_owned));
        let used = attributes.keys().chain([&name]).filter_map(|name| name.split_once(':')).map(|(prefix, _)| prefix);
        for prefix in used.filter(|prefix| *prefix != "xmlns") {
            assert!(known.contains(prefix), "{part}: {name}: nobody declared {prefix}");
        }
        prefixes.push(known);
        all.push(Element { name, attributes, depth });
    };
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{part}: {error}")) {
            Event::Start(start) => {
                roots += usize::from(depth == 0);
                open(&start, depth, &mut prefixes);
                depth += 1;
            }
            Event::Empty(start) => {
                roots += usize::from(depth == 0);
                open(&start, depth, &mut prefixes);
                prefixes.pop();
            }
            Event::End(_) => {
                depth -= 1;
                prefixes.pop();
            }
            Event::Text(text) if depth == 0 => assert!(text.trim().is_empty(), "{part}: text outside"),
            Event::GeneralRef(name) => assert!(["amp", "lt", "gt", "quot"].contains(&&*name.into_inner()), "{part}"),
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!((depth, roots), (0, 1), "{part}: one root, closed");
    all
}

/// A package, its parts parsed.
struct Package {
    parts: BTreeMap<String, Vec<Element>>,
}

impl Package {
    fn of(bytes: &[u8]) -> Self {
        let parts = parts(bytes);
        let names: BTreeSet<String> = parts.iter().map(|(name, _)| name.to_lowercase()).collect();
        assert_eq!(names.len(), parts.len(), "no part twice, case aside");
        for (name, xml) in &parts {
            assert!(xml.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\""), "{name}");
            assert!(!xml.contains("<!DOCTYPE"), "{name}");
        }
        assert_eq!(parts[0].0, "[Content_Types].xml", "some readers look at the first entry only");
        Self { parts: parts.into_iter().map(|(name, xml)| (name.clone(), elements(&name, &xml))).collect() }
    }

    fn all<'a>(&'a self, part: &'a str, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.parts.get(part).unwrap_or_else(|| panic!("no part {part}")).iter().filter(move |element| element.name == name)
    }

    fn values(&self, part: &str, name: &str, attribute: &str) -> Vec<String> {
        self.all(part, name).filter_map(|element| element.attributes.get(attribute).cloned()).collect()
    }

    /// Every part has a type, every type a part; relationships lead to parts, and every part is led to.
    fn hangs_together(&self) {
        let overrides = self.values("[Content_Types].xml", "Override", "PartName");
        let defaults = self.values("[Content_Types].xml", "Default", "Extension");
        unique("Override", &overrides);
        unique("Default", &defaults);
        for name in &overrides {
            assert!(self.parts.contains_key(name.trim_start_matches('/')), "a type for {name}, which is not there");
        }
        let mut reached: BTreeSet<String> = BTreeSet::from(["[Content_Types].xml".to_owned()]);
        for part in self.parts.keys() {
            let ending = part.rsplit('.').next().unwrap();
            assert!(overrides.contains(&format!("/{part}")) || defaults.iter().any(|known| known == ending), "{part} has no type");
            let Some((folder, file)) = part.rsplit_once("_rels/") else { continue };
            reached.insert(part.clone());
            let of = format!("{folder}{}", file.trim_end_matches(".rels"));
            assert!(of.is_empty() || self.parts.contains_key(&of), "relationships of {of}, which is not there");
            unique(part, &self.values(part, "Relationship", "Id"));
            for relation in self.all(part, "Relationship") {
                assert_ne!(relation.attributes.get("TargetMode").map(String::as_str), Some("External"), "nothing leads outside");
                reached.insert(resolved(folder, &relation.attributes["Target"]));
            }
        }
        let there: BTreeSet<String> = self.parts.keys().cloned().collect();
        assert_eq!(reached, there, "what is led to is there, and all that is there is led to");
    }

    /// The ids by which a part refers to others are among its relationships.
    fn refers_to_what_is_related(&self) {
        for (part, all) in &self.parts {
            let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
            let relations = format!("{folder}/_rels/{file}.rels");
            for id in all.iter().filter_map(|element| element.attributes.get("r:id")) {
                assert!(self.values(&relations, "Relationship", "Id").contains(id), "{part}: {id} leads nowhere");
            }
        }
    }

    /// Custom properties count on from 2 and have names of their own.
    fn has_properties(&self) {
        let pids = self.values("docProps/custom.xml", "property", "pid");
        let expected: Vec<String> = (2..2 + pids.len()).map(|n| n.to_string()).collect();
        assert_eq!(pids, expected);
        unique("properties", &self.values("docProps/custom.xml", "property", "name"));
    }
}

/// A target as a part's name: relative to the folder of the part that names it.
fn resolved(folder: &str, target: &str) -> String {
    let mut path: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            ".." => assert!(path.pop().is_some(), "{target} leads out of the package"),
            step => path.push(step),
        }
    }
    path.join("/")
}

fn unique(what: &str, all: &[String]) {
    let once: BTreeSet<&String> = all.iter().collect();
    assert_eq!(once.len(), all.len(), "{what}: {all:?}");
}

/// What a part's children come in: each parent's children in the order that the standard's sequence gives.
fn in_order(part: &str, all: &[Element], parent: &str, order: &[&str]) {
    let mut last: Option<(usize, usize)> = None;
    for element in all {
        match last {
            Some((depth, _)) if element.depth <= depth => last = None,
            Some((depth, at)) if element.depth == depth + 1 => {
                let here = order.iter().position(|name| *name == element.name);
                let here = here.unwrap_or_else(|| panic!("{part}: {} in {parent}", element.name));
                assert!(here >= at, "{part}: {} stands too late in {parent}", element.name);
                last = Some((depth, here));
            }
            _ => {}
        }
        if element.name == parent && last.is_none() {
            last = Some((element.depth, 0));
        }
    }
}

/// Children of the properties that documents here use, in the order of the standard.
const DOCUMENT_ORDER: &[(&str, &[&str])] = &[
    (
        "w:pPr",
        &[
            "w:pStyle",
            "w:keepNext",
            "w:keepLines",
            "w:pageBreakBefore",
            "w:widowControl",
            "w:numPr",
            "w:pBdr",
            "w:shd",
            "w:tabs",
            "w:kinsoku",
            "w:wordWrap",
            "w:autoSpaceDE",
            "w:autoSpaceDN",
            "w:snapToGrid",
            "w:spacing",
            "w:ind",
            "w:jc",
            "w:outlineLvl",
        ],
    ),
    ("w:rPr", &["w:rStyle", "w:rFonts", "w:b", "w:bCs", "w:i", "w:color", "w:sz", "w:szCs", "w:lang"]),
    ("w:tblPr", &["w:tblStyle", "w:tblW", "w:jc", "w:tblBorders", "w:tblLayout", "w:tblCellMar"]),
    ("w:tcPr", &["w:tcW", "w:gridSpan", "w:vMerge", "w:tcBorders", "w:shd", "w:vAlign"]),
    ("w:trPr", &["w:cantSplit", "w:tblHeader"]),
    ("w:sectPr", &["w:headerReference", "w:footerReference", "w:pgSz", "w:pgMar"]),
    ("w:style", &["w:name", "w:basedOn", "w:qFormat", "w:pPr", "w:rPr", "w:tblPr"]),
];

const SHEET_ORDER: &[&str] = &[
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "autoFilter",
    "mergeCells",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
];

fn is_a_document(package: &Package) {
    let main = "word/document.xml";
    let styles = package.values("word/styles.xml", "w:style", "w:styleId");
    unique("styles", &styles);
    unique("names of styles", &package.values("word/styles.xml", "w:name", "w:val"));
    for part in package.parts.keys().filter(|part| part.starts_with("word/") && !part.contains("_rels")) {
        for name in ["w:pStyle", "w:rStyle", "w:tblStyle", "w:basedOn"] {
            for style in package.values(part, name, "w:val") {
                assert!(styles.contains(&style), "{part}: no style {style}");
            }
        }
        for (parent, order) in DOCUMENT_ORDER {
            in_order(part, &package.parts[part], parent, order);
        }
        let numbered = package.all(part, "w:numId").count();
        assert!(numbered == 0 || package.parts.contains_key("word/numbering.xml"), "{part}");
    }
    // A row has a cell a column of its grid, and a cell holds a paragraph.
    let mut grid = 0;
    let (mut cells, mut paragraphs) = (None::<usize>, None::<usize>);
    for element in &package.parts[main] {
        match element.name.as_str() {
            "w:tblGrid" => {
                assert!(cells.is_none_or(|cells| cells == grid), "{main}: a row of {cells:?} cells on a grid of {grid}");
                (grid, cells) = (0, None);
            }
            "w:gridCol" => grid += 1,
            "w:tr" => {
                assert!(cells.is_none_or(|cells| cells == grid), "{main}: a row of {cells:?} cells on a grid of {grid}");
                cells = Some(0);
            }
            "w:tc" => {
                assert_ne!(paragraphs, Some(0), "{main}: a cell without a paragraph");
                (cells, paragraphs) = (cells.map(|cells| cells + 1), Some(0));
            }
            "w:p" => paragraphs = paragraphs.map(|paragraphs| paragraphs + 1),
            _ => {}
        }
    }
    assert_ne!(paragraphs, Some(0), "{main}: a cell without a paragraph");
}

fn is_a_workbook(package: &Package) {
    let book = "xl/workbook.xml";
    unique("tabs", &package.values(book, "sheet", "name"));
    unique("ids of sheets", &package.values(book, "sheet", "sheetId"));
    let sheets = package.all(book, "sheet").count();
    for local in package.values(book, "definedName", "localSheetId") {
        assert!(local.parse::<usize>().unwrap() < sheets, "a name of sheet {local}");
    }
    let strings = package.all("xl/sharedStrings.xml", "si").count();
    let styles = package.parts["xl/styles.xml"].iter();
    let counts = |name: &str| -> usize {
        let list = package.all("xl/styles.xml", name).next().unwrap_or_else(|| panic!("no {name}"));
        let count = list.attributes["count"].parse().unwrap();
        let at = package.parts["xl/styles.xml"].iter().position(|element| std::ptr::eq(element, list)).unwrap();
        let children = package.parts["xl/styles.xml"][at + 1..].iter().take_while(|element| element.depth > list.depth);
        assert_eq!(children.filter(|element| element.depth == list.depth + 1).count(), count, "{name}");
        count
    };
    let (fonts, fills, borders, looks) = (counts("fonts"), counts("fills"), counts("borders"), counts("cellXfs"));
    let formats = package.values("xl/styles.xml", "numFmt", "numFmtId");
    unique("formats", &formats);
    for look in styles.filter(|element| element.name == "xf") {
        let at = |name: &str| look.attributes[name].parse::<usize>().unwrap();
        assert!(at("fontId") < fonts && at("fillId") < fills && at("borderId") < borders);
        assert!(at("numFmtId") < 164 || formats.contains(&look.attributes["numFmtId"]));
    }
    for (part, all) in package.parts.iter().filter(|(part, _)| part.starts_with("xl/worksheets/")) {
        in_order(part, all, "worksheet", SHEET_ORDER);
        let columns = package.all(part, "col").count();
        let cells = package.values(part, "c", "r");
        unique(part, &cells);
        let rows: Vec<usize> = package.values(part, "row", "r").iter().map(|row| row.parse().unwrap()).collect();
        assert!(rows.is_sorted() && rows.windows(2).all(|pair| pair[0] != pair[1]), "{part}: rows in order");
        for cell in package.all(part, "c") {
            let column = cell.attributes["r"].chars().filter(char::is_ascii_uppercase).fold(0, |n, c| n * 26 + (c as usize - 64));
            assert!(column <= columns, "{part}: {} beside the columns", cell.attributes["r"]);
            assert!(cell.attributes["s"].parse::<usize>().unwrap() < looks, "{part}");
        }
        let merged = package.values(part, "mergeCell", "ref");
        unique("merged", &merged);
        assert_eq!(package.values(part, "mergeCells", "count").first().map_or(0, |count| count.parse().unwrap()), merged.len());
        let of_words = package.all(part, "c").filter(|cell| cell.attributes.get("t").is_some_and(|kind| kind == "s")).count();
        assert!(of_words == 0 || strings > 0);
    }
}

pub fn follows_the_rules(format: Format, bytes: &[u8]) {
    let package = Package::of(bytes);
    package.hangs_together();
    package.refers_to_what_is_related();
    package.has_properties();
    if format == Format::Docx { is_a_document(&package) } else { is_a_workbook(&package) }
}

#[test]
fn every_docx_and_xlsx_follows_the_rules_of_its_package() {
    let empty = Case::of(r#"{"report": {"marking": "内部资料"}, "duties": []}"#);
    for case in [Case::reviewed(), empty] {
        for (_, format, bytes) in case.papers().into_iter().filter(|(_, format, _)| matches!(format, Format::Docx | Format::Xlsx)) {
            follows_the_rules(format, &bytes);
        }
    }
}

#[test]
fn a_breach_of_the_rules_is_noticed() {
    let good = "<a xmlns:r=\"u\"><b r:id=\"1\"/></a>";
    assert_eq!(elements("x", good).len(), 2);
    for bad in ["<a><b></a>", "<a q=\"1\" q=\"2\"/>", "<a>&nbsp;</a>", "<a/><b/>", "<a r:id=\"1\"/>", "<a/>text"] {
        assert!(std::panic::catch_unwind(|| elements("x", bad)).is_err(), "{bad}");
    }
    let disordered = elements("x", "<w:pPr xmlns:w=\"u\"><w:jc/><w:ind/></w:pPr>");
    let (parent, order) = DOCUMENT_ORDER[0];
    assert!(std::panic::catch_unwind(|| in_order("x", &disordered, parent, order)).is_err());
}
