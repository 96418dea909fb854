//! Lines as they come, with their page where it can be told, and without page furniture.
//!
//! Page numbers, running headers and tables of contents stand between the lines of a paragraph;
//! they are set aside, never dropped, so that the paragraph closes over them.

use std::collections::{HashMap, HashSet};

use super::aligned;
use super::marks::mark_at;
use super::scalars::{digit, plain, squeeze, squeezed};

/// A printed line with something on it.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Line in the source, from 1.
    pub number: u32,
    /// Page, where pages can be told apart.
    pub page: Option<u32>,
    /// Without blanks around it.
    pub text: Vec<char>,
    /// Columns of blank before it.
    pub indent_cols: u32,
    /// Empty lines before it.
    pub blanks_before: u32,
    /// Whether a page turned between the line before and this one.
    pub after_page_turn: bool,
    /// Whether it was one piece of a longer line with the piece before it.
    pub is_piece: bool,
    /// Heading depth from 1 as its style says; 0 where none says so.
    pub heading: u8,
    /// Whether it is a row of a table: cells parted by tabs.
    pub is_row: bool,
}

impl Line {
    /// A line that stands by itself.
    pub fn new(text: Vec<char>, number: u32, page: Option<u32>) -> Self {
        let is_row = text.contains(&'\t');
        Self { number, page, text, indent_cols: 0, blanks_before: 0, after_page_turn: false, is_piece: false, heading: 0, is_row }
    }
}

/// The lines of a text, and what was set aside, by line.
pub(super) struct Lines {
    pub body: Vec<Line>,
    pub furniture: Vec<(u32, String)>,
}

/// A line this long that holds several marks after blanks is a whole report without line ends.
const LONG_LINE: usize = 150;
/// A running header is short.
const HEADER_MAX: usize = 60;
/// A title repeated so often is a running header.
const HEADERS_MIN: usize = 3;
/// Two page breaks stand at least this many lines apart, else the sign means something else.
const PAGE_LINES_MIN: usize = 8;
/// A table of contents is not longer.
const CONTENTS_MAX: usize = 200;

/// Cuts `text` into lines and sets the page furniture aside.
pub(super) fn lines(text: &str) -> Lines {
    let mut body = Vec::new();
    let mut blanks = 0;
    let mut feeds = 0;
    let mut number = 0;
    let mut rules = Vec::new();
    for page in text.split('\u{000C}') {
        for raw in page.replace("\r\n", "\n").split(LINE_ENDS) {
            number += 1;
            let piped = piped_row(raw);
            if piped.as_deref() == Some("") {
                rules.push((number, raw.trim().to_owned()));
                continue;
            }
            let (raw, heading) = unhashed(piped.as_deref().unwrap_or(raw));
            // A row of a table may begin with empty cells.
            let is_row = raw.trim().contains('\t');
            let trimmed = if is_row { raw.trim_end() } else { raw.trim() };
            if trimmed.is_empty() {
                blanks += 1;
                continue;
            }
            let indent = raw.chars().take_while(|c| c.is_whitespace() && *c != '\t');
            let line = Line {
                indent_cols: indent.map(|c| if c == '\u{3000}' { 2 } else { 1 }).sum(),
                blanks_before: std::mem::take(&mut blanks),
                heading,
                ..Line::new(trimmed.chars().collect(), number, Some(feeds + 1))
            };
            explode(line, &mut body);
        }
        feeds += 1;
        // A form feed ends no line of the source by itself.
        number -= 1;
    }
    aligned::part_cells(&mut body);
    let mut lines = Lines { body, furniture: rules };
    lines.set_aside_contents();
    lines.number_pages(feeds > 1);
    lines
}

/// What ends a line; Word's soft break comes as a vertical tab where its text was copied.
const LINE_ENDS: [char; 5] = ['\n', '\r', '\u{000B}', '\u{2028}', '\u{2029}'];

/// Deeper headings than these are no markdown.
const HASHES_MAX: usize = 6;

/// A heading of markdown without its hashes, and how many they were.
fn unhashed(raw: &str) -> (&str, u8) {
    let text = raw.trim();
    let hashes = text.chars().take_while(|c| *c == '#').count();
    let heading = text.get(hashes..).filter(|rest| (1..=HASHES_MAX).contains(&hashes) && rest.starts_with([' ', '\u{3000}']));
    heading.map_or((raw, 0), |heading| (heading, u8::try_from(hashes).unwrap_or(0)))
}

