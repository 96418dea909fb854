//! Cells of tables and forms, however they were laid out: parted by tabs, or one a line.

use std::ops::Range;

use super::assessment::Span;
use super::document::Document;
use super::figures::{Figure, figure_at};
use super::funds;
use super::scalars::{plain, slice, squeezed};
use super::table::{Column, column, is_head};

/// A cell: its text and its place.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    pub text: String,
    pub at: Span,
}

/// An amount, the label it stands under or behind, and where it stands.
pub(super) struct Amount {
    pub label: String,
    pub figure: Figure,
    pub at: Span,
}

impl Cell {
    /// The cell at `start..end` of a paragraph, without blanks around it.
    fn new(text: &[char], paragraph: usize, start: usize, end: usize) -> Self {
        let cell = slice(text, start, end);
        let head = cell.iter().take_while(|c| c.is_whitespace()).count();
        let tail = slice(cell, head, cell.len()).iter().rev().take_while(|c| c.is_whitespace()).count();
        let at = Span { paragraph, start: start + head, end: end - tail };
        Self { text: slice(text, at.start, at.end).iter().collect(), at }
    }

    /// The cell as a bare figure.
    pub fn figure(&self) -> Option<Figure> {
        let text: Vec<char> = self.text.chars().collect();
        figure_at(&text, 0).filter(|figure| figure.end == text.len())
    }
}

/// What stands in tables and forms.
#[derive(Default)]
pub(super) struct Cells {
    pub rows: Vec<Vec<Cell>>,
    /// Labels with the amount that stands under each.
    pub amounts: Vec<Amount>,
}

impl Cells {
    /// Gathers rows parted by tabs, and cells that stand one a line, in a range of paragraphs.
    pub fn of(document: &Document, paragraphs: Range<usize>) -> Self {
        let mut cells = Self::default();
        let mut run: Vec<Cell> = Vec::new();
        let mut fund_table = FundTable::default();
        for at in paragraphs {
            let paragraph = &document.paragraphs[at];
            fund_table.look_for_unit(&paragraph.text);
            if paragraph.mark.is_none() && paragraph.is_phrase() {
                run.push(Cell::new(&paragraph.text, at, 0, paragraph.text.len()));
                continue;
            }
            cells.take_run(&std::mem::take(&mut run));
            if paragraph.is_row {
                let row = row(at, &paragraph.text);
                cells.amounts.extend(fund_table.read(&row));
                cells.rows.push(row);
            } else if let Some(pair) = labelled(at, &paragraph.text) {
                cells.amounts.extend(fund_table.read(&pair));
            }
        }
        cells.take_run(&run);
        cells
    }

    /// Reads cells that stand one a line.
    fn take_run(&mut self, run: &[Cell]) {
        self.rows.extend(rows_of_cells(run));
        let mut unit = "";
        let mut labels: Vec<&Cell> = Vec::new();
        for group in run.chunk_by(|a, b| a.figure().is_some() == b.figure().is_some()) {
            let amounts: Vec<(Figure, Span)> = group.iter().filter_map(|cell| Some((cell.figure()?, cell.at))).collect();
            if amounts.is_empty() {
                let of_unit = |cell: &Cell| {
                    ["万元", "元"].into_iter().find(|unit| squeezed(&cell.text.chars().collect::<Vec<_>>()).contains(&format!("({unit})")))
                };
                let title = group.iter().rposition(|cell| of_unit(cell).is_some());
                unit = title.and_then(|at| of_unit(&group[at])).unwrap_or(unit);
                labels = group.iter().skip(title.map_or(0, |at| at + 1)).collect();
            } else if amounts.len() == labels.len() && !unit.is_empty() {
                let amount = |(label, (figure, at)): (&&Cell, (Figure, Span))| Amount {
                    label: label.text.clone(),
                    figure: Figure { unit, ..figure },
                    at,
                };
                self.amounts.extend(labels.iter().zip(amounts).map(amount));
            }
        }
    }
}

/// A table of funds in the making: heads such as 年初预算数, 全年执行数, and the amounts under or beside them.
#[derive(Default)]
struct FundTable {
    unit: Option<&'static str>,
    /// Labels by column; none once their amounts were read.
    heads: Vec<Option<String>>,
}

/// A label before a figure is not longer.
const LABEL_MAX: usize = 20;
/// A paragraph that names a unit is not longer.
const UNIT_LINE_MAX: usize = 200;

