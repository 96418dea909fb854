//! Sends a frame to the terminal: only what changed, in few bytes.
//!
//! What a cell holds was made safe by the canvas; it is checked once more here, for this is the
//! last door. After a character whose columns are not certain the cursor is put where it belongs
//! and the next one is sent again, so that a terminal which draws it wider spoils that one alone.

#[cfg(test)]
mod tests;

use std::io;

use ratatui::buffer::Cell;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier};

use crate::text::is_sure;
use crate::ui::Frame;

/// The terminal's picture and the way to change it.
pub struct Screen<W> {
    out: W,
    /// What the terminal shows; none when that is not known.
    shown: Option<Shown>,
    bytes: Vec<u8>,
    /// Which cells of a row are to be sent.
    changed: Vec<bool>,
}

/// What the terminal shows.
struct Shown {
    area: Rect,
    cells: Vec<Print>,
    cursor: Option<Position>,
}

/// A cell as it was sent, in few bytes: a whole screen of [`Cell`]s would not stay in a cache from key to key.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Print {
    /// The symbol's bytes and, in the highest, how many it has: one number to compare.
    symbol: u64,
    look: Look,
}

/// Bytes of a symbol that are kept: all but the longest emoji have no more. Those never count as sent.
const SYMBOL_KEPT: usize = 7;

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
const MODIFIERS: [(Modifier, u16, u16); 6] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::REVERSED, 7, 27),
    (Modifier::CROSSED_OUT, 9, 29),
];

/// The modifiers that are drawn.
const DRAWN: Modifier = Modifier::BOLD
    .union(Modifier::DIM)
    .union(Modifier::ITALIC)
    .union(Modifier::UNDERLINED)
    .union(Modifier::REVERSED)
    .union(Modifier::CROSSED_OUT);

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
        Self { out, shown: None, bytes: Vec::new(), changed: Vec::new() }
    }

    /// Shows `frame`; gives the bytes it took, none when nothing changed. After an error the next
    /// call sends everything.
    pub fn draw<T>(&mut self, frame: &Frame<T>) -> io::Result<usize> {
        let next = &frame.buffer;
        let known = self.shown.take().filter(|shown| shown.area == next.area);
        let wiped = known.is_none();
        let mut shown = known.unwrap_or_else(|| Shown { area: next.area, cells: vec![Print::BLANK; next.content.len()], cursor: None });

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
        for (y, (old, new)) in (0..).zip(shown.cells.chunks_mut(width).zip(next.content.chunks(width))) {
            self.changed.clear();
            self.changed.extend(old.iter_mut().zip(new).map(|(old, new)| old.renew(new)));
            pen.row(&Row { cells: new, prints: old, changed: &self.changed }, y);
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
        shown.cursor = frame.cursor;
        self.shown = Some(shown);
        Ok(self.bytes.len())
    }

    /// The terminal may show anything: the next draw sends everything.
    pub fn forget(&mut self) {
        self.shown = None;
    }
}

impl Print {
    const BLANK: Self = Self { symbol: u64::from_le_bytes([b' ', 0, 0, 0, 0, 0, 0, 1]), look: PLAIN };
    /// Unlike any that was sent.
    const LONG: u64 = u64::MAX;

    fn of(cell: &Cell) -> Self {
        // The usual ones, ASCII and Chinese, without a loop: every cell comes here at every key.
        let symbol = match *cell.symbol().as_bytes() {
            [a] => u64::from_le_bytes([a, 0, 0, 0, 0, 0, 0, 1]),
            [] => 0,
            [a, b, c] => u64::from_le_bytes([a, b, c, 0, 0, 0, 0, 3]),
            ref bytes if bytes.len() <= SYMBOL_KEPT => {
                let mut kept = [0; SYMBOL_KEPT + 1];
                kept.iter_mut().zip(bytes).for_each(|(kept, byte)| *kept = *byte);
                kept[SYMBOL_KEPT] = u8::try_from(bytes.len()).unwrap_or(u8::MAX);
                u64::from_le_bytes(kept)
            }
            _ => Self::LONG,
        };
        Self { symbol, look: look(cell, symbol == Self::BLANK.symbol) }
    }

    /// Becomes `cell`; `true` if that must be sent.
    fn renew(&mut self, cell: &Cell) -> bool {
        let next = Self::of(cell);
        let changed = *self != next || next.symbol == Self::LONG;
        if changed {
            *self = next;
        }
        changed
    }
}

/// A row as it is to be shown.
struct Row<'a> {
    cells: &'a [Cell],
    prints: &'a [Print],
    /// Which cells the terminal does not show yet.
    changed: &'a [bool],
}

