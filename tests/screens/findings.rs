//! Findings, the department's answers, opinions that differ.

use std::fs;

use crate::harness::{BUREAU, Harness, Setup, merged, reviewer};
use crate::{compare, under_review};

#[test]
fn findings() {
    compare("findings", |setup| {
        let mut app = under_review(setup);
        app.keys("3 G F").text("读者满意度没有设定指标值").keys("Enter Down Down Down Down");
        app
    });
}

/// Four findings, heard and unheard; the keys are in their list.
pub fn answered(setup: Setup) -> Harness {
    let mut app = under_review(setup);
    for title in ["读者满意度没有设定指标值", "书屋设备更新未见验收单", "培训人次与签到表不符"] {
        app.keys("3 G F Up Enter").text(title).keys("Enter v i");
    }
    app.keys("v f Esc g g H 3 I 1").text("因台风停演两场，已报备。").keys("C-s I 5").text("2026-12-01").keys("Enter");
    app.keys("Y 2").text("停演有报备材料，未完成的一场仍应扣分。").keys("C-s j I 3 Z 1 3 j H 2 G");
    app
}

#[test]
fn findings_answered() {
    compare("findings_answered", |setup| {
        let mut app = answered(setup);
        app.keys("g g V j");
        app
    });
}

#[test]
fn finding_form() {
    compare("finding_form", |setup| {
        let mut app = answered(setup);
        app.keys("g g Tab G Up Up Up Up Up Up Up Up Up Up");
        app
    });
}

#[test]
fn a_response() {
    compare("response", |setup| {
        let mut app = answered(setup);
        app.keys("g g I");
        app
    });
}

#[test]
fn a_ruling() {
    compare("ruling", |setup| {
        let mut app = answered(setup);
        app.keys("g g Y");
        app
    });
}

#[test]
fn a_rectification() {
    compare("rectification", |setup| {
        let mut app = answered(setup);
        app.keys("g g Z");
        app
    });
}

#[test]
fn a_call() {
    compare("call", |setup| {
        let mut app = under_review(setup);
        app.keys("K 1").text("公共服务科 王某").keys("Enter 3").text("2026-11-24 15:30").keys("Enter 4").text("演出台账");
        app.keys("Enter").text("签收记录").keys("C-s");
        app
    });
}

#[test]
fn no_findings() {
    compare("findings_empty", |setup| {
        let mut app = Harness::open_with(BUREAU, setup);
        app.keys("v f");
        app
    });
}

#[test]
fn differing_opinions() {
    compare("conflict", |setup| {
        let by = |name, keys: &str| {
            let mut app = Harness::open_with(BUREAU, Setup { reviewer: Some(reviewer(name)), ..Setup::default() });
            app.keys(keys).keys("q");
            fs::read_to_string(app.file()).unwrap()
        };
        let mut app = Harness::open_with(&merged(&by("李四", "3 j j x"), &by("王五", "3 j j a 2 e")), setup);
        app.keys("3 j j !");
        app
    });
}

#[test]
fn a_problem_in_council() {
    compare("council", |setup| {
        let mut app = under_review(setup);
        app.keys("v f Tab").keys(&"Down ".repeat(10)).keys("Enter").text("因汛期停演 2 场，已报备。").keys("C-s Esc v h O 2");
        app.text("1 停演有报备，少扣").keys("C-s");
        app
    });
}
