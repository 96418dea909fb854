//! Figures that claim results: satisfaction without a survey, rates that no count gives, round words for
//! numbers, dates that cannot be.

use std::ops::Range;

use rust_decimal::Decimal;

use super::{TABLE, TRUE_AND_EXACT, about, lines};
use crate::checks::dates::{Date, dates};
use crate::checks::money::{self, HUNDRED, percent, round};
use crate::checks::numbers::has_percent;
use crate::checks::passage::{find, is_digit, place};
use crate::checks::told::{COUNTED, Told};
use crate::checks::wording::{common_run, folded};
use crate::checks::{About, Check, Facts, Family, Found, Hit, Hits, Kind, Ran, Skip, Weight};
use crate::lang::tr;
use crate::report::{Approx, Place};
use crate::review::{Dimension, Severity};
use crate::said;

/// Satisfaction comes from a survey.
pub(in crate::checks) static SURVEY: Check = Check {
    id: "I17",
    asks: tr("satisfaction and its survey", "满意度数据来源"),
    title: tr("Satisfaction without a survey", "满意度数据缺少调查依据"),
    family: Family::Indicator,
    kind: Kind::Presence,
    needs: tr("a figure of satisfaction", "满意度数据"),
    basis: TABLE,
    severity: Severity::Major,
    dimension: Dimension::Truth,
    effect: "满意度没有调查依据，数据的代表性和真实性无法核实，该指标得分可能不予认可。",
    advice: "提供满意度调查的对象、方式、样本量、回收率和统计结果；未开展调查的，据实说明并补充调查。",
    run: survey,
};

fn survey(facts: &Facts<'_>) -> Ran {
    let words = facts.pack.words("survey");
    let mut hits = Hits::default();
    let mut held: Vec<String> = Vec::new();
    let mut told: Vec<Place> = Vec::new();
    for line in facts.indicators.iter().filter(|line| line.says.name.contains("满意") && line.says.actual.is_some()) {
        told.extend(line.place);
        let name = &line.says.name;
        let texts = line.says.evidence.iter().map(|one| one.name.as_str()).chain(line.says.standard.as_deref());
        let mut texts = texts.chain(line.says.deviation_reason.as_deref());
        if texts.any(|text| words.iter().any(|word| text.contains(word.as_str()))) {
            held.push(name.clone());
            continue;
        }
        let printed = line.says.actual.as_ref().map(|actual| facts.printed(line.at, "actual", actual)).unwrap_or_default();
        let detail = said!("“{name}” {printed}: no survey is named as evidence", "“{name}”完成值 {printed}，未见调查依据");
        let condition = format!("指标“{name}”完成值 {printed}，未说明满意度调查的对象、方式和样本。请提供调查资料。");
        hits.push(Hit::warn(about(line), detail, condition).quoting(line.place));
    }
    for (n, passage) in (0_u32..).zip(&facts.passages).filter(|(_, passage)| passage.level == 0) {
        let sentences: Vec<_> = passage.sentences(n).collect();
        for (at, sentence) in sentences.iter().enumerate() {
            // What an indicator states here was judged with it.
            if !states_satisfaction(sentence.chars) || told.iter().any(|place| sentence.holds(*place)) {
                continue;
            }
            let near = &sentences[at.saturating_sub(1)..(at + 2).min(sentences.len())];
            let said_words = sentence.text();
            if near.iter().any(|sentence| sentence.says_any(words)) {
                held.push(said_words);
                continue;
            }
            let detail = said!("“{said_words}”: no survey is spoken of near it", "“{said_words}”未说明调查依据");
            let condition = format!("报告称“{said_words}”未说明满意度的调查对象、方式和样本。请提供调查资料或统计依据。");
            hits.push(Hit::warn([About::Paragraph(n)], detail, condition).quoting([sentence.place]));
        }
    }
    if hits.is_empty() && held.is_empty() {
        return Err(Skip(said!("no satisfaction is stated", "报告未列满意度数据")));
    }
    let n = held.len();
    Ok(Found::of(hits, || said!("{n} figures of satisfaction, each with its survey", "{n} 处满意度数据均说明了调查依据")))
}

