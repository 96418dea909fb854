//! The numbering grammar of official papers: 第一部分, 一、, （一）, 1., 1、, （1）, 1）, ①, 一是, 第一，, 目标1：, ●.
//!
//! A mark is only recognised here; whether it opens something is for the reader of the line or
//! sentence to decide, since `3.` may as well be a wrapped figure.

use super::scalars::{digit, plain, slice};

/// A way of numbering. Half and full width are one style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// 第一部分, 第一章
    Part,
    /// 第一节
    Division,
    /// 一、
    Chapter,
    /// （一）
    Section,
    /// 1.
    Dot,
    /// 1、
    Pause,
    /// （1）
    Paren,
    /// 1）
    HalfParen,
    /// ①
    Circled,
    /// 一是
    Clause,
    /// 第一，
    Ordinal,
    /// 年度绩效目标1：, 任务1：
    Goal,
    /// ●
    Bullet,
    /// 1.1, 1.1.1: so many numbers; 1 alone before a heading
    Decimal(u8),
    /// No number, but the style of a heading, this deep from 1.
    Heading(u8),
}

impl Style {
    /// Whether two styles count with the same numerals, so that a slip of the pen may swap them.
    pub fn is_kin(self, other: Self) -> bool {
        let numerals = |style| match style {
            Self::Part | Self::Division | Self::Chapter | Self::Section => 0,
            Self::Dot | Self::Pause | Self::Paren | Self::HalfParen => 1,
            Self::Circled => 2,
            Self::Clause | Self::Ordinal => 3,
            Self::Goal => 4,
            Self::Bullet => 5,
            Self::Decimal(depth) => 10_u8.saturating_add(depth),
            Self::Heading(depth) => 100_u8.saturating_add(depth),
        };
        numerals(self) == numerals(other)
    }

    /// How deep styles of this family stand that say so themselves: 1.1 under 1, a second heading under a first.
    pub fn own_depth(self) -> Option<(u8, u8)> {
        match self {
            Self::Decimal(depth) => Some((0, depth)),
            Self::Heading(depth) => Some((1, depth)),
            _ => None,
        }
    }

    /// Whether headings of a report are numbered so, rather than items.
    pub fn is_heading(self) -> bool {
        matches!(self, Self::Part | Self::Division | Self::Chapter | Self::Section | Self::Decimal(_) | Self::Heading(_))
    }
}

/// A printed number: its style, its value, and how many scalars it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub style: Style,
    /// 0 for bullets.
    pub value: u32,
    /// Scalars of the mark as printed, blanks after it not counted.
    pub len: usize,
}

/// More digits than this are a figure, not a number of a list.
const DIGITS_MAX: usize = 3;
/// Words before the number of a goal: 年度绩效目标1.
const GOAL_WORDS: [&str; 9] = ["年度", "总体", "部门", "整体", "绩效", "重点", "主要", "工作", "项目"];

/// Reads the mark that stands at `at`, if one does.
pub(super) fn mark_at(text: &[char], at: usize) -> Option<Mark> {
    let first = *text.get(at)?;
    let rest = slice(text, at, text.len());
    let read = |style, (value, len)| Some(Mark { style, value, len });
    match plain(first) {
        '第' => ordinal(rest),
        '(' => bracketed(rest),
        '0'..='9' => arabic(rest).or_else(|| dotted(rest)).or_else(|| if at == 0 { alone(rest) } else { None }),
        '①'..='⑳' => read(Style::Circled, (u32::from(first) - 0x245F, 1)),
        '⑴'..='⒇' => read(Style::Paren, (u32::from(first) - 0x2473, 1)),
        '⒈'..='⒛' => read(Style::Dot, (u32::from(first) - 0x2487, 1)),
        '●' | '•' | '■' | '◆' | '▪' | '▲' | '►' | '·' | '◎' => read(Style::Bullet, (0, 1)),
        '—' if rest.get(1) == Some(&'—') && rest.get(2).is_some_and(|c| digit(*c).is_none() && !c.is_whitespace()) => {
            read(Style::Bullet, (0, 2))
        }
        '-' | '*' if rest.get(1).is_some_and(|c| c.is_whitespace()) && rest.get(2).is_some_and(|c| digit(*c).is_none()) => {
            read(Style::Bullet, (0, 1))
        }
        _ => han_mark(rest).or_else(|| goal(rest)),
    }
}

/// Where the text after the mark begins: blanks are passed over.
pub(super) fn after_mark(text: &[char], at: usize, mark: Mark) -> usize {
    let end = at + mark.len;
    end + slice(text, end, text.len()).iter().take_while(|c| c.is_whitespace()).count()
}

