//! 补录 as its user works it: a value, a figure of the funds, a pasted table, each with its source; and the
//! office's own scoring standards.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod harness;

use std::fs;

use harness::{BUREAU, Harness, Setup};
use shenyue::command::{Effect, Key, Msg};
use shenyue::review::{Kind, Supplement, supplement_key};

fn supplied(app: &Harness, item: &str, field: &str) -> Option<(String, String)> {
    let standing = app.review().typed::<Supplement>(Kind::Supplement, &supplement_key(item, field));
    standing.settled().map(|supplied| (supplied.value.clone(), supplied.source.clone()))
}

fn sheet() -> Harness {
    let mut app = Harness::bureau();
    app.keys("v s P 9");
    app
}

#[test]
fn a_value_is_supplied_with_its_source_and_stands_beside_the_report() {
    let mut app = sheet();
    let evidence = app.evidence();
    app.keys("G p").expect("补录报告没有的值").expect("未列").keys("2").text("20").keys("Enter");
    // Nothing is recorded before it is known where the value is from.
    assert_eq!(supplied(&app, "indicator-4", "weight"), None);
    app.expect("这 1 个值从哪里来").keys("1").text(" 3 页").keys("Enter").says("已补录 1 个值");
    assert_eq!(supplied(&app, "indicator-4", "weight"), Some(("20".into(), "扫描件第 3 页".into())));
    app.expect("20.00").expect("复核补录").expect("扫描件第 3 页");
    // The next one may be from there too.
    app.keys("p 4").text("九").keys("Enter").says("“九”不是分数").keys("C-u").text("19.5").keys("Enter").expect("同前").keys("1");
    assert_eq!(supplied(&app, "indicator-4", "self_score"), Some(("19.5".into(), "扫描件第 3 页".into())));
    app.expect("19.50").keys("C-s");
    assert_eq!(app.evidence(), evidence);
    // Changed, taken away, brought back.
    app.keys("p 4 C-u Enter").says("已取消补录");
    assert_eq!(supplied(&app, "indicator-4", "self_score"), None);
    app.keys("u").expect("19.50");
    app.keys("U").expect("补录 指标 4 读者满意度  自评得分 19.5（扫描件第 3 页）");
}

