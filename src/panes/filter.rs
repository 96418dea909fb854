//! A filter over the items: terms that must all hold, `标记:未审 文字:预算 分值>=5`. Each field is a
//! row of [`FIELDS`]; parsing, completion and help read the rows.

use rust_decimal::Decimal;

use super::{Open, latest};
use crate::lang::{Lang, Words, tr};
use crate::report::{ItemKind, ItemRef, Quantity};
use crate::review::{MarkTo, Stage, Standing};
use crate::search::{Query, folded};
use crate::words;

/// More terms than this are surely a pasted text.
const TERMS_MAX: usize = 16;
/// Items looked at in one step, so that no key waits.
const ITEMS_A_STEP: usize = 2_000;

/// A field one may filter by.
#[derive(Debug)]
pub struct FieldRow {
    /// Its names; either may be typed, in either language of the screen.
    pub name: Words,
    /// What it takes, for the list of completions.
    pub takes: Words,
    /// The values it may have; empty: anything may be typed.
    pub values: &'static [Words],
    keeps: Keeps,
}

/// How a field is tested.
#[derive(Clone, Copy, Debug)]
enum Keeps {
    /// One of the values, by its place.
    Choice(fn(&Open, Stage, ItemRef, usize) -> bool),
    /// A name or a text.
    Typed(fn(&Open, Stage, ItemRef, &Query) -> bool),
    /// Who did something there; `我` is oneself.
    Person,
    /// A number, compared.
    Number(fn(&Open, ItemRef) -> Option<Decimal>),
    /// What this version cannot tell yet, and why.
    NotYet(Words),
}

const ANY_NONE: &[Words] = &[tr("yes", "有"), tr("no", "无")];

/// The fields, in the order they are offered.
pub const FIELDS: &[FieldRow] = &[
    FieldRow {
        name: tr("mark", "标记"),
        takes: tr("none fine problem evidence n/a", "未审 无疑问 有问题 待补资料 不适用"),
        values: &[tr("none", "未审"), tr("fine", "无疑问"), tr("problem", "有问题"), tr("evidence", "待补资料"), tr("n/a", "不适用")],
        keeps: Keeps::Choice(|open, stage, item, value| {
            let mark = open.state(item, stage).mark;
            mark == [None, Some(MarkTo::Accepted), Some(MarkTo::Problem), Some(MarkTo::NeedsEvidence), Some(MarkTo::NotApplicable)][value]
        }),
    },
    FieldRow {
        name: tr("severity", "严重程度"),
        takes: tr("of its findings", "所记问题的严重程度"),
        values: &[tr("severe", "严重"), tr("major", "较重"), tr("minor", "一般"), tr("hint", "提示")],
        keeps: Keeps::Choice(|open, _, item, value| findings(open, item).any(|finding| finding.severity == words::SEVERITIES[value])),
    },
    FieldRow {
        name: tr("pane", "栏"),
        takes: tr("duty work indicator issue measure", "职责 任务 指标 自查问题 措施"),
        values: &[tr("duty", "职责"), tr("work", "任务"), tr("indicator", "指标"), tr("issue", "自查问题"), tr("measure", "措施")],
        keeps: Keeps::Choice(|_, _, item, value| {
            value
                == match item.kind() {
                    ItemKind::Duty => 0,
                    ItemKind::Work | ItemKind::Part => 1,
                    ItemKind::Indicator => 2,
                    ItemKind::Issue => 3,
                    ItemKind::Measure => 4,
                }
        }),
    },
    FieldRow {
        name: tr("finding", "问题"),
        takes: tr("yes no", "有 无"),
        values: ANY_NONE,
        keeps: Keeps::Choice(|open, _, item, value| open.review.findings_on(&open.report.id(item)).is_empty() == (value == 1)),
    },
    FieldRow {
        name: tr("comment", "批注"),
        takes: tr("yes no", "有 无"),
        values: ANY_NONE,
        keeps: Keeps::Choice(|open, _, item, value| open.review.comments_on(&open.report.id(item)).is_empty() == (value == 1)),
    },
    FieldRow {
        name: tr("link", "关联"),
        takes: tr("yes no", "有 无"),
        values: ANY_NONE,
        keeps: Keeps::Choice(|open, _, item, value| open.linked(item).is_empty() == (value == 1)),
    },
    FieldRow {
        name: tr("is", "状态"),
        takes: tr("changed conflict", "报告有修改 意见不一致"),
        values: &[tr("changed", "报告有修改"), tr("conflict", "意见不一致")],
        keeps: Keeps::Choice(|open, stage, item, value| {
            let state = open.state(item, stage);
            if value == 0 { state.stale } else { state.conflict }
        }),
    },
    FieldRow { name: tr("by", "审核人"), takes: tr("me, or a name", "我，或姓名"), values: &[], keeps: Keeps::Person },
    FieldRow {
        name: tr("text", "文字"),
        takes: tr("words, pinyin, initials", "文字、拼音、首字母"),
        values: &[],
        keeps: Keeps::Typed(|open, _, item, query| says(open, item, query)),
    },
    FieldRow {
        name: tr("weight", "分值"),
        takes: tr("a number: weight>=5", "数字：分值>=5"),
        values: &[],
        keeps: Keeps::Number(|open, item| number(open, item, |indicator| indicator.weight.as_ref())),
    },
    FieldRow {
        name: tr("self", "自评分"),
        takes: tr("a number: self<10", "数字：自评分<10"),
        values: &[],
        keeps: Keeps::Number(|open, item| number(open, item, |indicator| indicator.self_score.as_ref())),
    },
    FieldRow {
        name: tr("score", "复核分"),
        takes: tr("not in this version", "本版还不能"),
        values: &[],
        keeps: Keeps::NotYet(tr("scores cannot be filtered in this version", "本版还不能按复核分筛选")),
    },
    FieldRow {
        name: tr("suspicion", "疑点"),
        takes: tr("yes no: still open", "有 无（待处理的）"),
        values: ANY_NONE,
        keeps: Keeps::Choice(|open, _, item, value| (open.suspicions.open_on(item) == 0) == (value == 1)),
    },
];

