//! What only reads: show, check, score, rules.

use std::fs;

use crate::{ASSESSMENT, Place, comment, finding, link, mark};
use serde_json::{Value, json};
use shenyue::report::Report;
use shenyue::review::{Kind, Put, PutKey, Stage};

#[test]
fn show_gives_what_the_fold_gives() {
    let place = Place::new();
    place.reviewed(
        "x.json",
        "张三",
        &[
            mark("duty-1", "accepted"),
            mark("indicator-1", "problem"),
            comment("数据缺失"),
            finding("指标完成值无佐证"),
            link("duty-1", "indicator-1"),
        ],
    );
    let shown = place.run(&["show", "x.json"]);
    assert_eq!(shown.code, 0, "{}", shown.problem);
    for line in [
        "初审：已审 2/5",
        "✓ 初审 无疑问  职责 1  负责全市示例工作的组织和协调。",
        "✗ 初审 有问题  指标 1  培训期数",
        "注1 疑问  职责 1",
        "    数据缺失",
        "问1 较重 拟提  指标 1  指标完成值无佐证",
        "    依据：预算法",
        "    问题描述：无佐证",
        "职责 1 — 指标 1  有关联",
    ] {
        assert!(shown.text.contains(line), "no {line:?} in\n{}", shown.text);
    }
    let json: Value = serde_json::from_str(&place.run(&["show", "x.json", "--format", "json"]).text).unwrap();
    assert_eq!(json["progress"][0]["reviewed"], 2);
    assert_eq!(json["marks"][0]["key"], "first/duty-1");
    assert_eq!(json["marks"][0]["values"][0]["value"]["to"], "accepted");
    assert_eq!(json["comments"][0]["values"][0]["value"]["text"], "数据缺失");
    assert_eq!(json["findings"][0]["number"], 1);
    assert_eq!(json["heads"].as_array().unwrap().len(), 1);
    assert_eq!(json["reviewers"][0]["name"], "张三");
}

#[test]
fn check_shows_its_arithmetic_for_people_and_for_programs() {
    let place = Place::new();
    fs::write(place.path("x.json"), FUNDS).unwrap();
    let checked = place.run(&["check", "x.json"]);
    assert_eq!(checked.code, 0, "{}", checked.problem);
    for line in ["不符 · 较重 · B01 执行率与收支数据不一致", "    96 万元 ÷ 100 万元 = 96 % → 96 %，报告所列为 97%（按调整后预算数计算）"]
    {
        assert!(checked.text.contains(line), "no {line:?} in\n{}", checked.text);
    }
    let english = place.run(&["--lang", "en", "check", "x.json"]).text;
    assert!(english.contains("Fails · Major · B01"), "{english}");
    let json: Value = serde_json::from_str(&place.run(&["check", "x.json", "--format", "json"]).text).unwrap();
    assert_eq!((&json["file"], &json["rules"]["id"]), (&json!("x.json"), &json!("base")));
    let states = json["checks"].as_array().unwrap().iter().map(|check| check["state"].as_str().unwrap());
    let count = |state: &str| states.clone().filter(|other| *other == state).count() as u64;
    for state in ["pass", "fail", "warn", "skip"] {
        assert_eq!(json["summary"][state], count(state), "{state}");
    }
    let rate = &json["checks"][0];
    assert_eq!(
        (&rate["id"], &rate["state"], &rate["severity"], &rate["reason"]),
        (&json!("B01"), &json!("fail"), &json!("major"), &Value::Null)
    );
    assert!(rate["detail"].as_str().unwrap().contains("96 % → 96 %"));
    assert_eq!(rate["items"], json!(["funds"]));
}

#[test]
fn check_ends_with_1_only_if_asked_to() {
    let place = Place::new();
    fs::write(place.path("x.json"), FUNDS).unwrap();
    fs::write(place.path("own.toml"), OWN_PACK).unwrap();
    let code = |args: &[&str]| place.run(&[&["check", "x.json"], args].concat()).code;
    assert_eq!(code(&[]), 0);
    assert_eq!(code(&["--fail-on", "fail"]), 1);
    assert_eq!(code(&["--fail-on", "warn"]), 1);
    assert_eq!(code(&["--rules", "nowhere"]), 2);
    assert_eq!(code(&["--rules", "nowhere.toml"]), 3);
    let own = place.run(&["check", "x.json", "--rules", "own.toml"]);
    assert!(own.text.contains("所用评分标准（本委口径）不作此项核查"), "{}{}", own.text, own.problem);
    fs::create_dir_all(place.path("home/.config/shenyue/rules")).unwrap();
    fs::copy(place.path("own.toml"), place.path("home/.config/shenyue/rules/ours.toml")).unwrap();
    assert_eq!(place.run(&["check", "x.json", "--rules", "ours"]).text, own.text);
}

