//! A monkey at the keyboard: any keys, in any order, in windows of any size, on friendly and on hostile files.
//!
//! Whatever it does, the program goes on, the evidence stays as it is, nothing unsafe reaches the
//! terminal, and what it made of the review is in the file when it leaves.

mod harness;

use harness::{BUREAU, Harness, Setup, assert_safe, assert_safe_bytes};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use shenyue::command::{Key, KeyCode, MouseDoes, Msg};
use shenyue::lang::Lang;
use shenyue::term::Screen;
use shenyue::ui::{Lines, Look, Theme, ThemeName};

const SIZES: [(u16, u16); 10] = [(1, 1), (20, 5), (100, 5), (120, 16), (60, 16), (80, 24), (99, 29), (120, 36), (140, 30), (180, 50)];

/// What the monkey does next.
#[derive(Clone, Debug)]
enum Does {
    Press(Key),
    Type(&'static str),
    Paste(&'static str),
    Resize((u16, u16)),
    Mouse(MouseDoes, u16, u16),
    Wait(u64),
    Focus,
}

fn does() -> impl Strategy<Value = Does> {
    let named = [
        "Enter",
        "Esc",
        "Tab",
        "S-Tab",
        "Up",
        "Down",
        "Left",
        "Right",
        "PageUp",
        "PageDown",
        "Home",
        "End",
        "Backspace",
        "Delete",
        "Space",
        "F1",
        "F2",
        "C-s",
        "C-p",
        "C-r",
        "C-d",
        "C-u",
        "C-o",
        "A-o",
        "C-z",
        "C-PageDown",
    ];
    let texts = ["数据缺失", "审", "：", "】ｕ", "“引文”", "a\u{301}", "👨\u{200d}👩\u{200d}👧", "\u{202e}", "18"];
    let clicks = [MouseDoes::Click, MouseDoes::Menu, MouseDoes::Wheel(3), MouseDoes::Wheel(-3)];
    prop_oneof![
        10 => proptest::sample::select(named.to_vec()).prop_map(|name| Does::Press(Key::named(name).expect("a key"))),
        10 => proptest::char::range('!', '~').prop_map(|c| Does::Press(Key::char(c))),
        6 => proptest::char::range('0', '9').prop_map(|c| Does::Press(Key::char(c))),
        6 => proptest::sample::select(&['j', 'k', 'h', 'l', 'a', 'x', 'c', 'F', 'L', 'V', 'v', 'g', 'u', ']', ':'][..]).prop_map(|c| Does::Press(Key::char(c))),
        1 => any::<(char, bool, bool)>().prop_map(|(c, ctrl, alt)| Does::Press(Key { ctrl, alt, ..Key::char(c) })),
        3 => proptest::sample::select(texts.to_vec()).prop_map(Does::Type),
        1 => proptest::sample::select(texts.to_vec()).prop_map(Does::Paste),
        1 => Just(Does::Paste("第一行\n第二行\t\u{1b}]0;x\u{7}\u{0}")),
        2 => proptest::sample::select(&SIZES[..]).prop_map(Does::Resize),
        2 => (proptest::sample::select(clicks.to_vec()), 0..180u16, 0..50u16).prop_map(|(does, x, y)| Does::Mouse(does, x, y)),
        1 => (0..4_000u64).prop_map(Does::Wait),
        1 => Just(Does::Focus),
    ]
}

fn act(app: &mut Harness, does: &Does) {
    match does {
        Does::Press(key) => app.press(*key),
        Does::Type(text) => app.text(text),
        Does::Paste(text) => app.paste(text),
        Does::Resize((cols, rows)) => app.resize(*cols, *rows),
        Does::Mouse(does, x, y) => app.mouse(*does, *x, *y),
        Does::Wait(ms) => app.wait_ms(*ms),
        Does::Focus => app.send(Msg::Focus),
    };
}

/// The same acts in every run: a failure shows the seed's whole story.
fn runner(cases: u32, seed: u8) -> TestRunner {
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 200, ..Config::default() };
    TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]))
}

