//! The report text: prose with marks in its margin, a cursor that walks it sentence by sentence,
//! and a passage that can be stretched from there.

use std::ops::Range;

use ratatui::layout::Rect;

use super::margin::{Mark, Notes, is_marked, item_mark, note_mark, suspicion_mark};
use super::{Cx, Open, Step};
use crate::command::Target;
use crate::lang::{Lang, tr};
use crate::report::{Place, Report};
use crate::text::{Width, glyphs};
use crate::ui::{Canvas, Page, ParagraphView, Prose, Reader, Role, Spans};

/// Columns before the prose: paragraph number, margin marks, bar.
const MARGIN_COLS: u16 = 11;
/// Prose is read at most this wide.
const PROSE_COLS_MAX: u16 = 72;
/// Columns of the notes that margin marks speak on a wide screen.
const NOTE_COLS: u16 = 36;
/// In a longer paragraph what was searched for is not lit: it is read anew for each frame.
const LIT_BYTES_MAX: usize = 60_000;
/// From this width on the marks speak.
const NOTES_FROM_COLS: u16 = 112;

/// The report text and where the reader is in it.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    reader: Reader,
    cursor: Place,
    /// While a passage is being stretched: where it began.
    selecting: Option<Place>,
    /// Whether it is its start that moves, not its end.
    start_moves: bool,
    notes: Notes,
    /// The column the prose begins at, and how wide ambiguous characters are there: for the mouse.
    text_x: u16,
    width: Width,
}

/// The report as prose: the printed number stands before the text.
struct Narrative<'a>(&'a Report);

impl Prose for Narrative<'_> {
    fn count(&self) -> usize {
        self.0.counts().paragraphs as usize
    }

    fn paragraph(&self, n: usize) -> ParagraphView<'_> {
        let n = u32::try_from(n).expect("fewer paragraphs than a u32 counts");
        let paragraph = self.0.paragraph(n);
        let after_body = n > 0 && self.0.paragraph(n - 1).level == 0;
        ParagraphView {
            text: format!("{}{}", paragraph.no, paragraph.text).into(),
            indent: 0,
            strong: paragraph.level > 0,
            gap_before: paragraph.level > 0 && after_body,
        }
    }
}

impl Reading {
    /// The text from its start.
    pub fn new(report: &Report) -> Self {
        let mut reading = Self::default();
        if report.counts().paragraphs > 0 {
            reading.cursor = sentence_at(report, 0, 0);
        }
        reading
    }

    /// The passage the cursor is on, or that is being stretched.
    pub fn passage(&self) -> Place {
        self.selecting.map_or(self.cursor, |from| Place {
            paragraph: from.paragraph,
            start: from.start.min(self.cursor.start),
            end: from.end.max(self.cursor.end),
        })
    }

    /// The paragraph the cursor is in.
    pub fn paragraph(&self) -> u32 {
        self.cursor.paragraph
    }

    /// Whether a passage is being stretched.
    pub fn is_selecting(&self) -> bool {
        self.selecting.is_some()
    }

    /// Starts stretching a passage from the cursor, or ends it.
    pub fn select(&mut self, on: bool) {
        self.selecting = on.then_some(self.cursor);
        self.start_moves = false;
    }

    /// Of the passage that is being stretched the other end moves from now on.
    pub fn swap_end(&mut self) {
        if self.selecting.is_none() {
            return;
        }
        let passage = self.passage();
        let first = Place { end: passage.end.min(passage.start + 1), ..passage };
        let last = Place { start: passage.start.max(passage.end.saturating_sub(1)), ..passage };
        self.start_moves = !self.start_moves;
        let (from, to) = if self.start_moves { (last, first) } else { (first, last) };
        (self.selecting, self.cursor) = (Some(from), to);
    }

    /// Whether arrows move the start of the passage.
    pub fn moves_start(&self) -> bool {
        self.start_moves
    }

