//! The door: the front of every server.
//!
//! ```text
//! client ── accept ── gate ── hyper ── rebuild ── handler ── forward ── app (tiny_http, on a Unix socket)
//!            room      │                             │
//!                    refusal                      a policy
//! ```
//!
//! - [`Door::open`] puts an app behind a door of its own; [`Door::with`] takes any [`Acceptor`] ([`Plain`], [`Tls`]) and any handler
//!   (a proxy's policy, which may [`Forward`] to several apps or answer itself).
//! - [`serve`] is one connection over any stream, with the peer as a request extension: tests drive it over a duplex.
//! - Every request is judged by its bytes before hyper sees it (`gate`, `head`, `chunk`), refused with a [`Refusal`] or rebuilt
//!   from its parts (`rebuild`), so that nobody behind the door can read it differently than the door did.
//! - [`Limits`] bound what a client may send and how long it may take; `room` sends away whoever keeps the door waiting
//!   when places run out. Bodies stream in both directions.

mod answer;
mod app;
mod body;
mod chunk;
mod forward;
mod gate;
mod head;
mod identity;
mod listen;
mod mark;
mod paced;
mod pieces;
mod rebuild;
mod refusal;
mod room;
mod serve;
mod signals;
mod tls;

use std::net::SocketAddr;
use std::time::Duration;

pub use answer::answer;
pub use app::App;
pub use body::{Body, BodyError, empty, full};
pub(crate) use forward::Begun;
pub use forward::{Backend, Forward};
pub use hyper::StatusCode;
pub use identity::Identity;
pub use listen::{Acceptor, Door, Plain};
pub use mark::Mark;
pub use pieces::file;
pub use refusal::Refusal;
pub(crate) use refusal::notice;
pub use serve::serve;
pub use tls::{Tls, TlsStream};

/// A request as a handler gets it: rebuilt from parsed parts, with a [`Peer`] among its extensions.
pub type Request = hyper::Request<Body>;
/// An answer.
pub type Response = hyper::Response<Body>;

/// What a client may send, and how long it may take. One value per lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The longest head (request line and headers), in bytes.
    pub head_bytes: usize,
    /// The most headers of a request.
    pub headers: usize,
    /// The longest body of a request, in bytes, its framing not counted.
    pub body_bytes: u64,
    /// The most connections at once. The real number is smaller where descriptors are short: an active connection takes four
    /// (tiny_http doubles its own), and some are kept in reserve.
    pub connections: usize,
    /// How long a head may take as a whole; the first one begins with the connection. A handshake may take as long before it.
    pub head_time: Duration,
    /// How long a connection may rest between two requests.
    pub idle_time: Duration,
    /// How long the body of a request may stand still.
    pub body_time: Duration,
    /// How long a client may read nothing of its answer.
    pub write_time: Duration,
    /// How long the app may take to answer, and its answer may stand still.
    pub app_time: Duration,
}

impl Default for Limits {
    /// Sensible for a lesson: 16 KiB and 100 headers, 1 MiB of body, 64 connections, 10 seconds for the client (30 between
    /// requests) and 30 for the app.
    fn default() -> Limits {
        Limits {
            head_bytes: 16 * 1024,
            headers: 100,
            body_bytes: 1024 * 1024,
            connections: 64,
            head_time: Duration::from_secs(10),
            idle_time: Duration::from_secs(30),
            body_time: Duration::from_secs(10),
            write_time: Duration::from_secs(10),
            app_time: Duration::from_secs(30),
        }
    }
}

/// Who is at the other end of a connection; among the extensions of each of its requests.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Peer {
    /// The address, if the stream has one.
    pub addr: Option<SocketAddr>,
    /// Who the peer proved to be.
    pub identity: Option<Identity>,
    /// Which server it asked for in the TLS handshake (SNI). It is a wish: the Host header may say otherwise.
    pub server_name: Option<String>,
}
