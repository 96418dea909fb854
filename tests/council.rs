//! 会商 as its members use it: a page a problem, opinions, the decision, and the minutes that say the same.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod harness;

use std::fs;

use harness::{BUREAU, Harness, Setup, merged, reviewer};
use shenyue::command::Me;
use shenyue::export::{Exporter, Paper, Record, Templates};
use shenyue::lang::Lang;
use shenyue::report::{Places, Report};
use shenyue::review::{Act, Deduction, Finding, FindingState, Kind, Opinion, OpinionTo, Put, Review, RulingTo, Stage, Stamp};

fn of_stage(name: &str, stage: Stage) -> Setup {
    let mut me: Me = reviewer(name);
    me.reviewer.stage = stage;
    Setup { reviewer: Some(me), ..Setup::default() }
}

fn finding(app: &Harness, at: usize) -> Finding {
    app.review().findings()[at].standing.settled().unwrap().clone()
}

fn opinions(app: &Harness, at: usize) -> Vec<(String, Opinion)> {
    let key = &app.review().findings()[at].key;
    app.review().opinions(key).into_iter().filter_map(|(by, standing)| Some((by, standing.settled()?.clone()))).collect()
}

/// Two findings that take points, the first answered by the department; handed to the re-check.
fn answered() -> String {
    let mut app = Harness::open_with(BUREAU, of_stage("张三", Stage::First));
    app.keys("v s P 9 j S 3 s").text("3 未附演出台账").keys("Enter Enter j S 3 s").text("2 没有问卷").keys("Enter Enter");
    app.keys("v f g g Tab").keys(&"Down ".repeat(14)).keys("Enter").text("台账在档案室，附后。").keys("C-s Esc q");
    fs::read_to_string(app.file()).unwrap()
}

/// The minutes as they would be printed.
fn minutes(app: &Harness) -> String {
    let report = app.report_on_disk();
    let review = app.review().clone();
    let places = Places::of_report(&report);
    let record = Record::new(&report, &review, &places);
    let templates = Templates::built_in();
    let lines = Exporter::new(&record, &templates).preview(Paper::Minutes);
    lines.into_iter().map(|line| line.text).collect::<Vec<_>>().join("\n")
}

#[test]
fn an_answered_finding_is_up_with_both_sides_words() {
    let mut app = Harness::open_with(&answered(), of_stage("李四", Stage::Recheck));
    app.keys("v h").expect("第 1 个问题/1").expect("未附演出台账").expect("台账在档案室，附后。").expect("拟扣 3 分");
    app.expect("未表态").expect("张三").expect("会商确定").expect("尚未");
    // From the findings another is put here by hand.
    app.keys("v f G v h").expect("没有问卷").expect("第 2 个问题/2").keys("Left").expect("未附演出台账");
    app.keys("Space").expect("没有问卷").keys("Space").says("后面没有了").keys("[ f").expect("未附演出台账");
    app.keys("g f").expect("整改建议").keys("C-o").expect("第 1 个问题/2");
}

#[test]
fn members_say_what_they_hold_and_the_decision_moves_the_score() {
    let mut app = Harness::open_with(&answered(), of_stage("李四", Stage::Recheck));
    app.keys("v h Enter 1").expect("表态").keys("2").text("1.5").keys("C-s").says("请写分数、空格、理由");
    app.text(" 只有一次记录不全").keys("C-s").says("已表态：调整");
    assert_eq!(opinions(&app, 0).len(), 1);
    let (by, opinion) = opinions(&app, 0).remove(0);
    assert_eq!(
        (by.as_str(), opinion.to, opinion.points.as_deref(), opinion.text.as_str()),
        ("r-李四", OpinionTo::Change, Some("1.5"), "只有一次记录不全")
    );
    app.expect("李四").expect("调整  建议扣 1.5 分");
    // Said again it is the same member's opinion, changed.
    app.keys("O 1 C-s").says("已表态：维持");
    assert_eq!(opinions(&app, 0)[0].1.to, OpinionTo::Agree);
    app.keys("u");
    assert_eq!(opinions(&app, 0)[0].1.to, OpinionTo::Change);

    app.keys("Enter 2").expect("采纳（撤销）").keys("2").text("1 台账缺一场").keys("C-s").says("会商确定：部分采纳（调整）");
    let decided = finding(&app, 0);
    assert_eq!((decided.state, decided.deductions[0].points.as_str()), (FindingState::Settled, "1"));
    assert_eq!(decided.ruling.as_ref().map(|ruling| (ruling.to, ruling.reason.as_str())), Some((RulingTo::Partly, "台账缺一场")));
    app.expect("部分采纳（调整）").expect("台账缺一场");
    app.keys("u");
    assert_eq!((finding(&app, 0).ruling, finding(&app, 0).deductions[0].points.as_str()), (None, "3"));

    app.keys("X 3").text("补交的台账齐全").keys("C-s").says("采纳（撤销）");
    assert_eq!(finding(&app, 0).state, FindingState::Withdrawn);
    app.keys("U").expect("会商表态 问1").keys("Esc");
}

