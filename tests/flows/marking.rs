//! Marks, and who makes them.

use std::fs;

use crate::harness::{BUREAU, Harness, Setup, reviewer};
use crate::mark;
use shenyue::review::{Kind, MarkTo, Stage};

#[test]
fn a_mark_is_made_and_progress_follows() {
    let mut app = Harness::bureau();
    app.expect("已审 0/15");
    app.keys("a").expect("已审 1/15").says("职责 1 无疑问").expect("第 2/3 项");
    app.keys("x").expect("已审 2/15").expect("有问题").expect("第 2/3 项");
    app.keys("e").expect("待补资料").expect("已审 2/15");
    app.keys("-").expect("不适用").keys("-").says("已是“不适用”");
    app.keys("0").expect("已审 1/15").says("未审").keys("0").says("本项还没有标记");
    app.keys("j a").says("本栏已到末尾").expect("第 3/3 项");
    app.keys("3 a").says("指标 1 核实无误").keys("4 j j a").says("措施 1 可行");
    assert_eq!(app.evidence(), BUREAU);
}

#[test]
fn the_next_open_item_is_found_across_the_lists() {
    let mut app = Harness::bureau();
    app.keys("a a a ] u").expect("── 任务 1.1 ").keys("e ] u").expect("── 任务 1.2 ").keys("[ u").says("前面没有了");
    app.keys("] u ] u")
        .expect("── 任务 2 ")
        .keys("[ u")
        .expect("── 任务 1.3 ")
        .keys("4 G ] u")
        .says("后面没有了")
        .keys("] e")
        .says("后面没有了")
        .keys("[ e")
        .expect("── 任务 1.1 ");
    app.keys("] e").says("后面没有了");
}

#[test]
fn the_name_is_asked_once_before_the_first_act() {
    let mut app = Harness::open_with(BUREAU, Setup { reviewer: None, ..Setup::default() });
    app.keys("j k").refuse("由谁审核");
    app.keys("x").expect("由谁审核？").keys("C-s").says("请填姓名");
    app.text("李四").keys("Enter").text("示例市财政局").keys("Enter 1 Enter");
    app.says("职责 1 有问题").expect("李四 初审");
    app.keys("j x").refuse("由谁审核").says("职责 2 有问题");
    let mut app = app.reopen();
    app.keys("e").refuse("由谁审核").expect("李四 初审");
    let review = app.review();
    let names: Vec<String> = review.keys(Kind::Reviewer).iter().map(|key| review.reviewer(key).unwrap().name).collect();
    assert_eq!(names, ["李四"]);
}

#[test]
fn a_reviewer_named_at_the_start_signs_every_act() {
    let mut me = reviewer("王五");
    me.key.clear();
    let mut app = Harness::open_with(BUREAU, Setup { reviewer: Some(me), ..Setup::default() });
    app.keys("x j x");
    for event in app.review().events() {
        assert_eq!(app.review().reviewer(&event.stamp.by).map(|by| by.name).as_deref(), Some("王五"), "{event:?}");
    }
}

#[test]
fn later_is_an_answer_to_who_reviews_and_nothing_is_marked() {
    let mut app = Harness::open_with(BUREAU, Setup { reviewer: None, ..Setup::default() });
    app.keys("a Esc").refuse("由谁审核");
    assert!(app.review().is_empty());
}

#[test]
fn each_stage_has_its_own_marks() {
    let mut app = Harness::bureau();
    app.keys("a").expect("已审 1/15");
    app.keys(": ").text("审核人").keys("Enter Enter Enter 2 Enter").expect("张三 复审").expect("已审 0/15");
    app.keys("k x").expect("已审 1/15");
    assert_eq!(mark(app.review(), "duty-1"), Some(MarkTo::Accepted));
    assert_eq!(app.review().mark(Stage::Recheck, "duty-1").settled().map(|mark| mark.to), Some(MarkTo::Problem));
}

#[test]
fn what_a_mark_replaces_is_said() {
    let mut app = Harness::bureau();
    app.keys("x").says("职责 1 有问题；F 记为问题").keys("a").says("职责 1 无疑问（原为有问题）");
    app.keys("k F").text("未见佐证").keys("Enter v i k a").says("已是“无疑问”");
}

#[test]
fn a_corrected_name_stays_the_same_person() {
    let mut app = Harness::bureau();
    app.keys("a :").text("审核人").keys("Enter").keys("Backspace").text("四").keys("Enter Enter Enter");
    app.expect("姓名变了").expect("换人：由张四审核").keys("2").expect("张四 初审");
    app.keys("u").says("已撤销：职责 1 无疑问");
}

#[test]
fn an_item_changed_after_its_mark_says_so() {
    let mut app = Harness::bureau();
    app.keys("3 j a q");
    let written = fs::read_to_string(app.file()).unwrap();
    let mut app = Harness::open(&written.replace("\"target\": \"12\"", "\"target\": \"15\""));
    app.keys("3 j").expect("审核后报告有修改");
    assert!(app.row("2 新建社区书屋数量").contains('~'), "{}", app.picture());
    app.keys("x").refuse("审核后报告有修改");
}
