//! Every kind of rule with its points and its words, and the traps of rounding.

use serde_json::{Value, json};

use super::*;

/// A standard of one row of 10 points (and 90 that are no matter) with this rule.
fn one_row(rule: &str, rest: &str) -> Pack {
    let rows = format!(
        "{rest}\n[[items]]\ncode = \"A\"\ntitle = \"甲\"\npoints = 10\nrule = {rule}\nconfidence = \"SEEN\"\nsource = \"某表第1行\"\n\
         [[items]]\ncode = \"B\"\ntitle = \"乙\"\npoints = 90\nrule = {{ kind = \"binary\" }}\nconfidence = \"SEEN\"\n"
    );
    own("base", &format!("status = \"sourced\"\n{rows}"))
}

/// What the rule gives for a verified value, and what it says.
fn asked(pack: &Pack, verified: Option<&str>) -> (Option<String>, String) {
    let report = report(&json!({"duties": [{"text": "甲"}]}));
    let mut acts = vec![choose(pack, Vec::new())];
    acts.extend(verified.map(|value| score("A", &json!({"verified_actual": value}))));
    let sheet = Sheet::of(&report, &review(&acts), Some(pack), Stage::First);
    match &sheet.rows[0].formula {
        Reckoned::Points(reckoning) => (Some(reckoning.points.to_string()), reckoning.sentence.zh.clone()),
        Reckoned::Judged(bands) => (None, bands.iter().map(|band| format!("{}～{}", band.least, band.most)).collect::<Vec<_>>().join(" ")),
        Reckoned::Not(why) => (None, why.zh.clone()),
    }
}

