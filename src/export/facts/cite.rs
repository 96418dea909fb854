//! Where the report says something, as a person would cite it on the telephone: page if it is known,
//! printed heading, first words.

use crate::export::Record;
use crate::lang::Lang;
use crate::report::{ItemKind, ItemRef, Place};
use crate::review::{Anchors, Quote};
use crate::words;

/// The first words of a passage.
const WORDS_CHARS: usize = 14;
/// The name of an item; what is longer is cut.
const NAME_CHARS: usize = 30;
/// More places or items than this are counted, not listed.
const LISTED_MAX: usize = 4;

/// The places of what is on `on`: its quotes, else its items and paragraphs.
pub(super) fn places(record: &Record<'_>, anchors: &Anchors, on: &[String], quotes: &[Quote]) -> String {
    let report = record.report;
    let mut found: Vec<Place> = quotes.iter().filter_map(|quote| anchors.of(report, quote).place()).collect();
    if found.is_empty() {
        found.extend(on.iter().filter_map(|id| {
            let paragraph = || report.find_paragraph(id).map(|paragraph| Place { paragraph, start: 0, end: u32::MAX });
            report.find(id).and_then(|item| report.item(item).place).or_else(paragraph)
        }));
    }
    let found: Vec<Cited> = found.into_iter().map(|place| Cited::of(record, place)).collect();
    // Several passages under one heading are cited by it alone.
    let alone = |cited: &Cited| found.iter().filter(|other| other.under == cited.under).count() == 1;
    listed(found.iter().map(|cited| if alone(cited) { cited.text() } else { cited.under.clone() }).collect(), "处")
}

/// One place.
pub(super) fn cite(record: &Record<'_>, place: Place) -> String {
    Cited::of(record, place).text()
}

/// A place, cited.
struct Cited {
    /// Page and heading.
    under: String,
    /// First words.
    words: String,
}

impl Cited {
    fn of(record: &Record<'_>, place: Place) -> Self {
        let paragraph = record.report.paragraph(place.paragraph);
        let page = paragraph.page.map_or_else(String::new, |page| format!("第{page}页"));
        let heading = record.places.headings_over(place.paragraph).last().map(|heading| record.report.paragraph(*heading));
        let heading = heading.map_or_else(String::new, |heading| quoted(&format!("{}{}", heading.no, tidy(&heading.text))));
        let text = record.report.place_text(place);
        let said = tidy(text.split(['。', '；']).next().unwrap_or_default());
        let mut words: String = said.chars().take(WORDS_CHARS).collect();
        if said.chars().count() > WORDS_CHARS {
            words.push_str("……");
        }
        let words = if words.is_empty() || paragraph.level > 0 { String::new() } else { quoted(&words) };
        Self { under: format!("{page}{heading}"), words }
    }

    fn text(&self) -> String {
        // Two quotations do not stand side by side.
        let between = if self.under.ends_with('”') && !self.words.is_empty() { "中" } else { "" };
        format!("{}{between}{}", self.under, self.words)
    }
}

/// Without the spaces that a line break or a typesetter left between Chinese characters and figures.
pub(super) fn tidy(text: &str) -> String {
    let chars: Vec<char> = text.trim().chars().collect();
    let is_chinese = |at: Option<&char>| at.is_some_and(|c| matches!(c, '\u{3000}'..='\u{9fff}' | '\u{ff01}'..='\u{ff60}' | '“' | '”'));
    let kept = chars.iter().enumerate().filter(|(n, c)| {
        let before = n.checked_sub(1).and_then(|before| chars.get(before));
        **c != ' ' || !(is_chinese(before) || is_chinese(chars.get(n + 1)))
    });
    kept.map(|(_, c)| c).collect()
}

/// With the stop at its end that the reviewer left out.
pub(super) fn sentence(text: &str) -> String {
    let text = text.trim();
    let ends = text.ends_with(['。', '！', '？', '；', '：', '…', '.', '!', '?', ';']);
    if text.is_empty() || ends { text.to_owned() } else { format!("{text}。") }
}

/// The items that something is on: `指标3“会务接待批次”`.
pub(super) fn items(record: &Record<'_>, on: &[String]) -> String {
    let named = on.iter().map(|id| match record.report.find(id) {
        Some(item) => name(record, item),
        None if id == "funds" => "部门整体收支".to_owned(),
        None if id == "self" => "自评结论".to_owned(),
        None if id == "report" => "自评报告".to_owned(),
        None => row_title(record, id).map_or_else(|| "报告正文".to_owned(), |title| format!("评分标准所列指标{}", quoted(&title))),
    });
    listed(named.collect(), "项")
}

/// The row of the score sheet with this id, by its title: its code stays inside. None where the sheet has no such
/// row.
pub(super) fn row_title(record: &Record<'_>, id: &str) -> Option<String> {
    let sheet = &record.sheet;
    sheet.rows.get(sheet.row(id)?).map(|row| short(&row.name))
}

/// One item.
pub(super) fn name(record: &Record<'_>, item: ItemRef) -> String {
    let shown = record.report.item(item);
    let kind = match item.kind() {
        ItemKind::Duty => "主要职责",
        ItemKind::Work | ItemKind::Part => "重点工作任务",
        kind => words::item_kind(kind).say(Lang::Zh),
    };
    format!("{kind}{}{}", shown.no, quoted(&short(&shown.name)))
}

/// In quotation marks; those inside become single ones.
pub(super) fn quoted(text: &str) -> String {
    format!("“{}”", text.replace('“', "‘").replace('”', "’"))
}

/// A name no longer than a line has room for.
pub(super) fn short(name: &str) -> String {
    let name = tidy(name.trim_end_matches(['。', '；', '，']));
    if name.chars().count() <= NAME_CHARS {
        return name;
    }
    name.chars().take(NAME_CHARS).chain("……".chars()).collect()
}

fn listed(mut all: Vec<String>, counter: &str) -> String {
    let mut seen = std::collections::HashSet::new();
    all.retain(|one| !one.is_empty() && seen.insert(one.clone()));
    let count = all.len();
    if count > LISTED_MAX {
        all.truncate(LISTED_MAX);
        return format!("{}等{count}{counter}", all.join("；"));
    }
    all.join("；")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_between_chinese_and_figures_go_and_those_between_words_stay() {
        for (text, expected) in [("2021 年 部门", "2021年部门"), (" 5 月", "5月"), ("GB/T 9704 格式", "GB/T 9704格式"), ("a b", "a b")]
        {
            assert_eq!(tidy(text), expected);
        }
    }

    #[test]
    fn quotations_inside_quotations_have_single_marks() {
        assert_eq!(quoted("深化“放管服”改革"), "“深化‘放管服’改革”");
    }

    #[test]
    fn a_sentence_has_its_stop_once() {
        for (text, expected) in [("补充资料", "补充资料。"), ("补充资料。 ", "补充资料。"), ("", ""), ("（10号）", "（10号）。")]
        {
            assert_eq!(sentence(text), expected);
        }
    }
}
