//! Pages with a text layer: from the bytes of a PDF to paragraphs and rows of tables, each with its page.
//!
//! ```text
//! bytes ── object, look, filter, crypt, file ──▶ objects ── tree ──▶ pages
//!   page ── content, font, cmap, encoding, fold ──▶ glyphs and ruled lines, placed
//!     ── grid, line, column, gap ──▶ lines and tables in reading order ── furniture, flow ──▶ blocks
//! ```
//!
//! A digit read wrong is worse than none: what a font does not say is shown as U+FFFD and counted, and
//! a file of which more than one character in a hundred is unknown is refused by the name of the font.
//! Files are hostile until read: objects are read when asked for, all work is paid from a purse.

mod cmap;
mod column;
mod content;
mod crypt;
mod encoding;
mod file;
mod filter;
mod flow;
mod fold;
mod font;
mod furniture;
mod gap;
mod glyph;
mod grid;
mod line;
mod look;
mod matrix;
mod object;
mod tree;

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use self::column::Side;
use self::content::{Painter, Use};
use self::file::File;
use self::flow::{Flow, Placed};
use self::grid::Table;
use self::line::{Line, Piece};
use super::grid::{Row, Span};
use super::lines::Line as Whole;
use super::paragraphs::Paragraph;
use super::progress::{Step, Watch, tell};
use super::refusal::{Danger, ImportError, Unreadable};
use super::source::{Content, Unit};

/// More pages, operators or bytes than any report has.
const TOO_MUCH: Unreadable = Unreadable::Dangerous(Danger::Size);
/// Bytes of a file: the largest published reports with pictures have some 50 MB.
const BYTES_MAX: usize = 200 << 20;
/// Of so many characters one may be unknown.
const UNKNOWN_ONE_IN: u64 = 100;
/// A page with its tables taken out.
struct Sheet {
    number: u32,
    height: f64,
    tables: Vec<Table>,
    pieces: Vec<Piece>,
}

impl Sheet {
    /// Its lines and tables in the order in which they are read.
    fn in_order(self, gutter: Option<f64>) -> Vec<Item> {
        let page = self.number;
        let mut tables = self.tables.into_iter().peekable();
        let mut items = Vec::new();
        for run in column::in_order(self.pieces, gutter).chunk_by(|a, b| a.0 == b.0) {
            let side = run[0].0;
            for line in line::lines(run.iter().map(|(_, piece)| piece.clone()).collect()) {
                while let Some(table) = tables.next_if(|table| table.top < line.y() && side != Side::Left) {
                    items.push(Item::Table(page, table));
                }
                items.push(Item::Line(Placed { page, side, line }));
            }
        }
        items.extend(tables.map(|table| Item::Table(page, table)));
        items
    }
}

/// What stands on a page, in reading order.
enum Item {
    Line(Placed),
    Table(u32, Table),
}

/// Reads a PDF: paragraphs and rows of tables in reading order, places counted in pages.
pub(super) fn read(bytes: &[u8], watch: Watch<'_>) -> Result<Content, ImportError> {
    if bytes.len() > BYTES_MAX {
        return Err(TOO_MUCH.into());
    }
    let mut file = File::open(bytes)?;
    let leaves = tree::leaves(&mut file)?;
    let mut painter = Painter::new(&mut file);
    let (mut sheets, mut furniture) = (Vec::new(), Vec::new());
    for (number, leaf) in (1..).zip(&leaves) {
        tell(watch, Step::Pages, sheets.len(), leaves.len())?;
        let (mut page, aside) = painter.page(leaf)?;
        if !aside.trim().is_empty() {
            furniture.push((number, aside));
        }
        let tables = grid::take_tables(&mut page);
        sheets.push(Sheet { number, height: page.height, tables, pieces: line::pieces(page.glyphs) });
    }
    let doubts = doubts(&painter)?;
    let heights: Vec<f64> = sheets.iter().map(|sheet| sheet.height).collect();
    let gutter = column::common_gutter(sheets.iter().map(|sheet| sheet.pieces.as_slice()));
    let mut items: Vec<Item> = sheets.into_iter().flat_map(|sheet| sheet.in_order(gutter)).collect();
    set_furniture_aside(&mut items, &heights, &mut furniture);
    let paragraphs = blocks(items).iter().map(|line| Paragraph::of(&line.text, line)).collect();
    Ok(Content { paragraphs, furniture, unit: Unit::Page, encoding: None, doubts })
}

