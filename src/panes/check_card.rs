//! The card of a hit, or of a check that hit several times, holds, or could not look: what it asks, on
//! which grounds, the arithmetic, where, and what a finding made of it would say.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::check_rows::Member;
use super::suspicions::HitRef;
use super::{Cx, latest};
use crate::checks::{About, Handled, Outcome, State, Verdict, state_words};
use crate::command::{Command, Target};
use crate::lang::{Lang, tr};
use crate::report::ItemRef;
use crate::review::FindingState;
use crate::ui::{Role, Sheet};
use crate::words;

/// Of the hits of one check, of the items and passages of one hit, a card shows at most so many.
const SHOWN_MAX: usize = 30;
/// So many indicators are weighed for a card: each is read from the report, and a frame waits for it.
const WEIGHED_MAX: usize = 500;

/// The card of one hit.
pub(super) fn of_hit(cx: &Cx<'_>, at: HitRef, cols: u16) -> Sheet<Target> {
    let mut sheet = Sheet::new(cols, gutter(cx), cx.look.width);
    let Some((verdict, one)) = cx.open.suspicions.hit(at) else { return sheet };
    head(cx, &mut sheet, verdict);
    handled(cx, &mut sheet, at);
    grounds(cx, &mut sheet, verdict);
    sheet.prose(cx.say(tr("Workings", "计算过程")), one.hit.detail.say(cx.lang), 0, Role::Text);
    sheet.gap();
    let about = &one.hit.about;
    let named = about.iter().take(SHOWN_MAX).map(|about| cx.open.about_name(*about, cx.lang));
    listed(&mut sheet, cx.say(tr("About", "涉及")), named, Role::Text);
    more(cx, &mut sheet, about.len());
    let mut under = None;
    for place in one.hit.quotes.iter().take(SHOWN_MAX) {
        let (heading, ..) = cx.open.cite(*place);
        if under.as_ref() != Some(&heading) {
            let label = if under.is_none() { cx.say(tr("Report", "原文")) } else { "" };
            sheet.line(label, &[(&heading, Role::Text)]);
        }
        under = Some(heading);
        sheet.prose("", &cx.open.report.place_text(*place), 2, Role::Quote);
    }
    more(cx, &mut sheet, one.hit.quotes.len());
    sheet.gap();
    sheet.prose(cx.say(tr("To ask", "问题描述")), &one.hit.condition, 0, Role::Text);
    sheet.prose(cx.say(tr("Effect", "影响")), verdict.check.effect, 0, Role::Text);
    sheet.prose(cx.say(tr("Advice", "整改建议")), verdict.check.advice, 0, Role::Text);
    sheet.gap();
    pack(cx, &mut sheet);
    sheet
}

/// The card of a check.
pub(super) fn of_check(cx: &Cx<'_>, at: usize, cols: u16) -> Sheet<Target> {
    let mut sheet = Sheet::new(cols, gutter(cx), cx.look.width);
    let Some(verdict) = cx.open.suspicions.verdicts().get(at) else { return sheet };
    head(cx, &mut sheet, verdict);
    sheet.gap();
    grounds(cx, &mut sheet, verdict);
    match &verdict.outcome {
        Outcome::Pass(said) => sheet.prose(cx.say(tr("Workings", "计算过程")), said.say(cx.lang), 0, Role::Text),
        Outcome::Skip(why) => {
            sheet.prose(cx.say(tr("Reason", "未核原因")), why.say(cx.lang), 0, Role::Text);
            sheet.prose(cx.say(tr("It needs", "需要资料")), cx.say(verdict.check.needs), 0, Role::Text);
        }
        Outcome::Hits(hits) => {
            for (hit, one) in hits.iter().take(SHOWN_MAX).enumerate() {
                let at = HitRef { verdict: at, hit };
                let name = one.hit.about.first().map_or_else(String::new, |about| cx.open.about_name(*about, cx.lang));
                let role = if cx.open.suspicions.handled(at).is_open() { Role::Strong } else { Role::Quiet };
                let state = short(cx, cx.open.suspicions.handled(at));
                let gap = if state.is_empty() { "" } else { "  " };
                let label = if hit == 0 { cx.say(tr("Hits", "各处")) } else { "" };
                sheet.line(label, &[(&name, role), (gap, Role::Text), (&state, Role::You)]);
                sheet.prose("", one.hit.detail.say(cx.lang), 2, Role::Text);
                if let Handled::Dismissed(said) = cx.open.suspicions.handled(at) {
                    let reason = format!("{}{}", cx.say(tr("dismissed: ", "排除理由：")), said.value.reason);
                    sheet.prose("", &reason, 2, Role::Text);
                }
            }
            more(cx, &mut sheet, hits.len());
        }
    }
    sheet.gap();
    pack(cx, &mut sheet);
    sheet
}

