//! What a person puts right in what was read, before it is written: an entry moved to another list,
//! split, joined with the next, left out. Each is a pure function from a draft to the next; no word is
//! typed and none changed, so every place stays right. [`Corrections`] remembers the way back.

use super::assessment::{Indicator, Span, Stretch};
use super::draft::{Draft, Entry, List};
use super::items::{item_no, leading_phrase};
use super::marks::{after_mark, mark_at};
use super::scalars::{is_pause, is_stop, plain, trim};
use crate::lang::{Words, tr};

/// Where an entry may be split.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// Which of its stretches.
    stretch: usize,
    /// The scalar of its paragraph that begins the second part.
    at: usize,
    /// The first words of the second part.
    pub begins: String,
}

/// More places to split at than a menu can offer: such an entry is first split in the middle.
const CUTS_MAX: usize = 99;
/// So many characters of the second part are shown.
const BEGINS_CHARS: usize = 24;
/// Between two entries of one paragraph stands no more than a number and a mark, if they are neighbours.
const GAP_MAX: usize = 8;

const NO_ENTRY: Words = tr("Nothing here to change", "这一行没有可更正的内容");

impl Draft {
    /// Moves an entry to another list, where it stands in the order of the text. Gives where it is now.
    /// A task's parts stay in its text; a part's words are in those of the task it is moved to.
    pub fn resection(&self, at: usize, to: List) -> Result<(Self, usize), Words> {
        let entry = self.entries.get(at).ok_or(NO_ENTRY)?;
        if entry.list == to {
            return Err(tr("It is in that list already", "已经在这一类"));
        }
        let mut next = self.clone();
        let mut moved = next.entries.remove(at);
        if moved.list == List::Work {
            let parts = next.entries.iter().skip(at).take_while(|entry| entry.list == List::Parts).count();
            next.entries.drain(at..at + parts);
        }
        if moved.list == List::Nowhere && moved.no.is_empty() {
            moved.no = moved.stretches.first().map(|stretch| item_no(&stretch.no)).unwrap_or_default();
        }
        moved.list = to;
        // A person has looked at it.
        moved.doubts.clear();
        if to != List::Nowhere {
            moved.stretches = moved.stretches.iter().filter_map(|stretch| self.trimmed(stretch)).collect();
        }
        if moved.stretches.is_empty() {
            return Err(tr("There are no words in it", "其中没有文字"));
        }
        if matches!(to, List::Work | List::Parts) {
            moved.title = self.leading_phrase_of(&moved.stretches);
        }
        if to == List::Indicators && moved.indicator.is_none() {
            let name = moved.stretches.iter().flat_map(|stretch| self.words(stretch)).collect();
            moved.indicator = Some(Box::new(Indicator::named(name, moved.start())));
        }
        let place = if to == List::Parts { next.take_in_part(&moved)? } else { next.place_for(&moved) };
        next.entries.insert(place, moved);
        Ok((next, place))
    }

    /// Leaves an entry out: its text is then listed as being in no list.
    pub fn leave_out(&self, at: usize) -> Result<(Self, usize), Words> {
        self.resection(at, List::Nowhere)
    }

    /// Where an entry may be split: where a sentence or a paragraph ends; an indicator's name, or what
    /// is one sentence, where a clause does.
    pub fn cuts(&self, at: usize) -> Vec<Cut> {
        let Some(entry) = self.entries.get(at) else { return Vec::new() };
        let whole_sentences = self.cuts_behind(entry, is_stop);
        let of_clauses = entry.list == List::Indicators || whole_sentences.is_empty();
        if of_clauses { self.cuts_behind(entry, |c| is_pause(c) && plain(c) != ':') } else { whole_sentences }
    }

