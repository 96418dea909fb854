//! The order in which a page is read: two columns one after the other, what spans both between them.

use super::line::Piece;

/// Where on the page a piece stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Side {
    Whole,
    Left,
    Right,
}

/// A column has at least this many lines; the last one may be short.
const LINES_MIN: [usize; 2] = [6, 2];
/// Columns of prose are at least so many characters wide; what is narrower is a cell.
const WIDTH_MIN: f64 = 11.0;
/// Of a hundred pieces, so many may reach across the gutter: titles and pictures' captions.
const ACROSS_PERCENT: usize = 15;

/// Where the gutter of a file is, if its pages are set in two columns: where most pages with one have it.
pub(super) fn common_gutter<'a>(pages: impl Iterator<Item = &'a [Piece]>) -> Option<f64> {
    let mut gutters: Vec<f64> = pages.filter_map(gutter).collect();
    gutters.sort_by(f64::total_cmp);
    gutters.get(gutters.len() / 2).copied()
}

/// Pieces of a page in reading order, each with its side. A page without a gutter of its own, for it is
/// not full, has the one of the file if nothing speaks against it.
pub(super) fn in_order(pieces: Vec<Piece>, common: Option<f64>) -> Vec<(Side, Piece)> {
    let keeps_clear = |gutter: &f64| pieces.iter().filter(|piece| is_across(piece, *gutter)).count() * 100 <= pieces.len() * ACROSS_PERCENT;
    let Some(gutter) = gutter(&pieces).or(common.filter(keeps_clear)) else {
        return pieces.into_iter().map(|piece| (Side::Whole, piece)).collect();
    };
    let mut ordered = Vec::with_capacity(pieces.len());
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for piece in pieces {
        if is_across(&piece, gutter) {
            ordered.append(&mut left);
            ordered.append(&mut right);
            ordered.push((Side::Whole, piece));
        } else if piece.x1 <= gutter + piece.size * 0.5 {
            left.push((Side::Left, piece));
        } else {
            right.push((Side::Right, piece));
        }
    }
    ordered.append(&mut left);
    ordered.append(&mut right);
    ordered
}

fn is_across(piece: &Piece, gutter: f64) -> bool {
    piece.x0 < gutter - piece.size * 0.5 && piece.x1 > gutter + piece.size * 0.5
}

/// Where two columns of prose part: most pieces end left or begin right of it, and on both sides many are as wide as the column.
fn gutter(pieces: &[Piece]) -> Option<f64> {
    let left = pieces.iter().map(|piece| piece.x0).fold(f64::MAX, f64::min);
    let right = pieces.iter().map(|piece| piece.x1).fold(f64::MIN, f64::max);
    // Columns of prose part near the middle of the text.
    let (from, to) = (left + (right - left) * 0.35, left + (right - left) * 0.65);
    let mut candidates: Vec<f64> = pieces.iter().map(|piece| piece.x1 + piece.size * 0.4).filter(|x| (from..to).contains(x)).collect();
    candidates.sort_by(f64::total_cmp);
    candidates.dedup_by(|a, b| *a - *b < 2.0);
    candidates.into_iter().find(|gutter| {
        let across = pieces.iter().filter(|piece| is_across(piece, *gutter)).count();
        let on_left: Vec<&Piece> = pieces.iter().filter(|piece| piece.x1 <= *gutter).collect();
        let on_right: Vec<&Piece> = pieces.iter().filter(|piece| piece.x0 >= *gutter).collect();
        let is_prose = |side: &[&Piece], width: f64, lines_min: usize| {
            let is_full = |piece: &&&Piece| piece.x1 - piece.x0 > (width * 0.75).max(piece.size * WIDTH_MIN);
            side.len() >= lines_min && side.iter().filter(is_full).count() * 4 > side.len()
        };
        across * 100 <= pieces.len() * ACROSS_PERCENT
            && is_prose(&on_left, gutter - left, LINES_MIN[0])
            && is_prose(&on_right, right - gutter, LINES_MIN[1])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(text: &str, x0: f64, x1: f64, y: f64) -> Piece {
        Piece { text: text.into(), x0, x1, y, size: 10.0, is_artifact: false }
    }

    fn order(pieces: Vec<Piece>) -> String {
        in_order(pieces, None).iter().map(|(_, piece)| piece.text.as_str()).collect()
    }

    #[test]
    fn two_columns_of_prose_are_read_one_after_the_other() {
        let mut pieces = vec![piece("题", 0.0, 320.0, 0.0)];
        for n in 1..8_i32 {
            pieces.push(piece("左", 0.0, if n == 7 { 40.0 } else { 150.0 }, f64::from(n) * 15.0));
            pieces.push(piece("右", 170.0, 320.0, f64::from(n) * 15.0 + 3.0));
        }
        assert_eq!(order(pieces), "题左左左左左左左右右右右右右右");
    }

    #[test]
    fn cells_side_by_side_are_read_by_rows() {
        let pieces = (0..8_i32).flat_map(|n| {
            let y = f64::from(n) * 15.0;
            [piece("名", 0.0, 30.0, y), piece("值", 120.0, 220.0, y)]
        });
        assert_eq!(order(pieces.collect()), "名值名值名值名值名值名值名值名值");
    }
}
