//! Several items at once.

use crate::harness::Harness;
use crate::{acts, finding, mark};
use shenyue::review::MarkTo;

#[test]
fn a_range_is_marked_in_one_act_and_undone_in_one() {
    let mut app = Harness::bureau();
    app.keys("3 j a 3 g g V j j j").expect("已选 4").keys("Enter").expect("核实无误 (3/4)").keys("Esc");
    let before = acts(app.review());
    app.keys("a").says("核实无误 (3/4)；1 项原已如此").refuse("已选");
    assert_eq!(acts(app.review()), before + 1);
    assert_eq!(mark(app.review(), "indicator-4"), Some(MarkTo::Accepted));
    app.keys("u");
    assert_eq!([1, 2, 3, 4].map(|n| mark(app.review(), &format!("indicator-{n}")).is_some()), [false, true, false, false]);
}

#[test]
fn items_chosen_one_by_one_share_a_comment_and_a_finding() {
    let mut app = Harness::bureau();
    // Each list says what is selected in it, the bar how many in all.
    app.keys("3 m 1 m")
        .expect("已选 2")
        .expect("已选 1  已审 0/3")
        .expect("已选 1  已审 0/4")
        .keys("c")
        .text("请提供佐证")
        .keys("C-s")
        .refuse("已选 2");
    assert_eq!(app.review().comments_on("indicator-1").len(), 1);
    assert_eq!(app.review().comments_on("indicator-1"), app.review().comments_on("duty-1"));
    app.keys("3 M F").text("均未设定指标值").keys("Enter Esc");
    assert_eq!(finding(&app).on.len(), 4);
}

#[test]
fn a_selection_is_let_go_and_passes_over_what_carries_no_mark() {
    let mut app = Harness::bureau();
    app.keys("2 V j").expect("已选 1").keys("Esc").refuse("已选").keys("M").expect("已选 4").keys("M").refuse("已选");
}

#[test]
fn selected_items_are_linked_in_one_act() {
    let mut app = Harness::bureau();
    app.keys("3 V j L")
        .expect("所选 2 项")
        .text("职责 1")
        .keys("Enter")
        .says("已关联")
        .keys("Esc")
        .keys("1 g r")
        .expect("指标 1")
        .expect("指标 2");
    app.keys("Esc u g r").says("没有关联");
}