    fn cuts_behind(&self, entry: &Entry, ends: fn(char) -> bool) -> Vec<Cut> {
        let mut cuts = Vec::new();
        for (nth, stretch) in entry.stretches.iter().enumerate() {
            let words: Vec<char> = self.words(stretch).collect();
            let behind = (1..words.len()).filter(|at| ends(words[at - 1]) && !words[..*at].iter().all(|c| is_pause(*c)));
            let all = (nth > 0).then_some(0).into_iter().chain(behind);
            let cut = |from: usize| {
                let (start, end) = trim(&words, from, words.len());
                let begins = words.get(start..end)?.iter().take(BEGINS_CHARS).collect::<String>();
                (!begins.is_empty()).then(|| Cut { stretch: nth, at: stretch.at.start + from, begins })
            };
            cuts.extend(all.filter_map(cut).take(CUTS_MAX - cuts.len()));
        }
        cuts
    }

    /// Splits an entry in two. Gives where the first is. An indicator's values stay with the first.
    pub fn split(&self, at: usize, cut: &Cut) -> Result<(Self, usize), Words> {
        let entry = self.entries.get(at).ok_or(NO_ENTRY)?;
        let nowhere = tr("It cannot be split there", "不能从这里拆开");
        let own = entry.stretches.get(cut.stretch).filter(|own| (own.at.start..own.at.end).contains(&cut.at)).ok_or(nowhere)?;
        let (head, tail) = entry.stretches.split_at(cut.stretch);
        let before = Stretch { at: Span { end: cut.at, ..own.at }, ..own.clone() };
        let behind = if cut.at == own.at.start { own.clone() } else { self.behind_mark(Span { start: cut.at, ..own.at }) };
        let first: Vec<Stretch> = head.iter().cloned().chain(self.trimmed(&before)).collect();
        let second: Vec<Stretch> = self.trimmed(&behind).into_iter().chain(tail.iter().skip(1).cloned()).collect();
        if first.is_empty() || second.is_empty() {
            return Err(nowhere);
        }
        let mut next = self.clone();
        let no = second.first().map(|stretch| item_no(&stretch.no)).unwrap_or_default();
        let second = self.restated(Entry { no, stretches: second, indicator: None, ..entry.clone() });
        let place = match entry.list {
            // Parts go with the text they stand in.
            List::Work => {
                let parts = self.entries.iter().skip(at + 1).take_while(|part| part.list == List::Parts);
                at + 1 + parts.take_while(|part| part.start() < second.start()).count()
            }
            _ => at + 1,
        };
        next.entries[at] = self.restated(Entry { stretches: first, ..entry.clone() });
        next.entries.insert(place, second);
        Ok((next, at))
    }

    /// Joins an entry with the next of its list; of a task, the parts of both become its own. What only the
    /// second indicator says is kept.
    pub fn merge(&self, at: usize) -> Result<(Self, usize), Words> {
        let entry = self.entries.get(at).ok_or(NO_ENTRY)?;
        if entry.list == List::Nowhere {
            return Err(tr("Move it to a list first", "先归入一类，再合并"));
        }
        let among = self.entries.iter().enumerate().skip(at + 1);
        let follows = |(_, other): &(usize, &Entry)| entry.list != List::Work || other.list != List::Parts;
        let (other_at, other) = among
            .into_iter()
            .find(follows)
            .filter(|(_, other)| other.list == entry.list)
            .ok_or(tr("It is the last: nothing to join it with", "已是最后一项，后面没有可合并的"))?;
        let mut stretches = entry.stretches.clone();
        let mut more = other.stretches.iter().cloned();
        if let (Some(last), Some(first)) = (stretches.last_mut(), other.stretches.first())
            && last.at.paragraph == first.at.paragraph
            && (last.at.end..=last.at.end + GAP_MAX).contains(&first.at.start)
        {
            last.at.end = first.at.end;
            more.next();
        }
        stretches.extend(more);
        let mut next = self.clone();
        next.entries.remove(other_at);
        let mut joined = Entry { stretches, ..entry.clone() };
        if let (Some(own), Some(others)) = (&mut joined.indicator, &other.indicator) {
            own.complete((**others).clone());
        }
        next.entries[at] = self.restated(joined);
        Ok((next, at))
    }

