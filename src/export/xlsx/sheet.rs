//! One sheet: marking, title, lines, the table with its head frozen and filtered, sums, lines; ready to
//! be printed across one page.

use std::fmt::Write as _;

use rust_decimal::Decimal;

use super::strings::{Strings, cut};
use super::styles::{Looks, Role, Styles};
use super::{MAIN, letters};
use crate::export::formula;
use crate::export::model::{Cell, Place, Row, Sheet, Table};
use crate::export::xml::escaped;
use crate::text::{Width, cols, wrap};

/// A column nobody gave a width is as wide as its content, within these.
const WIDTHS: (u16, u16) = (6, 36);
/// No row is higher (points).
const HEIGHT_MAX: u32 = 409;
/// A line is so much of its characters' height (percent).
const LINE_PERCENT: u32 = 140;
/// Spreadsheets reckon with floats, which hold so many digits and no more.
const DIGITS_MAX: usize = 15;

/// A sheet, written.
pub(super) struct Written {
    pub xml: String,
    /// What is filtered.
    pub filter: Option<String>,
    /// The rows printed on top of each page.
    pub titles: String,
}

/// The rows while they are written.
struct Rows<'a, 'b> {
    xml: String,
    merged: Vec<String>,
    next: usize,
    widths: Vec<u16>,
    strings: &'a mut Strings,
    styles: &'a mut Styles<'b>,
}

pub(super) fn write(sheet: &Sheet, marking: Option<&str>, strings: &mut Strings, styles: &mut Styles<'_>) -> Written {
    let table = &sheet.table;
    let widths = widths(table);
    let mut rows = Rows { xml: String::new(), merged: Vec::new(), next: 1, widths, strings, styles };
    if let Some(marking) = marking {
        rows.line(marking, Looks { role: Role::Line, ..Looks::default() });
    }
    rows.line(&sheet.title, Looks { role: Role::Title, place: Place::Centre, ..Looks::default() });
    sheet.above.iter().for_each(|line| rows.line(line, Looks { role: Role::Line, ..Looks::default() }));
    let head = rows.next;
    let heads: Vec<(Cell, Looks)> = table
        .columns
        .iter()
        .map(|column| (Cell::Text(column.head.clone()), Looks { role: Role::Head, place: Place::Centre, ..Looks::default() }))
        .collect();
    rows.cells(&heads, |_| None);
    table.rows.iter().for_each(|row| rows.row(table, row));
    let last = rows.next - 1;
    if let Some(total) = table.total.as_ref().filter(|_| !table.rows.is_empty()) {
        rows.total(table, total, head + 1, last);
    }
    sheet.below.iter().for_each(|line| rows.line(line, Looks { role: Role::Line, ..Looks::default() }));
    let Rows { xml, merged, widths, .. } = rows;
    let right = letters(table.columns.len().saturating_sub(1));
    let filter = (last > head).then(|| format!("$A${head}:${right}${last}"));
    Written { xml: sheet_xml(table, &xml, &merged, &widths, (head, last), marking), filter, titles: format!("${head}:${head}") }
}

fn sheet_xml(table: &Table, rows: &str, merged: &[String], widths: &[u16], (head, last): (usize, usize), marking: Option<&str>) -> String {
    let right = letters(table.columns.len().saturating_sub(1));
    let mut xml = format!(
        "<worksheet xmlns=\"{MAIN}\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><sheetViews><sheetView workbookViewId=\"0\">\
         <pane ySplit=\"{head}\" topLeftCell=\"A{}\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>\
         <sheetFormatPr defaultRowHeight=\"15\"/><cols>",
        head + 1
    );
    for (n, (column, width)) in table.columns.iter().zip(widths).enumerate() {
        let hidden = if column.hidden { " hidden=\"1\"" } else { "" };
        let n = n + 1;
        write!(xml, "<col min=\"{n}\" max=\"{n}\" width=\"{width}\" customWidth=\"1\"{hidden}/>").expect("a string takes all");
    }
    write!(xml, "</cols><sheetData>{rows}</sheetData>").expect("a string takes all");
    if last > head {
        write!(xml, "<autoFilter ref=\"A{head}:{right}{last}\"/>").expect("a string takes all");
    }
    if !merged.is_empty() {
        write!(xml, "<mergeCells count=\"{}\">{}</mergeCells>", merged.len(), merged.concat()).expect("a string takes all");
    }
    // `&` begins a code in a page's head.
    let marking =
        marking.map_or_else(String::new, |marking| format!("<oddHeader>&amp;L{}</oddHeader>", escaped(&marking.replace('&', "&&"))));
    write!(
        xml,
        "<printOptions horizontalCentered=\"1\"/><pageMargins left=\"0.5\" right=\"0.5\" top=\"0.7\" bottom=\"0.7\" header=\"0.3\" footer=\"0.3\"/>\
         <pageSetup paperSize=\"9\" orientation=\"landscape\" fitToWidth=\"1\" fitToHeight=\"0\"/>\
         <headerFooter>{marking}<oddFooter>&amp;C第 &amp;P 页 共 &amp;N 页</oddFooter></headerFooter></worksheet>"
    )
    .expect("a string takes all");
    xml
}

