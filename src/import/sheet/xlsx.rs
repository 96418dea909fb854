//! The reader of xlsx workbooks.

use std::borrow::Cow;
use std::collections::HashMap;
use std::rc::Rc;

use super::super::package::Package;
use super::super::purse::Purse;
use super::super::refusal::{Danger, Unreadable};
use super::super::source::Content;
use super::super::xml::{Node, Tag, Xml};
use super::format::Format;
use super::{CELL_COST, PURSE, SHEETS_MAX, Sheet, SheetRow, content};

/// A sheet has no more rows.
const ROWS_MAX: usize = 200_000;

/// Reads a workbook, all its sheets in their order.
pub(in super::super) fn read(bytes: &[u8]) -> Result<Content, Unreadable> {
    let mut purse = Purse::of(PURSE);
    let mut package = Package::open(bytes)?;
    let workbook = package.part("xl/workbook.xml")?.ok_or(Unreadable::Damaged)?;
    let relations = package.part("xl/_rels/workbook.xml.rels")?.unwrap_or_default();
    let strings = package.part("xl/sharedStrings.xml")?.map_or(Ok(Vec::new()), |part| strings(&part, &mut purse))?;
    let formats = package.part("xl/styles.xml")?.map_or(Ok(Vec::new()), |part| formats(&part))?;
    let parts = targets(&relations)?;
    let mut sheets = Vec::new();
    for (mut sheet, relation) in named_sheets(&workbook)? {
        let Some(part) = parts.get(&relation) else { continue };
        let Some(part) = package.part(part)? else { continue };
        sheet.rows = rows(&part, &strings, &formats, &mut purse)?;
        sheets.push(sheet);
    }
    content(sheets, &mut purse)
}

/// The sheets by name, with the relation that leads to each.
fn named_sheets(workbook: &str) -> Result<Vec<(Sheet, String)>, Unreadable> {
    let mut sheets = Vec::new();
    let mut xml = Xml::new(workbook);
    while let Some(node) = xml.next()? {
        if let Node::Open(tag) = node
            && tag.name() == "sheet"
            && sheets.len() < SHEETS_MAX
        {
            let is_hidden = tag.attr("state").is_some_and(|state| state != "visible");
            let sheet = Sheet { name: tag.attr("name").unwrap_or_default(), is_hidden, rows: Vec::new() };
            sheets.push((sheet, tag.attr("id").unwrap_or_default()));
        }
    }
    Ok(sheets)
}

fn targets(relations: &str) -> Result<HashMap<String, String>, Unreadable> {
    let mut targets = HashMap::new();
    let mut xml = Xml::new(relations);
    while let Some(node) = xml.next()? {
        if let Node::Open(tag) = node
            && let (Some(id), Some(target)) = (tag.attr("Id"), tag.attr("Target"))
        {
            let from_root = target.strip_prefix('/').map(str::to_owned);
            targets.insert(id, from_root.unwrap_or_else(|| format!("xl/{target}")));
        }
    }
    Ok(targets)
}

/// The texts that cells refer to by number; the reading aid of a text is left out.
fn strings(part: &str, purse: &mut Purse) -> Result<Vec<String>, Unreadable> {
    let mut strings = Vec::new();
    let mut xml = Xml::new(part);
    while let Some(node) = xml.next()? {
        if let Node::Open(tag) = node
            && tag.name() == "si"
        {
            purse.spend(CELL_COST)?;
            strings.push(rich_text(&mut xml)?);
        }
    }
    Ok(strings)
}

/// The runs of a text, to the end of the element that was opened last.
fn rich_text(xml: &mut Xml) -> Result<String, Unreadable> {
    let mut text = String::new();
    let mut depth = 1_usize;
    while depth > 0 {
        match xml.next()? {
            Some(Node::Open(tag)) if tag.name() == "t" => text.push_str(&xml.text()?),
            Some(Node::Open(tag)) if tag.name() == "rPh" => xml.skip()?,
            Some(Node::Open(_)) => depth += 1,
            Some(Node::Close(_)) => depth -= 1,
            Some(Node::Text(_)) => {}
            None => return Err(Unreadable::Damaged),
        }
    }
    Ok(text)
}

/// The number formats that cells refer to by the number of their style.
fn formats(part: &str) -> Result<Vec<Rc<Format>>, Unreadable> {
    let mut own: HashMap<u32, Rc<Format>> = HashMap::new();
    let mut formats = Vec::new();
    let mut in_cells = false;
    let mut xml = Xml::new(part);
    while let Some(node) = xml.next()? {
        match node {
            Node::Open(tag) => match (tag.name(), tag.number::<u32>("numFmtId")) {
                ("numFmt", Some(id)) => _ = own.insert(id, Rc::new(Format::of(&tag.attr("formatCode").unwrap_or_default()))),
                ("cellXfs", _) => in_cells = true,
                ("xf", id) if in_cells => {
                    let id = id.unwrap_or(0);
                    formats.push(own.entry(id).or_insert_with(|| Rc::new(Format::built_in(id))).clone());
                }
                _ => {}
            },
            Node::Close(name) if name == "cellXfs" => in_cells = false,
            Node::Close(_) | Node::Text(_) => {}
        }
    }
    Ok(formats)
}

