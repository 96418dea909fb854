//! What an import is not sure of, and why, so that a person looks there first.

use super::document::Document;
use super::items::Found;
use super::lexicon::Section;
use super::marks::Mark;

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

/// (zh, en), one line a doubt.
pub(super) fn doubts(document: &Document, lists: &Lists) -> Vec<(String, String)> {
    let mut doubts = Vec::new();
    let mut say = |zh: String, en: String| doubts.push((zh, en));
    let has_chapter = |section: Section| document.segments.iter().any(|segment| segment.opens == Some(section));
    if !lists.duties.is_empty() && !has_chapter(Section::Duties) {
        say("未见“主要职责”一节，职责取自概况中的叙述".into(), "no chapter on duties: taken from a sentence of the overview".into());
    }
    if !lists.work.is_empty() && !has_chapter(Section::Work) {
        say("未见“重点工作”一节，任务取自年度绩效目标".into(), "no chapter on work: taken from the year's goals".into());
    }
    for (zh, en, found) in [
        ("职责", "duties", lists.duties),
        ("任务", "work items", lists.work),
        ("问题", "issues", lists.issues),
        ("措施", "measures", lists.measures),
    ] {
        let mark = |item: &Found| item.segments.first().and_then(|at| document.segments[*at].mark);
        let bare = found.iter().filter(|item| mark(item).is_none()).count();
        if bare > 0 {
            say(
                format!("{zh}有 {bare} 项没有序号，按段落或分号划分"),
                format!("{bare} {en} have no number: told apart by paragraphs or semicolons"),
            );
        }
        for (before, after) in gaps(&found.iter().filter_map(mark).collect::<Vec<_>>()) {
            say(format!("{zh}的序号由 {before} 到 {after}，不连续"), format!("the numbers of {en} go from {before} to {after}"));
        }
        for item in found.iter().filter(|item| item.text.chars().count() > ITEM_MAX) {
            let begin: String = item.text.chars().take(SHOWN).collect();
            say(format!("{zh}“{begin}……”篇幅很长，可能含有几项"), format!("{en}: “{begin}…” is long and may be several"));
        }
    }
    doubts
}

/// Where the numbers of one list do not follow each other; a list may begin anew.
fn gaps(marks: &[Mark]) -> Vec<(u32, u32)> {
    let pairs = marks.windows(2).filter_map(|pair| if let [a, b] = pair { Some((a, b)) } else { None });
    let unlike = pairs.filter(|(a, b)| a.style.is_kin(b.style) && a.value > 0 && b.value != a.value + 1 && b.value != 1);
    unlike.map(|(a, b)| (a.value, b.value)).collect()
}
