//! The line mode as its user has it: lines in, lines out, the same record in the same file.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod harness;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use harness::Harness;
use shenyue::app::Talk;
use shenyue::command::COMMANDS;
use shenyue::lang::Lang;
use shenyue::report::Report;
use shenyue::review::{Kind, Review};
use tempfile::TempDir;

const BUREAU: &str = include_str!("data/culture_bureau.json");

/// An assessment in a folder of its own.
struct Place {
    dir: TempDir,
}

impl Place {
    fn new(json: &str) -> Self {
        let place = Self { dir: tempfile::tempdir().unwrap() };
        fs::write(place.file(), json).unwrap();
        place
    }

    fn file(&self) -> PathBuf {
        self.dir.path().join("x.json")
    }

    /// What is said to these lines, input ending behind them. Fails if a byte is sent that is no text.
    #[track_caller]
    fn talk_with(&self, args: &[&str], lines: &[&str]) -> String {
        let mut child = Command::new(env!("CARGO_BIN_EXE_shenyue"))
            .args(["--plain", "x.json"])
            .args(args)
            .current_dir(self.dir.path())
            .env_clear()
            .env("HOME", self.dir.path().join("home"))
            .env("LANG", "zh_CN.UTF-8")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all((lines.join("\n") + "\n").as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        let problem = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(0), "{problem}{said}");
        let control = said.chars().find(|c| c.is_control() && *c != '\n');
        assert_eq!(control, None, "{said}");
        assert!(!said.contains(['─', '━', '│', '┃', '┌', '└']), "box drawing: {said}");
        said
    }

    #[track_caller]
    fn talk(&self, lines: &[&str]) -> String {
        self.talk_with(&["--reviewer", "张三"], lines)
    }

    fn review(&self) -> Review {
        review(&self.file())
    }
}

fn review(path: &Path) -> Review {
    let report = Report::load(fs::read(path).unwrap()).unwrap().report;
    report.review_text().map_or_else(Review::default, |text| Review::parse(text).unwrap().0)
}

#[track_caller]
fn expect(said: &str, wanted: &[&str]) {
    let mut rest = said;
    for text in wanted {
        let (_, after) = rest.split_once(text).unwrap_or_else(|| panic!("{text} is not said (behind what came before):\n{said}"));
        rest = after;
    }
}

#[test]
fn a_whole_review_by_word_and_what_it_leaves_is_there_the_next_time() {
    let place = Place::new(BUREAU);
    let said = place.talk(&[
        "progress",
        "有问题",
        "批注 数据缺失，请补",
        "无疑问",
        "needs-evidence",
        "撤销",
        "记为问题 场次未达计划",
        "审核内容",
        "清单",
        "3",
        "保存",
        "quit",
    ]);
    expect(&said, &["职责  第 1/3 项", "未审", "已审 0/15", "职责 1 有问题", "已批注", "职责 1 无疑问（原为有问题）", "第 2/3 项"]);
    expect(&said, &["职责 2 待补资料", "已撤销", "已记为问题", "标题 场次未达计划", "1  贯彻", "无疑问", "职责  第 3/3 项"]);
    let review = place.review();
    assert_eq!(review.comments().len(), 1);
    assert_eq!(review.findings().len(), 1);
    assert_eq!(review.keys(Kind::Mark).len(), 2, "one fine, one that came with the finding");
    let again = place.talk(&["view-items", "1"]);
    expect(&again, &["职责  第 1/3 项", "无疑问", "注1", "数据缺失，请补"]);
}

#[test]
fn a_text_of_several_lines_ends_by_an_empty_one_and_is_kept_as_a_draft_if_input_ends_before() {
    let place = Place::new(BUREAU);
    let said = place.talk(&["comment", "第一行", "第二行", "", "comment", "没写完"]);
    expect(&said, &["逐行写", "已批注"]);
    let again = place.talk(&["返回"]);
    expect(&again, &["现为：没写完", "职责  第 1/3 项", "第一行", "第二行"]);
    assert_eq!(place.review().comments().len(), 1);
}

