//! The shape of an assessment: which members each record has, in the order of the published schema.
//!
//! One table for three readers: the indexer lists what does not fit it, the records are read by it,
//! and an item's content hash goes through it. The published schema is held to it by a test.

/// What a member's value should be.
#[derive(Clone, Copy, Debug)]
pub(super) enum Shape {
    /// A string or a number; read as a string.
    Text,
    /// `true` or `false`, or words.
    Flag,
    /// An array.
    List(&'static Shape),
    /// An object.
    Record(&'static Record),
    /// Kept, not read here.
    Kept,
}

/// An object's members.
#[derive(Debug)]
pub(super) struct Record {
    /// Names the record in [`super::Odd`] and in aggregates: `indicators[]`.
    pub(super) path: &'static str,
    /// The list whose elements these are, if each is found by its place.
    pub(super) list: Option<List>,
    /// What a bare string in its place stands for: members, the string itself for `None`.
    pub(super) bare: &'static [(&'static str, Option<&'static str>)],
    /// In the order of the schema; at most 32, so that a set of them fits a `u32`.
    pub(super) members: &'static [Member],
}

/// One member of a record.
#[derive(Debug)]
pub(super) struct Member {
    pub(super) name: &'static str,
    pub(super) shape: Shape,
    /// Whether it is what the department says, and so part of the content hash; not what only
    /// points (id, no, at, links) nor what is an item itself (parts).
    pub(super) said: bool,
}

/// The lists whose elements have ids, in the order in which ids are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum List {
    Duties,
    WorkItems,
    Parts,
    Indicators,
    Issues,
    Measures,
    Achievements,
    Text,
}

impl List {
    pub(super) const ALL: [Self; 8] =
        [Self::Duties, Self::WorkItems, Self::Parts, Self::Indicators, Self::Issues, Self::Measures, Self::Achievements, Self::Text];

    /// The shape of its elements.
    pub(super) fn record(self) -> &'static Record {
        match self {
            Self::Duties => &DUTY,
            Self::WorkItems => &WORK_ITEM,
            Self::Parts => &PART,
            Self::Indicators => &INDICATOR,
            Self::Issues => &ISSUE,
            Self::Measures => &MEASURE,
            Self::Achievements => &ACHIEVEMENT,
            Self::Text => &PARAGRAPH,
        }
    }
}

const fn text(name: &'static str) -> Member {
    said(name, Shape::Text)
}

const fn said(name: &'static str, shape: Shape) -> Member {
    Member { name, shape, said: true }
}

/// A member that points.
const fn aside(name: &'static str, shape: Shape) -> Member {
    Member { name, shape, said: false }
}

const fn record(path: &'static str, members: &'static [Member]) -> Record {
    Record { path, list: None, bare: &[], members }
}

const fn item(path: &'static str, list: List, bare: &'static [(&'static str, Option<&'static str>)], members: &'static [Member]) -> Record {
    Record { path, list: Some(list), bare, members }
}

const TEXTS: Shape = Shape::List(&Shape::Text);
const AT: Shape = Shape::Record(&PLACE);

/// The whole file.
pub(super) static ROOT: Record = record(
    "",
    &[
        text("format"),
        said("report", Shape::Record(&HEAD)),
        said("text", Shape::List(&Shape::Record(&PARAGRAPH))),
        said("duties", Shape::List(&Shape::Record(&DUTY))),
        said("work_items", Shape::List(&Shape::Record(&WORK_ITEM))),
        said("funds", Shape::Record(&FUNDS)),
        said("indicators", Shape::List(&Shape::Record(&INDICATOR))),
        said("indicators_claimed", Shape::Record(&CLAIMED)),
        said("achievements", Shape::List(&Shape::Record(&ACHIEVEMENT))),
        said("issues", Shape::List(&Shape::Record(&ISSUE))),
        said("measures", Shape::List(&Shape::Record(&MEASURE))),
        said("self", Shape::Record(&SELF)),
        said("annexes", Shape::List(&Shape::Record(&ANNEX))),
        said("contact", Shape::Record(&CONTACT)),
        said("sealed", Shape::Flag),
        aside("review", Shape::Kept),
    ],
);

pub(super) static HEAD: Record = record(
    "report",
    &[
        text("title"),
        text("department"),
        text("year"),
        text("issued"),
        text("kind"),
        text("marking"),
        said("source", Shape::Record(&SOURCE)),
    ],
);

pub(super) static SOURCE: Record = record("report.source", &[text("file"), text("sha256")]);

pub(super) static PARAGRAPH: Record = item(
    "text[]",
    List::Text,
    &[("text", None)],
    &[aside("id", Shape::Text), aside("level", Shape::Text), aside("no", Shape::Text), text("text"), aside("page", Shape::Text)],
);

pub(super) static PLACE: Record = Record {
    path: "at",
    list: None,
    bare: &[("text", None)],
    members: &[aside("text", Shape::Text), aside("start", Shape::Text), aside("end", Shape::Text)],
};

pub(super) static DUTY: Record =
    item("duties[]", List::Duties, &[("text", None)], &[aside("id", Shape::Text), aside("no", Shape::Text), text("text"), aside("at", AT)]);

pub(super) static WORK_ITEM: Record = item(
    "work_items[]",
    List::WorkItems,
    &[("title", None)],
    &[
        aside("id", Shape::Text),
        aside("no", Shape::Text),
        text("title"),
        text("text"),
        aside("duties", TEXTS),
        aside("parts", Shape::List(&Shape::Record(&PART))),
        aside("at", AT),
    ],
);

