//! Each subcommand through the built program: what it prints, what it leaves on disk, its exit code.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::Arc;

use serde_json::{Value, json};
use shenyue::report::Report;
use shenyue::review::{Act, Kind, Put, PutKey, Review, Reviewer, Stage, Stamp};
use shenyue::store::{Desk, Home, RealVfs};
use tempfile::TempDir;

#[test]
fn help_is_chinese_unless_english_is_asked_for() {
    let place = Place::new();
    let help = place.run(&["--help"]);
    assert!(help.text.contains("用法: shenyue [选项] [文件或文件夹]"), "{}", help.text);
    assert_eq!(help.code, 0);
    assert!(place.run(&["--lang", "en", "--help"]).text.contains("Usage: shenyue [OPTIONS] [FILE|FOLDER]"));
    assert!(place.run(&["show", "--lang=en", "--help"]).text.contains("For people (text) or for programs (json)"));
}

#[test]
fn wrong_usage_is_exit_code_2_and_says_what_to_do() {
    let place = Place::new();
    let wrong = place.run(&["--thema", "dark"]);
    assert_eq!(wrong.code, 2);
    assert_eq!(wrong.text, "");
    assert!(wrong.problem.contains("没有这个参数：--thema"), "{}", wrong.problem);
    assert_eq!(place.run(&["--ascii", "show", "x.json"]).code, 2);
}

#[test]
fn without_a_terminal_no_window_opens() {
    let place = Place::new();
    place.reviewed("x.json", "张三", &[]);
    let refused = place.run(&["x.json"]);
    assert_eq!(refused.code, 2);
    assert!(refused.problem.contains("终端"), "{}", refused.problem);
}

#[test]
fn a_locale_without_utf8_is_warned_of() {
    let place = Place::new();
    let output = place.command(&["schema"]).env("LANG", "zh_CN.GB18030").output().unwrap();
    assert!(Run::of(output).problem.contains("zh_CN.GB18030"));
    assert_eq!(place.run(&["schema"]).problem, "");
}

#[test]
fn the_schema_is_json() {
    let schema: Value = serde_json::from_str(&Place::new().run(&["schema"]).text).unwrap();
    assert!(schema["$schema"].is_string());
}

#[test]
fn keys_are_printed_in_both_languages_and_as_markdown() {
    let place = Place::new();
    let plain = place.run(&["keys"]);
    assert!(plain.text.contains("Ctrl-S") && !plain.text.contains('|'), "{}", plain.text);
    assert!(place.run(&["keys", "--markdown"]).text.contains("|---|"));
    assert_ne!(place.run(&["keys", "--lang", "en"]).text, plain.text);
}

#[test]
fn completions_and_the_manual_page_name_every_command() {
    let place = Place::new();
    for args in [&["completions", "bash"][..], &["completions", "zsh"], &["completions", "fish"], &["man"]] {
        let text = place.run(args).text;
        for command in ["import", "check", "show", "verify", "merge", "rules", "schema", "keys"] {
            assert!(text.contains(command), "{command} is missing in {args:?}");
        }
        assert!(!text.contains('\u{1f}'), "both languages at once in {args:?}");
    }
}

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
fn verify_says_what_holds_and_what_does_not() {
    let place = Place::new();
    place.reviewed("x.json", "张三", &[mark("duty-1", "accepted")]);
    let sound = place.run(&["verify", "x.json"]);
    assert_eq!(sound.code, 0, "{}", sound.text);
    assert!(sound.text.contains("未发现改动") && sound.text.contains("操作记录末端"), "{}", sound.text);

    let text = fs::read_to_string(place.path("x.json")).unwrap();
    fs::write(place.path("report-changed.json"), text.replacen("培训期数", "培训次数", 1)).unwrap();
    let changed = place.run(&["verify", "report-changed.json"]);
    assert_eq!(changed.code, 1, "{}", changed.text);
    assert!(changed.text.contains("✗ 报告：审核后有修改"), "{}", changed.text);

    fs::write(place.path("act-changed.json"), text.replacen("zhang@pc", "wang@pc", 1)).unwrap();
    let forged = place.run(&["verify", "act-changed.json"]);
    assert_eq!(forged.code, 1, "{}", forged.text);
    assert!(forged.text.contains("✗ 操作记录") && forged.text.contains("张三"), "{}", forged.text);
}

