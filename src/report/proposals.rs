//! Links the report does not state but its wording suggests: offered with a confidence, never asserted.
//!
//! Two items speak of the same thing where they share words that few others use. Chinese is not cut
//! into words here: pairs of neighbouring characters do as well, each weighing the more the fewer items
//! have it. For issues and measures the printed order is evidence too (the first measure for the first
//! issue), but no proof: alone it gives little confidence. Only a reviewer makes a proposal a link.

use std::collections::{BTreeSet, HashMap};

use super::{ItemKind, ItemRef, Links, Report};

/// A link that may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The end that comes first in the report's order.
    pub from: ItemRef,
    /// The other.
    pub to: ItemRef,
    /// How sure, in percent, never 100.
    pub confidence: u8,
    /// Words both have, the longest first.
    pub words: Vec<String>,
    /// Whether both stand at the same place in lists of one length.
    pub same_order: bool,
}

/// A report with more items is no report of one department: nothing is proposed.
const ITEMS_MAX: usize = 4_000;
/// The begin of an item says what it is about.
const CHARS_MAX: usize = 160;
/// A pair of characters that so many items have tells none of them apart.
const SHARED_BY_MAX: usize = 60;
/// Below this the wording says nothing.
const CONFIDENCE_MIN: u32 = 25;
/// Above this nobody but the department can say.
const CONFIDENCE_MAX: u32 = 95;
/// What the same place in both lists is worth.
const ORDER_WORTH: u32 = 30;
/// For one item no more proposals are of use.
const OF_ONE_MAX: usize = 5;
/// Words named as the reason.
const WORDS_MAX: usize = 4;

/// Proposes links between duties, work, indicators, issues and measures that `stated` does not have, in
/// report order. Costs a pass over all items: run it off the key path.
pub fn proposals(report: &Report, stated: &Links) -> Vec<Proposal> {
    let items: Vec<Item> = report.items().take(ITEMS_MAX + 1).map(|at| Item::of(report, at)).collect();
    if items.len() > ITEMS_MAX {
        return Vec::new();
    }
    let mut having: HashMap<[char; 2], Vec<usize>> = HashMap::new();
    for (at, item) in items.iter().enumerate() {
        for pair in &item.pairs {
            having.entry(*pair).or_default().push(at);
        }
    }
    having.retain(|_, items| (2..=SHARED_BY_MAX).contains(&items.len()));
    let counts = report.counts();
    let in_step = counts.issues == counts.measures && counts.issues > 0;
    let mut found: Vec<Proposal> = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let mut shared: HashMap<usize, u32> = HashMap::new();
        for others in item.pairs.iter().filter_map(|pair| having.get(pair)) {
            for other in others.iter().filter(|other| **other > at && may_link(item.at, items[**other].at)) {
                *shared.entry(*other).or_default() += weight(others.len());
            }
        }
        if let (true, ItemRef::Issue(n)) = (in_step, item.at)
            && let Some(measure) = items.iter().position(|other| other.at == ItemRef::Measure(n))
        {
            shared.entry(measure).or_default();
        }
        let own = shared.into_iter().filter_map(|(other, shared)| proposal(item, &items[other], shared, in_step));
        let mut own: Vec<Proposal> = own.filter(|proposal| !stated.of(proposal.from).contains(&proposal.to)).collect();
        own.sort_by_key(|proposal| (std::cmp::Reverse(proposal.confidence), proposal.to));
        own.truncate(OF_ONE_MAX);
        own.sort_by_key(|proposal| proposal.to);
        found.extend(own);
    }
    found
}

/// A pair that two items have weighs most.
fn weight(shared_by: usize) -> u32 {
    u32::try_from(120 / shared_by).unwrap_or(1).max(1)
}

/// What a pair of characters weighs of which nothing is known: a report has it a handful of times.
const USUAL: u32 = 30;

struct Item {
    at: ItemRef,
    text: Vec<char>,
    pairs: BTreeSet<[char; 2]>,
}

impl Item {
    fn of(report: &Report, at: ItemRef) -> Self {
        let item = report.item(at);
        let said = if matches!(at.kind(), ItemKind::Work | ItemKind::Part) { item.name + "。" + &item.text } else { item.name };
        let text: Vec<char> = said.chars().take(CHARS_MAX).collect();
        let is_word = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c) || c.is_ascii_alphanumeric();
        let words = text.windows(2).filter_map(|pair| <[char; 2]>::try_from(pair).ok()).filter(|pair| pair.iter().all(|c| is_word(*c)));
        let pairs = words.filter(|pair| !COMMON.contains(&String::from_iter(pair).as_str())).collect();
        Self { at, text, pairs }
    }
}

/// Words of the field that every item uses, and so tell nothing.
const COMMON: &[&str] = &[
    "工作", "项目", "管理", "绩效", "目标", "指标", "完成", "预算", "支出", "部门", "单位", "推进", "加强", "开展", "组织", "实施", "进一",
    "一步", "提高", "提升", "不够", "有待", "全市", "全县", "全区", "全省", "全年", "建设", "落实", "服务", "情况", "及时", "相关", "负责",
    "资金", "步加", "作的", "我局", "加快", "制度", "机制",
];

