//! Undo, redo, the history, the last act again, recorded keys.

use crate::harness::Harness;
use crate::mark;
use shenyue::review::MarkTo;

#[test]
fn every_kind_of_act_is_undone_and_redone() {
    let mut app = Harness::bureau();
    let kinds: [(&str, &str, &str); 5] = [
        ("x", "", "任务 1.1 有问题"),
        ("c", "一句批注", "一句批注"),
        ("F", "一个问题", "一个问题"),
        ("L", "满意度", "关联 任务 1.1"),
        ("0", "", "任务 1.1 未审"),
    ];
    app.keys("2 j");
    for (key, text, _) in kinds {
        app.keys(key);
        if !text.is_empty() {
            app.text(text).keys(if key == "c" { "C-s" } else { "Enter" }).keys("Esc v i 2");
        }
    }
    let before = app.review().to_json("");
    for (_, _, said) in kinds.iter().rev() {
        app.keys("u").says("已撤销：").says(said);
    }
    app.keys("u").says("没有可撤销的操作");
    assert!(app.review().comments().is_empty() && app.review().findings().is_empty());
    for (_, _, said) in kinds {
        app.keys("C-r").says("已重做：").says(said);
    }
    app.keys("C-r").says("没有可重做的操作").keys("U").expect("操作记录，最近的在前").expect("重做：");
    let stands = |json: &str| json.split("\"current\"").nth(1).map(str::to_owned);
    assert_eq!(app.review().comments().len(), 1);
    assert!(stands(&before).is_some());
}

#[test]
fn undo_goes_on_after_leaving_and_coming_back() {
    let mut app = Harness::bureau();
    app.keys("x j e");
    let mut app = app.reopen();
    app.keys("u u").expect("已审 0/15");
    let mut app = app.reopen();
    app.expect("已审 0/15").keys("C-r C-r").expect("已审 2/15");
}

#[test]
fn the_history_names_the_field_that_changed() {
    let mut app = Harness::bureau();
    app.keys("F Up Enter").text("甲").keys("Enter Enter").text("某通知").keys("C-s U").expect("问题 问1 依据  甲");
}

#[test]
fn a_point_repeats_the_last_act() {
    let mut app = Harness::bureau();
    app.keys("3 .").says("还没有可重复的操作").keys("e j .").says("指标 2 待补资料");
    app.keys("c").text("请说明").keys("C-s j .");
    assert_eq!(app.review().comments_on("indicator-3").len(), 1);
}

#[test]
fn recorded_keys_are_played_as_one_step() {
    let mut app = Harness::bureau();
    app.keys("3 Q w").says("正在录制").keys("x c").text("请核").keys("C-s j Q").says("已录下");
    app.keys("@ w");
    assert_eq!(mark(app.review(), "indicator-2"), Some(MarkTo::Problem));
    assert_eq!(app.review().comments_on("indicator-2").len(), 1);
    app.keys("u");
    assert_eq!((mark(app.review(), "indicator-2"), app.review().comments_on("indicator-2").len()), (None, 0));
    app.keys("C-r");
    assert_eq!((mark(app.review(), "indicator-2"), app.review().comments_on("indicator-2").len()), (Some(MarkTo::Problem), 1));
    app.keys("@ z").says("那里没有录过");
}

#[test]
fn the_history_leads_to_any_point_and_back() {
    let mut app = Harness::bureau();
    app.keys("a a a U").expect("职责 3 无疑问").text("zhize 1").keys("Enter").expect("撤销自己其后的 2 步");
    app.keys("2").says("已处理 2 步");
    assert_eq!([1, 2, 3].map(|n| mark(app.review(), &format!("duty-{n}")).is_some()), [true, false, false]);
    app.keys("C-r");
    assert_eq!([1, 2, 3].map(|n| mark(app.review(), &format!("duty-{n}")).is_some()), [true, true, true]);
    let mut app = app.reopen();
    app.keys("u");
    assert_eq!(mark(app.review(), "duty-3"), None);
}

#[test]
fn an_item_has_a_history_of_its_own() {
    let mut app = Harness::bureau();
    app.keys("a x 1 g g c").text("请说明").keys("C-s x g h").expect("职责 1 有问题").expect("请说明").refuse("职责 2 有问题");
    app.keys("Esc u u g h").expect("已撤销");
    app.keys("Down Down Enter").expect("恢复这一步");
}

#[test]
fn the_history_of_an_item_speaks_of_that_item() {
    let mut app = Harness::bureau();
    app.keys("3 V j j e u C-r g h");
    app.expect("指标 3 待补资料（连同另外 2 项）").expect("重做：指标 3").expect("（已收回）").refuse("指标 1 ");
    app.keys("Enter").expect("到这一项").expect("收回这一步").keys("Esc");
    app.keys("U").expect("张三 开始审核，登记了所审报告的校验码").keys("Esc");
}
