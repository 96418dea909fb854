//! Ruled tables: which glyphs stand in which cell, and which cells in which row.
//!
//! A cell is what the nearest lines on the four sides enclose, so merged cells need no rule of their
//! own: a cell stands in the row and column of its upper left corner, and what it covers is empty.

use super::flow;
use super::glyph::{Glyph, Page, Rule};

/// Lines so near to each other are one, or meet.
const NEAR: f64 = 3.0;
/// Glyphs of one word follow each other so closely, in heights of the font.
const CLOSE: f64 = 0.04;
/// More ruled lines than any table of a page has are a drawing.
const RULES_MAX: usize = 1200;

/// Cells of one table of one page.
const CELLS_MAX: usize = 2000;

/// A table of a page.
#[derive(Debug)]
pub(super) struct Table {
    pub top: f64,
    /// Rows of cells; each cell is its paragraphs.
    pub rows: Vec<Vec<Vec<String>>>,
}

/// A cell with what stands in it.
struct Cell {
    bounds: Rule,
    glyphs: Vec<Glyph>,
}

/// Takes the tables out of a page.
pub(super) fn take_tables(page: &mut Page) -> Vec<Table> {
    let rules = merged(std::mem::take(&mut page.rules));
    if rules.len() > RULES_MAX {
        return Vec::new();
    }
    let mut tables = Vec::new();
    for frame in frames(rules) {
        let mut cells: Vec<Cell> = Vec::new();
        let mut outside = Vec::with_capacity(page.glyphs.len());
        let mut before: Option<(usize, f64, f64)> = None;
        for glyph in std::mem::take(&mut page.glyphs) {
            let at = (glyph.x + glyph.width / 2.0, glyph.middle());
            // What follows without a gap stands where the glyph before it does, even if it runs over the edge.
            let goes_on = before.filter(|(_, right, y)| (glyph.x - right).abs() < glyph.size * CLOSE && (glyph.y - y).abs() < CLOSE);
            // Glyphs come in the order they were written: mostly the next stands where the last did.
            let known = goes_on.map(|(cell, _, _)| cell).or_else(|| cells.iter().rposition(|cell| holds(&cell.bounds, at)));
            let cell = known.or_else(|| {
                let bounds = frame.cell(at).filter(|_| cells.len() < CELLS_MAX)?;
                cells.push(Cell { bounds, glyphs: Vec::new() });
                Some(cells.len() - 1)
            });
            before = cell.map(|cell| (cell, glyph.right(), glyph.y));
            match cell {
                Some(at) => cells[at].glyphs.push(glyph),
                None => outside.push(glyph),
            }
        }
        page.glyphs = outside;
        cells.retain(|cell| !cell.glyphs.iter().all(Glyph::is_blank));
        if cells.len() < 2 {
            // A frame around a text is no table.
            page.glyphs.extend(cells.into_iter().flat_map(|cell| cell.glyphs));
        } else {
            tables.push(rows(cells));
        }
    }
    tables.sort_by(|a, b| a.top.total_cmp(&b.top));
    tables
}

fn holds(bounds: &Rule, (x, y): (f64, f64)) -> bool {
    (bounds.x0..bounds.x1).contains(&x) && (bounds.y0..bounds.y1).contains(&y)
}

/// Lines that meet.
struct Frame {
    level: Vec<Rule>,
    upright: Vec<Rule>,
}

impl Frame {
    /// What the nearest lines on the four sides of a point enclose.
    fn cell(&self, (x, y): (f64, f64)) -> Option<Rule> {
        let beside =
            self.upright.iter().filter(|rule| (rule.y0 - NEAR..=rule.y1 + NEAR).contains(&y)).map(|rule| f64::midpoint(rule.x0, rule.x1));
        let around =
            self.level.iter().filter(|rule| (rule.x0 - NEAR..=rule.x1 + NEAR).contains(&x)).map(|rule| f64::midpoint(rule.y0, rule.y1));
        let (x0, x1) = nearest(beside, x)?;
        let (y0, y1) = nearest(around, y)?;
        Some(Rule { x0, y0, x1, y1 })
    }
}

fn nearest(lines: impl Iterator<Item = f64>, at: f64) -> Option<(f64, f64)> {
    let (mut before, mut after) = (None::<f64>, None::<f64>);
    for line in lines {
        if line <= at {
            before = Some(before.map_or(line, |known| known.max(line)));
        } else {
            after = Some(after.map_or(line, |known| known.min(line)));
        }
    }
    Some((before?, after?))
}

/// Lines that lie on each other or go on in each other become one.
fn merged(rules: Vec<Rule>) -> Vec<Rule> {
    let (mut level, mut upright): (Vec<Rule>, Vec<Rule>) = rules.into_iter().partition(Rule::is_level);
    level.sort_by(|a, b| a.y0.total_cmp(&b.y0).then(a.x0.total_cmp(&b.x0)));
    upright.sort_by(|a, b| a.x0.total_cmp(&b.x0).then(a.y0.total_cmp(&b.y0)));
    let mut merged: Vec<Rule> = Vec::new();
    let mut first = 0;
    for rule in level.into_iter().chain(upright) {
        if merged.last().is_some_and(|last| last.is_level() != rule.is_level()) {
            first = merged.len();
        }
        let goes_on = |last: &&mut Rule| {
            let apart = if rule.is_level() { last.y0 - rule.y0 } else { last.x0 - rule.x0 };
            apart.abs() < 1.0 && rule.meets(last)
        };
        match merged.get_mut(first..).and_then(<[_]>::last_mut).filter(goes_on) {
            Some(last) => {
                *last = Rule { x0: last.x0.min(rule.x0), y0: last.y0.min(rule.y0), x1: last.x1.max(rule.x1), y1: last.y1.max(rule.y1) }
            }
            None => merged.push(rule),
        }
    }
    merged
}

