//! Likeness of wording: what two texts share, by pairs of characters. Deterministic and explained; it
//! finds candidates, a person confirms them.

use std::collections::BTreeSet;

/// Two characters that stand side by side.
pub type Pair = [char; 2];

/// Longer wording is a paragraph, not a name: its beginning decides.
const CHARS_MAX: usize = 400;

/// What an indicator's name ends in: how it is measured. The longer first.
const MEASURES: [&str; 30] = [
    "满意度",
    "满意率",
    "完成率",
    "及时率",
    "合格率",
    "达标率",
    "覆盖率",
    "保障率",
    "备案率",
    "数量",
    "人次",
    "次数",
    "份数",
    "期数",
    "批次",
    "人数",
    "个数",
    "件数",
    "场次",
    "场数",
    "篇数",
    "户数",
    "条数",
    "项数",
    "家数",
    "台数",
    "套数",
    "面积",
    "率",
    "数",
];

/// Words of any office that say nothing of what is done.
const FILLERS: [&str; 26] = [
    "全年",
    "全市",
    "本年度",
    "完成",
    "开展",
    "组织",
    "任务",
    "工作",
    "情况",
    "各类",
    "有关",
    "相关",
    "进一步",
    "推进",
    "推动",
    "加强",
    "做好",
    "市政府",
    "人民政府",
    "负责",
    "承担",
    "落实",
    "管理",
    "服务",
    "保障",
    "重点",
];

/// Letters and digits alone, lower case, full-width as half-width.
pub fn folded(text: &str) -> Vec<char> {
    let plain = text.chars().map(|c| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    });
    plain.filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).take(CHARS_MAX).collect()
}

/// A text with each word of a kin put as the first of them (`会议|会务`), and without words of any office.
pub fn plain(text: &str, kin: &[String]) -> Vec<char> {
    let mut text: String = folded(text).into_iter().collect();
    for group in kin {
        let mut words = group.split('|');
        let Some(first) = words.next() else { continue };
        for word in words {
            text = text.replace(word, first);
        }
    }
    // A blank, so that what stood apart is no pair.
    for filler in FILLERS {
        text = text.replace(filler, " ");
    }
    text.chars().collect()
}

/// The beginning of a long text, on one line; quotation marks that it opens it also closes.
pub fn brief(text: &str) -> String {
    const CHARS_MAX: usize = 40;
    let mut chars = text.chars().map(|c| if c == '\n' { ' ' } else { c });
    let mut brief: String = chars.by_ref().take(CHARS_MAX).collect();
    if chars.next().is_some() {
        brief.push('…');
        let count = |mark: char| brief.chars().filter(|c| *c == mark).count();
        let open = count('“').saturating_sub(count('”'));
        brief.extend(std::iter::repeat_n('”', open));
    }
    brief
}

/// Puts ‘ ’ for quotation marks inside others (GB/T 15834) into a sentence that quotes the report. One whose marks
/// do not pair stays as it is.
pub fn nest(sentence: &mut String) {
    let mut depth = 0_usize;
    let mut nested = String::with_capacity(sentence.len());
    for c in sentence.chars() {
        nested.push(match c {
            '“' => {
                depth += 1;
                if depth > 1 { '‘' } else { c }
            }
            '”' if depth == 0 => return,
            '”' => {
                depth -= 1;
                if depth > 0 { '’' } else { c }
            }
            c => c,
        });
    }
    if depth == 0 {
        *sentence = nested;
    }
}

/// Each of one list is compared with each of another; more pairs are no report of a department.
pub const COMPARISONS_MAX: usize = 250_000;

/// What a text is about.
#[derive(Debug)]
pub struct Topic {
    subject: BTreeSet<Pair>,
    kins: BTreeSet<usize>,
}

impl Topic {
    /// Reads a text by the pack's kins and words of any report.
    pub fn of(text: &str, kin: &[String], general: &[String]) -> Self {
        Self { subject: subject(text, kin, general), kins: kins(text, kin) }
    }

    /// Whether both speak of something that is not in every report.
    pub fn is_akin(&self, other: &Self) -> bool {
        !self.subject.is_disjoint(&other.subject) || !self.kins.is_disjoint(&other.kins)
    }
}

/// [`plain`], and without the words that any report of the genre has (`general`): what is left is its subject.
fn subject(text: &str, kin: &[String], general: &[String]) -> BTreeSet<Pair> {
    let mut text: String = plain(text, kin).into_iter().collect();
    for word in general {
        text = text.replace(word.as_str(), " ");
    }
    pairs(&text.chars().collect::<Vec<_>>())
}

