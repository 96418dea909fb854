//! Each check of issues and measures hits, passes and skips; and a change of the sample turns it alone.

use serde_json::{Value, json};

use crate::checks::State::{Fail, Pass, Skip, Warn};
use crate::checks::tests::{ask, ask_by, assert_table, base, review, sample};
use crate::review::{Kind, Review};

fn both(issues: &[&str], measures: &[&str]) -> Value {
    let list = |texts: &[&str]| texts.iter().map(|text| json!({"text": text})).collect::<Value>();
    json!({"issues": list(issues), "measures": list(measures)})
}

fn none() -> Value {
    json!({"duties": []})
}

#[test]
fn q01_issues_and_measures_answer_each_other() {
    assert_table(
        "Q01",
        &[
            (both(&["设备老化"], &["申请设备更新经费"]), Pass, "措辞均有对应"),
            (both(&["设备老化", "人员兼职"], &["更新设备", "细化目标值"]), Warn, "问题“人员兼职”与措施“细化目标值”仅按顺序对应"),
            (both(&["设备老化"], &["更新设备", "细化目标值"]), Warn, "措施“细化目标值”未见对应的问题"),
            (both(&["设备老化", "人员兼职"], &[]), Warn, "列明问题 2 个，未列改进措施"),
            (none(), Skip, "未列存在问题和改进措施"),
        ],
    );
    let linked = json!({"issues": [{"text": "甲", "measures": ["measure-1"]}, {"text": "乙"}], "measures": [{"text": "丙"}]});
    let answer = ask("Q01", &linked);
    assert_eq!((answer.state, answer.keys), (Warn, vec!["Q01@issue-2".to_owned()]));
    let confirmed = review(&[(Kind::Link, "issue-2+measure-1", json!("yes"))]);
    assert_eq!(ask_by("Q01", &linked, &confirmed, &base()).state, Pass);
}

#[test]
fn q02_a_measure_says_who_when_and_what() {
    assert_table(
        "Q02",
        &[
            (both(&[], &["由财务处牵头，2022年6月前修订经费管理办法"]), Pass, "1 项"),
            (both(&[], &["修订经费管理办法"]), Fail, "未明确责任单位、完成时限"),
            (json!({"measures": [{"text": "加强培训", "owner": "人事处", "deadline": "年底", "output": "培训2期"}]}), Pass, "1 项"),
            (none(), Skip, "未列改进措施"),
        ],
    );
    assert_eq!(ask("Q02", &sample()).keys, ["Q02@measure-1", "Q02@measure-2"]);
}

#[test]
fn q03_an_issue_states_a_fact_an_amount_or_a_cause() {
    assert_table(
        "Q03",
        &[
            (both(&["预算支付均衡性有待提高"], &[]), Fail, "仅有判断"),
            (both(&["监督有待加强，仍需进一步完善"], &[]), Fail, "仅有判断"),
            (both(&["四季度支付占全年 46%"], &[]), Pass, "1 个"),
            (both(&["支付不均衡。受工程结算周期影响"], &[]), Pass, "1 个"),
            (both(&["预算编制不够细化，部分站点改造跨年实施"], &[]), Pass, "1 个"),
            (none(), Skip, "未列存在问题"),
        ],
    );
    let supplied = review(&[(Kind::Supplement, "issue-1/cause", json!({"value": "结算周期长", "source": "电话核实"}))]);
    assert_eq!(ask_by("Q03", &both(&["支付均衡性有待提高"], &[]), &supplied, &base()).state, Pass);
}

#[test]
fn q04_a_score_and_the_issues_agree() {
    let scored = |score: &str, issues: &[&str]| {
        let mut json = both(issues, &[]);
        json["self"] = json!({"score": score});
        json
    };
    assert_table(
        "Q04",
        &[
            (scored("98", &["支付不均衡"]), Fail, "自评得分 98 ≥ 98，同时列明问题 1 个"),
            (scored("97.99", &["支付不均衡"]), Pass, "97.99 < 98"),
            (scored("90", &["暂无"]), Fail, "未列存在问题"),
            (scored("90", &[]), Fail, "未列存在问题"),
            (both(&["支付不均衡"], &[]), Skip, "未列自评得分"),
        ],
    );
    assert_eq!(ask_by("Q04", &scored("99分", &["慢"]), &Review::default(), &base()).state, Fail);
}

#[test]
fn q05_lost_points_have_a_reason() {
    let line = |score: &str, reason: Option<&str>| json!({"indicators": [{"name": "造林成活率", "weight": "20", "self_score": score, "deviation_reason": reason}]});
    assert_table(
        "Q05",
        &[
            (line("15", None), Fail, "“造林成活率”：20 − 15 = 5 分"),
            (line("15", Some("无")), Fail, "未说明失分原因"),
            (line("15", Some("持续干旱")), Pass, "1 项"),
            (line("20", None), Pass, "1 项"),
            (json!({"indicators": [{"name": "甲", "weight": "20"}]}), Skip, "没有同时列明"),
        ],
    );
    let told = json!({
        "text": [{"id": "p-1", "text": "及时率目标 100%，自评 6.5 分。主要是资金年末才下达。"}],
        "indicators": [{"name": "及时率", "weight": "8", "self_score": "6.5", "at": {"text": "p-1", "start": 0, "end": 3}}]
    });
    assert_eq!(ask("Q05", &told).state, Pass);
}
