//! The answer for programs: everything the sheet holds. Decimals are text. Stable.

use serde_json::{Value, json};

use super::Scored;
use crate::lang::{Lang, Said};
use crate::scoring::{Bridge, Deducted, Edge, Field, Flag, Inputs, Reckoned, Row, Sheet, Standard, Stands, StepKind, Total, Who, alike};

/// One JSON object, ending in a line end.
pub(super) fn object(scored: &Scored<'_>, lang: Lang) -> String {
    let json = Json { lang };
    let mut object = json.sheet(&scored.tried.before);
    object["file"] = json!(scored.file);
    let inputs = Inputs::of(scored.review, scored.tried.before.stage);
    object["like"] = alike(&scored.tried.before, &inputs).iter().map(|alike| json.alike(alike, &scored.tried.before)).collect();
    if scored.what_if {
        let tried = scored.tried;
        object["what_if"] = json!({
            "difference": tried.difference().to_string(),
            "detail": json.say(&tried.said()),
            "changed": tried.changed().iter().map(|(_, n)| tried.after.rows[*n].id.as_str()).collect::<Vec<_>>(),
            "sheet": json.sheet(&tried.after),
        });
    }
    object.to_string() + "\n"
}

struct Json {
    lang: Lang,
}

impl Json {
    fn say<'a>(&self, said: &'a Said) -> &'a str {
        said.say(self.lang)
    }

    fn sheet(&self, sheet: &Sheet) -> Value {
        json!({
            "stage": sheet.stage,
            "standard": sheet.standard.as_ref().map(standard),
            "standard_missing": sheet.standard_missing,
            "rows": sheet.rows.iter().map(|row| self.row(row)).collect::<Vec<_>>(),
            "groups": sheet.groups.iter().map(|group| json!({
                "code": group.code, "title": group.title, "depth": group.depth,
                "points": group.points.map(|points| points.to_string()),
                "rows": sheet.rows[group.rows.clone()].iter().map(|row| row.id.as_str()).collect::<Vec<_>>(),
            })).collect::<Vec<_>>(),
            "totals": {
                "weight": self.total(&sheet.weight, sheet),
                "self": self.total(&sheet.own, sheet),
                "formula": self.total(&sheet.formula, sheet),
                "review": self.total(&sheet.total, sheet),
            },
            "grade": sheet.grade,
            "edge": sheet.edge.as_ref().map(|edge| self.edge(edge)),
            "bridge": self.bridge(sheet),
            "flags": self.flags(&sheet.flags),
            "signed": sheet.signed.as_ref().map(|signed| json!({
                "by": signed.who.by, "at": signed.who.at, "event": signed.event,
                "total": signed.signoff.total, "grade": signed.signoff.grade, "scores": signed.signoff.scores,
                "standard": signed.signoff.standard, "sha256": signed.signoff.sha256,
                "waived": signed.signoff.waived, "reason": signed.signoff.reason,
                "needs_resign": sheet.needs_resign().iter().map(|resign| self.say(&resign.said).to_owned()).collect::<Vec<_>>(),
            })),
        })
    }

    fn row(&self, row: &Row) -> Value {
        let text = |points: Option<rust_decimal::Decimal>| points.map(|points| points.to_string());
        json!({
            "id": row.id,
            "code": row.item,
            "levels": row.levels,
            "name": row.name,
            "nature": row.nature,
            "unit": row.unit,
            "standard": row.standard,
            "stands": match row.stands { Stands::Counted => "counted", Stands::Off => "off", Stands::Beside => "beside" },
            "target": field(&row.target),
            "weight": field(&row.weight),
            "actual": field(&row.actual),
            "self_score": field(&row.own),
            "formula": self.formula(row),
            "disputed": row.is_disputed,
            "stage": row.put.as_ref().map(|put| put.stage),
            "who": row.put.as_ref().map(|put| who(&put.who)),
            "from": row.from().map(crate::review::ScoreFrom::as_str),
            "base": text(row.base),
            "reason": row.reason(),
            "deductions": row.deductions.iter().map(|taken| json!({
                "finding": taken.of.finding, "number": taken.of.number, "title": taken.of.title, "criteria": taken.of.criteria,
                "stage": taken.of.stage, "state": taken.of.state, "who": who(&taken.of.who),
                "written": taken.of.written, "points": taken.points.to_string(), "open": Deducted::is_open(&taken.of),
            })).collect::<Vec<_>>(),
            "score": text(row.score),
            "cut": text(row.cut()),
            "score_deviation": text(row.score_deviation()),
            "value_deviation": text(row.value_deviation()),
            "flags": self.flags(&row.flags),
        })
    }

    fn formula(&self, row: &Row) -> Value {
        let cited = json!({"source": row.cited.source, "confidence": row.cited.confidence.code()});
        match &row.formula {
            Reckoned::Points(reckoning) => json!({
                "points": reckoning.points.to_string(),
                "detail": self.say(&reckoning.sentence),
                "steps": reckoning.steps.iter().map(|step| self.say(step)).collect::<Vec<_>>(),
                "cited": cited,
            }),
            Reckoned::Judged(bands) => json!({
                "bands": bands.iter().map(|band| json!({
                    "words": band.words.say(self.lang), "least": band.least.to_string(), "most": band.most.to_string(),
                })).collect::<Vec<_>>(),
                "cited": cited,
            }),
            Reckoned::Not(why) => json!({"points": null, "detail": self.say(why), "cited": cited}),
        }
    }

    fn total(&self, total: &Total, sheet: &Sheet) -> Value {
        json!({
            "total": total.figure().map(|figure| figure.to_string()),
            "known": total.known.map(|known| known.to_string()),
            "missing": total.missing.iter().map(|missing| json!({
                "row": missing.row.map(|n| sheet.rows[n].id.as_str()), "detail": self.say(&missing.said),
            })).collect::<Vec<_>>(),
        })
    }

    fn edge(&self, edge: &Edge) -> Value {
        let cut = |cut: &crate::scoring::Cut| json!({"grade": cut.grade, "at": cut.at.to_string(), "by": cut.by.to_string()});
        json!({
            "total": edge.total.to_string(),
            "grade": edge.grade,
            "above": edge.above.as_ref().map(cut),
            "below": edge.below.as_ref().map(cut),
            "open": edge.open.iter().map(|decider| json!({
                "finding": decider.finding, "number": decider.number, "title": decider.title, "points": decider.points.to_string(),
            })).collect::<Vec<_>>(),
            "decide": edge.decide,
            "detail": self.say(&edge.said()),
        })
    }

    fn bridge(&self, sheet: &Sheet) -> Value {
        let bridge = Bridge::of(sheet);
        json!({
            "start": bridge.start.to_string(),
            "start_complete": bridge.is_start_complete,
            "steps": bridge.steps.iter().map(|step| json!({
                "kind": kind(step.kind), "row": sheet.rows[step.row].id, "finding": step.finding,
                "points": step.points.to_string(), "after": step.after.to_string(),
                "detail": self.say(&step.said), "basis": self.say(&step.basis),
            })).collect::<Vec<_>>(),
            "end": bridge.end.to_string(),
            "end_complete": bridge.is_end_complete,
        })
    }

    fn alike(&self, alike: &crate::scoring::Alike, sheet: &Sheet) -> Value {
        json!({
            "matter": alike.matter,
            "title": alike.title,
            "uneven": alike.is_uneven(),
            "detail": self.say(&alike.said()),
            "cases": alike.cases.iter().map(|case| json!({
                "finding": case.finding, "number": case.number, "row": sheet.rows[case.row].id,
                "points": case.points.to_string(), "share": case.share.map(|share| share.to_string()),
            })).collect::<Vec<_>>(),
        })
    }

    fn flags(&self, flags: &[Flag]) -> Value {
        flags.iter().map(|flag| json!({"kind": flag.kind.name(), "severity": flag.severity, "detail": self.say(&flag.said)})).collect()
    }
}

fn field(field: &Field) -> Value {
    let given = field.all().iter().map(|given| {
        json!({
            "value": given.value.raw,
            "number": crate::report::money::exact(&given.value).ok().map(|exact| exact.value.to_string()),
            "origin": given.origin.name(),
            "who": given.who.as_ref().map(who),
            "source": given.source,
        })
    });
    given.collect()
}

fn standard(standard: &Standard) -> Value {
    json!({
        "id": standard.id, "version": standard.version, "name": standard.name, "doc_no": standard.doc_no, "sha256": standard.sha256,
        "unofficial": standard.unofficial, "note": standard.note, "trial": standard.is_trial(), "changed": standard.differs.is_some(),
        "chosen": standard.chosen.as_ref().map(who),
    })
}

fn who(who: &Who) -> Value {
    json!({"by": who.by, "at": who.at})
}

fn kind(kind: StepKind) -> &'static str {
    match kind {
        StepKind::Unscored => "unscored",
        StepKind::Formula => "formula",
        StepKind::Weight => "weight",
        StepKind::Reviewer => "reviewer",
        StepKind::Deduction => "deduction",
        StepKind::Rounding => "rounding",
        StepKind::Open => "open",
    }
}
