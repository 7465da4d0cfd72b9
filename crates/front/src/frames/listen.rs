//! A server that speaks frames and no HTTP: its own limits, since no door stands in front of it.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Error, Result};
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::{Semaphore, oneshot};

use super::{Kind, Limits, Wire, frame};
use crate::announce::announcing;
use crate::door::signals::Signals;

/// How long to wait before the next try when no connection can be accepted: usually descriptors have run out.
const BREATH: Duration = Duration::from_millis(50);
/// How long conversations that are under way may take when the server closes.
const CLOSING: Duration = Duration::from_secs(2);

/// A server that listens until it is dropped.
pub struct Listener {
    runtime: Option<Runtime>,
    addr: SocketAddr,
}

impl Listener {
    /// Listens and holds every conversation with `talk`, on a thread of its own. What `talk` refuses is told to the other
    /// side as far as it concerns it, and to `report`.
    ///
    /// # Errors
    /// The address is taken or not ours, or there are not enough descriptors or threads.
    pub fn open(
        bind: SocketAddr,
        limits: Limits,
        talk: impl Fn(&mut Wire) -> Result<()> + Send + Sync + 'static,
        report: impl Fn(SocketAddr, &Error) + Send + Sync + 'static,
    ) -> io::Result<Listener> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .max_blocking_threads(limits.connections.max(1))
            .thread_name("frames")
            .enable_all()
            .build()?;
        let listener = runtime.block_on(TcpListener::bind(bind))?;
        let addr = listener.local_addr()?;
        runtime.spawn(accept(listener, limits, Arc::new((talk, report))));
        Ok(Listener { runtime: Some(runtime), addr })
    }

    /// Where it listens.
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// Serves until Ctrl-C (or SIGTERM). `announce` is called once Ctrl-C would be heard.
    ///
    /// # Errors
    /// Signals cannot be waited for, or those of `announce`.
    pub fn run_until_ctrl_c(self, announce: impl FnOnce() -> Result<()> + Send + 'static) -> Result<()> {
        let Some(runtime) = &self.runtime else { return Ok(()) };
        let announced = async {
            let (tell, failed) = oneshot::channel();
            // Nobody listens only when Ctrl-C came first.
            match announcing(announce, |error| drop(tell.send(error))) {
                Ok(()) => match failed.await {
                    Ok(error) => error,
                    Err(_) => std::future::pending().await, // it was said
                },
                Err(error) => error.into(),
            }
        };
        runtime.block_on(async {
            let signals = Signals::watch()?;
            tokio::select! {
                () = signals.ended() => Ok(()),
                error = announced => Err(error),
            }
        })
    }
}

impl Drop for Listener {
    /// Nobody new is let in; who is being served may end.
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_timeout(CLOSING);
        }
    }
}

async fn accept<T, R>(listener: TcpListener, limits: Limits, actor: Arc<(T, R)>)
where
    T: Fn(&mut Wire) -> Result<()> + Send + Sync + 'static,
    R: Fn(SocketAddr, &Error) + Send + Sync + 'static,
{
    let slots = Arc::new(Semaphore::new(limits.connections));
    loop {
        let Ok((stream, from)) = listener.accept().await else {
            tokio::time::sleep(BREATH).await;
            continue;
        };
        let Ok(permit) = Arc::clone(&slots).try_acquire_owned() else {
            // It fits into the empty buffer of a fresh connection, so nothing waits.
            let _ = stream.try_write(&frame(Kind::Refusal, b"too many conversations at once; try again"));
            continue;
        };
        let Ok(stream) = stream.into_std() else { continue };
        let actor = Arc::clone(&actor);
        tokio::task::spawn_blocking(move || {
            let (talk, report) = &*actor;
            if let Err(error) =
                Wire::over(stream, limits.conversation).map_err(Error::from).and_then(|wire| wire.holds(talk))
            {
                report(from, &error);
            }
            drop(permit);
        });
    }
}
