//! What the scoring standard reckons for one row: points with their steps, or why there are none.
//!
//! Exact: all products are made before the one division, so that a third of 7.035 is 2.345 and rounds
//! to 2.35. Rounding is half up to two places, once, at the end. Over-fulfilment never reduces by
//! itself, and a judgement is never reckoned: only its bounds are shown.

use rust_decimal::Decimal;

use super::amount::{Amount, printed, rounded};
use crate::lang::{Said, Words, tr};
use crate::report::Quantity;
use crate::rules::{Band, Better, Budget, Entry, IndicatorRules, Qualitative, ReverseKind, Rounding, Scoring};
use crate::said;

/// What the scoring standard gives for a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reckoned {
    /// Points.
    Points(Reckoning),
    /// A person judges within these bounds.
    Judged(Vec<Judgement>),
    /// Nothing, and why.
    Not(Said),
}

impl Reckoned {
    /// The points, if it gives any.
    pub fn points(&self) -> Option<Decimal> {
        match self {
            Self::Points(reckoning) => Some(reckoning.points),
            Self::Judged(_) | Self::Not(_) => None,
        }
    }
}

/// Points and how they came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reckoning {
    /// Rounded half up to two places.
    pub points: Decimal,
    /// One sentence, fit to stand as a reason: what was put into which rule, and what came out.
    pub sentence: Said,
    /// The same step by step.
    pub steps: Vec<Said>,
}

/// One band of a judgement: from `least`, included, up to `most`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// The wording that chooses it.
    pub words: Words,
    /// The least it earns.
    pub least: Decimal,
    /// The most.
    pub most: Decimal,
}

impl Judgement {
    /// The three bands of a weight. Edges are rounded half up to two places.
    pub(super) fn bands(weight: Decimal, shares: &Qualitative) -> Vec<Self> {
        let share = |percent: Decimal| rounded(weight.saturating_mul(percent) / Decimal::ONE_HUNDRED);
        let (all, upper, middle) = (share(Decimal::ONE_HUNDRED), share(shares.upper), share(shares.middle));
        vec![
            Self { words: tr("achieved", "达成年度指标"), least: upper, most: all },
            Self {
                words: tr("partly achieved, with some effect", "部分达成年度指标并具有一定效果"), least: middle, most: upper
            },
            Self {
                words: tr("not achieved, poor effect", "未达成年度指标且效果较差"), least: rounded(Decimal::ZERO), most: middle
            },
        ]
    }
}

/// What the rule of a row is put to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Question<'a> {
    /// 分值.
    pub weight: Decimal,
    /// The target, for kinds that compare with one.
    pub target: Option<Decimal>,
    /// The actual value, if it is a number.
    pub actual: Option<&'a Amount>,
    /// The same as written.
    pub written: Option<&'a str>,
    /// What a reviewer wrote as it: the report's own words never answer what only a reviewer is asked.
    pub answer: Option<&'a str>,
    /// The standard's bands of judgement.
    pub qualitative: &'a Qualitative,
    /// How execution is capped, where the row is one of execution.
    pub execution: Option<&'a Budget>,
}

impl Question<'_> {
    /// The most it may earn; none where the standard has no cap.
    fn most(&self) -> Option<Decimal> {
        self.execution.is_none_or(|budget| budget.cap).then_some(self.weight)
    }
}

/// What a row's own rule gives.
pub(super) fn by_rule(rule: &Scoring, ask: &Question<'_>) -> Reckoned {
    let [written, answer] = [ask.written, ask.answer].map(|text| text.map(str::trim).filter(|text| !text.is_empty()));
    match rule {
        Scoring::Qualitative => Reckoned::Judged(Judgement::bands(ask.weight, ask.qualitative)),
        Scoring::Checklist { entries } => checklist(entries, ask.weight, answer),
        Scoring::Breaches { minus, .. } => breaches(*minus, ask.weight, answer),
        Scoring::Binary => binary(ask.weight, written),
        Scoring::Ratio { of } => number(ask, |actual| ratio(actual, *of, ask)),
        Scoring::Bands { bands } => number(ask, |actual| banded(actual, bands)),
        Scoring::Step { better, full, per, minus, rounding } => {
            let step = Step { better: *better, full: *full, per: *per, minus: *minus, rounding: *rounding };
            number(ask, |actual| step.points(actual, ask.weight))
        }
        Scoring::Satisfaction { bands } if !bands.is_empty() => number(ask, |actual| shares(actual, bands, ask.weight)),
        Scoring::Satisfaction { .. } => against_target("≥", None, ReverseKind::Linear, ask),
        Scoring::Forward { pass } => against_target("≥", *pass, ReverseKind::Linear, ask),
        Scoring::Reverse { reverse } => against_target("≤", None, *reverse, ask),
        Scoring::Equal => against_target("=", None, ReverseKind::Linear, ask),
    }
}

