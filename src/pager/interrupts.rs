//! Signals while a walk is presented: Ctrl-C is handed to whoever waits, the others end the process, but not before the
//! terminal is as it was.

use std::io;
use std::process;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

#[cfg(unix)]
use wirewalk_ground::outlives_its_terminal;
use wirewalk_ground::{remove_temporary, signals_are_taken, take_signals};

/// The exit status after Ctrl-C: 128 and the number of SIGINT.
const INTERRUPTED: i32 = 130;

/// Whether somebody hears signals that nobody has taken over.
static FROM_THE_START: AtomicBool = AtomicBool::new(false);

/// How long a terminal may take to be given back.
const LAST: Duration = Duration::from_millis(500);

/// A Ctrl-C that came and was not noticed yet.
pub struct Interrupts {
    came: Receiver<()>,
}

impl Interrupts {
    /// The first thing that a process does: whatever ends it removes what is not whole, until somebody else watches.
    pub fn from_the_start(restore: fn()) {
        // Nobody is to take it first: one that comes before the receiver is gone would be taken, and be lost with it.
        let (sender, _) = sync_channel(1);
        begin(sender, restore, signals_are_taken);
        FROM_THE_START.store(true, Ordering::SeqCst);
    }

    /// Watches from now on. `restore` runs before the process is ended: by a signal that asks for it, or by a second
    /// Ctrl-C while nobody noticed the first. Where the system lets nobody watch, signals do what they always do.
    pub fn watch(restore: fn()) -> Interrupts {
        let (sender, came) = sync_channel(1);
        begin(sender, restore, || false);
        take_signals();
        Interrupts { came }
    }

    /// The same where nobody waits for Ctrl-C: the first ends the process, as it does from the start.
    pub fn end_at_once(restore: fn()) {
        if !FROM_THE_START.load(Ordering::SeqCst) {
            Interrupts::from_the_start(restore);
        }
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

/// Listens on a thread of its own, and already does when this returns. What comes once `over` says so is somebody else's.
fn begin(sender: SyncSender<()>, restore: fn(), over: fn() -> bool) {
    let (ready, heard) = sync_channel(1);
    // Without the thread Ctrl-C ends the process, as it does without us.
    let _ = thread::Builder::new().name("signals".into()).spawn(move || listen(&sender, ready, restore, over));
    // Nothing is ever sent: it ends once the other end is gone.
    let _ = heard.recv();
}

/// What ends a process. All of it is heard from when this is made.
struct Heard {
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
    #[cfg(windows)]
    interrupt: tokio::signal::windows::CtrlC,
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    /// Not if it is to outlive its terminal.
    #[cfg(unix)]
    hangup: Option<tokio::signal::unix::Signal>,
}

/// One of them.
enum Came {
    Interrupt,
    /// The process is to end with this status.
    End(i32),
}

#[cfg(unix)]
impl Heard {
    fn new() -> io::Result<Heard> {
        use tokio::signal::unix::{SignalKind, signal};
        let hangup = if outlives_its_terminal() { None } else { Some(signal(SignalKind::hangup())?) };
        let (interrupt, terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
        Ok(Heard { interrupt, terminate, hangup })
    }

    async fn next(&mut self) -> Came {
        use tokio::signal::unix::SignalKind;
        let ended = |kind: SignalKind| Came::End(128 + kind.as_raw_value());
        let hangup = async {
            match &mut self.hangup {
                Some(hangup) => hangup.recv().await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            _ = self.interrupt.recv() => Came::Interrupt,
            _ = self.terminate.recv() => ended(SignalKind::terminate()),
            _ = hangup => ended(SignalKind::hangup()),
        }
    }
}

#[cfg(windows)]
impl Heard {
    fn new() -> io::Result<Heard> {
        Ok(Heard { interrupt: tokio::signal::windows::ctrl_c()? })
    }

    async fn next(&mut self) -> Came {
        self.interrupt.recv().await;
        Came::Interrupt
    }
}

fn listen(sender: &SyncSender<()>, ready: SyncSender<()>, restore: fn(), over: fn() -> bool) {
    let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else { return };
    runtime.block_on(async {
        let Ok(mut heard) = Heard::new() else { return };
        drop(ready);
        let status = loop {
            match heard.next().await {
                _ if over() => {}
                Came::Interrupt if sender.try_send(()).is_ok() => {}
                Came::Interrupt => break INTERRUPTED,
                Came::End(status) => break status,
            }
        };
        in_time(restore);
        remove_temporary();
        process::exit(status);
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
