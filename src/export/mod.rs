//! The papers a reviewer hands in, from one record.
//!
//! A record (report, review, scores, checks) becomes a scope of named facts ([`facts`]); a template
//! ([`Templates`]) words it ([`compose`]) into a [`model`]; writers make bytes of that. Papers that go
//! out are composed from a scope without anything inside, so no template can let it slip. Same record,
//! same templates, same earlier files: same bytes. No clock, no files, no screen.

mod changes;
mod compose;
mod csv;
mod docx;
mod due;
mod facts;
mod formula;
mod json;
mod lint;
mod markdown;
mod model;
mod package;
mod papers;
mod plain;
mod provenance;
mod request;
mod scope;
mod scores;
mod style;
mod summary;
mod template;
mod vocabulary;
mod xlsx;
mod xml;
mod zip;

use rust_decimal::{Decimal, RoundingStrategy};

pub use changes::{Earlier, Made};
pub use due::{Ripe, due, ripe};
pub use facts::unnumbered;
pub use lint::{On, Remark, Spot, remarks};
pub use model::{Block, Cell, Column, Content, Document, Piece, Place as CellPlace, Row, Sheet, Table, Workbook};
pub use papers::{Format, PAPERS, Paper, PaperRow, SUMMARY, Shape, When, template_text};
pub use plain::Line;
pub use provenance::Provenance;
pub use request::{InTheWay, Kit, Marks, Over, Wanted, Why, stem};
pub use summary::Summary;
pub use template::{STYLE_FILE, TEMPLATE_BYTES_MAX, TemplateError, Templates};
pub use vocabulary::{Audience, Names, ROW, VOCABULARY};

use changes::Trace;
use facts::Facts;
use scope::Scope;

use crate::checks::{HitId, State, details, state_words};
use crate::lang::Lang;
use crate::report::{Places, Report, hex};
use crate::review::Review;
use crate::rules::Pack;
use crate::scoring;

/// What papers are made from.
#[derive(Debug)]
pub struct Record<'a> {
    /// The evidence.
    pub report: &'a Report,
    /// The record.
    pub review: &'a Review,
    /// The report's headings.
    pub places: &'a Places,
    /// Scores and how they came about.
    pub sheet: scoring::Sheet,
    /// What the checks found; `None`: none were run, and the papers say so.
    pub checks: Option<Checks>,
}

/// What the checks found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checks {
    /// By which rules.
    pub rules: String,
    /// In their order.
    pub rows: Vec<CheckRow>,
    /// What they found in the reviewer's own work: for the reviewer alone, in no paper.
    pub own: Vec<Remark>,
}

/// What one check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckRow {
    /// `B01`.
    pub id: String,
    /// What it asks, or what is wrong.
    pub title: String,
    /// What it found.
    pub state: State,
    /// The same in a word.
    pub words: &'static str,
    /// The arithmetic, the evidence, or why it could not tell.
    pub detail: String,
    /// Ids of items.
    pub items: Vec<String>,
    /// What it found, one by one.
    pub hits: Vec<HitId>,
}

impl Checks {
    /// Runs the checks that the rules ask for: of the reviewer's own work first, then of the report.
    pub fn run(report: &Report, review: &Review, pack: &Pack) -> Self {
        let facts = crate::checks::Facts::of(report, review, pack);
        let own = crate::checks::lint(&facts).iter().filter_map(Remark::of_own_work).collect();
        let asked = crate::checks::run(&facts).into_iter().filter(|verdict| pack.check(verdict.check.id).on);
        let row = |verdict: crate::checks::Verdict| {
            let about = verdict.hits().iter().flat_map(|one| &one.hit.about).map(|about| facts.id(*about));
            CheckRow {
                id: verdict.check.id.to_owned(),
                title: verdict.heading().say(Lang::Zh).to_owned(),
                state: verdict.state(),
                words: state_words(verdict.state(), verdict.check.kind).say(Lang::Zh),
                detail: details(&verdict).iter().map(|said| said.zh.as_str()).collect::<Vec<_>>().join("\n"),
                items: about.collect(),
                hits: verdict.hits().iter().map(|one| HitId::of(report, one)).collect(),
            }
        };
        Self { rules: format!("{}（{}）", pack.name, scores::edition(&pack.version)), rows: asked.map(row).collect(), own }
    }
}

