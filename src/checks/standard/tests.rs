//! Each check of the scoring standards hits, passes and skips.

use serde_json::{Value, json};

use crate::checks::State::{Fail, Pass, Skip, Warn};
use crate::checks::tests::{ask_by, assert_table, own};
use crate::review::Review;

fn one(line: Value) -> Value {
    json!({"indicators": Value::from(vec![line])})
}

fn told(text: &str) -> Value {
    json!({"duties": [], "text": [{"text": text}]})
}

fn done(sign: &str, target: &str, actual: &str) -> Value {
    one(json!({"name": "甲", "comparator": sign, "target": target, "actual": actual}))
}

#[test]
fn n1_the_standard_speaks_of_its_rows_points() {
    let line = |standard: &str| one(json!({"name": "甲", "weight": 5, "standard": standard}));
    assert_table(
        "N1",
        &[
            (line("“三公”变动率≤0，计8分；每超过一个百分点扣0.8分。"), Fail, "写明 8 分，指标分值 5 分"),
            (line("达到得5分，每低1个百分点扣0.5分。"), Pass, "一致"),
            (line("未完成不得分。"), Skip, "没有同时写明得分"),
            (one(json!({"name": "甲", "weight": 5})), Skip, "未列计分规则"),
        ],
    );
}

#[test]
fn n2_a_standard_can_be_applied() {
    let lines = |standard: Value| json!({"indicators": [{"name": "甲", "standard": "完成得5分"}, {"name": "乙", "standard": standard}]});
    assert_table(
        "N2",
        &[
            (lines(json!("未达指标值酌情扣分")), Fail, "“乙”计分规则为“未达指标值酌情扣分”"),
            (lines(Value::Null), Fail, "“乙”未列计分规则"),
            (lines(json!("完成得5分，否则酌情扣分")), Pass, "2 项"),
            (one(json!({"name": "甲"})), Skip, "未列计分规则"),
        ],
    );
}

#[test]
fn n3_a_total_on_an_edge_is_told_with_its_side() {
    let total = |score: Value| json!({"duties": [], "self": {"score": score}});
    assert_table(
        "N3",
        &[
            (total(json!("90.00")), Warn, "（含本数）为“优”"),
            (total(json!(91)), Pass, "对应等级为“优”"),
            (total(Value::Null), Skip, "未列自评总分"),
        ],
    );
    let strict = own("[grades]\nlower_inclusive = false\n");
    assert!(ask_by("N3", &total(json!(90)), &Review::default(), &strict).said.contains("（不含本数）为“良”"));
}

#[test]
fn n4_an_equal_sign_is_not_overfulfilled() {
    assert_table(
        "N4",
        &[
            (done("=", "10", "12"), Warn, "指标值 ＝10，完成 12"),
            (done("=", "10", "10"), Pass, "1 项"),
            (done("≥", "10", "12"), Skip, "没有计算符号为“＝”"),
        ],
    );
}

#[test]
fn n5_a_limit_is_not_passed_twice_over() {
    assert_table(
        "N5",
        &[
            (done("≤", "10", "20"), Fail, "20 ÷ 10 = 2 倍"),
            (done("≤", "10", "19.9"), Pass, "1 项"),
            (done("≤", "0", "1"), Skip, "没有计算符号为“≤”"),
        ],
    );
}

#[test]
fn n6_a_target_of_0_is_all_or_nothing() {
    assert_table(
        "N6",
        &[(done("=", "0起", "0起"), Warn, "0起"), (done("≥", "3", "3"), Pass, "1 项"), (done("定性", "优", "优"), Skip, "没有定量指标值")],
    );
}

#[test]
fn n7_a_rate_names_its_denominator() {
    assert_table(
        "N7",
        &[
            (told("全年结转结余率为 3.2%。"), Fail, "“全年结转结余率为 3.2%。”未说明计算口径"),
            (told("结转结余占支出预算数的比例（结转结余率）为 3.2%。"), Pass, "1 处"),
            (one(json!({"name": "预算完成率", "actual": "98%"})), Fail, "指标“预算完成率”"),
            (told("执行率 99%。"), Skip, "未列预算完成率"),
        ],
    );
}

#[test]
fn n8_cost_stands_on_one_level() {
    let lines = |first: &str, second: &str| json!({"indicators": [{"name": "甲", "levels": ["成本指标", "经济成本"]}, {"name": "乙", "levels": [first, second]}]});
    assert_table(
        "N8",
        &[
            (lines("产出指标", "成本指标"), Fail, "二级指标为成本的 1 项（如“乙”）"),
            (lines("成本指标", "社会成本"), Pass, "一级 2 项"),
            (one(json!({"name": "甲"})), Skip, "未列一级、二级指标"),
        ],
    );
}

#[test]
fn n9_who_answers_for_a_firm_signs() {
    assert_table(
        "N9",
        &[
            (told("本次自评委托第三方机构协助完成。"), Fail, "报告未见主评人"),
            (
                json!({"duties": [], "text": [{"text": "本次自评委托第三方机构协助完成。"}, {"text": "主评人：张三（签章）"}]}),
                Pass,
                "列有主评人",
            ),
            (told("由财务处组织自评。"), Skip, "未提及第三方"),
        ],
    );
}
