//! Sheets as a reviewer would make them: what is given, what follows, what is missing.

mod follow;
mod pasted;
mod rules;

use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::*;
use crate::lang::Lang;
use crate::report::Report;
use crate::review::{Act, FrameRow, Kind, Put, Review, ScoreFrom, Severity, Stage, Stamp, Supplement};
use crate::rules::{Pack, bundled_text, load};

fn dec(text: &str) -> Decimal {
    Decimal::from_str_exact(text).expect("a test writes decimals")
}

fn pack(name: &str) -> Pack {
    load(name, bundled_text(name).expect("it is bundled"), &|_| None).expect("it loads")
}

/// `extends` with `rest` laid over it.
fn own(extends: &str, rest: &str) -> Pack {
    let text = format!("id = \"own\"\nversion = \"1\"\nname = \"本局标准\"\nextends = \"{extends}\"\n{rest}");
    load("own", &text, &|_| None).unwrap_or_else(|error| panic!("{error}"))
}

fn report(json: &Value) -> Report {
    Report::load(json.to_string().into_bytes()).expect("it is an assessment").report
}

fn stamp(by: &str) -> Stamp {
    Stamp { by: by.to_owned(), seat: format!("{by}@pc"), at: "2026-11-23T10:02:00+08:00".to_owned() }
}

fn record(review: &mut Review, act: &Act) {
    if let Some(event) = review.stamp(act, &stamp("r-1")) {
        review.accept(event);
    }
}

fn review(acts: &[Act]) -> Review {
    let mut review = Review::default();
    for act in acts {
        record(&mut review, act);
    }
    review
}

fn put(kind: Kind, key: &str, value: &Value) -> Act {
    Act::Put(vec![Put::set(kind, key, value)])
}

fn score(row: &str, value: &Value) -> Act {
    put(Kind::Score, &format!("first/{row}"), value)
}

fn finding(title: &str, row: &str, points: &str) -> Act {
    let value =
        json!({"title": title, "condition": title, "criteria": "口径4", "on": [row], "deductions": [{"indicator": row, "points": points}]});
    Act::Put(vec![Put::add(Kind::Finding, &value)])
}

/// Two indicators of 60 and 40 points.
fn two() -> Report {
    report(&json!({"indicators": [
        {"name": "培训人次", "levels": ["产出指标", "数量指标", "培训人次"], "weight": 60, "self_score": 60, "target": "100人次", "actual": "80人次", "comparator": "≥"},
        {"name": "满意度", "levels": ["满意度指标", "服务对象满意度", "满意度"], "weight": 40, "self_score": "39.5", "target": "≥90%", "actual": "95%"}
    ]}))
}

fn sheet_by(report: &Report, pack: Option<&Pack>, acts: &[Act]) -> Sheet {
    Sheet::of(report, &review(acts), pack, Stage::First)
}

fn missing(total: &Total) -> Vec<&str> {
    total.missing.iter().map(|missing| missing.said.zh.as_str()).collect()
}

fn kinds(flags: &[Flag]) -> Vec<FlagKind> {
    flags.iter().map(|flag| flag.kind).collect()
}

#[test]
fn without_a_standard_nothing_is_reckoned_and_nothing_is_graded() {
    let sheet =
        sheet_by(&two(), None, &[score("indicator-1", &json!({"from": "formula"})), score("indicator-2", &json!({"from": "self"}))]);
    assert!(sheet.standard.is_none() && sheet.grade.is_none() && sheet.edge.is_none());
    assert_eq!(sheet.rows[0].formula.points(), None);
    assert_eq!(missing(&sheet.total), ["取按评分标准计算，但没有可用的数值"]);
    assert_eq!((sheet.total.known, sheet.total.figure()), (Some(dec("39.50")), None));
    assert_eq!(sheet.own.figure(), Some(dec("99.50")));
}

#[test]
fn a_score_is_what_it_starts_from_less_what_findings_take() {
    let base = pack("base");
    let acts = [
        choose(&base, Vec::new()),
        score("indicator-1", &json!({"from": "formula"})),
        score("indicator-2", &json!({"from": "weight"})),
        finding("未提供问卷", "indicator-2", "2.70"),
    ];
    let sheet = sheet_by(&two(), Some(&base), &acts);
    assert_eq!(sheet.rows.iter().map(|row| row.score).collect::<Vec<_>>(), [Some(dec("48.00")), Some(dec("37.30"))]);
    assert_eq!((sheet.total.figure(), sheet.grade.as_deref()), (Some(dec("85.30")), Some("良")));
    assert_eq!(sheet.rows[1].deductions[0].of.title, "未提供问卷");
    let said = sheet.edge.map(|edge| edge.said().zh);
    assert_eq!(said.as_deref(), Some("85.30 分，高出“良”下限（80 分）5.30 分"));
}

