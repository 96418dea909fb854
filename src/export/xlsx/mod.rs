//! Writes a workbook as xlsx. Numbers are written as the decimals they are, never by way of a float;
//! words are words, also where they look like a formula; a sum is a real formula whose stored result
//! is ours.

mod sheet;
mod strings;
mod styles;

use std::fmt::Write as _;

use super::changes::Trace;
use super::model::Workbook;
use super::package::Package;
use super::provenance::Provenance;
use super::style::Style;
use super::xml::escaped;
use strings::Strings;
use styles::Styles;

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// A tab's name is no longer.
const NAME_CHARS_MAX: usize = 31;
/// So many sheets have names apart by a number behind them; no paper has a tenth of it.
const SHEETS_MAX: usize = 99;

/// The file.
pub(super) fn write(workbook: &Workbook, style: &Style, provenance: &Provenance, trace: &Trace) -> Vec<u8> {
    let (mut strings, mut styles) = (Strings::default(), Styles::new(style));
    let names = tab_names(workbook);
    let mut package = Package::default();
    let (mut tabs, mut defined) = (String::new(), String::new());
    let mut targets = Vec::new();
    for (n, (sheet, name)) in workbook.sheets.iter().zip(&names).enumerate() {
        let written = sheet::write(sheet, workbook.marking.as_deref(), &mut strings, &mut styles);
        package.part(&format!("xl/worksheets/sheet{}.xml", n + 1), "spreadsheetml.worksheet", &written.xml);
        write!(tabs, "<sheet name=\"{}\" sheetId=\"{}\" r:id=\"rId{}\"/>", escaped(name), n + 1, n + 1).expect("a string takes all");
        let quoted = escaped(&format!("'{}'!", name.replace('\'', "''")));
        for (defines, hidden, range) in [("_FilterDatabase", " hidden=\"1\"", written.filter), ("Print_Titles", "", Some(written.titles))] {
            if let Some(range) = range {
                write!(defined, "<definedName name=\"_xlnm.{defines}\" localSheetId=\"{n}\"{hidden}>{quoted}{range}</definedName>")
                    .expect("a string takes all");
            }
        }
        targets.push(format!("worksheets/sheet{}.xml", n + 1));
    }
    package.part(
        "xl/workbook.xml",
        "spreadsheetml.sheet.main",
        &format!(
            "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{R}\"><bookViews><workbookView xWindow=\"0\" yWindow=\"0\" windowWidth=\"24000\" windowHeight=\"12000\"/></bookViews>\
             <sheets>{tabs}</sheets><definedNames>{defined}</definedNames></workbook>"
        ),
    );
    package.theme("xl/theme/theme1.xml");
    package.part("xl/styles.xml", "spreadsheetml.styles", &styles.to_xml());
    package.part("xl/sharedStrings.xml", "spreadsheetml.sharedStrings", &strings.to_xml());
    let mut relations: Vec<(&str, &str)> = targets.iter().map(|target| ("worksheet", target.as_str())).collect();
    relations.extend([
        ("theme", "theme/theme1.xml"),
        ("styles", "styles.xml"),
        ("sharedStrings", "sharedStrings.xml"),
        ("customXml", "../customXml/item1.xml"),
    ]);
    package.relations("xl/_rels/workbook.xml.rels", &relations);
    package.finish("xl/workbook.xml", &workbook.title, provenance, trace)
}

/// The sheets' names as tabs may have them: short, none of the signs that mean something, none twice.
fn tab_names(workbook: &Workbook) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for sheet in &workbook.sheets {
        let plain: String = super::xml::visible(&sheet.name)
            .chars()
            .map(|c| if "[]:*?/\\'\n".contains(c) { '_' } else { c })
            .filter(|c| c.len_utf16() == 1)
            .take(NAME_CHARS_MAX - 3)
            .collect();
        let plain = if plain.is_empty() { "表".to_owned() } else { plain };
        let name = (2..=SHEETS_MAX).map(|n| format!("{plain}_{n}")).fold(plain.clone(), |name, next| {
            // Names differ without regard to case.
            if names.iter().any(|other| other.to_lowercase() == name.to_lowercase()) { next } else { name }
        });
        names.push(name);
    }
    names
}

/// `A` to `XFD`.
fn letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::super::model::Sheet;
    use super::*;

    #[test]
    fn columns_have_their_letters() {
        assert_eq!([0, 25, 26, 51, 52, 701, 702].map(letters), ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }

    #[test]
    fn tabs_have_names_that_programs_accept() {
        let sheet = |name: &str| Sheet { name: name.into(), ..Sheet::default() };
        let workbook =
            Workbook { sheets: vec![sheet("a/b:c'"), sheet("A_B_C_"), sheet(""), sheet(&"长".repeat(99))], ..Workbook::default() };
        assert_eq!(tab_names(&workbook), ["a_b_c_", "A_B_C__2", "表", &"长".repeat(28)]);
    }
}
