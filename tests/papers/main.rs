//! The papers as those who get them read them: unpacked, parsed and recalculated by programs we did not
//! write.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod agreement;
mod hostile;
mod package;

use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};
use quick_xml::events::Event;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use shenyue::checks::State;
use shenyue::export::{
    Audience, CheckRow, Checks, Content, Earlier, Exporter, Format, On, PAPERS, Paper, Record, Templates, remarks, unnumbered,
};
use shenyue::lang::Lang;
use shenyue::report::{Places, Report};
use shenyue::review::{Act, Kind, Put, Review, Stamp};
use shenyue::scoring::{Bridge, Sheet, Stands};

const BUREAU: &str = include_str!("../data/culture_bureau.json");

/// Words that no paper which goes out may hold.
const INSIDE: [&str; 5] = ["只给自己看的批注", "提示问题的标题", "撤销问题的标题", "通过的核对", "K77"];

/// A report and a record over it.
struct Case {
    report: Report,
    review: Review,
    places: Places,
    checks: Option<Checks>,
    acts: u32,
}

impl Case {
    fn of(report: &str) -> Self {
        let report = Report::load(report.into()).unwrap().report;
        let places = Places::of_report(&report);
        Self { report, review: Review::default(), places, checks: None, acts: 0 }
    }

    fn put(&mut self, puts: Vec<Put>) {
        self.acts += 1;
        let at = format!("2026-11-23T10:{:02}:{:02}+08:00", self.acts / 60, self.acts % 60);
        let stamp = Stamp { by: "r-1".into(), seat: "zhang@pc".into(), at };
        self.review.accept(self.review.stamp(&Act::Put(puts), &stamp).unwrap());
    }

    /// A reviewed bureau: everything papers may say, and what they must not.
    fn reviewed() -> Self {
        let mut case = Self::of(BUREAU);
        case.put(vec![Put::set(Kind::Reviewer, "r-1", &json!({"name": "张三", "unit": "绩效管理处", "stage": "first"}))]);
        case.put(vec![
            Put::set(Kind::Mark, "first/duty-1", &json!({"to": "accepted"})),
            Put::set(Kind::Mark, "first/indicator-2", &json!({"to": "needs_evidence"})),
            Put::add(Kind::Comment, &json!({"on": ["duty-1"], "text": INSIDE[0]})),
        ]);
        let weights = json!([{"id": "indicator-1", "weight": "40"}, {"id": "indicator-2", "weight": "30"}, {"id": "indicator-3", "weight": "20.5"}, {"id": "indicator-4", "weight": "9.5"}]);
        case.put(vec![Put::set(Kind::Frame, "frame", &json!({"pack": "示例标准", "version": "1", "rows": weights}))]);
        for (indicator, from) in [("1", "38.25"), ("2", "weight"), ("3", "20"), ("4", "9.5")] {
            case.put(vec![Put::set(Kind::Score, format!("first/indicator-{indicator}"), &json!({"from": from, "reason": "按台账核定"}))]);
        }
        for (key, title, severity, more) in [
            ("f1", "书屋数量没有佐证", "severe", json!({"deductions": [{"indicator": "indicator-1", "points": "2.70"}]})),
            (
                "f2",
                "演出场次用约数",
                "minor",
                json!({"deductions": [{"indicator": "indicator-3", "points": "0.30"}, {"indicator": "indicator-1", "points": "1"}]}),
            ),
            ("f3", INSIDE[1], "hint", json!({})),
            ("f4", INSIDE[2], "major", json!({"state": "withdrawn"})),
            (
                "f5",
                "满意度没有问卷",
                "major",
                json!({"response": {"text": "已做问卷", "at": "2026-11-28"}, "ruling": {"to": "rejected", "reason": "问卷未附", "reply": "维持"}}),
            ),
        ] {
            case.put(vec![finding(key, title, severity, &more)]);
        }
        let row = |id: &str, title: &str, state| CheckRow {
            id: id.into(),
            title: title.into(),
            state,
            words: "",
            detail: "报告未列决算数".into(),
            items: vec![],
            hits: vec![],
        };
        let rows =
            vec![row(INSIDE[4], INSIDE[3], State::Pass), row("B06", "执行数与决算数", State::Skip), row("N6", "指标值为零", State::Skip)];
        case.checks = Some(Checks { rules: "base 1".into(), rows, own: Vec::new() });
        case
    }

    fn record(&self) -> Record<'_> {
        Record { checks: self.checks.clone(), ..Record::new(&self.report, &self.review, &self.places) }
    }

    /// All papers in all formats: name and bytes.
    fn papers(&self) -> Vec<(Paper, Format, Vec<u8>)> {
        let (record, templates) = (self.record(), Templates::built_in());
        let exporter = Exporter::new(&record, &templates);
        let formats = |row: &shenyue::export::PaperRow| {
            let shape = row.shape;
            Format::ALL.into_iter().filter(move |format| format.suits(shape))
        };
        PAPERS.iter().flat_map(|row| formats(row).map(|format| (row.paper, format, exporter.write(row.paper, format, None)))).collect()
    }

    fn paper(&self, paper: Paper, format: Format) -> Vec<u8> {
        let (record, templates) = (self.record(), Templates::built_in());
        Exporter::new(&record, &templates).write(paper, format, None)
    }

    fn content(&self, paper: Paper) -> Content {
        let (record, templates) = (self.record(), Templates::built_in());
        Exporter::new(&record, &templates).content(paper)
    }
}

fn finding(key: &str, title: &str, severity: &str, more: &Value) -> Put {
    let mut value = json!({
        "title": title, "severity": severity, "on": ["indicator-1"], "dimension": "truth", "criteria": "《示例办法》第三条",
        "condition": format!("{title}的事实"), "cause": "登记不全", "effect": "无法核实", "recommendation": "补充台账", "owner": "公共服务科",
        "deadline": "2026年12月20日", "state": "confirmed",
    });
    value.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    Put::set(Kind::Finding, key, &value)
}