#[test]
fn who_reviews_is_asked_field_by_field_before_the_first_act() {
    let place = Place::new(BUREAU);
    let said = place.talk_with(&[], &["无疑问", "李四", "绩效处", "2"]);
    expect(&said, &["姓名", "单位", "环节", "复审", "职责 1 无疑问"]);
    assert_eq!(place.review().keys(Kind::Mark), ["recheck/duty-1"]);
}

#[test]
fn suspicions_are_heard_dismissed_and_made_findings() {
    let place = Place::new(BUREAU);
    let said = place.talk(&["疑点", "排除疑点 已电话核实"]);
    expect(&said, &["疑点 13", "指标未设定年度指标值", "待核实", "核查内容"]);
    assert_eq!(place.review().keys(Kind::Dismissal).len(), 1, "{said}");
}

#[test]
fn places_are_searched_and_filtered_by_word() {
    let place = Place::new(BUREAU);
    let said = place.talk(&["查找 图书馆", "next-hit", "筛选 标记:未审", "筛选", "-", "view-text", "2"]);
    expect(&said, &["图书馆 第 1 处/6", "图书馆 第 2 处/6"]);
    expect(&said, &["报告原文  第 2 段"]);
}

#[test]
fn links_settings_history_and_papers_are_lists_to_choose_from_by_number() {
    let place = Place::new(BUREAU);
    let said = place.talk(&["link", "3", "返回", "settings", "返回", "history", "返回", "export", "返回", "help 撤销", "overview"]);
    expect(&said, &["1  任务", "3  ", "已关联", "1  语言", "输入编号", "[x]", "导出到", "撤销：撤销"]);
    assert_eq!(place.review().keys(Kind::Link).len(), 1, "{said}");
}

#[test]
fn what_is_not_understood_is_said_and_changes_nothing() {
    let place = Place::new(BUREAU);
    let said = place.talk(&["飞", "p", "zoom", "page-down", "@", "0", "menu", "99", "back"]);
    expect(
        &said,
        &["没有这个命令", "可能是：", "这是屏幕上的事", "这里不分页", "没有这个命令", "编号从 1 开始", "操作", "请输入编号 1 至"],
    );
    assert!(place.review().is_empty());
    assert_eq!(fs::read_to_string(place.file()).unwrap(), BUREAU);
}

#[test]
fn hostile_text_is_said_as_visible_marks() {
    let hostile = BUREAU.replace("指导全市公共图书馆", "\\u001b[2J\\u202e指导\\u0007全市公共图书馆");
    assert_ne!(hostile, BUREAU);
    let place = Place::new(&hostile);
    let said = place.talk(&["2", "list", "报告原文", "search 图书馆", "comment \u{1b}[31m红", "view-items"]);
    expect(&said, &["␛[2J⟨RLO⟩指导␇全市公共图书馆"]);
    assert!(!said.contains('\u{202e}'));
}

#[test]
fn english_is_complete() {
    let place = Place::new(BUREAU);
    let said =
        place.talk_with(&["--lang", "en", "--reviewer", "Li"], &["accept", "menu", "back", "progress", "comment", "Not enough", "."]);
    expect(&said, &["Duties", "1 of 3", "A number, or “back”", "reviewed 1/15", "Write lines"]);
}

#[test]
fn reports_and_folders_are_refused_with_what_to_do() {
    let place = Place::new(BUREAU);
    fs::write(place.dir.path().join("报告.txt"), "一、基本情况\n").unwrap();
    for (args, wanted) in
        [(vec!["--plain"], "要写审核文件"), (vec!["--plain", "."], "shenyue import"), (vec!["--plain", "报告.txt"], "shenyue import")]
    {
        let output = Command::new(env!("CARGO_BIN_EXE_shenyue"))
            .args(&args)
            .current_dir(place.dir.path())
            .env_clear()
            .env("LANG", "zh_CN.UTF-8")
            .output()
            .unwrap();
        let problem = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{problem}");
        assert!(problem.contains(wanted), "{problem}");
    }
}

