//! Praise without a figure.

use super::narrative;
use crate::checks::grounds::TRUE_AND_EXACT;
use crate::checks::numbers::has_measure;
use crate::checks::passage::{Sentence, find};
use crate::checks::wording::brief;
use crate::checks::{About, Check, Facts, Family, Found, Hit, Hits, Kind, Ran};
use crate::lang::tr;
use crate::report::Place;
use crate::review::{Dimension, Severity};
use crate::said;

/// What is praised is measured.
pub(in crate::checks) static PRAISE: Check = Check {
    id: "T07",
    asks: tr("praise and its figures", "评价性表述的数据支撑"),
    title: tr("Statement without figures", "表述缺少数据支撑"),
    family: Family::Text,
    kind: Kind::Judgement,
    needs: tr("the narrative", "报告原文"),
    basis: TRUE_AND_EXACT,
    severity: Severity::Minor,
    dimension: Dimension::Truth,
    effect: "评价性表述缺少数据或事实支撑，无法核实，自评结论的说服力不足。",
    advice: "以完成值、比例、同比变化或第三方结果说明成效；无法量化的，列明具体事实和佐证材料。",
    run: praise,
};

/// How many sentences carry the one that opens a part: no part of a report has more.
const CARRIED_BY: usize = 40;

fn praise(facts: &Facts<'_>) -> Ran {
    narrative(facts)?;
    let elsewhere = elsewhere(facts);
    let words = facts.pack.words("superlative");
    let mut looked = 0_usize;
    let mut hits = Hits::default();
    for (n, passage) in (0_u32..).zip(&facts.passages).filter(|(_, passage)| passage.level == 0) {
        let sentences: Vec<Sentence<'_>> = passage.sentences(n).collect();
        looked += sentences.len();
        let mut found: Vec<(&str, Place, String)> = Vec::new();
        for (at, sentence) in sentences.iter().enumerate() {
            let Some(word) = words.iter().find(|word| praises(sentence.chars, word)) else { continue };
            // The sentence that opens a part is carried by what follows it.
            let carried = has_measure(sentence.chars)
                || is_lead(sentence)
                    && sentences[at + 1..]
                        .iter()
                        .take(CARRIED_BY)
                        .take_while(|next| !begins_part(next))
                        .any(|next| has_measure(next.chars));
            if !carried && !is_within(&elsewhere, sentence.place) {
                found.push((word, sentence.place, sentence.text()));
            }
        }
        let Some((_, _, first)) = found.first() else { continue };
        let mut named: Vec<String> = found.iter().map(|(word, ..)| format!("“{word}”")).collect();
        named.dedup();
        let (named, first) = (named.join("、"), brief(first.trim()));
        let detail =
            said!("{named} without a figure: “{first}”; to be confirmed by a person", "{named}等表述未见数据支撑：“{first}”，待人工确认");
        let condition = format!("报告称“{first}”，其中{named}等表述未列数据或具体事实。请说明依据，并补充相应数据和佐证材料。");
        hits.push(Hit::warn([About::Paragraph(n)], detail, condition).quoting(found.iter().map(|(_, place, _)| *place)));
    }
    Ok(Found::of(hits, || {
        said!("{looked} sentences: none praises without a figure", "正文 {looked} 句，评价性表述均有数据支撑或未见此类表述")
    }))
}

/// Whether a sentence praises by this word; a grade (等级为良好) or what is wanted (争创一流) is none.
fn praises(chars: &[char], word: &str) -> bool {
    const NEAR: usize = 8;
    let Some(at) = find(chars, word) else { return false };
    let before = &chars[at.saturating_sub(NEAR)..at];
    !["等级", "等次", "评定", "评级", "档次", "争创", "力争", "争取", "不", "未", "以"].iter().any(|not| find(before, not).is_some())
}

/// 一是…, 二是….
fn begins_part(sentence: &Sentence<'_>) -> bool {
    let mut letters = sentence.chars.iter().filter(|c| !c.is_whitespace());
    letters.next().is_some_and(|c| "一二三四五六七八九十".contains(*c)) && letters.next() == Some(&'是')
}

/// A sentence that opens a part, or a short one without a comma: what follows carries it.
fn is_lead(sentence: &Sentence<'_>) -> bool {
    const CHARS_MAX: usize = 24;
    begins_part(sentence) || sentence.chars.len() <= CHARS_MAX && !sentence.says("，")
}

/// Duties, issues and measures praise nothing: where they stand, in order.
fn elsewhere(facts: &Facts<'_>) -> Vec<Place> {
    let duties = facts.duties.iter().filter_map(|(_, place)| *place);
    let issues = facts.issues.iter().filter_map(|(_, place)| *place);
    let measures = facts.measures.iter().filter_map(|(_, place)| *place);
    let mut all: Vec<Place> = duties.chain(issues).chain(measures).collect();
    all.sort_unstable_by_key(|place| (place.paragraph, place.start));
    all
}

/// Whether a sentence shares text with one of the places, which are in order.
fn is_within(places: &[Place], at: Place) -> bool {
    let before_end = places.partition_point(|place| (place.paragraph, place.start) < (at.paragraph, at.end));
    // The last that begins before the sentence ends: items do not lie in each other.
    before_end.checked_sub(1).is_some_and(|last| places[last].paragraph == at.paragraph && at.start < places[last].end)
}
