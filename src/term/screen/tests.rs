//! What is sent, and what a terminal makes of it.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::num::NonZeroU16;

use proptest::prelude::*;
use ratatui::layout::Rect;

use super::*;
use crate::ui::{Canvas, Look as Drawing, Role, Theme, ThemeName};

const PROSE: &str = "推动政府治理体系能力现代化，助力广州实现高质量发展。我厅全年调整后预算数 29,094.17 万元，支出执行率为 99.7%。";

fn frame(cols: u16, rows: u16, draw: impl FnOnce(&mut Canvas<'_, ()>)) -> Frame<()> {
    let mut frame = Frame::new(Rect { x: 0, y: 0, width: cols, height: rows });
    draw(&mut Canvas::new(&mut frame, Drawing::default()));
    frame
}

fn prose(cols: u16, rows: u16) -> Frame<()> {
    frame(cols, rows, |canvas| {
        for y in 0..rows {
            canvas.put(y % 3, y, cols, PROSE, if y % 4 == 0 { Role::Strong } else { Role::Text });
        }
        canvas.frame(Rect { x: 5, y: 2, width: 20, height: 4 }, "批注", Role::You);
    })
}

/// A terminal fed by a screen.
struct Fed {
    screen: Screen<Vec<u8>>,
    terminal: vt100::Parser,
}

impl Fed {
    fn new(cols: u16, rows: u16) -> Self {
        let size = |n| NonZeroU16::new(n).unwrap();
        Self { screen: Screen::new(Vec::new()), terminal: vt100::Parser::new(size(rows), size(cols), 0) }
    }

    fn draw(&mut self, frame: &Frame<()>) -> Vec<u8> {
        let sent = self.screen.draw(frame).unwrap();
        let bytes = std::mem::take(&mut self.screen.out);
        assert_eq!(bytes.len(), sent);
        self.terminal.process(&bytes);
        bytes
    }

    /// Where the terminal shows something else than the frame.
    fn faults(&self, frame: &Frame<()>) -> Vec<String> {
        let area = frame.buffer.area;
        let mut faults = Vec::new();
        for position in area.positions() {
            let cell = &frame.buffer[position];
            let seen = self.terminal.screen().cell(position.y, position.x).unwrap();
            let symbol = if seen.has_contents() || seen.is_wide_continuation() { seen.contents() } else { " " };
            let wanted = Print::of(cell).look;
            // The covered half of a wide character has no look of its own there.
            let same_look = cell.symbol().is_empty() || looks(seen, symbol) == wanted;
            if symbol != cell.symbol() || !same_look {
                faults.push(format!("{position}: {symbol:?} for {cell:?}"));
            }
        }
        let cursor = self.terminal.screen().cursor_position();
        let shown = (!self.terminal.screen().hide_cursor()).then_some(Position { x: cursor.1, y: cursor.0 });
        if shown != frame.cursor {
            faults.push(format!("cursor at {shown:?} for {:?}", frame.cursor));
        }
        faults
    }
}

/// How the terminal shows a cell, as [`look`] has it.
#[expect(clippy::disallowed_methods, reason = "nothing is drawn")]
fn looks(seen: &vt100::Cell, symbol: &str) -> Look {
    let colour = |colour| match colour {
        vt100::Color::Default => Color::Reset,
        vt100::Color::Idx(index) => {
            let sixteen = [
                Color::Black,
                Color::Red,
                Color::Green,
                Color::Yellow,
                Color::Blue,
                Color::Magenta,
                Color::Cyan,
                Color::Gray,
                Color::DarkGray,
                Color::LightRed,
                Color::LightGreen,
                Color::LightYellow,
                Color::LightBlue,
                Color::LightMagenta,
                Color::LightCyan,
                Color::White,
            ];
            sixteen.get(usize::from(index)).copied().unwrap_or(Color::Indexed(index))
        }
        vt100::Color::Rgb(r, g, b) => Color::Rgb(r, g, b),
    };
    let mut modifier = Modifier::empty();
    modifier.set(Modifier::BOLD, seen.bold());
    modifier.set(Modifier::DIM, seen.dim());
    modifier.set(Modifier::ITALIC, seen.italic());
    modifier.set(Modifier::UNDERLINED, seen.underline());
    modifier.set(Modifier::REVERSED, seen.inverse());
    let mut cell = Cell::default();
    cell.set_symbol(symbol).set_fg(colour(seen.fgcolor())).set_bg(colour(seen.bgcolor()));
    cell.modifier = modifier;
    Print::of(&cell).look
}

#[test]
fn the_terminal_shows_the_frame_and_an_unchanged_frame_costs_nothing() {
    let mut fed = Fed::new(80, 24);
    let picture = prose(80, 24);
    fed.draw(&picture);
    assert_eq!(fed.faults(&picture), Vec::<String>::new());
    assert_eq!(fed.draw(&picture), b"");
}

#[test]
fn one_word_changed_costs_one_word() {
    let mut fed = Fed::new(80, 24);
    let with = |words| frame(80, 24, |canvas| _ = canvas.put(2, 3, 60, words, Role::Text));
    fed.draw(&with("已审 21/46 项"));
    let bytes = fed.draw(&with("已审 22/46 项"));
    assert_eq!(bytes.escape_ascii().to_string(), r"\x1b[?2026h\x1b[4;9H2\x1b[?2026l");
    assert_eq!(fed.faults(&with("已审 22/46 项")), Vec::<String>::new());
}

#[test]
fn blanks_to_the_right_edge_are_erased_and_short_gaps_written_over() {
    let mut fed = Fed::new(80, 2);
    fed.draw(&frame(80, 2, |canvas| _ = canvas.put(0, 0, 80, PROSE, Role::Text)));
    let bytes = fed.draw(&frame(80, 2, |canvas| _ = canvas.put(0, 0, 80, "推动", Role::Text)));
    assert_eq!(bytes.escape_ascii().to_string(), r"\x1b[?2026h\x1b[1;5H\x1b[K\x1b[?2026l");

    fed.draw(&frame(80, 2, |canvas| _ = canvas.put(0, 1, 80, "a1b2c3", Role::Text)));
    let bytes = fed.draw(&frame(80, 2, |canvas| _ = canvas.put(0, 1, 80, "x1y2z3", Role::Text)));
    assert_eq!(bytes.escape_ascii().to_string(), r"\x1b[?2026h\x1b[2Hx1y2z\x1b[?2026l");
}

#[test]
fn the_cursor_alone_moves_without_an_update_and_hides_when_no_box_has_the_keys() {
    let mut fed = Fed::new(20, 3);
    let mut picture = frame(20, 3, |canvas| _ = canvas.put(0, 0, 20, "批注", Role::Text));
    fed.draw(&picture);
    assert!(fed.terminal.screen().hide_cursor());
    for (cursor, bytes) in [(Some((4, 0)), r"\x1b[1;5H\x1b[?25h"), (Some((0, 2)), r"\x1b[3H"), (None, r"\x1b[?25l"), (None, "")] {
        picture.cursor = cursor.map(|(x, y)| Position { x, y });
        assert_eq!(fed.draw(&picture).escape_ascii().to_string(), bytes);
        assert_eq!(fed.faults(&picture), Vec::<String>::new());
    }
}

#[test]
fn the_cursor_is_placed_after_every_character_of_uncertain_width() {
    let mut fed = Fed::new(20, 1);
    let bytes = fed.draw(&frame(20, 1, |canvas| _ = canvas.put(0, 0, 20, "“好”──e\u{301}x", Role::Text)));
    let drawn = String::from_utf8(bytes).unwrap();
    assert!(drawn.contains("“\x1b[2G好”\x1b[5G─\x1b[6G─\x1b[7Ge\u{301}\x1b[8Gx"), "{drawn:?}");
}

#[test]
fn what_stands_behind_a_character_of_uncertain_width_is_sent_again() {
    let mut fed = Fed::new(20, 1);
    let with = |words| frame(20, 1, |canvas| _ = canvas.put(0, 0, 20, words, Role::Text));
    fed.draw(&with("“好的"));
    let bytes = fed.draw(&with("”好的"));
    assert_eq!(String::from_utf8(bytes).unwrap(), "\u{1b}[?2026h\u{1b}[H”\u{1b}[2G好\u{1b}[?2026l");
}

#[test]
fn a_row_filled_to_the_edge_is_left_by_an_absolute_move() {
    let mut fed = Fed::new(4, 2);
    let bytes = fed.draw(&frame(4, 2, |canvas| {
        canvas.put(0, 0, 4, "预算", Role::Text);
        canvas.put(0, 1, 4, "数", Role::Text);
    }));
    assert!(String::from_utf8(bytes).unwrap().contains("预算\x1b[2H数"));
}

#[test]
fn a_look_is_reached_by_the_shorter_way() {
    let plain = PLAIN;
    let with = |modifier, fg| Look { fg, modifier, ..PLAIN };
    let (bold, both, dim) = (Modifier::BOLD, Modifier::BOLD | Modifier::DIM, Modifier::DIM);
    for (from, to, bytes) in [
        (plain, with(bold, Color::Cyan), "\x1b[1;36m"),
        (with(bold, Color::Cyan), plain, "\x1b[m"),
        (with(bold, Color::Cyan), with(bold, Color::Red), "\x1b[31m"),
        (with(bold, Color::Cyan), with(Modifier::UNDERLINED, Color::Cyan), "\x1b[22;4m"),
        (with(bold, Color::Reset), with(dim, Color::Reset), "\x1b[0;2m"),
        // What ends bold ends dim.
        (with(both, Color::LightCyan), with(dim, Color::LightCyan), "\x1b[22;2m"),
        (plain, with(Modifier::empty(), Color::Indexed(200)), "\x1b[38;5;200m"),
        (plain, Look { bg: Color::Rgb(1, 2, 3), ..plain }, "\x1b[48;2;1;2;3m"),
    ] {
        let mut written = Vec::new();
        Pen { bytes: &mut written, look: from, row: None, col: None }.look(to);
        assert_eq!(String::from_utf8(written).unwrap(), bytes);
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "what the canvas never does")]
fn a_control_character_in_a_cell_is_written_as_a_question_mark() {
    let mut fed = Fed::new(10, 1);
    let mut picture = frame(10, 1, |canvas| _ = canvas.put(0, 0, 10, "abc", Role::Text));
    for (x, symbol) in ["\u{1b}[2J", "\u{9b}", "\r"].into_iter().enumerate() {
        picture.buffer.content[x].set_symbol(symbol);
    }
    fed.draw(&picture);
    assert_eq!(fed.terminal.screen().contents(), "???");
}

#[test]
fn all_is_sent_again_after_a_resize_an_error_and_when_forgotten() {
    let mut fed = Fed::new(40, 8);
    let whole = fed.draw(&prose(40, 8)).len();
    assert!(fed.draw(&prose(39, 8)).starts_with(b"\x1b[?2026h\x1b[?25l\x1b[m"));
    fed.draw(&prose(40, 8));
    fed.terminal.process(b"\x1b[1;4r\x1b[2J\x1b[r");
    fed.screen.forget();
    assert_eq!(fed.draw(&prose(40, 8)).len(), whole);
    assert_eq!(fed.faults(&prose(40, 8)), Vec::<String>::new());

    let mut screen = Screen::new(Broken(true, Vec::new()));
    assert!(screen.draw(&prose(40, 8)).is_err());
    assert_eq!(screen.draw(&prose(40, 8)).unwrap(), whole);
}

/// Fails once.
struct Broken(bool, Vec<u8>);
impl io::Write for Broken {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if std::mem::take(&mut self.0) { Err(io::Error::from(io::ErrorKind::BrokenPipe)) } else { self.1.write(bytes) }
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Figures for the record: a page of prose costs little more than its text.
#[test]
fn a_full_page_costs_little_more_than_its_text() {
    let picture = frame(120, 36, |canvas| {
        for y in 0..36 {
            canvas.put(0, y, 120, PROSE, Role::Text);
        }
    });
    let text: usize = picture.text().iter().map(String::len).sum();
    let sent = Fed::new(120, 36).draw(&picture).len();
    assert!(sent < text + 36 * 8 + 64, "{sent} bytes for {text}");
}

#[derive(Clone, Debug)]
enum Stroke {
    Put(u16, u16, String, Role),
    Frame(Rect),
    Tint(Rect, Role),
    Rule(u16, u16, u16),
    Caret(u16, u16),
}

fn role() -> impl Strategy<Value = Role> {
    prop::sample::select(vec![
        Role::Text,
        Role::Strong,
        Role::Quiet,
        Role::Line,
        Role::You,
        Role::YouStrong,
        Role::Ok,
        Role::Bad,
        Role::Here,
        Role::Chip,
        Role::Hit,
        Role::Quote,
        Role::Marked,
    ])
}

fn stroke() -> impl Strategy<Value = Stroke> {
    let words = "([a-z0-9 ]{1,6}|[\u{4e00}-\u{4e20}，。]{1,12}|[“”—…·]|\u{1b}|\u{202e}|e\u{301}| {3,40}){0,12}";
    let rect = || (0..120_u16, 0..36_u16, 0..60_u16, 0..12_u16).prop_map(|(x, y, width, height)| Rect { x, y, width, height });
    prop_oneof![
        6 => (0..110_u16, 0..36_u16, words, role()).prop_map(|(x, y, words, role)| Stroke::Put(x, y, words, role)),
        1 => rect().prop_map(Stroke::Frame),
        1 => (rect(), role()).prop_map(|(rect, role)| Stroke::Tint(rect, role)),
        1 => (0..110_u16, 0..36_u16, 0..120_u16).prop_map(|(x, y, cols)| Stroke::Rule(x, y, cols)),
        1 => (0..120_u16, 0..36_u16).prop_map(|(x, y)| Stroke::Caret(x, y)),
    ]
}

fn stroke_on(picture: &mut Frame<()>, look: Drawing, stroke: &Stroke) {
    let mut canvas = Canvas::new(picture, look);
    match stroke {
        Stroke::Put(x, y, words, role) => _ = canvas.put(*x, *y, 120, words, *role),
        Stroke::Frame(area) => _ = canvas.frame(*area, "批注", Role::You),
        Stroke::Tint(area, role) => canvas.tint(*area, *role),
        Stroke::Rule(x, y, cols) => canvas.hline(*x, *y, *cols, true, Role::Line),
        Stroke::Caret(x, y) => canvas.caret(*x, *y),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_terminal_shows_every_frame_of_any_sequence(
        sequence in prop::collection::vec(prop::collection::vec(stroke(), 0..8), 1..5), large: bool, light: bool, anew: bool,
    ) {
        let (cols, rows) = if large { (120, 36) } else { (80, 24) };
        let look = Drawing { theme: Theme(if light { ThemeName::Light } else { ThemeName::Dark }), ..Drawing::default() };
        let mut fed = Fed::new(cols, rows);
        let mut picture = prose(cols, rows);
        for strokes in sequence {
            if anew {
                picture = prose(cols, rows);
            }
            picture.cursor = None;
            for stroke in &strokes {
                stroke_on(&mut picture, look, stroke);
            }
            let bytes = fed.draw(&picture);
            let faults = fed.faults(&picture);
            prop_assert!(faults.is_empty(), "{faults:?}");
            // No control but what this file writes.
            let stray = bytes.iter().zip(bytes.iter().skip(1).chain([&0])).find(|(byte, next)| match byte {
                0x1b => **next != b'[',
                b'\r' => **next != b'\n',
                byte => **byte < 0x20 && **byte != b'\n',
            });
            prop_assert_eq!(stray, None);
            let delete_or_c1 = String::from_utf8(bytes).unwrap().chars().find(|c| ('\u{7f}'..='\u{9f}').contains(c));
            prop_assert_eq!(delete_or_c1, None);
            prop_assert_eq!(fed.draw(&picture), b"");
        }
    }
}
