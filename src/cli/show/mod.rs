//! `shenyue show FILE`: progress, marks, comments and findings as the fold gives them.

mod json;
mod text;

use std::path::PathBuf;
use std::process::ExitCode;

use super::args::{Format, FormatArg, both};
use super::{Context, Failure, print, print_lines};
use crate::checks::{SignOff, sign_off};
use crate::lang::Said;
use crate::report::{ItemRef, Report};
use crate::review::{Mark, MarkTo, Review, Stage};
use crate::scoring::{Inputs, Sheet, Stated};

/// Which file, and how.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(value_name = "FILE", help = both!("The assessment", "审核文件"))]
    file: PathBuf,
    #[command(flatten)]
    format: FormatArg,
}

pub(super) fn run(args: &Args, cx: &Context) -> Result<ExitCode, Failure> {
    let opened = cx.read(&args.file)?;
    let signed = signed(&opened.report, &opened.review, cx);
    match args.format.format {
        Format::Text => print_lines(&text::page(&args.file, &opened.report, &opened.review, &signed, cx.lang))?,
        Format::Json => print(&json::object(&args.file, &opened.report, &opened.review, &signed))?,
    }
    Ok(ExitCode::SUCCESS)
}

/// A stage that is signed.
struct Signed {
    stage: Stage,
    sign_off: SignOff,
    /// What is no longer as it was signed.
    changed: Vec<Said>,
}

/// The stages that are signed; by the scoring standard that the review names, if it is at hand, what signing
/// again would change.
fn signed(report: &Report, review: &Review, cx: &Context) -> Vec<Signed> {
    let of = |stage: Stage| {
        let sign_off = sign_off(review, stage)?;
        let inputs = Inputs::of(review, stage);
        let standard = super::score::chosen(&inputs, cx);
        let sheet = Sheet::from_inputs(&Stated::of(report), &inputs, standard.as_ref());
        Some(Signed { stage, sign_off, changed: sheet.needs_resign().into_iter().map(|resign| resign.said).collect() })
    };
    Stage::ALL.into_iter().filter_map(of).collect()
}

/// The items that carry a mark, in report order.
fn reviewable(report: &Report) -> Vec<ItemRef> {
    report.items().filter(|item| report.is_reviewable(*item)).collect()
}

/// Whether the item says something else than when it was marked.
fn is_stale(mark: &Mark, report: &Report, item: ItemRef) -> bool {
    !mark.content.is_empty() && mark.content != report.content(item)
}

/// How far a stage is. An item on which opinions differ has no one mark, so it is not reviewed: it is counted apart.
#[derive(Clone, Copy, Debug, serde::Serialize)]
struct Progress {
    stage: Stage,
    items: usize,
    reviewed: usize,
    conflict: usize,
    accepted: usize,
    problem: usize,
    needs_evidence: usize,
    not_applicable: usize,
}

impl Progress {
    fn of(stage: Stage, report: &Report, review: &Review) -> Self {
        let items = reviewable(report);
        let mut progress =
            Self { stage, items: items.len(), reviewed: 0, conflict: 0, accepted: 0, problem: 0, needs_evidence: 0, not_applicable: 0 };
        for item in items {
            let mark = review.mark(stage, &report.id(item));
            progress.reviewed += usize::from(mark.settled().is_some());
            progress.conflict += usize::from(mark.is_conflict());
            match mark.settled().map(|mark| mark.to) {
                Some(MarkTo::Accepted) => progress.accepted += 1,
                Some(MarkTo::Problem) => progress.problem += 1,
                Some(MarkTo::NeedsEvidence) => progress.needs_evidence += 1,
                Some(MarkTo::NotApplicable) => progress.not_applicable += 1,
                None => {}
            }
        }
        progress
    }
}
