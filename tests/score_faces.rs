//! The other faces of the score view as their user works them: the bridge, several scores side by side,
//! like deductions; rulings on scores.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod harness;

use proptest::prelude::*;
use rust_decimal::Decimal;
use shenyue::scoring::{Bridge, Stated};

use harness::{BUREAU, Harness, Setup, assert_safe, merged, reviewer};
use shenyue::lang::Lang;
use shenyue::review::{Review, Reviewer, ScoreFrom, Stage};

/// The bureau's sheet by the standard of 20 points for execution and 80 for the year's targets.
fn sheet_with(setup: Setup) -> Harness {
    let mut app = Harness::open_with(BUREAU, setup);
    app.keys("v s P 9");
    app
}

fn sheet() -> Harness {
    sheet_with(Setup::default())
}

/// Every row scored: the formula, the self scores, the weight; two deductions on rows 4 and 3.
fn scored() -> Harness {
    let mut app = sheet();
    app.keys("g g S 3 j = j S 2 j S 2 j i").text("96.2").keys("Enter h i C-u").text("50").keys("Enter l S 3");
    app.keys("g g j j s").text("1 未附签收单").keys("Enter 1 j s").text("2 未附台账").keys("Enter 1");
    app
}

/// What the same reviewer is at another stage.
fn at_stage(name: &str, stage: Stage) -> Setup {
    let me = reviewer(name);
    Setup { reviewer: Some(shenyue::command::Me { reviewer: Reviewer { stage, ..me.reviewer }, ..me }), ..Setup::default() }
}

/// The file as this window left it.
fn left(mut app: Harness) -> String {
    app.keys("C-s");
    std::fs::read_to_string(app.file()).unwrap()
}

#[test]
fn the_bridge_walks_from_self_score_to_ours_and_each_step_opens_its_finding() {
    let mut app = scored();
    app.keys("v b").expect("自评得分合计（5 行中 3 行有自评分）").expect("29.78");
    assert!(app.row("3 新建社区书屋数量").contains("问1：未附签收单"));
    assert!(app.row("复核得分合计").contains("+67.00"));
    app.expect("96.78 分，高出“优”下限（90 分）6.78 分");
    app.keys("Enter").says("这一行是合计").keys("j j Enter").expect("问1").expect("问题描述");
    // Back, and a step without a finding opens its row.
    app.keys("C-o").expect("自评得分合计").keys("k Enter").expect("分值").says("第 1/5 项");
    app.keys("v b G Enter").expect("未附签收单").keys("Esc Esc").expect("合计  已评 5 项");
}

/// What a reviewer may do to the sheet, by keys.
fn deeds() -> impl Strategy<Value = Vec<usize>> {
    proptest::collection::vec(0..DEEDS.len(), 1..12)
}

const DEEDS: [(&str, Option<(&str, &str)>); 10] = [
    ("j", None),
    ("k", None),
    ("=", None),
    ("S 2", None),
    ("S 3", None),
    ("S 4 C-u", Some(("6.345", "Enter"))),
    ("i C-u", Some(("81", "Enter"))),
    ("s", Some(("1.125 无签收单", "Enter 1 1 1"))),
    ("u", None),
    ("V G S 2", None),
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) })]

    #[test]
    fn the_bridge_sums_and_undoing_all_restores_every_total_whatever_keys_were_pressed(deeds in deeds()) {
        let mut app = sheet();
        let pack = shenyue::rules::load("hubei", shenyue::rules::bundled_text("hubei").unwrap(), &|_| None).unwrap();
        let stated = Stated::of(app.session.app.report().unwrap());
        let sheet_of = |review: &Review| stated.sheet(review, review.frame().settled().map(|_| &pack), Stage::First);
        for deed in deeds {
            let (keys, typed) = DEEDS[deed];
            app.keys(keys);
            if let Some((text, then)) = typed {
                app.text(text).keys(then);
            }
            // What a key opened and nothing answered is put away.
            app.keys("Esc Esc Esc v s");
            let sheet = sheet_of(app.review());
            let bridge = Bridge::of(&sheet);
            prop_assert_eq!(bridge.start + bridge.steps.iter().map(|step| step.points).sum::<Decimal>(), bridge.end);
            prop_assert_eq!(bridge.end, sheet.total.known.unwrap_or_default());
            if let Some(known) = sheet.total.known {
                prop_assert!(app.row("合计  已评").contains(&format!("{known:.2}")), "{known}: {}", app.picture());
            }
        }
        // As many as there may be acts, the choice of the standard among them.
        for _ in 0..20 {
            app.keys("u");
        }
        prop_assert_eq!(sheet_of(app.review()), sheet_of(&Review::default()));
    }
}

#[test]
fn the_bridge_says_what_is_not_scored_yet() {
    let mut app = sheet();
    app.keys("v b").expect("（5 行已评 0 行，尚不完整）").expect("复核未评分").expect("复核得分还不能合计");
    app.expect("还缺");
}

#[test]
fn open_findings_that_decide_the_grade_stand_under_the_bridge() {
    let mut app = scored();
    app.keys("v s g g s").text("8 预算未细化").keys("Enter 1 v b");
    app.expect("尚未定稿的问3决定能否达到“优”").expect("尚未定稿，关系到等级");
    app.keys("G k k Enter").expect("预算未细化");
}

#[test]
fn the_card_of_a_row_walks_its_own_bridge() {
    let mut app = scored();
    app.expect("调整过程  自评得分").click("问2：未附台账").expect("问题描述");
    app.keys("v s Enter 7").expect("未附台账");
}

