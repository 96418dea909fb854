//! The command line: the same program, for scripts and for people who like it.
//!
//! One file a subcommand: its arguments and what it does. What it has to say goes to standard output,
//! problems to standard error, and no command asks a question. Exit codes: 0 done, 1 `verify` found a
//! fault, `config --check` a wrong entry, or what `check --fail-on` asks for holds, 2 wrong usage, 3 the input was refused, 4 the output could not be written.

mod args;
mod check;
mod completions;
mod config;
mod export;
mod failure;
mod import;
mod keys;
mod locale;
mod man;
mod merge;
mod open;
mod packs;
mod rules;
mod schema;
mod score;
mod show;
mod summary;
mod templates;
mod usage;
mod verify;

use std::env;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::FromArgMatches;
use clap::error::ErrorKind;

use args::{Args, Command};
use failure::Failure;

use crate::command::settings::{Config, Setting, Value};
use crate::lang::Lang;
use crate::store::{Desk, Home, Intent, Opened, RealVfs, Vfs};
use crate::term;
use crate::text::{Width, glyphs};

/// What every command works with.
#[derive(Debug)]
struct Context {
    lang: Lang,
    vfs: Arc<dyn Vfs>,
    home: Home,
    config: Config,
}

/// Runs the program and gives its exit code.
pub fn main() -> ExitCode {
    let (vfs, home): (Arc<dyn Vfs>, Home) = (Arc::new(RealVfs), Home::of_user());
    let mut config = config::read(&*vfs, &home);
    if let Some(lang) = asked_language(env::args_os().skip(1)) {
        config.flag(Setting::Language, Value::Word(lang.pick("en", "zh")));
    }
    let (lang, home) = (config.lang(), home.with(&term::elsewhere(&config)));
    let cx = Context { lang, vfs, home, config };
    let args = args::command(lang).try_get_matches().and_then(|matches| Args::from_arg_matches(&matches));
    let done = match args {
        Ok(args) => run(args, &cx),
        Err(asked) if matches!(asked.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            print(&asked.to_string()).map(|()| ExitCode::SUCCESS)
        }
        Err(wrong) => Err(Failure::usage(misspelt(&wrong).map_or_else(|| usage::say(&wrong, lang), |name| usage::no_command(&name, lang)))),
    };
    done.unwrap_or_else(|failure| {
        tell(failure.text());
        failure.exit_code()
    })
}

fn run(args: Args, cx: &Context) -> Result<ExitCode, Failure> {
    let lang = cx.lang;
    // Where this fails, the limit ends the program as it would any other.
    let _ = term::survive_size_limit();
    crate::import::quiet_caught_panics();
    if let Some(locale) = locale::not_utf8(&|name| env::var(name).ok()) {
        tell(&lang.pick(
            format!("the locale {locale} is not UTF-8: Chinese may not show; try LANG=zh_CN.UTF-8"),
            format!("当前区域设置 {locale} 不是 UTF-8，中文可能显示不正常；可先设置 LANG=zh_CN.UTF-8"),
        ));
    }
    match args.command {
        None => open::run(&args.open, cx),
        Some(_) if args.open != args::OpenArgs::default() => {
            Err(Failure::usage(lang.pick("options for opening a file do not go with a command", "打开文件的选项不能与命令同时使用")))
        }
        Some(Command::Import(args)) => import::run(&args, cx),
        Some(Command::Check(args)) => check::run(&args, cx),
        Some(Command::Score(args)) => score::run(&args, cx),
        Some(Command::Show(args)) => show::run(&args, cx),
        Some(Command::Verify(args)) => verify::run(&args, cx),
        Some(Command::Export(args)) => export::run(&args, cx),
        Some(Command::Merge(args)) => merge::run(&args, cx),
        Some(Command::Templates(args)) => templates::run(&args, cx),
        Some(Command::Rules(args)) => rules::run(&args, cx),
        Some(Command::Schema(args)) => schema::run(&args),
        Some(Command::Keys(args)) => keys::run(&args, cx),
        Some(Command::Config(args)) => config::run(&args, cx),
        Some(Command::Completions(args)) => completions::run(&args, lang),
        Some(Command::Man(args)) => man::run(&args, lang),
    }
}

impl Context {
    /// Opens a file to read it: no lock, nothing written. Acts that wait in its journal are told of, not shown.
    fn read(&self, path: &Path) -> Result<Opened, Failure> {
        let opened =
            Desk::open(Arc::clone(&self.vfs), &self.home, path, Intent::Read).map_err(|error| Failure::reading(&error, self.lang))?;
        for found in opened.waiting.iter().filter(|found| !found.events.is_empty()) {
            let (path, n, journal) = (path.display(), found.events.len(), found.journal.display());
            tell(&self.lang.pick(
                format!("{path}: {n} acts that are not in the file wait in {journal}; open the file with shenyue to restore them"),
                format!("{path}：另有 {n} 条操作尚未写入文件，在 {journal}；用 shenyue 打开该文件即可恢复"),
            ));
        }
        Ok(opened)
    }
}

/// The first argument, where it was meant as a command: it names no file, and another argument follows that nobody expects.
fn misspelt(wrong: &clap::Error) -> Option<String> {
    let first = env::args_os().nth(1)?;
    let is_command = wrong.kind() == ErrorKind::UnknownArgument && !first.as_encoded_bytes().starts_with(b"-");
    (is_command && !args::is_command(&first) && !Path::new(&first).exists()).then(|| first.to_string_lossy().into_owned())
}

/// The language of `--lang`, found before the rest is understood, for the rest may be wrong.
fn asked_language(args: impl Iterator<Item = std::ffi::OsString>) -> Option<Lang> {
    let args: Vec<_> = args.collect();
    let joined = args.iter().filter_map(|arg| arg.to_str()?.strip_prefix("--lang="));
    let parted = args.windows(2).filter(|pair| pair.first().is_some_and(|flag| flag == "--lang")).filter_map(|pair| pair.get(1)?.to_str());
    joined.chain(parted).find_map(|name| match name {
        "zh" => Some(Lang::Zh),
        "en" => Some(Lang::En),
        _ => None,
    })
}

/// The path from the root, for files that are yet to be made.
fn absolute(path: &Path) -> Result<PathBuf, Failure> {
    std::path::absolute(path).map_err(|error| Failure::usage(format!("{}: {error}", path.display())))
}

/// To standard output, as it is. A reader that has gone (`| head`) has read enough.
fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::screen(error)),
        _ => Ok(()),
    }
}

/// Lines for people to standard output.
fn print_lines(lines: &[String]) -> Result<(), Failure> {
    print(&safe(&(lines.join("\n") + "\n")))
}

/// What a terminal may be sent of others' text: reports, names and paths can hold escapes.
fn safe(text: &str) -> String {
    let shown = |line: &str| glyphs(line, Width::Narrow).map(|glyph| glyph.shown).collect::<String>();
    text.split('\n').map(shown).collect::<Vec<_>>().join("\n")
}

/// To standard error; if nobody listens there, there is nobody to tell.
fn tell(text: &str) {
    let _ = writeln!(io::stderr(), "{}", safe(text));
}
