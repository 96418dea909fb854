//! From a place on the sheet to its row: figures gathered, the rule asked, deductions taken.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::amount::{Amount, printed, rounded};
use super::flags;
use super::funds::{Share, share};
use super::layout::{Slot, is_execution, is_named_execution};
use super::reckon::{self, Judgement, Question};
use super::{Cited, Deducted, Field, Given, Inputs, Origin, PutScore, Reckoned, Row, Stated, StatedIndicator, Taken, Who, units};
use crate::report::{Quantity, money};
use crate::rules::{Class, Item, Pack, Scoring, ZeroBudget};
use crate::said;

/// What rows are built from.
pub(super) struct Builder<'a> {
    stated: &'a Stated,
    inputs: &'a Inputs,
    pack: Option<&'a Pack>,
    /// Weights that the reviewer set with the standard, and who chose it.
    framed: HashMap<&'a str, (&'a str, &'a Who)>,
    deductions: HashMap<&'a str, Vec<&'a Arc<Deducted>>>,
}

/// The name under which rows that are reckoned from the funds depend on them.
const FUNDS: &str = "funds";

impl<'a> Builder<'a> {
    pub(super) fn new(stated: &'a Stated, inputs: &'a Inputs, pack: Option<&'a Pack>) -> Self {
        let frame = inputs.frame.as_ref();
        let rows = frame.into_iter().flat_map(|(frame, who)| frame.rows.iter().map(move |row| (row, who)));
        let framed = rows.filter_map(|(row, who)| Some((row.id.as_str(), (row.weight.as_deref()?, who)))).collect();
        let mut deductions: HashMap<&str, Vec<&Arc<Deducted>>> = HashMap::new();
        for deducted in &inputs.deductions {
            deductions.entry(&deducted.row).or_default().push(deducted);
        }
        Self { stated, inputs, pack, framed, deductions }
    }

