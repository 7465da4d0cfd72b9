//! What lesson 7 adds to a scene: Bob out of everybody's reach, Peggy before him, and the careless ways of doing both.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use anyhow::{Context, Result};
use tokio::io::copy_bidirectional;
use tokio::net::TcpStream;
use tokio::time::sleep;

use super::{Place, Set};
use crate::door::{App, Backend, Forward, Limits, Mark, Tls};
use crate::proxy::{Hidden, Proxy, Redirect, naive};
use crate::stage::eve::BREATHER;

impl Place {
    /// The way there for a proxy, with the mark of whoever is hidden there.
    pub fn forward(&self, limits: &Limits, mark: Option<&Mark>) -> Forward {
        Forward::new(Backend::Tcp(self.addr), limits.at_once(), limits.app_time).marked(mark.cloned())
    }
}

impl Set {
    /// `name` serves `app` on a port of its own, to whoever brings the mark and to nobody else.
    pub fn hides(
        &mut self,
        name: &'static str,
        limits: Limits,
        app: impl FnOnce(&tiny_http::Server) + Send + 'static,
    ) -> Result<(Place, Mark)> {
        let hidden = Hidden::on_tcp(limits, app).with_context(|| format!("{name}'s door could not be opened"))?;
        let addr = hidden.addr().with_context(|| format!("{name} has no address"))?;
        let mark = hidden.mark().clone();
        self.behind.push(Box::new(hidden));
        Ok((Place { name, addr }, mark))
    }

    /// `name` serves `app` on a port of its own without a door: whatever is sent there, the app reads as it likes. For what goes
    /// wrong then, and for nothing else.
    pub fn exposes(
        &mut self,
        name: &'static str,
        app: impl FnOnce(&tiny_http::Server) + Send + 'static,
    ) -> Result<Place> {
        let app = App::start(app).with_context(|| format!("{name}'s app could not be started"))?;
        let backend = app.backend();
        self.behind.push(Box::new(app));
        let listener = self.listen(Ipv4Addr::LOCALHOST.into(), 0)?;
        let addr = listener.local_addr()?;
        self.relays.push(self.runtime.spawn(async move {
            loop {
                match listener.accept().await {
                    Ok((caller, _)) => drop(tokio::spawn(connect_through(caller, backend.clone()))),
                    Err(_) => sleep(BREATHER).await,
                }
            }
        }));
        Ok(Place { name, addr })
    }

    /// `name` runs `proxy` on a port of its own, over TLS.
    pub fn proxies(
        &mut self,
        name: &'static str,
        limits: Limits,
        config: rustls::ServerConfig,
        proxy: Proxy,
    ) -> Result<Place> {
        self.opened(name, proxy.open((Ipv4Addr::LOCALHOST, 0).into(), limits, Tls::new(config)))
    }

    /// `name` sends whoever comes over plain HTTP to HTTPS, on a port of its own.
    pub fn redirects(&mut self, name: &'static str, limits: Limits, redirect: Redirect) -> Result<Place> {
        self.opened(name, redirect.open((Ipv4Addr::LOCALHOST, 0).into(), limits))
    }

    /// Whoever is at the end of this wire goes down: nobody takes calls there any more.
    pub fn falls(&mut self, wire: &Place) {
        let Some(relay) = self.wires.remove(&wire.addr) else { return };
        relay.abort();
        // It is gone when its thread has seen that: within a moment.
        while !relay.is_finished() {
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    /// `name` is a naive proxy before whoever listens at `to` ([`naive`]), over TLS.
    pub fn naive_proxy(&mut self, name: &'static str, config: rustls::ServerConfig, to: &Place) -> Result<Place> {
        let listener = self.listen(Ipv4Addr::LOCALHOST.into(), 0)?;
        let addr = listener.local_addr()?;
        let to: SocketAddr = to.addr;
        self.relays.push(self.runtime.spawn(async move {
            // It ends with the scene, or when nobody answers behind it: then its clients see that.
            let _ = naive::serve(listener, Tls::new(config), to).await;
        }));
        Ok(Place { name, addr })
    }
}

/// Connects a caller to an app, byte for byte.
async fn connect_through(mut caller: TcpStream, backend: Backend) -> std::io::Result<()> {
    match backend {
        #[cfg(unix)]
        Backend::Unix(path) => {
            let mut app = tokio::net::UnixStream::connect(path).await?;
            copy_bidirectional(&mut caller, &mut app).await?;
        }
        Backend::Tcp(addr) => {
            let mut app = TcpStream::connect(addr).await?;
            copy_bidirectional(&mut caller, &mut app).await?;
        }
    }
    Ok(())
}
