//! What becomes of findings: the department's answer, the ruling on it, the rectification; and talks with
//! the department. Down to the papers they end up in.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod harness;

use std::fs;

use harness::{Harness, Setup, assert_safe, by_another, merged, reviewer};
use shenyue::lang::Lang;
use shenyue::review::{Call, Done, Finding, FindingState, Kind, Rectification, RulingTo};

/// Findings on the first duties, titled 甲, 乙, 丙 …; the keys are in their list.
fn raised(titles: &str) -> Harness {
    let mut app = Harness::bureau();
    for title in titles.chars() {
        app.keys("v i F Up Enter").text(&title.to_string()).keys("Enter v i j");
    }
    app.keys("v f Esc g g");
    app.expect(&format!("问{}", titles.chars().count()));
    app
}

fn findings(app: &Harness) -> Vec<Finding> {
    app.review().findings().iter().map(|named| named.standing.settled().unwrap().clone()).collect()
}

fn first(app: &Harness) -> Finding {
    findings(app).remove(0)
}

#[test]
fn an_answer_is_written_dated_ruled_on_and_taken_back_step_by_step() {
    let mut app = raised("甲");
    app.keys("H 3").says("状态 已填").expect("征求意见");
    app.keys("I").expect("问1  反馈意见").expect("逾期未反馈").keys("1").text("有签到表为证").keys("C-s");
    app.says("反馈意见 已填").expect("有签到表为证");
    assert_eq!(first(&app).state, FindingState::Replied, "who answered was asked");
    app.keys("I 4").text("公共服务科").keys("Enter I 5").text("2026年12月1日").keys("Enter");
    let response = first(&app).response.unwrap();
    assert_eq!((response.text.as_str(), response.by.as_str(), response.at.as_str()), ("有签到表为证", "公共服务科", "2026-12-01"));

    // The reason is asked at once.
    app.keys("Y").expect("问题和扣分维持").keys("3").expect("问1  采纳理由").text("签到表未盖章").keys("C-s");
    app.says("采纳理由 已填").expect("不采纳（维持）");
    let ruling = first(&app).ruling.unwrap();
    assert_eq!((ruling.to, ruling.reason.as_str()), (RulingTo::Rejected, "签到表未盖章"));

    app.keys("u").says("已撤销：").keys("u");
    assert_eq!(first(&app).ruling, None);
    app.keys("u u u");
    assert_eq!((first(&app).response, first(&app).state), (None, FindingState::Consulting));
    app.keys("C-r C-r C-r C-r C-r");
    assert_eq!(first(&app).ruling.unwrap().reason, "签到表未盖章");
}

#[test]
fn what_is_accepted_withdraws_the_finding_and_another_ruling_brings_it_back() {
    let mut app = raised("甲");
    app.keys("I 2 Y 1").text("已补充佐证").keys("C-s").expect("采纳（撤销）");
    assert_eq!(first(&app).state, FindingState::Withdrawn);
    app.keys("H 5").says("问题即为撤销");
    assert_eq!(first(&app).state, FindingState::Withdrawn);
    app.keys("Y 2").expect("已补充佐证").keys("Esc");
    assert_eq!((first(&app).state, first(&app).ruling.unwrap().to), (FindingState::Replied, RulingTo::Partly));
    app.keys("Y 4").says("采纳情况 已填");
    assert_eq!(first(&app).ruling, None);
}

#[test]
fn several_findings_that_nobody_answered_to_are_one_act() {
    let mut app = raised("甲乙丙丁");
    app.keys("j V G").expect("已选 3").keys("Enter").expect("所选 3 个问题").keys("2").expect("3 个问题  反馈意见").keys("3");
    app.says("反馈意见 已填 (3/3)").expect("逾期未反馈").refuse("已选 3");
    let silent = |finding: &Finding| finding.response.as_ref().is_some_and(|response| !response.came());
    assert_eq!(findings(&app).iter().map(silent).collect::<Vec<_>>(), [false, true, true, true]);
    app.keys("u");
    assert!(findings(&app).iter().all(|finding| finding.response.is_none()));

    // Picked one by one; ruled on with one reason.
    app.keys("g g m j m").expect("已选 2").keys("I 2 M M").refuse("已选");
    app.keys("g g m j m Y 3").expect("2 个问题  采纳理由").text("未补充材料").keys("C-s").says("(2/2)").refuse("已选");
    let reasons: Vec<String> = findings(&app).iter().filter_map(|finding| Some(finding.ruling.as_ref()?.reason.clone())).collect();
    assert_eq!(reasons, ["未补充材料", "未补充材料"]);
    // Delete is about one.
    app.keys("V j Delete").says("请一个一个删").keys("Esc Esc");
}

