//! A frame as a picture for the README: every run of like cells one `<text>` of exactly its columns,
//! so that Chinese stays on the grid whatever font shows it.

use std::fmt::Write as _;

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};
use shenyue::command::Target;
use shenyue::ui::Frame;

/// Size of a cell and of its letters (px).
const CELL: (u16, u16) = (8, 17);
const FONT_PX: u16 = 13;
/// Letters stand so far below their cell's top (px).
const BASELINE: u16 = 13;
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
            draw(&mut out, MARGIN + run.x * CELL.0, MARGIN + y * CELL.1, &run);
        }
    }
    out + "</svg>\n"
}

/// Cells of one look side by side.
struct Run {
    x: u16,
    cols: u16,
    text: String,
    look: (Color, Color, Modifier),
    wide: bool,
}

fn runs(row: &[Cell]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (x, cell) in (0..).zip(row) {
        if cell.symbol().is_empty() {
            // The right half of the character before.
            if let Some(run) = runs.last_mut() {
                run.cols += 1;
            }
            continue;
        }
        let look = (cell.fg, cell.bg, cell.modifier);
        let wide = !cell.symbol().is_ascii() && row.get(usize::from(x) + 1).is_some_and(|next| next.symbol().is_empty());
        match runs.last_mut() {
            // Wide and narrow apart: a run is stretched to its columns evenly.
            Some(run) if run.look == look && run.wide == wide => {
                run.cols += 1;
                run.text.push_str(cell.symbol());
            }
            _ => runs.push(Run { x, cols: 1, text: cell.symbol().to_owned(), look, wide }),
        }
    }
    runs
}

fn draw(out: &mut String, x: u16, y: u16, run: &Run) {
    let (fg, bg, modifier) = run.look;
    let (mut ink, mut ground) = (colour(fg).unwrap_or(TEXT), colour(bg));
    if modifier.contains(Modifier::REVERSED) {
        (ink, ground) = (ground.unwrap_or(GROUND), Some(ink));
    }
    let width = run.cols * CELL.0;
    if let Some(ground) = ground {
        writeln!(out, "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{}\" fill=\"{ground}\"/>", CELL.1).expect("a String");
    }
    if run.text.trim().is_empty() {
        return;
    }
    let mut more = String::new();
    for (set, attribute) in [
        (Modifier::BOLD, " font-weight=\"bold\""),
        (Modifier::DIM, " opacity=\"0.6\""),
        (Modifier::UNDERLINED, " text-decoration=\"underline\""),
    ] {
        if modifier.contains(set) {
            more.push_str(attribute);
        }
    }
    let text = run.text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let y = y + BASELINE;
    writeln!(out, "<text x=\"{x}\" y=\"{y}\" textLength=\"{width}\" xml:space=\"preserve\" fill=\"{ink}\"{more}>{text}</text>")
        .expect("a String");
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