/// What the standard gives for one of the report's own indicators, by its sign.
pub(super) fn by_sign(sign: &str, rules: &IndicatorRules, is_satisfaction: bool, ask: &Question<'_>) -> Reckoned {
    if is_satisfaction && !rules.satisfaction.is_empty() {
        return number(ask, |actual| shares(actual, &rules.satisfaction, ask.weight));
    }
    against_target(sign, rules.forward_pass, rules.reverse, ask)
}

/// No points, for a reason.
pub(super) fn none(why: Said) -> Reckoned {
    Reckoned::Points(Reckoning { points: rounded(Decimal::ZERO), sentence: why.clone(), steps: vec![why] })
}

/// Why there is no number to reckon with.
fn without(written: Option<&str>) -> Reckoned {
    Reckoned::Not(match written {
        None => said!("no actual value", "未列完成值，不能计算"),
        Some(text) if matches!(Quantity::parse(text).approx, crate::report::Approx::About) => {
            said!("“{text}” is only about so much: enter a verified value", "完成值“{text}”为约数，请填认定值后计算")
        }
        Some(text) => said!("“{text}” is no number to reckon with", "完成值“{text}”不是可计算的数"),
    })
}

fn number(ask: &Question<'_>, reckon: impl FnOnce(&Amount) -> Option<(Decimal, Vec<Said>)>) -> Reckoned {
    let Some(actual) = ask.actual else { return without(ask.written) };
    reckon(actual).map_or_else(
        || Reckoned::Not(said!("the figures are too large to reckon with", "数值过大，不能计算")),
        |(points, steps)| finish(points, steps, ask.weight, ask.most()),
    )
}

/// Bounds and rounds, says so where it matters, and makes the sentence of the steps. Points stay within
/// 0 and the weight, save where the standard has no cap.
fn finish(points: Decimal, mut steps: Vec<Said>, weight: Decimal, most: Option<Decimal>) -> Reckoned {
    let exact = most.map_or(points, |most| points.min(most));
    if exact < points {
        let weight = printed(weight);
        steps.push(said!("above the weight: {weight} at most", "超过分值，以 {weight} 分为限"));
    }
    let points = rounded(exact.max(Decimal::ZERO));
    if exact.is_sign_negative() && !exact.is_zero() {
        steps.push(said!("below 0: 0", "低于 0 分，计 0 分"));
    } else if exact != points {
        let exact = shown(exact);
        steps.push(said!("{exact}, rounded half up: {points}", "{exact}，四舍五入为 {points}"));
    }
    let (weight, last) = (printed(weight), printed(points));
    steps.push(said!("{last} of {weight} points", "计 {last} 分（分值 {weight}）"));
    let join = |lang: fn(&Said) -> &str, with: &str| steps.iter().map(lang).collect::<Vec<_>>().join(with);
    let sentence = Said { en: join(|said| &said.en, "; "), zh: join(|said| &said.zh, "，") };
    Reckoned::Points(Reckoning { points, sentence, steps })
}

/// An exact value as it is shown: what has no end is cut with `…`.
fn shown(exact: Decimal) -> String {
    const PLACES_MAX: u32 = 6;
    let short = exact.trunc_with_scale(PLACES_MAX);
    if short == exact { printed(exact) } else { format!("{short}…") }
}

fn ratio(actual: &Amount, of: Decimal, ask: &Question<'_>) -> Option<(Decimal, Vec<Said>)> {
    let w = ask.weight;
    let points = actual.times(w)?.over(of)?.value()?;
    let (rate, of, weight) = (actual.words(), printed(of), printed(w));
    let mut steps = vec![said!("{rate}; ÷ {of}% × {weight}", "{rate}，÷ {of}% × {weight}")];
    if points > w && ask.most().is_none() {
        steps.push(said!("above the weight; this standard has no cap", "超过分值；本标准不设上限"));
    }
    Some((points, steps))
}

