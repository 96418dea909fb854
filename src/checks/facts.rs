//! What checks look at: the report with what the reviewer supplied, read once for all of them.
//!
//! A supplement (补录) stands where the report is silent or was misread; it is named as the reviewer's
//! wherever it is printed.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use crate::report::{
    Achievement, Duty, FundField, Funds, Indicator, Issue, ItemRef, Links, Measure, Part, Place, Quantity, Report, SelfRating, WorkItem,
};
use crate::review::{Kind, Receipt, Review, Standing, Supplement, link_ids, supplement_of};
use crate::rules::{Class, Pack};

use super::money::{self, Exact, Inexact};
use super::passage::{Passage, Sentence, passages};
use super::told::{COUNTED, Told};
use super::wording::brief;
use super::{About, Said, Skip};
use crate::said;

/// Said after a figure that the reviewer supplied.
const OURS: &str = "（复核补录）";

/// An indicator as checks see it.
#[derive(Clone, Debug)]
pub struct Line {
    /// Which.
    pub at: ItemRef,
    /// Its fields, supplements laid over.
    pub says: Indicator,
    /// Its class: stated, else read from its levels' words.
    pub class: Option<Class>,
    /// Its class, else what its name and unit sound like: 份数 counts, 及时率 times.
    pub sounds: Option<Class>,
    /// Where the report says it.
    pub place: Option<Place>,
}

/// A work item with its parts.
#[derive(Clone, Debug)]
pub struct Work {
    /// Which.
    pub at: ItemRef,
    /// Its fields.
    pub says: WorkItem,
    /// Its parts with where they stand.
    pub parts: Vec<(ItemRef, Part, Option<Place>)>,
    /// Where the report says it.
    pub place: Option<Place>,
}

/// What checks look at.
#[derive(Debug)]
pub struct Facts<'a> {
    /// The report.
    pub report: &'a Report,
    /// The review: receipts, supplements, links; and the object of the reviewer's own lint.
    pub review: &'a Review,
    /// The rules.
    pub pack: &'a Pack,
    /// Whether the score table came.
    pub table: Option<Receipt>,
    /// Whether the report itself holds it: rows of indicators, cell by cell.
    pub holds_table: bool,
    /// The narrative.
    pub passages: Vec<Passage>,
    /// Duties.
    pub duties: Vec<(Duty, Option<Place>)>,
    /// Work items.
    pub works: Vec<Work>,
    /// Indicators, supplements laid over.
    pub indicators: Vec<Line>,
    /// Issues, supplements laid over.
    pub issues: Vec<(Issue, Option<Place>)>,
    /// Measures, supplements laid over.
    pub measures: Vec<(Measure, Option<Place>)>,
    /// Achievements.
    pub achievements: Vec<Achievement>,
    /// The department's rating of itself, supplements laid over.
    pub self_rating: SelfRating,
    /// The funds, supplements laid over.
    pub funds: Funds,
    /// What was supplied, by `<item>/<path>`.
    supplied: BTreeMap<String, String>,
    /// Numbers of the narrative, found when first asked for.
    pub(super) told: OnceCell<Vec<Told>>,
    links: Links,
    judged: BTreeMap<(ItemRef, ItemRef), bool>,
}

