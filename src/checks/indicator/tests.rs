//! Each check of the indicators hits, passes and skips; and a change of the sample turns it alone.

use serde_json::{Value, json};

use crate::checks::State::{Fail, Pass, Skip, Warn};
use crate::checks::tests::{Answer, ask, ask_by, assert_table, base, own, review, sample, states};
use crate::review::{Kind, Review};

fn one(line: Value) -> Value {
    lines(&Value::from(vec![line]))
}

fn lines(lines: &Value) -> Value {
    json!({"indicators": lines})
}

/// Indicators that are all there are: the report counts them.
fn all(names: &Value) -> Value {
    json!({"indicators": names, "indicators_claimed": {"count": names.as_array().map(Vec::len)}})
}

fn none() -> Value {
    json!({"duties": []})
}

fn told(text: &str, indicators: &Value) -> Value {
    json!({"text": [{"text": text}], "indicators": indicators})
}

fn after_table(id: &str, receipt: &str, json: &Value) -> Answer {
    ask_by(id, json, &review(&[(Kind::Report, "table", json!(receipt))]), &base())
}

#[test]
fn i01_i02_i22_what_only_the_table_tells_is_open_until_it_came() {
    for (id, whole) in [
        ("I01", json!({"name": "培训期数", "target": 3})),
        ("I02", json!({"name": "培训期数", "actual": 3})),
        ("I22", json!({"name": "培训期数", "actual": 3, "evidence": ["台账"]})),
    ] {
        let claimed = one(json!({"name": "培训期数", "self_score": 5}));
        assert_table(id, &[(one(whole), Pass, "1 项"), (none(), Skip, "未列绩效指标"), (claimed.clone(), Warn, "未收到自评表")]);
        let states = ["received", "not_received", "confirmed_absent"].map(|receipt| after_table(id, receipt, &claimed).state);
        assert_eq!(states, [Fail, Warn, Fail], "{id}");
        assert_eq!(ask(id, &claimed).keys, [format!("{id}@indicator-1")]);
    }
    let silent = one(json!({"name": "培训期数"}));
    assert_eq!(ask("I22", &silent).keys, ["I22"]);
    assert_eq!(after_table("I22", "confirmed_absent", &silent).state, Skip);
    let lacking = one(json!({"name": "培训期数", "actual": 3, "evidence": [{"name": "台账", "status": "待补"}]}));
    assert_eq!(after_table("I22", "received", &lacking).state, Fail);
}

#[test]
fn i01_i02_the_sample_whose_table_is_confirmed_absent_fails_by_ten() {
    let absent = review(&[(Kind::Report, "table", json!("confirmed_absent"))]);
    let turned: Vec<_> = states(&sample(), &Review::default(), &base())
        .into_iter()
        .zip(states(&sample(), &absent, &base()))
        .filter(|(before, after)| before != after)
        .map(|(_, after)| after)
        .collect();
    assert_eq!(turned, [("I01", Fail), ("I02", Fail), ("I04", Skip), ("I22", Skip)]);
    assert_eq!(ask_by("I01", &sample(), &absent, &base()).keys.len(), 10);
}

#[test]
fn i02_what_the_narrative_tells_is_offered_not_taken() {
    let answer = ask(
        "I02",
        &told(
            "全年交换纸质公文 277.2 万件，接待 300 余批次，印发公文 1846 件。",
            &json!([{"name": "公文交换份数"}, {"name": "业务培训人次"}]),
        ),
    );
    assert_eq!(answer.state, Warn);
    assert!(
        answer.said.contains("“公文交换份数”未列实际完成值（未收到自评表，报告正文未列）；正文中“277.2万件”可能与其对应"),
        "{}",
        answer.said
    );
    assert!(answer.said.lines().last().is_some_and(|line| !line.contains("可能")), "{}", answer.said);
    assert!(answer.conditions.contains("报告正文所述“277.2万件”是否为该指标完成值"), "{}", answer.conditions);
}