    /// Puts the cursor on a span, cut to its paragraph's text; a passage is let go.
    pub fn go(&mut self, open: &Open, place: Place) {
        self.select(false);
        let last = open.report.counts().paragraphs.saturating_sub(1);
        let paragraph = place.paragraph.min(last);
        let count = if paragraph == place.paragraph { scalars(&open.report, paragraph) } else { 0 };
        let start = place.start.min(count);
        self.cursor = Place { paragraph, start, end: place.end.clamp(start, count) };
        self.reveal(open);
    }

    /// Puts the cursor on the first sentence of a paragraph.
    pub fn go_paragraph(&mut self, open: &Open, paragraph: u32) {
        let last = open.report.counts().paragraphs.saturating_sub(1);
        self.go(open, sentence_at(&open.report, paragraph.min(last), 0));
    }

    /// Puts the cursor on the sentence at a byte of a paragraph as shown.
    pub fn point(&mut self, open: &Open, paragraph: u32, byte: usize) {
        let shown = open.report.paragraph(paragraph);
        let byte = byte.saturating_sub(shown.no.len());
        let scalar = shown.text.get(..byte).map_or(0, |before| before.chars().count());
        self.cursor = sentence_at(&open.report, paragraph, u32::try_from(scalar).unwrap_or(0));
        self.select(false);
    }

    /// Walks by sentences; while stretching, the passage grows or shrinks inside its paragraph.
    /// Half pages walk by screens.
    pub fn step(&mut self, open: &Open, step: Step, rows: u16) -> bool {
        let before = self.cursor;
        let report = &*open.report;
        if report.counts().paragraphs == 0 {
            return false;
        }
        match step {
            Step::Rows(count) => {
                for _ in 0..count.unsigned_abs() {
                    let Some(next) = neighbour(report, self.cursor, count > 0) else { break };
                    match self.selecting {
                        Some(from) if next.paragraph != from.paragraph => break,
                        // The end that stays is not passed.
                        Some(from) if self.start_moves && next.start >= from.end => break,
                        Some(from) if self.start_moves => self.cursor = Place { end: next.end.min(from.end), ..next },
                        _ => self.cursor = next,
                    }
                }
            }
            _ if self.selecting.is_some() => return false,
            Step::HalfPages(halves) => {
                let narrative = Narrative(report);
                self.reader.scroll_by(&narrative, isize::try_from(halves).unwrap_or(0) * isize::try_from(rows / 2).unwrap_or(1).max(1));
                let shown = self.reader.rows();
                let at =
                    if halves > 0 { shown.iter().find(|row| row.text.is_some()) } else { shown.iter().rfind(|row| row.text.is_some()) };
                // The cursor comes along to what is shown, unless it still is.
                if let Some(row) = at.cloned()
                    && !self.in_view()
                {
                    let paragraph = u32::try_from(row.paragraph).expect("fewer paragraphs than a u32 counts");
                    self.point(open, paragraph, row.text.map_or(0, |text| text.start));
                } else if self.cursor == before {
                    let count = report.counts().paragraphs;
                    let to = if halves > 0 { count.saturating_sub(1) } else { 0 };
                    let at_end = self.reader.rows().iter().any(|row| row.paragraph == to as usize);
                    if at_end {
                        self.cursor = if halves > 0 { last_sentence(report, to) } else { sentence_at(report, to, 0) };
                    }
                }
                return self.cursor != before;
            }
            Step::First => self.cursor = sentence_at(report, 0, 0),
            Step::Last => self.cursor = last_sentence(report, report.counts().paragraphs.saturating_sub(1)),
        }
        self.reveal(open);
        self.cursor != before
    }

