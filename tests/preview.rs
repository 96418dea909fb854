//! A report as it arrives, from the start page to the first mark: waited for, looked through, put
//! right, accepted.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod harness;

use std::fs;
use std::path::PathBuf;
use std::sync::mpsc;

use harness::{Harness, Setup};
use serde_json::Value;
use shenyue::app::{App, Settings};
use shenyue::command::{Effect, Key, KeyCode, Msg};
use shenyue::lang::Lang;
use shenyue::report::{FundField, Report};
use shenyue::term::Input;

const REPORT: &str = include_str!("data/import/preview.txt");

/// The report, read and shown.
fn preview(setup: Setup) -> Harness {
    let mut app = Harness::start(setup);
    fs::write(app.folder().join("水务局.txt"), REPORT).unwrap();
    app.keys("2 Enter");
    app
}

fn assessment(app: &Harness, name: &str) -> Value {
    serde_json::from_slice(&fs::read(app.folder().join(name)).unwrap()).unwrap()
}

fn texts<'a>(assessment: &'a Value, list: &str, member: &str) -> Vec<&'a str> {
    assessment[list].as_array().unwrap().iter().map(|item| item[member].as_str().unwrap()).collect()
}

#[test]
fn a_report_is_looked_through_before_anything_is_written() {
    let mut app = preview(Setup::default());
    app.expect("读出的内容").expect("水务局.txt").expect("4 个分项").expect("称 5 项，列 4 项").expect("未见年初预算数").expect("未收到");
    assert_eq!(fs::read_dir(app.folder()).unwrap().filter(|entry| entry.as_ref().unwrap().path().is_file()).count(), 1);
    app.keys("Right j").expect("▾").expect("负责全市供水保障").expect("按序号和所在章节读出");
    app.keys("j j").expect("! 请核对").expect("职责的序号由 2 到 4，不连续");
}

#[test]
fn accepting_asks_where_writes_and_opens() {
    let mut app = preview(Setup::default());
    app.keys("A").expect("写成").expect("水务局.json").keys("Enter").expect("已审 0/").says("已写成 水务局.json");
    assert_eq!(texts(&assessment(&app, "水务局.json"), "duties", "no"), ["1", "2", "4"]);
    app.keys("a").expect("已审 1/");
}

#[test]
fn it_works_with_arrows_digits_and_enter_alone() {
    let mut app = preview(Setup::default());
    app.keys("Right Down Down Down Enter").expect("操作  职责 4 指导农村").keys("1").expect("改归类").keys("2").says("已改归类");
    app.expect("任务 4").keys("Enter 5").says("已撤销");
    app.keys("Enter 8").expect("写成").keys("Enter").expect("已审 0/");
}

#[test]
fn entries_are_moved_split_joined_and_left_out_and_all_of_it_is_taken_back() {
    let mut app = preview(Setup::default());
    app.keys("Right Down B").says("已拆开").expect("职责             4").expect("组织编制供水规划");
    app.keys("Down J").says("已合并").keys("u u").says("已撤销").expect("职责             3").keys("u").says("没有可撤销");
    app.keys("C-r").says("已重做").expect("职责             4").keys("u");
    app.keys("G").expect("没有归入的文字").keys("1 Down Down Delete").says("已列入没有归入的文字").expect("2.负责防汛抗旱");
    app.keys("t").expect("改归类").keys("1").says("已改归类").expect("更正 2 处");
    app.keys("4 Right Down t 7").says("已改归类").expect("措施             3");
    app.keys("A Enter");
    let written = assessment(&app, "水务局.json");
    assert_eq!(texts(&written, "duties", "no"), ["1", "2", "4"]);
    assert_eq!(texts(&written, "issues", "text"), ["绩效目标设定偏低"]);
    assert_eq!(texts(&written, "measures", "text"), ["部分项目开工偏晚", "提前开展前期工作", "按上年实绩核定目标值"]);
    let at = &written["measures"][0]["at"];
    let paragraph = written["text"].as_array().unwrap().iter().find(|paragraph| paragraph["id"] == at["text"]).unwrap();
    let text: String = paragraph["text"].as_str().unwrap().chars().take(8).collect();
    assert_eq!((at["start"].as_u64(), at["end"].as_u64(), text.as_str()), (Some(0), Some(8), "部分项目开工偏晚"));
}

