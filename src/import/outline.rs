//! From paragraphs to an outline: stretches of text, how deep each stands, and which section it is in.
//!
//! Numbers at the head of a paragraph and numbers inside it (一是…；二是…) make one tree, so items are
//! found the same way whether they stand in lines of their own, in one line, or after a run-in heading.
//! The tree is kept flat: the subtree of a segment is all that follows it and stands deeper.

use std::ops::Range;

use super::lexicon::{self, Reading, Section};
use super::marks::{Mark, Style, after_mark, mark_at};
use super::paragraphs::Paragraph;
use super::scalars::{digit, is_pause, is_stop, plain, slice, squeeze};

/// A stretch of one paragraph, from a mark, a label or the paragraph's begin to the next.
#[derive(Clone, Debug)]
pub(super) struct Segment {
    pub paragraph: usize,
    /// Scalars of the paragraph's text; the mark itself is not in it.
    pub start: usize,
    pub end: usize,
    /// The mark it begins with.
    pub mark: Option<Mark>,
    /// That mark as printed.
    pub no: String,
    /// How many open segments it stands under.
    pub depth: usize,
    /// The section it is the heading or label of.
    pub opens: Option<Section>,
    /// Whether that heading names several sections: those under it may be of any.
    pub several: bool,
    /// The segment whose section it stands in.
    pub block: Option<usize>,
}

/// Words that begin what is said of an indicator: 服务对象满意度：目标值90%.
const VALUES: [&str; 8] = ["目标值", "指标值", "年度指标值", "年初目标", "年度目标值", "计划完成", "计划值", "实际完成"];
/// A label is not longer.
const LABEL_MAX: usize = 28;

/// Reads the outline of all paragraphs; numbering starts anew at both ends of `report`.
pub(super) fn outline(paragraphs: &[Paragraph], report: &Range<usize>) -> Vec<Segment> {
    let mut reader = Reader { segments: Vec::new(), open: Vec::new(), nested: None };
    for (at, paragraph) in paragraphs.iter().enumerate() {
        if at == report.start || at == report.end {
            reader.open.clear();
            reader.nested = None;
        }
        reader.read(at, paragraph);
    }
    reader.segments
}

/// A segment under which others stand.
struct Open {
    /// `None` for a label.
    mark: Option<Mark>,
    /// Begun inside a paragraph: what stands in later paragraphs is not under it.
    inline: bool,
    segment: usize,
}

struct Reader {
    segments: Vec<Segment>,
    open: Vec<Open>,
    /// The last of a list numbered 一、 inside a chapter that is itself numbered so.
    nested: Option<u32>,
}

impl Reader {
    fn read(&mut self, at: usize, paragraph: &Paragraph) {
        let text = &paragraph.text;
        self.close_inline();
        if paragraph.is_row {
            self.push(at, 0, None, String::new());
            self.finish(text.len());
            return;
        }
        let mark = paragraph.mark_or_heading().map(|mark| self.as_nested(mark, paragraph));
        let heading = self.heading(paragraph, mark);
        match (mark, &heading) {
            // A bullet before a label is ornament: bullets after it stand under it.
            (Some(Mark { style: Style::Bullet, .. }) | None, Some(label)) => {
                self.make_room_for_label(label.section);
                self.enter(at, 0, None, paragraph.no.clone(), false);
            }
            (Some(mark), _) => {
                self.make_room(mark);
                self.enter(at, 0, Some(mark), paragraph.no.clone(), false);
            }
            (None, None) => self.push(at, 0, None, String::new()),
        }
        let mut start = 0;
        if let Some(label) = heading {
            self.open_section(label);
            self.finish(label.end);
            start = label.next;
            if start < text.len() {
                self.push(at, start, None, String::new());
            }
        }
        self.read_inside(at, paragraph, start);
        self.finish(text.len());
    }

    /// Finds the marks and labels inside a paragraph from `start` on.
    fn read_inside(&mut self, at: usize, paragraph: &Paragraph, start: usize) {
        let text = &paragraph.text;
        let mut seen: Vec<Mark> = paragraph.mark.into_iter().collect();
        let mut here = start;
        while here < text.len() {
            let first = here == start;
            if let Some(mark) = inline_mark(text, here, first, &seen) {
                seen.retain(|other| other.style != mark.style);
                seen.push(mark);
                self.finish(here);
                // Inside a paragraph 一、 numbers clauses, not chapters.
                let mark = if mark.style == Style::Chapter { Mark { style: Style::Clause, ..mark } } else { mark };
                self.make_room(mark);
                let no = slice(text, here, here + mark.len).iter().collect();
                here = after_mark(text, here, mark);
                self.enter(at, here, Some(mark), no, true);
                continue;
            }
            if let Some(label) = self.inline_label(text, here, first) {
                self.finish(here);
                self.make_room_for_label(label.section);
                // A label that ends its paragraph speaks of the next ones.
                self.enter(at, here, None, String::new(), label.next < text.len());
                self.open_section(label);
                self.finish(label.end);
                here = label.next;
                self.push(at, here, None, String::new());
                seen.clear();
                continue;
            }
            here += 1;
        }
    }

