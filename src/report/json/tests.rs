#![expect(clippy::unwrap_used, reason = "a test may panic")]

use proptest::prelude::*;
use serde::de::IgnoredAny;

use super::*;

fn events(text: &str) -> Vec<Event> {
    let mut events = Vec::new();
    scan(text, |event| events.push(event)).unwrap();
    events
}

fn value(text: &str) -> Value<'_> {
    Value::at(text, span(0, text.len()))
}

/// The value as `serde_json` has it, read by us.
fn tree(value: Value<'_>) -> serde_json::Value {
    match value.kind() {
        Kind::Object => value.members().into_iter().map(|(key, value)| (key.into_owned(), tree(value))).collect(),
        Kind::Array => value.elements().into_iter().map(tree).collect(),
        Kind::String => value.text().unwrap().into_owned().into(),
        Kind::Number | Kind::Bool | Kind::Null => serde_json::from_str(value.raw()).unwrap(),
    }
}

/// JSON in any spelling: spaces, escapes, repeated keys, odd numbers.
fn any_json() -> impl Strategy<Value = String> {
    let space = "[ \t\r\n]{0,2}";
    let number = "-?(0|[1-9][0-9]{0,6})(\\.[0-9]{1,8})?([eE][+-]?[0-9]{1,2})?";
    let string = r#""([^"\\\x00-\x1f]|\\["\\/bfnrt]|\\u[0-9a-cA-CeEfF][0-9a-fA-F]{3}|\\uD83D\\uDE00){0,12}""#;
    let leaf = prop_oneof![number, string, Just("true".to_owned()), Just("false".to_owned()), Just("null".to_owned())];
    let key = prop_oneof![Just("\"a\"".to_owned()), Just("\"\\u0061\"".to_owned()), Just("\"职责\"".to_owned())];
    leaf.prop_recursive(5, 40, 5, move |inner| {
        let padded = (space, inner, space).prop_map(|(before, value, after)| before + &value + &after);
        let member =
            (space, key.clone(), space, padded.clone()).prop_map(|(before, key, after, value)| before + &key + &after + ":" + &value);
        prop_oneof![
            proptest::collection::vec(padded, 0..5).prop_map(|elements| format!("[{}]", elements.join(","))),
            proptest::collection::vec(member, 0..5).prop_map(|members| format!("{{{}}}", members.join(","))),
        ]
    })
}

proptest! {
    #[test]
    fn what_serde_json_reads_is_read_alike(text in any_json()) {
        scan(&text, |_| ()).unwrap();
        prop_assert_eq!(tree(value(&text)), serde_json::from_str::<serde_json::Value>(&text).unwrap());
    }

    #[test]
    fn a_damaged_text_is_refused_where_serde_json_refuses_it(text in any_json(), at: prop::sample::Index, with in "[\\[\\]{}:,\"\\\\ue0-9.+tn \n\t\u{1}。-]{0,2}", cut in 0..3usize) {
        let mut chars: Vec<char> = text.chars().collect();
        let from = at.index(chars.len());
        chars.splice(from..(from + cut).min(text.chars().count()), with.chars());
        let damaged: String = chars.into_iter().collect();
        prop_assert_eq!(scan(&damaged, |_| ()).is_ok(), serde_json::from_str::<IgnoredAny>(&damaged).is_ok(), "{:?}", damaged);
    }

    #[test]
    fn any_tokens_are_refused_where_serde_json_refuses_them(text in "([\\[\\]{}:,]|\"a?\"|-?0|1\\.|5e|2E-7|true|fals|null| ){0,12}") {
        prop_assert_eq!(scan(&text, |_| ()).is_ok(), serde_json::from_str::<IgnoredAny>(&text).is_ok());
    }

    #[test]
    fn plain_bytes_are_counted_to_the_first_other(bytes in proptest::collection::vec(prop_oneof![Just(b'"'), Just(b'\\'), Just(0x21), Just(0x5D), Just(0x1F), Just(0xA2), Just(0xDC), 0x20..=0xFF_u8], 0..40)) {
        let naive = bytes.iter().position(|&byte| byte < 0x20 || byte == b'"' || byte == b'\\').unwrap_or(bytes.len());
        prop_assert_eq!(plain_len(&bytes), naive);
    }
}

