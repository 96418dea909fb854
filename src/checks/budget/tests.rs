//! Each check of the funds hits, passes and skips; and a change of the sample turns it alone.

use serde_json::{Value, json};

use crate::checks::State::{Fail, Pass, Skip, Warn};
use crate::checks::tests::{ask, assert_table};

fn funds(funds: &Value) -> Value {
    json!({"duties": [], "funds": funds})
}

fn funds_and_text(funds: &Value, text: &str) -> Value {
    json!({"duties": [], "funds": funds, "text": [{"text": text}]})
}

#[test]
fn b01_the_rate_follows_from_its_figures() {
    assert_table(
        "B01",
        &[
            (
                funds(&json!({"adjusted": "29,094.17", "executed": "28,999.44", "rate": "99.7%"})),
                Pass,
                "28,999.44 万元 ÷ 29,094.17 万元 = 99.6744 % → 99.7 %，与报告所列一致",
            ),
            (
                funds(&json!({"adjusted": "29,094.17", "executed": "28,999.44", "rate": "99.6%"})),
                Fail,
                "99.6744 % → 99.7 %，报告所列为 99.6%",
            ),
            // A tie at the printed precision is agreement: 99.65 may print as 99.6 or 99.7.
            (funds(&json!({"adjusted": "100", "executed": "99.65", "rate": "99.6%"})), Pass, "一致"),
            (funds(&json!({"initial": "2亿元", "executed": "1亿元", "rate": "50%"})), Pass, "按年初预算数计算"),
            // The rate may be of the adjusted budget, which is not given.
            (funds(&json!({"initial": "100", "executed": "106", "rate": "100%"})), Warn, "报告所列为 100%（按年初预算数计算）"),
            (funds(&json!({"adjusted": "100", "executed": "99", "rate": "0.99"})), Pass, "一致"),
            (funds(&json!({"adjusted": "100", "executed": "约99", "rate": "99%"})), Skip, "执行数为约数"),
            (funds(&json!({"adjusted": "0", "executed": "0", "rate": "0%"})), Skip, "预算数为零"),
            (funds(&json!({"adjusted": "100", "executed": "99"})), Skip, "未列执行率"),
            (funds(&json!({})), Skip, "未列预算数"),
        ],
    );
}

#[test]
fn b02_both_budgets_are_given() {
    assert_table(
        "B02",
        &[
            (funds(&json!({"initial": 90, "adjusted": 100})), Pass, "均已列明"),
            (funds(&json!({"adjusted": 100, "executed": 99})), Fail, "未列年初预算数，预算调整率无法计算"),
            (funds(&json!({"executed": 99})), Fail, "未列年初预算数、调整后预算数，执行率和预算调整率均无法计算"),
            (funds(&json!({})), Skip, "未列任何收支数据"),
        ],
    );
}

#[test]
fn b03_kinds_of_spending_add_up() {
    let split = |basic: &str, project: &str, all: &str| {
        funds(&json!({"executed": all, "basic": {"executed": basic}, "project": {"executed": project}}))
    };
    assert_table(
        "B03",
        &[
            (split("1432.49", "10588.12", "12020.61"), Pass, "= 12,020.61 万元"),
            (split("1432.49", "10588.12", "12020.63"), Pass, "差额 0.02"),
            (split("1432.49", "10588.12", "12023.85"), Fail, "相差 3.24 万元"),
            (split("14324900元", "1.058812亿元", "12,020.61"), Pass, "差额 0.00"),
            (funds(&json!({"executed": 100, "basic": {"executed": 40}})), Skip, "未列项目支出执行数"),
        ],
    );
}

