//! Numbered answers: what, then its effect on the same line. Works by digit, arrows and Enter, so
//! also with an input method on.

use ratatui::layout::Rect;

use super::spoken::{Asks, Spoken, joined};
use super::{Choice, OverCx, Reply, centred};
use crate::command::{Key, KeyCode, Target};
use crate::lang::{Words, tr};
use crate::text::{cols, wrap};
use crate::ui::{Canvas, Role};

const HINTS: [(Words, Words); 4] = [
    (tr("digit", "数字"), tr("run", "执行")),
    (tr("Up Down", "上下键"), tr("choose", "选")),
    (tr("Enter", "回车"), tr("run", "执行")),
    (tr("Esc", "Esc"), tr("close", "关闭")),
];

/// One answer.
#[derive(Clone, Debug, PartialEq)]
pub struct MenuRow {
    /// What.
    pub what: String,
    /// Its effect, or its direct key.
    pub effect: String,
    /// What is to be done.
    pub choice: Choice,
    role: Role,
}

impl MenuRow {
    /// An answer with its effect.
    pub fn new(what: impl Into<String>, effect: impl Into<String>, choice: Choice) -> Self {
        Self { what: what.into(), effect: effect.into(), choice, role: Role::Text }
    }

    /// It may not be chosen just now, and says why when it is.
    #[must_use]
    pub fn quiet(self) -> Self {
        Self { role: Role::Quiet, ..self }
    }
}

/// A line above the answers.
#[derive(Clone, Debug, PartialEq)]
pub struct MenuLine {
    /// Names the text, in a gutter; empty: the text takes the whole width.
    pub label: &'static str,
    /// What is said.
    pub text: String,
    /// How.
    pub role: Role,
}

impl MenuLine {
    /// A line without a label.
    pub fn new(text: impl Into<String>, role: Role) -> Self {
        Self { label: "", text: text.into(), role }
    }
}

/// A menu: a title, lines that say what is at stake, numbered answers.
#[derive(Clone, Debug)]
pub struct Menu {
    title: String,
    mode: Words,
    body: Vec<MenuLine>,
    rows: Vec<MenuRow>,
    cursor: usize,
    top: usize,
    foot: String,
    /// Answers right-aligned: the direct keys of an 操作菜单.
    keys_right: bool,
    /// What Esc means; `None` = an answer must be given.
    on_esc: Option<Choice>,
    shown_rows: usize,
    cols: u16,
}

/// A row of the lines above the answers.
struct Row {
    label: &'static str,
    indent: u16,
    text: String,
    role: Role,
}

impl Menu {
    /// A menu of answers; Esc closes it.
    pub fn new(mode: Words, title: impl Into<String>, rows: Vec<MenuRow>) -> Self {
        Self {
            title: title.into(),
            mode,
            body: Vec::new(),
            rows,
            cursor: 0,
            top: 0,
            foot: String::new(),
            keys_right: false,
            on_esc: Some(Choice::Nothing),
            shown_rows: usize::MAX,
            cols: 60,
        }
    }

    /// Lines above the answers.
    #[must_use]
    pub fn body(mut self, body: Vec<MenuLine>) -> Self {
        self.body = body;
        self.cols = 84;
        self
    }

    /// A line below the answers.
    #[must_use]
    pub fn foot(mut self, foot: impl Into<String>) -> Self {
        self.foot = foot.into();
        self
    }

    /// The effects are direct keys, at the right.
    #[must_use]
    pub fn with_keys(mut self) -> Self {
        self.keys_right = true;
        self.cols = 48;
        self
    }

    /// Room for long effects.
    #[must_use]
    pub fn wide(mut self) -> Self {
        self.cols = 84;
        self
    }

    /// What Esc means; `None` = an answer must be given.
    #[must_use]
    pub fn on_esc(mut self, choice: Option<Choice>) -> Self {
        self.on_esc = choice;
        self
    }

