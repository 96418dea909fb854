//! The program line by line, for screen readers, serial consoles and scripts: commands by word, answers
//! by number or text, everything said in plain lines.
//!
//! Not a second program: a line becomes the messages that keys, clicks and pastes would, and what is said
//! is what the screen would say. Holds only what the talk itself needs; changes nothing but through
//! [`App::update`].

mod help;
mod place;
mod word;

use super::App;
use crate::command::{Command, Group, Key, KeyCode, Mouse, MouseDoes, Msg, Target, View};
use crate::lang::{Lang, Words, tr};
use crate::overlays::{Asks, Overlay, Spoken};
use crate::text::{Width, glyphs};
use word::{Asked, Own};

/// Of what may be chosen no more is read out.
const ROWS_SAID_MAX: usize = 200;

/// Nor more where words narrow it.
const ROWS_TO_NARROW_MAX: usize = 40;

/// Of the commands a word may mean no more are named.
const NAMES_SAID_MAX: usize = 12;

/// The talk so far.
#[derive(Debug, Default)]
pub struct Talk {
    /// Where one was when that was last said.
    place: String,
    /// What was last asked.
    asked: Option<Spoken>,
    /// Lines were written into the text that is open.
    wrote: bool,
    /// What followed a command's name: the answer to what it asks first.
    rest: Option<String>,
    /// The last answer of the program that was said.
    said: String,
    /// Something of the talk itself, to be said next.
    notes: Vec<String>,
}

impl Talk {
    /// What a line comes to.
    pub fn hear(&mut self, app: &App, line: &str) -> Vec<Msg> {
        match app.asking() {
            Some(spoken) => self.answer(app, &spoken, line),
            None => self.command(app, line),
        }
    }

    /// What is still to be done once the messages of a line have been taken: the answer that followed a command's name.
    pub fn then(&mut self, app: &App) -> Vec<Msg> {
        let asking = app.asking();
        if asking.is_none() {
            self.wrote = false;
        }
        match (asking, self.rest.take()) {
            (Some(Spoken { asks: Asks::Lines(_), .. }), Some(rest)) => {
                self.wrote = false;
                replace(&rest).into_iter().chain([Msg::Key(Key::ctrl('s'))]).collect()
            }
            (Some(spoken), Some(rest)) if spoken.asks != Asks::Nothing => self.answer(app, &spoken, &rest),
            (Some(Spoken { asks: Asks::Nothing, title, lines, .. }), _) => {
                self.notes.push(title);
                self.notes.extend(lines);
                vec![esc()]
            }
            _ => Vec::new(),
        }
    }

    /// A line was longer than any may be: nothing of it is taken.
    pub fn hear_too_long(&mut self, app: &App) {
        self.notes.push(
            app.lang.pick("That line is too long (over 1 MiB): nothing of it was taken", "这一行太长（超过 1 MiB），整行未采用").to_owned(),
        );
    }

    /// Whether something came up that has not been said: an answer, a question the next line would be taken for.
    pub fn has_news(&self, app: &App) -> bool {
        let said = said(app);
        (!said.is_empty() && said != self.said) || app.asking() != self.asked
    }

    /// What is to be said now, each a line that a terminal may be sent.
    pub fn says(&mut self, app: &App) -> Vec<String> {
        let mut lines = std::mem::take(&mut self.notes);
        let said = said(app);
        if said != self.said && !said.is_empty() {
            lines.push(said.clone());
        }
        self.said = said;
        if let Some(spoken) = app.asking() {
            let writes = self.wrote && matches!(spoken.asks, Asks::Lines(_));
            if !writes && self.asked.as_ref() != Some(&spoken) {
                lines.extend(read_out(&spoken, app.lang));
            }
            self.asked = Some(spoken);
        } else {
            self.asked = None;
            let (place, words) = app.place_words();
            if place != self.place {
                lines.extend(words);
            }
            self.place = place;
        }
        lines.iter().flat_map(|line| line.split('\n')).map(plain).collect()
    }