pub(super) static PART: Record = item(
    "work_items[].parts[]",
    List::Parts,
    &[("title", None)],
    &[
        aside("id", Shape::Text),
        aside("no", Shape::Text),
        text("title"),
        text("text"),
        said("results", Shape::List(&Shape::Record(&RESULT))),
        aside("at", AT),
    ],
);

pub(super) static RESULT: Record =
    record("work_items[].parts[].results[]", &[text("label"), text("value"), text("unit"), said("approx", Shape::Flag), text("of")]);

pub(super) static FUNDS: Record = record(
    "funds",
    &[
        text("unit"),
        text("initial"),
        text("adjusted"),
        text("executed"),
        text("rate"),
        said("basic", Shape::Record(&SPENDING)),
        said("project", Shape::Record(&SPENDING)),
        said("rows", Shape::List(&Shape::Record(&FUND_ROW))),
        text("income"),
        text("carryover"),
        text("final_account"),
        said("three_public", Shape::Record(&THREE_PUBLIC)),
        said("procurement", Shape::Record(&PROCUREMENT)),
        said("assets", Shape::Record(&ASSETS)),
        said("staff", Shape::Record(&STAFF)),
        said("quarterly", TEXTS),
        aside("at", Shape::Record(&FUND_PLACES)),
    ],
);

/// Where the figures with the same names stand.
pub(super) static FUND_PLACES: Record =
    record("funds.at", &[aside("initial", AT), aside("adjusted", AT), aside("executed", AT), aside("rate", AT)]);

pub(super) static SPENDING: Record = record("funds.basic, funds.project", &[text("budget"), text("executed")]);

pub(super) static FUND_ROW: Record = record("funds.rows[]", &[text("name"), text("budget"), text("executed"), text("rate")]);

pub(super) static THREE_PUBLIC: Record = record(
    "funds.three_public",
    &[
        said("abroad", Shape::Record(&PUBLIC_EXPENSE)),
        said("vehicles", Shape::Record(&PUBLIC_EXPENSE)),
        said("reception", Shape::Record(&PUBLIC_EXPENSE)),
        said("total", Shape::Record(&PUBLIC_EXPENSE)),
    ],
);

pub(super) static PUBLIC_EXPENSE: Record = record("funds.three_public.*", &[text("budget"), text("actual"), text("prior")]);

pub(super) static PROCUREMENT: Record = record("funds.procurement", &[text("budget"), text("actual")]);

pub(super) static ASSETS: Record = record("funds.assets", &[text("in_use"), text("total")]);

pub(super) static STAFF: Record = record("funds.staff", &[text("actual"), text("approved")]);

pub(super) static INDICATOR: Record = item(
    "indicators[]",
    List::Indicators,
    &[("name", None)],
    &[
        aside("id", Shape::Text),
        said("levels", TEXTS),
        text("name"),
        text("class"),
        text("nature"),
        text("comparator"),
        text("target"),
        text("prior_target"),
        text("actual"),
        text("unit"),
        text("weight"),
        text("self_score"),
        text("standard"),
        text("deviation_reason"),
        said("evidence", Shape::List(&Shape::Record(&EVIDENCE))),
        text("spend"),
        text("finished"),
        text("accepted"),
        aside("duties", TEXTS),
        aside("work_items", TEXTS),
        aside("at", AT),
    ],
);

pub(super) static EVIDENCE: Record = Record {
    path: "indicators[].evidence[]",
    list: None,
    bare: &[("name", None), ("status", Some("\"有\""))],
    members: &[text("name"), text("page"), text("sha256"), text("provider"), text("status")],
};

pub(super) static CLAIMED: Record =
    Record { path: "indicators_claimed", list: None, bare: &[("count", None)], members: &[text("count"), aside("at", AT)] };

pub(super) static ACHIEVEMENT: Record =
    item("achievements[]", List::Achievements, &[("text", None)], &[aside("id", Shape::Text), text("text"), aside("at", AT)]);

pub(super) static ISSUE: Record = item(
    "issues[]",
    List::Issues,
    &[("text", None)],
    &[
        aside("id", Shape::Text),
        aside("no", Shape::Text),
        text("text"),
        text("cause"),
        text("amount"),
        aside("measures", TEXTS),
        aside("at", AT),
    ],
);

pub(super) static MEASURE: Record = item(
    "measures[]",
    List::Measures,
    &[("text", None)],
    &[
        aside("id", Shape::Text),
        aside("no", Shape::Text),
        text("text"),
        aside("issues", TEXTS),
        text("owner"),
        text("deadline"),
        text("output"),
        aside("at", AT),
    ],
);

pub(super) static SELF: Record = record("self", &[text("score"), text("grade"), text("conclusion")]);

pub(super) static ANNEX: Record =
    Record { path: "annexes[]", list: None, bare: &[("name", None)], members: &[text("name"), text("page"), text("sha256")] };

pub(super) static CONTACT: Record =
    Record { path: "contact", list: None, bare: &[("name", None)], members: &[text("name"), text("telephone")] };

impl Record {
    /// The place of the member with this name.
    pub(super) fn member(&self, name: &str) -> Option<usize> {
        self.member_from(0, name)
    }

    /// As [`Record::member`], looked for from a place on and then before it: files keep the order of
    /// the schema, so the next key is found at once.
    pub(super) fn member_from(&self, from: usize, name: &str) -> Option<usize> {
        (from..self.members.len()).chain(0..from).find(|&place| self.members[place].name == name)
    }
}
