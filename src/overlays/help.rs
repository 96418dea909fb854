//! Help and palette: every command with its keys, found by typing, run with Enter. What does not
//! apply here stands below with its reason.

use ratatui::layout::Rect;

use super::picker::{Picked, Picker};
use super::spoken::{Asks, Spoken};
use super::{Choice, OverCx, Reply, centred};
use crate::command::{COMMANDS, Command, Key, Row, Target};
use crate::lang::{Lang, Words, tr};
use crate::ui::{Canvas, Role};

pub(super) const HINTS: &[(Words, Words)] = &[
    (tr("type", "打字"), tr("filter", "筛选")),
    (tr("Up Down", "上下键"), tr("choose", "选")),
    (tr("Enter", "回车"), tr("run the line", "执行此行")),
    (tr("Esc", "Esc"), tr("close", "关闭")),
    (tr("Ctrl-C", "Ctrl-C"), tr("how to leave", "怎样退出")),
];

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HelpKind {
    /// By what one wants to do, with keys.
    Help,
    /// By name, as little as fits.
    Palette,
}

/// Help or palette.
#[derive(Debug)]
pub struct Help {
    kind: HelpKind,
    picker: Picker,
}

/// A line of the list.
#[derive(Clone, Copy, Debug)]
enum Line {
    Group(Words),
    Command(&'static Row, Option<Words>),
}

impl Help {
    /// Opens one of the two.
    pub fn new(kind: HelpKind) -> Self {
        Self { kind, picker: Picker::new() }
    }

    pub(super) fn mode(&self, cx: &OverCx<'_>) -> &'static str {
        cx.say(match self.kind {
            HelpKind::Help => tr("Help", "帮助"),
            HelpKind::Palette => tr("Commands", "命令"),
        })
    }

    /// The commands that match: under their groups while nothing is typed, then those it fits best first. What may not run stands below.
    fn lines(&self, cx: &OverCx<'_>) -> Vec<Line> {
        let wanted = self.picker.typed().to_lowercase();
        let mut found: Vec<(u8, &Row)> = COMMANDS.iter().filter_map(|row| Some((distance(cx, row, &wanted)?, row))).collect();
        found.sort_by_key(|(distance, _)| *distance);
        let (here, not_here): (Vec<Line>, Vec<Line>) = found
            .into_iter()
            .map(|(_, row)| Line::Command(row, (row.when)(cx.facts).err()))
            .partition(|line| matches!(line, Line::Command(_, None)));
        let mut lines = Vec::new();
        let mut group = None;
        for line in here {
            if let Line::Command(row, _) = line
                && wanted.is_empty()
                && group.replace(row.group) != Some(row.group)
            {
                lines.push(Line::Group(row.group.words()));
            }
            lines.push(line);
        }
        if !not_here.is_empty() {
            lines.push(Line::Group(tr("Not here", "此处不能用")));
            lines.extend(not_here);
        }
        lines
    }

    fn rows(lines: &[Line]) -> Vec<&'static Row> {
        lines.iter().filter_map(|line| if let Line::Command(row, _) = line { Some(*row) } else { None }).collect()
    }

    pub(super) fn key(&mut self, cx: &OverCx<'_>, key: Key) -> Reply {
        let rows = Self::rows(&self.lines(cx));
        match self.picker.key(cx, key, rows.len()) {
            Picked::Moved => Reply::Stay,
            Picked::Row(row) => self.run(&rows, row),
            Picked::Close => Reply::Close,
            Picked::NotMine => Reply::NotMine,
        }
    }

