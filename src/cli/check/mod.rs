//! `shenyue check FILE...`: what is wrong with one report or with hundreds, with the arithmetic.
//!
//! Files are looked at by as many threads as the machine has processors; what they say is printed in
//! the order in which the files were named. A file that is refused is told of and the others go on.

mod json;
mod text;

use std::collections::{BTreeMap, HashMap};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError, mpsc};
use std::thread;

use clap::ValueEnum;

use super::args::{Format, FormatArg, both};
use super::{Context, Failure, print, safe, tell};
use crate::checks::{Facts, Summary, run as run_checks};
use crate::review::Review;
use crate::rules::{self, Chosen, Pack};

/// Which files, by which rules, and how to say it.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(value_name = "FILE", required = true, help = both!("The assessments", "审核文件，可以有多个"))]
    files: Vec<PathBuf>,
    #[command(flatten)]
    format: FormatArg,
    #[arg(long, value_name = "fail|warn", hide_possible_values = true,
        help = both!("Exit with 1 if a check fails (fail), or also if one is to be confirmed (warn)", "有不符（fail）或有不符及待核实（warn）时，退出码为 1"))]
    fail_on: Option<FailOn>,
    #[arg(long, value_name = "STANDARD",
        help = both!("The scoring standard, unless the review names its own: a name (see `shenyue rules`) or a .toml file", "评分标准：名称（见 shenyue rules）或 .toml 文件；审核中另有记载的除外"))]
    rules: Option<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FailOn {
    Fail,
    Warn,
}

pub(super) fn run(args: &Args, cx: &Context) -> Result<ExitCode, Failure> {
    let rules = Rules { asked: Arc::new(cx.asked_pack_or_base(args.rules.as_deref())?), known: Mutex::default() };
    let mut out = Printer { next: 0, waiting: BTreeMap::new(), refused: None, fails: false, failed: None };
    let mut progress = Progress::new(args.files.len(), cx);
    each(
        &args.files,
        |file| look(file, args, &rules, cx),
        |at, looked| {
            out.take(at, looked, args.fail_on);
            progress.done();
            out.failed.is_none().then_some(out.next)
        },
    );
    progress.clear();
    match (out.failed, out.refused) {
        (Some(failure), _) | (None, Some(failure)) => Err(failure),
        (None, None) => Ok(ExitCode::from(u8::from(out.fails))),
    }
}

/// What was said of one file.
struct Looked {
    text: String,
    summary: Summary,
}

fn look(file: &Path, args: &Args, rules: &Rules, cx: &Context) -> Result<Looked, Failure> {
    let opened = cx.read(file)?;
    let chosen = rules.of(&opened.review, cx);
    if let Some(lacking) = &chosen.lacking {
        tell(&format!("{}: {}", file.display(), lacking.say(cx.lang)));
    }
    let facts = Facts::of(&opened.report, &opened.review, &chosen.pack);
    let verdicts = run_checks(&facts);
    let text = match args.format.format {
        Format::Text => safe(&text::page(file, &facts, &verdicts, cx.lang)),
        Format::Json => json::line(file, &facts, &verdicts, cx.lang),
    };
    Ok(Looked { text, summary: Summary::of(&verdicts) })
}

/// The rules that judge each file, read once however many files name them.
struct Rules {
    asked: Arc<Pack>,
    known: Mutex<HashMap<Option<String>, Chosen>>,
}

impl Rules {
    fn of(&self, review: &Review, cx: &Context) -> Chosen {
        let own = |name: &str| cx.home.rules(&*cx.vfs, name);
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.entry(rules::standard_of(review)).or_insert_with(|| rules::choose(review, Some(&self.asked), &own)).clone()
    }
}

/// Prints in the order of the command line, whatever the order of the answers.
struct Printer {
    next: usize,
    waiting: BTreeMap<usize, Result<Looked, Failure>>,
    /// The last file that was refused; it gives the exit code.
    refused: Option<Failure>,
    fails: bool,
    /// The output could not be written.
    failed: Option<Failure>,
}

impl Printer {
    fn take(&mut self, at: usize, looked: Result<Looked, Failure>, fail_on: Option<FailOn>) {
        self.waiting.insert(at, looked);
        while let Some(looked) = self.waiting.remove(&self.next) {
            self.next += 1;
            match looked {
                Ok(Looked { text, summary }) => {
                    self.fails |= match fail_on {
                        None => false,
                        Some(FailOn::Fail) => summary.fail > 0,
                        Some(FailOn::Warn) => summary.fail + summary.warn > 0,
                    };
                    self.failed = self.failed.take().or(print(&text).err());
                }
                Err(failure) => {
                    // The last one is told when the program ends.
                    if let Some(before) = self.refused.replace(failure) {
                        tell(before.text());
                    }
                }
            }
        }
    }
}

/// Looks at each file on one of as many threads as there are processors, and gives each answer as it
/// comes to `take`, which says how many answers are done with, or that it has had enough. No file is begun
/// that is too far ahead of those: one slow file does not let the answers to all others pile up.
fn each<T: Send>(files: &[PathBuf], look: impl Fn(&Path) -> T + Sync, mut take: impl FnMut(usize, T) -> Option<usize>) {
    let next = AtomicUsize::new(0);
    let window = Window::default();
    let threads = thread::available_parallelism().map_or(1, std::num::NonZero::get).min(files.len());
    let (post, answers) = mpsc::sync_channel(ANSWERS_AHEAD);
    thread::scope(|scope| {
        for _ in 0..threads {
            let (post, next, look, window) = (post.clone(), &next, &look, &window);
            scope.spawn(move || {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(file) = files.get(at) else { break };
                    window.wait_for(at);
                    if post.send((at, look(file))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(post);
        let answers = answers;
        for (at, answer) in &answers {
            let done = take(at, answer);
            window.move_to(done.unwrap_or(usize::MAX));
            if done.is_none() {
                break;
            }
        }
    });
}

/// How far the answers are done with, and who waits for that.
#[derive(Default)]
struct Window {
    done: Mutex<usize>,
    moved: Condvar,
}

impl Window {
    fn wait_for(&self, at: usize) {
        let done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        let is_far = |done: &mut usize| at >= done.saturating_add(ANSWERS_AHEAD);
        drop(self.moved.wait_while(done, is_far).unwrap_or_else(PoisonError::into_inner));
    }

    fn move_to(&self, done: usize) {
        *self.done.lock().unwrap_or_else(PoisonError::into_inner) = done;
        self.moved.notify_all();
    }
}

/// Answers that wait to be printed.
const ANSWERS_AHEAD: usize = 64;

/// How far it is, on a terminal's standard error, in one line that goes away.
struct Progress {
    done: usize,
    of: usize,
    lang: Option<crate::lang::Lang>,
}

impl Progress {
    fn new(of: usize, cx: &Context) -> Self {
        let shows = of > 1 && io::stderr().is_terminal() && !io::stdout().is_terminal();
        Self { done: 0, of, lang: shows.then_some(cx.lang) }
    }

    fn done(&mut self) {
        self.done += 1;
        if let Some(lang) = self.lang {
            let (done, of) = (self.done, self.of);
            let _ = write!(io::stderr(), "\r{}", lang.pick(format!("checked {done} of {of}"), format!("已核查 {done}/{of}")));
        }
    }

    fn clear(&self) {
        if self.lang.is_some() {
            let _ = write!(io::stderr(), "\r\u{1b}[K");
        }
    }
}
