//! The settings in force: command line over environment over file over default.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fault::{About, Fault, Place};
use super::table::{Kind, Row, SETTINGS, Setting, Value};
use super::{Change, KEYS};
use crate::command::{COMMANDS, Command, Keymap};
use crate::lang::{Lang, Said, tr};
use crate::said;
use crate::text::{line_column, not_toml};

/// More wrong entries than this are not told one by one.
const FAULTS_MAX: usize = 100;
/// More keys for one command are surely a mistake.
const KEYS_MAX: usize = 20;

/// What the system says where `auto` is chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct System {
    /// The language of the locale.
    pub lang: Lang,
    /// `NO_COLOR` is set.
    pub no_color: bool,
}

/// Where a value comes from; later ones yield to earlier ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The command line.
    Flag,
    /// The environment.
    Variable,
    /// `config.toml`, or what was chosen in the program, which is written there.
    File,
    /// Nobody chose.
    Default,
}

/// The settings in force.
#[derive(Clone, Debug)]
pub struct Config {
    system: System,
    /// By setting: for this run alone.
    run: Vec<Option<(Value, Source)>>,
    /// By setting: of the file.
    file: Vec<Option<Value>>,
    keys: Vec<(Command, Vec<String>)>,
    keymap: Keymap,
    /// Whose given keys cannot be: they keep their own.
    refused: Vec<Command>,
    faults: Vec<Fault>,
}

impl Default for Config {
    fn default() -> Self {
        Self::read(None, System::default(), &|_| None)
    }
}

impl Config {
    /// Reads the file's text, if there is one, and the variables of the environment.
    pub fn read(file: Option<&str>, system: System, variable: &dyn Fn(&str) -> Option<String>) -> Self {
        let nothing = SETTINGS.iter().map(|_| None).collect::<Vec<_>>();
        let mut reading = Reading { file: nothing, keys: Vec::new(), at: Vec::new(), faults: Vec::new() };
        if let Some(text) = file {
            reading.read(text);
        }
        let (keymap, wrong) = Keymap::with(&reading.keys);
        let refused = wrong.iter().map(|(command, _)| *command).collect();
        for (command, says) in wrong {
            let place = reading.at.iter().find(|(of, _)| *of == command).map_or(Place::Whole, |(_, place)| place.clone());
            reading.fault(place, About::Keys(command), says);
        }
        // As they stand in the file; of several at one place the first, which says that it is no TOML.
        reading.faults.sort_by(|one, other| one.place.cmp(&other.place));
        reading.faults.dedup_by(|one, other| one.place == other.place && one.place != Place::Whole);
        let mut config = Self {
            system,
            run: SETTINGS.iter().map(|_| None).collect(),
            file: reading.file,
            keys: reading.keys,
            keymap,
            refused,
            faults: reading.faults,
        };
        for row in SETTINGS {
            let name = row.variable();
            let Some(text) = variable(&name).filter(|text| !text.is_empty()) else { continue };
            if let Some(value) = row.parse(&text) {
                config.run[row.setting as usize] = Some((value, Source::Variable));
            } else {
                let (place, about) = (Place::Variable(name), About::Setting(row.setting));
                config.faults.push(Fault { place, about, says: wants(row, &text) });
            }
        }
        config
    }

    /// A flag of the command line: for this run.
    pub fn flag(&mut self, setting: Setting, value: Value) {
        self.run[setting as usize] = Some((value, Source::Flag));
    }

    /// Something found wrong later: what a name or path leads to.
    pub fn fault(&mut self, fault: Fault) {
        self.faults.push(fault);
    }

