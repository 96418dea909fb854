//! What a reviewer does, as stories: from the first look to the file that is handed on.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod harness;

use std::fs;

use harness::{BUREAU, Harness, Setup, assert_safe, by_another, merged, reviewer};
use shenyue::checks::Checked;
use shenyue::command::{COMMANDS, MouseDoes, Msg};
use shenyue::lang::Lang;
use shenyue::review::{CommentKind, Dimension, Finding, FindingState, Kind, MarkTo, Review, Severity, Stage};

/// The only finding.
fn finding(app: &Harness) -> Finding {
    let [named] = app.review().findings() else { panic!("{} findings", app.review().findings().len()) };
    named.standing.settled().unwrap().clone()
}

fn mark(review: &Review, item: &str) -> Option<MarkTo> {
    review.mark(Stage::First, item).settled().map(|mark| mark.to)
}

/// Whose acts the record has, introductions apart.
fn acts(review: &Review) -> usize {
    review
        .events()
        .filter(|event| event.changes.iter().any(|change| !["reviewer", "report"].contains(&change.object.kind.as_str())))
        .count()
}

// Looking.

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
fn the_mouse_does_what_keys_do() {
    let mut app = Harness::bureau();
    app.click("新建社区书屋数量").expect("── 指标 2 ").click("报告原文 ").expect(" 1-13 / 13 段 ").click("审核内容");
    app.keys("1").click("4 读者满意度").click("x 有问题").says("指标 4 有问题");
    app.mouse(MouseDoes::Menu, 8, 3).expect("操作  职责 1").click("无疑问").says("职责 1 无疑问");
    app.mouse(MouseDoes::Wheel(1), 8, 3).expect("第 3/3 项");
}

// Marks.

#[test]
fn a_mark_is_made_and_progress_follows() {
    let mut app = Harness::bureau();
    app.expect("已审 0/15");
    app.keys("a").expect("已审 1/15").says("职责 1 无疑问").expect("第 2/3 项");
    app.keys("x").expect("已审 2/15").expect("有问题").expect("第 2/3 项");
    app.keys("e").expect("待补资料").expect("已审 2/15");
    app.keys("-").expect("不适用").keys("-").says("已是“不适用”");
    app.keys("0").expect("已审 1/15").says("未审").keys("0").says("本项还没有标记");
    app.keys("j a").says("本栏已到末尾").expect("第 3/3 项");
    app.keys("3 a").says("指标 1 核实无误").keys("4 j j a").says("措施 1 可行");
    assert_eq!(app.evidence(), BUREAU);
}

#[test]
fn the_next_open_item_is_found_across_the_lists() {
    let mut app = Harness::bureau();
    app.keys("a a a ] u").expect("── 任务 1.1 ").keys("e ] u").expect("── 任务 1.2 ").keys("[ u").says("前面没有了");
    app.keys("] u ] u")
        .expect("── 任务 2 ")
        .keys("[ u")
        .expect("── 任务 1.3 ")
        .keys("4 G ] u")
        .says("后面没有了")
        .keys("] e")
        .says("后面没有了")
        .keys("[ e")
        .expect("── 任务 1.1 ");
    app.keys("] e").says("后面没有了");
}

#[test]
fn the_name_is_asked_once_before_the_first_act() {
    let mut app = Harness::open_with(BUREAU, Setup { reviewer: None, ..Setup::default() });
    app.keys("j k").refuse("由谁审核");
    app.keys("x").expect("由谁审核？").keys("C-s").says("请填姓名");
    app.text("李四").keys("Enter").text("示例市财政局").keys("Enter 1 Enter");
    app.says("职责 1 有问题").expect("李四 初审");
    app.keys("j x").refuse("由谁审核").says("职责 2 有问题");
    let mut app = app.reopen();
    app.keys("e").refuse("由谁审核").expect("李四 初审");
    let review = app.review();
    let names: Vec<String> = review.keys(Kind::Reviewer).iter().map(|key| review.reviewer(key).unwrap().name).collect();
    assert_eq!(names, ["李四"]);
}

#[test]
fn a_reviewer_named_at_the_start_signs_every_act() {
    let mut me = reviewer("王五");
    me.key.clear();
    let mut app = Harness::open_with(BUREAU, Setup { reviewer: Some(me), ..Setup::default() });
    app.keys("x j x");
    for event in app.review().events() {
        assert_eq!(app.review().reviewer(&event.stamp.by).map(|by| by.name).as_deref(), Some("王五"), "{event:?}");
    }
}

#[test]
fn later_is_an_answer_to_who_reviews_and_nothing_is_marked() {
    let mut app = Harness::open_with(BUREAU, Setup { reviewer: None, ..Setup::default() });
    app.keys("a Esc").refuse("由谁审核");
    assert!(app.review().is_empty());
}

#[test]
fn each_stage_has_its_own_marks() {
    let mut app = Harness::bureau();
    app.keys("a").expect("已审 1/15");
    app.keys(": ").text("审核人").keys("Enter Enter Enter 2 Enter").expect("张三 复审").expect("已审 0/15");
    app.keys("k x").expect("已审 1/15");
    assert_eq!(mark(app.review(), "duty-1"), Some(MarkTo::Accepted));
    assert_eq!(app.review().mark(Stage::Recheck, "duty-1").settled().map(|mark| mark.to), Some(MarkTo::Problem));
}

// Comments.

#[test]
fn a_comment_is_written_on_an_item() {
    let mut app = Harness::bureau();
    app.keys("j c").expect("批注  职责 2").text("缺少绩效数据").keys("Enter").text("请补充。").keys("C-s");
    app.says("已批注；请把输入法切回英文").expect("注1 疑问").expect("缺少绩效数据").expect("张三  2026-11-23 10:02");
    app.keys("c Tab").paste("另一条\n两行").keys("C-s").expect("注2 建议");
    assert!(app.row("2 指导全市").contains("注1+1"));
    let [one, two] = app.review().comments() else { panic!() };
    assert_eq!(one.standing.settled().unwrap().text, "缺少绩效数据\n请补充。");
    assert_eq!(two.standing.settled().unwrap().kind, CommentKind::Suggestion);
    assert_eq!(two.standing.settled().unwrap().on, ["duty-2"]);
}

