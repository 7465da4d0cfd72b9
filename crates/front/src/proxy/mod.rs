//! Peggy, the reverse proxy: the policy between a [`Door`] that speaks TLS and apps that do not.
//!
//! ```text
//! client ══ TLS ══ door ── Proxy ─┬─ rate ─ files          (answered here)
//!                                 └─ headers ─ backends ── Bob (a Unix socket, or loopback TCP with a mark)
//! ```
//!
//! - The door has judged each request by its bytes and rebuilt it ([`crate::door`]); what remains is policy.
//! - [`Proxy`] answers what it can itself, tells Bob who the client is ([`CLIENT_CN`], [`CLIENT_VERIFY`], set by nobody else), and
//!   gives each backend its turn. [`Hidden`] is Bob's side of that trust.
//! - [`Redirect`] is the other door, on plain HTTP: it sends everybody to HTTPS.
//! - [`naive`] is a proxy as one writes it in ten lines, to be attacked; [`nginx`] says the same as all of this in nginx's words.
//!
//! A WebSocket is refused and not passed on: once a connection is a tunnel, what crosses it is nobody's requests any more, and all
//! that is said here about requests would hold for the first one only.

mod backends;
mod denied;
mod files;
mod headers;
mod hidden;
pub mod naive;
pub mod nginx;
mod rate;
mod redirect;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use hyper::header::{HeaderName, HeaderValue, STRICT_TRANSPORT_SECURITY};

use crate::door::{Acceptor, Door, Forward, Limits, Peer, Request, Response};
use backends::Backends;

pub use denied::Denied;
pub use files::Files;
pub use headers::{CLIENT_CERT, CLIENT_CN, CLIENT_VERIFY, decoded, encoded, introduce, strip};
pub use hidden::Hidden;
pub use rate::{REMEMBERED, RateLimit};
pub use redirect::Redirect;

/// For how long a browser is to remember that this host speaks HTTPS (RFC 6797 §6.1): a minute, without subdomains. It holds for all
/// ports of the host, so for `localhost` longer would be in the way of whatever else runs there.
pub const HSTS: &str = "max-age=60";

const WEBSOCKET: HeaderName = HeaderName::from_static("sec-websocket-key");

/// How clients reach a proxy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outside {
    /// Over TLS.
    Https,
    /// In the clear.
    Http,
}

impl Outside {
    fn scheme(self) -> &'static str {
        match self {
            Outside::Https => "https",
            Outside::Http => "http",
        }
    }
}

/// What a proxy does with requests. Cheap to clone: all clones count the same turns and the same rates.
#[derive(Clone)]
pub struct Proxy {
    backends: Arc<Backends>,
    files: Option<Arc<Files>>,
    rate: Option<Arc<RateLimit>>,
    outside: Outside,
}

impl Proxy {
    /// A proxy for HTTPS before these backends, each of which gets its turn.
    pub fn before(backends: impl IntoIterator<Item = Forward>) -> Proxy {
        let backends = Arc::new(Backends::new(backends));
        Proxy { backends, files: None, rate: None, outside: Outside::Https }
    }

    /// The same, serving these files itself.
    pub fn serving(self, files: Files) -> Proxy {
        Proxy { files: Some(Arc::new(files)), ..self }
    }

    /// The same, with a limit for each client address.
    pub fn limited(self, rate: RateLimit) -> Proxy {
        Proxy { rate: Some(Arc::new(rate)), ..self }
    }

    /// The same for clients that come over plain HTTP: they are told nothing of HSTS, which would not count there.
    pub fn in_the_clear(self) -> Proxy {
        Proxy { outside: Outside::Http, ..self }
    }

    /// Listens on `bind`, over whatever `acceptor` makes of a connection.
    ///
    /// # Errors
    /// As [`Door::with`].
    pub fn open(self, bind: SocketAddr, limits: Limits, acceptor: impl Acceptor) -> io::Result<Door> {
        Door::with(bind, limits, acceptor, move |request| {
            let proxy = self.clone();
            async move { proxy.answer(request).await }
        })
    }

    /// Answers a request that a door let in.
    pub async fn answer(&self, request: Request) -> Response {
        let mut response = self.decide(request).await.unwrap_or_else(Response::from);
        // A backend speaks plain HTTP, where it has no say in this.
        response.headers_mut().remove(STRICT_TRANSPORT_SECURITY);
        if self.outside == Outside::Https {
            response.headers_mut().insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(HSTS));
        }
        response
    }

    async fn decide(&self, mut request: Request) -> Result<Response, Denied> {
        let peer = request.extensions().get::<Peer>().cloned().unwrap_or_default();
        if let (Some(rate), Some(addr)) = (&self.rate, peer.addr) {
            rate.take(addr.ip())?;
        }
        if request.headers().contains_key(WEBSOCKET) {
            return Err(Denied::WebSocket);
        }
        if let Some(files) = self.files.as_ref().filter(|files| files.have(request.uri().path())) {
            return files.answer(request.into_parts().0).await;
        }
        headers::introduce(request.headers_mut(), &peer, self.outside)?;
        Ok(self.backends.forward(request).await)
    }
}