#[test]
fn check_goes_by_the_standard_the_review_names_before_the_one_asked_for() {
    let place = Place::new();
    let by = |file: &str, args: &[&str]| {
        let checked = place.run(&[&["check", file, "--format", "json"], args].concat());
        let json: Value = serde_json::from_str(&checked.text).unwrap();
        (json["rules"]["id"].as_str().unwrap().to_owned(), checked.problem)
    };
    let frame = |pack: &str| {
        let value = Some(json!({"pack": pack, "version": "1", "rows": []}));
        Put { kind: Kind::Frame, key: PutKey::Is("frame".into()), value, rules: false }
    };
    place.reviewed("x.json", "张三", &[frame("hubei")]);
    place.reviewed("y.json", "张三", &[frame("gone")]);
    assert_eq!(by("x.json", &[]), ("hubei".into(), String::new()));
    assert_eq!(by("x.json", &["--rules", "hunan-h1"]).0, "hubei");
    let (pack, problem) = by("y.json", &["--rules", "hunan-h1"]);
    assert_eq!(pack, "hunan-h1");
    assert!(problem.contains("评分标准 gone 在本机没有找到"), "{problem}");
}

#[test]
fn score_prints_the_sheet_for_people_and_for_programs() {
    let place = Place::new();
    let scored = |from: &str| {
        let key = PutKey::Is(shenyue::review::score_key(Stage::First, "indicator-1"));
        Put { kind: Kind::Score, key, value: Some(json!({"from": from})), rules: false }
    };
    let base = shenyue::rules::load("base", shenyue::rules::bundled_text("base").unwrap(), &|_| None).unwrap();
    let weights = json!([{"id": "indicator-1", "weight": "100"}]);
    let frame = json!({"pack": "base", "version": base.version, "sha256": base.sha256, "rows": weights});
    let frame = Put { kind: Kind::Frame, key: PutKey::Is("frame".into()), value: Some(frame), rules: false };
    let deducting = json!({"title": "无台账", "criteria": "口径1", "condition": "无台账", "deductions": [{"indicator": "indicator-1", "points": "17.6"}]});
    let finding = Put { kind: Kind::Finding, key: PutKey::New, value: Some(deducting), rules: false };
    place.reviewed("x.json", "张三", &[frame, scored("weight"), finding]);
    let text = place.run(&["score", "x.json"]);
    assert_eq!(text.code, 0, "{}", text.problem);
    for line in [
        "初审 · 评分标准：通用核查口径",
        "复核得分：82.40",
        "等级：良（82.40 分，高出“良”下限（80 分）2.40 分；尚未定稿的问1决定能否达到“优”）",
        "问1：无台账",
    ] {
        assert!(text.text.contains(line), "no {line:?} in\n{}", text.text);
    }
    let english = place.run(&["--lang", "en", "score", "x.json", "--what-if", "indicator-1/from=70"]).text;
    assert!(english.contains("review score: 82.40") && english.contains("trial: 82.40 良 → 52.40 差 (−30.00)"), "{english}");
    let json: Value = serde_json::from_str(&place.run(&["score", "x.json", "--format", "json", "--pack", "hubei"]).text).unwrap();
    assert_eq!(
        (&json["totals"]["review"]["total"], &json["grade"], &json["bridge"]["end"]),
        (&json!("82.40"), &json!("良"), &json!("82.40"))
    );
    assert_eq!((&json["rows"][0]["weight"][0]["origin"], &json["rows"][0]["score"]), (&json!("frame"), &json!("82.40")));
    let tried = &json["what_if"]["sheet"];
    assert_eq!((&tried["standard"]["trial"], &tried["totals"]["review"]["total"]), (&json!(true), &Value::Null));
    let code = |args: &[&str]| place.run(&[&["score", "x.json"], args].concat()).code;
    assert_eq!([code(&["--pack", "nowhere"]), code(&["--what-if", "indicator-9=1"]), code(&["--what-if", "indicator-1"])], [2, 2, 2]);
    assert_eq!((place.run(&["score", "none.json"]).code, code(&["--stage", "final"])), (3, 0));
}

#[test]
fn hundreds_of_files_are_checked_in_their_order_and_a_refused_one_stops_none() {
    let place = Place::new();
    let names: Vec<String> = (0..300).map(|n| format!("{n}.json")).collect();
    for name in &names {
        fs::write(place.path(name), if name == "7.json" { "[]" } else { FUNDS }).unwrap();
    }
    let args: Vec<&str> = ["check", "--format", "json"].into_iter().chain(names.iter().map(String::as_str)).collect();
    let checked = place.run(&args);
    assert_eq!(checked.code, 3);
    assert!(checked.problem.contains("7.json"), "{}", checked.problem);
    let files: Vec<Value> = checked.text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["file"].clone()).collect();
    let expected: Vec<Value> = names.iter().filter(|name| *name != "7.json").map(|name| json!(name)).collect();
    assert_eq!(files, expected);
}

