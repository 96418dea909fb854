//! The importer as its user meets it: the bundled sample, invented reports in many layouts, and texts that are no report.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use proptest::prelude::*;
use serde_json::Value;
use shenyue::import::{Genre, ImportError, Imported, Input, Kind, Refused, Unreadable};
use shenyue::report::Report;

const SAMPLE_TEXT: &[u8] = include_bytes!("../assets/sample.txt");
const SAMPLE_JSON: &str = include_str!("../assets/sample.json");

fn import_bytes(bytes: &[u8], name: &str) -> Result<Imported, Refused> {
    shenyue::import::import(&[Input { name, bytes }])
}

fn refusal(bytes: &[u8]) -> ImportError {
    import_bytes(bytes, "x").unwrap_err().why
}

fn import(text: &str) -> Value {
    let json = import_bytes(text.as_bytes(), "report.txt").unwrap().json;
    assert_loads(&json);
    serde_json::from_str(&json).unwrap()
}

fn file(name: &str) -> Value {
    let path = format!("{}/tests/data/import/{name}", env!("CARGO_MANIFEST_DIR"));
    import(&std::fs::read_to_string(path).unwrap())
}

/// The member `key` of every item in `list`.
fn each<'a>(list: &'a Value, key: &str) -> Vec<&'a str> {
    list.as_array().unwrap().iter().map(|item| item[key].as_str().unwrap_or_default()).collect()
}

/// The text a place names.
fn text_at(report: &Value, at: &Value) -> String {
    let paragraph = report["text"].as_array().unwrap().iter().find(|paragraph| paragraph["id"] == at["text"]).unwrap();
    let [start, end] = ["start", "end"].map(|key| usize::try_from(at[key].as_u64().unwrap()).unwrap());
    assert!(start < end, "an empty place: {at}");
    let text: Vec<char> = paragraph["text"].as_str().unwrap().chars().collect();
    text[start..end].iter().collect()
}

/// The report loads as it is, with nothing odd about it.
fn assert_loads(json: &str) -> Report {
    let loaded = Report::load(json.as_bytes().to_vec()).unwrap();
    assert_eq!(loaded.odd, []);
    loaded.report
}

/// Every item points at its own words: all of them, or its first paragraph.
fn assert_places(report: &Value) {
    let lists = ["duties", "work_items", "indicators", "issues", "measures", "achievements"];
    let items = lists.iter().flat_map(|list| report[list].as_array().unwrap());
    let parts = report["work_items"].as_array().unwrap().iter().filter_map(|item| item["parts"].as_array()).flatten();
    for item in items.chain(parts) {
        let said = item["text"].as_str().or(item["name"].as_str()).unwrap();
        let placed = text_at(report, &item["at"]);
        assert_eq!(said.lines().next(), Some(placed.as_str()), "{item}");
    }
}

#[test]
fn the_sample_is_what_its_text_imports_to() {
    let sample: Value = serde_json::from_str(SAMPLE_JSON).unwrap();
    assert!(each(&sample["text"], "text")[0].contains("练习样例"), "it says itself that it is a retelling");
    let mut imported: Value = serde_json::from_str(&import_bytes(SAMPLE_TEXT, "sample.txt").unwrap().json).unwrap();
    // A checkout may have changed line ends, and with them the hash.
    imported["report"]["source"]["sha256"] = sample["report"]["source"]["sha256"].clone();
    assert_eq!(imported, sample);
}

#[test]
fn the_sample_holds_the_figures_it_retells() {
    let sample: Value = serde_json::from_str(SAMPLE_JSON).unwrap();
    assert_places(&sample);
    assert_eq!(sample["duties"].as_array().unwrap().len(), 14);
    let parts: Vec<usize> = sample["work_items"].as_array().unwrap().iter().map(|item| item["parts"].as_array().unwrap().len()).collect();
    assert_eq!(parts, [3, 4, 5, 6]);
    assert_eq!(sample["indicators"].as_array().unwrap().len(), 10);
    assert!(each(&sample["indicators"], "name").contains(&"办公用房、公务用车及设施设备保障率"));
    assert_eq!(sample["indicators_claimed"]["count"], 10);
    assert_eq!(text_at(&sample, &sample["indicators_claimed"]["at"]), "10 项关键指标");
    let funds = &sample["funds"];
    assert_eq!(
        [&funds["unit"], &funds["adjusted"], &funds["executed"], &funds["rate"]].map(|v| v.as_str().unwrap()),
        ["万元", "29,094.17", "28,999.44", "99.7%"]
    );
    assert_eq!(funds.get("initial"), None, "the text does not state it");
    assert_eq!(each(&sample["issues"], "text"), ["预算资金支付前后不够均衡", "绩效运行监督力度不足"]);
    assert_eq!(sample["measures"].as_array().unwrap().len(), 2);
    let report = &sample["report"];
    assert_eq!(
        [&report["department"], &report["year"], &report["issued"]].map(|v| v.as_str().unwrap()),
        ["广州市人民政府办公厅", "2021", "2022 年 5 月"]
    );
}