#[test]
fn a_figure_of_the_funds_is_supplied_and_reckoned_with() {
    let mut app = Harness::open(r#"{"format": "shenyue.assessment/1", "indicators": [{"name": "甲", "weight": 80}]}"#);
    app.keys("v s P 9 g g").expect("未列");
    for (digit, value) in [("1", "1000"), ("2", "950")] {
        app.keys("p 5").expect("补录哪项资金数据").keys(digit).text(value).text("万元").keys("Enter 4").text("国库科").keys("Enter");
    }
    assert_eq!(app.review().supplements().count(), 2);
    app.expect("95%").expect("19.00");
}

#[test]
fn a_pasted_table_is_previewed_and_taken_in_one_step() {
    let mut app = sheet();
    app.paste("三级指标\t分值\t完成值\t备注\n1.读者满意度\t20\t97%\t甲\n送戏下乡场次\t\t91\t乙\n非遗展演\t10\t3\t丙\n执行数\t1,900.5");
    app.expect("对上 4 个数值；未对上 1 行").expect("评分表里没有这个名称").expect("不取的列：备注");
    app.keys("3").expect("现为 88").keys("Esc");
    assert!(app.review().supplements().next().is_none());
    app.paste("x").keys("p 6").expect("接着上次收起的草稿").keys("C-s").expect("对上 4 个数值").keys("1").expect("这 4 个值从哪里来");
    app.keys("3").text("11 月 20 日报送").keys("Enter").says("已补录 4 个值");
    assert_eq!(supplied(&app, "indicator-3", "actual"), Some(("91".into(), "补报资料：11 月 20 日报送".into())));
    assert_eq!(supplied(&app, "funds", "executed").unwrap().0, "1,900.5");
    assert!(app.row("4 送戏下乡").contains("91"));
    app.keys("u");
    assert!(app.review().supplements().next().is_none());
}

#[test]
fn what_was_pasted_is_dropped_only_when_one_says_so() {
    let mut app = sheet();
    app.paste("名称\t分值\n送戏下乡场次\t12").keys("4 p 6").refuse("接着上次收起的草稿").keys("Esc");
    app.paste("没有表头\t12").expect("上面没有表头").keys("1").expect("没有表头");
    app.keys("Esc Esc v i").paste("a\tb").says("此处不接收粘贴");
}

#[test]
fn a_table_pasted_or_typed_into_its_box_keeps_its_tabs() {
    let table = "2021 年自评表\n三级指标\t分值\t完成值\n读者满意度\t20\t97%\n送戏下乡场次\t\t91";
    let mut app = sheet();
    app.keys("p 6").paste(table).expect("读者满意度").keys("Esc");
    let mut pasted = app.reopen();
    pasted
        .keys("v s p 6")
        .expect("接着上次收起的草稿")
        .keys("C-s")
        .expect("对上 3 个数值；未对上 0 行")
        .keys("1 3")
        .text("11 月")
        .keys("Enter");
    assert_eq!(supplied(&pasted, "indicator-3", "actual"), Some(("91".into(), "补报资料：11 月".into())));
    let mut app = sheet();
    app.keys("p 6");
    for (n, line) in table.lines().enumerate() {
        if n > 0 {
            app.keys("Enter");
        }
        for (n, cell) in line.split('\t').enumerate() {
            if n > 0 {
                app.keys("Tab");
            }
            app.text(cell);
        }
    }
    app.keys("C-s").expect("对上 3 个数值；未对上 0 行");
}

#[test]
fn a_value_that_waits_for_its_source_is_not_lost() {
    let mut app = sheet();
    app.keys("G p 3").text("96.5%").keys("Enter Esc");
    let mut app = app.reopen();
    app.keys("v s G p 3").expect("接着上次收起的草稿").expect("96.5%").keys("Enter 2").text("王科长").keys("C-s");
    assert_eq!(supplied(&app, "indicator-4", "actual"), Some(("96.5%".into(), "电话核实：王科长".into())));
}

#[test]
fn what_the_source_was_typed_as_stays_a_draft_until_the_values_are_recorded() {
    let mut app = sheet();
    app.keys("G p 3").text("96.5%").keys("Enter 3").text("11 月");
    let effects = app.session.app.update(Msg::Key(Key::ctrl('s')), 0);
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Commit(_))), "{effects:?}");
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Draft(_, None))), "{effects:?}");
}

#[test]
fn the_offices_own_standards_are_chosen_like_the_bundled_ones() {
    let app = Harness::start(Setup::default());
    let rules = app.folder().join("config/rules");
    fs::create_dir_all(&rules).unwrap();
    let own = "id = \"ju-2025\"\nversion = \"1\"\nname = \"本局评分办法\"\nname_en = \"Our own\"\nextends = \"hubei\"\n";
    fs::write(rules.join("ju-2025.toml"), own).unwrap();
    fs::write(rules.join("other.toml"), own).unwrap();
    fs::write(rules.join("broken.toml"), "id = \n").unwrap();
    fs::write(app.file(), BUREAU).unwrap();
    let mut app = app.open_again();
    app.keys("v s P").expect("本局评分办法").expect("本单位").expect("broken");
    app.keys("End Up Enter").expect("文件名应与 id 一致：ju-2025.toml").keys("Esc P End Up Up Up Enter").expect("评分标准：本局评分办法");
    assert_eq!(app.review().frame().settled().unwrap().pack, "ju-2025");
    // It is found again when the file is.
    let mut app = app.reopen();
    app.keys("v s").expect("评分标准：本局评分办法").expect("预算执行情况");
}
