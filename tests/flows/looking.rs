//! Looking and going: panes, passages, folds, windows of every size.

use std::fs;

use crate::harness::{BUREAU, Harness, Setup};
use crate::linking::unlinked;
use crate::mark;
use shenyue::review::MarkTo;

#[test]
fn the_first_screen_shows_the_lists_the_item_and_its_passage() {
    let mut app = Harness::bureau();
    app.expect("1 职责").expect("2 任务").expect("3 指标").expect("4 自查问题与措施");
    app.expect("第 1/3 项").expect("未审").expect("报告原文");
    assert!(app.row("› ").contains("贯彻执行文化工作"), "{}", app.picture());
    app.says("回车").says("Ctrl-S 保存").says("q 退出").says("? 帮助");
}

#[test]
fn digits_and_tab_walk_the_panes() {
    let mut app = Harness::bureau();
    let panes =
        [("2", "2 任务"), ("3", "3 指标"), ("4", "4 自查问题与措施"), ("1", "1 职责"), ("6", "报告原文  一（一）"), ("5", "职责 1")];
    for (key, focused) in panes {
        app.keys(key);
        assert!(app.row(&format!("{focused} ")).contains('━'), "{key}\n{}", app.picture());
    }
    app.keys("1 Tab Tab Tab Tab Tab Tab").expect("第 1/3 项");
    assert!(app.row("1 职责").contains('━'));
    app.keys("S-Tab");
    assert!(app.row("报告原文  一").contains('━'));
}

#[test]
fn looking_never_means_accepting() {
    let mut app = Harness::bureau();
    app.keys("j j Space 2 j j j l h 3 j PageDown PageUp 6 j j PageDown g g v t j j v f v i g d C-o z z Esc 5 j j Tab Tab");
    assert!(app.review().is_empty());
    app.keys("q");
    assert_eq!(fs::read_to_string(app.file()).unwrap(), BUREAU);
}

#[test]
fn the_card_and_the_text_follow_the_item() {
    let mut app = Harness::bureau();
    app.keys("3 j j").expect("── 指标 3 ").expect("送戏下乡场次").expect("受天气影响").expect("90 场").expect("演出台账");
    app.keys("4 j j").expect("── 措施 1 ").expect("公共服务科");
    app.keys("j").expect("文件中没有写明").expect("未写明");
}

#[test]
fn an_item_leads_to_its_passage_and_back() {
    let mut app = Harness::bureau();
    app.keys("3 j j g d").expect(" 报告原文 ").expect("到审核内容");
    app.keys("g d").expect("第 3/4 项");
    app.keys("C-o").expect("到审核内容").keys("C-o").expect("第 3/4 项").keys("C-o").says("没有更早的位置");
    app.keys("A-o").expect("到审核内容").keys("A-o").expect("第 3/4 项").keys("A-o").says("没有更后的位置");
    app.keys("4 G g d").says("文件没有写明它在报告中的位置");
}

#[test]
fn linked_items_are_followed() {
    let mut app = Harness::bureau();
    app.keys("3 g r").expect("── 任务 1.1 ");
    app.keys("g r").expect("── 指标 1 ");
    app.keys("1 j g r").expect("── 任务 1 ");
    app.keys("1 k g r").says("没有关联");
}

#[test]
fn zoom_gives_a_pane_the_window_and_gives_it_back() {
    let mut app = Harness::bureau();
    app.keys("3 z").refuse("报告原文  二").expect("5 卡片").expect("读者满意度").keys("z").expect("报告原文  二");
    app.keys("6 z").refuse("4 读者满意度").keys("Esc").expect("── 4 自查问题与措施");
}

#[test]
fn a_work_item_folds_over_its_parts() {
    let mut app = Harness::bureau();
    app.keys("2 h").expect("▸").refuse("新建社区书屋  ").keys("l").expect("▾");
    app.keys("j j j").says("第 3/3 项").keys("h").expect("▸").expect("── 任务 1 ");
    app.keys("a").says("有分项的任务本身不作标记");
}

#[test]
fn the_overview_gives_the_funds_as_printed() {
    let mut app = Harness::sample(Setup::default());
    app.keys("Esc :")
        .text("概况")
        .keys("Enter")
        .expect("调整后预算数  29,094.17 万元")
        .expect("年初预算数  未见")
        .expect("所称指标项数  10");
}

#[test]
fn theme_and_language_change_at_once() {
    let mut app = Harness::bureau();
    let dark = app.frame().buffer;
    app.keys(":").text("换配色").keys("Enter");
    assert_ne!(app.frame().buffer, dark);
    app.keys(":").text("换成英文").keys("Enter").expect("Duties").expect("Report").says("Enter menu");
    app.keys(":").text("Chinese").keys("Enter").expect("职责");
}

#[test]
fn lists_and_card_follow_the_cursor_in_the_text() {
    let mut app = Harness::bureau();
    app.keys("6 j").expect("── 职责 2");
    assert!(app.row("› ").contains("指导全市公共图书馆"), "{}", app.picture());
    app.keys("x");
    assert_eq!((mark(app.review(), "duty-1"), mark(app.review(), "duty-2")), (None, Some(MarkTo::Problem)));
}