    /// Something was chosen in the program: from now on it holds, whatever the command line said.
    pub fn change(&mut self, change: &Change) -> Result<(), Said> {
        match change {
            Change::Set(setting, value) => {
                self.run[*setting as usize] = None;
                self.file[*setting as usize] = Some(value.clone());
                self.faults.retain(|fault| fault.about != About::Setting(*setting));
            }
            Change::Keys(command, keys) => {
                let mut given = self.keys.clone();
                given.retain(|(of, _)| of != command);
                given.push((*command, keys.clone()));
                let (keymap, wrong) = Keymap::with(&given);
                let refused: Vec<Command> = wrong.iter().map(|(of, _)| *of).collect();
                if let Some((_, says)) = wrong.into_iter().find(|(of, _)| of == command) {
                    return Err(says);
                }
                // What was taken by another command's old keys may stand now.
                self.faults.retain(|fault| match fault.about {
                    About::Keys(of) => refused.contains(&of) || !given.iter().any(|(one, _)| *one == of),
                    About::Setting(_) | About::File => true,
                });
                (self.keys, self.keymap, self.refused) = (given, keymap, refused);
            }
        }
        Ok(())
    }

    /// What holds.
    pub fn value(&self, setting: Setting) -> Value {
        let run = self.run[setting as usize].as_ref().map(|(value, _)| value);
        run.or(self.file[setting as usize].as_ref()).cloned().unwrap_or_else(|| setting.row().default())
    }

    /// Why it holds.
    pub fn source(&self, setting: Setting) -> Source {
        match (&self.run[setting as usize], &self.file[setting as usize]) {
            (Some((_, source)), _) => *source,
            (None, Some(_)) => Source::File,
            (None, None) => Source::Default,
        }
    }

    /// What was wrong.
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// The keys in force.
    pub fn keymap(&self) -> &Keymap {
        &self.keymap
    }

    /// The same, every command's keys shown as its name: for the line mode, where commands are words.
    #[must_use]
    pub fn by_word(self) -> Self {
        Self { keymap: self.keymap.by_word(), ..self }
    }

    /// Whether the user gave this command keys, and they stand.
    pub fn has_own_keys(&self, command: Command) -> bool {
        self.keys.iter().any(|(of, _)| *of == command) && !self.refused.contains(&command)
    }

    /// What holds, in words; where the program chooses, what it amounts to.
    pub fn say(&self, setting: Setting, lang: Lang) -> String {
        let row = setting.row();
        let value = self.value(setting);
        let (by, amounts_to) = match (&value, setting) {
            (Value::Word("auto"), Setting::Language) => (tr("as the system", "按系统"), self.lang().pick("en", "zh")),
            // Nobody asks the terminal for its ground.
            (Value::Word("auto"), Setting::Theme) => (tr("automatic", "自动"), self.theme()),
            _ => return value.say(row, lang),
        };
        let Kind::Choice(words) = row.kind else { return value.say(row, lang) };
        let is = words.iter().find(|(name, _)| *name == amounts_to).map_or("", |(_, words)| words.say(lang));
        lang.pick(format!("{}: {is}", by.say(Lang::En)), format!("{}：{is}", by.say(Lang::Zh)))
    }

    /// The language of the screen.
    pub fn lang(&self) -> Lang {
        match self.word(Setting::Language) {
            "zh" => Lang::Zh,
            "en" => Lang::En,
            _ => self.system.lang,
        }
    }

    /// The colours: `dark`, `light` or `mono`.
    pub fn theme(&self) -> &'static str {
        match self.word(Setting::Theme) {
            "auto" if self.system.no_color => "mono",
            "auto" => "dark",
            theme => theme,
        }
    }

    /// Whether signs are explained.
    pub fn legend(&self) -> bool {
        self.value(Setting::Legend) == Value::Switch(true)
    }

    /// How long after the last act the file is written (ms).
    pub fn save_after_ms(&self) -> u64 {
        match self.value(Setting::SaveAfter) {
            Value::Number(seconds) => u64::from(seconds) * 1000,
            _ => 0,
        }
    }

    /// A name or path; `None` if it is empty.
    pub fn text(&self, setting: Setting) -> Option<String> {
        match self.value(setting) {
            Value::Text(text) if !text.is_empty() => Some(text),
            _ => None,
        }
    }

    /// The word of a [`Kind::Choice`].
    pub fn word(&self, setting: Setting) -> &'static str {
        match self.value(setting) {
            Value::Word(word) => word,
            _ => "",
        }
    }
}

