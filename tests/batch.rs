//! The folder view as its user drives it: departments side by side, one opened and left again.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod harness;

use std::fs;
use std::sync::Arc;

use harness::{BUREAU, Harness, Setup, reviewer};
use shenyue::command::{Command, MouseDoes, Msg};
use shenyue::lang::Lang;
use shenyue::report::Report;
use shenyue::review::{Act, Kind, Put, Review, Stamp};
use shenyue::store::{Desk, Home, Intent, RealVfs};

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

/// The bureau's file with other words in its first duty.
fn saying(department: &str, duty: &str) -> String {
    let (before, rest) = BUREAU.split_once("\"duties\"").unwrap();
    let duties = rest.replacen("\"text\": \"", &format!("\"text\": \"{duty}，"), 1);
    format!("{before}\"duties\"{duties}").replace("示例市文化局", department)
}

fn of_words() -> Harness {
    let (water, forest) = (saying("示例市水务局", "负责公文交换"), saying("示例市林业局", "组织公文交换系统建设"));
    Harness::batch(&[("a.json", &water), ("b.json", BUREAU), ("c.json", &forest), ("坏.json", "{")], Setup::default())
}

#[test]
fn a_search_finds_what_any_department_says_however_it_is_typed() {
    for typed in ["公文交换", "gwjh", "gongwenjiaohuan", "公文 jh"] {
        let mut app = of_words();
        app.keys("/").text(typed);
        app.expect("2 个部门").expect("示例市水务局").expect("示例市林业局").refuse("示例市文化局").expect("1 个打不开");
        assert!(app.row("组织公文交换系统").contains("职责"), "{}", app.picture());
    }
}

#[test]
fn enter_opens_the_department_there_and_leaving_it_leads_back_to_the_hits() {
    let mut app = of_words();
    app.keys("/").text("gwjh").keys("Tab").says("第 2 处/2").keys("Enter").wait_ms(1);
    app.expect("示例市林业局").says("gwjh 第 1 处/1").expect("组织公文交换系统建设");
    app.keys("q").expect("2 个部门").says("第 2 处/2").says("gwjh");
    app.keys("Esc").expect("部门 4").says("第 3/4 项");
}

#[test]
fn who_has_begun_to_work_is_not_pulled_away_and_one_key_leads_to_the_hit() {
    let mut app = of_words();
    app.keys("/").text("gwjh").keys("Tab Enter").expect("示例市林业局");
    app.keys("j").says("按 n 到查到的地方").wait_ms(5_000).refuse("gwjh 第 1 处");
    app.keys("n").says("gwjh 第 1 处/1").keys("j").wait_ms(1).refuse("到查到的地方");
}

#[test]
fn a_hit_that_is_gone_is_not_answered_as_if_the_search_were_open() {
    let mut app = of_words();
    app.keys("/").text("gwjh").keys("Tab");
    fs::write(app.folder().join("批次/c.json"), named("示例市林业局")).unwrap();
    app.keys("Enter").wait_ms(1).says("没有找到：按 / 换个词");
}

#[test]
fn a_department_that_cannot_be_opened_any_more_does_not_end_the_search() {
    let mut app = of_words();
    app.keys("/").text("gwjh").expect("2 处，2 个部门").expect("1 个打不开");
    fs::write(app.folder().join("批次/a.json"), "{").unwrap();
    app.keys("Enter").expect("没有打开").keys("Enter");
    app.expect("1 处，1 个部门").expect("2 个打不开").refuse("1+ 处");
    app.keys("Enter").wait_ms(1).says("gwjh 第 1 处/1");
}

#[test]
fn what_was_written_meanwhile_is_among_the_hits_when_one_comes_back() {
    let mut app = of_words();
    app.keys("/").text("公文交换").keys("Enter c").text("公文交换量要核实").keys("C-s q");
    app.expect("3 处，2 个部门").expect("注1");
}

#[test]
fn a_search_is_narrowed_and_widened_as_it_is_typed_and_nothing_found_says_so() {
    let mut app = of_words();
    app.keys("/").text("公文交换系统").expect("1 处，1 个部门").keys("Backspace Backspace").expect("2 处，2 个部门");
    app.text("没有").expect("没有找到：公文交换没有").keys("Enter").says("没有找到").keys("Esc").expect("部门 4");
}