impl<'a> Facts<'a> {
    /// Reads everything once. Costs a pass over the report.
    pub fn of(report: &'a Report, review: &'a Review, pack: &'a Pack) -> Self {
        let counts = report.counts();
        let supplied = supplements(review);
        let place = |at| report.item(at).place;
        let quantity = |item: &str, path: &str| supplied.get(&format!("{item}/{path}")).map(|value| Quantity::parse(value));
        let text = |item: &str, path: &str| supplied.get(&format!("{item}/{path}")).cloned();
        let mut funds = report.funds().clone();
        for field in FundField::all() {
            if let Some(value) = quantity("funds", field.path()) {
                *field.of_mut(&mut funds) = Some(value);
            }
        }
        let mut self_rating = report.self_rating().clone();
        lay(&mut self_rating.score, quantity("self", "score"));
        lay(&mut self_rating.grade, text("self", "grade"));
        let indicator = |n| {
            let (at, mut says) = (ItemRef::Indicator(n), report.indicator(n));
            if !supplied.is_empty() {
                let id = report.id(at);
                lay(&mut says.target, quantity(&id, "target"));
                lay(&mut says.prior_target, quantity(&id, "prior_target"));
                lay(&mut says.actual, quantity(&id, "actual"));
                lay(&mut says.weight, quantity(&id, "weight"));
                lay(&mut says.self_score, quantity(&id, "self_score"));
                lay(&mut says.spend, quantity(&id, "spend"));
                lay(&mut says.unit, text(&id, "unit"));
                lay(&mut says.comparator, text(&id, "comparator"));
                lay(&mut says.class, text(&id, "class"));
                lay(&mut says.deviation_reason, text(&id, "deviation_reason"));
                lay(&mut says.finished, text(&id, "finished"));
                lay(&mut says.accepted, text(&id, "accepted"));
            }
            let class = Class::of(&says);
            let sounds = class.or_else(|| sounds_like(&says));
            Line { at, says, class, sounds, place: place(at) }
        };
        let work = |n| {
            let part = |m| (ItemRef::Part(n, m), report.part(n, m), place(ItemRef::Part(n, m)));
            Work {
                at: ItemRef::Work(n),
                says: report.work_item(n),
                parts: (0..report.part_count(n)).map(part).collect(),
                place: place(ItemRef::Work(n)),
            }
        };
        let issue = |n| {
            let (at, mut says) = (ItemRef::Issue(n), report.issue(n));
            if !supplied.is_empty() {
                let id = report.id(at);
                lay(&mut says.cause, text(&id, "cause"));
                lay(&mut says.amount, quantity(&id, "amount"));
            }
            (says, place(at))
        };
        let measure = |n| {
            let (at, mut says) = (ItemRef::Measure(n), report.measure(n));
            if !supplied.is_empty() {
                let id = report.id(at);
                lay(&mut says.owner, text(&id, "owner"));
                lay(&mut says.deadline, text(&id, "deadline"));
                lay(&mut says.output, text(&id, "output"));
            }
            (says, place(at))
        };
        let passages = passages(report);
        let indicators: Vec<Line> = (0..counts.indicators).map(indicator).collect();
        let is_row = |line: &Line| line.place.and_then(|place| passages.get(place.paragraph as usize)).is_some_and(Passage::is_row);
        Self {
            report,
            review,
            pack,
            table: review.typed(Kind::Report, "table").settled().copied(),
            holds_table: indicators.iter().any(is_row),
            passages,
            duties: (0..counts.duties).map(|n| (report.duty(n), place(ItemRef::Duty(n)))).collect(),
            works: (0..counts.work_items).map(work).collect(),
            indicators,
            issues: (0..counts.issues).map(issue).collect(),
            measures: (0..counts.measures).map(measure).collect(),
            achievements: (0..report.achievement_count()).map(|n| report.achievement(n)).collect(),
            self_rating,
            funds,
            told: OnceCell::new(),
            links: Links::of_report(report),
            judged: judged(report, review),
            supplied,
        }
    }

    /// Whether what only the score table could tell is still open: it is no part of the report, has not
    /// come, nor been confirmed not to exist. Then its absence is for a person to confirm, not a fault.
    pub fn awaits_table(&self) -> bool {
        !self.holds_table && !matches!(self.table, Some(Receipt::Received | Receipt::ConfirmedAbsent))
    }

    /// A figure of the funds.
    pub fn fund(&self, field: FundField) -> Option<&Quantity> {
        field.of(&self.funds)
    }

    /// An amount of the funds in 万元, or why it cannot be reckoned with.
    pub fn money(&self, field: FundField) -> Result<Exact, Skip> {
        let (en, zh) = (field.en(), field.zh());
        let Some(quantity) = self.fund(field) else {
            return Err(Skip(said!("{en} is not stated", "报告未列{zh}")));
        };
        let mut exact = self.amount(quantity).map_err(|why| Skip(unfit(&quantity.raw, en, zh, why)))?;
        if self.is_supplied("funds", field.path()) {
            exact.printed += OURS;
        }
        Ok(exact)
    }

    /// An amount of the fund table's unit, in 万元.
    pub fn amount(&self, quantity: &Quantity) -> Result<Exact, Inexact> {
        money::money(quantity, self.funds.unit.as_deref())
    }

    /// The budget that execution is measured by, and what it is called: adjusted, else initial.
    pub fn budget(&self) -> Result<(Exact, FundField), Skip> {
        let field = if self.fund(FundField::ADJUSTED).is_some() { FundField::ADJUSTED } else { FundField::INITIAL };
        match self.money(field) {
            Ok(money) => Ok((money, field)),
            Err(_) if self.fund(field).is_none() => Err(Skip(said!("no budget is stated", "报告未列预算数"))),
            Err(why) => Err(why),
        }
    }

    /// Whether a text holds a word of a lexicon of the pack.
    pub fn says(&self, lexicon: &str, text: &str) -> bool {
        self.pack.words(lexicon).iter().any(|word| text.contains(word.as_str()))
    }

    /// Whether it is work that needs no duty or a duty that needs no work or indicator of its own.
    pub fn needs_no_counterpart(&self, text: &str) -> bool {
        self.says("political", text) || self.says("catch_all", text)
    }

    /// Whether the reviewer supplied a field.
    pub fn is_supplied(&self, item: &str, path: &str) -> bool {
        !self.supplied.is_empty() && self.supplied.contains_key(&format!("{item}/{path}"))
    }

    /// A field of an item as printed; with a word behind it if the reviewer supplied it.
    pub fn printed(&self, at: ItemRef, path: &str, quantity: &Quantity) -> String {
        let ours = !self.supplied.is_empty() && self.is_supplied(&self.report.id(at), path);
        format!("{}{}", quantity.raw, if ours { OURS } else { "" })
    }

