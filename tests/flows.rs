//! What a reviewer does, as stories: from the first look to the file that is handed on.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod harness;

use harness::{BUREAU, Harness, Setup};

#[test]
fn the_first_screen_shows_the_lists_the_item_and_its_passage() {
    let mut app = Harness::bureau();
    app.expect("1 职责").expect("2 任务").expect("3 指标").expect("4 自查问题与措施");
    app.expect("第 1 项/3").expect("未审").expect("报告原文");
    assert!(app.row("› ").contains("贯彻执行文化工作"), "{}", app.picture());
    app.says("回车").says("Ctrl-S 保存").says("q 退出").says("? 帮助");
}

#[test]
fn digits_and_tab_walk_the_panes() {
    let mut app = Harness::bureau();
    for (key, focused) in [("2", "2 任务"), ("3", "3 指标"), ("4", "4 自查问题与措施"), ("1", "1 职责"), ("6", "报告原文"), ("5", "职责 1")]
    {
        app.keys(key);
        assert!(app.row(&format!("{focused} ")).contains('━'), "{key}\n{}", app.picture());
    }
    app.keys("1 Tab Tab Tab Tab Tab Tab").expect("第 1 项/3");
    assert!(app.row("1 职责").contains('━'));
    app.keys("S-Tab");
    assert!(app.row("报告原文").contains('━'));
}

#[test]
fn a_mark_is_made_and_progress_follows() {
    let mut app = Harness::bureau();
    app.expect("已审 0/12");
    app.keys("a").expect("已审 1/12").says("职责 1 无疑问").expect("第 2 项/3");
    app.keys("x").expect("已审 2/12").expect("✗").expect("第 2 项/3");
    app.keys("e").expect("待补资料").expect("已审 2/12");
    app.keys("-").expect("不适用");
    app.keys("0").expect("已审 1/12").says("未审");
    assert_eq!(app.evidence(), BUREAU);
}

#[test]
fn the_name_is_asked_once_before_the_first_act() {
    let mut app = Harness::open_with(BUREAU, Setup { reviewer: None, ..Setup::default() });
    app.keys("j k").refuse("由谁审核");
    app.keys("x").expect("由谁审核？").text("李四").keys("Enter").text("示例市财政局").keys("Enter 1 Enter");
    app.says("职责 1 有问题").expect("李四 初审");
    app.keys("j x").refuse("由谁审核").says("职责 2 有问题");
    let mut app = app.reopen();
    app.keys("e").refuse("由谁审核").expect("李四 初审");
    let review = app.review();
    let names: Vec<String> = review.keys(shenyue::review::Kind::Reviewer).iter().map(|key| review.reviewer(key).unwrap().name).collect();
    assert_eq!(names, ["李四"]);
}
