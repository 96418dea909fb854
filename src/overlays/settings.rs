//! The settings, changed while one looks: each choice holds at once and is written into the file.
//!
//! Made from the table of settings; after it come the keys of every command. What must be typed is
//! typed in a line of its own. Changes nothing itself: each choice is a [`Change`] for the app.

use ratatui::layout::Rect;

use super::picker::{Picked, Picker};
use super::spoken::{Asks, Spoken, joined};
use super::{Choice, OverCx, Reply};
use crate::command::settings::{Change, Kind, SETTINGS, Source, Value};
use crate::command::{COMMANDS, Command, Key, KeyCode, Row, Target};
use crate::lang::{Words, tr};
use crate::text::{cols, wrap};
use crate::ui::textbox::{Did, Shape, TextBox};
use crate::ui::{Canvas, Role};

pub(super) const MODE: Words = tr("Settings", "设置");
const LIST_HINTS: &[(Words, Words)] = &[
    (tr("Up Down", "上下键"), tr("choose", "选")),
    (tr("Left Right", "左右键"), tr("change", "改")),
    (tr("Enter", "回车"), tr("change, or type", "改，或填写")),
    (tr("Delete", "Delete"), tr("default", "恢复默认")),
    (tr("Esc", "Esc"), tr("close", "关闭")),
];
const KEYS_HINTS: &[(Words, Words)] = &[
    (tr("type", "打字"), tr("find a command", "找命令")),
    (tr("Enter", "回车"), tr("give it keys", "改它的键")),
    (tr("Esc", "Esc"), tr("back", "返回")),
];
const TYPING_HINTS: &[(Words, Words)] = &[(tr("Enter", "回车"), tr("take it", "采用")), (tr("Esc", "Esc"), tr("back", "返回"))];

/// Faults shown below the settings.
const FAULTS_SHOWN: usize = 3;
/// Columns of a setting's name.
const NAME_COLS: u16 = 24;

/// The window.
#[derive(Debug, Default)]
pub struct SettingsBox {
    cursor: usize,
    top: usize,
    shown: usize,
    /// The list of commands stands over the settings.
    keys: Option<Picker>,
    typing: Option<Typing>,
}

/// What is typed.
#[derive(Debug)]
struct Typing {
    of: Field,
    line: TextBox,
}

impl Typing {
    /// What is typed, and how it is written.
    fn asks(&self, cx: &OverCx<'_>) -> (String, String) {
        match self.of {
            Field::Setting(at) => {
                let row = SETTINGS.get(at).expect("opened on a row");
                let says = match row.kind {
                    Kind::Text { empty } => format!("{}{}", cx.lang.pick("empty: ", "空："), cx.say(empty)),
                    _ => row.wanted().say(cx.lang).to_owned(),
                };
                (cx.say(row.short).to_owned(), says)
            }
            Field::Keys(command) => {
                let says = tr(
                    "a, F5, C-s (Ctrl-S), A-o (Alt-O), PageDown, g d (one after another); several parted by a comma and a space",
                    "写法：a、F5、C-s（Ctrl-S）、A-o（Alt-O）、PageDown、g d（先后按）；几个之间用逗号加空格",
                );
                (cx.say(command.row().short).to_owned(), cx.say(says).to_owned())
            }
        }
    }
}

/// For what.
#[derive(Clone, Copy, Debug)]
enum Field {
    Setting(usize),
    Keys(Command),
}

/// One more row than there are settings: the keys.
const ROWS: usize = SETTINGS.len() + 1;