#[test]
fn the_formula_says_what_it_did() {
    let base = pack("base");
    let sheet = sheet_by(&two(), Some(&base), &[]);
    let Reckoned::Points(reckoning) = &sheet.rows[0].formula else { panic!("{:?}", sheet.rows[0].formula) };
    assert_eq!(reckoning.sentence.say(Lang::Zh), "完成值 80，指标值 ≥100，80 ÷ 100 × 60，计 48 分（分值 60）");
    assert_eq!(sheet.rows[1].formula.points(), Some(dec("40")));
    assert!(sheet.standard.is_some_and(|standard| standard.is_trial()));
}

#[test]
fn the_standards_rows_are_laid_over_a_report_without_scores() {
    let hubei = pack("hubei");
    let report = report(&json!({
        "funds": {"unit": "万元", "adjusted": "29094.17", "executed": "28999.44"},
        "indicators": [{"name": "办文数量", "class": "数量"}, {"name": "其他"}]
    }));
    let sheet = sheet_by(&report, Some(&hubei), &[choose(&hubei, Vec::new())]);
    let rows: Vec<(&str, &str)> = sheet.rows.iter().map(|row| (row.id.as_str(), row.levels[0].as_str())).collect();
    assert_eq!(rows, [("HB-1", "预算执行情况"), ("indicator-1", "年度目标"), ("indicator-2", "年度目标")]);
    assert_eq!(sheet.rows[0].formula.points(), Some(dec("19.93")));
    assert_eq!(missing(&sheet.total), ["未评分"; 3]);
    assert_eq!(kinds(&sheet.rows[1].flags), [FlagKind::NoWeight]);
}

#[test]
fn an_indicator_with_the_name_of_a_row_is_that_row() {
    let hunan = pack("hunan-h1");
    let report = report(&json!({"indicators": [
        {"name": "三公经费变动率", "weight": 8, "self_score": 8, "actual": "2%"}, {"name": "会议次数", "weight": 10}
    ]}));
    let sheet = sheet_by(&report, Some(&hunan), &[choose(&hunan, Vec::new())]);
    let row = &sheet.rows[sheet.row("H1-12").expect("the standard has it")];
    assert_eq!((row.id.as_str(), row.name.as_str(), row.levels[0].as_str()), ("indicator-1", "“三公”经费变动率", "投入"));
    assert_eq!((row.weight(), row.own(), row.formula.points()), (Some(dec("5")), Some(dec("8")), Some(dec("3.40"))));
    assert!(row.weight.differs());
    assert_eq!(sheet.rows[sheet.row("indicator-2").expect("it is shown")].stands, Stands::Beside);
    assert!(missing(&sheet.total).contains(&"该行未核实原表，须先在评分标准中补齐"), "{:?}", missing(&sheet.total));
}

#[test]
fn every_origin_of_a_figure_is_kept_with_who_gave_it() {
    let base = pack("base");
    let weights = vec![FrameRow { id: "indicator-1".into(), weight: Some("50".into()), ..FrameRow::default() }];
    let value = |value: &str| Supplement { value: value.into(), source: "扫描件第3页".into(), ..Supplement::default() };
    let acts = [
        choose(&base, weights),
        supplement([("indicator-1", "weight", value("55")), ("indicator-1", "actual", value("85人次"))]),
        score("indicator-1", &json!({"verified_actual": 90})),
    ];
    let sheet = sheet_by(&two(), Some(&base), &acts);
    let row = &sheet.rows[0];
    let origins = |field: &Field| field.all().iter().map(|given| (given.origin, given.value.raw.clone())).collect::<Vec<_>>();
    let told = |origin, raw: &str| (origin, raw.to_owned());
    assert_eq!(origins(&row.weight), [told(Origin::Frame, "50"), told(Origin::Supplement, "55"), told(Origin::Report, "60")]);
    assert_eq!(origins(&row.actual), [told(Origin::Verified, "90"), told(Origin::Supplement, "85人次"), told(Origin::Report, "80人次")]);
    assert!(row.actual.all()[..2].iter().all(|given| given.who.as_ref().is_some_and(|who| who.by == "r-1")));
    assert_eq!((row.actual.all()[1].source.as_str(), row.formula.points()), ("扫描件第3页", Some(dec("45.00"))));
}