#[test]
fn i03_as_many_are_listed_as_are_claimed() {
    let claims = |count: u32, names: &[&str]| json!({"indicators_claimed": {"count": count}, "indicators": names.iter().map(|name| json!({"name": name})).collect::<Vec<_>>()});
    let shared = "办公用房、公务用车及设施设备保障率";
    assert_table(
        "I03",
        &[
            (claims(2, &["培训期数", shared]), Pass, "所称 2 项，列举 2 项，一致"),
            (claims(10, &["培训期数", shared]), Fail, "所称 10 项，列举 2 项"),
            // Cut at the mark both parts would be names: a person decides.
            (claims(1, &["培训期数、调研次数"]), Warn, "如拆开，为 2 项"),
            (claims(2, &["培训期数、调研次数"]), Warn, "如拆开，为 2 项"),
            (one(json!({"name": "培训期数"})), Skip, "未写明指标数量"),
        ],
    );
}

#[test]
fn i04_weights_add_up() {
    let weigh = |weights: &[Value]| lines(&weights.iter().map(|weight| json!({"name": "甲", "weight": weight})).collect());
    let tens = |n: usize| vec![json!(10); n];
    assert_table(
        "I04",
        &[
            (weigh(&tens(10)), Pass, "合计 100 分"),
            (weigh(&tens(9)), Pass, "合计 90 分"),
            (weigh(&[json!("22.5"), json!("22.5"), json!("22.5"), json!("22.5"), json!("10")]), Pass, "合计 100.0 分"),
            (weigh(&tens(8)), Warn, "报告正文所列 8 项指标分值合计 80 分，不足 100 或 90 分（未收到自评表）"),
            (weigh(&tens(11)), Fail, "合计 110 分，应为 100 或 90 分"),
            (weigh(&[json!(10), Value::Null]), Warn, "2 项指标中 1 项未列分值：“甲”"),
            // What the text tells beside a sheet that is whole is no row of it.
            (weigh(&[json!(100), Value::Null]), Pass, "1 项指标分值合计 100 分"),
            (weigh(&[Value::Null]), Warn, "未收到自评表"),
            (none(), Skip, "未列绩效指标"),
        ],
    );
    assert_eq!(after_table("I04", "confirmed_absent", &weigh(&[Value::Null])).state, Skip);
    for weights in [tens(8), vec![json!(10), Value::Null], vec![json!(100), Value::Null]] {
        assert_eq!(after_table("I04", "received", &weigh(&weights)).state, Fail);
    }
    let levels = json!([{"name": "甲", "levels": ["产出指标（50分）", "数量"], "weight": 40}, {"name": "乙", "levels": ["效益指标（60分）", "社会效益"], "weight": 60}]);
    assert!(ask("I04", &lines(&levels)).said.contains("“产出指标（50分）”为 50 分，下级分值合计 40 分"));
    let hubei = own("[weights]\nsums = [80]\n");
    assert_eq!(ask_by("I04", &weigh(&tens(8)), &Review::default(), &hubei).state, Pass);
}

#[test]
fn i05_scores_add_up_to_the_total() {
    let scored = |scores: &[&str], total: Value| {
        json!({"indicators": scores.iter().map(|score| json!({"name": "甲", "weight": 50, "self_score": score})).collect::<Vec<_>>(), "self": {"score": total},
            "funds": {"adjusted": 100, "executed": "95.88"}})
    };
    assert_table(
        "I05",
        &[
            (scored(&["45.5", "44.5"], json!(90)), Pass, "合计 90 分，与自评总分 90 分一致"),
            (scored(&["45.5", "44.5"], json!("99.59")), Pass, "加预算执行得分 9.59 分"),
            (scored(&["45.5", "44.5"], json!("90.02")), Pass, "一致"),
            (scored(&["45.5", "44.5"], json!(95)), Fail, "相差 5 分"),
            (scored(&["45.5"], Value::Null), Skip, "未列自评总分"),
            (json!({"indicators": [{"name": "甲"}], "self": {"score": 90}}), Skip, "仅 0 项列明得分"),
        ],
    );
}

