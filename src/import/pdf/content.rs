//! Carries out what a page says to draw, as far as it is text or ruled lines.

use std::collections::HashMap;
use std::rc::Rc;

use super::file::File;
use super::font::Font;
use super::glyph::{Glyph, Page, Rule};
use super::matrix::{Matrix, Run};
use super::object::{Dict, Lexer, Object, Token, is_blank};
use crate::import::refusal::Unreadable;

/// Operators of one file: a page of text has some thousands.
const OPERATORS_MAX: u64 = 20_000_000;
/// Glyphs of one file: a thousand full pages.
const GLYPHS_MAX: usize = 1_500_000;
/// Ruled lines of one page.
const RULES_MAX: usize = 20_000;
/// Points of one path that may be a ruled line.
const PATH_MAX: usize = 5_000;
/// Drawings inside drawings.
const FORM_DEPTH_MAX: u32 = 10;
/// Saved states: producers balance them, so more is a mistake.
const STATES_MAX: usize = 500;
/// Operands of one operator.
const OPERANDS_MAX: usize = 50_000;
/// Fonts read anew: each is kept, so more is a file that wants work.
const FONTS_MAX: u32 = 3_000;
/// A ruled line is not thicker.
const THICK: f64 = 3.0;
/// What is shorter is a dot or a stroke of a drawing.
const SHORT: f64 = 4.0;

/// A page as the tree of pages has it.
#[derive(Clone, Debug)]
pub(super) struct Leaf {
    pub dict: Dict,
    pub resources: Object,
    /// Left, bottom, right, top.
    pub frame: [f64; 4],
    /// Clockwise.
    pub quarters: u8,
}

/// How much of what a font showed is unknown.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Use {
    pub shown: u64,
    pub unknown: u64,
}

/// Draws pages, one after another; fonts are kept between them.
pub(super) struct Painter<'f, 'a> {
    pub file: &'f mut File<'a>,
    fonts: HashMap<u32, Rc<Font>>,
    fonts_read: u32,
    pub uses: HashMap<String, Use>,
    operators: u64,
    glyphs: usize,
    /// Glyphs drawn invisibly, as text recognition lays them over a scan.
    pub invisible: u64,
}

/// The part of the state that `q` saves.
#[derive(Clone)]
struct State {
    ctm: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    char_space: f64,
    word_space: f64,
    scale: f64,
    leading: f64,
    rise: f64,
    mode: usize,
}

/// What is drawn with.
struct Resources {
    fonts: Dict,
    drawings: Dict,
}

/// A page being drawn.
struct Canvas {
    size: (f64, f64),
    placed: Vec<(Run, Glyph)>,
    aslant: String,
    rules: Vec<Rule>,
    /// For each open marked content, whether it is furniture of the page.
    marked: Vec<bool>,
}

impl<'f, 'a> Painter<'f, 'a> {
    pub fn new(file: &'f mut File<'a>) -> Self {
        Self { file, fonts: HashMap::new(), fonts_read: 0, uses: HashMap::new(), operators: 0, glyphs: 0, invisible: 0 }
    }

    /// Characters shown so far.
    pub fn shown(&self) -> u64 {
        self.uses.values().map(|used| used.shown).sum()
    }

    /// Draws a page. Gives it with the text that runs across it another way than most.
    pub fn page(&mut self, leaf: &Leaf) -> Result<(Page, String), Unreadable> {
        let [x0, y0, x1, y1] = leaf.frame;
        let size = if leaf.quarters.is_multiple_of(2) { (x1 - x0, y1 - y0) } else { (y1 - y0, x1 - x0) };
        let mut canvas = Canvas { size, placed: Vec::new(), aslant: String::new(), rules: Vec::new(), marked: Vec::new() };
        let content = self.page_content(&leaf.dict);
        let resources = self.resources(&leaf.resources);
        self.run(&content, &resources, State::new(Matrix::of_page(leaf.frame, leaf.quarters)), &mut canvas, 0)?;
        Ok(canvas.finish())
    }

