//! Keys, menus, palette, help, mouse: every way to a command.

use crate::harness::{BUREAU, Harness, Setup, assert_safe};
use crate::mark;
use shenyue::command::{COMMANDS, MouseDoes};
use shenyue::lang::Lang;
use shenyue::review::MarkTo;

#[test]
fn the_mouse_does_what_keys_do() {
    let mut app = Harness::bureau();
    app.click("新建社区书屋数量").expect("── 指标 2 ").click("报告原文 ").expect(" 1-13 / 13 段 ").click("审核内容");
    app.keys("1").click("4 读者满意度").click("x 有问题").says("指标 4 有问题");
    app.mouse(MouseDoes::Menu, 8, 3).expect("操作  职责 1").click("无疑问").says("职责 1 无疑问");
    app.mouse(MouseDoes::Wheel(1), 8, 3).expect("第 3/3 项");
}

#[test]
fn a_chinese_character_in_browse_mode_only_says_so() {
    let mut app = Harness::bureau();
    for view in ["v i", "v t", "v f"] {
        app.keys(view);
        let before = app.screen();
        app.text("啊").says("输入法处于中文状态，按 Shift 切换");
        assert_eq!(before[..before.len() - 1], app.screen()[..before.len() - 1]);
        app.keys(view).paste("数据缺失").says("输入法处于中文状态");
    }
    app.keys("v i Enter").text("啊").says("输入法处于中文状态").keys("Esc");
    assert!(app.review().is_empty());
}

#[test]
fn full_width_keys_count_as_keys() {
    let mut app = Harness::bureau();
    app.text("ｊ").expect("第 2/3 项").text("】ｕ").expect("第 3/3 项").text("【ｕ").expect("第 2/3 项");
    app.text("ｘ")
        .says("有问题")
        .text("？")
        .expect("选中一行回车即执行")
        .keys("Esc")
        .text("：")
        .keys("5 Enter")
        .expect("报告原文  一（二）");
    app.text("ｖ").says("i 审核内容").keys("Esc").paste("ｑ");
    assert!(app.session.is_over());
}

#[test]
fn the_whole_job_without_a_letter() {
    let mut app = Harness::open_with(BUREAU, Setup { reviewer: None, ..Setup::default() });
    // Marks, the name being asked for before the first.
    app.keys("Enter 2").text("李四").keys("Enter").text("市财政局").keys("Enter Enter").says("职责 1 无疑问");
    app.keys("Enter 3").says("职责 2 有问题").keys("Down Enter 4").says("待补资料").keys("Enter 5").says("不适用").keys("0").says("未审");
    // A comment on the item.
    app.keys("Enter 6").text("缺少数据。").keys("F2").says("已批注");
    // A comment on a passage: from the item to the text, select, stretch, comment.
    app.keys("Enter Enter").expect("到审核内容").keys("Enter 8 Left Left Enter 6").text("口径？").keys("F2").expect("注2 李四").keys("Esc");
    // A finding, filled and chosen.
    app.keys("3 Down Down Enter 7").text("未完成计划").keys("Enter").says("请填依据");
    app.keys("Enter").text("申报表").keys("F2 Down Down Down Enter").text("尽快整改").keys("F2");
    app.keys("Up Up Up Up Up Up Enter 1").keys("Esc Esc");
    // A link, and another thing undone by name.
    app.keys("1 Enter 8").text("满意度").keys("Enter Esc").expect("审核人关联");
    app.keys("F1").text("撤销").keys("Enter").says("已撤销").refuse("审核人关联");
    // Next open item, views, save, leave: by name too.
    app.keys("F1").text("下一未审").keys("Enter").expect("── 任务 1.1 ");
    app.keys("F1").text("报告原文").keys("Enter").keys("PageDown PageUp Esc");
    app.keys("F1").text("立即保存").keys("Enter").expect("已保存");
    app.keys("F1").text("保存并退出").keys("Enter");
    assert!(app.session.is_over());
    let review = app.review_on_disk();
    let [_, on_passage] = review.comments() else { panic!() };
    let quote = on_passage.standing.settled().unwrap().quote.clone().unwrap();
    assert_eq!(quote.exact, "负责文化市场综合执法，查处违法经营");
    let raised = review.findings()[0].standing.settled().unwrap().clone();
    assert_eq!((raised.criteria.as_str(), raised.recommendation.as_str()), ("申报表", "尽快整改"));
    assert_eq!(mark(&review, "duty-2"), Some(MarkTo::Problem));
    assert_eq!(app.evidence(), BUREAU);
}

#[test]
fn a_digit_of_the_menu_means_the_same_on_every_item() {
    let mut app = Harness::bureau();
    // Item by item, with a passage or without: 3 is 有问题.
    for list in ["1", "3", "4"] {
        app.keys(list).keys("g g");
        for _ in 0..4 {
            app.keys("Enter 3").says("有问题").keys("Down");
        }
    }
    app.keys("4 G Enter Enter").says("文件没有写明它在报告中的位置");
}