#[test]
fn a_place_to_split_at_is_chosen_by_the_words_behind_it() {
    let mut app = preview(Setup::default());
    app.keys("2 Right Down B").expect("后一项从哪里开始").expect("…… | 全年更换管道 46 公里").keys("Esc");
    app.keys("3 Right Down B").says("只有一句").keys("J").says("已合并").expect("管网更新里程、泵站改造座数").keys("B").says("已拆开");
}

#[test]
fn what_cannot_be_corrected_says_why() {
    let mut app = preview(Setup::default());
    app.keys("t").says("先到某一项").keys("Right Down t 3").says("前面没有任务");
    app.keys("Down Down J").says("已是最后一项").keys("x").says("先接受导入").keys("v t").says("先接受导入");
}

#[test]
fn doubtful_entries_are_walked() {
    let mut app = preview(Setup::default());
    app.keys("] q").expect("职责的序号由 2 到 4").keys("] q").says("后面没有了").keys("[ q").says("前面没有了");
}

#[test]
fn funds_are_unfolded_and_each_amount_is_lit_where_it_stands() {
    let mut app = preview(Setup::default());
    app.keys("2 Down").expect("▸ ! 资金").refuse("    年初预算数").keys("Right").expect("▾ ! 资金").expect("    年初预算数");
    let lit = |app: &Harness| app.frame().styles(app.theme()).join("\n").matches('f').count();
    app.keys("Down");
    assert_eq!(lit(&app), 0, "the initial budget is stated nowhere\n{}", app.picture());
    app.keys("Down");
    assert!(lit(&app) > 0, "{}", app.picture());
    app.keys("Left").expect("▸ ! 资金").refuse("    年初预算数").keys("A Enter");
    let report = Report::load(fs::read(app.folder().join("水务局.json")).unwrap()).unwrap().report;
    let text = |field| report.fund_place(field).map(|place| report.place_text(place));
    assert_eq!(text(FundField::INITIAL), None);
    assert!(text(FundField::ADJUSTED).unwrap().contains(&report.funds().adjusted.as_ref().unwrap().raw));
}

#[test]
fn the_text_can_be_read_and_left_again() {
    let mut app = preview(Setup { size: (80, 24), ..Setup::default() });
    app.keys("6 G").expect("2025年3月").keys("Esc j").expect("资金").keys("Tab g g").expect("示例市水务局2024年度");
}

#[test]
fn the_account_of_the_import_is_shown() {
    let mut app = preview(Setup::default());
    app.keys("Enter 4").expect("导入情况").expect("UTF-8").expect("请核对：1");
}

#[test]
fn leaving_writes_nothing_and_corrections_are_asked_about() {
    let mut app = preview(Setup::default());
    app.keys("Esc").expect("从哪里开始").says("没有导入");
    app.keys("2 Enter Right Down Delete Esc").expect("1 处更正不再保留").keys("3").expect("读出的内容");
    app.keys("q").expect("1 处更正不再保留").keys("2");
    assert!(app.session.is_over());
    assert!(!app.folder().join("水务局.json").exists());
}

