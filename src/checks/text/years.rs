//! Years in achievements and work that are not the report's.

use std::ops::Range;

use crate::checks::dates::{Date, dates, dates_in};
use crate::checks::grounds::TRUE_AND_EXACT;
use crate::checks::numbers::numbers;
use crate::checks::{About, Check, Facts, Family, Found, Hit, Hits, Kind, Ran, Skip};
use crate::lang::tr;
use crate::report::Place;
use crate::review::{Dimension, Severity};
use crate::said;

/// What is claimed for the year belongs to it.
pub(in crate::checks) static YEARS: Check = Check {
    id: "T01",
    asks: tr("years of results", "成效所属年度"),
    title: tr("Result of another year", "成效所属年度待核实"),
    family: Family::Text,
    kind: Kind::Judgement,
    needs: tr("the report's year, and achievements or work", "报告年度，以及主要成效或重点工作任务"),
    basis: TRUE_AND_EXACT,
    severity: Severity::Major,
    dimension: Dimension::Truth,
    effect: "将其他年度的事项列作本年度成效，会高估本年度履职效果，影响自评结论的真实性。",
    advice: "核实该事项的所属年度；不属于本年度的，予以剔除或单独说明。",
    run: years,
};

/// No text of a report names more other years; each is looked for around its place.
const DATES_MAX: usize = 100;

fn years(facts: &Facts<'_>) -> Ran {
    let own = facts.report.meta().year.as_deref().and_then(|year| dates(year).first().map(|date| date.year));
    let Some(own) = own else { return Err(Skip(said!("the report's year is not stated", "报告未列明年度"))) };
    let texts = results(facts);
    if texts.is_empty() {
        return Err(Skip(said!("the report lists neither achievements nor work", "报告未列主要成效和重点工作任务")));
    }
    let mut hits = Hits::default();
    for Text { about, chars, place } in &texts {
        for date in dates_in(chars).into_iter().filter(|date| date.year != own).take(DATES_MAX) {
            let clause = clause(chars, date.start);
            let words: String = chars[clause.clone()].iter().collect();
            if facts.says("standing_names", &words) || is_in_title(chars, date.start) || spans(chars, date, own) {
                continue;
            }
            let (words, year) = (words.trim(), date.year);
            let detail = said!(
                "“{words}”: of {year}, while the report is of {own}; to be confirmed by a person",
                "“{words}”属于 {year} 年，报告年度为 {own} 年，待人工确认"
            );
            let condition = format!(
                "报告在{own}年度自评中列示“{words}”，该事项涉及{year}年度。请说明其是否属于{own}年度成效；不属于的，予以剔除或注明。"
            );
            hits.push(Hit::warn([*about], detail, condition).quoting(place.map(|place| within(place, &clause))));
        }
    }
    let n = texts.len();
    Ok(Found::of(hits, || {
        said!("{n} texts of achievements and work name no year but {own}", "主要成效和重点工作任务共 {n} 处，未见 {own} 年以外的年度事项")
    }))
}

/// A text that claims results.
struct Text {
    about: About,
    chars: Vec<char>,
    place: Option<Place>,
}

fn results(facts: &Facts<'_>) -> Vec<Text> {
    let text = |about, text: &str, place: Option<Place>| {
        let chars = place.map_or_else(|| text.to_owned(), |place| facts.quote(place)).chars().collect();
        Text { about, chars, place }
    };
    let achievements = facts.achievements.iter().map(|one| {
        let about = one.place.map_or(About::Report, |place| About::Paragraph(place.paragraph));
        text(about, &one.text, one.place)
    });
    let works = facts.works.iter().flat_map(|work| {
        let whole = work.parts.is_empty().then(|| text(About::Item(work.at), &work.says.text, work.place));
        whole.into_iter().chain(work.parts.iter().map(|(at, part, place)| text(About::Item(*at), &part.text, *place)))
    });
    achievements.chain(works).collect()
}

/// The clause around a place, without its marks.
fn clause(chars: &[char], at: usize) -> Range<usize> {
    let is_mark = |c: &char| matches!(c, '，' | '。' | '；' | '！' | '？' | ';' | '\n');
    let start = chars[..at].iter().rposition(is_mark).map_or(0, |mark| mark + 1);
    let end = chars[at..].iter().position(is_mark).map_or(chars.len(), |mark| at + mark);
    start..end
}

fn within(place: Place, clause: &Range<usize>) -> Place {
    let local = crate::checks::passage::place(place.paragraph, clause);
    Place { paragraph: place.paragraph, start: place.start.saturating_add(local.start), end: place.start.saturating_add(local.end) }
}

/// 《…2020年…》: a name, not a time.
fn is_in_title(chars: &[char], at: usize) -> bool {
    let opened = chars[..at].iter().rposition(|c| *c == '《');
    opened.is_some_and(|open| !chars[open..at].contains(&'》'))
}

/// Whether a date is the end of a span (2019—2022年) that holds the report's own year.
fn spans(chars: &[char], date: Date, own: u32) -> bool {
    let all = numbers(chars);
    let Some(at) = all.iter().position(|number| number.digits.start == date.start) else { return false };
    let Some(before) = at.checked_sub(1).and_then(|at| all.get(at)) else { return false };
    let between = &chars[before.digits.end..date.start];
    let is_span =
        between.iter().all(|c| c.is_whitespace() || matches!(c, '年' | '—' | '-' | '–' | '至' | '～' | '到')) && between.len() < 6;
    let from: Option<u32> = before.plain.parse().ok();
    is_span && from.is_some_and(|from| from <= own && own <= date.year)
}
