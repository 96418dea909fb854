//! The score desk.

use crate::compare;
use crate::harness::{BUREAU, Harness, Setup};

#[test]
fn scores() {
    compare("scores", |setup| {
        let mut app = Harness::open_with(BUREAU, setup);
        app.keys("v s P 9 = j S 3 j s").text("2 未附演出台账").keys("Enter Enter 1 r").text("台账缺 3 场的签收记录").keys("C-s");
        app
    });
}

/// The bureau's sheet, every row scored, like deductions of unlike points.
pub fn scored(setup: Setup) -> Harness {
    let mut app = Harness::open_with(BUREAU, setup);
    app.keys("v s P 9 M S 2 g g S 3 j = g g h i C-u").text("20").keys("Enter");
    app.keys("j j s").text("2 缺少日期").keys("Enter 1 j s").text("1 缺少日期").keys("Enter 1");
    app
}

#[test]
fn score_bridge() {
    compare("score_bridge", |setup| {
        let mut app = scored(setup);
        app.keys("v b j j j");
        app
    });
}

#[test]
fn scores_side_by_side() {
    compare("scores_side_by_side", |setup| {
        let mut app = scored(setup);
        app.keys("v b o");
        app
    });
}

#[test]
fn like_deductions() {
    compare("like_deductions", |setup| {
        let mut app = scored(setup);
        app.keys("v b o o j");
        app
    });
}

#[test]
fn score_trial() {
    compare("score_trial", |setup| {
        let mut app = scored(setup);
        app.keys("v s g g G S 4").text("40").keys("Enter w 3 4 C-u").text("20").keys("Enter");
        app
    });
}

#[test]
fn supply_preview() {
    compare("supply_preview", |setup| {
        let mut app = scored(setup);
        app.keys("v s");
        app.paste("三级指标\t分值\t完成值\t备注\n1.读者满意度\t20\t97%\t\n送戏下乡场次\t\t91\t\n非遗展演\t10\t3\t");
        app
    });
}

#[test]
fn scores_empty() {
    compare("scores_empty", |setup| {
        let mut app = Harness::open_with(BUREAU, setup);
        app.keys("v s");
        app
    });
}

#[test]
fn scoring_standards() {
    compare("scoring_standards", |setup| {
        let mut app = Harness::open_with(BUREAU, setup);
        app.keys("v s P");
        app
    });
}
