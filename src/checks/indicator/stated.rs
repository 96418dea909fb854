//! What each indicator states at all, and which classes of result have one.

use super::{SET_WELL, TABLE, about, all_named, headings_alone, is_heading, lines};
use crate::checks::told::Told;
use crate::checks::{About, Check, Facts, Family, Found, Hit, Kind, Line, Ran, Skip, Weight};
use crate::lang::tr;
use crate::review::{Dimension, Severity};
use crate::rules::Class;
use crate::said;

/// Each indicator has a target.
pub(in crate::checks) static TARGET: Check = Check {
    id: "I01",
    asks: tr("targets of indicators", "年度指标值"),
    title: tr("Indicator without target", "指标未设定年度指标值"),
    family: Family::Indicator,
    kind: Kind::Presence,
    needs: tr("indicators", "绩效指标"),
    basis: TABLE,
    severity: Severity::Severe,
    dimension: Dimension::Completeness,
    effect: "没有年度指标值，无法判断目标是否完成，自评得分失去计算依据。",
    advice: "补充该指标经批复的年度指标值；年初未设定的，说明原因，并按绩效目标管理要求完善。",
    run: target,
};

fn target(facts: &Facts<'_>) -> Ran {
    let figure = Figure {
        en: "target",
        zh: "年度指标值",
        is_given: |line| line.says.target.is_some(),
        asks: "请提供经批复的年度指标值及其设定依据。",
    };
    stated(facts, &figure, |_| None)
}

/// Each indicator has an actual.
pub(in crate::checks) static ACTUAL: Check = Check {
    id: "I02",
    asks: tr("actuals of indicators", "实际完成值"),
    title: tr("Indicator without actual", "指标未列实际完成值"),
    family: Family::Indicator,
    kind: Kind::Presence,
    needs: tr("indicators", "绩效指标"),
    basis: TABLE,
    severity: Severity::Severe,
    dimension: Dimension::Completeness,
    effect: "没有实际完成值，无法核实绩效目标的完成情况，自评结论缺少支撑。",
    advice: "逐项补充实际完成值及统计口径，并提供佐证材料。",
    run: actual,
};

fn actual(facts: &Facts<'_>) -> Ran {
    let figure = Figure {
        en: "actual", zh: "实际完成值", is_given: |line| line.says.actual.is_some(), asks: "请补充并提供佐证材料。"
    };
    stated(facts, &figure, |line| facts.told_of(line))
}

/// What a table gives for each indicator.
struct Figure {
    en: &'static str,
    zh: &'static str,
    is_given: fn(&Line) -> bool,
    /// What the department is asked for where it is missing.
    asks: &'static str,
}

/// Whether each indicator states a figure. What the narrative tells of one (`told`) is offered, not taken.
fn stated<'a>(facts: &'a Facts<'_>, figure: &Figure, told: impl Fn(&Line) -> Option<&'a Told>) -> Ran {
    let Figure { en, zh, is_given, asks } = figure;
    let asked: Vec<&Line> = lines(facts)?.iter().filter(|line| !(facts.awaits_table() && is_heading(line))).collect();
    if asked.is_empty() {
        return Err(headings_alone());
    }
    let hits = asked.iter().filter(|line| !is_given(line)).map(|line| {
        let name = &line.says.name;
        let (absent_en, absent_zh) = absent(facts);
        let told = told(line);
        let (offer_en, offer_zh, also) = told.map_or_else(Default::default, |told| {
            let printed = &told.printed;
            (
                format!("; the narrative may tell it: “{printed}”"),
                format!("；正文中“{printed}”可能与其对应，未直接采用"),
                format!("报告正文所述“{printed}”是否为该指标{}，请一并确认。", zh.trim_start_matches("实际")),
            )
        });
        let detail = said!("“{name}”: no {en}{absent_en}{offer_en}", "“{name}”未列{zh}{absent_zh}{offer_zh}");
        let condition = format!("指标“{name}”未列{zh}。{asks}{also}");
        hit(facts, line, detail, condition).quoting(told.map(|told| told.place))
    });
    let (hits, n) = (hits.collect(), asked.len());
    Ok(Found::of(hits, || said!("all {n} indicators have a {en}", "{n} 项指标均已列明{zh}")))
}

/// Evidence for what is claimed.
pub(in crate::checks) static EVIDENCE: Check = Check {
    id: "I22",
    asks: tr("evidence for indicators", "指标佐证材料"),
    title: tr("Indicator without evidence", "指标完成情况无佐证材料"),
    family: Family::Indicator,
    kind: Kind::Presence,
    needs: tr("indicators with an actual or a score", "已列完成值或得分的指标"),
    basis: TABLE,
    severity: Severity::Major,
    dimension: Dimension::Truth,
    effect: "完成值没有佐证材料支撑，无法核实其真实性，该指标得分可能不予认可。",
    advice: "按指标提供台账、统计表、验收或评价结果等佐证材料，注明名称、页码和提供单位。",
    run: evidence,
};

