//! Everything for programs, in the names of the file format: what stands, not the acts that led there.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{Record, changes, provenance::Provenance};
use crate::review::{Kind, Standing};

/// The file. Its last member seals the rest: see [`super::Earlier`].
pub(super) fn write(record: &Record<'_>, provenance: &Provenance) -> Vec<u8> {
    let (report, review) = (record.report, record.review);
    let meta = report.meta();
    let items = report.items().map(|at| {
        let item = report.item(at);
        json!({"id": item.id, "no": item.no, "name": item.name, "text": item.text})
    });
    let mut objects = Map::new();
    for kind in Kind::ALL {
        let rows: Vec<Value> = review.keys(kind).into_iter().map(|key| object(record, kind, &key)).collect();
        objects.insert(kind.name().to_owned(), Value::Array(rows));
    }
    let scores = record.sheet.rows.iter().map(|row| {
        json!({
            "indicator": row.id, "weight": decimal(row.weight()), "self_score": decimal(row.own()),
            "verified_actual": row.verified().map(|quantity| &quantity.raw), "formula_score": decimal(row.formula.points()),
            "from": decimal(row.base), "review_score": decimal(row.score), "reason": row.reason(), "counts": row.counts(),
            "deductions": row.deductions.iter().map(|taken| {
                json!({"finding": taken.of.number, "points": taken.points.to_string()})
            }).collect::<Vec<_>>(),
        })
    });
    let checks = record.checks.as_ref().map(|checks| {
        let rows = checks.rows.iter().map(|check| {
            json!({"id": check.id, "title": check.title, "state": check.state.name(), "detail": check.detail, "items": check.items})
        });
        json!({"rules": checks.rules, "checks": rows.collect::<Vec<_>>()})
    });
    let all = json!({
        "format": "shenyue.export/1",
        "made_from": {
            "report_sha256": provenance.report_sha256, "heads": provenance.heads, "at": provenance.at, "reviewers": provenance.reviewers,
            "standard": provenance.standard, "version": env!("CARGO_PKG_VERSION"), "items": provenance.items.0, "reviewed": provenance.items.1,
            "findings": provenance.findings,
        },
        "report": {"title": meta.title, "department": meta.department, "year": meta.year, "issued": meta.issued, "marking": meta.marking},
        "items": items.collect::<Vec<_>>(),
        "current": objects,
        "scores": scores.collect::<Vec<_>>(),
        "total": decimal(record.sheet.total.figure()),
        "grade": record.sheet.grade,
        "checks": checks,
    });
    let text = serde_json::to_string_pretty(&all).expect("strings and numbers are JSON");
    let open = text.strip_suffix("\n}").expect("a pretty object ends so");
    let text = format!("{open},\n  \"seal\": \"");
    let seal = changes::plain_seal(&text, &provenance.heads);
    format!("{text}{seal}{}", changes::SEAL_ENDS[1]).into_bytes()
}

/// What stands about one object; more than one value is 意见不一致.
fn object(record: &Record<'_>, kind: Kind, key: &str) -> Value {
    let said = |value: &Value, by: &str, at: &str, event: String| json!({"value": value, "by": by, "at": at, "event": event});
    let values = match record.review.standing(kind, key) {
        Standing::Nothing => Vec::new(),
        Standing::Settled(one) => vec![said(&one.value, &one.by, &one.at, one.event.to_string())],
        Standing::Conflict(all) => {
            let all = all.iter().map(|one| said(&json!(one.value), &one.by, &one.at, one.event.to_string()));
            all.collect()
        }
    };
    let number = match kind {
        Kind::Finding => record.review.findings().iter().find(|named| named.key == key).map(|named| named.number),
        Kind::Comment => record.review.comments().iter().find(|named| named.key == key).map(|named| named.number),
        _ => None,
    };
    let row = Row { key, number, values };
    serde_json::to_value(row).expect("strings and numbers are JSON")
}

#[derive(Serialize)]
struct Row<'a> {
    key: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<u32>,
    values: Vec<Value>,
}

fn decimal(number: Option<rust_decimal::Decimal>) -> Value {
    number.map_or(Value::Null, |number| Value::String(number.to_string()))
}
