//! Captures that a stranger made to cost whoever reads them: each kind by name, in any size.
//!
//! What a kind of size `n` holds grows with `n` in proportion, so what it costs may grow so too, and not faster.

mod dns;
mod files;
mod grpc;
mod http;
mod http2;
mod packets;
mod quic;
mod starttls;
mod tls;
mod tunnels;
mod websocket;
mod wire;

pub use dns::KINDS as DNS;
pub use files::KINDS as FILES;
pub use grpc::KINDS as GRPC;
pub use http::KINDS as HTTP;
pub use http2::KINDS as HTTP2;
pub use packets::KINDS as PACKETS;
pub use quic::KINDS as QUIC;
pub use starttls::KINDS as STARTTLS;
pub use tls::KINDS as TLS;
pub use tunnels::KINDS as TUNNELS;
pub use websocket::KINDS as WEBSOCKET;
pub use wire::{Flow, Wire};

/// One kind: how it is called, what a small one has of what it is made of, and how one of that many is made.
pub struct Kind {
    pub name: &'static str,
    /// How many of whatever it repeats make a small one.
    pub small: usize,
    pub make: fn(usize) -> Hostile,
}

/// One of a kind.
pub struct Hostile {
    pub capture: Vec<u8>,
    /// A key log; empty without keys.
    pub keys: String,
}

impl From<Wire> for Hostile {
    fn from(wire: Wire) -> Hostile {
        Hostile { capture: wire.file(), keys: String::new() }
    }
}

const fn kind(name: &'static str, small: usize, make: fn(usize) -> Hostile) -> Kind {
    Kind { name, small, make }
}

/// All of them.
pub fn kinds() -> impl Iterator<Item = &'static Kind> {
    [PACKETS, DNS, FILES, HTTP, HTTP2, TLS, TUNNELS, STARTTLS, WEBSOCKET, GRPC, QUIC].into_iter().flatten()
}