/// How far behind 满意 its percentage may stand, in characters.
const SATISFIED_CHARS: usize = 16;

/// Whether a percentage follows 满意 closely.
fn states_satisfaction(chars: &[char]) -> bool {
    let Some(at) = find(chars, "满意") else { return false };
    let near = |from: usize| has_percent(&chars[from..(from + SATISFIED_CHARS).min(chars.len())]);
    near(at) || find(&chars[at + 1..], "满意").is_some_and(|next| near(at + 1 + next))
}

/// A rate that some count gives.
pub(in crate::checks) static COUNT_OF_RATE: Check = Check {
    id: "I18",
    asks: tr("rates against their counts", "比率与基数"),
    title: tr("No count gives this rate", "比率与基数不能对应"),
    family: Family::Indicator,
    kind: Kind::Agreement,
    needs: tr("a rate and the count it refers to", "比率及其对应的基数"),
    basis: TRUE_AND_EXACT,
    severity: Severity::Minor,
    dimension: Dimension::Consistency,
    effect: "按所列基数，任何整数都不能得出该比率，数据至少有一项不准确。",
    advice: "核对比率的分子和分母，更正数据并说明统计口径。",
    run: count_of_rate,
};

/// Rates and counts of a narrative that are compared with each other.
const RATES_MAX: usize = 50;
/// See [`RATES_MAX`].
const COUNTS_MAX: usize = 500;

/// The words before a rate that may name its count, in characters.
const CONTEXT_CHARS: usize = 80;

/// The words before a rate and those before its count share a run at least this long.
const RUN_MIN: usize = 4;

fn count_of_rate(facts: &Facts<'_>) -> Ran {
    let mut hits = Hits::default();
    let mut held: Vec<(String, String)> = Vec::new();
    for work in &facts.works {
        for (at, part, quote) in &work.parts {
            for result in &part.results {
                let (Some(rate), Some(of)) = (&result.value, &result.of) else { continue };
                let (Ok(rate), Ok(of)) = (money::rate(rate), money::exact(of)) else { continue };
                if result.unit.as_deref().or(result.value.as_ref().and_then(|value| value.unit.as_deref())) != Some("%") {
                    continue;
                }
                let pair = Pair { rate: rate.value, half: rate.half_unit, printed: rate.printed, of: of.value, sure: true };
                judge(&pair, &[About::Item(*at)], quote.as_slice(), &mut hits, &mut held);
            }
        }
    }
    let told = facts.told();
    for rate in told.iter().filter(|told| told.number.is_percent && !is_target(facts, told)).take(RATES_MAX) {
        let Some(count) = count_for(facts, rate) else { continue };
        let (Ok(value), Ok(of)) = (Decimal::from_str_exact(&rate.number.plain), Decimal::from_str_exact(&count.number.plain)) else {
            continue;
        };
        let half = Decimal::try_new(5, value.scale() + 1).unwrap_or(Decimal::ZERO);
        let pair = Pair { rate: value, half, printed: rate.printed.clone(), of, sure: false };
        judge(&pair, &[About::Paragraph(rate.place.paragraph)], &[rate.place, count.place], &mut hits, &mut held);
    }
    if hits.is_empty() && held.is_empty() {
        return Err(Skip(said!("no rate is stated together with its count", "没有与基数对应的比率")));
    }
    let join = |pick: fn(&(String, String)) -> &String| held.iter().take(HELD_MAX).map(pick).cloned().collect::<Vec<_>>().join("；");
    let (en, zh) = (join(|one| &one.0), join(|one| &one.1));
    Ok(Found::of(hits, || said!("{en}", "{zh}")))
}