#[test]
fn a_deduction_costs_one_act_and_undoing_it_gives_the_points_back() {
    let base = pack("base");
    let mut review = review(&[choose(&base, Vec::new()), score("indicator-2", &json!({"from": "self"}))]);
    let before = Sheet::of(&two(), &review, Some(&base), Stage::First);
    let taken = Deduct {
        row: "indicator-1".into(),
        points: "3.5".into(),
        reason: "未提供签到表。另见附件".into(),
        criteria: "口径1".into(),
        from: Some(ScoreFrom::Weight),
        ..Deduct::default()
    };
    let act = deduct(&review, Stage::First, &taken).expect("it can be made");
    record(&mut review, &act);
    let sheet = Sheet::of(&two(), &review, Some(&base), Stage::First);
    assert_eq!((sheet.rows[0].score, sheet.total.figure()), (Some(dec("56.50")), Some(dec("96.00"))));
    assert_eq!(sheet.rows[0].deductions[0].of.title, "未提供签到表");
    assert_eq!(review.findings()[0].standing.settled().map(|finding| finding.criteria.as_str()), Some("口径1"));
    let undo = review.undo("r-1").expect("it is one's own");
    record(&mut review, &undo.act);
    assert_eq!(Sheet::of(&two(), &review, Some(&base), Stage::First), before);
    assert_eq!(deduct(&review, Stage::First, &Deduct { points: "-1".into(), ..taken.clone() }), Err(Refused::Points("-1".into())));
    assert_eq!(deduct(&review, Stage::First, &Deduct { reason: " ".into(), ..taken }), Err(Refused::Reason));
}

#[test]
fn no_score_falls_below_0_and_the_same_matter_is_noticed_twice() {
    let acts = [
        score("indicator-2", &json!({"from": "self"})),
        finding("未提供问卷", "indicator-2", "30"),
        finding("未提供问卷", "indicator-2", "30"),
    ];
    let sheet = sheet_by(&two(), None, &acts);
    let row = &sheet.rows[1];
    assert_eq!((row.score, row.taken()), (Some(dec("0.00")), dec("39.5")));
    assert_eq!(row.deductions.iter().map(|taken| taken.points).collect::<Vec<_>>(), [dec("30"), dec("9.5")]);
    assert_eq!(kinds(&row.flags), [FlagKind::Twice, FlagKind::Exceeds]);
    assert_eq!(row.flags[0].severity, Severity::Severe);
}

#[test]
fn a_later_stage_stands_on_the_earlier_and_a_withdrawn_finding_takes_nothing() {
    let withdrawn = json!({"title": "甲", "state": "withdrawn", "deductions": [{"indicator": "indicator-1", "points": "5"}]});
    let later = json!({"title": "乙", "stage": "recheck", "deductions": [{"indicator": "indicator-1", "points": "1"}]});
    let review = review(&[
        score("indicator-1", &json!({"from": "weight"})),
        put(Kind::Finding, "f1", &withdrawn),
        put(Kind::Finding, "f2", &later),
        put(Kind::Score, "recheck/indicator-2", &json!({"from": "30"})),
    ]);
    let scores = |stage| Sheet::of(&two(), &review, None, stage).rows.iter().map(|row| row.score).collect::<Vec<_>>();
    assert_eq!(scores(Stage::First), [Some(dec("60.00")), None]);
    assert_eq!(scores(Stage::Recheck), [Some(dec("59.00")), Some(dec("30.00"))]);
}

#[test]
fn where_opinions_differ_there_is_no_score_until_somebody_rules() {
    let (mut one, mut other) = (review(&[score("indicator-2", &json!({"from": "self"}))]), Review::default());
    for (review, by, from) in [(&mut one, "r-1", "50"), (&mut other, "r-2", "40")] {
        let event = review.stamp(&score("indicator-1", &json!({"from": from})), &stamp(by)).expect("it says something");
        review.accept(event);
    }
    one.union(&other);
    let sheet = Sheet::of(&two(), &one, None, Stage::First);
    assert_eq!((sheet.rows[0].score, missing(&sheet.total)), (None, vec!["意见不一致，尚未会商确定"]));
    assert_eq!(kinds(&sheet.rows[0].flags), [FlagKind::Disputed]);
}

#[test]
fn a_signed_stage_takes_no_more_scores_until_it_is_handed_back() {
    let base = pack("base");
    let mut review = review(&[choose(&base, Vec::new()), score("indicator-1", &json!({"from": "self"}))]);
    let sheet = |review: &Review| Sheet::of(&two(), review, Some(&base), Stage::First);
    assert!(matches!(sign(&review, &sheet(&review), Vec::new(), ""), Err(Refused::Incomplete(_))));
    record(&mut review, &score("indicator-2", &json!({"from": "self"})));
    let signing = sign(&review, &sheet(&review), Vec::new(), "").expect("it is complete");
    record(&mut review, &signing);
    let signed = sheet(&review).signed.expect("it is signed");
    assert_eq!((signed.signoff.total.as_deref(), signed.signoff.grade.as_deref()), (Some("99.50"), Some("优")));
    let change = Edit { from: Some(Some(ScoreFrom::Weight)), ..Edit::default() };
    assert_eq!(edit(&review, Stage::First, ["indicator-2"], &change), Err(Refused::Signed(Stage::First)));
    record(&mut review, &hand_back(Stage::First, "请补依据"));
    assert!(edit(&review, Stage::First, ["indicator-2"], &change).is_ok());
}

