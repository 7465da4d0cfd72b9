//! Who hears what ends this process. From its first moment somebody does, so that no file stays behind that is not whole; whoever has
//! more to do than to end (a server that closes, a walk that gives the terminal back) takes over.

use std::sync::atomic::{AtomicBool, Ordering};

/// Whether somebody has taken over.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// From now on the one that calls hears what ends this process, and did so before: nothing is lost in between.
pub fn take_signals() {
    TAKEN.store(true, Ordering::SeqCst);
}

/// Whether somebody has taken over.
pub fn signals_are_taken() -> bool {
    TAKEN.load(Ordering::SeqCst)
}