#[test]
fn i05_i14_i20_a_part_of_the_indicators_is_not_judged_for_all() {
    let part = |rest: Value| {
        let mut json = json!({"duties": [{"text": "联络参事"}], "self": {"score": "96.5"},
            "indicators": [{"name": "走访次数", "weight": 10, "self_score": 9}, {"name": "展会场次", "weight": 18, "self_score": "17.5"}]});
        json.as_object_mut().expect("it is an object").extend(rest.as_object().expect("it is an object").clone());
        json
    };
    for id in ["I05", "I14", "I20"] {
        let answer = ask(id, &part(json!({})));
        assert_eq!(answer.state, Skip, "{id}: {}", answer.said);
        assert_eq!(answer.said, "报告正文列 2 项指标，不一定是全部，须收到自评表后核对", "{id}");
        assert_ne!(after_table(id, "received", &part(json!({}))).state, Skip, "{id}: what came is all there is");
        // As many as the report says there are.
        assert_ne!(ask(id, &part(json!({"indicators_claimed": {"count": 2}}))).state, Skip, "{id}");
    }
    let too_much = part(json!({"self": {"score": 20}}));
    assert_eq!(ask("I05", &too_much).state, Fail, "a part is more than the whole");
}

#[test]
fn a_table_in_the_report_is_a_table_that_came() {
    let row = "产出指标\t数量指标\t走访次数\t≥100次\t120次\t80\t80";
    let json = json!({"text": [{"id": "p-1", "text": row}],
        "indicators": [{"name": "走访次数", "target": "100次", "weight": 80, "at": {"text": "p-1", "start": 10, "end": 14}}]});
    assert_eq!(ask("I04", &json).state, Fail);
    let answer = ask("I02", &json);
    assert_eq!((answer.state, answer.said.as_str()), (Fail, "“走访次数”未列实际完成值"));
}

#[test]
fn i01_i02_a_heading_with_points_is_no_indicator_of_the_text() {
    let sheet = lines(&json!([{"name": "预算配置", "weight": 40, "self_score": 40}, {"name": "履职效益", "weight": 60, "self_score": 55}]));
    for id in ["I01", "I02"] {
        let answer = ask(id, &sheet);
        assert_eq!(answer.state, Skip, "{}", answer.said);
        assert!(answer.said.contains("自评表尚未收到"), "{}", answer.said);
        assert_eq!(after_table(id, "received", &sheet).state, Fail);
    }
}

#[test]
fn i22_where_no_evidence_is_named_at_all_it_is_said_once() {
    let two = lines(&json!([{"name": "培训期数", "actual": 3}, {"name": "调研次数", "actual": 2}]));
    let answer = ask("I22", &two);
    assert_eq!((answer.state, answer.keys), (Warn, vec!["I22".to_owned()]));
    let one_has = lines(&json!([{"name": "培训期数", "actual": 3, "evidence": ["台账"]}, {"name": "调研次数", "actual": 2}]));
    assert_eq!(ask("I22", &one_has).keys, ["I22@indicator-2"]);
}

#[test]
fn i06_scores_lie_within_their_weights() {
    let scored = |score: &str| one(json!({"name": "甲", "weight": 10, "self_score": score}));
    assert_table(
        "I06",
        &[
            (scored("10"), Pass, "均在分值范围内"),
            (scored("10.5"), Fail, "自评得分 10.5，分值 10"),
            (scored("-1"), Fail, "-1"),
            (one(json!({"name": "甲"})), Skip, "没有同时列明"),
        ],
    );
}

#[test]
fn i07_scores_follow_from_the_rule() {
    let scored = |sign: &str, target: &str, actual: &str, score: &str| {
        one(json!({"name": "甲", "comparator": sign, "target": target, "actual": actual, "weight": 20, "self_score": score}))
    };
    assert_table(
        "I07",
        &[
            (scored("≥", "98%", "98%", "20"), Pass, "一致"),
            (scored("≥", "98%", "98%", "19.6"), Fail, "自评得分为 19.6 分"),
            (scored("≥", "100", "80", "20"), Fail, "80 ÷ 100 × 20 = 16 分"),
            (scored("≥", "100", "80", "16.01"), Pass, "一致"),
            (scored("≤", "100", "120", "16"), Pass, "一致"),
            // Above its weight it is I06's.
            (scored("≥", "100", "80", "30"), Skip, "没有同时列明"),
            (scored("≥", "100份", "80件", "20"), Skip, "没有同时列明"),
            (scored("定性", "优", "优", "20"), Skip, "没有同时列明"),
        ],
    );
}

