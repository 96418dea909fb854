//! What the narrative tells that belongs to an indicator: offered to a person, never taken as its actual.

use std::ops::Range;

use super::numbers::{Number, numbers};
use super::passage::place;
use super::wording::{Pair, likeness, pairs, plain, stem};
use super::{Facts, Line};
use crate::report::Place;

/// A number of the narrative with its unit and the words before it.
#[derive(Clone, Debug)]
pub struct Told {
    /// The words before it, from the last mark on, to the unit's end.
    pub place: Place,
    /// As printed, with 余 and the like and its unit.
    pub printed: String,
    /// Its unit, without 万 and 亿; empty if there is none.
    pub unit: String,
    /// Its digits.
    pub number: Number,
    words: std::collections::BTreeSet<Pair>,
}

/// How alike the words before a number and an indicator's name must be, in percent.
const LIKENESS_MIN: usize = 60;

/// Units that count things; the longer first.
pub const COUNTED: [&str; 30] = [
    "人次", "批次", "场次", "件次", "户次", "个", "件", "份", "人", "次", "批", "期", "场", "项", "户", "篇", "条", "则", "台", "套", "家",
    "名", "例", "宗", "处", "所", "辆", "公里", "天", "米",
];

/// Numbers in a narrative: more is a table that went into the text.
const NUMBERS_MAX: usize = 20_000;

impl Facts<'_> {
    /// All numbers of the narrative that count something or are a rate.
    pub fn told(&self) -> &[Told] {
        self.told.get_or_init(|| {
            let kin = self.pack.words("kin");
            let all = (0_u32..).zip(&self.passages).filter(|(_, passage)| passage.level == 0);
            all.flat_map(|(n, passage)| told_in(n, &passage.chars, kin)).take(NUMBERS_MAX).collect()
        })
    }

    /// The number the narrative most likely tells of an indicator. In a report that is far larger than a
    /// department's nothing is offered: each indicator is compared with each number.
    pub fn told_of(&self, line: &Line) -> Option<&Told> {
        if self.indicators.len() * self.told().len() > COMPARISONS_MAX {
            return None;
        }
        let name = pairs(&plain(stem(&line.says.name), self.pack.words("kin")));
        let unit = name_unit(&line.says.name);
        let is_rate = line.says.name.ends_with('率') || line.says.name.ends_with('度');
        let alike = self.told().iter().filter(|told| told.number.is_percent == is_rate).map(|told| (likeness(&told.words, &name), told));
        let fits = alike.filter(|(alike, told)| *alike >= LIKENESS_MIN && told.words.len() <= WORDS_MAX.max(name.len() * 2));
        // Of equals the one with the unit the name asks for, then the first.
        fits.max_by_key(|(alike, told)| {
            (*alike, unit.is_some_and(|unit| told.unit == unit), std::cmp::Reverse((told.place.paragraph, told.place.start)))
        })
        .map(|(_, told)| told)
    }
}

/// Comparisons of wording that are made for one report.
const COMPARISONS_MAX: usize = 200_000;

/// A clause that says much more than a name is about something else.
const WORDS_MAX: usize = 8;

/// The unit that a name asks for: `份` of 公文交换份数.
pub fn name_unit(name: &str) -> Option<&'static str> {
    let counted = name.strip_suffix('数').or(name.ends_with('次').then_some(name))?;
    COUNTED.iter().find(|unit| counted.ends_with(**unit)).copied()
}

fn told_in(n: u32, chars: &[char], kin: &[String]) -> Vec<Told> {
    let mut found = Vec::new();
    let mut clause = 0;
    let mut at = 0;
    for number in numbers(chars) {
        while at < number.digits.start {
            if matches!(chars[at], '，' | '。' | '；' | '、' | '：' | ',' | ';' | '！' | '“' | '”' | '（' | '）') {
                clause = at + 1;
            }
            at += 1;
        }
        let Range { start, end } = with_about(chars, &number.digits);
        let (unit, unit_end) = unit_at(chars, end);
        if unit.is_empty() && !number.is_percent {
            continue;
        }
        let before: String = chars[clause.min(start)..start].iter().collect();
        found.push(Told {
            place: place(n, &(clause.min(start)..unit_end)),
            printed: chars[start..unit_end].iter().filter(|c| !c.is_whitespace()).collect(),
            unit,
            number,
            words: pairs(&plain(&before, kin)),
        });
    }
    found
}

/// Digits with 近 or 约 before them.
fn with_about(chars: &[char], digits: &Range<usize>) -> Range<usize> {
    let before =
        chars[..digits.start].iter().rposition(|c| !c.is_whitespace()).filter(|at| matches!(chars[*at], '近' | '约' | '逾' | '超'));
    before.unwrap_or(digits.start)..digits.end
}

/// The unit that follows a number, 余 多 万 亿 passed over, and where it ends.
fn unit_at(chars: &[char], from: usize) -> (String, usize) {
    let mut at = from;
    while chars.get(at).is_some_and(|c| c.is_whitespace() || matches!(c, '余' | '多' | '万' | '亿')) {
        at += 1;
    }
    if chars.get(at).is_some_and(|c| matches!(c, '%' | '％' | '﹪')) {
        return ("%".to_owned(), at + 1);
    }
    let unit = COUNTED.iter().find(|unit| unit.chars().eq(chars[at.min(chars.len())..].iter().copied().take(unit.chars().count())));
    unit.map_or((String::new(), from), |unit| ((*unit).to_owned(), at + unit.chars().count()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_with_unit_and_words() {
        let chars: Vec<char> = "全年接待 300 余批次，交换纸质公文 277.2 万件，近 30 次，满意率 99.8%，2021 年".chars().collect();
        let told: Vec<(String, String)> = told_in(0, &chars, &[]).into_iter().map(|told| (told.printed, told.unit)).collect();
        let expected = [("300余批次", "批次"), ("277.2万件", "件"), ("近30次", "次"), ("99.8%", "%")];
        assert_eq!(told, expected.map(|(printed, unit)| (printed.to_owned(), unit.to_owned())));
    }

    #[test]
    fn a_name_asks_for_its_unit() {
        assert_eq!(
            ["公文交换份数", "接待批次", "培训人次", "调研次数", "完成率", "报告数量"].map(name_unit),
            [Some("份"), Some("批次"), Some("人次"), Some("次"), None, None]
        );
    }
}
