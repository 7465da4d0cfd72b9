//! An event as it is noted: what it says of its conversation is told at the end.

use super::origins::Origin;
use crate::explain::exchanges::Said;
use wirewalk_dissect::dns::facts::Lookup;
use wirewalk_dissect::recording::{Side, Timestamp, Undelivered};

/// An event whose words are not yet made.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) at: Timestamp,
    pub(super) packet: Option<u64>,
    pub(super) conversation: u32,
    pub(super) message: Option<u32>,
    pub(super) occasion: Occasion,
}

/// What happened.
#[derive(Debug)]
pub(super) enum Occasion {
    /// A resolver was asked; whether inside TLS.
    Question(Lookup, bool),
    /// It answered.
    Answer(Lookup, bool),
    /// A connection was asked for, to an address that somebody gave.
    Open { from: Option<Origin> },
    /// QUIC begins, to an address that somebody gave.
    Quic { from: Option<Origin> },
    /// A side says that a connection of QUIC is over.
    Closed,
    /// The first packet of a connection that was open before.
    Begin,
    /// The client's hello.
    Hello,
    /// The server has chosen.
    Agreed,
    /// The alert with this index.
    Alert(usize),
    /// The tunnel with this index.
    Tunnel(usize),
    /// TLS was offered, or not although others are told.
    Offer(bool),
    /// TLS was asked for.
    Wish,
    /// The server agreed to that, or did not.
    Grant(bool),
    /// The login with this index.
    Login(usize),
    /// A request of HTTP; whether inside TLS.
    Request(String, bool),
    /// Its answer.
    Response(Said),
    /// Something in a protocol without words of its own.
    Spoken,
    /// What a side sent did not arrive.
    Undelivered(Side, Undelivered),
    /// The connection is over.
    End,
}
