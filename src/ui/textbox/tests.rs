//! What keys do, told as (text, keys, expected); `‸` is the caret, `[` `]` enclose the selection.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use proptest::prelude::*;
use ratatui::layout::{Position, Rect};

use super::*;
use crate::text::{Width, glyphs};
use crate::ui::{Canvas, Frame, Look, Theme};

const AREA: (u16, u16) = (11, 4);

fn area() -> Rect {
    Rect { x: 0, y: 0, width: AREA.0, height: AREA.1 }
}

/// A box whose caret stands at `‸`, laid out on eleven columns and four rows: ten columns of text.
fn open(shape: Shape, marked: &str) -> TextBox {
    let caret = marked.find('‸').unwrap_or(marked.len());
    let mut edited = TextBox::new(shape, &marked.replace('‸', ""));
    edited.go(caret, false);
    edited.settle(AREA.0, AREA.1, Width::Narrow);
    edited
}

/// The text with its caret and selection.
fn state(edited: &TextBox) -> String {
    let mut marks = vec![(edited.caret(), '‸')];
    if let Some(selection) = edited.selection() {
        // The caret lies outside the brackets.
        let caret_first = selection.start == edited.caret();
        marks = if caret_first {
            vec![(selection.start, '‸'), (selection.start, '['), (selection.end, ']')]
        } else {
            vec![(selection.start, '['), (selection.end, ']'), (selection.end, '‸')]
        };
    }
    let mut text = edited.text().to_owned();
    for (at, mark) in marks.into_iter().rev() {
        text.insert(at, mark);
    }
    text
}

/// Presses keys: characters, `<left>`, `<C-w>`, `<S-right>`, `<wait>` for a second's pause.
fn press(edited: &mut TextBox, now_ms: &mut u64, keys: &str) {
    let mut rest = keys;
    while let Some(c) = rest.chars().next() {
        *now_ms += 100;
        let end = rest.find('>').filter(|_| c == '<');
        let (name, after) = rest.split_at(end.map_or(c.len_utf8(), |end| end + 1));
        rest = after;
        let Some(name) = name.strip_prefix('<').and_then(|name| name.strip_suffix('>')) else {
            edited.key(Key::char(c), *now_ms);
            edited.settle(AREA.0, AREA.1, Width::Narrow);
            continue;
        };
        let (shift, name) = name.strip_prefix("S-").map_or((false, name), |name| (true, name));
        let (ctrl, name) = name.strip_prefix("C-").map_or((false, name), |name| (true, name));
        let code = match name {
            "wait" => {
                *now_ms += 1000;
                continue;
            }
            "left" => KeyCode::Left,
            "right" => KeyCode::Right,
            "up" => KeyCode::Up,
            "down" => KeyCode::Down,
            "home" => KeyCode::Home,
            "end" => KeyCode::End,
            "pgup" => KeyCode::PageUp,
            "pgdn" => KeyCode::PageDown,
            "bs" => KeyCode::Backspace,
            "del" => KeyCode::Delete,
            "ret" => KeyCode::Enter,
            "esc" => KeyCode::Esc,
            letter => KeyCode::Char(letter.chars().next().unwrap()),
        };
        edited.key(Key { code, ctrl, alt: false, shift }, *now_ms);
        edited.settle(AREA.0, AREA.1, Width::Narrow);
    }
}

fn check(shape: Shape, cases: &[(&str, &str, &str)]) {
    for (before, keys, after) in cases {
        let mut edited = open(shape, before);
        press(&mut edited, &mut 0, keys);
        assert_eq!(state(&edited), *after, "{before:?} {keys}");
    }
}