#[test]
fn merge_joins_all_acts_over_the_first_report() {
    let place = Place::new();
    place.reviewed("a.json", "张三", &[mark("duty-1", "accepted")]);
    place.reviewed("b.json", "李四", &[mark("duty-1", "problem"), mark("duty-2", "accepted")]);
    let merged = place.run(&["merge", "a.json", "b.json", "-o", "ab.json"]);
    assert_eq!(merged.code, 0, "{}", merged.problem);
    assert!(merged.text.contains("意见不一致 1 处"), "{}", merged.text);
    let shown = place.run(&["show", "ab.json"]);
    assert!(shown.text.contains("& 初审 无疑问  职责 1") && shown.text.contains("& 初审 有问题  职责 1"), "{}", shown.text);
    assert!(shown.text.contains("初审：已审 1/5，无疑问 1，有问题 0，待补资料 0，不适用 0，意见不一致 1"), "{}", shown.text);
    assert!(shown.text.lines().any(|line| line == "& 初审 职责 1"), "{}", shown.text);
    assert_eq!(place.run(&["verify", "ab.json"]).code, 0);

    let report = |name| Report::load(fs::read(place.path(name)).unwrap()).unwrap().report.without_review().concat();
    assert_eq!(report("ab.json"), report("a.json"));

    let again = place.run(&["merge", "ab.json", "b.json", "-o", "ab.json"]);
    assert_eq!(again.code, 4, "an existing file is not written over");
    let same = place.run(&["merge", "b.json", "a.json", "-o", "ba.json"]);
    assert_eq!(same.code, 0);
    let events = |name| {
        let mut events: Vec<String> = fs::read_to_string(place.path(name))
            .unwrap()
            .lines()
            .filter(|line| line.contains("\"prev\""))
            .map(|line| line.trim().trim_end_matches(',').to_owned())
            .collect();
        events.sort();
        events
    };
    assert_eq!(events("ab.json"), events("ba.json"), "in any order the same");
}

#[test]
fn a_merge_over_another_report_says_so() {
    let place = Place::new();
    place.reviewed("a.json", "张三", &[mark("duty-1", "accepted")]);
    place.reviewed("b.json", "李四", &[mark("duty-2", "accepted")]);
    let text = fs::read_to_string(place.path("b.json")).unwrap();
    fs::write(place.path("b.json"), text.replacen("培训期数", "培训次数", 1)).unwrap();
    let merged = place.run(&["merge", "a.json", "b.json", "-o", "ab.json"]);
    assert!(merged.text.contains("报告与第一个文件不同"), "{}", merged.text);
    assert!(merged.problem.contains("审核的不是同一份报告"), "{}", merged.problem);
}

#[test]
fn import_makes_an_assessment_and_never_writes_over_one() {
    let place = Place::new();
    fs::write(place.path("报告.txt"), REPORT_TEXT).unwrap();
    let made = place.run(&["import", "报告.txt", "-o", "局.json"]);
    assert_eq!(made.code, 0, "{}", made.problem);
    assert!(made.text.contains("局.json"), "{}", made.text);
    assert!(Report::load(fs::read(place.path("局.json")).unwrap()).is_ok());

    let before = fs::read(place.path("局.json")).unwrap();
    assert_eq!(place.run(&["import", "报告.txt", "-o", "局.json"]).code, 4);
    assert_eq!(fs::read(place.path("局.json")).unwrap(), before);
    assert_eq!(place.run(&["import", "报告.txt"]).code, 0, "beside it, under its own name");
    assert!(place.path("报告.json").exists());
    assert_eq!(place.run(&["import", "报告.txt"]).code, 0, "again: with a number");
    assert!(place.path("报告-2.json").exists());
}

