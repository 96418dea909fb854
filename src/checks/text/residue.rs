//! What a template or another department's report has left behind.

use super::narrative;
use crate::checks::grounds::TRUE_AND_EXACT;
use crate::checks::passage::{find, place};
use crate::checks::{About, Check, Facts, Family, Found, Hit, Hits, Kind, Ran};
use crate::lang::tr;
use crate::report::Place;
use crate::review::{Dimension, Severity};
use crate::said;

/// Every word is the department's own.
pub(in crate::checks) static RESIDUE: Check = Check {
    id: "T03",
    asks: tr("residue of a template", "套用模板痕迹"),
    title: tr("Residue of a template", "存在套用模板痕迹"),
    family: Family::Text,
    kind: Kind::Presence,
    needs: tr("the narrative", "报告原文"),
    basis: TRUE_AND_EXACT,
    severity: Severity::Minor,
    dimension: Dimension::Form,
    effect: "报告保留模板占位内容或其他单位的称谓，反映自评报告未经认真核对，相关内容的真实性存疑。",
    advice: "删除模板占位内容，统一本部门称谓，并对照本部门实际逐段核对。",
    run: residue,
};

/// No paragraph has more of them.
const FOUND_MAX: usize = 20;

fn residue(facts: &Facts<'_>) -> Ran {
    narrative(facts)?;
    let mut hits = Hits::default();
    let mut heading = None;
    for (n, passage) in (0_u32..).zip(&facts.passages) {
        if passage.level > 0 {
            heading = Some(n);
        }
        let found: Vec<(&str, Place)> = facts
            .pack
            .words("residue")
            .iter()
            .flat_map(|word| all(&passage.chars, word).into_iter().map(move |at| (word.as_str(), at)))
            .map(|(word, at)| (word, place(n, &(at..at + word.chars().count()))))
            .collect();
        if found.is_empty() {
            continue;
        }
        let mut words: Vec<String> = found.iter().map(|(word, _)| format!("“{word}”")).collect();
        words.dedup();
        let words = words.join("、");
        let section = facts.section(heading.unwrap_or(n));
        let detail = said!("“{section}”: {words} is left from a template", "“{section}”部分保留模板用语{words}");
        let condition = format!("报告“{section}”部分保留模板用语{words}。请核对该部分内容是否为本部门实际情况，并予以更正。");
        hits.push(Hit::fail([About::Paragraph(n)], detail, condition).quoting(found.into_iter().map(|(_, place)| place)));
    }
    hits.extend(strange_self(facts));
    hits.extend(strange_signature(facts));
    let n = facts.passages.len();
    Ok(Found::of(hits, || said!("no word of a template in {n} paragraphs", "全文 {n} 段未见模板用语，本部门称谓前后一致")))
}

/// Where a word stands; one of ASCII letters (XX) only where it is no part of a longer one.
fn all(chars: &[char], word: &str) -> Vec<usize> {
    let len = word.chars().count();
    let is_ascii = word.starts_with(|c: char| c.is_ascii_alphabetic());
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = chars.get(from..).and_then(|rest| find(rest, word)).map(|at| from + at).filter(|_| found.len() < FOUND_MAX) {
        let is_alone = |c: Option<&char>| !c.is_some_and(|c| c.is_ascii_alphanumeric() && *c != 'X');
        if !is_ascii || is_alone(at.checked_sub(1).and_then(|at| chars.get(at))) && is_alone(chars.get(at + len)) {
            found.push(at);
        }
        from = at + len;
    }
    found
}

/// 我局 in a report of a 厅: a kind of office that the department's name does not have.
fn strange_self(facts: &Facts<'_>) -> Option<Hit> {
    let department = facts.report.meta().department.as_deref()?;
    let strange = |word: &&String| word.strip_prefix('我').is_some_and(|kind| !department.contains(kind));
    let found: Vec<(&str, Place)> = facts
        .pack
        .words("self_words")
        .iter()
        .filter(strange)
        .flat_map(|word| {
            let passages = (0_u32..).zip(&facts.passages);
            passages.flat_map(move |(n, passage)| {
                all(&passage.chars, word).into_iter().map(move |at| (word.as_str(), place(n, &(at..at + word.chars().count()))))
            })
        })
        .take(FOUND_MAX)
        .collect();
    let (word, first) = *found.first()?;
    let n = found.len();
    let detail = said!(
        "“{word}” ({n} places) is not what {department} would call itself; to be confirmed by a person",
        "报告单位为“{department}”，文中自称“{word}”（共 {n} 处），待人工确认"
    );
    let condition = format!("报告单位为“{department}”，文中自称“{word}”（共 {n} 处）。请说明是否误用其他单位的文字，并核对相关内容。");
    Some(Hit::warn([About::Paragraph(first.paragraph)], detail, condition).quoting(found.into_iter().map(|(_, place)| place)))
}

/// How many paragraphs from the end a signature may stand in.
const SIGNATURE_WITHIN: usize = 6;
/// No name of a department is longer.
const NAME_CHARS_MAX: usize = 25;
/// The ends of two names that are one name, abbreviated.
const SAME_END: usize = 4;

/// A signature of another department.
fn strange_signature(facts: &Facts<'_>) -> Option<Hit> {
    let department = facts.report.meta().department.as_deref()?;
    let name = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<Vec<char>>();
    let own = name(department);
    let from = facts.passages.len().saturating_sub(SIGNATURE_WITHIN).max(1);
    let mut last = (0_u32..).zip(&facts.passages).skip(from).filter(|(_, passage)| passage.level == 0 && passage.no.is_empty());
    let (n, signed) = last.find_map(|(n, passage)| {
        let text = name(&passage.text);
        let ends = ["局", "厅", "委员会", "办公室", "办事处", "中心", "研究院", "管理处"];
        let is_name = text.len() <= NAME_CHARS_MAX && text.iter().all(|c| c.is_alphanumeric());
        let signed: String = text.iter().collect();
        (is_name && text.len() > SAME_END && ends.iter().any(|end| signed.ends_with(end))).then_some((n, signed))
    })?;
    let signed_chars = name(&signed);
    let end = |chars: &[char]| chars[chars.len().saturating_sub(SAME_END)..].to_vec();
    if end(&signed_chars) == end(&own) || signed.contains(department) || department.contains(signed.as_str()) {
        return None;
    }
    let passage = facts.passages.get(n as usize)?;
    let detail = said!(
        "signed by “{signed}”, while the report is of “{department}”; to be confirmed by a person",
        "落款为“{signed}”，报告单位为“{department}”，待人工确认"
    );
    let condition = format!("报告单位为“{department}”，落款为“{signed}”，两者不一致。请核实并更正。");
    Some(Hit::warn([About::Paragraph(n)], detail, condition).quoting([place(n, &(0..passage.chars.len()))]))
}
