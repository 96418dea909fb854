//! A frame as a picture for the README: words stand in their columns, whatever font shows them, and
//! lines are drawn as lines, so that they meet.

use std::fmt::Write as _;

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};
use shenyue::command::Target;
use shenyue::ui::Frame;

/// Size of a cell and of its letters (px).
const CELL: (u16, u16) = (8, 20);
const FONT_PX: u16 = 16;
/// Letters stand so far below their cell's top (px).
const BASELINE: u16 = 15;
const MARGIN: u16 = 12;

const GROUND: &str = "#1e1e1e";
const TEXT: &str = "#d4d4d4";

/// The picture of `frame`.
pub fn svg(frame: &Frame<Target>) -> String {
    let area = frame.buffer.area;
    let (width, height) = (area.width * CELL.0 + 2 * MARGIN, area.height * CELL.1 + 2 * MARGIN);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-size=\"{FONT_PX}\" \
         font-family=\"'Sarasa Mono SC','Noto Sans Mono CJK SC','DejaVu Sans Mono',Menlo,Consolas,monospace\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{GROUND}\"/>\n"
    );
    for (y, row) in (0..).zip(frame.buffer.content.chunks(area.width.into())) {
        for run in runs(row) {
            run.draw(&mut out, MARGIN + y * CELL.1);
        }
    }
    out + "</svg>\n"
}

/// Cells of one look side by side.
struct Run<'a> {
    /// Each with its column.
    cells: Vec<(u16, &'a str)>,
    look: (Color, Color, Modifier),
}

fn runs(row: &[Cell]) -> Vec<Run<'_>> {
    let mut runs: Vec<Run<'_>> = Vec::new();
    for (x, cell) in (0..).zip(row) {
        let look = (cell.fg, cell.bg, cell.modifier);
        match runs.last_mut() {
            Some(run) if run.look == look => run.cells.push((x, cell.symbol())),
            _ => runs.push(Run { cells: vec![(x, cell.symbol())], look }),
        }
    }
    runs
}

impl Run<'_> {
    fn draw(&self, out: &mut String, y: u16) {
        let (fg, bg, modifier) = self.look;
        let (mut ink, mut ground) = (colour(fg).unwrap_or(TEXT), colour(bg));
        if modifier.contains(Modifier::REVERSED) {
            (ink, ground) = (ground.unwrap_or(GROUND), Some(ink));
        }
        let left = |x: u16| MARGIN + x * CELL.0;
        let (x, cols) = (left(self.cells[0].0), u16::try_from(self.cells.len()).expect("a row"));
        if let Some(ground) = ground {
            let (width, height) = (cols * CELL.0, CELL.1);
            writeln!(out, "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{ground}\"/>").expect("a String");
        }
        let lines: String = self.cells.iter().map(|(x, symbol)| strokes(symbol, left(*x), y)).collect();
        if !lines.is_empty() {
            writeln!(out, "<path stroke=\"{ink}\" d=\"{lines}\"/>").expect("a String");
        }
        let heavy: String = self.cells.iter().map(|(x, symbol)| heavy_strokes(symbol, left(*x), y)).collect();
        if !heavy.is_empty() {
            writeln!(out, "<path stroke=\"{ink}\" stroke-width=\"3\" d=\"{heavy}\"/>").expect("a String");
        }
        self.draw_text(out, y, ink);
    }

    /// Each word by itself, wide characters and narrow ones apart: a font of other widths moves nothing but its own letters.
    fn draw_text(&self, out: &mut String, y: u16, ink: &str) {
        let mut more = String::new();
        for (set, attribute) in [
            (Modifier::BOLD, " font-weight=\"bold\""),
            (Modifier::DIM, " opacity=\"0.6\""),
            (Modifier::UNDERLINED, " text-decoration=\"underline\""),
        ] {
            if self.look.2.contains(set) {
                more.push_str(attribute);
            }
        }
        // The cell behind a wide character is empty and belongs to it.
        let kind = |at: usize| {
            let symbol = self.cells[at].1;
            let wide = symbol.is_empty() || self.cells.get(at + 1).is_some_and(|(_, next)| next.is_empty());
            (!is_line(symbol) && symbol != " ").then_some(wide)
        };
        let all: Vec<usize> = (0..self.cells.len()).collect();
        for piece in all.chunk_by(|one, next| kind(*one) == kind(*next)).filter(|piece| kind(piece[0]).is_some()) {
            let text: String = piece.iter().map(|at| self.cells[*at].1).collect();
            let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            let x = MARGIN + self.cells[piece[0]].0 * CELL.0;
            let width = piece.len() * usize::from(CELL.0);
            let y = y + BASELINE;
            writeln!(
                out,
                "<text x=\"{x}\" y=\"{y}\" textLength=\"{width}\" lengthAdjust=\"spacingAndGlyphs\" fill=\"{ink}\"{more}>{text}</text>"
            )
            .expect("a String");
        }
    }
}

fn is_line(symbol: &str) -> bool {
    !strokes(symbol, 0, 0).is_empty() || !heavy_strokes(symbol, 0, 0).is_empty()
}

/// The light lines of a sign, from the middle of its cell to its sides.
fn strokes(symbol: &str, x: u16, y: u16) -> String {
    let sides = match symbol {
        "─" => "lr",
        "│" => "ud",
        "┌" => "rd",
        "┐" => "ld",
        "└" => "ru",
        "┘" => "lu",
        "├" => "rud",
        "┤" => "lud",
        "┬" => "lrd",
        "┴" => "lru",
        "┼" => "lrud",
        _ => return String::new(),
    };
    let (middle, centre) = (x + CELL.0 / 2, y + CELL.1 / 2);
    let to = |side| match side {
        'l' => format!("H{x}"),
        'r' => format!("H{}", x + CELL.0),
        'u' => format!("V{y}"),
        _ => format!("V{}", y + CELL.1),
    };
    let strokes: Vec<String> = sides.chars().map(|side| format!("M{middle} {centre}{}", to(side))).collect();
    strokes.concat()
}

/// The heavy ones.
fn heavy_strokes(symbol: &str, x: u16, y: u16) -> String {
    match symbol {
        "━" => format!("M{x} {}h{}", y + CELL.1 / 2, CELL.0),
        "┃" => format!("M{} {y}v{}", x + CELL.0 / 2, CELL.1),
        _ => String::new(),
    }
}

fn colour(colour: Color) -> Option<&'static str> {
    Some(match colour {
        Color::Blue => "#2472c8",
        Color::Cyan => "#11a8cd",
        Color::Green => "#0dbc79",
        Color::Yellow => "#e5e510",
        Color::LightRed => "#f14c4c",
        Color::DarkGray => "#666666",
        Color::White => "#ffffff",
        Color::Black => "#000000",
        _ => return None,
    })
}