/// Which kins of words a text has: two texts that share one speak of the same work.
pub fn kins(text: &str, kin: &[String]) -> BTreeSet<usize> {
    let has = |group: &String| group.split('|').any(|word| text.contains(word));
    kin.iter().enumerate().filter(|(_, group)| has(group)).map(|(at, _)| at).collect()
}

/// All pairs of letters that are no digits; none across a blank.
pub fn pairs(text: &[char]) -> BTreeSet<Pair> {
    let is_word = |c: &char| c.is_alphabetic();
    text.windows(2).filter(|pair| pair.iter().all(is_word)).map(|pair| [pair[0], pair[1]]).collect()
}

/// The name of an indicator without how it is measured.
pub fn stem(name: &str) -> &str {
    MEASURES.iter().find_map(|measure| name.strip_suffix(measure)).unwrap_or(name)
}

/// Whether a text ends as names of indicators do.
pub fn is_measured(name: &str) -> bool {
    MEASURES.iter().any(|measure| name.ends_with(measure))
        || ["时间", "时限", "成本", "金额", "额", "量", "度"].iter().any(|end| name.ends_with(end))
}

/// How much of the shorter of two wordings the other has, in percent.
pub fn likeness(a: &BTreeSet<Pair>, b: &BTreeSet<Pair>) -> usize {
    let shorter = a.len().min(b.len());
    (a.intersection(b).count() * 100).checked_div(shorter).unwrap_or(0)
}

/// Length of the longest run of characters that both have.
pub fn common_run(a: &[char], b: &[char]) -> usize {
    let (a, b) = (&a[..a.len().min(CHARS_MAX)], &b[..b.len().min(CHARS_MAX)]);
    let mut longest = 0;
    let mut runs = vec![0_usize; b.len() + 1];
    for one in a {
        // Backwards, so that each run still has the length of the row before.
        for at in (0..b.len()).rev() {
            runs[at + 1] = if b[at] == *one { runs[at] + 1 } else { 0 };
            longest = longest.max(runs[at + 1]);
        }
    }
    longest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs_of(text: &str) -> BTreeSet<Pair> {
        pairs(&plain(text, &["会议|会务".to_owned()]))
    }

    #[test]
    fn wording_is_alike_by_its_pairs_whatever_the_order() {
        assert_eq!(likeness(&pairs_of("公文交换"), &pairs_of("交换纸质公文")), 66);
        assert_eq!(likeness(&pairs_of("完成接待任务"), &pairs_of("会务接待等运行保障服务")), 100);
        assert_eq!(likeness(&pairs_of("会务"), &pairs_of("重要会议")), 100);
        assert_eq!(likeness(&pairs_of("完成工作任务"), &pairs_of("做好工作")), 0);
    }

    #[test]
    fn the_subject_is_what_is_left_without_words_of_any_report() {
        let subject = |text: &str| subject(text, &[], &["监督".to_owned(), "有待".to_owned(), "绩效".to_owned()]);
        assert_eq!(subject("绩效运行监督有待进一步加强"), std::iter::once(['运', '行']).collect());
        assert!(subject("绩效监督有待加强").is_empty());
        assert_eq!(brief(&"长".repeat(41)), format!("{}…", "长".repeat(40)));
        assert_eq!(brief(&format!("“{}”", "长".repeat(41))), format!("“{}…”", "长".repeat(39)));
    }

    #[test]
    fn quotation_marks_inside_others_are_single_ones() {
        let nested = |sentence: &str| {
            let mut sentence = sentence.to_owned();
            nest(&mut sentence);
            sentence
        };
        assert_eq!(nested("职责“推进“放管服”改革”未关联指标，“另”一处"), "职责“推进‘放管服’改革”未关联指标，“另”一处");
        assert_eq!(nested("只有“前半，或后半”都不改”"), "只有“前半，或后半”都不改”");
        assert_eq!(nested("“只开不合“一处”"), "“只开不合“一处”");
    }

    #[test]
    fn a_stem_is_a_name_without_its_measure() {
        assert_eq!(["公文交换份数", "等级测评完成率", "培训"].map(stem), ["公文交换", "等级测评", "培训"]);
        assert!(is_measured("接待批次") && !is_measured("办公用房"));
    }

    #[test]
    fn the_longest_common_run_is_found() {
        let run = |a: &str, b: &str| common_run(&folded(a), &folded(b));
        assert_eq!(run("办理建议提案", "五是建议提案办实"), 4);
        assert_eq!(run("甲乙丙丁", "乙丙戊甲乙丙"), 3);
        assert_eq!(run("", "甲"), 0);
    }
}