/// A file being read.
struct Reading {
    file: Vec<Option<Value>>,
    keys: Vec<(Command, Vec<String>)>,
    /// Where each command's keys stand.
    at: Vec<(Command, Place)>,
    faults: Vec<Fault>,
}

impl Reading {
    fn fault(&mut self, place: Place, about: About, says: Said) {
        if self.faults.len() < FAULTS_MAX {
            self.faults.push(Fault { place, about, says });
        }
    }

    fn read(&mut self, text: &str) {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        // What is right before and after a line that is not is taken all the same.
        let (table, errors) = DeTable::parse_recoverable(text);
        let mut broken = Vec::new();
        for error in errors {
            let at = error.span().map_or(0, |span| span.start);
            let Said { en, zh } = not_toml(text, at, error.message());
            self.fault(Place::at(text, at), About::File, said!("{en}; the line is not taken", "{zh}；这一行不采用"));
            broken.push(line_column(text, at).0);
        }
        // What the parser makes of a broken line is a guess.
        let is_whole = |value: &Spanned<DeValue<'_>>| !broken.contains(&line_column(text, value.span().start).0);
        for (key, value) in table.get_ref() {
            let name = key.get_ref().as_ref();
            if !is_whole(value) && name != KEYS {
                continue;
            }
            match (Row::named(name), value.get_ref()) {
                (Some(row), value_here) => {
                    if let Some(chosen) = value_of(row, value_here) {
                        self.file[row.setting as usize] = Some(chosen);
                    } else {
                        let place = Place::at(text, value.span().start);
                        self.fault(place, About::Setting(row.setting), wants(row, text.get(value.span()).unwrap_or_default()));
                    }
                }
                (None, DeValue::Table(keys)) if name == KEYS => self.read_keys(text, keys, &is_whole),
                (None, _) if name == KEYS => {
                    self.fault(
                        Place::at(text, value.span().start),
                        About::File,
                        said!("keys is a table: [keys], then one line a command", "keys 是一张表：[keys] 下面一行一个命令"),
                    );
                }
                (None, _) => {
                    let near = nearest(name, SETTINGS.iter().map(|row| row.name));
                    self.fault(Place::at(text, key.span().start), About::File, unknown("setting", "设置", name, near));
                }
            }
        }
    }

    fn read_keys(&mut self, text: &str, table: &DeTable<'_>, is_whole: &dyn Fn(&Spanned<DeValue<'_>>) -> bool) {
        for (key, value) in table.iter().filter(|(_, value)| is_whole(value)) {
            let (name, place) = (key.get_ref().as_ref(), Place::at(text, value.span().start));
            let Some(row) = COMMANDS.iter().find(|row| row.name == name) else {
                let near = nearest(name, COMMANDS.iter().map(|row| row.name));
                self.fault(Place::at(text, key.span().start), About::File, unknown("command", "命令", name, near));
                continue;
            };
            match key_names(value) {
                Some(keys) => {
                    self.keys.push((row.command, keys));
                    self.at.push((row.command, place));
                }
                None => self.fault(
                    place,
                    About::Keys(row.command),
                    said!("{name}: keys in quotes, such as [\"a\", \"F5\"]", "{name}：写成引号括起的键，如 [\"a\", \"F5\"]"),
                ),
            }
        }
    }
}

/// `"a"`, or `["a", "F5"]`.
fn key_names(value: &Spanned<DeValue<'_>>) -> Option<Vec<String>> {
    if let Some(one) = value.get_ref().as_str() {
        return Some(vec![one.to_owned()]);
    }
    let keys = value.get_ref().as_array().filter(|keys| keys.len() <= KEYS_MAX)?;
    keys.iter().map(|key| key.get_ref().as_str().map(str::to_owned)).collect()
}

