//! The folder view as its user drives it: departments side by side, one opened and left again.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod harness;

use std::fs;

use harness::{BUREAU, Harness, Setup};
use shenyue::command::{Command, MouseDoes, Msg};
use shenyue::lang::Lang;

fn named(department: &str) -> String {
    BUREAU.replace("示例市文化局", department)
}

/// Three departments and a file that is none.
fn three() -> Harness {
    let (water, forest) = (named("示例市水务局"), named("示例市林业局"));
    let files = [("b.json", BUREAU), ("a.json", &*water), ("c/d.json", &*forest), ("坏.json", "{\"duties\": [")];
    Harness::batch(&files, Setup::default())
}

#[test]
fn every_file_is_a_row_and_a_broken_one_says_why() {
    let mut app = three();
    app.expect("部门 4").expect("打不开 1").expect("示例市林业局");
    assert!(app.row("坏").contains("JSON"), "{}", app.picture());
    assert!(app.row("示例市水务局").contains("未开始"));
}

#[test]
fn enter_opens_leaving_returns_to_the_row_and_its_figures_are_of_now() {
    let mut app = three();
    app.keys("j Enter").expect("示例市文化局");
    app.keys("a x");
    app.says("回文件夹").keys("q");
    app.says("第 2/4 项");
    let row = app.row("示例市文化局");
    assert!(row.contains("初审中") && row.contains("张三") && row.contains("2/"), "{row}");
    assert!(fs::read_to_string(app.folder().join("批次/b.json")).unwrap().contains("\"review\""), "written on leaving");
    app.keys("q");
    assert!(app.session.is_over());
}

#[test]
fn the_start_page_command_leads_to_the_folder_too_and_from_there_to_the_start_page() {
    let mut app = three();
    app.keys("Enter :").text("起始页").keys("Enter").expect("部门 4");
    app.keys("Esc").expect("从哪里开始");
}

#[test]
fn rows_are_sorted_by_any_column_and_the_cursor_stays_on_its_department() {
    let mut app = three();
    app.keys("j Enter a q");
    let order = |app: &Harness| -> Vec<char> {
        let rows = app.screen().into_iter().skip(3).filter(|row| row.contains("示例市")).take(3);
        rows.map(|row| row.trim().chars().nth(3).unwrap()).collect()
    };
    assert_eq!(order(&app), ['水', '文', '林']);
    app.keys("Right").says("按状态排列");
    assert_eq!(order(&app), ['水', '林', '文']);
    app.keys("o").says("倒序");
    assert_eq!(order(&app), ['文', '水', '林']);
    app.keys("Enter").expect("示例市文化局").keys("q");
    app.click("自评分").says("按自评分排列").keys("Left Left Left Left Left Left").says("按部门排列");
}

#[test]
fn the_next_that_waits_is_one_key_away_and_a_broken_file_never_waits() {
    let mut app = three();
    app.keys("Space Space").says("第 3/4 项").keys("Space").says("第 1/4 项").keys("[ u").says("第 3/4 项");
}

#[test]
fn what_changes_on_disk_is_seen_when_one_comes_back() {
    let mut app = three();
    fs::write(app.folder().join("批次/a.json"), named("示例市湖泊局")).unwrap();
    fs::write(app.folder().join("批次/新.json"), named("示例市新区")).unwrap();
    fs::remove_file(app.folder().join("批次/坏.json")).unwrap();
    app.send(Msg::Focus);
    app.expect("示例市湖泊局").expect("示例市新区").refuse("示例市水务局").refuse("打不开");
}

#[test]
fn papers_that_nobody_imported_are_imported_from_their_row() {
    let papers = include_str!("data/import/preview.txt");
    let mut app = Harness::batch(&[("a.json", BUREAU), ("水务局/自评报告.txt", papers)], Setup::default());
    app.expect("未导入 1").keys("G Enter").expect("导入");
    app.keys("Esc").expect("未导入：1 份材料");
    app.keys("Enter A Enter").keys("q");
    assert!(app.folder().join("批次/水务局.json").exists());
    app.refuse("未导入").says("第 2/2 项");
}

