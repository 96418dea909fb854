//! A pasted text as lines of cells: parted by tabs, as spreadsheets copy them; where it has none, by `|`, as
//! tables in plain text are drawn; else by two or more blanks, as columns are lined up.

/// More lines than this are no table of one department's indicators.
const LINES_MAX: usize = 5_000;
/// A line with more cells is none of a table of indicators.
const CELLS_MAX: usize = 64;

/// What parts the cells of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Parted {
    Tabs,
    Bars,
    Blanks,
}

/// What parts the cells, and those of each line.
pub(super) fn lines(text: &str) -> (Parted, Vec<Vec<String>>) {
    // Terminals paste a line end as \r.
    let text = &text.replace("\r\n", "\n").replace('\r', "\n");
    let by_line = |cells: fn(&str) -> Vec<String>| text.lines().take(LINES_MAX).map(cells).collect();
    if text.contains('\t') {
        (Parted::Tabs, by_tabs(text))
    } else if text.contains(['|', '｜']) {
        (Parted::Bars, by_line(by_bars))
    } else {
        (Parted::Blanks, by_line(by_blanks))
    }
}

/// A line between bars; one of dashes that rules a head off has no cells.
fn by_bars(line: &str) -> Vec<String> {
    let line = line.trim();
    let line = line.strip_prefix(['|', '｜']).unwrap_or(line);
    let line = line.strip_suffix(['|', '｜']).unwrap_or(line);
    let cells = || line.split(['|', '｜']).take(CELLS_MAX).map(str::trim);
    let rules = |cell: &str| cell.len() > 1 && cell.chars().all(|c| matches!(c, '-' | ':' | '='));
    if cells().all(rules) { Vec::new() } else { cells().map(str::to_owned).collect() }
}

/// A full-width blank is as wide as two.
fn by_blanks(line: &str) -> Vec<String> {
    let wide = line.trim().replace('\u{3000}', "  ");
    wide.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).take(CELLS_MAX).map(str::to_owned).collect()
}

/// A cell in quotes may hold tabs and line ends, as spreadsheets copy it.
fn by_tabs(text: &str) -> Vec<Vec<String>> {
    let mut lines = vec![Vec::new()];
    let mut cell = String::new();
    let mut chars = text.chars().peekable();
    let mut quoted = false;
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => cell.extend(chars.next()),
            '"' if quoted => quoted = false,
            '"' if cell.is_empty() => quoted = true,
            '\t' | '\n' if quoted => cell.push(' '),
            '\t' => end_cell(&mut lines, &mut cell),
            '\n' => {
                end_cell(&mut lines, &mut cell);
                if lines.len() == LINES_MAX {
                    return lines;
                }
                lines.push(Vec::new());
            }
            other => cell.push(other),
        }
    }
    end_cell(&mut lines, &mut cell);
    lines
}

fn end_cell(lines: &mut [Vec<String>], cell: &mut String) {
    if let Some(line) = lines.last_mut().filter(|line| line.len() < CELLS_MAX) {
        line.push(cell.trim().to_owned());
    }
    cell.clear();
}
