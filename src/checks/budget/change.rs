//! What changed within the year and against the last, and what a unit of output cost.

use crate::checks::money::{self, amount, percent, short};
use crate::checks::{About, Check, Facts, Family, Found, Hit, Hits, Kind, Ran, Skip};
use crate::lang::tr;
use crate::report::FundField;
use crate::review::{Dimension, Severity};
use crate::said;

/// A large adjustment without a word why.
pub(in crate::checks) static ADJUSTMENT: Check = Check {
    id: "B07",
    asks: tr("budget adjustment", "预算调整"),
    title: tr("Large budget adjustment is not explained", "预算调整幅度较大且未说明原因"),
    family: Family::Budget,
    kind: Kind::Agreement,
    needs: tr("initial and adjusted budget", "年初预算数、调整后预算数"),
    basis: tr(
        "Common framework of 2013 No. 53: budget adjustment rate",
        "《预算绩效评价共性指标体系框架》（财预〔2013〕53号）“预算调整率”指标",
    ),
    severity: Severity::Major,
    dimension: Dimension::Reasonableness,
    effect: "预算调整幅度较大，年初预算编制的准确性和约束性不足，执行率不能真实反映预算管理水平。",
    advice: "分项说明预算调整的事项、金额、依据和审批情况，区分政策性追加与自行调整，提高年初预算编制的准确性。",
    run: adjustment,
};

/// Words by which a text speaks of an adjustment.
const ADJUSTMENT_WORDS: [&str; 6] = ["调整", "追加", "调增", "调减", "压减", "收回"];

fn adjustment(facts: &Facts<'_>) -> Ran {
    let [initial, adjusted] = [facts.money(FundField::INITIAL)?, facts.money(FundField::ADJUSTED)?];
    let Some(rate) = percent(adjusted.value - initial.value, initial.value) else {
        return Err(Skip(said!("the initial budget is 0: there is no adjustment rate", "年初预算数为零，预算调整率无法计算")));
    };
    let limit = facts.pack.thresholds.adjustment_max.value.normalize();
    let (rate_said, from, to) = (short(rate, 2), &initial.printed, &adjusted.printed);
    let sum = format!("（{to} − {from}）÷ {from} = {rate_said} %");
    if rate.abs() <= limit {
        return Ok(Found::Pass(said!("{sum}, within ±{limit} %", "{sum}，在 ±{limit} % 以内")));
    }
    let reason = facts.sentences().find(|sentence| {
        let reasons = facts.pack.words("reason").iter().filter(|word| !ADJUSTMENT_WORDS.contains(&word.as_str()));
        sentence.says_any(&ADJUSTMENT_WORDS) && reasons.into_iter().any(|word| sentence.says(word))
    });
    if let Some(sentence) = reason {
        let words = sentence.text();
        return Ok(Found::Pass(said!("{sum}; the report gives a reason: “{words}”", "{sum}；报告已说明：“{words}”")));
    }
    let detail = said!("{sum}, beyond ±{limit} %, and no sentence says why", "{sum}，超过 ±{limit} %，报告未见原因说明");
    let condition = format!(
        "年初预算数 {from}，调整后预算数 {to}，预算调整率 {rate_said}%，超过 {limit}%，报告未说明原因。请说明调整事项、金额和依据。"
    );
    let operands = [initial.printed.clone(), adjusted.printed.clone()];
    Ok(Found::hit(Hit::fail([About::Funds], detail, condition).from(operands)))
}

/// “Three public” expenses above their budget or above last year's.
pub(in crate::checks) static THREE_PUBLIC: Check = Check {
    id: "B08",
    asks: tr("“three public” expenses", "“三公”经费控制"),
    title: tr("“Three public” expenses above budget or last year", "“三公”经费超预算或较上年增长"),
    family: Family::Budget,
    kind: Kind::Agreement,
    needs: tr("“three public” expenses: actual with budget or last year", "“三公”经费实际支出及预算数或上年数"),
    basis: tr(
        "Regulation on thrift and against waste in party and government organs; 2013 No. 53: control rate of “three public” expenses",
        "《党政机关厉行节约反对浪费条例》及财预〔2013〕53号“‘三公’经费控制率”“‘三公’经费变动率”指标",
    ),
    severity: Severity::Major,
    dimension: Dimension::Compliance,
    effect: "“三公”经费控制不到位，不符合厉行节约、从严控制一般性支出的要求。",
    advice: "说明超预算或增长的事项、金额和审批依据；无正当理由的，制定压减措施并在下年度预算中落实。",
    run: three_public,
};

const EXPENSES: [&str; 4] = ["three_public.abroad", "three_public.vehicles", "three_public.reception", "three_public.total"];