/// A row drawn with bars, its cells parted by tabs; empty if it is the rule under a head. `None` for other lines.
fn piped_row(raw: &str) -> Option<String> {
    let is_bar = |c: char| matches!(c, '|' | '｜' | '│' | '┃');
    let line = raw.trim();
    if line.chars().filter(|c| is_bar(*c)).count() < 2 {
        return None;
    }
    let inner = line.strip_prefix(is_bar).unwrap_or(line);
    let inner = inner.strip_suffix(is_bar).unwrap_or(inner);
    let is_rule = inner.chars().all(|c| is_bar(c) || c.is_whitespace() || matches!(c, '-' | ':' | '—' | '─' | '+'));
    Some(if is_rule { String::new() } else { inner.split(is_bar).map(str::trim).collect::<Vec<_>>().join("\t") })
}

/// Where a report came without line ends, the blanks inside it are where its lines ended.
fn explode(line: Line, into: &mut Vec<Line>) {
    let text = &line.text;
    let after_blank = |at: usize| at > 0 && text.get(at - 1).is_some_and(|c| c.is_whitespace());
    let marks = || (0..text.len()).filter(|at| after_blank(*at) && mark_at(text, *at).is_some());
    if text.len() < LONG_LINE || text.contains(&'\t') || marks().nth(1).is_none() {
        into.push(line);
        return;
    }
    let is_word = |c: Option<&char>| c.is_some_and(char::is_ascii_alphanumeric);
    let mut start = 0;
    let mut first = true;
    for at in 1..=text.len() {
        let ends = at == text.len()
            || after_blank(at)
                && !text.get(at).is_some_and(|c| c.is_whitespace())
                && (mark_at(text, at).is_some()
                    || !is_word(text.get(at)) && !is_word(text.get(..at).and_then(|head| head.iter().rev().find(|c| !c.is_whitespace()))));
        if ends {
            let piece: String = text.get(start..at).unwrap_or_default().iter().collect();
            let page_and_place = Line { text: piece.trim().chars().collect(), is_piece: !first, ..line.clone_place() };
            into.push(page_and_place);
            (start, first) = (at, false);
        }
    }
}

impl Line {
    fn clone_place(&self) -> Self {
        Self { text: Vec::new(), ..*self }
    }
}

impl Lines {
    /// Sets aside the table of contents: lines that lead to a page number, or a list of headings that all come again.
    fn set_aside_contents(&mut self) {
        let head = self.body.iter().position(|line| matches!(squeezed(&line.text).as_str(), "目录" | "目次"));
        let mut aside: HashSet<usize> = (0..self.body.len()).filter(|at| leads_to_page(&self.body[*at].text)).collect();
        if let Some(head) = head {
            let entry = |line: &Line| entry_words(&line.text);
            let window = &self.body[head + 1..self.body.len().min(head + 1 + CONTENTS_MAX)];
            let again = window.first().and_then(|first| window.iter().skip(1).position(|line| entry(line) == entry(first)));
            let end = again.map(|len| head + 2 + len).filter(|end| {
                let later: HashSet<String> = self.body[*end..].iter().map(entry).collect();
                self.body[head + 1..*end].iter().all(|line| later.contains(&entry(line)))
            });
            if let Some(end) = end {
                aside.extend(head..end);
            } else if aside.contains(&(head + 1)) {
                aside.insert(head);
            }
        }
        self.set_aside(&aside);
    }

    /// Tells pages apart by form feeds, printed numbers or the blank a PDF leaves at the head of a page, and sets numbers and running headers aside.
    fn number_pages(&mut self, has_feeds: bool) {
        let printed = self.printed_page_numbers();
        let spaced = if has_feeds || !printed.is_empty() { Vec::new() } else { self.spaced_page_heads() };
        let known = has_feeds || !printed.is_empty() || !spaced.is_empty();
        // A printed number stands at the head of its page or at the foot: the side with the longer rest tells.
        let (first, last) = (printed.keys().min().copied().unwrap_or(0), printed.keys().max().copied().unwrap_or(0));
        let at_foot = u32::from(first + last + 1 >= self.body.len());
        let mut page = match printed.get(&first) {
            Some(number) => *number,
            None => u32::from(spaced.first() != Some(&0)),
        };
        let mut turned = false;
        let mut heads: Vec<usize> = Vec::new();
        let mut feet: Vec<usize> = Vec::new();
        let mut fed_page = None;
        for at in 0..self.body.len() {
            if let Some(number) = printed.get(&at) {
                feet.extend(at.checked_sub(1));
                turned = true;
                page = number.saturating_add(at_foot);
                continue;
            }
            let line = &mut self.body[at];
            turned |= fed_page.is_some() && fed_page != line.page;
            fed_page = line.page;
            if spaced.binary_search(&at).is_ok() {
                page += 1;
                turned = page > 1;
            }
            if turned {
                heads.push(at);
                feet.extend(at.checked_sub(1));
                line.after_page_turn = true;
                turned = false;
            }
            if !known {
                line.page = None;
            } else if !has_feeds {
                line.page = Some(page);
            }
        }
        let mut aside: HashSet<usize> = printed.into_keys().collect();
        let first_page = heads.first().copied().unwrap_or(0);
        aside.extend(self.repeated_titles());
        aside.extend(self.running_headers(&heads, &feet).into_iter().filter(|at| *at >= first_page));
        self.set_aside(&aside);
    }

