//! The settings, changed while one looks: each choice holds at once and is written into the file.
//!
//! Made from the table of settings; after it come the keys of every command. What must be typed is
//! typed in a line of its own. Changes nothing itself: each choice is a [`Change`] for the app.

use ratatui::layout::Rect;

use super::picker::{Picked, Picker};
use super::spoken::{Asks, Spoken, joined};
use super::{Choice, OverCx, Reply};
use crate::command::settings::{About, Change, Fault, Kind, SETTINGS, Source, Value};
use crate::command::{COMMANDS, Command, Key, KeyCode, Row, Target};
use crate::lang::{Words, tr};
use crate::text::{cols, wrap};
use crate::ui::textbox::{Did, Shape, TextBox};
use crate::ui::{Canvas, Role};

pub(super) const MODE: Words = tr("Settings", "设置");
const LIST_HINTS: &[(Words, Words)] = &[
    (tr("Left Right", "左右键"), tr("change", "改")),
    (tr("Enter", "回车"), tr("change, or type", "改，或填写")),
    (tr("Esc", "Esc"), tr("close", "关闭")),
    (tr("Delete", "Delete"), tr("default", "恢复默认")),
    (tr("Up Down", "上下键"), tr("choose", "选")),
];
const KEYS_HINTS: &[(Words, Words)] = &[
    (tr("type", "打字"), tr("find a command", "找命令")),
    (tr("Enter", "回车"), tr("give it keys", "改它的键")),
    (tr("Esc", "Esc"), tr("back", "返回")),
];
const TYPING_HINTS: &[(Words, Words)] = &[(tr("Enter", "回车"), tr("take it", "采用")), (tr("Esc", "Esc"), tr("back", "返回"))];

