//! Parts against their whole, and figures of the report against those of another paper.

use rust_decimal::Decimal;

use super::TRUE_AND_EXACT;
use crate::checks::money::{self, CENT, Exact, amount, percent, round, short};
use crate::checks::{About, Check, Facts, Family, Found, Hit, Hits, Kind, Ran, Skip};
use crate::lang::tr;
use crate::report::{FundField, FundRow};
use crate::review::{Dimension, Severity};
use crate::said;

/// Basic and project spending against all of it.
pub(in crate::checks) static SPLIT: Check = Check {
    id: "B03",
    asks: tr("spending by kind", "支出构成合计"),
    title: tr("Basic and project spending do not add up", "基本支出与项目支出合计不等于总支出"),
    family: Family::Budget,
    kind: Kind::Agreement,
    needs: tr("executed, in all and by kind", "基本支出、项目支出和总执行数"),
    basis: TRUE_AND_EXACT,
    severity: Severity::Major,
    dimension: Dimension::Consistency,
    effect: "支出构成与总数不一致，收支数据的勾稽关系不成立，影响后续指标计算。",
    advice: "核对部门决算报表，更正基本支出、项目支出或总支出数据，并说明差额的形成原因。",
    run: split,
};

fn split(facts: &Facts<'_>) -> Ran {
    let [basic, project, all] =
        [facts.money(FundField::BASIC_EXECUTED)?, facts.money(FundField::PROJECT_EXECUTED)?, facts.money(FundField::EXECUTED)?];
    let sum = basic.value + project.value;
    let gap = sum - all.value;
    let (total, gap_said) = (amount(sum), amount(gap.abs()));
    let terms = format!("{} + {} = {total} 万元", basic.printed, project.printed);
    let whole = &all.printed;
    if gap.abs() <= tolerance(&[&basic, &project]).max(all.half_unit) {
        return Ok(Found::Pass(said!(
            "{terms}; executed {whole}; gap {gap_said}",
            "{terms}；执行数 {whole}，差额 {gap_said} 万元，在尾差范围内"
        )));
    }
    let detail = said!("{terms}, but executed is {whole}: {gap_said} apart", "{terms}，而执行数为 {whole}，相差 {gap_said} 万元");
    let condition = format!(
        "报告列明基本支出 {}、项目支出 {}，合计 {total} 万元，与执行数 {whole} 相差 {gap_said} 万元。请核对并说明差额原因。",
        basic.printed, project.printed
    );
    let operands = [basic.printed.clone(), project.printed.clone(), all.printed.clone()];
    Ok(Found::hit(Hit::fail([About::Funds], detail, condition).from(operands)))
}

/// A cent for each addend, or half a unit of the coarsest one.
fn tolerance(addends: &[&Exact]) -> Decimal {
    let cents = CENT * Decimal::from(addends.len());
    addends.iter().map(|addend| addend.half_unit).max().unwrap_or_default().max(cents)
}

/// The fund table's own sums and rates.
pub(in crate::checks) static ROWS: Check = Check {
    id: "B05",
    asks: tr("the fund table", "资金表勾稽"),
    title: tr("Fund table does not close", "资金表分项与合计或执行率不一致"),
    family: Family::Budget,
    kind: Kind::Agreement,
    needs: tr("rows of the fund table", "资金表各行"),
    basis: TRUE_AND_EXACT,
    severity: Severity::Major,
    dimension: Dimension::Consistency,
    effect: "资金表内部数据不一致，预算执行得分失去依据。",
    advice: "核对资金表各分项、合计数和执行率，更正有误的数据。",
    run: rows,
};

/// A fund table has a handful of rows; what is longer is no fund table.
const ROWS_MAX: usize = 500;

type Column = (&'static str, &'static str, fn(&FundRow) -> Option<&crate::report::Quantity>);

const COLUMNS: [Column; 2] = [("budget", "预算数", |row| row.budget.as_ref()), ("executed", "执行数", |row| row.executed.as_ref())];

fn rows(facts: &Facts<'_>) -> Ran {
    let rows = &facts.funds.rows;
    if rows.is_empty() {
        return Err(Skip(said!("there is no fund table", "报告未附资金表")));
    }
    if rows.len() > ROWS_MAX {
        return Err(Skip(said!("the fund table has more than {ROWS_MAX} rows", "资金表超过 {ROWS_MAX} 行")));
    }
    let total = rows.iter().position(|row| ["总额", "合计", "总计"].iter().any(|word| row.name.contains(word)));
    let mut hits = Hits::default();
    let mut compared = 0;
    for column in COLUMNS {
        if let Some(total) = total {
            compared += usize::from(sums(facts, total, column, &mut hits));
        }
    }
    for row in rows {
        compared += usize::from(own_rate(facts, row, &mut hits));
    }
    if compared == 0 {
        return Err(Skip(said!("no row has figures to compare", "资金表各行没有可比较的数据")));
    }
    Ok(Found::of(hits, || said!("{compared} sums and rates agree", "{compared} 项合计和执行率核算一致")))
}

