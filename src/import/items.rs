//! From sections to items: what a duty, a task, an issue, a measure is, whole and with its place.
//!
//! A section's items are its shallowest numbered segments, each with all that stands under it. Where a
//! section has no numbers, its sentences or paragraphs are the items, by what its kind allows.

use std::collections::{HashMap, HashSet};

use super::assessment::{Span, Stretch};
use super::document::Document;
use super::head;
use super::lexicon::{self, Section};
use super::marks::Style;
use super::scalars::{begins, find, is_pause, is_stop, plain, slice, squeeze, squeezed, trim};

/// One item as it stands in the text: its segments, or a piece of one.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// The printed number.
    pub no: String,
    /// Segments in order, the first with the item's own mark.
    pub segments: Vec<usize>,
    /// Where it stands: the piece in its first paragraph.
    pub at: Span,
    /// All of its text, paragraphs parted by line ends.
    pub text: String,
    /// Where its text goes on in later paragraphs.
    pub rest: Vec<Stretch>,
    /// Segments that tell of the same item, in fewer words.
    pub also: Vec<usize>,
}

/// A title is not longer, where a shorter leading phrase can be told.
const TITLE_MAX: usize = 30;
/// A task without number is not longer.
const TASK_MAX: usize = 60;
/// An item split off at ； is not shorter.
const PIECE_MIN: usize = 4;
/// Verbs that begin a duty.
const DUTY_VERBS: &[&str] = &[
    "负责", "承担", "组织", "贯彻", "拟订", "拟定", "起草", "制定", "制订", "研究", "指导", "监督", "管理", "协调", "推进", "推动", "统筹",
    "开展", "落实", "完成", "承办", "参与", "执行", "实施", "检查", "搜集", "办理", "审核", "编制", "提出", "牵头", "协助", "依法", "宣传",
    "加强", "提供", "受理", "维护", "保障", "建立",
];

/// Words that sum up a list after its end.
const SUMMING_UP: &[&str] = &["总体来看", "总的来看", "总体上", "综上", "总之", "通过上述", "通过以上"];
/// Words with which a sentence turns from duties to staff.
const STAFF: &[&str] = &["，核定", "，内设", "，下设", "，编制", "，现有", "，共有"];

/// Everything that stands in one section under one heading.
struct Block {
    /// Segments in order, headings of other sections left out.
    members: Vec<usize>,
}