    /// The items linked with one: what the report states and the reviewer has not taken away, and what
    /// the reviewer added.
    pub fn linked(&self, at: ItemRef) -> Vec<ItemRef> {
        let says = |other: ItemRef| self.judged.get(&(at, other)).copied();
        let mut linked: Vec<ItemRef> = self.links.of(at).iter().copied().filter(|other| says(*other) != Some(false)).collect();
        let from = self.judged.range((at, ItemRef::Duty(0))..).take_while(|((one, _), _)| *one == at);
        linked.extend(from.filter(|(_, yes)| **yes).map(|((_, other), _)| *other));
        linked.sort_unstable();
        linked.dedup();
        linked
    }

    /// All sentences of the narrative.
    pub fn sentences(&self) -> impl Iterator<Item = Sentence<'_>> {
        (0_u32..).zip(&self.passages).flat_map(|(n, passage)| passage.sentences(n))
    }

    /// The id of what a hit is about.
    pub fn id(&self, about: About) -> String {
        about.id(self.report)
    }

    /// The heading that a paragraph stands under, as a person would cite it; the paragraph's own beginning without one.
    pub fn section(&self, paragraph: u32) -> String {
        let above = self.passages.get(..=paragraph as usize).unwrap_or_default();
        match above.iter().rfind(|passage| passage.level > 0) {
            Some(heading) => format!("{}{}", heading.no, brief(&heading.text)),
            None => above.last().map_or_else(String::new, |passage| brief(&passage.text)),
        }
    }

    /// The text of a place.
    pub fn quote(&self, place: Place) -> String {
        let chars = self.passages.get(place.paragraph as usize).map_or(&[][..], |passage| &passage.chars);
        chars.get(place.start as usize..place.end as usize).unwrap_or_default().iter().collect()
    }
}

fn lay<T>(under: &mut Option<T>, over: Option<T>) {
    if over.is_some() {
        *under = over;
    }
}

/// Why a figure cannot be reckoned with.
pub fn unfit(raw: &str, en: &str, zh: &str, why: Inexact) -> Said {
    match why {
        Inexact::About => said!("{en} is approximate (“{raw}”)", "{zh}为约数（“{raw}”），不能精确核算"),
        Inexact::Unreadable => said!("{en} is not a number one can calculate with (“{raw}”)", "{zh}不是可核算的数（“{raw}”）"),
        Inexact::Unit => said!("the unit of {en} cannot be converted (“{raw}”)", "{zh}的计量单位无法换算（“{raw}”）"),
    }
}

fn supplements(review: &Review) -> BTreeMap<String, String> {
    let value = |(key, standing): (&str, &Standing<Supplement>)| {
        let (item, path) = supplement_of(key)?;
        Some((format!("{item}/{path}"), standing.settled()?.value.clone()))
    };
    review.supplements().filter_map(value).collect()
}

fn judged(report: &Report, review: &Review) -> BTreeMap<(ItemRef, ItemRef), bool> {
    let mut judged = BTreeMap::new();
    for key in review.keys(Kind::Link) {
        let Some((a, b)) = link_ids(&key).and_then(|(a, b)| Some((report.find(&a)?, report.find(&b)?))) else { continue };
        // Where opinions differ neither holds: the report's own word stands.
        if let Some(says) = review.typed::<crate::review::LinkSays>(Kind::Link, &key).settled() {
            let yes = *says == crate::review::LinkSays::Yes;
            judged.extend([((a, b), yes), ((b, a), yes)]);
        }
    }
    judged
}

/// What a name sounds like, else a unit. Rates of completion and the like are results in quality.
fn sounds_like(says: &Indicator) -> Option<Class> {
    const SOUNDS: [(&[&str], Class); 5] = [
        (&["满意"], Class::Satisfaction),
        (&["成本", "费用", "经费", "节约"], Class::Cost),
        (&["及时", "按期", "按时", "时限", "时效", "时间"], Class::Timeliness),
        (&["合格", "达标", "质量", "准确", "优良", "完成率", "保障率", "备案率"], Class::Quality),
        (&["数", "次", "面积", "里程"], Class::Quantity),
    ];
    let name = &says.name;
    let sound = SOUNDS.iter().find(|(words, class)| match class {
        Class::Quantity => words.iter().any(|word| name.ends_with(word)),
        _ => words.iter().any(|word| name.contains(word)),
    });
    let unit = [&says.target, &says.actual].into_iter().flatten().find_map(|quantity| quantity.unit.as_deref()).or(says.unit.as_deref());
    let counts = || unit.is_some_and(|unit| COUNTED.contains(&unit)).then_some(Class::Quantity);
    let rates = || name.ends_with('率').then_some(Class::Quality);
    sound.map(|(_, class)| *class).or_else(counts).or_else(rates)
}
