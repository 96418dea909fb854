//! D: duties and work, against each other and against what they claim.
//!
//! Confirmed links decide where there are any. Without them wording does: which subjects two texts
//! share, words of any report not counted. That finds candidates, never more; where work says too
//! little to be compared, the check says so and does not speak.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::numbers::has_measure;
use super::wording::{COMPARISONS_MAX, Pair, Topic, brief, pairs, plain};
use super::{About, Check, Facts, Family, Found, Hit, Hits, Kind, Ran, Said, Skip, grounds};
use crate::lang::{Words, tr};
use crate::report::{ItemRef, Place};
use crate::review::{Dimension, Severity};
use crate::said;

/// Each duty has work.
pub(super) static WITHOUT_WORK: Check = Check {
    id: "D01",
    asks: tr("work for duties", "职责对应的工作任务"),
    title: tr("Duty without work", "部分职责没有对应的工作任务"),
    family: Family::Duty,
    kind: Kind::Judgement,
    needs: tr("duties and work, linked or described", "主要职责和重点工作任务（有关联或文字说明）"),
    basis: grounds::DUTIES_DONE,
    severity: Severity::Major,
    dimension: Dimension::Completeness,
    effect: "部分主要职责未反映年度工作安排和履行情况，自评不能覆盖部门整体履职。",
    advice: "逐项对照主要职责，补充年度工作任务及完成情况；本年度未安排工作的，说明原因。",
    run: without_work,
};

/// Each work item serves a duty.
pub(super) static WITHOUT_DUTY: Check = Check {
    id: "D02",
    asks: tr("duties for work", "工作任务对应的职责"),
    title: tr("Work without a duty", "部分工作任务没有对应的职责"),
    family: Family::Duty,
    kind: Kind::Judgement,
    needs: tr("duties and work, linked or described", "主要职责和重点工作任务（有关联或文字说明）"),
    basis: grounds::DUTIES_DONE,
    severity: Severity::Major,
    dimension: Dimension::Consistency,
    effect: "所列工作与部门职责的关系不明确，可能将其他部门或上级统一部署的成果列作本部门绩效。",
    advice: "说明该项工作对应的职责及本部门承担的具体内容；属于其他部门成果的，予以剔除。",
    run: without_duty,
};

/// Each part of the work states a result.
pub(super) static WITHOUT_RESULT: Check = Check {
    id: "D03",
    asks: tr("results of work", "工作任务的完成结果"),
    title: tr("Work without a result", "部分工作任务未列完成结果"),
    family: Family::Duty,
    kind: Kind::Presence,
    needs: tr("work that is described", "有文字说明的重点工作任务"),
    basis: grounds::DUTIES_DONE,
    severity: Severity::Major,
    dimension: Dimension::Completeness,
    effect: "工作任务只有做法、没有结果，无法判断任务是否完成及其成效。",
    advice: "补充该项任务的完成数量、完成时间或可核实的成果，并提供佐证材料。",
    run: without_result,
};

/// One side of the comparison.
struct Side {
    at: ItemRef,
    text: String,
    place: Option<Place>,
    topic: Topic,
    words: BTreeSet<Pair>,
}

impl Side {
    fn of(facts: &Facts<'_>, Piece(at, text, place): Piece<'_>) -> Self {
        let (kin, general) = (facts.pack.words("kin"), facts.pack.words("general"));
        Self { at, text: text.to_owned(), place, topic: Topic::of(text, kin, general), words: pairs(&plain(text, kin)) }
    }
}

/// An item with its text and its place.
struct Piece<'a>(ItemRef, &'a str, Option<Place>);

/// Both sides, or why they cannot be compared; and whether links decide.
struct Sides {
    duties: Vec<Side>,
    work: Vec<Side>,
    linked: bool,
}