/// The parts of a docx or xlsx.
fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let names: Vec<String> = (0..archive.len()).map(|n| archive.by_index(n).unwrap().name().unwrap().into_owned()).collect();
    let read = |name: String| {
        let mut text = String::new();
        archive.by_name(&name).unwrap().read_to_string(&mut text).unwrap();
        (name, text)
    };
    names.into_iter().map(read).collect()
}

fn part(bytes: &[u8], name: &str) -> String {
    parts(bytes).into_iter().find(|(part, _)| part == name).unwrap().1
}

/// The text of an XML part, a line a paragraph or cell.
fn text(xml: &str) -> String {
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut text = String::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Text(part) => text.push_str(&part.into_inner()),
            Event::GeneralRef(name) => text.push(match &*name.into_inner() {
                "amp" => '&',
                "lt" => '<',
                "gt" => '>',
                "quot" => '"',
                other => panic!("&{other};"),
            }),
            Event::End(end) if matches!(end.name().local_name().as_ref(), "p" | "si") => text.push('\n'),
            Event::Eof => return text,
            _ => {}
        }
    }
}

fn sheet(bytes: &[u8], name: &str) -> Vec<Vec<Data>> {
    let mut workbook = Xlsx::new(Cursor::new(bytes.to_vec())).unwrap();
    workbook.worksheet_range(name).unwrap().rows().map(<[Data]>::to_vec).collect()
}

#[test]
fn one_record_gives_one_set_of_bytes() {
    let (once, again) = (Case::reviewed().papers(), Case::reviewed().papers());
    assert_eq!(once.len(), 5 * 2 + 7 * 3);
    assert_eq!(once, again);
    let record = Case::reviewed();
    let (record, templates) = (record.record(), Templates::built_in());
    assert_eq!(Exporter::new(&record, &templates).json(), Exporter::new(&record, &templates).json());
}

#[test]
fn every_part_of_every_file_is_well_formed() {
    for (paper, format, bytes) in Case::reviewed().papers() {
        if matches!(format, Format::Docx | Format::Xlsx) {
            for (name, xml) in parts(&bytes) {
                assert!(xml.starts_with("<?xml"), "{paper:?} {name}");
                text(&xml);
            }
        }
    }
}

#[test]
fn nothing_inside_leaves_the_house() {
    let case = Case::reviewed();
    let mut kept = 0;
    for (paper, format, bytes) in case.papers() {
        let held: String = match format {
            Format::Docx | Format::Xlsx => parts(&bytes).into_iter().map(|(_, xml)| xml).collect(),
            _ => String::from_utf8(bytes).unwrap(),
        };
        let holds = INSIDE.iter().filter(|words| held.contains(**words)).count();
        match paper.row().audience {
            Audience::Outside => assert_eq!(holds, 0, "{paper:?} {format:?}"),
            Audience::Inside => kept += holds,
        }
    }
    assert!(kept > INSIDE.len(), "the inside papers hold them");
}

#[test]
fn the_opinion_says_what_each_finding_says_and_what_could_not_be_checked() {
    let words = text(&part(&Case::reviewed().paper(Paper::Opinion, Format::Docx), "word/document.xml"));
    for said in [
        "示例市文化局：",
        "本次复核发现问题3个，其中严重1个、较重1个、一般1个。",
        "（一）严重问题",
        "问题1：书屋数量没有佐证",
        "问题描述：书屋数量没有佐证的事实。",
        "依据：《示例办法》第三条。",
        "原因分析：登记不全。",
        "影响：无法核实。",
        "整改建议：补充台账。",
        "扣2.70分",
        "评分执行示例标准（第1版）。",
        "复核得分93.75分。",
        "执行数与部门决算是否一致",
        "报告未列决算数",
        "编制人：张三",
        "绩效管理处",
    ] {
        assert!(words.contains(said), "{said}\n{words}");
    }
    assert!(!words.contains("征求意见") && !words.contains("待填"), "{words}");
    let draft = text(&part(&Case::reviewed().paper(Paper::Consultation, Format::Docx), "word/document.xml"));
    assert!(draft.contains("（征求意见稿）") && draft.contains("书面反馈"), "{draft}");
}

#[test]
fn sums_are_formulas_whose_results_are_ours_to_the_cent() {
    let bytes = Case::reviewed().paper(Paper::Scores, Format::Xlsx);
    let rows = sheet(&bytes, "评分表");
    let total = rows.iter().find(|row| row[0] == Data::String("合计".into())).unwrap();
    let head = rows.iter().find(|row| row[0] == Data::String("序号".into())).unwrap();
    let column = |name: &str| head.iter().position(|cell| *cell == Data::String(name.into())).unwrap();
    for (name, sum) in [("分值", "100.0"), ("问题扣分", "4.00"), ("复核得分", "93.75")] {
        let xml = part(&bytes, "xl/worksheets/sheet1.xml");
        assert_eq!(total[column(name)], Data::Float(sum.parse().unwrap()), "{name}");
        assert!(xml.contains(&format!("</f><v>{sum}</v>")), "{name}: {xml}");
    }
    let mut workbook = Xlsx::new(Cursor::new(bytes)).unwrap();
    let formulas = workbook.worksheet_formula("评分表").unwrap();
    let found: Vec<&str> = formulas.cells().map(|(_, _, formula)| formula.as_str()).filter(|formula| !formula.is_empty()).collect();
    assert!(found.contains(&"ROUND(SUM(K6:K9),2)"), "{found:?}");
}

