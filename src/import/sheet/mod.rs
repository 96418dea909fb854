//! The readers of spreadsheets: cells as they print, rows as rows of a table.
//!
//! [`xlsx`] and [`xls`] read the two formats into the same sheets; what a number looks like is for
//! [`format`] to say.

mod cfb;
mod format;
mod xls;
mod xlsx;

use super::grid::{Row, Span};
use super::lines::Line;
use super::paragraphs::Paragraph;
use super::purse::Purse;
use super::refusal::Unreadable;
use super::source::{Content, Unit};

pub(super) use self::xls::read as read_xls;
pub(super) use self::xlsx::read as read_xlsx;

/// All sheets together: a byte of printed text and a column passed over cost one, a row, a cell
/// and a text kept for cells [`CELL_COST`].
/// That is two million cells, or ten times the text of the longest report.
const PURSE: usize = 20_000_000;
/// What a row, a cell or a text kept for cells takes beside its characters.
const CELL_COST: usize = 10;
/// A score table has some dozen columns; what stands further right is beside it.
const COLS_MAX: usize = 256;
/// A workbook has no more sheets.
const SHEETS_MAX: usize = 200;

/// A cell: its column from 0, and what it prints.
#[derive(Clone, Debug)]
struct Cell {
    col: usize,
    text: String,
}

/// A sheet in the making.
#[derive(Debug, Default)]
struct Sheet {
    name: String,
    is_hidden: bool,
    rows: Vec<SheetRow>,
}

#[derive(Debug, Default)]
struct SheetRow {
    number: u32,
    is_hidden: bool,
    cells: Vec<Cell>,
}

impl SheetRow {
    /// Adds a cell that prints `text`. A workbook keeps a text once for all cells that show it, so each is
    /// paid for before it is copied; blank cells are free, whole sheets are formatted without being filled.
    fn add(&mut self, col: usize, text: &str, purse: &mut Purse) -> Result<(), Unreadable> {
        if text.is_empty() {
            return Ok(());
        }
        purse.spend(CELL_COST + text.len())?;
        if !text.trim().is_empty() {
            self.cells.push(Cell { col, text: text.to_owned() });
        }
        Ok(())
    }
}

/// Sheets as content: a row of one cell is a paragraph, others are rows; what is hidden is told apart.
fn content(sheets: Vec<Sheet>, purse: &mut Purse) -> Result<Content, Unreadable> {
    let mut content = Content { unit: Unit::Row, ..Content::default() };
    let several = sheets.iter().filter(|sheet| !sheet.rows.is_empty()).count() > 1;
    for sheet in sheets {
        let name: Vec<char> = sheet.name.trim().chars().collect();
        // Sheet1 says nothing.
        if several && !sheet.is_hidden && !sheet.rows.is_empty() && !sheet.name.to_lowercase().starts_with("sheet") {
            content.paragraphs.push(Paragraph::new(&name, 1, None));
        }
        for row in sheet.rows {
            let mut grid = Row::default();
            let mut at = 0;
            for cell in row.cells.iter().filter(|cell| cell.col < COLS_MAX) {
                // Cells come in order; one that does not is where it says all the same.
                if cell.col > at {
                    purse.spend(cell.col - at)?;
                    grid.skip(cell.col - at);
                }
                let lines = cell.text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty());
                let lines: Vec<Line> = lines.map(|line| Line::new(line.replace('\t', " ").chars().collect(), row.number, None)).collect();
                grid.add(lines, Span::default());
                at = cell.col.max(at) + 1;
            }
            for line in grid.into_lines(row.number, None) {
                if sheet.is_hidden || row.is_hidden {
                    content.furniture.push((row.number, line.text.iter().collect()));
                } else {
                    content.paragraphs.push(Paragraph::of(&line.text, &line));
                }
            }
        }
    }
    Ok(content)
}
