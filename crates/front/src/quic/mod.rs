//! HTTP/3 on both sides (RFC 9114): Bob who answers over QUIC, and Alice who asks.
//!
//! The lessons configure TLS; this makes QUIC's of it, opens the sockets and limits what comes in. No door stands before Bob here:
//! what a door refuses he refuses himself ([`Limits`]).

mod asked;
mod client;
mod gate;
mod handshake;
mod limits;
mod metered;
mod places;
mod serve;
mod server;
mod socket;
mod visit;
mod words;

pub use asked::{Answer, Proof, Request};
pub use client::Client;
pub use limits::Limits;
pub use server::Server;
pub use visit::Visit;
