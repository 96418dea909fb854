//! The score desk as its user works it: the standard, the sheet, a deduction in one line.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod harness;

use harness::{Harness, Setup, assert_safe};
use shenyue::lang::Lang;
use shenyue::review::{FindingState, Score, ScoreFrom, Stage};

fn score(app: &Harness, row: &str) -> Option<Score> {
    app.review().score(Stage::First, row).settled().cloned()
}

/// The bureau's sheet by the standard of 20 points for execution and 80 for the year's targets; the cursor on indicator 1.
fn sheet() -> Harness {
    let mut app = Harness::bureau();
    app.keys("v s P 9");
    app
}

#[test]
fn without_a_standard_the_sheet_says_what_is_missing_and_how_to_choose_one() {
    let mut app = Harness::bureau();
    app.keys("v s").expect("评分标准：未选").expect("复核得分还不能合计：未评分 4 项").expect("按 P 选一个");
    app.expect("未设定").expect("29.78");
    app.keys("=").says("尚未选定评分标准");
    app.keys("Enter").expect("1  选评分标准").keys("1").expect("骨架待填").expect("原文已核").keys("Esc");
    assert!(app.review().is_empty());
}

#[test]
fn a_report_without_indicators_shows_the_standards_empty_sheet() {
    let mut app = Harness::open(r#"{"format": "shenyue.assessment/1", "duties": [{"id": "duty-1", "text": "履行职责"}]}"#);
    app.keys("v s").expect("报告未列绩效指标").keys("Enter").keys("1 9");
    app.expect("预算执行情况").expect("20.00").expect("“年度目标”（80 分）下没有指标");
    assert_eq!(app.review().frame().settled().unwrap().pack, "hubei");
    app.keys("u").expect("评分标准：未选");
}

#[test]
fn the_formula_is_adopted_with_its_sentence_as_the_reason_which_follows_the_figures() {
    let mut app = sheet();
    app.resize(180, 50).expect("评分标准：湖北省").keys("=").says("已取公式分 10.00");
    let put = score(&app, "indicator-1").unwrap();
    assert_eq!((put.from, put.reason.as_str()), (Some(ScoreFrom::Formula), ""));
    assert!(app.row("原因      ").contains("36.5"), "{}", app.picture());
    app.keys("i").text("20万").keys("Enter");
    assert!(app.row("原因      ").contains("完成值 20，"), "{}", app.picture());
    app.keys("u i").text("20").keys("Enter").expect("只有一个写明“万”或“亿”").keys("u");
    app.keys("u").says("已撤销：评分");
    assert_eq!(score(&app, "indicator-1"), None);
}

#[test]
fn rows_are_scored_together_and_taken_back_together() {
    let mut app = sheet();
    app.keys("g g V G").expect("已选 5 行").keys("=").says("5 行中 1 行已取公式分");
    app.keys("u g g j V G S").expect("4 行中 3 行有").keys("2").says("自评得分  4 行中 3 行");
    assert_eq!(score(&app, "indicator-3").unwrap().from, Some(ScoreFrom::SelfScore));
    app.expect("已评 3 项，未评 2 项").keys("u");
    assert_eq!(score(&app, "indicator-3"), None);
}

#[test]
fn nothing_is_scored_by_a_figure_that_is_not_there() {
    let mut app = sheet();
    // The first answer that has a figure is the one Enter takes; here none has.
    app.keys("G S").expect("没有").keys("Enter").expect("复核评定的分数").keys("Esc");
    app.keys("S 1").says("未设定分值").keys("S 2").says("没有自评得分").keys("S 3").says("未设定分值");
    app.keys("s").text("2 未附问卷").keys("Enter 2").says("没有自评得分").expect("从哪个分数里扣").keys("Enter 2").says("扣 2 分");
    assert_eq!(score(&app, "indicator-4"), None);
    assert_eq!(app.review().findings().len(), 1);
    app.keys("g g j j j S").keys("Enter").says("自评得分");
    assert_eq!(score(&app, "indicator-3").unwrap().from, Some(ScoreFrom::SelfScore));
}

#[test]
fn rows_stay_chosen_until_the_act_is_recorded() {
    let mut app = sheet();
    app.keys("g g V G").expect("已选 5 行").keys("S 4").text("九").keys("Enter").says("“九”不是分数").keys("Esc").expect("已选 5 行");
    app.keys("S 4 C-u").text("9").keys("Enter").refuse("已选 5 行");
}

#[test]
fn grounds_written_for_another_row_say_so_and_stand_behind_the_rows_own() {
    let mut app = sheet();
    app.keys("g g s").text("1 超期支付").keys("Enter 4").expect("扣分依据").keys("1").says("扣 1 分");
    app.keys("G s").text("1 未附问卷").keys("Enter 4").expect("别处用过：预算执行情况").keys("1").says("扣 1 分");
    let [first, second] = app.review().findings() else { panic!("two findings") };
    let criteria = |named: &shenyue::review::Named<shenyue::review::Finding>| named.standing.settled().unwrap().criteria.clone();
    assert_ne!(criteria(first), criteria(second));
}

#[test]
fn a_checklist_asks_for_the_conditions_that_hold_and_a_rule_is_called_what_it_is() {
    let mut app = Harness::bureau();
    app.keys("v s P").click("岳阳市");
    app.resize(180, 50).click("管理制度健全性").keys("i").expect("符合的条件序号，如 1、3");
    app.keys("Esc");
    assert!(!app.row("重点支出安排率").contains("满意度"));
    assert!(!app.row("资金结余").contains("定性"));
}

#[test]
fn findings_only_is_told_from_a_standard_that_was_never_chosen() {
    let mut app = Harness::bureau();
    app.keys("v s").expect("评分标准：未选").keys("P").click("只提问题，不评分").says("只提问题，不评分");
    app.expect("评分标准：只提问题，不评分").expect("文书不出得分和等级").refuse("还不能合计");
    assert!(app.review().frame().settled().unwrap().findings_only);
    app.keys("v r").expect("已选只提问题").keys("v s P 9").expect("评分标准：湖北省");
    app.keys("u").expect("评分标准：只提问题，不评分").keys("u").expect("评分标准：未选");
}

#[test]
fn an_office_standard_that_changes_makes_the_sheet_anew() {
    use shenyue::command::{Msg, OwnPacks};
    use shenyue::rules;
    let mut app = sheet();
    app.expect("评分标准：湖北省");
    let text = rules::bundled_text("hubei").unwrap().replacen("name = \"", "name = \"本局修订 ", 1);
    let pack = rules::load("hubei", &text, &|_| None).unwrap();
    app.session.send(Msg::OwnPacks(Box::new(OwnPacks { packs: vec![pack.into()], faulty: Vec::new() })));
    app.expect("评分标准：本局修订");
}

#[test]
fn a_deduction_costs_one_line_and_makes_its_finding() {
    let mut app = sheet();
    app.keys("j j s").text("2 未附演出台账").keys("Enter").expect("从哪个分数里扣").keys("Enter");
    app.expect("扣分依据").expect("鄂财绩发〔2020〕3号").keys("1").says("扣 2 分，已记为问题");
    app.expect("7.78").expect("问1");
    let [named] = app.review().findings() else { panic!("one finding") };
    let finding = named.standing.settled().unwrap();
    assert_eq!((finding.title.as_str(), finding.deductions[0].points.as_str()), ("未附演出台账", "2"));
    assert!(finding.criteria.contains("鄂财绩发"));
    assert_eq!(score(&app, "indicator-3").unwrap().from, Some(ScoreFrom::SelfScore));
    // One act: taken back at once.
    app.keys("u");
    assert_eq!((app.review().findings().len(), score(&app, "indicator-3")), (0, None));
}

#[test]
fn the_same_matter_is_deducted_once_unless_one_insists() {
    let mut app = sheet();
    app.keys("j j s").text("2 未附演出台账").keys("Enter Enter 1");
    app.keys("s").text("1，未附演出台账").keys("Enter 1").expect("同一事项已经扣过分").expect("问1 已因此扣 2 分").keys("Enter");
    assert_eq!(app.review().findings().len(), 1);
    app.keys("s").text("1 未附演出台账").keys("Enter 1").expect("同一事项").keys("2").expect("6.78");
    assert_eq!(app.review().findings().len(), 2);
}

#[test]
fn withdrawing_a_finding_gives_its_points_back() {
    let mut app = sheet();
    app.keys("j j s").text("2 未附演出台账").keys("Enter Enter 1").expect("7.78");
    app.keys("g f Delete 1 v s").refuse("7.78");
    assert_eq!(app.review().findings()[0].standing.settled().unwrap().state, FindingState::Withdrawn);
    assert_eq!(app.row("4 送戏下乡").matches("9.78").count(), 2);
}

#[test]
fn what_is_no_deduction_is_kept_to_be_mended() {
    let mut app = sheet();
    app.keys("s").text("两分 没有台账").keys("Enter").says("“两”不是分数").expect("两分 没有台账");
    app.keys("Esc s").expect("接着上次收起的草稿").keys("C-u").text("2").keys("Enter").says("请写明扣分原因");
    assert!(app.review().findings().is_empty());
}

#[test]
fn a_score_without_a_reason_is_flagged_never_refused() {
    let mut app = sheet();
    app.keys("j j S 4").text("8.5").keys("Enter").expect("8.50").expect("核减得分未写明原因");
    app.keys("r").text("按台账核对").keys("C-s").refuse("核减得分未写明原因");
    assert_eq!(score(&app, "indicator-3").unwrap().reason, "按台账核对");
    app.keys("S 4 C-u").text("多").keys("Enter").says("不是分数");
    app.keys("Esc S 5");
    assert_eq!(score(&app, "indicator-3").unwrap().from, None);
}

#[test]
fn figures_are_edited_where_they_stand() {
    let mut app = sheet();
    app.keys("i").text("35万").keys("Enter");
    assert_eq!(score(&app, "indicator-1").unwrap().verified_actual.as_deref(), Some("35万"));
    app.expect("复核认定").keys("h i").expect("分值");
    app.keys("C-u").text("12.5").keys("Enter").expect("12.50");
    assert_eq!(app.review().frame().settled().unwrap().rows[0].weight.as_deref(), Some("12.5"));
    app.keys("l l i").expect("复核分取自");
}

#[test]
fn the_sheet_is_worked_with_an_input_method_on() {
    let mut app = Harness::bureau();
    app.keys("C-PageDown C-PageDown C-PageDown Enter 1 9 Down Down Enter 2");
    app.paste("1 缺少签章").keys("Enter Enter Enter");
    assert_eq!(app.review().findings().len(), 1);
}

#[test]
fn an_indicator_is_deducted_from_its_card_too() {
    let mut app = sheet();
    app.keys("v i 3 j j s").text("0.5 数据前后不一致").keys("Enter Enter 1");
    assert_eq!(app.review().findings().len(), 1);
    app.keys("1 s").says("只有指标可评分");
}

#[test]
fn the_sheet_is_whole_in_every_window() {
    for lang in [Lang::Zh, Lang::En] {
        for size in [(60, 16), (80, 24), (100, 30), (139, 40), (140, 40), (200, 60)] {
            let mut app = Harness::open_with(harness::BUREAU, Setup { size, lang, ..Setup::default() });
            app.keys("v s P 9 = j S 3 j s").text("2 late").keys("Enter Enter 1 Tab G Tab Enter Esc");
            assert_safe(&app.frame());
            app.expect("20.00");
        }
    }
}
