//! Printed numbers that are repeated or skipped.
//!
//! Numbers of one style follow each other until a number of an outer style comes; then they begin
//! anew. A list may begin again at 1 anywhere: that is a new list.

use super::narrative;
use crate::checks::passage::place;
use crate::checks::{About, Check, Facts, Family, Found, Hit, Hits, Kind, Ran, Skip, grounds};
use crate::lang::tr;
use crate::review::{Dimension, Severity};
use crate::said;

/// Numbers follow each other.
pub(in crate::checks) static NUMBERING: Check = Check {
    id: "T04",
    asks: tr("numbering", "序号连续性"),
    title: tr("Number repeated or skipped", "序号重复或缺号"),
    family: Family::Text,
    kind: Kind::Agreement,
    needs: tr("numbered paragraphs", "带序号的段落"),
    basis: grounds::OUTLINE,
    severity: Severity::Minor,
    dimension: Dimension::Form,
    effect: "序号重复或缺号，可能存在内容遗漏或删改后未核对的情况，影响报告的规范性和引用。",
    advice: "核对序号及对应内容，确认有无遗漏后更正。",
    run: numbering,
};

/// No list of a report is longer; larger numbers are figures.
const NUMBER_MAX: u32 = 200;
/// No report has more levels.
const LEVELS_MAX: usize = 32;
/// No printed number is longer.
const MARK_CHARS_MAX: usize = 8;

/// How a number is printed: what stands before and after it, and in which digits.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Style {
    before: String,
    after: String,
    digits: Digits,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Digits {
    Chinese,
    Arabic,
    Circled,
}

/// A printed number and where it stands.
struct Mark {
    style: Style,
    value: u32,
    paragraph: u32,
    at: usize,
    printed: String,
}

fn numbering(facts: &Facts<'_>) -> Ran {
    narrative(facts)?;
    let marks: Vec<Mark> = (0_u32..)
        .zip(&facts.passages)
        .flat_map(|(n, passage)| {
            let own = read(&passage.no).map(|(style, value)| Mark { style, value, paragraph: n, at: 0, printed: passage.no.clone() });
            own.into_iter().chain(run_in(n, &passage.chars))
        })
        .collect();
    if marks.is_empty() {
        return Err(Skip(said!("no paragraph carries a number", "报告段落未编序号")));
    }
    let mut hits = Hits::default();
    let mut open: Vec<(&Mark, u32)> = Vec::new();
    for mark in &marks {
        let Some(level) = open.iter().position(|(last, _)| last.style == mark.style) else {
            if open.len() < LEVELS_MAX {
                open.push((mark, mark.value));
            }
            continue;
        };
        open.truncate(level + 1);
        let Some((before, last)) = open.last_mut() else { continue };
        let (was, printed) = (before.printed.clone(), &mark.printed);
        let new_list = mark.value == 1 && *last != 1;
        let single = mark.value == 1 && mark.paragraph != before.paragraph + 1;
        let wrong = if mark.value == *last + 1 || new_list || single {
            None
        } else if mark.value == *last {
            Some(("the number is used twice", "序号重复"))
        } else if mark.value > *last {
            Some(("a number is skipped", "序号缺号"))
        } else {
            Some(("the numbers go back", "序号顺序有误"))
        };
        (*before, *last) = (mark, mark.value);
        if let Some((en, zh)) = wrong {
            let detail = said!("“{was}” is followed by “{printed}”: {en}", "“{was}”之后为“{printed}”：{zh}");
            let condition = format!("报告序号“{was}”之后为“{printed}”，{zh}。请核对是否有内容遗漏或误删，并更正序号。");
            let len = facts.passages.get(mark.paragraph as usize).map_or(0, |passage| passage.chars.len());
            // As much as shows which it is.
            let quote = place(mark.paragraph, &(mark.at..len.min(mark.at + 20)));
            hits.push(Hit::fail([About::Paragraph(mark.paragraph)], detail, condition).quoting([quote]).from([was, mark.printed.clone()]));
        }
    }
    let n = marks.len();
    Ok(Found::of(hits, || said!("{n} printed numbers follow each other", "全文 {n} 处序号连续，无重复或缺号")))
}

