//! `shenyue config`: all settings with their defaults, as a file to begin with; checks a file.

use std::env;
use std::path::PathBuf;
use std::process::ExitCode;

use super::args::both;
use super::{Context, Failure, absolute, locale, print, print_lines};
use crate::command::settings::{About, Config, Fault, Place, System, sample};
use crate::said;
use crate::store::{self, Home, Vfs};

/// What to do.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(long, help = both!("Print where the file of settings belongs", "输出设置文件的位置"))]
    path: bool,
    #[arg(long, conflicts_with = "path",
        help = both!("Check it: what is wrong, with line and column", "检查：哪里写错了，第几行第几列"))]
    check: bool,
    #[arg(value_name = "FILE", requires = "check", help = both!("The file to check; one's own if none is given", "要检查的文件；不写则检查自己的"))]
    file: Option<PathBuf>,
}

/// A wrong entry was found.
const FOUND: u8 = 1;

pub(super) fn run(args: &Args, cx: &Context) -> Result<ExitCode, Failure> {
    let own = cx.home.settings_path();
    if args.path {
        return print_lines(&[own.display().to_string()]).map(|()| ExitCode::SUCCESS);
    }
    if !args.check {
        return print(&sample(cx.lang)).map(|()| ExitCode::SUCCESS);
    }
    let path = args.file.as_deref().map_or(Ok(own), absolute)?;
    let text = if args.file.is_none() {
        let found = cx.home.settings(&*cx.vfs).map_err(|error| Failure::reading(&error, cx.lang))?;
        found.ok_or_else(|| {
            let path = path.display();
            Failure::input(
                cx.lang
                    .pick(format!("{path}: there is no such file; every setting has its default"), format!("没有 {path}：各项均为默认值")),
            )
        })?
    } else {
        let bytes = store::read(&*cx.vfs, &path).map_err(|error| Failure::reading(&error, cx.lang))?;
        String::from_utf8(bytes).map_err(|_error| {
            let path = path.display();
            Failure::input(cx.lang.pick(format!("{path}: not UTF-8 text"), format!("{path}：不是 UTF-8 文本")))
        })?
    };
    let config = Config::read(Some(&text), System::default(), &|_| None);
    let mut lines: Vec<String> = config.faults().iter().map(|fault| fault.say(&path, cx.lang)).collect();
    let code = if lines.is_empty() {
        lines.push(cx.lang.pick(format!("{}: nothing wrong", path.display()), format!("{}：没有写错的项", path.display())));
        ExitCode::SUCCESS
    } else {
        ExitCode::from(FOUND)
    };
    print_lines(&lines).map(|()| code)
}

/// This user's settings and what the environment says. A file that cannot be read is as none, and is told.
pub(super) fn read(vfs: &dyn Vfs, home: &Home) -> Config {
    let variable = |name: &str| env::var(name).ok();
    let no_color = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let system = System { lang: locale::lang(&variable), no_color };
    match home.settings(vfs) {
        Ok(text) => Config::read(text.as_deref(), system, &variable),
        Err(error) => {
            let mut config = Config::read(None, system, &variable);
            let [en, zh] = [crate::lang::Lang::En, crate::lang::Lang::Zh].map(|lang| error.say(lang).why);
            config.fault(Fault { place: Place::Whole, about: About::File, says: said!("cannot be read: {en}", "读不了：{zh}") });
            config
        }
    }
}