    /// Lines that are nothing but a page number. A bare figure is one only in a run of them, far apart.
    fn printed_page_numbers(&self) -> HashMap<usize, u32> {
        let candidates: Vec<(usize, u32, bool)> =
            self.body.iter().enumerate().filter_map(|(at, line)| page_number(&line.text).map(|(n, bare)| (at, n, bare))).collect();
        let is_next = |a: &(usize, u32, bool), b: &(usize, u32, bool)| b.2 && b.1 == a.1 + 1 && b.0 - a.0 > PAGE_LINES_MIN;
        let in_run = |i: usize| {
            let here = &candidates[i];
            i > 0 && is_next(&candidates[i - 1], here) || candidates.get(i + 1).is_some_and(|next| is_next(here, next))
        };
        (0..candidates.len()).filter(|i| !candidates[*i].2 || in_run(*i)).map(|i| (candidates[i].0, candidates[i].1)).collect()
    }

    /// Lines that begin with one blank where others have none: a PDF's text layer marks page heads so.
    fn spaced_page_heads(&self) -> Vec<usize> {
        let heads: Vec<usize> = (0..self.body.len()).filter(|at| self.body[*at].indent_cols == 1 && !self.body[*at].is_piece).collect();
        let far = heads.windows(2).all(|pair| pair[1] - pair[0] > PAGE_LINES_MIN);
        if far && heads.iter().any(|at| *at > 0) { heads } else { Vec::new() }
    }

    /// Lines beside a page turn that stand beside another one too, or repeat an earlier line.
    fn running_headers(&self, heads: &[usize], feet: &[usize]) -> Vec<usize> {
        let beside: HashSet<usize> = heads.iter().chain(feet).copied().filter(|at| self.body[*at].text.len() <= HEADER_MAX).collect();
        let mut seen: HashMap<String, u32> = beside.iter().map(|at| (squeezed(&self.body[*at].text), 0)).collect();
        for line in self.body.iter().filter(|line| line.text.len() <= HEADER_MAX) {
            if let Some(count) = seen.get_mut(&squeezed(&line.text)) {
                *count += 1;
            }
        }
        beside.into_iter().filter(|at| seen[&squeezed(&self.body[*at].text)] > 1).collect()
    }

    /// A report's name that comes again and again, wherever the page turns.
    fn repeated_titles(&self) -> Vec<usize> {
        let mut places: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, line) in self.body.iter().enumerate().filter(|(_, line)| line.text.len() <= HEADER_MAX) {
            let words = squeezed(&line.text);
            if words.ends_with("报告") || words.ends_with("说明") {
                places.entry(words).or_default().push(at);
            }
        }
        places.into_values().filter(|at| at.len() >= HEADERS_MIN).flat_map(|at| at.into_iter().skip(1)).collect()
    }

    /// Moves lines out of the body; the line after one of them knows that a page may have turned.
    fn set_aside(&mut self, aside: &HashSet<usize>) {
        if aside.is_empty() {
            return;
        }
        let mut turned = false;
        let mut blanks = 0;
        let mut kept = Vec::with_capacity(self.body.len());
        for (at, mut line) in std::mem::take(&mut self.body).into_iter().enumerate() {
            if aside.contains(&at) {
                self.furniture.push((line.number, line.text.into_iter().collect()));
                turned = true;
                blanks = line.blanks_before;
            } else {
                line.after_page_turn |= turned;
                line.blanks_before = line.blanks_before.max(std::mem::take(&mut blanks));
                turned = false;
                kept.push(line);
            }
        }
        self.body = kept;
        self.furniture.sort();
    }
}

