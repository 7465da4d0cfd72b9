//! Where a server runs alone, and what it says while it does.

use std::io::{self, Write};
use std::net::{SocketAddr, TcpStream};

use anyhow::{Context, Error, Result};

use wirewalk_ground::aside;

use super::address;
use crate::callers::Callers;
use crate::door::{Door, Limits, Tls};
use crate::frames::{self, Listener, Wire};
use crate::http3;

/// How many connections are held at once where no door counts them.
pub(super) const CALLERS: usize = 64;

/// Where a lesson's server is to listen when it runs alone.
pub struct Site {
    /// Address and port.
    pub at: SocketAddr,
}

impl Site {
    /// Serves `app` behind a door until Ctrl-C.
    ///
    /// # Errors
    /// The address cannot be listened on, or the app could not be started.
    pub fn serves(self, limits: Limits, app: impl FnOnce(&tiny_http::Server) + Send + 'static) -> Result<()> {
        let door = Door::open(self.at, limits, app).with_context(|| self.refused())?;
        door.run_until_ctrl_c(|at| announce("http", at))?;
        Ok(())
    }

    /// Serves `app` over TLS behind a door until Ctrl-C; says on stderr whose handshake failed and why.
    ///
    /// # Errors
    /// As [`Site::serves`].
    pub fn serves_tls(
        self,
        limits: Limits,
        config: rustls::ServerConfig,
        app: impl FnOnce(&tiny_http::Server) + Send + 'static,
    ) -> Result<()> {
        let door = Door::open_over(self.at, limits, reporting(config), app).with_context(|| self.refused())?;
        door.run_until_ctrl_c(|at| announce("https", at))?;
        Ok(())
    }

    /// Speaks frames with whoever connects, until Ctrl-C; says on stderr whom it refused and why.
    ///
    /// # Errors
    /// The address cannot be listened on.
    pub fn converses(self, talk: impl Fn(&mut Wire) -> Result<()> + Send + Sync + 'static) -> Result<()> {
        let listener =
            Listener::open(self.at, frames::Limits::default(), talk, report_refusal).with_context(|| self.refused())?;
        let addr = listener.addr();
        listener.run_until_ctrl_c(move || Ok(announce("tcp", addr)?))
    }

    /// Gives each connection to `talk`, until Ctrl-C; says on stderr with whom it went wrong and why.
    ///
    /// # Errors
    /// The address cannot be listened on.
    pub fn takes_calls(self, talk: impl Fn(TcpStream) -> Result<()> + Send + Sync + 'static) -> Result<()> {
        let report = |from, error: &Error| {
            // A client that came and went is no news; what TLS or HTTP refused is.
            if error.downcast_ref::<io::Error>().is_none_or(|error| error.get_ref().is_some()) {
                report_refusal(from, error);
            }
        };
        let callers = Callers::open(self.at, (CALLERS, Vec::new()), talk, report).with_context(|| self.refused())?;
        let addr = callers.addr();
        callers.run_until_ctrl_c(move || Ok(announce("https", addr)?))
    }

    /// Serves `app` over HTTP/3, on a UDP port, until Ctrl-C; then closes each connection in order.
    ///
    /// # Errors
    /// The address cannot be listened on, or `config` is no configuration for QUIC.
    pub fn serves_http3(
        self,
        config: rustls::ServerConfig,
        proof: http3::Proof,
        app: impl Fn(&http3::Request) -> http3::Answer + Send + Sync + 'static,
    ) -> Result<()> {
        let limits = http3::Limits::default();
        let server = http3::Server::open(self.at, config, proof, limits, app).with_context(|| self.refused())?;
        let addr = server.addr();
        server.run_until_ctrl_c(move || Ok(announce_udp(addr)?))
    }

    /// Said when the address cannot be listened on.
    pub(super) fn refused(&self) -> String {
        format!("cannot listen on {}; name another port with --port", self.at)
    }
}

/// Says where a server listens, once it does.
pub(super) fn announce(scheme: &str, at: SocketAddr) -> io::Result<()> {
    announce_on(scheme, at, "")
}

/// The same of one that speaks HTTP/3: the URL does not say that it takes UDP.
fn announce_udp(at: SocketAddr) -> io::Result<()> {
    announce_on("https", at, " (UDP)")
}

fn announce_on(scheme: &str, at: SocketAddr, what: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "Bob listens on {}{what} until you press Ctrl-C.", address::url(scheme, at))?;
    warn(&mut out, scheme, at, "him")?;
    if at.port() == 5683 {
        writeln!(out, "Careful: Wireshark shows traffic on port 5683 as CoAP, not HTTP.")?;
    }
    out.flush()
}

/// Says who else reaches a server, and how.
pub(super) fn warn(out: &mut impl Write, scheme: &str, at: SocketAddr, whom: &str) -> io::Result<()> {
    if at.ip().is_loopback() {
        return Ok(());
    }
    let by = address::url_for_others(scheme, at).map_or(String::new(), |url| format!(", at {url}"));
    writeln!(out, "Careful: {} is not loopback, so other machines can reach {whom} too{by}.", at.ip())
}

/// TLS that says whom it turned away, and why.
pub(super) fn reporting(config: rustls::ServerConfig) -> Tls {
    Tls::new(config).reporting(|from, error| report_refusal(from, &error.into()))
}

/// Says whom a server turned away, and why.
fn report_refusal(from: SocketAddr, error: &Error) {
    // Nobody may be reading: the server goes on meanwhile.
    aside(&format!("{from}: {error:#}"));
}
