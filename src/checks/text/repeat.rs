//! Text that stands twice.
//!
//! Windows of the least length are hashed as they roll over the text; where one was seen before, the
//! run is compared and lengthened, and reading goes on behind it. So each character is looked at a
//! bounded number of times, however often it repeats.

use std::collections::{BTreeMap, HashMap};

use rust_decimal::prelude::ToPrimitive;

use super::narrative;
use crate::checks::grounds::TRUE_AND_EXACT;
use crate::checks::passage::place;
use crate::checks::wording::brief;
use crate::checks::{About, Check, Facts, Family, Found, Hit, Kind, Ran};
use crate::lang::tr;
use crate::report::Place;
use crate::review::{Dimension, Severity};
use crate::said;

/// Nothing is said twice.
pub(in crate::checks) static REPEAT: Check = Check {
    id: "T02",
    asks: tr("repetition", "内容重复情况"),
    title: tr("Text repeated word for word", "内容重复"),
    family: Family::Text,
    kind: Kind::Agreement,
    needs: tr("the narrative", "报告原文"),
    basis: TRUE_AND_EXACT,
    severity: Severity::Minor,
    dimension: Dimension::Form,
    effect: "不同部分以相同文字表述，未针对各部分要求分别分析，自评结论缺少实质内容。",
    advice: "按报告提纲对各部分要求分别撰写，删除重复内容，自评结论部分补充对目标完成情况的具体分析。",
    run: repeat,
};

/// More letters are no report of a department; what is behind them is not compared, which the check says.
const LETTERS_MAX: usize = 400_000;

/// More pairs of places are one text copied over and over.
const PAIRS_MAX: usize = 500;

/// Base of the rolling hash, modulo 2⁶⁴. Equal hashes are compared letter by letter.
const BASE: u64 = 1_000_003;

fn repeat(facts: &Facts<'_>) -> Ran {
    narrative(facts)?;
    let least = facts.pack.thresholds.repeat_min.value.to_usize().unwrap_or(usize::MAX).max(2);
    let letters = letters(facts);
    let runs = runs(&letters, least);
    // One hit per pair of paragraphs: what was copied was copied at once.
    let mut pairs: BTreeMap<(u32, u32), Vec<Run>> = BTreeMap::new();
    for run in runs {
        let pair = (letters[run.first].paragraph, letters[run.again].paragraph);
        if pairs.len() < PAIRS_MAX || pairs.contains_key(&pair) {
            pairs.entry(pair).or_default().push(run);
        }
    }
    let hits = pairs.into_iter().map(|((first, again), runs)| {
        let quote = |from: usize, run: &Run| span(&letters, from, run.len);
        let quotes: Vec<Place> = runs.iter().flat_map(|run| [quote(run.first, run), quote(run.again, run)]).collect();
        let lengths: Vec<String> = runs.iter().map(|run| run.len.to_string()).collect();
        let total: usize = runs.iter().map(|run| run.len).sum();
        let (lengths_en, lengths_zh) = (lengths.join(" + "), lengths.join("＋"));
        let words = brief(&facts.quote(quotes[0]));
        let (a, b) = (facts.section(first), facts.section(again));
        let sum = if runs.len() > 1 { format!(" = {total}") } else { String::new() };
        let detail = said!(
            "{lengths_en}{sum} characters word for word (punctuation not counted; from {least} on): “{words}”, under “{a}” and “{b}”",
            "逐字相同 {lengths_zh}{sum} 字（不计标点，{least} 字起）：“{words}”，见“{a}”与“{b}”",
        );
        let condition = format!("报告“{a}”与“{b}”两处内容逐字重复 {total} 字（“{words}”）。请说明原因，并按各部分的要求分别表述。");
        Hit::fail([About::Paragraph(again), About::Paragraph(first)], detail, condition).quoting(quotes)
    });
    let (hits, n) = (hits.collect(), letters.len());
    Ok(Found::of(hits, || {
        let (cut_en, cut_zh) = if n == LETTERS_MAX { (" (what follows was not compared)", "（其后未比对）") } else { ("", "") };
        said!("no {least} characters stand twice among {n}{cut_en}", "正文 {n} 字中未见 {least} 字以上的逐字重复{cut_zh}")
    }))
}