impl SettingsBox {
    pub(super) fn key(&mut self, cx: &OverCx<'_>, key: Key) -> Reply {
        if let Some(typing) = &mut self.typing {
            return match key.code {
                KeyCode::Esc => {
                    self.typing = None;
                    Reply::Stay
                }
                KeyCode::Enter => self.take_typed(),
                _ => match typing.line.key(key, cx.now_ms) {
                    Did::NotMine => Reply::NotMine,
                    Did::Changed | Did::Moved | Did::TooLong => Reply::Stay,
                },
            };
        }
        if let Some(picker) = &mut self.keys {
            let rows = commands(picker);
            return match picker.key(cx, key, rows.len()) {
                Picked::Moved => Reply::Stay,
                Picked::Row(row) => self.type_keys(cx, rows.get(row).copied()),
                Picked::Close => {
                    self.keys = None;
                    Reply::Stay
                }
                Picked::NotMine => Reply::NotMine,
            };
        }
        let key = key.in_ascii();
        match key.code {
            KeyCode::Up | KeyCode::Char('k') => self.cursor = self.cursor.checked_sub(1).unwrap_or(ROWS - 1),
            KeyCode::Down | KeyCode::Char('j') => self.cursor = (self.cursor + 1) % ROWS,
            KeyCode::Home => self.cursor = 0,
            KeyCode::End => self.cursor = ROWS - 1,
            KeyCode::Left | KeyCode::Char('h') => return self.turn(cx, -1),
            KeyCode::Right | KeyCode::Char('l') => return self.turn(cx, 1),
            KeyCode::Enter | KeyCode::Char(' ') => return self.open(cx, self.cursor),
            KeyCode::Delete | KeyCode::Backspace => {
                let Some(row) = SETTINGS.get(self.cursor) else { return Reply::Stay };
                return Reply::Do(Choice::Change(Change::Set(row.setting, row.default())));
            }
            KeyCode::Esc => return Reply::Close,
            _ => return Reply::NotMine,
        }
        Reply::Stay
    }

    /// The next value (`by` below 0: the one before), where there is no need to type.
    fn turn(&self, cx: &OverCx<'_>, by: i32) -> Reply {
        let Some(row) = SETTINGS.get(self.cursor) else {
            return Reply::Refuse(tr("Enter opens the keys", "按回车改按键"));
        };
        match cx.config.value(row.setting).next(row, by) {
            Some(value) => Reply::Do(Choice::Change(Change::Set(row.setting, value))),
            None => Reply::Refuse(tr("Enter opens a line to type it in", "按回车填写")),
        }
    }

    /// What Enter does on a row.
    fn open(&mut self, cx: &OverCx<'_>, at: usize) -> Reply {
        let Some(row) = SETTINGS.get(at) else {
            self.keys = Some(Picker::new());
            return Reply::Stay;
        };
        let value = cx.config.value(row.setting);
        match (row.kind, &value) {
            (Kind::Choice(_) | Kind::Switch { .. }, _) => self.turn(cx, 1),
            (Kind::Number { .. } | Kind::Text { .. }, _) => {
                let text = match value {
                    Value::Text(text) => text,
                    other => other.written(),
                };
                self.typing = Some(Typing { of: Field::Setting(at), line: TextBox::new(Shape::OneLine, &text) });
                Reply::Stay
            }
        }
    }

    fn type_keys(&mut self, cx: &OverCx<'_>, row: Option<&'static Row>) -> Reply {
        let Some(row) = row else { return Reply::Refuse(tr("No command matches", "没有匹配的命令")) };
        let keys = cx.keymap.shown().get(&row.command).map(|keys| keys.join(", ")).unwrap_or_default();
        self.typing = Some(Typing { of: Field::Keys(row.command), line: TextBox::new(Shape::OneLine, &keys) });
        Reply::Stay
    }

    /// The typed value; what it cannot be is refused, and the line stays.
    fn take_typed(&mut self) -> Reply {
        let Some(typing) = &self.typing else { return Reply::Stay };
        let text = typing.line.text().trim();
        let change = match typing.of {
            Field::Setting(at) => {
                let row = SETTINGS.get(at).expect("opened on a row");
                match row.parse(text) {
                    Some(value) => Change::Set(row.setting, value),
                    None => return Reply::Refuse(tr("It cannot be that: see the line below", "不能是这个值：见下面一行的说明")),
                }
            }
            Field::Keys(command) => {
                // A comma alone, or last, is the key itself.
                let parts = text.split(", ").flat_map(|part| part.split('，')).map(str::trim).filter(|part| !part.is_empty());
                Change::Keys(command, parts.map(str::to_owned).collect())
            }
        };
        self.typing = None;
        Reply::Do(Choice::Change(change))
    }

    pub(super) fn paste(&mut self, cx: &OverCx<'_>, text: &str) -> Reply {
        if let Some(typing) = &mut self.typing {
            typing.line.insert(text.trim(), cx.now_ms);
        } else if let Some(picker) = &mut self.keys {
            picker.paste(cx, text);
        }
        Reply::Stay
    }

    pub(super) fn click(&mut self, cx: &OverCx<'_>, row: usize) -> Reply {
        if self.typing.is_some() {
            return Reply::Stay;
        }
        if let Some(picker) = &mut self.keys {
            let rows = commands(picker);
            picker.point(row);
            return self.type_keys(cx, rows.get(row).copied());
        }
        self.cursor = row.min(ROWS - 1);
        self.open(cx, self.cursor)
    }

