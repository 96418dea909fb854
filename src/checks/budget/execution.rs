//! How much of the budget was spent, and whether the rate, the reasons and the results go with it.

use rust_decimal::Decimal;

use super::TRUE_AND_EXACT;
use crate::checks::money::{self, HUNDRED, amount, percent, round, short};
use crate::checks::{About, Check, Facts, Family, Found, Hit, Kind, Ran, Skip, Weight};
use crate::lang::tr;
use crate::report::FundField;
use crate::review::{Dimension, Severity};
use crate::said;

/// The execution rate against its own operands.
pub(in crate::checks) static RATE: Check = Check {
    id: "B01",
    asks: tr("the execution rate", "执行率核算"),
    title: tr("Execution rate does not follow from its figures", "执行率与收支数据不一致"),
    family: Family::Budget,
    kind: Kind::Agreement,
    needs: tr("budget, executed, rate", "预算数、执行数、执行率"),
    basis: TRUE_AND_EXACT,
    severity: Severity::Major,
    dimension: Dimension::Consistency,
    effect: "执行率是自评计分和评价结论的基础数据，数据不实将直接影响预算执行得分和自评结果的可信度。",
    advice: "核对预算数、执行数和执行率，更正有误的数据，并同步更正自评表和自评报告中引用该数据的内容。",
    run: rate,
};

fn rate(facts: &Facts<'_>) -> Ran {
    let (budget, field) = facts.budget()?;
    let executed = facts.money(FundField::EXECUTED)?;
    let Some(stated) = facts.fund(FundField::RATE) else {
        return Err(Skip(said!("no execution rate is stated", "报告未列执行率")));
    };
    let printed = money::rate(stated)
        .map_err(|why| Skip(crate::checks::facts::unfit(&stated.raw, FundField::RATE.en(), FundField::RATE.zh(), why)))?;
    let Some(exact) = percent(executed.value, budget.value) else {
        return Err(Skip(said!("the budget is 0: there is no rate", "预算数为零，执行率无法计算")));
    };
    let places = printed.value.normalize().scale().max(stated.value.map_or(0, |value| value.scale()));
    let (to_four, rounded) = (short(exact, 4), round(exact, places));
    let sum = format!("{} ÷ {} = {to_four} %", executed.printed, budget.printed);
    let (base_en, base_zh) = (field.en(), field.zh());
    if (exact - printed.value).abs() <= printed.half_unit {
        return Ok(Found::Pass(said!(
            "{sum} → {rounded} %, as printed ({base_en})",
            "{sum} → {rounded} %，与报告所列一致（按{base_zh}计算）"
        )));
    }
    let raw = &stated.raw;
    let detail = said!("{sum} → {rounded} %, but {raw} is printed ({base_en})", "{sum} → {rounded} %，报告所列为 {raw}（按{base_zh}计算）");
    let condition = format!(
        "报告列明执行数 {}、{base_zh} {}，据此计算执行率为 {rounded}%，与报告所列执行率 {raw} 不一致。请说明执行率的计算口径，或更正有关数据。",
        executed.printed, budget.printed
    );
    let operands = [executed.printed, budget.printed, raw.clone()];
    // The rate may well be of the adjusted budget, which is not given.
    let weight = if field == FundField::INITIAL { Weight::Warn } else { Weight::Fail };
    Ok(Found::hit(Hit { weight, ..Hit::fail([About::Funds], detail, condition) }.from(operands)))
}

/// More was spent than there was.
pub(in crate::checks) static OVERSPENT: Check = Check {
    id: "B04",
    asks: tr("executed against budget", "执行数与预算数"),
    title: tr("Spent more than the budget", "执行数超过预算数"),
    family: Family::Budget,
    kind: Kind::Agreement,
    needs: tr("budget, executed (or rate)", "预算数、执行数（或执行率）"),
    basis: tr(
        "Budget Law: spending is bound by the approved budget and may not exceed it without adjustment",
        "《中华人民共和国预算法》关于各部门、各单位支出必须以经批准的预算为依据的规定",
    ),
    severity: Severity::Severe,
    dimension: Dimension::Compliance,
    effect: "执行数超过预算数，既可能存在无预算、超预算支出，也可能使预算执行得分超过该项分值，影响自评结果的准确性。",
    advice: "核实超出部分的资金来源和审批手续；属于口径差异的，按调整后预算数重新计算并更正；属于超预算支出的，按规定处理。",
    run: overspent,
};

