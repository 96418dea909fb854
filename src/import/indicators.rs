//! Indicators in running text: a sentence that names them all, sentences that give target and actual.
//!
//! A name may hold a 、 of its own (办公用房、公务用车及…服务保障率), so a list is cut only after words that
//! an indicator's name can end in; the count the text claims decides when both readings are possible.

use std::collections::HashMap;

use super::assessment::{Claimed, Indicator, Span};
use super::document::Document;
use super::figures::{figure_at, figures};
use super::lexicon::Section;
use super::marks::han_number;
use super::scalars::{begins, digit, find, is_han, is_pause, is_stop, plain, slice, squeezed, trim};
use super::stacked::stacked;

/// What the text says of indicators.
#[derive(Default)]
pub(super) struct Found {
    pub indicators: Vec<Indicator>,
    pub claimed: Option<Claimed>,
}

/// A sentence that names indicators is not longer.
const SENTENCE_MAX: usize = 2_000;
/// A sentence speaks of indicators no more often.
const CLAIMS_MAX: usize = 8;
/// An indicator's name is not longer.
pub(super) const NAME_MAX: usize = 45;
/// A unit is not longer.
const UNIT_MAX: usize = 8;
/// A verb between 实际 and its figure is not longer.
const VERB_MAX: usize = 4;
/// How far before 指标 its count stands: 10 项关键指标.
const COUNT_REACH: usize = 12;
/// Verbs after which the names begin.
const LISTING: &[&str] = &[
    "围绕",
    "设置了",
    "设定了",
    "设立了",
    "制定了",
    "确定了",
    "选取了",
    "设置",
    "设定",
    "设立",
    "包括了",
    "包括",
    "包含",
    "涵盖",
    "分别为",
    "分别是",
    "主要有",
    "主要为",
];
/// Words that the name of an indicator ends in.
const NAME_ENDS: &str = "率 数 量 次 额 度 期 长 本 积 值 比 例 重 数量 个数 份数 人次 批次 期数 场次 时间 时限 时效 成本 水平 效果 效益 能力 质量 进度 规模 \
    增速 影响 情况 及时性 合规性 准确性 完整性 规范性 性 指数 里程 覆盖面 作用";
/// Words before a target, longest first.
pub(super) const TARGETS: &[&str] = &[
    "年初目标值",
    "年度目标值",
    "年度指标值",
    "目标值",
    "指标值",
    "计划值",
    "计划数",
    "年度目标",
    "年初目标",
    "目标",
    "计划完成",
    "年度计划",
    "计划",
];
/// Words before an actual value, longest first.
pub(super) const ACTUALS: &[&str] = &["实际完成", "实际达到", "实际开展", "完成值", "完成数", "实际值", "实际", "完成", "达到"];
/// Words before the points an indicator weighs.
pub(super) const WEIGHTS: &[&str] = &["指标分值", "分值", "权重", "满分"];
/// Words before the points it was given.
pub(super) const SCORES: &[&str] = &["自评得分", "得分", "自评分", "自评", "得"];

/// Reads all chapters but those on duties, tasks, money, issues and measures.
pub(super) fn indicators(document: &Document) -> Found {
    use Section::{Duties, Funds, Goals, Issues, Measures, Work};
    let mut found = Found::default();
    let may_tell = |at: &usize| !matches!(document.section(*at), Some(Duties | Work | Funds | Issues | Measures));
    for at in document.content().filter(may_tell) {
        let span = document.span(at);
        read(document.paragraph_text(span.paragraph), span, document.section(at) == Some(Goals), &mut found);
    }
    found.indicators.extend(stacked(document, document.content().filter(may_tell)));
    found
}

/// Adds what tables say of the same indicators, by name; then numbers them all. A table may have one
/// name twice, under different levels: those are two.
pub(super) fn merge(told: Vec<Indicator>, tabled: Vec<Indicator>) -> Vec<Indicator> {
    let key = |indicator: &Indicator| squeezed(&indicator.name.chars().collect::<Vec<_>>());
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut merged: Vec<Indicator> = Vec::new();
    for indicator in told {
        if let Some(known) = places.get(&key(&indicator)).and_then(|at| merged.get_mut(*at)) {
            known.complete(indicator);
        } else {
            places.insert(key(&indicator), merged.len());
            merged.push(indicator);
        }
    }
    for indicator in tabled {
        match places.remove(&key(&indicator)).and_then(|at| merged.get_mut(at)) {
            Some(known) => known.complete(indicator),
            None => merged.push(indicator),
        }
    }
    for (n, indicator) in merged.iter_mut().enumerate() {
        indicator.id = format!("indicator-{}", n + 1);
    }
    merged
}

