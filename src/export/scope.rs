//! What a template may ask for: named values, and lists of such scopes. Names are the field's own
//! Chinese words, as an office writes them into its templates.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::model::Cell;
use super::vocabulary::{self, Audience};

/// Values and lists by name. What has no value is not there: a sentence that asks for it is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    fields: BTreeMap<&'static str, Cell>,
    lists: BTreeMap<&'static str, Vec<Scope>>,
    /// The list it is a row of; empty: what is said of the record.
    of: &'static str,
    /// What it was made from.
    source: String,
}

impl Scope {
    /// An empty scope made from this object.
    pub(super) fn from(source: impl Into<String>) -> Self {
        Self { source: source.into(), ..Self::default() }
    }

    /// Words; white space alone is no value.
    pub(super) fn text(&mut self, name: &'static str, text: impl Into<String>) {
        let text = text.into();
        if !text.trim().is_empty() {
            self.fields.insert(name, Cell::Text(text));
        }
    }

    /// Words, if there are any.
    pub(super) fn maybe(&mut self, name: &'static str, text: Option<impl Into<String>>) {
        if let Some(text) = text {
            self.text(name, text);
        }
    }

    /// A number, if there is one.
    pub(super) fn number(&mut self, name: &'static str, number: Option<Decimal>) {
        if let Some(number) = number {
            self.fields.insert(name, Cell::Number(number));
        }
    }

    /// A count; of nothing there is none.
    pub(super) fn count(&mut self, name: &'static str, count: usize) {
        if count > 0 {
            self.fields.insert(name, Cell::Number(Decimal::from(count)));
        }
    }

    /// A list; its rows are numbered from 1 as `序号`.
    pub(super) fn list(&mut self, name: &'static str, mut rows: Vec<Scope>) {
        for (n, row) in rows.iter_mut().enumerate() {
            row.of = name;
            row.count(vocabulary::ROW, n + 1);
        }
        self.lists.insert(name, rows);
    }

    /// Without its lists.
    pub(super) fn alone(mut self) -> Self {
        self.lists.clear();
        self
    }

    /// Takes out all that must not leave the house.
    pub(super) fn without_inside(mut self) -> Self {
        self.strip("");
        self
    }

    fn strip(&mut self, list: &str) {
        self.fields.retain(|name, _| vocabulary::field(list, name) == Some(Audience::Outside));
        self.lists.retain(|name, _| vocabulary::list(list, name) == Some(Audience::Outside));
        for (name, rows) in &mut self.lists {
            for row in rows {
                row.strip(name);
            }
        }
    }

    /// Every name in it with the list it is in, for a test that holds it against the vocabulary.
    #[cfg(test)]
    pub(super) fn names(&self, list: &'static str) -> Vec<(&'static str, &'static str, bool)> {
        let mut names: Vec<_> = self.fields.keys().map(|name| (list, *name, false)).collect();
        for (name, rows) in &self.lists {
            names.push((list, name, true));
            names.extend(rows.iter().flat_map(|row| row.names(name)));
        }
        names
    }
}

/// A scope and those it stands in, innermost first.
#[derive(Clone, Copy, Debug)]
pub(super) struct Within<'a> {
    here: &'a Scope,
    outer: Option<&'a Within<'a>>,
}

impl<'a> Within<'a> {
    pub(super) fn root(here: &'a Scope) -> Self {
        Self { here, outer: None }
    }

    pub(super) fn row(&'a self, here: &'a Scope) -> Within<'a> {
        Within { here, outer: Some(self) }
    }

    /// What a name stands for. A name that this list's rows have is never looked for farther out: a row
    /// without its own 审核人 has none, whoever reviewed the rest.
    pub(super) fn field(&self, name: &str) -> Option<&'a Cell> {
        let is_own = vocabulary::field(self.here.of, name).is_some();
        let outer = || self.outer.filter(|_| !is_own).and_then(|outer| outer.field(name));
        self.here.fields.get(name).or_else(outer)
    }

    pub(super) fn list(&self, name: &str) -> &'a [Scope] {
        self.here.lists.get(name).map(Vec::as_slice).or_else(|| self.outer.map(|outer| outer.list(name))).unwrap_or_default()
    }

    /// What the innermost scope was made from.
    pub(super) fn source(&self) -> &'a str {
        &self.here.source
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_that_lacks_a_field_of_its_own_does_not_take_the_records() {
        let mut root = Scope::from("record");
        root.text("审核人", "张三");
        root.text("部门", "示例局");
        root.list("指标", vec![Scope::from("indicator-1")]);
        let root = Within::root(&root);
        let row = root.row(&root.list("指标")[0]);
        assert_eq!(row.field("审核人"), None);
        assert_eq!(row.field("部门").map(Cell::text).as_deref(), Some("示例局"));
    }
}