#[test]
fn findings_on_which_opinions_differ_are_left_out_and_named() {
    let both = merged(&by_another("李四", "F Up Enter 甲 Enter v i j F Up Enter 乙 Enter Esc"), harness::BUREAU);
    let with = |name, keys: &str| {
        let mut app = Harness::open_with(&both, Setup { reviewer: Some(reviewer(name)), ..Setup::default() });
        app.keys("v f Tab").keys(keys).keys("q");
        fs::read_to_string(app.file()).unwrap()
    };
    let mut app = Harness::open(&merged(&with("李四", "Tab Enter 1"), &with("王五", "Tab Enter 2")));
    app.keys("v f g g M I 2").says("(1/2)；跳过 1 个：问1");
    app.keys("g g I").says("先按 ! 会商确定");
}

#[test]
fn a_partly_accepted_finding_keeps_a_smaller_deduction() {
    let mut app = Harness::bureau();
    app.keys("v s P 9 s").text("2.70 未附签收记录").keys("Enter").keys("1 Enter");
    app.keys("v f g g");
    assert_eq!(first(&app).deductions[0].points, "2.70");
    app.keys("I 1").text("已附").keys("C-s Y 2").text("部分有效").keys("C-s");
    app.keys("Y 7").expect("扣分").keys("C-a").paste("两分");
    app.keys("C-s").expect("扣分一行一个数").keys("C-a").paste("1.00");
    app.keys("C-s").says("扣分 已填");
    assert_eq!(first(&app).deductions[0].points, "1.00");
    // The sheet follows; the paper has both what was proposed and what remains.
    app.keys("v s").expect("1.00").keys("v e 5 Tab Enter").expect("个文件").keys("Enter");
    let table = fs::read_to_string(app.folder().join("x-征求意见反馈及采纳情况表.md")).unwrap();
    let row = table.lines().find(|line| line.contains("未附签收记录")).unwrap();
    assert!(row.contains("2.70") && row.contains("1.00") && row.contains("部分采纳（调整）") && row.contains("部分有效"), "{row}");
    app.keys("u u");
    assert_eq!(first(&app).deductions[0].points, "2.70");
}

#[test]
fn answers_and_rectification_go_into_their_papers() {
    let mut app = raised("甲乙丙");
    app.keys("I 1").text("有签到表为证").keys("C-s I 4").text("公共服务科").keys("Enter I 5").text("2026-12-01").keys("Enter");
    app.keys("Y 1").text("签到表齐全").keys("C-s j I 3 Z 5").text("已补签").keys("C-s Z 6 1 Z 9").text("张三").keys("Enter");
    app.keys("v e 5 6 Tab Enter").expect("个文件").keys("Enter");
    let read = |name: &str| fs::read_to_string(app.folder().join(name)).unwrap();
    let table = read("x-征求意见反馈及采纳情况表.md");
    assert!(table.contains("收到反馈1条，逾期未反馈1条：采纳1条、维持1条。"), "{table}");
    assert!(
        table.contains("有签到表为证。（公共服务科，2026-12-01）") && table.contains("采纳（撤销）") && table.contains("签到表齐全"),
        "{table}"
    );
    assert!(table.contains("逾期未反馈") && !table.contains("| 丙"), "{table}");
    let ledger = read("x-整改台账.md");
    let row = ledger.lines().find(|line| line.contains("乙。")).unwrap();
    assert!(row.contains("已补签") && row.contains("已完成"), "{row}");
    assert!(!ledger.lines().any(|line| line.contains("甲。")), "what is withdrawn needs no rectification\n{ledger}");
}

#[test]
fn a_reason_needs_a_ruling_and_a_date_an_answer() {
    let mut app = raised("甲");
    app.keys("Y 5").says("请先选是否采纳").keys("I 5").says("请先写反馈意见");
    app.keys("I 2 I 5").text("上周").keys("Enter").expect("不是日期").expect("上周");
    app.keys("C-a").paste("2026-12-01");
    app.keys("Enter").says("反馈日期 已填");
}