impl<'a> Record<'a> {
    /// The record as it stands, with the scores it holds and no checks. Without its scoring standard
    /// nothing is reckoned and no grade is given.
    pub fn new(report: &'a Report, review: &'a Review, places: &'a Places) -> Self {
        Self::by(report, review, places, None)
    }

    /// The record with its scores by the scoring standard that was chosen; one that the review does not
    /// name is left out.
    pub fn by(report: &'a Report, review: &'a Review, places: &'a Places, standard: Option<&Pack>) -> Self {
        Self { report, review, places, sheet: scoring::Sheet::as_printed(report, review, standard), checks: None }
    }

    /// The record with all that a kit adds: the scoring standard that was chosen, and what the checks found.
    pub fn with(report: &'a Report, review: &'a Review, places: &'a Places, kit: &Kit) -> Self {
        Self { checks: kit.checks.clone(), ..Self::by(report, review, places, kit.standard.as_deref()) }
    }
}

/// A record ready to be written as papers.
#[derive(Debug)]
pub struct Exporter<'a> {
    record: &'a Record<'a>,
    templates: &'a Templates,
    inside: Scope,
    outside: Scope,
    provenance: Provenance,
}

impl<'a> Exporter<'a> {
    /// Works out all that papers say.
    pub fn new(record: &'a Record<'a>, templates: &'a Templates) -> Self {
        let (inside, provenance) = Facts::of(record).scope();
        let outside = inside.clone().without_inside();
        Self { record, templates, inside, outside, provenance }
    }

    /// What a paper says.
    pub fn content(&self, paper: Paper) -> Content {
        let row = paper.row();
        let marking = self.record.report.meta().marking.as_deref();
        let mut scope = match row.audience {
            Audience::Inside => self.inside.clone(),
            Audience::Outside => self.outside.clone(),
        };
        if paper == Paper::Consultation {
            scope.text("征求意见稿", "征求意见稿");
        }
        compose::compose(self.templates.of(paper), &scope, marking, row.file)
    }

    /// A paper as text, for looking at it.
    pub fn preview(&self, paper: Paper) -> Vec<Line> {
        plain::write(&self.content(paper))
    }

    /// A paper's file. `earlier`: what stands at its place, if it is a paper of ours: what that did not
    /// say is marked.
    ///
    /// # Panics
    /// If the format does not suit the paper.
    pub fn write(&self, paper: Paper, format: Format, earlier: Option<&Made>) -> Vec<u8> {
        let row = paper.row();
        assert!(format.suits(row.shape), "{} is not written as {}", row.name, format.name());
        let mut content = self.content(paper);
        let trace = Trace::compare(&mut content, &self.provenance.heads, earlier);
        let style = &self.templates.style;
        match (format, &content) {
            (Format::Docx, Content::Document(document)) => docx::write(document, style, &self.provenance, &trace),
            (Format::Xlsx, Content::Workbook(workbook)) => xlsx::write(workbook, style, &self.provenance, &trace),
            (Format::Csv, Content::Workbook(workbook)) => csv::write(workbook),
            _ => self.sealed(markdown::write(&content) + "\n", "<!-- ", changes::SEAL_ENDS[0]),
        }
    }

    /// Everything, for programs.
    pub fn json(&self) -> Vec<u8> {
        json::write(self.record, &self.provenance)
    }

    fn sealed(&self, text: String, before: &str, after: &str) -> Vec<u8> {
        let text = text + before;
        let seal = changes::plain_seal(&text, &self.provenance.heads);
        (text + &seal + after).into_bytes()
    }

    /// What the papers are made from.
    pub fn provenance(&self) -> &Provenance {
        &self.provenance
    }
}

/// Two digits behind the point, halves away from zero.
fn rounded(points: Decimal) -> Decimal {
    let mut points = points.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    points.rescale(2);
    points
}
