//! A table in columns as wide as what stands in them, counted as a terminal shows it: a Chinese
//! character takes two.

use crate::text::{Width, cols, fit};

/// How a column stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Align {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// No column is wider; what is longer ends in `»`.
const COLS_MAX: usize = 28;

/// Between two columns.
const GAP: &str = "  ";

/// The lines of a table: its head and its rows.
pub(super) fn lines(head: &[(&str, Align)], rows: &[Vec<String>]) -> Vec<String> {
    let wide = |n: usize| {
        let cells = rows.iter().filter_map(|row| row.get(n)).map(|cell| cols(cell, Width::Narrow));
        cells.chain([cols(head[n].0, Width::Narrow)]).max().unwrap_or_default().min(COLS_MAX)
    };
    let widths: Vec<usize> = (0..head.len()).map(wide).collect();
    let line = |cells: &[&str]| {
        let each = cells.iter().zip(head).zip(&widths).map(|((cell, (_, align)), width)| padded(cell, *width, *align));
        each.collect::<Vec<_>>().join(GAP).trim_end().to_owned()
    };
    let first = line(&head.iter().map(|(words, _)| *words).collect::<Vec<_>>());
    std::iter::once(first).chain(rows.iter().map(|row| line(&row.iter().map(String::as_str).collect::<Vec<_>>()))).collect()
}

fn padded(cell: &str, width: usize, align: Align) -> String {
    let cell = fit(cell, width, Width::Narrow);
    let pad = " ".repeat(width.saturating_sub(cols(&cell, Width::Narrow)));
    match align {
        Align::Left => format!("{cell}{pad}"),
        Align::Right => format!("{pad}{cell}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_by_what_a_terminal_shows() {
        let rows = [["办公用房", "9.50"], ["a", "10.00"]].map(|row| row.map(str::to_owned).to_vec());
        let lines = lines(&[("指标", Align::Left), ("得分", Align::Right)], &rows);
        assert_eq!(lines, ["指标       得分", "办公用房   9.50", "a         10.00"]);
        assert!(padded(&"很长的名称".repeat(9), COLS_MAX, Align::Left).trim_end().ends_with('»'));
    }
}