#[test]
fn a_table_is_pasted_line_by_line() {
    let place = Place::new(BUREAU);
    let said = place.talk(&[
        "view-scores",
        "standard",
        "9",
        "supply",
        "6",
        "2021 年自评表",
        "三级指标\t分值\t完成值",
        "读者满意度\t20\t97%",
        "送戏下乡场次\t\t91",
        "",
        "1",
        "3",
        "补报资料",
    ]);
    expect(&said, &["对上 3 个数值；未对上 0 行", "这 3 个值从哪里来", "已补录 3 个值"]);
    assert_eq!(place.review().supplements().count(), 3);
}

#[test]
fn a_number_is_answered_wherever_one_is() {
    let place = Place::new(BUREAU);
    let said = place.talk(&["view-text", "2", "2", "记为问题 场次未达计划", "view-council", "1"]);
    expect(&said, &["报告原文  第 2 段", "报告原文  第 2 段", "会商", "没有编号"]);
    let empty = Place::new(r#"{"duties": [{"text": "管理"}]}"#);
    expect(&empty.talk(&["view-text", "1"]), &["没有报告原文"]);
}

#[test]
fn a_line_that_is_too_long_is_refused_whole() {
    let place = Place::new(BUREAU);
    let long = "x".repeat(1 << 20) + "accept";
    expect(&place.talk(&[&long, "progress"]), &["这一行太长", "已审 0/15"]);
    assert!(place.review().is_empty());
}

#[test]
fn what_a_timer_brings_up_is_said_before_the_next_line_answers_it() {
    let mut app = Harness::bureau();
    let mut talk = Talk::default();
    app.keys("a");
    talk.says(&app.session.app);
    assert!(!talk.has_news(&app.session.app));
    fs::write(app.file(), "{}").unwrap();
    app.wait_ms(60_000);
    assert!(talk.has_news(&app.session.app), "the save failed:\n{}", app.picture());
    let said = talk.says(&app.session.app).join("\n");
    assert!(said.contains("编号"), "{said}");
    assert!(!talk.has_news(&app.session.app));
}

#[test]
fn help_is_a_page_to_listen_to_and_says_more_when_asked() {
    let place = Place::new(BUREAU);
    let short = place.talk(&["帮助"]);
    expect(&short, &["输入命令的词", "走动：下一项", "标记：无疑问、有问题", "收尾：撤销", "帮助 全部"]);
    assert!(short.lines().count() < 25, "{short}");
    let group = place.talk(&["帮助 标记"]);
    expect(&group, &["标记\n", "无疑问：标为无疑问", "清除标记：清除标记（此处不能用：本项还没有标记）"]);
    expect(&place.talk(&["? 扣分"]), &["扣分：", "（此处不能用：", "输入“评分表”"]);
    expect(&place.talk(&["帮助 飞"]), &["没有这个命令"]);
    let all = place.talk(&["帮助 全部"]);
    let all_en = place.talk_with(&["--reviewer", "张三", "--lang", "en"], &["help all"]);
    for row in COMMANDS {
        assert!(all.contains(&format!("\n{}：", row.short.say(Lang::Zh))), "{}", row.name);
        assert!(all_en.contains(&format!("\n{}: ", row.name)), "{}", row.name);
    }
}

#[test]
fn in_chinese_commands_are_called_by_chinese_words_and_no_sign_or_key_is_said() {
    let place = Place::new(BUREAU);
    let said = place.talk(&[
        "帮助 全部",
        "无疑问",
        "有问题",
        "批注 数据缺失",
        "清单",
        "操作",
        "返回",
        "疑点",
        "下一疑点",
        "排除疑点 已核实",
        "评分表",
        "扣分 1 无台账",
        "返回",
        "提交",
        "看",
        "会商确定",
        "下",
        "飞",
        "进度",
    ]);
    for row in COMMANDS.iter().filter(|row| row.name.contains('-')) {
        assert!(!said.contains(row.name), "{}:\n{said}", row.name);
    }
    for unheard in ["✓", "✗", "»", "按 u", "按 :", "Esc", "Ctrl", "输入法"] {
        assert!(!said.contains(unheard), "{unheard}:\n{said}");
    }
    // What opens the page that hands on, and there hands on, is one word.
    expect(&said, &["可能是："]);
    expect(&said, &["提交复审  操作记录", "\n可以提交复审"]);
}