fn overspent(facts: &Facts<'_>) -> Ran {
    let (budget, field) = facts.budget()?;
    let executed = facts.money(FundField::EXECUTED)?;
    let stated = facts.fund(FundField::RATE).and_then(|rate| money::rate(rate).ok());
    let (base_en, base_zh) = (field.en(), field.zh());
    let (spent, had) = (&executed.printed, &budget.printed);
    let over = executed.value - budget.value;
    let tolerance = executed.half_unit.max(budget.half_unit);
    if over > tolerance {
        let beyond = amount(over);
        if field == FundField::INITIAL {
            return Err(Skip(said!(
                "executed {spent} is {beyond} (10,000 yuan) above the {base_en} {had}; without the adjusted budget it cannot be told whether too much was spent",
                "执行数 {spent} 比{base_zh} {had} 多 {beyond} 万元；报告未列调整后预算数，无法判断是否超预算支出"
            )));
        }
        let detail = said!(
            "executed {spent} − {base_en} {had} = {beyond} (10,000 yuan) too much",
            "执行数 {spent} − {base_zh} {had} = {beyond} 万元，执行数大于预算数"
        );
        let condition =
            format!("报告列明执行数 {spent}，大于{base_zh} {had}，超出 {beyond} 万元。请说明超出部分的资金来源、审批依据和统计口径。");
        let operands = [executed.printed.clone(), budget.printed.clone()];
        return Ok(Found::hit(Hit::fail([About::Funds], detail, condition).from(operands)));
    }
    if let Some(rate) = stated.filter(|rate| rate.value > HUNDRED) {
        let printed = &rate.printed;
        let detail = said!(
            "a rate of {printed} is printed, above 100 %, though {spent} of {had} was spent",
            "报告所列执行率为 {printed}，超过 100%，而执行数 {spent} 未超过{base_zh} {had}"
        );
        let condition = format!("报告所列执行率为 {printed}，超过 100%，但执行数 {spent} 未超过{base_zh} {had}。请说明计算口径并更正。");
        return Ok(Found::hit(Hit::fail([About::Funds], detail, condition).from([printed.clone()])));
    }
    Ok(Found::Pass(said!("executed {spent} ≤ {base_en} {had}", "执行数 {spent} ≤ {base_zh} {had}")))
}

/// Money left over without a word why.
pub(in crate::checks) static UNSPENT: Check = Check {
    id: "B10",
    asks: tr("unspent money", "未执行资金说明"),
    title: tr("Unspent budget is not explained", "未执行资金未说明原因"),
    family: Family::Budget,
    kind: Kind::Agreement,
    needs: tr("budget, executed", "预算数、执行数"),
    basis: tr(
        "By analogy, the measures for project evaluation (Ministry of Finance, 2020 No. 10): low execution is to be explained, with measures",
        "参照《项目支出绩效评价管理办法》（财预〔2020〕10号）关于预算执行率偏低的应说明原因并提出改进措施的要求",
    ),
    severity: Severity::Minor,
    dimension: Dimension::Completeness,
    effect: "未说明资金未执行的原因，难以判断预算编制是否合理、项目是否按计划实施。",
    advice: "补充说明未执行资金的构成、原因和处理情况（结转、结余或收回），并提出提高预算执行率的措施。",
    run: unspent,
};

/// Words by which a text speaks of money not spent.
const UNSPENT_WORDS: [&str; 9] = ["未执行", "未支出", "未支付", "结转", "结余", "执行率", "支付进度", "支出进度", "执行进度"];

fn unspent(facts: &Facts<'_>) -> Ran {
    let (budget, field) = facts.budget()?;
    let executed = facts.money(FundField::EXECUTED)?;
    let left = budget.value - executed.value;
    let Some(share) = percent(left, budget.value) else {
        return Err(Skip(said!("the budget is 0", "预算数为零")));
    };
    let limit = facts.pack.thresholds.unspent_explain.value.normalize();
    let (left_said, share_said) = (amount(left), short(share, 2));
    let sum = format!("{} − {} = {left_said} 万元", budget.printed, executed.printed);
    let reason = facts.sentences().find(|sentence| sentence.says_any(&UNSPENT_WORDS) && sentence.says_any(facts.pack.words("reason")));
    if share <= limit {
        return Ok(Found::Pass(said!(
            "{sum}, {share_said} % unspent, not above {limit} %",
            "{sum}，未执行部分占 {share_said} %，不超过 {limit} %"
        )));
    }
    if let Some(sentence) = reason {
        let words = sentence.text();
        return Ok(Found::Pass(said!(
            "{sum}, {share_said} % unspent; the report gives a reason: “{words}”",
            "{sum}，未执行部分占 {share_said} %；报告已说明：“{words}”"
        )));
    }
    let base_zh = field.zh();
    let detail = said!(
        "{sum}, {share_said} % unspent, above {limit} %, and no sentence says why",
        "{sum}，未执行部分占 {share_said} %，超过 {limit} %，报告未见原因说明"
    );
    let condition = format!(
        "{base_zh} {}，执行数 {}，尚有 {left_said} 万元未执行，占 {share_said}%，报告未说明原因。请说明未执行资金的构成、原因和处理情况。",
        budget.printed, executed.printed
    );
    Ok(Found::hit(Hit::fail([About::Funds], detail, condition).from([budget.printed, executed.printed])))
}