#[test]
fn b04_no_more_is_spent_than_there_is() {
    assert_table(
        "B04",
        &[
            (funds(&json!({"adjusted": 100, "executed": 99})), Pass, "99 万元 ≤ 调整后预算数 100 万元"),
            (funds(&json!({"adjusted": 100, "executed": 105})), Fail, "= 5.00 万元"),
            (funds(&json!({"adjusted": 100, "executed": 99, "rate": "101%"})), Fail, "超过 100%"),
            (funds(&json!({"adjusted": 100})), Skip, "未列执行数"),
            (funds(&json!({"initial": 100, "executed": 106})), Skip, "比年初预算数 100 万元 多 6.00 万元；报告未列调整后预算数"),
        ],
    );
}

#[test]
fn b05_the_fund_table_closes() {
    let table = |rows: Value| funds(&json!({"rows": rows}));
    assert_table(
        "B05",
        &[
            (
                table(
                    json!([{"name": "年度资金总额", "budget": 100, "executed": 90, "rate": "90%"}, {"name": "当年财政拨款", "budget": 60, "executed": 50},
                    {"name": "其他资金", "budget": 40, "executed": 40}]),
                ),
                Pass,
                "3 项",
            ),
            (
                table(
                    json!([{"name": "年度资金总额", "budget": 0, "executed": 0, "rate": "0%"}, {"name": "当年财政拨款", "budget": 90, "executed": "89.974"}]),
                ),
                Fail,
                "预算数：90 万元 = 90.00 万元，“年度资金总额”为 0 万元，相差 90.00 万元",
            ),
            (table(json!([{"name": "财政拨款", "budget": 90, "executed": 45, "rate": "60%"}])), Fail, "表中所列为 60%"),
            (table(json!([{"name": "财政拨款", "budget": 90}])), Skip, "没有可比较的数据"),
            (funds(&json!({})), Skip, "未附资金表"),
        ],
    );
}

#[test]
fn b06_executed_is_the_final_account() {
    assert_table(
        "B06",
        &[
            (funds(&json!({"executed": "28,999.44", "final_account": "2.899944亿元"})), Pass, "一致"),
            (funds(&json!({"executed": "28,999.44", "final_account": "28,999.54"})), Fail, "相差 0.10 万元"),
            (funds(&json!({"executed": "28,999.44"})), Skip, "未列决算数"),
        ],
    );
}

#[test]
fn b07_a_large_adjustment_is_explained() {
    let adjusted = |adjusted: &str, text: &str| funds_and_text(&json!({"initial": "9,274", "adjusted": adjusted}), text);
    assert_table(
        "B07",
        &[
            (adjusted("14,242", "全年预算有所调整。"), Fail, "= 53.57 %"),
            (adjusted("14,242", "年中追加预算，主要是新增疫情防控任务。"), Pass, "报告已说明"),
            // The edge itself passes.
            (adjusted("12,056.2", ""), Pass, "= 30 %"),
            (adjusted("12,056.3", ""), Fail, "超过 ±30 %"),
            (funds(&json!({"initial": 0, "adjusted": 5})), Skip, "为零"),
            (funds(&json!({"adjusted": 5})), Skip, "未列年初预算数"),
        ],
    );
}

#[test]
fn b08_three_public_expenses_stay_within_budget_and_last_year() {
    let expense = |expense: Value| funds(&json!({"three_public": {"reception": expense}}));
    assert_table(
        "B08",
        &[
            (expense(json!({"budget": 10, "actual": 8, "prior": 9})), Pass, "公务接待费实际支出 8 万元 ≤ 公务接待费预算数 10 万元"),
            (expense(json!({"budget": 10, "actual": 12})), Fail, "= 2.00 万元"),
            (expense(json!({"budget": 10, "actual": 9, "prior": 8})), Fail, "上年支出"),
            (expense(json!({"actual": 9})), Skip, "未列"),
        ],
    );
    assert_eq!(ask("B08", &expense(json!({"budget": 10, "actual": 12, "prior": 8}))).said.lines().count(), 2);
}