#[test]
fn a_folder_is_opened_from_the_dialog_and_from_the_mouse() {
    let mut app = three();
    app.keys("Esc 1 Tab").expect("部门 4");
    let (x, y) = (10, 5);
    app.mouse(MouseDoes::Click, x, y).mouse(MouseDoes::Release, x, y).mouse(MouseDoes::Click, x, y).expect("审核内容");
}

#[test]
fn what_needs_an_open_file_says_so() {
    let mut app = three();
    app.keys("a").says("先打开一个部门");
    app.keys("v c").says("先打开一个部门");
}

#[test]
fn an_empty_folder_says_what_it_is_for() {
    let mut app = Harness::batch(&[("说明.png", "")], Setup::default());
    app.expect("这里没有部门").keys("Esc").expect("从哪里开始");
}

#[test]
fn rows_are_filtered_in_the_language_of_the_items_and_esc_shows_all() {
    let mut app = three();
    app.keys("j Enter a q f").text("状态:初审中").expect("符合 1/4 项").keys("Enter");
    app.expect("示例市文化局").refuse("示例市水务局").says("符合 1/4 项");
    app.keys("Esc").expect("示例市水务局");
    app.keys("f").text("lj").keys("Enter").refuse("示例市水务局").refuse("坏");
    app.keys("f C-u").text("状态:打不开").keys("Enter").expect("JSON").refuse("示例市");
    app.keys("f C-u").text("经办:我 已审<100").keys("Enter").expect("示例市文化局").says("符合 1/4 项");
    app.keys("f C-u").text("颜色:红").keys("Enter").says("没有“颜色”");
}

#[test]
fn a_row_that_no_longer_fits_stays_until_one_filters_anew() {
    let mut app = three();
    app.keys("f").text("状态:未开始").keys("Enter").says("符合 3/4 项");
    app.keys("Enter a q").expect("初审中").expect("符合 3/4 项");
    app.keys("R").refuse("初审中").expect("符合 2/4 项");
}

#[test]
fn a_folder_typed_where_a_report_is_wanted_offers_its_papers() {
    let papers = include_str!("data/import/preview.txt");
    let mut app = Harness::batch(&[("水务局/自评报告.txt", papers)], Setup::default());
    app.keys("Esc 2").text("./水务局").keys("Enter").expect("自评报告.txt").keys("Enter").expect("接受");
}

#[test]
fn a_self_score_beyond_all_bounds_is_drawn_as_no_number() {
    let hostile = BUREAU.replacen('{', r#"{"self": {"score": "-79228162514264337593543950335"},"#, 1);
    let mut app = Harness::batch(&[("a.json", &*hostile)], Setup::default());
    app.expect("不是确数").expect("示例市文化局");
}

#[test]
fn a_row_says_of_work_that_waits_beside_its_file_as_soon_as_it_does_and_no_longer() {
    let mut app = three();
    app.refuse("~ ");
    let journal = app.folder().join("批次/.a.json.shenyue-journal");
    fs::write(&journal, "").unwrap();
    app.send(Msg::Focus).expect("~ 示例市水务局").expect("待写入");
    fs::remove_file(&journal).unwrap();
    app.send(Msg::Focus).refuse("~ ").refuse("待写入");
}

#[test]
fn in_another_language_every_row_is_read_anew() {
    let mut app = three();
    let reason = |app: &Harness| app.row("坏").split_once('坏').unwrap().1.trim_matches(['│', ' ']).to_owned();
    assert!(!reason(&app).is_ascii(), "{}", reason(&app));
    app.send(Msg::Command(Command::Language));
    assert!(reason(&app).is_ascii() && !reason(&app).is_empty(), "{}", reason(&app));
    app.expect("示例市林业局");
}

#[test]
fn the_sign_of_the_order_stands_off_the_name_of_its_column() {
    let mut app = three();
    app.expect("部门 ▾").keys("o").expect("部门 ▴").keys("Right").expect("状态 ▾");
    let mut english = Harness::batch(&[("b.json", BUREAU)], Setup { lang: Lang::En, ..Setup::default() });
    english.expect("Department ▾");
}
