//! The JSON Schema of the assessment, published by `shenyue schema`.

/// The schema's text, kept in `assets/schema/`.
pub const fn schema() -> &'static str {
    include_str!("../../assets/schema/assessment.schema.json")
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::schema;
    use crate::report::shape::{ROOT, Record, Shape};

    #[test]
    fn the_schema_has_the_members_that_the_loader_reads_and_no_others() {
        let schema: Value = serde_json::from_str(schema()).unwrap();
        compare_record(&schema, &ROOT, &schema, "");
    }

    fn compare_record(root: &Value, record: &Record, schema: &Value, path: &str) {
        let read: BTreeSet<_> = record.members.iter().map(|member| member.name).collect();
        let published: BTreeSet<_> = schema["properties"].as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(read, published, "{path}");
        for member in record.members {
            compare(root, member.shape, &schema["properties"][member.name], &format!("{path}.{}", member.name));
        }
    }

    fn compare(root: &Value, shape: Shape, schema: &Value, path: &str) {
        let schema = match schema["$ref"].as_str() {
            Some(reference) => root.pointer(reference.strip_prefix('#').unwrap()).unwrap(),
            None => schema,
        };
        // Where a single value may stand for a list, both are published.
        let alternatives: Vec<_> = schema["anyOf"].as_array().map_or_else(|| vec![schema], |all| all.iter().collect());
        let published: BTreeSet<_> = alternatives
            .iter()
            .map(|schema| schema["$ref"].as_str().map_or(*schema, |reference| root.pointer(reference.strip_prefix('#').unwrap()).unwrap()))
            .flat_map(|schema| schema["type"].as_array().map_or_else(|| vec![&schema["type"]], |all| all.iter().collect()))
            .map(|name| name.as_str().unwrap())
            .collect();
        let needed: &[&str] = match shape {
            Shape::Text => &["string", "number", "null"],
            Shape::Flag => &["string", "boolean", "null"],
            Shape::List(_) => &["array"],
            Shape::Record(record) if !record.bare.is_empty() => &["object", "string"],
            Shape::Record(_) | Shape::Kept => &["object"],
        };
        assert!(needed.iter().all(|name| published.contains(name)), "{path}: {needed:?} are read, {published:?} published");
        match shape {
            Shape::List(element) => {
                let list = alternatives.iter().find(|schema| !schema["items"].is_null()).unwrap();
                compare(root, *element, &list["items"], &format!("{path}[]"));
            }
            Shape::Record(record) => compare_record(root, record, schema, path),
            Shape::Text | Shape::Flag | Shape::Kept => {}
        }
    }
}
