//! What belongs to the pages and not to the text: page numbers, running heads and feet.
//!
//! They are told by where they stand and that they come again; a heading that is printed twice is not one.

use std::collections::{HashMap, HashSet};

use super::flow::Placed;
use crate::import::lines::page_number;
use crate::import::scalars::squeezed;

/// Of the height of a page, heads stand in so much at the top and feet in as much at the bottom.
const EDGE: f64 = 0.14;
/// A running head stands on every page at the same height, give or take some points.
const SAME_HEIGHT: f64 = 5.0;
/// Of a hundred pages, so many have it: others begin a chapter.
const PAGES_PERCENT: usize = 30;

/// Which of `lines` are furniture. `heights` are those of the pages.
pub(super) fn tell(lines: &[&Placed], heights: &[f64]) -> Vec<bool> {
    let height = |page: u32| heights.get(usize::try_from(page).unwrap_or(0).saturating_sub(1)).copied().unwrap_or(0.0);
    let at_edge = |own: &Placed| own.line.y() < height(own.page) * EDGE || own.line.y() > height(own.page) * (1.0 - EDGE);
    let mut places: HashMap<String, Vec<(u32, f64)>> = HashMap::new();
    for own in lines.iter().filter(|own| at_edge(own)) {
        places.entry(words(own)).or_default().push((own.page, own.line.y()));
    }
    let comes_again = |own: &Placed| {
        let Some(known) = places.get(&words(own)) else { return false };
        let same = known.iter().filter(|(_, y)| (y - own.line.y()).abs() < SAME_HEIGHT).map(|(page, _)| page);
        let pages = same.take(heights.len()).collect::<HashSet<_>>().len();
        pages > 1 && pages * 100 >= heights.len() * PAGES_PERCENT
    };
    // A bare figure counts the pages only if it stands outermost and goes up by one with each of them.
    let mut outermost: HashMap<u32, (f64, f64)> = HashMap::new();
    for own in lines {
        let (top, foot) = outermost.entry(own.page).or_insert((f64::MAX, f64::MIN));
        (*top, *foot) = (top.min(own.line.y()), foot.max(own.line.y()));
    }
    let stands_outermost = |own: &Placed| outermost.get(&own.page).is_some_and(|(top, foot)| own.line.y() <= *top || own.line.y() >= *foot);
    let number = |own: &Placed| page_number(&own.line.text().chars().collect::<Vec<_>>()).filter(|_| at_edge(own));
    let lead = |own: &Placed, number: u32| i64::from(number) - i64::from(own.page);
    let mut leads: HashMap<i64, usize> = HashMap::new();
    for own in lines.iter().filter(|own| stands_outermost(own)) {
        if let Some((value, _)) = number(own) {
            *leads.entry(lead(own, value)).or_default() += 1;
        }
    }
    let counts_pages = |own: &Placed| match number(own) {
        Some((value, is_bare)) => !is_bare || stands_outermost(own) && leads.get(&lead(own, value)).is_some_and(|pages| *pages > 1),
        None => false,
    };
    lines.iter().map(|own| own.line.is_artifact() || counts_pages(own) || at_edge(own) && comes_again(own)).collect()
}

/// The words of a line without its figures, which count the pages.
fn words(own: &Placed) -> String {
    let text: Vec<char> = own.line.text().chars().filter(|c| !c.is_numeric()).collect();
    squeezed(&text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::pdf::column::Side;
    use crate::import::pdf::line::{Line, Piece};

    fn line(page: u32, y: f64, text: &str) -> Placed {
        let piece = Piece { text: text.into(), x0: 50.0, x1: 200.0, y, size: 10.0, is_artifact: false };
        Placed { page, side: Side::Whole, line: Line { pieces: vec![piece] } }
    }

    fn stays(lines: &[Placed], pages: usize) -> Vec<String> {
        let told = tell(&lines.iter().collect::<Vec<_>>(), &vec![842.0; pages]);
        lines.iter().zip(told).filter(|(_, goes)| !goes).map(|(own, _)| own.line.text()).collect()
    }

    #[test]
    fn heads_and_numbers_at_the_edges_go_and_the_text_stays() {
        let mut lines = Vec::new();
        for page in 1..=3 {
            lines.extend([line(page, 30.0, "某局自评报告"), line(page, 400.0, "第一段"), line(page, 800.0, &format!("— {page} —"))]);
        }
        lines.extend([line(3, 500.0, "3"), line(3, 790.0, "94")]);
        assert_eq!(stays(&lines, 3), ["第一段", "第一段", "第一段", "3", "94"]);
    }

    #[test]
    fn bare_figures_are_page_numbers_where_they_count_the_pages() {
        let page = |page: u32, foot: &str| [line(page, 400.0, "正文"), line(page, 800.0, foot)];
        let counted: Vec<Placed> = (1..=3).flat_map(|n| page(n, &(n + 4).to_string())).collect();
        assert_eq!(stays(&counted, 3), ["正文"; 3]);
        assert_eq!(stays(&page(1, "94"), 1), ["正文", "94"]);
    }

    #[test]
    fn a_title_on_one_page_is_no_running_head() {
        assert_eq!(stays(&[line(1, 60.0, "某局自评报告"), line(2, 60.0, "二、问题")], 2), ["某局自评报告", "二、问题"]);
    }
}