/// Joins the indicators of a score table that came apart to those of the text, by name: the table's
/// values count, and where the text says otherwise that is told (zh, en). The text keeps its own words.
pub(super) fn join(told: Vec<Indicator>, apart: Vec<Indicator>) -> (Vec<Indicator>, Vec<(String, String)>) {
    if apart.is_empty() {
        return (told, Vec::new());
    }
    let key = |indicator: &Indicator| squeezed(&indicator.name.chars().collect::<Vec<_>>());
    let places: HashMap<String, usize> = apart.iter().enumerate().rev().map(|(at, indicator)| (key(indicator), at)).collect();
    let mut conflicts = Vec::new();
    let (mut joined, mut only_told) = (apart, Vec::new());
    for indicator in told {
        let Some(known) = places.get(&key(&indicator)).and_then(|at| joined.get_mut(*at)) else {
            only_told.push(indicator);
            continue;
        };
        conflicts.extend(known.differences(&indicator));
        known.complete(indicator);
    }
    joined.append(&mut only_told);
    (merge(Vec::new(), joined), conflicts)
}

/// Reads one stretch of a paragraph; `in_goals` says that it stands in a chapter on goals, where a bare rate counts too.
fn read(text: &[char], span: Span, in_goals: bool, found: &mut Found) {
    let mut start = span.start;
    for end in span.start..=span.end {
        if end == span.end || text.get(end).is_some_and(|c| is_stop(*c)) {
            let sentence = Span { start, end, ..span };
            if end - start <= SENTENCE_MAX {
                enumeration(text, sentence, found);
                measured(text, sentence, found);
                if in_goals {
                    bare_rates(text, sentence, found);
                }
            }
            start = end + 1;
        }
    }
}

/// `设置了A、B、C等 10 项关键指标`, `设置 3 项指标，包括A、B、C`.
fn enumeration(text: &[char], sentence: Span, found: &mut Found) {
    let word = |at: &usize| begins(slice(text, *at, sentence.end), "指标");
    for at in (sentence.start..sentence.end).filter(word).take(CLAIMS_MAX) {
        let from = at.saturating_sub(COUNT_REACH).max(sentence.start);
        let (count, head, tail) = match count_before(text, from, at) {
            Some((count, start)) => (Some(count), start, at + 2),
            None => count_after(text, at + 2, sentence.end).map_or((None, at, at + 2), |(count, end)| (Some(count), at, end)),
        };
        let etc = (from.min(head).saturating_sub(2)..head)
            .rev()
            .find(|i| text[*i] == '等' && (count.is_none() || slice(text, i + 1, head).iter().all(|c| c.is_whitespace())));
        let claim = count.map(|count| Claimed { count, at: Span { start: head, end: tail, ..sentence } });
        let list = match etc {
            Some(end) if end > sentence.start => after_verb(text, sentence.start, end).map(|start| (start, end)),
            _ => count.and_then(|_| list_after(text, tail, sentence.end)),
        };
        let announced = || {
            after_verb(text, sentence.start, head).is_some_and(|verb| head - verb <= COUNT_REACH)
                || text.get(head.wrapping_sub(1)) == Some(&'共')
        };
        // A list that gives values is read figure by figure.
        let gives_values = |(start, end): &(usize, usize)| {
            let list = slice(text, *start, *end);
            list.iter().any(|c| matches!(c, '≥' | '≤')) || find(list, "实际").is_some()
        };
        let names =
            list.filter(|list| !gives_values(list)).map_or(Vec::new(), |(start, end)| names(text, Span { start, end, ..sentence }, count));
        if claim.is_some() && found.claimed.is_none() && (names.len() > 1 || announced()) {
            found.claimed = claim;
        }
        if names.len() > 1 {
            found.indicators.extend(names.into_iter().map(|at| Indicator::named(slice(text, at.start, at.end).iter().collect(), at)));
            return;
        }
    }
}