    /// The names of rows whose inputs are others than those of a builder before this one, by the same report
    /// and standard.
    pub(super) fn changed_since(&self, before: &Self) -> HashSet<&'a str> {
        let mut changed = HashSet::new();
        changed.extend(differing(&self.framed, &before.framed));
        changed.extend(differing(&self.deductions, &before.deductions));
        changed.extend(differing(&self.inputs.scores, &before.inputs.scores).map(|name| &**name));
        changed.extend(differing(&self.inputs.supplements, &before.inputs.supplements).map(String::as_str));
        changed.extend(self.inputs.disputed.symmetric_difference(&before.inputs.disputed).map(String::as_str));
        changed
    }

    /// Whether a row is made of any of these.
    pub(super) fn is_of(&self, slot: &Slot, names: &HashSet<&str>) -> bool {
        let place = slot.place(self.stated, self.pack);
        let by_funds = place.item.is_some_and(|item| item.formula.is_some());
        !names.is_empty() && place.ids().chain(by_funds.then_some(FUNDS)).any(|name| names.contains(name))
    }

    pub(super) fn row(&self, slot: &Slot) -> Row {
        let place = slot.place(self.stated, self.pack);
        let Place { one, item } = place;
        let mut row = Row {
            id: place.id().to_owned(),
            at: one.map(|one| one.at),
            item: item.map(|item| item.code.clone()),
            levels: slot.levels.clone(),
            name: place.name().to_owned(),
            nature: place.nature(),
            unit: place.unit(),
            standard: place.standard(),
            deviation_reason: one.and_then(|one| one.says.deviation_reason.clone()).unwrap_or_default(),
            stands: slot.stands,
            is_execution: item.map_or_else(|| one.is_some_and(is_named_execution), is_execution),
            target: self.field(&place, "target", one.and_then(|one| one.says.target.as_ref())),
            own: self.field(&place, "self_score", one.and_then(|one| one.says.self_score.as_ref())),
            weight: self.weight(&place),
            actual: Field::default(),
            formula: Reckoned::Not(said!("no scoring standard is chosen", "尚未选定评分标准")),
            cited: self.cited(&place),
            put: self.put(&place).cloned(),
            is_disputed: place.ids().any(|id| self.inputs.disputed.contains(id)),
            base: None,
            deductions: Vec::new(),
            score: None,
            flags: Vec::new(),
        };
        let share = self.share(&place);
        row.actual = self.actual(&place, row.put.as_deref(), &share);
        row.formula = self.reckoned(&place, &row, &share);
        row.base = base(&row).filter(|_| !self.inputs.are_findings_only());
        self.deduct(&place, &mut row);
        row.flags = flags::of_row(&row, self.pack);
        row
    }

    /// The score of the latest stage that put one under either name.
    fn put(&self, place: &Place<'_>) -> Option<&Arc<PutScore>> {
        let puts = place.ids().filter_map(|id| self.inputs.scores.get(id));
        puts.reduce(|first, other| if other.stage > first.stage { other } else { first })
    }

    fn share(&self, place: &Place<'_>) -> Share {
        let execution = place.item.filter(|item| is_execution(item));
        let zero = execution.zip(self.pack).map_or(ZeroBudget::Skip, |(_, pack)| pack.budget.zero_budget);
        share(place.item.and_then(|item| item.formula.as_ref()), &self.stated.funds, self.inputs, zero)
    }

    /// A field that the reviewer may have supplied.
    fn field(&self, place: &Place<'_>, name: &str, stated: Option<&Quantity>) -> Field {
        Field::of(self.supplied(place, name).into_iter().chain(stated.map(reported)))
    }

    fn supplied(&self, place: &Place<'_>, name: &str) -> Option<Given> {
        let supplied = place.ids().find_map(|id| self.inputs.supplied(id, name))?;
        Some(Given {
            value: Quantity::parse(&supplied.supplement.value),
            origin: Origin::Supplement,
            who: Some(supplied.who.clone()),
            source: supplied.supplement.source.clone(),
        })
    }

    fn weight(&self, place: &Place<'_>) -> Field {
        let framed = place.ids().find_map(|id| self.framed.get(id)).map(|(weight, who)| Given {
            value: Quantity::parse(weight),
            origin: Origin::Frame,
            who: Some((*who).clone()),
            source: String::new(),
        });
        let standard = place.item.and_then(|item| item.points).map(|points| Given {
            value: number(points),
            origin: Origin::Standard,
            who: None,
            source: self.pack.map(|pack| pack.name.clone()).unwrap_or_default(),
        });
        let stated = place.one.and_then(|one| one.says.weight.as_ref()).map(reported);
        Field::of([framed, self.supplied(place, "weight"), standard, stated].into_iter().flatten())
    }

    fn actual(&self, place: &Place<'_>, put: Option<&PutScore>, share: &Share) -> Field {
        let verified = put.and_then(|put| {
            let value = Quantity::parse(put.verified.as_ref()?);
            Some(Given { value, origin: Origin::Verified, who: Some(put.who.clone()), source: String::new() })
        });
        let funds = match share {
            Share::Rate(amount) => amount.value().map(|value| {
                let value = Quantity::parse(&format!("{}%", printed(money::round(value, 4))));
                Given { value, origin: Origin::Funds, who: None, source: amount.words() }
            }),
            Share::Asked | Share::Missing(_) | Share::NoPoints(_) => None,
        };
        let stated = place.one.and_then(|one| one.says.actual.as_ref()).map(reported);
        Field::of([verified, self.supplied(place, "actual"), funds, stated].into_iter().flatten())
    }

    fn cited(&self, place: &Place<'_>) -> Cited {
        let Some(pack) = self.pack else { return Cited::default() };
        let title = if pack.doc_no.is_empty() { &pack.name } else { &pack.doc_no };
        let (place, confidence) = match place.item {
            Some(item) if !item.source.is_empty() => (item.source.as_str(), item.confidence),
            Some(item) => (item.standard.as_str(), item.confidence),
            None if place.one.is_some_and(StatedIndicator::is_judged) => (pack.qualitative.source.as_str(), pack.qualitative.confidence),
            None => (pack.indicators.source.as_str(), pack.indicators.confidence),
        };
        let source = if place.is_empty() { title.clone() } else { format!("{title}：{place}") };
        Cited { source, confidence }
    }

    fn reckoned(&self, place: &Place<'_>, row: &Row, share: &Share) -> Reckoned {
        let Some(pack) = self.pack else { return Reckoned::Not(said!("no scoring standard is chosen", "尚未选定评分标准")) };
        let Some(weight) = row.weight().filter(|weight| *weight >= Decimal::ZERO) else {
            return Reckoned::Not(said!("no weight is set", "未设定分值"));
        };
        let given = row.actual.in_force();
        if given.is_none() {
            match share {
                Share::Missing(why) => return Reckoned::Not(why.clone()),
                Share::NoPoints(why) => return reckon::none(why.clone()),
                Share::Rate(_) | Share::Asked => {}
            }
        }
        let (amount, target) = match comparable(row, given, share) {
            Ok(both) => both,
            Err(units) => return units,
        };
        let ask = Question {
            weight,
            target,
            actual: amount.as_ref(),
            written: given.map(|given| given.value.raw.as_str()),
            answer: given
                .filter(|given| matches!(given.origin, Origin::Verified | Origin::Supplement))
                .map(|given| given.value.raw.as_str()),
            qualitative: &pack.qualitative,
            execution: row.is_execution.then_some(&pack.budget),
        };
        match (place.item.and_then(|item| item.rule.as_ref()), place.one) {
            (Some(rule), _) => reckon::by_rule(rule, &ask),
            (None, Some(one)) if one.is_judged() => Reckoned::Judged(Judgement::bands(weight, &pack.qualitative)),
            (None, Some(one)) => match one.says.sign() {
                Some(sign) => reckon::by_sign(sign, &pack.indicators, one.class == Some(Class::Satisfaction), &ask),
                None => Reckoned::Not(said!("its sign (≥ ≤ =) is not stated", "未列指标性质（≥ ≤ =），不能计算")),
            },
            (None, None) => Reckoned::Not(said!("the standard has no rule for this row", "评分标准未列本行的计分规则")),
        }
    }

    /// Takes what findings deduct, no more than is left, and rounds.
    fn deduct(&self, place: &Place<'_>, row: &mut Row) {
        let mut left = row.base.unwrap_or_default();
        for id in place.ids() {
            for deducted in self.deductions.get(id).into_iter().flatten() {
                row.deductions.push(Taken { of: Arc::clone(deducted), points: deducted.points.unwrap_or_default() });
            }
        }
        row.deductions.sort_by_key(|taken| taken.of.number);
        if row.base.is_none() {
            return;
        }
        for taken in &mut row.deductions {
            taken.points = taken.points.min(left);
            left -= taken.points;
        }
        row.score = Some(rounded(left));
    }
}

