//! The record: verify, merge, acts that wait.

use std::fs;
use std::sync::Arc;

use crate::{ASSESSMENT, Place, comment, mark};
use shenyue::report::Report;
use shenyue::review::{Act, Stamp};
use shenyue::store::{Desk, Home, Intent, RealVfs};

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
    let mut opened = Desk::open(Arc::new(RealVfs), &home, &place.path("x.json"), Intent::Review("")).unwrap();
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