/// The card of a heading: how much stands under it, what was done about it, what it weighs, and check by check.
pub(super) fn of_section(cx: &Cx<'_>, members: &[Member], cols: u16) -> Sheet<Target> {
    let mut sheet = Sheet::new(cols, gutter(cx), cx.look.width);
    let suspicions = &cx.open.suspicions;
    let hits_of = |member: &Member| match *member {
        Member::Hit(at) => vec![at],
        Member::Check(verdict) => {
            let hits = suspicions.verdicts().get(verdict).map_or(0, |of| of.hits().len());
            (0..hits).map(|hit| HitRef { verdict, hit }).collect()
        }
    };
    let hits: Vec<HitRef> = members.iter().flat_map(hits_of).collect();
    if !hits.is_empty() {
        let open = hits.iter().filter(|at| suspicions.handled(**at).is_open()).count();
        let recorded = hits.iter().filter(|at| matches!(suspicions.handled(**at), Handled::Recorded { .. })).count();
        let dismissed = hits.iter().filter(|at| matches!(suspicions.handled(**at), Handled::Dismissed(_))).count();
        let all = hits.len();
        sheet.line(
            cx.say(tr("Open", "待处理")),
            &[(&cx.lang.pick(format!("{open} of {all} hits"), format!("{open}/{all} 处")), Role::Strong)],
        );
        for (label, n) in [(tr("Recorded", "已记问题"), recorded), (tr("Dismissed", "已排除"), dismissed)] {
            if n > 0 {
                sheet.line(cx.say(label), &[(&cx.lang.pick(n.to_string(), format!("{n} 处")), Role::Text)]);
            }
        }
        if let Some((indicators, weight)) = weight_of(cx, &hits) {
            let weight = weight.normalize();
            let says = cx.lang.pick(format!("{weight}, {indicators} indicators"), format!("{weight}，涉及指标 {indicators} 项"));
            sheet.line(cx.say(tr("Weight", "分值")), &[(&says, Role::Text)]);
        }
        sheet.gap();
    }
    let mut label = cx.say(tr("Checks", "核查"));
    for member in members.iter().take(SHOWN_MAX) {
        let hits = hits_of(member);
        let verdict = match *member {
            Member::Hit(at) => at.verdict,
            Member::Check(verdict) => verdict,
        };
        let Some(of) = suspicions.verdicts().get(verdict) else { continue };
        let open = hits.iter().filter(|at| suspicions.handled(**at).is_open()).count();
        let said = match hits.len() {
            0 => String::new(),
            all => cx.lang.pick(format!("  {open}/{all}"), format!("  {open}/{all} 处")),
        };
        let (sign, role) = sign(of.state());
        sheet.line(label, &[(sign, role), (" ", Role::Text), (cx.say(of.heading()), Role::Text), (&said, Role::Quiet)]);
        label = "";
    }
    more(cx, &mut sheet, members.len());
    sheet
}