/// Results far better than the money spent: the fiscal system's own warning.
pub(in crate::checks) static WARNING: Check = Check {
    id: "B12",
    asks: tr("results against money", "得分与预算执行匹配"),
    title: tr("Results claimed far better than execution", "自评得分与预算执行情况不匹配"),
    family: Family::Budget,
    kind: Kind::Agreement,
    needs: tr("scores and weights of indicators, execution", "指标自评得分和分值、预算执行数据"),
    basis: tr("The fiscal system's warning for self-assessments", "预算管理一体化系统自评预警规则"),
    severity: Severity::Major,
    dimension: Dimension::Truth,
    effect: "绩效指标得分明显高于预算执行情况，自评得分可能偏高，或预算安排与工作任务不匹配。",
    advice: "逐项核实指标完成值和佐证材料，说明资金少用而任务完成的原因；高估得分的，据实调整。",
    run: warning,
};

/// Scores and weights added up.
struct Sum {
    score: Decimal,
    weight: Decimal,
}

fn warning(facts: &Facts<'_>) -> Ran {
    let (execution_rows, others): (Vec<_>, Vec<_>) = facts.indicators.iter().partition(|line| line.says.name.contains("执行率"));
    let sum = |lines: &[&crate::checks::Line]| {
        let pairs = lines
            .iter()
            .filter_map(|line| Some((money::number(line.says.self_score.as_ref())?, money::number(line.says.weight.as_ref())?)));
        pairs.fold(Sum { score: Decimal::ZERO, weight: Decimal::ZERO }, |sum, (score, weight)| Sum {
            score: sum.score + score,
            weight: sum.weight + weight,
        })
    };
    let (indicators, row) = (sum(&others), sum(&execution_rows));
    let Some(results) = percent(indicators.score, indicators.weight) else {
        return Err(Skip(said!("no indicator has both a score and a weight", "没有同时列明分值和自评得分的指标")));
    };
    let spent = facts.budget().and_then(|(budget, _)| Ok((budget, facts.money(FundField::EXECUTED)?)));
    let by_money = spent.as_ref().ok().and_then(|(budget, executed)| percent(executed.value, budget.value));
    let Some(money) = percent(row.score, row.weight).or(by_money) else {
        return Err(Skip(said!("neither an execution score nor budget and executed are stated", "未列预算执行得分，也未列预算数和执行数")));
    };
    let gap = percent(results - money, results).unwrap_or(Decimal::ZERO);
    let (results_said, money_said, gap_said) = (short(results, 2), short(money, 2), short(gap, 2));
    let (red, yellow) = (facts.pack.thresholds.red_gap.value.normalize(), facts.pack.thresholds.yellow_unspent.value.normalize());
    let sum = format!("({results_said} % − {money_said} %) ÷ {results_said} % = {gap_said} %");
    let operands = [indicators.score, indicators.weight, row.score, row.weight, money].map(|value| value.to_string());
    if gap > red {
        let detail = said!(
            "indicators earn {results_said} %, execution {money_said} %: {sum}, above {red} %",
            "指标得分率 {results_said} %，预算执行 {money_said} %：{sum}，超过 {red} %（红色预警）"
        );
        let condition = format!(
            "绩效指标自评得分率为 {results_said}%，预算执行为 {money_said}%，得分率相对高出 {gap_said}%，超过 {red}%。请说明资金执行较少而指标得分较高的原因，并提供佐证材料。"
        );
        return Ok(Found::hit(Hit::fail([About::Funds, About::SelfRating], detail, condition).from(operands)));
    }
    let unspent = by_money.map_or(HUNDRED - money, |rate| HUNDRED - rate);
    if unspent > yellow {
        let unspent = short(unspent, 2);
        let detail =
            said!("{unspent} % of the budget is unspent, above {yellow} %", "未执行资金占预算的 {unspent} %，超过 {yellow} %（黄色预警）");
        let condition = format!("未执行资金占预算的 {unspent}%，超过 {yellow}%。请说明原因，并说明对绩效目标完成的影响。");
        return Ok(Found::hit(Hit::warn([About::Funds], detail, condition).from(operands)));
    }
    Ok(Found::Pass(said!("{sum}, not above {red} %", "{sum}，不超过 {red} %")))
}
