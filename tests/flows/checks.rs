//! Suspicions: raised, dismissed, copied, ordered.

use std::fs;

use crate::finding;
use crate::harness::{BUREAU, Harness, Setup};
use shenyue::checks::Checked;
use shenyue::command::Msg;
use shenyue::lang::Lang;
use shenyue::review::{FindingState, Kind, Severity};

/// In the bureau's report one indicator has no target: the worst suspicion, and the first.
const NO_TARGET: &str = "指标未设定年度指标值";

#[test]
fn a_suspicion_becomes_a_draft_finding_with_one_key() {
    let mut app = Harness::bureau();
    app.expect("疑点 13").keys("v c").expect("待处理 13/13").expect("未收到自评表").says("共核");
    assert!(app.row("› ").contains(NO_TARGET), "{}", app.picture());
    app.keys("F").says("已记为问题").expect("依据").expect("问题描述");
    let made = finding(&app);
    for part in [&made.title, &made.criteria, &made.condition, &made.cause, &made.effect, &made.recommendation, &made.calculation] {
        assert!(!part.is_empty(), "{made:?}");
    }
    assert_eq!((made.title.as_str(), made.state, made.severity), (NO_TARGET, FindingState::Draft, Severity::Severe));
    assert_eq!((made.on.as_slice(), made.quotes.len()), (&["indicator-4".to_owned()][..], 1));
    assert_eq!((made.origin.check.as_deref(), made.origin.version.as_deref()), (Some("I01"), Some("base 1")));
    assert!(made.origin.inputs.is_some());
    app.keys("v c").expect("已记为问1").expect("待处理 12/13").keys("F").says("已记为问题").keys("g f").expect("问1  指标未设定");
    app.keys("v c u").expect("待处理 13/13").refuse("已记为问1");
    assert!(app.review().findings().is_empty());
}

#[test]
fn a_suspicion_is_dismissed_with_a_reason_and_comes_back_when_its_data_changes() {
    let mut app = Harness::bureau();
    app.keys("v c d").expect("排除疑点：写理由").keys("Enter").says("还没有写");
    app.text("满意度按年度考核文件不设目标")
        .keys("Enter")
        .says("已排除 1 处")
        .expect("待处理 12/13")
        .expect("满意度按年度考核文件不设目标");
    app.keys("d").says("已排除：按 Delete 恢复").keys("u").expect("待处理 13/13").keys("C-r").expect("待处理 12/13");
    app.keys("Delete").says("已恢复").expect("待处理 13/13").keys("u").expect("已排除");
    app.keys("x").keys("v c").expect("待处理 12/13");
    app.keys("q");
    let file = fs::read_to_string(app.file()).unwrap();
    let renamed = file.replacen("\"name\": \"读者满意度\"", "\"name\": \"读者总体满意度\"", 1);
    assert_ne!(file, renamed);
    fs::write(app.file(), renamed).unwrap();
    let mut app = app.open_again();
    app.keys("v c").expect("条件已变，重新提示").expect("原排除理由：满意度按年度考核文件不设目标").expect("待处理 13/13");
}

#[test]
fn what_only_the_score_table_could_tell_is_missing_once_there_is_none() {
    let mut app = Harness::bureau();
    app.keys("v c").expect(&format!("!   {NO_TARGET}")).expect("不符、缺项 5");
    app.keys(":").text("自评表").keys("Enter").expect("自评表收到了没有").keys("3").says("自评表：确认未报送");
    app.expect(&format!("✗   {NO_TARGET}")).expect("不符、缺项 8").refuse("未收到自评表");
    assert!(app.row("› ").contains(NO_TARGET), "one stays on the same suspicion\n{}", app.picture());
    app.keys("U").expect("自评表 确认未报送").keys("Esc u").says("自评表").expect(&format!("!   {NO_TARGET}"));
    app.keys("C-r q");
    assert_eq!(app.review_on_disk().keys(Kind::Report), ["sha256", "table"]);
}

#[test]
fn all_hits_of_a_check_or_of_a_selection_are_one_act() {
    let mut app = Harness::bureau();
    app.keys("v c").click("部分职责没有对应的绩效指标").expect("2 处").keys("F").says("2 处合记为 1 个问题");
    let made = finding(&app);
    assert_eq!(made.on, ["duty-1", "duty-3"], "hits of one check are one finding over all their items");
    assert!(made.condition.starts_with("共2处：职责“贯彻执行"), "{}", made.condition);
    app.keys("v c").expect("待处理 11/13").expect("0/2 处").keys("u").expect("待处理 13/13");
    assert!(app.review().findings().is_empty());
    app.click("部分职责没有对应的绩效指标").keys("Tab V k k").expect("已选 4 处").keys("F").says("4 处按核查项合记为 3 个问题");
    assert_eq!(app.review().findings().len(), 3);
    app.keys("u").expect("待处理 13/13").click("部分职责没有对应的绩效指标");
    app.keys("Right Down V Down")
        .expect("已选 2 处")
        .keys("d")
        .text("职责由下级单位承担")
        .keys("Enter")
        .says("已排除 2 处")
        .expect("0/2 处");
    assert_eq!(app.review().keys(Kind::Dismissal).len(), 2);
    app.keys("u").expect("待处理 13/13");
    app.keys("g g V").says("方向键多选").keys("Esc G").refuse("已选");
}