/// Columns of a setting's name.
const NAME_COLS: u16 = 20;
/// Rows kept for what is said of a setting, so that the window does not change its size under the cursor.
const SAID_ROWS: u16 = 5;
/// Rows of the line that is typed in.
const TYPING_ROWS: u16 = 4;

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

    /// As high as what stands in it.
    fn area(&self, cx: &OverCx<'_>, screen: Rect) -> Rect {
        if self.keys.is_some() {
            return Picker::area(screen, 100, 30);
        }
        let list = u16::try_from(ROWS).unwrap_or(u16::MAX);
        let faults = u16::try_from(cx.config.faults().len()).unwrap_or(u16::MAX).min(screen.height);
        Picker::area(screen, 100, list + 4 + SAID_ROWS + 2 * faults)
    }

    /// How many rows the keys' list leaves to the line that is typed in.
    fn foot(&self) -> u16 {
        if self.typing.is_some() { TYPING_ROWS } else { 0 }
    }

    pub(super) fn settle(&mut self, cx: &OverCx<'_>, screen: Rect) {
        let (area, foot) = (self.area(cx, screen), self.foot());
        if let Some(picker) = &mut self.keys {
            let count = commands(picker).len();
            picker.settle_list(cx, area, count, foot);
        }
        if let Some(typing) = &mut self.typing {
            typing.line.settle(area.width.saturating_sub(8), 1, cx.look.width);
        }
        let below = below(cx, area, self.cursor).len();
        self.shown = usize::from(area.height.saturating_sub(4)).saturating_sub(below).clamp(1, ROWS);
        self.top = self.top.min(ROWS - self.shown);
        if self.cursor < self.top {
            self.top = self.cursor;
        } else if self.cursor >= self.top + self.shown {
            self.top = self.cursor + 1 - self.shown;
        }
    }

    pub(super) fn draw(&self, cx: &OverCx<'_>, canvas: &mut Canvas<'_, Target>) {
        let area = self.area(cx, canvas.area());
        match &self.keys {
            Some(picker) => draw_keys(cx, canvas, picker, area, self.foot()),
            None => self.draw_list(cx, canvas, area),
        }
        if let Some(typing) = &self.typing {
            let line = Rect {
                x: area.x + 2,
                y: area.bottom().saturating_sub(TYPING_ROWS + 1),
                width: area.width.saturating_sub(4),
                height: TYPING_ROWS,
            };
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
            let (from, free) = (x + NAME_COLS + 2, room.saturating_sub(NAME_COLS + right + 6));
            let used = canvas.put_fit(from, y, free, &line.value, Role::You);
            if at == self.cursor && line.turns {
                canvas.put(from - 2, y, 1, "‹", Role::You);
                canvas.put(from + used + 1, y, 1, "›", Role::You);
            }
            canvas.put_right(x + room, y, right, &line.from, if line.is_wrong { Role::Warn } else { Role::Quiet });
            let bar = Rect { x: x - 1, y, width: room + 2, height: 1 };
            if at == self.cursor {
                canvas.tint(bar, Role::Here);
            }
            canvas.hit(bar, Target::OverlayRow(at));
        }
        let foot = inside.y + 2 + u16::try_from(self.shown).unwrap_or(0);
        for ((text, role), y) in below(cx, area, self.cursor).into_iter().zip(foot..) {
            canvas.put_fit(x, y, room, &text, role);
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
    /// Why.
    pub from: String,
    /// What the file says of it cannot be.
    pub is_wrong: bool,
    /// Left and right change it.
    pub turns: bool,
}

/// The settings in words, the keys last.
pub fn lines(cx: &OverCx<'_>) -> Vec<SettingLine> {
    let wrong = || cx.say(tr("! wrong in the file", "! 文件中写错")).to_owned();
    let settings = SETTINGS.iter().map(|row| {
        let is_wrong = cx.config.faults().iter().any(|fault| fault.about == About::Setting(row.setting));
        let from = match cx.config.source(row.setting) {
            _ if is_wrong => wrong(),
            Source::Flag => cx.lang.pick(format!("this run: {}", row.flag), format!("本次：{}", row.flag)),
            Source::Variable => cx.lang.pick(format!("this run: {}", row.variable()), format!("本次：{}", row.variable())),
            Source::File => cx.say(tr("set", "已设")).to_owned(),
            Source::Default => cx.say(tr("default", "默认")).to_owned(),
        };
        let value = cx.config.say(row.setting, cx.lang);
        SettingLine { name: cx.say(row.short).to_owned(), value, from, is_wrong, turns: !matches!(row.kind, Kind::Text { .. }) }
    });
    let stand = COMMANDS.iter().filter(|row| cx.config.has_own_keys(row.command)).count();
    let refused = cx.config.faults().iter().filter(|fault| matches!(fault.about, About::Keys(_))).count();
    let value = match (stand, refused) {
        (0, 0) => cx.say(tr("as help lists them", "按帮助所列")).to_owned(),
        (n, 0) => cx.lang.pick(format!("{n} changed"), format!("改了 {n} 个")),
        (0, m) => cx.lang.pick(format!("{m} given, none can be"), format!("写了 {m} 个，都没有采用")),
        (n, m) => cx.lang.pick(format!("{n} changed, {m} more cannot be"), format!("改了 {n} 个，另有 {m} 个没有采用")),
    };
    let (is_wrong, from) = if refused == 0 { (false, "›".to_owned()) } else { (true, wrong()) };
    let keys = SettingLine { name: cx.say(tr("Keys", "按键")).to_owned(), value, from, is_wrong, turns: false };
    settings.chain([keys]).collect()
}

/// What is said of the row under the cursor, where the file is, and what is wrong in it: what concerns the
/// row first. What has no room is counted.
fn below(cx: &OverCx<'_>, area: Rect, cursor: usize) -> Vec<(String, Role)> {
    let room = usize::from(area.width.saturating_sub(6));
    let wrapped = |text: &str| -> Vec<String> {
        let rows = wrap(text, room, cx.look.width);
        rows.iter().map(|row| text.get(row.start..row.end).unwrap_or_default().to_owned()).collect()
    };
    let mut lines: Vec<(String, Role)> = Vec::new();
    let mut say = |text: &str, role: Role| lines.extend(wrapped(text).into_iter().map(|row| (row, role)));
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
    let concerns = |fault: &&Fault| match (fault.about, SETTINGS.get(cursor)) {
        (About::Setting(setting), Some(row)) => row.setting == setting,
        (About::Keys(_), None) => true,
        _ => false,
    };
    let (first, rest): (Vec<&Fault>, Vec<&Fault>) = cx.config.faults().iter().partition(concerns);
    let faults: Vec<&Fault> = first.into_iter().chain(rest).collect();
    // Room for the whole list, if there is any.
    let most = usize::from(area.height).saturating_sub(ROWS + 4).max(SAID_ROWS.into());
    for (at, fault) in faults.iter().enumerate() {
        let rows = wrapped(&format!("! {}", fault.say_short(cx.lang)));
        let left = faults.len() - at;
        if lines.len() + rows.len() + usize::from(left > 1) > most {
            let more = cx
                .lang
                .pick(format!("! {left} more wrong: shenyue config --check"), format!("! 另有 {left} 处写错：shenyue config --check"));
            lines.push((more, Role::Warn));
            break;
        }
        lines.extend(rows.into_iter().map(|row| (row, Role::Warn)));
    }
    lines
}

/// The commands that match what was typed.
fn commands(picker: &Picker) -> Vec<&'static Row> {
    let says = |row: &Row| [crate::lang::Lang::Zh, crate::lang::Lang::En].map(|lang| row.short.say(lang)).join(" ");
    COMMANDS.iter().filter(|row| picker.finds(&format!("{} {}", row.name, says(row)))).collect()
}

