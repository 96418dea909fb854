//! From `document.xml` to lines: what a reader of the printed page sees, in its order.
//!
//! Deleted text is passed over and inserted text kept, as if all changes were accepted; of an alternative
//! only the choice counts, not its fallback, or every text box would be read twice.

use super::super::grid::{Row, Span};
use super::super::lines::Line;
use super::super::refusal::{Danger, Unreadable};
use super::super::xml::{Node, Tag, Xml};
use super::numbering::Numbering;
use super::styles::{Props, Styles};

/// A document has no more paragraphs and rows.
const LINES_MAX: usize = 400_000;
/// A paragraph is not longer: what is longer is no text.
const CHARS_MAX: usize = 1_000_000;

/// What stands in a part.
#[derive(Debug, Default)]
pub(super) struct Walked {
    pub lines: Vec<Line>,
    /// Entries of tables of contents.
    pub furniture: Vec<(u32, String)>,
}

/// A walk over one part.
pub(super) struct Walk {
    styles: Styles,
    numbering: Numbering,
    walked: Walked,
    paragraphs: Vec<Paragraph>,
    tables: Vec<Table>,
    /// Paragraphs and rows met so far.
    number: u32,
    /// Pages turned so far, as the program that saved the document laid it out.
    pages: u32,
}

/// A paragraph in the making; a text box has some inside another's run.
#[derive(Debug, Default)]
struct Paragraph {
    props: Props,
    /// Between soft breaks.
    lines: Vec<Vec<char>>,
    page: u32,
    depth_of_tables: usize,
    in_props: bool,
    is_run_hidden: bool,
}

#[derive(Debug, Default)]
struct Table {
    row: Row,
    cell: Vec<Line>,
    span: Span,
}

impl Walk {
    pub fn new(styles: Styles, numbering: Numbering) -> Self {
        Self { styles, numbering, walked: Walked::default(), paragraphs: Vec::new(), tables: Vec::new(), number: 0, pages: 0 }
    }

    /// Walks the part to its end.
    pub fn walk(mut self, part: &str) -> Result<Walked, Unreadable> {
        let mut xml = Xml::new(part);
        let mut in_text = 0_usize;
        while let Some(node) = xml.next()? {
            match node {
                Node::Open(tag) => match tag.name() {
                    // Deleted, computed, said twice, or said of the formatting that was.
                    "del" | "moveFrom" if !self.is_in_props() => xml.skip()?,
                    "instrText" | "delText" | "Fallback" | "rt" | "pPrChange" | "rPrChange" | "tblPrChange" | "tcPrChange"
                    | "trPrChange" | "sectPr" | "tblGrid" => xml.skip()?,
                    "t" => in_text += 1,
                    _ => self.open(&tag),
                },
                Node::Close(name) if name == "t" => in_text = in_text.saturating_sub(1),
                Node::Close(name) => self.close(&name)?,
                Node::Text(text) if in_text > 0 => self.write(&text)?,
                Node::Text(_) => {}
            }
        }
        if self.pages == 0 {
            // Nobody laid it out, so no page is known.
            self.walked.lines.iter_mut().for_each(|line| line.page = None);
        }
        Ok(self.walked)
    }

    fn is_in_props(&self) -> bool {
        self.paragraphs.last().is_some_and(|paragraph| paragraph.in_props)
    }

    fn open(&mut self, tag: &Tag) {
        match tag.name() {
            "tbl" => self.tables.push(Table::default()),
            "gridBefore" => {
                if let (Some(table), Some(cols)) = (self.tables.last_mut(), tag.number("val")) {
                    table.row.skip(cols);
                }
            }
            "gridSpan" => self.with_table(|table| table.span.cols = tag.number("val")),
            "vMerge" => self.with_table(|table| table.span.continues = tag.attr("val").is_none_or(|value| value == "continue")),
            "p" => {
                let paragraph =
                    Paragraph { lines: vec![Vec::new()], page: self.pages, depth_of_tables: self.tables.len(), ..Paragraph::default() };
                self.paragraphs.push(paragraph);
            }
            "lastRenderedPageBreak" => {
                self.pages = self.pages.saturating_add(1);
                // A break before any text: the paragraph stands on the new page.
                let page = self.pages;
                self.with_paragraph(|paragraph| {
                    if paragraph.lines.iter().all(Vec::is_empty) {
                        paragraph.page = page;
                    }
                });
            }
            _ => self.with_paragraph(|paragraph| paragraph.take(tag)),
        }
    }

    fn with_table(&mut self, change: impl FnOnce(&mut Table)) {
        if let Some(table) = self.tables.last_mut() {
            change(table);
        }
    }