    /// Makes the passage a character longer or shorter at the end that moves; starts stretching if need be.
    pub fn stretch(&mut self, open: &Open, chars: i32) {
        let from = *self.selecting.get_or_insert(self.cursor);
        let passage = self.passage();
        if self.start_moves {
            let last = passage.end.saturating_sub(1);
            let start = passage.start.saturating_add_signed(chars).min(last);
            self.selecting = Some(Place { start: last, ..passage });
            self.cursor = Place { start, end: start + 1, ..passage };
            return self.reveal(open);
        }
        let last = scalars(&open.report, passage.paragraph).max(passage.start);
        let end = passage.end.saturating_add_signed(chars).clamp((passage.start + 1).min(last), last);
        self.selecting = Some(Place { end: from.end.min(end), start: from.start, paragraph: from.paragraph });
        self.cursor = Place { end, start: self.cursor.start.min(end.saturating_sub(1)), ..self.cursor };
        self.reveal(open);
    }

    /// Stretches a passage from one place under the mouse to another, inside the paragraph it began in. Each is a
    /// paragraph, the byte its row starts at, and a column of the screen.
    pub fn drag(&mut self, open: &Open, from: (u32, usize, u16), to: (u32, usize, u16)) {
        let start = self.scalar_under(open, from);
        let last = scalars(&open.report, from.0).saturating_sub(1);
        let end = match to.0.cmp(&from.0) {
            std::cmp::Ordering::Less => 0,
            std::cmp::Ordering::Equal => self.scalar_under(open, to),
            std::cmp::Ordering::Greater => last,
        };
        let one = |at: u32| Place { paragraph: from.0, start: at.min(last), end: at.min(last) + 1 };
        self.selecting = Some(one(start));
        self.cursor = one(end);
    }

    /// The character of a paragraph's text at a column of the row that starts at a byte of it as shown.
    fn scalar_under(&self, open: &Open, (paragraph, row, x): (u32, usize, u16)) -> u32 {
        let read = open.report.paragraph(paragraph);
        let shown = format!("{}{}", read.no, read.text);
        let wanted = usize::from(x.saturating_sub(self.text_x));
        let mut used = 0;
        let rest = shown.get(row..).unwrap_or_default();
        let under = glyphs(rest, self.width).find(|glyph| {
            used += glyph.cols;
            used > wanted
        });
        let byte = (row + under.map_or(rest.len(), |glyph| glyph.at)).saturating_sub(read.no.len());
        let before = read.text.get(..byte).map_or(0, |before| before.chars().count());
        u32::try_from(before).unwrap_or(u32::MAX)
    }

    fn in_view(&self) -> bool {
        self.reader.rows().iter().any(|row| row.paragraph == self.cursor.paragraph as usize && row.text.is_some())
    }

    fn reveal(&mut self, open: &Open) {
        if open.report.counts().paragraphs == 0 {
            return;
        }
        let bytes = shown_bytes(&open.report, self.passage());
        self.reader.reveal(&Narrative(&open.report), self.cursor.paragraph as usize, bytes);
    }

    /// How an area is parted: columns of prose, and whether marks speak beside it.
    fn columns(area: Rect) -> (u16, bool) {
        let notes = area.width >= NOTES_FROM_COLS;
        let beside = if notes { NOTE_COLS + 3 } else { 0 };
        (area.width.saturating_sub(MARGIN_COLS + 2 + beside).clamp(10, PROSE_COLS_MAX) / 2 * 2, notes)
    }

    /// Takes the size of the area and the record as they are now.
    pub fn settle(&mut self, cx: &Cx<'_>, area: Rect) {
        let revision = cx.open.review.revision();
        if !self.notes.are_of(revision) {
            self.notes = Notes::new(cx.open, revision);
        }
        let (cols, _) = Self::columns(area);
        (self.text_x, self.width) = (area.x + MARGIN_COLS, cx.look.width);
        let page = Page { cols, rows: area.height, width: cx.look.width, revision: 0 };
        let resized = self.reader.rows().is_empty();
        self.reader.settle(&Narrative(&cx.open.report), page);
        if resized {
            self.reveal(cx.open);
        }
    }

