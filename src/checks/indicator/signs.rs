//! Rates within bounds, units that belong together, signs that fit their class.

use super::{SET_WELL, TRUE_AND_EXACT, about, lines, sign};
use crate::checks::money::HUNDRED;
use crate::checks::numbers::numbers;
use crate::checks::passage::place;
use crate::checks::told::name_unit;
use crate::checks::{About, Check, Facts, Family, Found, Hit, Hits, Kind, Line, Ran, Skip, Weight};
use crate::lang::tr;
use crate::report::{Place, Quantity};
use crate::review::{Dimension, Severity};
use crate::rules::Class;
use crate::said;
use rust_decimal::Decimal;

/// Bounded rates stay within 100 %.
pub(in crate::checks) static BOUNDED: Check = Check {
    id: "I10",
    asks: tr("rates within 100 %", "比率类数值范围"),
    title: tr("Rate above 100 %", "比率类数值超过100%"),
    family: Family::Indicator,
    kind: Kind::Agreement,
    needs: tr("a rate that cannot exceed 100 %", "不应超过100%的比率"),
    basis: TRUE_AND_EXACT,
    severity: Severity::Minor,
    dimension: Dimension::Consistency,
    effect: "比率超过100%不符合该类指标的含义，数据或指标定义有误。",
    advice: "核对该比率的分子、分母和单位，更正数据；确为增长、控制类指标的，调整指标名称。",
    run: bounded,
};

/// How far before a number its rate's name may stand, in characters.
const NAME_CHARS: usize = 40;

fn bounded(facts: &Facts<'_>) -> Ran {
    let exempt = facts.pack.words("bounded_exempt");
    let is_bounded =
        |name: &str| name.contains(['率', '度']) && !name.contains("执行率") && !exempt.iter().any(|word| name.contains(word.as_str()));
    let mut hits = Hits::default();
    let mut looked: Vec<String> = Vec::new();
    for line in facts.indicators.iter().filter(|line| is_bounded(&line.says.name)) {
        for (path, zh, quantity) in [("target", "指标值", &line.says.target), ("actual", "完成值", &line.says.actual)] {
            let Some(quantity) = quantity else { continue };
            let is_percent = is_percent(quantity, line);
            let Some(value) = quantity.value.filter(|_| is_percent) else { continue };
            let (name, printed) = (&line.says.name, facts.printed(line.at, path, quantity));
            looked.push(format!("{name} {printed}"));
            if value > HUNDRED || value == HUNDRED && quantity.bound() == Some(">") {
                let detail = said!("“{name}”: {path} {printed} is above 100 %", "“{name}”{zh} {printed} 超过 100%");
                let condition = format!("指标“{name}”{zh} {printed}，超过 100%，不符合该类比率的含义。请核对。");
                hits.push(Hit::fail(about(line), detail, condition).quoting(line.place));
            }
        }
    }
    for (n, passage) in (0_u32..).zip(&facts.passages) {
        for one in numbers(&passage.chars).into_iter().filter(|one| one.is_percent) {
            let start = one.digits.start.saturating_sub(NAME_CHARS);
            let before: String = passage.chars[start..one.digits.start].iter().collect();
            let name = before.rsplit(['，', '。', '、', '；', '：', ',']).next().unwrap_or_default();
            if !is_bounded(name) {
                continue;
            }
            let printed = format!("{name}{}%", one.plain);
            if Decimal::from_str_exact(&one.plain).is_ok_and(|value| value > HUNDRED) {
                let detail = said!("the text says “{printed}”, above 100 %", "正文“{printed}”，超过 100%");
                let condition = format!("报告正文“{printed}”，比率超过 100%。请核对。");
                let quote = place(n, &(one.digits.start - name.chars().count()..one.digits.end));
                hits.push(Hit::fail([About::Paragraph(n)], detail, condition).quoting([quote]));
            }
            looked.push(printed);
        }
    }
    if looked.is_empty() {
        return Err(Skip(said!("no rate that is bounded by 100 % is stated", "未列以100%为上限的比率")));
    }
    let n = looked.len();
    looked.truncate(LISTED_MAX);
    let all = looked.join("、");
    Ok(Found::of(hits, || said!("{n} rates, none above 100 %: {all}", "{n} 个比率均未超过 100%：{all}")))
}

/// A pass names this many of what it looked at.
const LISTED_MAX: usize = 6;

fn is_percent(quantity: &Quantity, line: &Line) -> bool {
    matches!(quantity.unit.as_deref().or(line.says.unit.as_deref()), Some("%" | "百分比" | "％"))
}

/// The actual is counted in the unit of the indicator.
pub(in crate::checks) static UNITS: Check = Check {
    id: "I11",
    asks: tr("units of measure", "计量单位"),
    title: tr("Units do not agree", "计量单位不一致"),
    family: Family::Indicator,
    kind: Kind::Agreement,
    needs: tr("actuals with a unit, stated or told in the text", "带计量单位的完成值（含正文所述）"),
    basis: SET_WELL,
    severity: Severity::Minor,
    dimension: Dimension::Consistency,
    effect: "指标与完成值的计量单位不一致，完成情况无法直接比较。",
    advice: "统一计量单位，说明换算口径，并据此更正完成值。",
    run: units,
};