    fn command(&mut self, app: &App, line: &str) -> Vec<Msg> {
        match word::asked(line) {
            // There are no keys to be found by: it would be all of help.
            Asked::Command(Command::Palette, rest) if rest.is_empty() => self.help(app, ""),
            Asked::Command(command, rest) => self.run(app, command, rest),
            Asked::Either(commands, rest) => {
                let facts = app.facts();
                let may = |command: &Command| (command.row().when)(&facts).is_ok();
                // Of two that may run the act is meant, not the view it is made in.
                let is_act = |command: &Command| command.row().group != Group::View;
                let mut fit = commands.iter().copied().filter(may);
                let chosen = fit.clone().find(is_act).or_else(|| fit.next()).or(commands.first().copied());
                chosen.map_or_else(Vec::new, |command| self.run(app, command, rest))
            }
            Asked::Own(Own::Help, about) => self.help(app, &about),
            Asked::Own(Own::Show, _) => {
                self.place.clear();
                Vec::new()
            }
            Asked::Own(Own::List, _) => {
                self.notes.extend(app.list_words());
                Vec::new()
            }
            Asked::Own(Own::Progress, _) => {
                self.notes.extend(app.progress_words());
                Vec::new()
            }
            Asked::Number(0) => self.note(app.lang.pick("Rows are numbered from 1", "编号从 1 开始")),
            Asked::Number(n) => {
                let Some(target) = app.row_target(n - 1) else { return self.note(app.no_rows().say(app.lang)) };
                // Where that is is said even if one was there before.
                self.place.clear();
                vec![Msg::Point(target)]
            }
            Asked::Several(names) => {
                let more = if names.len() > NAMES_SAID_MAX { " …" } else { "" };
                let words = names.into_iter().take(NAMES_SAID_MAX).map(|command| app.config.keymap().key_of(command, app.lang));
                let names = words.collect::<Vec<_>>().join(app.lang.pick(", ", "、")) + more;
                self.note(&app.lang.pick(format!("that may be: {names}"), format!("可能是：{names}")))
            }
            Asked::Unknown if line.trim().is_empty() => Vec::new(),
            Asked::Unknown => self.note(app.lang.pick(
                "no command is called so; “help” says what there is, “menu” what can be done here",
                "没有这个命令；“帮助”说明有哪些，“操作”列出此处可做的",
            )),
        }
    }

    fn run(&mut self, app: &App, command: Command, rest: String) -> Vec<Msg> {
        if let Some(why) = word::only_on_screen(command) {
            return self.note(why.say(app.lang));
        }
        self.rest = (!rest.is_empty()).then_some(rest);
        // The same answer to the same command is said again.
        self.said.clear();
        vec![Msg::Command(command)]
    }

    fn help(&mut self, app: &App, about: &str) -> Vec<Msg> {
        self.notes.extend(help::lines(about, &app.facts(), app.config.keymap(), app.lang));
        Vec::new()
    }

    fn note(&mut self, text: &str) -> Vec<Msg> {
        self.notes.push(text.to_owned());
        Vec::new()
    }

    fn answer(&mut self, app: &App, spoken: &Spoken, line: &str) -> Vec<Msg> {
        let word = line.trim();
        let back = is_back(word);
        match &spoken.asks {
            Asks::Nothing => vec![esc()],
            Asks::Row | Asks::Digit | Asks::RowOrWords if back || word.is_empty() => vec![esc()],
            Asks::Row | Asks::Digit | Asks::RowOrWords => match (word.parse::<usize>(), &spoken.asks) {
                (Ok(n), Asks::Digit) if (1..=9.min(spoken.rows.len())).contains(&n) => {
                    let digit = char::from_digit(u32::try_from(n).unwrap_or(0), 10).unwrap_or('0');
                    vec![Msg::Key(Key::char(digit)), enter()]
                }
                (Ok(n), _) if (1..=spoken.rows.len()).contains(&n) => {
                    self.asked = None;
                    vec![click(Target::OverlayRow(n - 1))]
                }
                (_, Asks::RowOrWords) if !word.is_empty() => {
                    let path = word.contains('/').then(enter);
                    replace(word).into_iter().chain(path).collect()
                }
                _ => {
                    let n = spoken.rows.len();
                    self.note(&app.lang.pick(format!("a number from 1 to {n}, or “back”"), format!("请输入编号 1 至 {n}，或“返回”")))
                }
            },
            Asks::Line(_) | Asks::Lines(_) if word == "=" && app.is_writing() => vec![Msg::Key(Key::ctrl('p'))],
            Asks::Line(_) if back => vec![esc()],
            Asks::Line(_) if word.is_empty() => vec![enter()],
            Asks::Line(_) if word == "-" => vec![Msg::Key(Key::ctrl('a')), Msg::Key(Key::plain(KeyCode::Backspace)), enter()],
            Asks::Line(_) => replace(word).into_iter().chain([enter()]).collect(),
            Asks::Lines(_) if back && !self.wrote => vec![esc()],
            Asks::Lines(_) if word.is_empty() || word == "." => {
                if std::mem::take(&mut self.wrote) {
                    vec![Msg::Key(Key::ctrl('s'))]
                } else {
                    vec![esc()]
                }
            }
            Asks::Lines(_) if word == "@" && !self.wrote && app.is_writing() => vec![Msg::Key(Key::plain(KeyCode::Tab))],
            Asks::Lines(_) => self.write(app, line),
        }
    }

    /// A line of a text: the first takes the place of what stands there, unless that was a draft or a phrase.
    fn write(&mut self, app: &App, line: &str) -> Vec<Msg> {
        if std::mem::replace(&mut self.wrote, true) {
            return vec![Msg::Paste(format!("\n{line}"))];
        }
        if app.goes_on_writing() { vec![Msg::Paste(line.to_owned())] } else { replace(line) }
    }
}

impl App {
    /// What the overlay on top says and asks.
    fn asking(&self) -> Option<Spoken> {
        let facts = self.facts();
        self.overlays.last().map(|overlay| overlay.speak(&self.over_cx(&facts)))
    }

