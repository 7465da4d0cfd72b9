//! What a capture tells, piece by piece.

use crate::recording::secrets::{KeyLog, KeyLogError};
use crate::recording::{Connection, WireEvent};

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
    /// TLS secrets, with the lines that could not be read; for packets that follow, and for earlier ones that wait.
    Secrets(Box<KeyLog>, Vec<KeyLogError>),
}
