//! A template and what there is to say, made one: the content of a paper.

use super::model::{Block, Cell, Content, Document, Piece, Row, Sheet, Table, Workbook};
use super::scope::{Scope, Within};
use super::template::{BlockTemplate, DocumentTemplate, Phrase, SheetTemplate, TableTemplate, Template, WorkbookTemplate};

/// The content of the paper.
pub(super) fn compose(template: &Template, scope: &Scope, marking: Option<&str>, name: &str) -> Content {
    let scope = Within::root(scope);
    match template {
        Template::Document(template) => Content::Document(document(template, &scope, marking)),
        Template::Workbook(template) => Content::Workbook(workbook(template, &scope, marking, name)),
    }
}

fn document(template: &DocumentTemplate, scope: &Within<'_>, marking: Option<&str>) -> Document {
    let mut blocks = Vec::new();
    write(&template.body, scope, &mut blocks);
    Document { title: template.title.text(scope), marking: marking.map(str::to_owned), blocks: numbered(with_content(blocks)) }
}

/// A block and whether its heading is to be numbered.
type Written = (Block, bool);

fn write(templates: &[BlockTemplate], scope: &Within<'_>, blocks: &mut Vec<Written>) {
    let piece = || Piece { source: scope.source().to_owned(), changed: false };
    for template in templates {
        match template {
            BlockTemplate::Heading { level, numbered, text } => {
                let text = text.text(scope);
                if !text.is_empty() {
                    blocks.push((Block::Heading { level: *level, no: String::new(), text, piece: piece() }, *numbered));
                }
            }
            BlockTemplate::Paragraph { label, text, place } => {
                // What the reviewer wrote in several lines is several paragraphs; the first has the label.
                let text = text.text(scope);
                for (n, line) in text.lines().map(str::trim_end).filter(|line| !line.trim().is_empty()).enumerate() {
                    let label = if n == 0 { label.clone() } else { String::new() };
                    blocks.push((Block::Paragraph { label, text: line.to_owned(), place: *place, piece: piece() }, false));
                }
            }
            BlockTemplate::Each { list, body, none } => {
                let rows = scope.list(list);
                for row in rows {
                    write(body, &scope.row(row), blocks);
                }
                let none = none.text(scope);
                if rows.is_empty() && !none.is_empty() {
                    blocks.push((
                        Block::Paragraph { label: String::new(), text: none, place: super::model::Place::Body, piece: piece() },
                        false,
                    ));
                }
            }
            BlockTemplate::Table(template) => {
                let table = table(template, scope);
                let none = template.none.text(scope);
                if !table.rows.is_empty() {
                    blocks.push((Block::Table(table), false));
                } else if !none.is_empty() {
                    blocks.push((
                        Block::Paragraph { label: String::new(), text: none, place: super::model::Place::Body, piece: piece() },
                        false,
                    ));
                }
            }
        }
    }
}

/// Without headings that nothing stands under.
fn with_content(blocks: Vec<Written>) -> Vec<Written> {
    let mut kept: Vec<Written> = Vec::new();
    for block in blocks.into_iter().rev() {
        if let Block::Heading { level, .. } = &block.0 {
            let stands_over = match kept.last() {
                None => false,
                Some((Block::Heading { level: next, .. }, _)) => next > level,
                Some(_) => true,
            };
            if !stands_over {
                continue;
            }
        }
        kept.push(block);
    }
    kept.reverse();
    kept
}

/// Headings with their numbers: 一、（一）1.（1）, each level counting on under its own heading.
fn numbered(blocks: Vec<Written>) -> Vec<Block> {
    let mut counts = [0_u32; 4];
    let mut number = |level: u8| {
        let at = usize::from(level.clamp(1, 4)) - 1;
        counts[at] += 1;
        counts[at + 1..].fill(0);
        let n = counts[at];
        match level {
            1 => format!("{}、", chinese(n)),
            2 => format!("（{}）", chinese(n)),
            3 => format!("{n}."),
            _ => format!("（{n}）"),
        }
    };
    let block = |(block, counts): Written| match block {
        Block::Heading { level, text, piece, .. } if counts => Block::Heading { level, no: number(level), text, piece },
        block => block,
    };
    blocks.into_iter().map(block).collect()
}