fn findings(open: &Open, item: ItemRef) -> impl Iterator<Item = &crate::review::Finding> {
    let on = open.review.findings_on(&open.report.id(item)).to_vec();
    on.into_iter().filter_map(|at| latest(&open.review.findings().get(at)?.standing))
}

fn number(open: &Open, item: ItemRef, of: impl Fn(&crate::report::Indicator) -> Option<&Quantity>) -> Option<Decimal> {
    let ItemRef::Indicator(n) = item else { return None };
    of(&open.report.indicator(n))?.value
}

/// Whether an item says all the words, in whatever field.
fn says(open: &Open, item: ItemRef, query: &Query) -> bool {
    let mut all = String::new();
    open.report.say(item, &mut |text| {
        all.push_str(text);
        all.push('\n');
    });
    query.is_in(&all)
}

/// Whether this reviewer marked it or wrote on it.
fn touched(open: &Open, stage: Stage, item: ItemRef, by: &dyn Fn(&str) -> bool) -> bool {
    let id = open.report.id(item);
    let marked = match open.review.mark(stage, &id) {
        Standing::Nothing => false,
        Standing::Settled(said) => by(&said.by),
        Standing::Conflict(all) => all.iter().any(|said| by(&said.by)),
    };
    marked
        || open.review.comments_on(&id).iter().any(|at| by(&open.review.comments()[*at].by))
        || open.review.findings_on(&id).iter().any(|at| by(&open.review.findings()[*at].by))
}

/// Why an expression is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FilterError {
    /// No field has that name.
    Field(String),
    /// The field has no such value.
    Value(&'static str, String, &'static str),
    /// A value is missing after a field.
    Empty(String),
    /// Not a number.
    Number(String),
    /// Only numbers are compared.
    NotCompared(String),
    /// A field of what this version does not have.
    NotYet(&'static str),
}