/// A letter of the narrative with where it stands.
#[derive(Clone, Copy)]
struct Letter {
    c: char,
    paragraph: u32,
    at: usize,
}

/// Letters and digits of the body, full-width as half-width. Headings repeat by nature.
fn letters(facts: &Facts<'_>) -> Vec<Letter> {
    let body = (0_u32..).zip(&facts.passages).filter(|(_, passage)| passage.level == 0);
    let all =
        body.flat_map(|(paragraph, passage)| passage.chars.iter().enumerate().map(move |(at, c)| Letter { c: folded(*c), paragraph, at }));
    all.filter(|one| one.c.is_alphanumeric()).take(LETTERS_MAX).collect()
}

fn folded(c: char) -> char {
    if ('\u{FF01}'..='\u{FF5E}').contains(&c) { char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c) } else { c }
}

/// A run that stands twice, by letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    first: usize,
    again: usize,
    len: usize,
}

fn runs(letters: &[Letter], least: usize) -> Vec<Run> {
    let mut found = Vec::new();
    let mut seen: HashMap<u64, usize> = HashMap::new();
    let top = (1..least).fold(1_u64, |power, _| power.wrapping_mul(BASE));
    let value = |at: usize| u64::from(u32::from(letters[at].c));
    let mut hash = 0_u64;
    let mut free = 0;
    for end in 1..=letters.len() {
        if end > least {
            hash = hash.wrapping_sub(value(end - 1 - least).wrapping_mul(top));
        }
        hash = hash.wrapping_mul(BASE).wrapping_add(value(end - 1));
        let Some(start) = end.checked_sub(least) else { continue };
        // A run ends with its paragraph.
        if letters[start].paragraph != letters[end - 1].paragraph {
            continue;
        }
        let Some(&first) = seen.get(&hash) else {
            seen.insert(hash, start);
            continue;
        };
        if start < free {
            continue;
        }
        let len = common(letters, first, start);
        if len < least {
            continue;
        }
        // Each letter is compared once, whatever the run turns out to be.
        free = start + len;
        // Rows of figures repeat by nature.
        let words = letters[start..free].iter().filter(|one| one.c.is_alphabetic()).count();
        if words * 2 >= len {
            found.push(Run { first, again: start, len });
        }
    }
    found
}

/// How long two runs are the same: within their paragraphs, and without the first reaching into the second.
fn common(letters: &[Letter], first: usize, again: usize) -> usize {
    let pairs = letters[first..again].iter().zip(&letters[again..]);
    let same =
        |(a, b): &(&Letter, &Letter)| a.c == b.c && a.paragraph == letters[first].paragraph && b.paragraph == letters[again].paragraph;
    pairs.take_while(same).count()
}

fn span(letters: &[Letter], from: usize, len: usize) -> Place {
    let (first, last) = (letters[from], letters[from + len - 1]);
    place(first.paragraph, &(first.at..last.at + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(paragraphs: &[&str]) -> Vec<Letter> {
        let all = (0_u32..).zip(paragraphs);
        all.flat_map(|(paragraph, text)| text.chars().enumerate().map(move |(at, c)| Letter { c, paragraph, at })).collect()
    }

    #[test]
    fn a_run_is_found_once_and_whole() {
        let letters = read(&["甲乙丙丁戊己", "一二三", "子甲乙丙丁戊丑", "乙丙丁戊己"]);
        let found: Vec<_> = runs(&letters, 3).into_iter().map(|run| (run.first, run.again, run.len)).collect();
        assert_eq!(found, [(0, 10, 5), (1, 16, 5)]);
    }

    #[test]
    fn one_letter_over_and_over_costs_no_more() {
        let long = "甲".repeat(200_000);
        let letters = read(&[&long]);
        assert!(runs(&letters, 40).len() < 5_001);
    }

    #[test]
    fn a_run_ends_with_its_paragraph_and_rows_of_figures_are_none() {
        assert!(runs(&read(&["甲乙", "丙丁", "甲乙", "丙丁"]), 3).is_empty());
        assert!(runs(&read(&["1234567890", "1234567890"]), 5).is_empty());
    }
}