/// Where the keys are in a list, its cursor's row is on the screen and filled.
fn assert_cursor_in_view(app: &Harness) {
    let frame = app.frame();
    if frame.buffer.area.width < 60 || frame.buffer.area.height < 16 {
        return;
    }
    let rows = frame.text();
    let listed = ["━ 1 职责", "━ 2 任务", "━ 3 指标", "━ 4 自查问题与措施"];
    let in_list = rows.iter().any(|row| row.starts_with("━━ ") && listed.iter().any(|title| row.contains(title)));
    let in_menu = rows.last().is_some_and(|row| row.contains("上下键 选"));
    let nothing = rows.iter().any(|row| row.contains("文件中没有") || row.contains("没有匹配") || row.contains("此处不能用"));
    if (in_list || in_menu) && !nothing {
        let filled = frame.styles(app.theme()).iter().any(|row| row.contains('H'));
        assert!(filled, "no filled bar:\n{}", app.picture());
    }
}

/// Lets the monkey at the program; it is opened again whenever it left.
fn let_loose(json: &str, setup: &Setup, deeds: &[Does]) {
    let mut app = Harness::open_with(json, setup.clone());
    let evidence = app.evidence();
    let mut sent = Vec::new();
    let mut screen = Screen::new(&mut sent);
    for deed in deeds {
        act(&mut app, deed);
        let frame = app.frame();
        assert_safe(&frame);
        screen.draw(&frame).expect("a Vec takes everything");
        assert_cursor_in_view(&app);
        // Past the start page lies the whole disk: no place for monkeys.
        if app.session.is_over() || app.session.app.report().is_none() {
            assert_eq!(app.evidence(), evidence);
            app = app.open_again();
        }
    }
    let memory: Vec<_> = app.review().events().cloned().collect();
    app.send(Msg::Leave);
    assert!(app.session.is_over(), "a signal did not end it:\n{}", app.picture());
    let disk: Vec<_> = app.review_on_disk().events().cloned().collect();
    assert_eq!(disk, memory, "the file has not what was in memory");
    assert_eq!(app.evidence(), evidence);
    drop(screen);
    assert_safe_bytes(&sent);
}

fn deeds(most: usize) -> impl Strategy<Value = Vec<Does>> {
    proptest::collection::vec(does(), most / 2..most)
}

#[test]
fn a_monkey_breaks_nothing() {
    runner(24, 1)
        .run(&deeds(180), |deeds| {
            let_loose(BUREAU, &Setup::default(), &deeds);
            Ok(())
        })
        .unwrap_or_else(|failure| panic!("{failure}"));
}

#[test]
fn nor_one_who_has_not_said_its_name() {
    runner(4, 2)
        .run(&deeds(120), |deeds| {
            let look = Look { theme: Theme(ThemeName::Mono), lines: Lines::Ascii, ..Look::default() };
            let_loose(BUREAU, &Setup { reviewer: None, lang: Lang::En, look, ..Setup::default() }, &deeds);
            Ok(())
        })
        .unwrap_or_else(|failure| panic!("{failure}"));
}

#[test]
fn nor_on_a_file_that_means_harm() {
    let hostile = hostile();
    runner(8, 3)
        .run(&deeds(160), |deeds| {
            let_loose(&hostile, &Setup::default(), &deeds);
            Ok(())
        })
        .unwrap_or_else(|failure| panic!("{failure}"));
}

#[test]
fn nor_on_a_file_with_next_to_nothing_in_it() {
    for json in [
        r#"{"format": "shenyue.assessment/1", "report": {"department": ""}, "duties": []}"#,
        r#"{"duties": [{}], "text": [{}], "indicators": [{"name": ""}], "work_items": [{"parts": [{}]}]}"#,
        r#"{"work_items": [{"title": "一"}], "text": [{"text": ""}, {"text": "。"}]}"#,
    ] {
        runner(3, 4)
            .run(&deeds(120), |deeds| {
                let_loose(json, &Setup::default(), &deeds);
                Ok(())
            })
            .unwrap_or_else(|failure| panic!("{failure}"));
    }
}