    /// An entry whose stretches are new: its title, an indicator's name and place say so. A person has looked at it.
    fn restated(&self, entry: Entry) -> Entry {
        let mut entry = Entry { doubts: Vec::new(), ..entry };
        let at = entry.start();
        match entry.list {
            List::Work | List::Parts => entry.title = self.leading_phrase_of(&entry.stretches),
            List::Indicators => {
                let name = entry.stretches.iter().flat_map(|stretch| self.words(stretch)).collect();
                let known = entry.indicator.take();
                entry.indicator = Some(Box::new(match known {
                    Some(known) => Indicator { name, at, ..*known },
                    None => Indicator::named(name, at),
                }));
            }
            _ => {}
        }
        entry
    }

    fn leading_phrase_of(&self, stretches: &[Stretch]) -> String {
        let own: Vec<char> = stretches.first().map(|first| self.words(first).collect()).unwrap_or_default();
        leading_phrase(&own, stretches.len() > 1)
    }

    /// A stretch without blanks and list punctuation around it; `None` where nothing is left.
    fn trimmed(&self, stretch: &Stretch) -> Option<Stretch> {
        let words: Vec<char> = self.words(stretch).collect();
        let (start, end) = trim(&words, 0, words.len());
        let at = Span { start: stretch.at.start + start, end: stretch.at.start + end, ..stretch.at };
        (start < end).then(|| Stretch { at, ..stretch.clone() })
    }

    /// A part of a paragraph behind the number it begins with, that number told apart.
    fn behind_mark(&self, at: Span) -> Stretch {
        let words: Vec<char> = self.words(&Stretch { no: String::new(), at }).collect();
        let Some(mark) = mark_at(&words, 0) else { return Stretch { no: String::new(), at } };
        let no = words.iter().take(mark.len).collect();
        Stretch { no, at: Span { start: at.start + after_mark(&words, 0, mark), ..at } }
    }

    /// Where in its list an entry belongs by its place in the text.
    fn place_for(&self, entry: &Entry) -> usize {
        let rank = entry.list.rank();
        let behind = |other: &Entry| other.list == entry.list && other.start() > entry.start();
        self.entries.iter().position(|other| other.list.rank() > rank || behind(other)).unwrap_or(self.entries.len())
    }

    /// Where a part belongs: in the last task that begins before it. Its words become the task's, if they are not.
    fn take_in_part(&mut self, part: &Entry) -> Result<usize, Words> {
        let is_task = |entry: &Entry| entry.list == List::Work && entry.start() <= part.start();
        let task = self
            .entries
            .iter()
            .rposition(is_task)
            .ok_or(tr("No task stands before it in the text", "报告里它的前面没有任务，不能作分项"))?;
        let own = &mut self.entries[task].stretches;
        for stretch in &part.stretches {
            let has = |known: &Stretch| known.at.paragraph == stretch.at.paragraph && known.at.end >= stretch.at.end;
            if !own.iter().any(has) {
                own.push(stretch.clone());
            }
        }
        own.sort_by_key(|stretch| stretch.at);
        let parts = self.entries.iter().skip(task + 1).take_while(|other| other.list == List::Parts);
        Ok(task + 1 + parts.take_while(|other| other.start() < part.start()).count())
    }
}

/// More steps back than anybody takes.
const STEPS_MAX: usize = 500;

/// A draft under correction, with the way back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Corrections {
    now: Draft,
    past: Vec<Step>,
    undone: Vec<Step>,
}

/// A draft on the other side of a correction, and the entry that was made at.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Step {
    draft: Draft,
    at: usize,
}

impl Corrections {
    /// Nothing corrected yet.
    pub fn new(draft: Draft) -> Self {
        Self { now: draft, past: Vec::new(), undone: Vec::new() }
    }

    /// The draft as it stands.
    pub fn draft(&self) -> &Draft {
        &self.now
    }

