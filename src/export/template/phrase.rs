//! The texts of a template: words with fields in them, `{部门}`.

use std::fmt::Write as _;

use super::error::{Problem, TemplateError, fields_of};
use super::node::Node;
use crate::export::model::Cell;
use crate::export::scope::Within;
use crate::export::vocabulary::{self, Audience};

/// Alternatives: the first that has all it asks for is said. None of them: nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::export) struct Phrase(Vec<Vec<Part>>);

/// Sentences, each left out if it has nothing to say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::export) struct Prose(Vec<Phrase>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Words(String),
    Field(String),
}

/// Where a template's text stands: the lists around it, outermost first, and where the paper goes.
#[derive(Clone, Debug)]
pub(in crate::export) struct Around {
    pub lists: Vec<String>,
    pub audience: Audience,
}

impl Around {
    /// Inside one more list.
    pub(super) fn within(&self, list: &str) -> Self {
        let mut lists = self.lists.clone();
        lists.push(list.to_owned());
        Self { lists, audience: self.audience }
    }

    /// Holds a name against what stands around: `known` looks it up in one list.
    pub(super) fn check(
        &self,
        node: Node<'_, '_>,
        name: &str,
        known: fn(&str, &str) -> Option<Audience>,
        unknown: impl FnOnce() -> Problem,
    ) -> Result<(), TemplateError> {
        let found = self.lists.iter().map(String::as_str).rev().chain([""]).find_map(|list| known(list, name));
        match found {
            None => Err(node.error(unknown())),
            Some(Audience::Inside) if self.audience == Audience::Outside => Err(node.error(Problem::Inside(name.to_owned()))),
            Some(_) => Ok(()),
        }
    }
}

impl Phrase {
    /// One text, or a list of alternatives.
    pub(super) fn read(node: Node<'_, '_>, around: &Around) -> Result<Self, TemplateError> {
        let alternatives = node.elements().unwrap_or_else(|| vec![node]);
        alternatives.into_iter().map(|node| parts(node, around)).collect::<Result<_, _>>().map(Self)
    }

    /// What it says; a field alone keeps being a number.
    pub(in crate::export) fn say(&self, scope: &Within<'_>) -> Option<Cell> {
        self.0.iter().find_map(|parts| {
            if let [Part::Field(name)] = parts.as_slice() {
                return scope.field(name).cloned();
            }
            let mut text = String::new();
            for part in parts {
                match part {
                    Part::Words(words) => text.push_str(words),
                    Part::Field(name) => write!(text, "{}", scope.field(name)?.text()).expect("a string takes all"),
                }
            }
            Some(Cell::Text(text))
        })
    }

    /// The same as words; nothing is empty.
    pub(in crate::export) fn text(&self, scope: &Within<'_>) -> String {
        self.say(scope).map_or_else(String::new, |cell| cell.text())
    }
}

impl Prose {
    /// One text, or a list of sentences, each of which may be a list of alternatives.
    pub(super) fn read(node: Node<'_, '_>, around: &Around) -> Result<Self, TemplateError> {
        let sentences = node.elements().unwrap_or_else(|| vec![node]);
        sentences.into_iter().map(|node| Phrase::read(node, around)).collect::<Result<_, _>>().map(Self)
    }

    /// All sentences that have something to say.
    pub(in crate::export) fn text(&self, scope: &Within<'_>) -> String {
        self.0.iter().map(|phrase| phrase.text(scope)).collect()
    }
}

fn parts(node: Node<'_, '_>, around: &Around) -> Result<Vec<Part>, TemplateError> {
    let mut parts = Vec::new();
    let mut rest = node.text()?;
    while let Some((words, field)) = rest.split_once('{') {
        let (name, after) = field.split_once('}').ok_or_else(|| node.error(Problem::Brace))?;
        let here = around.lists.last().map_or("", String::as_str);
        around.check(node, name, vocabulary::field, || Problem::Field(name.to_owned(), fields_of(here)))?;
        if !words.is_empty() {
            parts.push(Part::Words(words.to_owned()));
        }
        parts.push(Part::Field(name.to_owned()));
        rest = after;
    }
    if !rest.is_empty() {
        parts.push(Part::Words(rest.to_owned()));
    }
    Ok(parts)
}
