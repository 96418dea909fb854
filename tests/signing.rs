//! Handing a review on, as its users do it: first review, re-check, handing back, signing again,
//! approval; and every way of making an act against what a sign-off locks.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod harness;

use std::cell::Cell;
use std::fs;

use harness::{BUREAU, Harness, Setup, merged, reviewer};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::json;
use shenyue::command::{Me, Msg};
use shenyue::lang::Lang;
use shenyue::report::Report;
use shenyue::review::{Act, Kind, MarkTo, Put, Review, Stage, Stamp, Standing};

fn of_stage(name: &str, stage: Stage) -> Setup {
    let mut me: Me = reviewer(name);
    me.reviewer.stage = stage;
    Setup { reviewer: Some(me), ..Setup::default() }
}

/// The bureau's report as this reviewer takes it over: the file as it was left.
fn take_over(file: &str, name: &str, stage: Stage) -> Harness {
    Harness::open_with(file, of_stage(name, stage))
}

fn left(mut app: Harness) -> String {
    app.keys("q");
    fs::read_to_string(app.file()).unwrap()
}

/// The four indicators scored by the department's own scores, so far as it gave them, and full weight.
fn scored() -> Harness {
    let mut app = take_over(BUREAU, "张三", Stage::First);
    app.keys("v s P 9 g g V G S 3");
    app
}

fn signed() -> Harness {
    let mut app = take_over(BUREAU, "张三", Stage::First);
    app.keys("a j x 3 F").text("读者满意度没有问卷").keys("Enter Esc Esc v i 1 c").text("请补充。").keys("C-s");
    app.keys("v r Enter 2").expect("说明理由后继续").keys("1").text("报告未附分值，先提问题").keys("C-s");
    app.says("初审已提交");
    app
}

fn fold(review: &Review) -> String {
    let json: serde_json::Value = serde_json::from_str(&review.to_json("")).unwrap();
    let mut current = json["current"].clone();
    // Who sits here is no part of the work.
    current.as_object_mut().unwrap().remove("reviewer");
    current.to_string()
}

#[test]
fn what_stands_in_the_way_is_listed_and_each_line_leads_to_its_place_and_back() {
    let mut app = scored();
    app.keys("v r").expect("还不能提交复审").expect("必须先办");
    app.expect("可以说明理由后继续").expect("15 项尚未标记").expect("将要提交的内容").expect("湖北省");
    app.keys("Enter Enter").expect("评分表").keys("C-o").expect("必须先办");
    app.keys("G k").keys("g o");
    let there = app.picture();
    assert!(!there.contains("必须先办"), "{there}");
    app.keys("C-o").expect("必须先办");
    app.keys("Enter 2").says("还有必须先办的事项");
    assert!(!app.review().is_signed(Stage::First));
}

#[test]
fn a_review_that_scores_nothing_is_handed_on_with_a_reason() {
    let mut app = signed();
    let Standing::Settled(said) = app.review().signoff(Stage::First) else { panic!("not signed") };
    assert_eq!((said.value.total, said.value.grade), (None, None));
    assert_eq!(said.value.reason, "报告未附分值，先提问题");
    assert!(said.value.waived.iter().any(|one| one.contains("未选评分标准")), "{:?}", said.value.waived);
    app.expect("初审已提交").expect("内容已锁定").expect("提交以后没有变化").expect("张三");
    app.keys("U").expect("初审已提交").expect("张三").keys("Esc");
    let app = app.reopen();
    assert!(app.review().is_signed(Stage::First));
}

/// Two indicators that the department scored itself, by the ministry's rules for departments.
const TWO: &str = r#"{"format": "shenyue.assessment/1", "indicators": [
    {"id": "indicator-1", "name": "培训人次", "weight": "60", "self_score": "60", "target": "100", "actual": "100"},
    {"id": "indicator-2", "name": "满意度", "weight": "40", "self_score": "38.5", "target": "95", "actual": "90"}]}"#;

#[test]
fn a_score_that_is_missing_blocks_and_its_line_leads_to_its_row() {
    let mut app = scored();
    app.keys("v r").expect("✗").expect("“送戏下乡场次”");
    app.keys("Enter 2").says("还有必须先办的事项");
    app.keys("g o").expect("评分标准：湖北省").keys("C-o").expect("必须先办").keys("A-o").refuse("必须先办").keys("C-o").expect("必须先办");
    assert!(!app.review().is_signed(Stage::First));
}