#[test]
fn a_comment_is_written_on_a_passage() {
    let mut app = Harness::bureau();
    app.keys("6").says("选段").keys("V").says("方向键").keys("Right Right").keys("C").expect("引文").text("出处？").keys("C-s");
    let comment = app.review().comments()[0].standing.settled().unwrap().clone();
    assert_eq!(comment.quote.unwrap().exact, "贯彻执行文化工作的法律法规，拟订全市文化事业发展规划并组织实施。指");
    assert_eq!(comment.on, ["duty-1"]);
    app.keys("v t").expect("注1");
}

#[test]
fn a_passage_without_an_item_is_commented_on_its_paragraph() {
    let mut app = Harness::bureau();
    app.keys(": 1 0 Enter C").expect("第 10 段").text("与决算不一致").keys("C-s").expect("注1");
    let comment = app.review().comments()[0].standing.settled().unwrap().clone();
    assert_eq!(comment.on, ["p-10"]);
    assert_eq!(comment.quote.unwrap().exact, "我局全年调整后预算5,632.18万元，实际支出5,601.04万元，预算执行率99.45%。");
}

#[test]
fn a_comment_is_changed_and_removed() {
    let mut app = Harness::bureau();
    app.keys("i").says("还没有批注或问题").keys("c").text("一").keys("C-s i").text("二").keys("C-s").says("批注已修改").expect("一二");
    app.keys("c").text("三").keys("C-s i").expect("修改哪一条？").keys("2").text("四").keys("C-s").expect("三四");
    app.keys("Delete").expect("删除哪一条？").keys("1").says("已删除").refuse("一二").expect("三四").keys("u").expect("一二");
}

#[test]
fn phrases_are_inserted_by_digit_with_their_places_filled() {
    let mut app = Harness::bureau();
    app.keys("3 c C-p").expect("插入常用语").keys("1");
    app.refuse("插入常用语").keys("C-s");
    let text = app.review().comments()[0].standing.settled().unwrap().text.clone();
    assert!(text.chars().count() > 4 && !text.contains('{'), "{text}");
}

#[test]
fn esc_puts_a_draft_aside_and_it_comes_back() {
    let mut app = Harness::bureau();
    app.keys("c").text("写到一半").keys("Esc").refuse("写到一半");
    app.keys("j c").refuse("写到一半").keys("Esc k c").expect("写到一半").expect("接着上次收起的草稿").keys("Esc");
    assert!(app.review().is_empty());
    let mut app = app.reopen();
    app.says("1 份没写完的草稿").expect("草稿 1 份");
    app.keys(":").text("草稿").keys("Enter").expect("批注  职责 1").expect("丢弃").keys("1").expect("写到一半").keys("Esc");
    app.keys("c").expect("写到一半").text("，写完").keys("C-s").expect("写到一半，写完");
    let mut app = app.reopen();
    app.refuse("草稿").expect("写到一半，写完").keys("c").refuse("接着上次");
}

// Findings.

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

// Links.

#[test]
fn items_are_linked_and_unlinked() {
    let mut app = Harness::bureau();
    app.keys("1 L").expect("关联  职责 1").text("满意度").keys("Enter").says("已关联 指标 4").keys("Esc").expect("审核人关联");
    app.keys("g r").expect("── 指标 4 ").expect("职责 1 贯彻执行");
    app.keys("L").text("职责 1").keys("Enter").says("已取消关联").keys("Esc").refuse("审核人关联");
    // What the report states can be denied too, and stated again.
    app.keys("3 k k L").text("书屋").keys("Enter").says("已取消关联 任务 1.2").keys("Esc");
    assert_eq!(acts(app.review()), 3);
}

// Undo.

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

// Keeping.

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
fn what_a_mark_replaces_is_said() {
    let mut app = Harness::bureau();
    app.keys("x").says("职责 1 有问题；F 记为问题").keys("a").says("职责 1 无疑问（原为有问题）");
    app.keys("k F").text("未见佐证").keys("Enter v i k a").says("已是“无疑问”");
}

#[test]
fn an_emptied_text_is_no_draft() {
    let mut app = Harness::bureau();
    app.keys("c").text("写").keys("Esc").expect("草稿 1 份").keys("c Backspace Esc").refuse("草稿 1 份");
    let mut app = app.reopen();
    app.refuse("草稿");
}

#[test]
fn a_finding_is_withdrawn_rather_than_removed() {
    let mut app = Harness::bureau();
    app.keys("F").text("甲").keys("Enter Esc Delete").expect("编号顺延").keys("1").expect("撤销").expect("问1");
    assert_eq!(app.review().findings().len(), 1);
}

#[test]
fn a_corrected_name_stays_the_same_person() {
    let mut app = Harness::bureau();
    app.keys("a :").text("审核人").keys("Enter").keys("Backspace").text("四").keys("Enter Enter Enter");
    app.expect("姓名变了").expect("换人：由张四审核").keys("2").expect("张四 初审");
    app.keys("u").says("已撤销：职责 1 无疑问");
}

#[test]
fn the_history_names_the_field_that_changed() {
    let mut app = Harness::bureau();
    app.keys("F Up Enter").text("甲").keys("Enter Enter").text("某通知").keys("C-s U").expect("问题 问1 依据  甲");
}

#[test]
fn everything_is_there_again_after_leaving() {
    let mut app = Harness::bureau();
    app.keys("x c").text("一句批注").keys("C-s F Up Enter").text("一个问题").keys("Enter Esc v i L").text("满意度").keys("Enter Esc");
    let before = app.review().to_json("");
    let mut app = app.reopen();
    assert_eq!(app.review().to_json(""), before);
    app.expect("有问题").expect("一句批注").expect("一个问题").expect("审核人关联").expect("尚无新操作");
    assert_eq!(app.evidence(), BUREAU);
}

