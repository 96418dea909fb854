//! Each check of the text hits, passes and skips; and a change of the sample turns it alone.

use serde_json::{Value, json};

use crate::checks::State::{Fail, Pass, Skip, Warn};
use crate::checks::tests::{ask, ask_by, assert_table, base, own, review, sample};
use crate::review::{Kind, Review};

fn none() -> Value {
    json!({"duties": []})
}

fn told(paragraphs: &[&str]) -> Value {
    json!({"duties": [], "report": {"year": "2021"}, "text": paragraphs.iter().map(|text| json!({"duties": [], "text": text})).collect::<Value>()})
}

fn numbered(paragraphs: &[(&str, &str)]) -> Value {
    json!({"duties": [], "text": paragraphs.iter().map(|(no, text)| json!({"no": no, "text": text})).collect::<Value>()})
}

fn achieved(text: &str) -> Value {
    json!({"duties": [], "report": {"year": "2021"}, "achievements": [{"text": text}]})
}

#[test]
fn t01_a_result_belongs_to_the_reports_year() {
    assert_table(
        "T01",
        &[
            (achieved("获评 2020 年度先进单位，2021 年通过验收。"), Warn, "“获评 2020 年度先进单位”属于 2020 年，报告年度为 2021 年"),
            (achieved("被评为 2019—2020 年先进集体。"), Warn, "属于 2020 年"),
            (achieved("2021 年获评先进。"), Pass, "未见 2021 年以外"),
            (achieved("接待量较上年同期的 2020 年增长 5%，印发《2022 年工作要点》，2020—2023 年行动计划按期推进。"), Pass, "1 处"),
            (achieved("2020—2022 年度创建单位。"), Pass, "未见"),
            (json!({"duties": [], "achievements": [{"text": "2020 年获评先进。"}]}), Skip, "未列明年度"),
            (json!({"duties": [], "report": {"year": "2021"}}), Skip, "未列主要成效"),
        ],
    );
    assert_eq!(ask("T01", &sample()).keys, ["T01@p-37", "T01@p-37#2"]);
}

#[test]
fn t02_what_stands_twice_word_for_word_is_found_with_both_places() {
    let long = "按照年度工作安排统筹推进各项任务落实并建立按月调度机制，及时协调解决推进中遇到的困难和问题，确保全年目标任务完成";
    let again = format!("总的看，{}。", long.replace('，', "、"));
    let half: String = long.chars().take(30).collect();
    let apart = told(&[long, "另一段。", &again]);
    assert_table(
        "T02",
        &[(apart.clone(), Fail, "逐字相同 54 字"), (told(&[long, &half]), Pass, "未见 40 字以上"), (none(), Skip, "没有报告原文")],
    );
    let answer = ask("T02", &apart);
    assert_eq!(answer.keys, ["T02@p-3"]);
    let shorter = ask_by("T02", &told(&[long, &half]), &Review::default(), &own("[thresholds]\nrepeat_min = { value = 20 }\n"));
    assert_eq!(shorter.state, Fail, "{}", shorter.said);
}

#[test]
fn t03_words_of_a_template_and_of_other_offices_are_found() {
    let of = |department: &str, paragraphs: &[&str]| {
        let mut json = told(paragraphs);
        json["report"]["department"] = json!(department);
        json
    };
    assert_table(
        "T03",
        &[
            (told(&["我局（部门）认真组织自评。"]), Fail, "“我局（部门）”"),
            (told(&["由XX科负责。"]), Fail, "“XX”"),
            (told(&["采用 MAXX2 型设备。"]), Pass, "未见模板用语"),
            (of("青澜市商务局", &["我厅认真组织。"]), Warn, "自称“我厅”（共 1 处）"),
            (of("青澜市商务局", &["我局认真组织。", "商务工作平稳。", "青澜市商务局"]), Pass, "前后一致"),
            (of("青澜市商务局", &["我局认真组织。", "青澜市水务局"]), Warn, "落款为“青澜市水务局”"),
            (none(), Skip, "没有报告原文"),
        ],
    );
}

