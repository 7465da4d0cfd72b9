//! What lesson 6 adds: a server that answers at the door, where it knows who asks; and a line that is long enough to see
//! what happens on it.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};

use super::super::site::{self, Site};
use super::{Place, Set};
use crate::door::{Door, Limits, Request, Response, Tls};

impl Set {
    /// `name` answers over TLS, with the [`crate::door::Peer`] of each connection among the extensions of its requests.
    pub fn answers_tls(
        &mut self,
        name: &'static str,
        limits: Limits,
        config: rustls::ServerConfig,
        answer: impl Fn(&Request) -> Response + Send + Sync + 'static,
    ) -> Result<Place> {
        self.opened(name, open((Ipv4Addr::LOCALHOST, 0).into(), limits, Tls::new(config), answer))
    }

    /// A line to whoever listens at `to` on which everything takes so long, each way.
    pub fn far(&mut self, to: &Place, delay: Duration) -> Result<Place> {
        self.relayed(to.name, to, Arc::new(|_, bytes| Some(bytes.to_vec())), delay)
    }
}

impl Site {
    /// Answers over TLS until Ctrl-C, as [`Set::answers_tls`] does; says on stderr whose handshake failed and why.
    ///
    /// # Errors
    /// The address cannot be listened on.
    pub fn answers_tls(
        self,
        limits: Limits,
        config: rustls::ServerConfig,
        answer: impl Fn(&Request) -> Response + Send + Sync + 'static,
    ) -> Result<()> {
        let door = open(self.at, limits, site::reporting(config), answer).with_context(|| self.refused())?;
        door.run_until_ctrl_c(|at| site::announce("https", at))?;
        Ok(())
    }
}

/// Whoever listens there and answers by itself.
fn open(
    at: SocketAddr,
    limits: Limits,
    acceptor: Tls,
    answer: impl Fn(&Request) -> Response + Send + Sync + 'static,
) -> io::Result<Door> {
    Door::with(at, limits, acceptor, move |request| std::future::ready(answer(&request)))
}
