//! The only writer of cells.
//!
//! Text arrives as [`crate::text::glyphs`], so nothing unsafe can be drawn and no wide character
//! is ever split: a write that covers half of one blanks its other half first.

use std::ops::Range;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier, Style};

use super::{Look, Role, Theme};
use crate::text::{Glyph, Width, cols, glyphs};

/// Line drawing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lines {
    /// `─ ━ │ ┃ ┌ ✓ ✗ ▸ ▾ › »`.
    #[default]
    Drawn,
    /// `- = | # + + x > v > >`: for terminals without them.
    Ascii,
}

impl Lines {
    /// What is drawn for a line-drawing sign or state sign; anything else stays.
    fn shown(self, sign: &str) -> &str {
        if self == Self::Drawn {
            return sign;
        }
        match sign {
            "─" | "┄" => "-",
            "━" => "=",
            "│" => "|",
            "┃" => "#",
            "┌" | "┐" | "└" | "┘" | "├" | "┤" | "┬" | "┴" | "┼" | "✓" => "+",
            "✗" => "x",
            "▸" | "›" | "»" => ">",
            "▾" => "v",
            "▴" => "^",
            other => other,
        }
    }
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

    /// The same frame, empty, for an area: the memory is used again.
    #[must_use]
    pub fn emptied(mut self, area: Rect) -> Self {
        self.buffer.resize(area);
        self.buffer.reset();
        self.hits.clear();
        self.cursor = None;
        self
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

impl<T> Default for Frame<T> {
    fn default() -> Self {
        Self::new(Rect::ZERO)
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
        let base = theme.style(row.base);
        self.put_styled(x, y, cols_max, row.text, |at| {
            let over = row.over.iter().filter(|(range, _)| range.contains(&(row.at + at)));
            over.fold(base, |style, (_, role)| style.patch(theme.style(*role)))
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
        let Look { theme, width, .. } = self.look;
        let lines = self.look.signs();
        let Some((row, start)) = self.row(x, y) else { return 0 };
        let stop = row.len().min(start + usize::from(cols_max));
        let mut at = start;
        let mut draw = |glyph: &Glyph<'_>, style| {
            let fits = glyph.cols <= stop - at;
            if fits {
                if at == start {
                    part(row, at);
                }
                let sign = lines.shown(&glyph.shown);
                // A sign in place of a wide one takes one column of the two.
                let cols = if sign == glyph.shown { glyph.cols } else { 1 };
                add_glyph(row, at, cols, sign, style);
                for beside in at + cols..at + glyph.cols {
                    add_glyph(row, beside, 1, " ", style);
                }
                at += glyph.cols;
            }
            fits
        };
        for glyph in glyphs(text, width) {
            let drawn = if glyph.marked || glyph.shown == "  " {
                // A mark such as ⟨RLO⟩ is several glyphs of its own.
                let style = if glyph.marked { theme.style(Role::Marked) } else { style_at(glyph.at) };
                glyphs(&glyph.shown, width).all(|part| draw(&part, style))
            } else {
                draw(&glyph, style_at(glyph.at))
            };
            if !drawn {
                break;
            }
        }
        u16::try_from(at - start).expect("a row is no wider than its area")
    }

    /// The cells of row `y`, and where among them column `x` is.
    fn row(&mut self, x: u16, y: u16) -> Option<(&mut [Cell], usize)> {
        let area = self.frame.buffer.area;
        if !area.contains(Position { x, y }) {
            return None;
        }
        let width = usize::from(area.width);
        let start = usize::from(y - area.y) * width;
        Some((&mut self.frame.buffer.content[start..start + width], usize::from(x - area.x)))
    }

    /// Blanks an area: what an overlay covers.
    pub fn clear(&mut self, area: Rect) {
        let area = area.intersection(self.area());
        for y in area.rows().map(|row| row.y) {
            let Some((row, at)) = self.row(area.x, y) else { break };
            let end = at + usize::from(area.width);
            part(row, at);
            part(row, end);
            row[at..end].iter_mut().for_each(Cell::reset);
        }
        self.frame.hits.retain(|(hit, _)| hit.intersection(area) != *hit);
        self.frame.hits.push((area, None));
    }

    /// Gives an area the look of a role, words kept: the filled bar, a quiet background.
    pub fn tint(&mut self, area: Rect, role: Role) {
        let style = self.look.theme.style(role);
        let area = area.intersection(self.area());
        for y in area.rows().map(|row| row.y) {
            let Some((row, at)) = self.row(area.x, y) else { break };
            for cell in &mut row[at..at + usize::from(area.width)] {
                let kept = cell.modifier & Modifier::UNDERLINED;
                dress(cell, style.add_modifier(kept));
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
        let (sign, style) = (self.look.signs().shown(if heavy { "━" } else { "─" }), self.look.theme.style(role));
        let Some((row, start)) = self.row(x, y) else { return };
        part(row, start);
        for at in start..row.len().min(start + usize::from(cols)) {
            add_glyph(row, at, 1, sign, style);
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
        let (sign, style) = (self.look.signs().shown(sign), self.look.theme.style(role));
        if let Some((row, at)) = self.row(x, y) {
            part(row, at);
            add_glyph(row, at, 1, sign, style);
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

    /// Where what fits was last drawn.
    pub fn area_of(&self, fits: impl Fn(&T) -> bool) -> Option<Rect> {
        self.frame.hits.iter().rev().find(|(_, target)| target.as_ref().is_some_and(&fits)).map(|(area, _)| *area)
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

/// Writes one glyph of `cols` columns, which fit, behind a clean edge: it leaves one behind itself.
fn add_glyph(row: &mut [Cell], at: usize, cols: usize, shown: &str, style: Style) {
    let end = at + cols;
    part(row, end);
    if let Some((first, covered)) = row[at..end].split_first_mut() {
        write(first, shown, style);
        // The cells a wide glyph covers stay empty: see `part`.
        for cell in covered {
            *cell = COVERED;
            dress(cell, style);
        }
    }
}

/// A cell that a wide glyph covers.
const COVERED: Cell = Cell::new("");

/// Makes a clean edge left of cell `at` of a row: a wide glyph that crosses it becomes blanks.
fn part(row: &mut [Cell], at: usize) {
    if at > 0 && row.get(at).is_some_and(is_covered) {
        blank_across(row, at);
    }
}

/// Whether a cell lies under the glyph of one before it.
fn is_covered(cell: &Cell) -> bool {
    cell.symbol().is_empty()
}

/// Blanks the glyph that covers cell `at`.
#[cold]
fn blank_across(row: &mut [Cell], at: usize) {
    let start = row[..at].iter().rposition(|cell| !is_covered(cell)).unwrap_or(0);
    let end = row[at..].iter().position(|cell| !is_covered(cell)).map_or(row.len(), |more| at + more);
    row[start..end].iter_mut().for_each(blank);
}

#[expect(clippy::disallowed_methods, reason = "a blank is safe")]
fn blank(cell: &mut Cell) {
    cell.set_symbol(" ");
}

#[expect(clippy::disallowed_methods, reason = "the one place where cells are written, and what comes here is safe")]
fn write(cell: &mut Cell, shown: &str, style: Style) {
    cell.set_symbol(shown);
    dress(cell, style);
}

/// Gives a cell the look of `style` alone, whatever it had.
fn dress(cell: &mut Cell, style: Style) {
    cell.fg = style.fg.unwrap_or(Color::Reset);
    cell.bg = style.bg.unwrap_or(Color::Reset);
    cell.modifier = style.add_modifier - style.sub_modifier;
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::hidden;
    use crate::ui::ThemeName;

    fn at(x: u16, y: u16, width: u16, height: u16) -> Rect {
        Rect { x, y, width, height }
    }

    /// A picture of `cols` × `rows`, drawn by `draw`.
    fn drawn(cols: u16, rows: u16, look: Look, draw: impl FnOnce(&mut Canvas<'_, u8>)) -> Frame<u8> {
        let mut frame = Frame::new(at(0, 0, cols, rows));
        draw(&mut Canvas::new(&mut frame, look));
        frame
    }

    fn fill(canvas: &mut Canvas<'_, u8>) {
        for y in 0..canvas.area().height {
            canvas.put(0, y, 80, "公文办理督查督办新闻信息政务公开", Role::Text);
        }
    }

    #[test]
    fn a_frame_over_chinese_text_is_whole_at_even_and_odd_columns() {
        let even = drawn(14, 4, Look::default(), |canvas| {
            fill(canvas);
            canvas.frame(at(4, 1, 6, 3), "", Role::Line);
        });
        assert_eq!(even.text(), ["公文办理督查督", "公文┌────┐查督", "公文│    │查督", "公文└────┘查督"]);
        let odd = drawn(14, 4, Look::default(), |canvas| {
            fill(canvas);
            let inside = canvas.frame(at(3, 1, 8, 3), "批注", Role::Line);
            canvas.put(inside.x, inside.y, inside.width, "写明时限", Role::Text);
        });
        assert_eq!(odd.text(), ["公文办理督查督", "公 ┌─ 批»─┐ 督", "公 │写明时│ 督", "公 └──────┘ 督"]);
    }

    #[test]
    fn what_does_not_fit_is_left_out_glyph_by_glyph() {
        let frame = drawn(7, 3, Look::default(), |canvas| {
            assert_eq!(canvas.put(0, 0, 80, "预算执行率", Role::Text), 6);
            assert_eq!(canvas.put(2, 1, 3, "预算", Role::Text), 2);
            assert_eq!(canvas.put_right(7, 2, 80, "94.7", Role::Text), 3);
            assert_eq!(canvas.put(0, 9, 80, "外", Role::Text), 0);
            assert_eq!(canvas.put(9, 0, 80, "外", Role::Text), 0);
        });
        assert_eq!(frame.text(), ["预算执", "  预", "   94.7"]);
    }

    #[test]
    fn a_mark_is_drawn_as_far_as_there_is_room_and_stands_out() {
        let frame = drawn(6, 1, Look::default(), |canvas| {
            canvas.put(0, 0, 80, "甲\u{202e}\u{1b}[2J", Role::Text);
        });
        assert_eq!(frame.text(), ["甲⟨RLO"]);
        assert_eq!(frame.styles(Theme::default()), ["m2-5"]);
    }

    #[test]
    fn half_covered_glyphs_become_blanks() {
        let frame = drawn(8, 1, Look::default(), |canvas| {
            fill(canvas);
            canvas.put(3, 0, 80, "x", Role::Text);
            canvas.put(5, 0, 80, "中", Role::Text);
        });
        assert_eq!(frame.text(), ["公 x 中"]);
        let frame = drawn(8, 1, Look::default(), |canvas| {
            fill(canvas);
            canvas.clear(at(1, 0, 4, 1));
        });
        assert_eq!(frame.text(), ["      理"]);
    }

    #[test]
    fn spans_add_their_looks_by_bytes_of_the_paragraph() {
        let frame = drawn(12, 1, Look::default(), |canvas| {
            // The row starts at byte 30 of its paragraph.
            let over = [(33..39, Role::Quote), (36..42, Role::Hit)];
            canvas.put_spans(0, 0, 80, &Spans { text: "调整后预算数", at: 30, base: Role::Text, over: &over });
        });
        assert_eq!(frame.styles(Theme::default()), ["u2-3 h_4-5 h6-7"]);
    }

    #[test]
    fn the_bar_takes_all_looks_but_underlines() {
        let frame = drawn(10, 1, Look::default(), |canvas| {
            canvas.put(0, 0, 80, "3.1", Role::Bad);
            canvas.put(4, 0, 80, "引文", Role::Quote);
            canvas.tint(at(0, 0, 10, 1), Role::Here);
        });
        assert_eq!(frame.styles(Theme::default()), ["H0-3 H_4-7 H8-9"]);
    }

    #[test]
    fn where_ambiguous_characters_are_wide_lines_are_ascii_and_every_column_is_accounted_for() {
        let look = Look { width: Width::Wide, ..Look::default() };
        let frame = drawn(12, 3, look, |canvas| {
            canvas.frame(at(0, 0, 12, 3), "", Role::Line);
            assert_eq!(canvas.put(1, 1, 10, "“好”─x", Role::Text), 9);
        });
        assert_eq!(frame.text(), ["+----------+", "|“好”- x |", "+----------+"]);
    }

    #[test]
    fn lines_without_drawing_characters_are_ascii() {
        let look = Look { lines: Lines::Ascii, width: Width::Wide, ..Look::default() };
        let frame = drawn(13, 3, look, |canvas| {
            canvas.frame(at(0, 0, 13, 3), "批注", Role::Line);
            canvas.hline(1, 1, 3, true, Role::Line);
            canvas.vline(5, 1, 1, true, Role::Line);
            canvas.put(6, 1, 6, "✓✗▸▾▴›", Role::Ok);
        });
        assert_eq!(frame.text(), ["+- 批注 ----+", "|=== #+x>v^>|", "+-----------+"]);
        assert!(frame.text().concat().chars().filter(|c| !"批注".contains(*c)).all(|c| c.is_ascii()));
    }

    #[test]
    fn a_click_reaches_the_topmost_and_nothing_below_an_overlay() {
        let frame = drawn(20, 4, Look::default(), |canvas| {
            canvas.hit(at(0, 0, 20, 4), 1);
            canvas.hit(at(6, 2, 2, 1), 2);
            canvas.frame(at(5, 1, 10, 3), "", Role::Line);
            canvas.hit(at(6, 3, 4, 1), 3);
        });
        let hit = |x, y| frame.hit(Position { x, y }).copied();
        assert_eq!([hit(0, 0), hit(6, 2), hit(6, 3)], [Some(1), None, Some(3)]);
    }

    #[test]
    fn every_role_has_a_look_and_a_sign_in_every_theme() {
        for name in [ThemeName::Dark, ThemeName::Light, ThemeName::Mono] {
            for role in [Role::Text, Role::Chip, Role::Hit, Role::Marked, Role::Here, Role::Quote] {
                let frame = drawn(2, 1, Look { theme: Theme(name), ..Look::default() }, |canvas| {
                    canvas.put(0, 0, 2, "字", role);
                });
                let styles = frame.styles(Theme(name)).concat();
                assert_eq!(styles.is_empty(), role == Role::Text, "{name:?} {role:?}");
                assert!(!styles.contains('?'));
            }
        }
    }

    #[derive(Clone, Debug)]
    enum Stroke {
        Put(u16, u16, u16, String),
        Right(u16, u16, String),
        Clear(Rect),
        Frame(Rect, String),
        Tint(Rect),
        Line(u16, u16, u16),
    }

    fn text() -> impl Strategy<Value = String> {
        "([a-z]{1,3}|[\u{4e00}-\u{4e10}]{1,4}|[“—…]|\u{1b}|\u{202e}|\t|👩\u{200d}🚀|e\u{301}|[\u{300}\u{200b}\u{e0041}]){0,8}"
    }

    fn stroke() -> impl Strategy<Value = Stroke> {
        let rect = || (0..26_u16, 0..8_u16, 0..14_u16, 0..6_u16).prop_map(|(x, y, width, height)| at(x, y, width, height));
        prop_oneof![
            4 => (0..26_u16, 0..8_u16, 0..20_u16, text()).prop_map(|(x, y, cols, text)| Stroke::Put(x, y, cols, text)),
            1 => (0..26_u16, 0..8_u16, text()).prop_map(|(x, y, text)| Stroke::Right(x, y, text)),
            1 => rect().prop_map(Stroke::Clear),
            1 => (rect(), text()).prop_map(|(rect, title)| Stroke::Frame(rect, title)),
            1 => rect().prop_map(Stroke::Tint),
            1 => (0..26_u16, 0..8_u16, 0..9_u16).prop_map(|(x, y, cols)| Stroke::Line(x, y, cols)),
        ]
    }

    proptest! {
        #[test]
        fn no_wide_glyph_is_ever_split_and_no_cell_holds_what_is_unsafe(strokes in prop::collection::vec(stroke(), 0..24), wide: bool) {
            let look = Look { width: if wide { Width::Wide } else { Width::Narrow }, ..Look::default() };
            let frame = drawn(24, 6, look, |canvas| {
                for stroke in &strokes {
                    match stroke {
                        Stroke::Put(x, y, cols, text) => _ = canvas.put(*x, *y, *cols, text, Role::Text),
                        Stroke::Right(x, y, text) => _ = canvas.put_right(*x, *y, 9, text, Role::You),
                        Stroke::Clear(area) => canvas.clear(*area),
                        Stroke::Frame(area, title) => _ = canvas.frame(*area, title, Role::Line),
                        Stroke::Tint(area) => canvas.tint(*area, Role::Here),
                        Stroke::Line(x, y, cols) => canvas.hline(*x, *y, *cols, false, Role::Line),
                    }
                }
            });
            for row in frame.lines() {
                let mut x = 0;
                while x < row.len() {
                    let symbol = row[x].symbol();
                    prop_assert!(!symbol.is_empty(), "nothing covers column {x}: {row:?}");
                    let emoji = symbol.contains('👩');
                    prop_assert!(symbol.chars().all(|c| !hidden(c) || emoji && c == '\u{200d}'), "{symbol:?}");
                    // A rule is one cell, whatever the terminal thinks of it.
                    let cols = if "─│┌┐└┘".contains(symbol) { 1 } else { cols(symbol, look.width) };
                    let covered = row[x + 1..].iter().take_while(|cell| cell.symbol().is_empty()).count();
                    prop_assert_eq!(1 + covered, cols, "{:?}", symbol);
                    x += cols;
                }
            }
        }
    }
}
