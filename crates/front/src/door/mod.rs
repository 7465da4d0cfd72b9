//! The door: the front of every server.
//!
//! ```text
//! client ── accept ── gate ── hyper ── rebuild ── handler ── forward ── app (tiny_http, on a Unix socket)
//!           slots      │                             │
//!                    refusal                      a policy
//! ```
//!
//! - [`Door::open`] puts an app behind a door of its own; [`Door::with`] takes any [`Acceptor`] ([`Plain`], [`Tls`]) and any handler
//!   (a proxy's policy, which may [`Forward`] to several apps or answer itself).
//! - [`serve`] is one connection over any stream, with the peer as a request extension: tests drive it over a duplex.
//! - Every request is judged by its bytes before hyper sees it (`gate`, `head`, `chunk`), refused with a [`Refusal`] or rebuilt
//!   from its parts (`rebuild`), so that nobody behind the door can read it differently than the door did.
//! - [`Limits`] bound what a client may send and how long it may take; `slots` sends away whoever keeps the door waiting
//!   when places run out. Bodies stream in both directions.

mod app;
mod body;
mod chunk;
mod forward;
mod gate;
mod head;
mod identity;
mod limits;
mod linger;
mod listen;
mod mark;
mod paced;
mod pieces;
mod prompt;
mod rebuild;
mod refusal;
mod serve;
pub(crate) mod signals;
mod slots;
mod tls;

pub use app::App;
pub use body::{Body, BodyError, Request, Response, empty, full};
pub(crate) use forward::Begun;
pub use forward::{Backend, Forward};
pub use hyper::StatusCode;
pub use identity::{Identity, Peer};
pub use limits::Limits;
pub use listen::{Acceptor, Door, Plain};
pub use mark::Mark;
pub use pieces::file;
pub use prompt::Prompt;
pub(crate) use refusal::notice;
pub use refusal::{Refusal, answer};
pub use serve::serve;
pub use tls::{Tls, TlsStream};
