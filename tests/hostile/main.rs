//! Hand-made nasty files, bombs and noise: refused with a next step or loaded, never a panic.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use proptest::prelude::*;
use shenyue::lang::Lang;
use shenyue::report::json::Why;
use shenyue::report::{FILE_BYTES_MAX, ITEMS_MAX, ItemRef, Loaded, ParseError, Report, ReviewMember};

#[path = "../everything/mod.rs"]
mod everything;
use everything::everything_in;

fn file(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile").join(name)).unwrap()
}

fn open(name: &str) -> Loaded {
    Report::load(file(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Path and line of all that is odd.
fn odd(loaded: &Loaded) -> Vec<(&str, u32)> {
    loaded.odd.iter().map(|odd| (odd.path.as_str(), odd.line)).collect()
}

/// Every hand-made file, by whether it is one that is refused.
fn names(refused: bool) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile");
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.contains(".json") && name.starts_with("refused_") == refused).collect()
}

#[test]
fn a_refusal_says_why_and_where() {
    let not_json = |line, column, why| ParseError::NotJson { line, column, why };
    let expected = [
        ("empty", ParseError::Empty),
        ("spaces", ParseError::Empty),
        ("trailing_comma", not_json(4, 3, Why::TrailingComma)),
        ("trailing_comma_in_object", not_json(3, 1, Why::TrailingComma)),
        ("cut_short", not_json(4, 16, Why::Cut)),
        ("line_break_in_string", not_json(2, 25, Why::Control)),
        ("comment", not_json(2, 3, Why::Unexpected)),
        ("single_quotes", not_json(1, 2, Why::Unexpected)),
        ("two_values", not_json(2, 1, Why::Surplus)),
        ("nan", not_json(1, 21, Why::Unexpected)),
        ("report_text", not_json(1, 1, Why::Unexpected)),
        ("only_review", ParseError::OnlyReview),
        ("no_list", ParseError::NoList),
        ("array", ParseError::NotObject),
        ("string", ParseError::NotObject),
        ("utf16le", ParseError::Encoding { name: "UTF-16LE" }),
        ("utf16be", ParseError::Encoding { name: "UTF-16BE" }),
        ("utf32", ParseError::Encoding { name: "UTF-32" }),
        ("gb18030", ParseError::Encoding { name: "GB18030" }),
        ("latin1", ParseError::NotText { line: 2 }),
        ("cut_character", not_json(2, 11, Why::Cut)),
        ("overlong", ParseError::NotText { line: 1 }),
        ("zip", ParseError::NotText { line: 1 }),
    ];
    let tested: BTreeSet<_> = expected.iter().map(|(name, _)| format!("refused_{name}.json")).collect();
    assert_eq!(tested, names(true).into_iter().collect());
    for (name, error) in expected {
        let refused = Report::load(file(&format!("refused_{name}.json"))).unwrap_err();
        assert_eq!(refused, error, "{name}");
        for lang in [Lang::Zh, Lang::En] {
            assert!(!refused.what(lang).is_empty() && !refused.next(lang).is_empty());
        }
    }
}

#[test]
fn a_refusal_reads_like_this() {
    let refused = Report::load(file("refused_trailing_comma.json")).unwrap_err();
    assert_eq!(refused.what(Lang::Zh), "第 4 行第 3 字：不是合格的 JSON：多了一个逗号，其后没有内容");
    assert_eq!(refused.what(Lang::En), "line 4, column 3: not JSON: a comma with nothing after it");
    assert_eq!(refused.next(Lang::Zh), "删去该处的逗号，或请提供者重新生成文件。");
}

#[test]
fn what_is_loaded_keeps_its_bytes_and_answers_all_questions() {
    for name in names(false) {
        let report = open(&name).report;
        assert_eq!(report.bytes(), file(&name), "{name}");
        everything_in(&report);
        if let ReviewMember::Unusable(_) = report.review_member() {
            assert_eq!(report.without_review().concat(), file(&name), "{name}");
            continue;
        }
        let without = report.without_review().concat();
        let saved = report.with_review("{\"events\": []}").concat();
        let again = Report::load(saved.clone()).unwrap().report;
        assert_eq!(again.without_review().concat(), without, "{name}");
        assert_eq!(again.review_text(), Some("{\"events\": []}"), "{name}");
        assert_eq!(again.sha256(), report.sha256(), "{name}");
        // What was a report and no review is so again, and gives the same file when saved again.
        let cut = Report::load(without.clone()).unwrap().report;
        assert_eq!(cut.review_member(), &ReviewMember::Absent, "{name}");
        assert_eq!(cut.without_review().concat(), without, "{name}");
        assert_eq!(cut.sha256(), report.sha256(), "{name}");
    }
}

#[test]
fn numbers_keep_their_spelling() {
    let report = open("numbers.json").report;
    let raw = |n| {
        let row = report.indicator(n);
        [row.target, row.actual, row.weight, row.self_score].map(|quantity| quantity.map(|quantity| quantity.raw))
    };
    assert_eq!(raw(0), ["29094.170", "1e2", "-0", "1E+400"].map(|raw| Some(raw.to_owned())));
    assert_eq!(report.indicator(0).self_score.unwrap().value, None);
    assert_eq!(report.indicator(2).self_score, None);
}

#[test]
fn keys_compare_without_escapes() {
    let report = open("escapes.json").report;
    assert_eq!(report.duty(0).text, "拟订/\"规划\"\\\n\t");
    assert!(matches!(report.review_member(), ReviewMember::One(_)));
}

#[test]
fn half_a_surrogate_pair_is_shown_as_written() {
    let report = open("half_pairs.json").report;
    assert_eq!([report.duty(0).text, report.duty(1).text], ["前\\ud800后\\udc00", "\\ud83dA"]);
    assert_eq!(report.id(ItemRef::Duty(1)), "\\ud800#2");
}

#[test]
fn what_is_there_twice_is_shown_once_and_listed() {
    let loaded = open("twice.json");
    let report = &loaded.report;
    assert_eq!((report.counts().duties, report.duty(0).text), (1, "显示".to_owned()));
    assert_eq!((report.part_count(0), report.part(0, 0).title), (1, "新".to_owned()));
    assert_eq!((report.id(ItemRef::Work(0)), report.work_item(0).title), ("b".to_owned(), "乙".to_owned()));
    assert_eq!((&report.meta().title, report.meta().year.as_deref()), (&None, Some("2025")));
    let twice: Vec<_> = odd(&loaded).into_iter().filter(|(path, _)| !path.is_empty() && *path != "x").collect();
    let ids = [("work_items[0].parts[0]", 4), ("duties[0]", 5)];
    let expected =
        [("work_items[0].id", 4), ("work_items[0].title", 4), ("work_items[0].parts", 4), ids[0], ("duties", 5), ids[1], ("report", 6)];
    assert_eq!(twice, expected);
}

#[test]
fn every_id_is_given_once_and_found() {
    let loaded = open("ids.json");
    let report = &loaded.report;
    let ids: Vec<_> = report.items().map(|at| report.id(at)).collect();
    assert_eq!(
        ids,
        [
            ["duty-1#2", "duty-2", "duty-2#2", "duty-2#2#2", "funds#2", "duty-6", "7", "duty-8", "duty-9"].as_slice(),
            &["duty-2#3", "work-1.1#3", "work-1.1", "report#2", "work-1"],
            &["work-1.1#2", "indicator-02", "self#2", "measure-1"],
        ]
        .concat()
    );
    let paragraphs: Vec<_> = (0..3).map(|n| report.paragraph(n).id).collect();
    assert_eq!(paragraphs, ["p-2", "p-2#2", "duty-1"]);
    for (at, id) in report.items().zip(&ids) {
        assert_eq!(report.find(id), Some(at), "{id}");
    }
    for (n, id) in (0..).zip(&paragraphs) {
        assert_eq!((report.find_paragraph(id), report.find(id)), (Some(n), None), "{id}");
    }
    assert_eq!(report.find("work-2"), None);
}

#[test]
fn a_wrong_shape_is_listed_and_the_rest_is_read() {
    let loaded = open("shapes.json");
    let report = &loaded.report;
    assert_eq!(report.counts().paragraphs, 6);
    assert_eq!([0, 1, 2].map(|n| report.paragraph(n).text), ["只有文字", "5", ""]);
    assert_eq!([0, 1, 2, 3].map(|n| report.duty(n).text), ["甲", "", "true", "3"]);
    assert_eq!([1, 3].map(|n| report.part_count(n)), [0, 3]);
    assert_eq!(report.part(3, 2).results[0].label, "一个");
    assert_eq!(report.stated_links(ItemRef::Work(2)), ["duty-1"]);
    assert_eq!(report.indicator(0).evidence[0].status.as_deref(), Some("有"));
    assert_eq!(report.indicators_claimed().count.as_ref().unwrap().raw, "12");
    assert_eq!(report.enclosed().contact.as_deref(), Some("张某"));
    let expected = [
        "format",
        "report",
        "text[0]",
        "text[2]",
        "duties[1].text",
        "duties[3].no",
        "duties[3].at",
        "work_items[2].duties",
        "work_items[2].parts",
        "work_items[3].parts[0]",
        "work_items[3].parts[2].results",
        "funds",
        "indicators[0].levels",
        "indicators[0].evidence",
        "indicators[0].target",
        "indicators[0].at",
        "achievements",
        "issues[0].measures",
        "measures[0].issues[0]",
        "measures[0].owner",
        "self",
        "annexes",
        "sealed",
    ];
    let paths: BTreeSet<_> = loaded.odd.iter().map(|odd| odd.path.as_str()).collect();
    let missing: Vec<_> = expected.iter().filter(|path| !paths.contains(**path)).collect();
    assert!(missing.is_empty(), "{missing:?} of {:#?}", loaded.odd);
}

#[test]
fn a_place_lies_in_its_paragraph_or_is_none() {
    let loaded = open("places.json");
    let report = &loaded.report;
    let texts: Vec<_> = report.items().map(|at| report.item(at).place.map(|place| report.place_text(place))).collect();
    let found = ["一二三😀五", "😀五", "五"].map(|text| Some(text.to_owned()));
    assert_eq!(texts, [found.as_slice(), &[None, None, None, None, None]].concat());
    let places: Vec<_> = loaded.odd.iter().filter(|odd| odd.path.contains(".at")).collect();
    assert_eq!((places.len(), &*places[0].path, places[0].line), (1, "duties[3].at", 5));
    assert_eq!(places[0].what.0, "所指的原文位置不存在：不能定位到原文（同类共 5 处）");
}

#[test]
fn a_newer_format_is_known_and_another_is_listed() {
    assert!(open("newer.json").newer_format);
    let other = open("other_format.json");
    assert!(!other.newer_format);
    assert!(other.odd.iter().any(|odd| odd.path == "format"));
}

#[test]
fn two_reviews_or_none_that_is_an_object_are_unusable() {
    for name in ["review_twice.json", "review_no_object.json"] {
        let report = open(name).report;
        assert!(matches!(report.review_member(), ReviewMember::Unusable(_)), "{name}");
        assert_eq!(report.review_text(), None, "{name}");
    }
}

#[test]
fn bombs_are_refused() {
    let too_much = |text: String| match Report::load(text.into_bytes()).unwrap_err() {
        ParseError::TooMuch { why, .. } => why,
        other => panic!("{other}"),
    };
    assert_eq!(too_much(format!("{{\"duties\": {}", "[".repeat(1_000_000))), Why::Depth);
    assert_eq!(too_much(format!("{{\"duties\": [], \"x\": {}", "{\"a\":".repeat(200))), Why::Depth);
    assert_eq!(too_much(format!("{{\"duties\": [{{\"text\": \"{}\"}}]}}", "长".repeat(4 << 20))), Why::Length);
    assert_eq!(too_much(format!("{{\"duties\": [], \"x\": [{}0]}}", "0,".repeat(20_000_000))), Why::Nodes);
    let items = format!("{{\"duties\": [{}0]}}", "0,".repeat(ITEMS_MAX));
    assert_eq!(Report::load(items.into_bytes()).unwrap_err(), ParseError::TooManyItems);
    assert_eq!(Report::load(vec![0; FILE_BYTES_MAX + 1]).unwrap_err(), ParseError::TooLarge { bytes: FILE_BYTES_MAX + 1 });
}

#[test]
fn a_number_of_a_million_digits_is_kept_and_has_no_value() {
    let digits = "9".repeat(1_000_000);
    let report = Report::load(format!("{{\"indicators\": [{{\"target\": {digits}}}]}}").into_bytes()).unwrap().report;
    let target = report.indicator(0).target.unwrap();
    assert_eq!((target.raw, target.value), (digits, None));
}

#[test]
fn ten_thousand_oddities_are_a_list_of_two_hundred_and_a_count() {
    let members: Vec<_> = (0..10_000).map(|n| format!("\"x{n}\": 1")).collect();
    let loaded = Report::load(format!("{{\"duties\": [], {}}}", members.join(",")).into_bytes()).unwrap();
    assert_eq!(loaded.odd.len(), 201);
    assert_eq!(loaded.odd[200].what.1, "9801 more oddities are not listed");
}

#[test]
fn an_id_used_by_all_is_given_to_one() {
    let duties = vec!["{\"id\": \"x\"}"; 20_000].join(",");
    let report = Report::load(format!("{{\"duties\": [{duties}]}}").into_bytes()).unwrap().report;
    assert_eq!(report.find("x"), Some(ItemRef::Duty(0)));
    assert_eq!(report.find("x#20000"), Some(ItemRef::Duty(19_999)));
}

proptest! {
    #[test]
    fn noise_never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = Report::load(bytes);
    }

    /// Pieces of a whole sample, cut and put together anew: whatever still loads can be read.
    #[test]
    fn a_damaged_sample_never_panics(cuts in proptest::collection::vec((any::<prop::sample::Index>(), 0..40_usize, "[\\[\\]{}:,\"a-z0-9 改]{0,4}"), 1..4)) {
        let mut chars: Vec<char> = include_str!("../data/every_member.json").chars().collect();
        for (at, len, with) in cuts {
            let from = at.index(chars.len());
            let to = (from + len).min(chars.len());
            chars.splice(from..to, with.chars());
        }
        if let Ok(loaded) = Report::load(String::from_iter(chars).into_bytes()) {
            everything_in(&loaded.report);
        }
    }

    /// Values of the sample changed for values of other kinds: it always loads.
    #[test]
    fn a_sample_with_other_values_loads(changes in proptest::collection::vec((any::<prop::sample::Index>(), 0..8_usize), 1..6)) {
        let mut file: serde_json::Value = serde_json::from_str(include_str!("../data/every_member.json")).unwrap();
        file.as_object_mut().unwrap().remove("review");
        for (at, other) in changes {
            let mut pointers = Vec::new();
            collect_pointers(&file, String::new(), &mut pointers);
            let others = [serde_json::json!(null), true.into(), 5.into(), "p-1".into(), serde_json::json!([]), serde_json::json!(["p-2", 3]), serde_json::json!({}), serde_json::json!([{"id": "duty-1"}])];
            *file.pointer_mut(&pointers[at.index(pointers.len())]).unwrap() = others[other].clone();
        }
        // Something is left of the lists, whatever was changed.
        file["measures"] = serde_json::json!([{}]);
        everything_in(&Report::load(file.to_string().into_bytes()).unwrap().report);
    }
}

/// JSON pointers of all values inside of `value`.
fn collect_pointers(value: &serde_json::Value, pointer: String, found: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(members) => {
            members.iter().for_each(|(key, value)| collect_pointers(value, format!("{pointer}/{key}"), found));
        }
        serde_json::Value::Array(elements) => {
            elements.iter().enumerate().for_each(|(n, value)| collect_pointers(value, format!("{pointer}/{n}"), found));
        }
        _ => {}
    }
    if !pointer.is_empty() {
        found.push(pointer);
    }
}