#[test]
fn the_sample_opens_with_46_items_to_review() {
    let counts = assert_loads(SAMPLE_JSON).counts();
    assert_eq!((counts.reviewable(), counts.paragraphs), (46, 43));
}

#[test]
fn what_a_text_does_not_state_is_absent() {
    let sample: Value = serde_json::from_str(SAMPLE_JSON).unwrap();
    for indicator in sample["indicators"].as_array().unwrap() {
        for member in ["target", "actual", "weight", "self_score", "unit", "comparator"] {
            assert_eq!(indicator.get(member), None, "{indicator}");
        }
    }
    assert_eq!(sample["self"].get("score"), None);
    let notes = import_bytes(SAMPLE_TEXT, "sample.txt").unwrap().account.notes;
    assert!(notes.iter().any(|(zh, en)| zh == "未见年初预算数" && en == "initial budget not stated"));
}

#[test]
fn lines_cut_mid_word_are_joined_without_blanks() {
    let report = file("wrapped_indented.txt");
    assert_places(&report);
    assert_eq!(each(&report["duties"], "no"), ["1", "2", "3", "4"]);
    assert!(each(&report["duties"], "text")[2].ends_with("承担2.5万亩灌区改造项目的监督"));
    assert_eq!(each(&report["work_items"], "title"), ["水旱灾害防御有力有序", "重点水利工程加快推进", "河湖长制走深走实"]);
    assert_eq!(each(&report["issues"], "no"), ["1", "2"]);
    assert_eq!(each(&report["measures"], "text")[2], "加强绩效结果运用，将评价结果与预算安排挂钩");
    assert_eq!(report["funds"]["executed"], "5,015.45");
    assert_eq!(report["report"]["department"], "沅陵河县水利局");
    assert_eq!(report["self"]["grade"], "优秀");
}

#[test]
fn a_report_in_one_line_is_taken_apart() {
    let report = file("one_line.txt");
    assert_places(&report);
    assert_eq!(report["report"]["title"], "2021年澄江源市发展和改革局部门整体支出绩效自评报告");
    assert_eq!(each(&report["duties"], "text")[0], "拟订并组织实施全市国民经济和社会发展战略、中长期规划和年度计划");
    assert_eq!(each(&report["work_items"][1]["parts"], "no"), ["一是", "二是"]);
    assert_eq!(each(&report["indicators"], "actual"), ["98.4%", "71个"]);
    assert_eq!(each(&report["measures"], "no"), ["(一)", "(二)"]);
}

#[test]
fn headings_without_numbers_are_known_by_their_words() {
    let report = file("no_numbers.txt");
    assert_places(&report);
    assert_eq!(report["report"]["year"], "2023");
    assert_eq!(report["duties"].as_array().unwrap().len(), 4);
    assert_eq!(each(&report["work_items"], "title"), ["公共文化服务提质工程", "全民健身场地补短板", "文物古迹数字化保护"]);
    assert_eq!(each(&report["indicators"], "name"), ["举办文化活动场次", "新增体育场地面积", "文物数字化采集件数", "群众满意度"]);
    assert_eq!(each(&report["issues"], "no"), ["第一", "第二", "第三"]);
    assert_eq!(report["funds"]["adjusted"], "1,980.00");
    assert_eq!(report["funds"]["basic"]["executed"], "800.00");
}

