//! Being asked to end: Ctrl-C, SIGTERM where there is such a thing, and on Linux a terminal that is closed.

use std::io;

#[cfg(unix)]
use wirewalk_ground::outlives_its_terminal;
use wirewalk_ground::take_signals;

/// Watches from the moment it is made, so that nothing is missed that comes before anybody waits.
#[cfg(unix)]
pub(crate) struct Signals {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
    hangup: Option<tokio::signal::unix::Signal>,
}

#[cfg(unix)]
impl Signals {
    /// Watches from now on; within a runtime.
    pub(crate) fn watch() -> io::Result<Signals> {
        use tokio::signal::unix::{SignalKind, signal};
        let hangup = if outlives_its_terminal() { None } else { Some(signal(SignalKind::hangup())?) };
        let (interrupt, terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
        take_signals();
        Ok(Signals { interrupt, terminate, hangup })
    }

    /// Waits to be asked to end.
    pub(crate) async fn ended(mut self) {
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

/// Watches from the moment it is made, so that nothing is missed that comes before anybody waits.
#[cfg(windows)]
pub(crate) struct Signals(tokio::signal::windows::CtrlC);

#[cfg(windows)]
impl Signals {
    /// Watches from now on; within a runtime.
    pub(crate) fn watch() -> io::Result<Signals> {
        let signals = tokio::signal::windows::ctrl_c()?;
        take_signals();
        Ok(Signals(signals))
    }

    /// Waits to be asked to end.
    pub(crate) async fn ended(mut self) {
        self.0.recv().await;
    }
}