#[test]
fn i08_a_large_deviation_has_a_reason() {
    let done = |target: &str, actual: &str, reason: Value| {
        one(json!({"name": "甲", "comparator": "≥", "target": target, "actual": actual, "deviation_reason": reason}))
    };
    assert_table(
        "I08",
        &[
            (done("100", "60", Value::Null), Fail, "（60 − 100）÷ 100 = -40 %，超过 ±30 %"),
            (done("100", "70", Value::Null), Pass, "1 项"),
            (done("100", "60", json!("受疫情影响推迟")), Pass, "1 项"),
            (done("100", "60", json!("无")), Fail, "未说明原因"),
            // Far above the flag it is I09's.
            (done("100", "222", Value::Null), Pass, "1 项"),
            (done("优", "优", Value::Null), Skip, "没有可比较"),
        ],
    );
    let cut = json!({"name": "甲", "comparator": "≥", "target": 100, "actual": 60, "weight": 10, "self_score": 6});
    assert_eq!(ask("I08", &one(cut)).state, Pass, "a cut score without a reason is another check's");
}

#[test]
fn i09_a_target_is_not_too_low() {
    let line = |sign: &str, target: &str, prior: Value, actual: &str| {
        one(json!({"name": "甲", "comparator": sign, "target": target, "prior_target": prior, "actual": actual}))
    };
    assert_table(
        "I09",
        &[
            (line("≥", "100人", Value::Null, "748人"), Fail, "748 ÷ 100 = 748 %，超过 130 %"),
            (line("≥", "100", Value::Null, "130"), Pass, "未见"),
            (line("≥", "90", json!("100"), "90"), Fail, "要求降低"),
            (line("≤", "5", json!("3"), "5"), Fail, "要求降低"),
            (line("≤", "5", json!("8"), "20"), Pass, "未见"),
            (line("≥", "优", Value::Null, "优"), Skip, "没有可与"),
        ],
    );
}

#[test]
fn i10_bounded_rates_stay_within_100_percent() {
    let line = |name: &str, actual: &str| one(json!({"name": name, "actual": actual}));
    assert_table(
        "I10",
        &[
            (line("等级测评完成率", "99.8%"), Pass, "等级测评完成率 99.8%"),
            (line("等级测评完成率", "105%"), Fail, "完成值 105% 超过 100%"),
            (one(json!({"name": "服务满意度", "target": "120", "unit": "百分比"})), Fail, "指标值 120"),
            (line("收入增长率", "105%"), Skip, "未列以100%为上限的比率"),
            // The whole budget's rate is B04's.
            (line("预算执行率", "105%"), Skip, "未列"),
            (told("全年办结率达到 101.5%。", &json!([])), Fail, "“全年办结率达到 101.5%”"),
        ],
    );
}

#[test]
fn i11_actuals_are_counted_in_the_indicators_unit() {
    let line = |name: &str, target: &str, actual: &str| one(json!({"name": name, "target": target, "actual": actual}));
    assert_table(
        "I11",
        &[
            (line("公文交换份数", "200万份", "277.2万件"), Warn, "以“万份”计量，完成值“277.2万件”以“万件”计量"),
            (line("公文交换份数", "200万份", "277.2万份"), Pass, "1 项"),
            (line("培训人数", "100人", "90人次"), Warn, "人次"),
            (line("项目金额", "3万元", "29000元"), Pass, "1 项"),
            (line("服务单位", "10个", "12家"), Pass, "1 项"),
            (told("交换纸质公文 277.2 万件。", &json!([{"name": "公文交换份数"}])), Warn, "正文所述“277.2万件”"),
            (one(json!({"name": "满意度"})), Skip, "没有可比较"),
        ],
    );
}