    pub(super) fn takes_text(&self) -> bool {
        self.typing.is_some() || self.keys.is_some()
    }

    pub(super) fn hints(&self) -> &'static [(Words, Words)] {
        match (&self.typing, &self.keys) {
            (Some(_), _) => TYPING_HINTS,
            (None, Some(_)) => KEYS_HINTS,
            (None, None) => LIST_HINTS,
        }
    }

    pub(super) fn speak(&self, cx: &OverCx<'_>) -> Spoken {
        if let Some(typing) = &self.typing {
            let (title, says) = typing.asks(cx);
            return Spoken::line(title, vec![says], typing.line.text());
        }
        if let Some(picker) = &self.keys {
            let keys = |row: &Row| cx.keymap.keys_of(row.command, cx.lang).join(" ");
            let rows = commands(picker).into_iter().map(|row| joined(cx.say(row.short), &keys(row))).collect();
            return Spoken::rows(cx.say(tr("Keys", "按键")), rows, Asks::RowOrWords);
        }
        let rows = lines(cx).into_iter().map(|line| joined(&joined(&line.name, &line.value), &line.from)).collect();
        let faults = cx.config.faults().iter().map(|fault| fault.say_short(cx.lang)).collect();
        Spoken::rows(cx.say(MODE), rows, Asks::Row).with(faults)
    }

    fn area(screen: Rect) -> Rect {
        Picker::area(screen, 100, 30)
    }

    pub(super) fn settle(&mut self, cx: &OverCx<'_>, screen: Rect) {
        let area = Self::area(screen);
        if let Some(picker) = &mut self.keys {
            let count = commands(picker).len();
            picker.settle_list(cx, area, count, 4);
        }
        if let Some(typing) = &mut self.typing {
            typing.line.settle(area.width.saturating_sub(8), 1, cx.look.width);
        }
        let below = below(cx, area.width.saturating_sub(6), self.cursor).len() + cx.config.faults().len().min(FAULTS_SHOWN) + 3;
        self.shown = usize::from(area.height.saturating_sub(2)).saturating_sub(below).clamp(1, ROWS);
        self.top = self.top.min(ROWS - self.shown);
        if self.cursor < self.top {
            self.top = self.cursor;
        } else if self.cursor >= self.top + self.shown {
            self.top = self.cursor + 1 - self.shown;
        }
    }

    pub(super) fn draw(&self, cx: &OverCx<'_>, canvas: &mut Canvas<'_, Target>) {
        let area = Self::area(canvas.area());
        match &self.keys {
            Some(picker) => draw_keys(cx, canvas, picker, area),
            None => self.draw_list(cx, canvas, area),
        }
        if let Some(typing) = &self.typing {
            let line = Rect { x: area.x + 2, y: area.bottom().saturating_sub(5), width: area.width.saturating_sub(4), height: 4 };
            let (title, says) = typing.asks(cx);
            let inside = canvas.frame(line, &title, Role::You);
            typing.line.draw(canvas, Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), height: 1, ..inside }, true);
            canvas.put_fit(inside.x + 1, inside.y + 1, inside.width.saturating_sub(2), &says, Role::Quiet);
        }
    }

    fn draw_list(&self, cx: &OverCx<'_>, canvas: &mut Canvas<'_, Target>, area: Rect) {
        let inside = canvas.frame(area, cx.say(MODE), Role::You);
        let (x, room) = (inside.x + 2, inside.width.saturating_sub(4));
        for ((at, line), y) in lines(cx).into_iter().enumerate().skip(self.top).zip(inside.y + 1..).take(self.shown) {
            let right = u16::try_from(cols(&line.from, cx.look.width)).unwrap_or(0).min(room / 3);
            canvas.put_fit(x, y, NAME_COLS, &line.name, Role::Text);
            canvas.put_fit(x + NAME_COLS + 2, y, room.saturating_sub(NAME_COLS + right + 4), &line.value, Role::You);
            canvas.put_right(x + room, y, right, &line.from, Role::Quiet);
            let bar = Rect { x: x - 1, y, width: room + 2, height: 1 };
            if at == self.cursor {
                canvas.tint(bar, Role::Here);
            }
            canvas.hit(bar, Target::OverlayRow(at));
        }
        let mut y = inside.y + 1 + u16::try_from(self.shown).unwrap_or(0) + 1;
        for (text, role) in below(cx, room, self.cursor) {
            canvas.put_fit(x, y, room, &text, role);
            y += 1;
        }
        for fault in cx.config.faults().iter().take(FAULTS_SHOWN) {
            canvas.put_fit(x, y, room, &format!("! {}", fault.say_short(cx.lang)), Role::Warn);
            y += 1;
        }
        let count = format!(" {}/{ROWS} ", self.cursor + 1);
        canvas.put_right(area.right() - 2, area.bottom() - 1, 10, &count, Role::Text);
    }
}