/// The keys of two maps under which they hold other values.
fn differing<'a, K: Eq + Hash, V: PartialEq>(one: &'a HashMap<K, V>, other: &'a HashMap<K, V>) -> impl Iterator<Item = &'a K> {
    let ours = one.iter().filter(|(key, value)| other.get(*key) != Some(value)).map(|(key, _)| key);
    ours.chain(other.keys().filter(|key| !one.contains_key(*key)))
}

/// The indicator and the standard's row that a row is; at least one of them.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) one: Option<&'a StatedIndicator>,
    pub(super) item: Option<&'a Item>,
}

impl<'a> Place<'a> {
    /// Its names: scores, deductions and supplements may use either.
    pub(super) fn ids(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let own = self.one.map(|one| one.id.as_str());
        // A report may call an indicator by the standard's own code: that is one name, not two.
        own.into_iter().chain(self.item.map(|item| item.code.as_str()).filter(|code| own != Some(*code)))
    }

    fn id(&self) -> &'a str {
        self.ids().next().unwrap_or_default()
    }

    fn name(&self) -> &'a str {
        self.item.map_or_else(|| self.one.map_or("", StatedIndicator::name), |item| &item.title)
    }

    fn nature(&self) -> String {
        if let Some(rule) = self.item.and_then(|item| item.rule.as_ref()) {
            return rule_words(rule).to_owned();
        }
        let Some(one) = self.one else { return String::new() };
        let stated = [one.says.comparator.as_ref(), one.says.nature.as_ref()];
        one.says.sign().map(str::to_owned).or_else(|| stated.into_iter().flatten().next().cloned()).unwrap_or_default()
    }

    fn unit(&self) -> String {
        let Some(one) = self.one else { return String::new() };
        one.says.unit.clone().or_else(|| one.says.target.as_ref()?.unit.clone()).unwrap_or_default()
    }

    fn standard(&self) -> String {
        let own = self.item.map(|item| item.standard.clone()).filter(|standard| !standard.is_empty());
        own.or_else(|| self.one?.says.standard.clone()).unwrap_or_default()
    }
}

/// The kind of a rule, as forms name it.
fn rule_words(rule: &Scoring) -> &'static str {
    match rule {
        Scoring::Ratio { .. } => "比率",
        Scoring::Bands { .. } => "分档",
        // Bands of shares of the weight: a scale for satisfaction, used by rows of other things too.
        Scoring::Satisfaction { bands } if !bands.is_empty() => "分档",
        Scoring::Step { .. } => "按步扣分",
        Scoring::Checklist { .. } => "逐项计分",
        Scoring::Breaches { .. } => "逐处扣分",
        Scoring::Forward { .. } | Scoring::Satisfaction { .. } => "≥",
        Scoring::Reverse { .. } => "≤",
        Scoring::Equal => "=",
        Scoring::Qualitative => "评判",
        Scoring::Binary => "是否",
    }
}

impl StatedIndicator {
    /// Whether it is 定性.
    fn is_judged(&self) -> bool {
        let says = [&self.says.comparator, &self.says.nature];
        self.says.sign().is_none() && says.into_iter().flatten().any(|text| text.contains("定性"))
    }
}

fn reported(quantity: &Quantity) -> Given {
    Given { value: quantity.clone(), origin: Origin::Report, who: None, source: String::new() }
}

fn number(value: Decimal) -> Quantity {
    Quantity::parse(&printed(value))
}

/// The actual and the target as numbers of one unit.
fn comparable(row: &Row, given: Option<&Given>, share: &Share) -> Result<(Option<Amount>, Option<Decimal>), Reckoned> {
    let Some(given) = given else { return Ok((None, row.target.number())) };
    let exact = match (given.origin, share) {
        (Origin::Funds, Share::Rate(amount)) => Some(amount.clone()),
        _ => None,
    };
    let Some(target) = row.target.in_force() else {
        return Ok((exact.or_else(|| money::value(&given.value).ok().map(Amount::plain)), None));
    };
    let (actual, target) = units::in_one(&given.value, &target.value, &row.unit).map_err(Reckoned::Not)?;
    Ok((exact.or_else(|| actual.map(Amount::plain)), target))
}

/// What the score starts from, in points.
fn base(row: &Row) -> Option<Decimal> {
    if row.is_disputed {
        return None;
    }
    row.figure(row.from()?).ok()
}
