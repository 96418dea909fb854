//! Which figures of the funds a report gives at all.

use rust_decimal::Decimal;

use crate::checks::passage::{Passage, Sentence};
use crate::checks::{About, Check, Facts, Family, Found, Hit, Kind, Ran, Skip};
use crate::lang::{Words, tr};
use crate::report::FundField;
use crate::review::{Dimension, Severity};
use crate::rules::Block;
use crate::said;

/// Both budgets, so that the base of the rate is known.
pub(in crate::checks) static BASE: Check = Check {
    id: "B02",
    asks: tr("which budget is the base", "预算口径"),
    title: tr("Initial or adjusted budget is not given", "年初预算数或调整后预算数未列明"),
    family: Family::Budget,
    kind: Kind::Presence,
    needs: tr("some figure of the funds", "收支数据"),
    basis: tr(
        "By analogy, the self-assessment form of 2020 No. 10: initial budget, full-year budget and executed are given side by side",
        "参照财预〔2020〕10号所附自评表的资金栏目要求：年初预算数、全年预算数、全年执行数分别填列",
    ),
    severity: Severity::Major,
    dimension: Dimension::Completeness,
    effect: "只列一个预算口径，无法计算预算调整率，也无法判断较高的执行率是否由年中调减预算形成。",
    advice: "补充列明年初预算数、调整后预算数和执行数，说明预算调整的事项、金额和依据，并注明执行率的计算口径。",
    run: base,
};

fn base(facts: &Facts<'_>) -> Ran {
    if FundField::all().all(|field| facts.fund(field).is_none()) && facts.funds.rows.is_empty() {
        return Err(Skip(said!("the report gives no figure of its funds", "报告未列任何收支数据")));
    }
    let both = [FundField::INITIAL, FundField::ADJUSTED];
    let missing: Vec<FundField> = both.into_iter().filter(|field| facts.fund(*field).is_none()).collect();
    let given: Vec<String> = [FundField::INITIAL, FundField::ADJUSTED, FundField::EXECUTED]
        .into_iter()
        .filter_map(|field| Some(format!("{} {}", field.zh(), facts.fund(field)?.raw)))
        .collect();
    let given = given.join("、");
    if missing.is_empty() {
        return Ok(Found::Pass(said!("both budgets are stated ({given})", "两个预算口径均已列明（{given}）")));
    }
    let (en, zh) =
        (missing.iter().map(|f| f.en()).collect::<Vec<_>>().join(", "), missing.iter().map(|f| f.zh()).collect::<Vec<_>>().join("、"));
    let lacks_both = missing.len() == both.len();
    let cannot_en =
        if lacks_both { "neither execution nor adjustment can be calculated" } else { "the adjustment rate cannot be calculated" };
    let cannot_zh = if lacks_both { "执行率和预算调整率均无法计算" } else { "预算调整率无法计算" };
    let detail = said!("not stated: {en}; {cannot_en}", "未列{zh}，{cannot_zh}");
    let unit = facts.funds.unit.as_deref().unwrap_or_default();
    let stated = [FundField::INITIAL, FundField::ADJUSTED, FundField::EXECUTED].into_iter().filter_map(|field| {
        let stated = facts.fund(field)?;
        Some(format!("{}{}{}", field.zh(), stated.raw, if stated.unit.is_some() { "" } else { unit }))
    });
    let stated = stated.collect::<Vec<_>>().join("、");
    let stated = if stated.is_empty() { stated } else { format!("报告列明{stated}，") };
    let condition = format!("{stated}未列{zh}，{cannot_zh}。请补充{zh}，并说明年中预算调整的情况。");
    Ok(Found::hit(Hit::fail([About::Funds], detail, condition).from([given]).listing_all()))
}

/// Blocks of figures that the pack expects.
pub(in crate::checks) static BLOCKS: Check = Check {
    id: "B09",
    asks: tr("completeness of the figures", "收支及管理数据完整性"),
    title: tr("Expected figures of the funds are missing", "收支及管理数据不完整"),
    family: Family::Budget,
    kind: Kind::Presence,
    needs: tr("nothing: it asks whether the figures are there", "无（核查是否列明）"),
    basis: tr(
        "Outline of the report and the common framework of 2013 No. 53: spending by kind, “three public”, carry-over, procurement, assets",
        "自评报告提纲“部门整体收支情况”及《预算绩效评价共性指标体系框架》（财预〔2013〕53号）所列预算配置、预算执行、资产管理指标",
    ),
    severity: Severity::Minor,
    dimension: Dimension::Completeness,
    effect: "缺少上述数据，无法核算结转结余率、“三公”经费控制率、政府采购执行率、固定资产利用率等指标，部门整体支出情况反映不完整。",
    advice: "按报告提纲补充上述数据及与上年的比较，并与部门决算数据核对一致。",
    run: blocks,
};

