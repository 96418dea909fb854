//! Golden score sheets, worked by hand to the cent: one for each scoring standard that carries points.
//!
//! Each file of `tests/data/scores` holds a report, what the reviewer puts (a verified value and what the
//! score starts from), findings, and what each row, the total and the grade must come to. The working
//! is written beside each row as a person would do it.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::path::PathBuf;

use rust_decimal::Decimal;
use serde_json::{Value, json};
use shenyue::report::Report;
use shenyue::review::{Act, Kind, Put, Review, Stage, Stamp};
use shenyue::rules::{self, Pack, Status};
use shenyue::scoring::{Bridge, Sheet, Stands, choose};

fn pack(name: &str) -> Pack {
    rules::load(name, rules::bundled_text(name).unwrap(), &|_| None).unwrap()
}

/// A golden sheet: its name and what it holds.
fn golden() -> Vec<(String, Value)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/scores");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut all: Vec<(String, Value)> = files
        .map(|path| {
            (path.file_stem().unwrap().to_string_lossy().into_owned(), serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap())
        })
        .collect();
    all.sort_by(|one, other| one.0.cmp(&other.0));
    all
}

fn sheet(golden: &Value, pack: &Pack) -> Sheet {
    let report = Report::load(golden["report"].to_string().into_bytes()).unwrap().report;
    let mut review = Review::default();
    let mut puts = Vec::new();
    for row in golden["rows"].as_array().unwrap() {
        let mut score = json!({});
        for member in ["from", "verified_actual"] {
            if let Some(value) = row.get(member) {
                score[member] = value.clone();
            }
        }
        puts.push(Put::set(Kind::Score, format!("first/{}", row["id"].as_str().unwrap()), &score));
    }
    for finding in golden["findings"].as_array().into_iter().flatten() {
        puts.push(Put::add(Kind::Finding, finding));
    }
    let rows = golden["weights"].as_object().into_iter().flatten();
    let rows = rows.map(|(id, weight)| serde_json::from_value(json!({"id": id, "weight": weight})).unwrap()).collect();
    for act in [choose(pack, rows), Act::Put(puts)] {
        let stamp = Stamp { by: "r-1".into(), seat: "zhang@pc".into(), at: "2026-11-23T10:02:11+08:00".into() };
        review.accept(review.stamp(&act, &stamp).unwrap());
    }
    Sheet::of(&report, &review, Some(pack), Stage::First)
}

fn text(value: Option<Decimal>) -> Value {
    value.map_or(Value::Null, |value| json!(format!("{value:.2}")))
}

#[test]
fn each_sheet_comes_to_what_a_person_reckons() {
    for (name, golden) in golden() {
        let pack = pack(golden["pack"].as_str().unwrap());
        let sheet = sheet(&golden, &pack);
        for row in golden["rows"].as_array().unwrap() {
            let id = row["id"].as_str().unwrap();
            let found = &sheet.rows[sheet.row(id).unwrap_or_else(|| panic!("{name}: no row {id}"))];
            assert_eq!(text(found.formula.points()), row["formula"], "{name}, {id}, formula: {:?}", found.formula);
            assert_eq!(text(found.score), row["score"], "{name}, {id}, score");
        }
        let counted = sheet.rows.iter().filter(|row| row.stands == Stands::Counted).count();
        assert_eq!(golden["rows"].as_array().unwrap().len(), counted, "{name}: every row that counts is worked");
        assert_eq!(text(sheet.total.known), golden["known"], "{name}");
        assert_eq!(text(sheet.total.figure()), golden["total"], "{name}: {:?}", sheet.total.missing);
        assert_eq!(json!(sheet.grade), golden["grade"], "{name}");
        let off: Vec<&str> = sheet.rows.iter().filter(|row| row.stands == Stands::Off).map(|row| row.id.as_str()).collect();
        assert_eq!(json!(off), golden["off"], "{name}: rows nobody has seen");
        let bridge = Bridge::of(&sheet);
        assert_eq!(bridge.start + bridge.steps.iter().map(|step| step.points).sum::<Decimal>(), bridge.end, "{name}");
    }
}

#[test]
fn every_standard_that_carries_points_has_a_golden_sheet_and_a_skeleton_no_total() {
    let worked: Vec<String> = golden().into_iter().map(|(_, golden)| golden["pack"].as_str().unwrap().to_owned()).collect();
    for (name, _) in rules::BUNDLED {
        let pack = pack(name);
        if pack.status == Status::Template {
            let report = Report::load(br#"{"duties": [{"text": "x"}]}"#.to_vec()).unwrap().report;
            let sheet = Sheet::of(&report, &Review::default(), Some(&pack), Stage::First);
            assert!(sheet.total.figure().is_none() && sheet.formula.figure().is_none() && sheet.grade.is_none(), "{name}");
        } else if !pack.items.is_empty() {
            assert!(worked.contains(&(*name).to_owned()), "{name} has no golden sheet");
        }
    }
}
