//! The evidence is never changed by a byte: cutting and inserting the review, on whatever file.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

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
    assert_eq!(with_review(&saved, "{}"), with_review(file, "{}"));
}

#[test]
fn a_review_in_front_is_cut_to_the_next_key() {
    assert_eq!(without_review("{ \"review\" : {} ,\n \"duties\": []}"), "{ \"duties\": []}");
}

#[test]
fn two_reviews_are_unusable() {
    let file = r#"{"review": {}, "duties": [], "revie\u0077": {}}"#;
    assert!(matches!(load(file).review_member(), ReviewMember::Unusable(_)));
    assert_eq!(without_review(file), file);
}