/// The indicators that open hits are about, and what they weigh together, as far as it is stated.
fn weight_of(cx: &Cx<'_>, hits: &[HitRef]) -> Option<(usize, Decimal)> {
    let open = hits.iter().filter(|at| cx.open.suspicions.handled(**at).is_open());
    let about = open.filter_map(|at| cx.open.suspicions.hit(*at)).flat_map(|(_, one)| &one.hit.about);
    let indicators = about.filter_map(|about| if let About::Item(ItemRef::Indicator(n)) = about { Some(*n) } else { None });
    let indicators: BTreeSet<u32> = indicators.take(WEIGHED_MAX + 1).collect();
    if indicators.len() > WEIGHED_MAX {
        return None;
    }
    let weights = indicators.iter().filter_map(|n| cx.open.report.indicator(*n).weight.and_then(|weight| weight.value));
    let sum = weights.reduce(Decimal::saturating_add)?;
    Some((indicators.len(), sum))
}

/// In a word or two: 问1, 已排除, 条件已变. Nothing while it is open.
pub(super) fn short(cx: &Cx<'_>, handled: &Handled) -> String {
    match handled {
        Handled::Open => String::new(),
        Handled::Changed(_) => cx.say(tr("changed", "条件已变")).to_owned(),
        Handled::Disputed => "&".to_owned(),
        Handled::Recorded { number, .. } => cx.finding_name(*number),
        Handled::Dismissed(_) => cx.say(tr("dismissed", "已排除")).to_owned(),
    }
}

/// The sign of a state.
pub(super) fn sign(state: State) -> (&'static str, Role) {
    match state {
        State::Fail => ("✗", Role::Bad),
        State::Warn => ("!", Role::Warn),
        State::Skip => ("-", Role::Text),
        State::Pass => ("✓", Role::Ok),
    }
}

fn gutter(cx: &Cx<'_>) -> u16 {
    cx.lang.pick(12, 10)
}

fn head(cx: &Cx<'_>, sheet: &mut Sheet<Target>, verdict: &Verdict) {
    let state = verdict.state();
    let (sign, role) = sign(state);
    sheet.flush(cx.say(verdict.heading()), Role::Strong);
    let mut said = cx.say(state_words(state, verdict.check.kind)).to_owned();
    if matches!(state, State::Fail | State::Warn) {
        said = format!("{said}  {}", cx.say(words::severity(verdict.severity)));
    }
    sheet.right_of_first(sign, &said, role);
}

/// What a reviewer has said of it, and what brings it back.
fn handled(cx: &Cx<'_>, sheet: &mut Sheet<Target>, at: HitRef) {
    let key = |command| cx.keymap.key_of(command, cx.lang);
    match cx.open.suspicions.handled(at) {
        Handled::Open => {}
        Handled::Disputed => {
            let (key, does) = (key(Command::Rule), cx.say(Command::Rule.row().short));
            let differ = format!("{}    ", cx.say(words::CONFLICT));
            sheet.line("", &[("& ", Role::Warn), (&differ, Role::Text), (&key, Role::YouStrong), (" ", Role::Text), (does, Role::Text)]);
        }
        Handled::Changed(said) => {
            let says = cx.say(tr("What it was found from has changed: shown again", "条件已变，重新提示"));
            sheet.line("", &[("~ ", Role::Warn), (says, Role::Text)]);
            let was = format!("{}{}", cx.say(tr("dismissed before: ", "原排除理由：")), said.value.reason);
            sheet.prose("", &was, 2, Role::Text);
        }
        Handled::Recorded { at, number, changed } => {
            let name = cx.finding_name(*number);
            let finding = cx.open.review.findings().get(*at).and_then(|named| latest(&named.standing));
            let state = finding.map_or(FindingState::Draft, |finding| finding.state);
            let (says, key) = (cx.say(tr("recorded as ", "已记为")), key(Command::ItsFinding));
            let state = format!("  {}    ", cx.say(words::finding_state(state)));
            sheet.target(Some(Target::FindingRow(*at)));
            let opens = cx.say(tr(" opens it", " 打开"));
            sheet.line("", &[(says, Role::Text), (&name, Role::You), (&state, Role::Text), (&key, Role::YouStrong), (opens, Role::Text)]);
            sheet.target(None);
            if *changed {
                let says = cx.say(tr("what it was found from has changed since", "此后条件已变，请核对问题的内容"));
                sheet.line("", &[("~ ", Role::Warn), (says, Role::Text)]);
            }
        }
        Handled::Dismissed(said) => {
            let by = format!("  {}  {}", cx.open.who(&said.by), words::when(&said.at));
            sheet.line("", &[(cx.say(tr("dismissed", "已排除")), Role::Text), (&by, Role::Quiet)]);
            sheet.prose("", &said.value.reason, 0, Role::Text);
        }
    }
    sheet.gap();
}

