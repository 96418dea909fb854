//! For every check a change of the bundled sample that turns it, and no other.
//!
//! The sample as it is says little beyond its text, so there are three grounds to change: the sample; the
//! sample with the score table that a department hands in with it; and that with a review of it. Where two
//! checks read one fact so that none can turn alone, the row says why and names the whole set.

use serde_json::{Value, json};

use super::tests::{base, report, review_of, sample};
use super::{CHECKS, Facts, State, lint, run};
use crate::review::{Kind, Put, Review};
use State::{Fail, Pass, Skip, Warn};

/// What is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ground {
    /// The bundled sample.
    Sample,
    /// With its score table, complete and without a fault.
    Table,
    /// With that table and a review of it, complete and without a fault.
    Review,
}

/// How it is changed. Values are JSON.
#[derive(Clone, Copy, Debug)]
enum Edit {
    /// Puts a value at a JSON pointer.
    Set(&'static str, &'static str),
    /// Takes away what is at a JSON pointer.
    Drop(&'static str),
    /// Puts other words for some in a text at a JSON pointer.
    Say(&'static str, &'static str, &'static str),
    /// Writes an object of the review.
    Write(Kind, &'static str, &'static str),
    /// Takes an object of the review back.
    Clear(Kind, &'static str),
}
use Edit::{Clear, Drop, Say, Set, Write};

/// A change and all checks it turns, that which it is made for first.
struct Mutation {
    of: Ground,
    by: &'static [Edit],
    turns: &'static [(&'static str, State)],
    /// Why it turns more than one.
    why: &'static str,
}

const fn alone(of: Ground, id: &'static [(&'static str, State)], by: &'static [Edit]) -> Mutation {
    Mutation { of, by, turns: id, why: "" }
}

use Ground::{Review as Reviewed, Sample, Table};

