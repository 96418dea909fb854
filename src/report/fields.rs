//! A record's members as a file has them, read by its shape.

use std::borrow::Cow;

use super::Quantity;
use super::json::{Kind, Value};
use super::shape::{Record, Shape};

/// A record's members as a file has them. Where a key is there twice, the last counts.
pub(super) struct Fields<'a> {
    record: &'static Record,
    values: Vec<Option<Value<'a>>>,
}

impl<'a> Fields<'a> {
    /// Reads `value` as a `record`. What does not fit is absent.
    pub(super) fn of(record: &'static Record, value: Value<'a>) -> Self {
        let mut values = vec![None; record.members.len()];
        let mut put = |name: &str, value| {
            if let Some(place) = record.member(name) {
                values[place] = Some(value);
            }
        };
        match value.kind() {
            Kind::Object => value.each_member(|key, value| put(&key, value)),
            Kind::String | Kind::Number => {
                for (name, meant) in record.bare {
                    put(name, meant.map_or(value, Value::of));
                }
            }
            Kind::Array | Kind::Bool | Kind::Null => {}
        }
        Self { record, values }
    }

    /// The member's value, if there and not null.
    ///
    /// # Panics
    /// If the record has no such member.
    pub(super) fn value(&self, name: &str) -> Option<Value<'a>> {
        let place = self.record.member(name).unwrap_or_else(|| panic!("{}: no member {name}", self.record.path));
        self.values[place].filter(|value| value.kind() != Kind::Null)
    }

    /// The member as text; none if absent or empty.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.value(name).and_then(Value::text).filter(|text| !text.is_empty()).map(Cow::into_owned)
    }

    /// The member as text, empty if absent.
    pub(super) fn words(&self, name: &str) -> String {
        self.text(name).unwrap_or_default()
    }

    pub(super) fn number(&self, name: &str) -> Option<u32> {
        self.value(name).and_then(Value::text).and_then(|text| text.trim().parse().ok())
    }

    pub(super) fn quantity(&self, name: &str) -> Option<Quantity> {
        self.text(name).map(|raw| Quantity::parse(&raw))
    }

    pub(super) fn list(&self, name: &str) -> Vec<Value<'a>> {
        elements_of(self.value(name))
    }

    pub(super) fn texts(&self, name: &str) -> Vec<String> {
        self.list(name).into_iter().filter_map(Value::text).map(Cow::into_owned).collect()
    }

    /// A record inside this one; an empty one if absent.
    pub(super) fn inner(&self, name: &str) -> Self {
        let Shape::Record(record) = self.record.members[self.record.member(name).expect("a member of this record")].shape else {
            panic!("{}: {name} is no record", self.record.path);
        };
        Self::maybe(record, self.value(name))
    }

    /// As [`Fields::of`]; an empty one if there is no value.
    pub(super) fn maybe(record: &'static Record, value: Option<Value<'a>>) -> Self {
        value.map_or_else(|| Self { record, values: vec![None; record.members.len()] }, |value| Self::of(record, value))
    }

    /// What the department says here, as printed, in the order of the schema: lists flattened,
    /// absent or null as empty. Each is given to `each`.
    pub(super) fn said(&self, each: &mut dyn FnMut(&str)) {
        for (member, value) in self.record.members.iter().zip(&self.values) {
            if member.said {
                said_of(member.shape, *value, each);
            }
        }
    }
}

fn said_of(shape: Shape, value: Option<Value<'_>>, each: &mut dyn FnMut(&str)) {
    match shape {
        Shape::Text | Shape::Flag | Shape::Kept => each(&value.and_then(Value::text).unwrap_or_default()),
        Shape::List(element) => elements_of(value).into_iter().for_each(|value| said_of(*element, Some(value), each)),
        Shape::Record(record) => Fields::maybe(record, value).said(each),
    }
}

/// The elements of a list; a value that stands alone is a list of one.
pub(super) fn elements_of(value: Option<Value<'_>>) -> Vec<Value<'_>> {
    match value {
        Some(value) if value.kind() == Kind::Array => value.elements(),
        Some(value) if value.kind() != Kind::Null => vec![value],
        Some(_) | None => Vec::new(),
    }
}
