//! What needs the process or the machine for itself: crowds of connections, whose process takes more descriptors than others
//! may, and soaks, which count the memory and the descriptors of a server under all the load that the machine can make.
#![cfg(unix)]

mod busy;
mod crowd;
mod soak;
mod soak_tls;

use std::sync::{Mutex, MutexGuard, PoisonError};

/// One of these tests at a time: limits of the door derive from the descriptors that a process may have, and who measures how
/// long an answer takes, or what is left after a load, must be the only one who loads the machine.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    // One that failed left nothing behind that concerns the next.
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Descriptors for a crowd in this process.
fn make_room() {
    let (soft, hard) = rlimit::Resource::NOFILE.get().expect("limits");
    rlimit::Resource::NOFILE.set(soft.max(hard.min(4096)), hard).expect("more descriptors");
}