#[test]
fn a_bulk_edit_is_one_act_and_keeps_what_it_does_not_say() {
    let mut review = review(&[score("indicator-1", &json!({"verified_actual": "85", "reason": "按台账"}))]);
    let change = Edit { from: Some(Some(ScoreFrom::SelfScore)), ..Edit::default() };
    let act = edit(&review, Stage::First, ["indicator-1", "indicator-2"], &change).expect("nothing is signed");
    record(&mut review, &act);
    let sheet = Sheet::of(&two(), &review, None, Stage::First);
    assert_eq!((sheet.rows[0].reason(), sheet.total.figure()), ("按台账", Some(dec("99.50"))));
    assert_eq!(sheet.rows[0].verified().map(|value| value.raw.as_str()), Some("85"));
    let wrong = Edit { from: Some(Some(ScoreFrom::Points("九分".into()))), ..Edit::default() };
    assert_eq!(edit(&review, Stage::First, ["indicator-1"], &wrong), Err(Refused::Points("九分".into())));
}

#[test]
fn what_a_later_stage_takes_away_does_not_come_back_from_an_earlier_one() {
    let mut review = review(&[score("indicator-1", &json!({"from": "self"}))]);
    let edited = |review: &Review, stage, from| edit(review, stage, ["indicator-1"], &Edit { from: Some(from), ..Edit::default() });
    let act = edited(&review, Stage::Recheck, None).expect("nothing is signed");
    record(&mut review, &act);
    let at = |review: &Review, stage| Sheet::of(&two(), review, None, stage).rows[0].score;
    assert_eq!((at(&review, Stage::First), at(&review, Stage::Recheck)), (Some(dec("60")), None));
    // In the stage itself nothing is left behind.
    let act = edited(&review, Stage::First, None).expect("nothing is signed");
    record(&mut review, &act);
    assert!(matches!(review.score(Stage::First, "indicator-1"), crate::review::Standing::Nothing));
}

#[test]
fn an_edit_starts_from_what_stands_under_either_name_of_the_row() {
    let mut review = review(&[score("A1", &json!({"verified_actual": "85", "from": "self"}))]);
    let names = Names { id: "indicator-1", code: Some("A1") };
    let change = Edit { reason: Some("按台账".into()), ..Edit::default() };
    let act = edit(&review, Stage::First, [names], &change).expect("nothing is signed");
    record(&mut review, &act);
    let score = review.score(Stage::First, "indicator-1").settled().expect("it is put").clone();
    assert_eq!((score.verified_actual.as_deref(), score.from, score.reason.as_str()), (Some("85"), Some(ScoreFrom::SelfScore), "按台账"));
}

#[test]
fn over_differing_opinions_nothing_is_edited_in_their_stage() {
    let mut review = Review::default();
    let events = ["r-1", "r-2"].map(|by| review.stamp(&score("indicator-1", &json!({"from": "self", "reason": by})), &stamp(by)));
    events.into_iter().flatten().for_each(|event| review.accept(event));
    let change = Edit { from: Some(Some(ScoreFrom::Weight)), ..Edit::default() };
    assert_eq!(edit(&review, Stage::First, ["indicator-1"], &change), Err(Refused::Disputed));
    assert!(edit(&review, Stage::Recheck, ["indicator-1"], &change).is_ok());
}

#[test]
fn a_skeleton_is_never_totalled() {
    let skeleton = pack("gd-2022");
    let sheet = sheet_by(&two(), Some(&skeleton), &[choose(&skeleton, Vec::new())]);
    assert_eq!(sheet.total.figure(), None);
    assert!(missing(&sheet.total)[0].contains("骨架"), "{:?}", missing(&sheet.total));
    assert!(sheet.grade.is_none() && sheet.formula.figure().is_none());
}

#[test]
fn an_empty_class_of_the_standard_is_missing_not_given() {
    let national = pack("mof-2020-10");
    let sheet = sheet_by(&two(), Some(&national), &[choose(&national, Vec::new())]);
    assert!(missing(&sheet.total).contains(&"“效益指标”（30 分）下没有指标"), "{:?}", missing(&sheet.total));
    let sums: Vec<&str> = sheet.flags.iter().filter(|flag| flag.kind == FlagKind::WeightSum).map(|flag| flag.said.zh.as_str()).collect();
    assert_eq!(sums, ["“产出指标”下分值合计 60，应为 50", "“满意度指标”下分值合计 40，应为 10"]);
}
