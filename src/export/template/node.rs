//! A TOML value with the place it stands at, read strictly: what is wrong is told with its line.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use toml::Spanned;
use toml::de::{DeFloat, DeInteger, DeTable, DeValue};

use super::error::{Problem, TemplateError};
use crate::lang::{Words, tr};
use crate::text::{line_column, not_toml};

/// A template's file.
#[derive(Clone, Copy, Debug)]
pub(in crate::export) struct Source<'t> {
    name: &'t str,
    text: &'t str,
}

/// A value in it.
#[derive(Clone, Copy, Debug)]
pub(in crate::export) struct Node<'t, 'v> {
    source: Source<'t>,
    value: &'v DeValue<'t>,
    at: usize,
}

/// A table being read: what nobody asks for is wrong.
#[derive(Debug)]
pub(in crate::export) struct Table<'t, 'v> {
    source: Source<'t>,
    members: &'v DeTable<'t>,
    at: usize,
    asked: BTreeSet<&'static str>,
}

impl<'t> Source<'t> {
    pub(in crate::export) fn new(name: &'t str, text: &'t str) -> Self {
        Self { name, text }
    }

    /// Reads the whole file.
    pub(in crate::export) fn read<T>(self, read: impl FnOnce(Node<'t, '_>) -> Result<T, TemplateError>) -> Result<T, TemplateError> {
        if self.text.len() > super::TEMPLATE_BYTES_MAX {
            return Err(TemplateError::new(self.name, 0, Problem::TooLarge));
        }
        let table = DeTable::parse(self.text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            self.error(at, Problem::Toml(not_toml(self.text, at, error.message())))
        })?;
        let value = DeValue::Table(table.into_inner());
        read(Node { source: self, value: &value, at: 0 })
    }

    fn error(self, at: usize, problem: Problem) -> TemplateError {
        TemplateError::new(self.name, line_column(self.text, at).0, problem)
    }
}

impl<'t, 'v> Node<'t, 'v> {
    fn of(source: Source<'t>, value: &'v Spanned<DeValue<'t>>) -> Self {
        Self { source, value: value.get_ref(), at: value.span().start }
    }

    /// An error at this value.
    pub(in crate::export) fn error(self, problem: Problem) -> TemplateError {
        self.source.error(self.at, problem)
    }

    fn wanted(self, words: Words) -> TemplateError {
        self.error(Problem::Wanted(words))
    }

    pub(in crate::export) fn table(self) -> Result<Table<'t, 'v>, TemplateError> {
        let table = self.value.as_table().ok_or_else(|| self.wanted(tr("a table", "一个表（[…]）")))?;
        Ok(Table { source: self.source, members: table, at: self.at, asked: BTreeSet::new() })
    }

    pub(in crate::export) fn text(self) -> Result<&'v str, TemplateError> {
        self.value.as_str().ok_or_else(|| self.wanted(tr("a text in quotes", "引号括起的文字")))
    }

    /// The elements of a list.
    pub(in crate::export) fn list(self) -> Result<Vec<Node<'t, 'v>>, TemplateError> {
        self.elements().ok_or_else(|| self.wanted(tr("a list", "一个列表")))
    }

    /// The elements, if it is a list.
    pub(in crate::export) fn elements(self) -> Option<Vec<Node<'t, 'v>>> {
        Some(self.value.as_array()?.iter().map(|value| Node::of(self.source, value)).collect())
    }

    pub(in crate::export) fn flag(self) -> Result<bool, TemplateError> {
        self.value.as_bool().ok_or_else(|| self.wanted(tr("true or false", "true 或 false")))
    }

    /// A whole number from 1.
    pub(in crate::export) fn whole(self, max: u32) -> Result<u32, TemplateError> {
        let number = self.value.as_integer().filter(|number| number.radix() == 10).and_then(|number| number.as_str().parse().ok());
        number.filter(|number| (1..=max).contains(number)).ok_or_else(|| self.error(Problem::Whole(max)))
    }

    /// Points, in halves.
    pub(in crate::export) fn half_points(self, max: u32) -> Result<u32, TemplateError> {
        let written = self.value.as_integer().map(DeInteger::as_str).or_else(|| self.value.as_float().map(DeFloat::as_str));
        let halves = written.and_then(|written| Decimal::from_str_exact(written).ok()).and_then(|points| points.checked_mul(Decimal::TWO));
        let halves = halves.map(|halves| halves.normalize()).filter(|halves| halves.scale() == 0);
        let halves = halves.and_then(|halves| u32::try_from(halves).ok()).filter(|halves| (1..=max).contains(halves));
        halves.ok_or_else(|| self.wanted(tr("a size in points, such as 16 or 10.5", "以磅为单位的大小，如 16 或 10.5")))
    }

    pub(in crate::export) fn one_of<T: Copy>(self, choices: &[(&'static str, T)]) -> Result<T, TemplateError> {
        let chosen = self.value.as_str().and_then(|written| choices.iter().find(|(name, _)| *name == written));
        chosen.map(|(_, value)| *value).ok_or_else(|| self.error(Problem::OneOf(choices.iter().map(|(name, _)| *name).collect())))
    }
}

impl<'t, 'v> Table<'t, 'v> {
    pub(in crate::export) fn optional(&mut self, name: &'static str) -> Option<Node<'t, 'v>> {
        self.asked.insert(name);
        self.members.iter().find(|(key, _)| key.get_ref() == name).map(|(_, value)| Node::of(self.source, value))
    }

    pub(in crate::export) fn required(&mut self, name: &'static str) -> Result<Node<'t, 'v>, TemplateError> {
        self.optional(name).ok_or_else(|| self.source.error(self.at, Problem::Missing(name)))
    }

    /// Everything in it was asked for.
    pub(in crate::export) fn finish(self) -> Result<(), TemplateError> {
        let unknown = self.members.iter().find(|(key, _)| !self.asked.contains(key.get_ref().as_ref()));
        unknown.map_or(Ok(()), |(key, _)| Err(self.source.error(key.span().start, Problem::Unknown(key.get_ref().clone().into_owned()))))
    }

    /// An error at the table's beginning.
    pub(in crate::export) fn error(&self, problem: Problem) -> TemplateError {
        self.source.error(self.at, problem)
    }
}