    fn page_content(&mut self, dict: &Dict) -> Vec<u8> {
        let contents = dict.get(b"Contents".as_slice()).cloned().unwrap_or(Object::Null);
        let parts = match self.file.resolve(&contents) {
            Object::Array(parts) => parts,
            _ => vec![contents],
        };
        let mut content = Vec::new();
        for part in &parts {
            if let Some((_, bytes)) = self.file.stream(part) {
                content.extend_from_slice(&bytes);
                content.push(b'\n');
            }
            if content.len() > super::filter::STREAM_MAX {
                break;
            }
        }
        content
    }

    fn resources(&mut self, object: &Object) -> Resources {
        let own = self.file.resolve(object).dict().cloned().unwrap_or_default();
        let mut member = |name: &[u8]| self.file.member(&own, name).dict().cloned().unwrap_or_default();
        Resources { fonts: member(b"Font"), drawings: member(b"XObject") }
    }

    fn run(&mut self, content: &[u8], resources: &Resources, state: State, canvas: &mut Canvas, depth: u32) -> Result<(), Unreadable> {
        let mut pen = Pen { state, saved: Vec::new(), text: Matrix::IDENTITY, line: Matrix::IDENTITY, path: Path::default() };
        let mut lexer = Lexer::new(content, 0);
        let mut operands: Vec<Object> = Vec::new();
        let marked = canvas.marked.len();
        while let Some(token) = lexer.token() {
            let word = match token {
                Token::Object(object) => {
                    if operands.len() < OPERANDS_MAX {
                        operands.push(object);
                    }
                    continue;
                }
                Token::Word(word) => word,
            };
            self.operators += 1;
            if self.operators > OPERATORS_MAX || self.glyphs > GLYPHS_MAX {
                return Err(super::TOO_MUCH);
            }
            match word.as_slice() {
                b"Tf" => self.set_font(resources, &operands, &mut pen),
                b"Tj" | b"'" | b"\"" | b"TJ" => {
                    if matches!(word.as_slice(), b"'" | b"\"") {
                        if let (b"\"", [Object::Int(_) | Object::Real(_), ..]) = (word.as_slice(), operands.as_slice()) {
                            pen.state.word_space = operands[0].number().unwrap_or(0.0);
                            pen.state.char_space = operands.get(1).and_then(Object::number).unwrap_or(0.0);
                        }
                        pen.next_line(0.0, -pen.state.leading);
                    }
                    match operands.last() {
                        Some(Object::Array(parts)) => parts.iter().for_each(|part| self.show(part, &mut pen, canvas)),
                        Some(part) => self.show(part, &mut pen, canvas),
                        None => {}
                    }
                }
                b"Do" => {
                    if let Some(drawing) = operands.last().and_then(Object::name).and_then(|name| resources.drawings.get(name)).cloned() {
                        self.draw(&drawing, resources, &pen, canvas, depth)?;
                    }
                }
                b"BI" => skip_inline_image(&mut lexer, content),
                b"BDC" | b"BMC" => canvas.marked.push(is_pagination(&operands)),
                b"EMC" => {
                    if canvas.marked.len() > marked {
                        canvas.marked.pop();
                    }
                }
                other => pen.carry_out(other, &operands, canvas),
            }
            operands.clear();
        }
        canvas.marked.truncate(marked);
        Ok(())
    }

    fn set_font(&mut self, resources: &Resources, operands: &[Object], pen: &mut Pen) {
        let [Object::Name(name), size] = operands else { return };
        pen.state.size = size.number().unwrap_or(0.0);
        let Some(font) = resources.fonts.get(name) else { return };
        pen.state.font = match font {
            Object::Ref(number) if self.fonts.contains_key(number) => self.fonts.get(number).cloned(),
            _ if self.fonts_read >= FONTS_MAX => None,
            _ => {
                self.fonts_read += 1;
                let dict = self.file.resolve(font);
                let read = dict.dict().map(|dict| Rc::new(Font::read(self.file, dict)));
                if let (Object::Ref(number), Some(read)) = (font, &read) {
                    self.fonts.insert(*number, Rc::clone(read));
                }
                read
            }
        };
    }