#[test]
fn a_folder_of_packages_gives_one_assessment_each_and_says_who_lacks_what() {
    let place = Place::new();
    for (folder, file, bytes) in [
        ("甲局", "报告.txt", REPORT_TEXT.as_bytes()),
        ("甲局", "旧稿.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0"),
        ("乙局", "扫描.png", b"\x89PNG\r\n\x1A\n\0"),
        ("丙局", "报告.txt", REPORT_TEXT.as_bytes()),
    ] {
        fs::create_dir_all(place.path("报送").join(folder)).unwrap();
        fs::write(place.path("报送").join(folder).join(file), bytes).unwrap();
    }
    place.reviewed("报送/丙局.json", "张三", &[mark("duty-1", "accepted")]);
    let before = fs::read(place.path("报送/丙局.json")).unwrap();
    let run = place.run(&["import", "报送"]);
    assert_eq!(run.code, 0, "{}", run.problem);
    assert!(Report::load(fs::read(place.path("报送/甲局.json")).unwrap()).is_ok());
    assert!(!place.path("报送/乙局.json").exists());
    assert_eq!(fs::read(place.path("报送/丙局.json")).unwrap(), before);
    for said in [
        "甲局：职责",
        "未收到自评表",
        "旧稿.doc 是旧版 Word",
        "乙局：没有可读取的文件",
        "未收到自评报告",
        "已有审核记录，未动",
        "共 3 个部门，本次导入 1 个",
    ] {
        assert!(run.text.contains(said), "{said} in {}", run.text);
    }
    let listed: serde_json::Value = serde_json::from_str(&place.run(&["import", "报送", "--format", "json"]).text).unwrap();
    assert_eq!(
        listed.as_array().unwrap().iter().map(|row| row["outcome"].as_str().unwrap()).collect::<Vec<_>>(),
        ["kept_reviewed", "nothing", "kept"]
    );
}

#[test]
#[cfg(unix)]
fn nothing_is_left_out_of_a_package_in_silence() {
    use std::os::unix::ffi::OsStrExt;
    let place = Place::new();
    // 甲局 and 报告 in GBK, as an archive packed under Windows leaves them.
    let folder = place.path("报送").join(std::ffi::OsStr::from_bytes(b"\xBC\xD7\xBE\xD6"));
    fs::create_dir_all(folder.join("附件")).unwrap();
    fs::write(folder.join(std::ffi::OsStr::from_bytes(b"\xB1\xA8\xB8\xE6.txt")), REPORT_TEXT).unwrap();
    std::os::unix::fs::symlink("nowhere", folder.join("评分表.xlsx")).unwrap();
    fs::create_dir_all(place.path("报送/乙局")).unwrap();
    for n in 0..=200 {
        fs::write(place.path("报送/乙局").join(format!("{n:03}.png")), b"\x89PNG\r\n\x1A\n\0").unwrap();
    }
    let run = place.run(&["import", "报送"]);
    assert_eq!(run.code, 0, "{}", run.problem);
    assert!(Report::load(fs::read(place.path("报送/甲局.json")).unwrap()).is_ok());
    for said in ["甲局：职责", "附件：未读取", "评分表.xlsx：未读取。文件或文件夹不存在", "200.png：未读取", "另有 3 个文件或文件夹未读取"]
    {
        assert!(run.text.contains(said), "{said} in {}", run.text);
    }
    assert!(!run.text.contains("199.png：未读取"));
    let listed: serde_json::Value = serde_json::from_str(&place.run(&["import", "报送", "--format", "json"]).text).unwrap();
    let unread = |row: &serde_json::Value| row["not_read"].as_array().unwrap().iter().filter(|file| file["why"].is_string()).count();
    assert_eq!(listed.as_array().unwrap().iter().map(unread).collect::<Vec<_>>(), [1, 2]);
}

#[test]
fn import_refuses_what_is_no_report() {
    let place = Place::new();
    fs::write(place.path("a.txt"), "今天天气很好。\n").unwrap();
    assert_eq!(place.run(&["import", "a.txt", "-o", "a.json"]).code, 3);
    assert!(!place.path("a.json").exists());
    fs::write(place.path("a.pdf"), "%PDF-1.7\n").unwrap();
    let pdf = place.run(&["import", "a.pdf", "-o", "a.json"]);
    assert_eq!(pdf.code, 3);
    assert!(pdf.problem.contains("文件已损坏") && !pdf.problem.contains("damaged"), "{}", pdf.problem);
    assert_eq!(place.run(&["import", "missing.txt", "-o", "a.json"]).code, 3);
    assert_eq!(place.run(&["import", "a.txt", "missing.txt", "-o", "a.json"]).code, 3);
}

