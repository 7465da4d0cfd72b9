//! Being asked to end: Ctrl-C, and SIGTERM where there is such a thing.

use std::io;

/// Watches from the moment it is made, so that nothing is missed that comes before anybody waits.
#[cfg(unix)]
pub(super) struct Signals {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    /// Watches from now on; within a runtime.
    pub(super) fn watch() -> io::Result<Signals> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Signals { interrupt: signal(SignalKind::interrupt())?, terminate: signal(SignalKind::terminate())? })
    }

    /// Waits to be asked to end.
    pub(super) async fn ended(mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

/// Watches from the moment it is made, so that nothing is missed that comes before anybody waits.
#[cfg(windows)]
pub(super) struct Signals(tokio::signal::windows::CtrlC);

#[cfg(windows)]
impl Signals {
    /// Watches from now on; within a runtime.
    pub(super) fn watch() -> io::Result<Signals> {
        Ok(Signals(tokio::signal::windows::ctrl_c()?))
    }

    /// Waits to be asked to end.
    pub(super) async fn ended(mut self) {
        self.0.recv().await;
    }
}