    /// Shows a string, or moves by a number.
    fn show(&mut self, part: &Object, pen: &mut Pen, canvas: &mut Canvas) {
        let Some(font) = pen.state.font.clone() else { return };
        if let Some(back) = part.number() {
            pen.advance(-back / 1000.0 * pen.state.size, font.is_vertical);
            return;
        }
        let shown = font.show(part.text().unwrap_or_default());
        let (mut count, mut unknown) = (0_u64, 0_u64);
        for code in &shown {
            let state = &pen.state;
            let spacing = state.char_space + if code.is_space_byte { state.word_space } else { 0.0 };
            let matrix = pen.text.then(state.ctm);
            let run = Run::of(matrix.vector(1.0, 0.0));
            let (x, y) = matrix.point(0.0, state.rise);
            let length = |(x, y): (f64, f64)| x.hypot(y);
            let size = length(matrix.vector(0.0, state.size));
            let width = if font.is_vertical { size } else { length(matrix.vector(code.advance * state.size * state.scale, 0.0)) };
            let is_visible = x.is_finite() && y.is_finite() && canvas.holds(x, y) && size > 0.5;
            if is_visible && !code.text.is_empty() {
                count += 1;
                unknown += u64::from(code.unknown.min(1));
                self.invisible += u64::from(state.mode == 3);
                match run {
                    Some(run) => {
                        let is_artifact = canvas.marked.contains(&true);
                        canvas.placed.push((run, Glyph { text: code.text.clone(), x, y, width, size, is_artifact }));
                    }
                    None => canvas.aslant.push_str(&code.text),
                }
            }
            let advance = code.advance * state.size;
            // Down a vertical line the pen moves against the axis.
            pen.advance(if font.is_vertical { -advance - spacing } else { advance + spacing }, font.is_vertical);
        }
        self.glyphs += shown.len();
        let used = self.uses.entry(font.name.clone()).or_default();
        used.shown += count;
        used.unknown += unknown;
    }

    /// Draws a form; pictures hold no text.
    fn draw(&mut self, drawing: &Object, outer: &Resources, pen: &Pen, canvas: &mut Canvas, depth: u32) -> Result<(), Unreadable> {
        let head = self.file.resolve(drawing);
        let Some(dict) = head.dict() else { return Ok(()) };
        if self.file.member(dict, b"Subtype").name() != Some(b"Form") || depth >= FORM_DEPTH_MAX {
            return Ok(());
        }
        let Some((dict, content)) = self.file.stream(drawing) else { return Ok(()) };
        let matrix = self.file.member(&dict, b"Matrix");
        let numbers: Vec<f64> = matrix.array().unwrap_or_default().iter().filter_map(Object::number).collect();
        let own = Matrix::of(&numbers).unwrap_or(Matrix::IDENTITY);
        let resources = dict.get(b"Resources".as_slice()).map(|own| self.resources(own));
        let state = State { ctm: own.then(pen.state.ctm), ..pen.state.clone() };
        self.run(&content, resources.as_ref().unwrap_or(outer), state, canvas, depth + 1)
    }
}

impl State {
    fn new(ctm: Matrix) -> Self {
        Self { ctm, font: None, size: 0.0, char_space: 0.0, word_space: 0.0, scale: 1.0, leading: 0.0, rise: 0.0, mode: 0 }
    }
}

/// What stands in the hand while drawing.
struct Pen {
    state: State,
    saved: Vec<State>,
    text: Matrix,
    line: Matrix,
    path: Path,
}

