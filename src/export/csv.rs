//! Writes a workbook's first table as CSV: UTF-8 with BOM, so that WPS and Excel read it as such.
//!
//! Every field is quoted. One that a spreadsheet would take for a formula gets an apostrophe before it.

use super::formula;
use super::model::{Cell, Sheet, Table, Workbook};
use super::xml::visible;

/// The file. More sheets follow each other, a line with their title between.
pub(super) fn write(workbook: &Workbook) -> Vec<u8> {
    let mut csv = String::from("\u{feff}");
    for (n, sheet) in workbook.sheets.iter().enumerate() {
        if workbook.sheets.len() > 1 {
            if n > 0 {
                csv.push_str("\r\n");
            }
            line(&mut csv, std::slice::from_ref(&sheet.name));
        }
        table(&mut csv, sheet);
    }
    csv.into_bytes()
}

fn table(csv: &mut String, Sheet { table, .. }: &Sheet) {
    line(csv, &table.columns.iter().map(|column| column.head.clone()).collect::<Vec<_>>());
    for row in &table.rows {
        line(csv, &row.cells.iter().map(Cell::text).collect::<Vec<_>>());
    }
    if let Some(total) = &table.total {
        line(csv, &totals(table, total));
    }
}

fn totals(table: &Table, total: &str) -> Vec<String> {
    let sum = |n| table.sum(n).map_or_else(String::new, |sum| sum.to_string());
    (0..table.columns.len()).map(|n| if n == 0 { total.to_owned() } else { sum(n) }).collect()
}

fn line(csv: &mut String, fields: &[String]) {
    for (n, field) in fields.iter().enumerate() {
        let field = visible(field);
        // A plain number stays one, its sign included.
        let guarded = formula::looks_like(&field) && rust_decimal::Decimal::from_str_exact(&field).is_err();
        let (comma, guard) = (if n > 0 { "," } else { "" }, if guarded { "'" } else { "" });
        csv.push_str(comma);
        csv.push('"');
        csv.push_str(guard);
        csv.push_str(&field.replace('"', "\"\""));
        csv.push('"');
    }
    csv.push_str("\r\n");
}