#[test]
fn the_palette_knows_numbers_and_the_words_of_vi() {
    let mut app = Harness::bureau();
    app.keys(": 8 Enter").expect("报告原文  二");
    assert!(app.row("┃").contains("全年共设置绩效指标4项"));
    app.keys(": 9 9 Enter").says("报告共 13 段").keys("Esc x").text(":w").keys("Enter");
    assert_eq!(mark(&app.review_on_disk(), "duty-1"), Some(MarkTo::Problem));
    app.text(":没有这个命令").keys("Enter").says("没有匹配的命令").keys("Esc").text(":q").keys("Enter");
    assert!(app.session.is_over());
}

#[test]
fn a_line_of_help_runs() {
    let mut app = Harness::bureau();
    app.keys("? ").expect("选中一行回车即执行").text("有问题").keys("Enter").says("职责 1 有问题");
    app.keys("?").text("会商").expect("此处不能用").expect("没有不一致的意见");
}

#[test]
fn a_chord_shows_what_may_follow() {
    let mut app = Harness::bureau();
    app.keys("v").says("i 审核内容").says("t 报告原文").says("f 问题").says("Esc 取消").keys("Esc");
    app.keys("g").says("d 看报告原文").says("r 关联的项").says("g 开头").keys("z").says("没有这个组合键");
    for bracket in ["]", "["] {
        app.keys(bracket);
        for key in ["u", "f", "c", "e"] {
            app.says(&format!(" {key} {}", if bracket == "]" { "下一" } else { "上一" }));
        }
        app.keys("Esc");
    }
}

#[test]
fn a_refused_key_says_why() {
    let mut app = Harness::bureau();
    for (key, why) in [
        ("0", "本项还没有标记"),
        ("i", "还没有批注或问题"),
        ("Delete", "没有可删除的"),
        ("!", "没有不一致的意见"),
        ("C", "先到报告原文"),
        ("u", "没有可撤销的操作"),
        ("C-r", "没有可重做的操作"),
        ("F9", "这个键在此处没有作用"),
        ("Esc", "这里没有可关闭的"),
        ("k", "已到开头"),
    ] {
        app.keys(key).says(why);
    }
    app.paste("abc").says("此处不接收粘贴");
}

#[test]
fn every_command_has_words_in_both_languages() {
    for row in COMMANDS {
        for lang in [Lang::Zh, Lang::En] {
            assert!(!row.short.say(lang).is_empty() && !row.long.say(lang).is_empty(), "{}", row.name);
        }
        // Its Chinese name is Chinese (but the one that leads to English).
        assert!(row.name == "language" || !row.short.say(Lang::Zh).is_ascii(), "{}", row.name);
    }
}

#[test]
fn every_command_runs_from_the_palette_in_every_view() {
    let written_on = || {
        let mut app = Harness::bureau();
        app.keys("x c").text("批注").keys("C-s F").text("问题").keys("Enter Esc Esc");
        app
    };
    let mut app = written_on();
    for place in ["1", "2 j", "5", "6", "6 V", "v t", "v f", "v f Tab"] {
        for at in 0..COMMANDS.len() {
            app.keys("Esc Esc Esc Esc").keys(place).keys(":").keys(&"Down ".repeat(at)).keys("Enter");
            assert_safe(&app.frame());
            if app.session.is_over() || app.session.app.report().is_none() {
                app = written_on();
            }
        }
    }
}

#[test]
fn the_mouse_selects_text_and_rows_moves_the_border_and_opens_on_a_second_click() {
    let mut app = Harness::bureau();
    app.keys("v t : 8 Enter");
    let y = u16::try_from(app.screen().iter().position(|row| row.contains("受天气影响")).unwrap()).unwrap();
    app.mouse(MouseDoes::Click, 11, y)
        .mouse(MouseDoes::Drag, 16, y)
        .mouse(MouseDoes::Release, 16, y)
        .says("选段")
        .keys("C")
        .text("甲")
        .keys("C-s");
    let comment = app.review().comments()[0].standing.settled().unwrap().clone();
    assert_eq!(comment.quote.unwrap().exact.chars().count(), 3);
    app.keys("v i 1")
        .mouse(MouseDoes::Click, 8, 3)
        .mouse(MouseDoes::Drag, 8, 5)
        .mouse(MouseDoes::Release, 8, 5)
        .expect("已选 3")
        .keys("Esc");
    app.mouse(MouseDoes::Click, 38, 10).mouse(MouseDoes::Drag, 60, 10).mouse(MouseDoes::Release, 60, 10);
    assert_eq!(app.row("1 职责").chars().position(|c| c == '┬').map(|at| at > 40), Some(true), "{}", app.picture());
    app.mouse(MouseDoes::Click, 8, 4).mouse(MouseDoes::Click, 8, 4).expect(" 报告原文 ").expect("到审核内容");
}

#[test]
fn the_menu_leads_to_everything_else_without_a_letter() {
    let mut app = Harness::bureau();
    app.keys("Enter Up Enter").expect("命令名称").keys("Esc");
    app.keys("v t V Right Enter").expect("取消选择").refuse("选段  ");
}
