//! Findings: raised, filled in part by part, ordered, withdrawn.

use crate::harness::Harness;
use crate::{finding, mark};
use shenyue::review::{Dimension, FindingState, MarkTo, Severity};

#[test]
fn a_finding_is_raised_and_filled_part_by_part() {
    let mut app = Harness::bureau();
    app.keys("3 j j F").expect("记为问题").text("送戏下乡未完成计划").keys("Enter");
    app.says("请填依据").expect("问1").expect("? 待填").expect("报告“二 绩效目标完成情况”写：").expect("指标 3 送戏下乡场次");
    app.keys("Enter").expect("问1  依据").text("绩效目标申报表").keys("C-s").says("依据 已填");
    app.keys("Down").keys("Enter").text("受天气影响").keys("C-s");
    app.keys("Enter").text("惠及群众减少").keys("C-s").keys("Enter").text("提前编排演出计划").keys("C-s");
    app.keys("Enter").text("公共服务科").keys("Enter Enter").text("2026-12-31").keys("Enter");
    app.keys("Enter").text("(90-88)/90").keys("C-s Enter").text("演出台账").keys("Enter").text("现场照片").keys("C-s");
    app.keys("Down Enter").expect("复审确认").keys("3").keys("Enter").text("同意").keys("C-s");
    app.keys("Down Down Down Down Down Enter 2");
    app.keys("Tab Tab Tab Tab Tab Tab Tab Tab Tab Enter").expect("严重").keys("2").keys("Enter 1");
    let done = finding(&app);
    assert_eq!(done.title, "送戏下乡未完成计划");
    assert_eq!(done.criteria, "绩效目标申报表");
    assert!(done.condition.starts_with("报告“二 绩效目标完成情况”写："), "{}", done.condition);
    assert_eq!((done.cause.as_str(), done.effect.as_str()), ("受天气影响", "惠及群众减少"));
    assert_eq!(done.recommendation, "提前编排演出计划");
    assert_eq!(done.calculation, "(90-88)/90");
    assert_eq!(done.evidence.iter().map(|evidence| evidence.name.as_str()).collect::<Vec<_>>(), ["演出台账", "现场照片"]);
    assert_eq!((done.owner.as_str(), done.deadline.as_str()), ("公共服务科", "2026-12-31"));
    assert_eq!((done.state, done.severity, done.dimension), (FindingState::Replied, Severity::Major, Some(Dimension::Truth)));
    assert_eq!(done.on, ["indicator-3"]);
    app.refuse("? 待填").keys("Esc Esc").expect("问1").expect("较重");
    app.keys("v f g d").expect("报告原文  二 绩效目标完成情况");
}

#[test]
fn a_finding_is_raised_on_a_passage() {
    let mut app = Harness::bureau();
    app.keys("v t : 1 0 Enter V j F").text("执行率口径").keys("Enter");
    let raised = finding(&app);
    assert_eq!(raised.on, ["p-10"]);
    assert_eq!(
        raised.quotes[0].exact,
        "我局全年调整后预算5,632.18万元，实际支出5,601.04万元，预算执行率99.45%。其中项目支出2,310.50万元。"
    );
    assert!(raised.condition.contains("三 预算执行情况"), "{}", raised.condition);
    app.keys("Esc g d").expect("报告原文  三 预算执行情况");
}

#[test]
fn findings_are_walked_removed_and_brought_back() {
    let mut app = Harness::bureau();
    app.keys("v f")
        .expect("还没有问题")
        .keys("Enter")
        .says("还没有问题")
        .keys("v i F Up Enter")
        .text("甲")
        .keys("Enter v i j F")
        .text("乙")
        .keys("Enter Esc");
    app.says("第 2/2 项")
        .keys("k")
        .says("第 1/2 项")
        .keys("Delete")
        .expect("编号不变")
        .keys("2")
        .says("已删除")
        .refuse(" 甲")
        .keys("u")
        .expect(" 甲");
    app.keys("v i 1 ] f").expect("第 2/3 项").keys("] f").says("后面没有了").keys("[ f").expect("第 1/3 项");
}