/// Every text of the bureau's file with something in it that a terminal must never see.
fn hostile() -> String {
    let nasty = "\\u001b]0;owned\\u0007\\u001b[2J\\u009b31m\\u202e\\u2066\\u200b\\ufeff\\u0000\\u007f\\u2028e".to_owned()
        + &"\\u0301".repeat(40)
        + "\\ud83d\\udc68\\u200d\\ud83d\\udc69\\udb40\\udc41";
    let mut json = BUREAU.to_owned();
    for name in [
        "title",
        "department",
        "year",
        "kind",
        "marking",
        "text",
        "name",
        "no",
        "target",
        "actual",
        "unit",
        "label",
        "value",
        "cause",
        "owner",
        "deadline",
        "status",
        "deviation_reason",
    ] {
        json = json.replace(&format!("\"{name}\": \""), &format!("\"{name}\": \"{nasty}"));
    }
    // The places' own "text" are ids: those stay.
    json.replace(&format!("\"text\": \"{nasty}p-"), "\"text\": \"p-")
}

/// Every view and whatever stands on top of one, at every size.
#[test]
fn a_hostile_file_is_shown_as_text_everywhere() {
    let mut app = Harness::open(&hostile());
    app.keys("x c").paste("\u{1b}[31m\u{202e}注").keys("C-s F").paste("\u{9b}2J\u{feff}问").keys("Enter Esc Esc v i");
    let (mut sent, mut shown) = (Vec::new(), 0);
    let mut screen = Screen::new(&mut sent);
    let places = [
        "1",
        "2",
        "2 j",
        "3",
        "4",
        "4 G",
        "5",
        "6",
        "v t",
        "v t G",
        "v f",
        "v f Tab",
        "v i Enter",
        "c",
        "F",
        "L",
        "y",
        "U",
        "?",
        ":",
        "g r",
        "z",
    ];
    for place in places {
        app.keys("Esc Esc Esc v i 1").keys(place);
        for (cols, rows) in SIZES {
            let frame = app.resize(cols, rows).frame();
            assert_safe(&frame);
            shown += screen.draw(&frame).expect("a Vec takes everything");
        }
    }
    drop(screen);
    assert_eq!(shown, sent.len());
    assert_safe_bytes(&sent);
}

/// Every key, once, in every view, at every size.
#[test]
fn no_key_harms_any_view_at_any_size() {
    let codes = [KeyCode::Enter, KeyCode::Esc, KeyCode::Tab, KeyCode::BackTab, KeyCode::Backspace, KeyCode::Delete, KeyCode::Insert]
        .into_iter()
        .chain([KeyCode::Left, KeyCode::Right, KeyCode::Up, KeyCode::Down, KeyCode::Home, KeyCode::End, KeyCode::PageUp, KeyCode::PageDown])
        .chain((1..=12).map(KeyCode::F))
        .chain((' '..='~').map(KeyCode::Char));
    let keys: Vec<Key> = codes
        .flat_map(|code| [(false, false), (true, false), (false, true)].map(|(ctrl, alt)| Key { ctrl, alt, ..Key::plain(code) }))
        .filter(|key| *key != Key::ctrl('c') && *key != Key::char('q'))
        .collect();
    let mut app = Harness::bureau();
    for place in ["v i 1", "v i 2 j", "v i 5", "v i 6", "v t", "v f", "v f Tab"] {
        for size in SIZES {
            app.resize(size.0, size.1);
            for (n, key) in keys.iter().enumerate() {
                app.keys("Esc Esc Esc").keys(place).press(*key);
                if n % 7 == 0 {
                    assert_safe(&app.frame());
                }
                if app.session.is_over() || app.session.app.report().is_none() {
                    app = app.open_again();
                    app.resize(size.0, size.1);
                }
            }
        }
    }
    assert_eq!(app.evidence(), BUREAU);
}
