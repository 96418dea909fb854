//! Sends a frame to the terminal: only what changed, in few bytes.
//!
//! What a cell holds was made safe by the canvas; it is checked once more here, for this is the
//! last door. After a character whose columns are not certain the cursor is put where it belongs
//! and the next one is sent again, so that a terminal which draws it wider spoils that one alone.

use std::io;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};

use crate::text::is_sure;
use crate::ui::Frame;

/// The terminal's picture and the way to change it.
pub struct Screen<W> {
    out: W,
    /// What the terminal shows; none when that is not known.
    shown: Option<Shown>,
    bytes: Vec<u8>,
}

struct Shown {
    buffer: Buffer,
    cursor: Option<Position>,
}

/// What a cell looks like beside its symbol.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Look {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

const PLAIN: Look = Look { fg: Color::Reset, bg: Color::Reset, modifier: Modifier::empty() };

/// Modifiers that show on a blank.
const ON_BLANKS: Modifier = Modifier::UNDERLINED.union(Modifier::REVERSED).union(Modifier::CROSSED_OUT);

/// A modifier, the parameter that sets it, the one that takes it away. Bold and dim go together: 22 ends both.
const MODIFIERS: [(Modifier, u8, u8); 6] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::REVERSED, 7, 27),
    (Modifier::CROSSED_OUT, 9, 29),
];

/// Between these the terminal shows nothing half drawn (DEC mode 2026; others ignore it).
const UPDATE_BEGINS: &[u8] = b"\x1b[?2026h";
const UPDATE_ENDS: &[u8] = b"\x1b[?2026l";
const HIDE: &[u8] = b"\x1b[?25l";
const SHOW: &[u8] = b"\x1b[?25h";
/// Attributes off, all blank.
const WIPE: &[u8] = b"\x1b[m\x1b[2J";
const ERASE_LINE_END: &[u8] = b"\x1b[K";

impl<W: io::Write> Screen<W> {
    /// A terminal of which nothing is known yet.
    pub fn new(out: W) -> Self {
        Self { out, shown: None, bytes: Vec::new() }
    }

    /// Shows `frame`; gives the bytes it took, none when nothing changed. After an error the next
    /// call sends everything.
    pub fn draw<T>(&mut self, frame: &Frame<T>) -> io::Result<usize> {
        let next = &frame.buffer;
        let known = self.shown.take().filter(|shown| shown.buffer.area == next.area);
        let wiped = known.is_none();
        let mut shown = known.unwrap_or_else(|| Shown { buffer: Buffer::empty(next.area), cursor: None });

        self.bytes.clear();
        let mut pen = Pen { bytes: &mut self.bytes, look: PLAIN, row: None, col: None };
        pen.send(UPDATE_BEGINS);
        if wiped || shown.cursor.is_some() {
            pen.send(HIDE);
        }
        if wiped {
            pen.send(WIPE);
        }
        let head = pen.bytes.len();
        let width = usize::from(next.area.width).max(1);
        for (y, (old, new)) in (0..).zip(shown.buffer.content.chunks(width).zip(next.content.chunks(width))) {
            pen.row(old, new, y);
        }
        pen.look(PLAIN);
        let drawn = wiped || pen.bytes.len() > head;
        if !drawn {
            pen.bytes.clear();
        }
        match frame.cursor {
            Some(at) if drawn || shown.cursor != frame.cursor => {
                pen.go(at.x.saturating_sub(next.area.x), at.y.saturating_sub(next.area.y));
                if drawn || shown.cursor.is_none() {
                    pen.send(SHOW);
                }
            }
            None if !drawn && shown.cursor.is_some() => pen.send(HIDE),
            Some(_) | None => {}
        }
        if drawn {
            pen.send(UPDATE_ENDS);
        }
        if !self.bytes.is_empty() {
            self.out.write_all(&self.bytes)?;
            self.out.flush()?;
        }
        shown.buffer.clone_from(next);
        shown.cursor = frame.cursor;
        self.shown = Some(shown);
        Ok(self.bytes.len())
    }

    /// The terminal may show anything: the next draw sends everything.
    pub fn forget(&mut self) {
        self.shown = None;
    }
}

/// Writes escapes; knows where the cursor is, as far as that is certain, and how it writes.
struct Pen<'a> {
    bytes: &'a mut Vec<u8>,
    look: Look,
    row: Option<u16>,
    col: Option<u16>,
}