#[test]
fn the_file_is_written_three_seconds_after_the_last_act() {
    let mut app = Harness::bureau();
    app.keys("x").expect("已记下").wait_ms(2_900);
    assert!(app.review_on_disk().is_empty());
    app.keys("j e").wait_ms(2_900);
    assert!(app.review_on_disk().is_empty());
    app.wait_ms(100).expect("已保存 10:02");
    assert_eq!(mark(&app.review_on_disk(), "duty-2"), Some(MarkTo::NeedsEvidence));
    assert_eq!(app.evidence(), BUREAU);
}

#[test]
fn ctrl_s_writes_now() {
    let mut app = Harness::bureau();
    app.keys("x C-s").expect("已保存 10:02");
    assert_eq!(mark(&app.review_on_disk(), "duty-1"), Some(MarkTo::Problem));
}

#[test]
fn pulling_the_plug_loses_nothing() {
    let mut app = Harness::bureau();
    app.keys("x c").text("批注").keys("C-s j c").text("草稿").wait_ms(200);
    assert!(app.review_on_disk().is_empty());
    let before = app.review().to_json("");
    let mut app = app.crash();
    app.expect("上次没有正常退出").expect("标记 1   批注 1   草稿 1").expect("恢复 3 处").keys("Esc").says("请选一项");
    app.keys("1").says("1 份草稿");
    assert_eq!(app.review().to_json(""), before);
    app.expect("注1 疑问").keys("j c").expect("草稿");
    app.keys("Esc").wait_ms(3_000);
    assert_eq!(app.review_on_disk().to_json(""), before);
}

#[test]
fn not_now_keeps_the_work_for_the_next_time() {
    let mut app = Harness::bureau();
    app.keys("x");
    let mut app = app.crash();
    app.keys("2").says("都还留着").expect("已审 0/15").keys("j e");
    let mut app = app.reopen();
    app.expect("上次没有正常退出").keys("1").expect("已审 2/15");
}

#[test]
fn what_only_another_reviewer_wrote_is_taken_in_on_saving() {
    let mut app = Harness::bureau();
    app.keys("x");
    fs::write(app.file(), by_another("李四", "j e")).unwrap();
    app.send(Msg::Focus).says("文件被别的程序改动过");
    app.keys("C-s").says("并入他人写下的").expect("已审 2/15");
    let disk = app.review_on_disk();
    assert_eq!((mark(&disk, "duty-1"), mark(&disk, "duty-2")), (Some(MarkTo::Problem), Some(MarkTo::NeedsEvidence)));
}

#[test]
fn a_report_changed_by_another_program_is_never_written_over() {
    let mut app = Harness::bureau();
    app.keys("x");
    let revised = BUREAU.replace("送戏下乡88场", "送戏下乡90场");
    fs::write(app.file(), &revised).unwrap();
    app.keys("C-s").expect("没有写入文件").expect("原因").expect("已保留").expect("下一步");
    assert_eq!(fs::read_to_string(app.file()).unwrap(), revised);
    app.keys("Esc").expect("1 处待写入");
    app.keys("q").expect("仍然退出").keys("2");
    assert!(app.session.is_over());
    assert_eq!(fs::read_to_string(app.file()).unwrap(), revised);
    let mut app = app.crash();
    app.expect("现在的报告与当时审核的不同").keys("1");
    assert_eq!(mark(app.review(), "duty-1"), Some(MarkTo::Problem));
}

#[test]
fn an_item_changed_after_its_mark_says_so() {
    let mut app = Harness::bureau();
    app.keys("3 j a q");
    let written = fs::read_to_string(app.file()).unwrap();
    let mut app = Harness::open(&written.replace("\"target\": \"12\"", "\"target\": \"15\""));
    app.keys("3 j").expect("审核后报告有修改");
    assert!(app.row("2 新建社区书屋数量").contains('~'), "{}", app.picture());
    app.keys("x").refuse("审核后报告有修改");
}

#[test]
fn a_second_window_reads_and_refuses_to_write() {
    let first = Harness::bureau();
    let mut second = first.second_window();
    second.expect("只读").says("另一个窗口正在审核这个文件");
    for key in ["x", "c", "F", "L", "C-s", "u"] {
        second.keys(key).says("另一个窗口正在审核这个文件");
    }
    second.keys("j v t j g d").keys("q");
    assert!(second.session.is_over());
    assert_eq!(fs::read_to_string(first.file()).unwrap(), BUREAU);
}

#[test]
fn read_only_means_read_only() {
    let mut app = Harness::open_with(BUREAU, Setup { read_only: true, ..Setup::default() });
    app.keys("x").says("--read-only").keys("Enter 2").says("--read-only").keys("q");
    assert_eq!(fs::read_to_string(app.file()).unwrap(), BUREAU);
}

// Two reviewers.

#[test]
fn differing_opinions_stand_side_by_side_until_they_are_settled() {
    let mut app = Harness::open(&merged(&by_another("李四", "x"), &by_another("王五", "a")));
    app.expect("& 意见不一致").expect("已审 0/15");
    assert!(app.row("1 贯彻执行").contains('&'));
    app.keys("Enter").expect("会商确定").keys("1").expect("李四").expect("王五").expect("有问题").expect("无疑问");
    app.keys("3").expect("& 意见不一致").keys("Enter 1");
    let row = app.row("采用王五的意见");
    let digit = row.trim_start_matches(['│', '┃', ' ']).split(' ').find(|word| word.parse::<u8>().is_ok()).unwrap().to_owned();
    app.keys(&digit).says("已会商确定").expect("已审 1/15").refuse("& 意见不一致  !");
    assert_eq!(mark(app.review(), "duty-1"), Some(MarkTo::Accepted));
    app.keys("u");
    assert!(app.review().mark(Stage::First, "duty-1").is_conflict());
}

