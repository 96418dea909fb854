//! Power cuts: after every operation of a scripted session, every state in which the disk may be
//! left (see `store::vfs::sim`) is opened and recovered. What was promised before the cut is there,
//! the report is what it was. The test shows its teeth: where syncs do nothing, it finds losses.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::path::Path;
use std::sync::Arc;

use shenyue::review::EventId;
use shenyue::store::vfs::rig::{Op, Rig, Verdict};
use shenyue::store::vfs::sim::SimVfs;
use shenyue::store::vfs::{Promise, Vfs};

mod session;
use session::{REPORT, Told, is_report_untouched, lost, recover};

/// What a sweep saw.
#[derive(Clone, Copy, Debug, Default)]
struct Sweep {
    states: usize,
    /// States in which something promised was gone.
    losses: usize,
    /// States in which the report was not what it was.
    damages: usize,
}

fn disk() -> SimVfs {
    let sim = SimVfs::new(&["/r/d"]);
    sim.put("/r/d/x.json", REPORT.as_bytes());
    sim
}

/// Plays the script on `sim`, as `rule` lets it, and cuts the power after every `step` operations.
fn sweep(sim: &SimVfs, rule: fn(Op, &Path) -> Verdict, step: usize, random: usize) -> Sweep {
    let root = Path::new("/r");
    let rig: Arc<dyn Vfs> = Arc::new(Rig::new(Arc::new(sim.clone()), move |_, op, path| rule(op, path)));
    let mut promised: Vec<(usize, EventId)> = Vec::new();
    session::work(&rig, root, (7, 5), |told| {
        if let Told::Promised(id) = told {
            promised.push((sim.logged(), id));
        }
    });
    let mut sweep = Sweep::default();
    for done in (0..=sim.logged()).step_by(step) {
        sweep.cut(sim, done, &promised, random);
    }
    sweep
}

impl Sweep {
    /// Cuts the power after the first `done` operations. `promised`: what, after how many operations.
    fn cut(&mut self, sim: &SimVfs, done: usize, promised: &[(usize, EventId)], random: usize) {
        let root = Path::new("/r");
        let due = promised.iter().filter(|(at, _)| *at <= done).map(|(_, id)| id);
        for left in sim.after_power_cut(done, random) {
            self.states += 1;
            if is_report_untouched(&left, root) {
                let (_, review) = recover(&(Arc::new(left) as Arc<dyn Vfs>), root);
                self.losses += usize::from(!lost(&review, due.clone()).is_empty());
            } else {
                self.damages += 1;
            }
        }
    }
}

#[test]
fn a_power_cut_loses_nothing_promised() {
    let sweep = sweep(&disk(), |_, _| Verdict::Go, 1, 60);
    assert!(sweep.states >= 10_000, "{sweep:?}");
    assert_eq!((sweep.losses, sweep.damages), (0, 0), "{sweep:?}");
}

#[test]
fn a_power_cut_loses_nothing_promised_with_the_journal_elsewhere() {
    let sim = disk();
    sim.set_promise(Promise::Weak("exFAT"));
    let sweep = sweep(&sim, |_, _| Verdict::Go, 3, 2);
    assert_eq!((sweep.losses, sweep.damages), (0, 0), "{sweep:?}");
}

#[test]
fn a_power_cut_after_a_kill_loses_nothing_promised() {
    let root = Path::new("/r");
    let mut sweep = Sweep::default();
    for (dies_at, promise) in (0..).step_by(11).zip([Promise::Keeps, Promise::Weak("exFAT")].into_iter().cycle()) {
        let sim = disk();
        sim.set_promise(promise);
        let mut promised: Vec<(usize, EventId)> = Vec::new();
        let mut tell = |told| {
            if let Told::Promised(id) = told {
                promised.push((sim.logged(), id));
            }
        };
        // Dead: nothing it does reaches the disk any more, and it removes nothing.
        let rig = Arc::new(Rig::new(Arc::new(sim.clone()), move |n, _, _| if n < dies_at { Verdict::Go } else { Verdict::Fail(5) }));
        session::work(&(Arc::clone(&rig) as Arc<dyn Vfs>), root, (7, 5), &mut tell);
        let killed = sim.logged();
        session::sit(&(Arc::new(sim.clone()) as Arc<dyn Vfs>), root, 200, 3, false, &mut tell).unwrap();
        for done in (killed..=sim.logged()).step_by(3) {
            sweep.cut(&sim, done, &promised, 2);
        }
        if rig.operations() <= dies_at {
            break;
        }
    }
    assert!(sweep.states > 1000, "{sweep:?}");
    assert_eq!((sweep.losses, sweep.damages), (0, 0), "{sweep:?}");
}

#[test]
fn where_syncs_of_the_journal_do_nothing_losses_are_found() {
    let no_sync = |op, path: &Path| if op == Op::Sync && path.to_string_lossy().contains("journal") { Verdict::Skip } else { Verdict::Go };
    let of_journal = sweep(&disk(), no_sync, 4, 2);
    assert!(of_journal.losses > 0, "{of_journal:?}");
}

#[test]
fn where_syncs_of_folders_do_nothing_losses_are_found() {
    let of_folders = sweep(&disk(), |op, _| if op == Op::SyncDir { Verdict::Skip } else { Verdict::Go }, 4, 2);
    assert!(of_folders.losses > 0, "{of_folders:?}");
}

#[test]
fn where_syncs_of_files_do_nothing_damage_is_found() {
    let of_files = sweep(&disk(), |op, _| if op == Op::Sync { Verdict::Skip } else { Verdict::Go }, 4, 2);
    assert!(of_files.damages > 0, "{of_files:?}");
}
