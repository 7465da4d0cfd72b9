//! A server that speaks frames and no HTTP: its own limits, since no door stands in front of it.

use std::io;
use std::net::SocketAddr;

use anyhow::{Error, Result};

use super::{Kind, Limits, Wire, frame};
use crate::callers::Callers;

/// A server that listens until it is dropped.
pub struct Listener(Callers);

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
        let full = frame(Kind::Refusal, b"too many conversations at once; try again");
        let holds = move |stream| Wire::over(stream, limits.conversation)?.holds(&talk);
        Callers::open(bind, (limits.connections, full), holds, report).map(Listener)
    }

    /// Where it listens.
    pub fn addr(&self) -> SocketAddr {
        self.0.addr()
    }

    /// Serves until Ctrl-C (or SIGTERM). `announce` is called once Ctrl-C would be heard.
    ///
    /// # Errors
    /// Signals cannot be waited for, or those of `announce`.
    pub fn run_until_ctrl_c(self, announce: impl FnOnce() -> Result<()> + Send + 'static) -> Result<()> {
        self.0.run_until_ctrl_c(announce)
    }
}