fn banded(actual: &Amount, bands: &[Band]) -> Option<(Decimal, Vec<Said>)> {
    let mut under = None;
    for band in bands {
        let holds = match band.upto {
            Some(edge) => actual.compare(edge)?.is_le(),
            None => true,
        };
        if holds {
            let (rate, points) = (actual.words(), printed(band.points));
            let step = match (band.upto, under) {
                (Some(edge), _) => {
                    let edge = printed(edge);
                    said!("{rate} is within {edge}%: {points}", "{rate}，在 {edge}%（含）以内，对应 {points} 分")
                }
                (None, Some(edge)) => {
                    let edge = printed(edge);
                    said!("{rate} is above {edge}%: {points}", "{rate}，超过 {edge}%，对应 {points} 分")
                }
                (None, None) => said!("{rate}: {points}", "{rate}，对应 {points} 分"),
            };
            return Some((band.points, vec![step]));
        }
        under = band.upto;
    }
    let rate = actual.words();
    Some((Decimal::ZERO, vec![said!("{rate} is in no band: 0", "{rate}，不在任何档次内，计 0 分")]))
}

/// Bands by lower edge, each a share of the weight.
fn shares(actual: &Amount, bands: &[Band], weight: Decimal) -> Option<(Decimal, Vec<Said>)> {
    let rate = actual.words();
    for band in bands {
        let from = band.from.unwrap_or_default();
        if actual.compare(from)?.is_ge() {
            let points = weight.checked_mul(band.points)?.checked_div(Decimal::ONE_HUNDRED)?;
            let (from, share, weight) = (printed(from), printed(band.points), printed(weight));
            let step = said!(
                "{rate} reaches {from}%: {share}% × {weight}",
                "{rate}，达到 {from}%（含）档，按分值的 {share}% 计：{share}% × {weight}"
            );
            return Some((points, vec![step]));
        }
    }
    Some((Decimal::ZERO, vec![said!("{rate} is below all bands: 0", "{rate}，低于最低档，计 0 分")]))
}

struct Step {
    better: Better,
    full: Decimal,
    per: Decimal,
    minus: Decimal,
    rounding: Rounding,
}

impl Step {
    fn points(&self, actual: &Amount, weight: Decimal) -> Option<(Decimal, Vec<Said>)> {
        let (rate, full, per, minus, w) = (actual.words(), printed(self.full), printed(self.per), printed(self.minus), printed(weight));
        // How far beyond, as a fraction like the actual itself; positive is worse.
        let beyond = match self.better {
            Better::Lower => actual.less(self.full)?,
            Better::Higher => actual.less(self.full)?.negated(),
        };
        if beyond.compare(Decimal::ZERO)?.is_le() {
            let step = match self.better {
                Better::Lower => said!("{rate} is within {full}%: all points", "{rate}，未超过 {full}%，得满分"),
                Better::Higher => said!("{rate} reaches {full}%: all points", "{rate}，达到 {full}%，得满分"),
            };
            return Some((weight, vec![step]));
        }
        let by = printed(rounded_to(beyond.value()?, 4));
        let (lost, how) = match self.rounding {
            Rounding::Proportional => {
                let lost = beyond.times(self.minus)?.over(self.per)?;
                (lost.value()?, said!("{by} ÷ {per} × {minus} taken", "每 {per} 个百分点扣 {minus} 分：{by} ÷ {per} × {minus}"))
            }
            Rounding::WholeSteps => {
                let steps = beyond.over(self.per)?.whole()?;
                let n = printed(steps);
                (
                    steps.checked_mul(self.minus)?,
                    said!("{n} whole steps × {minus} taken", "每满 {per} 个百分点扣 {minus} 分：{n} × {minus}"),
                )
            }
        };
        let first = match self.better {
            Better::Lower => said!("{rate} is {by} above {full}", "{rate}，超过 {full}% {by} 个百分点"),
            Better::Higher => said!("{rate} is {by} below {full}", "{rate}，低于 {full}% {by} 个百分点"),
        };
        let lost_words = printed(rounded_to(lost, 4));
        let result = said!("{w} − {lost_words}", "{w} − {lost_words}");
        Some((weight.checked_sub(lost)?, vec![first, how, result]))
    }
}

fn rounded_to(value: Decimal, places: u32) -> Decimal {
    crate::report::money::round(value, places)
}