    /// How many corrections it holds.
    pub fn made(&self) -> usize {
        self.past.len()
    }

    /// Whether one was taken back that may be made again.
    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    /// Takes the draft that a correction of the entry `at` gives.
    pub fn take(&mut self, next: Draft, at: usize) {
        if self.past.len() == STEPS_MAX {
            self.past.remove(0);
        }
        self.past.push(Step { draft: std::mem::replace(&mut self.now, next), at });
        self.undone.clear();
    }

    /// Takes the last correction back; the entry it was made at, if there was one.
    pub fn undo(&mut self) -> Option<usize> {
        let Step { draft, at } = self.past.pop()?;
        self.undone.push(Step { draft: std::mem::replace(&mut self.now, draft), at });
        Some(at)
    }

    /// Makes the last one that was taken back again; the entry it was made at, if there was one.
    pub fn redo(&mut self) -> Option<usize> {
        let Step { draft, at } = self.undone.pop()?;
        self.past.push(Step { draft: std::mem::replace(&mut self.now, draft), at });
        Some(at)
    }
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::*;
    use crate::import::{Input, read};

    const REPORT: &str = "某局2021年部门整体支出绩效自评报告\n一、主要职责\n（一）负责甲事。负责乙事；\n（二）负责丙事。\n二、重点工作\n\
        1.强基础。一是修路。二是架桥。\n2.促发展。一是引资。\n三、绩效情况\n设置了修路里程、架桥数量、及时率等3项指标。\n\
        四、存在问题\n一是人手不够；二是数据缺失。\n五、改进措施\n一是增加人手；二是补齐数据。\n";

    fn draft() -> Draft {
        read(&[Input { name: "x.txt", bytes: REPORT.as_bytes() }], &|_| ControlFlow::Continue(())).expect("it is a report")
    }

    /// The entries of a list, `no text`, `|` between paragraphs.
    fn list(draft: &Draft, list: List) -> Vec<String> {
        draft.of(list).map(|entry| format!("{} {}", entry.no(), draft.text(entry).replace('\n', "|"))).collect()
    }

    fn find(draft: &Draft, words: &str) -> usize {
        draft.entries().iter().position(|entry| draft.text(entry).starts_with(words)).expect("an entry begins so")
    }

    #[track_caller]
    fn split(draft: &Draft, at: usize, begins: &str) -> Draft {
        let cut = draft.cuts(at).into_iter().find(|cut| cut.begins.starts_with(begins)).expect("a cut stands there");
        draft.split(at, &cut).expect("it can be split").0
    }

    #[test]
    fn an_entry_moves_to_where_its_place_in_the_text_is() {
        let draft = draft();
        assert_eq!(list(&draft, List::Issues), ["一是 人手不够", "二是 数据缺失"]);
        let (moved, at) = draft.resection(find(&draft, "人手不够"), List::Measures).expect("moves");
        assert_eq!(list(&moved, List::Issues), ["二是 数据缺失"]);
        assert_eq!(list(&moved, List::Measures), ["一是 人手不够", "一是 增加人手", "二是 补齐数据"]);
        assert_eq!(moved.text(&moved.entries()[at]), "人手不够");
        assert!(moved.resection(at, List::Measures).is_err());
    }

    #[test]
    fn what_is_left_out_is_told_and_may_come_back() {
        let draft = draft();
        let (without, at) = draft.leave_out(find(&draft, "数据缺失")).expect("is left out");
        let account = without.account();
        assert_eq!(account.counts.issues, 1);
        assert_eq!(account.unplaced.iter().map(|left| left.text.as_str()).collect::<Vec<_>>(), ["二是数据缺失"]);
        let (again, _) = without.resection(at, List::Issues).expect("comes back");
        assert_eq!(again.imported(), draft.imported());
    }