#[test]
fn typing_and_deleting_go_by_what_a_reader_sees_as_a_character() {
    check(
        Shape::Prose,
        &[
            ("", "预算", "预算‸"),
            ("预‸算", "a，", "预a，‸算"),
            ("预算", "<bs>", "预‸"),
            ("‸预算", "<bs>", "‸预算"),
            ("‸预算", "<del>", "‸算"),
            ("e\u{301}", "<bs>", "‸"),
            ("甲👩‍👩‍👧‍👦‸", "<bs>", "甲‸"),
            ("葛\u{e0100}‸", "<left>x", "x‸葛\u{e0100}"),
            ("🇨🇳🇺🇸", "<left><bs>", "‸🇺🇸"),
            ("甲", "<ret>乙", "甲\n乙‸"),
            ("甲\n‸乙", "<bs>", "甲‸乙"),
            ("甲", "<C-h>", "‸"),
            // The accent typed before an accent joins it: the caret steps past what it would split.
            ("e‸\u{301}x", "o", "eo\u{301}‸x"),
        ],
    );
}

#[test]
fn words_end_where_the_class_of_characters_changes() {
    check(
        Shape::Prose,
        &[
            ("我厅全年，预算数", "<C-w>", "我厅全年，‸"),
            ("我厅全年，预算数", "<C-w><C-w>", "我厅全年‸"),
            ("我厅全年，预算数", "<C-w><C-w><C-w>", "‸"),
            ("预算 29,094.17 万元", "<C-left><C-left>", "预算 ‸29,094.17 万元"),
            ("‸预算 29,094.17 万元", "<C-right>", "预算 ‸29,094.17 万元"),
            ("‸预算 29,094.17 万元", "<C-right><C-right>", "预算 29,094.17 ‸万元"),
            ("用Kubernetes部署", "<C-left><C-left>", "用‸Kubernetes部署"),
            ("one two  ", "<C-bs>", "one ‸"),
            ("‸one  two", "<C-del>", "‸two"),
            ("‸甲\n乙", "<C-right>", "甲‸\n乙"),
            ("‸甲\n乙", "<C-right><C-right>", "甲\n‸乙"),
            ("甲\n‸乙", "<C-left>", "甲‸\n乙"),
            ("99.95%‸", "<C-left>", "99.95‸%"),
            ("", "<C-left><C-right><C-w><C-del>", "‸"),
        ],
    );
}

#[test]
fn home_and_end_go_by_rows_and_with_ctrl_by_the_text() {
    // Ten columns a row: 我厅全年预 / 算数执行率 / 99%
    check(
        Shape::Prose,
        &[
            ("我厅全年预算数‸执行率99%", "<home>x", "我厅全年预x‸算数执行率99%"),
            ("我厅全‸年预算数执行率99%", "<end>x", "我厅全年预x‸算数执行率99%"),
            ("我厅全‸年预算数执行率99%", "<end><right>", "我厅全年预算‸数执行率99%"),
            ("我厅全‸年预算数执行率99%", "<end><end><home>", "‸我厅全年预算数执行率99%"),
            ("我厅全年预算数‸执行率99%", "<C-home>", "‸我厅全年预算数执行率99%"),
            ("我厅全年预算数‸执行率99%", "<C-end>", "我厅全年预算数执行率99%‸"),
            ("甲\n我厅全年预算‸数\n乙", "<C-u>", "甲\n‸数\n乙"),
            ("甲\n我厅全年预算‸数\n乙", "<C-k>", "甲\n我厅全年预算‸\n乙"),
        ],
    );
}

#[test]
fn up_and_down_keep_the_column_through_shorter_rows() {
    check(
        Shape::Prose,
        &[
            ("我厅全年‸\n甲\n预算数执行", "<down>", "我厅全年\n甲‸\n预算数执行"),
            ("我厅全年‸\n甲\n预算数执行", "<down><down>", "我厅全年\n甲\n预算数执‸行"),
            ("我厅全年‸\n甲\n预算数执行", "<down><left><down>", "我厅全年\n甲\n‸预算数执行"),
            ("我厅\nabc‸", "<up>", "我‸厅\nabc"),
            ("我‸厅", "<up>", "‸我厅"),
            ("我‸厅", "<down>", "我厅‸"),
            // Down from the end of a full row stays at the ends of rows, and does not fall a row further.
            ("我厅全‸年预算数执行率九九", "<end><down>x", "我厅全年预算数执行率x‸九九"),
            ("一\n二\n三\n四\n五\n六‸", "<pgup>", "一\n二\n三‸\n四\n五\n六"),
            ("‸一\n二\n三\n四\n五\n六", "<pgdn><pgdn><pgdn>", "一\n二\n三\n四\n五\n六‸"),
        ],
    );
}

