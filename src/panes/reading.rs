//! The report text: prose with marks in its margin, a cursor that walks it sentence by sentence,
//! and a passage that can be stretched from there.

use std::ops::Range;

use ratatui::layout::Rect;

use super::open::latest;
use super::{Cx, Open, Step, lists};
use crate::command::Target;
use crate::lang::tr;
use crate::report::{ItemRef, Place, Report};
use crate::review::{Anchor, find_quote};
use crate::ui::{Canvas, Page, ParagraphView, Prose, Reader, Role, Spans};
use crate::words;

/// Columns before the prose: paragraph number, margin marks, bar.
const MARGIN_COLS: u16 = 11;
/// Prose is read at most this wide.
const PROSE_COLS_MAX: u16 = 72;
/// Columns of the notes that margin marks speak on a wide screen.
const NOTE_COLS: u16 = 36;
/// From this width on the marks speak.
const NOTES_FROM_COLS: u16 = 112;

/// The report text and where the reader is in it.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    reader: Reader,
    cursor: Place0,
    /// While a passage is being stretched: where it began.
    selecting: Option<Place0>,
    notes: Notes,
}

/// A span of one paragraph, in scalars; empty paragraphs have an empty one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Place0 {
    paragraph: u32,
    start: u32,
    end: u32,
}

/// What comments and findings say in the margin: rebuilt when the record changes.
#[derive(Clone, Debug, Default)]
struct Notes {
    revision: Option<u64>,
    all: Vec<Note>,
}