    fn with_paragraph(&mut self, change: impl FnOnce(&mut Paragraph)) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            change(paragraph);
        }
    }

    fn write(&mut self, text: &str) -> Result<(), Unreadable> {
        let Some(paragraph) = self.paragraphs.last_mut().filter(|paragraph| !paragraph.is_run_hidden) else { return Ok(()) };
        if let Some(line) = paragraph.lines.last_mut() {
            line.extend(text.chars().map(|c| if c.is_control() { ' ' } else { c }));
            if line.len() > CHARS_MAX {
                return Err(Unreadable::Dangerous(Danger::Size));
            }
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), Unreadable> {
        match name {
            "p" => {
                if let Some(paragraph) = self.paragraphs.pop() {
                    self.end_paragraph(&paragraph)?;
                }
            }
            "pPr" => self.with_paragraph(|paragraph| paragraph.in_props = false),
            "r" => self.with_paragraph(|paragraph| paragraph.is_run_hidden = false),
            "tc" => self.with_table(|table| {
                let (lines, span) = (std::mem::take(&mut table.cell), std::mem::take(&mut table.span));
                table.row.add(lines, span);
            }),
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    let row = std::mem::take(&mut table.row);
                    self.number += 1;
                    let lines = row.into_lines(self.number, Some(self.pages + 1));
                    let outer = self.tables.len().checked_sub(2);
                    for line in lines {
                        self.put(line, outer)?;
                    }
                }
            }
            "tbl" => {
                self.tables.pop();
            }
            _ => {}
        }
        Ok(())
    }

    fn end_paragraph(&mut self, paragraph: &Paragraph) -> Result<(), Unreadable> {
        let props = self.styles.complete(&paragraph.props);
        self.number = self.number.saturating_add(1);
        let lines = paragraph.lines.iter().map(|line| trimmed(line)).filter(|line| !line.is_empty()).collect::<Vec<_>>();
        if lines.is_empty() {
            return Ok(());
        }
        if props.is_contents {
            self.walked.furniture.extend(lines.into_iter().map(|line| (self.number, line.iter().collect())));
            return Ok(());
        }
        let printed = self.numbering.count(props.in_list);
        for (nth, text) in lines.into_iter().enumerate() {
            let mut text = text.to_vec();
            if let Some(number) = printed.as_ref().filter(|_| nth == 0) {
                // 1. before 5万元 is no decimal point.
                let gap = number.ends_with(['.', '．']) && text.first().is_some_and(char::is_ascii_digit)
                    || number.ends_with(char::is_alphanumeric);
                text.splice(0..0, number.chars().chain(gap.then_some(' ')));
            }
            let mut line = Line::new(text, self.number, Some(paragraph.page + 1));
            line.heading = if nth == 0 { props.outline.map_or(0, |level| (level + 1) % 10) } else { 0 };
            let cell = paragraph.depth_of_tables.checked_sub(1);
            self.put(line, cell)?;
        }
        Ok(())
    }

    /// Into the cell of table `cell`, or into the body.
    fn put(&mut self, line: Line, cell: Option<usize>) -> Result<(), Unreadable> {
        let lines = match cell.and_then(|at| self.tables.get_mut(at)) {
            Some(table) => &mut table.cell,
            None => &mut self.walked.lines,
        };
        lines.push(line);
        if lines.len() > LINES_MAX {
            return Err(Unreadable::Dangerous(Danger::Size));
        }
        Ok(())
    }
}

impl Paragraph {
    fn take(&mut self, tag: &Tag) {
        match tag.name() {
            "pPr" => self.in_props = true,
            "vanish" if !self.in_props => self.is_run_hidden = tag.is_on(),
            "tab" | "ptab" if !self.in_props => self.write(' '),
            "noBreakHyphen" => self.write('-'),
            "br" | "cr" => self.lines.push(Vec::new()),
            "sym" => self.write(symbol(tag.attr("char").as_deref())),
            _ if self.in_props => self.props.take(tag),
            _ => {}
        }
    }

    fn write(&mut self, c: char) {
        if let Some(line) = self.lines.last_mut() {
            line.push(c);
        }
    }
}

/// The boxes of symbol fonts, ticked and not; what else such fonts show cannot be told.
fn symbol(code: Option<&str>) -> char {
    match code.and_then(|code| u32::from_str_radix(code, 16).ok()).map(|code| code & 0xFF) {
        Some(0xFE | 0x52) => '☑',
        Some(0xFD | 0x51) => '☒',
        Some(0xFC | 0x50) => '√',
        Some(0xA8 | 0x6F | 0x71 | 0xA3 | 0x30) => '□',
        _ => '●',
    }
}

fn trimmed(line: &[char]) -> &[char] {
    let start = line.iter().position(|c| !c.is_whitespace()).unwrap_or(line.len());
    let end = line.iter().rposition(|c| !c.is_whitespace()).map_or(start, |last| last + 1);
    line.get(start..end).unwrap_or_default()
}