impl Pen {
    fn advance(&mut self, by: f64, is_vertical: bool) {
        let (x, y) = if is_vertical { (0.0, by) } else { (by * self.state.scale, 0.0) };
        self.text = Matrix::shift(x, y).then(self.text);
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line = Matrix::shift(x, y).then(self.line);
        self.text = self.line;
    }

    /// Carries out an operator that needs nothing but its numbers.
    fn carry_out(&mut self, word: &[u8], operands: &[Object], canvas: &mut Canvas) {
        let numbers: Vec<f64> = operands.iter().take(8).filter_map(Object::number).collect();
        let first = numbers.first().copied().unwrap_or(0.0);
        match word {
            b"q" => {
                if self.saved.len() < STATES_MAX {
                    self.saved.push(self.state.clone());
                }
            }
            b"Q" => {
                if let Some(saved) = self.saved.pop() {
                    self.state = saved;
                }
            }
            b"cm" => {
                if let Some(matrix) = Matrix::of(&numbers) {
                    self.state.ctm = matrix.then(self.state.ctm);
                }
            }
            b"BT" => (self.text, self.line) = (Matrix::IDENTITY, Matrix::IDENTITY),
            b"Tm" => {
                if let Some(matrix) = Matrix::of(&numbers) {
                    (self.text, self.line) = (matrix, matrix);
                }
            }
            b"Td" | b"TD" => {
                let [x, y] = numbers[..] else { return };
                if word == b"TD" {
                    self.state.leading = -y;
                }
                self.next_line(x, y);
            }
            b"T*" => self.next_line(0.0, -self.state.leading),
            b"Tc" => self.state.char_space = first,
            b"Tw" => self.state.word_space = first,
            b"Tz" => self.state.scale = first / 100.0,
            b"TL" => self.state.leading = first,
            b"Ts" => self.state.rise = first,
            b"Tr" => self.state.mode = operands.first().and_then(Object::index).unwrap_or(0),
            _ => self.path.carry_out(word, &numbers, self.state.ctm, canvas),
        }
    }
}

/// The path being made, in points of the page.
#[derive(Default)]
struct Path {
    parts: Vec<Part>,
    points: usize,
}

/// A part of a path: its corners, and whether they are joined by straight lines.
#[derive(Default)]
struct Part {
    corners: Vec<(f64, f64)>,
    is_curved: bool,
}

impl Path {
    fn carry_out(&mut self, word: &[u8], numbers: &[f64], ctm: Matrix, canvas: &mut Canvas) {
        match (word, numbers) {
            (b"m", [x, y]) => self.begin(&[ctm.point(*x, *y)]),
            (b"l", [x, y]) => self.go_on(ctm.point(*x, *y), false),
            (b"c" | b"v" | b"y", [.., x, y]) => self.go_on(ctm.point(*x, *y), true),
            (b"re", [x, y, w, h]) => {
                let corners = [(*x, *y), (x + w, *y), (x + w, y + h), (*x, y + h), (*x, *y)];
                self.begin(&corners.map(|(x, y)| ctm.point(x, y)));
            }
            (b"h", _) => self.close(),
            (b"S", _) => self.finish(canvas, false, true),
            (b"s", _) => {
                self.close();
                self.finish(canvas, false, true);
            }
            (b"f" | b"F" | b"f*", _) => self.finish(canvas, true, false),
            (b"B" | b"B*" | b"b" | b"b*", _) => {
                self.close();
                self.finish(canvas, true, true);
            }
            (b"n", _) => self.finish(canvas, false, false),
            _ => {}
        }
    }

    fn begin(&mut self, corners: &[(f64, f64)]) {
        self.points += corners.len();
        if self.points < PATH_MAX {
            self.parts.push(Part { corners: corners.to_vec(), is_curved: false });
        }
    }

    fn go_on(&mut self, point: (f64, f64), is_curved: bool) {
        self.points += 1;
        if let Some(part) = self.parts.last_mut().filter(|_| self.points < PATH_MAX) {
            part.corners.push(point);
            part.is_curved |= is_curved;
        }
    }