/// A pass lists this many.
const HELD_MAX: usize = 10;

/// A rate and the count it refers to; `sure` if the report says so.
struct Pair {
    rate: Decimal,
    half: Decimal,
    printed: String,
    of: Decimal,
    sure: bool,
}

fn judge(pair: &Pair, about: &[About], quotes: &[Place], hits: &mut Hits, held: &mut Vec<(String, String)>) {
    let Pair { rate, half, printed, of, sure } = pair;
    if *of <= Decimal::ZERO || !of.fract().is_zero() || *rate < Decimal::ZERO || *rate > HUNDRED {
        return;
    }
    let places = rate.scale();
    let near = (*rate * *of / HUNDRED).floor();
    let mut counts = (-1..=1).map(|step| near + Decimal::from(step)).filter(|k| *k >= Decimal::ZERO && k <= of);
    let of = of.normalize();
    if let Some(k) = counts.find(|k| percent(*k, of).is_some_and(|exact| (exact - *rate).abs() <= *half)) {
        let (exact, rest) = (percent(k, of).map(|exact| round(exact, places + 2)).unwrap_or_default(), of - k);
        held.push((
            format!("{printed} of {of} is {k} ({k} ÷ {of} = {exact} %, {rest} not)"),
            format!("{printed} 对应基数 {of}：{k} ÷ {of} = {exact} %，未达到的 {rest}"),
        ));
        return;
    }
    let around: Vec<String> = [near, near + Decimal::ONE]
        .into_iter()
        .filter_map(|k| Some(format!("{k} ÷ {of} = {} %", round(percent(k, of)?, places + 2))))
        .collect();
    let around = around.join("，");
    let (note_en, note_zh) =
        if *sure { ("", "") } else { ("; which count is meant is to be confirmed", "（所对应的基数待核实）") };
    let detail =
        said!("no count out of {of} prints as {printed}: {around}{note_en}", "基数 {of} 下没有整数能得出 {printed}：{around}{note_zh}");
    let condition = format!("报告所列 {printed}，按基数 {of} 计算，没有整数能得出该比率（{around}）。请核对比率及其分子、分母。");
    let weight = if *sure { Weight::Fail } else { Weight::Warn };
    let hit = Hit::fail(about.iter().copied(), detail, condition).quoting(quotes.iter().copied());
    hits.push(Hit { weight, ..hit }.from([printed.clone(), of.to_string()]));
}

/// Whether a rate is what was planned, which no count gives.
fn is_target(facts: &Facts<'_>, rate: &Told) -> bool {
    let words = facts.quote(rate.place);
    ["≥", "≤", "目标", "计划", "指标值", "不低于"].iter().any(|word| words.contains(word))
}

/// The count that a told rate most likely refers to: that of the survey it stands beside; else the exact
/// one whose words share the longest run with the rate's sentence and the sentence before it. A count's own
/// words are none of the rate's, though they stand in its sentence.
fn count_for<'a>(facts: &'a Facts<'_>, rate: &Told) -> Option<&'a Told> {
    let passage = facts.passages.get(rate.place.paragraph as usize)?;
    let start = rate.place.start as usize;
    let at = passage.sentences.iter().position(|range| range.contains(&start))?;
    let from = passage.sentences[at.saturating_sub(1)].start.max(rate.number.digits.start.saturating_sub(CONTEXT_CHARS));
    let to = rate.number.digits.start.max(from);
    let context = |from: usize| folded(&passage.chars[from.min(to)..to].iter().collect::<String>());
    let whole = context(from);
    let is_before = |told: &Told| {
        let end = told.place.end as usize;
        told.place.paragraph == rate.place.paragraph && (from + 1..=to).contains(&end)
    };
    let counts = || {
        facts.told().iter().filter(|told| {
            matches!(told.unit.as_str(), "件" | "人" | "份" | "户" | "个" | "名") && told.number.plain.len() < 8 && is_exact(facts, told)
        })
    };
    let surveyed = |told: &&Told| is_before(told) && facts.says("survey", &facts.quote(told.place));
    if let Some(told) = counts().take(COUNTS_MAX).filter(surveyed).last() {
        return Some(told);
    }
    let runs = counts().take(COUNTS_MAX).map(|told| {
        let quote = folded(&facts.quote(told.place));
        let run = if is_before(told) { common_run(&context(told.place.end as usize), &quote) } else { common_run(&whole, &quote) };
        (run, told)
    });
    runs.filter(|(run, _)| *run >= RUN_MIN).max_by_key(|(run, told)| (*run, std::cmp::Reverse(told.place.paragraph))).map(|(_, told)| told)
}