#[test]
fn the_steps_from_their_score_to_ours_close() {
    let mut case = Case::of(BUREAU);
    // Every indicator has a score of its own, whatever the sample gives.
    let puts = (1..=4).map(|n| Put::set(Kind::Supplement, format!("indicator-{n}/self_score"), &json!({"value": "24.99"})));
    case.put(puts.collect());
    for (n, from) in [(1, "24.995"), (2, "self"), (3, "1"), (4, "self")] {
        case.put(vec![Put::set(Kind::Score, format!("first/indicator-{n}"), &json!({"from": from, "reason": "核定"}))]);
    }
    case.put(vec![finding(
        "f1",
        "甲",
        "minor",
        &json!({"deductions": [{"indicator": "indicator-2", "points": "2.705"}, {"indicator": "indicator-3", "points": "9"}]}),
    )]);
    let Content::Workbook(workbook) = case.content(Paper::Scores) else { panic!("a workbook") };
    let steps = &workbook.sheets[1].table;
    let last: Decimal = steps.rows.last().unwrap().cells[4].text().parse().unwrap();
    let moves: Decimal = steps.rows.iter().filter_map(|row| row.cells[3].text().parse::<Decimal>().ok()).sum();
    let first: Decimal = steps.rows[0].cells[4].text().parse().unwrap();
    let scores = &workbook.sheets[0].table;
    let total = scores.sum(scores.columns.iter().position(|column| column.head == "复核得分").unwrap()).unwrap();
    assert_eq!((first, first + moves, last), ("99.96".parse().unwrap(), total, total));
    assert!(steps.rows.iter().any(|row| row.cells[3].text() == "-1.00" || row.cells[3].text() == "-1"), "a score does not fall below zero");
}

#[test]
fn by_the_chosen_standard_papers_carry_formula_scores_grade_and_bridge() {
    let report = r#"{"funds": {"adjusted": "100", "executed": "95.88"},
        "indicators": [{"name": "培训人次", "class": "数量", "comparator": "≥", "target": "100", "actual": "80", "weight": "90", "self_score": "80"}]}"#;
    let mut case = Case::of(report);
    let load = |name: &str| shenyue::rules::load(name, shenyue::rules::bundled_text(name).unwrap(), &|_| None).unwrap();
    let chosen = load("system-pmkpi");
    let frame = json!({"pack": chosen.id, "version": chosen.version, "sha256": chosen.sha256, "rows": []});
    case.put(vec![
        Put::set(Kind::Frame, "frame", &frame),
        Put::set(Kind::Score, "first/A", &json!({"from": "formula"})),
        Put::set(Kind::Score, "first/indicator-1", &json!({"from": "formula"})),
    ]);
    case.put(vec![finding("f1", "签到表缺失", "minor", &json!({"deductions": [{"indicator": "indicator-1", "points": "1.5"}]}))]);
    let said = |paper, standard: shenyue::rules::Pack| {
        let kit = shenyue::export::Kit { standard: Some(standard.into()), templates: Templates::built_in(), checks: None };
        let record = Record::with(&case.report, &case.review, &case.places, &kit);
        let lines = Exporter::new(&record, &kit.templates).preview(paper);
        lines.into_iter().map(|line| line.text + "\n").collect::<String>()
    };
    let scores = said(Paper::Scores, chosen.clone());
    let steps = ["自评未列得分，按复核起评分计", "按评分标准计算", "问题1：签到表缺失"];
    for words in ["预算管理一体化系统自评计分规则（第1版）", "复核得分80.09分，等级“良”"].into_iter().chain(steps)
    {
        assert!(scores.contains(words), "no {words:?} in\n{scores}");
    }
    let worksheet = said(Paper::Worksheet, chosen);
    for words in ["9.59", "95.88 ÷ 100 = 95.88%", "80 ÷ 100 × 90", "预算执行率"] {
        assert!(worksheet.contains(words), "no {words:?} in\n{worksheet}");
    }
    // A standard that the review does not name is only tried: it gets into no paper.
    assert!(!said(Paper::Scores, load("hubei")).contains("等级“"));
}

#[test]
fn the_words_of_a_hostile_report_are_words() {
    let hostile =
        ["=cmd|'/C calc'!A0", "＝1+1", "@SUM(A1)", "]]></w:t><x>", "\u{1b}[2J\u{0}\u{202e}", "<b>&amp;</b>", "_x0041_", "| a | b |\n# c"];
    let long = "长".repeat(40_000);
    let mut case = Case::of(BUREAU);
    let all: Vec<&str> = hostile.into_iter().chain([long.as_str()]).collect();
    case.put(
        all.iter()
            .enumerate()
            .map(|(n, words)| finding(&format!("f{n}"), words, "minor", &json!({"condition": words, "criteria": words})))
            .collect(),
    );
    for (paper, format, bytes) in case.papers() {
        if matches!(format, Format::Docx | Format::Xlsx) {
            for (name, xml) in parts(&bytes) {
                assert!(!xml.chars().any(|c| c < ' ' && c != '\n' || c == '\u{202e}'), "{paper:?} {name}");
                text(&xml);
            }
        }
    }
    let bytes = case.paper(Paper::Findings, Format::Xlsx);
    let basis: Vec<String> = sheet(&bytes, "问题清单").iter().filter_map(|row| Some(row.get(5)?.to_string())).collect();
    for words in ["=cmd|'/C calc'!A0。", "＝1+1。", "@SUM(A1)。", "]]></w:t><x>。", "␛[2J␀⟨RLO⟩。", "<b>&amp;</b>。"] {
        assert!(basis.iter().any(|cell| cell == words), "{words}: {:?}", &basis[..8]);
    }
    assert!(basis.iter().any(|cell| cell.contains("此处截断") && cell.encode_utf16().count() <= 32_767));
    let styles = part(&bytes, "xl/styles.xml");
    assert!(styles.contains("quotePrefix=\"1\""));
    let strings = part(&bytes, "xl/sharedStrings.xml");
    assert!(strings.contains("_x005F_x0041_"), "a literal that Excel would read as A");
    let csv = String::from_utf8(case.paper(Paper::Findings, Format::Csv)).unwrap();
    assert!(csv.starts_with('\u{feff}') && csv.contains("\"'=cmd|'/C calc'!A0。\"") && csv.contains("\"'＝1+1。\""), "{csv}");
}