#[test]
fn a_score_table_gives_levels_targets_and_points() {
    let report = file("table.txt");
    assert_places(&report);
    let indicators = &report["indicators"];
    assert_eq!(each(indicators, "name"), ["预算执行率", "康复服务人数", "培训人次", "辅具适配合格率", "残疾人满意度"]);
    assert_eq!(indicators[2]["levels"], serde_json::json!(["产出（50分）", "数量指标"]), "a merged cell holds for the rows below it");
    assert_eq!(indicators[3]["deviation_reason"], "个别器具返修");
    assert_eq!(
        [&indicators[1]["comparator"], &indicators[1]["target"], &indicators[1]["self_score"]].map(|v| v.as_str().unwrap()),
        ["≥", "2200人", "15"]
    );
    assert_eq!(
        each(&report["issues"], "text"),
        ["年初预算细化不足", "追加预算比例较高", "绩效目标编制质量不高"],
        "预算管理方面 is a group"
    );
}

#[test]
fn in_a_book_of_final_accounts_only_the_report_counts() {
    let report = file("book.txt");
    assert_places(&report);
    assert_eq!(each(&report["issues"], "text"), ["绩效目标设置不够细化", "部分项目执行进度偏慢，主要是受征地影响"]);
    assert_eq!(each(&report["measures"], "text"), ["细化绩效目标", "加快项目实施"]);
    assert_eq!(report["self"]["score"], "94.1", "points of a project are not the department's");
}

#[test]
fn page_furniture_is_set_aside_and_listed() {
    let path = format!("{}/tests/data/import/pages.txt", env!("CARGO_MANIFEST_DIR"));
    let imported = import_bytes(&std::fs::read(path).unwrap(), "pages.txt").unwrap();
    let unplaced: Vec<(u32, &str)> = imported.account.furniture.iter().map(|left| (left.place.number, left.text.as_str())).collect();
    assert_eq!(unplaced, [(4, "第 1 页 共 3 页"), (18, "第 2 页 共 3 页"), (48, "第 3 页 共 3 页")]);
    let report: Value = serde_json::from_str(&imported.json).unwrap();
    assert_places(&report);
    let page_of = |words: &str| {
        report["text"].as_array().unwrap().iter().find(|p| p["text"].as_str().unwrap().contains(words)).unwrap()["page"].clone()
    };
    assert_eq!([page_of("拥军优属"), page_of("个别科室"), page_of("其他需要说明")].map(|page| page.as_u64().unwrap()), [1, 2, 3]);
    // Planned in one chapter, told in another: one task, in its fuller telling.
    assert_eq!(each(&report["work_items"], "title"), ["加强思想政治引领", "做好移交安置", "抓实就业创业", "强化优抚褒扬"]);
    assert_eq!(report["work_items"][1]["parts"].as_array().unwrap().len(), 2);
    assert_eq!(report["indicators_claimed"]["count"], 8);
    assert_eq!(each(&report["issues"], "text")[0], "资产管理有待加强\n部分资产入库不及时，主要原因是经办人员变动");
}

#[test]
fn a_title_on_every_page_cuts_nothing_in_two() {
    let report = file("running_headers.txt");
    assert_places(&report);
    assert_eq!(report["duties"].as_array().unwrap().len(), 5);
    assert_eq!(each(&report["work_items"], "title"), ["优化营商环境", "严守食品安全底线", "强化特种设备监管"]);
    assert_eq!(each(&report["indicators"], "name"), ["食品抽检批次", "电梯检查台数", "投诉举报办结率"]);
    assert_eq!(each(&report["measures"], "text")[1], "科学设置绩效指标，参照历史值合理确定目标");
}

#[test]
fn a_chapter_on_several_matters_is_parted_by_its_headings() {
    let report = file("indented.txt");
    assert_places(&report);
    assert_eq!(each(&report["duties"], "no"), ["1", "2", "3", "4"], "all in one paragraph");
    assert_eq!(each(&report["issues"], "no"), ["一是", "二是"], "neither 经验做法 nor 原因分析");
    assert_eq!(each(&report["indicators"], "name"), ["地质灾害隐患点排查", "不动产登记准确率", "办事群众满意度"]);
}

#[test]
fn tasks_without_numbers_are_paragraphs_with_clauses() {
    let report = file("paragraphs.txt");
    assert_places(&report);
    assert_eq!(each(&report["work_items"], "title"), ["免费开放服务持续优化", "全民阅读推广深入开展", "古籍保护稳步推进"]);
    assert_eq!(each(&report["duties"], "text"), ["负责文献收藏、借阅服务和全民阅读推广"]);
    assert_eq!(each(&report["indicators"], "target"), ["80万人次", "150场", "90%"]);
    assert_eq!(report["self"]["score"], "98.5");
}

