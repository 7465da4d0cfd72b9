//! Peggy alone, and Bob alone: `lesson7 server` and `lesson7 bob`.

use std::io::{self, Write};
use std::net::SocketAddr;

use anyhow::{Context, Result};

use super::site::{self, Site};
use crate::door::{Limits, Mark};
use crate::proxy::{Hidden, Proxy, Redirect};

impl Site {
    /// Runs `proxy` over TLS until Ctrl-C, and beside it, on `http`, the door that sends everybody from HTTP to HTTPS under the
    /// name `host`. Says on stderr whose handshake failed and why.
    ///
    /// # Errors
    /// An address cannot be listened on, or `host` is no name.
    pub fn proxies(
        self,
        limits: Limits,
        config: rustls::ServerConfig,
        proxy: Proxy,
        host: &str,
        http: SocketAddr,
    ) -> Result<()> {
        let door = proxy
            .open(self.at, limits.clone(), site::reporting(config))
            .with_context(|| format!("{} or PROXY_PORT", self.refused()))?;
        let redirect = Redirect::to(host, door.addr().port())?
            .open(http, limits)
            .with_context(|| format!("cannot listen on {http}; name another port with --http-port"))?;
        let (host, elsewhere) = (host.to_owned(), redirect.addr());
        door.run_until_ctrl_c(move |at| announce(&host, at, elsewhere))?;
        redirect.close();
        Ok(())
    }

    /// Serves `app` until Ctrl-C to whoever brings the mark, and to nobody else.
    ///
    /// # Errors
    /// The address cannot be listened on, or the app could not be started.
    pub fn hides(self, mark: Option<Mark>, app: impl FnOnce(&tiny_http::Server) + Send + 'static) -> Result<()> {
        let hidden = Hidden::at(self.at, mark, Limits::default(), app).with_context(|| self.refused())?;
        hidden.run_until_ctrl_c(|at| site::announce("http", at))?;
        Ok(())
    }
}

fn announce(host: &str, at: SocketAddr, http: SocketAddr) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "Peggy listens on https://{host}:{}/ and stops at Ctrl-C.", at.port())?;
    writeln!(out, "A request to http://{host}:{}/ is redirected there.", http.port())?;
    site::warn(&mut out, "https", at, "her")?;
    out.flush()
}