#[test]
fn differing_findings_show_where_they_differ() {
    let both = merged(&by_another("李四", "F Up Enter 甲 Enter Esc"), BUREAU);
    let with = |name, keys: &str| {
        let mut app = Harness::open_with(&both, Setup { reviewer: Some(reviewer(name)), ..Setup::default() });
        app.keys("v f Tab").keys(keys).keys("q");
        fs::read_to_string(app.file()).unwrap()
    };
    let mut app = Harness::open(&merged(&with("李四", "Tab Enter 1"), &with("王五", "Tab Enter 2 Tab Enter 依 F2")));
    app.keys("v f").expect("&").keys("!").expect("严重程度  严重").expect("严重程度  较重").expect("依据  依");
    app.keys("2").says("已会商确定");
    assert!(finding(&app).severity != Severity::Minor);
}

#[test]
fn a_disputed_link_shows_at_both_its_ends_and_is_settled() {
    let linked = by_another("张三", "L 满 Enter Esc");
    let with = |name, times: &str| {
        let mut app = Harness::open_with(&linked, Setup { reviewer: Some(reviewer(name)), ..Setup::default() });
        app.keys("L 满").keys(times).keys("Esc q");
        fs::read_to_string(app.file()).unwrap()
    };
    let mut app = Harness::open(&merged(&with("李四", "Enter"), &with("王五", "Enter Enter")));
    assert!(app.row("读者满意度").contains('&'));
    app.keys("Enter 1").expect("李四  ").expect("王五  ").expect("有关联");
    app.keys("1").says("已会商确定");
    assert!(!app.row("读者满意度").contains('&'));
}

// Keys.

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
fn leaving_without_writing_keeps_the_work_in_the_journal() {
    let mut app = Harness::bureau();
    app.keys("x").text(":q!").keys("Enter");
    assert!(app.session.is_over());
    assert!(app.review_on_disk().is_empty());
    let mut app = app.crash();
    app.keys("1").expect("已审 1/15");
}

