//! Tables in text: rows of cells parted by tabs, or one cell a line, known by the words of their head.

use std::ops::Range;

use super::assessment::{Indicator, Span};
use super::document::Document;
use super::figures::{Figure, figure_at};
use super::scalars::{digit, slice, squeezed};

/// A cell: its text and its place.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    pub text: String,
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

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Level,
    Name,
    Nature,
    Target,
    Actual,
    Unit,
    Weight,
    Score,
    Standard,
    Reason,
    Unknown,
}

/// The words at the head of a column; of several that fit, the first.
const COLUMNS: &[(&str, Column)] = &[
    ("一级指标", Column::Level),
    ("二级指标", Column::Level),
    ("三级指标", Column::Name),
    ("四级指标", Column::Unknown),
    ("指标性质", Column::Nature),
    ("指标名称", Column::Name),
    ("评价指标", Column::Name),
    ("绩效指标", Column::Name),
    ("考核指标", Column::Name),
    ("指标内容", Column::Name),
    ("偏差原因", Column::Reason),
    ("未完成原因", Column::Reason),
    ("扣分原因", Column::Reason),
    ("评分标准", Column::Standard),
    ("评价标准", Column::Standard),
    ("计分标准", Column::Standard),
    ("实际完成值", Column::Actual),
    ("完成值", Column::Actual),
    ("实际值", Column::Actual),
    ("完成情况", Column::Actual),
    ("指标值", Column::Target),
    ("目标值", Column::Target),
    ("计划值", Column::Target),
    ("计量单位", Column::Unit),
    ("度量单位", Column::Unit),
    ("自评得分", Column::Score),
    ("自评分", Column::Score),
    ("得分", Column::Score),
    ("分值", Column::Weight),
    ("权重", Column::Weight),
    ("指标", Column::Name),
];

fn column(head: &str) -> Column {
    let head = squeezed(&head.chars().collect::<Vec<_>>());
    COLUMNS.iter().find(|(words, _)| head.contains(words)).map_or(Column::Unknown, |(_, column)| *column)
}

/// Whether a row is the head of a table of indicators.
fn is_head(row: &[Cell]) -> bool {
    let columns: Vec<Column> = row.iter().map(|cell| column(&cell.text)).collect();
    let has = |column| columns.contains(&column);
    has(Column::Name) && (has(Column::Target) || has(Column::Actual) || has(Column::Weight) || has(Column::Score))
}

/// What the tables of a text hold.
#[derive(Default)]
pub(super) struct Tables {
    pub indicators: Vec<Indicator>,
    /// The points in the row 合计 or 总分.
    pub total: Option<String>,
}

/// Reads rows, one table after another.
pub(super) fn read<'a>(rows: impl Iterator<Item = &'a [Cell]>) -> Tables {
    let mut tables = Tables::default();
    let mut columns: Vec<Column> = Vec::new();
    let mut levels: Vec<String> = Vec::new();
    for row in rows {
        if is_head(row) {
            columns = row.iter().map(|cell| column(&cell.text)).collect();
            levels = vec![String::new(); columns.iter().filter(|column| **column == Column::Level).count()];
        } else if !columns.is_empty() {
            read_row(row, &columns, &mut levels, &mut tables);
        }
    }
    tables
}