    /// The rows of an area this text fills that show the passage.
    pub fn passage_rows(&self, open: &Open, area: Rect) -> Option<Rect> {
        let (passage, here) = (self.passage(), shown_bytes(&open.report, self.passage()));
        let rows = self.reader.rows().iter().zip(area.top()..area.bottom());
        let shows = |bytes: &Range<usize>| bytes.start < here.end.max(here.start + 1) && here.start < bytes.end;
        let mut ys =
            rows.filter(|(row, _)| row.paragraph == passage.paragraph as usize && row.text.as_ref().is_some_and(shows)).map(|(_, y)| y);
        let first = ys.next()?;
        Some(Rect { y: first, height: ys.next_back().unwrap_or(first) + 1 - first, ..area })
    }

    /// First and last paragraph shown, from 0.
    pub fn shown(&self) -> (usize, usize) {
        let rows = self.reader.rows();
        (rows.first().map_or(0, |row| row.paragraph), rows.last().map_or(0, |row| row.paragraph))
    }

    /// Draws the text; `has_keys` or not, the bar stands beside the rows of the cursor's span.
    pub fn draw(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_, Target>, area: Rect, has_keys: bool) {
        let report = &*cx.open.report;
        if report.counts().paragraphs == 0 {
            let none = cx.say(tr(
                "The file holds no report text. Items and findings can be reviewed all the same.",
                "文件中没有报告原文，审核内容和问题照常可用。",
            ));
            canvas.put_fit(area.x + 2, area.y + 1, area.width.saturating_sub(4), none, Role::Text);
            return;
        }
        let (cols, notes) = Self::columns(area);
        let text_x = area.x + MARGIN_COLS;
        let passage = self.passage();
        let here = shown_bytes(report, passage);
        let mut shown: Option<Shown> = None;
        for (row, y) in self.reader.rows().iter().zip(area.top()..area.bottom()) {
            let Some(bytes) = row.text.clone() else { continue };
            if shown.as_ref().is_none_or(|shown| shown.paragraph != row.paragraph) {
                shown = Some(self.shown_paragraph(cx, row.paragraph, bytes.start));
            }
            let Some(shown) = &mut shown else { continue };
            if row.first() {
                canvas.put_right(area.x + 4, y, 5, &(row.paragraph + 1).to_string(), Role::Quiet);
            }
            let piece = shown.text.get(bytes.clone()).expect("rows end on boundaries");
            canvas.put_spans(text_x, y, cols, &Spans { text: piece, at: bytes.start, base: shown.base, over: &shown.over });
            let overlaps = bytes.start < here.end.max(here.start + 1) && here.start < bytes.end.max(bytes.start + 1);
            if overlaps && row.paragraph == passage.paragraph as usize {
                canvas.cell_line(area.x + 9, y, "┃", if has_keys { Role::You } else { Role::Line });
            }
            if let Some(mark) = shown.mark_beside(&bytes, cx.lang) {
                canvas.put(area.x + 5, y, 4, &mark.sign, mark.role);
                if notes {
                    let x = text_x + cols + 3;
                    canvas.put(x, y, 4, &mark.sign, mark.role);
                    canvas.put_fit(x + 5, y, area.right().saturating_sub(x + 6), &mark.says, Role::Text);
                }
            }
            canvas.hit(Rect { y, height: 1, ..area }, Target::Paragraph(passage_paragraph(row.paragraph), bytes.start));
        }
    }

    /// A paragraph as it is shown from byte `from` on: what began above is no longer marked.
    fn shown_paragraph(&self, cx: &Cx<'_>, paragraph: usize, from: usize) -> Shown {
        let n = passage_paragraph(paragraph);
        let read = cx.open.report.paragraph(n);
        let (over, mut marks) = self.marks(cx, n, &read.no, &read.text);
        marks.retain(|mark| from == 0 || mark.at >= from);
        let base = if read.level > 0 { Role::Strong } else { Role::Text };
        Shown { paragraph, text: format!("{}{}", read.no, read.text), over, marks, pending: Vec::new(), base }
    }