/// The count that stands with its measure word before `指标` at `at`, and where it begins.
fn count_before(text: &[char], from: usize, at: usize) -> Option<(u32, usize)> {
    let measure = (from..at).rev().find(|i| matches!(text[*i], '项' | '个' | '条' | '类'))?;
    let between = squeezed(slice(text, measure + 1, at));
    if between.contains("一级") || between.contains("二级") || between.contains(|c: char| is_pause(c)) {
        return None;
    }
    let last = (from..measure).rev().find(|i| !text[*i].is_whitespace())?;
    let is_number = |c: char| digit(c).is_some() || "一二三四五六七八九十".contains(c);
    let start = (from..=last).rev().take_while(|i| is_number(text[*i])).last()?;
    let number = slice(text, start, last + 1);
    let value = match han_number(number) {
        Some((value, _)) => value,
        None => number.iter().try_fold(0u32, |value, c| value.checked_mul(10)?.checked_add(digit(*c)?)).filter(|_| number.len() <= 4)?,
    };
    (value > 0).then_some((value, start))
}

/// The count that stands after `指标`, and where it ends: 绩效指标8个.
fn count_after(text: &[char], at: usize, end: usize) -> Option<(u32, usize)> {
    let skip = slice(text, at, end.min(at + 4)).iter().take_while(|c| c.is_whitespace() || matches!(c, '共' | '为' | '有' | '计')).count();
    let start = at + skip;
    let digits = slice(text, start, end).iter().take_while(|c| digit(**c).is_some()).count();
    let value = slice(text, start, start + digits)
        .iter()
        .try_fold(0u32, |value, c| value.checked_mul(10)?.checked_add(digit(*c)?))
        .filter(|_| (1..=4).contains(&digits))?;
    let close = start + digits + slice(text, start + digits, end).iter().take_while(|c| c.is_whitespace()).count();
    (value > 0 && close < end && matches!(text[close], '个' | '项' | '条')).then_some((value, close + 1))
}

/// Where a list begins: after the last verb of listing before `end`.
fn after_verb(text: &[char], start: usize, end: usize) -> Option<usize> {
    (start..end).rev().find_map(|at| {
        let rest = slice(text, at, end);
        let verb = LISTING.iter().find(|verb| begins(rest, verb))?;
        let mut list = at + verb.chars().count();
        while text.get(list).is_some_and(|c| plain(*c) == ':' || c.is_whitespace()) {
            list += 1;
        }
        Some(list)
    })
}

/// A list that follows its count: `，包括A、B。`.
fn list_after(text: &[char], at: usize, end: usize) -> Option<(usize, usize)> {
    let lead: Vec<char> = slice(text, at, (at + 8).min(end)).to_vec();
    let first = plain(*lead.first()?);
    if first == ':' {
        return Some((at + 1, end));
    }
    let start = after_verb(text, at, (at + 8).min(end)).or_else(|| (lead.get(1) == Some(&'即')).then_some(at + 2))?;
    let close = (start..end).find(|i| first == '(' && plain(text[*i]) == ')').unwrap_or(end);
    matches!(first, ',' | '(').then_some((start, close))
}

/// Cuts a list of names at 、, keeping those together that make one name.
fn names(text: &[char], list: Span, claimed: Option<u32>) -> Vec<Span> {
    let cuts: Vec<usize> = (list.start..list.end).filter(|at| matches!(plain(text[*at]), '、' | ',')).chain([list.end]).collect();
    let pieces = |keep: &dyn Fn(usize) -> bool| -> Vec<Span> {
        let mut start = list.start;
        let mut spans = Vec::new();
        for cut in cuts.iter().copied().filter(|cut| *cut == list.end || keep(*cut)) {
            let (from, to) = trim(text, start, cut);
            spans.push(Span { start: from, end: to, ..list });
            start = cut + 1;
        }
        spans
    };
    let is_name = |cut: usize| {
        let before: Vec<char> = slice(text, list.start, cut).iter().rev().filter(|c| !c.is_whitespace()).take(4).copied().collect();
        let before: String = before.into_iter().rev().collect();
        NAME_ENDS.split(' ').any(|end| before.trim_end_matches(['）', ')', '”']).ends_with(end))
    };
    let joined = pieces(&is_name);
    let plain_cut = pieces(&|_| true);
    let fits = |spans: &[Span]| claimed.is_some_and(|count| usize::try_from(count) == Ok(spans.len()));
    let chosen = if !fits(&joined) && fits(&plain_cut) { plain_cut } else { joined };
    chosen.into_iter().filter(|at| (2..=NAME_MAX).contains(&(at.end - at.start))).collect()
}

