//! What follows from a sheet: the bridge, the what-if, like cases, several scores, signing again.

use std::sync::Arc;

use proptest::prelude::*;
use serde_json::json;

use super::*;

fn given(acts: &[Act]) -> (Stated, Inputs) {
    (Stated::of(&two()), Inputs::of(&review(acts), Stage::First))
}

#[test]
fn the_bridge_walks_from_the_departments_score_to_ours() {
    let base = pack("base");
    let acts = [
        choose(&base, Vec::new()),
        score("indicator-1", &json!({"from": "50", "reason": "台账为准"})),
        score("indicator-2", &json!({"from": "weight"})),
        finding("未提供问卷", "indicator-2", "2.705"),
    ];
    let (stated, inputs) = given(&acts);
    let sheet = Sheet::from_inputs(&stated, &inputs, Some(&base));
    let bridge = Bridge::of(&sheet);
    let steps: Vec<(StepKind, &str, &str)> =
        bridge.steps.iter().map(|step| (step.kind, step.said.zh.as_str(), step.basis.zh.as_str())).collect();
    assert_eq!(
        steps,
        [
            (StepKind::Formula, "按评分标准计算", "完成值 80，指标值 ≥100，80 ÷ 100 × 60，计 48 分（分值 60）"),
            (StepKind::Reviewer, "复核评定", "台账为准"),
            (StepKind::Weight, "取满分", ""),
            (StepKind::Deduction, "问1：未提供问卷", "口径4"),
            (StepKind::Rounding, "四舍五入", ""),
        ]
    );
    let points: Vec<Decimal> = bridge.steps.iter().map(|step| step.points).collect();
    assert_eq!(points, ["-12", "2", "0.5", "-2.705", "0.005"].map(dec));
    assert_eq!((bridge.start, bridge.end, sheet.total.figure()), (dec("99.50"), dec("87.30"), Some(dec("87.30"))));
    assert!(bridge.steps[3].finding.is_some() && bridge.is_start_complete && bridge.is_end_complete);
}

#[test]
fn what_the_department_did_not_score_and_what_we_did_not_are_steps_too() {
    let report = report(&json!({"indicators": [{"name": "甲", "weight": 60}, {"name": "乙", "weight": 40, "self_score": 40}]}));
    let sheet = Sheet::of(&report, &review(&[score("indicator-1", &json!({"from": "weight"}))]), None, Stage::First);
    let bridge = Bridge::of(&sheet);
    let steps: Vec<(StepKind, Decimal)> = bridge.steps.iter().map(|step| (step.kind, step.points)).collect();
    assert_eq!(steps, [(StepKind::Unscored, dec("60")), (StepKind::Open, dec("-40"))]);
    assert_eq!((bridge.start, bridge.end), (dec("40"), dec("60")));
    assert!(!bridge.is_start_complete && !bridge.is_end_complete);
}