#[test]
fn shift_selects_and_typing_replaces_what_is_selected() {
    check(
        Shape::Prose,
        &[
            ("我厅‸全年", "<S-right>", "我厅[全]‸年"),
            ("我厅‸全年", "<S-left><S-left>", "‸[我厅]全年"),
            ("我厅‸全年", "<S-left><S-left><S-right>", "我‸[厅]全年"),
            ("我厅‸全年", "<S-right><left>", "我厅‸全年"),
            ("我厅‸全年", "<S-right><right>", "我厅全‸年"),
            ("我厅‸全年", "<S-right>x", "我厅x‸年"),
            ("我厅‸全年", "<S-right><bs>", "我厅‸年"),
            ("我厅‸全年", "<S-left><S-right>", "我厅‸全年"),
            ("我厅‸全年", "<S-C-end>", "我厅[全年]‸"),
            ("我厅‸\n全年", "<S-down>", "我厅[\n全年]‸"),
            ("我厅‸全年", "<C-a>", "[我厅全年]‸"),
            ("我厅‸全年", "<C-a><C-x>", "‸"),
            ("我厅‸全年", "<C-a><C-x><C-v><C-v>", "我厅全年我厅全年‸"),
            ("我厅‸全年", "<C-v><C-x>", "我厅‸全年"),
        ],
    );
}

#[test]
fn undo_takes_back_a_phrase_not_a_character() {
    check(
        Shape::Prose,
        &[
            ("", "执行率<C-z>", "‸"),
            ("", "请说明，再报<C-z>", "请说明，‸"),
            ("", "请说明，再报<C-z><C-z>", "‸"),
            ("", "请说明，再报<C-z><C-z><C-y>", "请说明，‸"),
            ("", "请说明，再报<C-z><C-z><C-y><C-y><C-y>", "请说明，再报‸"),
            ("", "执行<wait>率<C-z>", "执行‸"),
            ("", "执行<left>率<C-z>", "执‸行"),
            ("", "执行<ret>率<C-z>", "执行\n‸"),
            ("", "the cat sat<C-z>", "‸"),
            ("执行率", "<bs><bs><C-z>", "执行率‸"),
            ("‸执行率", "<del><del><C-z>", "‸执行率"),
            ("", "执行率<bs><bs>款<C-z>", "‸"),
            ("执", "行<bs><C-z>", "执‸"),
            ("我厅‸全年", "<S-right>xy<C-z>", "我厅全‸年"),
            ("我厅，全年", "<C-w><C-w><C-z>", "我厅，‸"),
            ("", "甲<C-z>乙<C-y>", "乙‸"),
            ("甲", "<C-z><C-y>", "甲‸"),
        ],
    );
}

#[test]
fn a_short_commit_of_an_input_method_joins_the_phrase_and_a_paste_does_not() {
    let mut edited = open(Shape::Prose, "");
    edited.insert("请说明", 0);
    edited.insert("绩效目标", 300);
    assert_eq!(state(&edited), "请说明绩效目标‸");
    edited.insert("推动政府治理体系能力现代化助力广州实现高质量发展", 400);
    edited.key(Key::ctrl('z'), 500);
    assert_eq!(state(&edited), "请说明绩效目标‸");
    edited.key(Key::ctrl('z'), 600);
    assert_eq!(state(&edited), "‸");
}

