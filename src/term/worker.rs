//! Work that no key may wait for.

use std::thread;

/// How much a worker yields to the thread that answers keys, in steps of `nice`.
#[cfg(target_os = "linux")]
const NICE: i32 = 10;

/// Does `work` on a thread of its own, which gets what the key path leaves of the processor: on a machine
/// of one or two cores the first keys would wait for the checks of a large file otherwise.
pub(super) fn spawn(work: impl FnOnce() + Send + 'static) {
    thread::spawn(move || {
        // Elsewhere it would slow the whole process. Where it is refused the work is done all the same.
        #[cfg(target_os = "linux")]
        let _ = rustix::process::setpriority_process(None, NICE);
        work();
    });
}