#[test]
fn nothing_that_stands_there_is_written_over_and_a_review_is_told_of() {
    let mut app = preview(Setup::default());
    app.keys("A Enter a q");
    let reviewed = fs::read(app.folder().join("水务局.json")).unwrap();
    let dir = app.folder().to_owned();
    let mut again = Harness::start(Setup::default());
    for name in ["水务局.txt", "水务局.json"] {
        fs::copy(dir.join(name), again.folder().join(name)).unwrap();
    }
    again.keys("2 Enter A").expect("水务局-2.json").expect("水务局.json 已有审核记录");
    again.keys("C-a");
    again.paste("水务局.json").keys("Enter").expect("没有写入").expect("已有审核记录").keys("1").expect("写成").keys("Esc");
    again.expect("读出的内容");
    assert_eq!(fs::read(again.folder().join("水务局.json")).unwrap(), reviewed);
}

#[test]
fn a_report_chosen_for_opening_is_imported() {
    let mut app = Harness::start(Setup::default());
    fs::write(app.folder().join("水务局.txt"), REPORT).unwrap();
    let path = app.folder().join("水务局.txt").display().to_string();
    app.keys("1").paste(&path).keys("Enter").expect("读出的内容");
}

#[test]
fn what_is_no_report_says_what_it_is() {
    let mut app = Harness::start(Setup::default());
    fs::write(app.folder().join("通知.txt"), "今天天气很好。\n").unwrap();
    app.keys("2 Enter").expect("没有导入").expect("不是部门绩效自评报告").keys("Enter").expect("从哪里开始");
}

#[test]
fn english_is_complete() {
    let mut app = preview(Setup { lang: Lang::En, ..Setup::default() });
    app.expect("What was read").expect("5 claimed, 4 listed").keys("Right Down Enter").expect("leave out").keys("Esc");
    let chinese = |row: &String| ["读出", "归类", "接受", "不导入", "未见"].iter().any(|word| row.contains(word));
    assert_eq!(app.screen().into_iter().filter(chinese).collect::<Vec<_>>(), Vec::<String>::new());
}

/// A program that waits for a report: its import's number is 1.
fn waiting() -> App {
    let mut app = App::new(Settings::default(), (120, 36));
    let effects = app.update(Msg::Report(PathBuf::from("/报告.docx")), 0);
    assert!(matches!(effects.as_slice(), [Effect::Import(..)]), "{effects:?}");
    app
}

fn picture(app: &App) -> String {
    app.view().text().join("\n")
}

/// What a worker says of the report, message by message.
fn said(dir: &std::path::Path) -> Vec<Msg> {
    let (post, inbox) = mpsc::channel();
    let mut session = Harness::start(Setup::default()).session;
    session.runner.work_through(post);
    session.take(Msg::Report(dir.join("水务局.txt")));
    drop(session);
    let msgs = inbox.into_iter().filter_map(|input| if let Input::Msg(msg) = input { Some(msg) } else { None });
    msgs.collect()
}

#[test]
fn progress_is_shown_and_esc_does_not_wait_for_the_worker() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("水务局.txt"), REPORT).unwrap();
    let mut app = waiting();
    assert!(picture(&app).contains("正在导入") && picture(&app).contains("报告.docx"));
    let mut msgs = said(dir.path()).into_iter();
    app.update(msgs.next().unwrap(), 0);
    assert!(picture(&app).contains("正在读取文件"), "{}", picture(&app));
    let effects = app.update(Msg::Key(Key::plain(KeyCode::Esc)), 0);
    assert!(matches!(effects.as_slice(), [Effect::CallOff(_)]), "{effects:?}");
    for late in msgs {
        app.update(late, 0);
        assert!(picture(&app).contains("从哪里开始"), "what comes too late is not shown:\n{}", picture(&app));
    }
}

#[test]
fn an_answer_to_an_import_that_was_called_off_is_not_taken_for_the_next_ones() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("水务局.txt"), REPORT).unwrap();
    let mut app = waiting();
    app.update(Msg::Key(Key::plain(KeyCode::Esc)), 0);
    app.update(Msg::Report(PathBuf::from("/另一份.docx")), 0);
    for late in said(dir.path()) {
        app.update(late, 0);
    }
    assert!(picture(&app).contains("另一份.docx") && picture(&app).contains("正在导入"), "{}", picture(&app));
}
