//! A filter: terms that must all hold, `标记:未审 文字:预算 分值>=5`. What is filtered is a [`Subject`] with its
//! fields; parsing, completion and help read their rows, whatever they are of.

mod items;

use std::fmt::Debug;

use rust_decimal::Decimal;

use crate::lang::{Lang, Words, tr};
use crate::search::{Query, folded};
pub use items::{ItemOf, Items, Sift};

/// More terms than this are surely a pasted text.
const TERMS_MAX: usize = 16;

/// What may be filtered.
pub trait Subject: Copy + Debug + 'static {
    /// One of them, with all that its fields are asked of.
    type One<'a>: Copy;

    /// The fields one may filter by, in the order they are offered.
    fn fields() -> &'static [FieldRow<Self>];

    /// Whether it says all the words, in whatever field.
    fn says(one: Self::One<'_>, query: &Query) -> bool;
}

/// A field one may filter by.
#[derive(Debug)]
pub struct FieldRow<S: Subject> {
    /// Its names; either may be typed, in either language of the screen.
    pub name: Words,
    /// What it takes, for the list of completions.
    pub takes: Words,
    /// The values it may have; empty: anything may be typed.
    pub values: &'static [Words],
    /// How it is tested.
    pub keeps: Keeps<S>,
}

/// Who did something.
#[derive(Clone, Debug)]
pub enum Person {
    /// Oneself, by one's reviewer key.
    Me(String),
    /// Anybody so named.
    Named(Query),
}

/// How a field is tested.
#[derive(Clone, Copy, Debug)]
pub enum Keeps<S: Subject> {
    /// One of the values, by its place.
    Choice(for<'a> fn(<S as Subject>::One<'a>, usize) -> bool),
    /// A name or a text.
    Typed(for<'a> fn(<S as Subject>::One<'a>, &Query) -> bool),
    /// Who did something there; `我` is oneself.
    Person(for<'a> fn(<S as Subject>::One<'a>, &Person) -> bool),
    /// A number, compared.
    Number(for<'a> fn(<S as Subject>::One<'a>) -> Option<Decimal>),
    /// What this version cannot tell yet, and why.
    NotYet(Words),
}

/// A field that there is something of, or not.
pub const ANY_NONE: &[Words] = &[tr("yes", "有"), tr("no", "无")];

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
    /// More terms than anybody types.
    TooMany,
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
            Self::TooMany => lang.pick(
                format!("more than {TERMS_MAX} terms: leave some out, nothing is filtered by a part of them"),
                format!("条件超过 {TERMS_MAX} 个：请减少几个，不会只按其中一部分筛选"),
            ),
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
enum Test<S: Subject> {
    Choice(for<'a> fn(<S as Subject>::One<'a>, usize) -> bool, Vec<usize>),
    Typed(for<'a> fn(<S as Subject>::One<'a>, &Query) -> bool, Query),
    Person(for<'a> fn(<S as Subject>::One<'a>, &Person) -> bool, Person),
    Number(for<'a> fn(<S as Subject>::One<'a>) -> Option<Decimal>, Compare, Decimal),
}

#[derive(Clone, Debug)]
struct Term<S: Subject> {
    text: String,
    not: bool,
    test: Test<S>,
}

/// A filter that may be applied.
#[derive(Clone, Debug)]
pub struct Filter<S: Subject = Items> {
    text: String,
    terms: Vec<Term<S>>,
}

