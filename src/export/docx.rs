//! Writes a document as docx in the look of a 公文: A4, fonts named, lines at a fixed distance, page
//! numbers `— 1 —` on the outer side.
//!
//! Elements stand in the order the standard's schema asks for; Word offers to repair a file where
//! they do not.

use std::fmt::Write as _;

use super::changes::Trace;
use super::model::{Block, Column, Document, Place, Row, Table};
use super::package::Package;
use super::provenance::Provenance;
use super::style::{Font, PageNumbers, Style};
use super::xml::escaped;

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// A4 in twentieths of a point.
const PAPER_TWIPS: (u32, u32) = (11906, 16838);
const PAPER_WIDTH_MM: u32 = 210;
/// From the foot of the text to the page number, as the standard has it.
const NUMBER_BELOW_TEXT_MM: u32 = 7;
/// A column whose width nobody set counts as this many characters.
const COLUMN_CHARS: u16 = 12;
/// A line of a table is a third higher than its characters.
const TABLE_LINE_PERCENT: u32 = 135;

/// The file.
pub(super) fn write(document: &Document, style: &Style, provenance: &Provenance, trace: &Trace) -> Vec<u8> {
    let mut package = Package::default();
    package.part("word/document.xml", "wordprocessingml.document.main", &main(document, style));
    package.part("word/styles.xml", "wordprocessingml.styles", &styles(style));
    package.part("word/settings.xml", "wordprocessingml.settings", &settings(style));
    package.part("word/fontTable.xml", "wordprocessingml.fontTable", &fonts(style));
    package.theme("word/theme/theme1.xml");
    let (odd, even) = match style.page.numbers {
        PageNumbers::Outer => ("right", "left"),
        PageNumbers::Centre => ("center", "center"),
    };
    package.part("word/footer1.xml", "wordprocessingml.footer", &footer(odd));
    package.part("word/footer2.xml", "wordprocessingml.footer", &footer(even));
    package.relations(
        "word/_rels/document.xml.rels",
        &[
            ("styles", "styles.xml"),
            ("settings", "settings.xml"),
            ("footer", "footer1.xml"),
            ("footer", "footer2.xml"),
            ("fontTable", "fontTable.xml"),
            ("theme", "theme/theme1.xml"),
            ("customXml", "../customXml/item1.xml"),
        ],
    );
    package.finish("word/document.xml", &document.title.replace('\n', ""), provenance, trace)
}

fn main(document: &Document, style: &Style) -> String {
    let mut xml = format!("<w:document xmlns:w=\"{W}\" xmlns:r=\"{R}\"><w:body>");
    if let Some(marking) = &document.marking {
        paragraph(&mut xml, "Marking", "", &[(None, marking)]);
    }
    paragraph(&mut xml, "Title", "", &[(None, &document.title)]);
    for block in &document.blocks {
        match block {
            Block::Heading { level, no, text, piece } => {
                paragraph(&mut xml, &format!("Heading{level}"), bar(piece.changed), &[(None, &format!("{no}{text}"))]);
            }
            Block::Paragraph { label, text, place, piece } => {
                let named = match place {
                    Place::Body => "Normal",
                    Place::Flush => "Flush",
                    Place::Centre => "Centre",
                    Place::Right => "Right",
                };
                paragraph(&mut xml, named, bar(piece.changed), &[(Some("Label"), label), (None, text)]);
            }
            Block::Table(table) => tabulate(&mut xml, table, style),
        }
    }
    // Word asks for a paragraph after a table at the end.
    if matches!(document.blocks.last(), Some(Block::Table(_))) {
        paragraph(&mut xml, "Flush", "", &[]);
    }
    let page = style.page;
    let foot = page.bottom.saturating_sub(NUMBER_BELOW_TEXT_MM);
    write!(
        xml,
        "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId3\"/><w:footerReference w:type=\"even\" r:id=\"rId4\"/>\
         <w:pgSz w:w=\"{}\" w:h=\"{}\"/><w:pgMar w:top=\"{}\" w:right=\"{}\" w:bottom=\"{}\" w:left=\"{}\" w:header=\"851\" w:footer=\"{}\" w:gutter=\"0\"/>\
         </w:sectPr></w:body></w:document>",
        PAPER_TWIPS.0,
        PAPER_TWIPS.1,
        twips(page.top),
        twips(page.right),
        twips(page.bottom),
        twips(page.left),
        twips(foot).saturating_sub(style.number.half_points * 10),
    )
    .expect("a string takes all");
    xml
}

