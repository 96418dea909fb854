//! Reads the records of [`super::model`] from their fields.

use super::fields::{Fields, elements_of};
use super::index::{Element, Index};
use super::json::Value;
use super::model::{
    Achievement, Annex, Claimed, Duty, Enclosed, Evidence, FundRow, Funds, Indicator, Issue, Measure, Meta, Paragraph, Part, PublicExpense,
    ResultFigure, SelfRating, Spending, WorkItem,
};
use super::odd::{Oddities, Oddity};
use super::shape::{self, List};
use super::{Approx, FundField, Place, Quantity};

/// The text and its index: what a place in the text needs to be read.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) text: &'a str,
    pub(super) index: &'a Index,
}

impl<'a> Source<'a> {
    /// The fields of an element of a list.
    pub(super) fn fields(self, element: Element) -> Fields<'a> {
        Fields::of(element.0.record(), self.index.value(self.text, element))
    }

    pub(super) fn paragraph(self, n: u32) -> Paragraph {
        let fields = self.fields((List::Text, n));
        Paragraph {
            id: self.index.id(self.text, (List::Text, n)),
            level: fields.number("level").and_then(|level| u8::try_from(level).ok()).unwrap_or(0),
            no: fields.words("no"),
            text: fields.words("text"),
            page: fields.number("page"),
        }
    }

    pub(super) fn achievement(self, n: u32) -> Achievement {
        let fields = self.fields((List::Achievements, n));
        Achievement {
            id: self.index.id(self.text, (List::Achievements, n)),
            text: fields.words("text"),
            place: fields.value("at").and_then(|at| self.place_of(at)),
        }
    }

    /// The place that an element's `at` names, if its paragraph is there and as long as that.
    pub(super) fn place(self, element: Element) -> Option<Place> {
        self.place_of(self.index.at(self.text, element)?)
    }

    fn place_of(self, at: Value<'_>) -> Option<Place> {
        let at = Fields::of(&shape::PLACE, at);
        let paragraph = self.find_paragraph(&at.text("text")?)?;
        let chars = self.index.paragraph_chars(self.text, paragraph);
        let bound = |name: &str, absent| if at.value(name).is_some() { at.number(name) } else { Some(absent) };
        let (start, end) = (bound("start", 0)?, bound("end", chars)?);
        (start <= end && end <= chars).then_some(Place { paragraph, start, end })
    }

    /// Lists the elements whose `at` names no place.
    pub(super) fn check_places(self, oddities: &mut Oddities<'_>) {
        for element in self.index.elements() {
            if let Some(at) = self.index.at(self.text, element)
                && self.place_of(at).is_none()
            {
                let path = || format!("{}.at", self.index.path(element));
                oddities.note((element.0.record().path, Some("at")), Oddity::Place, at.start(), path);
            }
        }
    }

    pub(super) fn find_paragraph(self, id: &str) -> Option<u32> {
        match self.index.find(self.text, id)? {
            (List::Text, n) => Some(n),
            _ => None,
        }
    }

    pub(super) fn paragraph_text(self, n: u32) -> String {
        self.fields((List::Text, n)).words("text")
    }

    pub(super) fn claimed(self, value: Option<Value<'_>>) -> Claimed {
        let fields = Fields::maybe(&shape::CLAIMED, value);
        Claimed { count: fields.quantity("count"), place: fields.value("at").and_then(|at| self.place_of(at)) }
    }

    /// Where the figures of the funds stand, as far as the file says.
    pub(super) fn fund_places(self, value: Option<Value<'_>>) -> Vec<(FundField, Place)> {
        let at = Fields::maybe(&shape::FUNDS, value).inner("at");
        let place = |field: FundField| Some((field, self.place_of(at.value(field.path())?)?));
        [FundField::INITIAL, FundField::ADJUSTED, FundField::EXECUTED, FundField::RATE].into_iter().filter_map(place).collect()
    }
}

pub(super) fn meta(value: Option<Value<'_>>) -> Meta {
    let fields = Fields::maybe(&shape::HEAD, value);
    let source = fields.inner("source");
    Meta {
        title: fields.text("title"),
        department: fields.text("department"),
        year: fields.text("year"),
        issued: fields.text("issued"),
        kind: fields.text("kind"),
        marking: fields.text("marking"),
        source_file: source.text("file"),
        source_sha256: source.text("sha256"),
    }
}

pub(super) fn duty(fields: &Fields<'_>) -> Duty {
    Duty { no: fields.words("no"), text: fields.words("text") }
}

pub(super) fn work_item(fields: &Fields<'_>) -> WorkItem {
    WorkItem { no: fields.words("no"), title: fields.words("title"), text: fields.words("text") }
}

pub(super) fn part(fields: &Fields<'_>) -> Part {
    let results = fields.list("results").into_iter().map(|value| result(&Fields::of(&shape::RESULT, value)));
    Part { no: fields.words("no"), title: fields.words("title"), text: fields.words("text"), results: results.collect() }
}

