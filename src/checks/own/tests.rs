//! Each check of the reviewer's own work hits, passes and skips.

use serde_json::{Value, json};

use crate::checks::State::{self, Fail, Pass, Skip, Warn};
use crate::checks::tests::{Answer, ask_by, base, report, review};
use crate::checks::{CHECKS, Facts, Family, lint};
use crate::review::{Kind, Review};

fn lines() -> Value {
    json!({"duties": [{"text": "甲"}], "indicators": [
        {"name": "培训人次", "weight": "10", "self_score": "9", "target": "100", "actual": "80", "comparator": "≥"},
        {"name": "满意度", "weight": "20", "self_score": "20"}
    ]})
}

fn ask(id: &str, puts: &[(Kind, &str, Value)]) -> Answer {
    ask_by(id, &lines(), &review(puts), &base())
}

fn score(n: u32, value: Value) -> (Kind, &'static str, Value) {
    (Kind::Score, if n == 1 { "first/indicator-1" } else { "first/indicator-2" }, value)
}

fn finding(key: &'static str, value: Value) -> (Kind, &'static str, Value) {
    (Kind::Finding, key, value)
}

fn deducting(n: u32, points: &str, title: &str) -> Value {
    let indicator = format!("indicator-{n}");
    json!({"title": title, "criteria": "口径4", "condition": "未提供问卷", "deductions": [{"indicator": indicator, "points": points}]})
}

/// What a reviewer has put, what a check says of it, and words that must be said.
type Case<'a> = (Vec<(Kind, &'a str, Value)>, State, &'a str);