/// A record in which the two are scored by the department's own scores and signed, as another program wrote it.
fn two_signed(total: &str) -> String {
    let mut review = Review::default();
    let at = |n: u32| Stamp { by: "r-张三".to_owned(), seat: "zhang@pc-07".to_owned(), at: format!("2026-11-20T09:00:{n:02}+08:00") };
    let pack = shenyue::rules::load("base", shenyue::rules::bundled_text("base").unwrap(), &|_| None).unwrap();
    let puts = [
        Put::set(Kind::Reviewer, "r-张三", &json!({"name": "张三", "unit": "示例市财政局", "stage": "first"})),
        Put::set(Kind::Frame, "frame", &json!({"pack": "base", "version": pack.version, "sha256": pack.sha256, "rows": []})),
        Put::set(Kind::Score, "first/indicator-1", &json!({"from": "self"})),
        Put::set(Kind::Score, "first/indicator-2", &json!({"from": "self"})),
        Put::set(
            Kind::Signoff,
            "first",
            &json!({"scores": {"indicator-1": "60.00", "indicator-2": "38.50"}, "total": total, "grade": "优", "standard": "base",
                "sha256": pack.sha256}),
        ),
    ];
    for (n, put) in (0..).zip(puts) {
        let event = review.stamp(&Act::Put(vec![put]), &at(n)).unwrap();
        review.accept(event);
    }
    let report = Report::load(TWO.as_bytes().to_vec()).unwrap().report;
    String::from_utf8(report.with_review(&review.to_json(report.sha256())).concat()).unwrap()
}

#[test]
fn a_sum_is_signed_with_its_grade_and_signed_again_where_it_has_changed() {
    let mut app = take_over(&two_signed("98.50"), "张三", Stage::First);
    app.expect("初审已提交").keys("v r").expect("提交以后没有变化").expect("98.50").refuse("需重新提交");
    app.keys("Enter 2").says("此后没有变化").keys("Esc");

    let mut app = take_over(&two_signed("97.00"), "张三", Stage::First);
    app.expect("需重新提交").keys("v r").expect("总分：提交时 97，现为 98.5").expect("与提交时不同");
    app.keys("Enter 2").expect("按现在的数重新提交").expect("总分 98.50 优").keys("1").says("初审已提交  总分 98.50 优");
    app.refuse("需重新提交").expect("提交以后没有变化");
    let again = app.review().signoff(Stage::First).settled().cloned().unwrap();
    assert_eq!((again.total.as_deref(), again.grade.as_deref()), (Some("98.50"), Some("优")));
    // The first sign-off stays in the record; taking this one back leads to it no more.
    app.keys("Enter 3 1").says("已撤回提交");
    assert_eq!(app.review().signoff(Stage::First).settled().and_then(|one| one.total.clone()), None);
}

#[test]
fn every_door_meets_the_lock() {
    let mut app = signed();
    let before = fold(app.review());
    // Marks, comments, findings, deductions, links, dismissals, the table; one by one, in bulk, again, by undo.
    let doors = [
        "v i 1 a",
        "x",
        "0",
        "V j x",
        "M e",
        "c",
        "6 V C",
        "F",
        "1 L",
        "i",
        "Delete",
        ".",
        "v c F",
        "d",
        "v s s",
        "S",
        "=",
        "r",
        "P",
        "v f Delete",
        "v f Enter",
        "v f Tab i",
        "v m o L",
        "v s p",
        "d",
    ];
    for keys in doors {
        app.keys("Esc Esc Esc Esc v i").keys(keys);
        app.text("").keys("Esc Esc");
        assert_eq!(fold(app.review()), before, "{keys}\n{}", app.picture());
    }
    app.keys("v i 1 x").says("初审已提交，内容已锁定");
    app.keys("V j x").says("初审已提交，内容已锁定").keys("Esc");
    app.keys("c").says("初审已提交，内容已锁定");
    app.keys("F").says("初审已提交，内容已锁定");
    app.keys("v c d").says("初审已提交，内容已锁定");
    app.keys("v s P").says("初审已提交，内容已锁定");
    // How far a finding is put right comes after the sign-off.
    app.keys("v f Tab").keys(&"Down ".repeat(20)).keys("Enter 3");
    assert_ne!(fold(app.review()), before);
}