#[test]
fn i12_signs_fit_their_class() {
    let line = |class: &str, name: &str, sign: &str, target: &str| {
        one(json!({"class": class, "name": name, "comparator": sign, "target": target}))
    };
    assert_table(
        "I12",
        &[
            (line("成本", "会议成本", "≥", "17.4万元"), Fail, "计算符号为“≥17.4万元”"),
            (line("成本", "会议成本", "≤", "17.4万元"), Pass, "1 项"),
            (line("成本", "成本节约率", "≥", "5%"), Pass, "1 项"),
            (line("时效", "办结时间", "≥", "5天"), Fail, "时效"),
            (line("时效", "及时率", "≥", "95%"), Pass, "1 项"),
            (line("数量", "培训期数", "≤", "5期"), Warn, "数量"),
            (line("质量", "差错率", "≤", "1%"), Pass, "1 项"),
            (one(json!({"name": "培训期数", "comparator": "≤"})), Skip, "没有同时列明"),
        ],
    );
}

#[test]
fn i13_the_third_level_fits_the_second() {
    let line = |class: &str, name: &str| one(json!({"levels": ["产出指标", class], "name": name}));
    assert_table(
        "I13",
        &[
            (line("数量指标", "资金支付率"), Warn, "“支付”"),
            (line("质量指标", "完成率"), Warn, "完成率"),
            (line("数量指标", "培训期数"), Pass, "1 项"),
            (line("质量指标", "验收合格率"), Pass, "1 项"),
            (one(json!({"name": "资金支付率"})), Skip, "没有列明"),
        ],
    );
}

#[test]
fn i14_every_expected_class_has_an_indicator() {
    let classes = ["数量", "质量", "时效", "成本", "经济效益", "满意度"].map(|class| json!({"class": class, "name": "甲"}));
    assert_table(
        "I14",
        &[
            (all(&json!(classes)), Pass, "数量、质量、时效、成本、效益、满意度"),
            (all(&json!([{"class": "数量", "name": "甲"}])), Warn, "未见质量、时效、成本、效益、满意度类指标"),
            (all(&json!([{"name": "办理情况"}])), Skip, "无法判断类别"),
        ],
    );
    let by_unit = all(&json!([{"name": "群众文化活动", "target": "300场"}, {"name": "隐患整改率", "actual": "98%"}]));
    assert!(
        ask("I14", &by_unit).said.contains("未见时效、成本、效益、满意度类指标（其中 2 项按名称判断类别）"),
        "{}",
        ask("I14", &by_unit).said
    );
}

#[test]
fn i15_each_indicator_is_named_once() {
    assert_table(
        "I15",
        &[
            (lines(&json!([{"name": "培训期数"}, {"name": "调研次数"}])), Pass, "无重复"),
            (lines(&json!([{"name": "培训 期数"}, {"name": "（培训）期数"}])), Fail, "为同一事项"),
            (lines(&json!([{"name": "群众满意度", "target": "95%"}, {"name": "受益群众满意度", "target": "95%"}])), Fail, "为同一事项"),
            (lines(&json!([{"name": "群众满意度", "target": "95%"}, {"name": "受益群众满意度", "target": "90%"}])), Pass, "无重复"),
            (one(json!({"name": "培训期数"})), Skip, "仅有一项指标"),
        ],
    );
}

#[test]
fn i16_a_percentage_is_of_something() {
    let line = |name: &str| one(json!({"name": name, "target": "95%"}));
    assert_table(
        "I16",
        &[
            (line("社会效益"), Warn, "未说明百分比的计算口径"),
            (line("服务企业覆盖率"), Pass, "1 项"),
            (one(json!({"name": "社会效益", "target": "明显"})), Skip, "没有以百分比设定"),
        ],
    );
}

#[test]
fn i17_satisfaction_comes_from_a_survey() {
    assert_table(
        "I17",
        &[
            (told("代表委员反馈满意率 99.8%。", &json!([])), Warn, "“代表委员反馈满意率 99.8%。”未说明调查依据"),
            (told("共发放问卷 300 份。群众满意率 96%。", &json!([])), Pass, "1 处"),
            (told("建设人民满意的模范机关，执行率 99.7%，全面完成任务。", &json!([])), Skip, "未列满意度"),
            (one(json!({"name": "群众满意度", "actual": "100%", "deviation_reason": "无投诉"})), Warn, "未见调查依据"),
            (one(json!({"name": "群众满意度", "actual": "98%", "evidence": ["满意度调查报告"]})), Pass, "1 处"),
        ],
    );
    let at = json!([{"name": "群众满意度", "actual": "95.2%", "at": {"text": "p-1", "start": 0, "end": 5}}]);
    assert_eq!(ask("I17", &told("群众满意度达到95.2%。", &at)).keys, ["I17@indicator-1"], "one figure is said once");
}

