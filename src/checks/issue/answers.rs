//! Issues and measures: whether each answers the other, and whether they say enough to be held to.

use super::gives_reason;
use crate::checks::dates::dates;
use crate::checks::numbers::has_measure;
use crate::checks::wording::{COMPARISONS_MAX, Topic, brief};
use crate::checks::{About, Check, Facts, Family, Found, Hit, Hits, Kind, Ran, Skip, grounds};
use crate::lang::{Lang, Words, tr};
use crate::report::{ItemRef, Place};
use crate::review::{Dimension, Severity};
use crate::said;

/// Each issue has a measure and each measure an issue.
pub(in crate::checks) static ANSWERED: Check = Check {
    id: "Q01",
    asks: tr("issues and measures", "问题与措施的对应"),
    title: tr("Issue and measure do not answer each other", "问题与改进措施不对应"),
    family: Family::Issue,
    kind: Kind::Judgement,
    needs: tr("issues or measures", "存在问题或改进措施"),
    basis: grounds::ISSUES,
    severity: Severity::Major,
    dimension: Dimension::Consistency,
    effect: "改进措施没有针对所列问题，问题难以得到整改。",
    advice: "逐项针对所列问题提出改进措施，注明对应关系。",
    run: answered,
};

/// An issue or a measure.
struct Side {
    at: ItemRef,
    text: String,
    place: Option<Place>,
    topic: Topic,
}

impl Side {
    fn of(facts: &Facts<'_>, at: ItemRef, text: &str, place: Option<Place>) -> Self {
        let (kin, general) = (facts.pack.words("kin"), facts.pack.words("general"));
        Self { at, text: brief(text), place, topic: Topic::of(text, kin, general) }
    }
}

fn answered(facts: &Facts<'_>) -> Ran {
    let issues: Vec<Side> =
        (0_u32..).zip(&facts.issues).map(|(n, (one, place))| Side::of(facts, ItemRef::Issue(n), &one.text, *place)).collect();
    let measures: Vec<Side> =
        (0_u32..).zip(&facts.measures).map(|(n, (one, place))| Side::of(facts, ItemRef::Measure(n), &one.text, *place)).collect();
    let (n, m) = (issues.len(), measures.len());
    match (n, m) {
        (0, 0) => return Err(Skip(said!("the report lists neither issues nor measures", "报告未列存在问题和改进措施"))),
        (n, 0) => {
            let detail = said!("{n} issues, no measure; to be confirmed by a person", "列明问题 {n} 个，未列改进措施，待人工确认");
            let condition = format!("报告列明存在问题 {n} 个，未列改进措施。请逐项补充改进措施、责任单位和完成时限。");
            let hit = Hit::warn(issues.iter().map(|one| About::Item(one.at)), detail, condition);
            return Ok(Found::hit(hit.quoting(issues.iter().filter_map(|one| one.place)).listing_all()));
        }
        _ => {}
    }
    if n * m > COMPARISONS_MAX {
        return Err(Skip(said!("{n} issues and {m} measures are too many to compare", "问题 {n} 个、措施 {m} 项，数量过多，无法逐项比对")));
    }
    let links = |one: &Side, is_other: fn(ItemRef) -> bool| facts.linked(one.at).into_iter().any(is_other);
    let is_measure = |at: ItemRef| matches!(at, ItemRef::Measure(_));
    let is_issue = |at: ItemRef| matches!(at, ItemRef::Issue(_));
    let linked = issues.iter().any(|issue| links(issue, is_measure));
    let lone_issues: Vec<usize> = (0..n)
        .filter(
            |at| if linked { !links(&issues[*at], is_measure) } else { !measures.iter().any(|two| issues[*at].topic.is_akin(&two.topic)) },
        )
        .collect();
    let lone_measures: Vec<usize> = (0..m)
        .filter(
            |at| if linked { !links(&measures[*at], is_issue) } else { !issues.iter().any(|two| measures[*at].topic.is_akin(&two.topic)) },
        )
        .collect();
    let mut hits = Hits::default();
    for at in &lone_issues {
        let (issue, text) = (&issues[*at], &issues[*at].text);
        // Linked by order alone.
        if let Some(measure) = measures.get(*at).filter(|_| !linked && n == m) {
            let other = &measure.text;
            let detail = said!(
                "issue “{text}” and measure “{other}” go together by order alone, no subject is common; to be confirmed by a person",
                "问题“{text}”与措施“{other}”仅按顺序对应，无共同的实义词，待人工确认"
            );
            let condition =
                format!("存在问题“{text}”，按顺序对应的措施为“{other}”，两者内容未见对应。请说明以哪项措施解决该问题，或补充措施。");
            let hit = Hit::warn([About::Item(issue.at), About::Item(measure.at)], detail, condition);
            hits.push(hit.quoting([issue.place, measure.place].into_iter().flatten()));
            continue;
        }
        let detail = said!("issue “{text}” has no measure; to be confirmed by a person", "问题“{text}”未见对应的改进措施，待人工确认");
        let condition = format!("存在问题“{text}”未见对应的改进措施。请补充。");
        hits.push(Hit::warn([About::Item(issue.at)], detail, condition).quoting(issue.place));
    }
    for at in lone_measures {
        // Said above, as one half of a pair.
        if !linked && n == m && lone_issues.contains(&at) {
            continue;
        }
        let (measure, text) = (&measures[at], &measures[at].text);
        let detail = said!("measure “{text}” answers no issue; to be confirmed by a person", "措施“{text}”未见对应的问题，待人工确认");
        let condition = format!("改进措施“{text}”未见对应的存在问题。请说明其针对的问题。");
        hits.push(Hit::warn([About::Item(measure.at)], detail, condition).quoting(measure.place));
    }
    Ok(Found::of(hits, || {
        if linked {
            said!("{n} issues and {m} measures are linked", "问题 {n} 个、措施 {m} 项均已关联")
        } else {
            said!("{n} issues and {m} measures share wording", "问题 {n} 个、措施 {m} 项措辞均有对应")
        }
    }))
}