    /// The section that whatever stands under the first `depth` open segments is in; `None` too where the heading leaves it open.
    fn context(&self, depth: usize) -> Option<Section> {
        let mut above = self.open.iter().take(depth).rev().map(|open| &self.segments[open.segment]);
        let heading = above.find(|segment| segment.opens.is_some())?;
        heading.opens.filter(|_| !heading.several)
    }

    fn push(&mut self, paragraph: usize, start: usize, mark: Option<Mark>, no: String) {
        let block = self.open.iter().rev().map(|open| open.segment).find(|at| self.segments[*at].opens.is_some());
        self.segments.push(Segment { paragraph, start, end: start, mark, no, depth: self.open.len(), opens: None, several: false, block });
    }

    fn enter(&mut self, paragraph: usize, start: usize, mark: Option<Mark>, no: String, inline: bool) {
        self.push(paragraph, start, mark, no);
        self.open.push(Open { mark, inline, segment: self.segments.len() - 1 });
    }

    fn open_section(&mut self, label: Label) {
        if let Some(segment) = self.segments.last_mut() {
            (segment.opens, segment.several) = (Some(label.section), label.several);
        }
    }

    /// Ends the segment in hand at `end`; an empty one that opened nothing goes.
    fn finish(&mut self, end: usize) {
        if let Some(segment) = self.segments.last_mut() {
            segment.end = end;
            if segment.start >= end && segment.mark.is_none() && segment.opens.is_none() {
                self.segments.pop();
            }
        }
    }

    fn close_inline(&mut self) {
        let kept = self.open.iter().position(|open| open.inline).unwrap_or(self.open.len());
        self.open.truncate(kept);
    }

    /// Closes what a mark of this style ends: its elder of the same style and all under that.
    fn make_room(&mut self, mark: Mark) {
        if let Some(above) = self.frame_above(mark.style) {
            self.open.truncate(above);
            return;
        }
        let same = self.open.iter().rposition(|open| has_style(open, mark.style));
        let goes_on = |open: &Open| open.mark.is_some_and(|elder| elder.style.is_kin(mark.style) && elder.value + 1 == mark.value);
        let Some(elder) = same.or_else(|| self.open.iter().rposition(|open| goes_on(open) && !mark.style.is_heading())) else { return };
        // A list that starts anew under a heading of its own belongs to that heading.
        let heading = self.open.iter().rposition(|open| self.segments[open.segment].opens.is_some()).filter(|at| *at > elder);
        self.open.truncate(heading.filter(|_| mark.value == 1).map_or(elder, |at| at + 1));
    }

    /// 一、 that begins anew inside a chapter 一、 numbers a list there, until a chapter's own words come.
    fn as_nested(&mut self, mark: Mark, paragraph: &Paragraph) -> Mark {
        if mark.style != Style::Chapter {
            return mark;
        }
        let below = self.open.iter().position(|open| has_style(open, Style::Chapter)).map(|chapter| self.open.len() > chapter + 1);
        let names_section = || {
            let words = squeeze(slice(&paragraph.text, 0, LABEL_MAX));
            paragraph.is_phrase() && lexicon::read(&words).is_some_and(|reading| reading.covers(75) || reading.ends_known)
        };
        let follows = self.nested.is_some_and(|last| last + 1 == mark.value) || mark.value == 1 && below == Some(true);
        self.nested = (follows && !names_section()).then_some(mark.value);
        if self.nested.is_some() { Mark { style: Style::Clause, ..mark } } else { mark }
    }

    /// How many open segments a mark of the frame of a paper stands under: a chapter under parts and
    /// divisions alone, 1.1 under whatever 1 stands under. `None` for marks of lists.
    fn frame_above(&self, style: Style) -> Option<usize> {
        let leading = |above: &[Style]| self.open.iter().take_while(|open| above.iter().any(|style| has_style(open, *style))).count();
        match style {
            Style::Part => Some(0),
            Style::Division => Some(leading(&[Style::Part])),
            Style::Chapter => Some(leading(&[Style::Part, Style::Division])),
            _ => {
                let own = style.own_depth()?;
                let is_elder = |open: &Open| {
                    let depth = open.mark.and_then(|mark| mark.style.own_depth());
                    depth.is_some_and(|(family, depth)| family == own.0 && depth >= own.1)
                };
                Some(self.open.iter().position(is_elder).unwrap_or(self.open.len()))
            }
        }
    }

