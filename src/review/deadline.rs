//! 整改时限: a day, or a span from the notice on. Anything else (`明天`) says nothing to who reads the
//! notice a week later, so it is no deadline: the screen refuses it and papers leave the blank to be filled.

use std::fmt;

use jiff::civil::Date;

/// A deadline that a paper can carry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deadline {
    /// Up to and with this day.
    Day(Date),
    /// 30日内, 立行立改: as written, counted from the notice.
    Within(String),
}

/// Longer is a sentence, not a deadline.
const CHARS_MAX: usize = 30;
/// What is done at once needs no day.
const AT_ONCE: [&str; 4] = ["立行立改", "立即整改", "立查立改", "长期坚持"];
const UNITS: [&str; 6] = ["个工作日", "个自然日", "个月", "工作日", "日", "天"];

impl Deadline {
    /// Reads `2026-12-31`, `2026年12月31日前`, `30日内`, `收到通知后15个工作日内`, `立行立改`; digits may be full-width.
    pub fn parse(text: &str) -> Option<Self> {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).map(narrow).take(CHARS_MAX + 1).collect();
        let text = text.trim_end_matches(['。', '；']);
        if text.chars().count() > CHARS_MAX {
            return None;
        }
        day(text).map(Self::Day).or_else(|| is_span(text).then(|| Self::Within(text.to_owned())))
    }

    /// A day alone, in any of the ways it is written.
    pub fn day(text: &str) -> Option<Date> {
        match Self::parse(text)? {
            Self::Day(day) => Some(day),
            Self::Within(_) => None,
        }
    }

    /// As it is kept: a day as `2026-12-31`, so that days sort and compare.
    pub fn kept(&self) -> String {
        match self {
            Self::Day(day) => day.to_string(),
            Self::Within(text) => text.clone(),
        }
    }
}

/// As papers print it: `2026年12月31日前`, `30日内`.
impl fmt::Display for Deadline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => write!(f, "{}年{}月{}日前", day.year(), day.month(), day.day()),
            Self::Within(text) => f.write_str(text),
        }
    }
}

/// As an input method writes digits and marks, and as a keyboard does.
fn narrow(c: char) -> char {
    match c {
        '０'..='９' | '－' | '．' | '／' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    }
}

fn day(text: &str) -> Option<Date> {
    let text = text.trim_end_matches(['前', '之']).trim_end_matches(['日', '号']);
    let mut parts = text.split(['年', '月', '-', '.', '/']);
    let mut number = || parts.next().filter(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    let (year, month, day) = (number()?, number()?, number()?);
    if year.len() != 4 || parts.next().is_some() {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// `…30日内`: a number, a unit of time, 内 or 以内.
fn is_span(text: &str) -> bool {
    if AT_ONCE.contains(&text) {
        return true;
    }
    let Some(text) = text.strip_suffix('内').map(|text| text.strip_suffix('以').or(text.strip_suffix('之')).unwrap_or(text)) else {
        return false;
    };
    let counted = UNITS.iter().find_map(|unit| text.strip_suffix(unit));
    counted.is_some_and(|text| text.ends_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十两半".contains(c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_kept_as_one_and_printed_as_an_office_writes_it() {
        for text in [
            "2026-12-31",
            "2026/12/31",
            "2026.12.31",
            "2026年12月31日",
            "2026年12月31日前",
            "２０２６－１２－３１",
            " 2026 年 12 月 31 日。",
        ] {
            let deadline = Deadline::parse(text).expect(text);
            assert_eq!((deadline.kept().as_str(), deadline.to_string().as_str()), ("2026-12-31", "2026年12月31日前"), "{text}");
        }
    }

    #[test]
    fn a_span_from_the_notice_is_as_written() {
        for text in ["30日内", "收到通知后15个工作日内", "三个月内", "30天以内", "立行立改"] {
            assert_eq!(Deadline::parse(text).map(|deadline| deadline.to_string()).as_deref(), Some(text));
        }
    }

    #[test]
    fn what_says_nothing_to_its_reader_is_none() {
        let long = format!("{}30日内", "收到本通知".repeat(10));
        for text in ["", "明天", "月底", "尽快", "2026-13-01", "2026-02-30", "26-12-31", "12月31日", "日内", "内", "2026-12-31-1", &long]
        {
            assert_eq!(Deadline::parse(text), None, "{text}");
        }
    }
}