fn evidence(facts: &Facts<'_>) -> Ran {
    let lines = lines(facts)?;
    let claimed: Vec<&Line> = lines.iter().filter(|line| line.says.actual.is_some() || line.says.self_score.is_some()).collect();
    if claimed.is_empty() && facts.awaits_table() {
        let n = lines.len();
        let detail = said!(
            "{n} indicators, no evidence named: the table has not been received",
            "{n} 项指标均未列佐证材料（未收到自评表，报告正文未列）"
        );
        let condition = format!("报告所列 {n} 项指标均未列明佐证材料。请随自评表按指标提供佐证材料清单。");
        return Ok(Found::hit(Hit::warn([About::Report], detail, condition).listing_all()));
    }
    if claimed.is_empty() {
        return Err(Skip(said!("no indicator has an actual or a score", "没有已列完成值或得分的指标")));
    }
    let is_there = |line: &Line| line.says.evidence.iter().any(|one| one.status.as_deref().is_none_or(|status| status == "有"));
    let (there, missing): (Vec<&Line>, Vec<&Line>) = claimed.into_iter().partition(|line| is_there(line));
    let (en, zh) = absent(facts);
    // Without any at all the list of evidence is what is missing, once.
    if there.is_empty() && missing.len() > 1 {
        let n = missing.len();
        let detail = said!("{n} indicators claim a result, none has evidence at hand{en}", "{n} 项指标已列完成值或得分，均无佐证材料{zh}");
        let condition = format!("报告所列 {n} 项指标的完成情况均未附佐证材料。请按指标提供佐证材料清单。");
        let items: Vec<About> = missing.iter().map(|line| About::Item(line.at)).collect();
        let weight = if facts.awaits_table() { Weight::Warn } else { Weight::Fail };
        return Ok(Found::hit(Hit { weight, ..Hit::fail(items, detail, condition) }.listing_all()));
    }
    let hits = missing.into_iter().map(|line| {
        let name = &line.says.name;
        let detail = said!("“{name}”: claimed, but no evidence is at hand{en}", "“{name}”已列完成值或得分，但无佐证材料{zh}");
        let condition = format!("指标“{name}”的完成情况未附佐证材料。请提供。");
        hit(facts, line, detail, condition)
    });
    let n = there.len();
    Ok(Found::of(hits.collect(), || said!("{n} indicators have evidence", "{n} 项指标附有佐证材料")))
}

/// What is only in the table is open until it came or is known not to exist.
fn hit(facts: &Facts<'_>, line: &Line, detail: crate::checks::Said, condition: String) -> Hit {
    let weight = if facts.awaits_table() { Weight::Warn } else { Weight::Fail };
    Hit { weight, ..Hit::fail(about(line), detail, condition) }.quoting(line.place)
}

fn absent(facts: &Facts<'_>) -> (&'static str, &'static str) {
    if facts.awaits_table() { (" (the table has not been received)", "（未收到自评表，报告正文未列）") } else { ("", "") }
}

/// Every class of result that is expected has an indicator.
pub(in crate::checks) static CLASSES: Check = Check {
    id: "I14",
    asks: tr("classes of indicators", "指标类别覆盖"),
    title: tr("Kinds of result without an indicator", "指标体系缺少部分类别的指标"),
    family: Family::Indicator,
    kind: Kind::Presence,
    needs: tr("indicators whose class can be told", "可判断类别的指标"),
    basis: SET_WELL,
    severity: Severity::Major,
    dimension: Dimension::Completeness,
    effect: "指标集中于部分类别，不能全面反映履职的产出、效益和服务对象满意度，自评结果代表性不足。",
    advice: "结合部门职责补充所缺类别的指标，重点设置能够反映履职效果的效益指标和服务对象满意度指标。",
    run: classes,
};

fn classes(facts: &Facts<'_>) -> Ran {
    let lines = lines(facts)?;
    if facts.pack.expects.classes.is_empty() {
        return Err(Skip(said!("the scoring standard expects no classes", "所用评分标准未要求指标类别")));
    }
    all_named(facts)?;
    if lines.iter().all(|line| line.sounds.is_none()) {
        return Err(Skip(said!("no class can be told for any indicator", "各项指标均无法判断类别")));
    }
    let has = |class: Class| {
        lines.iter().any(|line| line.sounds == Some(class) || class.is_benefit() && line.sounds.is_some_and(Class::is_benefit))
    };
    let (there, missing): (Vec<Class>, Vec<Class>) = facts.pack.expects.classes.iter().copied().partition(|class| has(*class));
    // Any benefit stands for the benefits a pack expects.
    let zh =
        |classes: &[Class]| classes.iter().map(|class| if class.is_benefit() { "效益" } else { class.zh() }).collect::<Vec<_>>().join("、");
    let en = |classes: &[Class]| {
        classes.iter().map(|class| if class.is_benefit() { "benefit" } else { class.en() }).collect::<Vec<_>>().join(", ")
    };
    let (has_en, has_zh) = (en(&there), zh(&there));
    if missing.is_empty() {
        return Ok(Found::Pass(said!("all expected classes have an indicator: {has_en}", "各类指标均有设置：{has_zh}")));
    }
    let by_name = lines.iter().filter(|line| line.class.is_none() && line.sounds.is_some()).count();
    let (note_en, note_zh) = if by_name > 0 {
        (format!(" (the class of {by_name} was told by name alone)"), format!("（其中 {by_name} 项按名称判断类别）"))
    } else {
        Default::default()
    };
    let (en, zh) = (en(&missing), zh(&missing));
    let detail = said!("no indicator for: {en}{note_en}", "未见{zh}类指标{note_zh}");
    let condition = format!("报告所列指标未见{zh}类指标。请说明未设置的原因，或补充相应指标及完成情况。");
    Ok(Found::hit(Hit::warn([About::Report], detail, condition).from([zh]).listing_all()))
}