/// Each measure can be held to.
pub(in crate::checks) static VAGUE_MEASURE: Check = Check {
    id: "Q02",
    asks: tr("owner, deadline and output of measures", "改进措施的责任、时限和成果"),
    title: tr("Measure without owner, deadline or output", "改进措施未明确责任单位、时限或成果"),
    family: Family::Issue,
    kind: Kind::Presence,
    needs: tr("measures", "改进措施"),
    basis: grounds::ISSUES,
    severity: Severity::Major,
    dimension: Dimension::Completeness,
    effect: "改进措施未明确责任单位、完成时限或成果，无法跟踪督促和核验销号。",
    advice: "逐项明确责任单位（责任人）、完成时限和可核验的成果。",
    run: vague_measure,
};

fn vague_measure(facts: &Facts<'_>) -> Ran {
    if facts.measures.is_empty() {
        return Err(Skip(said!("the report lists no measures", "报告未列改进措施")));
    }
    let mut hits = Hits::default();
    for (n, (measure, place)) in (0_u32..).zip(&facts.measures) {
        let text = &measure.text;
        let chars: Vec<char> = text.chars().collect();
        let states: [(Words, bool); 3] = [
            (tr("owner", "责任单位"), measure.owner.is_some() || facts.says("owner", text)),
            (tr("deadline", "完成时限"), measure.deadline.is_some() || facts.says("deadline", text) || !dates(text).is_empty()),
            (tr("output", "成果"), measure.output.is_some() || facts.says("output", text) || has_measure(&chars)),
        ];
        let missing = |lang: Lang, mark: &str| {
            states.iter().filter(|(_, is_there)| !is_there).map(|(words, _)| words.say(lang)).collect::<Vec<_>>().join(mark)
        };
        let (en, zh) = (missing(Lang::En, ", "), missing(Lang::Zh, "、"));
        if zh.is_empty() {
            continue;
        }
        let text = brief(text);
        let detail = said!("“{text}”: not stated: {en}", "“{text}”未明确{zh}");
        let condition = format!("改进措施“{text}”未明确{zh}。请补充。");
        hits.push(Hit::fail([About::Item(ItemRef::Measure(n))], detail, condition).quoting(*place).from([zh]));
    }
    let n = facts.measures.len();
    Ok(Found::of(hits, || said!("all {n} measures state owner, deadline and output", "{n} 项措施均已明确责任单位、完成时限和成果")))
}

/// Each issue says what is the matter.
pub(in crate::checks) static ASSERTION: Check = Check {
    id: "Q03",
    asks: tr("facts of issues", "存在问题的事实、金额和原因"),
    title: tr("Issue without fact, amount or cause", "存在问题仅有结论，缺少事实、金额和原因"),
    family: Family::Issue,
    kind: Kind::Presence,
    needs: tr("issues", "存在问题"),
    basis: grounds::ISSUES,
    severity: Severity::Major,
    dimension: Dimension::Completeness,
    effect: "问题只有笼统判断，看不出发生在哪里、涉及多少、因何而起，难以据此整改。",
    advice: "补充具体事实、涉及的项目和金额、发生时间，并分析原因。",
    run: assertion,
};

fn assertion(facts: &Facts<'_>) -> Ran {
    if facts.issues.is_empty() {
        return Err(Skip(said!("the report lists no issues", "报告未列存在问题")));
    }
    let mut hits = Hits::default();
    for (n, (issue, place)) in (0_u32..).zip(&facts.issues) {
        let chars: Vec<char> = issue.text.chars().collect();
        let states = issue.cause.is_some() || issue.amount.is_some() || has_measure(&chars) || gives_reason(facts, &issue.text);
        if states || has_fact(facts, &issue.text) {
            continue;
        }
        let text = brief(&issue.text);
        let detail = said!("“{text}”: a judgement alone, neither fact nor amount nor cause", "“{text}”仅有判断，未列事实、金额和原因");
        let condition = format!("存在问题“{text}”仅有判断，未说明具体事实、涉及金额和产生原因。请补充。");
        hits.push(Hit::fail([About::Item(ItemRef::Issue(n))], detail, condition).quoting(*place));
    }
    let n = facts.issues.len();
    Ok(Found::of(hits, || said!("all {n} issues state a fact, an amount or a cause", "{n} 个问题均列有事实、金额或原因")))
}

/// A second clause tells more than the judgement, unless all of them only say what is wanted (有待加强).
fn has_fact(facts: &Facts<'_>, text: &str) -> bool {
    let clauses: Vec<&str> =
        text.split(['，', ',', '。', '；', ';', '：', ':']).map(str::trim).filter(|clause| !clause.is_empty()).collect();
    clauses.len() > 1 && clauses.iter().any(|clause| !facts.says("bare", clause))
}
