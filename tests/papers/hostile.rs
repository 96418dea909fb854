//! Hostile words in every field that reaches a paper, and every paper they reach: they arrive as plain text, or
//! cut where the paper says so; nothing is a formula, markup, or unseen.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::package::follows_the_rules;
use super::{BUREAU, Case, Data, Decimal, Earlier, Exporter, Format, Kind, PAPERS, Put, Templates, part, parts, sheet, text};
use std::io::Cursor;

use calamine::{Reader, Xlsx};

/// What is written into every field, each behind a mark that is found again: the words, and what they read as on
/// paper.
const WORDS: &[(&str, &str)] = &[
    ("=cmd|'/C calc'!A0", "=cmd|'/C calc'!A0"),
    ("+1+1", "+1+1"),
    ("-2+3", "-2+3"),
    ("@SUM(A1)", "@SUM(A1)"),
    ("＝1+1", "＝1+1"),
    ("\t=1", "=1"),
    ("]]></w:t></w:r><x>", "]]></w:t></w:r><x>"),
    ("</si><!--<?x?>", "</si><!--<?x?>"),
    ("&amp;&#x0;&lol;", "&amp;&#x0;&lol;"),
    ("a\u{0}b\u{1b}[2J\u{7}", "a␀b␛[2J␇"),
    ("a\u{202e}b\u{2066}c\u{200b}", "a⟨RLO⟩b⟨LRI⟩c⟨ZWSP⟩"),
    ("a\u{fffe}\u{ffff}b", "a⟨NCH⟩⟨NCH⟩b"),
    ("_x0041_", "_x0041_"),
    ("| a | b |", "| a | b |"),
    ("{部门}{0}", "{部门}{0}"),
    ("../../a:b*?[c]", "../../a:b*?[c]"),
];

/// Every field of the report that papers print, each given `words`.
fn report(words: &str) -> String {
    let item = |name: &str| json!({"name": name, "text": name});
    json!({
        "report": {"title": words, "department": words, "year": "2025", "issued": words, "marking": words},
        "funds": {"unit": "万元", "initial": words, "adjusted": words, "executed": words, "rate": words},
        "self": {"score": words, "grade": words, "conclusion": words},
        "text": [{"id": "p-1", "no": "一、", "level": 1, "text": words}, {"id": "p-2", "text": words}],
        "duties": [{"text": words, "at": {"text": "p-2", "start": 0, "end": 1}}],
        "work_items": [item(words)],
        "indicators": [{
            "levels": [words, words], "name": words, "class": words, "comparator": words, "target": words, "actual": words, "unit": words,
            "weight": words, "self_score": words, "deviation_reason": words, "evidence": [{"name": words, "page": words, "status": words, "provider": words}],
        }],
        "issues": [{"text": words}],
        "measures": [{"text": words, "owner": words}],
    })
    .to_string()
}

/// A record over it with `words` in every field a reviewer can fill.
fn case(words: &str) -> Case {
    let mut case = Case::of(&report(words));
    case.put(vec![Put::set(Kind::Reviewer, "r-1", &json!({"name": words, "unit": words, "stage": "first"}))]);
    case.put(vec![Put::set(
        Kind::Frame,
        "frame",
        &json!({"pack": words, "version": words, "rows": [{"id": "indicator-1", "weight": "10"}]}),
    )]);
    case.put(vec![
        Put::set(Kind::Score, "first/indicator-1", &json!({"from": "5", "verified_actual": words, "reason": words})),
        Put::set(Kind::Mark, "first/indicator-1", &json!({"to": "needs_evidence"})),
        Put::set(Kind::Mark, "first/measure-1", &json!({"to": "needs_evidence"})),
        Put::set(Kind::Supplement, "indicator-1/unit", &json!({"value": words, "source": words, "note": words})),
        Put::set(Kind::Dismissal, "T02@duty-1", &json!({"inputs": words, "reason": words})),
        Put::add(Kind::Comment, &json!({"on": ["duty-1"], "text": words})),
        Put::add(Kind::Call, &json!({"with": words, "telephone": words, "at": words, "questions": [words], "due": words})),
    ]);
    case.put(vec![finding(words)]);
    case.put(vec![Put::set(Kind::Opinion, "f1/r-1", &json!({"to": "change", "points": words, "text": words}))]);
    case.checks = Case::reviewed().checks;
    for row in &mut case.checks.as_mut().unwrap().rows {
        (row.title, row.detail) = (words.to_owned(), words.to_owned());
    }
    case
}

/// A finding with `words` in every part of it.
fn finding(words: &str) -> Put {
    let value: Value = json!({
        "title": words, "severity": "severe", "on": ["indicator-1"], "dimension": "truth", "criteria": words, "condition": words, "cause": words,
        "effect": words, "recommendation": words, "calculation": words, "owner": words, "deadline": words, "state": "replied",
        "quotes": [{"exact": words}], "evidence": [{"name": words, "page": words, "provider": words, "received": words, "proves": words}],
        "deductions": [{"indicator": "indicator-1", "points": "1.25"}, {"indicator": words, "points": words}],
        "response": {"text": words, "by": words, "at": words}, "ruling": {"to": "partly", "reason": words, "reply": words},
        "rectification": "closed",
        "remedy": {"person": words, "result": words, "done": "partly", "proof": words, "unfinished": words, "verifier": words, "verified": words},
    });
    Put::set(Kind::Finding, "f1", &value)
}