#[test]
fn decimals_are_written_as_they_are_printed() {
    let report = r#"{"report": {"department": "示例局"}, "indicators": [
        {"name": "甲", "target": "29094.170", "actual": "0.1", "weight": 10.50}, {"name": "乙", "target": "1234567890123456.78", "weight": "3"}]}"#;
    let case = Case::of(report);
    let bytes = case.paper(Paper::Scores, Format::Xlsx);
    let xml = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(xml.contains("<v>29094.170</v>") && xml.contains("<v>0.1</v>") && xml.contains("<v>10.50</v>"), "{xml}");
    assert!(!xml.contains("<v>1234567890123456.78</v>"), "a float cannot hold it: it is words");
    assert!(part(&bytes, "xl/sharedStrings.xml").contains("1234567890123456.78"));
    assert!(part(&bytes, "xl/styles.xml").contains("formatCode=\"0.000\""));
}

#[test]
fn what_changed_since_the_last_export_is_marked_and_only_that() {
    let templates = Templates::built_in();
    let mut case = Case::reviewed();
    let first = case.paper(Paper::Opinion, Format::Docx);
    let Earlier::Ours(made) = Earlier::read(&first) else { panic!("it is ours") };
    let over = |case: &Case, earlier: &[u8], paper, format| {
        let record = case.record();
        Exporter::new(&record, &templates).write(paper, format, Earlier::read(earlier).made())
    };
    assert_eq!(over(&case, &first, Paper::Opinion, Format::Docx), first, "the same record over its own paper");
    assert_eq!(made.heads.len(), 1);
    case.put(vec![finding("f5", "满意度没有问卷", "major", &json!({"condition": "回收问卷只有3份"}))]);
    let second = over(&case, &first, Paper::Opinion, Format::Docx);
    let marked: Vec<String> = part(&second, "word/document.xml").split("<w:p>").filter(|p| p.contains("<w:pBdr>")).map(text_of).collect();
    assert_eq!(marked, ["问题描述：回收问卷只有3份。"]);
    assert_eq!(over(&case, &second, Paper::Opinion, Format::Docx), second, "exported again from the same record: the same marks");
    let clean = case.paper(Paper::Opinion, Format::Docx);
    assert!(!part(&clean, "word/document.xml").contains("<w:pBdr>"));

    let mut case = Case::reviewed();
    let list = case.paper(Paper::Findings, Format::Xlsx);
    case.put(vec![finding("f5", "满意度没有问卷", "major", &json!({"condition": "回收问卷只有3份"}))]);
    let marked = part(&over(&case, &list, Paper::Findings, Format::Xlsx), "xl/styles.xml").matches("fillId=\"3\"").count();
    assert!(marked > 0, "the row is shaded");
}

fn text_of(xml: &str) -> String {
    xml.split("<w:t xml:space=\"preserve\">").skip(1).filter_map(|rest| rest.split("</w:t>").next()).collect()
}

#[test]
fn a_paper_somebody_edited_is_told_from_one_as_it_was_written() {
    let case = Case::reviewed();
    for format in [Format::Docx, Format::Md] {
        let bytes = case.paper(Paper::Opinion, format);
        assert!(matches!(Earlier::read(&bytes), Earlier::Ours(_)), "{format:?}");
    }
    let edited = String::from_utf8(case.paper(Paper::Opinion, Format::Md)).unwrap().replacen("补充台账", "补充账册", 1);
    assert!(matches!(Earlier::read(edited.as_bytes()), Earlier::Edited(_)));
    let mut longer = case.paper(Paper::Opinion, Format::Md);
    longer.push(b'!');
    assert!(matches!(Earlier::read(&longer), Earlier::Edited(_)), "behind the seal as well");
    let record = case.record();
    let templates = Templates::built_in();
    let json = String::from_utf8(Exporter::new(&record, &templates).json()).unwrap();
    assert!(serde_json::from_str::<Value>(&json).is_ok());
    assert!(matches!(Earlier::read(json.as_bytes()), Earlier::Ours(_)));
    assert!(matches!(Earlier::read(json.replacen("补充台账", "补充账册", 1).as_bytes()), Earlier::Edited(_)));
    for other in [&b""[..], b"PK\x03\x04", b"{}", "问题清单".as_bytes(), &case.paper(Paper::Findings, Format::Csv)] {
        assert_eq!(Earlier::read(other), Earlier::Other);
    }
    // A program that writes the file anew gives its parts other bytes.
    let docx = case.paper(Paper::Opinion, Format::Docx);
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, xml) in parts(&docx) {
        archive.start_file(name.clone(), zip::write::SimpleFileOptions::default()).unwrap();
        let xml = if name == "word/document.xml" { xml.replacen("补充台账", "补充账册", 1) } else { xml };
        std::io::Write::write_all(&mut archive, xml.as_bytes()).unwrap();
    }
    assert!(matches!(Earlier::read(&archive.finish().unwrap().into_inner()), Earlier::Edited(_)));
}