fn value_of(row: &Row, value: &DeValue<'_>) -> Option<Value> {
    match row.kind {
        Kind::Choice(_) => row.word(value.as_str()?),
        Kind::Switch { .. } => value.as_bool().map(Value::Switch),
        Kind::Number { .. } => {
            let number = value.as_integer().filter(|number| number.radix() == 10)?;
            row.number(number.as_str().parse().ok()?)
        }
        Kind::Text { .. } => row.text(value.as_str()?),
    }
}

/// No more of a wrong value is repeated (characters).
const SHOWN_CHARS_MAX: usize = 40;

fn wants(row: &Row, found: &str) -> Said {
    let (name, wanted) = (row.name, row.wanted());
    let shown: String = found.lines().next().unwrap_or_default().chars().take(SHOWN_CHARS_MAX).collect();
    let Said { en, zh } = wanted;
    said!("{name} cannot be {shown}: write {en}; the default is used", "{name} 不能是 {shown}：请写 {zh}；现按默认值")
}

fn unknown(en: &str, zh: &str, name: &str, near: Option<&str>) -> Said {
    let shown: String = name.chars().take(SHOWN_CHARS_MAX).collect();
    match near {
        Some(near) => said!("there is no {en} {shown}; did you mean {near}?", "没有名为 {shown} 的{zh}，是不是 {near}？"),
        None => said!("there is no {en} {shown}; `shenyue config` lists all", "没有名为 {shown} 的{zh}；shenyue config 列出全部"),
    }
}

/// The name that is one or two letters from `typed`.
fn nearest(typed: &str, names: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    let apart = names.map(|name| (letters_apart(typed, name), name)).min()?;
    (apart.0 <= 2).then_some(apart.1)
}

