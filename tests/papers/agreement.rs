//! The papers of one record agree with each other, with the score sheet and with the record, for generated
//! records; and nothing inside leaves in one that goes out. Read back by readers that are not ours.

use proptest::prelude::*;
use serde_json::{Value, json};
use shenyue::review::{Deadline, FindingState, Response};

use super::{
    Audience, BUREAU, Case, CheckRow, Checks, Content, Decimal, Exporter, Format, Kind, Paper, Put, State, Templates, part, parts, sheet,
    text,
};

/// A finding as it is generated.
#[derive(Clone, Debug)]
struct Made {
    severity: &'static str,
    state: &'static str,
    /// On which indicators, from 1, and how many hundredths of a point from each.
    deductions: Vec<(usize, i64)>,
    deadline: &'static str,
    answer: Option<&'static str>,
    ruling: Option<&'static str>,
    withdrawn_later: bool,
}

fn made() -> impl Strategy<Value = Made> {
    let severity = prop::sample::select(vec!["severe", "major", "minor", "hint"]);
    let state = prop::sample::select(vec!["draft", "confirmed", "consulting", "replied", "settled", "withdrawn"]);
    let deadline = prop::sample::select(vec!["2026-12-31", "2026年12月20日", "收到通知后30日内", "", "改日"]);
    let answer = prop::option::of(prop::sample::select(vec!["", "无异议", "不认可，已补台账"]));
    let ruling = prop::option::of(prop::sample::select(vec!["accepted", "partly", "rejected"]));
    let deductions = prop::collection::vec((1..=4_usize, 1..400_i64), 0..3);
    (severity, state, deductions, deadline, answer, ruling, any::<bool>()).prop_map(
        |(severity, state, deductions, deadline, answer, ruling, withdrawn_later)| Made {
            severity,
            state,
            deductions,
            deadline,
            answer,
            ruling,
            withdrawn_later,
        },
    )
}

/// Words that stay in the house, one for each way out of it.
const INSIDE: [&str; 6] = ["只供内部的批注", "内部排除的理由", "成员的会商意见", "沟通记录的电话", "内部核对的名称", "内部口径的条目"];

impl Made {
    fn put(&self, n: usize) -> Put {
        let points = |hundredths: i64| Decimal::new(hundredths, 2).to_string();
        let mut value = json!({
            "title": format!("第{n}号事情"), "severity": self.severity, "state": self.state, "on": ["indicator-1"], "dimension": "truth",
            "criteria": format!("第{n}号依据"), "condition": format!("第{n}号事实"), "recommendation": format!("第{n}号建议"), "deadline": self.deadline,
            "origin": {"check": INSIDE[5], "version": INSIDE[5], "inputs": "0"},
            "deductions": self.deductions.iter()
                .map(|(of, hundredths)| json!({"indicator": format!("indicator-{of}"), "points": points(*hundredths)})).collect::<Vec<_>>(),
        });
        if let Some(text) = self.answer {
            value["response"] = json!({"text": text, "by": "办公室", "at": "2026-11-28"});
        }
        if let Some(to) = self.ruling {
            value["ruling"] = json!({"to": to, "reason": format!("第{n}号理由"), "reply": ""});
        }
        Put::set(Kind::Finding, format!("f{n:02}"), &value)
    }
}

/// A record of these findings over the bureau's report, all indicators scored, with something inside of every sort.
fn case(all: &[Made]) -> Case {
    let mut case = Case::of(BUREAU);
    case.put(vec![Put::set(Kind::Reviewer, "r-1", &json!({"name": "张三", "unit": "绩效管理处", "stage": "first"}))]);
    let rows: Vec<Value> = (1..=4).map(|n| json!({"id": format!("indicator-{n}"), "weight": "25"})).collect();
    case.put(vec![Put::set(Kind::Frame, "frame", &json!({"pack": "示例标准", "version": "1", "rows": rows}))]);
    for n in 1..=4 {
        case.put(vec![Put::set(Kind::Score, format!("first/indicator-{n}"), &json!({"from": "24.5", "reason": "核定"}))]);
    }
    for (n, made) in all.iter().enumerate() {
        case.put(vec![made.put(n + 1)]);
    }
    for (n, made) in all.iter().enumerate().filter(|(_, made)| made.withdrawn_later) {
        case.put(vec![Made { state: "withdrawn", ..made.clone() }.put(n + 1)]);
    }
    case.put(vec![
        Put::add(Kind::Comment, &json!({"on": ["indicator-1"], "text": INSIDE[0]})),
        Put::set(Kind::Dismissal, "T02@duty-1", &json!({"inputs": "0", "reason": INSIDE[1]})),
        Put::set(Kind::Opinion, "f01/r-1", &json!({"to": "agree", "text": INSIDE[2]})),
        Put::add(Kind::Call, &json!({"with": "办公室", "telephone": INSIDE[3], "questions": ["台账"], "answer": "有"})),
    ]);
    let passed = CheckRow {
        id: INSIDE[5].into(),
        title: INSIDE[4].into(),
        state: State::Pass,
        words: "相符",
        detail: INSIDE[4].into(),
        items: vec![],
        hits: vec![],
    };
    case.checks = Some(Checks { rules: INSIDE[5].into(), rows: vec![passed], own: Vec::new() });
    case
}