impl Pen<'_> {
    fn send(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// Brings row `y` from `old` to `new`.
    fn row(&mut self, old: &[Cell], new: &[Cell], y: u16) {
        let Some(last) = old.iter().zip(new).rposition(|(old, new)| !same(old, new)) else { return };
        let blank_from = new.iter().rposition(|cell| !(cell.symbol() == " " && look(cell) == PLAIN)).map_or(0, |x| x + 1);
        let mut x = 0;
        // Whether what was just written may cover the next cell too.
        let mut unsure = false;
        while x <= last || unsure && x < new.len() {
            // A glyph is its cell and the empty ones it covers.
            let covered = new[x + 1..].iter().take_while(|cell| cell.symbol().is_empty()).count();
            let end = x + 1 + covered;
            let write = unsure || old[x..end].iter().zip(&new[x..end]).any(|(old, new)| !same(old, new));
            unsure = false;
            if write {
                self.approach(new, x, y);
                if x >= blank_from && last.saturating_sub(x) >= ERASE_LINE_END.len() {
                    self.look(PLAIN);
                    self.send(ERASE_LINE_END);
                    return;
                }
                self.look(look(&new[x]));
                self.glyph(new[x].symbol(), 1 + covered);
                unsure = self.col.is_none();
                if end == new.len() {
                    // Behind the last column terminals differ.
                    (self.row, self.col) = (None, None);
                }
            }
            x = end;
        }
    }

    /// Goes to column `x` of row `y`; over a short gap by writing what stands there.
    fn approach(&mut self, new: &[Cell], x: usize, y: u16) {
        if self.row == Some(y)
            && let Some(gap) = self.col.and_then(|col| new.get(usize::from(col)..x))
            && gap.iter().map(|cell| cell.symbol().len()).sum::<usize>() <= 4
            && gap.iter().all(|cell| cell.symbol().is_ascii() && is_sure(cell.symbol()) && look(cell) == self.look)
        {
            for cell in gap {
                self.glyph(cell.symbol(), 1);
            }
            return;
        }
        self.go(u16::try_from(x).expect("a column of a buffer"), y);
    }

    /// Moves the cursor by the shortest way that is certain.
    fn go(&mut self, x: u16, y: u16) {
        let before = (self.row, self.col);
        (self.row, self.col) = (Some(y), Some(x));
        let way = match before {
            (Some(row), Some(col)) if (row, col) == (y, x) => return,
            (Some(row), Some(col)) if row == y && col < x => match x - col {
                1 => "\x1b[C".to_owned(),
                by => format!("\x1b[{by}C"),
            },
            (Some(row), _) if row == y => format!("\x1b[{}G", x + 1),
            (Some(row), _) if row + 1 == y && x == 0 => "\r\n".to_owned(),
            _ if (x, y) == (0, 0) => "\x1b[H".to_owned(),
            _ if x == 0 => format!("\x1b[{}H", y + 1),
            _ => format!("\x1b[{};{}H", y + 1, x + 1),
        };
        self.send(way.as_bytes());
    }

    /// Writes one glyph that takes `cols` columns.
    fn glyph(&mut self, symbol: &str, cols: usize) {
        let safe = match symbol {
            "" => " ",
            symbol if symbol.chars().any(char::is_control) => "?",
            symbol => symbol,
        };
        self.send(safe.as_bytes());
        let sure = is_sure(safe) && cols == if safe.len() == 1 { 1 } else { 2 };
        self.col = self.col.filter(|_| sure).map(|col| col + u16::try_from(cols).expect("a glyph is narrow"));
    }

    /// From here on characters look like `to`.
    fn look(&mut self, to: Look) {
        let from = self.look;
        if from == to {
            return;
        }
        self.look = to;
        // From where we are, or from nothing: whichever is shorter.
        let change = sgr(from, to);
        let anew = match sgr(PLAIN, to) {
            params if params.is_empty() => params,
            params => format!("0;{params}"),
        };
        let params = if anew.len() < change.len() { anew } else { change };
        self.send(b"\x1b[");
        self.send(params.as_bytes());
        self.send(b"m");
    }
}

/// The parameters that change one look to another; none for no change.
fn sgr(from: Look, to: Look) -> String {
    let mut params: Vec<String> = Vec::new();
    let mut kept = from.modifier;
    for (modifier, _, off) in MODIFIERS {
        if kept.contains(modifier) && !to.modifier.contains(modifier) {
            params.push(off.to_string());
            // 22 ends bold and dim together.
            kept = MODIFIERS.iter().filter(|(_, _, other)| *other == off).fold(kept, |kept, (ended, _, _)| kept.difference(*ended));
        }
    }
    for (modifier, on, _) in MODIFIERS {
        if to.modifier.contains(modifier) && !kept.contains(modifier) {
            params.push(on.to_string());
        }
    }
    if from.fg != to.fg {
        params.push(colour(to.fg, 30));
    }
    if from.bg != to.bg {
        params.push(colour(to.bg, 40));
    }
    params.join(";")
}

/// The parameters of a colour; `base` is 30 for characters, 40 for the ground.
fn colour(colour: Color, base: u8) -> String {
    let number = match colour {
        Color::Reset => 9,
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 60,
        Color::LightRed => 61,
        Color::LightGreen => 62,
        Color::LightYellow => 63,
        Color::LightBlue => 64,
        Color::LightMagenta => 65,
        Color::LightCyan => 66,
        Color::White => 67,
        Color::Indexed(index) => return format!("{};5;{index}", base + 8),
        Color::Rgb(r, g, b) => return format!("{};2;{r};{g};{b}", base + 8),
    };
    (base + number).to_string()
}

/// How a cell looks; of a blank only what shows.
fn look(cell: &Cell) -> Look {
    if cell.symbol() == " " && !cell.modifier.intersects(ON_BLANKS) {
        return Look { bg: cell.bg, ..PLAIN };
    }
    Look { fg: cell.fg, bg: cell.bg, modifier: MODIFIERS.iter().fold(Modifier::empty(), |kept, (one, _, _)| kept | (cell.modifier & *one)) }
}

fn same(old: &Cell, new: &Cell) -> bool {
    old.symbol() == new.symbol() && look(old) == look(new)
}

#[cfg(test)]
mod tests {
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
                let wanted = look(cell);
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
        look(&cell)
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
}