    /// What lies over a paragraph's words, and what stands in its margin, in text order.
    fn marks(&self, cx: &Cx<'_>, n: u32, no: &str, text: &str) -> (Vec<(Range<usize>, Role)>, Vec<Mark>) {
        let byte = |scalar: u32| no.len() + byte_of(text, scalar);
        let mut over = Vec::new();
        let mut marks = Vec::new();
        for (place, item) in cx.open.places.in_paragraph(n) {
            if let Some(mark) = item_mark(cx, *item, byte(place.start)) {
                marks.push(mark);
            }
        }
        for note in self.notes.in_paragraphs(n, n) {
            if note.quoted {
                over.push((byte(note.place.start)..byte(note.place.end), Role::Quote));
            }
            marks.extend(note_mark(cx, note.of, byte(note.place.start)));
        }
        marks.extend(cx.open.suspicions.in_paragraph(n).filter_map(|(start, hits)| suspicion_mark(cx, hits, byte(start))));
        self.hits(cx, n, no, text, &mut over);
        if self.selecting.is_some() && self.cursor.paragraph == n {
            let passage = self.passage();
            over.push((byte(passage.start)..byte(passage.end), Role::Chip));
        }
        marks.sort_by_key(|mark| mark.at);
        (over, marks)
    }

    /// What was searched for; the place the cursor is on stands out.
    fn hits(&self, cx: &Cx<'_>, n: u32, no: &str, text: &str, over: &mut Vec<(Range<usize>, Role)>) {
        if cx.hits.is_none() || text.len() > LIT_BYTES_MAX {
            return;
        }
        let here =
            (n == self.cursor.paragraph).then(|| no.len() + byte_of(text, self.cursor.start)..no.len() + byte_of(text, self.cursor.end));
        let lit = cx.lit(&format!("{no}{text}")).into_iter();
        over.extend(lit.map(|(span, role)| if here.as_ref() == Some(&span) { (span, Role::Hit) } else { (span, role) }));
    }

    /// Draws the text below its rule: heading and paragraphs shown.
    pub fn draw_ruled(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_, Target>, area: Rect, lit: bool) {
        let count = cx.open.report.counts().paragraphs;
        let (no, heading) = if count == 0 { (String::new(), String::new()) } else { cx.open.heading(self.paragraph()) };
        let title = format!("{}  {no} {heading}", cx.say(tr("Report", "报告原文")));
        let (first, last) = self.shown();
        let right = if count == 0 {
            String::new()
        } else {
            cx.lang.pick(format!("{}-{} of {count}", first + 1, last + 1), format!("{}-{} / {count} 段", first + 1, last + 1))
        };
        canvas.rule(area.x, area.y, area.width, title.trim(), &right, lit);
        self.draw(cx, canvas, Self::below_rule(area), lit);
    }

    /// The prose of a text pane: below its rule, to the pane's very edge.
    pub fn below_rule(pane: Rect) -> Rect {
        Rect { y: pane.y + 1.min(pane.height), height: pane.height.saturating_sub(1), ..pane }
    }

    /// How many marks stand in the shown text.
    pub fn marks_count(&self, cx: &Cx<'_>) -> usize {
        let (first, last) = self.shown();
        let (first, last) = (passage_paragraph(first), passage_paragraph(last));
        let items = |n| cx.open.places.in_paragraph(n).iter().filter(|(_, item)| is_marked(cx, *item)).count();
        let suspected = |n| cx.open.suspicions.in_paragraph(n).filter(|(_, hits)| cx.open.suspicions.are_open(hits)).count();
        (first..=last).map(|n| items(n) + suspected(n)).sum::<usize>() + self.notes.in_paragraphs(first, last).len()
    }
}

fn passage_paragraph(n: usize) -> u32 {
    u32::try_from(n).expect("fewer paragraphs than a u32 counts")
}

/// A paragraph while its rows are drawn.
struct Shown {
    paragraph: usize,
    text: String,
    over: Vec<(Range<usize>, Role)>,
    /// In text order, those that are not beside a row yet.
    marks: Vec<Mark>,
    pending: Vec<Mark>,
    base: Role,
}

