//! What a capture tells, piece by piece.

use bytes::Bytes;

use crate::recording::secrets::{KeyLog, KeyLogError};
use crate::recording::{Connection, Timestamp, WireEvent};

/// Something that a capture tells.
#[derive(Clone, Debug)]
pub enum Entry {
    /// A connection or a flow of UDP that was not seen before, without its events. Each kind counts from 0, in the order of first
    /// packets ([`StreamNumber`](crate::recording::StreamNumber)).
    Connection(Connection),
    /// The next event of the connection with this number.
    Event {
        /// The number.
        connection: u32,
        /// The event.
        event: WireEvent,
    },
    /// Nothing more will be told of the connection with this number.
    Over {
        /// The number.
        connection: u32,
    },
    /// A comment on a packet.
    Comment {
        /// The packet's number, from 1, as Wireshark counts.
        packet: u64,
        /// The comment.
        text: String,
    },
    /// A packet itself, where a reader [tells](super::Reader::with_packets) them.
    Packet(Box<Captured>),
    /// TLS secrets, with the lines that could not be read; for packets that follow, and for earlier ones that wait.
    Secrets(Box<KeyLog>, Vec<KeyLogError>),
}

/// A packet as it was captured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Captured {
    /// Its number, from 1, as Wireshark counts.
    pub number: u64,
    /// When it passed.
    pub at: Timestamp,
    /// What it begins with, by the list of tcpdump.org.
    pub link_type: u32,
    /// As much of it as was kept.
    pub bytes: Bytes,
    /// How long it was, in bytes.
    pub on_wire: u32,
    /// The [ids](Connection::id) of the conversations that it belongs to, the outermost first: a datagram that is a tunnel, and what is in it.
    /// Of a packet in fragments, the last one belongs to them.
    pub conversations: Vec<u32>,
}