    fn close(&mut self) {
        if let Some(part) = self.parts.last_mut()
            && let Some(first) = part.corners.first().copied()
        {
            part.corners.push(first);
        }
    }

    fn finish(&mut self, canvas: &mut Canvas, fills: bool, strokes: bool) {
        for part in std::mem::take(&mut self.parts).into_iter().filter(|part| !part.is_curved) {
            if strokes {
                for pair in part.corners.windows(2) {
                    canvas.add_rule(pair);
                }
            }
            if fills {
                canvas.add_rule(&part.corners);
            }
        }
        self.points = 0;
    }
}

impl Canvas {
    fn holds(&self, x: f64, y: f64) -> bool {
        (-1.0..=self.size.0 + 1.0).contains(&x) && (-1.0..=self.size.1 + 1.0).contains(&y)
    }

    /// Keeps what the corners enclose if it is long and thin.
    fn add_rule(&mut self, corners: &[(f64, f64)]) {
        let ends = |along: fn(&(f64, f64)) -> f64| {
            corners.iter().map(along).fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(value), high.max(value)))
        };
        let ((x0, x1), (y0, y1)) = (ends(|point| point.0), ends(|point| point.1));
        let (width, height) = (x1 - x0, y1 - y0);
        let is_rule = width.min(height) <= THICK && width.max(height) >= SHORT && self.rules.len() < RULES_MAX;
        if is_rule && (self.holds(x0, y0) || self.holds(x1, y1)) {
            self.rules.push(Rule { x0, y0, x1, y1 });
        }
    }

    /// The page, turned so that most of its lines run to the right, and what runs otherwise.
    fn finish(self) -> (Page, String) {
        let of_run = |run: Run| self.placed.iter().filter(|(own, _)| *own == run).count();
        let run = Run::ALL.into_iter().rev().max_by_key(|run| of_run(*run)).unwrap_or(Run::Right);
        let mut aside = self.aslant;
        let mut page = Page { height: run.upright_height(self.size), ..Page::default() };
        // A file that calls all its text furniture says nothing by it.
        let says_furniture = self.placed.iter().any(|(own, glyph)| *own == run && !glyph.is_artifact);
        for (own, glyph) in self.placed {
            if own == run {
                let (x, y) = run.upright((glyph.x, glyph.y), self.size);
                page.glyphs.push(Glyph { x, y, is_artifact: glyph.is_artifact && says_furniture, ..glyph });
            } else {
                aside.push_str(&glyph.text);
            }
        }
        page.rules.extend(self.rules.iter().map(|rule| {
            let (a, b) = (run.upright((rule.x0, rule.y0), self.size), run.upright((rule.x1, rule.y1), self.size));
            Rule { x0: a.0.min(b.0), y0: a.1.min(b.1), x1: a.0.max(b.0), y1: a.1.max(b.1) }
        }));
        (page, aside)
    }
}

/// Whether marked content is what the file calls pagination: headers, footers, page numbers.
fn is_pagination(operands: &[Object]) -> bool {
    let [Object::Name(tag), Object::Dict(properties)] = operands else { return false };
    tag == b"Artifact" && properties.get(b"Type".as_slice()).and_then(Object::name) == Some(b"Pagination")
}

/// Passes over `BI … ID bytes EI`.
fn skip_inline_image(lexer: &mut Lexer, content: &[u8]) {
    let rest = content.get(lexer.at..).unwrap_or_default();
    let Some(data) = memchr::memmem::find(rest, b"ID") else { return };
    let stands_alone = |at: &usize| {
        let before = rest.get(at.wrapping_sub(1)).copied().is_none_or(is_blank);
        before && rest.get(at + 2).copied().is_none_or(is_blank)
    };
    let end = memchr::memmem::find_iter(rest.get(data..).unwrap_or_default(), b"EI").map(|at| data + at).find(stands_alone);
    lexer.at += end.map_or(rest.len(), |end| end + 2);
}