#[test]
fn keys_recorded_before_meet_the_lock_too() {
    let mut app = take_over(BUREAU, "张三", Stage::First);
    app.keys("Q a x j x Q").keys("v r Enter 2 1").text("先提交").keys("C-s");
    let before = fold(app.review());
    app.keys("v i 1 j @ a").says("初审已提交，内容已锁定");
    assert_eq!(fold(app.review()), before);
}

#[test]
fn undo_asks_before_it_takes_a_sign_off_back_and_redo_does_not_sign() {
    let mut app = signed();
    app.keys("u").expect("撤回提交").expect("本环节解锁").keys("2");
    assert!(app.review().is_signed(Stage::First));
    app.keys("u 1").says("已撤回提交");
    assert!(!app.review().is_signed(Stage::First));
    app.keys("C-r").says("撤回的提交不能重做");
    assert!(!app.review().is_signed(Stage::First));
    app.keys("v i 1 x").says("有问题").keys("U").expect("撤回：初审已提交").keys("Esc");
}

#[test]
fn the_re_check_works_over_it_hands_it_back_and_the_first_review_signs_again() {
    let file = left(signed());
    let mut app = take_over(&file, "李四", Stage::Recheck);
    app.expect("初审已提交").keys("v r").expect("提交审定").expect("初审").refuse("初审尚未提交");
    // Work over it: own marks, the findings of the first review; its marks stay.
    app.keys("v i 1 x").says("有问题");
    assert_eq!(app.review().mark(Stage::First, "duty-1").settled().map(|mark| mark.to), Some(MarkTo::Accepted));
    app.keys("v r Enter 4").text("问题1请写明依据").keys("C-s").says("已退回初审修改");
    assert!(!app.review().is_signed(Stage::First));
    assert!(app.review().comments().iter().any(|named| named.standing.settled().is_some_and(|comment| comment.text == "问题1请写明依据")));
    app.keys("U").expect("退回修改：初审").expect("李四").keys("Esc");

    let mut app = take_over(&left(app), "张三", Stage::First);
    app.keys("v r").expect("李四退回初审").expect("问题1请写明依据");
    app.keys("v i 1 j a").says("无疑问");
    app.keys("v r Enter 2 1").text("已补依据").keys("C-s").says("初审已提交");

    let mut app = take_over(&left(app), "李四", Stage::Recheck);
    app.keys("v r Enter 2 1").text("同意").keys("C-s").says("复审已提交");

    // What stands below a later sign-off is not taken away under it.
    let mut first = take_over(&left(app), "张三", Stage::First);
    first.keys("v r Enter 3").says("后一环节已经提交");
    let mut app = take_over(&left(first), "王五", Stage::Final);
    app.keys("v r").expect("问1尚未定稿").keys("Enter 2 1").text("另行定稿").keys("C-s").says("已审定");
    app.keys("v i x").says("已审定，内容已锁定").keys("v r Enter 4").says("已审定，内容已锁定");
    app.keys("Esc v r Enter 3 1").says("已撤回提交");
    app.keys("Enter 4").text("重新核对").keys("C-s").says("已退回复审修改");
    assert!(app.review().is_signed(Stage::First) && !app.review().is_signed(Stage::Recheck));
}

#[test]
fn undoing_a_handing_back_does_not_sign_for_the_first_review() {
    let mut app = take_over(&left(signed()), "李四", Stage::Recheck);
    app.keys("v r Enter 4").text("请补依据").keys("C-s").says("已退回初审修改");
    app.keys("u").says("退回不能撤销");
    let mut first = take_over(&left(app), "张三", Stage::First);
    first.keys("v i 1 x").says("有问题");
    let mut app = take_over(&left(first), "李四", Stage::Recheck);
    app.keys("u").says("退回不能撤销");
    assert!(!app.review().is_signed(Stage::First));
}