#[test]
fn every_paragraph_and_row_names_what_it_was_made_from() {
    let case = Case::reviewed();
    let trace = part(&case.paper(Paper::Opinion, Format::Docx), "customXml/item1.xml");
    let event = case.review.events().last().unwrap().id.to_string();
    assert!(trace.contains(&format!("from=\"finding f5 event {event}\"")), "{trace}");
    let trace = part(&case.paper(Paper::Worksheet, Format::Xlsx), "customXml/item1.xml");
    assert!(trace.contains("from=\"indicator-1\"") && trace.contains("from=\"check B06\""), "{trace}");
    let properties = part(&case.paper(Paper::Notice, Format::Docx), "docProps/custom.xml");
    for held in [case.report.sha256(), &event, "张三", "示例标准（第1版）", "复核发现问题", "2026-11-23 10:"] {
        assert!(properties.contains(held), "{held}: {properties}");
    }
    let core = part(&case.paper(Paper::Notice, Format::Docx), "docProps/core.xml");
    assert!(core.contains("2026-11-23T02:00:"), "the last act's time, in UTC: {core}");
}

#[test]
fn numbers_that_no_paper_fixed_are_said_to_be_provisional() {
    let mut case = Case::reviewed();
    let list = |case: &Case| String::from_utf8(case.paper(Paper::Findings, Format::Md)).unwrap();
    assert!(list(&case).contains("问题编号为暂编"));
    let puts: Vec<Put> = unnumbered(&case.review)
        .into_iter()
        .map(|(named, finding)| {
            let fixed = shenyue::review::Finding { no: Some(named.number), ..finding.clone() };
            Put::set(Kind::Finding, named.key.clone(), &fixed)
        })
        .collect();
    assert_eq!(puts.len(), 5, "all that stand, so that the rest is not numbered anew");
    case.put(puts);
    assert!(!list(&case).contains("暂编") && unnumbered(&case.review).is_empty());
}

#[test]
fn what_is_missing_is_said_before_papers_go_out() {
    let mut case = Case::reviewed();
    case.put(vec![finding(
        "f6",
        "己",
        "minor",
        &json!({"criteria": "", "state": "draft", "deductions": [{"indicator": "indicator-1", "points": "两分"}]}),
    )]);
    let record = case.record();
    let said: Vec<String> = remarks(&record).iter().map(|remark| remark.say(Lang::Zh).to_owned()).collect();
    for expected in ["问6未填依据", "问6的扣分不是数字，未计入", "问6还是“拟提”，未经复审确认", "问3为提示，只列入底稿"]
    {
        assert!(said.iter().any(|remark| remark == expected), "{expected}: {said:?}");
    }
    // Names are quoted as they are; the rest is English.
    let unquoted = |said: &str| said.split(['“', '”']).step_by(2).collect::<String>();
    assert!(remarks(&record).iter().all(|remark| unquoted(remark.say(Lang::En)).is_ascii()));
    // Worst first, each with the findings to go to.
    assert!(remarks(&record).is_sorted_by_key(|remark| remark.severity));
    let about = |said: &str| {
        let all = remarks(&record);
        all.into_iter().find(|remark| remark.say(Lang::Zh) == said).unwrap().spots.iter().map(|spot| spot.on).collect::<Vec<_>>()
    };
    assert_eq!((about("问6未填依据"), about("问3为提示，只列入底稿")), (vec![On::Finding(5)], vec![On::Finding(2)]));
}

