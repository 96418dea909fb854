//! A terminal for tests: the program runs in a pseudo terminal, what it draws is read as its user
//! would see it.

use std::io::{Read, Write};
use std::num::NonZero;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};
use std::{env, fs};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal};
use tempfile::TempDir;

/// Longer than any machine needs for one step; passed only by a test that fails.
const PATIENCE: Duration = Duration::from_secs(10);
const GLANCE: Duration = Duration::from_millis(10);
/// Nothing said for so long: what was asked for is drawn.
const QUIET: Duration = Duration::from_millis(300);

/// A folder with one assessment, `x.json`, and a home of its own.
pub struct Workplace {
    dir: TempDir,
}

/// A window the program runs in.
pub struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    keyboard: Box<dyn Write + Send>,
    seen: Arc<Mutex<Seen>>,
    reader: JoinHandle<()>,
    untouched: String,
}

struct Seen {
    said: Vec<u8>,
    screen: vt100::Parser,
    hung_up: bool,
}

impl Workplace {
    pub fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("x.json"), ASSESSMENT).unwrap();
        Self { dir }
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.dir.path().join(name)).unwrap()
    }

    pub fn write(&self, name: &str, text: &str) {
        fs::write(self.dir.path().join(name), text).unwrap();
    }

    /// The program on `x.json`.
    pub fn open(&self, args: &[&str]) -> Terminal {
        let args: Vec<&str> = std::iter::once("x.json").chain(args.iter().copied()).collect();
        self.run(env!("CARGO_BIN_EXE_shenyue"), &args)
    }

    /// A shell script; the program is `$SHENYUE`.
    pub fn run_in_shell(&self, script: &str) -> Terminal {
        self.run("sh", &["-c", script])
    }

    pub fn run(&self, program: &str, args: &[&str]) -> Terminal {
        let mut command = CommandBuilder::new(program);
        command.args(args);
        command.cwd(self.dir.path());
        command.env_clear();
        let home = self.dir.path().join("home");
        for (name, value) in [("HOME", home.as_os_str()), ("PATH", &env::var_os("PATH").unwrap_or_default())] {
            command.env(name, value);
        }
        for (name, value) in [("TERM", "xterm-256color"), ("LANG", "zh_CN.UTF-8"), ("SHENYUE", env!("CARGO_BIN_EXE_shenyue"))] {
            command.env(name, value);
        }
        Terminal::spawn(command)
    }
}

