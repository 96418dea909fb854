//! From a report as it arrives to an assessment: nothing invented, every item pointing at its
//! place in the text, everything that found no place listed.
//!
//! A file is known by its bytes ([`sniff`]) and read by the reader of its kind ([`source`]: text,
//! office documents, pages) into paragraphs and rows of tables. Those are given an outline by the
//! numbering grammar ([`marks`], [`outline`]) whose sections are known by their words ([`lexicon`]);
//! then items, funds, indicators and rating are taken, each from its section.

mod account;
mod assessment;
mod cells;
mod decode;
mod document;
mod docx;
mod doubts;
mod figures;
mod funds;
mod gather;
mod genre;
mod grid;
mod head;
mod indicators;
mod items;
mod lexicon;
mod lines;
mod marks;
mod outline;
mod package;
mod paragraphs;
mod pdf;
mod quiet;
mod rating;
mod refusal;
mod scalars;
mod sheet;
mod sniff;
mod source;
mod table;
mod text;
mod xml;

use std::collections::HashSet;

use sha2::{Digest, Sha256};

use self::account::Told;
use self::assessment::{Annex, Assessment, Item, Report, Source, TextParagraph, WorkItem, WorkPart, paragraph_id};
use self::cells::Cells;
use self::document::Document;
use self::gather::Gathered;
use self::items::Found;
use self::lexicon::Section;
use self::paragraphs::Paragraph;

pub use self::account::{Account, Counts, Left, Place, Sourced};
pub use self::genre::Genre;
pub use self::quiet::quiet_caught_panics;
pub use self::refusal::{Danger, ImportError, Refused, Unreadable};
pub use self::sniff::{Kind, sniff as kind_of};
pub use self::source::{Input, Unit};

/// What an import gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The assessment JSON, pretty-printed, ending in a line end.
    pub json: String,
    /// What was found, what was not, and what found no place.
    pub account: Account,
}

/// Makes one assessment of the files of one department: the report, and score tables if they came apart.
/// The first with a narrative is the report; its name and SHA-256 go into `report.source`, the others' into `annexes`.
pub fn import(inputs: &[Input]) -> Result<Imported, Refused> {
    let gathered = Gathered::read(inputs)?;
    let refused = |why| Refused { file: inputs[gathered.main].name.to_owned(), why };
    let mut paragraphs = gathered.paragraphs;
    let head = head::head(&paragraphs[gathered.report.clone()]);
    let segments = outline::outline(&paragraphs[gathered.report.clone()], &head.body);
    outline::tell_levels(&mut paragraphs, &segments);

    let document =
        Document { paragraphs: &paragraphs, segments: &segments, body: head.body.clone(), department: head.department.as_deref() };
    let duties = document.duties();
    let work = document.work_items();
    let [achievements, issues, measures] =
        [Section::Achievements, Section::Issues, Section::Measures].map(|section| document.list(section));
    let used: HashSet<usize> = [&duties, &work, &achievements, &issues, &measures]
        .into_iter()
        .flatten()
        .flat_map(|found| found.segments.iter().chain(&found.also).copied())
        .collect();
    let unplaced = document.unplaced(&used);
    let mut doubts = gathered.doubts;
    doubts.extend(doubts::doubts(&document, &doubts::Lists { duties: &duties, work: &work, issues: &issues, measures: &measures }));

    let cells = Cells::of(&document, head.body.clone());
    let annexed = Cells::of(&document, gathered.report.end..paragraphs.len());
    let tables = table::read(cells.rows.iter().map(Vec::as_slice));
    let apart = table::read(annexed.rows.iter().map(Vec::as_slice));
    let found = indicators::indicators(&document);
    let told = indicators::merge(found.indicators, tables.indicators);
    let (indicators, mut conflicts) = indicators::join(told, apart.indicators);
    let (funds, of_funds) = funds::join(funds::funds(&document, &cells), &annexed);
    conflicts.extend(of_funds);
    let nothing = [&duties, &work, &issues, &measures].iter().all(|list| list.is_empty()) && indicators.is_empty();
    if nothing || !head::speaks_of_self_assessment(&head, &paragraphs) {
        return Err(refused(ImportError::NotAReport(Genre::of(&paragraphs))));
    }

    let mut sources = gathered.sources;
    let main = sources.remove(gathered.main);
    let assessment = Assessment {
        format: "shenyue.assessment/1",
        report: Report {
            title: head.title.clone(),
            department: head.department.clone(),
            year: head.year.clone(),
            issued: head.issued.clone(),
            kind: head.kind.clone(),
            marking: head.marking.clone(),
            source: Source { file: main.file.clone(), sha256: main.sha256.clone() },
        },
        text: paragraphs.iter().enumerate().map(|(at, paragraph)| text_paragraph(at, paragraph)).collect(),
        duties: items(duties, "duty"),
        work_items: work.into_iter().enumerate().map(|(n, found)| work_item(&document, n + 1, found)).collect(),
        funds,
        rating: rating::rating(&document, tables.total.or(apart.total), &indicators),
        indicators,
        indicators_claimed: found.claimed,
        achievements: items(achievements, "achievement"),
        issues: items(issues, "issue"),
        measures: items(measures, "measure"),
        annexes: sources.iter().map(|source| Annex { name: source.file.clone(), sha256: source.sha256.clone() }).collect(),
    };
    let json = serde_json::to_string_pretty(&assessment).expect("plain structs of strings and numbers always serialise") + "\n";
    sources.insert(0, main);
    let place = |at: usize| Place { file: paragraphs[at].source, number: paragraphs[at].line, page: paragraphs[at].page };
    let unplaced = unplaced.into_iter().map(|(at, text)| Left { place: place(at), text }).collect();
    let account = Account::of(&assessment, Told { sources, conflicts, doubts, unplaced, furniture: gathered.furniture });
    Ok(Imported { json, account })
}

fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().flat_map(|byte| [byte >> 4, byte & 15]).filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}

fn text_paragraph(at: usize, paragraph: &Paragraph) -> TextParagraph {
    let text = paragraph.text.iter().collect();
    TextParagraph { id: paragraph_id(at), level: paragraph.level, no: paragraph.no.clone(), text, page: paragraph.page }
}

fn items(found: Vec<Found>, kind: &str) -> Vec<Item> {
    let item = |(n, found): (usize, Found)| Item { id: format!("{kind}-{}", n + 1), no: found.no, text: found.text, at: found.at };
    found.into_iter().enumerate().map(item).collect()
}

fn work_item(document: &Document, n: usize, found: Found) -> WorkItem {
    let part = |(m, part): (usize, Found)| WorkPart {
        id: format!("work-{n}.{}", m + 1),
        title: document.title(&part),
        no: part.no,
        text: part.text,
        at: part.at,
    };
    let parts = document.parts(&found).into_iter().enumerate().map(part).collect();
    WorkItem { id: format!("work-{n}"), title: document.title(&found), no: found.no, text: found.text, parts, at: found.at }
}