fn grounds(cx: &Cx<'_>, sheet: &mut Sheet<Target>, verdict: &Verdict) {
    let asks = cx.say(verdict.check.asks);
    if asks != cx.say(verdict.heading()) {
        sheet.prose(cx.say(tr("Question", "核查内容")), asks, 0, Role::Text);
    }
    sheet.prose(cx.say(tr("Grounds", "依据")), verdict.basis.say(cx.lang), 0, Role::Text);
    sheet.gap();
}

/// The rule pack, its version and how sure its source is.
fn pack(cx: &Cx<'_>, sheet: &mut Sheet<Target>) {
    let Some(checked) = cx.open.suspicions.checked() else { return };
    let pack = &checked.pack;
    let name = cx.lang.pick(if pack.name_en.is_empty() { &pack.name } else { &pack.name_en }, &pack.name);
    let version = cx.lang.pick(format!("version {}", pack.version), format!("第 {} 版", pack.version));
    let text = format!("{name}  {version}  {}", cx.say(pack.confidence.words()));
    sheet.prose(cx.say(tr("Standard", "评分标准")), &text, 0, Role::Text);
    if let Some(differs) = &checked.differs {
        sheet.prose("", &format!("! {}", differs.say(cx.lang)), 0, Role::Warn);
    }
    if let Some(lacking) = &checked.lacking {
        sheet.prose("", &format!("! {}", lacking.say(cx.lang)), 0, Role::Warn);
    }
}

fn listed(sheet: &mut Sheet<Target>, label: &str, lines: impl Iterator<Item = String>, role: Role) {
    for (nth, line) in lines.enumerate() {
        sheet.line(if nth == 0 { label } else { "" }, &[(&line, role)]);
    }
}

fn more(cx: &Cx<'_>, sheet: &mut Sheet<Target>, count: usize) {
    if let Some(more) = count.checked_sub(SHOWN_MAX).filter(|more| *more > 0) {
        sheet.line("", &[(&cx.lang.pick(format!("and {more} more"), format!("还有 {more} 处")), Role::Text)]);
    }
}

/// What a hit is about, short enough for a row: 指标 6, 第 12 段, 10 项.
pub(super) fn where_short(cx: &Cx<'_>, about: &[About]) -> String {
    match about {
        [] => String::new(),
        [About::Item(item)] => format!("{} {}", cx.say(words::item_kind(item.kind())), cx.open.report.item(*item).no),
        [one] => cx.open.about_name(*one, cx.lang),
        several => cx.lang.pick(format!("{} items", several.len()), format!("{} 项", several.len())),
    }
}

/// What a hit is about, as the heading of its card.
pub(super) fn where_long(cx: &Cx<'_>, about: &[About]) -> String {
    let first = about.first().map_or_else(String::new, |about| cx.open.about_name(*about, cx.lang));
    match (about.len(), cx.lang) {
        (0 | 1, _) => first,
        (count, Lang::En) => format!("{first} and {} more", count - 1),
        (count, Lang::Zh) => format!("{first} 等 {count} 项"),
    }
}