#[test]
fn ctrl_c_says_how_to_leave_and_twice_leaves() {
    let mut app = Harness::bureau();
    app.keys("x c C-c").says("按 q 保存并退出").keys("j C-c").says("按 q 保存并退出").keys("C-c");
    assert!(app.session.is_over());
    assert_eq!(mark(&app.review_on_disk(), "duty-1"), Some(MarkTo::Problem));
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
fn the_users_keys_are_obeyed_and_shown() {
    let settings = Some("[keys]\naccept = [\"F5\"]\nproblem = [\"A-x\", \"g x\"]");
    let mut app = Harness::open_with(BUREAU, Setup { settings, ..Setup::default() });
    app.says("F5 无疑问").keys("a").says("这个键在此处没有作用").keys("F5").says("职责 1 无疑问").keys("g x").says("职责 2 有问题");
}

#[test]
fn a_wrong_setting_is_told_and_the_default_holds() {
    let settings = Some("theme = \"粉\"\n[keys]\naccept = [\"x\"]");
    let mut app = Harness::open_with(BUREAU, Setup { settings, ..Setup::default() });
    app.says("设置有 2 处写错").says("config.toml 第 1 行第 9 列").keys("a").says("无疑问");
    app.keys(",").expect("第 3 行第 10 列").expect("已是 problem（有问题）的键");
    // What is set anew is wrong no longer.
    app.expect("! 文件中写错").keys("Down Right").expect("已设").refuse("theme 不能是");
}

#[test]
fn keys_that_cannot_be_are_not_counted_as_changed_and_each_says_why() {
    let settings = Some("[keys]\naccept = [\"F5\"]\nproblem = [\"c\"]\nfinding = [\"e\"]\n");
    let mut app = Harness::open_with(BUREAU, Setup { settings, ..Setup::default() });
    app.keys(", End").expect("改了 1 个，另有 2 个没有采用").expect("! 文件中写错").expect("已是 comment（写批注）的键");
    app.keys("Enter").text("记为问题").expect("! finding：e 已是").keys("Esc Esc");
    let settings = Some("[keys]\nproblem = [\"c\"]\nfinding = [\"e\"]\nsave = 5\n");
    let mut app = Harness::open_with(BUREAU, Setup { settings, ..Setup::default() });
    app.keys(", End").expect("写了 3 个，都没有采用");
    // The key they wanted is given up: what stood against one of them stands no more.
    app.keys("Enter").text("待补资料").keys("Enter").keys("Backspace").text("F6").keys("Enter").keys("Esc");
    app.keys("Esc , End").expect("改了 2 个，另有 2 个没有采用");
}

#[test]
fn settings_change_at_once_and_are_kept_with_the_owners_comments() {
    let settings = "# 老王的设置\ntheme = \"dark\" # 夜里\n";
    let app = Harness::start(Setup::default());
    fs::create_dir_all(app.folder().join("config")).unwrap();
    fs::write(app.folder().join("config/config.toml"), settings).unwrap();
    fs::write(app.file(), BUREAU).unwrap();
    let mut app = app.open_again();
    let dark = app.frame().buffer;
    app.keys(", Down Right Esc");
    assert_ne!(app.frame().buffer, dark, "light at once");
    app.keys(", Down Down Enter Esc").expect("--");
    let kept = fs::read_to_string(app.folder().join("config/config.toml")).unwrap();
    assert_eq!(kept, "# 老王的设置\ntheme = \"light\" # 夜里\nlines = \"ascii\"\n");
    let mut app = app.open_again();
    app.expect("--").refuse("──");
    // A number and a path are typed; what leads nowhere is told and not kept.
    app.keys(", End Up Up Up Up Up Enter")
        .keys("Backspace")
        .text("9999")
        .keys("Enter")
        .says("不能是这个值")
        .keys("Backspace Backspace Backspace Enter");
    app.expect("9 秒");
    app.keys("Down Down Down Enter").text("没有这个文件夹").keys("Enter").says("没有").expect("config.toml 旁的 templates");
    let kept = fs::read_to_string(app.folder().join("config/config.toml")).unwrap();
    assert!(kept.ends_with("save_after = 9\n"), "{kept}");
}

#[test]
fn a_commands_keys_are_changed_inside_the_program() {
    let mut app = Harness::bureau();
    app.keys(", End Enter").text("无疑问").keys("Enter").keys("Backspace").text("F5, x").keys("Enter").says("已是 problem（有问题）的键");
    app.keys("Enter Backspace").text("F5, g a").keys("Enter").expect("F5  ga").keys("Esc Esc").says("F5 无疑问");
    app.keys("F5").says("职责 1 无疑问").keys("g a").says("职责 2 无疑问");
    let kept = fs::read_to_string(app.folder().join("config/config.toml")).unwrap();
    assert!(kept.starts_with("# 审阅") && kept.ends_with("[keys]\naccept = [\"F5\", \"g a\"]\n"), "{kept}");
}

#[test]
fn a_settings_file_that_is_no_toml_is_left_alone_and_the_choice_holds_for_this_run() {
    let app = Harness::start(Setup::default());
    fs::create_dir_all(app.folder().join("config")).unwrap();
    fs::write(app.folder().join("config/config.toml"), "theme = \n").unwrap();
    fs::write(app.file(), BUREAU).unwrap();
    let mut app = app.open_again();
    let dark = app.frame().buffer;
    app.keys(": ").text("换配色").keys("Enter").says("只在这次有效");
    assert_ne!(app.frame().buffer, dark);
    assert_eq!(fs::read_to_string(app.folder().join("config/config.toml")).unwrap(), "theme = \n");
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

// The start page and the tour.

#[test]
fn the_start_page_opens_what_was_open_before() {
    let mut app = Harness::bureau();
    app.keys("x :").text("起始页").keys("Enter").expect("从哪里开始").expect("x.json");
    assert_eq!(mark(&app.review_on_disk(), "duty-1"), Some(MarkTo::Problem));
    app.keys("j x").says("还没有打开文件").keys("3 Enter").expect("已审 1/15");
}

#[test]
fn a_file_is_opened_and_a_text_imported_from_the_start_page() {
    let mut app = Harness::start(Setup::default());
    fs::write(app.folder().join("甲局.json"), BUREAU).unwrap();
    fs::write(app.folder().join("乙局.txt"), "乙局2024年度部门整体支出绩效自评报告\n一、部门基本情况\n（一）部门职责\n负责示例工作。\n")
        .unwrap();
    app.keys("1").expect("甲局.json").refuse("乙局.txt").keys("Enter").expect("已审 0/15");
    app.keys(":")
        .text("起始页")
        .keys("Enter 2")
        .expect("乙局.txt")
        .refuse("甲局.json")
        .text("乙")
        .keys("Enter")
        .expect("读出的内容")
        .keys("A Enter")
        .expect("已审 0/1");
    assert!(app.folder().join("乙局.json").exists());
}

#[test]
fn what_cannot_be_opened_says_why_and_nothing_is_lost() {
    let mut app = Harness::start(Setup::default());
    fs::write(app.folder().join("坏.json"), "{\"format\": ").unwrap();
    app.keys("1 Enter").expect("没有打开").expect("原因").keys("Enter").expect("从哪里开始");
}

#[test]
fn the_tour_vanishes_by_doing() {
    let mut app = Harness::sample(Setup::default());
    app.expect("第 1 步/5").keys("j").expect("第 2 步/5").keys("a").expect("第 3 步/5");
    app.keys("c").text("批注").keys("C-s").expect("第 4 步/5").keys("F").text("问题").keys("Enter").expect("第 5 步/5");
    app.keys(":").text("文件位置").keys("Enter").expect("文件在哪里").keys("Esc").refuse("新手引导");
}

#[test]
fn the_tour_promises_a_copy_only_where_it_is_one() {
    Harness::sample(Setup::default()).expect("样例的副本，改坏无妨");
    Harness::bureau().keys(":").text("新手引导").keys("Enter").expect("第 1 步/5").refuse("副本");
}

#[test]
fn the_tour_may_be_closed() {
    let mut app = Harness::sample(Setup::default());
    app.expect("新手引导").keys("Esc").says("可再打开").keys(":").text("新手引导").keys("Enter").expect("第 1 步/5");
}

// Text and items.

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

// Every size.

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

// Searching.

#[test]
fn a_search_lists_hits_where_they_are_and_stays_at_the_one_chosen() {
    let mut app = Harness::bureau();
    app.keys("/").text("SQshuwu").expect("查找  SQshuwu").expect("审核内容 2").expect("报告原文 2").expect("任务 1.2").says("第 1 处/4");
    app.keys("Down").says("第 2 处/4").keys("Enter").says("SQshuwu 第 2 处/4").expect("── 指标 2 ");
    app.keys("n").says("第 3 处/4").expect(" 报告原文 ").keys("N").says("第 2 处/4").expect("── 指标 2 ");
    app.keys("n n n").says("第 1 处/4").keys("N").says("第 4 处/4");
    app.keys("C-o C-o C-o C-o C-o C-o");
    app.expect("── 1 职责");
}

#[test]
fn esc_in_a_search_leaves_everything_as_it_was() {
    let mut app = Harness::bureau();
    app.keys("3 j j");
    let before = app.screen();
    app.keys("F3").text("书屋").keys("Down Down Esc");
    assert_eq!(app.screen(), before);
    app.keys("n").says("还没有查找");
}

#[test]
fn a_search_is_widened_narrowed_and_done_again() {
    let mut app = Harness::bureau();
    app.keys("/").text("书屋").says("/4").text("x").expect("没有找到：书屋x").keys("Enter").says("没有找到").keys("Backspace Enter");
    app.keys("/").expect("审核内容 2").keys("Down Enter").says("书屋 第 2 处/4");
    app.keys("c").text("书屋台账").keys("C-s n").says("第 3 处/5");
    app.keys("Esc Esc n").says("还没有查找").keys("/").paste("图書館").expect("图书馆").keys("Enter").says("第 1 处/");
}

#[test]
fn comments_and_findings_are_found_and_gone_to() {
    let mut app = Harness::bureau();
    app.keys("c").text("请提供会议纪要").keys("C-s 3 F").text("缺少佐证材料").keys("Enter Esc");
    app.keys("v i 1 /").text("hyjy").expect("批注 1").expect("注1").keys("Enter").expect("── 职责 1 ");
    app.keys("/").text("缺少 佐证").expect("问题 1").expect("问1").keys("Enter").expect("━━ 问题 ");
}

// What the checks found.

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

// Filtering.

#[test]
fn a_filter_shows_what_fits_and_says_what_it_hides() {
    let mut app = Harness::bureau();
    app.keys("3 j e f")
        .text("标记：待补资料")
        .expect("符合 1/15 项")
        .keys("Enter")
        .says("符合 1/15 项")
        .expect("隐藏 3")
        .expect("没有符合筛选的项");
    app.keys("3").expect("新建社区书屋数量").refuse("送戏下乡场次 ");
    app.keys("0").expect("已不符").keys("R").expect("没有同时符合的项").expect("回到 15 项").keys("1").expect("1 职责").refuse("隐藏");
}

#[test]
fn a_row_stays_where_it_is_until_one_asks_anew() {
    let mut app = Harness::bureau();
    app.keys("f").text("mark:none pane:duty").keys("Enter 1").expect("隐藏 15".replace("15", "4").as_str());
    app.keys("a").expect("已不符").says("职责 1 无疑问").expect("第 2/");
    app.keys("R").refuse("已不符").refuse("贯彻执行文化工作的法律法规，拟订全市文化事业发展»");
    app.keys("Esc").says("已取消筛选").refuse("隐藏");
}

#[test]
fn a_filter_is_chosen_without_letters_and_kept_by_name() {
    let mut app = Harness::bureau();
    app.keys("f Down Enter Down Enter")
        .expect("标记:未审")
        .expect("符合 15/15 项")
        .keys("C-s")
        .text("没看的")
        .keys("Enter Enter")
        .says("符合 15/15 项");
    app.keys("Esc");
    let mut app = app.reopen();
    app.keys("f")
        .expect("没看的")
        .keys("Down Enter")
        .says("符合 15/15 项")
        .keys("f C-u")
        .expect("没看的")
        .keys("Down Delete")
        .refuse("没看的");
}

#[test]
fn what_no_filter_can_tell_is_refused_with_its_reason() {
    let mut app = Harness::bureau();
    app.keys("f").text("score<60").expect("本版还不能按复核分筛选").keys("Enter").says("本版还不能").text(" x").keys("Esc").refuse("隐藏");
    app.keys("f").text("颜色:红").keys("Enter").says("没有“颜色”这一栏");
}

// Many at once.

#[test]
fn a_range_is_marked_in_one_act_and_undone_in_one() {
    let mut app = Harness::bureau();
    app.keys("3 j a 3 g g V j j j").expect("已选 4").keys("Enter").expect("核实无误 (3/4)").keys("Esc");
    let before = acts(app.review());
    app.keys("a").says("核实无误 (3/4)；1 项原已如此").refuse("已选");
    assert_eq!(acts(app.review()), before + 1);
    assert_eq!(mark(app.review(), "indicator-4"), Some(MarkTo::Accepted));
    app.keys("u");
    assert_eq!([1, 2, 3, 4].map(|n| mark(app.review(), &format!("indicator-{n}")).is_some()), [false, true, false, false]);
}

#[test]
fn items_chosen_one_by_one_share_a_comment_and_a_finding() {
    let mut app = Harness::bureau();
    // Each list says what is selected in it, the bar how many in all.
    app.keys("3 m 1 m")
        .expect("已选 2")
        .expect("已选 1  已审 0/3")
        .expect("已选 1  已审 0/4")
        .keys("c")
        .text("请提供佐证")
        .keys("C-s")
        .refuse("已选 2");
    assert_eq!(app.review().comments_on("indicator-1").len(), 1);
    assert_eq!(app.review().comments_on("indicator-1"), app.review().comments_on("duty-1"));
    app.keys("3 M F").text("均未设定指标值").keys("Enter Esc");
    assert_eq!(finding(&app).on.len(), 4);
}

#[test]
fn a_selection_is_let_go_and_passes_over_what_carries_no_mark() {
    let mut app = Harness::bureau();
    app.keys("2 V j").expect("已选 1").keys("Esc").refuse("已选").keys("M").expect("已选 4").keys("M").refuse("已选");
}

#[test]
fn selected_items_are_linked_in_one_act() {
    let mut app = Harness::bureau();
    app.keys("3 V j L")
        .expect("所选 2 项")
        .text("职责 1")
        .keys("Enter")
        .says("已关联")
        .keys("Esc")
        .keys("1 g r")
        .expect("指标 1")
        .expect("指标 2");
    app.keys("Esc u g r").says("没有关联");
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

// Places and history.

#[test]
fn one_goes_on_where_one_left() {
    let mut app = Harness::bureau();
    app.keys("3 j j b v t : 8 Enter b v i f").text("pane:indicator").keys("Enter 3 j");
    let mut app = app.reopen();
    app.expect("── 指标 4 ").expect("隐藏 3").keys("'").expect("书签").expect("送戏下乡场次").keys("Down Enter").expect("── 指标 3 ");
    app.keys("b").says("已取消书签");
}

#[test]
fn the_text_one_was_writing_is_open_again() {
    let mut app = Harness::bureau();
    app.keys("3 j c").text("还没有写完").wait_ms(300).keys("C-c C-c");
    let mut app = app.open_again();
    app.expect("还没有写完").expect("批注  指标 2").keys("C-s");
    assert_eq!(app.review().comments_on("indicator-2").len(), 1);
}

#[test]
fn what_is_left_to_do_comes_weightiest_and_most_doubtful_first() {
    let mut app = Harness::bureau();
    app.keys("a 3 e T").expect("待办 14 项").expect("已审 2/15").text("zbzl").keys("Backspace Backspace Backspace Backspace").text("dbzl");
    app.expect("待补资料").keys("Enter").expect("── 指标 1 ");
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

// Papers.

#[test]
fn papers_are_chosen_looked_at_and_written_and_the_numbers_are_then_fixed() {
    let mut app = Harness::bureau();
    app.keys("F Up Enter 书 屋 没 有 佐 证 C-s").keys("v e");
    app.expect("导出文书").expect("内部").expect("问1未填依据").expect("标出与上次导出不同之处");
    app.expect("审核还没有完成").expect("[ ] 复核意见 ").expect("[x] 需补充资料清单").expect("[x] 复核工作底稿 ");
    app.keys("Enter").expect("2025年度部门整体支出绩效自评复核意见").refuse("# ").keys("Esc").expect("[ ] 复核意见 ");
    app.keys("1 4 Tab").expect("导出，1 个问题的编号随之固定").keys("Enter").expect("个文件").expect("x-复核意见.docx");
    assert_eq!(finding(&app).no, Some(1), "the number is the reviewer's act");
    let folder = app.file().parent().unwrap().to_owned();
    for name in ["x-复核意见.docx", "x-复核工作底稿.xlsx", "x-需补充资料清单.md"] {
        assert!(folder.join(name).exists(), "{name}");
    }
    let words = fs::read_to_string(folder.join("x-复核发现问题清单.md")).unwrap();
    assert!(words.contains("书屋没有佐证") && !words.contains("暂编"), "{words}");
    app.keys("Enter u").says("已撤销：导出文书，固定 1 个问题的编号");
    assert_eq!(finding(&app).no, None);
}

#[test]
fn what_is_wrong_with_ones_own_work_is_shown_before_papers_are_written_and_does_not_stop_them() {
    let mut app = Harness::bureau();
    app.keys("F Up Enter 书 屋 没 有 佐 证 C-s").keys("v e");
    app.expect("提交前请核对：");
    app.keys("Tab Up Up Enter").expect("14项尚未审核").expect("! 未记录核实无误的事项：审核标记 1 项、问题 1 个").keys("Esc");
    app.keys("Tab Enter").expect("个文件").keys("Enter");
    app.keys("v i a v e").expect("问1未填依据").keys("r");
    assert!(!app.picture().contains("未记录核实无误"), "one mark is a record of what is in order\n{}", app.picture());
}

#[test]
fn every_remark_is_a_key_away_and_leads_to_what_it_is_about_and_the_choice_of_papers_waits() {
    let mut app = Harness::bureau();
    app.keys("F Up Enter 书 屋 没 有 佐 证 C-s").keys("v e 1 8 r");
    // Worst first; the one under the cursor is said whole.
    app.expect("问1未填依据").expect("未填整改时限").expect("14项尚未审核");
    app.text("时限").keys("Enter").refuse("导出文书").refuse("提交前请核对");
    app.expect("书屋没有佐证").expect("整改时限");
    app.keys("v e").expect("[x] 复核意见 ").expect("[ ] 需补充资料清单").keys("r");
    app.text("尚未审核").keys("Enter").refuse("提交前请核对").expect("审核内容");
    app.keys("v e Esc v e").expect("[ ] 复核意见 ").keys("Esc");
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

#[test]
fn a_paper_that_was_edited_is_asked_about_before_it_is_written_over() {
    let mut app = Harness::bureau();
    app.keys("v e 3 Tab Enter Enter");
    let paper = app.file().with_file_name("x-整改通知书.md");
    let edited = fs::read_to_string(&paper).unwrap() + "改";
    fs::write(&paper, &edited).unwrap();
    app.keys("v e 3 Tab Enter").expect("文件已存在").expect("x-整改通知书.md").expect("改动过");
    app.keys("3").refuse("文件已存在");
    assert_eq!(fs::read_to_string(&paper).unwrap(), edited);
    // Elsewhere: the choice is still there, only the folder is asked.
    let elsewhere = app.folder().join("另存");
    fs::create_dir(&elsewhere).unwrap();
    app.keys("v e 3 Tab Enter 1").expect("已选 3 种").keys("C-a").paste(&elsewhere.display().to_string());
    app.keys("Enter Enter").expect("个文件").keys("Enter");
    assert!(elsewhere.join("x-整改通知书.md").exists() && fs::read_to_string(&paper).unwrap() == edited);
    app.keys("v e 3 Tab Enter 2").expect("个文件");
    assert_ne!(fs::read_to_string(&paper).unwrap(), edited);
}

#[test]
fn papers_can_be_left_out_and_go_to_another_folder() {
    let mut app = Harness::bureau();
    app.keys("v e 8").expect("[ ] 需补充资料清单").expect("已选 1 种");
    app.keys("Tab Up").keys("C-a");
    let folder = app.file().with_file_name("文书");
    app.paste(&folder.display().to_string());
    app.keys("Enter Enter").expect("已导出 2 个文件");
    assert_eq!(fs::read_dir(folder).unwrap().count(), 2, "the working paper, as xlsx and md");
    assert!(app.review().is_empty(), "no number leaves the house: nothing is recorded");
}

// Who answers whom.

/// Two duties have their work by wording alone, one has none; a target is missed; a measure has no deadline.
const UNLINKED: &str = r#"{
    "duties": [{"no": "1", "text": "负责不动产登记和地籍管理工作"}, {"no": "2", "text": "组织编制国土空间规划"}, {"no": "3", "text": "负责耕地保护的监督"}],
    "work_items": [{"no": "1", "title": "优化不动产登记流程", "text": "优化不动产登记流程。压缩办理时限。"},
        {"no": "2", "title": "严守耕地保护红线", "text": "严守耕地保护红线。"}],
    "indicators": [{"name": "不动产登记办结率", "comparator": "≥", "target": "95%", "actual": "91%", "weight": "6"}, {"name": "群众来访接待", "weight": "4"}],
    "issues": [{"text": "信息系统运维费支付进度偏慢"}],
    "measures": [{"text": "加快信息系统运维费支付", "owner": "财务科"}]}"#;

fn unlinked() -> Harness {
    Harness::open_with(UNLINKED, Setup { size: (120, 36), ..Setup::default() })
}

fn link(app: &Harness, one: &str, other: &str) -> Option<shenyue::review::LinkSays> {
    app.review().link(one, other).settled().copied()
}

#[test]
fn holes_stand_by_what_is_missing_with_their_weight() {
    let mut app = unlinked();
    app.keys("v m").expect("职责未见任务").expect("3 项").expect("指标未对应职责、任务").expect("2 项 分值 10");
    app.expect("未达标而未见自查问题").expect("1 项 分值 6").expect("措施未明确责任或时限").expect("自查问题未见措施");
    assert!(app.row("› ").contains("不动产登记和地籍"), "the first hole\n{}", app.picture());
    app.keys("Space").keys("g i").expect("国土空间规划").keys("C-o").expect("职责未见任务");
}

#[test]
fn a_hole_is_mended_by_hand_and_stays_until_one_looks_anew() {
    let mut app = unlinked();
    app.keys("v m L").expect("待确认").keys("Enter Esc").expect("已补").expect("2 项");
    assert_eq!(link(&app, "duty-1", "work-1"), Some(shenyue::review::LinkSays::Yes), "the likely one stands first");
    app.keys("v i v m").refuse("已补").keys("u").expect("3 项");
}

#[test]
fn proposed_links_are_confirmed_and_rejected_in_bulk_and_undone_in_one_step() {
    use shenyue::review::LinkSays;
    let mut app = unlinked();
    app.keys("v m").says("").keys("V").says("只连选待确认").keys("o").expect("职责 – 任务").expect("都写到“不动产登记”");
    app.keys("V j L").says("已确认关联 2 处");
    assert_eq!([link(&app, "duty-1", "work-1"), link(&app, "duty-3", "work-2")], [Some(LinkSays::Yes); 2]);
    app.keys("u");
    assert_eq!([link(&app, "duty-1", "work-1"), link(&app, "duty-3", "work-2")], [None; 2]);
    app.keys("g g j d").says("不关联 1 处").expect("不关联");
    assert_eq!(link(&app, "duty-1", "work-1"), Some(LinkSays::No));
    app.keys("g g j L").says("已有结论").keys("Delete").says("恢复为待确认");
    assert_eq!(link(&app, "duty-1", "work-1"), None);
}

#[test]
fn the_digits_do_what_the_keys_do_in_the_coverage() {
    let mut app = unlinked();
    app.keys("v m o Enter").expect("确认关联").keys("1").says("已确认关联 1 处");
    app.keys("g g j Enter").expect("恢复待确认").keys("1").says("恢复为待确认");
}

#[test]
fn a_proposal_is_shown_as_one_on_the_card_and_never_as_a_link() {
    let mut app = unlinked();
    app.keys("1").expect("o 任务 1").expect("待确认");
    app.keys("g r").says("没有关联");
}

#[test]
fn the_table_shows_links_proposals_and_what_is_to_be_explained() {
    let mut app = unlinked();
    app.keys("v m o o").expect("职责 × 任务 指标").expect("! 未见任务、指标").expect("自查问题 ×");
    app.keys("L").expect("关联").keys("Enter Esc");
    assert!(app.row("› ").contains('#'), "{}", app.picture());
}

#[test]
fn bookmarks_are_walked_in_the_order_of_the_report() {
    let mut app = unlinked();
    app.keys("] b").says("还没有书签");
    app.keys("1 j j b 1 g g b").keys("] b").expect("耕地保护的监督").keys("] b").says("后面没有了").keys("[ b");
    assert!(app.row("› ").contains("不动产登记和地籍"), "{}", app.picture());
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

#[test]
fn esc_stops_papers_that_are_being_made() {
    let mut app = Harness::bureau();
    app.keys("v e Tab Enter").expect("个文件").keys("Enter");
    // Nothing runs any more: Esc means what it always means.
    app.keys("Esc").says("这里没有可关闭的");
}

// What the first walk through the program tripped over.

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
fn items_to_link_are_found_by_pinyin_and_the_list_says_where_it_is() {
    let mut app = Harness::bureau();
    app.resize(80, 24).keys("L").text("dzmyd").expect("读者满意度");
    app.keys("Esc").resize(80, 16).keys("L").expect(" 1/").keys("Down").expect(" 2/");
}

#[test]
fn the_menu_leads_to_everything_else_without_a_letter() {
    let mut app = Harness::bureau();
    app.keys("Enter Up Enter").expect("命令名称").keys("Esc");
    app.keys("v t V Right Enter").expect("取消选择").refuse("选段  ");
}

#[test]
fn the_history_of_an_item_speaks_of_that_item() {
    let mut app = Harness::bureau();
    app.keys("3 V j j e u C-r g h");
    app.expect("指标 3 待补资料（连同另外 2 项）").expect("重做：指标 3").expect("（已收回）").refuse("指标 1 ");
    app.keys("Enter").expect("到这一项").expect("收回这一步").keys("Esc");
    app.keys("U").expect("张三 开始审核，登记了所审报告的校验码").keys("Esc");
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