impl Terminal {
    fn spawn(command: CommandBuilder) -> Self {
        let pair = native_pty_system().openpty(PtySize { rows: 36, cols: 120, pixel_width: 0, pixel_height: 0 }).unwrap();
        let untouched = format!("{:?}", pair.master.get_termios().unwrap());
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let seen =
            Arc::new(Mutex::new(Seen { said: Vec::new(), screen: vt100::Parser::new(at_least_1(36), at_least_1(120), 0), hung_up: false }));
        let mut output = pair.master.try_clone_reader().unwrap();
        let shared = Arc::clone(&seen);
        let reader = thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(n @ 1..) = output.read(&mut bytes) {
                let mut seen = shared.lock().unwrap();
                seen.said.extend(&bytes[..n]);
                seen.screen.process(&bytes[..n]);
                if seen.hung_up {
                    return;
                }
            }
        });
        let keyboard = pair.master.take_writer().unwrap();
        Self { child, master: pair.master, keyboard, seen, reader, untouched }
    }

    pub fn send(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).unwrap();
    }

    pub fn signal(&self, which: Signal) {
        signal(self.pid(), which);
    }

    pub fn pid(&self) -> i32 {
        i32::try_from(self.child.process_id().unwrap()).unwrap()
    }

    pub fn resize(&self, cols: u16, rows: u16) {
        self.master.resize(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }).unwrap();
        // The screen that is read keeps a size a parser can hold.
        if (20..500).contains(&cols) {
            self.seen.lock().unwrap().screen.screen_mut().set_size(at_least_1(rows), at_least_1(cols));
        }
    }

    /// What the user sees.
    pub fn screen(&self) -> String {
        self.seen.lock().unwrap().screen.screen().contents()
    }

    /// All that was sent to the terminal.
    pub fn said(&self) -> String {
        String::from_utf8_lossy(&self.seen.lock().unwrap().said).into_owned()
    }

    pub fn bytes_said(&self) -> usize {
        self.seen.lock().unwrap().said.len()
    }

    /// The user's eyes are closed until the program draws again.
    pub fn forget_screen(&self) {
        self.seen.lock().unwrap().screen.process(b"\x1b[2J");
    }

    pub fn wait_for(&self, text: &str) {
        self.wait(text, || self.screen().contains(text));
    }

    pub fn wait_for_said(&self, text: &str) {
        self.wait(text, || self.said().contains(text));
    }

    pub fn wait_until_quiet(&self) {
        let mut said = self.bytes_said();
        let mut since = Instant::now();
        self.wait("quiet", || {
            let now = self.bytes_said();
            if now != said {
                (said, since) = (now, Instant::now());
            }
            since.elapsed() > QUIET
        });
    }

    fn wait(&self, what: &str, mut is_so: impl FnMut() -> bool) {
        let start = Instant::now();
        while !is_so() {
            assert!(start.elapsed() < PATIENCE, "no {what:?} in\n{}", self.screen());
            thread::sleep(GLANCE);
        }
    }

    /// The exit code.
    pub fn wait_for_end(&mut self) -> u32 {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                // What it said last is still on its way.
                self.wait_until_quiet();
                return status.exit_code();
            }
            assert!(start.elapsed() < PATIENCE, "still there:\n{}", self.screen());
            thread::sleep(GLANCE);
        }
    }

    /// Whether the line discipline, raw or not, echo or not, is that of a terminal nobody touched.
    pub fn is_cooked(&self) -> bool {
        format!("{:?}", self.master.get_termios().unwrap()) == self.untouched
    }

    /// The line discipline is as it was; every private mode that was set is reset, every one reset is set.
    pub fn assert_restored(&self) {
        assert!(self.is_cooked());
        let said = self.said();
        let mut modes = std::collections::BTreeMap::new();
        for sequence in said.split("\x1b[?").skip(1) {
            let (numbers, rest) = sequence.split_at(sequence.find(['h', 'l']).unwrap());
            for mode in numbers.split(';') {
                modes.insert(mode, rest.starts_with('h'));
            }
        }
        for (mode, is_set) in modes {
            // A shown cursor (25) and wrapping (7) are normal in a terminal nobody touched; all else is off.
            assert_eq!(is_set, mode == "25" || mode == "7", "mode {mode}");
        }
    }

    /// Closes the window under the program.
    pub fn hang_up(mut self, key_that_draws: &str) {
        self.wait_until_quiet();
        self.seen.lock().unwrap().hung_up = true;
        // The reader holds the terminal open until the program says something more.
        self.send(key_that_draws);
        self.wait("reader", || self.reader.is_finished());
    }

    /// How often any thread of the program went to sleep.
    pub fn wake_ups(&self) -> u64 {
        let threads = fs::read_dir(format!("/proc/{}/task", self.pid())).unwrap();
        let of_thread = |path: PathBuf| -> u64 {
            let status = fs::read_to_string(path.join("status")).unwrap();
            let line = status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:")).unwrap();
            line.trim().parse().unwrap()
        };
        threads.map(|thread| of_thread(thread.unwrap().path())).sum()
    }
}

fn at_least_1(n: u16) -> NonZero<u16> {
    NonZero::new(n.max(1)).unwrap()
}

pub fn signal(pid: i32, which: Signal) {
    rustix::process::kill_process(Pid::from_raw(pid).unwrap(), which).unwrap();
}

/// Waits until a program whose terminal is gone has ended.
pub fn wait_for_death(pid: i32) {
    let start = Instant::now();
    let lives = || fs::read_to_string(format!("/proc/{pid}/stat")).is_ok_and(|stat| !stat.contains(") Z "));
    while lives() {
        assert!(start.elapsed() < PATIENCE, "{pid} lives on without a terminal");
        thread::sleep(GLANCE);
    }
}

const ASSESSMENT: &str = r#"{
  "format": "shenyue.assessment/1",
  "report": {"title": "示例局2024年度部门整体支出绩效自评报告", "department": "示例局", "year": "2024"},
  "text": [{"id": "p-1", "level": 1, "no": "一、", "text": "部门基本情况"}, {"id": "p-2", "level": 0, "text": "负责全市示例工作的组织和协调。"}],
  "duties": [{"id": "duty-1", "text": "负责全市示例工作的组织和协调。"}, {"id": "duty-2", "text": "负责示例资料的管理。"}],
  "work_items": [],
  "funds": {"unit": "万元"},
  "indicators": [{"id": "indicator-1", "name": "培训期数", "target": "12", "actual": "12", "unit": "期"}],
  "issues": [{"id": "issue-1", "text": "部分项目执行进度偏慢。"}],
  "measures": [{"id": "measure-1", "text": "加快项目执行。"}],
  "self": {"score": "95"}
}
"#;