/// Reads a printed number: `（一）`, `1.`, `①`, `一是`, `第一部分`.
fn read(no: &str) -> Option<(Style, u32)> {
    let chars: Vec<char> = no.chars().filter(|c| !c.is_whitespace()).map(half).collect();
    if chars.len() > MARK_CHARS_MAX {
        return None;
    }
    let start = chars.iter().position(|c| digit(*c).is_some())?;
    let kind = digit(chars[start])?.0;
    let end = chars[start..].iter().position(|c| digit(*c).is_none_or(|(other, _)| other != kind)).map_or(chars.len(), |len| start + len);
    let value = value(kind, &chars[start..end])?;
    let style = Style { before: chars[..start].iter().collect(), after: chars[end..].iter().collect(), digits: kind };
    // A number within words (年度绩效目标1：) is a name's.
    let is_plain = |c: &char| !c.is_alphanumeric() || matches!(c, '第' | '是' | '部' | '分' | '章' | '节' | '条');
    let plain = chars[..start].iter().chain(&chars[end..]).all(is_plain);
    (plain && (1..=NUMBER_MAX).contains(&value)).then_some((style, value))
}

/// Numbers within a paragraph, each at the beginning of a clause: `…。2.…`, `；二是…`.
fn run_in(n: u32, chars: &[char]) -> Vec<Mark> {
    let mut found = Vec::new();
    for at in 0..chars.len() {
        let begins = at.checked_sub(1).is_none_or(|before| matches!(chars[before], '。' | '；' | '：' | ';'));
        if !begins {
            continue;
        }
        let ahead = &chars[at..chars.len().min(at + MARK_CHARS_MAX)];
        let opens = usize::from(matches!(ahead.first(), Some('（' | '(')));
        let digits = ahead[opens..].iter().take_while(|c| digit(half(**c)).is_some()).count();
        let end = opens + digits;
        let closes = match ahead.get(end) {
            Some('）' | ')') => opens == 1,
            // `3.0` is a figure.
            Some('.' | '．' | '、') => opens == 0 && ahead.get(end + 1).is_some_and(|c| digit(half(*c)).is_none()),
            Some('是') => opens == 0 && digits > 0 && digit(ahead[0]).is_some_and(|(kind, _)| kind == Digits::Chinese),
            _ => false,
        };
        if digits == 0 || !closes {
            continue;
        }
        let printed: String = ahead[..=end].iter().collect();
        if let Some((style, value)) = read(&printed) {
            found.push(Mark { style, value, paragraph: n, at, printed });
        }
    }
    found
}

fn half(c: char) -> char {
    match c {
        '（' => '(',
        '）' => ')',
        '．' => '.',
        '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

const CHINESE: [char; 10] = ['十', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

fn digit(c: char) -> Option<(Digits, u32)> {
    if let Some(value) = c.to_digit(10) {
        return Some((Digits::Arabic, value));
    }
    if ('①'..='⑳').contains(&c) {
        return Some((Digits::Circled, u32::from(c) - u32::from('①') + 1));
    }
    let at = CHINESE.iter().position(|digit| *digit == c)?;
    Some((Digits::Chinese, u32::try_from(at).ok()?))
}

fn value(kind: Digits, digits: &[char]) -> Option<u32> {
    let values = || digits.iter().filter_map(|c| digit(*c)).map(|(_, value)| value);
    match kind {
        Digits::Arabic => values().try_fold(0_u32, |sum, digit| sum.checked_mul(10)?.checked_add(digit)),
        Digits::Circled => values().next().filter(|_| digits.len() == 1),
        // 十 stands as 0 in the table: 十二, 二十, 二十三.
        Digits::Chinese => match *values().collect::<Vec<_>>() {
            [0] => Some(10),
            [ones] => Some(ones),
            [0, ones] => Some(10 + ones),
            [tens, 0] => Some(tens * 10),
            [tens, 0, ones] => Some(tens * 10 + ones),
            _ => None,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_printed() {
        let values =
            ["（一）", "十二、", "1．", "③", "二是", "第三部分", "二十三、", "(4)", "１２．"].map(|no| read(no).map(|(_, value)| value));
        assert_eq!(values, [1, 12, 1, 3, 2, 3, 23, 4, 12].map(Some));
        assert_eq!(read("年度绩效目标1：").map(|(_, value)| value), None);
        assert_eq!(read("●").map(|(_, value)| value), None);
        assert_eq!(read("（1）").map(|(style, _)| style), read("(２)").map(|(style, _)| style));
    }

    #[test]
    fn numbers_within_a_paragraph_begin_a_clause() {
        let chars: Vec<char> = "一是办文。2.会议；3.0版；（三）接待：四是值守，五是调研。2021年".chars().collect();
        let printed: Vec<String> = run_in(0, &chars).into_iter().map(|mark| mark.printed).collect();
        assert_eq!(printed, ["一是", "2.", "（三）", "四是"]);
    }
}
