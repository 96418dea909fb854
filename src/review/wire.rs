//! JSON text as text: members and elements as they are written, white space taken out.
//!
//! The record keeps what it was given, key order, escapes and number spelling included, so nothing
//! here builds a tree. A `RawValue` is not bounded in depth, which is safe because reading it does
//! not recurse either; typed reads go through the limit of 128 levels that `serde_json` sets.

use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

/// One member of an object, as written.
pub(super) struct Member<'a> {
    /// Key, unescaped.
    pub name: String,
    /// Key as written, with its quotes.
    pub key: &'a str,
    /// Value as written.
    pub value: &'a str,
}

/// A JSON text without the white space between its tokens.
pub(super) fn without_space(text: &str) -> Result<String, serde_json::Error> {
    serde_json::from_str::<IgnoredAny>(text)?;
    let mut out = String::with_capacity(text.len());
    let (mut in_string, mut escaped) = (false, false);
    for c in text.chars() {
        if in_string {
            in_string = escaped || c != '"';
            escaped = !escaped && c == '\\';
        } else if matches!(c, ' ' | '\t' | '\n' | '\r') {
            continue;
        } else {
            in_string = c == '"';
        }
        out.push(c);
    }
    Ok(out)
}

/// The members of an object in the order written, duplicates included.
pub(super) fn members(object: &str) -> Result<Vec<Member<'_>>, serde_json::Error> {
    let Pairs(pairs) = serde_json::from_str(object)?;
    Ok(pairs.into_iter().map(|(key, value)| Member { name: unescaped(key), key: key.get(), value: value.get() }).collect())
}

/// The elements of an array.
pub(super) fn elements(array: &str) -> Result<Vec<&str>, serde_json::Error> {
    let elements: Vec<&RawValue> = serde_json::from_str(array)?;
    Ok(elements.into_iter().map(RawValue::get).collect())
}

/// `value` as JSON text.
pub(super) fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("strings, numbers and maps with string keys always have a JSON text")
}

/// A key that is half a surrogate pair has no unescaped form: it stays as written.
fn unescaped(key: &RawValue) -> String {
    serde_json::from_str(key.get()).unwrap_or_else(|_| key.get().to_owned())
}

struct Pairs<'a>(Vec<(&'a RawValue, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Pairs<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Pairs<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn white_space_goes_only_between_tokens() {
        let pretty = "{ \"a b\" : [ 1 ,\r\n\t2 ] , \"q\\\" \\\\\" : \" x \" }";
        assert_eq!(without_space(pretty).unwrap(), "{\"a b\":[1,2],\"q\\\" \\\\\":\" x \"}");
        assert!(without_space("{\"a\":1,}").is_err());
        assert!(without_space("{} {}").is_err());
    }

    #[test]
    fn members_keep_order_duplicates_and_spelling() {
        let found = members(r#"{"b":1e2,"\u0061":2.70,"b":null}"#).unwrap();
        let seen: Vec<_> = found.iter().map(|m| (m.name.as_str(), m.key, m.value)).collect();
        assert_eq!(seen, [("b", "\"b\"", "1e2"), ("a", "\"\\u0061\"", "2.70"), ("b", "\"b\"", "null")]);
        assert!(members("[1]").is_err());
    }

    #[test]
    fn depth_costs_no_stack() {
        let deep = format!("{{\"a\":{}1{}}}", "[".repeat(500_000), "]".repeat(500_000));
        assert_eq!(members(&without_space(&deep).unwrap()).unwrap().len(), 1);
    }
}