#[test]
fn faces_are_reached_by_digits_alone_and_esc_leads_back() {
    let mut app = scored();
    for (digit, face) in [("1", "步骤"), ("2", "复审"), ("3", "没有同一事项出现在多项指标上")] {
        app.keys("Enter").expect("更多").keys("0").keys(digit).expect(face).keys("Esc").expect("认定值");
    }
    app.keys("o o o o").expect("认定值").keys("Esc").refuse("认定值");
}

#[test]
fn each_stage_stands_beside_the_others_with_who_and_when() {
    let first = left(scored());
    let mut app = Harness::open_with(&first, Setup { size: (180, 50), ..at_stage("李四", Stage::Recheck) });
    app.keys("v s g g j j j S 4").text("6.5").keys("Enter r").text("台账缺 3 场").keys("C-s v b o");
    let row = app.row("4 送戏下乡");
    assert!(row.contains("7.78") && row.contains("李四 2026-11-23") && row.contains("4.50"), "{row}");
    app.expect("各环节").expect("台账缺 3 场");
    // What the re-check let stand is not said to be its own.
    let row = app.row("1 预算执行情况");
    assert_eq!(row.matches("20.00").count(), 3, "{row}");
    assert_eq!(row.matches("李四").count(), 0, "{row}");
    // Taken away in the re-check, the first score does not come back.
    app.keys("v s S 5").expect("已评 4 项");
    assert_eq!(app.review().score(Stage::Recheck, "indicator-3").settled().unwrap().from, None);
    app.keys("u u u").expect("已评 5 项").expect("96.78");
}

#[test]
fn differing_scores_are_settled_by_a_ruling_from_the_same_menu() {
    let start = left(sheet());
    let score = |name: &str, digits: &str| {
        let mut app = Harness::open_with(&start, Setup { reviewer: Some(reviewer(name)), ..Setup::default() });
        app.keys("v s g g j j").keys(digits);
        left(app)
    };
    let both = merged(&score("张三", "S 2"), &score("李四", "S 3"));
    let mut app = Harness::open_with(&both, Setup::default());
    app.keys("v s g g j j").expect("意见不一致，会商确定前不计分");
    // Nothing is put over it unseen.
    app.keys("S 2").says("先会商确定：按 !");
    app.keys("!").expect("采用李四的意见：分值").keys("2").says("已会商确定");
    let Some(score) = app.review().score(Stage::First, "indicator-2").settled().cloned() else { panic!("settled") };
    assert!(matches!(score.from, Some(ScoreFrom::SelfScore | ScoreFrom::Weight)));
    app.refuse("意见不一致").keys("u").expect("意见不一致");
    app.keys("Enter").expect("会商确定").keys("1 1").says("已会商确定");
}

#[test]
fn differing_standards_are_settled_too() {
    let start = left(Harness::bureau());
    let choose = |name: &str, digit: &str| {
        let mut app = Harness::open_with(&start, Setup { reviewer: Some(reviewer(name)), ..Setup::default() });
        app.keys("v s P").keys(digit);
        left(app)
    };
    let both = merged(&choose("张三", "9"), &choose("李四", "1"));
    let mut app = Harness::open_with(&both, Setup::default());
    app.keys("v s").expect("评分标准：意见不一致").keys("!").expect("湖北省").keys("1").says("已会商确定");
    assert!(app.review().frame().settled().is_some());
}

#[test]
fn rows_are_chosen_one_by_one_or_all_at_once() {
    let mut app = sheet();
    app.keys("g g j m j m").expect("已选 2 行").keys("S 2").says("自评得分  2 行");
    assert!(app.review().score(Stage::First, "indicator-1").settled().is_some());
    assert!(app.review().score(Stage::First, "indicator-2").settled().is_none());
    assert!(app.review().score(Stage::First, "indicator-3").settled().is_some());
    app.keys("M").expect("已选 5 行").keys("M").refuse("已选").keys("M Esc").refuse("已选");
}

#[test]
fn like_deductions_stand_side_by_side_and_are_made_even_in_one_step() {
    let mut app = sheet();
    app.keys("M S 3 g g");
    for points in ["2", "1", "2"] {
        app.keys("j s").text(points).text(" 缺少日期").keys("Enter 1");
    }
    app.keys("v b o o").expect("“缺少日期”：扣 2 分 2 项，扣 1 分 1 项");
    app.keys("Enter 1").expect("都扣 2 分").expect("3 项中改 1 项").keys("1").says("3 项都扣 2 分");
    app.expect("“缺少日期”：扣 2 分 3 项");
    app.keys("u").expect("扣 1 分 1 项").keys("j E 3").text("半").keys("Enter").says("不是分数");
    app.keys("C-u").text("0.5分").keys("Enter").expect("扣 0.5 分 3 项");
    app.keys("j Enter 1").expect("缺少日期").keys("Esc j g s").expect("认定值");
}

#[test]
fn every_face_is_whole_in_every_window() {
    for lang in [Lang::Zh, Lang::En] {
        for size in [(60, 16), (80, 24), (120, 36), (180, 50)] {
            let mut app = sheet_with(Setup { size, lang, ..Setup::default() });
            app.keys("M S 3 g g j s").text("2 no date").keys("Enter 1 j s").text("1 no date").keys("Enter 1");
            for keys in ["v b", "j j j j Tab G Tab G", "v b o", "j Tab G Tab", "v b o o", "j Tab G Tab", "Esc"] {
                app.keys(keys);
                assert_safe(&app.frame());
            }
            app.expect("20.00");
        }
    }
}
