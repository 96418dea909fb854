//! A paper as text to be looked at on a screen: no markup, each row of a table a few lines of `head：value`,
//! for no screen is as wide as a sheet.

use super::model::{Block, Cell, Content, Place, Table};
use super::xml::visible;

/// A line of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The text.
    pub text: String,
    /// Whether it is a title, a heading or the head of a row.
    pub leads: bool,
}

/// Two full-width blanks, as a paragraph begins.
const INDENT: &str = "　　";

/// The lines, to be wrapped.
pub(super) fn write(content: &Content) -> Vec<Line> {
    let mut page = Page(Vec::new());
    match content {
        Content::Document(document) => {
            page.marking(document.marking.as_deref());
            document.title.lines().for_each(|line| page.lead(line));
            page.gap();
            for block in &document.blocks {
                match block {
                    Block::Heading { no, text, .. } => page.lead(&format!("{no}{text}")),
                    Block::Paragraph { label, text, place, .. } => {
                        let indent = if *place == Place::Body { INDENT } else { "" };
                        page.line(&format!("{indent}{label}{text}"));
                    }
                    Block::Table(table) => page.table(table),
                }
            }
        }
        Content::Workbook(workbook) => {
            page.marking(workbook.marking.as_deref());
            for sheet in &workbook.sheets {
                page.gap();
                page.lead(&sheet.title);
                sheet.above.iter().for_each(|line| page.line(line));
                page.table(&sheet.table);
                sheet.below.iter().for_each(|line| page.line(line));
            }
        }
    }
    page.0
}

struct Page(Vec<Line>);

impl Page {
    fn push(&mut self, text: &str, leads: bool) {
        self.0.extend(visible(text).lines().map(|line| Line { text: line.to_owned(), leads }));
    }

    fn line(&mut self, text: &str) {
        self.push(text, false);
    }

    fn lead(&mut self, text: &str) {
        self.push(text, true);
    }

    /// A blank line, but none at the top and no two.
    fn gap(&mut self) {
        if self.0.last().is_some_and(|line| !line.text.is_empty()) {
            self.0.push(Line { text: String::new(), leads: false });
        }
    }

    fn marking(&mut self, marking: Option<&str>) {
        if let Some(marking) = marking {
            self.lead(marking);
        }
    }

    fn table(&mut self, table: &Table) {
        let shown: Vec<usize> = (0..table.columns.len()).filter(|n| table.columns.get(*n).is_some_and(|column| !column.hidden)).collect();
        let head = |n: usize| table.columns.get(n).map_or("", |column| column.head.as_str());
        for row in &table.rows {
            self.gap();
            for (at, n) in shown.iter().enumerate() {
                let value = row.cells.get(*n).map(Cell::text).unwrap_or_default();
                let value = value.trim();
                if !value.is_empty() {
                    // Lines of one cell stay together.
                    let line = format!("{}：{}", head(*n), value.replace('\n', " "));
                    if at == 0 { self.lead(&line) } else { self.line(&format!("  {line}")) }
                }
            }
        }
        if let Some(total) = &table.total {
            self.gap();
            let sums = shown.iter().filter_map(|n| Some(format!("{} {}", head(*n), table.sum(*n)?)));
            self.lead(&format!("{total}：{}", sums.collect::<Vec<_>>().join("，")));
        }
        self.gap();
    }
}

#[cfg(test)]
mod tests {
    use super::super::model::{Column, Document, Piece, Row};
    use super::*;

    #[test]
    fn a_paper_to_look_at_has_no_markup() {
        let column = |head: &str| Column { head: head.into(), ..Column::default() };
        let row =
            Row { cells: vec![Cell::Text("1".into()), Cell::Text("a|b\n_c_".into()), Cell::Text(String::new())], piece: Piece::default() };
        let table = Table { columns: vec![column("序号"), column("事项"), column("备注")], rows: vec![row], total: None };
        let paragraph =
            Block::Paragraph { label: "依据：".into(), text: "《甲》".into(), place: Place::Body, piece: Piece::default() };
        let document = Document { title: "甲局\n复核意见".into(), marking: None, blocks: vec![paragraph, Block::Table(table)] };
        let text: Vec<String> = write(&Content::Document(document)).into_iter().map(|line| line.text).collect();
        assert_eq!(text, ["甲局", "复核意见", "", "　　依据：《甲》", "", "序号：1", "  事项：a|b _c_", ""]);
    }
}
