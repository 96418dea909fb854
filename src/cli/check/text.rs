//! The answer for people: what fails first, then what is to be confirmed, what could not be checked and
//! what it would need, and what holds: that is proof of work.

use std::fmt::Write as _;
use std::path::Path;

use crate::checks::{Decisions, Facts, Handled, State, Summary, Verdict, details, numbers, state_words};
use crate::lang::Lang;
use crate::words;

/// One page about one file.
pub(super) fn page(file: &Path, facts: &Facts<'_>, verdicts: &[Verdict], lang: Lang) -> String {
    let mut page = head(file, facts, verdicts, lang);
    let decisions = Decisions::of(facts.review);
    for state in [State::Fail, State::Warn, State::Skip, State::Pass] {
        let mut of_state: Vec<&Verdict> = verdicts.iter().filter(|verdict| verdict.state() == state).collect();
        if matches!(state, State::Fail | State::Warn) {
            of_state.sort_by_key(|verdict| verdict.severity);
        }
        for verdict in of_state {
            about(&mut page, verdict, facts, &decisions, lang);
        }
    }
    page.push('\n');
    page
}

fn head(file: &Path, facts: &Facts<'_>, verdicts: &[Verdict], lang: Lang) -> String {
    let Summary { pass, fail, warn, skip } = Summary::of(verdicts);
    let pack = facts.pack;
    let (name, version, code) = (lang.pick(&pack.name_en, &pack.name), &pack.version, pack.confidence.code());
    let file = file.display();
    lang.pick(
        format!("{file}\nrules: {name}, version {version} [{code}]\n{fail} fail, {warn} to confirm, {skip} not checked, {pass} hold\n"),
        format!("{file}\n评分标准：{name}，版本 {version} [{code}]\n不符或缺项 {fail} · 待核实 {warn} · 缺资料未核 {skip} · 相符 {pass}\n"),
    )
}

fn about(page: &mut String, verdict: &Verdict, facts: &Facts<'_>, decisions: &Decisions<'_>, lang: Lang) {
    let state = verdict.state();
    let (word, title) = (state_words(state, verdict.check.kind).say(lang), verdict.heading().say(lang));
    let severity = words::severity(verdict.severity).say(lang);
    let id = verdict.check.id;
    let line = match state {
        State::Fail | State::Warn => writeln!(page, "\n{word} · {severity} · {id} {title}"),
        State::Skip | State::Pass => writeln!(page, "\n{word} · {id} {title}"),
    };
    line.expect("a string takes all");
    for said in details(verdict) {
        writeln!(page, "    {}", said.say(lang)).expect("a string takes all");
    }
    let quotes = verdict.hits().iter().flat_map(|one| &one.hit.quotes).map(|place| facts.quote(*place));
    let told = |quote: &String| details(verdict).iter().any(|said| bare(said.say(lang)).contains(&bare(quote)));
    for quote in quotes.filter(|quote| !told(quote)).take(QUOTES_SHOWN) {
        writeln!(page, "    “{quote}”").expect("a string takes all");
    }
    if state == State::Skip {
        let needs = verdict.check.needs.say(lang);
        writeln!(page, "    {}", lang.pick(format!("it needs: {needs}"), format!("需要：{needs}"))).expect("a string takes all");
    }
    for line in handled_lines(facts, decisions, verdict, lang) {
        writeln!(page, "    {line}").expect("a string takes all");
    }
    if matches!(state, State::Fail | State::Warn) {
        let basis = verdict.basis.say(lang);
        writeln!(page, "    {}", lang.pick(format!("by: {basis}"), format!("依据：{basis}"))).expect("a string takes all");
    }
}

/// What the reviewer has done about the hits: findings made of them, dismissals with reason, who and when. Equal
/// dismissals are one line.
fn handled_lines(facts: &Facts<'_>, decisions: &Decisions<'_>, verdict: &Verdict, lang: Lang) -> Vec<String> {
    let all = decisions.on_hits(facts.report, verdict);
    let mut lines = Vec::new();
    let numbers = numbers(&all);
    if !numbers.is_empty() {
        let listed =
            |before: &str, between: &str| numbers.iter().map(|number| format!("{before}{number}")).collect::<Vec<_>>().join(between);
        lines.push(lang.pick(format!("> recorded: {}", listed("#", ", ")), format!("→ 已记为{}", listed("问", "、"))));
    }
    let mut dismissed: Vec<(String, usize)> = Vec::new();
    for one in &all {
        let (said, changed) = match one {
            Handled::Dismissed(said) => (said, ""),
            Handled::Changed(said) => (said, lang.pick("; what it was found from has changed", "；所依数据已变，需重新判断")),
            Handled::Open | Handled::Disputed | Handled::Recorded { .. } => continue,
        };
        let who = facts.review.reviewer(&said.by).map_or_else(|| said.by.clone(), |reviewer| reviewer.name);
        let day = said.at.get(..10).unwrap_or(&said.at);
        let reason = said.value.reason.trim();
        let line = lang.pick(format!("{who} {day}: {reason}{changed}"), format!("{who} {day}：{reason}{changed}"));
        match dismissed.iter_mut().find(|(known, _)| *known == line) {
            Some((_, count)) => *count += 1,
            None => dismissed.push((line, 1)),
        }
    }
    lines.extend(dismissed.into_iter().map(|(line, n)| lang.pick(format!("> dismissed {n}  {line}"), format!("→ 已排除 {n} 处  {line}"))));
    let open = all.iter().filter(|one| one.is_open()).count();
    if open > 0 && !lines.is_empty() {
        lines.push(lang.pick(format!("> open {open}"), format!("→ 待处理 {open} 处")));
    }
    lines
}

/// Without blanks: what a detail quotes is not quoted again.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// A page shows this many passages of a check; JSON has all.
const QUOTES_SHOWN: usize = 5;