#[test]
fn an_empty_record_makes_papers_that_say_so() {
    let case = Case::of(r#"{"duties": [{"text": "负责甲。"}]}"#);
    for (paper, format, bytes) in case.papers() {
        let held: String = match format {
            Format::Docx | Format::Xlsx => parts(&bytes).into_iter().map(|(_, xml)| text(&xml)).collect(),
            _ => String::from_utf8(bytes).unwrap(),
        };
        assert!(!held.contains('{') || format == Format::Json, "{paper:?} {format:?}: {held}");
    }
    let words = String::from_utf8(case.paper(Paper::Opinion, Format::Md)).unwrap();
    assert!(words.contains("本次复核未发现需要整改的问题。") && !words.contains("未完成审核"), "{words}");
    let words = String::from_utf8(case.paper(Paper::Worksheet, Format::Md)).unwrap();
    assert!(words.contains("本次未运行自动核对") && words.contains("未评分"), "{words}");
}

#[test]
fn what_was_dismissed_stays_in_the_house_with_reason_who_and_when() {
    let mut case = Case::reviewed();
    let hit = |key: &str, inputs: &str| shenyue::checks::HitId { key: key.into(), inputs: inputs.into(), ..Default::default() };
    let check = CheckRow {
        id: "T02".into(),
        title: "内容重复".into(),
        state: State::Fail,
        words: "不符",
        detail: "两处相同".into(),
        items: vec![],
        hits: vec![hit("T02@duty-1", "aa"), hit("T02@indicator-1", "bb"), hit("T02@duty-2", "cc")],
    };
    case.checks.as_mut().unwrap().rows.push(check);
    case.put(vec![Put::set(Kind::Dismissal, "T02@duty-1", &json!({"inputs": "aa", "reason": "引用同一文件原文"}))]);
    case.put(vec![Put::set(Kind::Dismissal, "T02@duty-2", &json!({"inputs": "old", "reason": "旧理由"}))]);
    case.put(vec![Put::set(Kind::Dismissal, "B99", &json!({"inputs": "x", "reason": "已另报"}))]);
    case.put(vec![finding("f7", "内容重复", "minor", &json!({"origin": {"check": "T02", "inputs": "zz bb"}}))]);
    let Content::Workbook(workbook) = case.content(Paper::Worksheet) else { panic!("a workbook") };
    let rows = |name: &str| -> Vec<String> {
        let sheet = workbook.sheets.iter().find(|sheet| sheet.name == name).unwrap();
        sheet.table.rows.iter().map(|row| row.cells.iter().map(shenyue::export::Cell::text).collect::<Vec<_>>().join("|")).collect()
    };
    let dismissed = rows("排除的疑点");
    assert!(dismissed[0].starts_with("1|B99|") && dismissed[0].contains("已另报|核查已不再提出|张三|2026-11-23"), "{dismissed:?}");
    assert!(dismissed[1].contains("内容重复") && dismissed[1].contains("引用同一文件原文|有效|张三|2026-11-23"), "{dismissed:?}");
    assert!(dismissed[2].contains("旧理由|所依数据已变，需重新判断|张三"), "{dismissed:?}");
    let checks = rows("核对记录");
    assert!(checks.iter().any(|row| row.ends_with("已记为问题6；已排除1处；待处理1处")), "{checks:?}");
    for row in PAPERS.iter().filter(|row| row.audience == Audience::Outside) {
        let format = if Format::Docx.suits(row.shape) { Format::Docx } else { Format::Xlsx };
        assert!(parts(&case.paper(row.paper, format)).iter().all(|(_, xml)| !xml.contains("引用同一文件原文")), "{:?}", row.paper);
    }
}

#[test]
fn what_could_not_be_verified_is_asked_for_and_nothing_else_is_named() {
    let mut case = Case::reviewed();
    case.put(vec![Put::set(Kind::Report, "table", &"not_received")]);
    case.put(vec![
        Put::add(
            Kind::Call,
            &json!({"with": "规划财务科", "telephone": "020-1", "at": "2026-11-23T15:00:00+08:00", "questions": ["演出场次登记表", " "], "due": "2026-12-05"}),
        ),
        Put::add(Kind::Call, &json!({"with": "办公室", "at": "2026-11-22", "questions": ["已答的问题"], "answer": "见附件"})),
    ]);
    let opinion = text(&part(&case.paper(Paper::Opinion, Format::Docx), "word/document.xml"));
    assert!(!opinion.contains("指标值为零"), "no paper settles it: {opinion}");
    let list = text(&part(&case.paper(Paper::Evidence, Format::Docx), "word/document.xml"));
    for asked in [
        "经批复的部门决算报表",
        "部门整体支出绩效自评表",
        "一、规划财务科",
        "演出场次登记表",
        "2026年11月23日沟通时提出",
        "2026年12月5日前",
        "其他资料",
        "实际完成值",
    ] {
        assert!(list.contains(asked), "{asked}: {list}");
    }
    assert!(!list.contains("020-1") && !list.contains("已答的问题"), "{list}");
    let worksheet = String::from_utf8(case.paper(Paper::Worksheet, Format::Md)).unwrap();
    assert!(worksheet.contains("020-1") && worksheet.contains("尚未答复") && worksheet.contains("见附件"), "{worksheet}");
}

#[test]
fn of_a_checks_workings_only_what_is_reckoned_goes_out() {
    let mut case = Case::of(BUREAU);
    let workings = "95.88 ÷ 100 = 95.88%\n措辞重合 33%，把握较高，待人工确认";
    case.put(vec![
        finding(
            "f1",
            "甲",
            "minor",
            &json!({"calculation": workings, "origin": {"check": "B04"}, "condition": "报告所列 10 项指标均未列分值"}),
        ),
        finding("f2", "乙", "minor", &json!({"calculation": "按台账逐场核对"})),
    ]);
    for row in PAPERS {
        let said = String::from_utf8(case.paper(row.paper, Format::Md)).unwrap();
        assert!(row.audience == Audience::Inside || !said.contains("待人工确认"), "{:?}", row.paper);
    }
    let opinion = String::from_utf8(case.paper(Paper::Opinion, Format::Md)).unwrap();
    for said in ["95.88 ÷ 100 = 95.88%", "按台账逐场核对", "报告所列10项指标均未列分值"] {
        assert!(opinion.contains(said), "{said}\n{opinion}");
    }
    assert!(String::from_utf8(case.paper(Paper::Worksheet, Format::Md)).unwrap().contains("待人工确认"));
}

#[test]
fn a_deadline_is_a_date_or_a_blank_to_be_filled_the_same_in_every_paper() {
    let mut case = Case::of(BUREAU);
    case.put(vec![
        finding("f1", "甲", "minor", &json!({"deadline": "2026-12-31"})),
        finding("f2", "乙", "minor", &json!({"deadline": "明天"})),
        finding("f3", "丙", "minor", &json!({"deadline": "收到通知后30日内"})),
    ]);
    for (paper, format) in [(Paper::Notice, Format::Md), (Paper::Findings, Format::Md), (Paper::Ledger, Format::Md)] {
        let words = String::from_utf8(case.paper(paper, format)).unwrap();
        assert!(words.contains("2026年12月31日前") && words.contains("收到通知后30日内"), "{words}");
        assert!(!words.contains("明天") && words.contains("月　"), "{words}");
    }
}

#[test]
fn a_row_nobody_reviewed_names_no_reviewer() {
    let case = Case::reviewed();
    let Content::Workbook(workbook) = case.content(Paper::Worksheet) else { panic!("a workbook") };
    let table = &workbook.sheets[1].table;
    let column = |name: &str| table.columns.iter().position(|column| column.head == name).unwrap();
    let open: Vec<_> = table.rows.iter().filter(|row| row.cells[column("审核结论")].text() == "未审").collect();
    assert!(!open.is_empty() && open.iter().all(|row| row.cells[column("审核人")].text() == "—"), "{open:?}");
}

#[test]
fn papers_are_due_as_the_work_goes_on() {
    let mut case = Case::of(r#"{"duties": [{"text": "负责甲。"}], "indicators": [{"name": "书屋"}]}"#);
    let due = |case: &Case| shenyue::export::due(&case.record());
    assert_eq!(due(&case), [Paper::Evidence, Paper::Worksheet], "two items are open");
    case.put(vec![
        Put::set(Kind::Mark, "first/duty-1", &json!({"to": "accepted"})),
        Put::set(Kind::Mark, "first/indicator-1", &json!({"to": "problem"})),
    ]);
    case.put(vec![finding("f1", "甲", "minor", &json!({"state": "draft"}))]);
    assert_eq!(due(&case), [Paper::Evidence, Paper::Worksheet], "a draft is not sent");
    case.put(vec![finding("f1", "甲", "minor", &json!({"recommendation": ""}))]);
    assert_eq!(due(&case), [Paper::Evidence, Paper::Worksheet], "nor what asks for nothing");
    case.put(vec![finding("f1", "甲", "minor", &json!({}))]);
    assert_eq!(due(&case), [Paper::Consultation, Paper::Findings, Paper::Evidence, Paper::Worksheet]);
    case.put(vec![finding("f1", "甲", "minor", &json!({"response": {"text": "无异议"}, "ruling": {"to": "rejected"}}))]);
    let last = due(&case);
    assert!(last.contains(&Paper::Opinion) && last.contains(&Paper::Responses) && !last.contains(&Paper::Consultation), "{last:?}");
}

#[test]
fn the_minutes_hold_what_the_department_and_each_member_said_and_nobody_outside_sees_them() {
    let mut case = Case::reviewed();
    case.put(vec![Put::set(Kind::Reviewer, "r-2", &json!({"name": "李四", "stage": "recheck"}))]);
    case.put(vec![
        Put::set(Kind::Opinion, "f5/r-1", &json!({"to": "agree", "text": "事实清楚"})),
        Put::set(Kind::Opinion, "f5/r-2", &json!({"to": "change", "points": "1.50", "text": "问卷可补"})),
        Put::set(Kind::Opinion, "f1/r-2", &json!({"to": "drop"})),
    ]);
    let minutes = text(&part(&case.paper(Paper::Minutes, Format::Docx), "word/document.xml"));
    for said in [
        "参加人员：张三、李四",
        "本次会商研究复核发现问题2个。",
        "满意度没有问卷",
        "部门意见：已做问卷。（2026-11-28）",
        "成员意见：维持1人、调整1人。",
        "李四：调整，建议扣1.50分。问卷可补。",
        "会商意见：不采纳（维持）。问卷未附。答复部门：维持。",
        "李四：撤销。",
        "（待会商确定）",
    ] {
        assert!(minutes.contains(said), "{said}\n{minutes}");
    }
    assert!(!minutes.contains("没有需要会商") && minutes.matches("参加人员：").count() == 1, "{minutes}");
    for row in PAPERS.iter().filter(|row| row.audience == Audience::Outside) {
        let words = String::from_utf8(case.paper(row.paper, Format::Md)).unwrap();
        assert!(!words.contains("问卷可补") && !words.contains("李四："), "{:?}", row.paper);
    }
}

/// A bundled standard, chosen, with what it makes of the record.
struct Chosen {
    standard: shenyue::rules::Pack,
}

impl Chosen {
    fn by(case: &mut Case, id: &str) -> Self {
        let standard = shenyue::rules::load(id, shenyue::rules::bundled_text(id).unwrap(), &|_| None).unwrap();
        let frame = json!({"pack": standard.id, "version": standard.version, "sha256": standard.sha256, "rows": []});
        case.put(vec![Put::set(Kind::Frame, "frame", &frame)]);
        Self { standard }
    }

    fn sheet(&self, case: &Case) -> Sheet {
        Sheet::as_printed(&case.report, &case.review, Some(&self.standard))
    }

    fn content(&self, case: &Case, paper: Paper) -> Content {
        let templates = Templates::built_in();
        let kit = shenyue::export::Kit { standard: Some(self.standard.clone().into()), templates, checks: None };
        let record = Record::with(&case.report, &case.review, &case.places, &kit);
        Exporter::new(&record, &kit.templates).content(paper)
    }

    fn said(&self, case: &Case, paper: Paper) -> String {
        let templates = Templates::built_in();
        let kit = shenyue::export::Kit { standard: Some(self.standard.clone().into()), templates, checks: None };
        let record = Record::with(&case.report, &case.review, &case.places, &kit);
        let lines = Exporter::new(&record, &kit.templates).preview(paper);
        lines.into_iter().map(|line| line.text + "\n").collect()
    }
}

#[test]
fn a_row_of_the_standard_goes_out_by_its_title_and_never_by_its_code() {
    let mut case = Case::of(BUREAU);
    let chosen = Chosen::by(&mut case, "hunan-h3");
    let rows: Vec<(String, String)> =
        chosen.sheet(&case).rows.iter().filter(|row| row.at.is_none()).map(|row| (row.id.clone(), row.name.clone())).collect();
    let (code, title) = rows.first().cloned().unwrap();
    case.put(vec![finding("f1", "甲", "minor", &json!({"on": [code], "deductions": [{"indicator": code, "points": "1"}]}))]);
    for row in PAPERS.iter().filter(|row| row.audience == Audience::Outside) {
        // Without the standard there is no title to name it by, and still no code.
        let without = String::from_utf8(case.paper(row.paper, Format::Md)).unwrap();
        for said in [chosen.said(&case, row.paper), without] {
            let leaked: Vec<&str> = rows.iter().map(|(code, _)| code.as_str()).filter(|code| said.contains(code)).collect();
            assert!(leaked.is_empty(), "{:?}: {leaked:?}\n{said}", row.paper);
        }
    }
    let opinion = chosen.said(&case, Paper::Opinion);
    for said in [format!("涉及事项：评分标准所列指标“{title}”"), format!("“{title}”扣1分")] {
        assert!(opinion.contains(&said), "{said}\n{opinion}");
    }
}

#[test]
fn only_points_that_count_are_summed_and_the_rest_is_said() {
    let mut case = Case::of(BUREAU);
    let chosen = Chosen::by(&mut case, "hunan-h3");
    let sheet = chosen.sheet(&case);
    let mut counted = sheet.rows.iter().filter(|row| row.counts() && row.weight().is_some_and(|weight| weight > Decimal::TWO));
    let (scored, open) = (counted.next().unwrap().id.clone(), counted.next().unwrap().id.clone());
    case.put(vec![Put::set(Kind::Score, format!("first/{scored}"), &json!({"from": "weight"}))]);
    let deductions = json!([{"indicator": scored, "points": "1"}, {"indicator": open, "points": "2"}]);
    case.put(vec![finding("f1", "甲", "minor", &json!({"deductions": deductions}))]);
    let opinion = chosen.said(&case, Paper::Opinion);
    // Rows that the standard leaves off are in no sum, on paper as on screen.
    let Content::Workbook(workbook) = chosen.content(&case, Paper::Scores) else { panic!("a workbook") };
    let table = &workbook.sheets[0].table;
    let sum = |head: &str| table.sum(table.columns.iter().position(|column| column.head == head).unwrap());
    assert!(sheet.rows.iter().any(|row| row.stands == Stands::Off && row.weight().is_some()));
    assert_eq!((sum("分值"), sum("问题扣分")), (sheet.weight.known, Some(Decimal::ONE)));
    assert!(opinion.contains("因复核发现问题扣1分。另有扣分2分涉及尚未评分或不计分的指标，暂未计入。"), "{opinion}");
}

#[test]
fn the_score_table_says_what_the_sheet_says() {
    let report = r#"{"funds": {"adjusted": "100", "executed": "95.88"}, "indicators": [
        {"name": "培训人次", "class": "数量", "comparator": "≥", "target": "100", "actual": "80", "weight": "60", "self_score": "60"},
        {"name": "满意度", "class": "满意度", "comparator": "≥", "target": "90", "unit": "%", "actual": "95", "weight": "30", "self_score": "30"}]}"#;
    let mut case = Case::of(report);
    let chosen = Chosen::by(&mut case, "system-pmkpi");
    case.put(vec![
        Put::set(Kind::Score, "first/A", &json!({"from": "formula"})),
        Put::set(Kind::Score, "first/indicator-1", &json!({"from": "formula"})),
    ]);
    let sheet = chosen.sheet(&case);
    let Content::Workbook(workbook) = chosen.content(&case, Paper::Scores) else { panic!("a workbook") };
    let table = &workbook.sheets[0].table;
    let column = |head: &str| table.columns.iter().position(|column| column.head == head).unwrap();
    for (head, total) in [("分值", &sheet.weight), ("自评得分", &sheet.own), ("复核得分", &sheet.total)] {
        assert_eq!(table.sum(column(head)), total.known, "{head}");
    }
    for (row, printed) in sheet.rows.iter().zip(&table.rows) {
        let cell = |head: &str| printed.cells[column(head)].text().clone();
        // What a formula takes is no “nothing deducted”, nor is what nobody has scored.
        assert!(!cell("问题扣分").contains("不扣分"), "{}", row.name);
        assert_eq!(cell("复核得分") == "未评分", row.score.is_none(), "{}", row.name);
        if row.score < row.weight() && row.score.is_some() {
            assert!(cell("扣分原因及依据").contains("按评分标准计算："), "{}", cell("扣分原因及依据"));
        }
        if row.id == "A" {
            assert_eq!((cell("实际完成值"), cell("复核认定完成值")), ("未列明".to_owned(), "95.88%（按资金数据计算）".to_owned()));
        }
    }
    let steps = &workbook.sheets[1].table;
    let bridge = Bridge::of(&sheet);
    // From and to stand around the steps.
    assert_eq!(steps.rows.len(), bridge.steps.len() + 2);
    assert_eq!(steps.rows.last().unwrap().cells[4].text().parse::<Decimal>().unwrap(), bridge.end);
    assert!(!bridge.is_end_complete && steps.rows.last().unwrap().cells[1].text() == "已评分指标得分合计");
}

