//! The only writer of cells.
//!
//! Text arrives as [`crate::text::glyphs`], so nothing unsafe can be drawn and no wide character
//! is ever split: a write that covers half of one blanks its other half first.

use std::ops::Range;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier, Style};

use super::{Look, Role, Theme};
use crate::text::{Width, cols, glyphs};

/// Line drawing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lines {
    /// `─ ━ │ ┃ ┌ ✓ ✗ ▸ ▾ › »`.
    #[default]
    Drawn,
    /// `- = | # + v x > > >`: for terminals without them.
    Ascii,
}

/// A finished picture: cells, what can be clicked where, where the caret stands.
#[derive(Clone, Debug)]
pub struct Frame<T> {
    /// The cells.
    pub buffer: Buffer,
    /// Areas and what a click there means, later ones on top.
    pub hits: Hits<T>,
    /// The real terminal cursor, if a text box has the keys.
    pub cursor: Option<Position>,
}

/// Areas and what they mean; nothing where something else was drawn over them.
pub type Hits<T> = Vec<(Rect, Option<T>)>;

/// A row of text whose parts mean different things.
#[derive(Clone, Copy, Debug)]
pub struct Spans<'a> {
    /// The row.
    pub text: &'a str,
    /// Where `text` begins in what the ranges of `over` count, e.g. its paragraph.
    pub at: usize,
    /// What it means where nothing lies over it.
    pub base: Role,
    /// Bytes and what they mean as well; later ones on top, their looks added up.
    pub over: &'a [(Range<usize>, Role)],
}

/// Draws into a [`Frame`]. `T` names what a click means.
pub struct Canvas<'a, T> {
    frame: &'a mut Frame<T>,
    look: Look,
}

impl<T> Frame<T> {
    /// An empty picture.
    pub fn new(area: Rect) -> Self {
        Self { buffer: Buffer::empty(area), hits: Vec::new(), cursor: None }
    }

    /// What a click at `at` means: the last area laid there.
    pub fn hit(&self, at: Position) -> Option<&T> {
        self.hits.iter().rev().find(|(area, _)| area.contains(at)).and_then(|(_, target)| target.as_ref())
    }

    /// The lines as they are read, without spaces at their ends.
    pub fn text(&self) -> Vec<String> {
        self.lines().map(|cells| cells.iter().map(Cell::symbol).collect::<String>().trim_end_matches(' ').to_owned()).collect()
    }

    /// What each line's parts mean under `theme`, as `Y2-9 q12-30_`: role, first and last column, `_` if
    /// underlined as well. Plain text and what cannot be seen on blanks are left out.
    pub fn styles(&self, theme: Theme) -> Vec<String> {
        self.lines().map(|cells| styles(cells, theme)).collect()
    }

    fn lines(&self) -> impl Iterator<Item = &[Cell]> {
        self.buffer.content.chunks(usize::from(self.buffer.area.width).max(1))
    }
}

impl<'a, T> Canvas<'a, T> {
    /// Draws into `frame` with `look`.
    pub fn new(frame: &'a mut Frame<T>, look: Look) -> Self {
        Self { frame, look }
    }

    /// The whole area.
    pub fn area(&self) -> Rect {
        self.frame.buffer.area
    }

    /// How wide ambiguous characters are.
    pub fn width(&self) -> Width {
        self.look.width
    }

    /// How it looks.
    pub fn look(&self) -> Look {
        self.look
    }

    /// Writes one line from (`x`, `y`), at most `cols_max` columns: what does not fit is left out
    /// whole glyph by whole glyph. Gives the columns used.
    pub fn put(&mut self, x: u16, y: u16, cols_max: u16, text: &str, role: Role) -> u16 {
        let style = self.look.theme.style(role);
        self.put_styled(x, y, cols_max, text, |_| style)
    }

    /// As [`Canvas::put`], each glyph with the looks of all that lies over its first byte.
    pub fn put_spans(&mut self, x: u16, y: u16, cols_max: u16, row: &Spans<'_>) -> u16 {
        let theme = self.look.theme;
        self.put_styled(x, y, cols_max, row.text, |at| {
            let over = row.over.iter().filter(|(range, _)| range.contains(&(row.at + at)));
            over.fold(theme.style(row.base), |style, (_, role)| style.patch(theme.style(*role)))
        })
    }

