//! What the report must hold as a paper: its chapters, its own rating, and what makes it a document.

use super::narrative;
use crate::checks::dates::dates;
use crate::checks::passage::Passage;
use crate::checks::{About, Check, Facts, Family, Found, Hit, Hits, Kind, Ran, Skip, Weight, grounds};
use crate::lang::{Lang, Words, tr};
use crate::review::{Dimension, Receipt, Severity};
use crate::rules::{Paper, Section, Statement};
use crate::said;

/// Every chapter that the outline asks for.
pub(in crate::checks) static CHAPTERS: Check = Check {
    id: "T05",
    asks: tr("chapters of the outline", "报告提纲完整性"),
    title: tr("Chapter or statement of the outline is missing", "报告缺少提纲要求的内容"),
    family: Family::Text,
    kind: Kind::Presence,
    needs: tr("headings", "报告标题"),
    basis: grounds::OUTLINE,
    severity: Severity::Severe,
    dimension: Dimension::Completeness,
    effect: "报告内容不完整，不能全面反映部门整体支出绩效情况，不符合自评报告的编报要求。",
    advice: "按报告提纲补充所缺内容后重新报送。",
    run: chapters,
};

fn chapters(facts: &Facts<'_>) -> Ran {
    narrative(facts)?;
    let headings: Vec<String> = facts.passages.iter().filter_map(heading).collect();
    if headings.is_empty() {
        return Err(Skip(said!("no heading can be told from the text", "报告原文中未能识别标题")));
    }
    let wanted: Vec<&Section> = facts.pack.sections.iter().filter(|section| section.mandatory).collect();
    let (there, missing): (Vec<&Section>, Vec<&Section>) = wanted.into_iter().partition(|section| {
        let title = std::slice::from_ref(&section.title);
        let words = if section.any.is_empty() { title } else { &section.any };
        headings.iter().any(|heading| words.iter().any(|word| heading.contains(word.as_str())))
    });
    let named = |sections: &[&Section]| sections.iter().map(|section| format!("“{}”", section.title)).collect::<Vec<_>>().join("、");
    let (has, lacks) = (named(&there), named(&missing));
    let mut hits = Hits::default();
    if !missing.is_empty() {
        let (n, of) = (missing.len(), missing.len() + there.len());
        let detail = said!("{n} of {of} chapters have no heading: {lacks}", "提纲要求 {of} 个部分，未见 {n} 个：{lacks}");
        let condition = format!("报告未见{lacks}部分。请按报告提纲补充；已在其他部分表述的，请说明所在位置。");
        hits.push(Hit::fail([About::Report], detail, condition).from([lacks]).listing_all());
    }
    hits.extend(unstated(facts));
    Ok(Found::of(hits, || said!("all chapters of the outline are there: {has}", "提纲要求的部分均已列明：{has}")))
}

/// A heading, or the words that a numbered paragraph begins with (`（二）存在问题。1.…`).
fn heading(passage: &Passage) -> Option<String> {
    const CHARS_MAX: usize = 20;
    if passage.level > 0 {
        return Some(passage.text.clone());
    }
    let stop = passage.chars.iter().position(|c| matches!(c, '。' | '：' | ':' | '；' | '，'));
    // A whole sentence is no heading.
    let is_lead = |at: usize| passage.chars[at] != '，' && at + 1 < passage.chars.len();
    let len = stop.unwrap_or(passage.chars.len());
    let leads = !passage.no.is_empty() && len <= CHARS_MAX && stop.is_none_or(is_lead);
    leads.then(|| passage.chars[..len].iter().collect())
}

/// The rating that the pack asks the report to state.
fn unstated(facts: &Facts<'_>) -> Option<Hit> {
    let is_there = |statement: &Statement| match statement {
        Statement::Score => facts.self_rating.score.is_some(),
        Statement::Grade => facts.self_rating.grade.is_some(),
    };
    let missing: Vec<Words> = facts
        .pack
        .expects
        .statements
        .iter()
        .filter(|statement| !is_there(statement))
        .map(|statement| match statement {
            Statement::Score => tr("score", "自评得分"),
            Statement::Grade => tr("grade", "自评等级"),
        })
        .collect();
    if missing.is_empty() {
        return None;
    }
    let all = |lang: Lang, mark: &str| missing.iter().map(|words| words.say(lang)).collect::<Vec<_>>().join(mark);
    let (en, zh) = (all(Lang::En, ", "), all(Lang::Zh, "、"));
    let open = facts.awaits_table();
    let (note_en, note_zh) =
        if open { (" (the table has not been received)", "（未收到自评表，报告正文未列）") } else { ("", "") };
    let detail = said!("not stated: {en}{note_en}", "未列明{zh}{note_zh}");
    let condition = format!("报告未列明{zh}。请补充，并与自评表核对一致。");
    let weight = if open { Weight::Warn } else { Weight::Fail };
    Some(Hit { weight, ..Hit::fail([About::SelfRating], detail, condition) }.from([zh]).listing_all())
}

