//! The answer for people: what fails first, then what is to be confirmed, what could not be checked and
//! what it would need, and what holds: that is proof of work.

use std::fmt::Write as _;
use std::path::Path;

use crate::checks::{Facts, State, Summary, Verdict, details, state_words};
use crate::lang::Lang;
use crate::words;

/// One page about one file.
pub(super) fn page(file: &Path, facts: &Facts<'_>, verdicts: &[Verdict], lang: Lang) -> String {
    let mut page = head(file, facts, verdicts, lang);
    for state in [State::Fail, State::Warn, State::Skip, State::Pass] {
        let mut of_state: Vec<&Verdict> = verdicts.iter().filter(|verdict| verdict.state() == state).collect();
        if matches!(state, State::Fail | State::Warn) {
            of_state.sort_by_key(|verdict| verdict.severity);
        }
        for verdict in of_state {
            about(&mut page, verdict, facts, lang);
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

fn about(page: &mut String, verdict: &Verdict, facts: &Facts<'_>, lang: Lang) {
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
    if matches!(state, State::Fail | State::Warn) {
        let basis = verdict.basis.say(lang);
        writeln!(page, "    {}", lang.pick(format!("by: {basis}"), format!("依据：{basis}"))).expect("a string takes all");
    }
}

/// Without blanks: what a detail quotes is not quoted again.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// A page shows this many passages of a check; JSON has all.
const QUOTES_SHOWN: usize = 5;