fn three_public(facts: &Facts<'_>) -> Ran {
    let mut hits = Hits::default();
    let mut compared = Vec::new();
    for expense in EXPENSES {
        let field = |column: &str| FundField::named(&format!("{expense}.{column}"));
        let read = |column: &str| field(column).and_then(|field| Some((field, facts.money(field).ok()?)));
        let Some((of, actual)) = read("actual") else { continue };
        for column in ["budget", "prior"] {
            let Some((against, other)) = read(column) else { continue };
            let over = actual.value - other.value;
            let (name, to, spent, had) = (of.zh(), against.zh(), &actual.printed, &other.printed);
            let (name_en, to_en) = (of.en(), against.en());
            if over <= actual.half_unit.max(other.half_unit) {
                compared.push(format!("{name} {spent} ≤ {to} {had}"));
                continue;
            }
            let over_said = amount(over);
            let share = percent(over, other.value).map(|share| format!("，{}%", short(share, 2))).unwrap_or_default();
            let detail = said!(
                "{name_en} {spent} − {to_en} {had} = {over_said} (10,000 yuan) too much",
                "{name} {spent} − {to} {had} = {over_said} 万元"
            );
            let condition = format!("{name} {spent}，高于{to} {had}，多 {over_said} 万元{share}。请说明原因和审批依据。");
            hits.push(Hit::fail([About::Funds], detail, condition).from([
                of.path().to_owned(),
                actual.printed.clone(),
                other.printed.clone(),
            ]));
        }
    }
    if hits.is_empty() && compared.is_empty() {
        return Err(Skip(said!(
            "no “three public” expense is stated with its budget or last year's figure",
            "报告未列“三公”经费实际支出及其预算数或上年数"
        )));
    }
    let all = compared.join("；");
    Ok(Found::of(hits, || said!("{all}", "{all}")))
}

/// What a unit of output cost.
pub(in crate::checks) static UNIT_COST: Check = Check {
    id: "B11",
    asks: tr("cost of a unit of output", "单位产出成本"),
    title: tr("Money and output do not go together", "支出与产出明显不匹配"),
    family: Family::Budget,
    kind: Kind::Agreement,
    needs: tr("spending and actual of an indicator", "指标的支出金额和实际完成值"),
    basis: super::TRUE_AND_EXACT,
    severity: Severity::Minor,
    dimension: Dimension::Reasonableness,
    effect: "单位产出成本明显偏离常理，支出金额或完成值可能填报有误，或列支渠道不实。",
    advice: "核实该指标的支出金额、支出渠道和完成值，提供支付凭证和完成情况的佐证材料。",
    run: unit_cost,
};

fn unit_cost(facts: &Facts<'_>) -> Ran {
    let thresholds = &facts.pack.thresholds;
    let (least, most) = (thresholds.unit_cost_min.value.normalize(), thresholds.unit_cost_max.value.normalize());
    let mut hits = Hits::default();
    let mut reckoned = 0_usize;
    for line in &facts.indicators {
        let (Some(spend), Some(actual)) = (&line.says.spend, &line.says.actual) else { continue };
        let (Ok(cost), Ok(output)) = (facts.amount(spend), money::exact(actual)) else { continue };
        // A share is no output that can be divided by.
        if actual.unit.as_deref().or(line.says.unit.as_deref()) == Some("%") {
            continue;
        }
        let yuan = cost.value * rust_decimal::Decimal::from(10_000);
        let Some(each) = yuan.checked_div(output.value) else { continue };
        reckoned += 1;
        if (least..=most).contains(&each) {
            continue;
        }
        let (name, each_said) = (&line.says.name, short(each, 2));
        let unit = actual.unit.as_deref().or(line.says.unit.as_deref()).unwrap_or_default();
        let (paid, done) = (facts.printed(line.at, "spend", spend), facts.printed(line.at, "actual", actual));
        let sum = format!("{} ÷ {done} = {each_said} 元", cost.printed);
        let detail = said!("{name}: {sum} each, outside {least}–{most} yuan", "{name}：{sum}/{unit}，不在 {least}～{most} 元之间");
        let condition =
            format!("指标“{name}”支出 {paid}，实际完成 {done}，折合每{unit} {each_said} 元，明显偏离常理。请核实支出金额和完成值。");
        hits.push(Hit::fail([About::Item(line.at)], detail, condition).quoting(line.place));
    }
    if reckoned == 0 {
        return Err(Skip(said!(
            "no indicator states both spending and an actual that can be counted",
            "没有同时列明支出金额和可计量完成值的指标"
        )));
    }
    Ok(Found::of(hits, || {
        said!("{reckoned} indicators cost {least}–{most} yuan a unit", "{reckoned} 项指标的单位成本在 {least}～{most} 元之间")
    }))
}