/// Everything a file says, as its reader sees it: docx and xlsx unpacked and unescaped, the rest as it is.
fn said(format: Format, bytes: &[u8]) -> String {
    match format {
        Format::Docx => text(&part(bytes, "word/document.xml")),
        // As a spreadsheet gives it: escapes of its own are resolved there, too.
        Format::Xlsx => {
            let mut book = Xlsx::new(Cursor::new(bytes.to_vec())).unwrap();
            let names = book.sheet_names();
            names.iter().fold(String::new(), |mut all, name| {
                for cell in book.worksheet_range(name).unwrap().cells() {
                    writeln!(all, "{}", cell.2).unwrap();
                }
                all
            })
        }
        _ => String::from_utf8(bytes.to_vec()).unwrap(),
    }
}

#[test]
fn hostile_words_in_every_field_arrive_in_every_paper_as_plain_text() {
    for (n, (words, seen)) in WORDS.iter().enumerate() {
        let case = case(words);
        for (paper, format, bytes) in case.papers() {
            let at = format!("{paper:?} {format:?} word {n} {words:?}");
            let said = said(format, &bytes);
            // Nothing unseen or forbidden, whatever the format; a sheet's own line breaks aside.
            let bad = said.chars().find(|c| {
                (c.is_control() && !matches!(c, '\n' | '\r'))
                    || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fffe}' | '\u{ffff}')
            });
            assert_eq!(bad, None, "{at}");
            match format {
                Format::Docx | Format::Xlsx => {
                    follows_the_rules(format, &bytes);
                    assert!(said.contains(seen), "{at}: not found in\n{said}");
                }
                Format::Csv => assert!(said.contains(&seen.replace('"', "\"\"")), "{at}"),
                // Marks of Markdown are written as signs.
                _ => assert!(said.replace('\\', "").contains(seen), "{at}: not found in\n{said}"),
            }
            match format {
                Format::Xlsx => no_formula_but_ours(&bytes, &at),
                Format::Csv => no_field_is_a_formula(&said, &at),
                _ => {}
            }
            assert!(matches!((format, Earlier::read(&bytes)), (Format::Csv, Earlier::Other) | (_, Earlier::Ours(_))), "{at}: its own seal");
        }
    }
}

/// Formulas are sums of ours and nothing else.
fn no_formula_but_ours(bytes: &[u8], at: &str) {
    for (_, xml) in parts(bytes).iter().filter(|(name, _)| name.starts_with("xl/worksheets/")) {
        for formula in xml.split("<f>").skip(1).map(|rest| rest.split("</f>").next().unwrap()) {
            assert!(formula.starts_with("ROUND(SUM("), "{at}: {formula}");
        }
    }
}

/// No field begins like a formula, unless it is a plain number.
fn no_field_is_a_formula(csv: &str, at: &str) {
    // Every field is quoted, and a quotation mark in one stands twice: set those aside and the rest are ends.
    let csv = csv.trim_start_matches('\u{feff}').replace("\"\"", "");
    for field in csv.split('"').skip(1).step_by(2) {
        let begins = field.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
        assert!(!begins || Decimal::from_str_exact(field).is_ok(), "{at}: {field:?}");
    }
}

#[test]
fn a_cell_of_forty_thousand_characters_is_cut_where_a_sheet_ends_and_says_so_and_whole_elsewhere() {
    let long = "长".repeat(40_000);
    let mut case = Case::of(BUREAU);
    case.put(vec![finding(&long)]);
    for (paper, format, bytes) in case.papers() {
        let said = said(format, &bytes);
        if format == Format::Xlsx {
            follows_the_rules(format, &bytes);
            let cells: Vec<&str> = said.lines().filter(|line| line.contains("长长")).collect();
            assert!(cells.iter().all(|cell| cell.encode_utf16().count() <= 32_767), "{paper:?}");
            let cut = |cell: &&&str| cell.matches('长').count() > 32_000;
            assert!(cells.iter().filter(cut).all(|cell| cell.contains("超过单元格容量，此处截断")), "{paper:?}");
        } else if said.contains("长长") {
            assert!(!said.contains("此处截断"), "{paper:?} {format:?}");
        }
    }
    let opinion = said(Format::Docx, &case.papers().into_iter().find(|(_, format, _)| *format == Format::Docx).unwrap().2);
    assert!(opinion.lines().any(|line| line.matches('长').count() >= 40_000), "a document has room");
    let list = case.paper(super::Paper::Findings, Format::Xlsx);
    assert!(sheet(&list, "问题清单").iter().flatten().any(|cell| matches!(cell, Data::String(text) if text.contains("此处截断"))));
}

#[test]
fn half_pairs_and_escapes_in_the_reports_own_json_reach_paper_as_signs() {
    let report = r#"{"report": {"department": "甲\ud800局", "title": "乙\udfff\u0000\u001b"}, "duties": [{"text": "丙\ud83d丁"}],
        "indicators": [{"name": "戊\ufffe己", "target": "\u202e1"}]}"#;
    let case = Case::of(report);
    for (paper, format, bytes) in case.papers() {
        if matches!(format, Format::Docx | Format::Xlsx) {
            follows_the_rules(format, &bytes);
        }
        let said = said(format, &bytes);
        assert!(!said.contains(['\u{0}', '\u{1b}', '\u{202e}', '\u{fffe}']), "{paper:?} {format:?}");
    }
    let (record, templates) = (case.record(), Templates::built_in());
    let json: Value = serde_json::from_slice(&Exporter::new(&record, &templates).json()).unwrap();
    assert!(json["report"]["department"].is_string() && PAPERS.len() > 5);
}
