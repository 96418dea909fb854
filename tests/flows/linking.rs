//! Links and the coverage table: holes, proposals, links by hand.

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
fn items_to_link_are_found_by_pinyin_and_the_list_says_where_it_is() {
    let mut app = Harness::bureau();
    app.resize(80, 24).keys("L").text("dzmyd").expect("读者满意度");
    app.keys("Esc").resize(80, 16).keys("L").expect(" 1/").keys("Down").expect(" 2/");
}