    #[test]
    fn an_indicator_that_was_left_out_comes_back_with_all_that_is_known_of_it() {
        let draft = draft();
        let (without, at) = draft.leave_out(find(&draft, "架桥数量")).expect("is left out");
        assert!(without.imported().json.contains("修路里程") && without.account().counts.indicators == 2);
        assert_eq!(without.resection(at, List::Indicators).expect("comes back").0.imported(), draft.imported());
    }

    #[test]
    fn a_split_parts_sentences_and_a_merge_joins_them_again() {
        let draft = draft();
        let at = find(&draft, "负责甲事");
        let parted = split(&draft, at, "负责乙事");
        assert_eq!(list(&parted, List::Duties), ["（一） 负责甲事", " 负责乙事", "（二） 负责丙事"]);
        let (joined, _) = parted.merge(at).expect("neighbours");
        assert_eq!(list(&joined, List::Duties), ["（一） 负责甲事。负责乙事", "（二） 负责丙事"]);
        assert_eq!(joined.imported(), draft.imported());
    }

    #[test]
    fn paragraphs_are_joined_with_the_number_that_stands_between() {
        let draft = draft();
        let (joined, at) = draft.merge(find(&draft, "负责甲事")).expect("a next one");
        assert_eq!(list(&joined, List::Duties), ["（一） 负责甲事。负责乙事|（二）负责丙事"]);
        assert!(joined.merge(at).is_err(), "it is the last");
        assert_eq!(list(&split(&joined, at, "负责丙事"), List::Duties), ["（一） 负责甲事。负责乙事", "（二） 负责丙事"]);
    }

    #[test]
    fn a_number_inside_a_paragraph_is_told_apart_when_it_is_split() {
        let draft = draft();
        let (joined, at) = draft.merge(find(&draft, "增加人手")).expect("a next one");
        assert_eq!(list(&joined, List::Measures), ["一是 增加人手；二是补齐数据"]);
        assert_eq!(split(&joined, at, "二是").imported(), draft.imported());
    }

    #[test]
    fn indicators_are_split_and_joined_by_their_names() {
        let draft = draft();
        let (joined, at) = draft.merge(find(&draft, "修路里程")).expect("a next one");
        assert_eq!(list(&joined, List::Indicators), [" 修路里程、架桥数量", " 及时率"]);
        assert_eq!(split(&joined, at, "架桥数量").imported(), draft.imported());
    }

    #[test]
    fn parts_go_with_the_text_they_stand_in() {
        let draft = draft();
        let at = find(&draft, "强基础");
        let (joined, _) = draft.merge(at).expect("a next one");
        assert_eq!(list(&joined, List::Parts).len(), 3);
        assert_eq!(joined.account().counts.work_items, 1);
        let parted = split(&joined, at, "促发展");
        assert_eq!(parted.imported(), draft.imported());
        let (moved, _) = draft.resection(at, List::Duties).expect("moves");
        assert_eq!(list(&moved, List::Parts), ["一是 引资"], "the parts of a task that is none stay in its text");
    }

    #[test]
    fn a_part_needs_a_task_before_it_whose_text_takes_it_in() {
        let draft = draft();
        assert!(draft.resection(find(&draft, "负责甲事"), List::Parts).is_err());
        let (moved, at) = draft.resection(find(&draft, "人手不够"), List::Parts).expect("moves");
        assert_eq!(moved.entries()[at - 1].no(), "一是");
        assert_eq!(list(&moved, List::Work)[1], "2 促发展。一是引资|一是人手不够");
    }

    #[test]
    fn corrections_are_taken_back_and_made_again() {
        let first = draft();
        let mut corrections = Corrections::new(first.clone());
        let (next, _) = first.leave_out(1).expect("is left out");
        corrections.take(next.clone(), 1);
        assert_eq!((corrections.undo(), corrections.undo()), (Some(1), None));
        assert_eq!(corrections.draft(), &first);
        assert_eq!((corrections.redo(), corrections.redo()), (Some(1), None));
        assert_eq!(corrections.draft(), &next);
        assert_eq!(corrections.made(), 1);
    }
}
