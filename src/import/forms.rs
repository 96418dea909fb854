//! Rows of forms: a label such as 职能职责概述 and beside it what would elsewhere be a chapter.
//!
//! Such a row is no row of a table: its cells become paragraphs, the label their heading.

use super::figures::figure_at;
use super::lexicon::{self, Section};
use super::paragraphs::Paragraph;
use super::scalars::{slice, squeeze};

/// Rows of labels become paragraphs; all others stay as they are.
pub(super) fn unfold(paragraphs: Vec<Paragraph>) -> Vec<Paragraph> {
    let mut unfolded = Vec::with_capacity(paragraphs.len());
    for paragraph in paragraphs {
        let cells = cells(&paragraph.text);
        if paragraph.is_row && is_labelled(&cells) {
            unfolded.extend(cells.into_iter().map(|cell| Paragraph::new(cell, paragraph.line, paragraph.page)));
        } else {
            unfolded.push(paragraph);
        }
    }
    unfolded
}

/// The cells that hold something, without blanks around it.
fn cells(text: &[char]) -> Vec<&[char]> {
    let bare = |cell: &[char]| {
        let head = cell.iter().take_while(|c| c.is_whitespace()).count();
        let tail = cell.iter().rev().take_while(|c| c.is_whitespace()).count();
        (head, cell.len().saturating_sub(tail))
    };
    let cells = text.split(|c| *c == '\t').map(|cell| {
        let (start, end) = bare(cell);
        slice(cell, start, end)
    });
    cells.filter(|cell| !cell.is_empty()).collect()
}

/// Whether the first cell is a label and the others are what it heads: neither figures nor labels of columns.
fn is_labelled(cells: &[&[char]]) -> bool {
    use Section::{Achievements, Duties, Issues, Measures, Practices, Work};
    let label = |cell: &[char]| lexicon::read(&squeeze(cell)).filter(|reading| reading.covers(75)).map(|reading| reading.section);
    let is_figure = |cell: &&&[char]| figure_at(cell, 0).is_some_and(|figure| figure.end == cell.len());
    let Some((first, rest)) = cells.split_first() else { return false };
    matches!(label(first), Some(Duties | Work | Issues | Measures | Achievements | Practices))
        && !rest.is_empty()
        && !rest.iter().any(|cell| is_figure(&cell) || label(cell).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unfolded(row: &str) -> Vec<String> {
        let row = Paragraph::new(&row.chars().collect::<Vec<_>>(), 1, None);
        unfold(vec![row]).iter().map(|p| p.no.chars().chain(p.text.iter().copied()).collect()).collect()
    }

    #[test]
    fn a_label_and_its_text_become_paragraphs_and_rows_of_tables_stay() {
        assert_eq!(unfolded("职能职责概述\t1.负责登记。2.承办交办事项。"), ["职能职责概述", "1.负责登记。2.承办交办事项。"]);
        assert_eq!(unfolded("改进措施\t\t加强培训。"), ["改进措施", "加强培训。"]);
        for row in ["重点工作\t10\t9.5", "存在问题\t改进措施", "产出指标\t培训人次\t300人次", "一级指标\t二级指标"]
        {
            assert_eq!(unfolded(row), [row]);
        }
    }
}