/// The number of a line like `— 3 —`, `第 3 页 共 8 页` or `3`, and whether it stands bare.
pub(super) fn page_number(text: &[char]) -> Option<(u32, bool)> {
    if text.len() > 20 {
        return None;
    }
    let squeezed = squeeze(text);
    let inner: Vec<char> = squeezed.iter().copied().skip_while(|c| is_dash(*c)).collect();
    let dashed = inner.len() < squeezed.len();
    let inner = inner.strip_prefix(&['第']).unwrap_or(&inner);
    let digits: String = inner.iter().take_while(|c| c.is_ascii_digit()).collect();
    let rest: String = inner.iter().skip(digits.len()).filter(|c| !is_dash(**c)).collect();
    let value = digits.parse().ok().filter(|_| digits.len() <= 4)?;
    let total = rest.trim_start_matches('页').trim_start_matches(['/', '共', ',', '，']).trim_end_matches('页');
    match rest.as_str() {
        "" => Some((value, !dashed)),
        _ if rest.starts_with(['页', '/', '共']) && total.chars().all(|c| c.is_ascii_digit()) => Some((value, false)),
        _ => None,
    }
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '—' | '–' | '―' | '－' | '·' | '~' | '─' | '|' | '_')
}

/// Whether a line ends in dots and a page number.
fn leads_to_page(text: &[char]) -> bool {
    let back = text.iter().rev().map(|c| plain(*c)).filter(|c| *c != ' ');
    let rest: Vec<char> = back.skip_while(|c| matches!(c, ')' | '(')).skip_while(|c| digit(*c).is_some()).take(6).collect();
    let dots = rest.iter().take_while(|c| matches!(c, '.' | '…' | '·' | '-' | '—' | '_')).count();
    let ends_in_number = text.iter().rev().map(|c| plain(*c)).find(|c| !matches!(c, ' ' | ')')).is_some_and(|c| c.is_ascii_digit());
    ends_in_number && (dots >= 3 || dots >= 2 && rest.first() == Some(&'…'))
}

/// A heading without the page number after it.
fn entry_words(text: &[char]) -> String {
    squeezed(text).trim_end_matches(|c: char| c.is_ascii_digit()).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(text: &str) -> Vec<String> {
        lines(text).body.iter().map(|line| line.text.iter().collect()).collect()
    }

    #[test]
    fn page_numbers_and_headers_are_set_aside_and_kept() {
        let found = lines("甲局自评报告\n正文被截\n— 1 —\n甲局自评报告\n断的一句。\n- 2 -\n甲局自评报告\n完");
        assert_eq!(
            found.body.iter().map(|l| l.text.iter().collect::<String>()).collect::<Vec<_>>(),
            ["甲局自评报告", "正文被截", "断的一句。", "完"]
        );
        assert_eq!(found.furniture.len(), 4);
        assert_eq!(found.body.iter().map(|l| l.page).collect::<Vec<_>>(), [Some(1), Some(1), Some(2), Some(3)]);
    }

    #[test]
    fn the_signs_of_markdown_are_layout() {
        let found = lines("# 甲局自评报告\n| 指标 | 分值 | 得分 |\n|---|---|:--:|\n| | 10 | 9 |\n甲｜乙｜丙\n#号文件");
        let body: Vec<String> = found.body.iter().map(|l| l.text.iter().collect()).collect();
        assert_eq!(body, ["甲局自评报告", "指标\t分值\t得分", "\t10\t9", "甲\t乙\t丙", "#号文件"]);
        assert_eq!(found.body[0].heading, 1);
    }

    #[test]
    fn a_figure_in_a_form_is_no_page_number() {
        assert_eq!(body("编制\n21\n实有\n22"), ["编制", "21", "实有", "22"]);
    }

    #[test]
    fn a_table_of_contents_is_set_aside_with_or_without_dots() {
        assert_eq!(body("目 录\n一、基本情况 ...... 1\n二、问题……2\n一、基本情况\n二、问题"), ["一、基本情况", "二、问题"]);
        assert_eq!(
            body("目录\n一、基本情况\n二、问题\n一、基本情况\n正文。\n二、问题\n正文。"),
            ["一、基本情况", "正文。", "二、问题", "正文。"]
        );
    }

    #[test]
    fn one_blank_at_the_head_of_far_lines_is_a_page_break() {
        let page = "行\n".repeat(10);
        let found = lines(&format!(" {page} {page}"));
        assert_eq!([found.body.first(), found.body.last()].map(|line| line.and_then(|line| line.page)), [Some(1), Some(2)]);
        assert_eq!(lines(" 一\n 二\n 三").body[2].page, None);
    }
}
