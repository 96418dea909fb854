//! `shenyue [FILE]`: the window.
//!
//! The file is opened before the terminal is touched, so that a refusal is an ordinary message; its
//! first frame is drawn before anything is computed that the frame does not show.

use std::env;
use std::path::PathBuf;
use std::process::{self, ExitCode};
use std::sync::Arc;
use std::sync::mpsc;

use super::args::OpenArgs;
use super::{Context, Failure, absolute, tell};
use crate::app::{App, Settings};
use crate::command::{File, Me, Msg};
use crate::review::Reviewer;
use crate::term::{self, Runner, Session, SystemClock, World};
use crate::text::Width;
use crate::ui::{Lines, Look, Theme, ThemeName};

#[expect(clippy::disallowed_methods, reason = "the terminal is restored; threads that wait for input cannot be joined")]
pub(super) fn run(args: &OpenArgs, cx: Context) -> Result<ExitCode, Failure> {
    if !term::is_usable(env::var("TERM").ok().as_deref()) {
        return Err(Failure::usage(cx.lang.pick(
            "shenyue needs a terminal it can draw on; `shenyue --help` lists what works without one",
            "shenyue 需要在终端窗口中运行；不需要窗口的命令见 shenyue --help",
        )));
    }
    let lang = cx.lang;
    let folder = args.file.as_deref().filter(|path| path.is_dir()).map(absolute).transpose()?;
    let settings = settings(args, &cx, folder.clone());
    let rules = args.rules.as_deref().map(|asked| cx.pack(asked)).transpose()?.map(Arc::new);
    let (post, inbox) = mpsc::channel();
    let mut runner = Runner::new(World {
        vfs: Arc::clone(&cx.vfs),
        home: cx.home,
        lang,
        read_only: args.read_only,
        me: settings.me.clone(),
        rules,
        post: Some(post.clone()),
    });
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
    let unwritten = session.runner.unwritten();
    if unwritten > 0 {
        tell(&lang.pick(
            format!("{unwritten} acts could not be written into the file; they are kept and will be offered next time"),
            format!("{unwritten} 处操作未能写入文件，已保存在本机，下次打开该文件时可恢复"),
        ));
    }
    process::exit(code)
}

fn settings(args: &OpenArgs, cx: &Context, folder: Option<PathBuf>) -> Settings {
    let no_color = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let theme = args.theme.map_or(if no_color { ThemeName::Mono } else { ThemeName::Dark }, ThemeName::from);
    let look = Look { theme: Theme(theme), lines: if args.ascii { Lines::Ascii } else { Lines::Drawn }, width: Width::default() };
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
        lang: cx.lang,
        look,
        me,
        recent: cx.home.recent(&*cx.vfs),
        folder: folder.or_else(|| env::current_dir().ok()).unwrap_or_default(),
        keys: cx.home.keys(&*cx.vfs),
        phrases: cx.home.phrases(&*cx.vfs),
        filters: cx.home.filters(&*cx.vfs),
    }
}
