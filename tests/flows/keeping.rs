//! What is kept: leaving, saving, a second window, another program, a pulled plug.

use std::fs;

use crate::harness::{BUREAU, Harness, Setup, by_another, reviewer};
use crate::mark;
use shenyue::command::Msg;
use shenyue::review::MarkTo;

#[test]
fn everything_is_there_again_after_leaving() {
    let mut app = Harness::bureau();
    app.keys("x c").text("一句批注").keys("C-s F Up Enter").text("一个问题").keys("Enter Esc v i L").text("满意度").keys("Enter Esc");
    let before = app.review().to_json("");
    let mut app = app.reopen();
    assert_eq!(app.review().to_json(""), before);
    app.expect("有问题").expect("一句批注").expect("一个问题").expect("审核人关联").expect("尚无新操作");
    assert_eq!(app.evidence(), BUREAU);
}

#[test]
fn the_file_is_written_three_seconds_after_the_last_act() {
    let mut app = Harness::bureau();
    app.keys("x").expect("已记下").wait_ms(2_900);
    assert!(app.review_on_disk().is_empty());
    app.keys("j e").wait_ms(2_900);
    assert!(app.review_on_disk().is_empty());
    app.wait_ms(100).expect("已保存 10:02");
    assert_eq!(mark(&app.review_on_disk(), "duty-2"), Some(MarkTo::NeedsEvidence));
    assert_eq!(app.evidence(), BUREAU);
}

#[test]
fn ctrl_s_writes_now() {
    let mut app = Harness::bureau();
    app.keys("x C-s").expect("已保存 10:02");
    assert_eq!(mark(&app.review_on_disk(), "duty-1"), Some(MarkTo::Problem));
}

#[test]
fn pulling_the_plug_loses_nothing() {
    let mut app = Harness::bureau();
    app.keys("x c").text("批注").keys("C-s j c").text("草稿").wait_ms(200);
    assert!(app.review_on_disk().is_empty());
    let before = app.review().to_json("");
    let mut app = app.crash();
    app.expect("上次没有正常退出").expect("标记 1   批注 1   草稿 1").expect("恢复 3 处").keys("Esc").says("请选一项");
    app.keys("1").says("1 份草稿");
    assert_eq!(app.review().to_json(""), before);
    app.expect("注1 疑问").keys("j c").expect("草稿");
    app.keys("Esc").wait_ms(3_000);
    assert_eq!(app.review_on_disk().to_json(""), before);
}

#[test]
fn not_now_keeps_the_work_for_the_next_time() {
    let mut app = Harness::bureau();
    app.keys("x");
    let mut app = app.crash();
    app.keys("2").says("都还留着").expect("已审 0/15").keys("j e");
    let mut app = app.reopen();
    app.expect("上次没有正常退出").keys("1").expect("已审 2/15");
}

#[test]
fn what_only_another_reviewer_wrote_is_taken_in_on_saving() {
    let mut app = Harness::bureau();
    app.keys("x");
    fs::write(app.file(), by_another("李四", "j e")).unwrap();
    app.send(Msg::Focus).says("文件被别的程序改动过");
    app.keys("C-s").says("并入他人写下的").expect("已审 2/15");
    let disk = app.review_on_disk();
    assert_eq!((mark(&disk, "duty-1"), mark(&disk, "duty-2")), (Some(MarkTo::Problem), Some(MarkTo::NeedsEvidence)));
}

#[test]
fn a_second_window_is_told_who_reviews_now() {
    let first = Harness::open_with(BUREAU, Setup { reviewer: Some(reviewer("王五")), ..Setup::default() });
    first.second_window().says("（王五 ");
    let mut first = Harness::open_with(BUREAU, Setup { reviewer: None, ..Setup::default() });
    first.second_window().says("只读").refuse("李四");
    // Named before the first act: from then on it is theirs.
    first.keys("x").text("李四").keys("Enter").text("示例市财政局").keys("Enter 1 Enter").expect("李四 初审");
    first.second_window().says("（李四 ");
}

#[test]
fn a_report_changed_by_another_program_is_never_written_over() {
    let mut app = Harness::bureau();
    app.keys("x");
    let revised = BUREAU.replace("送戏下乡88场", "送戏下乡90场");
    fs::write(app.file(), &revised).unwrap();
    app.keys("C-s").expect("没有写入文件").expect("原因").expect("已保留").expect("下一步");
    assert_eq!(fs::read_to_string(app.file()).unwrap(), revised);
    app.keys("Esc").expect("1 处待写入");
    app.keys("q").expect("仍然退出").keys("2");
    assert!(app.session.is_over());
    assert_eq!(fs::read_to_string(app.file()).unwrap(), revised);
    let mut app = app.crash();
    app.expect("现在的报告与当时审核的不同").keys("1");
    assert_eq!(mark(app.review(), "duty-1"), Some(MarkTo::Problem));
}

#[test]
fn a_second_window_reads_and_refuses_to_write() {
    let first = Harness::bureau();
    let mut second = first.second_window();
    second.expect("只读").says("另一个窗口正在审核这个文件");
    for key in ["x", "c", "F", "L", "C-s", "u"] {
        second.keys(key).says("另一个窗口正在审核这个文件");
    }
    second.keys("j v t j g d").keys("q");
    assert!(second.session.is_over());
    assert_eq!(fs::read_to_string(first.file()).unwrap(), BUREAU);
}

#[test]
fn read_only_means_read_only() {
    let mut app = Harness::open_with(BUREAU, Setup { read_only: true, ..Setup::default() });
    app.keys("x").says("--read-only").keys("Enter 2").says("--read-only").keys("q");
    assert_eq!(fs::read_to_string(app.file()).unwrap(), BUREAU);
}

#[test]
fn leaving_without_writing_keeps_the_work_in_the_journal() {
    let mut app = Harness::bureau();
    app.keys("x").text(":q!").keys("Enter");
    assert!(app.session.is_over());
    assert!(app.review_on_disk().is_empty());
    let mut app = app.crash();
    app.keys("1").expect("已审 1/15");
}

#[test]
fn ctrl_c_says_how_to_leave_and_twice_leaves() {
    let mut app = Harness::bureau();
    app.keys("x c C-c").says("按 q 保存并退出").keys("j C-c").says("按 q 保存并退出").keys("C-c");
    assert!(app.session.is_over());
    assert_eq!(mark(&app.review_on_disk(), "duty-1"), Some(MarkTo::Problem));
}

#[test]
fn one_goes_on_where_one_left() {
    let mut app = Harness::bureau();
    app.keys("3 j j b v t : 8 Enter b v i f").text("pane:indicator").keys("Enter 3 j");
    let mut app = app.reopen();
    app.expect("── 指标 4 ").expect("隐藏 3").keys("'").expect("书签").expect("送戏下乡场次").keys("Down Enter").expect("── 指标 3 ");
    app.keys("b").says("已取消书签");
}