    /// Whether a text of the review is being written.
    fn is_writing(&self) -> bool {
        matches!(self.overlays.last(), Some(Overlay::Editor(_)))
    }

    /// Whether the text that is open holds words that are to stay.
    fn goes_on_writing(&self) -> bool {
        matches!(self.overlays.last(), Some(Overlay::Editor(editor)) if editor.goes_on())
    }

    /// Why no row has a number where one is.
    fn no_rows(&self) -> Words {
        match self.reviewing.as_ref().map(|reviewing| reviewing.view) {
            None => tr("No file is open: there are no rows", "没有打开文件，没有编号可选"),
            Some(View::Council) => tr(
                "The council has a problem a page and no numbers: “next”, “previous finding”",
                "会商一页一个问题，没有编号：用“下一项”“上一问题”",
            ),
            Some(_) => tr("The report has no text: there are no paragraphs", "没有报告原文，没有段落可选"),
        }
    }

    /// What a click on the row of this number, from 0, means where one is.
    fn row_target(&self, row: usize) -> Option<Target> {
        let reviewing = self.reviewing.as_ref()?;
        let short = u32::try_from(row).unwrap_or(u32::MAX);
        Some(match reviewing.view {
            _ if reviewing.in_text() => Target::Paragraph(short.min(reviewing.open.report.counts().paragraphs.saturating_sub(1)), 0),
            View::Items => Target::ListRow(reviewing.lists.here().0, short),
            View::Text | View::Council => return None,
            View::Scores => Target::ScoreRow(row),
            View::Coverage => Target::CoverageRow(row),
            View::Findings => Target::FindingRow(row),
            View::Checks => Target::CheckRow(row),
            View::Signing => Target::SigningRow(row),
        })
    }
}

/// The answer of the program that stands now.
fn said(app: &App) -> String {
    app.said.as_ref().map_or_else(String::new, |said| {
        if said.warns { format!("{}{}", app.lang.pick("Note: ", "注意："), said.text) } else { said.text.clone() }
    })
}

/// The lines of what is asked.
fn read_out(spoken: &Spoken, lang: Lang) -> Vec<String> {
    let mut lines = vec![spoken.title.clone()];
    lines.extend(spoken.lines.iter().cloned());
    let most = if spoken.asks == Asks::RowOrWords { ROWS_TO_NARROW_MAX } else { ROWS_SAID_MAX };
    lines.extend(spoken.rows.iter().take(most).enumerate().map(|(at, row)| format!("{}  {row}", at + 1)));
    if let Some(more) = spoken.rows.len().checked_sub(most).filter(|more| *more > 0) {
        lines.push(lang.pick(format!("and {more} more"), format!("还有 {more} 行")));
    }
    let now = |now: &str| if now.is_empty() { String::new() } else { lang.pick(format!("now: {now}"), format!("现为：{now}")) };
    match &spoken.asks {
        Asks::Nothing => {}
        Asks::Row | Asks::Digit => lines.push(tr("A number, or “back”:", "输入编号，或“返回”：").say(lang).to_owned()),
        Asks::RowOrWords => {
            lines.push(tr("A number; words narrow the list; “back”:", "输入编号；输入文字缩小范围；或“返回”：").say(lang).to_owned());
        }
        Asks::Line(text) => {
            lines.push(now(text));
            lines.push(
                tr(
                    "Write a line; an empty one takes what stands there, - empties it, “back” leaves it:",
                    "写一行；空行用现有内容，- 清空，“返回”不改：",
                )
                .say(lang)
                .to_owned(),
            );
        }
        Asks::Lines(text) => {
            lines.push(now(text));
            lines.push(
                tr(
                    "Write lines; an empty one or . ends it; = phrases; “back” at first leaves it:",
                    "逐行写，空行或 . 结束；= 常用意见；先输入“返回”则不写：",
                )
                .say(lang)
                .to_owned(),
            );
        }
    }
    lines.retain(|line| !line.is_empty());
    lines
}

fn is_back(word: &str) -> bool {
    ["back", "cancel", "返回"].iter().any(|back| word.eq_ignore_ascii_case(back))
}

fn esc() -> Msg {
    Msg::Key(Key::plain(KeyCode::Esc))
}

fn enter() -> Msg {
    Msg::Key(Key::plain(KeyCode::Enter))
}

fn click(on: Target) -> Msg {
    Msg::Mouse(Mouse { does: MouseDoes::Click, on: Some(on), x: 0, y: 0 })
}

/// All that stands in a text box, replaced.
fn replace(text: &str) -> Vec<Msg> {
    vec![Msg::Key(Key::ctrl('a')), Msg::Paste(text.to_owned())]
}

/// A line that a terminal may be sent: controls, directions and what is invisible as visible marks.
fn plain(line: &str) -> String {
    glyphs(line.trim_end(), Width::Narrow).map(|glyph| glyph.shown).collect()
}