/// Verified value, points, words that must be said.
type Case = (Option<&'static str>, Option<&'static str>, &'static str);

fn assert_rule(rule: &str, rest: &str, cases: &[Case]) {
    let pack = one_row(rule, rest);
    for (verified, points, words) in cases {
        let (got, said) = asked(&pack, *verified);
        assert_eq!(got.as_deref(), *points, "{rule} at {verified:?}: {said}");
        assert!(said.contains(words), "{rule} at {verified:?}: {said}");
    }
}

#[test]
fn a_ratio_is_capped_at_its_points() {
    let rule = "{ kind = \"ratio\", of = 100 }";
    assert_rule(
        rule,
        "",
        &[
            (Some("95.88%"), Some("9.59"), "9.588，四舍五入为 9.59"),
            (Some("23.45%"), Some("2.35"), "四舍五入"),
            (Some("104%"), Some("10.00"), "以 10 分为限"),
            (Some("0"), Some("0.00"), "计 0 分"),
            (None, None, "未列完成值"),
            (Some("基本完成"), None, "不是可计算的数"),
            (Some("约90%"), None, "为约数"),
        ],
    );
}

#[test]
fn a_step_is_proportional_unless_the_pack_counts_whole_ones() {
    assert_rule(
        "{ kind = \"step\", better = \"lower\", full = 100, per = 1, minus = \"0.5\" }",
        "",
        &[
            (Some("100%"), Some("10.00"), "未超过 100%"),
            (Some("101.5%"), Some("9.25"), "1.5 ÷ 1 × 0.5"),
            (Some("125%"), Some("0.00"), "低于 0 分"),
        ],
    );
    let whole = "{ kind = \"step\", better = \"higher\", full = 100, per = 5, minus = 2, rounding = \"whole_steps\" }";
    assert_rule(
        whole,
        "",
        &[(Some("90.1%"), Some("8.00"), "1 × 2"), (Some("90%"), Some("6.00"), "2 × 2"), (Some("100%"), Some("10.00"), "达到")],
    );
}

#[test]
fn bands_hold_their_upper_edge() {
    let bands = "{ kind = \"bands\", bands = [{ upto = 0, points = 10 }, { upto = 10, points = 6 }, { points = 0 }] }";
    assert_rule(
        bands,
        "",
        &[
            (Some("-3%"), Some("10.00"), "在 0%（含）以内"),
            (Some("10%"), Some("6.00"), "在 10%（含）以内"),
            (Some("10.01%"), Some("0.00"), "超过 10%"),
        ],
    );
    let satisfaction =
        "{ kind = \"satisfaction\", bands = [{ from = 90, points = 100 }, { from = 80, points = 80 }, { from = 0, points = 0 }] }";
    assert_rule(
        satisfaction,
        "",
        &[(Some("90%"), Some("10.00"), "达到 90%"), (Some("89.99%"), Some("8.00"), "80% × 10"), (Some("-1%"), Some("0.00"), "低于最低档")],
    );
}

#[test]
fn a_checklist_names_what_holds_and_breaches_are_counted() {
    let list = "{ kind = \"checklist\", entries = [{ text = \"有制度\", points = 4 }, { text = \"合法\", points = 3 }, { text = \"执行\", points = 3 }] }";
    assert_rule(
        list,
        "",
        &[
            (None, None, "序号"),
            (Some("1、3"), Some("7.00"), "（2）合法：不符合"),
            (Some("3 1 3"), Some("7.00"), "（1）有制度：符合，4 分"),
            (Some("0"), Some("0.00"), "计 0 分"),
            (Some("全部"), Some("10.00"), "计 10 分"),
            (Some("4"), None, "1 至 3"),
            (Some("符合"), None, "不是条件序号"),
            (Some("不符合1"), None, "不是条件序号"),
        ],
    );
    let breaches = "{ kind = \"breaches\", minus = \"2.5\", entries = [\"挪用\"] }";
    assert_rule(
        breaches,
        "",
        &[
            (Some("0"), Some("10.00"), "0 处"),
            (Some("3处"), Some("2.50"), "10 − 3 × 2.5"),
            (Some("9"), Some("0.00"), "低于 0 分"),
            (Some("1.5"), None, "不是处数"),
            (Some("100%"), None, "不是处数"),
            (None, None, "处数"),
        ],
    );
    let binary = "{ kind = \"binary\" }";
    assert_rule(
        binary,
        "",
        &[(Some("是"), Some("10.00"), "满分"), (Some("未完成"), Some("0.00"), "不得分"), (Some("部分"), None, "既不是")],
    );
}

#[test]
fn the_words_of_the_report_do_not_answer_for_the_reviewer() {
    let pack = one_row("{ kind = \"checklist\", entries = [{ text = \"有制度\", points = 4 }, { text = \"执行\", points = 6 }] }", "");
    let report = report(&json!({"indicators": [{"name": "甲", "actual": "2项制度"}]}));
    let sheet = Sheet::of(&report, &review(&[choose(&pack, Vec::new())]), Some(&pack), Stage::First);
    let Reckoned::Not(why) = &sheet.rows[0].formula else { panic!("{:?}", sheet.rows[0].formula) };
    assert!(why.zh.contains("序号"), "{}", why.zh);
}

#[test]
fn an_indicator_named_by_the_code_of_its_row_is_deducted_once() {
    let pack = one_row("{ kind = \"binary\" }", "");
    let report = report(&json!({"indicators": [{"id": "A", "name": "甲"}]}));
    let acts = [choose(&pack, Vec::new()), score("A", &json!({"from": "10"})), finding("未附台账", "A", "2")];
    let sheet = Sheet::of(&report, &review(&acts), Some(&pack), Stage::First);
    assert_eq!(sheet.rows[0].deductions.len(), 1);
    assert_eq!(sheet.rows[0].score.map(|score| score.to_string()).as_deref(), Some("8.00"));
}

#[test]
fn a_judgement_is_bounded_not_reckoned() {
    assert_rule("{ kind = \"qualitative\" }", "", &[(None, None, "8.00～10.00 6.00～8.00 0.00～6.00")]);
    assert_rule("{ kind = \"qualitative\" }", "[qualitative]\nmiddle = 50\n", &[(None, None, "5.00～8.00")]);
}

/// The sheet of a report with one indicator of 10 points, by a bundled standard's rules for indicators.
fn indicator(pack: &Pack, value: &Value) -> Sheet {
    let report = report(&json!({"indicators": [value]}));
    Sheet::of(&report, &review(&[choose(pack, Vec::new())]), Some(pack), Stage::First)
}

fn points(pack: &Pack, sign: &str, target: &str, actual: &str, weight: &str) -> Option<String> {
    let value = json!({"name": "甲", "class": "数量", "comparator": sign, "target": target, "actual": actual, "weight": weight});
    let sheet = indicator(pack, &value);
    sheet.rows[sheet.row("indicator-1").expect("it is a row")].formula.points().map(|points| points.to_string())
}

#[test]
fn the_vectors_of_the_three_rules_of_indicators() {
    let packs = ["system-pmkpi", "hubei", "mof-2021-101"].map(pack);
    let cases = [
        ("≥", "80", ["8.00", "8.00", "5.00"]),
        ("≥", "59", ["5.90", "5.90", "0.00"]),
        ("≥", "130", ["10.00", "10.00", "10.00"]),
        ("≤", "120", ["8.00", "8.33", "8.00"]),
        ("≤", "150", ["5.00", "6.67", "5.00"]),
        ("≤", "200", ["0.00", "5.00", "0.00"]),
        ("≥", "-5", ["0.00", "0.00", "0.00"]),
    ];
    for (sign, actual, expected) in cases {
        for (pack, expected) in packs.iter().zip(expected) {
            assert_eq!(points(pack, sign, "100", actual, "10").as_deref(), Some(expected), "{} {sign} {actual}", pack.id);
        }
    }
}

#[test]
fn the_traps_of_rounding() {
    let base = pack("base");
    let cases = [
        // 2.345 rounds up, in whatever way it comes about; a third of 7.035 is 2.345.
        (("≥", "2", "0.469", "10"), Some("2.35")),
        (("≥", "3", "1", "7.035"), Some("2.35")),
        (("≥", "3", "1", "7.034"), Some("2.34")),
        // As many digits as a decimal holds.
        (("≥", "1", "0.1234567890123456789012345678", "12.34"), Some("1.52")),
        (("≥", "9999999999999", "3333333333333", "10"), Some("3.33")),
        // Too large for a figure of a department.
        (("≥", "7922816251426433759354395033", "1", "10"), None),
        (("=", "0", "0", "10"), Some("10.00")),
        (("=", "0", "1", "10"), Some("0.00")),
        (("≤", "0", "1", "10"), None),
        (("≥", "100", "80", "0"), Some("0.00")),
        (("定性", "有效提升", "已提升", "10"), None),
    ];
    for ((sign, target, actual, weight), expected) in cases {
        assert_eq!(points(&base, sign, target, actual, weight).as_deref(), expected, "{actual} of {sign}{target} × {weight}");
    }
}

#[test]
fn units_are_converted_where_they_are_money_and_refused_where_they_are_not() {
    let base = pack("base");
    assert_eq!(points(&base, "≤", "20万元", "240000元", "10").as_deref(), Some("8.00"));
    assert_eq!(points(&base, "≥", "100份", "80件", "10"), None);
    let sheet = indicator(&base, &json!({"name": "甲", "comparator": "≥", "target": "100份", "actual": "80件", "weight": 10}));
    let Reckoned::Not(why) = &sheet.rows[0].formula else { panic!("{:?}", sheet.rows[0].formula) };
    assert_eq!(why.zh, "完成值（件）与指标值（份）计量单位不同，不能计算");
}

#[test]
fn over_fulfilment_is_flagged_never_reduced() {
    let system = pack("system-pmkpi");
    let value = json!({"name": "甲", "class": "数量", "comparator": "≥", "target": 100, "actual": 748, "weight": 90});
    let sheet = indicator(&system, &value);
    let row = &sheet.rows[1];
    assert_eq!(row.formula.points(), Some(dec("90")));
    assert_eq!(
        row.flags.iter().map(|flag| flag.said.zh.as_str()).collect::<Vec<_>>(),
        ["完成率 748%，达到 130%，须说明原因，由复核人决定是否调减"]
    );
    assert_eq!(row.value_deviation(), Some(dec("648")));
}

/// The execution row of a standard, by the funds alone.
fn execution(pack: &Pack, funds: &Value) -> (Option<String>, String) {
    let report = report(&json!({"duties": [{"text": "甲"}], "funds": funds}));
    let sheet = Sheet::of(&report, &Review::default(), Some(pack), Stage::First);
    match &sheet.rows[0].formula {
        Reckoned::Points(reckoning) => (Some(reckoning.points.to_string()), reckoning.sentence.zh.clone()),
        other => (None, format!("{other:?}")),
    }
}

#[test]
fn execution_follows_from_the_funds() {
    let (national, system, core) = (pack("mof-2020-10"), pack("system-pmkpi"), pack("mof-2021-101"));
    let uncapped = own("system-pmkpi", "[budget]\ncap = false\n");
    let zero = own("mof-2020-10", "[budget]\nzero_budget = \"zero\"\n");
    let spent = json!({"adjusted": "10000", "executed": "9588"});
    assert_eq!(
        execution(&national, &spent),
        (Some("9.59".into()), "9588 ÷ 10000 = 95.88%，÷ 100% × 10，9.588，四舍五入为 9.59，计 9.59 分（分值 10）".into())
    );
    assert_eq!(execution(&core, &spent).0.as_deref(), Some("7.00"));
    let over = json!({"adjusted": "100", "executed": "104"});
    assert_eq!(
        [&national, &system, &uncapped].map(|pack| execution(pack, &over).0),
        [Some("10.00"), Some("10.00"), Some("10.40")].map(|points| points.map(str::to_owned))
    );
    let nothing = json!({"adjusted": 0, "executed": 5});
    assert_eq!(execution(&system, &nothing).0.as_deref(), Some("10.00"), "divided by 1, capped");
    assert_eq!(execution(&zero, &nothing).0.as_deref(), Some("0.00"));
    assert!(execution(&national, &nothing).1.contains("分母为 0"));
    assert!(execution(&national, &json!({"initial": 100, "executed": 99})).1.contains("未列调整后预算数"));
    // A third of the budget: nothing is lost on the way to 2.345.
    let third = own("mof-2020-10", "");
    let report = report(&json!({"duties": [{"text": "甲"}], "funds": {"adjusted": 3, "executed": 1}}));
    let weights = vec![FrameRow { id: "A".into(), weight: Some("7.035".into()), ..FrameRow::default() }];
    let sheet = Sheet::of(&report, &review(&[choose(&third, weights)]), Some(&third), Stage::First);
    assert_eq!(sheet.rows[0].formula.points(), Some(dec("2.35")));
}

#[test]
fn a_supplied_figure_of_the_funds_is_reckoned_with() {
    let national = pack("mof-2020-10");
    let report = report(&json!({"duties": [{"text": "甲"}], "funds": {"unit": "万元", "adjusted": "100", "executed": "约90"}}));
    let sheet = |acts: &[Act]| Sheet::of(&report, &review(acts), Some(&national), Stage::First);
    assert!(format!("{:?}", sheet(&[]).rows[0].formula).contains("不是可计算的数"));
    let value = Supplement { value: "900000元".into(), source: "补报决算表".into(), ..Supplement::default() };
    assert_eq!(sheet(&[supplement([("funds", "executed", value)])]).rows[0].formula.points(), Some(dec("9")));
}

#[test]
fn a_formula_cites_where_it_is_written() {
    let sheet = indicator(&pack("hubei"), &json!({"name": "甲", "class": "数量"}));
    assert_eq!(sheet.rows[0].cited.source, "鄂财绩发〔2020〕3号：20 分 × 执行率");
    assert_eq!(sheet.rows[1].cited.source, "鄂财绩发〔2020〕3号：正向：分值×B/A；反向：分值×A/B；以分值为上限");
    let cited = asked_cite(&one_row("{ kind = \"binary\" }", ""));
    assert_eq!(cited, "本局标准：某表第1行");
}

fn asked_cite(pack: &Pack) -> String {
    let report = report(&json!({"duties": [{"text": "甲"}]}));
    Sheet::of(&report, &Review::default(), Some(pack), Stage::First).rows[0].cited.source.clone()
}
