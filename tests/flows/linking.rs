//! Links and the coverage table: holes, proposals, links by hand.

use std::sync::Arc;

use shenyue::command::Msg;
use shenyue::report::{Coverage, Links};

use crate::acts;
use crate::harness::{Harness, Setup};

/// Two duties have their work by wording alone, one has none; a target is missed; a measure has no deadline.
const UNLINKED: &str = r#"{
    "duties": [{"no": "1", "text": "负责不动产登记和地籍管理工作"}, {"no": "2", "text": "组织编制国土空间规划"}, {"no": "3", "text": "负责耕地保护的监督"}],
    "work_items": [{"no": "1", "title": "优化不动产登记流程", "text": "优化不动产登记流程。压缩办理时限。"},
        {"no": "2", "title": "严守耕地保护红线", "text": "严守耕地保护红线。"}],
    "indicators": [{"name": "不动产登记办结率", "comparator": "≥", "target": "95%", "actual": "91%", "weight": "6"}, {"name": "群众来访接待", "weight": "4"}],
    "issues": [{"text": "信息系统运维费支付进度偏慢"}],
    "measures": [{"text": "加快信息系统运维费支付", "owner": "财务科"}]}"#;

pub fn unlinked() -> Harness {
    Harness::open_with(UNLINKED, Setup { size: (120, 36), ..Setup::default() })
}

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
    app.keys("v m o").expect("职责 – 任务").expect("都写到“不动产登记”");
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
fn items_to_link_are_found_by_pinyin_and_the_list_says_where_it_is() {
    let mut app = Harness::bureau();
    app.resize(80, 24).keys("L").text("dzmyd").expect("读者满意度");
    app.keys("Esc").resize(80, 16).keys("L").expect(" 1/").keys("Down").expect(" 2/");
}

/// The items a finding is on, of the latest.
fn on(app: &Harness) -> Vec<String> {
    app.review().findings().last().unwrap().standing.latest().unwrap().on.clone()
}

#[test]
fn holes_are_selected_one_by_one_and_all_of_a_kind_and_become_one_finding() {
    let mut app = unlinked();
    app.keys("v m m")
        .expect("已选 1 项")
        .keys("j m")
        .says("已选 2")
        .keys("F")
        .text("职责没有任务")
        .keys("C-s")
        .expect("问1")
        .expect("职责 3 负责耕地保护");
    assert_eq!(on(&app), ["duty-1", "duty-3"]);
    app.keys("v m").refuse("已选 2").keys("g g M").says("已选 3").keys("c").expect("所选 3 项").text("请说明").keys("C-s").refuse("已选 3");
    assert_eq!(app.review().comments()[0].standing.latest().unwrap().on, ["duty-1", "duty-2", "duty-3"]);
    app.keys("M").says("已选 3").keys("M").refuse("已选 3").keys("V j j").says("已选 2").keys("Esc").refuse("已选 2");
}

#[test]
fn a_heading_that_is_folded_is_selected_whole_and_opens() {
    let mut app = unlinked();
    app.keys("v m g g Left").refuse("国土空间规划").keys("M").expect("国土空间规划").says("已选 3");
    app.keys("M").refuse("已选 3");
}

#[test]
fn what_a_stretch_took_in_stays_chosen_when_rows_above_are_folded() {
    let mut app = unlinked();
    // From the first work without an indicator up to the heading of the duties.
    app.keys("v m g g j j j j j V").expect("已选 1 项").keys("g g").says("已选 4");
    app.keys("Left").refuse("国土空间规划").says("已选 4").keys("F").text("一并核对").keys("C-s");
    assert_eq!(on(&app), ["duty-1", "duty-2", "duty-3", "work-1"]);
}

#[test]
fn what_a_stretch_took_in_stays_chosen_when_the_study_of_the_report_arrives() {
    let mut app = unlinked();
    app.keys("v m L Enter Esc").expect("已补").keys("j V j").says("已选 2");
    let coverage = Coverage::of(&app.report_on_disk(), &Links::default());
    app.send(Msg::Covered(Arc::new(coverage))).refuse("已补").says("已选 2").keys("F").text("一并核对").keys("C-s");
    assert_eq!(on(&app), ["duty-2", "duty-3"]);
}

#[test]
fn an_item_in_two_holes_is_selected_once_and_marks_go_over_the_selection() {
    let mut app = unlinked();
    app.keys("v m").expect("未达标而未见自查问题");
    let rows = app.screen();
    let row = rows.iter().position(|row| row.contains("未达标而未见自查问题")).unwrap();
    assert!(rows[row + 1].contains("不动产登记办结率"), "{}", app.picture());
    for _ in 0..20 {
        app.keys("m");
    }
    app.says("已选").keys("e").says("待补资料 (");
    assert!(app.review().events().count() > 0);
}

#[test]
fn proposed_links_are_picked_one_by_one_and_all_of_a_section() {
    let mut app = unlinked();
    app.keys("v m o m").expect("已选 1 处").keys("Esc").refuse("已选 1").keys("k M").expect("已选 2 处").keys("d").says("不关联 2 处");
    assert_eq!([link(&app, "duty-1", "work-1"), link(&app, "duty-3", "work-2")], [Some(shenyue::review::LinkSays::No); 2]);
}

#[test]
fn a_heading_says_how_much_is_asked_open_and_weighed_and_what_to_do() {
    let mut app = unlinked();
    app.keys("v m g g").expect("待处理    3/3 项").expect("2 项有推测的关联").expect("按 M 全选");
    app.keys("o g g").expect("待确认    2/2 处").expect("不关联");
    app.keys("o g g").expect("待说明");
    let weighed = app.keys("o").screen().iter().position(|row| row.contains("指标未对应")).unwrap();
    assert!(weighed > 0);
    for _ in 0..6 {
        app.keys("j");
    }
    app.expect("分值      10/10").expect("2/2 项");
}

#[test]
fn figures_of_what_is_answered_and_the_signs_stand_there() {
    let mut app = unlinked();
    app.keys("v m").expect("已对应  职责 0/3").expect("措施 0/1").expect("已关联 0").expect("# 已关联").expect("o 待确认");
    app.keys("L Enter Esc").expect("职责 1/3").expect("已关联 1");
}

#[test]
fn places_are_bookmarked_there_too() {
    let mut app = unlinked();
    app.keys("v m b").says("已加书签").keys("j b '").expect("职责 1").expect("职责 2").keys("Enter").expect("审核内容");
    app.keys("v m g g b").says("没有审核项");
}

#[test]
fn a_heading_among_the_suspicions_says_what_stands_under_it() {
    let mut app = Harness::bureau();
    app.keys("v c g g").expect("待处理").expect("处").expect("核查").expect("职责");
    let open = app.row("待处理");
    app.keys("j F g f v c g g");
    assert_ne!(app.row("待处理  "), open, "what was recorded is no longer open");
    app.expect("已记问题");
}