    /// Closes everything down to the numbered heading a label stands under.
    fn make_room_for_label(&mut self, section: Section) {
        let is_heading = |open: &Open| !open.inline && open.mark.is_some() && self.segments[open.segment].opens.is_some();
        let kept = if section == Section::Aside { 0 } else { self.open.iter().rposition(is_heading).map_or(0, |at| at + 1) };
        self.open.truncate(kept);
    }

    /// The section a paragraph's begin names, and where its text goes on.
    fn heading(&self, paragraph: &Paragraph, mark: Option<Mark>) -> Option<Label> {
        let context = match mark {
            // A chapter stands in no other chapter.
            Some(mark) if mark.style == Style::Part => None,
            Some(mark) => {
                let above = self.frame_above(mark.style);
                self.context(above.or_else(|| self.open.iter().rposition(|open| has_style(open, mark.style))).unwrap_or(self.open.len()))
            }
            None => self.context(self.open.len()),
        };
        match mark.map(|mark| mark.style) {
            Some(Style::Goal) if context != Some(Section::Work) => None,
            style if paragraph.is_phrase() => phrase(&paragraph.text, style, context),
            style => run_in(&paragraph.text, style, context),
        }
    }

    /// A label inside a paragraph: a phrase of known words before a colon, at the begin of a clause.
    fn inline_label(&self, text: &[char], at: usize, first: bool) -> Option<Label> {
        use Section::{Aside, Duties, Issues, Measures, Work};
        let before = text.get(at.checked_sub(1)?).copied();
        if !first && !before.is_some_and(|c| is_pause(c) && c != '、' || c.is_whitespace()) {
            return None;
        }
        let end = slice(text, at, at + LABEL_MAX).iter().position(|c| is_pause(*c) && *c != '、')?;
        if plain(*text.get(at + end)?) != ':' {
            return None;
        }
        let reading = lexicon::read(&squeeze(slice(text, at, at + end))).filter(|reading| reading.covers(90))?;
        let may = match (self.context(self.open.len()), reading.section) {
            (Some(Work | Aside), _) => false,
            (Some(Duties), new) => new == Work,
            (Some(Issues), new) => new == Measures,
            (Some(Measures), new) => new == Issues,
            (_, new) => matches!(new, Duties | Work | Issues | Measures),
        };
        may.then_some(Label::new(reading, at + end, at + end + 1))
    }
}

/// A heading or label: what it names, where it ends, where the text after it begins.
#[derive(Clone, Copy)]
struct Label {
    section: Section,
    several: bool,
    end: usize,
    next: usize,
}

impl Label {
    fn new(reading: Reading, end: usize, next: usize) -> Self {
        Self { section: reading.section, several: reading.several, end, next }
    }
}

/// A paragraph that is a heading and nothing more.
fn phrase(text: &[char], style: Option<Style>, context: Option<Section>) -> Option<Label> {
    let words = squeeze(text);
    let reading = lexicon::read(&words)?;
    let one_phrase = || !words.iter().any(|c| is_pause(*c));
    let (named, may) = match style {
        None | Some(Style::Bullet) => {
            (reading.covers(90) && words.len() <= LABEL_MAX, may_open(context, reading.section) || context == Some(Section::Work))
        }
        Some(_) if is_of_items(context) => (reading.covers(85), may_open(context, reading.section)),
        Some(style) => (reading.covers(75) || style.is_heading() && reading.ends_known && one_phrase(), true),
    };
    (named && may).then(|| Label::new(reading, text.len(), text.len()))
}

/// A heading with its text in the same paragraph: 主要职责。…, 主要职责：…, and where a line end was lost, 主要职责 ….
fn run_in(text: &[char], style: Option<Style>, context: Option<Section>) -> Option<Label> {
    let numbered = style.is_some_and(|style| style != Style::Bullet);
    let ends = |c: &char| plain(*c) == ':' || numbered && (is_stop(*c) || c.is_whitespace());
    let end = slice(text, 0, LABEL_MAX).iter().position(ends)?;
    let next = end + 1 + slice(text, end + 1, text.len()).iter().take_while(|c| c.is_whitespace()).count();
    let states = if plain(text[end]) == ':' {
        // 自评得分：97.8分 is a statement, not a label.
        let value = slice(text, next, text.len());
        text.get(next).is_some_and(|c| digit(*c).is_some()) && mark_at(text, next).is_none()
            || VALUES.iter().any(|word| super::scalars::begins(value, word))
    } else {
        // 负责政府采购。 says all it has to say.
        is_of_items(context) && next >= text.len()
    };
    let reading = lexicon::read(&squeeze(slice(text, 0, end))).filter(|reading| reading.covers(90))?;
    (!states && may_open(context, reading.section)).then(|| Label::new(reading, end, end + 1))
}

fn has_style(open: &Open, style: Style) -> bool {
    open.mark.is_some_and(|mark| mark.style == style)
}

