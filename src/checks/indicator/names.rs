//! What indicators are called: fit for their class, worth measuring, each named once.

use std::collections::BTreeMap;

use super::{SET_WELL, about, lines};
use crate::checks::wording::{folded, is_measured};
use crate::checks::{About, Check, Facts, Family, Found, Hit, Hits, Kind, Ran, Skip};
use crate::lang::tr;
use crate::review::{Dimension, Severity};
use crate::rules::Class;
use crate::said;

/// The third level fits the second.
pub(in crate::checks) static FITS: Check = Check {
    id: "I13",
    asks: tr("third level against second", "三级指标与二级指标"),
    title: tr("Indicator does not fit its class", "三级指标与所属二级指标不匹配"),
    family: Family::Indicator,
    kind: Kind::Judgement,
    needs: tr("classes of indicators", "指标类别"),
    basis: SET_WELL,
    severity: Severity::Minor,
    dimension: Dimension::Form,
    effect: "三级指标归类不当，不能反映所属类别应考核的内容。",
    advice: "按数量、质量、时效、成本的含义调整指标归类，或更换能够反映该类别的指标。",
    run: fits,
};

fn fits(facts: &Facts<'_>) -> Ran {
    let lines = lines(facts)?;
    let mut hits = Hits::default();
    let mut looked = 0_usize;
    for line in lines {
        let list = match line.class {
            Some(Class::Quantity) => "quantity",
            Some(Class::Quality) => "quality",
            Some(Class::Timeliness) => "timeliness",
            Some(Class::Cost) => "cost",
            _ => continue,
        };
        looked += 1;
        let (name, class) = (&line.says.name, line.class.unwrap_or(Class::Quantity));
        let holds = |words: &[String]| words.iter().find(|word| name.contains(word.as_str())).cloned();
        let bare = class == Class::Quality && matches!(name.as_str(), "完成率" | "任务完成率" | "工作完成率" | "项目完成率");
        let unfit = holds(facts.pack.words(&format!("unfit_{list}"))).or_else(|| bare.then(|| "完成率".to_owned()));
        let Some(word) = unfit.filter(|_| bare || holds(facts.pack.words(&format!("fits_{list}"))).is_none()) else { continue };
        let (en, zh) = (class.en(), class.zh());
        let detail =
            said!("“{name}” stands under {en}, but speaks of “{word}”; to be confirmed", "“{name}”列在{zh}类下，名称涉及“{word}”，待核实");
        let condition = format!("指标“{name}”列在{zh}指标下，从名称看不属于{zh}类。请说明归类依据或调整。");
        hits.push(Hit::warn(about(line), detail, condition).quoting(line.place));
    }
    if looked == 0 {
        return Err(Skip(said!("no indicator states a class of output", "没有列明数量、质量、时效、成本类别的指标")));
    }
    Ok(Found::of(hits, || said!("{looked} indicators fit their class by their words", "{looked} 项指标的名称与所属类别相符")))
}

/// Targets that measure something.
pub(in crate::checks) static HOLLOW: Check = Check {
    id: "I16",
    asks: tr("whether targets can be measured", "指标值可衡量性"),
    title: tr("Hollow target", "效益指标量化流于形式"),
    family: Family::Indicator,
    kind: Kind::Judgement,
    needs: tr("targets in percent", "以百分比设定的指标值"),
    basis: SET_WELL,
    severity: Severity::Minor,
    dimension: Dimension::Reasonableness,
    effect: "以笼统的效果加百分比设定指标，无法说明百分比的分子、分母，指标不可衡量、不可考核。",
    advice: "改用可统计、可核实的具体指标（说明计算口径和数据来源），或改为定性指标并设定分级标准。",
    run: hollow,
};

fn hollow(facts: &Facts<'_>) -> Ran {
    let lines = lines(facts)?;
    let mut hits = Hits::default();
    let mut looked = 0_usize;
    for line in lines {
        let Some(target) = &line.says.target else { continue };
        if target.unit.as_deref().or(line.says.unit.as_deref()) != Some("%") {
            continue;
        }
        looked += 1;
        let name = &line.says.name;
        let word = facts.pack.words("hollow").iter().find(|word| name.contains(word.as_str()));
        let Some(word) = word.filter(|_| !is_measured(name) && !name.ends_with("比例") && !name.ends_with("占比")) else { continue };
        let printed = &target.raw;
        let detail = said!(
            "“{name}” {printed}: percent of what? (“{word}”); to be confirmed",
            "“{name}”指标值 {printed}，未说明百分比的计算口径（“{word}”），待核实"
        );
        let condition = format!("指标“{name}”的指标值为 {printed}，未说明百分比的计算口径，难以衡量。请说明计算方法和数据来源。");
        hits.push(Hit::warn(about(line), detail, condition).quoting(line.place));
    }
    if looked == 0 {
        return Err(Skip(said!("no target is a percentage", "没有以百分比设定的指标值")));
    }
    Ok(Found::of(hits, || {
        said!("{looked} percentages are of something that can be measured", "{looked} 项以百分比设定的指标均有可衡量的对象")
    }))
}

/// Each indicator once.
pub(in crate::checks) static TWICE: Check = Check {
    id: "I15",
    asks: tr("indicators named twice", "指标重复"),
    title: tr("Same indicator twice", "指标重复设置"),
    family: Family::Indicator,
    kind: Kind::Agreement,
    needs: tr("two indicators", "两项以上指标"),
    basis: SET_WELL,
    severity: Severity::Minor,
    dimension: Dimension::Reasonableness,
    effect: "同一事项重复设置指标，得分重复计算，自评结果失真。",
    advice: "合并重复指标，分值调整到反映其他履职内容的指标。",
    run: twice,
};

/// More are compared by their whole names only: each pair is a comparison.
const COMPARED_MAX: usize = 400;

fn twice(facts: &Facts<'_>) -> Ran {
    let lines = lines(facts)?;
    if lines.len() < 2 {
        return Err(Skip(said!("there is only one indicator", "仅有一项指标")));
    }
    let names: Vec<String> = lines.iter().map(|line| folded(&line.says.name).into_iter().collect()).collect();
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (at, name) in names.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
        match first.get(name.as_str()) {
            Some(before) => pairs.push((*before, at)),
            None => {
                first.insert(name, at);
            }
        }
    }
    if lines.len() <= COMPARED_MAX {
        for (at, name) in names.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
            for (other, longer) in names.iter().enumerate() {
                let target = |n: usize| lines[n].says.target.as_ref().map(|target| target.raw.trim());
                if at != other && name != longer && longer.contains(name.as_str()) && target(at).is_some() && target(at) == target(other) {
                    pairs.push((at.min(other), at.max(other)));
                }
            }
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    let hits = pairs.into_iter().map(|(a, b)| {
        let (one, other) = (&lines[a], &lines[b]);
        let (name, again) = (&one.says.name, &other.says.name);
        let detail = said!("“{name}” and “{again}” name the same", "“{name}”与“{again}”为同一事项");
        let condition = format!("指标“{name}”与指标“{again}”考核同一事项，重复设置。请说明理由或合并。");
        Hit::fail([About::Item(other.at), About::Item(one.at)], detail, condition).quoting(one.place).quoting(other.place)
    });
    let (hits, n) = (hits.collect(), lines.len());
    Ok(Found::of(hits, || said!("{n} indicators, none named twice", "{n} 项指标无重复")))
}
