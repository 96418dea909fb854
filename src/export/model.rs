//! What a paper is, whatever it is written as: a document of headings, paragraphs and tables, or a
//! workbook of sheets. The writers ([`super::docx`], [`super::xlsx`], [`super::markdown`], [`super::csv`])
//! know nothing else, and decide nothing about content.

use rust_decimal::Decimal;

/// What a paper says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// To be read from top to bottom: docx or Markdown.
    Document(Document),
    /// Tables to be filtered and filled in: xlsx, CSV or Markdown.
    Workbook(Workbook),
}

/// A 公文.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// 标题; a long one is broken into lines where its sense allows.
    pub title: String,
    /// 密级 or the like, top left.
    pub marking: Option<String>,
    /// What stands below the title.
    pub blocks: Vec<Block>,
}

/// One block of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading with its number, `一、` and the like, which is empty where it has none.
    Heading {
        /// 1 to 4.
        level: u8,
        /// As printed before the text.
        no: String,
        /// The text.
        text: String,
        /// As for a paragraph.
        piece: Piece,
    },
    /// A paragraph.
    Paragraph {
        /// Printed bold before the text; may be empty.
        label: String,
        /// The text.
        text: String,
        /// Where on the line.
        place: Place,
        /// What it is made from.
        piece: Piece,
    },
    /// A table.
    Table(Table),
}

/// Where a paragraph or a cell stands on its line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// A paragraph's first line two characters in; a cell's text at the left.
    #[default]
    Body,
    /// At the left edge.
    Flush,
    /// In the middle.
    Centre,
    /// At the right edge.
    Right,
}

/// A paragraph or row as a re-export and an auditor know it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    /// What it was made from: a finding's key, an item's id; empty: the record as a whole.
    pub source: String,
    /// It is not in the paper that was exported from an earlier record.
    pub changed: bool,
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// From left to right.
    pub columns: Vec<Column>,
    /// From top to bottom; each has a cell a column.
    pub rows: Vec<Row>,
    /// Its word for the sum, `合计`, if it has one: printed in the first column.
    pub total: Option<String>,
}

/// A column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// Its head.
    pub head: String,
    /// How wide, in columns of a half-width character; `None`: as its content wants.
    pub width: Option<u16>,
    /// Where its cells' text stands.
    pub place: Place,
    /// Whether it is added up below.
    pub sum: bool,
    /// Kept in the sheet, but not printed.
    pub hidden: bool,
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Its cells.
    pub cells: Vec<Cell>,
    /// What it is made from.
    pub piece: Piece,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Words, even where they look like a number or a formula.
    Text(String),
    /// A number, digits and scale as they are to be printed.
    Number(Decimal),
}

/// A workbook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Workbook {
    /// What it is called.
    pub title: String,
    /// 密级 or the like.
    pub marking: Option<String>,
    /// Its sheets, at least one.
    pub sheets: Vec<Sheet>,
}

/// A sheet: a title, lines, one table, lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// On its tab.
    pub name: String,
    /// Above all.
    pub title: String,
    /// Between title and table.
    pub above: Vec<String>,
    /// The table.
    pub table: Table,
    /// Below the table.
    pub below: Vec<String>,
}

impl Cell {
    /// As printed.
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
        }
    }
}

impl Table {
    /// The sum of a column's numbers, at their finest scale; `None` if it is not added up or has none.
    /// What is no number counts for nothing: see [`Table::unsummed`].
    pub fn sum(&self, column: usize) -> Option<Decimal> {
        let numbers = self.rows.iter().filter_map(|row| match row.cells.get(column) {
            Some(Cell::Number(number)) => Some(*number),
            _ => None,
        });
        let summed = self.columns.get(column).is_some_and(|column| column.sum);
        // Larger sums than a decimal holds are no money and no score.
        numbers.filter(|_| summed).try_fold(None, |sum: Option<Decimal>, number| sum.unwrap_or_default().checked_add(number).map(Some))?
    }

    /// How many rows of a column that is added up hold no number.
    pub fn unsummed(&self, column: usize) -> usize {
        self.rows.iter().filter(|row| !matches!(row.cells.get(column), Some(Cell::Number(_)))).count()
    }
}

impl Content {
    /// Its paragraphs and rows in order, each as plain text with what is known of it.
    pub fn pieces(&mut self, mut visit: impl FnMut(&str, &mut Piece)) {
        match self {
            Self::Workbook(workbook) => {
                workbook.sheets.iter_mut().flat_map(|sheet| &mut sheet.table.rows).for_each(|row| visit(&row.text(), &mut row.piece));
            }
            Self::Document(document) => {
                for block in &mut document.blocks {
                    match block {
                        Block::Table(table) => table.rows.iter_mut().for_each(|row| visit(&row.text(), &mut row.piece)),
                        Block::Heading { text, piece, .. } => visit(text, piece),
                        Block::Paragraph { label, text, piece, .. } => visit(&format!("{label}\u{1f}{text}"), piece),
                    }
                }
            }
        }
    }
}

impl Row {
    fn text(&self) -> String {
        self.cells.iter().map(Cell::text).collect::<Vec<_>>().join("\u{1f}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(cells: &[Cell]) -> Table {
        let rows = cells.iter().map(|cell| Row { cells: vec![cell.clone()], piece: Piece::default() }).collect();
        Table { columns: vec![Column { sum: true, ..Column::default() }], rows, total: None }
    }

    #[test]
    fn a_sum_adds_what_is_a_number_and_says_how_many_are_none() {
        let number = |cents| Cell::Number(Decimal::new(cents, 2));
        let scores = table(&[number(958), Cell::Text("未评分".into()), number(10)]);
        assert_eq!((scores.sum(0), scores.unsummed(0)), (Some(Decimal::new(968, 2)), 1));
        assert_eq!(table(&[Cell::Text("未评分".into())]).sum(0), None);
        assert_eq!(table(&[Cell::Number(Decimal::MAX), Cell::Number(Decimal::MAX)]).sum(0), None);
    }
}