#[test]
fn numbers_may_be_decimal() {
    let report = file("decimal_numbers.txt");
    assert_places(&report);
    assert_eq!(each(&report["duties"], "no"), ["1.1.1", "1.1.2", "1.1.3"]);
    assert_eq!(each(&report["work_items"], "title"), ["巩固参保覆盖", "推进支付方式改革", "打击欺诈骗保"]);
    assert_eq!(each(&report["issues"], "text"), ["预算精细化程度有待提高", "绩效指标量化不足"]);
    assert_eq!(report["funds"]["initial"], "2,866.00");
    assert_eq!(each(&report["indicators"], "actual"), ["856家", "93.5%"]);
}

#[test]
fn chapters_may_stand_under_divisions() {
    let report = file("chapters_and_divisions.txt");
    assert_places(&report);
    assert_eq!(report["duties"].as_array().unwrap().len(), 3);
    assert_eq!(each(&report["work_items"], "title"), ["重点水利工程建设", "农村饮水安全巩固提升", "河湖长制工作"]);
    assert_eq!(each(&report["issues"], "text")[1], "基层水利人员力量薄弱");
    assert_eq!(each(&report["measures"], "text")[0], "加强项目储备，做深做实前期工作");
}

#[test]
fn a_table_may_be_drawn_with_bars() {
    let report = file("piped_table.txt");
    assert_places(&report);
    let indicators = &report["indicators"];
    assert_eq!(each(indicators, "name"), ["新增公办园学位", "教师培训人次", "普惠性幼儿园覆盖率", "入学率", "家长满意度"]);
    assert_eq!(indicators[1]["levels"], serde_json::json!(["产出指标", "数量指标"]));
    assert_eq!(each(indicators, "self_score"), ["10", "10", "10", "20", "9.2"]);
    assert_eq!(each(&report["work_items"], "title")[0], "推进学前教育普及普惠");
}

#[test]
fn a_form_names_department_year_and_cells() {
    let report = file("cells_one_a_line.txt");
    assert_places(&report);
    assert_eq!([&report["report"]["department"], &report["report"]["year"]].map(|v| v.as_str().unwrap()), ["北岭县统计局", "2022"]);
    assert_eq!(report["funds"]["unit"], "元");
    assert_eq!(each(&report["indicators"], "target"), ["120家", "100%", "90%"]);
    assert_eq!(report["indicators"][2]["levels"], serde_json::json!(["效益指标", "社会效益"]));
    assert_eq!(each(&report["measures"], "text"), ["充实基层统计人员", "加大信息化投入，更新老旧系统"]);
}

#[test]
fn sentences_give_targets_by_their_signs_and_issues_beside_measures() {
    let report = file("run_in.txt");
    assert_places(&report);
    assert_eq!(each(&report["indicators"], "name"), ["办事指南编制数", "审批时限压减率", "热线按时办结率", "企业群众满意度"]);
    assert_eq!(each(&report["indicators"], "comparator"), ["≥"; 4]);
    assert_eq!(report["indicators_claimed"]["count"], 4);
    assert_eq!(each(&report["work_items"], "title"), ["推进政务服务标准化", "优化营商环境", "提升热线办理质效"]);
    assert_eq!((report["issues"].as_array().unwrap().len(), report["measures"].as_array().unwrap().len()), (2, 2));
}

#[test]
fn tasks_have_parts_and_indicators_stand_under_their_kind() {
    let report = file("sub_items.txt");
    assert_places(&report);
    assert_eq!(each(&report["work_items"], "title"), ["稳就业成效明显", "社会保障体系更加健全", "劳动关系和谐稳定"]);
    let parts: Vec<usize> = report["work_items"].as_array().unwrap().iter().map(|item| item["parts"].as_array().unwrap().len()).collect();
    assert_eq!(parts, [3, 2, 2]);
    assert_eq!(each(&report["indicators"], "name"), ["城镇新增就业人数", "职业技能培训人次", "劳动争议案件结案率", "服务对象满意度"]);
    assert_eq!(each(&report["issues"], "text")[0], "预算编制准确性有待提升\n年初对专项资金需求预测不足，年中调整较多");
    assert_eq!(report["self"]["score"], "94.5");
}

