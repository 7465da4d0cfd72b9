//! What frames are read with, and what they change.

use bytes::Bytes;

use super::pieces::Pieces;
use super::streams::{Streams, Told};
use crate::cursor::{self, Cursor, Stop, stop};
use crate::field::{Label, Span, Value};
use crate::message::Message;
use crate::read::varint;
use crate::tls::{Level, Levels};

/// What a frame changes beside its own fields.
pub(super) enum Event {
    Told(Told),
    Stop {
        stream: u64,
        code: u64,
    },
    Datagram {
        from: Span,
        bytes: Bytes,
    },
    /// The sender gives the other side another name for the connection.
    Named {
        id: Vec<u8>,
        token: Option<[u8; 16]>,
    },
    /// It closes the connection.
    Closes,
}

/// What frames are read with.
pub(super) struct Context<'a, 's> {
    pub(super) message: &'a mut Message,
    pub(super) source: u16,
    /// `None`: in these packets there is no handshake.
    pub(super) level: Option<Level>,
    pub(super) tls: &'a mut Levels<'s>,
    /// The handshake messages of this side at this level.
    pub(super) crypto: &'a mut Pieces,
    /// What was sent on streams before.
    pub(super) streams: &'a mut Streams,
    /// What the sender's ACK delays are multiplied by, as an exponent of 2, if it is known.
    pub(super) exponent: Option<u32>,
    pub(super) events: Vec<Event>,
}

/// A length of variable length, of what follows it.
pub(super) fn length(c: &mut Cursor<'_>, label: &'static Label) -> Result<usize, Stop> {
    let len = varint(c, label, Value::number)?;
    match usize::try_from(len) {
        Ok(len) if len <= c.left() => Ok(len),
        _ => stop(format!("{} says {}, but only {} remain", label.name, cursor::bytes(len), c.left())),
    }
}

/// The next bytes: where they are, and themselves.
pub(super) fn piece(c: &Cursor<'_>, bytes: &Bytes, len: usize) -> (Span, Bytes) {
    let span = c.span(len);
    // The cursor reads all of these bytes, so they are there.
    let piece = bytes.slice(span.range.start.min(bytes.len())..span.range.end.min(bytes.len()));
    (span, piece)
}
