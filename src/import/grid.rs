//! Tables of documents and sheets: rows of cells, merged cells printed once.
//!
//! Offices use tables for two things. A table proper becomes rows, one a line, its cells parted by
//! tabs. A form, in which a cell holds paragraphs (存在的问题 and then a list), becomes its paragraphs.

use super::lines::Line;

/// A cell's text is prose beyond this many characters.
const PROSE_MIN: usize = 120;
/// A row with prose in it is of a form if it has no more filled cells.
const FORM_CELLS_MAX: usize = 3;
/// A merged cell spans no more columns, whatever it says.
const SPAN_MAX: usize = 256;
/// A row has no more cells.
const CELLS_MAX: usize = 512;

/// A row in the making.
#[derive(Debug, Default)]
pub(super) struct Row {
    cells: Vec<Vec<Line>>,
}

/// How a cell stands in the grid.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Span {
    /// Columns.
    pub cols: Option<usize>,
    /// Whether it goes on with the cell above.
    pub continues: bool,
}

impl Row {
    /// Passes over columns before the first cell.
    pub fn skip(&mut self, cols: usize) {
        self.add(Vec::new(), Span { cols: Some(cols), continues: true });
    }

    /// Adds a cell; what it spans beside itself is empty.
    pub fn add(&mut self, lines: Vec<Line>, span: Span) {
        let cols = span.cols.unwrap_or(1).clamp(1, SPAN_MAX);
        if self.cells.len() + cols > CELLS_MAX {
            return;
        }
        self.cells.push(if span.continues { Vec::new() } else { lines });
        self.cells.extend((1..cols).map(|_| Vec::new()));
    }

    /// The row as lines of the narrative; `number` is its own.
    pub fn into_lines(self, number: u32, page: Option<u32>) -> Vec<Line> {
        let filled = self.cells.iter().filter(|cell| !cell.is_empty()).count();
        let has_prose = self.cells.iter().any(|cell| is_prose(cell));
        if filled <= 1 || has_prose && filled <= FORM_CELLS_MAX {
            return self.cells.into_iter().flat_map(paragraphs_of).collect();
        }
        let mut text: Vec<char> = Vec::new();
        for (at, cell) in self.cells.iter().enumerate() {
            if at > 0 {
                text.push('\t');
            }
            text.extend(joined(cell));
        }
        let end = text.iter().rposition(|c| *c != '\t').map_or(0, |last| last + 1);
        text.truncate(end);
        let mut line = Line::new(text, number, page);
        line.is_row = true;
        vec![line]
    }
}

/// A label is written down a narrow cell, one or two characters a paragraph.
fn is_upright(cell: &[Line]) -> bool {
    cell.len() > 1 && cell.iter().all(|line| line.text.len() <= 2)
}

fn is_prose(cell: &[Line]) -> bool {
    !is_upright(cell) && (cell.len() > 1 || cell.iter().map(|line| line.text.len()).sum::<usize>() >= PROSE_MIN)
}

fn paragraphs_of(cell: Vec<Line>) -> Vec<Line> {
    if !is_upright(&cell) {
        return cell;
    }
    let text = joined(&cell);
    cell.into_iter().take(1).map(|line| Line { text: text.clone(), ..line }).collect()
}

/// The text of a cell in one line.
fn joined(cell: &[Line]) -> Vec<char> {
    let mut text: Vec<char> = Vec::new();
    for line in cell {
        let latin = |c: Option<&char>| c.is_some_and(char::is_ascii_alphanumeric);
        if latin(text.last()) && latin(line.text.first()) {
            text.push(' ');
        }
        text.extend(line.text.iter().map(|c| if *c == '\t' { ' ' } else { *c }));
    }
    text
}
