//! Being asked to end: Ctrl-C, SIGTERM where there is such a thing, and on Linux a terminal that is closed.

use std::io;

/// Watches from the moment it is made, so that nothing is missed that comes before anybody waits.
#[cfg(unix)]
pub(super) struct Signals {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
    hangup: Option<tokio::signal::unix::Signal>,
}

#[cfg(unix)]
impl Signals {
    /// Watches from now on; within a runtime.
    pub(super) fn watch() -> io::Result<Signals> {
        use tokio::signal::unix::{SignalKind, signal};
        let hangup = if outlives_its_terminal() { None } else { Some(signal(SignalKind::hangup())?) };
        Ok(Signals { interrupt: signal(SignalKind::interrupt())?, terminate: signal(SignalKind::terminate())?, hangup })
    }

    /// Waits to be asked to end.
    pub(super) async fn ended(mut self) {
        let hangup = async {
            match &mut self.hangup {
                Some(hangup) => hangup.recv().await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
            _ = hangup => {}
        }
    }
}

/// Whether a closed terminal is not to end this process (nohup): whoever watched the signal would undo that. Only Linux tells;
/// elsewhere what a closed terminal does stays as it is.
#[cfg(unix)]
fn outlives_its_terminal() -> bool {
    let Ok(about) = std::fs::read_to_string("/proc/self/status") else { return true };
    let ignored = about.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    // SIGHUP is signal 1, the lowest bit (proc_pid_status(5)).
    ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).is_none_or(|mask| mask & 1 != 0)
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
