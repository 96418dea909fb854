//! From a suspicion to a draft finding that a reviewer could send as it stands, and what a reviewer has
//! said of a suspicion.

use super::{Facts, Suspicion, Verdict};
use crate::review::{Dismissal, Finding, Kind, Origin, Review, Stage, anchor};

/// What the report does not say is not made up: the cause is the department's to give.
const CAUSE: &str = "报告未说明，请部门补充说明原因。";

/// The draft finding of a suspicion. Papers are Chinese, whatever the screen speaks.
pub fn draft(facts: &Facts<'_>, verdict: &Verdict, suspicion: &Suspicion, stage: Stage) -> Finding {
    let (check, hit) = (verdict.check, &suspicion.hit);
    Finding {
        stage,
        on: hit.about.iter().map(|about| facts.id(*about)).collect(),
        quotes: hit.quotes.iter().map(|place| anchor(facts.report, *place)).collect(),
        severity: verdict.severity,
        dimension: Some(check.dimension),
        title: check.title.say(crate::lang::Lang::Zh).to_owned(),
        criteria: verdict.basis.zh.clone(),
        condition: hit.condition.clone(),
        cause: CAUSE.to_owned(),
        effect: check.effect.to_owned(),
        recommendation: check.advice.to_owned(),
        calculation: hit.detail.zh.clone(),
        origin: Origin {
            check: Some(check.id.to_owned()),
            version: Some(format!("{} {}", facts.pack.id, facts.pack.version)),
            inputs: Some(suspicion.inputs.clone()),
            ..Origin::default()
        },
        ..Finding::default()
    }
}

/// What a reviewer has said of a suspicion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Word {
    /// Nothing yet.
    Open,
    /// Dismissed, and what it was found from is the same.
    Dismissed(Dismissal),
    /// Dismissed, but what it was found from has changed since.
    Changed(Dismissal),
}

/// What stands about a suspicion. Where opinions differ it is open.
pub fn word(review: &Review, suspicion: &Suspicion) -> Word {
    match review.typed::<Dismissal>(Kind::Dismissal, &suspicion.key).settled() {
        None => Word::Open,
        Some(dismissal) if dismissal.inputs == suspicion.inputs => Word::Dismissed(dismissal.clone()),
        Some(dismissal) => Word::Changed(dismissal.clone()),
    }
}
