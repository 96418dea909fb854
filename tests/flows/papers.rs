//! Papers made from inside the program.

use std::fs;

use crate::finding;
use crate::harness::Harness;

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
fn a_remark_on_one_duty_has_its_number_beside_it_not_its_whole_text() {
    let text = "负责耕地保护的监督".repeat(12);
    let mut app = Harness::open(&format!(r#"{{"duties": [{{"no": "3", "text": "{text}"}}]}}"#));
    app.keys("v e 1 8 r");
    let row = app.row("1项尚未审核");
    assert!(row.contains(" 职责 3 ") && !row.contains("负责耕地"), "{}", app.picture());
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

#[test]
fn esc_stops_papers_that_are_being_made() {
    let mut app = Harness::bureau();
    app.keys("v e Tab Enter").expect("个文件").keys("Enter");
    // Nothing runs any more: Esc means what it always means.
    app.keys("Esc").says("这里没有可关闭的");
}
