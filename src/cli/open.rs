//! `shenyue [FILE]`: the window.
//!
//! The file is opened before the terminal is touched, so that a refusal is an ordinary message; its
//! first frame is drawn before anything is computed that the frame does not show.

use std::env;
use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::process::{self, ExitCode};
use std::sync::Arc;
use std::sync::mpsc::{self, Sender};

use super::args::{Ambiguous, OpenArgs, Theme};
use super::{Context, Failure, absolute, tell};
use crate::app::{App, Settings};
use crate::command::settings::{About, Config, Fault, Place, Setting, Value};
use crate::command::{File, Me, Msg};
use crate::lang::Lang;
use crate::review::Reviewer;
use crate::rules::Pack;
use crate::said;
use crate::term::{self, Input, Runner, Session, SystemClock, World};

#[expect(clippy::disallowed_methods, reason = "the terminal is restored; threads that wait for input cannot be joined")]
pub(super) fn run(args: &OpenArgs, cx: &Context) -> Result<ExitCode, Failure> {
    if args.plain {
        return plain(args, cx);
    }
    if !term::is_usable(env::var("TERM").ok().as_deref()) {
        return Err(Failure::usage(cx.lang.pick(
            "shenyue needs a terminal it can draw on; `shenyue --help` lists what works without one",
            "shenyue 需要在终端窗口中运行；不需要窗口的命令见 shenyue --help",
        )));
    }
    let lang = cx.lang;
    let folder = args.file.as_deref().filter(|path| path.is_dir()).map(absolute).transpose()?;
    let (config, rules) = chosen(args, cx)?;
    let settings = settings(args, cx, config, folder.clone());
    let (post, inbox) = mpsc::channel();
    let mut runner = runner(args, cx, &settings, rules, Some(post.clone()));
    let report = args.file.as_deref().map(absolute).transpose()?.filter(|path| folder.is_none() && runner.is_report(path));
    let opened: Option<File> = match &args.file {
        _ if args.sample => Some(runner.open_sample()),
        Some(_) if report.is_some() => None,
        Some(path) if folder.is_none() => Some(runner.open(path)),
        _ => None,
    }
    .transpose()
    .map_err(|error| Failure::reading(&error, lang))?;
    let app = App::new(settings, term::window_size());
    let mut session = Session::new(app, runner, Box::new(SystemClock::start()));
    if let Some(file) = opened {
        session.send(Msg::Opened(Box::new(file)));
    }
    if let Some(report) = report {
        session.send(Msg::Report(report));
    }
    if let Some(folder) = folder {
        session.send(Msg::OpenBatch(folder));
    }
    let code = term::run(&mut session, post, &inbox).map_err(Failure::screen)?;
    tell_unwritten(session.runner.unwritten(), lang);
    process::exit(code)
}

/// Columns and rows of the window that the line mode does not have: what is said depends on neither.
const NO_WINDOW: (u16, u16) = (120, 36);

/// The line mode: an assessment, or the sample. What takes long is done at once, so that a script finds it.
#[expect(clippy::disallowed_methods, reason = "the thread that waits for lines cannot be joined")]
fn plain(args: &OpenArgs, cx: &Context) -> Result<ExitCode, Failure> {
    let lang = cx.lang;
    let (config, rules) = chosen(args, cx)?;
    let settings = settings(args, cx, config.by_word(), None);
    let mut runner = runner(args, cx, &settings, rules, None);
    let file = match &args.file {
        _ if args.sample => runner.open_sample(),
        None => {
            return Err(Failure::usage(lang.pick(
                "--plain needs a file: shenyue --plain FILE, or --plain --sample",
                "--plain 后面要写审核文件：shenyue --plain 文件，或 --plain --sample",
            )));
        }
        Some(path) => {
            let path = absolute(path)?;
            if path.is_dir() || runner.is_report(&path) {
                return Err(Failure::usage(lang.pick(
                    "--plain opens an assessment: `shenyue import` makes one of a report",
                    "--plain 打开的是审核文件：报告先用 shenyue import 生成",
                )));
            }
            runner.open(&path)
        }
    }
    .map_err(|error| Failure::reading(&error, lang))?;
    let mut session = Session::new(App::new(settings, NO_WINDOW), runner, Box::new(SystemClock::start()));
    session.send(Msg::Opened(Box::new(File { sample: false, ..file })));
    let prompt = if io::stdin().is_terminal() { "> " } else { "" };
    let written = term::talk(&mut session, &mut io::stdout().lock(), prompt);
    tell_unwritten(session.runner.unwritten(), lang);
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::screen(error)),
        _ => process::exit(0),
    }
}