#[test]
fn a_stage_is_handed_back_on_the_sign_off_that_the_reason_was_written_on() {
    let file = left(signed());
    let begun = || {
        let mut app = take_over(&file, "李四", Stage::Recheck);
        app.keys("v r Enter 4").text("请补依据").keys("Esc").expect("草稿 1 份").keys("q");
        app
    };
    let by_first = |keys: &str| {
        let mut first = take_over(&file, "张三", Stage::First);
        first.keys("v r Enter 3 1").says("已撤回提交").keys(keys);
        if !keys.is_empty() {
            first.text("已补").keys("C-s").says("初审已提交");
        }
        left(first)
    };
    let taken_up = |file: &str| {
        let app = begun();
        fs::write(app.file(), file).unwrap();
        let mut app = app.open_again();
        app.keys(": 草 稿 Enter 1").expect("请补依据").keys("C-s");
        app
    };
    let mut anew = taken_up(&by_first("Enter 2 1"));
    anew.says("没有退回").expect("草稿 1 份");
    assert!(anew.review().is_signed(Stage::First));
    taken_up(&by_first("")).says("前面没有已提交的环节").expect("草稿 1 份");
    let mut same = taken_up(&file);
    same.says("已退回初审修改").refuse("草稿 1 份");
    assert!(!same.review().is_signed(Stage::First));
}

#[test]
fn what_is_typed_for_a_locked_act_is_kept() {
    let mut app = take_over(BUREAU, "张三", Stage::First);
    app.keys("c").text("还没写完").keys("Esc");
    app.keys("v r Enter 2 1").text("先提交").keys("C-s").says("初审已提交");
    app.keys(": 草 稿 Enter").keys("1");
    app.keys("C-s").says("初审已提交，内容已锁定");
    assert!(app.review().comments().is_empty());
    app.expect("草稿 1 份");
}

#[test]
fn nobody_signs_without_a_name() {
    let mut app = Harness::open_with(BUREAU, Setup { reviewer: None, ..Setup::default() });
    app.keys("v r Enter 2").expect("审核人");
    assert!(app.review().is_empty());
}

#[test]
fn the_view_is_complete_in_english() {
    let mut app = Harness::open_with(BUREAU, Setup { lang: Lang::En, ..Setup::default() });
    app.keys("v r").expect("Hand on for re-check").expect("May be passed over with a reason").keys("Enter 2").expect("Say why and go on");
    app.keys("1").text("as agreed").keys("C-s").says("First review handed on").keys("v i x").says("locked");
    for row in app.screen() {
        assert!(!row.contains("提交"), "{row}");
    }
}

#[test]
fn two_who_signed_apart_are_told_and_signing_once_more_decides() {
    let by = |name: &str, why: &str| {
        let mut app = take_over(BUREAU, name, Stage::First);
        app.keys("v r Enter 2 1").text(why).keys("C-s").says("初审已提交");
        left(app)
    };
    let both = merged(&by("李四", "先提交"), &by("王五", "限期已到"));
    let mut app = take_over(&both, "李四", Stage::First);
    app.expect("需重新提交").keys("v r").expect("两人各自提交");
    app.keys("v i x").says("初审已提交，内容已锁定");
    // One's own taken back, the other's still locks it.
    let mut back = take_over(&both, "李四", Stage::First);
    back.keys("v r Enter 3 1").says("他人的提交仍有效").keys("v i x").says("初审已提交，内容已锁定");
    app.keys("v r Enter 2 1").text("以此为准").keys("C-s").says("初审已提交").refuse("需重新提交");
    assert_eq!(app.review().signoff(Stage::First).settled().map(|one| one.reason.as_str()), Some("以此为准"));
}

#[test]
fn an_act_that_changes_nothing_says_so_and_leaves_no_trace() {
    let mut app = take_over(TWO, "张三", Stage::First);
    app.keys("v s S 5").says("没有变化，没有记录");
    assert!(app.review().is_empty());
}

#[test]
fn drafts_of_what_is_removed_go_only_once_that_is_recorded() {
    let mut app = take_over(BUREAU, "张三", Stage::First);
    app.keys("c").text("第一条").keys("C-s i").text("，补充").keys("Esc").expect("草稿 1 份");
    app.keys("Delete").says("已删除").refuse("草稿 1 份");
    assert!(app.review().comments().is_empty());
}

/// What somebody does next: who, what, on which of a few objects.
#[derive(Clone, Debug)]
enum Step {
    Mark(usize, Stage),
    Score(usize, Stage),
    Finding(usize),
    Frame,
    Supplement,
    Link(usize),
    Comment,
    Undo,
    Redo,
    /// Withdraws any known act.
    Withdraw(usize),
    Sign(Stage),
    HandBack(Stage),
}