/// A table as read back: heads, then rows, each cell's text.
type Grid = (Vec<String>, Vec<Vec<String>>);

/// The rows under the row whose first cells hold `head`.
fn under(rows: &[Vec<String>], head: &str) -> Grid {
    let at = rows.iter().position(|row| row.iter().any(|cell| cell == head)).unwrap_or_else(|| panic!("no {head} in {rows:?}"));
    let heads = rows[at].clone();
    (heads, rows[at + 1..].to_vec())
}

fn from_xlsx(bytes: &[u8], tab: &str, head: &str) -> Grid {
    under(&sheet(bytes, tab).iter().map(|row| row.iter().map(ToString::to_string).collect()).collect::<Vec<_>>(), head)
}

/// A CSV as any reader of the format has it: quoted fields, a mark in one twice; the guard before what would be a
/// formula taken off.
fn from_csv(bytes: &[u8], head: &str) -> Grid {
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    let (mut rows, mut quoted) = (vec![vec![String::new()]], false);
    let mut chars = text.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(c) = chars.next() {
        let row: &mut Vec<String> = rows.last_mut().unwrap();
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => row.last_mut().unwrap().push(chars.next().unwrap()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(String::new()),
            '\r' if !quoted => {}
            '\n' if !quoted => rows.push(vec![String::new()]),
            c => row.last_mut().unwrap().push(c),
        }
    }
    rows.iter_mut().flatten().for_each(|field| *field = field.trim_start_matches('\'').to_owned());
    under(&rows, head)
}

fn from_md(bytes: &[u8], head: &str) -> Grid {
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    let row = |line: &str| {
        line.trim_matches('|').split(" |").map(|cell| cell.trim_matches(' ').replace("<br>", "\n").replace('\\', "")).collect()
    };
    under(&text.lines().filter(|line| line.starts_with('|') && !line.contains("---")).map(row).collect::<Vec<_>>(), head)
}

/// The cells of a column, row by row, as long as the first cell is a number; then that of the sum.
fn column((heads, rows): &Grid, head: &str) -> (Vec<String>, Option<String>) {
    let at = heads.iter().position(|cell| cell == head).unwrap_or_else(|| panic!("no {head} in {heads:?}"));
    let is_row = |row: &&Vec<String>| row[0].parse::<Decimal>().is_ok();
    let cells = rows.iter().take_while(is_row).map(|row| row[at].clone()).collect();
    let total = rows.iter().find(|row| row[0] == "合计").map(|row| row[at].clone());
    (cells, total)
}

/// A number as it compares, whatever trailing zeros a reader keeps; words as they are.
fn plain(cell: &str) -> String {
    Decimal::from_str_exact(cell).map_or_else(|_| cell.to_owned(), |number| number.normalize().to_string())
}

fn plains(cells: &[String]) -> Vec<String> {
    cells.iter().map(|cell| plain(cell)).collect()
}

/// What a paper says is asked of all three ways in which sheets are written, and they say the same.
fn agreed(case: &Case, paper: Paper, tab: &str, heads: &[&str]) -> Vec<(Vec<String>, Option<String>)> {
    let grids = [
        from_xlsx(&case.paper(paper, Format::Xlsx), tab, heads[0]),
        from_csv(&case.paper(paper, Format::Csv), heads[0]),
        from_md(&case.paper(paper, Format::Md), heads[0]),
    ];
    let said = |grid: &Grid, head: &str| {
        let (cells, total) = column(grid, head);
        (plains(&cells), total.map(|total| plain(&total)))
    };
    let hidden = |grid: &Grid, head: &str| !grid.0.iter().any(|cell| cell == head);
    heads
        .iter()
        .map(|head| {
            let first = said(&grids[0], head);
            for grid in grids[1..].iter().filter(|grid| !hidden(grid, head)) {
                assert_eq!(said(grid, head), first, "{paper:?} {head}");
            }
            first
        })
        .collect()
}