#[test]
fn rules_lists_checks_and_packs_and_shows_one() {
    let place = Place::new();
    let all = place.run(&["rules"]).text;
    assert!(all.contains("B01 执行率与收支数据不一致") && all.contains("gz-2021-outline"), "{all}");
    let base = place.run(&["rules", "base"]).text;
    assert!(base.contains("adjustment_max") && base.contains("[GK+]"), "{base}");
    let json: Value = serde_json::from_str(&place.run(&["rules", "--format", "json"]).text).unwrap();
    assert_eq!(json["packs"][0]["id"], "base");
    let pack: Value = serde_json::from_str(&place.run(&["rules", "base", "--format", "json"]).text).unwrap();
    assert_eq!(pack["thresholds"]["adjustment_max"]["value"], "30");
    fs::write(place.path("wrong.toml"), "id = \"wrong\"\nversion = 0.5\n").unwrap();
    let wrong = place.run(&["rules", "wrong.toml"]);
    assert_eq!(wrong.code, 3);
    assert!(wrong.problem.contains("wrong.toml 第 2 行"), "{}", wrong.problem);
}

#[test]
fn what_changed_since_it_was_judged_is_told() {
    let place = Place::new();
    let report = Report::load(ASSESSMENT.into()).unwrap().report;
    let mut judged = mark("indicator-1", "accepted");
    judged.value = Some(json!({"to": "accepted", "content": report.content(report.find("indicator-1").unwrap())}));
    place.reviewed("x.json", "张三", &[judged]);
    assert!(!place.run(&["show", "x.json"]).text.contains("审核后报告有修改"));
    let text = fs::read_to_string(place.path("x.json")).unwrap();
    fs::write(place.path("x.json"), text.replacen("培训期数", "培训次数", 1)).unwrap();
    assert!(place.run(&["show", "x.json"]).text.contains("~ 审核后报告有修改"));
    let json: Value = serde_json::from_str(&place.run(&["show", "x.json", "--format", "json"]).text).unwrap();
    assert_eq!(json["stale"], json!(["first/indicator-1"]));
}

#[test]
fn escapes_in_a_report_do_not_reach_the_terminal() {
    let place = Place::new();
    fs::write(place.path("x.json"), ASSESSMENT.replacen("示例局", r"示例局\u001b]52;c;eA\u0007\u202e", 2)).unwrap();
    let shown = place.run(&["show", "x.json"]).text;
    assert!(shown.contains("␛]52"), "{shown:?}");
    assert!(!shown.contains(['\u{1b}', '\u{7}', '\u{202e}']));
    let hostile = "\u{1b}[2J\u{202e}.json";
    for args in [&["show", hostile][..], &["import", hostile], &["merge", hostile, "x.json", "-o", "y.json"], &[hostile, "x.json"]] {
        let refused = place.run(args);
        assert!(refused.code > 1 && !refused.problem.contains(['\u{1b}', '\u{202e}']), "{args:?}");
    }
    fs::copy(place.path("x.json"), place.path(hostile)).unwrap();
    for args in [&["verify", hostile][..], &["merge", hostile, "x.json", "-o", "\u{1b}]0;y.json"]] {
        let done = place.run(args);
        assert_eq!(done.code, 0, "{args:?} {}", done.problem);
        assert!(!(done.text + &done.problem).contains(['\u{1b}', '\u{202e}']), "{args:?}");
    }
}

#[test]
fn what_is_no_assessment_is_exit_code_3() {
    let place = Place::new();
    fs::write(place.path("x.json"), "[1, 2,]").unwrap();
    for args in [["show", "x.json"], ["verify", "x.json"], ["show", "missing.json"]] {
        let refused = place.run(&args);
        assert_eq!(refused.code, 3, "{args:?} {}", refused.problem);
        assert!(refused.problem.contains(args[1]), "{}", refused.problem);
        assert_eq!(refused.text, "");
    }
}

#[test]
fn reading_commands_leave_nothing_behind() {
    let place = Place::new();
    place.reviewed("x.json", "张三", &[mark("duty-1", "accepted")]);
    let before = fs::read(place.path("x.json")).unwrap();
    place.run(&["show", "x.json"]);
    place.run(&["verify", "x.json"]);
    assert_eq!(fs::read(place.path("x.json")).unwrap(), before);
    let names: Vec<_> = fs::read_dir(place.dir.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["x.json"]);
}

/// A report whose printed rate is not the one its figures give.
const FUNDS: &str = r#"{"duties": [], "funds": {"adjusted": "100", "executed": "96", "rate": "97%"}}"#;

const OWN_PACK: &str = "id = \"own\"\nversion = \"1\"\nname = \"本委口径\"\nextends = \"base\"\n[checks.B01]\non = false\n";
