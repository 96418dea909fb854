//! Indicators told one thing a line: a name, and below it 目标值：…, 实际完成：…, each a line of its own.

use super::assessment::{Indicator, Span};
use super::document::Document;
use super::indicators::{ACTUALS, NAME_MAX, SCORES, TARGETS, Value, WEIGHTS, value_at};
use super::scalars::{begins, is_stop, plain, slice, trim};

/// Words before a name that stands on a line of its own.
const NAMES: &[&str] = &["三级指标名称", "绩效指标名称", "指标名称", "三级指标", "绩效指标"];

/// What a line states of the indicator above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stated {
    Target,
    Actual,
    Weight,
    Score,
}

const LABELS: [(Stated, &[&str]); 4] =
    [(Stated::Target, TARGETS), (Stated::Actual, ACTUALS), (Stated::Weight, WEIGHTS), (Stated::Score, SCORES)];

/// The indicators among `segments`, which stand in order: those of which both target and actual value are told.
pub(super) fn stacked(document: &Document, segments: impl Iterator<Item = usize>) -> Vec<Indicator> {
    let mut found = Vec::new();
    let mut open: Option<Indicator> = None;
    for at in segments {
        let span = document.trimmed(document.span(at));
        let text = document.paragraph_text(span.paragraph);
        match (stated(text, span), &mut open) {
            (Some((what, value)), Some(indicator)) => {
                let own = match what {
                    Stated::Target => &mut indicator.target,
                    Stated::Actual => &mut indicator.actual,
                    Stated::Weight => &mut indicator.weight,
                    Stated::Score => &mut indicator.self_score,
                };
                if own.is_none() {
                    let points = matches!(what, Stated::Weight | Stated::Score);
                    let raw = if points { value.raw.trim_end_matches('分').to_owned() } else { value.raw };
                    if what == Stated::Target {
                        indicator.comparator = value.comparator.map(str::to_owned);
                    }
                    *own = Some(raw);
                }
            }
            // A value of nothing that was named.
            (Some(_), None) => {}
            (None, _) => {
                found.extend(open.take().filter(is_told));
                open = name(text, span).map(|at| Indicator::named(slice(text, at.start, at.end).iter().collect(), at));
            }
        }
    }
    found.extend(open.filter(is_told));
    found
}

fn is_told(indicator: &Indicator) -> bool {
    indicator.target.is_some() && indicator.actual.is_some()
}

/// What a line states, if it is a label, a value, and nothing more.
fn stated(text: &[char], span: Span) -> Option<(Stated, Value)> {
    let own = slice(text, span.start, span.end);
    LABELS.iter().find_map(|(what, words)| {
        let word = words.iter().find(|word| begins(own, word))?;
        let value = value_at(text, span.start + word.chars().count(), span.end)?;
        let rest = slice(text, value.end, span.end);
        rest.iter().all(|c| c.is_whitespace() || is_stop(*c)).then_some((*what, value))
    })
}

/// A line that may name an indicator: a short phrase, alone or after a label.
fn name(text: &[char], span: Span) -> Option<Span> {
    let own = slice(text, span.start, span.end);
    let label = NAMES.iter().find(|label| {
        let len = label.chars().count();
        begins(own, label) && own.get(len).is_some_and(|c| plain(*c) == ':')
    });
    let from = span.start + label.map_or(0, |label| label.chars().count() + 1);
    let colon = usize::from(label.is_none() && own.last().is_some_and(|c| plain(*c) == ':'));
    let (start, end) = trim(text, from, span.end - colon);
    let words = slice(text, start, end);
    let is_phrase = (2..=NAME_MAX).contains(&words.len()) && !words.iter().any(|c| is_stop(*c) || matches!(plain(*c), ':' | ','));
    is_phrase.then_some(Span { start, end, ..span })
}