fn sides(facts: &Facts<'_>) -> Result<Sides, Skip> {
    if facts.duties.is_empty() {
        return Err(Skip(said!("the report lists no duties", "报告未列主要职责")));
    }
    let duties: Vec<_> = (0_u32..).zip(&facts.duties).map(|(n, (duty, place))| Piece(ItemRef::Duty(n), &duty.text, *place)).collect();
    let work = pieces(facts)?;
    let linked = duties.iter().any(|Piece(at, ..)| facts.linked(*at).iter().any(|other| is_work(*other)));
    let (n, m) = (duties.len(), work.len());
    if n * m > COMPARISONS_MAX {
        return Err(Skip(said!(
            "{n} duties and {m} pieces of work are too many to compare",
            "职责 {n} 项、任务 {m} 项，数量过多，无法逐项比对"
        )));
    }
    let least = facts.pack.thresholds.wording_min.value;
    let chars: usize = work.iter().map(|Piece(_, text, _)| text.chars().count()).sum();
    if !linked && Decimal::from(chars) < least * Decimal::from(m) {
        return Err(Skip(said!(
            "no link is confirmed, and {m} pieces of work with {chars} characters in all are too short to compare by wording ({least} each)",
            "尚未确认职责与任务的关联，{m} 项任务共 {chars} 字，平均不足 {least} 字，无法按措辞判断"
        )));
    }
    let read = |piece: Piece<'_>| Side::of(facts, piece);
    Ok(Sides { duties: duties.into_iter().map(read).collect(), work: work.into_iter().map(read).collect(), linked })
}

/// Parts; work items that have none.
fn pieces<'a>(facts: &'a Facts<'_>) -> Result<Vec<Piece<'a>>, Skip> {
    if facts.works.is_empty() {
        return Err(Skip(said!("the report lists no work", "报告未列重点工作任务")));
    }
    let pieces = facts.works.iter().flat_map(|work| {
        let text = if work.says.text.is_empty() { &work.says.title } else { &work.says.text };
        let whole = work.parts.is_empty().then_some(Piece(work.at, text.as_str(), work.place));
        whole.into_iter().chain(work.parts.iter().map(|(at, part, place)| {
            let text = if part.text.is_empty() { &part.title } else { &part.text };
            Piece(*at, text.as_str(), *place)
        }))
    });
    Ok(pieces.collect())
}

fn is_work(at: ItemRef) -> bool {
    matches!(at, ItemRef::Work(_) | ItemRef::Part(..))
}

/// A part is also linked by its work item.
fn is_linked(facts: &Facts<'_>, at: ItemRef, to: fn(ItemRef) -> bool) -> bool {
    let whole = if let ItemRef::Part(n, _) = at { Some(ItemRef::Work(n)) } else { None };
    std::iter::once(at).chain(whole).any(|at| facts.linked(at).into_iter().any(to))
}

/// What is to be asked of one side without the other.
struct Lone<'a> {
    one: Words,
    other: Words,
    asked: &'a str,
}

fn alone(facts: &Facts<'_>, from: &[Side], to: &[Side], linked: bool, is_other: fn(ItemRef) -> bool, lone: &Lone<'_>) -> Hits {
    let looked_at = from.iter().filter(|one| !facts.needs_no_counterpart(&one.text));
    let alone = looked_at
        .filter(|one| if linked { !is_linked(facts, one.at, is_other) } else { !to.iter().any(|two| one.topic.is_akin(&two.topic)) });
    let operands: Vec<String> = to.iter().map(|two| facts.report.content(two.at)).collect();
    let hit = |one: &Side| {
        let text = brief(&one.text);
        let Said { en, zh } = if linked { said!("no confirmed link", "未见已确认的关联") } else { unlike(one, to, lone.other) };
        let what = lone.one;
        let what = (what.say(crate::lang::Lang::En), what.say(crate::lang::Lang::Zh));
        let detail = Said {
            en: format!("{} “{text}”: {en}; to be confirmed by a person", what.0),
            zh: format!("{}“{text}”：{zh}，待人工确认", what.1),
        };
        let condition = format!("{}“{text}”{}", what.1, lone.asked);
        Hit::warn([About::Item(one.at)], detail, condition).quoting(one.place).from(operands.iter().cloned())
    };
    alone.map(hit).collect()
}

/// How unlike: the nearest of the others, words of any report counted, and how sure that makes it.
fn unlike(one: &Side, to: &[Side], other: Words) -> Said {
    let share = |two: &Side| (one.words.intersection(&two.words).count() * 100).checked_div(one.words.len()).unwrap_or(0);
    let nearest = to.iter().map(|two| (share(two), two)).max_by_key(|(share, two)| (*share, std::cmp::Reverse(two.at)));
    let (share, near) = nearest.map_or((0, String::new()), |(share, two)| (share, brief(&two.text)));
    let (sure_en, sure_zh) = match share {
        0..10 => ("high", "较高"),
        10..25 => ("fair", "一般"),
        _ => ("low", "较低"),
    };
    let (other_en, other_zh) = (other.say(crate::lang::Lang::En), other.say(crate::lang::Lang::Zh));
    if share == 0 {
        return said!("no wording in common with any {other_en} (confidence {sure_en})", "与各项{other_zh}均无相同表述（把握{sure_zh}）");
    }
    said!(
        "no subject in common with any {other_en}; nearest “{near}”, {share} % of its wording, common words only (confidence {sure_en})",
        "与各项{other_zh}均无共同的实义词，最接近的为“{near}”，措辞重合 {share}%，仅为常用词（把握{sure_zh}）"
    )
}