impl Document<'_> {
    fn blocks(&self, section: Section) -> Vec<Block> {
        let mut blocks: Vec<(usize, Block)> = Vec::new();
        for at in self.content() {
            let segment = &self.segments[at];
            if self.section(at) != Some(section) {
                continue;
            }
            let head = segment.block.unwrap_or(at);
            // Blocks under one heading are met in order, if with others between.
            match blocks.iter_mut().rev().take(8).find(|(of, _)| *of == head) {
                Some((_, block)) => block.members.push(at),
                None => blocks.push((head, Block { members: vec![at] })),
            }
        }
        blocks.into_iter().map(|(_, block)| block).collect()
    }

    /// The shallowest numbered segments, each with all under it. `None` where nothing is numbered.
    fn numbered(&self, members: &[usize]) -> Option<Vec<Found>> {
        let marked = |at: &&usize| self.segments[**at].mark.is_some();
        let depth = members.iter().filter(marked).map(|at| self.segments[*at].depth).min()?;
        let heads: Vec<usize> =
            (0..members.len()).filter(|i| self.segments[members[*i]].mark.is_some() && self.segments[members[*i]].depth == depth).collect();
        let ends = heads.iter().skip(1).copied().chain([members.len()]);
        let mut spreads = false;
        let mut items = Vec::new();
        for (nth, (head, end)) in heads.iter().copied().zip(ends).enumerate() {
            let own = &self.segments[members[head]];
            let is_below = |at: &&usize| self.segments[**at].depth > depth;
            let mut under: Vec<usize> =
                members[head..=head].iter().chain(members[head + 1..end].iter().take_while(is_below)).copied().collect();
            let title_only =
                self.paragraphs[own.paragraph].is_phrase() || self.text(self.span(members[head])).last().is_some_and(|c| plain(*c) == ':');
            let last = nth + 1 == heads.len();
            if last {
                // What follows the last of one-paragraph items speaks of all of them; so does 总体来看.
                let alone = !spreads && !title_only;
                let sums_up = |at: usize| SUMMING_UP.iter().any(|words| begins(self.text(self.span(at)), words));
                let follows = |at: &usize| self.segments[*at].mark.is_none() && self.segments[*at].paragraph != own.paragraph;
                let kept = under.iter().position(|at| follows(at) && (alone || sums_up(*at)));
                under.truncate(kept.unwrap_or(under.len()));
            }
            spreads |= under.iter().any(|at| self.segments[*at].mark.is_none() && self.segments[*at].paragraph != own.paragraph);
            items.extend(self.found(under));
        }
        Some(items)
    }

    /// An item of these segments, if they say anything; its place is the first paragraph that does.
    fn found(&self, segments: Vec<usize>) -> Option<Found> {
        let paragraph_of = |at: usize| self.segments[at].paragraph;
        let mut place = None;
        let mut text = String::new();
        let mut rest = Vec::new();
        for group in segments.chunk_by(|a, b| paragraph_of(*a) == paragraph_of(*b)) {
            let (first, last) = (self.span(group[0]), self.span(group[group.len() - 1]));
            let span = self.trimmed(Span { end: last.end, ..first });
            if span.start == span.end {
                continue;
            }
            if place.is_some() {
                let no = &self.segments[group[0]].no;
                text.push('\n');
                text.push_str(no);
                rest.push(Stretch { no: no.clone(), at: span });
            }
            place = place.or(Some(span));
            text.extend(self.text(span));
        }
        Some(Found { no: item_no(&self.segments[segments[0]].no), at: place?, segments, text, rest, also: Vec::new() })
    }

    /// An item that is a piece of one paragraph.
    fn piece(&self, segment: usize, start: usize, end: usize) -> Option<Found> {
        let at = self.trimmed(Span { start, end, ..self.span(segment) });
        let text: String = self.text(at).iter().collect();
        let says = at.end - at.start >= PIECE_MIN && !lexicon::is_around(&squeeze(self.text(at)));
        says.then(|| Found { no: String::new(), segments: vec![segment], at, text, rest: Vec::new(), also: Vec::new() })
    }

    /// Cuts a segment after every scalar for which `cut` holds.
    fn pieces(&self, segment: usize, cut: impl Fn(char) -> bool) -> Vec<Found> {
        let span = self.span(segment);
        let text = &self.paragraphs[span.paragraph].text;
        let ends = (span.start..span.end).filter(|at| cut(text[*at])).map(|at| at + 1).chain([span.end]);
        let mut start = span.start;
        ends.filter_map(|end| self.piece(segment, std::mem::replace(&mut start, end), end)).collect()
    }

    /// Items of a section without numbers: paragraphs, or the parts of one paragraph parted by ；.
    fn unnumbered(&self, members: &[usize]) -> Vec<Found> {
        let says = |at: &&usize| {
            let text = self.text(self.span(**at));
            !states_none(text) && text.last().is_none_or(|c| plain(*c) != ':')
        };
        let bodies: Vec<usize> = members.iter().filter(says).copied().collect();
        match bodies.as_slice() {
            [only] => self.pieces(*only, |c| plain(c) == ';'),
            _ => bodies.iter().filter_map(|at| self.piece(*at, self.segments[*at].start, self.segments[*at].end)).collect(),
        }
    }

    /// 主要职责.
    pub fn duties(&self) -> Vec<Found> {
        let mut found = Vec::new();
        for block in self.blocks(Section::Duties) {
            let numbered = self.numbered(&block.members).map(|items| items.into_iter().flat_map(|item| self.of_units(item)).collect());
            found.extend(numbered.unwrap_or_else(|| self.unnumbered_duties(&block.members)));
        }
        if found.is_empty() {
            found.extend(self.duties_in_overview());
        }
        found
    }

    /// A unit's name with a list under it (局机关, 某中心) is no duty: the list's members are.
    fn of_units(&self, item: Found) -> Vec<Found> {
        let own = squeezed(self.text(self.trimmed(self.span(item.segments[0]))));
        let is_unit = head::is_body_name(own.trim_end_matches([':', ',']).trim_end_matches("本级"));
        match self.numbered(item.segments.get(1..).unwrap_or_default()) {
            Some(members) if is_unit => members,
            _ => vec![item],
        }
    }

    fn unnumbered_duties(&self, members: &[usize]) -> Vec<Found> {
        let mut found = self.unnumbered(members);
        let is_duty = |found: &Found| DUTY_VERBS.iter().any(|verb| found.text.starts_with(verb));
        if found.len() > 2 && !is_duty(&found[0]) && found.iter().skip(1).all(is_duty) {
            // 某局是市政府工作部门。
            found.remove(0);
        }
        let [only] = found.as_slice() else { return found };
        // 某办是派出机关，承担……等职责。
        if let Some(at) = find(self.text(only.at), "，承担").filter(|_| only.text.ends_with("职责") || only.text.ends_with("职能")) {
            return self.piece(only.segments[0], only.at.start + at + 1, only.at.end).into_iter().collect();
        }
        let sentences = self.pieces(only.segments[0], is_stop);
        if sentences.len() > 1 && sentences.iter().all(is_duty) { sentences } else { found }
    }

    /// 某单位承担……职责, 主要负责……: said in passing where no chapter on duties is.
    fn duties_in_overview(&self) -> Option<Found> {
        self.content().filter(|at| self.section(*at) == Some(Section::Overview)).find_map(|at| {
            let span = self.span(at);
            let text = self.text(span);
            let sentence = |start: usize| text.iter().skip(start).position(|c| is_stop(*c)).map_or(text.len(), |len| start + len);
            let bears = find(text, "承担").map(|start| (start, sentence(start))).filter(|(start, end)| {
                let said = slice(text, *start, *end);
                said.ends_with(&['职', '责']) || said.ends_with(&['职', '能'])
            });
            let minds = || find(text, "主要负责").map(|at| at + 2).map(|start| (start, sentence(start)));
            let (start, end) = bears.or_else(minds)?;
            // Staff is told in the same breath.
            let staff = STAFF.iter().filter_map(|word| find(slice(text, start, end), word)).min();
            self.piece(at, span.start + start, span.start + staff.map_or(end, |len| start + len))
        })
    }

    /// 重点工作任务, each named once.
    pub fn work_items(&self) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        for block in self.blocks(Section::Work) {
            found.extend(self.tasks(&block.members));
        }
        if found.is_empty() {
            found.extend(self.goals_as_tasks());
        }
        // A task named again where its results are told is the same task: the fuller telling counts.
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut named: Vec<Found> = Vec::new();
        for mut item in found {
            let title = squeezed(&self.title(&item).chars().collect::<Vec<_>>());
            let Some(known) = places.get(&title).and_then(|at| named.get_mut(*at)) else {
                places.insert(title, named.len());
                named.push(item);
                continue;
            };
            if item.text.len() > known.text.len() {
                std::mem::swap(known, &mut item);
            }
            known.also.append(&mut item.segments);
            known.also.append(&mut item.also);
        }
        named
    }

    fn tasks(&self, members: &[usize]) -> Vec<Found> {
        let Some(found) = self.numbered(members) else { return self.unnumbered_tasks(members) };
        let is_clause = |found: &Found| self.segments[found.segments[0]].mark.is_some_and(|mark| mark.style == Style::Clause);
        let restarts =
            found.iter().filter(|item| is_clause(item) && self.segments[item.segments[0]].mark.is_some_and(|mark| mark.value == 1)).count();
        if found.iter().all(is_clause) && restarts > 1 {
            return self.tasks_by_paragraph(members);
        }
        // 一是 before a numbered list belongs to its introduction.
        if found.iter().all(is_clause) { found } else { found.into_iter().filter(|item| !is_clause(item)).collect() }
    }

    /// Tasks without number, each a paragraph with its 一是, 二是.
    fn tasks_by_paragraph(&self, members: &[usize]) -> Vec<Found> {
        let of = |at: &usize| self.segments[*at].paragraph;
        let paragraphs = members.chunk_by(|a, b| of(a) == of(b));
        paragraphs
            .filter(|group| group.len() > 1 && self.segments[group[0]].mark.is_none())
            .filter_map(|group| self.found(group.to_vec()))
            .collect()
    }

    fn unnumbered_tasks(&self, members: &[usize]) -> Vec<Found> {
        let found = self.unnumbered(members);
        let is_task = |found: &Found| found.text.chars().count() <= TASK_MAX && !found.text.contains('。');
        if found.len() > 1 && found.iter().all(is_task) { found } else { Vec::new() }
    }

    /// 年度绩效目标1：…: where no chapter on tasks is, the year's goals are what it worked on.
    fn goals_as_tasks(&self) -> Vec<Found> {
        let goals = self.content().filter(|at| self.segments[*at].mark.is_some_and(|mark| mark.style == Style::Goal));
        goals.filter_map(|at| self.found(vec![at])).collect()
    }

    /// Parts: the shallowest numbered segments under a task.
    pub fn parts(&self, item: &Found) -> Vec<Found> {
        self.numbered(item.segments.get(1..).unwrap_or_default()).unwrap_or_default()
    }

    /// The leading phrase of an item.
    pub fn title(&self, item: &Found) -> String {
        let text = self.text(item.at);
        let own = slice(text, 0, self.segments[item.segments[0]].end.saturating_sub(item.at.start).max(1));
        leading_phrase(own, item.segments.len() > 1)
    }

    /// 存在的问题, 改进措施, 主要成效.
    pub fn list(&self, section: Section) -> Vec<Found> {
        let mut found = Vec::new();
        for block in self.blocks(section) {
            let items = self.numbered(&block.members).map(|items| items.into_iter().flat_map(|item| self.grouped(item)).collect());
            let items: Vec<Found> = items.unwrap_or_else(|| self.unnumbered(&block.members));
            let heading_no = |item: &Found| self.segments[item.segments[0]].block.map(|head| item_no(&self.segments[head].no));
            let alone = items.len() == 1;
            found.extend(items.into_iter().filter(|item| !states_none(&item.text.chars().collect::<Vec<_>>())).map(|item| {
                // １．存在问题：… is item 1, though its number stands before the label.
                let inherited = heading_no(&item).filter(|no| alone && item.no.is_empty() && no.chars().all(char::is_numeric));
                Found { no: inherited.unwrap_or_else(|| item.no.clone()), ..item }
            }));
        }
        found
    }

    /// 预算管理方面 with a list under it is a group: its members are the items.
    fn grouped(&self, item: Found) -> Vec<Found> {
        let own = squeezed(self.text(self.trimmed(self.span(item.segments[0]))));
        let is_group = own.ends_with("方面") || own.ends_with("方面:") || own.ends_with("方面的问题") || own.ends_with("方面存在的问题");
        match self.numbered(item.segments.get(1..).unwrap_or_default()) {
            Some(members) if is_group => members,
            _ => vec![item],
        }
    }
}

