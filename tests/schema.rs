//! The published schema, the loader and a sample that has every member agree.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeSet;

use serde_json::{Value, json};
use shenyue::report::{Report, schema};

mod everything;
use everything::everything_in;

const SAMPLE: &str = include_str!("data/every_member.json");

fn published() -> Value {
    serde_json::from_str(schema()).unwrap()
}

fn sample() -> Value {
    serde_json::from_str(SAMPLE).unwrap()
}

/// Everything a reader of the file can get to see, but its hash.
fn all_of(file: &Value) -> String {
    let report = Report::load(file.to_string().into_bytes()).unwrap().report;
    everything_in(&report).replace(report.sha256(), "")
}

/// JSON pointers of all values that hold no others.
fn leaves(value: &Value, pointer: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => members.iter().for_each(|(key, value)| leaves(value, &format!("{pointer}/{key}"), found)),
        Value::Array(elements) => elements.iter().enumerate().for_each(|(n, value)| leaves(value, &format!("{pointer}/{n}"), found)),
        Value::Null => {}
        _ => found.push(pointer.to_owned()),
    }
}

#[test]
fn the_sample_holds_to_the_schema() {
    let validator = jsonschema::validator_for(&published()).unwrap();
    let errors: Vec<_> = validator.iter_errors(&sample()).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn the_sample_loads_without_anything_odd() {
    let loaded = Report::load(SAMPLE.as_bytes().to_vec()).unwrap();
    assert_eq!((loaded.odd, loaded.newer_format), (Vec::new(), false));
}

#[test]
fn every_value_of_the_report_part_is_read() {
    let mut file = sample();
    file.as_object_mut().unwrap().remove("review");
    let mut pointers = Vec::new();
    leaves(&file, "", &mut pointers);
    assert!(pointers.len() > 130, "{}", pointers.len());
    let all = all_of(&file);
    for pointer in pointers.iter().filter(|pointer| *pointer != "/format") {
        let mut changed = file.clone();
        let value = changed.pointer_mut(pointer).unwrap();
        *value = match &*value {
            Value::String(text) => json!(format!("{text}改")),
            Value::Number(number) => number.as_u64().map_or_else(|| json!(number.as_f64().unwrap() + 1.0), |number| json!(number + 1)),
            Value::Bool(flag) => json!(!flag),
            other => panic!("{pointer}: {other}"),
        };
        assert!(all_of(&changed) != all, "{pointer} is not read");
    }
}

#[test]
fn the_sample_has_every_member_of_the_schema() {
    let schema = published();
    let (mut described, mut used) = (BTreeSet::new(), BTreeSet::new());
    walk(&schema, &schema, Some(&sample()), "", &mut described, &mut used);
    let missing: Vec<_> = described.difference(&used).collect();
    assert!(missing.is_empty(), "not in the sample: {missing:#?}");
    assert!(described.len() > 250, "{}", described.len());
}

/// Collects the members that `schema` describes, by their path from the definition they are in, and those that `value` has.
fn walk(root: &Value, schema: &Value, value: Option<&Value>, path: &str, described: &mut BTreeSet<String>, used: &mut BTreeSet<String>) {
    if let Some(reference) = schema["$ref"].as_str() {
        walk(root, root.pointer(reference.strip_prefix('#').unwrap()).unwrap(), value, reference, described, used);
    }
    for (name, member) in schema["properties"].as_object().into_iter().flatten() {
        let inner = value.and_then(|value| value.get(name));
        let path = format!("{path}/{name}");
        described.insert(path.clone());
        used.extend(inner.map(|_| path.clone()));
        walk(root, member, inner, &path, described, used);
    }
    for inner in schema["anyOf"].as_array().into_iter().chain(schema["allOf"].as_array()).flatten() {
        // `if` the change puts this kind of object, `then` its value is this.
        match inner["if"]["properties"]["put"]["required"][0].as_str() {
            Some(kind) => {
                let value = value.filter(|value| value["put"].get(kind).is_some());
                walk(root, &inner["then"], value, &format!("{path}<{kind}>"), described, used);
            }
            None => walk(root, inner, value, path, described, used),
        }
    }
    if let Some(items) = schema.get("items") {
        let path = format!("{path}[]");
        match value.and_then(Value::as_array).filter(|elements| !elements.is_empty()) {
            Some(elements) => elements.iter().for_each(|element| walk(root, items, Some(element), &path, described, used)),
            None => walk(root, items, None, &path, described, used),
        }
    }
}

#[test]
fn every_member_in_the_schema_is_described() {
    fn check(value: &Value, pointer: &str) {
        for (name, member) in value["properties"].as_object().into_iter().flatten() {
            // The `if` of a change only looks at a member.
            let is_condition = pointer.ends_with("/if") || pointer.ends_with("/then");
            assert!(is_condition || member["description"].is_string() || member["$ref"].is_string(), "{pointer}/{name}");
        }
        match value {
            Value::Object(members) => members.iter().for_each(|(key, value)| check(value, &format!("{pointer}/{key}"))),
            Value::Array(elements) => elements.iter().for_each(|value| check(value, pointer)),
            _ => {}
        }
    }
    check(&published(), "");
}
