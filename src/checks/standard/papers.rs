//! What a report must say for its standard to be known: what a rate divides by, where costs stand, who signs.

use crate::checks::numbers::has_percent;
use crate::checks::{About, Check, Facts, Family, Found, Hit, Hits, Kind, Line, Ran, Skip};
use crate::lang::tr;
use crate::review::{Dimension, Severity};
use crate::said;

/// A rate that places reckon differently names what it divides by.
pub(in crate::checks) static DENOMINATOR: Check = Check {
    id: "N7",
    asks: tr("what completion and carry-over rates divide by", "完成率、结转结余率的计算口径"),
    title: tr("Rate without its denominator", "预算完成率、结转结余率未说明计算口径"),
    family: Family::Standard,
    kind: Kind::Presence,
    needs: tr("a rate of budget completion or carry-over", "预算完成率或结转结余率"),
    basis: tr(
        "Common framework of 2013 No. 53; local tables divide by different figures",
        "《预算绩效评价共性指标体系框架》（财预〔2013〕53号）相关指标公式（各地口径不一）",
    ),
    severity: Severity::Minor,
    dimension: Dimension::Form,
    effect: "各地对预算完成率、结转结余率的分母规定不同，未说明口径则数据不可比，得分无法复核。",
    advice: "写明分子、分母及其金额，并与所用评分标准的公式保持一致。",
    run: denominator,
};

const RATES: [&str; 4] = ["预算完成率", "结转结余率", "结余率", "结转率"];
const DENOMINATORS: [&str; 12] =
    ["年初预算", "调整后", "全年预算", "支出预算", "预算总额", "预算数", "支出完成", "预算批复", "÷", "/", "占", "除以"];

fn denominator(facts: &Facts<'_>) -> Ran {
    let mut hits = Hits::default();
    let mut named = 0_usize;
    let stating = facts.sentences().filter(|sentence| sentence.says_any(&RATES) && has_percent(sentence.chars));
    for sentence in stating {
        if sentence.says_any(&DENOMINATORS) {
            named += 1;
            continue;
        }
        let text = sentence.text();
        let detail = said!("“{text}” does not say what it divides by", "“{text}”未说明计算口径");
        let condition = format!("报告称“{text}”未说明该比率的分子、分母。请说明计算口径和金额。");
        hits.push(Hit::fail([About::Paragraph(sentence.place.paragraph)], detail, condition).quoting([sentence.place]));
    }
    let rows = facts.indicators.iter().filter(|line| RATES.iter().any(|rate| line.says.name.contains(rate)) && line.says.actual.is_some());
    for line in rows {
        let text = [line.says.standard.as_deref(), line.says.deviation_reason.as_deref()].into_iter().flatten().collect::<String>();
        if DENOMINATORS.iter().any(|word| text.contains(word)) {
            named += 1;
            continue;
        }
        let name = &line.says.name;
        let detail = said!("“{name}” does not say what it divides by", "指标“{name}”未说明计算口径");
        let condition = format!("指标“{name}”未说明分子、分母。请说明计算口径和金额。");
        hits.push(Hit::fail([About::Item(line.at)], detail, condition).quoting(line.place));
    }
    if hits.is_empty() && named == 0 {
        return Err(Skip(said!("no rate of budget completion or carry-over is stated", "报告未列预算完成率、结转结余率")));
    }
    Ok(Found::of(hits, || said!("{named} rates name what they divide by", "{named} 处比率均说明了计算口径")))
}

/// Costs on one level.
pub(in crate::checks) static LEVELS: Check = Check {
    id: "N8",
    asks: tr("level of cost indicators", "成本指标层级"),
    title: tr("Cost stands on two levels", "成本指标层级混用"),
    family: Family::Standard,
    kind: Kind::Agreement,
    needs: tr("levels of indicators", "一级、二级指标"),
    basis: tr(
        "2020 No. 10 has cost under output, 2021 No. 101 has it at level 1; a table keeps to one",
        "财预〔2020〕10号（成本列产出指标下）与财预〔2021〕101号（成本列一级指标）口径不同，同一张表应采用一种",
    ),
    severity: Severity::Minor,
    dimension: Dimension::Form,
    effect: "同一张表混用两种指标体系，各级分值无法按任一标准核对。",
    advice: "确定采用的指标体系，统一成本指标的层级和分值。",
    run: levels,
};

