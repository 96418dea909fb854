//! Tables without ruled lines: cells parted by gaps that stand one under the other.

use super::line::{Line, Piece};
use crate::import::marks::mark_at;

/// A table has at least so many rows of several cells.
const ROWS_MIN: usize = 3;
/// Cells are at least so many heights of the font apart; a heading may have a wide blank.
const GAP: f64 = 1.6;
/// Columns are so many heights of the font apart.
const APART: f64 = 0.8;
/// Lines of one table stand no further apart than this many heights of the font.
const LEADING: f64 = 3.5;

/// How many of the first `lines` make a table, with its rows; 0 if there is none.
pub(super) fn table(lines: &[&Line]) -> (usize, Vec<Vec<String>>) {
    let len = run(lines);
    let own: &[Line] = &lines.get(..len).unwrap_or_default().iter().map(|line| parted(line)).collect::<Vec<_>>();
    if own.iter().filter(|line| line.pieces.len() > 1).count() < ROWS_MIN {
        return (0, Vec::new());
    }
    let columns = columns(own);
    let is_number = |line: &Line| line.pieces.first().is_some_and(|first| is_mark(&first.text));
    // Numbers that stand apart from what they number make a list.
    if columns.len() < 2 || columns.len() == 2 && own.iter().all(is_number) {
        return (0, Vec::new());
    }
    let mut rows: Vec<Vec<String>> = Vec::new();
    for line in own {
        let mut cells = vec![String::new(); columns.len()];
        for piece in &line.pieces {
            let at = columns.iter().rposition(|(left, _)| piece.x0 >= *left - 1.0).unwrap_or(0);
            cells[at].push_str(&piece.text);
        }
        // A cell that took two lines leaves a line of few cells, none of them the first.
        let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
        match rows.last_mut().filter(|_| cells[0].is_empty() && filled * 2 < columns.len()) {
            Some(above) => above.iter_mut().zip(&cells).for_each(|(above, cell)| above.push_str(cell)),
            None => rows.push(cells),
        }
    }
    (len, rows)
}

/// Lines from the first on that have several pieces, or stand between such and have one short piece.
fn run(lines: &[&Line]) -> usize {
    let several = |line: &&Line| line.pieces.windows(2).any(|pair| is_gap(&pair[0], &pair[1]));
    if !lines.first().is_some_and(several) {
        return 0;
    }
    let near = |pair: &[&Line]| pair[1].y() - pair[0].y() < pair[0].size() * LEADING && pair[1].y() > pair[0].y();
    let block = 1 + lines.windows(2).take_while(|pair| near(pair)).count();
    let width = |line: &Line| line.x1() - line.x0();
    let widest = lines[..block].iter().filter(|line| several(line)).map(|line| width(line)).fold(0.0, f64::max);
    let len = lines[..block].iter().take_while(|line| several(line) || width(line) < widest / 3.0).count();
    lines[..len].iter().rposition(several).map_or(0, |last| last + 1)
}

fn is_gap(left: &Piece, right: &Piece) -> bool {
    right.x0 - left.x1 > left.size.max(right.size) * GAP
}

/// A line parted only by gaps that part cells.
fn parted(line: &Line) -> Line {
    let mut pieces: Vec<Piece> = Vec::new();
    for piece in &line.pieces {
        match pieces.last_mut().filter(|last| !is_gap(last, piece)) {
            Some(last) => {
                last.text.push(' ');
                last.text.push_str(&piece.text);
                last.x1 = piece.x1;
            }
            None => pieces.push(piece.clone()),
        }
    }
    Line { pieces }
}

fn is_mark(text: &str) -> bool {
    let text: Vec<char> = text.chars().collect();
    mark_at(&text, 0).is_some_and(|mark| mark.len == text.len())
}

/// Where columns begin and end: stretches that some piece covers.
fn columns(lines: &[Line]) -> Vec<(f64, f64)> {
    let mut pieces: Vec<&Piece> = lines.iter().flat_map(|line| &line.pieces).collect();
    pieces.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let mut columns: Vec<(f64, f64)> = Vec::new();
    for piece in pieces {
        match columns.last_mut() {
            Some((_, right)) if piece.x0 < *right + piece.size * APART => *right = right.max(piece.x1),
            _ => columns.push((piece.x0, piece.x1)),
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(y: f64, cells: &[(&str, f64, f64)]) -> Line {
        let piece = |(text, x0, x1): &(&str, f64, f64)| Piece { text: (*text).into(), x0: *x0, x1: *x1, y, size: 10.0, is_artifact: false };
        Line { pieces: cells.iter().map(piece).collect() }
    }

    #[test]
    fn cells_under_each_other_are_a_table_and_gaps_in_prose_are_not() {
        let lines = [
            line(0.0, &[("指标", 0.0, 20.0), ("目标值", 60.0, 90.0), ("完成值", 120.0, 150.0)]),
            line(15.0, &[("培训", 0.0, 20.0), ("10次", 60.0, 80.0), ("12次", 120.0, 140.0)]),
            line(30.0, &[("满意度", 0.0, 30.0), ("90%", 60.0, 80.0)]),
            line(45.0, &[("以上", 60.0, 80.0)]),
            line(60.0, &[("其后是一行正文，没有空隙，横贯整页。", 0.0, 170.0)]),
        ];
        let (len, rows) = table(&lines.iter().collect::<Vec<_>>());
        assert_eq!((len, rows.len()), (3, 3));
        assert_eq!(rows[1], ["培训", "10次", "12次"]);
        let list = [1.0, 2.0, 3.0, 4.0].map(|n| line(n * 15.0, &[("1.", 0.0, 10.0), ("负责文电", 40.0, 80.0)]));
        assert_eq!(table(&list.iter().collect::<Vec<_>>()).0, 0);
        let prose = [line(0.0, &[("甲局", 0.0, 20.0), ("2022年", 80.0, 110.0)]), line(15.0, &[("正文", 0.0, 170.0)])];
        assert_eq!(table(&prose.iter().collect::<Vec<_>>()).0, 0);
    }
}
