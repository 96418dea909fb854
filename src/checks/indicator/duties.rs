//! Duties that no indicator serves.

use super::{SET_WELL, all_named, lines};
use crate::checks::wording::{COMPARISONS_MAX, Topic, brief, stem};
use crate::checks::{About, Check, Facts, Family, Found, Hit, Hits, Kind, Ran, Skip};
use crate::lang::tr;
use crate::report::ItemRef;
use crate::review::{Dimension, Severity};
use crate::said;

/// Indicators cover the duties.
pub(in crate::checks) static DUTIES: Check = Check {
    id: "I20",
    asks: tr("indicators for duties", "指标对职责的覆盖"),
    title: tr("Duty without an indicator", "部分职责没有对应的绩效指标"),
    family: Family::Indicator,
    kind: Kind::Judgement,
    needs: tr("duties and indicators", "主要职责和绩效指标"),
    basis: SET_WELL,
    severity: Severity::Major,
    dimension: Dimension::Completeness,
    effect: "部分主要职责没有绩效指标衡量，自评结果不能反映部门整体履职情况。",
    advice: "对照主要职责补充核心指标，减少对辅助性、运维类事项的重复考核。",
    run: duties,
};

fn duties(facts: &Facts<'_>) -> Ran {
    let lines = lines(facts)?;
    if facts.duties.is_empty() {
        return Err(Skip(said!("the report lists no duties", "报告未列主要职责")));
    }
    let (n, m) = (facts.duties.len(), lines.len());
    if n * m > COMPARISONS_MAX {
        return Err(Skip(said!(
            "{n} duties and {m} indicators are too many to compare by wording",
            "职责 {n} 项、指标 {m} 项，数量过多，无法按措辞比对"
        )));
    }
    all_named(facts)?;
    let topic = |text: &str| Topic::of(text, facts.pack.words("kin"), facts.pack.words("general"));
    let names: Vec<Topic> = lines.iter().map(|line| topic(stem(&line.says.name))).collect();
    let mut hits = Hits::default();
    let mut served = 0_usize;
    for (at, (duty, place)) in (0_u32..).zip(&facts.duties) {
        if facts.needs_no_counterpart(&duty.text) {
            continue;
        }
        let item = ItemRef::Duty(at);
        let by_link = facts.linked(item).iter().any(|other| matches!(other, ItemRef::Indicator(_)));
        let of = topic(&duty.text);
        if by_link || names.iter().any(|name| name.is_akin(&of)) {
            served += 1;
            continue;
        }
        let text = brief(&duty.text);
        let detail = said!(
            "“{text}”: no indicator is linked or worded alike; to be confirmed",
            "职责“{text}”未关联指标，各指标名称中也未见相近表述，待核实"
        );
        let condition = format!("职责“{text}”没有对应的绩效指标。请说明以哪项指标反映该职责的履行情况，或补充指标。");
        hits.push(Hit::warn([About::Item(item)], detail, condition).quoting(*place).from(lines.iter().map(|line| line.says.name.clone())));
    }
    Ok(Found::of(hits, || said!("{served} duties are served by an indicator", "{served} 项职责均有对应指标（按关联或措辞）")))
}