#[test]
fn a_list_inside_a_chapter_may_be_numbered_as_chapters_are() {
    let report = file("nested_chapters.txt");
    assert_places(&report);
    assert_eq!(each(&report["work_items"], "title"), ["毫不放松抓好疫情防控", "持续深化医药卫生体制改革", "提升公共卫生服务能力"]);
    assert_eq!(report["duties"].as_array().unwrap().len(), 4);
    assert_eq!(report["indicators"].as_array().unwrap().len(), 5);
    assert_eq!([&report["self"]["score"], &report["self"]["grade"]].map(|v| v.as_str().unwrap()), ["96", "优秀"]);
    assert_eq!(report["funds"]["executed"], "1.86");
    assert_eq!(report["funds"]["initial"], "15,200.00万元", "another unit is kept with its figure");
}

#[test]
fn years_may_be_written_in_words_and_a_grade_stand_under_its_heading() {
    let report = file("han_year.txt");
    assert_places(&report);
    assert_eq!([&report["report"]["department"], &report["report"]["year"]].map(|v| v.as_str().unwrap()), ["武溪县林业局", "2023"]);
    assert_eq!(report["self"]["grade"], "优秀");
}

#[test]
fn later_plans_are_measures() {
    let report = file("later_plans.txt");
    assert_places(&report);
    assert_eq!(report["measures"].as_array().unwrap().len(), 3);
    assert_eq!([&report["self"]["score"], &report["self"]["grade"]].map(|v| v.as_str().unwrap()), ["98", "优秀"]);
    assert_eq!(report["funds"]["executed"], "671.84");
}

#[test]
fn an_indicator_may_be_told_one_thing_a_line() {
    let report = import(
        "某局2021年部门整体支出绩效自评报告\n一、主要职责\n负责甲事。\n二、绩效目标完成情况\n1.管网更新里程\n年度指标值：≥45公里\n实际完成值：46公里\n分值：10\n\
         自评得分：9.5\n2.用户满意度\n目标值：90%\n完成值：92%\n指标名称：水质达标率\n目标值：98%\n原因说明\n三、存在的问题\n一是甲事不够细；二是乙事进度慢。",
    );
    assert_places(&report);
    let indicators = &report["indicators"];
    assert_eq!(each(indicators, "name"), ["管网更新里程", "用户满意度"], "one without an actual value is told by nobody");
    assert_eq!(each(indicators, "target"), ["45公里", "90%"]);
    assert_eq!(each(indicators, "actual"), ["46公里", "92%"]);
    assert_eq!(each(indicators, "comparator"), ["≥", ""]);
    assert_eq!((each(indicators, "weight"), each(indicators, "self_score")), (vec!["10", ""], vec!["9.5", ""]));
}

#[test]
fn what_is_not_sure_is_told() {
    let text = "某局2021年部门整体支出绩效自评报告\n一、主要职责\n1.负责甲。\n3.负责乙。\n二、存在的问题\n甲事不够细。\n乙事进度慢。";
    let doubts: Vec<String> = import_bytes(text.as_bytes(), "x").unwrap().account.doubts.into_iter().map(|(zh, _)| zh).collect();
    assert_eq!(doubts, ["职责的序号由 1 到 3，不连续", "自查问题有 2 项没有序号，按段落或分号划分"]);
}

#[test]
fn numbering_may_nest_repeat_and_skip() {
    let report = import(
        "某局2021年部门整体支出绩效自评报告\n一、重点工作\n（一）甲项工作\n1.完成一件。\n2.完成两件。\n（二）乙项工作\n①完成三件。\n②完成四件。\n\
         （二）丙项工作\n一是完成五件。\n（五）丁项工作\n（1）完成六件。\n（3）完成七件。\n二、存在的问题\n无",
    );
    assert_places(&report);
    assert_eq!(each(&report["work_items"], "title"), ["甲项工作", "乙项工作", "丙项工作", "丁项工作"]);
    let parts: Vec<Vec<&str>> = report["work_items"].as_array().unwrap().iter().map(|item| each(&item["parts"], "no")).collect();
    assert_eq!(parts, [vec!["1", "2"], vec!["①", "②"], vec!["一是"], vec!["（1）", "（3）"]]);
    assert_eq!(report["issues"].as_array().unwrap().len(), 0, "无 is no issue");
}