/// The rows beside the total against it; whether there was something to compare.
fn sums(facts: &Facts<'_>, total: usize, (en, zh, of): Column, hits: &mut Hits) -> bool {
    let rows = &facts.funds.rows;
    let whole = of(&rows[total]).and_then(|quantity| facts.amount(quantity).ok());
    let parts = rows.iter().enumerate().filter(|(at, _)| *at != total);
    let parts: Vec<Exact> = parts.filter_map(|(_, row)| facts.amount(of(row)?).ok()).collect();
    let Some(whole) = whole.filter(|_| !parts.is_empty()) else { return false };
    let sum: Decimal = parts.iter().map(|part| part.value).sum();
    if (sum - whole.value).abs() <= tolerance(&parts.iter().collect::<Vec<_>>()).max(whole.half_unit) {
        return true;
    }
    let terms = parts.iter().map(|part| part.printed.as_str()).collect::<Vec<_>>().join(" + ");
    let (sum_said, name, printed) = (amount(sum), &rows[total].name, &whole.printed);
    let gap = amount((sum - whole.value).abs());
    let detail = said!(
        "{en}: {terms} = {sum_said}, but “{name}” has {printed}: {gap} apart",
        "{zh}：{terms} = {sum_said} 万元，“{name}”为 {printed}，相差 {gap} 万元"
    );
    let condition = format!("资金表各分项{zh}合计 {sum_said} 万元，与“{name}”{printed} 相差 {gap} 万元。请核对并更正。");
    hits.push(Hit::fail([About::Funds], detail, condition).from([terms, printed.clone()]));
    true
}

/// A row's rate against its amounts; whether there was something to compare.
fn own_rate(facts: &Facts<'_>, row: &FundRow, hits: &mut Hits) -> bool {
    let amounts = row.budget.as_ref().zip(row.executed.as_ref());
    let amounts = amounts.and_then(|(budget, executed)| Some((facts.amount(budget).ok()?, facts.amount(executed).ok()?)));
    let printed = row.rate.as_ref().and_then(|rate| money::rate(rate).ok());
    let (Some((budget, executed)), Some(printed)) = (amounts, printed) else { return false };
    let Some(exact) = percent(executed.value, budget.value) else { return false };
    if (exact - printed.value).abs() <= printed.half_unit {
        return true;
    }
    let (name, rate, rounded) = (&row.name, &printed.printed, round(exact, printed.value.scale()));
    let sum = format!("{} ÷ {} = {} %", executed.printed, budget.printed, short(exact, 4));
    let detail = said!("“{name}”: {sum}, but {rate} is printed", "“{name}”：{sum}，表中所列为 {rate}");
    let condition = format!(
        "资金表“{name}”列明预算数 {}、执行数 {}，据此计算执行率为 {rounded}%，与所列 {rate} 不一致。请核对并更正。",
        budget.printed, executed.printed
    );
    hits.push(Hit::fail([About::Funds], detail, condition).from([executed.printed, budget.printed, rate.clone()]));
    true
}

/// The report against the published final account.
pub(in crate::checks) static FINAL_ACCOUNT: Check = Check {
    id: "B06",
    asks: tr("executed against the final account", "执行数与决算数"),
    title: tr("Executed differs from the final account", "执行数与部门决算数不一致"),
    family: Family::Budget,
    kind: Kind::Agreement,
    needs: tr("executed, final account", "执行数、部门决算数"),
    basis: TRUE_AND_EXACT,
    severity: Severity::Major,
    dimension: Dimension::Consistency,
    effect: "自评数据与决算数据不一致，两者至少有一方不准确，影响自评结果的真实性。",
    advice: "与部门决算报表核对，说明口径差异；属于填报错误的，更正自评数据。",
    run: final_account,
};

fn final_account(facts: &Facts<'_>) -> Ran {
    let executed = facts.money(FundField::EXECUTED)?;
    let account = facts.money(FundField::FINAL_ACCOUNT)?;
    let gap = executed.value - account.value;
    let (ours, theirs, gap_said) = (&executed.printed, &account.printed, amount(gap.abs()));
    if gap.abs() <= executed.half_unit.max(account.half_unit) {
        return Ok(Found::Pass(said!("executed {ours} = final account {theirs}", "执行数 {ours} 与决算数 {theirs} 一致")));
    }
    let detail = said!("executed {ours}, final account {theirs}: {gap_said} apart", "执行数 {ours}，决算数 {theirs}，相差 {gap_said} 万元");
    let condition = format!("报告所列执行数 {ours}，与部门决算数 {theirs} 相差 {gap_said} 万元。请说明口径差异或更正数据。");
    let operands = [executed.printed.clone(), account.printed.clone()];
    Ok(Found::hit(Hit::fail([About::Funds], detail, condition).from(operands)))
}