fn levels(facts: &Facts<'_>) -> Ran {
    let with: Vec<&Line> = facts.indicators.iter().filter(|line| line.says.levels.len() >= 2).collect();
    if with.is_empty() {
        return Err(Skip(said!("no indicator states its levels", "指标未列一级、二级指标")));
    }
    let costs = |line: &&&Line, level: usize| line.says.levels.get(level).is_some_and(|name| name.contains("成本"));
    let first: Vec<&&Line> = with.iter().filter(|line| costs(line, 0)).collect();
    let second: Vec<&&Line> = with.iter().filter(|line| !costs(line, 0) && costs(line, 1)).collect();
    let (n, m) = (first.len(), second.len());
    if let (Some(one), Some(other)) = (first.first(), second.first()) {
        let (one, other) = (&one.says.name, &other.says.name);
        let detail = said!(
            "{n} with cost at level 1 (“{one}”), {m} at level 2 (“{other}”)",
            "一级指标为成本的 {n} 项（如“{one}”），二级指标为成本的 {m} 项（如“{other}”）"
        );
        let condition = format!("指标表中成本既列为一级指标（如“{one}”），又列为二级指标（如“{other}”）。请统一层级。");
        let items = first.iter().chain(&second).map(|line| About::Item(line.at));
        return Ok(Found::hit(Hit::fail(items, detail, condition).listing_all()));
    }
    Ok(Found::Pass(said!("cost stands on one level ({n} at 1, {m} at 2)", "成本指标层级一致（一级 {n} 项，二级 {m} 项）")))
}

/// Where a firm worked, who answers for it signs.
pub(in crate::checks) static SIGNATURE: Check = Check {
    id: "N9",
    asks: tr("signature of a firm's evaluator", "第三方机构主评人签署"),
    title: tr("A firm worked, no chief evaluator signed", "第三方参与评价但未见主评人签署"),
    family: Family::Standard,
    kind: Kind::Presence,
    needs: tr("a firm that took part", "第三方机构参与的表述"),
    basis: tr(
        "Interim measures on third parties in performance evaluation (Ministry of Finance, 2021 No. 4 of supervision)",
        "《第三方机构预算绩效评价业务监督管理暂行办法》（财监〔2021〕4号）关于主评人签署评价报告的要求",
    ),
    severity: Severity::Minor,
    dimension: Dimension::Compliance,
    effect: "报告未经主评人签署，评价责任不清。",
    advice: "补充第三方机构名称、主评人姓名和签章，并附委托协议。",
    run: signature,
};

const FIRMS: [&str; 5] = ["第三方机构", "会计师事务所", "咨询公司", "咨询有限公司", "第三方评价"];
const WORKED: [&str; 7] = ["委托", "聘请", "受托", "参与", "协助", "承担", "出具"];

fn signature(facts: &Facts<'_>) -> Ran {
    let worked = facts.sentences().find(|sentence| sentence.says_any(&FIRMS) && sentence.says_any(&WORKED));
    let Some(sentence) = worked else {
        return Err(Skip(said!("no firm is said to have taken part", "报告未提及第三方机构参与")));
    };
    if facts.passages.iter().any(|passage| passage.text.contains("主评人")) {
        return Ok(Found::Pass(said!("a firm took part and a chief evaluator is named", "第三方机构参与评价，报告列有主评人")));
    }
    let text = sentence.text();
    let detail = said!("“{text}”: no chief evaluator is named", "“{text}”，报告未见主评人");
    let condition = format!("报告称“{text}”未列主评人及其签章。请补充。");
    Ok(Found::hit(Hit::fail([About::Report], detail, condition).quoting([sentence.place])))
}