impl Shown {
    /// A mark stands beside the row where its words begin, one a row: the next waits for the next
    /// row, and the last row has all that are left. What the reviewer said comes before suspicions.
    fn mark_beside(&mut self, bytes: &Range<usize>, lang: Lang) -> Option<Mark> {
        self.pending.extend(self.marks.extract_if(.., |mark| mark.at < bytes.end || mark.at == bytes.start));
        self.pending.sort_by_key(|mark| mark.yields);
        let left = if bytes.end == self.text.len() { self.pending.len() } else { self.pending.len().min(1) };
        Mark::one_of(self.pending.drain(..left), lang)
    }
}

/// Where a sentence ends.
fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '；' | '！' | '？' | ';' | '!' | '?')
}

/// The sentences of a text, in scalars, covering it: each with its closing mark and what closes after it.
fn sentences(text: &str) -> Vec<Range<u32>> {
    let mut all = Vec::new();
    let mut start = 0;
    let mut ended = false;
    let mut count = 0;
    for c in text.chars() {
        if ended && !ends_sentence(c) && !matches!(c, '”' | '’' | '）' | '」' | ')' | '"') {
            all.push(start..count);
            start = count;
            ended = false;
        }
        ended |= ends_sentence(c);
        count += 1;
    }
    if start < count || all.is_empty() {
        all.push(start..count);
    }
    all
}

fn sentence_at(report: &Report, paragraph: u32, scalar: u32) -> Place {
    if paragraph >= report.counts().paragraphs {
        return Place::default();
    }
    let all = sentences(&report.paragraph(paragraph).text);
    let found = all.iter().find(|range| scalar < range.end).or(all.last()).cloned().unwrap_or(0..0);
    Place { paragraph, start: found.start, end: found.end }
}

fn last_sentence(report: &Report, paragraph: u32) -> Place {
    sentence_at(report, paragraph, u32::MAX)
}

/// The sentence after (or before) a span.
fn neighbour(report: &Report, at: Place, after: bool) -> Option<Place> {
    let all = sentences(&report.paragraph(at.paragraph).text);
    if after {
        if let Some(next) = all.iter().find(|range| range.start >= at.end.max(1)) {
            return Some(Place { paragraph: at.paragraph, start: next.start, end: next.end });
        }
        (at.paragraph + 1 < report.counts().paragraphs).then(|| sentence_at(report, at.paragraph + 1, 0))
    } else {
        if let Some(before) = all.iter().rev().find(|range| range.end <= at.start) {
            return Some(Place { paragraph: at.paragraph, start: before.start, end: before.end });
        }
        at.paragraph.checked_sub(1).map(|paragraph| last_sentence(report, paragraph))
    }
}

/// How many scalars a paragraph's text has; none if there is no such paragraph.
fn scalars(report: &Report, paragraph: u32) -> u32 {
    if paragraph >= report.counts().paragraphs {
        return 0;
    }
    u32::try_from(report.paragraph(paragraph).text.chars().count()).unwrap_or(u32::MAX)
}

fn byte_of(text: &str, scalar: u32) -> usize {
    text.char_indices().nth(scalar as usize).map_or(text.len(), |(at, _)| at)
}

/// The bytes of a place in its paragraph as shown, number included.
fn shown_bytes(report: &Report, place: Place) -> Range<usize> {
    let paragraph = report.paragraph(place.paragraph);
    let at = |scalar| paragraph.no.len() + byte_of(&paragraph.text, scalar);
    at(place.start)..at(place.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_keeps_its_mark_and_closing_quote() {
        let text = "印发“三定”规定。完成“双报到。”工作；办结928件";
        let all: Vec<String> = sentences(text)
            .into_iter()
            .map(|range| text.chars().skip(range.start as usize).take((range.end - range.start) as usize).collect())
            .collect();
        assert_eq!(all, ["印发“三定”规定。", "完成“双报到。”", "工作；", "办结928件"]);
        assert_eq!(sentences("").first(), Some(&(0..0)));
        assert_eq!(sentences("。。").len(), 1);
    }
}
