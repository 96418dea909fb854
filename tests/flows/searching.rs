//! Searching.

use crate::harness::Harness;

#[test]
fn a_search_lists_hits_where_they_are_and_stays_at_the_one_chosen() {
    let mut app = Harness::bureau();
    app.keys("/").text("SQshuwu").expect("查找  SQshuwu").expect("审核内容 2").expect("报告原文 2").expect("任务 1.2").says("第 1 处/4");
    app.keys("Down").says("第 2 处/4").keys("Enter").says("SQshuwu 第 2 处/4").expect("── 指标 2 ");
    app.keys("n").says("第 3 处/4").expect(" 报告原文 ").keys("N").says("第 2 处/4").expect("── 指标 2 ");
    app.keys("n n n").says("第 1 处/4").keys("N").says("第 4 处/4");
    app.keys("C-o C-o C-o C-o C-o C-o");
    app.expect("── 1 职责");
}

#[test]
fn esc_in_a_search_leaves_everything_as_it_was() {
    let mut app = Harness::bureau();
    app.keys("3 j j");
    let before = app.screen();
    app.keys("F3").text("书屋").keys("Down Down Esc");
    assert_eq!(app.screen(), before);
    app.keys("n").says("还没有查找");
}

#[test]
fn a_search_is_widened_narrowed_and_done_again() {
    let mut app = Harness::bureau();
    app.keys("/").text("书屋").says("/4").text("x").expect("没有找到：书屋x").keys("Enter").says("没有找到").keys("Backspace Enter");
    app.keys("/").expect("审核内容 2").keys("Down Enter").says("书屋 第 2 处/4");
    app.keys("c").text("书屋台账").keys("C-s n").says("第 3 处/5");
    app.keys("Esc Esc n").says("还没有查找").keys("/").paste("图書館").expect("图书馆").keys("Enter").says("第 1 处/");
}

#[test]
fn comments_and_findings_are_found_and_gone_to() {
    let mut app = Harness::bureau();
    app.keys("c").text("请提供会议纪要").keys("C-s 3 F").text("缺少佐证材料").keys("Enter Esc");
    app.keys("v i 1 /").text("hyjy").expect("批注 1").expect("注1").keys("Enter").expect("── 职责 1 ");
    app.keys("/").text("缺少 佐证").expect("问题 1").expect("问1").keys("Enter").expect("━━ 问题 ");
}