/// Whether a told number claims to be exact and is counted in ones.
fn is_exact(facts: &Facts<'_>, told: &Told) -> bool {
    let printed: Vec<char> = facts.quote(told.place).chars().collect();
    !told.printed.contains(['余', '多', '近', '约', '万', '亿', '.']) && printed.iter().any(|c| is_digit(*c))
}

/// 近 余 多 are no results.
pub(in crate::checks) static VAGUE: Check = Check {
    id: "I19",
    asks: tr("exactness of results", "完成值准确性"),
    title: tr("Results are approximate", "完成值为约数"),
    family: Family::Indicator,
    kind: Kind::Presence,
    needs: tr("results or their text", "完成情况的表述"),
    basis: TRUE_AND_EXACT,
    severity: Severity::Minor,
    dimension: Dimension::Truth,
    effect: "以约数表述工作成果，无法与指标值比较，也无法与佐证材料核对。",
    advice: "按台账等原始记录更正为准确数据，并提供佐证材料。",
    run: vague,
};

/// The longest vague expression: `近 12,345 余批次` with blanks.
const VAGUE_CHARS_MAX: usize = 24;

fn vague(facts: &Facts<'_>) -> Ran {
    let mut items: Vec<About> = Vec::new();
    let mut printed: Vec<String> = Vec::new();
    let mut quotes: Vec<Place> = Vec::new();
    for line in &facts.indicators {
        if let Some(actual) = line.says.actual.as_ref().filter(|actual| actual.approx == Approx::About && !bound_like(&actual.raw)) {
            items.push(About::Item(line.at));
            printed.push(actual.raw.clone());
        }
    }
    let mut looked = !facts.indicators.is_empty();
    let own: Vec<bool> = results_text(facts);
    for (n, passage) in (0_u32..).zip(&facts.passages).filter(|(n, _)| own[*n as usize]) {
        looked = true;
        for range in vague_in(&passage.chars, facts.pack.words("vague_not")) {
            let text: String = passage.chars[range.clone()].iter().filter(|c| !c.is_whitespace()).collect();
            printed.push(text);
            quotes.push(place(n, &range));
            if !items.contains(&About::Paragraph(n)) {
                items.push(About::Paragraph(n));
            }
        }
    }
    if !looked {
        return Err(Skip(said!("the report tells no results", "报告未列完成情况")));
    }
    if printed.is_empty() {
        return Ok(Found::Pass(said!("no result is approximate", "完成情况未见约数表述")));
    }
    let (n, all) = (printed.len(), printed.iter().map(|one| format!("“{one}”")).collect::<Vec<_>>().join("、"));
    let detail = said!("{n} results are approximate: {all}", "完成情况以约数表述 {n} 处：{all}");
    let condition = format!("报告以约数表述完成情况 {n} 处：{all}。请提供准确数据及佐证材料。");
    Ok(Found::hit(Hit::fail(items, detail, condition).quoting(quotes).listing_all()))
}

/// 以上 and 以内 are bounds rather than round words.
fn bound_like(raw: &str) -> bool {
    ["以上", "以下", "以内", "内", "超过", "超"].iter().any(|word| raw.contains(word))
}