impl Rule {
    fn meets(&self, other: &Self) -> bool {
        let near = |a0: f64, a1: f64, b0: f64, b1: f64| a0 <= b1 + NEAR && b0 <= a1 + NEAR;
        near(self.x0, self.x1, other.x0, other.x1) && near(self.y0, self.y1, other.y0, other.y1)
    }
}

/// Groups lines that touch; a group of level and upright lines may be a table.
fn frames(rules: Vec<Rule>) -> Vec<Frame> {
    let mut left = rules;
    let mut frames = Vec::new();
    while let Some(first) = left.pop() {
        let mut group = vec![first];
        let mut at = 0;
        while at < group.len() {
            let own = group[at];
            let (near, far) = left.into_iter().partition(|other: &Rule| own.meets(other));
            left = far;
            group.extend::<Vec<Rule>>(near);
            at += 1;
        }
        let (level, upright): (Vec<Rule>, Vec<Rule>) = group.into_iter().partition(Rule::is_level);
        if level.len() >= 2 && upright.len() >= 2 {
            frames.push(Frame { level, upright });
        }
    }
    frames
}

/// Puts cells into the rows and columns of their upper left corners.
fn rows(cells: Vec<Cell>) -> Table {
    let edges = |of: fn(&Rule) -> f64| {
        let mut edges: Vec<f64> = cells.iter().map(|cell| of(&cell.bounds)).collect();
        edges.sort_by(f64::total_cmp);
        edges.dedup_by(|a, b| *a - *b < NEAR);
        edges
    };
    let (tops, lefts) = (edges(|bounds| bounds.y0), edges(|bounds| bounds.x0));
    let index = |edges: &[f64], at: f64| edges.partition_point(|edge| *edge < at + NEAR / 2.0).saturating_sub(1);
    let mut rows = vec![vec![Vec::new(); lefts.len()]; tops.len()];
    let top = tops.first().copied().unwrap_or(0.0);
    for cell in cells {
        let (row, column) = (index(&tops, cell.bounds.y0), index(&lefts, cell.bounds.x0));
        rows[row][column].extend(flow::cell(cell.glyphs, &cell.bounds));
    }
    Table { top, rows }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(x0: f64, x1: f64, y: f64) -> Rule {
        Rule { x0, y0: y, x1, y1: y }
    }

    fn upright(x: f64, y0: f64, y1: f64) -> Rule {
        Rule { x0: x, y0, x1: x, y1 }
    }

    fn glyphs(text: &str, x: f64, y: f64) -> Vec<Glyph> {
        let mut x = x;
        let set = text.chars().map(|c| {
            let glyph = Glyph { text: c.to_string(), x, y, width: 10.0, size: 10.0, is_artifact: false };
            x += 10.0;
            glyph
        });
        set.collect()
    }

    #[test]
    fn a_merged_cell_stands_in_its_first_row_and_what_it_covers_is_empty() {
        let mut rules = vec![level(0.0, 100.0, 0.0), level(50.0, 100.0, 20.0), level(0.0, 100.0, 40.0), level(0.0, 100.0, 60.0)];
        rules.extend([upright(0.0, 0.0, 60.0), upright(50.0, 0.0, 60.0), upright(100.0, 0.0, 60.0)]);
        let mut text = glyphs("产出", 5.0, 25.0);
        text.extend([glyphs("甲", 55.0, 15.0), glyphs("乙", 55.0, 35.0), glyphs("丙", 55.0, 55.0), glyphs("外", 5.0, 90.0)].concat());
        let mut page = Page { height: 200.0, glyphs: text, rules };
        let tables = take_tables(&mut page);
        let rows: Vec<Vec<String>> = tables[0].rows.iter().map(|row| row.iter().map(|cell| cell.concat()).collect()).collect();
        assert_eq!(rows, [["产出", "甲"], ["", "乙"], ["", "丙"]]);
        assert_eq!(page.glyphs.iter().map(|glyph| glyph.text.as_str()).collect::<String>(), "外");
    }

    #[test]
    fn a_frame_and_an_underline_are_no_tables() {
        let frame = vec![
            level(0.0, 100.0, 0.0),
            level(0.0, 100.0, 90.0),
            upright(0.0, 0.0, 90.0),
            upright(100.0, 0.0, 90.0),
            level(10.0, 40.0, 32.0),
        ];
        let mut page = Page { height: 200.0, glyphs: glyphs("正文", 10.0, 30.0), rules: frame };
        assert!(take_tables(&mut page).is_empty());
        assert_eq!(page.glyphs.len(), 2);
    }
}