/// 一 to 九十九, then digits: no paper has so many sections.
fn chinese(n: u32) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, ones) = (n / 10, DIGITS[(n % 10) as usize]);
    match tens {
        0 => ones.to_owned(),
        1 => format!("十{ones}"),
        2..=9 => format!("{}十{ones}", DIGITS[tens as usize]),
        _ => n.to_string(),
    }
}

fn table(template: &TableTemplate, scope: &Within<'_>) -> Table {
    let row = |row: &Scope| {
        let scope = scope.row(row);
        let cells = template.columns.iter().map(|(_, value)| value.say(&scope).unwrap_or(Cell::Text(String::new()))).collect();
        Row { cells, piece: Piece { source: scope.source().to_owned(), changed: false } }
    };
    let mut table = Table {
        columns: template.columns.iter().map(|(column, _)| column.clone()).collect(),
        rows: scope.list(&template.list).iter().map(row).collect(),
        total: None,
    };
    let adds_up = (0..table.columns.len()).any(|n| table.sum(n).is_some());
    table.total = template.total.clone().filter(|_| adds_up);
    table
}

fn workbook(template: &WorkbookTemplate, scope: &Within<'_>, marking: Option<&str>, name: &str) -> Workbook {
    let sheets = template.sheets.iter().map(|template| sheet(template, scope)).collect();
    Workbook { title: name.to_owned(), marking: marking.map(str::to_owned), sheets }
}

fn sheet(template: &SheetTemplate, scope: &Within<'_>) -> Sheet {
    let table = table(&template.table, scope);
    let lines = |lines: &[Phrase]| -> Vec<String> { lines.iter().map(|line| line.text(scope)).filter(|line| !line.is_empty()).collect() };
    let mut below = lines(&template.below);
    if table.rows.is_empty() {
        below.insert(0, template.table.none.text(scope));
    }
    // A sum that leaves rows out says so.
    if table.total.is_some() {
        let left_out = |(n, column): (usize, &super::model::Column)| {
            let rows = table.unsummed(n);
            (table.sum(n).is_some() && rows > 0).then(|| format!("“{}”合计不含无数值的 {rows} 行。", column.head))
        };
        below.extend(table.columns.iter().enumerate().filter_map(left_out));
    }
    below.retain(|line| !line.is_empty());
    Sheet { name: template.name.clone(), title: template.title.text(scope), above: lines(&template.above), table, below }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heading(level: u8) -> Written {
        (Block::Heading { level, no: String::new(), text: "甲".into(), piece: Piece::default() }, true)
    }

    fn paragraph() -> Written {
        (
            Block::Paragraph { label: String::new(), text: "乙".into(), place: super::super::model::Place::Body, piece: Piece::default() },
            false,
        )
    }

    #[test]
    fn headings_are_numbered_by_level_and_those_over_nothing_are_left_out() {
        let blocks = vec![
            heading(1),
            heading(2),
            paragraph(),
            heading(2),
            heading(3),
            paragraph(),
            heading(1),
            heading(2),
            heading(1),
            paragraph(),
            heading(4),
            paragraph(),
        ];
        let numbers: Vec<String> = numbered(with_content(blocks))
            .into_iter()
            .filter_map(|block| match block {
                Block::Heading { no, .. } => Some(no),
                _ => None,
            })
            .collect();
        assert_eq!(numbers, ["一、", "（一）", "（二）", "1.", "二、", "（1）"]);
    }

    #[test]
    fn chinese_numbers_are_as_headings_have_them() {
        assert_eq!([1, 10, 11, 20, 21, 99, 100].map(chinese), ["一", "十", "十一", "二十", "二十一", "九十九", "100"]);
    }
}