#[test]
fn a_finding_is_withdrawn_rather_than_removed() {
    let mut app = Harness::bureau();
    app.keys("F").text("甲").keys("Enter Esc Delete").expect("编号顺延").keys("1").expect("撤销").expect("问1");
    assert_eq!(app.review().findings().len(), 1);
}

#[test]
fn a_deadline_that_is_no_date_is_not_taken_and_what_was_typed_is_there_to_be_mended() {
    let mut app = Harness::bureau();
    app.keys("F Up Enter 书 C-s").keys("j j j j j j Enter").expect("整改时限").keys("明 天 C-s");
    app.expect("不是日期或期限").expect("明天");
    assert_eq!(finding(&app).deadline, "");
    app.keys("C-a").paste("2026年12月31日");
    app.keys("C-s").refuse("不是日期或期限");
    assert_eq!(finding(&app).deadline, "2026-12-31");
}

fn order(app: &Harness) -> Vec<Vec<String>> {
    app.review().findings().iter().map(|named| named.standing.settled().unwrap().on.clone()).collect()
}

#[test]
fn findings_keep_their_order_and_the_cursor_its_finding_through_saving_and_reopening() {
    let mut app = Harness::bureau();
    for item in ["1 j", "2 j", "3 g g", "4 g g"] {
        app.keys("v i").keys(item).keys("F").text("甲").keys("Enter");
    }
    app.keys("v f g g j");
    let (made, row) = (order(&app), app.row("› "));
    app.wait_ms(5_000).wait_ms(60_000);
    assert_eq!((order(&app), app.row("› ")), (made.clone(), row));
    let app = app.reopen();
    assert_eq!(order(&app), made);
}

#[test]
fn a_finding_marks_its_item_and_both_are_one_step() {
    let mut app = Harness::bureau();
    app.keys("F Up Enter").text("甲").keys("Enter").says("本项已标为有问题");
    assert_eq!(mark(app.review(), "duty-1"), Some(MarkTo::Problem));
    app.keys("U").expect("问题 问1 甲").keys("Esc u");
    assert!(app.review().findings().is_empty() && mark(app.review(), "duty-1").is_none());
    app.keys("v i a k F Up Enter").text("乙").keys("Enter").says("已记为问题");
    assert_eq!(mark(app.review(), "duty-1"), Some(MarkTo::Accepted), "a mark that stands is the reviewer's own");
}

#[test]
fn f_on_an_item_offers_its_suspicions() {
    let mut app = Harness::bureau();
    app.keys("3 G F").expect("由哪个疑点拟出").expect("自己写").keys("1").says("已记为问题").expect("问1");
    assert!(finding(&app).origin.check.is_some());
    app.keys("u v i 3 G F Up Enter").expect("先写标题");
}

#[test]
fn grounds_the_checks_know_are_offered_for_the_criteria() {
    let mut app = Harness::bureau();
    app.keys("3 G F 1 Enter C-p").expect("插入常用语").refuse("请补充").keys("1").keys("C-s");
    assert!(!finding(&app).criteria.is_empty());
    app.keys("v i 1 g g c C-p").refuse("约数").expect("由哪些任务和指标体现").keys("Esc Esc");
}

#[test]
fn a_finding_on_many_items_names_each_once() {
    let report = r#"{"text": [{"id": "p-1", "text": "培训期数、调研次数"}], "indicators": [
        {"name": "培训期数", "actual": "3期", "at": {"text": "p-1", "start": 0, "end": 4}},
        {"name": "调研次数", "actual": "2次", "at": {"text": "p-1", "start": 5, "end": 9}}]}"#;
    let mut app = Harness::open(report);
    app.keys("v c C-a F").says("2 处合记为 1 个问题");
    let finding = finding(&app);
    assert!(finding.on.len() == 2 && finding.quotes.len() == 2, "{finding:?}");
    let places = |name: &str| app.screen().iter().skip_while(|row| !row.contains("位置")).take(3).filter(|row| row.contains(name)).count();
    assert_eq!((places("培训期数"), places("调研次数")), (1, 1), "{}", app.picture());
}