/// What runs the effects; where there is no `post`, all of them at once.
fn runner(args: &OpenArgs, cx: &Context, settings: &Settings, rules: Option<Arc<Pack>>, post: Option<Sender<Input>>) -> Runner {
    Runner::new(World {
        vfs: Arc::clone(&cx.vfs),
        home: cx.home.clone(),
        lang: cx.lang,
        read_only: args.read_only,
        me: settings.me.clone(),
        rules,
        post,
    })
}

fn tell_unwritten(unwritten: usize, lang: Lang) {
    if unwritten > 0 {
        tell(&lang.pick(
            format!("{unwritten} acts could not be written into the file; they are kept and will be offered next time"),
            format!("{unwritten} 处操作未能写入文件，已保存在本机，下次打开该文件时可恢复"),
        ));
    }
}

/// The settings with the flags over them, and the pack they name. A wrong flag ends the program, a wrong setting is told on screen.
fn chosen(args: &OpenArgs, cx: &Context) -> Result<(Config, Option<Arc<Pack>>), Failure> {
    let mut config = cx.config.clone();
    let flags = [
        (Setting::Theme, args.theme.map(Theme::word)),
        (Setting::Lines, args.ascii.then_some("ascii")),
        (Setting::Ambiguous, args.ambiguous.map(Ambiguous::word)),
    ];
    for (setting, word) in flags {
        if let Some(word) = word {
            config.flag(setting, Value::Word(word));
        }
    }
    if let Some(asked) = &args.rules {
        config.flag(Setting::Rules, Value::Text(asked.clone()));
        return Ok((config, Some(Arc::new(cx.pack(asked)?))));
    }
    let pack = match cx.asked_pack(None) {
        Ok(pack) => pack.map(Arc::new),
        Err(failure) => {
            let why = failure.text();
            config.fault(Fault {
                place: Place::Whole,
                about: About::Setting(Setting::Rules),
                says: said!("{why}; judged by base", "{why}；现按 base 核查"),
            });
            None
        }
    };
    if config.text(Setting::Phrases).is_some() && cx.vfs.stat(&cx.home.phrases).is_err() {
        let path = cx.home.phrases.display();
        config.fault(Fault {
            place: Place::Whole,
            about: About::Setting(Setting::Phrases),
            says: said!("phrases: {path} is not there", "phrases：没有 {path}"),
        });
    }
    Ok((config, pack))
}

fn settings(args: &OpenArgs, cx: &Context, config: Config, folder: Option<PathBuf>) -> Settings {
    let remembered = cx.home.reviewer(&*cx.vfs).map(|(key, reviewer)| Me { key, reviewer });
    let me = match &args.reviewer {
        None => remembered,
        Some(name) => Some(
            remembered
                .filter(|me| me.reviewer.name == *name)
                .unwrap_or_else(|| Me { key: String::new(), reviewer: Reviewer { name: name.clone(), ..Reviewer::default() } }),
        ),
    };
    Settings {
        config,
        me,
        recent: cx.home.recent(&*cx.vfs),
        folder: folder.or_else(|| env::current_dir().ok()).unwrap_or_default(),
        settings_file: cx.home.settings_path(),
        phrases: cx.home.phrases(&*cx.vfs),
        filters: cx.home.filters(&*cx.vfs),
    }
}