#[test]
fn the_minutes_say_what_the_screen_says() {
    let mut app = Harness::open_with(&answered(), of_stage("李四", Stage::Recheck));
    app.keys("v h O 2").text("1.5 只有一次记录不全").keys("C-s X 2").text("1 台账缺一场").keys("C-s");
    let printed = minutes(&app);
    for said in ["未附演出台账", "台账在档案室，附后", "李四：调整，建议扣1.5分", "只有一次记录不全", "台账缺一场"]
    {
        assert!(printed.contains(said), "{said}\n{printed}");
    }
    assert!(printed.contains("复核发现问题1个") && !printed.contains("没有问卷"), "{printed}");
    // What is put on the table by an opinion is in the minutes, too.
    app.keys("v f G v h O 3").text("有问卷").keys("C-s");
    assert!(minutes(&app).contains("没有问卷"));
}

#[test]
fn differing_opinions_come_up_and_are_settled_before_a_decision() {
    let base = {
        let mut app = Harness::open_with(BUREAU, of_stage("张三", Stage::First));
        app.keys("3 j F").text("书屋数量没有台账").keys("Enter Esc q");
        fs::read_to_string(app.file()).unwrap()
    };
    let by = |name: &str, keys: &str| {
        let mut app = Harness::open_with(&base, of_stage(name, Stage::First));
        app.keys("v f Tab Down").keys(keys).keys("Esc q");
        fs::read_to_string(app.file()).unwrap()
    };
    let both = merged(&by("李四", "Enter 1"), &by("王五", "Enter 4"));
    let mut app = Harness::open_with(&both, of_stage("赵六", Stage::Recheck));
    app.keys("v h").expect("第 1 个问题/1").expect("李四").expect("王五").expect("严重");
    app.keys("X").says("先按 ! 会商确定");
    app.keys("! 1").says("已会商确定").keys("X 1").text("按严重处理").keys("C-s").says("会商确定：维持");
    assert_eq!(finding(&app, 0).state, FindingState::Settled);
}

#[test]
fn a_text_begun_before_opinions_differed_waits_until_they_are_settled() {
    let base = {
        let mut app = Harness::open_with(BUREAU, of_stage("张三", Stage::First));
        app.keys("3 j F").text("书屋数量没有台账").keys("Enter Esc q");
        fs::read_to_string(app.file()).unwrap()
    };
    let other = {
        let mut app = Harness::open_with(&base, of_stage("王五", Stage::First));
        app.keys("v f Tab Down Enter 4 Esc q");
        fs::read_to_string(app.file()).unwrap()
    };
    let mut app = Harness::open_with(&base, of_stage("李四", Stage::First));
    app.keys("v f Tab Down Enter 1 Down Enter").text("口径四");
    fs::write(app.file(), other).unwrap();
    app.wait_ms(600_000);
    assert!(app.review().findings()[0].standing.is_conflict());
    let events = app.review().events().count();
    app.keys("C-s").says("先按 ! 会商确定").expect("草稿 1 份");
    app.keys(": 草 稿 Enter 1").says("先按 ! 会商确定").expect("草稿 1 份");
    assert_eq!(app.review().events().count(), events);
    app.keys("! 1").says("已会商确定").keys(": 草 稿 Enter 1 C-s").refuse("草稿 1 份");
    assert_eq!(finding(&app, 0).criteria, "口径四");
}

/// The same file, its first finding with a second deduction, as another program wrote it.
fn with_two_deductions(file: &str) -> String {
    changed(file, |finding| {
        finding.deductions.push(Deduction { indicator: "indicator-4".to_owned(), points: "1".to_owned(), ..Deduction::default() });
    })
}

