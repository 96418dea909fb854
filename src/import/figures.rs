//! Figures in running text: where they stand, as printed, with the unit after them.

use super::scalars::{digit, plain, slice};

/// A figure as printed, blanks inside it closed up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Figure {
    /// Scalars of the number and its unit.
    pub start: usize,
    pub end: usize,
    /// The number alone.
    pub raw: String,
    /// 亿元, 万元, 元, %, or empty.
    pub unit: &'static str,
}

const UNITS: &[(&str, &str)] = &[("亿元", "亿元"), ("万元", "万元"), ("千元", "千元"), ("元", "元"), ("%", "%"), ("％", "%"), ("﹪", "%")];

impl Figure {
    /// Whether it is an amount of money.
    pub fn is_money(&self) -> bool {
        self.unit.ends_with('元')
    }

    /// Whether it is a percentage.
    pub fn is_percent(&self) -> bool {
        self.unit == "%"
    }
}

/// All figures of a text, in order.
pub(super) fn figures(text: &[char]) -> impl Iterator<Item = Figure> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < text.len() {
            if let Some(figure) = figure_at(text, at) {
                at = figure.end;
                return Some(figure);
            }
            at += 1;
        }
        None
    })
}

/// The figure that begins at `at`.
pub(super) fn figure_at(text: &[char], at: usize) -> Option<Figure> {
    digit(*text.get(at)?)?;
    let digits_from = |from: usize| slice(text, from, text.len()).iter().take_while(|c| digit(**c).is_some()).count();
    let blanks_from = |from: usize| slice(text, from, from + 2).iter().take_while(|c| c.is_whitespace()).count();
    let mut end = at + digits_from(at);
    // `1, 876. 52`: blanks of typesetting after a comma or point do not end the number.
    while let Some(sign) = text.get(end).map(|c| plain(*c)).filter(|c| matches!(c, ',' | '.')) {
        let next = end + 1 + blanks_from(end + 1);
        let digits = digits_from(next);
        if digits == 0 || sign == ',' && digits != 3 {
            break;
        }
        end = next + digits;
    }
    let raw = slice(text, at, end).iter().filter(|c| !c.is_whitespace()).collect();
    let gap = blanks_from(end);
    let unit_at = slice(text, end + gap, end + gap + 2);
    let unit = UNITS.iter().find(|(printed, _)| printed.chars().eq(unit_at.iter().copied().take(printed.chars().count())));
    let (end, unit) = unit.map_or((end, ""), |(printed, unit)| (end + gap + printed.chars().count(), *unit));
    Some(Figure { start: at, end, raw, unit })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_as_printed() {
        let text: Vec<char> = "预算 29,094.17 万元，率９９．７％，共1, 876. 52万元、3件，2021年，12,5".chars().collect();
        let found: Vec<(String, &str)> = figures(&text).map(|f| (f.raw, f.unit)).collect();
        let expected = [("29,094.17", "万元"), ("９９．７", "%"), ("1,876.52", "万元"), ("3", ""), ("2021", ""), ("12", ""), ("5", "")];
        assert_eq!(found, expected.map(|(raw, unit)| (raw.to_owned(), unit)));
    }
}