/// One edit of a score desk.
#[derive(Clone, Debug)]
enum Step {
    From(usize, String),
    Verified(usize, String),
    Deduct(usize, String),
    Withdraw(usize),
    Supply(usize, &'static str, String),
    Choose(usize, Option<String>),
    Undo,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let figure = || prop_oneof!["[0-9]{1,3}", "[0-9]{1,2}\\.[0-9]{1,4}", "[a-z一二%-]{0,3}"];
    let from = prop_oneof![figure(), Just("formula".to_owned()), Just("self".to_owned()), Just("weight".to_owned())];
    let field = prop_oneof![Just("weight"), Just("self_score"), Just("actual"), Just("target")];
    let step = prop_oneof![
        (0..4_usize, from).prop_map(|(row, from)| Step::From(row, from)),
        (0..4_usize, figure()).prop_map(|(row, value)| Step::Verified(row, value)),
        (0..4_usize, figure()).prop_map(|(row, points)| Step::Deduct(row, points)),
        (0..4_usize).prop_map(Step::Withdraw),
        (0..4_usize, field, figure()).prop_map(|(row, field, value)| Step::Supply(row, field, value)),
        (0..4_usize, prop::option::of(figure())).prop_map(|(pack, weight)| Step::Choose(pack, weight)),
        Just(Step::Undo),
    ];
    prop::collection::vec(step, 0..14)
}

const ROWS: [&str; 4] = ["indicator-1", "indicator-2", "A", "HB-1"];

fn take(review: &mut Review, step: &Step, packs: &[Pack]) {
    match step {
        Step::From(row, from) => {
            let change = Edit { from: Some(Some(ScoreFrom::read(from))), ..Edit::default() };
            if let Ok(act) = edit(review, Stage::First, [ROWS[*row]], &change) {
                record(review, &act);
            }
        }
        Step::Verified(row, value) => {
            let change = Edit { verified: Some(Some(value.clone())), ..Edit::default() };
            if let Ok(act) = edit(review, Stage::First, [ROWS[*row]], &change) {
                record(review, &act);
            }
        }
        Step::Deduct(row, points) => record(review, &finding("无佐证", ROWS[*row], points)),
        Step::Withdraw(n) => {
            let Some(named) = review.findings().get(*n) else { return };
            let Some(mut finding) = named.standing.settled().cloned() else { return };
            finding.state = crate::review::FindingState::Withdrawn;
            let act = Act::Put(vec![Put::set(Kind::Finding, named.key.clone(), &finding)]);
            record(review, &act);
        }
        Step::Supply(row, field, value) => {
            let value = Supplement { value: value.clone(), ..Supplement::default() };
            record(review, &supplement([(ROWS[*row], *field, value)]));
        }
        Step::Choose(n, weight) => {
            let row = weight.clone().map(|weight| FrameRow { id: ROWS[2].into(), weight: Some(weight), ..FrameRow::default() });
            let rows = row.into_iter().collect();
            record(review, &packs.get(*n).map_or_else(|| choose_none(Vec::clone(&rows)), |pack| choose(pack, Vec::clone(&rows))));
        }
        Step::Undo => {
            if let Some(undo) = review.undo("r-1") {
                record(review, &undo.act);
            }
        }
    }
}

fn sheet_of(review: &Review, stated: &Stated, packs: &[Pack]) -> Sheet {
    let frame = review.frame();
    let pack = frame.settled().and_then(|frame| packs.iter().find(|pack| pack.id == frame.pack));
    stated.sheet(review, pack, Stage::First)
}

/// What may be tried on a desk.
fn changes() -> impl Strategy<Value = Vec<Change>> {
    let figure = || prop_oneof!["[0-9]{1,3}", "[0-9]{1,2}\\.[0-9]{1,4}"];
    let from = prop_oneof![figure(), Just("formula".to_owned()), Just("self".to_owned()), Just("weight".to_owned())];
    let row = || (0..4_usize).prop_map(|row| ROWS[row].to_owned());
    let change = prop_oneof![
        (row(), figure()).prop_map(|(row, value)| Change::Verified { row, value }),
        (row(), figure()).prop_map(|(row, value)| Change::Weight { row, value }),
        (row(), from).prop_map(|(row, from)| Change::From { row, from: ScoreFrom::read(&from) }),
        figure().prop_map(|points| Change::Matter { matter: "无佐证".into(), points }),
    ];
    prop::collection::vec(change, 1..5)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_bridge_sums_exactly_after_any_edits_and_undoing_all_brings_every_total_back(steps in steps()) {
        let packs = ["base", "mof-2020-10", "hubei"].map(pack);
        let stated = Stated::of(&two());
        let mut review = Review::default();
        let blank = sheet_of(&review, &stated, &packs);
        for step in &steps {
            take(&mut review, step, &packs);
            let sheet = sheet_of(&review, &stated, &packs);
            let bridge = Bridge::of(&sheet);
            let sum: Decimal = bridge.steps.iter().map(|step| step.points).sum();
            prop_assert_eq!(bridge.start + sum, bridge.end);
            prop_assert_eq!(bridge.end, sheet.total.known.unwrap_or_default());
            for (n, row) in sheet.rows.iter().enumerate() {
                let one = Bridge::of_row(&sheet, n);
                prop_assert_eq!(one.start + one.steps.iter().map(|step| step.points).sum::<Decimal>(), row.score.unwrap_or_default());
                prop_assert!(row.score.is_none_or(|score| score >= Decimal::ZERO && score.scale() == 2));
                prop_assert!(row.base.is_none_or(|base| row.taken() <= base));
            }
            let scores = sheet.counted().filter_map(|row| row.score);
            prop_assert_eq!(sheet.total.known.unwrap_or_default(), scores.sum::<Decimal>());
        }
        while let Some(undo) = review.undo("r-1") {
            record(&mut review, &undo.act);
        }
        prop_assert_eq!(sheet_of(&review, &stated, &packs), blank);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_sheet_that_takes_over_rows_is_the_sheet_made_from_nothing(
        steps in prop::collection::vec((steps(), 0..3_usize), 1..4), changes in changes(), other in prop::option::of(0..3_usize)
    ) {
        let packs = ["base", "mof-2020-10", "hubei"].map(|name| Arc::new(pack(name)));
        let plain = packs.clone().map(|pack| (*pack).clone());
        let stated = Stated::of(&two());
        let mut review = Review::default();
        let mut book = Workbook::new(Arc::new(stated.clone()));
        let mut beside: Vec<Side> = Vec::new();
        for (steps, stage) in &steps {
            let stage = Stage::ALL[*stage];
            for step in steps {
                take(&mut review, step, &plain);
                // Another reviewer scores without seeing it, and the records are united.
                if let Step::Verified(row, value) = step {
                    let (mut seen, put) = (review.clone(), score(ROWS[*row], &json!({"from": value})));
                    record(&mut review, &score(ROWS[*row], &json!({"from": "1"})));
                    if let Some(event) = seen.stamp(&put, &stamp("r-2")) {
                        seen.accept(event);
                    }
                    review.union(&seen);
                }
                let chosen = review.frame().settled().and_then(|frame| packs.iter().find(|pack| pack.id == frame.pack)).cloned();
                book.turn(&review, stage, chosen.clone());
                prop_assert_eq!(book.sheet(), &stated.sheet(&review, chosen.as_deref(), stage));
                beside = sides(&book, &review, &beside);
                for side in &beside {
                    prop_assert_eq!(side.sheet(), &stated.sheet(&review, chosen.as_deref(), side.sheet().stage));
                }
            }
            let other = other.map(|n| &packs[n]);
            let tried = book.what_if(&changes, other);
            let nothing = WhatIf::of(&stated, book.inputs(), book.pack().map(|pack| &**pack), &changes, other.map(|pack| &**pack));
            prop_assert_eq!((tried.before, tried.after), (nothing.before, nothing.after));
        }
    }
}

#[test]
fn an_edit_makes_anew_the_row_it_is_about_and_no_other() {
    let mut book = Workbook::new(Arc::new(Stated::of(&two())));
    let mut review = review(&[score("indicator-1", &json!({"from": "self"})), score("indicator-2", &json!({"from": "self"}))]);
    book.turn(&review, Stage::First, None);
    let before = book.sheet().rows.clone();
    record(&mut review, &score("indicator-2", &json!({"from": "30"})));
    book.turn(&review, Stage::First, None);
    let is_kept: Vec<bool> = before.iter().zip(&book.sheet().rows).map(|(one, other)| Arc::ptr_eq(one, other)).collect();
    assert_eq!(is_kept, [true, false]);
}

#[test]
fn the_edge_names_the_open_findings_that_decide() {
    let base = pack("base");
    let settled = json!({"title": "丁", "state": "settled", "deductions": [{"indicator": "indicator-1", "points": "9"}]});
    let acts = [
        choose(&base, Vec::new()),
        score("indicator-1", &json!({"from": "weight"})),
        score("indicator-2", &json!({"from": "weight"})),
        finding("甲", "indicator-1", "1.5"),
        finding("乙", "indicator-2", "3"),
        finding("丙", "indicator-2", "4.1"),
        put(Kind::Finding, "f1", &settled),
    ];
    let (stated, inputs) = given(&acts);
    let edge = Sheet::from_inputs(&stated, &inputs, Some(&base)).edge.expect("it is complete");
    assert_eq!((edge.total, edge.grade.as_str(), edge.decide), (dec("82.40"), "良", 3));
    assert_eq!(edge.open.iter().map(|decider| decider.points).collect::<Vec<_>>(), ["4.1", "3", "1.5"].map(dec));
    let said = edge.said();
    assert!(said.zh.starts_with("82.40 分，高出“良”下限（80 分）2.40 分；尚未定稿的问"), "{}", said.zh);
    let sheet = Sheet::from_inputs(&stated, &inputs, Some(&base));
    assert_eq!([sheet.total_without("f1"), sheet.total_without("f0")], ["91.40", "82.40"].map(|total| Some(dec(total))));
    assert!(said.en.starts_with("82.40, 2.40 above 良 (80); open findings decide whether it is 优:"), "{}", said.en);
}

#[test]
fn a_what_if_stands_beside_what_is() {
    let (base, hubei) = (pack("base"), pack("hubei"));
    let acts = [
        choose(&base, Vec::new()),
        score("indicator-1", &json!({"from": "formula"})),
        score("indicator-2", &json!({"from": "weight"})),
        finding("无问卷", "indicator-2", "4"),
    ];
    let (stated, inputs) = given(&acts);
    let tried = |changes: &[Change], other: Option<&Pack>| WhatIf::of(&stated, &inputs, Some(&base), changes, other);
    let (row, value) = ("indicator-1".to_owned(), "100".to_owned());
    let verified = tried(&[Change::Verified { row: row.clone(), value }], None);
    assert_eq!((verified.difference(), verified.changed()), (dec("12"), vec![(Some(0), 0)]));
    assert_eq!(verified.said().zh, "试算：84.00 良 → 96.00 优（+12.00）");
    assert_eq!(verified.said().en, "trial: 84.00 良 → 96.00 优 (+12.00)");
    let weight = tried(&[Change::Weight { row: row.clone(), value: "50".into() }], None);
    assert_eq!(weight.difference(), dec("-8"));
    let matter = tried(&[Change::Matter { matter: "无问卷".into(), points: "8".into() }], None);
    assert_eq!((matter.difference(), matter.after.grade.as_deref()), (dec("-4"), Some("良")));
    let finding = inputs.findings[0].finding.clone();
    let back = tried(&[Change::Deduction { finding, row: "indicator-2".into(), points: "0".into() }], None);
    assert_eq!(back.difference(), dec("4"));
    assert_eq!(tried(&[Change::Dropped { finding: inputs.findings[0].finding.clone() }], None).difference(), dec("4"));
    assert_eq!(tried(&[Change::From { row, from: ScoreFrom::SelfScore }], None).difference(), dec("12"));
    let by_hubei = tried(&[], Some(&hubei));
    assert!(by_hubei.after.standard.as_ref().is_some_and(Standard::is_trial) && by_hubei.after.total.figure().is_none());
    assert!(by_hubei.said().zh.ends_with("（不完整）（+0.00）"), "{}", by_hubei.said().zh);
    let funds = Change::Supplied { item: "funds".into(), field: "executed".into(), value: "1".into() };
    assert_eq!(tried(&[funds], None).difference(), Decimal::ZERO);
    assert!(tried(&[], None).changed().is_empty());
}

#[test]
fn like_cases_stand_side_by_side_and_can_be_levelled_at_once() {
    let on_both =
        json!({"title": "无日期", "on": ["indicator-1", "indicator-2"], "deductions": [{"indicator": "indicator-1", "points": "6"}]});
    let mut review =
        review(&[put(Kind::Finding, "f1", &on_both), finding("无日期", "indicator-2", "2"), finding("无印章", "indicator-1", "1")]);
    let cases = |review: &Review| {
        let (stated, inputs) = (Stated::of(&two()), Inputs::of(review, Stage::First));
        alike(&Sheet::from_inputs(&stated, &inputs, None), &inputs)
    };
    let found = cases(&review);
    assert_eq!(found.iter().map(|alike| alike.said().zh).collect::<Vec<_>>(), ["“无日期”：扣 6 分 1 项，扣 2 分 1 项，扣 0 分 1 项"]);
    assert!(found[0].is_uneven());
    let all: Vec<(&str, &str)> =
        found[0].cases.iter().map(|case| (case.finding.as_str(), ["indicator-1", "indicator-2"][case.row])).collect();
    let act = level(&review, Stage::First, &all, "2").expect("nothing is signed");
    record(&mut review, &act);
    let levelled = cases(&review);
    assert_eq!((levelled[0].said().zh.as_str(), levelled[0].is_uneven()), ("“无日期”：扣 2 分 3 项", false));
}

#[test]
fn findings_only_is_a_choice_that_scores_nothing_and_can_be_signed() {
    let base = pack("base");
    let self_score = score("indicator-1", &json!({"from": "self"}));
    let mut review = review(&[choose(&base, Vec::new()), self_score, finding("无问卷", "indicator-2", "4")]);
    let stated = Stated::of(&two());
    assert!(stated.sheet(&review, Some(&base), Stage::First).rows[0].score.is_some());
    record(&mut review, &choose_none(Vec::new()));
    let sheet = stated.sheet(&review, None, Stage::First);
    assert_eq!((sheet.findings_only, sheet.rows[0].score, sheet.total.figure()), (true, None, None));
    assert_eq!(missing(&sheet.total), ["已选只提问题，不评分"]);
    let act = sign(&review, &sheet, Vec::new(), "").expect("nothing is to be scored");
    record(&mut review, &act);
    assert_eq!(review.signoff(Stage::First).settled().map(|signoff| (signoff.scores.len(), signoff.total.clone())), Some((0, None)));
    assert!(stated.sheet(&review, None, Stage::First).needs_resign().is_empty());
}

#[test]
fn several_scores_stand_side_by_side_and_a_signed_stage_keeps_its_figures() {
    let base = pack("base");
    let mut review = review(&[
        choose(&base, Vec::new()),
        score("indicator-1", &json!({"from": "self"})),
        score("indicator-2", &json!({"from": "self"})),
    ]);
    let stated = Stated::of(&two());
    let signing = sign(&review, &stated.sheet(&review, Some(&base), Stage::First), Vec::new(), "").expect("it is complete");
    record(&mut review, &signing);
    assert!(stated.sheet(&review, Some(&base), Stage::First).needs_resign().is_empty());
    record(&mut review, &put(Kind::Score, "recheck/indicator-1", &json!({"from": "55"})));
    record(&mut review, &finding("补查", "indicator-2", "9.5"));
    let mut book = Workbook::new(Arc::new(stated));
    book.turn(&review, Stage::First, Some(Arc::new(base)));
    let sides = sides(&book, &review, &[]);
    assert_eq!(
        sides.iter().map(|side| (side.sheet().stage, side.total)).collect::<Vec<_>>(),
        [(Stage::First, Some(dec("99.50"))), (Stage::Recheck, Some(dec("85.00"))),]
    );
    let points = |side: usize, row| sides[side].score(row).map(|score| (score.points, score.is_carried));
    assert_eq!(
        [points(0, 1), points(1, 0), points(1, 1)],
        [Some((dec("39.50"), false)), Some((dec("55.00"), false)), Some((dec("30.00"), true))]
    );
    let resign: Vec<String> = sides[0].sheet().needs_resign().into_iter().map(|resign| resign.said.zh).collect();
    assert_eq!(resign, ["“满意度”：提交时 39.5，现为 30", "总分：提交时 99.5，现为 90"]);
}

#[test]
fn the_same_matter_twice_names_the_one_that_prevails() {
    let prevails = own("base", "prevails = [\"口径1\", \"口径4\"]\n");
    let one = |title: &str, basis: &str, quote: &str| {
        let value = json!({"title": title, "criteria": basis, "quotes": [{"exact": quote}], "deductions": [{"indicator": "indicator-2", "points": "1"}]});
        Act::Put(vec![Put::add(Kind::Finding, &value)])
    };
    let acts = [choose(&prevails, Vec::new()), one("无问卷", "口径4", "满意度95%"), one("无佐证", "口径1", "满意度95%")];
    let sheet = Sheet::of(&two(), &review(&acts), Some(&prevails), Stage::First);
    let said = &sheet.rows[1].flags[0].said.zh;
    assert!(said.contains("重复扣分（问1、问2）；按“口径1”优先，保留问"), "{said}");
}

#[test]
fn results_far_better_than_the_money_are_flagged() {
    let hubei = pack("hubei");
    let report = report(&json!({
        "funds": {"adjusted": 100, "executed": 50},
        "indicators": [{"name": "甲", "class": "数量", "weight": 80, "target": "1", "actual": "1", "comparator": "="}]
    }));
    let acts = [choose(&hubei, Vec::new()), score("HB-1", &json!({"from": "formula"})), score("indicator-1", &json!({"from": "formula"}))];
    let sheet = Sheet::of(&report, &review(&acts), Some(&hubei), Stage::First);
    assert_eq!((sheet.total.figure(), sheet.grade.as_deref()), (Some(dec("90.00")), Some("优")));
    assert_eq!(sheet.flags.iter().map(|flag| flag.kind).collect::<Vec<_>>(), [FlagKind::Red]);
    assert!(sheet.flags[0].said.zh.contains("(100 − 50) ÷ 100 = 50%，超过 5%"), "{}", sheet.flags[0].said.zh);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_was_tried_is_what_comes_of_accepting_it_and_one_undo_takes_it_back(
        steps in steps(), changes in changes(), other in prop::option::of(0..3_usize)
    ) {
        let packs = ["base", "mof-2020-10", "hubei"].map(pack);
        let stated = Stated::of(&two());
        let mut review = Review::default();
        for step in &steps {
            take(&mut review, step, &packs);
        }
        let before = sheet_of(&review, &stated, &packs);
        let inputs = Inputs::of(&review, Stage::First);
        let stands = inputs.frame.as_ref().and_then(|(frame, _)| packs.iter().find(|pack| pack.id == frame.pack));
        let other = other.map(|n| &packs[n]);
        let tried = WhatIf::of(&stated, &inputs, stands, &changes, other);
        prop_assert_eq!(&tried.before, &before);
        let Ok(act) = accept(&review, &inputs, &before, &changes, other) else { return Ok(()) };
        let events = review.events().count();
        record(&mut review, &act);
        let after = sheet_of(&review, &stated, &packs);
        let figures = |sheet: &Sheet| sheet.rows.iter().map(|row| (row.id.clone(), row.weight(), row.score)).collect::<Vec<_>>();
        prop_assert_eq!(figures(&after), figures(&tried.after));
        prop_assert_eq!((after.total.known, &after.grade), (tried.after.total.known, &tried.after.grade));
        if review.events().count() > events {
            let undo = review.undo("r-1").expect("it was just made");
            record(&mut review, &undo.act);
            prop_assert_eq!(figures(&sheet_of(&review, &stated, &packs)), figures(&before));
        }
    }
}