#[test]
fn what_is_inserted_is_made_plain_text() {
    for (shape, inserted, text) in [
        (Shape::Prose, "甲\r\n乙\r丙\n", "甲\n乙\n丙\n"),
        (Shape::OneLine, "甲\r\n乙\u{2028}丙", "甲 乙 丙"),
        (Shape::Prose, "a\tb", "a  b"),
        (Shape::Prose, "\u{1b}[2J\u{0}\u{9b}", "[2J"),
        (Shape::Prose, "a\u{202e}b\u{200b}\u{feff}\u{2066}", "ab"),
        (Shape::Prose, "👩‍🚀葛\u{e0100}", "👩‍🚀葛\u{e0100}"),
        (Shape::Prose, "：／？！（）“”　", "：／？！（）“”　"),
    ] {
        let mut edited = open(shape, "");
        edited.insert(inserted, 0);
        assert_eq!(edited.text(), text, "{inserted:?}");
    }
}

#[test]
fn a_text_beyond_the_limit_is_refused_whole() {
    let mut edited = TextBox::new(Shape::Prose, &"字".repeat(CHARS_MAX - 1));
    assert_eq!(edited.insert("甲乙", 0), Did::TooLong);
    assert_eq!(edited.key(Key::char('甲'), 0), Did::Changed);
    assert_eq!(edited.key(Key::char('乙'), 0), Did::TooLong);
    assert_eq!(edited.chars(), CHARS_MAX);
    edited.key(Key::ctrl('a'), 0);
    assert_eq!(edited.insert("甲乙", 0), Did::Changed);
    assert_eq!(edited.text(), "甲乙");
}

#[test]
fn keys_that_are_commands_are_left_to_others() {
    let plain = Key::plain;
    for key in [plain(KeyCode::Esc), plain(KeyCode::Tab), plain(KeyCode::F(1)), Key::ctrl('s'), Key::ctrl('p'), Key::ctrl('c')] {
        assert_eq!(open(Shape::Prose, "甲").key(key, 0), Did::NotMine, "{key:?}");
    }
    let alt = Key { alt: true, ..Key::char('o') };
    assert_eq!(open(Shape::Prose, "甲").key(alt, 0), Did::NotMine);
    for code in [KeyCode::Enter, KeyCode::Up, KeyCode::Down, KeyCode::PageUp, KeyCode::PageDown] {
        assert_eq!(open(Shape::OneLine, "甲").key(plain(code), 0), Did::NotMine, "{code:?}");
        assert_ne!(open(Shape::Prose, "甲").key(plain(code), 0), Did::NotMine, "{code:?}");
    }
}

/// What a box shows: its lines, the parts lit, the cursor.
fn shown(edited: &mut TextBox, area: Rect) -> (Vec<String>, Vec<String>, Option<Position>) {
    edited.settle(area.width, area.height, Width::Narrow);
    let mut frame: Frame<()> = Frame::new(area);
    edited.draw(&mut Canvas::new(&mut frame, Look::default()), area, true);
    (frame.text(), frame.styles(Theme::default()), frame.cursor)
}

#[test]
fn the_caret_has_a_cell_behind_a_full_row() {
    // Five characters fill the ten columns that text may take.
    let (lines, _, cursor) = shown(&mut open(Shape::Prose, "我厅全年预"), area());
    assert_eq!((lines[0].as_str(), cursor), ("我厅全年预", Some(Position { x: 10, y: 0 })));
    let (_, _, cursor) = shown(&mut open(Shape::Prose, "我厅全年预‸算"), area());
    assert_eq!(cursor, Some(Position { x: 0, y: 1 }));
    let (_, _, cursor) = shown(&mut open(Shape::Prose, "the cat   ‸"), Rect { width: 8, ..area() });
    assert_eq!(cursor, Some(Position { x: 7, y: 0 }));
}

#[test]
fn the_caret_is_scrolled_into_view_and_no_row_left_empty_below() {
    let mut edited = open(Shape::Prose, "一\n二\n三\n四\n五\n六‸");
    assert_eq!(shown(&mut edited, area()).0, ["三", "四", "五", "六"]);
    press(&mut edited, &mut 0, "<C-home>");
    assert_eq!(shown(&mut edited, area()).0, ["一", "二", "三", "四"]);
    press(&mut edited, &mut 0, "<down><down><down><down>");
    assert_eq!(shown(&mut edited, area()).0, ["二", "三", "四", "五"]);
    assert_eq!(shown(&mut edited, Rect { height: 6, ..area() }).0, ["一", "二", "三", "四", "五", "六"]);
    assert_eq!(edited.height(11, Width::Narrow), 6);
    assert_eq!(edited.height(2, Width::Narrow), 6);
}

