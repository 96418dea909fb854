//! The answer for programs: one object a line. Stable; `detail`, `items` and `quotes` of a check are
//! those of all its hits, which also stand one by one in `hits`.

use std::path::Path;

use serde::Serialize;

use crate::checks::{Decisions, Facts, Handled, Outcome, State, Summary, Suspicion, Verdict, Weight, details};
use crate::lang::Lang;
use crate::report::Place;
use crate::review::Severity;

#[derive(Serialize)]
struct Checked<'a> {
    file: &'a Path,
    rules: Rules<'a>,
    summary: Summary,
    checks: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Rules<'a> {
    id: &'a str,
    name: &'a str,
    version: &'a str,
    confidence: &'static str,
    unofficial: bool,
    sha256: &'a str,
}

#[derive(Serialize)]
struct Row<'a> {
    id: &'static str,
    /// What is wrong when it hits.
    title: &'static str,
    /// What it looks at.
    asks: &'static str,
    state: &'static str,
    severity: Severity,
    basis: &'a str,
    reason: Option<&'a str>,
    detail: Option<String>,
    items: Vec<String>,
    quotes: Vec<Quote>,
    hits: Vec<Hit<'a>>,
}

#[derive(Serialize)]
struct Hit<'a> {
    key: &'a str,
    inputs: &'a str,
    state: &'static str,
    detail: &'a str,
    condition: &'a str,
    items: Vec<String>,
    quotes: Vec<Quote>,
    /// What the reviewer has done about it: `open`, `recorded`, `dismissed`, `changed`.
    review: &'static str,
    /// The number of the finding made of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    finding: Option<u32>,
}

#[derive(Serialize)]
struct Quote {
    paragraph: String,
    start: u32,
    end: u32,
    text: String,
}

/// One JSON object, ending in a line end.
pub(super) fn line(file: &Path, facts: &Facts<'_>, verdicts: &[Verdict], lang: Lang) -> String {
    let pack = facts.pack;
    let decisions = Decisions::of(facts.review);
    let checked = Checked {
        file,
        rules: Rules {
            id: &pack.id,
            name: lang.pick(&pack.name_en, &pack.name),
            version: &pack.version,
            confidence: pack.confidence.code(),
            unofficial: pack.unofficial,
            sha256: &pack.sha256,
        },
        summary: Summary::of(verdicts),
        checks: verdicts.iter().map(|verdict| row(facts, &decisions, verdict, lang)).collect(),
    };
    serde_json::to_string(&checked).expect("strings and numbers are JSON") + "\n"
}

fn row<'a>(facts: &Facts<'_>, decisions: &Decisions<'_>, verdict: &'a Verdict, lang: Lang) -> Row<'a> {
    let hits = verdict.hits().iter().zip(decisions.on_hits(facts.report, verdict));
    let hits: Vec<Hit<'_>> = hits.map(|(one, handled)| hit(facts, one, &handled, lang)).collect();
    let said = || details(verdict).into_iter().map(|said| said.say(lang)).collect::<Vec<_>>().join("\n");
    let mut items: Vec<String> = Vec::new();
    for id in verdict.hits().iter().flat_map(|one| &one.hit.about).map(|about| facts.id(*about)) {
        if !items.contains(&id) {
            items.push(id);
        }
    }
    Row {
        id: verdict.check.id,
        title: verdict.check.title.say(lang),
        asks: verdict.check.asks.say(lang),
        state: verdict.state().name(),
        severity: verdict.severity,
        basis: verdict.basis.say(lang),
        reason: if let Outcome::Skip(why) = &verdict.outcome { Some(why.say(lang)) } else { None },
        detail: (verdict.state() != State::Skip).then(said),
        items,
        quotes: verdict.hits().iter().flat_map(|one| &one.hit.quotes).map(|place| quote(facts, *place)).collect(),
        hits,
    }
}

fn hit<'a>(facts: &Facts<'_>, one: &'a Suspicion, handled: &Handled, lang: Lang) -> Hit<'a> {
    Hit {
        key: &one.key,
        inputs: &one.inputs,
        state: match one.hit.weight {
            Weight::Fail => State::Fail.name(),
            Weight::Warn => State::Warn.name(),
        },
        detail: one.hit.detail.say(lang),
        condition: &one.hit.condition,
        items: one.hit.about.iter().map(|about| facts.id(*about)).collect(),
        quotes: one.hit.quotes.iter().map(|place| quote(facts, *place)).collect(),
        review: handled.name(),
        finding: handled.number(),
    }
}

fn quote(facts: &Facts<'_>, place: Place) -> Quote {
    let paragraph = facts.id(crate::checks::About::Paragraph(place.paragraph));
    Quote { paragraph, start: place.start, end: place.end, text: facts.quote(place) }
}
