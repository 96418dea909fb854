//! Roles and their look: every colour on screen has a meaning, and no meaning is a colour alone.

use ratatui::style::{Color, Modifier, Style};

use super::canvas::Lines;
use crate::text::Width;

/// What a piece of the screen means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Whatever must be read.
    Text,
    /// The item's name, totals, the question asked.
    Strong,
    /// Labels, numbers, done rows: never the only copy of a fact.
    Quiet,
    /// Frame and rules.
    Line,
    /// Where you are, what you wrote, the keys you may press.
    You,
    /// The same, bold.
    YouStrong,
    /// 无疑问, 相符.
    Ok,
    /// 有问题, 不符, points taken.
    Bad,
    /// 疑点, 待补资料, 意见不一致.
    Warn,
    /// The one filled bar.
    Here,
    /// Current view, chosen option, unusual mode.
    Chip,
    /// This search hit.
    Hit,
    /// The passage a mark hangs on.
    Quote,
    /// What stands for a character that must not be drawn.
    Marked,
}

/// The colour sets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ThemeName {
    /// Dark ground.
    #[default]
    Dark,
    /// Light ground.
    Light,
    /// No colour: `NO_COLOR`.
    Mono,
}

/// Everything that decides how the screen looks, not what it says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Colours.
    pub theme: Theme,
    /// `─ ━ │` or `- = |`.
    pub lines: Lines,
    /// Columns of ambiguous characters.
    pub width: Width,
}

/// A colour set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Theme(pub ThemeName);

/// Roles with the letters that stand for them in tests.
const SIGNS: [(Role, char); 14] = [
    (Role::Text, '.'),
    (Role::Strong, 'S'),
    (Role::Quiet, 'q'),
    (Role::Line, 'l'),
    (Role::You, 'y'),
    (Role::YouStrong, 'Y'),
    (Role::Ok, 'o'),
    (Role::Bad, 'x'),
    (Role::Warn, 'w'),
    (Role::Here, 'H'),
    (Role::Chip, 'C'),
    (Role::Hit, 'h'),
    (Role::Quote, 'u'),
    (Role::Marked, 'm'),
];

impl Theme {
    /// A letter for the first role that looks like `style`, `_` behind it if that is underlined as well; empty for plain text.
    pub(super) fn sign(self, style: Style) -> String {
        let find = |style: Style| {
            SIGNS.iter().find(|(role, _)| Style::reset().patch(self.style(*role)) == Style::reset().patch(style)).map(|(_, sign)| *sign)
        };
        match (find(style), find(style.remove_modifier(Modifier::UNDERLINED))) {
            (Some('.'), _) => String::new(),
            (Some(sign), _) => sign.to_string(),
            (None, Some(sign)) => format!("{sign}_"),
            (None, None) => "?".to_owned(),
        }
    }

    /// The style of a role: 16 ANSI colours and attributes only.
    pub fn style(self, role: Role) -> Style {
        let s = Style::new();
        let bold = Modifier::BOLD;
        match (self.0, role) {
            (_, Role::Text) => s,
            (_, Role::Strong) => s.add_modifier(bold),
            (_, Role::Quote) => s.add_modifier(Modifier::UNDERLINED),
            (_, Role::Chip) => s.add_modifier(Modifier::REVERSED),
            (ThemeName::Light, Role::Quiet) => s.fg(Color::DarkGray),
            (_, Role::Quiet) => s.add_modifier(Modifier::DIM),
            (ThemeName::Mono, Role::Line) => s.add_modifier(Modifier::DIM),
            (ThemeName::Dark, Role::Line) => s.fg(Color::DarkGray),
            (ThemeName::Light, Role::Line) => s.fg(Color::DarkGray).add_modifier(Modifier::DIM),
            (ThemeName::Dark, Role::You) => s.fg(Color::Cyan),
            (ThemeName::Dark, Role::YouStrong) => s.fg(Color::Cyan).add_modifier(bold),
            (ThemeName::Light, Role::You | Role::Ok) => s.fg(Color::Blue),
            (ThemeName::Light, Role::YouStrong) => s.fg(Color::Blue).add_modifier(bold),
            (ThemeName::Mono, Role::You | Role::Ok) => s,
            (ThemeName::Mono, Role::YouStrong | Role::Bad | Role::Warn) => s.add_modifier(bold),
            (ThemeName::Dark, Role::Ok) => s.fg(Color::Green),
            (ThemeName::Dark, Role::Bad) => s.fg(Color::LightRed),
            (ThemeName::Light, Role::Bad) => s.fg(Color::Red),
            (ThemeName::Dark, Role::Warn) => s.fg(Color::Yellow),
            (ThemeName::Light, Role::Warn) => s.fg(Color::Magenta),
            (ThemeName::Mono, Role::Here) => s.add_modifier(bold | Modifier::REVERSED),
            (_, Role::Here) => s.fg(Color::White).bg(Color::Blue).add_modifier(bold),
            (ThemeName::Mono, Role::Hit | Role::Marked) => s.add_modifier(Modifier::REVERSED),
            (_, Role::Hit) => s.fg(Color::Black).bg(Color::Yellow),
            (ThemeName::Dark, Role::Marked) => s.fg(Color::Yellow).add_modifier(Modifier::REVERSED),
            (ThemeName::Light, Role::Marked) => s.fg(Color::Magenta).add_modifier(Modifier::REVERSED),
        }
    }
}