/// A value as printed.
pub(super) struct Value {
    pub comparator: Option<&'static str>,
    pub raw: String,
    pub end: usize,
}

/// Reads a value after `at`: a comparator, a figure and its unit.
pub(super) fn value_at(text: &[char], at: usize, end: usize) -> Option<Value> {
    let mut at = at;
    if let Some(set) = ["控制在", "设定为", "确定为", "定为", "设为"].iter().find(|set| begins(slice(text, at, end), set)) {
        at += set.chars().count();
    }
    while at < end && (text[at].is_whitespace() || matches!(plain(text[at]), ':' | '为' | '是' | '达' | '到' | '数' | '值' | '了')) {
        at += 1;
    }
    let signs: [(&str, &str); 10] = [
        ("≥", "≥"),
        (">=", "≥"),
        ("≤", "≤"),
        ("<=", "≤"),
        (">", ">"),
        ("<", "<"),
        ("=", "="),
        ("不低于", "≥"),
        ("不少于", "≥"),
        ("不超过", "≤"),
    ];
    let rest: Vec<char> = slice(text, at, (at + 4).min(end)).iter().map(|c| plain(*c)).collect();
    let sign = signs.iter().find(|(printed, _)| begins(&rest, printed));
    if let Some((printed, _)) = sign {
        at += printed.chars().count();
        at += slice(text, at, end).iter().take_while(|c| c.is_whitespace()).count();
    }
    let figure = figure_at(slice(text, 0, end), at)?;
    let gap = usize::from(figure.unit.is_empty() && text.get(figure.end).is_some_and(|c| c.is_whitespace()));
    let tail = slice(text, figure.end + gap, end);
    let stops = |i: usize, c: char| {
        is_pause(c)
            || matches!(plain(c), '(' | ')' | ' ')
            || ACTUALS.iter().chain(SCORES).chain(WEIGHTS).any(|word| begins(slice(tail, i, tail.len()), word))
    };
    let unit_len = tail.iter().enumerate().take(UNIT_MAX + 1).take_while(|(i, c)| !stops(*i, **c)).count();
    let unit_len = if unit_len > UNIT_MAX { 0 } else { unit_len };
    let more_unit: String = slice(tail, 0, unit_len).iter().collect();
    Some(Value {
        comparator: sign.map(|(_, token)| *token),
        raw: format!("{}{}{more_unit}", figure.raw, figure.unit),
        end: figure.end + gap + unit_len,
    })
}

/// The first of `words` in `start..end` that a value follows: where the word begins, and the value.
fn valued(text: &[char], start: usize, end: usize, words: &[&str]) -> Option<(usize, Value)> {
    (start..end).find_map(|at| {
        let rest = slice(text, at, end);
        let word = words.iter().find(|word| begins(rest, word))?;
        let from = at + word.chars().count();
        // 实际治理13处: what was done may be named between.
        let verb =
            || (1..=VERB_MAX).take_while(|len| text.get(from + len - 1).is_some_and(|c| is_han(*c))).last().filter(|_| *word == "实际");
        value_at(text, from, end).or_else(|| value_at(text, from + verb()?, end)).map(|value| (at, value))
    })
}

/// The value that a clause ends in, and where the name before it ends.
fn value_behind(text: &[char], from: usize, to: usize) -> Option<(usize, Value)> {
    let start = figures(slice(text, from, to)).last()?.start + from;
    let value = value_at(text, start, to).filter(|value| value.end == to)?;
    let link = |c: &&char| c.is_whitespace() || matches!(plain(**c), '为' | '达' | '到' | ':');
    let name_end = start - slice(text, from, start).iter().rev().take_while(link).count();
    Some((name_end, value))
}

