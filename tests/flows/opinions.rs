//! Opinions of two reviewers, side by side until they are settled.

use std::fs;

use crate::harness::{BUREAU, Harness, Setup, by_another, merged, reviewer};
use crate::{finding, mark};
use shenyue::review::{MarkTo, Severity, Stage};

#[test]
fn differing_opinions_stand_side_by_side_until_they_are_settled() {
    let mut app = Harness::open(&merged(&by_another("李四", "x"), &by_another("王五", "a")));
    app.expect("& 意见不一致").expect("已审 0/15");
    assert!(app.row("1 贯彻执行").contains('&'));
    app.keys("Enter").expect("会商确定").keys("1").expect("李四").expect("王五").expect("有问题").expect("无疑问");
    app.keys("3").expect("& 意见不一致").keys("Enter 1");
    let row = app.row("采用王五的意见");
    let digit = row.trim_start_matches(['│', '┃', ' ']).split(' ').find(|word| word.parse::<u8>().is_ok()).unwrap().to_owned();
    app.keys(&digit).says("已会商确定").expect("已审 1/15").refuse("& 意见不一致  !");
    assert_eq!(mark(app.review(), "duty-1"), Some(MarkTo::Accepted));
    app.keys("u");
    assert!(app.review().mark(Stage::First, "duty-1").is_conflict());
}

#[test]
fn differing_findings_show_where_they_differ() {
    let both = merged(&by_another("李四", "F Up Enter 甲 Enter Esc"), BUREAU);
    let with = |name, keys: &str| {
        let mut app = Harness::open_with(&both, Setup { reviewer: Some(reviewer(name)), ..Setup::default() });
        app.keys("v f Tab").keys(keys).keys("q");
        fs::read_to_string(app.file()).unwrap()
    };
    let mut app = Harness::open(&merged(&with("李四", "Tab Enter 1"), &with("王五", "Tab Enter 2 Tab Enter 依 F2")));
    app.keys("v f").expect("&").keys("!").expect("严重程度  严重").expect("严重程度  较重").expect("依据  依");
    app.keys("2").says("已会商确定");
    assert!(finding(&app).severity != Severity::Minor);
}

#[test]
fn a_disputed_link_shows_at_both_its_ends_and_is_settled() {
    let linked = by_another("张三", "L 满 Enter Esc");
    let with = |name, times: &str| {
        let mut app = Harness::open_with(&linked, Setup { reviewer: Some(reviewer(name)), ..Setup::default() });
        app.keys("L 满").keys(times).keys("Esc q");
        fs::read_to_string(app.file()).unwrap()
    };
    let mut app = Harness::open(&merged(&with("李四", "Enter"), &with("王五", "Enter Enter")));
    assert!(app.row("读者满意度").contains('&'));
    app.keys("Enter 1").expect("李四  ").expect("王五  ").expect("有关联");
    app.keys("1").says("已会商确定");
    assert!(!app.row("读者满意度").contains('&'));
}