fn without_work(facts: &Facts<'_>) -> Ran {
    let Sides { duties, work, linked } = sides(facts)?;
    let lone = Lone {
        one: tr("Duty", "职责"),
        other: tr("piece of work", "任务"),
        asked: "未见对应的年度工作任务。请说明该职责本年度的履行情况及完成结果，或说明未安排工作的原因。",
    };
    let hits = alone(facts, &duties, &work, linked, is_work, &lone);
    let n = duties.len();
    Ok(Found::of(hits, || {
        if linked {
            said!("all {n} duties are linked with work or need none", "{n} 项职责均已关联工作任务（或无须对应）")
        } else {
            said!("all {n} duties share wording with work or need none", "{n} 项职责均有措辞相近的工作任务（或无须对应）")
        }
    }))
}

fn without_duty(facts: &Facts<'_>) -> Ran {
    let Sides { duties, work, linked } = sides(facts)?;
    let lone = Lone {
        one: tr("Work", "任务"),
        other: tr("duty", "职责"),
        asked: "未见对应的部门职责。请说明其对应的职责和本部门承担的具体内容；属于其他部门成果的，予以剔除。",
    };
    // What serves a whole work item that needs no duty (党建) serves its parts.
    let is_exempt = |at: ItemRef| match at {
        ItemRef::Part(n, _) => facts.works.get(n as usize).is_some_and(|work| facts.needs_no_counterpart(&work.says.title)),
        _ => false,
    };
    let looked_at: Vec<Side> = work.into_iter().filter(|piece| !is_exempt(piece.at)).collect();
    let is_duty = |at: ItemRef| matches!(at, ItemRef::Duty(_));
    let hits = alone(facts, &looked_at, &duties, linked, is_duty, &lone);
    let n = looked_at.len();
    Ok(Found::of(hits, || {
        if linked {
            said!("all {n} pieces of work are linked with a duty or need none", "{n} 项任务均已关联职责（或无须对应）")
        } else {
            said!("all {n} pieces of work share wording with a duty or need none", "{n} 项任务均有措辞相近的职责（或无须对应）")
        }
    }))
}

fn without_result(facts: &Facts<'_>) -> Ran {
    let mut looked = 0_usize;
    let mut hits = Hits::default();
    let titles = facts.works.iter().flat_map(|work| {
        let whole = work.parts.is_empty().then_some((work.at, &work.says.title, &work.says.text, false, work.place));
        let parts = work.parts.iter().map(|(at, part, place)| (*at, &part.title, &part.text, !part.results.is_empty(), *place));
        whole.into_iter().chain(parts)
    });
    for (at, title, text, has_figure, place) in titles {
        // What is only named says where to look, not what came of it.
        let only_named = text.trim_end_matches(['。', '；']).chars().count() <= title.chars().count() || !text.contains(['，', '。', '；']);
        if only_named && !has_figure {
            continue;
        }
        looked += 1;
        let chars: Vec<char> = text.chars().collect();
        if has_figure || has_measure(&chars) || facts.says("outcome", text) {
            continue;
        }
        let short = brief(text);
        let detail = said!(
            "“{short}”: neither a number nor a named outcome; to be confirmed by a person",
            "“{short}”未见数量或具体成果，待人工确认"
        );
        let condition = format!("任务“{short}”未列完成数量或可核实的成果。请补充完成结果及佐证材料。");
        hits.push(Hit::warn([About::Item(at)], detail, condition).quoting(place));
    }
    if looked == 0 {
        return Err(Skip(if facts.works.is_empty() {
            said!("the report lists no work", "报告未列重点工作任务")
        } else {
            said!("work is only named, not described", "各项任务仅列名称，未作文字说明")
        }));
    }
    Ok(Found::of(hits, || said!("all {looked} described pieces of work state a result", "{looked} 项有文字说明的任务均列有数量或具体成果")))
}
