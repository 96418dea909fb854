//! From a report as it arrives to an assessment: nothing invented, every item pointing at its
//! place in the text, everything that found no place listed.
//!
//! Bytes become text ([`decode`]), lines without page furniture ([`lines`]), paragraphs
//! ([`paragraphs`]), an outline by the numbering grammar ([`marks`], [`outline`]) whose sections are
//! known by their words ([`lexicon`]), then items, funds, indicators and rating, each from its section.

mod assessment;
mod decode;
mod document;
mod figures;
mod funds;
mod head;
mod indicators;
mod items;
mod lexicon;
mod lines;
mod marks;
mod notes;
mod outline;
mod paragraphs;
mod pdf;
mod rating;
mod scalars;
mod table;

use std::collections::HashSet;

use sha2::{Digest, Sha256};

use crate::lang::Lang;

use self::assessment::{Assessment, Item, Report, Source, TextParagraph, WorkItem, WorkPart, paragraph_id};
use self::document::Document;
use self::items::Found;
use self::lexicon::Section;
use self::paragraphs::Paragraph;
use self::table::Cells;

/// What an import gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The assessment JSON, pretty-printed, ending in a line end.
    pub json: String,
    /// What was found and what was not, for the reader (zh, en), one line each.
    pub notes: Vec<(String, String)>,
    /// Text that was placed nowhere, with its line in the source.
    pub unplaced: Vec<(u32, String)>,
}

/// Why nothing could be imported.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// The bytes are not text in an encoding we read.
    #[error("not readable as text: {0}")]
    NotText(Unreadable),
    /// An assessment, as an import makes it.
    #[error("this is an assessment already: open it instead")]
    AnAssessment,
    /// Text, but nothing of a self-assessment in it.
    #[error("no duties, work items, indicators, issues or measures found: this seems to be no self-assessment report")]
    NotAReport,
}

/// Why bytes are not readable as text, and what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// A PDF file.
    #[error("this is a PDF: copy its text into a .txt file and import that")]
    Pdf,
    /// A docx, xlsx, wps or other office file.
    #[error("this is an office document: save it as plain text (UTF-8) and import that")]
    Office,
    /// Neither UTF-8 nor UTF-16 with a mark.
    #[error("line {line} is not UTF-8: save the file again as UTF-8 and import that")]
    Encoding {
        /// Line of the first byte that does not fit, from 1.
        line: usize,
    },
    /// Not text at all.
    #[error("this is no text file")]
    Binary,
}

impl ImportError {
    /// The error in `lang`.
    pub fn say(&self, lang: Lang) -> String {
        let zh = match self {
            Self::NotText(Unreadable::Pdf) => "无法读取：这是 PDF 文件，请把文字复制到 .txt 文件后再导入".to_owned(),
            Self::NotText(Unreadable::Office) => "无法读取：这是 Office/WPS 文档，请另存为纯文本（UTF-8）后再导入".to_owned(),
            Self::NotText(Unreadable::Encoding { line }) => {
                format!("无法读取：第 {line} 行不是 UTF-8 编码，请把文件另存为 UTF-8 编码后再导入")
            }
            Self::NotText(Unreadable::Binary) => "无法读取：这不是文本文件".to_owned(),
            Self::AnAssessment => "这已经是审核文件，不必导入，直接打开即可".to_owned(),
            Self::NotAReport => "没有找到职责、任务、指标、问题或措施：这似乎不是绩效自评报告，未导入任何内容".to_owned(),
        };
        lang.pick(self.to_string(), zh)
    }
}

/// Reads a report text as it comes: lines cut mid-word, blank lines between, page breaks.
/// `source_name` and the SHA-256 of `bytes` go into `report.source`.
pub fn import_text(bytes: &[u8], source_name: &str) -> Result<Imported, ImportError> {
    let text = decode::decode(bytes).map_err(ImportError::NotText)?;
    if text.trim_start().starts_with('{') {
        return Err(ImportError::AnAssessment);
    }
    let lines = lines::lines(&text);
    let mut paragraphs = head::join_title(paragraphs::paragraphs(&lines.body));
    let head = head::head(&paragraphs);
    let segments = outline::outline(&paragraphs, &head.body);
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
    let mut unplaced = lines.furniture;
    unplaced.extend(document.unplaced(&used));
    unplaced.sort();

    let cells = Cells::of(&document);
    let tables = table::read(cells.rows.iter().map(Vec::as_slice));
    let found = indicators::indicators(&document);
    let indicators = indicators::merge(found.indicators, tables.indicators);
    let nothing = [&duties, &work, &issues, &measures].iter().all(|list| list.is_empty()) && indicators.is_empty();
    if nothing || !head::speaks_of_self_assessment(&head, &paragraphs) {
        return Err(ImportError::NotAReport);
    }

    let assessment = Assessment {
        format: "shenyue.assessment/1",
        report: Report {
            title: head.title.clone(),
            department: head.department.clone(),
            year: head.year.clone(),
            issued: head.issued.clone(),
            kind: head.kind.clone(),
            marking: head.marking.clone(),
            source: Source { file: source_name.to_owned(), sha256: sha256_hex(bytes) },
        },
        text: paragraphs.iter().enumerate().map(|(at, paragraph)| text_paragraph(at, paragraph)).collect(),
        duties: items(duties, "duty"),
        work_items: work.into_iter().enumerate().map(|(n, found)| work_item(&document, n + 1, found)).collect(),
        funds: funds::funds(&document, &cells),
        rating: rating::rating(&document, tables.total, &indicators),
        indicators,
        indicators_claimed: found.claimed,
        achievements: items(achievements, "achievement"),
        issues: items(issues, "issue"),
        measures: items(measures, "measure"),
    };
    let json = serde_json::to_string_pretty(&assessment).expect("plain structs of strings and numbers always serialise") + "\n";
    Ok(Imported { json, notes: notes::notes(&assessment, unplaced.len()), unplaced })
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