#[test]
fn a_record_that_cannot_be_read_is_neither_merged_nor_called_sound() {
    let place = Place::new();
    place.reviewed("a.json", "张三", &[mark("duty-1", "accepted")]);
    let text = ASSESSMENT.trim_end().trim_end_matches('}').to_owned();
    for review in [r#""review": 7"#, r#""review": {}, "review": {}"#, r#""review": {"format": "shenyue.review/1", "events": 3}"#] {
        fs::write(place.path("b.json"), format!("{text}, {review}}}")).unwrap();
        for files in [["b.json", "a.json"], ["a.json", "b.json"]] {
            let merged = place.run(&["merge", files[0], files[1], "-o", "ab.json"]);
            assert_eq!(merged.code, 3, "{review}: {}", merged.problem);
            assert!(merged.problem.contains("b.json") && !place.path("ab.json").exists(), "{}", merged.problem);
        }
        let verified = place.run(&["verify", "b.json"]);
        assert_eq!(verified.code, 1, "{review}: {}", verified.text);
        assert!(verified.text.contains("✗ 操作记录：无法核对"), "{}", verified.text);
    }
}

#[test]
fn acts_that_wait_in_a_journal_are_told_of() {
    let place = Place::new();
    place.reviewed("x.json", "张三", &[]);
    let home = Home::at(place.path("config"), place.path("state"), "zhang@pc".into());
    let mut opened = Desk::open(Arc::new(RealVfs), &home, &place.path("x.json"), false).unwrap();
    let stamp = Stamp { by: "r-1".into(), seat: "zhang@pc".into(), at: "2026-11-23T10:00:00+08:00".into() };
    let event = opened.review.stamp(&Act::Put(vec![comment("数据缺失")]), &stamp).unwrap();
    opened.desk.append(&[event]).unwrap();
    opened.desk.sync().unwrap();
    // As a kill leaves it.
    drop(opened);
    for args in [&["show", "x.json"][..], &["verify", "x.json"]] {
        let told = place.run(args).problem;
        assert!(told.contains("另有 1 条操作尚未写入文件") && told.contains(".x.json.shenyue-journal"), "{told}");
    }
}

#[test]
fn a_limit_on_file_sizes_is_told_not_died_of() {
    let place = Place::new();
    fs::write(place.path("报告.txt"), REPORT_TEXT).unwrap();
    let line = format!("ulimit -f 0; exec '{}' import 报告.txt", env!("CARGO_BIN_EXE_shenyue"));
    let output = Command::new("sh").args(["-c", &line]).current_dir(place.dir.path()).env("LANG", "zh_CN.UTF-8").output().unwrap();
    let limited = Run::of(output);
    assert_eq!(limited.code, 4, "{}", limited.problem);
    assert!(limited.problem.contains("文件大小"), "{}", limited.problem);
}