#[test]
fn b09_expected_figures_are_there() {
    let all = json!({"basic": {"executed": 1}, "three_public": {"total": {"actual": 1}}, "carryover": 1, "procurement": {"budget": 1}, "assets": {"total": 1}});
    let answer = ask("B09", &funds(&json!({"carryover": 1})));
    assert_eq!((answer.state, answer.said.as_str()), (Fail, "未列明：基本支出与项目支出、“三公”经费、政府采购、资产"));
    assert_eq!(answer.keys, ["B09"]);
    assert_eq!(ask("B09", &funds(&all)).state, Pass);
    let told = "基本支出 30 万元，项目支出 70 万元。“三公”经费支出 2 万元，公务接待费有所下降。政府采购金额 5 万元，固定资产 600 万元。";
    assert_eq!(ask("B09", &funds_and_text(&json!({"carryover": 1}), told)).state, Pass);
    let cells = ["支出合计", "基本支出", "项目支出", "405.30", "286.10", "119.20"];
    let cells = json!({"duties": [], "text": cells.map(|cell| json!({"text": cell})), "funds": {"carryover": 1}});
    assert_eq!(ask("B09", &cells).said, "未列明：“三公”经费、政府采购、资产");
    let none = crate::checks::tests::own("[expects]\nblocks = []\n");
    let answer = crate::checks::tests::ask_by("B09", &funds(&json!({})), &crate::review::Review::default(), &none);
    assert_eq!(answer.state, Skip);
}

#[test]
fn b10_unspent_money_is_explained() {
    let unspent = |executed: &str, text: &str| funds_and_text(&json!({"adjusted": 100, "executed": executed}), text);
    assert_table(
        "B10",
        &[
            (unspent("95", ""), Pass, "100 万元 − 95 万元 = 5.00 万元，未执行部分占 5 %"),
            (unspent("94", "预算执行较好。"), Fail, "占 6 %，超过 5 %"),
            (unspent("94", "未支付资金系项目验收推迟。"), Pass, "报告已说明"),
            (unspent("94", "部分项目前期工作准备不充分，资金支出进度滞后。"), Pass, "报告已说明"),
            (funds(&json!({"adjusted": 100})), Skip, "未列执行数"),
        ],
    );
}

#[test]
fn b11_money_and_output_go_together() {
    let line = |spend: &str, actual: &str| json!({"indicators": [{"name": "服务人数", "spend": spend, "actual": actual}]});
    assert_table(
        "B11",
        &[
            (line("1000元", "748人"), Fail, "1000元 ÷ 748人 = 1.34 元"),
            (line("5万元", "748人"), Pass, "1 项"),
            (line("5万元", "95%"), Skip, "没有同时列明"),
        ],
    );
    assert_eq!(ask("B11", &line("1000元", "748人")).keys, ["B11@indicator-1"]);
}

#[test]
fn b12_results_go_with_the_money() {
    let report = |score: u32, executed: u32, own_row: Value| {
        let mut lines = vec![json!({"name": "服务人数", "weight": 90, "self_score": score})];
        lines.extend(own_row.as_object().map(|_| own_row.clone()));
        json!({"funds": {"adjusted": 100, "executed": executed}, "indicators": lines})
    };
    let row = json!({"name": "预算执行率", "weight": 10, "self_score": "0.8"});
    assert_table(
        "B12",
        &[
            (report(90, 8, Value::Null), Fail, "（红色预警）"),
            (report(90, 96, row), Fail, "（红色预警）"),
            (report(90, 96, Value::Null), Pass, "不超过 5 %"),
            (report(60, 75, Value::Null), Warn, "（黄色预警）"),
            (json!({"indicators": [{"name": "服务人数"}], "funds": {"adjusted": 1}}), Skip, "没有同时列明分值和自评得分"),
        ],
    );
}

#[test]
fn a_condition_is_put_as_the_department_can_be_asked() {
    let answer = ask("B01", &funds(&json!({"adjusted": "100", "executed": "96", "rate": "50%"})));
    assert_eq!(
        answer.conditions,
        "报告列明执行数 96 万元、调整后预算数 100 万元，据此计算执行率为 96%，与报告所列执行率 50% 不一致。请说明执行率的计算口径，或更正有关数据。"
    );
}