#[test]
fn rectification_is_followed_to_its_end() {
    let mut app = raised("甲乙");
    app.keys("M Z 1 3").says("(2/2)").expect("拟提  整改中");
    app.keys("g g Z 2").text("公共服务科").keys("Enter Z 3").text("王某").keys("Enter Z 4").text("2026-12-31").keys("Enter");
    app.keys("Z 5").text("已补签").keys("C-s Z 6 2 Z 7").text("签收表").keys("C-s Z 8").text("两人在外").keys("C-s");
    app.keys("Z 9").text("张三").keys("Enter Z 0").text("2027-01-10").keys("Enter Z 1 5").expect("已销号");
    let finding = first(&app);
    let remedy = finding.remedy;
    assert_eq!(
        (finding.owner.as_str(), finding.deadline.as_str(), finding.rectification),
        ("公共服务科", "2026-12-31", Rectification::Closed)
    );
    assert_eq!((remedy.person.as_str(), remedy.result.as_str(), remedy.done), ("王某", "已补签", Some(Done::Partly)));
    assert_eq!((remedy.proof.as_str(), remedy.unfinished.as_str()), ("签收表", "两人在外"));
    assert_eq!((remedy.verifier.as_str(), remedy.verified.as_str()), ("张三", "2027-01-10"));
    let other = findings(&app).remove(1);
    assert_eq!((other.rectification, other.remedy.is_empty()), (Rectification::InProgress, true));
}

#[test]
fn answers_are_given_in_the_findings_view_only() {
    let mut app = Harness::bureau();
    app.keys("I").says("按 vf").keys("v f Y").says("还没有问题");
}

#[test]
fn an_answer_put_aside_is_taken_up_again() {
    let mut app = raised("甲乙");
    app.keys("V j I 1").text("写到一半").keys("Esc").expect("草稿 1 份");
    let mut app = app.reopen();
    app.keys("v f g g V j I 1").expect("写到一半").expect("接着上次").keys("C-s").says("(2/2)");
    assert_eq!(findings(&app).iter().filter(|finding| finding.response.is_some()).count(), 2);
}

// Talks.

fn calls(app: &Harness) -> Vec<Call> {
    let review = app.review();
    let call = |key: String| review.typed::<Call>(Kind::Call, &key).settled().cloned();
    review.keys(Kind::Call).into_iter().filter_map(call).collect()
}

#[test]
fn a_talk_is_taken_down_field_by_field_changed_and_removed() {
    let mut app = Harness::bureau();
    app.keys("K").expect("与部门的沟通").keys("1").text("财务科 王某").keys("Enter").says("请接着填所问").expect("沟通记录  财务科 王某");
    app.keys("2").text("020-0000").keys("Enter 3").text("昨天").keys("Enter").expect("请以日期开头").keys("C-a").paste("2026-11-24 15:30");
    app.keys("Enter 4").text("演出台账").keys("Enter").text("签收记录").keys("C-s 6").text("5个工作日内").keys("Enter").keys("8");
    app.expect("财务科 王某").expect("待提供");
    let [call] = calls(&app).try_into().unwrap();
    assert_eq!((call.with.as_str(), call.telephone.as_str(), call.at.as_str()), ("财务科 王某", "020-0000", "2026-11-24 15:30"));
    assert_eq!((call.questions, call.due.as_str()), (vec!["演出台账".to_owned(), "签收记录".to_owned()], "5个工作日内"));
    // What is asked for and not there yet goes into the request; the talk itself stays in the house.
    app.keys("Esc v e Tab Enter").expect("个文件").keys("Enter");
    let wanted = fs::read_to_string(app.folder().join("x-需补充资料清单.md")).unwrap();
    assert!(wanted.contains("演出台账") && wanted.contains("财务科 王某") && wanted.contains("5个工作日内"), "{wanted}");
    assert!(!wanted.contains("020-0000"), "{wanted}");
    app.keys("K 2 5").text("已带来").keys("C-s 8").expect("已答复");
    app.keys("2 7").says("已删除").keys("u");
    assert_eq!(calls(&app).len(), 1);
    app.keys("U").expect("沟通记录").keys("Esc");
    assert_eq!(app.reopen().keys("K").expect("财务科 王某").evidence(), harness::BUREAU);
}

#[test]
fn the_windows_for_answers_are_drawn_at_any_size_in_both_languages() {
    for lang in [Lang::Zh, Lang::En] {
        for size in [(80, 24), (40, 10), (180, 50)] {
            let mut app = Harness::open_with(harness::BUREAU, Setup { size, lang, ..Setup::default() });
            app.keys("F Up Enter").text("甲").keys("Enter Esc");
            for keys in ["I", "Y", "Z", "H", "K"] {
                app.keys(keys);
                assert_safe(&app.frame());
                app.keys("Esc");
            }
            app.keys("Tab G");
            assert_safe(&app.frame());
        }
    }
}