    /// As [`Canvas::put`], ending in `»` when cut.
    pub fn put_fit(&mut self, x: u16, y: u16, cols_max: u16, text: &str, role: Role) -> u16 {
        let text = crate::text::fit(text, cols_max.into(), self.look.width);
        self.put(x, y, cols_max, &text, role)
    }

    /// Writes so that the text ends before column `x_end`. Gives the column it starts at.
    pub fn put_right(&mut self, x_end: u16, y: u16, cols_max: u16, text: &str, role: Role) -> u16 {
        let used = u16::try_from(cols(text, self.look.width)).unwrap_or(u16::MAX).min(cols_max);
        let x = x_end.saturating_sub(used);
        self.put(x, y, used, text, role);
        x
    }

    fn put_styled(&mut self, x: u16, y: u16, cols_max: u16, text: &str, style_at: impl Fn(usize) -> Style) -> u16 {
        let area = self.area();
        if y < area.top() || y >= area.bottom() || x >= area.right() {
            return 0;
        }
        let room = usize::from(cols_max.min(area.right() - x));
        let mut used = 0_usize;
        for glyph in glyphs(text, self.look.width) {
            if used + glyph.cols > room {
                break;
            }
            let at = x + u16::try_from(used).expect("within a row");
            let style = if glyph.marked { self.look.theme.style(Role::Marked) } else { style_at(glyph.at) };
            if glyph.marked || glyph.shown == "  " {
                // A mark such as ⟨RLO⟩ is several characters of its own.
                let mut inner = at;
                for part in glyphs(&glyph.shown, self.look.width) {
                    self.cell(inner, y, &part.shown, part.cols, style);
                    inner += u16::try_from(part.cols).expect("a mark is short");
                }
            } else {
                self.cell(at, y, &glyph.shown, glyph.cols, style);
            }
            used += glyph.cols;
        }
        u16::try_from(used).expect("within a row")
    }

    /// Writes one glyph of `cols` columns, blanking the halves of wide glyphs it covers.
    fn cell(&mut self, x: u16, y: u16, shown: &str, cols: usize, style: Style) {
        let cols = u16::try_from(cols).expect("a glyph is narrow");
        self.part(x, y);
        self.part(x + cols, y);
        let shown = match self.look.lines {
            Lines::Drawn => shown,
            Lines::Ascii => ascii(shown),
        };
        let buffer = &mut self.frame.buffer;
        for covered in x..x + cols {
            if let Some(cell) = buffer.cell_mut((covered, y)) {
                cell.reset();
                cell.set_style(style);
                // The cells a wide glyph covers stay empty: see `part`.
                cell.set_symbol(if covered == x { shown } else { "" });
            }
        }
    }

    /// Makes a clean edge left of column `x`: a wide glyph that crosses it becomes blanks.
    fn part(&mut self, x: u16, y: u16) {
        let area = self.area();
        if x <= area.left() || x >= area.right() {
            return;
        }
        let covered = |cell: Option<&Cell>| cell.is_some_and(|cell| cell.symbol().is_empty());
        if !covered(self.frame.buffer.cell((x, y))) {
            return;
        }
        let mut start = x;
        while start > area.left() && covered(self.frame.buffer.cell((start, y))) {
            self.blank(start, y);
            start -= 1;
        }
        self.blank(start, y);
        let mut end = x + 1;
        while end < area.right() && covered(self.frame.buffer.cell((end, y))) {
            self.blank(end, y);
            end += 1;
        }
    }

    fn blank(&mut self, x: u16, y: u16) {
        if let Some(cell) = self.frame.buffer.cell_mut((x, y)) {
            cell.set_symbol(" ");
        }
    }

    /// Blanks an area: what an overlay covers.
    pub fn clear(&mut self, area: Rect) {
        let area = area.intersection(self.area());
        for y in area.rows().map(|row| row.y) {
            self.part(area.left(), y);
            self.part(area.right(), y);
            for x in area.left()..area.right() {
                if let Some(cell) = self.frame.buffer.cell_mut((x, y)) {
                    cell.reset();
                }
            }
        }
        self.frame.hits.retain(|(hit, _)| hit.intersection(area) != *hit);
        self.frame.hits.push((area, None));
    }

    /// Gives an area the look of a role, words kept: the filled bar, a quiet background.
    pub fn tint(&mut self, area: Rect, role: Role) {
        let style = self.look.theme.style(role);
        for position in area.intersection(self.area()).positions() {
            if let Some(cell) = self.frame.buffer.cell_mut(position) {
                let kept = cell.modifier & Modifier::UNDERLINED;
                cell.set_style(Style::reset().patch(style).add_modifier(kept));
            }
        }
    }