/// How many letters must be put in, taken out or changed to make one name of the other.
fn letters_apart(one: &str, other: &str) -> usize {
    if one.len() > 2 * other.len() + 2 {
        return one.len();
    }
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.bytes().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in other.bytes().enumerate() {
            let changed = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::Key;

    fn config(text: &str) -> Config {
        Config::read(Some(text), System::default(), &|_| None)
    }

    fn places(text: &str) -> Vec<(usize, usize)> {
        let of = |fault: &Fault| match fault.place {
            Place::File { line, column } => (line, column),
            Place::Whole | Place::Variable(_) => (0, 0),
        };
        config(text).faults().iter().map(of).collect()
    }

    #[test]
    fn the_command_line_wins_over_the_environment_over_the_file_over_the_default() {
        let set = |name: &str| (name == "SHENYUE_THEME").then(|| "mono".to_owned());
        let mut all = Config::read(Some("theme = \"light\"\nlines = \"ascii\""), System::default(), &set);
        assert_eq!((all.value(Setting::Theme), all.source(Setting::Theme)), (Value::Word("mono"), Source::Variable));
        assert_eq!((all.value(Setting::Lines), all.source(Setting::Lines)), (Value::Word("ascii"), Source::File));
        assert_eq!((all.value(Setting::Ambiguous), all.source(Setting::Ambiguous)), (Value::Word("narrow"), Source::Default));
        all.flag(Setting::Theme, Value::Word("dark"));
        assert_eq!((all.theme(), all.source(Setting::Theme)), ("dark", Source::Flag));
        all.change(&Change::Set(Setting::Theme, Value::Word("light"))).expect("a value");
        assert_eq!((all.theme(), all.source(Setting::Theme)), ("light", Source::File));
    }

    #[test]
    fn auto_is_the_language_of_the_system_and_a_dark_ground_unless_colour_is_unwanted() {
        let system = System { lang: Lang::En, no_color: true };
        let auto = Config::read(None, system, &|_| None);
        assert_eq!((auto.lang(), auto.theme()), (Lang::En, "mono"));
        assert_eq!(
            (auto.say(Setting::Language, Lang::Zh), auto.say(Setting::Theme, Lang::Zh)),
            ("按系统：英文".into(), "自动：单色".into())
        );
        assert_eq!(config("").say(Setting::Theme, Lang::Zh), "自动：深色");
        let chosen = Config::read(Some("language = \"zh\"\ntheme = \"dark\""), system, &|_| None);
        assert_eq!((chosen.lang(), chosen.theme()), (Lang::Zh, "dark"));
    }

    #[test]
    fn a_wrong_entry_is_told_with_line_and_column_and_the_rest_holds() {
        let text = "# 设置\ntheme = \"粉\"\nlines = \"ascii\"\nsave_after = 0\nlegend = 1\nfont = \"宋体\"\n";
        assert_eq!(places(text), [(2, 9), (4, 14), (5, 10), (6, 1)]);
        let config = config(text);
        assert_eq!((config.value(Setting::Theme), config.word(Setting::Lines)), (Value::Word("auto"), "ascii"));
        assert_eq!(config.save_after_ms(), 3000);
    }

    #[test]
    fn a_line_that_is_no_toml_costs_itself_alone() {
        let text = "theme = \"light\"\nlines = \nambiguous = \"wide\"\n";
        let config = config(text);
        assert_eq!(config.faults().len(), 1, "{:?}", config.faults());
        assert!(matches!(config.faults()[0].place, Place::File { line: 2, .. }), "{:?}", config.faults());
        assert_eq!((config.theme(), config.word(Setting::Ambiguous)), ("light", "wide"));
    }

    #[test]
    fn a_slip_of_the_finger_is_answered_with_what_was_meant() {
        let says = |text: &str| config(text).faults()[0].says.en.clone();
        assert!(says("theem = \"dark\"").contains("did you mean theme?"));
        assert!(says("[keys]\nacept = \"F5\"").contains("did you mean accept?"));
        assert!(says("colour_of_the_sky = 1").contains("shenyue config"));
    }

    #[test]
    fn keys_are_taken_one_by_one() {
        let config = config("[keys]\naccept = \"F5\"\nproblem = [\"a\"]\nfinding = [\"e\"]\nsave = 5\n");
        assert!(config.has_own_keys(Command::Accept));
        assert_eq!(config.keymap().keys_of(Command::Accept, Lang::En), ["F5"]);
        assert_eq!(config.keymap().find(&[], Key::char('a')), crate::command::Found::Command(Command::Problem));
        assert_eq!(config.keymap().keys_of(Command::Finding, Lang::En), ["F"], "e is taken: the default holds");
        let lines: Vec<_> = config.faults().iter().map(|fault| fault.place.clone()).collect();
        assert_eq!(lines, [Place::File { line: 4, column: 11 }, Place::File { line: 5, column: 8 }]);
    }

    #[test]
    fn a_wrong_variable_is_told_by_its_name() {
        let config = Config::read(None, System::default(), &|name| (name == "SHENYUE_LINES").then(|| "wavy".to_owned()));
        assert_eq!(config.faults()[0].place, Place::Variable("SHENYUE_LINES".into()));
        assert_eq!(config.word(Setting::Lines), "unicode");
    }

    #[test]
    fn hostile_files_are_told_in_few_words_and_soon() {
        let many = (0..10_000).map(|n| format!("k{n} = 1")).collect::<Vec<_>>().join("\n");
        assert_eq!(config(&many).faults().len(), FAULTS_MAX);
        let deep = format!("theme = {}", "[".repeat(100_000));
        assert!(!config(&deep).faults().is_empty());
        let long = format!("{} = 1", "x".repeat(500_000));
        assert!(config(&long).faults()[0].says.en.len() < 200);
    }
}