/// What could not be read or is not sure. Too many characters that cannot be told are a refusal.
fn doubts(painter: &Painter) -> Result<Vec<(String, String)>, Unreadable> {
    let unknown = unknown(&painter.uses)?;
    let mut doubts = Vec::new();
    if unknown > 0 {
        doubts.push((
            format!("有 {unknown} 个字符的字体编码无法识别，以“\u{FFFD}”显示，请对照原件"),
            format!("{unknown} characters could not be told by their fonts and show as “\u{FFFD}”; compare the original"),
        ));
    }
    if painter.invisible * 2 > painter.shown() {
        doubts.push((
            "文字层是扫描件经文字识别（OCR）得到的，数字和字词可能有误，请对照原件".to_owned(),
            "the text was recognised from a scan (OCR): figures and words may be wrong; compare the original".to_owned(),
        ));
    }
    if painter.file.damaged > 0 || painter.file.is_spent() {
        doubts.push((
            "文件有一部分已损坏，可能缺少文字，请对照原件".to_owned(),
            "a part of the file is damaged: text may be missing; compare the original".to_owned(),
        ));
    }
    Ok(doubts)
}

/// How many characters could not be told; too many are a refusal that names the worst font, none at all is a scan.
fn unknown(uses: &HashMap<String, Use>) -> Result<u64, Unreadable> {
    let shown: u64 = uses.values().map(|used| used.shown).sum();
    let unknown: u64 = uses.values().map(|used| used.unknown).sum();
    if shown == 0 {
        return Err(Unreadable::NoText);
    }
    if unknown * UNKNOWN_ONE_IN <= shown {
        return Ok(unknown);
    }
    let worst = uses.iter().max_by(|a, b| a.1.unknown.cmp(&b.1.unknown).then_with(|| b.0.cmp(a.0)));
    Err(Unreadable::Font(worst.map(|(name, _)| name.clone()).unwrap_or_default()))
}

fn set_furniture_aside(items: &mut Vec<Item>, heights: &[f64], furniture: &mut Vec<(u32, String)>) {
    let lines: Vec<&Placed> = items.iter().filter_map(|item| if let Item::Line(line) = item { Some(line) } else { None }).collect();
    let mut is_furniture = furniture::tell(&lines, heights).into_iter();
    items.retain(|item| {
        let Item::Line(line) = item else { return true };
        let goes = is_furniture.next() == Some(true);
        if goes {
            furniture.push((line.page, line.line.text()));
        }
        !goes
    });
    furniture.sort_by_key(|(page, _)| *page);
}

/// Paragraphs and rows, one a line.
fn blocks(items: Vec<Item>) -> Vec<Whole> {
    let flow = Flow::of(items.iter().filter_map(|item| if let Item::Line(line) = item { Some(line) } else { None }));
    let mut blocks = Vec::new();
    let mut open: Vec<Placed> = Vec::new();
    let mut head: Vec<Vec<String>> = Vec::new();
    for item in items {
        match item {
            Item::Line(line) => open.push(line),
            Item::Table(page, table) => {
                read_lines(&flow, &std::mem::take(&mut open), &mut blocks);
                let first = table.rows.first().cloned().unwrap_or_default();
                // A table that goes on overleaf prints its head again.
                let is_again = !blocks.is_empty() && first == head;
                table.rows.iter().skip(usize::from(is_again)).for_each(|row| read_row(page, row, &mut blocks));
                head = first;
            }
        }
    }
    read_lines(&flow, &open, &mut blocks);
    blocks
}

fn read_lines(flow: &Flow, lines: &[Placed], blocks: &mut Vec<Whole>) {
    let mut prose = 0;
    let mut at = 0;
    let finish = |prose: &[Placed], blocks: &mut Vec<Whole>| {
        blocks.extend(flow.paragraphs(prose).into_iter().map(|(page, text)| whole(page, &text)));
    };
    while at < lines.len() {
        let rest: Vec<&Line> = lines[at..].iter().take_while(|own| own.page == lines[at].page).map(|own| &own.line).collect();
        let (len, rows) = gap::table(&rest);
        if len == 0 {
            at += 1;
            continue;
        }
        finish(&lines[prose..at], blocks);
        let page = lines[at].page;
        rows.into_iter().map(|row| row.into_iter().map(|cell| vec![cell]).collect::<Vec<_>>()).for_each(|row| read_row(page, &row, blocks));
        at += len;
        prose = at;
    }
    finish(&lines[prose..], blocks);
}

fn read_row(page: u32, cells: &[Vec<String>], blocks: &mut Vec<Whole>) {
    let mut row = Row::default();
    for cell in cells {
        row.add(cell.iter().filter(|text| !text.is_empty()).map(|text| whole(page, text)).collect(), Span::default());
    }
    blocks.extend(row.into_lines(page, Some(page)));
}

fn whole(page: u32, text: &str) -> Whole {
    Whole::new(text.chars().collect(), page, Some(page))
}
