//! 试算 as its user works it: tried with the keys that score, marked all the while, accepted as one step or dropped.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod harness;

use harness::{BUREAU, Harness, Setup, assert_safe};
use shenyue::lang::Lang;
use shenyue::review::{ScoreFrom, Stage};

/// Every row scored, 96.78, 优; a deduction of 2 on row 4.
fn scored(setup: Setup) -> Harness {
    let mut app = Harness::open_with(BUREAU, setup);
    app.keys("v s P 9 g g S 3 j = j S 2 j S 2 j i").text("96.2").keys("Enter h i C-u").text("50").keys("Enter l S 3");
    app.keys("k s").text("2 未附台账").keys("Enter 1");
    app
}

fn desk() -> Harness {
    scored(Setup::default())
}

#[test]
fn a_trial_is_marked_kept_out_of_the_record_and_dropped_with_a_key() {
    let mut app = desk();
    let events = app.review().events().count();
    app.keys("j w").expect("试算：改什么").keys("3 4").text("20").keys("Enter");
    app.says("试算：97.78 优 → 67.78 中（−30.00）").expect("试了 1 处，未记入").expect("试算  评分表").expect("评分表 试算");
    // The same keys go on trying; everywhere else the record stands.
    app.keys("g g i C-u").text("12").keys("Enter").expect("试了 2 处").keys("h i C-u").text("30").keys("Enter").expect("试了 3 处");
    app.keys("v i").expect("评分表 试算").keys("v s s").says("试算中不记").keys("r").says("试算中不记");
    assert_eq!(app.review().events().count(), events);
    app.keys("u").expect("试了 2 处").keys("Esc").says("正在试算");
    app.keys("D").says("试算已放弃").refuse("试算  评分表").expect("97.78 分，高出");
    assert_eq!(app.review().events().count(), events);
    app.keys("W").says("没有在试算");
}

#[test]
fn accepted_it_is_one_step_of_the_record() {
    let mut app = desk();
    app.keys("j w 3 4").text("20").keys("Enter k k i").text("11").keys("Enter W").says("试算已采纳").refuse("试算  评分表");
    app.expect("67.78");
    assert_eq!(app.review().score(Stage::First, "indicator-4").settled().unwrap().from, Some(ScoreFrom::Points("20".into())));
    assert_eq!(app.review().score(Stage::First, "indicator-2").settled().unwrap().verified_actual.as_deref(), Some("11"));
    app.keys("u").expect("97.78").refuse("67.78");
}

#[test]
fn what_a_finding_takes_and_another_standard_are_tried_too() {
    let mut app = desk();
    app.keys("w").expect("问1 在本行扣多少").keys("4").text("9").keys("Enter").says("（−7.00）");
    app.keys("w 5").text("半分").keys("Enter").says("不是分数").keys("C-u").text("0").keys("Enter").says("（+2.00）");
    app.keys("w 6 1").expect("试了 3 处").keys("u").says("（+2.00）").keys("Enter").expect("试算").keys("Esc W").says("试算已采纳");
    assert_eq!(app.review().findings()[0].standing.settled().unwrap().deductions[0].points, "0");
    // Begun and nothing tried: Esc ends it.
    app.keys("w 1 Esc").expect("试了 0 处").keys("Esc").refuse("试算  评分表");
}

#[test]
fn a_trial_is_whole_in_every_window() {
    for lang in [Lang::Zh, Lang::En] {
        for size in [(60, 16), (80, 24), (120, 36), (180, 50)] {
            let mut app = scored(Setup { size, lang, ..Setup::default() });
            for keys in ["w", "6", "1", "v b", "j j Tab", "v b o", "v b o o", "v s G", "w Esc", "W"] {
                app.keys(keys);
                assert_safe(&app.frame());
            }
        }
    }
}

#[test]
fn leaving_asks_what_becomes_of_the_trial() {
    let mut app = desk();
    app.keys("j w 3 4").text("20").keys("Enter q").expect("试算还没有采纳").expect("试的 1 处不再保留").keys("3").expect("试了 1 处");
    app.keys("q Esc").expect("试了 1 处");
    let events = app.review().events().count();
    app.keys("q 1");
    assert!(app.session.is_over(), "{}", app.picture());
    assert_eq!(app.review().events().count(), events + 1);
    let mut app = desk();
    app.keys("j w 3 4").text("20").keys("Enter q 2");
    assert!(app.session.is_over(), "{}", app.picture());
    assert_eq!(app.review().events().count(), events);
}