fn result(fields: &Fields<'_>) -> ResultFigure {
    let mut value = fields.quantity("value");
    let is_about = fields.text("approx").is_some_and(|approx| approx != "false");
    if let Some(value) = value.as_mut().filter(|_| is_about) {
        value.approx = Approx::About;
    }
    ResultFigure { label: fields.words("label"), value, unit: fields.text("unit"), of: fields.quantity("of") }
}

pub(super) fn indicator(fields: &Fields<'_>) -> Indicator {
    let target = fields.quantity("target");
    let bound = target.as_ref().and_then(Quantity::bound).map(str::to_owned);
    Indicator {
        levels: fields.texts("levels"),
        name: fields.words("name"),
        class: fields.text("class"),
        nature: fields.text("nature"),
        comparator: fields.text("comparator").or(bound),
        target,
        prior_target: fields.quantity("prior_target"),
        actual: fields.quantity("actual"),
        unit: fields.text("unit"),
        weight: fields.quantity("weight"),
        self_score: fields.quantity("self_score"),
        standard: fields.text("standard"),
        deviation_reason: fields.text("deviation_reason"),
        evidence: fields.list("evidence").into_iter().map(|value| evidence(&Fields::of(&shape::EVIDENCE, value))).collect(),
        spend: fields.quantity("spend"),
        finished: fields.text("finished"),
        accepted: fields.text("accepted"),
    }
}

fn evidence(fields: &Fields<'_>) -> Evidence {
    Evidence {
        name: fields.words("name"),
        page: fields.text("page"),
        sha256: fields.text("sha256"),
        provider: fields.text("provider"),
        status: fields.text("status"),
    }
}

pub(super) fn issue(fields: &Fields<'_>) -> Issue {
    Issue { no: fields.words("no"), text: fields.words("text"), cause: fields.text("cause"), amount: fields.quantity("amount") }
}

pub(super) fn measure(fields: &Fields<'_>) -> Measure {
    Measure {
        no: fields.words("no"),
        text: fields.words("text"),
        owner: fields.text("owner"),
        deadline: fields.text("deadline"),
        output: fields.text("output"),
    }
}

pub(super) fn funds(value: Option<Value<'_>>) -> Funds {
    let fields = Fields::maybe(&shape::FUNDS, value);
    let spending = |fields: &Fields<'_>| Spending { budget: fields.quantity("budget"), executed: fields.quantity("executed") };
    let expense = |fields: &Fields<'_>| PublicExpense {
        budget: fields.quantity("budget"),
        actual: fields.quantity("actual"),
        prior: fields.quantity("prior"),
    };
    let three_public = fields.inner("three_public");
    let (procurement, assets, staff) = (fields.inner("procurement"), fields.inner("assets"), fields.inner("staff"));
    Funds {
        unit: fields.text("unit"),
        initial: fields.quantity("initial"),
        adjusted: fields.quantity("adjusted"),
        executed: fields.quantity("executed"),
        rate: fields.quantity("rate"),
        basic: spending(&fields.inner("basic")),
        project: spending(&fields.inner("project")),
        rows: fields.list("rows").into_iter().map(|value| fund_row(&Fields::of(&shape::FUND_ROW, value))).collect(),
        income: fields.quantity("income"),
        carryover: fields.quantity("carryover"),
        final_account: fields.quantity("final_account"),
        abroad: expense(&three_public.inner("abroad")),
        vehicles: expense(&three_public.inner("vehicles")),
        reception: expense(&three_public.inner("reception")),
        three_public: expense(&three_public.inner("total")),
        procurement_budget: procurement.quantity("budget"),
        procurement_actual: procurement.quantity("actual"),
        assets_in_use: assets.quantity("in_use"),
        assets_total: assets.quantity("total"),
        staff_actual: staff.quantity("actual"),
        staff_approved: staff.quantity("approved"),
        quarterly: fields.list("quarterly").into_iter().map(quantity).collect(),
    }
}

fn quantity(value: Value<'_>) -> Option<Quantity> {
    value.text().filter(|text| !text.is_empty()).map(|text| Quantity::parse(&text))
}

fn fund_row(fields: &Fields<'_>) -> FundRow {
    FundRow {
        name: fields.words("name"),
        budget: fields.quantity("budget"),
        executed: fields.quantity("executed"),
        rate: fields.quantity("rate"),
    }
}

pub(super) fn self_rating(value: Option<Value<'_>>) -> SelfRating {
    let fields = Fields::maybe(&shape::SELF, value);
    SelfRating { score: fields.quantity("score"), grade: fields.text("grade"), conclusion: fields.text("conclusion") }
}

/// From the file's own `annexes`, `contact` and `sealed`.
pub(super) fn enclosed(annexes: Option<Value<'_>>, contact: Option<Value<'_>>, sealed: Option<Value<'_>>) -> Enclosed {
    let annex = |value| {
        let fields = Fields::of(&shape::ANNEX, value);
        Annex { name: fields.words("name"), page: fields.text("page"), sha256: fields.text("sha256") }
    };
    let contact = Fields::maybe(&shape::CONTACT, contact);
    Enclosed {
        annexes: elements_of(annexes).into_iter().map(annex).collect(),
        contact: contact.text("name"),
        telephone: contact.text("telephone"),
        sealed: sealed.and_then(Value::text).map(Into::into),
    }
}