/// A block: its names, the figures of the format that make it up, and words that speak of it in the text.
struct Row(Block, Words, &'static [&'static str], &'static [&'static str]);

const ROWS: [Row; 5] = [
    Row(
        Block::Split,
        tr("basic and project spending", "基本支出与项目支出"),
        &["basic.budget", "basic.executed", "project.budget", "project.executed"],
        &["基本支出", "项目支出"],
    ),
    Row(
        Block::ThreePublic,
        tr("“three public” expenses", "“三公”经费"),
        &[
            "three_public.abroad.budget",
            "three_public.abroad.actual",
            "three_public.vehicles.budget",
            "three_public.vehicles.actual",
            "three_public.reception.budget",
            "three_public.reception.actual",
            "three_public.total.budget",
            "three_public.total.actual",
        ],
        &["三公", "公务接待费", "因公出国"],
    ),
    Row(Block::Carryover, tr("carry-over", "结转结余"), &["carryover"], &["结转", "结余"]),
    Row(
        Block::Procurement,
        tr("procurement", "政府采购"),
        &["procurement.budget", "procurement.actual"],
        &["政府采购", "采购金额", "采购预算"],
    ),
    Row(Block::Assets, tr("assets", "资产"), &["assets.in_use", "assets.total"], &["固定资产", "资产总额", "资产利用"]),
];

fn blocks(facts: &Facts<'_>) -> Ran {
    if facts.pack.expects.blocks.is_empty() {
        return Err(Skip(said!("the scoring standard expects no such figures", "所用评分标准未要求此类数据")));
    }
    let expected = ROWS.iter().filter(|row| facts.pack.expects.blocks.contains(&row.0));
    let (given, missing): (Vec<&Row>, Vec<&Row>) = expected.partition(|row| is_given(facts, row));
    let named = |rows: &[&Row]| {
        let all = |lang| rows.iter().map(|row| row.1.say(lang)).collect::<Vec<_>>();
        (all(crate::lang::Lang::En).join(", "), all(crate::lang::Lang::Zh).join("、"))
    };
    let (en, zh) = named(&missing);
    if missing.is_empty() {
        let (en, zh) = named(&given);
        return Ok(Found::Pass(said!("stated: {en}", "均已列明：{zh}")));
    }
    let detail = said!("not stated: {en}", "未列明：{zh}");
    let condition = format!("报告未列明{zh}的数据。请补充，并说明与上年相比的变化情况。");
    Ok(Found::hit(Hit::fail([About::Funds], detail, condition).from([zh]).listing_all()))
}

/// Whether any figure of a block is given, a sentence speaks of it with an amount or a rate, or a cell of a
/// table names it.
fn is_given(facts: &Facts<'_>, Row(_, _, fields, words): &Row) -> bool {
    let figure = fields.iter().filter_map(|path| FundField::named(path)).any(|field| facts.fund(field).is_some());
    let measured = |sentence: &Sentence<'_>| sentence.has_figure() && sentence.says_any(&["元", "%", "％"]);
    figure || facts.sentences().any(|sentence| measured(&sentence) && sentence.says_any(words)) || is_headed(facts, words)
}

/// A cell of a table that went into the text cell by cell is no longer than this.
const CELL_CHARS_MAX: usize = 12;
/// The figures of a table stand at most so many cells behind its heads.
const CELLS_MAX: usize = 24;

/// Whether a cell names a block and figures follow it as cells of their own.
fn is_headed(facts: &Facts<'_>, words: &[&str]) -> bool {
    let is_cell = |passage: &Passage| passage.chars.len() <= CELL_CHARS_MAX;
    let is_figure = |passage: &Passage| Decimal::from_str_exact(&passage.text.trim().replace(',', "")).is_ok();
    let heads = (0..facts.passages.len()).filter(|at| {
        let head = &facts.passages[*at];
        is_cell(head) && words.iter().any(|word| head.text.contains(word))
    });
    heads.into_iter().any(|at| facts.passages[at..].iter().take(CELLS_MAX).take_while(|passage| is_cell(passage)).any(is_figure))
}