fn units(facts: &Facts<'_>) -> Ran {
    let lines = lines(facts)?;
    let mut hits = Hits::default();
    let mut compared = 0_usize;
    for line in lines {
        let target_unit = line.says.target.as_ref().and_then(|target| target.unit.as_deref());
        let Some(wanted) = target_unit.or(line.says.unit.as_deref()).or_else(|| name_unit(&line.says.name)) else { continue };
        let stated = line.says.actual.as_ref().and_then(|actual| Some((actual.raw.clone(), actual.unit.clone()?, None)));
        let told = || facts.told_of(line).map(|told| (told.printed.clone(), told.unit.clone(), Some(told.place)));
        let found: Option<(String, String, Option<Place>)> = if line.says.actual.is_some() { stated } else { told() };
        let Some((printed, unit, quote)) = found else { continue };
        compared += 1;
        if is_same_unit(wanted, &unit) {
            continue;
        }
        let name = &line.says.name;
        let (from_en, from_zh) = if quote.is_some() { ("the text tells", "正文所述") } else { ("the actual is", "完成值") };
        let detail = said!(
            "“{name}” counts {wanted}, {from_en} “{printed}” ({unit})",
            "“{name}”以“{wanted}”计量，{from_zh}“{printed}”以“{unit}”计量"
        );
        let condition = format!(
            "指标“{name}”以“{wanted}”计量，{from_zh}“{printed}”以“{unit}”计量，计量单位不一致。请说明两者是否为同一事项及换算口径。"
        );
        hits.push(Hit::warn(about(line), detail, condition).quoting(line.place).quoting(quote));
    }
    if compared == 0 {
        return Err(Skip(said!("no indicator has two units to compare", "没有可比较计量单位的指标")));
    }
    Ok(Found::of(hits, || said!("{compared} indicators are counted in their own unit", "{compared} 项指标计量单位一致")))
}

/// Units that count the same: money after conversion, 万件 as 件, 个 as anything that can be counted.
fn is_same_unit(a: &str, b: &str) -> bool {
    let bare = |unit: &str| -> String {
        let unit = unit.trim_start_matches(['万', '亿', '千', '百']);
        match unit {
            "％" | "百分比" | "个百分点" => "%".to_owned(),
            "平方米" | "㎡" | "m²" => "平方米".to_owned(),
            "次数" => "次".to_owned(),
            "名" | "位" => "人".to_owned(),
            "批" => "批次".to_owned(),
            "场" => "场次".to_owned(),
            _ => unit.to_owned(),
        }
    };
    let (a, b) = (bare(a), bare(b));
    a == b
        || a.is_empty()
        || b.is_empty()
        || [&a, &b].iter().any(|unit| *unit == "个" || *unit == "项")
            && ![&a, &b].iter().any(|unit| matches!(unit.as_str(), "%" | "元" | "天"))
}

/// Costs and times have an upper bound, results a lower one.
pub(in crate::checks) static SIGN: Check = Check {
    id: "I12",
    asks: tr("signs of indicators", "计算符号"),
    title: tr("Sign does not fit the class", "计算符号与指标类别不符"),
    family: Family::Indicator,
    kind: Kind::Agreement,
    needs: tr("signs and classes of indicators", "计算符号和指标类别"),
    basis: SET_WELL,
    severity: Severity::Minor,
    dimension: Dimension::Form,
    effect: "计算符号设置有误，将使超支、超期等情形仍判定为完成目标。",
    advice: "更正计算符号：成本、时限类一般为“≤”，数量、质量、效益、满意度类一般为“≥”或“＝”，并重新核算得分。",
    run: signs,
};

fn signs(facts: &Facts<'_>) -> Ran {
    let lines = lines(facts)?;
    let lower = facts.pack.words("lower_is_better");
    let mut hits = Hits::default();
    let mut looked = 0_usize;
    for line in lines {
        let (Some(class), Some(sign)) = (line.class, sign(line)) else { continue };
        looked += 1;
        let name = &line.says.name;
        let is_rate =
            name.ends_with(['率', '度']) || [&line.says.target, &line.says.actual].into_iter().flatten().any(|one| is_percent(one, line));
        let saves = name.contains("节约") || name.contains("节支");
        let wants_upper = match class {
            Class::Cost => !saves,
            Class::Timeliness => !is_rate,
            _ => false,
        };
        let is_upper = matches!(sign, "≤" | "<");
        let weight = match (wants_upper, is_upper) {
            (true, false) if sign != "=" => Weight::Fail,
            (false, true) if !lower.iter().any(|word| name.contains(word.as_str())) => Weight::Warn,
            _ => continue,
        };
        let target =
            line.says.target.as_ref().map(|target| target.raw.trim_start_matches(['≥', '≤', '>', '<', '=']).to_owned()).unwrap_or_default();
        let (class_en, class_zh) = (class.en(), class.zh());
        let detail = said!("“{name}” ({class_en}) is set as {sign}{target}", "“{name}”（{class_zh}类）计算符号为“{sign}{target}”");
        let condition = format!("指标“{name}”属{class_zh}类，计算符号设为“{sign}{target}”，与该类指标的含义不符。请核对计算符号。");
        hits.push(Hit { weight, ..Hit::fail(about(line), detail, condition).quoting(line.place) });
    }
    if looked == 0 {
        return Err(Skip(said!("no indicator has both a sign and a class", "没有同时列明计算符号和类别的指标")));
    }
    Ok(Found::of(hits, || said!("{looked} signs fit their class", "{looked} 项指标计算符号与类别相符")))
}