fn read_row(row: &[Cell], columns: &[Column], levels: &mut [String], tables: &mut Tables) {
    let cells = || columns.iter().copied().zip(row).filter(|(_, cell)| !matches!(cell.text.as_str(), "" | "-" | "—" | "/" | "*"));
    let value = |wanted: Column| cells().find(|(column, _)| *column == wanted).map(|(_, cell)| cell.text.clone());
    if row.iter().any(|cell| matches!(squeezed(&cell.text.chars().collect::<Vec<_>>()).as_str(), "合计" | "总计" | "总分" | "得分合计"))
    {
        tables.total = tables.total.take().or_else(|| value(Column::Score));
        return;
    }
    // A merged cell is printed once: the rows below it inherit its level.
    let mut level = 0;
    for (column, cell) in columns.iter().zip(row) {
        if *column == Column::Level {
            if !cell.text.is_empty() {
                cell.text.clone_into(&mut levels[level]);
            }
            level += 1;
        }
    }
    let Some((_, name)) = cells().find(|(column, _)| *column == Column::Name) else { return };
    let target = value(Column::Target);
    let comparator =
        target.as_deref().and_then(|target| ["≥", "≤", "＝", "=", ">", "<", "＞", "＜"].into_iter().find(|sign| target.starts_with(sign)));
    let bare = |target: String| comparator.and_then(|sign| target.strip_prefix(sign).map(|rest| rest.trim().to_owned())).unwrap_or(target);
    let points = |column| {
        value(column).filter(|points| points.starts_with(|c| digit(c).is_some())).map(|points| points.trim_end_matches('分').to_owned())
    };
    tables.indicators.push(Indicator {
        levels: levels.iter().filter(|level| !level.is_empty()).cloned().collect(),
        nature: value(Column::Nature).filter(|nature| nature.contains("定")),
        comparator: comparator.map(|sign| sign.replace('＝', "=").replace('＞', ">").replace('＜', "<")),
        target: target.map(bare),
        actual: value(Column::Actual),
        unit: value(Column::Unit),
        weight: points(Column::Weight),
        self_score: points(Column::Score),
        standard: value(Column::Standard),
        deviation_reason: value(Column::Reason),
        ..Indicator::named(name.text.clone(), name.at)
    });
}

/// What stands in tables and forms.
#[derive(Default)]
pub(super) struct Cells {
    pub rows: Vec<Vec<Cell>>,
    /// Labels with the amount that stands under each.
    pub amounts: Vec<(String, Figure)>,
}

impl Cells {
    /// Gathers rows parted by tabs, and cells that stand one a line, in a range of paragraphs.
    pub fn of(document: &Document, paragraphs: Range<usize>) -> Self {
        let mut cells = Self::default();
        let mut run: Vec<Cell> = Vec::new();
        for at in paragraphs {
            let paragraph = &document.paragraphs[at];
            if paragraph.mark.is_none() && paragraph.is_phrase() {
                run.push(Cell::new(&paragraph.text, at, 0, paragraph.text.len()));
                continue;
            }
            cells.take_run(&std::mem::take(&mut run));
            if paragraph.is_row {
                cells.rows.push(row(at, &paragraph.text));
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
            let amounts: Vec<Figure> = group.iter().filter_map(Cell::figure).collect();
            if amounts.is_empty() {
                let of_unit = |cell: &Cell| {
                    ["万元", "元"].into_iter().find(|unit| squeezed(&cell.text.chars().collect::<Vec<_>>()).contains(&format!("({unit})")))
                };
                let title = group.iter().rposition(|cell| of_unit(cell).is_some());
                unit = title.and_then(|at| of_unit(&group[at])).unwrap_or(unit);
                labels = group.iter().skip(title.map_or(0, |at| at + 1)).collect();
            } else if amounts.len() == labels.len() && !unit.is_empty() {
                let with_unit = |amount: Figure| Figure { unit, ..amount };
                self.amounts.extend(labels.iter().map(|cell| cell.text.clone()).zip(amounts.into_iter().map(with_unit)));
            }
        }
    }
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

/// Gathers cells that stand one a line into rows: a head of known columns, then as many cells a row.
fn rows_of_cells(cells: &[Cell]) -> Vec<Vec<Cell>> {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut at = 0;
    while at < cells.len() {
        let head = cells[at..].iter().take_while(|cell| column(&cell.text) != Column::Unknown).count();
        if head < 3 || !is_head(&cells[at..at + head]) {
            at += head.max(1);
            continue;
        }
        let columns: Vec<Column> = cells[at..at + head].iter().map(|cell| column(&cell.text)).collect();
        let fits = |row: &&[Cell]| {
            let counted = |column: &Column| matches!(column, Column::Weight | Column::Score);
            row.len() == head && columns.iter().zip(*row).all(|(column, cell)| counted(column) == cell.figure().is_some())
        };
        let body: Vec<&[Cell]> = cells[at + head..].chunks(head).take_while(fits).collect();
        rows.push(cells[at..at + head].to_vec());
        rows.extend(body.iter().map(|row| row.to_vec()));
        at += head * (1 + body.len());
    }
    rows
}
