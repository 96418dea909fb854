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
        let due = promised.iter().filter(|(at, _)| *at <= done).map(|(_, id)| id);
        for left in sim.after_power_cut(done, random) {
            sweep.states += 1;
            if is_report_untouched(&left, root) {
                let (_, review) = recover(&(Arc::new(left) as Arc<dyn Vfs>), root);
                sweep.losses += usize::from(!lost(&review, due.clone()).is_empty());
            } else {
                sweep.damages += 1;
            }
        }
    }
    sweep
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