impl<S: Subject> Filter<S> {
    /// Reads an expression; `None` if it is empty. `me` is one's reviewer key.
    pub fn parse(text: &str, me: &str, lang: Lang) -> Result<Option<Self>, FilterError> {
        if text.split_whitespace().nth(TERMS_MAX).is_some() {
            return Err(FilterError::TooMany);
        }
        let terms: Result<Vec<Term<S>>, FilterError> = text.split_whitespace().map(|word| term(word, me, lang)).collect();
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

    /// Whether all terms hold of one.
    pub fn keeps(&self, one: S::One<'_>) -> bool {
        self.terms.iter().all(|term| term.holds(one))
    }

    /// Which terms hold of one, each by itself, in their order.
    pub fn each(&self, one: S::One<'_>) -> impl Iterator<Item = bool> {
        self.terms.iter().map(move |term| term.holds(one))
    }
}

impl<S: Subject> Term<S> {
    fn holds(&self, one: S::One<'_>) -> bool {
        let holds = match &self.test {
            Test::Choice(keeps, values) => values.iter().any(|value| keeps(one, *value)),
            Test::Typed(keeps, query) => keeps(one, query),
            Test::Person(did, who) => did(one, who),
            Test::Number(of, compare, than) => of(one).is_some_and(|number| compare.holds(number, *than)),
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

fn term<S: Subject>(typed: &str, me: &str, lang: Lang) -> Result<Term<S>, FilterError> {
    let word = folded(typed);
    let (not, word) = word.strip_prefix('-').filter(|rest| !rest.is_empty()).map_or((false, word.as_str()), |rest| (true, rest));
    let test = match sign(word) {
        None => Test::Typed(S::says, query(word)?),
        Some((at, len, compare)) => {
            let (name, value) = (word.get(..at).unwrap_or_default(), word.get(at + len..).unwrap_or_default());
            let row = S::fields().iter().find(|row| is_called(row.name, name)).ok_or_else(|| FilterError::Field(name.to_owned()))?;
            let compared = !matches!(word.get(at..at + len), Some(":" | "="));
            test_of(row, compare, compared, value, me, lang)?
        }
    };
    Ok(Term { text: typed.to_owned(), not, test })
}

fn query(text: &str) -> Result<Query, FilterError> {
    Query::new(text).ok_or_else(|| FilterError::Empty(text.to_owned()))
}

fn test_of<S: Subject>(
    row: &'static FieldRow<S>,
    compare: Compare,
    compared: bool,
    value: &str,
    me: &str,
    lang: Lang,
) -> Result<Test<S>, FilterError> {
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
        Keeps::Person(did) if ["me", "我"].contains(&value) => Ok(Test::Person(did, Person::Me(me.to_owned()))),
        Keeps::Person(did) => Ok(Test::Person(did, Person::Named(query(value)?))),
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
pub fn complete<S: Subject>(text: &str, lang: Lang) -> Vec<Completion> {
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
        let Some(row) = S::fields().iter().find(|row| is_called(row.name, field)) else { return Vec::new() };
        let last = value.rsplit([',', '、']).next().unwrap_or_default();
        let done = value.strip_suffix(last).unwrap_or_default();
        let rows = row.values.iter().filter(|words| fits(**words, last));
        return rows.map(|words| made(format!("{}:{done}{} ", row.name.say(lang), words.say(lang)), "")).collect();
    }
    let rows = S::fields().iter().filter(|row| !matches!(row.keeps, Keeps::NotYet(_)) && fits(row.name, name));
    rows.map(|row| {
        let sign = if matches!(row.keeps, Keeps::Number(_)) { ">=" } else { ":" };
        made(format!("{}{sign}", row.name.say(lang)), row.takes.say(lang))
    })
    .collect()
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
    fn more_terms_than_anybody_types_are_refused_not_cut() {
        assert!(matches!(parse(&"甲 ".repeat(TERMS_MAX)), Ok(Some(_))));
        assert_eq!(parse(&"甲 ".repeat(TERMS_MAX + 1)).expect_err("it is refused"), FilterError::TooMany);
    }

    #[test]
    fn fields_are_completed_then_their_values() {
        let puts = |text: &str| complete::<Items>(text, Lang::Zh).into_iter().map(|made| made.text).collect::<Vec<_>>();
        assert_eq!(puts("bj").first().map(String::as_str), Some("标记:"));
        assert_eq!(puts("预算 mark:").first().map(String::as_str), Some("预算 标记:未审 "));
        assert_eq!(puts("-标记:未审,dbzl"), ["-标记:未审,待补资料 "]);
        assert_eq!(puts("标记:未审、dbzl"), ["标记:未审、待补资料 "]);
        assert_eq!(puts("标记:未审、").first().map(String::as_str), Some("标记:未审、未审 "));
        assert!(puts("颜色:").is_empty());
        assert!(complete::<Items>("", Lang::En).iter().any(|made| made.put == "weight>="));
    }
}