    /// `:18` goes to a paragraph, `:w` `:q` `:q!` are what their users expect; else the chosen line.
    fn run(&self, rows: &[&'static Row], at: usize) -> Reply {
        let typed = self.picker.typed();
        if self.kind == HelpKind::Palette {
            if let Ok(number) = typed.parse::<u32>() {
                return Reply::CloseAnd(Choice::GoParagraph(number.saturating_sub(1)));
            }
            match typed {
                "w" => return Reply::CloseAnd(Choice::Run(Command::Save)),
                "q" | "wq" | "x" => return Reply::CloseAnd(Choice::Run(Command::Quit)),
                "q!" => return Reply::CloseAnd(Choice::LeaveUnwritten),
                _ => {}
            }
        }
        match rows.get(at) {
            Some(row) => Reply::CloseAnd(Choice::Run(row.command)),
            None => Reply::Refuse(tr("No command matches", "没有匹配的命令")),
        }
    }

    pub(super) fn paste(&mut self, cx: &OverCx<'_>, text: &str) -> Reply {
        self.picker.paste(cx, text);
        Reply::Stay
    }

    pub(super) fn click(&mut self, cx: &OverCx<'_>, row: usize) -> Reply {
        self.run(&Self::rows(&self.lines(cx)), row)
    }

    pub(super) fn speak(&self, cx: &OverCx<'_>) -> Spoken {
        let rows = self.lines(cx).into_iter().filter_map(|line| match line {
            Line::Group(_) => None,
            Line::Command(row, why) => {
                let says = why.map_or_else(|| cx.say(row.long).to_owned(), |why| cx.keymap.put_keys(cx.say(why), cx.lang));
                Some(format!("{}  {says}", cx.keymap.key_of(row.command, cx.lang)))
            }
        });
        Spoken::rows(self.mode(cx), rows.collect(), Asks::RowOrWords)
    }

    fn area(&self, screen: Rect) -> Rect {
        let cols = match self.kind {
            HelpKind::Help => screen.width.saturating_sub(4).min(96),
            HelpKind::Palette => screen.width.saturating_sub(4).min(76),
        };
        let rows = match self.kind {
            HelpKind::Help => screen.height.saturating_sub(if screen.height >= 30 { 4 } else { 2 }),
            HelpKind::Palette => 16.min(screen.height.saturating_sub(4)),
        };
        centred(Rect { height: screen.height.saturating_sub(1), ..screen }, cols, rows)
    }

    pub(super) fn settle(&mut self, cx: &OverCx<'_>, screen: Rect) {
        let area = self.area(screen);
        let lines = self.lines(cx);
        let counts = (Self::rows(&lines).len(), lines.len());
        self.picker.settle(cx, area.width.saturating_sub(8), area.height.saturating_sub(4), counts, |row| {
            let at = line_of(&lines, row);
            // A group's heading comes into view with its first line.
            let headed = at > 0 && matches!(lines.get(at - 1), Some(Line::Group(_)));
            (if headed { at - 1 } else { at }, at)
        });
    }

    pub(super) fn draw(&self, cx: &OverCx<'_>, canvas: &mut Canvas<'_, Target>) {
        let area = self.area(canvas.area());
        let inside = canvas.frame(area, self.mode(cx), Role::You);
        let note = format!(" {} ", cx.say(tr("Enter runs the selected line", "选中一行回车即执行")));
        canvas.put_right(area.right() - 2, area.y, area.width / 2, &note, Role::Text);
        let (x, room) = (inside.x + 2, inside.width.saturating_sub(4));
        let asks = match self.kind {
            HelpKind::Help => tr("type to filter: a key, a word", "打字即筛选：键、中文、英文名"),
            HelpKind::Palette => tr("a command's name; a number goes to that paragraph; w q q!", "命令名称；数字到该段；w q q!"),
        };
        self.picker.draw_filter(cx, canvas, Rect { x, y: inside.y, width: room, height: 1 }, asks);
        let lines = self.lines(cx);
        if lines.is_empty() {
            canvas.put(
                x,
                inside.y + 2,
                room,
                cx.say(tr("No command matches; Backspace widens the search", "没有匹配的命令，退格放宽")),
                Role::Text,
            );
        }
        let key_cols = 14;
        let mut row_at = Self::rows(lines.get(..self.picker.top()).unwrap_or_default()).len();
        for (line, y) in lines.iter().skip(self.picker.top()).zip(inside.y + 2..inside.bottom()) {
            match line {
                Line::Group(words) => {
                    canvas.put(x, y, room, cx.say(*words), Role::Quiet);
                }
                Line::Command(row, why) => {
                    let strip = Rect { x: x + 1, y, width: room.saturating_sub(1), height: 1 };
                    let keys = cx.keymap.keys_of(row.command, cx.lang).join("  ");
                    let key_role = if why.is_some() { Role::Text } else { Role::YouStrong };
                    canvas.put_fit(x + 2, y, key_cols, &keys, key_role);
                    let says = match why {
                        Some(why) => format!("{}：{}", row.short.say(cx.lang), cx.keymap.put_keys(cx.say(*why), cx.lang)),
                        None => row.long.say(cx.lang).to_owned(),
                    };
                    canvas.put_fit(x + 3 + key_cols, y, room.saturating_sub(key_cols + 4), &says, Role::Text);
                    self.picker.finish_row(canvas, strip, row_at);
                    row_at += 1;
                }
            }
        }
    }
}

/// How far a command is from what was typed: 0 its very name or key, 1 part of its name, 2 part of what it does; `None` = it is not meant.
fn distance(cx: &OverCx<'_>, row: &Row, wanted: &str) -> Option<u8> {
    let both = |words: Words| [Lang::Zh, Lang::En].map(|lang| words.say(lang).to_lowercase());
    let [short_zh, short_en] = both(row.short);
    let names = [row.name, &short_zh, &short_en];
    let keys = cx.keymap.keys_of(row.command, cx.lang).join(" ").to_lowercase();
    let has_key = |word: &str| keys.split(' ').any(|key| key == word);
    let all = |fits: &dyn Fn(&str) -> bool| wanted.split_whitespace().all(fits);
    if wanted.is_empty() {
        Some(2)
    } else if names.contains(&wanted) || has_key(wanted) {
        Some(0)
    } else if all(&|word| names.iter().any(|name| name.contains(word)) || has_key(word)) {
        Some(1)
    } else {
        let long = both(row.long);
        all(&|word| names.iter().any(|name| name.contains(word)) || long.iter().any(|long| long.contains(word))).then_some(2)
    }
}

/// At which line the `row`-th command stands.
fn line_of(lines: &[Line], row: usize) -> usize {
    lines.iter().enumerate().filter(|(_, line)| matches!(line, Line::Command(..))).nth(row).map_or(0, |(at, _)| at)
}
