//! What an import is not sure of, and why, so that a person looks there first.

use std::ops::Range;

use super::document::Document;
use super::draft::List;
use super::items::Found;
use super::lexicon::Section;
use super::marks::Mark;
use crate::lang::Lang;

/// An item longer than this may be several.
const ITEM_MAX: usize = 600;
/// So much of an item is shown.
const SHOWN: usize = 16;

/// The lists that were read, each with its names and its section.
pub(super) struct Lists<'a> {
    pub duties: &'a [Found],
    pub work: &'a [Found],
    pub issues: &'a [Found],
    pub measures: &'a [Found],
}

/// A doubt about items of one list.
pub(super) struct Doubt {
    /// Which list.
    pub list: List,
    /// Which of its items, from 0.
    pub items: Range<usize>,
    /// Why, (zh, en).
    pub why: (String, String),
}

/// One entry a doubt and stretch of items it is about.
pub(super) fn doubts(document: &Document, lists: &Lists) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    let has_chapter = |section: Section| document.segments.iter().any(|segment| segment.opens == Some(section));
    for (list, found) in
        [(List::Duties, lists.duties), (List::Work, lists.work), (List::Issues, lists.issues), (List::Measures, lists.measures)]
    {
        let (zh, en) = (list.words().say(Lang::Zh), list.words().say(Lang::En).to_lowercase());
        let mut say = |items: Range<usize>, zh: String, en: String| doubts.push(Doubt { list, items, why: (zh, en) });
        match list {
            List::Duties if !has_chapter(Section::Duties) => say(
                0..found.len(),
                "未见“主要职责”一节，职责取自概况中的叙述".into(),
                "no chapter on duties: taken from a sentence of the overview".into(),
            ),
            List::Work if !has_chapter(Section::Work) => say(
                0..found.len(),
                "未见“重点工作”一节，任务取自年度绩效目标".into(),
                "no chapter on work: taken from the year's goals".into(),
            ),
            _ => {}
        }
        let mark = |item: &Found| item.segments.first().and_then(|at| document.segments[*at].mark);
        let is_bare = |at: &usize| mark(&found[*at]).is_none();
        let bare = (0..found.len()).filter(is_bare).count();
        for at in (0..found.len()).filter(is_bare) {
            say(
                at..at + 1,
                format!("{zh}有 {bare} 项没有序号，按段落或分号划分"),
                format!("{bare} {en} have no number: told apart by paragraphs or semicolons"),
            );
        }
        for (at, before, after) in gaps(&found.iter().map(mark).collect::<Vec<_>>()) {
            say(
                at..at + 1,
                format!("{zh}的序号由 {before} 到 {after}，不连续"),
                format!("the numbers of {en} go from {before} to {after}"),
            );
        }
        for (at, item) in found.iter().enumerate().filter(|(_, item)| item.text.chars().count() > ITEM_MAX) {
            let begin: String = item.text.chars().take(SHOWN).collect();
            say(at..at + 1, format!("{zh}“{begin}……”篇幅很长，可能含有几项"), format!("{en}: “{begin}…” is long and may be several"));
        }
    }
    doubts
}

/// Where the numbers of one list do not follow each other, and which item bears the second; a list may begin anew.
fn gaps(marks: &[Option<Mark>]) -> Vec<(usize, u32, u32)> {
    let numbered: Vec<(usize, Mark)> = marks.iter().enumerate().filter_map(|(at, mark)| Some((at, (*mark)?))).collect();
    let pairs = numbered.windows(2).filter_map(|pair| if let [(_, a), (at, b)] = pair { Some((*at, a, b)) } else { None });
    let unlike = pairs.filter(|(_, a, b)| a.style.is_kin(b.style) && a.value > 0 && b.value != a.value + 1 && b.value != 1);
    unlike.map(|(at, a, b)| (at, a.value, b.value)).collect()
}