/// Whether what stands there are items, so that a heading must be told from them.
fn is_of_items(context: Option<Section>) -> bool {
    matches!(context, Some(Section::Duties | Section::Work | Section::Issues | Section::Measures))
}

/// Whether a heading may open `new` inside `context`: an issue named 预算管理方面 is no chapter.
fn may_open(context: Option<Section>, new: Section) -> bool {
    use Section::{Aside, Causes, Goals, Issues, Measures, Other, Overview, Practices, Work};
    match context {
        Some(Issues | Measures) => matches!(new, Issues | Measures | Aside | Causes),
        Some(Work) => !matches!(new, Other | Overview | Goals | Causes | Practices),
        _ => true,
    }
}

/// A mark inside a paragraph: after the end of a clause, and next in its count.
fn inline_mark(text: &[char], at: usize, first: bool, seen: &[Mark]) -> Option<Mark> {
    let mark = mark_at(text, at)?;
    let before = at.checked_sub(1).and_then(|at| text.get(at)).copied();
    let blank = before.is_some_and(char::is_whitespace);
    let solid = slice(text, 0, at).iter().rev().take(4).find(|c| !c.is_whitespace()).copied();
    let after_sentence = solid.is_none_or(|c| is_stop(c) || plain(c) == ':');
    let after_clause = after_sentence || blank || solid.is_some_and(|c| is_pause(c) || matches!(plain(c), ')' | '”'));
    let at_place = first
        || match mark.style {
            Style::Clause | Style::Section | Style::Paren => after_clause,
            Style::Circled => true,
            Style::Dot | Style::Pause | Style::Ordinal | Style::Chapter | Style::HalfParen => after_sentence,
            Style::Part | Style::Division | Style::Goal | Style::Bullet | Style::Decimal(_) | Style::Heading(_) => false,
        };
    let last = seen.iter().find(|other| other.style == mark.style).map(|other| other.value);
    let in_turn = match last {
        Some(last) => (last..=last + 2).contains(&mark.value) || mark.value == 1,
        None => mark.value == 1 || mark.style == Style::Clause,
    };
    (at_place && in_turn).then_some(mark)
}

/// Tells heading depths: a numbered or known phrase under which something stands.
pub(super) fn tell_levels(paragraphs: &mut [Paragraph], segments: &[Segment]) {
    for (at, segment) in segments.iter().enumerate() {
        let Some(paragraph) = paragraphs.get_mut(segment.paragraph) else { continue };
        let whole = segment.start == 0 && segment.end == paragraph.text.len();
        let has_body = || segments.get(at + 1).is_some_and(|next| next.depth > segment.depth);
        let heads = segment.opens.is_some()
            || segment.mark.is_some_and(|mark| matches!(mark.style, Style::Part | Style::Division | Style::Chapter) || has_body());
        if whole && paragraph.is_phrase() && heads {
            paragraph.level = u8::try_from(segment.depth + 1).unwrap_or(u8::MAX);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{lines, paragraphs};
    use super::*;

    /// `depth no text` a line, with the section it opens.
    fn tree(text: &str) -> Vec<String> {
        let paragraphs = paragraphs::paragraphs(&lines::lines(text).body);
        let segments = outline(&paragraphs, &(0..paragraphs.len()));
        let show = |segment: &Segment| {
            let text: String = slice(&paragraphs[segment.paragraph].text, segment.start, segment.end).iter().collect();
            let opens = segment.opens.map_or(String::new(), |section| format!(" [{section:?}]"));
            format!("{}{}{text}{opens}", " ".repeat(segment.depth), segment.no)
        };
        segments.iter().map(show).collect()
    }

    #[test]
    fn clauses_in_a_paragraph_stand_under_its_number() {
        assert_eq!(
            tree("二、重点工作\n1.强基础。一是甲。二是乙。\n2.促发展。一是丙。"),
            ["二、重点工作 [Work]", " 1.强基础。", "  一是甲。", "  二是乙。", " 2.促发展。", "  一是丙。",]
        );
    }

    #[test]
    fn run_in_headings_open_sections() {
        assert_eq!(
            tree("四、评价结论及建议\n（一）存在问题。1.甲不够。2.乙不足。\n（二）改进建议。丙。"),
            [
                "四、评价结论及建议 [Measures]",
                " （一）存在问题 [Issues]",
                "  1.甲不够。",
                "  2.乙不足。",
                " （二）改进建议 [Measures]",
                "  丙。",
            ]
        );
    }

    #[test]
    fn a_label_inside_a_paragraph_ends_the_list_before_it() {
        assert_eq!(
            tree("主要问题：一是甲；二是乙。改进措施：一是丙。"),
            ["主要问题 [Issues]", " 一是甲；", " 二是乙。", "改进措施 [Measures]", " 一是丙。",]
        );
    }
}