/// 一、 and 一是.
fn han_mark(text: &[char]) -> Option<Mark> {
    let (value, len) = han_number(text)?;
    let gap = usize::from(text.get(len).is_some_and(|c| c.is_whitespace()));
    match plain(*text.get(len + gap)?) {
        '、' | '.' => Some(Mark { style: Style::Chapter, value, len: len + gap + 1 }),
        '是' if gap == 0 => Some(Mark { style: Style::Clause, value, len: len + 1 }),
        _ => None,
    }
}

/// 第一部分, 第一章, 第一，.
fn ordinal(text: &[char]) -> Option<Mark> {
    let inner = slice(text, 1, text.len());
    let (value, len) = han_number(inner).or_else(|| number(inner))?;
    let end = len + 1;
    match (text.get(end).map(|c| plain(*c))?, text.get(end + 1)) {
        ('部', Some('分')) => Some(Mark { style: Style::Part, value, len: end + 2 }),
        ('章' | '篇', _) => Some(Mark { style: Style::Part, value, len: end + 1 }),
        ('节', _) => Some(Mark { style: Style::Division, value, len: end + 1 }),
        (',' | '、', _) => Some(Mark { style: Style::Ordinal, value, len: end + 1 }),
        _ => None,
    }
}

/// （一） and （1）.
fn bracketed(text: &[char]) -> Option<Mark> {
    let gap = |at: usize| usize::from(text.get(at).is_some_and(|c| c.is_whitespace()));
    let start = 1 + gap(1);
    let inner = slice(text, start, text.len());
    let (style, (value, len)) = match han_number(inner) {
        Some(found) => (Style::Section, found),
        None => (Style::Paren, number(inner)?),
    };
    let close = start + len + gap(start + len);
    (plain(*text.get(close)?) == ')').then_some(Mark { style, value, len: close + 1 })
}

/// 1. and 1、 and 1）.
fn arabic(text: &[char]) -> Option<Mark> {
    let (value, len) = number(text)?;
    let gap = usize::from(text.get(len).is_some_and(|c| c.is_whitespace()));
    let end = len + gap;
    let style = match plain(*text.get(end)?) {
        '.' if !is_fraction(slice(text, end + 1, text.len())) => Style::Dot,
        '、' => Style::Pause,
        ')' => Style::HalfParen,
        _ => return None,
    };
    Some(Mark { style, value, len: end + 1 })
}

/// Numbers in 1.1.1; what has more is no heading.
const DOTTED_MAX: u8 = 5;
/// A number alone stands before a short heading only.
const ALONE_MAX: usize = 24;
/// A chapter's number is not higher.
const ALONE_VALUE_MAX: u32 = 20;
/// What follows a figure, not the number of a heading.
const UNITS: &str = "万亿千百元个倍项家件人次年月日吨公米平亩户名所辆台套场期份条处座和以至到等度分周天时级层类批篇宗号";

/// Words that begin as a unit does.
const WORDS: [&str; 8] = ["年度", "年初", "人员", "项目", "分析", "个别", "和谐", "以前"];

/// 1.1 and 2.3.1, before a word that is no unit.
fn dotted(text: &[char]) -> Option<Mark> {
    let (mut at, mut depth) = (0, 0);
    let last = loop {
        let digits = slice(text, at, text.len()).iter().take_while(|c| digit(**c).is_some()).count();
        let last = number(slice(text, at, at + digits)).map_or(0, |(value, _)| value);
        if digits == 0 || digits > 2 || depth >= DOTTED_MAX {
            break last;
        }
        (depth, at) = (depth + 1, at + digits);
        if plain(*text.get(at)?) != '.' || text.get(at + 1).is_none_or(|c| digit(*c).is_none()) {
            break last;
        }
        at += 1;
    };
    let names = depth >= 2 && last > 0 && begins_heading(slice(text, at, text.len()));
    names.then_some(Mark { style: Style::Decimal(depth), value: last, len: at })
}

/// 1 部门概况: a number and a blank before a short phrase.
fn alone(text: &[char]) -> Option<Mark> {
    let (value, len) = number(text).filter(|(value, _)| *value <= ALONE_VALUE_MAX)?;
    let rest = slice(text, len, text.len());
    let is_phrase = rest.len() <= ALONE_MAX && !rest.iter().any(|c| super::scalars::is_pause(*c) && *c != '、' || digit(*c).is_some());
    (rest.first()?.is_whitespace() && is_phrase && begins_heading(rest)).then_some(Mark { style: Style::Decimal(1), value, len })
}