/// Day, seal, contact, annexes.
pub(in crate::checks) static PAPERS: Check = Check {
    id: "T06",
    asks: tr("day, seal, contact, annexes", "成文日期、公章、联系人和附表"),
    title: tr("Day, seal, contact or annexes are missing", "报告要素不完整"),
    family: Family::Text,
    kind: Kind::Presence,
    needs: tr("the narrative", "报告原文"),
    basis: grounds::OUTLINE,
    severity: Severity::Minor,
    dimension: Dimension::Form,
    effect: "报告要素不完整，报送时间、责任单位和附表数据无法核对。",
    advice: "补充完整的成文日期、联系人及联系电话，附自评表等附表，加盖单位公章后重新报送。",
    run: papers,
};

fn papers(facts: &Facts<'_>) -> Ran {
    narrative(facts)?;
    if facts.pack.expects.papers.is_empty() {
        return Err(Skip(said!("the scoring standard asks for none of them", "所用评分标准未作此项要求")));
    }
    let (there, missing): (Vec<Paper>, Vec<Paper>) = facts.pack.expects.papers.iter().partition(|paper| is_there(facts, **paper));
    let named = |papers: &[Paper], lang: Lang, mark: &str| papers.iter().map(|paper| name(*paper).say(lang)).collect::<Vec<_>>().join(mark);
    let unseen = facts.pack.expects.papers.contains(&Paper::Seal) && facts.report.enclosed().sealed.is_none();
    let (seal_en, seal_zh) =
        if unseen { ("; the seal is to be seen on the paper itself", "；公章须核对纸质件或扫描件") } else { ("", "") };
    if missing.is_empty() {
        let (en, zh) = (named(&there, Lang::En, ", "), named(&there, Lang::Zh, "、"));
        return Ok(Found::Pass(said!("stated: {en}{seal_en}", "已列明：{zh}{seal_zh}")));
    }
    let (en, zh) = (named(&missing, Lang::En, ", "), named(&missing, Lang::Zh, "、"));
    let issued = facts.report.meta().issued.as_ref().map_or_else(String::new, |issued| format!("（报告落款为“{issued}”）"));
    let detail = said!("not stated: {en}{seal_en}", "未列明：{zh}{issued}{seal_zh}");
    let condition = format!("报告未列明{zh}{issued}。请补充。");
    Ok(Found::hit(Hit::fail([About::Report], detail, condition).from([zh]).listing_all()))
}

const fn name(paper: Paper) -> Words {
    match paper {
        Paper::Day => tr("the day it was signed", "具体成文日期"),
        Paper::Seal => tr("seal", "单位公章"),
        Paper::Contact => tr("contact", "联系人及联系电话"),
        Paper::Annexes => tr("annexed tables", "附表"),
    }
}

/// The head of a report may say that it is itself an annex of another paper.
const HEAD: usize = 3;

fn is_there(facts: &Facts<'_>, paper: Paper) -> bool {
    let enclosed = facts.report.enclosed();
    let any = |words: &[&str]| facts.passages.iter().any(|passage| words.iter().any(|word| passage.text.contains(word)));
    match paper {
        Paper::Day => facts.report.meta().issued.as_ref().is_some_and(|issued| dates(issued).iter().any(|date| date.day.is_some())),
        // A text shows no seal: only what is said to be unsealed is.
        Paper::Seal => !enclosed.sealed.as_deref().is_some_and(|sealed| matches!(sealed, "false" | "否" | "未盖章" | "无")),
        Paper::Contact => enclosed.contact.is_some() || enclosed.telephone.is_some() || any(&["联系人", "联系电话"]),
        Paper::Annexes => {
            let begins = |passage: &Passage| ["附件", "附表", "附："].iter().any(|word| passage.text.trim_start().starts_with(word));
            // The table may stand in the report itself, or have come beside it.
            !enclosed.annexes.is_empty()
                || facts.table == Some(Receipt::Received)
                || facts.indicators.iter().any(|line| line.says.weight.is_some())
                || any(&["见附件", "见附表", "详见附", "附后"])
                || facts.passages.iter().skip(HEAD).any(begins)
        }
    }
}
