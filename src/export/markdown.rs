//! Writes any paper as Markdown: for machines with nothing else.

use std::fmt::Write as _;

use super::model::{Block, Cell, Content, Document, Sheet, Table, Workbook};
use super::xml::visible;

/// The text, without its seal.
pub(super) fn write(content: &Content) -> String {
    match content {
        Content::Document(document) => of_document(document),
        Content::Workbook(workbook) => of_workbook(workbook),
    }
}

fn of_document(document: &Document) -> String {
    let mut text = String::new();
    if let Some(marking) = &document.marking {
        block(&mut text, &format!("**{}**", escaped(marking)));
    }
    block(&mut text, &format!("# {}", escaped(&document.title.replace('\n', ""))));
    for part in &document.blocks {
        match part {
            Block::Heading { level, no, text: heading, .. } => {
                // `1.` would begin a list.
                let no = no.replace('.', "\\.");
                block(&mut text, &format!("{} {no}{}", "#".repeat(usize::from(*level) + 1), escaped(heading)));
            }
            Block::Paragraph { label, text: words, .. } => {
                let label = if label.is_empty() { String::new() } else { format!("**{}**", escaped(label)) };
                block(&mut text, &format!("{label}{}", escaped(words)));
            }
            Block::Table(table) => block(&mut text, &tabular(table)),
        }
    }
    text
}

fn of_workbook(workbook: &Workbook) -> String {
    let mut text = String::new();
    if let Some(marking) = &workbook.marking {
        block(&mut text, &format!("**{}**", escaped(marking)));
    }
    for Sheet { title, above, table, below, .. } in &workbook.sheets {
        block(&mut text, &format!("# {}", escaped(title)));
        for line in above {
            block(&mut text, &escaped(line));
        }
        if !table.rows.is_empty() {
            block(&mut text, &tabular(table));
        }
        for line in below {
            block(&mut text, &escaped(line));
        }
    }
    text
}

fn block(text: &mut String, block: &str) {
    let before = if text.is_empty() { "" } else { "\n" };
    writeln!(text, "{before}{}", block.trim_end()).expect("a string takes all");
}

fn tabular(table: &Table) -> String {
    let shown: Vec<usize> = (0..table.columns.len()).filter(|n| table.columns.get(*n).is_some_and(|column| !column.hidden)).collect();
    let row = |cell: &dyn Fn(usize) -> String| shown.iter().fold("|".to_owned(), |row, n| row + " " + &cell(*n) + " |") + "\n";
    let mut text = row(&|n| table.columns.get(n).map_or_else(String::new, |column| escaped(&column.head)));
    text.push_str(&row(&|_| "---".to_owned()));
    for line in &table.rows {
        text.push_str(&row(&|n| line.cells.get(n).map_or_else(String::new, |cell| escaped(&Cell::text(cell)).replace('\n', "<br>"))));
    }
    if let Some(total) = &table.total {
        let first = shown.first().copied();
        text.push_str(&row(&|n| {
            if Some(n) == first { escaped(total) } else { table.sum(n).map_or_else(String::new, |sum| sum.to_string()) }
        }));
    }
    text
}

/// What would be read as markup is said to be none; raw HTML, links and pictures with it.
fn escaped(text: &str) -> String {
    let text = visible(text);
    let mut out = String::with_capacity(text.len());
    let mut starts = true;
    for c in text.chars() {
        let leads = starts && matches!(c, '#' | '+' | '-' | '>' | '=' | '~');
        if leads || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '|' | '&') {
            out.push('\\');
        }
        out.push(c);
        starts = c == '\n' || (starts && c == ' ');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_of_a_report_is_markup() {
        for (text, expected) in [
            ("一、基本情况", "一、基本情况"),
            ("# 标题", "\\# 标题"),
            ("<script>a|b</script>", "\\<script>a\\|b\\</script>"),
            ("![x](http://x) *a* _b_ `c`", "!\\[x\\](http://x) \\*a\\* \\_b\\_ \\`c\\`"),
            ("1-2", "1-2"),
            ("a\n- b", "a\n\\- b"),
        ] {
            assert_eq!(escaped(text), expected);
        }
    }
}
