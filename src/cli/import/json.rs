//! The account of an import for programs. Members are only ever added.

use std::path::Path;

use serde::Serialize;

use crate::import::{Account, Counts, Left, Sourced, Unit};

#[derive(Serialize)]
struct Object<'a> {
    format: &'static str,
    written: String,
    sources: Vec<Source<'a>>,
    counts: &'a Counts,
    notes: Vec<Said<'a>>,
    conflicts: Vec<Said<'a>>,
    low_confidence: Vec<Said<'a>>,
    unplaced: Vec<Piece<'a>>,
    furniture: Vec<Piece<'a>>,
}

#[derive(Serialize)]
struct Source<'a> {
    file: &'a str,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    encoding: Option<&'static str>,
    sha256: &'a str,
}

#[derive(Serialize)]
struct Said<'a> {
    zh: &'a str,
    en: &'a str,
}

#[derive(Serialize)]
struct Piece<'a> {
    file: &'a str,
    unit: &'static str,
    number: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<u32>,
    text: &'a str,
}

/// One JSON object and a line end.
pub(super) fn object(account: &Account, written: &Path) -> String {
    let object = Object {
        format: "shenyue.import/1",
        written: written.display().to_string(),
        sources: account.sources.iter().map(source).collect(),
        counts: &account.counts,
        notes: said(&account.notes),
        conflicts: said(&account.conflicts),
        low_confidence: said(&account.doubts),
        unplaced: pieces(&account.unplaced, account),
        furniture: pieces(&account.furniture, account),
    };
    serde_json::to_string_pretty(&object).expect("plain structs of strings and numbers always serialise") + "\n"
}

fn said(rows: &[(String, String)]) -> Vec<Said<'_>> {
    rows.iter().map(|(zh, en)| Said { zh, en }).collect()
}

fn pieces<'a>(left: &'a [Left], account: &'a Account) -> Vec<Piece<'a>> {
    let piece = |left: &'a Left| {
        let source = account.sources.get(left.place.file);
        Piece {
            file: source.map_or("", |source| source.file.as_str()),
            unit: source.map_or("line", |source| unit(source.unit)),
            number: left.place.number,
            page: left.place.page,
            text: &left.text,
        }
    };
    left.iter().map(piece).collect()
}

fn source(source: &Sourced) -> Source<'_> {
    Source { file: &source.file, kind: source.kind.name(), encoding: source.encoding, sha256: &source.sha256 }
}

fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Line => "line",
        Unit::Paragraph => "paragraph",
        Unit::Row => "row",
        Unit::Page => "page",
    }
}