/// The paragraphs that tell results: all of the body but those of duties, issues and measures.
fn results_text(facts: &Facts<'_>) -> Vec<bool> {
    let mut own: Vec<bool> = facts.passages.iter().map(|passage| passage.level == 0).collect();
    let others = facts.duties.iter().map(|(_, place)| place).chain(facts.issues.iter().map(|(_, place)| place));
    for place in others.chain(facts.measures.iter().map(|(_, place)| place)).flatten() {
        if let Some(own) = own.get_mut(place.paragraph as usize) {
            *own = false;
        }
    }
    own
}

/// Vague expressions of number: `330 余名`, `近 30 次`, `十余场`, `多场`.
fn vague_in(chars: &[char], never: &[String]) -> Vec<Range<usize>> {
    let is_number = |c: char| is_digit(c) || matches!(c, '十' | '百' | '千' | '万' | '亿');
    let skip_back = |from: usize| (0..from).rev().find(|at| !chars[*at].is_whitespace());
    let skip_on = |from: usize| (from..chars.len()).find(|at| !chars[*at].is_whitespace());
    let unit_end = |from: usize| {
        let at = skip_on(from).unwrap_or(from);
        let unit = COUNTED
            .iter()
            .chain(&["元", "万元", "亿元", "页", "亩", "吨"])
            .find(|unit| unit.chars().eq(chars[at..].iter().copied().take(unit.chars().count())));
        unit.map_or(from, |unit| at + unit.chars().count())
    };
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, c) in chars.iter().enumerate() {
        if found.last().is_some_and(|last| at < last.end) {
            continue;
        }
        let range = match c {
            '余' | '多' => {
                let number = skip_back(at).filter(|before| is_number(chars[*before]));
                match number {
                    Some(end) => {
                        let mut start = end;
                        while let Some(before) = skip_back(start)
                            .filter(|before| is_number(chars[*before]) || matches!(chars[*before], ',' | '.' | '近' | '约' | '达'))
                        {
                            if end - before > VAGUE_CHARS_MAX {
                                break;
                            }
                            start = before;
                        }
                        Some(start..unit_end(at + 1))
                    }
                    // 多场, but not 许多场.
                    None if *c == '多' => {
                        let counts = ['场', '次', '批', '期', '份', '篇'].iter().find(|unit| chars.get(at + 1) == Some(unit));
                        counts.map(|_| at..at + 2)
                    }
                    None => None,
                }
            }
            '近' | '约' | '逾' => {
                let number = skip_on(at + 1).filter(|next| is_number(chars[*next]));
                number.and_then(|start| {
                    let mut end = start;
                    while chars.get(end).is_some_and(|c| is_number(*c) || matches!(c, ',' | '.')) {
                        end += 1;
                    }
                    let after = skip_on(end);
                    let is_time = after.is_some_and(|after| matches!(chars[after], '年' | '月' | '日' | '天')) && *c == '近';
                    (!is_time).then(|| at..unit_end(end))
                })
            }
            '左' if chars.get(at + 1) == Some(&'右') => {
                let start = (at.saturating_sub(VAGUE_CHARS_MAX)..at)
                    .rev()
                    .take_while(|at| !matches!(chars[*at], '，' | '。' | '；' | '、'))
                    .filter(|at| is_digit(chars[*at]))
                    .last();
                start.map(|start| start..at + 2)
            }
            _ => None,
        };
        found.extend(range.filter(|range| !is_excused(chars, range, at, never)));
    }
    found
}

/// 近年 其余 余额 多元 and the like say nothing of a number.
fn is_excused(chars: &[char], range: &Range<usize>, at: usize, never: &[String]) -> bool {
    let around = &chars[at.saturating_sub(3)..(at + 4).min(chars.len())];
    let own = at - at.saturating_sub(3);
    let excused = never.iter().any(|word| {
        let len = word.chars().count();
        find(around, word).is_some_and(|start| (start..start + len).contains(&own))
    });
    excused || range.is_empty()
}

