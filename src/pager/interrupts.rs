//! Signals while a walk is presented: Ctrl-C is handed to whoever waits, the others end the process, but not before the
//! terminal is as it was.

use std::io;
use std::process;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

/// The exit status after Ctrl-C: 128 and the number of SIGINT.
const INTERRUPTED: i32 = 130;

/// How long a terminal may take to be given back.
const LAST: Duration = Duration::from_millis(500);

/// A Ctrl-C that came and was not noticed yet.
pub struct Interrupts {
    came: Receiver<()>,
}

impl Interrupts {
    /// Watches from now on. `restore` runs before the process is ended: by a signal that asks for it, or by a second
    /// Ctrl-C while nobody noticed the first. Where the system lets nobody watch, signals do what they always do.
    pub fn watch(restore: fn()) -> Interrupts {
        let (sender, came) = sync_channel(1);
        begin(sender, restore);
        Interrupts { came }
    }

    /// The same where nobody waits for Ctrl-C: the first ends the process.
    pub fn end_at_once(restore: fn()) {
        // Nobody is to take it first: one that comes before the receiver is gone would be taken, and be lost with it.
        let (sender, _) = sync_channel(1);
        begin(sender, restore);
    }

    /// Waits that long, or until Ctrl-C: whether it came.
    pub fn within(&self, time: Duration) -> bool {
        match self.came.recv_timeout(time) {
            Ok(()) => true,
            Err(RecvTimeoutError::Timeout) => false,
            Err(RecvTimeoutError::Disconnected) => {
                thread::sleep(time);
                false
            }
        }
    }

    /// Whether Ctrl-C came.
    pub fn came(&self) -> bool {
        self.came.try_recv().is_ok()
    }
}

/// Listens on a thread of its own, and already does when this returns.
fn begin(sender: SyncSender<()>, restore: fn()) {
    let (ready, heard) = sync_channel(1);
    // Without the thread Ctrl-C ends the process, as it does without us.
    let _ = thread::Builder::new().name("signals".into()).spawn(move || listen(&sender, ready, restore));
    // Nothing is ever sent: it ends once the other end is gone.
    let _ = heard.recv();
}

/// Ctrl-C, heard from when this returns.
#[cfg(unix)]
fn interrupts() -> io::Result<tokio::signal::unix::Signal> {
    tokio::signal::unix::signal(tokio::signal::unix::SignalKind::interrupt())
}

/// See above.
#[cfg(not(unix))]
fn interrupts() -> io::Result<tokio::signal::windows::CtrlC> {
    tokio::signal::windows::ctrl_c()
}

fn listen(sender: &SyncSender<()>, ready: SyncSender<()>, restore: fn()) {
    let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else { return };
    runtime.block_on(async {
        let Ok(mut interrupts) = interrupts() else { return };
        drop(ready);
        let mut ended = std::pin::pin!(asked_to_end());
        loop {
            let status = tokio::select! {
                heard = interrupts.recv() => match heard {
                    Some(()) if sender.try_send(()).is_ok() => continue,
                    Some(()) => INTERRUPTED,
                    None => return,
                },
                status = &mut ended => status,
            };
            in_time(restore);
            process::exit(status);
        }
    });
}

/// Gives the terminal back, unless it takes nothing: then the process ends all the same.
fn in_time(restore: fn()) {
    let (done, restored) = sync_channel(1);
    let restoring = move || {
        restore();
        // Nobody waits for it only when it took too long.
        let _ = done.send(());
    };
    if thread::Builder::new().name("restore".into()).spawn(restoring).is_ok() {
        // Without an answer in time there is nothing more to do.
        let _ = restored.recv_timeout(LAST);
    }
}

/// The exit status once the process is asked to end (SIGTERM) or its terminal is gone (SIGHUP).
#[cfg(unix)]
async fn asked_to_end() -> i32 {
    use tokio::signal::unix::{SignalKind, signal};
    async fn came(kind: SignalKind) -> i32 {
        match signal(kind) {
            Ok(mut signals) => signals.recv().await,
            Err(_) => std::future::pending().await,
        };
        128 + kind.as_raw_value()
    }
    tokio::select! {
        status = came(SignalKind::terminate()) => status,
        status = came(SignalKind::hangup()) => status,
    }
}

/// Elsewhere nobody asks.
#[cfg(not(unix))]
async fn asked_to_end() -> i32 {
    std::future::pending().await
}
