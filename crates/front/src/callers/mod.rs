//! A server that takes each connection into its own hands: for a conversation that no door knows, with limits of its own since no
//! door stands in front of it. Lesson 3's frames are spoken so, and lesson 9's TLS, whose early data a door would hand out too late.

pub mod http;
mod line;

use std::io;
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Error, Result};
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::Semaphore;

use crate::announce::until_ctrl_c;

pub use line::Line;

/// How long to wait before the next try when no connection can be accepted: usually descriptors have run out.
const BREATH: Duration = Duration::from_millis(50);
/// How long conversations that are under way may take when the server closes.
const CLOSING: Duration = Duration::from_secs(2);

/// A server that listens until it is dropped.
pub struct Callers {
    runtime: Option<Runtime>,
    addr: SocketAddr,
}

impl Callers {
    /// Listens, and gives every connection to `talk`, on a thread of its own. At most so many are held at once; who comes then is
    /// told `full`, if there is anything to tell. What goes wrong in `talk` is told to `report`.
    ///
    /// # Errors
    /// The address is taken or not ours, or there are not enough descriptors or threads.
    pub fn open(
        bind: SocketAddr,
        (most, full): (usize, Vec<u8>),
        talk: impl Fn(TcpStream) -> Result<()> + Send + Sync + 'static,
        report: impl Fn(SocketAddr, &Error) + Send + Sync + 'static,
    ) -> io::Result<Callers> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .max_blocking_threads(most.max(1))
            .thread_name("callers")
            .enable_all()
            .build()?;
        let listener = runtime.block_on(TcpListener::bind(bind))?;
        let addr = listener.local_addr()?;
        runtime.spawn(accept(listener, (most, full), Arc::new((talk, report))));
        Ok(Callers { runtime: Some(runtime), addr })
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
        runtime.block_on(until_ctrl_c(announce))
    }
}

impl Drop for Callers {
    /// Nobody new is let in; who is being served may end.
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_timeout(CLOSING);
        }
    }
}

async fn accept<T, R>(listener: TcpListener, (most, full): (usize, Vec<u8>), actor: Arc<(T, R)>)
where
    T: Fn(TcpStream) -> Result<()> + Send + Sync + 'static,
    R: Fn(SocketAddr, &Error) + Send + Sync + 'static,
{
    let slots = Arc::new(Semaphore::new(most));
    loop {
        let Ok((stream, from)) = listener.accept().await else {
            tokio::time::sleep(BREATH).await;
            continue;
        };
        let Ok(permit) = Arc::clone(&slots).try_acquire_owned() else {
            // It fits into the empty buffer of a fresh connection, so nothing waits.
            let _ = stream.try_write(&full);
            continue;
        };
        let Ok(stream) = stream.into_std() else { continue };
        let actor = Arc::clone(&actor);
        tokio::task::spawn_blocking(move || {
            let (talk, report) = &*actor;
            if let Err(error) = talk(stream) {
                report(from, &error);
            }
            drop(permit);
        });
    }
}
