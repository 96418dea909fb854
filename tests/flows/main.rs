//! What a reviewer does, as stories: from the first look to the file that is handed on.
//!
//! One module a purpose; what several of them ask the review is here.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod checks;
mod commenting;
mod filtering;
mod findings;
mod history;
mod keeping;
mod keys;
mod linking;
mod looking;
mod marking;
mod opinions;
mod papers;
mod searching;
mod selecting;
mod settings;
mod starting;

#[path = "../harness/mod.rs"]
mod harness;

use harness::Harness;
use shenyue::review::{Finding, MarkTo, Review, Stage};

/// The only finding.
fn finding(app: &Harness) -> Finding {
    let [named] = app.review().findings() else { panic!("{} findings", app.review().findings().len()) };
    named.standing.settled().unwrap().clone()
}

fn mark(review: &Review, item: &str) -> Option<MarkTo> {
    review.mark(Stage::First, item).settled().map(|mark| mark.to)
}

/// Whose acts the record has, introductions apart.
fn acts(review: &Review) -> usize {
    review
        .events()
        .filter(|event| event.changes.iter().any(|change| !["reviewer", "report"].contains(&change.object.kind.as_str())))
        .count()
}