#[test]
fn one_line_scrolls_sideways_by_whole_characters() {
    let mut edited = open(Shape::OneLine, "广州市人民政府办公厅");
    let line = Rect { height: 1, ..area() };
    assert_eq!(shown(&mut edited, line), (vec!["政府办公厅".to_owned()], vec![String::new()], Some(Position { x: 10, y: 0 })));
    press(&mut edited, &mut 0, "<home>");
    assert_eq!(shown(&mut edited, line).0, ["广州市人民"]);
    press(&mut edited, &mut 0, "<C-right><bs>");
    assert_eq!(shown(&mut edited, line).0, ["民政府办公"]);
    press(&mut edited, &mut 0, "<C-u>x");
    assert_eq!(shown(&mut edited, line), (vec!["x".to_owned()], vec![String::new()], Some(Position { x: 1, y: 0 })));
}

#[test]
fn the_selection_is_lit_with_the_line_ends_in_it() {
    let mut edited = open(Shape::Prose, "甲‸乙\n\n丙丁");
    press(&mut edited, &mut 0, "<S-down><S-down>");
    assert_eq!(state(&edited), "甲[乙\n\n丙]‸丁");
    assert_eq!(shown(&mut edited, area()).1, ["C2-4", "C0-0", "C0-1", ""]);
}

#[test]
fn a_click_puts_the_caret_on_the_character_clicked() {
    for (x, y, expected) in [
        (0, 0, "‸我厅全年预算数"),
        (1, 0, "‸我厅全年预算数"),
        (2, 0, "我‸厅全年预算数"),
        (10, 0, "我厅全年预‸算数"),
        (3, 1, "我厅全年预算‸数"),
        (9, 1, "我厅全年预算数‸"),
        (9, 9, "我厅全年预算数‸"),
    ] {
        let mut edited = open(Shape::Prose, "我厅全年预算数");
        edited.click(x, y);
        assert_eq!(state(&edited), expected, "{x} {y}");
    }
    let mut edited = open(Shape::Prose, "我厅全年预算数");
    edited.click(10, 0);
    assert_eq!(shown(&mut edited, area()).2, Some(Position { x: 10, y: 0 }), "behind the row that was clicked");
}

#[derive(Clone, Debug)]
enum Input {
    Key(Key),
    Insert(String),
    Click(u16, u16),
    Resize(u16, u16, bool),
}

fn input() -> impl Strategy<Value = Input> {
    let typed = prop::sample::select("预算率，。（“ab1.5 \u{301}\u{200d}👩🇨\u{fe0f}\t\u{1b}\u{202e}".chars().collect::<Vec<_>>());
    let code = prop::sample::select(vec![
        KeyCode::Enter,
        KeyCode::Esc,
        KeyCode::Backspace,
        KeyCode::Delete,
        KeyCode::Left,
        KeyCode::Right,
        KeyCode::Up,
        KeyCode::Down,
        KeyCode::Home,
        KeyCode::End,
        KeyCode::PageUp,
        KeyCode::PageDown,
    ]);
    prop_oneof![
        8 => typed.prop_map(|c| Input::Key(Key::char(c))),
        6 => (code, any::<bool>(), any::<bool>()).prop_map(|(code, ctrl, shift)| Input::Key(Key { code, ctrl, alt: false, shift })),
        3 => prop::sample::select("awukxvzyhs".chars().collect::<Vec<_>>()).prop_map(|c| Input::Key(Key::ctrl(c))),
        1 => "[预算ab，\\r\\n\u{301}👩\u{200d}]{0,24}".prop_map(Input::Insert),
        1 => (0..30_u16, 0..9_u16).prop_map(|(x, y)| Input::Click(x, y)),
        1 => (0..30_u16, 0..7_u16, any::<bool>()).prop_map(|(cols, rows, wide)| Input::Resize(cols, rows, wide)),
    ]
}

