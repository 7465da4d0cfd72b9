//! A gate before quinn's drivers: what a connection sends first waits until its request is written.
//!
//! A connection begins to send as soon as its driver runs. Alice's first flight is to hold her early request, whatever else this
//! machine does meanwhile; so its driver waits until the request stands in its stream.

use std::io;
use std::net::UdpSocket;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use quinn::{AsyncTimer, AsyncUdpSocket, Runtime, TokioRuntime};

use super::socket::Plain;
use crate::locked;

/// What drives a connection or an endpoint.
pub(super) type Driver = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Lets drivers run, within a runtime.
pub(super) fn start(drivers: Vec<Driver>) {
    for driver in drivers {
        tokio::spawn(driver);
    }
}

/// tokio, with a gate that is open unless somebody holds it.
#[derive(Clone, Default)]
pub(super) struct Gate {
    /// Whoever holds it: one at a time.
    turn: Arc<Mutex<()>>,
    held: Arc<Mutex<Option<Vec<Driver>>>>,
}

impl Gate {
    /// Does `act`, and gives the drivers that it would have started.
    pub(super) fn holding<T>(&self, act: impl FnOnce() -> T) -> (T, Vec<Driver>) {
        let _turn = locked(&self.turn);
        *locked(&self.held) = Some(Vec::new());
        let done = act();
        let held = locked(&self.held).take();
        (done, held.unwrap_or_default())
    }
}

impl Runtime for Gate {
    fn new_timer(&self, at: Instant) -> Pin<Box<dyn AsyncTimer>> {
        TokioRuntime.new_timer(at)
    }

    fn spawn(&self, driver: Driver) {
        match &mut *locked(&self.held) {
            Some(held) => held.push(driver),
            None => TokioRuntime.spawn(driver),
        }
    }

    fn wrap_udp_socket(&self, socket: UdpSocket) -> io::Result<Arc<dyn AsyncUdpSocket>> {
        Plain::wrap(socket)
    }

    fn now(&self) -> Instant {
        TokioRuntime.now()
    }
}

impl std::fmt::Debug for Gate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Gate")
    }
}