#[test]
fn events_come_in_file_order() {
    let at = |start, end| Span { start, end };
    assert_eq!(
        events("\u{FEFF}{\"a\": [1, \"二\"], \"a\": null}"),
        [
            Event::Open(Kind::Object, 3),
            Event::Key(at(4, 7)),
            Event::Open(Kind::Array, 9),
            Event::Scalar(Kind::Number, at(10, 11)),
            Event::Scalar(Kind::String, at(13, 18)),
            Event::Close(19),
            Event::Key(at(21, 24)),
            Event::Scalar(Kind::Null, at(26, 30)),
            Event::Close(31),
        ]
    );
}

#[test]
fn a_fault_says_what_and_where() {
    for (text, offset, why) in [
        ("", 0, Why::Cut),
        ("  ", 2, Why::Cut),
        ("{\"a\": 1", 7, Why::Cut),
        ("{\"a\"", 4, Why::Cut),
        ("[\"a", 3, Why::Cut),
        ("[tru", 4, Why::Cut),
        ("[1,]", 3, Why::TrailingComma),
        ("{\"a\": 1,}", 8, Why::TrailingComma),
        ("[1 2]", 3, Why::Unexpected),
        ("[1}", 2, Why::Unexpected),
        ("{a: 1}", 1, Why::Unexpected),
        ("{\"a\" 1}", 5, Why::Unexpected),
        ("[trug]", 4, Why::Unexpected),
        ("[]]", 2, Why::Surplus),
        ("{} {}", 3, Why::Surplus),
        ("[\"a\tb\"]", 3, Why::Control),
        ("[\"\\x\"]", 3, Why::Escape),
        ("[\"\\u12G4\"]", 6, Why::Escape),
        ("[-]", 2, Why::Number),
        ("[1.]", 3, Why::Number),
        ("[1e+]", 4, Why::Number),
    ] {
        assert_eq!(scan(text, |_| ()), Err(Fault { offset, why }), "{text}");
    }
}

#[test]
fn limits_hold_to_the_last_value() {
    let nested = |depth| "[".repeat(depth) + &"]".repeat(depth);
    assert_eq!(scan(&nested(128), |_| ()), Ok(()));
    assert_eq!(scan(&nested(129), |_| ()), Err(Fault { offset: 128, why: Why::Depth }));
    let string = |len| format!("\"{}\"", "a".repeat(len));
    assert_eq!(scan(&string(STRING_BYTES_MAX - 1), |_| ()), Ok(()));
    assert_eq!(scan(&string(STRING_BYTES_MAX), |_| ()), Err(Fault { offset: 0, why: Why::Length }));
}

#[test]
fn escapes_are_read_and_half_pairs_shown_as_written() {
    for (raw, plain) in [
        (r#""""#, ""),
        (r#""一\n\t\"\\\/\b\f\r""#, "一\n\t\"\\/\u{8}\u{c}\r"),
        (r#""\u804c\u8D23""#, "职责"),
        (r#""\uD83D\uDE00""#, "😀"),
        (r#""\uD800""#, "\\uD800"),
        (r#""\uDC00x""#, "\\uDC00x"),
        (r#""\uD800\uD800\uDC00""#, "\\uD800\u{10000}"),
        (r#""\uD83D\n""#, "\\uD83D\n"),
        (r#""\u0000""#, "\0"),
    ] {
        scan(raw, |_| ()).unwrap();
        assert_eq!(unquote(raw), plain, "{raw}");
    }
}

#[test]
fn a_number_keeps_its_spelling() {
    let text = "[29094.170, 1e2, -0, 123456789012345678901234567890]";
    let raws: Vec<_> = value(text).elements().into_iter().map(|value| value.text().unwrap()).collect();
    assert_eq!(raws, ["29094.170", "1e2", "-0", "123456789012345678901234567890"]);
}