impl FundTable {
    /// 单位：万元, （万元）.
    fn look_for_unit(&mut self, text: &[char]) {
        if text.len() > UNIT_LINE_MAX {
            return;
        }
        let words = squeezed(text);
        let names =
            |unit: &str| ["单位:", "(", "金额单位:", "单位为", "金额:"].iter().any(|before| words.contains(&format!("{before}{unit}")));
        self.unit = ["亿元", "万元", "千元", "元"].into_iter().find(|unit| names(unit)).or(self.unit);
    }

    /// The amounts that a row gives with the labels of their columns, or of the cells before them.
    fn read(&mut self, row: &[Cell]) -> Vec<Amount> {
        let labels: Vec<Option<String>> =
            row.iter().map(|cell| Some(squeezed(&cell.text.chars().collect::<Vec<_>>())).filter(|words| funds::is_label(words))).collect();
        let figure = |cell: &Cell| Some((cell.figure().filter(|figure| !figure.raw.is_empty())?, cell.at));
        let mut amounts = Vec::new();
        // A label and its amount side by side, whatever the columns.
        for (at, label) in labels.iter().enumerate() {
            if let (Some(label), Some(amount)) = (label, row.get(at + 1).and_then(figure)) {
                amounts.push((label.clone(), amount));
            }
        }
        if amounts.is_empty() && labels.iter().flatten().count() >= 2 {
            self.heads = labels;
            return Vec::new();
        }
        if amounts.is_empty() {
            let under = self.heads.iter().zip(row).filter_map(|(head, cell)| Some((head.clone()?, figure(cell)?)));
            amounts.extend(under);
            if !amounts.is_empty() {
                // The first row is the whole; those below it are its parts.
                self.heads.clear();
            }
        }
        let with_unit = |(label, (figure, at)): (String, (Figure, Span))| {
            let unit = match (figure.unit, self.unit) {
                ("", _) if label.contains('率') => "%",
                ("", Some(unit)) => unit,
                (own, _) => own,
            };
            Amount { label, figure: Figure { unit, ..figure }, at }
        };
        amounts.into_iter().map(with_unit).collect()
    }
}

/// A label and a bare figure, whose unit is told elsewhere: `年初预算：1,234.00` under `单位：元`.
fn labelled(paragraph: usize, text: &[char]) -> Option<[Cell; 2]> {
    let colon = slice(text, 0, LABEL_MAX).iter().position(|c| plain(*c) == ':')?;
    let pair = [Cell::new(text, paragraph, 0, colon), Cell::new(text, paragraph, colon + 1, text.len())];
    pair[1].figure().is_some_and(|figure| figure.unit.is_empty()).then_some(pair)
}

/// The cells of a row parted by tabs.
fn row(paragraph: usize, text: &[char]) -> Vec<Cell> {
    let mut start = 0;
    let cells = text.split(|c| *c == '\t').map(|cell| {
        let end = start + cell.len();
        Cell::new(text, paragraph, std::mem::replace(&mut start, end + 1), end)
    });
    cells.collect()
}

/// A head that stands one cell a line has no more columns.
const COLUMNS_MAX: usize = 14;

/// The rows after a head of so many cells, as far as figures stand where the head says.
fn rows_under(cells: &[Cell], head: usize) -> Vec<&[Cell]> {
    let columns: Vec<Column> = cells[..head].iter().map(|cell| column(&cell.text)).collect();
    let fits = |(column, cell): (&Column, &Cell)| match column {
        Column::Level | Column::Name => cell.figure().is_none(),
        Column::Weight | Column::Score => cell.figure().is_some(),
        _ => true,
    };
    cells[head..].chunks(head).take_while(|row| row.len() == head && columns.iter().zip(*row).all(fits)).collect()
}

/// Gathers cells that stand one a line into rows: a head of known columns, then as many cells a row.
fn rows_of_cells(cells: &[Cell]) -> Vec<Vec<Cell>> {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut at = 0;
    while at < cells.len() {
        // A cell such as 产出指标 may itself sound like a head: the head is as long as most rows after it bear out.
        let known = cells[at..].iter().take(COLUMNS_MAX).take_while(|cell| column(&cell.text) != Column::Unknown).count();
        let heads = (3..=known).filter(|head| is_head(&cells[at..at + head])).map(|head| (head, rows_under(&cells[at..], head)));
        let Some((head, body)) = heads.rev().max_by_key(|(head, body)| (head * body.len(), *head)) else {
            at += known.max(1);
            continue;
        };
        rows.push(cells[at..at + head].to_vec());
        rows.extend(body.iter().map(|row| row.to_vec()));
        at += head * (1 + body.len());
    }
    rows
}