#[test]
fn messages_say_what_to_do_next() {
    let place = Place::new();
    place.reviewed("x.json", "张三", &[]);
    fs::write(place.path("报告.txt"), REPORT_TEXT).unwrap();
    assert!(place.run(&["import", "报告.txt"]).text.contains("接着：shenyue "));
    let taken = place.run(&["import", "报告.txt", "-o", "x.json"]).problem;
    assert!(taken.contains("已有同名文件") && taken.contains("换一个文件名") && !taken.contains("os error"), "{taken}");
    let open_it = place.run(&["import", "x.json"]);
    assert_eq!(open_it.code, 3);
    assert!(open_it.problem.contains("打开：shenyue "), "{}", open_it.problem);
    let misspelt = place.run(&["shwo", "x.json"]).problem;
    assert!(misspelt.contains("没有这个命令：shwo"), "{misspelt}");
    fs::write(place.path("old.txt"), b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0").unwrap();
    let old = place.run(&["import", "old.txt"]).problem;
    assert!(old.contains("doc、wps") && old.contains("请用 WPS 另存为 docx"), "{old}");
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

/// A folder to work in.
struct Place {
    dir: TempDir,
}

/// What a run of the program gave.
struct Run {
    code: i32,
    text: String,
    problem: String,
}

impl Run {
    fn of(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Self { code: output.status.code().unwrap(), text: text(output.stdout), problem: text(output.stderr) }
    }
}

impl Place {
    fn new() -> Self {
        Self { dir: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shenyue"));
        command.args(args).current_dir(self.dir.path()).env_clear().env("HOME", self.path("home")).env("LANG", "zh_CN.UTF-8");
        command
    }

    fn run(&self, args: &[&str]) -> Run {
        Run::of(self.command(args).output().unwrap())
    }

    /// An assessment reviewed by `name`, one act after another.
    fn reviewed(&self, file: &str, name: &str, acts: &[Put]) {
        let report = Report::load(ASSESSMENT.as_bytes().to_vec()).unwrap().report;
        let mut review = Review::default();
        let key = format!("r-{:012x}", name.len() * 31 + usize::from(name.as_bytes()[0]));
        let stamp = |n: usize| Stamp { by: key.clone(), seat: "zhang@pc".into(), at: format!("2026-11-23T10:00:{n:02}+08:00") };
        if !acts.is_empty() {
            let who = Reviewer { name: name.into(), ..Reviewer::default() };
            review.accept(review.introduction(&who, report.sha256(), &stamp(0)).unwrap());
        }
        for (n, act) in acts.iter().enumerate() {
            let event = review.stamp(&Act::Put(vec![act.clone()]), &stamp(n + 1)).unwrap();
            review.accept(event);
        }
        let bytes = if acts.is_empty() { ASSESSMENT.into() } else { report.with_review(&review.to_json(report.sha256())).concat() };
        fs::write(self.path(file), bytes).unwrap();
    }
}

fn mark(item: &str, to: &str) -> Put {
    let key = PutKey::Is(shenyue::review::mark_key(Stage::First, item));
    Put { kind: Kind::Mark, key, value: Some(json!({"to": to, "content": ""})), rules: false }
}

fn link(one: &str, other: &str) -> Put {
    let key = PutKey::Is(shenyue::review::link_key(one, other));
    Put { kind: Kind::Link, key, value: Some(json!("yes")), rules: false }
}

fn comment(text: &str) -> Put {
    let value = json!({"on": ["duty-1"], "kind": "question", "text": text});
    Put { kind: Kind::Comment, key: PutKey::New, value: Some(value), rules: false }
}

fn finding(title: &str) -> Put {
    let value = json!({"on": ["indicator-1"], "severity": "major", "title": title, "criteria": "预算法", "condition": "无佐证"});
    Put { kind: Kind::Finding, key: PutKey::New, value: Some(value), rules: false }
}

const ASSESSMENT: &str = r#"{
  "format": "shenyue.assessment/1",
  "report": {"title": "示例局2024年度部门整体支出绩效自评报告", "department": "示例局", "year": "2024"},
  "duties": [{"text": "负责全市示例工作的组织和协调。"}, {"text": "负责示例资料的管理。"}],
  "indicators": [{"name": "培训期数", "target": "12", "actual": "12", "unit": "期"}],
  "issues": [{"text": "部分项目执行进度偏慢。"}],
  "measures": [{"text": "加快项目执行。"}]
}
"#;

const REPORT_TEXT: &str = "示例局2024年度部门整体支出绩效自评报告

一、部门基本情况
（一）部门职能
1.负责全市示例工作的组织和协调。
2.负责示例资料的管理。

二、存在问题
1.部分项目执行进度偏慢。

三、改进措施
1.加快项目执行。
";

#[test]
fn papers_are_exported_whole_or_not_at_all() {
    let place = Place::new();
    place.reviewed("x.json", "张三", &[mark("duty-1", "accepted"), finding_put("甲")]);
    let made = place.run(&["export", "x.json", "-o", "文书", "--papers", "all"]);
    assert_eq!(made.code, 0, "{}", made.problem);
    assert!(made.text.lines().any(|line| line.ends_with("文书/x-复核意见.docx")), "{}", made.text);
    assert!(made.problem.contains("问1未填依据") && made.problem.contains("暂编"), "{}", made.problem);
    assert!(!made.problem.contains("未记录核实无误"), "a mark is a record of what is in order: {}", made.problem);
    let read = |name: &str| fs::read(place.path(name)).unwrap();
    let before = read("文书/x-复核意见.docx");
    assert_eq!(place.run(&["export", "x.json", "-o", "文书", "--papers", "all"]).code, 0, "over one's own papers nothing is asked");
    assert_eq!(read("文书/x-复核意见.docx"), before);

    fs::write(place.path("文书/x-整改台账.xlsx"), "别的文件").unwrap();
    let refused = place.run(&["export", "x.json", "-o", "文书", "--papers", "all"]);
    assert_eq!(refused.code, 4);
    assert!(refused.problem.contains("x-整改台账.xlsx") && refused.problem.contains("--force"), "{}", refused.problem);
    assert_eq!(read("文书/x-整改台账.xlsx"), "别的文件".as_bytes());
    assert_eq!(place.run(&["export", "x.json", "-o", "文书", "--papers", "all", "--force"]).code, 0);
    assert_ne!(read("文书/x-整改台账.xlsx"), "别的文件".as_bytes());
}

#[test]
fn what_is_wrong_with_the_reviewers_own_work_is_told_with_the_papers_and_keeps_none_back() {
    let place = Place::new();
    place.reviewed("x.json", "张三", &[finding_put("甲")]);
    let made = place.run(&["export", "x.json", "-o", "o", "--papers", "opinion", "--format", "md"]);
    assert_eq!(made.code, 0, "{}", made.problem);
    assert!(made.problem.contains("! 未记录核实无误的事项：审核标记 0 项、问题 1 个"), "{}", made.problem);
    let english = place.run(&["export", "x.json", "-o", "o", "--papers", "opinion", "--format", "md", "--lang", "en"]);
    assert!(english.problem.contains("! Nothing is recorded as found in order: 0 marks and 1 findings"), "{}", english.problem);
    let paper = fs::read_to_string(place.path("o/x-复核意见.md")).unwrap();
    assert!(!paper.contains("未记录核实无误"), "it is said to the reviewer alone");
}

#[test]
fn one_chooses_papers_and_formats_by_name() {
    let place = Place::new();
    place.reviewed("x.json", "张三", &[]);
    let made = place.run(&["export", "x.json", "-o", "o", "--papers", "findings,整改台账", "--format", "csv,json"]);
    let mut names: Vec<String> =
        fs::read_dir(place.path("o")).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names, ["x-复核发现问题清单.csv", "x-审核数据.json", "x-整改台账.csv"], "{}", made.problem);
    assert_eq!(place.run(&["export", "x.json", "--papers", "poem"]).code, 2);
    assert_eq!(place.run(&["export", "x.json", "--papers", "opinion", "--format", "xlsx"]).code, 2);
}

#[test]
fn a_wrong_template_is_told_with_its_line_and_nothing_is_written() {
    let place = Place::new();
    place.reviewed("x.json", "张三", &[]);
    fs::create_dir(place.path("t")).unwrap();
    let own = place.run(&["templates", "notice.toml"]).text;
    fs::write(place.path("t/notice.toml"), own.replacen("{部门}", "{部们}", 1)).unwrap();
    let refused = place.run(&["export", "x.json", "-o", "o", "--templates", "t"]);
    assert_eq!(refused.code, 3);
    assert!(refused.problem.contains("notice.toml 第 3 行") && refused.problem.contains("部们"), "{}", refused.problem);
    assert!(!place.path("o").exists());
    fs::write(place.path("t/notice.toml"), own.replacen("整改事项", "需要整改的事项", 1)).unwrap();
    assert_eq!(place.run(&["export", "x.json", "-o", "o", "--templates", "t", "--papers", "notice", "--format", "md"]).code, 0);
    assert!(place.run(&["templates"]).text.contains("opinion.toml"));
    assert!(place.run(&["templates", "--names"]).text.contains("{部门}"));
    assert_eq!(place.run(&["templates", "poem.toml"]).code, 2);
}

fn finding_put(title: &str) -> Put {
    Put::add(Kind::Finding, &json!({"title": title, "on": ["duty-1"], "severity": "major"}))
}

#[test]
fn what_is_exported_without_a_word_is_what_the_review_is_ripe_for() {
    let place = Place::new();
    place.reviewed("x.json", "张三", &[mark("duty-1", "accepted"), finding_put("甲")]);
    let made = place.run(&["export", "x.json", "-o", "o"]);
    assert_eq!(made.code, 0, "{}", made.text);
    assert!(made.text.contains("工作底稿.xlsx") && !made.text.contains("x-复核意见.docx"), "{}", made.text);
}

#[test]
fn a_folder_of_assessments_becomes_one_summary() {
    let place = Place::new();
    place.reviewed("x.json", "张三", &[mark("duty-1", "accepted"), finding_put("甲")]);
    fs::create_dir(place.path("批")).unwrap();
    fs::copy(place.path("x.json"), place.path("批/甲.json")).unwrap();
    fs::create_dir(place.path("批/一区")).unwrap();
    fs::copy(place.path("x.json"), place.path("批/一区/乙.JSON")).unwrap();
    fs::write(place.path("批/别的.json"), "{}").unwrap();
    let made = place.run(&["export", "--summary", "批", "-o", "o", "--format", "xlsx,md"]);
    assert_eq!(made.code, 0, "{}", made.text);
    let words = fs::read_to_string(place.path("o/复核结果汇总表.md")).unwrap();
    assert!(words.contains("共2个部门") && words.contains("甲.json") && words.contains("一区/乙.JSON"), "{words}");
    assert!(place.path("o/复核结果汇总表.xlsx").exists());
    assert_eq!(place.run(&["export", "--summary", "批", "-o", "o", "--format", "xlsx,md"]).code, 0, "over its own nothing is asked");
    fs::write(place.path("o/复核结果汇总表.md"), "改").unwrap();
    assert_ne!(place.run(&["export", "--summary", "批", "-o", "o", "--format", "md"]).code, 0);
    fs::create_dir(place.path("空")).unwrap();
    assert_ne!(place.run(&["export", "--summary", "空"]).code, 0);
    assert_eq!(place.run(&["export"]).code, 2, "a file or a folder is wanted");
}

#[test]
fn the_printed_settings_are_right_and_wrong_ones_are_told_with_line_and_column() {
    let place = Place::new();
    for lang in ["zh", "en"] {
        let sample = place.run(&["config", "--lang", lang]);
        assert_eq!(sample.code, 0);
        fs::write(place.path("sample.toml"), &sample.text).unwrap();
        assert_eq!(place.run(&["config", "--check", "sample.toml"]).code, 0);
    }
    fs::write(place.path("wrong.toml"), "theme = \"pink\"\nfont = 1\nsave_after = 0\n").unwrap();
    let wrong = place.run(&["config", "--check", "wrong.toml", "--lang", "en"]);
    assert_eq!(wrong.code, 1);
    let places: Vec<&str> = wrong.text.lines().filter_map(|line| line.split_once("wrong.toml:")?.1.split(": ").next()).collect();
    assert_eq!(places, ["1:9", "2:1", "3:14"], "{}", wrong.text);
    fs::write(place.path("broken.toml"), "theme = \nlines = “ascii”\n").unwrap();
    let broken = place.run(&["config", "--check", "broken.toml", "--lang", "zh"]);
    assert!(broken.text.contains("broken.toml:1:") && broken.text.contains("等号后面没有值（解析程序原文："), "{}", broken.text);
    assert!(broken.text.contains("broken.toml:2:") && broken.text.contains("“ 是中文符号，请改用英文的 \""), "{}", broken.text);
    assert_eq!(place.run(&["config", "--check", "missing.toml"]).code, 3);
}