impl Row<'_> {
    fn symbol(&self, x: usize) -> &str {
        self.cells[x].symbol()
    }

    /// Where the blanks begin that end it.
    fn blank_from(&self) -> usize {
        self.prints.iter().rposition(|print| *print != Print::BLANK).map_or(0, |x| x + 1)
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

    /// Brings row `y` to `row`, as far as it has changed.
    fn row(&mut self, row: &Row<'_>, y: u16) {
        let Some(last) = row.changed.iter().rposition(|changed| *changed) else { return };
        let mut blank_from = None;
        let mut x = 0;
        // Whether what was just written may cover the next cell too.
        let mut unsure = false;
        while x < row.cells.len() {
            if !unsure {
                let Some(next) = row.changed[x..].iter().position(|changed| *changed) else { return };
                // A glyph is its cell and the empty ones it covers.
                x = (x..=x + next).rfind(|at| !row.symbol(*at).is_empty()).unwrap_or(x);
            }
            let covered = row.cells[x + 1..].iter().take_while(|cell| cell.symbol().is_empty()).count();
            self.approach(row, x, y);
            if last.saturating_sub(x) >= ERASE_LINE_END.len() && x >= *blank_from.get_or_insert_with(|| row.blank_from()) {
                self.look(PLAIN);
                self.send(ERASE_LINE_END);
                return;
            }
            self.look(row.prints[x].look);
            self.glyph(row.symbol(x), 1 + covered);
            unsure = self.col.is_none();
            x += 1 + covered;
            if x == row.cells.len() {
                // Behind the last column terminals differ.
                (self.row, self.col) = (None, None);
            }
        }
    }

    /// Goes to column `x` of row `y`; over a short gap by writing what stands there.
    fn approach(&mut self, row: &Row<'_>, x: usize, y: u16) {
        // Longer ways are written in fewer bytes.
        const GAP_MAX: usize = 4;
        if self.row == Some(y)
            && let Some(col) = self.col.map(usize::from)
            && (col..=col + GAP_MAX).contains(&x)
            && (col..x).all(|at| row.symbol(at).len() == 1 && is_sure(row.symbol(at)) && row.prints[at].look == self.look)
        {
            (col..x).for_each(|at| self.glyph(row.symbol(at), 1));
            return;
        }
        self.go(u16::try_from(x).expect("a column of a buffer"), y);
    }

    /// Moves the cursor by the shortest way that is certain.
    fn go(&mut self, x: u16, y: u16) {
        let before = (self.row, self.col);
        (self.row, self.col) = (Some(y), Some(x));
        match before {
            (Some(row), Some(col)) if (row, col) == (y, x) => {}
            (Some(row), Some(col)) if row == y && col < x => match x - col {
                1 => self.send(b"\x1b[C"),
                by => self.sequence(&[by], b'C'),
            },
            (Some(row), _) if row == y => self.sequence(&[x + 1], b'G'),
            (Some(row), _) if row + 1 == y && x == 0 => self.send(b"\r\n"),
            _ if (x, y) == (0, 0) => self.send(b"\x1b[H"),
            _ if x == 0 => self.sequence(&[y + 1], b'H'),
            _ => self.sequence(&[y + 1, x + 1], b'H'),
        }
    }

    /// Writes one glyph that takes `cols` columns.
    fn glyph(&mut self, symbol: &str, cols: usize) {
        let (safe, sure) = match symbol {
            "" => (" ", true),
            symbol if is_sure(symbol) => (symbol, true),
            symbol if symbol.chars().any(char::is_control) => ("?", true),
            symbol => (symbol, false),
        };
        self.send(safe.as_bytes());
        let sure = sure && cols == if safe.len() == 1 { 1 } else { 2 };
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
            params => [vec![0], params].concat(),
        };
        let params = if written_len(&anew) < written_len(&change) { anew } else { change };
        self.sequence(&params, b'm');
    }

    /// Writes a control sequence: its numbers, then what it does.
    fn sequence(&mut self, numbers: &[u16], does: u8) {
        self.send(b"\x1b[");
        for (at, number) in numbers.iter().enumerate() {
            if at > 0 {
                self.bytes.push(b';');
            }
            for unit in [10_000, 1_000, 100, 10, 1] {
                if *number >= unit || unit == 1 {
                    self.bytes.extend(u8::try_from(number / unit % 10).map(|digit| b'0' + digit));
                }
            }
        }
        self.bytes.push(does);
    }
}

/// Bytes that parameters take, written.
fn written_len(params: &[u16]) -> usize {
    params.iter().map(|param| 2 + usize::from(*param > 9) + usize::from(*param > 99)).sum()
}

/// The parameters that change one look to another; none for no change.
fn sgr(from: Look, to: Look) -> Vec<u16> {
    let mut params = Vec::new();
    let mut kept = from.modifier;
    if from.modifier != to.modifier {
        for (modifier, _, off) in MODIFIERS {
            if kept.contains(modifier) && !to.modifier.contains(modifier) {
                params.push(off);
                // 22 ends bold and dim together.
                kept = MODIFIERS.iter().filter(|(_, _, other)| *other == off).fold(kept, |kept, (ended, _, _)| kept.difference(*ended));
            }
        }
        params.extend(
            MODIFIERS.iter().filter(|(modifier, ..)| to.modifier.contains(*modifier) && !kept.contains(*modifier)).map(|row| row.1),
        );
    }
    if from.fg != to.fg {
        colour(to.fg, 30, &mut params);
    }
    if from.bg != to.bg {
        colour(to.bg, 40, &mut params);
    }
    params
}

/// Adds the parameters of a colour; `base` is 30 for characters, 40 for the ground.
fn colour(colour: Color, base: u16, params: &mut Vec<u16>) {
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
        Color::Indexed(index) => return params.extend([base + 8, 5, index.into()]),
        Color::Rgb(r, g, b) => return params.extend([base + 8, 2, r.into(), g.into(), b.into()]),
    };
    params.push(base + number);
}

/// How a cell looks; of a blank only what shows.
fn look(cell: &Cell, is_blank: bool) -> Look {
    if is_blank && !cell.modifier.intersects(ON_BLANKS) {
        return Look { bg: cell.bg, ..PLAIN };
    }
    Look { fg: cell.fg, bg: cell.bg, modifier: cell.modifier & DRAWN }
}