/// The first sentence of a text, or the first clause of a long one; `goes_on` says that more text follows.
pub(super) fn leading_phrase(own: &[char], goes_on: bool) -> String {
    let up_to = |ends: fn(char) -> bool| own.iter().position(|c| ends(*c)).unwrap_or(own.len());
    let sentence = up_to(|c| is_stop(c) || plain(c) == ':');
    let clause = up_to(|c| is_pause(c) && c != '、');
    // 推进旧改，改造小区26个。 says it all in one sentence; a heading has its text under it, 推进旧改。 after it.
    let says_more = goes_on || own.len() > sentence + 1;
    let end = if (sentence > TITLE_MAX || !says_more) && clause >= PIECE_MIN { clause } else { sentence };
    slice(own, 0, end).iter().collect::<String>().trim().to_owned()
}

/// A printed number without the sign after it: `1.` is 1, `（一）` and 一是 stay.
pub(super) fn item_no(printed: &str) -> String {
    printed.trim_end_matches(['.', '．', '、', '，', ',', '：', ':', ' ']).to_owned()
}

/// Whether a text says that there is nothing: 无, 暂无.
fn states_none(text: &[char]) -> bool {
    let (start, end) = trim(text, 0, text.len());
    if end - start > 14 {
        return false;
    }
    let words = squeeze(slice(text, start, end));
    matches!(
        words.iter().collect::<String>().as_str(),
        "无" | "暂无"
            | "没有"
            | "不存在"
            | "无问题"
            | "暂无问题"
            | "无存在问题"
            | "未发现问题"
            | "未发现存在问题"
            | "/"
            | "-"
            | "—"
    ) || begins(&words, "未发现") && words.ends_with(&['问', '题'])
}

impl Document<'_> {
    /// Numbered segments of the sections of items that are in no item and head none, each with its printed number.
    pub fn unplaced(&self, used: &HashSet<usize>) -> Vec<Stretch> {
        use Section::{Duties, Issues, Measures, Work};
        let of_items = |at: &usize| {
            let segment = &self.segments[*at];
            matches!(self.section(*at), Some(Duties | Work | Issues | Measures))
                && segment.mark.is_some()
                && self.paragraphs[segment.paragraph].level == 0
        };
        let left = self.content().filter(|at| of_items(at) && !used.contains(at));
        left.map(|at| Stretch { no: self.segments[at].no.clone(), at: self.span(at) }).collect()
    }
}