/// Duties with work and indicators, work with indicators, indicators with issues, issues with measures.
fn may_link(a: ItemRef, b: ItemRef) -> bool {
    use ItemKind::{Duty, Indicator, Issue, Measure, Part, Work};
    matches!((a.kind(), b.kind()), (Duty, Work | Part | Indicator) | (Work | Part, Indicator) | (Indicator, Issue) | (Issue, Measure))
}

fn proposal(from: &Item, to: &Item, shared: u32, in_step: bool) -> Option<Proposal> {
    let same_order = in_step && matches!((from.at, to.at), (ItemRef::Issue(a), ItemRef::Measure(b)) if a == b);
    let words = if shared > 0 { common_words(&from.text, &to.text) } else { Vec::new() };
    // Two characters in common are a coincidence.
    let by_words = if words.first().is_some_and(|word| word.chars().count() >= 3) || words.len() >= 2 {
        let smaller = u32::try_from(from.pairs.len().min(to.pairs.len())).unwrap_or(u32::MAX).max(1);
        shared.saturating_mul(100) / smaller.saturating_mul(USUAL)
    } else {
        0
    };
    let by_order = if same_order { ORDER_WORTH } else { 0 };
    let confidence = by_words.saturating_add(by_order).min(CONFIDENCE_MAX);
    (confidence >= CONFIDENCE_MIN).then(|| Proposal {
        from: from.at,
        to: to.at,
        confidence: u8::try_from(confidence).unwrap_or(u8::MAX),
        words,
        same_order,
    })
}

/// The longest stretches both texts have, of two characters or more, the common ones left out.
fn common_words(a: &[char], b: &[char]) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut at = 0;
    while at < a.len() {
        let len_at = |other: usize| a[at..].iter().zip(&b[other..]).take_while(|(x, y)| x == y && x.is_alphanumeric()).count();
        let len = (0..b.len()).map(len_at).max().unwrap_or(0);
        let word: String = a[at..at + len].iter().collect();
        if len >= 2 && !COMMON.contains(&word.as_str()) && !words.contains(&word) {
            words.push(word);
        }
        at += len.max(1);
    }
    words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    words.truncate(WORDS_MAX);
    words
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use ItemRef::{Duty, Indicator, Issue, Measure, Work};

    const REPORT: &str = r#"{
        "duties": [{"text": "负责不动产登记和地籍管理工作"}, {"text": "组织编制国土空间规划"}, {"text": "负责耕地保护的监督"}],
        "work_items": [{"title": "优化不动产登记流程", "text": "优化不动产登记流程。压缩办理时限。"}, {"title": "严守耕地保护红线", "text": "严守耕地保护红线。"}],
        "indicators": [{"name": "不动产登记办结率"}, {"name": "耕地保有量"}, {"name": "群众满意度"}],
        "issues": [{"text": "部分指标值设置偏低，编制质量不高"}, {"text": "信息系统运维费支付进度偏慢"}],
        "measures": [{"text": "加快信息系统运维费支付"}, {"text": "加强业务培训"}]}"#;

    fn found(file: &str) -> Vec<(ItemRef, ItemRef)> {
        let report = Report::load(file.as_bytes().to_vec()).unwrap().report;
        proposals(&report, &Links::of_report(&report)).into_iter().map(|proposal| (proposal.from, proposal.to)).collect()
    }

    #[test]
    fn items_that_share_rare_words_are_proposed() {
        let found = found(REPORT);
        for pair in [(Duty(0), Work(0)), (Duty(0), Indicator(0)), (Work(0), Indicator(0)), (Duty(2), Work(1)), (Issue(1), Measure(0))] {
            assert!(found.contains(&pair), "{pair:?} in {found:?}");
        }
        assert!(!found.iter().any(|(from, to)| *from == Duty(1) || *to == Indicator(2)), "{found:?}");
    }

    #[test]
    fn printed_order_is_evidence_but_weak() {
        let report = Report::load(REPORT.as_bytes().to_vec()).unwrap().report;
        let found = proposals(&report, &Links::default());
        let of = |from, to| found.iter().find(|proposal| (proposal.from, proposal.to) == (from, to)).unwrap();
        assert!(of(Issue(0), Measure(0)).same_order && of(Issue(0), Measure(0)).words.is_empty());
        assert!(of(Issue(0), Measure(0)).confidence < of(Issue(1), Measure(0)).confidence, "words count for more");
        assert!(of(Issue(1), Measure(0)).words.contains(&"信息系统运维费支付".to_owned()));
    }

    #[test]
    fn what_the_report_states_is_not_proposed() {
        let stated = REPORT.replace(r#"{"name": "不动产登记办结率"}"#, r#"{"name": "不动产登记办结率", "duties": ["duty-1"]}"#);
        assert!(!found(&stated).contains(&(Duty(0), Indicator(0))));
        assert!(found(&stated).contains(&(Work(0), Indicator(0))));
    }

    #[test]
    fn a_report_without_items_proposes_nothing() {
        assert_eq!(found(r#"{"duties": []}"#), []);
    }
}