#[test]
fn t04_numbers_follow_each_other_on_their_level() {
    assert_table(
        "T04",
        &[
            (numbered(&[("1.", "甲"), ("2.", "乙"), ("2.", "丙"), ("3.", "丁")]), Fail, "“2.”之后为“2.”：序号重复"),
            (numbered(&[("一、", "甲"), ("（一）", "乙"), ("三、", "丙")]), Fail, "“一、”之后为“三、”：序号缺号"),
            (told(&["一是办文；二是办会；四是值守。"]), Fail, "“二是”之后为“四是”"),
            (numbered(&[("一、", "甲"), ("（一）", "乙"), ("（二）", "丙"), ("二、", "丁"), ("（一）", "戊")]), Pass, "5 处"),
            (numbered(&[("", "主要做法"), ("1.", "甲。3.0版上线"), ("2.", "乙"), ("1.", "丙")]), Pass, "3 处"),
            (told(&["甲。"]), Skip, "未编序号"),
        ],
    );
}

#[test]
fn t05_chapters_and_the_rating_are_asked_for_by_the_pack() {
    let headed =
        |headings: &[&str]| json!({"duties": [], "text": headings.iter().map(|text| json!({"level": 1, "text": text})).collect::<Value>()});
    let four = ["部门概况", "绩效自评情况", "存在的主要问题", "下一步改进措施"];
    assert_table(
        "T05",
        &[
            (headed(&four), Pass, "“改进措施”"),
            (headed(&four[..2]), Fail, "提纲要求 4 个部分，未见 2 个：“存在问题”、“改进措施”"),
            (told(&["没有标题。"]), Skip, "未能识别标题"),
        ],
    );
    let run_in = numbered(&[
        ("（一）", "部门概况。内设股室4个"),
        ("（二）", "自评结论：好"),
        ("（三）", "存在问题。1.慢"),
        ("（四）", "改进建议。1.快"),
    ]);
    assert_eq!(ask("T05", &run_in).state, Pass);
    let strict = own("[expects]\nstatements = [\"score\", \"grade\"]\n");
    let asked = |review: &Review| ask_by("T05", &headed(&four), review, &strict);
    let absent = review(&[(Kind::Report, "table", json!("confirmed_absent"))]);
    let (open, sure) = (asked(&Review::default()), asked(&absent));
    assert_eq!((open.state, sure.state), (Warn, Fail));
    assert!(open.said.contains("未列明自评得分、自评等级（未收到自评表，报告正文未列）"), "{}", open.said);
}

#[test]
fn t06_a_paper_has_its_day_contact_and_annexes() {
    let whole = json!({"duties": [],
        "report": {"issued": "2022年5月10日"}, "annexes": [{"name": "自评表"}], "contact": {"name": "王某", "telephone": "1"}, "sealed": "true",
        "text": [{"text": "自评报告"}]
    });
    let mut unsealed = whole.clone();
    unsealed["sealed"] = json!("否");
    let mut month = whole.clone();
    month["report"]["issued"] = json!("2022年5月");
    assert_table(
        "T06",
        &[
            (whole, Pass, "具体成文日期、单位公章、联系人及联系电话、附表"),
            (unsealed, Fail, "未列明：单位公章"),
            (month, Fail, "未列明：具体成文日期（报告落款为“2022年5月”）"),
            (none(), Skip, "没有报告原文"),
        ],
    );
    let lenient = own("[expects]\npapers = []\n");
    assert_eq!(ask_by("T06", &told(&["甲"]), &Review::default(), &lenient).state, Skip);
    assert!(ask("T06", &sample()).said.contains("公章须核对纸质件"));
}

#[test]
fn t07_praise_is_carried_by_a_figure() {
    assert_table(
        "T07",
        &[
            (told(&["整体支出绩效较为理想。"]), Warn, "“较为理想”"),
            (told(&["2021 年成效显著。"]), Warn, "“显著”"),
            (told(&["服务水平显著提高，满意率达 98%。"]), Pass, "正文 1 句"),
            (told(&["一是督查成效显著。督办事项 1416 项。"]), Pass, "正文 2 句"),
            (told(&["一是督查成效显著。二是印发公文 1846 件。"]), Warn, "督查成效显著"),
            (told(&["评价等级为良好。"]), Pass, "正文 1 句"),
            (none(), Skip, "没有报告原文"),
        ],
    );
    let kept = json!({"duties": [], "text": [{"id": "p-1", "text": "保障有力成效显著。"}], "measures": [{"text": "保障", "at": {"text": "p-1", "start": 0, "end": 9}}]});
    assert_eq!(ask("T07", &kept).state, Pass);
    assert!(base().words("superlative").iter().all(|word| word != "有力"));
}
