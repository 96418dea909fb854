//! Wraps text to a column width.
//!
//! Chinese has no spaces, so a break is allowed between any two Han characters, save before
//! closing marks such as 。 and after opening marks such as （ (避头尾, by pushing out: the
//! character before goes down too). Latin words and figures with their units stay whole when
//! they fit on a line. Spaces hang over a row's end: none is drawn at the start of the next.
//! Widths come from [`super::glyphs`] alone.

use super::{Class, Glyph, Width, class, glyphs};

/// One screen row of a wrapped text: byte offsets into the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// First byte.
    pub start: usize,
    /// Byte after the last one drawn; a line end or the spaces it broke at may follow before the next row.
    pub end: usize,
}

/// Rows of `text`, each at most `cols_max` columns; at least one row. A hard line end (`\n`,
/// `\r\n`) starts a new row. One character wider than the line stands alone on its row.
pub fn wrap(text: &str, cols_max: usize, width: Width) -> Vec<Row> {
    let cols_max = cols_max.max(1);
    let mut rows = Vec::with_capacity(text.len() / (cols_max * 2) + 1);
    let mut line_start = 0;
    for end in memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
        let mut line = text.get(line_start..end).expect("a line end is a boundary");
        if end < text.len() {
            line = line.strip_suffix('\r').unwrap_or(line);
        }
        wrap_line(line, line_start, cols_max, width, &mut rows);
        line_start = end + 1;
    }
    rows
}

/// A place where a row may end.
#[derive(Clone, Copy, Default)]
struct Break {
    /// Where the row ends, the spaces before `next` left out.
    end: usize,
    /// Where the next row starts.
    next: usize,
    /// Columns from the line's start up to `next`.
    cols: usize,
}

/// Greedy: fills the row, and when a glyph does not fit goes back to the last good break, else to the
/// last one that at least keeps marks where they belong, else breaks where it is.
fn wrap_line(line: &str, base: usize, cols_max: usize, width: Width, rows: &mut Vec<Row>) {
    let mut row = Break::default(); // the one the row starts behind
    let mut good = row;
    let mut poor = row;
    let mut here = row;
    let mut fits = 0; // the end of what fits in the row, spaces too
    let mut before: Option<Edge> = None;
    for glyph in glyphs(line, width) {
        let edge = Edge::of(&glyph);
        here.next = glyph.at;
        match before.map(|before| before.fit(edge)) {
            Some(Fit::Good) => good = here,
            Some(Fit::Poor) => poor = here,
            Some(Fit::Never) | None => {}
        }
        let space = edge.class == Class::Space;
        while here.cols + glyph.cols > row.cols + cols_max && here.next > row.next && !space {
            let end = [good, poor].into_iter().find(|found| found.next > row.next).unwrap_or(here);
            rows.push(Row { start: base + row.next, end: base + end.end.max(row.next) });
            row = end;
        }
        here.cols += glyph.cols;
        if !space {
            here.end = glyph.end();
        }
        if !space || here.cols <= row.cols + cols_max {
            fits = glyph.end();
        }
        before = Some(edge);
    }
    // The last row keeps its spaces as far as they fit: a caret may stand after them.
    rows.push(Row { start: base + row.next, end: base + fits.max(row.next) });
}

/// How good a break between two glyphs is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fit {
    /// As a typesetter would.
    Good,
    /// Inside a word or figure: better than a row too wide.
    Poor,
    /// It would leave an opening mark last or a closing mark or a space first.
    Never,
}

/// What a glyph is to its neighbours.
#[derive(Clone, Copy)]
struct Edge {
    c: char,
    class: Class,
}

impl Edge {
    fn of(glyph: &Glyph<'_>) -> Self {
        let c = glyph.shown.chars().next().unwrap_or(' ');
        let class = match class(c) {
            // A space that carries marks is drawn.
            Class::Space if glyph.shown.chars().any(|c| !c.is_whitespace()) => Class::Mark,
            class => class,
        };
        Self { c, class }
    }