/// The widths of the columns, in half-width characters.
fn widths(table: &Table) -> Vec<u16> {
    let widest = |n: usize| {
        let cells = table.rows.iter().filter_map(|row| row.cells.get(n)).map(Cell::text);
        cells.flat_map(|text| text.lines().map(|line| cols(line, Width::Wide)).collect::<Vec<_>>()).max().unwrap_or(0)
    };
    let fitting = |(n, column): (usize, &crate::export::model::Column)| {
        let (least, most) = WIDTHS;
        // A head may break once.
        let head = cols(&column.head, Width::Wide).div_ceil(if cols(&column.head, Width::Wide) > 8 { 2 } else { 1 });
        let wanted = u16::try_from(widest(n).max(head).saturating_add(2)).unwrap_or(most);
        column.width.unwrap_or(wanted.clamp(least, most))
    };
    table.columns.iter().enumerate().map(fitting).collect()
}

impl Rows<'_, '_> {
    /// A line across the whole table.
    fn line(&mut self, text: &str, looks: Looks) {
        let all: u32 = self.widths.iter().map(|width| u32::from(*width)).sum();
        let height = self.height(text, all, looks.role);
        let (string, style) = (self.strings.index(text), self.styles.index(looks));
        let row = self.next;
        write!(
            self.xml,
            "<row r=\"{row}\" ht=\"{height}\" customHeight=\"1\"><c r=\"A{row}\" s=\"{style}\" t=\"s\"><v>{string}</v></c></row>"
        )
        .expect("a string takes all");
        if self.widths.len() > 1 {
            self.merged.push(format!("<mergeCell ref=\"A{row}:{}{row}\"/>", letters(self.widths.len() - 1)));
        }
        self.next += 1;
    }

    fn row(&mut self, table: &Table, row: &Row) {
        let cells: Vec<(Cell, Looks)> = row
            .cells
            .iter()
            .zip(&table.columns)
            .map(|(cell, column)| {
                let looks = Looks { place: column.place, changed: row.piece.changed, ..Looks::default() };
                match cell {
                    Cell::Number(number) if fits_a_float(*number) => (cell.clone(), Looks { scale: Some(number.scale()), ..looks }),
                    cell => {
                        let text = cell.text();
                        let quoted = formula::looks_like(&text);
                        (Cell::Text(text), Looks { quoted, ..looks })
                    }
                }
            })
            .collect();
        self.cells(&cells, |_| None);
    }

    fn total(&mut self, table: &Table, total: &str, first: usize, last: usize) {
        let looks = Looks { role: Role::Total, place: Place::Centre, ..Looks::default() };
        // A sum over what a float cannot hold is no formula either.
        let all_fit =
            |n: &usize| table.rows.iter().all(|row| !matches!(row.cells.get(*n), Some(Cell::Number(number)) if !fits_a_float(*number)));
        let sums: Vec<Option<Decimal>> = (0..table.columns.len()).map(|n| table.sum(n)).collect();
        let cell = |(n, column): (usize, &crate::export::model::Column)| match sums.get(n).copied().flatten() {
            Some(sum) if all_fit(&n) => (Cell::Number(sum), Looks { scale: Some(sum.scale()), place: column.place, ..looks }),
            Some(sum) => (Cell::Text(sum.to_string()), Looks { place: column.place, ..looks }),
            None => (Cell::Text(if n == 0 { total.to_owned() } else { String::new() }), looks),
        };
        let cells: Vec<(Cell, Looks)> = table.columns.iter().enumerate().map(cell).collect();
        // Rounded to the scale we print: the float's own dust never shows, and the result is ours.
        self.cells(&cells, |n| {
            let sum = sums.get(n).copied().flatten()?;
            let column = letters(n);
            Some(format!("ROUND(SUM({column}{first}:{column}{last}),{})", sum.scale()))
        });
    }

    fn cells(&mut self, cells: &[(Cell, Looks)], formula: impl Fn(usize) -> Option<String>) {
        let row = self.next;
        let heights = cells.iter().zip(&self.widths).map(|((cell, looks), width)| self.height(&cell.text(), u32::from(*width), looks.role));
        let height = heights.max().unwrap_or(0);
        write!(self.xml, "<row r=\"{row}\" ht=\"{height}\">").expect("a string takes all");
        for (n, (cell, looks)) in cells.iter().enumerate() {
            let (column, style) = (letters(n), self.styles.index(*looks));
            match cell {
                Cell::Number(number) => {
                    let formula = formula(n).map_or_else(String::new, |formula| format!("<f>{formula}</f>"));
                    write!(self.xml, "<c r=\"{column}{row}\" s=\"{style}\">{formula}<v>{number}</v></c>")
                }
                Cell::Text(text) if text.is_empty() => write!(self.xml, "<c r=\"{column}{row}\" s=\"{style}\"/>"),
                Cell::Text(text) => {
                    write!(self.xml, "<c r=\"{column}{row}\" s=\"{style}\" t=\"s\"><v>{}</v></c>", self.strings.index(text))
                }
            }
            .expect("a string takes all");
        }
        self.xml.push_str("</row>");
        self.next += 1;
    }

    /// The height of a row that holds `text`, in points.
    fn height(&self, text: &str, width: u32, role: Role) -> u32 {
        let line = (self.styles.half_points(role) * LINE_PERCENT).div_ceil(200);
        // More lines than the highest row holds need not be told apart.
        let room = usize::try_from(width.saturating_sub(1)).unwrap_or(1).max(1);
        let text: String = cut(text).chars().take(room * (HEIGHT_MAX / line.max(1)) as usize).collect();
        let lines = u32::try_from(wrap(&text, room, Width::Wide).len()).unwrap_or(u32::MAX);
        (lines.saturating_mul(line) + 4).min(HEIGHT_MAX)
    }
}

/// Whether a spreadsheet can hold it exactly; what it cannot is written as words.
fn fits_a_float(number: Decimal) -> bool {
    number.normalize().mantissa().unsigned_abs().to_string().len() <= DIGITS_MAX
}