#[test]
fn i18_some_count_gives_the_rate() {
    let part = |value: &str, of: u32| json!({"work_items": [{"title": "甲", "parts": [{"title": "乙", "results": [{"label": "满意率", "value": value, "unit": "%", "of": of}]}]}]});
    assert_table(
        "I18",
        &[
            (part("99.8%", 928), Pass, "926 ÷ 928 = 99.784 %，未达到的 2"),
            (part("99.8%", 20), Fail, "没有整数能得出 99.8%"),
            (told("建议提案办理。满意率 99.8%。办理建议提案 20 件。", &json!([])), Warn, "所对应的基数待核实"),
            (told("满意率 99.8%。", &json!([])), Skip, "没有与基数对应的比率"),
            // A count's own words are none of the rate's, and a target is given by no count.
            (told("数据共享接口数目标值40个，完成值52个；办事群众满意度目标值96%，完成值98.1%。", &json!([])), Skip, "没有与基数"),
            (told("回收问卷 52 份，满意率 97.3%。", &json!([])), Warn, "基数 52 下没有整数能得出 97.3%"),
            (told("回收问卷 52 份，满意率 98.1%。", &json!([])), Pass, "51 ÷ 52"),
        ],
    );
}

#[test]
fn i19_results_are_exact() {
    assert_table(
        "I19",
        &[
            (told("接待 300 余批次，演练多场。", &json!([])), Fail, "以约数表述 2 处：“300余批次”、“多场”"),
            (one(json!({"name": "接待批次", "actual": "近30次"})), Fail, "“近30次”"),
            (told("接待 312 批次，其余另计。", &json!([])), Pass, "未见约数"),
            (none(), Skip, "未列完成情况"),
        ],
    );
    let issue = json!({"text": [{"text": "约 30 万元未支付。"}], "issues": [{"text": "约 30 万元未支付", "at": {"text": "p-1"}}], "indicators": [{"name": "甲"}]});
    assert_eq!(ask("I19", &issue).state, Pass, "an issue is no result");
}

#[test]
fn i20_indicators_serve_the_duties() {
    let report = |duty: &str, names: &[&str]| json!({"duties": [{"text": duty}], "indicators_claimed": {"count": names.len()}, "indicators": names.iter().map(|name| json!({"name": name})).collect::<Vec<_>>()});
    assert_table(
        "I20",
        &[
            (report("统一管理全市公务用车", &["公务用车系统运维完成率"]), Pass, "1 项职责"),
            (report("组织办理议案", &["提案办结件数"]), Pass, "1 项职责"),
            (report("负责全市会展业的统筹协调", &["会展补贴兑付及时率"]), Pass, "1 项职责"),
            (report("负责统筹协调", &["统筹协调次数"]), Warn, "未关联指标"),
            (report("联络参事和文史馆员", &["公务用车系统运维完成率"]), Warn, "“联络参事和文史馆员”未关联指标"),
            (report("完成领导交办的其他工作", &["公务用车系统运维完成率"]), Pass, "0 项职责"),
            (one(json!({"name": "甲"})), Skip, "未列主要职责"),
        ],
    );
    let unlike = report("联络参事和文史馆员", &["公务用车系统运维完成率"]);
    let linked = review(&[(Kind::Link, "duty-1+indicator-1", json!("yes"))]);
    assert_eq!(ask_by("I20", &unlike, &linked, &base()).state, Pass);
}

#[test]
fn i21_dates_can_be() {
    let line = |finished: &str, accepted: &str| json!({"report": {"year": 2025}, "indicators": [{"name": "甲", "finished": finished, "accepted": accepted}]});
    assert_table(
        "I21",
        &[
            (line("2025-08-07", "2025-09-01"), Pass, "2 个时间"),
            (line("2025-08-07", "2026-01-16"), Fail, "验收时间 2026-01-16，晚于 2025 年度"),
            (line("2025年9月", "2025年8月"), Fail, "早于完成时间"),
            (one(json!({"name": "甲"})), Skip, "未列完成时间"),
        ],
    );
}