#[test]
fn a_search_goes_through_the_departments_that_are_shown() {
    let mut app = of_words();
    app.keys("f").text("水务").keys("Enter /").expect("只在筛选出的 1/4 个部门里找");
    app.text("公文交换").expect("1 处，1 个部门").expect("只查筛选出的 1/4 个部门").refuse("示例市林业局");
    app.keys("Esc Esc /").refuse("筛选出").expect("各部门一起找");
}

#[test]
fn the_key_of_the_search_is_shown_in_the_folder() {
    of_words().says("/ 查找");
}

#[test]
fn a_filter_of_departments_is_kept_by_name_apart_from_those_of_items() {
    let mut app = three();
    app.keys("f").text("状态:未开始").keys("C-s").text("没动的").keys("Enter Esc");
    app.keys("Enter f").refuse("没动的").text("标记:未审").keys("C-s").text("没动的").keys("Enter Esc q");
    app.keys("f").expect("没动的").expect("状态:未开始").refuse("标记:未审");
    app.keys("Down Enter").says("符合 3/4 项");
    app.keys("f C-u Down Delete").refuse("没动的").keys("Esc Esc Enter f").expect("没动的").expect("标记:未审");
}

#[test]
fn esc_lets_go_of_the_filter_first() {
    let mut app = three();
    app.keys("f")
        .text("水务")
        .keys("Enter")
        .expect("f 水务")
        .keys("Esc")
        .refuse("f 水务")
        .expect("部门 4")
        .keys("Esc")
        .expect("从哪里开始");
}

/// The bureau's file with a finding that is to be put right by a day.
fn due(day: &str) -> String {
    let put = Put::add(Kind::Finding, &serde_json::json!({"deadline": day, "severity": "major", "title": "数据缺失"}));
    let stamp = Stamp { by: "r-张三".into(), seat: "zhang@pc-07".into(), at: "2026-11-20T11:00:00+08:00".into() };
    let mut review = Review::default();
    let event = review.stamp(&Act::Put(vec![put]), &stamp).unwrap();
    review.accept(event);
    let report = Report::load(BUREAU.as_bytes().to_vec()).unwrap().report;
    String::from_utf8(report.with_review(&review.to_json(report.sha256())).concat()).unwrap()
}

#[test]
fn what_is_late_is_marked_by_sign_and_word_counted_sorted_first_and_filtered() {
    let late = due("2026-11-20").replace("示例市文化局", "示例市水务局");
    let files = [("a.json", BUREAU), ("b.json", &due("2026-12-01")), ("c.json", &late)];
    for size in [(120, 36), (80, 24)] {
        let mut app = Harness::batch(&files, Setup { size, ..Setup::default() });
        app.expect("逾期 1").expect("! 示例市水务局").expect("逾期3天").expect("2026-12-01");
        app.click("时限");
        assert!(app.screen().iter().skip(3).find(|row| row.contains("示例市")).unwrap().contains("水务局"), "{}", app.picture());
        app.keys("f").text("逾期:有").keys("Enter").says("符合 1/3 项");
    }
}

#[test]
fn a_department_that_somebody_reviews_says_who_and_does_not_wait() {
    let mut app = three();
    let path = app.folder().join("批次/a.json");
    let home = Home::at(app.folder().join("other"), app.folder().join("other-state"), "0@pc-09".to_owned());
    // Another is remembered there: it is who reviews now that counts.
    home.remember_reviewer(&RealVfs, "r-王五", &reviewer("王五").reviewer).unwrap();
    let mut other = Desk::open(Arc::new(RealVfs), &home, &path, Intent::Review("")).unwrap();
    app.send(Msg::Focus).expect("= 示例市水务局").expect("pc-09 正在审核").refuse("王五");
    other.desk.reviewed_by("李四");
    app.send(Msg::Focus).expect("= 示例市水务局").expect("李四 pc-09 正在审核");
    app.keys("G Space").says("第 2/4 项").keys("k Enter").says("李四 pc-09").keys("q");
    other.desk.close().unwrap();
    app.send(Msg::Focus).refuse("= 示例市水务局").refuse("正在审核");
}