impl FilterError {
    /// What is wrong, and what would be right.
    pub fn say(&self, lang: Lang) -> String {
        match self {
            Self::Field(name) => lang
                .pick(format!("no field is called {name}; words alone need no field"), format!("没有“{name}”这一栏；只找文字不用写栏名")),
            Self::Value(field, value, takes) => {
                lang.pick(format!("{field} is never {value}: {takes}"), format!("{field}没有“{value}”：{takes}"))
            }
            Self::Empty(field) => lang.pick(format!("{field}: what?"), format!("{field} 后面还没有写")),
            Self::Number(text) => lang.pick(format!("{text} is no number"), format!("“{text}”不是数字")),
            Self::NotCompared(field) => {
                lang.pick(format!("{field} is no number: write {field}:"), format!("{field}不是数字：请写 {field}:"))
            }
            Self::NotYet(why) => (*why).to_owned(),
        }
    }
}

/// How numbers are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Compare {
    Less,
    AtMost,
    Equal,
    AtLeast,
    More,
}

impl Compare {
    /// The signs, longest first.
    const SIGNS: [(&'static str, Self); 8] = [
        ("<=", Self::AtMost),
        (">=", Self::AtLeast),
        ("≤", Self::AtMost),
        ("≥", Self::AtLeast),
        ("<", Self::Less),
        (">", Self::More),
        ("=", Self::Equal),
        (":", Self::Equal),
    ];

    fn holds(self, one: Decimal, other: Decimal) -> bool {
        match self {
            Self::Less => one < other,
            Self::AtMost => one <= other,
            Self::Equal => one == other,
            Self::AtLeast => one >= other,
            Self::More => one > other,
        }
    }
}

#[derive(Clone, Debug)]
enum Test {
    Choice(fn(&Open, Stage, ItemRef, usize) -> bool, Vec<usize>),
    Typed(fn(&Open, Stage, ItemRef, &Query) -> bool, Query),
    Me(String),
    Person(Query),
    Number(fn(&Open, ItemRef) -> Option<Decimal>, Compare, Decimal),
}

#[derive(Clone, Debug)]
struct Term {
    text: String,
    not: bool,
    test: Test,
}

/// A filter that may be applied.
#[derive(Clone, Debug)]
pub struct Filter {
    text: String,
    terms: Vec<Term>,
}

impl Filter {
    /// Reads an expression; `None` if it is empty. `me` is one's reviewer key.
    pub fn parse(text: &str, me: &str, lang: Lang) -> Result<Option<Self>, FilterError> {
        let terms: Result<Vec<Term>, FilterError> = text.split_whitespace().take(TERMS_MAX).map(|word| term(word, me, lang)).collect();
        let terms = terms?;
        Ok((!terms.is_empty()).then(|| Self { text: text.trim().to_owned(), terms }))
    }

    /// As it was typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its terms as they were typed.
    pub fn terms(&self) -> impl Iterator<Item = &str> {
        self.terms.iter().map(|term| term.text.as_str())
    }