/// A paragraph: its style, its properties after `pStyle`, its runs with their style.
fn paragraph(xml: &mut String, style: &str, properties: &str, runs: &[(Option<&str>, &str)]) {
    write!(xml, "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{properties}</w:pPr>").expect("a string takes all");
    for (style, text) in runs.iter().filter(|(_, text)| !text.is_empty()) {
        run(xml, *style, text);
    }
    xml.push_str("</w:p>");
}

fn run(xml: &mut String, style: Option<&str>, text: &str) {
    let style = style.map_or_else(String::new, |style| format!("<w:rStyle w:val=\"{style}\"/>"));
    // Marks such as “ and … are in both sorts of font: here they are Chinese.
    write!(xml, "<w:r><w:rPr>{style}<w:rFonts w:hint=\"eastAsia\"/></w:rPr>").expect("a string takes all");
    for (n, line) in escaped(text).split('\n').enumerate() {
        let broken = if n > 0 { "<w:br/>" } else { "" };
        write!(xml, "{broken}<w:t xml:space=\"preserve\">{line}</w:t>").expect("a string takes all");
    }
    xml.push_str("</w:r>");
}

/// A bar in the margin beside what changed.
fn bar(changed: bool) -> &'static str {
    if changed { "<w:pBdr><w:left w:val=\"single\" w:sz=\"18\" w:space=\"8\" w:color=\"000000\"/></w:pBdr>" } else { "" }
}

fn tabulate(xml: &mut String, table: &Table, style: &Style) {
    let shown: Vec<(usize, &Column)> = table.columns.iter().enumerate().filter(|(_, column)| !column.hidden).collect();
    let chars = |column: &Column| u32::from(column.width.unwrap_or(COLUMN_CHARS).max(1));
    let all: u32 = shown.iter().map(|(_, column)| chars(column)).sum();
    let room = twips(PAPER_WIDTH_MM.saturating_sub(style.page.left + style.page.right));
    let widths: Vec<u32> = shown.iter().map(|(_, column)| room * chars(column) / all.max(1)).collect();
    xml.push_str("<w:tbl><w:tblPr><w:tblStyle w:val=\"Grid\"/>");
    write!(xml, "<w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>", widths.iter().sum::<u32>())
        .expect("a string takes all");
    for width in &widths {
        write!(xml, "<w:gridCol w:w=\"{width}\"/>").expect("a string takes all");
    }
    xml.push_str("</w:tblGrid>");
    let mut line = |head: bool, row: &Row, cells: &[(String, &'static str)]| {
        xml.push_str("<w:tr><w:trPr><w:cantSplit/>");
        xml.push_str(if head { "<w:tblHeader/></w:trPr>" } else { "</w:trPr>" });
        for (n, ((text, align), width)) in cells.iter().zip(&widths).enumerate() {
            let bar = if row.piece.changed && n == 0 {
                "<w:tcBorders><w:left w:val=\"single\" w:sz=\"24\" w:space=\"0\" w:color=\"000000\"/></w:tcBorders>"
            } else {
                ""
            };
            write!(xml, "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{bar}<w:vAlign w:val=\"center\"/></w:tcPr>")
                .expect("a string takes all");
            paragraph(xml, if head { "TableHead" } else { "Table" }, align, &[(None, text)]);
            xml.push_str("</w:tc>");
        }
        xml.push_str("</w:tr>");
    };
    let none = Row::default();
    line(true, &none, &shown.iter().map(|(_, column)| (column.head.clone(), align(Place::Centre))).collect::<Vec<_>>());
    for row in &table.rows {
        let cell =
            |(n, column): &(usize, &Column)| (row.cells.get(*n).map_or_else(String::new, super::model::Cell::text), align(column.place));
        line(false, row, &shown.iter().map(cell).collect::<Vec<_>>());
    }
    if let Some(total) = &table.total {
        let cell = |(place, (n, column)): (usize, &(usize, &Column))| {
            let sum = table.sum(*n).map(|sum| sum.to_string());
            (if place == 0 { total.clone() } else { sum.unwrap_or_default() }, align(if place == 0 { Place::Centre } else { column.place }))
        };
        line(false, &none, &shown.iter().enumerate().map(cell).collect::<Vec<_>>());
    }
    xml.push_str("</w:tbl>");
}

fn align(place: Place) -> &'static str {
    match place {
        Place::Body | Place::Flush => "",
        Place::Centre => "<w:jc w:val=\"center\"/>",
        Place::Right => "<w:jc w:val=\"right\"/>",
    }
}

