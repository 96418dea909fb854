//! export, templates, the summary of a folder.

use std::fs;

use crate::{Place, mark};
use serde_json::json;
use shenyue::review::{Kind, Put};

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