/// The first target in `start..end`: after its word, or a sign with a figure right after the name.
fn targeted(text: &[char], start: usize, end: usize) -> Option<(usize, Value)> {
    let worded = valued(text, start, end, TARGETS);
    let until = worded.as_ref().map_or(end, |(at, _)| *at);
    let signed = (start..until).find(|at| matches!(text[*at], '≥' | '≤')).and_then(|at| value_at(text, at, end).map(|value| (at, value)));
    signed.or(worded)
}

/// `A目标值100%，实际完成92%，分值8分，自评6.5分`.
fn measured(text: &[char], sentence: Span, found: &mut Found) {
    let mut start = sentence.start;
    let mut here = targeted(text, start, sentence.end);
    while let Some((word, target)) = here {
        let colon = usize::from(word > start && plain(text[word - 1]) == ':');
        let word = word - colon;
        let clause = |end: usize| (start..end).rev().find(|at| is_pause(text[*at]) && text[*at] != '、').map_or(start, |at| at + 1);
        let (mut from, mut to) = trim(text, clause(word), word);
        if from == to && from > start {
            // 举办活动场次，目标值8场: the name is the clause before.
            let end = clause(word).saturating_sub(1).max(start);
            (from, to) = trim(text, clause(end), end);
        }
        here = targeted(text, target.end, sentence.end);
        let until = here.as_ref().map_or(sentence.end, |(next, _)| *next);
        start = target.end;
        let actual = match valued(text, target.end, until, ACTUALS) {
            Some((_, actual)) => actual,
            // 抽检1260批次，目标值1200批次: the value stands behind the name.
            None => match value_behind(text, from, to) {
                Some((name_end, actual)) => {
                    to = name_end;
                    Value { end: target.end, ..actual }
                }
                None => continue,
            },
        };
        if !(2..=NAME_MAX).contains(&(to - from)) {
            continue;
        }
        let points = |words| valued(text, actual.end, until, words).map(|(_, value)| value.raw.trim_end_matches('分').to_owned());
        let at = Span { start: from, end: to, ..sentence };
        found.indicators.push(Indicator {
            comparator: target.comparator.map(str::to_owned),
            target: Some(target.raw),
            actual: Some(actual.raw),
            weight: points(WEIGHTS),
            self_score: points(SCORES),
            ..Indicator::named(slice(text, from, to).iter().collect(), at)
        });
    }
}

/// `A率98.7%`, a clause and nothing more.
fn bare_rates(text: &[char], sentence: Span, found: &mut Found) {
    let mut start = sentence.start;
    for end in sentence.start..=sentence.end {
        if end < sentence.end && !is_pause(text[end]) {
            continue;
        }
        let clause = slice(text, start, end);
        if clause.len() <= NAME_MAX
            && let Some(figure) = figures(clause).next().filter(|figure| figure.is_percent() && figure.end == clause.len())
        {
            let name = squeezed(slice(clause, 0, figure.start));
            let name_len = name.trim_end_matches(['为', '达', '到', ':']).chars().count();
            let (from, _) = trim(text, start, end);
            let to = (from..start + figure.start).take(name_len).next_back().map_or(from, |at| at + 1);
            let own: String = slice(text, from, to).iter().collect();
            let is_rate = own.ends_with(['率', '度']) || own.ends_with("比例") || own.ends_with("占比");
            let of_sentence = |known: &&Indicator| known.at.paragraph == sentence.paragraph && known.at.start >= sentence.start;
            let named_yet =
                found.indicators.iter().rev().take_while(of_sentence).any(|known| (known.at.start..known.at.end).contains(&from));
            let says_whose = to - from > 3 || own == "满意度";
            if is_rate && says_whose && !own.contains("执行率") && !own.contains("支出") && !named_yet {
                let at = Span { start: from, end: to, ..sentence };
                found.indicators.push(Indicator { actual: Some(format!("{}%", figure.raw)), ..Indicator::named(own, at) });
            }
        }
        start = end + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_of_many_digits_is_no_count() {
        let text: Vec<char> = "绩效指标202120212021个。".chars().collect();
        assert_eq!(count_after(&text, 4, text.len()), None);
        let text: Vec<char> = "202120212021个绩效指标".chars().collect();
        assert_eq!(count_before(&text, 0, 13), None);
        let text: Vec<char> = "绩效指标8个。".chars().collect();
        assert_eq!(count_after(&text, 4, text.len()), Some((8, 6)));
    }
}
