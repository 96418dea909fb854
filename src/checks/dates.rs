//! Dates in text: 2025-08-07, 2025年8月7日, 2025.8, 2025年. Years alone are dates too.

use super::numbers::{Number, numbers};

/// A date, as exact as it is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date {
    /// Year.
    pub year: u32,
    /// Month, if it is printed.
    pub month: Option<u32>,
    /// Day, if it is printed.
    pub day: Option<u32>,
    /// The scalar its year begins at.
    pub start: usize,
}

impl Date {
    /// Whether `a` is certainly before `b`: what is not printed decides nothing.
    pub fn before(a: Self, b: Self) -> bool {
        if a.year != b.year {
            return a.year < b.year;
        }
        match (a.month, b.month) {
            (Some(one), Some(other)) if one != other => one < other,
            (Some(_), Some(_)) => a.day.zip(b.day).is_some_and(|(one, other)| one < other),
            _ => false,
        }
    }
}

/// Years that a report may speak of.
const YEARS: std::ops::RangeInclusive<u32> = 1949..=2099;

/// All dates of a text, in order.
pub fn dates(text: &str) -> Vec<Date> {
    let chars: Vec<char> = text.chars().collect();
    dates_in(&chars)
}

/// All dates of a text as scalars. A year counts with 年 behind it, as part of a date, or alone.
pub fn dates_in(chars: &[char]) -> Vec<Date> {
    let numbers = numbers(chars);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(number) = numbers.get(at) {
        at += 1;
        let (year, month) = match number.plain.split_once('.') {
            // `2025.8` and `2025.8.7` are read as a decimal first.
            Some((year, month)) => (year, month.parse().ok()),
            None => (number.plain.as_str(), None),
        };
        let Some(year) = year.parse().ok().filter(|value| year.len() == 4 && YEARS.contains(value)) else { continue };
        let mut date = Date { year, month: month.filter(|month| (1..=12).contains(month)), day: None, start: number.digits.start };
        let mut last = number;
        let follows = |last: &Number, next: &Number, marks: &[char]| {
            let between = &chars[last.digits.end..next.digits.start];
            let marks_only = between.iter().all(|c| c.is_whitespace() || marks.contains(c));
            marks_only && between.iter().any(|c| marks.contains(c))
        };
        let marks = ['-', '/', '年', '.', '．', '月'];
        // A month, then a day: where the unit of the one before is printed, its own must be too (`2025年15家` tells no month).
        let places = [(&mut date.month, 12, '年', ['月', '月']), (&mut date.day, 31, '月', ['日', '号'])];
        for (place, most, before, own) in places {
            if place.is_some() {
                continue;
            }
            let Some(next) = numbers.get(at).filter(|next| follows(last, next, &marks) && next.plain.len() <= 2) else { break };
            let Ok(value) = next.plain.parse::<u32>() else { break };
            let is_one = !chars[last.digits.end..next.digits.start].contains(&before)
                || chars[next.digits.end..].iter().find(|c| !c.is_whitespace()).is_some_and(|c| own.contains(c));
            if !is_one || !(1..=most).contains(&value) {
                break;
            }
            *place = Some(value);
            last = next;
            at += 1;
        }
        let is_year = chars.get(number.digits.end..).is_some_and(|after| after.iter().find(|c| !c.is_whitespace()) == Some(&'年'));
        let alone = number.digits.start == 0 && number.digits.end == chars.len();
        if is_year || alone || date.month.is_some() {
            found.push(date);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_the_ways_they_are_printed() {
        let read = |text: &str| dates(text).iter().map(|date| (date.year, date.month, date.day)).collect::<Vec<_>>();
        for text in ["2025-08-07", "2025年8月7日", "2025 年 8 月 7 日", "2025.8.7", "2025/8/7"] {
            assert_eq!(read(text), [(2025, Some(8), Some(7))], "{text}");
        }
        assert_eq!(read("2025.8"), [(2025, Some(8), None)]);
        assert_eq!(read("2021"), [(2021, None, None)]);
        assert_eq!(read("2025年15家，2025年8家单位验收"), [(2025, None, None), (2025, None, None)]);
        assert_eq!(read("2025年8月15家"), [(2025, Some(8), None)]);
        assert_eq!(read("2019年和2020 年度，共2503次，37877件，2021人"), [(2019, None, None), (2020, None, None)]);
    }

    #[test]
    fn what_is_not_printed_decides_nothing() {
        let before = |a: &str, b: &str| Date::before(dates(a)[0], dates(b)[0]);
        assert!(before("2021-05-01", "2021-06-01") && before("2020", "2021-01") && before("2021-05-01", "2021-05-02"));
        assert!(!before("2021", "2021-06") && !before("2021-05", "2021-05-02"));
    }
}