static MUTATIONS: &[Mutation] = &[
    alone(Sample, &[("B01", Fail)], &[Set("/funds/rate", r#""98.7%""#)]),
    Mutation {
        of: Sample,
        by: &[Set("/funds/initial", r#""29,000.00""#)],
        turns: &[("B02", Pass), ("B07", Pass)],
        why: "the initial budget that B02 misses is one of the two operands of B07",
    },
    alone(
        Sample,
        &[("B03", Fail)],
        &[Set("/funds/basic", r#"{"executed": "9,000.00"}"#), Set("/funds/project", r#"{"executed": "19,000.00"}"#)],
    ),
    alone(Sample, &[("B04", Fail)], &[Set("/funds/executed", r#""30,000.00""#), Set("/funds/rate", r#""103.1%""#)]),
    alone(Sample, &[("B05", Fail)], &[Set("/funds/rows", r#"[{"name": "财政拨款", "budget": 90, "executed": 45, "rate": "60%"}]"#)]),
    alone(Sample, &[("B06", Fail)], &[Set("/funds/final_account", r#""28,000.00""#)]),
    alone(Table, &[("B07", Fail)], &[Set("/funds/initial", r#""20,000.00""#)]),
    alone(Table, &[("B08", Fail)], &[Set("/funds/three_public/reception/actual", r#""12.00""#)]),
    alone(Table, &[("B09", Fail)], &[Drop("/funds/carryover")]),
    alone(Sample, &[("B10", Fail)], &[Set("/funds/executed", r#""26,000.00""#), Set("/funds/rate", r#""89.4%""#)]),
    alone(Table, &[("B11", Fail)], &[Set("/indicators/5/spend", r#""100元""#)]),
    alone(
        Table,
        &[("B12", Fail)],
        &[
            Set("/indicators/8/name", r#""预算执行率""#),
            Set("/indicators/8/class", r#""时效""#),
            Set("/indicators/8/actual", r#""75%""#),
            Set("/indicators/8/self_score", r#""6""#),
            Set("/indicators/8/deviation_reason", r#""项目验收推迟""#),
            Set("/self/score", r#""93""#),
        ],
    ),
    alone(Table, &[("I01", Fail)], &[Drop("/indicators/0/target")]),
    alone(Table, &[("I02", Fail)], &[Drop("/indicators/0/actual")]),
    alone(Table, &[("I03", Fail)], &[Set("/indicators_claimed/count", "15")]),
    alone(Table, &[("I04", Fail)], &[Drop("/indicators/0/weight")]),
    alone(Table, &[("I05", Fail)], &[Set("/self/score", r#""96""#)]),
    alone(Table, &[("I06", Fail)], &[Set("/indicators/0/self_score", r#""9""#), Set("/self/score", r#""96""#)]),
    alone(Table, &[("I07", Fail)], &[Set("/indicators/0/actual", r#""90篇""#)]),
    alone(Table, &[("I08", Fail)], &[Set("/indicators/10/actual", r#""50万元""#)]),
    alone(Table, &[("I09", Fail)], &[Set("/indicators/0/actual", r#""140篇""#)]),
    alone(Sample, &[("I10", Fail)], &[Set("/text/35/text", r#""全年按时办结率 102%。""#)]),
    alone(Sample, &[("I11", Pass)], &[Say("/text/34/text", "277.2 万件", "277.2 万份")]),
    alone(Table, &[("I12", Warn)], &[Set("/indicators/0/comparator", r#""≤""#)]),
    alone(Table, &[("I13", Warn)], &[Set("/indicators/3/name", r#""会务接待次数""#), Set("/indicators/3/class", r#""质量""#)]),
    alone(Table, &[("I14", Warn)], &[Set("/indicators/1/class", r#""数量""#)]),
    alone(Sample, &[("I15", Fail)], &[Set("/indicators/9/name", r#""信息系统等级保护备案率""#)]),
    alone(Table, &[("I16", Warn)], &[Set("/indicators/7/name", r#""社会效益提升""#)]),
    alone(Sample, &[("I17", Pass)], &[Say("/text/23/text", "代表委员反馈", "经问卷回访，代表委员反馈")]),
    alone(Sample, &[("I18", Warn)], &[Say("/text/34/text", "928 件", "28 件")]),
    alone(
        Sample,
        &[("I19", Pass)],
        &[
            Say("/text/20/text", "330 余名", "330 名"),
            Say("/text/21/text", "应急演练多场", "应急演练 8 场"),
            Say("/text/23/text", "座谈近 30 次", "座谈 30 次"),
            Say("/text/23/text", "5260 余条", "5260 条"),
            Say("/text/23/text", "1460 余则", "1460 则"),
            Say("/text/34/text", "300 余批次", "300 批次"),
        ],
    ),
    alone(
        Sample,
        &[("I20", Pass)],
        &[
            Write(Kind::Link, "duty-2+indicator-3", r#""yes""#),
            Write(Kind::Link, "duty-5+indicator-3", r#""yes""#),
            Write(Kind::Link, "duty-6+indicator-3", r#""yes""#),
            Write(Kind::Link, "duty-7+indicator-3", r#""yes""#),
            Write(Kind::Link, "duty-8+indicator-8", r#""yes""#),
            Write(Kind::Link, "duty-9+indicator-3", r#""yes""#),
            Write(Kind::Link, "duty-11+indicator-3", r#""yes""#),
            Write(Kind::Link, "duty-12+indicator-3", r#""yes""#),
            Write(Kind::Link, "duty-13+indicator-3", r#""yes""#),
        ],
    ),
    alone(Sample, &[("I21", Fail)], &[Set("/indicators/0/finished", r#""2022-03-01""#)]),
    alone(Table, &[("I22", Fail)], &[Set("/indicators/0/evidence/0/status", r#""无""#)]),
    alone(
        Sample,
        &[("D01", Pass)],
        &[
            Set("/duties/8/text", r#""值守党建""#),
            Set("/duties/9/text", r#""值守党建""#),
            Set("/duties/11/text", r#""值守党建""#),
            Set("/duties/12/text", r#""值守党建""#),
        ],
    ),
    alone(
        Sample,
        &[("D02", Pass)],
        &[
            Say("/work_items/2/parts/1/text", "按期举办", "按期举办，召开会议"),
            Say("/work_items/2/parts/2/text", "同步推进", "同步推进，召开会议"),
        ],
    ),
    alone(
        Sample,
        &[("D03", Pass)],
        &[
            Set("/work_items/3/parts/1/results", r#"[{"label": "会议", "value": 1}]"#),
            Set("/work_items/0/parts/2/results", r#"[{"label": "会议", "value": 1}]"#),
            Set("/work_items/1/parts/0/results", r#"[{"label": "会议", "value": 1}]"#),
            Set("/work_items/1/parts/2/results", r#"[{"label": "会议", "value": 1}]"#),
            Set("/work_items/2/parts/3/results", r#"[{"label": "会议", "value": 1}]"#),
        ],
    ),
    alone(
        Sample,
        &[("T01", Pass)],
        &[Say("/text/36/text", "2019—2020 年脱贫", "2020—2021 年脱贫"), Say("/text/36/text", "2020 年度决算", "2021 年度决算")],
    ),
    alone(Sample, &[("T02", Pass)], &[Say("/text/31/text", "推动机关建成群众满意的模范机关", "全年目标任务如期实现")]),
    alone(Sample, &[("T03", Pass)], &[Say("/text/27/text", "我厅（部门）", "我厅")]),
    alone(Sample, &[("T04", Fail)], &[Set("/text/39/no", r#""五、""#)]),
    alone(Sample, &[("T05", Fail)], &[Set("/text/39/text", r#""其他""#)]),
    alone(
        Sample,
        &[("T06", Pass)],
        &[
            Set("/report/issued", r#""2022 年 5 月 10 日""#),
            Set("/annexes", r#"[{"name": "自评表"}]"#),
            Set("/contact", r#"{"name": "王某"}"#),
        ],
    ),
    alone(Sample, &[("T07", Pass)], &[Say("/text/32/text", "较好", "过半"), Say("/text/32/text", "较为理想", "见附表")]),
    alone(Sample, &[("Q01", Pass)], &[Set("/measures/1/text", r#""按季度开展绩效运行监督，提高管理水平""#)]),
    alone(
        Sample,
        &[("Q02", Pass)],
        &[
            Set("/measures/0/owner", r#""财务处""#),
            Set("/measures/0/deadline", r#""2022 年底""#),
            Set("/measures/0/output", r#""支付进度表""#),
            Set("/measures/1/owner", r#""财务处""#),
            Set("/measures/1/deadline", r#""2022 年底""#),
            Set("/measures/1/output", r#""结果应用办法""#),
        ],
    ),
    alone(Sample, &[("Q03", Pass)], &[Set("/issues/0/cause", r#""结算集中在年末""#), Set("/issues/1/cause", r#""人手不足""#)]),
    alone(
        Table,
        &[("Q04", Fail)],
        &[Set("/indicators/9/actual", r#""100%""#), Set("/indicators/9/self_score", r#""8""#), Set("/self/score", r#""100""#)],
    ),
    alone(Table, &[("Q05", Fail)], &[Drop("/indicators/9/deviation_reason")]),
    alone(Table, &[("N1", Fail)], &[Set("/indicators/0/standard", r#""完成得9分""#)]),
    alone(Table, &[("N2", Fail)], &[Set("/indicators/0/standard", r#""酌情扣分""#)]),
    alone(
        Table,
        &[("N3", Warn)],
        &[
            Set("/indicators/11/actual", r#""47.5%""#),
            Set("/indicators/11/self_score", r#""5""#),
            Set("/indicators/11/deviation_reason", r#""服务窗口搬迁""#),
            Set("/self/score", r#""90""#),
        ],
    ),
    alone(Table, &[("N4", Warn)], &[Set("/indicators/6/actual", r#""101份""#)]),
    alone(
        Table,
        &[("N5", Fail)],
        &[
            Set("/indicators/10/actual", r#""200万元""#),
            Set("/indicators/10/self_score", r#""0""#),
            Set("/indicators/10/deviation_reason", r#""接待批次增加""#),
            Set("/self/score", r#""85""#),
        ],
    ),
    alone(Table, &[("N6", Warn)], &[Set("/indicators/5/target", r#""0人次""#)]),
    alone(Table, &[("N7", Fail)], &[Say("/text/32/text", "总的看，", "全年结转结余率为 3.2%。总的看，")]),
    alone(Table, &[("N8", Fail)], &[Set("/indicators/6/levels", r#"["产出指标", "成本指标"]"#)]),
    alone(Table, &[("N9", Fail)], &[Say("/text/32/text", "总的看，", "本次自评委托第三方机构协助完成。总的看，")]),
    alone(Reviewed, &[("R01", Fail)], &[Clear(Kind::Score, "first/indicator-4")]),
    alone(
        Reviewed,
        &[("R02", Fail)],
        &[Write(
            Kind::Finding,
            "f1",
            r#"{"title": "口径不清", "condition": "未说明口径，扣0.8分。",
        "deductions": [{"indicator": "indicator-1", "points": "0.8"}]}"#,
        )],
    ),
    alone(
        Reviewed,
        &[("R03", Fail)],
        &[Write(
            Kind::Finding,
            "f1",
            r#"{"title": "口径不清", "criteria": "口径 7", "condition": "未说明口径，扣2分。",
        "deductions": [{"indicator": "indicator-1", "points": "0.8"}]}"#,
        )],
    ),
    alone(Reviewed, &[("R04", Fail)], &[Write(Kind::Score, "first/indicator-3", r#"{"from": "6", "reason": "口径 9，未提供佐证"}"#)]),
    alone(Reviewed, &[("R05", Fail)], &[Write(Kind::Score, "first/indicator-10", r#"{"from": "weight"}"#)]),
    alone(
        Reviewed,
        &[("R06", Warn)],
        &[Write(
            Kind::Finding,
            "f2",
            r#"{"title": "口径不清", "criteria": "口径 7", "condition": "未说明口径。",
        "deductions": [{"indicator": "indicator-2", "points": "8"}]}"#,
        )],
    ),
    alone(
        Reviewed,
        &[("R07", Fail)],
        &[Write(
            Kind::Finding,
            "f3",
            r#"{"title": "无台账", "criteria": "口径 3", "condition": "3项指标未附台账。",
        "on": ["indicator-5", "indicator-6"]}"#,
        )],
    ),
    alone(Reviewed, &[("R08", Fail)], &[Write(Kind::Mark, "first/duty-1", r#"{"to": "problem"}"#)]),
];

/// The report that a mutation changes.
fn table() -> Value {
    let mut json = sample();
    let rows = [
        // Unit, class.
        ("篇", "数量"),
        ("次", "社会效益"),
        ("期", "数量"),
        ("批次", "数量"),
        ("%", "质量"),
        ("人次", "数量"),
        ("份", "数量"),
        ("%", "质量"),
        ("%", "质量"),
        ("%", "时效"),
    ];
    for (at, (unit, class)) in rows.into_iter().enumerate() {
        let line = &mut json["indicators"][at];
        for (member, value) in row(&format!("100{unit}"), &format!("100{unit}"), "8", class).as_object().expect("it is an object") {
            line[member] = value.clone();
        }
    }
    let mut add = |name: &str, mut row: Value| {
        row["name"] = json!(name);
        json["indicators"].as_array_mut().expect("it is a list").push(row);
    };
    let mut cost = row("100万元", "90万元", "10", "成本");
    cost["comparator"] = json!("≤");
    cost["levels"] = json!(["成本指标", "经济成本指标"]);
    add("公务接待费用", cost);
    add("服务对象满意度", row("95%", "95%", "10", "满意度"));
    let set: [(&str, Value); 9] = [
        ("/indicators/6/comparator", json!("=")),
        ("/indicators/9/actual", json!("37.5%")),
        ("/indicators/9/self_score", json!("3")),
        ("/indicators/9/deviation_reason", json!("测评机构排期推迟")),
        ("/indicators/5/spend", json!("1万元")),
        ("/indicators_claimed/count", json!(12)),
        ("/self/score", json!("95")),
        ("/funds/initial", json!("29,000.00")),
        ("/funds/final_account", json!("28,999.44")),
    ];
    let blocks: [(&str, Value); 6] = [
        ("/funds/basic", json!({"executed": "9,000.00"})),
        ("/funds/project", json!({"executed": "19,999.44"})),
        ("/funds/three_public", json!({"reception": {"budget": "10.00", "actual": "8.00"}})),
        ("/funds/carryover", json!("94.73")),
        ("/funds/procurement", json!({"budget": "100.00", "actual": "98.00"})),
        ("/funds/assets", json!({"total": "5,000.00"})),
    ];
    for (at, value) in set.into_iter().chain(blocks) {
        put(&mut json, at, value);
    }
    json
}

fn row(target: &str, actual: &str, weight: &str, class: &str) -> Value {
    json!({
        "class": class, "levels": ["产出指标", format!("{class}指标")], "comparator": "≥", "target": target, "actual": actual,
        "weight": weight, "self_score": weight, "standard": format!("完成得{weight}分"),
        "evidence": [{"name": "台账及问卷", "status": "有"}],
    })
}

/// The review that a mutation changes: each row scored, each deduction with its grounds.
fn reviewed() -> Vec<Put> {
    let mut puts = vec![Put::set(Kind::Report, "table".to_owned(), &json!("received"))];
    puts.push(Put::set(Kind::Mark, "first/duty-1".to_owned(), &json!({"to": "accepted"})));
    for n in 1..=12 {
        let score = match n {
            3 => json!({"from": "0", "reason": "口径 9，未提供佐证"}),
            10 => json!({"from": "self", "reason": "测评未完成"}),
            _ => json!({"from": "weight"}),
        };
        puts.push(Put::set(Kind::Score, format!("first/indicator-{n}"), &score));
    }
    let finding = |n: u32, condition: &str| json!({"title": "口径不清", "criteria": "口径 7", "condition": condition, "deductions": [{"indicator": format!("indicator-{n}"), "points": "0.8"}]});
    let counted = json!({"title": "无台账", "criteria": "口径 3", "condition": "2项指标未附台账。", "on": ["indicator-5", "indicator-6"]});
    for (key, value) in [("f1", finding(1, "未说明口径，扣0.8分。")), ("f2", finding(2, "未说明口径。")), ("f3", counted)] {
        puts.push(Put::set(Kind::Finding, key.to_owned(), &value));
    }
    puts
}

fn put(json: &mut Value, at: &str, value: Value) {
    let (parent, member) = at.rsplit_once('/').expect("it is a pointer");
    let parent = json.pointer_mut(parent).unwrap_or_else(|| panic!("{at}: there is no such place"));
    match parent.as_array_mut() {
        Some(list) => list[member.parse::<usize>().expect("it is a number")] = value,
        None => parent[member] = value,
    }
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// A ground with some edits: the report and the acts of the review.
fn with(of: Ground, by: &[Edit]) -> (Value, Review) {
    let mut json = if of == Sample { sample() } else { table() };
    let mut acts = match of {
        Sample => Vec::new(),
        Table => vec![reviewed().swap_remove(0)],
        Reviewed => reviewed(),
    };
    let before = acts.len();
    for edit in by {
        match *edit {
            Set(at, value) => put(&mut json, at, parsed(value)),
            Drop(at) => {
                let (parent, member) = at.rsplit_once('/').expect("it is a pointer");
                let gone = json.pointer_mut(parent).and_then(Value::as_object_mut).and_then(|object| object.remove(member));
                assert!(gone.is_some(), "{at}: there is nothing to take away");
            }
            Say(at, from, to) => {
                let text = json.pointer(at).and_then(Value::as_str).unwrap_or_else(|| panic!("{at}: there is no text"));
                assert!(text.contains(from), "{at}: “{from}” is not in “{text}”");
                let text = text.replace(from, to);
                put(&mut json, at, json!(text));
            }
            Write(kind, key, value) => acts.push(Put::set(kind, key.to_owned(), &parsed(value))),
            Clear(kind, key) => acts.push(Put::clear(kind, key.to_owned())),
        }
    }
    let later = acts.split_off(before);
    (json, review_of([acts, later]))
}

/// The states of all checks, of the report and of the reviewer's own work.
fn states((json, review): &(Value, Review)) -> Vec<(&'static str, State)> {
    let (report, pack) = (report(json), base());
    let facts = Facts::of(&report, review, &pack);
    run(&facts).iter().chain(&lint(&facts)).map(|verdict| (verdict.check.id, verdict.state())).collect()
}

#[test]
fn every_check_is_turned_by_a_change_that_turns_no_other() {
    let [sample, table, reviewed] = [Sample, Table, Reviewed].map(|ground| states(&with(ground, &[])));
    let mut wrong = Vec::new();
    for mutation in MUTATIONS {
        let before = match mutation.of {
            Sample => &sample,
            Table => &table,
            Reviewed => &reviewed,
        };
        let after = states(&with(mutation.of, mutation.by));
        let mut turned: Vec<_> = before.iter().zip(after).filter(|(before, after)| *before != after).map(|(_, after)| after).collect();
        let mut expected = mutation.turns.to_vec();
        turned.sort_by_key(|(id, _)| *id);
        expected.sort_by_key(|(id, _)| *id);
        if turned != expected {
            wrong.push(format!("{:?} turned {turned:?}", mutation.turns));
        }
        assert_eq!(mutation.turns.len() > 1, !mutation.why.is_empty(), "{:?}: more than one needs a reason", mutation.turns);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let turned: Vec<&str> = MUTATIONS.iter().map(|mutation| mutation.turns[0].0).collect();
    let all: Vec<&str> = CHECKS.iter().map(|check| check.id).collect();
    assert_eq!(turned.iter().collect::<std::collections::BTreeSet<_>>(), all.iter().collect(), "one row for each check");
}

#[test]
fn the_table_and_the_review_that_are_changed_have_no_fault_of_their_own() {
    let table = states(&with(Table, &[]));
    let faults = |id: &str| table.iter().any(|(other, state)| *other == id && matches!(state, Fail | Warn));
    let of_sample: Vec<_> =
        states(&with(Sample, &[])).into_iter().filter(|(_, state)| matches!(state, Fail | Warn)).map(|(id, _)| id).collect();
    let new: Vec<&str> = table.iter().map(|(id, _)| *id).filter(|id| faults(id) && !of_sample.contains(id)).collect();
    assert_eq!(new, Vec::<&str>::new());
    let own: Vec<_> = states(&with(Reviewed, &[])).into_iter().filter(|(id, _)| id.starts_with('R')).collect();
    assert!(own.iter().all(|(_, state)| *state == Pass), "{own:?}");
    assert!(states(&with(Table, &[])).iter().filter(|(id, _)| id.starts_with('R')).all(|(_, state)| *state == Skip));
}