/// A row of the list in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingLine {
    /// Which setting.
    pub name: String,
    /// What holds.
    pub value: String,
    /// Why, where it is not the default.
    pub from: String,
}

/// The settings in words, the keys last.
pub fn lines(cx: &OverCx<'_>) -> Vec<SettingLine> {
    let settings = SETTINGS.iter().map(|row| SettingLine {
        name: cx.say(row.short).to_owned(),
        value: cx.config.value(row.setting).say(row, cx.lang),
        from: match cx.config.source(row.setting) {
            Source::Flag => cx.lang.pick(format!("this run: {}", row.flag), format!("本次：{}", row.flag)),
            Source::Variable => cx.lang.pick(format!("this run: {}", row.variable()), format!("本次：{}", row.variable())),
            Source::File => String::new(),
            Source::Default => cx.say(tr("default", "默认")).to_owned(),
        },
    });
    let own = COMMANDS.iter().filter(|row| cx.config.has_own_keys(row.command)).count();
    let value = match own {
        0 => cx.say(tr("as help lists them", "按帮助所列")).to_owned(),
        n => cx.lang.pick(format!("{n} changed"), format!("改了 {n} 个")),
    };
    let keys = SettingLine { name: cx.say(tr("Keys", "按键")).to_owned(), value, from: "›".to_owned() };
    settings.chain([keys]).collect()
}

/// What is said of the row under the cursor, and where the file is.
fn below(cx: &OverCx<'_>, room: u16, cursor: usize) -> Vec<(String, Role)> {
    let mut lines: Vec<(String, Role)> = Vec::new();
    let mut say = |text: &str, role: Role| {
        let rows = wrap(text, room.into(), cx.look.width);
        lines.extend(rows.iter().map(|row| (text.get(row.start..row.end).unwrap_or_default().to_owned(), role)));
    };
    match SETTINGS.get(cursor) {
        None => say(cx.say(tr("The keys of every command", "每个命令的键")), Role::Text),
        Some(row) => {
            say(cx.say(row.long), Role::Text);
            if let Kind::Choice(words) = row.kind {
                let all: Vec<&str> = words.iter().map(|(_, words)| cx.say(*words)).collect();
                say(&all.join(cx.lang.pick("; ", "；")), Role::Quiet);
            }
        }
    }
    let path = cx.settings_file.display();
    say(&cx.lang.pick(format!("kept in {path}"), format!("记在 {path}")), Role::Quiet);
    lines
}

/// The commands that match what was typed.
fn commands(picker: &Picker) -> Vec<&'static Row> {
    let says = |row: &Row| [crate::lang::Lang::Zh, crate::lang::Lang::En].map(|lang| row.short.say(lang)).join(" ");
    COMMANDS.iter().filter(|row| picker.finds(&format!("{} {}", row.name, says(row)))).collect()
}

fn draw_keys(cx: &OverCx<'_>, canvas: &mut Canvas<'_, Target>, picker: &Picker, area: Rect) {
    let matching = commands(picker);
    let rows = picker.draw_list(cx, canvas, area, cx.say(tr("Keys", "按键")), matching.len());
    for ((at, row), y) in matching.iter().enumerate().skip(picker.top()).zip(rows.y..rows.bottom().saturating_sub(4)) {
        let keys = cx.keymap.keys_of(row.command, cx.lang).join("  ");
        canvas.put_fit(rows.x, y, 20, cx.say(row.short), Role::Text);
        canvas.put_fit(rows.x + 22, y, 24, &keys, if cx.config.has_own_keys(row.command) { Role::YouStrong } else { Role::Text });
        canvas.put_fit(rows.x + 48, y, rows.width.saturating_sub(48), cx.say(row.long), Role::Quiet);
        picker.finish_row(canvas, Rect { x: rows.x - 1, y, width: rows.width + 2, height: 1 }, at);
    }
    if matching.is_empty() {
        canvas.put_fit(rows.x, rows.y, rows.width, cx.say(tr("No command matches", "没有匹配的命令")), Role::Text);
    }
}
