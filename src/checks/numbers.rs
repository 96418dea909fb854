//! Numbers in running text.

use std::ops::Range;

use super::passage::is_digit;

/// A number in running text, with the scalars of its digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// Its digits, in scalars of the text.
    pub digits: Range<usize>,
    /// As printed, digits half-width, without commas and blanks.
    pub plain: String,
    /// Whether a percent sign follows.
    pub is_percent: bool,
}

/// All numbers of a text, in order.
pub fn numbers(chars: &[char]) -> Vec<Number> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if !is_digit(chars[at]) {
            at += 1;
            continue;
        }
        let start = at;
        let mut plain = String::new();
        while let Some(&c) = chars.get(at) {
            let next_is_digit = chars.get(at + 1).is_some_and(|next| is_digit(*next));
            match c {
                _ if is_digit(c) => plain.push(half(c)),
                // `2025.8.7` is a date: a number has one point.
                '.' | '．' if next_is_digit && !plain.contains('.') => plain.push('.'),
                ',' | '，'
                    if (1..4).all(|ahead| chars.get(at + ahead).is_some_and(|c| is_digit(*c)))
                        && chars.get(at + 4).is_none_or(|c| !is_digit(*c)) => {}
                _ => break,
            }
            at += 1;
        }
        let after = chars[at..].iter().find(|c| **c != ' ');
        found.push(Number { digits: start..at, plain, is_percent: after.is_some_and(|c| matches!(c, '%' | '％' | '﹪')) });
    }
    found
}

/// Whether a percentage stands in a text.
pub fn has_percent(chars: &[char]) -> bool {
    numbers(chars).iter().any(|number| number.is_percent)
}

/// Whether a text states a number that measures something: no year, day, 第…届 or name such as 5·21.
pub fn has_measure(chars: &[char]) -> bool {
    let measures = |number: &Number| {
        let before = chars[..number.digits.start].iter().rfind(|c| !c.is_whitespace()).copied();
        let after = chars[number.digits.end..].iter().find(|c| !c.is_whitespace()).copied();
        let is_year = number.plain.len() == 4 && matches!(after, Some('年' | '—' | '-' | '–' | '至' | '～'));
        let is_day = matches!(after, Some('月' | '日' | '·' | '号')) || before == Some('·');
        !is_year && !is_day && before != Some('第')
    };
    numbers(chars).iter().any(measures)
}

fn half(c: char) -> char {
    if ('０'..='９').contains(&c) { char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c) } else { c }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn years_days_and_ordinals_measure_nothing() {
        let measures = ["2021 年完成较好", "2022年5月", "“5·21”疫情", "第 3 届", "2019—2020 年"].map(|text| has_measure(&chars(text)));
        assert_eq!(measures, [false; 5]);
        assert!(has_measure(&chars("2021 年接待 300 余批次")) && has_measure(&chars("99.7%")));
    }

    #[test]
    fn numbers_are_found_as_printed() {
        let found: Vec<(String, bool)> =
            numbers(&chars("共 29,094.17 万元，９９.７ %，3.0 版，1,23")).into_iter().map(|n| (n.plain, n.is_percent)).collect();
        let expected = [("29094.17", false), ("99.7", true), ("3.0", false), ("1", false), ("23", false)];
        assert_eq!(found, expected.map(|(plain, percent)| (plain.to_owned(), percent)));
    }
}