/// The same file, its first finding changed, as another program wrote it.
fn changed(file: &str, change: impl FnOnce(&mut Finding)) -> String {
    let report = Report::load(file.as_bytes().to_vec()).unwrap().report;
    let (mut review, _) = Review::parse(report.review_text().unwrap()).unwrap();
    let named = &review.findings()[0];
    let mut finding = named.standing.settled().unwrap().clone();
    change(&mut finding);
    let act = Act::Put(vec![Put::set(Kind::Finding, named.key.clone(), &finding)]);
    let stamp = Stamp { by: "r-张三".to_owned(), seat: "zhang@pc-07".to_owned(), at: "2026-11-23T11:00:00+08:00".to_owned() };
    let event = review.stamp(&act, &stamp).unwrap();
    review.accept(event);
    String::from_utf8(report.with_review(&review.to_json(report.sha256())).concat()).unwrap()
}

#[test]
fn of_several_deductions_one_is_chosen() {
    let mut app = Harness::open_with(&with_two_deductions(&answered()), of_stage("李四", Stage::Recheck));
    app.keys("v h")
        .expect("拟扣 3+1 分")
        .keys("X 2")
        .expect("调整哪一项扣分")
        .keys("2")
        .text("0.5 问卷份数不足")
        .keys("C-s")
        .says("部分采纳（调整）");
    let points: Vec<String> = finding(&app, 0).deductions.into_iter().map(|deduction| deduction.points).collect();
    assert_eq!(points, ["3", "0.5"]);
}

#[test]
fn a_decision_adjusts_the_deduction_it_was_written_on_or_none() {
    let file = with_two_deductions(&answered());
    let after = |change: fn(&mut Finding)| {
        let mut app = Harness::open_with(&file, of_stage("李四", Stage::Recheck));
        app.keys("v h X 2 2").text("0.5 问卷份数不足").keys("Esc").expect("草稿 1 份").keys("q");
        fs::write(app.file(), changed(&file, change)).unwrap();
        let mut app = app.open_again();
        app.keys(": 草 稿 Enter 1").expect("问卷份数不足").keys("C-s");
        app
    };
    let mut app = after(|finding| finding.deductions.reverse());
    app.says("部分采纳（调整）");
    let points: Vec<String> = finding(&app, 0).deductions.into_iter().map(|deduction| deduction.points).collect();
    assert_eq!(points, ["0.5", "3"]);

    let mut app = after(|finding| finding.deductions.truncate(1));
    app.says("扣分已有变化，没有记录").expect("草稿 1 份");
    let left = finding(&app, 0);
    assert_eq!((left.ruling, left.deductions[0].points.as_str()), (None, "3"));
}

#[test]
fn who_has_handed_on_may_say_what_they_hold_but_not_decide() {
    let mut app = Harness::open_with(BUREAU, of_stage("张三", Stage::First));
    app.keys("3 j F").text("书屋数量没有台账").keys("Enter Esc v r Enter 2 1").text("先提交").keys("C-s").says("初审已提交");
    app.keys("v f v h O 1 C-s").says("已表态：维持").keys("X").says("初审已提交，内容已锁定");
    assert_eq!(finding(&app, 0).ruling, None);
}

#[test]
fn it_is_complete_in_english_and_works_at_80_by_24() {
    let setup = Setup { lang: Lang::En, ..of_stage("李四", Stage::Recheck) };
    let mut app = Harness::open_with(&answered(), setup);
    app.keys("v h").expect("They answer").expect("What members hold").expect("Not heard").keys("O 1 C-s").says("opinion kept: Uphold");
    app.keys("X 1").text("as raised").keys("C-s").says("decided: Rejected");
    app.resize(80, 24).expect("What members hold").expect("Rejected (upheld)").expect("They answer");
    harness::assert_safe(&app.frame());
}

#[test]
fn nothing_to_talk_over_says_how_to_put_one_there() {
    let mut app = Harness::bureau();
    app.keys("v h")
        .expect("还没有要会商的问题")
        .expect("在其中一个上按 vh")
        .keys("Enter")
        .says("还没有要会商的问题")
        .keys("O")
        .says("在会商页表态");
}
