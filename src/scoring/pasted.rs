//! A pasted table of figures: which of its cells meet which row of the sheet, and what meets none.
//!
//! A head names the columns, a title may stand above it; a line meets the one row of its name. Nothing is guessed: a line that meets no row or several is said, not placed. Lines whose
//! name is a figure of the funds need no head.

use std::collections::{HashMap, HashSet};

use super::Sheet;
use super::cells::{Parted, lines};
use super::layout::folded;
use crate::lang::Said;
use crate::report::{FundField, Quantity};
use crate::said;

/// A figure of a pasted table that meets a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Met {
    /// The item: a row's id, or `funds`.
    pub item: String,
    /// What it is called.
    pub name: String,
    /// The field's path.
    pub field: &'static str,
    /// As pasted.
    pub value: String,
    /// What is in force now.
    pub was: Option<String>,
}

/// A pasted table, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pasted {
    /// The figures that meet a field and say something new.
    pub met: Vec<Met>,
    /// Lines that meet none: their number, from 1, and why.
    pub unmet: Vec<(usize, Said)>,
    /// How many figures are in force already.
    pub known: usize,
    /// Heads of columns that are not taken.
    pub left_out: Vec<String>,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Name,
    Field(&'static str),
}

/// Heads as forms print them, the plainest last: the first that stands in a table is the column's.
const HEADS: &[(Column, &[&str])] = &[
    (Column::Name, &["三级指标", "三级指标名称", "指标名称", "绩效指标", "指标", "名称", "项目", "indicator", "name"]),
    (Column::Field("target"), &["年度指标值", "年初指标值", "年度目标值", "预期指标值", "指标值", "目标值", "target"]),
    (Column::Field("weight"), &["分值", "权重", "分值权重", "weight"]),
    (Column::Field("actual"), &["实际完成值", "全年完成值", "自评完成值", "完成值", "实际值", "完成情况", "actual"]),
    (Column::Field("self_score"), &["自评得分", "自评分", "得分", "selfscore"]),
];