#[test]
fn a_table_keeps_its_tabs_and_shows_them_as_blanks() {
    let mut table = TextBox::new(Shape::Table, "");
    assert_eq!(table.insert("名称\t分值\r\n甲\t\u{1b}5\t6，长过一个短语的粘贴文字", 0), Did::Changed);
    table.key(Key::plain(KeyCode::Enter), 0);
    table.insert("乙", 0);
    table.key(Key::plain(KeyCode::Tab), 0);
    assert_eq!(table.text(), "名称\t分值\n甲\t5\t6，长过一个短语的粘贴文字\n乙\t");
    table.settle(40, 4, Width::Narrow);
    let mut frame: Frame<()> = Frame::new(Rect { x: 0, y: 0, width: 40, height: 4 });
    table.draw(&mut Canvas::new(&mut frame, Look::default()), Rect { x: 0, y: 0, width: 40, height: 4 }, true);
    assert_eq!(frame.cursor, Some((4, 2).into()));
    let mut prose = TextBox::new(Shape::Prose, "");
    prose.insert("a\tb", 0);
    assert_eq!(prose.key(Key::plain(KeyCode::Tab), 0), Did::NotMine);
    assert_eq!(prose.text(), "a  b");
}

proptest! {
    #[test]
    fn any_keys_leave_a_sound_box(
        text in "[预算ab1，（ \n\u{301}👩\u{200d}🇨]{0,30}", inputs in prop::collection::vec((input(), 0..1500_u64), 0..60), one_line: bool,
    ) {
        let mut edited = TextBox::new(if one_line { Shape::OneLine } else { Shape::Prose }, &text);
        let (mut now_ms, mut size, mut width) = (0, (24, 5), Width::Narrow);
        for (input, pause_ms) in inputs {
            now_ms += pause_ms;
            match input {
                Input::Key(key) => _ = edited.key(key, now_ms),
                Input::Insert(text) => _ = edited.insert(&text, now_ms),
                Input::Click(x, y) => edited.click(x, y),
                Input::Resize(cols, rows, wide) => (size, width) = ((cols, rows), if wide { Width::Wide } else { Width::Narrow }),
            }
            let on_boundary = |at| at == edited.text().len() || glyphs(edited.text(), width).any(|glyph| glyph.at == at);
            prop_assert!(on_boundary(edited.caret()));
            prop_assert!(edited.selection().is_none_or(|range| on_boundary(range.start) && on_boundary(range.end)));
            prop_assert!(edited.chars() <= CHARS_MAX);

            edited.settle(size.0, size.1, width);
            let area = Rect { x: 3, y: 2, width: size.0, height: size.1 };
            let mut frame: Frame<()> = Frame::new(Rect { x: 0, y: 0, width: 40, height: 12 });
            edited.draw(&mut Canvas::new(&mut frame, Look { width, ..Look::default() }), area, true);
            prop_assert_eq!(frame.cursor.is_some(), !area.is_empty());
            prop_assert!(frame.cursor.is_none_or(|cursor| area.contains(cursor)), "{:?} in {area}", frame.cursor);
            // The cursor stands on the character behind the caret, or on a blank behind its row;
            // in a box narrower than one character there is no such cell.
            if let Some(cursor) = frame.cursor.filter(|_| size.0 > 12) {
                let under = frame.buffer[cursor].symbol();
                let behind = glyphs(edited.text().get(edited.caret()..).unwrap(), width).next().map(|glyph| glyph.shown);
                prop_assert!(under == " " || behind.as_ref().is_some_and(|behind| behind.starts_with(under)), "{under:?} for {behind:?}");
            }
        }
        while edited.key(Key::ctrl('y'), now_ms) == Did::Changed {}
        let last = edited.text().to_owned();
        while edited.key(Key::ctrl('z'), now_ms) == Did::Changed {}
        prop_assert_eq!(edited.text(), text);
        while edited.key(Key::ctrl('y'), now_ms) == Did::Changed {}
        prop_assert_eq!(edited.text(), last);
    }
}
