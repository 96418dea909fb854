//! The start page, opening and importing from it, the tour.

use std::fs;

use crate::harness::{BUREAU, Harness, Setup};
use crate::mark;
use shenyue::review::MarkTo;

#[test]
fn the_start_page_opens_what_was_open_before() {
    let mut app = Harness::bureau();
    app.keys("x :").text("起始页").keys("Enter").expect("从哪里开始").expect("x.json");
    assert_eq!(mark(&app.review_on_disk(), "duty-1"), Some(MarkTo::Problem));
    app.keys("j x").says("还没有打开文件").keys("3 Enter").expect("已审 1/15");
}

#[test]
fn a_file_is_opened_and_a_text_imported_from_the_start_page() {
    let mut app = Harness::start(Setup::default());
    fs::write(app.folder().join("甲局.json"), BUREAU).unwrap();
    fs::write(app.folder().join("乙局.txt"), "乙局2024年度部门整体支出绩效自评报告\n一、部门基本情况\n（一）部门职责\n负责示例工作。\n")
        .unwrap();
    app.keys("1").expect("甲局.json").refuse("乙局.txt").keys("Enter").expect("已审 0/15");
    app.keys(":")
        .text("起始页")
        .keys("Enter 2")
        .expect("乙局.txt")
        .refuse("甲局.json")
        .text("乙")
        .keys("Enter")
        .expect("读出的内容")
        .keys("A Enter")
        .expect("已审 0/1");
    assert!(app.folder().join("乙局.json").exists());
}

#[test]
fn what_cannot_be_opened_says_why_and_nothing_is_lost() {
    let mut app = Harness::start(Setup::default());
    fs::write(app.folder().join("坏.json"), "{\"format\": ").unwrap();
    app.keys("1 Enter").expect("没有打开").expect("原因").keys("Enter").expect("从哪里开始");
}

#[test]
fn the_tour_vanishes_by_doing() {
    let mut app = Harness::sample(Setup::default());
    app.expect("第 1 步/5").keys("j").expect("第 2 步/5").keys("a").expect("第 3 步/5");
    app.keys("c").text("批注").keys("C-s").expect("第 4 步/5").keys("F").text("问题").keys("Enter").expect("第 5 步/5");
    app.keys(":").text("文件位置").keys("Enter").expect("文件在哪里").keys("Esc").refuse("新手引导");
}

#[test]
fn the_tour_promises_a_copy_only_where_it_is_one() {
    Harness::sample(Setup::default()).expect("样例的副本，改坏无妨");
    Harness::bureau().keys(":").text("新手引导").keys("Enter").expect("第 1 步/5").refuse("副本");
}

#[test]
fn the_tour_may_be_closed() {
    let mut app = Harness::sample(Setup::default());
    app.expect("新手引导").keys("Esc").says("可再打开").keys(":").text("新手引导").keys("Enter").expect("第 1 步/5");
}
