//! Reads a paper's template from its file.

use super::error::{Problem, TemplateError};
use super::node::{Node, Table};
use super::phrase::{Around, Phrase, Prose};
use super::{BlockTemplate, DocumentTemplate, SheetTemplate, TableTemplate, Template, WorkbookTemplate};
use crate::export::model::{Column, Place};
use crate::export::papers::{PaperRow, Shape};
use crate::export::vocabulary::{self, VOCABULARY};

/// 一级 to 四级标题.
const LEVELS: u32 = 4;
/// A column wider than a page.
const WIDTH_MAX: u32 = 200;
/// Lists stand in lists at most this deep: 处室 → 资料.
const DEPTH_MAX: usize = 4;

const PLACES: &[(&str, Place)] = &[("body", Place::Body), ("flush", Place::Flush), ("centre", Place::Centre), ("right", Place::Right)];

pub(super) fn template(node: Node<'_, '_>, row: &PaperRow) -> Result<Template, TemplateError> {
    let around = Around { lists: Vec::new(), audience: row.audience };
    let mut file = node.table()?;
    let template = match row.shape {
        Shape::Document => Template::Document(DocumentTemplate {
            title: Phrase::read(file.required("title")?, &around)?,
            body: blocks(file.required("body")?, &around)?,
        }),
        Shape::Workbook => {
            let node = file.required("sheets")?;
            let sheets: Vec<SheetTemplate> = node.list()?.into_iter().map(|node| sheet(node, &around)).collect::<Result<_, _>>()?;
            if sheets.is_empty() {
                return Err(node.error(Problem::Missing("sheets")));
            }
            Template::Workbook(WorkbookTemplate { sheets })
        }
    };
    file.finish()?;
    Ok(template)
}

fn blocks(node: Node<'_, '_>, around: &Around) -> Result<Vec<BlockTemplate>, TemplateError> {
    node.list()?.into_iter().map(|node| block(node, around)).collect()
}

fn block(node: Node<'_, '_>, around: &Around) -> Result<BlockTemplate, TemplateError> {
    let mut table = node.table()?;
    let block = if let Some(text) = table.optional("heading") {
        let level = table.optional("level").map_or(Ok(1), |node| node.whole(LEVELS))?;
        BlockTemplate::Heading {
            level: u8::try_from(level).unwrap_or(1),
            numbered: table.optional("numbered").map_or(Ok(true), Node::flag)?,
            text: Phrase::read(text, around)?,
        }
    } else if let Some(text) = table.optional("text") {
        BlockTemplate::Paragraph {
            text: Prose::read(text, around)?,
            label: table.optional("label").map_or(Ok(""), Node::text)?.to_owned(),
            place: table.optional("align").map_or(Ok(Place::Body), |node| node.one_of(PLACES))?,
        }
    } else if let Some(each) = table.optional("each") {
        let list = list(each, around)?;
        let otherwise = table.optional("none").map_or(Ok(Prose::default()), |node| Prose::read(node, around))?;
        BlockTemplate::Each { body: blocks(table.required("body")?, &around.within(&list))?, list, none: otherwise }
    } else if table.optional("rows").is_some() {
        BlockTemplate::Table(tabular(&mut table, around)?)
    } else {
        return Err(table.error(Problem::OneOf(vec!["heading", "text", "each", "rows"])));
    };
    table.finish()?;
    Ok(block)
}

/// A list that stands around, or anywhere.
fn list(node: Node<'_, '_>, around: &Around) -> Result<String, TemplateError> {
    let name = node.text()?;
    let here = || VOCABULARY.iter().filter(|names| !names.list.is_empty() && names.audience <= around.audience).map(|names| names.list);
    around.check(node, name, vocabulary::list, || Problem::List(name.to_owned(), here().collect()))?;
    if around.lists.len() >= DEPTH_MAX {
        return Err(node.error(Problem::List(name.to_owned(), Vec::new())));
    }
    Ok(name.to_owned())
}

fn tabular(table: &mut Table<'_, '_>, around: &Around) -> Result<TableTemplate, TemplateError> {
    let list = list(table.required("rows")?, around)?;
    let node = table.required("columns")?;
    let within = around.within(&list);
    let columns: Vec<_> = node.list()?.into_iter().map(|node| column(node, &within)).collect::<Result<_, _>>()?;
    if columns.iter().all(|(column, _)| column.hidden) {
        return Err(node.error(Problem::Missing("columns")));
    }
    Ok(TableTemplate {
        list,
        columns,
        total: table.optional("total").map(Node::text).transpose()?.map(str::to_owned),
        none: table.optional("none").map_or(Ok(Phrase::default()), |node| Phrase::read(node, around))?,
    })
}

fn column(node: Node<'_, '_>, around: &Around) -> Result<(Column, Phrase), TemplateError> {
    let mut table = node.table()?;
    let column = Column {
        head: table.required("head")?.text()?.to_owned(),
        width: table.optional("width").map(|node| node.whole(WIDTH_MAX)).transpose()?.map(|width| u16::try_from(width).unwrap_or(u16::MAX)),
        place: table.optional("align").map_or(Ok(Place::Body), |node| node.one_of(PLACES))?,
        sum: table.optional("sum").map_or(Ok(false), Node::flag)?,
        hidden: table.optional("hidden").map_or(Ok(false), Node::flag)?,
    };
    let value = Phrase::read(table.required("value")?, around)?;
    table.finish()?;
    Ok((column, value))
}

fn sheet(node: Node<'_, '_>, around: &Around) -> Result<SheetTemplate, TemplateError> {
    let mut table = node.table()?;
    let lines = |node: Option<Node<'_, '_>>| -> Result<Vec<Phrase>, TemplateError> {
        node.map_or(Ok(Vec::new()), |node| node.list()?.into_iter().map(|node| Phrase::read(node, around)).collect())
    };
    let sheet = SheetTemplate {
        name: table.required("name")?.text()?.to_owned(),
        title: Phrase::read(table.required("title")?, around)?,
        above: lines(table.optional("above"))?,
        below: lines(table.optional("below"))?,
        table: tabular(&mut table, around)?,
    };
    table.finish()?;
    Ok(sheet)
}
