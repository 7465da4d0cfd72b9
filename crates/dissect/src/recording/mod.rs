//! What crossed the wire: bytes, times, directions, and nothing that interprets them.
//!
//! Eve makes a [`Recording`] while a scene runs; [`capture`] makes one from a file. Everything after it
//! (dissection, claims, the pictures) reads a `Recording` and needs no socket.

use std::fmt;
use std::net::SocketAddr;
use std::ops::Range;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;

pub mod capture;
mod encapsulation;
mod number;
pub mod pcapng;
pub mod secrets;
mod sides;

pub use encapsulation::{Encapsulation, TunnelKind};
pub use number::{StreamNumber, Transport};
pub(crate) use secrets::{ECH_CONFIG, ECH_SECRET};
pub use secrets::{Exchange, SecretId, Secrets, TlsSecret};
pub use sides::Sides;

/// All conversations of one scene or of one capture, in the order in which they were opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recording {
    /// The conversations. Where all are TCP connections, `connections[i].id == i` as far as Eve and the capture reader are concerned.
    pub connections: Vec<Connection>,
}

/// One conversation between two parties: a TCP connection, or a flow of UDP.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connection {
    /// Its number, which messages refer to: those of TCP count from 0, those of UDP from 2^31 ([`StreamNumber`]).
    pub id: u32,
    /// Which leg of the journey it is, counted from the client outwards: 0 unless somebody sits between
    /// (Mallory, Peggy), whose own connection onwards is 1.
    pub hop: u8,
    /// Who opened it.
    pub client: Endpoint,
    /// Who accepted it.
    pub server: Endpoint,
    /// What its first packet came in, the outermost first: tags, labels, tunnels. Empty in our own recordings.
    pub through: Vec<Encapsulation>,
    /// What happened on it, in order of time.
    pub events: Vec<WireEvent>,
}

/// A party at one end of a connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// The party's name (`Alice`), or the address again where nobody told us a name.
    pub name: String,
    /// IP address and port.
    pub addr: SocketAddr,
}

/// One of the two ends of a connection: the one that did something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Side {
    /// The end that opened the connection.
    Client,
    /// The end that accepted it.
    Server,
}

/// Something that one side did, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WireEvent {
    /// When it was seen.
    pub at: Timestamp,
    /// Who did it.
    pub side: Side,
    /// What was done.
    pub what: What,
    /// Where it stands in a foreign capture; `None` in our own recordings.
    pub packet: Option<Packet>,
}

/// What can happen on a connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// The connection was established (side: always the client).
    Open,
    /// These bytes were sent; on a flow of UDP, they are the payload of one datagram.
    Bytes(Bytes),
    /// This many bytes were sent but are missing from the capture.
    Gap(u64),
    /// This side will send no more (a FIN), the other still may.
    HalfClose,
    /// The connection is over, in order.
    Close,
    /// This side broke the connection off (a RST).
    Reset,
    /// A datagram that this side sent did not arrive: somebody on the way, or the machine at its end, says why (ICMP).
    Undelivered(Undelivered),
}

/// Why a datagram did not arrive (RFC 792, RFC 4443 §3, RFC 1812 §5.2.7.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Undelivered {
    /// The machine is there, and nobody listens on the port.
    Port,
    /// The machine does not answer, or there is no way to it.
    Host,
    /// A firewall or a router forbids it.
    Prohibited,
    /// It is longer than a link on the way takes.
    TooBig,
    /// It went round too long, or a fragment of it did not come.
    Expired,
    /// Something else.
    Other,
}

/// The packet of a foreign capture that an event was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packet {
    /// Its number, from 1, as Wireshark counts.
    pub number: u64,
    /// Which bytes of the packet are the event's bytes.
    pub range: Range<usize>,
}

/// A moment: nanoseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub u64);

impl Recording {
    /// Payload bytes on all connections, both directions.
    pub fn payload_len(&self) -> u64 {
        self.connections.iter().map(|c| c.sent(Side::Client) + c.sent(Side::Server)).sum()
    }
}

impl Connection {
    /// What carries it.
    pub fn transport(&self) -> Transport {
        StreamNumber::of(self.id).transport
    }

    /// The endpoint that is `side`.
    pub fn end(&self, side: Side) -> &Endpoint {
        match side {
            Side::Client => &self.client,
            Side::Server => &self.server,
        }
    }

    /// How many bytes `side` sent (without gaps).
    pub fn sent(&self, side: Side) -> u64 {
        self.chunks(side).map(|b| b.len() as u64).sum()
    }

    /// Everything that `side` sent, in one piece: for small recordings, such as a lesson's.
    pub fn stream(&self, side: Side) -> Vec<u8> {
        self.chunks(side).flat_map(|b| b.iter().copied()).collect()
    }

    fn chunks(&self, side: Side) -> impl Iterator<Item = &Bytes> {
        self.events.iter().filter(move |e| e.side == side).filter_map(|e| match &e.what {
            What::Bytes(b) => Some(b),
            _ => None,
        })
    }
}

impl Side {
    /// The other end.
    pub fn other(self) -> Side {
        match self {
            Side::Client => Side::Server,
            Side::Server => Side::Client,
        }
    }

    /// `client` or `server`, as it stands in the JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Side::Client => "client",
            Side::Server => "server",
        }
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Timestamp {
    /// Nanoseconds since the Unix epoch of a system time; 0 for one before it.
    pub fn from_system(time: SystemTime) -> Timestamp {
        let since = time.duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
        Timestamp(u64::try_from(since.as_nanos()).unwrap_or(u64::MAX))
    }

    /// Whole seconds since the Unix epoch.
    pub fn seconds(self) -> u64 {
        self.0 / 1_000_000_000
    }

    /// How long after `earlier` this is; zero if it is not.
    pub fn since(self, earlier: Timestamp) -> Duration {
        Duration::from_nanos(self.0.saturating_sub(earlier.0))
    }
}

/// The last second that RFC 3339 can write: the end of the year 9999.
pub(crate) const LAST_SECOND: u64 = 253_402_300_799;

/// A moment in UTC, as RFC 3339 §5.6 writes it; `None` past the year 9999.
pub fn rfc3339(seconds: u64) -> Option<String> {
    let time = UNIX_EPOCH.checked_add(Duration::from_secs(seconds)).filter(|_| seconds <= LAST_SECOND)?;
    Some(humantime::format_rfc3339_seconds(time).to_string())
}