/// Whether a word follows, after blanks, that is no unit of a figure.
fn begins_heading(rest: &[char]) -> bool {
    let gap = rest.iter().take_while(|c| c.is_whitespace()).count();
    let word = slice(rest, gap, rest.len());
    let is_year = gap > 0 && word.iter().take_while(|c| digit(**c).is_some()).count() == 4 && word.get(4) == Some(&'年');
    let is_word = word.first().is_some_and(|c| ('\u{4E00}'..='\u{9FFF}').contains(c) && !UNITS.contains(*c) || matches!(c, '“' | '《'));
    is_year || is_word || WORDS.iter().any(|own| super::scalars::begins(word, own))
}

/// Whether what follows `1.` makes it a figure. A year does not: `1.2021年…` is item 1.
fn is_fraction(rest: &[char]) -> bool {
    let digits = rest.iter().take_while(|c| digit(**c).is_some()).count();
    digits > 0 && !(digits == 4 && rest.get(4) == Some(&'年'))
}

/// 年度绩效目标1： and 任务一、.
fn goal(text: &[char]) -> Option<Mark> {
    let mut len = 0;
    while let Some(word) = GOAL_WORDS.iter().find(|word| super::scalars::begins(slice(text, len, text.len()), word)) {
        len += word.chars().count();
    }
    let rest = slice(text, len, text.len());
    if !["目标", "任务"].iter().any(|word| super::scalars::begins(rest, word)) {
        return None;
    }
    len += 2;
    let (value, digits) = number(slice(text, len, text.len())).or_else(|| han_number(slice(text, len, text.len())))?;
    len += digits;
    matches!(plain(*text.get(len)?), ':' | '、' | '.' | ' ').then_some(Mark { style: Style::Goal, value, len: len + 1 })
}

fn number(text: &[char]) -> Option<(u32, usize)> {
    let digits: Vec<u32> = text.iter().map_while(|c| digit(*c)).take(DIGITS_MAX + 1).collect();
    let value = digits.iter().fold(0, |value, d| value * 10 + d);
    (!digits.is_empty() && digits.len() <= DIGITS_MAX && value > 0).then_some((value, digits.len()))
}

/// 一 … 九十九.
pub(super) fn han_number(text: &[char]) -> Option<(u32, usize)> {
    let (mut value, mut unit, mut len) = (0, 0, 0);
    for c in text.iter().take(3) {
        match "一二三四五六七八九".chars().position(|n| n == *c) {
            Some(n) if unit == 0 => unit = u32::try_from(n).unwrap_or(0) + 1,
            None if *c == '十' && value == 0 => (value, unit) = (unit.max(1) * 10, 0),
            _ => break,
        }
        len += 1;
    }
    (len > 0).then_some((value + unit, len))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(Style, u32, usize)> {
        let text: Vec<char> = text.chars().collect();
        mark_at(&text, 0).map(|mark| (mark.style, mark.value, mark.len))
    }

    #[test]
    fn every_style_of_numbering_is_read() {
        for (text, style, value, len) in [
            ("第一部分 概况", Style::Part, 1, 4),
            ("第二章总则", Style::Part, 2, 3),
            ("第三节 职责", Style::Division, 3, 3),
            ("1.1 主要职责", Style::Decimal(2), 1, 3),
            ("2.3.10主要职责", Style::Decimal(3), 10, 6),
            ("1 部门概况", Style::Decimal(1), 1, 1),
            ("一、基本情况", Style::Chapter, 1, 2),
            ("十二、其他", Style::Chapter, 12, 3),
            ("二十一．其他", Style::Chapter, 21, 4),
            ("（一）主要职责", Style::Section, 1, 3),
            ("(十)主要职责", Style::Section, 10, 3),
            ("1.负责", Style::Dot, 1, 2),
            ("１．负责", Style::Dot, 1, 2),
            ("1.2021年工作", Style::Dot, 1, 2),
            ("12、负责", Style::Pause, 12, 3),
            ("（1）负责", Style::Paren, 1, 3),
            ("⑵负责", Style::Paren, 2, 1),
            ("3)负责", Style::HalfParen, 3, 2),
            ("③负责", Style::Circled, 3, 1),
            ("一是加强", Style::Clause, 1, 2),
            ("第二，加强", Style::Ordinal, 2, 3),
            ("年度绩效目标1：提升", Style::Goal, 1, 8),
            ("任务二：提升", Style::Goal, 2, 4),
            ("● 推进", Style::Bullet, 0, 1),
            ("——推进", Style::Bullet, 0, 2),
        ] {
            assert_eq!(read(text), Some((style, value, len)), "{text}");
        }
    }

    #[test]
    fn figures_and_words_are_no_marks() {
        for text in [
            "1.5万元",
            "1.5 万元",
            "2.36亿元",
            "12 月份",
            "3 件",
            "0.53，",
            "2021年",
            "330 余名",
            "一般公共预算",
            "（部门）",
            "第一议题",
            "3.0 版",
            "- 3 -",
            "目标值",
            "统一是",
            "5260.",
            "",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
