//! Tables whose cells are parted by blanks alone, as they come out of a copied page: known by their shape,
//! never by their words.

use super::lines::Line;
use super::scalars::is_stop;

/// Two cells stand in many lines of prose by chance, three in line after line do not.
const CELLS_MIN: usize = 3;
/// A head and so many rows below it make a table.
const ROWS_MIN: usize = 2;
/// A cell is not longer.
const CELL_MAX: usize = 40;
/// So many blanks part two cells; a wide one counts as two.
const GAP_COLS: usize = 2;
/// A row whose first cells are empty, since they are those of the row above, begins so much further in.
const INDENT_COLS: u32 = 4;

/// Parts the cells of such tables by tabs, so that they are rows as any others.
pub(super) fn part_cells(lines: &mut [Line]) {
    let mut at = 0;
    while at < lines.len() {
        let rows = table(&lines[at..]);
        for (line, row) in lines[at..].iter_mut().zip(&rows) {
            line.text = row.join(&'\t');
            line.is_row = true;
        }
        at += rows.len().max(1);
    }
}

/// The rows of the table that begins with the first of `lines`; none if none does.
fn table(lines: &[Line]) -> Vec<Vec<Vec<char>>> {
    let Some(head) = lines.first() else { return Vec::new() };
    let Some(columns) = cells(head).map(|cells| cells.len()) else { return Vec::new() };
    let mut rows = Vec::new();
    for line in lines {
        // Rows stand together.
        let Some(mut row) = cells(line).filter(|_| rows.is_empty() || line.blanks_before == 0) else { break };
        let lacking = columns.saturating_sub(row.len());
        let goes_on = lacking == 0 || line.indent_cols >= head.indent_cols + INDENT_COLS;
        if row.len() > columns || !goes_on {
            break;
        }
        row.splice(0..0, std::iter::repeat_n(Vec::new(), lacking));
        rows.push(row);
    }
    if rows.len() > ROWS_MIN { rows } else { Vec::new() }
}

/// The cells of a line; `None` if it is no row.
fn cells(line: &Line) -> Option<Vec<Vec<char>>> {
    if line.text.contains(&'\t') || line.is_piece || line.heading > 0 {
        return None;
    }
    let mut cells = vec![Vec::new()];
    let mut gap = 0;
    for c in &line.text {
        if c.is_whitespace() {
            gap += if *c == '\u{3000}' { 2 } else { 1 };
            continue;
        }
        let cell = cells.last_mut()?;
        if gap >= GAP_COLS {
            cells.push(vec![*c]);
        } else {
            cell.extend((gap > 0).then_some(' '));
            cell.push(*c);
        }
        gap = 0;
    }
    let is_cell = |cell: &Vec<char>| cell.len() <= CELL_MAX && !cell.iter().any(|c| is_stop(*c));
    (cells.len() >= CELLS_MIN && cells.iter().all(is_cell)).then_some(cells)
}