fn settings(style: &Style) -> String {
    let outer = if style.page.numbers == PageNumbers::Outer { "<w:evenAndOddHeaders/>" } else { "" };
    format!(
        "<w:settings xmlns:w=\"{W}\"><w:zoom w:percent=\"100\"/>{outer}<w:characterSpacingControl w:val=\"compressPunctuation\"/>\
         <w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>\
         <w:themeFontLang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:settings>"
    )
}

fn footer(place: &str) -> String {
    let indent = match place {
        "right" => "<w:ind w:right=\"280\"/>",
        "left" => "<w:ind w:left=\"280\"/>",
        _ => "",
    };
    format!(
        "<w:ftr xmlns:w=\"{W}\"><w:p><w:pPr><w:pStyle w:val=\"Footer\"/>{indent}<w:jc w:val=\"{place}\"/></w:pPr>\
         <w:r><w:t xml:space=\"preserve\">— </w:t></w:r><w:fldSimple w:instr=\" PAGE \"><w:r><w:t>1</w:t></w:r></w:fldSimple>\
         <w:r><w:t xml:space=\"preserve\"> —</w:t></w:r></w:p></w:ftr>"
    )
}

fn styles(style: &Style) -> String {
    let body = style.body.half_points;
    // Two characters in.
    let indent = format!("<w:ind w:firstLineChars=\"200\" w:firstLine=\"{}\"/>", body * 20);
    let exact = |twips: u32| format!("<w:spacing w:line=\"{twips}\" w:lineRule=\"exact\"/>");
    let line = exact(style.line_twips);
    // The title's characters are larger than the lines of the text are apart.
    let title_line = style.line_twips.max(style.title.half_points * 13);
    let dense = |font: &Font| exact(font.half_points * 10 * TABLE_LINE_PERCENT / 100);
    let mut xml = format!(
        "<w:styles xmlns:w=\"{W}\"><w:docDefaults><w:rPrDefault><w:rPr>{}<w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault>\
         <w:pPrDefault/></w:docDefaults>",
        typeface(&style.body, &style.latin)
    );
    let mut named = |id: &str, name: &str, properties: &str, font: &Font| {
        let (default, based) = if id == "Normal" { (" w:default=\"1\"", "") } else { ("", "<w:basedOn w:val=\"Normal\"/>") };
        write!(
            xml,
            "<w:style w:type=\"paragraph\"{default} w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>{based}<w:qFormat/>\
             <w:pPr>{properties}</w:pPr><w:rPr>{}</w:rPr></w:style>",
            typeface(font, &style.latin)
        )
        .expect("a string takes all");
    };
    let plain = "<w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/>";
    named(
        "Normal",
        "Normal",
        &format!("<w:widowControl w:val=\"0\"/><w:wordWrap w:val=\"0\"/>{line}{indent}<w:jc w:val=\"both\"/>"),
        &style.body,
    );
    let title = format!(
        "<w:keepNext/><w:spacing w:before=\"{before}\" w:after=\"{before}\" w:line=\"{title_line}\" w:lineRule=\"exact\"/>{plain}<w:jc w:val=\"center\"/>",
        before = style.line_twips
    );
    named("Title", "Title", &title, &style.title);
    for (n, font) in style.headings.iter().enumerate() {
        let level = n + 1;
        named(
            &format!("Heading{level}"),
            &format!("heading {level}"),
            &format!("<w:keepNext/>{line}{indent}<w:outlineLvl w:val=\"{n}\"/>"),
            font,
        );
    }
    named("Flush", "公文顶格", &format!("{line}{plain}"), &style.body);
    named("Centre", "公文居中", &format!("{line}{plain}<w:jc w:val=\"center\"/>"), &style.body);
    // The last character stands four from the edge, as a signature does.
    named(
        "Right",
        "公文落款",
        &format!("<w:keepNext/>{line}<w:ind w:right=\"{}\" w:firstLineChars=\"0\" w:firstLine=\"0\"/><w:jc w:val=\"right\"/>", body * 40),
        &style.body,
    );
    named("Marking", "公文密级", &format!("{line}{plain}<w:jc w:val=\"left\"/>"), &style.marking);
    named("TableHead", "表头", &format!("<w:keepNext/>{}{plain}<w:jc w:val=\"center\"/>", dense(&style.table_head)), &style.table_head);
    named("Table", "表内", &format!("{}{plain}<w:jc w:val=\"left\"/>", dense(&style.table)), &style.table);
    named("Footer", "footer", &format!("<w:spacing w:line=\"240\" w:lineRule=\"auto\"/>{plain}"), &style.number);
    write!(
        xml,
        "<w:style w:type=\"character\" w:styleId=\"Label\"><w:name w:val=\"段首\"/><w:rPr>{}</w:rPr></w:style>\
         <w:style w:type=\"table\" w:styleId=\"Grid\"><w:name w:val=\"Table Grid\"/><w:tblPr><w:tblBorders>{}</w:tblBorders>\
         <w:tblCellMar><w:top w:w=\"28\" w:type=\"dxa\"/><w:left w:w=\"57\" w:type=\"dxa\"/><w:bottom w:w=\"28\" w:type=\"dxa\"/><w:right w:w=\"57\" w:type=\"dxa\"/></w:tblCellMar>\
         </w:tblPr></w:style></w:styles>",
        typeface(&style.label, &style.latin),
        ["top", "left", "bottom", "right", "insideH", "insideV"]
            .map(|side| format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>"))
            .concat()
    )
    .expect("a string takes all");
    xml
}

/// The fonts named, with the name that other systems know them by.
fn fonts(style: &Style) -> String {
    let mut xml = format!("<w:fonts xmlns:w=\"{W}\">");
    let named = [&style.title, &style.body, &style.label, &style.marking, &style.number, &style.table_head, &style.table];
    let mut families: Vec<&str> = named.into_iter().chain(&style.headings).map(|font| font.family.as_str()).collect();
    families.sort_unstable();
    families.dedup();
    for family in families {
        let other = family.strip_suffix("_GB2312").map_or_else(String::new, |other| format!("<w:altName w:val=\"{}\"/>", escaped(other)));
        write!(
            xml,
            "<w:font w:name=\"{}\">{other}<w:charset w:val=\"86\"/><w:family w:val=\"auto\"/><w:pitch w:val=\"default\"/></w:font>",
            escaped(family)
        )
        .expect("a string takes all");
    }
    xml + "</w:fonts>"
}

fn typeface(font: &Font, latin: &str) -> String {
    let (family, latin, size) = (escaped(&font.family), escaped(latin), font.half_points);
    let bold = if font.bold { "<w:b/>" } else { "<w:b w:val=\"0\"/>" };
    format!(
        "<w:rFonts w:ascii=\"{latin}\" w:hAnsi=\"{latin}\" w:eastAsia=\"{family}\" w:cs=\"{latin}\"/>{bold}<w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/>"
    )
}

/// Millimetres as twentieths of a point, to the nearest.
fn twips(mm: u32) -> u32 {
    (mm * 7200 + 63) / 127
}