#[test]
fn what_a_title_says_its_condition_does_not_repeat() {
    let mut case = Case::of(BUREAU);
    case.put(vec![finding("f1", "制度未更新", "minor", &json!({"condition": "制度未更新。"}))]);
    for paper in [Paper::Findings, Paper::Ledger] {
        let said = String::from_utf8(case.paper(paper, Format::Md)).unwrap();
        assert_eq!(said.matches("制度未更新").count(), 1, "{said}");
    }
}

#[test]
fn who_has_not_spoken_is_in_the_minutes_and_without_an_answer_nothing_is_adopted() {
    let mut case = Case::reviewed();
    case.put(vec![
        Put::set(Kind::Reviewer, "r-2", &json!({"name": "李四", "stage": "recheck"})),
        Put::set(Kind::Opinion, "f1/r-1", &json!({"to": "agree"})),
    ]);
    case.put(vec![finding("f1", "书屋数量没有佐证", "severe", &json!({"ruling": {"to": "rejected", "reason": "属实"}}))]);
    let minutes = text(&part(&case.paper(Paper::Minutes, Format::Docx), "word/document.xml"));
    for said in ["参加人员：张三、李四", "成员意见：维持1人。未表态：李四。", "会商意见：维持。属实。"]
    {
        assert!(minutes.contains(said), "{said}\n{minutes}");
    }
}