    /// Whether all terms hold of an item.
    pub fn keeps(&self, open: &Open, stage: Stage, item: ItemRef) -> bool {
        self.terms.iter().all(|term| term.holds(open, stage, item))
    }
}

impl Term {
    fn holds(&self, open: &Open, stage: Stage, item: ItemRef) -> bool {
        let holds = match &self.test {
            Test::Choice(keeps, values) => values.iter().any(|value| keeps(open, stage, item, *value)),
            Test::Typed(keeps, query) => keeps(open, stage, item, query),
            Test::Me(key) => touched(open, stage, item, &|by| by == key),
            Test::Person(query) => touched(open, stage, item, &|by| query.is_in(&open.who(by))),
            Test::Number(of, compare, than) => of(open, item).is_some_and(|number| compare.holds(number, *than)),
        };
        holds != self.not
    }
}

/// The sign that ends a field's name, where it stands and what it means.
fn sign(word: &str) -> Option<(usize, usize, Compare)> {
    let at = word.find([':', '<', '>', '=', '≤', '≥'])?;
    let rest = word.get(at..)?;
    Compare::SIGNS.iter().find(|(sign, _)| rest.starts_with(sign)).map(|(sign, compare)| (at, sign.len(), *compare))
}

fn is_called(words: Words, name: &str) -> bool {
    [Lang::Zh, Lang::En].iter().any(|lang| folded(words.say(*lang)) == name)
}

fn term(typed: &str, me: &str, lang: Lang) -> Result<Term, FilterError> {
    let word = folded(typed);
    let (not, word) = word.strip_prefix('-').filter(|rest| !rest.is_empty()).map_or((false, word.as_str()), |rest| (true, rest));
    let test = match sign(word) {
        None => Test::Typed(|open, _, item, query| says(open, item, query), query(word)?),
        Some((at, len, compare)) => {
            let (name, value) = (word.get(..at).unwrap_or_default(), word.get(at + len..).unwrap_or_default());
            let row = FIELDS.iter().find(|row| is_called(row.name, name)).ok_or_else(|| FilterError::Field(name.to_owned()))?;
            let compared = !matches!(word.get(at..at + len), Some(":" | "="));
            test_of(row, compare, compared, value, me, lang)?
        }
    };
    Ok(Term { text: typed.to_owned(), not, test })
}

fn query(text: &str) -> Result<Query, FilterError> {
    Query::new(text).ok_or_else(|| FilterError::Empty(text.to_owned()))
}

fn test_of(row: &'static FieldRow, compare: Compare, compared: bool, value: &str, me: &str, lang: Lang) -> Result<Test, FilterError> {
    let name = row.name.say(lang);
    if let Keeps::NotYet(why) = row.keeps {
        return Err(FilterError::NotYet(why.say(lang)));
    }
    if value.is_empty() {
        return Err(FilterError::Empty(name.to_owned()));
    }
    if compared && !matches!(row.keeps, Keeps::Number(_)) {
        return Err(FilterError::NotCompared(name.to_owned()));
    }
    match row.keeps {
        Keeps::Choice(keeps) => {
            let place = |value: &str| row.values.iter().position(|words| is_called(*words, value));
            let values: Result<Vec<usize>, FilterError> = value
                .split([',', '、'])
                .map(|value| place(value).ok_or_else(|| FilterError::Value(name, value.to_owned(), row.takes.say(lang))))
                .collect();
            Ok(Test::Choice(keeps, values?))
        }
        Keeps::Typed(keeps) => Ok(Test::Typed(keeps, query(value)?)),
        Keeps::Person if ["me", "我"].contains(&value) => Ok(Test::Me(me.to_owned())),
        Keeps::Person => Ok(Test::Person(query(value)?)),
        Keeps::Number(of) => {
            let than = Decimal::from_str_exact(value).or(Err(FilterError::Number(value.to_owned())))?;
            Ok(Test::Number(of, compare, than))
        }
        Keeps::NotYet(why) => Err(FilterError::NotYet(why.say(lang))),
    }
}

/// Something that may be typed next: the whole expression with it, and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// The expression it makes.
    pub text: String,
    /// What is put in.
    pub put: String,
    /// What that is.
    pub says: &'static str,
}

/// What may follow: fields, or the values of the field whose name was typed.
pub fn complete(text: &str, lang: Lang) -> Vec<Completion> {
    let start =
        text.rfind(char::is_whitespace).map_or(0, |at| at + text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8));
    let (before, word) = (text.get(..start).unwrap_or_default(), text.get(start..).unwrap_or_default());
    let plain = folded(word);
    let (minus, name) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("-", rest));
    let fits = |words: Words, typed: &str| {
        typed.is_empty() || Query::new(typed).is_some_and(|query| [Lang::Zh, Lang::En].iter().any(|lang| query.is_in(words.say(*lang))))
    };
    let made = |put: String, says| Completion { text: format!("{before}{minus}{put}"), put, says };
    if let Some((at, len, _)) = sign(name) {
        let (field, value) = (name.get(..at).unwrap_or_default(), name.get(at + len..).unwrap_or_default());
        let Some(row) = FIELDS.iter().find(|row| is_called(row.name, field)) else { return Vec::new() };
        let last = value.rsplit([',', '、']).next().unwrap_or_default();
        let done = value.strip_suffix(last).unwrap_or_default();
        let rows = row.values.iter().filter(|words| fits(**words, last));
        return rows.map(|words| made(format!("{}:{done}{} ", row.name.say(lang), words.say(lang)), "")).collect();
    }
    let rows = FIELDS.iter().filter(|row| !matches!(row.keeps, Keeps::NotYet(_)) && fits(row.name, name));
    rows.map(|row| {
        let sign = if matches!(row.keeps, Keeps::Number(_)) { ">=" } else { ":" };
        made(format!("{}{sign}", row.name.say(lang)), row.takes.say(lang))
    })
    .collect()
}