impl Pasted {
    /// Reads a table against a sheet.
    pub fn of(text: &str, sheet: &Sheet) -> Self {
        let mut pasted = Self::default();
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        for (n, row) in sheet.rows.iter().enumerate() {
            by_name.entry(folded(&row.name)).or_default().push(n);
        }
        let mut columns: Option<Vec<Option<Column>>> = None;
        let mut taken: HashSet<(String, &'static str)> = HashSet::new();
        // Above the head: lines of one cell, which are its title if a head comes.
        let mut titles: HashSet<usize> = HashSet::new();
        let (by, lines) = lines(text);
        for (n, cells) in lines.into_iter().enumerate() {
            if cells.iter().all(String::is_empty) {
                continue;
            }
            let line = n + 1;
            if let Some(heads) = heads(&cells) {
                let unknown = |(cell, head): (&String, &Option<Column>)| (head.is_none() && !cell.is_empty()).then(|| cell.clone());
                pasted.left_out.extend(cells.iter().zip(&heads).filter_map(unknown));
                if columns.replace(heads).is_none() {
                    pasted.unmet.retain(|(line, _)| !titles.contains(line));
                }
            } else if let Some((field, value)) = fund(&cells) {
                pasted.take(&mut taken, line, Met { item: "funds".into(), name: field.zh().into(), field: field.path(), value, was: None });
            } else if let Some(columns) = &columns {
                // Blanks show no empty cell: which one is missing would be a guess.
                if by == Parted::Blanks && cells.len() != columns.len() {
                    let (first, n, heads) = (cells.first().cloned().unwrap_or_default(), cells.len(), columns.len());
                    pasted.unmet.push((
                        line,
                        said!(
                            "“{first}”: {n} cells under {heads} heads; part the cells with tabs or |",
                            "“{first}”：表头 {heads} 列，本行 {n} 格，对不上列；请用制表符或 | 分隔"
                        ),
                    ));
                    continue;
                }
                pasted.line(&mut taken, sheet, &by_name, columns, line, &cells);
            } else {
                let first = cells.iter().find(|cell| !cell.is_empty()).cloned().unwrap_or_default();
                if cells.iter().filter(|cell| !cell.is_empty()).count() == 1 {
                    titles.insert(line);
                }
                pasted
                    .unmet
                    .push((line, said!("“{first}”: no head above it names the columns", "“{first}”：上面没有表头，不知道各列是什么")));
            }
        }
        pasted
    }

    fn line(
        &mut self,
        taken: &mut HashSet<(String, &'static str)>,
        sheet: &Sheet,
        by_name: &HashMap<String, Vec<usize>>,
        columns: &[Option<Column>],
        line: usize,
        cells: &[String],
    ) {
        let cell = |column: Column| columns.iter().position(|other| *other == Some(column)).and_then(|at| cells.get(at));
        let Some(name) = cell(Column::Name).filter(|name| !name.is_empty()) else {
            let first = cells.iter().find(|cell| !cell.is_empty()).cloned().unwrap_or_default();
            return self.unmet.push((line, said!("“{first}”: names no indicator", "“{first}”：没有指标名称")));
        };
        let whole = folded(name);
        // Forms number their rows: `3.送戏下乡`.
        let bare = whole.trim_start_matches(|c: char| c.is_ascii_digit()).to_owned();
        let found = by_name.get(&whole).or_else(|| by_name.get(&bare).filter(|_| !bare.is_empty()));
        let row = match found.map(Vec::as_slice) {
            Some([only]) => &sheet.rows[*only],
            Some(several) => {
                let n = several.len();
                return self.unmet.push((line, said!("“{name}”: {n} rows have this name", "“{name}”：有 {n} 行同名，对不上是哪一行")));
            }
            None => return self.unmet.push((line, said!("“{name}”: no row has this name", "“{name}”：评分表里没有这个名称"))),
        };
        for (_, field) in HEADS.iter().filter_map(|(column, _)| match column {
            Column::Field(field) => Some((column, *field)),
            Column::Name => None,
        }) {
            let Some(value) = cell(Column::Field(field)).filter(|value| !value.is_empty() && !is_none(value)) else { continue };
            let given = match field {
                "target" => &row.target,
                "weight" => &row.weight,
                "actual" => &row.actual,
                _ => &row.own,
            };
            let was = given.in_force().map(|given| given.value.raw.trim().to_owned());
            let met = Met { item: row.id.clone(), name: row.name.clone(), field, value: value.clone(), was };
            self.take(taken, line, met);
        }
    }

    fn take(&mut self, taken: &mut HashSet<(String, &'static str)>, line: usize, met: Met) {
        if met.was.as_deref() == Some(met.value.as_str()) {
            self.known += 1;
        } else if taken.insert((met.item.clone(), met.field)) {
            self.met.push(met);
        } else {
            let name = met.name;
            self.unmet.push((line, said!("“{name}”: stands in the table twice, the first counts", "“{name}”：表中重复，只取前一处")));
        }
    }
}

/// The columns, if a line is a head: it names what rows are called by, and at least one figure.
fn heads(cells: &[String]) -> Option<Vec<Option<Column>>> {
    let cells: Vec<String> = cells.iter().map(|cell| folded(cell).to_lowercase()).collect();
    let mut columns = vec![None; cells.len()];
    for (column, words) in HEADS {
        let at = words.iter().find_map(|word| cells.iter().position(|cell| cell == word));
        if let Some(at) = at.filter(|at| columns[*at].is_none()) {
            columns[at] = Some(*column);
        }
    }
    let figures = columns.iter().flatten().filter(|column| **column != Column::Name).count();
    (columns.contains(&Some(Column::Name)) && figures > 0).then_some(columns)
}

/// A figure of the funds: its name, then the first cell that is a number.
fn fund(cells: &[String]) -> Option<(FundField, String)> {
    let mut cells = cells.iter().filter(|cell| !cell.is_empty());
    let name = folded(cells.next()?);
    let field = FundField::all().find(|field| folded(field.zh()) == name)?;
    let value = cells.find(|cell| Quantity::parse(cell).value.is_some())?;
    Some((field, value.clone()))
}

/// What stands in a cell that says nothing.
fn is_none(value: &str) -> bool {
    matches!(value, "/" | "-" | "—" | "——" | "无")
}