#[test]
fn the_suspicions_of_an_item_stand_on_its_card_and_in_its_row() {
    let mut app = Harness::bureau();
    app.keys("3 G").expect("疑点").expect(NO_TARGET).expect("完成值 96.2%，未见调查依据");
    assert!(app.row("4 读者满意度").contains("!3"), "{}", app.picture());
    app.keys("g q").expect("待处理 13/13").expect(NO_TARGET).keys("g q").expect("── 指标 4 ");
    // A check that hits every indicator says nothing of one: it is on the cards, not in the rows.
    app.keys("3 g g").expect("指标完成情况无佐证材料").keys("j").expect("指标完成情况无佐证材料");
    let row = app.row("1 市图书馆接待");
    assert!(!row.split('│').next().unwrap().contains('!'), "{}", app.picture());
    app.keys("1 g g ] q").expect("── 职责 3 ").keys("] q").expect("── 指标 4 ");
    app.keys("] q").expect("── 自查问题 2 ").keys("] q").expect("── 措施 2 ").keys("] q").says("后面没有了");
    app.keys("[ q [ q [ q [ q").expect("── 职责 1 ").keys("[ q").says("前面没有了");
    app.keys("v t g g ] q").expect("报告原文  一（一） 部门主要职责").keys("] q ] q").expect("报告原文  二 绩效目标完成情况");
    app.keys("v c g g ] q ] q ] q ] q ] q").expect("指标体系缺少部分类别的指标").keys("g d").says("文件没有写明它在报告中的位置");
    app.keys("[ q");
    assert!(app.row("› ").contains("指标分值合计"), "{}", app.picture());
    app.keys("g d").expect("到审核内容").keys("C-o").expect("按严重程度");
}

#[test]
fn a_suspicion_is_copied_whatever_it_is_about_and_the_menu_names_what_it_is_of() {
    let mut app = Harness::bureau();
    app.keys("v c").click("收支及管理数据不完整").keys("y").expect("单独的文字").expect("未列明：“三公”经费").expect("请补充").keys("Esc");
    app.keys("Enter").expect("操作  收支及管理数据不完整").keys("Esc");
    app.keys("V j Enter").expect("操作  2 处疑点").keys("Esc");
    let setup = || Setup { lang: Lang::En, ..Setup::default() };
    let mut app = Harness::open_with(BUREAU, setup());
    app.keys("v c Enter").expect("Menu  Indicator without target").keys("Esc");
    app.keys("V j j Enter").expect("Menu  2 suspicions");
}

#[test]
fn open_suspicions_stand_in_the_margin_at_the_words_they_were_found_in() {
    let mut app = Harness::bureau();
    app.keys("v t").expect("! ").expect("完成值为约数");
    app.keys("v c").click("完成值为约数").keys("d").text("系大致口径").keys("Enter").says("已排除 1 处");
    app.keys("v t").refuse("完成值为约数");
}

#[test]
fn the_order_changes_and_one_stays_on_the_same_suspicion() {
    let mut app = Harness::bureau();
    app.keys("v c ] q").expect("按严重程度");
    let there = app.row("› ").split_whitespace().last().map(str::to_owned);
    for order in ["按项", "按结果", "按严重程度"] {
        app.keys("o").says(order);
        assert!(app.row("› ").contains("改进措施未明确"), "{order} {there:?}\n{}", app.picture());
    }
    app.keys("G").expect("相符").keys("Right Down").expect("计算过程").keys("F").says("没有待处理的疑点");
    app.keys("Left").expect("▸ 相符").keys("Up Right Down").expect("需要资料").expect("未核原因");
}

#[test]
fn an_answer_to_what_no_longer_stands_is_dropped() {
    let mut app = Harness::bureau();
    app.keys("v c").expect(&format!("!   {NO_TARGET}"));
    let pack = shenyue::rules::load("base", shenyue::rules::bundled_text("base").unwrap(), &|_| None).unwrap();
    let now = app.review().clone();
    app.keys(":").text("自评表").keys("Enter 3").expect(&format!("✗   {NO_TARGET}"));
    let stale = Checked::of(
        app.session.app.report().unwrap(),
        &now,
        shenyue::rules::Chosen { pack: std::sync::Arc::new(pack), is_standard: false, lacking: None },
    );
    app.send(Msg::Checked(stale.into())).expect(&format!("✗   {NO_TARGET}"));
}

#[test]
fn a_dismissed_suspicion_is_brought_back_by_that_name_and_leaves_the_counts() {
    let mut app = Harness::bureau();
    app.keys("v c").click("部分职责没有对应的绩效指标").keys("d").text("由下级单位承担").keys("Enter");
    app.expect("排除理由：由下级单位承担").expect("已处理 1").keys("Enter").expect("恢复疑点").keys("1").refuse("已处理 1");
}

#[test]
fn what_is_on_no_item_is_named() {
    let json = BUREAU.replace("\"executed\"", "\"executed_not\"");
    let mut app = Harness::open(&json);
    app.keys("v c o");
    assert!(!app.picture().contains("funds"), "{}", app.picture());
}

#[test]
fn checks_that_break_off_say_why_and_the_review_goes_on() {
    let mut app = Harness::bureau();
    let reads = shenyue::checks::Reads::of(app.review());
    app.send(Msg::NotChecked(reads, "index 7 of 5".to_owned())).says("核查未完成");
    app.keys("v c").expect("核查未完成").expect("index 7 of 5").keys("v i a");
    assert_eq!(app.review().keys(Kind::Mark).len(), 1);
}