fn rows(part: &str, strings: &[String], formats: &[Rc<Format>], purse: &mut Purse) -> Result<Vec<SheetRow>, Unreadable> {
    let mut rows: Vec<SheetRow> = Vec::new();
    let mut xml = Xml::new(part);
    while let Some(node) = xml.next()? {
        let Node::Open(tag) = node else { continue };
        match tag.name() {
            "row" => {
                let number = tag.number("r").unwrap_or_else(|| rows.last().map_or(1, |row| row.number.saturating_add(1)));
                let is_hidden = tag.attr("hidden").is_some_and(|value| value == "1" || value == "true");
                purse.spend(CELL_COST)?;
                rows.push(SheetRow { number, is_hidden, cells: Vec::new() });
                if rows.len() > ROWS_MAX {
                    return Err(Unreadable::Dangerous(Danger::Size));
                }
            }
            "c" => {
                let Some(row) = rows.last_mut() else { continue };
                let col = tag.attr("r").and_then(|place| column(&place)).unwrap_or_else(|| row.cells.last().map_or(0, |cell| cell.col + 1));
                row.add(col, &cell_text(&tag, &mut xml, strings, formats)?, purse)?;
            }
            _ => {}
        }
    }
    Ok(rows)
}

fn cell_text<'a>(tag: &Tag, xml: &mut Xml, strings: &'a [String], formats: &[Rc<Format>]) -> Result<Cow<'a, str>, Unreadable> {
    let kind = tag.attr("t").unwrap_or_default();
    let format = tag.number::<usize>("s").and_then(|style| formats.get(style)).map_or(&Format::General, Rc::as_ref);
    let mut value = String::new();
    loop {
        match xml.next()? {
            Some(Node::Open(inner)) if inner.name() == "v" => value = xml.text()?,
            Some(Node::Open(inner)) if inner.name() == "is" => value = rich_text(xml)?,
            Some(Node::Open(_)) => xml.skip()?,
            Some(Node::Text(_)) => {}
            Some(Node::Close(_)) => break,
            None => return Err(Unreadable::Damaged),
        }
    }
    Ok(match kind.as_str() {
        "s" => value.trim().parse::<usize>().ok().and_then(|at| strings.get(at)).map_or(Cow::Borrowed(""), |text| Cow::Borrowed(text)),
        "" | "n" => format.print(&value).into(),
        "b" => if value.trim() == "1" { "是" } else { "否" }.into(),
        _ => value.into(),
    })
}

/// The column of `AB12`, from 0.
fn column(place: &str) -> Option<usize> {
    let letters = place.chars().take_while(char::is_ascii_alphabetic).take(3);
    let number = letters.fold(0, |number, c| number * 26 + (c.to_ascii_uppercase() as usize - 'A' as usize + 1));
    number.checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_by_letters() {
        assert_eq!(["A1", "Z9", "AA10", "AMJ1", "12"].map(column), [Some(0), Some(25), Some(26), Some(1023), None]);
    }
    /// A sheet of one row.
    fn row_of(cells: &str) -> String {
        format!("<sheetData><row>{cells}</row></sheetData>")
    }

    #[test]
    fn a_text_that_many_cells_share_is_paid_for_by_each_across_sheets() {
        let strings = ["长".repeat(1_000_000)];
        let sheet = row_of(&r#"<c t="s"><v>0</v></c>"#.repeat(3));
        let mut purse = Purse::of(PURSE);
        assert!(rows(&sheet, &strings, &[], &mut purse).is_ok());
        assert!(rows(&sheet, &strings, &[], &mut purse).is_ok());
        assert_eq!(rows(&sheet, &strings, &[], &mut purse).map(|rows| rows.len()), Err(Unreadable::Dangerous(Danger::Size)));
    }

    #[test]
    fn cells_rows_and_texts_without_characters_cost_something_too() {
        let dear = |read: &dyn Fn(&mut Purse) -> bool| !read(&mut Purse::of(100 * CELL_COST));
        assert!(dear(&|purse| rows(&row_of(&"<c><v>1</v></c>".repeat(100)), &[], &[], purse).is_ok()));
        assert!(dear(&|purse| rows(&"<row/>".repeat(101), &[], &[], purse).is_ok()));
        assert!(dear(&|purse| strings(&"<si/>".repeat(101), purse).is_ok()));
        // Whole sheets are formatted without being filled.
        assert!(!dear(&|purse| rows(&row_of(&"<c s=\"1\"/>".repeat(10_000)), &[], &[], purse).is_ok()));
    }
}