fn steps() -> impl Strategy<Value = Vec<(usize, Step)>> {
    let stage = || (0..3usize).prop_map(|n| Stage::ALL[n]);
    let step = prop_oneof![
        4 => (0..3usize, stage()).prop_map(|(n, stage)| Step::Mark(n, stage)),
        2 => (0..3usize, stage()).prop_map(|(n, stage)| Step::Score(n, stage)),
        3 => (0..3usize).prop_map(Step::Finding),
        1 => Just(Step::Frame),
        1 => Just(Step::Supplement),
        1 => (0..2usize).prop_map(Step::Link),
        1 => Just(Step::Comment),
        3 => Just(Step::Undo),
        2 => Just(Step::Redo),
        2 => (0..20usize).prop_map(Step::Withdraw),
        4 => stage().prop_map(Step::Sign),
        2 => stage().prop_map(Step::HandBack),
    ];
    proptest::collection::vec((0..3usize, step), 1..40)
}

fn act_of(review: &Review, by: &str, stage: Stage, n: usize, step: &Step) -> Option<Act> {
    let one = |put| Some(Act::Put(vec![put]));
    match step {
        Step::Mark(at, of) => {
            one(Put::set(Kind::Mark, format!("{}/duty-{at}", of.name()), &json!({"to": "problem", "content": n.to_string()})))
        }
        Step::Score(at, of) => one(Put::set(Kind::Score, format!("{}/indicator-{at}", of.name()), &json!({"from": n.to_string()}))),
        Step::Finding(at) => {
            let before =
                review.findings().iter().find(|named| named.key == format!("f{at}")).and_then(|named| named.standing.settled().cloned());
            let raised = before.map_or(stage, |finding| finding.stage);
            one(Put::set(Kind::Finding, format!("f{at}"), &json!({"stage": raised, "title": n.to_string(), "on": ["duty-1"]})))
        }
        Step::Frame => one(Put::set(Kind::Frame, "frame", &json!({"pack": n.to_string()}))),
        Step::Supplement => one(Put::set(Kind::Supplement, "funds/initial", &json!({"value": n.to_string()}))),
        Step::Link(at) => one(Put::set(Kind::Link, format!("duty-{at}+work-1"), &json!(if n.is_multiple_of(2) { "yes" } else { "no" }))),
        Step::Comment => one(Put::add(Kind::Comment, &json!({"on": ["duty-1"], "text": n.to_string()}))),
        Step::Undo => review.undo(by).map(|undo| undo.act),
        Step::Redo => review.redo(by).map(|redo| redo.act),
        Step::Withdraw(at) => {
            let own = review.events().filter(|event| event.stamp.by == by).nth(*at)?;
            Some(Act::Withdraw(vec![own.id]))
        }
        Step::Sign(of) => one(Put::set(Kind::Signoff, of.name(), &json!({"total": n.to_string()})).ruling()),
        Step::HandBack(of) => one(Put::clear(Kind::Signoff, of.name()).ruling()),
    }
}

/// All that a stage's sign-off is about: its marks and scores.
fn work_of(review: &Review, stage: Stage) -> String {
    let marks: Vec<_> = review.marks(stage).map(|(item, mark)| format!("{item} {mark:?}")).collect();
    let scores: Vec<_> = review.scores(stage).map(|(row, score)| format!("{row} {score:?}")).collect();
    format!("{marks:?}{scores:?}")
}

/// All else that its figures and words rest on: what no stage before it may change either.
fn ground_of(review: &Review, signed: Stage) -> String {
    let below: Vec<_> = Stage::ALL.into_iter().filter(|stage| *stage <= signed).map(|stage| work_of(review, stage)).collect();
    let kinds = [Kind::Frame, Kind::Supplement, Kind::Link, Kind::Finding, Kind::Comment];
    let values = kinds.into_iter().flat_map(|kind| review.keys(kind).into_iter().map(move |key| (kind, key)));
    let values: Vec<_> = values.map(|(kind, key)| format!("{key} {:?}", review.standing(kind, &key))).collect();
    format!("{below:?}{values:?}")
}