fn assert_says(id: &str, cases: &[Case<'_>]) {
    for (puts, state, words) in cases {
        let answer = ask(id, puts);
        assert_eq!(answer.state, *state, "{id}: {}", answer.said);
        assert!(answer.said.contains(words), "{id}: {}", answer.said);
    }
}

#[test]
fn r01_every_indicator_has_a_score() {
    let one = score(1, json!({"from": "self"}));
    assert_says(
        "R01",
        &[
            (vec![], Skip, "尚无复核得分"),
            (vec![one.clone()], Fail, "“满意度”未填复核得分"),
            (vec![one, score(2, json!({"from": "weight"}))], Pass, "2 项"),
            (vec![score(1, json!({"from": "formula"})), score(2, json!({"from": "formula"}))], Fail, "“满意度”"),
            (vec![score(1, json!({"from": "formula"})), score(2, json!({"from": 18.5}))], Pass, "2 项"),
        ],
    );
}

#[test]
fn r02_a_deduction_has_a_reason_and_grounds() {
    let full = score(2, json!({"from": "weight"}));
    let bare = json!({"title": "甲", "condition": "未提供问卷", "deductions": [{"indicator": "indicator-2", "points": "2"}]});
    assert_says(
        "R02",
        &[
            (vec![], Skip, "尚无"),
            (vec![full.clone()], Skip, "没有低于分值"),
            (vec![full.clone(), score(1, json!({"from": "8"}))], Fail, "“培训人次”：核减 2 分，未写扣分原因"),
            (vec![full.clone(), score(1, json!({"from": "8", "reason": "口径7，未达标"}))], Pass, "1 项"),
            (vec![full.clone(), finding("f1", bare)], Fail, "扣 2 分，未写明依据或事实"),
            (vec![full, finding("f1", deducting(2, "2", "甲"))], Pass, "1 项"),
        ],
    );
}

#[test]
fn r03_what_is_stated_is_what_is_taken() {
    let said = |from: &str, reason: &str| vec![score(1, json!({"from": from, "reason": reason}))];
    assert_says(
        "R03",
        &[
            (said("8", "未达标"), Skip, "未写明比例或分数"),
            (said("8", "未提供问卷，扣60%"), Fail, "说明“扣 60%”，实扣 20%（分值 10）"),
            (said("4", "未提供问卷，扣60%"), Pass, "1 处"),
            (said("4.5", "扣60%"), Pass, "1 处"),
            (said("8", "扣1分"), Fail, "说明“扣 1 分”，实扣 2 分"),
        ],
    );
}

#[test]
fn r04_what_nothing_proves_earns_nothing() {
    let mark = (Kind::Mark, "first/indicator-1", json!({"to": "needs_evidence"}));
    assert_says(
        "R04",
        &[
            (vec![score(1, json!({"from": "8"}))], Skip, "没有认定无佐证材料"),
            (vec![score(1, json!({"from": "8", "reason": "未提供佐证"}))], Fail, "“未提供佐证”，复核得分 8 分"),
            (vec![score(1, json!({"from": "0", "reason": "未提供佐证"}))], Pass, "1 项"),
            (vec![score(1, json!({"from": "8"})), mark], Warn, "“待补充佐证材料”"),
        ],
    );
}

#[test]
fn r05_a_score_above_the_departments_own_has_a_reason() {
    assert_says(
        "R05",
        &[
            (vec![], Skip, "尚无"),
            (vec![score(1, json!({"from": "weight"}))], Fail, "复核得分 10 > 自评得分 9"),
            (vec![score(1, json!({"from": "weight", "reason": "补报材料证明已完成"}))], Pass, "1 项"),
            (vec![score(1, json!({"from": "self"}))], Pass, "1 项"),
        ],
    );
}

#[test]
fn r06_the_same_fault_costs_the_same_share() {
    let full = || vec![score(1, json!({"from": "weight"})), score(2, json!({"from": "weight"}))];
    let with = |a: Value, b: Value| full().into_iter().chain([finding("f1", a), finding("f2", b)]).collect::<Vec<_>>();
    assert_says(
        "R06",
        &[
            (full(), Skip, "没有两项以上"),
            (with(deducting(1, "3", "无问卷"), deducting(2, "20", "无问卷")), Warn, "“培训人次”扣 30%，“满意度”扣 100%"),
            (with(deducting(1, "3", "无问卷"), deducting(2, "6", "无问卷")), Pass, "1 类"),
            (with(deducting(1, "3", "无问卷"), deducting(2, "20", "无台账")), Skip, "没有两项以上"),
        ],
    );
    let mut gone = deducting(2, "20", "无问卷");
    gone["state"] = json!("withdrawn");
    assert_eq!(ask("R06", &with(deducting(1, "3", "无问卷"), gone)).state, Skip);
}

#[test]
fn r07_a_count_is_what_is_recorded() {
    let counted = |condition: &str, on: &[&str]| vec![finding("f1", json!({"title": "甲", "condition": condition, "on": on}))];
    let two = ["indicator-1", "indicator-2"];
    assert_says(
        "R07",
        &[
            (counted("指标未设指标值", &two), Skip, "没有写明数量"),
            (counted("3项指标未设指标值", &two), Fail, "表述为 3 项指标，记录的对象为 2 项"),
            (counted("报告所列 10 项指标中，2 个绩效指标未设指标值", &two), Pass, "1 处"),
            (counted("报告所列 10 项指标未列分值", &["indicator-1"]), Skip, "没有写明数量"),
        ],
    );
}

#[test]
fn r08_what_is_in_order_is_recorded() {
    let mark = |to: &str| vec![(Kind::Mark, "first/duty-1", json!({"to": to}))];
    assert_says(
        "R08",
        &[(vec![], Skip, "尚无审核标记"), (mark("problem"), Fail, "没有核实无误的记录"), (mark("accepted"), Pass, "已标记核实无误 1 项")],
    );
}

#[test]
fn the_latest_stage_is_judged_and_lint_alone_speaks_of_the_review() {
    let puts = [score(1, json!({"from": "weight"})), (Kind::Score, "recheck/indicator-1", json!({"from": "self"}))];
    assert!(ask("R01", &puts).said.contains("“满意度”"));
    assert_eq!(ask("R05", &puts).state, Pass);
    let (report, none, pack) = (report(&lines()), Review::default(), base());
    let facts = Facts::of(&report, &none, &pack);
    let ids: Vec<&str> = lint(&facts).iter().map(|verdict| verdict.check.id).collect();
    assert_eq!(ids, ["R01", "R02", "R03", "R04", "R05", "R06", "R07", "R08"]);
    assert!(lint(&facts).iter().all(|verdict| verdict.state() == Skip));
    assert_eq!(crate::checks::run(&facts).len(), CHECKS.iter().filter(|check| check.family != Family::Review).count());
}
