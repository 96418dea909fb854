//! Runs the checks and gives each hit its key and its inputs, by which a reviewer's word about it stands.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::{About, CHECKS, Check, Facts, Found, Hit, Hits, Kind, Said, Skip, Weight};
use crate::report::hex;
use crate::review::{Severity, in_key};
use crate::said;

/// What a check has said.
#[derive(Debug)]
pub struct Verdict {
    /// Which.
    pub check: &'static Check,
    /// How bad a hit is, by the pack.
    pub severity: Severity,
    /// 依据, by the pack.
    pub basis: Said,
    /// What was found.
    pub outcome: Outcome,
}

/// What came of a check.
#[derive(Debug)]
pub enum Outcome {
    /// It could not look.
    Skip(Said),
    /// All is well.
    Pass(Said),
    /// Hits.
    Hits(Vec<Suspicion>),
}

/// 疑点: a hit with what a reviewer's word about it hangs on.
#[derive(Debug)]
pub struct Suspicion {
    /// Unique among all: `I11@indicator-7`, `B02`.
    pub key: String,
    /// Hash of what it was found from: a dismissal stands while it is the same.
    pub inputs: String,
    /// The hit.
    pub hit: Hit,
}

/// The four states of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// 不符, 缺项.
    Fail,
    /// 待核实.
    Warn,
    /// 缺资料未核.
    Skip,
    /// 相符.
    Pass,
}

impl State {
    /// Its name in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Fail => "fail",
            Self::Warn => "warn",
            Self::Skip => "skip",
            Self::Pass => "pass",
        }
    }
}

impl Verdict {
    /// Its state: that of its worst hit.
    pub fn state(&self) -> State {
        match &self.outcome {
            Outcome::Skip(_) => State::Skip,
            Outcome::Pass(_) => State::Pass,
            Outcome::Hits(hits) if hits.iter().any(|one| one.hit.weight == Weight::Fail) => State::Fail,
            Outcome::Hits(_) => State::Warn,
        }
    }

    /// Its heading: what is wrong, or what was looked at.
    pub fn heading(&self) -> crate::lang::Words {
        match self.state() {
            State::Fail | State::Warn => self.check.title,
            State::Skip | State::Pass => self.check.asks,
        }
    }

    /// Its hits.
    pub fn hits(&self) -> &[Suspicion] {
        match &self.outcome {
            Outcome::Hits(hits) => hits,
            _ => &[],
        }
    }
}

/// Runs all checks of the report, in the order of [`CHECKS`]. Those of the reviewer's own work are [`super::lint`]'s.
pub fn run(facts: &Facts<'_>) -> Vec<Verdict> {
    CHECKS.iter().filter(|check| check.family != super::Family::Review).map(|check| run_one(check, facts)).collect()
}

/// Runs the checks of the reviewer's own work.
pub fn lint(facts: &Facts<'_>) -> Vec<Verdict> {
    CHECKS.iter().filter(|check| check.family == super::Family::Review).map(|check| run_one(check, facts)).collect()
}

/// Runs one check.
pub fn run_one(check: &'static Check, facts: &Facts<'_>) -> Verdict {
    let rule = facts.pack.check(check.id);
    let basis = rule.basis.map_or_else(|| said_of(check.basis), |basis| Said { en: basis.clone(), zh: basis });
    let outcome = if rule.on {
        match (check.run)(facts) {
            Err(Skip(why)) => Outcome::Skip(why),
            Ok(Found::Pass(detail)) => Outcome::Pass(detail),
            Ok(Found::Hits(hits)) => Outcome::Hits(suspicions(check, facts, hits)),
        }
    } else {
        let (en, zh) = (&facts.pack.name_en, &facts.pack.name);
        Outcome::Skip(said!("switched off by the scoring standard ({en})", "所用评分标准（{zh}）不作此项核查"))
    };
    Verdict { check, severity: rule.severity.unwrap_or(check.severity), basis, outcome }
}

fn said_of(words: crate::lang::Words) -> Said {
    Said { en: words.say(crate::lang::Lang::En).to_owned(), zh: words.say(crate::lang::Lang::Zh).to_owned() }
}

fn suspicions(check: &Check, facts: &Facts<'_>, Hits { kept: mut hits, more }: Hits) -> Vec<Suspicion> {
    if let Some(last) = hits.last_mut().filter(|_| more > 0) {
        let more = said!(" ({more} more like it are not listed)", "（另有同类 {more} 处，不再逐一列出）");
        last.detail.en += &more.en;
        last.detail.zh += &more.zh;
    }
    let mut used: BTreeMap<String, usize> = BTreeMap::new();
    let keyed = hits.into_iter().map(|hit| {
        let mut key = key(check, facts, &hit);
        let nth = used.entry(key.clone()).or_default();
        *nth += 1;
        if *nth > 1 {
            key = format!("{key}#{nth}");
        }
        Suspicion { key, inputs: inputs(facts, &hit), hit }
    });
    keyed.collect()
}

/// `B11@indicator-6`: the check and the first item or paragraph; the check alone for a hit that lists all.
fn key(check: &Check, facts: &Facts<'_>, hit: &Hit) -> String {
    match hit.about.first() {
        Some(about @ (About::Item(_) | About::Paragraph(_))) if !hit.lists_all => {
            let id = in_key(&facts.id(*about)).into_owned();
            format!("{}@{id}", check.id)
        }
        _ => check.id.to_owned(),
    }
}

/// First 16 hex of SHA-256 over the items' ids and contents, the passages and the operands, U+001F between.
fn inputs(facts: &Facts<'_>, hit: &Hit) -> String {
    let mut hash = Sha256::new();
    let mut add = |text: &str| {
        hash.update(text);
        hash.update("\u{1F}");
    };
    for about in &hit.about {
        add(&facts.id(*about));
        if let About::Item(at) = about {
            add(&facts.report.content(*at));
        }
    }
    for place in &hit.quotes {
        add(&facts.quote(*place));
    }
    for operand in &hit.operands {
        add(operand);
    }
    hex(hash.finalize().as_slice().get(..8).unwrap_or_default())
}

/// How many checks are in each state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Summary {
    /// 相符.
    pub pass: usize,
    /// 不符, 缺项.
    pub fail: usize,
    /// 待核实.
    pub warn: usize,
    /// 缺资料未核.
    pub skip: usize,
}

impl Summary {
    /// Counts verdicts.
    pub fn of(verdicts: &[Verdict]) -> Self {
        let mut summary = Self::default();
        for verdict in verdicts {
            match verdict.state() {
                State::Pass => summary.pass += 1,
                State::Fail => summary.fail += 1,
                State::Warn => summary.warn += 1,
                State::Skip => summary.skip += 1,
            }
        }
        summary
    }
}

/// The words of a state: a presence check misses, an agreement check fails.
pub const fn state_words(state: State, kind: Kind) -> crate::lang::Words {
    use crate::lang::tr;
    match (state, kind) {
        (State::Pass, _) => tr("Holds", "相符"),
        (State::Fail, Kind::Presence) => tr("Missing", "缺项"),
        (State::Fail, _) => tr("Fails", "不符"),
        (State::Warn, _) => tr("To confirm", "待核实"),
        (State::Skip, _) => tr("Not checked", "缺资料未核"),
    }
}

/// What a verdict says, hit by hit.
pub fn details(verdict: &Verdict) -> Vec<&Said> {
    match &verdict.outcome {
        Outcome::Skip(said) | Outcome::Pass(said) => vec![said],
        Outcome::Hits(hits) => hits.iter().map(|one| &one.hit.detail).collect(),
    }
}