/// Whatever is tried, in whatever order: while a stage stays signed its marks and scores stay as they were
/// signed, nobody who works in it or before it changes what it rests on, and nothing but signing signs.
#[test]
fn a_signed_stage_keeps_its_work() {
    let (accepted, refused) = (Cell::new(0), Cell::new(0));
    let checked = TestRunner::deterministic().run(&steps(), |steps| {
        let mut review = Review::default();
        for (n, (who, step)) in steps.iter().enumerate() {
            let (by, stage) = (format!("r-{who}"), Stage::ALL[*who]);
            let Some(act) = act_of(&review, &by, stage, n, step) else { continue };
            let before = review.clone();
            if review.locks(&act, stage).is_some() {
                refused.set(refused.get() + 1);
                continue;
            }
            let stamp = Stamp { by, seat: "zhang@pc-07".to_owned(), at: format!("2026-11-23T10:{:02}:00+08:00", n % 60) };
            let Some(event) = review.stamp(&act, &stamp) else { continue };
            review.accept(event);
            accepted.set(accepted.get() + 1);
            for signed in Stage::ALL.into_iter().filter(|of| review.is_signed(*of)) {
                if !before.is_signed(signed) {
                    prop_assert!(matches!(step, Step::Sign(of) if *of == signed), "{:?} {:?} signs", stage, step);
                    continue;
                }
                prop_assert_eq!(work_of(&before, signed), work_of(&review, signed), "{:?} {:?}", stage, step);
                if stage <= signed {
                    prop_assert_eq!(ground_of(&before, signed), ground_of(&review, signed), "{:?} {:?}", stage, step);
                }
            }
        }
        Ok(())
    });
    checked.unwrap();
    assert!(accepted.get() > 500 && refused.get() > 500, "{accepted:?} accepted, {refused:?} refused: too little is tried");
}

#[test]
fn a_file_goes_on_in_the_stage_one_had_in_it_and_the_usual_stage_stays() {
    let mut recheck = take_over(BUREAU, "张三", Stage::Recheck);
    recheck.keys("a");
    let file = left(recheck);
    // On this computer it is the first review that is usual.
    let mut app = take_over(&file, "张三", Stage::First);
    app.says("按复审继续").expect("张三 复审").keys("3 a");
    let marks = app.review().keys(Kind::Mark);
    assert!(marks.len() == 2 && marks.iter().all(|key| key.starts_with("recheck")), "{marks:?}");
    // Another file, of which the record knows nothing.
    let mut app = take_over(BUREAU, "张三", Stage::First);
    app.expect("张三 初审").keys("a");
    assert_eq!(app.review().mark(Stage::First, "duty-1").settled().map(|mark| mark.to), Some(MarkTo::Accepted));
}

#[test]
fn the_stage_one_goes_on_in_is_told_beside_another_notice() {
    let mut recheck = take_over(BUREAU, "张三", Stage::Recheck);
    recheck.keys("a");
    // Something odd, of which opening speaks as well.
    let file = left(recheck).replacen('{', "{\"duties\": [], ", 1);
    let mut app = Harness::open_with(&file, Setup { size: (180, 50), ..of_stage("张三", Stage::First) });
    app.expect("张三 复审").says("报告与审核时的不同").says("载入时发现").says("按复审继续");
}

#[test]
fn a_file_opened_anew_is_gone_on_with_in_the_stage_one_chose() {
    let mut recheck = take_over(BUREAU, "张三", Stage::Recheck);
    recheck.keys("a");
    let file = left(recheck);
    let mut app = Harness::open_with(&file, Setup { read_only: true, ..of_stage("张三", Stage::First) });
    let mut me: Me = reviewer("张三");
    me.reviewer.stage = Stage::First;
    app.expect("张三 复审").send(Msg::Introduced(me)).expect("张三 初审");
    fs::write(app.file(), file.replacen("市图书馆", "省图书馆", 1)).unwrap();
    app.send(Msg::Focus).expect("省图书馆").expect("张三 初审");
}

#[test]
fn who_comes_new_to_a_stage_that_is_handed_on_is_asked_in_which_they_review() {
    let file = left(signed());
    let mut app = take_over(&file, "李四", Stage::First);
    app.expect("以哪个环节审核？").expect("初审已由张三提交").keys("Enter").expect("李四 复审").keys("v i 1 a");
    assert!(app.review().mark(Stage::Recheck, "duty-1").settled().is_some());
    // Looking stays looking.
    let mut app = take_over(&file, "李四", Stage::First);
    app.keys("2").expect("李四 初审").keys("v i 1 a").says("已提交");
    assert!(app.review().mark(Stage::Recheck, "duty-1").settled().is_none());
    // Whose stage is open is not asked.
    take_over(&file, "李四", Stage::Recheck).refuse("以哪个环节审核？");
}