fn draw_keys(cx: &OverCx<'_>, canvas: &mut Canvas<'_, Target>, picker: &Picker, area: Rect, foot: u16) {
    let matching = commands(picker);
    let rows = picker.draw_list(cx, canvas, area, cx.say(tr("Keys", "按键")), matching.len());
    let keys = |row: &Row| {
        let keys = cx.keymap.keys_of(row.command, cx.lang).join("  ");
        if cx.config.has_own_keys(row.command) { keys + cx.say(tr(" (own)", "（自定）")) } else { keys }
    };
    let widest = |texts: &mut dyn Iterator<Item = String>, most: usize| {
        u16::try_from(texts.map(|text| cols(&text, cx.look.width)).max().unwrap_or(0).min(most)).unwrap_or(0)
    };
    let names = widest(&mut matching.iter().map(|row| cx.say(row.short).to_owned()), 20);
    let keys_cols = widest(&mut matching.iter().map(|row| keys(row)), 24);
    for ((at, row), y) in matching.iter().enumerate().skip(picker.top()).zip(rows.y..rows.bottom().saturating_sub(foot)) {
        canvas.put_fit(rows.x, y, names, cx.say(row.short), Role::Text);
        let own = if cx.config.has_own_keys(row.command) { Role::YouStrong } else { Role::Text };
        canvas.put_fit(rows.x + names + 2, y, keys_cols, &keys(row), own);
        let wrong = cx.config.faults().iter().find(|fault| fault.about == About::Keys(row.command));
        let (says, role) = match wrong {
            Some(fault) => (format!("! {}", fault.says.say(cx.lang)), Role::Warn),
            None => (cx.say(row.long).to_owned(), Role::Quiet),
        };
        let from = names + keys_cols + 4;
        canvas.put_fit(rows.x + from, y, rows.width.saturating_sub(from), &says, role);
        picker.finish_row(canvas, Rect { x: rows.x - 1, y, width: rows.width + 2, height: 1 }, at);
    }
    if matching.is_empty() {
        canvas.put_fit(rows.x, rows.y, rows.width, cx.say(tr("No command matches", "没有匹配的命令")), Role::Text);
    }
}