    /// A break between this glyph and the next.
    fn fit(self, next: Self) -> Fit {
        use Class::{Close, Digit, Han, Mark, Open, Space, Word};
        let whole = match (self.class, next.class) {
            (Han, Han) => matches!((self.c, next.c), ('万' | '亿', '元')),
            (Open, _) | (_, Space | Close) => return Fit::Never,
            (Digit, Han) => is_unit(next.c),
            (Word | Digit | Mark, Word | Digit) | (Word | Digit, Mark) => true,
            // 29,094.17 and 10:02 stay whole; 。 before a figure does not bind it.
            (Close, Digit) => matches!(self.c, '.' | ',' | ':' | '·'),
            (Close, Word) => matches!(self.c, '.' | ',' | '·'),
            (Close | Mark, Mark) => self.c.is_ascii() && next.c.is_ascii(),
            (Han, Mark) => matches!(next.c, '"' | '\'' | '/' | '／'),
            (Mark, Han) => matches!(self.c, '"' | '\''),
            (Space, _) | (Word | Digit | Close | Mark, Han | Open) | (Han, Word | Digit | Open) => false,
        };
        if whole { Fit::Poor } else { Fit::Good }
    }
}

/// What is read together with the figure before it: 2021年, 94.73万元, 926件.
fn is_unit(c: char) -> bool {
    "年月日时分秒万亿千百元角个项次件人名份条户家所处场期批类级天岁倍吨米亩".contains(c)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use proptest::prelude::*;
    use unicode_linebreak::{BreakOpportunity, linebreaks};

    use super::*;
    use crate::text::cols;

    fn shown(text: &str, cols_max: usize) -> Vec<&str> {
        wrap(text, cols_max, Width::Narrow).into_iter().map(|row| text.get(row.start..row.end).unwrap()).collect()
    }

    #[test]
    fn rows_keep_marks_words_and_figures_where_they_belong() {
        for (text, cols_max, rows) in [
            ("", 8, &[""][..]),
            ("我厅全年预算", 8, &["我厅全年", "预算"]),
            ("我厅全年预算", 9, &["我厅全年", "预算"]),
            ("我厅全年，预算", 8, &["我厅全", "年，预算"]),
            ("我厅（部门）预算", 6, &["我厅", "（部", "门）预", "算"]),
            ("《意见》、《办法》", 9, &["《意", "见》、", "《办法》"]),
            ("执行率为99.95%。", 10, &["执行率为", "99.95%。"]),
            ("预算29,094.17万元", 13, &["预算", "29,094.17万元"]),
            ("预算29,094.17万元", 11, &["预算", "29,094.17万", "元"]),
            ("于2021年完成", 6, &["于", "2021年", "完成"]),
            ("共928件。", 7, &["共", "928件。"]),
            ("系统采用 Kubernetes 部署", 14, &["系统采用", "Kubernetes 部", "署"]),
            ("abcdefghijkl", 5, &["abcde", "fghij", "kl"]),
            ("the cat sat", 7, &["the cat", "sat"]),
            ("the cat   sat", 8, &["the cat", "sat"]),
            ("甲\n乙\r\n\n丙", 8, &["甲", "乙", "", "丙"]),
            ("甲\n", 8, &["甲", ""]),
            ("破折号——不断开", 7, &["破折", "号——不", "断开"]),
            ("他说：“好。”", 10, &["他说：", "“好。”"]),
            ("。。。。", 4, &["。。", "。。"]),
            ("汉", 1, &["汉"]),
            ("a汉b", 1, &["a", "汉", "b"]),
            ("👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 5, &["👩‍👩‍👧‍👦👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦"]),
        ] {
            assert_eq!(shown(text, cols_max), rows, "{text} at {cols_max}");
        }
    }

    #[test]
    fn the_last_row_keeps_the_spaces_a_caret_may_stand_after() {
        assert_eq!(shown("甲乙  ", 8), ["甲乙  "]);
        assert_eq!(shown("甲乙   ", 6), ["甲乙  "]);
        assert_eq!(shown("　　甲", 8), ["　　甲"]);
    }

    #[test]
    fn ambiguous_marks_take_two_columns_when_the_terminal_says_so() {
        let text = "“十四五”规划";
        let ends = |width| wrap(text, 8, width).into_iter().map(|row| row.end).collect::<Vec<_>>();
        assert_eq!(ends(Width::Narrow), ["“十四五”".len(), text.len()]);
        assert_eq!(ends(Width::Wide), ["“十四".len(), text.len()]);
    }

    /// Anything: prose, figures, spaces, marks, hostile characters.
    fn any_text() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            6 => "[\u{4e00}-\u{4e20}]{1,6}",
            3 => "[，。、；：？！（）《》“”…—·％]",
            2 => "[0-9]{1,6}[.,%万]?",
            2 => "[a-zA-Z]{1,12}",
            2 => " {1,3}|\u{3000}|\t|\n|\r\n",
            1 => "[\u{300}-\u{310}\u{200b}-\u{200f}\u{202a}-\u{202e}\u{feff}\u{0}-\u{1f}]",
            1 => "👩‍🚀|🇨🇳|1️⃣|e\u{301}|葛\u{e0100}",
            1 => any::<char>().prop_map(|c| c.to_string()),
        ];
        prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn rows_cover_the_text_in_order_and_fit(text in any_text(), cols_max in 1..40_usize, wide: bool) {
            let width = if wide { Width::Wide } else { Width::Narrow };
            let rows = wrap(&text, cols_max, width);
            let mut at = 0;
            for row in &rows {
                let between = text.get(at..row.start).unwrap();
                prop_assert!(between.chars().all(char::is_whitespace), "lost {between:?}");
                let inside = text.get(row.start..row.end).unwrap();
                prop_assert!(!inside.contains('\n'));
                let fits = cols(inside, width) <= cols_max;
                prop_assert!(fits || glyphs(inside, width).count() == 1, "{inside:?} in {cols_max}");
                at = row.end;
            }
            prop_assert!(text.get(at..).unwrap().chars().all(char::is_whitespace));
            prop_assert!(rows.is_sorted_by(|a, b| a.start < b.start));
            // Every hard line end starts a row.
            let starts = text.match_indices('\n').map(|(at, _)| at + 1);
            for start in starts {
                prop_assert!(rows.iter().any(|row| row.start == start));
            }
        }

        #[test]
        fn no_row_starts_with_a_closing_or_ends_with_an_opening_mark(
            text in "([\u{4e00}-\u{4e20}]{1,5}|[，。、；：？！）》”]|[（《“]|[0-9]{1,4}|[a-z]{1,9}){0,60}", cols_max in 8..40_usize,
        ) {
            for pair in wrap(&text, cols_max, Width::Narrow).windows(2) {
                let [upper, lower] = pair else { unreachable!() };
                let upper = text.get(upper.start..upper.end).unwrap();
                let lower = text.get(lower.start..lower.end).unwrap();
                let (last, first) = (upper.chars().next_back().unwrap(), lower.chars().next().unwrap());
                // Unless the whole row holds no place where a break is allowed.
                let nowhere = upper.chars().zip(upper.chars().skip(1)).all(|(a, b)| class(a) == Class::Open || class(b) == Class::Close);
                prop_assert!(nowhere || class(first) != Class::Close && class(last) != Class::Open, "{upper}|{lower}");
            }
        }

        #[test]
        fn in_han_prose_breaks_are_those_of_unicode(text in "[\u{4e00}-\u{4e20}，。、；：？！（）《》「」【】]{2,40}") {
            let ours: Vec<usize> = glyphs(&text, Width::Narrow)
                .zip(glyphs(&text, Width::Narrow).skip(1))
                .filter(|(left, right)| Edge::of(left).fit(Edge::of(right)) == Fit::Good)
                .map(|(_, right)| right.at)
                .collect();
            let unicode: Vec<usize> =
                linebreaks(&text).filter(|(at, kind)| *kind == BreakOpportunity::Allowed && *at < text.len()).map(|(at, _)| at).collect();
            prop_assert_eq!(ours, unicode);
        }
    }
}