#[test]
fn a_place_that_is_empty_or_beyond_its_paragraph_is_walked_all_the_same() {
    for (start, end) in [(5, 5), (9, 9), (3, 99), (0, 0)] {
        let at = format!(r#"{{"text": "p-1", "start": {start}, "end": {end}}}"#);
        let json = format!(r#"{{"text": [{{"text": "甲乙丙丁戊"}}], "duties": [{{"text": "甲", "at": {at}}}]}}"#);
        let mut app = Harness::open(&json);
        app.keys("6 Right Right Left Left Left C").keys("Esc Esc V Left j k x").expect("甲乙丙丁戊");
    }
}

#[test]
fn a_small_window_says_what_it_needs_and_loses_nothing() {
    let mut app = Harness::bureau();
    app.keys("j c").text("写到一半").resize(40, 10).expect("窗口小了").expect("60 x 16").text("再写").resize(80, 24).expect("写到一半再写");
    app.keys("Esc").resize(1, 1).keys("x").resize(120, 36).expect("有问题");
}

#[test]
fn at_eighty_columns_everything_is_there() {
    let mut app = Harness::bureau();
    app.resize(80, 24)
        .expect("1 职责 0/3")
        .expect("5 卡片")
        .keys("3")
        .expect("市图书馆接待读者人次")
        .expect("指标 1")
        .keys("5")
        .expect("数值")
        .keys("6");
    app.expect("报告原文").keys("Tab").expect("1 职责 0/3").keys("F Up Enter").text("标题").keys("Enter").expect("? 待填");
}

#[test]
fn a_file_without_report_text_is_reviewed_all_the_same() {
    let mut app = Harness::open(r#"{"duties": [{"text": "拟订规划"}]}"#);
    app.expect("文件中没有报告原文").keys("6 j k C").says("先到报告原文").keys("v t j PageDown Enter Esc C-s v i");
    app.keys("x").says("职责 1 有问题").keys(": 1 Enter").says("报告共 0 段");
}

#[test]
fn what_is_left_to_do_comes_weightiest_and_most_doubtful_first() {
    let mut app = Harness::bureau();
    app.keys("a 3 e T").expect("待办 14 项").expect("已审 2/15").text("zbzl").keys("Backspace Backspace Backspace Backspace").text("dbzl");
    app.expect("待补资料").keys("Enter").expect("── 指标 1 ");
}

#[test]
fn bookmarks_are_walked_in_the_order_of_the_report() {
    let mut app = unlinked();
    app.keys("] b").says("还没有书签");
    app.keys("1 j j b 1 g g b").keys("] b").expect("耕地保护的监督").keys("] b").says("后面没有了").keys("[ b");
    assert!(app.row("› ").contains("不动产登记和地籍"), "{}", app.picture());
}

#[test]
fn the_start_of_a_passage_is_chosen_by_keys() {
    let mut app = Harness::bureau();
    app.keys("v t : 1 0 Enter V").says("Tab 换一端").keys("Tab").says("移动开头").keys("Right Right Right Right Tab").says("移动末尾");
    app.keys("Left C").text("口径").keys("C-s");
    let comment = app.review().comments()[0].standing.settled().unwrap().clone();
    assert_eq!(comment.quote.unwrap().exact, "调整后预算5,632.18万元，实际支出5,601.04万元，预算执行率99.45%");
    // The start does not pass the end, nor the end the start.
    app.keys("V Tab").keys(&"Right ".repeat(200)).keys("C").expect("引文").text("一").keys("C-s");
    let comment = app.review().comments()[1].standing.settled().unwrap().clone();
    assert_eq!(comment.quote.unwrap().exact.chars().count(), 1);
}

#[test]
fn the_box_never_covers_the_passage_it_is_about() {
    for size in [(80, 24), (120, 36)] {
        let mut app = Harness::open_with(BUREAU, Setup { size, ..Setup::default() });
        app.keys("v t G V C");
        let report = app.report_on_disk();
        let text = report.paragraph(report.counts().paragraphs - 1).text;
        let words: String = text.trim_end_matches('。').rsplit(['。', '；']).next().unwrap().chars().skip(1).take(3).collect();
        app.expect("批注  ").expect("引文");
        assert!(app.picture().matches(&words).count() > 1, "{words}: in the box and in the text\n{}", app.picture());
    }
}

#[test]
fn esc_goes_back_to_the_view_one_came_from() {
    let mut app = Harness::bureau();
    app.keys("v c");
    assert!(app.row("› ").contains("指标未设定年度指标值"), "{}", app.picture());
    app.keys("F").says("已记为问题").keys("Esc Esc").expect("按严重程度");
    assert!(app.row("› ").contains("指标未设定年度指标值"), "{}", app.picture());
    app.keys("Esc").expect("1 职责").expect("第 1/3 项");
    app.keys("v t v f Esc").expect(" 1-13 / 13 段 ").keys("Esc").expect("1 职责");
}