/// Points for each condition that holds; the value is the numbers of those conditions.
fn checklist(entries: &[Entry], weight: Decimal, written: Option<&str>) -> Reckoned {
    let Some(written) = written else {
        return Reckoned::Not(said!(
            "say which conditions hold (1, 3; 0 for none)",
            "请在认定值填写符合的条件序号（如 1、3；均不符合填 0）"
        ));
    };
    // Numbers and what parts them, nothing else: `不符合1` names no condition that holds.
    let parts = |c: char| c.is_whitespace() || matches!(c, '、' | ',' | '，' | ';' | '；');
    let numbers = written.split(parts).filter(|word| !word.is_empty());
    let numbers: Option<Vec<usize>> = numbers.map(|word| word.parse().ok().filter(|n| *n <= entries.len())).collect();
    let all = matches!(written, "全部" | "all");
    let none = matches!(written, "0" | "无" | "none");
    let mut holds = match numbers {
        _ if all => (1..=entries.len()).collect(),
        _ if none => Vec::new(),
        Some(numbers) if !numbers.is_empty() && numbers.iter().all(|n| *n > 0) => numbers,
        _ => {
            let n = entries.len();
            return Reckoned::Not(said!(
                "“{written}” names no conditions: 1 to {n}, or 0 for none",
                "“{written}”不是条件序号：请填 1 至 {n} 的序号，均不符合填 0"
            ));
        }
    };
    holds.sort_unstable();
    holds.dedup();
    let mut steps = Vec::new();
    let mut points = Decimal::ZERO;
    for (n, entry) in (1_usize..).zip(entries) {
        let (text, worth) = (&entry.text, printed(entry.points));
        if holds.contains(&n) {
            points += entry.points;
            steps.push(said!("({n}) {text}: {worth}", "（{n}）{text}：符合，{worth} 分"));
        } else {
            steps.push(said!("({n}) {text}: no", "（{n}）{text}：不符合，0 分"));
        }
    }
    finish(points, steps, weight, Some(weight))
}

/// `minus` for each breach; the value is how many there are.
fn breaches(minus: Decimal, weight: Decimal, written: Option<&str>) -> Reckoned {
    let Some(written) = written else {
        return Reckoned::Not(said!("say how many breaches there are (0 for none)", "请在认定值填写不符合的处数（没有填 0）"));
    };
    // A whole number, counted as it may be: a share or a fraction of a breach is none.
    let count = if written == "无" { Some(0) } else { written.trim_end_matches(['处', '个', '项', '次']).trim().parse::<u32>().ok() };
    let Some(count) = count else {
        return Reckoned::Not(said!("“{written}” is no number of breaches", "“{written}”不是处数"));
    };
    let Some(lost) = minus.checked_mul(Decimal::from(count)) else { return without(Some(written)) };
    let (w, minus) = (printed(weight), printed(minus));
    finish(
        weight - lost,
        vec![said!("{count} breaches: {w} − {count} × {minus}", "不符合 {count} 处：{w} − {count} × {minus}")],
        weight,
        Some(weight),
    )
}

/// All or nothing.
fn binary(weight: Decimal, written: Option<&str>) -> Reckoned {
    const YES: [&str; 9] = ["是", "有", "已完成", "完成", "达成", "符合", "√", "1", "yes"];
    const NO: [&str; 9] = ["否", "无", "未完成", "没有", "未达成", "不符合", "×", "0", "no"];
    let Some(written) = written else { return Reckoned::Not(said!("say yes or no", "请在认定值填写“是”或“否”")) };
    if YES.contains(&written) {
        finish(weight, vec![said!("{written}: all points", "{written}，得满分")], weight, Some(weight))
    } else if NO.contains(&written) {
        finish(Decimal::ZERO, vec![said!("{written}: none", "{written}，不得分")], weight, Some(weight))
    } else {
        Reckoned::Not(said!("“{written}” is neither yes nor no", "“{written}”既不是“是”也不是“否”"))
    }
}

/// An actual against a target, by sign.
fn against_target(sign: &str, pass: Option<Decimal>, reverse: ReverseKind, ask: &Question<'_>) -> Reckoned {
    let Some(target) = ask.target else { return Reckoned::Not(said!("no target as a number", "未列可计算的指标值")) };
    let Some(actual) = ask.actual else { return without(ask.written) };
    let Some(value) = actual.value() else { return without(ask.written) };
    let rules = IndicatorRules { forward_pass: pass, reverse, ..IndicatorRules::default() };
    let Some(points) = rules.points(sign, target, value, ask.weight) else {
        let target = printed(target);
        return Reckoned::Not(said!(
            "“{sign} {target}” cannot be calculated: the target is 0 or negative, or the figures are too large",
            "“{sign} {target}”不能按比例计算：指标值为 0 或负数，或数值过大"
        ));
    };
    let (a, t, sum) = (printed(value), printed(target), &points.sum);
    let mut steps = vec![said!("actual {a}, target {sign} {t}", "完成值 {a}，指标值 {sign}{t}")];
    let met = match sign {
        "≤" | "<" => value <= target,
        _ => value >= target && !(sign == "=" && target.is_zero() && value > target),
    };
    if met {
        steps.push(said!("met: all points", "达到指标值，得满分"));
    } else if points.points.is_zero() {
        steps.push(said!("no points", "按规则不得分"));
    } else {
        steps.push(said!("{sum}", "{sum}"));
    }
    finish(points.exact, steps, ask.weight, Some(ask.weight))
}
