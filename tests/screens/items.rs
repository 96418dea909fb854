//! Items, the report's text, coverage, and what is written on them.

use crate::harness::{BUREAU, Harness};
use crate::{compare, under_review};

#[test]
fn items() {
    compare("items", under_review);
}

#[test]
fn items_unreviewed() {
    compare("items_unreviewed", |setup| Harness::open_with(BUREAU, setup));
}

#[test]
fn a_card() {
    compare("card", |setup| {
        let mut app = under_review(setup);
        app.keys("5");
        app
    });
}

#[test]
fn report_text() {
    compare("text", |setup| {
        let mut app = under_review(setup);
        app.keys("v t : 8 Enter j V j");
        app
    });
}

#[test]
fn coverage() {
    compare("coverage", |setup| {
        let mut app = under_review(setup);
        app.keys("v m Space");
        app
    });
}

#[test]
fn coverage_proposed() {
    compare("coverage_proposed", |setup| {
        let mut app = under_review(setup);
        app.keys("v m o V j L j d");
        app
    });
}

#[test]
fn coverage_table() {
    compare("coverage_table", |setup| {
        let mut app = under_review(setup);
        app.keys("v m o o j");
        app
    });
}

#[test]
fn the_menu() {
    compare("menu", |setup| {
        let mut app = under_review(setup);
        app.keys("Enter Down");
        app
    });
}

#[test]
fn a_comment() {
    compare("comment", |setup| {
        let mut app = under_review(setup);
        app.keys("v t : 8 Enter j j C").text("计划 90 场、完成 88 场，差 2 场。").keys("Enter").text("请说明是否调整过计划，并提供台账。");
        app
    });
}

#[test]
fn phrases() {
    compare("phrases", |setup| {
        let mut app = under_review(setup);
        app.keys("c C-p Down");
        app
    });
}

#[test]
fn linking() {
    compare("linker", |setup| {
        let mut app = under_review(setup);
        app.keys("L Down");
        app
    });
}

#[test]
fn a_window_too_small() {
    compare("small", |setup| {
        let mut app = under_review(setup);
        app.resize(40, 10);
        app
    });
}
