//! Filters.

use crate::harness::Harness;

#[test]
fn a_filter_shows_what_fits_and_says_what_it_hides() {
    let mut app = Harness::bureau();
    app.keys("3 j e f")
        .text("标记：待补资料")
        .expect("符合 1/15 项")
        .keys("Enter")
        .says("符合 1/15 项")
        .expect("隐藏 3")
        .expect("没有符合筛选的项");
    app.keys("3").expect("新建社区书屋数量").refuse("送戏下乡场次 ");
    app.keys("0").expect("已不符").keys("R").expect("没有同时符合的项").expect("回到 15 项").keys("1").expect("1 职责").refuse("隐藏");
}

#[test]
fn a_row_stays_where_it_is_until_one_asks_anew() {
    let mut app = Harness::bureau();
    app.keys("f").text("mark:none pane:duty").keys("Enter 1").expect("隐藏 15".replace("15", "4").as_str());
    app.keys("a").expect("已不符").says("职责 1 无疑问").expect("第 2/");
    app.keys("R").refuse("已不符").refuse("贯彻执行文化工作的法律法规，拟订全市文化事业发展»");
    app.keys("Esc").says("已取消筛选").refuse("隐藏");
}

#[test]
fn a_filter_is_chosen_without_letters_and_kept_by_name() {
    let mut app = Harness::bureau();
    app.keys("f Down Enter Down Enter")
        .expect("标记:未审")
        .expect("符合 15/15 项")
        .keys("C-s")
        .text("没看的")
        .keys("Enter Enter")
        .says("符合 15/15 项");
    app.keys("Esc");
    let mut app = app.reopen();
    app.keys("f")
        .expect("没看的")
        .keys("Down Enter")
        .says("符合 15/15 项")
        .keys("f C-u")
        .expect("没看的")
        .keys("Down Delete")
        .refuse("没看的");
}

#[test]
fn what_no_filter_can_tell_is_refused_with_its_reason() {
    let mut app = Harness::bureau();
    app.keys("f").text("score<60").expect("本版还不能按复核分筛选").keys("Enter").says("本版还不能").text(" x").keys("Esc").refuse("隐藏");
    app.keys("f").text("颜色:红").keys("Enter").says("没有“颜色”这一栏");
}
