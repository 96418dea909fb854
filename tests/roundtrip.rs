//! The evidence is never changed by a byte: cutting and inserting the review, on whatever file.
//! Hand-made files are in `tests/hostile`.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use proptest::prelude::*;
use shenyue::report::{Report, ReviewMember};

fn load(file: &str) -> Report {
    Report::load(file.as_bytes().to_vec()).unwrap().report
}

fn with_review(file: &str, review: &str) -> String {
    String::from_utf8(load(file).with_review(review).concat()).unwrap()
}

fn without_review(file: &str) -> String {
    String::from_utf8(load(file).without_review().concat()).unwrap()
}

#[test]
fn a_new_review_goes_after_the_last_value() {
    let file = "\u{FEFF}{\r\n\t\"duties\" : [ ], \"x\": 29094.170\r\n}\r\n";
    let saved = with_review(file, "{\"a\": 1}");
    assert_eq!(saved, "\u{FEFF}{\r\n\t\"duties\" : [ ], \"x\": 29094.170,\n  \"review\": {\"a\": 1}\r\n}\r\n");
    assert_eq!(without_review(&saved), file);
}

#[test]
fn a_review_that_is_there_is_replaced_where_it_stands() {
    for (file, saved) in [
        ("{\"review\" : {} ,\"duties\": []}", "{\"review\" : {\"b\":2} ,\"duties\": []}"),
        ("{\"duties\": [],\"r\\u0065view\":{\"a\":[{}]}\n, \"x\": 1}", "{\"duties\": [],\"r\\u0065view\":{\"b\":2}\n, \"x\": 1}"),
        ("{\"duties\": []\n,\n\"review\":\t{}\n}", "{\"duties\": []\n,\n\"review\":\t{\"b\":2}\n}"),
    ] {
        assert_eq!(with_review(file, "{\"b\":2}"), saved);
    }
}

#[test]
fn the_cut_is_from_the_value_before_or_to_the_next_key() {
    for (file, cut) in [
        ("{ \"review\" : {} ,\n \"duties\": []}", "{ \"duties\": []}"),
        ("{ \"duties\": [] , \"review\" : {} , \"x\": 1 }", "{ \"duties\": [] , \"x\": 1 }"),
        ("{ \"duties\": [] , \"review\" : {} }", "{ \"duties\": [] }"),
        ("{ \"duties\": [ {\"review\": {}} ] }", "{ \"duties\": [ {\"review\": {}} ] }"),
    ] {
        assert_eq!(without_review(file), cut);
    }
}

#[test]
fn the_hash_is_of_the_report_alone() {
    let file = "{\"duties\": []}";
    // printf '{"duties": []}' | sha256sum
    let sha256 = "c94d1c08910a73053ee64e141f4979766f00c9ddd30f94b2602343e23a531e89";
    assert_eq!(load(file).sha256(), sha256);
    assert_eq!(load(&with_review(file, "{}")).sha256(), sha256);
    assert_eq!(load(&with_review(file, "{\"a\": \"另一份\"}")).sha256(), sha256);
}

/// The members of a file, one of which makes it an assessment, in any spelling and order.
fn members() -> impl Strategy<Value = Vec<String>> {
    let space = "[ \t\r\n]{0,3}";
    let value = prop_oneof![
        Just("29094.170".to_owned()),
        Just("1e2".to_owned()),
        Just("null".to_owned()),
        Just(r#"{"review": {"x": "}"}}"#.to_owned()),
        Just("[ {\"text\" : \"\\u7532\\n\"},\r\n[]]".to_owned()),
        "\"[^\"\\\\\\x00-\\x1f]{0,6}\"",
    ];
    let key = prop_oneof![Just("format2"), Just("x"), Just("\\u0078"), Just("funds"), Just("职责"), Just("Review")];
    let member = (space, key, space, space, value, space).prop_map(|(a, key, b, c, value, d)| format!("{a}\"{key}\"{b}:{c}{value}{d}"));
    let list = (space, space).prop_map(|(a, b)| format!("{a}\"duties\": [{{\"text\": 5}}]{b}"));
    (proptest::collection::vec(member, 0..5), list, any::<prop::sample::Index>()).prop_map(|(mut members, list, at)| {
        members.insert(at.index(members.len() + 1), list);
        members
    })
}

fn file_of(members: &[String], before: &str, after: &str) -> String {
    format!("{before}{{{}}}{after}", members.join(","))
}

proptest! {
    #[test]
    fn cut_takes_back_insert(members in members(), before in "\u{FEFF}?[ \r\n]{0,2}", after in "[ \r\n]{0,2}") {
        let file = file_of(&members, &before, &after);
        let report = load(&file);
        prop_assert_eq!(report.review_member(), &ReviewMember::Absent);
        let saved = with_review(&file, r#"{"events": [{"id": "}"}]}"#);
        let report = load(&saved);
        prop_assert_eq!(report.review_text(), Some(r#"{"events": [{"id": "}"}]}"#));
        prop_assert_eq!(without_review(&saved), file.clone());
        prop_assert_eq!(with_review(&saved, "{}"), with_review(&file, "{}"));
    }

    #[test]
    fn all_around_the_review_stays(members in members(), at in any::<prop::sample::Index>(), around in "[ \t\r\n]{0,2}", before in "\u{FEFF}?") {
        let at = at.index(members.len() + 1);
        let file_with = |review: &str| {
            let mut members = members.clone();
            members.insert(at, format!("{around}\"revi\\u0065w\"{around}:{around}{review}{around}"));
            file_of(&members, &before, &around)
        };
        let file = file_with("{\"a\": 1}");
        prop_assert_eq!(with_review(&file, "{\"b\": [2]}"), file_with("{\"b\": [2]}"));
        prop_assert_eq!(with_review(&file, "{\"a\": 1}"), file.clone());
        let cut = without_review(&file);
        let (whole, alone) = (load(&file), load(&cut));
        prop_assert_eq!(whole.sha256(), alone.sha256());
        prop_assert_eq!(without_review(&with_review(&file, "{}")), cut.clone());
        prop_assert_eq!(without_review(&cut), cut.clone());
        // What is cut is the member with one comma and white space, nothing else.
        let rest = |text: &str| text.replace([' ', '\t', '\r', '\n'], "");
        prop_assert_eq!(rest(&cut), rest(&file_of(&members, &before, "")));
    }
}