    /// Quiets everything drawn so far: what lies below an overlay that stops the reader.
    pub fn shade(&mut self) {
        self.tint(self.area(), Role::Quiet);
        self.frame.hits.clear();
    }

    /// A horizontal line of `cols` columns.
    pub fn hline(&mut self, x: u16, y: u16, cols: u16, heavy: bool, role: Role) {
        for at in x..x.saturating_add(cols).min(self.area().right()) {
            self.cell_line(at, y, if heavy { "━" } else { "─" }, role);
        }
    }

    /// A vertical line of `rows` rows.
    pub fn vline(&mut self, x: u16, y: u16, rows: u16, heavy: bool, role: Role) {
        for at in y..y.saturating_add(rows).min(self.area().bottom()) {
            self.cell_line(x, at, if heavy { "┃" } else { "│" }, role);
        }
    }

    /// One line-drawing sign, always one cell wide whatever the terminal thinks of it.
    pub fn cell_line(&mut self, x: u16, y: u16, sign: &str, role: Role) {
        let style = self.look.theme.style(role);
        if self.area().contains(Position { x, y }) {
            self.cell(x, y, sign, 1, style);
        }
    }

    /// A frame with a title in its top rule; gives the area inside.
    pub fn frame(&mut self, area: Rect, title: &str, role: Role) -> Rect {
        self.clear(area);
        if area.width < 4 || area.height < 2 {
            return Rect::ZERO;
        }
        let (right, bottom) = (area.right() - 1, area.bottom() - 1);
        self.hline(area.x + 1, area.y, area.width - 2, false, role);
        self.hline(area.x + 1, bottom, area.width - 2, false, role);
        self.vline(area.x, area.y + 1, area.height - 2, false, role);
        self.vline(right, area.y + 1, area.height - 2, false, role);
        for (x, y, corner) in [(area.x, area.y, "┌"), (right, area.y, "┐"), (area.x, bottom, "└"), (right, bottom, "┘")] {
            self.cell_line(x, y, corner, role);
        }
        if !title.is_empty() {
            self.put_fit(area.x + 2, area.y, area.width - 4, &format!(" {title} "), Role::YouStrong);
        }
        Rect { x: area.x + 1, y: area.y + 1, width: area.width - 2, height: area.height - 2 }
    }

    /// A click in `area` means `target`.
    pub fn hit(&mut self, area: Rect, target: T) {
        let area = area.intersection(self.area());
        if !area.is_empty() {
            self.frame.hits.push((area, Some(target)));
        }
    }

    /// Puts the real terminal cursor: where an input method draws.
    pub fn caret(&mut self, x: u16, y: u16) {
        let area = self.area();
        let (x, y) = (x.min(area.right().saturating_sub(1)), y.min(area.bottom().saturating_sub(1)));
        self.frame.cursor = Some(Position { x, y });
    }
}

/// The styles of one line, for [`Frame::styles`].
fn styles(cells: &[Cell], theme: Theme) -> String {
    let mut runs: Vec<(String, usize, usize)> = Vec::new();
    let mut open = false;
    for (x, cell) in cells.iter().enumerate() {
        let seen = cell.symbol() != " " || cell.bg != Color::Reset || cell.modifier.intersects(Modifier::REVERSED | Modifier::UNDERLINED);
        if !seen {
            continue;
        }
        let sign = theme.sign(cell.style());
        match runs.last_mut() {
            Some((last, _, end)) if open && *last == sign => *end = x,
            _ => {
                open = !sign.is_empty();
                if open {
                    runs.push((sign, x, x));
                }
            }
        }
    }
    let runs: Vec<String> = runs.iter().map(|(sign, start, end)| format!("{sign}{start}-{end}")).collect();
    runs.join(" ")
}

/// The ASCII stand-in of a line-drawing sign or state sign.
fn ascii(shown: &str) -> &str {
    match shown {
        "─" | "┄" => "-",
        "━" => "=",
        "│" => "|",
        "┃" => "#",
        "┌" | "┐" | "└" | "┘" | "├" | "┤" | "┬" | "┴" | "┼" => "+",
        "✓" => "v",
        "✗" => "x",
        "▸" | "›" | "»" => ">",
        "▾" => "v",
        other => other,
    }
}
