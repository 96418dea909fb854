//! Roles and their look: every colour on screen has a meaning, and no meaning is a colour alone.

use ratatui::style::{Color, Modifier, Style};

use super::canvas::Lines;
use crate::command::settings::{Config, Setting};
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
    /// Other hits.
    Found,
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

impl Look {
    /// As it was chosen.
    pub fn of(config: &Config) -> Self {
        let theme = match config.theme() {
            "light" => ThemeName::Light,
            "mono" => ThemeName::Mono,
            _ => ThemeName::Dark,
        };
        let lines = if config.word(Setting::Lines) == "ascii" { Lines::Ascii } else { Lines::Drawn };
        let width = if config.word(Setting::Ambiguous) == "wide" { Width::Wide } else { Width::Narrow };
        Self { theme: Theme(theme), lines, width }
    }

    /// The signs that can be drawn: where ambiguous characters take two columns, lines made of them would not meet.
    pub fn signs(self) -> Lines {
        if self.width == Width::Wide { Lines::Ascii } else { self.lines }
    }
}

/// A colour set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Theme(pub ThemeName);

/// Roles with the letters that stand for them in tests.
const SIGNS: [(Role, char); 15] = [
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
    (Role::Found, 'f'),
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
        let plain = Style::new();
        let [bold, dim, underlined, reversed] = [Style::bold, Style::dim, Style::underlined, Style::reversed].map(|with| with(plain));
        let on = |colour| plain.fg(colour);
        let (dark, light, mono) = match role {
            Role::Text => (plain, plain, plain),
            Role::Strong => (bold, bold, bold),
            Role::Quiet => (dim, on(Color::DarkGray), dim),
            Role::Line => (on(Color::DarkGray), on(Color::DarkGray).dim(), dim),
            Role::You => (on(Color::Cyan), on(Color::Blue), plain),
            Role::YouStrong => (on(Color::Cyan).bold(), on(Color::Blue).bold(), bold),
            Role::Ok => (on(Color::Green), on(Color::Blue), plain),
            Role::Bad => (on(Color::LightRed), on(Color::Red), bold),
            Role::Warn => (on(Color::Yellow), on(Color::Magenta), bold),
            Role::Here => {
                let bar = on(Color::White).on_blue().bold();
                (bar, bar, bold.reversed())
            }
            Role::Chip => (reversed, reversed, reversed),
            Role::Hit => {
                let hit = on(Color::Black).on_yellow();
                (hit, hit, reversed)
            }
            Role::Quote => (underlined, underlined, underlined),
            Role::Found => (on(Color::Yellow).underlined(), on(Color::Magenta).underlined(), underlined),
            Role::Marked => (on(Color::Yellow).reversed(), on(Color::Magenta).reversed(), reversed),
        };
        match self.0 {
            ThemeName::Dark => dark,
            ThemeName::Light => light,
            ThemeName::Mono => mono,
        }
    }
}