/// Dates that can be.
pub(in crate::checks) static DATES: Check = Check {
    id: "I21",
    asks: tr("dates of completion and acceptance", "完成和验收时间"),
    title: tr("Dates contradict the year or each other", "完成或验收时间存在矛盾"),
    family: Family::Indicator,
    kind: Kind::Agreement,
    needs: tr("dates of completion or acceptance", "完成时间或验收时间"),
    basis: TRUE_AND_EXACT,
    severity: Severity::Major,
    dimension: Dimension::Truth,
    effect: "完成或验收时间与评价年度、先后顺序不符，将未完成事项作为年度成果，影响时效指标和完成值的真实性。",
    advice: "核实完成和验收的实际时间，提供验收文件；年度内未完成的，据实调整完成值和得分。",
    run: date_facts,
};

fn date_facts(facts: &Facts<'_>) -> Ran {
    let lines = lines(facts)?;
    let year = facts.report.meta().year.as_deref().and_then(|year| dates(year).into_iter().next()).map(|date| date.year);
    let mut hits = Hits::default();
    let mut looked = 0_usize;
    for line in lines {
        let read =
            |text: &Option<String>| text.as_deref().and_then(|text| dates(text).into_iter().next().map(|date| (date, text.to_owned())));
        let (finished, accepted) = (read(&line.says.finished), read(&line.says.accepted));
        let name = &line.says.name;
        for ((en, zh), date) in [(("finished", "完成"), &finished), (("accepted", "验收"), &accepted)] {
            let Some((date, printed)) = date else { continue };
            looked += 1;
            if let Some(year) = year.filter(|year| date.year > *year) {
                let detail = said!("“{name}” {en} {printed}, after {year}", "“{name}”{zh}时间 {printed}，晚于 {year} 年度");
                let condition = format!("指标“{name}”的{zh}时间为 {printed}，晚于评价年度（{year} 年）。请说明年度内的实际完成情况。");
                hits.push(Hit::fail(about(line), detail, condition).quoting(line.place));
            }
        }
        if let (Some((done, finished)), Some((seen, accepted))) = (&finished, &accepted)
            && Date::before(*seen, *done)
        {
            let detail = said!(
                "“{name}” accepted {accepted}, before it was finished {finished}",
                "“{name}”验收时间 {accepted} 早于完成时间 {finished}"
            );
            let condition = format!("指标“{name}”的验收时间 {accepted} 早于完成时间 {finished}。请核实。");
            hits.push(Hit::fail(about(line), detail, condition).quoting(line.place));
        }
    }
    if looked == 0 {
        return Err(Skip(said!("no date of completion or acceptance is stated", "未列完成时间或验收时间")));
    }
    Ok(Found::of(hits, || said!("{looked} dates lie within the year and in order", "{looked} 个时间均在评价年度内且先后一致")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vague_words(text: &str) -> Vec<String> {
        let chars: Vec<char> = text.chars().collect();
        let never = crate::checks::tests::base().words("vague_not").to_vec();
        vague_in(&chars, &never).into_iter().map(|range| chars[range].iter().filter(|c| !c.is_whitespace()).collect()).collect()
    }

    #[test]
    fn vague_numbers_are_told_from_words_that_look_like_them() {
        assert_eq!(
            vague_words("330 余名党员，演练多场，座谈近 30 次，5260 余条，十余场，约3.5亿元，50名左右，逾200家，近3000人次"),
            ["330余名", "多场", "近30次", "5260余条", "十余场", "约3.5亿元", "50名左右", "逾200家", "近3000人次"]
        );
        let none = "近年来，其余12项，余额30万元，许多场合，多元投入，节约30万元，近3年，公约10条，结余 20 万元，签约15个项目";
        assert_eq!(vague_words(none), Vec::<String>::new());
    }
}