    /// Starts on this answer.
    #[must_use]
    pub fn starting_at(mut self, row: usize) -> Self {
        self.cursor = row.min(self.rows.len().saturating_sub(1));
        self
    }

    pub(super) fn mode(&self, cx: &OverCx<'_>) -> &'static str {
        cx.say(self.mode)
    }

    pub(super) fn hints(&self) -> Vec<(Words, Words)> {
        let shown = if self.on_esc.is_some() { HINTS.len() } else { HINTS.len() - 1 };
        HINTS.into_iter().take(shown).collect()
    }

    pub(super) fn key(&mut self, key: Key) -> Reply {
        let key = key.in_ascii();
        let last = self.rows.len().saturating_sub(1);
        match key.code {
            KeyCode::Up | KeyCode::Char('k') => self.cursor = self.cursor.checked_sub(1).unwrap_or(last),
            KeyCode::Down | KeyCode::Char('j') => self.cursor = if self.cursor == last { 0 } else { self.cursor + 1 },
            KeyCode::PageDown => self.cursor = (self.cursor + self.shown_rows.min(10)).min(last),
            KeyCode::PageUp => self.cursor = self.cursor.saturating_sub(self.shown_rows.min(10)),
            KeyCode::Home => self.cursor = 0,
            KeyCode::End => self.cursor = last,
            KeyCode::Enter => return self.choose(self.cursor),
            KeyCode::Esc => {
                return match &self.on_esc {
                    None => Reply::Refuse(tr("Choose an answer: digit, or arrows and Enter", "请选一项：按数字，或上下键加回车")),
                    Some(Choice::Nothing) => Reply::Close,
                    Some(choice) => Reply::CloseAnd(choice.clone()),
                };
            }
            KeyCode::Char(c @ '0'..='9') if !key.ctrl && !key.alt => {
                let row = if c == '0' { 9 } else { c as usize - '1' as usize };
                if row <= last && !self.rows.is_empty() {
                    return self.choose(row);
                }
                return Reply::Refuse(tr("No answer has that number", "没有这个编号"));
            }
            _ => return Reply::NotMine,
        }
        Reply::Stay
    }

    pub(super) fn click(&mut self, row: usize) -> Reply {
        self.choose(row)
    }

    fn choose(&mut self, row: usize) -> Reply {
        self.rows.get(row).map_or(Reply::Stay, |row| Reply::CloseAnd(row.choice.clone()))
    }

    /// The lines as they fit: behind a label, the text keeps to the right of it.
    fn wrapped(&self, room: usize, width: crate::text::Width) -> Vec<Row> {
        let gutter = self.body.iter().filter(|line| !line.label.is_empty()).map(|line| cols(line.label, width) + 2).max().unwrap_or(0);
        let rows = self.body.iter().flat_map(|line| {
            let indent = if line.label.is_empty() { 0 } else { gutter };
            wrap(&line.text, room.saturating_sub(indent), width).into_iter().enumerate().map(move |(n, row)| Row {
                label: if n == 0 { line.label } else { "" },
                indent: u16::try_from(indent).unwrap_or(0),
                text: line.text.get(row.start..row.end).expect("rows end on boundaries").to_owned(),
                role: line.role,
            })
        });
        rows.collect()
    }

    pub(super) fn speak(&self, cx: &OverCx<'_>) -> Spoken {
        let lines = self.body.iter().map(|line| joined(line.label, &line.text)).collect();
        // What would be a key there is the command's word, which is said already.
        let effect = |row: &MenuRow| if self.keys_right && cx.keymap.is_by_word() { String::new() } else { row.effect.clone() };
        let rows = self.rows.iter().map(|row| joined(&row.what, &effect(row))).collect();
        Spoken::rows(self.title.clone(), rows, Asks::Row).with(lines)
    }

    fn area(&self, screen: Rect, width: crate::text::Width) -> (Rect, Vec<Row>, usize) {
        let cols = self.cols.min(screen.width.saturating_sub(4));
        let body = self.wrapped(usize::from(cols.saturating_sub(8)), width);
        let head = if body.is_empty() { 1 } else { body.len() + 2 };
        let foot = if self.foot.is_empty() { 1 } else { 3 };
        let room = usize::from(screen.height).saturating_sub(head + foot + 2);
        let shown = self.rows.len().min(room.max(1));
        let rows = u16::try_from(head + shown + foot + 2).unwrap_or(u16::MAX);
        // An 操作菜单 stands right of the lists, so that the row it speaks of stays in sight.
        let area = if self.keys_right && screen.width >= 100 {
            let area = centred(screen, cols, rows);
            Rect { x: area.x.max(44).min(screen.right().saturating_sub(area.width)), ..area }
        } else {
            centred(screen, cols, rows)
        };
        (area, body, shown)
    }

    pub(super) fn settle(&mut self, cx: &OverCx<'_>, screen: Rect) {
        let (_, _, shown) = self.area(above_bar(screen), cx.look.width);
        self.shown_rows = shown;
        self.top = self.top.min(self.rows.len().saturating_sub(shown));
        if self.cursor < self.top {
            self.top = self.cursor;
        } else if self.cursor >= self.top + shown {
            self.top = self.cursor + 1 - shown;
        }
    }

    pub(super) fn draw(&self, cx: &OverCx<'_>, canvas: &mut Canvas<'_, Target>) {
        let (area, body, shown) = self.area(above_bar(canvas.area()), cx.look.width);
        let inside = canvas.frame(area, &self.title, Role::You);
        let x = inside.x + 3;
        let room = inside.width.saturating_sub(6);
        let mut y = inside.y + 1;
        for row in &body {
            canvas.put(x, y, row.indent, row.label, Role::Quiet);
            canvas.put(x + row.indent, y, room.saturating_sub(row.indent), &row.text, row.role);
            y += 1;
        }
        if !body.is_empty() {
            y += 1;
        }
        let what_cols = self.rows.iter().map(|row| cols(&row.what, cx.look.width)).max().unwrap_or(0);
        let what_cols = u16::try_from(what_cols).unwrap_or(u16::MAX).min(room.saturating_sub(4) * 2 / 3);
        for (at, row) in self.rows.iter().enumerate().skip(self.top).take(shown) {
            let line = Rect { x: inside.x + 1, y, width: inside.width.saturating_sub(2), height: 1 };
            if at < 10 {
                canvas.put(x, y, 2, &((at + 1) % 10).to_string(), Role::YouStrong);
            }
            let here = at == self.cursor;
            let role = if here { Role::Strong } else { row.role };
            if self.keys_right {
                let key_x = canvas.put_right(line.right() - 2, y, 12, &row.effect, row.role);
                canvas.put_fit(x + 3, y, key_x.saturating_sub(x + 4), &row.what, role);
            } else {
                let what_room = if row.effect.is_empty() { room.saturating_sub(3) } else { what_cols };
                canvas.put_fit(x + 3, y, what_room, &row.what, role);
                let effect_x = x + 3 + what_cols + 3;
                canvas.put_fit(effect_x, y, line.right().saturating_sub(effect_x + 1), &row.effect, Role::Text);
            }
            if here {
                canvas.tint(line, Role::Here);
            }
            canvas.hit(line, Target::OverlayRow(at));
            y += 1;
        }
        if !self.foot.is_empty() {
            canvas.put_fit(x, y + 1, room, &self.foot, Role::Text);
        }
        let hidden = self.rows.len() - shown;
        if hidden > 0 {
            let at = format!(" {}/{} ", self.cursor + 1, self.rows.len());
            canvas.put_right(area.right() - 2, area.bottom() - 1, 14, &at, Role::Text);
        }
    }
}

/// The screen without the bottom bar, whose keys must stay in sight.
fn above_bar(screen: Rect) -> Rect {
    Rect { height: screen.height.saturating_sub(1), ..screen }
}
