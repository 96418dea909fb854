//! From a report as it arrives to an assessment: nothing invented, every item pointing at its
//! place in the text, everything that found no place listed.
//!
//! A file is known by its bytes ([`sniff`]) and read by the reader of its kind ([`source`]: text,
//! office documents, pages) into paragraphs and rows of tables. Those are given an outline by the
//! numbering grammar ([`marks`], [`outline`]) whose sections are known by their words ([`lexicon`]);
//! then items, funds, indicators and rating are taken, each from its section.

mod account;
mod aligned;
mod assessment;
mod cells;
mod correct;
mod decode;
mod document;
mod docx;
mod doubts;
mod draft;
mod figures;
mod forms;
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
mod page;
mod paragraphs;
mod pdf;
mod progress;
mod purse;
mod quiet;
mod rating;
mod refusal;
mod scalars;
mod sheet;
mod sniff;
mod source;
mod stacked;
mod table;
mod text;
mod traditional;
mod xml;

use std::collections::HashSet;
use std::ops::ControlFlow;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use self::assessment::{Annex, Report, Source, Stretch, TextParagraph, paragraph_id};
use self::cells::Cells;
use self::document::Document;
use self::draft::Base;
use self::gather::Gathered;
use self::items::Found;
use self::lexicon::Section;
use self::paragraphs::Paragraph;
use self::progress::tell;

pub use self::account::{Account, Counts, Left, Place, Sourced};
pub use self::correct::{Corrections, Cut};
pub use self::draft::{Amount, At, Draft, Entry, List, Passage};
pub use self::genre::Genre;
pub use self::progress::{Progress, Step, Watch};
pub use self::quiet::{catches_panics, caught, caught_saying, quiet_caught_panics};
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
    read(inputs, &|_| ControlFlow::Continue(())).map(|draft| draft.imported())
}

/// The same up to where a person may look through it. `watch` is told how far it is and may call it off
/// ([`ImportError::CalledOff`]).
pub fn read(inputs: &[Input], watch: Watch<'_>) -> Result<Draft, Refused> {
    let gathered = Gathered::read(inputs, watch)?;
    let refused = |why| Refused { file: inputs[gathered.main].name.to_owned(), why };
    tell(watch, Step::Outline, 0, 1).map_err(refused)?;
    let mut paragraphs = gathered.paragraphs;
    let head = head::head(&paragraphs[gathered.report.clone()]);
    let segments = outline::outline(&paragraphs[gathered.report.clone()], &head.body);
    outline::tell_levels(&mut paragraphs, &segments);

    tell(watch, Step::Items, 0, 1).map_err(refused)?;
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
    let lists = doubts::Lists { duties: &duties, work: &work, issues: &issues, measures: &measures };
    let doubts = doubts::doubts(&document, &lists);

    let cells = Cells::of(&document, head.body.clone());
    let annexed = Cells::of(&document, gathered.report.end..paragraphs.len());
    let tables = table::read(cells.rows.iter().map(Vec::as_slice));
    let apart = table::read(annexed.rows.iter().map(Vec::as_slice));
    let found = indicators::indicators(&document);
    let told = indicators::merge(found.indicators, tables.indicators);
    let (mut indicators, mut conflicts) = indicators::join(told, apart.indicators);
    let (funds, of_funds) = funds::join(funds::funds(&document, &cells), &annexed);
    conflicts.extend(of_funds);
    let nothing = [&duties, &work, &issues, &measures].iter().all(|list| list.is_empty()) && indicators.is_empty();
    if nothing || !head::speaks_of_self_assessment(&head, &paragraphs) {
        return Err(refused(ImportError::NotAReport(Genre::of(&paragraphs))));
    }

    let mut sources = gathered.sources;
    let main = sources.remove(gathered.main);
    let others: Vec<Annex> = sources.iter().map(|source| Annex { name: source.file.clone(), sha256: source.sha256.clone() }).collect();
    let source = Source { file: main.file.clone(), sha256: main.sha256.clone() };
    sources.insert(0, main);
    let mut rating = rating::rating(&document, tables.total.or(apart.total), &indicators);

    // From here on in the characters of the report.
    let mut text: Vec<TextParagraph> = paragraphs.iter().enumerate().map(|(at, paragraph)| text_paragraph(at, paragraph)).collect();
    gathered.printed.iter().for_each(|printed| printed.restore(&mut text));
    let as_printed = |text: &mut String| gathered.printed.iter().for_each(|printed| *text = printed.lines(text));
    for indicator in &mut indicators {
        indicator.each_text(&mut { as_printed });
    }
    [&mut rating.grade, &mut rating.conclusion].into_iter().flatten().for_each(as_printed);
    let mut report = Report {
        title: head.title.clone(),
        department: head.department.clone(),
        year: head.year.clone(),
        issued: head.issued.clone(),
        kind: head.kind.clone(),
        marking: head.marking.clone(),
        source,
    };
    report.each_text(&mut { as_printed });
    let task = |list, found: Found| {
        let mut title = document.title(&found);
        as_printed(&mut title);
        Entry { title, ..entry(&document, list, found) }
    };

    let mut entries: Vec<Entry> = duties.into_iter().map(|found| entry(&document, List::Duties, found)).collect();
    for found in work {
        let parts = document.parts(&found);
        entries.push(task(List::Work, found));
        entries.extend(parts.into_iter().map(|part| task(List::Parts, part)));
    }
    entries.extend(indicators.into_iter().map(Entry::of_indicator));
    for (list, found) in [(List::Achievements, achievements), (List::Issues, issues), (List::Measures, measures)] {
        entries.extend(found.into_iter().map(|found| entry(&document, list, found)));
    }
    entries.extend(unplaced.into_iter().map(|stretch| Entry::of_stretch(List::Nowhere, stretch)));
    for doubt in doubts {
        let of_list = entries.iter_mut().filter(|entry| entry.list == doubt.list);
        of_list.skip(doubt.items.start).take(doubt.items.len()).for_each(|entry| entry.doubts.push(doubt.why.clone()));
    }
    let places = paragraphs.iter().map(|own| Place { file: own.source, number: own.line, page: own.page }).collect();
    let base = Base {
        report,
        text,
        places,
        funds,
        rating,
        claimed: found.claimed,
        annexes: others,
        sources,
        conflicts,
        doubts: gathered.doubts,
        furniture: gathered.furniture,
    };
    Ok(Draft { base: Arc::new(base), entries })
}

fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().flat_map(|byte| [byte >> 4, byte & 15]).filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}

fn text_paragraph(at: usize, paragraph: &Paragraph) -> TextParagraph {
    let text = paragraph.text.iter().collect();
    TextParagraph { id: paragraph_id(at), level: paragraph.level, no: paragraph.no.clone(), text, page: paragraph.page }
}

fn entry(document: &Document, list: List, found: Found) -> Entry {
    let no = document.segments[found.segments[0]].no.clone();
    let first = Stretch { no, at: found.at };
    let stretches = std::iter::once(first).chain(found.rest).collect();
    Entry { no: found.no, stretches, ..Entry::of_stretch(list, Stretch { no: String::new(), at: found.at }) }
}