/// The findings that go out, as the record has them: number, severity, points, deadline, decision.
#[derive(Debug, PartialEq)]
struct Truth {
    number: String,
    severity: &'static str,
    points: Option<Decimal>,
    deadline: String,
}

fn truth(case: &Case) -> Vec<Truth> {
    let out = case.review.findings().iter().filter_map(|named| Some((named.number, named.standing.settled()?.clone())));
    let out = out.filter(|(_, finding)| finding.goes_out());
    out.map(|(number, finding)| {
        let sum: Decimal = finding.deductions.iter().map(|taken| Decimal::from_str_exact(&taken.points).unwrap()).sum();
        Truth {
            number: number.to_string(),
            severity: shenyue::words::severity(finding.severity).say(shenyue::lang::Lang::Zh),
            points: Some(sum).filter(|sum| !sum.is_zero()),
            deadline: Deadline::parse(&finding.deadline).map_or_else(String::new, |deadline| deadline.to_string()),
        }
    })
    .collect()
}

/// The findings as the whole record's JSON has them, held against the record.
fn json_agrees(case: &Case) {
    let (record, templates) = (case.record(), Templates::built_in());
    let all: Value = serde_json::from_slice(&Exporter::new(&record, &templates).json()).unwrap();
    let findings = all["current"]["finding"].as_array().unwrap();
    assert_eq!(findings.len(), case.review.findings().len());
    for named in case.review.findings() {
        let row = findings.iter().find(|row| row["key"] == json!(named.key)).unwrap();
        assert_eq!(row["number"], json!(named.number));
        let said: shenyue::review::Finding = serde_json::from_value(row["values"][0]["value"].clone()).unwrap();
        assert_eq!(Some(&said), named.standing.settled());
    }
    let text = |points: Option<Decimal>| points.map_or(Value::Null, |points| json!(points.to_string()));
    assert_eq!(all["total"], text(record.sheet.total.figure()));
    for (row, score) in all["scores"].as_array().unwrap().iter().zip(&record.sheet.rows) {
        assert_eq!((&row["review_score"], &row["weight"]), (&text(score.score), &text(score.weight())));
    }
}

fn number(points: Option<Decimal>, none: &str) -> String {
    points.map_or_else(|| none.to_owned(), |points| points.normalize().to_string())
}

fn papers_agree(case: &Case) {
    let truth = truth(case);
    let numbers: Vec<String> = truth.iter().map(|one| one.number.clone()).collect();
    let total: Decimal = truth.iter().filter_map(|one| one.points).sum();
    if !truth.is_empty() {
        let list = agreed(case, Paper::Findings, "问题清单", &["序号", "扣分", "整改时限"]);
        assert_eq!(list[0].0, numbers);
        assert_eq!(list[1].0, truth.iter().map(|one| number(one.points, "不扣分")).collect::<Vec<_>>());
        let any = truth.iter().any(|one| one.points.is_some());
        assert_eq!(list[1].1, any.then(|| number(Some(total), "")));
        let due = |cells: &[String]| {
            truth.iter().zip(cells).all(|(one, cell)| if one.deadline.is_empty() { cell.contains('　') } else { *cell == one.deadline })
        };
        assert!(due(&list[2].0), "{:?}", list[2].0);
        let ledger = agreed(case, Paper::Ledger, "整改台账", &["问题编号", "等级", "整改时限"]);
        assert_eq!((&ledger[0].0, &ledger[2].0), (&numbers, &list[2].0));
        assert_eq!(ledger[1].0, truth.iter().map(|one| one.severity.to_owned()).collect::<Vec<_>>());
    }
    documents_agree(case, &truth);
    answers_agree(case);
    scores_agree(case);
}

/// Opinion, draft and notice name each finding once, under its severity, with its points and its deadline.
fn documents_agree(case: &Case, truth: &[Truth]) {
    for paper in [Paper::Opinion, Paper::Consultation, Paper::Notice] {
        let docx = text(&part(&case.paper(paper, Format::Docx), "word/document.xml"));
        let md = String::from_utf8(case.paper(paper, Format::Md)).unwrap().replace('\\', "");
        for said in [&docx, &md] {
            for one in truth {
                let heading = format!("问题{}：第", one.number);
                assert_eq!(said.matches(&heading).count(), 1, "{paper:?} {heading}\n{said}");
                let (before, own) = said.split_once(&heading).unwrap();
                if paper == Paper::Notice {
                    let own = own.split_once("问题描述").unwrap().1.split("问题描述").next().unwrap();
                    assert!(own.contains(&one.deadline), "{own}");
                } else {
                    let (before, _) = before.rsplit_once("问题\n").unwrap();
                    assert!(before.ends_with(one.severity), "{paper:?} {heading} under {}", one.severity);
                }
            }
            let counted = format!("发现问题{}个", truth.len());
            assert!(truth.is_empty() || said.contains(&counted), "{counted}\n{said}");
        }
    }
}

