//! kill -9 before each operation of a scripted session, and during the recovery after it: whatever
//! was promised until then is found again. The process killed is this test itself, run once more
//! with [`TASK`] set. The test shows its teeth: with journal lines written late, it finds losses.
//!
//! Syncs are skipped: what a killed process has written is there, synced or not.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::io::Write as _;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use shenyue::store::vfs::rig::{Op, Rig, Verdict};
use shenyue::store::{RealVfs, Vfs};

mod session;
use session::{REPORT, Told, is_report_untouched, recover};

/// What the process started by the test does: `<what> <operation to die at>`.
const TASK: &str = "SHENYUE_KILL_TASK";
/// The folder it does it in.
const ROOT: &str = "SHENYUE_KILL_ROOT";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Task {
    Work,
    WorkWritingLate,
    Recover,
}

impl Task {
    const ALL: [Self; 3] = [Self::Work, Self::WorkWritingLate, Self::Recover];
}

/// The real disk; at operation `dies_at` the process is killed.
fn vfs(dies_at: u64, writes_late: bool) -> Arc<dyn Vfs> {
    Arc::new(Rig::new(Arc::new(RealVfs), move |n, op, path| {
        if n == dies_at {
            rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::KILL).unwrap();
        }
        match op {
            Op::Sync | Op::SyncDir => Verdict::Skip,
            Op::Write if writes_late && path.to_string_lossy().contains("journal") => Verdict::Hold,
            _ => Verdict::Go,
        }
    }))
}

/// Not a test: the process that is killed. Says what was promised, a line each.
#[test]
fn the_one_who_is_killed() {
    let (Ok(task), Ok(root)) = (std::env::var(TASK), std::env::var(ROOT)) else { return };
    let (task, dies_at) = task.split_once(' ').unwrap();
    let task = Task::ALL.into_iter().find(|known| format!("{known:?}") == task).unwrap();
    let vfs = vfs(dies_at.parse().unwrap(), task == Task::WorkWritingLate);
    let root = Path::new(&root);
    if task == Task::Recover {
        let (mut desk, review) = recover(&vfs, root);
        desk.save(&review).unwrap();
        desk.close().unwrap();
    } else {
        session::work(&vfs, root, (24, 15), |told| {
            if let Told::Promised(id) = told {
                std::io::stdout().write_all(format!("\npromised {id}\n").as_bytes()).unwrap();
            }
        });
    }
}

/// Runs a task until it is killed; gives what it had promised, and whether it lived to the end.
fn run(task: Task, root: &Path, dies_at: u64) -> (Vec<String>, bool) {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "the_one_who_is_killed", "--nocapture", "--test-threads=1"]);
    let output = command.env(TASK, format!("{task:?} {dies_at}")).env(ROOT, root).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let promised = said.lines().filter_map(|line| line.strip_prefix("promised ")).map(str::to_owned).collect();
    assert!(output.status.code().is_none_or(|code| code == 0), "{said}{}", String::from_utf8_lossy(&output.stderr));
    (promised, output.status.success())
}

fn folder() -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    std::fs::create_dir(root.path().join("d")).unwrap();
    std::fs::write(root.path().join("d/x.json"), REPORT).unwrap();
    root
}

/// Opens, restores, and tells how much of what was promised is not there.
fn losses(root: &Path, promised: &[String]) -> usize {
    let disk = vfs(u64::MAX, false);
    assert!(is_report_untouched(&*disk, root));
    let (_, review) = recover(&disk, root);
    let known: Vec<String> = review.events().map(|event| event.id.to_string()).collect();
    promised.iter().filter(|id| !known.contains(id)).count()
}

/// Kills `task` at each `step`th operation until it lives; gives (kills, promises lost).
fn sweep(task: Task, step: u64) -> (usize, usize) {
    let (next, kills, lost) = (AtomicU64::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
    let sweep = || loop {
        let root = folder();
        let (promised, lived) = run(task, root.path(), next.fetch_add(step, Ordering::SeqCst));
        lost.fetch_add(losses(root.path(), &promised), Ordering::SeqCst);
        if lived {
            break;
        }
        kills.fetch_add(1, Ordering::SeqCst);
    };
    std::thread::scope(|threads| {
        threads.spawn(sweep);
        sweep();
    });
    (kills.into_inner(), lost.into_inner())
}

#[test]
fn a_kill_anywhere_loses_nothing_promised() {
    let (kills, lost) = sweep(Task::Work, 1);
    assert!(kills >= 300, "{kills}");
    assert_eq!(lost, 0);
}

#[test]
fn a_kill_during_recovery_loses_nothing_promised() {
    const DIES_AT: u64 = 300;
    let mut kills = 0;
    for dies_at in 0.. {
        let root = folder();
        let (promised, _) = run(Task::Work, root.path(), DIES_AT);
        assert!(!promised.is_empty());
        let (_, lived) = run(Task::Recover, root.path(), dies_at);
        assert_eq!(losses(root.path(), &promised), 0, "killed again at {dies_at}");
        if lived {
            break;
        }
        kills += 1;
    }
    assert!(kills >= 30, "{kills}");
}

#[test]
fn with_the_journal_written_late_losses_are_found() {
    let (kills, lost) = sweep(Task::WorkWritingLate, 7);
    assert!(kills > 0 && lost > 0, "{kills} {lost}");
}
