//! Comments, phrases, drafts.

use crate::harness::Harness;
use shenyue::review::CommentKind;

#[test]
fn a_comment_is_written_on_an_item() {
    let mut app = Harness::bureau();
    app.keys("j c").expect("批注  职责 2").text("缺少绩效数据").keys("Enter").text("请补充。").keys("C-s");
    app.says("已批注；请把输入法切回英文").expect("注1 疑问").expect("缺少绩效数据").expect("张三  2026-11-23 10:02");
    app.keys("c Tab").paste("另一条\n两行").keys("C-s").expect("注2 建议");
    assert!(app.row("2 指导全市").contains("注1+1"));
    let [one, two] = app.review().comments() else { panic!() };
    assert_eq!(one.standing.settled().unwrap().text, "缺少绩效数据\n请补充。");
    assert_eq!(two.standing.settled().unwrap().kind, CommentKind::Suggestion);
    assert_eq!(two.standing.settled().unwrap().on, ["duty-2"]);
}

#[test]
fn a_comment_is_written_on_a_passage() {
    let mut app = Harness::bureau();
    app.keys("6").says("选段").keys("V").says("方向键").keys("Right Right").keys("C").expect("引文").text("出处？").keys("C-s");
    let comment = app.review().comments()[0].standing.settled().unwrap().clone();
    assert_eq!(comment.quote.unwrap().exact, "贯彻执行文化工作的法律法规，拟订全市文化事业发展规划并组织实施。指");
    assert_eq!(comment.on, ["duty-1"]);
    app.keys("v t").expect("注1");
}

#[test]
fn a_passage_without_an_item_is_commented_on_its_paragraph() {
    let mut app = Harness::bureau();
    app.keys(": 1 0 Enter C").expect("第 10 段").text("与决算不一致").keys("C-s").expect("注1");
    let comment = app.review().comments()[0].standing.settled().unwrap().clone();
    assert_eq!(comment.on, ["p-10"]);
    assert_eq!(comment.quote.unwrap().exact, "我局全年调整后预算5,632.18万元，实际支出5,601.04万元，预算执行率99.45%。");
}

#[test]
fn a_comment_is_changed_and_removed() {
    let mut app = Harness::bureau();
    app.keys("i").says("还没有批注或问题").keys("c").text("一").keys("C-s i").text("二").keys("C-s").says("批注已修改").expect("一二");
    app.keys("c").text("三").keys("C-s i").expect("修改哪一条？").keys("2").text("四").keys("C-s").expect("三四");
    app.keys("Delete").expect("删除哪一条？").keys("1").says("已删除").refuse("一二").expect("三四").keys("u").expect("一二");
}

#[test]
fn phrases_are_inserted_by_digit_with_their_places_filled() {
    let mut app = Harness::bureau();
    app.keys("3 c C-p").expect("插入常用语").keys("1");
    app.refuse("插入常用语").keys("C-s");
    let text = app.review().comments()[0].standing.settled().unwrap().text.clone();
    assert!(text.chars().count() > 4 && !text.contains('{'), "{text}");
}

#[test]
fn esc_puts_a_draft_aside_and_it_comes_back() {
    let mut app = Harness::bureau();
    app.keys("c").text("写到一半").keys("Esc").refuse("写到一半");
    app.keys("j c").refuse("写到一半").keys("Esc k c").expect("写到一半").expect("接着上次收起的草稿").keys("Esc");
    assert!(app.review().is_empty());
    let mut app = app.reopen();
    app.says("1 份没写完的草稿").expect("草稿 1 份");
    app.keys(":").text("草稿").keys("Enter").expect("批注  职责 1").expect("丢弃").keys("1").expect("写到一半").keys("Esc");
    app.keys("c").expect("写到一半").text("，写完").keys("C-s").expect("写到一半，写完");
    let mut app = app.reopen();
    app.refuse("草稿").expect("写到一半，写完").keys("c").refuse("接着上次");
}

#[test]
fn an_emptied_text_is_no_draft() {
    let mut app = Harness::bureau();
    app.keys("c").text("写").keys("Esc").expect("草稿 1 份").keys("c Backspace Esc").refuse("草稿 1 份");
    let mut app = app.reopen();
    app.refuse("草稿");
}

#[test]
fn the_text_one_was_writing_is_open_again() {
    let mut app = Harness::bureau();
    app.keys("3 j c").text("还没有写完").wait_ms(300).keys("C-c C-c");
    let mut app = app.open_again();
    app.expect("还没有写完").expect("批注  指标 2").keys("C-s");
    assert_eq!(app.review().comments_on("indicator-2").len(), 1);
}
