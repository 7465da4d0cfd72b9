//! What a client may send over QUIC, and how long it may take.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use quinn::{TransportConfig, VarInt};

use super::metered::Meter;

/// What a client may send over QUIC, and how long it may take.
#[derive(Clone, Debug)]
pub struct Limits {
    /// The most connections at once; whoever comes then is refused (RFC 9000 section 5.2.2).
    pub connections: usize,
    /// The most of them from one address.
    pub from_one_address: usize,
    /// The most requests at once on one connection.
    pub requests: u32,
    /// The longest body of a request, in bytes.
    pub body: usize,
    /// The longest header section, as HTTP/3 counts it: 32 bytes more for each field (RFC 9114 section 4.2.2).
    pub header: u64,
    /// How long a connection may rest, a request may take to arrive, and its answer to be taken.
    pub idle: Duration,
    /// How long a handshake may take.
    pub handshake: Duration,
}

/// How many streams of one direction a client may have open: three are HTTP/3's, the rest is for those that nobody knows.
const STREAMS: u32 = 8;
/// How much of one stream may be under way, in bytes, and how much of a connection.
const WINDOWS: [u32; 2] = [64 * 1024, 256 * 1024];
/// How much besides header section and body a stream may hold: the frames around them, trailers, frames that nobody knows.
const FRAMES: u64 = 64 * 1024;
/// The longest idle time that QUIC can say, in milliseconds, is longer than anybody waits.
const LONGEST: Duration = Duration::from_secs(3600);

impl Default for Limits {
    /// Sensible for a lesson: 256 connections, half of them from one address, 16 requests on each, 1 MiB of body, 16 KiB of header
    /// section, 30 seconds of rest and 10 for a handshake.
    fn default() -> Limits {
        Limits {
            connections: 256,
            from_one_address: 128,
            requests: 16,
            body: 1024 * 1024,
            header: 16 * 1024,
            idle: Duration::from_secs(30),
            handshake: Duration::from_secs(10),
        }
    }
}

impl Limits {
    /// The same, as QUIC's transport parameters say it (RFC 9000 section 18.2).
    pub(super) fn transport(&self) -> io::Result<Arc<TransportConfig>> {
        let idle = self.idle.min(LONGEST).try_into().map_err(io::Error::other)?;
        let mut transport = TransportConfig::default();
        transport
            .max_idle_timeout(Some(idle))
            .max_concurrent_bidi_streams(VarInt::from_u32(self.requests))
            .max_concurrent_uni_streams(VarInt::from_u32(STREAMS))
            .stream_receive_window(VarInt::from_u32(WINDOWS[0]))
            .receive_window(VarInt::from_u32(WINDOWS[1]))
            .send_window(u64::from(WINDOWS[1]))
            .mtu_discovery_config(None) // probes of long datagrams would be most of what is seen of a short visit
            .datagram_receive_buffer_size(None); // nobody here reads any (RFC 9221)
        Ok(Arc::new(transport))
    }

    /// How much a stream may hold at all.
    pub(super) fn meter(&self) -> Meter {
        let body = u64::try_from(self.body).unwrap_or(u64::MAX);
        Meter { request: self.header.saturating_add(body).saturating_add(FRAMES), control: FRAMES }
    }
}