/// A filter under way over all items that carry a mark.
#[derive(Clone, Debug)]
pub struct Sift {
    /// What is filtered by.
    pub filter: Filter,
    items: Vec<ItemRef>,
    at: usize,
    kept: Vec<ItemRef>,
    alone: Vec<u32>,
}

impl Sift {
    /// Nothing looked at yet.
    pub fn new(filter: Filter, open: &Open) -> Self {
        let items = open.report.items().filter(|item| open.reviewable(*item)).collect();
        let alone = vec![0; filter.terms.len()];
        Self { filter, items, at: 0, kept: Vec::new(), alone }
    }

    /// Looks at some more; says whether there are others left.
    pub fn step(&mut self, open: &Open, stage: Stage) -> bool {
        for &item in self.items.iter().skip(self.at).take(ITEMS_A_STEP) {
            let mut all = true;
            for (term, count) in self.filter.terms.iter().zip(&mut self.alone) {
                let holds = term.holds(open, stage, item);
                *count += u32::from(holds);
                all &= holds;
            }
            if all {
                self.kept.push(item);
            }
        }
        self.at = (self.at + ITEMS_A_STEP).min(self.items.len());
        self.is_running()
    }

    /// Whether items are left to look at.
    pub fn is_running(&self) -> bool {
        self.at < self.items.len()
    }

    /// Those that are kept, in report order.
    pub fn kept(&self) -> &[ItemRef] {
        &self.kept
    }

    /// All there are.
    pub fn all(&self) -> usize {
        self.items.len()
    }

    /// Each term, and of how many items it holds by itself.
    pub fn alone(&self) -> impl Iterator<Item = (&str, u32)> {
        self.filter.terms().zip(self.alone.iter().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Option<Filter>, FilterError> {
        Filter::parse(text, "r-1", Lang::Zh)
    }

    #[test]
    fn fields_are_called_in_either_language_and_width() {
        for text in [
            "mark:none",
            "标记：未审",
            "Mark:NONE,fine",
            "-标记:有问题",
            "分值>=5",
            "自评分＜10",
            "by:me",
            "审核人:张三",
            "预算",
            "text:预算",
        ] {
            assert!(matches!(parse(text), Ok(Some(_))), "{text}");
        }
        assert!(matches!(parse("  "), Ok(None)));
    }

    #[test]
    fn what_cannot_be_filtered_says_why() {
        let why = |text: &str| parse(text).expect_err("it is refused").say(Lang::Zh);
        assert!(why("颜色:红").contains("没有“颜色”"));
        assert!(why("标记:红").contains("未审 无疑问"));
        assert!(why("标记:").contains("还没有写"));
        assert!(why("分值>五").contains("不是数字"));
        assert!(why("标记>3").contains("请写 标记:"));
        assert!(why("score<60").contains("本版还不能"));
        assert!(why("疑点:I01").contains("有 无"));
    }

    #[test]
    fn fields_are_completed_then_their_values() {
        let puts = |text: &str| complete(text, Lang::Zh).into_iter().map(|made| made.text).collect::<Vec<_>>();
        assert_eq!(puts("bj").first().map(String::as_str), Some("标记:"));
        assert_eq!(puts("预算 mark:").first().map(String::as_str), Some("预算 标记:未审 "));
        assert_eq!(puts("-标记:未审,dbzl"), ["-标记:未审,待补资料 "]);
        assert_eq!(puts("标记:未审、dbzl"), ["标记:未审、待补资料 "]);
        assert_eq!(puts("标记:未审、").first().map(String::as_str), Some("标记:未审、未审 "));
        assert!(puts("颜色:").is_empty());
        assert!(complete("", Lang::En).iter().any(|made| made.put == "weight>="));
    }
}