#[test]
fn texts_that_are_no_report_are_refused() {
    for (text, genre) in [
        ("", Genre::Empty),
        ("今天天气很好。", Genre::Other),
        ("The quick brown fox reports on its own performance.", Genre::Foreign),
        ("某县审计局审计结果公告\n一、审计发现的主要问题\n（一）预算编制不完整。\n二、整改建议\n（一）规范编制。", Genre::Audit),
        ("部门整体支出绩效目标申报表\n一级指标\t二级指标\t三级指标\t指标值\n产出\t数量\t签约人数\t≥12万人", Genre::Targets),
        ("某市召开推进会，部署绩效自评工作，去年有61家等级为优。", Genre::News),
        ("某市财政局关于开展绩效自评工作的通知\n各单位：\n现将有关事项通知如下。", Genre::Notice),
    ] {
        assert_eq!(refusal(text.as_bytes()), ImportError::NotAReport(genre), "{text}");
    }
}

#[test]
fn files_that_no_reader_takes_are_named_with_the_next_step() {
    let foreign = |bytes: &[u8], kind| assert_eq!(refusal(bytes), ImportError::Unreadable(Unreadable::Foreign(kind)));
    foreign(b"PK\x03\x04", Kind::Zip);
    foreign(b"Rar!\x1A\x07\x01\x00", Kind::Rar);
    foreign(b"\x89PNG\r\n\x1A\n\0", Kind::Image);
    foreign(b"<html><body>x</body></html>", Kind::Html);
    assert_eq!(refusal(b"\xFF\xFEa"), ImportError::Unreadable(Unreadable::Binary));
    assert_eq!(refusal(b"{\"format\": \"shenyue.assessment/1\"}"), ImportError::AnAssessment);
}

#[test]
fn a_report_on_one_project_says_so() {
    let text = "某馆古籍修复项目2022年度项目支出绩效自评报告\n一、存在的问题\n修复人员不足。\n二、改进措施\n加强人才培养。";
    let notes = import_bytes(text.as_bytes(), "x.txt").unwrap().account.notes;
    assert!(notes.iter().any(|(zh, _)| zh.contains("项目支出自评")));
}

/// Pieces of reports, to be put together at random.
fn fragment() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(vec![
        "一、",
        "（一）",
        "1.",
        "2、",
        "（3）",
        "①",
        "一是",
        "二是",
        "第一，",
        "任务1：",
        "● ",
        "——",
        "存在的问题",
        "改进措施",
        "主要职责",
        "重点工作任务",
        "自评结论",
        "绩效目标",
        "预算执行情况",
        "自评得分",
        "等级为“优”",
        "设置了",
        "指标",
        "等 10 项关键指标",
        "目标值",
        "实际完成",
        "≥95%",
        "1, 876. 52 万元",
        "年初预算",
        "率",
        "、",
        "，",
        "。",
        "；",
        "：",
        "\n",
        "\n\n",
        "\t",
        " ",
        "　　",
        "\u{c}",
        "— 3 —",
        "目录",
        "...... 4",
        "2021年",
        "某局部门整体支出绩效自评报告",
        "无",
        "□优 ☑良",
        "负责",
        "𠮷",
        "e\u{301}",
        "（",
        "）",
    ])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let _ = import_bytes(&bytes, "x");
    }

    #[test]
    fn whatever_is_put_together_every_place_is_right(parts in proptest::collection::vec(fragment(), 0..120)) {
        let text = format!("某局2021年部门整体支出绩效自评报告\n{}", parts.concat());
        if let Ok(imported) = import_bytes(text.as_bytes(), "x") {
            assert_places(&serde_json::from_str(&imported.json).unwrap());
        }
    }

    #[test]
    fn nothing_of_a_text_is_lost(parts in proptest::collection::vec(fragment(), 0..120)) {
        let text = format!("某局2021年部门整体支出绩效自评报告\n一、存在的问题\n甲不够。\n{}", parts.concat());
        let Ok(imported) = import_bytes(text.as_bytes(), "x") else { return Ok(()) };
        let report: Value = serde_json::from_str(&imported.json).unwrap();
        let solid = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<Vec<_>>();
        let mut kept: Vec<char> = each(&report["text"], "no").into_iter().chain(each(&report["text"], "text")).flat_map(solid).collect();
        let furniture_lines: Vec<u32> = imported.account.furniture.iter().map(|left| left.place.number).collect();
        kept.extend(imported.account.furniture.iter().flat_map(|left| solid(&left.text)));
        let mut whole = solid(&text);
        kept.sort_unstable();
        whole.sort_unstable();
        // Items left over are listed as well as kept in the text, so there may be more, never less.
        let mut rest = kept.into_iter();
        for c in whole {
            prop_assert!(rest.any(|k| k == c), "{c:?} is lost; set aside: {furniture_lines:?}");
        }
    }
}