/// The table of answers says what was ruled, what was proposed and what is final.
fn answers_agree(case: &Case) {
    let settled = case.review.findings().iter().filter_map(|named| Some((named.number, named.standing.settled()?)));
    let heard: Vec<_> = settled
        .filter(|(_, finding)| {
            finding.severity != shenyue::review::Severity::Hint && (finding.response.is_some() || finding.ruling.is_some())
        })
        .collect();
    if heard.is_empty() {
        return;
    }
    let table = agreed(case, Paper::Responses, "反馈及采纳情况", &["序号", "采纳情况", "最终扣分"]);
    assert_eq!(table[0].0, heard.iter().map(|(number, _)| number.to_string()).collect::<Vec<_>>());
    for (((_, finding), decided), last) in heard.iter().zip(&table[1].0).zip(&table[2].0) {
        let silent = finding.response.as_ref().is_some_and(|response| !Response::came(response));
        let expected = match &finding.ruling {
            Some(ruling) => shenyue::words::decided(ruling.to, finding).say(shenyue::lang::Lang::Zh),
            None if silent || finding.state == FindingState::Settled => "维持",
            None => "待研究",
        };
        assert_eq!(decided, expected);
        let sum: Decimal = finding.deductions.iter().map(|taken| Decimal::from_str_exact(&taken.points).unwrap()).sum();
        let stays = finding.state != FindingState::Withdrawn && !sum.is_zero();
        let expected = match expected {
            "待研究" => "待定".to_owned(),
            _ if stays => number(Some(sum), ""),
            _ => "不扣分".to_owned(),
        };
        assert_eq!(*last, expected);
    }
}

/// Score table, working paper and opinion say what the sheet says.
fn scores_agree(case: &Case) {
    let record = case.record();
    let sheet = &record.sheet;
    let expected: Vec<String> = sheet.rows.iter().map(|row| number(row.score, "未评分")).collect();
    let total = sheet.total.figure().map(|total| total.normalize().to_string());
    for (paper, tab) in [(Paper::Scores, "评分表"), (Paper::Worksheet, "指标底稿")] {
        let Content::Workbook(_) = case.content(paper) else { panic!("a workbook") };
        let grid = from_xlsx(&case.paper(paper, Format::Xlsx), tab, "三级指标");
        let (scores, sum) = column(&grid, "复核得分");
        assert_eq!((plains(&scores), sum.map(|sum| plain(&sum))), (expected.clone(), total.clone()), "{paper:?}");
    }
    let opinion = text(&part(&case.paper(Paper::Opinion, Format::Docx), "word/document.xml"));
    if let Some(total) = sheet.total.figure() {
        assert!(opinion.contains(&format!("复核得分{total}分")), "{total}: {opinion}");
    }
    let steps = from_xlsx(&case.paper(Paper::Scores, Format::Xlsx), "得分调整过程", "调整事项");
    let (after, _) = column(&steps, "调整后得分");
    assert_eq!(after.last().map(|last| plain(last)), total);
}

/// Whatever the record holds, none of it that is the house's own is in any part of what goes out.
fn nothing_inside_leaves(case: &Case) {
    let hidden = case.review.findings().iter().filter_map(|named| named.standing.settled());
    let hidden: Vec<String> =
        hidden.filter(|finding| finding.severity == shenyue::review::Severity::Hint).map(|finding| finding.condition.clone()).collect();
    for (paper, format, bytes) in case.papers() {
        let held: String = match format {
            Format::Docx | Format::Xlsx => parts(&bytes).into_iter().map(|(_, xml)| xml).collect(),
            _ => String::from_utf8(bytes).unwrap(),
        };
        if paper.row().audience == Audience::Outside {
            for words in INSIDE.iter().copied().chain(hidden.iter().map(String::as_str)) {
                assert!(!held.contains(words), "{words} in {paper:?} {format:?}");
            }
        }
    }
}

proptest! {
    // Each case writes and reads back two dozen files.
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn papers_of_one_record_say_the_same_and_keep_what_is_inside(all in prop::collection::vec(made(), 0..8)) {
        let case = case(&all);
        papers_agree(&case);
        json_agrees(&case);
        nothing_inside_leaves(&case);
    }
}