#[derive(Clone, Debug)]
struct Note {
    place: Place,
    quoted: bool,
    sign: String,
    role: Role,
    says: String,
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
        let Place0 { paragraph, start, end } = self.selecting.map_or(self.cursor, |from| Place0 {
            paragraph: from.paragraph,
            start: from.start.min(self.cursor.start),
            end: from.end.max(self.cursor.end),
        });
        Place { paragraph, start, end }
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
    }

    /// Puts the cursor on a span, a passage being let go.
    pub fn go(&mut self, open: &Open, place: Place) {
        self.selecting = None;
        self.cursor = Place0 { paragraph: place.paragraph, start: place.start, end: place.end };
        self.reveal(open);
    }

    /// Puts the cursor on the first sentence of a paragraph.
    pub fn go_paragraph(&mut self, open: &Open, paragraph: u32) {
        let last = open.report.counts().paragraphs.saturating_sub(1);
        let at = sentence_at(&open.report, paragraph.min(last), 0);
        self.go(open, Place { paragraph: at.paragraph, start: at.start, end: at.end });
    }

    /// Puts the cursor on the sentence at a byte of a paragraph as shown.
    pub fn point(&mut self, open: &Open, paragraph: u32, byte: usize) {
        let shown = open.report.paragraph(paragraph);
        let byte = byte.saturating_sub(shown.no.len());
        let scalar = shown.text.get(..byte).map_or(0, |before| before.chars().count());
        self.cursor = sentence_at(&open.report, paragraph, u32::try_from(scalar).unwrap_or(0));
        self.selecting = None;
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
                    if self.selecting.is_some() && next.paragraph != self.cursor.paragraph {
                        break;
                    }
                    self.cursor = next;
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

    /// Makes the passage a character longer or shorter at its end; starts stretching if need be.
    pub fn stretch(&mut self, open: &Open, chars: i32) {
        let from = *self.selecting.get_or_insert(self.cursor);
        let text = open.report.paragraph(self.cursor.paragraph).text;
        let count = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        let passage = self.passage();
        let end = passage.end.saturating_add_signed(chars).clamp(passage.start + 1, count.max(1));
        self.selecting = Some(Place0 { end: from.end.min(end), start: from.start, paragraph: from.paragraph });
        self.cursor = Place0 { end, start: self.cursor.start.min(end.saturating_sub(1)), ..self.cursor };
        self.reveal(open);
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
        if self.notes.revision != Some(revision) {
            self.notes = Notes::new(cx, revision);
        }
        let (cols, _) = Self::columns(area);
        let page = Page { cols, rows: area.height, width: cx.look.width, revision: 0 };
        let resized = self.reader.rows().is_empty();
        self.reader.settle(&Narrative(&cx.open.report), page);
        if resized {
            self.reveal(cx.open);
        }
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
        let mut shown_of = (usize::MAX, String::new(), Vec::new(), Vec::new(), Role::Text);
        let mut pending: Vec<Mark> = Vec::new();
        for (row, y) in self.reader.rows().iter().zip(area.top()..area.bottom()) {
            if row.paragraph != shown_of.0 {
                let n = u32::try_from(row.paragraph).expect("fewer paragraphs than a u32 counts");
                let paragraph = report.paragraph(n);
                let (over, marks) = self.marks(cx, n, &paragraph.no, &paragraph.text);
                let base = if paragraph.level > 0 { Role::Strong } else { Role::Text };
                shown_of = (row.paragraph, format!("{}{}", paragraph.no, paragraph.text), over, marks, base);
                pending.clear();
            }
            let (_, text, over, marks, base) = &mut shown_of;
            let Some(bytes) = row.text.clone() else { continue };
            if row.first() {
                canvas.put_right(area.x + 4, y, 5, &(row.paragraph + 1).to_string(), Role::Quiet);
            }
            let piece = text.get(bytes.clone()).expect("rows end on boundaries");
            canvas.put_spans(text_x, y, cols, &Spans { text: piece, at: bytes.start, base: *base, over });
            let here = row.paragraph == passage.paragraph as usize && {
                let span = shown_bytes_of(text, row.paragraph, report, passage);
                bytes.start < span.end.max(span.start + 1) && span.start < bytes.end.max(bytes.start + 1)
            };
            if here {
                canvas.cell_line(area.x + 9, y, "┃", if has_keys { Role::You } else { Role::Line });
            }
            // A mark stands beside the row where its words begin, one a row: the next waits for the next row,
            // and the last row has all that are left.
            pending.extend(marks.extract_if(.., |mark| mark.at < bytes.end || mark.at == bytes.start));
            let left = if bytes.end == text.len() { pending.len() } else { pending.len().min(1) };
            if let Some(mark) = Mark::one_of(pending.drain(..left)) {
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
        for note in self.notes.all.iter().filter(|note| note.place.paragraph == n) {
            if note.quoted {
                over.push((byte(note.place.start)..byte(note.place.end), Role::Quote));
            }
            marks.push(Mark { at: byte(note.place.start), sign: note.sign.clone(), role: note.role, says: note.says.clone() });
        }
        if self.selecting.is_some() && self.cursor.paragraph == n {
            let passage = self.passage();
            over.push((byte(passage.start)..byte(passage.end), Role::Chip));
        }
        marks.sort_by_key(|mark| mark.at);
        (over, marks)
    }

    /// How many marks stand in the shown text.
    pub fn marks_count(&self, cx: &Cx<'_>) -> usize {
        let (first, last) = self.shown();
        let items: usize = (first..=last)
            .map(|n| cx.open.places.in_paragraph(passage_paragraph(n)).iter().filter(|(_, item)| item_mark(cx, *item, 0).is_some()).count())
            .sum();
        items + self.notes.all.iter().filter(|note| (first..=last).contains(&(note.place.paragraph as usize))).count()
    }
}

fn passage_paragraph(n: usize) -> u32 {
    u32::try_from(n).expect("fewer paragraphs than a u32 counts")
}

/// Something in the margin.
#[derive(Clone, Debug)]
struct Mark {
    at: usize,
    sign: String,
    role: Role,
    says: String,
}

impl Mark {
    /// Several that share a row, as one: `+3`.
    fn one_of(mut marks: impl ExactSizeIterator<Item = Self>) -> Option<Self> {
        if marks.len() < 2 {
            return marks.next();
        }
        let (sign, role) = (format!("+{}", marks.len()), Role::You);
        let says: Vec<String> = marks.map(|mark| format!("{} {}", mark.sign, mark.says)).collect();
        Some(Self { at: 0, sign, role, says: says.join("；") })
    }
}

/// What an item's mark says in the margin; comments and findings speak for themselves.
fn item_mark(cx: &Cx<'_>, item: ItemRef, at: usize) -> Option<Mark> {
    let state = cx.open.state(item, cx.stage);
    let (sign, role) = lists::sign(&state);
    if sign == " " {
        return None;
    }
    let said = state.mark.map_or("", |to| cx.say(words::mark(to, item.kind())));
    let said = if state.conflict { cx.say(words::CONFLICT) } else { said };
    Some(Mark { at, sign: sign.to_owned(), role, says: format!("{said}  {}", cx.open.name(item, cx.lang)) })
}

impl Notes {
    fn new(cx: &Cx<'_>, revision: u64) -> Self {
        let report = &*cx.open.report;
        let mut all = Vec::new();
        let places = |on: &[String], quotes: &mut dyn Iterator<Item = &crate::review::Quote>| -> Vec<(Place, bool)> {
            let mut found: Vec<(Place, bool)> = quotes
                .filter_map(|quote| match find_quote(report, quote) {
                    Anchor::At(place) | Anchor::Unsure(place) => Some((place, true)),
                    Anchor::Gone => None,
                })
                .collect();
            if found.is_empty() {
                found.extend(on.iter().filter_map(|id| {
                    let of_item = report.find(id).and_then(|item| report.item(item).place);
                    let of_paragraph = || report.find_paragraph(id).map(|paragraph| Place { paragraph, start: 0, end: 0 });
                    of_item.or_else(of_paragraph).map(|place| (place, false))
                }));
            }
            found
        };
        for named in cx.open.review.comments() {
            let Some(comment) = latest(&named.standing) else { continue };
            let says = format!("{}：{}", cx.open.who(&named.by), comment.text.lines().next().unwrap_or(""));
            for (place, quoted) in places(&comment.on, &mut comment.quote.iter()) {
                all.push(Note { place, quoted, sign: cx.comment_name(named.number), role: Role::You, says: says.clone() });
            }
        }
        for named in cx.open.review.findings() {
            let Some(finding) = latest(&named.standing) else { continue };
            let says = format!("{} {}", cx.say(words::severity(finding.severity)), finding.title);
            for (place, quoted) in places(&finding.on, &mut finding.quotes.iter()) {
                all.push(Note { place, quoted, sign: cx.finding_name(named.number), role: Role::You, says: says.clone() });
            }
        }
        all.sort_by_key(|note| (note.place.paragraph, note.place.start));
        Self { revision: Some(revision), all }
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

fn sentence_at(report: &Report, paragraph: u32, scalar: u32) -> Place0 {
    if paragraph >= report.counts().paragraphs {
        return Place0::default();
    }
    let all = sentences(&report.paragraph(paragraph).text);
    let found = all.iter().find(|range| scalar < range.end).or(all.last()).cloned().unwrap_or(0..0);
    Place0 { paragraph, start: found.start, end: found.end }
}

fn last_sentence(report: &Report, paragraph: u32) -> Place0 {
    sentence_at(report, paragraph, u32::MAX)
}

/// The sentence after (or before) a span.
fn neighbour(report: &Report, at: Place0, after: bool) -> Option<Place0> {
    let all = sentences(&report.paragraph(at.paragraph).text);
    if after {
        if let Some(next) = all.iter().find(|range| range.start >= at.end.max(1)) {
            return Some(Place0 { paragraph: at.paragraph, start: next.start, end: next.end });
        }
        (at.paragraph + 1 < report.counts().paragraphs).then(|| sentence_at(report, at.paragraph + 1, 0))
    } else {
        if let Some(before) = all.iter().rev().find(|range| range.end <= at.start) {
            return Some(Place0 { paragraph: at.paragraph, start: before.start, end: before.end });
        }
        at.paragraph.checked_sub(1).map(|paragraph| last_sentence(report, paragraph))
    }
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

fn shown_bytes_of(_shown: &str, paragraph: usize, report: &Report, place: Place) -> Range<usize> {
    debug_assert_eq!(paragraph, place.paragraph as usize);
    shown_bytes(report, place)
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
